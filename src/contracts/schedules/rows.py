"""Installments of lines that amendments change, in plain numbers."""

from attrs import frozen

from contracts.kernel.days import NONE
from contracts.terms.remeasuring import Remeasurement


@frozen
class Rest:
    """What was left of a total on a day, and over which bills, or stages, it was split.

    Attributes:
        turn: the terms from that day on.
        before: what had fallen due before it, in minor units.
        spans: first day and the day after the last of each bill.
        sizes: of stages, in place of that: what they weigh.
    """

    turn: Remeasurement
    before: int
    spans: tuple[tuple[int, int], ...]
    sizes: tuple[int, ...]

    @property
    def left(self) -> int:
        """What was left."""
        return self.turn.line.price.amount.minor - self.before


@frozen
class Row:
    """One installment, in plain numbers: days since 1970, minor units.

    Attributes:
        version: whose terms it follows; -1 for what brings a bill, or a line, to a value.
        place: which of that version's rows it is, or stands for.
        name: id of the amendment of a catch-up.
        before: of a row that brings a bill, or an ended line, to a value: what it came to without the row.
        rest, part: of a row of a total that was spread anew: what was left, and which part of it this is.
        effective: whether it falls due on the day on which an amendment takes effect.
    """

    amount: int
    start: int
    end: int
    due_unadjusted: int
    due: int
    provisional: int
    kind: int
    version: int
    place: int
    name: str | None = None
    before: int | None = None
    rest: Rest | None = None
    part: int = 0
    effective: bool = False

    def is_before(self, day: int) -> bool:
        """Whether its terms made it due before a day, whatever a calendar made of that."""
        return self.due_unadjusted != NONE and self.due_unadjusted < day
