"""Deadlines: what ends in a period, until when notice may be given, what an SME is to be paid, and what waits."""

from collections.abc import Iterator
from datetime import date
from itertools import takewhile
from typing import Final

from contracts.dates import Period, checked_period
from contracts.errors import TermsError
from contracts.register import Register
from contracts.schedules.installments import Installment, schedule
from contracts.schedules.sheet import Sheet
from contracts.statements.evidence import awaited
from contracts.statements.statutory import to_pay
from contracts.tables import DEADLINES
from contracts.terms.contract import Contract
from contracts.terms.in_force import in_force
from contracts.terms.renewal import Renewal
from contracts.terms.renewing import Renewals
from contracts.words import Lang, sentence

#: What a row is about.
END: Final = "end"
RELEASED: Final = "release"
WAITING: Final = "waiting"
NOTICE: Final = "notice"
RENEWED: Final = "renewed end"
PAYMENT: Final = "payment"
#: The kind of an installment that is none of these.
WITHHELD: Final = "retention"

_Row = tuple[date | None, str, str | None, str, str]


def deadlines(register: Register, period: Period, *, known_on: date | None = None, lang: Lang = Lang.EN) -> Sheet:
    """The last days of service and of notice in a period, releases of retention, and the last days to pay an SME.

    Then what waits for an event. A contract that may be renewed has the last day of notice before each term that begins
    in the period or soon after it, and the last day of each term that is expected and not committed. An installment is
    to be paid unless it was by what was known on the day before the period. A stage, or a release, waits as long as the
    register knows no day of its event; contracts signed after the period are left out.

    Args:
        register: whose contracts are looked at.
        period: the days to look at.
        known_on: what becomes known later does not count, and renewals are committed whose last day of notice has
            passed by then; without it all amendments count, and no day has passed after which none was signed.
        lang: of the notes; English is stable.

    Returns:
        Columns of `tables.DEADLINES`, in order of day, contract and line; what waits has no day and stands last.

    Raises:
        TermsError: `TYPE_WRONG` for what is no register or no period; those of `match`.
    """
    if not isinstance(register, Register):
        raise TermsError("TYPE_WRONG", field="register", value=register, wanted="Register")
    days = checked_period(period, "period")
    plan = schedule(register, known_on=known_on, horizon=days.last)
    rows: list[_Row] = []
    terms = {contract.id: in_force(contract, known_on).contract for contract in register}
    for contract in terms.values():
        for line in contract.lines:
            if line.service is not None and line.service.last in days and not line.is_open_ended:
                note = sentence("deadline end", lang, first=line.service.first)
                rows.append((line.service.last, contract.id, line.id, END, note))
    for row in plan[days]:
        if row.kind == RELEASED:
            note = sentence("deadline release", lang, amount=row.amount)
            rows.append((row.due, row.contract, row.line, RELEASED, note))
    for row in plan.undated():
        contract = terms[row.contract]
        if row.kind != WITHHELD and (contract.signed is None or contract.signed <= days.last):
            rows.append((None, row.contract, row.line, WAITING, _waiting(contract, row, lang)))
    for contract in register:
        if contract.renewal is not None:
            rows += _renewals(contract, contract.renewal, known_on, days, lang)
    for one in to_pay(register, terms.values(), plan, days):
        facts = {"number": one.row.number, "delivered": one.since, "amount": one.row.amount}
        rows.append((one.last, one.row.contract, one.row.line, PAYMENT, sentence("deadline payment", lang, **facts)))
    rows.sort(key=lambda row: (row[0] is None, row[0] or days.last, row[1], row[2] or ""))
    return Sheet(DEADLINES, {name: [row[i] for row in rows] for i, name in enumerate(DEADLINES.names)}, plan.notes)


def _renewals(contract: Contract, renewal: Renewal, known_on: date | None, days: Period, lang: Lang) -> Iterator[_Row]:
    """The days of notice of a contract, and the ends of the terms that are expected."""
    renewals = Renewals(contract, known_on)
    committed = len(renewals.committed)
    ahead = takewhile(lambda term: term.notice_by <= days.last, renewals.ahead())
    for term in (*renewals.committed, *ahead):
        said = {"first": term.service.first, "last": term.service.last}
        if term.notice_by in days:
            note = sentence(f"deadline notice {renewal.by.value}", lang, **said)
            yield term.notice_by, contract.id, None, NOTICE, note
        if term.number > committed and term.service.last in days:
            note = sentence("deadline renewed end", lang, **said)
            yield term.service.last, contract.id, None, RENEWED, note


def _waiting(contract: Contract, row: Installment, lang: Lang) -> str:
    line = next(line for line in contract.lines if line.id == row.line)
    if row.kind == RELEASED and line.retention is not None:
        return sentence("deadline release waiting", lang, event=line.retention.release.after)
    event = awaited(contract, row)
    if event is None:
        return sentence("deadline suspended", lang, amount=row.amount)
    key = "deadline waiting" if contract.signed is None else "deadline waiting since"
    return sentence(key, lang, stage=row.name, event=event, signed=contract.signed)


__all__ = ["END", "NOTICE", "RELEASED", "RENEWED", "WAITING", "deadlines"]
