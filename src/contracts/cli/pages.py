"""Tables for people: installments one below another, everything else with its periods side by side."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, zip_longest
from typing import Any, Final

from attrs import frozen

from contracts.cli.style import Style
from contracts.cli.wide import aligned
from contracts.schedules.sheet import Sheet
from contracts.statements.maturities import UNLIKE_YEARS
from contracts.tables import PAYER, Column, Kind

#: Periods side by side; more are continued below.
ACROSS: Final = 12
#: Columns that are no keys of a row.
_FIGURES: Final = frozenset(("period", "period_from", "period_to", "amount", "cumulative", "currency"))
#: Several years as one period.
_BAND: Final = re.compile("[0-9]{4}-[0-9]{4}")


def listing(style: Style, sheet: Sheet) -> list[str]:
    """Installments one below another, with their days, and what they sum to.

    Columns that say nothing are left out: all empty, or an unadjusted due day that is always the due day.
    """
    if not len(sheet):
        return [style.say("nothing")]
    columns = [column for column in sheet.table.columns if _tells(sheet, column)]
    amounts = {column.name: sheet.columns[column.name] for column in columns if column.kind is Kind.AMOUNT}
    sums: list[tuple[str, dict[str, int | None]]] = []
    sums += [(payer, {"amount": amount}) for payer, amount in _payer_sums(style, sheet)]
    sums.append((style.say("total"), {name: _summed(values) for name, values in amounts.items()}))
    entries = [*amounts.values(), *([each.get(name) for name in amounts] for _, each in sums)]
    written = iter(style.figures.column(value for values in entries for value in values))
    cells = {name: [next(written) for _ in values] for name, values in amounts.items()}
    totals = [(name, {column: next(written) for column in amounts}) for name, _ in sums]
    body = [
        cells[column.name] if column.name in cells else [style.cell(column, v) for v in sheet.columns[column.name]]
        for column in columns
    ]
    feet = [[name, *(figures.get(column.name, "") for column in columns[1:])] for name, figures in totals]
    right = [column.kind in (Kind.AMOUNT, Kind.COUNT) for column in columns]
    tail = style.titles_beside(sheet.columns["contract"])
    return aligned(list(map(style.heading, columns)), zip(*body, strict=True), feet, right=right, tail=tail)


def balances(style: Style, sheet: Sheet) -> list[str]:
    """Rows with several figures side by side, and their sums: of all rows, or of those of each account.

    Columns of figures that are all 0 are left out.
    """
    if not len(sheet):
        return [style.say("nothing")]
    keys = [column for column in sheet.table.columns if column.kind is Kind.TEXT and column.name != "currency"]
    amounts = [c for c in sheet.table.columns if c.kind is Kind.AMOUNT and any(sheet.columns[c.name])]
    accounts = sheet.columns.get("account", [""] * len(sheet))
    sums = list(dict.fromkeys(accounts))
    figures = []
    for column in amounts:
        values = sheet.columns[column.name]
        found = [sum(value for value, own in zip(values, accounts, strict=True) if own == name) for name in sums]
        figures.append(style.figures.column([*values, *found]))
    cells = [[style.cell(column, value) for value in sheet.columns[column.name]] for column in keys]
    cells[0] += [style.say("total")] * len(sums)
    if "account" in sheet.columns:
        cells[1] += map(style.word, sums)
    lines = list(zip_longest(*cells, *figures, fillvalue=""))
    right = [*[False] * len(keys), *[True] * len(amounts)]
    tail = style.titles_beside(sheet.columns["contract"])
    headings = [style.heading(column) for column in (*keys, *amounts)]
    return aligned(headings, lines[: len(sheet)], lines[len(sheet) :], right=right, tail=tail)


def figures(style: Style, sheet: Sheet, sums: Sequence[tuple[str, Sheet]]) -> list[str]:
    """A table as it stands, without columns that say nothing; below it the sums of some parts of it.

    Args:
        style: of the page.
        sheet: the table.
        sums: what each row at the bottom is called, and the rows that it sums up.
    """
    if not len(sheet):
        return [style.say("nothing")]
    columns = [column for column in sheet.table.columns if _tells_more(sheet, column)]
    cells: list[list[str]] = []
    totals: list[list[str]] = [[] for _ in sums]
    for column in columns:
        values = sheet.columns[column.name]
        if column.kind is Kind.AMOUNT:
            below = [sum(part.columns[column.name]) for _, part in sums]
            written = style.figures.column([*values, *below])
        else:
            written = [*(style.cell(column, value) for value in values), *[""] * len(sums)]
        cells.append(written[: len(sheet)])
        for row, cell in zip(totals, written[len(sheet) :], strict=True):
            row.append(cell)
    for row, (name, _) in zip(totals, sums, strict=True):
        row[0] = name
    right = [column.kind in (Kind.AMOUNT, Kind.COUNT) for column in columns]
    own = "title" in sheet.table.names
    tail = [] if own else style.titles_beside(sheet.columns["contract"])
    return aligned(list(map(style.heading, columns)), zip(*cells, strict=True), totals, right=right, tail=tail)


def _tells_more(sheet: Sheet, column: Column) -> bool:
    keeps = column.kind is Kind.AMOUNT or column.name in ("due", "day")
    return column.name != "currency" and (keeps or any(value is not None for value in sheet.columns[column.name]))


def _tells(sheet: Sheet, column: Column) -> bool:
    values = sheet.columns[column.name]
    if column.name == "due_unadjusted":
        return values != sheet.columns["due"]
    return column.name != "currency" and (column.name in ("due", "amount") or any(values))


def _payer_sums(style: Style, sheet: Sheet) -> list[tuple[str, int]]:
    """What each payer bears, where there are several."""
    sums: dict[str | None, int] = {}
    if "payer" in sheet.table.names:
        for payer, amount in zip(sheet.columns["payer"], sheet.columns["amount"], strict=True):
            sums[payer] = sums.get(payer, 0) + amount
    return [(style.cell(PAYER, payer), amount) for payer, amount in sums.items()] if len(sums) > 1 else []


def _order(period: str) -> tuple[int, str]:
    return (1 + UNLIKE_YEARS.index(period), "") if period in UNLIKE_YEARS else (0, period)


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
    def of(cls, sheet: Sheet, periods: Sequence[str], order: Sequence[str] = ()) -> "Grid":
        """The figures of a table whose rows fall into these periods, in the order given or else that of time."""
        keys = tuple(column for column in sheet.table.columns if column.name not in _FIGURES)
        rows: dict[tuple[Any, ...], dict[str, int]] = {}
        named = zip(*(sheet.columns[column.name] for column in keys), strict=True)
        for key, period, amount in zip(named, periods, sheet.columns["amount"], strict=True):
            cells = rows.setdefault(key, {})
            cells[period] = cells.get(period, 0) + amount
        found = set(periods)
        return cls(keys, rows, tuple(name for name in order if name in found) or tuple(sorted(found, key=_order)))

    def joined(self, name_of: Mapping[str, str]) -> "Grid":
        """The same with several periods as one, by the name of what they become."""
        rows: dict[tuple[Any, ...], dict[str, int]] = {}
        for key, cells in self.rows.items():
            row = rows.setdefault(key, {})
            for period, amount in cells.items():
                row[name_of[period]] = row.get(name_of[period], 0) + amount
        return Grid(self.keys, rows, tuple(dict.fromkeys(name_of[period] for period in self.periods)))


def pivot(style: Style, sheet: Sheet, periods: Sequence[str], *, order: Sequence[str] = ()) -> list[str]:
    """Periods side by side, with the sums at the right and at the bottom.

    Where there are too many for one line, they are continued below, and a last table sums them up.

    Args:
        style: of the page.
        sheet: a table with an amount in each row.
        periods: the period of each row.
        order: of all periods, where they are bands that stand beside each other however many there are.
    """
    if not len(sheet):
        return [style.say("nothing")]
    grid = Grid.of(sheet, periods, order)
    parts = {"": list(grid.periods)} if order else _parts(style, grid.periods)
    if len(parts) == 1:
        return _block(style, grid, grid.periods, style.say("total"), titles=True)
    lines: list[str] = []
    for name, part in parts.items():
        if name not in UNLIKE_YEARS:  # a part of one column, which the summary has
            lines += [*_block(style, grid, part, name, titles=False), ""]
    summary = grid.joined({period: name for name, part in parts.items() for period in part})
    return lines + _block(style, summary, summary.periods, style.say("total"), titles=True)


def _parts(style: Style, periods: Sequence[str]) -> dict[str, list[str]]:
    """The periods of each part of a table, by its name: about a dozen in each, and whole years."""
    years = [period for period in periods if period not in UNLIKE_YEARS]
    if len(periods) <= ACROSS or not years:
        return {"": list(periods)}
    parts = {
        str(first) if first == last else style.say("range", first=first, last=last): part
        for first, last, part in (_by_bands(years) if any(map(_BAND.fullmatch, years)) else _by_years(style, years))
    }
    return parts | {period: [period] for period in periods if period in UNLIKE_YEARS}


Part = tuple[int, int, list[str]]


def _by_bands(periods: Sequence[str]) -> Iterator[Part]:
    """A dozen bands at a time, with their first and last year."""
    for i in range(0, len(periods), ACROSS):
        part = list(periods[i : i + ACROSS])
        yield int(part[0][:4]), int(part[-1][-4:]), part


def _by_years(style: Style, periods: Sequence[str]) -> Iterator[Part]:
    """As many whole fiscal years at a time as have a dozen periods, with the first and the last of them."""
    years_across = {"H": 6, "Q": 3, "": 12}.get(periods[0][5:6], 1)
    first, last = _year(style, periods[0]), _year(style, periods[-1])

    def start_of(period: str) -> int:
        return first + (_year(style, period) - first) // years_across * years_across

    for start, part in groupby(periods, start_of):
        yield start, min(start + years_across - 1, last), list(part)


def _year(style: Style, period: str) -> int:
    """The fiscal year that a period is in; months have the name of their calendar year."""
    year, part = int(period[:4]), period[5:]
    return style.fiscal.year_of(date(year, int(part), 1)) if part.isdecimal() else year


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
    tail = style.titles_beside([key[0] for key, _ in rows]) if titles and names[0] == "contract" else []
    return aligned(headings, lines[: len(rows)], lines[len(rows) :], right=right, tail=tail)


def _groups(
    style: Style, names: Sequence[str], rows: Sequence[tuple[tuple[Any, ...], Cells]]
) -> list[tuple[str, list[Cells]]]:
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
