"""Schedules as users meet them: rows in order, parts, curves, accruals and frames, with the arithmetic beside."""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from attrs import evolve

import contracts as ct
from contracts.schedules import installments
from contracts.tables import ACCRUALS, SCHEDULE

YEAR = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))
MONTHS = ct.Cyclic(ct.MONTHLY)


def line(id: str = "rent", price: ct.Rate | ct.Total | None = None, **terms: Any) -> ct.Line:
    """A total of 12.00 by month over 2017, but for what is said."""
    return ct.Line(**{"id": id, "price": price or ct.Total("12", "CNY"), "billing": MONTHS, "service": YEAR, **terms})


def of(*lines: ct.Line, id: str = "A", **facts: Any) -> ct.Schedule:
    """The schedule of one contract."""
    return ct.schedule(ct.Contract(id=id, lines=lines, **facts))


def rows(sheet: ct.Sheet, *names: str) -> list[tuple[Any, ...]]:
    """Some columns of a table, row by row."""
    return list(zip(*(sheet.columns[name] for name in names), strict=True))


def minor(schedule: ct.Schedule) -> list[int]:
    """The amounts of the rows."""
    return [row.amount.minor for row in schedule]


def stages(*parts: ct.Stage) -> ct.Line:
    """A total of 100.00 by stages, without a service."""
    return ct.Line(id="build", price=ct.Total("100", "CNY"), billing=ct.Stages(parts))


def percent(name: str, share: int, **when: Any) -> ct.Stage:
    """A stage of so many percent."""
    return ct.Stage(name=name, percent=Decimal(share), **when)


# the sample of the README


LEASE = ct.Contract(
    id="CZ-01",
    title="市电子政务内网骨干传输网线路租赁费",
    vendor="郴州电信公司",
    lines=[
        ct.Line(
            id="rent",
            price=ct.Total("485180", "CNY"),
            service=YEAR,
            billing=ct.Cyclic(ct.MONTHLY, when=ct.ARREARS),
        )
    ],
)


def test_a_total_by_month() -> None:
    """485180.00 ÷ 12 = 40431.666…: twelve times 40431.66 leave 0.08, a fen each to the first eight months."""
    schedule = ct.schedule(LEASE)
    assert minor(schedule) == [4043167] * 8 + [4043166] * 4
    assert [row.due for row in schedule][:3] == [date(2017, 1, 31), date(2017, 2, 28), date(2017, 3, 31)]
    assert schedule.total() == ct.Money(48518000, "CNY")


def test_its_accruals_by_quarter() -> None:
    """485180.00 × 90/365 = 119633.424… and × 181/365 = 240596.109…, 362888.054… and all: differences."""
    sheet = ct.schedule(LEASE).accruals(per=ct.QUARTER)
    sums = [11963342, 24059611, 36288805, 48518000]
    assert [round(Decimal(48518000) * days / 365) for days in (90, 181, 273, 365)] == sums
    assert rows(sheet, "contract", "line", "period_from", "period_to", "amount", "cumulative", "currency") == [
        ("CZ-01", "rent", date(2017, 1, 1), date(2017, 3, 31), sums[0], sums[0], "CNY"),
        ("CZ-01", "rent", date(2017, 4, 1), date(2017, 6, 30), sums[1] - sums[0], sums[1], "CNY"),
        ("CZ-01", "rent", date(2017, 7, 1), date(2017, 9, 30), sums[2] - sums[1], sums[2], "CNY"),
        ("CZ-01", "rent", date(2017, 10, 1), date(2017, 12, 31), sums[3] - sums[2], sums[3], "CNY"),
    ]
    assert sheet.to_frame()["amount"].tolist()[0] == Decimal("119633.42")


def test_its_obligations_after_the_year_are_none() -> None:
    register = ct.Register([LEASE])
    assert len(ct.obligations(register, as_of=date(2017, 12, 31), per=ct.YEAR).to_frame()) == 0
    assert ct.obligations(register, as_of=date(2017, 12, 30)).columns["amount"] == [4043166]


# rows


