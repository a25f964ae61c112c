"""Periods, frequencies and cycles: the calendar arithmetic of terms, one day at a time.

Everything here is exact and counted from an anchor by `dateutil.relativedelta`,
which a `Frequency` wraps. Chained steps drift (31 January, 28 February, 28 March)
and `dateutil.rrule` skips short months, so neither is used. Nothing knows today.
"""

import itertools
import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, Self, assert_never

from attrs import field, frozen
from dateutil.relativedelta import relativedelta

from contracts.errors import TermsError

FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)

_ONE_DAY: Final = timedelta(days=1)
#: Where every half-open period must have ended.
_END: Final = LAST_DAY + _ONE_DAY
_MOST_MONTHS: Final = 1200
_MOST_DAYS: Final = 36525

_ISO: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ISO_AND_TIME: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ][0-9]{1,2}:[0-9]{2}.*|[Tt][0-9]{2}.*)"
_DAY_OR_MONTH_FIRST: Final = r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{4}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}"
_FREQUENCY: Final = r"([1-9][0-9]{0,4}) (day|week|month|year)s?"


def checked_day(value: object, field: str) -> date:
    """The value itself, if it is a day from 1900-01-01 to 2199-12-31.

    A `datetime` is a `date` to Python, but not here: which day it means depends
    on a time zone. Timestamps of pandas are datetimes too.

    Args:
        value: anything.
        field: what the error calls it, the key in files.

    Raises:
        TermsError: DATE_HAS_TIME for a datetime, TYPE_WRONG for what is no date, DATE_RANGE for another day.
    """
    if isinstance(value, datetime):
        raise TermsError("DATE_HAS_TIME", field=field, value=value)
    if not isinstance(value, date):
        raise TermsError("TYPE_WRONG", field=field, value=value, wanted="date")
    if not FIRST_DAY <= value <= LAST_DAY:
        raise TermsError("DATE_RANGE", field=field, value=value)
    return value


def parse_day(text: str, field: str) -> date:
    """The day that an ASCII text `YYYY-MM-DD` names; nothing is guessed, trimmed or completed.

    Args:
        text: the text of a cell or key.
        field: what the error calls it.

    Raises:
        TermsError: DATE_MISSING for blank text, DATE_HAS_TIME for a day with a time of day, DATE_AMBIGUOUS where
            day and month could be swapped, DATE_RANGE outside 1900 to 2199, DATE_SYNTAX for anything else,
            days that no calendar has included; TYPE_WRONG for what is no text.

    >>> parse_day("2024-02-29", "from")
    datetime.date(2024, 2, 29)
    """
    if not isinstance(text, str):
        raise TermsError("TYPE_WRONG", field=field, value=text, wanted="text")
    if re.fullmatch(_ISO, text) is None:
        raise TermsError(_fault_of(text), field=field, value=text)
    try:
        day = date(int(text[:4]), int(text[5:7]), int(text[8:]))
    except ValueError:
        raise TermsError("DATE_SYNTAX", field=field, value=text) from None
    return checked_day(day, field)


def _fault_of(text: str) -> str:
    """The code for a text that is not of the form `YYYY-MM-DD`."""
    if not text.strip():
        return "DATE_MISSING"
    if re.fullmatch(_ISO_AND_TIME, text):
        return "DATE_HAS_TIME"
    return "DATE_AMBIGUOUS" if re.fullmatch(_DAY_OR_MONTH_FIRST, text) else "DATE_SYNTAX"


def after(day: date, months: int = 0, days: int = 0, *, field: str = "due") -> date:
    """The day so many months, then so many days, after another; negative numbers count back.

    The day of the month is clamped to a short month: one month after 31 January is
    the last day of February.

    Raises:
        TermsError: DATE_RANGE where the result lies outside 1900 to 2199.
    """
    return checked_day(_shifted(day, relativedelta(months=months), days, field), field)


def _shifted(day: date, delta: relativedelta, days: int, field: str) -> date:
    """`day + delta`, then days more; the error is ours where Python has no such year."""
    try:
        return day + delta + timedelta(days=days)
    except (ValueError, OverflowError):
        raise TermsError("DATE_RANGE", field=field, value=f"{day} + {delta} + {days} days") from None


