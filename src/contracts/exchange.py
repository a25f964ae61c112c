"""Rates of exchange, as data: what a currency was worth on a day, and who said so."""

import re
from datetime import date
from decimal import Decimal
from typing import Final

from attrs import field, frozen

from contracts.dates import checked_day
from contracts.errors import TermsError
from contracts.money import exponent
from contracts.terms.naming import checked_text
from contracts.terms.price import scaled

#: The most decimals that a rate may have, and the largest one.
RATE_DECIMALS: Final = 6
RATE_LIMIT: Final = 10**9
_RATE: Final = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,6})?")


def _rate(value: object) -> Decimal:
    """An exact number; floats are refused."""
    if isinstance(value, float):
        raise TermsError("FLOAT_FORBIDDEN", field="rate", value=value)
    if isinstance(value, str) and _RATE.fullmatch(value) is not None:
        return Decimal(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, Decimal):
        return value
    raise TermsError("EXCHANGE_RATE", field="rate", value=value)


@frozen(kw_only=True)
class ExchangeRate:
    """What one major unit of a currency is worth in the register's currency on a day (汇率).

    Attributes:
        currency: ISO 4217 code of the currency that is priced.
        on: the day of the rate.
        rate: major units of the register's currency, positive, with at most 6 decimals.
        source: who said so, such as 中国人民银行授权公布的中间价.
        recorded: from when it is known; None: from its own day.

    Raises:
        TermsError: `EXCHANGE_RATE` for what is no positive number of at most 6 decimals; `FLOAT_FORBIDDEN`,
            `CURRENCY_UNKNOWN`, and those of days and texts.

    >>> ExchangeRate(currency="USD", on=date(2017, 12, 29), rate="6.5342").rate
    Decimal('6.5342')
    """

    currency: str
    on: date
    rate: Decimal = field(converter=_rate)
    source: str | None = None
    recorded: date | None = None

    def __attrs_post_init__(self) -> None:
        exponent(self.currency)
        checked_day(self.on, "on")
        if self.recorded is not None:
            checked_day(self.recorded, "recorded")
        if self.source is not None:
            checked_text(self.source, "source")
        if not self.rate.is_finite() or not 0 < self.rate <= RATE_LIMIT or self._decimals > RATE_DECIMALS:
            raise TermsError("EXCHANGE_RATE", field="rate", value=self.rate)

    @property
    def _decimals(self) -> int:
        power = self.rate.as_tuple().exponent
        return -power if isinstance(power, int) else 0

    @property
    def millionths(self) -> int:
        """The rate in millionths of a major unit."""
        return scaled(self.rate, RATE_DECIMALS)

    def is_known(self, day: date) -> bool:
        """Whether it is known on a day."""
        return (self.recorded or self.on) <= day
