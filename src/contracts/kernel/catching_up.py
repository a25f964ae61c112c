"""What falls due once terms change: rows that are past stay, and what the new terms make of them catches up."""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
from attrs import frozen

from contracts.kernel.bent import keyed
from contracts.kernel.days import NONE
from contracts.kernel.exact import Bools, Ints
from contracts.kernel.expand import CATCH_UP, Rows
from contracts.kernel.gather import summed

#: What a row has that was made beside the computed ones; all int64. Days count from 1970.
COLUMNS: Final = (
    "amount",  # these seven as in `expand.Rows`
    "start",
    "end",
    "due_unadjusted",
    "due",
    "provisional",
    "kind",
    "version",  # whose terms the row follows; -1 for what brings a bill, or a line, to a value
    "place",  # which of that version's rows it is, or stands for
    "name",  # of what it was named after; -1: nothing
    "before",  # what it brings a bill, or an ended line, to a value from; `UNSAID`: it brings nothing to a value
    "shared_on",  # the day by which it takes its turn in sharing; `NONE`: its unadjusted due day
    "rest",  # of a total that was spread anew, what was left; -1: nothing
    "part",  # and which part of that it is
    "effective",  # 1: it falls due on the day on which an amendment takes effect
)
_ROW: Final = {name: i for i, name in enumerate(COLUMNS)}
#: How many of them the computed rows have themselves.
_COMPUTED: Final = 7
#: An amount that is not said.
UNSAID: Final = int(np.iinfo(np.int64).min)
#: What computed rows have in the columns behind `place`.
_NOTHING: Final = {"name": -1, "before": UNSAID, "shared_on": NONE, "rest": -1, "part": 0, "effective": 0}
#: What a row has that follows no terms of its own.
_PLAIN: Final = {"version": -1, "rest": -1, "effective": 0}

#: Values of some columns of rows.
Facts: TypeAlias = Mapping[str, Ints | int]


@frozen(eq=False)
class Written:
    """Rows by their number: those that were computed, version by version, and behind them those that were made.

    Attributes:
        computed: the rows of the versions of lines.
        made: a row of the matrix for each of `COLUMNS`.
    """

    computed: Rows
    made: Ints

    def column(self, name: str, row: Ints) -> Ints:
        """What some rows have in a column."""
        first = len(self.computed)
        beside = np.flatnonzero(row >= first)
        if not len(beside):
            return self._of_computed(name, row)
        found = self._of_computed(name, np.minimum(row, first - 1))
        found[beside] = self.made[_ROW[name], row[beside] - first]
        return found

    def _of_computed(self, name: str, row: Ints) -> Ints:
        if _ROW[name] < _COMPUTED:
            found: Ints = getattr(self.computed, name)[row].astype(np.int64)
            return found
        if name in _NOTHING:
            return np.full(len(row), _NOTHING[name], dtype=np.int64)
        version = np.searchsorted(self.computed.offsets, row, side="right") - 1
        return version if name == "version" else row - self.computed.offsets[version]

    def with_rows(self, line: Ints, made: Ints) -> "tuple[Written, Issued]":
        """The same with more rows, each of a line."""
        first = len(self.computed) + self.made.shape[1]
        rows = Issued(line, np.arange(first, first + made.shape[1]))
        return Written(self.computed, np.concatenate((self.made, made), axis=1)), rows

    def like(self, row: Ints, facts: Facts) -> Ints:
        """Rows to be made that are as some others, but for some columns."""
        made = np.empty((len(COLUMNS), len(row)), dtype=np.int64)
        for i, name in enumerate(COLUMNS):
            made[i] = facts[name] if name in facts else self.column(name, row)
        return made


@frozen(eq=False)
class Issued:
    """Rows of lines, by their numbers; in order of line.

    Attributes:
        line, row: of each.
    """

    line: Ints
    row: Ints

    def take(self, some: Ints | Bools) -> "Issued":
        """Some of them."""
        return Issued(self.line[some], self.row[some])

    @classmethod
    def joined(cls, parts: Sequence["Issued"], at: Ints | None = None) -> "Issued":
        """Those of several parts in order of line, of one line in the order of parts, or else of places."""
        line, row = np.concatenate([part.line for part in parts]), np.concatenate([part.row for part in parts])
        order = np.argsort(line, kind="stable") if at is None else np.lexsort((at, line))
        return cls(line[order], row[order])


