"""Why figures of lines that have more than the installments of their price are what they are."""

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve

from contracts.dates import Period
from contracts.kernel.days import number as day_number
from contracts.kernel.expand import KINDS, RELEASE
from contracts.money import Money
from contracts.schedules import derive
from contracts.schedules.beside import Beside, Row
from contracts.schedules.explain import Due, Explanation, accrued, computed
from contracts.schedules.pools import LinePools, Move
from contracts.schedules.workings import Adjusted, Moved, Sum, Withheld, Working
from contracts.terms.adjustment import Adjustment
from contracts.terms.in_force import in_force
from contracts.terms.retention import Retention

if TYPE_CHECKING:
    from contracts.schedules.installments import Installment, Schedule


def explain_beside(schedule: "Schedule", place: int, line: int, payer: str | None, beside: Beside) -> Explanation:
    """Why an installment of a line that has others beside it, one of these, or a payer's share of it is what it is.

    Args:
        place: of the installment among all rows of the schedule.
        line: its line, of which all rows are in the schedule.
    """
    if int(schedule._rows.offsets[line + 1]) - 1 not in beside.row:  # those beside stand last
        return beside.price.explain(beside.in_price(place, line), payer)
    row = beside.row.get(place)
    found = (
        beside.price.explain(beside.in_price(place, line)) if row is None else _explained(schedule, place, line, row)
    )
    return in_line(schedule, found, place, line, payer)


def in_line(schedule: "Schedule", found: Explanation, place: int, line: int, payer: str | None) -> Explanation:
    """The explanation of an installment, or of a payer's share of it, by its place among all rows of its line.

    Args:
        found: how all of it comes about.
        place: of the installment among all rows of the schedule.
    """
    first, end = schedule._rows.offsets[line : line + 2].tolist()
    own = computed(*schedule._terms(line))
    found = evolve(found, number=place - first + 1, count=end - first)
    at = own.share_of(payer, schedule.payer)
    if at is None:
        return evolve(found, payer=payer)
    turns = schedule._taking_turns
    earlier = sum(turns.amount[derive.before_in(turns, np.arange(first, end), place)].tolist())
    working = own.borne(at, earlier, found.working)
    return evolve(found, figure=own.money(working.recompute()), payer=payer, working=working)


def _explained(schedule: "Schedule", place: int, line: int, row: Row) -> Explanation:
    """A row beside those of the price."""
    installment = schedule._installment(place)
    working = _worked(schedule, line, row, installment.amount.currency)
    return of_row(installment, working, _due(installment, schedule, row.of))


def of_row(installment: "Installment", working: Working, due: Due | None) -> Explanation:
    """Why a row that no price cell leads to is what it is; without its place among those of its line."""
    service = installment.service
    return Explanation(
        figure=installment.amount,
        what="installment",
        contract=installment.contract,
        line=installment.line,
        kind=installment.kind,
        name=installment.name,
        first=None if service is None else service.first,
        last=None if service is None else service.last,
        working=working,
        due=due,
    )


def _worked(schedule: "Schedule", line: int, row: Row, currency: str) -> Working:
    """How a row beside those of the price comes to its amount."""
    if not isinstance(row.of, Move):
        return _working(row, row.of, currency)
    assert schedule._pools is not None  # else nothing moves
    return Sum(currency=currency, parts=moves(schedule._pools.lines[line], row.of, currency))


def moves(pools: LinePools, move: Move, currency: str) -> tuple[Moved, ...]:
    """What an amendment moves out of the pools of a line, and into others."""
    return tuple(
        Moved(amendment=move.amendment, weights=pools.weights(pool), amount=Money(amount, currency))
        for pool, amount in move.parts
    )


def _working(row: Row, of: Adjustment | Retention, currency: str) -> Adjusted | Withheld:
    if isinstance(of, Adjustment):
        return Adjusted(adjustment=of.id, reason_of=of.kind, reason=of.reason, amount=of.amount)
    return Withheld(
        percent=Fraction(of.percent),
        before=Money(row.before, currency),
        after=Money(row.after, currency),
        released=row.kind == RELEASE,
    )


def _due(row: "Installment", schedule: "Schedule", of: Adjustment | Retention | Move) -> Due:
    """Why a row beside those of the price falls due when it does."""
    if isinstance(of, Move):
        return Due(basis="amendment", base=row.due, event=of.amendment, unadjusted=row.due, due=row.due)
    if isinstance(of, Adjustment):
        basis = "adjustment" if of.due == of.on else "recorded"
        return Due(basis=basis, base=of.due, unadjusted=of.due, due=of.due)
    if row.kind != KINDS[RELEASE]:
        return Due(basis="withheld", base=row.due, unadjusted=row.due, due=row.due)
    release = of.release
    if row.due != row.due_unadjusted:
        return Due(basis="known", base=row.due, event=release.after, unadjusted=row.due, due=row.due)
    return Due(
        basis="stated" if release.after is None else "event",
        base=release.on if release.after is None else _happened(schedule, row.contract, release.after),
        event=release.after,
        months=release.months,
        days=release.days,
        unadjusted=row.due,
        due=row.due,
    )


def _happened(schedule: "Schedule", contract: str, event: str) -> date | None:
    """The day of an event of a contract as it was known, amendments that record it included."""
    contracts, known_on = schedule._agreed
    agreed = next(each for each in contracts if each.id == contract)
    return in_force(agreed, known_on).contract.event(event)


def explain_accrual_beside(
    schedule: "Schedule", line: int, period: Period, payer: str | None, beside: Beside
) -> Explanation:
    """Why what a line that earns something beside its price earns in a period, or a payer's share, is what it is."""
    contract, terms = schedule._terms(line)
    price = beside.price.explain_accrual(contract.id, terms.id, period).working
    days = np.array([day_number(period.start), day_number(period.end)])
    parts: list[Working] = [price]
    for place, row in beside.row.items():
        own = schedule._rows.offsets[line] <= place < schedule._rows.offsets[line + 1]
        if own and days[0] <= row.earned < days[1] and isinstance(row.of, Adjustment):
            parts.append(_working(row, row.of, terms.currency))
    working = price if len(parts) == 1 else Sum(currency=terms.currency, parts=tuple(parts))
    curve = beside.earned.before(np.full(2, line), days)
    return accrued(computed(contract, terms), period, working, curve, payer, schedule.payer)


__all__ = ["explain_accrual_beside", "explain_beside", "in_line", "of_row"]
