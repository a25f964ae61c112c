"""Service days of bills and of the steps in them, and the days on which they fall due before anything moves them."""

import numpy as np
from attrs import frozen

from contracts.kernel.days import DAY_BEFORE, Days, table_days
from contracts.kernel.encode import Segments
from contracts.kernel.exact import Bools, Ints
from contracts.kernel.pieces import StepRows


@frozen(eq=False)
class Edges:
    """Neighbouring rows whose edges are neighbours in a grid, too; a row of a step has the edge of its bill.

    Attributes:
        place: where the table holds the end of the first of these rows.
        length: how far the next is.
        starts: where these rows begin among all rows; one longer.
        advance: whether they fall due in advance.
    """

    place: Ints
    length: Ints
    starts: Ints
    advance: Bools

    @classmethod
    def of(cls, segments: Segments, base: Ints, length: Ints, row_starts: Ints, steps: StepRows) -> "Edges":
        """The edges of a batch of lines.

        Args:
            base: where the table holds the end of each line's first row.
            length: how far the next is.
            row_starts: where each line's rows begin; one longer than the lines.
            steps: the rows that are no bills.
        """
        advance = segments["when"] == 1
        if not len(steps.line):
            return cls(base, length, row_starts, advance)
        starts = np.sort(np.concatenate((row_starts, row_starts[steps.line] + steps.row)), kind="stable")
        groups = 1 + np.bincount(steps.line, minlength=len(base))
        line = np.repeat(np.arange(len(base)), groups)
        before = np.arange(len(line)) - (np.cumsum(groups) - groups)[line]
        bill = starts[:-1] - row_starts[line] - before
        return cls(base[line] + bill * length[line], length[line], starts, advance[line])

    def write_ends(self, end: Days) -> None:
        """Write the day after the last of each row."""
        table_days(self.place, self.length, self.starts, end)

    def write_due(self, due: Days) -> None:
        """Write base days: in advance the edge before a row, in arrears the day before its end."""
        table_days(self.place + np.where(self.advance, -self.length, DAY_BEFORE), self.length, self.starts, due)


def write_base_days(segments: Segments, edges: Edges, row_starts: Ints, steps: StepRows, due: Days) -> None:
    """Write on which day of its service each row falls due."""
    edges.write_due(due)
    advance = segments["when"] == 1
    due[np.where(advance, row_starts[:-1], row_starts[1:] - 1)] = np.where(
        advance, segments["start"], segments["end"] - 1
    )
    due[row_starts[steps.line] + steps.row] = steps.day


def write_service(segments: Segments, edges: Edges, row_starts: Ints, steps: StepRows, start: Days, end: Days) -> None:
    """Write the first day of service of each row, and the day after the last."""
    edges.write_ends(end)
    end[row_starts[1:] - 1] = segments["end"]
    row = row_starts[steps.line] + steps.row
    last, line_end = row[steps.closing], segments["end"][steps.line][steps.closing]
    end[last], end[last - 1] = line_end, line_end
    start[1:] = end[:-1]
    start[row_starts[:-1]] = segments["start"]
    start[row] = steps.day
