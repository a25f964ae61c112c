"""Days in columns: the same days as `dates` and `calendars` give one at a time."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.calendars import SEARCHED_DAYS
from contracts.dates import FIRST_DAY, LAST_DAY
from contracts.kernel import days as kernel
from contracts.kernel.exact import Ints
from contracts.kernel.windows import WINDOW
from contracts.testing import calendars, cycles, days
from tests.oracle import thirty_days

ROLL = st.sampled_from(ct.Roll)
BEYOND = st.sampled_from(ct.Beyond)
ONE_DAY = timedelta(days=1)


def column(*values: date) -> Ints:
    """Dates as the kernel counts them."""
    return np.array([kernel.number(day) for day in values], dtype=np.int64)


def test_days_count_from_1970() -> None:
    assert kernel.number(date(1970, 1, 1)) == 0
    assert kernel.number(date(2017, 1, 1)) == 17167
    assert kernel.as_date(17167) == date(2017, 1, 1)
    assert kernel.as_date(-1) == date(1969, 12, 31)


def test_the_table_of_months_and_days_is_that_of_the_calendar() -> None:
    """Built anew, since the one in use was built when the module was loaded."""
    months = [date(year, month, 1) for year in range(1796, 2305) for month in range(1, 13)][: -12 + 1]
    starts = kernel._month_starts()
    assert starts.tolist() == [day.toordinal() - kernel.EPOCH for day in months] == kernel.MONTH_STARTS.tolist()
    assert starts.dtype == np.int64

    table = kernel._table()
    assert table.dtype == np.int32
    assert (table == kernel.TABLE).all()
    lengths = np.diff(starts)
    for i in range(31):
        assert (table[i * kernel.MONTHS : (i + 1) * kernel.MONTHS] == starts[:-1] + np.minimum(i, lengths - 1)).all()
    assert (np.diff(table[31 * kernel.MONTHS :]) == 1).all()
    assert table[kernel.IDENTITY] == 0
    assert (int(table[31 * kernel.MONTHS]), int(table[-1]) + 1) == (starts[0], starts[-1])


@given(st.lists(st.tuples(cycles(), st.integers(-40, 40)), min_size=1, max_size=12))
def test_edges_in_columns_are_those_of_cycles(grids: list[tuple[ct.Cycle, int]]) -> None:
    """Months, days and month ends in one batch, as `TABLE[base + k * length]`."""
    months = np.array([cycle.every.months for cycle, _ in grids])
    length = np.array([cycle.every.months or cycle.every.days for cycle, _ in grids])
    ends = np.array([cycle.month_end for cycle, _ in grids])
    anchor = column(*(cycle.anchor for cycle, _ in grids))
    base, anchor_month = kernel.bases(months, anchor, ends)
    k = np.array(
        [
            max(min(k, 36525 // (30 * int(n))), -(36525 // (31 * int(n))))
            for (_, k), n in zip(grids, length, strict=True)
        ]
    )
    edges = kernel.TABLE[base + k * length].astype(np.int64)
    assert [kernel.as_date(edge) for edge in edges.tolist()] == [
        cycle.edge(int(i)) for (cycle, _), i in zip(grids, k, strict=True)
    ]
    for shift in (-1, 0, 1):
        found = kernel.positions(edges + shift, base, anchor, anchor_month, months, length)
        assert found.tolist() == [
            cycle.position(kernel.as_date(edge + shift)) for (cycle, _), edge in zip(grids, edges.tolist(), strict=True)
        ]


@given(st.lists(st.tuples(days(), days()), min_size=1, max_size=8))
def test_days_of_thirty_are_those_of_the_second_computation(spans: list[tuple[date, date]]) -> None:
    starts, ends = (column(*(span[i] for span in spans)) for i in (0, 1))
    assert kernel.thirty_days(starts, ends).tolist() == [thirty_days(span) for span in spans]


@given(days(last=date(2199, 11, 30)), st.integers(1, 31))
def test_pay_days_are_clamped_days_of_the_next_month(day: date, of_month: int) -> None:
    following = day.replace(day=1) + timedelta(days=32)
    last = (following.replace(day=1) + timedelta(days=32)).replace(day=1) - ONE_DAY
    expected = last.replace(day=min(of_month, last.day))
    assert kernel.in_next_month(column(day), np.array([of_month])).tolist() == column(expected).tolist()


def told(calendar: ct.Calendar, roll: ct.Roll, beyond: ct.Beyond, day: date) -> tuple[date, bool] | None:
    """What the calendar says of one day; None where it refuses."""
    try:
        return calendar.adjust(day, roll, beyond)
    except ct.TermsError:
        return None


def moved(calendar: ct.Calendar, roll: ct.Roll, beyond: ct.Beyond, day: date) -> tuple[date, bool] | None:
    """The same from the kernel's columns."""
    to, unsure = kernel.rolled(calendar, roll, beyond)
    place = kernel.number(day) - kernel.FIRST
    return None if unsure[place] == 2 else (kernel.as_date(int(to[place])), bool(unsure[place]))


