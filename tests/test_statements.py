"""Obligations, shares and reconciliations, with the arithmetic beside."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

import contracts as ct
from contracts.tables import OBLIGATIONS, RECONCILIATION, SHARES

DAY = date(2017, 5, 1)
YEAR = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))


def rows(sheet: ct.Sheet, *names: str) -> list[tuple[Any, ...]]:
    """Some columns of a table, row by row."""
    return list(zip(*(sheet.columns[name] for name in names), strict=True))


def once(on: date, amount: str = "1", id: str = "a", currency: str = "CNY", **terms: Any) -> ct.Line:
    """A total that falls due on one day."""
    return ct.Line(id=id, price=ct.Total(amount, currency), billing=ct.Once(on), **terms)


def due_on(*days: date) -> ct.Contract:
    """A contract of which 1.00 falls due on each of some days."""
    return ct.Contract(id="A", lines=[once(day, id=f"{i:02}") for i, day in enumerate(days)])


def periods(contract: ct.Contract, as_of: date, **how: Any) -> dict[str, int]:
    """Period -> how many yuan fall due in it, over all lines."""
    sheet = ct.obligations(contract, as_of=as_of, by="contract", **how)
    return {period: amount // 100 for period, amount in rows(sheet, "period", "amount")}


def stages(*parts: tuple[int, dict[str, Any]], id: str = "build") -> ct.Line:
    """A total of 100.00 by percents."""
    each = [ct.Stage(name=f"{i}", percent=Decimal(share), **when) for i, (share, when) in enumerate(parts)]
    return ct.Line(id=id, price=ct.Total("100", "CNY"), billing=ct.Stages(each))


# obligations


def test_obligations_begin_on_the_day_after() -> None:
    """What falls due on the day itself is due, not ahead."""
    contract = due_on(date(2017, 12, 30), date(2017, 12, 31), date(2018, 1, 1))
    assert periods(contract, date(2017, 12, 31)) == {"2018": 1}
    assert periods(contract, date(2017, 12, 30)) == {"2017": 1, "2018": 1}


@pytest.mark.parametrize(
    ("per", "start_month", "expected"),
    [
        (ct.YEAR, 1, ["2017", "2018"]),
        (ct.HALF, 1, ["2017-H2", "2018-H1"]),
        (ct.QUARTER, 1, ["2017-Q4", "2018-Q1"]),
        (ct.MONTH, 1, ["2017-12", "2018-03"]),
        (ct.YEAR, 7, ["2018"]),
        (ct.HALF, 7, ["2018-H1", "2018-H2"]),
        (ct.QUARTER, 7, ["2018-Q2", "2018-Q3"]),
        (ct.MONTH, 7, ["2017-12", "2018-03"]),
        (ct.YEAR, 12, ["2018"]),
    ],
)
def test_periods_are_named_by_the_fiscal_year_that_ends_in_them(
    per: ct.Per, start_month: int, expected: list[str]
) -> None:
    contract = due_on(date(2017, 12, 1), date(2018, 3, 31))
    assert list(periods(contract, date(2017, 1, 1), per=per, fiscal_year_start=start_month)) == expected


def test_the_first_year_has_what_is_left_of_it() -> None:
    """Of twelve months at 1.00, those from July on."""
    rent = ct.Line(id="rent", price=ct.Total("12", "CNY"), billing=ct.Cyclic(ct.MONTHLY), service=YEAR)
    contract = ct.Contract(id="A", lines=[rent])
    assert periods(contract, date(2017, 6, 30)) == {"2017": 6}
    assert periods(contract, date(2017, 6, 30), per=ct.QUARTER) == {"2017-Q3": 3, "2017-Q4": 3}


def test_years_go_by_the_adjusted_day() -> None:
    """31 December 2017 is a Sunday: following carries it into the next budget year, modified following does not."""
    for roll, period in ((None, "2018"), ("modified-following", "2017")):
        contract = ct.Contract(id="A", lines=[once(date(2017, 12, 31), calendar="CN", roll=roll)])
        assert periods(contract, date(2017, 1, 1)) == {period: 1}


def test_undated_commitments_stand_in_a_row_of_their_own_at_the_end() -> None:
    contract = ct.Contract(id="A", lines=[stages((30, {"on": date(2018, 2, 1)}), (70, {"after": "accepted"}))])
    for how in ({}, {"per": ct.MONTH}, {"bands": "gasb"}, {"bands": "ias17"}, {"bands": "cn3"}):
        sheet = ct.obligations(contract, as_of=date(2017, 12, 31), **how)
        assert sheet.columns["period"][-1] == "undated"
        assert sheet.columns["amount"] == [3000, 7000]
    assert periods(contract, date(2199, 12, 31)) == {"undated": 70}


@pytest.mark.parametrize(
    ("as_of", "day", "band"),
    [
        (date(2017, 12, 31), date(2018, 1, 1), "<=1y"),
        (date(2017, 12, 31), date(2018, 12, 31), "<=1y"),
        (date(2017, 12, 31), date(2019, 1, 1), "1-5y"),
        (date(2017, 12, 31), date(2022, 12, 31), "1-5y"),
        (date(2017, 12, 31), date(2023, 1, 1), ">5y"),
        # A year after 29 February is 28 February.
        (date(2016, 2, 29), date(2017, 2, 28), "<=1y"),
        (date(2016, 2, 29), date(2017, 3, 1), "1-5y"),
        (date(2016, 2, 29), date(2021, 2, 28), "1-5y"),
        (date(2016, 2, 29), date(2021, 3, 1), ">5y"),
        (date(2015, 2, 28), date(2016, 2, 29), "1-5y"),
        # Bands that would end after the last day there is end with it.
        (date(2198, 12, 31), date(2199, 12, 31), "<=1y"),
        (date(2199, 1, 1), date(2199, 12, 31), "<=1y"),
        (date(2195, 6, 1), date(2199, 12, 31), "1-5y"),
    ],
)
def test_bands_of_ias17_count_days_from_the_day_asked_for(as_of: date, day: date, band: str) -> None:
    """IAS 17.31(b): not later than one year; later than one and not later than five; later than five."""
    assert periods(due_on(day), as_of, bands=ct.Bands.IAS17) == {band: 1}


@pytest.mark.parametrize(
    ("day", "start_month", "band"),
    [
        (date(2018, 1, 1), 1, "2018"),
        (date(2022, 12, 31), 1, "2022"),
        (date(2023, 1, 1), 1, "2023-2027"),
        (date(2027, 12, 31), 1, "2023-2027"),
        (date(2028, 1, 1), 1, "2028-2032"),
        (date(2052, 12, 31), 1, "2048-2052"),
        # From July: 31 December 2017 lies in 2018, and so does the day after.
        (date(2018, 6, 30), 7, "2018"),
        (date(2018, 7, 1), 7, "2019"),
        (date(2022, 6, 30), 7, "2022"),
        (date(2022, 7, 1), 7, "2023-2027"),
    ],
)
def test_bands_of_gasb_are_five_single_years_and_then_five_at_a_time(day: date, start_month: int, band: str) -> None:
    found = periods(due_on(day), date(2017, 12, 31), bands="gasb", fiscal_year_start=start_month)
    assert found == {band: 1}


def test_bands_of_gasb_one_after_the_other() -> None:
    """A payment of 1.00 on the last day of each year from 2018 to 2029."""
    contract = due_on(*(date(year, 12, 31) for year in range(2018, 2030)))
    assert periods(contract, date(2017, 12, 31), bands=ct.Bands.GASB) == {
        **dict.fromkeys(map(str, range(2018, 2023)), 1),
        "2023-2027": 5,
        "2028-2032": 2,
    }


@pytest.mark.parametrize(
    ("as_of", "day", "start_month", "band"),
    [
        (date(2017, 12, 31), date(2018, 1, 1), 1, "2018"),
        (date(2017, 12, 31), date(2020, 12, 31), 1, "2020"),
        (date(2017, 12, 31), date(2021, 1, 1), 1, "later"),
        # The first year is that of the day after, with what is left of it.
        (date(2017, 12, 30), date(2017, 12, 31), 1, "2017"),
        (date(2017, 12, 30), date(2020, 1, 1), 1, "later"),
        (date(2017, 6, 30), date(2018, 6, 30), 7, "2018"),
        (date(2017, 6, 29), date(2017, 6, 30), 7, "2017"),
        (date(2017, 6, 30), date(2020, 7, 1), 7, "later"),
    ],
)
def test_the_three_years_of_the_rolling_plan(as_of: date, day: date, start_month: int, band: str) -> None:
    assert periods(due_on(day), as_of, bands=ct.Bands.CN3, fiscal_year_start=start_month) == {band: 1}


def test_bands_at_the_end_of_the_days_that_there_are() -> None:
    contract = due_on(date(2199, 12, 31))
    for bands, name in (("gasb", "2195"), ("cn3", "2195")):
        assert list(periods(due_on(date(2195, 1, 1)), date(2194, 12, 31), bands=bands)) == [name]
        assert periods(contract, date(2199, 12, 31), bands=bands) == {}
        assert list(periods(contract, date(2199, 12, 30), bands=bands, fiscal_year_start=7)) == ["2200"]


def test_a_period_and_bands_exclude_each_other() -> None:
    with pytest.raises(ct.TermsError) as caught:
        ct.obligations(due_on(date(2018, 1, 1)), as_of=date(2017, 1, 1), per=ct.YEAR, bands="gasb")
    assert (caught.value.code, caught.value.field) == ("KEY_CONFLICT", "bands")


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"per": "week"}, "CHOICE_UNKNOWN"),
        ({"bands": "ifrs"}, "CHOICE_UNKNOWN"),
        ({"fiscal_year_start": 0}, "FISCAL_MONTH"),
        ({"as_of": "2017-01-01"}, "TYPE_WRONG"),
    ],
)
def test_what_obligations_refuse(how: dict[str, Any], code: str) -> None:
    with pytest.raises(ct.TermsError) as caught:
        ct.obligations(due_on(date(2018, 1, 1)), **{"as_of": date(2017, 1, 1), **how})
    assert caught.value.code == code


PAIR = ct.Allocation({"市本级": 2, "北湖区": 1})
REGISTER = ct.Register(
    [
        ct.Contract(
            id="A",
            lines=[once(date(2018, 3, 1), "1", "a", allocation=PAIR), once(date(2018, 5, 1), "2", "b")],
            vendor="v",
            category="x",
            recurring=True,
            assumptions=["一"],
        ),
        ct.Contract(id="B", lines=[once(date(2019, 5, 1), "4", "c", "USD")], vendor="v"),
        ct.Contract(id="C", lines=[once(date(2018, 3, 2), "8", "d")]),
    ],
    payer="市本级",
)
AS_OF = date(2017, 12, 31)


def test_columns_of_obligations() -> None:
    sheet = ct.obligations(REGISTER, as_of=AS_OF)
    assert tuple(sheet.columns) == sheet.table.names == OBLIGATIONS.names
    assert rows(sheet, *OBLIGATIONS.names) == [
        ("A", "a", "2018", 100, "CNY"),
        ("A", "b", "2018", 200, "CNY"),
        ("B", "c", "2019", 400, "USD"),
        ("C", "d", "2018", 800, "CNY"),
    ]
    assert sheet.notes == ("A: 一",)
    assert sheet.to_frame()["amount"].tolist() == [Decimal(n).scaleb(-2) for n in (100, 200, 400, 800)]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("contract", [("A", "2018", 300, "CNY"), ("B", "2019", 400, "USD"), ("C", "2018", 800, "CNY")]),
        ("vendor", [("v", "2018", 300, "CNY"), ("v", "2019", 400, "USD"), (None, "2018", 800, "CNY")]),
        ("category", [("x", "2018", 300, "CNY"), (None, "2018", 800, "CNY"), (None, "2019", 400, "USD")]),
        ("recurring", [(False, "2018", 800, "CNY"), (False, "2019", 400, "USD"), (True, "2018", 300, "CNY")]),
        ("payer", [("北湖区", "2018", 33, "CNY"), ("市本级", "2018", 1067, "CNY"), ("市本级", "2019", 400, "USD")]),
    ],
)
def test_obligations_by_group(by: str, expected: list[tuple[Any, ...]]) -> None:
    """A third of 1.00 is 0.33; what says nothing stands last, and currencies stay apart."""
    sheet = ct.obligations(REGISTER, as_of=AS_OF, by=by)
    assert sheet.table.names == (by, "period", "amount", "currency")
    assert rows(sheet, *sheet.table.names) == expected


def test_obligations_by_payer_have_a_column_more() -> None:
    sheet = ct.obligations(REGISTER, as_of=AS_OF, by_payer=True)
    assert sheet.table.names == (*OBLIGATIONS.names, "payer")
    assert rows(sheet, "line", "period", "payer", "amount")[:3] == [
        ("a", "2018", "市本级", 67),
        ("a", "2018", "北湖区", 33),
        ("b", "2018", "市本级", 200),
    ]
    assert ct.obligations(REGISTER, as_of=AS_OF, by="payer", by_payer=True).table.names[0] == "payer"


def test_amounts_of_nothing_stay() -> None:
    contract = ct.Contract(id="A", lines=[once(date(2018, 1, 1), "0")])
    assert rows(ct.obligations(contract, as_of=AS_OF), "period", "amount") == [("2018", 0)]


def test_obligations_of_a_part_of_a_schedule() -> None:
    part = ct.schedule(REGISTER)["A"]
    assert ct.obligations(part, as_of=AS_OF).columns["line"] == ["a", "b"]
    assert ct.obligations(part.between(date(2018, 4, 1), None), as_of=AS_OF).columns["line"] == ["b"]


def test_the_fiscal_year_is_the_register_s_unless_said() -> None:
    july = evolve(REGISTER, fiscal_year_start=7)
    assert set(ct.obligations(july, as_of=AS_OF, per=ct.HALF).columns["period"]) == {"2018-H2", "2019-H2"}
    assert ct.shares(july, per=ct.HALF).columns["period"][0] == "2018-H2"
    assert ct.shares(july, per=ct.HALF, fiscal_year_start=1).columns["period"][0] == "2018-H1"


# shares


RENT = ct.Line(
    id="rent",
    price=ct.Total("1", "CNY"),
    billing=ct.Cyclic(ct.QUARTERLY),
    service=ct.Period.through(date(2017, 1, 1), date(2018, 12, 31)),
    allocation=ct.Allocation({"市本级": 4, "北湖区": 3, "苏仙区": 2, "出口加工区": 1}),
)


def test_shares_foot_both_ways() -> None:
    """1.00 in eight quarters of 0.13 (four) and 0.12: 0.52 and 0.48 by year; 0.40, 0.30, 0.20 and 0.10 by payer.

    Of 0.52, 4/10 are 20.8, 7/10 36.4, 9/10 46.8: so 21, 15, 11 and 5; the rest of each payer is in 2018.
    """
    sheet = ct.shares(ct.Contract(id="A", lines=[RENT]))
    assert sheet.table.names == SHARES.names == tuple(sheet.columns)
    assert rows(sheet, "payer", "period", "amount") == [
        ("市本级", "2017", 21),
        ("市本级", "2018", 19),
        ("北湖区", "2017", 15),
        ("北湖区", "2018", 15),
        ("苏仙区", "2017", 11),
        ("苏仙区", "2018", 9),
        ("出口加工区", "2017", 5),
        ("出口加工区", "2018", 5),
    ]


def test_shares_by_group_and_within_days() -> None:
    sheet = ct.shares(REGISTER, by="vendor")
    assert sheet.table.names == ("vendor", "payer", "period", "amount", "currency")
    assert rows(sheet, "vendor", "payer", "period", "amount") == [
        ("v", "市本级", "2018", 267),
        ("v", "市本级", "2019", 400),
        ("v", "北湖区", "2018", 33),
        (None, "市本级", "2018", 800),
    ]
    within = ct.shares(REGISTER, within=ct.Period.through(date(2018, 3, 1), date(2018, 3, 1)))
    assert rows(within, "line", "payer", "amount") == [("a", "市本级", 67), ("a", "北湖区", 33)]
    assert ct.shares(REGISTER, by="payer").table.names == ("payer", "period", "amount", "currency")


def test_undated_shares_are_there_unless_days_are_asked_for() -> None:
    line = evolve(stages((50, {"on": date(2017, 1, 1)}), (50, {"after": "x"})), allocation=PAIR)
    contract = ct.Contract(id="A", lines=[line])
    sheet = ct.shares(contract, per=ct.MONTH)
    assert rows(sheet, "payer", "period", "amount") == [
        ("市本级", "2017-01", 3333),
        ("市本级", "undated", 3334),
        ("北湖区", "2017-01", 1667),
        ("北湖区", "undated", 1666),
    ]
    assert set(ct.shares(contract, within=YEAR).columns["period"]) == {"2017"}
    week: Any = "week"
    with pytest.raises(ct.TermsError) as caught:
        ct.shares(contract, per=week)
    assert caught.value.code == "CHOICE_UNKNOWN"


# reconciliation


def figure(text: str, quantum: str | None = "0.01", unit: str | None = "万元") -> ct.ReportedFigure:
    """A figure in 万元, rounded to a hundredth of it (100.00 元) unless said."""
    return ct.ReportedFigure.of(text, "CNY", unit, quantum=quantum)


def reported(total: ct.ReportedFigure | None = None, **figures: ct.ReportedFigure) -> ct.Register:
    """A, B, C and D come to 1.234, 2, 3 and 4 万元 in 2017; and what a report states of them."""
    amounts = {"A": "12340", "B": "20000", "C": "30000", "D": "40000"}
    contracts = [ct.Contract(id=name, lines=[once(date(2017, 5, 1), amount)]) for name, amount in amounts.items()]
    elsewhere = ct.Contract(id="E", lines=[once(date(2018, 5, 1), "50000")])
    return ct.Register([*contracts, elsewhere], reported=[ct.Reported(2017, figures, total)])


ROW = ("contract", "scheduled", "reported", "difference", "bound", "within_rounding", "finding")


def test_each_finding() -> None:
    """A 1.234 against 1.23: 40.00 within half a quantum, 50.00. B agrees. C is a thousand out. D is not there, F is."""
    register = reported(A=figure("1.23"), B=figure("2.00"), C=figure("2.90"), F=figure("5.00"))
    found = {row[0]: row[1:] for row in rows(ct.reconcile(register, 2017), *ROW)}
    half = 100_00
    assert found["A"] == (1234000, 1230000, 4000, half, True, "within rounding")
    assert found["B"] == (2000000, 2000000, 0, half, True, "agrees")
    assert found["C"] == (3000000, 2900000, 100000, half, False, "unexplained")
    assert found["D"] == (4000000, None, 4000000, 0, False, "not reported")
    assert found["F"] == (None, 5000000, -5000000, half, False, "not scheduled")
    assert "E" not in found


def test_sum_footing_and_total() -> None:
    """Scheduled 10.234, reported lines 1.23 + 2 + 3 + 4 = 10.23, stated 10.3; halves of the quanta that take part."""
    register = reported(figure("10.3", "0.1"), A=figure("1.23"), B=figure("2"), C=figure("3"), D=figure("4"))
    found = rows(ct.reconcile(register, 2017), *ROW)[-3:]
    assert found == [
        ("*sum*", 10234000, 10230000, 4000, 4 * 10000, True, "within rounding"),
        ("*footing*", 10230000, 10300000, -70000, 4 * 10000 + 100000, True, "within rounding"),
        ("*total*", 10234000, 10300000, -66000, 100000, False, "unexplained"),
    ]


def test_without_a_stated_total_there_is_nothing_to_foot() -> None:
    found = {row[0]: row[1:] for row in rows(ct.reconcile(reported(A=figure("1.23")), 2017), *ROW)}
    assert found["*footing*"] == (1230000, None, 1230000, 10000, False, "not reported")
    assert found["*total*"][1] is None
    assert found["*total*"][5] == "not reported"


def test_a_report_of_a_total_alone() -> None:
    found = {row[0]: row[1:] for row in rows(ct.reconcile(reported(figure("10.23")), 2017), *ROW)}
    assert found["*sum*"] == (10234000, 0, 10234000, 0, False, "unexplained")
    assert found["*footing*"] == (0, 1023000 * 10, -10230000, 10000, False, "unexplained")
    assert found["*total*"] == (10234000, 10230000, 4000, 10000, True, "within rounding")
    assert {found[name][5] for name in "ABCD"} == {"not reported"}


def test_a_figure_written_finer_than_the_quantum_has_its_last_digit_as_quantum() -> None:
    """1.234 beside a quantum of 0.01 is stated to 0.001: half of 10.00 元, so 1.2345 is not explained by it."""
    found = {row[0]: row[1:] for row in rows(ct.reconcile(reported(A=figure("1.233"), B=figure("2")), 2017), *ROW)}
    assert found["A"] == (1234000, 1233000, 1000, 1000, False, "unexplained")
    assert found["*sum*"][3] == 1000 + 10000


@pytest.mark.parametrize(
    ("text", "quantum", "unit", "bound", "finding"),
    [
        # 5.00 元 are half of 0.001 万元, but 1.2345 is written to 0.0001 of it.
        ("1.2345", "0.001", "万元", 100, "unexplained"),
        ("1.2345", "0.0001", "万元", 100, "unexplained"),
        ("12350", "10", None, 1000, "unexplained"),
        # What is no multiple of the quantum has its own last digit, a yuan.
        ("12350", "20", None, 100, "unexplained"),
        ("12350", "50", None, 5000, "within rounding"),
        ("12340.00", "0.01", None, 1, "agrees"),
        ("12340.01", "0.01", None, 1, "unexplained"),
    ],
)
def test_half_a_quantum_is_the_bound(text: str, quantum: str, unit: str | None, bound: int, finding: str) -> None:
    sheet = ct.reconcile(reported(A=figure(text, quantum, unit)), 2017)
    (row,) = [row for row in rows(sheet, *ROW) if row[0] == "A"]
    assert (row[4], row[6]) == (bound, finding)


def test_bounds_may_have_one_decimal_more() -> None:
    """Half a fen is 0.005; so are three of them 0.015."""
    register = reported(figure("1", "0.01", None), A=figure("12340", "0.01", None), B=figure("20000", "0.01", None))
    frame = ct.reconcile(register, 2017).to_frame()
    assert frame["bound"].tolist() == [
        Decimal("0.005"),
        Decimal("0.005"),
        Decimal("0.00"),
        Decimal("0.00"),
        Decimal("0.01"),
        Decimal("0.015"),
        Decimal("0.005"),
    ]
    assert [str(value) for value in frame["bound"]][:3] == ["0.005", "0.005", "0.00"]
    halves = ct.reconcile(register, 2017).to_frame("minor")
    assert halves["bound"].tolist() == [1, 1, 0, 0, 2, 3, 1]
    assert str(halves["reported"].dtype) == "Int64"
    assert halves["reported"].isna().sum() == 2
    floats = ct.reconcile(register, 2017).to_frame("float")
    assert floats["reported"].isna().sum() == 2
    assert floats["bound"].tolist()[0] == 0.005
    assert frame["reported"].tolist()[2] is None
    assert str(frame["within_rounding"].dtype) == "bool"


def test_columns_of_a_reconciliation() -> None:
    sheet = ct.reconcile(reported(A=figure("1.23")), 2017)
    assert tuple(sheet.columns) == sheet.table.names == RECONCILIATION.names
    assert set(sheet.columns["currency"]) == {"CNY"}
    assert [record["finding"] for record in sheet.records()][-1] == ct.Verdict.NOT_REPORTED


def test_contracts_in_another_currency_take_no_part() -> None:
    """Figures are in the register's currency, and nothing converts."""
    dollars = ct.Contract(id="X", lines=[once(date(2017, 5, 1), "1", currency="USD")])
    register = reported(A=figure("1.234", "0.001"))
    both = evolve(register, contracts=[*register.contracts, dollars])
    assert ct.reconcile(both, 2017).columns == ct.reconcile(register, 2017).columns


