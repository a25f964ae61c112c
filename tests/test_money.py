"""Money: exact both ways in every unit, never two currencies at once, nothing by context, nothing slow."""

import copy
import decimal
import operator
import pickle
import time
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import iso4217
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.errors import TermsError
from contracts.money import (
    CURRENCIES,
    LIMIT_MINOR,
    Money,
    checked_money,
    exponent,
    format_amount,
    is_own_unit,
    parse_amount,
    unit_digits,
    units,
)

MINOR = st.sampled_from([0, 1, -1, 99, 100, 101, 10**6, LIMIT_MINOR - 1, LIMIT_MINOR, -LIMIT_MINOR]) | st.integers(
    -LIMIT_MINOR, LIMIT_MINOR
)
CURRENCY = st.sampled_from(["CNY", "JPY", "KWD", "CLF", "USD"]) | st.sampled_from(sorted(CURRENCIES))
FULL_WIDTH = str.maketrans("0123456789.,-+", "０１２３４５６７８９．，－＋")
SIGNS = "0123456789.,+-０５９．，－＋ eE_%٣万元$"


@st.composite
def in_units(draw: st.DrawFn) -> tuple[str, str | None]:
    """A currency, and one of its units or none."""
    currency = draw(CURRENCY)
    return currency, draw(st.none() | st.sampled_from(sorted(units(currency))))


def refusal(call: Callable[[], object]) -> TermsError:
    with pytest.raises(TermsError) as caught:
        call()
    assert str(caught.value)
    return caught.value


# currencies and units


def test_currencies_are_those_of_the_standard() -> None:
    """The package `iso4217` carries the standard's own list one; codes without a minor unit are left out."""
    standard = {item.code: item.exponent for item in iso4217.Currency if item.exponent is not None}
    shared = standard.keys() & CURRENCIES.keys()
    assert {code: CURRENCIES[code] for code in shared} == {code: standard[code] for code in shared}
    assert len(shared) > 150
    if iso4217.__published__.isoformat() == "2026-01-01":  # another edition has other codes, but no other decimals
        assert standard == CURRENCIES


@pytest.mark.parametrize("code", ["", "cny", "RMB", "XXX", "XAU", "DEM", "CNY ", "元"])
def test_unknown_currency_is_refused(code: str) -> None:
    error = refusal(lambda: exponent(code))
    assert (error.code, error.field, error.value) == ("CURRENCY_UNKNOWN", "currency", code)
    for call in (
        lambda: Money(1, code),
        lambda: Money.of("1", code),
        lambda: units(code),
        lambda: unit_digits("1", code),
    ):
        assert refusal(call).code == "CURRENCY_UNKNOWN"
    assert refusal(lambda: unit_digits(None, code)).code == "CURRENCY_UNKNOWN"


@pytest.mark.parametrize("code", [None, 156, ["CNY"], b"CNY"])
def test_a_currency_that_is_no_text_is_refused(code: Any) -> None:
    error = refusal(lambda: Money(1, code))
    assert (error.code, error.field, error.value, error.data) == ("TYPE_WRONG", "currency", code, {"wanted": "text"})


def test_units_of_yuan_and_of_any_currency() -> None:
    plain = {"1": 0, "thousand": 3, "万": 4, "million": 6, "亿": 8, "billion": 9}
    assert units("CNY") == {"元": 0, "万元": 4, "亿元": 8, **plain}
    assert units("JPY") == plain
    assert [unit_digits(unit, "CNY") for unit in (None, "元", "万元", "亿元")] == [0, 0, 4, 8]


def test_units_are_the_callers_own_copy() -> None:
    units("CNY")["元"] = 5
    assert units("CNY")["元"] == 0