def near_the_ends(calendar: ct.Calendar) -> list[date]:
    """Days beside the ends of what a calendar covers, of the days that there are, and of listed days."""
    places = [FIRST_DAY, LAST_DAY, *sorted(calendar.holidays | calendar.working)[:40]]
    places += [date(year, 1, 1) for year in (calendar.first_year, calendar.last_year) if year]
    places += [date(year, 12, 31) for year in (calendar.first_year, calendar.last_year) if year]
    around = {place + shift * ONE_DAY for place in places for shift in range(-4, 5) if FIRST_DAY < place < LAST_DAY}
    ends = {FIRST_DAY + shift * ONE_DAY for shift in range(8)} | {LAST_DAY - shift * ONE_DAY for shift in range(8)}
    return sorted(around | ends)


@given(calendars(), ROLL, BEYOND, st.lists(days(), max_size=8))
def test_moves_in_columns_are_those_of_the_calendar(
    calendar: ct.Calendar, roll: ct.Roll, beyond: ct.Beyond, drawn: list[date]
) -> None:
    """Day for day, at the ends of the coverage too: where it moves, whether that is provisional, or refused."""
    for day in near_the_ends(calendar) + drawn:
        assert moved(calendar, roll, beyond, day) == told(calendar, roll, beyond, day), day


@pytest.mark.parametrize("roll", ct.Roll)
@pytest.mark.parametrize("beyond", ct.Beyond)
def test_long_closures_are_crossed_or_refused_as_the_calendar_does(roll: ct.Roll, beyond: ct.Beyond) -> None:
    """A month that is all closed is left on the way back; more than a year is refused; so is the end of the days."""
    spring = [date(2020, 2, 1) + i * ONE_DAY for i in range(29)]
    years = [date(2030, 1, 1) + i * ONE_DAY for i in range(SEARCHED_DAYS + 40)]
    edge = [LAST_DAY - i * ONE_DAY for i in range(3)] + [FIRST_DAY + i * ONE_DAY for i in range(3)]
    long = ct.Calendar("long", holidays=[*spring, *years, *edge])
    short = ct.Calendar("short", first_year=2019, last_year=2020, holidays=spring, weekend={6})
    never = ct.Calendar("never", weekend=range(7))
    places = (date(2020, 2, 1), date(2020, 12, 31), date(2030, 1, 1), date(2031, 2, 5))
    drawn = [place + shift * ONE_DAY for place in places for shift in range(-34, 35)]
    drawn += [end + shift * ONE_DAY for end, shift in ((FIRST_DAY, 5), (FIRST_DAY, 0), (LAST_DAY, -5), (LAST_DAY, 0))]
    for calendar in (long, short, never):
        for day in drawn:
            assert moved(calendar, roll, beyond, day) == told(calendar, roll, beyond, day), (calendar, day)


@given(days(), st.sampled_from((1, 3, 6, 12)), st.integers(1, 12))
def test_fiscal_periods_in_columns_are_those_of_the_fiscal_calendar(day: date, length: int, first: int) -> None:
    per = {1: ct.MONTH, 3: ct.QUARTER, 6: ct.HALF, 12: ct.YEAR}[length]
    period = ct.FiscalCalendar(first).period_of(day, per)
    index = kernel.fiscal_index(column(day), length, first)
    start, end = (int(kernel.fiscal_start(index + i, length, first)[0]) for i in (0, 1))
    assert max(kernel.as_date(start), FIRST_DAY) == period.start
    assert min(kernel.as_date(end), LAST_DAY + ONE_DAY) == period.end
    assert kernel.fiscal_index(np.array([start, end - 1, end]), length, first).tolist() == [
        *index,
        *index,
        *(index + 1),
    ]


def test_the_table_has_a_window_of_days_behind_the_last_edge() -> None:
    assert len(kernel.TABLE) >= kernel.IDENTITY + kernel.LAST_DUE + 366 + WINDOW