def test_rows_stand_in_order_of_contract_line_and_number_whatever_the_order_given() -> None:
    """Text order of ids: A, A-10, A-2."""
    contracts = [ct.Contract(id=name, lines=[line("b"), line("a")]) for name in ("A-2", "A-10", "A")]
    schedule = ct.schedule(contracts)
    assert list(dict.fromkeys((row.contract, row.line) for row in schedule)) == [
        (contract, name) for contract in ("A", "A-10", "A-2") for name in ("a", "b")
    ]
    assert [row.number for row in schedule["A-2"]] == [*range(1, 13)] * 2
    assert ct.schedule(reversed(contracts)).sheet().columns == schedule.sheet().columns


def test_an_installment_says_everything_of_its_row() -> None:
    """31 December 2017 is a Sunday and 1 January 2018 a holiday: the month of December falls due on the 2nd."""
    row = of(line(calendar="CN"))[-1]
    assert row == ct.Installment(
        contract="A",
        line="rent",
        number=12,
        kind="cyclic",
        name=None,
        service=ct.Period.through(date(2017, 12, 1), date(2017, 12, 31)),
        due_unadjusted=date(2017, 12, 31),
        due=date(2018, 1, 2),
        provisional=False,
        amount=ct.Money(100, "CNY"),
    )


def test_a_stage_has_its_name_and_an_undated_one_no_day() -> None:
    schedule = of(stages(percent("首付款", 30, on=date(2017, 2, 1)), percent("尾款", 70, after="accepted")))
    assert [(row.kind, row.name, row.service, row.due, row.amount.minor) for row in schedule] == [
        ("stage", "首付款", None, date(2017, 2, 1), 3000),
        ("stage", "尾款", None, None, 7000),
    ]
    assert schedule[1].due_unadjusted is None


def test_a_step_in_advance_is_a_row_of_its_own() -> None:
    """10 lines at 1.00 for April, 12 from the 16th: 15/30 of two more are 1.00; then 7 from the 21st, 10/30 × −5."""
    quantity = [(None, 10), (date(2017, 4, 16), 12), (date(2017, 4, 21), 7)]
    service = ct.Period.through(date(2017, 4, 1), date(2017, 4, 30))
    schedule = of(
        line(
            price=ct.Rate("1", "CNY", quantity=quantity), billing=ct.Cyclic(ct.MONTHLY, when="advance"), service=service
        )
    )
    assert [(row.kind, row.due, row.amount.minor) for row in schedule] == [
        ("cyclic", date(2017, 4, 1), 1000),
        ("step", date(2017, 4, 16), 100),
        ("step", date(2017, 4, 21), -167),
    ]


def test_days_beyond_the_calendar_are_provisional_where_that_is_allowed() -> None:
    """1 January 2028 is a Saturday, and the Chinese calendar ends with 2026."""
    once = line(billing=ct.Once(date(2028, 1, 1)), calendar="CN", beyond="weekends")
    assert (of(once)[0].due, of(once)[0].provisional) == (date(2028, 1, 3), True)


def test_places_are_chosen_as_in_a_list_and_stay_in_order() -> None:
    schedule = ct.schedule(LEASE)
    numbers = [row.number for row in schedule]
    for key in (slice(1, 3), slice(None, None, 2), slice(-2, None), slice(5, 5), slice(100)):
        assert [row.number for row in schedule[key]] == numbers[key]
    assert [row.number for row in schedule[::-1]] == numbers
    assert [row.number for row in schedule[4:][1:3]] == numbers[4:][1:3]
    assert schedule[np.int64(2)] == schedule[2]
    with pytest.raises(IndexError):
        schedule[len(schedule)]


@pytest.mark.parametrize("key", [date(2017, 1, 1), slice(date(2017, 1, 1), None), 1.0, None, (1, 2)])
def test_what_is_no_place_is_refused(key: Any) -> None:
    with pytest.raises(ct.TermsError) as caught:
        ct.schedule(LEASE)[key]
    assert caught.value.code == "TYPE_WRONG"
    assert "Period" in caught.value.remedy()


# what cannot be scheduled


def test_what_cannot_be_scheduled_names_its_contract_and_line() -> None:
    bad = line("bad", billing=ct.Once(date(2028, 1, 1)), calendar="CN")
    with pytest.raises(ct.TermsError) as caught:
        ct.schedule([ct.Contract(id="B", lines=[line("a"), bad]), LEASE])
    assert (caught.value.code, caught.value.contract, caught.value.line) == ("CALENDAR_RANGE", "B", "bad")


