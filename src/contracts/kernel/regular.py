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
from contracts.kernel.split import regular_split


@frozen(eq=False)
class Runs:
    """Four runs for each line: first, whole with one more, whole, last.

    Attributes:
        amount: (lines, 4) of one row of the run, in minor units.
        count: (lines, 4) rows of the run; they may be 0.
    """

    amount: Ints
    count: Ints


def is_regular(segments: Segments) -> Bools:
    """Which lines are regular."""
    form = segments["form"]
    coarser, _ = relation(segments)
    one_quantity = segments["steps_to"] - segments["steps_from"] == 1
    result: Bools = ((form == TOTAL) & (segments["remainder"] != 2)) | ((form == RATE) & coarser & one_quantity)
    return result


def regular_runs(segments: Segments, bills: Bills, wide: bool) -> Runs:
    """The runs of regular lines; what other lines get here means nothing.

    Raises:
        WideError: a product could overflow int64, and `wide` was not asked for.
    """
    rows = bills.count
    amount = np.empty((len(segments), 4), dtype=np.int64)
    count = np.zeros((len(segments), 4), dtype=np.int64)
    count[:, 0] = 1
    count[:, 2] = np.maximum(rows - 2, 0)
    count[:, 3] = rows > 1
    form = segments["form"]
    for kind in (TOTAL, RATE):
        chosen = form == kind
        if chosen.all():
            lines: Ints | slice = slice(None)
        elif chosen.any():
            lines = np.flatnonzero(chosen)
        else:
            continue
        part = segments.take(lines)
        if kind == TOTAL:
            amount[lines], more = _totals(part, bills, lines, wide)
            count[lines, 1] = more
            count[lines, 2] -= more
        else:
            amount[lines] = _rates(part, bills, lines, wide)
    return Runs(amount, count)


def _totals(segments: Segments, bills: Bills, lines: Ints | slice, wide: bool) -> tuple[Ints, Ints]:
    rows = bills.count[lines]
    first, whole, last = total_weights(segments, bills, lines, wide)
    price = widened(segments["amount"], wide)
    inside = np.maximum(rows - 2, 0)
    one, each, other, more = regular_split(price, first, whole, last, inside, segments["remainder"] == 1)
    return _in_columns(one, each + 1, each, other), more


def _in_columns(*columns: Amounts) -> Ints:
    result = np.empty((len(columns[0]), len(columns)), dtype=np.int64)
    for i, column in enumerate(columns):
        result[:, i] = column
    return result


def total_weights(
    segments: Segments, bills: Bills, lines: Ints | slice, wide: bool
) -> tuple[Amounts, Amounts, Amounts]:
    """What the first row, each row inside and the last row of a total weigh, over a common denominator.

    A line of one row has a first one only.
    """
    cells = bills.grid.take(lines)
    inner, rows = bills.inner[lines], bills.count[lines]
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


def _rates(segments: Segments, bills: Bills, lines: Ints | slice, wide: bool) -> Ints:
    cells = price_grid(segments)
    inner, rows = bills.inner[lines], bills.count[lines]
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
    whole = each * unit
    return _in_columns(one, whole, whole, other)


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