@pytest.mark.parametrize(("unit", "currency"), [("万元", "USD"), ("", "CNY"), ("Million", "CNY"), ("角", "CNY")])
def test_unknown_unit_is_refused_naming_those_there_are(unit: str, currency: str) -> None:
    error = refusal(lambda: parse_amount("1", currency, unit))
    assert (error.code, error.field, error.value) == ("UNIT_UNKNOWN", "unit", unit)
    assert error.data == {"currency": currency, "units": ", ".join(units(currency))}


def test_a_unit_that_is_no_text_is_refused() -> None:
    unit: Any = 10_000
    error = refusal(lambda: unit_digits(unit, "CNY"))
    assert (error.code, error.field, error.value, error.data) == ("TYPE_WRONG", "unit", unit, {"wanted": "text"})


# text and back


@given(MINOR, in_units(), st.booleans(), st.booleans())
def test_what_is_formatted_reads_back(
    minor: int, place: tuple[str, str | None], grouping: bool, full_width: bool
) -> None:
    text = format_amount(minor, *place, grouping=grouping)
    assert parse_amount(text.translate(FULL_WIDTH) if full_width else text, *place) == minor


@given(MINOR, in_units())
def test_text_is_the_exact_amount(minor: int, place: tuple[str, str | None]) -> None:
    """Held against fractions, which share nothing with the text of digits."""
    currency, unit = place
    places = CURRENCIES[currency] + unit_digits(unit, currency)
    text = format_amount(minor, currency, unit)
    assert Fraction(text) == Fraction(minor, 10**places)
    if unit_digits(unit, currency) == 0:
        assert len(text.partition(".")[2]) == CURRENCIES[currency]
    else:
        assert not text.endswith(".")
        assert "." not in text or not text.endswith("0")


@given(in_units(), st.integers(-(10**17), 10**17), st.integers(0, 20))
def test_every_plain_decimal_is_read_exactly_or_refused_for_what_it_is(
    place: tuple[str, str | None], number: int, decimals: int
) -> None:
    currency, unit = place
    digits = f"{abs(number):0{decimals + 1}d}"
    text = "-" * (number < 0) + (digits[:-decimals] + "." + digits[-decimals:] if decimals else digits)
    exact = Fraction(text) * 10 ** (CURRENCIES[currency] + unit_digits(unit, currency))
    for amount in (text, Decimal(text)):
        if exact.denominator == 1 and abs(exact) <= LIMIT_MINOR:
            assert parse_amount(amount, currency, unit) == exact
        else:
            code = refusal(lambda amount=amount: parse_amount(amount, currency, unit)).code  # type: ignore[misc]
            assert code == ("AMOUNT_RANGE" if abs(exact) > LIMIT_MINOR else "AMOUNT_PRECISION") or (
                exact.denominator != 1 and abs(exact) > LIMIT_MINOR
            )


@given(st.text(SIGNS, max_size=12) | st.text(max_size=8))
def test_any_text_is_an_amount_or_is_refused(text: str) -> None:
    """Nothing but a typed refusal comes out, and what passes is what exact arithmetic makes of its digits."""
    try:
        minor = parse_amount(text, "CNY", "万元")
    except TermsError:
        return
    plain = text.translate({full: half for half, full in FULL_WIDTH.items()}).replace(",", "")
    assert minor == Fraction(plain) * 10**6


@given(MINOR, in_units(), st.integers(1, 3), st.booleans())
def test_nothing_depends_on_the_decimal_context(
    minor: int, place: tuple[str, str | None], precision: int, trapped: bool
) -> None:
    text = format_amount(minor, *place)
    value = Decimal(text)
    odd = decimal.Context(
        prec=precision,
        rounding=decimal.ROUND_UP,
        Emin=-1,
        Emax=1,
        capitals=0,
        clamp=1,
        traps=list(decimal.Context().flags) if trapped else [],
    )
    with decimal.localcontext(odd):
        assert parse_amount(text, *place) == minor
        assert parse_amount(value, *place) == minor
        assert parse_amount(Decimal((0, (5,), 3)), "CNY") == 500000
        assert format_amount(minor, *place) == text
        made = Money(minor, place[0]).amount
    assert made == Decimal(format_amount(minor, place[0]))


