"""Periods, frequencies, cycles and fiscal calendars: the conventions by example, the laws by property."""

from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any, cast

import pytest
from dateutil.relativedelta import FR, relativedelta
from hypothesis import given
from hypothesis import strategies as st

from contracts.dates import (
    DAILY,
    FIRST_DAY,
    HALF,
    HALF_YEARLY,
    LAST_DAY,
    MONTH,
    MONTHLY,
    QUARTER,
    QUARTERLY,
    WEEKLY,
    YEAR,
    YEARLY,
    Cycle,
    FiscalCalendar,
    Frequency,
    Per,
    Period,
    Stub,
    after,
    checked_day,
    frequency,
    parse_day,
)
from contracts.errors import TermsError
from contracts.words import Lang

ONE_DAY = timedelta(days=1)
END = LAST_DAY + ONE_DAY


def refused(code: str, call: Callable[[], Any]) -> TermsError:
    """The error with which a call is refused; it says what and what to do in every language."""
    with pytest.raises(TermsError) as caught:
        call()
    assert caught.value.code == code
    assert all(caught.value.message(lang) and caught.value.remedy(lang) for lang in Lang)
    return caught.value


def attempted(call: Callable[[], date]) -> tuple[date | None, str]:
    """The day that a call gives, or the code with which it is refused."""
    try:
        return call(), ""
    except TermsError as error:
        return None, error.code


def by_hand(cycle: Cycle, k: int) -> date:
    """Edge k by the standard library alone."""
    if cycle.every.days:
        return cycle.anchor + timedelta(days=k * cycle.every.days)
    year, month = divmod(cycle.anchor.year * 12 + cycle.anchor.month - 1 + k * cycle.every.months, 12)
    length = monthrange(year, month + 1)[1]
    return date(year, month + 1, length if cycle.month_end else min(cycle.anchor.day, length))


# Days are drawn from where faults hide as well as at random.

MONTH_ENDS = st.builds(
    lambda year, month: date(year, month, monthrange(year, month)[1]), st.integers(1900, 2199), st.integers(1, 12)
)
LEAP_DAYS = st.sampled_from([date(y, 2, d) for y in (1904, 1996, 2000, 2004, 2096, 2196) for d in (28, 29)])
DAYS = st.one_of(
    MONTH_ENDS,
    MONTH_ENDS.filter(lambda day: day < LAST_DAY).map(lambda day: day + ONE_DAY),
    LEAP_DAYS,
    st.sampled_from([FIRST_DAY, LAST_DAY]),
    st.dates(FIRST_DAY, LAST_DAY),
)
FREQUENCIES = st.one_of(
    st.sampled_from([DAILY, WEEKLY, MONTHLY, QUARTERLY, HALF_YEARLY, YEARLY]),
    st.integers(1, 1200).map(lambda n: Frequency(relativedelta(months=n))),
    st.integers(1, 36525).map(lambda n: Frequency(relativedelta(days=n))),
)


@st.composite
def cycles(draw: st.DrawFn, frequencies: st.SearchStrategy[Frequency] = FREQUENCIES) -> Cycle:
    every = draw(frequencies)
    month_end = bool(every.months) and draw(st.booleans())
    return Cycle(every, draw(MONTH_ENDS if month_end else DAYS), month_end=month_end)


@st.composite
def cut_periods(draw: st.DrawFn) -> tuple[Cycle, Period]:
    """A cycle and a period of not too many cells, whose ends are often edges or next to one."""
    cycle = draw(cycles())
    start = draw(DAYS)
    near = cycle.edge(cycle.position(start) + draw(st.integers(0, 40))) + timedelta(days=draw(st.integers(-1, 1)))
    start = max(FIRST_DAY, cycle.edge(cycle.position(start))) if draw(st.booleans()) else start
    end = min(near if draw(st.booleans()) else start + timedelta(days=draw(st.integers(1, 800))), END)
    return cycle, Period(start, max(end, start + ONE_DAY))


# Days.


class TestCheckedDay:
    @pytest.mark.parametrize("day", [FIRST_DAY, date(2024, 2, 29), LAST_DAY])
    def test_a_day_in_range_is_itself(self, day: date) -> None:
        assert checked_day(day, "from") is day

    @pytest.mark.parametrize(
        ("code", "value"),
        [
            ("DATE_HAS_TIME", datetime(2024, 1, 1, tzinfo=UTC)),
            ("DATE_HAS_TIME", datetime(2024, 1, 1)),  # noqa: DTZ001 - a datetime without a zone is what is refused
            ("TYPE_WRONG", "2024-01-01"),
            ("TYPE_WRONG", None),
            ("TYPE_WRONG", 20240101),
            ("DATE_RANGE", FIRST_DAY - ONE_DAY),
            ("DATE_RANGE", END),
        ],
    )
    def test_anything_else_is_refused(self, code: str, value: object) -> None:
        error = refused(code, lambda: checked_day(value, "from"))
        assert (error.field, error.value) == ("from", value)


