"""The journal balances by day and book, and stands where the cut-off has it."""

from collections import defaultdict
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

import contracts as ct
from contracts.dates import FIRST_DAY
from tests.laws.figures import HISTORIES
from tests.laws.paid_registers import a_day_of, paid_registers

ACCOUNTS = ct.Accounts()


@HISTORIES
@given(paid_registers(), st.data())
def test_books_balance_by_day_and_end_where_the_cutoff_is(register: ct.Register, data: st.DataObject) -> None:
    first, last = sorted(data.draw(a_day_of(register)) for _ in range(2))
    assume(first > FIRST_DAY and last - first < timedelta(days=3000))
    sheet = ct.journal(register, ct.Period.through(first, last))
    columns = sheet.columns
    books: dict[tuple[object, ...], int] = defaultdict(int)
    stands: dict[tuple[str, str], int] = defaultdict(int)
    for day, contract, book, account, debit, credit in zip(
        *(columns[name] for name in ("day", "contract", "book", "account", "debit", "credit")), strict=True
    ):
        assert first <= day <= last
        assert min(debit, credit) == 0 < max(debit, credit)
        books[day, contract, book] += debit - credit
        stands[contract, account] += debit - credit
    assert not any(books.values())
    assert columns["day"] == sorted(columns["day"])
    closing = ct.cutoff(register, last).columns
    for contract, payable, prepaid, paid in zip(
        *(closing[name] for name in ("contract", "payable", "prepaid", "paid")), strict=True
    ):
        assert stands[contract, ACCOUNTS.payable] == -payable
        assert stands[contract, ACCOUNTS.prepaid] == prepaid
        assert (
            stands[contract, ACCOUNTS.budget_expense]
            == -stands[contract, ACCOUNTS.cash]
            == paid - _paid_before(register, contract, first, last)
        )


def _paid_before(register: ct.Register, contract: str, first: date, last: date) -> int:
    """What was paid before a day, as it is known on another."""
    return sum(
        part.amount.minor
        for payment in register.payments
        if payment.on < first and payment.is_known(last)
        for part in payment.parts
        if part.contract == contract
    )
