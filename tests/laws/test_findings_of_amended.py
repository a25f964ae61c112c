"""Whatever is amended and paid, every rule has its say, and only more of something is a supplement."""

from datetime import date, timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.dates import LAST_DAY
from contracts.testing import contracts
from tests.laws.figures import HISTORIES

CONTRACTS = contracts(amended=True, max_rows=24)


def codes(contract: ct.Contract) -> list[str]:
    return [one.code for one in ct.findings(ct.Register([contract]), LAST_DAY)]


@HISTORIES
@given(CONTRACTS)
def test_only_lines_and_quantities_that_are_added_are_supplements(contract: ct.Contract) -> None:
    """None of what prices, ends, extensions, suspensions and events do is one."""
    signed = evolve(contract, signed=contract.signed or date(2017, 1, 1))
    adds = [one.id for one in signed.amendments if one.add or any(change.quantity is not None for change in one.change)]
    assert adds or "SUPPLEMENTS_LARGE" not in codes(signed)


@HISTORIES
@given(CONTRACTS, st.data())
def test_an_sme_is_found_to_be_paid_late_for_what_is_open_or_came_late(
    contract: ct.Contract, data: st.DataObject
) -> None:
    """The interest of a finding is at most that of all that was ever owed over all days since the last lawful one."""
    register = ct.Register([evolve(contract, sme=True, signed=date(2021, 1, 4), late_interest=None)])
    given_on = st.tuples(st.dates(date(2003, 1, 1), date(2030, 12, 31)), st.integers(1, 10**9))
    paid = [
        ct.Payment(id=f"P{i}", on=on, amount=ct.Money(minor, contract.currency), contract=contract.id)
        for i, (on, minor) in enumerate(data.draw(st.lists(given_on, max_size=4)))
    ]
    register = evolve(register, payments=paid)
    as_of = min(max([date(2021, 1, 4), *(one.on for one in register.payments)]) + timedelta(days=400), LAST_DAY)
    owed = sum(max(row.amount.minor, 0) for row in ct.schedule(register))
    for one in ct.findings(register, as_of):
        if one.code == "SME_PAID_LATE":
            amount, interest = one.figures["amount"], one.figures["interest"]
            assert 0 < one.figures["days"] <= (as_of - one.figures["last"]).days
            assert one.figures["delivered"] < one.figures["last"]
            assert amount.minor > 0
            assert interest.minor <= owed * one.figures["days"] // 2000 + 1
