"""The tax in the price of a line (增值税): its rate, which may change, and how it is rounded."""

import itertools
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from contracts.dates import checked_day
from contracts.errors import TermsError
from contracts.money import Money
from contracts.terms.billing import PERCENT_DECIMALS, checked_percent
from contracts.terms.index import exact_number
from contracts.terms.naming import choice, items
from contracts.terms.price import checked_price, scaled

#: 100 percent, in millionths of a percent.
WHOLE: Final = 100 * 10**PERCENT_DECIMALS


class TaxBy(StrEnum):
    """Which day says the rate.

    SERVICE: each day of service, so that a bill over a change of the rate has both; the unadjusted due day of what has
    no service. DUE: the day on which a row falls due.
    """

    SERVICE = "service"
    DUE = "due"


class TaxRounding(StrEnum):
    """ROW: the tax of each row by itself, as on each invoice. CUMULATIVE: what all rows up to each come to."""

    ROW = "row"
    CUMULATIVE = "cumulative"


def _percent(value: object) -> Decimal:
    return checked_percent(exact_number(value, "tax"), "tax")


def _by(value: str) -> TaxBy:
    return choice(TaxBy, value, "tax_by")


def _rounding(value: str) -> TaxRounding:
    return choice(TaxRounding, value, "tax_rounding")


@frozen
class TaxStep:
    """The rate of a tax from a day on.

    Attributes:
        start: the first day on which it holds; None only for the first.
        percent: of the price without tax, from 0 to 100, at most 6 decimals.
    """

    start: date | None
    percent: Decimal = field(converter=_percent)

    def __attrs_post_init__(self) -> None:
        if self.start is not None:
            checked_day(self.start, "tax.from")


def _steps(steps: Iterable[object]) -> tuple[TaxStep, ...]:
    found = []
    for given in items(steps, "tax"):
        step = TaxStep(*given) if isinstance(given, tuple) and len(given) == 2 else given
        if not isinstance(step, TaxStep):
            raise TermsError("TYPE_WRONG", field="tax", value=step, wanted="(day, percent)")
        found.append(step)
    return tuple(found)


@frozen
class TaxRate:
    """The rate of a tax, in percent of the price without it; it may change on given days.

    The first step holds before its day too. A step that changes nothing is none, so equal rates compare equal.

    Attributes:
        steps: ascending by day; only the first may stand without a day.

    Raises:
        TermsError: `QUANTITY_EMPTY`, `TAX_ORDER`; those of numbers, percentages and days.

    >>> TaxRate.of([(None, 17), (date(2018, 5, 1), 16), (date(2019, 4, 1), 13)]).steps[1].percent
    Decimal('16')
    """

    steps: tuple[TaxStep, ...] = field(converter=_steps)

    def __attrs_post_init__(self) -> None:
        if not self.steps:
            raise TermsError("TAX_EMPTY", field="tax", value="[]")
        for earlier, later in itertools.pairwise(step.start for step in self.steps):
            if later is None or (earlier is not None and later <= earlier):
                raise TermsError("TAX_ORDER", field="tax", value=later)
        kept = [step for i, step in enumerate(self.steps) if not i or step.percent != self.steps[i - 1].percent]
        object.__setattr__(self, "steps", tuple(kept))

    @classmethod
    def of(cls, value: object) -> "TaxRate":
        """A rate from a percentage, or from pairs of a first day and a percentage."""
        if isinstance(value, TaxRate):
            return value
        if isinstance(value, Iterable) and not isinstance(value, str):
            return cls(value)
        return cls([(None, value)])

    def on(self, day: date) -> Decimal:
        """The percentage that holds on a day."""
        held = [step.percent for step in self.steps if step.start is None or step.start <= day]
        return held[-1] if held else self.steps[0].percent


def _rate(value: object) -> TaxRate:
    return TaxRate.of(value)


@frozen
class Tax:
    """The tax in the price of a line. Prices include it: what is owed is net and tax together (价税合计).

    Attributes:
        rate: in percent of the price without it; a number, or steps.
        by: which day says the rate.
        rounding: whether each row is rounded by itself.

    >>> Tax(18).on_top_of(Money.of("200", "CNY"))
    Money(minor=23600, currency='CNY')
    """

    rate: TaxRate = field(converter=_rate)
    by: TaxBy = field(default=TaxBy.SERVICE, kw_only=True, converter=_by)
    rounding: TaxRounding = field(default=TaxRounding.ROW, kw_only=True, converter=_rounding)

    def on_top_of(self, net: Money, on: date | None = None) -> Money:
        """What a price that is stated net comes to with its tax, rounded once, half away from zero.

        Where the rate is not 0, the tax in it is what was put on top, so that net and tax are again what they were.

        Args:
            net: not negative.
            on: the day whose rate it is; None: the first.
        """
        checked_price(net, "net")
        percent = self.rate.steps[0].percent if on is None else self.rate.on(checked_day(on, "on"))
        tax = (2 * net.minor * scaled(percent, PERCENT_DECIMALS) + WHOLE) // (2 * WHOLE)
        return Money(net.minor + tax, net.currency)


__all__ = ["Tax", "TaxBy", "TaxRate", "TaxRounding", "TaxStep"]
