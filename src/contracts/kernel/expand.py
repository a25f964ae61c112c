"""Rows: every installment of a batch of lines, as columns."""

from collections.abc import Callable
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt
from attrs import frozen

from contracts.errors import TermsError
from contracts.kernel.bent import BentRows, bent_atoms
from contracts.kernel.days import FIRST, LAST_DUE, NONE, TABLE, as_date, in_next_month, rolled
from contracts.kernel.encode import LISTED, RATE, TOTAL, Segments
from contracts.kernel.exact import Bools, Ints, WideError, offsets
from contracts.kernel.grid import Bills, billing_grid, bills, flat
from contracts.kernel.regular import Runs, is_regular, regular_runs, total_weights
from contracts.kernel.split import split

Days = npt.NDArray[np.int32]
Flags = npt.NDArray[np.int8]
T = TypeVar("T")

#: The kinds of rows, in the order of their codes.
KINDS: Final = ("cyclic", "step", "stage", "once")
CYCLIC, STEP, STAGE, ONCE = range(4)


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
        in_order: no line's unadjusted due days ever go back, and none is missing; False says nothing.
    """

    offsets: Ints
    amount: Ints
    start: Days
    end: Days
    due_unadjusted: Days
    due: Days
    provisional: Flags
    kind: Flags
    in_order: bool = False

    def __len__(self) -> int:
        return len(self.amount)

    @property
    def line(self) -> Ints:
        """The line of each row."""
        return np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))

    @property
    def number(self) -> Ints:
        """The number of each row in its line, from 1."""
        return np.arange(len(self)) - self.offsets[self.line] + 1


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

    def join(one: Runs, other: Runs, _: int) -> Runs:
        return Runs(np.concatenate((one.amount, other.amount)), np.concatenate((one.count, other.count)))

    return own, exactly(compute, segments, join)


def bent_rows(segments: Segments) -> BentRows:
    """The rows of rate lines that are not regular."""

    def compute(part: Segments, wide: bool) -> BentRows:
        return bent_atoms(part, bills(part, billing_grid(part)), wide)[1]

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


def expand(segments: Segments) -> Rows:
    """All rows of a batch of lines.

    Raises:
        PlaceError: a due day beyond 2199, or beyond the line's calendar.
    """
    form = segments["form"]
    n = len(segments)
    cyclic = form != LISTED
    regular = is_regular(segments) & cyclic
    counts = np.ones(n, dtype=np.int64)
    listed = np.flatnonzero(~cyclic)
    counts[listed] = (segments["parts_to"] - segments["parts_from"])[listed]
    at_cycles = np.flatnonzero(cyclic)
    cycles = segments if len(at_cycles) == n else segments.take(at_cycles)
    bent = np.flatnonzero((form == RATE) & ~regular)
    spread = np.flatnonzero((form == TOTAL) & ~regular)
    if len(at_cycles):
        own, runs = runs_of(cycles)
        counts[at_cycles] = own.count
    of_bent = bent_rows(segments.take(bent)) if len(bent) else None
    if of_bent is not None:
        counts[bent] = np.bincount(of_bent.line, minlength=len(bent))
    start_of = offsets(counts)
    rows = int(start_of[-1])
    amount = np.zeros(rows, dtype=np.int64)
    start = np.full(rows, NONE, dtype=np.int32)
    end = np.full(rows, NONE, dtype=np.int32)
    due = np.full(rows, NONE, dtype=np.int32)
    kind = np.zeros(rows, dtype=np.int8)

    at = np.flatnonzero(regular | ((form == TOTAL) & ~regular))
    if len(at):
        within_cycles = slice(None) if len(at) == len(at_cycles) else np.searchsorted(at_cycles, at)
        base, inner, length, count = (
            column[within_cycles] for column in (own.grid.base, own.inner, own.grid.length, own.count)
        )
        place = slice(None) if len(at) == n else _places(start_of, counts, at)
        first = np.cumsum(count) - count
        begins = TABLE[_edges(base + (inner - 1) * length, length, count, first)]
        begins[first] = segments["start"][at]
        ends = np.empty_like(begins)
        ends[:-1] = begins[1:]
        ends[first + count - 1] = segments["end"][at]
        start[place], end[place] = begins, ends
        due[place] = _bases(segments["when"][at] == 1, count, begins, ends)
        amount[place] = np.repeat(runs.amount[within_cycles].ravel(), runs.count[within_cycles].ravel())
    if len(spread):
        part = segments.take(spread)
        mine = bills(part, billing_grid(part))
        amount[_places(start_of, counts, spread)] = spread_amounts(part, mine)
    if of_bent is not None:
        place = _places(start_of, counts, bent)
        start[place], end[place] = of_bent.start, of_bent.end
        amount[place] = of_bent.amount
        kind[place] = np.where(of_bent.step, STEP, CYCLIC)
        in_advance = (segments["when"][bent] == 1)[of_bent.line]
        due[place] = np.where(in_advance, of_bent.start, of_bent.end - 1)
    if len(listed):
        part = segments.take(listed)
        place = _places(start_of, counts, listed)
        line, number = flat(counts[listed])
        index = part["parts_from"][line] + number
        due[place] = part.part_day[index]
        start[place], end[place] = part["start"][line], part["end"][line]
        amount[place] = listed_amounts(part)
        kind[place] = np.where(part["staged"][line] > 0, STAGE, ONCE)
    unadjusted, adjusted, provisional = moved(segments, start_of, due)
    return Rows(start_of, amount, start, end, unadjusted, adjusted, provisional, kind, not len(listed))


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


def _edges(base: Ints, length: Ints, count: Ints, first: Ints) -> Ints:
    """`base + i * length` for the i-th of `count` elements of each line."""
    if (length == length[0]).all():
        index = np.repeat(base - first * length, count)
        index += np.arange(0, len(index) * int(length[0]), int(length[0]))
        return index
    stride = np.repeat(length, count)
    final = base + (count - 1) * length
    stride[first] = base
    stride[first[1:]] -= final[:-1]
    return np.cumsum(stride, out=stride)


def _bases(in_advance: Bools, count: Ints, begins: Days, ends: Days) -> Days:
    """The day of each row on which it falls due before any shift."""
    if in_advance.all():
        return begins
    if not in_advance.any():
        return ends - 1
    return np.where(np.repeat(in_advance, count), begins, ends - 1)


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
        raise PlaceError(where, TermsError("DUE_RANGE", field="billing.net_days", value=as_date(LAST_DUE)))
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
        for wrong, code in ((unsure[at] == 2, "CALENDAR_RANGE"), (to[at] > LAST_DUE, "DUE_RANGE")):
            if wrong.any():
                where = place[np.argmax(wrong)]
                raise PlaceError(
                    int(np.searchsorted(start_of, where, side="right") - 1),
                    TermsError(code, field="calendar", value=as_date(int(due[where])), calendar=closed.id),
                )
    return adjusted, provisional
