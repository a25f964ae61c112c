"""Differences of a reconciliation taken apart, with figures worked out by hand."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

import contracts as ct

PARTS = ("timing", "unpaid", "prepaid", "unmatched", "rounding", "not_in_register", "unexplained")


def money(amount: int | str) -> ct.Money:
    return ct.Money.of(amount, "CNY")


def staged(id: str, *parts: tuple[date, int], **terms: Any) -> ct.Contract:
    stages = [ct.Stage(name=f"{on}", amount=money(amount), on=on) for on, amount in parts]
    price = ct.Total(str(sum(amount for _, amount in parts)), "CNY")
    return ct.Contract(id=id, lines=[ct.Line(id="a", price=price, billing=ct.Stages(stages), **terms)])


def paid(id: str, on: date, amount: int, contract: str = "A", **how: Any) -> ct.Payment:
    return ct.Payment(id=id, on=on, amount=money(amount), contract=contract, **how)


def stated(total: int | None = None, quantum: int | None = None, **figures: int) -> ct.Reported:
    found = {name: ct.ReportedFigure(money(amount), quantum) for name, amount in figures.items()}
    return ct.Reported(2017, found, None if total is None else ct.ReportedFigure(money(total), quantum))


def apart(register: ct.Register, basis: str) -> dict[str, list[Any]]:
    """Of each row: scheduled, on the basis, reported, the parts in 元, and the finding."""
    names = ("scheduled", "on_basis", "reported", *PARTS)
    columns = ct.reconcile(register, 2017, basis=basis).columns
    whole = [[None if minor is None else minor // 100 for minor in columns[name]] for name in names]
    rows = zip(columns["contract"], *whole, columns["finding"], strict=True)
    return {name: row for name, *row in rows}


YEARS = staged("A", (date(2016, 6, 1), 50), (date(2017, 3, 1), 100), (date(2017, 9, 1), 100), (date(2018, 3, 1), 70))
IN_PART = [
    paid("P1", date(2016, 7, 1), 20),
    paid("P2", date(2017, 2, 1), 40),
    paid("P3", date(2017, 6, 1), 150),
]


def test_what_is_due_and_not_paid_is_unpaid_and_what_pays_another_year_is_timing() -> None:
    """Due 200. 190 were paid, of which 30 for 2016; 40 of September are open."""
    register = ct.Register([YEARS], payments=IN_PART, reported=[stated(190, A=190)])
    found = apart(register, "paid")
    assert found["A"] == [200, 190, 190, -30, 40, 0, 0, 0, 0, 0, "agrees"]
    assert found["*sum*"] == found["A"]
    assert found["*footing*"] == [190, 190, 190, *[0] * 7, "agrees"]
    assert found["*total*"] == found["A"]


def test_what_is_paid_ahead_is_prepaid_and_what_is_beyond_everything_is_unmatched() -> None:
    """150 more pay the 40 of September; 70 wait for 2018, and 40 have nothing to pay."""
    payments = [*IN_PART, paid("P4", date(2017, 12, 1), 150)]
    found = apart(ct.Register([YEARS], payments=payments, reported=[stated(A=340)]), "paid")
    assert found["A"] == [200, 340, 340, -30, 0, -70, -40, 0, 0, 0, "agrees"]


def test_what_others_paid_ahead_takes_the_room_of_what_is_paid_ahead_now() -> None:
    """60 of 2016 and 40 of 2017 are ahead, and 70 are due later: 10 of this year's are prepaid."""
    contract = staged("A", (date(2018, 3, 1), 70))
    payments = [paid("P1", date(2016, 7, 1), 60), paid("P2", date(2017, 7, 1), 40)]
    found = apart(ct.Register([contract], payments=payments, reported=[stated(A=40)]), "paid")
    assert found["A"] == [None, 40, 40, 0, 0, -10, -30, 0, 0, 0, "agrees"]


def test_a_refund_of_what_was_paid_before_is_matched_with_nothing_of_the_year() -> None:
    contract = staged("A", (date(2016, 3, 1), 70))
    back = paid("P2", date(2017, 7, 1), -70, refund_of="P1")
    register = ct.Register([contract], payments=[paid("P1", date(2016, 7, 1), 70), back], reported=[stated(A=-70)])
    assert apart(register, "paid")["A"] == [None, -70, -70, 0, 0, 0, 70, 0, 0, 0, "agrees"]


