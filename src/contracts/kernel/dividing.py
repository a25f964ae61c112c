"""Rates of one quantity whose bills divide price cells: the ends of the service, and equal price cells between them."""

import numpy as np

from contracts.kernel.encode import Segments
from contracts.kernel.exact import Amounts, Bools, Ints, half_away, offsets, times, widened
from contracts.kernel.grid import Bills, price_grid, weights
from contracts.kernel.pieces import Bent, Pieces, StepRows
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


def dividing(segments: Segments, own: Bills, wide: bool) -> Bent:
    """The rows of rates of one quantity whose price cells are whole bills, where `middle` says that they are alike.

    Raises:
        WideError: a product could overflow int64, and `wide` was not asked for.
    """
    n = len(segments)
    cut, rest, _ = middle(segments, own)
    cells, each = own.grid, segments["per_length"] // segments["length"]
    head_rows = cells.position(cut) - own.inner + 1
    tail_rows = own.count - 1 - (cells.position(rest) - own.inner)
    price, scale = rate_of(segments, wide)
    head = _end(segments, own, price, scale, each, head_rows, False)
    tail = _end(segments, own, price, scale, each, tail_rows, True)

    whole = half_away(price, scale)
    low, more = whole // each, whole % each
    last = segments["remainder"] == 1
    # Of each price cell some bills have a minor unit more, or the last one has all that is more.
    one, other = np.where(last, low, low + 1), np.where(last, low + more, low)
    many = np.where(last, each - 1, more)
    middles = (own.count - head_rows - tail_rows) // each
    starts = offsets(8 + 2 * middles)
    line = np.repeat(np.arange(n), np.diff(starts))
    value, count = np.empty(starts[-1], dtype=np.int64), np.empty(starts[-1], dtype=np.int64)
    even = (np.arange(len(line)) - starts[line]) % 2 == 0
    value[:] = np.where(even, one[line], other[line])
    count[:] = np.where(even, many[line], (each - many)[line])
    for first, part in ((starts[:-1], head), (starts[1:] - 4, tail)):
        for i, (amount, rows) in enumerate(part):
            value[first + i], count[first + i] = amount, rows
    return Bent(Pieces(line, value, count), StepRows.none())


def _end(
    segments: Segments, own: Bills, price: Amounts, scale: Ints, each: Ints, rows: Ints, at_end: bool
) -> tuple[tuple[Amounts, Ints | Bools | int], ...]:
    """The bills in the price cell at one end of the service: amounts, and how many rows have them.

    Args:
        rows: how many bills these are.
    """
    cells, months, proration = own.grid, segments["months"], segments["proration"]
    cell = cells.last if at_end else cells.first
    c0, c1 = cells.edge(cell), cells.edge(cell + 1)
    start, end = np.maximum(c0, segments["start"]), np.minimum(c1, segments["end"])
    part, part_of = weights(start, end, c0, c1, months, proration)
    joined = cells.last - own.inner - own.count + 2 if at_end else own.inner - cells.first - 1
    wide = price.dtype == object
    edge, unit, several = widened(part + joined * part_of, wide), widened(part_of, wide), rows > 1
    first, last = (np.where(several, unit, 0), edge) if at_end else (edge, np.where(several, unit, 0))
    inside = np.maximum(rows - 2, 0)
    weight = first + inside * unit + last
    amount = half_away(times(price, weight), times(times(unit, each), scale))
    a, b, c, many = regular_split(amount, first, unit, last, inside, segments["remainder"] == 1)
    ends = (several, 1) if at_end else (1, several)
    return (a, ends[0]), (b + 1, many), (b, inside - many), (c, ends[1])
