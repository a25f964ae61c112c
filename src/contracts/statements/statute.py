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

#: The performance bond (履约保证金) is at most 10 % of the contract, and so are all supplements for more of the same.
PERFORMANCE_BOND: Final = (Law("政府采购法实施条例 第四十八条", date(2015, 3, 1), unconfirmed=True),)
SUPPLEMENTS: Final = (Law("政府采购法 第四十九条", date(2003, 1, 1), unconfirmed=True),)
MOST_PERCENT: Final = 10
#: What is retained of the settled price of works (质量保证金) is at most so many per cent.
RETENTION: Final = {
    Law("建质〔2005〕7号, 建质〔2016〕295号", date(2005, 1, 12), date(2017, 6, 30), unconfirmed=True): 5,
    Law("建质〔2017〕138号 第七条", date(2017, 7, 1)): 3,
}
#: Within so many working days of its signing a contract is published, and filed with the supervisor (备案).
PUBLICATION: Final = (Law("政府采购法实施条例 第五十条", date(2015, 3, 1), unconfirmed=True),)
PUBLICATION_DAYS: Final = 2
FILING: Final = (Law("政府采购法 第四十七条", date(2003, 1, 1), unconfirmed=True),)
FILING_DAYS: Final = 7


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


def sme_days(agreed: int) -> int:
    """Within how many days of delivery an SME is paid at the latest.

    Args:
        agreed: the days that the terms give.
    """
    return min(max(agreed, SME_DAYS), SME_MOST_DAYS)
