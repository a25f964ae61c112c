"""Law 5: shares sum to what is shared, and each payer's cumulative share is within a minor unit of the exact one."""

from collections import defaultdict
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.testing import contracts
from tests.laws.figures import Key, nonzero, oracles, row_shares, rows_of

PER = st.sampled_from(ct.Per)
START_MONTH = st.integers(1, 12)


def exact_parts(line: ct.Line) -> dict[str | None, Fraction]:
    """The part of everything that each payer bears."""
    if line.allocation is None:
        return {None: Fraction(1)}
    return {payer: Fraction(weight, line.allocation.total) for payer, weight in line.allocation.weights}


@given(contracts())
def test_shares_of_rows_are_those_of_the_second_computation(contract: ct.Contract) -> None:
    expected = {
        (*key, row.number): list(zip(oracle.payers, shares, strict=True))
        for key, oracle in oracles([contract]).items()
        for row, shares in zip(oracle.rows, oracle.row_shares, strict=True)
    }
    assert row_shares(ct.schedule(contract)) == expected


@given(contracts())
def test_shares_of_each_installment_sum_to_it(contract: ct.Contract) -> None:
    schedule = ct.schedule(contract)
    shares = row_shares(schedule)
    for row in rows_of(schedule):
        assert sum(share for _, share in shares[row[:3]]) == row[-1]


@given(contracts())
def test_no_payer_drifts(contract: ct.Contract) -> None:
    """Cumulative shares within one minor unit, so single ones within two; signs differ only below one."""
    schedule = ct.schedule(contract)
    shares = row_shares(schedule)
    for line in contract.lines:
        rows = [row for row in rows_of(schedule) if row[1] == line.id]
        rows.sort(key=lambda row: (row[7] or date.max, row[2]))
        for payer, part in exact_parts(line).items():
            so_far, exact_so_far = 0, Fraction(0)
            for row in rows:
                share, exact = dict(shares[row[:3]])[payer], row[-1] * part
                so_far, exact_so_far = so_far + share, exact_so_far + exact
                assert abs(so_far - exact_so_far) <= 1
                assert abs(share - exact) <= 2
                assert share * row[-1] >= 0 or abs(exact) < 1


@given(contracts())
def test_a_weight_of_nothing_bears_nothing(contract: ct.Contract) -> None:
    shares = row_shares(ct.schedule(contract))
    for line in contract.lines:
        nothing = [payer for payer, part in exact_parts(line).items() if not part]
        for (_, name, _), of_row in shares.items():
            if name == line.id:
                assert all(share == 0 for payer, share in of_row if payer in nothing)


@given(contracts(), PER, START_MONTH)
def test_shares_of_accruals_are_those_of_the_second_computation(
    contract: ct.Contract, per: ct.Per, start_month: int
) -> None:
    columns = ct.schedule(contract).accruals(per=per, fiscal_year_start=start_month, by_payer=True).columns
    names = ("contract", "line", "period_from", "period_to", "payer", "amount", "cumulative")
    found: dict[Key, list[tuple[object, ...]]] = defaultdict(list)
    for contract_id, line, *rest in zip(*(columns[name] for name in names), strict=True):
        found[contract_id, line].append(tuple(rest))
    for key, oracle in oracles([contract]).items():
        expected = []
        for first, last, _, cumulative in oracle.accruals(per, start_month):
            shares = oracle.accrual_shares(_span(first, last))
            so_far = oracle.shared(cumulative)
            expected += [
                (first, last, payer, share, upto)
                for payer, share, upto in zip(oracle.payers, shares, so_far, strict=True)
            ]
        assert found[key] == expected


def _span(first: date, last: date) -> tuple[date, date]:
    return first, date.fromordinal(last.toordinal() + 1)


@given(contracts(), PER, START_MONTH)
def test_totals_by_period_and_payer_are_those_of_the_second_computation(
    contract: ct.Contract, per: ct.Per, start_month: int
) -> None:
    columns = ct.shares(ct.schedule(contract), per=per, fiscal_year_start=start_month).columns
    found: dict[object, int] = defaultdict(int)
    for line, period, payer, amount in zip(*(columns[n] for n in ("line", "period", "payer", "amount")), strict=True):
        found[line, period, payer] += amount
    expected = {
        (line, *key): amount
        for (_, line), oracle in oracles([contract]).items()
        for key, amount in oracle.totals(str(per), start_month).items()
    }
    assert nonzero(found) == nonzero(expected)
