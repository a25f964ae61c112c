"""From terms to workings: how each installment and each accrual came about.

Which rows there are, their service and their due days is the kernel's; a law holds
what is derived here equal to its amounts.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import numpy as np

from contracts.dates import Period
from contracts.kernel.days import NONE, as_date, number
from contracts.kernel.exact import Ints
from contracts.kernel.expand import CYCLIC, STEP, Rows
from contracts.money import Money
from contracts.schedules.cells import ONE_DAY, CyclicLine, Span, day_count, overlap
from contracts.schedules.sheet import day_or_none
from contracts.schedules.workings import (
    Among,
    Growth,
    Listed,
    Measure,
    OnDay,
    Split,
    Stated,
    Step,
    Sum,
    Weighed,
    Working,
)
from contracts.terms.billing import Cyclic, Stages
from contracts.terms.line import Line, Recognition
from contracts.terms.price import Rate

# -- installments ------------------------------------------------------------------------------


def span_of(rows: Rows, row: int) -> Span:
    """The service of a row that has one."""
    return as_date(int(rows.start[row])), as_date(int(rows.end[row]))


def installment(line: Line, rows: Rows, row: int) -> Working:
    """How the amount of a row came about.

    Args:
        line: the terms.
        rows: all rows of this line alone.
        row: which of them, from 0.
    """
    billing = line.billing
    if isinstance(billing, Cyclic):
        assert line.service is not None  # cyclic lines have one
        cells = CyclicLine(line, line.service, billing)
        return _rate_row(cells, rows, row) if isinstance(line.price, Rate) else _total_row(cells, rows, row)
    if isinstance(billing, Stages):
        return _stage(line, billing, row)
    return Stated(amount=line.price.amount)


def _stage(line: Line, billing: Stages, row: int) -> Working:
    given = billing.parts[row].amount
    if given is not None:
        return Stated(amount=given)
    percents = [Fraction(part.percent) for part in billing.parts if part.percent is not None]
    return Split(
        whole=Stated(amount=line.price.amount),
        runs=runs_of(percents),
        place=row,
        remainder=line.remainder,
        among=Among.STAGES,
    )


def runs_of(weights: Iterable[Fraction]) -> tuple[tuple[Fraction, int], ...]:
    """Equal neighbours as one, with their number."""
    runs: list[tuple[Fraction, int]] = []
    for weight in weights:
        same = bool(runs) and runs[-1][0] == weight
        runs[-1:] = [(weight, runs[-1][1] + 1)] if same else [*runs[-1:], (weight, 1)]
    return tuple(runs)


def _total_row(cells: CyclicLine, rows: Rows, row: int) -> Split:
    """A total's bills differ only at the ends of the service: all between are one whole cell each."""
    count = len(rows)
    own = cells.weights(span_of(rows, row), cells.quantities)

    def weight(place: int) -> Fraction:
        weights = cells.weights(span_of(rows, place), cells.quantities)
        return sum((cell.comes_to for cell in weights), Fraction(0))

    runs = [(weight(0), 1)]
    if count > 1:
        runs += [(Fraction(1), count - 2), (weight(count - 1), 1)]
    merged: list[tuple[Fraction, int]] = []
    for size, number_of in runs:
        if merged and merged[-1][0] == size:
            merged[-1] = (size, merged[-1][1] + number_of)
        elif number_of:
            merged.append((size, number_of))
    return Split(
        whole=Stated(amount=cells.line.price.amount),
        runs=tuple(merged),
        place=row,
        remainder=cells.line.remainder,
        among=Among.INSTALLMENTS,
        weights=own,
    )


def _rate_row(cells: CyclicLine, rows: Rows, row: int) -> Working:
    bill = int(np.flatnonzero(rows.kind[: row + 1] == CYCLIC)[-1])
    end = bill + 1
    while end < len(rows) and rows.kind[end] == STEP:
        end += 1
    known = [as_date(int(day)) for day in rows.start[bill:end]]
    values = [_bill(cells, rows, bill, day if day != known[-1] else None) for day in known[: row - bill + 1]]
    if row == bill:
        return values[0]
    span, day = span_of(rows, bill), known[row - bill]
    return Step(
        day=day,
        first=span[0],
        last=span[1] - ONE_DAY,
        quantity_before=cells.quantities.at(day - ONE_DAY),
        quantity_after=cells.quantities.at(day),
        before=values[-2],
        after=values[-1],
    )


def _bill(cells: CyclicLine, rows: Rows, bill: int, known: date | None) -> Working:
    """What a bill is worth with the steps up to a day, or with all of them."""
    span = span_of(rows, bill)
    quantities = cells.quantities if known is None else cells.quantities.as_known_on(known, span)
    if known is not None and not cells.coarser:
        return cells.value(span, cells.parts(span, quantities))
    if not cells.finer:
        return cells.price_cells(span, quantities, cells.by_days)
    return cells.price_cells(span, quantities, lambda whole, part: _split(cells, rows, whole, part))


