"""Weights of payers that change, by example."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import contracts as ct
from contracts.errors import NotThereError, TermsError

YEAR = ct.Period.through(date(2025, 1, 1), date(2025, 12, 31))
FOUR = ct.Allocation({"市本级": 4, "北湖区": 3, "苏仙区": 2, "出口加工区": 1})
FIVE = ct.Allocation({"市本级": 4, "北湖区": 3, "苏仙区": 2, "出口加工区": 1, "高新区": 2})
HALVES = ct.Allocation({"市本级": 1, "北湖区": 1})


def network(**facts: Any) -> ct.Line:
    given: dict[str, Any] = {
        "id": "net",
        "price": ct.Rate("1200", "CNY"),
        "service": YEAR,
        "billing": ct.Cyclic(ct.MONTHLY),
        "allocation": FOUR,
    }
    return ct.Line(**given | facts)


def joins(
    effective: date, signed: date = date(2025, 1, 1), *, id: str = "A1", weights: ct.Allocation = FIVE, **facts: Any
) -> ct.Amendment:
    change = ct.Change(line="net", allocation=weights, **facts)
    return ct.Amendment(id=id, signed=signed, effective=effective, change=[change])


def contract(*amendments: ct.Amendment, line: ct.Line | None = None) -> ct.Contract:
    return ct.Contract(id="C", lines=[line or network()], amendments=amendments)


def shares(schedule: ct.Schedule) -> dict[int, dict[str | None, str]]:
    """By number of the installment and payer."""
    found: dict[int, dict[str | None, str]] = {}
    for row in schedule.sheet(by_payer=True).records():
        found.setdefault(row["number"], {})[row["payer"]] = str(row["amount"])
    return found


def borne(schedule: ct.Schedule, payer: str) -> int:
    """What a payer bears of everything."""
    columns = schedule.sheet(by_payer=True).columns
    return sum(a for a, name in zip(columns["amount"], columns["payer"], strict=True) if name == payer)


def test_a_payer_that_joins_bears_the_days_from_then_on() -> None:
    found = shares(ct.schedule(contract(joins(date(2025, 4, 16)))))
    assert found[3] == {"市本级": "480.00", "北湖区": "360.00", "苏仙区": "240.00", "出口加工区": "120.00"}
    assert found[4] == {
        "市本级": "440.00",  # 600 × 4/10 + 600 × 4/12
        "北湖区": "330.00",
        "苏仙区": "220.00",
        "出口加工区": "110.00",
        "高新区": "100.00",
    }
    assert found[5]["高新区"] == "200.00"


def test_what_had_fallen_due_is_moved_on_the_day_of_signing() -> None:
    """15 days of April, and May, had been shared by the old weights."""
    known = contract(joins(date(2025, 4, 16), signed=date(2025, 6, 20)))
    schedule, before = ct.schedule(known), ct.schedule(known, known_on=date(2025, 6, 19))
    assert shares(before) == shares(ct.schedule(contract()))
    april, may = list(schedule)[12:]
    assert [(row.kind, row.name, row.amount.minor, row.due) for row in (april, may)] == [
        ("catch-up", "A1", 0, date(2025, 6, 20))
    ] * 2
    assert (april.service, may.service) == (
        ct.Period.through(date(2025, 4, 1), date(2025, 4, 30)),
        ct.Period.through(date(2025, 5, 1), date(2025, 5, 31)),
    )
    found = shares(schedule)
    assert found[13] == {
        "市本级": "-40.00",
        "北湖区": "-30.00",
        "苏仙区": "-20.00",
        "出口加工区": "-10.00",
        "高新区": "100.00",
    }
    assert found[14]["高新区"] == "200.00"
    assert found[4] == shares(before)[4]
    for payer in FIVE.payers:
        assert borne(schedule, payer) == borne(ct.schedule(contract(joins(date(2025, 4, 16)))), payer)


def test_accruals_go_by_the_curve_on_each_side_of_the_day() -> None:
    sheet = ct.schedule(contract(joins(date(2025, 4, 16), signed=date(2025, 6, 20)))).accruals(by_payer=True)
    found = {(row["period_from"], row["payer"]): str(row["amount"]) for row in sheet.records()}
    assert [found[date(2025, month, 1), "高新区"] for month in (3, 4, 5)] == ["0.00", "100.00", "200.00"]
    assert found[date(2025, 4, 1), "市本级"] == "440.00"
    by_payer = ct.schedule(contract(joins(date(2025, 4, 16)))).accruals(per=ct.Per.YEAR, by="payer").records()
    assert {row["payer"]: str(row["amount"]) for row in by_payer}["高新区"] == "1700.00"


def test_weights_until_a_day_come_back() -> None:
    one = contract(joins(date(2025, 4, 1), weights=HALVES, until=date(2025, 5, 31)))
    found = shares(ct.schedule(one))
    assert found[4] == found[5] == {"市本级": "600.00", "北湖区": "600.00"}
    assert found[6] == found[3]


def test_a_later_amendment_replaces_the_weights_from_its_day_on() -> None:
    later = joins(date(2025, 3, 1), date(2025, 2, 1), id="A2", weights=HALVES)
    found = shares(ct.schedule(contract(joins(date(2025, 4, 1)), later)))
    assert [row for row in found.values() if "高新区" in row] == []
    assert found[3] == found[12] == {"市本级": "600.00", "北湖区": "600.00"}


def test_an_amendment_and_its_reversal_leave_later_shares_as_they_were() -> None:
    """What had been moved is moved back."""
    back = joins(date(2025, 2, 1), date(2025, 6, 10), id="A2", weights=FOUR)
    schedule = ct.schedule(contract(joins(date(2025, 2, 1), date(2025, 4, 10)), back))
    plain = ct.schedule(contract())
    assert [shares(schedule)[i] for i in range(6, 13)] == [shares(plain)[i] for i in range(6, 13)]
    assert {payer: borne(schedule, payer) for payer in FIVE.payers} == {
        payer: borne(plain, payer) for payer in FIVE.payers
    }


@pytest.mark.parametrize(
    "amendments",
    [
        (joins(date(2025, 4, 16), weights=FOUR),),
        (joins(date(2025, 4, 16)), joins(date(2025, 4, 16), id="A2", weights=FOUR)),
    ],
    ids=["the same weights", "a change that is taken back on its day"],
)
def test_what_changes_no_weight_changes_nothing(amendments: tuple[ct.Amendment, ...]) -> None:
    changed, plain = ct.schedule(contract(*amendments)), ct.schedule(contract())
    assert shares(changed) == shares(plain)
    assert changed.accruals(by_payer=True).columns == plain.accruals(by_payer=True).columns


def test_what_has_no_service_goes_by_its_due_day_and_the_undated_by_the_last_weights() -> None:
    stages = ct.Stages(
        [
            ct.Stage(name="首付款", percent=Decimal(50), on=date(2025, 2, 1)),
            ct.Stage(name="进度款", percent=Decimal(30), on=date(2025, 5, 1)),
            ct.Stage(name="尾款", percent=Decimal(20), after="accepted"),
        ]
    )
    line = network(price=ct.Total("1200", "CNY"), billing=stages, service=None)
    found = shares(ct.schedule(contract(joins(date(2025, 5, 1)), line=line)))
    assert [row.get("高新区") for row in found.values()] == [None, "60.00", "40.00"]


def test_what_is_still_to_be_earned_is_borne_by_the_weights_of_its_days() -> None:
    stages = ct.Stages([ct.Stage(name="尾款", percent=Decimal(100), after="accepted")])
    lines = [
        ct.Line(id="rent", price=ct.Rate("100", "CNY"), service=YEAR, billing=ct.Cyclic(ct.MONTHLY), allocation=HALVES),
        ct.Line(id="works", price=ct.Total("100", "CNY"), billing=stages, allocation=HALVES),
    ]
    alone = [ct.Change(line=line.id, allocation=ct.Allocation({"苏仙区": 1})) for line in lines]
    july = date(2025, 7, 1)
    moved = ct.Contract(
        id="C", lines=lines, amendments=[ct.Amendment(id="S", signed=july, effective=july, change=alone)]
    )
    rows = ct.obligations(moved, as_of=date(2025, 3, 31), basis="earned", by_payer=True).records()
    assert [(row["line"], row["period"], row["payer"], int(row["amount"])) for row in rows] == [
        ("rent", "2025", "市本级", 150),
        ("rent", "2025", "北湖区", 150),
        ("rent", "2025", "苏仙区", 600),
        ("works", "undated", "苏仙区", 100),
    ]


def test_a_line_that_nobody_shared_is_the_register_payers_until_then() -> None:
    register = ct.Register(contracts=[contract(joins(date(2025, 3, 1)), line=network(allocation=None))], payer="财政")
    schedule = ct.schedule(register)
    assert shares(schedule)[2] == {"财政": "1200.00"}
    assert shares(schedule)[3]["高新区"] == "200.00"
    assert schedule.explain(1, "财政").figure == ct.Money.of("1200", "CNY")
    assert "has no allocation" in schedule.explain(1, "财政").say()
    assert str(schedule.explain(1, "高新区").figure) == "0.00 CNY"
    assert "allocation" not in schedule.explain(1, "高新区").say()


def test_what_is_withheld_and_released_is_borne_by_those_who_bore_it() -> None:
    release = ct.Retention(percent=Decimal(10), release=ct.Release(on=date(2026, 3, 1)))
    line = network(
        retention=release,
        adjustments=[ct.Adjustment(id="罚1", on=date(2025, 2, 10), amount=ct.Money.of("-100", "CNY"), kind="penalty")],
    )
    schedule = ct.schedule(contract(joins(date(2025, 2, 15), date(2025, 6, 20)), line=line))
    found = shares(schedule)
    kept = [row.number for row in schedule if row.kind == "retention"]
    (release_row,) = [row.number for row in schedule if row.kind == "release"]
    moved = [row.number for row in schedule if row.kind == "catch-up"]
    assert len(moved) == 4  # February to May
    withheld = dict.fromkeys(FIVE.payers, 0)
    for number in kept:
        for payer, share in found[number].items():
            withheld[str(payer)] += ct.Money.of(share, "CNY").minor
    released = {payer: ct.Money.of(share, "CNY").minor for payer, share in found[release_row].items()}
    gross = ct.schedule(contract(joins(date(2025, 2, 15)), line=network(adjustments=line.adjustments)))
    for payer in FIVE.payers:
        assert abs(borne(schedule, payer) - borne(gross, payer)) <= 2
    assert sum(released.values()) == -sum(withheld.values())
    explained = schedule.explain(release_row - 1, "高新区")
    assert explained.recompute() == explained.figure.minor == released["高新区"]
    assert "of what was withheld is shared by the weights" in explained.say()


def test_shares_are_explained() -> None:
    schedule = ct.schedule(contract(joins(date(2025, 4, 16), signed=date(2025, 6, 20))))
    found = shares(schedule)
    for i, row in enumerate(schedule):
        for payer in FIVE.payers:
            explained = schedule.explain(i, payer)
            assert explained.recompute() == explained.figure.minor
            assert str(explained.figure.amount) == found[row.number].get(payer, "0.00")
            assert explained.say(ct.Lang.ZH)
            assert explained.to_dict()["payer"] == payer
    moved = schedule.explain(12)
    assert moved.recompute() == 0
    assert "no longer share what had fallen due: -600.00" in moved.say()
    assert "改按 市本级 4, 北湖区 3, 苏仙区 2, 出口加工区 1, 高新区 2 分摊" in moved.say(ct.Lang.ZH)
    assert "the day on which amendment A1 was signed" in moved.say()
    later = ct.schedule(contract(joins(date(2025, 4, 16)))).explain(3, "市本级")
    assert "2025-04-01 to 2025-04-15 are 15 of 30 days of service: 1200.00 × 15/30 = 600.00" in later.say()
    assert "takes what these weights share of the line from 3600.00 to 4200.00" in later.say()
    assert later.to_dict()["working"]["parts"][1]["amount"]["kind"] == "portion"
    with pytest.raises(NotThereError, match="another"):
        schedule.explain(0, "another")


def test_shares_of_accruals_are_explained() -> None:
    schedule = ct.schedule(contract(joins(date(2025, 4, 16)), line=network(allocation=None)))
    for first, last in ((1, 3), (4, 5), (5, 12)):
        period = ct.Period(date(2025, first, 1), date(2025, last, 28))
        parts = [schedule.explain_accrual("C", "net", period, payer) for payer in FIVE.payers]
        assert [part.recompute() for part in parts] == [part.figure.minor for part in parts]
        before = ct.Period(period.start, max(period.start, min(period.end, date(2025, 4, 16)))) if first < 4 else None
        nobody = 0 if before is None else schedule.explain_accrual("C", "net", before).figure.minor
        if first == 4:
            nobody = schedule.explain_accrual("C", "net", ct.Period(period.start, date(2025, 4, 16))).figure.minor
        assert sum(part.figure.minor for part in parts) + nobody == (
            schedule.explain_accrual("C", "net", period).figure.minor
        )
    with pytest.raises(NotThereError, match="another"):
        schedule.explain_accrual("C", "net", YEAR, "another")


def test_statements_follow() -> None:
    amended = contract(joins(date(2025, 4, 16), signed=date(2025, 6, 20)))
    paid = ct.Payment(id="P1", contract="C", on=date(2025, 6, 30), amount=ct.Money.of("7200", "CNY"))
    own = ct.Payment(id="P2", contract="C", on=date(2025, 7, 31), amount=ct.Money.of("200", "CNY"), payer="高新区")
    register = ct.Register(contracts=[amended], payments=[paid, own])

    def cut(day: date) -> dict[str, dict[str, Any]]:
        return {row["payer"]: row for row in ct.cutoff(register, day, by="payer").records()}

    assert set(cut(date(2025, 6, 19))) == {*FOUR.payers}
    june = cut(date(2025, 6, 30))
    assert {payer: str(row["paid"]) for payer, row in june.items()} == {
        payer: str(row["due"]) for payer, row in june.items()
    }
    assert str(june["高新区"]["due"]) == "500.00"
    july = cut(date(2025, 7, 31))
    assert (str(july["高新区"]["paid"]), str(july["高新区"]["payable"])) == ("700.00", "0.00")
    obligations = ct.obligations(register, as_of=date(2025, 6, 30), by_payer=True).records()
    assert {row["payer"]: str(row["amount"]) for row in obligations}["高新区"] == "1200.00"
    compared = list(ct.compare(amended, known_on=(date(2025, 6, 19), date(2025, 6, 20))).records())
    assert [(row["service_from"], row["before"], str(row["after"]), row["amendment"]) for row in compared] == [
        (date(2025, 4, 1), None, "0.00", "A1"),
        (date(2025, 5, 1), None, "0.00", "A1"),
    ]


def test_shares_are_compared() -> None:
    amended = contract(joins(date(2025, 4, 16), signed=date(2025, 12, 1)), line=network(allocation=None))
    register = ct.Register(contracts=[amended], payer="财政")
    sheet = ct.compare(register, known_on=(date(2025, 11, 30), date(2025, 12, 1)), by_payer=True)
    december = [row for row in sheet.records() if row["due"] == date(2025, 12, 31)]
    assert {row["payer"]: (str(row["before"]), str(row["after"])) for row in december} == {
        "财政": ("1200.00", "None"),
        "市本级": ("None", "400.00"),
        "北湖区": ("None", "300.00"),
        "苏仙区": ("None", "200.00"),
        "出口加工区": ("None", "100.00"),
        "高新区": ("None", "200.00"),
    }
    assert {row["amendment"] for row in sheet.records()} == {"A1"}


def test_a_payer_who_is_not_known_yet_has_no_part() -> None:
    """What it pays is nobody's by then."""
    amended = contract(joins(date(2025, 4, 16), signed=date(2025, 6, 20)))
    paid = ct.Payment(id="P1", contract="C", on=date(2025, 5, 2), amount=ct.Money.of("100", "CNY"), payer="高新区")
    rows = list(ct.cutoff(ct.Register(contracts=[amended], payments=[paid]), date(2025, 5, 31), by="payer").records())
    assert {row["payer"] for row in rows} == {*FOUR.payers}
    assert sum(row["paid"] for row in rows) == 100


