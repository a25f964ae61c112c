"""Why the tax in an installment is what it is."""

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from contracts.errors import NotThereError, TermsError
from contracts.money import Money
from contracts.schedules import derive
from contracts.schedules.explain import Explanation, computed
from contracts.schedules.taxes import Part
from contracts.schedules.workings import Taxed, TaxPart, Working

if TYPE_CHECKING:
    from contracts.schedules.installments import Schedule


def explain_tax(schedule: "Schedule", place: int, payer: str | None) -> Explanation:
    """Why the tax in a row, or a payer's share of it, is what it is.

    Args:
        place: of the row among all rows of the schedule.

    Raises:
        NotThereError: `TAX_UNKNOWN` where its terms state no tax; the payer bears nothing of the line.
        TermsError: `TAX_OF_PAYERS` for a share of a line whose weights change.
    """
    row, taxes = schedule._installment(place), schedule._taxes
    if not taxes.known[place]:
        raise NotThereError("TAX_UNKNOWN", field="tax", value=row.line)
    line = int(schedule._rows.line[place])
    if payer is not None and schedule._pools is not None and line in schedule._pools.lines:
        raise TermsError("TAX_OF_PAYERS", field="tax", value=f"{row.contract} {row.line}")
    first, end = schedule._rows.offsets[line : line + 2].tolist()
    working: Working = Taxed(amount=row.amount, parts=_parts(taxes.parts(place), row.amount.currency))
    own = computed(*schedule._terms(line))
    at = own.share_of(payer, schedule.payer)
    if at is not None:
        turns, rows = schedule._taking_turns, np.arange(first, end)
        earlier = derive.before_in(turns, rows, place) if line in turns.loose else rows[: place - first]
        working = own.borne(at, sum(taxes.tax[earlier].tolist()), working)
    service = row.service
    return Explanation(
        figure=own.money(working.recompute()),
        what="tax",
        contract=row.contract,
        line=row.line,
        number=row.number,
        count=end - first,
        name=row.name,
        first=None if service is None else service.first,
        last=None if service is None else service.last,
        payer=payer,
        working=working,
    )


def _parts(parts: list[Part], currency: str) -> tuple[TaxPart, ...]:
    """The parts of a row; days are named where there are several."""
    several = len(parts) > 1
    return tuple(
        TaxPart(
            percent=Fraction(part.percent),
            amount=Money(part.amount, currency),
            before=Money(part.before, currency),
            first=part.days.first if several and part.days is not None else None,
            last=part.days.last if several and part.days is not None else None,
        )
        for part in parts
    )


__all__ = ["explain_tax"]
