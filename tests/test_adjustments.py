"""Adjustments of a line: deductions, penalties, settlements, waivers."""

import copy
import pickle
from datetime import date

from attrs import evolve

import contracts as ct

YEAR = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))
DEDUCTION = ct.Adjustment(
    id="K1", on=date(2017, 5, 1), amount=ct.Money.of("-30", "CNY"), kind=ct.AdjustmentKind.DEDUCTION, reason="故障超时"
)
PENALTY = ct.Adjustment(
    id="K2", on=date(2017, 5, 1), amount=ct.Money.of("-7", "CNY"), kind="penalty", recorded=date(2018, 2, 1)
)
RENT = ct.Line(
    id="rent",
    price=ct.Total("1000", "CNY"),
    service=YEAR,
    billing=ct.Cyclic(ct.QUARTERLY),
    adjustments=[PENALTY, DEDUCTION],
)
WORK = ct.Line(
    id="work",
    price=ct.Total("500", "CNY"),
    billing=ct.Stages([ct.Stage(name="尾款", amount=ct.Money.of("500", "CNY"), after="accepted")]),
)
LEASE = ct.Contract(id="A", signed=date(2016, 12, 20), lines=[RENT, WORK], recurring=True)


def amounts(schedule: ct.Schedule) -> list[tuple[str, str | None, str]]:
    return [(row.kind, row.name, f"{row.amount.amount}") for row in schedule if row.line == "rent"]


def test_rows_stand_behind_those_of_the_price_by_the_day_on_which_they_are_due() -> None:
    schedule = ct.schedule(LEASE)
    assert amounts(schedule) == [("cyclic", None, "250.00")] * 4 + [
        ("adjustment", "K1", "-30.00"),
        ("adjustment", "K2", "-7.00"),
    ]
    late = schedule[5]
    assert (late.service, late.due_unadjusted, late.due) == (None, date(2017, 5, 1), date(2018, 2, 1))
    assert schedule[6].name == "尾款"


def test_what_is_recorded_later_is_not_known_before() -> None:
    assert len(ct.schedule(LEASE, known_on=date(2018, 1, 31))) == 6
    line = ct.in_force(LEASE, date(2018, 1, 31)).contract.lines[0]
    assert line.adjustments == (DEDUCTION,)
    assert ct.in_force(LEASE, date(2018, 2, 1)).contract == LEASE


def test_a_deduction_says_why() -> None:
    schedule = ct.schedule(LEASE)
    assert schedule.explain(4).say() == (
        "A rent, installment 5 of 6, adjustment K1: -30.00 CNY because the deduction after assessment K1 is -30.00 "
        "(故障超时). Due on 2017-05-01, the day of the adjustment."
    )
    assert schedule.explain(5).say(ct.Lang.ZH) == (
        "A rent 第 6/6 期（调整 K2）：违约金 K2 为 -7.00，得 -7.00 元。应付日 2018-02-01，为调整记录日。"
    )
    assert [schedule.explain(i).working.figure.minor for i in (4, 5)] == [-3000, -700]
    assert schedule.explain(6).count == 1
    accrual = schedule.explain_accrual("A", "rent", ct.Period.through(date(2017, 5, 1), date(2017, 5, 31)))
    assert accrual.recompute() == accrual.figure.minor == 8493 - 3700


def test_statements_take_them_in() -> None:
    register = ct.Register([LEASE])
    (row,) = ct.ledger(register, date(2018, 2, 1)).records()
    assert (str(row["value"]), str(row["amended"])) == ("1500.00", "1463.00")
    rows = list(ct.compare(LEASE, known_on=(date(2017, 4, 1), date(2018, 3, 1))).records())
    assert [(row["amendment"], str(row["after"])) for row in rows] == [("K1", "-30.00"), ("K2", "-7.00")]
    settled = ct.Adjustment(id="J", on=date(2017, 5, 2), amount=ct.Money.of("12", "CNY"), kind="settlement")
    more = ct.Register([ct.Contract(id="A", lines=[evolve(RENT, adjustments=[settled])])])
    may = ct.Period.through(date(2017, 5, 1), date(2017, 5, 31))
    conditions = list(ct.payment_calendar(more, may).columns["condition"])
    assert conditions == ["2017-01 to 2017-03 service, arrears", "adjustment J"]
    again = ct.expected(LEASE, until=date(2018, 12, 31))
    assert [line.adjustments for contract in again for line in contract.lines] == [()]


def test_a_line_that_has_earned_nothing_yet_earns_them() -> None:
    early = ct.Line(id="rent", price=WORK.price, billing=WORK.billing, adjustments=[DEDUCTION])
    schedule = ct.schedule(ct.Contract(id="A", lines=[early]))
    assert [row["amount"] for row in schedule.accruals().records()] == [DEDUCTION.amount.amount]


def test_amended_lines_keep_them() -> None:
    ended = ct.Amendment(id="补1", signed=date(2017, 8, 1), effective=date(2017, 7, 1), end=["rent"])
    lease = ct.Contract(id="A", lines=[RENT], amendments=[ended])
    schedule = ct.schedule(lease)
    assert schedule.total() == ct.schedule(ct.Contract(id="A", lines=[RENT]), known_on=date(2017, 1, 1)).total() - (
        ct.Money.of("537", "CNY")
    )
    assert [schedule.explain(i).recompute() for i in range(len(schedule))] == [row.amount.minor for row in schedule]
    assert ct.in_force(lease, date(2017, 9, 1)).endings["rent"].before.adjustments == (DEDUCTION,)


def test_lines_that_have_them_can_be_copied() -> None:
    assert pickle.loads(pickle.dumps(LEASE)) == copy.deepcopy(LEASE) == LEASE


def test_a_payer_s_share_of_an_adjustment_is_explained() -> None:
    shared = evolve(RENT, allocation=ct.Allocation({"市本级": 2, "北湖区": 1}))
    schedule = ct.schedule(ct.Contract(id="A", lines=[shared]))
    for payer, share in (("市本级", -2000), ("北湖区", -1000)):
        found = schedule.explain(4, payer=payer)
        assert (found.payer, found.figure.minor, found.recompute()) == (payer, share, share)


def test_what_is_earned_beside_the_price_is_told_in_its_own_period() -> None:
    schedule = ct.schedule(LEASE)
    june = ct.Period.through(date(2017, 6, 1), date(2017, 6, 30))
    assert schedule.explain_accrual("A", "rent", june).figure == ct.Money.of("82.19", "CNY")
