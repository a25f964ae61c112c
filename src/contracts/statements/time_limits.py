"""Deadlines: what ends in a period, and what waits for an event."""

from datetime import date
from typing import Final

from contracts.dates import Period, checked_period
from contracts.errors import TermsError
from contracts.register import Register
from contracts.schedules.installments import Installment, schedule
from contracts.schedules.sheet import Sheet
from contracts.tables import DEADLINES
from contracts.terms.billing import Stages
from contracts.terms.contract import Contract
from contracts.terms.in_force import in_force
from contracts.words import Lang, sentence

#: What a row is about.
END: Final = "end"
WAITING: Final = "waiting"

_Row = tuple[date | None, str, str, str, str]


def deadlines(register: Register, period: Period, *, lang: Lang = Lang.EN) -> Sheet:
    """The last days of service in a period, then the stages that wait for an event.

    A stage waits as long as the register knows no day of its event; contracts signed after the period are left out.

    Args:
        register: whose contracts are looked at.
        period: the days to look at.
        lang: of the notes; English is stable.

    Returns:
        Columns of `tables.DEADLINES`, in order of day, contract and line; what waits has no day and stands last.

    Raises:
        TermsError: `TYPE_WRONG` for what is no register or no period.
    """
    if not isinstance(register, Register):
        raise TermsError("TYPE_WRONG", field="register", value=register, wanted="Register")
    days = checked_period(period, "period")
    plan = schedule(register, horizon=days.last)
    rows: list[_Row] = []
    terms = {contract.id: in_force(contract).contract for contract in register}
    for contract in terms.values():
        for line in contract.lines:
            if line.service is not None and line.service.last in days and not line.is_open_ended:
                note = sentence("deadline end", lang, first=line.service.first)
                rows.append((line.service.last, contract.id, line.id, END, note))
    for row in plan.undated():
        contract = terms[row.contract]
        if contract.signed is None or contract.signed <= days.last:
            rows.append((None, row.contract, row.line, WAITING, _waiting(contract, row, lang)))
    rows.sort(key=lambda row: (row[0] is None, row[0] or days.last, row[1], row[2]))
    return Sheet(DEADLINES, {name: [row[i] for row in rows] for i, name in enumerate(DEADLINES.names)}, plan.notes)


def _waiting(contract: Contract, row: Installment, lang: Lang) -> str:
    line = next(line for line in contract.lines if line.id == row.line)
    parts = line.billing.parts if isinstance(line.billing, Stages) else ()
    event = next((part.after for part in parts if part.name == row.name), None)
    key = "deadline waiting" if contract.signed is None else "deadline waiting since"
    return sentence(key, lang, stage=row.name, event=event, signed=contract.signed)


__all__ = ["END", "WAITING", "deadlines"]
