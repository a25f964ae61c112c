"""Bent lines that bend in few places: only the rows near a bend are computed one by one.

Where bills are whole price cells, only the first and the last row and those in which a
quantity steps are looked at; the rows between them come to the same. Where bills divide
price cells, the whole price cells between the ends of the service are all split alike.
What is looked at goes through `bent` as short lines of their own.
"""

import numpy as np

from contracts.kernel.bent import BentRows, Steps, bent_atoms, keyed, steps_in_force
from contracts.kernel.days import NONE
from contracts.kernel.encode import Segments
from contracts.kernel.exact import Amounts, Ints, half_away, offsets, times, widened
from contracts.kernel.grid import Bills, billing_grid, bills, flat, price_grid, relation

#: A line and a row of it in one number: a line has fewer rows than that.
_ROWS = 2**20


def bent_rows_of(segments: Segments, wide: bool) -> BentRows:
    """The rows of rate lines, in order of line, bill and day.

    Raises:
        WideError: a product could overflow int64, and `wide` was not asked for.
    """
    own = bills(segments, billing_grid(segments))
    coarser, finer = relation(segments)
    alike = finer & (segments["steps_to"] - segments["steps_from"] == 1)
    head_end, tail_start = _middle(segments, own)
    alike &= head_end < tail_start
    found: list[BentRows] = []
    for chosen, compute in ((coarser, _stepping), (alike, _dividing), (~coarser & ~alike, _dense)):
        lines = np.flatnonzero(chosen)
        if len(lines):
            part = segments if len(lines) == len(segments) else segments.take(lines)
            mine = Bills(own.grid.take(lines), own.inner[lines], own.count[lines])
            rows = compute(part, mine, wide)
            found.append(BentRows(lines[rows.line], rows.start, rows.end, rows.step, rows.amount))
    return found[0] if len(found) == 1 else _in_order(found)


def _in_order(parts: list[BentRows]) -> BentRows:
    line = np.concatenate([part.line for part in parts])
    order = np.argsort(line, kind="stable")
    return BentRows(
        line[order],
        np.concatenate([part.start for part in parts])[order],
        np.concatenate([part.end for part in parts])[order],
        np.concatenate([part.step for part in parts])[order],
        np.concatenate([part.amount for part in parts])[order],
    )


def _dense(segments: Segments, own: Bills, wide: bool) -> BentRows:
    return bent_atoms(segments, own, wide)[1]


def _row_of(own: Bills, line: Ints, day: Ints) -> Ints:
    """The row of each line that holds a day of its service."""
    k = own.grid.take(line).position(day)
    row: Ints = np.clip(k - own.inner[line] + 1, 0, own.count[line] - 1)
    return row


def _short(segments: Segments, line: Ints, start: Ints, end: Ints, steps: Steps) -> Segments:
    """Some days of lines as lines of their own, with the quantities in force on them."""
    part = segments.take(line)
    data = part.data.copy()
    key = keyed(steps.line, steps.day)
    first = np.searchsorted(key, keyed(line, start), side="right") - 1
    counts = np.searchsorted(key, keyed(line, end), side="left") - first
    of, place = flat(counts)
    index = first[of] + place
    ends = offsets(counts)
    short = Segments(
        data,
        np.maximum(steps.day[index], start[of]),
        steps.value[index],
        part.part_day,
        part.part_size,
        part.calendars,
        part.allocations,
    )
    columns = ("start", start), ("end", end), ("steps_from", ends[:-1]), ("steps_to", ends[1:])
    for name, values in (*columns, ("first_edge", NONE), ("last_edge", NONE), ("stub", 0)):
        short[name][:] = values
    return short


