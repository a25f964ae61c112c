"""Totals by fiscal period and payer: for regular lines in closed form, without rows.

What a payer bears of a period is the difference, between the period's two ends, of that
payer's share of the due curve; so it is enough to sum the shares of the curves at each end.
The curve of a regular line follows from how many of its rows have fallen due, and that from
one look at its grid.
"""

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from contracts.kernel.days import (
    FIRST,
    MONTHS,
    NONE,
    TABLE,
    fiscal_index,
    fiscal_start,
    month_index,
    month_start,
    rolled,
)
from contracts.kernel.encode import Segments
from contracts.kernel.exact import ABOVE, BIG, FLOAT_EXACT, NARROW, NEAR, Amounts, Ints, largest, offsets, total
from contracts.kernel.expand import PlaceError, expand, moved, runs_of
from contracts.kernel.grid import Bills
from contracts.kernel.regular import Runs, is_regular
from contracts.kernel.sharing import boundaries, shared_rows


@frozen(eq=False)
class Totals:
    """What falls due by fiscal period and payer.

    Attributes:
        first: number of the first period (see `days.fiscal_index`).
        amount: (periods, payers) minor units; int64, or Python integers where one could overflow.
        undated: (payers,) what has no due day yet.
    """

    first: int
    amount: Amounts
    undated: Amounts

    def plus(self, other: "Totals") -> "Totals":
        """The totals of two batches together."""
        if not len(self.amount) or not len(other.amount):
            longer = self if len(self.amount) else other
            return Totals(longer.first, longer.amount, _sum(self.undated, other.undated))
        first = min(self.first, other.first)
        last = max(self.first + len(self.amount), other.first + len(other.amount))
        amount = np.zeros((last - first, self.amount.shape[1]), dtype=object)
        for part in (self, other):
            at = part.first - first
            amount[at : at + len(part.amount)] += part.amount
        return Totals(first, _narrowed(amount), _sum(self.undated, other.undated))


def _narrowed(amount: Amounts) -> Amounts:
    """Python integers as int64 where they fit with room for another sum."""
    fits = not amount.size or max(abs(int(amount.max())), abs(int(amount.min()))) < NARROW
    return amount.astype(np.int64) if fits else amount


def _sum(one: Amounts, other: Amounts) -> Amounts:
    return _narrowed(one.astype(object) + other)


def fiscal_totals(segments: Segments, length: int, first_month: int, payers: Sequence[Ints]) -> Totals:
    """What falls due by fiscal period and payer, by the adjusted due day.

    Args:
        length: months in a period.
        first_month: the month in which the fiscal year starts.
        payers: codes of the payers: of lines without an allocation (one code), then of
            each allocation in the order of its weights.

    Raises:
        PlaceError: a due day beyond 2199, or beyond the line's calendar.
    """
    codes = 1 + max(int(part.max()) for part in payers)
    result = Totals(0, np.zeros((0, codes), dtype=np.int64), np.zeros(codes, dtype=np.int64))
    regular, advance = is_regular(segments), segments["when"] == 1
    for chosen, compute in ((regular & advance, _closed), (regular & ~advance, _closed), (~regular, _by_rows)):
        if chosen.any():
            lines = np.flatnonzero(chosen)
            part = segments if len(lines) == len(segments) else segments.take(lines)
            result = result.plus(compute(part, lines, length, first_month, payers, codes))
    return result


def _by_rows(
    segments: Segments, lines: Ints, length: int, first_month: int, payers: Sequence[Ints], codes: int
) -> Totals:
    try:
        rows = expand(segments)
    except PlaceError as place:
        raise PlaceError(int(lines[place.line]), place.error) from None
    due = rows.due.astype(np.int64)
    dated = due != NONE
    if not dated.any():
        index, first, periods = np.zeros(len(due), dtype=np.int64), 0, 0
    else:
        index = fiscal_index(np.where(dated, due, due[dated][0]), length, first_month)
        first = int(index[dated].min())
        periods = int(index[dated].max()) - first + 1
    index = np.where(dated, index - first, periods)  # undated last
    sums = np.zeros((periods + 1) * codes, dtype=object)
    shared = shared_rows(segments, rows)
    starts = offsets(np.array([len(part) for part in payers]))
    allocation = segments["allocation"][rows.line[shared.item]] + 1
    payer = np.concatenate(payers)[starts[allocation] + shared.payer]
    _add(sums, index[shared.item] * codes + payer, shared.amount)
    amount = sums.reshape(-1, codes)
    return Totals(first, _narrowed(amount[:periods]), _narrowed(amount[periods]))


