"""The cumulative curves: what is earned, and what is due, before a day, and who bears it."""

import numpy as np
from attrs import frozen

from contracts.kernel.bent import Atoms, bent_atoms, keyed
from contracts.kernel.days import NONE, month_index, month_start
from contracts.kernel.encode import ON_A_DAY, RATE, Segments
from contracts.kernel.exact import Amounts, Ints, WideError, half_away, offsets, running
from contracts.kernel.expand import Days, Rows
from contracts.kernel.grid import billing_grid, bills, flat

#: 28, 29, 30 and 31 all divide it: partial months of any length are whole numbers of it.
MONTH_UNIT = 377_580


def share_order(rows: Rows) -> Ints:
    """The order in which rows are shared and recognised: unadjusted due day, then number, undated last.

    Lines stay together. Returns indices into the rows.
    """
    due = rows.due_unadjusted
    late = np.where(due == NONE, np.int32(2**31 - 1), due)
    line = rows.line
    same = line[1:] == line[:-1]
    if not (same & (late[1:] < late[:-1])).any():
        return np.arange(len(due))
    return np.lexsort((late, line))


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
        result = np.zeros(len(line), dtype=np.int64)
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
        return _share(amount, np.clip(day - start, 0, end - start), end - start)

    def _by_months(self, line: Ints, day: Ints) -> Ints:
        start, end, amount = (self.segments[name][line] for name in ("start", "end", "amount"))
        first = _months_until(start)
        return _share(amount, _months_until(np.clip(day, start, end)) - first, _months_until(end) - first)

    def _by_cells(self, line: Ints, day: Ints) -> Ints:
        lines, own = np.unique(line, return_inverse=True)
        start, end = self.segments["start"][line], self.segments["end"][line]
        day = np.clip(day, start, end)
        order = np.argsort(own, kind="stable")
        counts = np.bincount(own, minlength=len(lines))
        result = np.empty(len(line), dtype=np.int64)
        result[order] = _cells_until(self.segments.take(lines), counts, day[order])
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


def _share(amount: Ints, part: Ints, whole: Ints) -> Ints:
    """`amount × part / whole`, half up; in Python integers only where int64 could overflow."""
    reach = amount.astype(np.float64) * whole
    wide = reach >= 2.0**61
    if not wide.any():
        return half_away(amount * part, whole)
    result = np.zeros(len(amount), dtype=np.int64)
    narrow = ~wide
    result[narrow] = half_away(amount[narrow] * part[narrow], whole[narrow])
    result[wide] = half_away(amount[wide].astype(object) * part[wide], whole[wide])
    return result


def _months_until(day: Ints) -> Ints:
    """Calendar months before a day, in units of `MONTH_UNIT`; partial months by days."""
    month = month_index(day)
    first, following = month_start(month), month_start(month + 1)
    return month * MONTH_UNIT + (day - first) * (MONTH_UNIT // (following - first))


def shares(cumulative: Amounts, weight: Ints, weights: Ints) -> Amounts:
    """What each payer bears of a cumulative amount.

    Args:
        cumulative: (n,) minor units.
        weight: (payers,) or (payers, n) weights, cumulative in the order written.
        weights: the sum of all.

    Returns:
        (payers, n); a column sums to the amount.
    """
    columns = weight if weight.ndim == 2 else weight[:, None]
    if cumulative.dtype != object and len(cumulative):
        reach = float(np.abs(cumulative).max()) * float(np.max(weights))
        if reach >= 2.0**60:
            cumulative = cumulative.astype(object)
    until = half_away(cumulative[None, :] * columns, weights)
    result: Amounts = np.diff(until, axis=0, prepend=np.zeros((1, until.shape[1]), dtype=until.dtype))
    return result


@frozen(eq=False)
class Shared:
    """What each payer bears, in long form: one element for each payer of each item.

    Attributes:
        item: index of the row (or the pair of line and day) shared.
        payer: place of the payer in its allocation; 0 where there is none.
        amount: int64 minor units.
    """

    item: Ints
    payer: Ints
    amount: Ints


def shared_curve(segments: Segments, line: Ints, cumulative: Ints) -> Shared:
    """Cumulative amounts of lines divided among their payers, in order of item and payer."""
    allocation = segments["allocation"][line]
    counts = np.array([1] + [len(a.weights) for a in segments.allocations])[allocation + 1]
    starts = offsets(counts)
    item, payer = flat(counts)
    amount = np.zeros(len(item), dtype=np.int64)
    alone = np.flatnonzero(allocation < 0)
    amount[starts[alone]] = cumulative[alone]
    for i, terms in enumerate(segments.allocations):
        mine = np.flatnonzero(allocation == i)
        if len(mine):
            weight = np.cumsum([w for _, w in terms.weights])
            parts = shares(cumulative[mine], weight, weight[-1])
            amount[(starts[mine][:, None] + np.arange(len(weight))).ravel()] = parts.T.ravel().astype(np.int64)
    return Shared(item, payer, amount)


def shared_rows(segments: Segments, rows: Rows) -> Shared:
    """Each row divided among the line's payers, cumulatively over the line, in order of row and payer."""
    order = share_order(rows)
    counts = np.diff(rows.offsets)
    cumulative = np.empty(len(rows), dtype=np.int64)
    cumulative[order] = running(rows.amount[order], rows.offsets, counts)
    line = rows.line
    until = shared_curve(segments, line, cumulative)
    earlier = np.empty(len(rows), dtype=np.int64)
    earlier[order] = cumulative[order] - rows.amount[order]
    before = shared_curve(segments, line, earlier)
    return Shared(until.item, until.payer, until.amount - before.amount)


def value_of(rows: Rows) -> Ints:
    """What each line comes to."""
    return np.add.reduceat(rows.amount, rows.offsets[:-1]) if len(rows) else np.zeros(0, dtype=np.int64)
