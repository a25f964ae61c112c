"""A reconciliation for people: line by line, and in sentences."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from contracts.cli.style import Style
from contracts.cli.wide import aligned
from contracts.schedules.sheet import Sheet
from contracts.statements.reconciliation import FOOTING, SUM, TOTAL, Verdict

_SUMS: Final = (SUM, FOOTING, TOTAL)
_AGREED: Final = (Verdict.AGREES, Verdict.WITHIN_ROUNDING)


def to_look_at(sheet: Sheet) -> bool:
    """Whether there is an unexplained difference, or a line that is not scheduled or not reported.

    A report that states no total is nothing to look at.
    """
    return any(
        finding not in _AGREED and not (name in _SUMS and finding == Verdict.NOT_REPORTED)
        for name, finding in zip(sheet.columns["contract"], sheet.columns["finding"], strict=True)
    )


def table(style: Style, sheet: Sheet) -> list[str]:
    """Each contract, then what is summed up, with the sentences that say it."""
    columns = {name: list(sheet.columns[name]) for name in sheet.table.names}
    size = len(sheet) - len(_SUMS)
    figures = style.figures.column(columns["scheduled"] + columns["reported"] + columns["difference"])
    thirds = [figures[i : i + len(sheet)] for i in range(0, 3 * len(sheet), len(sheet))]
    bounds = style.bounds.column(columns["bound"])
    ids = columns["contract"]
    titles = [style.titles.get(name) or "" for name in ids[:size]] + [style.say(key) for key in _SUMS]
    rows = list(zip(ids, *thirds, bounds, map(style.word, columns["finding"]), titles, strict=True))
    shown = ("contract", "scheduled", "reported", "difference", "bound", "finding")
    headings = [style.heading(column) for column in sheet.table.columns if column.name in shown]
    right = [False, True, True, True, True, False, False]
    return aligned([*headings, style.say("title")], rows[:size], rows[size:], right=right)


def verdict(style: Style, sheet: Sheet, year: int) -> list[str]:
    """What a reconciliation comes to, in sentences: the lines that differ, both sums, and all against the total.

    The last has a sentence only where it is to be looked at: rounding may explain both sums and not this difference.
    """
    names = [column.name for column in sheet.table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in zip(*(sheet.columns[name] for name in names), strict=True)]
    lines, sums = rows[: -len(_SUMS)], rows[-len(_SUMS) :]
    counts = Counter(row["finding"] for row in lines)
    found = ", ".join(f"{style.word(finding)} {counts[finding]}" for finding in Verdict if finding in counts)
    return [
        style.say("compared", year=year, findings=found or style.say("nothing")),
        *(_told(style, "differs", row) for row in lines if row["finding"] not in _AGREED),
        *(
            _told(style, f"{row['contract']} {row['finding']}", row)
            for row in sums
            if row["contract"] != TOTAL or row["finding"] not in (*_AGREED, Verdict.NOT_REPORTED)
        ),
    ]


def _told(style: Style, key: str, row: Mapping[str, Any]) -> str:
    """A sentence about one row; the difference is without its sign where the sentence names both sides."""
    scheduled, reported, difference = (row[name] for name in ("scheduled", "reported", "difference"))
    return style.say(
        key,
        contract=row["contract"],
        finding=style.word(row["finding"]),
        scheduled=style.amount(scheduled),
        reported=style.amount(reported),
        difference=style.amount(abs(difference) if row["contract"] in _SUMS else difference),
        bound=f"{style.bounds.alone(row['bound'])} {style.bounds.unit_name}",
    )
