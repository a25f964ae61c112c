"""Large work: batches of lines written into columns that the caller owns.

Fresh memory costs several times the arithmetic, so the columns are written in place and
can be used again for the next batch.
"""

import numpy as np
from attrs import frozen

from contracts.kernel.encode import Segments
from contracts.kernel.exact import Ints, repeated
from contracts.kernel.expand import Days, Room, expand
from contracts.kernel.sharing import row_blocks


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