@pytest.mark.parametrize("moved", [{"net_days": 30}, {"pay_day": 5}])
def test_a_step_that_falls_due_beyond_the_days_that_there_are(moved: dict[str, Any]) -> None:
    """A yearly bill of 2199 in advance is due in early 2199 though it is moved; a step of 15 December is not."""
    price = ct.Rate("1", "CNY", quantity=[(None, 1), (date(2199, 12, 15), 2)])
    late = line(
        price=price,
        billing=ct.Cyclic(ct.YEARLY, when="advance", **moved),
        service=ct.Period(date(2199, 1, 1), date(2200, 1, 1)),
    )
    with pytest.raises(ct.TermsError) as caught:
        of(late)
    assert (caught.value.code, caught.value.contract, caught.value.line) == ("DUE_RANGE", "A", "rent")
    assert caught.value.field == f"billing.{''.join(moved)}"


@pytest.mark.parametrize("x", [LEASE, [LEASE], ct.Register(contracts=[LEASE]), ct.schedule(LEASE)])
@pytest.mark.parametrize(
    "given",
    [
        {"quantities": pd.DataFrame()},
        {"stages": pd.DataFrame()},
        {"currency": "CNY"},
        {"unit": "万元"},
        {"payer": "市本级"},
        {"fiscal_year_start": 1},
        {"calendars": ()},
    ],
    ids=lambda given: str(*given),
)
def test_what_is_for_tables_is_refused_with_anything_else(x: Any, given: dict[str, Any]) -> None:
    with pytest.raises(ct.TermsError) as caught:
        ct.schedule(x, **given)
    assert (caught.value.code, caught.value.field) == ("TABLE_ONLY", *given)
    assert type(x).__name__ in caught.value.message()


@pytest.mark.parametrize(
    ("given", "code"), [(5, "TYPE_WRONG"), ([line()], "TYPE_WRONG"), ([LEASE, LEASE], "DUPLICATE_ID")]
)
def test_what_is_no_portfolio_is_refused(given: Any, code: str) -> None:
    with pytest.raises(ct.TermsError) as caught:
        ct.schedule(given)
    assert caught.value.code == code


# parts


SEVERAL = ct.schedule(
    [
        ct.Contract(id="A", lines=[line("a"), line("b", billing=ct.Cyclic(ct.QUARTERLY))]),
        ct.Contract(id="B", lines=[stages(percent("x", 50, on=date(2017, 6, 30)), percent("y", 50, after="z"))]),
        ct.Contract(id="C", lines=[line("c", price=ct.Total("12", "USD"), billing=ct.Once(date(2018, 1, 1)))]),
    ]
)


def test_a_schedule_is_sized_and_indexed_from_both_ends() -> None:
    assert len(SEVERAL) == 12 + 4 + 2 + 1
    assert SEVERAL[0].line == "a"
    assert SEVERAL[-1].contract == "C"
    with pytest.raises(IndexError):
        SEVERAL[len(SEVERAL)]


def test_parts_by_contract_and_by_due_day() -> None:
    assert {row.contract for row in SEVERAL["B"]} == {"B"}
    june = SEVERAL[ct.Period.through(date(2017, 6, 30), date(2017, 6, 30))]
    assert [(row.contract, row.line) for row in june] == [("A", "a"), ("A", "b"), ("B", "build")]
    assert len(SEVERAL.between(None, date(2017, 3, 31))) == 4
    assert len(SEVERAL.between(date(2017, 12, 31), None)) == 3
    assert [row.name for row in SEVERAL.undated()] == ["y"]
    assert [(row.contract, row.line) for row in june["A"]] == [("A", "a"), ("A", "b")]
    assert len(SEVERAL["A"].between(date(2017, 6, 30), date(2017, 6, 30))) == 2
    assert len(june.undated()) == 0


def test_a_contract_that_is_not_there() -> None:
    with pytest.raises(ct.NotThereError) as caught:
        SEVERAL["D"]
    assert (caught.value.code, caught.value.field, caught.value.value) == ("CONTRACT_UNKNOWN", "contract", "D")


