"""A journal as text that beancount, hledger and ledger read."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Any, Final

from contracts.errors import TermsError
from contracts.schedules.sheet import Sheet
from contracts.statements.accounts import Accounts
from contracts.tables import JOURNAL
from contracts.terms.naming import choice

#: What each kind of account is, in the words of the three programs.
_KINDS: Final = {
    "expense": "Expenses",
    "expense_of": "Expenses",
    "payable": "Liabilities",
    "prepaid": "Assets",
    "cash": "Assets",
    "opening": "Equity",
    "budget_expense": "Expenses:Budget",
    "budget_cash": "Assets:Budget",
}
_INDENT: Final = "    "


class Books(StrEnum):
    """A program whose text a journal can be written as."""

    BEANCOUNT = "beancount"
    HLEDGER = "hledger"
    LEDGER = "ledger"


def booked(journal: Sheet, books: Books | str, accounts: Accounts | None = None) -> str:
    """A journal as the text of a program for bookkeeping.

    Each entry is a transaction whose postings sum to zero; the budget's books stand below `Budget`.

    Args:
        journal: as `journal` gives it.
        books: which program.
        accounts: those that it was posted to.

    Raises:
        TermsError: `CHOICE_UNKNOWN` for another program; `TYPE_WRONG` for what is no journal, or has other accounts;
            `ACCOUNTS_ALIKE` where two accounts have the same letters and digits.
    """
    program = choice(Books, books, "books")
    if not isinstance(journal, Sheet) or journal.table != JOURNAL:
        raise TermsError("TYPE_WRONG", field="journal", value=journal, wanted="journal")
    names = _names(accounts or Accounts())
    entries = []
    for (day, entry), group in groupby(journal.records(), key=lambda row: (row["day"], row["entry"])):
        rows = list(group)
        for row in rows:
            if row["account"] not in names:
                raise TermsError("TYPE_WRONG", field="account", value=row["account"], wanted="account of the map")
        postings = [(names[row["account"]], row["debit"] - row["credit"], row["currency"]) for row in rows]
        entries.append(_WRITTEN[program](day.isoformat(), f"{rows[0]['event']} {entry}", rows[0], postings))
    head = _opened(journal, names) if program is Books.BEANCOUNT else []
    return "\n\n".join([*(["\n".join(head)] if head else []), *entries]) + "\n"


def _names(accounts: Accounts) -> dict[str, str]:
    """Each account with its full name, in which a program finds nothing to read but letters and digits.

    Raises:
        TermsError: `ACCOUNTS_ALIKE` where two of them would have one name.
    """
    names: dict[str, str] = {}
    own: dict[str, str] = {}
    for key, account in accounts.named():
        kind = key.partition(".")[0]
        part = _part(account) or kind.replace("_", "-").title()
        name = f"{_KINDS[kind]}:{part[:1].upper()}{part[1:]}"
        if own.setdefault(name, account) != account:
            raise TermsError("ACCOUNTS_ALIKE", field=key, value=account, other=own[name])
        names[account] = name
    return names


def _part(account: str) -> str:
    """The letters and digits of an account, with a hyphen where anything else stood.

    >>> _part("1002_01 银行存款（基本户）")
    '1002-01-银行存款-基本户'
    """
    signs = unicodedata.normalize("NFKC", account)
    kept = (sign if _is_plain(sign) else "-" for sign in signs)
    return re.sub("-+", "-", "".join(kept)).strip("-")


def _is_plain(sign: str) -> bool:
    return sign.isalnum() if sign.isascii() else unicodedata.category(sign).startswith("L")


def _opened(journal: Sheet, names: dict[str, str]) -> list[str]:
    """The accounts of a beancount file, which have to be open before anything is posted to them."""
    days = journal.columns["day"]
    used = dict.fromkeys(journal.columns["account"])
    return [f"{min(days).isoformat()} open {names[account]}" for account in used] if days else []


Postings = Sequence[tuple[str, Decimal, str]]


def _beancount(day: str, about: str, row: dict[str, Any], postings: Postings) -> str:
    lines = [f'{day} * "{row["contract"]}" "{about}"']
    if row["payment"] is not None:
        lines.append(f'  payment: "{row["payment"]}"')
    return "\n".join([*lines, *(f"  {account}  {amount:f} {currency}" for account, amount, currency in postings)])


def _hledger(day: str, about: str, row: dict[str, Any], postings: Postings) -> str:
    note = "" if row["payment"] is None else f"  ; payment: {row['payment']}"
    lines = [f"{day} * {row['contract']} | {about}{note}"]
    return "\n".join(
        [*lines, *(f"{_INDENT}{account}  {amount:f} {currency}" for account, amount, currency in postings)]
    )


_WRITTEN: Final[dict[Books, Callable[[str, str, dict[str, Any], Postings], str]]] = {
    Books.BEANCOUNT: _beancount,
    Books.HLEDGER: _hledger,
    Books.LEDGER: _hledger,
}

__all__ = ["Books", "booked"]