def test_terms_in_force_have_the_weights_that_hold_in_the_end() -> None:
    amended = contract(joins(date(2025, 4, 16), signed=date(2025, 6, 20)))
    before, after = (ct.in_force(amended, date(2025, 6, day)).contract.lines[0].allocation for day in (19, 20))
    assert (before, after) == (FOUR, FIVE)


def test_a_total_that_comes_again_is_shared_by_the_last_weights() -> None:
    fee = network(price=ct.Total("1200", "CNY"))
    renewal = ct.Renewal(term=ct.Frequency.parse("1 year"))
    again = ct.Contract(id="C", lines=[fee], amendments=[joins(date(2025, 4, 1))], renewal=renewal)
    schedule = ct.schedule(again, known_on=date(2026, 1, 1))
    assert {row["payer"] for row in schedule.sheet(by_payer=True).records() if row["line"] == "net+1"} == {*FIVE.payers}


def test_weights_may_change_with_the_rate() -> None:
    both = joins(date(2025, 4, 1), date(2025, 5, 10), rate=ct.Money.of("2400", "CNY"))
    schedule = ct.schedule(contract(both))
    cheaper = ct.Change(line="net", rate=ct.Money.of("1200", "CNY"))
    again = ct.Amendment(id="A2", signed=date(2026, 1, 1), effective=date(2025, 12, 1), change=[cheaper])
    assert shares(ct.schedule(contract(both, again), known_on=date(2025, 12, 31))) == shares(schedule)
    rows = [(row.number, row.kind, row.amount.minor) for row in schedule if row.kind == "catch-up"]
    assert rows == [(5, "catch-up", 120_000), (14, "catch-up", 0)]
    assert shares(schedule)[5]["高新区"] == "200.00"
    assert shares(schedule)[14]["高新区"] == "200.00"


