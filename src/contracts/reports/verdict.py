"""A reconciliation for people: line by line, and in sentences."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from contracts.reports.style import Style
from contracts.reports.views import View, rows_of
from contracts.schedules.sheet import Sheet
from contracts.statements.reconciliation import FOOTING, SUM, TOTAL, Verdict
from contracts.tables import APART, ON_BASIS

#: The rows that sum up, in their order at the end.
SUMS: Final = (SUM, FOOTING, TOTAL)
_AGREED: Final = (Verdict.AGREES, Verdict.WITHIN_ROUNDING)


def to_look_at(sheet: Sheet) -> bool:
    """Whether there is an unexplained difference, or a line that is not scheduled or not reported.

    A report that states no total is nothing to look at.
    """
    return any(
        finding not in _AGREED and not (name in SUMS and finding == Verdict.NOT_REPORTED)
        for name, finding in zip(sheet.columns["contract"], sheet.columns["finding"], strict=True)
    )


def reconciled(style: Style, sheet: Sheet) -> View:
    """Each contract, then what is summed up; parts of differences that nothing has are left out."""
    apart = [column.name for column in APART if any(sheet.columns.get(column.name, ()))]
    held = [ON_BASIS.name] if ON_BASIS.name in sheet.columns else []
    amounts = ["scheduled", *held, "reported", "difference", *apart]
    size = len(sheet) - len(SUMS)
    figures = style.figures.column([amount for name in amounts for amount in sheet.columns[name]])
    parts = [figures[i : i + len(sheet)] for i in range(0, len(figures), len(sheet))]
    bounds = [] if held else [style.bounds.column(sheet.columns["bound"])]
    ids = sheet.columns["contract"]
    titles = [style.titles.get(name) or "" for name in ids[:size]] + [style.say(key) for key in SUMS]
    findings = map(style.word, sheet.columns["finding"])
    rows = list(zip(ids, *parts, *bounds, findings, titles, strict=True))
    shown = ("contract", *amounts, *([] if held else ["bound"]), "finding")
    columns = {column.name: column for column in sheet.table.columns}
    headings = [style.heading(columns[name]) for name in shown]
    right = [False, *[True] * (len(shown) - 2), False, False]
    return View([*headings, style.say("title")], right, rows[:size], rows[size:])


def verdict(style: Style, sheet: Sheet, year: int, basis: str | None = None) -> list[str]:
    """What a reconciliation comes to, in sentences: the lines that differ, both sums, and all against the total.

    The last has a sentence only where it is to be looked at: rounding may explain both sums and not this difference.
    With a basis, they speak of what the report is held against.
    """
    return [sentence for sentence, _ in verdicts(style, sheet, year, basis)]


def verdicts(style: Style, sheet: Sheet, year: int, basis: str | None = None) -> list[tuple[str, bool]]:
    """The same sentences, each with whether it is to be looked at."""
    rows = rows_of(sheet)
    if basis is not None:
        rows = [_on_basis(row) for row in rows]
    what = style.say("basis scheduled" if basis is None else f"basis {basis}")
    lines, sums = rows[: -len(SUMS)], rows[-len(SUMS) :]
    counts = Counter(row["finding"] for row in lines)
    found = ", ".join(f"{style.word(finding)} {counts[finding]}" for finding in Verdict if finding in counts)
    return [
        (style.say("compared", year=year, findings=found or style.say("nothing")), False),
        *((_told(style, "differs", row, what), True) for row in lines if row["finding"] not in _AGREED),
        *(
            (_told(style, f"{row['contract']} {row['finding']}", row, what), _is_odd(row))
            for row in sums
            if row["contract"] != TOTAL or _is_odd(row)
        ),
    ]


def _is_odd(row: Mapping[str, Any]) -> bool:
    """Whether a row that sums up is to be looked at."""
    return row["finding"] not in (*_AGREED, Verdict.NOT_REPORTED)


def _on_basis(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as if what the report is held against were what is scheduled."""
    held = row[ON_BASIS.name]
    return {**row, "scheduled": held, "difference": (held or 0) - (row["reported"] or 0)}


def _told(style: Style, key: str, row: Mapping[str, Any], what: str) -> str:
    """A sentence about one row; the difference is without its sign where the sentence names both sides."""
    scheduled, reported, difference = (row[name] for name in ("scheduled", "reported", "difference"))
    return style.say(
        key,
        what=what,
        contract=row["contract"],
        finding=style.word(row["finding"]),
        scheduled=style.amount(scheduled),
        reported=style.amount(reported),
        difference=style.amount(abs(difference) if row["contract"] in SUMS else difference),
        bound=f"{style.bounds.alone(row['bound'])} {style.bounds.unit_name}",
    )
