"""The tax of a line: what it refuses, and what a net price comes to."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

import contracts as ct

VAT = ct.TaxRate.of([(None, 17), (date(2018, 5, 1), 16), (date(2019, 4, 1), "13")])
LINE = ct.Line(id="a", price=ct.Total("113", "CNY"), billing=ct.Once(date(2017, 1, 1)))


@pytest.mark.parametrize(
    ("rate", "code"),
    [
        (0.13, "FLOAT_FORBIDDEN"),
        (True, "TYPE_WRONG"),
        (None, "TYPE_WRONG"),
        ("13%", "QUANTITY_SYNTAX"),
        (Decimal("NaN"), "QUANTITY_SYNTAX"),
        ("-1", "NUMBER_RANGE"),
        ("100.000001", "NUMBER_RANGE"),
        ("0.0000001", "QUANTITY_PRECISION"),
        ([], "TAX_EMPTY"),
        ([13], "TYPE_WRONG"),
        ([(None, 17), (None, 16)], "TAX_ORDER"),
        ([(date(2018, 5, 1), 17), (date(2018, 5, 1), 16)], "TAX_ORDER"),
        ([(datetime(2018, 5, 1, tzinfo=UTC), 17)], "DATE_HAS_TIME"),
    ],
)
def test_what_makes_no_rate_is_refused(rate: Any, code: str) -> None:
    with pytest.raises(ct.TermsError) as caught:
        ct.Tax(rate)
    assert (caught.value.code, caught.value.field.partition(".")[0]) == (code, "tax")


@pytest.mark.parametrize("options", [{"by": "paid"}, {"rounding": "never"}])
def test_only_known_words_are_taken(options: dict[str, Any]) -> None:
    with pytest.raises(ct.TermsError) as caught:
        ct.Tax(13, **options)
    assert (caught.value.code, caught.value.field) == ("CHOICE_UNKNOWN", f"tax_{next(iter(options))}")


def test_a_line_takes_a_tax_and_nothing_else() -> None:
    assert evolve(LINE, tax=ct.Tax(13)).tax == ct.Tax("13.00")
    with pytest.raises(ct.TermsError) as caught:
        evolve(LINE, tax="13")  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.field, caught.value.line) == ("TYPE_WRONG", "tax", "a")


def test_a_rate_is_the_one_of_its_day() -> None:
    days = [date(2018, 4, 30), date(2018, 5, 1), date(2019, 3, 31), date(2019, 4, 1)]
    assert [VAT.on(day) for day in days] == [17, 16, 16, 13]
    later = ct.TaxRate.of([(date(2018, 5, 1), 16), (date(2018, 6, 1), 16), (date(2019, 4, 1), 13)])
    assert [step.start for step in later.steps] == [date(2018, 5, 1), date(2019, 4, 1)]
    assert later.on(date(2017, 1, 1)) == 16
    assert ct.TaxRate.of(later) is later


def test_tax_stands_on_top_of_a_net_price() -> None:
    net = ct.Money.of("100.01", "CNY")
    assert ct.Tax(13).on_top_of(net) == ct.Money.of("113.01", "CNY")
    assert ct.Tax(VAT).on_top_of(ct.Money.of("1000", "CNY")) == ct.Money.of("1170", "CNY")
    assert ct.Tax(VAT).on_top_of(ct.Money.of("1000", "CNY"), date(2019, 4, 1)) == ct.Money.of("1130", "CNY")
    with pytest.raises(ct.TermsError) as caught:
        ct.Tax(13).on_top_of(-net)
    assert (caught.value.code, caught.value.field) == ("PRICE_NEGATIVE", "net")


def test_a_change_needs_something_to_change() -> None:
    assert ct.Change(line="a", tax=13).tax == ct.TaxRate.of("13")
    assert not ct.Change(line="a", tax=13).is_of_price
    with pytest.raises(ct.TermsError) as caught:
        ct.Change(line="a")
    assert "tax" in str(caught.value)
