"""Explanations as a finance officer reads them; the arithmetic stands in the sentences."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import contracts as ct
from contracts import words
from contracts.schedules.explain import Explanation, explain_accrual, explain_installment, explain_total
from contracts.schedules.workings import Formula, Growth, Labelled, Split, Stated, Step, Sum, Weighed

YEAR = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))
FROM_MID_JANUARY = ct.Period.through(date(2017, 1, 15), date(2017, 12, 31))
SPRING = ct.Period.through(date(2017, 4, 1), date(2017, 6, 30))
NEW_YEAR = date(2017, 1, 1)
FOUR = ct.Allocation({"市本级": 4, "北湖区": 3, "苏仙区": 2, "出口加工区": 1})
TOTAL = ct.Total("485180", "CNY")
STEPPING = [(NEW_YEAR, 10), (date(2017, 2, 15), 12)]


def line(price: Any, billing: Any, service: ct.Period | None = YEAR, **terms: Any) -> ct.Line:
    return ct.Line(id="rent", price=price, billing=billing, service=service, **terms)


def installment(
    own: ct.Line, number: int = 1, payer: str | None = None, events: Mapping[str, date] | None = None, **more: Any
) -> Explanation:
    contract = ct.Contract(id="CZ-01", lines=[own], events=events or {})
    return checked(explain_installment(contract, own, number, payer, **more))


def accrual(own: ct.Line, period: ct.Period = SPRING, payer: str | None = None, **more: Any) -> Explanation:
    return checked(explain_accrual(ct.Contract(id="CZ-01", lines=[own]), own, period, payer, **more))


def checked(explanation: Explanation) -> Explanation:
    """An explanation that recomputes to its figure and is plain data."""
    assert explanation.recompute() == explanation.figure.minor
    assert sum(part.recompute() for part in explanation.parts) == explanation.figure.minor
    json.dumps(explanation.to_dict())
    return explanation


def why(explanation: Explanation, lang: ct.Lang = ct.Lang.EN) -> str:
    """The sentence without its heading and without the due day."""
    told = explanation.say(lang)
    if lang is ct.Lang.EN:
        return told.split(" because ", 1)[1].split(". Due ")[0]
    return told.split("）：", 1)[1].split("。应付日")[0]


def due(explanation: Explanation, lang: ct.Lang = ct.Lang.EN) -> str:
    """The sentences on the due day."""
    told = explanation.say(lang)
    return told[told.index("Due on" if lang is ct.Lang.EN else "应付日") :]


# --- totals by cycle --------------------------------------------------------------------------------------------------


def test_the_first_month_of_the_chenzhou_lease() -> None:
    """485 180.00 / 12 = 40 431.666…; twelve times 40 431.66 leaves 8 fen."""
    first = installment(line(TOTAL, ct.Cyclic(ct.MONTHLY)))
    assert str(first) == (
        "CZ-01 rent, installment 1 of 12, for 2017-01-01 to 2017-01-31: 40431.67 CNY because"
        " 485180.00 × 1/12 = 40431.666…; 8 fen were left over after rounding down and went to the first 8 of 12"
        " installments (largest remainder, ties to the earliest), this one among them."
        " Due on 2017-01-31, the last day of its service."
    )
    assert first.say(ct.Lang.ZH) == (
        "CZ-01 rent 第 1/12 期（服务期 2017-01-01 至 2017-01-31）：485180.00 元按 12 期等分，每期 40431.666…；"
        "向下取整后余 8 分，按最大余数（相同者取最早）分给第 1 至 8 期，本期在内，得 40431.67 元。"
        "应付日 2017-01-31，为服务期末日。"
    )


def test_the_ninth_month_gets_none_of_the_odd_units() -> None:
    ninth = installment(line(TOTAL, ct.Cyclic(ct.MONTHLY)), 9)
    assert ninth.figure == ct.Money.of("40431.66", "CNY")
    assert "not to this one" in ninth.say()
    assert "本期不在内" in ninth.say(ct.Lang.ZH)


def test_what_is_not_rounded_leaves_nothing_over() -> None:
    even = installment(line(ct.Total("1200", "CNY"), ct.Cyclic(ct.MONTHLY)))
    assert why(even) == "1200.00 × 1/12 = 100.00"


def test_one_odd_unit_is_one() -> None:
    terms = line(ct.Total("12.01", "CNY"), ct.Cyclic(ct.MONTHLY))
    assert why(installment(terms)) == (
        "12.01 × 1/12 = 1.000…; 1 fen was left over after rounding down and went to installment 1 of 12"
        " (largest remainder, ties to the earliest), this one"
    )
    assert why(installment(terms, 2)).endswith("not to this one")
    assert why(installment(terms), ct.Lang.ZH).endswith("分给第 1 期，即本期，得 1.00 元".replace("1.00", "1.01"))


def test_minor_units_of_other_currencies_have_no_name() -> None:
    yen = line(ct.Total("100", "JPY"), ct.Cyclic(ct.QUARTERLY, anchor=date(2017, 2, 1)), FROM_MID_JANUARY)
    told = installment(yen).say()
    assert ": 5 JPY because" in told
    assert "minor unit" in told
    two = line(ct.Total("8", "USD"), ct.Cyclic(ct.MONTHLY))
    assert "8 minor units were left over" in installment(two).say()
    assert "余 8 个最小货币单位" in installment(two).say(ct.Lang.ZH)
    assert installment(two).say(ct.Lang.ZH).count("0.67 USD") == 1


def test_a_stub_says_its_days_of_days_and_weight_of_weights() -> None:
    """17/31 of a month beside eleven whole ones: 17/358 of the total."""
    stub = installment(line(TOTAL, ct.Cyclic(ct.MONTHLY, anchor=NEW_YEAR), FROM_MID_JANUARY))
    assert why(stub).startswith(
        "2017-01-15 to 2017-01-31 is 17 of the 31 days of its period: a weight of 17/31 among 358/31 in all;"
        " 485180.00 × 17/358 = 23039.273…; 4 fen were left over"
    )


def test_a_long_stub_says_every_cell_that_it_joins() -> None:
    long = installment(line(TOTAL, ct.Cyclic(ct.MONTHLY, anchor=NEW_YEAR, stub=ct.Stub.LONG), FROM_MID_JANUARY))
    assert "17 of the 31 days of its period; 2017-02-01 to 2017-02-28 is one whole period: a weight of 48/31" in (
        long.say()
    )


def test_odd_units_that_went_to_some_others_are_numbered() -> None:
    """The stubs have other remainders than the whole months: the last one comes first."""
    terms = line(ct.Total("100.05", "CNY"), ct.Cyclic(ct.MONTHLY, anchor=date(2017, 1, 10)), FROM_MID_JANUARY)
    first = installment(terms)
    assert "5 fen were left over after rounding down and went to installments 1 to 4 and 12 of 12 (" in first.say()
    assert "分给第 1 至 4、12 期，本期在内" in first.say(ct.Lang.ZH)


def test_odd_units_that_went_everywhere_are_counted() -> None:
    """Seven stages of 7.6 fen and seven of 6.4: the seven odd units go to every other one."""
    sizes = [Decimal("7.6"), Decimal("6.4")] * 7 + [Decimal(2)]
    stages = ct.Stages(tuple(ct.Stage(name="进度款", percent=size, on=NEW_YEAR) for size in sizes))
    told = installment(line(ct.Total("1", "CNY"), stages, None)).say()
    assert "7 fen were left over after rounding down and went to the 7 of 15 stages with the largest remainders" in told


def test_a_total_of_two_stubs() -> None:
    """17 of 31 days and 14 of 28: 34/65 and 31/65 of the total."""
    terms = line(
        ct.Total("100", "CNY"),
        ct.Cyclic(ct.MONTHLY, anchor=NEW_YEAR),
        ct.Period.through(date(2017, 1, 15), date(2017, 2, 14)),
    )
    assert "a weight of 1/2 among 65/62 in all; 100.00 × 31/65 = 47.692…" in installment(terms, 2).say()


def test_the_last_installment_takes_the_rest() -> None:
    terms = line(TOTAL, ct.Cyclic(ct.MONTHLY), remainder="last")
    assert why(installment(terms, 12)) == (
        "485180.00 × 1/12 = 40431.666…; the others are rounded down to the minor unit, and the 8 fen left over come"
        " to this one, the last of the 12 installments"
    )
    assert why(installment(terms, 3)) == (
        "485180.00 × 1/12 = 40431.666…; rounded down to 40431.66; the 8 fen left over come to the last of the 12"
        " installments"
    )
    assert "尾差 8 分计入最后一期（共 12 期），即本期" in installment(terms, 12).say(ct.Lang.ZH)


def test_spread_shows_both_running_sums() -> None:
    terms = line(TOTAL, ct.Cyclic(ct.MONTHLY), remainder="spread")
    assert why(installment(terms, 1)).endswith(
        "rounded cumulatively, 485180.00 × 1/12 = 40431.666…, rounded to 40431.67 up to and with this one"
    )
    assert why(installment(terms, 2)).endswith(
        "rounded cumulatively, 485180.00 × 1/6 = 80863.333…, rounded to 80863.33 up to and with this one,"
        " less 485180.00 × 1/12 = 40431.666…, rounded to 40431.67 before it"
    )


def test_where_nothing_weighs_the_first_takes_all() -> None:
    """By 30E/360 the 30th to the 31st is no day at all."""
    terms = line(
        ct.Total("100", "CNY"),
        ct.Cyclic(ct.MONTHLY, anchor=NEW_YEAR),
        ct.Period.through(date(2017, 1, 30), date(2017, 1, 30)),
        proration="thirty",
    )
    alone = installment(terms)
    assert why(alone) == "none of the 1 installments weighs anything, so the first takes all of 100.00"
    assert alone.to_dict()["working"]["exact"] == "0"


# --- rates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proration", "told"),
    [
        (
            "actual",
            (
                "2017-01-15 to 2017-01-31 is 17 of the 31 days of its period: 4000.00 × 17/31 = 2193.548…,"
                " rounded to 2193.55"
            ),
        ),
        (
            "thirty",
            "2017-01-15 to 2017-01-31 is 16 of 30 days by 30E/360: 4000.00 × 16/30 = 2133.333…, rounded to 2133.33",
        ),
        (
            "actual-30",
            (
                "2017-01-15 to 2017-01-31 is 17 days, of 30 in a period of months of 30 days:"
                " 4000.00 × 17/30 = 2266.666…, rounded to 2266.67"
            ),
        ),
        ("none", "2017-01-15 to 2017-01-31 starts a period, which is owed whole: 4000.00"),
    ],
)
def test_a_partial_month_says_how_its_days_were_counted(proration: str, told: str) -> None:
    terms = line(ct.Rate("4000", "CNY"), ct.Cyclic(ct.MONTHLY, anchor=NEW_YEAR), FROM_MID_JANUARY, proration=proration)
    assert why(installment(terms)) == told


def test_a_partial_cell_weighs_no_more_than_a_whole_one() -> None:
    """60 days of January to March less 1 day are more than 3 × 30 would be in a cell of two long months."""
    terms = line(
        ct.Rate("4000", "CNY"),
        ct.Cyclic(ct.Frequency.parse("2 months"), anchor=date(2017, 7, 1)),
        ct.Period.through(date(2017, 7, 1), date(2017, 8, 31)),
        proration="actual-30",
    )
    whole = installment(terms)
    assert why(whole) == "2017-07-01 to 2017-08-31 is one whole period: 4000.00"
    almost = line(
        ct.Rate("4000", "CNY"),
        ct.Cyclic(ct.Frequency.parse("2 months"), anchor=date(2017, 7, 1)),
        ct.Period.through(date(2017, 7, 1), date(2017, 8, 30)),
        proration="actual-30",
    )
    assert why(installment(almost)) == (
        "2017-07-01 to 2017-08-30 is 61 days, of 60 in a period of months of 30 days,"
        " which count as no more than one whole period: 4000.00"
    )


def test_a_bill_of_several_price_cells_is_their_sum() -> None:
    terms = line(ct.Rate("4000", "CNY", per=ct.MONTHLY), ct.Cyclic(ct.QUARTERLY, anchor=NEW_YEAR), FROM_MID_JANUARY)
    first = installment(terms)
    assert why(first) == (
        "(1) 2017-01-15 to 2017-01-31 is 17 of the 31 days of its period: 4000.00 × 17/31 = 2193.548…,"
        " rounded to 2193.55; (2) 2017-02-01 to 2017-03-31 are 2 whole price periods at 4000.00 each: 8000.00;"
        " together 10193.55"
    )
    assert isinstance(first.working, Sum)
    assert [part.recompute() for part in first.parts] == [219355, 800000]
    assert why(first, ct.Lang.ZH).endswith(
        "（2）2017-02-01 至 2017-03-31 为 2 个完整计价期，每期 4000.00，共 8000.00；合计 10193.55，得 10193.55 元"
    )


def test_arrears_carry_every_quantity() -> None:
    terms = line(
        ct.Rate("4000", "CNY", per=ct.MONTHLY, quantity=STEPPING),
        ct.Cyclic(ct.QUARTERLY, anchor=NEW_YEAR),
        FROM_MID_JANUARY,
    )
    assert why(installment(terms)) == (
        "(1) 2017-01-15 to 2017-01-31 is 17 of the 31 days of its period with quantity 10:"
        " 4000.00 × 17/31 × 10 = 21935.483…, rounded to 21935.48;"
        " (2) 2017-02-01 to 2017-02-28 is one whole period with the quantities 10 for 14 days, 12 for 14 days"
        " (11 on average): 4000.00 × 11 = 44000.00;"
        " (3) 2017-03-01 to 2017-03-31 is one whole period with quantity 12: 4000.00 × 12 = 48000.00;"
        " together 113935.48"
    )


def test_a_step_in_advance_says_the_value_before_and_after() -> None:
    """21 935.48 + 2 × 40 000, then 44 000 and 48 000 for the last two months."""
    terms = line(
        ct.Rate("4000", "CNY", per=ct.MONTHLY, quantity=STEPPING),
        ct.Cyclic(ct.QUARTERLY, when=ct.ADVANCE, anchor=NEW_YEAR),
        FROM_MID_JANUARY,
    )
    bill, step = installment(terms, 1), installment(terms, 2)
    assert bill.figure == ct.Money.of("101935.48", "CNY")
    assert step.figure == ct.Money.of("12000", "CNY")
    assert isinstance(step.working, Step)
    assert step.heading() == "CZ-01 rent, installment 2 of 5, a change of quantity"
    assert why(step).startswith(
        "on 2017-02-15 the quantity goes from 10 to 12, which takes the bill for 2017-01-15 to 2017-03-31 from"
        " 101935.48 to 113935.48 (before: (1) 2017-01-15"
    )
    assert due(step) == "Due on 2017-02-15, the first day of its service."


def test_a_yearly_price_billed_by_month_is_split() -> None:
    terms = line(ct.Rate("20000", "CNY", per=ct.YEARLY), ct.Cyclic(ct.MONTHLY))
    assert why(installment(terms, 2)) == (
        "the price period served from 2017-01-01 to 2017-12-31 comes to 20000.00 (2017-01-01 to 2017-12-31 are 12"
        " whole periods: 20000.00 × 1/12 × 12 = 20000.00); 20000.00 × 1/12 = 1666.666…; 8 fen were left over after"
        " rounding down and went to the first 8 of 12 bills of this price period (largest remainder, ties to the"
        " earliest), this one among them"
    )


def test_a_price_cell_of_unequal_bills_lists_their_weights() -> None:
    terms = line(ct.Rate("20000", "CNY", per=ct.YEARLY), ct.Cyclic(ct.MONTHLY, anchor=NEW_YEAR), FROM_MID_JANUARY)
    assert why(installment(terms)).startswith(
        "the price period served from 2017-01-15 to 2017-12-31 comes to 19247.31 (2017-01-15 to 2017-01-31 is 17 of"
        " the 31 days of its period; 2017-02-01 to 2017-12-31 are 11 whole periods:"
        " 20000.00 × 1/12 × 358/31 = 19247.311…, rounded to 19247.31); 2017-01-15 to 2017-01-31 is 17 of the 31 days"
        " of its period: a weight of 17/31 among 358/31 in all; 19247.31 × 17/358 = 913.978…"
    )


def test_a_quantity_that_comes_back_in_the_same_bill() -> None:
    """31 days at 10, but 12 for ten of them: 4 000 × 2 × 10/31 come and 4 000 × 2 × 11/31 of them go again."""
    terms = line(
        ct.Rate("4000", "CNY", quantity=[(NEW_YEAR, 10), (date(2017, 1, 11), 12), (date(2017, 1, 21), 10)]),
        ct.Cyclic(ct.MONTHLY, when=ct.ADVANCE),
    )
    assert [str(installment(terms, number).figure) for number in (1, 2, 3)] == [
        "40000.00 CNY",
        "5419.35 CNY",
        "-2838.70 CNY",
    ]
    assert "the quantity goes from 12 to 10, which takes the bill" in installment(terms, 3).say()


def test_steps_in_advance_inside_a_yearly_price_are_rounded_at_once() -> None:
    terms = line(
        ct.Rate("20000", "CNY", per=ct.YEARLY, quantity=[(NEW_YEAR, 1), (date(2017, 1, 16), 2)]),
        ct.Cyclic(ct.MONTHLY, when=ct.ADVANCE),
    )
    bill, step = installment(terms, 1), installment(terms, 2)
    assert why(bill) == (
        "2017-01-01 to 2017-01-31 is one whole period: 20000.00 × 1/12 = 1666.666…, rounded to 1666.67"
    )
    assert isinstance(step.working, Step)
    assert isinstance(step.working.before, Weighed)
    assert isinstance(step.working.after, Split)


def test_a_step_in_advance_between_grids_that_do_not_fit_names_the_part_of_a_cell() -> None:
    """January has four whole weeks and 3 days of a fifth: 31/7; then the weeks as rounded, 3/7 of the fifth by days."""
    terms = line(
        ct.Rate("1000", "CNY", per=ct.WEEKLY, quantity=[(NEW_YEAR, 1), (date(2017, 1, 11), 2)]),
        ct.Cyclic(ct.MONTHLY, when=ct.ADVANCE),
    )
    bill, step = installment(terms, 1), installment(terms, 2)
    assert (bill.figure, step.figure) == (ct.Money.of("4428.57", "CNY"), ct.Money.of("3000", "CNY"))
    assert (
        "2017-01-29 to 2017-02-04 is one whole period, of whose days served 3/7 belong to this bill:"
        " 1000.00 × 31/7 = 4428.571…, rounded to 4428.57) (after: (1) 2017-01-01"
    ) in why(step)
    in_chinese = "2017-01-29 至 2017-02-04 为 1 个整期，其服务天数的 3/7 属于本期账单：1000.00 × 31/7 = 4428.571…"
    assert in_chinese in why(step, ct.Lang.ZH)


def test_joined_bills_cover_whole_price_cells_and_parts_of_others() -> None:
    """One bill up to 1 April 2019: two whole years, and the first quarter of the third."""
    terms = line(
        ct.Rate("20000.01", "CNY", per=ct.YEARLY),
        ct.Cyclic(ct.MONTHLY, anchor=NEW_YEAR, first_edge=date(2019, 4, 1)),
        ct.Period.through(NEW_YEAR, date(2019, 12, 31)),
    )
    first = installment(terms)
    assert why(first).startswith(
        "(1) 2017-01-01 to 2018-12-31 are 2 whole price periods at 20000.01 × 1/12 × 12 = 20000.01 each: 40000.02;"
        " (2) the price period served from 2019-01-01 to 2019-12-31 comes to 20000.01"
    )
    assert "3 whole periods: a weight of 3 among 12 in all; 20000.01 × 1/4 = 5000.0025" in first.say()


def test_grids_that_do_not_fit_share_by_days() -> None:
    terms = line(ct.Rate("1000", "CNY", per=ct.WEEKLY), ct.Cyclic(ct.MONTHLY))
    february = installment(terms, 2)
    assert why(february) == (
        "(1) the price period served from 2017-01-29 to 2017-02-04 comes to 1000.00 (2017-01-29 to 2017-02-04 is one"
        " whole period: 1000.00); 7 of 7 days up to 2017-02-04: 1000.00 × 7/7 = 1000.00; 3 of 7 days up to"
        " 2017-01-31: 1000.00 × 3/7 = 428.571…, rounded to 428.57; the difference is 571.43; (2) 2017-02-05 to"
        " 2017-02-25 are 3 whole price periods at 1000.00 each: 3000.00; (3) the price period served from 2017-02-26"
        " to 2017-03-04 comes to 1000.00 (2017-02-26 to 2017-03-04 is one whole period: 1000.00); 3 of 7 days up to"
        " 2017-02-28: 1000.00 × 3/7 = 428.571…, rounded to 428.57; together 4000.00"
    )


def test_a_step_under_none_counts_from_the_next_cell() -> None:
    terms = line(
        ct.Rate("100", "CNY", quantity=[(NEW_YEAR, 1), (date(2017, 2, 15), 3)]),
        ct.Cyclic(ct.MONTHLY),
        proration="none",
    )
    assert why(installment(terms, 2)) == "2017-02-01 to 2017-02-28 is one whole period: 100.00"
    assert why(installment(terms, 3)) == (
        "2017-03-01 to 2017-03-31 is one whole period with quantity 3: 100.00 × 3 = 300.00"
    )


def test_quantities_without_an_end_are_fractions() -> None:
    terms = line(ct.Rate("100", "CNY", quantity=[(NEW_YEAR, 1), (date(2017, 1, 11), "2.5")]), ct.Cyclic(ct.MONTHLY))
    assert "1 for 10 days, 2.5 for 21 days (125/62 on average): 100.00 × 125/62 = 201.612…" in installment(terms).say()


def test_a_sum_of_many_parts_names_the_first_and_counts_the_rest() -> None:
    steps = [(NEW_YEAR, 1)] + [(date(2017, month, 1), month) for month in range(2, 13)]
    terms = line(ct.Rate("100", "CNY", per=ct.MONTHLY, quantity=steps), ct.Cyclic(ct.YEARLY))
    year = installment(terms)
    assert len(year.parts) == 12
    assert "and 6 more; together 7800.00" in year.say()
    assert "另有 6 项；合计 7800.00" in year.say(ct.Lang.ZH)


# --- stages and single payments ---------------------------------------------------------------------------------------

STAGES = ct.Stages(
    (
        ct.Stage(name="首付款", percent=Decimal(30), on=date(2017, 1, 28)),
        ct.Stage(name="尾款", percent=Decimal("69.5"), after="accepted", months=12),
        ct.Stage(name="质保金", percent=Decimal("0.5"), after="accepted"),
    )
)


def test_a_stage_by_percent_that_falls_on_the_spring_festival() -> None:
    terms = line(ct.Total("100.33", "CNY"), STAGES, None, calendar="CN")
    assert str(installment(terms)) == (
        "CZ-01 rent, stage 1 of 3 (首付款): 30.10 CNY because 30% of 100.33 is 30.099; 2 fen were left over after"
        " rounding down and went to the first 2 of 3 stages (largest remainder, ties to the earliest), this one among"
        " them. Due on 2017-01-28, as the contract states. 2017-01-28 is not a working day (春节 2017-01-28 to"
        " 2017-02-02), so the due day moves to 2017-02-03 (calendar CN, the next working day)."
    )
    assert (
        installment(terms)
        .say(ct.Lang.ZH)
        .endswith(
            "2017-01-28 非工作日（2017-01-28 至 2017-02-02 春节），应付日调整为 2017-02-03"
            "（日历 CN，顺延至下一工作日）。"
        )
    )


def test_a_stage_waits_for_an_event_by_name() -> None:
    terms = line(ct.Total("100.33", "CNY"), STAGES, None)
    assert (
        installment(terms, 2)
        .say()
        .endswith("It has no day yet: it falls due 12 months after the event “accepted”, which has not happened.")
    )
    assert (
        installment(terms, 3)
        .say()
        .endswith("It has no day yet: it falls due on the day of the event “accepted”, which has not happened.")
    )
    assert installment(terms, 3).say(ct.Lang.ZH).endswith("尚无应付日：待事件“accepted”发生当日应付，该事件尚未发生。")
    known = {"accepted": date(2017, 3, 2)}
    assert due(installment(terms, 2, events=known)) == (
        "Due on 2018-03-02, 12 months after 2017-03-02, the day of the event “accepted”."
    )
    assert due(installment(terms, 3, events=known)) == "Due on 2017-03-02, the day of the event “accepted”."


def test_a_provisional_day_says_so() -> None:
    terms = line(ct.Total("100.33", "CNY"), STAGES, None, calendar="CN", beyond="weekends")
    late = due(installment(terms, 3, events={"accepted": date(2030, 3, 2)}))
    assert late.endswith(
        "The calendar CN does not cover these days yet; only weekends are counted, and the day is provisional."
    )


def test_a_stage_by_amount_is_as_stated() -> None:
    stages = ct.Stages(
        (
            ct.Stage(name="首付款", amount=ct.Money.of(30, "CNY"), on=NEW_YEAR),
            ct.Stage(name="尾款", amount=ct.Money.of(70, "CNY"), after="accepted", days=1),
        )
    )
    terms = line(ct.Total("100", "CNY"), stages, None)
    assert why(installment(terms)) == "the contract states 30.00"
    assert "it falls due 1 day after the event" in installment(terms, 2).say()


def test_a_single_payment() -> None:
    once = installment(line(TOTAL, ct.Once(date(2017, 3, 3)), None))
    assert str(once) == (
        "CZ-01 rent, a single payment: 485180.00 CNY because the contract states 485180.00."
        " Due on 2017-03-03, as the contract states."
    )
    assert isinstance(once.working, Stated)


# --- due days ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("billing", "number", "told"),
    [
        ({"net_days": 30}, 1, "Due on 2017-03-02, 30 days after 2017-01-31, the last day of its service."),
        ({"net_days": 1}, 1, "Due on 2017-02-01, 1 day after 2017-01-31, the last day of its service."),
        ({"pay_day": 15}, 1, "Due on 2017-02-15, day 15 of the month after 2017-01-31, the last day of its service."),
        (
            {"pay_day": 31},
            1,
            (
                "Due on 2017-02-28, the last day, as there is no day 31, of the month after 2017-01-31,"
                " the last day of its service."
            ),
        ),
        ({"when": "advance"}, 2, "Due on 2017-02-01, the first day of its service."),
    ],
)
def test_a_due_day_says_what_the_terms_add(billing: dict[str, Any], number: int, told: str) -> None:
    assert due(installment(line(TOTAL, ct.Cyclic(ct.MONTHLY, **billing)), number)) == told


@pytest.mark.parametrize(
    ("roll", "told"),
    [
        (
            "following",
            (
                "(weekend 2017-12-31, 元旦 2018-01-01), so the due day moves to 2018-01-02"
                " (calendar CN, the next working day)."
            ),
        ),
        (
            "modified-following",
            (
                "(weekend 2017-12-30 to 2017-12-31), so the due day moves to 2017-12-29"
                " (calendar CN, the next working day of the month, else the one before)."
            ),
        ),
        (
            "preceding",
            (
                "(weekend 2017-12-30 to 2017-12-31), so the due day moves to 2017-12-29"
                " (calendar CN, the working day before)."
            ),
        ),
    ],
)
def test_a_moved_day_says_which_days_are_closed(roll: str, told: str) -> None:
    assert due(installment(line(TOTAL, ct.Cyclic(ct.MONTHLY), calendar="CN", roll=roll), 12)) == (
        "Due on 2017-12-31, the last day of its service. 2017-12-31 is not a working day " + told
    )


def test_an_open_day_stays_where_it_is() -> None:
    stays = installment(line(TOTAL, ct.Cyclic(ct.MONTHLY), calendar="CN"), 2)
    assert due(stays) == "Due on 2017-02-28, the last day of its service."
    assert stays.due is not None
    assert (stays.due.calendar, stays.due.closed) == ("CN", ())


def test_a_holiday_without_a_name_is_a_holiday() -> None:
    office = ct.Calendar("office", holidays={date(2017, 1, 31)})
    moved = installment(line(TOTAL, ct.Cyclic(ct.MONTHLY), calendar=office))
    assert "2017-01-31 is not a working day (holiday 2017-01-31)" in moved.say()
    assert "2017-01-31 节假日" in moved.say(ct.Lang.ZH)


def test_a_day_beyond_the_calendar_is_refused_with_its_place() -> None:
    terms = line(TOTAL, ct.Once(date(2030, 1, 1)), None, calendar="CN")
    with pytest.raises(ct.TermsError) as caught:
        installment(terms)
    assert (caught.value.code, caught.value.contract, caught.value.line) == ("CALENDAR_RANGE", "CZ-01", "rent")


# --- accruals ---------------------------------------------------------------------------------------------------------


def test_a_total_is_earned_by_days() -> None:
    spring = accrual(line(TOTAL, ct.Cyclic(ct.MONTHLY)))
    assert str(spring) == (
        "CZ-01 rent, earned from 2017-04-01 to 2017-06-30: 120962.69 CNY because 181 of 365 days up to 2017-06-30:"
        " 485180.00 × 181/365 = 240596.109…, rounded to 240596.11; 90 of 365 days up to 2017-03-31:"
        " 485180.00 × 90/365 = 119633.424…, rounded to 119633.42; the difference is 120962.69."
    )
    assert spring.say(ct.Lang.ZH) == (
        "CZ-01 rent 2017-04-01 至 2017-06-30 应计费用：截至 2017-06-30 累计 181/365 天："
        "485180.00 × 181/365 = 240596.109…，四舍五入为 240596.11；截至 2017-03-31 累计 90/365 天："
        "485180.00 × 90/365 = 119633.424…，四舍五入为 119633.42；两者之差为 120962.69，得 120962.69 元。"
    )


def test_a_total_is_earned_by_calendar_months() -> None:
    period = ct.Period.through(date(2017, 4, 10), date(2017, 6, 30))
    assert why(accrual(line(TOTAL, ct.Cyclic(ct.MONTHLY), recognition="even"), period)) == (
        "6 of 12 calendar months up to 2017-06-30: 485180.00 × 6/12 = 242590.00;"
        " 3.3 of 12 calendar months up to 2017-04-09: 485180.00 × 11/40 = 133424.50; the difference is 109165.50."
    )


def test_a_rate_is_earned_by_its_cells() -> None:
    """76 of 90 days at 10 and 12 lines come to 37 777.78; the first 17 of them had 10 lines each."""
    terms = line(ct.Rate("4000", "CNY", quantity=STEPPING), ct.Cyclic(ct.QUARTERLY, anchor=NEW_YEAR), FROM_MID_JANUARY)
    earned = accrual(terms, ct.Period.through(date(2017, 2, 1), date(2017, 6, 30)))
    assert why(earned) == (
        "(1) the price period served from 2017-01-15 to 2017-03-31 comes to 37777.78 (2017-01-15 to 2017-03-31 is 76"
        " of the 90 days of its period with the quantities 10 for 31 days, 12 for 45 days (425/38 on average):"
        " 4000.00 × 76/90 × 425/38 = 37777.777…, rounded to 37777.78); 850 of 850 days × quantity up to 2017-03-31:"
        " 37777.78 × 850/850 = 37777.78; 170 of 850 days × quantity up to 2017-01-31:"
        " 37777.78 × 170/850 = 7555.556, rounded to 7555.56; the difference is 30222.22;"
        " (2) 2017-04-01 to 2017-06-30 is one whole period with quantity 12: 4000.00 × 12 = 48000.00;"
        " together 78222.22."
    )
    assert isinstance(earned.parts[0], Growth)


def test_what_is_earned_when_due_lists_its_installments() -> None:
    terms = line(TOTAL, ct.Cyclic(ct.MONTHLY), recognition="on-due")
    autumn = accrual(terms, ct.Period.through(date(2017, 7, 1), date(2017, 9, 30)))
    assert why(autumn) == (
        "(1) installments 7 to 8 of 40431.67 each, 80863.34 in all, due from 2017-07-31 to 2017-08-31 before any"
        " calendar; (2) installment 9 of 40431.66, due on 2017-09-30 before any calendar; together 121295.00."
    )


def test_one_installment_is_no_sum() -> None:
    terms = line(TOTAL, ct.Cyclic(ct.MONTHLY), recognition="on-due")
    january = accrual(terms, ct.Period.through(date(2017, 1, 1), date(2017, 1, 31)))
    assert why(january) == "installment 1 of 40431.67, due on 2017-01-31 before any calendar."


def test_nothing_is_earned_outside_the_service() -> None:
    after = ct.Period.through(date(2018, 1, 1), date(2018, 12, 31))
    for recognition in ("daily", "on-due"):
        nothing = accrual(line(TOTAL, ct.Cyclic(ct.MONTHLY), recognition=recognition), after)
        assert why(nothing) == "nothing falls into these days."
        assert nothing.parts == ()
        assert nothing.figure == ct.Money(0, "CNY")


def test_what_is_earned_on_one_day() -> None:
    terms = line(TOTAL, ct.Cyclic(ct.MONTHLY), recognition=date(2017, 5, 5))
    assert why(accrual(terms)) == "all of the line, 485180.00, is earned on 2017-05-05, one of these days."
    before = ct.Period.through(date(2017, 1, 1), date(2017, 3, 31))
    assert why(accrual(terms, before)).endswith("not one of these days.")
    assert accrual(terms, before).figure.minor == 0


def test_undated_stages_are_listed_without_a_day() -> None:
    terms = line(ct.Total("100.33", "CNY"), STAGES, None, recognition=date(2017, 5, 5))
    parts = accrual(terms).to_dict()["working"]["whole"]["parts"]
    assert [(part["first_number"], part["first_due"]) for part in parts] == [
        (1, "2017-01-28"),
        (2, None),
        (3, None),
    ]


# --- shares -----------------------------------------------------------------------------------------------------------


def test_a_share_is_cumulative_over_the_line() -> None:
    """80 863.34 × 7/10 and × 4/10, each rounded, less the same of 40 431.67."""
    share = installment(line(TOTAL, ct.Cyclic(ct.MONTHLY), allocation=FOUR), 2, "北湖区")
    assert share.figure == ct.Money.of("12129.50", "CNY")
    assert why(share).startswith(
        "40431.67 takes the line from 40431.67 to 80863.34; of 80863.34, 北湖区 bears 24259.00, which is what the"
        " payers up to it bear (80863.34 × 7/10 = 56604.338, rounded to 56604.34) less those before it"
        " (80863.34 × 4/10 = 32345.336, rounded to 32345.34); of 40431.67 before, 北湖区 bears 12129.50, which is"
        " what the payers up to it bear (40431.67 × 7/10 = 28302.169, rounded to 28302.17) less those before it"
        " (40431.67 × 4/10 = 16172.668, rounded to 16172.67); the difference is 12129.50."
        " The amount shared: 40431.67 because 485180.00 × 1/12"
    )
    data = share.to_dict()["working"]
    assert (data["before"], data["after"], data["weight_before"], data["weight_after"], data["weights"]) == (
        "40431.67",
        "80863.34",
        4,
        7,
        10,
    )


def test_the_first_payer_of_the_first_row() -> None:
    share = installment(line(TOTAL, ct.Cyclic(ct.MONTHLY), allocation=FOUR), 1, "市本级")
    assert share.heading() == "share of 市本级 in CZ-01 rent, installment 1 of 12"
    assert why(share).startswith(
        "40431.67 takes the line from 0.00 to 40431.67; of 40431.67, 市本级, the first to share, bears"
        " 40431.67 × 4/10 = 16172.668, rounded to 16172.67. The amount shared"
    )


def test_shares_of_accruals_sum_to_them() -> None:
    terms = line(TOTAL, ct.Cyclic(ct.MONTHLY), allocation=FOUR)
    shares = [accrual(terms, payer=payer).figure for payer in FOUR.payers]
    assert sum(shares[1:], shares[0]) == accrual(terms).figure


def test_a_line_without_allocation_is_borne_whole() -> None:
    terms = line(TOTAL, ct.Cyclic(ct.MONTHLY))
    for explanation in (
        installment(terms, 1, "市本级", default_payer="市本级"),
        accrual(terms, payer="市本级", default_payer="市本级"),
    ):
        assert explanation.payer == "市本级"
        assert "The line has no allocation, so 市本级 bears all of it." in explanation.say()
        assert "本明细没有分摊约定，全部由市本级承担。" in explanation.say(ct.Lang.ZH)


@pytest.mark.parametrize("allocation", [None, FOUR])
def test_who_bears_nothing_is_not_there(allocation: ct.Allocation | None) -> None:
    terms = line(TOTAL, ct.Cyclic(ct.MONTHLY), allocation=allocation)
    with pytest.raises(ct.NotThereError, match="甲区"):
        installment(terms, 1, "甲区")
    with pytest.raises(ct.NotThereError, match="甲区"):
        accrual(terms, payer="甲区", default_payer="市本级")


@pytest.mark.parametrize("number", [0, 13, -1])
def test_a_number_beyond_the_rows_is_not_there(number: int) -> None:
    with pytest.raises(ct.NotThereError, match="from 1 to 12"):
        installment(line(TOTAL, ct.Cyclic(ct.MONTHLY)), number)


# --- totals and data --------------------------------------------------------------------------------------------------


def test_a_total_names_its_parts() -> None:
    terms = line(TOTAL, ct.Cyclic(ct.MONTHLY))
    total = explain_total([installment(terms), installment(terms, 9), ("carried over", ct.Money.of("0.01", "CNY"))])
    assert str(total) == (
        "total of 3 figures: 80863.34 CNY because it is the sum of CZ-01 rent, installment 1 of 12: 40431.67;"
        " CZ-01 rent, installment 9 of 12: 40431.66; carried over: 0.01."
    )
    assert total.say(ct.Lang.ZH).startswith("3 项合计：各项为 CZ-01 rent 第 1/12 期 40431.67；")
    assert checked(total).to_dict()["working"]["parts"][2] == {"label": "carried over", "figure": "0.01"}
    assert isinstance(total.parts[2], Labelled)


def test_a_total_needs_a_part_and_one_currency() -> None:
    with pytest.raises(ct.NotThereError, match="nothing to sum"):
        explain_total([])
    with pytest.raises(ct.TermsError, match="CNY"):
        explain_total([("a", ct.Money(1, "CNY")), ("b", ct.Money(1, "USD"))])


def test_the_schedule_explains_its_rows() -> None:
    contract = ct.Contract(id="CZ-01", lines=[line(TOTAL, ct.Cyclic(ct.MONTHLY))])
    assert ct.schedule(contract).explain(0).figure == ct.Money.of("40431.67", "CNY")


def test_data_is_plain() -> None:
    data = installment(line(TOTAL, ct.Cyclic(ct.MONTHLY), calendar="CN"), 12).to_dict()
    assert data["figure"] == "40431.66"
    assert data["working"]["exact"] == "121295/3"
    assert data["working"]["runs"] == [["1", 12]]
    assert data["working"]["weights"][0] | {"quantities": []} == {
        "cell_first": "2017-12-01",
        "cell_last": "2017-12-31",
        "first": "2017-12-01",
        "last": "2017-12-31",
        "count": 1,
        "days": 31,
        "of": 31,
        "proration": "actual",
        "weight": "1",
        "quantities": [],
        "part": "1",
    }
    assert data["due"]["closed"] == [
        {"first": "2017-12-31", "last": "2017-12-31", "reason": "weekend"},
        {"first": "2018-01-01", "last": "2018-01-01", "reason": "元旦"},
    ]


def test_a_formula_says_how_it_computes() -> None:
    with pytest.raises(NotImplementedError):
        Formula().recompute()
    with pytest.raises(NotImplementedError):
        _ = Formula().currency


def test_every_part_of_an_explanation_has_both_languages() -> None:
    for english, chinese in words.EXPLANATIONS.values():
        assert english
        assert chinese
