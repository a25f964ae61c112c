"""Totals that are spread anew from a day on: another value, another last day, or days that are not served."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final, TypeAlias, TypeVar

from attrs import evolve, frozen

from contracts.dates import Period
from contracts.errors import TermsError
from contracts.money import Money
from contracts.terms.billing import Cyclic, Stages
from contracts.terms.line import Line, Recognition
from contracts.terms.price import Total

T = TypeVar("T")
#: From which day on something holds, what, and the id of the amendment that says so.
Said: TypeAlias = tuple[date, T, str]
#: Value, last day of service, days that are not served, and from when on nobody knows how many are not.
_State: TypeAlias = tuple[Money, date | None, tuple[Period, ...], date | None]

_ONE_DAY: Final = timedelta(days=1)


@frozen
class Remeasurement:
    """Other terms of a total from a day on; what it had reached before stays.

    Attributes:
        on: the day.
        line: the terms from then on.
        pauses: days that are not served, none of which begin later; ascending by their first day.
        amendment: id of the amendment that changed them.
        stopped: the first day of a suspension of which nobody knows the last one; None: there is none.
    """

    on: date
    line: Line
    pauses: tuple[Period, ...]
    amendment: str
    stopped: date | None = None

    @property
    def served(self) -> Period | None:
        """The days served from then on; None where there is none."""
        service = self.line.service
        if service is None:
            return None
        day = max(self.on, service.start, *(pause.end for pause in self.pauses))
        return Period(day, service.end) if day < service.end else None


@frozen
class Remeasured:
    """A total that was spread anew.

    Attributes:
        first: the terms before.
        then: ascending by day, each with other terms than the one before; at least one.
    """

    first: Line
    then: tuple[Remeasurement, ...]


@frozen
class Course:
    """A total and what amendments make of it; a later one replaces its own aspect from its day on.

    Attributes:
        first: as it was agreed.
        values, lasts: its values, and its last days of service.
        pauses: days that are not served.
        made_up: those of them by which it ends later.
        stops: first days of suspensions without a last one.
    """

    first: Line
    values: tuple[Said[Money], ...] = ()
    lasts: tuple[Said[date], ...] = ()
    pauses: tuple[Said[Period], ...] = ()
    made_up: tuple[Period, ...] = ()
    stops: tuple[Said[date], ...] = ()

    def valued(self, on: date, value: Money, amendment: str) -> "Course":
        """With another value from a day on."""
        return evolve(self, values=(*_before(self.values, on), (on, value, amendment)))

    def moved(self, on: date, last: date, amendment: str) -> "Course":
        """With another last day of service, as is known from a day on."""
        return evolve(self, lasts=(*_before(self.lasts, on), (on, last, amendment)))

    def paused(self, days: Period, extend: bool, amendment: str) -> "Course":
        """With days that are not served, and as many more at the end where it is extended."""
        found = evolve(self, pauses=(*self.pauses, (days.start, days, amendment)))
        if not extend:
            return found
        more, last = days_beside(days, self.made_up) * _ONE_DAY, _at(self.lasts, days.start)
        assert self.first.service is not None  # else there are no days to suspend
        later = tuple((on, then + more, name) for on, then, name in self.lasts if on > days.start)
        moved = (days.start, (last or self.first.service.last) + more, amendment)
        lasts = (*_before(self.lasts, days.start), moved, *later)
        return evolve(found, lasts=lasts, made_up=(*self.made_up, days))

    def stopped(self, first: date, amendment: str) -> "Course":
        """Not served from a day on, until that is known to have changed."""
        return evolve(self, stops=(*self.stops, (first, first, amendment)))

    def remeasured(self) -> Remeasured | None:
        """The terms one after another; None where they never change, or only before the service begins.

        Raises:
            TermsError: `VALUE_BELOW_EARNED`; `SUSPENSION_WHOLE` where no day is left to be served.
        """
        first, found = _with(self.first, *self._stands(self._begin)), list[Remeasurement]()
        before: _State = (*self._stands(self._begin), (), None)
        days = {on for on, *_ in (*self.values, *self.lasts) if on > self._begin}
        days |= {on for on, *_ in (*self.pauses, *self.stops)}
        for day in sorted(days):
            value, last = self._stands(day)
            known = (pause for on, pause, _ in self.pauses if on <= day and (last is None or pause.start <= last))
            pauses = tuple(sorted(known, key=lambda pause: pause.start))
            state = (value, last, pauses, min((on for on, *_ in self.stops if on <= day), default=None))
            if state != before:
                said: tuple[Said[Any], ...] = (*self.values, *self.lasts, *self.pauses, *self.stops)
                name = next(name for on, _, name in said if on == day)
                found.append(Remeasurement(day, _with(self.first, value, last), pauses, name, state[3]))
                before = state
        if not found:
            return None
        made = Remeasured(first, tuple(found))
        for count in range(len(found)):
            _check(evolve(made, then=made.then[: count + 1]))
        return made

    @property
    def last(self) -> Line:
        """The terms that hold in the end."""
        days = [on for on, *_ in (*self.values, *self.lasts)]
        return _with(self.first, *self._stands(max([self._begin, *days])))

    @property
    def _begin(self) -> date:
        """What is said for this day or an earlier one holds from the beginning."""
        service = self.first.service
        return service.start if service is not None and isinstance(self.first.billing, Cyclic) else date.min

    def _stands(self, day: date) -> tuple[Money, date | None]:
        """The value and the last day of service, as they are from a day on."""
        value, last, service = _at(self.values, day), _at(self.lasts, day), self.first.service
        agreed = None if service is None else service.last
        return self.first.price.amount if value is None else value, agreed if last is None else last


def days_beside(days: Period, others: Iterable[Period]) -> int:
    """How many of some days are in none of other periods.

    >>> may = Period(date(2024, 5, 1), date(2024, 6, 1))
    >>> days_beside(may, [Period(date(2024, 5, 30), date(2024, 7, 1)), Period(date(2024, 5, 3), date(2024, 5, 5))])
    27
    """
    count, day = 0, days.start
    for other in sorted(others, key=lambda other: other.start):
        count += max((min(other.start, days.end) - day).days, 0)
        day = max(day, min(other.end, days.end))
    return count + (days.end - day).days


def _before(said: tuple[Said[T], ...], on: date) -> tuple[Said[T], ...]:
    return tuple(one for one in said if one[0] < on)


def _at(said: tuple[Said[T], ...], day: date) -> T | None:
    """What was said for a day; None where nothing was."""
    return next((what for on, what, _ in reversed(said) if on <= day), None)


def shortened(line: Line, end: date) -> Line:
    """The line with its service ending before a day inside of it; the grid stays where it is."""
    assert line.service is not None
    billing = line.billing
    if isinstance(billing, Cyclic):
        first, last = _up_to(billing.first_edge, end), _up_to(billing.last_edge, end)
        billing = evolve(billing.continued(line.service.start), first_edge=first, last_edge=last)
    return evolve(line, service=Period(line.service.start, end), billing=billing)


def _up_to(edge: date | None, end: date) -> date | None:
    return None if edge is None or edge > end else edge


def _with(line: Line, value: Money, last: date | None) -> Line:
    """The line with another value and last day; stages that state amounts keep their proportions."""
    if line.service is not None and last is not None and last < line.service.last:
        line = shortened(line, last + _ONE_DAY)
    service, billing = line.service, line.billing
    if service is not None and last is not None and last > service.last:
        billing = billing.anchored(service.start) if isinstance(billing, Cyclic) else billing
        service = Period.through(service.start, last)
    if value != line.price.amount and isinstance(billing, Stages):
        billing = _in_proportion(billing, line.price.amount, value)
    return evolve(line, price=Total(value), service=service, billing=billing)


def _in_proportion(stages: Stages, before: Money, value: Money) -> Stages:
    """Stages whose amounts sum to another value; those in percent as they are."""
    parts, so_far, given = [], 0, 0
    for stage in stages.parts:
        if stage.amount is None:
            return stages
        so_far += stage.amount.minor
        until = value.minor * so_far // before.minor if before else value.minor
        parts.append(evolve(stage, amount=Money(until - given, value.currency)))
        given = until
    return Stages(parts)


def _check(made: Remeasured) -> None:
    """Refuse what the last of the terms cannot mean."""
    last = made.then[-1]
    earned = _earned(evolve(made, then=made.then[:-1]), last.on)
    if last.line.price.amount.minor < earned:
        reached = Money(int(earned + Fraction(1, 2)), last.line.currency)
        raise TermsError(
            "VALUE_BELOW_EARNED", field="change.total", value=last.line.price.amount, earned=reached, on=last.on
        )
    service = last.line.service
    unserved = last.stopped is None and last.served is None
    if last.pauses and service is not None and last.on < service.end and unserved:
        raise TermsError("SUSPENSION_WHOLE", field="suspend", value=last.line.id, end=service.last)


def _earned(made: Remeasured, day: date) -> Fraction:
    """What is earned before a day, exactly, in minor units; nothing where what falls due is what is earned."""
    recognition = made.first.recognition
    if recognition is Recognition.ON_DUE:
        return Fraction(0)
    reached = Fraction(0)
    for line, served, until in _stretches(made, day):
        value = line.price.amount.minor
        if not isinstance(recognition, Recognition):
            reached = Fraction(value if recognition < until else 0)
            continue
        measure = _months if recognition is Recognition.EVEN else _days
        if served is None:
            reached = Fraction(value)
        elif served.start < until:
            part = measure(served.start, min(served.end, until)) / measure(served.start, served.end)
            reached += (value - reached) * part
    return reached


def _stretches(made: Remeasured, day: date) -> Iterator[tuple[Line, Period | None, date]]:
    """The terms one after another, each with the days served from its own day on, and the day before which it ends.

    Those of which nobody knows when they are served are left out.
    """
    bounds = [*(turn.on for turn in made.then), day]
    yield made.first, made.first.service, bounds[0]
    for turn, until in zip(made.then, bounds[1:], strict=True):
        if turn.stopped is None:
            yield turn.line, turn.served, until


def _days(start: date, end: date) -> Fraction:
    return Fraction((end - start).days)


def _months(start: date, end: date) -> Fraction:
    return _months_before(end) - _months_before(start)


def _months_before(day: date) -> Fraction:
    """Calendar months before a day, partial ones by their days."""
    first = day.replace(day=1)
    length = ((first + 31 * _ONE_DAY).replace(day=1) - first).days
    return Fraction(12 * day.year + day.month) + Fraction(day.day - 1, length)


__all__ = ["Course", "Remeasured", "Remeasurement", "shortened"]
