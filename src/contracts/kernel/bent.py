"""Bent lines: rates whose quantity steps, or whose bills and price cells divide one another.

The service is cut at every edge that matters into *atoms*, in which nothing
changes. Cells weigh what their atoms do; each price cell is rounded once; rows
are sums of atoms. Lines go through in columns, but here work is done per row.
"""

from typing import Final

import numpy as np
from attrs import frozen

from contracts.kernel.days import TABLE
from contracts.kernel.encode import Segments
from contracts.kernel.exact import Amounts, Bools, Ints, WideError, half_away, offsets, running, times, widened
from contracts.kernel.grid import Bills, Grid, billing_grid, flat, grouped, price_grid, relation, weights
from contracts.kernel.split import split

#: A line and a day in one number: days of the table fit into 20 bits.
SHIFT: Final = 2**20
_LOW: Final = 2**19


def keyed(line: Ints, day: Ints) -> Ints:
    """Line and day as one ascending number."""
    return line * SHIFT + (day + _LOW)


def unkeyed(key: Ints) -> tuple[Ints, Ints]:
    """The line and the day of such a number."""
    return key // SHIFT, key % SHIFT - _LOW


@frozen(eq=False)
class Steps:
    """The quantities of each line, the first on its first day of service.

    Attributes:
        line, day, value: ascending by line and day; values are scaled.
    """

    line: Ints
    day: Ints
    value: Ints


def steps_in_force(segments: Segments, cells: Grid) -> Steps:
    """The steps as they count: under `NONE` from the next cell on; those that change nothing are none."""
    counts = segments["steps_to"] - segments["steps_from"]
    line, place = flat(counts)
    index = segments["steps_from"][line] + place
    day, value = segments.step_day[index], segments.step_value[index]
    late = segments["proration"][line] == 3
    if late.any():
        own = cells.take(line)
        k = own.position(day)
        starts = np.maximum(own.edge(k), segments["start"][line])
        day = np.where(late & (day > starts), own.edge(k + 1), day)
        keep = day < segments["end"][line]
        line, day, value = line[keep], day[keep], value[keep]
        keep = np.append(keyed(line[1:], day[1:]) != keyed(line[:-1], day[:-1]), True)
        line, day, value = line[keep], day[keep], value[keep]
        keep = np.append(True, (line[1:] != line[:-1]) | (value[1:] != value[:-1]))
        line, day, value = line[keep], day[keep], value[keep]
    return Steps(line, day, value)


@frozen(eq=False)
class Atoms:
    """Stretches of days in which cell, row and quantity of a line stay the same, and what cells come to.

    Attributes:
        key: `keyed` line and first day of each atom, ascending.
        line, day, end: of each atom.
        value: its quantity, scaled.
        row: index of the bill, counted over all lines.
        cell: index of the weight cell, counted over all lines.
        price: index of the price cell, counted over all lines.
        before: quantity × days in the price cell before the atom.
        amount, weight, base: of each price cell: minor units, quantity × days, what the
            line's earlier cells came to.
    """

    key: Ints
    line: Ints
    day: Ints
    end: Ints
    value: Amounts
    row: Ints
    cell: Ints
    price: Ints
    before: Amounts
    amount: Amounts
    weight: Amounts
    base: Amounts

    def until(self, line: Ints, day: Ints) -> Amounts:
        """What has been earned before each day, evenly over the (weighed) days of each price cell."""
        place = np.searchsorted(self.key, keyed(line, day), side="left") - 1
        price, there = self.price[place], (place >= 0) & (self.line[place] == line)
        served = np.where(there, np.minimum(day, self.end[place]) - self.day[place], 0)
        weighed = self.before[place] + times(self.value[place], served)
        over = np.where(self.weight[price] == 0, 1, self.weight[price])
        part = half_away(times(self.amount[price], weighed), over)
        earned: Amounts = np.where(there, self.base[price] + part, 0)
        return earned


@frozen(eq=False)
class BentRows:
    """Rows of bent lines, ascending by line, bill, and day inside the bill."""

    line: Ints
    start: Ints
    end: Ints
    step: Bools
    amount: Ints


