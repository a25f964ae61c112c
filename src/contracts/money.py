"""Money as whole minor units, currencies, units of 万元 and thousands, and the text of amounts.

Nothing here rounds and nothing here is a float: an amount that does not fit the
minor unit is refused. There is no multiplication either; shares, proration and
sums over time are the kernel's.
"""

import re
from decimal import Decimal
from typing import Final

from attrs import frozen

from contracts.errors import TermsError

#: The most that one amount may be, in minor units, either side of 0. It binds what is given, not what is computed.
LIMIT_MINOR: Final = 10**15

# ISO 4217, list one as published on 2026-01-01, by number of decimals. Codes without a minor unit (XAU, XDR, XXX) are
# not money that one can owe to the last unit, and are left out.
_CODES: Final = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY
        COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS
        INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR
        MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP
        STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}

#: ISO 4217 code -> decimals of its minor unit (CNY 2, JPY 0, KWD 3, CLF 4).
CURRENCIES: Final[dict[str, int]] = {code: digits for digits, codes in _CODES.items() for code in codes.split()}

# Name of a unit -> its power of ten over the major unit: for every currency, and for one.
_UNITS: Final = {"1": 0, "thousand": 3, "万": 4, "million": 6, "亿": 8, "billion": 9}
_OWN_UNITS: Final[dict[str, dict[str, int]]] = {"CNY": {"元": 0, "万元": 4, "亿元": 8}}

_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９．，－＋", "0123456789.,-+")
_AMOUNT: Final = re.compile(r"([+-]?)([0-9]++|[1-9][0-9]{0,2}(?:,[0-9]{3})++)(?:\.([0-9]++))?")
_DIGIT: Final = r"\d"

# What stands beside the number in a cell that is not just a number.
_UNIT_WORDS: Final = frozenset(("元", "千", "千元", "万", "万元", "百万", "百万元", "亿", "亿元", *_UNITS))
_CURRENCY_WORDS: Final = {
    "¥": "CNY JPY",
    "￥": "CNY JPY",
    "RMB": "CNY",
    "人民币": "CNY",
    "$": "USD AUD CAD NZD HKD SGD TWD BBD BMD BND BSD BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD ARS CLP COP MXN",
    "US$": "USD",
    "HK$": "HKD",
    "€": "EUR",
    "£": "GBP EGP FKP GIP LBP SDG SHP SSP SYP",
    "美元": "USD",
    "欧元": "EUR",
    "港元": "HKD",
    "港币": "HKD",
    "日元": "JPY",
    "英镑": "GBP",
}
_CELL_ERRORS: Final = frozenset(
    f"#{name}"
    for name in (
        *("REF!", "VALUE!", "N/A", "NAME?", "DIV/0!", "NULL!", "NUM!", "SPILL!", "CALC!", "FIELD!"),
        *("BLOCKED!", "CONNECT!", "UNKNOWN!", "BUSY!", "EXTERNAL!", "PYTHON!", "GETTING_DATA"),
    )
)
_NUMBER_SIGNS: Final = "0123456789.,+-() \t\u00a0\u3000０１２３４５６７８９．，＋－（）"


def exponent(currency: str) -> int:
    """How many decimals the minor unit of a currency has.

    Args:
        currency: an ISO 4217 code in capitals.

    Raises:
        TermsError: `CURRENCY_UNKNOWN`, also for metals and testing codes, which have no minor unit; `TYPE_WRONG`.

    >>> exponent("CNY"), exponent("JPY"), exponent("KWD")
    (2, 0, 3)
    """
    if not isinstance(currency, str):
        raise TermsError("TYPE_WRONG", field="currency", value=currency, wanted="text")
    if currency not in CURRENCIES:
        raise TermsError("CURRENCY_UNKNOWN", field="currency", value=currency)
    return CURRENCIES[currency]


