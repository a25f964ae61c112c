"""Regular lines: rows in at most four runs of equal amounts, without work per row.

A line is regular when its bills differ only at the ends of the service: a total
split by `EARLIEST` or `LAST`, or a rate of one quantity whose bills are whole price
cells. Its rows are one first, some whole ones (the earliest of which may have a minor
unit more) and one last.
"""

import numpy as np
from attrs import frozen

from contracts.kernel.encode import RATE, TOTAL, Segments
from contracts.kernel.exact import Amounts, Bools, Ints, half_away, times, widened
from contracts.kernel.grid import Bills, Grid, price_grid, relation, weights
from contracts.kernel.pieces import Pieces
from contracts.kernel.split import regular_split


@frozen(eq=False)
class Runs:
    """The rows of each line: a first one, those inside, and a last one where there are several.

    Attributes:
        first, inside, last: what one of them comes to, in minor units.
        more: how many rows inside, from the earliest on, come to one minor unit more.
    """

    first: Ints
    inside: Ints
    last: Ints
    more: Ints

    def then(self, other: "Runs") -> "Runs":
        """The runs of two batches, one after the other."""
        return Runs(
            np.concatenate((self.first, other.first)),
            np.concatenate((self.inside, other.inside)),
            np.concatenate((self.last, other.last)),
            np.concatenate((self.more, other.more)),
        )

    def pieces(self, rows: Ints) -> Pieces:
        """The same as pieces, four of each line; `rows` is how many rows a line has."""
        amount, count = np.empty((len(rows), 4), dtype=np.int64), np.empty((len(rows), 4), dtype=np.int64)
        several = rows > 1
        amount[:, 0], amount[:, 1], amount[:, 2], amount[:, 3] = self.first, self.inside + 1, self.inside, self.last
        count[:, 0], count[:, 1], count[:, 2], count[:, 3] = 1, self.more, rows - self.more - several - 1, several
        return Pieces(np.full_like(rows, 4), amount.ravel(), count.ravel())


def is_regular(segments: Segments) -> Bools:
    """Which lines are regular."""
    form = segments["form"]
    result: Bools = (form == TOTAL) & (segments["remainder"] != 2)
    rates = form == RATE
    if rates.any():
        one_quantity = segments["steps_to"] - segments["steps_from"] == 1
        result |= rates & relation(segments)[0] & one_quantity
    return result


def regular_runs(segments: Segments, bills: Bills, wide: bool) -> Runs:
    """The runs of regular lines.

    Raises:
        WideError: a product could overflow int64, and `wide` was not asked for.
    """
    totals = segments["form"] == TOTAL
    if totals.all():
        return _totals(segments, bills, wide)
    if not totals.any():
        return _rates(segments, bills, wide)
    result = Runs(*np.zeros((4, len(segments)), dtype=np.int64))
    for lines, compute in ((np.flatnonzero(totals), _totals), (np.flatnonzero(~totals), _rates)):
        part = compute(segments.take(lines), bills.take(lines), wide)
        result.first[lines], result.inside[lines], result.last[lines] = part.first, part.inside, part.last
        result.more[lines] = part.more
    return result


def _totals(segments: Segments, bills: Bills, wide: bool) -> Runs:
    first, whole, last = total_weights(segments, bills, wide)
    price = widened(segments["amount"], wide)
    inside = np.maximum(bills.count - 2, 0)
    parts = regular_split(price, first, whole, last, inside, segments["remainder"] == 1)
    return Runs(*(part.astype(np.int64, copy=False) for part in parts))


def total_weights(segments: Segments, bills: Bills, wide: bool) -> tuple[Amounts, Amounts, Amounts]:
    """What the first row, each row inside and the last row of a total weigh, over a common denominator.

    A line of one row has a first one only.
    """
    cells, inner, rows = bills.grid, bills.inner, bills.count
    start, end, months, proration = (segments[name] for name in ("start", "end", "months", "proration"))
    c0, c1 = cells.edge(cells.first), cells.edge(cells.first + 1)
    first, first_of = weights(start, np.minimum(c1, end), c0, c1, months, proration)
    c0, c1 = cells.edge(cells.last), cells.edge(cells.last + 1)
    last, last_of = weights(np.maximum(c0, start), end, c0, c1, months, proration)
    first = first + (inner - cells.first - 1) * first_of
    last = last + (cells.last - inner - rows + 2) * last_of
    return (
        np.where(rows > 1, times(widened(first, wide), last_of), 1),
        np.where(rows > 2, times(widened(first_of, wide), last_of), 0),
        np.where(rows > 1, times(widened(last, wide), first_of), 0),
    )


def _rates(segments: Segments, bills: Bills, wide: bool) -> Runs:
    cells, inner, rows = price_grid(segments), bills.inner, bills.count
    start, end, months, proration = (segments[name] for name in ("start", "end", "per_months", "proration"))
    each = np.maximum(segments["length"] // segments["per_length"], 1)  # price cells in a bill
    price, scale = rate_of(segments, wide)
    unit = half_away(price, scale)
    first = cell_amount(cells, cells.first, start, end, months, proration, price, scale)
    last = cell_amount(cells, cells.last, start, end, months, proration, price, scale)
    edge = inner * each
    one = np.where(
        rows > 1,
        first + (edge - cells.first - 1) * unit,
        first + np.where(cells.last > cells.first, last + (cells.last - cells.first - 1) * unit, 0),
    )
    other = last + (cells.last - (inner + rows - 2) * each) * unit
    parts = one, each * unit, other, np.zeros_like(rows)
    return Runs(*(part.astype(np.int64, copy=False) for part in parts))


def rate_of(segments: Segments, wide: bool) -> tuple[Amounts, Ints]:
    """Rate times quantity, and the scale by which it is too large; for lines of one quantity."""
    quantity = widened(segments.step_value[segments["steps_from"]], wide)
    return times(segments["amount"], quantity), segments["scale"]


def cell_amount(
    cells: Grid, k: Ints, start: Ints, end: Ints, months: Ints, proration: Ints, price: Amounts, scale: Ints
) -> Amounts:
    """What the served part of cell k of each line comes to."""
    c0, c1 = cells.edge(k), cells.edge(k + 1)
    numerator, denominator = weights(np.maximum(c0, start), np.minimum(c1, end), c0, c1, months, proration)
    return half_away(times(price, numerator), times(widened(denominator, price.dtype == object), scale))
