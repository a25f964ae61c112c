"""Registers with payments, for laws about what was paid."""

from datetime import date, timedelta

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

import contracts as ct
from contracts.dates import LAST_DAY
from contracts.testing import days_around, registers
from tests.laws.figures import sums


@st.composite
def paid_registers(draw: DrawFn, /, *, payers_named: bool = True) -> ct.Register:
    """Registers with payments in part, in full and beyond, refunds, late records and voids."""
    register = draw(registers(max_contracts=3, max_rows=12, reports=False))
    values = sums(ct.schedule(register))
    payments: list[ct.Payment] = []
    for i in range(draw(st.integers(0, 6))):
        contract = draw(st.sampled_from(register.contracts))
        line = draw(st.sampled_from(contract.lines))
        on = draw(days_around(line))
        most = max(abs(values[contract.id, line.id]), 1)
        amount = draw(st.one_of(st.integers(1, most), st.sampled_from((most, 2 * most))))
        names = line.allocation.payers if line.allocation else (register.payer,)
        payer = draw(st.sampled_from((None, *names))) if payers_named else None
        others = {"paid_for": payer, "payer": "another"} if payer and draw(st.booleans()) else {"payer": payer}
        payments.append(
            ct.Payment(
                id=f"P{i}",
                on=on,
                amount=ct.Money(draw(st.sampled_from((1, 1, 1, -1))) * min(amount, 10**15), register.currency),
                contract=contract.id,
                line=line.id if draw(st.booleans()) or payer else None,
                recorded=draw(st.sampled_from((None, min(on + timedelta(days=40), LAST_DAY)))),
                voided=draw(st.sampled_from((None, None, min(on + timedelta(days=90), LAST_DAY)))),
                **others,
            )
        )
    return evolve(register, payments=payments)


def a_day_of(register: ct.Register) -> st.SearchStrategy[date]:
    """A day near the life of one of its lines."""
    lines = [line for contract in register for line in contract.lines]
    return st.sampled_from(lines).flatmap(days_around)
