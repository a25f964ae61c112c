"""Interest for delay is what a plain loop over days comes to, and never falls as time passes."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.dates import LAST_DAY
from contracts.testing import registers
from tests.laws.paid_registers import a_day_of
from tests.payments_oracle import PlainRow, matched

RATES = st.sampled_from(("100", "12.345678", "0.05", "0.000001", "0"))
MOST_DAYS = 1_500


@st.composite
def late_registers(draw: st.DrawFn) -> ct.Register:
    """Registers with agreed interest, whose payments come in part and around the due days."""
    register = draw(registers(max_contracts=2, max_lines=2, max_rows=8, reports=False))
    agreed = [evolve(contract, late_interest=Decimal(draw(RATES))) for contract in register]
    rows = [row for row in ct.schedule(register) if row.due is not None and row.amount.minor > 0]
    paid = []
    for i, row in enumerate(draw(st.lists(st.sampled_from(rows), max_size=5)) if rows else ()):
        assert row.due is not None
        on = min(row.due + timedelta(days=draw(st.integers(-3, 40))), LAST_DAY)
        amount = ct.Money(draw(st.integers(1, max(row.amount.minor - 1, 1))), register.currency)
        line, number = draw(st.sampled_from(((None, None), (None, None), (row.line, None), (row.line, row.number))))
        paid.append(ct.Payment(id=f"P{i}", on=on, amount=amount, contract=row.contract, line=line, number=number))
    return evolve(register, contracts=agreed, payments=paid)


def a_late_day(register: ct.Register) -> st.SearchStrategy[date]:
    """A day some time after a payment, or around the life of a line."""
    days = [one.on for one in register.payments]
    if not days:
        return a_day_of(register)
    return st.builds(
        lambda on, more: min(on + timedelta(days=more), LAST_DAY), st.sampled_from(days), st.integers(0, 60)
    )


def borne(register: ct.Register, as_of: date) -> dict[tuple[str, str, int], int]:
    """The interest of each installment of which something is open."""
    columns = ct.ageing(register, as_of, interest=True).columns
    keys = zip(columns["contract"], columns["line"], columns["number"], strict=True)
    return dict(zip(keys, columns["interest"], strict=True))


def day_by_day(register: ct.Register, as_of: date) -> dict[tuple[str, str, int], int]:
    """The same: on each day after the due day, what was open when it began bears the rate; rounded in the end."""
    plan = ct.schedule(register, known_on=as_of)
    rows = [PlainRow(r.contract, r.line, r.number, r.name, r.due, r.amount.minor) for r in plan]
    outcome = matched(rows, register.payments, as_of, as_of)
    on = {payment.id: payment.on for payment in register.payments}
    found = {}
    for row in rows:
        rate = Fraction(register[row.contract].late_interest or 0) / 100
        pays = [(on[part[0]], amount) for (part, key), amount in outcome.pays.items() if key == row.key]
        total = Fraction(0)
        day = as_of if row.due is None or row.amount <= 0 else row.due
        while day < as_of:
            day += timedelta(days=1)
            total += rate * (row.amount - sum(amount for paid_on, amount in pays if paid_on < day))
        if row.amount != outcome.applied[row.key]:
            found[row.key] = floor(total + Fraction(1, 2))
    return found


def credits_nothing(register: ct.Register) -> bool:
    return all(row.amount.minor >= 0 for row in ct.schedule(register))


@given(late_registers().filter(credits_nothing), st.data())
def test_interest_is_what_a_loop_over_days_comes_to(register: ct.Register, data: st.DataObject) -> None:
    as_of = data.draw(a_late_day(register))
    first = min((row.due for row in ct.schedule(register) if row.due is not None), default=as_of)
    if (as_of - first).days < MOST_DAYS:
        assert borne(register, as_of) == day_by_day(register, as_of)


@given(late_registers(), st.data())
def test_interest_never_falls_and_grows_with_the_rate(register: ct.Register, data: st.DataObject) -> None:
    """Of what is open on the earlier day and still on the later one, as nothing is paid between them."""
    as_of = data.draw(a_late_day(register))
    until = min(as_of + timedelta(days=data.draw(st.integers(0, 400))), LAST_DAY)
    known = evolve(register, payments=[one for one in register.payments if one.on <= as_of and one.is_known(as_of)])
    before, after = borne(known, as_of), borne(known, until)
    assert all(amount >= 0 for amount in before.values())
    if credits_nothing(known) and all(one.line is None for one in known.payments):
        assert all(after[key] >= amount for key, amount in before.items() if key in after)
    dearer = evolve(known, contracts=[evolve(one, late_interest=Decimal(100)) for one in known])
    assert all(borne(dearer, as_of)[key] >= amount for key, amount in before.items())
