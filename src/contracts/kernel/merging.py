"""What credits pay of debits, first in, first out: two cumulative sums of each group, merged."""

import numpy as np
from attrs import frozen

from contracts.kernel.exact import NARROW, Amounts, Ints, offsets, scratch


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


def settled(
    debit_group: Ints, debit: Amounts, credit_group: Ints, credit: Amounts, out: Ints | None = None
) -> tuple[Amounts, Amounts]:
    """What of each debit is paid, and what each credit pays, where nobody asks which pays which; see `merged`.

    A group's credits reach so far into the cumulative sum of its debits, and its debits so far into that of its
    credits.

    Args:
        out: where what is paid of the debits is written, unless amounts need Python integers.

    Returns:
        Minor units, one for each debit, and one for each credit.
    """
    if not len(debit) or not len(credit):
        return np.multiply(debit, 0, out=out), np.zeros_like(credit)
    if _wide(debit, credit):
        debit, credit, out = debit.astype(object), credit.astype(object), None
    head = _heads(credit_group)
    tail = np.append(head[1:], len(credit))
    owed, paid = _cumulated(debit, "owed"), _cumulated(credit, "paid")
    low, high = _bounds(debit_group, credit_group[head])
    begin, before = _before(owed, low), _before(paid, head)
    both = np.minimum(_before(owed, high) - begin, paid[tail - 1] - before)
    left = np.repeat(before + both, tail - head) - paid + credit
    return _filled(debit, owed, low, high, begin + both, out), np.minimum(np.maximum(left, 0), credit)


def _filled(amount: Amounts, ends: Amounts, low: Ints, high: Ints, reach: Amounts, out: Ints | None) -> Amounts:
    """What of each amount lies below where its group reaches.

    All but one of a group's amounts do so wholly or not at all.

    Args:
        ends: the cumulative sums.
        low, high, reach: of each group: its first place, the place after its last, and how far it reaches.
    """
    whole = np.minimum(np.searchsorted(ends, reach, side="right"), high)
    bounds = np.zeros(2 * len(low) + 2, dtype=np.int64)
    bounds[1:-1:2], bounds[2:-1:2], bounds[-1] = low, whole, len(amount)
    inside = np.repeat(np.arange(len(bounds) - 1) % 2, np.diff(bounds))
    result: Amounts = np.multiply(amount, inside, out=out)
    cut = whole < high
    last = whole[cut]
    result[last] = reach[cut] - (ends[last] - amount[last])
    return result


def _cumulated(amount: Amounts, name: str) -> Amounts:
    """Cumulative sums, in memory to work in where they fit there."""
    return np.cumsum(amount, out=None if amount.dtype == object else scratch(name, len(amount)))


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
    ends = _cumulated(debit, "owed")
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
    if float(debit.max()) * len(debit) + float(credit.max()) * len(credit) < NARROW:
        return False
    return float(np.sum(debit, dtype=np.float64)) + float(np.sum(credit, dtype=np.float64)) >= NARROW


def _heads(group: Ints) -> Ints:
    """Where each group begins."""
    return np.append(0, np.flatnonzero(group[1:] != group[:-1]) + 1)


def _bounds(group: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """Where each of some groups begins in a column of groups, and where it ends; the column is read once, in order."""
    head = _heads(group)
    names, bounds = group[head], np.append(head, len(group))
    if np.array_equal(names, chosen):
        return bounds[:-1], bounds[1:]
    low, high = (np.searchsorted(names, chosen, side=side) for side in ("left", "right"))
    return bounds[low], bounds[high]


def _before(ends: Amounts, place: Ints) -> Amounts:
    """The cumulative sum before some places."""
    result: Amounts = np.where(place > 0, ends[place - 1], 0)
    return result


def _stretches(debit_group: Ints, ends: Amounts, credit_group: Ints, credit: Amounts) -> tuple[Ints, Amounts, Amounts]:
    """The first debit of each credit's group, and from where to where the credit reaches on the scale of all debits."""
    head = _heads(credit_group)
    size = np.diff(np.append(head, len(credit)))
    low, high = _bounds(debit_group, credit_group[head])
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
