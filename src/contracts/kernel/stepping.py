"""Rates whose quantity steps, where bills are whole price cells: only what lies near a bend is computed one by one.

A price cell bends where the service begins or ends or a quantity steps in it; the cells between two bends come to
the same. A bill comes to the sum of its cells, and bends with them.
"""

import numpy as np
from attrs import frozen

from contracts.kernel.bent import steps_in_force
from contracts.kernel.days import TABLE
from contracts.kernel.encode import Segments
from contracts.kernel.exact import Amounts, Ints, half_away, offsets, running, times, widened
from contracts.kernel.grid import Bills, Grid, price_grid, weights
from contracts.kernel.pieces import Parted, Pieces, StepRows

#: A line and a place in it in one number: a line has fewer cells than that.
_PLACES = 2**20


@frozen(eq=False)
class _Cells:
    """The served parts of some price cells.

    Attributes:
        line: of each.
        start, end: days.
        numerator, denominator: quantity × days, times the one, over the other, is what the price is multiplied by.
    """

    segments: Segments
    line: Ints
    start: Ints
    end: Ints
    numerator: Ints
    denominator: Ints

    @classmethod
    def of(cls, segments: Segments, cells: Grid, line: Ints, cell: Ints) -> "_Cells":
        base, length = cells.base[line], cells.length[line]
        edge = base + cell * length
        c0, c1 = TABLE[edge].astype(np.int64), TABLE[edge + length].astype(np.int64)
        start, end = np.maximum(c0, segments["start"][line]), np.minimum(c1, segments["end"][line])
        proration = segments["proration"][line]
        numerator, denominator = weights(start, end, c0, c1, segments["per_months"][line], proration)
        # Quantities are averaged over the served days: weight × Σ quantity·days ÷ days. Actual
        # weights are days themselves, so their days cancel.
        actual = proration == 0
        numerator = np.where(actual, 1, numerator)
        denominator = np.where(actual, denominator, denominator * (end - start)) * segments["scale"][line]
        return cls(segments, line, start, end, numerator, denominator)

    def take(self, some: Ints) -> "_Cells":
        """Some of them; one may be asked for more than once."""
        columns = (self.line, self.start, self.end, self.numerator, self.denominator)
        return _Cells(self.segments, *(column[some] for column in columns))

    def worth(self, weighed: Amounts) -> Amounts:
        """What each comes to, of its sum of quantity × days."""
        rate = widened(self.segments["amount"], weighed.dtype == object)[self.line]
        return half_away(times(rate, times(weighed, self.numerator)), self.denominator)


@frozen(eq=False)
class _Steps:
    """The quantities of lines, the first of each on its first day of service.

    Attributes:
        line, day, value: of each step, ascending.
        weighed: the sum of quantity × days of the line before it.
        cell: the price cell in which it stands.
    """

    line: Ints
    day: Ints
    value: Amounts
    weighed: Amounts
    cell: Ints

    @classmethod
    def of(cls, segments: Segments, cells: Grid, wide: bool) -> "_Steps":
        steps = steps_in_force(segments, cells)
        line, day, value = steps.line, steps.day, widened(steps.value, wide)
        counts = np.bincount(line, minlength=len(segments))
        times(value, (segments["end"] - segments["start"])[line])  # no sum of the below is larger
        weighed = value * np.diff(day, append=0)
        weighed[np.cumsum(counts) - 1] = 0
        weighed = running(weighed, offsets(counts), counts) - weighed
        return cls(line, day, value, weighed, cells.take(line).position(day))

    def until(self, step: Ints, day: Ints) -> Amounts:
        """Quantity × days of the line before days on which steps are in force."""
        result: Amounts = self.weighed[step] + self.value[step] * (day - self.day[step])
        return result


@frozen(eq=False)
class _Bends:
    """The price cells that bend, ascending by line, and the plain cells behind each.

    Attributes:
        served: their days.
        cell: their numbers.
        opened: quantity × days of the line before it.
        amount: what it comes to.
        until: what the cells of the line come to up to it, itself included.
        unit: what each plain cell behind it comes to.
    """

    served: _Cells
    cell: Ints
    opened: Amounts
    amount: Amounts
    until: Amounts
    unit: Amounts

    @classmethod
    def of(cls, segments: Segments, cells: Grid, steps: _Steps) -> "tuple[_Bends, Ints]":
        """The bends of lines, and in which of them each step stands."""
        every = np.arange(len(segments)) * _PLACES
        within = steps.line * _PLACES + steps.cell - cells.first[steps.line]
        key = np.sort(np.concatenate((every, every + cells.last - cells.first, within)), kind="stable")
        key = key[np.diff(key, prepend=-1) > 0]
        of_step = np.searchsorted(key, within)
        line = key // _PLACES
        place = key - line * _PLACES
        cell = cells.first[line] + place
        served = _Cells.of(segments, cells, line, cell)
        step = np.cumsum(np.bincount(of_step, minlength=len(key))) - 1  # the last one up to the end of each
        opened = np.where(place == 0, 0, steps.until(np.append(0, step[:-1]), served.start))
        amount = served.worth(steps.until(step, served.end) - opened)
        unit = _unit(segments, line, steps.value[step])
        gap = np.diff(place, append=0) - 1
        counts = np.bincount(line)
        gap[np.cumsum(counts) - 1] = 0
        behind = gap * unit
        until = running(amount + behind, offsets(counts), counts) - behind
        return cls(served, cell, opened, amount, until, unit), of_step