def units(currency: str) -> dict[str, int]:
    """The units in which amounts of a currency may be written, each with its power of ten over the major unit.

    >>> units("CNY")["万元"], units("USD")["million"], "万元" in units("USD")
    (4, 6, False)
    """
    exponent(currency)
    return {**_OWN_UNITS.get(currency, {}), **_UNITS}


def is_own_unit(unit: str, currency: str) -> bool:
    """Whether a unit is of one currency alone, and so tells it.

    >>> is_own_unit("万元", "CNY"), is_own_unit("万", "CNY"), is_own_unit("million", "USD")
    (True, False, False)
    """
    return unit in _OWN_UNITS.get(currency, {})


def unit_digits(unit: str | None, currency: str) -> int:
    """The power of ten by which a unit is larger than the major unit of a currency.

    Args:
        unit: a name out of `units(currency)`; None is the major unit.
        currency: ISO 4217 code.

    Raises:
        TermsError: `UNIT_UNKNOWN`, naming the units there are; `CURRENCY_UNKNOWN`; `TYPE_WRONG`.

    >>> unit_digits("亿元", "CNY")
    8
    """
    if unit is None:
        exponent(currency)
        return 0
    known = units(currency)
    if not isinstance(unit, str):
        raise TermsError("TYPE_WRONG", field="unit", value=unit, wanted="text")
    if unit not in known:
        raise TermsError("UNIT_UNKNOWN", field="unit", value=unit, currency=currency, units=", ".join(known))
    return known[unit]


def parse_amount(amount: str | int | Decimal, currency: str, unit: str | None = None, field: str = "amount") -> int:
    """The minor units that an amount written in a unit stands for, exactly.

    Text has one grammar: an optional sign, digits, with commas between all groups of three or none, and a point with
    decimals after it. Full-width digits and signs are read as their ASCII forms. There is no blank, exponent,
    underscore, currency or unit in it; a decimal comma never passes for a thousands comma.

    Args:
        amount: text, an int or a Decimal that counts `unit`s, not minor units. Trailing zeros are no decimals.
        currency: ISO 4217 code; gives the minor unit.
        unit: a name out of `units(currency)`; None is the major unit.
        field: what an error calls the amount.

    Returns:
        Minor units, at most `LIMIT_MINOR` either side of 0; `-0.00` is 0.

    Raises:
        TermsError: `FLOAT_FORBIDDEN`; `TYPE_WRONG`, for a bool too; `AMOUNT_MISSING` for nothing or blanks;
            `CELL_ERROR` for `#REF!`; `UNIT_IN_CELL` for `12.3万元`; `CURRENCY_MISMATCH` for `100 USD` among CNY;
            `AMOUNT_SYNTAX`; `AMOUNT_PRECISION` for a part of a minor unit; `AMOUNT_RANGE`; those of `unit_digits`.

    >>> parse_amount("48.518", "CNY", "万元")
    48518000
    """
    places = exponent(currency) + unit_digits(unit, currency)
    negative, digits, power = _figures(amount, currency, field)
    # Compared by length, before any number is built: 1E+1000000 must cost nothing.
    significant = digits.strip("0")
    power += len(digits) - len(digits.rstrip("0")) + places
    if not significant:
        return 0
    if len(significant) + power <= len(str(LIMIT_MINOR)):
        if power < 0:
            raise TermsError("AMOUNT_PRECISION", field=field, value=amount, currency=currency, decimals=places)
        minor: int = int(significant) * 10**power
        if minor <= LIMIT_MINOR:
            return -minor if negative else minor
    raise TermsError("AMOUNT_RANGE", field=field, value=amount, limit=_limit(currency, unit))


