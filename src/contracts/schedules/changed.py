"""Installments of contracts that were amended: what fell due as the terms were then known, and what catches up.

A row that falls due before the day on which an amendment is signed is frozen. On that day the new terms are owed as if
they had always been: for each bill whose frozen rows come to something else there is a catch-up row, and one for each
row of the new terms that is already past. All rows together come to what the last terms come to.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from attrs import evolve, frozen

from contracts.kernel.catching_up import UNSAID, Issued
from contracts.kernel.changing import ChangingEarned
from contracts.kernel.days import FIRST, NONE, Days, number
from contracts.kernel.encode import LISTED, Segments
from contracts.kernel.exact import Ints, offsets
from contracts.kernel.expand import Rows
from contracts.schedules.courses import earned
from contracts.schedules.issuing import Step, issued
from contracts.schedules.remeasured import Stretch
from contracts.schedules.rows import Rest
from contracts.schedules.versions import UNSURE_RATE, Versions
from contracts.terms.amendment import Amendment
from contracts.terms.contract import Contract
from contracts.terms.in_force import became_known, is_all_known, is_indexed, terms_of
from contracts.terms.line import Line
from contracts.terms.open_ended import closed, horizons
from contracts.terms.renewing import known_amendments
from contracts.terms.states import InForce, applied


@frozen(eq=False, slots=False)
class Changes:
    """What a schedule of amended contracts knows beside its rows.

    Attributes:
        lines: the version of each line as it stands at last.
    """

    lines: Ints
    _rows: Rows
    _versions: Versions
    _changed: Issued
    _histories: "Mapping[int, History]"

    def name(self, place: int) -> str | None:
        """What a row was named after: the id of an amendment, or an index and what its value stands for."""
        code = self._said("name", place)
        return None if code < 0 else self._versions.names[code]

    def before(self, place: int) -> int | None:
        """Of a row that brings a bill, or an ended line, to a value: what that came to without the row."""
        found = self._said("before", place)
        return None if found == UNSAID else found

    def rest(self, place: int) -> tuple[Rest, int] | None:
        """What was left of a total that was spread anew, and which part of it a row is."""
        code = self._said("rest", place)
        return None if code < 0 else (self._versions.rests[code], self._said("part", place))

    def is_effective(self, place: int) -> bool:
        """Whether a row falls due on the day on which an amendment takes effect."""
        return self._said("effective", place) > 0

    def _said(self, name: str, place: int) -> int:
        return int(self._versions.written.column(name, self._written[place : place + 1])[0])

    @cached_property
    def _written(self) -> Ints:
        """The number of each row among all that were written."""
        starts, own = self._rows.offsets, self._versions.computed.offsets
        row = np.repeat(own[self.lines] - starts[:-1], np.diff(starts)) + np.arange(starts[-1])
        changed = self._changed
        first = np.searchsorted(changed.line, changed.line)
        row[starts[changed.line] + np.arange(len(first)) - first] = changed.row
        return row

    @cached_property
    def version(self) -> Ints:
        """Which version each row follows; -1 for a catch-up."""
        return self._versions.written.column("version", self._written)

    @cached_property
    def place(self) -> Ints:
        """The place of each row in its version."""
        return self._versions.written.column("place", self._written)

    @cached_property
    def shared_on(self) -> Days:
        """The day by which each row takes its turn in sharing."""
        own, said = self._rows.due_unadjusted, self._versions.written.column("shared_on", self._written)
        return np.where(said == NONE, own, said).astype(own.dtype)

    @cached_property
    def terms(self) -> Sequence[tuple[Contract, Line]]:
        """Contract and line of each version; of a total that ended, as it was before."""
        return [self._versions.explained(i) for i in range(len(self._versions.terms))]

    @property
    def earned(self) -> ChangingEarned:
        """What the lines have earned."""
        return self._curve[0]

    @property
    def touched(self) -> tuple[Ints, Ints]:
        """The first and the last day on which each line may earn."""
        return self._curve[1:]

    @cached_property
    def _curve(self) -> tuple[ChangingEarned, Ints, Ints]:
        courses = {line: history.course() for line, history in self._histories.items()}
        return earned(self._versions, self.lines, courses)


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


@frozen(eq=False)
class History:
    """One line from its first terms to the last that are known.

    Attributes:
        version: the last one.
        steps: the versions, one after another, where they are not all the same.
        line: its id.
        states: those of its contract.
    """

    version: int
    steps: tuple[Step, ...]
    line: str
    states: "_States"

    def course(self) -> list[Stretch]:
        """What says what it has earned."""
        return self.states.course(self.line)


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
    versions, states = Versions(), list[_States]()
    lines, histories = list[int](), dict[int, History]()
    held = list[Contract]()
    for contract in contracts:
        if _is_still(contract, known_on):
            held.append(contract)
            continue
        lines += versions.still(held)
        held = []
        states.append(_States(contract, known_on, versions, horizon, renewed_on))
        for history in states[-1].histories():
            histories[len(lines)] = history
            lines.append(history.version)
    lines += versions.still(held)
    versions.compute()
    last = np.array(lines, dtype=np.int64)
    return Plan(
        [versions.terms[i] for i in lines],
        versions.segments.take(last),
        *_joined(versions, last, histories),
        tuple(name for state in states for name in state.open_ended),
        tuple(name for state in states for name in state.renewed),
    )


def _is_still(contract: Contract, known_on: date | None) -> bool:
    """Whether the lines of a contract are those of its first terms, with a last day each."""
    if changes_with(contract, known_on):
        return False
    # A loop, since every contract of a schedule is asked.
    for line in contract.lines:  # noqa: SIM110
        if line.is_open_ended:
            return False
    return True


class _Terms:
    """The terms of a contract by the amendments that are known and in effect; the same ones are made once."""

    def __init__(self, contract: Contract, amendments: Sequence[Amendment], known_on: date | None) -> None:
        self._contract, self._amendments, self._known_on = contract, amendments, known_on
        self.indexed = is_indexed(contract)
        self.goes_on = any(line.is_open_ended for line in contract.all_lines)
        self._states = contract.signed_states if is_all_known(contract, known_on) else ()
        self._found: dict[tuple[Any, ...], InForce] = {}

    def known(self, day: date | None) -> InForce:
        """Those known on a day; None: all."""
        count = sum(day is None or change.signed <= day for change in self._amendments)
        return self._states[count] if self._states else self._of(count, None, day)

    def in_effect(self, day: date) -> InForce:
        """All that are known, as they take effect up to a day."""
        count = applied(self._amendments, day)
        if count is not None and not self.indexed:
            return self._states[count] if self._states else self._of(count, None, self._known_on)
        return self._of(len(self._amendments), day, self._known_on)

    def _of(self, count: int, in_effect: date | None, values_on: date | None) -> InForce:
        """Those by some of the first amendments."""
        key = (count, in_effect, values_on if self.indexed else None)
        if key not in self._found:
            agreed = self._amendments[:count]
            self._found[key] = terms_of(self._contract, agreed, self._known_on, in_effect, values_on)
        return self._found[key]


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
        terms = _Terms(contract, known, known_on)
        last = terms.known(known_on)
        self.open_ended = [(contract.id, line.id) for line in last.open_ended]
        self.renewed = [(contract.id, line.id) for line in last.contract.lines if contract.renewal is not None]
        # Of what became known on one day, the last; an amendment before the value of an index.
        signing = became_known(contract) if terms.indexed else {}
        signing |= {change.signed: change.id for change in known}
        self.signing = {day: signing[day] for day in sorted(signing) if known_on is None or day <= known_on}
        states = [terms.known(day) for day in [date.min, *self.signing]]
        self._until = horizons(contract, known, [*states, last], horizon) if terms.goes_on else None
        self._seen: dict[int, tuple[InForce, dict[str, int]]] = {}
        self.known = [self._looked_at(each)[1] for each in states]
        self.added = {line.id: number(change.effective) for change in known for line in change.add}
        self.effects = [
            (FIRST if day == date.min else number(day), *self._looked_at(terms.in_effect(day)))
            for day in [date.min, *sorted({change.effective for change in known})]
        ]

    def _looked_at(self, terms: InForce) -> tuple[InForce, dict[str, int]]:
        """Terms as far as they are looked at, and the versions of their lines."""
        if id(terms) not in self._seen:
            found = terms if self._until is None else closed(terms, self._until)
            self._seen[id(terms)] = found, {line.id: self.versions.add(found, line) for line in found.contract.lines}
        return self._seen[id(terms)]

    def histories(self) -> list[History]:
        """All its lines, in order of id."""
        days = [FIRST, *map(number, self.signing)]
        names = ["", *self.signing.values()]
        found = []
        for line in sorted(self.known[-1]):
            states = [state.get(line) for state in self.known]
            last, steps = self.known[-1][line], tuple[Step, ...]()
            if set(states) != {last}:
                known = zip(days, names, states, strict=True)
                steps = tuple((day, name, version) for day, name, version in known if version is not None)
            found.append(History(last, steps, line, self))
        return found

    def course(self, name: str) -> list[Stretch]:
        """What says what a line has earned; one that was added has earned nothing before it takes effect."""
        begins, held = self.added.get(name, FIRST), -1
        found: list[Stretch] = []
        for day, terms, state in self.effects:
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


def _joined(versions: Versions, last: Ints, histories: Mapping[int, History]) -> tuple[Rows, Changes]:
    """The rows of lines: of those that never changed all that were computed, of the others those that were issued.

    Args:
        last: the version of each line.
        histories: of those whose contracts change.
    """
    steps = {line: history.steps for line, history in histories.items() if history.steps}
    changed = issued(versions, steps)
    computed, changing = versions.computed, np.zeros(len(last), dtype=np.bool_)
    changing[list(steps)] = True
    counts = np.where(changing, np.bincount(changed.line, minlength=len(last)), np.diff(computed.offsets)[last])
    begins = np.where(changing, np.searchsorted(changed.line, np.arange(len(last))), computed.offsets[last])
    # Most lines stand beside one another as they were computed, so that pieces of columns are copied.
    new = np.append(True, (changing[1:] != changing[:-1]) | (begins[1:] != (begins + counts)[:-1]))
    ends = (begins + counts)[np.append(new[1:], True)]
    pieces = list(zip(changing[new].tolist(), begins[new].tolist(), ends.tolist(), strict=True))

    def column(name: str) -> Any:
        found = getattr(computed, name)
        own = versions.written.column(name, changed.row).astype(found.dtype)
        if name == "provisional":
            own &= ~UNSURE_RATE  # by the last terms, below
        return np.concatenate([(own if is_own else found)[first:end] for is_own, first, end in pieces])

    listed = versions.segments["form"][last] == LISTED
    rows = Rows.by(
        offsets(counts),
        column,
        np.flatnonzero(listed & (counts > 1)),
    )
    for line in steps:
        versions.mark(rows, line, int(last[line]))
    return rows, Changes(last, rows, versions, changed, histories)


__all__ = ["Changes", "Plan", "changes_with", "planned"]
