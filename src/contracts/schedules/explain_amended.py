"""Why figures of lines that were amended are what they are: by the terms that they follow, or by what catches up."""

from typing import TYPE_CHECKING

import numpy as np

from contracts.dates import Period
from contracts.kernel.days import as_date
from contracts.kernel.days import number as day_number
from contracts.money import Money
from contracts.schedules import derive
from contracts.schedules.changed import Changes
from contracts.schedules.explain import (
    Due,
    Explanation,
    accrued,
    computed,
    due_elsewhere,
    explain_accrual,
    explain_installment,
)
from contracts.schedules.explain_remeasured import grown, rest_working
from contracts.schedules.workings import CaughtUp, Sum, Working
from contracts.terms.escalated_lines import steps_during
from contracts.terms.in_force import is_of_index
from contracts.terms.line import Line

if TYPE_CHECKING:
    from contracts.schedules.installments import Installment, Schedule
    from contracts.terms.line import Line


def explain_amended(schedule: "Schedule", place: int, line: int, payer: str | None, changes: Changes) -> Explanation:
    """Why an installment of a line that was amended, or one payer's share of it, is what it is.

    Args:
        place: of the installment among all rows of the schedule.
        line: its line, of which all rows are in the schedule.
    """
    installment, figure = schedule._installment(place), schedule._installment(place).amount
    first, end = schedule._rows.offsets[line : line + 2].tolist()
    working, due = _working_amended(installment, place, changes)
    own = computed(*schedule._terms(line))
    at = own.share_of(payer, schedule.payer)
    if at is not None:
        turns, rows = schedule._taking_turns, np.arange(first, end)
        earlier = derive.before_in(turns, rows, place) if line in turns.loose else rows[: place - first]
        working = own.borne(at, sum(turns.amount[earlier].tolist()), working)
        figure = own.money(working.recompute())
    service = installment.service
    return Explanation(
        figure=figure,
        what="installment",
        contract=installment.contract,
        line=installment.line,
        number=installment.number,
        count=end - first,
        kind=installment.kind,
        name=installment.name,
        first=None if service is None else service.first,
        last=None if service is None else service.last,
        payer=payer,
        working=working,
        due=due,
        rates=() if service is None else steps_during(_line(place, own.line, changes), service.first, service.last),
    )


def _line(place: int, last: Line, changes: Changes) -> Line:
    """The terms that a row follows; of what catches up, the last ones."""
    version = int(changes.version[place])
    return last if version < 0 else changes.terms[version][1]


def _basis(place: int, changes: Changes) -> str:
    """What a row that catches up, or that is new, falls due by."""
    if is_of_index(changes.name(place)):
        return "index"
    return "effective" if changes.is_effective(place) else "amendment"


def _working_amended(installment: "Installment", place: int, changes: Changes) -> tuple[Working, Due]:
    """How a row comes to its amount, and to its day: by the terms that it follows, or else by an amendment.

    A part of what was left of a total has the day that the terms from then on say.
    """
    version, amount, before = int(changes.version[place]), installment.amount, changes.before(place)
    due = Due(
        basis=_basis(place, changes),
        base=installment.due,
        event=changes.name(place),
        unadjusted=installment.due,
        due=installment.due,
    )
    if version >= 0:
        contract, line = changes.terms[version]
        own = explain_installment(contract, line, int(changes.place[place]) + 1)
        due = _as_due(own.due or due, line, installment, changes.name(place))
        rest = changes.rest(place)
        if rest is not None:
            return rest_working(*rest), due
        if before is None:
            return own.working, due
    was = Money(before or 0, amount.currency)
    return CaughtUp(amendment=changes.name(place), before=was, after=was + amount), due


def _as_due(due: Due, line: "Line", installment: "Installment", amendment: str | None) -> Due:
    """Why a row falls due when it does: a bill that was cut counts from its own last day.

    One that has no day, and had one by its terms, is suspended.
    """
    unadjusted, on, service = installment.due_unadjusted, installment.due, installment.service
    if unadjusted is None and due.unadjusted is not None:
        return Due(basis="suspended", base=None, event=amendment, unadjusted=None, due=None)
    if due.unadjusted == unadjusted or unadjusted is None or on is None or service is None:
        return due
    provisional = installment.provisional
    return due_elsewhere(due, line, base=service.last, unadjusted=unadjusted, due=on, provisional=provisional)


def explain_amended_accrual(
    schedule: "Schedule", line: int, period: Period, payer: str | None, changes: Changes
) -> Explanation:
    """Why what a line that was amended earns in a period, or one payer's share of it, is what it is."""
    contract, terms = schedule._terms(line)
    own = computed(contract, terms)
    curve, parts = changes.earned, list[Working]()
    stretches = curve.stretches(line, day_number(period.start), day_number(period.end))
    for i, (first, end, stretch) in enumerate(stretches):
        if i:
            before, after = (curve.reached(each, first) for each in (stretches[i - 1][2], stretch))
            if before != after:
                parts.append(CaughtUp(amendment=None, before=own.money(before), after=own.money(after)))
        if first < end and curve.growth.rest[stretch]:
            parts.append(grown(curve, stretch, first, end, terms.currency))
        elif first < end and curve.fixed[stretch] < 0:
            of_contract, of_line = changes.terms[int(curve.version[stretch])]
            parts.append(explain_accrual(of_contract, of_line, Period(as_date(first), as_date(end))).working)
    working: Working = parts[0] if len(parts) == 1 else Sum(currency=terms.currency, parts=tuple(parts))
    days = np.array([day_number(period.start), day_number(period.end)])
    return accrued(own, period, working, curve.before(np.full(2, line), days), payer, schedule.payer)
