"""How a figure came about, as data from which it can be computed again.

A `Working` is one of a few kinds of small formula. Each holds everything that its
figure needs, so `recompute` looks at nothing else: no terms, no kernel, no schedule.
Amounts stand as `Money`, weights and quantities as exact fractions, days inclusive.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, Protocol, TypeAlias

from attrs import frozen

from contracts.money import Money, exponent
from contracts.schedules.weights import Weight, weigh_all
from contracts.terms.line import Remainder
from contracts.words import Lang


def half_away(value: Fraction) -> int:
    """The nearest whole number, a half going away from zero.

    >>> half_away(Fraction(5, 2)), half_away(Fraction(-5, 2))
    (3, -3)
    """
    size = int(abs(value) + Fraction(1, 2))
    return -size if value < 0 else size


def in_major(minor: Fraction, currency: str) -> Fraction:
    """Minor units, and parts of them, as an exact number of major units."""
    return minor / int(10 ** exponent(currency))


class Measure(StrEnum):
    """What is counted where an amount grows with time.

    DAYS: days of service. QUANTITY_DAYS: days of service, each times its quantity.
    MONTHS: calendar months, partial ones by their days.
    """

    DAYS = "days"
    QUANTITY_DAYS = "quantity-days"
    MONTHS = "months"


class Among(StrEnum):
    """What an amount is split over."""

    INSTALLMENTS = "installments"
    STAGES = "stages"
    BILLS = "bills"


class Formula:
    """What every working can do."""

    KIND: ClassVar[str]
    #: What follows from its data and helps to read it.
    SHOWN: ClassVar[tuple[str, ...]] = ()

    @property
    def currency(self) -> str:
        """That of its figure."""
        raise NotImplementedError

    def recompute(self) -> int:
        """Its figure in minor units, computed from nothing but its data."""
        raise NotImplementedError

    @property
    def figure(self) -> Money:
        """What it comes to."""
        return Money(self.recompute(), self.currency)


@frozen(kw_only=True)
class Stated(Formula):
    """An amount that the contract states."""

    KIND: ClassVar[str] = "stated"
    amount: Money

    @property
    def currency(self) -> str:
        """That of its amounts."""
        return self.amount.currency

    def recompute(self) -> int:
        """Minor units."""
        return self.amount.minor


@frozen(kw_only=True)
class Left(Formula):
    """What is left of a total that was spread anew.

    Attributes:
        value: the total from then on.
        before: what it had reached.
        on: the day before which it had.
        amendment: id of the amendment; None where the terms in effect alone are known.
        reached: `due` or `earned`.
    """

    KIND: ClassVar[str] = "left"
    value: Money
    before: Money
    on: date
    amendment: str | None
    reached: str

    @property
    def currency(self) -> str:
        """That of its amounts."""
        return self.value.currency

    def recompute(self) -> int:
        """Minor units."""
        return (self.value - self.before).minor


@frozen(kw_only=True)
class Weighed(Formula):
    """Rate × weight × quantity, rounded half away from zero.

    Attributes:
        first, last: the days of service that are valued.
        count: how many equal, wholly served price cells follow one another, each rounded by itself.
        rate: owed for one unit in one price cell.
        portion: the part of a price cell that one weighed cell is; 1 where they are the same.
        weights: of one price cell, or of the part of a bill that is valued.
    """

    KIND: ClassVar[str] = "weighed"
    SHOWN: ClassVar[tuple[str, ...]] = ("exact",)
    first: date
    last: date
    count: int
    rate: Money
    portion: Fraction
    weights: tuple[Weight, ...]

    @property
    def exact(self) -> Fraction:
        """One price cell before rounding, in major units."""
        return in_major(self._exact_minor, self.rate.currency)

    @property
    def each(self) -> Money:
        """What one price cell comes to."""
        return Money(half_away(self._exact_minor), self.rate.currency)

    @property
    def _exact_minor(self) -> Fraction:
        return self.rate.minor * self.portion * weigh_all(self.weights)

    @property
    def currency(self) -> str:
        """That of its amounts."""
        return self.rate.currency

    def recompute(self) -> int:
        """Minor units."""
        return self.count * self.each.minor


@frozen(kw_only=True)
class Split(Formula):
    """One part of an amount that is split by weights into whole minor units.

    Attributes:
        whole: what is split.
        runs: the weights of all parts in order, equal neighbours as one with their number.
        place: which part this is, from 0.
        remainder: where the odd minor units go.
        among: what the parts are.
        weights: the cells that make the weight of this part; none where the contract states it.
    """

    KIND: ClassVar[str] = "split"
    SHOWN: ClassVar[tuple[str, ...]] = ("weight", "all_weights", "exact", "left", "odd")
    whole: "Stated | Weighed | Left"
    runs: tuple[tuple[Fraction, int], ...]
    place: int
    remainder: Remainder
    among: Among
    weights: tuple[Weight, ...] = ()

    @property
    def parts(self) -> int:
        """How many parts there are."""
        return sum(count for _, count in self.runs)

    @property
    def currency(self) -> str:
        """That of the amount."""
        return self.whole.currency

    @property
    def weight(self) -> Fraction:
        """Of this part."""
        return self.runs[self._run[0]][0]

    @property
    def all_weights(self) -> Fraction:
        """Of all parts together."""
        return sum((weight * count for weight, count in self.runs), Fraction(0))

    @property
    def before(self) -> Fraction:
        """The weights of the parts before this one."""
        run, inside = self._run
        return sum((weight * count for weight, count in self.runs[:run]), self.runs[run][0] * inside)

    @property
    def exact(self) -> Fraction:
        """This part before rounding, in major units."""
        return in_major(self._share(self.weight), self.currency)

    def exact_until(self, weight: Fraction) -> Fraction:
        """The exact part of a weight, in major units."""
        return in_major(self._share(weight), self.currency)

    def until(self, weight: Fraction) -> Money:
        """The part of a weight, rounded half away from zero."""
        return Money(half_away(self._share(weight)), self.currency)

    @property
    def floor(self) -> Money:
        """This part, rounded down."""
        return Money(int(self._share(self.weight)), self.currency)

    @property
    def left(self) -> int:
        """Minor units left over once every part is rounded down; 0 where nothing is rounded down."""
        if self.remainder is Remainder.SPREAD or not self.all_weights:
            return 0
        return self.whole.recompute() - sum(int(self._share(weight)) * count for weight, count in self.runs)

    @property
    def odd(self) -> int:
        """How many of them came to this part."""
        if self.remainder is Remainder.LAST:
            return self.left if self.place == self.parts - 1 else 0
        return int(any(first <= self.place < end for first, end in self.receivers))

    @property
    def receivers(self) -> tuple[tuple[int, int], ...]:
        """The places that got one more minor unit by `EARLIEST`, as half-open ranges, ascending."""
        starts = self._starts
        rests = [self._share(weight) % 1 for weight, _ in self.runs]
        left, found = self.left, []
        for run in sorted(range(len(rests)), key=lambda run: (-rests[run], run)):
            more = min(left, self.runs[run][1])
            left -= more
            if more:
                found.append((starts[run], starts[run] + more))
        return tuple(_joined(sorted(found)))

    def recompute(self) -> int:
        """Minor units."""
        if not self.all_weights:
            return self.whole.recompute() if self.place == 0 else 0
        if self.remainder is Remainder.SPREAD:
            return (self.until(self.before + self.weight) - self.until(self.before)).minor
        return self.floor.minor + self.odd

    def _share(self, weight: Fraction) -> Fraction:
        return self.whole.recompute() * weight / (self.all_weights or 1)

    @property
    def _starts(self) -> list[int]:
        starts = [0]
        for _, count in self.runs:
            starts.append(starts[-1] + count)
        return starts

    @property
    def _run(self) -> tuple[int, int]:
        """The run that this part stands in, and its place there."""
        return next(
            (run, self.place - first) for run, (first, end) in enumerate(pairwise(self._starts)) if self.place < end
        )


def _joined(ranges: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Half-open ranges with those that touch put together."""
    start: int | None = None
    for i, (first, end) in enumerate(ranges):
        start = first if start is None else start
        if i + 1 == len(ranges) or ranges[i + 1][0] != end:
            yield start, end
            start = None


