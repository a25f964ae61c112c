"""Sums by group: exact whatever their size."""

from collections.abc import Sequence

import numpy as np

from contracts.kernel.exact import NARROW, Amounts, Ints, largest


def gathered(keys: Sequence[Ints], amount: Amounts) -> tuple[list[Ints], Amounts]:
    """Sums of an amount by the distinct combinations of keys.

    Args:
        keys: columns of small non-negative integers; the first is the outermost.

    Returns:
        The distinct combinations, ascending, as columns; and the sums: int64, or Python
        integers where one could overflow.
    """
    if not len(amount):
        return list(keys), amount
    sizes = [int(key.max()) + 1 for key in keys]
    combined = np.zeros(len(amount), dtype=np.int64)
    for key, size in zip(keys, sizes, strict=True):
        combined = combined * size + key
    distinct, group = np.unique(combined, return_inverse=True)
    columns: list[Ints] = []
    rest = distinct
    for size in reversed(sizes):
        columns.append(rest % size)
        rest = rest // size
    return columns[::-1], summed(group, amount, len(distinct))


def summed(group: Ints, amount: Amounts, size: int) -> Amounts:
    """The sum of each group, 0 to `size` − 1: int64, or Python integers where one could overflow."""
    wide = amount.dtype == object or largest(amount) * len(amount) >= NARROW
    sums: Amounts = np.zeros(size, dtype=object if wide else np.int64)
    np.add.at(sums, group, amount)
    return sums


def changes(cumulative: Amounts, group: Ints) -> Amounts:
    """What each element adds to the one before it of the same group; elements of a group are neighbours."""
    result = cumulative.copy()
    result[1:] -= np.where(group[1:] == group[:-1], cumulative[:-1], 0)
    return result


def filled(keys: Sequence[Ints], period: Ints, amount: Amounts) -> tuple[list[Ints], Ints, Amounts, Amounts]:
    """Sums by keys and period, with every period between a key's first and last, and their running sums.

    Returns:
        The key columns, the period, its sum (0 inside gaps), and the sum up to it; ascending.
    """
    if not len(amount):
        return list(keys), period, amount, amount
    base = int(period.min())
    found, sums = gathered([*keys, period - base], amount)
    periods = found.pop() + base
    first = np.ones(len(sums), dtype=np.bool_)
    first[1:] = np.any([column[1:] != column[:-1] for column in found], axis=0)
    starts = np.flatnonzero(first)
    ends = np.append(starts[1:], len(sums)) - 1
    counts = periods[ends] - periods[starts] + 1
    group = np.repeat(np.arange(len(starts)), counts)
    begin = np.cumsum(counts) - counts
    whole = np.zeros(int(counts.sum()), dtype=sums.dtype)
    own = np.cumsum(first) - 1
    whole[begin[own] + periods - periods[starts][own]] = sums
    columns = [column[starts][group] for column in found]
    dense = periods[starts][group] + np.arange(len(group)) - begin[group]
    until = whole.copy()
    for a, n in zip(begin.tolist(), counts.tolist(), strict=True):
        np.cumsum(until[a : a + n], out=until[a : a + n])
    return columns, dense, whole, until
