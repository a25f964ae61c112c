"""Amounts divided where a rate changes, and the tax in them, by hand and beyond int64."""

from fractions import Fraction

import numpy as np
import pytest

from contracts.kernel.days import FIRST
from contracts.kernel.exact import Ints
from contracts.kernel.taxing import pieces, taxed
from tests.laws.figures import half_away


def ints(*values: int) -> Ints:
    return np.array(values, dtype=np.int64)


@pytest.mark.parametrize("amount", [91, -91, 10**15, -(10**15) + 1])
def test_an_amount_is_divided_by_days_where_its_rate_changes(amount: int) -> None:
    steps = ints(0, 0, 0, 1), ints(FIRST, 30, 91, FIRST)
    found = pieces(ints(amount, amount, amount), ints(0, 30, 0), ints(91, 91, 91), ints(0, 0, 1), steps)
    first = half_away(Fraction(amount * 30, 91))
    assert found.row.tolist() == [0, 0, 1, 2]
    assert found.amount.tolist() == [first, amount - first, amount, amount]
    assert found.step.tolist() == [0, 1, 1, 3]
    assert list(zip(found.start.tolist(), found.end.tolist(), strict=True)) == [(0, 30), (30, 91), (30, 91), (0, 91)]


@pytest.mark.parametrize("size", [1, 10**13])
def test_tax_is_rounded_up_to_each_of_a_stream(size: int) -> None:
    amounts = [100 * size, 50 * size, -30 * size, 7, 100 * size]
    before, tax = taxed(ints(*amounts), ints(*[17 * 10**6] * 4, 6 * 10**6), ints(5, -1, 5, 5, 9))
    assert before.tolist() == [0, 0, 100 * size, 70 * size, 0]

    def until(amount: int, percent: int) -> int:
        return half_away(Fraction(amount * percent, 100 + percent))

    assert tax.tolist() == [
        until(100 * size, 17),
        until(50 * size, 17),
        until(70 * size, 17) - until(100 * size, 17),
        until(70 * size + 7, 17) - until(70 * size, 17),
        until(100 * size, 6),
    ]


def test_nothing_has_no_tax() -> None:
    none = ints()
    found = pieces(none, none, none, none, (none, none))
    assert len(found.row) == 0
    assert [len(column) for column in taxed(none, none, none)] == [0, 0]
