"""Why figures of lines that have more than the installments of their price are what they are."""

from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve

from contracts.dates import Period
from contracts.kernel.days import number as day_number
from contracts.schedules import derive
from contracts.schedules.beside import Beside, Row
from contracts.schedules.explain import Due, Explanation, accrued, computed
from contracts.schedules.workings import Adjusted, Sum, Working

if TYPE_CHECKING:
    from contracts.schedules.installments import Schedule


def explain_beside(schedule: "Schedule", place: int, line: int, payer: str | None, beside: Beside) -> Explanation:
    """Why an installment of a line that has others beside it, or one of these, is what it is; or a payer's share of it.

    Args:
        place: of the installment among all rows of the schedule.
        line: its line, of which all rows are in the schedule.
    """
    first, end = schedule._rows.offsets[line : line + 2].tolist()
    if end - 1 not in beside.row:  # those beside stand last
        return beside.price.explain(beside.in_price(place, line), payer)
    own, row = computed(*schedule._terms(line)), beside.row.get(place)
    found = beside.price.explain(beside.in_price(place, line)) if row is None else _explained(schedule, place, row)
    found = evolve(found, number=place - first + 1, count=end - first)
    at = own.share_of(payer, schedule.payer)
    if at is None:
        return evolve(found, payer=payer)
    turns = schedule._taking_turns
    earlier = sum(turns.amount[derive.before_in(turns, np.arange(first, end), place)].tolist())
    working = own.borne(at, earlier, found.working)
    return evolve(found, figure=own.money(working.recompute()), payer=payer, working=working)


def _explained(schedule: "Schedule", place: int, row: Row) -> Explanation:
    """A row beside those of the price."""
    installment = schedule._installment(place)
    each = row.of
    basis = "adjustment" if each.due == each.on else "recorded"
    return Explanation(
        figure=installment.amount,
        what="installment",
        contract=installment.contract,
        line=installment.line,
        kind=installment.kind,
        name=installment.name,
        working=Adjusted(adjustment=each.id, reason_of=each.kind, reason=each.reason, amount=each.amount),
        due=Due(basis=basis, base=each.due, unadjusted=each.due, due=each.due),
    )


def explain_accrual_beside(
    schedule: "Schedule", line: int, period: Period, payer: str | None, beside: Beside
) -> Explanation:
    """Why what a line that earns something beside its price earns in a period, or a payer's share, is what it is."""
    contract, terms = schedule._terms(line)
    price = beside.price.explain_accrual(contract.id, terms.id, period).working
    days = np.array([day_number(period.start), day_number(period.end)])
    parts: list[Working] = [price]
    for place, row in beside.row.items():
        if days[0] <= row.earned < days[1] and schedule._rows.offsets[line] <= place < schedule._rows.offsets[line + 1]:
            each = row.of
            parts.append(Adjusted(adjustment=each.id, reason_of=each.kind, reason=each.reason, amount=each.amount))
    working = price if len(parts) == 1 else Sum(currency=terms.currency, parts=tuple(parts))
    curve = beside.earned.before(np.full(2, line), days)
    return accrued(computed(contract, terms), period, working, curve, payer, schedule.payer)


__all__ = ["explain_accrual_beside", "explain_beside"]
