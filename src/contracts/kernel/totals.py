"""Totals by fiscal period and payer: for regular lines in closed form, without rows.

What a payer bears of a period is the difference, between the period's two ends, of that
payer's share of the due curve; so it is enough to sum the shares of the curves at each end.
The curve of a regular line follows from how many of its rows have fallen due, and that from
one look at its grid.
"""

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from contracts.kernel.amounts import runs_of
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
from contracts.kernel.exact import (
    ABOVE,
    BIG,
    BITS_OF_BIG,
    FLOAT_EXACT,
    NARROW,
    NEAR,
    Amounts,
    Ints,
    largest,
    offsets,
    scratch,
    total,
)
from contracts.kernel.expand import PlaceError, expand, moved
from contracts.kernel.grid import Bills, billing_grid, bills
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
    own = bills(segments, billing_grid(segments))
    runs = runs_of(segments, own)
    plain = not ((segments["net_days"] > 0) | (segments["pay_day"] > 0) | (segments["calendar"] >= 0)).any()
    opens, closes = base_reach(segments, own)
    if not plain:
        opens, closes = moved_reach(segments, opens, closes, lines)
    first, last = (int(i) for i in fiscal_index(np.array([opens.min(), closes.max()]), length, first_month))
    ends = fiscal_start(np.arange(first, last + 2), length, first_month)
    # In order of the period of the first due day, at each end the lines that have begun stand before the
    # others, and before them those that are over: only what lies between has to be looked at.
    period = (fiscal_index(opens, length, first_month) - first).astype(np.uint16)  # which sorts several times as fast
    order = np.argsort(period, kind="stable")
    begun = offsets(np.bincount(period, minlength=len(ends) - 1)).tolist()
    closes = closes[order]
    over = np.searchsorted(np.maximum.accumulate(closes), ends).tolist()
    due = _Due(segments, own, runs, closes, order, plain)
    split = _Split(segments["allocation"][order], segments, due.value, payers)
    months = month_index(ends)
    done, earlier = np.zeros(codes, dtype=object), 0
    until = []
    for i, (low, high) in enumerate(zip(over, begun, strict=True)):
        split.add(due.value[earlier:low], earlier, done)
        earlier, sums, live = low, done.copy(), slice(low, high)
        if due.by_month:
            edges = due.edges_before_month(int(months[i]), live)
        else:
            edges = due.edges_before(ends[i] if plain else before_moved(segments, int(ends[i]))[order[live]], live)
        split.add(due.before(int(ends[i]), edges, live), low, sums)
        until.append(sums)
    return Totals(first, _narrowed(np.diff(np.array(until), axis=0)), np.zeros(codes, dtype=np.int64))


def base_reach(segments: Segments, own: Bills) -> tuple[Ints, Ints]:
    """The first and the last base day of each line."""
    start, end, first_edge = segments["start"], segments["end"], own.grid.base + own.inner * own.grid.length
    one = own.count == 1
    if segments["when"][0] == 1:
        return start, np.where(one, start, TABLE[first_edge + (own.count - 2) * own.grid.length])
    return np.where(one, end, TABLE[first_edge]) - 1, end - 1


def moved_reach(segments: Segments, opens: Ints, closes: Ints, lines: Ints) -> tuple[Ints, Ints]:
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