def _stepping(segments: Segments, own: Bills, wide: bool) -> BentRows:
    """Lines whose bills are whole price cells."""
    steps = steps_in_force(segments, price_grid(segments))
    every = np.arange(len(segments))
    bend = np.unique(
        np.concatenate(
            (every * _ROWS, every * _ROWS + own.count - 1, steps.line * _ROWS + _row_of(own, steps.line, steps.day))
        )
    )
    line, row = bend // _ROWS, bend % _ROWS
    start = own.start(line, row, segments["start"][line])
    end = own.end(line, row, segments["end"][line])
    short = _short(segments, line, start, end, steps)
    near = bent_atoms(short, Bills(billing_grid(short), np.zeros_like(line), np.ones_like(line)), wide)[1]

    gap = np.append(row[1:] - row[:-1] - 1, 0)
    gap[np.append(line[1:] != line[:-1], True)] = 0
    value = widened(steps.value, wide)[
        np.searchsorted(keyed(steps.line, steps.day), keyed(line, end), side="right") - 1
    ]
    each = (segments["length"] // segments["per_length"])[line]
    unit = half_away(times(widened(segments["amount"], wide)[line], value), segments["scale"][line])
    return _with_gaps(segments, own, near, line, row + 1, gap, np.repeat(each * unit, gap))


def _with_gaps(
    segments: Segments, own: Bills, near: BentRows, line: Ints, first_row: Ints, gap: Ints, amount: Amounts
) -> BentRows:
    """The rows near bends and, behind those of each bend, so many plain bills from a row on."""
    of, place = flat(gap)
    own_line, row = line[of], first_row[of] + place
    mine = np.bincount(near.line, minlength=len(line))
    starts = offsets(mine + gap)[:-1]
    at_near = starts[near.line] + np.arange(len(near.line)) - (np.cumsum(mine) - mine)[near.line]
    at_plain = (starts + mine)[of] + place
    total = len(near.line) + len(of)
    result = BentRows(
        np.empty(total, dtype=np.int64),
        np.empty(total, dtype=np.int64),
        np.empty(total, dtype=np.int64),
        np.zeros(total, dtype=np.bool_),
        np.empty(total, dtype=np.int64),
    )
    for column, one, other in (
        (result.line, line[near.line], own_line),
        (result.start, near.start, own.start(own_line, row, segments["start"][own_line])),
        (result.end, near.end, own.end(own_line, row, segments["end"][own_line])),
        (result.amount, near.amount, amount),
    ):
        column[at_near] = one
        column[at_plain] = other
    result.step[at_near] = near.step
    return result


def _middle(segments: Segments, own: Bills) -> tuple[Ints, Ints]:
    """The days between which whole price cells lie that neither the first nor the last row touches."""
    line = np.arange(len(segments))
    zero = np.zeros_like(line)
    price = price_grid(segments)
    first_end = own.end(line, zero, segments["end"])
    last_start = own.start(line, own.count - 1, segments["start"])
    return price.edge(price.position(first_end - 1) + 1), price.edge(price.position(last_start))


def _dividing(segments: Segments, own: Bills, wide: bool) -> BentRows:
    """Lines of one quantity whose bills divide price cells: two ends, and equal price cells between them."""
    n = len(segments)
    every = np.arange(n)
    cut, rest = _middle(segments, own)
    head_rows, tail_row = _row_of(own, every, cut - 1) + 1, _row_of(own, every, rest)
    line = np.repeat(every, 2)
    start = np.stack((segments["start"], rest), axis=1).ravel()
    end = np.stack((cut, segments["end"]), axis=1).ravel()
    value = segments.step_value[segments["steps_from"]]
    short = _short(segments, line, start, end, Steps(every, segments["start"], value))
    inner = np.stack((own.inner, own.inner + tail_row), axis=1).ravel()
    count = np.stack((head_rows, own.count - tail_row), axis=1).ravel()
    near = bent_atoms(short, Bills(billing_grid(short), inner, count), wide)[1]

    each = segments["per_length"] // segments["length"]
    whole = half_away(times(widened(segments["amount"], wide), widened(value, wide)), segments["scale"])
    gap = np.stack((tail_row - head_rows, np.zeros(n, dtype=np.int64)), axis=1).ravel()
    of, place = flat(tail_row - head_rows)
    # The middle begins with a price cell, so places count from its first bill.
    amount = _part(whole, each, segments["remainder"], of, place % each[of])
    return _with_gaps(segments, own, near, line, np.repeat(head_rows, 2), gap, amount)


def _part(whole: Amounts, each: Ints, policy: Ints, line: Ints, place: Ints) -> Amounts:
    """The share of a bill of a price cell that is split over equal bills."""
    low, more = whole // each, whole % each
    result: Amounts = low[line] + ((policy == 0)[line] & (place < more[line]))
    last = (policy == 1)[line] & (place == each[line] - 1)
    result = result + np.where(last, more[line], 0)
    if (policy == 2).any():
        until, before = (half_away(times(whole[line], place + i), each[line]) for i in (1, 0))
        result = np.where((policy == 2)[line], until - before, result)
    return result
