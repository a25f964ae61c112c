"""Rows of lines in pieces of equal amounts, and the rows that quantity steps add to bills in advance."""

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from contracts.kernel.exact import Bools, Ints, offsets


@frozen(eq=False)
class Pieces:
    """What neighbouring rows of lines come to, ascending by line and row.

    Attributes:
        of_line: how many pieces each line has.
        amount: of each row of a piece, in minor units.
        count: how many rows a piece has; 0 is possible.
    """

    of_line: Ints
    amount: Ints
    count: Ints

    @classmethod
    def one_by_one(cls, rows: Ints, amount: Ints) -> "Pieces":
        """Every row is a piece; `rows` is how many each line has."""
        return cls(rows, amount, np.ones_like(amount))


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
        none = np.zeros(0, dtype=np.int64)
        return cls(none, none, none, none > 0)


@frozen(eq=False)
class Parted:
    """Lines in pieces, with the rows of their steps; every other row of a cyclic line is a bill of its grid."""

    pieces: Pieces
    steps: StepRows

    def then(self, other: "Parted") -> "Parted":
        """Two batches, one after the other."""
        lines = len(self.pieces.of_line)
        return joined(((np.arange(lines), self), (np.arange(len(other.pieces.of_line)) + lines, other)))


def joined(parts: Sequence[tuple[Ints, Parted]]) -> Parted:
    """Parts as one, each with the lines that it is of; together they are all lines."""
    lines, pieces = np.concatenate([own for own, _ in parts]), [part.pieces for _, part in parts]
    of_line = np.empty_like(lines)
    of_line[lines] = np.concatenate([part.of_line for part in pieces])
    begin = offsets(of_line)
    amount, count = np.empty(begin[-1], dtype=np.int64), np.empty(begin[-1], dtype=np.int64)
    for (own, _), part in zip(parts, pieces, strict=True):
        to = np.repeat(begin[own] - offsets(part.of_line)[:-1], part.of_line)
        to += np.arange(len(to))
        amount[to], count[to] = part.amount, part.count
    return Parted(Pieces(of_line, amount, count), _steps([(own, part.steps) for own, part in parts]))


def _steps(parts: Sequence[tuple[Ints, StepRows]]) -> StepRows:
    parts = [(own, part) for own, part in parts if len(part.line)]
    if not parts:
        return StepRows.none()
    line = np.concatenate([own[part.line] for own, part in parts])
    order = np.argsort(line, kind="stable")
    return StepRows(
        line[order],
        np.concatenate([part.row for _, part in parts])[order],
        np.concatenate([part.day for _, part in parts])[order],
        np.concatenate([part.closing for _, part in parts])[order],
    )
