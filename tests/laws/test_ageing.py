"""What is open, by age, sums to what is not paid; and what is to be paid, to what will be due."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.testing import contracts, days_around
from tests.laws.figures import HISTORIES

BANDS = st.sampled_from(("days", "years", (1,), (30, 60, 90)))


@st.composite
def paid_contracts(draw: st.DrawFn) -> tuple[ct.Register, date]:
    """A contract with payments and refunds around its days, and a day."""
    contract = draw(contracts())
    days = days_around(contract.lines[0])
    amounts = st.integers(-2_000, 200_000).filter(bool)
    given = draw(st.lists(st.tuples(days, amounts), max_size=6))
    payments = [
        ct.Payment(id=f"P{i}", on=on, amount=ct.Money(minor, contract.currency), contract=contract.id)
        for i, (on, minor) in enumerate(given)
    ]
    return ct.Register([contract], payments=payments), draw(days)


@HISTORIES
@given(paid_contracts(), BANDS)
def test_open_amounts_sum_to_what_is_not_paid(drawn: tuple[ct.Register, date], bands: str | tuple[int, ...]) -> None:
    """Σ open − Σ unapplied = value − paid; without what is not due yet, due − paid."""
    register, as_of = drawn
    matching, plan = ct.match(register, as_of), ct.schedule(register)
    paid, unapplied = sum(matching.paid().values()), sum(matching.unapplied.tolist())
    columns = ct.ageing(register, as_of, bands=bands).columns
    rows = list(zip(columns["open"], columns["due"], columns["days"], columns["band"], strict=True))
    assert sum(amount for amount, *_ in rows) - unapplied == plan.total().minor - paid
    fallen = [amount for amount, due, _, _ in rows if due is not None and due <= as_of]
    assert sum(fallen) - unapplied == plan.due(as_of).minor - paid
    assert all(amount for amount, *_ in rows)
    for _, due, days, band in rows:
        assert (band == "undated") == (due is None) == (days is None)
        assert due is None or (band == "current") == (due >= as_of) == (days == 0)
    grouped = ct.ageing(register, as_of, bands=bands, by="contract").columns
    assert sum(grouped["open"]) == sum(columns["open"])
    assert set(grouped["band"]) == set(columns["band"])


@HISTORIES
@given(paid_contracts(), st.data())
def test_what_is_to_be_paid_is_what_will_be_due_less_what_is_paid(
    drawn: tuple[ct.Register, date], data: st.DataObject
) -> None:
    register, first = drawn
    last = data.draw(days_around(register.contracts[0].lines[0]).filter(lambda day: day >= first) | st.just(first))
    sheet = ct.payment_calendar(register, ct.Period.through(first, last))
    before = date.fromordinal(max(first.toordinal() - 1, date(1900, 1, 1).toordinal()))
    matching = ct.match(register, last, known_on=before, plan=ct.schedule(register))
    paid, unapplied = sum(matching.paid().values()), sum(matching.unapplied.tolist())
    assert sum(sheet.columns["open"]) - unapplied == ct.schedule(register).due(last).minor - paid
    assert sheet.columns["due"] == sorted(sheet.columns["due"])


@HISTORIES
@given(paid_contracts())
def test_a_ledger_s_row_foots(drawn: tuple[ct.Register, date]) -> None:
    register, as_of = drawn
    columns = ct.ledger(register, as_of).columns
    (value,), (paid,), (rest,), (state,) = (columns[name] for name in ("amended", "paid", "open", "state"))
    assert (value, rest) == (ct.schedule(register).total().minor, value - paid)
    assert state != "settled" or rest == 0


@HISTORIES
@given(paid_contracts())
def test_findings_name_what_payments_leave(drawn: tuple[ct.Register, date]) -> None:
    """Whatever is paid and due, the rules give findings, and the overpaid one where something is unapplied."""
    register, as_of = drawn
    matching = ct.match(register, as_of)
    over = sum(max(rest, 0) for rest in matching.unapplied.tolist())
    found = {one.code: one for one in ct.findings(register, as_of)}
    assert ("OVERPAID" in found) == (over > 0)
    if over:
        assert found["OVERPAID"].figures["unapplied"].minor == over
