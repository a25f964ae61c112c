"""From the `given` of a fact to our own terms: the only place where the words of facts are read.

The words: `from`, `to` (the last day) or `for` (a length) or neither (service goes on;
two cells beyond what is asked are enough); `every`, `per`, `when`, `net_days`,
`proration`, `recognition`, `remainder` as in a register file; `rate`, `total` and
`decimals` (of the money), where neither is there only weights are asked for; `quantity`,
`discount` (percent).

The grid: `anchor`; or `anchor_day`, a day of the month; or `cells_begin`: with the
(first) `month`, or with the `year`, so that quarters are the calendar's; or `align`: `end`
keeps the month's last day where the service starts on one; or `whole_cell`, which end of
the service is on the grid; or `cell_days`, how many days the cell has that the service
lies in; else the start of service.
"""

import math
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from dateutil.relativedelta import relativedelta

from contracts.dates import Cycle, Frequency, Period
from contracts.money import Money
from contracts.terms.billing import Cyclic
from contracts.terms.contract import Contract
from contracts.terms.line import Line
from contracts.terms.price import Rate, Total
from tests.cases.facts import Given

#: Currencies by the decimals that they have.
CURRENCIES = {0: "JPY", 2: "CNY", 3: "KWD"}
#: What of `given` goes to the line, and to its billing, as it stands.
_OF_LINE = ("proration", "recognition", "remainder")
_OF_BILLING = ("when", "net_days")

_ONE_DAY = timedelta(days=1)


def day(text: str) -> date:
    """The day of an ISO text."""
    return date.fromisoformat(text)


def contract_of(*givens: Given) -> Contract:
    """A contract with one line for each of the terms given."""
    return Contract(id="C", lines=[line_of(given, f"L{number}") for number, given in enumerate(givens)])


def line_of(given: Given, line_id: str = "L") -> Line:
    """The line that the terms describe; its price is `revealing` where none is given."""
    cycle = cycle_of(given)
    service = service_of(given, cycle)
    return Line(
        id=line_id,
        price=_price(given, cycle, service),
        billing=Cyclic(
            cycle.every,
            anchor=cycle.anchor,
            month_end=cycle.month_end,
            **{key: given[key] for key in _OF_BILLING if key in given},
        ),
        service=service,
        **{key: given[key] for key in _OF_LINE if key in given},
    )


def service_of(given: Given, cycle: Cycle) -> Period:
    """The days of service; where they have no end, up to an edge beyond all that is asked for."""
    start = day(given["from"])
    if "to" in given:
        return Period(start, day(given["to"]) + _ONE_DAY)
    if "for" in given:
        return Period(start, start + _length(given["for"]))
    asked = day(given.get("target", given["from"]))
    return Period(start, cycle.edge(cycle.position(max(start, asked)) + given.get("count", 1) + 1))


def cycle_of(given: Given) -> Cycle:
    """The billing grid."""
    every = Frequency.parse(given["every"])
    anchors = list(_anchors(given, every))
    month_end = given.get("align") == "end" and _is_month_end(anchors[0])
    cycles = [Cycle(every, anchor, month_end=month_end) for anchor in anchors]
    return next((cycle for cycle in cycles if _cell_days(cycle, given) == given.get("cell_days")), cycles[0])


def _anchors(given: Given, every: Frequency) -> Iterator[date]:
    """The days that the grid may be counted from; the first is right where nothing more is said."""
    start = day(given.get("anchor", given["from"]))
    if every.months and "anchor_day" in given:
        yield _unclamped(start, every.months, given["anchor_day"])
    elif "cells_begin" in given:
        yield start.replace(month=1 if given["cells_begin"] == "year" else start.month, day=1)
    elif "cell_days" in given:
        yield day(given["to"]) + _ONE_DAY
        yield start
    elif given.get("whole_cell") == "up to its last day":
        yield day(given["to"]) + _ONE_DAY
    else:
        yield start


def _unclamped(start: date, months: int, day_of_month: int) -> date:
    """A day of the grid of a month's day that is as late in its month as the grid ever comes."""
    first = start.replace(day=1)
    starts = [first - relativedelta(months=k * months) for k in range(48)]
    best = max(starts, key=lambda month: min(day_of_month, monthrange(month.year, month.month)[1]))
    return best.replace(day=min(day_of_month, monthrange(best.year, best.month)[1]))


def _cell_days(cycle: Cycle, given: Given) -> int | None:
    """The days of the cell that the service starts in, where the terms name a number of days."""
    if "cell_days" not in given:
        return None
    k = cycle.position(day(given["from"]))
    return (cycle.edge(k + 1) - cycle.edge(k)).days


def _is_month_end(of: date) -> bool:
    return (of + _ONE_DAY).day == 1


def _length(text: str) -> relativedelta:
    return Frequency.parse(text).delta


def _price(given: Given, cycle: Cycle, service: Period) -> Rate | Total:
    currency = CURRENCIES[given.get("decimals", 2)]
    if "total" in given:
        return Total(given["total"], currency)
    per = Frequency.parse(given["per"]) if "per" in given else None
    if "rate" in given:
        return Rate(given["rate"], currency, per=per, quantity=_quantity(given))
    cells = Cycle(per or cycle.every, cycle.anchor, month_end=cycle.month_end)
    return Rate(Money(revealing(cells, service), currency), per=per)


def _quantity(given: Given) -> object:
    quantity = given.get("quantity", 1)
    if isinstance(quantity, list):
        return [(day(start), count) for start, count in quantity]
    return Decimal(quantity) * (100 - Decimal(given.get("discount", 0))) / 100


def revealing(cells: Cycle, service: Period) -> int:
    """A rate, in minor units, that every part of a touched cell divides: amounts are then weights, exactly."""
    first, last = cells.position(service.start), cells.position(service.last)
    edges = [cells.edge(k) for k in range(first, last + 2)]
    lengths = {(end - start).days for start, end in pairwise(edges)}
    return math.lcm(30 * max(cells.every.months, 1), *lengths)
