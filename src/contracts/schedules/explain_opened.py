"""Why figures of lines that are taken over on a day are what they are."""

from typing import TYPE_CHECKING

import numpy as np

from contracts.dates import Period
from contracts.kernel.days import as_date
from contracts.kernel.days import number as day_number
from contracts.kernel.expand import CATCH_UP
from contracts.money import Money
from contracts.schedules.explain import Due, Explanation, accrued, computed
from contracts.schedules.explain_beside import in_line, of_row
from contracts.schedules.opened import Opened, Row
from contracts.schedules.workings import Sum, TakenOver, Working

if TYPE_CHECKING:
    from contracts.schedules.installments import Schedule


def explain_opened(schedule: "Schedule", place: int, line: int, payer: str | None, opened: Opened) -> Explanation:
    """Why an installment of a line, or a payer's share of it, is what it is, where lines are taken over.

    Args:
        place: of the installment among all rows of the schedule.
        line: its line, of which all rows are in the schedule.
    """
    row, origin = opened.row.get(place), int(opened.origin[place])
    if line not in opened.openings:
        return opened.terms.explain(origin, payer)
    found = opened.terms.explain(origin) if row is None else _explained(schedule, place, row)
    return in_line(schedule, found, place, line, payer)


def _explained(schedule: "Schedule", place: int, row: Row) -> Explanation:
    """What stands for what had fallen due before the record begins."""
    installment = schedule._installment(place)
    currency, caught_up = installment.amount.currency, row.kind == CATCH_UP
    working = TakenOver(
        on=as_date(row.due if caught_up else row.due + 1),
        stated=Money(row.stated, currency),
        by_terms=Money(row.by_terms, currency),
        caught_up=caught_up,
    )
    due = Due(basis="opening", base=installment.due, unadjusted=installment.due, due=installment.due)
    return of_row(installment, working, due)


def explain_accrual_opened(
    schedule: "Schedule", line: int, period: Period, payer: str | None, opened: Opened
) -> Explanation:
    """Why what a line earns in a period, or a payer's share of it, is what it is, where lines are taken over.

    Args:
        period: of which the record of the line knows all.
    """
    contract, terms = schedule._terms(line)
    found = opened.terms.explain_accrual(contract.id, terms.id, period, payer)
    opening = opened.openings.get(line)
    if opening is None or period.first > opening.on:
        return found
    days = np.array([day_number(period.start), day_number(period.end)])
    by_terms = Money(int(opened.terms._earned.before(np.array([line]), days[:1])[0]), terms.currency)
    if by_terms == opening.earned:
        return found
    own = opened.terms.explain_accrual(contract.id, terms.id, period).working
    besides = TakenOver(on=opening.on, stated=opening.earned, by_terms=by_terms, caught_up=True)
    working: Working = Sum(currency=terms.currency, parts=(besides, own))
    curve = opened.curve.before(np.full(2, line), days)
    return accrued(computed(contract, terms), period, working, curve, payer, schedule.payer)


__all__ = ["explain_accrual_opened", "explain_opened"]
