"""Rows: every installment of a batch of lines, as columns."""

from collections.abc import Callable
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt
from attrs import frozen

from contracts.errors import TermsError
from contracts.kernel.bent import BentRows
from contracts.kernel.days import FIRST, IDENTITY, LAST_DUE, NONE, as_date, in_next_month, rolled, table_days
from contracts.kernel.encode import LISTED, RATE, TOTAL, Segments
from contracts.kernel.exact import STRETCH, Ints, WideError, offsets, stretches
from contracts.kernel.grid import Bills, billing_grid, bills, flat
from contracts.kernel.regular import Runs, is_regular, regular_runs, total_weights
from contracts.kernel.sparse import bent_rows_of
from contracts.kernel.split import split

Days = npt.NDArray[np.int32]
Flags = npt.NDArray[np.int8]
T = TypeVar("T")

#: The kinds of rows, in the order of their codes.
KINDS: Final = ("cyclic", "step", "stage", "once", "catch-up", "adjustment", "retention", "release")
CYCLIC, STEP, STAGE, ONCE, CATCH_UP, ADJUSTMENT, RETENTION, RELEASE = range(8)


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


def exactly(compute: Callable[[Segments, bool], T], segments: Segments, join: Callable[[T, T, int], T]) -> T:
    """The result for a batch in int64; only lines that could overflow go through Python integers.

    Args:
        compute: takes lines and whether to use Python integers; may raise `WideError` in int64.
        join: puts the results of two neighbouring halves together, given the size of the first.
    """
    try:
        return compute(segments, False)
    except WideError:
        if len(segments) == 1:
            return compute(segments, True)
        half = len(segments) // 2
        return join(
            exactly(compute, segments.take(slice(None, half)), join),
            exactly(compute, segments.take(slice(half, None)), join),
            half,
        )


def runs_of(segments: Segments) -> tuple[Bills, Runs]:
    """Bills and runs of cyclic lines; the runs of lines that are not regular mean nothing."""
    own = bills(segments, billing_grid(segments))

    def compute(part: Segments, wide: bool) -> Runs:
        mine = own if len(part) == len(segments) else bills(part, billing_grid(part))
        return regular_runs(part, mine, wide)

    return own, exactly(compute, segments, lambda one, other, _: one.then(other))


def bent_rows(segments: Segments) -> BentRows:
    """The rows of rate lines that are not regular."""

    def compute(part: Segments, wide: bool) -> BentRows:
        return bent_rows_of(part, wide)

    def join(one: BentRows, other: BentRows, lines: int) -> BentRows:
        return BentRows(
            np.concatenate((one.line, other.line + lines)),
            np.concatenate((one.start, other.start)),
            np.concatenate((one.end, other.end)),
            np.concatenate((one.step, other.step)),
            np.concatenate((one.amount, other.amount)),
        )

    return exactly(compute, segments, join)


def spread_amounts(segments: Segments, own: Bills) -> Ints:
    """The rows of totals split by `SPREAD`."""

    def compute(part: Segments, wide: bool) -> Ints:
        mine = own if len(part) == len(segments) else bills(part, billing_grid(part))
        first, whole, last = total_weights(part, mine, np.arange(len(part)), wide)
        line, place = flat(mine.count)
        weight = np.where(place == 0, first[line], np.where(place == mine.count[line] - 1, last[line], whole[line]))
        amount = part["amount"].astype(object) if wide else part["amount"]
        return split(amount, weight, mine.count, part["remainder"]).astype(np.int64)

    return exactly(compute, segments, lambda one, other, _: np.concatenate((one, other)))


def listed_amounts(segments: Segments) -> Ints:
    """The parts of totals by stages or paid once; given amounts come back as they are."""

    def compute(part: Segments, wide: bool) -> Ints:
        counts = part["parts_to"] - part["parts_from"]
        line, place = flat(counts)
        size = part.part_size[part["parts_from"][line] + place]
        amount = part["amount"].astype(object) if wide else part["amount"]
        return split(amount, size.astype(object) if wide else size, counts, part["remainder"]).astype(np.int64)

    return exactly(compute, segments, lambda one, other, _: np.concatenate((one, other)))