def format_amount(minor: int, currency: str, unit: str | None = None, grouping: bool = False) -> str:
    """An amount as plain decimals in a unit, exactly; `parse_amount` reads it back.

    In the major unit (None, `元`, `1`) it has all decimals of the minor unit; in a larger one only those that it needs.

    Args:
        minor: minor units, of any size.
        currency: ISO 4217 code.
        unit: a name out of `units(currency)`; None is the major unit.
        grouping: whether commas part the thousands of the whole number.

    Raises:
        TermsError: `TYPE_WRONG`, `FLOAT_FORBIDDEN` where `minor` is no int; those of `unit_digits`.

    >>> format_amount(48518000, "CNY"), format_amount(48518000, "CNY", "万元")
    ('485180.00', '48.518')
    >>> format_amount(48518000, "CNY", grouping=True)
    '485,180.00'
    """
    _whole(minor, "minor")
    beyond = unit_digits(unit, currency)
    places = exponent(currency) + beyond
    whole, part = divmod(abs(minor), 10**places)
    decimals = f"{part:0{places}d}" if places else ""
    if beyond:
        decimals = decimals.rstrip("0")
    sign = "-" if minor < 0 else ""
    return f"{sign}{whole:{',' if grouping else ''}d}{'.' if decimals else ''}{decimals}"


def _figures(amount: object, currency: str, field: str) -> tuple[bool, str, int]:
    """Whether it is negative, its digits, and the power of ten that the last of them counts."""
    if isinstance(amount, str):
        match = _AMOUNT.fullmatch(amount if amount.isascii() else amount.translate(_FULL_WIDTH))
        if match is None:
            raise _not_an_amount(amount, currency, field)
        sign, whole, decimals = match.groups(default="")
        return sign == "-", whole.replace(",", "") + decimals, -len(decimals)
    if isinstance(amount, Decimal):
        if not amount.is_finite():
            raise TermsError("AMOUNT_SYNTAX", field=field, value=amount)
        # Its text is exact in any context; a context rules the arithmetic, and whether the E is a capital.
        mantissa, _, shift = str(amount).upper().partition("E")
        whole, _, decimals = mantissa.removeprefix("-").partition(".")
        return mantissa.startswith("-"), whole + decimals, int(shift or "0") - len(decimals)
    number = _whole(amount, field, wanted="text/int/Decimal")
    # Python refuses to print ints of thousands of digits; one beyond the limit is as good as another.
    return number < 0, str(min(abs(number), LIMIT_MINOR + 1)), 0


def _not_an_amount(text: str, currency: str, field: str) -> TermsError:
    """What a text is instead of an amount: nothing, a cell's error, an amount with its unit or its currency."""
    core = text.strip()
    if not core:
        return TermsError("AMOUNT_MISSING", field=field, value=text)
    if core.upper() in _CELL_ERRORS or not core.strip("#"):
        return TermsError("CELL_ERROR", field=field, value=text)
    word = core.strip(_NUMBER_SIGNS)
    if re.search(_DIGIT, core):
        if word.lower() in _UNIT_WORDS:
            return TermsError("UNIT_IN_CELL", field=field, value=text)
        if currency not in currencies_of(word, currency):
            return TermsError("CURRENCY_MISMATCH", field=field, value=text, currency=currency)
    return TermsError("AMOUNT_SYNTAX", field=field, value=text)


def currencies_of(word: str, currency: str) -> list[str]:
    """The currencies that a code, a sign or a name may mean; the one expected, where it means none."""
    code = word.upper()
    return [code] if code in CURRENCIES else _CURRENCY_WORDS.get(code, currency).split()