@frozen
class Period:
    """A run of days, half-open: `end` is the first day that is no longer in it.

    Contracts state their last day: write `Period.through(first, last)` for those.

    Attributes:
        start: its first day.
        end: the day after its last; may be 2200-01-01.

    Raises:
        TermsError: DATE_ORDER for a period without a day; DATE_HAS_TIME, TYPE_WRONG or DATE_RANGE
            for ends that are no days from 1900 to 2199.

    >>> year = Period.through(date(2017, 1, 1), date(2017, 12, 31))
    >>> year.end, year.days
    (datetime.date(2018, 1, 1), 365)
    """

    start: date
    end: date

    def __attrs_post_init__(self) -> None:
        # One comparison for the usual case: periods are made by the thousand.
        if type(self.start) is type(self.end) is date and FIRST_DAY <= self.start < self.end <= _END:
            return
        checked_day(self.start, "from")
        if self.end != _END:
            checked_day(self.end, "to")
        if self.start >= self.end:
            raise TermsError("DATE_ORDER", field="to", value=self.end - _ONE_DAY, start=self.start)

    @classmethod
    def through(cls, first: date, last: date) -> Self:
        """The period from a first to a last day, both in it, as contracts state them."""
        return cls(first, checked_day(last, "to") + _ONE_DAY)

    @staticmethod
    def since(first: date) -> "OpenPeriod":
        """The period from a first day on, without a last one that anybody knows.

        >>> str(Period.since(date(2024, 1, 1)))
        'from 2024-01-01 on'
        """
        return OpenPeriod(first)

    @property
    def first(self) -> date:
        """Its first day."""
        return self.start

    @property
    def last(self) -> date:
        """Its last day, which is in it."""
        return self.end - _ONE_DAY

    @property
    def days(self) -> int:
        """How many days it has, at least 1."""
        return (self.end - self.start).days

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __str__(self) -> str:
        return f"{self.start} to {self.last}"


@frozen
class OpenPeriod(Period):
    """The days from a first one on: of a service that goes on until it is ended.

    Attributes:
        end: after all days that there are; it stands for the day that nobody knows yet.
    """

    end: date = field(init=False, repr=False, default=_END)

    def __str__(self) -> str:
        return f"from {self.start} on"


def checked_period(value: object, field: str) -> Period:
    """The value itself, if it is a period.

    Raises:
        TermsError: TYPE_WRONG.
    """
    if not isinstance(value, Period):
        raise TermsError("TYPE_WRONG", field=field, value=value, wanted="Period")
    return value


@frozen
class Frequency:
    """How often: every so many whole months, or every so many whole days.

    Years are months and weeks are days, so 12 months equal 1 year and 14 days equal
    2 weeks; a month equals no number of days.

    Attributes:
        delta: the `relativedelta` to step by.
        months: 1 to 1200, or 0 where it counts days.
        days: 1 to 36525, or 0 where it counts months.

    Raises:
        TermsError: FREQUENCY for a step that is empty, negative, too long, of months and days together, or
            with hours, weekdays or absolute fields; TYPE_WRONG for what is no `relativedelta`.

    >>> str(Frequency(relativedelta(months=+12)))
    '1 year'
    """

    delta: relativedelta = field(eq=False)
    months: int = field(init=False, repr=False)
    days: int = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        given = self.delta
        if not isinstance(given, relativedelta):
            raise TermsError("TYPE_WRONG", field="every", value=given, wanted="frequency")
        months, days = given.years * 12 + given.months, given.days
        # A step of nothing else equals the one rebuilt from its months and days.
        if given != relativedelta(months=months, days=days) or not _is_step(months, days):
            raise TermsError("FREQUENCY", field="every", value=given)
        object.__setattr__(self, "delta", relativedelta(months=months, days=int(days)))
        object.__setattr__(self, "months", months)
        object.__setattr__(self, "days", int(days))

    @classmethod
    def parse(cls, text: str, field: str = "every") -> Self:
        """The frequency that a text such as `3 months`, `1 year`, `2 weeks` or `10 days` names.

        Raises:
            TermsError: FREQUENCY for any other text; TYPE_WRONG for what is no text.
        """
        if not isinstance(text, str):
            raise TermsError("TYPE_WRONG", field=field, value=text, wanted="text")
        match = re.fullmatch(_FREQUENCY, text)
        if match is None:
            raise TermsError("FREQUENCY", field=field, value=text)
        count, unit = int(match[1]), match[2]
        months = count * {"month": 1, "year": 12}.get(unit, 0)
        days = count * {"day": 1, "week": 7}.get(unit, 0)
        if not _is_step(months, days):
            raise TermsError("FREQUENCY", field=field, value=text)
        return cls(relativedelta(months=months, days=days))

    def fits(self, other: "Frequency") -> bool:
        """Whether one of the two is a whole multiple of the other; months and days never are."""
        return _divides(self.months, other.months) or _divides(self.days, other.days)

    def __str__(self) -> str:
        count, unit, larger, size = (self.months, "month", "year", 12) if self.months else (self.days, "day", "week", 7)
        if count % size == 0:
            count, unit = count // size, larger
        return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _is_step(months: int, days: float) -> bool:
    """Whether it is one of months and days, whole, positive and not beyond a hundred years."""
    in_months = days == 0 and 0 < months <= _MOST_MONTHS
    in_days = months == 0 and 0 < days <= _MOST_DAYS and days == int(days)
    return in_months or in_days