@given(DAYS)
def test_a_day_is_read_from_the_text_it_is_written_as(day: date) -> None:
    assert parse_day(day.isoformat(), "from") == day


@given(st.text(max_size=24) | st.text("0123456789-/.T :Z ", max_size=24))
def test_no_text_but_an_iso_day_is_read(text: str) -> None:
    day, code = attempted(lambda: parse_day(text, "from"))

    assert day.isoformat() == text if day else code.startswith("DATE_")


def test_what_is_no_text_is_not_parsed() -> None:
    not_text: Any = date(2024, 1, 1)
    error = refused("TYPE_WRONG", lambda: parse_day(not_text, "from"))
    assert (error.field, error.value, error.data["wanted"]) == ("from", not_text, "text")


class TestAfter:
    def test_months_are_clamped_then_days_are_added(self) -> None:
        assert after(date(2025, 1, 31), months=1) == date(2025, 2, 28)
        assert after(date(2025, 1, 31), months=1, days=1) == date(2025, 3, 1)
        assert after(date(2025, 3, 31), months=-1) == date(2025, 2, 28)
        assert after(date(2024, 2, 29), months=12) == date(2025, 2, 28)
        assert after(date(2025, 1, 1), days=-1) == date(2024, 12, 31)
        assert after(date(2025, 1, 1)) == date(2025, 1, 1)
        assert refused("DATE_RANGE", lambda: after(LAST_DAY, days=1)).field == "due"

    @pytest.mark.parametrize(
        "step",
        [
            {"days": 1},
            {"months": 12 * 9000},
            {"months": 10**30},
            {"days": 10**30},
            {"days": 10**6 * 4},
            {"months": -12 * 300},
        ],
    )
    def test_a_day_out_of_range_is_refused(self, step: dict[str, int]) -> None:
        assert refused("DATE_RANGE", lambda: after(LAST_DAY, **step, field="due")).field == "due"


# Periods.


class TestPeriod:
    def test_its_end_is_no_longer_in_it(self) -> None:
        year = Period(date(2017, 1, 1), date(2018, 1, 1))

        assert year == Period.through(date(2017, 1, 1), date(2017, 12, 31))
        assert (year.first, year.last, year.days) == (date(2017, 1, 1), date(2017, 12, 31), 365)
        assert date(2017, 1, 1) in year
        assert date(2017, 12, 31) in year
        assert date(2018, 1, 1) not in year
        assert date(2016, 12, 31) not in year
        assert str(year) == "2017-01-01 to 2017-12-31"

    def test_it_reaches_from_the_first_to_the_last_day(self) -> None:
        ever = Period.through(FIRST_DAY, LAST_DAY)

        assert ever == Period(FIRST_DAY, END)
        assert ever.days == (END - FIRST_DAY).days

    def test_a_kind_of_date_that_has_no_time_is_a_day(self) -> None:
        class Holiday(date):
            pass

        assert Period(Holiday(2017, 1, 1), date(2017, 1, 2)).days == 1
        assert Period(Holiday(2199, 12, 31), END).days == 1

    @pytest.mark.parametrize(
        ("code", "field", "start", "end"),
        [
            ("DATE_ORDER", "to", date(2017, 1, 2), date(2017, 1, 1)),
            ("DATE_ORDER", "to", date(2017, 1, 1), date(2017, 1, 1)),
            ("DATE_ORDER", "to", FIRST_DAY, FIRST_DAY),
            ("DATE_RANGE", "from", FIRST_DAY - ONE_DAY, date(2017, 1, 1)),
            ("DATE_RANGE", "to", date(2017, 1, 1), END + ONE_DAY),
            ("DATE_RANGE", "to", date(2017, 1, 1), FIRST_DAY - ONE_DAY),
            ("DATE_RANGE", "from", END, END),
            ("DATE_HAS_TIME", "from", datetime(2017, 1, 1, tzinfo=UTC), date(2018, 1, 1)),
            ("DATE_HAS_TIME", "to", date(2017, 1, 1), datetime(2018, 1, 1, tzinfo=UTC)),
            ("DATE_HAS_TIME", "to", date(2017, 1, 1), datetime(2200, 1, 1, tzinfo=UTC)),
            ("TYPE_WRONG", "from", "2017-01-01", date(2018, 1, 1)),
            ("TYPE_WRONG", "to", date(2017, 1, 1), None),
        ],
    )
    def test_what_is_no_period_is_refused(self, code: str, field: str, start: Any, end: Any) -> None:
        assert refused(code, lambda: Period(start, end)).field == field

    @pytest.mark.parametrize(
        ("code", "last"),
        [
            ("DATE_ORDER", date(2016, 12, 31)),
            ("DATE_RANGE", END),
            ("DATE_HAS_TIME", datetime(2018, 1, 1, tzinfo=UTC)),
        ],
    )
    def test_a_last_day_is_checked_as_it_was_given(self, code: str, last: date) -> None:
        error = refused(code, lambda: Period.through(date(2017, 1, 1), last))
        assert (error.field, error.value) == ("to", last)


