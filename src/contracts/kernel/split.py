"""Splitting an amount over weights, by each of the three remainder policies."""

import numpy as np

from contracts.kernel.exact import Amounts, Bools, Ints, half_away, quotient, running, times, widened
from contracts.kernel.grid import grouped


def split(amount: Amounts, weight: Amounts, counts: Ints, policy: Ints) -> Amounts:
    """Each group's amount over its elements.

    Args:
        amount: one for each group, not negative.
        weight: one for each element, not negative; where all of a group are 0 the first takes all.
        counts: elements of each group, at least one.
        policy: `REMAINDERS` of each group.

    Returns:
        Parts that sum to their group's amount.

    Raises:
        WideError: a product could overflow.
    """
    starts = np.cumsum(counts) - counts
    group = np.repeat(np.arange(len(counts)), counts)
    weights = grouped(weight, starts)
    if (weights == 0).any():
        weight = weight.copy()
        weight[starts[weights == 0]] = 1
        weights = grouped(weight, starts)
    all_weights, amounts, policies = weights[group], amount[group], policy[group]
    part, rest = _divided(times(amounts, weight), all_weights)
    left = amount - np.add.reduceat(part, starts)
    if (policy == 0).any():
        part = part + ((policies == 0) & (_places(rest, group, starts) < left[group]))
    if (policy == 1).any():
        last = starts + counts - 1
        part[last] += np.where(policy == 1, left, 0)
    if (policy == 2).any():
        until = half_away(times(amounts, running(weight, np.append(starts, len(group)), counts)), all_weights)
        before = np.concatenate((until[:0], widened(np.zeros(1, np.int64), until.dtype == object), until[:-1]))
        before[starts] = 0
        part = np.where(policies == 2, until - before, part)
    return part


def _divided(product: Amounts, weight: Amounts) -> tuple[Amounts, Amounts]:
    """Quotient and remainder."""
    part = quotient(product, weight)
    return part, product - part * weight


def _places(rest: Amounts, group: Ints, starts: Ints) -> Ints:
    """The place of each remainder in its group, the largest first, ties to the earliest."""
    rank = np.unique(rest, return_inverse=True)[1] if rest.dtype == object else rest
    order = np.lexsort((-rank, group))
    places = np.empty(len(group), dtype=np.int64)
    places[order] = np.arange(len(group)) - starts[group]
    return places


def regular_split(
    amount: Amounts,
    first: Amounts,
    whole: Amounts,
    last: Amounts,
    inside: Ints,
    to_last: Bools,
) -> tuple[Amounts, Amounts, Amounts, Ints]:
    """The same in closed form for one first, any number of equal, and one last element.

    Args:
        first, whole, last: weights over a common denominator.
        inside: how many whole elements stand between.
        to_last: the remainder goes to the last element; else to the largest remainders.

    Returns:
        The amounts of the first, of a whole (rounded down) and of the last element, and how
        many whole elements, from the earliest on, get one minor unit more.
    """
    weight = times(widened(inside, whole.dtype == object), whole) + first + last
    nothing = weight == 0
    if nothing.any():
        weight, first = np.where(nothing, 1, weight), np.where(nothing, 1, first)
    first_part, first_rest = _divided(times(amount, first), weight)
    whole_part, whole_rest = _divided(times(amount, whole), weight)
    last_part, last_rest = _divided(times(amount, last), weight)
    left = amount - first_part - inside * whole_part - last_part
    whole_first, last_first, last_whole = whole_rest > first_rest, last_rest > first_rest, last_rest > whole_rest
    more_first = left > inside * whole_first + last_first
    more_whole = np.minimum(np.maximum(left - ~whole_first - last_whole, 0), inside)
    more_last = left > inside * ~last_whole + ~last_first
    if to_last.any():
        more_first &= ~to_last
        more_whole = np.where(to_last, 0, more_whole)
        more_last = np.where(to_last, left, more_last)
    return first_part + more_first, whole_part, last_part + more_last, more_whole.astype(np.int64, copy=False)
