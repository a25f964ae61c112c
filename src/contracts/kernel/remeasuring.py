"""What bills weigh of whose service days are left out, and how the rest of a total is split over them."""

from collections.abc import Sequence
from math import lcm

import numpy as np

from contracts.kernel.encode import Segments
from contracts.kernel.exact import Amounts, Ints
from contracts.kernel.grid import billing_grid, weights
from contracts.kernel.split import split


def bill_weights(segment: Segments, start: Ints, end: Ints, pauses: Sequence[tuple[int, int]]) -> Amounts:
    """What bills of a total weigh: their cells, each by the part of its days of service that they have and serve.

    Args:
        segment: the line.
        start, end: the bills, half-open, one after another without a gap.
        pauses: days that are not served, half-open. Under `NONE` a cell counts whole unless its first day is one.

    Returns:
        Python integers, over one denominator.
    """
    cells = billing_grid(segment)
    k = np.arange(cells.first[0], cells.last[0] + 1)
    own = cells.take(np.zeros(len(k), dtype=np.int64))
    c0, c1 = own.edge(k), own.edge(k + 1)
    first, last = np.maximum(c0, segment["start"]), np.minimum(c1, segment["end"])
    months, proration = (np.repeat(segment[name], len(k)) for name in ("months", "proration"))
    numerator, denominator = weights(first, last, c0, c1, months, proration)
    bounds = [day for pause in pauses for day in pause if start[0] < day < end[-1]]
    inside = first[(first > start[0]) & (first < end[-1])]
    cuts = np.unique(np.concatenate((start, end[-1:], inside, np.array(bounds, dtype=np.int64))))
    piece, days = cuts[:-1], np.diff(cuts)
    cell = np.searchsorted(first, piece, side="right") - 1
    asked = first[cell] if segment["proration"][0] == 3 else piece
    served = ~np.any([(a <= asked) & (asked < b) for a, b in pauses] or [np.zeros(len(asked), dtype=bool)], axis=0)
    of = (denominator * (last - first)).astype(object)
    unit = lcm(*of[cell].tolist())
    part = (numerator[cell] * days * served).astype(object) * (unit // of[cell])
    found: Amounts = np.add.reduceat(part, np.searchsorted(piece, start))
    return found


def rest_split(rest: int, weight: Amounts, remainder: int) -> list[int]:
    """An amount of 0 or more over some parts, by one of `REMAINDERS`."""
    amount, counts = np.array([rest], dtype=object), np.array([len(weight)])
    return [int(part) for part in split(amount, weight.astype(object), counts, np.array([remainder]))]