@given(DAYS, DAYS)
def test_a_period_has_as_many_days_as_lie_in_it(one: date, other: date) -> None:
    period = Period.through(min(one, other), max(one, other))

    assert period.days == period.last.toordinal() - period.first.toordinal() + 1
    assert period.first in period
    assert period.last in period
    assert period.end not in period


# Frequencies.


class TestFrequency:
    @pytest.mark.parametrize(
        ("every", "text", "months", "days"),
        [
            (DAILY, "1 day", 0, 1),
            (WEEKLY, "1 week", 0, 7),
            (MONTHLY, "1 month", 1, 0),
            (QUARTERLY, "3 months", 3, 0),
            (HALF_YEARLY, "6 months", 6, 0),
            (YEARLY, "1 year", 12, 0),
            (Frequency(relativedelta(days=10)), "10 days", 0, 10),
            (Frequency(relativedelta(days=14)), "2 weeks", 0, 14),
            (Frequency(relativedelta(years=1, months=1)), "13 months", 13, 0),
            (Frequency(relativedelta(years=2, months=-12)), "1 year", 12, 0),
            (Frequency(relativedelta(months=1200)), "100 years", 1200, 0),
            (Frequency(relativedelta(days=36525)), "36525 days", 0, 36525),
        ],
    )
    def test_it_has_one_text(self, every: Frequency, text: str, months: int, days: int) -> None:
        assert str(every) == text
        assert (every.months, every.days) == (months, days)
        assert every.delta == relativedelta(months=months, days=days)
        assert Frequency.parse(text) == every
        assert Frequency.parse(text).delta == every.delta
        assert eval(repr(every), {"Frequency": Frequency, "relativedelta": relativedelta}) == every

    def test_years_are_months_and_weeks_are_days(self) -> None:
        assert Frequency.parse("12 months") == Frequency.parse("1 year") == YEARLY
        assert Frequency.parse("7 days") == Frequency.parse("1 week") == WEEKLY
        assert Frequency.parse("1 months") == Frequency.parse("1 month") == MONTHLY
        assert Frequency.parse("30 days") != MONTHLY

    @pytest.mark.parametrize(
        "delta",
        [
            relativedelta(),
            relativedelta(months=-1),
            relativedelta(days=-7),
            relativedelta(months=1, days=1),
            relativedelta(months=1, days=-1),
            relativedelta(months=1201),
            relativedelta(days=36526),
            relativedelta(hours=1),
            relativedelta(days=1, hours=12),
            relativedelta(months=1, microseconds=1),
            relativedelta(months=1, leapdays=1),
            relativedelta(months=1, day=31),
            relativedelta(months=1, weekday=FR),
            relativedelta(weekday=FR(1)),
            relativedelta(year=2024),
            relativedelta(days=cast("Any", 1.5)),
            relativedelta(days=cast("Any", float("inf"))),
            relativedelta(days=cast("Any", float("nan"))),
        ],
        ids=repr,
    )
    def test_a_step_that_is_no_frequency_is_refused(self, delta: relativedelta) -> None:
        assert refused("FREQUENCY", lambda: Frequency(delta)).field == "every"
        assert refused("FREQUENCY", lambda: frequency(delta, "per")).field == "per"

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "month",
            "0 months",
            "-1 month",
            "+1 month",
            "01 month",
            "1.5 months",
            "1 Month",
            "1  month",
            " 1 month",
            "1 month ",
            "1 month\n",
            "1month",
            "1201 months",
            "101 years",
            "36526 days",
            "5218 weeks",
            "99999999 days",
            "１ month",
            "1 quarter",
            "monthly",
            "P1M",
            "1 month 2 days",
        ],
    )
    def test_a_text_that_is_no_frequency_is_refused(self, text: str) -> None:
        error = refused("FREQUENCY", lambda: Frequency.parse(text, "per"))
        assert (error.field, error.value) == ("per", text)

    @pytest.mark.parametrize("value", ["1 month", 3, None, timedelta(days=7)])
    def test_another_type_is_refused(self, value: Any) -> None:
        assert refused("TYPE_WRONG", lambda: frequency(value, "per")).field == "per"

    def test_only_a_text_is_parsed(self) -> None:
        not_text: Any = 3
        assert refused("TYPE_WRONG", lambda: Frequency.parse(not_text, "per")).field == "per"

    def test_a_relativedelta_stands_for_a_frequency(self) -> None:
        assert frequency(relativedelta(months=3)) == frequency(QUARTERLY) == QUARTERLY
        assert Cycle(relativedelta(months=3), date(2025, 1, 1)) == Cycle(QUARTERLY, date(2025, 1, 1))

    def test_changing_the_relativedelta_afterwards_changes_nothing(self) -> None:
        given_step = relativedelta(months=3)
        every = Frequency(given_step)
        given_step.months = 4

        assert every.delta == relativedelta(months=3)

    @pytest.mark.parametrize(
        ("one", "other", "fits"),
        [
            (MONTHLY, QUARTERLY, True),
            (YEARLY, QUARTERLY, True),
            (MONTHLY, MONTHLY, True),
            (DAILY, WEEKLY, True),
            (Frequency.parse("2 months"), QUARTERLY, False),
            (Frequency.parse("10 days"), WEEKLY, False),
            (MONTHLY, DAILY, False),
            (MONTHLY, WEEKLY, False),
        ],
    )
    def test_whole_multiples_fit(self, one: Frequency, other: Frequency, fits: bool) -> None:
        assert one.fits(other) is other.fits(one) is fits


