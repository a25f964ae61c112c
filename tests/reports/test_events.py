"""Days ahead as events of a calendar: whole days, stable ids, the same bytes each time."""

import sys
from datetime import date
from decimal import Decimal

import pytest
from icalendar import Calendar, Event

import contracts as ct
from contracts.reports import report
from tests.reports.registers import founding, monthly

DAY = date(2017, 9, 30)


def of(register: ct.Register, day: date = DAY) -> dict[str, Event]:
    """The events by id; no id stands there twice."""
    found = list(Calendar.from_ical(report(register, day).to_ics()).walk("VEVENT"))
    by_id = {str(event["uid"]): event for event in found if isinstance(event, Event)}
    assert len(by_id) == len(found)
    return by_id


def test_what_is_to_be_paid_is_an_event_of_its_day() -> None:
    events = of(ct.Register([monthly("A", "1200", title="rent of lines")]), date(2017, 9, 30))
    event = events["due/A/rent/10@vendor-contracts"]
    assert event.start == date(2017, 10, 31)
    assert event.end == date(2017, 11, 1)
    assert event["summary"] == "A rent: 100.00 CNY"
    assert event["description"] == "rent of lines\n2017-10 service, arrears"
    (alarm,) = event.alarms.times
    assert alarm.trigger == date(2017, 10, 24)


def test_ends_are_events_and_what_has_no_day_is_none() -> None:
    stages = ct.Stages(
        [
            ct.Stage(name="first", percent=Decimal(60), on=date(2017, 12, 1)),
            ct.Stage(name="rest", percent=Decimal(40), after="accepted"),
        ]
    )
    waiting = ct.Contract(id="W", lines=[ct.Line(id="build", price=ct.Total("10", "CNY"), billing=stages)])
    events = of(ct.Register([monthly("A", "1200"), waiting]))
    assert events["end/A/rent/2017-12-31@vendor-contracts"].start == date(2017, 12, 31)
    assert [name for name in events if "/W/" in name] == ["due/W/build/1@vendor-contracts"]


def test_a_later_file_changes_the_events_that_are_there() -> None:
    register = ct.Register([monthly("A", "1200")])
    before, after = of(register), of(register, date(2017, 10, 15))
    assert after.keys() <= before.keys()
    assert "due/A/rent/12@vendor-contracts" in after


def test_the_same_report_gives_the_same_bytes() -> None:
    register = founding().register
    assert report(register, DAY).to_ics() == report(register, DAY).to_ics()


def test_a_missing_package_is_named_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(ct.NotThereError, match=r"icalendar .*vendor-contracts\[report\]"):
        founding().to_ics()
