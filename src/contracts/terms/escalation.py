"""How a rate is escalated (调价): by a percentage, by steps, or with an index."""

import itertools
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from attrs import evolve, field, fields, frozen

from contracts.dates import YEARLY, Cycle, Frequency, Period, checked_day, frequency
from contracts.errors import TermsError
from contracts.money import LIMIT_MINOR
from contracts.terms.index import Index, exact_number, index_number, month_or_day
from contracts.terms.naming import choice, items

#: A percentage lies above the first and is at most the second.
PERCENTS: Final = (-100, 1000)
#: The most steps of a list.
STEPS_LIMIT: Final = 1000
_WHOLE: Final = Decimal(100)


class Compounding(StrEnum):
    """What percentages are of: COMPOUND: of the escalated rate; SIMPLE: of the base."""

    COMPOUND = "compound"
    SIMPLE = "simple"


class Missing(StrEnum):
    """What to do where an index value is not there. REFUSE: it is an error. LAST: the last known one, provisional."""

    REFUSE = "refuse"
    LAST = "last"


def _percentage(value: object, name: str) -> Decimal:
    number, (above, most) = exact_number(value, name), PERCENTS
    if not above < number <= most:
        raise TermsError("PERCENT_RANGE", field=name, value=number, above=above, most=most)
    return number


def _step_percent(value: object) -> Decimal:
    return _percentage(value, "escalation.steps.percent")


def _percent(value: object) -> Decimal | None:
    return None if value is None else _percentage(value, "escalation.percent")


def _cap(value: object) -> Decimal | None:
    return None if value is None else _percentage(value, "escalation.cap")


def _floor(value: object) -> Decimal | None:
    return None if value is None else _percentage(value, "escalation.floor")


def _share(value: object) -> Decimal:
    share = exact_number(value, "escalation.share")
    if not 0 < share <= _WHOLE:
        raise TermsError("PERCENT_RANGE", field="escalation.share", value=share, above=0, most=100)
    return share


def _base(value: object) -> Decimal | None:
    return None if value is None else index_number(value, "escalation.base")


def _base_on(value: object) -> str | None:
    return None if value is None else month_or_day(value, "escalation.base_on")


@frozen
class PercentStep:
    """A percentage by which a rate changes on a day.

    Attributes:
        start: the first day of the new rate.
        percent: more than -100.
    """

    start: date
    percent: Decimal = field(converter=_step_percent)

    def __attrs_post_init__(self) -> None:
        checked_day(self.start, "escalation.steps.from")


def _steps(steps: Iterable[Any]) -> tuple[Any, ...]:
    given = items(steps, "escalation.steps")
    return tuple(PercentStep(*step) if isinstance(step, tuple) and len(step) == 2 else step for step in given)


def _on(days: Iterable[Any]) -> tuple[Any, ...]:
    return items(days, "escalation.on")


def _every(value: Any) -> Frequency | None:
    return None if value is None else frequency(value, "escalation.every")


def _lag(value: Any) -> Frequency | None:
    return None if value is None else frequency(value, "escalation.lag")


def _compounding(value: str) -> Compounding:
    return choice(Compounding, value, "escalation.compounding")


def _missing(value: str) -> Missing:
    return choice(Missing, value, "escalation.missing")


