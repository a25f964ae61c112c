"""Rates whose quantity steps, where bills are whole price cells: only what lies near a bend is computed one by one.

A price cell bends where the service begins or ends or a quantity steps in it; the cells between two bends come to
the same. A bill comes to the sum of its cells, and bends with them.
"""

import numpy as np
from attrs import frozen

from contracts.kernel.bent import Steps, keyed, steps_in_force
from contracts.kernel.encode import Segments
from contracts.kernel.exact import Amounts, Ints, half_away, offsets, running, times, widened
from contracts.kernel.grid import Bills, Grid, price_grid, weights
from contracts.kernel.pieces import Bent, Pieces, StepRows

#: A line and a place in it in one number: a line has fewer days, cells and rows than that.
_PLACES = 2**20


@frozen(eq=False)
class _Terms:
    """What the price cells of lines are worth.

    Attributes:
        cells: the price cells.
        rate: of each line, in minor units.
        steps: the quantities.
        key: `keyed` line and day of each step.
        weighed: the sum of quantity × days of the line before each step.
    """

    segments: Segments
    cells: Grid
    rate: Amounts
    steps: Steps
    key: Ints
    weighed: Amounts

    @classmethod
    def of(cls, segments: Segments, wide: bool) -> "_Terms":
        cells = price_grid(segments)
        steps = steps_in_force(segments, cells)
        value = widened(steps.value, wide)
        times(value, (segments["end"] - segments["start"])[steps.line])  # no sum of the below is larger
        following = np.append(steps.day[1:], 0)
        of_step = value * (following - steps.day)
        counts = np.bincount(steps.line, minlength=len(segments))
        ends = np.cumsum(counts) - 1
        of_step[ends] = 0
        weighed = running(of_step, offsets(counts), counts) - of_step
        key = keyed(steps.line, steps.day)
        return cls(
            segments, cells, widened(segments["amount"], wide), Steps(steps.line, steps.day, value), key, weighed
        )

    def step_on(self, line: Ints, day: Ints) -> Ints:
        """The step that is in force on a day of the service of each line."""
        return np.searchsorted(self.key, keyed(line, day), side="right") - 1

    def before(self, line: Ints, day: Ints) -> Amounts:
        """Quantity × days of each line before a day."""
        step = self.step_on(line, day)
        result: Amounts = self.weighed[step] + self.steps.value[step] * (day - self.steps.day[step])
        return result

    def worth(self, line: Ints, cell: Ints, day: Ints | None, quantity: Amounts | None) -> Amounts:
        """What the served part of cells comes to.

        Args:
            day: from when on the quantity stays what it is; `None`: it steps as agreed.
            quantity: what it stays.
        """
        cells, segments = self.cells.take(line), self.segments
        first, last = cells.edge(cell), cells.edge(cell + 1)
        start, end = np.maximum(first, segments["start"][line]), np.minimum(last, segments["end"][line])
        months, proration = segments["per_months"][line], segments["proration"][line]
        numerator, denominator = weights(start, end, first, last, months, proration)
        # Quantities are averaged over the served days: weight × Σ quantity·days ÷ days. Actual
        # weights are days themselves, so their days cancel.
        actual = proration == 0
        numerator[actual] = 1
        denominator = np.where(actual, denominator, denominator * (end - start))
        if day is None or quantity is None:
            weighed = self.before(line, end) - self.before(line, start)
        else:
            since = np.maximum(day, start)
            weighed = self.before(line, since) - self.before(line, start) + times(quantity, end - since)
        wide = self.rate.dtype == object
        return half_away(
            times(self.rate[line], times(weighed, numerator)),
            times(widened(denominator, wide), segments["scale"][line]),
        )

    def unit(self, line: Ints, quantity: Amounts) -> Amounts:
        """What a whole cell of one quantity comes to."""
        return half_away(times(self.rate[line], quantity), self.segments["scale"][line])


@frozen(eq=False)
class _Curve:
    """What the cells of lines come to, as sums: bends, and the plain cells behind each.

    Attributes:
        key: line and cell of each bend, ascending; cells count from the line's first.
        cell: of each bend.
        until: what the cells of the line come to up to the bend, itself included.
        unit: what each cell behind it comes to.
    """

    terms: _Terms
    key: Ints
    cell: Ints
    until: Amounts
    unit: Amounts

    @classmethod
    def of(cls, terms: _Terms, step_cell: Ints) -> "_Curve":
        cells, steps, every = terms.cells, terms.steps, np.arange(len(terms.rate))
        ends = every * _PLACES + (cells.last - cells.first)
        within = steps.line * _PLACES + (step_cell - cells.first[steps.line])
        key = _distinct(np.concatenate((every * _PLACES, ends, within)))
        line, place = key // _PLACES, key % _PLACES
        cell = cells.first[line] + place
        amount = terms.worth(line, cell, None, None)
        after = cells.take(line).edge(cell + 1)
        unit = terms.unit(line, terms.steps.value[terms.step_on(line, after - 1)])
        gap = np.diff(place, append=0) - 1
        last = np.diff(line, append=len(every)) > 0
        gap[last] = 0
        counts = np.bincount(line, minlength=len(every))
        with_gap = amount + gap * unit
        return cls(terms, key, cell, running(with_gap, offsets(counts), counts) - with_gap + amount, unit)

    def bend(self, line: Ints, cell: Ints) -> Ints:
        """The last bend of each line before a cell; of the first cell it means nothing."""
        place = cell - self.terms.cells.first[line]
        return np.searchsorted(self.key, line * _PLACES + place, side="left") - 1

    def before(self, line: Ints, cell: Ints, bend: Ints) -> Amounts:
        """What the cells of each line before a cell come to."""
        earlier = self.until[bend] + (cell - self.cell[bend] - 1) * self.unit[bend]
        result: Amounts = np.where(cell > self.terms.cells.first[line], earlier, 0)
        return result


