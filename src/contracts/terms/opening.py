"""Where the record of a line begins: what it had earned, what had fallen due and what was paid before a day."""

from datetime import date, timedelta

from attrs import frozen

from contracts.dates import FIRST_DAY, checked_day
from contracts.errors import TermsError
from contracts.money import Money, checked_money
from contracts.terms.price import checked_price

_ONE_DAY = timedelta(days=1)


@frozen(kw_only=True)
class Opening:
    """The figures with which a line is taken over (期初); what came before is unknown, not nothing.

    Attributes:
        on: the first day of the record, after 1900-01-01.
        earned: up to the day before.
        due: what had fallen due of the price by then, before anything is withheld.
        paid: by then, refunds taken off.

    Raises:
        TermsError: `DATE_RANGE` for the first day that there is; `PRICE_NEGATIVE`; `CURRENCY_MISMATCH` among the
            figures; those of days and amounts.

    >>> zero = Money(0, "CNY")
    >>> Opening(on=date(2017, 1, 1), earned=zero, due=zero, paid=zero).known_from
    datetime.date(2016, 12, 31)
    """

    on: date
    earned: Money
    due: Money
    paid: Money

    def __attrs_post_init__(self) -> None:
        if checked_day(self.on, "opening.on") == FIRST_DAY:
            raise TermsError("DATE_RANGE", field="opening.on", value=self.on)
        for name in ("earned", "due", "paid"):
            amount, field = getattr(self, name), f"opening.{name}"
            checked_price(checked_money(amount, field), field)
            if amount.currency != self.earned.currency:
                raise TermsError("CURRENCY_MISMATCH", field=field, value=amount, currency=self.earned.currency)

    @property
    def known_from(self) -> date:
        """The first day of which anything is known: the one before it begins, at its end."""
        return self.on - _ONE_DAY


__all__ = ["Opening"]
