"""What was agreed about going on after the end: the renewal of a contract."""

from datetime import date
from enum import StrEnum
from typing import Final

from attrs import field, frozen
from dateutil.relativedelta import relativedelta

from contracts.dates import Frequency, checked_day, frequency
from contracts.errors import TermsError
from contracts.terms.naming import choice

#: The most times that a contract may be renewed.
TIMES_LIMIT: Final = 1000


class RenewedBy(StrEnum):
    """What renews a contract.

    AUTOMATIC: that nobody gives notice (自动续期). CONSENT: an agreement of both parties (协商续签), which is an
    amendment with a new last day.
    """

    AUTOMATIC = "automatic"
    CONSENT = "consent"


def _by(value: str) -> RenewedBy:
    return choice(RenewedBy, value, "renewal.by")


def _term(value: Frequency | relativedelta) -> Frequency:
    return frequency(value, "renewal.term")


def _notice(value: Frequency | relativedelta | None) -> Frequency | None:
    return None if value is None else frequency(value, "renewal.notice")


@frozen(kw_only=True)
class Renewal:
    """By how much a contract goes on after its end, and what renews it.

    Attributes:
        term: of each renewal; months or days, counted from the first end.
        by: what renews it.
        notice: how long before the end notice has to be given at the latest, the day of notice not counted; None: up to
            the last day.
        times: how often it may be renewed; None: as often as nobody ends it.
        until: the last day that a renewed term may have; a longer one is none; None: any.
    """

    term: Frequency = field(converter=_term)
    by: RenewedBy = field(default=RenewedBy.AUTOMATIC, converter=_by)
    notice: Frequency | None = field(default=None, converter=_notice)
    times: int | None = None
    until: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.times is not None:
            if type(self.times) is not int:
                raise TermsError("TYPE_WRONG", field="renewal.times", value=self.times, wanted="whole number")
            if not 1 <= self.times <= TIMES_LIMIT:
                raise TermsError("NUMBER_RANGE", field="renewal.times", value=self.times, least=1, most=TIMES_LIMIT)
        if self.until is not None:
            checked_day(self.until, "renewal.until")


__all__ = ["TIMES_LIMIT", "Renewal", "RenewedBy"]
