"""Exact integer arithmetic on columns.

A column of amounts is int64 where every product stays below 2^63, and a column
of Python integers (dtype object) where one could not: the same code runs on
both, so there is no second arithmetic to keep in step.
"""

import threading
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
#: Elements worked in at a time: 512 KB of int64. Measured by `make bench`: smaller ones pay more for calls.
STRETCH: Final = 2**16
#: Below this, float64 division followed by floor is exact, and three times as fast.
FLOAT_EXACT: Final = 2**53

#: Rounding half away from zero without a division: `x = c × w / W`, for whole numbers of 0 or
#: more, is a multiple of 1/W. Where `c × w` is below 2^48, a float `w / W` raised by `ABOVE`
#: gives a product that lies above x by more than its own error, and by less than half of 1/W:
#: it is above one half exactly where x is at least one half. Adding `BIG` rounds it to a whole
#: number, which then stands in the low bits of the float, and bits can be subtracted.
NEAR: Final = 2.0**48
ABOVE: Final = 1 + 2.0**-50
BIG: Final = 2.0**52
BITS_OF_BIG: Final = int(np.float64(BIG).view(np.int64))
#: The same in a product alone, where w is less than W: `w / W` raised by `RAISED` lies between 1
#: and 2, and above `1 + w / W` by more than its own error and by less than 2^-50. `BIG` times that is
#: a whole number from 2^52 on, where floats are whole numbers, so the product of `BIG + c` is that number and
#: `c` and x more, rounded: a float's bits take part as a whole number does.
RAISED: Final = 1 + 2.0**-51


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


def stretches(starts: Ints, size: int) -> Iterator[tuple[slice, slice]]:
    """Neighbouring groups of a ragged column, together about `size` elements at a time.

    Working a stretch at a time keeps what is worked in inside a core's cache, and in memory
    that is used again: fresh pages cost more than the arithmetic.

    Args:
        starts: what `offsets` gives.

    Yields:
        The groups and their elements.
    """
    groups = len(starts) - 1
    if starts[-1] - starts[0] <= size:
        if groups:
            yield slice(0, groups), slice(int(starts[0]), int(starts[-1]))
        return
    first = 0
    while first < groups:
        last = max(int(np.searchsorted(starts, starts[first] + size, side="right")) - 1, first + 1)
        yield slice(first, last), slice(int(starts[first]), int(starts[last]))
        first = last


class _Scratch(threading.local):
    """Memory to work in, for each thread its own; fresh pages cost more than the arithmetic."""

    def __init__(self) -> None:
        self.columns: dict[str, Amounts] = {}

    def column(self, name: str, size: int, kind: type[np.generic]) -> Amounts:
        """A column of a size with any content; whoever asks for the name next gets the same memory."""
        column = self.columns.get(name)
        if column is None or len(column) < size or column.dtype != kind:
            column = self.columns[name] = np.empty(max(size, STRETCH), dtype=kind)
        return column[:size]


_SCRATCH: Final = _Scratch()


def scratch(name: str, size: int, kind: type[np.generic] = np.int64) -> Amounts:
    """Memory to work in until the next call with the same name in the same thread."""
    return _SCRATCH.column(name, size, kind)


#: 0, 1, 2, …
_COUNTING: Final = np.arange(STRETCH, dtype=np.int64)


def counting(size: int) -> Ints:
    """0, 1, 2, … to be read only."""
    return _COUNTING[:size] if size <= STRETCH else np.arange(size, dtype=np.int64)


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
