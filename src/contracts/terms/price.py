"""What a line costs: a rate owed for each cell of its grid, or a total for the whole service."""

import itertools
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from math import gcd
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen
from dateutil.relativedelta import relativedelta

from contracts.dates import Frequency, checked_day, frequency
from contracts.errors import TermsError
from contracts.money import Money
from contracts.terms.naming import items

if TYPE_CHECKING:
    from contracts.terms.escalation import Escalation

#: The most decimals and the largest number that a quantity may have.
QUANTITY_DECIMALS: Final = 6
QUANTITY_LIMIT: Final = 10**9


_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)?")


def checked_price(amount: object, name: str) -> Money:
    """The amount itself, if it is one of 0 or more.

    Raises:
        TermsError: `TYPE_WRONG`, `PRICE_NEGATIVE`.
    """
    if not isinstance(amount, Money):
        raise TermsError("TYPE_WRONG", field=name, value=amount, wanted="Money")
    if amount.minor < 0:
        raise TermsError("PRICE_NEGATIVE", field=name, value=amount)
    return amount


def _money(amount: Money | str | int | Decimal, currency: str | None, name: str) -> Money:
    """A price that is given as money, or as an amount and its currency."""
    given = amount if currency is None else Money.of(amount, currency)  # type: ignore[arg-type]  # refuses money
    return checked_price(given, name)


def _decimal(value: object) -> Decimal:
    """A quantity or a percentage, exact; floats and words are refused."""
    if isinstance(value, bool):
        raise TermsError("TYPE_WRONG", field="quantity", value=value, wanted="number")
    if isinstance(value, float):
        raise TermsError("FLOAT_FORBIDDEN", field="quantity", value=value)
    if isinstance(value, int):
        if abs(value) > QUANTITY_LIMIT:
            raise TermsError("QUANTITY_RANGE", field="quantity", value=value, limit=QUANTITY_LIMIT)
        return Decimal(value)
    if isinstance(value, str):
        if len(value) > 40 or _NUMBER.fullmatch(value) is None:
            raise TermsError("QUANTITY_SYNTAX", field="quantity", value=value)
        return Decimal(value)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise TermsError("QUANTITY_SYNTAX", field="quantity", value=value)
        return value
    raise TermsError("TYPE_WRONG", field="quantity", value=value, wanted="number")


