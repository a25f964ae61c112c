"""Shares of lines whose weights change: by the weights in force on the days of service.

The days with weights of their own make a *pool*. A row is divided over the pools by its days of service, and what a
pool has is shared cumulatively, as a line is that has one set of weights. Where weights become known that hold for rows
that have fallen due already, these are divided anew, and what that moves from one pool to another is a row of amount 0
whose shares are the difference.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import frozen

from contracts.kernel.days import NONE, number
from contracts.kernel.encode import Segments
from contracts.kernel.exact import Bools, Ints
from contracts.kernel.expand import ADJUSTMENT, CATCH_UP, RELEASE, RETENTION, Rows
from contracts.kernel.pooling import pool_rows, pooled, touching, windowed
from contracts.terms.allocation import Allocation
from contracts.terms.contract import Contract
from contracts.terms.renewing import known_amendments
from contracts.terms.sharing import Pool, Sharing, SharingKnown, sharing_known

if TYPE_CHECKING:
    from contracts.schedules.beside import Row
    from contracts.schedules.installments import Schedule

#: Rows that are owed on the day on which they fall due, whatever day their terms gave them.
_NEWS: Final = (CATCH_UP, ADJUSTMENT, RELEASE)


@frozen
class Move:
    """What an amendment moves between the pools of a line, of rows that had fallen due.

    Attributes:
        amendment: its id.
        parts: pools of the line by their places, and what moves into each, or out of it; they sum to nothing.
    """

    amendment: str
    parts: tuple[tuple[int, int], ...]


@frozen(eq=False)
class LineRows:
    """Rows of one line in plain columns, in the order of their numbers.

    Attributes:
        day: unadjusted due day, by which a row without a service counts; `NONE` where there is none.
        known: the day before which a row is not past; `NONE` where it never is.
        withheld: 1 where the row withholds something, else 0.
        released: whether the row is a release.
    """

    amount: Ints
    start: Ints
    end: Ints
    day: Ints
    known: Ints
    withheld: Ints
    released: Bools


def line_rows(schedule: "Schedule", line: int, more: Sequence["Row"] = ()) -> LineRows:
    """The rows of a line of a schedule.

    Args:
        more: rows beside its price that the schedule does not have yet.
    """
    first, last = schedule._rows.offsets[line : line + 2].tolist()
    beside = {} if schedule._beside is None else schedule._beside.row
    amount, start, end, day, due, kind = (
        np.array([*getattr(schedule._rows, name)[first:last], *(getattr(row, name) for row in more)], dtype=np.int64)
        for name in ("amount", "start", "end", "due_unadjusted", "due", "kind")
    )
    owner = [beside[place].owner if place in beside else -1 for place in range(first, last)]
    of = np.array([*owner, *(row.owner for row in more)], dtype=np.int64)
    withheld = kind == RETENTION
    known = np.where(np.isin(kind, _NEWS), due, np.where(due == NONE, NONE, np.minimum(day, due)))
    known = np.where(of >= 0, known[of], np.where(withheld, due, known))
    return LineRows(amount, start, end, day, known, withheld * 1, kind == RELEASE)


@frozen(eq=False, slots=False)
class LinePools:
    """The pools of one line, and over which of them rows are divided, as becomes known.

    Attributes:
        pools: weights, and how many stretches of days have had them before.
        known: its weights as they became known.
    """

    pools: tuple[Pool, ...]
    known: tuple[SharingKnown, ...]

    @classmethod
    def of(cls, known: tuple[SharingKnown, ...]) -> "LinePools":
        """Those of a line."""
        return cls(tuple(dict.fromkeys(pool for state in known for pool in state.sharing.pools)), known)

    @property
    def last(self) -> Sharing:
        """The weights as they are known at last."""
        return self.known[-1].sharing

    def weights(self, pool: int) -> str:
        """The weights of a pool in words: `市本级 4, 北湖区 3`; `-` for whoever bears what nobody shares."""
        allocation = self.pools[pool][0]
        return "-" if allocation is None else ", ".join(f"{payer} {weight}" for payer, weight in allocation.weights)

    @cached_property
    def signed(self) -> Ints:
        """The days on which other weights became known, ascending."""
        return np.array([number(state.signed) for state in self.known if state.signed is not None], dtype=np.int64)

    def places(self, sharing: Sharing) -> list[int]:
        """The pools of some weights, one for each stretch of days."""
        return [self.pools.index(pool) for pool in sharing.pools]

    def divided(self, sharing: Sharing, rows: LineRows) -> Ints:
        """What of each row some weights put into each pool: (pools, rows)."""
        found = np.zeros((len(self.pools), len(rows.amount)), dtype=np.int64)
        found[self.places(sharing)] = windowed(rows.amount, rows.start, rows.end, rows.day, _cuts(sharing))
        found[:, rows.released] = -(found @ rows.withheld)[:, None]
        return found

    def touched(self, sharing: Sharing, rows: LineRows) -> Ints:
        """Which pools have a day of a row: (pools, rows)."""
        found = np.zeros((len(self.pools), len(rows.amount)), dtype=np.int64)
        found[self.places(sharing)] = touching(rows.start, rows.end, rows.day, _cuts(sharing))
        found[:, rows.released] = 0
        return found

    def issued(self, rows: LineRows) -> Ints:
        """By which of the known weights each row is divided when it falls due."""
        found = np.searchsorted(self.signed, rows.known, side="right")
        return np.where(rows.known == NONE, len(self.signed), found)

    def parts(self, rows: LineRows) -> tuple[Ints, Bools]:
        """What of each row is in each pool as it was issued, and whether the row is shared there."""
        issued, size = self.issued(rows), (len(self.pools), len(rows.amount))
        found, shared = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
        for i, state in enumerate(self.known):
            own = (issued == i)[None, :]
            found = found + self.divided(state.sharing, rows) * own
            shared = shared + self.touched(state.sharing, rows) * own
        return found, (shared > 0) | (found != 0)

    def moved(self, rows: LineRows) -> Iterator[tuple[int, Ints, Move]]:
        """What each amendment moves of rows that had fallen due: of each bill its day of signing, rows and parts."""
        issued = self.issued(rows)
        before = self.divided(self.known[0].sharing, rows)
        bills: dict[tuple[int, int], list[int]] = {}
        services = zip(rows.start.tolist(), rows.end.tolist(), rows.day.tolist(), strict=True)
        for i, (start, end, day) in enumerate(services):
            bills.setdefault((start, end) if start != NONE else (NONE, day), []).append(i)
        for place, state in enumerate(self.known[1:], start=1):
            after = self.divided(state.sharing, rows)
            change = (after - before) * (issued < place)[None, :]
            for bill in bills.values():
                parts = change[:, bill].sum(axis=1)
                if parts.any():
                    past = np.array([i for i in bill if issued[i] < place])
                    into = tuple((pool, int(parts[pool])) for pool in np.flatnonzero(parts).tolist())
                    yield int(self.signed[place - 1]), past, Move(state.amendment or "", into)
            before = after


def _cuts(sharing: Sharing) -> Ints:
    return np.array([number(day) for day, _ in sharing.then], dtype=np.int64)


def line_pools(price: "Schedule", contracts: Sequence[Contract], known_on: date | None) -> dict[int, LinePools]:
    """The pools of the lines of a schedule whose weights change, by the place of the line.

    Args:
        contracts: whose schedule it is.
        known_on: amendments signed later do not count; None: all of them do.
    """
    changing = {
        contract.id: contract
        for contract in contracts
        if any(change.allocation is not None for one in contract.amendments for change in one.change)
    }
    known = {
        name: sharing_known(contract.lines, known_amendments(contract, known_on)) for name, contract in changing.items()
    }
    found = {}
    for i, (contract, line) in enumerate(price._lines.terms or ()):
        states = known.get(contract.id, {}).get(line.id)
        if states is not None:
            found[i] = LinePools.of(states)
    return found


@frozen(eq=False, slots=False)
class Pools:
    """What of the rows of a schedule is shared in pools.

    Attributes:
        lines: the pools of each line whose weights change.
        begins: the first of them among all pools.
        row: of each part, the place of its row among all rows; parts stand in order of pool and row.
        segments, rows: the pools as lines, and the parts as their rows.
        allocations: the weights of each pool; None: whoever bears what nobody shares.
    """

    lines: Mapping[int, LinePools]
    begins: Mapping[int, int]
    row: Ints
    segments: Segments
    rows: Rows
    allocations: Sequence[Allocation | None]

    @property
    def line(self) -> Ints:
        """The line of each pool."""
        return np.array([line for line, own in self.lines.items() for _ in own.pools], dtype=np.int64)

    def of_row(self, place: int) -> list[int]:
        """The parts of a row."""
        return np.flatnonzero(self.row == place).tolist()

    def payers(self, line: int, payer: str | None) -> list[str | None]:
        """All who bear a line, in the order in which its weights name them."""
        weights = (allocation for allocation, _ in self.lines[line].pools)
        names = [name for each in weights for name in ((payer,) if each is None else each.payers)]
        return list(dict.fromkeys(names))


def with_pools(schedule: "Schedule", lines: Mapping[int, LinePools], turns: Ints) -> Pools:
    """The parts of all rows of lines whose weights change.

    Args:
        turns: the day by which each row of the schedule takes its turn.
    """
    begins, allocations, line_of = {}, list[Allocation | None](), list[int]()
    pool, row, amount = list[int](), list[int](), list[int]()
    for line, own in lines.items():
        begins[line] = len(allocations)
        parts, shared = own.parts(line_rows(schedule, line))
        for place, each in moving(schedule, line).items():
            shared[:, place] = False
            for at, part in each.parts:
                parts[at, place], shared[at, place] = part, True
        pools, places = np.nonzero(shared)
        pool += (pools + len(allocations)).tolist()
        row += (places + int(schedule._rows.offsets[line])).tolist()
        amount += parts[pools, places].tolist()
        allocations += [weights for weights, _ in own.pools]
        line_of += [line] * len(own.pools)
    of, owned = np.array(row, dtype=np.int64), np.array(amount, dtype=np.int64)
    return Pools(
        lines,
        begins,
        of,
        pooled(schedule._segments, np.array(line_of, dtype=np.int64), allocations),
        pool_rows(np.array(pool, dtype=np.int64), owned, turns[of].astype(np.int32), len(allocations)),
        allocations,
    )


def moving(schedule: "Schedule", line: int) -> dict[int, Move]:
    """The rows of a line that move something, by their places in it."""
    first, end = schedule._rows.offsets[line : line + 2].tolist()
    beside = {} if schedule._beside is None else schedule._beside.row
    return {
        place - first: row.of
        for place in range(first, end)
        if (row := beside.get(place)) is not None and isinstance(row.of, Move)
    }


__all__ = ["LinePools", "LineRows", "Move", "Pools", "line_pools", "line_rows", "moving", "with_pools"]