def _add(sums: Amounts, key: Ints, amount: Ints) -> None:
    """Add amounts to Python integers at their keys."""
    if largest(amount) * len(amount) < FLOAT_EXACT:
        sums += np.bincount(key, weights=amount, minlength=len(sums)).astype(np.int64)
    else:
        np.add.at(sums, key, amount.astype(object))


def _closed(
    segments: Segments, lines: Ints, length: int, first_month: int, payers: Sequence[Ints], codes: int
) -> Totals:
    own, runs = runs_of(segments)
    plain = not ((segments["net_days"] > 0) | (segments["pay_day"] > 0) | (segments["calendar"] >= 0)).any()
    opens, closes = _base_reach(segments, own)
    if not plain:
        opens, closes = _moved_reach(segments, opens, closes, lines)
    first, last = (int(i) for i in fiscal_index(np.array([opens.min(), closes.max()]), length, first_month))
    ends = fiscal_start(np.arange(first, last + 2), length, first_month)
    # In order of the first due day, at each end the lines that have begun stand before the
    # others, and before them those that are over: only what lies between has to be looked at.
    order = _order(opens)
    begun = np.searchsorted(opens[order], ends).tolist()
    over = np.searchsorted(np.maximum.accumulate(closes[order]), ends).tolist()
    due = _Due(segments, own, runs, order)
    split = _Split(segments["allocation"][order], segments, due.value, payers)
    done, earlier = np.zeros(codes, dtype=object), 0
    until = []
    for day, low, high in zip(ends.tolist(), over, begun, strict=True):
        split.add(due.value[earlier:low], earlier, done)
        earlier, sums = low, done.copy()
        before = day if plain else _before(segments, day)[order[low:high]]
        split.add(due.before(before, slice(low, high)), low, sums)
        until.append(sums)
    return Totals(first, _narrowed(np.diff(np.array(until), axis=0)), np.zeros(codes, dtype=np.int64))


def _order(day: Ints) -> Ints:
    """The places of lines in the order of a day of theirs; with the place in the key, several times as fast."""
    result: Ints = np.sort(day * 2**32 + np.arange(len(day))) & (2**32 - 1)
    return result


def _base_reach(segments: Segments, own: Bills) -> tuple[Ints, Ints]:
    """The first and the last base day of each line."""
    line = np.arange(len(segments))
    start, end = segments["start"], segments["end"]
    if segments["when"][0] == 1:
        return start, own.start(line, own.count - 1, start)
    return own.end(line, np.zeros_like(line), end) - 1, end - 1


def _moved_reach(segments: Segments, opens: Ints, closes: Ints, lines: Ints) -> tuple[Ints, Ints]:
    """The first and the last due day of each line, from its base days.

    Raises:
        PlaceError: one of them lies beyond 2199 or beyond its calendar; what lies between cannot.
    """
    line = np.arange(len(segments))
    twice = segments.take(np.concatenate((line, line)))
    try:
        due = moved(twice, np.arange(2 * len(line) + 1), np.concatenate((opens, closes)).astype(np.int32))[1]
    except PlaceError as place:
        raise PlaceError(int(lines[place.line % len(line)]), place.error) from None
    return due[: len(line)].astype(np.int64), due[len(line) :].astype(np.int64)


def _before(segments: Segments, day: int) -> Ints:
    """The day before which the base day of a row must lie for it to fall due before `day`."""
    base = np.full(len(segments), day, dtype=np.int64)
    calendar = segments["calendar"]
    for i, terms in enumerate(segments.calendars):
        if (calendar == i).any():
            base[calendar == i] = FIRST + int(np.searchsorted(rolled(*terms)[0], day, side="left"))
    base -= segments["net_days"]
    pay = segments["pay_day"]
    by_day = np.flatnonzero(pay > 0)
    if len(by_day):
        month = month_index(base[by_day]) - 1
        late = TABLE[(pay[by_day] - 1) * MONTHS + month + 1] < base[by_day]
        base[by_day] = month_start(month + late)
    return base


