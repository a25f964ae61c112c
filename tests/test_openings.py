"""Lines that are taken over on a day, by example."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

import contracts as ct

YEARS = ct.Period.through(date(2012, 1, 1), date(2021, 12, 31))
FIRST = date(2017, 1, 1)


def money(text: str) -> ct.Money:
    return ct.Money.of(text, "CNY")


def opening(*, on: date = FIRST, earned: str = "350", due: str = "350", paid: str = "340") -> ct.Opening:
    return ct.Opening(on=on, earned=money(earned), due=money(due), paid=money(paid))


def line(**more: Any) -> ct.Line:
    """Ten years at 70, paid at the end of each."""
    terms = {"price": ct.Rate("70", "CNY"), "billing": ct.Cyclic(ct.YEARLY), "service": YEARS, "opening": opening()}
    return ct.Line(**{"id": "system", **terms, **more})


def contract(*lines: ct.Line, **more: Any) -> ct.Contract:
    return ct.Contract(id="A", lines=lines or [line()], **more)


def refused(code: str, **more: Any) -> ct.TermsError:
    with pytest.raises(ct.TermsError) as caught:
        line(**more)
    assert caught.value.code == code
    return caught.value


def code_of(ask: Any) -> str:
    with pytest.raises(ct.TermsError) as caught:
        ask()
    return caught.value.code


# What is refused


def test_an_opening_has_figures_of_one_currency_that_are_not_negative() -> None:
    assert code_of(lambda: opening(due="-1")) == "PRICE_NEGATIVE"
    assert code_of(lambda: evolve(opening(), paid=ct.Money.of("1", "USD"))) == "CURRENCY_MISMATCH"
    wrong: Any = 1
    assert code_of(lambda: evolve(opening(), paid=wrong)) == "TYPE_WRONG"
    assert code_of(lambda: opening(on=date(1900, 1, 1))) == "DATE_RANGE"


def test_a_line_refuses_an_opening_that_is_none_or_in_another_currency() -> None:
    refused("TYPE_WRONG", opening="2017")
    dollars = ct.Money.of("1", "USD")
    other = ct.Opening(on=FIRST, earned=dollars, due=dollars, paid=dollars)
    assert refused("CURRENCY_MISMATCH", opening=other).field == "opening"


def test_adjustments_of_earlier_days_are_in_the_opening() -> None:
    early, on_the_day = (
        ct.Adjustment(id="K", on=day, amount=money("-1"), kind="penalty") for day in (date(2016, 12, 31), FIRST)
    )
    assert refused("OPENING_ADJUSTMENT", adjustments=[early]).line == "system"
    assert line(adjustments=[on_the_day]).adjustments


def test_payments_of_earlier_days_are_in_the_opening() -> None:
    other = evolve(line(), id="other", opening=None)
    early = ct.Payment(id="P", on=date(2016, 12, 31), amount=money("1"), contract="A")
    assert code_of(lambda: ct.Register([contract()], payments=[early])) == "PAYMENT_BEFORE_OPENING"
    both = contract(line(), other)
    assert code_of(lambda: ct.Register([both], payments=[early])) == "PAYMENT_BEFORE_OPENING"
    assert ct.Register([both], payments=[evolve(early, line="other")]).payments
    assert ct.Register([contract()], payments=[evolve(early, on=FIRST)]).payments
    named = evolve(early, on=FIRST, id="opening")
    assert code_of(lambda: ct.Register([contract()], payments=[named])) == "DUPLICATE_ID"
    assert ct.Register([contract(other)], payments=[named]).payments


# What follows


def test_nothing_long_paid_is_payable_and_what_is_left_is_commitment() -> None:
    register = ct.Register([contract(line(opening=opening(paid="350")))])
    columns = ct.cutoff(register, date(2016, 12, 31)).columns
    names = ("value", "earned", "due", "paid", "payable", "prepaid", "commitment")
    assert [columns[name][0] for name in names] == [70000, 35000, 35000, 35000, 0, 0, 35000]
    ahead = ct.obligations(register, as_of=date(2016, 12, 31)).columns
    assert ahead["period"] == ["2017", "2018", "2019", "2020", "2021"]


def test_what_was_paid_before_is_a_payment_called_opening() -> None:
    payment = ct.Payment(id="P", on=date(2017, 5, 1), amount=money("15"), contract="A")
    found = ct.match(ct.Register([contract()], payments=[payment]), date(2018, 1, 1))
    columns = found.payments().columns
    names = ("payment", "on", "line", "number", "applied", "unapplied")
    assert list(zip(*(columns[name] for name in names), strict=True)) == [
        ("P", date(2017, 5, 1), "system", 1, 1000, 0),
        ("P", date(2017, 5, 1), "system", 2, 500, 0),
        ("opening", date(2016, 12, 31), "system", 1, 34000, 0),
    ]
    nothing = ct.match(ct.Register([contract(line(opening=opening(paid="0")))]), FIRST)
    assert not len(nothing.payments())


def test_a_service_that_is_over_and_one_that_has_not_begun() -> None:
    over = contract(line(service=ct.Period.through(date(2012, 1, 1), date(2014, 12, 31)), opening=opening()))
    rows = list(ct.schedule(over))
    assert [(row.kind, row.amount) for row in rows] == [("opening", money("350")), ("catch-up", money("-140"))]
    assert rows[0].service == ct.Period.through(date(2012, 1, 1), date(2014, 12, 31))
    columns = ct.schedule(over).accruals(ct.Per.YEAR).columns
    assert (columns["period_from"], columns["amount"], columns["cumulative"]) == ([FIRST], [-14000], [21000])
    settled = contract(line(service=over.lines[0].service, opening=opening(earned="210", due="210", paid="210")))
    assert not len(ct.schedule(settled).accruals())
    ahead = contract(line(opening=opening(on=date(2011, 7, 1), earned="0", due="0", paid="70")))
    first, *later = ct.schedule(ahead)
    assert (first.service, first.amount, len(later)) == (None, money("0"), 10)
    prepaid = ct.cutoff(ct.Register([ahead]), date(2011, 12, 31)).columns["prepaid"]
    assert prepaid == [7000]


def test_a_stage_that_had_fallen_due_is_the_opening() -> None:
    stages = ct.Stages(
        [
            ct.Stage(name="first", on=date(2016, 3, 1), percent=Decimal(30)),
            ct.Stage(name="second", on=date(2017, 3, 1), percent=Decimal(50)),
            ct.Stage(name="last", after="accepted", percent=Decimal(20)),
        ]
    )
    works = ct.Line(
        id="works", price=ct.Total("100", "CNY"), billing=stages, opening=opening(earned="30", due="30", paid="20")
    )
    payments = [
        ct.Payment(id=f"P{i}", on=date(2017, 3, 1), amount=money("10"), contract="A", stage=stage)
        for i, stage in enumerate(("first", "second", "last"))
    ]
    register = ct.Register([contract(works)], payments=payments)
    columns = ct.match(register, date(2017, 3, 2)).installments().columns
    names = ("kind", "name", "paid", "open")
    assert list(zip(*(columns[name] for name in names), strict=True)) == [
        ("opening", None, 3000, 0),
        ("stage", "second", 1000, 4000),
        ("stage", "last", 0, 2000),
    ]
    found = {(one.code, one.figures.get("payment")) for one in ct.findings(register, date(2017, 3, 2))}
    assert ("PAID_BEFORE_ACCEPTANCE", "P2") in found
    assert "OPENING_DIFFERS" not in {code for code, _ in found}


def test_what_is_withheld_is_withheld_of_the_opening_too() -> None:
    kept = ct.Retention(percent=Decimal(10), release=ct.Release(on=date(2022, 6, 30)))
    schedule = ct.schedule(contract(line(retention=kept)))
    rows = [(row.kind, row.due, row.amount) for row in schedule if row.kind in ("retention", "release")]
    assert rows[0] == ("retention", date(2016, 12, 31), money("-35"))
    assert rows[-1] == ("release", date(2022, 6, 30), money("70"))
    assert ct.cutoff(ct.Register([contract(line(retention=kept))]), FIRST).columns["retained"] == [3500]


def test_a_line_without_a_last_day_is_looked_at_up_to_its_record() -> None:
    goes_on = contract(line(service=ct.Period.since(date(2012, 1, 1))))
    schedule = ct.schedule(goes_on, horizon=date(2012, 6, 30))
    assert [(row.kind, row.amount) for row in schedule] == [("opening", money("350")), ("cyclic", money("70"))]
    assert code_of(lambda: ct.schedule(goes_on)) == "HORIZON_REQUIRED"
    later = evolve(goes_on, amendments=[ct.Amendment(id="x", signed=FIRST, reason="nothing", events={"seen": FIRST})])
    assert len(ct.schedule(later, horizon=date(2012, 6, 30))) == 2


def test_one_that_an_amendment_adds_is_taken_over_too() -> None:
    added = evolve(line(), id="added")
    change = ct.Amendment(id="B", signed=date(2016, 6, 1), effective=YEARS.first, add=[added])
    agreed = contract(evolve(line(), opening=None), amendments=[change])
    assert {row.kind for row in ct.schedule(agreed) if row.line == "added"} == {"opening", "cyclic"}
    assert {row.kind for row in ct.schedule(agreed, known_on=date(2016, 5, 1))} == {"cyclic"}


def test_what_comes_again_begins_without_an_opening() -> None:
    year = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))
    fee = ct.Line(
        id="fee",
        price=ct.Total("12", "CNY"),
        billing=ct.Cyclic(ct.MONTHLY),
        service=year,
        opening=opening(on=date(2017, 7, 1), earned="6", due="6", paid="6"),
    )
    (again,) = ct.expected(contract(fee, recurring=True), until=date(2018, 6, 30))
    assert [one.opening for one in again.lines] == [None]
    renewal = ct.Renewal(term=ct.Frequency.parse("1 year"), by="automatic", times=1)
    rows = list(ct.schedule(contract(fee, renewal=renewal), known_on=date(2018, 6, 30)))
    assert [row.kind for row in rows if row.line == "fee+1"] == ["cyclic"] * 12


def test_a_record_that_begins_inside_a_period() -> None:
    half = contract(line(opening=opening(on=date(2017, 7, 1), earned="385", due="350")))
    schedule = ct.schedule(half)
    columns = schedule.accruals(ct.Per.YEAR).columns
    assert columns["period_from"][0] == date(2017, 7, 1)
    found = schedule.explain_accrual("A", "system", ct.Period.through(FIRST, date(2017, 12, 31)))
    assert found.first == date(2017, 7, 1)
    assert found.figure.minor == columns["amount"][0]
    before = ct.Period.through(FIRST, date(2017, 6, 30))
    assert code_of(lambda: schedule.explain_accrual("A", "system", before)) == "OPENING_UNKNOWN"
    rest = ct.Period.through(date(2017, 7, 1), date(2018, 12, 31))
    assert code_of(lambda: schedule.accruals(ct.Per.YEAR, by="vendor", within=rest)) == "OPENING_WITHIN"
    assert code_of(lambda: schedule.accruals(ct.Per.YEAR, by="vendor")) == "OPENING_UNKNOWN"
    assert len(schedule.accruals(ct.Per.MONTH, by="vendor", within=rest)) == 18
    everything = ct.Period.through(date(1900, 1, 1), date(2018, 12, 31))
    assert len(schedule.accruals(ct.Per.YEAR, within=everything)) == 2
    assert schedule[everything].total() == schedule.due(date(2018, 12, 31))


def test_others_beside_it_are_explained_by_their_terms() -> None:
    both = contract(evolve(line(), id="other", opening=None), line())
    plain = ct.schedule(contract(evolve(line(), id="other", opening=None)))
    schedule = ct.schedule(both)
    year = ct.Period.through(FIRST, date(2017, 12, 31))
    assert str(schedule.explain(0)) == str(plain.explain(0))
    assert str(schedule.explain_accrual("A", "other", year)) == str(plain.explain_accrual("A", "other", year))
    shares = ct.shares(both, within=None).columns
    assert shares["period"][10:12] == ["opening", "2017"]


def test_reports_of_years_before_cannot_be_reconciled() -> None:
    register = ct.Register(
        [contract()], reported=[ct.Reported(year, {"A": ct.ReportedFigure(money("70"))}) for year in (2016, 2017)]
    )
    assert code_of(lambda: ct.reconcile(register, 2016)) == "OPENING_UNKNOWN"
    for basis in (None, "due", "earned"):
        assert ct.reconcile(register, 2017, basis=basis).columns["difference"][0] == 0
    paid = ct.reconcile(register, 2017, basis="paid").columns
    assert (paid["on_basis"][0], paid["unpaid"][0]) == (0, 7000)


def test_findings_tell_what_differs() -> None:
    differs = contract(line(opening=opening(due="340", earned="350.01")), sme=True, signed=date(2021, 1, 1))
    (found,) = [one for one in ct.findings(ct.Register([differs]), FIRST) if one.code == "OPENING_DIFFERS"]
    assert found.severity is ct.Severity.QUESTION
    assert [str(found.figures[name]) for name in ("due", "due_by_terms", "earned", "earned_by_terms")] == [
        "340.00 CNY",
        "350.00 CNY",
        "350.01 CNY",
        "350.00 CNY",
    ]
    late = [one for one in ct.findings(ct.Register([differs]), date(2022, 12, 31)) if one.code == "SME_PAID_LATE"]
    assert 1 not in {one.figures["number"] for one in late}


def test_the_calendar_says_that_it_was_due_before() -> None:
    year = ct.Period.through(FIRST, date(2017, 12, 31))
    differs = ct.Register([contract(line(opening=opening(due="345")))])
    columns = ct.payment_calendar(differs, year).columns
    assert columns["condition"][:2] == ["due before the opening"] * 2
    assert columns["open"] == [500, 500, 7000]


def test_figures_are_explained_by_the_opening_and_by_the_terms() -> None:
    shared = ct.Allocation({"a": 2, "b": 1})
    schedule = ct.schedule(contract(line(opening=opening(due="345", earned="349"), allocation=shared)))
    assert str(schedule.explain(0)) == (
        "A system, installment 1 of 7, the opening, for 2012-01-01 to 2016-12-31: 345.00 CNY because the opening on "
        "2017-01-01 says that it had fallen due; by the terms it would be 350.00. Due on 2016-12-31, with the opening "
        "of the line."
    )
    assert str(schedule.explain(1)) == (
        "A system, installment 2 of 7, a catch-up of opening: 5.00 CNY because by the terms it came to 350.00 before "
        "2017-01-01, of which the opening says 345.00. Due on 2017-01-01, with the opening of the line."
    )
    assert "期初 2017-01-01 所载此前到期数" in schedule.explain(0).say(ct.Lang.ZH)
    assert schedule.explain(2).number == 3
    year = ct.Period.through(FIRST, date(2017, 12, 31))
    assert [schedule.explain_accrual("A", "system", year, payer).figure for payer in (None, "a", "b")] == [
        money("71"),
        money("47.33"),
        money("23.67"),
    ]
    columns = schedule.accruals(ct.Per.YEAR, by="payer", within=year).columns
    assert (columns["payer"], columns["amount"]) == (["a", "b"], [4733, 2367])
    assert columns["cumulative"] == [28000, 14000]
    columns = schedule.accruals(ct.Per.YEAR, by_payer=True).columns
    assert columns["amount"][:2] == [4733, 2367]
    same = ct.schedule(contract(line())).explain_accrual("A", "system", year)
    assert same.figure == money("70")


def test_the_working_of_an_opening_comes_to_its_row() -> None:
    """Five years at 70 are 350; what was stated is 340, so 10 are caught up."""
    rows = ct.schedule(contract(line(opening=opening(due="340"))))
    stated, caught_up = (rows.explain(place).working for place in (0, 1))
    assert (stated.recompute(), stated.currency) == (340_00, "CNY")
    assert (caught_up.recompute(), caught_up.currency) == (10_00, "CNY")