def test_a_schedule_of_a_schedule_is_itself() -> None:
    assert ct.schedule(SEVERAL) is SEVERAL


def test_a_register_gives_its_payer_and_fiscal_year() -> None:
    plan = ct.schedule(ct.Register([LEASE], payer="市本级", fiscal_year_start=7))
    assert (plan.payer, plan.fiscal_year_start) == ("市本级", 7)
    assert set(plan.sheet(by_payer=True).columns["payer"]) == {"市本级"}
    assert ct.schedule(LEASE).sheet(by_payer=True).columns["payer"][0] is None


@pytest.mark.parametrize(
    ("schedule", "text"),
    [
        (of(line()), "<Schedule: 12 installments of 1 line, due 2017-01-31 to 2017-12-31, 12.00 CNY>"),
        (SEVERAL["C"], "<Schedule: 1 installment of 1 line, due 2018-01-01 to 2018-01-01, 12.00 USD>"),
        (SEVERAL.undated(), "<Schedule: 1 installment of 1 line, 1 undated, 50.00 CNY>"),
        (
            SEVERAL,
            "<Schedule: 19 installments of 4 lines, due 2017-01-31 to 2018-01-01, 1 undated, 124.00 CNY + 12.00 USD>",
        ),
        (ct.schedule([]), "<Schedule: no installments>"),
    ],
)
def test_the_short_text_of_a_schedule_is_honest(schedule: ct.Schedule, text: str) -> None:
    assert repr(schedule) == text


def test_a_schedule_of_nothing() -> None:
    nothing = ct.schedule([])
    day = date(2017, 1, 1)
    assert len(nothing) == 0
    assert list(nothing) == []
    assert nothing.total() == nothing.due(day) == nothing.earned(day) == ct.Money(0, "CNY")
    assert nothing.totals() == {}
    for frame in (nothing.to_frame(), nothing.sheet(by_payer=True).to_frame(), nothing.accruals().to_frame()):
        assert len(frame) == 0
    assert len(nothing.accruals(by="vendor", by_payer=True)) == 0
    assert ct.obligations([], as_of=day).columns["amount"] == ct.shares([]).columns["amount"] == []


def test_many_lines_are_expanded_in_batches() -> None:
    """One line more than a batch holds; the error of its last line names that one."""
    count = installments.BATCH + 1
    each = [ct.Contract(id=f"{i:05}", lines=[line(billing=ct.Once(date(2017, 5, 1)))]) for i in range(count)]
    schedule = ct.schedule(each)
    assert (len(schedule), schedule.total()) == (count, ct.Money(count * 1200, "CNY"))
    assert schedule[-1].contract == f"{count - 1:05}"
    bad = line("bad", billing=ct.Once(date(2028, 1, 1)), calendar="CN")
    with pytest.raises(ct.TermsError) as caught:
        ct.schedule([*each, ct.Contract(id="Z", lines=[bad])])
    assert (caught.value.contract, caught.value.line) == ("Z", "bad")


# the curves


def test_due_counts_the_adjusted_day_and_earned_the_service() -> None:
    """A month at 1.00: December is due on 2 January 2018; 365 days earn 12.00, those to 14 February 45/365 of it."""
    schedule = of(line(calendar="CN"))
    assert schedule.due(date(2017, 12, 31)) == ct.Money(1100, "CNY")
    assert schedule.due(date(2018, 1, 2)) == ct.Money(1200, "CNY")
    assert schedule.earned(date(2017, 2, 14)) == ct.Money(148, "CNY")
    assert schedule.earned(date(2016, 12, 31)) == ct.Money(0, "CNY")
    assert schedule.earned(date(2199, 12, 31)) == ct.Money(1200, "CNY")


def test_earned_on_the_due_day_goes_by_the_unadjusted_one() -> None:
    schedule = of(line(calendar="CN", recognition="on-due"))
    assert schedule.earned(date(2017, 12, 31)) == ct.Money(1200, "CNY")
    assert schedule.due(date(2017, 12, 31)) == ct.Money(1100, "CNY")


