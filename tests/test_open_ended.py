"""Lines without a last day of service: what is looked at, what is refused, and what statements say of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest
from attrs import evolve

import contracts as ct
from contracts.dates import OpenPeriod
from contracts.payments.matching import unknown_numbers

START = date(2024, 1, 15)
SINCE = ct.Period.since(START)


def rent(**terms: Any) -> ct.Line:
    """A rate by month in advance, without a last day, but for what is said."""
    facts: dict[str, Any] = {"id": "rent", "price": ct.Rate("3100", "CNY"), "service": SINCE}
    return ct.Line(**{**facts, "billing": ct.Cyclic(ct.MONTHLY, when="advance"), **terms})


def lease(line: ct.Line | None = None, *amendments: ct.Amendment) -> ct.Contract:
    return ct.Contract(id="C", lines=[line or rent()], amendments=amendments)


def last(line: ct.Line, horizon: date) -> date:
    """The last day that is looked at."""
    service = line.looked_at(horizon).service
    assert service is not None
    return service.last


def money(amount: str) -> ct.Money:
    return ct.Money.of(amount, "CNY")


def test_a_period_without_an_end_is_none_that_ends_with_all_days() -> None:
    assert isinstance(SINCE, OpenPeriod)
    assert ct.Period(SINCE.start, SINCE.end) != SINCE
    assert str(SINCE) == "from 2024-01-15 on"
    assert rent().is_open_ended
    assert not evolve(rent(), service=ct.Period(START, SINCE.end)).is_open_ended


def test_bills_and_price_cells_come_whole() -> None:
    assert last(rent(), date(2024, 2, 20)) == date(2024, 3, 14)
    assert last(rent(), date(2024, 3, 14)) == date(2024, 3, 14)
    assert last(rent(), date(2023, 1, 1)) == date(2024, 2, 14)
    by_year = rent(price=ct.Rate("12000", "CNY", per=ct.YEARLY))
    assert last(by_year, date(2024, 2, 20)) == date(2025, 1, 14)
    by_quarter = rent(billing=ct.Cyclic(ct.QUARTERLY), price=ct.Rate("1000", "CNY", per=ct.MONTHLY))
    assert last(by_quarter, date(2024, 2, 20)) == date(2024, 4, 14)
    assert last(rent(), date(2199, 12, 31)) == date(2199, 12, 31)


def test_the_first_bill_comes_whole_whatever_it_holds() -> None:
    first_edge = rent(billing=ct.Cyclic(ct.MONTHLY, first_edge=date(2024, 4, 1)))
    assert last(first_edge, START) == date(2024, 3, 31)
    at_once = rent(billing=ct.Cyclic(ct.MONTHLY, first_edge=START))
    assert last(at_once, START) == date(2024, 2, 14)
    long = rent(billing=ct.Cyclic(ct.MONTHLY, anchor=date(2024, 1, 1), stub="long"))
    assert last(long, START) == date(2024, 2, 29)
    assert last(rent(billing=ct.Cyclic(ct.MONTHLY, stub="long")), START) == date(2024, 2, 14)


def test_a_bill_that_a_calendar_moves_back_to_the_horizon_is_looked_at() -> None:
    """1 September 2024 is a Sunday, so that bill falls due on Friday, 30 August."""
    months = ct.Cyclic(ct.MONTHLY, when="advance", anchor=date(2024, 1, 1))
    back = rent(billing=months, calendar=ct.WEEKENDS, roll="preceding")
    assert last(back, date(2024, 8, 29)) == date(2024, 8, 31)
    assert last(back, date(2024, 8, 30)) == date(2024, 9, 30)
    assert last(evolve(back, roll=ct.Roll.FOLLOWING), date(2024, 8, 30)) == date(2024, 8, 31)
    assert last(evolve(back, calendar=ct.CHINA), date(2026, 12, 31)) == date(2026, 12, 31)


def test_a_horizon_that_was_used_is_said() -> None:
    fee = ct.Line(id="fee", price=ct.Total("1", "CNY"), billing=ct.Once(START))
    assert len(ct.schedule(evolve(lease(), lines=[rent(), fee]), horizon=START)) == 2
    plan = ct.schedule(lease(), horizon=date(2024, 3, 1))
    assert plan.notes == ("C: no last day of service, looked at up to 2024-03-01: rent",)
    assert plan.total() == money("6200")
    closed = evolve(lease(), lines=[rent(service=ct.Period.through(START, date(2024, 3, 14)))])
    assert ct.schedule(closed, horizon=date(2024, 3, 1)).notes == ()


@pytest.mark.parametrize(
    "ask",
    [
        lambda: ct.schedule(lease()),
        lambda: ct.schedule(lease(), known_on=date(2024, 6, 1)),
        lambda: ct.shares(lease()),
        lambda: ct.obligations(lease(), as_of=date(2024, 6, 1)),
        lambda: ct.schedule(lease(None, ct.Amendment(id="A", signed=START, events={"accepted": START}))),
    ],
)
def test_what_looks_ahead_asks_for_one(ask: Callable[[], object]) -> None:
    with pytest.raises(ct.TermsError) as caught:
        ask()
    error = caught.value
    assert (error.code, error.contract, error.line, error.value) == ("HORIZON_REQUIRED", "C", "rent", START)
    assert "(horizon)" in error.remedy()


def test_a_horizon_before_the_day_that_is_asked_for_is_refused() -> None:
    asked: list[Callable[[], object]] = [
        lambda: ct.cutoff(ct.Register([lease()]), date(2024, 6, 1), horizon=date(2024, 5, 31)),
        lambda: ct.obligations(lease(), as_of=date(2024, 6, 1), horizon=date(2024, 5, 31)),
    ]
    for ask in asked:
        with pytest.raises(ct.TermsError) as caught:
            ask()
        assert (caught.value.code, caught.value.field) == ("DATE_ORDER", "horizon")


def test_a_horizon_is_for_contracts() -> None:
    table = pd.DataFrame({"contract": ["A"], "line": ["a"], "rate": ["1"], "from": [START], "every": ["1 month"]})
    with pytest.raises(ct.TermsError) as caught:
        ct.schedule(table, horizon=START)
    assert caught.value.code == "SCHEDULE_MADE"
    with pytest.raises(ct.RegisterError) as refused:
        ct.schedule(table)
    assert [problem.code for problem in refused.value.problems] == ["HORIZON_REQUIRED"]


def test_a_line_that_cannot_be_looked_at_so_far_names_its_contract() -> None:
    dear = lease(rent(price=ct.Rate("10000000000", "CNY")))
    for contract in (dear, evolve(dear, amendments=[ct.Amendment(id="A", signed=START, events={"accepted": START})])):
        with pytest.raises(ct.TermsError) as caught:
            ct.schedule(contract, horizon=date(2199, 1, 1))
        assert (caught.value.code, caught.value.contract, caught.value.line) == ("VALUE_RANGE", "C", "rent")


def test_an_amendment_ends_it() -> None:
    signed = date(2024, 5, 1)
    for ends in (
        ct.Amendment(id="A", signed=signed, effective=date(2024, 7, 1), end=["rent"]),
        ct.Amendment(id="A", signed=signed, to=date(2024, 6, 30)),
    ):
        ended = lease(None, ends)
        assert not ct.in_force(ended).open_ended
        plan = ct.schedule(ended)
        assert [row.service.last for row in plan if row.service][-1] == date(2024, 6, 30)
        assert plan.notes == ()
        assert ct.in_force(ended, date(2024, 4, 30)).open_ended == (rent(),)


def test_it_may_be_ended_before_it_begins() -> None:
    ended = lease(None, ct.Amendment(id="A", signed=date(2024, 2, 1), effective=date(2024, 1, 1), end=["rent"]))
    plan = ct.schedule(ended)
    assert plan.total() == money("0")
    assert [(row.kind, row.amount) for row in plan] == [("cyclic", money("3100")), ("catch-up", money("-3100"))]


def test_a_signing_after_the_horizon_is_looked_at() -> None:
    dearer = ct.Change(line="rent", rate=money("6200"))
    changed = lease(None, ct.Amendment(id="A", signed=date(2024, 5, 20), change=[dearer]))
    near, far = (ct.schedule(changed, horizon=day) for day in (date(2024, 2, 1), date(2024, 5, 20)))
    assert list(near) == list(far)


def test_a_suspension_leaves_it_without_an_end() -> None:
    pause = ct.Suspension(date(2024, 3, 15), date(2024, 4, 14), extend=True)
    paused = lease(None, ct.Amendment(id="A", signed=date(2024, 2, 1), suspend=pause))
    assert ct.in_force(paused).open_ended
    assert ct.schedule(paused, horizon=date(2024, 4, 20)).total() == money("9300")


def test_statements_look_up_to_their_own_day() -> None:
    paid = ct.Payment(id="P", contract="C", line="rent", number=9, on=date(2024, 2, 1), amount=money("3100"))
    register = ct.Register([lease()], payments=[paid], reported=[ct.Reported(2024)])
    as_of = date(2024, 3, 31)
    row = next(ct.cutoff(register, as_of).records())
    assert (row["value"], row["due"], row["commitment"]) == (9300, 9300, row["value"] - row["earned"])
    assert row["prepaid_within_year"] == row["prepaid"]
    assert next(ct.cutoff(register, as_of, horizon=date(2024, 12, 31)).records())["value"] == 37200
    assert next(ct.ledger(register, as_of).records())["to"] is None
    assert len(ct.ageing(register, as_of)) == 3
    assert len(ct.payment_calendar(register, ct.Period.through(date(2024, 4, 1), date(2024, 5, 31)))) == 5
    assert len(ct.deadlines(register, ct.Period.through(date(2199, 1, 1), date(2199, 12, 31)))) == 0
    assert ct.reconcile(register, 2024).columns["scheduled"][0] == 12 * 310_000
    assert len(ct.shares(register, within=ct.Period.through(START, as_of))) == 1
    assert not list(unknown_numbers(register.payments, ct.schedule(register, horizon=START)))


def test_a_payment_for_an_installment_beyond_the_horizon_waits_for_it() -> None:
    paid = ct.Payment(id="P", contract="C", line="rent", number=3, on=date(2024, 2, 1), amount=money("3100"))
    back = ct.Payment(id="R", contract="C", on=date(2024, 2, 2), amount=money("-100"), refund_of="P")
    register = ct.Register([lease()], payments=[paid, back])
    for horizon in (None, date(2024, 3, 31)):
        sheet = ct.match(register, date(2024, 2, 29), horizon=horizon).payments()
        assert (sum(sheet.columns["applied"]), sum(sheet.columns["unapplied"])) == (0, 300_000)
    sheet = ct.match(register, date(2024, 3, 31)).payments()
    assert sheet.columns["number"][0] == 3


def test_what_is_prepaid_is_earned_in_the_year_ahead() -> None:
    paid = ct.Payment(id="P", contract="C", on=date(2024, 1, 15), amount=money("31000"))
    row = next(ct.cutoff(ct.Register([lease()], payments=[paid]), date(2024, 2, 14)).records())
    assert row["prepaid"] == row["prepaid_within_year"] == 27900


def test_periods_of_a_roll_forward_chain() -> None:
    register = ct.Register([lease()])
    first, second = (
        ct.rollforward(register, ct.Period(one, other)).columns
        for one, other in ((START, date(2024, 3, 1)), (date(2024, 3, 1), date(2024, 6, 1)))
    )
    assert first["closing"] == second["opening"]
    assert second["amended"][-1] == 3 * 310_000


def test_long_services_are_judged_by_what_was_served() -> None:
    register = ct.Register([evolve(lease(), signed=START)])
    assert "LONG_SERVICE" not in [one.code for one in ct.findings(register, date(2026, 1, 1))]
    (found,) = (one for one in ct.findings(register, date(2028, 1, 1)) if one.code == "LONG_SERVICE")
    assert found.figures["last"] == date(2028, 1, 1)


def test_a_payment_beyond_what_is_looked_at_is_found_and_no_error() -> None:
    """It waits for its installment, and nobody knows what a line without an end is worth."""
    named = ct.Payment(id="P", contract="C", line="rent", number=9, on=date(2024, 2, 1), amount=money("99999"))
    (found,) = ct.findings(ct.Register([lease()], payments=[named]), date(2024, 2, 29))
    assert (found.code, found.severity) == ("OVERPAID", ct.Severity.WARNING)
    assert found.message[0] == "99999.00 CNY were paid and 6200.00 CNY are due: 99999.00 CNY pay nothing yet"


def test_a_comparison_looks_up_to_its_later_day() -> None:
    dearer = ct.Change(line="rent", rate=money("6200"))
    changed = lease(None, ct.Amendment(id="A", signed=date(2024, 5, 15), change=[dearer]))
    sheet = ct.compare(changed, known_on=(date(2024, 5, 1), date(2024, 6, 20)))
    assert sheet.columns["service_from"] == [date(2024, 5, 15), date(2024, 6, 15)]


def test_recurring_contracts_without_an_end_are_not_expected_again() -> None:
    assert not ct.expected(evolve(lease(), recurring=True), until=date(2199, 1, 1))


def test_a_line_that_goes_on_may_be_billed_otherwise() -> None:
    line = rent(service=ct.Period.since(date(2024, 1, 1)), billing=ct.Cyclic(ct.MONTHLY))
    quarters = ct.Change(line="rent", billing=ct.Rebilling(every=ct.QUARTERLY))
    contract = lease(
        line, ct.Amendment(id="S1", signed=date(2024, 5, 1), effective=date(2024, 7, 1), change=[quarters])
    )

    bills = [(row.due, row.amount) for row in ct.schedule(contract, horizon=date(2024, 12, 31))]
    assert bills[5:] == [
        (date(2024, 6, 30), money("3100")),
        (date(2024, 9, 30), money("9300")),
        (date(2024, 12, 31), money("9300")),
    ]
    with pytest.raises(ct.TermsError, match="has no last day") as caught:
        ct.schedule(contract)
    assert (caught.value.code, caught.value.line) == ("HORIZON_REQUIRED", "rent")


def test_lines_that_go_on_beside_some_that_are_billed_otherwise() -> None:
    year = ct.Period.through(date(2024, 1, 1), date(2024, 12, 31))
    since, months = ct.Period.since(year.start), ct.Cyclic(ct.MONTHLY)
    lines = [
        rent(id="a", service=since, billing=months),
        rent(id="b", service=year, billing=months),
        rent(id="c", service=since, billing=months),
    ]
    changes = [ct.Change(line=name, billing=ct.Rebilling(every=ct.QUARTERLY)) for name in ("a", "b")]
    signed = ct.Amendment(id="S1", signed=date(2024, 5, 1), effective=date(2024, 7, 1), change=changes)
    plan = ct.schedule(ct.Contract(id="C", lines=lines, amendments=[signed]), horizon=date(2024, 9, 30))
    last = {row.line: (row.due, row.amount) for row in plan if row.due and row.due <= date(2024, 9, 30)}
    assert last == {
        "a": (date(2024, 9, 30), money("9300")),
        "b": (date(2024, 9, 30), money("9300")),
        "c": (date(2024, 9, 30), money("3100")),
    }
