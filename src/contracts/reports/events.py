"""What falls due and what ends, as whole-day events of a calendar (iCalendar, RFC 5545).

Each event has an id made of what it is about, so that reading the file again, or a later one, changes the event that is
there instead of adding one. The time stamp is the day of the report: nothing here knows today.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from contracts.errors import NotThereError
from contracts.reports.views import rows_of

if TYPE_CHECKING:
    from icalendar import Alarm

    from contracts.reports.contents import Report
    from contracts.reports.style import Style

#: How long before a day its alarm is.
_BEFORE: Final = timedelta(days=-7)
#: What follows the sign in ids, which have to be unique in the world.
_DOMAIN: Final = "vendor-contracts"


def events(report: "Report", style: "Style") -> bytes:
    """The days ahead of a report as the bytes of an .ics file; what has no day yet is left out.

    Raises:
        NotThereError: `EXTRA_MISSING`: icalendar is not installed.
    """
    try:
        import icalendar
    except ImportError as error:
        raise NotThereError("EXTRA_MISSING", field="report", value="icalendar", extra="report") from error
    found = icalendar.Calendar()
    found.add("prodid", "-//vendor-contracts//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", report.register.name or style.say("report"))
    stamp = datetime.combine(report.as_of, time(), UTC)
    for name, day, summary, about in _days(report, style):
        event = icalendar.Event()
        event.add("uid", f"{name}@{_DOMAIN}")
        event.add("dtstamp", stamp)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", summary)
        event.add("description", about)
        event.add("transp", "TRANSPARENT")
        event.add_component(_alarm(summary))
        found.add_component(event)
    content: bytes = found.to_ical()
    return content


def _alarm(summary: str) -> "Alarm":
    import icalendar

    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", _BEFORE)
    return alarm


def _days(report: "Report", style: "Style") -> Iterator[tuple[str, date, str, str]]:
    """Id, day, what it is, and what is to know of it: what is to be paid, then what ends or may be given notice of."""
    for row in rows_of(report.calendar):
        amount = style.of(row["currency"]).amount(row["open"])
        summary = f"{row['contract']} {row['line']}: {amount}"
        title = style.titles.get(row["contract"]) or ""
        about = "\n".join(text for text in (title, row["vendor"] or "", row["condition"]) if text)
        yield f"due/{row['contract']}/{row['line']}/{row['number']}", row["due"], summary, about
    seen: dict[str, int] = {}
    for row in rows_of(report.deadlines):
        if row["day"] is None:
            continue
        name = f"{row['what']}/{row['contract']}/{row['line'] or ''}/{row['day']}"
        seen[name] = seen.get(name, 0) + 1
        number = f"/{seen[name]}" if seen[name] > 1 else ""
        place = " ".join(text for text in (row["contract"], row["line"]) if text)
        yield name + number, row["day"], f"{place}: {style.word(row['what'])}", row["note"]