@given(FREQUENCIES)
def test_the_text_of_a_frequency_is_read_back(every: Frequency) -> None:
    assert Frequency.parse(str(every)) == every
    assert hash(Frequency.parse(str(every))) == hash(every)


# Cycles.


class TestCycle:
    def test_the_31st_comes_back_after_a_short_month(self) -> None:
        cycle = Cycle(MONTHLY, date(2025, 1, 31))

        assert [cycle.edge(k) for k in (-2, -1, 0, 1, 2, 3)] == [
            date(2024, 11, 30),
            date(2024, 12, 31),
            date(2025, 1, 31),
            date(2025, 2, 28),
            date(2025, 3, 31),
            date(2025, 4, 30),
        ]

    def test_the_29th_of_february_returns_every_leap_year(self) -> None:
        cycle = Cycle(YEARLY, date(2024, 2, 29))
        assert [cycle.edge(k).day for k in (-4, -3, 0, 1, 4, 76)] == [29, 28, 29, 28, 29, 28]  # 2100 is no leap year

    def test_a_month_end_is_said_never_guessed(self) -> None:
        start = date(2025, 2, 28)

        assert Cycle(MONTHLY, start).edge(1) == date(2025, 3, 28)
        assert Cycle(MONTHLY, start, month_end=True).edge(1) == date(2025, 3, 31)
        assert Cycle(YEARLY, start, month_end=True).edge(-1) == date(2024, 2, 29)

    @pytest.mark.parametrize("anchor", [date(2024, 2, 28), date(2025, 1, 30), date(2025, 1, 1)])
    def test_a_month_end_needs_an_anchor_that_ends_a_month(self, anchor: date) -> None:
        error = refused("EDGE_MONTH_END", lambda: Cycle(MONTHLY, anchor, month_end=True))
        assert (error.field, error.value) == ("anchor", anchor)

    def test_days_do_not_end_with_months(self) -> None:
        assert refused("MONTH_END_DAYS", lambda: Cycle(WEEKLY, date(2025, 1, 31), month_end=True)).field == "month_end"

    @pytest.mark.parametrize(
        ("code", "anchor"),
        [
            ("DATE_HAS_TIME", datetime(2025, 1, 1, tzinfo=UTC)),
            ("DATE_RANGE", END),
            ("TYPE_WRONG", None),
        ],
    )
    def test_an_anchor_is_a_day(self, code: str, anchor: Any) -> None:
        assert refused(code, lambda: Cycle(MONTHLY, anchor)).field == "anchor"

    @pytest.mark.parametrize("every", [DAILY, MONTHLY, YEARLY])
    @pytest.mark.parametrize("k", [-(10**9), 10**9, 10**30])
    def test_no_edge_lies_outside_the_years_there_are(self, every: Frequency, k: int) -> None:
        assert refused("DATE_RANGE", lambda: Cycle(every, date(2025, 1, 31)).edge(k)).field == "anchor"

    def test_an_edge_may_lie_outside_the_days_of_contracts(self) -> None:
        century = Cycle(relativedelta(years=100), date(2150, 6, 1))

        assert (century.edge(1), century.edge(-3)) == (date(2250, 6, 1), date(1850, 6, 1))
        assert century.tiles(Period(FIRST_DAY, END)) == (
            Period(FIRST_DAY, date(1950, 6, 1)),
            Period(date(1950, 6, 1), date(2050, 6, 1)),
            Period(date(2050, 6, 1), date(2150, 6, 1)),
            Period(date(2150, 6, 1), END),
        )


@given(cycles(), st.integers(-30, 30))
def test_edge_k_is_k_frequencies_from_the_anchor(cycle: Cycle, k: int) -> None:
    try:
        expected = by_hand(cycle, k)
    except (ValueError, OverflowError):
        refused("DATE_RANGE", lambda: cycle.edge(k))
    else:
        assert cycle.edge(k) == expected


@given(cycles(), st.integers(-30, 30))
def test_edges_ascend(cycle: Cycle, k: int) -> None:
    one, _ = attempted(lambda: cycle.edge(k))
    other, _ = attempted(lambda: cycle.edge(k + 1))

    assert one is None or other is None or one < other