@pytest.mark.parametrize(
    ("make", "code", "field"),
    [
        (
            lambda: ct.Change(line="net", allocation={"a": 1}),  # type: ignore[arg-type]
            "TYPE_WRONG",
            "change.allocation",
        ),
        (lambda: contract(joins(date(2025, 4, 1), until=date(2025, 3, 1))), "DATE_ORDER", "amendments.A1.change.until"),
        (
            lambda: ct.Change(line="net", allocation=FIVE, total=ct.Money.of("1", "CNY"), until=date(2025, 3, 1)),
            "KEY_CONFLICT",
            "change.total",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(make: Any, code: str, field: str) -> None:
    with pytest.raises(TermsError) as caught:
        make()
    assert (caught.value.code, caught.value.field) == (code, field)


def test_the_tax_of_each_payer_is_refused_where_payers_change() -> None:
    schedule = ct.schedule(contract(joins(date(2025, 7, 1)), line=network(tax=ct.Tax(13))))
    assert schedule.sheet(tax=True).columns["tax"][0] == 138_05
    with pytest.raises(TermsError) as refused:
        schedule.sheet(by_payer=True, tax=True)
    assert (refused.value.code, refused.value.value) == ("TAX_OF_PAYERS", "C net")


def test_a_line_without_installments_has_no_payers_in_a_cutoff() -> None:
    fee = ct.Line(
        id="fee", price=ct.Total("12", "CNY"), service=YEAR, billing=ct.Once(date(2025, 9, 1)), allocation=HALVES
    )
    kept = ct.Line(id="kept", price=ct.Total("7", "CNY"), billing=ct.Once(date(2025, 1, 1)))
    march = date(2025, 3, 1)
    ended = ct.Amendment(id="S", signed=march, effective=march, end=["fee"])
    register = ct.Register([ct.Contract(id="C", lines=[fee, kept], amendments=[ended])])
    rows = list(ct.cutoff(register, march, by="payer").records())
    assert sum(row["value"] for row in rows) == ct.schedule(register).total().amount
