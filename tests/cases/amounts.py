"""Amounts as files and callers get them wrong, each with what must become of it.

`BAD_INPUT` is transcribed from a collection of bad input that was held against other programs (area "amount", ids
`AMT-…`); of it, libraries in wide use let between 9 and 20 refusable amounts pass. `FURTHER` is more of the same kind.
`outcomes()` says how the collection's cases came out, for the page that counts them.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from contracts.errors import TermsError
from contracts.money import parse_amount
from tests.cases.facts import Outcome


class Case(NamedTuple):
    """One amount given, and its minor units or the code of its refusal."""

    id: str
    given: Any
    outcome: int | str
    currency: str = "CNY"
    unit: str | None = None


BAD_INPUT = (
    Case("AMT-001", "NaN", "AMOUNT_SYNTAX"),
    Case("AMT-003", "sNaN", "AMOUNT_SYNTAX"),
    Case("AMT-004", "Infinity", "AMOUNT_SYNTAX"),
    Case("AMT-005", "-inf", "AMOUNT_SYNTAX"),
    Case("AMT-007", "1e1000000", "AMOUNT_SYNTAX"),
    Case("AMT-009", "0x10", "AMOUNT_SYNTAX"),
    Case("AMT-010", "1_000", "AMOUNT_SYNTAX"),
    Case("AMT-011", "1,2,3", "AMOUNT_SYNTAX"),
    Case("AMT-013", "1,50", "AMOUNT_SYNTAX"),
    Case("AMT-014", "1.234,56", "AMOUNT_SYNTAX"),
    Case("AMT-015", "1 234.50", "AMOUNT_SYNTAX"),
    Case("AMT-017", "   ", "AMOUNT_MISSING"),
    Case("AMT-018", "-", "AMOUNT_SYNTAX"),
    Case("AMT-019", ".", "AMOUNT_SYNTAX"),
    Case("AMT-020", "--5", "AMOUNT_SYNTAX"),
    Case("AMT-021", "+-5", "AMOUNT_SYNTAX"),
    Case("AMT-022", "5-", "AMOUNT_SYNTAX"),
    Case("AMT-025", "99999999999999999999", "AMOUNT_RANGE"),
    Case("AMT-026", "0.1+0.2", "AMOUNT_SYNTAX"),
    Case("AMT-027", "=1+1", "AMOUNT_SYNTAX"),
    Case("AMT-028", "٣", "AMOUNT_SYNTAX"),
    Case("AMT-029", "१२", "AMOUNT_SYNTAX"),
    Case("AMT-030", "²", "AMOUNT_SYNTAX"),
    Case("AMT-034", "100 USD", "CURRENCY_MISMATCH"),
    Case("AMT-035", "O100", "AMOUNT_SYNTAX"),
    Case("AMT-036", "l00", "AMOUNT_SYNTAX"),
    Case("AMT-037", "壹佰元整", "AMOUNT_SYNTAX"),
    Case("AMT-038", "12.3万元", "UNIT_IN_CELL"),
    Case("AMT-039", "#REF!", "CELL_ERROR"),
    Case("AMT-040", "#VALUE!", "CELL_ERROR"),
    Case("AMT-041", "N/A", "AMOUNT_SYNTAX"),
    Case("AMT-101", "1,234,567.89", 123456789),
    Case("AMT-106", "-0.00", 0),
    Case("AMT-110", "1.234567", 1234567, unit="万元"),
    Case("AMT-113", 0.1, "FLOAT_FORBIDDEN"),
)

FURTHER = (
    # words and notations that number parsers take
    Case("nan", "nan", "AMOUNT_SYNTAX"),
    Case("minus-nan", "-NaN", "AMOUNT_SYNTAX"),
    Case("inf", "inf", "AMOUNT_SYNTAX"),
    Case("plus-infinity", "+Infinity", "AMOUNT_SYNTAX"),
    Case("infinity-sign", "∞", "AMOUNT_SYNTAX"),
    Case("exponent", "1e5", "AMOUNT_SYNTAX"),
    Case("exponent-capital", "1E5", "AMOUNT_SYNTAX"),
    Case("exponent-signed", "1.5E+3", "AMOUNT_SYNTAX"),
    Case("exponent-tiny", "1e-1000000", "AMOUNT_SYNTAX"),
    Case("exponent-d", "1d3", "AMOUNT_SYNTAX"),
    Case("binary", "0b10", "AMOUNT_SYNTAX"),
    Case("octal", "0o17", "AMOUNT_SYNTAX"),
    Case("underscore-point", "1_000.00", "AMOUNT_SYNTAX"),
    Case("complex", "1j", "AMOUNT_SYNTAX"),
    Case("fraction", "1/2", "AMOUNT_SYNTAX"),
    Case("percent", "5%", "AMOUNT_SYNTAX"),
    Case("true", "TRUE", "AMOUNT_SYNTAX"),
    Case("none", "None", "AMOUNT_SYNTAX"),
    Case("null", "null", "AMOUNT_SYNTAX"),
    Case("dash", "—", "AMOUNT_SYNTAX"),
    Case("letter", "X", "AMOUNT_SYNTAX"),
    Case("question", "?", "AMOUNT_SYNTAX"),
    Case("to-be-settled", "待定", "AMOUNT_SYNTAX"),
    # separators and points
    Case("comma-one", "1,00", "AMOUNT_SYNTAX"),
    Case("comma-four", "1,0000", "AMOUNT_SYNTAX"),
    Case("comma-first", ",100", "AMOUNT_SYNTAX"),
    Case("comma-last", "100,", "AMOUNT_SYNTAX"),
    Case("comma-twice", "1,,234", "AMOUNT_SYNTAX"),
    Case("comma-some", "1234,567", "AMOUNT_SYNTAX"),
    Case("comma-not-all", "1,234567", "AMOUNT_SYNTAX"),
    Case("comma-lakh", "12,34,567", "AMOUNT_SYNTAX"),
    Case("comma-in-decimals", "1.234,567", "AMOUNT_SYNTAX"),
    Case("comma-decimal-after-zero", "0,500", "AMOUNT_SYNTAX"),
    Case("comma-after-leading-zero", "012,345", "AMOUNT_SYNTAX"),
    Case("comma-ideographic", "1、234", "AMOUNT_SYNTAX"),
    Case("apostrophe", "1'234.50", "AMOUNT_SYNTAX"),
    Case("point-twice", "1.2.3", "AMOUNT_SYNTAX"),
    Case("point-groups", "1.234.567", "AMOUNT_SYNTAX"),
    Case("point-first", ".5", "AMOUNT_SYNTAX"),
    Case("point-last", "5.", "AMOUNT_SYNTAX"),
    Case("point-middle", "5·25", "AMOUNT_SYNTAX"),
    Case("point-ideographic", "5。25", "AMOUNT_SYNTAX"),
    # blanks
    Case("empty", "", "AMOUNT_MISSING"),
    Case("tab", "\t", "AMOUNT_MISSING"),
    Case("blank-full-width", "\u3000", "AMOUNT_MISSING"),
    Case("blank-no-break", "\u00a0", "AMOUNT_MISSING"),
    Case("blank-before", " 5", "AMOUNT_SYNTAX"),
    Case("blank-after", "5 ", "AMOUNT_SYNTAX"),
    Case("line-end", "5\n", "AMOUNT_SYNTAX"),
    Case("no-break-inside", "1\u00a0234.50", "AMOUNT_SYNTAX"),
    Case("narrow-no-break-inside", "1\u202f234.50", "AMOUNT_SYNTAX"),
    Case("zero-width", "\u200b5", "AMOUNT_SYNTAX"),
    Case("direction", "\u202e5", "AMOUNT_SYNTAX"),
    Case("byte-order-mark", "\ufeff5", "AMOUNT_SYNTAX"),
    Case("nul", "5\x00", "AMOUNT_SYNTAX"),
    Case("surrogate", "\udc80", "AMOUNT_SYNTAX"),
    # signs
    Case("plus-alone", "+", "AMOUNT_SYNTAX"),
    Case("minus-blank", "- 5", "AMOUNT_SYNTAX"),
    Case("minus-typographic", "−5", "AMOUNT_SYNTAX"),
    Case("minus-before-comma", "-,500", "AMOUNT_SYNTAX"),
    Case("brackets", "(5.00)", "AMOUNT_SYNTAX"),
    Case("debit", "5.00 DR", "AMOUNT_SYNTAX"),
    # digits of other scripts and of other forms
    Case("eastern-arabic", "۱۲", "AMOUNT_SYNTAX"),
    Case("thai", "๑๒", "AMOUNT_SYNTAX"),
    Case("mathematical", "𝟏𝟐", "AMOUNT_SYNTAX"),
    Case("circled", "①", "AMOUNT_SYNTAX"),
    Case("half", "½", "AMOUNT_SYNTAX"),
    Case("chinese-digits", "一百", "AMOUNT_SYNTAX"),
    Case("mixed-scripts", "1٣", "AMOUNT_SYNTAX"),
    Case("letter-inside", "1O0", "AMOUNT_SYNTAX"),
    Case("full-width-letter", "１ｅ５", "AMOUNT_SYNTAX"),
    # formulas and what spreadsheets show
    Case("formula", "=A1", "AMOUNT_SYNTAX"),
    Case("formula-at", "@SUM(A1)", "AMOUNT_SYNTAX"),
    Case("text-mark", "'5", "AMOUNT_SYNTAX"),
    Case("cell-na", "#N/A", "CELL_ERROR"),
    Case("cell-name", "#NAME?", "CELL_ERROR"),
    Case("cell-div", "#DIV/0!", "CELL_ERROR"),
    Case("cell-null", "#NULL!", "CELL_ERROR"),
    Case("cell-num", "#NUM!", "CELL_ERROR"),
    Case("cell-lower", " #ref! ", "CELL_ERROR"),
    Case("cell-narrow", "########", "CELL_ERROR"),
    Case("hash-number", "#5", "AMOUNT_SYNTAX"),
    # units and currencies beside the number
    Case("unit-yuan", "100元", "UNIT_IN_CELL"),
    Case("unit-blank", "12.3 万元", "UNIT_IN_CELL"),
    Case("unit-full-width", "１２．３万元", "UNIT_IN_CELL"),
    Case("unit-wan", "-3万", "UNIT_IN_CELL"),
    Case("unit-yi", "1.2亿", "UNIT_IN_CELL"),
    Case("unit-thousand", "5千元", "UNIT_IN_CELL"),
    Case("unit-million", "5 Million", "UNIT_IN_CELL", "USD"),
    Case("unit-bracketed", "12.3(万元)", "UNIT_IN_CELL"),
    Case("unit-bracketed-full-width", "12.3（万元）", "UNIT_IN_CELL"),
    Case("unit-alone", "万元", "AMOUNT_SYNTAX"),
    Case("unit-unknown", "5角", "AMOUNT_SYNTAX"),
    Case("yuan-and-jiao", "5元5角", "AMOUNT_SYNTAX"),
    Case("currency-first", "USD 100", "CURRENCY_MISMATCH"),
    Case("currency-small", "100usd", "CURRENCY_MISMATCH"),
    Case("currency-own", "100 CNY", "AMOUNT_SYNTAX"),
    Case("currency-alone", "USD", "AMOUNT_SYNTAX"),
    Case("currency-none", "100 XYZ", "AMOUNT_SYNTAX"),
    Case("sign-yuan", "¥100", "AMOUNT_SYNTAX"),
    Case("sign-yuan-full-width", "￥100", "AMOUNT_SYNTAX"),
    Case("sign-yen", "¥100", "AMOUNT_SYNTAX", "JPY"),
    Case("sign-yuan-among-dollars", "¥100", "CURRENCY_MISMATCH", "USD"),
    Case("sign-dollar", "$100", "CURRENCY_MISMATCH"),
    Case("sign-dollar-own", "$100", "AMOUNT_SYNTAX", "AUD"),
    Case("sign-dollar-negative", "-$5", "CURRENCY_MISMATCH"),
    Case("sign-euro", "100 €", "CURRENCY_MISMATCH"),
    Case("name-dollar", "100美元", "CURRENCY_MISMATCH"),
    Case("name-rmb", "rmb 100", "AMOUNT_SYNTAX"),
    Case("name-rmb-among-euros", "rmb 100", "CURRENCY_MISMATCH", "EUR"),
    # too fine and too large
    Case("fine", "0.005", "AMOUNT_PRECISION"),
    Case("fine-negative", "-1.001", "AMOUNT_PRECISION"),
    Case("fine-in-unit", "1.2345678", "AMOUNT_PRECISION", unit="万元"),
    Case("fine-yen", "0.5", "AMOUNT_PRECISION", "JPY"),
    Case("fine-dinar", "0.0005", "AMOUNT_PRECISION", "KWD"),
    Case("limit", "10000000000000.00", 10**15),
    Case("limit-negative", "-10,000,000,000,000", -(10**15)),
    Case("limit-in-unit", "100000", 10**15, unit="亿元"),
    Case("limit-yen", "1000000000000000", 10**15, "JPY"),
    Case("beyond", "10000000000000.01", "AMOUNT_RANGE"),
    Case("beyond-negative", "-10000000000000.01", "AMOUNT_RANGE"),
    Case("beyond-same-length", "99999999999999.99", "AMOUNT_RANGE"),
    Case("beyond-in-unit", "100000.00000001", "AMOUNT_RANGE", unit="亿元"),
    Case("beyond-and-fine", "99999999999999999999.001", "AMOUNT_RANGE"),
    # what is fine
    Case("zero", "0", 0),
    Case("zero-decimals-more", "0.0000", 0),
    Case("plus", "+5", 500),
    Case("minus", "-5", -500),
    Case("one-decimal", "0.5", 50),
    Case("trailing-zeros", "5.2500000", 525),
    Case("trailing-zeros-yen", "5.00", 5, "JPY"),
    Case("leading-zeros", "007.50", 750),
    Case("groups", "1,234", 123400),
    Case("groups-two", "12,345,678", 1234567800),
    Case("full-width", "１２３．４５", 12345),
    Case("full-width-all", "－１，２３４．５０", -123450),
    Case("full-width-plus", "＋５", 500),
    Case("full-width-mixed", "1２．5", 1250),
    Case("founding-case", "48.518", 48518000, unit="万元"),
    Case("yi", "0.1304", 1304000000, unit="亿元"),
    Case("dinar", "1.234", 1234, "KWD"),
    Case("unidad-de-fomento", "0.0001", 1, "CLF"),
    Case("thousand", "1.2345", 123450, "USD", "thousand"),
    Case("billion", "0.00000000001", 1, "EUR", "billion"),
    # what Python callers give
    Case("int", 5, 500),
    Case("int-in-unit", 5, 5000000, unit="万元"),
    Case("int-negative", -5, -500),
    Case("int-limit-yen", 10**15, 10**15, "JPY"),
    Case("int-beyond-yen", 10**15 + 1, "AMOUNT_RANGE", "JPY"),
    Case("int-beyond", 10**13 + 1, "AMOUNT_RANGE"),
    Case("int-huge", -(10**5000), "AMOUNT_RANGE"),
    Case("decimal", Decimal("485180.00"), 48518000),
    Case("decimal-negative", Decimal("-0.01"), -1),
    Case("decimal-negative-zero", Decimal("-0.000"), 0),
    Case("decimal-exponent", Decimal("1E+3"), 100000),
    Case("decimal-small-exponent", Decimal("100E-2"), 100),
    Case("decimal-fine", Decimal("0.005"), "AMOUNT_PRECISION"),
    Case("decimal-of-float", Decimal.from_float(0.1), "AMOUNT_PRECISION"),
    Case("decimal-tiny", Decimal("1e-1000000"), "AMOUNT_PRECISION"),
    Case("decimal-huge", Decimal("1e1000000"), "AMOUNT_RANGE"),
    Case("decimal-zero-exponent", Decimal("0e999999"), 0),
    Case("decimal-nan", Decimal("NaN"), "AMOUNT_SYNTAX"),
    Case("decimal-snan", Decimal("sNaN"), "AMOUNT_SYNTAX"),
    Case("decimal-nan-payload", Decimal("-NaN123"), "AMOUNT_SYNTAX"),
    Case("decimal-infinity", Decimal("Infinity"), "AMOUNT_SYNTAX"),
    Case("decimal-minus-infinity", Decimal("-Infinity"), "AMOUNT_SYNTAX"),
    Case("float-whole", 5.0, "FLOAT_FORBIDDEN"),
    Case("float-nan", float("nan"), "FLOAT_FORBIDDEN"),
    Case("float-infinity", float("inf"), "FLOAT_FORBIDDEN"),
    Case("bool-true", True, "TYPE_WRONG"),
    Case("bool-false", False, "TYPE_WRONG"),
    Case("nothing", None, "TYPE_WRONG"),
    Case("bytes", b"5", "TYPE_WRONG"),
    Case("fraction-object", Fraction(1, 2), "TYPE_WRONG"),
    Case("complex-object", 5j, "TYPE_WRONG"),
    Case("list", ["5"], "TYPE_WRONG"),
)


def answer(case: Case) -> int | str:
    """Our minor units, or the code of our refusal."""
    try:
        return parse_amount(case.given, case.currency, case.unit)
    except TermsError as error:
        return error.code


def outcomes() -> Iterator[Outcome]:
    """How every case of the collection came out."""
    for case in BAD_INPUT:
        ours = answer(case)
        yield Outcome("bad input", case.id, "passed" if ours == case.outcome else "failed", None, case.outcome, ours)
