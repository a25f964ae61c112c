"""Calendars: which days are open for business, and where a due day on a closed one moves.

A calendar is a set of facts: the weekend, weekdays that are closed, weekend days that are worked, and the years
for which all this is known. Nothing is assumed beyond these years unless the caller says so, and the answer then
says that it is provisional.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from attrs import Attribute, field, frozen

from contracts.dates import FIRST_DAY, LAST_DAY, checked_day
from contracts.errors import TermsError


class Roll(StrEnum):
    """Where a due day on a closed day moves.

    FOLLOWING, the default of a line that names a calendar, is 民法典 art. 203: where the last day of a period is
    a statutory holiday, the day after it is the last day. The modified ones stay within the month of the day:
    where their search would leave it, they search the other way.
    """

    FOLLOWING = "following"
    MODIFIED_FOLLOWING = "modified-following"
    PRECEDING = "preceding"
    MODIFIED_PRECEDING = "modified-preceding"


class Beyond(StrEnum):
    """What holds on days that a calendar does not cover.

    REFUSE is an error. WEEKENDS takes them as closed on weekends only, and every day found that way is provisional.
    """

    REFUSE = "refuse"
    WEEKENDS = "weekends"


#: Roll -> (days a step, whether the search stays within the month).
_SEARCH: Final = {
    Roll.FOLLOWING: (1, False),
    Roll.MODIFIED_FOLLOWING: (1, True),
    Roll.PRECEDING: (-1, False),
    Roll.MODIFIED_PRECEDING: (-1, True),
}

#: The most days that a search goes; a calendar without an open day in a year is a mistake.
SEARCHED_DAYS: Final = 366


def _collected(given: Any) -> Any:
    """A frozen set of what was given; what cannot be one is left for the validator to refuse."""
    try:
        return frozenset(given)
    except TypeError:
        return given


def _named(given: Any) -> Any:
    """A read-only copy of a mapping; anything else is left for the validator to refuse."""
    return MappingProxyType(dict(given)) if isinstance(given, Mapping) else given


def _check_id(_: "Calendar", attribute: "Attribute[str]", value: object) -> None:
    if not isinstance(value, str):
        raise TermsError("TYPE_WRONG", field=attribute.name, value=value, wanted="text")


def _check_weekend(_: "Calendar", attribute: "Attribute[frozenset[int]]", value: object) -> None:
    if not isinstance(value, frozenset):
        raise TermsError("TYPE_WRONG", field=attribute.name, value=value, wanted="set of weekdays")
    for weekday in value:
        if type(weekday) is not int or not 0 <= weekday <= 6:
            raise TermsError("CALENDAR_WEEKDAY", field=attribute.name, value=weekday)


def _check_days(_: "Calendar", attribute: "Attribute[frozenset[date]]", value: object) -> None:
    if not isinstance(value, frozenset):
        raise TermsError("TYPE_WRONG", field=attribute.name, value=value, wanted="list of days")
    for day in value:
        checked_day(day, attribute.name)


def _check_year(calendar: "Calendar", attribute: "Attribute[int | None]", value: object) -> None:
    if value is not None and (type(value) is not int or not FIRST_DAY.year <= value <= LAST_DAY.year):
        raise TermsError("CALENDAR_YEAR", field=attribute.name, value=value, calendar=calendar.id)


def _check_names(_: "Calendar", attribute: "Attribute[Mapping[date, str]]", value: object) -> None:
    if not isinstance(value, Mapping):
        raise TermsError("TYPE_WRONG", field=attribute.name, value=value, wanted="mapping of days to names")
    for day, name in value.items():
        checked_day(day, attribute.name)
        if not isinstance(name, str):
            raise TermsError("TYPE_WRONG", field=attribute.name, value=name, wanted="text")


def _count(days: frozenset[date]) -> str:
    return f"<{len(days)} days>"


@frozen
class Calendar:
    """The open and closed days of a place, for the years in which they are known.

    Two calendars are equal if they have the same id and the same facts; the names of holidays do not count. A
    listed day outside the covered years is refused: it would never have an effect.

    Attributes:
        id: the name by which a line refers to it.
        weekend: weekdays that are closed, Monday 0 to Sunday 6.
        holidays: days that are closed besides; one on a weekend changes nothing.
        working: days that are open although they lie on a weekend (调休上班).
        first_year, last_year: the years covered, both included; None where there is no such limit.
        names: what a closed day is called, for explanations; read-only.

    Raises:
        TermsError: at construction. KEY_CONFLICT for a day that is both closed and working, CALENDAR_DAY for a day
            outside the covered years, CALENDAR_YEAR and CALENDAR_WEEKDAY for years and weekdays that are none,
            DATE_HAS_TIME, DATE_RANGE and TYPE_WRONG for what is no day of 1900 to 2199.

    >>> office = Calendar("office", holidays={date(2025, 1, 1)})
    >>> office.adjust(date(2025, 1, 1))
    (datetime.date(2025, 1, 2), False)
    """

    id: str = field(validator=_check_id)
    weekend: frozenset[int] = field(
        default=frozenset({5, 6}), converter=_collected, validator=_check_weekend, kw_only=True
    )
    holidays: frozenset[date] = field(
        default=frozenset(), converter=_collected, validator=_check_days, kw_only=True, repr=_count
    )
    working: frozenset[date] = field(
        default=frozenset(), converter=_collected, validator=_check_days, kw_only=True, repr=_count
    )
    first_year: int | None = field(default=None, validator=_check_year, kw_only=True)
    last_year: int | None = field(default=None, validator=_check_year, kw_only=True)
    names: Mapping[date, str] = field(
        factory=dict, converter=_named, validator=_check_names, kw_only=True, eq=False, repr=False
    )

    def __attrs_post_init__(self) -> None:
        first, last = self._years()
        if first > last:
            raise TermsError("CALENDAR_YEAR", field="last_year", value=last, calendar=self.id)
        both = self.holidays & self.working
        if both:
            raise TermsError("KEY_CONFLICT", field="working", value=min(both), other="holidays")
        for name, days in (("holidays", self.holidays), ("working", self.working)):
            for day in sorted(days):
                if not first <= day.year <= last:
                    raise TermsError("CALENDAR_DAY", field=name, value=day, calendar=self.id, first=first, last=last)

    def __reduce__(self) -> tuple[Any, ...]:
        """A read-only mapping cannot be pickled, so a copy is made from the facts again."""
        facts = (self.weekend, self.holidays, self.working, self.first_year, self.last_year, dict(self.names))
        return _again, (self.id, *facts)

    def covers(self, day: date) -> bool:
        """Whether this calendar knows the year of a day.

        Raises:
            TermsError: DATE_HAS_TIME, TYPE_WRONG or DATE_RANGE for what is no day of 1900 to 2199.
        """
        first, last = self._years()
        return first <= checked_day(day, "day").year <= last

    def is_open(self, day: date, beyond: Beyond = Beyond.REFUSE) -> bool:
        """Whether a day is a business day.

        Raises:
            TermsError: CALENDAR_RANGE for a day that is not covered, unless `beyond` takes it by its weekday.
        """
        if self.covers(day):
            return day in self.working or (day.weekday() not in self.weekend and day not in self.holidays)
        if beyond != Beyond.WEEKENDS:
            raise self._uncovered(day)
        return day.weekday() not in self.weekend

    def adjust(self, day: date, roll: Roll = Roll.FOLLOWING, beyond: Beyond = Beyond.REFUSE) -> tuple[date, bool]:
        """The open day to which a day moves; an open day stays.

        A modified roll stops at the edge of the month and turns back there, so it never asks about a day of the
        next month. Where the whole month is closed, it leaves the month on its way back.

        Args:
            day: the unadjusted day.
            roll: which way to search.
            beyond: what to do on days outside the covered years, those only stepped over included.

        Returns:
            The day found, and whether it is provisional: whether any day asked about was not covered.

        Raises:
            TermsError: CALENDAR_RANGE where a day asked about is not covered, CALENDAR_CLOSED where no day within a
                year is open, DATE_RANGE where the search leaves 1900 to 2199.

        >>> WEEKENDS.adjust(date(2017, 12, 31), Roll.FOLLOWING)
        (datetime.date(2018, 1, 1), False)
        >>> WEEKENDS.adjust(date(2017, 12, 31), Roll.MODIFIED_FOLLOWING)
        (datetime.date(2017, 12, 29), False)
        """
        checked_day(day, "day")
        step, within_month = _SEARCH[roll]
        found, provisional = self._search(day, step, beyond, within_month)
        if found is None and within_month:
            found, turned = self._search(day, -step, beyond, within_month=False)
            provisional = provisional or turned
        if found is None:
            raise TermsError("CALENDAR_CLOSED", field="calendar", value=day, calendar=self.id, limit=SEARCHED_DAYS)
        return found, provisional

    def reason(self, day: date) -> str | None:
        """Why a day is closed: the name of its holiday, else `holiday` or `weekend`; None for an open day.

        Beyond the covered years only weekends are known, and nothing is refused.
        """
        if self.is_open(day, Beyond.WEEKENDS):
            return None
        return self.names.get(day) or ("weekend" if day.weekday() in self.weekend else "holiday")

    def closed_days(self) -> tuple[date, ...]:
        """The listed holidays, ascending; weekends are not among them unless they were listed."""
        return tuple(sorted(self.holidays))

    def _years(self) -> tuple[int, int]:
        first = FIRST_DAY.year if self.first_year is None else self.first_year
        return first, LAST_DAY.year if self.last_year is None else self.last_year

    def _uncovered(self, day: date) -> TermsError:
        first, last = self._years()
        return TermsError("CALENDAR_RANGE", field="calendar", value=day, calendar=self.id, first=first, last=last)

    def _search(self, day: date, step: int, beyond: Beyond, within_month: bool) -> tuple[date | None, bool]:
        """The first open day from a day on; None where there is none in the month, or within a year."""
        provisional = False
        for moved in range(SEARCHED_DAYS + 1):
            asked = day + timedelta(days=step * moved)
            if within_month and asked.month != day.month:
                break
            provisional = provisional or not self.covers(asked)
            if self.is_open(asked, beyond):
                return asked, provisional
        return None, provisional


def _again(
    id: str,
    weekend: frozenset[int],
    holidays: frozenset[date],
    working: frozenset[date],
    first_year: int | None,
    last_year: int | None,
    names: dict[date, str],
) -> Calendar:
    """A calendar from its facts in order, as `pickle` and `copy` give them."""
    return Calendar(
        id,
        weekend=weekend,
        holidays=holidays,
        working=working,
        first_year=first_year,
        last_year=last_year,
        names=names,
    )


def _day(year: int, month_day: str) -> date:
    return date(year, int(month_day[:2]), int(month_day[2:]))


def _days(year: int, span: str) -> Iterator[date]:
    """The days of `MMDD` or `MMDD-MMDD`, last day included."""
    first, _, last = span.partition("-")
    for ordinal in range(_day(year, first).toordinal(), _day(year, last or first).toordinal() + 1):
        yield date.fromordinal(ordinal)


@cache
def _china() -> Calendar:
    from contracts import china

    names: dict[date, str] = {}
    working: set[date] = set()
    for year, (closed, worked) in china.YEARS.items():
        texts = closed.split()
        for name, span in zip(texts[::2], texts[1::2], strict=True):
            names.update(dict.fromkeys(_days(year, span), name))
        working.update(_day(year, text) for text in worked.split())
    return Calendar(
        "CN",
        holidays={day for day in names if day.weekday() < 5},
        working=working,
        first_year=min(china.YEARS),
        last_year=max(china.YEARS),
        names=names,
    )


#: Saturdays and Sundays are closed, in every year.
WEEKENDS: Final = Calendar("weekends")

if TYPE_CHECKING:
    #: The civil calendar of mainland China, with its working weekends; 2004 to 2026. Exchanges and banks may differ.
    CHINA: Calendar


def __getattr__(name: str) -> Calendar:
    """`CHINA`, made when it is first asked for: few programs need its days."""
    if name != "CHINA":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _china()


def calendar_named(id: str) -> Calendar:
    """The calendar that a line names: `CN`, `weekends`, or a country of the `holidays` package.

    A country covers the years that the package states, less those in which it marks a holiday as estimated: of
    several runs of certain years, the last one that ends where estimates begin. Its weekend is the present one;
    where it was another in earlier years, each day that differs is listed.

    Args:
        id: `CN`, `weekends`, or a two-letter country code of ISO 3166 in capitals, such as `DE`.

    Returns:
        The calendar, always the same object for the same id.

    Raises:
        TermsError: CALENDAR_UNKNOWN for another id, CALENDAR_EXTRA where the package is not installed,
            CALENDAR_ESTIMATED where no year of the country is certain.
    """
    if not isinstance(id, str):
        raise TermsError("TYPE_WRONG", field="calendar", value=id, wanted="text")
    if id == "CN":
        return _china()
    if id == WEEKENDS.id:
        return WEEKENDS
    if re.fullmatch("[A-Z]{2}", id) is None:
        raise TermsError("CALENDAR_UNKNOWN", field="calendar", value=id)
    return _country(id)


#: Where the package's dates of the Islamic calendar begin. Before that year it leaves such holidays out without
#: saying so, and a country that has estimated years is one that keeps them.
_ISLAMIC_DATES_FROM: Final = 1924


@cache
def _country(code: str) -> Calendar:
    """A country's calendar, with every day of its covered years asked of the package once."""
    import inspect
    import warnings

    try:
        import holidays
    except ImportError as error:
        raise TermsError("CALENDAR_EXTRA", field="calendar", value=code) from error
    if code not in holidays.list_supported_countries(include_aliases=False):
        raise TermsError("CALENDAR_UNKNOWN", field="calendar", value=code)
    kind = type(holidays.country_holidays(code))
    # The language is named, or the environment's would choose it; estimates are shown, or they would pass for facts.
    options: dict[str, Any] = {"language": kind.default_language}
    if "islamic_show_estimated" in inspect.signature(kind).parameters:
        options["islamic_show_estimated"] = True
    stated = range(max(kind.start_year, FIRST_DAY.year), min(kind.end_year, LAST_DAY.year) + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that some dates are estimates, which is what is looked at next
        facts = kind(years=stated, expand=False, **options)
    covered = _certain(stated, _estimated(facts, getattr(kind, "estimated_label", None)))
    if not covered:
        raise TermsError("CALENDAR_ESTIMATED", field="calendar", value=code)
    names, working = {}, set()
    for ordinal in range(date(covered[0], 1, 1).toordinal(), date(covered[-1], 12, 31).toordinal() + 1):
        day = date.fromordinal(ordinal)
        is_open, on_weekend = facts.is_working_day(day), day.weekday() in facts.weekend
        if not is_open and not on_weekend:
            names[day] = facts.get(day) or "weekend"  # a weekend of former times
        elif is_open and on_weekend:
            working.add(day)
    return Calendar(
        code,
        weekend=facts.weekend,
        holidays=names,
        working=working,
        first_year=covered[0],
        last_year=covered[-1],
        names=names,
    )


def _estimated(facts: Mapping[date, str], label: str | None) -> set[int]:
    """The years with a holiday whose day is an estimate, told by the word of the package's label: `%s (estimated)`."""
    word = "" if label is None else label.replace("%s", "").strip(" ()（）")
    return {day.year for day, name in facts.items() if word in name} if word else set()


def _certain(stated: Iterable[int], estimated: set[int]) -> list[int]:
    """The last run of certain years before estimates begin; all years where there are no estimates.

    Years after the last estimate do not count: the package has run out of estimates there, not become certain.
    """
    if not estimated:
        return list(stated)
    runs: list[list[int]] = [[]]
    for year in stated:
        if year in estimated:
            runs.append([])
        elif year >= _ISLAMIC_DATES_FROM:
            runs[-1].append(year)
    return next((run for run in reversed(runs[:-1]) if run), [])
