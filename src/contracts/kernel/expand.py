"""Rows: every installment of a batch of lines, as columns."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from contracts.errors import TermsError
from contracts.kernel.amounts import Plan, planned
from contracts.kernel.base_days import Edges, write_base_days, write_service
from contracts.kernel.days import FIRST, IDENTITY, LAST_DUE, NONE, Days, as_date, in_next_month, rolled
from contracts.kernel.encode import Segments
from contracts.kernel.exact import Ints, offsets
from contracts.kernel.grid import billing_grid, bills, flat
from contracts.kernel.pieces import StepRows
from contracts.kernel.regular import is_regular

Flags = npt.NDArray[np.int8]

#: The kinds of rows, in the order of their codes.
KINDS: Final = ("cyclic", "step", "stage", "once", "catch-up", "adjustment", "retention", "release", "opening")
CYCLIC, STEP, STAGE, ONCE, CATCH_UP, ADJUSTMENT, RETENTION, RELEASE, OPENING = range(9)


@frozen(eq=False)
class Rows:
    """The installments of a batch, in order of line and number.

    Attributes:
        offsets: where each line's rows begin; one longer than the lines.
        amount: int64 minor units.
        start, end: service, the end being the day after the last; `NONE` where there is none.
        due_unadjusted, due: before and after the calendar; `NONE` where there is no day yet.
        provisional: 1 where the calendar does not cover the day.
        kind: index into `KINDS`.
        loose: the lines whose unadjusted due days may go back from row to row, or be missing.
        sums: what the rows of each line come to, where that is known and no row is negative.
    """

    offsets: Ints
    amount: Ints
    start: Days
    end: Days
    due_unadjusted: Days
    due: Days
    provisional: Flags
    kind: Flags
    loose: Ints
    sums: Ints | None = None

    @classmethod
    def by(cls, offsets: Ints, column: Callable[[str], Any], loose: Ints) -> "Rows":
        """Rows whose columns are made one like another, by their names; what their lines come to is not known."""
        names = ("amount", "start", "end", "due_unadjusted", "due", "provisional", "kind")
        return cls(offsets, loose=loose, **{name: column(name) for name in names})

    def __len__(self) -> int:
        return len(self.amount)

    @property
    def line(self) -> Ints:
        """The line of each row."""
        return np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))

    def places(self, lines: Ints) -> Ints:
        """Where the rows of some lines stand, line by line."""
        line, place = flat(np.diff(self.offsets)[lines])
        result: Ints = self.offsets[lines][line] + place
        return result


class PlaceError(Exception):
    """An error of one line of a batch; the caller knows the line's names."""

    def __init__(self, line: int, error: TermsError) -> None:
        self.line = line
        self.error = error
        super().__init__(line, error)


@frozen(eq=False)
class Room:
    """Columns to write rows to: int64 amounts and int32 due days."""

    amount: Ints
    due: Days

    @classmethod
    def of(cls, rows: int) -> "Room":
        """Fresh columns for a number of rows."""
        return cls(np.empty(rows, dtype=np.int64), np.empty(rows, dtype=np.int32))


def expand(segments: Segments, lean: bool = False, room: Callable[[int], Room] = Room.of) -> Rows:
    """All rows of a batch of lines.

    Args:
        lean: leave out `start`, `end` and `kind`, which then are empty.
        room: gives columns for a number of rows.

    Raises:
        PlaceError: a due day beyond 2199, or beyond the line's calendar.
    """
    plan = planned(segments)
    counts, rows = np.diff(plan.offsets), int(plan.offsets[-1])
    columns = room(rows)
    plan.write(columns.amount)
    size = 0 if lean else rows
    start, end = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int32)
    kind = np.zeros(size, dtype=np.int8)
    edges = Edges.of(segments, *_first_edges(segments, plan), plan.offsets, plan.steps)
    write_base_days(segments, edges, plan.offsets, plan.steps, columns.due)
    if not lean:
        write_service(segments, edges, plan.offsets, plan.steps, start, end)
        kind[plan.offsets[plan.steps.line] + plan.steps.row] = STEP
    loose = plan.listed
    if len(loose):
        part, place = segments.take(plan.listed), _places(plan.offsets, counts, plan.listed)
        line, number = flat(counts[plan.listed])
        columns.due[place] = part.part_day[part["parts_from"][line] + number]
        if not lean:
            start[place], end[place] = part["start"][line], part["end"][line]
            kind[place] = np.where(part["staged"][line] > 0, STAGE, ONCE)
        loose = plan.listed[counts[plan.listed] > 1]
    unadjusted, adjusted, provisional = moved(segments, plan.offsets, columns.due)
    return Rows(plan.offsets, columns.amount, start, end, unadjusted, adjusted, provisional, kind, loose, plan.sums)


