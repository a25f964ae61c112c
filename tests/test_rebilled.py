"""Rates that are billed otherwise from a day on, by example."""

from datetime import date
from typing import Any

import pytest

import contracts as ct
from contracts.dates import Frequency

YEAR = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))
SIGNED, JULY = date(2016, 12, 1), date(2017, 7, 1)


def cny(amount: str) -> ct.Money:
    return ct.Money.of(amount, "CNY")


def rent(rate: str = "100", **facts: Any) -> ct.Line:
    given = {"id": "rent", "price": ct.Rate(rate, "CNY"), "service": YEAR, "billing": ct.Cyclic(ct.MONTHLY), **facts}
    return ct.Line(**given)


def billed(every: str | None = None, on: date = JULY, id: str = "A1", **facts: Any) -> ct.Amendment:
    billing = ct.Rebilling(every=None if every is None else Frequency.parse(every), **facts)
    return ct.Amendment(id=id, signed=SIGNED, effective=on, change=[ct.Change(line="rent", billing=billing)])


def amended(line: ct.Line, *amendments: ct.Amendment) -> ct.Contract:
    return ct.Contract(id="C", lines=[line], amendments=amendments)


def rows(contract: ct.Contract) -> list[tuple[str, str, str]]:
    return [(str(row.due), row.kind, str(row.amount.amount)) for row in ct.schedule(contract)]


def test_the_price_stays_where_bills_come_less_often() -> None:
    contract = amended(rent(), billed("3 months", net_days=10))
    assert rows(contract)[5:] == [
        ("2017-06-30", "cyclic", "100.00"),
        ("2017-10-10", "cyclic", "300.00"),
        ("2018-01-10", "cyclic", "300.00"),
    ]
    (line,) = ct.in_force(contract).contract.lines
    assert (str(line.billing.every), str(line.price.per)) == ("3 months", "1 month")  # type: ignore[union-attr]


def test_an_old_bill_runs_to_the_day_on_which_the_new_grid_begins() -> None:
    line = rent(price=ct.Rate("100", "CNY", per=ct.MONTHLY), billing=ct.Cyclic(ct.QUARTERLY, when=ct.ADVANCE))
    found = rows(amended(line, billed("1 month", on=date(2017, 6, 1), when="arrears")))
    assert found[:3] == [
        ("2017-01-01", "cyclic", "300.00"),
        ("2017-04-01", "cyclic", "200.00"),
        ("2017-06-30", "cyclic", "100.00"),
    ]


def test_what_a_change_does_not_say_stays() -> None:
    line = rent(billing=ct.Cyclic(ct.MONTHLY, when=ct.ADVANCE, pay_day=15))
    assert rows(amended(line, billed("3 months")))[6:] == [
        ("2017-08-15", "cyclic", "300.00"),
        ("2017-11-15", "cyclic", "300.00"),
    ]
    assert rows(amended(line, billed(net_days=0)))[5:7] == [
        ("2017-07-15", "cyclic", "100.00"),
        ("2017-07-01", "cyclic", "100.00"),
    ]


def test_other_bills_from_the_beginning_are_no_change() -> None:
    contract = amended(rent(), billed("1 year", on=date(2016, 12, 15)))
    assert rows(contract) == [("2017-12-31", "cyclic", "1200.00")]
    assert rows(amended(rent(), billed("1 year", on=date(2018, 1, 1)))) == rows(amended(rent()))


def test_there_and_back_again_is_no_change() -> None:
    back = billed("1 month", id="A2")
    assert rows(amended(rent(), billed("3 months"), back)) == rows(amended(rent()))
    later = billed("2 months", id="A2", on=date(2017, 11, 1))
    assert [row[2] for row in rows(amended(rent(), billed("2 months"), later))] == ["100.00"] * 6 + ["200.00"] * 3
    assert ct.in_force(amended(rent(), billed("1 month"))).rebilled == {}


def test_month_ends_stay_month_ends() -> None:
    """On the 31st of the anchor's month, though the day of the change is one of 28 days."""
    service = ct.Period.through(date(2016, 12, 31), date(2017, 12, 30))
    line = rent(service=service, billing=ct.Cyclic(ct.MONTHLY, anchor=date(2016, 12, 31), month_end=True))
    found = rows(amended(line, billed("2 months", on=date(2017, 2, 28), when="advance")))
    assert found[1:4] == [
        ("2017-02-27", "cyclic", "100.00"),
        ("2017-02-28", "cyclic", "200.00"),
        ("2017-04-30", "cyclic", "200.00"),
    ]
    with pytest.raises(ct.TermsError):
        amended(line, billed("1 week", on=date(2017, 2, 28)))
    clamped = rent(service=service, billing=ct.Cyclic(ct.MONTHLY))
    with pytest.raises(ct.TermsError) as caught:
        amended(clamped, billed("3 months", on=date(2017, 2, 28)))
    assert caught.value.code == "BILLING_PRICE"
    assert caught.value.remedy(ct.Lang.ZH)


