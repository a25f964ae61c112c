"""Why figures of totals that were spread anew are what they are: by what was left, and what it was split over."""

from fractions import Fraction
from functools import lru_cache

import numpy as np

from contracts.kernel.changing import ChangingEarned
from contracts.kernel.curves import MONTH_UNIT
from contracts.kernel.days import as_date
from contracts.money import Money
from contracts.schedules.cells import ONE_DAY, CyclicLine, Quantities, changed_steps
from contracts.schedules.derive import runs_of
from contracts.schedules.rows import Rest
from contracts.schedules.weights import Weight, weigh_all
from contracts.schedules.workings import Among, Growth, Left, Measure, Split
from contracts.terms.billing import Cyclic
from contracts.terms.line import Proration
from contracts.terms.remeasuring import Remeasurement


def rest_working(rest: Rest, part: int) -> Split:
    """How one part of what was left of a total came about."""
    turn, value = rest.turn, rest.turn.line.price.amount
    whole = Left(
        value=value,
        before=Money(rest.before, value.currency),
        on=turn.on,
        amendment=turn.amendment,
        reached="due",
    )
    weights = _cells(rest) if rest.spans else ((),) * len(rest.sizes)
    sizes = [weigh_all(each) for each in weights] if rest.spans else [Fraction(size) for size in rest.sizes]
    return Split(
        whole=whole,
        runs=runs_of(sizes),
        place=part,
        remainder=turn.line.remainder,
        among=Among.INSTALLMENTS if rest.spans else Among.STAGES,
        weights=weights[part],
    )


@lru_cache(maxsize=4)
def _cells(rest: Rest) -> tuple[tuple[Weight, ...], ...]:
    """What each of the bills weighs: under a suspension as under a quantity of 0."""
    line, billing = rest.turn.line, rest.turn.line.billing
    assert isinstance(billing, Cyclic)
    assert line.service is not None  # cyclic lines have one
    cells = CyclicLine(line, line.service, billing)
    quantities = _quantities(rest.turn)
    if line.proration is Proration.NONE:
        quantities = quantities.from_next_cells(cells.weighing, cells.service)
    return tuple(cells.parts((as_date(first), as_date(end)), quantities) for first, end in rest.spans)


def _quantities(turn: Remeasurement) -> Quantities:
    """1 on the days that are served and 0 on the others."""
    assert turn.line.service is not None
    start, end = turn.line.service.start, turn.line.service.end
    steps, day = [(start, Fraction(1))], start
    for pause in turn.pauses:
        first, after = max(pause.start, day), max(pause.end, day)
        steps += [(first, Fraction(0)), (after, Fraction(1))]
        day = after
    return Quantities(changed_steps((day, value) for day, value in steps if day < end))


def grown(curve: ChangingEarned, stretch: int, first: int, end: int, currency: str) -> Growth:
    """What an amount that was left adds over days, half-open, of a stretch."""
    growth, fixed = curve.growth, int(curve.fixed[stretch])
    unit = MONTH_UNIT if growth.by_months[stretch] else 1
    on = as_date(int(growth.on[stretch]))
    days = np.array([first, end, int(growth.end[stretch])])
    before, after, of = (Fraction(count, unit) for count in growth.count(np.full(3, stretch), days).tolist())
    return Growth(
        whole=Left(
            value=Money(fixed + int(growth.rest[stretch]), currency),
            before=Money(fixed, currency),
            on=on,
            amendment=None,
            reached="earned",
        ),
        first=on,
        last=as_date(int(growth.end[stretch])) - ONE_DAY,
        since=as_date(first),
        to=as_date(end) - ONE_DAY,
        before=before,
        after=after,
        of=of,
        measure=Measure.MONTHS if growth.by_months[stretch] else Measure.DAYS,
    )
