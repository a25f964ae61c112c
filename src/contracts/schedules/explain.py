"""Why a figure is what it is: its derivation as data, and as sentences in English and Chinese."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Any, assert_never

import numpy as np
from attrs import evolve, field, frozen

from contracts.calendars import Calendar, Roll
from contracts.dates import Period
from contracts.errors import NotThereError
from contracts.kernel.curves import Earned
from contracts.kernel.days import number as day_number
from contracts.kernel.encode import Segments, encode
from contracts.kernel.exact import Ints
from contracts.kernel.expand import KINDS, PlaceError, Rows, expand
from contracts.kernel.sharing import Shared, shared_curve, shared_rows
from contracts.money import Money
from contracts.schedules import derive, sentences
from contracts.schedules.plain import UNLESS_EMPTY, plain_fields
from contracts.schedules.sheet import day_or_none
from contracts.schedules.workings import Borne, Figure, Labelled, Sum, Totalled, Working
from contracts.terms.billing import Cyclic, Once, Stages, When
from contracts.terms.contract import Contract
from contracts.terms.escalated import EscalatedStep
from contracts.terms.escalated_lines import steps_during
from contracts.terms.line import Line
from contracts.words import Lang

_ONE_DAY = timedelta(days=1)


@frozen(kw_only=True)
class Closed:
    """Closed days in a row, both included, and why: the name of a holiday, `holiday` or `weekend`."""

    first: date
    last: date
    reason: str


@frozen(kw_only=True)
class Due:
    """How a due day came about.

    Attributes:
        basis: what it counts from: `first-day` or `last-day` of the service, `stated`, `event`,
            `amendment`, or `index`.
        base: that day; None while the event has not happened.
        event: the event waited for.
        net_days, months, days, pay_day: what the terms add to it; `pay_day` is of the month after.
        unadjusted, due: before and after the calendar; None while undated.
        calendar, roll: what moves it, where there is one.
        closed: the closed days that it moved over, from the unadjusted day on.
        provisional: the calendar does not cover it.
    """

    basis: str
    base: date | None
    event: str | None = None
    net_days: int = 0
    months: int = 0
    days: int = 0
    pay_day: int | None = None
    unadjusted: date | None
    due: date | None
    calendar: str | None = None
    roll: Roll | None = None
    closed: tuple[Closed, ...] = ()
    provisional: bool = False


@frozen(kw_only=True)
class Explanation:
    """Why one figure is what it is.

    Attributes:
        figure: what is explained, as the schedule has it.
        what: `installment`, `accrual` or `total`.
        contract, line: ids; None for a total.
        number, count: place of an installment in its line, from 1, and how many there are.
        kind: of an installment: `cyclic`, `step`, `stage` or `once`.
        name: of a stage.
        first, last: the days of service of an installment, the period of an accrual.
        payer: whose share it is; None for all of it.
        working: how it is computed.
        due: how an installment's due day came about.
        rates: the escalated rates that hold on some of the days, and what they are computed from.

    >>> from datetime import date
    >>> from contracts import MONTHLY, Contract, Cyclic, Line, Period, Total
    >>> year = Period.through(date(2017, 1, 1), date(2017, 12, 31))
    >>> line = Line(id="rent", price=Total("485180", "CNY"), billing=Cyclic(MONTHLY), service=year)
    >>> print(explain_installment(Contract(id="CZ-01", lines=[line]), line, 1))
    CZ-01 rent, installment 1 of 12, for 2017-01-01 to 2017-01-31: 40431.67 CNY because 485180.00 × 1/12 = 40431.666…;
    8 fen were left over after rounding down and went to the first 8 of 12 installments
    (largest remainder, ties to the earliest), this one among them. Due on 2017-01-31, the last day of its service.
    """

    figure: Money
    what: str
    contract: str | None = None
    line: str | None = None
    number: int | None = None
    count: int | None = None
    kind: str | None = None
    name: str | None = None
    first: date | None = None
    last: date | None = None
    payer: str | None = None
    working: Working
    due: Due | None = None
    rates: tuple[EscalatedStep, ...] = field(default=(), metadata={UNLESS_EMPTY: True})

    @property
    def parts(self) -> "tuple[Working | Figure, ...]":
        """What sums to the figure: the rows of a total, the price cells of a bill, or the one working itself."""
        working = self.working
        return working.parts if isinstance(working, Sum | Totalled) else (working,)

    def recompute(self) -> int:
        """The figure in minor units, computed from nothing but the working."""
        return self.working.recompute()

    def heading(self, lang: Lang = Lang.EN) -> str:
        """What is explained: `CZ-01 rent, installment 1 of 12`."""
        return sentences.heading(self, lang)

    def say(self, lang: Lang = Lang.EN) -> str:
        """Why the figure is what it is, in a few sentences."""
        return sentences.say(self, lang)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON: amounts and fractions as text, days as ISO dates, `None` where there is nothing."""
        return {"currency": self.figure.currency, **plain_fields(self)}

    def __str__(self) -> str:
        return self.say()