def test_earned_on_one_day_and_by_months() -> None:
    """Evenly, half of February is 1.5 of 12 months."""
    on_a_day = of(line(recognition=date(2017, 5, 4)), line("rate", ct.Rate("1", "CNY"), recognition=date(2017, 5, 4)))
    assert [on_a_day.earned(date(2017, 5, day)).minor for day in (3, 4)] == [0, 2400]
    assert of(line(recognition="even")).earned(date(2017, 2, 14)) == ct.Money(150, "CNY")


def test_undated_rows_are_not_yet_due_nor_earned() -> None:
    schedule = of(stages(percent("x", 50, on=date(2017, 6, 30)), percent("y", 50, after="z")))
    end = date(2199, 12, 31)
    assert schedule.due(end) == schedule.earned(end) == ct.Money(5000, "CNY")
    assert schedule.total() == ct.Money(10000, "CNY")
    waiting = of(stages(percent("y", 100, after="z")))
    assert (waiting.due(end).minor, waiting.earned(end).minor, waiting.total().minor) == (0, 0, 10000)


def test_what_a_part_has_earned_is_what_its_lines_have() -> None:
    """The row of January stands for its line: 31/365 of 12.00 on the last of January."""
    january = of(line())[ct.Period.through(date(2017, 1, 1), date(2017, 1, 31))]
    assert january.earned(date(2017, 1, 31)) == ct.Money(102, "CNY")
    assert january.earned(date(2017, 12, 31)) == ct.Money(1200, "CNY")
    assert january.total() == january.due(date(2017, 12, 31)) == ct.Money(100, "CNY")


def test_no_total_crosses_currencies() -> None:
    assert SEVERAL.totals() == {"CNY": ct.Money(12400, "CNY"), "USD": ct.Money(1200, "USD")}
    for ask in (SEVERAL.total, lambda: SEVERAL.due(date(2017, 1, 1)), lambda: SEVERAL.earned(date(2017, 1, 1))):
        with pytest.raises(ct.TermsError) as caught:
            ask()
        assert caught.value.code == "CURRENCIES"
    assert SEVERAL["C"].total() == ct.Money(1200, "USD")


def test_nothing_of_a_currency_is_nothing_of_that_currency() -> None:
    dollars = SEVERAL["C"]
    only = ct.schedule(ct.Contract(id="C", lines=[line(price=ct.Total("12", "USD"))]))
    assert only.between(date(2019, 1, 1), None).total() == ct.Money(0, "USD")
    assert dollars.due(date(2017, 1, 1)) == ct.Money(0, "USD")


# accruals


def test_periods_of_a_fiscal_year_from_july() -> None:
    """12.00 over 2017: half of it and more from July on; 181 and 184 of 365 days: 5.95 and 6.05."""
    schedule = of(line())
    years = schedule.accruals(per=ct.YEAR, fiscal_year_start=7)
    assert rows(years, "period_from", "period_to", "amount", "cumulative") == [
        (date(2016, 7, 1), date(2017, 6, 30), 595, 595),
        (date(2017, 7, 1), date(2018, 6, 30), 605, 1200),
    ]
    halves = schedule.accruals(per=ct.HALF, fiscal_year_start=7).columns
    assert halves["period_from"] == [date(2017, 1, 1), date(2017, 7, 1)]
    quarters = schedule.accruals(per=ct.QUARTER, fiscal_year_start=2).columns
    assert quarters["period_from"][0] == date(2016, 11, 1)
    assert quarters["period_to"][-1] == date(2018, 1, 31)
    assert len(schedule.accruals().columns["amount"]) == 12


def test_periods_are_whole_and_words_name_them() -> None:
    """From 10 February: the first month is all of February; `per` may be the word of the command line."""
    plan = of(line(service=ct.Period.through(date(2017, 2, 10), date(2017, 3, 9))))
    sheet = plan.accruals(per="month")  # type: ignore[arg-type]
    assert rows(sheet, "period_from", "period_to") == [
        (date(2017, 2, 1), date(2017, 2, 28)),
        (date(2017, 3, 1), date(2017, 3, 31)),
    ]
    for wrong, code in (({"per": "week"}, "CHOICE_UNKNOWN"), ({"fiscal_year_start": 13}, "FISCAL_MONTH")):
        with pytest.raises(ct.TermsError) as caught:
            plan.accruals(**wrong)
        assert caught.value.code == code


