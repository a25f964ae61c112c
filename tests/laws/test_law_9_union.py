"""Law 9: `schedule(A ∪ B) = schedule(A) ∪ schedule(B)`; order of input and size of batches change nothing."""

from datetime import date
from random import Random

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import contracts as ct
from contracts.schedules import installments
from contracts.testing import contracts, portfolios
from tests.laws.figures import ONE_DAY, row_shares, rows_of

Portfolio = tuple[ct.Contract, ...]
DAYS = st.dates(date(2003, 1, 1), date(2030, 12, 31))


def everything(schedule: ct.Schedule) -> list[object]:
    """All that is printed of a schedule."""
    figures: list[object] = [rows_of(schedule), row_shares(schedule)]
    for per in (ct.MONTH, ct.YEAR):
        figures += [dict(schedule.accruals(per=per).columns), dict(ct.shares(schedule, per=per).columns)]
    return figures


@given(portfolios(), st.data())
def test_a_schedule_of_two_portfolios_holds_the_rows_of_both(portfolio: Portfolio, data: DataObject) -> None:
    cut = data.draw(st.integers(0, len(portfolio)))
    one, other = ct.schedule(portfolio[:cut]), ct.schedule(portfolio[cut:])
    both = ct.schedule(portfolio)
    assert rows_of(both) == sorted(rows_of(one) + rows_of(other), key=lambda row: row[:3])
    assert row_shares(both) == row_shares(one) | row_shares(other)


@given(portfolios(), st.data())
def test_curves_of_two_portfolios_add_up(portfolio: Portfolio, data: DataObject) -> None:
    cut, on = data.draw(st.integers(0, len(portfolio))), data.draw(DAYS)
    one, other, both = ct.schedule(portfolio[:cut]), ct.schedule(portfolio[cut:]), ct.schedule(portfolio)
    assert one.due(on) + other.due(on) == both.due(on)
    assert one.earned(on) + other.earned(on) == both.earned(on)


@given(portfolios(), st.randoms(use_true_random=False))
def test_the_order_of_contracts_and_lines_changes_nothing(portfolio: Portfolio, random: Random) -> None:
    mixed = [evolve(contract, lines=random.sample(contract.lines, len(contract.lines))) for contract in portfolio]
    random.shuffle(mixed)
    assert everything(ct.schedule(mixed)) == everything(ct.schedule(portfolio))


@given(portfolios(), st.integers(1, 4))
def test_the_size_of_batches_changes_nothing(portfolio: Portfolio, size: int) -> None:
    expected = everything(ct.schedule(portfolio))
    usual = installments.BATCH
    try:
        installments.BATCH = size  # type: ignore[misc]
        found = everything(ct.schedule(portfolio))
    finally:
        installments.BATCH = usual  # type: ignore[misc]
    assert found == expected


@given(contracts())
def test_rows_stand_in_order_of_contract_line_and_number(contract: ct.Contract) -> None:
    rows = rows_of(ct.schedule([contract, evolve(contract, id=contract.id + "-2")]))
    assert rows == sorted(rows, key=lambda row: row[:3])
    for line in contract.lines:
        numbers = [row[2] for row in rows if row[:2] == (contract.id, line.id)]
        assert numbers == list(range(1, len(numbers) + 1))


@given(portfolios())
def test_one_contract_of_a_schedule_is_its_own_schedule(portfolio: Portfolio) -> None:
    whole = ct.schedule(portfolio)
    for contract in portfolio:
        assert rows_of(whole[contract.id]) == rows_of(ct.schedule(contract))


@given(portfolios(), st.data())
def test_what_is_chosen_by_day_and_what_is_left_make_the_whole(portfolio: Portfolio, data: DataObject) -> None:
    whole, cut = ct.schedule(portfolio), data.draw(DAYS)
    parts = [whole.between(None, cut), whole.between(cut + ONE_DAY, None), whole.undated()]
    assert sorted(row for part in parts for row in map(str, rows_of(part))) == sorted(map(str, rows_of(whole)))
