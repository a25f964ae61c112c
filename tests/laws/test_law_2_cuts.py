"""Law 2: cut anywhere, `f(a,c) = f(a,b) + f(b,c)`: by days, months, quarters, halves and fiscal years."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.testing import contracts, days_around
from tests.laws.figures import ONE_DAY, accruals_of, oracles

PER = st.sampled_from(ct.Per)
START_MONTH = st.integers(1, 12)


def cuts(contract: ct.Contract) -> st.SearchStrategy[date]:
    """Days on which the lines of a contract could be cut."""
    return st.one_of([days_around(line) for line in contract.lines])


@given(contracts(), st.data())
def test_due_and_earned_on_any_day_are_those_of_the_second_computation(
    contract: ct.Contract, data: st.DataObject
) -> None:
    expected = oracles([contract]).values()
    schedule = ct.schedule(contract)
    for on in data.draw(st.lists(cuts(contract), min_size=1, max_size=6)):
        assert schedule.due(on).minor == sum(oracle.due(on) for oracle in expected)
        assert schedule.earned(on).minor == sum(oracle.earned(on) for oracle in expected)


@given(contracts(), st.data())
def test_what_falls_due_in_two_halves_is_what_falls_due_in_the_whole(
    contract: ct.Contract, data: st.DataObject
) -> None:
    first, cut, end = sorted(data.draw(st.lists(cuts(contract), min_size=3, max_size=3, unique=True)))
    schedule = ct.schedule(contract)

    def due(a: date, b: date) -> int:
        return schedule[ct.Period(a, b)].total().minor

    assert due(first, cut) + due(cut, end) == due(first, end)
    assert due(first, end) == schedule.due(end - ONE_DAY).minor - schedule.due(first - ONE_DAY).minor


@given(contracts(), PER, START_MONTH)
def test_accruals_are_those_of_the_second_computation(contract: ct.Contract, per: ct.Per, start_month: int) -> None:
    found = accruals_of(ct.schedule(contract), per, start_month)
    expected = {key: oracle.accruals(per, start_month) for key, oracle in oracles([contract]).items()}
    assert found == {key: rows for key, rows in expected.items() if rows}


@given(contracts(), PER, START_MONTH)
def test_periods_touch_and_accruals_are_steps_of_the_earned_curve(
    contract: ct.Contract, per: ct.Per, start_month: int
) -> None:
    schedule = ct.schedule(contract)
    for (_, line), rows in accruals_of(schedule, per, start_month).items():
        alone = ct.schedule(
            ct.Contract(id="alone", lines=[_line(contract, line)], events=contract.events, signed=contract.signed)
        )
        for (_, last, _, before), (first, _, amount, cumulative) in pairwise(rows):
            assert first == last + ONE_DAY
            assert amount == cumulative - before
        assert rows[0][2] == rows[0][3]
        for _, last, _, cumulative in rows[:: max(1, len(rows) // 3)]:
            assert cumulative == alone.earned(last).minor


def _line(contract: ct.Contract, name: str) -> ct.Line:
    return next(line for line in contract.lines if line.id == name)


@given(contracts(), START_MONTH)
def test_months_sum_to_quarters_halves_and_fiscal_years(contract: ct.Contract, start_month: int) -> None:
    schedule = ct.schedule(contract)
    months = accruals_of(schedule, ct.MONTH, start_month)
    for per in (ct.QUARTER, ct.HALF, ct.YEAR):
        for key, rows in accruals_of(schedule, per, start_month).items():
            for first, last, amount, _ in rows:
                assert amount == sum(month[2] for month in months[key] if first <= month[0] <= last)


@given(contracts(), st.data())
def test_earned_never_falls_and_stays_between_nothing_and_the_value(contract: ct.Contract, data: st.DataObject) -> None:
    schedule = ct.schedule(contract)
    on = sorted(data.draw(st.lists(cuts(contract), min_size=2, max_size=8)))
    monotone = [line for line in contract.lines if line.recognition is not ct.Recognition.ON_DUE]
    if len(monotone) < len(contract.lines):
        return  # earned on the due day, a step that removes quantity is earned negatively
    earned = [schedule.earned(day).minor for day in on]
    assert earned == sorted(earned)
    assert earned[0] >= 0
    assert earned[-1] <= schedule.total().minor


def test_nothing_is_known_of_days_beyond_the_table() -> None:
    line = ct.Line(id="a", price=ct.Total("1", "CNY"), billing=ct.Once(date(2199, 12, 31)))
    schedule = ct.schedule(ct.Contract(id="A", lines=[line]))
    with pytest.raises(ct.TermsError):
        schedule.due(date(2200, 1, 1))
