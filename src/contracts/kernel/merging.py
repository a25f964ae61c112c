"""What credits pay of debits, first in, first out: two cumulative sums of each group, merged."""

import numpy as np
from attrs import frozen

from contracts.kernel.exact import NARROW, Amounts, Ints, largest, offsets, scratch


@frozen(eq=False)
class Pairs:
    """What debits get of credits, in order of group and then of the sum.

    Attributes:
        debit, credit: places in the columns that were given.
        amount: more than 0.
    """

    debit: Ints
    credit: Ints
    amount: Amounts

    @classmethod
    def of(cls, size: int) -> "Pairs":
        """Room for so many pairs."""
        return cls(*np.zeros((3, size), dtype=np.int64))


def settled(debit_group: Ints, debit: Amounts, credit_group: Ints, credit: Amounts) -> tuple[Amounts, Amounts]:
    """What of each debit is paid, and what each credit pays, where nobody asks which pays which; see `merged`.

    A group's credits reach so far into the cumulative sum of its debits, and its debits so far into that of its
    credits.

    Returns:
        Minor units, one for each debit, and one for each credit.
    """
    if not len(debit) or not len(credit):
        return np.zeros_like(debit), np.zeros_like(credit)
    if _wide(debit, credit):
        debit, credit = debit.astype(object), credit.astype(object)
    head = _heads(credit_group)
    groups, ends = credit_group[head], np.cumsum(debit)
    low, high = (np.searchsorted(debit_group, groups, side=side) for side in ("left", "right"))
    begin, end = _before(ends, low), _before(ends, high)
    paid = np.cumsum(credit)
    before = paid[head] - credit[head]
    until = np.append(before[1:], paid[-1:])
    # Debits of a group, then those of the groups up to the next that has credits.
    room = np.append(low, len(debit)).astype(np.int64)
    reach = np.zeros(2 * len(head) + 1, dtype=ends.dtype)
    reach[1::2] = begin + until - before
    sizes = np.zeros(len(reach), dtype=np.int64)
    sizes[0], sizes[1::2], sizes[2::2] = low[0], high - low, room[1:] - high
    most = np.repeat(before + end - begin, np.diff(np.append(head, len(credit))))
    return _within(debit, ends, np.repeat(reach, sizes)), _within(credit, paid, most)


def _within(amount: Amounts, ends: Amounts, reach: Amounts) -> Amounts:
    """What of each amount lies below where its group reaches; `ends` are the cumulative sums."""
    np.minimum(reach, ends, out=reach)
    reach -= ends
    reach += amount
    return np.maximum(reach, 0, out=reach)


def merged(debit_group: Ints, debit: Amounts, credit_group: Ints, credit: Amounts, room: Pairs | None = None) -> Pairs:
    """First in, first out: of each group, the n-th minor unit of its credits pays the n-th of its debits.

    Each credit is a stretch of the debits' own cumulative sum, so that nothing is sorted: where each ends is looked up,
    and what lies between follows.

    Args:
        debit_group, credit_group: ascending.
        debit, credit: minor units, 0 or more; inside a group in the order in which they count.
        room: for as many pairs as there are debits and credits, where the pairs are read before the next call with
            it; amounts that need Python integers do not go there.
    """
    if not len(debit) or not len(credit):
        return Pairs.of(0)
    if _wide(debit, credit):
        debit, credit = debit.astype(object), credit.astype(object)
    ends = np.cumsum(debit, out=scratch("ends", len(debit)) if debit.dtype == np.int64 else None)
    low, since, until = _stretches(debit_group, ends, credit_group, credit)
    some = np.flatnonzero(until > since)
    since, until = since[some], until[some]
    last = np.searchsorted(ends, until, side="left")
    final = ends[last]
    first = np.maximum(low[some], np.concatenate((low[:1], (last + (final == until))[:-1])))
    count = last - first + 1
    starts = offsets(count)
    size = int(starts[-1])
    own = Pairs.of(size) if room is None else room
    place = _counted(first, last, starts, own.debit[:size])
    paying = _repeated(some, starts, own.credit[:size])
    amount = debit[place] if debit.dtype == object else debit.take(place, out=own.amount[:size], mode="clip")
    # Of the first and the last debit of a stretch, only what lies in it.
    amount[starts[:-1]] = ends[first] - since
    amount[starts[1:] - 1] -= final - until
    if size and not amount.min():  # debits of nothing lie in a stretch too
        paid = amount > 0
        return Pairs(place[paid], paying[paid], amount[paid])
    return Pairs(place, paying, amount)


def _wide(debit: Amounts, credit: Amounts) -> bool:
    """Whether the sums of both could overflow int64."""
    if largest(debit) * len(debit) + largest(credit) * len(credit) < NARROW:
        return False
    return float(np.sum(debit, dtype=np.float64)) + float(np.sum(credit, dtype=np.float64)) >= NARROW


def _heads(group: Ints) -> Ints:
    """Where each group begins."""
    return np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1])))


def _before(ends: Amounts, place: Ints) -> Amounts:
    """The cumulative sum before some places."""
    result: Amounts = np.where(place > 0, ends[place - 1], 0)
    return result


def _stretches(debit_group: Ints, ends: Amounts, credit_group: Ints, credit: Amounts) -> tuple[Ints, Amounts, Amounts]:
    """The first debit of each credit's group, and from where to where the credit reaches on the scale of all debits."""
    head = _heads(credit_group)
    groups = credit_group[head]
    size = np.diff(np.append(head, len(credit)))
    low, high = (np.searchsorted(debit_group, groups, side=side) for side in ("left", "right"))
    begin, end = _before(ends, low), _before(ends, high)
    paid = np.cumsum(credit)
    paid += np.repeat(begin - (paid[head] - credit[head]), size)
    most = np.repeat(end, size)
    return np.repeat(low, size), np.minimum(paid - credit, most), np.minimum(paid, most)


def _counted(first: Ints, last: Ints, starts: Ints, out: Ints) -> Ints:
    """The numbers from each first to each last one, one run after the other."""
    if len(out):
        out.fill(1)
        out[starts[1:-1]] = first[1:] - last[:-1]
        out[0] = first[0]
    return np.cumsum(out, out=out)


def _repeated(value: Ints, starts: Ints, out: Ints) -> Ints:
    """Each value as often as its run is long."""
    out.fill(0)
    out[starts[:-1]] = np.diff(value, prepend=0)
    return np.cumsum(out, out=out)
