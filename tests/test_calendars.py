import copy
import json
import pickle
import re
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts import china
from contracts.calendars import CHINA, WEEKENDS, Beyond, Calendar, Roll, calendar_named
from contracts.errors import TermsError
from contracts.words import Lang

CASES = json.loads((Path(__file__).parent / "cases" / "business_days_cn.json").read_text(encoding="utf-8"))

#: Days on which our civil calendar differs from the `holidays` package, with the reason. There is none.
DIFFERENCES: dict[date, str] = {}

#: The same for the package `chinesecalendar`.
OTHER_DIFFERENCES = {
    date(2005, 12, 31): "国办发明电〔2005〕35号: 12月31日(星期六)上班; the package has it closed",
}


def days(first: date, last: date) -> list[date]:
    return [date.fromordinal(ordinal) for ordinal in range(first.toordinal(), last.toordinal() + 1)]


def refusal(call: Any, *args: Any, **options: Any) -> TermsError:
    with pytest.raises(TermsError) as caught:
        call(*args, **options)
    assert str(caught.value)
    return caught.value


# The civil calendar of China


def test_china_agrees_with_the_holidays_package_on_every_day() -> None:
    other = holidays.country_holidays("CN", years=range(2004, 2028), language="zh_CN")
    all_days = days(date(2004, 1, 1), date(2026, 12, 31))

    differing = {day for day in all_days if CHINA.is_open(day) != other.is_working_day(day)}

    assert differing == set(DIFFERENCES)
    assert len(all_days) == 8401


def test_china_agrees_with_chinesecalendar_on_every_day_but_one() -> None:
    all_days = days(date(2004, 1, 1), date(2026, 12, 31))

    differing = {day for day in all_days if CHINA.is_open(day) != chinese_calendar.is_workday(day)}

    assert differing == set(OTHER_DIFFERENCES)


def test_china_agrees_with_four_sources_from_2015_on() -> None:
    first, last = (date.fromisoformat(text) for text in CASES["covers"])
    closed = {date.fromisoformat(text) for text in CASES["holidays_on_weekdays"]}
    worked = {date.fromisoformat(text) for text in CASES["working_weekends"]}
    all_days = days(first, last)

    assert {day for day in all_days if day.weekday() < 5 and not CHINA.is_open(day)} == closed
    assert {day for day in all_days if day.weekday() >= 5 and CHINA.is_open(day)} == worked
    assert {day for day in CHINA.holidays if day >= first} == closed
    assert {day for day in CHINA.working if day >= first} == worked
    assert len(all_days) == 4383


def test_china_covers_2004_to_2026_with_a_notice_for_each_year() -> None:
    assert (CHINA.id, CHINA.first_year, CHINA.last_year) == ("CN", 2004, 2026)
    assert list(china.YEARS) == list(china.NOTICES) == list(range(2004, 2027))
    assert all(notices for notices in china.NOTICES.values())
    assert CHINA.weekend == {5, 6}
    assert {day.weekday() for day in CHINA.holidays} == {0, 1, 2, 3, 4}
    assert {day.weekday() for day in CHINA.working} == {5, 6}


def test_every_chinese_holiday_has_its_name() -> None:
    assert set(CHINA.names) >= CHINA.holidays
    assert {part for name in CHINA.names.values() for part in name.split("、")} == {
        "元旦",
        "春节",
        "清明节",
        "劳动节",
        "端午节",
        "中秋节",
        "国庆节",
        "抗战胜利纪念日",
    }


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2004, 1, 28), "春节"),
        (date(2005, 12, 31), None),  # 国办发明电〔2005〕35号: 12月31日(星期六)上班
        (date(2006, 1, 3), "元旦"),
        (date(2007, 5, 7), "劳动节"),  # the last golden week of May
        (date(2007, 12, 31), "元旦"),  # by the notice for 2008
        (date(2008, 4, 4), "清明节"),
        (date(2012, 6, 22), "端午节"),
        (date(2015, 9, 4), "抗战胜利纪念日"),
        (date(2015, 9, 6), None),
        (date(2019, 5, 2), "劳动节"),  # by the notice that changed 2019
        (date(2020, 1, 31), "春节"),  # by the notice that changed 2020
        (date(2020, 10, 8), "国庆节、中秋节"),
        (date(2024, 9, 16), "中秋节"),
        (date(2024, 9, 14), None),  # a Saturday worked for it
        (date(2026, 2, 23), "春节"),
        (date(2026, 3, 7), "weekend"),
        (date(2026, 3, 9), None),
        (date(2027, 1, 1), None),  # not known, and reasons refuse nothing
        (date(2027, 1, 2), "weekend"),
    ],
)
def test_reasons_name_the_holiday(day: date, reason: str | None) -> None:
    assert CHINA.reason(day) == reason


