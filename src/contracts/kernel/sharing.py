"""Who bears what: amounts divided among payers, cumulatively, so that no payer drifts.

Payer j of a cumulative amount C bears `round(C × W_j / W) − round(C × W_(j−1) / W)`, where
W_j are the weights up to j in the order written and W is all of them; half away from zero.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
from attrs import frozen

from contracts.kernel.days import NONE
from contracts.kernel.encode import Segments
from contracts.kernel.exact import FLOAT_EXACT, NARROW, Amounts, Ints, half_away, largest, offsets, running
from contracts.kernel.expand import Rows
from contracts.kernel.grid import flat

#: Rows divided at a time: what is worked in stays in a core's second cache.
STRETCH: Final = 2**15
#: Below this, a boundary can be found by multiplication; see `_divide_nearby`.
NEAR: Final = 2.0**49
#: A float whose low bits count in ones, and these bits.
_BIG: Final = 2.0**52
_BITS: Final = int(np.float64(_BIG).view(np.int64))


def share_order(rows: Rows) -> Ints | None:
    """The order in which rows are shared and recognised: unadjusted due day, then number, undated last.

    Lines stay together. Returns indices into the rows; None where they stand so already.
    """
    due = rows.due_unadjusted
    if rows.in_order:
        return None
    late = np.where(due == NONE, np.int32(2**31 - 1), due)
    line = rows.line
    if not ((line[1:] == line[:-1]) & (late[1:] < late[:-1])).any():
        return None
    return np.lexsort((late, line))


def boundaries(cumulative: Amounts, weight: Amounts, weights: Amounts) -> Amounts:
    """`round(cumulative × weight / weights)`, half away from zero.

    In floats where that is exact, in int64 where it fits, else in Python integers.
    """
    if not len(cumulative):
        return cumulative
    reach = (2 * largest(cumulative) + 1) * float(np.max(weights))
    if reach < FLOAT_EXACT and cumulative.min() >= 0:
        result: Amounts = cumulative * (2.0 * weight)
        result += weights
        result /= 2 * weights
        return np.floor(result, out=result)
    if reach >= NARROW:
        return half_away(cumulative.astype(object) * weight, weights)
    return half_away(cumulative.astype(np.int64) * weight, weights)


@frozen(eq=False)
class Block:
    """Shares of lines that have the same number of payers.

    Attributes:
        item: which rows (or cumulative amounts) are shared; a slice where it is all of them.
        amount: (payers, items) minor units.
    """

    item: Ints | slice
    amount: Ints


def _weights(segments: Segments, lines: Ints | slice) -> tuple[Ints, Ints]:
    """Cumulative weights (payers, lines) and their sums, of lines with equally many payers."""
    allocation = segments["allocation"][lines]
    first = int(allocation[0])
    if (allocation == first).all():
        weight = np.cumsum([w for _, w in segments.allocations[first].weights])
        return weight[:, None], weight[-1:]
    distinct, which = np.unique(allocation, return_inverse=True)
    table = np.array([np.cumsum([w for _, w in segments.allocations[i].weights]) for i in distinct.tolist()])
    return table.T[:, which], table[:, -1][which]


def row_blocks(segments: Segments, rows: Rows, out: Ints | None = None) -> Iterator[Block]:
    """Each row divided among the payers of its line, cumulatively over the line.

    Args:
        out: (payers, rows) columns to write to where all lines have that many payers and
            their rows stand in order; else blocks have columns of their own.
    """
    counts = np.diff(rows.offsets)
    order = share_order(rows)
    sizes = _payers(segments)
    for size in np.unique(sizes).tolist():
        chosen = sizes == size
        if chosen.all():
            lines: Ints | slice = slice(None)
            item: Ints | slice = slice(None)
            count, amount = counts, rows.amount
        else:
            lines = np.flatnonzero(chosen)
            count = counts[lines]
            line, place = flat(count)
            item = rows.offsets[lines][line] + place
            amount = rows.amount[item]
        if size == 1:
            yield Block(item, amount[None, :])
            continue
        inside = None
        if order is not None:
            inside = order if isinstance(item, slice) else _sorted_inside(rows, item, count)
            amount = amount[inside]
        direct = out is not None and inside is None and isinstance(item, slice) and len(out) == size
        result = out if out is not None and direct else np.empty((size, len(amount)), dtype=np.int64)
        _divide(segments, lines, count, amount, result)
        yield Block(item, _back(result, inside))


def _sorted_inside(rows: Rows, item: Ints, count: Ints) -> Ints:
    due = rows.due_unadjusted[item]
    return np.lexsort((np.where(due == NONE, 2**31 - 1, due), np.repeat(np.arange(len(count)), count)))


def _back(shares: Ints, inside: Ints | None) -> Ints:
    if inside is None:
        return shares
    result = np.empty_like(shares)
    result[:, inside] = shares
    return result


def _payers(segments: Segments) -> Ints:
    """How many payers each line has."""
    return np.array([1] + [len(terms.weights) for terms in segments.allocations])[segments["allocation"] + 1]


def _divide(segments: Segments, lines: Ints | slice, count: Ints, amount: Ints, result: Ints) -> None:
    """Write the shares of the rows of some lines, in the order in which they are shared."""
    weight, weights = _weights(segments, lines)
    starts = offsets(count)
    cumulative = running(amount, starts, count)
    if weight.shape[1] > 1:
        weight, weights = np.repeat(weight, count, axis=1), np.repeat(weights, count)
    first = starts[:-1]
    reach = (2 * float(cumulative.max(initial=0)) + 1) * float(np.max(weights))
    if reach < NEAR and cumulative.min(initial=0) >= 0:
        _divide_nearby(cumulative, amount, first, weight, weights, result)
        return
    earlier = np.zeros_like(amount)
    for j, each in enumerate(weight[:-1]):
        until = boundaries(cumulative, each, weights).astype(np.int64)
        change = until.copy()
        change[1:] -= until[:-1]
        change[first] = until[first]
        result[j] = change - earlier
        earlier = change
    result[-1] = amount - earlier


def _divide_nearby(
    cumulative: Ints, amount: Ints, first: Ints, weight: Ints, weights: Ints, result: Ints
) -> None:
    """The same without a division per row, a stretch of rows at a time.

    A boundary is the floor of `(2·C·w + W) / 2W`, so a multiple of `1 / 2W` away from a whole
    number or equal to one. A quarter of a minor unit over W more never reaches the next, and
    makes up for the error of multiplying by `w / W`, while `2·C·W` is below 2^49. Adding 2^52
    then leaves the whole number in the low bits of the float, and bits can be subtracted.
    """
    size = min(STRETCH, len(amount))
    of, bits = np.empty(size), np.empty(size + 1)
    change, earlier = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    alike = len(weights) == 1
    last = [_BITS] * (len(weight) - 1)
    for low in range(0, len(amount), STRETCH):
        rows = slice(low, min(low + STRETCH, len(amount)))
        n = rows.stop - low
        begins = first[np.searchsorted(first, low) : np.searchsorted(first, rows.stop)] - low
        of[:n] = cumulative[rows]
        over = weights if alike else weights[rows]
        for j, each in enumerate(weight[:-1]):
            value = bits[1 : n + 1]
            np.multiply(of[:n], (each if alike else each[rows]) / over, out=value)
            np.add(value, 0.25 / over, out=value)  # 1/2 + 1/(4W), less the 1/2 by which 2^52 rounds up
            np.add(value, _BIG, out=value)
            whole = bits.view(np.int64)
            whole[0] = last[j]
            last[j] = int(whole[n])
            np.subtract(whole[1 : n + 1], whole[:n], out=change[:n])
            change[begins] = whole[begins + 1] - _BITS
            if j:
                np.subtract(change[:n], earlier[:n], out=result[j, rows])
            else:
                result[j, rows] = change[:n]
            change, earlier = earlier, change
        np.subtract(amount[rows], earlier[:n], out=result[-1, rows])


@frozen(eq=False)
class Shared:
    """What each payer bears, in long form: one element for each payer of each item.

    Attributes:
        item: index of what is shared.
        payer: place of the payer in its allocation; 0 where there is none.
        amount: int64 minor units.
    """

    item: Ints
    payer: Ints
    amount: Ints


def shared_rows(segments: Segments, rows: Rows) -> Shared:
    """Each row divided among the line's payers, in order of row and payer."""
    sizes = np.repeat(_payers(segments), np.diff(rows.offsets))
    return _long(sizes, row_blocks(segments, rows))


