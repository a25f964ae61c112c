"""Versions of lines: one line as it stood between two amendments, with its rows in plain numbers."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import evolve, fields, frozen

from contracts.dates import Period
from contracts.kernel.curves import Earned, touched
from contracts.kernel.days import NONE, number
from contracts.kernel.encode import encode
from contracts.kernel.ending import worth
from contracts.kernel.expand import CATCH_UP, PlaceError, expand
from contracts.terms.billing import Cyclic, Stages, When
from contracts.terms.changes import Ending
from contracts.terms.contract import Contract
from contracts.terms.in_force import InForce
from contracts.terms.line import Line
from contracts.terms.price import Rate, Total

#: What `provisional` has beside the 1 of a calendar, where a rate rests on an index value that is not known.
UNSURE_RATE: Final = 2


@frozen
class Row:
    """One installment, in plain numbers: days since 1970, minor units.

    Attributes:
        version: whose terms it follows; -1 for what brings a bill, or a line, to a value.
        place: which of that version's rows it is, or stands for.
        name: id of the amendment of a catch-up.
        before: of a row that brings a bill, or an ended line, to a value: what it came to without the row.
        shared_on: the day by which it takes its turn in sharing, where that is not its unadjusted one.
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
    shared_on: int | None = None

    def is_past(self, day: int) -> bool:
        """Whether it has fallen due before a day; a calendar may have moved it to before that day."""
        return self.due != NONE and min(self.due, self.due_unadjusted) < day


#: So many of its columns are the kernel's, of the same names.
_COMPUTED: Final = [column.name for column in fields(Row)[:7]]


class Versions:
    """Versions of lines, computed all at once."""

    def __init__(self) -> None:
        self.terms: list[tuple[Contract, Line]] = []
        self.endings: list[Ending | None] = []
        self._known: dict[object, int] = {}
        self._rows: dict[int, tuple[Row, ...]] = {}

    def add(self, terms: InForce, line: Line) -> int:
        """The number of a version; equal ones are one."""
        ending, line = terms.endings.get(line.id), _stepped(line)
        if ending is not None and isinstance(ending.before.price, Rate):
            ending = evolve(ending, before=_stepped(ending.before))
        contract = terms.contract
        happened = tuple(contract.events.items()) if isinstance(line.billing, Stages) else ()
        key = (contract.id, line, ending, happened)
        if key not in self._known:
            self._known[key] = len(self.terms)
            self.terms.append((contract, line))
            self.endings.append(ending)
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
            ending = self.endings[version]
            self._rows[version] = tuple(rows if ending is None else _ended(*self.terms[version], rows, ending))
        return self._rows[version]

    def fixed(self, version: int) -> int | None:
        """What a line that ended is worth; None where its terms say it."""
        return None if self.endings[version] is None else sum(row.amount for row in self.rows(version))

    def explained(self, version: int) -> tuple[Contract, Line]:
        """The terms that the rows of a version follow: of a total that ended, those that it had before."""
        (contract, line), ending = self.terms[version], self.endings[version]
        return contract, ending.before if ending is not None and isinstance(line.price, Total) else line


def _stepped(line: Line) -> Line:
    """The line with the steps that an escalation led to."""
    if not isinstance(line.price, Rate) or line.price.escalation is None:
        return line
    return evolve(line, price=line.price.stepped)


def _ended(contract: Contract, line: Line, rows: list[Row], ending: Ending) -> list[Row]:
    """The rows of a line that ended, which come to what it is worth."""
    on, cyclic = number(ending.on), isinstance(line.billing, Cyclic)
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
        kept = [row for row in rows if (row.end <= on if cyclic else NONE < row.due_unadjusted < on)]
        value = sum(row.amount for row in kept)
    if ending.value is not None:
        value = ending.value.minor
    if value == sum(row.amount for row in kept):
        return kept
    if not cyclic or not kept:
        kept = [*kept, Row(0, NONE, NONE, on, on, 0, CATCH_UP, -1, len(rows))]
    others = sum(row.amount for row in kept[:-1])
    return [*kept[:-1], evolve(kept[-1], amount=value - others, before=others, name=ending.amendment)]