def _split(cells: CyclicLine, rows: Rows, whole: Weighed, part: Span) -> Split:
    """One bill's part of a price cell that several bills divide."""
    bills = np.flatnonzero(rows.kind == CYCLIC)
    starts = rows.start[bills]
    cell = (whole.first, whole.last + ONE_DAY)
    first = int(np.searchsorted(starts, number(cell[0]), side="right")) - 1
    after = int(np.searchsorted(starts, number(cell[1]), side="left"))
    bounds = [cell[0], *(as_date(int(day)) for day in starts[first + 1 : after]), cell[1]]
    spans = list(pairwise(bounds))
    weights = [cells.weights(span, cells.quantities) for span in spans]
    place = spans.index(part)
    return Split(
        whole=whole,
        runs=runs_of(sum((weight.comes_to for weight in own), Fraction(0)) for own in weights),
        place=place,
        remainder=cells.line.remainder,
        among=Among.BILLS,
        weights=weights[place],
    )


# -- accruals ----------------------------------------------------------------------------------


def accrual(line: Line, rows: Rows, period: Period) -> Working:
    """How what is earned in a period came about.

    Args:
        line: the terms.
        rows: all rows of this line alone.
        period: the days asked for.
    """
    match line.recognition:
        case Recognition.ON_DUE:
            due = rows.due_unadjusted
            return _listed(line, rows, np.flatnonzero((due >= number(period.start)) & (due < number(period.end))))
        case Recognition.DAILY | Recognition.EVEN:
            return _over_time(line, period)
        case day:
            every = _listed(line, rows, np.arange(len(rows)))
            return OnDay(day=day, first=period.first, last=period.last, whole=every)


def _listed(line: Line, rows: Rows, chosen: Ints) -> Sum:
    """The rows as a sum, equal neighbours as one."""
    amount, due = rows.amount[chosen], rows.due_unadjusted[chosen]
    alike = (np.diff(amount) == 0) & (np.diff(chosen) == 1) & ((due[1:] == NONE) == (due[:-1] == NONE))
    cuts = np.flatnonzero(~alike) + 1
    return Sum(
        currency=line.currency,
        parts=tuple(
            Listed(
                first_number=int(chosen[first]) + 1,
                last_number=int(chosen[after - 1]) + 1,
                first_due=day_or_none(int(due[first:after].min())),
                last_due=day_or_none(int(due[first:after].max())),
                each=Money(int(amount[first]), line.currency),
            )
            for first, after in pairwise([0, *cuts.tolist(), len(chosen)] if len(chosen) else [])
        ),
    )


def _over_time(line: Line, period: Period) -> Working:
    assert line.service is not None  # daily and even lines have one
    service = (line.service.start, line.service.end)
    span = overlap((period.start, period.end), service)
    if span[0] >= span[1]:
        return Sum(currency=line.currency, parts=())
    if isinstance(line.price, Rate) and isinstance(line.billing, Cyclic):
        cells = CyclicLine(line, line.service, line.billing)
        return cells.price_cells(span, cells.quantities, cells.by_days)
    even = line.recognition is Recognition.EVEN
    measured = _months if even else lambda span: Fraction(day_count(span))
    return Growth(
        whole=Stated(amount=line.price.amount),
        first=service[0],
        last=service[1] - ONE_DAY,
        since=span[0],
        to=span[1] - ONE_DAY,
        before=measured((service[0], span[0])),
        after=measured((service[0], span[1])),
        of=measured(service),
        measure=Measure.MONTHS if even else Measure.DAYS,
    )


def _months(span: Span) -> Fraction:
    """Calendar months in a span, partial ones by their days."""

    def until(day: date) -> Fraction:
        start = day.replace(day=1)
        length = ((start + timedelta(days=31)).replace(day=1) - start).days
        return day.year * 12 + day.month + Fraction(day.day - 1, length)

    return until(span[1]) - until(span[0])


def before(rows: Rows, row: int) -> int:
    """What the rows of a line that are shared before one come to: by unadjusted due day, then number, undated last."""
    return int(sum(rows.amount[before_in(rows, np.arange(len(rows)), row)].tolist()))


def before_in(rows: Rows, places: Ints, row: int) -> Ints:
    """Of the places of a line's rows, those that are shared before one of them."""
    due = rows.due_unadjusted[places].astype(np.int64)
    key = np.where(due == NONE, np.iinfo(np.int32).max, due)
    own = key[places == row][0]
    earlier: Ints = places[(key < own) | ((key == own) & (places < row))]
    return earlier