def shared_curve(segments: Segments, line: Ints, cumulative: Ints) -> Shared:
    """Cumulative amounts of lines divided among their payers, in order of item and payer."""
    sizes = _payers(segments)[line]
    return _long(sizes, _curve_blocks(segments, line, cumulative, sizes))


def _curve_blocks(segments: Segments, line: Ints, cumulative: Ints, sizes: Ints) -> Iterator[Block]:
    for size in np.unique(sizes).tolist():
        item = np.flatnonzero(sizes == size)
        amount = cumulative[item]
        if size == 1:
            yield Block(item, amount[None, :])
            continue
        weight, weights = _weights(segments, line[item])
        until = np.array([boundaries(amount, part, weights) for part in weight[:-1]] + [amount]).astype(np.int64)
        yield Block(item, np.diff(until, axis=0, prepend=0))


def _long(sizes: Ints, blocks: Iterator[Block]) -> Shared:
    starts = offsets(sizes)
    item, payer = flat(sizes)
    amount = np.zeros(len(item), dtype=np.int64)
    for block in blocks:
        if isinstance(block.item, slice):
            return Shared(item, payer, block.amount.T.ravel())
        first = starts[:-1][block.item]
        amount[first[None, :] + np.arange(len(block.amount))[:, None]] = block.amount
    return Shared(item, payer, amount)
