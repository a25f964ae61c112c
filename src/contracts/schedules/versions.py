"""Versions of lines: one line as it stood between two amendments, with its rows in plain numbers."""

from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np
from attrs import evolve, fields

from contracts.dates import Period
from contracts.kernel.curves import Earned, touched
from contracts.kernel.days import FIRST, NONE, number
from contracts.kernel.encode import encode
from contracts.kernel.ending import worth
from contracts.kernel.exact import half_away
from contracts.kernel.expand import CATCH_UP, PlaceError, expand
from contracts.kernel.remeasuring import bill_weights
from contracts.schedules.remeasured import Stretch, rebilled_course, remeasured_course, remeasured_rows
from contracts.schedules.rows import Row
from contracts.terms.billing import Cyclic, Stages, When
from contracts.terms.changes import Ending
from contracts.terms.contract import Contract
from contracts.terms.in_force import InForce
from contracts.terms.line import Line
from contracts.terms.price import Rate, Total
from contracts.terms.rebilling import Rebilled
from contracts.terms.remeasuring import Remeasured

#: What `provisional` has beside the 1 of a calendar, where a rate rests on an index value that is not known.
UNSURE_RATE: Final = 2

#: What makes a line of several lines: one after another, or one that is spread anew.
Anew: TypeAlias = Remeasured | Rebilled
#: So many of its columns are the kernel's, of the same names.
_COMPUTED: Final = [column.name for column in fields(Row)[:7]]


class Versions:
    """Versions of lines, computed all at once."""

    def __init__(self) -> None:
        self.terms: list[tuple[Contract, Line]] = []
        self.endings: list[Ending | None] = []
        self.anew: list[Anew | None] = []
        self._parts: dict[int, list[int]] = {}
        self._known: dict[object, int] = {}
        self._rows: dict[int, tuple[Row, ...]] = {}

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
        key = (contract.id, line, ending, of, happened)
        if key not in self._known:
            self._known[key] = len(self.terms)
            self.terms.append((contract, line))
            self.endings.append(ending)
            self.anew.append(of)
        return self._known[key]

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
        for version in range(len(self.terms)):
            self._mark(version)
        self.curves = Earned(self.segments, self.computed)
        self.first, self.last = touched(self.segments, self.computed)

    def _mark(self, version: int) -> None:
        """Mark the rows of a version whose rate is not known yet."""
        first, end = self.computed.offsets[version : version + 2].tolist()
        for days in self._unsure(version):
            rows = slice(first, end)
            touches = (self.computed.start[rows] < number(days.end)) & (self.computed.end[rows] > number(days.start))
            self.computed.provisional[rows] |= np.where(touches, UNSURE_RATE, 0).astype(np.int8)

    def marked(self, version: int, rows: Sequence[Row]) -> list[Row]:
        """Rows, marked where their rate is not known yet by the terms of a version."""
        unsure = [(number(days.start), number(days.end)) for days in self._unsure(version)]

        def mark(row: Row) -> int:
            touches = any(row.start < end and row.end > start for start, end in unsure)
            return row.provisional & ~UNSURE_RATE | (UNSURE_RATE if touches else 0)

        return [row if mark(row) == row.provisional else evolve(row, provisional=mark(row)) for row in rows]

    def _unsure(self, version: int) -> list[Period]:
        """The days whose rate is not known yet."""
        price = self.terms[version][1].price
        if not isinstance(price, Rate) or not price.then:
            return []
        from contracts.terms.escalated_lines import provisional_days  # loaded once there is one

        return provisional_days(self.terms[version][1])

    def rows(self, version: int) -> tuple[Row, ...]:
        """The installments of a version; of a line that ended, up to its end."""
        if version not in self._rows:
            first, end = self.computed.offsets[version : version + 2].tolist()
            columns = [getattr(self.computed, name)[first:end].tolist() for name in _COMPUTED]
            rows = [Row(*(*values, version, i)) for i, values in enumerate(zip(*columns, strict=True))]
            ending, of = self.endings[version], self.anew[version]
            if isinstance(of, Rebilled):
                rows = [row for part in self._parts[version] for row in self.rows(part)]
            elif of is not None:
                rows = remeasured_rows(self, of, self._parts[version])
            if ending is not None:
                totals = isinstance(of, Remeasured)
                rows = self._cut(version, rows, ending) if totals else _ended(*self.terms[version], rows, ending)
            self._rows[version] = tuple(rows)
        return self._rows[version]

    def course(self, version: int) -> list[Stretch]:
        """What says what a line has earned, from the first day on; of one that ended it is what it is worth."""
        of = self.anew[version]
        if self.endings[version] is not None:
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
        (contract, line), ending = self.terms[version], self.endings[version]
        return contract, ending.before if ending is not None and isinstance(line.price, Total) else line


def _untaxed(line: Line) -> Line:
    """The line without its tax, which changes nothing that falls due."""
    return line if line.tax is None else evolve(line, tax=None)


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
