"""What the law says of paying, in days and shares, and since when; each with its source.

The parameters are those of the statutory part of the collection of accounting cases; days of force that it does not
have are marked as not confirmed.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from contracts.statements.found import Law
from contracts.terms.contract import Contract

#: What an authority or public institution owes an SME (中小企业) is paid within 30 days of delivery or acceptance, and
#: within 60 where the contract says otherwise; where no interest is agreed it is 0.05 % a day (art. 15, now 17).
SME_PAYMENT: Final = (
    Law("保障中小企业款项支付条例 (2020) 第八条", date(2020, 9, 1), date(2025, 5, 31)),
    Law("保障中小企业款项支付条例 (2025) 第九条", date(2025, 6, 1)),
)
SME_DAYS: Final = 30
SME_MOST_DAYS: Final = 60
SME_LATE_INTEREST: Final = Decimal("0.05")


def own_day(contract: Contract) -> tuple[date | None, bool]:
    """The day by whose rules a contract is judged, and whether that is assumed.

    It is the day of signature; where that is unknown, the first day of service.
    """
    if contract.signed is not None:
        return contract.signed, False
    return min((line.service.first for line in contract.lines if line.service is not None), default=None), True


def in_force(laws: Iterable[Law], day: date | None) -> Law | None:
    """The law that is in force on a day."""
    return next((law for law in laws if day is not None and law.holds_on(day)), None)


def late_interest(contract: Contract) -> Decimal | None:
    """The interest for delay, in percent a day: what was agreed, or for an SME what the law has; None: none."""
    if contract.late_interest is not None:
        return contract.late_interest
    protected = contract.sme and in_force(SME_PAYMENT, own_day(contract)[0]) is not None
    return SME_LATE_INTEREST if protected else None


__all__ = ["SME_DAYS", "SME_MOST_DAYS", "SME_PAYMENT", "in_force", "late_interest", "own_day"]