@frozen(kw_only=True)
class Growth(Formula):
    """What an amount that grows with time adds from one day to another, by cumulative rounding.

    Attributes:
        whole: what it has grown to in the end.
        first, last: the days of its growth.
        since, to: the days asked for, both included.
        before, after, of: what is counted before them, up to their end, and in all.
        measure: what is counted.
    """

    KIND: ClassVar[str] = "growth"
    SHOWN: ClassVar[tuple[str, ...]] = ("exact_before", "exact_after")
    whole: "Stated | Weighed | Left"
    first: date
    last: date
    since: date
    to: date
    before: Fraction
    after: Fraction
    of: Fraction
    measure: Measure

    @property
    def currency(self) -> str:
        """That of the amount."""
        return self.whole.currency

    @property
    def exact_before(self) -> Fraction:
        """What it has grown to before, in major units."""
        return in_major(self._share(self.before), self.currency)

    @property
    def exact_after(self) -> Fraction:
        """What it has grown to in the end, in major units."""
        return in_major(self._share(self.after), self.currency)

    def until(self, counted: Fraction) -> Money:
        """What it has grown to once so much is counted."""
        return Money(half_away(self._share(counted)), self.currency)

    def recompute(self) -> int:
        """Minor units."""
        return (self.until(self.after) - self.until(self.before)).minor

    def _share(self, counted: Fraction) -> Fraction:
        return self.whole.recompute() * counted / self.of


