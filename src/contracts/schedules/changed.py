"""Installments of contracts that were amended: what fell due as the terms were then known, and what catches up.

A row that falls due before the day on which an amendment is signed is frozen. On that day the new terms are owed as if
they had always been: for each bill whose frozen rows come to something else there is a catch-up row, and one for each
row of the new terms that is already past. All rows together come to what the last terms come to.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from typing import Any, Final, TypeAlias

import numpy as np
from attrs import evolve, frozen

from contracts.kernel.bent import keyed
from contracts.kernel.changing import ChangingEarned
from contracts.kernel.days import FIRST, LAST, NONE, Days, number
from contracts.kernel.encode import Segments
from contracts.kernel.exact import Ints, offsets
from contracts.kernel.expand import CATCH_UP, Rows
from contracts.kernel.grid import flat
from contracts.schedules.remeasured import Stretch, growth_of
from contracts.schedules.rows import Rest, Row
from contracts.schedules.versions import Versions
from contracts.terms.billing import Cyclic
from contracts.terms.contract import Contract
from contracts.terms.in_force import InForce, became_known, is_indexed, terms_of
from contracts.terms.line import Line
from contracts.terms.open_ended import closed, horizons
from contracts.terms.renewing import known_amendments

#: What a row has that follows no terms of its own.
_PLAIN: Final[dict[str, Any]] = {"rest": None, "effective": False}

#: A bill by its service; where rows have none, by its place in the list of parts.
Bill: TypeAlias = tuple[int, int]


@frozen(eq=False)
class Changes:
    """What a schedule of amended contracts knows beside its rows.

    Attributes:
        version, place: of each row: which version it follows, -1 for a catch-up; and its place there.
        name, before: of the rows that bring a bill, or an ended line, to a value: the amendment's id, and what it
            came to without the row; by place.
        shared_on: the day by which each row takes its turn in sharing.
        rests: what was left of a total that was spread anew, and which part of it the row is; by place.
        effective: places of rows that fall due on the day on which an amendment takes effect.
        terms: contract and line of each version; of a total that ended, as it was before.
        earned: the curve.
        first, last: the days between which each line may earn.
    """

    version: Ints
    place: Ints
    name: Mapping[int, str | None]
    before: Mapping[int, int]
    shared_on: Days
    rests: Mapping[int, tuple[Rest, int]]
    effective: Set[int]
    terms: Sequence[tuple[Contract, Line]]
    earned: ChangingEarned
    first: Ints
    last: Ints


@frozen(eq=False)
class Plan:
    """The lines of contracts, amended or not, with their rows.

    Attributes:
        terms: contract and line as they stand at last, in order of contract and line.
        open_ended: ids of contract and line of those that go on beyond what is looked at.
        renewed: the same of contracts that may be renewed.
    """

    terms: Sequence[tuple[Contract, Line]]
    segments: Segments
    rows: Rows
    changes: Changes
    open_ended: tuple[tuple[str, str], ...] = ()
    renewed: tuple[tuple[str, str], ...] = ()


@frozen
class History:
    """One line from its first terms to the last that are known.

    Attributes:
        version: the last one.
        rows: those that it has through amendments; None: those of its version.
        course: of what it has earned.
    """

    version: int
    rows: list[Row] | None
    course: list[Stretch]


def changes_with(contract: Contract, known_on: date | None) -> bool:
    """Whether the rows of a contract are others than those of its first terms, or could be."""
    return (
        bool(contract.amendments)
        or contract.renewal is not None
        or (known_on is not None and any(day > known_on for day in contract.events.values()))
        or is_indexed(contract)
    )


def planned(
    contracts: Sequence[Contract],
    known_on: date | None,
    horizon: date | None = None,
    renewed_on: date | None = None,
) -> Plan:
    """The installments of contracts in order of id, some of which were amended.

    Args:
        known_on: what was signed or happened later does not count; None: all counts.
        horizon: up to which lines without a last day are looked at.
        renewed_on: the day up to which renewals are committed whose days of notice have passed; default: `known_on`.

    Raises:
        TermsError: a due day beyond 2199, or beyond the line's calendar; a line without a last day, and no horizon.
    """
    versions = Versions()
    states = [_States(contract, known_on, versions, horizon, renewed_on) for contract in contracts]
    versions.compute()
    plan = _joined([line for state in states for line in state.histories()], versions)
    return evolve(
        plan,
        open_ended=tuple(name for state in states for name in state.open_ended),
        renewed=tuple(name for state in states for name in state.renewed),
    )


class _States:
    """The versions of the lines of one contract, by the day of signing and by the day of taking effect."""

    def __init__(
        self,
        contract: Contract,
        known_on: date | None,
        versions: Versions,
        horizon: date | None,
        renewed_on: date | None,
    ) -> None:
        self.versions = versions
        known = known_amendments(contract, known_on, passed=renewed_on)
        last = terms_of(contract, known, known_on, values_on=known_on)
        self.open_ended = [(contract.id, line.id) for line in last.open_ended]
        self.renewed = [(contract.id, line.id) for line in last.contract.lines if contract.renewal is not None]
        # Of what became known on one day, the last; an amendment before the value of an index.
        signing = became_known(contract) | {change.signed: change.id for change in known}
        self.signing = {day: signing[day] for day in sorted(signing) if known_on is None or day <= known_on}
        states = [
            terms_of(contract, [change for change in known if change.signed <= day], known_on, values_on=day)
            for day in [date.min, *self.signing]
        ]
        until = horizons(contract, known, [*states, last], horizon)
        self.known = [self._numbers(closed(terms, until)) for terms in states]
        self.added = {line.id: number(change.effective) for change in known for line in change.add}
        self.effects = []
        for day in [date.min, *sorted({change.effective for change in known})]:
            terms = closed(terms_of(contract, known, known_on, in_effect=day, values_on=known_on), until)
            self.effects.append((FIRST if day == date.min else number(day), self._numbers(terms), terms))

    def _numbers(self, terms: InForce) -> dict[str, int]:
        return {line.id: self.versions.add(terms, line) for line in terms.contract.lines}

    def histories(self) -> list[History]:
        """All its lines, in order of id."""
        return [self._history(name) for name in sorted(self.known[-1])]

    def _history(self, name: str) -> History:
        states = [state.get(name) for state in self.known]
        last, course = self.known[-1][name], self._course(name)
        if set(states) == {last}:
            return History(last, None, course)
        listed = not isinstance(self.versions.terms[last][1].billing, Cyclic)
        rows: list[Row] = []
        for day, version in zip([date.min, *self.signing], states, strict=True):
            if version is not None:
                after = self.versions.rows(version)
                known_from = FIRST if day == date.min else number(day)
                rows = _caught_up(rows, after, known_from, self.signing.get(day), listed)
        return History(last, self.versions.marked(last, rows), course)

    def _course(self, name: str) -> list[Stretch]:
        """What says what a line has earned; one that was added has earned nothing before it takes effect."""
        begins, held = self.added.get(name, FIRST), -1
        found: list[Stretch] = []
        for day, state, terms in self.effects:
            version = state[name]
            if day < begins:
                found = [Stretch(FIRST, version, 0)]
            elif day == begins or version != held:
                since = day - (day != begins and _ends_before(day, self.versions.terms[version][1], terms))
                found = [*(stretch for stretch in found if stretch.since < since)]
                found += _from(self.versions.course(version), since)
                held = version
        return found


def _from(course: list[Stretch], since: int) -> list[Stretch]:
    """The part of a course that holds from a day on."""
    first = max(i for i, stretch in enumerate(course) if stretch.since <= since)
    return [evolve(course[first], since=since), *course[first + 1 :]]


def _ends_before(day: int, line: Line, terms: InForce) -> bool:
    """Whether the day before is the last of a line, on which it has earned all that it is worth."""
    ending = terms.endings.get(line.id)
    if ending is not None:
        return day == number(ending.on)
    return line.service is not None and day == number(line.service.last) + 1


def _caught_up(issued: Sequence[Row], after: Sequence[Row], day: int, amendment: str | None, listed: bool) -> list[Row]:
    """The rows of a line once an amendment is signed.

    Args:
        issued: the rows until then.
        after: the rows of the new terms.
        day: of signing.
        amendment: its id.
        listed: whether the rows are the parts of a list, each of which keeps its place.
    """
    past = {index: row for index, row in enumerate(issued) if row.is_past(day)}
    turn = max([day, *(row.due_unadjusted for row in past.values())])
    bills: dict[Bill, list[Row]] = {}
    for row in past.values():
        bills.setdefault(_bill_of(row, bills, listed), []).append(row)
    owed = dict.fromkeys(bills, 0)
    alone, live = [], []
    for row in after:
        bill = _bill_of(row, bills, listed)
        if not row.is_past(day):
            live.append(row)
        elif bill in bills:
            owed[bill] += row.amount
        else:
            alone.append(
                evolve(row, due=day, kind=CATCH_UP, version=-1, name=amendment, before=0, shared_on=turn, **_PLAIN)
            )
    caught_up = []
    for bill, rows in bills.items():
        fallen, of = sum(row.amount for row in rows), rows[0]
        if owed[bill] != fallen:
            about = (owed[bill] - fallen, of.start, of.end, day, day, 0, CATCH_UP, -1, of.place)
            caught_up.append(Row(*about, name=amendment, before=fallen, shared_on=turn))
    if listed:
        return [*_in_their_places(issued, past, [*alone, *live]), *caught_up]
    return [*past.values(), *caught_up, *alone, *live]


def _bill_of(row: Row, bills: Iterable[Bill], listed: bool) -> Bill:
    """The bill that a row belongs to: by its service, or, where it has none of its own, by its place."""
    if listed or row.start == NONE:
        return (NONE, row.place)
    holding = [bill for bill in bills if bill[0] <= row.start < bill[1]]
    return max(holding, default=(row.start, row.end))


def _in_their_places(issued: Sequence[Row], past: Mapping[int, Row], new: Sequence[Row]) -> list[Row]:
    """The parts of a list, of which those that are past keep their numbers; what has no place of its own comes last.

    A part that is owed no more stands there with nothing where one behind it is past.
    """
    taken, more = dict(past), []
    for row in new:
        if row.place in taken:
            more.append(row)
        else:
            taken[row.place] = row
    for index in range(max(past, default=0)):
        if index not in taken:
            nothing = evolve(issued[index], amount=0, due_unadjusted=NONE, due=NONE, version=-1, before=0, **_PLAIN)
            taken[index] = nothing
    return [*(taken[index] for index in sorted(taken)), *more]


def _joined(lines: Sequence[History], versions: Versions) -> Plan:
    """The rows of lines: of those that never changed where they were computed, of the others beside them."""
    last = np.array([line.version for line in lines], dtype=np.int64)
    plain = np.array([line.rows is None for line in lines], dtype=np.bool_)
    own = [row for line in lines for row in line.rows or ()]
    computed = versions.computed
    starts = computed.offsets[:-1][last]
    counts = np.where(plain, np.diff(computed.offsets)[last], [len(line.rows or ()) for line in lines])
    behind = len(computed) + offsets(np.where(plain, 0, counts))[:-1]
    line, place = flat(counts)
    pick = np.where(plain, starts, behind)[line] + place

    def column(name: str) -> Any:
        found = getattr(computed, name)
        return np.concatenate((found, np.array([getattr(row, name) for row in own], dtype=found.dtype)))[pick]

    listed = np.array([not isinstance(versions.terms[i][1].billing, Cyclic) for i in last.tolist()], dtype=np.bool_)
    rows = Rows(
        offsets(counts),
        column("amount"),
        column("start"),
        column("end"),
        column("due_unadjusted"),
        column("due"),
        column("provisional"),
        column("kind"),
        np.flatnonzero(listed & (counts > 1)),
    )
    changed = dict(zip(np.flatnonzero(~plain[line]).tolist(), own, strict=True))
    version, at, shared_on = last[line], place.copy(), rows.due_unadjusted.copy()
    for i, row in changed.items():
        version[i], at[i] = row.version, row.place
        shared_on[i] = row.due_unadjusted if row.shared_on is None else row.shared_on
    earned, first, final = _earned(lines, versions)
    return Plan(
        [versions.terms[i] for i in last.tolist()],
        versions.segments.take(last),
        rows,
        Changes(
            version,
            at,
            {i: row.name for i, row in changed.items()},
            {i: row.before for i, row in changed.items() if row.before is not None},
            shared_on,
            {i: (row.rest, row.part) for i, row in changed.items() if row.rest is not None},
            {i for i, row in changed.items() if row.effective},
            [versions.explained(i) for i in range(len(versions.terms))],
            earned,
            first,
            final,
        ),
    )


def _earned(lines: Sequence[History], versions: Versions) -> tuple[ChangingEarned, Ints, Ints]:
    """What the lines earn, and the first and the last day on which each may earn; `NONE` where there is none."""
    course = [stretch for line in lines for stretch in line.course]
    begins = offsets(np.array([len(line.course) for line in lines], dtype=np.int64))
    line, _ = flat(np.diff(begins))
    since = np.array([stretch.since for stretch in course], dtype=np.int64)
    version = np.array([stretch.version for stretch in course], dtype=np.int64)
    fixed = np.array([-1 if stretch.fixed is None else stretch.fixed for stretch in course], dtype=np.int64)
    growth, base = growth_of(course), np.array([stretch.before for stretch in course], dtype=np.int64)
    curve = ChangingEarned(versions.curves, keyed(line, since), version, fixed, growth, base)
    until = np.append(since[1:] - 1, LAST)
    until[begins[1:] - 1] = LAST
    first, last = np.maximum(versions.first[version], since), np.minimum(versions.last[version], until)
    first[(fixed >= 0) | (versions.first[version] == NONE)] = LAST + 1
    grows = growth.rest != 0
    first[grows] = np.maximum(growth.start, since)[grows]
    last[grows] = np.minimum(growth.end - 1, until)[grows]
    jumps = curve.jumps()
    first, last = np.where(jumps, since, first), np.where(jumps & (first > last), since, last)
    never = first > last
    first[never], last[never] = LAST + 1, NONE
    earliest, latest = np.minimum.reduceat(first, begins[:-1]), np.maximum.reduceat(last, begins[:-1])
    return curve, np.where(latest == NONE, NONE, earliest), latest


__all__ = ["Changes", "Plan", "changes_with", "planned"]
