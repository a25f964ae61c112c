"""What amendments make of the lines of a contract, one after another; who bears them stands in `sharing`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from attrs import evolve, frozen

from contracts.dates import LAST_DAY, Period
from contracts.errors import TermsError
from contracts.money import Money
from contracts.terms.amendment import Amendment, Change, Suspension
from contracts.terms.billing import Cyclic
from contracts.terms.line import Line
from contracts.terms.price import Quantity, QuantityStep, Rate, RateStep, Total
from contracts.terms.rebilling import Rebilled, Window, rebilled, windowed
from contracts.terms.remeasuring import Course, Remeasured, days_beside, shortened
from contracts.terms.suspending import most_days, until_resumed
from contracts.terms.tax import Tax, TaxRate

_ONE_DAY: Final = timedelta(days=1)


@frozen
class Ending:
    """How a line ended whose value does not follow from a shorter service alone.

    Attributes:
        on: the day after its last day of service.
        before: the line as it was.
        amendment: id of the amendment that ended it.
        value: what was agreed as its value; None: what its terms make of it.
    """

    on: date
    before: Line
    amendment: str
    value: Money | None = None


@frozen
class Changed:
    """What lines became by some amendments.

    Attributes:
        lines: in the order in which they were agreed.
        events: days on which things happened.
        endings: by line, how it ended where its service alone does not say it.
        remeasured: by line, how a total was spread anew.
        rebilled: by line, how a rate is billed, one part of its service after another.
    """

    lines: tuple[Line, ...]
    events: Mapping[str, date]
    endings: Mapping[str, Ending]
    remeasured: Mapping[str, Remeasured]
    rebilled: Mapping[str, Rebilled]


def changed(
    lines: Iterable[Line],
    events: Mapping[str, date],
    amendments: Iterable[Amendment],
    in_effect: date | None = None,
) -> Changed:
    """What lines become by some amendments, which apply in order of signing and id.

    Args:
        in_effect: of amendments that take effect later, only the lines that they add count; None: all counts.

    Raises:
        TermsError: those of terms that an amendment leads to, with the field `amendments.<id>.…`; `AMENDMENT_TOTAL`
            and `AMENDMENT_RATE` for a change that a total, or a rate, cannot have, `VALUE_BELOW_EARNED` for a total
            below what it has earned, `LINE_ENDED` for a line that has ended, `RESUME_NOTHING` for one that was not
            suspended, `LINE_UNKNOWN`, `DUPLICATE_ID`, `DATE_ORDER`.
    """
    agreed = sorted(amendments, key=lambda one: (one.signed, one.id))
    work = _Work(lines, events, agreed, whole=in_effect is None)
    for i, amendment in enumerate(agreed):
        work.later = [one for one in agreed[i + 1 :] if in_effect is None or one.effective <= in_effect]
        try:
            work.add(amendment)
            if in_effect is None or amendment.effective <= in_effect:
                work.apply(amendment)
                work.changed()
        except TermsError as error:
            raise error_of(amendment, error) from None
    return work.changed()


def error_of(amendment: Amendment, error: TermsError) -> TermsError:
    """An error of the terms that an amendment leads to, which names the amendment."""
    field, data = f"amendments.{amendment.id}.{error.field}", {**error.data, "amendment": amendment.id}
    return TermsError(error.code, field=field, value=error.value, contract=error.contract, line=error.line, **data)


class _Work:
    """The lines of a contract while they are changed."""

    def __init__(
        self, lines: Iterable[Line], events: Mapping[str, date], amendments: Sequence[Amendment], whole: bool
    ) -> None:
        self.whole = whole
        self.lines, self.events = {line.id: line for line in lines}, dict(events)
        self.amendments = amendments
        self.later: Sequence[Amendment] = ()
        self._stops: dict[str, date] = {}
        self.endings: dict[str, Ending] = {}
        self.remeasured: dict[str, Remeasured] = {}
        self._courses: dict[str, Course] = {}
        self._windows: dict[str, tuple[Window, ...]] = {}
        # Of rates that were suspended: what they count beside it, the days of it, and those by which they end later.
        self._quantities: dict[str, Quantity] = {}
        self._pauses: dict[str, tuple[Period, ...]] = {}
        self._made_up: dict[str, tuple[Period, ...]] = {}
        self._taxes: dict[str, Tax] = {}

    def changed(self) -> Changed:
        """What the lines have become."""
        lines, endings, found = dict(self.lines), dict(self.endings), dict[str, Rebilled]()
        for name, windows in self._windows.items():
            one = rebilled(lines[name], windows)
            if one is not None:
                lines[name], found[name] = one.line, one
            ending = endings.get(name)
            before = None if ending is None else rebilled(ending.before, windows)
            if ending is not None and before is not None:
                endings[name] = evolve(ending, before=before.line)
        for name, tax in self._taxes.items():
            lines[name] = evolve(lines[name], tax=tax)
            if name in endings:
                endings[name] = evolve(endings[name], before=evolve(endings[name].before, tax=tax))
        return Changed(tuple(lines.values()), self.events, endings, self.remeasured, found)

    def add(self, amendment: Amendment) -> None:
        """The lines that an amendment adds."""
        for line in amendment.add:
            if line.id in self.lines:
                raise TermsError("DUPLICATE_ID", field="add.id", value=line.id)
            self.lines[line.id] = line

    def apply(self, amendment: Amendment) -> None:
        """What else an amendment does, one aspect after another."""
        self.events |= amendment.events
        for change in amendment.change:
            self._alter(self._line(change.line, "change.line"), change, amendment)
        for name in amendment.end:
            self._end(self._line(name, "end"), amendment)
        named = [self._line(name, "lines") for name in amendment.lines]
        if amendment.suspend is not None:
            for line in named or self._going_on():
                if named or isinstance(line.billing, Cyclic):
                    self._suspend(line, amendment.suspend, amendment.id)
        if amendment.resume is not None:
            self._resume(named, amendment.resume)
        if amendment.to is not None:
            last = self._last()
            for line in named or self._going_on():
                if named or (line.service is not None and line.service.last == last):
                    self._move(self.lines[line.id], amendment.to, amendment)

    def _alter(self, line: Line, change: Change, amendment: Amendment) -> None:
        if change.until is not None and change.until < amendment.effective:
            raise TermsError("DATE_ORDER", field="change.until", value=change.until, start=amendment.effective)
        if change.tax is not None:
            tax = self._taxes.get(line.id, line.tax)
            self._taxes[line.id] = taxed(line.id, tax, change.tax, amendment.effective, change.until)
        if change.total is not None:
            self._revalue(line, change.total, amendment)
        elif change.is_of_price:
            ahead = self._looking_ahead(line, change, amendment.effective)
            self.lines[change.line] = self._changed(ahead, change, amendment.effective)
        if change.billing is not None or change.per is not None:
            windows = self._windows.get(line.id, ())
            self._windows[line.id] = windowed(self.lines[line.id], windows, change, amendment.effective)

    def _changed(self, line: Line, change: Change, effective: date) -> Line:
        """The line with another rate or quantity from a day on; days that are not served stay so."""
        pauses = self._pauses.get(line.id)
        if pauses is None or not isinstance(line.price, Rate):
            return _changed(line, change, effective)
        whole = _changed(_counting(line, self._quantities[line.id]), change, effective)
        assert isinstance(whole.price, Rate)
        self._quantities[line.id] = whole.price.quantity
        return _counting(whole, whole.price.quantity, pauses)

    def _suspended(self, line: Line, days: Period, *, extend: bool) -> Line:
        """A rate without the days of a suspension, and as many days longer where it is extended."""
        price, service = line.price, line.service
        assert isinstance(price, Rate)  # so it has cycles, and with them a service
        assert service is not None
        quantity = self._quantities.setdefault(line.id, price.quantity)
        self._pauses[line.id] = (*self._pauses.get(line.id, ()), days)
        found = _counting(line, quantity, self._pauses[line.id])
        if not extend or line.is_open_ended:
            return found
        made_up = self._made_up.get(line.id, ())
        self._made_up[line.id] = (*made_up, days)
        return _moved(found, service.last + days_beside(days, made_up) * _ONE_DAY)

    def _revalue(self, line: Line, total: Money, amendment: Amendment) -> None:
        if isinstance(line.price, Rate):
            raise TermsError("AMENDMENT_RATE", field="change.total", value=line.id)
        if total.currency != line.currency:
            raise TermsError("CURRENCY_MISMATCH", field="change.total", value=total, currency=line.currency)
        self._follow(line, self._course(line).valued(amendment.effective, total, amendment.id))

    def _suspend(self, line: Line, suspension: Suspension, name: str) -> None:
        """A line without the days of a suspension."""
        service, pause = line.service, until_resumed(suspension, line, self.later)
        if suspension.last is None:
            self._stops[line.id] = suspension.first
        if service is None:
            raise TermsError("AMENDMENT_TOTAL", field="suspend", value=line.id)
        first = max(suspension.first, service.start)
        if pause is None or first >= service.end or (pause.last is not None and pause.last < service.start):
            return
        days = Period.through(first, LAST_DAY if pause.last is None else pause.last)
        if isinstance(line.price, Rate):
            self.lines[line.id] = self._suspended(line, days, extend=pause.extend and pause.last is not None)
        elif pause.last is None:
            self._follow(line, self._course(line).stopped(first, name))
        else:
            self._follow(line, self._course(line).paused(days, pause.extend, name))

    def _resume(self, named: Sequence[Line], day: date) -> None:
        """Refuse to resume what is not suspended; of a line that is, its suspension took account of this.

        Of amendments of which some do not count yet, the suspension may be one.
        """
        names = [line.id for line in named] or list(self._stops)
        found = {name: self._stops.pop(name, None) for name in names}
        if not self.whole:
            return
        for name, first in (found or {"-": None}).items():
            if first is None:
                raise TermsError("RESUME_NOTHING", field="resume", value=name)
            if day <= first:
                raise TermsError("DATE_ORDER", field="resume", value=day, start=first)

    def _move(self, line: Line, to: date, amendment: Amendment) -> None:
        """A line with another last day of service."""
        service = line.service
        if isinstance(line.price, Rate):
            self.lines[line.id] = _moved(line, to)
        elif service is None:
            raise TermsError("AMENDMENT_TOTAL", field="to", value=line.id)
        elif to < service.start:
            raise TermsError("DATE_ORDER", field="to", value=to, start=service.start)
        else:
            self._follow(line, self._course(line).moved(amendment.effective, to, amendment.id))

    def _course(self, line: Line) -> Course:
        return self._courses.get(line.id, Course(line))

    def _follow(self, line: Line, course: Course) -> None:
        """A total takes another course."""
        self._courses[line.id], remeasured = course, course.remeasured()
        self.lines[line.id] = course.last
        self.remeasured.pop(line.id, None)
        if remeasured is not None:
            self.remeasured[line.id] = remeasured

    def _line(self, name: str, field: str) -> Line:
        if name not in self.lines:
            raise TermsError("LINE_UNKNOWN", field=field, value=name, choices=", ".join(self.lines))
        if name in self.endings:
            raise TermsError("LINE_ENDED", field=field, value=name, amendment_before=self.endings[name].amendment)
        return self.lines[name]

    def _looking_ahead(self, line: Line, change: Change, effective: date) -> Line:
        """The line with all steps of its escalation that a service which is made longer may have.

        A change of the rate takes their place; where it is for a time only, those after it stay.
        """
        price, service = line.price, line.service
        rebilled_anew = change.billing is not None or change.per is not None
        if not isinstance(price, Rate) or price.escalation is None or service is None:
            return line
        if change.rate is None and not rebilled_anew:
            return line
        from contracts.terms.escalated_lines import stepped_until  # loaded once there is one

        if change.until is None and not rebilled_anew:
            ahead = max(effective, service.start)
            return stepped_until(line, ahead) if line.is_open_ended else evolve(line, price=price.stepped)
        longer = sum(most_days(one.suspend, self.amendments) for one in self.amendments if one.suspend is not None)
        last = max([service.last, *(one.to for one in self.amendments if one.to is not None)])
        return stepped_until(line, last + min(longer * _ONE_DAY, LAST_DAY - last))

    def _going_on(self) -> list[Line]:
        """The lines that have not ended with a value of their own."""
        return [line for name, line in self.lines.items() if name not in self.endings]

    def _last(self) -> date | None:
        """The last day of service of the contract as it was agreed so far."""
        return max((line.service.last for line in self.lines.values() if line.service is not None), default=None)

    def _end(self, line: Line, amendment: Amendment) -> None:
        service, on, value = line.service, amendment.effective, amendment.final.get(line.id)
        if service is not None and on >= service.end and value is None:
            return
        if value is not None and value.currency != line.currency:
            raise TermsError("CURRENCY_MISMATCH", field="final", value=value, currency=line.currency)
        cyclic = isinstance(line.billing, Cyclic) and service is not None
        inside = cyclic and service is not None and service.start < on < service.end
        if inside:
            self.lines[line.id] = shortened(line, on)
        if not inside or value is not None or isinstance(line.price, Total):
            self.endings[line.id] = Ending(on, line, amendment.id, value)


def _moved(line: Line, to: date) -> Line:
    """A rate with another last day of service; explicit edges inside of it stay."""
    service, billing = line.service, line.billing
    assert service is not None  # a rate has cycles, and with them a service
    assert isinstance(billing, Cyclic)
    if to < service.start:
        raise TermsError("DATE_ORDER", field="to", value=to, start=service.start)
    if to < service.last:
        return shortened(line, to + _ONE_DAY)
    return evolve(line, service=Period.through(service.start, to), billing=billing.anchored(service.start))


def _changed(line: Line, change: Change, effective: date) -> Line:
    """The line with another rate or quantity from a day on."""
    if not isinstance(line.price, Rate) or line.service is None:
        raise TermsError("AMENDMENT_TOTAL", field="change.line", value=line.id)
    price, until = line.price, change.until
    rates: Steps = [(None, price.amount), *((step.start, step.amount) for step in price.then)]
    counts: Steps = [(step.start, step.value) for step in price.quantity.steps]
    if change.rate is not None:
        rates = _stepped(rates, [(effective, change.rate)], until)
    if change.quantity is not None:
        steps = [(step.start or effective, step.value) for step in change.quantity.steps]
        if steps[0][0] < effective:
            raise TermsError("DATE_ORDER", field="change.quantity", value=steps[0][0], start=effective)
        if steps[0][0] > effective:
            steps = [(effective, _held(counts, effective)), *steps]
        counts = _stepped(counts, steps, until)
    quantity = Quantity([QuantityStep(day, value) for day, value in counts])
    if price.escalation is not None:  # only the quantity changes
        return evolve(line, price=evolve(price, quantity=quantity))
    start = line.service.start
    first = max(i for i, (day, _) in enumerate(rates) if day is None or day <= start)
    agreed = {(step.start, step.amount): step for step in price.then}
    rate = Rate(
        rates[first][1],
        per=price.per,
        quantity=quantity,
        then=[
            agreed.get((day, amount), RateStep(day, amount)) for day, amount in rates[first + 1 :] if day is not None
        ],
    )
    return evolve(line, price=rate)


def taxed(line: str, tax: Tax | None, rate: TaxRate, effective: date, until: date | None) -> Tax:
    """The tax of a line with another rate from a day on.

    Raises:
        TermsError: `AMENDMENT_TAX` where the line states no tax; `DATE_ORDER` for a step before that day.
    """
    if tax is None:
        raise TermsError("AMENDMENT_TAX", field="change.tax", value=line)
    before: Steps = [(step.start, step.percent) for step in tax.rate.steps]
    after = [(step.start or effective, step.percent) for step in rate.steps]
    if after[0][0] < effective:
        raise TermsError("DATE_ORDER", field="change.tax", value=after[0][0], start=effective)
    if after[0][0] > effective:
        after = [(effective, _held(before, effective)), *after]
    changed: Steps = _stepped([(None, before[0][1]), *before[1:]], after, until)
    return evolve(tax, rate=TaxRate(changed))


Steps = list[tuple[date | None, Any]]


def _counting(line: Line, quantity: Quantity, pauses: Iterable[Period] = ()) -> Line:
    """A rate with a quantity, which is 0 on some days."""
    assert isinstance(line.price, Rate)
    counts: Steps = [(step.start, step.value) for step in quantity.steps]
    for days in pauses:
        counts = _stepped(counts, [(days.start, Decimal(0))], days.last)
    return evolve(line, price=evolve(line.price, quantity=Quantity([QuantityStep(*step) for step in counts])))


def _stepped(steps: Steps, new: list[tuple[date, Any]], until: date | None) -> Steps:
    """Steps with others in their place from a day on, up to and including another."""
    first = new[0][0]
    found: Steps = [*(step for step in steps if step[0] is None or step[0] < first), *new]
    if until is not None and until < LAST_DAY:
        again = until + _ONE_DAY
        found = [step for step in found if step[0] is None or step[0] < again]
        found += [(again, _held(steps, again)), *(step for step in steps if step[0] is not None and step[0] > again)]
    return found


def _held(steps: Steps, day: date) -> Any:
    """What holds on a day; before the first step, what it says."""
    return next((value for start, value in reversed(steps) if start is None or start <= day), steps[0][1])