def test_zeros_inside_gaps_stay() -> None:
    """Earned when due, on 15 January and 15 April: two empty months between, and none before or after."""
    parts = (percent("x", 50, on=date(2017, 1, 15)), percent("y", 50, on=date(2017, 4, 15)))
    sheet = of(stages(*parts)).accruals()
    assert rows(sheet, "period_from", "amount", "cumulative") == [
        (date(2017, 1, 1), 5000, 5000),
        (date(2017, 2, 1), 0, 5000),
        (date(2017, 3, 1), 0, 5000),
        (date(2017, 4, 1), 5000, 10000),
    ]
    by_vendor = of(stages(*parts), vendor="v").accruals(by="vendor")
    assert rows(by_vendor, "vendor", "period_from", "amount", "cumulative")[1] == ("v", date(2017, 2, 1), 0, 5000)


def test_what_is_never_dated_has_no_accrual() -> None:
    waiting = stages(percent("y", 100, after="z"))
    assert len(of(waiting).accruals()) == 0
    assert len(of(waiting, line()).accruals()) == 12


PAIR = ct.Allocation({"市本级": 2, "北湖区": 1})
GROUPED = ct.schedule(
    ct.Register(
        [
            ct.Contract(
                id="A", lines=[line("a", allocation=PAIR), line("b")], vendor="v", category="x", recurring=True
            ),
            ct.Contract(id="B", lines=[line("c")], vendor="v"),
        ],
        payer="市本级",
    )
)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("contract", [("A", 2400), ("B", 1200)]),
        ("vendor", [("v", 3600)]),
        ("category", [("x", 2400), (None, 1200)]),
        ("payer", [("北湖区", 400), ("市本级", 3200)]),
        ("recurring", [(False, 1200), (True, 2400)]),
    ],
)
def test_accruals_by_group(by: str, expected: list[tuple[Any, int]]) -> None:
    """A third of 12.00 is borne by 北湖区; lines without an allocation by the register's payer. Nothing stands last."""
    sheet = GROUPED.accruals(per=ct.YEAR, by=by)
    assert sheet.table.names[0] == by
    assert rows(sheet, by, "amount") == expected
    assert set(sheet.columns["period_from"]) == {date(2017, 1, 1)}


def test_an_unknown_group() -> None:
    makes: list[Callable[[], object]] = [lambda: GROUPED.accruals(by="line"), lambda: ct.shares(GROUPED, by="month")]
    for make in makes:
        with pytest.raises(ct.NotThereError) as caught:
            make()
        assert caught.value.code == "GROUP_UNKNOWN"
        assert "vendor" in caught.value.remedy()


def test_accruals_by_payer_stand_in_the_order_written() -> None:
    """12.00 by 2:1 is 8.00 and 4.00; by line and by group, the payer is the last column."""
    sheet = GROUPED.accruals(per=ct.YEAR, by_payer=True)
    assert sheet.table.names == (*ACCRUALS.names, "payer")
    assert rows(sheet, "contract", "line", "payer", "amount") == [
        ("A", "a", "市本级", 800),
        ("A", "a", "北湖区", 400),
        ("A", "b", "市本级", 1200),
        ("B", "c", "市本级", 1200),
    ]
    grouped = GROUPED.accruals(per=ct.HALF, by="contract", by_payer=True)
    assert list(grouped.columns) == list(grouped.table.names)
    assert grouped.table.names[-1] == "payer"
    assert rows(grouped, "contract", "period_from", "payer", "amount") == [
        ("A", date(2017, 1, 1), "市本级", 397 + 595),
        ("A", date(2017, 1, 1), "北湖区", 198),
        ("A", date(2017, 7, 1), "市本级", 403 + 605),
        ("A", date(2017, 7, 1), "北湖区", 202),
        ("B", date(2017, 1, 1), "市本级", 595),
        ("B", date(2017, 7, 1), "市本级", 605),
    ]
    assert next(iter(GROUPED.accruals(by="payer", by_payer=True).columns)) == "payer"