@pytest.mark.parametrize(
    ("minor", "currency", "unit", "text"),
    [
        (48518000, "CNY", None, "485180.00"),
        (48518000, "CNY", "元", "485180.00"),
        (48518000, "CNY", "1", "485180.00"),
        (48518000, "CNY", "万元", "48.518"),
        (48518000, "CNY", "亿元", "0.0048518"),
        (1000000, "CNY", "万元", "1"),
        (0, "CNY", None, "0.00"),
        (0, "CNY", "万元", "0"),
        (-1, "CNY", None, "-0.01"),
        (-1, "CNY", "亿元", "-0.0000000001"),
        (5, "JPY", None, "5"),
        (5, "JPY", "thousand", "0.005"),
        (1234, "KWD", None, "1.234"),
        (10**20, "CNY", None, "1000000000000000000.00"),
    ],
)
def test_amounts_are_written_plainly(minor: int, currency: str, unit: str | None, text: str) -> None:
    assert format_amount(minor, currency, unit) == text


@pytest.mark.parametrize(
    ("minor", "unit", "text"),
    [(99999, None, "999.99"), (-123456789, None, "-1,234,567.89"), (123456789012345, "万元", "123,456,789.012345")],
)
def test_grouping_parts_the_thousands_of_the_whole_number(minor: int, unit: str | None, text: str) -> None:
    assert format_amount(minor, "CNY", unit, grouping=True) == text


@pytest.mark.parametrize(
    ("minor", "code"),
    [
        (0.5, "FLOAT_FORBIDDEN"),
        (np.float32(5), "FLOAT_FORBIDDEN"),
        (np.int64(5), "TYPE_WRONG"),
        (True, "TYPE_WRONG"),
        (Decimal(5), "TYPE_WRONG"),
        (Fraction(1), "TYPE_WRONG"),
        ("5", "TYPE_WRONG"),
        (None, "TYPE_WRONG"),
    ],
)
def test_minor_units_are_an_int_of_python(minor: Any, code: str) -> None:
    """A numpy integer would overflow in silence, a float is never exact."""
    for call in (lambda: Money(minor, "CNY"), lambda: format_amount(minor, "CNY")):
        error = refusal(call)
        assert (error.code, error.field, error.value) == (code, "minor", minor)
        assert error.data == ({"wanted": "whole number"} if code == "TYPE_WRONG" else {})


@pytest.mark.parametrize("amount", [None, True, np.int64(5), b"5"])
def test_an_amount_of_another_type_is_told_what_is_wanted(amount: Any) -> None:
    assert refusal(lambda: parse_amount(amount, "CNY")).data == {"wanted": "text/int/Decimal"}


def test_a_float_of_numpy_is_a_float_too() -> None:
    amount: Any = np.float32(0.5)
    assert refusal(lambda: Money.of(amount, "CNY")).code == "FLOAT_FORBIDDEN"


def test_a_refusal_knows_the_limits() -> None:
    fine = refusal(lambda: parse_amount("0.005", "CNY", field="rate"))
    assert (fine.field, fine.value, fine.data) == ("rate", "0.005", {"currency": "CNY", "decimals": 2})
    assert str(fine) == ("rate: 0.005 is finer than the minor unit of CNY: give at most 2 decimals, or round it first")
    assert refusal(lambda: parse_amount("1.2345678", "CNY", "万元")).data["decimals"] == 6
    assert refusal(lambda: parse_amount("9" * 20, "CNY")).data == {"limit": "10,000,000,000,000.00 CNY"}
    assert refusal(lambda: parse_amount("9" * 20, "CNY", "万元")).data == {"limit": "1,000,000,000 万元"}
    assert refusal(lambda: parse_amount("5 USD", "CNY")).data == {"currency": "CNY"}