def plain(number: Decimal) -> str:
    """A decimal as text, without exponent and without zeros at its end.

    >>> plain(Decimal("0.0500")), plain(Decimal("100"))
    ('0.05', '100')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def scaled(value: Decimal, digits: int) -> int:
    """`value × 10^digits` as an exact integer, whatever the decimal context.

    Raises:
        ValueError: the value has more decimals than `digits`.
    """
    sign, figures, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(value)
    number = int("".join(map(str, figures)))
    shift = exponent + digits
    if not number:
        return 0
    if shift < -len(figures):
        raise ValueError(value)
    if shift >= 0:
        number *= int(10**shift)
    else:
        number, rest = divmod(number, int(10**-shift))
        if rest:
            raise ValueError(value)
    return -number if sign else number


@frozen
class QuantityStep:
    """How many there are from a day on.

    Attributes:
        start: the first day on which it holds; None: from the start of service.
        value: a non-negative decimal with at most 6 decimals, at most 10^9.
    """

    start: date | None
    value: Decimal = field(converter=_decimal)

    def __attrs_post_init__(self) -> None:
        if self.start is not None:
            checked_day(self.start, "quantity.from")
        if self.value < 0:
            raise TermsError("QUANTITY_NEGATIVE", field="quantity", value=self.value)
        if self.value > QUANTITY_LIMIT:
            raise TermsError("QUANTITY_RANGE", field="quantity", value=self.value, limit=QUANTITY_LIMIT)
        try:
            scaled(self.value, QUANTITY_DECIMALS)
        except ValueError:
            raise TermsError(
                "QUANTITY_PRECISION", field="quantity", value=self.value, limit=QUANTITY_DECIMALS
            ) from None


def _made(kind: type[Any], steps: Iterable[object], name: str, wanted: str) -> tuple[Any, ...]:
    """Steps as they are, or made of pairs of a day and a value."""
    found = []
    for given in items(steps, name):
        step = kind(*given) if isinstance(given, tuple) and len(given) == 2 else given
        if not isinstance(step, kind):
            raise TermsError("TYPE_WRONG", field=name, value=step, wanted=wanted)
        found.append(step)
    return tuple(found)


def _steps(steps: Iterable[object]) -> tuple[QuantityStep, ...]:
    return _made(QuantityStep, steps, "quantity", "(day, number)")


@frozen
class Quantity:
    """A number of units that may step on given days (lines added, removed).

    A step that changes nothing is none, so equal quantities compare equal.

    Attributes:
        steps: ascending by day; only the first may stand without a day.

    >>> Quantity.of([(date(2017, 1, 1), 10), (date(2017, 7, 1), 12)]).steps[1].value
    Decimal('12')
    """

    steps: tuple[QuantityStep, ...] = field(converter=_steps)

    def __attrs_post_init__(self) -> None:
        if not self.steps:
            raise TermsError("QUANTITY_EMPTY", field="quantity", value="[]")
        days = [step.start for step in self.steps]
        for earlier, later in itertools.pairwise(days):
            if later is None or (earlier is not None and later <= earlier):
                raise TermsError("QUANTITY_ORDER", field="quantity", value=later)
        kept = [step for i, step in enumerate(self.steps) if i == 0 or step.value != self.steps[i - 1].value]
        if len(kept) < len(self.steps):
            object.__setattr__(self, "steps", tuple(kept))

    @classmethod
    def of(cls, value: object) -> "Quantity":
        """A quantity from a number, or from pairs of a first day and a number.

        Raises:
            TermsError: a float, a negative number, more than 6 decimals, or steps out of order.
        """
        if isinstance(value, Quantity):
            return value
        if isinstance(value, Iterable) and not isinstance(value, str):
            return cls(value)
        return cls((QuantityStep(None, value),))


#: The quantity of a rate that says none.
ONE: Final = Quantity((QuantityStep(None, Decimal(1)),))


def _optional_frequency(value: Frequency | relativedelta | None) -> Frequency | None:
    return None if value is None else frequency(value)


def _quantity(value: object) -> Quantity:
    return ONE if isinstance(value, int) and not isinstance(value, bool) and value == 1 else Quantity.of(value)


@frozen
class RateStep:
    """Another price for one unit in one cell, from a day on.

    Attributes:
        start: the first day on which it holds.
        amount: not negative.
    """

    start: date
    amount: Money

    def __attrs_post_init__(self) -> None:
        checked_day(self.start, "rate.from")
        checked_price(self.amount, "rate")


def _rate_steps(steps: Iterable[object]) -> tuple[RateStep, ...]:
    return _made(RateStep, steps, "rate", "(day, Money)")


@frozen(init=False)
class Rate:
    """A price owed for every whole cell of its own grid, times a quantity.

    Attributes:
        amount: for one unit in one cell; not negative.
        per: the length of a cell; None: that of the billing cycle. The grid has billing's anchor.
        quantity: how many units; may step on given days.
        then: other amounts, each from a day on, ascending; one that changes nothing is none.
        escalation: how the amount changes by itself; a line then fills `then`, over its service.

    >>> from contracts.dates import MONTHLY
    >>> Rate("4000", "CNY", per=MONTHLY).amount
    Money(minor=400000, currency='CNY')
    """

    amount: Money
    per: Frequency | None
    quantity: Quantity
    then: tuple[RateStep, ...] = ()
    escalation: "Escalation | None" = None

    def __init__(
        self,
        amount: Money | str | int | Decimal,
        currency: str | None = None,
        *,
        per: Frequency | relativedelta | None = None,
        quantity: object = 1,
        then: Iterable[RateStep | tuple[date, Money]] = (),
        escalation: "Escalation | None" = None,
    ) -> None:
        self.__attrs_init__(
            _money(amount, currency, "rate"),
            _optional_frequency(per),
            _quantity(quantity),
            _rate_steps(then) if then else (),
            escalation,
        )

    def __attrs_post_init__(self) -> None:
        if self.escalation is not None:
            self._check_escalation()
        if not self.then:
            return
        for earlier, later in itertools.pairwise(self.then):
            if later.start <= earlier.start:
                raise TermsError("QUANTITY_ORDER", field="rate", value=later.start)
        before, kept = self.amount, []
        for step in self.then:
            if step.amount.currency != self.amount.currency:
                currency = self.amount.currency
                raise TermsError("CURRENCY_MISMATCH", field="rate", value=step.amount, currency=currency)
            if step.amount != before or type(step) is not RateStep:  # an escalated one says why nothing changed
                kept.append(step)
            before = step.amount
        object.__setattr__(self, "then", tuple(kept))

    def _check_escalation(self) -> None:
        from contracts.terms.escalation import Escalation  # loaded once there is one

        if not isinstance(self.escalation, Escalation):
            raise TermsError("TYPE_WRONG", field="escalation", value=self.escalation, wanted="Escalation")
        if any(type(step) is RateStep for step in self.then):
            raise TermsError("KEY_CONFLICT", field="escalation", value="[...]", other="rate = [...]")

    @property
    def unit(self) -> Money:
        """The largest amount of which the rate is a whole multiple on every day; the rate itself, where that stays.

        >>> Rate("4000", "CNY", then=[(date(2017, 7, 1), Money.of("4500", "CNY"))]).unit
        Money(minor=50000, currency='CNY')
        """
        if not self._changes:
            return self.amount
        return Money(gcd(self.amount.minor, *(step.amount.minor for step in self.then)), self.amount.currency)

    @property
    def _changes(self) -> bool:
        """Whether it is ever another amount; an escalated step may leave it as it was."""
        return bool(self.then) and any(step.amount != self.amount for step in self.then)

    @property
    def stepped(self) -> "Rate":
        """The same with the steps that its escalation led to, and no escalation."""
        return self if self.escalation is None else evolve(self, escalation=None)

    @property
    def units(self) -> tuple[tuple[date | None, int], ...]:
        """How many of `unit` a cell costs, from each day on, times 10^6; the quantity where the rate never changes."""
        return self.in_units[1]

    @property
    def in_units(self) -> tuple[int, tuple[tuple[date | None, int], ...]]:
        """The minor units of `unit`, and `units`."""
        counts: list[tuple[date | None, int]]
        counts = [(step.start, scaled(step.value, QUANTITY_DECIMALS)) for step in self.quantity.steps]
        if not self._changes:
            return self.amount.minor, tuple(counts)
        unit = gcd(self.amount.minor, *(step.amount.minor for step in self.then))
        rates: list[tuple[date | None, int]] = [
            (None, self.amount.minor // max(unit, 1)),
            *((step.start, step.amount.minor // max(unit, 1)) for step in self.then),
        ]
        first, count = counts[0]
        if len(counts) == 1 and first is None:
            return unit, _without_repeats([(day, rate * count) for day, rate in rates])
        days = {day for day, _ in counts if day is not None} | {
            day for day, _ in rates if day is not None and (first is None or day > first)
        }
        start: list[tuple[date | None, int]] = [] if first is not None else [(None, rates[0][1] * count)]
        return unit, _without_repeats([*start, *((day, _at(rates, day) * _at(counts, day)) for day in sorted(days))])


def _without_repeats(steps: list[tuple[date | None, int]]) -> tuple[tuple[date | None, int], ...]:
    """Steps without those that change nothing."""
    return tuple(step for i, step in enumerate(steps) if not i or step[1] != steps[i - 1][1])


def _at(steps: Sequence[tuple[date | None, int]], day: date) -> int:
    """What holds on a day, which is not before the first step."""
    return next(value for start, value in reversed(steps) if start is None or start <= day)


@frozen(init=False)
class Total:
    """A price owed for the whole service; it has no quantity.

    Attributes:
        amount: for everything; not negative.

    >>> Total("485180", "CNY").amount
    Money(minor=48518000, currency='CNY')
    """

    amount: Money = field()

    def __init__(self, amount: Money | str | int | Decimal, currency: str | None = None) -> None:
        self.__attrs_init__(_money(amount, currency, "total"))


Price = Rate | Total
