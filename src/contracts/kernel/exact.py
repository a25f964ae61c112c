"""Exact integer arithmetic on columns.

A column of amounts is int64 where every product stays below 2^63, and a column
of Python integers (dtype object) where one could not: the same code runs on
both, so there is no second arithmetic to keep in step.
"""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
#: int64, or Python integers where int64 could overflow.
Amounts = npt.NDArray[Any]

#: Products whose estimate stays below this are computed in int64: twice one, plus a
#: divisor, still fits.
NARROW: Final = float(2**61)
#: Elements worked in at a time: 64 KB of int64.
STRETCH: Final = 2**13
#: Below this, float64 division followed by floor is exact, and three times as fast.
FLOAT_EXACT: Final = 2**53

#: Below this, `floor(n / d + 1/2)` can be had by multiplying with a float near `1 / d`, with a
#: quarter of `1 / d` added to make up for its error; see `sharing`.
NEAR: Final = 2.0**49
#: A float whose low bits count in ones, and these bits.
BIG: Final = 2.0**52
BITS_OF_BIG: Final = int(np.float64(BIG).view(np.int64))


def quotient(numerator: Amounts, denominator: Amounts) -> Amounts:
    """`numerator // denominator` for numerators of 0 or more and positive denominators.

    Float division followed by floor is several times as fast as int64 division, and exact
    while the numerator is below 2^53.
    """
    if numerator.dtype != object and numerator.size and numerator.max() < FLOAT_EXACT:
        return (numerator / denominator).astype(np.int64)
    result: Amounts = numerator // denominator
    return result


def half_away(numerator: Amounts, denominator: Amounts) -> Amounts:
    """`numerator / denominator` rounded to an integer, half away from zero.

    Args:
        numerator: any sign.
        denominator: positive; shapes broadcast.
    """
    if numerator.size and numerator.min() >= 0:
        return quotient(2 * numerator + denominator, 2 * denominator)
    size = (2 * np.abs(numerator) + denominator) // (2 * denominator)
    result: Amounts = np.where(numerator < 0, -size, size)
    return result


def largest(values: Amounts) -> float:
    """The largest absolute value of a column; 0 where it is empty."""
    return max(float(values.max()), -float(values.min())) if values.size else 0.0


def widened(values: Amounts, wide: bool) -> Amounts:
    """The column as Python integers, where asked."""
    return values.astype(object) if wide else values


def total(values: Amounts) -> int:
    """The exact sum of a column, whatever its size."""
    if values.dtype == object or not len(values):
        return int(sum(values.tolist()))
    if largest(values) * len(values) < (FLOAT_EXACT if values.dtype == np.float64 else NARROW):
        return int(values.sum())
    return sum(map(int, values.tolist()))


def offsets(counts: Ints) -> Ints:
    """Where each group of a ragged column starts; one longer than `counts`."""
    result = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=result[1:])
    return result


def within(counts: Ints) -> Ints:
    """0, 1, 2, … inside each group of a ragged column."""
    starts = offsets(counts)
    return np.arange(starts[-1], dtype=np.int64) - np.repeat(starts[:-1], counts)


def stretches(starts: Ints, size: int) -> Iterator[tuple[slice, slice]]:
    """Neighbouring groups of a ragged column, together about `size` elements at a time.

    Working a stretch at a time keeps what is worked in inside a core's cache, and in memory
    that is used again: fresh pages cost more than the arithmetic.

    Args:
        starts: what `offsets` gives.

    Yields:
        The groups and their elements.
    """
    first, groups = 0, len(starts) - 1
    while first < groups:
        last = max(int(np.searchsorted(starts, starts[first] + size, side="right")) - 1, first + 1)
        yield slice(first, last), slice(int(starts[first]), int(starts[last]))
        first = last


def repeated(value: Amounts, starts: Ints, out: Amounts) -> None:
    """Write each group's value to all its elements; `starts` is what `offsets` gives."""
    counts = np.diff(starts)
    for groups, elements in stretches(starts, STRETCH):
        out[elements] = np.repeat(value[groups], counts[groups])


def running(values: Amounts, starts: Ints, counts: Ints) -> Amounts:
    """The cumulative sum inside each group, including the element itself.

    `starts` is what `offsets(counts)` gives. Sums of int64 columns wrap and unwrap
    modulo 2^64, so only the sum inside a group has to fit.
    """
    if not len(values):
        return values
    sums: Amounts = np.cumsum(values)
    first = np.minimum(starts[:-1], len(values) - 1)  # an empty group may stand at the end
    before = sums[first] - values[first]
    sums -= np.repeat(before, counts)
    return sums


class WideError(Exception):
    """A product would not fit into int64: the caller computes it in Python integers."""


def times(one: Amounts, other: Amounts) -> Amounts:
    """The product, where it is sure to fit.

    Raises:
        WideError: two int64 columns whose product could reach 2^61.
    """
    if one.dtype != object and other.dtype != object and largest(one) * largest(other) >= NARROW:
        raise WideError
    result: Amounts = one * other
    return result
