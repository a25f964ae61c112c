"""Who bears what: amounts divided among payers, cumulatively, so that no payer drifts.

Payer j of a cumulative amount C bears `round(C × W_j / W) − round(C × W_(j−1) / W)`, where
W_j are the weights up to j in the order written and W is all of them; half away from zero.
"""

from collections.abc import Iterator

import numpy as np
from attrs import frozen

from contracts.kernel.days import NONE
from contracts.kernel.encode import Segments
from contracts.kernel.exact import (
    BIG,
    BITS_OF_BIG,
    FLOAT_EXACT,
    NARROW,
    NEAR,
    RAISED,
    STRETCH,
    Amounts,
    Ints,
    half_away,
    largest,
    offsets,
    scratch,
    stretches,
)
from contracts.kernel.expand import Rows
from contracts.kernel.grid import flat


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

    Rows are divided in the order of unadjusted due day, then number, undated last.

    Args:
        out: (payers, rows) columns to write to where all lines have that many payers;
            else blocks have columns of their own.

    Returns:
        Blocks; what a later one says of a row holds.
    """
    counts = np.diff(rows.offsets)
    sizes = _payers(segments)
    some_rows = counts > 0
    for size in _distinct(sizes[some_rows]):
        chosen = (sizes == size) & some_rows
        whole = bool(chosen.all())
        some = np.flatnonzero(chosen)
        lines, item = (slice(None), slice(None)) if whole else (some, rows.places(some))
        amount = rows.amount[item]
        if size == 1:
            yield Block(item, amount[None, :])
            continue
        result = out if out is not None and whole and len(out) == size else np.empty((size, len(amount)), np.int64)
        sums = None if rows.sums is None else rows.sums[lines]
        _divide(segments, lines, counts[lines], amount, result, sums)
        yield Block(item, result)
    disordered = _disordered(rows)
    for size in _distinct(sizes[disordered]):
        lines = disordered[sizes[disordered] == size]
        place = rows.places(lines)
        place = place[np.lexsort((_dues(rows, place), np.repeat(np.arange(len(lines)), counts[lines])))]
        if size > 1:
            result = np.empty((size, len(place)), dtype=np.int64)
            _divide(segments, lines, counts[lines], rows.amount[place], result)
            yield Block(place, result)


def _disordered(rows: Rows) -> Ints:
    """The lines whose unadjusted due days do go back from row to row."""
    if not len(rows.loose):
        return rows.loose
    due = _dues(rows, rows.places(rows.loose))
    line = np.repeat(rows.loose, np.diff(rows.offsets)[rows.loose])
    back = (due[1:] < due[:-1]) & (line[1:] == line[:-1])
    return np.unique(line[1:][back])


def _dues(rows: Rows, place: Ints) -> Ints:
    """The unadjusted due days of some rows; those that have none come last."""
    due = rows.due_unadjusted[place].astype(np.int64)
    due[due == NONE] = -NONE
    return due


def _payers(segments: Segments) -> Ints:
    """How many payers each line has."""
    return np.array([1] + [len(terms.weights) for terms in segments.allocations])[segments["allocation"] + 1]


def _distinct(sizes: Ints) -> list[int]:
    """The distinct ones of some small numbers, ascending."""
    found: list[int] = np.flatnonzero(np.bincount(sizes)).tolist()
    return found


def _divide(
    segments: Segments, lines: Ints | slice, count: Ints, amount: Ints, result: Ints, sums: Ints | None = None
) -> None:
    """Write the shares of the rows of some lines, in the order in which they are shared, some lines at a time.

    Args:
        sums: see `Rows`.
    """
    weight, weights = _weights(segments, lines)
    reach, starts, alike = float(np.max(weights)), offsets(count), len(weights) == 1
    for some, rows in stretches(starts, STRETCH):
        own, first, of = amount[rows], starts[some] - rows.start, slice(None) if alike else some
        cumulative = scratch("cumulative", len(own))
        if sums is None:
            np.cumsum(own, out=cumulative)
            cumulative -= np.repeat(cumulative[first] - own[first] - BITS_OF_BIG, count[some])
            low, high = int(cumulative.min()), int(cumulative.max())
        else:
            _cumulate(own, first, sums[some], cumulative)
            low, high = BITS_OF_BIG, BITS_OF_BIG + int(sums[some].max())
        # No cumulative amount is negative: where it could be, half away from zero is not half up.
        near = low >= BITS_OF_BIG and (high - BITS_OF_BIG) * reach < NEAR
        compute = _divide_nearby if near else _divide_anyway
        compute(own, cumulative, first, count[some], weight[:, of], weights[of], result[:, rows])


def _cumulate(own: Ints, first: Ints, sums: Ints, out: Ints) -> None:
    """Write the sums of rows by line, `BITS_OF_BIG` more: in one go; each line first loses what the last had."""
    out[:] = own
    out[first[1:]] -= sums[:-1]
    out[0] += BITS_OF_BIG
    np.cumsum(out, out=out)


def _divide_anyway(
    own: Ints, cumulative: Ints, first: Ints, count: Ints, weight: Ints, weights: Ints, result: Ints
) -> None:
    """Shares of amounts of any size and sign; see `_divide_nearby`."""
    cumulative -= BITS_OF_BIG
    if len(weights) > 1:
        weight, weights = np.repeat(weight, count, axis=1), np.repeat(weights, count)
    earlier = np.zeros_like(own)
    for j, each in enumerate(weight[:-1]):
        until = boundaries(cumulative, each, weights).astype(np.int64)
        change = until.copy()
        change[1:] -= until[:-1]
        change[first] = until[first]
        result[j] = change - earlier
        earlier = change
    result[-1] = own - earlier


def _divide_nearby(
    own: Ints, cumulative: Ints, first: Ints, count: Ints, weight: Ints, weights: Ints, result: Ints
) -> None:
    """Shares in one product a row and payer; see `exact.RAISED` for how it rounds.

    Args:
        own, cumulative: the amounts, and their sums by line as the bits of floats: `BITS_OF_BIG` more.
        first, count: the first row of each line, and how many it has.
        weight, weights: cumulative weights (payers, lines) and their sums; of one line where all are alike.
        result: (payers, rows) where to write to.
    """
    exact, product = cumulative.view(np.float64), scratch("product", len(own), np.float64)
    full, whole, each = weight[:-1] == weights, product.view(np.int64), 1 if len(weights) == 1 else count
    factor = np.where(full, 1, weight[:-1] / weights + RAISED)
    nothing = (BIG * factor).view(np.int64)
    for j, change in enumerate(result[:-1]):
        np.multiply(exact, np.repeat(factor[j], each), out=product)
        np.subtract(whole[1:], whole[:-1], out=change[1:])
        change[first] = whole[first] - nothing[j]
        if full[j].any():
            np.add(change, own * np.repeat(full[j], each), out=change)
    # Each change holds the whole amount beside its part of it.
    np.subtract(own, result[-2], out=result[-1])
    result[-1] += own
    for j in range(len(result) - 2, 0, -1):
        result[j] -= result[j - 1]
    result[0] -= own


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
    for size in _distinct(sizes):
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
            amount[:] = block.amount.T.ravel()
            continue
        first = starts[:-1][block.item]
        amount[first[None, :] + np.arange(len(block.amount))[:, None]] = block.amount
    return Shared(item, payer, amount)
