"""Which credit pays which debit: two cumulative sums of each group, merged."""

import numpy as np
from attrs import frozen

from contracts.kernel.exact import NARROW, Amounts, Ints, offsets


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


def merged(debit_group: Ints, debit: Amounts, credit_group: Ints, credit: Amounts) -> Pairs:
    """First in, first out: of each group, the n-th minor unit of its credits pays the n-th of its debits.

    Args:
        debit_group, credit_group: ascending.
        debit, credit: minor units, 0 or more; inside a group in the order in which they count.
    """
    groups = 1 + max(int(debit_group.max(initial=-1)), int(credit_group.max(initial=-1)))
    if float(np.sum(debit, dtype=np.float64)) + float(np.sum(credit, dtype=np.float64)) >= NARROW:
        debit, credit = debit.astype(object), credit.astype(object)
    owed, paid = _sums(debit_group, debit, groups), _sums(credit_group, credit, groups)
    room, both = np.maximum(owed, paid), np.minimum(owed, paid)
    # All groups stand on one scale, each in a room of its own, so that one merge serves all of them.
    start = _ends(room) - room
    debit_end = _ends(debit) + (start - (_ends(owed) - owed))[debit_group]
    credit_end = _ends(credit) + (start - (_ends(paid) - paid))[credit_group]
    matched = (start + both)[both > 0]
    ends = np.unique(np.concatenate((debit_end, credit_end, matched)))
    group = np.searchsorted(start, ends, side="left") - 1
    inside = (group >= 0) & (ends <= (start + both)[group])
    ends, group = ends[inside], group[inside]
    before = np.concatenate((start[:1], ends[:-1]))
    amount = ends - np.maximum(before, start[group])
    return Pairs(np.searchsorted(debit_end, ends), np.searchsorted(credit_end, ends), amount)


def _ends(values: Amounts) -> Amounts:
    """Cumulative sums, including each value itself."""
    result: Amounts = np.cumsum(values)
    return result


def _sums(group: Ints, values: Amounts, groups: int) -> Amounts:
    """The sum of each group's values."""
    until = np.concatenate((np.zeros(1, dtype=values.dtype), np.cumsum(values)))
    at = offsets(np.bincount(group, minlength=groups))
    result: Amounts = until[at[1:]] - until[at[:-1]]
    return result
