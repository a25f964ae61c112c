"""Merged columns against a plain double loop over the same debits and credits."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from contracts.kernel.exact import Amounts, Ints
from contracts.kernel.merging import Pairs, merged, settled

#: (group, amount)
Column = list[tuple[int, int]]

SMALL = st.integers(0, 5)
ANY = st.one_of(SMALL, st.integers(0, 10**6), st.integers(0, 2**62))


def columns(amounts: st.SearchStrategy[int]) -> st.SearchStrategy[Column]:
    """Amounts by group, in order of group."""
    return st.lists(st.tuples(st.integers(0, 4), amounts), max_size=12).map(
        lambda found: sorted(found, key=lambda pair: pair[0])
    )


def plain(debits: Column, credits: Column) -> list[tuple[int, int, int]]:
    """Debit, credit and amount of each pair: each credit pays the debits of its group from the first on."""
    owed = [amount for _, amount in debits]
    found = []
    for c, (group, amount) in enumerate(credits):
        left = amount
        for d, (other, _) in enumerate(debits):
            paid = min(left, owed[d]) if group == other else 0
            if paid:
                owed[d] -= paid
                left -= paid
                found.append((d, c, paid))
    return sorted(found)


def column(pairs: Column) -> tuple[Ints, Amounts]:
    return np.array([group for group, _ in pairs], dtype=np.int64), np.array([value for _, value in pairs], np.int64)


@given(columns(SMALL) | columns(ANY), columns(SMALL) | columns(ANY))
@example([], [])
@example([(0, 1)], [])
@example([], [(3, 1)])
@example([(0, 0), (0, 0)], [(0, 0)])
@example([(0, 0), (0, 1), (0, 0)], [(0, 0), (0, 1), (0, 0)])
@example([(1, 2**62), (1, 2**62), (2, 2**62)], [(1, 2**62), (1, 2**62 - 1), (2, 1)])
@example([(0, 1), (4, 2)], [(0, 3), (4, 1)])
def test_pairs_are_those_of_a_double_loop(debits: Column, credits: Column) -> None:
    found = merged(*column(debits), *column(credits))

    pairs = list(zip(found.debit.tolist(), found.credit.tolist(), map(int, found.amount.tolist()), strict=True))
    assert pairs == plain(debits, credits)
    assert all(amount > 0 for *_, amount in pairs)


@given(columns(SMALL) | columns(ANY), columns(SMALL) | columns(ANY))
@example([(0, 1)], [])
@example([], [(3, 1)])
@example([(0, 5), (1, 7), (2, 9)], [(1, 3), (3, 1)])
@example([(1, 2**62), (1, 2**62), (2, 2**62)], [(1, 2**62), (1, 2**62 - 1), (2, 1)])
def test_what_is_settled_is_the_sum_of_the_pairs(debits: Column, credits: Column) -> None:
    paid, used = settled(*column(debits), *column(credits))

    pairs = plain(debits, credits)
    assert [int(amount) for amount in paid] == [
        sum(amount for d, _, amount in pairs if d == i) for i in range(len(debits))
    ]
    assert [int(amount) for amount in used] == [
        sum(amount for _, c, amount in pairs if c == i) for i in range(len(credits))
    ]


def test_pairs_may_be_written_where_there_is_room() -> None:
    room = Pairs.of(5)
    found = merged(*column([(0, 3), (0, 4)]), *column([(0, 2), (0, 4)]), room)

    assert (found.debit.tolist(), found.credit.tolist(), found.amount.tolist()) == ([0, 0, 1], [0, 1, 1], [2, 1, 3])
    assert all(np.shares_memory(one, other) for one, other in ((found.debit, room.debit), (found.amount, room.amount)))
