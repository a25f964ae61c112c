"""What was paid before the record of a line begins."""

from typing import TYPE_CHECKING

from contracts.payment import OPENING_ID, Payment

if TYPE_CHECKING:
    from contracts.schedules.installments import Schedule


def paid_before(plan: "Schedule") -> list[Payment]:
    """What the openings of lines say was paid, as a payment for each line on the day before its record begins."""
    opened = plan._openings
    if opened is None:
        return []
    return [
        Payment(
            id=OPENING_ID,
            on=opening.known_from,
            amount=opening.paid,
            contract=plan._lines.contract[line],
            line=plan._lines.line[line],
        )
        for line, opening in opened.openings.items()
        if opening.paid.minor
    ]


__all__ = ["paid_before"]