def due_days_of(segments: Segments, room: Callable[[int], Days]) -> Days:
    """The due days of all rows alone, after the calendar; amounts are computed only where rows depend on them.

    Args:
        room: gives a column for a number of rows, in which the days may stand then.
    """
    if not is_regular(segments).all():
        return expand(segments, lean=True).due
    own, none = bills(segments, billing_grid(segments)), StepRows.none()
    starts = offsets(own.count)
    base = room(int(starts[-1]))
    edges = Edges.of(segments, own.grid.base + own.inner * own.grid.length, own.grid.length, starts, none)
    write_base_days(segments, edges, starts, none, base)
    return moved(segments, starts, base)[1]


def _first_edges(segments: Segments, plan: Plan) -> tuple[Ints, Ints]:
    """Where the table holds the end of the first row of each line, and how far the next is; of listed ones any days."""
    grid = plan.bills.grid
    base, length = grid.base + plan.bills.inner * grid.length, grid.length
    if isinstance(plan.gridded, slice):
        return base, length
    bases, lengths = np.full(len(segments), IDENTITY), np.zeros(len(segments), dtype=np.int64)
    bases[plan.gridded], lengths[plan.gridded] = base, length
    return bases, lengths


def moved(segments: Segments, start_of: Ints, base: Days) -> tuple[Days, Days, Flags]:
    """Due days from base days: after net or pay days, after the calendar, and whether that is provisional.

    Args:
        start_of: where the rows of each line begin; one longer than the lines.
        base: the day of each row's service on which it falls due; `NONE` while undated.

    Raises:
        PlaceError: a due day beyond 2199, or beyond the line's calendar.
    """
    counts = np.diff(start_of)
    unadjusted = _shifted(segments, start_of, counts, base)
    return unadjusted, *_rolled(segments, start_of, counts, unadjusted)


def _places(start_of: Ints, counts: Ints, lines: Ints) -> Ints:
    """Where the rows of some lines stand among all rows."""
    line, place = flat(counts[lines])
    return start_of[lines][line] + place


def _shifted(segments: Segments, start_of: Ints, counts: Ints, due: Days) -> Days:
    """Due days after `net_days` or `pay_day`."""
    net, pay = segments["net_days"], segments["pay_day"]
    lines = np.flatnonzero((net > 0) | (pay > 0))
    if not len(lines):
        return due
    place = _places(start_of, counts, lines)
    line = np.repeat(lines, counts[lines])
    base = due[place].astype(np.int64)
    by_day = pay[line] > 0
    to = base + net[line]
    if by_day.any():
        to = np.where(by_day, in_next_month(base, np.where(by_day, pay[line], 1)), to)
    late = to > LAST_DUE
    if late.any():
        where = int(line[np.argmax(late)])
        field = "billing.pay_day" if pay[where] else "billing.net_days"
        raise PlaceError(where, TermsError("DUE_RANGE", field=field, value=as_date(LAST_DUE)))
    due = due.copy()
    due[place] = to
    return due


def _rolled(segments: Segments, start_of: Ints, counts: Ints, due: Days) -> tuple[Days, Flags]:
    """Due days after the calendar of each line."""
    provisional = np.zeros(len(due), dtype=np.int8)
    calendar = segments["calendar"]
    if not (calendar >= 0).any():
        return due, provisional
    adjusted = due.copy()
    for i, (closed, roll, beyond) in enumerate(segments.calendars):
        lines = np.flatnonzero(calendar == i)
        if not len(lines):
            continue
        place = _places(start_of, counts, lines)
        place = place[due[place] != NONE]
        to, unsure = rolled(closed, roll, beyond)
        at = due[place] - FIRST
        adjusted[place] = to[at]
        provisional[place] = unsure[at]
        refused = unsure[at] == 2
        if refused.any():
            where = place[np.argmax(refused)]
            line = int(np.searchsorted(start_of, where, side="right")) - 1
            try:
                closed.adjust(as_date(int(due[where])), roll, beyond)
            except TermsError as error:
                raise PlaceError(line, error) from None
            raise AssertionError(f"{closed.id} moves {as_date(int(due[where]))}")
    return adjusted, provisional
