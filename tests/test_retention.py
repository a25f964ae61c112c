"""What is withheld of installments, and released later."""

from datetime import date
from decimal import Decimal

from attrs import evolve

import contracts as ct

ACCEPTED = ct.Retention(percent=Decimal(5), release=ct.Release(after="accepted", months=12))
LINE = ct.Line(
    id="build",
    price=ct.Total("1000", "CNY"),
    billing=ct.Stages(
        [
            ct.Stage(name="首付款", percent=Decimal(30), on=date(2017, 3, 1)),
            ct.Stage(name="尾款", percent=Decimal(70), after="accepted"),
        ]
    ),
    retention=ACCEPTED,
)
WORKS = ct.Contract(id="W", signed=date(2017, 1, 20), lines=[LINE])
DONE = WORKS.with_event("accepted", date(2017, 9, 30))


def rows(contract: ct.Contract) -> list[tuple[str, date | None, str]]:
    return [(row.kind, row.due, f"{row.amount.amount}") for row in ct.schedule(contract)]


def test_what_is_withheld_comes_back_once_its_event_has_happened() -> None:
    first = date(2017, 3, 1)
    assert rows(WORKS) == [
        ("stage", first, "300.00"),
        ("stage", None, "700.00"),
        ("retention", first, "-15.00"),
        ("retention", None, "-35.00"),
        ("release", None, "50.00"),
    ]
    last, released = date(2017, 9, 30), date(2018, 9, 30)
    assert rows(DONE) == [
        ("stage", first, "300.00"),
        ("stage", last, "700.00"),
        ("retention", first, "-15.00"),
        ("retention", last, "-35.00"),
        ("release", released, "50.00"),
    ]
    assert rows(evolve(WORKS, lines=[evolve(LINE, retention=evolve(ACCEPTED, percent=Decimal(0)))])) == rows(WORKS)[:2]


def test_what_has_no_day_is_not_withheld_of_once_the_release_has_one() -> None:
    on = ct.Retention(percent=Decimal(5), release=ct.Release(on=date(2018, 1, 1)))
    assert [row[0] for row in rows(evolve(WORKS, lines=[evolve(LINE, retention=on)]))] == [
        "stage",
        "stage",
        "retention",
        "release",
    ]


def test_a_release_falls_due_once_its_event_is_known() -> None:
    late = ct.Amendment(id="补1", signed=date(2019, 1, 5), events={"accepted": date(2017, 9, 30)})
    schedule = ct.schedule(evolve(WORKS, amendments=[late]))
    release = schedule[len(schedule) - 1]
    assert (release.kind, release.due_unadjusted, release.due) == ("release", date(2018, 9, 30), date(2019, 1, 5))
    assert (
        schedule.explain(len(schedule) - 1)
        .say()
        .endswith("Due on 2019-01-05, the day on which the event “accepted” became known.")
    )
    before = ct.schedule(evolve(WORKS, amendments=[late]), known_on=date(2019, 1, 4))
    assert before[len(before) - 1].due is None


def test_an_explanation_says_of_what_it_is_withheld() -> None:
    schedule = ct.schedule(DONE)
    assert schedule.explain(3).say() == (
        "W build, installment 4 of 5, a retention: -35.00 CNY because 5 % of what falls due is withheld: 50.00 of "
        "1000.00, 15.00 of 300.00 before. Due on 2017-09-30, as what it is withheld of."
    )
    assert [schedule.explain(i).working.figure.minor for i in range(2, 5)] == [-1500, -3500, 5000]
    assert schedule.explain(4).say(ct.Lang.ZH) == (
        "W build 第 5/5 期（质保金返还）：返还所扣质保金：1000.00 的 5%，得 50.00 元。"
        "应付日 2018-09-30，为事件“accepted”发生日 2017-09-30 后 12 个月。"
    )
    on = ct.Retention(percent=Decimal(5), release=ct.Release(on=date(2018, 1, 1)))
    stated = ct.schedule(evolve(DONE, lines=[evolve(LINE, retention=on)]))
    assert stated.explain(4).say().endswith("Due on 2018-01-01, as the contract states.")


def test_a_release_counts_from_an_event_that_an_amendment_records() -> None:
    done = ct.Amendment(id="S", signed=date(2017, 9, 30), events={"accepted": date(2017, 9, 30)})
    schedule = ct.schedule(evolve(WORKS, amendments=[done]))
    assert (
        schedule.explain(4)
        .say()
        .endswith("Due on 2018-09-30, 12 months after 2017-09-30, the day of the event “accepted”.")
    )