def test_a_working_weekend_is_open_and_a_golden_week_is_stepped_over() -> None:
    assert CHINA.adjust(date(2017, 1, 22)) == (date(2017, 1, 22), False)
    assert CHINA.adjust(date(2017, 10, 1)) == (date(2017, 10, 9), False)
    assert CHINA.adjust(date(2017, 10, 1), Roll.PRECEDING) == (date(2017, 9, 30), False)


# Rolls


@pytest.mark.parametrize(
    ("day", "roll", "moved"),
    [
        (date(2017, 12, 31), Roll.FOLLOWING, date(2018, 1, 1)),
        (date(2017, 12, 31), Roll.MODIFIED_FOLLOWING, date(2017, 12, 29)),
        (date(2017, 12, 31), Roll.PRECEDING, date(2017, 12, 29)),
        (date(2017, 12, 31), Roll.MODIFIED_PRECEDING, date(2017, 12, 29)),
        (date(2017, 10, 1), Roll.FOLLOWING, date(2017, 10, 2)),
        (date(2017, 10, 1), Roll.MODIFIED_FOLLOWING, date(2017, 10, 2)),
        (date(2017, 10, 1), Roll.PRECEDING, date(2017, 9, 29)),
        (date(2017, 10, 1), Roll.MODIFIED_PRECEDING, date(2017, 10, 2)),
        (date(2017, 10, 2), Roll.PRECEDING, date(2017, 10, 2)),
    ],
)
def test_rolls(day: date, roll: Roll, moved: date) -> None:
    assert WEEKENDS.adjust(day, roll) == (moved, False)


def test_a_line_rolls_forward_unless_it_says_otherwise() -> None:
    assert WEEKENDS.adjust(date(2017, 12, 31)) == WEEKENDS.adjust(date(2017, 12, 31), Roll.FOLLOWING)


def test_a_modified_roll_in_a_closed_month_leaves_it_on_the_way_back() -> None:
    february = Calendar("february", holidays=days(date(2023, 2, 1), date(2023, 2, 28)))

    assert february.adjust(date(2023, 2, 14), Roll.MODIFIED_FOLLOWING) == (date(2023, 1, 31), False)
    assert february.adjust(date(2023, 2, 14), Roll.MODIFIED_PRECEDING) == (date(2023, 3, 1), False)


def test_a_modified_roll_does_not_ask_about_the_next_month() -> None:
    """What lies beyond the covered years does not matter where the answer is in the month."""
    calendar = Calendar("two-years", first_year=2016, last_year=2017)

    assert calendar.adjust(date(2017, 12, 31), Roll.MODIFIED_FOLLOWING) == (date(2017, 12, 29), False)
    assert calendar.adjust(date(2016, 1, 1), Roll.MODIFIED_PRECEDING) == (date(2016, 1, 1), False)
    assert refusal(calendar.adjust, date(2017, 12, 31)).code == "CALENDAR_RANGE"


def some_calendars() -> st.SearchStrategy[Calendar]:
    around = st.dates(date(2023, 12, 20), date(2024, 3, 10))
    return st.builds(
        lambda weekend, closed, worked: Calendar(
            "drawn", weekend=weekend, holidays=closed - worked, working=worked, first_year=2000, last_year=2030
        ),
        st.sets(st.integers(0, 6), max_size=4),
        st.sets(around, max_size=60),
        st.sets(around, max_size=5),
    )


@settings(deadline=None)
@given(some_calendars(), st.dates(date(2023, 12, 15), date(2024, 3, 15)))
def test_a_roll_finds_the_nearest_open_day_on_its_side(calendar: Calendar, day: date) -> None:
    after = next(d for d in days(day, day + timedelta(200)) if calendar.is_open(d))
    before = next(d for d in reversed(days(day - timedelta(200), day)) if calendar.is_open(d))

    assert calendar.adjust(day, Roll.FOLLOWING) == (after, False)
    assert calendar.adjust(day, Roll.PRECEDING) == (before, False)
    assert calendar.adjust(day, Roll.MODIFIED_FOLLOWING)[0] == (after if after.month == day.month else before)
    assert calendar.adjust(day, Roll.MODIFIED_PRECEDING)[0] == (before if before.month == day.month else after)
    assert calendar.adjust(after) == (after, False)