@frozen(kw_only=True)
class Listed(Formula):
    """Some installments in a row of their numbers, each of the same amount.

    Attributes:
        first_number, last_number: both included.
        first_due, last_due: their unadjusted due days; None while undated.
        each: the amount of one.
    """

    KIND: ClassVar[str] = "listed"
    first_number: int
    last_number: int
    first_due: date | None
    last_due: date | None
    each: Money

    @property
    def currency(self) -> str:
        """That of its amounts."""
        return self.each.currency

    def recompute(self) -> int:
        """Minor units."""
        return self.each.minor * (self.last_number - self.first_number + 1)


@frozen(kw_only=True)
class Sum(Formula):
    """The sum of its parts; nothing where there are none."""

    KIND: ClassVar[str] = "sum"
    currency: str
    parts: "tuple[Working, ...]"

    def recompute(self) -> int:
        """Minor units."""
        return sum(part.recompute() for part in self.parts)


@frozen(kw_only=True)
class OnDay(Formula):
    """Everything on one day, if that lies in the period asked for.

    Attributes:
        day: on which all is earned.
        first, last: the period.
        whole: what the line comes to.
    """

    KIND: ClassVar[str] = "on-day"
    day: date
    first: date
    last: date
    whole: Sum

    @property
    def is_inside(self) -> bool:
        """Whether the day lies in the period."""
        return self.first <= self.day <= self.last

    @property
    def currency(self) -> str:
        """That of its amounts."""
        return self.whole.currency

    def recompute(self) -> int:
        """Minor units."""
        return self.whole.recompute() if self.is_inside else 0


@frozen(kw_only=True)
class Step(Formula):
    """The change of a bill's value by a step of the quantity inside it, billed in advance.

    Attributes:
        day: the first day of the new quantity.
        first, last: the service of the bill.
        quantity_before, quantity_after: on either side of the step.
        before, after: the bill's value with the quantity on either side for all that remains of it.
    """

    KIND: ClassVar[str] = "step"
    day: date
    first: date
    last: date
    quantity_before: Fraction
    quantity_after: Fraction
    before: "Working"
    after: "Working"

    @property
    def currency(self) -> str:
        """That of its amounts."""
        return self.after.currency

    def recompute(self) -> int:
        """Minor units."""
        return self.after.recompute() - self.before.recompute()


@frozen(kw_only=True)
class Borne(Formula):
    """One payer's share of an amount, cumulative over the line so that no payer drifts.

    Attributes:
        payer: who bears it.
        before: what the line came to before the amount.
        amount: what is shared.
        weight_before, weight_after, weights: the weights of the payers before this one in the
            order written, those with its own, and all.
    """

    KIND: ClassVar[str] = "borne"
    SHOWN: ClassVar[tuple[str, ...]] = ("after", "share_before", "share_after")
    payer: str
    before: Money
    amount: "Working"
    weight_before: int
    weight_after: int
    weights: int

    @property
    def after(self) -> Money:
        """What the line comes to with the amount."""
        return Money(self.before.minor + self.amount.recompute(), self.before.currency)

    @property
    def share_before(self) -> Money:
        """The payer's share of what the line came to before."""
        return self.boundary(self.before, self.weight_after) - self.boundary(self.before, self.weight_before)

    @property
    def share_after(self) -> Money:
        """The payer's share of what the line comes to now."""
        return self.boundary(self.after, self.weight_after) - self.boundary(self.after, self.weight_before)

    def exact_boundary(self, cumulative: Money, weight: int) -> Fraction:
        """What the payers of the first weights bear of a cumulative amount, in major units."""
        return in_major(Fraction(cumulative.minor * weight, self.weights), cumulative.currency)

    def boundary(self, cumulative: Money, weight: int) -> Money:
        """The same, rounded half away from zero."""
        return Money(half_away(Fraction(cumulative.minor * weight, self.weights)), cumulative.currency)

    @property
    def currency(self) -> str:
        """That of its amounts."""
        return self.before.currency

    def recompute(self) -> int:
        """Minor units."""
        return (self.share_after - self.share_before).minor