# -- what the kernel says -----------------------------------------------------------------------


@frozen(eq=False, slots=False)
class ComputedLine:
    """One line with its rows, as the kernel has them."""

    contract: Contract
    line: Line
    segments: Segments
    rows: Rows

    @cached_property
    def shares(self) -> Shared:
        """Each row divided among the payers."""
        return shared_rows(self.segments, self.rows)

    def row(self, number: int) -> int:
        """The place of the row of a number."""
        if not 1 <= number <= len(self.rows):
            raise NotThereError("NUMBER_UNKNOWN", field="number", value=number, last=len(self.rows))
        return number - 1

    def share_of(self, payer: str | None, default_payer: str | None) -> int | None:
        """The place of a payer in the line's allocation; None where the whole amount is asked for."""
        if payer is None:
            return None
        payers = (default_payer,) if self.line.allocation is None else self.line.allocation.payers
        if payer not in payers:
            choices = ", ".join(name for name in payers if name is not None)
            raise NotThereError("PAYER_UNKNOWN", field="payer", value=payer, choices=choices or "-")
        return None if self.line.allocation is None else payers.index(payer)

    def borne(self, place: int, before: int, amount: Working) -> Borne:
        """The share of a payer in an amount that follows what the line came to before."""
        assert self.line.allocation is not None  # else there is no place in it
        weights = [weight for _, weight in self.line.allocation.weights]
        return Borne(
            payer=self.line.allocation.payers[place],
            before=self.money(before),
            amount=amount,
            weight_before=sum(weights[:place]),
            weight_after=sum(weights[: place + 1]),
            weights=sum(weights),
        )

    def money(self, minor: int) -> Money:
        """An amount in the line's currency."""
        return Money(int(minor), self.line.currency)


@lru_cache(maxsize=4)
def computed(contract: Contract, line: Line) -> ComputedLine:
    """The rows of a line; the last few are kept, since a line is often explained row by row."""
    segments = encode([(contract, line)])
    try:
        return ComputedLine(contract, line, segments, expand(segments))
    except PlaceError as place:
        raise place.error.at(contract=contract.id, line=line.id) from None


# -- explanations ------------------------------------------------------------------------------


def explain_installment(
    contract: Contract, line: Line, number: int, payer: str | None = None, *, default_payer: str | None = None
) -> Explanation:
    """Why an installment is what it is, or one payer's share of it.

    Args:
        contract: whose events stages wait for.
        line: one of its lines.
        number: of the installment, from 1.
        payer: whose share; None: the whole installment.
        default_payer: who bears a line without an allocation.

    Raises:
        NotThereError: there is no such installment, or the payer bears nothing of the line.
        TermsError: a due day beyond 2199, or beyond the line's calendar.
    """
    own = computed(contract, line)
    row, place, rows = own.row(number), own.share_of(payer, default_payer), own.rows
    working, figure = derive.installment(line, rows, row), own.money(rows.amount[row])
    if place is not None:
        working = own.borne(place, derive.before(rows, row), working)
        shares = own.shares
        figure = own.money(shares.amount[(shares.item == row) & (shares.payer == place)][0])
    first, end = day_or_none(int(rows.start[row])), day_or_none(int(rows.end[row]))
    return Explanation(
        figure=figure,
        what="installment",
        contract=contract.id,
        line=line.id,
        number=number,
        count=len(rows),
        kind=KINDS[int(rows.kind[row])],
        name=line.billing.parts[row].name if isinstance(line.billing, Stages) else None,
        first=first,
        last=None if end is None else end - _ONE_DAY,
        payer=payer,
        working=working,
        due=_due(contract, line, rows, row),
        rates=() if first is None or end is None else steps_during(line, first, end - _ONE_DAY),
    )


def explain_accrual(
    contract: Contract, line: Line, period: Period, payer: str | None = None, *, default_payer: str | None = None
) -> Explanation:
    """Why what a line earns in a period is what it is, or one payer's share of it.

    Args:
        contract: whose events stages wait for.
        line: one of its lines.
        period: the days; they need not be a fiscal period.
        payer: whose share; None: all of it.
        default_payer: who bears a line without an allocation.

    Raises:
        NotThereError: the payer bears nothing of the line.
        TermsError: a due day beyond 2199, or beyond the line's calendar.
    """
    own = computed(contract, line)
    days = np.array([day_number(period.start), day_number(period.end)])
    curve = Earned(own.segments, own.rows).before(np.zeros(2, dtype=np.int64), days)
    return accrued(own, period, derive.accrual(line, own.rows, period), curve, payer, default_payer)


