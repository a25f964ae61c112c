"""What falls due once terms change: rows that are past stay, and what the new terms make of them catches up."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from attrs import frozen

from contracts.kernel.bent import keyed
from contracts.kernel.days import NONE
from contracts.kernel.exact import Bools, Ints
from contracts.kernel.expand import CATCH_UP
from contracts.kernel.gather import summed

#: The columns of rows of lines that change; all int64. Days count from 1970.
COLUMNS: Final = (
    "line",
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
#: An amount that is not said.
UNSAID: Final = int(np.iinfo(np.int64).min)
#: What a row has that follows no terms of its own.
PLAIN: Final[Mapping[str, int]] = {"version": -1, "rest": -1, "effective": 0}


@frozen(eq=False)
class Issued:
    """Rows of lines that change, in order of line: one row of the matrix for each of `COLUMNS`."""

    data: Ints

    def __len__(self) -> int:
        return int(self.data.shape[1])

    def __getitem__(self, name: str) -> Ints:
        column: Ints = self.data[_ROW[name]]
        return column

    def take(self, rows: Ints | Bools) -> "Issued":
        """Some of the rows."""
        return Issued(self.data[:, rows])

    def but(self, facts: Mapping[str, Ints | int]) -> "Issued":
        """The same rows with other values in some columns."""
        data = self.data.copy()
        for name, values in facts.items():
            data[_ROW[name]] = values
        return Issued(data)

    def past(self, day: Ints) -> Bools:
        """Which rows fell due before the day of their line; a calendar may have moved them to before it."""
        own, due = day[self["line"]], self["due"]
        found: Bools = (due != NONE) & (np.minimum(due, self["due_unadjusted"]) < own)
        return found

    @classmethod
    def joined(cls, parts: Sequence["Issued"]) -> "Issued":
        """The rows of several parts in order of line, of one line in the order of parts."""
        data = np.concatenate([part.data for part in parts], axis=1)
        return cls(data[:, np.argsort(data[_ROW["line"]], kind="stable")])

    @classmethod
    def none(cls) -> "Issued":
        """No rows."""
        return cls(np.zeros((len(COLUMNS), 0), dtype=np.int64))


def caught_up(issued: Issued, after: Issued, day: Ints, name: Ints, listed: Bools) -> Issued:
    """The rows of lines once what changes each of them is known.

    A row that fell due before is frozen. Each bill whose frozen rows come to something else by the new terms has a row
    with the difference, and each row of the new terms that is past and belongs to none of them one of its own.

    Args:
        issued: the rows until then.
        after: the rows of the new terms.
        day: for each line, when it becomes known.
        name: and what that is called.
        listed: whether its rows are the parts of a list, each of which keeps its place.
    """
    past, late = issued.past(day), after.past(day)
    kept, fresh, live = issued.take(past), after.take(late), after.take(~late)
    turn = day.copy()
    np.maximum.at(turn, kept["line"], kept["due_unadjusted"])
    bill, of = _bills(kept, fresh, listed)
    known = np.flatnonzero(of >= 0)
    fallen = summed(bill, kept["amount"], len(kept))
    owed = summed(of[known], fresh["amount"][known], len(kept))
    differs = np.flatnonzero((owed != fallen) & (bill == np.arange(len(kept))))
    line = kept["line"][differs]
    more = kept.take(differs).but(
        {
            **PLAIN,
            "amount": (owed - fallen)[differs],
            "due_unadjusted": day[line],
            "due": day[line],
            "provisional": 0,
            "kind": CATCH_UP,
            "name": name[line],
            "before": fallen[differs],
            "shared_on": turn[line],
            "part": 0,
        }
    )
    alone = fresh.take(of < 0)
    line = alone["line"]
    facts = {"due": day[line], "kind": CATCH_UP, "name": name[line], "before": 0, "shared_on": turn[line]}
    alone = alone.but({**PLAIN, **facts})
    if not listed.any():
        return Issued.joined((kept, more, alone, live))
    index = np.arange(len(issued)) - np.searchsorted(issued["line"], issued["line"])
    return _in_their_places(issued, index, past, Issued.joined((alone, live)), more, listed)


def _in_their_places(issued: Issued, index: Ints, past: Bools, new: Issued, more: Issued, listed: Bools) -> Issued:
    """The rows of lines; the parts of a list that are past keep their numbers, what has no place comes last.

    A part that is owed no more stands there with nothing where one behind it is past.

    Args:
        index: the number of each row in its line until now.
        more: what brings a bill to another value.
    """
    kept = issued.take(past)
    lists = listed[kept["line"]], listed[new["line"]]
    key = np.concatenate((keyed(kept["line"], index[past])[lists[0]], keyed(new["line"], new["place"])[lists[1]]))
    taken = np.zeros(len(key), dtype=np.bool_)
    taken[np.unique(key, return_index=True)[1]] = True
    at_kept, at_new = np.zeros(len(kept), dtype=np.int64), np.full(len(new), 2, dtype=np.int64)
    own = int(lists[0].sum())
    at_kept[lists[0]] = index[past][lists[0]]
    at_new[lists[1]] = np.where(taken[own:], new["place"][lists[1]], _LAST)
    ahead = np.flatnonzero(listed[issued["line"]] & ~past & (index < _last_past(issued, index, past, len(listed))))
    ahead = ahead[~np.isin(keyed(issued["line"], index)[ahead], key)]
    nothing = issued.take(ahead).but({**PLAIN, "amount": 0, "due_unadjusted": NONE, "due": NONE, "before": 0})
    at_more = np.where(listed[more["line"]], _LAST, 1)
    rows = np.concatenate([part.data for part in (kept, nothing, new, more)], axis=1)
    at = np.concatenate((at_kept, index[ahead], at_new, at_more))
    return Issued(rows[:, np.lexsort((at, rows[_ROW["line"]]))])


#: Behind all places.
_LAST: Final = 2**31


def _last_past(issued: Issued, index: Ints, past: Bools, lines: int) -> Ints:
    """For each row, the number of the last row of its line that is past; 0 where none is."""
    last = np.zeros(lines, dtype=np.int64)
    np.maximum.at(last, issued["line"][past], index[past])
    result: Ints = last[issued["line"]]
    return result


# -- bills -------------------------------------------------------------------------------------


def _bills(kept: Issued, fresh: Issued, listed: Bools) -> tuple[Ints, Ints]:
    """The bill to which each row belongs: by its service, or, where it has none of its own, by its place.

    A bill is known by its first row. A row of those kept that no bill before it holds is the first of another.

    Returns:
        Where the first row of its bill stands among those kept: of each row kept, and of each fresh one, -1 for none.
    """
    bill, of = np.arange(len(kept)), np.full(len(fresh), -1, dtype=np.int64)
    by_place = [listed[rows["line"]] | (rows["start"] == NONE) for rows in (kept, fresh)]
    some, asked = (np.flatnonzero(places) for places in by_place)
    if len(some):
        key = keyed(kept["line"][some], kept["place"][some])
        distinct, first, group = np.unique(key, return_index=True, return_inverse=True)
        bill[some] = some[first[group]]
        wanted = keyed(fresh["line"][asked], fresh["place"][asked])
        found = np.minimum(np.searchsorted(distinct, wanted), len(distinct) - 1)
        of[asked] = np.where(distinct[found] == wanted, some[first[found]], -1)
    some, asked = (np.flatnonzero(~places) for places in by_place)
    if len(some):
        _by_service(kept, fresh, some, asked, bill, of)
    return bill, of


def _by_service(kept: Issued, fresh: Issued, some: Ints, asked: Ints, bill: Ints, of: Ints) -> None:
    """Write the bills of rows that have a service: in columns where bills do not overlap, else one by one.

    Args:
        some, asked: these rows among those kept, and among the fresh ones.
        bill, of: to be written.
    """
    line, start = kept["line"][some], kept["start"][some]
    order = some[np.lexsort((start, line))]
    line = kept["line"][order]
    begin, end = keyed(line, kept["start"][order]), keyed(line, kept["end"][order])
    reach = np.append(-1, np.maximum.accumulate(end)[:-1])
    opens = begin >= reach
    place = np.cumsum(opens) - 1
    first, begins, ends = order[opens], begin[opens], end[opens]
    bill[order] = first[place]
    wanted = keyed(fresh["line"][asked], fresh["start"][asked])
    at = np.searchsorted(begins, wanted, side="right") - 1
    of[asked] = np.where((at >= 0) & (wanted < ends[at]), first[at], -1)
    overlaps = ~opens & ((end > reach) | (order < first[place]))
    for one in np.unique(line[overlaps]).tolist():
        _one_by_one(kept, fresh, some[kept["line"][some] == one], asked[fresh["line"][asked] == one], bill, of)


def _one_by_one(kept: Issued, fresh: Issued, some: Ints, asked: Ints, bill: Ints, of: Ints) -> None:
    """Write the bills of the rows of one line; of several that hold a row, the one that begins last has it."""
    bills: dict[tuple[int, int], int] = {}

    def holding(rows: Issued, places: Ints) -> Iterator[tuple[int, tuple[int, int], int]]:
        for place, start, end in zip(
            places.tolist(), rows["start"][places].tolist(), rows["end"][places].tolist(), strict=True
        ):
            found = max((span for span in bills if span[0] <= start < span[1]), default=(start, end))
            yield place, found, bills.get(found, -1)

    for place, span, first in holding(kept, some):
        bill[place] = bills.setdefault(span, place) if first < 0 else first
    for place, _, first in holding(fresh, asked):
        of[place] = first


__all__ = ["COLUMNS", "PLAIN", "UNSAID", "Issued", "caught_up"]
