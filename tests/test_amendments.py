"""Amendments by example: what others charge for the same change, and what is refused where."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

import contracts as ct

MONTHS = ct.Cyclic(ct.MONTHLY)
YEAR = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))


def money(text: str) -> ct.Money:
    return ct.Money.of(text, "CNY")


def rent(**facts: object) -> ct.Line:
    terms = {"id": "rent", "price": ct.Rate("100", "CNY"), "service": YEAR, "billing": MONTHS}
    return ct.Line(**{**terms, **facts})  # type: ignore[arg-type]


def amended(line: ct.Line, *amendments: ct.Amendment) -> ct.Contract:
    return ct.Contract(id="A", lines=[line], amendments=amendments)


def rows(schedule: ct.Schedule) -> list[tuple[int, str, str, str]]:
    return [(row.number, row.kind, str(row.due), str(row.amount.amount)) for row in schedule]


def test_a_lower_price_in_mid_month_gives_back_what_is_left_of_it() -> None:
    """Kill Bill: 599.95 a month in advance, 9.95 from the 7th: −483.83 + 8.02."""
    service = ct.Period.through(date(2012, 5, 1), date(2012, 6, 30))
    line = rent(price=ct.Rate("599.95", "CNY"), service=service, billing=ct.Cyclic(ct.MONTHLY, when=ct.ADVANCE))
    change = ct.Change(line="rent", rate=money("9.95"))
    on_the_day = amended(line, ct.Amendment(id="S1", signed=date(2012, 5, 7), change=[change]))
    afterwards = amended(
        line, ct.Amendment(id="S1", signed=date(2012, 5, 9), effective=date(2012, 5, 7), change=[change])
    )

    assert rows(ct.schedule(on_the_day)) == [
        (1, "cyclic", "2012-05-01", "599.95"),
        (2, "step", "2012-05-07", "-475.81"),
        (3, "cyclic", "2012-06-01", "9.95"),
    ]
    assert rows(ct.schedule(afterwards))[1] == (2, "catch-up", "2012-05-09", "-475.81")
    assert ct.schedule(afterwards)[1].name == "S1"
    assert ct.schedule(afterwards, known_on=date(2012, 5, 8)).total() == money("1199.90")


def test_a_year_paid_in_advance_comes_back_from_the_day_of_the_end() -> None:
    """Kill Bill: 2399.95 for the year from 2013-08-18, ended on 2013-09-17: −2202.69, earned 197.26."""
    service = ct.Period.through(date(2013, 8, 18), date(2014, 8, 17))
    line = rent(price=ct.Rate("2399.95", "CNY"), service=service, billing=ct.Cyclic(ct.YEARLY, when=ct.ADVANCE))
    schedule = ct.schedule(amended(line, ct.Amendment(id="S1", signed=date(2013, 9, 17), end=["rent"])))

    assert rows(schedule)[1:] == [(2, "catch-up", "2013-09-17", "-2202.69")]
    assert schedule.earned(date(2013, 9, 16)) == schedule.total() == money("197.26")


def test_a_suspension_outlives_another_quantity() -> None:
    """June is not served, whatever is counted from May on; nor are days of it that a change for a time ends in."""
    june = ct.Amendment(id="S1", signed=date(2017, 5, 20), suspend=ct.Suspension(date(2017, 6, 1), date(2017, 6, 30)))
    for until, after in ((None, "200.00"), (date(2017, 6, 15), "100.00")):
        change = ct.Change(line="rent", quantity=ct.Quantity.of(2), until=until)
        more = ct.Amendment(id="S2", signed=date(2017, 5, 25), effective=date(2017, 5, 1), change=[change])
        dearer = ct.Amendment(
            id="S3",
            signed=date(2017, 5, 26),
            effective=date(2017, 6, 10),
            change=[ct.Change(line="rent", rate=money("100"))],
        )
        found = [str(row.amount.amount) for row in ct.schedule(amended(rent(), june, more, dearer))]
        assert found == ["100.00"] * 4 + ["200.00", "0.00"] + [after] * 6


def test_days_that_are_suspended_twice_are_made_up_once() -> None:
    """What the first one has moved the end for, the second one has not; but what none has moved it for."""
    for first, days in ((True, 12), (False, 20)):
        pauses = [
            ct.Suspension(date(2017, 3, 1), date(2017, 3, 10), extend=first),
            ct.Suspension(date(2017, 3, 3), date(2017, 3, 22), extend=True),
        ]
        agreed = [ct.Amendment(id=f"S{i}", signed=date(2017, 2, i), suspend=pause) for i, pause in enumerate(pauses, 1)]
        moved = date(2017, 12, 31) + timedelta(days=days + 10 * first)
        total = rent(price=ct.Total("1200", "CNY"))
        for line in (rent(), total):
            (terms,) = ct.in_force(amended(line, *agreed)).contract.lines
            assert terms.service is not None
            assert terms.service.last == moved


def test_days_that_are_suspended_are_not_owed_and_come_at_the_end() -> None:
    pause = ct.Suspension(date(2017, 3, 1), date(2017, 3, 31), extend=True)
    schedule = ct.schedule(amended(rent(), ct.Amendment(id="S1", signed=date(2017, 2, 1), suspend=pause)))

    assert [row[3] for row in rows(schedule)][1:4] == ["100.00", "0.00", "100.00"]
    assert rows(schedule)[-1] == (13, "cyclic", "2018-01-31", "100.00")


def test_a_total_that_ends_is_worth_its_cells_up_to_then_or_what_was_agreed() -> None:
    line = rent(price=ct.Total("1200", "CNY"))
    end = ct.Amendment(id="S1", signed=date(2017, 4, 16), end=["rent"])
    agreed = ct.Amendment(id="S1", signed=date(2017, 4, 16), end=["rent"], final={"rent": money("250")})

    assert ct.schedule(amended(line, end)).total() == money("350")
    assert rows(ct.schedule(amended(line, agreed)))[-1] == (4, "catch-up", "2017-04-16", "-50.00")


@pytest.mark.parametrize(("when", "due"), [(ct.ARREARS, "2017-02-02"), (ct.ADVANCE, "2017-01-01")])
def test_an_end_inside_of_a_long_first_bill_leaves_one_bill(when: ct.When, due: str) -> None:
    """It is worth a month and two days of 28, and no edge of the grid cuts it."""
    billing = ct.Cyclic(ct.MONTHLY, when=when, first_edge=date(2017, 4, 1))
    line = rent(price=ct.Total("1200", "CNY"), billing=billing)
    end = ct.Amendment(id="S1", signed=date(2017, 1, 1), effective=date(2017, 2, 3), end=["rent"])
    contract = amended(line, end)

    found = ct.schedule(contract)
    assert [(row.number, str(row.due_unadjusted), row.service) for row in found] == [
        (1, due, ct.Period(date(2017, 1, 1), date(2017, 2, 3)))
    ]
    assert found.total() == found.earned(date(2017, 12, 31)) == money("107.14")


def test_a_stage_that_is_recorded_late_keeps_its_number() -> None:
    stages = ct.Stages(
        [
            ct.Stage(name="验收款", percent=Decimal(70), after="accepted"),
            ct.Stage(name="尾款", percent=Decimal(30), on=date(2017, 4, 1)),
        ]
    )
    line = ct.Line(id="build", price=ct.Total("100", "CNY"), billing=stages)
    late = ct.Amendment(id="S1", signed=date(2017, 6, 1), events={"accepted": date(2017, 3, 1)})
    schedule = ct.schedule(amended(line, late))

    assert rows(schedule) == [(1, "catch-up", "2017-06-01", "70.00"), (2, "stage", "2017-04-01", "30.00")]
    assert schedule[0].due_unadjusted == date(2017, 3, 1)
    ended = ct.Amendment(id="S2", signed=date(2017, 5, 1), end=["build"])
    assert rows(ct.schedule(amended(line, ended))) == [
        (1, "stage", "None", "0.00"),
        (2, "stage", "2017-04-01", "30.00"),
    ]


def test_what_is_added_later_is_in_effect_from_then_on() -> None:
    extra = rent(id="extra")
    signed, effective = date(2017, 6, 20), date(2017, 7, 1)
    change = ct.Change(line="extra", rate=money("50"))
    contract = amended(
        rent(),
        ct.Amendment(id="S1", signed=signed, effective=effective, add=[extra]),
        ct.Amendment(id="S2", signed=date(2017, 6, 25), effective=date(2017, 1, 1), change=[change]),
    )
    schedule = ct.schedule(contract)

    assert schedule.earned(date(2017, 6, 30)) == money("600")
    assert schedule.earned(date(2017, 12, 31)) == schedule.total() == money("1800")


@pytest.mark.parametrize(
    ("amendment", "code", "field", "number"),
    [
        ("signed = 2017-06-01", "KEY_MISSING", "amendments.id", 10),
        ('id = "S1"', "KEY_MISSING", "amendments.signed", 10),
        ('id = "S1"\nsigned = 2017-06-01\nchange = [{ rate = "1" }]', "KEY_MISSING", "amendments.change.line", 13),
        ('id = "S1"\nsigned = 2017-06-01\nchange = [{ line = "a" }]', "KEY_MISSING", "amendments.change.rate", 13),
        ('id = "S1"\nsigned = 2017-06-01\nchange = [{ line = "a", rate = "x" }]', "AMOUNT_SYNTAX", "", 13),
        ('id = "S1"\nsigned = 2017-06-01\nchange = [{ line = "b", rate = "1" }]', "LINE_UNKNOWN", "", 13),
        ('id = "S1"\nsigned = 2017-06-01\nsuspend = { to = 2017-06-01 }', "KEY_MISSING", "", 13),
        ('id = "S1"\nsigned = 2017-06-01\nsuspend = 5', "TYPE_WRONG", "", 13),
        ('id = "S1"\nsigned = 2017-06-01\nend = ["a"]\nfinal = { a = "x" }', "AMOUNT_SYNTAX", "", 14),
        ('id = "S1"\nsigned = 2017-06-01\nfinal = 5', "TYPE_WRONG", "", 13),
        ('id = "S1"\nsigned = 2017-06-01\nfinal = { a = "1" }', "FINAL_OF_ENDED", "", 13),
        ('id = "S1"\nsigned = 2017-06-01\nadd = [{ id = "b", total = "1" }]', "KEY_MISSING", "", 13),
        ('id = "S1"\nsigned = 2017-06-01\nadd = 5', "TYPE_WRONG", "", 13),
        (
            'id = "S1"\nsigned = 2017-06-01\n[[contracts.amendments]]\nid = "S1"\nsigned = 2017-07-01',
            "DUPLICATE_ID",
            "",
            14,
        ),
    ],
)
def test_what_is_wrong_with_an_amendment_is_told_on_its_line(
    amendment: str, code: str, field: str, number: int
) -> None:
    text = f"""[[contracts]]
