"""Matching: what was paid against what has fallen due, to the last minor unit.

Debits are installments that have fallen due, and refunds; credits are payments, and installments that are negative.
Named targets come first, then first in, first out: inside the line that a payment names, then inside its contract.
On every day applied + unapplied = credits, applied + open = debits, and so open − unapplied = due − paid.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import field, frozen

from contracts.dates import checked_day
from contracts.errors import TermsError
from contracts.kernel.days import NONE, number
from contracts.kernel.exact import Amounts, Bools, Ints
from contracts.kernel.merging import merged, settled
from contracts.money import Money
from contracts.payment import Payment
from contracts.payments.taken_over import paid_before
from contracts.register import Register
from contracts.schedules.installments import Schedule, schedule
from contracts.schedules.opened import refuse_before, refuse_early
from contracts.schedules.sheet import MoneyAs, Sheet
from contracts.tables import OPEN, PAID, PAYMENTS, STATE
from contracts.terms.line import ROWS_LIMIT

if TYPE_CHECKING:
    import pandas as pd

    from contracts.schedules.explain import Explanation

#: How an installment stands on a day, by what is open of it and when it fell due.
NOT_DUE: Final = "not due"
DUE: Final = "due"
PART_PAID: Final = "part paid"
IS_PAID: Final = "paid"
OVERDUE: Final = "overdue"
UNDATED: Final = "undated"


@frozen(eq=False)
class _Side:
    """Debits or credits, in the order in which they count.

    Attributes:
        row: place of the installment in the schedule; -1 for a payment.
        part: place of the payment's part among all that are known; -1 for an installment.
        contract: number of the contract.
        line: number of the line that it is for; -1 where it is for the whole contract.
        amount: what is left of it, in minor units.
    """

    row: Ints
    part: Ints
    contract: Ints
    line: Ints
    amount: Amounts


@frozen(eq=False)
class _Parts:
    """The parts of the payments that count, one a contract, in order of day and id.

    Attributes:
        payment, contract: what each is.
        place: number of the contract.
        line: number of the line that it is for; -1 where none is named.
        target: place of the installment that it is for; -1 where none is named.
        gives_back: place of the part that it is a refund of; -1 where none is named.
        amount: minor units, negative for a refund.
        waits: whether it is for an installment beyond the horizon.
    """

    payment: Sequence[Payment]
    contract: Sequence[str]
    place: Ints
    line: Ints
    target: Ints
    gives_back: Ints
    amount: Ints
    waits: Bools


@frozen(eq=False)
class _Step:
    """One step of the merge, for whoever asks what pays what: places of debits and credits, groups and amounts."""

    debit: Ints
    credit: Ints
    given: tuple[Ints, Amounts, Ints, Amounts]


@frozen(eq=False, repr=False, slots=False)
class Matching:
    """What payments are applied to, as of a day.

    Attributes:
        plan: all installments.
        as_of: the last day that counts.
        known_on: the day up to which things are known.
        applied: of each installment of the plan, what credits pay of it; of a negative one, what it pays.
        unapplied: of each part of a payment, what pays nothing; of a refund, what nothing pays.
        _pairs: gives what pays what, once it is asked for: of what pays, the part and the negative installment, one of
            which is -1; of what is paid, the installment and the part of a refund, the same; minor units.
    """

    plan: Schedule
    as_of: date
    known_on: date
    applied: Amounts
    unapplied: Amounts
    _parts: _Parts
    _pairs: Callable[[], Iterator[tuple[int, int, int, int, int]]] = field(repr=False)

    def paid(self) -> dict[str, int]:
        """What was paid for each contract, refunds taken off, in minor units."""
        found: dict[str, int] = {}
        for name, amount in zip(self._parts.contract, self._parts.amount.tolist(), strict=True):
            found[name] = found.get(name, 0) + amount
        return found

    @property
    def notes(self) -> tuple[str, ...]:
        """What the figures rest on: the assumptions of the contracts, then those of the payments that count."""
        parts = zip(self._parts.contract, self._parts.payment, strict=True)
        told = dict.fromkeys(f"{name}: {text}" for name, payment in parts for text in payment.assumptions)
        return tuple(dict.fromkeys((*self.plan.notes, *told)))

    @property
    def open(self) -> Amounts:
        """What of each installment is not paid, whether it is due or not; of a negative one below 0."""
        result: Amounts = self.plan._rows.amount - self.applied
        return result

    @property
    def states(self) -> list[str]:
        """How each installment stands: `not due`, `due`, `part paid`, `paid`, `overdue` or `undated`."""
        due, day = self.plan._rows.due, number(self.as_of)
        is_open, touched = self.open != 0, self.applied != 0
        found = np.full(len(due), IS_PAID, dtype=object)
        found[is_open] = DUE
        found[is_open & touched] = PART_PAID
        found[is_open & (due < day)] = OVERDUE
        found[due > day] = NOT_DUE
        found[due == NONE] = UNDATED
        states: list[str] = found.tolist()
        return states

    def installments(self, part: Schedule | None = None) -> Sheet:
        """Installments with what is paid of them, what is open, and how they stand.

        Args:
            part: some of the plan's installments; None: all of them.

        Returns:
            Columns of `tables.SCHEDULE`, then `paid`, `open` and `state`.
        """
        chosen = self.plan if part is None else part
        sheet, places = chosen.sheet(), chosen._places
        states = self.states
        more = {
            "paid": self.applied[places].tolist(),
            "open": self.open[places].tolist(),
            "state": [states[place] for place in places.tolist()],
        }
        return Sheet(sheet.table.also(PAID, OPEN, STATE), {**sheet.columns, **more}, self.notes)

    def payments(self) -> Sheet:
        """What each payment is applied to.

        Returns:
            Columns of `tables.PAYMENTS`: a row for each contract and installment that a payment pays, or refund of
            it; then one for what pays nothing, where there is any. A refund's amounts are negative. Together they are
            the amounts of the payments.
        """
        rows: list[tuple[int, int, int, int]] = []  # part, installment, applied, unapplied
        for part, row, amount in self._applications:
            rows.append((part, row if amount > 0 else -1, amount, 0))
        rows += [(part, -1, 0, rest) for part, rest in enumerate(self.unapplied.tolist()) if rest]
        order = {part: i for i, part in enumerate(sorted(range(len(self._parts.payment)), key=self._named))}
        rows.sort(key=lambda entry: (order[entry[0]], entry[3] != 0, entry[1] < 0, entry[1]))
        names, starts = self.plan._lines, self.plan._rows.offsets
        columns: dict[str, list[Any]] = {name: [] for name in PAYMENTS.names}
        for part, row, applied, unapplied in rows:
            payment = self._parts.payment[part]
            line = int(np.searchsorted(starts, row, side="right")) - 1
            values = (
                payment.id,
                self._parts.contract[part],
                payment.on,
                None if row < 0 else names.line[line],
                None if row < 0 else row - int(starts[line]) + 1,
                applied,
                unapplied,
                payment.settled.currency,
            )
            for name, value in zip(PAYMENTS.names, values, strict=True):
                columns[name].append(value)
        return Sheet(PAYMENTS, columns, self.notes)

    def explain(self, row: int) -> "Explanation":
        """What of an installment is open, and why: what it is, less each payment and credit that is applied to it.

        Args:
            row: its place in `plan`; negative counts from the end.

        Raises:
            IndexError: there is no such row.
            NotThereError: the schedule is of a table, which leaves no terms behind.
        """
        from contracts.schedules.explain import explain_total  # loaded once there is one

        place = range(len(self.plan))[row]
        currency = self.plan[place].amount.currency
        applied = [(self._told(part), -amount) for part, at, amount in self._applications if at == place]
        applied += [(self._named_row(source), -amount) for source, at, amount in self._credited if at == place]
        applied += [(self._named_row(at), amount) for source, at, amount in self._credited if source == place]
        return explain_total(
            [self.plan.explain(place), *((label, Money(amount, currency)) for label, amount in applied)]
        )

    def to_frame(self, money: MoneyAs = "decimal") -> "pd.DataFrame":
        """The installments as a data frame; see `Sheet.to_frame`."""
        return self.installments().to_frame(money)

    def __repr__(self) -> str:
        count = len({payment.id for payment in self._parts.payment})
        payments = "1 payment" if count == 1 else f"{count} payments"
        return f"<Matching: {payments} against {len(self.plan)} installments, as of {self.as_of}>"

    @cached_property
    def _applications(self) -> tuple[tuple[int, int, int], ...]:
        """Part, installment, minor units.

        Of a refund the negative installment that it settles, and less than 0; -1 for the installment where payment and
        refund meet.
        """
        found = []
        for part, source, at, refund, amount in self._pairs():
            if part >= 0:
                found.append((part, at, amount))
            if refund >= 0:
                found.append((refund, source, -amount))
        return tuple(sorted(found))

    @cached_property
    def _credited(self) -> tuple[tuple[int, int, int], ...]:
        """Negative installment, installment that it pays, minor units."""
        return tuple((source, at, amount) for _, source, at, _, amount in self._pairs() if min(source, at) >= 0)

    def _told(self, part: int) -> str:
        return f"{self._parts.payment[part].id} {self._parts.payment[part].on}"

    def _named_row(self, place: int) -> str:
        row = self.plan[place]
        return f"{row.line} {row.number}"

    def _named(self, part: int) -> tuple[str, str]:
        return self._parts.payment[part].id, self._parts.contract[part]


def match(
    register: Register,
    as_of: date,
    *,
    known_on: date | None = None,
    plan: Schedule | None = None,
    horizon: date | None = None,
) -> Matching:
    """What the payments of a register pay, as of a day.

    The outcome is a function of the set of payments, not of their order. A payment that names an installment that has
    not fallen due waits for it, and is unapplied until then; what is paid beyond what has fallen due is unapplied,
    and never refused.

    Args:
        register: contracts and payments.
        as_of: payments on this day and before count, and so do installments due on it and before.
        known_on: what is recorded later does not count; default: `as_of`.
        plan: the schedule of the register as known then, where there is one already.
        horizon: up to which lines without a last day are looked at, not before `as_of`; default: `as_of`.

    Raises:
        TermsError: `PAYMENT_NUMBER` for an installment that is not there; `TYPE_WRONG` for what is no register;
            `DATE_ORDER` for a horizon before `as_of`; `OPENING_UNKNOWN` for a day before the record of a line begins.
    """
    if not isinstance(register, Register):
        raise TermsError("TYPE_WRONG", field="register", value=register, wanted="Register")
    checked_day(as_of, "as_of")
    known = as_of if known_on is None else checked_day(known_on, "known_on")
    until = checked_horizon(horizon, as_of)
    refuse_early(register, as_of, "as_of")
    whole = schedule(register, known_on=known, horizon=until) if plan is None else plan
    refuse_before(whole, as_of, "as_of")
    counted = [payment for payment in register.payments if payment.on <= as_of and payment.is_known(known)]
    if any(unknown_numbers(counted, whole)):  # it may be one that is not known yet
        for error in unknown_numbers(counted, schedule(register, horizon=until)):
            raise error
    parts = _parts_of([*counted, *paid_before(whole)], whole)
    return _Work(whole, parts, number(as_of)).done(as_of, known)


def checked_horizon(horizon: date | None, as_of: date) -> date:
    """The day up to which lines without a last day are looked at as of a day: that day, unless it is said.

    Raises:
        TermsError: `DATE_ORDER` for one before it, which would leave out what is due by then.
    """
    if horizon is None:
        return as_of
    if checked_day(horizon, "horizon") < as_of:
        raise TermsError("DATE_ORDER", field="horizon", value=horizon, start=as_of)
    return horizon


def unknown_numbers(payments: Iterable[Payment], plan: Schedule) -> Iterator[TermsError]:
    """`PAYMENT_NUMBER` for each payment that names an installment that its line does not have.

    A line without a last day will have it some day.

    Args:
        payments: of the register that the plan is of.
        plan: all installments.
    """
    rows = np.diff(plan._rows.offsets).tolist()
    counts: dict[str, dict[str, int]] = {}
    for contract, line, count in zip(plan._lines.contract, plan._lines.line, rows, strict=True):
        counts.setdefault(contract, {})[line] = ROWS_LIMIT if (contract, line) in plan._open_ended else count
    for payment in payments:
        if payment.number is not None and payment.contract is not None:
            lines = counts[payment.contract]
            most = lines.get(payment.line or next(iter(lines)), ROWS_LIMIT)
            if payment.number > most:
                field = f"payments.{payment.id}.number"
                yield TermsError("PAYMENT_NUMBER", field=field, value=payment.number, most=most)


def _parts_of(payments: Sequence[Payment], plan: Schedule) -> _Parts:
    lines = {pair: i for i, pair in enumerate(zip(plan._lines.contract, plan._lines.line, strict=True))}
    contracts: dict[str, list[int]] = {}
    for (contract, _), i in lines.items():
        contracts.setdefault(contract, []).append(i)
    numbers = {name: i for i, name in enumerate(contracts)}
    starts = plan._rows.offsets
    found: list[tuple[Payment, str, int, int, int]] = []
    waits = []
    for payment in sorted(payments, key=lambda payment: (payment.on, payment.id)):
        for part in payment.parts:
            line, target = -1, -1
            if payment.line is not None:
                line = lines.get((part.contract, payment.line), -1)  # one that is not known yet is none
            elif payment.number is not None or payment.stage is not None:
                (line,) = contracts[part.contract]
            if payment.stage is not None and line >= 0:
                target = plan._place_of_stage(line, plan._lines.stages[line].index(payment.stage))
            if payment.number is not None and line >= 0 and payment.number <= starts[line + 1] - starts[line]:
                target = int(starts[line]) + payment.number - 1
            found.append((payment, part.contract, part.amount.minor, line, target))
            goes_on = line >= 0 and (part.contract, plan._lines.line[line]) in plan._open_ended
            waits.append(payment.number is not None and target < 0 and goes_on)
    place = {(payment.id, contract): i for i, (payment, contract, *_) in enumerate(found)}
    return _Parts(
        [payment for payment, *_ in found],
        [contract for _, contract, *_ in found],
        np.array([numbers[contract] for _, contract, *_ in found], dtype=np.int64),
        np.array([line for *_, line, _ in found], dtype=np.int64),
        np.array([target for *_, target in found], dtype=np.int64),
        np.array([place.get((payment.refund_of or "", name), -1) for payment, name, *_ in found], dtype=np.int64),
        np.array([amount for _, _, amount, *_ in found], dtype=np.int64),
        np.array(waits, dtype=np.bool_),
    )


class _Work:
    """The merge, step by step, over all contracts at a time."""

    def __init__(self, plan: Schedule, parts: _Parts, day: int) -> None:
        self.plan, self.parts, self.day = plan, parts, day
        rows = plan._rows
        line = rows.line
        names: dict[str, int] = {}
        for name in plan._lines.contract:
            names.setdefault(name, len(names))
        contract = np.array([names[name] for name in plan._lines.contract], dtype=np.int64)[line]
        due = rows.due.astype(np.int64)
        fallen = (due != NONE) & (due <= day)
        # What waits for its day is set aside, so that nothing else takes it.
        named = np.zeros(len(rows), dtype=np.bool_)
        named[parts.target[parts.target >= 0]] = True
        self.fallen = np.append(fallen, False)  # found at -1, where a part of a payment has no installment
        self.debits = self._side(due, (rows.amount > 0) & (fallen | named), contract, line, parts.amount < 0)
        self.credits = self._side(due, (rows.amount < 0) & fallen, contract, line, parts.amount > 0)
        waits = np.append(parts.waits, False)[self.credits.part]
        self.credits.line[waits] = self.credits.contract[waits] = -1
        self.steps: list[_Step] = []
        self.applied = np.zeros(len(rows), dtype=np.int64)
        self.unapplied = parts.amount.copy()

    def _side(self, due: Ints, rows: Bools, contract: Ints, line: Ints, chosen: Bools) -> _Side:
        """Some installments and some payments, by day; of one day installments first."""
        place, part, parts = np.flatnonzero(rows), np.flatnonzero(chosen), self.parts
        day = np.where(due[place] == NONE, -NONE, due[place])
        paid_on = np.array([number(parts.payment[i].on) for i in part.tolist()], dtype=np.int64)
        order = np.lexsort(
            (
                np.concatenate((place, part)),
                np.repeat((0, 1), (len(place), len(part))),
                np.concatenate((day, paid_on)),
            )
        )
        nowhere = np.full(len(place) + len(part), -1, dtype=np.int64)
        row, of = nowhere.copy(), nowhere.copy()
        row[: len(place)], of[len(place) :] = place, part
        amount = np.concatenate((np.abs(self.plan._rows.amount[place]), np.abs(parts.amount[part])))
        return _Side(
            row[order],
            of[order],
            np.concatenate((contract[place], parts.place[part]))[order],
            np.concatenate((line[place], parts.line[part]))[order],
            amount[order],
        )

    def done(self, as_of: date, known_on: date) -> Matching:
        """The merge: refunds of named payments, named installments, lines, contracts."""
        debits, parts, credit = self.debits, self.parts, self.credits
        gives_back = _of(parts.gives_back, debits.part)
        self._merge(gives_back, np.where(credit.part >= 0, credit.part, -1))
        target = _of(parts.target, credit.part)
        if self.plan._beside is not None:  # what is withheld of an installment is not to be paid of that one
            target = np.where(credit.row >= 0, self.plan._beside.owners(credit.row), target)
        self._merge(debits.row, target)
        ready = (debits.row < 0) | self.fallen[debits.row]
        self._merge(np.where(ready & (debits.row >= 0), debits.line, -1), credit.line)
        self._merge(np.where(ready, debits.contract, -1), credit.contract)
        self.applied[self.plan._rows.amount < 0] *= -1
        return Matching(self.plan, as_of, known_on, self.applied, self.unapplied, parts, self.pairs)

    def _merge(self, debit_group: Ints, credit_group: Ints) -> None:
        """First in, first out, among those of equal groups; -1 takes no part."""
        debit, credit = _grouped(debit_group), _grouped(credit_group)
        if not len(debit) or not len(credit):
            return
        groups = debit_group[debit], credit_group[credit]
        given = groups[0], self.debits.amount[debit], groups[1], self.credits.amount[credit]
        self.steps.append(_Step(debit, credit, given))
        paid, used = (amount.astype(np.int64) for amount in settled(*given))
        self.debits.amount[debit] -= paid
        self.credits.amount[credit] -= used
        row, refund = self.debits.row[debit], self.debits.part[debit]
        source, part = self.credits.row[credit], self.credits.part[credit]
        # What waits is held, not applied.
        held = (row >= 0) & ~self.fallen[row]
        paid[held] = 0
        used[np.isin(groups[1], groups[0][held])] = 0
        self.applied[row[row >= 0]] += paid[row >= 0]
        self.unapplied[refund[refund >= 0]] += paid[refund >= 0]
        self.applied[source[source >= 0]] += used[source >= 0]
        self.unapplied[part[part >= 0]] -= used[part >= 0]

    def pairs(self) -> Iterator[tuple[int, int, int, int, int]]:
        """What pays what, as `Matching` has it."""
        for step in self.steps:
            pairs = merged(*step.given)
            owed, paid = step.debit[pairs.debit], step.credit[pairs.credit]
            row, refund = self.debits.row[owed], self.debits.part[owed]
            counts = (row < 0) | self.fallen[row]
            columns = self.credits.part[paid], self.credits.row[paid], row, refund, pairs.amount
            yield from zip(*(column[counts].tolist() for column in columns), strict=True)


def _of(values: Ints, place: Ints) -> Ints:
    """The values at places; -1 where the place is none."""
    padded = np.append(values, -1)
    return np.where(place >= 0, padded[place], -1)


def _grouped(group: Ints) -> Ints:
    """The places that have a group, in order of group and then of place."""
    some = np.flatnonzero(group >= 0)
    return some[np.argsort(group[some], kind="stable")]


__all__ = [
    "DUE",
    "IS_PAID",
    "NOT_DUE",
    "OVERDUE",
    "PART_PAID",
    "UNDATED",
    "Matching",
    "checked_horizon",
    "match",
    "unknown_numbers",
]