def _divides(one: int, other: int) -> bool:
    """Whether the smaller of two positive numbers divides the larger; never for a 0."""
    return one > 0 and other > 0 and max(one, other) % min(one, other) == 0


def frequency(value: Frequency | relativedelta, field: str = "every") -> Frequency:
    """The value as a `Frequency`: users may pass their own `relativedelta` wherever one is wanted.

    Args:
        value: a frequency, or a step of whole months or of whole days.
        field: what the error calls it.

    Raises:
        TermsError: as `Frequency` does.
    """
    if isinstance(value, Frequency):
        return value
    try:
        return Frequency(value)
    except TermsError as error:
        raise TermsError(error.code, field=field, value=value, **error.data) from None


DAILY: Final = Frequency(relativedelta(days=1))
WEEKLY: Final = Frequency(relativedelta(weeks=1))
MONTHLY: Final = Frequency(relativedelta(months=1))
QUARTERLY: Final = Frequency(relativedelta(months=3))
HALF_YEARLY: Final = Frequency(relativedelta(months=6))
YEARLY: Final = Frequency(relativedelta(years=1))


class Stub(StrEnum):
    """What becomes of a first or last tile that is not one whole cell of its cycle.

    SHORT leaves it, LONG joins it to its neighbour (an explicit edge stays where it is), FORBID refuses it.
    """

    SHORT = "short"
    LONG = "long"
    FORBID = "forbid"


