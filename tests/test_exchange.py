"""Rates of exchange, and statements in one currency."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.money import exponent
from contracts.tables import Kind
from tests.io.problems import LINE, problems

JUNE, DECEMBER = date(2017, 6, 30), date(2017, 12, 29)


def dollar(on: date, rate: str, **facts: object) -> ct.ExchangeRate:
    return ct.ExchangeRate(currency="USD", on=on, rate=rate, **facts)  # type: ignore[arg-type]


def contract(currency: str, *amounts: int) -> ct.Contract:
    due = ct.Once(date(2017, 7, 1))
    lines = [
        ct.Line(id=f"L{i}", price=ct.Total(ct.Money(amount, currency)), billing=due) for i, amount in enumerate(amounts)
    ]
    return ct.Contract(id=currency, lines=lines)


@given(
    st.lists(st.integers(0, 10**15), min_size=1, max_size=4),
    st.sampled_from(("USD", "JPY", "KWD")),
    st.sampled_from(("CNY", "JPY", "KWD")),
    st.integers(1, 10**15).map(lambda millionths: Decimal(millionths).scaleb(-6)),
)
def test_each_amount_is_rounded_once_from_the_exact_one(minor: list[int], own: str, other: str, rate: Decimal) -> None:
    if own == other:
        own = "USD"
    register = ct.Register(
        [contract(own, *minor)], currency=other, rates=[ct.ExchangeRate(currency=own, on=JUNE, rate=rate)]
    )
    sheet = ct.present(ct.obligations(register, as_of=JUNE), register, JUNE)

    exact = [Fraction(amount, 10 ** exponent(own)) * Fraction(rate) * 10 ** exponent(other) for amount in minor]
    assert list(sheet.columns["amount"]) == [int(value + Fraction(1, 2)) for value in exact]
    assert set(sheet.columns["currency"]) == {other}
    assert set(sheet.columns["original"]) == {own}


def test_the_last_rate_up_to_the_day_that_is_known_counts() -> None:
    rates = [dollar(JUNE, "6.5"), dollar(DECEMBER, "6.6", recorded=date(2018, 1, 5)), dollar(date(2018, 1, 2), "6.7")]
    register = ct.Register([contract("USD", 1000), contract("CNY", 7)], rates=rates)

    def shown(on: date, known_on: date | None = None) -> list[object]:
        sheet = ct.present(ct.cutoff(register, on), register, on, known_on=known_on)
        return [sheet.columns[name][1] for name in ("value", "rate", "rate_on")]

    assert shown(JUNE) == shown(DECEMBER) == [6500, "6.5", JUNE]
    assert shown(DECEMBER, date(2018, 1, 5)) == [6600, "6.6", DECEMBER]
    assert shown(date(2018, 1, 2)) == [6700, "6.7", date(2018, 1, 2)]
    sheet = ct.present(ct.cutoff(register, JUNE), register, JUNE)
    assert (sheet.columns["original"][0], sheet.columns["value"][0]) == (None, 7)
    with pytest.raises(ct.TermsError, match="no rate of USD is known for 2017-06-29"):
        ct.present(ct.cutoff(register, date(2017, 6, 29)), register, date(2017, 6, 29))
    with pytest.raises(ct.TermsError, match="Register"):
        ct.present(ct.cutoff(register, JUNE), register.contracts, JUNE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"rate": "0"}, "EXCHANGE_RATE"),
        ({"rate": "-1"}, "EXCHANGE_RATE"),
        ({"rate": "1.1234567"}, "EXCHANGE_RATE"),
        ({"rate": Decimal("1.1234567")}, "EXCHANGE_RATE"),
        ({"rate": Decimal("NaN")}, "EXCHANGE_RATE"),
        ({"rate": True}, "EXCHANGE_RATE"),
        ({"rate": 10**9 + 1}, "EXCHANGE_RATE"),
        ({"rate": 6.5}, "FLOAT_FORBIDDEN"),
        ({"currency": "XXX"}, "CURRENCY_UNKNOWN"),
        ({"on": "2017-06-30"}, "TYPE_WRONG"),
        ({"recorded": 5}, "TYPE_WRONG"),
        ({"source": ""}, "TEXT_EMPTY"),
    ],
)
def test_what_is_no_rate_is_refused(facts: dict[str, object], code: str) -> None:
    with pytest.raises(ct.TermsError) as caught:
        ct.ExchangeRate(**{"currency": "USD", "on": JUNE, "rate": "6.5"} | facts)  # type: ignore[arg-type]
    assert caught.value.code == code


def test_a_register_has_one_rate_a_day_and_none_of_its_own_currency() -> None:
    for rates, code in (
        ([dollar(JUNE, "6.5"), dollar(JUNE, "6.6")], "DUPLICATE_ID"),
        ([ct.ExchangeRate(currency="CNY", on=JUNE, rate=1)], "RATE_OF_OWN"),
        (["6.5"], "TYPE_WRONG"),
    ):
        with pytest.raises(ct.TermsError) as caught:
            ct.Register([], rates=rates)  # type: ignore[arg-type]
        assert caught.value.code == code
    one, two = (ct.Register([], rates=[dollar(day, "6.5")]) for day in (JUNE, DECEMBER))
    assert ct.Register.merged([two, one, one]).rates == (dollar(JUNE, "6.5"), dollar(DECEMBER, "6.5"))


RATE = '[[rates]]\ncurrency = "USD"\non = 2017-06-30\nrate = "6.5"\n'


@pytest.mark.parametrize(
    ("text", "code", "field", "row"),
    [
        ('[[rates]]\non = 2017-06-30\nrate = "6.5"', "KEY_MISSING", "currency", 10),
        ('[[rates]]\ncurrency = "USD"\nrate = "6.5"', "KEY_MISSING", "on", 10),
        ('[[rates]]\ncurrency = "USD"\non = 2017-06-30', "KEY_MISSING", "rate", 10),
        (RATE.replace("6.5", "six"), "EXCHANGE_RATE", "rate", 13),
        (RATE.replace("USD", "XXX"), "CURRENCY_UNKNOWN", "currency", 11),
        (RATE.replace("USD", "CNY"), "RATE_OF_OWN", "currency", 11),
        (RATE.replace("2017-06-30", '"June"'), "DATE_SYNTAX", "on", 12),
        (RATE + RATE, "DUPLICATE_ID", "on", 16),
        (RATE + 'colour = "red"', "KEY_UNKNOWN", "colour", 14),
    ],
)
def test_what_is_wrong_with_a_rate_is_told_on_its_line(text: str, code: str, field: str, row: int) -> None:
    found = problems(LINE + text + "\n")

    assert [(one.code, one.field, one.line_number) for one in found] == [(code, f"rates.{field}", row)]


def test_what_stands_beside_a_price_and_what_catches_up_is_translated_each_by_itself() -> None:
    """Deductions, what is withheld, and what an amendment brings back: 7 / 3 yuan for a dollar rounds them all."""
    line = ct.Line(
        id="care",
        price=ct.Rate("33.33", "USD"),
        billing=ct.Cyclic(ct.MONTHLY),
        service=ct.Period.through(date(2017, 1, 1), date(2017, 12, 31)),
        retention=ct.Retention(percent=Decimal(5), release=ct.Release(after="accepted")),
        adjustments=[
            ct.Adjustment(id="K", on=date(2017, 4, 3), amount=ct.Money.of("-7.77", "USD"), kind="deduction"),
        ],
    )
    cheaper = ct.Change(line="care", rate=ct.Money.of("22.22", "USD"))
    amendment = ct.Amendment(id="S", signed=date(2017, 5, 20), effective=date(2017, 3, 1), change=[cheaper])
    paid = ct.Payment(id="P", on=date(2017, 6, 1), amount=ct.Money.of("50", "USD"), contract="A")
    register = ct.Register(
        [ct.Contract(id="A", lines=[line], amendments=[amendment])],
        payments=[paid],
        rates=[dollar(date(2017, 1, 1), "2.333333")],
    )
    assert {"catch-up", "adjustment", "retention", "release"} <= {row.kind for row in ct.schedule(register)}
    day = date(2017, 6, 30)
    for sheet in (
        ct.obligations(register, as_of=day, basis="due"),
        ct.cutoff(register, day),
        ct.ledger(register, day),
        ct.ageing(register, day),
        ct.match(register, day).payments(),
    ):
        found = ct.present(sheet, register, day)
        amounts = [column.name for column in sheet.table.columns if column.kind is Kind.AMOUNT]
        assert amounts
        for name in amounts:
            for before, after in zip(sheet.columns[name], found.columns[name], strict=True):
                exact = abs(before) * Fraction(2333333, 10**6)
                assert abs(after) == int(exact + Fraction(1, 2))
                assert after * before >= 0
        assert set(found.columns["currency"]) == {"CNY"}