def _whole(value: object, field: str, wanted: str = "whole number") -> int:
    """The value, if it is a Python int: a numpy integer would overflow in silence, a bool is no number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    from numbers import Rational, Real  # only what is refused comes here

    if isinstance(value, Real) and not isinstance(value, Rational):
        raise TermsError("FLOAT_FORBIDDEN", field=field, value=value)
    raise TermsError("TYPE_WRONG", field=field, value=value, wanted=wanted)


def _limit(currency: str, unit: str | None) -> str:
    return f"{format_amount(LIMIT_MINOR, currency, unit, grouping=True)} {unit or currency}"


@frozen(order=False)
class Money:
    """An amount of one currency, as a whole number of its minor units (分).

    Amounts of two currencies are never equal, and adding or ordering them is refused: nothing is converted. There is
    no multiplication and no division; the kernel computes. A computed amount may exceed `LIMIT_MINOR`, one that is
    given may not (`Money.of`, `checked_money`).

    Attributes:
        minor: minor units, negative for what comes back; a Python int.
        currency: ISO 4217 code.

    Raises:
        TermsError: `FLOAT_FORBIDDEN` or `TYPE_WRONG` where `minor` is no int, `CURRENCY_UNKNOWN`.

    >>> Money(48518000, "CNY") + Money.of("0.01", "CNY")
    Money(minor=48518001, currency='CNY')
    >>> print(sum([Money(1, "CNY"), Money(2, "CNY")]))
    0.03 CNY
    """

    minor: int
    currency: str

    def __attrs_post_init__(self) -> None:
        _whole(self.minor, "minor")
        exponent(self.currency)

    @classmethod
    def of(cls, amount: str | int | Decimal, currency: str, unit: str | None = None) -> "Money":
        """Money as contracts write it: in major units, or in the unit named.

        An int counts whole units too: `Money.of(5, "CNY")` is 5.00 元, `Money(5, "CNY")` 5 分.

        Args:
            amount: text, an int or a Decimal, as `parse_amount` takes them.
            currency: ISO 4217 code.
            unit: a name out of `units(currency)`; None is the major unit.

        Raises:
            TermsError: as `parse_amount`.

        >>> Money.of("48.518", "CNY", "万元") == Money.of(485180, "CNY")
        True
        """
        return cls(parse_amount(amount, currency, unit), currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units, with all decimals of the minor unit, exact in any decimal context."""
        return Decimal(format_amount(self.minor, self.currency))

    def __str__(self) -> str:
        return f"{format_amount(self.minor, self.currency)} {self.currency}"

    def __bool__(self) -> bool:
        return self.minor != 0

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.minor), self.currency)

    def __add__(self, other: "Money") -> "Money":
        return NotImplemented if self._foreign(other) else Money(self.minor + other.minor, self.currency)

    def __radd__(self, other: int) -> "Money":
        """The money itself, where `sum()` starts from its 0; nothing else that is not money can be added."""
        return self if type(other) is int and other == 0 else NotImplemented

    def __sub__(self, other: "Money") -> "Money":
        return NotImplemented if self._foreign(other) else Money(self.minor - other.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return NotImplemented if self._foreign(other) else self.minor < other.minor

    def __le__(self, other: "Money") -> bool:
        return NotImplemented if self._foreign(other) else self.minor <= other.minor

    def __gt__(self, other: "Money") -> bool:
        return NotImplemented if self._foreign(other) else self.minor > other.minor

    def __ge__(self, other: "Money") -> bool:
        return NotImplemented if self._foreign(other) else self.minor >= other.minor

    def _foreign(self, other: object) -> bool:
        """Whether it is no money at all; money of another currency is refused here."""
        if isinstance(other, Money) and other.currency != self.currency:
            raise TermsError("CURRENCY_MISMATCH", field="amount", value=other, currency=self.currency)
        return not isinstance(other, Money)


def checked_money(value: object, field: str) -> Money:
    """Money that terms may state: the value itself, if it is money within the limit.

    Args:
        value: what was given.
        field: what an error calls it.

    Raises:
        TermsError: `TYPE_WRONG` for anything else, `AMOUNT_RANGE` beyond `LIMIT_MINOR`.
    """
    if not isinstance(value, Money):
        raise TermsError("TYPE_WRONG", field=field, value=value, wanted="Money")
    if abs(value.minor) > LIMIT_MINOR:
        raise TermsError("AMOUNT_RANGE", field=field, value=value, limit=_limit(value.currency, None))
    return value
