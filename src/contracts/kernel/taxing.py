"""The tax in amounts: which part of each has which rate, and what the tax in it comes to."""

from typing import Final

import numpy as np
from attrs import frozen

from contracts.kernel.bent import keyed
from contracts.kernel.exact import NARROW, Amounts, Ints, half_away, largest, offsets, running, widened
from contracts.kernel.gather import changes
from contracts.kernel.grid import flat

#: All of an amount, in millionths of a percent.
_WHOLE: Final = 10**8


@frozen(eq=False)
class Pieces:
    """Amounts divided where their rate changes; in order of the amounts and of their days.

    Attributes:
        row: which amount it is a piece of.
        amount: minor units; the pieces of an amount sum to it.
        step: which step its rate is.
        start, end: its days since 1970, the end being the day after the last.
    """

    row: Ints
    amount: Ints
    step: Ints
    start: Ints
    end: Ints


def pieces(amount: Ints, start: Ints, end: Ints, rate: Ints, steps: tuple[Ints, Ints]) -> Pieces:
    """Amounts divided by their days where their rate changes, each such that up to its end `round(amount × days)` is.

    Args:
        amount: minor units, of any sign.
        start, end: the days of each, at least one; the end is the day after the last.
        rate: the number of the rate of each.
        steps: rate and first day of each step, ascending; the first step of a rate lies before all days.
    """
    begins = keyed(*steps)
    first = np.searchsorted(begins, keyed(rate, start), side="right") - 1
    last = np.searchsorted(begins, keyed(rate, end), side="left") - 1
    row, place = flat(last - first + 1)
    step = first[row] + place
    since, until = np.maximum(steps[1][step], start[row]), end[row].copy()
    inner = step < last[row]
    until[inner] = steps[1][step[inner] + 1]
    days = end - start
    wide = largest(amount) * largest(days) >= NARROW
    reached = half_away(widened(amount, wide)[row] * (until - start[row]), days[row])
    return Pieces(row, changes(reached, row).astype(np.int64), step, since, until)


def taxed(amount: Amounts, micro: Ints, stream: Ints) -> tuple[Ints, Ints]:
    """The tax in amounts, such that up to each of a stream it is `round(sum so far × rate ÷ (1 + rate))`.

    Args:
        amount: minor units, tax included, each stream in its order.
        micro: the rate in millionths of a percent, one in a stream.
        stream: what is rounded together; any numbers.

    Returns:
        What of the stream stands before each, and the tax in each.
    """
    order = np.argsort(stream, kind="stable")
    _, counts = np.unique(stream, return_counts=True)
    rate = micro[order]
    own = widened(amount[order], largest(amount) * len(amount) * _WHOLE >= NARROW)
    after = running(own, offsets(counts), counts)
    before = after - own
    tax = half_away(after * rate, _WHOLE + rate) - half_away(before * rate, _WHOLE + rate)
    found = np.empty((2, len(order)), dtype=np.int64)
    found[:, order] = before, tax
    return found[0], found[1]


__all__ = ["Pieces", "pieces", "taxed"]
