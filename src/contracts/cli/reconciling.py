"""A reconciliation for people: line by line, and in sentences."""

from collections import Counter
from typing import Final

from contracts.cli.style import Style
from contracts.cli.wide import aligned
from contracts.schedules.sheet import Sheet
from contracts.statements.reconciliation import FOOTING, SUM, TOTAL, Finding

_SUMS: Final = (SUM, FOOTING, TOTAL)
_AGREED: Final = (Finding.AGREES, Finding.WITHIN_ROUNDING)


def to_look_at(sheet: Sheet) -> bool:
    """Whether there is an unexplained difference, or a line that is not scheduled or not reported.

    A report that states no total is nothing to look at.
    """
    return any(
        finding not in _AGREED and not (id in _SUMS and finding == Finding.NOT_REPORTED)
        for id, finding in zip(sheet.columns["contract"], sheet.columns["finding"], strict=True)
    )


def reconciliation(style: Style, sheet: Sheet) -> list[str]:
    """Each contract, then what is summed up, with the sentences that say it."""
    columns = {name: list(sheet.columns[name]) for name in sheet.table.names}
    size = len(sheet) - len(_SUMS)
    figures = style.figures.column(columns["scheduled"] + columns["reported"] + columns["difference"])
    thirds = [figures[i : i + len(sheet)] for i in range(0, 3 * len(sheet), len(sheet))]
    bounds = style.bounds.column(columns["bound"])
    ids = columns["contract"]
    titles = [style.titles.get(id) or "" for id in ids[:size]] + [style.say(key) for key in _SUMS]
    rows = list(zip(ids, *thirds, bounds, map(style.word, columns["finding"]), titles, strict=True))
    shown = ("contract", "scheduled", "reported", "difference", "bound", "finding")
    headings = [style.heading(column) for column in sheet.table.columns if column.name in shown]
    return aligned(
        [*headings, style.say("title")],
        rows[:size],
        rows[size:],
        right=[False, True, True, True, True, False, False],
    )


def verdict(style: Style, sheet: Sheet, year: int) -> list[str]:
    """What a reconciliation comes to, in sentences: the lines that differ, and both sums."""
    rows = {row[0]: row[1:] for row in zip(*(sheet.columns[name] for name in sheet.table.names), strict=True)}
    counts = Counter(finding for id, (*_, finding, _) in rows.items() if id not in _SUMS)
    found = ", ".join(f"{style.word(finding)} {count}" for finding, count in counts.items())
    lines = [style.say("compared", year=year, findings=found or 0)]
    for id, (scheduled, reported, difference, _, _, finding, _) in rows.items():
        if id not in _SUMS and finding not in _AGREED:
            lines.append(
                style.say(
                    "differs",
                    contract=id,
                    finding=style.word(finding),
                    scheduled=style.amount(scheduled),
                    reported=style.amount(reported),
                    difference=style.amount(difference),
                )
            )
    for id, (left, right, difference, bound, _, finding, _) in rows.items():
        if id in (SUM, FOOTING):
            lines.append(
                style.say(
                    f"{id} {finding}",
                    year=year,
                    left=style.amount(left),
                    right=style.amount(right),
                    difference=style.amount(abs(difference)),
                    bound=f"{style.bounds.alone(bound)} {style.bounds.unit_name}",
                )
            )
    return lines
