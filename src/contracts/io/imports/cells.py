"""What a cell means: an id, a text, a day, an amount, a percentage; nothing is guessed.

A reader gives what a cell says, or raises a `TermsError` that leaves it to others to say where it stood. Blank cells
are not asked.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Context, Decimal
from typing import Final

from contracts.dates import checked_day, parse_day
from contracts.errors import TermsError
from contracts.io.imports import formats
from contracts.io.imports.grid import Cell, Kind
from contracts.io.imports.stated import speaks_of_amounts
from contracts.money import Money, exponent, parse_amount, unit_digits
from contracts.terms.naming import ID_LENGTH, checked_id, checked_text
from contracts.words import quoted

_EXACT: Final = Context(prec=1000)
#: A spreadsheet keeps numbers to so many digits; what has more was computed, or has lost some.
DIGITS: Final = 15
#: What units are called -> what they are in `money.units`.
UNITS: Final = {
    "元": "1",
    "人民币元": "1",
    "yuan": "1",
    "rmb": "1",
    "cny": "1",
    "千元": "thousand",
    "thousand": "thousand",
    "万": "万",
    "万元": "万",
    "人民币万元": "万",
    "百万元": "million",
    "million": "million",
    "亿": "亿",
    "亿元": "亿",
    "billion": "billion",
}
_IN_CELL: Final = re.compile(r"(?P<number>[^\s元万亿]+)\s*(?P<unit>元|万元|亿元|万|亿)整?")
_DAYS: Final = tuple(
    re.compile(form)
    for form in (
        r"(\d{4})-(\d{1,2})-(\d{1,2})(?: 0?0:00(?::00(?:\.0+)?)?)?",
        r"(\d{4})\.(\d{1,2})\.(\d{1,2})",
        r"(\d{4})/(\d{1,2})/(\d{1,2})(?: 0?0:00(?::00)?)?",
        r"(\d{4})年(\d{1,2})月(\d{1,2})日",
        r"(\d{4})(\d{2})(\d{2})",
    )
)
_DAY: Final = r"(\d{4}(?:-\d{1,2}-\d{1,2}|\.\d{1,2}\.\d{1,2}|/\d{1,2}/\d{1,2}|年\d{1,2}月\d{1,2}日))"
#: Two days in one cell, and what may stand between them.
_PERIOD: Final = re.compile(rf"[自从]?\s*{_DAY}\s*起?\s*(?:至|到|~|～|—{{1,2}}|–|－|-{{1,2}}|to)\s*{_DAY}\s*止?")
_EPOCHS: Final = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}
#: Numbers that are rather a year than the days since an epoch.
_YEARS: Final = range(1900, 2200)
#: 1900 was no leap year, but spreadsheets that count from it have a 29 February, their day 60.
_LEAP_1900: Final = 60


def _sound(cell: Cell) -> str:
    """The text of a cell that holds a value at all, without blanks around it."""
    if cell.kind is Kind.ERROR:
        raise TermsError("CELL_ERROR", field="", value=cell.text)
    if cell.kind is Kind.UNCOMPUTED:
        raise TermsError("FORMULA_UNCOMPUTED", field="", value=cell.text)
    return cell.text.strip()


def identifier(cell: Cell) -> str:
    """An id, as it stands; a number only where it is whole, and has no more digits than a spreadsheet keeps."""
    text = _sound(cell)
    if cell.kind is Kind.NUMBER:
        if not text.isdigit() or len(text) > DIGITS:
            raise TermsError("ID_SYNTAX", field="", value=text, limit=ID_LENGTH)
        if cell.shown.strip("0"):
            raise _otherwise(cell)
        return text.zfill(len(cell.shown))
    if cell.kind is not Kind.TEXT:
        raise TermsError("ID_SYNTAX", field="", value=text, limit=ID_LENGTH)
    return checked_id(cell.text, "")


def words(cell: Cell) -> str:
    """A text, without the blanks around it; a number or a day as it is written."""
    return checked_text(_sound(cell), "")


def day(cell: Cell, epoch: int | None) -> date:
    """A day: of a workbook, or a text with the year first; a bare number counts days where the epoch is known."""
    text = _sound(cell)
    if (cell.kind is Kind.DAY and cell.shown) or formats.is_month(cell.shown):
        raise _otherwise(cell)
    if cell.kind is Kind.DAY:
        return parse_day(text, "")
    if cell.kind is Kind.MOMENT:
        raise TermsError("DATE_HAS_TIME", field="", value=text)
    if cell.kind is Kind.FLAG:
        raise TermsError("DATE_SYNTAX", field="", value=text)
    for form in _DAYS if cell.kind is Kind.TEXT else ():
        match = form.fullmatch(text) if text.isascii() or "年" in text else None
        if match is not None:
            return _on(match.groups(), text)
    if re.fullmatch("[0-9]{1,6}", text):
        return _counted(int(text), epoch)
    return parse_day(text, "")


def _on(parts: Sequence[str], text: str) -> date:
    year, month, number = map(int, parts)
    try:
        return checked_day(date(year, month, number), "")
    except ValueError as error:
        if isinstance(error, TermsError):
            raise
        raise TermsError("DATE_SYNTAX", field="", value=text) from None


def _counted(number: int, epoch: int | None) -> date:
    """The day of a number that counts days."""
    if epoch is None or number in _YEARS or (epoch == 1900 and number <= _LEAP_1900):
        raise TermsError("DATE_NUMBER", field="", value=number)
    return checked_day(_EPOCHS[epoch] + timedelta(number), "")


def days(cell: Cell) -> tuple[date, date]:
    """The first and the last day of a period in one cell: `2017-01-01至2017-12-31`."""
    match = _PERIOD.fullmatch(_sound(cell))
    if match is None:
        raise TermsError("PERIOD_SYNTAX", field="", value=cell.text)
    first, last = (day(Cell(Kind.TEXT, part), epoch=None) for part in match.groups())
    if last < first:
        raise TermsError("DATE_ORDER", field="", value=last, start=first)
    return first, last


def amount(cell: Cell, currency: str, unit: str | None) -> Money:
    """An amount in a unit, or in the one that its cell states."""
    text = _sound(cell)
    if cell.kind is Kind.NUMBER and cell.shown == "%":
        raise TermsError("AMOUNT_SYNTAX", field="", value=f"{percent(cell)}%")
    if cell.kind is Kind.NUMBER and len(text.replace(".", "").replace("-", "").strip("0")) > DIGITS:
        decimals = exponent(currency) + unit_digits(unit, currency)
        raise TermsError("AMOUNT_PRECISION", field="", value=text, currency=currency, decimals=decimals)
    unit = _unit_shown(cell, currency, unit)
    stated = _IN_CELL.fullmatch(text)
    if stated is not None:
        text, unit = stated["number"], UNITS[stated["unit"]]
    return Money(parse_amount(text, currency, unit), currency)


def _unit_shown(cell: Cell, currency: str, unit: str | None) -> str | None:
    """The unit that the format of a number shows, else that which counts anyway."""
    if not cell.shown:
        return unit
    said = formats.beside(cell.shown)
    if said in UNITS and not formats.is_scaled(cell.shown):
        return UNITS[said]
    if formats.is_scaled(cell.shown) or "%" in said or speaks_of_amounts(said, currency):
        raise _otherwise(cell)
    return unit


def _otherwise(cell: Cell) -> TermsError:
    return TermsError("CELL_FORMAT", field="", value=cell.text, format=quoted(cell.shown))


def percent(cell: Cell) -> str | None:
    """The percentage that a cell states as one; None where it says something else.

    >>> percent(Cell(Kind.TEXT, "5%")), percent(Cell(Kind.NUMBER, "0.05", "%")), percent(Cell(Kind.NUMBER, "5"))
    ('5', '5', None)
    """
    text = _sound(cell)
    if cell.kind is Kind.NUMBER and cell.shown == "%":
        return f"{Decimal(text).scaleb(2, _EXACT).normalize(_EXACT):f}"
    if formats.beside(cell.shown) == "%":
        text += "%"
    match = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]+)?)\s*[%％]", text)
    return None if match is None else match[1]
