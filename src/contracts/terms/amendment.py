"""What was agreed later: amendments, in the order in which they were signed."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from attrs import field, fields, frozen

from contracts.dates import Frequency, Period, checked_day, frequency
from contracts.errors import TermsError
from contracts.money import Money
from contracts.terms.allocation import Allocation
from contracts.terms.billing import Cyclic, When
from contracts.terms.line import Line
from contracts.terms.naming import checked_id, checked_text, choice, items
from contracts.terms.price import Quantity, checked_price
from contracts.terms.tax import TaxRate


def _optional_quantity(value: object) -> Quantity | None:
    return None if value is None else Quantity.of(value)


def _optional_frequency(value: Any) -> Frequency | None:
    return None if value is None else frequency(value)


def _optional_tax(value: object) -> TaxRate | None:
    return None if value is None else TaxRate.of(value)


def _optional_when(value: str | None) -> When | None:
    return None if value is None else choice(When, value, "change.billing.when")


@frozen(kw_only=True)
class Rebilling:
    """Other bills of a rate, from a day on; what is None stays as it was.

    Attributes:
        every: the length of a billing cell; the grid begins on that day.
        when: on which end of its service a bill falls due.
        net_days, pay_day: days from then to the due day; or the day of the month after.
    """

    every: Frequency | None = field(default=None, converter=_optional_frequency)
    when: When | None = field(default=None, converter=_optional_when)
    net_days: int | None = None
    pay_day: int | None = None

    def __attrs_post_init__(self) -> None:
        if all(value is None for value in (self.every, self.when, self.net_days, self.pay_day)):
            raise TermsError("KEY_MISSING", field="change.billing.every", value="", wanted="every / when / net_days")
        try:
            Cyclic(self.every or Frequency.parse("1 month"), net_days=self.net_days or 0, pay_day=self.pay_day)
        except TermsError as error:
            raise TermsError(error.code, field=f"change.{error.field}", value=error.value, **error.data) from None


@frozen(kw_only=True)
class Change:
    """Another rate, quantity, total, billing, allocation or tax of a line.

    Attributes:
        line: its id.
        rate: for one unit in one cell, from the amendment's effective day on; None: as it was.
        quantity: how many units; a number, or steps none of which lies before the effective day; None: as it was.
        total: the value of a line with a total, for good; what it had reached before the effective day stays.
        billing: other bills of a line with a rate, for good, at the same price.
        per: the length of a price cell, with the rate for it, for good.
        allocation: who bears the days of service from the effective day on.
        tax: another rate of the tax in its price; a percentage, or steps none of which lies before the effective day.
            What has fallen due before the signing keeps the tax that it had.
        until: the last day of the change, after which the terms are as they were; None: for good.
    """

    line: str
    rate: Money | None = None
    quantity: Quantity | None = field(default=None, converter=_optional_quantity)
    total: Money | None = None
    billing: Rebilling | None = None
    per: Frequency | None = field(default=None, converter=_optional_frequency)
    allocation: Allocation | None = None
    tax: TaxRate | None = field(default=None, converter=_optional_tax)
    until: date | None = None

    def __attrs_post_init__(self) -> None:
        checked_id(self.line, "change.line")
        if not self.is_of_price and self.allocation is None and self.tax is None:
            wanted = "rate / quantity / total / billing / allocation / tax"
            raise TermsError("KEY_MISSING", field="change.rate", value="", wanted=wanted)
        if self.per is not None and self.rate is None:
            raise TermsError("KEY_MISSING", field="change.rate", value="", wanted="rate")
        if not isinstance(self.billing, Rebilling | None):
            raise TermsError("TYPE_WRONG", field="change.billing", value=self.billing, wanted="Rebilling")
        if not isinstance(self.allocation, Allocation | None):
            raise TermsError("TYPE_WRONG", field="change.allocation", value=self.allocation, wanted="Allocation")
        if self.rate is not None:
            checked_price(self.rate, "change.rate")
        if self.total is not None:
            checked_price(self.total, "change.total")
            self._check_alone("total", "rate", "quantity", "billing", "per", "until")
        for name in ("billing", "per"):
            if getattr(self, name) is not None:
                self._check_alone(name, "until")
        if self.until is not None:
            checked_day(self.until, "change.until")

    @property
    def is_of_price(self) -> bool:
        """Whether it changes what is owed, or when."""
        return any(value is not None for value in (self.rate, self.quantity, self.total, self.billing, self.per))

    def _check_alone(self, name: str, *others: str) -> None:
        for other in others:
            if getattr(self, other) is not None:
                raise TermsError("KEY_CONFLICT", field=f"change.{name}", value=getattr(self, name), other=other)


@frozen
class Suspension:
    """Days of which none is served; a rate is not owed for them, a total is spread over the days that remain.

    Attributes:
        first, last: both included; without a last one it goes on until a later amendment resumes the lines.
        extend: whether lines end later by as many days.
    """

    first: date
    last: date | None = None
    extend: bool = False

    def __attrs_post_init__(self) -> None:
        checked_day(self.first, "suspend.from")
        if self.last is not None and checked_day(self.last, "suspend.to") < self.first:
            raise TermsError("DATE_ORDER", field="suspend.to", value=self.last, start=self.first)
        if type(self.extend) is not bool:
            raise TermsError("TYPE_WRONG", field="suspend.extend", value=self.extend, wanted="true/false")

    @property
    def days(self) -> Period | None:
        """The days of it; None where nobody knows the last one."""
        return None if self.last is None else Period.through(self.first, self.last)


def _events(events: Mapping[str, date]) -> Mapping[str, date]:
    if not isinstance(events, Mapping):
        raise TermsError("TYPE_WRONG", field="events", value=events, wanted="mapping")
    return MappingProxyType(dict(sorted(events.items(), key=lambda event: str(event[0]))))


def _final(values: Mapping[str, Money]) -> Mapping[str, Money]:
    if not isinstance(values, Mapping):
        raise TermsError("TYPE_WRONG", field="final", value=values, wanted="mapping")
    return MappingProxyType(dict(sorted(values.items(), key=lambda value: str(value[0]))))


def _add(values: Iterable[Any]) -> tuple[Any, ...]:
    return items(values, "add")


def _change(values: Iterable[Any]) -> tuple[Any, ...]:
    return items(values, "change")


def _end(values: Iterable[Any]) -> tuple[Any, ...]:
    return items(values, "end")


def _named(values: Iterable[Any]) -> tuple[Any, ...]:
    return items(values, "lines")


@frozen(kw_only=True)
class Amendment:
    """A change of the terms, known from the day on which it was signed.

    It never changes what fell due before it was signed, nor what was earned before it takes effect.

    Attributes:
        id: unique in its contract.
        signed: the day from which it is known.
        effective: the first day on which the terms are changed; default: the first day of a suspension, or that on
            which lines are resumed, else `signed`.
        reason: in words.
        add: new lines.
        change: other rates, quantities, totals, billing and allocations.
        end: ids of lines whose last day of service is the day before `effective`.
        final: the value of an ended line, where it was agreed; by id.
        to: a new last day of service: of the lines that end with the contract, or of `lines`.
        lines: ids of the lines that `to`, `suspend` and `resume` are for; empty: all that it can be for.
        suspend: days that are not served.
        resume: the first day that is served again of lines that were suspended without a last day.
        events: that have happened.
    """

    id: str
    signed: date
    effective: date = None  # type: ignore[assignment]  # settled below, from `suspend` and `signed`
    reason: str | None = None
    add: tuple[Line, ...] = field(default=(), converter=_add)
    change: tuple[Change, ...] = field(default=(), converter=_change)
    end: tuple[str, ...] = field(default=(), converter=_end)
    final: Mapping[str, Money] = field(factory=dict, converter=_final, hash=False)
    to: date | None = None
    lines: tuple[str, ...] = field(default=(), converter=_named)
    suspend: Suspension | None = None
    resume: date | None = None
    events: Mapping[str, date] = field(factory=dict, converter=_events, hash=False)

    def __attrs_post_init__(self) -> None:
        checked_id(self.id, "amendments.id")
        checked_day(self.signed, "signed")
        self._check_parts()
        if self.effective is None:
            object.__setattr__(self, "effective", self.effective_by_default)
        checked_day(self.effective, "effective")
        if self.reason is not None:
            checked_text(self.reason, "reason")
        for name in (*self.end, *self.lines):
            checked_id(name, "end" if name in self.end else "lines")
        for name, value in self.final.items():
            checked_price(value, "final")
            if name not in self.end:
                raise TermsError("FINAL_OF_ENDED", field="final", value=name)
        for name in ("to", "resume"):
            if getattr(self, name) is not None:
                checked_day(getattr(self, name), name)
        if self.lines and self.to is None and self.suspend is None and self.resume is None:
            raise TermsError("KEY_MISSING", field="to", value="", wanted="to / suspend / resume")
        if self.resume is not None and self.suspend is not None:
            raise TermsError("KEY_CONFLICT", field="resume", value=self.resume, other="suspend")
        for name, day in self.events.items():
            checked_text(name, "events")
            checked_day(day, f"events.{name}")
            if day > self.signed:
                raise TermsError("EVENT_LATER", field=f"events.{name}", value=day, signed=self.signed)

    @property
    def effective_by_default(self) -> date:
        """From when it takes effect where it does not say so."""
        if self.suspend is not None:
            return self.suspend.first
        return self.signed if self.resume is None else self.resume

    @property
    def named(self) -> tuple[str, ...]:
        """The ids of the lines that it is about."""
        return (*(change.line for change in self.change), *self.end, *self.lines)

    @property
    def is_seen_ahead(self) -> bool:
        """Whether it matters to the terms before it takes effect: lines that it adds, days by which they grow."""
        return bool(self.add) or any(each is not None for each in (self.to, self.suspend, self.resume))

    def _check_parts(self) -> None:
        for name, kind in (("add", Line), ("change", Change)):
            for part in getattr(self, name):
                if not isinstance(part, kind):
                    raise TermsError("TYPE_WRONG", field=name, value=part, wanted=kind.__name__)
        if self.suspend is not None and not isinstance(self.suspend, Suspension):
            raise TermsError("TYPE_WRONG", field="suspend", value=self.suspend, wanted="Suspension")

    def __reduce__(self) -> tuple[Any, ...]:
        """Read-only mappings cannot be pickled, so a copy is made from the facts again."""
        facts = {fact.name: getattr(self, fact.name) for fact in fields(Amendment)}
        return _again, (facts | {"final": dict(self.final), "events": dict(self.events)},)


def _again(facts: dict[str, Any]) -> Amendment:
    return Amendment(**facts)


__all__ = ["Amendment", "Change", "Rebilling", "Suspension"]
