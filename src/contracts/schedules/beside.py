"""What lines have beside the installments of their price: adjustments, what is withheld and released, what moves.

The schedule of the prices is computed as ever; these rows stand behind those of each line, in the order in which they
fall due, so that the rows of the price keep their numbers.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve, frozen

from contracts.kernel.beside import WidenedEarned, widened, widened_span, withheld
from contracts.kernel.curves import steps_of
from contracts.kernel.days import NONE, Days, number
from contracts.kernel.exact import Ints
from contracts.kernel.expand import ADJUSTMENT, CATCH_UP, RELEASE, RETENTION, Rows
from contracts.schedules.pools import LinePools, Move, line_pools, line_rows, with_pools
from contracts.terms.adjustment import Adjustment
from contracts.terms.billing import PERCENT_DECIMALS
from contracts.terms.contract import Contract
from contracts.terms.in_force import in_force
from contracts.terms.line import Line
from contracts.terms.price import scaled
from contracts.terms.retention import Retention

if TYPE_CHECKING:
    from contracts.schedules.installments import Schedule

#: Where rows stand that fall due on one day: what is withheld, adjustments, what is withheld of them, releases.
_OF_PRICE, _ADJUSTMENT, _OF_ADJUSTMENT, _RELEASE = range(4)
#: What has no day stands behind what has one.
_UNDATED: Final = -NONE


@frozen
class Row:
    """A row beside those of the price: days since 1970, minor units.

    Attributes:
        of: what it follows from.
        turn: the day by which it takes its turn in sharing.
        rank: where it stands among those that fall due on the same day.
        earned: the day on which it is earned; `NONE` for what earns nothing.
        before, after: of what is withheld, what had fallen due before it, and with it; of a release, nothing, and all
            of which something was withheld.
        owner: place in its line of the installment of which it is withheld; -1 where there is none.
    """

    amount: int
    due_unadjusted: int
    due: int
    kind: int
    of: Adjustment | Retention | Move
    turn: int
    rank: int
    start: int = NONE
    end: int = NONE
    provisional: int = 0
    earned: int = NONE
    before: int = 0
    after: int = 0
    owner: int = -1

    @property
    def name(self) -> str | None:
        """The id of an adjustment, or of the amendment that moves something."""
        if isinstance(self.of, Move):
            return self.of.amendment
        return self.of.id if isinstance(self.of, Adjustment) else None


@frozen
class _Gross:
    """A row of which something may be withheld; as `Row`."""

    amount: int
    start: int
    end: int
    due_unadjusted: int
    due: int
    turn: int
    rank: int = _OF_PRICE
    owner: int = -1


#: So many of its attributes are columns of the kernel's, of the same names.
COLUMNS: Final = ("amount", "start", "end", "due_unadjusted", "due", "provisional", "kind")


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

    def owners(self, places: Ints) -> Ints:
        """The installments of which the rows at places are withheld; -1 for other rows."""
        found = np.full(len(places), -1, dtype=np.int64)
        for i, place in enumerate(places.tolist()):
            row = self.row.get(place)
            if row is not None and row.owner >= 0:
                line = int(np.searchsorted(self.rows.offsets, place, side="right")) - 1
                found[i] = int(self.rows.offsets[line]) + row.owner
        return found

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


def with_rows_beside(price: "Schedule", contracts: Sequence[Contract], known_on: date | None) -> "Schedule":
    """The schedule with the adjustments of its lines, what is withheld, and what other weights move between payers.

    It is the schedule itself where there is none.

    Args:
        price: the installments of the prices of contracts.
        contracts: the contracts.
        known_on: what is recorded later does not count; None: all counts.
    """
    terms = price._lines.terms or ()
    pools = line_pools(price, contracts, known_on)
    own = [i for i, (_, line) in enumerate(terms) if line.adjustments or line.retention is not None or i in pools]
    agreed = {contract.id: contract for contract in contracts} if own else {}
    found = [(i, row) for i in own for row in _rows_of(price, i, agreed[terms[i][0].id], known_on, pools.get(i))]
    if not found:
        return _in_pools(price, pools)
    lines = np.array([i for i, _ in found], dtype=np.int64)
    columns = {name: np.array([getattr(row, name) for _, row in found], dtype=np.int64) for name in COLUMNS}
    wide = widened(price._rows, lines, columns)
    turns = price._taking_turns.due_unadjusted.copy()
    for i in own:
        part = slice(*price._rows.offsets[i : i + 2].tolist())
        turns[part] = turns_of(price, i)
    turns = np.insert(turns, price._rows.offsets[1:][lines], [row.turn for _, row in found])
    rows = {place: row for place, (_, row) in zip(wide.place.tolist(), found, strict=True)}
    beside = Beside(price, wide.rows, rows, wide.before, turns)
    return _in_pools(evolve(price, rows=wide.rows, changes=None, opened=None, beside=beside), pools)


def _in_pools(schedule: "Schedule", pools: Mapping[int, LinePools]) -> "Schedule":
    """The schedule, which knows what of its rows is shared by which weights."""
    if not pools:
        return schedule
    turns = schedule._taking_turns.due_unadjusted.astype(np.int64)
    for i in pools:
        turns[slice(*schedule._rows.offsets[i : i + 2].tolist())] = turns_of(schedule, i)
    return evolve(schedule, pools=with_pools(schedule, pools, turns))


def _moved(price: "Schedule", i: int, beside: Sequence[Row], pools: LinePools) -> Iterator[Row]:
    """What moves between the payers of a line, of rows that had fallen due before other weights were signed."""
    rows, turns = line_rows(price, i, beside), np.array([*turns_of(price, i).tolist(), *(row.turn for row in beside)])
    for day, past, moved in pools.moved(rows):
        start, end = int(rows.start[past[0]]), int(rows.end[past[0]])
        turn = max(day, int(turns[past].max()))
        yield Row(0, day, day, CATCH_UP, moved, turn, _OF_PRICE, start, end)


def _rows_of(price: "Schedule", i: int, agreed: Contract, known_on: date | None, pools: LinePools | None) -> list[Row]:
    """What a line has beside its price, in the order in which it falls due."""
    _, line = price._lines.terms[i] if price._lines.terms is not None else (None, None)
    assert line is not None  # a schedule of contracts has terms
    rows = list(_adjustments(line, known_on))
    if line.retention is not None:
        rows += _retained(price, i, rows, line.retention, _released_on(agreed, line.retention, known_on))
    if pools is not None:
        rows += list(_moved(price, i, rows, pools))
    return sorted(rows, key=lambda row: (_late(row.due), row.rank))


def turns_of(price: "Schedule", line: int) -> Days:
    """The day by which each installment of a price takes its turn.

    Where rows are shared in order of number, it is never an earlier one than that of the row before.
    """
    turns = price._taking_turns.due_unadjusted[slice(*price._rows.offsets[line : line + 2].tolist())]
    return turns if line in price._rows.loose else np.maximum.accumulate(turns)


def _adjustments(line: Line, known_on: date | None) -> Iterator[Row]:
    """The adjustments of a line that are known, in order of due day and id."""
    for each in line.known(known_on).adjustments:
        on, due = number(each.on), number(each.due)
        yield Row(each.amount.minor, on, due, ADJUSTMENT, each, due, _ADJUSTMENT, earned=on)


def _released_on(agreed: Contract, retention: Retention, known_on: date | None) -> tuple[int, int]:
    """The day of a release by the terms, and that on which it falls due: not before its event is known."""
    day = in_force(agreed, known_on).contract.stage_day(retention.release)
    if day is None:
        return NONE, NONE
    known = [
        change.signed
        for change in agreed.amendments
        if retention.release.after in change.events and (known_on is None or change.signed <= known_on)
    ]
    return number(day), number(max([day, *known[-1:]]))


def _retained(
    price: "Schedule", i: int, adjustments: Sequence[Row], retention: Retention, released: tuple[int, int]
) -> Iterator[Row]:
    """What is withheld of the rows of a line that fall due before the release, and the release.

    What has no day is withheld of as long as the release has none.
    """
    rows = slice(*price._rows.offsets[i : i + 2].tolist())
    columns = [getattr(price._rows, name)[rows].tolist() for name in COLUMNS[:5]]
    columns += [turns_of(price, i).tolist()]
    gross = [
        _Gross(amount, start, end, own, due, turn, owner=owner)
        for owner, (amount, start, end, own, due, turn) in enumerate(zip(*columns, strict=True))
    ]
    gross += [
        _Gross(row.amount, NONE, NONE, row.due_unadjusted, row.due, row.turn, _OF_ADJUSTMENT) for row in adjustments
    ]
    until = _UNDATED + 1 if released[1] == NONE else released[1]
    counted = sorted((row for row in gross if _late(row.due) < until), key=lambda row: (_late(row.due), row.rank))
    amounts = np.array([row.amount for row in counted], dtype=np.int64)
    parts = withheld(amounts, scaled(retention.percent, PERCENT_DECIMALS)).tolist()
    before = 0
    for part, row in zip(parts, counted, strict=True):
        after = before + row.amount
        if part:
            facts = (row.due_unadjusted, row.due, RETENTION, retention, row.turn, row.rank, row.start, row.end)
            yield Row(-part, *facts, before=before, after=after, owner=row.owner)
        before = after
    if sum(parts):
        own, due = released
        yield Row(sum(parts), own, due, RELEASE, retention, due, _RELEASE, after=before)


def _late(day: int) -> int:
    """A day by which rows are ordered: what has none comes last."""
    return _UNDATED if day == NONE else day


__all__ = ["COLUMNS", "Beside", "Row", "turns_of", "with_rows_beside"]
