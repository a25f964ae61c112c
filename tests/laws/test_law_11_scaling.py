"""Law 11: scaling the unit changes nothing, and no float ever touches money; a float or a `datetime` is refused."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.testing import amounts, lines
from tests.laws.figures import rows_of

#: Unit and how many 元 it has, as a power of ten.
UNITS = {"元": 0, "万元": 4, "亿元": 8}
DAY = date(2017, 1, 1)
NOON = datetime(2017, 1, 1, 12, tzinfo=UTC)
SERVICE = ct.Period.through(DAY, date(2017, 12, 31))


def in_unit(minor: int, unit: str) -> str:
    """An amount written in a unit, with as many decimals as it takes; by the place of the point alone."""
    digits = 2 + UNITS[unit]
    text = str(minor).zfill(digits + 1)
    return f"{text[:-digits]}.{text[-digits:]}"


@given(amounts(), st.sampled_from(sorted(UNITS)))
def test_an_amount_in_any_unit_is_the_same_amount(minor: int, unit: str) -> None:
    text = in_unit(minor, unit)
    assert ct.Money.of(text, "CNY", unit=unit) == ct.Money(minor, "CNY")
    assert ct.Money.of(Decimal(text), "CNY", unit=unit) == ct.Money(minor, "CNY")
    assert ct.parse_amount(ct.format_amount(minor, "CNY", unit), "CNY", unit) == minor


@given(lines(), st.sampled_from(sorted(UNITS)))
def test_a_line_priced_in_any_unit_has_the_same_schedule(line: ct.Line, unit: str) -> None:
    again = ct.Money.of(in_unit(line.price.amount.minor, unit), "CNY", unit=unit)
    price = ct.Total(again) if isinstance(line.price, ct.Total) else evolve_rate(line.price, again)
    one, other = (ct.schedule(ct.Contract(id="A", lines=[x])) for x in (line, evolve(line, price=price)))
    assert rows_of(one) == rows_of(other)


def evolve_rate(rate: ct.Rate, amount: ct.Money) -> ct.Rate:
    """The same rate of another amount."""
    return ct.Rate(amount, per=rate.per, quantity=rate.quantity)


@pytest.mark.parametrize(
    "give",
    [
        lambda x: ct.Money.of(x, "CNY"),
        lambda x: ct.Money(x, "CNY"),
        lambda x: ct.Total(x, "CNY"),
        lambda x: ct.Rate(x, "CNY"),
        lambda x: ct.Rate("1", "CNY", quantity=x),
        lambda x: ct.Rate("1", "CNY", quantity=[(DAY, x)]),
        lambda x: ct.QuantityStep(DAY, x),
        lambda x: ct.Stage(name="a", percent=x, on=DAY),
        lambda x: ct.Stage(name="a", amount=x, on=DAY),
        lambda x: ct.Allocation({"a": x}),
        lambda x: ct.ReportedFigure.of(x, "CNY"),
        lambda x: ct.Cyclic(ct.MONTHLY, net_days=x),
        lambda x: ct.parse_amount(x, "CNY"),
    ],
)
@pytest.mark.parametrize("value", [0.5, 1.0, float("nan"), True])
def test_a_float_is_refused_wherever_a_number_is_given(give: Callable[[Any], object], value: object) -> None:
    with pytest.raises(ct.TermsError):
        give(value)


@pytest.mark.parametrize(
    "give",
    [
        lambda x: ct.Period(x, date(2018, 1, 1)),
        lambda x: ct.Period.through(DAY, x),
        lambda x: ct.Cycle(ct.MONTHLY, x),
        lambda x: ct.Cyclic(ct.MONTHLY, anchor=x),
        lambda x: ct.Cyclic(ct.MONTHLY, first_edge=x),
        lambda x: ct.Cyclic(ct.MONTHLY, last_edge=x),
        ct.Once,
        lambda x: ct.Stage(name="a", percent=Decimal(100), on=x),
        lambda x: ct.Rate("1", "CNY", quantity=[(x, 1)]),
        lambda x: ct.Line(id="a", price=ct.Total("1", "CNY"), billing=ct.Once(DAY), recognition=x),
        lambda x: ct.Contract(id="A", lines=[once()], signed=x),
        lambda x: ct.Contract(id="A", lines=[once()], events={"accepted": x}),
        lambda x: ct.Calendar("a", holidays={x}),
        ct.CHINA.adjust,
        lambda x: ct.schedule(contract()).due(x),
        lambda x: ct.schedule(contract()).earned(x),
        lambda x: ct.schedule(contract()).between(x, None),
        lambda x: ct.obligations(contract(), as_of=x),
    ],
)
@pytest.mark.parametrize("value", [NOON, NOON.replace(tzinfo=None), "2017-01-01", 17167])
def test_a_datetime_is_refused_wherever_a_day_is_given(give: Callable[[Any], object], value: object) -> None:
    with pytest.raises(ct.TermsError):
        give(value)


def once() -> ct.Line:
    """A line that falls due once."""
    return ct.Line(id="a", price=ct.Total("1", "CNY"), billing=ct.Once(DAY))


def contract() -> ct.Contract:
    """A contract of that line."""
    return ct.Contract(id="A", lines=[once()])