def accrued(
    own: ComputedLine, period: Period, working: Working, curve: Ints, payer: str | None, default_payer: str | None
) -> Explanation:
    """The explanation of what a line earns in a period, or of one payer's share of it.

    Args:
        working: of all of it.
        curve: what is earned before the period, and before the day after it.
        payer: whose share; None: all of it.
        default_payer: who bears a line without an allocation.

    Raises:
        NotThereError: the payer bears nothing of the line.
    """
    place = own.share_of(payer, default_payer)
    if place is not None:
        working = own.borne(place, int(curve[0]), working)
        shares = shared_curve(own.segments, np.zeros(2, dtype=np.int64), curve)
        curve = shares.amount[shares.payer == place]
    return Explanation(
        figure=own.money(curve[1] - curve[0]),
        what="accrual",
        contract=own.contract.id,
        line=own.line.id,
        first=period.first,
        last=period.last,
        payer=payer,
        working=working,
        rates=steps_during(own.line, period.first, period.last),
    )


def explain_total(parts: Sequence[Explanation | tuple[str, Money]]) -> Explanation:
    """Why a total is what it is: the list of its parts, which sum to it.

    Args:
        parts: explanations, or figures each with a label, in one currency; at least one.

    Raises:
        NotThereError: there is no part.
        TermsError: the parts are in several currencies.
    """
    if not parts:
        raise NotThereError("PARTS_MISSING", field="parts", value="[]")
    figures: tuple[Figure, ...] = tuple(
        part if isinstance(part, Explanation) else Labelled(label=part[0], figure=part[1]) for part in parts
    )
    total = sum((part.figure for part in figures[1:]), figures[0].figure)
    return Explanation(figure=total, what="total", working=Totalled(parts=figures))


# -- due days ----------------------------------------------------------------------------------


def _due(contract: Contract, line: Line, rows: Rows, row: int) -> Due:
    due = day_or_none(int(rows.due[row]))
    unadjusted = day_or_none(int(rows.due_unadjusted[row]))
    plain_due = _before_calendar(contract, line, rows, row, unadjusted)
    if line.calendar is None:
        return plain_due
    closed: tuple[Closed, ...] = ()
    if due is not None and unadjusted is not None and due != unadjusted:
        closed = tuple(_closed(line.calendar, unadjusted, due))
    return evolve(
        plain_due,
        due=due,
        calendar=line.calendar.id,
        roll=line.roll,
        closed=closed,
        provisional=bool(rows.provisional[row]),
    )


def _before_calendar(contract: Contract, line: Line, rows: Rows, row: int, unadjusted: date | None) -> Due:
    match line.billing:
        case Once(on=on):
            return Due(basis="stated", base=on, unadjusted=unadjusted, due=unadjusted)
        case Stages(parts=parts):
            stage = parts[row]
            if stage.after is None:
                return Due(basis="stated", base=stage.on, unadjusted=unadjusted, due=unadjusted)
            return Due(
                basis="event",
                base=contract.event(stage.after),
                event=stage.after,
                months=stage.months,
                days=stage.days,
                unadjusted=unadjusted,
                due=unadjusted,
            )
        case Cyclic(when=when, net_days=net_days, pay_day=pay_day):
            first, end = derive.span_of(rows, row)
            in_advance = when is When.ADVANCE
            return Due(
                basis="first-day" if in_advance else "last-day",
                base=first if in_advance else end - _ONE_DAY,
                net_days=net_days,
                pay_day=pay_day,
                unadjusted=unadjusted,
                due=unadjusted,
            )
        case _:
            assert_never(line.billing)


def due_elsewhere(own: Due, line: Line, *, base: date, unadjusted: date, due: date, provisional: bool) -> Due:
    """The same reasons for the due day of a bill that ends on another day than its terms say."""
    moved = line.calendar is not None and due != unadjusted
    closed = tuple(_closed(line.calendar, unadjusted, due)) if moved and line.calendar is not None else ()
    return evolve(own, base=base, unadjusted=unadjusted, due=due, closed=closed, provisional=provisional)


def _closed(calendar: Calendar, unadjusted: date, due: date) -> Iterator[Closed]:
    """The closed days from the unadjusted day to the due day, those of one reason together, ascending."""
    first, last = (unadjusted, due - _ONE_DAY) if due > unadjusted else (due + _ONE_DAY, unadjusted)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    for reason, run in groupby(days, calendar.reason):
        same = list(run)
        yield Closed(first=same[0], last=same[-1], reason=reason or "")
