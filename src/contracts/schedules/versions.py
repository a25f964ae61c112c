"""Versions of lines: one line as it stood between two amendments, with its rows in plain numbers."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np
from attrs import evolve, fields

from contracts.kernel.catching_up import COLUMNS, UNSAID, Issued, Written
from contracts.kernel.curves import Earned, touched
from contracts.kernel.days import FIRST, NONE, number
from contracts.kernel.encode import encode
from contracts.kernel.ending import worth
from contracts.kernel.exact import Ints, half_away
from contracts.kernel.expand import CATCH_UP, PlaceError, Rows, expand
from contracts.kernel.grid import flat
from contracts.kernel.remeasuring import bill_weights
from contracts.schedules.remeasured import Stretch, rebilled_course, remeasured_course, remeasured_rows
from contracts.schedules.rows import Rest, Row
from contracts.terms.billing import Cyclic, Stages, When
from contracts.terms.changes import Ending
from contracts.terms.contract import Contract
from contracts.terms.line import Line
from contracts.terms.price import Rate, RateStep, Total
from contracts.terms.rebilling import Rebilled
from contracts.terms.remeasuring import Remeasured
from contracts.terms.states import InForce

#: What `provisional` has beside the 1 of a calendar, where a rate rests on an index value that is not known.
UNSURE_RATE: Final = 2

#: What makes a line of several lines: one after another, or one that is spread anew.
Anew: TypeAlias = Remeasured | Rebilled
#: Events on which the days of stages depend.
Happened: TypeAlias = tuple[tuple[str, date], ...]
#: So many of its columns are the kernel's, of the same names.
_COMPUTED: Final = [column.name for column in fields(Row)[:7]]


class Versions:
    """Versions of lines, computed all at once."""

    def __init__(self) -> None:
        self.terms: list[tuple[Contract, Line]] = []
        self.endings: dict[int, Ending] = {}
        self.anew: dict[int, Anew] = {}
        self._parts: dict[int, list[int]] = {}
        self._known: dict[tuple[str, str], list[tuple[int, Line, Ending | None, Anew | None, Happened]]] = {}
        self._rows: dict[int, tuple[Row, ...]] = {}
        self.names: list[str] = []
        self.rests: list[Rest] = []
        self._codes: dict[str, int] = {}

    def still(self, contracts: Iterable[Contract]) -> range:
        """The numbers of the lines of contracts that nothing changes, in order of contract and line."""
        first = len(self.terms)
        self.terms += lines_of(contracts)
        return range(first, len(self.terms))

    def add(self, terms: InForce, line: Line) -> int:
        """The number of a version; equal ones are one."""
        ending, line = terms.endings.get(line.id), _untaxed(_stepped(line))
        if ending is not None:
            ending = evolve(ending, before=_untaxed(_stepped(ending.before)))
        of: Anew | None = terms.remeasured.get(line.id) or terms.rebilled.get(line.id)
        found = self._add(terms.contract, line, ending, of)
        if of is not None and found not in self._parts:
            lines = of.parts if isinstance(of, Rebilled) else [of.first, *(turn.line for turn in of.then)]
            self._parts[found] = [self._add(terms.contract, each) for each in lines]
        return found

    def _add(self, contract: Contract, line: Line, ending: Ending | None = None, of: Anew | None = None) -> int:
        happened = tuple(contract.events.items()) if isinstance(line.billing, Stages) else ()
        known = self._known.setdefault((contract.id, line.id), [])
        for version, *facts in reversed(known):  # most often the last one, if any
            if facts == [line, ending, of, happened]:
                return version
        version = len(self.terms)
        known.append((version, line, ending, of, happened))
        self.terms.append((contract, line))
        if ending is not None:
            self.endings[version] = ending
        if of is not None:
            self.anew[version] = of
        return version

    def compute(self) -> None:
        """The rows and curves of all of them.

        Raises:
            TermsError: a due day beyond 2199, or beyond the line's calendar.
        """
        self.segments = encode(self.terms)
        try:
            self.computed = expand(self.segments)
        except PlaceError as place:
            contract, line = self.terms[place.line]
            raise place.error.at(contract=contract.id, line=line.id) from None
        self.written = Written(self.computed, np.empty((len(COLUMNS), 0), dtype=np.int64))
        for version, (_, line) in enumerate(self.terms):
            if isinstance(line.price, Rate) and line.price.then:
                self.mark(self.computed, version, version)

    @cached_property
    def curves(self) -> Earned:
        """What each of them earns."""
        return Earned(self.segments, self.computed)

    @cached_property
    def touched(self) -> tuple[Ints, Ints]:
        """The first and the last day on which each may earn."""
        return touched(self.segments, self.computed)

    def mark(self, rows: Rows, line: int, version: int) -> None:
        """Mark the rows of a line whose rate is not known yet by the terms of a version."""
        price = self.terms[version][1].price
        if not isinstance(price, Rate) or all(type(step) is RateStep for step in price.then):
            return
        from contracts.terms.escalated_lines import provisional_days  # loaded once there is one

        own = slice(*rows.offsets[line : line + 2].tolist())
        for days in provisional_days(self.terms[version][1]):
            touches = (rows.start[own] < number(days.end)) & (rows.end[own] > number(days.start))
            rows.provisional[own] |= np.where(touches, UNSURE_RATE, 0).astype(np.int8)

    def rows(self, version: int) -> tuple[Row, ...]:
        """The installments of a version; of a line that ended, up to its end."""
        if version not in self._rows:
            first, end = self.computed.offsets[version : version + 2].tolist()
            columns = [getattr(self.computed, name)[first:end].tolist() for name in _COMPUTED]
            rows = [Row(*(*values, version, i)) for i, values in enumerate(zip(*columns, strict=True))]
            ending, of = self.endings.get(version), self.anew.get(version)
            if isinstance(of, Rebilled):
                rows = [row for part in self._parts[version] for row in self.rows(part)]
            elif of is not None:
                rows = remeasured_rows(self, of, self._parts[version])
            if ending is not None:
                totals = isinstance(of, Remeasured)
                rows = self._cut(version, rows, ending) if totals else _ended(*self.terms[version], rows, ending)
            self._rows[version] = tuple(rows)
        return self._rows[version]

    def issued(self, line: Ints, version: Ints) -> Issued:
        """The installments of versions, each as those of a line; lines ascend."""
        made = np.array([i in self.endings or i in self.anew for i in version.tolist()], dtype=np.bool_)
        own, _ = flat(np.diff(self.computed.offsets)[version[~made]])
        computed = Issued(line[~made][own], self.computed.places(version[~made]))
        if not made.any():
            return computed
        rows = [self.rows(i) for i in version[made].tolist()]
        columns = [self._numbers(row) for each in rows for row in each]
        lines = np.repeat(line[made], [len(each) for each in rows])
        data = np.array(columns, dtype=np.int64).reshape(-1, len(COLUMNS)).T
        self.written, beside = self.written.with_rows(lines, data)
        return Issued.joined((computed, beside))

    def _numbers(self, row: Row) -> tuple[int, ...]:
        """A row as columns."""
        rest = -1
        if row.rest is not None:
            rest = len(self.rests)
            self.rests.append(row.rest)
        return (
            *(getattr(row, name) for name in _COMPUTED),
            row.version,
            row.place,
            -1 if row.name is None else self.code(row.name),
            UNSAID if row.before is None else row.before,
            NONE,
            rest,
            row.part,
            int(row.effective),
        )

    def code(self, name: str) -> int:
        """The number of a name."""
        if name not in self._codes:
            self._codes[name] = len(self.names)
            self.names.append(name)
        return self._codes[name]

    def course(self, version: int) -> list[Stretch]:
        """What says what a line has earned, from the first day on; of one that ended it is what it is worth."""
        of = self.anew.get(version)
        if version in self.endings:
            return [Stretch(FIRST, version, sum(row.amount for row in self.rows(version)))]
        if of is None:
            return [Stretch(FIRST, version)]
        if isinstance(of, Rebilled):
            return rebilled_course(self, of, self._parts[version], list(self.rows(version)))
        return remeasured_course(self, of, self._parts[version], list(self.rows(version)))

    def _cut(self, version: int, rows: list[Row], ending: Ending) -> list[Row]:
        """The rows of a total that was spread anew and ended then: a bill is cut by what its cells weigh."""
        (_, line), on = self.terms[version], number(ending.on)
        billing = line.billing
        if not isinstance(billing, Cyclic) or line == ending.before:
            return _brought(_kept(rows, on, cyclic=isinstance(billing, Cyclic)), ending, len(rows))
        kept = [row for row in rows if (row.due_unadjusted if row.start == NONE else row.start) < on]
        place = max(i for i, row in enumerate(kept) if row.start != NONE)
        last = kept[place]
        if last.end > on:
            others = sum(row.amount for row in kept) - last.amount
            cut = evolve(last, end=on, amount=self._part(last, on), before=others, name=ending.amendment, rest=None)
            if billing.when is When.ARREARS:
                own = int(self.computed.offsets[version + 1]) - 1
                due, unadjusted = (int(getattr(self.computed, name)[own]) for name in ("due", "due_unadjusted"))
                cut = evolve(cut, due=due, due_unadjusted=unadjusted, provisional=int(self.computed.provisional[own]))
            kept[place] = cut
        return _brought(kept, ending, len(rows))

    def _part(self, row: Row, on: int) -> int:
        """What the days of a bill before a day inside of it come to."""
        segment = self.segments.take(np.array([row.version]))
        pauses = () if row.rest is None else row.rest.turn.pauses
        days = [(number(pause.start), number(pause.end)) for pause in pauses]
        own, other = bill_weights(segment, np.array([row.start, on]), np.array([on, row.end]), days).tolist()
        return int(half_away(np.array([row.amount * own], dtype=object), np.array([own + other or 1]))[0])

    def explained(self, version: int) -> tuple[Contract, Line]:
        """The terms that the rows of a version follow: of a total that ended, those that it had before."""
        (contract, line), ending = self.terms[version], self.endings.get(version)
        return contract, ending.before if ending is not None and isinstance(line.price, Total) else line


def _untaxed(line: Line) -> Line:
    """The line without its tax, which changes nothing that falls due."""
    return line if line.tax is None else evolve(line, tax=None)


def lines_of(contracts: Iterable[Contract]) -> list[tuple[Contract, Line]]:
    """The lines of contracts, in order of id inside each."""
    return [
        (contract, line)
        for contract in contracts
        for line in (contract.lines if len(contract.lines) == 1 else sorted(contract.lines, key=lambda line: line.id))
    ]


def _stepped(line: Line) -> Line:
    """The line with the steps that an escalation led to."""
    if not isinstance(line.price, Rate) or line.price.escalation is None:
        return line
    return evolve(line, price=line.price.stepped)


def _ended(contract: Contract, line: Line, rows: list[Row], ending: Ending) -> list[Row]:
    """The rows of a line that ended, which come to what it is worth."""
    on, cyclic, value = number(ending.on), isinstance(line.billing, Cyclic), None
    if line != ending.before:  # its service was cut inside
        kept = rows
        if isinstance(line.price, Total) and isinstance(line.billing, Cyclic):
            whole = encode([(contract, ending.before)])
            computed = expand(whole)
            bills = int((computed.start < on).sum())
            if len(rows) > bills:  # an explicit first edge lay beyond the end: the grid's own edges make no bills
                first, last = rows[bills - 1], rows[-1]
                due = first if line.billing.when is When.ADVANCE else last
                rows = [*rows[: bills - 1], evolve(first, end=last.end, due_unadjusted=due.due_unadjusted, due=due.due)]
            amounts = computed.amount.tolist()[: len(rows)]
            kept = [evolve(row, amount=amount) for row, amount in zip(rows, amounts, strict=True)]
            value = int(worth(whole, np.array([on]))[0])
    else:
        kept = _kept(rows, on, cyclic=cyclic)
    return _brought(kept, ending, len(rows), value)


def _kept(rows: list[Row], on: int, *, cyclic: bool) -> list[Row]:
    """The rows of a line whose service is not cut: those that ended, or fell due, before a day."""
    return [row for row in rows if (row.end <= on if cyclic else row.is_before(on))]


def _brought(kept: list[Row], ending: Ending, place: int, value: int | None = None) -> list[Row]:
    """Rows that come to what a line is worth, the last of them, or else one on the day of its end, with the rest."""
    on = number(ending.on)
    if value is None:
        value = sum(row.amount for row in kept)
    if ending.value is not None:
        value = ending.value.minor
    if value == sum(row.amount for row in kept):
        return kept
    if not kept or not isinstance(ending.before.billing, Cyclic):
        kept = [*kept, Row(0, NONE, NONE, on, on, 0, CATCH_UP, -1, place)]
    others = sum(row.amount for row in kept[:-1])
    return [*kept[:-1], evolve(kept[-1], amount=value - others, before=others, name=ending.amendment, rest=None)]