@frozen(eq=False)
class _BentBills:
    """The first and the last bill of each line, and those in which a quantity steps.

    Attributes:
        line, row: ascending.
        first, after: the first of its cells, and the one after its last.
        earlier: what the line's cells before come to.
        amount: what it comes to itself.
        plain: what each bill behind it, up to the next, comes to.
    """

    line: Ints
    row: Ints
    first: Ints
    after: Ints
    earlier: Amounts
    amount: Amounts
    plain: Amounts

    @classmethod
    def of(cls, curve: _Curve, own: Bills, each: Ints, key: Ints) -> "_BentBills":
        line, row = key // _PLACES, key % _PLACES
        cells, edge = curve.terms.cells, (own.inner[line] + row) * each[line]
        first = np.where(row == 0, cells.first[line], edge - each[line])
        after = np.where(row == own.count[line] - 1, cells.last[line] + 1, edge)
        last = curve.bend(line, after)
        earlier = curve.before(line, first, curve.bend(line, first))
        amount = curve.before(line, after, last) - earlier
        return cls(line, row, first, after, earlier, amount, each[line] * curve.unit[last])


def stepping(segments: Segments, own: Bills, wide: bool) -> Bent:
    """The rows of rates whose bills are whole price cells.

    Raises:
        WideError: a product could overflow int64, and `wide` was not asked for.
    """
    terms = _Terms.of(segments, wide)
    steps, every = terms.steps, np.arange(len(segments))
    each = segments["length"] // segments["per_length"]  # price cells in a bill
    step_cell = terms.cells.take(steps.line).position(steps.day)
    curve = _Curve.of(terms, step_cell)
    step_row = np.clip(step_cell // each[steps.line] - own.inner[steps.line] + 1, 0, own.count[steps.line] - 1)
    of_step = steps.line * _PLACES + step_row
    key = _distinct(np.concatenate((every * _PLACES, every * _PLACES + own.count - 1, of_step)))
    bills = _BentBills.of(curve, own, each, key)
    gap = np.diff(bills.row, append=0) - 1
    gap[np.diff(bills.line, append=len(every)) > 0] = 0

    advance = np.flatnonzero((segments["when"] == 1)[steps.line])
    row_start = own.start(steps.line[advance], step_row[advance], segments["start"][steps.line[advance]])
    inside = advance[steps.day[advance] > row_start]
    of = np.searchsorted(key, of_step[inside])
    more = np.bincount(of, minlength=len(key))
    amount, changes = _stated(curve, own, bills, steps.day[inside], of)

    # In each line: a bent bill, the steps in it, the plain bills behind it.
    starts = offsets(more + 2)
    count = np.ones(starts[-1], dtype=np.int64)
    value = np.empty(starts[-1], dtype=amount.dtype)
    at_step = starts[of] + 1 + np.arange(len(of)) - (np.cumsum(more) - more)[of]
    at_plain = starts[1:] - 1
    value[starts[:-1]], value[at_step], count[at_plain] = amount, changes, gap
    value[at_plain] = np.where(gap > 0, bills.plain, value[at_plain - 1])
    line = bills.line[of]
    earlier = np.arange(len(of)) - np.searchsorted(line, line)
    rows = StepRows(line, bills.row[of] + 1 + earlier, steps.day[inside], bills.after[of] > terms.cells.last[line])
    return Bent(Pieces(np.repeat(bills.line, more + 2), value.astype(np.int64), count), rows)


def _stated(curve: _Curve, own: Bills, bills: _BentBills, day: Ints, of: Ints) -> tuple[Amounts, Amounts]:
    """What bent bills state, and what the steps inside bills in advance add.

    A bill in advance has the quantity of its first day, and each step in it is a row of its own. The
    running sum after a step is the bill's value with the quantity of that step for all that remains.

    Args:
        day: of each step, in order of bill and day.
        of: its bill.
    """
    amount = bills.amount.copy()
    first = np.flatnonzero(np.diff(of, prepend=-1) > 0)
    bent = of[first]
    line = bills.line[bent]
    opens = own.start(line, bills.row[bent], curve.terms.segments["start"][line])
    value = _value_with(curve, bills, np.concatenate((bent, of)), np.concatenate((opens, day)))
    at_first, at_step = value[: len(bent)], value[len(bent) :]
    before = np.concatenate((at_step[:1], at_step[:-1]))
    before[first] = at_first
    amount[bent] = at_first
    return amount, at_step - before


def _value_with(curve: _Curve, bills: _BentBills, bill: Ints, day: Ints) -> Amounts:
    """The value of bills with the quantity of `day` for all that remains of them from that day on."""
    terms, line, after = curve.terms, bills.line[bill], bills.after[bill]
    quantity = terms.steps.value[terms.step_on(line, day)]
    cell = terms.cells.take(line).position(day)
    value = curve.before(line, cell, curve.bend(line, cell)) - bills.earlier[bill]
    value = value + terms.worth(line, cell, day, quantity)
    rest = np.flatnonzero(after - cell > 1)
    if len(rest):
        line, quantity, last = line[rest], quantity[rest], after[rest] - 1
        between = last - cell[rest] - 1
        value[rest] += between * terms.unit(line, quantity)
        first_day = terms.cells.take(line).edge(last)
        value[rest] += terms.worth(line, last, first_day, quantity)
    return value


def _distinct(key: Ints) -> Ints:
    """The distinct numbers, ascending."""
    key = np.sort(key, kind="stable")
    distinct: Ints = key[np.diff(key, prepend=-1) > 0]
    return distinct
