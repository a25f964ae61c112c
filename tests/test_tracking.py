"""Ageing, payment calendar, ledger and deadlines, with the figures worked out by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import contracts as ct
from contracts.statements.age import band_names
from contracts.tables import CALENDAR, DEADLINES, LEDGER

YEAR = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))


def rows(sheet: ct.Sheet, *names: str) -> list[tuple[Any, ...]]:
    """Some columns of a table, row by row."""
    return list(zip(*(sheet.columns[name] for name in names), strict=True))


def once(on: date, amount: str = "1", id: str = "a", **terms: Any) -> ct.Line:
    return ct.Line(id=id, price=ct.Total(amount, "CNY"), billing=ct.Once(on), **terms)


def rent(amount: str = "12", id: str = "rent", service: ct.Period = YEAR, **billing: Any) -> ct.Line:
    cycle = ct.Cyclic(billing.pop("every", ct.MONTHLY), **billing)
    return ct.Line(id=id, price=ct.Total(amount, "CNY"), billing=cycle, service=service)


def stages(*parts: tuple[str, dict[str, Any]], **terms: Any) -> ct.Line:
    """A total of 100.00 by percents."""
    each = [ct.Stage(name=f"{i}", percent=Decimal(share), **when) for i, (share, when) in enumerate(parts)]
    return ct.Line(id="build", price=ct.Total("100", "CNY"), billing=ct.Stages(each), **terms)


def contract(*lines: ct.Line, id: str = "A", **facts: Any) -> ct.Contract:
    return ct.Contract(id=id, lines=lines, **facts)


def paid(on: date, amount: str, id: str = "P", contract: str = "A", **how: Any) -> ct.Payment:
    return ct.Payment(id=id, on=on, amount=ct.Money.of(amount, "CNY"), contract=contract, **how)


# ageing


def test_what_is_due_on_the_day_is_current_and_the_day_after_overdue() -> None:
    register = ct.Register([contract(once(date(2017, 5, 1)))])
    for as_of, expected in (
        (date(2017, 4, 1), (0, "current")),
        (date(2017, 5, 1), (0, "current")),
        (date(2017, 5, 2), (1, "1-30")),
    ):
        assert rows(ct.ageing(register, as_of), "days", "band") == [expected]


@pytest.mark.parametrize(
    ("days", "band"),
    [
        *((1, "1-30"), (30, "1-30"), (31, "31-60"), (60, "31-60"), (61, "61-90"), (90, "61-90")),
        *((91, "91-180"), (180, "91-180"), (181, "181-365"), (365, "181-365"), (366, ">365"), (9000, ">365")),
    ],
)
def test_bands_of_days_end_with_their_last_day(days: int, band: str) -> None:
    due = date(2017, 5, 1)
    as_of = date.fromordinal(due.toordinal() + days)
    assert rows(ct.ageing(ct.Register([contract(once(due))]), as_of), "days", "band") == [(days, band)]


@pytest.mark.parametrize(
    ("due", "as_of", "band"),
    [
        (date(2017, 5, 1), date(2017, 5, 1), "current"),
        (date(2017, 5, 1), date(2017, 5, 2), "<=1y"),
        (date(2017, 5, 1), date(2018, 5, 1), "<=1y"),
        (date(2017, 5, 1), date(2018, 5, 2), "1-2y"),
        (date(2017, 5, 1), date(2019, 5, 1), "1-2y"),
        (date(2017, 5, 1), date(2020, 5, 1), "2-3y"),
        (date(2017, 5, 1), date(2020, 5, 2), ">3y"),
        (date(2017, 5, 1), date(2150, 5, 2), ">3y"),
        # A year after 29 February is 28 February.
        (date(2016, 2, 29), date(2017, 2, 28), "<=1y"),
        (date(2016, 2, 29), date(2017, 3, 1), "1-2y"),
        # Anniversaries that there are no days for never pass.
        (date(2197, 12, 31), date(2199, 12, 31), "1-2y"),
        (date(2199, 1, 1), date(2199, 12, 31), "<=1y"),
    ],
)
def test_years_go_by_the_anniversaries_of_the_due_day(due: date, as_of: date, band: str) -> None:
    register = ct.Register([contract(once(due))])
    assert rows(ct.ageing(register, as_of, bands="years"), "band") == [(band,)]


def test_bands_of_one_s_own() -> None:
    register = ct.Register([contract(once(date(2017, 5, 1)))])
    assert band_names((1, 2, 10)) == ("current", "1", "2", "3-10", ">10", "undated")
    found = [rows(ct.ageing(register, date(2017, 5, day), bands=(1, 2, 10)), "band")[0][0] for day in (2, 3, 4, 11, 12)]
    assert found == ["1", "2", "3-10", "3-10", ">10"]


@pytest.mark.parametrize("bands", ["months", (), (0,), (30, 30), (60, 30), (1.5,), (True,), 30, (200_000,)])
def test_bands_that_are_none_are_refused(bands: Any) -> None:
    with pytest.raises(ct.TermsError, match="no bands of days overdue") as caught:
        ct.ageing(ct.Register([contract(once(date(2017, 5, 1)))]), date(2017, 5, 1), bands=bands)
    assert caught.value.code == "AGE_BANDS"


def test_a_row_for_each_installment_of_which_something_is_open() -> None:
    """Of twelve months at 1.00, 2.50 were paid by the end of April; the tail waits."""
    tail = stages(("100", {"after": "accepted"}))
    register = ct.Register([contract(rent(), tail)], payments=[paid(date(2017, 4, 1), "2.5")])
    sheet = ct.ageing(register, date(2017, 4, 30))
    assert rows(sheet, "line", "number", "due", "days", "band", "open")[:4] == [
        ("build", 1, None, None, "undated", 10000),
        ("rent", 3, date(2017, 3, 31), 30, "1-30", 50),
        ("rent", 4, date(2017, 4, 30), 0, "current", 100),
        ("rent", 5, date(2017, 5, 31), 0, "current", 100),
    ]
    assert sum(sheet.columns["open"]) == 10000 + 1200 - 250
    assert sheet.to_frame()["days"].dtype == "Int64"


def test_what_is_recorded_later_leaves_it_open() -> None:
    late = paid(date(2017, 1, 31), "1", recorded=date(2017, 3, 1))
    register = ct.Register([contract(once(date(2017, 1, 31)))], payments=[late])
    assert len(ct.ageing(register, date(2017, 2, 28))) == 1
    assert len(ct.ageing(register, date(2017, 2, 28), known_on=date(2017, 3, 1))) == 0


def test_ages_by_group() -> None:
    register = ct.Register(
        [
            contract(once(date(2017, 1, 1)), once(date(2017, 1, 2), id="b"), vendor="乙"),
            contract(once(date(2016, 1, 1), "5"), id="B", vendor="甲"),
            contract(once(date(2018, 1, 1), "7"), id="C"),
        ]
    )
    sheet = ct.ageing(register, date(2017, 1, 31), by="vendor")
    assert sheet.table.names == ("vendor", "band", "open", "currency")
    assert rows(sheet, "vendor", "band", "open") == [
        ("乙", "1-30", 200),
        ("甲", ">365", 500),
        (None, "current", 700),
    ]
    with pytest.raises(ct.NotThereError, match="payer"):
        ct.ageing(register, date(2017, 1, 31), by="payer")


# payment calendar


def condition(line: ct.Line, **facts: Any) -> list[str]:
    """What makes each installment of a line due, in both languages."""
    register = ct.Register([contract(line, **facts)])
    always = ct.Period.through(date(1900, 1, 1), date(2199, 12, 31))
    return [
        ct.payment_calendar(register, always, lang=lang).columns["condition"][0] for lang in (ct.Lang.EN, ct.Lang.ZH)
    ]


MAY = ct.Period.through(date(2017, 5, 1), date(2017, 5, 31))


@pytest.mark.parametrize(
    ("line", "english", "chinese"),
    [
        (rent(service=MAY), "2017-05 service, arrears", "2017-05 服务, 期末付"),
        (rent(service=MAY, when=ct.ADVANCE), "2017-05 service, advance", "2017-05 服务, 期初付"),
        (rent(every=ct.QUARTERLY), "2017-01 to 2017-03 service, arrears", "2017-01 至 2017-03 服务, 期末付"),
        (
            rent(service=ct.Period.through(date(2017, 5, 2), date(2017, 5, 31)), net_days=30),
            "2017-05-02 to 2017-05-31 service, arrears + 30 days",
            "2017-05-02 至 2017-05-31 服务, 期末付 + 30 天",
        ),
        (
            rent(service=ct.Period.through(date(2017, 5, 1), date(2017, 5, 1)), net_days=1),
            "2017-05-01 service, arrears + 1 day",
            "2017-05-01 服务, 期末付 + 1 天",
        ),
        (
            rent(service=MAY, pay_day=10),
            "2017-05 service, arrears, day 10 of the month after",
            "2017-05 服务, 期末付, 次月 10 日",
        ),
        (once(date(2017, 12, 31), calendar="CN"), "on 2017-12-31", "2017-12-31 约定日"),
        (stages(("100", {"on": date(2017, 2, 1)})), "on 2017-02-01", "2017-02-01 约定日"),
        (stages(("100", {"after": "accepted"})), "accepted", "accepted"),
        (stages(("100", {"after": "accepted", "months": 1})), "accepted + 1 month", "accepted + 1 个月"),
        (stages(("100", {"after": "accepted", "months": 12})), "accepted + 12 months", "accepted + 12 个月"),
    ],
)
def test_conditions_in_words(line: ct.Line, english: str, chinese: str) -> None:
    assert condition(line, events={"accepted": date(2017, 1, 31)}) == [english, chinese]


def test_a_step_in_quantity_is_said() -> None:
    quantity = ct.Quantity([(date(2017, 5, 1), 1), (date(2017, 5, 17), 2)])
    line = ct.Line(
        id="rent",
        price=ct.Rate("31", "CNY", quantity=quantity),
        billing=ct.Cyclic(ct.MONTHLY, when=ct.ADVANCE),
        service=MAY,
    )
    sheet = ct.payment_calendar(ct.Register([contract(line)]), MAY)
    assert rows(sheet, "due", "condition", "open") == [
        (date(2017, 5, 1), "2017-05 service, advance", 3100),
        (date(2017, 5, 17), "2017-05-17 to 2017-05-31 service, step in quantity, advance", 1500),
    ]


def test_what_is_overdue_stands_before_and_what_was_paid_is_gone() -> None:
    """By the end of April 3.50 of 4.00 were paid: half of April is overdue in May, with June all of it."""
    register = ct.Register(
        [contract(rent(), vendor="甲"), contract(stages(("100", {"after": "accepted"})), id="B")],
        payments=[paid(date(2017, 4, 30), "3.5"), paid(date(2017, 5, 31), "1", "P2")],
    )
    may_and_june = ct.Period.through(date(2017, 5, 1), date(2017, 6, 30))
    sheet = ct.payment_calendar(register, may_and_june)
    assert sheet.table is CALENDAR
    assert rows(sheet, "due", "vendor", "number", "open") == [
        (date(2017, 4, 30), "甲", 4, 50),
        (date(2017, 5, 31), "甲", 5, 100),
        (date(2017, 6, 30), "甲", 6, 100),
    ]
    later = ct.payment_calendar(register, may_and_june, known_on=date(2017, 5, 31))
    assert rows(later, "number", "open") == [(5, 50), (6, 100)]


def test_what_was_paid_in_advance_is_not_to_be_paid_again() -> None:
    register = ct.Register([contract(rent())], payments=[paid(date(2016, 12, 1), "1", number=2)])
    sheet = ct.payment_calendar(register, ct.Period.through(date(2017, 1, 1), date(2017, 3, 31)))
    assert sheet.columns["number"] == [1, 3]


@pytest.mark.parametrize("statement", [ct.payment_calendar, ct.deadlines])
def test_what_is_no_period_is_refused(statement: Any) -> None:
    with pytest.raises(ct.TermsError, match="period: 2017 is not a Period"):
        statement(ct.Register([]), 2017)


# ledger


def test_a_row_for_each_contract() -> None:
    register = ct.Register(
        [contract(rent(), title="租赁", vendor="甲", buyer="中心", signed=date(2016, 12, 20))],
        payments=[paid(date(2017, 4, 1), "3"), paid(date(2017, 4, 2), "-0.5", "R", refund_of="P")],
    )
    sheet = ct.ledger(register, date(2017, 5, 1))
    signed, first, last = date(2016, 12, 20), date(2017, 1, 1), date(2017, 12, 31)
    row = ("A", "租赁", "甲", "中心", signed, first, last, 1200, 1200, 250, 950, 0, "running", "CNY")
    assert rows(sheet, *LEDGER.names) == [row]
    assert len(ct.ledger(ct.Register([]), date(2017, 5, 1))) == 0


@pytest.mark.parametrize(
    ("as_of", "amount", "state"),
    [
        (date(2016, 12, 31), "12", "not begun"),
        (date(2017, 1, 1), "12", "running"),
        (date(2017, 12, 31), "12", "running"),
        (date(2018, 1, 1), "12", "settled"),
        (date(2018, 1, 1), "11.99", "ended"),
        (date(2018, 1, 1), "12.01", "ended"),
    ],
)
def test_how_a_contract_stands(as_of: date, amount: str, state: str) -> None:
    register = ct.Register([contract(rent())], payments=[paid(date(2016, 12, 1), amount)])
    assert ct.ledger(register, as_of).columns["state"] == [state]


def test_a_contract_without_service_goes_by_its_due_days() -> None:
    on, waits = (
        stages(("100", {"on": date(2017, 2, 1)})),
        stages(("50", {"on": date(2017, 2, 1)}), ("50", {"after": "x"})),
    )
    for line, as_of, state in (
        (on, date(2017, 1, 31), "not begun"),
        (on, date(2017, 2, 1), "running"),
        (on, date(2017, 2, 2), "ended"),
        (waits, date(2017, 2, 2), "running"),
        (stages(("100", {"after": "x"})), date(2017, 2, 2), "not begun"),
    ):
        sheet = ct.ledger(ct.Register([contract(line)]), as_of)
        assert rows(sheet, "from", "to", "state") == [(None, None, state)]


# deadlines


def test_ends_of_service_and_stages_that_wait() -> None:
    tail = stages(("60", {"on": date(2017, 2, 1)}), ("40", {"after": "accepted", "months": 12}))
    register = ct.Register(
        [
            contract(rent(), tail, signed=date(2016, 12, 20)),
            contract(rent(service=MAY), id="B"),
            contract(tail, id="C"),
            contract(tail, id="D", signed=date(2018, 1, 1)),
        ]
    )
    sheet = ct.deadlines(register, YEAR)
    assert rows(sheet, *DEADLINES.names) == [
        (date(2017, 5, 31), "B", "rent", "end", "service since 2017-05-01 ends"),
        (date(2017, 12, 31), "A", "rent", "end", "service since 2017-01-01 ends"),
        (None, "A", "build", "waiting", "1 waits for accepted, since the signing on 2016-12-20"),
        (None, "C", "build", "waiting", "1 waits for accepted"),
    ]
    assert ct.deadlines(register, YEAR, lang=ct.Lang.ZH).columns["note"][-1] == "1 等待 accepted"
    assert [record["day"] for record in sheet.records()] == sheet.columns["day"]
    assert len(sheet.to_frame()) == 4
    assert [row[1] for row in rows(ct.deadlines(register, MAY), *DEADLINES.names)] == ["B", "A", "C"]


def test_deadlines_are_those_of_a_register() -> None:
    with pytest.raises(ct.TermsError, match="is not a Register"):
        ct.deadlines([contract(rent())], YEAR)  # type: ignore[arg-type]


# what pays what


def test_a_credit_pays_installments_and_is_no_payment() -> None:
    """Two pieces billed ahead, one removed in between: its credit goes before a payment that names no line."""
    half = ct.Frequency.parse("6 months")
    price = ct.Rate("600", "CNY", quantity=[(date(2017, 1, 1), 2), (date(2017, 4, 1), 1)])
    line = ct.Line(id="seats", price=price, service=YEAR, billing=ct.Cyclic(half, when="advance"))
    found = ct.match(ct.Register([contract(line)], payments=[paid(date(2017, 1, 1), "1200")]), date(2017, 12, 31))

    amounts = found.plan.to_frame()["amount"].tolist()
    assert [amount > 0 for amount in amounts] == [True, False, True]
    assert rows(found.payments(), "payment", "number", "applied", "unapplied") == [
        ("P", 1, 89_834, 0),
        ("P", 3, 30_166, 0),
    ]
    assert found.installments().columns["paid"] == [120_000, -30_166, 30_166]
