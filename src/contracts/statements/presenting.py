"""A statement in one currency: what is in others, at the rates that the register states."""

from datetime import date
from typing import Any, Final

import numpy as np

from contracts.dates import checked_day
from contracts.errors import TermsError
from contracts.exchange import RATE_DECIMALS, ExchangeRate
from contracts.kernel.exact import half_away
from contracts.money import exponent
from contracts.register import Register
from contracts.schedules.sheet import Sheet
from contracts.tables import Column, Kind
from contracts.terms.price import plain

#: What a statement in one currency says of rows that were in another.
ORIGINAL: Final = Column("original", Kind.TEXT, "原币", "the currency before; nothing where it is the row's own", True)
RATE: Final = Column("rate", Kind.TEXT, "汇率", "major units of `currency` for one of `original`", True)
RATE_ON: Final = Column("rate_on", Kind.DAY, "汇率日", "the day of the rate", True)


def present(sheet: Sheet, register: Register, on: date, *, known_on: date | None = None) -> Sheet:
    """A statement with all of its amounts in the register's currency (列报货币).

    Amounts in another currency are taken at its last rate up to the day (closing rate, IAS 21.23), each rounded by
    itself, half away from zero; so identities between the amounts of such a row hold within its rounding.

    Args:
        sheet: a statement as of a day, with the column `currency`.
        register: whose currency and rates are used.
        on: the day of the rates.
        known_on: the day up to which rates are known; None: `on`.

    Returns:
        The same rows, their amounts and `currency` in the register's currency, with the columns `original`, `rate`
        and `rate_on` at the end.

    Raises:
        TermsError: `RATE_MISSING` for a currency without a rate up to the day; `TYPE_WRONG` for what is no register.
    """
    if not isinstance(register, Register):
        raise TermsError("TYPE_WRONG", field="register", value=register, wanted="Register")
    known = checked_day(on, "on") if known_on is None else checked_day(known_on, "known_on")
    currencies = list(sheet.columns["currency"])
    used = {name: _last(register, name, on, known) for name in sorted({*currencies} - {register.currency})}
    columns: dict[str, Any] = {name: list(values) for name, values in sheet.columns.items()}
    for name, rate in used.items():
        rows = [place for place, currency in enumerate(currencies) if currency == name]
        for column in sheet.table.columns:
            if column.kind is Kind.AMOUNT:
                values = columns[column.name]
                filled = [place for place in rows if values[place] is not None]
                found = _translated([values[place] for place in filled], rate, register.currency)
                for place, value in zip(filled, found, strict=True):
                    values[place] = value
    rates = [used.get(name) for name in currencies]
    columns["currency"] = [register.currency] * len(sheet)
    columns["original"] = [rate and rate.currency for rate in rates]
    columns["rate"] = [rate and plain(rate.rate) for rate in rates]
    columns["rate_on"] = [rate and rate.on for rate in rates]
    return Sheet(sheet.table.also(ORIGINAL, RATE, RATE_ON), columns, sheet.notes)


def _last(register: Register, currency: str, on: date, known: date) -> ExchangeRate:
    """The last rate of a currency up to a day."""
    found = [rate for rate in register.rates if rate.currency == currency and rate.on <= on and rate.is_known(known)]
    if not found:
        raise TermsError("RATE_MISSING", field="rates", value=currency, on=on)
    return found[-1]


def _translated(minor: list[int], rate: ExchangeRate, currency: str) -> list[int]:
    """Minor units of the rate's currency as minor units of another."""
    numerator = rate.millionths * 10 ** exponent(currency)
    denominator = 10 ** (RATE_DECIMALS + exponent(rate.currency))
    amounts = np.array(minor, dtype=object) * numerator
    found: list[int] = half_away(amounts, np.array(denominator, dtype=object)).tolist()
    return found