@settings(deadline=None)
@given(st.dates(date(2003, 12, 1), date(2027, 1, 31)), st.sampled_from(Roll))
def test_what_is_not_refused_is_certain(day: date, roll: Roll) -> None:
    """Weekends beyond the coverage change no day that the calendar itself can answer."""
    moved, provisional = CHINA.adjust(day, roll, Beyond.WEEKENDS)

    if provisional:
        assert refusal(CHINA.adjust, day, roll).code == "CALENDAR_RANGE"
    else:
        assert CHINA.adjust(day, roll) == (moved, False)


# Beyond the covered years


def test_days_that_are_not_covered_are_refused() -> None:
    error = refusal(CHINA.adjust, date(2027, 1, 4))

    assert (error.code, error.field, error.value) == ("CALENDAR_RANGE", "calendar", date(2027, 1, 4))
    assert error.data == {"calendar": "CN", "first": 2004, "last": 2026}
    assert refusal(CHINA.is_open, date(2003, 12, 31)).code == "CALENDAR_RANGE"
    assert not CHINA.covers(date(2003, 12, 31))
    assert CHINA.covers(date(2004, 1, 1))
    assert CHINA.covers(date(2026, 12, 31))
    assert not CHINA.covers(date(2027, 1, 1))


def test_beyond_the_covered_years_weekends_are_provisional() -> None:
    assert CHINA.adjust(date(2027, 10, 1), beyond=Beyond.WEEKENDS) == (date(2027, 10, 1), True)
    assert CHINA.adjust(date(2027, 10, 2), beyond=Beyond.WEEKENDS) == (date(2027, 10, 4), True)
    assert CHINA.adjust(date(2026, 10, 1), beyond=Beyond.WEEKENDS) == (date(2026, 10, 8), False)
    assert CHINA.is_open(date(2027, 10, 1), Beyond.WEEKENDS)
    assert not CHINA.is_open(date(2027, 10, 2), Beyond.WEEKENDS)


def test_an_uncovered_day_stepped_over_makes_the_answer_provisional() -> None:
    calendar = Calendar("one-year", first_year=2017, last_year=2017)
    new_year = Calendar("one-year", holidays=[date(2018, 1, 1), date(2018, 1, 2)], first_year=2018)

    assert calendar.adjust(date(2017, 12, 31), Roll.FOLLOWING, Beyond.WEEKENDS) == (date(2018, 1, 1), True)
    assert new_year.adjust(date(2017, 12, 31), Roll.FOLLOWING, Beyond.WEEKENDS) == (date(2018, 1, 3), True)
    assert new_year.adjust(date(2018, 1, 1), Roll.PRECEDING, Beyond.WEEKENDS) == (date(2017, 12, 29), True)


def test_turning_back_into_uncovered_days_is_provisional() -> None:
    calendar = Calendar("late", holidays=days(date(2018, 1, 1), date(2018, 1, 31)), first_year=2018)

    assert calendar.adjust(date(2018, 1, 31), Roll.MODIFIED_FOLLOWING, Beyond.WEEKENDS) == (date(2017, 12, 29), True)


def test_a_word_that_is_no_roll_or_beyond_gives_no_answer() -> None:
    with pytest.raises(KeyError):
        WEEKENDS.adjust(date(2017, 12, 31), "backward")  # type: ignore[arg-type]
    assert refusal(CHINA.adjust, date(2027, 1, 1), beyond="guess").code == "CALENDAR_RANGE"


# The ends of time, and calendars that never open


def test_a_search_that_leaves_1900_to_2199_is_refused() -> None:
    never = Calendar("never", weekend=range(7), working=[date(2199, 12, 2), date(1900, 1, 30)])

    assert refusal(never.adjust, date(2199, 12, 31)).code == "DATE_RANGE"
    assert refusal(never.adjust, date(1900, 1, 1), Roll.PRECEDING).code == "DATE_RANGE"
    assert never.adjust(date(2199, 12, 31), Roll.MODIFIED_FOLLOWING) == (date(2199, 12, 2), False)
    assert never.adjust(date(1900, 1, 1), Roll.MODIFIED_PRECEDING) == (date(1900, 1, 30), False)


def test_a_calendar_without_an_open_day_is_refused() -> None:
    never = Calendar("never", weekend={0, 1, 2, 3, 4, 5, 6})

    for roll in Roll:
        error = refusal(never.adjust, date(2020, 2, 29), roll)
        assert (error.code, error.value, error.data["limit"]) == ("CALENDAR_CLOSED", date(2020, 2, 29), 366)