@frozen(eq=False)
class _BentBills:
    """The first and the last bill of each line, and those in which a quantity steps.

    Attributes:
        of_bend: the bill of each bend.
        line, row: ascending.
        first, after: the first of its price cells, and the one after its last.
        earlier: what the line's cells before come to.
        amount: what it comes to itself.
        plain: what each bill behind it, up to the next, comes to.
        gap: how many there are.
    """

    of_bend: Ints
    line: Ints
    row: Ints
    first: Ints
    after: Ints
    earlier: Amounts
    amount: Amounts
    plain: Amounts
    gap: Ints

    @classmethod
    def of(cls, cells: Grid, own: Bills, each: Ints, bends: _Bends) -> "_BentBills":
        line, cell, until, unit = bends.served.line, bends.cell, bends.until, bends.unit
        row = np.clip(cell // each[line] - own.inner[line] + 1, 0, own.count[line] - 1)
        new = np.append(True, (line[1:] != line[:-1]) | (row[1:] != row[:-1]))
        begin = np.flatnonzero(new)
        last, before = np.append(begin[1:], len(line)) - 1, begin - 1
        line, row = line[begin], row[begin]
        edge = (own.inner[line] + row) * each[line]
        first = np.where(row == 0, cells.first[line], edge - each[line])
        after = np.where(row == own.count[line] - 1, cells.last[line] + 1, edge)
        earlier = np.where(row == 0, 0, until[before] + (first - cell[before] - 1) * unit[before])
        amount = until[last] + (after - cell[last] - 1) * unit[last] - earlier
        gap = np.diff(row, append=0) - 1
        gap[np.append(line[1:] != line[:-1], True)] = 0
        return cls(np.cumsum(new) - 1, line, row, first, after, earlier, amount, each[line] * unit[last], gap)


def stepping(segments: Segments, own: Bills, wide: bool) -> Parted:
    """The rows of rates whose bills are whole price cells.

    Raises:
        WideError: a product could overflow int64, and `wide` was not asked for.
    """
    cells = price_grid(segments)
    steps = _Steps.of(segments, cells, wide)
    bends, of_step = _Bends.of(segments, cells, steps)
    bills = _BentBills.of(cells, own, segments["length"] // segments["per_length"], bends)

    step = np.flatnonzero((segments["when"] == 1)[steps.line])
    line, of = steps.line[step], bills.of_bend[of_step[step]]
    inside = steps.day[step] > own.start(line, bills.row[of], segments["start"][line])
    step, of = step[inside], of[inside]
    amount, changes = _stated(segments, cells, steps, step, bends, of_step[step], bills, of)

    # In each line: a bent bill, the steps in it, the plain bills behind it.
    more = np.bincount(of, minlength=len(bills.line))
    starts = offsets(more + 2)
    count, value = np.ones(starts[-1], dtype=np.int64), np.empty(starts[-1], dtype=np.int64)
    at_step = starts[of] + 1 + np.arange(len(of)) - (np.cumsum(more) - more)[of]
    at_plain = starts[1:] - 1
    value[starts[:-1]], value[at_step] = amount, changes
    value[at_plain], count[at_plain] = bills.plain, bills.gap
    line = steps.line[step]
    row = bills.row[of] + 1 + np.arange(len(of)) - np.searchsorted(line, line)
    rows = StepRows(line, row, steps.day[step], bills.after[of] > cells.last[line])
    of_line = np.add.reduceat(more + 2, np.flatnonzero(bills.row == 0))
    return Parted(Pieces(of_line, value, count), rows)


def _stated(
    segments: Segments,
    cells: Grid,
    steps: _Steps,
    step: Ints,
    bends: _Bends,
    bend: Ints,
    bills: _BentBills,
    of: Ints,
) -> tuple[Amounts, Amounts]:
    """What bent bills state, and what the steps inside bills in advance add.

    A bill in advance has the quantity of its first day, and each step in it is a row of its own. The
    running sum after a step is the bill's value with the quantity of that step for all that remains.

    Args:
        step: the steps inside bills in advance.
        bend: in which cell each stands.
        of: in which bill.
    """
    begin = np.flatnonzero(np.diff(of, prepend=-1) > 0)
    bill = of[begin]
    line, cell, quantity = bills.line[bill], bills.first[bill], steps.value[step[begin] - 1]
    served = _Cells.of(segments, cells, line, cell)
    at_first = served.worth(times(quantity, served.end - served.start))
    at_first = at_first + _rest(segments, cells, line, cell, bills.after[bill], quantity)

    served, day, quantity = bends.served.take(bend), steps.day[step], steps.value[step]
    weighed = steps.until(step, day) - bends.opened[bend] + times(quantity, served.end - day)
    value = bends.until[bend] - bends.amount[bend] - bills.earlier[of] + served.worth(weighed)
    value = value + _rest(segments, cells, served.line, bends.cell[bend], bills.after[of], quantity)

    before = np.append(value[:1], value[:-1])
    before[begin] = at_first
    amount = bills.amount.copy()
    amount[bill] = at_first
    return amount, value - before


def _rest(segments: Segments, cells: Grid, line: Ints, cell: Ints, after: Ints, quantity: Amounts) -> Amounts:
    """What the cells of bills behind a cell come to with one quantity."""
    result = np.zeros_like(quantity)
    some = np.flatnonzero(after - cell > 1)
    if len(some):
        line, last, quantity = line[some], after[some] - 1, quantity[some]
        served = _Cells.of(segments, cells, line, last)
        between = (last - cell[some] - 1) * _unit(segments, line, quantity)
        result[some] = between + served.worth(times(quantity, served.end - served.start))
    return result


def _unit(segments: Segments, line: Ints, quantity: Amounts) -> Amounts:
    """What a whole cell of one quantity comes to."""
    rate = widened(segments["amount"], quantity.dtype == object)[line]
    return half_away(times(rate, quantity), segments["scale"][line])
