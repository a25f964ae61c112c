"""Groups of equal or neighbouring elements, written a window at a time.

Windows of one width are written in order, each over what the one before has too much. That
takes half the time of writing every element by itself, where groups have some tens of elements.
"""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from contracts.kernel.exact import STRETCH, Amounts, Ints, stretches

#: Elements of a window: fewer or more cost more for lines of some years by the month.
WINDOW: Final = 64
#: Elements that a group has to have on average; below, they are written one by one.
WORTHWHILE: Final = 16


def windows(starts: Ints, size: int) -> tuple[Ints, Ints, int]:
    """The windows that cover some groups.

    Args:
        starts: what `exact.offsets` gives, from any number on.
        size: elements of the column that is written to.

    Returns:
        How many windows each group has, where in the column each window begins, and how many of them lie in the column
        as a whole: what those behind them would cover is written otherwise.
    """
    many, place = -(-np.diff(starts) // WINDOW), starts[:-1] - starts[0]
    if (many != 1).any():
        place = np.repeat(place - (np.cumsum(many) - many) * WINDOW, many)
        place += np.arange(0, len(place) * WINDOW, WINDOW)
    return many, place, int(np.searchsorted(place, size - WINDOW, side="right"))


def copied(source: npt.NDArray[Any], at: Ints, starts: Ints, out: npt.NDArray[Any]) -> None:
    """Write slices of a column one behind the other.

    Args:
        source: a column of the same kind as `out`, with a window of elements from each place that is read on.
        at: where each slice begins in it.
        starts: what `exact.offsets` gives for the lengths of the slices.
    """
    many, place, whole = windows(starts, len(out))
    at = np.repeat(at - (starts[:-1] - starts[0]), many)
    at += place
    if whole:
        _elements(out)[place[:whole]] = _elements(source)[at[:whole]]
    if whole < len(place):
        rest = np.arange(place[whole], len(out))
        window = np.searchsorted(place, rest, side="right") - 1
        out[rest] = source[at[window] + rest - place[window]]


def _elements(column: npt.NDArray[Any]) -> npt.NDArray[np.void]:
    """The window that begins at each element, as one element."""
    size = column.itemsize
    return np.ndarray((len(column) - WINDOW + 1,), np.dtype((np.void, WINDOW * size)), column, strides=(size,))


def repeated(value: Amounts, starts: Ints, out: Amounts) -> Amounts:
    """Write each group's value to all its elements; `starts` is what `offsets` gives, from any number on."""
    if len(out) < WORTHWHILE * len(value):
        return _one_by_one(value, starts, out)
    many, place, whole = windows(starts, len(out))
    if whole:
        shape, size = (len(out) - WINDOW + 1, WINDOW), out.itemsize
        each = np.repeat(value, many)[:whole, None]
        np.ndarray(shape, out.dtype, out, strides=(size, size))[place[:whole]] = each
    if whole < len(place):
        first = place[whole]
        out[first:] = value[np.searchsorted(starts - starts[0], np.arange(first, len(out)), side="right") - 1]
    return out


def _one_by_one(value: Amounts, starts: Ints, out: Amounts) -> Amounts:
    counts, first = np.diff(starts), int(starts[0])
    for groups, elements in stretches(starts, STRETCH):
        out[elements.start - first : elements.stop - first] = np.repeat(value[groups], counts[groups])
    return out