id = "A"

[[contracts.lines]]
id = "a"
rate = "1"
from = 2017-01-01
to = 2017-12-31
billing = {{ every = "1 month" }}
[[contracts.amendments]]
{amendment}
"""
    with pytest.raises(ct.RegisterError) as caught:
        ct.loads(text, "toml")
    (problem,) = caught.value.problems
    assert (problem.code, problem.line_number) == (code, number)
    assert field in ("", problem.field)


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ("[]", "QUANTITY_EMPTY"),
        ("[5]", "TYPE_WRONG"),
        ("[{ from = 2017-01-01 }]", "KEY_MISSING"),
        ('[{ is = "1" }, { is = "2" }]', "KEY_MISSING"),
        ('[{ from = 2017-02-01, is = "1" }]', "QUANTITY_LATE"),
        ('[{ from = 2017-01-01, is = "1" }, { from = 2016-01-01, is = "2" }]', "QUANTITY_ORDER"),
        ('[{ is = "1" }, { from = 2017-02-01, is = "-2" }]', "PRICE_NEGATIVE"),
        ('[{ is = "1" }, { from = 5, is = "2" }]', "TYPE_WRONG"),
    ],
)
def test_what_is_wrong_with_steps_of_a_rate(steps: str, code: str) -> None:
    text = f"""[[contracts]]