def test_it_is_a_credit_for_its_own_installment() -> None:
    found = ct.match(ct.Register([DONE]), date(2017, 12, 31))
    assert [row["open"] for row in found.installments().to_frame("minor").to_dict("records")] == [
        28500,
        66500,
        0,
        0,
        5000,
    ]


def test_statements_take_it_in() -> None:
    register, day = ct.Register([DONE]), date(2017, 12, 31)
    (row,) = ct.cutoff(register, day).to_frame("minor").to_dict("records")
    assert (row["payable"], row["retained"], row["due"], row["overdue"]) == (100000, 5000, 95000, 95000)
    assert ct.ledger(register, day).columns["retained"] == [5000]
    year = ct.Period.through(date(2018, 1, 1), date(2018, 12, 31))
    (release,) = ct.deadlines(register, year).records()
    assert (release["day"], release["what"], release["note"]) == (
        date(2018, 9, 30),
        "release",
        "50.00 CNY of retention is released",
    )
    conditions = list(ct.payment_calendar(register, year).columns["condition"])
    assert conditions == ["on 2017-03-01", "accepted", "accepted + 12 months"]


def test_what_is_withheld_of_what_has_no_day_says_so() -> None:
    found = ct.schedule(WORKS).explain(3)
    assert found.say().endswith("It has no day yet: neither has what it is withheld of.")
    assert found.say(ct.Lang.ZH).endswith("尚无应付日：所扣款项亦无应付日。")


def test_what_is_suspended_waits_until_its_line_is_resumed() -> None:
    fee = ct.Line(
        id="fee",
        price=ct.Total("1200", "CNY"),
        service=ct.Period.through(date(2017, 1, 1), date(2017, 12, 31)),
        billing=ct.Cyclic(ct.HALF_YEARLY),
    )
    july = date(2017, 7, 1)
    stop = ct.Amendment(id="S", signed=july, effective=july, suspend=ct.Suspension(july))
    register = ct.Register([ct.Contract(id="F", lines=[fee], amendments=[stop])])
    year = ct.Period.through(july, date(2017, 12, 31))
    (*_, waiting) = ct.deadlines(register, year).records()
    assert (waiting["day"], waiting["note"]) == (None, "600.00 CNY waits until the line is resumed")
    (found,) = (one for one in ct.findings(register, july) if one.code == "UNDATED")
    assert found.message[0] == "600.00 CNY has no day, since the line is suspended until it is resumed"


def test_while_it_waits() -> None:
    register = ct.Register([WORKS])
    year = ct.Period.through(date(2018, 1, 1), date(2018, 12, 31))
    notes = [row["note"] for row in ct.deadlines(register, year).records()]
    assert notes == [
        "尾款 waits for accepted, since the signing on 2017-01-20",
        "the release of retention waits for accepted",
    ]
    found = [one for one in ct.findings(register, date(2018, 1, 1)) if one.code == "UNDATED"]
    assert [one.figures["event"] for one in found] == ["accepted", "accepted"]
    assert found[1].message[0].startswith("the release of 50.00 CNY of retention has no day")


def test_what_is_withheld_of_a_negative_adjustment_is_paid() -> None:
    penalty = ct.Adjustment(id="K", on=date(2017, 4, 1), amount=ct.Money.of("-100", "CNY"), kind="penalty")
    contract = evolve(DONE, lines=[evolve(LINE, adjustments=[penalty])])
    kept = [row for row in ct.schedule(contract) if row.kind == "retention"]
    assert [f"{row.amount.amount}" for row in kept] == ["-15.00", "5.00", "-35.00"]
    register = ct.Register([contract])
    april = ct.Period.through(date(2017, 4, 1), date(2017, 4, 30))
    assert list(ct.payment_calendar(register, april).columns["condition"]) == ["on 2017-03-01", "retention"]


def test_nothing_is_withheld_of_what_is_expected() -> None:
    again = ct.expected(
        ct.Contract(
            id="R",
            recurring=True,
            lines=[
                ct.Line(
                    id="rent",
                    price=ct.Rate("10", "CNY"),
                    billing=ct.Cyclic(ct.MONTHLY),
                    service=ct.Period.through(date(2017, 1, 1), date(2017, 12, 31)),
                    retention=ACCEPTED,
                )
            ],
        ),
        until=date(2018, 12, 31),
    )
    assert [line.retention for contract in again for line in contract.lines] == [None]