def caught_up(
    written: Written, issued: Issued, after: Issued, day: Ints, name: Ints, listed: Bools
) -> tuple[Written, Issued]:
    """The rows of lines once what changes each of them is known.

    A row that fell due before is frozen. Each bill whose frozen rows come to something else by the new terms has a row
    with the difference, and each row of the new terms that is past and belongs to none of them one of its own.

    Args:
        issued: the rows until then.
        after: the rows of the new terms.
        day: for each line, when it becomes known.
        name: and what that is called.
        listed: whether its rows are the parts of a list, each of which keeps its place.

    Returns:
        All rows, and which of them those of the lines are.
    """
    past, late = _is_past(written, issued, day), _is_past(written, after, day)
    kept, fresh, live = issued.take(past), after.take(late), after.take(~late)
    turn = day.copy()
    np.maximum.at(turn, kept.line, written.column("due_unadjusted", kept.row))
    bill, of = _bills(written, kept, fresh, listed)
    known = np.flatnonzero(of >= 0)
    fallen = summed(bill, written.column("amount", kept.row), len(kept.row))
    owed = summed(of[known], written.column("amount", fresh.row[known]), len(kept.row))
    differs = np.flatnonzero((owed != fallen) & (bill == np.arange(len(bill))))
    line, row = kept.line[differs], kept.row[differs]
    sums: Facts = {"amount": (owed - fallen)[differs], "before": fallen[differs]}
    own: Facts = {**sums, "due_unadjusted": day[line], "provisional": 0, "part": 0}
    written, more = written.with_rows(line, written.like(row, {**_caught(line, day, name, turn), **own}))
    alone = fresh.take(of < 0)
    facts = {**_caught(alone.line, day, name, turn), "before": 0}
    written, alone = written.with_rows(alone.line, written.like(alone.row, facts))
    if not listed.any():
        return written, Issued.joined((kept, more, alone, live))
    return _in_their_places(written, issued, past, Issued.joined((alone, live)), more, listed)


def _caught(line: Ints, day: Ints, name: Ints, turn: Ints) -> dict[str, Ints | int]:
    """What all rows have that catch up."""
    return {**_PLAIN, "due": day[line], "kind": CATCH_UP, "name": name[line], "shared_on": turn[line]}


def _is_past(written: Written, rows: Issued, day: Ints) -> Bools:
    """Which rows fell due before the day of their line; a calendar may have moved them to before it."""
    own, due = day[rows.line], written.column("due", rows.row)
    found: Bools = (due != NONE) & (np.minimum(due, written.column("due_unadjusted", rows.row)) < own)
    return found


#: Behind all places.
_LAST: Final = 2**31


def _in_their_places(
    written: Written, issued: Issued, past: Bools, new: Issued, more: Issued, listed: Bools
) -> tuple[Written, Issued]:
    """The rows of lines; the parts of a list that are past keep their numbers, what has no place comes last.

    A part that is owed no more stands there with nothing where one behind it is past.

    Args:
        more: what brings a bill to another value.
    """
    index = np.arange(len(issued.line)) - np.searchsorted(issued.line, issued.line)
    kept, place = issued.take(past), written.column("place", new.row)
    old_lists, new_lists = listed[kept.line], listed[new.line]
    key = np.concatenate((keyed(kept.line, index[past])[old_lists], keyed(new.line, place)[new_lists]))
    taken = np.zeros(len(key), dtype=np.bool_)
    taken[np.unique(key, return_index=True)[1]] = True
    at_kept = np.where(old_lists, index[past], 0)
    at_new = np.full(len(place), 2, dtype=np.int64)
    at_new[new_lists] = np.where(taken[old_lists.sum() :], place[new_lists], _LAST)
    last = np.zeros(len(listed), dtype=np.int64)
    np.maximum.at(last, kept.line, index[past])
    ahead = np.flatnonzero(listed[issued.line] & (index < last[issued.line]))
    ahead = ahead[~np.isin(keyed(issued.line, index)[ahead], key)]
    facts: Facts = {**_PLAIN, "amount": 0, "due_unadjusted": NONE, "due": NONE, "before": 0}
    written, nothing = written.with_rows(issued.line[ahead], written.like(issued.row[ahead], facts))
    at = np.concatenate((at_kept, index[ahead], at_new, np.where(listed[more.line], _LAST, 1)))
    return written, Issued.joined((kept, nothing, new, more), at)