id = "A"
[[contracts.lines]]
id = "a"
rate = {steps}
from = 2017-01-01
to = 2017-12-31
billing = {{ every = "1 month" }}
"""
    with pytest.raises(ct.RegisterError) as caught:
        ct.loads(text, "toml")
    assert [(problem.code, problem.line_number) for problem in caught.value.problems] == [(code, 5)]


def test_a_payer_s_share_of_what_is_caught_up_is_explained() -> None:
    shared = rent(allocation=ct.Allocation({"市本级": 2, "北湖区": 1}))
    change = ct.Change(line="rent", rate=money("130"))
    late = ct.Amendment(id="S1", signed=date(2017, 3, 15), effective=date(2017, 2, 15), change=[change])
    schedule = ct.schedule(amended(shared, late))

    kinds = [row.kind for row in schedule]
    assert "catch-up" in kinds
    for number, row in enumerate(schedule):
        whole = schedule.explain(number)
        assert whole.figure == row.amount
        assert whole.recompute() == row.amount.minor
        shares = [schedule.explain(number, payer=payer).figure for payer in ("市本级", "北湖区")]
        assert shares[0] + shares[1] == row.amount
    caught_up = schedule.explain(kinds.index("catch-up"))
    assert caught_up.working.figure == caught_up.figure
    register = ct.Register([amended(shared, late)])
    assert ct.payment_calendar(register, YEAR).columns["condition"][kinds.index("catch-up")] == "amendment S1"


def test_a_due_day_that_its_calendar_does_not_cover_is_told_with_its_line() -> None:
    line = rent(calendar=ct.CHINA)
    longer = amended(line, ct.Amendment(id="S1", signed=date(2017, 2, 1), to=date(2031, 12, 31)))

    with pytest.raises(ct.TermsError) as caught:
        ct.schedule(longer)
    assert (caught.value.contract, caught.value.line) == ("A", "rent")


def test_amendments_that_lead_to_no_terms_are_refused_with_their_id() -> None:
    twice = ct.Amendment(id="S1", signed=date(2017, 2, 1))
    with pytest.raises(ct.TermsError, match=r"amendments\.id") as caught:
        amended(rent(), twice, ct.Amendment(id="S1", signed=date(2017, 3, 1)))
    assert caught.value.code == "DUPLICATE_ID"


def test_an_event_after_which_there_are_no_days_is_refused_with_its_amendment() -> None:
    stage = ct.Stage(name="尾款", percent=Decimal(100), after="accepted", months=12)
    line = ct.Line(id="a", price=ct.Total("1", "CNY"), billing=ct.Stages([stage]))
    late = ct.Amendment(id="S1", signed=date(2199, 6, 1), events={"accepted": date(2199, 6, 1)})
    with pytest.raises(ct.TermsError, match="S1") as caught:
        amended(line, late)
    assert (caught.value.code, caught.value.line) == ("DATE_RANGE", "a")
