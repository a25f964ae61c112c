"""A second computation of everything the library prints: slow, plain, and written from the texts alone.

It reads the terms of a line by their attributes and works with `fractions.Fraction` and the standard library's
dates. It shares no line with the kernel or with `contracts.dates` and imports neither, so that a mistake would have
to be made twice to go unseen. Where a rule is quoted, it is the design's.

Days are `datetime.date`; a span of days is a pair (first day, day after the last); amounts are integers of minor
units; quantities and weights are fractions.
"""

import calendar as months
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import Any

ONE_DAY = timedelta(days=1)
FIRST_DAY, DAY_AFTER_THE_LAST = date(1900, 1, 1), date(2200, 1, 1)
Span = tuple[date, date]


# --- rounding and splitting -------------------------------------------------------------------------------------------


def half_away(value: Fraction) -> int:
    """The nearest integer, a half going away from zero."""
    return floor(value + Fraction(1, 2)) if value >= 0 else -floor(-value + Fraction(1, 2))


def split(amount: int, weights: Sequence[Fraction], remainder: str) -> list[int]:
    """An amount in whole minor units by weights; `remainder` says where the odd units go.

    Where all weights are 0 the first takes all.
    """
    whole = sum(weights, Fraction(0))
    if whole == 0:
        return [amount, *(0 for _ in weights[1:])]
    exact = [amount * weight / whole for weight in weights]
    if remainder == "spread":
        running = [half_away(sum(exact[: i + 1], Fraction(0))) for i in range(len(exact))]
        return [after - before for before, after in zip([0, *running], running, strict=False)]
    parts = [floor(value) for value in exact]
    odd = amount - sum(parts)
    if remainder == "last":
        parts[-1] += odd
    else:
        by_remainder = sorted(range(len(exact)), key=lambda i: (floor(exact[i]) - exact[i], i))
        for i in by_remainder[:odd]:
            parts[i] += 1
    return parts


# --- days and grids ---------------------------------------------------------------------------------------------------


def days_in_month(year: int, month: int) -> int:
    """How many days a month has."""
    return months.monthrange(year, month)[1]


