"""Rates of one quantity whose bills divide price cells: the ends of the service, and equal price cells between them."""

import numpy as np

from contracts.kernel.days import NONE
from contracts.kernel.encode import Segments
from contracts.kernel.exact import Amounts, Bools, Ints, half_away, offsets, times, widened
from contracts.kernel.grid import Bills, price_grid, weights
from contracts.kernel.pieces import Parted, Pieces, StepRows
from contracts.kernel.regular import rate_of
from contracts.kernel.split import regular_split


def divides(segments: Segments) -> Bools:
    """Which rates with price cells of whole bills are split alike: plain bills, and at least one price cell of them.

    Then neither the first nor the last bill goes beyond its price cell.
    """
    plain = (segments["first_edge"] == NONE) & (segments["last_edge"] == NONE) & (segments["stub"] != 1)
    plain &= (segments["steps_to"] - segments["steps_from"] == 1) & (segments["remainder"] != 2)
    longest = segments["per_length"] * np.where(segments["per_months"] > 0, 31, 1)
    result: Bools = plain & (segments["end"] - segments["start"] > 3 * longest)
    return result


def dividing(segments: Segments, own: Bills, wide: bool) -> Parted:
    """The rows of rates whose price cells are whole bills and which `divides` says are split alike.

    Raises:
        WideError: a product could overflow int64, and `wide` was not asked for.
    """
    prices, each = price_grid(segments), segments["per_length"] // segments["length"]
    head_rows = (prices.first + 1) * each - own.inner + 1
    tail_rows = own.count - 1 - prices.last * each + own.inner
    price, scale = rate_of(segments, wide)
    ends, of_ends = _ends(segments, own, price, times(widened(each, wide), scale), head_rows, tail_rows)

    whole = half_away(price, scale)
    low, more = whole // each, whole % each
    last = segments["remainder"] == 1
    # Of each price cell some bills have a minor unit more, or the last one has all that is more.
    cell = np.stack((np.where(last, low, low + 1), np.where(last, low + more, low)), axis=1).astype(np.int64)
    many = np.where(last, each - 1, more).astype(np.int64)
    of_cell = np.stack((many, each - many), axis=1)
    cells = (own.count - head_rows - tail_rows) // each
    of_line = 8 + 2 * cells
    begin = offsets(of_line)
    amount, count = np.empty(begin[-1], dtype=np.int64), np.empty(begin[-1], dtype=np.int64)
    at_ends = np.stack((begin[:-1], begin[1:] - 4))[..., None] + np.arange(4)
    between = np.ones(begin[-1], dtype=np.bool_)
    between[at_ends] = False
    amount[at_ends], count[at_ends] = ends, of_ends
    amount[between], count[between] = np.repeat(cell, cells, axis=0).ravel(), np.repeat(of_cell, cells, axis=0).ravel()
    return Parted(Pieces(of_line, amount, count), StepRows.none())


def _ends(
    segments: Segments, own: Bills, price: Amounts, scale: Amounts, head_rows: Ints, tail_rows: Ints
) -> tuple[Amounts, Ints]:
    """The bills in the price cells at the two ends of the service: four pieces each, as (ends, lines, pieces).

    Args:
        scale: by what the price is too large, for a bill.
    """
    cells, rows = own.grid, np.stack((head_rows, tail_rows))
    cell = np.stack((cells.first, cells.last))
    c0, c1 = cells.edge(cell), cells.edge(cell + 1)
    start, end = np.maximum(c0, segments["start"]), np.minimum(c1, segments["end"])
    part, part_of = weights(start, end, c0, c1, segments["months"], segments["proration"])
    wide = price.dtype == object
    edge, unit, several = widened(part, wide), widened(part_of, wide), rows > 1
    # The first row of the service, or the last one, differs; the others of its price cell are whole.
    other = np.where(several, unit, 0)
    first, last = np.stack((edge[0], other[1])), np.stack((other[0], edge[1]))
    inside = np.maximum(rows - 2, 0)
    amount = half_away(times(price, first + inside * unit + last), times(unit, scale))
    one, low, other, more = regular_split(amount, first, unit, last, inside, segments["remainder"] == 1)
    counts = np.ones((*rows.shape, 4), dtype=np.int64)
    counts[0, :, 3], counts[1, :, 0] = several
    counts[..., 1], counts[..., 2] = more, inside - more
    return np.stack((one, low + 1, low, other), axis=-1), counts