def test_what_is_due_before_it_is_earned_is_prepaid_and_the_other_way_round_timing() -> None:
    """A year's rent due in July 2017 for July to June; half a year's that was earned in 2016 and falls due in 2017."""
    service = ct.Period.through(date(2017, 7, 1), date(2018, 6, 30))
    ahead = staged("A", (date(2017, 7, 1), 365), service=service)
    behind = staged("B", (date(2017, 1, 31), 60), service=ct.Period.through(date(2016, 11, 2), date(2016, 12, 31)))
    register = ct.Register([ahead, behind], reported=[stated(A=184, B=0)])
    found = apart(register, "earned")
    assert found["A"] == [365, 184, 184, 0, 0, 181, 0, 0, 0, 0, "agrees"]
    assert found["B"] == [60, 0, 0, 60, 0, 0, 0, 0, 0, 0, "agrees"]
    assert found["*sum*"] == [425, 184, 184, 60, 0, 181, 0, 0, 0, 0, "agrees"]


def test_rounding_explains_up_to_its_bound_and_what_the_register_does_not_hold_is_said() -> None:
    register = ct.Register(
        [
            staged("A", (date(2017, 3, 1), 104)),
            staged("B", (date(2017, 3, 1), 106)),
            staged("C", (date(2017, 3, 1), 9)),
        ],
        reported=[stated(460, 1000, A=100, B=120, Z=50)],
    )
    found = apart(register, "due")
    assert found["A"] == [104, 104, 100, 0, 0, 0, 0, 4, 0, 0, "within rounding"]
    assert found["B"] == [106, 106, 120, 0, 0, 0, 0, 0, 0, -14, "unexplained"]
    assert found["C"] == [9, 9, None, 0, 0, 0, 0, 0, 0, 9, "not reported"]
    assert found["Z"] == [None, None, 50, 0, 0, 0, 0, 0, -50, 0, "not scheduled"]
    assert found["*sum*"] == [219, 219, 270, 0, 0, 0, 0, 4, -50, -5, "unexplained"]
    assert found["*footing*"] == [270, 270, 460, 0, 0, 0, 0, 0, 0, -190, "unexplained"]
    assert found["*total*"] == [219, 219, 460, 0, 0, 0, 0, 4, -50, -195, "unexplained"]


def test_what_was_not_paid_need_not_be_reported_as_paid() -> None:
    """On the basis of what falls due it would have to be."""
    register = ct.Register([staged("A", (date(2017, 3, 1), 104))], reported=[stated()])
    assert apart(register, "paid")["A"] == [104, 0, None, 0, 104, 0, 0, 0, 0, 0, "agrees"]
    assert apart(register, "due")["A"][-1] == "not reported"
    assert apart(evolve(register, reported=[stated(A=104)]), "paid")["A"][-2:] == [-104, "unexplained"]


def test_contracts_in_another_currency_take_no_part() -> None:
    dollars = ct.Contract(
        id="D", lines=[ct.Line(id="a", price=ct.Total("9", "USD"), billing=ct.Once(date(2017, 5, 1)))]
    )
    register = ct.Register([dollars], reported=[stated(D=9)])
    for basis in ct.Basis:
        assert apart(register, basis.value)["D"] == [None, None, 9, 0, 0, 0, 0, 0, -9, 0, "not scheduled"]


def test_the_first_and_the_last_year_have_a_basis_too() -> None:
    register = ct.Register([YEARS], payments=IN_PART, reported=[ct.Reported(1900), ct.Reported(2199)])
    for year in (1900, 2199):
        for basis in ct.Basis:
            assert len(ct.reconcile(register, year, basis=basis)) == 3


def test_another_basis_is_refused() -> None:
    with pytest.raises(ct.TermsError, match="not one of the words") as caught:
        ct.reconcile(ct.Register([], reported=[stated()]), 2017, basis="cash")
    assert caught.value.data["choices"] == "due, earned, paid"
