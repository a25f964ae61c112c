"""The grids of cyclic lines: which cells and rows their service has, in closed form."""

import numpy as np
from attrs import frozen

from contracts.kernel.days import NONE, TABLE, bases, positions, thirty_days
from contracts.kernel.encode import Segments
from contracts.kernel.exact import NARROW, Amounts, Bools, Ints, WideError, largest


@frozen(eq=False)
class Grid:
    """One grid for each line; edge k is the day `TABLE[base + k * length]`.

    Attributes:
        months: months per cell; 0 where cells are in days.
        length: months or days per cell.
        first: the cell that holds the first day of service.
        last: the cell that holds its last day.
    """

    base: Ints
    months: Ints
    length: Ints
    anchor: Ints
    anchor_month: Ints
    first: Ints
    last: Ints

    def edge(self, k: Ints) -> Ints:
        """The first day of cell k of each line."""
        return TABLE[self.base + k * self.length].astype(np.int64)

    def position(self, day: Ints) -> Ints:
        """The cell that holds the day, for each line."""
        return positions(day, self.base, self.anchor, self.anchor_month, self.months, self.length)

    def take(self, lines: Ints | slice) -> "Grid":
        """The grids of some of the lines; a line may be asked for more than once."""
        return Grid(
            self.base[lines],
            self.months[lines],
            self.length[lines],
            self.anchor[lines],
            self.anchor_month[lines],
            self.first[lines],
            self.last[lines],
        )


def grid(segments: Segments, months: Ints, length: Ints) -> Grid:
    """The grid of each line with cells of its own length, anchored where billing is."""
    anchor = segments["anchor"]
    base, anchor_month = bases(months, anchor, segments["month_end"] > 0)
    first = positions(segments["start"], base, anchor, anchor_month, months, length)
    last = positions(segments["end"] - 1, base, anchor, anchor_month, months, length)
    return Grid(base, months, length, anchor, anchor_month, first, last)


def billing_grid(segments: Segments) -> Grid:
    """The grid of the bills."""
    return grid(segments, segments["months"], segments["length"])


def price_grid(segments: Segments) -> Grid:
    """The grid of the cells for which a rate is owed."""
    return grid(segments, segments["per_months"], segments["per_length"])


@frozen(eq=False)
class Bills:
    """The rows of cyclic lines, without the steps of quantities.

    Row 0 begins with the service, row i with edge `inner + i - 1` of the billing grid,
    the last one ends with the service.

    Attributes:
        inner: the first edge inside the service at which a new row begins.
        count: rows of each line.
    """

    grid: Grid
    inner: Ints
    count: Ints

    def take(self, lines: Ints | slice) -> "Bills":
        """The bills of some of the lines."""
        return Bills(self.grid.take(lines), self.inner[lines], self.count[lines])

    def start(self, line: Ints, row: Ints, first_day: Ints) -> Ints:
        """The first day of service of some rows; `first_day` is that of each one's line."""
        edge = self.grid.base[line] + (self.inner[line] + row - 1) * self.grid.length[line]
        return np.where(row == 0, first_day, TABLE[edge])

    def end(self, line: Ints, row: Ints, end_day: Ints) -> Ints:
        """The day after the last of some rows; `end_day` is that of each one's line."""
        edge = self.grid.base[line] + (self.inner[line] + row) * self.grid.length[line]
        return np.where(row == self.count[line] - 1, end_day, TABLE[edge])


def bills(segments: Segments, cells: Grid) -> Bills:
    """Which edges of the billing grid begin a row, after explicit edges and stub rules."""
    start, end = segments["start"], segments["end"]
    first_edge, last_edge = segments["first_edge"], segments["last_edge"]
    inner, final = cells.first + 1, cells.last
    if (first_edge != NONE).any():
        explicit = first_edge > start
        inner = np.where(explicit, cells.position(np.where(explicit, first_edge, start)), inner)
    if (last_edge != NONE).any():
        explicit = (last_edge != NONE) & (last_edge < end)
        final = np.where(explicit, cells.position(np.where(explicit, last_edge, start)), final)
    joins = segments["stub"] == 1
    if joins.any():
        several = joins & (final >= inner)
        at_first = several & (first_edge == NONE) & (cells.edge(cells.first) != start)
        at_last = several & (last_edge == NONE) & (cells.edge(cells.last + 1) != end)
        at_first &= (last_edge == NONE) | (last_edge >= end) | (final > inner)
        at_last &= (first_edge <= start) | (final > inner)
        inner, final = inner + at_first, final - at_last
    return Bills(cells, inner, np.maximum(final - inner + 1, 0) + 1)


def weights(
    first: Ints, end: Ints, cell_start: Ints, cell_end: Ints, months: Ints, proration: Ints
) -> tuple[Ints, Ints]:
    """What the served part `[first, end)` of each cell weighs, as numerator and denominator.

    Actual days are not reduced: a whole cell of 31 days weighs 31/31.
    """
    days, whole = end - first, cell_end - cell_start
    if not proration.any():
        return days, whole
    by_days, thirties = proration == 0, 30 * months
    served = days.copy()
    thirty = np.flatnonzero(proration == 1)
    served[..., thirty] = thirty_days(first[..., thirty], end[..., thirty])
    unit = ((days == whole) & ~by_days) | (proration == 3)
    numerator = np.where(by_days, days, np.minimum(served, thirties))
    denominator = np.where(by_days, whole, thirties)
    numerator[unit], denominator[unit] = 1, 1
    return numerator, denominator


def relation(segments: Segments) -> tuple[Bools, Bools]:
    """How the billing and price grids fit: bills are whole price cells, or price cells whole bills.

    Returns:
        `coarser`: billing is a multiple of the price cell (equal ones included);
        `finer`: the price cell is a larger multiple of the billing cell.
    """
    billed, priced = segments["length"], segments["per_length"]
    alike = (segments["months"] > 0) == (segments["per_months"] > 0)
    coarser = alike & (billed % priced == 0)
    return coarser, alike & ~coarser & (priced % billed == 0)


def flat(counts: Ints) -> tuple[Ints, Ints]:
    """Line and place in it of each element of a ragged column."""
    line = np.repeat(np.arange(len(counts)), counts)
    starts = np.cumsum(counts) - counts
    return line, np.arange(len(line)) - starts[line]


def grouped(values: Amounts, starts: Ints) -> Amounts:
    """The sum of each run of a column that begins at `starts`; runs are not empty.

    Raises:
        WideError: a sum could overflow int64.
    """
    if values.dtype != object and values.size:
        longest = int(np.diff(starts, append=len(values)).max())
        if largest(values) * longest >= NARROW:
            raise WideError
    result: Amounts = np.add.reduceat(values, starts)
    return result
