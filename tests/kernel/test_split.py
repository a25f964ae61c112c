"""Splitting amounts over weights in columns, in int64 and in Python integers, against fractions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.kernel.exact import WideError
from contracts.kernel.split import regular_split, split
from tests import oracle

POLICIES = ("earliest", "last", "spread")
POLICY = st.sampled_from(range(3))
AMOUNT = st.integers(0, 2000) | st.integers(0, 10**6)
WEIGHT = st.sampled_from((0, 0, 1, 1, 1, 2, 3)) | st.integers(0, 1000)
#: Products of these overflow int64.
HUGE_AMOUNT = st.integers(10**14, 10**15)
HUGE_WEIGHT = st.integers(0, 10**9) | st.just(10**9)


def groups(
    amount: st.SearchStrategy[int], weight: st.SearchStrategy[int]
) -> st.SearchStrategy[list[tuple[int, list[int], int]]]:
    """Amounts with their weights and policies."""
    return st.lists(st.tuples(amount, st.lists(weight, min_size=1, max_size=9), POLICY), min_size=1, max_size=5)


def parts(batch: list[tuple[int, list[int], int]], wide: bool) -> list[int]:
    """The parts of all groups by the kernel."""
    kind = object if wide else np.int64
    amount = np.array([group[0] for group in batch], dtype=kind)
    weight = np.array([w for group in batch for w in group[1]], dtype=kind)
    counts, policy = (
        np.array(values) for values in ([len(group[1]) for group in batch], [group[2] for group in batch])
    )
    return list(split(amount, weight, counts, policy).tolist())


def expected_parts(batch: list[tuple[int, list[int], int]]) -> list[int]:
    """The same by fractions."""
    return [
        part
        for amount, weights, policy in batch
        for part in oracle.split(amount, [Fraction(w) for w in weights], POLICIES[policy])
    ]


@given(groups(AMOUNT, WEIGHT), st.booleans())
def test_parts_of_many_groups_are_those_of_the_second_computation(
    batch: list[tuple[int, list[int], int]], wide: bool
) -> None:
    assert parts(batch, wide) == expected_parts(batch)


@given(groups(HUGE_AMOUNT, HUGE_WEIGHT))
def test_parts_that_overflow_are_split_in_python_integers(batch: list[tuple[int, list[int], int]]) -> None:
    """10^15 minor units by weights of 10^9: products of 10^24."""
    assert parts(batch, wide=True) == expected_parts(batch)


def test_a_product_that_could_overflow_is_refused_in_int64() -> None:
    for policy in range(3):
        with pytest.raises(WideError):
            parts([(10**15, [10**9, 1], policy)], wide=False)


@pytest.mark.parametrize(
    ("amount", "weights", "earliest", "last", "spread"),
    [
        # 100 over three: 33.33 each; the odd one to the first, to the last, and where 66.67 rounds up to 67.
        (100, (1, 1, 1), [34, 33, 33], [33, 33, 34], [33, 34, 33]),
        # 5 over two: a half each, away from zero.
        (5, (1, 1), [3, 2], [2, 3], [3, 2]),
        # 10 by 1:2:4 is 1.43, 2.86, 5.71: the largest remainder first.
        (10, (1, 2, 4), [1, 3, 6], [1, 2, 7], [1, 3, 6]),
        # Nothing weighs anything: the first takes all.
        (7, (0, 0), [7, 0], [7, 0], [7, 0]),
        (0, (3, 4), [0, 0], [0, 0], [0, 0]),
        # What weighs nothing has no remainder.
        (1, (0, 1, 0), [0, 1, 0], [0, 1, 0], [0, 1, 0]),
    ],
)
def test_where_the_odd_minor_units_go(
    amount: int, weights: tuple[int, ...], earliest: list[int], last: list[int], spread: list[int]
) -> None:
    for policy, expected in enumerate((earliest, last, spread)):
        assert parts([(amount, list(weights), policy)], wide=False) == expected


@given(
    st.lists(
        st.tuples(AMOUNT | HUGE_AMOUNT, WEIGHT, WEIGHT, WEIGHT, st.integers(0, 12), st.booleans()),
        min_size=1,
        max_size=8,
    ),
    st.booleans(),
)
def test_the_closed_form_is_the_split_of_one_first_some_equal_and_one_last(
    batch: list[tuple[int, int, int, int, int, bool]], wide: bool
) -> None:
    """Beside one that weighs nothing, whose first takes all."""
    batch.insert(len(batch) // 2, (7, 0, 0, 0, 2, False))
    amount, first, whole, last, inside = (
        np.array([row[i] for row in batch], dtype=object if wide and i < 4 else np.int64) for i in range(5)
    )
    to_last = np.array([row[5] for row in batch])
    one, each, other, more = regular_split(amount, first, whole, last, inside, to_last)
    assert more.dtype == np.int64
    for i, (total, a, b, c, n, late) in enumerate(batch):
        weights = [Fraction(a), *[Fraction(b)] * n, Fraction(c)]
        parts = oracle.split(total, weights, "last" if late else "earliest")
        assert [int(one[i]), *[int(each[i]) + (k < more[i]) for k in range(n)], int(other[i])] == parts