def test_undated_and_other_years_take_no_part() -> None:
    waiting = ct.Contract(id="W", lines=[stages((100, {"after": "x"}))])
    register = evolve(reported(W=figure("0.01")), contracts=[waiting])
    found = rows(ct.reconcile(register, 2017), *ROW)[0]
    assert found == ("W", None, 10000, -10000, 10000, False, "not scheduled")


def test_the_year_is_the_register_s_fiscal_year() -> None:
    """May 2017 lies in the fiscal year 2017 from July 2016 on; July 2017 does not."""
    contract = ct.Contract(id="A", lines=[once(date(2017, 5, 1)), once(date(2017, 7, 1), "2", "b")])
    figures = [ct.Reported(2017, {"A": figure("1", None, None)}), ct.Reported(2018, {"A": figure("2", None, None)})]
    register = ct.Register([contract], fiscal_year_start=7, reported=figures)
    for year in (2017, 2018):
        assert ct.reconcile(register, year).columns["finding"][:2] == ["agrees", "agrees"]


@pytest.mark.parametrize("year", ["2017", 2017.0, True, None])
def test_a_year_is_a_whole_number(year: Any) -> None:
    with pytest.raises(ct.TermsError, match=r"year: .* is not a whole number") as caught:
        ct.reconcile(reported(A=figure("1")), year)
    assert caught.value.code == "TYPE_WRONG"


