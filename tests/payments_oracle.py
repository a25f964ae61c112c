"""A second computation of what payments pay: loops over sorted lists, written from the text of the design alone.

It shares no line with the matching or the kernel. Installments are given as they are printed; payments are read by
their attributes.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

#: (contract, line, number)
RowKey = tuple[str, str, int]
#: (payment, contract)
PartKey = tuple[str, str]


class PlainRow(NamedTuple):
    """An installment."""

    contract: str
    line: str
    number: int
    name: str | None
    due: date | None
    amount: int

    @property
    def key(self) -> RowKey:
        """What it is called."""
        return self.contract, self.line, self.number


@dataclass
class Item:
    """A debit or a credit, and what is left of it."""

    day: date
    contract: str
    left: int
    row: PlainRow | None = None
    part: PartKey | None = None
    payment: Any = None


@dataclass
class Outcome:
    """What is applied to each installment, what rests of each part, and which pays which."""

    applied: dict[RowKey, int] = field(default_factory=lambda: defaultdict(int))
    unapplied: dict[PartKey, int] = field(default_factory=dict)
    pays: dict[tuple[PartKey, RowKey | None], int] = field(default_factory=lambda: defaultdict(int))


def matched(rows: Sequence[PlainRow], payments: Iterable[Any], as_of: date, known_on: date) -> Outcome:
    """What payments pay, one after the other.

    "Refunds of named payments, named installments, then first in, first out: inside the line, inside the contract."
    """
    found = Outcome()
    owing, paying = sides(rows, [one for one in payments if counts(one, as_of, known_on)], as_of, found)
    give_back(owing, paying, found)
    pay_named(rows, owing, paying, as_of, found)
    for credit in paying:
        line = line_of(credit, rows)
        for debit in owing:
            if line is not None and debit.row is not None and debit.row[:2] == (credit.contract, line):
                pay(credit, debit, found)
    for credit in paying:
        for debit in owing:
            if debit.contract == credit.contract:
                pay(credit, debit, found)
    return found


def give_back(owing: Sequence[Item], paying: Sequence[Item], found: Outcome) -> None:
    """Refunds, out of the payments that they name."""
    for back in owing:
        refund_of = None if back.payment is None else back.payment.refund_of
        for credit in paying:
            if refund_of is not None and credit.part == (refund_of, back.contract):
                pay(credit, back, found)


def pay_named(
    rows: Sequence[PlainRow], owing: Sequence[Item], paying: Sequence[Item], as_of: date, found: Outcome
) -> None:
    """The installments that payments name; what is for one that is not due yet is held for it."""
    waiting = {row.key: row.amount for row in rows if (row.due is None or row.due > as_of) and row.amount > 0}
    for credit in paying:
        target = named(credit, rows)
        if target is None:
            continue
        held = min(waiting.get(target.key, 0), credit.left)
        credit.left -= held
        if held:
            waiting[target.key] -= held
        for debit in owing:
            if debit.row == target:
                pay(credit, debit, found)


def counts(payment: Any, as_of: date, known_on: date) -> bool:
    """Whether a payment was made by a day, and is known, and not known to be void, on another."""
    recorded = payment.on if payment.recorded is None else payment.recorded
    return payment.on <= as_of and recorded <= known_on and not (payment.voided and payment.voided <= known_on)


def sides(
    rows: Sequence[PlainRow], payments: Iterable[Any], as_of: date, found: Outcome
) -> tuple[list[Item], list[Item]]:
    """What is owed and what pays it, in order of day; of one day installments first, then payments by id."""
    owing, paying = list[Item](), list[Item]()
    for row in rows:
        if row.due is not None and row.due <= as_of:
            (owing if row.amount > 0 else paying).append(Item(row.due, row.contract, abs(row.amount), row=row))
    for one in sorted(payments, key=lambda one: (one.on, one.id)):
        for contract, amount in shares(one):
            item = Item(one.on, contract, abs(amount), part=(one.id, contract), payment=one)
            (paying if amount > 0 else owing).append(item)
            found.unapplied[one.id, contract] = amount
    for side in (owing, paying):
        side.sort(key=lambda item: (item.day, item.row is None))
    return owing, paying


def line_of(credit: Item, rows: Sequence[PlainRow]) -> str | None:
    """The line that a credit is for; that of a contract with one line, where an installment of it is named."""
    if credit.row is not None:
        return credit.row.line
    payment = credit.payment
    if payment.line is None and (payment.number is not None or payment.stage is not None):
        return next(row.line for row in rows if row.contract == credit.contract)
    return str(payment.line) if payment.line is not None else None


def shares(payment: Any) -> list[tuple[str, int]]:
    """What each contract gets of a payment."""
    if payment.contract is None:
        return sorted((part.contract, part.amount.minor) for part in payment.applies)
    return [(payment.contract, (payment.amount if payment.settles is None else payment.settles).minor)]


def named(item: Item, rows: Sequence[PlainRow]) -> PlainRow | None:
    """The installment that a payment names."""
    payment = item.payment
    for row in rows if payment is not None else ():
        if row.contract == item.contract and payment.line in (None, row.line):
            if payment.number is not None and row.number == payment.number:
                return row
            if payment.stage is not None and row.name == payment.stage:
                return row
    return None


def pay(credit: Item, debit: Item, found: Outcome) -> None:
    """Apply what is left of a credit to what is left of a debit."""
    amount = min(credit.left, debit.left)
    if not amount:
        return
    credit.left -= amount
    debit.left -= amount
    if debit.row is not None:
        found.applied[debit.row.key] += amount
    if credit.row is not None:
        found.applied[credit.row.key] -= amount
    if credit.part is not None:
        found.unapplied[credit.part] -= amount
        found.pays[credit.part, None if debit.row is None else debit.row.key] += amount
    if debit.part is not None:
        found.unapplied[debit.part] += amount
        found.pays[debit.part, None] -= amount
