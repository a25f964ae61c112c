"""Why the tax in an installment is what it is."""

from fractions import Fraction
from typing import TYPE_CHECKING

from contracts.errors import NotThereError
from contracts.money import Money
from contracts.schedules.explain import Explanation
from contracts.schedules.taxes import Part
from contracts.schedules.workings import Taxed, TaxPart

if TYPE_CHECKING:
    from contracts.schedules.installments import Schedule


def explain_tax(schedule: "Schedule", place: int) -> Explanation:
    """Why the tax in a row is what it is.

    Args:
        place: of the row among all rows of the schedule.

    Raises:
        NotThereError: `TAX_UNKNOWN` where its terms state no tax.
    """
    row, taxes = schedule._installment(place), schedule._taxes
    if not taxes.known[place]:
        raise NotThereError("TAX_UNKNOWN", field="tax", value=row.line)
    line = int(schedule._rows.line[place])
    currency, service = row.amount.currency, row.service
    return Explanation(
        figure=Money(int(taxes.tax[place]), currency),
        what="tax",
        contract=row.contract,
        line=row.line,
        number=row.number,
        count=int(schedule._rows.offsets[line + 1] - schedule._rows.offsets[line]),
        name=row.name,
        first=None if service is None else service.first,
        last=None if service is None else service.last,
        working=Taxed(amount=row.amount, parts=_parts(taxes.parts(place), currency)),
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