@frozen(eq=False)
class Room:
    """Columns to write rows to: int64 amounts and int32 due days."""

    amount: Ints
    due: Days

    @classmethod
    def of(cls, rows: int) -> "Room":
        """Fresh columns for a number of rows."""
        return cls(np.empty(rows, dtype=np.int64), np.empty(rows, dtype=np.int32))


@frozen(eq=False)
class _Plan:
    """How many rows each line has, and what is known of them before they are written.

    Attributes:
        offsets: where each line's rows begin; one longer than the lines.
        gridded: lines whose rows are the bills of a grid; a slice where it is all of them.
        bills, runs: of the gridded lines.
        spread: those of them whose amounts are not in runs.
        bent, bent_rows: rate lines that are not regular.
        listed: lines by stages, or paid once.
    """

    offsets: Ints
    gridded: Ints | slice
    bills: Bills | None
    runs: Runs | None
    spread: Ints
    bent: Ints
    bent_rows: BentRows | None
    listed: Ints


def _planned(segments: Segments) -> _Plan:
    form = segments["form"]
    regular = is_regular(segments)
    bent = np.flatnonzero((form == RATE) & ~regular)
    listed = np.flatnonzero(form == LISTED)
    gridded: Ints | slice = slice(None)
    if len(bent) or len(listed):
        gridded = np.flatnonzero(regular | (form == TOTAL))
    counts = np.ones(len(segments), dtype=np.int64)
    counts[listed] = (segments["parts_to"] - segments["parts_from"])[listed]
    own, runs, of_bent = None, None, None
    if isinstance(gridded, slice) or len(gridded):
        own, runs = runs_of(segments.take(gridded))
        counts[gridded] = own.count
    if len(bent):
        of_bent = bent_rows(segments.take(bent))
        counts[bent] = np.bincount(of_bent.line, minlength=len(bent))
    spread = np.flatnonzero((form == TOTAL) & (segments["remainder"] == 2))
    return _Plan(offsets(counts), gridded, own, runs, spread, bent, of_bent, listed)


def expand(segments: Segments, lean: bool = False, room: Callable[[int], Room] = Room.of) -> Rows:
    """All rows of a batch of lines.

    Args:
        lean: leave out `start`, `end` and `kind`, which then are empty.
        room: gives columns for a number of rows.

    Raises:
        PlaceError: a due day beyond 2199, or beyond the line's calendar.
    """
    plan = _planned(segments)
    counts, total_rows = np.diff(plan.offsets), int(plan.offsets[-1])
    columns = room(total_rows)
    _write_amounts(segments, plan, counts, columns.amount)
    size = 0 if lean else total_rows
    start, end = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int32)
    kind = np.zeros(size, dtype=np.int8)
    _write_days(segments, plan, columns, None if lean else (start, end))
    if plan.bent_rows is not None:
        rows, place = plan.bent_rows, _places(plan.offsets, counts, plan.bent)
        in_advance = (segments["when"][plan.bent] == 1)[rows.line]
        columns.due[place] = np.where(in_advance, rows.start, rows.end - 1)
        if not lean:
            start[place], end[place] = rows.start, rows.end
            kind[place] = np.where(rows.step, STEP, CYCLIC)
    if len(plan.listed):
        part, place = segments.take(plan.listed), _places(plan.offsets, counts, plan.listed)
        line, number = flat(counts[plan.listed])
        columns.due[place] = part.part_day[part["parts_from"][line] + number]
        if not lean:
            start[place], end[place] = part["start"][line], part["end"][line]
            kind[place] = np.where(part["staged"][line] > 0, STAGE, ONCE)
    unadjusted, adjusted, provisional = moved(segments, plan.offsets, columns.due)
    loose = plan.listed[counts[plan.listed] > 1]
    return Rows(plan.offsets, columns.amount, start, end, unadjusted, adjusted, provisional, kind, loose)


def due_days_of(segments: Segments, room: Callable[[int], Days]) -> Days:
    """The due days of all rows alone, after the calendar; amounts are computed only where rows depend on them.

    Args:
        room: gives a column for a number of rows, in which the days may stand then.
    """
    if not is_regular(segments).all():
        return expand(segments, lean=True).due
    own = bills(segments, billing_grid(segments))
    starts = offsets(own.count)
    base = room(int(starts[-1]))
    _write_base_days(segments, own.grid.base + own.inner * own.grid.length, own.grid.length, starts, base, None)
    return moved(segments, starts, base)[1]