@given(cycles(), DAYS)
def test_a_day_lies_in_the_cell_of_its_position(cycle: Cycle, day: date) -> None:
    k = cycle.position(day)

    assert cycle.edge(k) <= day < cycle.edge(k + 1)
    assert cycle.is_edge(day) is (cycle.edge(k) == day)


@given(cycles(), DAYS)
def test_position_is_the_inverse_of_edge(cycle: Cycle, day: date) -> None:
    k = cycle.position(day)

    assert cycle.position(cycle.edge(k)) == k
    assert cycle.position(cycle.edge(k + 1)) == k + 1
    assert cycle.position(cycle.edge(k + 1) - ONE_DAY) == k
    assert cycle.is_edge(cycle.edge(k))


@given(cycles(), st.integers(-3, 3), DAYS)
def test_an_anchor_moved_by_whole_cells_gives_the_same_days_where_none_is_clamped(
    cycle: Cycle, k: int, day: date
) -> None:
    """Only the day of the month is taken from the anchor; clamped, it would be lost."""
    moved = cycle.edge(k) if abs(k) * (cycle.every.months * 31 + cycle.every.days) < 36525 else cycle.anchor
    if (moved.day != cycle.anchor.day and not (cycle.month_end or cycle.every.days)) or not (
        FIRST_DAY <= moved <= LAST_DAY
    ):
        return
    again = Cycle(cycle.every, moved, month_end=cycle.month_end)

    assert again.edge(again.position(day)) == cycle.edge(cycle.position(day))


# Tiles.


def days(text: str) -> list[date]:
    return [date.fromisoformat(word) for word in text.split()]


def bounds(tiles: tuple[Period, ...]) -> list[date]:
    return [tiles[0].start, *(tile.end for tile in tiles)]


FIRSTS = Cycle(MONTHLY, date(2025, 1, 1))
#: 15 January to 20 April: a stub, two whole months, a stub.
SPRING = Period(date(2025, 1, 15), date(2025, 4, 20))


