"""Hypothesis strategies for terms: valid by construction, and drawn from the edges as well as at random.

Schedules go wrong on the 31st, on 29 February, on the day after a cell ends and in
the last week of a budget year; days drawn at random seldom fall there. Every
strategy here prefers such days, and amounts such as 0, 1 and primes.

All options are keyword-only. Nothing that is drawn is refused by the constructors,
and a line has at most `max_rows` rows, so that slow checks stay possible.

>>> from hypothesis import given, settings
>>> from contracts.testing import lines
>>> @settings(max_examples=5, derandomize=True, deadline=None)
... @given(lines())
... def every_line_has_a_price(line):
...     assert line.price.amount.minor >= 0
>>> every_line_has_a_price()
"""

import zlib
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, TypeVar

from attrs import evolve
from dateutil.relativedelta import relativedelta
from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from hypothesis.vendor import pretty

from contracts.calendars import CHINA, WEEKENDS, Beyond, Calendar, Roll
from contracts.dates import FIRST_DAY, LAST_DAY, Cycle, Frequency, Period, Stub
from contracts.errors import TermsError
from contracts.money import LIMIT_MINOR, Money
from contracts.payment import Applied, Payment
from contracts.register import Register, Reported, ReportedFigure
from contracts.schedules.installments import schedule
from contracts.terms.adjustment import Adjustment, AdjustmentKind
from contracts.terms.allocation import WEIGHT_LIMIT, Allocation
from contracts.terms.amendment import Amendment, Change, Rebilling, Suspension
from contracts.terms.billing import Cyclic, Once, Stage, Stages, When
from contracts.terms.contract import Contract, Subject
from contracts.terms.escalation import Compounding, Escalation, Missing
from contracts.terms.index import Index
from contracts.terms.line import Line, Proration, Recognition, Remainder
from contracts.terms.opening import Opening
from contracts.terms.price import Quantity, Rate, Total
from contracts.terms.renewal import Renewal, RenewedBy
from contracts.terms.renewing import NOTICE, Renewals
from contracts.terms.retention import Release, Retention
from contracts.terms.tax import Tax, TaxBy, TaxRate, TaxRounding

_Value = TypeVar("_Value")

#: The most rows of a line that is drawn, unless said.
MAX_ROWS: Final = 80
#: The most price cells that one line's rate is owed for.
_MAX_PRICE_CELLS: Final = 400
#: The most days that a service has, unless said.
_MAX_DAYS: Final = 366 * 12
#: Where most days lie: leap years, make-up weekends and both ends of what the Chinese calendar covers.
_USUAL: Final = (date(2003, 1, 1), date(2030, 12, 31))
_ONE_DAY: Final = timedelta(days=1)
_FEW_YEARS: Final = timedelta(days=1100)

PAYERS: Final = ("市本级", "北湖区", "苏仙区", "出口加工区", "A", "B")
EVENTS: Final = ("accepted", "delivered", "signed")
_IDS: Final = ("A", "B", "C-1", "C-10", "C-2", "DEMO_1", "a", "合同〔2017〕3", "x.y", "Z")


# --- days -------------------------------------------------------------------------------------------------------------


#: Strategies that never change are made once, and what depends on what was drawn is computed from a draw of theirs:
#: drawing from new ones costs several times the draw.
_COIN: Final = st.booleans()
_ONE_IN_THREE: Final = st.sampled_from((False, False, True))
_ONE_IN_FOUR: Final = st.sampled_from((False, False, False, True))
_NUMBER: Final = st.integers(0, 2**16 - 1)