class _Due:
    """The due curve of regular lines, all in advance or all in arrears, before any shift of the due days.

    Amounts are floats, which are faster, where all of them are exact.
    """

    def __init__(self, segments: Segments, own: Bills, runs: Runs, order: Ints) -> None:
        self.advance = int(segments["when"][0])
        # In advance a row counts from the day after its first on, in arrears from the day after its last.
        self.outer = (segments["start"] + 1 if self.advance else segments["end"])[order]
        self.grid = own.grid.take(order)
        self.inner, rows = own.inner[order] - 1, own.count[order] - 1
        inside = np.maximum(rows - 1, 0)
        one, more, whole, other = runs.amount.T[:, order]
        other = np.where(rows > 0, other, 0)
        many, step = runs.count[order, 1], more - whole
        self.value = one + inside * whole + many * step + other
        # The row that begins or ends with the service, and the one at the other end.
        at_outer, at_inner = (one, other) if self.advance else (np.where(rows > 0, other, one), one)
        kind = np.float64 if largest(self.value) < FLOAT_EXACT else np.int64
        self.rows, self.inside, self.many, self.whole, self.step, self.at_outer, self.at_inner = (
            column.astype(kind) for column in (rows, inside, many, whole, step, at_outer, at_inner)
        )
        self.plain = not many.any()

    def before(self, day: int | Ints, lines: slice) -> Amounts:
        """What has fallen due of some lines before a day, the same for all or one for each."""
        rows = self.rows[lines]
        place = self.grid.take(lines).position(np.asarray(day - self.advance))
        edges = np.subtract(place, self.inner[lines], dtype=rows.dtype)
        np.maximum(edges, 0, out=edges)
        np.minimum(edges, rows, out=edges)
        # Of the rows at edges, in advance the last one and in arrears the first is not a whole one.
        if self.advance:
            at_inner = (edges == rows) & (edges > 0)
        else:
            at_inner = edges > 0
            edges -= at_inner
        np.minimum(edges, self.inside[lines], out=edges)
        result: Amounts = edges * self.whole[lines]
        if not self.plain:
            np.minimum(edges, self.many[lines], out=edges)
            edges *= self.step[lines]
            result += edges
        result += self.at_outer[lines] * (self.outer[lines] <= day)
        result += self.at_inner[lines] * at_inner
        return result


class _Split:
    """Divides cumulative amounts of lines among payers and sums them over the lines."""

    def __init__(self, allocation: Ints, segments: Segments, value: Ints, payers: Sequence[Ints]) -> None:
        self.parts: list[tuple[Ints | None, Ints, list[int], bool]] = []
        for i in np.unique(allocation).tolist():
            mine = None if (allocation == i).all() else np.flatnonzero(allocation == i)
            weights = [1] if i < 0 else [w for _, w in segments.allocations[i].weights]
            most = largest(value if mine is None else value[mine])
            exact = most * sum(weights) < NEAR and most * len(value) < FLOAT_EXACT
            self.parts.append((mine, payers[i + 1], np.cumsum(weights).tolist(), exact))

    def add(self, cumulative: Amounts, first: int, sums: Amounts) -> None:
        """Add each payer's part of neighbouring lines, from `first` on, to Python integers at the payer's code."""
        for mine, codes, weights, exact in self.parts:
            amount = cumulative
            if mine is not None:
                low, high = np.searchsorted(mine, (first, first + len(cumulative)))
                amount = cumulative[mine[low:high] - first]
            if not exact:
                amount = amount.astype(np.int64)
            earlier = 0
            for code, weight in zip(codes.tolist(), weights, strict=True):
                if weight == weights[-1]:
                    until = int(amount.sum()) if exact else total(amount)
                elif exact:
                    part = amount * (weight / weights[-1] * ABOVE)
                    part += BIG
                    part -= BIG
                    until = int(part.sum())
                else:
                    until = total(boundaries(amount, np.array(weight), np.array(weights[-1])))
                sums[code] += until - earlier
                earlier = until