class TestTiles:
    def test_edges_are_those_strictly_inside(self) -> None:
        assert list(FIRSTS.edges(SPRING)) == days("2025-02-01 2025-03-01 2025-04-01")
        assert FIRSTS.edges(Period(date(2025, 2, 1), date(2025, 3, 1))) == ()
        assert FIRSTS.edges(Period(date(2025, 1, 31), date(2025, 2, 2))) == (date(2025, 2, 1),)

    @pytest.mark.parametrize(
        ("stub", "first_edge", "last_edge", "expected"),
        [
            (Stub.SHORT, None, None, "2025-01-15 2025-02-01 2025-03-01 2025-04-01 2025-04-20"),
            (Stub.SHORT, "2025-03-01", None, "2025-01-15 2025-03-01 2025-04-01 2025-04-20"),
            (Stub.SHORT, None, "2025-03-01", "2025-01-15 2025-02-01 2025-03-01 2025-04-20"),
            (Stub.SHORT, "2025-03-01", "2025-03-01", "2025-01-15 2025-03-01 2025-04-20"),
            (Stub.SHORT, "2025-02-01", "2025-04-01", "2025-01-15 2025-02-01 2025-03-01 2025-04-01 2025-04-20"),
            (Stub.LONG, None, None, "2025-01-15 2025-03-01 2025-04-20"),
            # An explicit edge stays where it is.
            (Stub.LONG, "2025-02-01", None, "2025-01-15 2025-02-01 2025-03-01 2025-04-20"),
            (Stub.LONG, None, "2025-04-01", "2025-01-15 2025-03-01 2025-04-01 2025-04-20"),
            (Stub.LONG, "2025-02-01", "2025-04-01", "2025-01-15 2025-02-01 2025-03-01 2025-04-01 2025-04-20"),
            (Stub.LONG, "2025-03-01", "2025-03-01", "2025-01-15 2025-03-01 2025-04-20"),
        ],
    )
    def test_a_period_that_begins_and_ends_inside_cells(
        self, stub: Stub, first_edge: str | None, last_edge: str | None, expected: str
    ) -> None:
        tiles = FIRSTS.tiles(
            SPRING,
            first_edge=date.fromisoformat(first_edge) if first_edge else None,
            last_edge=date.fromisoformat(last_edge) if last_edge else None,
            stub=stub,
        )
        assert bounds(tiles) == days(expected)

    def test_long_joins_only_what_is_no_whole_cell(self) -> None:
        whole = Period(date(2025, 1, 1), date(2025, 4, 1))
        assert FIRSTS.tiles(whole, stub=Stub.LONG) == FIRSTS.tiles(whole)

        begins_whole = Period(date(2025, 1, 1), date(2025, 3, 15))
        assert bounds(FIRSTS.tiles(begins_whole, stub=Stub.LONG)) == days("2025-01-01 2025-02-01 2025-03-15")

        ends_whole = Period(date(2025, 1, 15), date(2025, 4, 1))
        assert bounds(FIRSTS.tiles(ends_whole, stub=Stub.LONG)) == days("2025-01-15 2025-03-01 2025-04-01")

    @pytest.mark.parametrize("end", ["2025-01-20", "2025-02-01", "2025-02-10", "2025-03-01", "2025-03-10"])
    def test_two_stubs_about_at_most_one_cell_join_to_one_tile(self, end: str) -> None:
        period = Period(date(2025, 1, 15), date.fromisoformat(end))
        assert FIRSTS.tiles(period, stub=Stub.LONG) == (period,)

    def test_explicit_edges_may_be_the_ends(self) -> None:
        whole = Period(date(2025, 1, 1), date(2025, 4, 1))

        assert FIRSTS.tiles(whole, first_edge=whole.start, last_edge=whole.end) == FIRSTS.tiles(whole)
        assert FIRSTS.tiles(whole, first_edge=whole.end) == (whole,)
        assert FIRSTS.tiles(whole, last_edge=whole.start, stub=Stub.LONG) == (whole,)

    def test_an_explicit_edge_may_be_the_last_end_there_is(self) -> None:
        period = Period(date(2199, 11, 1), END)
        assert FIRSTS.tiles(period, last_edge=END) == FIRSTS.tiles(period)

    def test_stubs_are_refused_where_they_are_forbidden(self) -> None:
        whole = Period(date(2025, 1, 1), date(2025, 4, 1))
        assert FIRSTS.tiles(whole, stub=Stub.FORBID) == FIRSTS.tiles(whole)

        assert refused("STUB_FORBIDDEN", lambda: FIRSTS.tiles(SPRING, stub=Stub.FORBID)).field == "stub"
        error = refused(
            "STUB_FORBIDDEN", lambda: FIRSTS.tiles(Period(date(2025, 1, 1), date(2025, 2, 10)), stub=Stub.FORBID)
        )
        assert error.value == Period(date(2025, 2, 1), date(2025, 2, 10))
        # One tile of three cells is not one whole cell.
        refused("STUB_FORBIDDEN", lambda: FIRSTS.tiles(whole, first_edge=whole.end, stub=Stub.FORBID))

    @pytest.mark.parametrize("name", ["first_edge", "last_edge"])
    @pytest.mark.parametrize(
        ("code", "edge"),
        [
            ("EDGE_OFF_GRID", date(2025, 2, 2)),
            ("EDGE_OUTSIDE", date(2025, 1, 1)),
            ("EDGE_OUTSIDE", date(2025, 5, 1)),
            ("DATE_HAS_TIME", datetime(2025, 2, 1, tzinfo=UTC)),
            ("DATE_RANGE", date(2300, 1, 1)),
        ],
    )
    def test_an_explicit_edge_lies_on_the_grid_and_in_the_period(self, name: str, code: str, edge: date) -> None:
        explicit: Any = {name: edge}
        error = refused(code, lambda: FIRSTS.tiles(SPRING, **explicit))
        assert (error.field, error.value) == (name, edge)

    def test_the_last_edge_is_not_before_the_first(self) -> None:
        error = refused(
            "DATE_ORDER", lambda: FIRSTS.tiles(SPRING, first_edge=date(2025, 4, 1), last_edge=date(2025, 3, 1))
        )
        assert (error.field, error.value, error.data["start"]) == ("last_edge", date(2025, 3, 1), date(2025, 4, 1))


@given(cut_periods(), st.sampled_from([Stub.SHORT, Stub.LONG]), st.data())
def test_tiles_cover_and_touch_and_do_not_overlap(cut: tuple[Cycle, Period], stub: Stub, data: st.DataObject) -> None:
    cycle, period = cut
    edges = [day for day in (period.start, *cycle.edges(period)) if cycle.is_edge(day)]
    chosen = sorted(data.draw(st.lists(st.sampled_from(edges), max_size=2))) if edges else []
    first_edge, last_edge = (chosen[0], chosen[-1]) if len(chosen) == 2 else (*chosen, None, None)[:2]
    tiles = cycle.tiles(period, first_edge=first_edge, last_edge=last_edge, stub=stub)

    assert (tiles[0].start, tiles[-1].end) == (period.start, period.end)
    assert all(one.end == other.start for one, other in pairwise(tiles))
    assert sum(tile.days for tile in tiles) == period.days
    assert {first_edge, last_edge} - {None} <= set(bounds(tiles))
    # Between the first and the last tile every tile is one whole cell.
    for tile in tiles[1:-1]:
        k = cycle.position(tile.start)
        assert (tile.start, tile.end) == (by_hand(cycle, k), by_hand(cycle, k + 1))