def test_a_year_that_is_divided_by_months_has_to_be_whole() -> None:
    yearly = rent(price=ct.Rate("1200", "CNY", per=ct.YEARLY), billing=ct.Cyclic(ct.YEARLY))
    two = ct.Period.through(date(2017, 1, 1), date(2018, 12, 31))
    whole = rent(price=yearly.price, billing=yearly.billing, service=two)
    assert [row[2] for row in rows(amended(whole, billed("1 month", on=date(2018, 1, 1))))][:2] == ["1200.00", "100.00"]
    short = rent(
        price=yearly.price, billing=yearly.billing, service=ct.Period.through(date(2017, 1, 1), date(2018, 6, 30))
    )
    with pytest.raises(ct.TermsError) as caught:
        amended(short, billed("1 month", on=date(2018, 1, 1)))
    assert caught.value.code == "BILLING_PRICE"
    stepping = rent(
        price=ct.Rate("1200", "CNY", quantity=[(date(2017, 1, 1), 1), (date(2018, 3, 1), 2)]),
        billing=yearly.billing,
        service=two,
    )
    with pytest.raises(ct.TermsError):
        amended(stepping, billed("1 month", on=date(2018, 1, 1)))


def test_another_price_cell_has_its_own_price_from_the_day_on() -> None:
    """Kill Bill: 2399.95 for a year in advance, 249.95 a month from the same day: 2150.00 come back."""
    line = rent(
        "2399.95",
        service=ct.Period.through(date(2012, 5, 1), date(2013, 4, 30)),
        billing=ct.Cyclic(ct.YEARLY, when=ct.ADVANCE),
    )
    monthly = ct.Change(line="rent", rate=cny("249.95"), per=ct.MONTHLY, billing=ct.Rebilling(every=ct.MONTHLY))
    signed = date(2012, 5, 2)
    contract = amended(line, ct.Amendment(id="A1", signed=signed, effective=date(2012, 5, 1), change=[monthly]))
    assert rows(contract)[:3] == [
        ("2012-05-01", "cyclic", "2399.95"),
        ("2012-05-02", "catch-up", "-2150.00"),
        ("2012-06-01", "cyclic", "249.95"),
    ]
    inside = amended(line, ct.Amendment(id="A1", signed=SIGNED, effective=date(2012, 11, 1), change=[monthly]))
    first, second = ct.in_force(inside).rebilled["rent"].parts
    assert (first.price.amount, second.price.amount) == (cny("2399.95"), cny("249.95"))
    assert first.price.then == second.price.then == ()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("recognition", "before", "after"),
    [("daily", "600", "602.42"), ("on-due", "600", "600"), (date(2017, 7, 1), "0", "1050")],
)
def test_parts_are_earned_one_after_another(recognition: Any, before: str, after: str) -> None:
    dearer = ct.Change(line="rent", rate=cny("150"), per=Frequency.parse("2 months"))
    steps = [ct.Change(line="rent", rate=cny("90")), ct.Change(line="rent", quantity=2)]
    contract = amended(
        rent(recognition=recognition),
        billed("3 months", on=date(2017, 4, 1)),
        ct.Amendment(id="A2", signed=SIGNED, effective=JULY, change=[dearer]),
        ct.Amendment(id="A3", signed=SIGNED, effective=date(2017, 9, 1), change=steps),
    )
    schedule = ct.schedule(contract)
    assert schedule.total() == schedule.earned(date(2018, 1, 1)) == cny("1110")
    assert schedule.earned(date(2017, 6, 30)) == cny(before)
    assert schedule.earned(JULY) == cny(after)


def test_what_is_billed_otherwise_may_end() -> None:
    end = ct.Amendment(id="A2", signed=SIGNED, effective=date(2017, 9, 1), end=["rent"])
    assert [row[2] for row in rows(amended(rent(), billed("3 months"), end))] == ["100.00"] * 6 + ["200.00"]
    final = ct.Amendment(id="A2", signed=SIGNED, effective=date(2017, 9, 1), end=["rent"], final={"rent": cny("750")})
    assert [row[2] for row in rows(amended(rent(), billed("3 months"), final))] == ["100.00"] * 6 + ["150.00"]
    early = ct.Amendment(id="A2", signed=SIGNED, effective=date(2017, 3, 1), end=["rent"])
    assert [row[2] for row in rows(amended(rent(), billed("3 months"), early))] == ["100.00"] * 2


def test_a_file_says_so() -> None:
    text = """[[contracts]]
id = "A"
[[contracts.lines]]
id = "a"
rate = "1"
from = 2017-01-01
to = 2017-12-31
billing = { every = "1 month" }
[[contracts.amendments]]
id = "S1"
signed = 2017-06-01
"""
    said = 'change = [{ line = "a", rate = "0", billing = { every = "3 months", net_days = 0 }, per = "3 months" }]\n'
    register = ct.loads(text + said, "toml")
    assert ct.loads(ct.dumps(register, "toml"), "toml") == register
    for wrong, code in (
        ("billing = 3", "TYPE_WRONG"),
        ("billing = { every = 3 }", "TYPE_WRONG"),
        ("billing = { net_days = -3 }", "NUMBER_RANGE"),
        ("billing = { }", "KEY_MISSING"),
    ):
        with pytest.raises(ct.RegisterError) as caught:
            ct.loads(text + f'change = [{{ line = "a", {wrong} }}]\n', "toml")
        assert [(problem.code, problem.line_number) for problem in caught.value.problems] == [(code, 12)]


def test_the_calendar_says_what_makes_each_bill_due() -> None:
    contract = amended(rent(), billed("3 months", when="advance", net_days=10))
    june = ct.Period.through(date(2017, 6, 1), date(2017, 7, 31))
    assert ct.payment_calendar(ct.Register([contract]), june).columns["condition"][-2:] == [
        "2017-06 service, arrears",
        "2017-07 to 2017-09 service, advance + 10 days",
    ]
