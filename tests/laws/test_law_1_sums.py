"""Law 1: the installments of a line sum to its value; its accruals over its life do, less what has no date yet."""

from datetime import date

from hypothesis import given

import contracts as ct
from contracts.testing import contracts, portfolios
from tests.laws.figures import accruals_of, expected_rows, oracles, rows_of, sums

LAST_DAY = date(2199, 12, 31)


@given(portfolios())
def test_rows_are_those_of_the_second_computation(portfolio: tuple[ct.Contract, ...]) -> None:
    assert rows_of(ct.schedule(portfolio)) == expected_rows(portfolio)


@given(contracts())
def test_installments_sum_to_the_value_of_their_line(contract: ct.Contract) -> None:
    expected = {key: oracle.value for key, oracle in oracles([contract]).items()}
    schedule = ct.schedule(contract)
    assert sums(schedule) == expected
    assert schedule.total().minor == sum(expected.values())


@given(contracts())
def test_installments_of_a_total_sum_to_it(contract: ct.Contract) -> None:
    found = sums(ct.schedule(contract))
    for line in contract.lines:
        if isinstance(line.price, ct.Total):
            assert found[contract.id, line.id] == line.price.amount.minor


@given(contracts())
def test_accruals_over_the_life_of_a_line_sum_to_its_value(contract: ct.Contract) -> None:
    schedule = ct.schedule(contract)
    accrued = {key: sum(row[2] for row in rows) for key, rows in accruals_of(schedule, ct.MONTH).items()}
    value = sums(schedule)
    for line in contract.lines:
        key = (contract.id, line.id)
        on_due = line.recognition is ct.Recognition.ON_DUE
        undated = sum(row.amount for row in oracles([contract])[key].rows if row.due_unadjusted is None)
        assert accrued.get(key, 0) == value[key] - (undated if on_due else 0)


@given(contracts(known=True))
def test_everything_is_due_and_earned_in_the_end(contract: ct.Contract) -> None:
    schedule = ct.schedule(contract)
    assert schedule.due(LAST_DAY) == schedule.earned(LAST_DAY) == schedule.total()


@given(contracts(known=False))
def test_what_has_no_date_is_kept_beside_what_has(contract: ct.Contract) -> None:
    schedule = ct.schedule(contract)
    assert schedule.due(LAST_DAY) + schedule.undated().total() == schedule.total()
