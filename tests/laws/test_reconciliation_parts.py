"""The parts of a difference sum to it, on every basis, and say what a plain computation says."""

from typing import Any

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

import contracts as ct
from contracts.dates import LAST_DAY, FiscalCalendar
from contracts.testing import payments, registers
from tests.laws.figures import HISTORIES
from tests.payments_oracle import PlainRow, matched

PARTS = ("timing", "unpaid", "prepaid", "unmatched", "rounding", "not_in_register", "unexplained")
SUMS = ("*sum*", "*footing*", "*total*")
BASES = st.sampled_from(tuple(ct.Basis))
Rows = dict[str, dict[str, Any]]


@st.composite
def reported_registers(draw: st.DrawFn) -> tuple[ct.Register, int]:
    """Registers with several payments, and a report of a year in which something is paid or falls due.

    A figure may be what was paid or fell due, rounded, or anything.
    """
    more: dict[str, Any] = draw(st.sampled_from(({}, {"adjusted": True, "retained": True}, {"amended": True})))
    register = draw(registers(max_contracts=2, max_lines=2, max_rows=12, reports=False, **more))
    register = evolve(register, payments=draw(payments(register, min_payments=2, max_payments=7)))
    fiscal = FiscalCalendar(register.fiscal_year_start)
    plan = ct.schedule(register)
    days = [payment.on for payment in register.payments] * 2 + [row.due for row in plan if row.due is not None]
    year = fiscal.year_of(draw(st.sampled_from(days)))
    within = fiscal.year(year)
    quantum = draw(st.sampled_from((10**5, 100, 1, None)))
    step = quantum or 1

    def figure(name: str) -> ct.ReportedFigure:
        paid = [part for one in register.payments if one.on in within for part in one.parts if part.contract == name]
        due = [row for row in plan if row.contract == name and row.due is not None and row.due in within]
        sums = (sum(part.amount.minor for part in paid), sum(row.amount.minor for row in due))
        amount = draw(st.sampled_from(sums) | st.integers(-(10**6), 10**9))
        amount = max(min(amount, 10**14), -(10**14))
        return ct.ReportedFigure(ct.Money((2 * amount + step) // (2 * step) * step, register.currency), quantum)

    names = [*(contract.id for contract in register), "elsewhere"]
    figures = {name: figure(name) for name in names if draw(st.sampled_from((True, True, False)))}
    stated = ct.Reported(year, figures, draw(st.sampled_from((None, figure("elsewhere")))))
    return evolve(register, reported=[stated]), year


def rows_of(register: ct.Register, year: int, basis: ct.Basis | None) -> Rows:
    sheet = ct.reconcile(register, year, basis=basis)
    names = sheet.table.names
    rows = zip(*(sheet.columns[name] for name in names), strict=True)
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


@HISTORIES
@given(reported_registers(), BASES)
def test_parts_sum_to_the_difference_in_every_row(drawn: tuple[ct.Register, int], basis: ct.Basis) -> None:
    register, year = drawn
    found = rows_of(register, year, basis)
    for row in found.values():
        assert sum(row[part] for part in PARTS) == row["difference"]
        assert row["difference"] == (row["scheduled"] or 0) - (row["reported"] or 0)
        held = (row["on_basis"] or 0) - (row["reported"] or 0)
        assert sum(row[part] for part in PARTS[4:]) == held or row["contract"] in SUMS
        assert row["within_rounding"] == (2 * abs(held) <= row["bound"])
    lines = [row for name, row in found.items() if name not in SUMS]
    for part in PARTS:
        assert sum(row[part] for row in lines) == found["*sum*"][part]
        assert found["*sum*"][part] + found["*footing*"][part] == found["*total*"][part]


@HISTORIES
@given(reported_registers())
def test_the_basis_due_is_the_plain_reconciliation_taken_apart(drawn: tuple[ct.Register, int]) -> None:
    register, year = drawn
    plain, apart = rows_of(register, year, None), rows_of(register, year, ct.Basis.DUE)
    assert {name: {key: apart[name][key] for key in row} for name, row in plain.items()} == plain
    for row in apart.values():
        assert row["on_basis"] == row["scheduled"]
        assert [row[part] for part in PARTS[:4]] == [0] * 4


@HISTORIES
@given(reported_registers())
def test_what_is_held_against_a_report_is_what_was_paid_or_earned(drawn: tuple[ct.Register, int]) -> None:
    """Paid is the sum of the year's payments, earned that of its accruals; what is unpaid, the second matching's."""
    register, year = drawn
    days = FiscalCalendar(register.fiscal_year_start).year(year)
    plan = ct.schedule(register)
    paid: dict[str, int] = {}
    for payment in register.payments:
        if payment.on in days and payment.is_known(LAST_DAY):
            for part in payment.parts:
                paid[part.contract] = paid.get(part.contract, 0) + part.amount.minor
    earned: dict[str, int] = {}
    accruals = plan.accruals(ct.Per.YEAR, fiscal_year_start=register.fiscal_year_start).columns
    for name, first, amount in zip(*(accruals[key] for key in ("contract", "period_from", "amount")), strict=True):
        if first == days.first:
            earned[name] = earned.get(name, 0) + amount
    rows = [PlainRow(r.contract, r.line, r.number, r.name, r.due, r.amount.minor) for r in plan]
    plain = matched(rows, register.payments, days.last, LAST_DAY)
    for basis, sums in ((ct.Basis.PAID, paid), (ct.Basis.EARNED, earned)):
        found = {name: row for name, row in rows_of(register, year, basis).items() if name not in SUMS}
        assert {name: row["on_basis"] for name, row in found.items() if row["on_basis"]} == {
            name: amount for name, amount in sums.items() if amount
        }
        for name, row in found.items():
            of_year = [each for each in rows if each.contract == name and each.due is not None and each.due in days]
            still = sum(each.amount - plain.applied[each.key] for each in of_year)
            assert row["unpaid"] == (still if basis is ct.Basis.PAID else 0)
            assert row["prepaid"] <= 0 or basis is ct.Basis.EARNED


@HISTORIES
@given(reported_registers())
def test_a_report_on_its_own_basis_has_nothing_left(drawn: tuple[ct.Register, int]) -> None:
    """A report that states what was paid leaves no rest: all of the difference from what is due has a reason."""
    register, year = drawn
    held = {
        name: row["on_basis"]
        for name, row in rows_of(register, year, ct.Basis.PAID).items()
        if name not in SUMS and row["on_basis"] is not None
    }
    assume(sum(map(abs, held.values())) < 10**15)
    figures = {name: ct.ReportedFigure(ct.Money(amount, register.currency)) for name, amount in held.items()}
    total = ct.ReportedFigure(ct.Money(sum(held.values()), register.currency))
    stated = evolve(register, reported=[ct.Reported(year, figures, total)])
    for row in rows_of(stated, year, ct.Basis.PAID).values():
        assert row["finding"] == "agrees"
        assert [row[part] for part in PARTS[4:]] == [0, 0, 0]