@frozen
class Cycle:
    """A grid of days: edge `k` is the anchor plus `k` times the frequency, for every whole `k`.

    Each edge is counted from the anchor, never from the edge before: a cycle
    anchored on the 31st is clamped in short months and comes back to the 31st.
    The anchor may lie anywhere, before or after the periods that are cut by it.

    Attributes:
        every: the length of a cell; a `relativedelta` is converted.
        anchor: edge 0.
        month_end: every edge is the last day of its month. Never guessed: without it, an
            anchor on 28 February gives edges on the 28th.

    Raises:
        TermsError: EDGE_MONTH_END where `month_end` is said and the anchor does not end a month,
            MONTH_END_DAYS where the cycle counts days; FREQUENCY, DATE_HAS_TIME, TYPE_WRONG, DATE_RANGE.
    """

    every: Frequency = field(converter=frequency)
    anchor: date
    month_end: bool = False

    def __attrs_post_init__(self) -> None:
        checked_day(self.anchor, "anchor")
        if not self.month_end:
            return
        if self.every.days:
            raise TermsError("MONTH_END_DAYS", field="month_end", value=self.every)
        if self.anchor.day != monthrange(self.anchor.year, self.anchor.month)[1]:
            raise TermsError("EDGE_MONTH_END", field="anchor", value=self.anchor)

    def edge(self, k: int) -> date:
        """Edge number `k`, counted from the anchor, which is number 0; it may lie outside 1900 to 2199.

        Raises:
            TermsError: DATE_RANGE outside the years 1 to 9999.

        >>> [Cycle(MONTHLY, date(2025, 1, 31)).edge(k).day for k in range(4)]
        [31, 28, 31, 30]
        """
        end_of_month = 31 if self.month_end else None  # relativedelta clamps an absolute day
        step = relativedelta(months=k * self.every.months, day=end_of_month)
        return _shifted(self.anchor, step, k * self.every.days, "anchor")

    def position(self, day: date) -> int:
        """The number of the last edge that is not after a day; the day lies in the cell that starts there."""
        if self.every.days:
            return (day - self.anchor).days // self.every.days
        months = (day.year - self.anchor.year) * 12 + day.month - self.anchor.month
        k = months // self.every.months
        # Edge k falls in the month of the day or before it, edge k + 1 after that month.
        return k if self.edge(k) <= day else k - 1

    def is_edge(self, day: date) -> bool:
        """Whether a cell starts on a day."""
        return self.edge(self.position(day)) == day

    def edges(self, period: Period) -> tuple[date, ...]:
        """The days inside a period on which this cycle starts a new cell.

        Args:
            period: the days to look at; it need not begin on an edge.

        Returns:
            Days strictly after its start and before its end, ascending; empty where no cell starts in it.

        >>> quarters = Cycle(QUARTERLY, anchor=date(2025, 1, 1))
        >>> quarters.edges(Period(date(2025, 2, 15), date(2025, 7, 1)))
        (datetime.date(2025, 4, 1),)
        """
        k, found = self.position(period.start) + 1, []
        while (edge := self.edge(k)) < period.end:
            found.append(edge)
            k += 1
        return tuple(found)

    def tiles(
        self,
        period: Period,
        *,
        first_edge: date | None = None,
        last_edge: date | None = None,
        stub: Stub = Stub.SHORT,
    ) -> tuple[Period, ...]:
        """A period cut at the edges of this cycle: tiles cover it, touch, and do not overlap.

        Args:
            period: the days to cut.
            first_edge: no edge lies strictly between the start and this one, which stays an edge.
            last_edge: no edge lies strictly between this one, which stays an edge, and the end.
            stub: what becomes of a first and of a last tile that is not one whole cell.

        Returns:
            Tiles in order of days, at least one.

        Raises:
            TermsError: EDGE_OFF_GRID for an explicit edge that is none of this cycle, EDGE_OUTSIDE for one before
                the start or after the end, DATE_ORDER for a last before the first, STUB_FORBIDDEN.

        >>> lease = Period.through(date(2025, 1, 15), date(2025, 3, 31))
        >>> [str(tile) for tile in Cycle(MONTHLY, date(2025, 1, 1)).tiles(lease, stub=Stub.LONG)]
        ['2025-01-15 to 2025-02-28', '2025-03-01 to 2025-03-31']
        """
        self._check_explicit(period, first_edge, last_edge)
        lowest, highest = first_edge or period.start, last_edge or period.end
        inner = [edge for edge in self.edges(period) if lowest <= edge <= highest]
        bounds = [period.start, *inner, period.end]
        stubs = self._stubs(bounds)
        match stub:
            case Stub.SHORT:
                pass
            case Stub.LONG:
                joined = {bound for bound, _ in stubs} - {first_edge, last_edge, period.start, period.end}
                bounds = [bound for bound in bounds if bound not in joined]
            case Stub.FORBID:
                if stubs:
                    raise TermsError("STUB_FORBIDDEN", field="stub", value=stubs[0][1])
            case _:
                assert_never(stub)
        return tuple(Period(start, end) for start, end in itertools.pairwise(bounds))

    def _check_explicit(self, period: Period, first_edge: date | None, last_edge: date | None) -> None:
        for name, edge in (("first_edge", first_edge), ("last_edge", last_edge)):
            if edge is None:
                continue
            if edge != _END:
                checked_day(edge, name)
            if not self.is_edge(edge):
                raise TermsError("EDGE_OFF_GRID", field=name, value=edge, every=self.every, anchor=self.anchor)
            if not period.start <= edge <= period.end:
                raise TermsError("EDGE_OUTSIDE", field=name, value=edge, start=period.start, end=period.end)
        if first_edge is not None and last_edge is not None and first_edge > last_edge:
            raise TermsError("DATE_ORDER", field="last_edge", value=last_edge, start=first_edge)

    def _stubs(self, bounds: list[date]) -> list[tuple[date, Period]]:
        """The first and last tile between bounds where they are no whole cells, each after its inner bound."""
        ends = ((bounds[1], Period(bounds[0], bounds[1])), (bounds[-2], Period(bounds[-2], bounds[-1])))
        return [(inner, tile) for inner, tile in ends if not self._is_cell(tile)]

    def _is_cell(self, tile: Period) -> bool:
        k = self.position(tile.start)
        return self.edge(k) == tile.start and self.edge(k + 1) == tile.end


