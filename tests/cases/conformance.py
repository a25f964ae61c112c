"""The page `docs/conformance.md`: how the library stands beside other systems, fact by fact.

It is made from outcomes alone. `tests/test_conformance.py` makes it anew and compares.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Final

from contracts.calendars import CHINA
from tests.cases import amounts, bad_files, bad_imports, dates
from tests.cases.answers import ANSWERS
from tests.cases.facts import Json, Outcome, State, outcomes, read

PAGE: Final = Path(__file__).parents[2] / "docs" / "conformance.md"

#: The files of facts, answered by `answers.py` where they are reached.
FILES: Final = ("billing_systems", "proration", "accounting", "bad_input")
CIVIL_CALENDAR: Final = "Chinese civil calendar"

_HEAD = """\
# Conformance

What other systems' own tests, published worked examples and collections of bad input say, and what this library says
to the same. The test run makes this page and fails where it differs from the one that is committed; `make conformance`
writes it.

*Different on purpose* has a reason, and our own answer is held by a test as exactly as theirs would be. *Not yet
reached* names the part of the library that the case waits for. Nothing is looked up and no case is treated by itself:
the answers are in `tests/cases/`, one function for each question, computed through public names.
"""

_NOTICES = "the State Council's yearly notices on holidays, on which four programs agree for every day; one case a year"


def all_outcomes() -> list[Outcome]:
    """How every case of every system came out."""
    found = [outcome for name in FILES for outcome in outcomes(read(name)[1], ANSWERS)]
    found += [Outcome(*outcome) for others in OTHERS for outcome in others()]
    return found


def years_of_the_calendar() -> Iterator[Outcome]:
    """How each year of the civil calendar came out, day by day against the State Council's notices."""
    data = json.loads((Path(__file__).parent / "business_days_cn.json").read_text(encoding="utf-8"))
    holidays, working = (set(data[key]) for key in ("holidays_on_weekdays", "working_weekends"))
    first, last = (date.fromisoformat(day) for day in data["covers"])
    for year in range(first.year, last.year + 1):
        days = [date(year, 1, 1) + timedelta(days=k) for k in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]
        wrong = [
            f"{day}"
            for day in days
            if CHINA.is_open(day) != (f"{day}" in working or (day.weekday() < 5 and f"{day}" not in holidays))
        ]
        yield Outcome(CIVIL_CALENDAR, f"{year}", "failed" if wrong else "passed", ", ".join(wrong) or None)


#: What has data and answers of its own.
OTHERS: Final[tuple[Callable[[], Iterator[Outcome | dates.Outcome]], ...]] = (
    dates.outcomes,
    amounts.outcomes,
    bad_files.outcomes,
    bad_imports.outcomes,
    years_of_the_calendar,
)


def sources() -> dict[str, str]:
    """Where the cases of each system come from, with licence and commit where there are any."""
    systems: dict[str, Mapping[str, Json]] = {}
    for name in FILES:
        systems |= read(name)[0]
    systems |= {data["system"]: data for data in (dates.QUANTLIB, dates.STRATA)}
    systems[CIVIL_CALENDAR] = {"source": _NOTICES}
    return {name: _source(system) for name, system in systems.items()}


def _source(system: Mapping[str, Json]) -> str:
    parts = [system["source"], system.get("licence")]
    if "commit" in system:
        parts.append(f"at {system['commit'][:12]}")
    return ", ".join(part for part in parts if part)


def page(found: Sequence[Outcome]) -> str:
    """The page, from outcomes in any order."""
    by_system: dict[str, list[Outcome]] = {}
    for outcome in sorted(found, key=lambda outcome: (outcome.system.lower(), outcome.id)):
        by_system.setdefault(outcome.system, []).append(outcome)
    parts = [_HEAD, _counts(by_system), _differences(by_system), _waiting(by_system), _sources(by_system)]
    return "\n".join(part for part in parts if part)


def _count(cases: Sequence[Outcome], state: State) -> int:
    return sum(outcome.state == state for outcome in cases)


def _counts(by_system: Mapping[str, Sequence[Outcome]]) -> str:
    """One row for each system, and the sum; failures have a column as long as there are any."""
    states: list[tuple[State, str]] = [
        ("passed", "passed"),
        ("differs", "different on purpose"),
        ("waits", "not yet reached"),
        ("failed", "FAILED"),
    ]
    everything = [outcome for cases in by_system.values() for outcome in cases]
    states = [(state, title) for state, title in states if state != "failed" or _count(everything, state)]
    lines = [
        f"| system | cases | {' | '.join(title for _, title in states)} |",
        f"|---|{'---:|' * (len(states) + 1)}",
    ]
    for name, cases in [*by_system.items(), ("**all**", everything)]:
        counts = [len(cases), *(_count(cases, state) for state, _ in states)]
        lines.append(f"| {name} | {' | '.join(map(str, counts))} |")
    return "\n".join(lines) + "\n"


def _differences(by_system: Mapping[str, Sequence[Outcome]]) -> str:
    lines = ["## Different on purpose", ""]
    for name, cases in by_system.items():
        differing = [outcome for outcome in cases if outcome.state == "differs"]
        if not differing:
            continue
        lines += [f"### {name}", ""]
        for reason, group in groupby(sorted(differing, key=_reason), key=_reason):
            lines += [reason, ""]
            lines += [_difference(outcome) for outcome in group]
            lines.append("")
    return "\n".join(lines)


def _reason(outcome: Outcome) -> str:
    return outcome.reason or ""


def _difference(outcome: Outcome) -> str:
    """One line: theirs and ours, of the parts that are not the same."""
    if outcome.ours is None or outcome.theirs is None:
        return f"- `{outcome.id}`"
    theirs = {key: value for key, value in outcome.theirs.items() if outcome.ours.get(key) != value}
    ours = {key: value for key, value in outcome.ours.items() if outcome.theirs.get(key) != value}
    return f"- `{outcome.id}`: theirs {_plain(theirs)}; ours {_plain(ours)}"


def _plain(value: Json) -> str:
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def _waiting(by_system: Mapping[str, Sequence[Outcome]]) -> str:
    waiting = [
        (_reason(outcome), name, outcome.id)
        for name, cases in by_system.items()
        for outcome in cases
        if outcome.state == "waits"
    ]
    if not waiting:
        return ""
    lines = ["## Not yet reached", "", "| waits for | system | cases |", "|---|---|---|"]
    for (part, name), group in groupby(
        sorted(waiting, key=lambda entry: (entry[0], entry[1].lower())), key=lambda entry: entry[:2]
    ):
        lines.append(f"| {part} | {name} | {', '.join(f'`{case}`' for _, _, case in group)} |")
    return "\n".join(lines) + "\n"


def _sources(by_system: Mapping[str, Sequence[Outcome]]) -> str:
    told = sources()
    lines = ["## Sources", ""]
    lines += [f"- {name}: {told[name]}" for name in by_system]
    return "\n".join(lines) + "\n"


def failures(found: Sequence[Outcome]) -> list[str]:
    """What is wrong, one line each."""
    return [f"{outcome.system} {outcome.id}: {outcome.reason}" for outcome in found if outcome.state == "failed"]


def repeated(found: Sequence[Outcome]) -> list[tuple[str, str]]:
    """Cases that are there more than once."""
    return [case for case, count in Counter((outcome.system, outcome.id) for outcome in found).items() if count > 1]
