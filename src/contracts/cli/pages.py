"""Tables for people: installments one below another, everything else with its periods side by side."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from attrs import frozen

from contracts.cli.style import Style
from contracts.cli.wide import aligned
from contracts.schedules.sheet import Sheet
from contracts.statements.obligations import LATER, TO_FIVE_YEARS, UNDATED, WITHIN_A_YEAR
from contracts.tables import PAYER, Column, Kind

#: Periods side by side; more are continued below.
ACROSS: Final = 12
#: Columns that are no keys of a row.
_FIGURES: Final = frozenset(("period", "period_from", "period_to", "amount", "cumulative", "currency"))
#: The places of periods that are no fiscal periods, which have 0.
_LAST: Final = {WITHIN_A_YEAR: -2, TO_FIVE_YEARS: -1, LATER: 1, UNDATED: 2}
_MONTH: Final = re.compile(r"([0-9]{4})-([0-9]{2})")


def listing(style: Style, sheet: Sheet) -> list[str]:
    """Installments one below another, with their days, and what they sum to.

    Columns that say nothing are left out: all empty, or an unadjusted due day that is always the due day.
    """
    columns = [column for column in sheet.table.columns if _tells(sheet, column)]
    names = [column.name for column in columns]
    amounts = sheet.columns["amount"]
    sums = [*_payer_sums(style, sheet), (style.say("total"), sum(amounts))]
    figures = style.figures.column([*amounts, *(amount for _, amount in sums)])
    cells = [
        figures[: len(sheet)] if name == "amount" else [style.cell(column, value) for value in sheet.columns[name]]
        for name, column in zip(names, columns, strict=True)
    ]
    before = names.index("amount")
    totals = [
        [name, *[""] * (before - 1), figure, *[""] * (len(names) - before)]
        for (name, _), figure in zip(sums, figures[len(sheet) :], strict=True)
    ]
    right = [column.kind in (Kind.AMOUNT, Kind.COUNT) for column in columns]
    return aligned(
        [*map(style.heading, columns), style.say("title")],
        zip(*cells, style.first_titles(sheet.columns["contract"]), strict=True),
        totals,
        right=[*right, False],
    )


def _tells(sheet: Sheet, column: Column) -> bool:
    values = sheet.columns[column.name]
    if column.name == "due_unadjusted":
        return values != sheet.columns["due"]
    return column.name != "currency" and (column.name in ("contract", "due", "amount") or any(values))


def _payer_sums(style: Style, sheet: Sheet) -> list[tuple[str, int]]:
    """What each payer bears, where there are several."""
    sums: dict[str | None, int] = {}
    if "payer" in sheet.table.names:
        for payer, amount in zip(sheet.columns["payer"], sheet.columns["amount"], strict=True):
            sums[payer] = sums.get(payer, 0) + amount
    return [(style.cell(PAYER, payer), amount) for payer, amount in sums.items()] if len(sums) > 1 else []


@frozen
class Grid:
    """Figures by row and period.

    Attributes:
        keys: the columns that name a row.
        rows: the values of these columns -> period -> minor units; in the order of the table.
        periods: what is found, in order.
    """

    keys: tuple[Column, ...]
    rows: Mapping[tuple[Any, ...], Mapping[str, int]]
    periods: tuple[str, ...]

    @classmethod
    def of(cls, sheet: Sheet, periods: Sequence[str]) -> "Grid":
        """The figures of a table whose rows fall into these periods."""
        keys = tuple(column for column in sheet.table.columns if column.name not in _FIGURES)
        rows: dict[tuple[Any, ...], dict[str, int]] = {}
        named = zip(*(sheet.columns[column.name] for column in keys), strict=True)
        for key, period, amount in zip(named, periods, sheet.columns["amount"], strict=True):
            cells = rows.setdefault(key, {})
            cells[period] = cells.get(period, 0) + amount
        return cls(keys, rows, tuple(sorted(set(periods), key=lambda period: (_LAST.get(period, 0), period))))

    def joined(self, name_of: Mapping[str, str]) -> "Grid":
        """The same with several periods as one, by the name of what they become."""
        rows: dict[tuple[Any, ...], dict[str, int]] = {}
        for key, cells in self.rows.items():
            row = rows.setdefault(key, {})
            for period, amount in cells.items():
                row[name_of[period]] = row.get(name_of[period], 0) + amount
        return Grid(self.keys, rows, tuple(dict.fromkeys(name_of[period] for period in self.periods)))


def pivot(style: Style, sheet: Sheet, periods: Sequence[str]) -> list[str]:
    """Periods side by side, with the sums at the right and at the bottom.

    Where there are too many for one line, they are continued below, and a last table sums them up.

    Args:
        style: of the page.
        sheet: a table with an amount in each row.
        periods: the period of each row.
    """
    grid = Grid.of(sheet, periods)
    blocks = _blocks(style, grid.periods)
    if len(blocks) == 1:
        return _block(style, grid, grid.periods, style.say("total"), titles=True)
    lines: list[str] = []
    for name, block in blocks.items():
        lines += [*_block(style, grid, block, name, titles=False), ""]
    summary = grid.joined({period: name for name, block in blocks.items() for period in block})
    return lines + _block(style, summary, summary.periods, style.say("total"), titles=True)


def _blocks(style: Style, periods: Sequence[str]) -> dict[str, Sequence[str]]:
    """The periods of each part of a long table, by its name: months by fiscal year, others a dozen at a time."""
    if len(periods) <= ACROSS:
        return {"": periods}
    years: dict[str, list[str]] = {}
    months = [_MONTH.fullmatch(period) for period in periods]
    if months[0]:
        for period, month in zip(periods, months, strict=True):
            day = None if month is None else date(int(month[1]), int(month[2]), 1)
            years.setdefault(period if day is None else str(style.fiscal.year_of(day)), []).append(period)
        return dict(years)
    parts = [periods[i : i + ACROSS] for i in range(0, len(periods), ACROSS)]
    return {style.say("range", first=style.word(part[0]), last=style.word(part[-1])): part for part in parts}


Cells = list[int | None]


def _block(style: Style, grid: Grid, periods: Sequence[str], sum_name: str, *, titles: bool) -> list[str]:
    """One table: the rows that have a figure in some periods, and the sums both ways."""
    rows = [(key, [cells.get(period) for period in periods]) for key, cells in grid.rows.items()]
    rows = [(key, cells) for key, cells in rows if any(cell is not None for cell in cells)]
    names = [column.name for column in grid.keys]
    sums = [(name, list(map(_summed, zip(*part, strict=True)))) for name, part in _groups(style, names, rows)]
    written = iter(style.figures.column(cell for _, cells in (*rows, *sums) for cell in (*cells, _summed(cells))))
    heads = [[style.cell(column, value) for column, value in zip(grid.keys, key, strict=True)] for key, _ in rows]
    heads += [[name, *[""] * (len(names) - 1)] for name, _ in sums]
    lines = [head + [next(written) for _ in range(len(periods) + 1)] for head in heads]
    headings = [*map(style.heading, grid.keys), *map(style.word, periods), sum_name]
    right = [*[False] * len(names), *[True] * (len(periods) + 1)]
    if titles and names[0] == "contract":
        headings.append(style.say("title"))
        right.append(False)
        tails = style.first_titles(key[0] for key, _ in rows) + [""] * len(sums)
        lines = [[*line, tail] for line, tail in zip(lines, tails, strict=True)]
    return aligned(headings, lines[: len(rows)], lines[len(rows) :], right=right)


def _groups(style: Style, names: Sequence[str], rows: Sequence[tuple[tuple[Any, ...], Cells]]) -> list[tuple[str, list[Cells]]]:
    """What is summed up at the bottom: the rows of each payer, where there are several, and all rows."""
    groups: dict[str, list[Cells]] = {}
    if "payer" in names[1:]:
        for key, cells in rows:
            groups.setdefault(style.cell(PAYER, key[names.index("payer")]), []).append(cells)
    return [*(groups.items() if len(groups) > 1 else ()), (style.say("total"), [cells for _, cells in rows])]


def _summed(cells: Iterable[int | None]) -> int | None:
    """The sum of what is there; nothing where nothing is."""
    there = [cell for cell in cells if cell is not None]
    return sum(there) if there else None
