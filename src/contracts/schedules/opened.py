"""Lines that are taken over: before a day there is what their opening says, from it on what their terms say.

The schedule of the terms is computed as ever. What had fallen due before the day is one row, of what the opening says;
what the terms had led to by then and the opening does not say falls due on the day, and is earned on it, so that all
curves are those of the terms from then on.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve, frozen

from contracts.dates import FIRST_DAY, Period
from contracts.errors import TermsError
from contracts.kernel.days import NONE, Days, number
from contracts.kernel.exact import Ints
from contracts.kernel.expand import CATCH_UP, OPENING, Rows
from contracts.kernel.opening import OpenedEarned, fallen_before, opened_span, taken_over
from contracts.schedules.beside import COLUMNS, turns_of
from contracts.terms.contract import Contract
from contracts.terms.line import Line
from contracts.terms.opening import Opening
from contracts.words import Lang, sentence

if TYPE_CHECKING:
    from contracts.schedules.installments import Schedule

#: What a row is called that catches up with the terms.
_CALLED: Final = "opening"


@frozen
class Row:
    """A row that stands for what had fallen due before a record begins: days since 1970, minor units.

    Attributes:
        kind: `OPENING`; or `CATCH_UP` for what the terms had led to besides.
        stated: what the opening says had fallen due.
        by_terms: what had by the terms.
        turn: the day by which it takes its turn in sharing, before all others of its line.
    """

    amount: int
    due: int
    kind: int
    stated: int
    by_terms: int
    turn: int
    start: int = NONE
    end: int = NONE
    provisional: int = 0

    @property
    def due_unadjusted(self) -> int:
        """No calendar moves it."""
        return self.due

    @property
    def name(self) -> str | None:
        """What a row that catches up is called."""
        return _CALLED if self.kind == CATCH_UP else None


@frozen(eq=False, slots=False)
class Opened:
    """What a schedule knows of lines that are taken over.

    Attributes:
        terms: the schedule of the terms alone.
        rows: all rows.
        row: those that stand for what came before, by place.
        origin: where each row stands in the schedule of the terms; -1 for those.
        shared_on: the day by which each row takes its turn in sharing.
        openings: those of the lines, by their number.
        curve: what the lines earn.
    """

    terms: "Schedule"
    rows: Rows
    row: Mapping[int, Row]
    origin: Ints
    shared_on: Days
    openings: Mapping[int, Opening]
    curve: OpenedEarned

    @cached_property
    def touched(self) -> tuple[Ints, Ints]:
        """The first and the last day on which each line may earn."""
        return opened_span(self.terms._touched, self.curve)

    def place_of(self, line: int, index: int) -> int:
        """Where a row of a line by the terms stands in the line; one that is past, where its opening does."""
        first, end = self.rows.offsets[line : line + 2].tolist()
        at = np.flatnonzero(self.origin[first:end] == int(self.terms._rows.offsets[line]) + index)
        return int(at[0]) if len(at) else 0


def with_records(contracts: Iterable[Contract], horizon: date | None) -> date | None:
    """The day up to which lines without a last day are looked at: not before the record of one begins."""
    if horizon is None:
        return None
    for contract in contracts:
        for line in contract.all_lines if contract.amendments else contract.lines:
            if line.opening is not None and line.is_open_ended:
                horizon = max(horizon, line.opening.on)
    return horizon


def with_openings(terms: "Schedule", known_on: date | None) -> "Schedule":
    """The schedule with the openings of its lines; the schedule itself where there is none.

    Args:
        terms: the installments of the prices of contracts.
        known_on: the day up to which things are known.

    Raises:
        TermsError: `OPENING_UNKNOWN` for a day before a record begins.
    """
    pairs = terms._lines.terms or ()
    openings = {i: line.opening for i, (_, line) in enumerate(pairs) if line.opening is not None}
    if not openings:
        return terms
    since = np.full(len(pairs), NONE, dtype=np.int64)
    earned = np.zeros(len(pairs), dtype=np.int64)
    turns = terms._taking_turns.due_unadjusted.copy()
    for i, opening in openings.items():
        since[i], earned[i] = number(opening.on), opening.earned.minor
        turns[slice(*terms._rows.offsets[i : i + 2].tolist())] = turns_of(terms, i)
    past, by_terms = fallen_before(terms._rows, since)
    found = [
        (i, row)
        for i, opening in openings.items()
        for row in _rows(pairs[i][1], opening, int(by_terms[i]), _first_turn(terms, turns, i, past))
    ]
    lines = np.array([i for i, _ in found], dtype=np.int64)
    columns = {name: np.array([getattr(row, name) for _, row in found], dtype=np.int64) for name in COLUMNS}
    rows, origin = taken_over(terms._rows, past, lines, columns)
    shared_on, own = np.append(turns, NONE)[origin], np.flatnonzero(origin < 0)
    shared_on[own] = [row.turn for _, row in found]
    row = dict(zip(own.tolist(), (row for _, row in found), strict=True))
    opened = Opened(terms, rows, row, origin, shared_on, openings, OpenedEarned(terms._earned, since, earned))
    said = (
        f"{pairs[i][0].id}: {sentence('record begins', Lang.EN, line=pairs[i][1].id, on=opening.on)}"
        for i, opening in openings.items()
    )
    made = evolve(terms, rows=rows, changes=None, opened=opened, notes=(*terms.notes, *said))
    if known_on is not None:
        refuse_before(made, known_on, "known_on")
    return made


def _rows(line: Line, opening: Opening, by_terms: int, first: int) -> list[Row]:
    """What stands for what had fallen due before a record begins.

    Args:
        by_terms: what that is by the terms.
        first: the day of the first of the other rows.
    """
    on, stated, service = number(opening.on), opening.due.minor, line.service
    days: dict[str, int] = {}
    if service is not None and service.start < opening.on:
        days = {"start": number(service.start), "end": number(min(service.end, opening.on))}
    turn = min(first, on - 1)
    rows = [Row(stated, on - 1, OPENING, stated, by_terms, turn, **days)]
    if by_terms != stated:
        rows.append(Row(by_terms - stated, on, CATCH_UP, stated, by_terms, turn))
    return rows


def _first_turn(terms: "Schedule", turns: Days, line: int, past: Ints) -> int:
    """The day of the first row of a line that stays and has one."""
    places = np.setdiff1d(np.arange(*terms._rows.offsets[line : line + 2].tolist()), past)
    days = turns[places]
    return int(days[days != NONE].min(initial=np.iinfo(days.dtype).max))


def opened_by_terms(plan: "Schedule", line: int) -> tuple[int, int]:
    """What had fallen due, and was earned, by the terms of a line before its record begins, in minor units."""
    opened = plan._openings
    assert opened is not None
    since = opened.curve.since[line : line + 1]
    _, due = fallen_before(opened.terms._rows, opened.curve.since)
    return int(due[line]), int(opened.terms._earned.before(np.array([line]), since)[0])


def refuse_before(plan: "Schedule", day: date, field: str) -> None:
    """Refuse a day up to which a figure is asked for, and of which the record of a line knows nothing.

    Args:
        plan: whose chosen rows are asked for.
        field: what asks for it.

    Raises:
        TermsError: `OPENING_UNKNOWN`.
    """
    for line, opening in _chosen(plan):
        if day < opening.known_from:
            raise _unknown(plan, line, opening, day, field)


def refuse_early(contracts: Iterable[Contract], day: date, field: str) -> None:
    """The same of contracts, before their schedule is made: of the lines that were agreed first.

    Raises:
        TermsError: `OPENING_UNKNOWN`.
    """
    for contract in contracts:
        for line in contract.lines:
            if line.opening is not None and day < line.opening.known_from:
                of = f"{contract.id} {line.id}"
                raise TermsError("OPENING_UNKNOWN", field=field, value=day, on=line.opening.on, of=of)


def refuse_period(plan: "Schedule", first: date | None, last: date | None) -> None:
    """The same of a period; one that begins with the first day that there is has all that was, up to its last day.

    Raises:
        TermsError: `OPENING_UNKNOWN`.
    """
    for line, opening in _chosen(plan):
        if first not in (None, FIRST_DAY) and first < opening.on:
            raise _unknown(plan, line, opening, first, "from")
    if last is not None:
        refuse_before(plan, last, "to")


def refuse_accruals(plan: "Schedule", by: str | None, within: Period | None, start_of: Callable[[date], date]) -> None:
    """Refuse accruals of which the record of a line knows nothing, or a part only where it cannot be told apart.

    Args:
        by: what groups them, where something does.
        within: the days that are asked for; None: all.
        start_of: gives the first day of the period that holds a day.

    Raises:
        TermsError: `OPENING_UNKNOWN`; `OPENING_WITHIN` for groups and a period inside of which a record begins.
    """
    if within is not None:
        refuse_period(plan, within.first, within.last)
    if by is None:
        return
    for line, opening in _chosen(plan):
        if within is None or within.first == FIRST_DAY:
            raise _unknown(plan, line, opening, by, "by")
        start = start_of(within.first)
        if start < opening.on:
            raise _unknown(plan, line, opening, start, "within", "OPENING_WITHIN")


def begun(plan: "Schedule", line: int, period: Period) -> Period:
    """The part of a period in which there is a record of a line.

    Raises:
        TermsError: `OPENING_UNKNOWN` where there is none.
    """
    opened = plan._openings
    opening = None if opened is None else opened.openings.get(line)
    if opening is None or period.first >= opening.on:
        return period
    if period.last < opening.on:
        raise _unknown(plan, line, opening, period.first, "period")
    return Period(opening.on, period.end)


def _chosen(plan: "Schedule") -> list[tuple[int, Opening]]:
    """The openings of the lines that have a chosen row."""
    opened = plan._openings
    if opened is None:
        return []
    lines = set(plan._line_ids.tolist())
    return [(line, opening) for line, opening in opened.openings.items() if line in lines]


def _unknown(
    plan: "Schedule", line: int, opening: Opening, asked: object, field: str, code: str = "OPENING_UNKNOWN"
) -> TermsError:
    of = f"{plan._lines.contract[line]} {plan._lines.line[line]}"
    return TermsError(code, field=field, value=asked, on=opening.on, of=of)


__all__ = [
    "Opened",
    "Row",
    "begun",
    "opened_by_terms",
    "refuse_accruals",
    "refuse_before",
    "refuse_early",
    "refuse_period",
    "with_openings",
    "with_records",
]
