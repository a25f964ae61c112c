"""The rules of law that are judged: each on the day and the figure of its edge."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

import contracts as ct
from contracts.statements.statutory import working_day

AS_OF = date(2022, 12, 31)
SIGNED = date(2021, 1, 4)
JANUARY = ct.Period.through(date(2021, 1, 1), date(2021, 1, 31))


def money(amount: str) -> ct.Money:
    return ct.Money.of(amount, "CNY")


def rent(service: ct.Period = JANUARY, amount: str = "100", **billing: Any) -> ct.Line:
    cycle = ct.Cyclic(ct.MONTHLY, **billing)
    return ct.Line(id="rent", price=ct.Total(amount, "CNY"), billing=cycle, service=service)


def staged(*parts: ct.Stage, total: str = "1000") -> ct.Line:
    return ct.Line(id="build", price=ct.Total(total, "CNY"), billing=ct.Stages(parts))


def contract(*lines: ct.Line, **facts: Any) -> ct.Contract:
    return ct.Contract(id="A", lines=lines or [rent()], **{"signed": SIGNED, **facts})


def paid(on: date, amount: str = "100", id: str = "P", **how: Any) -> ct.Payment:
    return ct.Payment(id=id, on=on, amount=money(amount), contract="A", **how)


def found(terms: ct.Contract, code: str, *payments: ct.Payment, as_of: date = AS_OF) -> list[ct.Finding]:
    return [one for one in ct.findings(ct.Register([terms], payments=payments), as_of) if one.code == code]


# payment to an SME


@pytest.mark.parametrize(
    ("net_days", "last"),
    [(0, date(2021, 3, 2)), (30, date(2021, 3, 2)), (45, date(2021, 3, 17)), (61, date(2021, 4, 1))],
)
def test_an_sme_is_paid_within_30_days_of_delivery_or_as_agreed_but_60_at_most(net_days: int, last: date) -> None:
    sme = contract(rent(net_days=net_days), sme=True)
    assert found(sme, "SME_PAID_LATE", paid(last)) == []
    (late,) = found(sme, "SME_PAID_LATE", paid(last + timedelta(days=1)))
    assert (late.contract, late.line, late.severity) == ("A", "rent", ct.Severity.WARNING)
    assert late.figures == {
        "number": 1,
        "delivered": date(2021, 1, 31),
        "last": last,
        "amount": money("100"),
        "days": 1,
        "interest": money("0.05"),
    }
    assert late.law is not None
    assert (late.law.basis, late.law.unconfirmed) == ("保障中小企业款项支付条例 (2020) 第八条", False)
    long = found(sme, "SME_TERM_LONG", paid(last))
    assert [one.figures["days"] for one in long] == [61] * (net_days > 60)


def test_what_an_sme_still_waits_for_is_found_with_what_was_paid_late() -> None:
    """Due by 2 March: 40 came 8 days late, 60 are open for 10 days; with an agreed 0.1 % a day."""
    sme = contract(sme=True, late_interest=Decimal("0.1"))
    payments = [paid(date(2021, 3, 10), "40")]
    (late,) = found(sme, "SME_PAID_LATE", *payments, as_of=date(2021, 3, 12))
    assert (late.figures["amount"], late.figures["days"], late.figures["interest"]) == (money("100"), 10, money("0.92"))
    assert "were not paid to an SME by 2021-03-02" in late.say()
    assert "已逾期 10 天" in late.say(ct.Lang.ZH)
    assert found(sme, "SME_PAID_LATE", as_of=date(2021, 3, 2)) == []


@pytest.mark.parametrize(
    "facts", [{}, {"sme": True, "signed": date(2020, 8, 31)}, {"sme": True, "signed": None, "lines": [rent]}]
)
def test_the_law_holds_for_smes_from_september_2020(facts: dict[str, Any]) -> None:
    """Where the signing is unknown, the start of service counts."""
    if facts.pop("lines", None):
        early = rent(ct.Period.through(date(2020, 8, 1), date(2020, 8, 31)))
        assert found(contract(early, **facts), "SME_PAID_LATE") == []
        assert len(found(contract(**facts), "SME_PAID_LATE")) == 1
    else:
        assert found(contract(**facts), "SME_PAID_LATE") == []


def test_the_days_count_from_the_event_that_makes_a_stage_due() -> None:
    stages = staged(
        ct.Stage(name="首付款", percent=Decimal(30), after="signed"),
        ct.Stage(name="到货款", percent=Decimal(30), after="accepted", days=10),
        ct.Stage(name="尾款", percent=Decimal(30), after="accepted", months=3),
        ct.Stage(name="质保金", percent=Decimal(5), after="accepted", months=12),
        ct.Stage(name="其他", percent=Decimal(5), after="audited"),
    )
    sme = contract(stages, sme=True, events={"accepted": date(2021, 3, 1)})
    numbers = [(one.figures["number"], one.figures["last"]) for one in found(sme, "SME_PAID_LATE")]
    assert numbers == [(2, date(2021, 3, 31)), (3, date(2021, 4, 30))]
    (long,) = found(sme, "SME_TERM_LONG")
    assert (long.figures["number"], long.figures["days"]) == (3, 92)


def test_of_several_terms_that_are_too_long_the_longest_of_a_line_is_told() -> None:
    parts = [
        ct.Stage(name=f"{months}", percent=Decimal(25), after="accepted", months=months) for months in (3, 5, 4, 1)
    ]
    sme = contract(staged(*parts), sme=True, events={"accepted": date(2021, 3, 1)})
    assert [one.figures["number"] for one in found(sme, "SME_TERM_LONG")] == [2]


def test_what_is_agreed_afterwards_waits_from_the_day_of_signing() -> None:
    line = ct.Line(
        id="rent",
        price=ct.Rate("100", "CNY"),
        billing=ct.Cyclic(ct.MONTHLY),
        service=ct.Period.through(date(2021, 1, 1), date(2021, 1, 31)),
    )
    more = ct.Amendment(
        id="S1",
        signed=date(2021, 6, 1),
        effective=date(2021, 1, 1),
        change=[ct.Change(line="rent", rate=money("110"))],
    )
    sme = contract(line, sme=True, amendments=[more])
    payments = [paid(date(2021, 2, 1)), paid(date(2021, 7, 2), "10", "Q")]
    (late,) = found(sme, "SME_PAID_LATE", *payments)
    assert (late.figures["number"], late.figures["delivered"], late.figures["days"]) == (2, date(2021, 6, 1), 1)
    assert found(sme, "SME_TERM_LONG", *payments) == []


def test_a_last_day_that_is_closed_moves_to_the_next_open_one() -> None:
    """30 days after 2 September 2021 are in the holidays of October; the calendar has its last days in 2199."""
    service = ct.Period.through(date(2021, 9, 1), date(2021, 9, 2))
    (late,) = found(contract(rent(service), sme=True), "SME_PAID_LATE", as_of=date(2021, 10, 9))
    assert (late.figures["last"], late.figures["days"]) == (date(2021, 10, 8), 1)
    end = rent(ct.Period.through(date(2199, 12, 1), date(2199, 12, 31)))
    assert found(contract(end, sme=True), "SME_PAID_LATE", as_of=date(2199, 12, 31)) == []


# shares of the price


@pytest.mark.parametrize(
    ("facts", "raised"),
    [
        ({"performance_bond": money("10")}, False),
        ({"performance_bond": money("10.01")}, True),
        ({"performance_bond": money("10.01"), "signed": date(2015, 2, 28)}, False),
        ({"performance_bond": money("10.01"), "signed": date(2015, 3, 1)}, True),
    ],
)
def test_a_performance_bond_is_a_tenth_at_most(facts: dict[str, Any], raised: bool) -> None:
    large = found(contract(**facts), "PERFORMANCE_BOND_LARGE")
    assert len(large) == raised
    if raised:
        assert large[0].figures == {"bond": money("10.01"), "value": money("100"), "most": 10}
        assert large[0].law is not None
        assert large[0].law.unconfirmed


@pytest.mark.parametrize(
    ("signed", "percent", "kind", "raised"),
    [
        (date(2017, 6, 30), "5", "works", False),
        (date(2017, 6, 30), "5.1", "works", True),
        (date(2017, 7, 1), "3", "works", False),
        (date(2017, 7, 1), "3.1", "works", True),
        (date(2017, 7, 1), "50", "goods", False),
        (date(2017, 7, 1), "50", None, False),
        (date(2004, 7, 1), "50", "works", False),
    ],
)
def test_of_works_3_per_cent_are_retained_and_5_before_july_2017(
    signed: date, percent: str, kind: str | None, raised: bool
) -> None:
    rest = ct.Stage(name="竣工款", percent=100 - Decimal(percent), on=date(2018, 1, 1))
    kept = ct.Stage(name="质保金", percent=Decimal(percent), after="accepted", months=24)
    large = found(contract(staged(rest, kept), signed=signed, kind=kind), "RETENTION_LARGE")
    assert len(large) == raised
    if raised:
        assert large[0].figures["retained"] == money(str(10 * Decimal(percent)))
        assert large[0].figures["most"] == (3 if signed.month == 7 else 5)


def test_what_is_withheld_of_works_counts_as_retained() -> None:
    for percent, raised in (("3", False), ("3.5", True)):
        kept = ct.Retention(percent=Decimal(percent), release=ct.Release(after="accepted", months=24))
        works = evolve(rent(amount="1000"), retention=kept)
        large = found(contract(works, kind="works"), "RETENTION_LARGE")
        assert [one.figures["retained"] for one in large] == [money("35")] * raised


# beside the price


def adjusted(line: ct.Line, amount: str, on: date = SIGNED) -> ct.Line:
    return evolve(line, adjustments=[ct.Adjustment(id="K", on=on, amount=money(amount), kind="settlement")])


def test_the_price_at_signing_is_without_what_was_settled_since() -> None:
    bond = {"performance_bond": money("10")}
    assert not found(contract(adjusted(rent(), "-50"), **bond), "PERFORMANCE_BOND_LARGE")
    (large,) = found(contract(adjusted(rent(), "50"), performance_bond=money("10.01")), "PERFORMANCE_BOND_LARGE")
    assert large.figures["value"] == money("100")
    more = ct.Amendment(id="B", signed=date(2021, 2, 1), add=[adjusted(once("10"), "5")])
    assert not found(contract(amendments=[more]), "SUPPLEMENTS_LARGE")
    (large,) = found(contract(adjusted(rent(), "50"), amendments=[evolve(more, add=[once("11")])]), "SUPPLEMENTS_LARGE")
    assert (large.figures["added"], large.figures["original"]) == (money("11"), money("100"))


def test_an_sme_waits_for_what_catches_up_from_the_signing_on() -> None:
    added = ct.Amendment(id="B", signed=date(2021, 6, 1), effective=date(2021, 1, 1), add=[evolve(rent(), id="more")])
    sme = contract(sme=True, amendments=[added])
    whole = paid(date(2021, 2, 3))
    assert not found(sme, "SME_PAID_LATE", whole, paid(date(2021, 7, 1), id="Q"))
    (late,) = found(sme, "SME_PAID_LATE", whole, paid(date(2021, 7, 2), id="Q"))
    assert (late.line, late.figures["delivered"]) == ("more", date(2021, 6, 1))
    assert not found(sme, "SME_TERM_LONG")


def test_what_is_withheld_and_deducted_is_not_to_be_paid_to_an_sme() -> None:
    kept = ct.Retention(percent=Decimal(10), release=ct.Release(on=date(2023, 1, 31)))
    line = evolve(adjusted(rent(), "-20", date(2021, 1, 31)), retention=kept)
    sme = contract(line, sme=True)
    assert not found(sme, "SME_PAID_LATE", paid(date(2021, 3, 2), "72"))
    (late,) = found(sme, "SME_PAID_LATE", paid(date(2021, 3, 2), "60"))
    assert late.figures["amount"] == money("10")
    (late,) = found(sme, "SME_PAID_LATE", paid(date(2021, 3, 2), "60"))
    assert late.figures["amount"] == money("10")
    register = ct.Register([sme], payments=[paid(date(2021, 3, 2), "72")])
    assert not len(ct.findings(register, AS_OF))


def test_an_amendment_of_a_renewed_total_is_no_supplement() -> None:
    year = ct.Period.through(date(2021, 1, 1), date(2021, 12, 31))
    fee = ct.Line(id="fee", price=ct.Total("12", "CNY"), billing=ct.Cyclic(ct.QUARTERLY), service=year)
    dearer = ct.Change(line="fee+1", total=money("15"))
    changes = [
        ct.Amendment(id="B", signed=date(2022, 2, 1), effective=date(2022, 1, 1), change=[dearer]),
        ct.Amendment(id="C", signed=date(2022, 3, 1), add=[once("1")]),
        ct.Amendment(id="D", signed=date(2022, 4, 1), to=date(2023, 3, 31), lines=["fee+1"]),
        ct.Amendment(
            id="E", signed=date(2022, 5, 1), effective=date(2022, 6, 1), end=["fee+1"], final={"fee+1": money("9")}
        ),
    ]
    for count in range(2, len(changes) + 1):
        agreed = contract(rent(), fee, renewal=ct.Renewal(term=ct.YEARLY, times=1), amendments=changes[:count])
        assert not found(agreed, "SUPPLEMENTS_LARGE")


def test_a_renewed_total_that_is_suspended_and_resumed_is_no_supplement() -> None:
    year = ct.Period.through(date(2021, 1, 1), date(2021, 12, 31))
    fee = ct.Line(id="fee", price=ct.Total("12", "CNY"), billing=ct.Cyclic(ct.QUARTERLY), service=year)
    changes = [
        ct.Amendment(id="B", signed=date(2022, 5, 1), suspend=ct.Suspension(date(2022, 5, 1), None), lines=["fee+1"]),
        ct.Amendment(id="C", signed=date(2022, 6, 1), resume=date(2022, 6, 1), lines=["fee+1"]),
        ct.Amendment(id="D", signed=date(2022, 7, 1), add=[once("1")]),
    ]
    agreed = contract(rent(), fee, renewal=ct.Renewal(term=ct.YEARLY, times=1), amendments=changes)
    assert not found(agreed, "SUPPLEMENTS_LARGE")


# supplements


LINES = ct.Line(
    id="lines",
    price=ct.Rate("10", "CNY", quantity=10),
    billing=ct.Cyclic(ct.MONTHLY),
    service=ct.Period.through(date(2021, 1, 1), date(2021, 10, 31)),
)


def once(amount: str, id: str = "more") -> ct.Line:
    return ct.Line(id=id, price=ct.Total(amount, "CNY"), billing=ct.Once(date(2021, 9, 1)))


def amendment(id: str = "S1", signed: date = date(2021, 6, 1), **facts: Any) -> ct.Amendment:
    return ct.Amendment(id=id, signed=signed, **facts)


def quantity(value: int, rate: str | None = None) -> ct.Change:
    return ct.Change(line="lines", quantity=value, rate=None if rate is None else money(rate))


@pytest.mark.parametrize(
    ("amendments", "added"),
    [
        ([amendment(add=[once("100")])], None),
        ([amendment(add=[once("100.01")])], "100.01"),
        ([amendment(add=[once("60")]), amendment("S2", add=[once("60", "again")])], "120"),
        ([amendment(change=[quantity(12)])], None),
        ([amendment(change=[quantity(13)])], "150"),
        ([amendment(change=[quantity(13, "20")])], "300"),
        ([amendment(change=[quantity(5)]), amendment("S2", add=[once("100")])], None),
        ([amendment(change=[ct.Change(line="lines", rate=money("90"))])], None),
        ([amendment(to=date(2022, 10, 31))], None),
        ([amendment(to=date(2022, 10, 31), add=[once("101")], lines=["lines"])], "101"),
        ([amendment(end=["lines"], add=[once("500")])], None),
        ([amendment(end=["lines"], add=[once("601")])], "101"),
        ([amendment(signed=date(2023, 1, 1), add=[once("500")])], None),
    ],
)
def test_supplements_for_more_of_the_same_are_a_tenth_of_the_price_at_most(
    amendments: list[ct.Amendment], added: str | None
) -> None:
    """The original price is 1000, of which 500 are for June to October."""
    large = found(contract(LINES, amendments=amendments), "SUPPLEMENTS_LARGE")
    assert [one.figures["added"] for one in large] == ([] if added is None else [money(added)])
    assert all(one.figures["original"] == money("1000") for one in large)
    assert found(contract(LINES, signed=date(2002, 1, 1), amendments=amendments), "SUPPLEMENTS_LARGE") == []


def test_what_an_amendment_says_of_the_lines_that_it_adds_goes_with_them() -> None:
    added = ct.Line(id="more", price=ct.Rate("11", "CNY"), billing=ct.Cyclic(ct.MONTHLY), service=LINES.service)
    longer = amendment(add=[added], lines=["more"], to=date(2021, 11, 30))
    (large,) = found(contract(LINES, amendments=[longer]), "SUPPLEMENTS_LARGE")
    assert large.figures["added"] == money("121")


# what is made known


@pytest.mark.parametrize(
    ("event", "code", "last"),
    [("published", "PUBLISHED_LATE", date(2021, 1, 6)), ("filed", "FILED_LATE", date(2021, 1, 13))],
)
def test_a_contract_is_made_known_within_working_days(event: str, code: str, last: date) -> None:
    assert found(contract(events={event: last}), code) == []
    (late,) = found(contract(events={event: last + timedelta(days=1)}), code)
    assert late.figures["last"] == last
    assert found(contract(signed=None, events={event: date(2022, 1, 1)}), code) == []
    assert found(contract(signed=date(2002, 1, 4), events={event: date(2003, 1, 1)}), code) == []


def test_working_days_end_with_the_days_there_are() -> None:
    assert working_day(date(2199, 12, 30), 7) == date(2199, 12, 31)
    assert working_day(date(2040, 1, 6), 1) == date(2040, 1, 9)  # a Friday, whose holidays nobody knows


# deadlines


def test_the_last_day_by_law_to_pay_an_sme_is_a_deadline_until_it_is_paid() -> None:
    sme = contract(sme=True)
    march = ct.Period.through(date(2021, 3, 1), date(2021, 3, 31))

    def days(*payments: ct.Payment, terms: ct.Contract = sme, lang: ct.Lang = ct.Lang.EN) -> list[tuple[Any, ...]]:
        sheet = ct.deadlines(ct.Register([terms], payments=payments), march, lang=lang)
        return [(row["day"], row["what"], row["note"]) for row in sheet.records()]

    told = "the last day by law to pay installment 1 of 100.00 CNY, delivered on 2021-01-31"
    assert days() == [(date(2021, 3, 2), "payment", told)]
    assert "法定最后付款日" in days(lang=ct.Lang.ZH)[0][2]
    assert days(paid(date(2021, 2, 28))) == []
    assert len(days(paid(date(2021, 2, 28), "99"))) == len(days(paid(date(2021, 3, 1)))) == 1
    assert days(terms=contract()) == days(terms=contract(rent(net_days=60), sme=True)) == []


def test_last_days_to_pay_go_by_the_terms_that_are_known() -> None:
    line = staged(ct.Stage(name="到货款", percent=Decimal(100), after="accepted", days=10))
    again = ct.Amendment(id="S", signed=date(2021, 6, 1), events={"accepted": date(2021, 5, 10)})
    register = ct.Register([contract(line, sme=True, events={"accepted": date(2021, 3, 1)}, amendments=[again])])
    year = ct.Period.through(date(2021, 1, 1), date(2021, 12, 31))
    found = [list(ct.deadlines(register, year, known_on=day).records()) for day in (date(2021, 4, 1), None)]
    assert [[row["day"] for row in rows] for rows in found] == [[date(2021, 3, 31)], [date(2021, 6, 9)]]