def test_a_year_that_nobody_reported() -> None:
    for register, years in ((reported(A=figure("1")), "2017"), (ct.Register([]), "-")):
        with pytest.raises(ct.NotThereError) as caught:
            ct.reconcile(register, 2016)
        assert (caught.value.code, caught.value.value) == ("YEAR_NOT_REPORTED", 2016)
        assert years in caught.value.remedy() + caught.value.message()


def test_the_founding_case_in_small() -> None:
    """Lines that sum to 2416.448 against a stated 2261.13: 155.318 are unexplained.

    Of three lines, two rounded to 0.01 and one written to 0.001: (0.01 + 0.01 + 0.001) / 2 = 0.0105 at most.
    """
    amounts = {"A": "1268.71", "B": "1099.22", "C": "48.518"}
    prices = {name: ct.Total(ct.Money.of(text, "CNY", unit="万元")) for name, text in amounts.items()}
    contracts = [ct.Contract(id=name, lines=[evolve(once(DAY), price=price)]) for name, price in prices.items()]
    stated = ct.Reported(2017, {name: figure(text) for name, text in amounts.items()}, figure("2261.13"))
    found = {row[0]: row[1:] for row in rows(ct.reconcile(ct.Register(contracts, reported=[stated]), 2017), *ROW)}
    assert found["*sum*"] == (2416448 * 1000, 2416448 * 1000, 0, 21000, True, "agrees")
    assert found["*total*"][2] == 155318 * 1000
    assert found["*total*"][4:] == (False, "unexplained")


def test_only_a_register_is_reconciled() -> None:
    register: Any = ct.schedule(ct.Register([]))
    with pytest.raises(ct.TermsError, match="Register") as caught:
        ct.reconcile(register, 2017)
    assert caught.value.code == "TYPE_WRONG"
