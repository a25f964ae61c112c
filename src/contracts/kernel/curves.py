"""The cumulative curves: what is earned, and what is due, before a day."""

import numpy as np
from attrs import frozen

from contracts.kernel.bent import Atoms, bent_atoms, keyed
from contracts.kernel.days import NONE, Days, month_index, month_start
from contracts.kernel.encode import ON_A_DAY, RATE, Segments
from contracts.kernel.exact import Ints, WideError, half_away, offsets, running
from contracts.kernel.expand import Rows
from contracts.kernel.grid import billing_grid, bills

#: 28, 29, 30 and 31 all divide it: partial months of any length are whole numbers of it.
MONTH_UNIT = 377_580


@frozen(eq=False)
class Steps:
    """A cumulative curve that steps on days: for each line its days, ascending, and the sums.

    Attributes:
        offsets: where each line's steps begin; one longer than the lines.
        key: `keyed` line and day of each step, ascending.
        until: the sum of the line's steps up to and including this one.
    """

    offsets: Ints
    key: Ints
    until: Ints

    def before(self, line: Ints, day: Ints) -> Ints:
        """The sum of each line's steps on days before `day`."""
        place = np.searchsorted(self.key, keyed(line, day), side="left")
        some = place > self.offsets[line]
        return np.where(some, self.until[np.maximum(place - 1, 0)], 0) if len(self.until) else np.zeros_like(place)


def steps_of(rows: Rows, days: Days) -> Steps:
    """The curve of the amounts of rows on the given days; rows without a day never come."""
    dated = np.flatnonzero(days != NONE)
    line = rows.line[dated]
    day = days[dated].astype(np.int64)
    order = np.lexsort((day, line))
    line, day = line[order], day[order]
    counts = np.bincount(line, minlength=len(rows.offsets) - 1)
    starts = offsets(counts)
    return Steps(starts, keyed(line, day), running(rows.amount[dated][order], starts, counts))


@frozen(eq=False)
class Earned:
    """The earned curve of every line of a batch, asked for at any pairs of line and day.

    Rows are needed only by lines that are earned when they fall due, and by rates that
    are earned on one day; atoms only by rates earned daily.
    """

    segments: Segments
    rows: Rows

    def before(self, line: Ints, day: Ints) -> Ints:
        """What each line has earned on the days before `day`, in minor units."""
        result = np.zeros_like(line)
        recognition, form = self.segments["recognition"][line], self.segments["form"][line]
        for chosen, compute in (
            ((recognition == 0) & (form != RATE), self._evenly),
            ((recognition == 0) & (form == RATE), self._by_cells),
            (recognition == 1, self._by_months),
            (recognition == 2, self._by_rows),
            (recognition == ON_A_DAY, self._on_a_day),
        ):
            where = np.flatnonzero(chosen)
            if len(where):
                result[where] = compute(line[where], day[where])
        return result

    def _evenly(self, line: Ints, day: Ints) -> Ints:
        start, end, amount = (self.segments[name][line] for name in ("start", "end", "amount"))
        return share(amount, np.clip(day - start, 0, end - start), end - start)

    def _by_months(self, line: Ints, day: Ints) -> Ints:
        start, end, amount = (self.segments[name][line] for name in ("start", "end", "amount"))
        first = months_until(start)
        return share(amount, months_until(np.clip(day, start, end)) - first, months_until(end) - first)

    def _by_cells(self, line: Ints, day: Ints) -> Ints:
        lines, own = np.unique(line, return_inverse=True)
        order = np.argsort(own, kind="stable")
        result = np.empty_like(line)
        result[order] = _cells_until(self.segments.take(lines), np.bincount(own), day[order])
        return result

    def _by_rows(self, line: Ints, day: Ints) -> Ints:
        return steps_of(self.rows, self.rows.due_unadjusted).before(line, day)

    def _on_a_day(self, line: Ints, day: Ints) -> Ints:
        value = np.add.reduceat(self.rows.amount, self.rows.offsets[:-1])
        return np.where(self.segments["recognized"][line] < day, value[line], 0)


def _cells_until(segments: Segments, counts: Ints, day: Ints) -> Ints:
    """What rates have earned before days given line by line (`counts` of them for each)."""
    try:
        atoms = bent_atoms(segments, bills(segments, billing_grid(segments)), False)[0]
        return _until(atoms, counts, day)
    except WideError:
        if len(segments) == 1:
            atoms = bent_atoms(segments, bills(segments, billing_grid(segments)), True)[0]
            return _until(atoms, counts, day)
        half = len(segments) // 2
        cut = int(counts[:half].sum())
        return np.concatenate(
            (
                _cells_until(segments.take(slice(None, half)), counts[:half], day[:cut]),
                _cells_until(segments.take(slice(half, None)), counts[half:], day[cut:]),
            )
        )


def _until(atoms: Atoms, counts: Ints, day: Ints) -> Ints:
    return atoms.until(np.repeat(np.arange(len(counts)), counts), day).astype(np.int64)


def share(amount: Ints, part: Ints, whole: Ints) -> Ints:
    """`amount × part / whole`, half up; in Python integers only where int64 could overflow."""
    reach = amount.astype(np.float64) * whole
    wide = reach >= 2.0**61
    if not wide.any():
        return half_away(amount * part, whole)
    result, narrow = np.zeros_like(amount), ~wide
    result[narrow] = half_away(amount[narrow] * part[narrow], whole[narrow])
    result[wide] = half_away(amount[wide].astype(object) * part[wide], whole[wide])
    return result


def months_until(day: Ints) -> Ints:
    """Calendar months before a day, in units of `MONTH_UNIT`; partial months by days."""
    month = month_index(day)
    first, following = month_start(month), month_start(month + 1)
    return month * MONTH_UNIT + (day - first) * (MONTH_UNIT // (following - first))


def touched(segments: Segments, rows: Rows | None) -> tuple[Ints, Ints]:
    """The first and the last day on which each line may earn; `NONE`, and a day before it, where it has none yet.

    Args:
        rows: needed by lines that are earned when they fall due.
    """
    first, last = segments["start"].copy(), segments["end"] - 1
    recognition = segments["recognition"]
    on_day = recognition == ON_A_DAY
    first[on_day] = last[on_day] = segments["recognized"][on_day]
    if rows is None or not (recognition == 2).any():
        return first, last
    due = rows.due_unadjusted.astype(np.int64)
    late = np.where(due == NONE, -NONE, due)
    when_due = recognition == 2
    first[when_due] = np.minimum.reduceat(late, rows.offsets[:-1])[when_due]
    last[when_due] = np.maximum.reduceat(due, rows.offsets[:-1])[when_due]
    nothing = when_due & (last == NONE)
    first[nothing], last[nothing] = NONE, NONE - 1
    return first, last
