"""The steps of an escalated rate: terms made of terms, each from the base and rounded once."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import prod

from attrs import evolve, frozen

from contracts.dates import Frequency, Period
from contracts.errors import TermsError
from contracts.money import LIMIT_MINOR, Money
from contracts.terms.escalation import Compounding, Escalation, Missing
from contracts.terms.index import Index, IndexValue
from contracts.terms.price import Rate, RateStep


class Bound(StrEnum):
    """Which bound holds a new rate."""

    CAP = "cap"
    FLOOR = "floor"


@frozen(kw_only=True)
class EscalatedStep(RateStep):
    """A new rate, and all that it is computed from.

    Attributes:
        base: the rate on the first day of service.
        percents: by how much it has changed so far; empty where an index says it.
        times: how often it has changed by that.
        compounding: what the percentages are of.
        index: its id; None where there is none.
        value, value_on: of the index and what it stands for; None where nothing is known.
        wanted_on: what the value should stand for.
        base_value: the index that belongs to the base.
        share: the part of the base that follows the index, in percent.
        last: the rate charged before.
        bound: what holds the new rate; None: neither cap nor floor.
        limit: that percentage.
        quantum: what it is rounded to a multiple of, in minor units.
        provisional: whether it rests on an index value that stands in for a missing one.
    """

    base: Money
    percents: tuple[Decimal, ...] = ()
    times: int = 1
    compounding: Compounding = Compounding.COMPOUND
    index: str | None = None
    value: Decimal | None = None
    value_on: str | None = None
    wanted_on: str | None = None
    base_value: Decimal | None = None
    share: Decimal = Decimal(100)
    last: Money
    bound: Bound | None = None
    limit: Decimal | None = None
    quantum: int = 1
    provisional: bool = False

    @property
    def factor(self) -> Fraction:
        """What the base is multiplied by, before any bound."""
        if self.value is not None and self.base_value is not None:
            part = Fraction(self.share) / 100
            return 1 - part + part * Fraction(self.value) / Fraction(self.base_value)
        if self.compounding is Compounding.SIMPLE:
            return 1 + self.times * sum(map(Fraction, self.percents), Fraction(0)) / 100
        return prod((1 + Fraction(percent) / 100 for percent in self.percents), start=Fraction(1)) ** self.times

    @property
    def exact(self) -> Fraction:
        """The new rate before rounding, in minor units."""
        if self.bound is not None and self.limit is not None:
            return bounded(self.last, self.limit)
        if self.index is not None and (self.value is None or self.base_value is None):
            return Fraction(self.last.minor)
        return self.base.minor * self.factor


def bounded(last: Money, percent: Decimal) -> Fraction:
    """A rate changed by a percentage, in minor units."""
    return last.minor * (1 + Fraction(percent) / 100)


def rounded(exact: Fraction, quantum: int) -> int:
    """The multiple of a quantum that is nearest to an amount of 0 or more; a half goes up, away from zero."""
    return int(exact / quantum + Fraction(1, 2)) * quantum


def escalated(rate: Rate, service: Period) -> Rate:
    """An escalated rate with its steps during a service.

    Raises:
        TermsError: `INDEX_MISSING` where a value of the index is not there, and nothing may stand in for it;
            `VALUE_RANGE` for a rate beyond all bounds.
    """
    terms = rate.escalation
    assert terms is not None  # else there is nothing to escalate
    return evolve(rate, then=tuple(_steps(terms, rate.amount, service)))


def _steps(terms: Escalation, base: Money, service: Period) -> Iterator[EscalatedStep]:
    last, unsure = base, False
    bounds = terms.cap is not None or terms.floor is not None
    for times, day in enumerate(terms.days(service), start=1):
        made = _with_index if terms.index is not None else _by_percent
        step = _settled(made(terms, base, last, day, times), terms)
        # What follows a rate that is not sure is bounded by it.
        step = evolve(step, provisional=step.provisional or (unsure and bounds))
        last, unsure = step.amount, step.provisional
        yield step


def _by_percent(terms: Escalation, base: Money, last: Money, day: date, times: int) -> EscalatedStep:
    """The step of a percentage, or of those of a list up to a day, before bounds and rounding."""
    repeated = terms.percent is not None
    return EscalatedStep(
        start=day,
        amount=base,
        base=base,
        percents=terms.percents_until(day),
        times=times if repeated else 1,
        compounding=terms.compounding,
        last=last,
        quantum=terms.quantum,
    )


def _settled(step: EscalatedStep, terms: Escalation) -> EscalatedStep:
    """The step held by cap and floor, and rounded."""
    if terms.cap is not None and step.exact > bounded(step.last, terms.cap):
        step = evolve(step, bound=Bound.CAP, limit=terms.cap)
    elif terms.floor is not None and step.exact < bounded(step.last, terms.floor):
        step = evolve(step, bound=Bound.FLOOR, limit=terms.floor)
    minor = rounded(step.exact, step.quantum)
    if minor > LIMIT_MINOR:
        raise TermsError("VALUE_RANGE", field="escalation", value=step.start, limit=LIMIT_MINOR)
    return evolve(step, amount=Money(minor, step.base.currency))


def _with_index(terms: Escalation, base: Money, last: Money, day: date, _: int) -> EscalatedStep:
    """The step of an index before bounds and rounding."""
    index = terms.index
    assert index is not None  # else a percentage says by how much
    wanted = index.period(_earlier(day, terms.lag))
    value = _found(index, wanted, terms.missing, day)
    before = terms.base
    sure = value is not None and value.on == wanted
    if terms.base_on is not None:
        of_base = _found(index, terms.base_on, terms.missing, day, "base_on")
        before = None if of_base is None else of_base.value
        sure = sure and of_base is not None and of_base.on == terms.base_on
    return EscalatedStep(
        start=day,
        amount=base,
        base=base,
        index=index.id,
        value=None if value is None else value.value,
        value_on=None if value is None else value.on,
        wanted_on=wanted,
        base_value=before,
        share=terms.share,
        last=last,
        quantum=terms.quantum,
        provisional=not sure,
    )


def _earlier(day: date, lag: Frequency | None) -> date:
    return day if lag is None else day - lag.delta


def _found(index: Index, period: str, missing: Missing, day: date, key: str = "index") -> IndexValue | None:
    """The value of the index, or what stands in for it."""
    value = index.at(period)
    if value is not None or missing is Missing.LAST:
        return value or index.last(period)
    before = index.last(period)
    known = "-" if before is None else before.on
    raise TermsError("INDEX_MISSING", field=f"escalation.{key}", value=period, index=index.id, day=day, last=known)