def _write_amounts(segments: Segments, plan: _Plan, counts: Ints, amount: Ints) -> None:
    """The amounts of all rows: runs as sums of their changes, then the lines that have none."""
    if plan.runs is None:
        amount[:] = 0
    else:
        _write_runs(segments, plan, plan.runs, amount)
    if len(plan.spread):
        part = segments.take(plan.spread)
        mine = bills(part, billing_grid(part))
        amount[_places(plan.offsets, counts, plan.spread)] = spread_amounts(part, mine)
    if plan.bent_rows is not None:
        amount[_places(plan.offsets, counts, plan.bent)] = plan.bent_rows.amount
    if len(plan.listed):
        amount[_places(plan.offsets, counts, plan.listed)] = listed_amounts(segments.take(plan.listed))


def _write_runs(segments: Segments, plan: _Plan, runs: Runs, amount: Ints) -> None:
    """The amounts of gridded lines; what others get means nothing."""
    n, starts = len(segments), plan.offsets
    inside, more = _for_all(runs.inside, plan.gridded, n), _for_all(runs.more, plan.gridded, n)
    one, other = _for_all(runs.first, plan.gridded, n), _for_all(runs.last, plan.gridded, n)
    # Two runs a line: rows inside of a minor unit more, and the rest. The first and the last row are written
    # over them: runs of one row cost more.
    value, count = np.empty((n, 2), dtype=np.int64), np.empty((n, 2), dtype=np.int64)
    np.add(inside, 1, out=value[:, 0])
    value[:, 1] = inside
    np.add(more, 1, out=count[:, 0])
    np.subtract(np.diff(starts), count[:, 0], out=count[:, 1])
    for lines, rows in stretches(starts, STRETCH):
        own = np.repeat(value[lines].ravel(), count[lines].ravel())
        own[starts[lines.start + 1 : lines.stop + 1] - rows.start - 1] = other[lines]
        own[starts[lines] - rows.start] = one[lines]
        amount[rows] = own


def _for_all(column: Ints, lines: Ints | slice, size: int) -> Ints:
    """A column of some lines as one of all lines; 0 for the others."""
    if isinstance(lines, slice):
        return column
    result = np.zeros(size, dtype=np.int64)
    result[lines] = column
    return result


def _write_days(segments: Segments, plan: _Plan, columns: Room, service: tuple[Days, Days] | None) -> None:
    """Base days of all rows (and service days), for gridded lines; others get days that mean nothing."""
    own, n = plan.bills, len(segments)
    base, length = np.full(n, IDENTITY, dtype=np.int64), np.zeros(n, dtype=np.int64)
    if own is not None:
        base[plan.gridded], length[plan.gridded] = own.grid.base + own.inner * own.grid.length, own.grid.length
    _write_base_days(segments, base, length, plan.offsets, columns.due, service)


def _write_base_days(
    segments: Segments, base: Ints, length: Ints, row_starts: Ints, due: Days, service: tuple[Days, Days] | None
) -> None:
    """Base days of the bills of grids, and their service days.

    Args:
        base: where the table holds the end of each line's first row.
        length: how far the next is.
        row_starts: where each line's rows begin; one longer than the lines.
        due: where to write base days to.
        service: where to write first days, and the days after the last, to.
    """
    advance = segments["when"] == 1
    if service is not None:
        table_days(base, length, row_starts, service[1])
    # In advance a row falls due on the edge before, in arrears on the day before its end.
    table_days(base - advance * length, length, row_starts, due)
    if not advance.any():
        due -= np.int32(1)
    elif not advance.all():
        due -= np.repeat(~advance, np.diff(row_starts))
    first, last = row_starts[:-1], row_starts[1:] - 1
    due[np.where(advance, first, last)] = np.where(advance, segments["start"], segments["end"] - 1)
    if service is not None:
        start, end = service
        end[last] = segments["end"]
        start[1:] = end[:-1]
        start[first] = segments["start"]


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
