"""Rows of lines in pieces of equal amounts, and the rows that quantity steps add to bills in advance."""

from collections.abc import Sequence

import numpy as np
from attrs import evolve, frozen

from contracts.kernel.exact import Bools, Ints


@frozen(eq=False)
class Pieces:
    """What neighbouring rows of lines come to, ascending by line and row.

    Attributes:
        line: of each piece.
        amount: of each of its rows, in minor units. The first and the last piece of a line say what its first and its
            last row come to, even if they have no rows.
        count: how many rows it has.
    """

    line: Ints
    amount: Ints
    count: Ints


@frozen(eq=False)
class StepRows:
    """The rows of steps inside bills in advance, ascending by line and row.

    Attributes:
        line: of each row.
        row: its place among all rows of the line, steps included.
        day: its first day of service.
        closing: whether it stands in the last bill.
    """

    line: Ints
    row: Ints
    day: Ints
    closing: Bools

    @classmethod
    def none(cls) -> "StepRows":
        """No such row."""
        return cls(*np.zeros((3, 0), dtype=np.int64), np.zeros(0, dtype=np.bool_))


@frozen(eq=False)
class Bent:
    """Lines in pieces, with the rows of their steps; every other row is a bill of the line's grid."""

    pieces: Pieces
    steps: StepRows

    def of(self, lines: Ints) -> "Bent":
        """The same with the lines renumbered: line i becomes `lines[i]`."""
        return Bent(
            evolve(self.pieces, line=lines[self.pieces.line]),
            evolve(self.steps, line=lines[self.steps.line]),
        )


def joined(parts: Sequence[Bent], size: int) -> Bent:
    """Parts of different lines as one.

    Args:
        size: how many lines there are.
    """
    if len(parts) == 1:
        return parts[0]
    pieces, steps = [part.pieces for part in parts], [part.steps for part in parts]
    line, to = _places([part.line for part in pieces], size)
    amount, count = np.empty_like(line), np.empty_like(line)
    amount[to], count[to] = (
        np.concatenate([part.amount for part in pieces]),
        np.concatenate([part.count for part in pieces]),
    )
    of_step, at = _places([part.line for part in steps], size)
    row, day, closing = np.empty_like(of_step), np.empty_like(of_step), np.empty(len(of_step), dtype=np.bool_)
    row[at], day[at] = np.concatenate([part.row for part in steps]), np.concatenate([part.day for part in steps])
    closing[at] = np.concatenate([part.closing for part in steps])
    return Bent(Pieces(line, amount, count), StepRows(of_step, row, day, closing))


def _places(lines: Sequence[Ints], size: int) -> tuple[Ints, Ints]:
    """The lines of all parts, ascending, and where the elements of the parts go to; no line is in two of them."""
    counts = [np.bincount(line, minlength=size) for line in lines]
    total = np.sum(counts, axis=0)
    starts = np.cumsum(total) - total
    places = [
        (starts - np.cumsum(own) + own)[line] + np.arange(len(line)) for line, own in zip(lines, counts, strict=True)
    ]
    return np.repeat(np.arange(size), total), np.concatenate(places)
