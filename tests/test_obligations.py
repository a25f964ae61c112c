"""Obligations with what is withheld, and what has fallen due, apart."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import contracts as ct
from contracts.testing import registers
from tests.laws.figures import HISTORIES
from tests.laws.paid_registers import a_day_of, paid_registers

DAY = date(2017, 12, 31)
AFTER = ct.Retention(percent=Decimal(10), release=ct.Release(after="accepted", months=12))


def works(**more: Any) -> ct.Contract:
    """Four quarters of 100, of which a tenth is withheld until a year after acceptance; and a stage that waits."""
    quarters = ct.Line(
        id="quarters",
        price=ct.Rate("100", "CNY"),
        billing=ct.Cyclic(ct.QUARTERLY),
        service=ct.Period.through(date(2017, 7, 1), date(2018, 6, 30)),
        retention=AFTER,
    )
    training = ct.Line(
        id="training",
        price=ct.Total("20", "CNY"),
        billing=ct.Stages([ct.Stage(name="all", percent=Decimal(100), after="trained")]),
    )
    return ct.Contract(id="A", lines=[quarters, training], **more)


def found(x: Any, **how: Any) -> list[tuple[str, int]]:
    columns = ct.obligations(x, as_of=DAY, by="contract", **how).columns
    return list(zip(columns["period"], columns["amount"], strict=True))


def test_what_is_withheld_until_an_event_stands_apart() -> None:
    assert found(works()) == [("2018", 18000), ("undated", 2000), ("retention", 4000)]
    assert found(works(), bands="ias17") == [("<=1y", 18000), ("undated", 2000), ("retention", 4000)]


def test_a_release_with_a_day_falls_in_its_period() -> None:
    assert found(works(events={"accepted": date(2018, 7, 10)})) == [("2018", 18000), ("2019", 4000), ("undated", 2000)]


def test_shares_have_it_apart_too() -> None:
    assert ct.shares(works()).columns["period"][:3] == ["2017", "2018", "retention"]


def test_what_is_overdue_and_due_comes_first() -> None:
    paid = ct.Payment(id="P", on=date(2017, 10, 9), amount=ct.Money.of("85", "CNY"), contract="A")
    register = ct.Register([works()], payments=[paid])
    assert found(register, overdue=True) == [
        ("overdue", 500),
        ("due", 9000),
        ("2018", 18000),
        ("undated", 2000),
        ("retention", 4000),
    ]
    late = ct.Register([works()], payments=[evolve(paid, recorded=date(2018, 1, 5))])
    assert found(late, overdue=True, known_on=DAY)[0] == ("overdue", 9000)
    assert found(late, overdue=True) == found(register, overdue=True)


def test_a_credit_that_nothing_takes_up_is_not_overdue() -> None:
    back = ct.Adjustment(id="K", on=date(2017, 8, 1), amount=ct.Money.of("-7", "CNY"), kind="deduction")
    line = evolve(works().lines[1], adjustments=[back])
    register = ct.Register([ct.Contract(id="A", lines=[line])])
    assert found(register, overdue=True) == [("due", -700), ("undated", 2000)]


def test_with_what_is_expected_only_what_is_committed_is_overdue() -> None:
    register = ct.Register([works(recurring=True)])
    sheet = ct.obligations(register, as_of=DAY, by="contract", overdue=True, expected_until=date(2019, 6, 30))
    marked = zip(sheet.columns["period"], sheet.columns["expected"], strict=True)
    assert {period for period, flag in marked if flag} == {"2018", "2019"}
    assert sheet.columns["period"][:2] == ["overdue", "due"]


def test_what_is_open_has_no_payer_and_needs_payments() -> None:
    asked: list[tuple[Any, dict[str, Any], str]] = [
        (ct.Register([works()]), {"by_payer": True}, "KEY_CONFLICT"),
        (ct.Register([works()]), {"by": "payer"}, "KEY_CONFLICT"),
        (works(), {}, "TYPE_WRONG"),
    ]
    for x, how, code in asked:
        with pytest.raises(ct.TermsError) as caught:
            ct.obligations(x, as_of=DAY, overdue=True, **how)
        assert caught.value.code == code


@HISTORIES
@given(
    paid_registers(payers_named=False)
    | registers(adjusted=True, retained=True, max_contracts=2, max_rows=12, max_payments=3, reports=False),
    st.data(),
)
def test_all_that_is_open_is_told(register: ct.Register, data: DataObject) -> None:
    """Σ rows = value − applied, and what is overdue is what a cut-off has."""
    day = data.draw(a_day_of(register))
    columns = ct.obligations(register, as_of=day, overdue=True, known_on=day).columns
    assert sum(columns["amount"]) == int(ct.match(register, day).open.sum())
    rows = list(zip(*columns.values(), strict=True))
    place = list(columns).index("period")
    late = sum(row[list(columns).index("amount")] for row in rows if row[place] == "overdue")
    assert late == sum(ct.cutoff(register, day).columns["overdue"])
    plain = ct.obligations(register, as_of=day, known_on=day).columns
    assert [row for row in rows if row[place] not in ("overdue", "due")] == list(zip(*plain.values(), strict=True))
