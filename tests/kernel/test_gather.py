"""Sums by group: exact beyond int64, and with every period between the first and the last."""

from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from contracts.kernel.gather import changes, filled, gathered

AMOUNT = st.integers(-100, 100) | st.integers(-(2**62), 2**62)
ITEMS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(-20, 20), AMOUNT), max_size=30)


@given(ITEMS, st.booleans())
def test_sums_by_two_keys(items: list[tuple[int, int, int, int]], wide: bool) -> None:
    expected: dict[tuple[int, int], int] = defaultdict(int)
    for first, second, _, size in items:
        expected[first, second] += size
    keys = [np.array([item[i] for item in items], dtype=np.int64) for i in (0, 1)]
    amount = np.array([item[3] for item in items], dtype=object if wide else np.int64)
    columns, sums = gathered(keys, amount)
    found = list(zip(*(column.tolist() for column in columns), strict=True))
    assert found == sorted(expected)
    assert sums.tolist() == [expected[key] for key in found]
    assert all(type(total) is int for total in sums.tolist())


def test_sums_are_python_integers_only_where_int64_could_overflow() -> None:
    """As given, and from 2^61 on, whatever the groups."""
    keys = [np.array([0, 1])]
    for amount, kind in (([2**59, -1], np.int64), ([2**60, -1], object)):
        _, sums = gathered(keys, np.array(amount))
        assert (sums.tolist(), sums.dtype == kind) == (amount, True)
    for amount in ([], [1, 2]):
        columns, sums = gathered([key[: len(amount)] for key in keys], np.array(amount, dtype=object))
        assert (columns[0].tolist(), sums.tolist(), sums.dtype == object) == ([0, 1][: len(amount)], amount, True)


def test_sums_beyond_int64() -> None:
    """Three times 2^62 is more than 2^63."""
    columns, sums = gathered([np.zeros(3, dtype=np.int64)], np.full(3, 2**62))
    assert (columns[0].tolist(), sums.tolist()) == ([0], [3 * 2**62])


@given(ITEMS)
def test_every_period_between_the_first_and_the_last_of_a_key_is_there(
    items: list[tuple[int, int, int, int]],
) -> None:
    sums: dict[tuple[int, int], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for first, second, when, size in items:
        sums[first, second][when] += size
    expected = []
    for key, by_period in sorted(sums.items()):
        so_far = 0
        for when in range(min(by_period), max(by_period) + 1):
            so_far += by_period.get(when, 0)
            expected.append((*key, when, by_period.get(when, 0), so_far))
    one, other, period, amount = (np.array([item[i] for item in items], dtype=np.int64) for i in range(4))
    keys, periods, found, until = filled([one, other], period, amount)
    assert list(zip(*(column.tolist() for column in (*keys, periods, found, until)), strict=True)) == expected


def test_changes_start_anew_in_each_group() -> None:
    """5, 7, 7 in one group and 3, 9 in the next: 5, 2, 0 and 3, 6."""
    assert changes(np.array([5, 7, 7, 3, 9]), np.array([0, 0, 0, 1, 1])).tolist() == [5, 2, 0, 3, 6]
    assert changes(np.array([], dtype=np.int64), np.array([], dtype=np.int64)).tolist() == []