def test_the_search_reaches_a_year_and_not_further() -> None:
    once = Calendar("once", weekend=range(7), working=[date(2021, 3, 1)])

    assert once.adjust(date(2020, 2, 29)) == (date(2021, 3, 1), False)
    assert refusal(once.adjust, date(2020, 2, 28)).code == "CALENDAR_CLOSED"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (datetime(2020, 1, 1), "DATE_HAS_TIME"),  # noqa: DTZ001 - a datetime without a zone is what is refused
        ("2020-01-01", "TYPE_WRONG"),
        (date(1899, 12, 31), "DATE_RANGE"),
        (date(2200, 1, 1), "DATE_RANGE"),
    ],
)
def test_what_is_no_day_is_refused_everywhere(value: Any, code: str) -> None:
    for call in (WEEKENDS.covers, WEEKENDS.is_open, WEEKENDS.adjust, WEEKENDS.reason):
        assert refusal(call, value).code == code
    for option in ("holidays", "working"):
        error = refusal(Calendar, "listed", **{option: [value]})
        assert (error.code, error.field) == (code, option)
    assert refusal(Calendar, "listed", names={value: "holiday"}).code == code


# Calendars of one's own


def test_a_listed_calendar_closes_its_days_and_opens_its_working_weekends() -> None:
    office = Calendar(
        "office",
        holidays=[date(2025, 1, 3), date(2025, 1, 2)],
        working=[date(2025, 1, 4)],
        names={date(2025, 1, 2): "stocktaking"},
    )

    assert [office.is_open(day) for day in days(date(2025, 1, 1), date(2025, 1, 5))] == [
        True,
        False,
        False,
        True,
        False,
    ]
    assert office.reason(date(2025, 1, 2)) == "stocktaking"
    assert office.reason(date(2025, 1, 3)) == "holiday"
    assert office.closed_days() == (date(2025, 1, 2), date(2025, 1, 3))
    assert office.covers(date(1900, 1, 1))
    assert office.covers(date(2199, 12, 31))


def test_a_calendar_is_equal_by_its_facts_and_cannot_be_changed() -> None:
    names = {date(2025, 1, 1): "new year"}
    one = Calendar("office", holidays=names, names=names)
    other = Calendar("office", holidays={date(2025, 1, 1)})
    names[date(2025, 1, 2)] = "added later"

    assert one == other
    assert hash(one) == hash(other)
    assert one != Calendar("office")
    assert one != Calendar("branch", holidays={date(2025, 1, 1)})
    assert dict(one.names) == {date(2025, 1, 1): "new year"}
    with pytest.raises(AttributeError):
        one.holidays = frozenset()  # type: ignore[misc]
    with pytest.raises(TypeError):
        one.names[date(2025, 1, 2)] = "added"  # type: ignore[index]


def test_a_calendar_says_what_it_is_in_a_line() -> None:
    assert repr(CHINA) == (
        "Calendar(id='CN', weekend=frozenset({5, 6}), holidays=<407 days>, working=<151 days>,"
        " first_year=2004, last_year=2026)"
    )


def test_calendars_survive_pickle_and_copy() -> None:
    for again in (pickle.loads(pickle.dumps(CHINA)), copy.deepcopy(CHINA), copy.copy(CHINA)):
        assert again == CHINA
        assert again.names == CHINA.names


@pytest.mark.parametrize(
    ("options", "code", "field"),
    [
        ({"weekend": {7}}, "CALENDAR_WEEKDAY", "weekend"),
        ({"weekend": {-1}}, "CALENDAR_WEEKDAY", "weekend"),
        ({"weekend": {True}}, "CALENDAR_WEEKDAY", "weekend"),
        ({"weekend": "sat"}, "CALENDAR_WEEKDAY", "weekend"),
        ({"weekend": 5}, "TYPE_WRONG", "weekend"),
        ({"holidays": date(2025, 1, 1)}, "TYPE_WRONG", "holidays"),
        ({"holidays": [[]]}, "TYPE_WRONG", "holidays"),
        ({"working": None}, "TYPE_WRONG", "working"),
        ({"names": [date(2025, 1, 1)]}, "TYPE_WRONG", "names"),
        ({"names": {date(2025, 1, 1): 1}}, "TYPE_WRONG", "names"),
        ({"first_year": 1899}, "CALENDAR_YEAR", "first_year"),
        ({"last_year": 2200}, "CALENDAR_YEAR", "last_year"),
        ({"first_year": 2020.0}, "CALENDAR_YEAR", "first_year"),
        ({"first_year": True}, "CALENDAR_YEAR", "first_year"),
        ({"first_year": 2021, "last_year": 2020}, "CALENDAR_YEAR", "last_year"),
        ({"holidays": [date(2025, 1, 4)], "working": [date(2025, 1, 4)]}, "KEY_CONFLICT", "working"),
        ({"holidays": [date(2025, 1, 1)], "first_year": 2026}, "CALENDAR_DAY", "holidays"),
        ({"working": [date(2025, 1, 4)], "last_year": 2024}, "CALENDAR_DAY", "working"),
    ],
)
def test_calendars_that_make_no_sense_are_refused(options: dict[str, Any], code: str, field: str) -> None:
    error = refusal(Calendar, "office", **options)

    assert (error.code, error.field) == (code, field)


