"""Law 8, as far as no payment is recorded: what is due, what falls due later and what has no date make the value."""

from collections import defaultdict
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.testing import contracts, days_around, registers
from tests.laws.figures import Key, nonzero, oracles

PER = st.sampled_from(ct.Per)
START_MONTH = st.integers(1, 12)


def by_period(contract: ct.Contract, as_of: date, per: ct.Per, start_month: int) -> dict[tuple[str, str, str], int]:
    """Contract, line and period -> what falls due."""
    columns = ct.obligations(contract, as_of=as_of, per=per, fiscal_year_start=start_month).columns
    keys = zip(*(columns[name] for name in ("contract", "line", "period")), strict=True)
    return dict(zip(keys, columns["amount"], strict=True))


@given(contracts(), st.data(), PER, START_MONTH)
def test_obligations_are_those_of_the_second_computation(
    contract: ct.Contract, data: st.DataObject, per: ct.Per, start_month: int
) -> None:
    as_of = data.draw(days_around(contract.lines[0]))
    expected = {
        (*key, period): amount
        for key, oracle in oracles([contract]).items()
        for period, amount in oracle.obligations(as_of, str(per), start_month).items()
    }
    assert by_period(contract, as_of, per, start_month) == expected


@given(contracts(), st.data())
def test_obligations_sum_to_what_is_open(contract: ct.Contract, data: st.DataObject) -> None:
    as_of = data.draw(days_around(contract.lines[0]))
    schedule = ct.schedule(contract)
    open_amount = (schedule.total() - schedule.due(as_of)).minor
    for per in ct.Per:
        assert sum(ct.obligations(schedule, as_of=as_of, per=per).columns["amount"]) == open_amount
    for bands in ct.Bands:
        assert sum(ct.obligations(schedule, as_of=as_of, bands=bands).columns["amount"]) == open_amount


@given(contracts(), st.data())
def test_figures_by_line_sum_to_figures_by_any_group(contract: ct.Contract, data: st.DataObject) -> None:
    as_of = data.draw(days_around(contract.lines[0]))
    by_line = sums_by_period(ct.obligations(contract, as_of=as_of))
    for group in ("contract", "vendor", "category", "payer", "recurring"):
        assert sums_by_period(ct.obligations(contract, as_of=as_of, by=group)) == by_line


def sums_by_period(sheet: ct.Sheet) -> dict[str, int]:
    """Period -> sum, without what comes to nothing."""
    found: dict[str, int] = defaultdict(int)
    for period, amount in zip(sheet.columns["period"], sheet.columns["amount"], strict=True):
        found[period] += amount
    return nonzero(found)


@given(registers(), PER)
def test_shares_foot_both_ways(register: ct.Register, per: ct.Per) -> None:
    """The payers of a line and period sum to what falls due in it; the periods of a payer to its share of the line."""
    columns = ct.shares(register, per=per).columns
    names = ("contract", "line", "payer", "period", "amount")
    down: dict[tuple[str, str, str], int] = defaultdict(int)
    across: dict[tuple[Key, str | None], int] = defaultdict(int)
    for contract, line, payer, period, amount in zip(*(columns[name] for name in names), strict=True):
        down[contract, line, period] += amount
        across[(contract, line), payer] += amount
    start_month = register.fiscal_year_start
    due: dict[tuple[str, str, str], int] = {}
    borne: dict[tuple[Key, str | None], int] = {}
    for key, oracle in oracles(register).items():
        for period, amount in oracle.obligations(date(1800, 1, 1), str(per), start_month).items():
            due[(*key, period)] = amount
        for payer, amount in zip(oracle.payers, oracle.shared(oracle.value), strict=True):
            borne[key, payer or register.payer] = amount
    assert nonzero(down) == nonzero(due)
    assert nonzero(across) == nonzero(borne)
