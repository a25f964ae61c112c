"""Roll-forward: how what was payable, prepaid and committed came to be what it is."""

from datetime import date, timedelta
from typing import Any, Final

from contracts.dates import Period, checked_day
from contracts.errors import TermsError
from contracts.payments.matching import match
from contracts.register import Register
from contracts.schedules.sheet import Sheet
from contracts.statements.balances import Balances
from contracts.tables import ROLLFORWARD

#: What is rolled forward for each contract, in this order.
PAYABLE: Final = "payable"
PREPAID: Final = "prepaid"
COMMITMENT: Final = "commitment"


def rollforward(register: Register, period: Period, *, known_on: date | None = None) -> Sheet:
    """How payables, prepaid and commitments move from the day before a period to its last day.

    Opening + added + released + amended + transfer = closing, and both ends are those of `cutoff`, so that the closing
    of one period is the opening of the next. What is earned adds to payable and releases prepaid and commitment; what
    is paid adds to prepaid and releases payable. Each is entered in full in both accounts, so that it agrees with the
    accruals and with the bank; the transfer takes out of each account what stands in the other, and is by how much
    that other one changed.

    Args:
        register: contracts and payments.
        period: from the second day there is on.
        known_on: what is recorded later does not count, at either end; default: at each end its own day, so that what
            becomes known in the period moves in it.

    Returns:
        Columns of `tables.ROLLFORWARD`: for each contract, in order of id, a row for `payable`, `prepaid` and
        `commitment`. Amended is the change of the contract's value, as it is known at both ends; a line without a
        last day has more of it at the later one, since it is looked at up to each end.

    Raises:
        TermsError: `TYPE_WRONG` for what is no period, `DATE_RANGE` where no day lies before it; what `match` refuses.
    """
    if not isinstance(period, Period):
        raise TermsError("TYPE_WRONG", field="period", value=period, wanted="Period")
    before = checked_day(period.first - timedelta(days=1), "period")
    start = Balances.of(match(register, before, known_on=known_on), register)
    end = Balances.of(match(register, period.last, known_on=known_on), register)
    opening, closing = start.by_contract(), end.by_contract()
    columns: dict[str, list[Any]] = {name: [] for name in ROLLFORWARD.names}
    for i, contract in enumerate(end.contracts):
        old, new = ({name: int(amount[i]) for name, amount in figures.items()} for figures in (opening, closing))
        change = {name: new[name] - old[name] for name in new}
        moves = {
            PAYABLE: (change["earned"], -change["paid"], 0, change[PREPAID]),
            PREPAID: (change["paid"], -change["earned"], 0, change[PAYABLE]),
            COMMITMENT: (0, -change["earned"], change["value"], 0),
        }
        for account, moved in moves.items():
            values = (contract, account, old[account], *moved, new[account], end.currencies[i])
            for name, value in zip(ROLLFORWARD.names, values, strict=True):
                columns[name].append(value)
    return Sheet(ROLLFORWARD, columns, end.matching.notes)


__all__ = ["COMMITMENT", "PAYABLE", "PREPAID", "rollforward"]