def test_accruals_within_days_are_those_of_the_periods_that_touch_them() -> None:
    sheet = of(line()).accruals(within=ct.Period.through(date(2017, 3, 31), date(2017, 5, 1)))
    assert sheet.columns["period_from"] == [date(2017, 3, 1), date(2017, 4, 1), date(2017, 5, 1)]
    whole = of(line()).accruals()
    assert sheet.columns["cumulative"] == whole.columns["cumulative"][2:5]
    grouped = GROUPED.accruals(by="vendor", within=ct.Period.through(date(2017, 3, 1), date(2017, 3, 1)))
    assert grouped.columns["period_from"] == [date(2017, 3, 1)]


def test_accruals_of_a_part_are_those_of_its_lines() -> None:
    part = GROUPED["B"].between(date(2017, 1, 1), date(2017, 1, 31))
    assert (len(part), len(part.accruals())) == (1, 12)


def test_the_last_and_the_first_fiscal_year_end_where_days_do() -> None:
    whole = of(line(service=ct.Period(date(1900, 1, 1), date(2200, 1, 1)), billing=ct.Cyclic(ct.YEARLY)))
    columns = whole.accruals(per=ct.YEAR, fiscal_year_start=7).columns
    assert (columns["period_from"][0], columns["period_to"][-1]) == (date(1900, 1, 1), date(2199, 12, 31))
    assert len(columns["amount"]) == 301


# frames


def kinds(frame: pd.DataFrame, names: Sequence[str]) -> list[str]:
    """The types of some columns."""
    return [str(frame[name].dtype) for name in names]


@pytest.mark.parametrize("schedule", [SEVERAL, SEVERAL.undated(), ct.schedule([])])
def test_frames_have_stable_names_and_types(schedule: ct.Schedule) -> None:
    for frame in (schedule.to_frame(), schedule.sheet().to_frame()):
        assert tuple(frame.columns) == SCHEDULE.names
        days = ("service_from", "service_to", "due_unadjusted", "due")
        assert kinds(frame, days) == ["datetime64[us]"] * 4
        assert kinds(frame, ("number", "provisional", "amount")) == ["int64", "bool", "object"]


def test_amounts_of_frames_are_exact_decimals_minor_units_or_floats_on_request() -> None:
    schedule = of(line(price=ct.Total("0.3", "CNY"), billing=ct.Cyclic(ct.Frequency.parse("4 months"))))
    assert schedule.to_frame()["amount"].tolist() == [Decimal("0.10")] * 3
    assert str(schedule.to_frame()["amount"][0]) == "0.10"
    least = schedule.to_frame("minor")["amount"]
    assert (least.tolist(), str(least.dtype)) == ([10, 10, 10], "int64")
    assert schedule.to_frame("float")["amount"].tolist() == [0.1, 0.1, 0.1]
    with pytest.raises(ValueError, match="exact is not one of the words"):
        schedule.to_frame("exact")  # type: ignore[arg-type]


def test_amounts_have_the_decimals_of_their_currency() -> None:
    """Yen have none and dinars three."""
    for currency, text in (("JPY", "12"), ("KWD", "12.000"), ("CNY", "12.00")):
        frame = of(line(price=ct.Total("12", currency), billing=ct.Once(date(2017, 1, 1)))).to_frame()
        assert [str(value) for value in frame["amount"]] == [text]
        assert frame["currency"].tolist() == [currency]


def test_frames_and_tables_say_the_same() -> None:
    frame, columns = SEVERAL.to_frame("minor"), SEVERAL.sheet().columns
    for name in SCHEDULE.names:
        found = [None if pd.isna(value) else value for value in frame[name].tolist()]
        if name in ("service_from", "service_to", "due_unadjusted", "due"):
            found = [value and value.date() for value in found]
        assert found == columns[name], name
    assert frame["due"].isna().sum() == 1


def test_the_largest_amounts_are_exact_in_every_frame() -> None:
    amount = ct.Money(10**15 - 1, "CNY")
    schedule = of(line(price=ct.Total(amount), billing=ct.Once(date(2017, 1, 1))))
    assert schedule.to_frame()["amount"].tolist() == [Decimal("9999999999999.99")]
    assert schedule.to_frame("minor")["amount"].tolist() == [10**15 - 1]