class Per(StrEnum):
    """The length of a fiscal period."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


MONTH: Final = Per.MONTH
QUARTER: Final = Per.QUARTER
HALF: Final = Per.HALF
YEAR: Final = Per.YEAR

_MONTHS_PER: Final = {Per.MONTH: 1, Per.QUARTER: 3, Per.HALF: 6, Per.YEAR: 12}


@frozen
class FiscalCalendar:
    """Fiscal years of twelve months from the first of any month, with their halves and quarters.

    A fiscal year has the name of the calendar year in which it ends: July 2017 to
    June 2018 is 2018. Months are calendar months. A period that reaches beyond the
    days 1900-01-01 to 2199-12-31 is cut there.

    Attributes:
        start_month: the first month of a fiscal year, 1 to 12.

    Raises:
        TermsError: FISCAL_MONTH for another number, or what is no int.
    """

    start_month: int = 1

    def __attrs_post_init__(self) -> None:
        if type(self.start_month) is not int or not 1 <= self.start_month <= 12:
            raise TermsError("FISCAL_MONTH", field="fiscal_year_start", value=self.start_month)

    def year_of(self, day: date) -> int:
        """The name of the fiscal year that a day lies in."""
        return day.year + (1 < self.start_month <= day.month)

    def year(self, year: int) -> Period:
        """The days of the fiscal year of a name.

        Raises:
            TermsError: YEAR_RANGE for a year none of whose days lies from 1900 to 2199.
        """
        if not self.year_of(FIRST_DAY) <= year <= self.year_of(LAST_DAY):
            raise TermsError("YEAR_RANGE", field="year", value=year)
        return self._months((year - (self.start_month > 1)) * 12 + self.start_month - 1, 12)

    def period_of(self, day: date, per: Per) -> Period:
        """The whole fiscal period that a day lies in."""
        checked_day(day, "day")
        return self._months(self._first_month(day, per), _MONTHS_PER[per])

    def periods(self, period: Period, per: Per) -> tuple[Period, ...]:
        """The whole fiscal periods that a period touches, in order; they cover it and may reach beyond it."""
        length = _MONTHS_PER[per]
        first, last = self._first_month(period.start, per), self._first_month(period.last, per)
        return tuple(self._months(month, length) for month in range(first, last + 1, length))

    def name(self, day: date, per: Per) -> str:
        """The name of the fiscal period that a day lies in.

        >>> [FiscalCalendar(7).name(date(2017, 12, 1), per) for per in (YEAR, HALF, QUARTER, MONTH)]
        ['2018', '2018-H1', '2018-Q2', '2017-12']
        """
        months_in = (day.month - self.start_month) % 12
        match per:
            case Per.YEAR:
                return f"{self.year_of(day)}"
            case Per.HALF:
                return f"{self.year_of(day)}-H{months_in // 6 + 1}"
            case Per.QUARTER:
                return f"{self.year_of(day)}-Q{months_in // 3 + 1}"
            case Per.MONTH:
                return f"{day.year}-{day.month:02}"
            case _:
                assert_never(per)

    def _first_month(self, day: date, per: Per) -> int:
        """The first month of the period that a day lies in, counted in months since year 0."""
        return day.year * 12 + day.month - 1 - (day.month - self.start_month) % _MONTHS_PER[per]

    @staticmethod
    def _months(month: int, length: int) -> Period:
        """So many whole months from a month, within the days that there are."""
        start, end = (date(m // 12, m % 12 + 1, 1) for m in (month, month + length))
        return Period(max(start, FIRST_DAY), min(end, _END))
