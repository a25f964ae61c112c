"""Large work: batches of lines written into columns that the caller owns.

Fresh memory costs several times the arithmetic, so the columns are written in place and
can be used again for the next batch.
"""

from typing import Final

import numpy as np
from attrs import frozen

from contracts.kernel.curves import Earned, touched
from contracts.kernel.days import MONTH_STARTS, Days, month_index, month_start
from contracts.kernel.encode import RATE, Segments
from contracts.kernel.exact import (
    ABOVE,
    BIG,
    BITS_OF_BIG,
    NEAR,
    STRETCH,
    Ints,
    counting,
    offsets,
    scratch,
    stretches,
)
from contracts.kernel.expand import Room, due_days_of, expand
from contracts.kernel.gather import changes
from contracts.kernel.grid import flat
from contracts.kernel.sharing import row_blocks
from contracts.kernel.windows import repeated

#: As floats, for products that are rounded in floats.
_MONTH_STARTS: Final = MONTH_STARTS.astype(np.float64)


@frozen(eq=False)
class Buffers:
    """Columns of installments to be written to, 48 bytes a row for four payers.

    Attributes:
        line: int32, the line of each row.
        due: int32 days since 1970, after the calendar; `days.NONE` while undated.
        amount: int64 minor units.
        share: (payers, rows) int64; lines with fewer payers leave the rest 0.
    """

    line: Days
    due: Days
    amount: Ints
    share: Ints

    @classmethod
    def of(cls, rows: int, payers: int) -> "Buffers":
        """Buffers for a number of rows."""
        return cls(
            np.zeros(rows, dtype=np.int32),
            np.zeros(rows, dtype=np.int32),
            np.zeros(rows, dtype=np.int64),
            np.zeros((payers, rows), dtype=np.int64),
        )


def fill(segments: Segments, out: Buffers, at: int = 0, first_line: int = 0) -> int:
    """Write the rows of a batch of lines, in order of line and number.

    Args:
        out: where to; it must have room.
        at: the first row to write.
        first_line: the number of the batch's first line.

    Returns:
        The row after the last one written.

    Raises:
        PlaceError: a due day beyond 2199, or beyond the line's calendar.
    """

    def room(count: int) -> Room:
        end = at + count
        return Room(out.amount[at:end], out.due[at:end])

    rows = expand(segments, lean=True, room=room)
    end = at + len(rows)
    place = slice(at, end)
    lines = np.arange(first_line, first_line + len(segments), dtype=np.int32)
    repeated(lines, rows.offsets, out.line[place])
    if rows.due.base is not out.due:
        out.due[place] = rows.due
    share = out.share[:, place]
    for block in row_blocks(segments, rows, out=share):
        if block.amount is share:
            continue
        share[: len(block.amount), block.item] = block.amount
        share[len(block.amount) :, block.item] = 0
    return end


def due_days(segments: Segments, out: Days, at: int = 0) -> int:
    """Write only the due days of a batch of lines, in order of line and number.

    Args:
        out: where to; it must have room.
        at: the first row to write.

    Returns:
        The row after the last one written.

    Raises:
        PlaceError: a due day beyond 2199, or beyond the line's calendar.
    """

    def room(count: int) -> Days:
        return out[at : at + count]

    days = due_days_of(segments, room)
    end = at + len(days)
    if days.base is not out:
        out[at:end] = days
    return end


def accruals(segments: Segments, out: Buffers, at: int = 0, first_line: int = 0) -> int:
    """Write what each line of a batch earns in each calendar month that its service touches.

    Args:
        out: where to: `line`, `due` as the month (counted like `days.month_index`), `amount`.
        at: the first row to write.
        first_line: the number of the batch's first line.

    Returns:
        The row after the last one written.

    Raises:
        PlaceError: a due day beyond 2199, or beyond the calendar of a line that is earned when due.
    """
    evenly = (segments["form"] != RATE) & (segments["recognition"] == 0)
    evenly &= 1.0 * segments["amount"] * (segments["end"] - segments["start"]) < NEAR
    rows = None if evenly.all() else expand(segments)
    first, last = touched(segments, rows)
    some = first <= last
    month = month_index(np.where(some, first, 0))
    counts = np.where(some, month_index(np.where(some, last, 0)) - month + 1, 0)
    starts = offsets(counts)
    end = at + int(starts[-1])
    place = slice(at, end)
    lines = np.arange(first_line, first_line + len(segments), dtype=np.int32)
    repeated(lines, starts, out.line[place])
    _accrue_evenly(segments, month, starts, out.due[place], out.amount[place])
    if rows is not None:
        others = np.flatnonzero(~evenly)
        of, number = flat(counts[others])
        line = others[of]
        until = Earned(segments, rows).before(line, month_start(month[line] + number + 1))
        out.amount[place][starts[line] + number] = changes(until, line)
    return end


def _accrue_evenly(segments: Segments, month: Ints, starts: Ints, months: Days, amount: Ints) -> None:
    """Months of all lines, and the amounts of totals earned evenly by days; those of others mean nothing.

    See `exact.NEAR` for how it rounds.
    """
    first_day, counts = segments["start"].astype(np.float64), np.diff(starts)
    days = np.maximum(segments["end"] - first_day, 1)
    each = segments["amount"] / days * ABOVE
    origin = month - starts[:-1]
    for lines, rows in stretches(starts, STRETCH):
        size, many = rows.stop - rows.start, counts[lines]
        own = np.repeat(origin[lines] + rows.start, many)
        own += counting(size)
        months[rows] = own
        own += 1
        served = np.take(_MONTH_STARTS, own, out=scratch("served", size, np.float64), mode="clip")
        served -= np.repeat(first_day[lines], many)
        some = many > 0
        first = (starts[lines] - rows.start)[some]
        served[first + many[some] - 1] = days[lines][some]
        served *= np.repeat(each[lines], many)
        served += BIG
        whole, to = served.view(np.int64), amount[rows]
        np.subtract(whole[1:], whole[:-1], out=to[1:])
        to[first] = whole[first] - BITS_OF_BIG