@frozen(eq=False)
class _Cells:
    """The weight cells of each line, clipped to the service."""

    line: Ints
    k: Ints
    start: Ints
    end: Ints
    numerator: Ints
    denominator: Ints


def _weight_cells(segments: Segments, cells: Grid, months: Ints) -> _Cells:
    line, place = flat(cells.last - cells.first + 1)
    k = cells.first[line] + place
    own = cells.base[line] + k * cells.length[line]
    c0 = TABLE[own].astype(np.int64)
    c1 = TABLE[own + cells.length[line]].astype(np.int64)
    start, end = np.maximum(c0, segments["start"][line]), np.minimum(c1, segments["end"][line])
    proration = segments["proration"][line]
    numerator, denominator = weights(start, end, c0, c1, months[line], proration)
    # Quantities are averaged over the served days: weight × Σ quantity·days ÷ days. Actual
    # weights are days themselves, so their days cancel.
    actual = proration == 0
    numerator = np.where(actual, 1, numerator)
    denominator = np.where(actual, denominator, denominator * (end - start))
    return _Cells(line, k, start, end, numerator, denominator)


def bent_atoms(segments: Segments, bills: Bills, wide: bool) -> tuple[Atoms, BentRows]:
    """The atoms and the rows of rate lines, regular ones too.

    Raises:
        WideError: a product could overflow int64, and `wide` was not asked for.
    """
    _, finer = relation(segments)
    billing = billing_grid(segments)
    price = price_grid(segments)
    weighing = Grid(
        *(
            np.where(finer, one, other)
            for one, other in (
                (billing.base, price.base),
                (billing.months, price.months),
                (billing.length, price.length),
                (billing.anchor, price.anchor),
                (billing.anchor_month, price.anchor_month),
                (billing.first, price.first),
                (billing.last, price.last),
            )
        )
    )
    each = np.where(finer, segments["per_length"] // segments["length"], 1)  # weight cells in a price cell
    cells = _weight_cells(segments, weighing, np.where(finer, segments["months"], segments["per_months"]))
    steps = steps_in_force(segments, weighing)
    row_line, row_place = flat(bills.count)
    row_start = bills.start(row_line, row_place, segments["start"][row_line])
    row_end = bills.end(row_line, row_place, segments["end"][row_line])

    key, where = np.unique(
        np.concatenate((keyed(cells.line, cells.start), keyed(row_line, row_start), keyed(steps.line, steps.day))),
        return_inverse=True,
    )
    at_cell, at_row, at_step = np.split(where, (len(cells.line), len(cells.line) + len(row_line)))
    line = key // SHIFT
    day = key % SHIFT - _LOW
    end = np.append(day[1:], 0)
    ends = np.append(line[1:] != line[:-1], True)
    end[ends] = segments["end"][line[ends]]
    cell, row, step = (_number(len(key), at) for at in (at_cell, at_row, at_step))
    value = widened(steps.value, wide)[step]
    weighed = times(value, end - day)
    if not wide:
        times(steps.value, (segments["end"] - segments["start"])[steps.line])  # no sum of the below is larger
    in_cell = grouped(weighed, at_cell)

    rate = widened(segments["amount"], wide)[cells.line]
    scale = segments["scale"][cells.line]
    numerator = times(in_cell, cells.numerator)
    denominator = widened(cells.denominator, wide)
    price_k = cells.k // each[cells.line]
    new_price = np.append(True, (price_k[1:] != price_k[:-1]) | (cells.line[1:] != cells.line[:-1]))
    price_of_cell = np.cumsum(new_price) - 1
    price_first = np.flatnonzero(new_price)
    price_line = cells.line[price_first]
    if finer.any():
        common = np.gcd(numerator, denominator)
        common = np.where(numerator == 0, denominator, common)
        numerator, denominator = numerator // common, denominator // common
        over = _common_multiple(denominator, price_first)
        share = times(numerator, over[price_of_cell] // denominator)
        amount = half_away(
            times(rate[price_first], grouped(share, price_first)),
            times(over, times(widened(each, wide)[price_line], scale[price_first])),
        )
    else:
        share = numerator
        amount = half_away(times(rate, numerator), times(denominator, scale))
    base = _earlier(amount, price_line)
    price_id = price_of_cell[cell]
    atom_first = at_cell[price_first]
    in_price = grouped(weighed, atom_first)
    before = running(weighed, np.append(atom_first, len(weighed)), np.diff(np.append(atom_first, len(weighed))))
    atoms = Atoms(key, line, day, end, value, row, cell, price_id, before - weighed, amount, in_price, base)

    row_amount = _by_days(atoms, at_row)
    if finer.any():
        split_rows = _by_bills(segments, price_of_cell, row[at_cell], share, amount, price_line, len(row_line))
        row_amount = np.where(finer[row_line], split_rows, row_amount)
    rows = BentRows(row_line, row_start, row_end, np.zeros(len(row_line), dtype=np.bool_), row_amount)
    inside = np.flatnonzero((steps.day > row_start[row[at_step]]) & (segments["when"][steps.line] == 1))
    if len(inside):
        rows = _with_steps(segments, cells, atoms, rows, steps, inside, row[at_step], each, wide)
    return atoms, BentRows(rows.line, rows.start, rows.end, rows.step, rows.amount.astype(np.int64))


def _number(size: int, firsts: Ints) -> Ints:
    """The group of each element, where groups begin at `firsts`."""
    mark = np.zeros(size, dtype=np.int64)
    mark[firsts] = 1
    return np.cumsum(mark) - 1


def _common_multiple(values: Amounts, starts: Ints) -> Amounts:
    """The least common multiple of each run, after a bound on its size."""
    if values.dtype != object:
        reach = np.add.reduceat(np.log2(values.astype(np.float64)), starts)
        if reach.max() >= 61:
            raise WideError
    result: Amounts = np.lcm.reduceat(values, starts)
    return result


def _earlier(amount: Amounts, line: Ints) -> Amounts:
    """What the cells of the same line before each one came to."""
    first = np.flatnonzero(np.append(True, line[1:] != line[:-1]))
    counts = np.diff(np.append(first, len(line)))
    result: Amounts = running(amount, np.append(first, len(line)), counts) - amount
    return result


def _by_days(atoms: Atoms, at_row: Ints) -> Amounts:
    """What each row adds to the sum of price cells, cumulative by days inside a cell."""
    last = np.append(at_row[1:], len(atoms.key)) - 1
    price = atoms.price[last]
    weighed = atoms.before[last] + times(atoms.value[last], (atoms.end - atoms.day)[last])
    over = np.where(atoms.weight[price] == 0, 1, atoms.weight[price])
    until = atoms.base[price] + half_away(times(atoms.amount[price], weighed), over)
    line = atoms.line[last]
    earlier = np.concatenate((until[:1] * 0, until[:-1]))
    earlier[np.append(True, line[1:] != line[:-1])] = 0
    result: Amounts = until - earlier
    return result


def _by_bills(
    segments: Segments,
    price: Ints,
    row: Ints,
    share: Amounts,
    amount: Amounts,
    price_line: Ints,
    rows: int,
) -> Amounts:
    """Each price cell split over the bills that touch it, by the line's remainder policy."""
    first = np.flatnonzero(np.append(True, (price[1:] != price[:-1]) | (row[1:] != row[:-1])))
    weight = grouped(share, first)
    counts = np.bincount(price[first], minlength=len(amount))
    parts = split(amount, weight, counts, segments["remainder"][price_line])
    of_row = row[first]
    begins = np.flatnonzero(np.append(True, of_row[1:] != of_row[:-1]))
    result = np.zeros(rows, dtype=parts.dtype)
    result[of_row[begins]] = grouped(parts, begins)
    return result


def _with_steps(
    segments: Segments,
    cells: _Cells,
    atoms: Atoms,
    bills: BentRows,
    steps: Steps,
    inside: Ints,
    row_of_step: Ints,
    each: Ints,
    wide: bool,
) -> BentRows:
    """Bills in advance: each has the quantity of its first day, each step in it is a row of its own.

    The running sum after a step is the bill's value with the quantity of that step for all
    that remains; after the last step it is what the bill comes to.
    """
    step_row = row_of_step[inside]
    bent = np.unique(step_row)
    # A valuation for the bill's first day and one for each step but the last.
    last_of_row = np.append(step_row[1:] != step_row[:-1], True)
    row = np.concatenate((bent, step_row[~last_of_row]))
    day = np.concatenate((bills.start[bent], steps.day[inside][~last_of_row]))
    order = np.lexsort((day, row))
    row, day = row[order], day[order]
    stated = _valued(segments, cells, atoms, bills, row, day, each, wide)
    first = np.flatnonzero(np.append(True, row[1:] != row[:-1]))
    amount = bills.amount.copy()
    changes = np.diff(np.concatenate((stated, stated[:1])))
    final = np.append(first[1:], len(row)) - 1
    changes[final] = bills.amount[bent] - stated[final]
    amount[bent] = stated[first]
    whole = BentRows(
        np.concatenate((bills.line, bills.line[step_row])),
        np.concatenate((bills.start, steps.day[inside])),
        np.concatenate((bills.end, bills.end[step_row])),
        np.concatenate((bills.step, np.ones(len(inside), dtype=np.bool_))),
        np.concatenate((amount, changes)),
    )
    order = np.lexsort((whole.start, np.concatenate((np.arange(len(bills.line)), step_row))))
    return BentRows(whole.line[order], whole.start[order], whole.end[order], whole.step[order], whole.amount[order])


def _valued(
    segments: Segments,
    cells: _Cells,
    atoms: Atoms,
    bills: BentRows,
    row: Ints,
    day: Ints,
    each: Ints,
    wide: bool,
) -> Amounts:
    """The value of bills with the quantity of `day` for all that remains of them from that day on."""
    line, bill_start, bill_end = bills.line[row], bills.start[row], bills.end[row]
    first = atoms.cell[np.searchsorted(atoms.key, keyed(line, bill_start))]
    last = atoms.cell[np.searchsorted(atoms.key, keyed(line, bill_end)) - 1]
    counts = last - first + 1
    of, place = flat(counts)
    cell = first[of] + place
    a, b = np.maximum(cells.start[cell], bill_start[of]), np.minimum(cells.end[cell], bill_end[of])
    until = np.clip(day[of], a, b)
    held = atoms.value[np.searchsorted(atoms.key, keyed(line, day), side="right") - 1]
    sums = running(times(atoms.value, atoms.end - atoms.day), offsets(np.bincount(atoms.line)), np.bincount(atoms.line))

    def weighed(at: Ints) -> Amounts:
        index = np.searchsorted(atoms.key, keyed(line[of], at), side="left") - 1
        there = atoms.line[np.maximum(index, 0)] == line[of]
        left = np.where(index < 0, 0, atoms.end[index] - at)
        result: Amounts = np.where(there & (index >= 0), sums[index] - times(atoms.value[index], left), 0 * sums[index])
        return result

    quantity = weighed(until) - weighed(a) + times(held[of], b - until)
    rate, scale = widened(segments["amount"], wide)[line], segments["scale"][line]
    numerator = times(quantity, cells.numerator[cell])
    denominator = widened(cells.denominator, wide)[cell]
    coarser, _ = relation(segments)
    by_cell = grouped(half_away(times(rate[of], numerator), times(denominator, scale[of])), np.cumsum(counts) - counts)
    if coarser.all():
        return by_cell
    common = np.where(numerator == 0, denominator, np.gcd(numerator, denominator))
    starts = np.cumsum(counts) - counts
    over = _common_multiple(denominator // common, starts)
    share = grouped(times(numerator // common, over[of] // (denominator // common)), starts)
    at_once = half_away(times(rate, share), times(over, times(widened(each, wide)[line], scale)))
    result: Amounts = np.where(coarser[line], by_cell, at_once)
    return result
