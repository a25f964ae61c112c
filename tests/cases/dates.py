"""What other systems' tests say about edges and about texts of days, held against ours.

Each case is answered through public names only and compared by equality;
`outcomes()` says how each came out, for the page that counts them.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, NamedTuple

from dateutil.relativedelta import relativedelta

from contracts.calendars import CHINA, WEEKENDS, Roll
from contracts.dates import Cycle, Frequency, Period, Stub, parse_day
from contracts.errors import TermsError

Case = dict[str, Any]
Answer = dict[str, Any]

_HERE = Path(__file__).parent
QUANTLIB: Case = json.loads((_HERE / "quantlib_edges.json").read_text(encoding="utf-8"))
STRATA: Case = json.loads((_HERE / "strata_schedules.json").read_text(encoding="utf-8"))

#: Strata and QuantLib call the rolls by these names.
ROLLS = {
    "following": Roll.FOLLOWING,
    "modified_following": Roll.MODIFIED_FOLLOWING,
    "preceding": Roll.PRECEDING,
    "modified_preceding": Roll.MODIFIED_PRECEDING,
}


class Outcome(NamedTuple):
    """How one case of another system came out: `differs` is on purpose and has a reason."""

    system: str
    id: str
    state: Literal["passed", "differs", "failed"]
    reason: str | None = None


def _day(case: Case, key: str) -> date | None:
    return date.fromisoformat(case[key]) if key in case else None


def _days(text: str) -> list[date]:
    return [date.fromisoformat(word) for word in text.split()]


def _bounds(tiles: tuple[Period, ...]) -> list[date]:
    return [tiles[0].start, *(tile.end for tile in tiles)]


# QuantLib: its Schedule with seed + k x tenor is our cycle word for word.


def quantlib_answer(case: Case) -> Answer:
    """Our edges strictly inside the period and the moves of every bound, or the code of our refusal."""
    cycle = Cycle(
        Frequency(relativedelta(months=case["months"])),
        anchor=date.fromisoformat(case["anchor"]),
        month_end=case.get("month_end", False),
    )
    period = Period(date.fromisoformat(case["from"]), date.fromisoformat(case["until"]))
    try:
        tiles = cycle.tiles(period, first_edge=_day(case, "first_edge"), last_edge=_day(case, "last_edge"))
    except TermsError as error:
        return {"refused": error.code}
    bounds = _bounds(tiles)
    return {"inner": bounds[1:-1]} | {
        name: [(CHINA.adjust(day, ROLLS[name])[0] - day).days for day in bounds]
        for name in ("following", "modified_following", "preceding")
    }


def quantlib_expects(case: Case) -> Answer:
    """What QuantLib says, in the form of our answer."""
    if "refused" in case:
        return {"refused": case["refused"]}
    moves = {
        "following": case["following"],
        "modified_following": case.get("modified_following", case["following"]),
        "preceding": case["preceding"],
    }
    return {"inner": _days(case["inner"])} | {name: [int(n) for n in text.split()] for name, text in moves.items()}


# Strata: what it infers from the names of its stubs is said to us as an anchor.


def _strata_cycle(case: Case) -> Cycle:
    period = Period(date.fromisoformat(case["from"]), date.fromisoformat(case["until"]))
    if case["frequency"] == "TERM":  # one cell as long as the term
        return Cycle(relativedelta(days=period.days), period.start)
    backward = case.get("stub", "").endswith("_initial")
    anchor = _day(case, "first_edge") or _day(case, "last_edge") or (period.end if backward else period.start)
    roll = case.get("roll", "none")
    if roll.startswith("day_"):
        anchor = anchor.replace(day=int(roll.removeprefix("day_")))
    months = int(case["frequency"].removeprefix("P").removesuffix("M"))
    # Strata's eom has no effect where the dates it starts from do not end a month.
    ends_month = (anchor + timedelta(days=1)).day == 1
    return Cycle(relativedelta(months=months), anchor, month_end=roll == "eom" and ends_month)


def _strata_tiles(case: Case) -> tuple[Period, ...]:
    cycle = _strata_cycle(case)
    period = Period(date.fromisoformat(case["from"]), date.fromisoformat(case["until"]))
    first_edge, last_edge = _day(case, "first_edge"), _day(case, "last_edge")
    stub = case.get("stub", "none")
    short = cycle.tiles(period, first_edge=first_edge, last_edge=last_edge)
    # Nothing is merged in silence here: that a stub under 7 days joins its neighbour is smart_*'s own rule.
    tiny = stub.startswith("smart_") and short[0 if stub.endswith("_initial") else -1].days < 7
    if stub.startswith("long_") or tiny:
        return cycle.tiles(period, first_edge=first_edge, last_edge=last_edge, stub=Stub.LONG)
    return short


def _strata_adjusted(day: date, rule: str) -> date:
    if rule == "unadjusted":
        return day
    convention, _calendar = rule.split()
    return WEEKENDS.adjust(day, ROLLS[convention])[0]


def strata_answer(case: Case) -> Answer:
    """Our bounds, and where each moves to; or that we refuse."""
    try:
        bounds = _bounds(_strata_tiles(case))
    except TermsError:
        return {"refused": True}
    rules = [case["adjust"]] * len(bounds)
    rules[0] = case.get("adjust_first", rules[0])
    rules[-1] = case.get("adjust_last", rules[-1])
    return {"bounds": bounds, "adjusted": [_strata_adjusted(*pair) for pair in zip(bounds, rules, strict=True)]}


def strata_expects(case: Case) -> Answer:
    """What Strata says, in the form of our answer; its words for a refusal are its own."""
    if "refused" in case:
        return {"refused": True}
    return {name: _days(case[name]) for name in ("bounds", "adjusted")}


# Texts of days: `accepted` is the day read, `refused` our code.


class DayText(NamedTuple):
    """A text, and the day that it names or the code with which it is refused."""

    id: str
    text: str
    says: str
    differs: str | None = None


TEXTS_SOURCE = "bad input: texts of days that libraries in use let through, and others of the kind"

DAY_TEXTS = (
    DayText("DAT-002", "2023-02-29", "DATE_SYNTAX"),
    DayText("DAT-007", "9999-12-31", "DATE_RANGE"),
    DayText("DAT-009", "24-01-05", "DATE_SYNTAX"),
    DayText("DAT-010", "2024-1-5", "DATE_SYNTAX"),
    DayText("DAT-012", "01/02/2024", "DATE_AMBIGUOUS"),
    DayText("DAT-013", "1", "DATE_SYNTAX"),
    DayText("DAT-014", "2024", "DATE_SYNTAX"),
    DayText("DAT-015", "may", "DATE_SYNTAX"),
    DayText("DAT-016", "now", "DATE_SYNTAX"),
    DayText("DAT-018", "", "DATE_MISSING"),
    DayText("DAT-019", "45292", "DATE_SYNTAX"),
    DayText("DAT-022", "2024-01-01T00:00:00-07:00", "DATE_HAS_TIME"),
    DayText("DAT-024", "20240101", "DATE_SYNTAX"),
    DayText("DAT-027", "2024-01-01\n", "DATE_SYNTAX"),
    DayText("DAT-028", "２０２４-01-01x", "DATE_SYNTAX"),
    DayText("DAT-031", "-infinity", "DATE_SYNTAX"),
    DayText("DAT-032", "0001-01-01 BC", "DATE_SYNTAX"),
    DayText("DAT-101", "2024-02-29", "2024-02-29"),
    DayText(
        "DAT-102",
        "2024年1月5日",
        "DATE_SYNTAX",
        differs="the Chinese form is a dialect that a workbook may declare; a register file has one form only",
    ),
    DayText("DAT-108", "2024-01-01 13:30", "DATE_HAS_TIME"),
    # Others of the kind.
    DayText("first-day", "1900-01-01", "1900-01-01"),
    DayText("last-day", "2199-12-31", "2199-12-31"),
    DayText("before-first", "1899-12-31", "DATE_RANGE"),
    DayText("after-last", "2200-01-01", "DATE_RANGE"),
    DayText("year-one", "0001-01-01", "DATE_RANGE"),
    DayText("leap-century", "2000-02-29", "2000-02-29"),
    DayText("no-leap-century", "1900-02-29", "DATE_SYNTAX"),
    DayText("month-13", "2024-13-01", "DATE_SYNTAX"),
    DayText("month-0", "2024-00-10", "DATE_SYNTAX"),
    DayText("day-0", "2024-01-00", "DATE_SYNTAX"),
    DayText("day-32", "2024-01-32", "DATE_SYNTAX"),
    DayText("31-april", "2024-04-31", "DATE_SYNTAX"),
    DayText("all-zero", "0000-00-00", "DATE_SYNTAX"),
    DayText("blank", " \t", "DATE_MISSING"),
    DayText("space-before", " 2024-01-01", "DATE_SYNTAX"),
    DayText("space-after", "2024-01-01 ", "DATE_SYNTAX"),
    DayText("no-break-space-after", "2024-01-01\u00a0", "DATE_SYNTAX"),
    DayText("mark-before", "\ufeff2024-01-01", "DATE_SYNTAX"),
    DayText("nul-after", "2024-01-01\0", "DATE_SYNTAX"),
    DayText("zone", "2024-01-01Z", "DATE_SYNTAX"),
    DayText("offset", "2024-01-01+08:00", "DATE_SYNTAX"),
    DayText("midnight", "2024-01-01T00:00:00", "DATE_HAS_TIME"),
    DayText("midnight-utc", "2024-01-01T00:00Z", "DATE_HAS_TIME"),
    DayText("midnight-space", "2024-01-01 00:00:00", "DATE_HAS_TIME"),
    DayText("small-t", "2024-01-01t08:00", "DATE_HAS_TIME"),
    DayText("basic-time", "2024-01-01T0800", "DATE_HAS_TIME"),
    DayText("hour-alone", "2024-01-01T08", "DATE_HAS_TIME"),
    DayText("t-alone", "2024-01-01T", "DATE_SYNTAX"),
    DayText("time-and-newline", "2024-01-01T08:00\n", "DATE_SYNTAX"),
    DayText("two-days", "2024-01-01 2024-01-02", "DATE_SYNTAX"),
    DayText("slashes-year-first", "2024/01/01", "DATE_SYNTAX"),
    DayText("dots-year-first", "2024.01.01", "DATE_SYNTAX"),
    DayText("slashes-short-year", "01/02/24", "DATE_AMBIGUOUS"),
    DayText("slashes-short", "1/2/2024", "DATE_AMBIGUOUS"),
    DayText("dashes-year-last", "01-02-2024", "DATE_AMBIGUOUS"),
    DayText("dots-year-last", "01.02.2024", "DATE_AMBIGUOUS"),
    DayText("mixed-separators", "01/02-2024", "DATE_SYNTAX"),
    DayText("month-name", "Jan 5 2024", "DATE_SYNTAX"),
    DayText("name-in-the-middle", "5-Jan-2024", "DATE_SYNTAX"),
    DayText("today", "today", "DATE_SYNTAX"),
    DayText("tomorrow", "tomorrow", "DATE_SYNTAX"),
    DayText("NaT", "NaT", "DATE_SYNTAX"),
    DayText("NaN", "nan", "DATE_SYNTAX"),
    DayText("None", "None", "DATE_SYNTAX"),
    DayText("ISO-week", "2024-W01-1", "DATE_SYNTAX"),
    DayText("ordinal", "2024-001", "DATE_SYNTAX"),
    DayText("year-and-month", "2024-01", "DATE_SYNTAX"),
    DayText("full-width", "２０２４-０１-０１", "DATE_SYNTAX"),
    DayText("full-width-dashes", "2024－01－01", "DATE_SYNTAX"),
    DayText("arabic-digits", "٢٠٢٤-٠١-٠١", "DATE_SYNTAX"),
    DayText("minus-sign", "2024\u221201\u221201", "DATE_SYNTAX"),
    DayText("en-dash", "2024–01–01", "DATE_SYNTAX"),
    DayText("plus-year", "+2024-01-01", "DATE_SYNTAX"),
    DayText("negative-year", "-2024-01-01", "DATE_SYNTAX"),
    DayText("long-year", "12024-01-01", "DATE_SYNTAX"),
    DayText("underscore", "20_4-01-01", "DATE_SYNTAX"),
    DayText("quoted", "'2024-01-01'", "DATE_SYNTAX"),
    DayText("formula", "=DATE(2024,1,1)", "DATE_SYNTAX"),
    DayText("very-long", "2024-01-01" * 10_000, "DATE_SYNTAX"),
)


def text_answer(case: DayText) -> str:
    """The day that we read, as ISO text, or the code of our refusal."""
    try:
        return parse_day(case.text, "from").isoformat()
    except TermsError as error:
        return error.code


def outcomes() -> Iterator[Outcome]:
    """How every case of this module came out."""
    for data, answer, expects in (
        (QUANTLIB, quantlib_answer, quantlib_expects),
        (STRATA, strata_answer, strata_expects),
    ):
        for case in data["cases"]:
            agrees = answer(case) == expects(case)
            yield _outcome(data["system"], case["id"], agrees, case.get("differs"))
    for text in DAY_TEXTS:
        if text.id.startswith("DAT-"):
            yield _outcome("bad input", text.id, text_answer(text) == text.says, text.differs, is_ours=True)


def _outcome(system: str, case_id: str, agrees: bool, differs: str | None, *, is_ours: bool = False) -> Outcome:
    """`is_ours`: the case states our answer even where it differs on purpose."""
    if differs is not None:
        return Outcome(system, case_id, "differs" if agrees == is_ours else "failed", differs)
    return Outcome(system, case_id, "passed" if agrees else "failed")