@given(cut_periods())
def test_every_edge_inside_cuts(cut: tuple[Cycle, Period]) -> None:
    """Found day by day: nothing is skipped, nothing is cut that is no edge."""
    cycle, period = cut
    period = Period(period.start, min(period.end, period.start + timedelta(days=400)))
    found = tuple(day for n in range(1, period.days) if cycle.is_edge(day := period.start + timedelta(days=n)))
    assert cycle.edges(period) == found


@given(cut_periods())
def test_long_leaves_no_stub_beside_a_neighbour(cut: tuple[Cycle, Period]) -> None:
    """A joined tile covers a stub and its neighbour, so no row is shorter than a cell unless it stands alone."""
    cycle, period = cut
    short, long = cycle.tiles(period), cycle.tiles(period, stub=Stub.LONG)

    assert set(bounds(long)) <= set(bounds(short))
    assert len(short) - len(long) <= 2
    if len(long) > 1:
        k = cycle.position(long[0].start)
        assert long[0].end >= cycle.edge(k + 1)
        assert cycle.is_edge(long[-1].start)
        assert long[-1].end >= cycle.edge(cycle.position(long[-1].start) + 1)


# Fiscal calendars.


class TestFiscalCalendar:
    def test_a_fiscal_year_is_named_by_the_year_in_which_it_ends(self) -> None:
        july = FiscalCalendar(7)

        assert july.year(2018) == Period.through(date(2017, 7, 1), date(2018, 6, 30))
        assert (july.year_of(date(2017, 6, 30)), july.year_of(date(2017, 7, 1))) == (2017, 2018)
        assert FiscalCalendar().year(2018) == Period.through(date(2018, 1, 1), date(2018, 12, 31))
        assert FiscalCalendar().year_of(date(2018, 12, 31)) == 2018
        assert FiscalCalendar(start_month=12).year_of(date(2018, 12, 1)) == 2019

    @pytest.mark.parametrize(
        ("start_month", "per", "first", "last", "name"),
        [
            (1, MONTH, "2018-03-01", "2018-03-31", "2018-03"),
            (1, QUARTER, "2018-01-01", "2018-03-31", "2018-Q1"),
            (1, HALF, "2018-01-01", "2018-06-30", "2018-H1"),
            (1, YEAR, "2018-01-01", "2018-12-31", "2018"),
            (7, MONTH, "2018-03-01", "2018-03-31", "2018-03"),
            (7, QUARTER, "2018-01-01", "2018-03-31", "2018-Q3"),
            (7, HALF, "2018-01-01", "2018-06-30", "2018-H2"),
            (4, YEAR, "2017-04-01", "2018-03-31", "2018"),
            (3, HALF, "2018-03-01", "2018-08-31", "2019-H1"),
            (11, QUARTER, "2018-02-01", "2018-04-30", "2018-Q2"),
        ],
    )
    def test_the_period_of_a_day_and_its_name(
        self, start_month: int, per: Per, first: str, last: str, name: str
    ) -> None:
        fiscal = FiscalCalendar(start_month)
        period = fiscal.period_of(date(2018, 3, 15), per)

        assert period == Period.through(date.fromisoformat(first), date.fromisoformat(last))
        assert fiscal.name(period.start, per) == fiscal.name(date(2018, 3, 15), per) == name

    def test_periods_are_cut_where_days_end(self) -> None:
        july = FiscalCalendar(7)

        assert july.year(1900) == Period(FIRST_DAY, date(1900, 7, 1))
        assert july.year(2200) == Period(date(2199, 7, 1), END)
        assert july.period_of(LAST_DAY, YEAR) == july.year(2200)
        assert FiscalCalendar(12).period_of(FIRST_DAY, QUARTER) == Period(FIRST_DAY, date(1900, 3, 1))

    @pytest.mark.parametrize(("start_month", "year"), [(1, 1899), (1, 2200), (7, 1899), (7, 2201)])
    def test_a_year_without_a_day_is_refused(self, start_month: int, year: int) -> None:
        error = refused("YEAR_RANGE", lambda: FiscalCalendar(start_month).year(year))
        assert (error.field, error.value) == ("year", year)

    @pytest.mark.parametrize("month", [0, 13, -1, True, "7", 7.0, None])
    def test_what_is_no_month_is_refused(self, month: Any) -> None:
        assert refused("FISCAL_MONTH", lambda: FiscalCalendar(month)).field == "fiscal_year_start"

    def test_the_period_of_no_day_is_refused(self) -> None:
        assert refused("DATE_RANGE", lambda: FiscalCalendar().period_of(END, YEAR)).field == "day"


@given(st.integers(1, 12), DAYS, st.sampled_from(Per))
def test_a_day_lies_in_its_period_and_the_next_day_touches(start_month: int, day: date, per: Per) -> None:
    fiscal = FiscalCalendar(start_month)
    period = fiscal.period_of(day, per)

    assert day in period
    assert fiscal.period_of(period.first, per) == fiscal.period_of(period.last, per) == period
    assert {fiscal.name(d, per) for d in (period.first, day, period.last)} == {fiscal.name(day, per)}
    assert period.last == LAST_DAY or fiscal.name(period.end, per) != fiscal.name(day, per)