@frozen(kw_only=True)
class Escalation:
    """How a rate changes by itself while the service goes on; `percent`, `steps` or `index` says by how much.

    Each new rate is computed from the base, which is the rate on the first day of service, and rounded once.

    Attributes:
        percent: by how much at each time.
        steps: percentages, each on a day of its own.
        index: whose value counts, divided by its base.
        base: the value of the index that the base rate belongs to; or
        base_on: the month or day of it.
        lag: how long before the day of the new rate the value stands.
        share: the part of the rate that follows the index, in percent, above 0 and at most 100.
        every: how often, in months; default: yearly.
        anchor: from which day these are counted; default: the first day of service.
        on: the days themselves, ascending, instead of `every` and `anchor`.
        cap, floor: the most and the least percentage between the last rate charged and a new one.
        compounding: what the percentages are of.
        quantum: what a new rate is rounded to a multiple of, in minor units.
        missing: what to do where a value of the index is not there.

    Raises:
        TermsError: `KEY_MISSING`, `KEY_CONFLICT`, `PERCENT_RANGE`, `ESCALATION_BOUNDS`, `QUANTUM`, `FREQUENCY_MONTHS`,
            `QUANTITY_ORDER`, `TYPE_WRONG` and those of numbers and days.

    >>> from datetime import date
    >>> year = Period.through(date(2024, 1, 1), date(2025, 12, 31))
    >>> Escalation(percent="3").days(year)
    [datetime.date(2025, 1, 1)]
    """

    percent: Decimal | None = field(default=None, converter=_percent)
    steps: tuple[PercentStep, ...] = field(default=(), converter=_steps)
    index: Index | None = None
    base: Decimal | None = field(default=None, converter=_base)
    base_on: str | None = field(default=None, converter=_base_on)
    lag: Frequency | None = field(default=None, converter=_lag)
    share: Decimal = field(default=_WHOLE, converter=_share)
    every: Frequency | None = field(default=None, converter=_every)
    anchor: date | None = None
    on: tuple[date, ...] = field(default=(), converter=_on)
    cap: Decimal | None = field(default=None, converter=_cap)
    floor: Decimal | None = field(default=None, converter=_floor)
    compounding: Compounding = field(default=Compounding.COMPOUND, converter=_compounding)
    quantum: int = 1
    missing: Missing = field(default=Missing.REFUSE, converter=_missing)

    def __attrs_post_init__(self) -> None:
        self._check_numbers()
        self._check_kind()
        self._check_times()

    def _check_kind(self) -> None:
        """Refuse what says by how much in none or in two ways, and what only an index has where there is none."""
        ways = [name for name in ("percent", "steps", "index") if getattr(self, name) not in (None, ())]
        if not ways:
            raise TermsError("KEY_MISSING", field="escalation.percent", value="", wanted="percent / steps / index")
        if len(ways) > 1:
            self._conflict(ways[1], ways[0])
        if self.index is None:
            self._refuse_beside(ways[0], ("base", "base_on", "lag", "share", "missing"))
            return
        if not isinstance(self.index, Index):
            raise TermsError("TYPE_WRONG", field="escalation.index", value=self.index, wanted="Index")
        if self.base is None and self.base_on is None:
            raise TermsError("KEY_MISSING", field="escalation.base", value="", wanted="base / base_on")
        if self.base is not None and self.base_on is not None:
            self._conflict("base_on", "base")
        self._refuse_beside("index", ("compounding",))

    def _refuse_beside(self, other: str, names: Iterable[str]) -> None:
        defaults = {fact.name: fact.default for fact in fields(Escalation)}
        for name in names:
            if getattr(self, name) != defaults[name]:
                self._conflict(name, other)

    def _conflict(self, name: str, other: str) -> None:
        raise TermsError("KEY_CONFLICT", field=f"escalation.{name}", value=getattr(self, name), other=other)

    def _check_times(self) -> None:
        for name, other in (
            ("every", "on"),
            ("anchor", "on"),
            ("every", "steps"),
            ("anchor", "steps"),
            ("on", "steps"),
        ):
            if getattr(self, name) not in (None, ()) and getattr(self, other):
                self._conflict(name, other)
        if self.every is not None and not self.every.months:
            raise TermsError("FREQUENCY_MONTHS", field="escalation.every", value=self.every)
        if self.anchor is not None:
            checked_day(self.anchor, "escalation.anchor")
        for step in self.steps:
            if not isinstance(step, PercentStep):
                raise TermsError("TYPE_WRONG", field="escalation.steps", value=step, wanted="(day, percent)")
        if len(self.steps) > STEPS_LIMIT:
            raise TermsError("NUMBER_RANGE", field="escalation.steps", value=len(self.steps), least=1, most=STEPS_LIMIT)
        days = [checked_day(day, "escalation.on") for day in self.on] or [step.start for step in self.steps]
        for earlier, later in itertools.pairwise(days):
            if later <= earlier:
                name = "on" if self.on else "steps"
                raise TermsError("QUANTITY_ORDER", field=f"escalation.{name}", value=later)

    def _check_numbers(self) -> None:
        if self.cap is not None and self.floor is not None and self.floor > self.cap:
            raise TermsError("ESCALATION_BOUNDS", field="escalation.floor", value=self.floor, cap=self.cap)
        if type(self.quantum) is not int or not 0 < self.quantum <= LIMIT_MINOR:
            raise TermsError("QUANTUM", field="escalation.quantum", value=self.quantum)

    def days(self, service: Period) -> list[date]:
        """The first days of new rates, after the first day of a service and in it, ascending."""
        if self.on or self.steps:
            given = self.on or tuple(step.start for step in self.steps)
            return [day for day in given if service.start < day < service.end]
        cycle = Cycle(self.every or YEARLY, self.anchor or service.start)
        first = cycle.position(service.start) + 1
        return [cycle.edge(k) for k in range(first, cycle.position(service.last) + 1)]

    def percents_until(self, day: date) -> tuple[Decimal, ...]:
        """The percentage, or those of the steps up to a day."""
        if self.percent is not None:
            return (self.percent,)
        return tuple(step.percent for step in self.steps if step.start <= day)

    def known(self, on: date) -> "Escalation":
        """The same with what is known of its index on a day; what is not counts by the last known value."""
        if self.index is None:
            return self
        index = self.index.known(on)
        return self if index is self.index else evolve(self, index=index, missing=Missing.LAST)
