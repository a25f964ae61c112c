"""One line of a contract: what is delivered, at which price, and how it falls due."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from contracts.calendars import Beyond, Calendar, Roll, calendar_named
from contracts.dates import LAST_DAY, Cycle, Frequency, OpenPeriod, Period, Stub, after, checked_day
from contracts.errors import TermsError
from contracts.money import LIMIT_MINOR, Money
from contracts.terms.allocation import Allocation
from contracts.terms.billing import Billing, Cyclic, Once, Stages, When
from contracts.terms.naming import checked_id, choice, items
from contracts.terms.price import QUANTITY_DECIMALS, Price, Rate, Total

if TYPE_CHECKING:
    from contracts.terms.adjustment import Adjustment
    from contracts.terms.opening import Opening
    from contracts.terms.retention import Retention
    from contracts.terms.tax import Tax

#: The most units of a rate, times 10^6, of which columns can hold the steps.
_UNITS_LIMIT: Final = 2**62
#: The most rows that one line may lead to.
ROWS_LIMIT: Final = 200_000


class Proration(StrEnum):
    """What a partly served cell weighs; a whole cell weighs exactly 1 under each.

    ACTUAL: days ÷ days of the cell. THIRTY: 30E/360 days ÷ 30 for each month of the
    cell. ACTUAL_30: days ÷ 30 for each month (月租金÷30×天数). NONE: owed whole once
    started. The thirties need cells in months and weigh at most 1.
    """

    ACTUAL = "actual"
    THIRTY = "thirty"
    ACTUAL_30 = "actual-30"
    NONE = "none"


class Recognition(StrEnum):
    """When a line is earned (权责发生制).

    DAILY: evenly over the days of service, a rate within each of its cells.
    EVEN: totals by equal calendar months, partial months by days.
    ON_DUE: on the unadjusted due day.
    """

    DAILY = "daily"
    EVEN = "even"
    ON_DUE = "on-due"


class Remainder(StrEnum):
    """Where the odd minor units of a split go.

    EARLIEST: to the largest remainders, ties to the earliest. LAST: the others are
    rounded down, the last takes the rest (尾差计入最后一期). SPREAD: cumulative
    rounding, half away from zero.
    """

    EARLIEST = "earliest"
    LAST = "last"
    SPREAD = "spread"


def _proration(value: str) -> Proration:
    return choice(Proration, value, "proration")


def _remainder(value: str) -> Remainder:
    return choice(Remainder, value, "remainder")


def _beyond(value: str) -> Beyond:
    return choice(Beyond, value, "beyond")


def _calendar(value: Calendar | str | None) -> Calendar | None:
    return calendar_named(value) if isinstance(value, str) else value


def _adjustments(adjustments: "Iterable[Adjustment]") -> "tuple[Adjustment, ...]":
    given = items(adjustments, "adjustments")
    if not given:
        return ()
    from contracts.terms.adjustment import Adjustment  # loaded once there is one

    for adjustment in given:
        if not isinstance(adjustment, Adjustment):
            raise TermsError("TYPE_WRONG", field="adjustments", value=adjustment, wanted="Adjustment")
    return tuple(sorted(given, key=lambda adjustment: (adjustment.due, adjustment.id)))


@frozen(kw_only=True)
class Line:
    """The smallest thing that a contract agrees: one price, one service, one way to fall due.

    Attributes:
        id: unique in its contract.
        price: a `Rate` (needs cyclic billing) or a `Total`.
        billing: `Cyclic`, `Stages` or `Once`; the last two need a `Total`.
        service: the days of service; None only for stages and single payments. A rate may go on without a last day,
            `Period.since`, until an amendment ends it; what looks ahead then needs a horizon.
        proration: what partly served cells weigh.
        recognition: when it is earned; a `date`: all on that day. Default: `DAILY`, or
            `ON_DUE` where there is no service.
        remainder: where odd minor units of a split total or price cell go.
        allocation: who bears it; None: the register's payer.
        calendar: whose closed days move due days; a name is looked up (`"CN"`).
        roll: how; default `FOLLOWING` where there is a calendar (民法典 art. 203), and None where there is none.
        beyond: what to do in years that the calendar does not cover.
        retention: what is withheld of its installments, and when it is released.
        adjustments: what it comes to less, or more, than its price; in order of due day and id; ids unique.
        opening: the figures with which it is taken over; what came before that day is unknown.
        tax: what of its price is tax; None: the terms do not say.
    """

    id: str
    price: Price
    billing: Billing
    service: Period | None = None
    proration: Proration = field(default=Proration.ACTUAL, converter=_proration)
    recognition: Recognition | date = None  # type: ignore[assignment]  # settled below, from `service`
    remainder: Remainder = field(default=Remainder.EARLIEST, converter=_remainder)
    allocation: Allocation | None = None
    calendar: Calendar | None = field(default=None, converter=_calendar)
    roll: Roll | None = None
    beyond: Beyond = field(default=Beyond.REFUSE, converter=_beyond)
    retention: "Retention | None" = None
    adjustments: "tuple[Adjustment, ...]" = field(default=(), converter=_adjustments)
    opening: "Opening | None" = None
    tax: "Tax | None" = None

    def __attrs_post_init__(self) -> None:
        checked_id(self.id, "id")
        try:
            self._check_types()
            self._escalate()
            self._settle()
            if self.is_open_ended:
                self._check_open_ended()
            elif isinstance(self.billing, Cyclic):
                self._check_cycles(self.billing)
            else:
                self._check_parts()
            self._check_adjustments()
            self._check_retention()
            self._check_opening()
            self._check_tax()
        except TermsError as error:
            raise error.at(line=self.id) from None

    @property
    def currency(self) -> str:
        """The currency of its price."""
        return self.price.amount.currency

    def known(self, on: date | None) -> "Line":
        """The line with the adjustments that are known on a day; None: with all of them."""
        if on is None or not self.adjustments:
            return self
        return evolve(self, adjustments=[each for each in self.adjustments if each.recorded <= on])

    @property
    def is_open_ended(self) -> bool:
        """Whether it goes on until an amendment ends it."""
        return type(self.service) is OpenPeriod

    def looked_at(self, horizon: date) -> "Line":
        """A line without a last day of service, as far as it is looked at.

        Bills and price cells that begin on the horizon or before come whole, and so do bills that a calendar moves to
        it or before. So nothing that falls due or is earned up to the horizon depends on which horizon it is.

        Args:
            horizon: where it lies before the service, the first cell is looked at.

        Raises:
            TermsError: those of a line whose service ends where the last of these cells does.
        """
        from contracts.terms.looking_ahead import looked_at_until

        assert self.service is not None
        assert isinstance(self.billing, Cyclic)
        start = self.service.start
        end = looked_at_until(start, self.billing, self.price, self._earliest_due, horizon)
        return evolve(self, service=Period(start, end))

    def _earliest_due(self, day: date) -> date:
        """The earliest day on which a bill that begins on a day can fall due."""
        if self.calendar is None or self.roll in (None, Roll.FOLLOWING):
            return day
        try:
            return self.calendar.adjust(day, self.roll, self.beyond)[0]
        except TermsError:  # the calendar does not say, and the bill is refused once it is looked at
            return day

    def _check_types(self) -> None:
        for name, value, kinds, wanted in (
            ("price", self.price, Rate | Total, "Rate/Total"),
            ("billing", self.billing, Cyclic | Stages | Once, "Cyclic/Stages/Once"),
            ("service", self.service, Period | None, "Period"),
            ("allocation", self.allocation, Allocation | None, "Allocation"),
            ("calendar", self.calendar, Calendar | None, "Calendar"),
        ):
            if not isinstance(value, kinds):
                raise TermsError("TYPE_WRONG", field=name, value=value, wanted=wanted)

    def _escalate(self) -> None:
        """Fill the steps that an escalated rate has during a service that has a last day."""
        if self.service is None or self.is_open_ended:
            return
        if isinstance(self.price, Rate) and self.price.escalation is not None:
            from contracts.terms.escalated import escalated  # loaded once there is one

            object.__setattr__(self, "price", escalated(self.price, self.service))

    def _settle(self) -> None:
        """Fill what follows from other fields, and refuse what contradicts them."""
        if self.recognition is None:
            default = Recognition.ON_DUE if self.service is None else Recognition.DAILY
            object.__setattr__(self, "recognition", default)
        elif isinstance(self.recognition, str):
            object.__setattr__(self, "recognition", choice(Recognition, self.recognition, "recognition"))
        else:
            checked_day(self.recognition, "recognition")
        if self.recognition is Recognition.EVEN and isinstance(self.price, Rate):
            raise TermsError("EVEN_NEEDS_TOTAL", field="recognition", value="even")
        if self.service is None and self.recognition in (Recognition.DAILY, Recognition.EVEN):
            raise TermsError("SERVICE_MISSING", field="recognition", value=self.recognition)
        if self.calendar is None:
            if self.roll is not None:
                raise TermsError("ROLL_WITHOUT_CALENDAR", field="roll", value=self.roll)
            if self.beyond is not Beyond.REFUSE:
                raise TermsError("ROLL_WITHOUT_CALENDAR", field="beyond", value=self.beyond)
        else:
            object.__setattr__(self, "roll", choice(Roll, self.roll or Roll.FOLLOWING, "roll"))

    def _check_cycles(self, billing: Cyclic) -> None:
        if self.service is None:
            raise TermsError("SERVICE_MISSING", field="from", value=billing.every)
        cycle = billing.cycle(self.service.start)
        rows = self._cells(cycle)
        weighed = billing.every
        if isinstance(self.price, Rate):
            rows = max(rows, self._check_rate(self.price, billing, cycle))
            per = self.price.per or billing.every
            weighed = billing.every if per.fits(billing.every) and _longer(per, billing.every) else per
        if rows > ROWS_LIMIT:
            raise TermsError("SCHEDULE_LIMIT", field="billing.every", value=billing.every, rows=rows, limit=ROWS_LIMIT)
        if self.proration in (Proration.THIRTY, Proration.ACTUAL_30) and not weighed.months:
            raise TermsError("THIRTY_NEEDS_MONTHS", field="proration", value=self.proration, cells=weighed)
        if billing.first_edge or billing.last_edge or billing.stub is Stub.FORBID:
            self._bills(billing, cycle)
        self._check_last_due(billing, cycle)

    def _bills(self, billing: Cyclic, cycle: Cycle) -> tuple[Period, ...]:
        """The service of each bill; refuses edges and stubs that do not fit."""
        assert self.service is not None  # cyclic lines have one
        return cycle.tiles(self.service, first_edge=billing.first_edge, last_edge=billing.last_edge, stub=billing.stub)

    def _cells(self, cycle: Cycle) -> int:
        """How many cells of the grid the service touches."""
        assert self.service is not None  # cyclic lines have one
        return cycle.position(self.service.last) - cycle.position(self.service.start) + 1

    def _check_rate(self, rate: Rate, billing: Cyclic, cycle: Cycle) -> int:
        """Refuse quantities and sums out of bounds; the rows that price cells and steps may lead to."""
        assert self.service is not None
        first = rate.quantity.steps[0].start
        if first is not None and first > self.service.start:
            raise TermsError("QUANTITY_LATE", field="quantity.from", value=first, start=self.service.start)
        per = rate.per or billing.every
        cells = self._cells(Cycle(per, cycle.anchor, billing.month_end))
        units = rate.units
        most = max(count for _, count in units)
        if rate.unit.minor * most * cells > LIMIT_MINOR * 10**QUANTITY_DECIMALS or most > _UNITS_LIMIT:
            raise TermsError("VALUE_RANGE", field="rate", value=rate.amount, limit=LIMIT_MINOR)
        return cells + len(units)

    def _check_last_due(self, billing: Cyclic, cycle: Cycle) -> None:
        """Refuse due days after 2199; a due day never lies before its service."""
        assert self.service is not None
        last = self.service.last
        reach = timedelta(days=62 if billing.pay_day else billing.net_days)
        if last <= LAST_DAY - reach:
            return
        if billing.when is When.ADVANCE:
            last = self._bills(billing, cycle)[-1].start
        if billing.pay_day:
            after(last.replace(day=1), months=1, field="billing.pay_day")
        else:
            after(last, days=billing.net_days, field="billing.net_days")

    def _check_open_ended(self) -> None:
        """Refuse what needs a last day of service, and whatever is wrong with the first cells."""
        from contracts.terms.looking_ahead import refuse_ends

        assert self.service is not None
        refuse_ends(self.price, self.billing, self.recognition)
        self.looked_at(self.service.start)

    def _check_parts(self) -> None:
        if isinstance(self.price, Rate):
            raise TermsError("RATE_NEEDS_CYCLE", field="rate", value=self.price.amount)
        if not isinstance(self.billing, Stages):
            return
        amounts = [part.amount for part in self.billing.parts if part.amount is not None]
        for amount in amounts:
            if amount.currency != self.currency:
                raise TermsError("CURRENCY_MISMATCH", field="stages.amount", value=amount, currency=self.currency)
        if amounts:
            found = sum(amounts[1:], amounts[0])
            if found != self.price.amount:
                raise TermsError(
                    "SUM_MISMATCH",
                    field="stages.amount",
                    value=found,
                    expected=self.price.amount,
                    difference=found - self.price.amount,
                )

    def _check_retention(self) -> None:
        if self.retention is None:
            return
        from contracts.terms.retention import Retention  # loaded once there is one

        if not isinstance(self.retention, Retention):
            raise TermsError("TYPE_WRONG", field="retention", value=self.retention, wanted="Retention")

    def _check_opening(self) -> None:
        if self.opening is None:
            return
        from contracts.terms.opening import Opening  # loaded once there is one

        opening = self.opening
        if not isinstance(opening, Opening):
            raise TermsError("TYPE_WRONG", field="opening", value=opening, wanted="Opening")
        if opening.earned.currency != self.currency:
            raise TermsError("CURRENCY_MISMATCH", field="opening", value=opening.earned, currency=self.currency)
        for each in self.adjustments:
            if each.on < opening.on:
                raise TermsError("OPENING_ADJUSTMENT", field="adjustments.on", value=each.on, id=each.id, on=opening.on)

    def _check_tax(self) -> None:
        if self.tax is None:
            return
        from contracts.terms.tax import Tax  # loaded once there is one

        if not isinstance(self.tax, Tax):
            raise TermsError("TYPE_WRONG", field="tax", value=self.tax, wanted="Tax")

    def _check_adjustments(self) -> None:
        seen: set[str] = set()
        for each in self.adjustments:
            if each.amount.currency != self.currency:
                raise TermsError(
                    "CURRENCY_MISMATCH", field="adjustments.amount", value=each.amount, currency=self.currency
                )
            if each.id in seen:
                raise TermsError("DUPLICATE_ID", field="adjustments.id", value=each.id)
            seen.add(each.id)
        if sum(abs(each.amount.minor) for each in self.adjustments) > LIMIT_MINOR:
            amount = Money(sum(each.amount.minor for each in self.adjustments), self.currency)
            raise TermsError("VALUE_RANGE", field="adjustments.amount", value=amount, limit=LIMIT_MINOR)


def _longer(one: Frequency, other: Frequency) -> bool:
    return (one.months, one.days) > (other.months, other.days)