MILLION = 1_000_000
LONG: dict[str, tuple[Any, str]] = {
    "digits": ("9" * MILLION, "AMOUNT_RANGE"),
    "full-width digits": ("９" * MILLION, "AMOUNT_RANGE"),
    "decimals": ("0." + "1" * MILLION, "AMOUNT_PRECISION"),
    "groups": ("1" + ",234" * (MILLION // 4), "AMOUNT_RANGE"),
    "groups, and a comma": ("1" + ",234" * (MILLION // 4) + ",", "AMOUNT_SYNTAX"),
    "exponent": ("1e1000000", "AMOUNT_SYNTAX"),
    "blanks": ("\u3000" * MILLION, "AMOUNT_MISSING"),
    "units": ("1" + "万" * MILLION, "AMOUNT_SYNTAX"),
    "letters": ("a" * MILLION, "AMOUNT_SYNTAX"),
    "hashes": ("#" * MILLION, "CELL_ERROR"),
    "int": (10**MILLION, "AMOUNT_RANGE"),
    "decimal exponent": (Decimal("1e1000000"), "AMOUNT_RANGE"),
    "decimal of the largest exponent": (Decimal(f"1e{decimal.MAX_EMAX}"), "AMOUNT_RANGE"),
    "decimal of the least exponent": (Decimal(f"1e{decimal.MIN_EMIN}"), "AMOUNT_PRECISION"),
    "decimal digits": (Decimal("9" * MILLION), "AMOUNT_RANGE"),
    "decimal decimals": (Decimal("0." + "1" * MILLION), "AMOUNT_PRECISION"),
}


@pytest.mark.parametrize("name", LONG)
def test_what_is_very_long_is_refused_at_once(name: str) -> None:
    """The number is never built, which would take seconds; the best of three runs counts."""
    amount, code = LONG[name]
    times = []
    for _ in range(3):
        start = time.process_time()
        error = refusal(lambda: parse_amount(amount, "CNY", "亿元"))
        times.append(time.process_time() - start)
    assert error.code == code
    assert len(error.message()) < 200
    assert min(times) < 0.1


# money


def test_money_counts_major_units_where_it_is_written_and_minor_units_where_it_is_made() -> None:
    assert Money.of(5, "CNY") == Money.of("5", "CNY") == Money.of(Decimal("5.00"), "CNY") == Money(500, "CNY")
    assert Money(5, "CNY") == Money.of("0.05", "CNY")
    assert Money.of("48.518", "CNY", "万元") == Money(48518000, "CNY")


@given(MINOR, CURRENCY)
def test_the_amount_is_exact_and_makes_the_money_again(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Fraction(money.amount) == Fraction(minor, 10 ** CURRENCIES[currency])
    assert -money.amount.as_tuple().exponent == CURRENCIES[currency]  # type: ignore[operator]
    assert Money.of(money.amount, currency) == money
    assert str(money) == f"{money.amount:f} {currency}"


def test_money_is_shown_in_full() -> None:
    assert str(Money(48518000, "CNY")) == "485180.00 CNY"
    assert repr(Money(48518000, "CNY")) == "Money(minor=48518000, currency='CNY')"


@given(MINOR, MINOR, CURRENCY)
def test_arithmetic_and_order_are_those_of_the_minor_units(a: int, b: int, currency: str) -> None:
    first, second = Money(a, currency), Money(b, currency)
    assert first + second == Money(a + b, currency)
    assert first - second == Money(a - b, currency)
    assert -first == Money(-a, currency)
    assert abs(first) == Money(abs(a), currency)
    assert bool(first) is (a != 0)
    assert sum([first, second]) == first + second
    for order in (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne):
        assert order(first, second) is order(a, b)
        assert getattr(first, f"__{order.__name__}__")(second) is order(a, b)  # by itself, not by its mirror image
    assert (hash(first) == hash(second)) or a != b


@pytest.mark.parametrize("name", ["add", "sub", "lt", "le", "gt", "ge"])
@pytest.mark.parametrize("minor", [0, 500])
def test_no_operation_joins_two_currencies(name: str, minor: int) -> None:
    """Not even for 0, which is 0 of its own currency."""
    yuan, dollars = Money(500, "CNY"), Money(minor, "USD")
    error = refusal(lambda: getattr(operator, name)(yuan, dollars))
    assert (error.code, error.field, error.value) == ("CURRENCY_MISMATCH", "amount", dollars)
    assert error.data == {"currency": "CNY"}


def test_amounts_of_two_currencies_are_never_equal() -> None:
    assert Money(0, "CNY") != Money(0, "USD")
    assert len({Money(0, "CNY"), Money(0, "USD"), Money(0, "CNY")}) == 2
    assert refusal(lambda: sum([Money(1, "CNY"), Money(1, "USD")])).code == "CURRENCY_MISMATCH"


@pytest.mark.parametrize("name", ["add", "sub", "lt", "le", "gt", "ge", "mul", "truediv", "floordiv", "mod", "pow"])
@pytest.mark.parametrize("other", [0, 5, 0.5, Decimal(5), "5", None])
def test_money_does_not_mix_with_what_is_no_money(name: str, other: object) -> None:
    """There is no multiplication at all: the kernel computes."""
    operation = getattr(operator, name)
    with pytest.raises(TypeError):
        operation(Money(500, "CNY"), other)
    if (name, other) != ("add", 0) and (name, other) != ("mod", "5"):
        with pytest.raises(TypeError):
            operation(other, Money(500, "CNY"))


@pytest.mark.parametrize("start", [False, 0.0, Decimal(0), 1, "", None])
def test_only_the_0_of_sum_may_stand_before_money(start: Any) -> None:
    assert 0 + Money(5, "CNY") == Money(5, "CNY")
    with pytest.raises(TypeError):
        start + Money(5, "CNY")


def test_money_is_not_equal_to_a_number() -> None:
    zero: object = Money(0, "CNY")
    assert zero != 0
    assert zero != Decimal(0)


def test_money_does_not_change() -> None:
    money = Money(5, "CNY")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        money.minor = 6  # type: ignore[misc]
    assert attrs.evolve(money, minor=6) == Money(6, "CNY")


def test_money_survives_copies_and_pickles() -> None:
    money = Money(5, "CNY")
    assert copy.deepcopy(money) == money
    assert pickle.loads(pickle.dumps(money)) == money


def test_what_is_computed_may_pass_the_limit_but_terms_may_not_state_it() -> None:
    most = Money(LIMIT_MINOR, "CNY")
    total = most + most
    assert total.minor == 2 * LIMIT_MINOR
    assert checked_money(most, "total") is most
    assert checked_money(-most, "total") == -most
    for beyond in (Money(LIMIT_MINOR + 1, "CNY"), Money(-LIMIT_MINOR - 1, "CNY")):
        error = refusal(lambda beyond=beyond: checked_money(beyond, "total"))  # type: ignore[misc]
        assert (error.code, error.field, error.value) == ("AMOUNT_RANGE", "total", beyond)
        assert error.data == {"limit": "10,000,000,000,000.00 CNY"}


@pytest.mark.parametrize("value", ["5.00", 5, None, Decimal(5)])
def test_what_is_no_money_is_refused_where_money_is_wanted(value: object) -> None:
    error = refusal(lambda: checked_money(value, "total"))
    assert (error.code, error.field, error.value, error.data) == ("TYPE_WRONG", "total", value, {"wanted": "Money"})


@pytest.mark.parametrize(
    ("unit", "currency", "own"),
    [
        ("万元", "CNY", True),
        ("元", "CNY", True),
        ("万", "CNY", False),
        ("万元", "USD", False),
        ("million", "USD", False),
    ],
)
def test_units_of_a_currencys_own_name_it(unit: str, currency: str, own: bool) -> None:
    assert is_own_unit(unit, currency) is own