# -- bills -------------------------------------------------------------------------------------


def _bills(written: Written, kept: Issued, fresh: Issued, listed: Bools) -> tuple[Ints, Ints]:
    """The bill to which each row belongs: by its service, or, where it has none of its own, by its place.

    A bill is known by its first row. A row of those kept that no bill before it holds is the first of another.

    Returns:
        Where the first row of its bill stands among those kept: of each row kept, and of each fresh one, -1 for none.
    """
    bill, of = np.arange(len(kept.line)), np.full(len(fresh.line), -1, dtype=np.int64)
    start, wanted = written.column("start", kept.row), written.column("start", fresh.row)
    own, asked = listed[kept.line] | (start == NONE), listed[fresh.line] | (wanted == NONE)
    if own.any():
        places = [written.column("place", rows.row[some]) for rows, some in ((kept, own), (fresh, asked))]
        found = _by_place(keyed(kept.line[own], places[0]), keyed(fresh.line[asked], places[1]))
        _write(bill, own, of, asked, *found)
    own, asked = ~own, ~asked
    if own.any():
        end = written.column("end", kept.row[own])
        found = _by_service(kept.line[own], start[own], end, fresh.line[asked], wanted[asked])
        _write(bill, own, of, asked, *found)
    return bill, of


def _write(bill: Ints, own: Bools, of: Ints, asked: Bools, first: Ints, found: Ints) -> None:
    """Write the bills of some rows, which are known by their places among these."""
    some = np.flatnonzero(own)
    bill[own] = some[first]
    of[asked] = np.where(found < 0, -1, some[found])


def _by_place(key: Ints, asked: Ints) -> tuple[Ints, Ints]:
    """The first row of the same line and place: of each row kept, and of each that is asked for, -1 for none."""
    distinct, first, group = np.unique(key, return_index=True, return_inverse=True)
    at = np.minimum(np.searchsorted(distinct, asked), len(distinct) - 1)
    return first[group], np.where(distinct[at] == asked, first[at], -1)


def _by_service(line: Ints, start: Ints, end: Ints, asked_line: Ints, asked_start: Ints) -> tuple[Ints, Ints]:
    """The first row of the bill in which a row begins: of each row kept, and of each that is asked for, -1 for none.

    Where bills do not overlap, each is the only one in which a row can begin; else they are looked at one by one.
    """
    key = keyed(line, start)
    order = np.argsort(key, kind="stable")
    owner, begin, until = line[order], key[order], keyed(line, end)[order]
    reach = np.append(-1, np.maximum.accumulate(until)[:-1])
    opens = begin >= reach
    opener = order[opens]
    own = opener[np.cumsum(opens) - 1]
    first, asked = np.empty_like(order), keyed(asked_line, asked_start)
    first[order] = own
    at = np.searchsorted(begin[opens], asked, side="right") - 1
    found = np.where((at >= 0) & (asked < until[opens][at]), opener[at], -1)
    overlaps = ~opens & ((until > reach) | (order < own))
    for one in np.unique(owner[overlaps]).tolist():
        some, of = np.flatnonzero(line == one), np.flatnonzero(asked_line == one)
        firsts, founds = _one_by_one(start[some].tolist(), end[some].tolist(), asked_start[of].tolist())
        first[some] = some[firsts]
        found[of] = [-1 if place < 0 else some[place] for place in founds]
    return first, found


def _one_by_one(start: Sequence[int], end: Sequence[int], asked: Sequence[int]) -> tuple[list[int], list[int]]:
    """As `_by_service`, for the rows of one line; of several bills in which a row begins, the one that begins last."""
    bills: dict[tuple[int, int], int] = {}

    def holding(day: int) -> int:
        return bills[max(found)] if (found := [span for span in bills if span[0] <= day < span[1]]) else -1

    first = []
    for place, span in enumerate(zip(start, end, strict=True)):
        at = holding(span[0])
        first.append(bills.setdefault(span, place) if at < 0 else at)
    return first, [holding(day) for day in asked]


__all__ = ["COLUMNS", "UNSAID", "Issued", "Written", "caught_up"]
