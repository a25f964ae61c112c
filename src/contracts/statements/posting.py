"""The journal (记账凭证): what a register posts to the accrual books and to the budget's books in a period.

The accrual books (财务会计) have what is earned, month by month, and what is paid; the budget's books (预算会计) have
what is paid alone, since entries exist there only where cash moved. Each entry balances by itself, so both books
balance on every day, and on the last day the accounts for payable and prepaid stand where `cutoff` has them.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
from attrs import frozen

from contracts.dates import FiscalCalendar, Per, Period, checked_day
from contracts.errors import TermsError
from contracts.kernel.days import number
from contracts.payments.matching import Matching, match
from contracts.register import Register
from contracts.schedules.opened import refuse_before
from contracts.schedules.sheet import Sheet
from contracts.statements.accounts import Accounts
from contracts.tables import JOURNAL
from contracts.terms.contract import Contract

#: The two books, and what an entry is.
FINANCIAL: Final = "financial"
BUDGET: Final = "budget"
OPENING: Final = "opening"
ACCRUAL: Final = "accrual"
CASH: Final = "cash"

_ONE_DAY: Final = timedelta(days=1)


@frozen
class _Event:
    """What changes where a contract stands: on which day, what it is, its reference, what is earned, what is paid."""

    day: date
    what: str
    reference: str
    earned: int = 0
    paid: int = 0


def journal(
    register: Register, period: Period, *, known_on: date | None = None, accounts: Accounts | None = None
) -> Sheet:
    """What is to be posted in a period.

    What a contract earns is posted on the last day of each month, and on that of the period; each payment on its day.
    A debit of one account is the credit of others: an expense what is newly payable or no longer prepaid, a payment
    what is no longer payable or newly prepaid. What stands before the period is its first entry.

    Args:
        register: contracts and payments.
        period: from the second day there is on.
        known_on: what is signed or recorded later does not count; default: the last day of the period.
        accounts: which accounts to post to; default: those of 政府会计制度.

    Returns:
        Columns of `tables.JOURNAL`, in order of day, contract and entry: a row for each posting; entries of nothing
        have none. Debit and credit are never negative.

    Raises:
        TermsError: `TYPE_WRONG` for what is no period, `DATE_RANGE` where no day lies before it; those of `match`.
    """
    if not isinstance(period, Period):
        raise TermsError("TYPE_WRONG", field="period", value=period, wanted="Period")
    before = checked_day(period.first - _ONE_DAY, "period")
    books = accounts or Accounts()
    found = match(register, period.last, known_on=period.last if known_on is None else known_on)
    refuse_before(found.plan, before, "period")
    ends = [before, *_ends(period)]
    earned = [_earned(found, day) for day in ends]
    paid = _paid(found)
    rows: list[tuple[Any, ...]] = []
    for contract in register:
        payments = paid.get(contract.id, [])
        steps = [figures.get(contract.id, 0) for figures in earned]
        before_it = sum(event.paid for event in payments if event.day <= before)
        events = [event for event in payments if event.day > before]
        events += [
            _Event(day, ACCRUAL, "", earned=new - old)
            for day, old, new in zip(ends[1:], steps, steps[1:], strict=False)
        ]
        opening = _Event(period.first, OPENING, "", earned=steps[0], paid=before_it)
        rows += _Poster(contract, books).posted([opening, *sorted(events, key=_order)])
    rows.sort(key=lambda row: row[1:3])
    columns = {name: [row[i] for row in rows] for i, name in enumerate(JOURNAL.names)}
    return Sheet(JOURNAL, columns, found.notes)


class _Poster:
    """Posts what happens to one contract."""

    def __init__(self, contract: Contract, books: Accounts) -> None:
        self.contract, self.books = contract, books
        self.balance = 0

    def posted(self, events: list[_Event]) -> Iterator[tuple[Any, ...]]:
        """The rows of all entries, the opening first, numbered in order."""
        number = 0
        for event in events:
            for book, postings in self._entries(event):
                if any(amount for _, amount in postings):
                    number += 1
                    yield from self._rows(event, book, number, postings)

    def _entries(self, event: _Event) -> Iterator[tuple[str, list[tuple[str, int]]]]:
        """Each book with its accounts and amounts, those on the credit side below 0."""
        old, books = self.balance, self.books
        self.balance += event.earned - event.paid
        payable = max(self.balance, 0) - max(old, 0)
        prepaid = max(-self.balance, 0) - max(-old, 0)
        own = [(books.payable, -payable), (books.prepaid, prepaid)]
        if event.what == OPENING:
            yield FINANCIAL, [*own, (books.opening, self.balance)]
        elif event.what == ACCRUAL:
            yield FINANCIAL, [(books.of_expense(self.contract.category), event.earned), *own]
        else:
            yield FINANCIAL, [*own, (books.cash, -event.paid)]
            yield BUDGET, [(books.budget_expense, event.paid), (books.budget_cash, -event.paid)]

    def _rows(
        self, event: _Event, book: str, number: int, postings: list[tuple[str, int]]
    ) -> Iterator[tuple[Any, ...]]:
        contract = self.contract
        for account, amount in sorted(postings, key=lambda posting: posting[1] < 0):
            if amount:
                debit, credit = max(amount, 0), max(-amount, 0)
                about = (event.what, event.reference or None, account, debit, credit, contract.currency)
                yield (f"{contract.id}/{number}", event.day, contract.id, book, *about)


def _order(event: _Event) -> tuple[date, bool, str]:
    """What is earned up to a day comes before the payments of that day."""
    return event.day, event.what == CASH, event.reference


def _ends(period: Period) -> Iterator[date]:
    """The last days of the months of a period, and its own last day."""
    calendar = FiscalCalendar(1)
    day = period.first
    while day <= period.last:
        end = min(calendar.period_of(day, Per.MONTH).last, period.last)
        yield end
        day = end + _ONE_DAY


def _earned(found: Matching, day: date) -> dict[str, int]:
    """What each contract has earned up to a day."""
    lines = found.plan._lines
    days = np.full(len(lines), number(day) + 1, dtype=np.int64)
    earned = found.plan._earned.before(np.arange(len(lines), dtype=np.int64), days)
    sums: dict[str, int] = {}
    for contract, amount in zip(lines.contract, earned.tolist(), strict=True):
        sums[contract] = sums.get(contract, 0) + amount
    return sums


def _paid(found: Matching) -> dict[str, list[_Event]]:
    """The payments of each contract."""
    parts = found._parts
    events: dict[str, list[_Event]] = {}
    for payment, contract, amount in zip(parts.payment, parts.contract, parts.amount.tolist(), strict=True):
        events.setdefault(contract, []).append(_Event(payment.on, CASH, payment.id, paid=amount))
    return events


__all__ = ["ACCRUAL", "BUDGET", "CASH", "FINANCIAL", "OPENING", "journal"]