def before_moved(segments: Segments, day: int) -> Ints:
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
    """The due curve of regular lines, all in advance or all in arrears, in the order in which they begin.

    Amounts are floats, which are faster, where all of them are exact.
    """

    def __init__(self, segments: Segments, own: Bills, runs: Runs, closes: Ints, order: Ints, plain: bool) -> None:
        self.advance = int(segments["when"][0])
        self.closes, count, whole, many = closes, own.count[order], runs.inside[order], runs.more[order]
        inside = np.maximum(count - 2, 0)
        one, other = runs.first[order], runs.last[order] * (count > 1)
        self.value = one + inside * whole + many + other
        kind = np.float64 if largest(self.value) < FLOAT_EXACT else np.int64
        self.inside, self.many, self.whole, self.one, self.other = (
            column.astype(kind) for column in (inside, many, whole, one, other)
        )
        self.plain = not many.any()
        # In advance a row inside counts from the day after its first edge on, in arrears from its second edge on.
        self.inner = own.inner[order] - self.advance
        self.by_month = plain and bool((own.grid.months == 1).all())
        if not self.by_month:
            self.grid = own.grid.take(order)
        else:
            self.origin = (self.inner + own.grid.anchor_month[order] + 1).astype(kind)
            if not self.advance:
                self.origin -= own.grid.base[order] < MONTHS

    def edges_before(self, day: Ints, lines: slice) -> Amounts:
        """How many rows inside have fallen due of some lines before a day, the same for all or one for each.

        The first row of each line has; what goes beyond the rows inside is to be left out.
        """
        place = self.grid.take(lines).position(np.asarray(day - self.advance))
        return np.subtract(place, self.inner[lines], dtype=self.inside.dtype)

    def edges_before_month(self, month: int, lines: slice) -> Amounts:
        """The same before the first day of a month, of lines that are all billed by the month: nothing is looked up.

        In advance the edges before that day are those of the months before; in arrears an edge on it counts too.
        """
        result: Amounts = month - self.origin[lines]
        return result

    def before(self, day: int, edges: Amounts, lines: slice) -> Amounts:
        """What has fallen due of some lines before a day, after the first due day of all of them."""
        np.maximum(edges, 0, out=edges)
        np.minimum(edges, self.inside[lines], out=edges)
        result: Amounts = edges * self.whole[lines]
        if not self.plain:
            result += np.minimum(edges, self.many[lines], out=edges)
        result += self.one[lines]
        np.multiply(self.other[lines], self.closes[lines] < day, out=edges)
        result += edges
        return result


class _Split:
    """Divides cumulative amounts of lines among payers and sums them over the lines."""

    def __init__(self, allocation: Ints, segments: Segments, value: Amounts, payers: Sequence[Ints]) -> None:
        self.parts: list[tuple[Ints | None, Ints, Ints, Amounts | None]] = []
        alike = bool((allocation == allocation[:1]).all())
        for i in allocation[:1].tolist() if alike else np.unique(allocation).tolist():
            mine = None if alike else np.flatnonzero(allocation == i)
            weights = np.cumsum([1] if i < 0 else [w for _, w in segments.allocations[i].weights])
            most = largest(value if mine is None else value[mine])
            near = most * int(weights[-1]) < NEAR and most * len(value) < FLOAT_EXACT
            part = weights[:-1, None] / weights[-1] * ABOVE if near else None
            self.parts.append((mine, payers[i + 1], weights, part))

    def add(self, cumulative: Amounts, first: int, sums: Amounts) -> None:
        """Add each payer's part of neighbouring lines, from `first` on, to Python integers at the payer's code."""
        if not len(cumulative):
            return
        for mine, codes, weights, part in self.parts:
            amount = cumulative
            if mine is not None:
                low, high = np.searchsorted(mine, (first, first + len(cumulative)))
                amount = cumulative[mine[low:high] - first]
            if part is not None:
                until = [*_rounded_sums(amount, part), int(amount.sum())]
            else:
                amount = amount.astype(np.int64)
                until = [*(total(boundaries(amount, weight, weights[-1])) for weight in weights[:-1]), total(amount)]
            earlier = 0
            for code, each in zip(codes.tolist(), until, strict=True):
                sums[code] += each - earlier
                earlier = each


def _rounded_sums(amount: Amounts, part: Amounts) -> list[int]:
    """The sum of `amount × part`, each rounded to a whole number, for each part.

    See `exact.NEAR` for how it rounds; the bits of `BIG` are taken from the sums, modulo 2^64.
    """
    share = scratch("share", len(part) * len(amount), np.float64).reshape(len(part), len(amount))
    np.multiply(amount, part, out=share)
    share += BIG
    sums = share.view(np.int64).sum(axis=1).tolist()
    return [(each - len(amount) * BITS_OF_BIG) % 2**64 for each in sums]
