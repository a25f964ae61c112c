"""Totals that are changed, moved or suspended, by example."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import contracts as ct
from contracts.errors import TermsError

YEAR = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))
JULY, SIGNED = date(2017, 7, 1), date(2017, 1, 1)


def cny(amount: str) -> ct.Money:
    return ct.Money.of(amount, "CNY")


def fee(**facts: Any) -> ct.Line:
    given = {"id": "fee", "price": ct.Total("1200", "CNY"), "service": YEAR, "billing": ct.Cyclic(ct.MONTHLY), **facts}
    return ct.Line(**given)


def in_advance(**facts: Any) -> ct.Line:
    return fee(billing=ct.Cyclic(ct.MONTHLY, when=ct.When.ADVANCE), **facts)


def stages(*parts: ct.Stage, **facts: Any) -> ct.Line:
    return fee(billing=ct.Stages(parts), **facts)


def amended(line: ct.Line, *amendments: ct.Amendment) -> ct.Schedule:
    return ct.schedule(ct.Contract(id="C", lines=[line], amendments=amendments))


def total(amount: str, **facts: Any) -> ct.Amendment:
    given: dict[str, Any] = {"id": "A1", "signed": SIGNED, "effective": JULY, **facts}
    return ct.Amendment(change=[ct.Change(line="fee", total=cny(amount))], **given)


def suspended(first: date, last: date, *, extend: bool = False) -> ct.Amendment:
    return ct.Amendment(id="A3", signed=SIGNED, suspend=ct.Suspension(first, last, extend))


def end(on: date, **facts: Any) -> ct.Amendment:
    return ct.Amendment(**{"id": "A2", "signed": SIGNED, "effective": on, "end": ["fee"], **facts})


def amounts(schedule: ct.Schedule) -> list[str]:
    return [str(row.amount.amount) for row in schedule]


def test_what_is_left_goes_over_the_bills_that_are_not_due() -> None:
    schedule = amended(fee(), total("1800"))
    assert amounts(schedule) == ["100.00"] * 6 + ["200.00"] * 6
    assert schedule.earned(date(2017, 6, 30)) == ct.schedule(ct.Contract(id="C", lines=[fee()])).earned(
        date(2017, 6, 30)
    )
    assert schedule.earned(YEAR.last) == cny("1800")
    assert "of 1800.00 from 2017-07-01 on, by A1, 600.00 had fallen due before, which leaves 1200.00" in str(
        schedule.explain(11)
    )


def test_a_total_changed_before_the_service_is_another_total() -> None:
    assert amounts(amended(fee(), total("2400", effective=SIGNED))) == ["200.00"] * 12


def test_bills_that_are_past_when_it_is_signed_catch_up() -> None:
    rows = list(amended(fee(), total("1800", signed=date(2017, 8, 15))))
    assert [(row.kind, str(row.amount.amount)) for row in rows[6:9]] == [
        ("cyclic", "100.00"),
        ("catch-up", "100.00"),
        ("cyclic", "200.00"),
    ]


def test_what_was_billed_beyond_the_total_comes_back_on_the_day() -> None:
    """In advance July is billed before the first half of it is served."""
    schedule = amended(in_advance(), total("650", effective=date(2017, 7, 2)))
    assert amounts(schedule) == ["100.00"] * 7 + ["-50.00"] + ["0.00"] * 5
    assert (schedule[7].kind, schedule[7].due, schedule[7].name) == ("catch-up", date(2017, 7, 2), "A1")
    assert "the day from which amendment A1 holds" in str(schedule.explain(7))
    assert schedule.explain(8).recompute() == 0


def test_a_total_changed_after_its_service_is_due_and_earned_on_that_day() -> None:
    schedule = amended(fee(), total("1300", effective=date(2018, 3, 1)))
    assert amounts(schedule)[-2:] == ["100.00", "100.00"]
    assert schedule[-1].due == date(2018, 3, 1)
    assert schedule.earned(date(2018, 2, 28)) == cny("1200")
    assert schedule.earned(date(2018, 3, 1)) == cny("1300")
    assert schedule.explain_accrual("C", "fee", ct.Period(date(2018, 3, 1), date(2018, 3, 2))).recompute() == 10000


def test_a_later_amendment_replaces_what_an_earlier_one_said_of_later_days() -> None:
    later = total("2400", id="A2", signed=date(2017, 1, 2), effective=date(2017, 4, 1))
    assert amounts(amended(fee(), total("1800"), later)) == ["100.00"] * 3 + ["233.34"] * 3 + ["233.33"] * 6
    back = total("1200", id="A2", signed=date(2017, 1, 2))
    assert amounts(amended(fee(), total("1800"), back)) == ["100.00"] * 12


def test_stages_that_are_not_due_share_what_is_left_in_their_proportions() -> None:
    parts = [
        ct.Stage(name="首付款", percent=Decimal(30), on=date(2017, 2, 1)),
        ct.Stage(name="进度款", percent=Decimal(50), on=date(2017, 8, 1)),
        ct.Stage(name="尾款", percent=Decimal(20), after="accepted"),
    ]
    schedule = amended(stages(*parts), total("1760"))
    assert amounts(schedule) == ["360.00", "1000.00", "400.00"]
    assert (schedule[2].due, schedule[2].name) == (None, "尾款")
    assert amounts(amended(stages(*parts), total("600"))) == ["360.00", "171.43", "68.57"]
    assert amounts(amended(stages(*parts, recognition="on-due"), total("60"))) == ["360.00", "0.00", "0.00", "-300.00"]


@pytest.mark.parametrize(
    ("before", "parts", "after"),
    [
        ("100", ["25", "25", "50"], ["60.00", "60.00", "120.00"]),
        ("0", ["0", "0", "0"], ["240.00", "0.00", "0.00"]),
    ],
)
def test_stages_of_stated_amounts_state_others_in_the_same_proportions(
    before: str, parts: list[str], after: list[str]
) -> None:
    days = [date(2017, month, 1) for month in (9, 10, 11)]
    line = stages(
        *(ct.Stage(name=f"{on}", amount=cny(size), on=on) for on, size in zip(days, parts, strict=True)),
        price=ct.Total(before, "CNY"),
    )
    contract = ct.Contract(id="C", lines=[line], amendments=[total("240")])
    (terms,) = ct.in_force(contract).contract.lines
    assert terms.price.amount == cny("240")
    assert amounts(ct.schedule(contract)) == after


def test_a_single_payment_takes_another_value_or_a_rest() -> None:
    once = ct.Line(id="fee", price=ct.Total("50", "CNY"), billing=ct.Once(date(2017, 3, 1)))
    assert amounts(amended(once, total("70"))) == ["50.00", "20.00"]
    assert amounts(amended(once, total("70", effective=SIGNED))) == ["70.00"]
    assert amended(once, total("70")).earned(JULY) == cny("70")
    assert amended(once, total("70")).earned(date(2017, 6, 30)) == cny("50")


def test_what_is_earned_on_a_day_is_what_the_total_is_then() -> None:
    early = amended(fee(recognition=date(2017, 5, 1)), total("1300"))
    assert [early.earned(on).amount for on in (date(2017, 5, 1), date(2017, 6, 30), JULY)] == [1200, 1200, 1300]
    late = amended(fee(recognition=date(2017, 9, 1)), total("700"))
    assert [late.earned(on).amount for on in (date(2017, 8, 31), date(2017, 9, 1))] == [0, 700]
    with pytest.raises(ct.TermsError) as caught:
        amended(fee(recognition=date(2017, 5, 1)), total("700"))
    assert caught.value.code == "VALUE_BELOW_EARNED"


def test_a_total_below_what_is_earned_is_refused_to_the_minor_unit() -> None:
    schedule = amended(fee(recognition="even"), total("600"))
    assert schedule.total() == cny("600")
    assert schedule.explain_accrual("C", "fee", YEAR).recompute() == 60000
    paused = amended(fee(recognition="even"), total("1800"), suspended(date(2017, 8, 1), date(2017, 8, 31)))
    assert paused.earned(date(2017, 9, 30)) == cny("1050")
    assert "months" in paused.explain_accrual("C", "fee", YEAR).say()
    with pytest.raises(ct.TermsError) as caught:
        amended(fee(recognition="even"), total("599.99"))
    assert (caught.value.code, caught.value.data["earned"]) == ("VALUE_BELOW_EARNED", cny("600"))


def test_a_total_may_change_again_once_all_is_earned() -> None:
    again = total("1250", id="A2", effective=date(2018, 4, 1))
    with pytest.raises(ct.TermsError) as caught:
        amended(fee(), total("1300", effective=date(2018, 3, 1)), again)
    assert (caught.value.code, caught.value.field) == ("VALUE_BELOW_EARNED", "amendments.A2.change.total")
    once = ct.Line(id="fee", price=ct.Total("50", "CNY"), billing=ct.Once(date(2017, 3, 1)), recognition=SIGNED)
    schedule = amended(once, total("60"), total("70", id="A2", effective=date(2017, 8, 1)))
    assert [schedule.earned(on).amount for on in (SIGNED, JULY, date(2017, 8, 1))] == [50, 60, 70]


def test_a_total_that_is_moved_keeps_its_value() -> None:
    schedule = amended(fee(), ct.Amendment(id="A1", signed=SIGNED, effective=JULY, to=date(2018, 6, 30)))
    assert amounts(schedule) == ["100.00"] * 6 + ["50.00"] * 12
    assert schedule.earned(YEAR.last) < schedule.earned(date(2018, 6, 30)) == cny("1200")


def test_stages_that_are_moved_stay_and_are_earned_until_later() -> None:
    parts = [ct.Stage(name="a", percent=Decimal(50), on=date(2017, month, 1)) for month in (2, 8)]
    moved = ct.Amendment(id="A1", signed=SIGNED, effective=JULY, to=date(2018, 6, 30), lines=["fee"])
    schedule = amended(stages(*parts), moved)
    assert amounts(schedule) == ["600.00", "600.00"]
    assert [row.service.last for row in schedule if row.service] == [date(2018, 6, 30)] * 2
    assert schedule.earned(YEAR.last) < cny("1200")


def test_a_year_that_is_billed_once_takes_all_that_is_left() -> None:
    assert amounts(amended(fee(billing=ct.Cyclic(ct.YEARLY)), total("1800"))) == ["1800.00"]


def test_a_bill_that_is_due_in_advance_goes_on_when_the_end_moves_inside_of_its_cell() -> None:
    service = ct.Period.through(date(2017, 1, 1), date(2017, 12, 15))
    moved = ct.Amendment(id="A1", signed=SIGNED, effective=date(2017, 12, 10), to=date(2018, 1, 31))
    rows = list(amended(in_advance(service=service), moved))
    assert [row.service.last for row in rows[-2:] if row.service] == [date(2017, 12, 31), date(2018, 1, 31)]
    after = ct.Amendment(id="A1", signed=SIGNED, effective=date(2018, 1, 1), to=date(2018, 1, 31))
    days = [(row.service.first, row.service.last) for row in amended(fee(service=service), after) if row.service]
    assert days[-3:] == [
        (date(2017, 12, 1), date(2017, 12, 15)),
        (date(2017, 12, 16), date(2017, 12, 31)),
        (date(2018, 1, 1), date(2018, 1, 31)),
    ]


def test_a_suspension_leaves_its_days_out() -> None:
    pause = ct.Suspension(JULY, date(2017, 8, 31))
    schedule = amended(fee(), ct.Amendment(id="A1", signed=SIGNED, suspend=pause))
    assert amounts(schedule) == ["100.00"] * 6 + ["0.00"] * 2 + ["150.00"] * 4
    assert schedule.earned(date(2017, 6, 30)) == schedule.earned(date(2017, 8, 31))
    assert [schedule.explain(place).recompute() for place in (6, 11)] == [0, 15000]
    accrual = schedule.explain_accrual("C", "fee", YEAR)
    assert accrual.recompute() == 120000
    assert "122 of 122 days up to 2017-12-31" in accrual.say()
    longer = ct.Amendment(id="A1", signed=SIGNED, suspend=ct.Suspension(JULY, date(2017, 8, 31), extend=True))
    assert amended(fee(), longer).total() == cny("1200")
    assert amounts(amended(fee(), longer))[6:10] == ["0.00", "0.00", "98.42", "98.41"]
    assert amended(fee(), longer)[-1].due == date(2018, 3, 3)


def test_suspensions_may_overlap() -> None:
    moved = ct.Amendment(id="A1", signed=SIGNED, effective=date(2017, 9, 1), to=date(2018, 1, 31))
    first = ct.Amendment(id="A2", signed=SIGNED, suspend=ct.Suspension(JULY, date(2017, 7, 31), extend=True))
    second = ct.Amendment(id="A3", signed=SIGNED, suspend=ct.Suspension(date(2017, 7, 15), date(2017, 8, 31)))
    contract = ct.Contract(id="C", lines=[fee()], amendments=[moved, first, second])
    (line,) = ct.in_force(contract).contract.lines
    assert line.service == ct.Period.through(date(2017, 1, 1), date(2018, 3, 3))
    *_, last = ct.in_force(contract).remeasured["fee"].then
    assert last.served == ct.Period(date(2017, 9, 1), date(2018, 3, 4))


def test_a_suspension_of_days_that_are_not_served_changes_nothing() -> None:
    for year in (2016, 2018):
        pause = ct.Suspension(date(year, 7, 1), date(year, 8, 31), extend=True)
        assert amounts(amended(fee(), ct.Amendment(id="A1", signed=SIGNED, suspend=pause))) == ["100.00"] * 12


def test_under_none_a_suspended_cell_counts_by_its_first_day() -> None:
    pause = ct.Suspension(date(2017, 7, 15), date(2017, 8, 15))
    schedule = amended(fee(proration="none"), ct.Amendment(id="A1", signed=SIGNED, suspend=pause))
    assert amounts(schedule)[6:8] == ["120.00", "0.00"]
    assert schedule.explain(6).recompute() == 12000


def test_an_end_cuts_what_was_spread_anew() -> None:
    assert amounts(amended(fee(), total("1800"), end(date(2017, 9, 16)))) == ["100.00"] * 6 + ["200.00"] * 2 + [
        "100.00"
    ]
    schedule = amended(in_advance(), total("1800"), end(date(2017, 9, 16)))
    assert schedule[-1].due == date(2017, 9, 1)
    assert schedule.earned(date(2017, 9, 15)) == schedule.total() == cny("1100")
    assert schedule.explain(8).recompute() == 10000
    final = amended(fee(), total("1800"), end(date(2017, 10, 1), final={"fee": cny("990")}))
    assert amounts(final)[-3:] == ["200.00", "200.00", "-10.00"]
    assert amended(fee(), total("1800", effective=date(2017, 3, 1)), end(date(2016, 12, 1))).total() == cny("0")


def test_an_end_of_stages_that_were_spread_anew_is_worth_what_fell_due() -> None:
    parts = [
        ct.Stage(name="a", percent=Decimal(50), on=date(2017, 8, 1)),
        ct.Stage(name="b", percent=Decimal(50), on=date(2017, 10, 1)),
    ]
    assert amounts(amended(stages(*parts), total("2000"), end(date(2017, 9, 1)))) == ["1000.00"]


def test_a_cut_bill_is_moved_by_the_calendar_from_its_own_last_day() -> None:
    schedule = amended(fee(calendar="weekends"), total("1800"), end(date(2017, 9, 17)))
    assert (schedule[-1].due_unadjusted, schedule[-1].due) == (date(2017, 9, 16), date(2017, 9, 18))
    due = schedule.explain(8).due
    assert due is not None
    assert (due.base, due.closed[0].first) == (date(2017, 9, 16), date(2017, 9, 16))


def moved(to: date, on: date = JULY, **facts: Any) -> ct.Amendment:
    return ct.Amendment(**{"id": "A4", "signed": SIGNED, "effective": on, "to": to, **facts})


def test_an_earlier_end_leaves_the_value_and_fewer_bills() -> None:
    schedule = amended(fee(), moved(date(2017, 9, 15)))
    assert amounts(schedule) == ["100.00"] * 6 + ["240.00", "240.00", "120.00"]
    assert [row.due for row in schedule][-2:] == [date(2017, 8, 31), date(2017, 9, 15)]
    assert schedule.total() == cny("1200")
    assert schedule.earned(date(2017, 6, 30)) == amended(fee()).earned(date(2017, 6, 30))
    # 595.07 + 604.93 × 76/77
    assert (schedule.earned(date(2017, 9, 15)), schedule.earned(date(2017, 9, 14))) == (cny("1200"), cny("1192.14"))


def test_a_bill_that_was_due_pays_for_the_days_up_to_the_earlier_end() -> None:
    """What finds no bill falls due on the day itself."""
    schedule = amended(in_advance(), moved(date(2017, 6, 20), on=date(2017, 6, 5)))
    assert amounts(schedule) == ["100.00"] * 6 + ["600.00"]
    assert [row.service for row in schedule][-2:] == [
        ct.Period.through(date(2017, 6, 1), date(2017, 6, 20)),
        None,
    ]
    assert [row.due for row in schedule][-1] == date(2017, 6, 5)


def test_an_end_that_has_passed_leaves_the_rest_on_the_day() -> None:
    schedule = amended(fee(), moved(date(2017, 4, 30)))
    assert amounts(schedule) == ["100.00"] * 6 + ["600.00"]
    assert schedule.earned(JULY) == cny("1200")
    assert schedule.earned(date(2017, 6, 30)) == amended(fee()).earned(date(2017, 6, 30))


def test_stages_keep_their_amounts_where_the_end_is_earlier() -> None:
    parts = [ct.Stage(name=name, percent=Decimal(50), on=on) for name, on in (("a", SIGNED), ("b", date(2018, 1, 31)))]
    schedule = amended(stages(*parts), moved(date(2017, 9, 30)))
    assert amounts(schedule) == ["600.00", "600.00"]
    assert {row.service for row in schedule} == {ct.Period.through(SIGNED, date(2017, 9, 30))}
    assert schedule.earned(date(2017, 9, 30)) == cny("1200")


def test_explicit_edges_beyond_an_earlier_end_make_no_bills() -> None:
    billing = ct.Cyclic(ct.MONTHLY, first_edge=date(2017, 2, 1), last_edge=date(2017, 12, 1))
    schedule = amended(fee(billing=billing), moved(date(2017, 9, 30)))
    assert [row.due for row in schedule][-1] == date(2017, 9, 30)


def test_days_that_are_not_served_beyond_an_earlier_end_move_nothing() -> None:
    pause = suspended(date(2017, 11, 1), date(2017, 11, 30), extend=True)
    assert amounts(amended(fee(), pause, moved(date(2017, 9, 30)))) == ["100.00"] * 6 + ["200.00"] * 3


def test_an_end_may_be_moved_forth_and_back() -> None:
    there = moved(date(2018, 3, 31), on=date(2017, 4, 1))
    back = moved(YEAR.last, on=date(2017, 4, 1), id="A5")
    assert amounts(amended(fee(), there, back)) == amounts(amended(fee()))


def stopped(first: date, *, extend: bool = False, signed: date = SIGNED, **facts: Any) -> ct.Amendment:
    return ct.Amendment(id="S1", signed=signed, suspend=ct.Suspension(first, extend=extend), **facts)


def resumed(day: date, signed: date = SIGNED, **facts: Any) -> ct.Amendment:
    return ct.Amendment(**{"id": "S2", "signed": signed, "resume": day, **facts})


RATE = fee(price=ct.Rate("100", "CNY"))


def test_what_is_left_of_a_total_has_no_day_until_it_is_resumed() -> None:
    schedule = amended(fee(), stopped(JULY))
    assert amounts(schedule) == ["100.00"] * 12
    assert [row.due for row in schedule][5:7] == [date(2017, 6, 30), None]
    assert schedule.earned(date(2199, 12, 31)) == schedule.earned(date(2017, 6, 30)) == cny("595.07")
    assert schedule.total() == cny("1200")
    explained = schedule.explain(6)
    assert explained.say().endswith("It has no day yet: amendment S1 suspends the line until it is resumed.")
    assert "补充协议 S1 中止本明细" in explained.say(ct.Lang.ZH)
    accrual = schedule.explain_accrual("C", "fee", ct.Period(date(2017, 6, 15), date(2017, 8, 1)))
    assert accrual.recompute() == accrual.figure.minor


@pytest.mark.parametrize("line", [fee(), in_advance(), fee(recognition=ct.Recognition.EVEN), RATE])
@pytest.mark.parametrize("extend", [False, True])
def test_a_suspension_that_was_resumed_is_one_with_a_last_day(line: ct.Line, extend: bool) -> None:
    resumption = amended(line, stopped(date(2017, 5, 10), extend=extend), resumed(date(2017, 8, 16)))
    bounded = amended(line, suspended(date(2017, 5, 10), date(2017, 8, 15), extend=extend))
    assert [(row.due, row.amount) for row in resumption] == [(row.due, row.amount) for row in bounded]
    for day in (date(2017, 5, 31), date(2017, 9, 30), date(2018, 12, 31)):
        assert resumption.earned(day) == bounded.earned(day)


def test_what_a_suspension_had_made_past_catches_up_where_it_is_resumed() -> None:
    schedule = amended(fee(), stopped(JULY), resumed(date(2017, 9, 1), date(2017, 10, 10)))
    assert [(str(row.due), row.kind, row.amount.minor) for row in schedule][6:] == [
        ("2017-10-10", "catch-up", 0),
        ("2017-10-10", "catch-up", 0),
        ("2017-10-10", "catch-up", 15_000),
        ("2017-10-31", "cyclic", 15_000),
        ("2017-11-30", "cyclic", 15_000),
        ("2017-12-31", "cyclic", 15_000),
    ]


def test_a_rate_is_not_owed_until_it_is_resumed() -> None:
    schedule = amended(RATE, stopped(JULY))
    assert amounts(schedule) == ["100.00"] * 6 + ["0.00"] * 6
    assert schedule.earned(date(2199, 12, 31)) == cny("600")


def test_stages_and_what_is_named_wait_as_well() -> None:
    parts = [ct.Stage(name=name, percent=Decimal(50), on=on) for name, on in (("a", SIGNED), ("b", date(2017, 8, 1)))]
    line = stages(*parts)
    assert [row.due for row in amended(line, stopped(JULY, lines=["fee"]))] == [SIGNED, None]
    assert [row.due for row in amended(line, stopped(JULY))] == [SIGNED, date(2017, 8, 1)]


def test_what_earns_as_it_falls_due_earns_nothing_more() -> None:
    schedule = amended(fee(recognition="on-due"), stopped(JULY))
    assert schedule.earned(date(2199, 12, 31)) == cny("600")
    on_a_day = amended(fee(recognition=date(2017, 8, 1)), stopped(JULY))
    assert on_a_day.earned(date(2017, 8, 1)) == cny("1200")


def test_a_total_may_change_while_it_is_suspended() -> None:
    schedule = amended(fee(), stopped(JULY), total("1800", effective=date(2017, 9, 1), id="T1"))
    assert amounts(schedule) == ["100.00"] * 6 + ["200.00"] * 6
    assert [row.due for row in schedule][6:] == [None] * 6
    assert schedule.earned(date(2199, 12, 31)) == cny("595.07")
    nothing_left = amended(fee(), stopped(JULY), total("595.07", effective=date(2017, 9, 1), id="T1"))
    assert [(row.due, row.amount) for row in nothing_left if row.kind == "catch-up"] == [
        (date(2017, 9, 1), cny("-4.93"))
    ]


def test_an_end_is_the_end_of_a_suspension() -> None:
    """Of a bill that was not due what was served of it counts; suspended days weigh nothing."""
    schedule = amended(fee(), stopped(JULY), end(date(2017, 10, 1), id="T1"))
    assert schedule.total() == cny("600")
    assert all(row.due is not None for row in schedule)
    before = amended(fee(), stopped(JULY), end(date(2017, 6, 1), id="T1"))
    assert amounts(before) == amounts(amended(fee(), end(date(2017, 6, 1))))
    over = amended(fee(), stopped(JULY), end(date(2018, 6, 1), id="T1"))
    assert [row.due for row in over][6:] == [None] * 6


def test_a_suspension_that_touches_no_day_of_service_is_none() -> None:
    for first in (date(2018, 1, 1), date(2019, 1, 1)):
        assert amounts(amended(fee(), stopped(first))) == amounts(amended(fee()))
    early = amended(fee(), stopped(date(2016, 5, 1)), resumed(date(2016, 9, 1)))
    assert amounts(early) == amounts(amended(fee()))


def test_lines_are_resumed_by_name_or_all_together() -> None:
    other = fee(id="other")

    def undated(*amendments: ct.Amendment) -> set[str]:
        rows = ct.schedule(ct.Contract(id="C", lines=[fee(), other], amendments=amendments))
        return {row.line for row in rows if row.due is None}

    assert undated(stopped(JULY)) == {"fee", "other"}
    assert undated(stopped(JULY), resumed(date(2017, 9, 1), lines=["fee"])) == {"other"}
    assert undated(stopped(JULY), resumed(date(2017, 9, 1))) == set()


def test_an_extended_escalation_looks_as_far_as_it_is_resumed() -> None:
    escalation = ct.Escalation(percent=Decimal(10), on=[date(2017, 7, 1), date(2018, 2, 1)])
    line = fee(price=ct.Rate("100", "CNY", escalation=escalation))
    change = ct.Change(line="fee", rate=cny("50"), until=date(2017, 6, 30))
    cheaper = ct.Amendment(id="A1", signed=SIGNED, effective=date(2017, 5, 1), change=[change])
    schedule = amended(line, cheaper, stopped(date(2017, 8, 1), extend=True), resumed(date(2017, 12, 1)))
    assert amounts(schedule)[-3:] == ["121.00", "121.00", "7.81"]


@pytest.mark.parametrize(
    ("amendments", "code", "field"),
    [
        ([resumed(JULY)], "RESUME_NOTHING", "amendments.S2.resume"),
        ([resumed(JULY, lines=["fee"])], "RESUME_NOTHING", "amendments.S2.resume"),
        ([stopped(JULY), resumed(JULY)], "DATE_ORDER", "amendments.S2.resume"),
        ([stopped(JULY), resumed(date(2018, 3, 1))], "SUSPENSION_WHOLE", "amendments.S1.suspend"),
    ],
)
def test_a_resumption_that_makes_no_sense_is_refused(amendments: list[ct.Amendment], code: str, field: str) -> None:
    with pytest.raises(TermsError) as caught:
        amended(fee(), *amendments)
    assert (caught.value.code, caught.value.field) == (code, field)


def test_one_amendment_does_not_suspend_and_resume() -> None:
    with pytest.raises(TermsError, match="resume"):
        stopped(JULY, resume=date(2017, 9, 1))


def test_what_takes_effect_before_a_suspension_may_resume_it() -> None:
    """In the days before all has taken effect a resumption may stand alone."""
    go = resumed(date(2017, 9, 1), effective=date(2017, 2, 1))
    schedule = amended(RATE, stopped(JULY), go)
    assert amounts(schedule) == ["100.00"] * 6 + ["0.00"] * 2 + ["100.00"] * 4
    assert schedule.earned(date(2017, 12, 31)) == cny("1000")


def test_what_is_left_of_a_total_is_told() -> None:
    schedule = amended(fee(), total("1800"))
    assert "200.00" in schedule.explain(6).say()
    assert [schedule.explain(i).recompute() for i in range(12)] == [row.amount.minor for row in schedule]


def test_every_cell_of_what_is_left_is_prorated_as_the_line_says() -> None:
    """By 30E/360 the last bill weighs 65/120 of a whole one, and 0.44 × 24/37 is 28.5 fen."""
    line = fee(
        price=ct.Total("0.21", "CNY"),
        service=ct.Period.through(date(2015, 1, 1), date(2015, 7, 5)),
        billing=ct.Cyclic(ct.Frequency.parse("4 months")),
        proration="thirty",
    )
    assert amounts(amended(line, total("0.44", signed=date(2015, 1, 1), effective=date(2015, 4, 30)))) == [
        "0.29",
        "0.15",
    ]