@frozen(kw_only=True)
class BorneByWeights(Borne):
    """The same of a line whose weights change, cumulative over what these weights share."""


@frozen(kw_only=True)
class CaughtUp(Formula):
    """What brings an amount to what it comes to by later terms.

    Attributes:
        amendment: id of the amendment; None where several, or none alone, are the reason.
        before: what it came to.
        after: what it comes to.
    """

    KIND: ClassVar[str] = "catch-up"
    amendment: str | None
    before: Money
    after: Money

    @property
    def currency(self) -> str:
        """That of its amounts."""
        return self.after.currency

    def recompute(self) -> int:
        """Minor units."""
        return (self.after - self.before).minor


@frozen(kw_only=True)
class Adjusted(Formula):
    """What a line is adjusted by.

    Attributes:
        adjustment: its id.
        reason_of: why: `deduction`, `penalty`, `settlement` or `waiver`.
        reason: in words; None where there are none.
        amount: as agreed.
    """

    KIND: ClassVar[str] = "adjustment"
    adjustment: str
    reason_of: str
    reason: str | None
    amount: Money

    @property
    def currency(self) -> str:
        """That of its amount."""
        return self.amount.currency

    def recompute(self) -> int:
        """Minor units."""
        return self.amount.minor


@frozen(kw_only=True)
class Withheld(Formula):
    """What is withheld of an amount, cumulative over the line; or what is released of it.

    Attributes:
        percent: that is withheld.
        before: what had fallen due before the amount; of a release, nothing.
        after: what has fallen due with it; of a release, all of which something was withheld.
        released: whether it comes back.
    """

    KIND: ClassVar[str] = "retention"
    SHOWN: ClassVar[tuple[str, ...]] = ("withheld_before", "withheld_after")
    percent: Fraction
    before: Money
    after: Money
    released: bool

    @property
    def withheld_before(self) -> Money:
        """What was withheld before, rounded half away from zero."""
        return Money(half_away(self.before.minor * self.percent / 100), self.currency)

    @property
    def withheld_after(self) -> Money:
        """What is withheld with it."""
        return Money(half_away(self.after.minor * self.percent / 100), self.currency)

    @property
    def currency(self) -> str:
        """That of its amounts."""
        return self.after.currency

    def recompute(self) -> int:
        """Minor units."""
        change = (self.withheld_after - self.withheld_before).minor
        return change if self.released else -change


@frozen(kw_only=True)
class Portion(Formula):
    """The part of an amount that is for some of its days of service, by cumulative rounding.

    Attributes:
        whole: the amount.
        since, to: these days, both included.
        before, after, of: days of service before them, up to their end, and in all.
    """

    KIND: ClassVar[str] = "portion"
    SHOWN: ClassVar[tuple[str, ...]] = ("until_before", "until_after")
    whole: "Working"
    since: date
    to: date
    before: int
    after: int
    of: int

    @property
    def until_before(self) -> Money:
        """The part for the days before."""
        return self.until(self.before)

    @property
    def until_after(self) -> Money:
        """The part for these days and those before."""
        return self.until(self.after)

    def exact(self, days: int) -> Fraction:
        """What so many days come to, in major units."""
        return in_major(Fraction(self.whole.recompute() * days, self.of), self.currency)

    def until(self, days: int) -> Money:
        """The same, rounded."""
        return Money(half_away(Fraction(self.whole.recompute() * days, self.of)), self.currency)

    @property
    def currency(self) -> str:
        """That of the amount."""
        return self.whole.currency

    def recompute(self) -> int:
        """Minor units."""
        return (self.until_after - self.until_before).minor


@frozen(kw_only=True)
class Moved(Formula):
    """What of rows that had fallen due some weights share by an amendment, or no longer do; or share of a release.

    Attributes:
        amendment: its id; None for what was withheld and is released.
        weights: in words.
        amount: negative where they no longer share it.
    """

    KIND: ClassVar[str] = "moved"
    amendment: str | None
    weights: str
    amount: Money

    @property
    def currency(self) -> str:
        """That of its amount."""
        return self.amount.currency

    def recompute(self) -> int:
        """Minor units."""
        return self.amount.minor


