"""The ledger (合同台账): one row a contract."""

from datetime import date
from typing import Any, Final

import numpy as np
from attrs import evolve, frozen

from contracts.kernel.days import NONE, as_date, number
from contracts.kernel.exact import total
from contracts.kernel.expand import RELEASE, RETENTION
from contracts.payments.matching import match
from contracts.register import Register
from contracts.schedules.installments import Schedule, schedule
from contracts.schedules.sheet import Sheet
from contracts.tables import LEDGER
from contracts.terms.contract import Contract
from contracts.terms.in_force import in_force

#: How a contract stands.
NOT_BEGUN: Final = "not begun"
RUNNING: Final = "running"
ENDED: Final = "ended"
SETTLED: Final = "settled"


def ledger(register: Register, as_of: date, *, known_on: date | None = None) -> Sheet:
    """Every contract with its parties, days, value, what was paid of it, and how it stands.

    `open` is the amended value less what was paid, undated parts included; it is below 0 for what was paid beyond the
    value. The days of a contract are those of service of its lines, and the unadjusted due days of lines without a
    service. It is `not begun` before the first of them, or while it has none; `ended` after the last of them, unless
    a part has no day yet; `settled` once it has ended and nothing is open; else `running`. Lines without a last day
    have a value up to `as_of`, and their contract has no `to`.

    Args:
        register: contracts and payments.
        as_of: the last day that counts.
        known_on: what is recorded later does not count; default: `as_of`.

    Returns:
        Columns of `tables.LEDGER`, in order of id.

    Raises:
        TermsError: those of `match`.
    """
    found = match(register, as_of, known_on=known_on)
    plan, paid = found.plan, found.paid()
    columns: dict[str, list[Any]] = {name: [] for name in LEDGER.names}
    bounds = _rows(plan)
    for agreed in register:
        terms = in_force(agreed, found.known_on)
        contract = terms.contract
        first, last = bounds[contract.id]
        value = total(plan._rows.amount[first:last])
        rest = value - paid.get(contract.id, 0)
        service = [line.service for line in contract.lines if line.service is not None]
        row = (
            contract.id,
            contract.title,
            contract.vendor,
            contract.buyer,
            contract.signed,
            min((days.first for days in service), default=None),
            None if terms.open_ended else max((days.last for days in service), default=None),
            value if _is_as_agreed(terms.contract, agreed) else _agreed_value(agreed, as_of),
            value,
            value - rest,
            rest,
            _retained(plan, first, last, as_of),
            _state(_Course.of(contract, plan, first, last), as_of, rest),
            contract.currency,
        )
        for name, cell in zip(LEDGER.names, row, strict=True):
            columns[name].append(cell)
    return Sheet(LEDGER, columns, found.notes)


def _is_as_agreed(terms: Contract, agreed: Contract) -> bool:
    """Whether nothing came after what was agreed first."""
    return terms is agreed and not any(line.adjustments for line in agreed.lines)


def _agreed_value(contract: Contract, as_of: date) -> int:
    """What a contract came to before it was amended, adjusted and renewed."""
    lines = [evolve(line, adjustments=()) for line in contract.lines]
    first = evolve(contract, lines=lines, amendments=(), renewal=None)
    return schedule(first, horizon=as_of).total().minor


def _retained(plan: Schedule, first: int, last: int, as_of: date) -> int:
    """What of a contract's installments is withheld on a day."""
    rows, own = plan._rows, slice(first, last)
    due = rows.due[own]
    kept = np.isin(rows.kind[own], (RETENTION, RELEASE)) & (due != NONE) & (due <= number(as_of))
    return -total(rows.amount[own][kept])


def _rows(plan: Schedule) -> dict[str, tuple[int, int]]:
    """The first row of each contract, and the one after its last."""
    found: dict[str, tuple[int, int]] = {}
    for i, name in enumerate(plan._lines.contract):
        start, end = int(plan._rows.offsets[i]), int(plan._rows.offsets[i + 1])
        found[name] = (found.get(name, (start, end))[0], end)
    return found


@frozen
class _Course:
    """The first and the last day of a contract, and whether a part of it has no day yet."""

    first: date | None
    last: date | None
    waits: bool

    @classmethod
    def of(cls, contract: Contract, plan: Schedule, first: int, last: int) -> "_Course":
        due = plan._rows.due_unadjusted[first:last]
        loose = plan._rows.start[first:last] == NONE
        days = {as_date(day) for day in np.unique(due[loose & (due != NONE)]).tolist()}
        for line in contract.lines:
            if line.service is not None:
                days |= {line.service.first, line.service.last}
        return cls(min(days, default=None), max(days, default=None), bool((due == NONE).any()))


def _state(course: _Course, as_of: date, rest: int) -> str:
    if course.first is None or course.last is None or as_of < course.first:
        return NOT_BEGUN
    if as_of <= course.last or course.waits:
        return RUNNING
    return ENDED if rest else SETTLED


__all__ = ["ENDED", "NOT_BEGUN", "RUNNING", "SETTLED", "ledger"]