@given(st.integers(1, 12), DAYS, st.integers(0, 2000), st.sampled_from(Per))
def test_fiscal_periods_partition(start_month: int, start: date, length: int, per: Per) -> None:
    fiscal = FiscalCalendar(start_month)
    period = Period.through(start, min(start + timedelta(days=length), LAST_DAY))
    periods = fiscal.periods(period, per)

    assert period.first in periods[0]
    assert period.last in periods[-1]
    assert all(one.end == other.start for one, other in pairwise(periods))
    assert all(fiscal.period_of(one.start, per) == one for one in periods)
    assert len({fiscal.name(one.start, per) for one in periods}) == len(periods)


@given(st.integers(1, 12), st.integers(1901, 2199))
def test_a_year_is_its_halves_quarters_and_months(start_month: int, year: int) -> None:
    fiscal = FiscalCalendar(start_month)
    whole = fiscal.year(year)

    assert [fiscal.name(p.start, YEAR) for p in fiscal.periods(whole, YEAR)] == [f"{year}"]
    assert [fiscal.name(p.start, HALF) for p in fiscal.periods(whole, HALF)] == [f"{year}-H{n}" for n in (1, 2)]
    assert [fiscal.name(p.start, QUARTER) for p in fiscal.periods(whole, QUARTER)] == [
        f"{year}-Q{n}" for n in (1, 2, 3, 4)
    ]
    assert [p.start.day for p in fiscal.periods(whole, MONTH)] == [1] * 12
    assert sum(p.days for p in fiscal.periods(whole, MONTH)) == whole.days in (365, 366)


# What a refusal says.

JANUARY = date(2025, 1, 1)
WRONG: Any = 3


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: checked_day(WRONG, "from"), "from: 3 is not a date"),
        (lambda: parse_day(WRONG, "from"), "from: 3 is not a text"),
        (lambda: parse_day("2024-13-01", "from"), "from: 2024-13-01 is no day of the form YYYY-MM-DD"),
        (lambda: parse_day("2024/01/01", "from"), "from: 2024/01/01 is no day of the form YYYY-MM-DD"),
        (lambda: after(LAST_DAY, days=1), "due: 2200-01-01 lies outside 1900-01-01 to 2199-12-31"),
        (
            lambda: after(LAST_DAY, months=120000, days=7, field="on"),
            "on: 2199-12-31 + relativedelta(years=+10000) + 7 days lies outside 1900-01-01 to 2199-12-31",
        ),
        (lambda: Period(JANUARY, JANUARY), "to: 2024-12-31 lies before 2025-01-01"),
        (lambda: Frequency(WRONG), "every: 3 is not a frequency"),
        (lambda: Frequency(relativedelta(months=-1)), "every: relativedelta(months=-1) is no frequency"),
        (lambda: frequency(WRONG), "every: 3 is not a frequency"),
        (lambda: frequency(WRONG, "per"), "per: 3 is not a frequency"),
        (lambda: frequency(relativedelta(months=-1)), "every: relativedelta(months=-1) is no frequency"),
        (lambda: Frequency.parse("monthly"), "every: monthly is no frequency"),
        (lambda: Frequency.parse(WRONG, "per"), "per: 3 is not a text"),
        (lambda: Cycle(WEEKLY, JANUARY, month_end=True), "month_end: a cycle of 1 week does not end with months"),
        (
            lambda: Cycle(MONTHLY, JANUARY, month_end=True),
            "anchor: 2025-01-01 is not the last day of its month, but month_end is set",
        ),
        (
            lambda: FIRSTS.tiles(SPRING, first_edge=date(2025, 2, 2)),
            "first_edge: 2025-02-02 is no edge of a cycle of 1 month from 2025-01-01",
        ),
        (
            lambda: FIRSTS.tiles(SPRING, last_edge=date(2025, 5, 1)),
            "last_edge: 2025-05-01 does not lie from 2025-01-15 to 2025-04-20",
        ),
        (
            lambda: FIRSTS.tiles(SPRING, stub=Stub.FORBID),
            "stub: 2025-01-15 to 2025-01-31 is not one whole cell of the cycle, and stubs are forbidden",
        ),
        (lambda: FiscalCalendar(13), "fiscal_year_start: 13 is no month"),
        (lambda: FiscalCalendar().year(1899), "year: 1899 is a year without a day from 1900-01-01 to 2199-12-31"),
    ],
)
def test_a_refusal_says_what_is_wrong_with_which_value(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(TermsError) as caught:
        call()

    assert caught.value.message() == message


def test_words_of_the_register_file() -> None:
    assert [str(word) for word in Stub] == ["short", "long", "forbid"]
    assert [str(word) for word in Per] == ["month", "quarter", "half", "year"]