@frozen(kw_only=True)
class TaxPart(Formula):
    """The tax in what of an amount has one rate, rounded half away from zero.

    Attributes:
        percent: of the amount without its tax.
        amount: tax included.
        before: what is rounded together with it and stands before it; 0 where nothing is.
        first, last: the days of the amount that have this rate; None where it has none.
    """

    KIND: ClassVar[str] = "tax-part"
    SHOWN: ClassVar[tuple[str, ...]] = ("after", "tax_before", "tax_after")
    percent: Fraction
    amount: Money
    before: Money
    first: date | None
    last: date | None

    @property
    def after(self) -> Money:
        """What stands there with it."""
        return self.before + self.amount

    @property
    def tax_before(self) -> Money:
        """The tax in what stands before it."""
        return self.rounded(self.before)

    @property
    def tax_after(self) -> Money:
        """The tax in what stands there with it."""
        return self.rounded(self.after)

    def exact(self, amount: Money) -> Fraction:
        """The tax in an amount before rounding, in major units."""
        return in_major(amount.minor * self.percent / (100 + self.percent), self.currency)

    def rounded(self, amount: Money) -> Money:
        """The tax in an amount."""
        return Money(half_away(amount.minor * self.percent / (100 + self.percent)), self.currency)

    @property
    def currency(self) -> str:
        """That of its amounts."""
        return self.amount.currency

    def recompute(self) -> int:
        """Minor units."""
        return (self.tax_after - self.tax_before).minor


@frozen(kw_only=True)
class Taxed(Formula):
    """The tax in an amount.

    Attributes:
        amount: tax included; its parts sum to it.
        parts: one for each rate that its days have, in their order.
    """

    KIND: ClassVar[str] = "tax"
    SHOWN: ClassVar[tuple[str, ...]] = ("net",)
    amount: Money
    parts: tuple[TaxPart, ...]

    @property
    def net(self) -> Money:
        """The amount without its tax."""
        return self.amount - self.figure

    @property
    def currency(self) -> str:
        """That of its amounts."""
        return self.amount.currency

    def recompute(self) -> int:
        """Minor units."""
        return sum(part.recompute() for part in self.parts)


@frozen(kw_only=True)
class TakenOver(Formula):
    """What a line is taken over with, or by how much that differs from what its terms had led to.

    Attributes:
        on: the first day of its record.
        stated: what the opening says.
        by_terms: what the terms had led to before that day.
        caught_up: whether it is what the terms had led to besides.
    """

    KIND: ClassVar[str] = "opening"
    on: date
    stated: Money
    by_terms: Money
    caught_up: bool

    @property
    def currency(self) -> str:
        """That of its amounts."""
        return self.stated.currency

    def recompute(self) -> int:
        """Minor units."""
        return (self.by_terms - self.stated if self.caught_up else self.stated).minor


class Figure(Protocol):
    """What a total is made of: an explanation, or a figure with a label."""

    @property
    def figure(self) -> Money:
        """The amount."""

    def recompute(self) -> int:
        """Minor units."""

    def heading(self, lang: Lang = Lang.EN) -> str:
        """What it is called."""


@frozen(kw_only=True)
class Labelled:
    """A figure that is not explained further, with what it is called."""

    label: str
    figure: Money

    def recompute(self) -> int:
        """Minor units."""
        return self.figure.minor

    def heading(self, lang: Lang = Lang.EN) -> str:  # noqa: ARG002  # a label is in its own language
        """Its label."""
        return self.label


@frozen(kw_only=True)
class Totalled(Formula):
    """The sum of figures of one currency, in the order given."""

    KIND: ClassVar[str] = "total"
    parts: tuple[Figure, ...]

    @property
    def currency(self) -> str:
        """That of its amounts."""
        return self.parts[0].figure.currency

    def recompute(self) -> int:
        """Minor units."""
        return sum(part.recompute() for part in self.parts)


Working: TypeAlias = (
    Stated
    | Weighed
    | Split
    | Growth
    | Listed
    | Sum
    | OnDay
    | Step
    | Borne
    | CaughtUp
    | Adjusted
    | Withheld
    | TakenOver
    | Portion
    | Moved
    | Taxed
    | Totalled
)
