"""docs/design.md lists the keys of a register file; this holds them against what is read."""

import re
from pathlib import Path

import pytest

from contracts.shapes import tables
from contracts.shapes.tables import Table, keys

DESIGN = (Path(__file__).parents[1] / "docs" / "design.md").read_text(encoding="utf-8")
FILE_SECTION = DESIGN.partition("\n## 8. ")[2].partition("\n## 9. ")[0]

#: Where the keys of each kind of table are listed: in the table, or else the paragraph, below or after this.
LISTED: dict[type[Table], str] = {
    tables.HeadTable: "**`[register]`**",
    tables.ContractTable: "**`[[contracts]]`**",
    tables.LineTable: "**`[[contracts.lines]]`**",
    tables.BillingTable: "**`billing`**",
    tables.StageTable: "**`stages`**",
    tables.CalendarTable: "**`[[calendars]]`**",
    tables.AmendmentTable: "**`[[contracts.amendments]]`**",
    tables.RenewalTable: "**`renewal`**",
    tables.ChangeTable: "**`change`**",
    tables.SuspensionTable: "**`suspend`**",
    tables.PaymentTable: "**`[[payments]]`**",
    tables.ReportedTable: "**`[[reported]]`**",
}
#: Their keys are listed in a cell or a sentence of another table's.
INSIDE: dict[type[Table], str] = {
    tables.StepTable: r"`\[\{ from = [^}]*\}, …\]`",
    tables.AppliedTable: r"`\[\{ contract = [^}]*\}, …\]`",
    tables.FigureTable: r"`\{ amount = [^}]*\}`",
}
#: A key of a table of its own, whose keys are the user's names.
LISTS = {"lines", "amendments"}


def listed(text: str, after: str) -> set[str]:
    """The keys that a table has in its first column, or that a paragraph names before its example."""
    paragraph, _, below = text.partition(after)[2].partition("\n\n")
    if below.startswith("| key |"):
        rows = below.partition("\n\n")[0].splitlines()[2:]
        return {key for row in rows for key in re.findall(r"`(\w+)`", row.split("|")[1])}
    braced = re.findall(r"`\{([^}=]*)\}`", paragraph)
    if braced:
        return {key for part in braced for key in re.findall(r"[a-z_]+", re.sub(r"\bor\b", "", part))}
    return set(re.findall(r"`([a-z_]+)`", paragraph))


@pytest.mark.parametrize("kind", LISTED, ids=lambda kind: kind.__name__)
def test_the_keys_of_each_table_are_those_that_are_listed(kind: type[Table]) -> None:
    assert listed(FILE_SECTION, LISTED[kind]) | (LISTS & set(keys(kind).values())) == set(keys(kind).values())


@pytest.mark.parametrize("kind", INSIDE, ids=lambda kind: kind.__name__)
def test_the_keys_of_each_small_table_stand_in_its_example(kind: type[Table]) -> None:
    (example, *_) = re.findall(INSIDE[kind], FILE_SECTION)
    first = re.findall(r"\{([^}]*)\}", example)[0]
    assert set(re.findall(r"(\w+) = ", first)) == set(keys(kind).values())


def test_every_table_of_a_file_is_looked_at() -> None:
    kinds = {kind for kind in vars(tables).values() if isinstance(kind, type) and issubclass(kind, Table)}
    assert kinds - {Table, tables.FileTable} == LISTED.keys() | INSIDE.keys()
    roots = re.findall(r"\*\*`\[+(\w+)\]+`\*\*", FILE_SECTION)
    assert set(roots) == set(keys(tables.FileTable).values())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("**x**\n\n| key | means |\n|---|---|\n| `a` or `b` | `c` |\n\n`d`", {"a", "b"}),
        ("**x**: a list of `{ a, b or c, d }` or `{ a, e }`, where `a` is\n\n`f`", {"a", "b", "c", "d", "e"}),
        ("**x**: `a`; `b`, default `[5, 6]`\n\n`c`", {"a", "b"}),
    ],
)
def test_a_key_that_is_listed_is_found(text: str, found: set[str]) -> None:
    assert listed(text, "**x**") == found
