"""What lines have beside the installments of their price: adjustments.

The schedule of the prices is computed as ever; these rows stand behind those of each line, in the order in which they
fall due, so that the rows of the price keep their numbers.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve, frozen

from contracts.kernel.beside import WidenedEarned, widened, widened_span
from contracts.kernel.curves import steps_of
from contracts.kernel.days import NONE, number
from contracts.kernel.exact import Ints
from contracts.kernel.expand import ADJUSTMENT, Days, Rows
from contracts.terms.adjustment import Adjustment
from contracts.terms.line import Line

if TYPE_CHECKING:
    from contracts.schedules.installments import Schedule


@frozen
class Row:
    """A row beside those of the price: days since 1970, minor units.

    Attributes:
        earned: the day on which it is earned; `NONE` for what earns nothing.
        of: what it follows from.
    """

    amount: int
    due_unadjusted: int
    due: int
    kind: int
    earned: int
    of: Adjustment
    start: int = NONE
    end: int = NONE
    provisional: int = 0


#: So many of its attributes are columns of the kernel's, of the same names.
_COLUMNS: Final = ("amount", "start", "end", "due_unadjusted", "due", "provisional", "kind")


@frozen(eq=False, slots=False)
class Beside:
    """What a schedule knows of rows beside those of prices.

    Attributes:
        price: the schedule without them.
        rows: all rows.
        row: those beside, by place.
        before: how many of them stand before the rows of each line.
        shared_on: the day by which each row takes its turn in sharing.
    """

    price: "Schedule"
    rows: Rows
    row: Mapping[int, Row]
    before: Ints
    shared_on: Days

    def in_price(self, place: int, line: int) -> int:
        """Where a row of the price stands in the schedule without the others."""
        return place - int(self.before[line])

    @cached_property
    def earned(self) -> WidenedEarned:
        """The curve of prices and of what is beside them."""
        return WidenedEarned(self.price._earned, steps_of(self.rows, self._earned_on))

    @cached_property
    def touched(self) -> tuple[Ints, Ints]:
        """The first and the last day on which each line may earn."""
        return widened_span(self.price._touched, self.rows, self._earned_on)

    @cached_property
    def _earned_on(self) -> Days:
        days = np.full(len(self.rows), NONE, dtype=np.int32)
        for place, row in self.row.items():
            days[place] = row.earned
        return days


def with_rows_beside(price: "Schedule", known_on: date | None) -> "Schedule":
    """The schedule with the adjustments of its lines; the schedule itself where there is none.

    Args:
        price: the installments of the prices of contracts.
        known_on: what is recorded later does not count; None: all counts.
    """
    found = [
        (i, row)
        for i, (_, line) in enumerate(price._lines.terms or ())
        if line.adjustments
        for row in _adjustments(line, known_on)
    ]
    if not found:
        return price
    line = np.array([i for i, _ in found], dtype=np.int64)
    columns = {name: np.array([getattr(row, name) for _, row in found], dtype=np.int64) for name in _COLUMNS}
    wide = widened(price._rows, line, columns)
    turns = np.insert(_turns(price, line), price._rows.offsets[1:][line], columns["due"])
    own = {place: row for place, (_, row) in zip(wide.place.tolist(), found, strict=True)}
    return evolve(price, rows=wide.rows, changes=None, beside=Beside(price, wide.rows, own, wide.before, turns))


def _turns(price: "Schedule", lines: Ints) -> Days:
    """The day by which each installment of a price takes its turn.

    Where rows are shared in order of number, it is never an earlier one than that of the row before.
    """
    turns = price._taking_turns.due_unadjusted.copy()
    for line in np.setdiff1d(lines, price._rows.loose).tolist():
        own = slice(*price._rows.offsets[line : line + 2].tolist())
        turns[own] = np.maximum.accumulate(turns[own])
    return turns


def _adjustments(line: Line, known_on: date | None) -> Iterator[Row]:
    """The adjustments of a line that are known, in order of due day and id."""
    for each in line.known(known_on).adjustments:
        on = number(each.on)
        yield Row(each.amount.minor, on, number(each.due), ADJUSTMENT, on, each)


__all__ = ["Beside", "Row", "with_rows_beside"]
