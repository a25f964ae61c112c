"""Rates of one quantity whose bills divide price cells: the ends of the service, and equal price cells between them."""

import numpy as np

from contracts.kernel.encode import Segments
from contracts.kernel.exact import Amounts, Bools, Ints, half_away, offsets, times, widened
from contracts.kernel.grid import Bills, price_grid, weights
from contracts.kernel.pieces import Parted, Pieces, StepRows
from contracts.kernel.regular import rate_of
from contracts.kernel.split import regular_split


def middle(segments: Segments, own: Bills) -> tuple[Ints, Ints, Bools]:
    """The days between which whole price cells lie that neither the first nor the last row touches.

    Returns:
        The first and the last of these days, and whether there are some and each end lies in one price cell.
    """
    line = np.arange(len(segments))
    price = price_grid(segments)
    head = price.position(own.end(line, np.zeros_like(line), segments["end"]) - 1)
    tail = price.position(own.start(line, own.count - 1, segments["start"]))
    between = (tail > head + 1) & (head == price.first) & (tail == price.last)
    return price.edge(head + 1), price.edge(tail), between


def dividing(segments: Segments, own: Bills, wide: bool) -> Parted:
    """The rows of rates of one quantity whose price cells are whole bills, where `middle` says that they are alike.

    Raises:
        WideError: a product could overflow int64, and `wide` was not asked for.
    """
    cut, rest, _ = middle(segments, own)
    each = segments["per_length"] // segments["length"]
    head_rows = own.grid.position(cut) - own.inner + 1
    tail_rows = own.count - 1 - own.grid.position(rest) + own.inner
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
    joined = np.stack((own.inner - cells.first - 1, cells.last - own.inner - own.count + 2))
    wide = price.dtype == object
    edge, unit, several = widened(part + joined * part_of, wide), widened(part_of, wide), rows > 1
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
