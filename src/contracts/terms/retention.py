"""What is withheld of every installment, and when it is released (质保金)."""

from datetime import date
from decimal import Decimal

from attrs import frozen

from contracts.dates import checked_day
from contracts.errors import TermsError
from contracts.terms.billing import checked_percent, checked_shift
from contracts.terms.naming import checked_text


@frozen(kw_only=True)
class Release:
    """When what was withheld falls due.

    Attributes:
        on: the day; or
        after: the event after which it does, by `months` or `days`; while that has not happened it has no date.

    Raises:
        TermsError: `STAGE_DAY` for both or neither; `KEY_CONFLICT`, `NUMBER_RANGE`; those of days and texts.
    """

    on: date | None = None
    after: str | None = None
    months: int = 0
    days: int = 0

    def __attrs_post_init__(self) -> None:
        if (self.on is None) == (self.after is None):
            raise TermsError("STAGE_DAY", field="retention.release.on", value="release")
        if self.on is not None:
            checked_day(self.on, "retention.release.on")
        else:
            checked_text(self.after, "retention.release.after")
        checked_shift(self.months, self.days, self.on, "retention.release")


@frozen(kw_only=True)
class Retention:
    """A percentage that is withheld of what falls due, until a day on which all of it is released.

    Attributes:
        percent: from 0 to 100, at most 6 decimals.
        release: when.

    >>> Retention(percent=Decimal(5), release=Release(after="accepted", months=12)).release.after
    'accepted'
    """

    percent: Decimal
    release: Release

    def __attrs_post_init__(self) -> None:
        checked_percent(self.percent, "retention.percent")
        if not isinstance(self.release, Release):
            raise TermsError("TYPE_WRONG", field="retention.release", value=self.release, wanted="Release")


__all__ = ["Release", "Retention"]
