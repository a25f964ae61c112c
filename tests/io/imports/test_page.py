"""docs/import.md says what the code does: its lists are those of the code."""

import re
from pathlib import Path

from attrs import fields

from contracts.io.imports import ImportLimits, SheetMap
from contracts.io.imports.aliases import CONTRACTS, PAYMENTS
from contracts.io.imports.encoding import ENCODINGS, FEWEST
from contracts.io.imports.headings import LOOKED_AT
from contracts.io.imports.phrases import CYCLES, EVENTS

PAGE = (Path(__file__).parents[3] / "docs" / "import.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table whose heading has a text."""
    _, _, rest = PAGE.partition(heading)
    table = rest.partition("\n")[2].split("\n\n")[0].splitlines()[1:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def test_the_names_of_columns_are_those_of_the_code() -> None:
    for heading, aliases in (("a column of a register", CONTRACTS), ("a column of a list", PAYMENTS)):
        found = {name.strip("`"): tuple(names.partition(";")[0].split(", ")) for name, names in rows(heading)}
        assert found == {str(meaning): names for meaning, names in aliases.items()}


def test_the_forms_of_terms_are_those_of_the_code() -> None:
    *cycles, (_, stages) = rows("| form |")

    assert [tuple(names.split(", ")) for names, _ in cycles] == list(CYCLES.values())
    found = {
        event: tuple(names.split(", ")) for names, event in re.findall(r"([^:;`]+): `(\w+)`", stages.partition(": ")[2])
    }
    assert {event: tuple(name.strip() for name in names) for event, names in found.items()} == EVENTS


def test_the_keys_of_the_map_are_those_of_the_code() -> None:
    assert [key.strip("`[]") for key, _ in rows("| key |")] == [field.name for field in fields(SheetMap)]


def test_numbers_and_encodings_are_those_of_the_code() -> None:
    bounds = ImportLimits()

    assert f"the first {LOOKED_AT} rows" in PAGE
    assert f"fewer than {FEWEST} characters" in PAGE
    assert ", ".join(ENCODINGS) in PAGE.replace("\n", " ")
    assert f"{bounds.columns} columns, 1 048 576 rows" in PAGE
    assert bounds.rows == 1_048_576
    assert (bounds.file, bounds.line, bounds.unpacked) == (50 * 2**20, 2**20, 200 * 2**20)
    assert (bounds.text, bounds.parts, bounds.ratio) == (32_767, 10_000, 200)
