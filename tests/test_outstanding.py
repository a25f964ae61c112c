"""Obligations on a basis: what is open with what was paid, and what is still to be earned, by period."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

import contracts as ct

YEAR = ct.Period.through(date(2024, 4, 1), date(2025, 3, 31))
AS_OF = date(2024, 9, 30)


def yuan(amount: str) -> ct.Money:
    return ct.Money.of(amount, "CNY")


#: Due on the last day of each month: 100, of which the payer P bears a quarter.
RENT = ct.Line(
    id="rent",
    price=ct.Rate("100", "CNY"),
    service=YEAR,
    billing=ct.Cyclic(ct.MONTHLY),
    allocation=ct.Allocation([("P", 1), ("Q", 3)]),
)
WORKS = ct.Line(
    id="works",
    price=ct.Total("1000", "CNY"),
    billing=ct.Stages(
        [
            ct.Stage(name="a", amount=yuan("400"), on=date(2024, 5, 31)),
            ct.Stage(name="b", amount=yuan("600"), after="accepted"),
        ]
    ),
    retention=ct.Retention(percent=Decimal(5), release=ct.Release(after="accepted", months=12)),
)
PAID = [
    ct.Payment(id="1", contract="A", line="rent", on=date(2024, 8, 1), amount=yuan("430")),
    ct.Payment(id="2", contract="A", line="works", on=date(2024, 8, 2), amount=yuan("300")),
]
REGISTER = ct.Register([ct.Contract(id="A", lines=[RENT, WORKS], signed=date(2024, 3, 1))], payments=PAID)


def found(register: ct.Register = REGISTER, as_of: date = AS_OF, **how: Any) -> list[tuple[str, str, int]]:
    """Line, period and amount in whole major units."""
    rows = ct.obligations(register, as_of=as_of, **how).records()
    return [(row["line"], row["period"], int(row["amount"])) for row in rows]


def test_what_is_open_is_overdue_later_undated_or_withheld() -> None:
    """April to July are paid and 30 of August; what falls due on the day is not overdue; 20 of 400 are withheld."""
    assert found(basis="due") == [
        ("rent", "overdue", 70),
        ("rent", "2024", 400),
        ("rent", "2025", 300),
        ("works", "overdue", 80),
        ("works", "undated", 570),
        ("works", "retention", 50),
    ]
    assert found(basis="due", bands="ias17")[1:2] == [("rent", "<=1y", 700)]
    assert found(basis="due", fiscal_year_start=4)[1:2] == [("rent", "2025", 700)]


def test_a_release_that_has_fallen_due_is_withheld_no_more() -> None:
    accepted = ct.Contract(id="A", lines=[WORKS], signed=date(2024, 3, 1), events={"accepted": date(2024, 6, 30)})
    assert found(ct.Register([accepted]), date(2025, 6, 29), basis="due")[-1] == ("works", "retention", 50)
    assert found(ct.Register([accepted]), date(2025, 6, 30), basis="due")[-1] == ("works", "2025", 50)
    assert found(ct.Register([accepted]), date(2025, 7, 1), basis="due") == [("works", "overdue", 1000)]


def test_nothing_is_open_of_what_is_paid() -> None:
    whole = ct.Payment(id="9", contract="B", on=date(2024, 5, 31), amount=yuan("10"))
    line = ct.Line(id="x", price=ct.Total("10", "CNY"), billing=ct.Once(date(2024, 5, 31)))
    assert found(ct.Register([ct.Contract(id="B", lines=[line])], payments=[whole]), basis="due") == []


def test_what_is_still_to_be_earned() -> None:
    """Of stages what falls due is earned, and what has no day is undated."""
    for how, periods in (
        ({}, [("2024", 300), ("2025", 300)]),
        ({"per": ct.HALF, "fiscal_year_start": 4}, [("2025-H2", 600)]),
        ({"bands": "ias17"}, [("<=1y", 600)]),
        ({"bands": "cn3"}, [("2024", 300), ("2025", 300)]),
    ):
        rent = [("rent", *period) for period in periods]
        assert found(basis="earned", **how) == [*rent, ("works", "undated", 600)]
    ahead = found(as_of=date(2023, 3, 31), basis="earned", bands="ias17")
    assert ahead == [("rent", "1-5y", 1200), ("works", "1-5y", 400), ("works", "undated", 600)]


def test_what_is_still_to_be_earned_by_payer_and_group() -> None:
    rows = ct.obligations(REGISTER, as_of=AS_OF, basis="earned", by="payer").records()
    assert [(row["payer"], row["period"], int(row["amount"])) for row in rows] == [
        ("P", "2024", 75),
        ("P", "2025", 75),
        ("Q", "2024", 225),
        ("Q", "2025", 225),
        (None, "undated", 600),
    ]
    rows = ct.obligations(REGISTER, as_of=AS_OF, basis="earned", by_payer=True).records()
    assert [int(row["amount"]) for row in rows if row["payer"] == "P"] == [75, 75]
    assert len(ct.obligations(REGISTER, as_of=AS_OF, basis="earned", by="contract")) == 3


def test_what_is_expected_stands_apart_on_either_basis() -> None:
    again = ct.Register([ct.Contract(id="A", lines=[RENT], recurring=True)])
    for basis, committed in (("due", 1200), ("earned", 600)):
        rows = list(
            ct.obligations(again, as_of=AS_OF, basis=basis, expected_until=date(2025, 12, 31), horizon=AS_OF).records()
        )
        assert sum(row["amount"] for row in rows if not row["expected"]) == committed
        assert sum(row["amount"] for row in rows if row["expected"]) == 900


@pytest.mark.parametrize(
    ("x", "how", "code"),
    [
        (REGISTER, {"basis": "paid"}, "CHOICE_UNKNOWN"),
        (REGISTER, {"basis": "cash"}, "CHOICE_UNKNOWN"),
        (REGISTER, {"basis": "due", "by": "payer"}, "KEY_CONFLICT"),
        (REGISTER, {"basis": "due", "by_payer": True}, "KEY_CONFLICT"),
        (list(REGISTER), {"basis": "due"}, "TYPE_WRONG"),
        (REGISTER, {"basis": "due", "per": ct.YEAR, "bands": "gasb"}, "KEY_CONFLICT"),
    ],
)
def test_what_makes_no_sense_is_refused(x: Any, how: dict[str, Any], code: str) -> None:
    with pytest.raises(ct.TermsError) as refused:
        ct.obligations(x, as_of=AS_OF, **how)
    assert refused.value.code == code


def test_what_is_open_of_an_installment_is_explained() -> None:
    """Its amount, less what is applied to it; of what is withheld and of credits, what they are applied to."""
    back = ct.Adjustment(id="x", on=date(2024, 6, 15), amount=yuan("-30"), kind="deduction")
    lines = [evolve(RENT, adjustments=[back]), WORKS]
    found = ct.match(ct.Register([ct.Contract(id="A", lines=lines)], payments=PAID), AS_OF)
    for row in range(len(found.plan)):
        told = found.explain(row)
        assert told.recompute() == told.figure.minor == int(found.open[row])
    works = next(row for row, each in enumerate(found.plan) if each.line == "works")
    assert "1 2024-08-01" in str(found.explain(0))
    assert str(found.explain(works)).endswith(": 400.00; 2 2024-08-02: -300.00; works 3: -20.00.")
    assert found.explain(-1).figure == found.plan[-1].amount
    with pytest.raises(IndexError):
        found.explain(len(found.plan))
