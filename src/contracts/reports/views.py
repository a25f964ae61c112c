"""Tables as people read them: cells as text, with what they sum to, for a terminal, a page or a workbook."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from contracts.reports.style import Style
from contracts.schedules.sheet import Sheet
from contracts.statements.maturities import FIRST, UNLIKE_YEARS
from contracts.tables import PAYER, Column, Kind

#: Columns that are no keys of a row.
_FIGURES: Final = frozenset(("period", "period_from", "period_to", "amount", "cumulative", "currency"))

#: What a row at the bottom is called, in its first columns, and the rows that it sums up.
Foot = tuple[Sequence[str], Sheet]


@frozen
class View:
    """A table in words and figures.

    Attributes:
        headings: of the columns.
        right: which of them stand at the right.
        rows: their cells.
        totals: the same of what stands at the bottom.
        tail: the heading of a last column and its cells, one for each row; empty where there is none.
    """

    headings: Sequence[str]
    right: Sequence[bool]
    rows: Sequence[Sequence[str]]
    totals: Sequence[Sequence[str]] = ()
    tail: Sequence[str] = ()


def rows_of(sheet: Sheet) -> Sequence[dict[str, Any]]:
    """The rows of a table by column, amounts in minor units."""
    names = sheet.table.names
    return [dict(zip(names, row, strict=True)) for row in zip(*(sheet.columns[name] for name in names), strict=True)]


def listed(style: Style, sheet: Sheet, feet: Sequence[Foot] | None = None) -> View:
    """A table as it stands, its rows one below another, and below them what they sum to.

    Columns that say nothing are left out: all empty, amounts that are all 0, an unadjusted due day that is always the
    due day.

    Args:
        feet: None: the sum of each payer, where there are several, and of all rows.
    """
    columns = [column for column in _names_first(sheet.table.columns) if _tells(sheet, column)]
    below = _sums(style, sheet) if feet is None else feet
    cells: list[list[str]] = []
    for place, column in enumerate(columns):
        values = sheet.columns[column.name]
        if column.kind is Kind.AMOUNT:
            written = style.figures.column([*values, *(summed(part.columns[column.name]) for _, part in below)])
        else:
            names = [label[place] if place < len(label) else "" for label, _ in below]
            written = [*(style.cell(column, value) for value in values), *names]
        cells.append(written)
    rows = list(zip(*cells, strict=True))
    right = [column.kind in (Kind.AMOUNT, Kind.COUNT) for column in columns]
    tail = style.titles_beside(sheet.columns["contract"]) if _has_titles_beside(sheet) else []
    return View([style.heading(column) for column in columns], right, rows[: len(sheet)], rows[len(sheet) :], tail)


def _has_titles_beside(sheet: Sheet) -> bool:
    return "contract" in sheet.columns and "title" not in sheet.columns


def _names_first(columns: Sequence[Column]) -> Sequence[Column]:
    """The columns with the payer before the figures, where several of them would stand between it and its contract."""
    figures = [place for place, column in enumerate(columns) if column.kind is Kind.AMOUNT]
    if PAYER not in columns or len(figures) == 1:
        return columns
    rest = [column for column in columns if column != PAYER]
    return [*rest[: figures[0]], PAYER, *rest[figures[0] :]]


def by_account(style: Style, sheet: Sheet) -> list[Foot]:
    """The rows of each account, for the sums at the bottom of a listing."""
    accounts = sheet.columns["account"]
    return [
        ((style.say("total"), style.word(name)), sheet.kept([account == name for account in accounts]))
        for name in dict.fromkeys(accounts)
    ]


def _tells(sheet: Sheet, column: Column) -> bool:
    values = sheet.columns[column.name]
    if column.name == "due_unadjusted":
        return values != sheet.columns["due"]
    return column.name != "currency" and (column.name in ("due", "day", "amount") or any(values))


def _sums(style: Style, sheet: Sheet) -> list[Foot]:
    """What each payer bears, where there are several, and all of it."""
    payers = sheet.columns.get("payer", ())
    distinct = list(dict.fromkeys(payers))
    feet: list[Foot] = []
    if len(distinct) > 1:
        feet = [((style.cell(PAYER, name),), sheet.kept([payer == name for payer in payers])) for name in distinct]
    return [*feet, ((style.say("total"),), sheet)]


def _order(period: str) -> tuple[int, str]:
    if period in FIRST:
        return (FIRST.index(period) - len(FIRST), "")
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


Cells = list[int | None]


def block(style: Style, grid: Grid, periods: Sequence[str], sum_name: str, *, titles: bool) -> View:
    """Periods side by side: the rows that have a figure in some of them, and the sums both ways."""
    rows = [(key, [cells.get(period) for period in periods]) for key, cells in grid.rows.items()]
    rows = [(key, cells) for key, cells in rows if any(cell is not None for cell in cells)]
    names = [column.name for column in grid.keys]
    sums = [(name, list(map(summed, zip(*part, strict=True)))) for name, part in _groups(style, names, rows)]
    written = iter(style.figures.column(cell for _, cells in (*rows, *sums) for cell in (*cells, summed(cells))))
    heads = [[style.cell(column, value) for column, value in zip(grid.keys, key, strict=True)] for key, _ in rows]
    heads += [[name, *[""] * (len(names) - 1)] for name, _ in sums]
    lines = [head + [next(written) for _ in range(len(periods) + 1)] for head in heads]
    headings = [*map(style.heading, grid.keys), *map(style.word, periods), sum_name]
    right = [*[False] * len(names), *[True] * (len(periods) + 1)]
    tail = style.titles_beside([key[0] for key, _ in rows]) if titles and names[0] == "contract" else []
    return View(headings, right, lines[: len(rows)], lines[len(rows) :], tail)


def _groups(
    style: Style, names: Sequence[str], rows: Sequence[tuple[tuple[Any, ...], Cells]]
) -> list[tuple[str, list[Cells]]]:
    """What is summed up at the bottom: the rows of each payer, where there are several, and all rows."""
    groups: dict[str, list[Cells]] = {}
    if "payer" in names[1:]:
        for key, cells in rows:
            groups.setdefault(style.cell(PAYER, key[names.index("payer")]), []).append(cells)
    return [*(groups.items() if len(groups) > 1 else ()), (style.say("total"), [cells for _, cells in rows])]


def summed(cells: Iterable[int | None]) -> int | None:
    """The sum of what is there; nothing where nothing is."""
    there = [cell for cell in cells if cell is not None]
    return sum(there) if there else None