def month_after(day: date, count: int, day_of_month: int) -> date:
    """A day of the month `count` months after that of `day`, clamped to short months."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day_of_month, days_in_month(year, month + 1)))


def days(span: Span) -> int:
    """How many days a span has; 0 where it is empty or turned round."""
    return max((span[1] - span[0]).days, 0)


def overlap(one: Span, other: Span) -> Span:
    """The days that two spans have in common; the second day is not after the first where there are none."""
    return max(one[0], other[0]), min(one[1], other[1])


@dataclass(frozen=True)
class Grid:
    """Edges `anchor + k × every`, each counted from the anchor."""

    months: int
    days: int
    anchor: date
    month_end: bool = False

    def edge(self, k: int) -> date:
        """The k-th edge; k may be negative."""
        if self.days:
            return self.anchor + timedelta(days=self.days * k)
        return month_after(self.anchor, k * self.months, 31 if self.month_end else self.anchor.day)

    def position(self, day: date) -> int:
        """The number of the cell that holds a day."""
        if self.days:
            return (day - self.anchor).days // self.days
        apart = (day.year - self.anchor.year) * 12 + day.month - self.anchor.month
        k = apart // self.months + 1
        while self.edge(k) > day:
            k -= 1
        return k

    def cells(self, service: Span) -> list[Span]:
        """The whole natural cells that hold any day of a service, in order."""
        first, last = self.position(service[0]), self.position(service[1] - ONE_DAY)
        return [(self.edge(k), self.edge(k + 1)) for k in range(first, last + 1)]


def bills(grid: Grid, service: Span, billing: Any) -> list[Span]:
    """The spans of service that one bill each is for.

    "no edge lies strictly between the start and first_edge, nor between last_edge and the end"; LONG joins what is not
    a whole cell at either end to its neighbour, but "an explicit edge stays where it is".
    """
    start, end = service
    first_edge, last_edge = billing.first_edge, billing.last_edge
    whole_cells = grid.cells(service)
    edges = [cell[0] for cell in whole_cells if start < cell[0] < end]
    if first_edge is not None:
        edges = [edge for edge in edges if edge >= first_edge]
    if last_edge is not None:
        edges = [edge for edge in edges if edge <= last_edge]
    if str(billing.stub) == "long" and edges:
        short = [(start, edges[0]) not in whole_cells and edges[0], (edges[-1], end) not in whole_cells and edges[-1]]
        edges = [edge for edge in edges if edge not in short or edge in (first_edge, last_edge)]
    return list(zip([start, *edges], [*edges, end], strict=True))


def thirty_days(span: Span) -> int:
    """30E/360 from the first day to the day after the last."""
    (y1, m1, d1), (y2, m2, d2) = ((day.year, day.month, min(day.day, 30)) for day in span)
    return 360 * (y2 - y1) + 30 * (m2 - m1) + d2 - d1


def prorated(cell: Span, served: Span, cell_months: int, proration: str) -> Fraction:
    """The part of a cell that is owed for the days served in it; a whole cell is exactly 1."""
    if served == cell or proration == "none":
        return Fraction(1)
    if proration == "actual":
        return Fraction(days(served), days(cell))
    numerator = thirty_days(served) if proration == "thirty" else days(served)
    return min(Fraction(1), Fraction(numerator, 30 * cell_months))


# --- quantities -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Quantities:
    """A quantity that steps on given days: each value holds from its day to the next; the first from ever."""

    steps: tuple[tuple[date, Fraction], ...]

    def at(self, day: date) -> Fraction:
        """The quantity on a day."""
        return [value for start, value in self.steps if start <= day or start == self.steps[0][0]][-1]

    def over(self, span: Span) -> Fraction:
        """The sum of the quantity of each day of a span."""
        total = Fraction(0)
        ends = [start for start, _ in self.steps[1:]] + [date.max]
        for i, ((start, value), end) in enumerate(zip(self.steps, ends, strict=True)):
            total += value * days(overlap(span, (date.min if i == 0 else start, end)))
        return total

    def changes(self, span: Span) -> list[date]:
        """The days inside a span, its first day excluded, on which the quantity differs from the day before."""
        inside = sorted({start for start, _ in self.steps if span[0] < start < span[1]})
        return [day for day in inside if self.at(day) != self.at(day - ONE_DAY)]

    def as_known_on(self, known: date, bill: Span) -> "Quantities":
        """In the bill no step after `known` is taken: q(min(t, known)). Outside of the bill nothing changes."""
        before = [(start, value) for start, value in self.steps if start <= known]
        after = [(start, value) for start, value in self.steps if start > bill[1]]
        return Quantities((*(before or [(known, self.at(known))]), (bill[1], self.at(bill[1])), *after))


def quantities_of(line: Any) -> Quantities:
    """The quantity steps of a rate; the first has no day, or one that is not after the start."""
    steps = line.price.quantity.steps
    return Quantities(tuple((step.start or date.min, Fraction(step.value)) for step in steps))


# --- due days ---------------------------------------------------------------------------------------------------------


def covered(calendar: Any, day: date) -> bool:
    """Whether a calendar says anything about a day."""
    first, last = calendar.first_year, calendar.last_year
    return (first is None or first <= day.year) and (last is None or day.year <= last)


def is_open(calendar: Any, day: date) -> bool:
    """Whether business is done: make-up days, and weekdays but holidays; beyond the coverage every weekday."""
    if not covered(calendar, day):
        return day.weekday() not in calendar.weekend
    return day in calendar.working or (day.weekday() not in calendar.weekend and day not in calendar.holidays)


def adjusted(calendar: Any, day: date, roll: str) -> tuple[date, bool]:
    """The due day moved off closed days, and whether any day that was asked about lies beyond the coverage.

    A modified roll turns back at the edge of the month, and so asks about no day of the next one.
    """

    def walk(step: timedelta, within_month: bool) -> tuple[date | None, bool]:
        found, provisional = day, not covered(calendar, day)
        while not is_open(calendar, found):
            found += step
            if within_month and (found.year, found.month) != (day.year, day.month):
                return None, provisional
            provisional = provisional or not covered(calendar, found)
        return found, provisional

    step = ONE_DAY if roll.endswith("following") else -ONE_DAY
    found, provisional = walk(step, roll.startswith("modified-"))
    if found is None:
        found, provisional = walk(-step, within_month=False)
    assert found is not None
    return found, provisional


# --- rows -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """An installment: its service days (first, day after the last), its due days and its amount."""

    number: int
    kind: str
    name: str | None
    start: date | None
    end: date | None
    due_unadjusted: date | None
    due: date | None
    provisional: bool
    amount: int


def events_of(contract: Any) -> dict[str, date]:
    """The days of the events that are known, `signed` among them."""
    known = dict(contract.events)
    if contract.signed is not None:
        known["signed"] = contract.signed
    return known


class LineOracle:
    """Everything that follows from one line, given the days of the events that are known."""

    def __init__(self, line: Any, events: Mapping[str, date] | None = None) -> None:
        self.line = line
        self.events = dict(events or {})
        self.amount: int = line.price.amount.minor
        self.proration = str(line.proration)
        self.remainder = str(line.remainder)
        self.service: Span | None = None if line.service is None else (line.service.start, line.service.end)

    # --- what kind of line it is ---

    @property
    def is_rate(self) -> bool:
        """Whether the price is a rate for each cell; else it is a total."""
        return hasattr(self.line.price, "quantity")

    @property
    def kind(self) -> str:
        """`cyclic`, `stage` or `once`."""
        billing = self.line.billing
        return "cyclic" if hasattr(billing, "every") else "stage" if hasattr(billing, "parts") else "once"

    @cached_property
    def span(self) -> Span:
        """The service of a line that must have one."""
        assert self.service is not None
        return self.service

    # --- the grids ---

    def grid(self, every: Any) -> Grid:
        """The grid of a frequency: billing's anchor, else its first edge, else the start of service."""
        billing = self.line.billing
        anchor = billing.anchor or billing.first_edge or self.span[0]
        return Grid(every.months, every.days, anchor, billing.month_end)

    @cached_property
    def every(self) -> Any:
        """How often a bill comes."""
        return self.line.billing.every

    @cached_property
    def per(self) -> Any:
        """What a rate is owed for; billing's frequency unless said."""
        return self.line.price.per or self.every

    @cached_property
    def bills_in_a_price_cell(self) -> int | None:
        """How many bills a price cell has where it is a multiple of a bill, and more than one; else None."""
        for whole, part in ((self.per.months, self.every.months), (self.per.days, self.every.days)):
            if part and whole > part and whole % part == 0:
                return int(whole // part)
        return None

    @cached_property
    def price_cells_fit_in_bills(self) -> bool:
        """Whether a bill is one or several whole price cells."""
        pairs = ((self.every.months, self.per.months), (self.every.days, self.per.days))
        return any(part and whole and whole % part == 0 for whole, part in pairs)

    @cached_property
    def bill_spans(self) -> list[Span]:
        """The service of each bill."""
        return bills(self.grid(self.every), self.span, self.line.billing)

    @cached_property
    def price_cells(self) -> list[Span]:
        """The natural cells of the price grid that hold a day of service."""
        return self.grid(self.per).cells(self.span)

    @cached_property
    def weight_frequency(self) -> Any:
        """The frequency of the cells in which proration and quantity are taken."""
        return self.per if self.is_rate and not self.bills_in_a_price_cell else self.every

    @cached_property
    def weight_cells(self) -> list[Span]:
        """Billing's natural cells for totals and where bills divide a price cell; else the price cells."""
        return self.grid(self.weight_frequency).cells(self.span)

    @cached_property
    def first_days_served(self) -> list[date]:
        """The first day of service in each weight cell."""
        return [overlap(cell, self.span)[0] for cell in self.weight_cells]

    def weight_cells_in(self, span: Span) -> list[Span]:
        """The weight cells whose first day of service lies in a span."""
        first, after = (bisect_left(self.first_days_served, day) for day in span)
        return self.weight_cells[first:after]

    def weight(self, cell: Span) -> Fraction:
        """The prorated weight of a weight cell, without quantity."""
        return prorated(cell, overlap(cell, self.span), self.weight_frequency.months, self.proration)

    # --- rates ---

    @cached_property
    def quantities(self) -> Quantities:
        """The quantity that counts on each day: under NONE a step counts from the next weight cell."""
        said = quantities_of(self.line)
        if self.proration != "none":
            return said
        counted = [(first, said.at(first)) for first in self.first_days_served]
        changes = [
            step for before, step in zip([None, *counted], counted, strict=False) if not before or before[1] != step[1]
        ]
        return Quantities(tuple(changes))

    def weighed(self, cell: Span, quantities: Quantities) -> Fraction:
        """Weight × quantity of a weight cell: the mean over the days served; under NONE that of the first of them."""
        served = overlap(cell, self.span)
        if self.proration == "none":
            return quantities.at(served[0])
        return self.weight(cell) * quantities.over(served) / days(served)

    def weighed_in(self, span: Span, quantities: Quantities) -> Fraction:
        """Σ weight × quantity over the weight cells of a span that begins and ends with some."""
        return sum((self.weighed(cell, quantities) for cell in self.weight_cells_in(span)), Fraction(0))

    def price_cell_amount(self, cell: Span, quantities: Quantities) -> int:
        """What a price cell comes to, rounded by itself."""
        part = Fraction(1, self.bills_in_a_price_cell or 1)
        return half_away(self.amount * part * self.weighed_in(overlap(cell, self.span), quantities))

    @cached_property
    def price_amounts(self) -> dict[Span, int]:
        """What each price cell comes to, all steps taken."""
        return {cell: self.price_cell_amount(cell, self.quantities) for cell in self.price_cells}

    def part_of_price_cell(self, cell: Span, day: date, quantities: Quantities) -> Fraction:
        """The exact part of a price cell's rounded amount that its days before `day` have, by days times quantity."""
        served = overlap(cell, self.span)
        before = overlap(served, (date.min, day))
        amount = self.price_amounts[cell] if quantities == self.quantities else self.price_cell_amount(cell, quantities)
        if self.proration == "none" and not self.bills_in_a_price_cell:
            return Fraction(amount * days(before), days(served))
        whole = quantities.over(served)
        return amount * quantities.over((before[0], max(before))) / whole if whole else Fraction(0)

    def rate_bill(self, bill: Span, quantities: Quantities) -> int:
        """What a bill comes to where price cells fit in bills, or where neither fits in the other."""
        total = 0
        for cell in self.price_cells:
            if cell[0] < bill[1] and bill[0] < cell[1]:
                upto = [half_away(self.part_of_price_cell(cell, day, quantities)) for day in bill]
                total += upto[1] - upto[0]
        return total

    def shares_of_price_cells(self) -> list[int]:
        """What each bill comes to where bills divide price cells: each cell's amount split by `remainder`."""
        totals = [0 for _ in self.bill_spans]
        for cell in self.price_cells:
            touching = [i for i, bill in enumerate(self.bill_spans) if days(overlap(cell, bill))]
            weights = [self.weighed_in(overlap(cell, self.bill_spans[i]), self.quantities) for i in touching]
            parts = split(self.price_amounts[cell], weights, self.remainder)
            for i, part in zip(touching, parts, strict=True):
                totals[i] += part
        return totals

    def exact_bill_so_far(self, bill: Span, known: date) -> Fraction:
        """What a bill exactly comes to while no step after a day is taken.

        It has of each weight cell the part that its days have of those served, each weighing its quantity.
        """
        quantities = self.quantities.as_known_on(known, bill)
        total = Fraction(0)
        for cell in self.weight_cells:
            served, billed = overlap(cell, self.span), overlap(overlap(cell, self.span), bill)
            if days(billed):
                whole_cell = self.proration == "none"
                weighed = quantities.at(served[0]) * days(billed) if whole_cell else quantities.over(billed)
                total += self.amount * self.weight(cell) * weighed / days(served)
        return total / (self.bills_in_a_price_cell or 1)

    def rate_bill_so_far(self, bill: Span, known: date) -> int:
        """What a bill comes to while no step after a day is taken.

        Where price cells fit in bills each is rounded by itself, else the bill is, from its exact value.
        """
        if self.price_cells_fit_in_bills:
            return self.rate_bill(bill, self.quantities.as_known_on(known, bill))
        return half_away(self.exact_bill_so_far(bill, known))

    def rate_rows(self) -> list[tuple[str, Span, int]]:
        """Kind, service and amount of each row of a rate: bills, and in advance their steps."""
        if self.bills_in_a_price_cell:
            amounts = self.shares_of_price_cells()
        else:
            amounts = [self.rate_bill(bill, self.quantities) for bill in self.bill_spans]
        rows = []
        for bill, amount in zip(self.bill_spans, amounts, strict=True):
            steps = self.quantities.changes(bill) if str(self.line.billing.when) == "advance" else []
            known = [bill[0], *steps]
            running = [*(self.rate_bill_so_far(bill, day) for day in known[:-1]), amount]
            for i, day in enumerate(known):
                row = running[i] - (running[i - 1] if i else 0)
                rows.append(("step" if i else "cyclic", (day, bill[1]), row))
        return rows

    # --- totals ---

    def total_rows(self) -> list[tuple[str, Span, int]]:
        """The rows of a total billed by cycle: the weights of the cells that each bill covers."""
        weights = [
            sum((self.weight(cell) for cell in self.weight_cells_in(bill)), Fraction(0)) for bill in self.bill_spans
        ]
        amounts = split(self.amount, weights, self.remainder)
        return [("cyclic", bill, amount) for bill, amount in zip(self.bill_spans, amounts, strict=True)]

    # --- due days ---

    def due_of_bill(self, span: Span) -> date:
        """The unadjusted due day of a bill or a step."""
        billing = self.line.billing
        base = span[0] if str(billing.when) == "advance" else span[1] - ONE_DAY
        if billing.pay_day is not None:
            return month_after(base, 1, billing.pay_day)
        return base + timedelta(days=billing.net_days)

    def due_of_stage(self, stage: Any) -> date | None:
        """The unadjusted due day of a stage; none while its event is not known."""
        if stage.after is None:
            on: date = stage.on
            return on
        event = self.events.get(stage.after)
        if event is None:
            return None
        return month_after(event, stage.months, event.day) + timedelta(days=stage.days)

    def roll(self, day: date | None) -> tuple[date | None, bool]:
        """The adjusted due day, and whether it is provisional."""
        calendar = self.line.calendar
        if day is None or calendar is None:
            return day, False
        return adjusted(calendar, day, "following" if self.line.roll is None else str(self.line.roll))

    # --- the rows ---

    @cached_property
    def plain_rows(self) -> list[tuple[str, str | None, Span | None, date | None, int]]:
        """Kind, name, service, unadjusted due day and amount of each row, in order of number."""
        billing = self.line.billing
        if self.kind == "once":
            return [("once", None, self.service, billing.on, self.amount)]
        if self.kind == "stage":
            stages = billing.parts
            if stages[0].percent is not None:
                amounts = split(self.amount, [Fraction(stage.percent) for stage in stages], self.remainder)
            else:
                amounts = [stage.amount.minor for stage in stages]
            return [
                ("stage", stage.name, self.service, self.due_of_stage(stage), amount)
                for stage, amount in zip(stages, amounts, strict=True)
            ]
        rows = self.rate_rows() if self.is_rate else self.total_rows()
        return [(kind, None, span, self.due_of_bill(span), amount) for kind, span, amount in rows]

    @cached_property
    def rows(self) -> list[Row]:
        """Every row, in order of number."""
        rows = []
        for number, (kind, name, span, unadjusted, amount) in enumerate(self.plain_rows, start=1):
            due, provisional = self.roll(unadjusted)
            start, end = span or (None, None)
            rows.append(Row(number, kind, name, start, end, unadjusted, due, provisional, amount))
        return rows

    # --- the curves ---

    @cached_property
    def value(self) -> int:
        """What the line comes to in all."""
        if not self.is_rate:
            return self.amount
        return sum(self.price_amounts.values())

    def due(self, on: date) -> int:
        """What has fallen due up to a day, that day included, by the adjusted due days."""
        return sum(row.amount for row in self.rows if row.due is not None and row.due <= on)

    def exact_earned(self, on: date) -> Fraction:
        """What has been delivered up to a day, that day included, before rounding (of cells as rounded)."""
        recognition = self.line.recognition
        if isinstance(recognition, date):
            return Fraction(self.value if on >= recognition else 0)
        if str(recognition) == "on-due":
            dated = [row for row in self.rows if row.due_unadjusted is not None]
            return Fraction(sum(row.amount for row in dated if row.due_unadjusted and row.due_unadjusted <= on))
        next_day = on + ONE_DAY
        if self.is_rate:
            past = sum(amount for cell, amount in self.price_amounts.items() if cell[1] <= next_day)
            running = [cell for cell in self.price_cells if cell[0] < next_day < cell[1]]
            return past + sum(
                (self.part_of_price_cell(cell, next_day, self.quantities) for cell in running), Fraction(0)
            )
        so_far = overlap(self.span, (date.min, next_day))
        measure = calendar_months if str(recognition) == "even" else days
        return Fraction(self.amount) * measure(so_far) / measure(self.span)

    def earned(self, on: date) -> int:
        """What has been delivered up to a day, that day included."""
        return half_away(self.exact_earned(on))

    def accrual(self, span: Span) -> int:
        """What was delivered on the days of a span."""
        return self.earned(span[1] - ONE_DAY) - self.earned(span[0] - ONE_DAY)

    def accruals(self, per: str, start_month: int = 1) -> list[tuple[date, date, int, int]]:
        """First day, last day, amount and cumulative amount of each fiscal period from the first to the last touched.

        A service touches the periods of its days; an amount on due days those from the first to the last of them; an
        amount on one day that day's.
        """
        recognition = self.line.recognition
        if isinstance(recognition, date):
            touched = [recognition]
        elif str(recognition) == "on-due":
            touched = [row.due_unadjusted for row in self.rows if row.due_unadjusted is not None]
        else:
            touched = [self.span[0], self.span[1] - ONE_DAY]
        if not touched:
            return []
        rows = []
        period = fiscal_period(min(touched), per, start_month)
        while period[0] <= max(touched):
            last = period[1] - ONE_DAY
            rows.append((period[0], last, self.accrual(period), self.earned(last)))
            if period[1] == DAY_AFTER_THE_LAST:
                break
            period = fiscal_period(period[1], per, start_month)
        return rows

    # --- shares ---

    @cached_property
    def payers(self) -> list[str | None]:
        """Who bears the line, in the order written; None is the register's payer."""
        if self.line.allocation is None:
            return [None]
        return [payer for payer, _ in self.line.allocation.weights]

    def shared(self, cumulative: int) -> list[int]:
        """Each payer's part of a cumulative amount: differences of `round(curve × weights so far / all weights)`."""
        allocation = self.line.allocation
        weights = [1] if allocation is None else [weight for _, weight in allocation.weights]
        upto = [half_away(Fraction(cumulative * sum(weights[:j]), sum(weights))) for j in range(len(weights) + 1)]
        return [upto[j + 1] - upto[j] for j in range(len(weights))]

    @cached_property
    def row_shares(self) -> list[list[int]]:
        """The shares of each row, in order of number; cumulative by unadjusted due day, undated rows last."""
        order = sorted(
            range(len(self.rows)), key=lambda i: (self.rows[i].due_unadjusted or date.max, self.rows[i].number)
        )
        shares: list[list[int]] = [[] for _ in self.rows]
        cumulative = 0
        for i in order:
            before, cumulative = cumulative, cumulative + self.rows[i].amount
            pairs = zip(self.shared(before), self.shared(cumulative), strict=True)
            shares[i] = [after - earlier for earlier, after in pairs]
        return shares

    def accrual_shares(self, span: Span) -> list[int]:
        """The shares of what was delivered on the days of a span."""
        before, after = self.shared(self.earned(span[0] - ONE_DAY)), self.shared(self.earned(span[1] - ONE_DAY))
        return [late - early for early, late in zip(before, after, strict=True)]

    def totals(self, per: str = "year", start_month: int = 1) -> dict[tuple[str, str | None], int]:
        """Period and payer -> what falls due, by the adjusted due day; undated amounts under `undated`."""
        totals: dict[tuple[str, str | None], int] = defaultdict(int)
        for row, shares in zip(self.rows, self.row_shares, strict=True):
            period = "undated" if row.due is None else fiscal_label(row.due, per, start_month)
            for payer, share in zip(self.payers, shares, strict=True):
                totals[period, payer] += share
        return dict(totals)

    def obligations(self, as_of: date, per: str = "year", start_month: int = 1) -> dict[str, int]:
        """Period -> what falls due after a day, by the adjusted due day; undated amounts under `undated`."""
        totals: dict[str, int] = defaultdict(int)
        for row in self.rows:
            if row.due is None:
                totals["undated"] += row.amount
            elif row.due > as_of:
                totals[fiscal_label(row.due, per, start_month)] += row.amount
        return dict(totals)


def calendar_months(span: Span) -> Fraction:
    """How many calendar months a span has, partial months by their days."""
    total = Fraction(0)
    first = date(span[0].year, span[0].month, 1)
    while first < span[1]:
        following = month_after(first, 1, 1)
        total += Fraction(days(overlap(span, (first, following))), days((first, following)))
        first = following
    return total


# --- fiscal periods ---------------------------------------------------------------------------------------------------

MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def fiscal_period(day: date, per: str, start_month: int = 1) -> Span:
    """The fiscal period that holds a day, within the days that there are."""
    into_year = (day.month - start_month) % 12
    first = month_after(date(day.year, day.month, 1), -(into_year % MONTHS_IN[per]), 1)
    return max(first, FIRST_DAY), min(month_after(first, MONTHS_IN[per], 1), DAY_AFTER_THE_LAST)


def fiscal_label(day: date, per: str, start_month: int = 1) -> str:
    """`2018`, `2018-H1`, `2018-Q1` of the fiscal year that ends in 2018; `2018-03` of the calendar."""
    if per == "month":
        return f"{day.year:04}-{day.month:02}"
    into_year = (day.month - start_month) % 12
    year = month_after(day, 11 - into_year, 1).year
    return {
        "year": f"{year:04}",
        "half": f"{year:04}-H{into_year // 6 + 1}",
        "quarter": f"{year:04}-Q{into_year // 3 + 1}",
    }[per]


# --- contracts --------------------------------------------------------------------------------------------------------


def line_oracles(contracts: Sequence[Any]) -> list[tuple[str, str, LineOracle]]:
    """Contract id, line id and the computation of every line, in the order of a schedule: text order of the ids."""
    return sorted(
        (
            (contract.id, line.id, LineOracle(line, events_of(contract)))
            for contract in contracts
            for line in contract.lines
        ),
        key=lambda entry: entry[:2],
    )