def test_an_id_is_text() -> None:
    assert refusal(Calendar, 1).code == "TYPE_WRONG"


def test_one_year_can_be_covered() -> None:
    calendar = Calendar("year", holidays=[date(2025, 1, 1), date(2025, 12, 31)], first_year=2025, last_year=2025)

    assert calendar.covers(date(2025, 12, 31))
    assert not calendar.covers(date(2026, 1, 1))


# Calendars by name


def test_the_calendars_that_ship() -> None:
    assert calendar_named("CN") is CHINA
    assert calendar_named("weekends") is WEEKENDS


@pytest.mark.parametrize("id", ["", "cn", "de", "DEU", "UK", "XX", "NYSE", "ＤＥ", "DE\n", "Weekends"])
def test_other_names_are_refused(id: str) -> None:
    error = refusal(calendar_named, id)

    assert (error.code, error.field, error.value) == ("CALENDAR_UNKNOWN", "calendar", id)


def test_a_name_is_text() -> None:
    assert refusal(calendar_named, None).code == "TYPE_WRONG"


@pytest.mark.parametrize("code", ["DE", "US", "JP"])
def test_a_country_is_as_the_holidays_package_has_it(code: str) -> None:
    calendar = calendar_named(code)
    other = holidays.country_holidays(code, years=range(2000, 2031))
    stated = type(other)

    assert all(calendar.is_open(day) == other.is_working_day(day) for day in days(date(2000, 1, 1), date(2030, 12, 31)))
    assert calendar_named(code) is calendar
    assert calendar.first_year == max(stated.start_year, 1900)
    assert calendar.last_year == min(stated.end_year, 2199)
    assert not any(day.weekday() in calendar.weekend for day in calendar.holidays)


def test_german_unity_day_has_its_german_name_under_any_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en_US")

    assert calendar_named("DE").reason(date(2025, 10, 3)) == "Tag der Deutschen Einheit"


def test_weekends_of_former_times_are_listed() -> None:
    """The Emirates rested on Friday and Saturday until the end of 2021."""
    emirates = calendar_named("AE")

    assert emirates.weekend == {5, 6}
    assert emirates.reason(date(2021, 1, 8)) == "weekend"
    assert emirates.is_open(date(2021, 1, 10))
    assert not emirates.is_open(date(2025, 1, 12))


def certain_years(code: str) -> tuple[int, int]:
    calendar = calendar_named(code)
    assert calendar.first_year is not None
    assert calendar.last_year is not None
    return calendar.first_year, calendar.last_year


@pytest.mark.parametrize("code", ["AE", "SA", "SG", "IN", "BT"])
def test_estimated_years_are_not_covered(code: str) -> None:
    """Checked by their English names, which the library does not look at."""
    first, last = certain_years(code)
    kind = type(holidays.country_holidays(code))
    shown: dict[str, Any] = {} if code in ("SG", "IN", "BT") else {"islamic_show_estimated": True}
    other = kind(years=[first, last, last + 1], language="en_US" if code != "IN" else None, expand=False, **shown)
    guessed = {day.year for day, name in other.items() if "estimated" in name}

    assert guessed == {last + 1}
    assert refusal(calendar_named(code).adjust, date(last + 1, 6, 1)).code == "CALENDAR_RANGE"


def test_years_in_which_the_package_has_run_out_of_estimates_are_not_covered() -> None:
    """Bhutan has estimates for 2027 to 2035 and nothing after them."""
    _, last = certain_years("BT")

    assert 2026 <= last < 2035


def test_a_country_without_a_certain_year_is_refused() -> None:
    """Kuwait's Islamic holidays are estimates from 1924 on, and left out before."""
    assert refusal(calendar_named, "KW").code == "CALENDAR_ESTIMATED"


def test_without_the_package_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)

    error = refusal(calendar_named, "FR")

    assert error.code == "CALENDAR_EXTRA"
    assert "pip install 'vendor-contracts[calendar]'" in error.remedy()
    assert re.search("[一-龥]", error.message(Lang.ZH))
    assert refusal(calendar_named, "FRANCE").code == "CALENDAR_UNKNOWN"
    assert calendar_named("CN") is CHINA
