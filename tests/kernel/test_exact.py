"""Exact integer arithmetic: the same on int64 and on Python integers, and never an overflow in silence."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.kernel import exact
from tests import oracle

NARROW = st.integers(-(2**59), 2**59)
WIDE = st.integers(-(10**30), 10**30)
DIVISOR = st.integers(1, 10**9) | st.sampled_from((1, 2, 3, 4, 10, 2**20))
COUNTS = st.lists(st.integers(0, 4), max_size=8)


def column(values: Any, wide: bool = False) -> exact.Amounts:
    """A column, of Python integers where asked."""
    return np.array(values, dtype=object if wide else np.int64)


@given(st.lists(st.tuples(NARROW, DIVISOR), min_size=1, max_size=20), st.booleans())
def test_halves_go_away_from_zero(pairs: list[tuple[int, int]], wide: bool) -> None:
    """Quotients near a half are where half-even and half-up would show."""
    pairs += [(n * d // 2, d) for n, d in pairs if abs(n * d) < 2**60]
    numerator, denominator = (column([pair[i] for pair in pairs], wide) for i in (0, 1))
    expected = [oracle.half_away(Fraction(n, d)) for n, d in pairs]
    assert exact.half_away(numerator, denominator).tolist() == expected
    assert exact.half_away(np.abs(numerator), denominator).tolist() == [abs(value) for value in expected]


@pytest.mark.parametrize(("value", "rounded"), [(1, 1), (-1, -1), (3, 2), (-3, -2), (5, 3), (0, 0), (2, 1)])
def test_halves(value: int, rounded: int) -> None:
    assert exact.half_away(column([value]), column([2])).tolist() == [rounded]


@given(st.lists(st.tuples(st.integers(0, 2**62), DIVISOR), max_size=20))
def test_quotients_are_floors_on_both_sides_of_what_floats_hold(pairs: list[tuple[int, int]]) -> None:
    pairs += [(n % 2**53, d) for n, d in pairs] + [(2**53 - 1, 2**53 - 1), (2**53, 3)]
    for chosen in (pairs, [(n, d) for n, d in pairs if n < 2**53]):
        numerator, denominator = (column([pair[i] for pair in chosen]) for i in (0, 1))
        assert exact.quotient(numerator, denominator).tolist() == [n // d for n, d in chosen]


@given(st.lists(st.integers(-(2**62), 2**62)))
def test_totals_are_exact_whatever_their_size(values: list[int]) -> None:
    assert exact.total(column(values)) == sum(values)
    assert exact.total(column(values, wide=True)) == sum(values)
    floats = np.array([float(value % 2**52) for value in values])
    assert exact.total(floats) == sum(value % 2**52 for value in values)


def test_the_largest_of_a_column() -> None:
    assert exact.largest(column([])) == 0.0
    assert exact.largest(column([-(2**63), 5])) == 2.0**63
    assert exact.largest(column([3, -2])) == 3.0


@given(COUNTS, st.data(), st.booleans())
def test_running_sums_start_anew_in_each_group(counts: list[int], data: st.DataObject, wide: bool) -> None:
    values = data.draw(st.lists(WIDE if wide else NARROW, min_size=sum(counts), max_size=sum(counts)))
    starts = exact.offsets(column(counts))
    assert starts.tolist() == [sum(counts[:i]) for i in range(len(counts) + 1)]
    expected = [sum(values[a : i + 1]) for a, n in zip(starts.tolist(), counts, strict=False) for i in range(a, a + n)]
    assert exact.running(column(values, wide), starts, column(counts)).tolist() == expected


@given(COUNTS, st.integers(1, 6))
def test_stretches_are_neighbouring_groups_that_cover_all(counts: list[int], size: int) -> None:
    starts = exact.offsets(column(counts))
    found = list(exact.stretches(starts, size))
    assert [i for groups, _ in found for i in range(groups.start, groups.stop)] == list(range(len(counts)))
    assert [i for _, rows in found for i in range(rows.start, rows.stop)] == list(range(sum(counts)))
    for groups, rows in found:
        assert (rows.start, rows.stop) == (starts[groups.start], starts[groups.stop])
        assert rows.stop - rows.start <= size or groups.stop - groups.start == 1


def test_products_that_could_overflow_are_refused() -> None:
    big, small = column([2**40]), column([2**21])
    with pytest.raises(exact.WideError):
        exact.times(big, small)
    with pytest.raises(exact.WideError):
        exact.times(-big, small)
    assert exact.times(big, column([2**20])).tolist() == [2**60]
    assert exact.times(exact.widened(big, True), small).tolist() == [2**61]
    assert exact.times(big[:0], small[:0]).tolist() == []
    assert exact.widened(big, False) is big
