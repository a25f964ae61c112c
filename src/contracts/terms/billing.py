"""What makes a price fall due: cycles, named stages, or one day."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from attrs import evolve, field, frozen

from contracts.dates import Cycle, Frequency, Stub, checked_day, frequency
from contracts.errors import TermsError
from contracts.money import Money
from contracts.terms.naming import checked_text, choice, items
from contracts.terms.price import checked_price, scaled

#: Percentages have at most this many decimals.
PERCENT_DECIMALS: Final = 6
#: The most days or months by which a due date may lie after its cause.
SHIFT_LIMIT: Final = 36525


class When(StrEnum):
    """On which end of its service a bill falls due."""

    ARREARS = "arrears"
    ADVANCE = "advance"


def _checked_number(value: object, name: str, least: int, most: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TermsError("TYPE_WRONG", field=name, value=value, wanted="whole number")
    if not least <= value <= most:
        raise TermsError("NUMBER_RANGE", field=name, value=value, least=least, most=most)


def _when(value: str) -> When:
    return choice(When, value, "billing.when")


def _stub(value: str) -> Stub:
    return choice(Stub, value, "billing.stub")


@frozen
class Cyclic:
    """Bills at the edges of a cycle, due on the first or the last day of their service.

    Attributes:
        every: the length of a billing cell.
        when: `ADVANCE`: due on the first day of the service billed, `ARREARS`: on its last day.
        anchor: the day from which edges are counted; None: `first_edge`, else the start of service.
            It may lie outside the service.
        month_end: every edge is the last day of its month; the anchor must be one.
        first_edge, last_edge: explicit ends of the first and starts of the last stub; on the grid.
        stub: what becomes of the parts that the grid leaves at either end.
        net_days: days from that day to the due day.
        pay_day: instead of `net_days`: this day (clamped) of the month after that day's.
    """

    every: Frequency = field(converter=frequency)
    when: When = field(default=When.ARREARS, kw_only=True, converter=_when)
    anchor: date | None = field(default=None, kw_only=True)
    month_end: bool = field(default=False, kw_only=True)
    first_edge: date | None = field(default=None, kw_only=True)
    last_edge: date | None = field(default=None, kw_only=True)
    stub: Stub = field(default=Stub.SHORT, kw_only=True, converter=_stub)
    net_days: int = field(default=0, kw_only=True)
    pay_day: int | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        for name in ("anchor", "first_edge", "last_edge"):
            day = getattr(self, name)
            if day is not None:
                checked_day(day, f"billing.{name}")
        if not isinstance(self.month_end, bool):
            raise TermsError("TYPE_WRONG", field="billing.month_end", value=self.month_end, wanted="true/false")
        _checked_number(self.net_days, "billing.net_days", 0, SHIFT_LIMIT)
        if self.pay_day is not None:
            _checked_number(self.pay_day, "billing.pay_day", 1, 31)
            if self.net_days:
                raise TermsError("KEY_CONFLICT", field="billing.pay_day", value=self.pay_day, other="net_days")
        if self.anchor is not None:
            Cycle(self.every, self.anchor, self.month_end)

    def cycle(self, start: date) -> Cycle:
        """The billing grid of a service that begins on `start`."""
        return Cycle(self.every, self._anchor(start), self.month_end)

    def anchored(self, start: date) -> "Cyclic":
        """The same with its anchor written out, so that its grid stays where it is whatever becomes of the service.

        Args:
            start: of the service.
        """
        return evolve(self, anchor=self._anchor(start))

    def continued(self, start: date) -> "Cyclic":
        """The same grid for another service, without explicit edges, and with stubs where it leaves them.

        Args:
            start: of the service that it was made for.
        """
        stub = Stub.SHORT if self.stub is Stub.FORBID else self.stub
        return evolve(self.anchored(start), first_edge=None, last_edge=None, stub=stub)

    def _anchor(self, start: date) -> date:
        return self.anchor or self.first_edge or start


@frozen(kw_only=True)
class Stage:
    """A named part of a total (首付款, 进度款, 尾款, 质保金).

    Attributes:
        name: as the contract calls it.
        percent: of the total, at most 6 decimals; or
        amount: in the line's currency.
        on: the day on which it falls due; or
        after: the event after which it does, by `months` or `days`. A stage whose
            event has not happened has no date, and is never given one.
    """

    name: str
    percent: Decimal | None = None
    amount: Money | None = None
    on: date | None = None
    after: str | None = None
    months: int = 0
    days: int = 0

    def __attrs_post_init__(self) -> None:
        checked_text(self.name, "stages.name")
        if (self.percent is None) == (self.amount is None):
            raise TermsError("STAGE_SIZE", field="stages.percent", value=self.name)
        if self.percent is not None:
            checked_percent(self.percent, "stages.percent")
        else:
            checked_price(self.amount, "stages.amount")
        if (self.on is None) == (self.after is None):
            raise TermsError("STAGE_DAY", field="stages.on", value=self.name)
        if self.on is not None:
            checked_day(self.on, "stages.on")
        else:
            checked_text(self.after, "stages.after")
        for name, value, most in (("months", self.months, 1200), ("days", self.days, SHIFT_LIMIT)):
            _checked_number(value, f"stages.{name}", 0, most)
            if value and self.on is not None:
                raise TermsError("KEY_CONFLICT", field=f"stages.{name}", value=value, other="on")
        if self.months and self.days:
            raise TermsError("KEY_CONFLICT", field="stages.days", value=self.days, other="months")


def checked_percent(percent: object, name: str) -> Decimal:
    """A percentage from 0 to 100 with at most 6 decimals.

    Raises:
        TermsError: `TYPE_WRONG`, `NUMBER_RANGE`, `QUANTITY_PRECISION`.
    """
    if not isinstance(percent, Decimal) or not percent.is_finite():
        raise TermsError("TYPE_WRONG", field=name, value=percent, wanted="Decimal")
    if not 0 <= percent <= 100:
        raise TermsError("NUMBER_RANGE", field=name, value=percent, least=0, most=100)
    try:
        scaled(percent, PERCENT_DECIMALS)
    except ValueError:
        raise TermsError("QUANTITY_PRECISION", field=name, value=percent, limit=PERCENT_DECIMALS) from None
    return percent


def _parts(parts: Iterable[Stage]) -> tuple[Stage, ...]:
    return items(parts, "stages")


@frozen
class Stages:
    """The parts of a total, all by percent or all by amount.

    Percents sum to exactly 100; amounts sum to the total (the line checks it).
    """

    parts: tuple[Stage, ...] = field(converter=_parts)

    def __attrs_post_init__(self) -> None:
        if not self.parts:
            raise TermsError("STAGES_EMPTY", field="stages", value="[]")
        for part in self.parts:
            if not isinstance(part, Stage):
                raise TermsError("TYPE_WRONG", field="stages", value=part, wanted="Stage")
        percents = [scaled(part.percent, PERCENT_DECIMALS) for part in self.parts if part.percent is not None]
        if percents and len(percents) < len(self.parts):
            raise TermsError("STAGES_MIXED", field="stages", value=self.parts[0].name)
        hundred = 100 * 10**PERCENT_DECIMALS
        if percents and sum(percents) != hundred:
            found = Decimal(sum(percents)).scaleb(-PERCENT_DECIMALS).normalize()
            raise TermsError(
                "SUM_MISMATCH",
                field="stages.percent",
                value=f"{found:f}",
                expected="100",
                difference=f"{Decimal(sum(percents) - hundred).scaleb(-PERCENT_DECIMALS).normalize():f}",
            )


@frozen
class Once:
    """A total that falls due on one day."""

    on: date

    def __attrs_post_init__(self) -> None:
        checked_day(self.on, "due")


Billing = Cyclic | Stages | Once
ADVANCE: Final = When.ADVANCE
ARREARS: Final = When.ARREARS
