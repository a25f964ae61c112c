"""Rows that stand beside those of a line's price, and what they add to its curve."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from attrs import frozen

from contracts.kernel.changing import ChangingEarned
from contracts.kernel.curves import Earned, Steps
from contracts.kernel.days import NONE, Days
from contracts.kernel.exact import Ints, half_away, offsets
from contracts.kernel.expand import Rows
from contracts.kernel.opening import OpenedEarned

#: All of an amount, in millionths of a percent.
_WHOLE: Final = 10**8


@frozen(eq=False)
class Widened:
    """Rows with others behind those of each line.

    Attributes:
        rows: all of them.
        place: where the others stand.
        before: how many of the others stand before the rows of each line.
    """

    rows: Rows
    place: Ints
    before: Ints


def widened(rows: Rows, line: Ints, more: Mapping[str, Ints]) -> Widened:
    """Rows with others behind those of each line.

    Args:
        line: of each of the others, ascending.
        more: their columns, by the names of those of `Rows`.
    """
    at = rows.offsets[1:][line]
    counts = np.bincount(line, minlength=len(rows.offsets) - 1)
    starts = offsets(counts)

    def column(name: str) -> Any:
        found = getattr(rows, name)
        return np.insert(found, at, more[name].astype(found.dtype))

    found = Rows.by(
        rows.offsets + starts,
        column,
        np.union1d(rows.loose, line),
    )
    return Widened(found, at + np.arange(len(line)), starts[:-1])


@frozen(eq=False)
class WidenedEarned:
    """The earned curve of lines that earn something on days of its own, beside their price.

    Attributes:
        price: the curve of their prices.
        steps: what they earn beside.
    """

    price: "Earned | ChangingEarned | OpenedEarned | WidenedEarned"
    steps: Steps

    def before(self, line: Ints, day: Ints) -> Ints:
        """What each line has earned on the days before `day`, in minor units."""
        return self.price.before(line, day) + self.steps.before(line, day)


def withheld(amount: Ints, micro: int) -> Ints:
    """What is withheld with each amount, such that up to each of them `round(share × sum so far)` is.

    Args:
        amount: in the order in which they fall due.
        micro: the share in millionths of a percent, at most 100 %.
    """
    until = half_away(np.cumsum(amount.astype(object)) * micro, np.array([_WHOLE], dtype=object))
    result: Ints = np.diff(until, prepend=0).astype(np.int64)
    return result


def widened_span(span: tuple[Ints, Ints], rows: Rows, day: Days) -> tuple[Ints, Ints]:
    """The first and the last day on which each line may earn, days of its own included.

    Args:
        span: those of its price; `NONE` for the first where there is none.
        day: on which each row earns something of its own; `NONE` where it does not.
    """
    first, last = (days.copy() for days in span)
    own = np.flatnonzero(day != NONE)
    line, on = rows.line[own], day[own]
    never = first == NONE
    first[never] = -NONE
    np.minimum.at(first, line, on)
    np.maximum.at(last, line, on)
    first[first == -NONE] = NONE
    return first, last


__all__ = ["Widened", "WidenedEarned", "widened", "widened_span", "withheld"]
