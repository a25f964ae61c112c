"""What is expected to come again: apart from what is committed, at its last price."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, reject, settings

import contracts as ct
from contracts.testing import registers

YEAR = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))
MONTHLY = ct.Cyclic(ct.MONTHLY)


def contract(*lines: ct.Line, recurring: bool = True, **facts: Any) -> ct.Contract:
    return ct.Contract(id="A", lines=lines, recurring=recurring, **facts)


def again(*contracts: ct.Contract, until: date) -> list[tuple[str, str, str, str]]:
    found = ct.expected(contracts, until=until)
    return [
        (row["line"], str(row["service_from"]), str(row["due"]), str(row["amount"]))
        for row in ct.schedule(found).sheet().records()
    ]


def test_a_rate_goes_on_at_its_last_price_and_quantity() -> None:
    price = ct.Rate(
        "100",
        "CNY",
        quantity=[(date(2017, 1, 1), 1), (date(2017, 6, 1), 3)],
        then=[(date(2017, 9, 1), ct.Money.of("110", "CNY"))],
    )
    line = ct.Line(id="rent", price=price, service=YEAR, billing=MONTHLY)
    assert again(contract(line), until=date(2018, 2, 28)) == [
        ("rent+1", "2018-01-01", "2018-01-31", "330.00"),
        ("rent+1", "2018-02-01", "2018-02-28", "330.00"),
    ]
    assert again(contract(line), until=date(2017, 12, 31)) == []


def test_a_rate_stays_on_its_grid() -> None:
    billing = ct.Cyclic(ct.MONTHLY, first_edge=date(2017, 1, 15), stub="short")
    line = ct.Line(id="rent", price=ct.Rate("310", "CNY"), service=YEAR, billing=billing)
    assert again(contract(line), until=date(2018, 1, 31))[0] == ("rent+1", "2018-01-01", "2018-01-14", "140.00")


def test_a_total_comes_again_every_year() -> None:
    half = ct.Period.through(date(2016, 7, 1), date(2016, 12, 31))
    line = ct.Line(id="service", price=ct.Total("97400", "CNY"), service=half, billing=ct.Once(date(2017, 3, 31)))
    assert again(contract(line), until=date(2018, 12, 31)) == [
        ("service+1", "2017-07-01", "2018-03-31", "97400.00"),
        ("service+2", "2018-07-01", "2019-03-31", "97400.00"),
    ]


def test_a_total_of_several_years_comes_again_after_them() -> None:
    years = ct.Period.through(date(2016, 1, 1), date(2017, 12, 31))
    billing = ct.Cyclic(ct.YEARLY, stub="forbid")
    line = ct.Line(id="licence", price=ct.Total("20", "CNY"), service=years, billing=billing)
    assert [row[1:3] for row in again(contract(line), until=date(2020, 1, 1))] == [
        ("2018-01-01", "2018-12-31"),
        ("2019-01-01", "2019-12-31"),
        ("2020-01-01", "2020-12-31"),
        ("2021-01-01", "2021-12-31"),
    ]
    over = evolve(line, service=ct.Period.through(date(2016, 7, 1), date(2017, 6, 30)), billing=ct.Cyclic(ct.YEARLY))
    assert [row[1] for row in again(contract(over), until=date(2018, 7, 1))] == ["2017-07-01", "2018-07-01"]


def test_what_is_earned_on_a_day_is_so_again() -> None:
    line = ct.Line(
        id="goods",
        price=ct.Total("5", "CNY"),
        service=YEAR,
        billing=ct.Once(date(2017, 5, 1)),
        recognition=date(2017, 4, 1),
    )
    (found,) = ct.expected(contract(line), until=date(2018, 12, 31))
    assert [each.recognition for each in found.lines] == [date(2018, 4, 1)]


def test_nothing_is_expected_of_others() -> None:
    once = ct.Line(id="a", price=ct.Total("5", "CNY"), billing=ct.Once(date(2017, 5, 1)))
    part = ct.Stage(name="尾款", amount=ct.Money.of("5", "CNY"), on=date(2017, 5, 1))
    stages = ct.Line(id="b", price=ct.Total("5", "CNY"), service=YEAR, billing=ct.Stages((part,)))
    rent = ct.Line(id="c", price=ct.Rate("5", "CNY"), service=YEAR, billing=MONTHLY)
    assert ct.expected(contract(once, stages), until=date(2020, 1, 1)) == ()
    assert ct.expected(contract(rent, recurring=False), until=date(2020, 1, 1)) == ()
    total = ct.Line(id="d", price=ct.Total("5", "CNY"), service=YEAR, billing=ct.Once(date(2017, 5, 1)))
    ended = ct.Amendment(id="A1", signed=date(2017, 6, 30), end=["d"])
    assert ct.expected(contract(total, amendments=[ended]), until=date(2020, 1, 1)) == ()
    assert (
        len(ct.expected(contract(total, amendments=[ended]), until=date(2020, 1, 1), known_on=date(2017, 6, 29))) == 1
    )


def test_it_ends_with_the_days_that_there_are() -> None:
    late = ct.Period.through(date(2197, 1, 1), date(2197, 12, 31))
    line = ct.Line(id="a", price=ct.Total("5", "CNY"), service=late, billing=ct.Once(date(2197, 12, 31)))
    assert [row[1] for row in again(contract(line), until=date(2199, 12, 31))] == ["2198-01-01"]


def test_obligations_show_it_apart() -> None:
    line = ct.Line(id="rent", price=ct.Rate("100", "CNY"), service=YEAR, billing=MONTHLY)
    register = ct.Register([contract(line)], payer="市本级", fiscal_year_start=7)
    sheet = ct.obligations(register, as_of=date(2017, 11, 30), expected_until=date(2018, 7, 31), by="payer")
    assert [tuple(row.values()) for row in sheet.records()] == [
        ("市本级", "2018", ct.schedule(register)[11].amount.amount, "CNY", False),
        ("市本级", "2018", 6 * ct.schedule(register)[11].amount.amount, "CNY", True),
        ("市本级", "2019", ct.schedule(register)[11].amount.amount, "CNY", True),
    ]
    with pytest.raises(ct.TermsError, match="expected_until"):
        ct.obligations(ct.schedule(register), as_of=date(2017, 11, 30), expected_until=date(2018, 7, 31))


@settings(max_examples=60)
@given(registers(reports=False, max_contracts=2))
def test_what_is_expected_changes_nothing_that_is_committed(register: ct.Register) -> None:
    day, until = date(2017, 6, 30), date(2024, 12, 31)
    committed = list(ct.obligations(register, as_of=day).records())
    try:
        both = list(ct.obligations(register, as_of=day, expected_until=until).records())
    except ct.TermsError as error:  # what comes again may lie beyond a calendar, or come to more than there may be
        assert error.code in ("CALENDAR_RANGE", "VALUE_RANGE", "DUE_RANGE", "SCHEDULE_LIMIT")  # noqa: PT017
        reject()
    assert [{k: v for k, v in row.items() if k != "expected"} for row in both if not row["expected"]] == committed
    assert {row["contract"] for row in both if row["expected"]} <= {one.id for one in register if one.recurring}