def test_records_have_days_flags_and_exact_decimals() -> None:
    (record,) = SEVERAL["C"].sheet().records()
    assert record == {
        "contract": "C",
        "line": "c",
        "number": 1,
        "kind": "once",
        "name": None,
        "service_from": date(2017, 1, 1),
        "service_to": date(2017, 12, 31),
        "due_unadjusted": date(2018, 1, 1),
        "due": date(2018, 1, 1),
        "provisional": False,
        "amount": Decimal("12.00"),
        "currency": "USD",
    }
    assert type(record["provisional"]) is bool
    assert repr(SEVERAL["C"].sheet()) == "<schedule: 1 rows>"


def test_shares_of_rows_are_a_column_more() -> None:
    """1.00 by 2:1: 0.67 and 0.33, then 1.33 and 0.67 of 2.00, so 0.66 and 0.34."""
    sheet = of(line(allocation=PAIR)).sheet(by_payer=True)
    assert sheet.table.names == (*SCHEDULE.names, "payer")
    assert rows(sheet, "number", "payer", "amount")[:4] == [
        (1, "市本级", 67),
        (1, "北湖区", 33),
        (2, "市本级", 66),
        (2, "北湖区", 34),
    ]
    part = of(line(allocation=PAIR)).between(date(2017, 2, 1), date(2017, 2, 28)).sheet(by_payer=True)
    assert rows(part, "number", "amount") == [(2, 66), (2, 34)]


def test_assumptions_travel_with_every_table() -> None:
    schedule = of(line(), assumptions=["起止日未载明"])
    for sheet in (schedule.sheet(), schedule.accruals(), ct.shares(schedule), schedule.undated().sheet()):
        assert sheet.notes == ("A: 起止日未载明",)


def test_columns_of_numpy_days_become_days() -> None:
    """Frames of large schedules are made of columns without a Python object for each row."""
    frame = of(line(), stages(percent("y", 100, after="z"))).to_frame()
    assert frame["due"].tolist()[0] is pd.NaT
    assert np.datetime64("2017-01-31") in frame["due"].to_numpy()


def test_terms_that_differ_only_in_words_make_equal_rows() -> None:
    one, other = of(line(calendar="CN")), of(evolve(line(), calendar=ct.CHINA, roll=ct.Roll.FOLLOWING))
    assert one.sheet().columns == other.sheet().columns


# Arrow


def test_a_schedule_is_an_arrow_table_without_a_copy_of_its_own() -> None:
    """Ids are dictionaries, days 32 bits, amounts decimals with the digits of the currency that needs most."""
    dinars = ct.Contract(id="D", lines=[line("d", price=ct.Total("1.234", "KWD"), billing=ct.Once(date(2017, 1, 1)))])
    schedule = ct.schedule([ct.Contract(id="A", lines=[line("a")]), dinars])
    table = pa.table(schedule)
    assert tuple(table.column_names) == SCHEDULE.names
    assert [str(table.schema.field(name).type) for name in ("due", "provisional", "number")] == [
        "date32[day]",
        "bool",
        "int64",
    ]
    assert table.schema.field("amount").type == pa.decimal128(20, 3)
    assert table["amount"].to_pylist()[-1] == Decimal("1.234")
    assert pa.types.is_dictionary(table.schema.field("contract").type)


@pytest.mark.parametrize("schedule", [SEVERAL, SEVERAL["A"], SEVERAL.undated(), ct.schedule([])])
def test_readers_of_arrow_see_the_same_rows(schedule: ct.Schedule) -> None:
    expected = list(schedule.sheet().records())
    assert pa.table(schedule).to_pylist() == expected
    assert pl.DataFrame(schedule).to_dicts() == expected


def test_steps_that_remove_are_negative_in_arrow_too() -> None:
    quantity = [(None, 10), (date(2017, 1, 2), 0)]
    schedule = of(line(price=ct.Rate("3.65", "CNY", quantity=quantity), billing=ct.Cyclic(ct.YEARLY, when="advance")))
    assert pa.table(schedule)["amount"].to_pylist() == [Decimal("36.50"), Decimal("-36.40")]


def test_arrow_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ct.NotThereError) as caught:
        SEVERAL.__arrow_c_stream__()
    assert caught.value.code == "ARROW_MISSING"
    assert "arrow" in caught.value.remedy()
