"""Which cells, weights and quantities make a figure of a line that is billed in cycles.

Days come from `dates.Cycle` and weights are fractions, one line and one figure at a time.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from attrs import evolve, frozen

from contracts.dates import Cycle, Frequency, Period
from contracts.money import Money
from contracts.schedules.weights import Stretch, Weight
from contracts.schedules.workings import (
    Growth,
    Measure,
    Sum,
    Weighed,
    Working,
)
from contracts.terms.billing import Cyclic
from contracts.terms.escalated import EscalatedStep
from contracts.terms.line import Line, Proration
from contracts.terms.price import QUANTITY_DECIMALS, Rate

ONE_DAY = timedelta(days=1)
#: First day and the day after the last; natural cells may lie outside the days that a `Period` holds.
Span = tuple[date, date]


def overlap(one: Span, other: Span) -> Span:
    """The days that two spans have in common; turned round where there are none."""
    return max(one[0], other[0]), min(one[1], other[1])


def day_count(span: Span) -> int:
    """How many days a span has."""
    return (span[1] - span[0]).days


def _thirty_days(span: Span) -> int:
    """Days by 30E/360 from the first to the day after the last: the 31st counts as the 30th."""
    first, end = span
    months = (end.year - first.year) * 12 + end.month - first.month
    return months * 30 + min(end.day, 30) - min(first.day, 30)


@frozen
class Quantities:
    """The quantity from each day on; the first day is that of the service."""

    steps: tuple[tuple[date, Fraction], ...]

    @classmethod
    def of(cls, rate: Rate, service: Span) -> "Quantities":
        """The steps of a rate that count during a service."""
        steps = [
            (max(day or service[0], service[0]), Fraction(value, 10**QUANTITY_DECIMALS)) for day, value in rate.units
        ]
        return cls(changed_steps((day, value) for day, value in steps if day < service[1]))

    def from_next_cells(self, cells: Cycle, service: Span) -> "Quantities":
        """The same where each step counts from the next cell on, or from this one if it starts it."""
        moved = []
        for day, value in self.steps:
            k = cells.position(day)
            first = max(cells.edge(k), service[0])
            moved.append((day if day == first else cells.edge(k + 1), value))
        return Quantities(changed_steps((day, value) for day, value in moved if day < service[1]))

    def at(self, day: date) -> Fraction:
        """The quantity on a day of the service."""
        return next(value for start, value in reversed(self.steps) if start <= day)

    def inside(self, span: Span) -> list[date]:
        """The days on which it steps after the first day of a span."""
        return [day for day, _ in self.steps if span[0] < day < span[1]]

    def stretches(self, span: Span) -> tuple[Stretch, ...]:
        """A span cut where the quantity steps."""
        bounds = [span[0], *self.inside(span), span[1]]
        return tuple(
            Stretch(first=first, last=end - ONE_DAY, quantity=self.at(first)) for first, end in pairwise(bounds)
        )

    def as_known_on(self, day: date, bill: Span) -> "Quantities":
        """The same without the steps in a bill after a day."""
        early = [step for step in self.steps if step[0] <= day]
        late = [step for step in self.steps if step[0] > bill[1]]
        return Quantities(changed_steps([*early, (bill[1], self.at(bill[1])), *late]))


def changed_steps(steps: Iterable[tuple[date, Fraction]]) -> tuple[tuple[date, Fraction], ...]:
    """Steps in order of days, of those on one day the last, without those that change nothing."""
    by_day = dict(steps)
    kept: list[tuple[date, Fraction]] = []
    for day, value in sorted(by_day.items()):
        if not kept or kept[-1][1] != value:
            kept.append((day, value))
    return tuple(kept)


#: What to make of a price cell that a span serves only in part: its value, and its days of service.
Partly = Callable[[Weighed, Span], Working]


class CyclicLine:
    """The grids of a line billed in cycles, and what their cells weigh.

    Attributes:
        service: first day and the day after the last.
        billing, price: the cycles of bills and of what the rate is owed for.
        finer: whether a price cell holds several bills.
        coarser: whether a bill holds whole price cells.
        weighing: the cycle in which weights and quantities are taken.
        portion: the part of a price cell that one of its cells is.
        quantities: as they count, under `NONE` from the next cell on.
    """

    def __init__(self, line: Line, service: Period, billing: Cyclic) -> None:
        self.line = line
        self.unit = line.price.unit if isinstance(line.price, Rate) else line.price.amount
        self.service: Span = (service.start, service.end)
        self.billing = billing.cycle(service.start)
        self.price = self.billing
        self.quantities = Quantities(((service.start, Fraction(1)),))
        if isinstance(line.price, Rate):
            self.price = Cycle(line.price.per or billing.every, self.billing.anchor, billing.month_end)
            self.quantities = Quantities.of(line.price, self.service)
        one, other = self.billing.every, self.price.every
        self.finer = one.fits(other) and _length(other) > _length(one)
        self.coarser = one.fits(other) and not self.finer
        self.weighing = self.billing if self.finer else self.price
        self.portion = Fraction(_length(one), _length(other)) if self.finer else Fraction(1)
        if line.proration is Proration.NONE:
            self.quantities = self.quantities.from_next_cells(self.weighing, self.service)

    def weights(self, span: Span, quantities: Quantities) -> tuple[Weight, ...]:
        """The cells whose days of service lie in a span, equal whole neighbours as one."""

        def is_plain(cell: Span) -> bool:
            return self._serves(cell) and not quantities.inside(cell)

        runs = _runs(self.weighing, span, quantities, is_plain)
        return tuple(self._weight(cell, count, quantities) for cell, count in runs)

    def parts(self, span: Span, quantities: Quantities) -> tuple[Weight, ...]:
        """The cells that a span touches, each with the part of its days of service that the span has."""
        found = []
        for k in range(self.weighing.position(span[0]), self.weighing.position(span[1] - ONE_DAY) + 1):
            weight = self._weight((self.weighing.edge(k), self.weighing.edge(k + 1)), 1, quantities)
            served = (weight.first, weight.last + ONE_DAY)
            own = overlap(served, span)
            stretches = tuple(
                evolve(stretch, first=max(stretch.first, own[0]), last=min(stretch.last, own[1] - ONE_DAY))
                for stretch in weight.quantities
                if stretch.first < own[1] and own[0] <= stretch.last
            )
            found.append(evolve(weight, quantities=stretches, part=Fraction(day_count(own), day_count(served))))
        return tuple(found)

    def _serves(self, cell: Span) -> bool:
        return self.service[0] <= cell[0] and cell[1] <= self.service[1]

    def _weight(self, cell: Span, count: int, quantities: Quantities) -> Weight:
        served = overlap(cell, self.service)
        proration = self.line.proration
        days, of = day_count(served), day_count(cell)
        weight = Fraction(1)
        if served != cell and proration in (Proration.THIRTY, Proration.ACTUAL_30):
            days = _thirty_days(served) if proration is Proration.THIRTY else days
            of = 30 * self.weighing.every.months
        if served != cell and proration is not Proration.NONE:
            weight = min(Fraction(1), Fraction(days, of))
        stretches = quantities.stretches(served)
        if proration is Proration.NONE:
            first, last = served[0], served[1] - ONE_DAY
            stretches = (Stretch(first=first, last=last, quantity=stretches[0].quantity),)
        return Weight(
            cell_first=cell[0],
            cell_last=cell[1] - ONE_DAY,
            first=served[0],
            last=served[1] - ONE_DAY,
            count=count,
            days=days,
            of=of,
            proration=proration,
            weight=weight,
            quantities=stretches,
        )

    def price_cells(self, span: Span, quantities: Quantities, partly: Partly) -> Working:
        """What a span of service comes to: whole price cells, and a part of those that it serves only in part."""

        def is_plain(cell: Span) -> bool:
            return self._serves(cell) and overlap(cell, span) == cell and not quantities.inside(cell)

        parts: list[Working] = []
        for cell, count in _runs(self.price, span, quantities, is_plain):
            served = overlap(cell, self.service)
            one = self.price.edge(self.price.position(cell[0]) + 1) if count > 1 else served[1]
            whole = self.value(served, self.weights((served[0], one), quantities), count)
            parts.append(whole if overlap(served, span) == served else partly(whole, overlap(served, span)))
        return parts[0] if len(parts) == 1 else Sum(currency=self.line.currency, parts=tuple(parts))

    def value(self, span: Span, weights: tuple[Weight, ...], count: int = 1) -> Weighed:
        """Rate × weights, rounded at once, for each of so many cells."""
        rate, weights = self._at_its_rate(weights)
        return Weighed(
            first=span[0],
            last=span[1] - ONE_DAY,
            count=count,
            rate=rate,
            portion=self.portion,
            weights=weights,
        )

    def _at_its_rate(self, weights: tuple[Weight, ...]) -> tuple[Money, tuple[Weight, ...]]:
        """The escalated rate of cells that have only one, and their weights with their own quantities."""
        days = [stretch.first for weight in weights for stretch in weight.quantities]
        rates = {self._rate_on(day) for day in days}
        rate = rates.pop()
        if rates or not self.unit or not rate or rate == self.unit or self.line.proration is Proration.NONE:
            return self.unit, weights
        units = Fraction(rate.minor, self.unit.minor)
        return rate, tuple(
            evolve(
                weight,
                quantities=tuple(evolve(each, quantity=each.quantity / units) for each in weight.quantities),
            )
            for weight in weights
        )

    def _rate_on(self, day: date) -> Money:
        """The rate on a day, where it is escalated; else the unit in which the price is counted."""
        price = self.line.price
        if not isinstance(price, Rate) or not any(isinstance(step, EscalatedStep) for step in price.then):
            return self.unit
        return next((step.amount for step in reversed(price.then) if step.start <= day), price.amount)

    def by_days(self, whole: Weighed, span: Span) -> Growth:
        """The part of a price cell that some days of it have, cumulative by days times quantity."""
        stretches = [stretch for weight in whole.weights for stretch in weight.quantities]
        same = len({stretch.quantity for stretch in stretches}) == 1

        def counted(until: date) -> Fraction:
            total = Fraction(0)
            for stretch in stretches:
                days = max(0, day_count((stretch.first, min(stretch.last + ONE_DAY, until))))
                total += days if same else days * stretch.quantity
            return total

        return Growth(
            whole=whole,
            first=whole.first,
            last=whole.last,
            since=span[0],
            to=span[1] - ONE_DAY,
            before=counted(span[0]),
            after=counted(span[1]),
            of=counted(whole.last + ONE_DAY),
            measure=Measure.DAYS if same else Measure.QUANTITY_DAYS,
        )


def _length(every: Frequency) -> int:
    return every.months or every.days


def _runs(cycle: Cycle, span: Span, quantities: Quantities, is_plain: Callable[[Span], bool]) -> list[tuple[Span, int]]:
    """The cells that a span touches, each with its number; plain neighbours of one quantity as one.

    Cells without an end of the span or a step in them are all plain and alike, so that the
    work does not grow with their number.
    """
    first, last = cycle.position(span[0]), cycle.position(span[1] - ONE_DAY)
    special = {first, last, *(cycle.position(day) for day in quantities.inside(span))}
    cuts = sorted(special | {k + 1 for k in special})
    found: list[tuple[Span, int, Fraction | None]] = []
    for k, after in pairwise(cuts):
        cell = (cycle.edge(k), cycle.edge(after))
        alike = quantities.at(cell[0]) if is_plain(cell) else None
        if found and alike is not None and found[-1][2] == alike:
            (start, _), count, _ = found.pop()
            found.append(((start, cell[1]), count + after - k, alike))
        else:
            found.append((cell, after - k, alike))
    return [(cell, count) for cell, count, _ in found]
