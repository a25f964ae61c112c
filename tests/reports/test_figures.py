"""Amounts for people: exact in every unit, points in line."""

import decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.money import format_amount, parse_amount, units
from contracts.reports.figures import Figures, decimals, written


@pytest.mark.parametrize(
    ("minor", "currency", "unit", "text"),
    [
        (48518000, "CNY", None, "485180.00"),
        (48518000, "CNY", "元", "485180.00"),
        (48518000, "CNY", "万元", "48.518"),
        (50000000, "CNY", "万元", "50"),
        (0, "CNY", "万元", "0"),
        (-5, "CNY", "万元", "-0.000005"),
        (5, "JPY", None, "5"),
        (12345, "JPY", "thousand", "12.345"),
        (1, "KWD", None, "0.001"),
    ],
)
def test_an_amount_in_a_sentence_has_the_decimals_that_it_needs(
    minor: int, currency: str, unit: str | None, text: str
) -> None:
    assert Figures(currency, unit).alone(minor) == text


@pytest.mark.parametrize(
    ("halves", "unit", "text"),
    [(1, None, "0.005"), (2, None, "0.01"), (351000, "万元", "0.1755"), (3510000, None, "17550.00"), (0, "万元", "0")],
)
def test_a_bound_counts_half_minor_units(halves: int, unit: str | None, text: str) -> None:
    assert Figures("CNY", unit, halves=True).alone(halves) == text


def test_a_column_has_its_points_in_line() -> None:
    figures = Figures("CNY", "万元")
    assert figures.column([4043167, 126871000000, None, 0]) == ["4.043167", "126,871.000000", "", "0.000000"]
    assert figures.column([]) == []
    assert figures.column([None]) == [""]


def test_the_unit_stands_behind_an_amount() -> None:
    assert Figures("CNY", None).unit_name == "CNY"
    assert Figures("CNY", "万元").unit_name == "万元"


@given(st.integers(-(10**20), 10**20), st.sampled_from(["CNY", "JPY", "KWD"]), st.data())
def test_what_is_written_reads_back_exactly(minor: int, currency: str, data: st.DataObject) -> None:
    """No unit and no decimal context changes an amount."""
    unit = data.draw(st.none() | st.sampled_from(sorted(units(currency))))
    with decimal.localcontext(prec=1):
        text = Figures(currency, unit).alone(minor)
        (cell,) = Figures(currency, unit).column([minor])
    assert text == format_amount(minor, currency, unit)
    assert cell == format_amount(minor, currency, unit, grouping=True)
    if abs(minor) < 10**15:
        assert parse_amount(cell, currency, unit) == minor


@given(st.integers(0, 10**9), st.integers(0, 8))
def test_only_zeros_are_left_out(value: int, places: int) -> None:
    shown = decimals(value, places, 0)
    text = written(value, places, shown, grouping=False)
    whole, _, part = text.partition(".")
    assert int(whole + part.ljust(places, "0")) == value
    assert not part.endswith("0") or places == 0