def _one_of(draw: DrawFn, among: Sequence[_Value]) -> _Value:
    """One of several values; of a failing example the first one that fails."""
    return among[draw(_NUMBER) % len(among)]


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _sharpened(day: date, kind: str) -> date:
    """A day near by on which calendars go wrong."""
    match kind:
        case "month end":
            return _month_end(day)
        case "first":
            return day.replace(day=1)
        case "31st":
            return day.replace(month=(1, 3, 5, 7, 8, 10, 12)[day.month % 7], day=31)
        case "30th":
            return day.replace(month=(4, 6, 9, 11)[day.month % 4], day=30)
        case "leap day":
            year = min(max(day.year // 4 * 4, 1904), 2196)
            return date(year + 4 if year == 2100 else year, 2, 29)
        case "end of february":
            return _month_end(day.replace(month=2, day=1))
        case "year end":
            return day.replace(month=12, day=31)
        case "new year":
            return day.replace(month=1, day=1)
        case _:
            return day


_KINDS: Final = (
    "any",
    "month end",
    "first",
    "31st",
    "30th",
    "leap day",
    "end of february",
    "year end",
    "new year",
)
_SHARPENING: Final = st.sampled_from((*_KINDS, "any", "any"))


def _clamped(day: date, first: date, last: date) -> date:
    return min(max(day, first), last)


def _day_between(draw: DrawFn, first: date, last: date) -> date:
    day = first + draw(st.integers(0, (last - first).days)) * _ONE_DAY
    return _clamped(_sharpened(day, draw(_SHARPENING)), first, last)


_days_between = st.composite(_day_between)


def days(*, first: date | None = None, last: date | None = None) -> SearchStrategy[date]:
    """Days, half of them such as month ends, 29 February and the 31st.

    Options:
        first, last: inclusive bounds. Without them most days lie from 2003 to 2030, a few anywhere from 1900 to 2199.
    """
    if first is None and last is None:
        return _ANY_DAY
    return _days_between(first or FIRST_DAY, last or LAST_DAY)


_USUAL_DAY: Final = _days_between(*_USUAL)
_ANY_DAY: Final[SearchStrategy[date]] = st.one_of(*(_USUAL_DAY,) * 5, _days_between(FIRST_DAY, LAST_DAY))


def _day(draw: DrawFn, first: date | None, last: date | None) -> date:
    """A day as `days` draws it."""
    if first is None and last is None:
        return draw(_ANY_DAY)
    return _day_between(draw, first or FIRST_DAY, last or LAST_DAY)


_SHAPE: Final = st.sampled_from(("days", "months", "edge"))


@st.composite
def periods(
    draw: DrawFn,
    /,
    *,
    first: date | None = None,
    last: date | None = None,
    min_days: int = 1,
    max_days: int = _MAX_DAYS,
) -> Period:
    """Periods that often start or end with a month or a year, and often last whole months.

    Options:
        first, last: no day of the period lies outside of them.
        min_days, max_days: how long it is.
    """
    lowest, highest = first or FIRST_DAY, last or LAST_DAY
    start = _day(draw, first, highest - timedelta(days=min_days - 1) if last or first else None)
    start = _clamped(start, lowest, highest - timedelta(days=min_days - 1))
    longest = min(max_days, (highest - start).days + 1)
    shape = draw(_SHAPE)
    length = draw(st.integers(min_days, longest))
    if shape == "months":
        length = (start + relativedelta(months=max(1, length // 30)) - start).days
    elif shape == "edge":
        end = start + timedelta(days=length - 1)
        length = (_day_between(draw, start, max(start, end)) - start).days + 1
    return Period(start, start + timedelta(days=min(max(length, min_days), longest)))


# --- cycles -----------------------------------------------------------------------------------------------------------


def frequencies(*, months: bool = True, days: bool = True, max_months: int = 36) -> SearchStrategy[Frequency]:
    """Frequencies: mostly the usual ones, sometimes odd ones.

    Options:
        months: whether those of whole months may come.
        days: whether those of whole days may come.
        max_months: the longest of those in months.
    """
    kinds: list[SearchStrategy[relativedelta]] = []
    if months:
        usual = [count for count in (1, 1, 1, 3, 3, 6, 12, 2, 4, 24) if count <= max_months]
        kinds.append(st.sampled_from(usual).map(lambda count: relativedelta(months=count)))
        kinds.append(st.integers(1, max_months).map(lambda count: relativedelta(months=count)))
    if days:
        counts = st.one_of(st.sampled_from((1, 7, 14, 10, 28, 30, 91, 365)), st.integers(1, 400))
        kinds.append(counts.map(lambda count: relativedelta(days=count)))
    return st.one_of(kinds).map(Frequency)


_FREQUENCIES: Final = frequencies()


@st.composite
def cycles(draw: DrawFn, /, *, every: Frequency | None = None) -> Cycle:
    """Cycles with their anchor on any day, on month ends with and without `month_end`.

    Options:
        every: its frequency; any where none is given.
    """
    frequency = every or draw(_FREQUENCIES)
    anchor = draw(_ANY_DAY)
    if frequency.months and draw(_COIN):
        return Cycle(frequency, _month_end(anchor), draw(_COIN))
    return Cycle(frequency, anchor)


def _grid_days(cycle: Cycle, period: Period) -> list[date]:
    """The edges of a cycle on the days of a period, its end included."""
    found = [period.start] if cycle.is_edge(period.start) else []
    found += cycle.edges(period)
    return [*found, period.end] if period.end <= LAST_DAY and cycle.is_edge(period.end) else found


def _anchor(draw: DrawFn, service: Period) -> date:
    if draw(_COIN):
        first, last = max(FIRST_DAY, service.start - _FEW_YEARS), min(LAST_DAY, service.end + _FEW_YEARS)
        return _day_between(draw, first, last)
    return _one_of(draw, (service.start, service.last, min(service.end, LAST_DAY), service.start.replace(day=1)))


_WHEN: Final = st.sampled_from(When)
_STUB: Final = st.sampled_from(Stub)


@st.composite
def billings(draw: DrawFn, /, *, service: Period, every: Frequency | None = None, max_rows: int = MAX_ROWS) -> Cyclic:
    """Cyclic billing that fits a period of service: any anchor, explicit edges, stubs, net days and pay days.

    Options:
        service: the days that are billed.
        every: how often; where it is not given, as often as `max_rows` allows.
        max_rows: at most so many bills.
    """
    frequency = every or _frequency_for(draw, service, max_rows)
    terms: dict[str, Any] = {"when": draw(_WHEN)}
    anchor = _anchor(draw, service) if draw(_COIN) else None
    if anchor is not None and frequency.months and draw(_ONE_IN_FOUR):
        anchor, terms["month_end"] = _month_end(anchor), True
    first_edge = last_edge = None
    if draw(_ONE_IN_FOUR):
        first_edge = _first_edge(draw, service, None if anchor is None else _cycle(frequency, anchor, terms))
    if draw(_ONE_IN_FOUR):
        cycle = _cycle(frequency, anchor or first_edge or service.start, terms)
        among = [day for day in _grid_days(cycle, service) if first_edge is None or day >= first_edge]
        if among:
            last_edge = _one_of(draw, among)
    terms |= {"anchor": anchor, "first_edge": first_edge, "last_edge": last_edge}
    terms["stub"] = _stub(draw, service, _cycle(frequency, anchor or first_edge or service.start, terms), terms)
    terms |= _delay(draw, service)
    return Cyclic(frequency, **terms)


def _first_edge(draw: DrawFn, service: Period, cycle: Cycle | None) -> date | None:
    """An edge of a cycle; without one any day of the service, since the first edge is then the anchor."""
    if cycle is not None:
        among = _grid_days(cycle, service)
        return _one_of(draw, among) if among else None
    if draw(_COIN):
        return _day_between(draw, service.start, service.last)
    return _one_of(draw, (service.start, service.last))


def _cycle(every: Frequency, anchor: date, terms: dict[str, Any]) -> Cycle:
    return Cycle(every, anchor, terms.get("month_end", False))


def _frequency_for(draw: DrawFn, service: Period, max_rows: int) -> Frequency:
    """A frequency that cuts a service into no more than so many bills, stubs included."""
    shortest = service.days // max(1, max_rows - 2) + 1
    if shortest < 300:
        return draw(_FREQUENCIES.filter(lambda every: (every.days or every.months * 28) >= shortest))
    return Frequency(relativedelta(days=shortest + draw(_NUMBER) % 401))


def _stub(draw: DrawFn, service: Period, cycle: Cycle, terms: dict[str, Any]) -> Stub:
    stub: Stub = draw(_STUB)
    if stub is Stub.FORBID:
        try:
            cycle.tiles(service, first_edge=terms["first_edge"], last_edge=terms["last_edge"], stub=stub)
        except TermsError:
            return Stub.SHORT
    return stub


_DELAY: Final = st.sampled_from(
    (
        *({"net_days": count} for count in (1, 10, 15, 30, 31, 45, 90)),
        *({"pay_day": day} for day in (1, 15, 29, 30, 31)),
    )
)


def _delay(draw: DrawFn, service: Period) -> dict[str, int]:
    """Net days or a pay day, where due days then stay within the days that there are."""
    if service.last > LAST_DAY - timedelta(days=200):
        return {}
    return draw(_DELAY) if draw(_COIN) else {}


# --- amounts ----------------------------------------------------------------------------------------------------------


_USUAL_AMOUNTS: Final = (0, 1, 2, 3, 7, 97, 100, 101, 1_000, 9_973, 400_000, 1_000_003, 48_518_000, 126_871_000)
_SIZES: Final = st.sampled_from((*("usual",) * 2, *("middle",) * 6, "large", "largest"))


def _amount(draw: DrawFn, max_minor: int = LIMIT_MINOR) -> int:
    match draw(_SIZES):
        case "usual":
            return _one_of(draw, [value for value in _USUAL_AMOUNTS if value <= max_minor])
        case "middle":
            return draw(st.integers(0, min(max_minor, 10**8)))
        case "large":
            return draw(st.integers(0, max_minor))
        case _:
            return max_minor


@st.composite
def amounts(draw: DrawFn, /, *, max_minor: int = LIMIT_MINOR) -> int:
    """Amounts in minor units: 0, 1, primes, round and large ones.

    Options:
        max_minor: the largest.
    """
    return _amount(draw, max_minor)


_QUANTITIES: Final = st.one_of(
    st.sampled_from((0, 1, 1, 2, 3, 10, 12, 97)).map(Decimal),
    st.sampled_from(("0.5", "2.5", "0.000001", "12.75", "1.333333", "99.999999")).map(Decimal),
    st.integers(0, 10_000_000).map(lambda micro: Decimal(micro).scaleb(-6)),
)


@st.composite
def quantities(draw: DrawFn, /, *, service: Period, max_steps: int = 4, places: Sequence[date] = ()) -> Quantity:
    """Quantities with up to four steps, whole and decimal, zero among them.

    Options:
        service: steps fall on its days, a few before or after it; the first is never too late.
        max_steps: how often it may step after its first value.
        places: days on which steps should often fall, such as the edges of bills.
    """
    first = _one_of(draw, (None, service.start, max(FIRST_DAY, service.start - timedelta(days=40))))
    near = [service.start, service.start + _ONE_DAY, service.last, service.end, *places]
    near, last = [day for day in near if day <= LAST_DAY], min(LAST_DAY, service.end + timedelta(days=20))
    drawn = {
        _one_of(draw, near) if draw(_ONE_IN_THREE) else _day_between(draw, service.start, last)
        for _ in range(draw(st.integers(0, max_steps)))
    }
    starts = sorted(day for day in drawn if first is None or day > first)
    return Quantity.of([(start, draw(_QUANTITIES)) for start in [first, *starts]])


@st.composite
def prices(
    draw: DrawFn,
    /,
    *,
    service: Period,
    billing: Cyclic,
    currency: str = "CNY",
    max_minor: int = LIMIT_MINOR,
    max_steps: int = 4,
) -> Rate | Total:
    """Rates and totals for a line billed in cycles.

    Options:
        service: the days of service.
        billing: how it is billed; `per` is the same as its frequency, a multiple or a part of it, or neither.
        currency: of the amount.
        max_minor: the most that the line may come to.
        max_steps: how often the quantity may step.
    """
    if draw(_ONE_IN_FOUR):
        return Total(Money(_amount(draw, max_minor), currency))
    per = _per(draw, service, billing.every)
    if per and per.days and billing.month_end:
        per = None  # days do not end with months
    edges = billing.cycle(service.start).edges(service)[:20]
    places = [edge + shift for edge in edges for shift in (-_ONE_DAY, timedelta(0), _ONE_DAY)]
    stepping = quantities(service=service, places=places, max_steps=max_steps)
    quantity = Quantity.of(1) if draw(_ONE_IN_FOUR) else draw(stepping)
    shortest = (per or billing.every).days or (per or billing.every).months * 28
    cells = service.days // shortest + 2
    most = max(Decimal(1), *(step.value for step in quantity.steps))
    largest = int(max_minor // (most.to_integral_value(rounding="ROUND_CEILING") * cells))
    return Rate(Money(_amount(draw, largest), currency), per=per, quantity=quantity)


def _of(like: Frequency, count: int) -> Frequency:
    """So many months, or days where the other frequency counts days."""
    return Frequency(relativedelta(months=count) if like.months else relativedelta(days=count))


_RELATION: Final = st.sampled_from(("same", "multiple", "part", "any"))


def _per(draw: DrawFn, service: Period, every: Frequency) -> Frequency | None:
    """What a rate is owed for, seen from its billing: the same, a multiple, a part, or neither."""
    kind = draw(_RELATION)
    count = every.months or every.days
    if kind == "same":
        return _one_of(draw, (None, every))
    if kind == "multiple":
        factor = _one_of(draw, (2, 3, 4, 6, 12))
        longest = 1200 if every.months else 36525
        return _of(every, count * factor) if count * factor <= longest else None
    if kind == "part":
        parts = [part for part in (2, 3, 4, 6, 7, 12) if count % part == 0]
        found = _of(every, count // _one_of(draw, parts)) if parts else every
    else:
        found = draw(_FREQUENCIES)
    return found if service.days <= _MAX_PRICE_CELLS * (found.days or found.months * 28) else None


# --- the rest of a line -----------------------------------------------------------------------------------------------


@st.composite
def allocations(draw: DrawFn, /, *, payers: Sequence[str] = PAYERS, max_weight: int = WEIGHT_LIMIT) -> Allocation:
    """Allocations to one or more payers in any order, weights of 0 and very large ones among them.

    Options:
        payers: who may bear a part.
        max_weight: the largest weight.
    """
    names = draw(st.lists(st.sampled_from(tuple(payers)), min_size=1, max_size=len(payers), unique=True))
    weights = [_weight(draw, max_weight) for _ in names]
    if not any(weights):
        weights[draw(_NUMBER) % len(weights)] = 1
    return Allocation(zip(names, weights, strict=True))


_WEIGHTS: Final = st.sampled_from((*("small",) * 4, *("middle",) * 2, "large", "largest"))


def _weight(draw: DrawFn, max_weight: int) -> int:
    match draw(_WEIGHTS):
        case "small":
            return _one_of(draw, [weight for weight in (0, 1, 1, 2, 3, 4, 97) if weight <= max_weight])
        case "middle":
            return draw(st.integers(0, min(max_weight, 100)))
        case "large":
            return draw(st.integers(0, max_weight))
        case _:
            return max_weight


def _print_calendar(calendar: Calendar, printer: pretty.RepresentationPrinter, _: bool) -> None:
    """A calendar in a failing example, without its hundreds of days."""
    printer.text("CHINA" if calendar == CHINA else repr(calendar))


pretty.for_type_by_name("contracts.calendars", "Calendar", _print_calendar)


_CALENDARS: Final = st.sampled_from(("CN", "CN", "weekends", "listed"))


@st.composite
def calendars(draw: DrawFn, /, *, first: date = _USUAL[0], last: date = _USUAL[1]) -> Calendar:
    """The Chinese calendar, weekends only, or one that lists its days.

    Options:
        first, last: where listed days lie. Equal ids have equal days.
    """
    kind = draw(_CALENDARS)
    if kind == "CN":
        return CHINA
    if kind == "weekends":
        return WEEKENDS
    start = draw(days(first=first, last=last))
    length = draw(st.integers(1, 12))
    streak = [start + timedelta(days=n) for n in range(length) if start + timedelta(days=n) <= LAST_DAY]
    more = draw(st.lists(days(first=first, last=last), max_size=6))
    working = frozenset(draw(st.lists(days(first=first, last=last), max_size=6))) - frozenset(streak)
    holidays = frozenset([*streak, *more]) - working
    text = ",".join(map(str, [*sorted(holidays), "open", *sorted(working)]))
    return Calendar(id=f"listed-{zlib.crc32(text.encode()):08x}", holidays=holidays, working=working)


_ROLLS: Final = st.sampled_from((None, *Roll))
_BEYOND: Final = st.sampled_from(Beyond)


def _moves(draw: DrawFn, first: date, last: date) -> dict[str, Any]:
    """A calendar and how it moves due days from `first` to `last`; never a day that it refuses."""
    if last > LAST_DAY - timedelta(days=60) or first < FIRST_DAY + timedelta(days=60) or draw(_COIN):
        return {}
    calendar = draw(calendars(first=first, last=last))
    inside = date(2004, 1, 20) <= first and last <= date(2026, 12, 1)
    must = calendar == CHINA and not inside
    return {
        "calendar": calendar,
        "roll": draw(_ROLLS),
        "beyond": Beyond.WEEKENDS if must else draw(_BEYOND),
    }


def _service_and_every(
    draw: DrawFn, first: date | None, last: date | None, min_days: int, rows: int
) -> tuple[Period, Frequency]:
    """A service and a billing frequency of which no more than so many cells touch it."""
    every = draw(_FREQUENCIES)
    shortest = every.days or every.months * 28
    cells = _one_of(draw, (1, 2, 2, 3, 3, 4, 5, 7, 12, 13, max(1, rows - 2)))
    room = ((last or LAST_DAY) - (first or FIRST_DAY)).days + 1
    longest = max(min_days, min(_MAX_DAYS, room, shortest * cells))
    least = max(min_days, min(longest, shortest * (cells - 2)))
    service = draw(periods(first=first, last=last, min_days=least, max_days=longest))
    if service.days // shortest + 2 > rows:
        every = _frequency_for(draw, service, rows)
    return service, every


def _cyclic_terms(
    draw: DrawFn, currency: str, max_rows: int, first: date | None, last: date | None, min_days: int, max_steps: int
) -> dict[str, Any]:
    rows = max(3, max_rows - max_steps)
    service, every = _service_and_every(draw, first, last, min_days, rows)
    billing = draw(billings(service=service, every=every))
    price = draw(prices(service=service, billing=billing, currency=currency, max_steps=max_steps))
    prorations = list(Proration)
    if not _weighed(price, every).months:
        prorations = [Proration.ACTUAL, Proration.NONE]
    due = min(LAST_DAY, service.last + timedelta(days=100))
    return {
        "service": service,
        "billing": billing,
        "price": price,
        "proration": _one_of(draw, prorations),
        "recognition": _recognition(draw, service, isinstance(price, Total)),
        **_moves(draw, service.start, due),
    }


def _weighed(price: Rate | Total, every: Frequency) -> Frequency:
    """The frequency of the cells that proration looks at."""
    per = every if isinstance(price, Total) else price.per or every
    longer = (per.months, per.days) > (every.months, every.days)
    return every if per.fits(every) and longer else per


def _recognition(draw: DrawFn, service: Period | None, even: bool) -> Recognition | date | None:
    if draw(_ONE_IN_THREE):
        return draw(_ANY_DAY) if service is None else _day_between(draw, service.start, min(service.end, LAST_DAY))
    if service is None:
        return _one_of(draw, (None, Recognition.ON_DUE))
    return _one_of(draw, (None, Recognition.DAILY, Recognition.ON_DUE, *([Recognition.EVEN] if even else [])))


_LATER: Final[SearchStrategy[dict[str, int]]] = st.sampled_from(
    ({}, {"months": 1}, {"months": 12}, {"days": 30}, {"days": 1})
)


def _parts(draw: DrawFn, total: int, currency: str, count: int, events: Sequence[str]) -> Stages:
    """Named stages that sum to a total, by percent or by amount, each on a day or after an event."""
    by_percent = draw(_COIN)
    whole = 100 * 10**6 if by_percent else total
    cuts = sorted(draw(st.lists(st.integers(0, whole), min_size=count - 1, max_size=count - 1)))
    if by_percent and draw(_COIN):
        cuts = [cut // 10**6 * 10**6 for cut in cuts]
    sizes = [high - low for low, high in zip([0, *cuts], [*cuts, whole], strict=True)]
    parts = []
    for i, size in enumerate(sizes):
        if bool(events) and draw(_COIN):
            when: dict[str, Any] = {"after": _one_of(draw, events), **draw(_LATER)}
        else:
            when = {"on": draw(_ANY_DAY)}
        name = ("首付款", "进度款", "尾款", "质保金", "stage 5", "尾款")[i % 6]
        if by_percent:
            parts.append(Stage(name=name, percent=Decimal(size).scaleb(-6), **when))
        else:
            parts.append(Stage(name=name, amount=Money(size, currency), **when))
    return Stages(tuple(parts))


def _other_terms(
    draw: DrawFn, kind: str, currency: str, first: date | None, last: date | None, min_days: int, events: Sequence[str]
) -> dict[str, Any]:
    service = draw(periods(first=first, last=last, min_days=min_days)) if draw(_COIN) else None
    total = _amount(draw)
    staged = kind == "stages"
    billing = _parts(draw, total, currency, 1 + draw(_NUMBER) % 6, events) if staged else Once(draw(_ANY_DAY))
    moves = _moves(draw, *_USUAL)
    if moves:
        # Stages follow events, which may be known for any day.
        moves["beyond"] = Beyond.WEEKENDS
    return {
        "service": service,
        "billing": billing,
        "price": Total(Money(total, currency)),
        "recognition": _recognition(draw, service, even=True),
        **moves,
    }


_REMAINDER: Final = st.sampled_from(Remainder)

KINDS: Final = ("cyclic", "stages", "once")


@st.composite
def lines(
    draw: DrawFn,
    /,
    *,
    id: str | None = None,
    kinds: Sequence[str] = KINDS,
    currency: str = "CNY",
    max_rows: int = MAX_ROWS,
    min_days: int = 1,
    first: date | None = None,
    last: date | None = None,
    events: Sequence[str] = EVENTS,
    payers: Sequence[str] = PAYERS,
    max_steps: int = 4,
) -> Line:
    """Lines of every kind of price, billing, proration, recognition, remainder and sharing.

    Options:
        id: the line's id; `line` where none is given.
        kinds: of `cyclic`, `stages` and `once`.
        currency: of its amounts.
        max_rows: the most installments that it leads to; at least 8.
        min_days: the shortest service.
        first, last: no day of service lies outside of them.
        events: what stages may wait for; empty: every stage has a day.
        payers: who may share it; empty: it is not shared.
        max_steps: how often a quantity may step.
    """
    kind = _one_of(draw, [kind for kind in kinds for _ in range(6 if kind == "cyclic" else 1)])
    if kind == "cyclic":
        terms = _cyclic_terms(draw, currency, max_rows, first, last, min_days, max_steps)
    else:
        terms = _other_terms(draw, kind, currency, first, last, min_days, events)
    return Line(
        id=id or "line",
        remainder=draw(_REMAINDER),
        allocation=draw(allocations(payers=payers)) if bool(payers) and draw(_COIN) else None,
        **terms,
    )


# --- escalated lines --------------------------------------------------------------------------------------------------


_PERCENTS: Final = st.one_of(
    st.sampled_from(("0", "3", "-2", "2.5", "0.000001", "100", "-50")).map(Decimal),
    st.integers(-20_000, 50_000).map(lambda milli: Decimal(milli).scaleb(-3)),
)
_INDEX_VALUES: Final = st.one_of(
    st.sampled_from(("100", "105.65", "110.5", "114.25", "0.5", "99.999999")).map(Decimal),
    st.integers(50_000, 200_000).map(lambda milli: Decimal(milli).scaleb(-3)),
)
_COMPOUNDINGS: Final = st.sampled_from(Compounding)
_LAGS: Final = st.sampled_from((None, None, "1 month", "3 months", "1 year", "10 days"))


@st.composite
def indices(draw: DrawFn, /, *, service: Period, gaps: bool = True, late: bool = True) -> Index:
    """Indices by month, from three years before a service to its end.

    Options:
        service: of what follows them.
        gaps: whether values may be missing, but for the first.
        late: whether values may become known after the month that they stand for.
    """
    start = max(FIRST_DAY, date(max(service.start.year - 3, FIRST_DAY.year), 1, 1))
    count = (service.last.year - start.year) * 12 + service.last.month
    values = []
    for k in range(count):
        day = date(start.year + k // 12, k % 12 + 1, 1)
        if k and gaps and draw(_ONE_IN_FOUR):
            continue
        recorded = _day_between(draw, day, min(LAST_DAY, day + _FEW_YEARS)) if late and draw(_COIN) else None
        values.append((day.isoformat()[:7], draw(_INDEX_VALUES), recorded))
    return Index(id=_one_of(draw, ("CPI", "PPI")), values=values)


@st.composite
def escalations(draw: DrawFn, /, *, service: Period, indexed: bool | None = None, **options: Any) -> Escalation:
    """Escalations by percentage, by steps and with an index, with and without bounds, of every compounding.

    Options:
        service: of the line.
        indexed: True: all follow an index; False: none does.
        options: as `indices` takes them; without gaps, no value is missing.
    """
    kinds = ("percent", "steps", "index") if indexed is None else ("index",) if indexed else ("percent", "steps")
    kind = _one_of(draw, kinds)
    bounds = sorted((draw(_PERCENTS), draw(_PERCENTS)))
    terms: dict[str, Any] = {
        "floor": bounds[0] if draw(_COIN) else None,
        "cap": bounds[1] if draw(_COIN) else None,
        "quantum": _one_of(draw, (1, 1, 10, 100, 10_000)),
    }

    def inside() -> list[date]:
        return sorted({_day_between(draw, service.start, service.last) for _ in range(1 + draw(_NUMBER) % 4)})

    if kind == "steps":
        terms["steps"] = [(day, draw(_PERCENTS)) for day in inside()]
    elif draw(_COIN):
        terms["on"] = inside()
    else:
        terms["every"] = _frequency_or_none(_one_of(draw, ("1 month", "6 months", None, "2 months", "7 months")))
        terms["anchor"] = _day_between(draw, service.start, service.last) if draw(_COIN) else None
    if kind != "index":
        compounding, percent = draw(_COMPOUNDINGS), draw(_PERCENTS) if kind == "percent" else None
        if percent is not None and percent > 0 and draw(_ONE_IN_THREE):
            terms |= {"cap": percent + 1, "floor": None}  # one step keeps to it, and two of them would not
        return Escalation(**terms, compounding=compounding, percent=percent)
    index = draw(indices(service=service, **options))
    terms |= {"base_on": index.values[0].on} if draw(_COIN) else {"base": draw(_INDEX_VALUES)}
    return Escalation(
        **terms,
        index=index,
        lag=_frequency_or_none(draw(_LAGS)),
        share=Decimal(_one_of(draw, ("100", "60", "33.333333", "0.5"))),
        missing=Missing.LAST if options.get("gaps", True) else _one_of(draw, tuple(Missing)),
    )


def _frequency_or_none(text: str | None) -> Frequency | None:
    return None if text is None else Frequency.parse(text)


@st.composite
def escalated_lines(draw: DrawFn, /, *, indexed: bool | None = None, max_rows: int = 30, **options: Any) -> Line:
    """Lines with an escalated rate, of every cycle, proration, recognition and remainder.

    Options:
        indexed: True: all follow an index; False: none does.
        max_rows: the most installments that it leads to, but for steps in advance.
        options: as `escalations` takes them.
    """
    first, last = date(1910, 1, 1), date(2190, 12, 31)
    line = draw(lines(kinds=("cyclic",), max_rows=max_rows, first=first, last=last).filter(_has_rate))
    assert line.service is not None
    assert isinstance(line.price, Rate)
    terms = draw(escalations(service=line.service, indexed=indexed, **options))
    rate = evolve(line.price, amount=Money(_amount(draw, 10**7), line.currency))
    found = with_escalation(evolve(line, price=rate), terms)
    assume(found is not None)
    assert found is not None
    return found


def with_escalation(line: Line, terms: Escalation) -> Line | None:
    """A line with a rate that is escalated; None where that leads to no rate, such as a negative one."""
    assert isinstance(line.price, Rate)
    try:
        return evolve(line, price=evolve(line.price, escalation=terms))
    except TermsError:
        return None


def _has_rate(line: Line) -> bool:
    return isinstance(line.price, Rate)


_TEXT: Final = st.sampled_from((None, "郴州电信公司", "Vendor & Co.", "线路租赁"))


@st.composite
def contracts(
    draw: DrawFn,
    /,
    *,
    id: str | None = None,
    max_lines: int = 3,
    currency: str = "CNY",
    known: bool | None = None,
    amended: bool = False,
    reshared: bool = False,
    adjusted: bool = False,
    retained: bool = False,
    opened: bool = False,
    taxed: bool = False,
    open_ended: bool = False,
    renewed: bool = False,
    **options: Any,
) -> Contract:
    """Contracts with one or more lines, some of whose events are known.

    Options:
        id: the contract's id; any where none is given.
        max_lines: the most lines.
        currency: of all of them.
        known: True: every event is known, so nothing is undated; False: none is; None: some are.
        amended: whether there are amendments.
        reshared: whether these change the weights of payers, too.
        adjusted: whether lines are adjusted.
        retained: whether something is withheld of every line.
        opened: whether lines are taken over, on one of their days; adjustments of days before are left out.
        taxed: whether lines state their tax; then amendments may change it.
        open_ended: whether rates go on without a last day of service, where their terms allow it.
        renewed: whether there is a renewal, where the terms allow it; then notice may have been given.
        options: as `lines` takes them.
    """
    names = draw(st.lists(st.sampled_from(_IDS), min_size=1, max_size=max_lines, unique=True))
    named = [draw(lines(id=name, currency=currency, **options)) for name in names]
    if adjusted:
        named = [evolve(line, adjustments=draw(adjustments(line))) for line in named]
    if retained:
        named = [evolve(line, retention=draw(retentions(line))) for line in named]
    if opened:
        named = [_taken_over(line, draw(openings(line))) for line in named]
    if taxed:
        named = [evolve(line, tax=draw(taxes(line))) for line in named]
    if open_ended:
        named = [without_end(line) for line in named]
    happened = {
        event: _day_between(draw, date(2005, 1, 1), date(2025, 1, 31))
        for event in EVENTS
        if known or (known is None and draw(_COIN))
    }
    contract = Contract(
        id=id or _one_of(draw, _IDS),
        lines=named,
        title=draw(_TEXT),
        vendor=draw(_TEXT),
        category=draw(_TEXT),
        recurring=draw(_COIN),
        kind=draw(_SUBJECTS),
        sme=draw(_COIN),
        late_interest=draw(_LATE_INTERESTS),
        performance_bond=Money(draw(_BONDS), currency) if draw(_COIN) else None,
        signed=happened.pop("signed", None),
        events=happened,
    )
    if renewed:
        contract = _with_renewal(draw, contract)
    for name in draw(_FEW_IDS) if amended else ():
        kind = reallocations if reshared and draw(_COIN) else amendments
        amendment = draw(kind(contract, id=name))
        contract = _agreed(contract, amendment) or contract
    return contract


_SUBJECTS: Final = st.sampled_from((None, *Subject))
_LATE_INTERESTS: Final = st.sampled_from((None, None, *map(Decimal, ("0", "0.05", "0.010000", "0.000001", "100"))))
_BONDS: Final = st.integers(0, LIMIT_MINOR)


@st.composite
def adjustments(draw: DrawFn, line: Line, /, *, max_adjustments: int = 3) -> tuple[Adjustment, ...]:
    """Adjustments of a line: deductions and additions, larger than it is worth too, on its days and recorded later.

    Options:
        line: whose they are.
        max_adjustments: the most of them.
    """
    found = []
    for name in draw(st.lists(st.sampled_from(("K1", "K2", "K10")), max_size=max_adjustments, unique=True)):
        on = _clamped(_day_around(draw, _places(line)), FIRST_DAY, LAST_DAY - 1000 * _ONE_DAY)
        minor = _sum(draw, [max(line.price.amount.minor, 1)]) * _one_of(draw, (1, -1, -1))
        recorded = on + draw(st.integers(-60, 400)) * _ONE_DAY if draw(_COIN) else on
        found.append(
            Adjustment(
                id=name,
                on=on,
                amount=Money(minor, line.currency),
                kind=_one_of(draw, tuple(AdjustmentKind)),
                reason=draw(_TEXT),
                recorded=max(recorded, FIRST_DAY),
            )
        )
    return tuple(found)


@st.composite
def openings(draw: DrawFn, line: Line, /) -> Opening:
    """Openings of a line on one of its days: what its price had come to by then, or anything else.

    Options:
        line: whose they are.
    """
    on = max(draw(days_around(line)), FIRST_DAY + _ONE_DAY)
    plain = schedule(Contract(id="x", lines=[evolve(line, opening=None, adjustments=(), retention=None)]), horizon=on)
    before, most = on - _ONE_DAY, max(line.price.amount.minor, 1)

    def figure(by_terms: Money) -> Money:
        return by_terms if draw(_COIN) else Money(_sum(draw, [most]), line.currency)

    due = plain.due(before)
    return Opening(on=on, earned=figure(plain.earned(before)), due=figure(due), paid=figure(due))


def _taken_over(line: Line, opening: Opening) -> Line:
    """The line with an opening, and the adjustments of days from then on."""
    later = [each for each in line.adjustments if each.on >= opening.on]
    return evolve(line, adjustments=later, opening=opening)


_WITHHELD: Final = st.sampled_from(("0", "3", "5", "5", "10", "3.333333", "0.000001", "99.99", "100")).map(Decimal)


@st.composite
def retentions(draw: DrawFn, line: Line, /) -> Retention:
    """Retentions of a line, released on one of its days, before or after it, or after an event.

    Options:
        line: whose they are.
    """
    if draw(_COIN):
        release = Release(on=_day_around(draw, _places(line)))
    else:
        months, days_later = _one_of(draw, ((0, 0), (1, 0), (24, 0), (0, 30)))
        release = Release(after=_one_of(draw, EVENTS), months=months, days=days_later)
    return Retention(percent=draw(_WITHHELD), release=release)


_TAX_PERCENTS: Final = st.sampled_from(("0", "3", "6", "13", "16", "17", "17", "0.000001", "33.333333", "100"))


@st.composite
def taxes(draw: DrawFn, line: Line, /, *, max_steps: int = 3) -> Tax:
    """Taxes of a line, of every rounding, whose rate may change on its days.

    Options:
        line: whose it is.
        max_steps: how often the rate may change.
    """
    drawn = {_day_around(draw, _places(line)) for _ in range(draw(st.integers(0, max_steps)))}
    steps = [(start, draw(_TAX_PERCENTS)) for start in [None, *sorted(drawn)]]
    rate = TaxRate(steps[1:] if len(steps) > 1 and draw(_COIN) else steps)
    return Tax(rate, by=_one_of(draw, tuple(TaxBy)), rounding=_one_of(draw, tuple(TaxRounding)))


def _with_renewal(draw: DrawFn, contract: Contract) -> Contract:
    """The contract with a renewal; without one where its lines do not allow it."""
    last = max((line.service.last for line in contract.lines if line.service is not None), default=LAST_DAY)
    renewal = Renewal(
        term=Frequency.parse(_one_of(draw, ("1 month", "12 months", "90 days"))),
        by=_one_of(draw, tuple(RenewedBy)),
        notice=_frequency_or_none(_one_of(draw, (None, "60 days", "1 month", "2 years"))),
        times=_one_of(draw, (1, 2, 3)),
        until=_day_between(draw, _clamped(last, FIRST_DAY, LAST_DAY - _FEW_YEARS), LAST_DAY) if draw(_COIN) else None,
    )
    given = {NOTICE: _day_between(draw, FIRST_DAY, last)} if draw(_ONE_IN_FOUR) else {}
    try:
        return _renewable(evolve(contract, renewal=renewal, events={**contract.events, **given}))
    except TermsError:
        return contract


def _renewable(contract: Contract) -> Contract:
    """The contract itself, where all terms by which it may be renewed can be scheduled.

    Raises:
        TermsError: where they cannot.
    """
    if contract.renewal is not None:
        schedule(contract, known_on=LAST_DAY)
        for _ in Renewals(evolve(contract, renewal=evolve(contract.renewal, by="consent")), None).ahead():
            pass
    return contract


def without_end(line: Line) -> Line:
    """A line without its last day of service; the line itself where its terms do not allow that."""
    billing = line.billing
    if not isinstance(line.price, Rate) or not isinstance(billing, Cyclic) or line.service is None:
        return line
    try:
        goes_on = evolve(line, service=Period.since(line.service.first), billing=evolve(billing, last_edge=None))
        schedule(Contract(id="x", lines=[goes_on]), horizon=FIRST_DAY)
    except TermsError:
        return line
    return goes_on


def _agreed(contract: Contract, amendment: Amendment) -> Contract | None:
    """The contract with one more amendment; None where the terms would make no sense."""
    try:
        agreed = _renewable(evolve(contract, amendments=[*contract.amendments, amendment]))
        if any(line.is_open_ended for line in agreed.lines):
            schedule(agreed, horizon=FIRST_DAY)
    except TermsError:
        return None
    return agreed


_FEW_IDS: Final = st.lists(st.sampled_from(("S1", "S2", "S10", "补1")), min_size=1, max_size=3, unique=True)
_ASPECT: Final = st.sampled_from(
    ("change", "change", "change", "change", "end", "end", "final", "to", "suspend", "suspend", "add", "events")
)
_WHEN_KNOWN: Final = st.sampled_from(("on the day", "before", "after"))


@st.composite
def amendments(draw: DrawFn, contract: Contract, /, *, id: str = "S1", max_aspects: int = 2) -> Amendment:
    """Amendments of a contract: known on the day on which they take effect, in advance or afterwards.

    Options:
        id: of the amendment.
        max_aspects: how much it may do at once: change rates and quantities for good or until a day, bills with and
            without another price cell, and totals, end lines with and without a final value, move the end, suspend with
            and without extending, add a line, record an event, and the tax of lines that state one.
            What the terms do not allow can still be drawn, as two that do not go together.
    """
    chosen = _one_of(draw, contract.lines)
    lowest, highest = FIRST_DAY + 400 * _ONE_DAY, LAST_DAY - 1500 * _ONE_DAY
    effective = _clamped(_day_around(draw, _places(chosen)), lowest, highest)
    kind = draw(_WHEN_KNOWN)
    shift = 0 if kind == "on the day" else draw(st.integers(1, 400))
    signed = effective + shift * (-_ONE_DAY if kind == "before" else _ONE_DAY)
    facts: dict[str, Any] = {}
    for aspect in draw(st.lists(_ASPECT, min_size=1, max_size=max_aspects, unique=True)):
        later = effective + draw(st.integers(0, 200)) * _ONE_DAY
        match aspect:
            case "change":
                facts["change"] = [_any_change(draw, line, effective) for line in contract.lines if draw(_COIN)]
            case "end" | "final":
                facts["end"] = [chosen.id]
                if aspect == "final":
                    facts["final"] = {chosen.id: Money(_amount(draw, 10**9), contract.currency)}
            case "to":
                facts["to"] = later
                facts["lines"] = [chosen.id] if draw(_COIN) else []
            case "suspend":
                facts["suspend"] = Suspension(effective, later, draw(_COIN))
                facts["lines"] = [chosen.id] if draw(_COIN) else []
            case "add":
                facts["add"] = [draw(lines(id=f"added-{id}", currency=contract.currency, max_rows=12, max_steps=1))]
            case _:
                facts["events"] = {_one_of(draw, EVENTS[:2]): _day_between(draw, FIRST_DAY, signed)}
    if not facts.get("to") and not facts.get("suspend"):
        facts.pop("lines", None)
    return Amendment(id=id, signed=signed, effective=effective, reason=draw(_TEXT), **facts)


@st.composite
def reallocations(draw: DrawFn, contract: Contract, /, *, id: str = "S1") -> Amendment:
    """Amendments that change who bears lines: for good or until a day, and to weights that lines have already, too.

    Options:
        id: of the amendment.
    """
    chosen = _one_of(draw, contract.lines)
    effective = _clamped(_day_around(draw, _places(chosen)), FIRST_DAY + 400 * _ONE_DAY, LAST_DAY - 1500 * _ONE_DAY)
    signed = effective + draw(st.integers(-400, 400)) * _ONE_DAY
    last = effective + draw(st.integers(0, 300)) * _ONE_DAY
    had = [change.allocation for one in contract.amendments for change in one.change]
    known = [weights for weights in (chosen.allocation, *had) if weights is not None]
    weights = _one_of(draw, known) if bool(known) and draw(_COIN) else draw(allocations())
    change = Change(line=chosen.id, allocation=weights, until=last if draw(_COIN) else None)
    return Amendment(id=id, signed=signed, effective=effective, change=[change])


def _any_change(draw: DrawFn, line: Line, effective: date) -> Change:
    """A change of the price or its bills, of the tax of a line that states one, or of both."""
    if line.tax is None:
        return _change(draw, line, effective)
    steps = [(effective + shift * _ONE_DAY, draw(_TAX_PERCENTS)) for shift in (0, draw(st.integers(1, 200)))]
    rate = TaxRate(steps[_one_of(draw, (0, 0, 1)) : _one_of(draw, (1, 2, 2))] or steps)
    if draw(_COIN):
        until = effective + draw(st.integers(0, 300)) * _ONE_DAY if draw(_COIN) else None
        return Change(line=line.id, tax=rate, until=until)
    return evolve(_change(draw, line, effective), tax=rate)


def _change(draw: DrawFn, line: Line, effective: date) -> Change:
    """Another rate, another quantity or both, for good or until a day, or other bills; of a total, another one."""
    if isinstance(line.price, Total):
        minor = line.price.amount.minor
        value = draw(st.integers(0, 2 * minor + 1)) if draw(_COIN) else minor
        return Change(line=line.id, total=Money(min(value, LIMIT_MINOR), line.currency))
    rate = Money(_amount(draw, max(1, line.price.amount.minor)), line.currency)
    if isinstance(line.billing, Cyclic) and draw(_ONE_IN_FOUR):
        return _rebilled(draw, line.id, rate, line.billing.every)
    number = draw(_QUANTITIES)
    which = _one_of(draw, ("rate", "quantity", "both", "same"))
    if which == "same":
        rate = line.price.amount
    steps: Any = number
    if draw(_ONE_IN_FOUR):
        steps = [(effective, number), (effective + draw(st.integers(1, 90)) * _ONE_DAY, draw(_QUANTITIES))]
    return Change(
        line=line.id,
        rate=None if which == "quantity" else rate,
        quantity=None if which in ("rate", "same") else steps,
        until=effective + draw(st.integers(0, 300)) * _ONE_DAY if draw(_ONE_IN_FOUR) else None,
    )


def _rebilled(draw: DrawFn, line: str, rate: Money, every: Frequency) -> Change:
    """Other bills, at the same price or with another one for other cells."""
    count = every.months or every.days
    other = _of(every, _one_of(draw, (count, 2 * count, 3 * count, max(1, count // 2))))
    shift: dict[str, int] = _one_of(draw, ({}, {"net_days": 5}, {"pay_day": 20}, {"net_days": 0}))
    billing = Rebilling(every=other, when=draw(_WHEN) if draw(_COIN) else None, **shift)
    if draw(_COIN):
        return Change(line=line, billing=billing)
    return Change(line=line, rate=rate, per=_one_of(draw, (every, other)), billing=billing)


@st.composite
def portfolios(draw: DrawFn, /, *, max_contracts: int = 4, **options: Any) -> tuple[Contract, ...]:
    """Several contracts in any order, their ids all different.

    Options:
        max_contracts: the most contracts.
        options: as `contracts` and `lines` take them.
    """
    names = draw(st.lists(st.sampled_from(_IDS), min_size=1, max_size=max_contracts, unique=True))
    return tuple(draw(contracts(id=name, **options)) for name in names)


@st.composite
def registers(
    draw: DrawFn,
    /,
    *,
    max_contracts: int = 4,
    currency: str = "CNY",
    reports: bool = True,
    max_payments: int = 0,
    **options: Any,
) -> Register:
    """Registers with and without a payer, of any fiscal year, with and without reported figures and payments.

    Options:
        max_contracts: the most contracts.
        currency: of all amounts of contracts; payments may have been made in another.
        reports: whether figures are reported: of contracts that are there, and of one that is not.
        max_payments: the most payments.
        options: as `contracts` and `lines` take them.
    """
    portfolio = draw(portfolios(max_contracts=max_contracts, currency=currency, **options))
    years = draw(st.lists(st.integers(2003, 2030), max_size=2, unique=True)) if reports else []
    register = Register(
        portfolio,
        name=draw(_TEXT),
        currency=currency,
        fiscal_year_start=_one_of(draw, (1, 1, 4, 7, 10, 12)),
        payer=_one_of(draw, (None, PAYERS[0])),
        reported=[_reported(draw, year, [contract.id for contract in portfolio], currency) for year in years],
    )
    if not max_payments:
        return register
    return evolve(register, payments=draw(payments(register, max_payments=max_payments)))


def _reported(draw: DrawFn, year: int, ids: Sequence[str], currency: str) -> Reported:
    named = draw(st.lists(st.sampled_from((*ids, "not-there")), unique=True))
    figures = {name: _figure(draw, currency) for name in named}
    return Reported(year, figures, _figure(draw, currency) if draw(_COIN) else None)


def _figure(draw: DrawFn, currency: str) -> ReportedFigure:
    """A stated figure, not rounded, or to the minor unit, to its hundred or to much more."""
    quantum = _one_of(draw, (None, 1, 100, 10_000))
    step = quantum or 1
    return ReportedFigure(Money(_amount(draw, 10**10) // step * step, currency), quantum)


# --- payments ---------------------------------------------------------------------------------------------------------

_FOREIGN: Final = ("USD", "JPY", "KWD", "CNY")
_MOST_PAYMENTS: Final = 99
_ONE_IN_EIGHT: Final = st.sampled_from((*(False,) * 7, True))


@st.composite
def payments(
    draw: DrawFn,
    /,
    of: Register | Iterable[Contract],
    *,
    min_payments: int = 0,
    max_payments: int = 6,
    refunds: bool = True,
) -> tuple[Payment, ...]:
    """Payments for contracts, such as a register with these contracts takes; in any order.

    They are for a contract, for several, for a line, an installment or a stage; made on days such as due days, for
    amounts such as those of installments; in another currency, by one payer for another, recorded later, voided;
    or refunds that do or do not say what they give back.

    Options:
        of: a register, or contracts, of which those with one currency may be paid together.
        min_payments, max_payments: how many, up to 99.
        refunds: whether some of them may be refunds.
    """
    portfolio = tuple(of)
    names = st.lists(st.integers(1, _MOST_PAYMENTS), min_size=min_payments, max_size=max_payments, unique=True)
    if not portfolio:
        return ()
    plan = _Plan(portfolio, of.payer if isinstance(of, Register) else None)
    made: list[Payment] = []
    for name in draw(names):
        given = [payment for payment in made if payment.amount.minor > 0]
        back = _one_of(draw, (None, None, None, "named", "bare")) if refunds else None
        if back == "named" and given:
            terms = _refund(draw, _one_of(draw, given))
        else:
            terms = _paid(draw, plan, -1 if back else 1)
        terms |= _known(draw, terms["on"])
        made.append(Payment(id=f"P-{name}", **terms))
    return tuple(draw(st.permutations(made)))


class _Plan:
    """What payments may be for: contracts with their installments, and who may pay them."""

    def __init__(self, portfolio: Sequence[Contract], payer: str | None) -> None:
        self.contracts = portfolio
        self.payer = payer
        columns = schedule(portfolio, horizon=FIRST_DAY).sheet().columns
        self.rows: dict[tuple[str, str], list[tuple[date | None, int]]] = {}
        for contract, line, due, amount in zip(
            *(columns[name] for name in ("contract", "line", "due", "amount")), strict=True
        ):
            self.rows.setdefault((contract, line), []).append((due, amount))

    def near(self, contract: Contract) -> tuple[list[date], list[int]]:
        """Days and amounts of its installments."""
        rows = [row for line in contract.lines for row in self.rows.get((contract.id, line.id), ())]
        found = [due for due, _ in rows if due is not None] or [date(2017, 12, 31)]
        return found, [abs(amount) for _, amount in rows if amount] or [1]

    def payers(self, lines: Iterable[Line]) -> set[str]:
        """Who bears some lines."""
        found = {
            name
            for line in lines
            for name in (line.allocation.payers if line.allocation is not None else (self.payer,))
        }
        return {name for name in found if name is not None}


def _paid(draw: DrawFn, plan: _Plan, sign: int) -> dict[str, Any]:
    """A payment, or a refund that does not say of what."""
    contract = _one_of(draw, plan.contracts)
    among, sizes = plan.near(contract)
    terms: dict[str, Any] = {"on": _beside(draw, _one_of(draw, among), 40), "reference": draw(_TEXT)}
    terms["assumptions"] = ("付款日未载明",) if draw(_ONE_IN_EIGHT) else ()
    alike = [each for each in plan.contracts if each.currency == contract.currency and each is not contract]
    together, by_name = draw(_ONE_IN_FOUR), draw(_ONE_IN_FOUR)
    if alike and together:
        others = draw(st.lists(st.sampled_from(alike), min_size=1, max_size=2, unique=True))
        parts = [(each, sign * _sum(draw, plan.near(each)[1])) for each in (contract, *others)]
        settled = sum(amount for _, amount in parts)
        terms["applies"] = [Applied(each.id, Money(amount, each.currency)) for each, amount in parts]
        payers = set.intersection(*(plan.payers(each.lines) for each, _ in parts))
    else:
        settled, terms["contract"] = sign * _sum(draw, sizes), contract.id
        target, lines = _target(draw, plan, contract) if draw(_COIN) else ({}, contract.lines)
        terms |= target
        payers = plan.payers(lines)
    amount = Money(settled, contract.currency)
    if draw(_ONE_IN_EIGHT):
        currency = _one_of(draw, [name for name in _FOREIGN if name != contract.currency])
        amount, terms["settles"] = Money(sign * draw(st.integers(1, 10**9)), currency), amount
    if payers and by_name:
        named, another = _one_of(draw, sorted(payers)), draw(_COIN)
        terms |= {"payer": "财政局", "paid_for": named} if another else {"payer": named}
    return {**terms, "amount": amount}


def _target(draw: DrawFn, plan: _Plan, contract: Contract) -> tuple[dict[str, Any], tuple[Line, ...]]:
    """A line of a contract, or one of its installments, and that line again."""
    line = _one_of(draw, contract.lines)
    kind = _one_of(draw, ("line", "number", "stage"))
    target: dict[str, Any] = {"line": line.id}
    if kind == "stage" and isinstance(line.billing, Stages):
        target["stage"] = _one_of(draw, line.billing.parts).name
    elif kind != "line" and (contract.id, line.id) in plan.rows:
        target["number"] = 1 + draw(_NUMBER) % len(plan.rows[contract.id, line.id])
    if len(target) > 1 and len(contract.all_lines) == 1 and draw(_COIN):
        del target["line"]
    return target, (line,)


def _refund(draw: DrawFn, given: Payment) -> dict[str, Any]:
    """A refund of some or all of a payment, or of more."""
    parts = draw(st.lists(st.sampled_from(given.parts), min_size=1, max_size=len(given.parts), unique=True))
    amounts = [-_sum(draw, [part.amount.minor]) for part in parts]
    terms: dict[str, Any] = {
        "on": _beside(draw, given.on, 400),
        "refund_of": given.id,
        "amount": Money(sum(amounts), parts[0].amount.currency),
    }
    if len(parts) == 1:
        return {**terms, "contract": parts[0].contract}
    pairs = zip(parts, amounts, strict=True)
    return {**terms, "applies": [Applied(part.contract, Money(amount, part.amount.currency)) for part, amount in pairs]}


def _sum(draw: DrawFn, sizes: Sequence[int]) -> int:
    """An amount such as one of these, a little less or more, a half, twice as much; at least 1."""
    most = LIMIT_MINOR // 10
    size = _one_of(draw, sorted(set(sizes)))
    match draw(_NEARNESS):
        case "near":
            size += _one_of(draw, (0, 1, -1))
        case "part":
            size = size * _one_of(draw, (100, 1, 33, 50, 200, 350)) // 100
        case "any":
            size = _amount(draw, most)
        case _:
            pass
    return min(max(size, 1), most)


_NEARNESS: Final = st.sampled_from(("one", "near", "part", "any"))


def _beside(draw: DrawFn, day: date, reach: int) -> date:
    """A day, those beside it, and others near by."""
    near = _clamped(day, FIRST_DAY + 500 * _ONE_DAY, LAST_DAY - 500 * _ONE_DAY)
    shift = _one_of(draw, (0, 1, -1)) if draw(_COIN) else draw(st.integers(-reach, reach))
    return near + shift * _ONE_DAY


def _known(draw: DrawFn, on: date) -> dict[str, date]:
    """When a payment is recorded and voided, where that is said."""
    found = {}
    if draw(_ONE_IN_FOUR):
        found["recorded"] = _beside(draw, on, 90)
    if draw(_ONE_IN_EIGHT):
        found["voided"] = _beside(draw, on, 400)
    return found


# --- days to ask about ------------------------------------------------------------------------------------------------


@st.composite
def days_around(draw: DrawFn, /, line: Line) -> date:
    """Days on which a line could be cut: the edges of its cells and steps, the days beside them, and any other.

    Options:
        line: the line; where it has no service, days near its due days come.
    """
    return _day_around(draw, _places(line))


def _day_around(draw: DrawFn, places: Sequence[date]) -> date:
    """One of some days, of those beside them, or another one."""
    lowest = max(FIRST_DAY + _ONE_DAY, min(places) - 2 * _ONE_DAY)
    highest = min(LAST_DAY, max(places) + _FEW_YEARS // 10)
    if draw(_ONE_IN_THREE):
        return _day_between(draw, lowest, highest)
    return _clamped(_one_of(draw, places) + _one_of(draw, (0, 1, -1)) * _ONE_DAY, lowest, highest)


def _places(line: Line) -> list[date]:
    found: list[date] = []
    service = line.service
    if service is not None:
        if line.is_open_ended:
            service = Period.through(service.first, min(LAST_DAY, service.first + _FEW_YEARS))
        found += [service.start, service.last]
        if isinstance(line.billing, Cyclic):
            found += line.billing.cycle(service.start).edges(service)[:100]
    if isinstance(line.billing, Once):
        found.append(line.billing.on)
    if isinstance(line.billing, Stages):
        found += [part.on for part in line.billing.parts if part.on is not None]
    if isinstance(line.price, Rate):
        found += [step.start for step in line.price.quantity.steps if step.start is not None]
    if not isinstance(line.recognition, Recognition):
        found.append(line.recognition)
    return [_clamped(day, FIRST_DAY + _ONE_DAY, LAST_DAY - _ONE_DAY) for day in found] or [date(2017, 1, 1)]
