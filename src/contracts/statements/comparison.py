"""Comparison: what changed between two states of knowledge, row by row, and the amendment that did it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import evolve, frozen

from contracts.dates import checked_day
from contracts.errors import TermsError
from contracts.schedules.installments import Portfolio, contracts_in, schedule
from contracts.schedules.sheet import Sheet
from contracts.tables import COMPARISON, PAYER
from contracts.terms.contract import Contract
from contracts.terms.in_force import became_known
from contracts.terms.renewing import known_amendments

#: What tells one installment from another: line, days of service, due day, and what it is called.
_Key = tuple[Any, ...]


def compare(x: Contract | Iterable[Contract], *, known_on: tuple[date, date], by_payer: bool = False) -> Sheet:
    """What installments came to as known on one day, and what they come to as known on a later one.

    Args:
        x: a contract, a register, or any contracts.
        known_on: the earlier day and the later one, up to which lines without a last day are looked at.
        by_payer: one row for each payer, whose share the amounts then are.

    Returns:
        Columns of `tables.COMPARISON`: a row for each installment that is not the same, in order of contract, line,
        due day (undated last) and days of service. `before` is empty where it was not there, `after` where it is no
        more. `amendment` is what changed it last: ids of amendments and adjustments, where several were signed or
        recorded on that day; the index and the month or day whose value became known; empty where it was an event that
        happened.

    Raises:
        TermsError: `DATE_ORDER` for a later day before the earlier one; `TYPE_WRONG`; those of `schedule`.
    """
    if not isinstance(known_on, tuple) or len(known_on) != 2:
        raise TermsError("TYPE_WRONG", field="known_on", value=known_on, wanted="(day, day)")
    first, last = (checked_day(day, "known_on") for day in known_on)
    if last < first:
        raise TermsError("DATE_ORDER", field="known_on", value=last, start=first)
    contracts = contracts_in(x)
    rows: list[tuple[Any, ...]] = []
    payer = x.payer if isinstance(x, Portfolio) else None
    for contract in contracts:
        rows += _compared(contract, first, last, _Shown(by_payer, payer))
    table = COMPARISON.also(PAYER) if by_payer else COMPARISON
    columns = {name: [row[i] for row in rows] for i, name in enumerate(table.names)}
    notes = tuple(f"{contract.id}: {text}" for contract in contracts for text in contract.assumptions)
    return Sheet(table, columns, notes)


@frozen
class _Shown:
    """Whether payers are shown, and who bears lines without an allocation."""

    by_payer: bool
    payer: str | None


def _compared(contract: Contract, first: date, last: date, shown: _Shown) -> list[tuple[Any, ...]]:
    """The rows of one contract that differ."""
    amendments = known_amendments(contract, last)
    signed = {change.signed for change in amendments if first < change.signed}
    values = {day: name for day, name in became_known(contract).items() if first < day <= last}
    adjusted = _adjusted(contract)
    recorded = {day for day in adjusted if first < day <= last}
    happened = {day for day in contract.events.values() if first < day <= last}
    before = now = _amounts(contract, first, last, shown)
    reasons: dict[_Key, str | None] = {}
    for day in sorted(signed | recorded | happened | values.keys()):
        found = _amounts(contract, day, last, shown)
        ids = [change.id for change in amendments if change.signed == day] + adjusted.get(day, [])
        names = ", ".join(ids) or values.get(day)
        for key in found.keys() | now.keys():
            if found.get(key) != now.get(key):
                reasons[key] = names
        now = found
    keys = sorted(
        (key for key in reasons if before.get(key) != now.get(key)),
        key=lambda key: tuple((value is None, value) for value in (key[0], key[3], *key[1:3], *key[4:])),
    )
    return [
        (contract.id, *key[:4], before.get(key), now.get(key), reasons[key], contract.currency, *key[6:])
        for key in keys
    ]


def _adjusted(contract: Contract) -> dict[date, list[str]]:
    """The ids of adjustments by the day from which they are known."""
    found: dict[date, list[str]] = {}
    for line in contract.all_lines:
        for each in line.adjustments:
            found.setdefault(each.recorded, []).append(each.id)
    return found


def _amounts(contract: Contract, known_on: date, horizon: date, shown: _Shown) -> dict[_Key, int]:
    """What each installment, or the share of a payer, comes to; of those that nothing tells apart, together."""
    found: dict[_Key, int] = {}
    plan = evolve(schedule(contract, known_on=known_on, horizon=horizon), payer=shown.payer)
    columns = plan.sheet(shown.by_payer).columns
    names = ("line", "service_from", "service_to", "due", "kind", "name", *(["payer"] if shown.by_payer else []))
    for *key, amount in zip(*(columns[name] for name in names), columns["amount"], strict=True):
        found[tuple(key)] = found.get(tuple(key), 0) + amount
    return found


__all__ = ["compare"]
