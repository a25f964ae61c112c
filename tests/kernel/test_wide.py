"""Amounts, quantities and weights whose products overflow int64 go through Python integers, line by line.

10^15 minor units are 2^49.8: times the 365 days of a year they stay below 2^61, times a quantity of six decimals
(10^6 and more) or the product of two denominators of cells they do not.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.kernel.curves import Earned
from contracts.kernel.days import number
from contracts.kernel.encode import encode
from contracts.kernel.exact import WideError
from contracts.kernel.expand import expand
from contracts.kernel.grid import billing_grid, bills
from contracts.kernel.regular import regular_runs
from contracts.testing import lines
from tests.laws.figures import ONE_DAY, expected_rows, row_shares, rows_of
from tests.oracle import LineOracle

START = date(2016, 1, 17)
SERVICE = ct.Period.through(START, date(2019, 3, 9))
#: Kinds of grids: a price by the bill, bills of several price cells, price cells of several bills, and neither.
GRIDS = {
    "A": (ct.MONTHLY, None),
    "B": (ct.QUARTERLY, ct.MONTHLY),
    "C": (ct.MONTHLY, ct.YEARLY),
    "D": (ct.Frequency(relativedelta(weeks=2)), ct.MONTHLY),
}
#: A million to the millionth: 10^12 when scaled.
MANY = [
    (None, Decimal("999999.999999")),
    (date(2017, 2, 14), Decimal("3.000001")),
    (date(2018, 5, 31), Decimal("1000000")),
]
PAYERS = ct.Allocation({"市本级": 10**9, "北湖区": 10**9 - 1, "苏仙区": 0, "出口加工区": 1})


def contract_of(*batch: ct.Line) -> ct.Contract:
    """A contract of lines, whose ids are their places."""
    return ct.Contract(id="A", lines=[evolve(line, id=f"{i:03}") for i, line in enumerate(batch)])


def rate(grid: str, when: str, remainder: str, quantity: Any, minor: int, **terms: Any) -> ct.Line:
    """A rate that comes to nearly 10^15 minor units."""
    every, per = GRIDS[grid]
    return ct.Line(
        id="a",
        price=ct.Rate(ct.Money(minor, "CNY"), per=per, quantity=quantity),
        billing=ct.Cyclic(every, when=when, anchor=date(2016, 1, 1)),
        service=SERVICE,
        remainder=remainder,
        **terms,
    )


def total(remainder: str, minor: int = 10**15, **terms: Any) -> ct.Line:
    """A total whose first and last cells are stubs of long cells in days."""
    every = ct.Frequency(relativedelta(days=397))
    return ct.Line(
        id="a",
        price=ct.Total(ct.Money(minor, "CNY")),
        billing=ct.Cyclic(every, anchor=date(2016, 1, 1)),
        service=SERVICE,
        remainder=remainder,
        **terms,
    )


def unlike_cells() -> ct.Line:
    """Price cells of many bills whose mean quantities have no common denominator within int64.

    A quantity steps in each month, so that none of 48 cells of 28 to 31 days is a whole number of them.
    """
    quantity = [(START, 1), *((date(2016 + i // 12, i % 12 + 1, 18 + i % 9), 2 + i % 5) for i in range(1, 36))]
    return ct.Line(
        id="a",
        price=ct.Rate("12345.67", "CNY", per=ct.Frequency(relativedelta(years=4)), quantity=quantity),
        billing=ct.Cyclic(ct.MONTHLY, anchor=date(2016, 1, 1)),
        service=SERVICE,
    )


def wide_lines() -> Iterator[ct.Line]:
    """Lines that overflow int64 in each of the ways there are."""
    for remainder in ct.Remainder:
        yield total(remainder, allocation=PAYERS)
        yield total(remainder, 10**15 - 1, recognition="even")
        thirds = [ct.Stage(name=n, percent=Decimal("33.333333"), on=START) for n in ("a", "b")]
        rest = ct.Stage(name="c", percent=Decimal("33.333334"), on=START)
        yield ct.Line(
            id="a",
            price=ct.Total(ct.Money(10**15 - 1, "CNY")),
            billing=ct.Stages([*thirds, rest]),
            remainder=remainder,
            allocation=PAYERS,
        )
        for grid in GRIDS:
            for when in ("advance", "arrears"):
                yield rate(grid, when, remainder, MANY, 24 * 10**6 + 1, allocation=PAYERS)
                yield rate(grid, when, remainder, "999999.999999", 24 * 10**6 + 1)
                yield rate(grid, when, remainder, MANY, 24 * 10**6 + 1, proration="none")
    yield unlike_cells()


WIDE = tuple(wide_lines())
SMALL = (
    evolve(WIDE[0], price=ct.Total("12", "CNY")),
    rate("A", "arrears", "earliest", 1, 100),
    rate("C", "advance", "last", [(None, 1), (date(2017, 2, 14), 2)], 100),
    rate("D", "advance", "spread", [(None, 1), (date(2017, 2, 14), 2)], 100),
    ct.Line(id="a", price=ct.Total("12", "CNY"), billing=ct.Once(START)),
)


def test_these_lines_do_overflow() -> None:
    """Or the tests below would not drive what they are for."""
    for line in (total("earliest"), rate("A", "arrears", "earliest", "999999.999999", 24 * 10**6 + 1)):
        segments = encode([(contract_of(line), line)])
        own = bills(segments, billing_grid(segments))
        with pytest.raises(WideError):
            regular_runs(segments, own, wide=False)
        assert regular_runs(segments, own, wide=True).first.dtype == np.int64


@pytest.mark.parametrize("place", range(len(WIDE)))
def test_a_wide_line_is_that_of_the_second_computation(place: int) -> None:
    """Its rows, its shares, and what is earned on days at and beside the edges of its rows."""
    line = WIDE[place]
    contract = contract_of(line)
    schedule = ct.schedule(contract)
    oracle = LineOracle(line)
    assert rows_of(schedule) == expected_rows([contract])
    assert [[share for _, share in of_row] for of_row in row_shares(schedule).values()] == oracle.row_shares
    for row in list(schedule)[:: max(1, len(schedule) // 6)]:
        for shift in (-ONE_DAY, 0 * ONE_DAY, ONE_DAY):
            on = (row.service.start if row.service else START) + shift
            assert schedule.earned(on).minor == oracle.earned(on)
            assert schedule.due(on).minor == oracle.due(on)


def test_a_mixed_batch_is_the_lines_one_by_one() -> None:
    """Small lines stand between wide ones: only those go another way, and every line comes to the same."""
    mixed = [line for i, wide in enumerate(WIDE) for line in (wide, SMALL[i % len(SMALL)])]
    contract = contract_of(*mixed)
    schedule = ct.schedule(contract)
    assert rows_of(schedule) == expected_rows([contract])
    found = list(row_shares(schedule).values())
    assert [[share for _, share in row] for row in found] == [
        shares for line in mixed for shares in LineOracle(line).row_shares
    ]
    segments = encode([(contract, line) for line in contract.lines])
    on = date(2017, 7, 3)
    every = np.arange(len(segments))
    earned = Earned(segments, expand(segments)).before(every, np.full(len(segments), number(on) + 1))
    assert earned.tolist() == [LineOracle(line).earned(on) for line in mixed]


@given(st.lists(lines(max_rows=20), min_size=1, max_size=4), st.sampled_from(WIDE), st.integers(0, 4))
def test_one_wide_line_changes_no_other(batch: list[ct.Line], wide: ct.Line, place: int) -> None:
    contract = contract_of(*batch[:place], wide, *batch[place:])
    assert rows_of(ct.schedule(contract)) == expected_rows([contract])


def test_sums_over_lines_go_beyond_int64() -> None:
    """Ten thousand lines of 10^15 minor units are 10^19, which is more than 2^63; so are their statements."""
    count = 10_000
    line = ct.Line(
        id="a",
        price=ct.Total(ct.Money(10**15, "CNY")),
        billing=ct.Once(date(2017, 5, 4)),
        allocation=ct.Allocation({"市本级": 1, "北湖区": 3}),
    )
    schedule = ct.schedule([ct.Contract(id=f"{i:05}", lines=[line], category="租赁") for i in range(count)])
    whole = count * 10**15
    assert whole > 2**63
    assert schedule.total() == schedule.due(date(2017, 5, 4)) == ct.Money(whole, "CNY")
    assert schedule.earned(date(2017, 5, 4)) == ct.Money(whole, "CNY")
    assert ct.obligations(schedule, as_of=date(2017, 1, 1), by="category").columns["amount"] == [whole]
    assert ct.shares(schedule, by="payer").columns["amount"] == [whole * 3 // 4, whole // 4]
    accruals = schedule.accruals(per=ct.YEAR, by="category")
    assert accruals.columns["amount"] == accruals.columns["cumulative"] == [whole]
    assert ct.obligations(schedule, as_of=date(2017, 1, 1), by="category").to_frame()["amount"].tolist() == [
        Decimal(whole).scaleb(-2)
    ]
