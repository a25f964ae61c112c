"""Findings: each rule with what raises it and what does not, on the day of its edge."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

import contracts as ct
from contracts.statements import rules
from contracts.tables import FINDINGS

AS_OF = date(2017, 12, 31)
YEAR = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))


def once(on: date, amount: str = "1", id: str = "a", **terms: Any) -> ct.Line:
    return ct.Line(id=id, price=ct.Total(amount, "CNY"), billing=ct.Once(on), **terms)


def rent(service: ct.Period = YEAR, amount: str = "12", **billing: Any) -> ct.Line:
    cycle = ct.Cyclic(ct.MONTHLY, **billing)
    return ct.Line(id="rent", price=ct.Total(amount, "CNY"), billing=cycle, service=service)


def stages(*parts: tuple[str, dict[str, Any]], **terms: Any) -> ct.Line:
    each = [ct.Stage(name=f"part {i}", percent=Decimal(share), **when) for i, (share, when) in enumerate(parts)]
    facts: dict[str, Any] = {"id": "build", "price": ct.Total("100", "CNY"), "billing": ct.Stages(each)}
    return ct.Line(**facts | terms)


def contract(*lines: ct.Line, id: str = "A", **facts: Any) -> ct.Contract:
    return ct.Contract(id=id, lines=lines, **facts)


def paid(on: date, amount: str, id: str = "P", contract: str | None = "A", **how: Any) -> ct.Payment:
    return ct.Payment(id=id, on=on, amount=ct.Money.of(amount, "CNY"), contract=contract, **how)


def found(*contracts: ct.Contract, as_of: date = AS_OF, payments: Any = (), **how: Any) -> ct.Findings:
    return ct.findings(ct.Register(contracts, payments=payments), as_of, **how)


def codes(all_found: ct.Findings) -> list[str]:
    return [one.code for one in all_found]


def test_a_register_in_order_has_nothing_to_look_at() -> None:
    payments = [paid(date(2017, month, 28), "1", f"{month}") for month in range(2, 13)]
    nothing = found(contract(rent(), signed=date(2016, 12, 1)), payments=payments)
    assert len(nothing) == 0
    assert nothing.errors == ()
    assert len(nothing.sheet()) == 0


# the rules


@pytest.mark.parametrize(
    ("total", "raised"), [("3", False), ("3.1", False), ("3.11", True), ("2.8", True), (None, False)]
)
def test_lines_that_do_not_sum_to_the_total_that_is_stated(total: str | None, raised: bool) -> None:
    """Two figures and a total rounded to 0.1: together they may be 0.15 off."""
    figures = {name: ct.ReportedFigure.of("1.5", "CNY", quantum="0.1") for name in "AB"}
    stated = None if total is None else ct.ReportedFigure.of(total, "CNY", quantum="0.1")
    register = ct.Register([], reported=[ct.Reported(2017, figures, stated), ct.Reported(2018, figures)])
    all_found = ct.findings(register, AS_OF)
    assert codes(all_found) == ["TOTAL_MISMATCH"] * raised
    if raised:
        assert all_found.errors == tuple(all_found)
        assert all_found[0].figures["lines"] == ct.Money.of("3", "CNY")
        assert all_found[0].contract is None


def test_what_was_paid_before_signing() -> None:
    signed = contract(once(date(2017, 6, 1)), signed=date(2017, 5, 1))
    refund = paid(date(2017, 4, 2), "-1", "R", refund_of="P")
    early = found(signed, payments=[paid(date(2017, 4, 30), "1"), evolve(refund, on=date(2017, 4, 30))])
    assert codes(early) == ["PAID_BEFORE_SIGNED"]
    assert early[0].severity is ct.Severity.WARNING
    assert early[0].message[0] == "payment P of 1.00 CNY on 2017-04-30 lies before the signing on 2017-05-01"
    assert codes(found(signed, payments=[paid(date(2017, 5, 1), "1")])) == []
    assert codes(found(evolve(signed, signed=None), payments=[paid(date(2017, 4, 30), "1")])) == []


def test_a_part_that_falls_due_before_signing() -> None:
    line = stages(("30", {"on": date(2017, 1, 1)}), ("70", {"on": date(2017, 2, 1)}))
    (one,) = found(contract(line, signed=date(2017, 2, 1)), payments=[paid(date(2017, 2, 1), "100")])
    assert (one.code, one.contract, one.line, one.figures["number"]) == ("PAID_BEFORE_SIGNED", "A", "build", 1)


def test_what_was_paid_before_its_service_and_before_it_fell_due() -> None:
    """What is due in advance by the terms is agreed, also when it is paid on that day."""
    june = ct.Period.through(date(2017, 6, 1), date(2017, 6, 30))
    arrears, advance = contract(rent(june)), contract(rent(june, when=ct.ADVANCE))
    agreed = contract(stages(("100", {"on": date(2017, 5, 1)}), service=june))
    for terms, on, expected in (
        (arrears, date(2017, 5, 31), ["PAID_BEFORE_SERVICE"]),
        (arrears, date(2017, 6, 1), []),
        (advance, date(2017, 5, 31), ["PAID_BEFORE_SERVICE"]),
        (advance, date(2017, 6, 1), []),
    ):
        assert codes(found(terms, payments=[paid(on, "12")])) == expected
    assert codes(found(agreed, payments=[paid(date(2017, 5, 1), "100")])) == []
    assert codes(found(agreed, payments=[paid(date(2017, 4, 30), "100")])) == ["PAID_BEFORE_SERVICE"]


def test_a_stage_paid_before_its_event() -> None:
    line = stages(("30", {"after": "signed"}), ("70", {"after": "accepted", "days": 10}))
    terms = contract(line, signed=date(2017, 1, 1), events={"accepted": date(2017, 5, 1)})
    for on, expected in ((date(2017, 4, 30), ["PAID_BEFORE_ACCEPTANCE"]), (date(2017, 5, 1), [])):
        assert codes(found(terms, payments=[paid(on, "100")])) == expected
    (one,) = found(terms, payments=[paid(date(2017, 4, 30), "100")])
    assert one.message[0] == "payment P on 2017-04-30 pays the stage part 1 before its event accepted on 2017-05-01"


@pytest.mark.parametrize("named", [{"stage": "part 1"}, {"number": 2}, {"stage": "part 1", "line": "build"}])
def test_a_stage_paid_while_its_event_has_not_happened(named: dict[str, Any]) -> None:
    terms = contract(stages(("30", {"on": date(2017, 1, 1)}), ("70", {"after": "accepted"})))
    payments = [paid(date(2017, 5, 1), "70", **named), paid(date(2017, 5, 1), "30", "Q", stage="part 0")]
    all_found = found(terms, payments=payments)
    assert codes(all_found) == ["OVERPAID", "PAID_BEFORE_ACCEPTANCE", "UNDATED"]
    assert "whose event accepted has not happened" in all_found[1].message[0]
    assert all_found[2].figures["amount"] == ct.Money.of("70", "CNY")


def test_a_payment_that_names_what_is_not_known_yet() -> None:
    """A line and an installment that an amendment adds later, as known before it: nothing is found of them."""
    new = stages(("100", {"after": "accepted"}), id="new")
    later = ct.Amendment(id="1", signed=date(2018, 1, 1), add=[new], to=date(2018, 12, 31))
    terms = contract(rent(), signed=date(2016, 12, 1), amendments=[later])
    named = [
        paid(date(2017, 5, 1), "1", "P", line="new", stage="part 0"),
        paid(date(2017, 5, 2), "1", "Q", line="rent", number=13),
    ]
    assert codes(found(terms, payments=named)) == []
    later_found = codes(found(terms, payments=named, known_on=date(2018, 1, 1)))
    assert later_found == ["OVERPAID", "SUPPLEMENTS_LARGE", "PAID_BEFORE_ACCEPTANCE", "UNDATED"]


def test_a_refund_is_no_early_payment() -> None:
    june = ct.Period.through(date(2017, 6, 1), date(2017, 6, 30))
    terms = contract(stages(("100", {"after": "accepted"})), rent(june))
    refund = paid(date(2017, 1, 1), "-1", stage="part 0", line="build")
    assert codes(found(terms, payments=[refund])) == ["UNDATED"]


def test_more_paid_than_is_due() -> None:
    """An error once it is more than the contract is worth."""
    for amount, severity, start in (
        ("13", ct.Severity.ERROR, "13.00 CNY were paid for a contract worth 12.00 CNY: 9.00 CNY pay nothing"),
        ("12", ct.Severity.WARNING, "12.00 CNY were paid and 4.00 CNY are due: 8.00 CNY pay nothing yet"),
    ):
        (one,) = found(contract(rent()), as_of=date(2017, 4, 30), payments=[paid(date(2017, 4, 1), amount)])
        assert (one.code, one.severity, one.message[0]) == ("OVERPAID", severity, start)
    (one,) = found(contract(once(AS_OF)), contract(once(AS_OF), id="B"), payments=[paid(AS_OF, "2", contract="B")])
    assert (one.code, one.contract) == ("OVERPAID", "B")


@pytest.mark.parametrize(
    ("last", "facts", "basis"),
    [
        (date(2019, 12, 31), {"signed": date(2017, 1, 1)}, None),
        (date(2020, 1, 1), {"signed": date(2017, 1, 1)}, "财库〔2014〕37号"),
        (date(2020, 1, 1), {"signed": date(2014, 4, 13)}, None),
        (date(2020, 1, 1), {"signed": date(2014, 4, 14)}, "财库〔2014〕37号"),
        (date(2020, 1, 1), {"signed": date(2020, 2, 29)}, "财库〔2014〕37号"),
        (date(2020, 1, 1), {"signed": date(2020, 3, 1)}, "政府购买服务管理办法 (财政部令第102号) 第二十四条"),
        (date(2020, 1, 1), {}, "财库〔2014〕37号"),
    ],
)
def test_a_service_longer_than_three_years_by_the_rule_of_its_own_day(
    last: date, facts: dict[str, Any], basis: str | None
) -> None:
    line = once(AS_OF, service=ct.Period.through(date(2017, 1, 1), last))
    long = [one for one in found(contract(line, **facts), as_of=date(2016, 12, 31)) if one.code == "LONG_SERVICE"]
    assert [one.law.basis for one in long if one.law is not None] == [basis] * (basis is not None)
    for one in long:
        assert one.severity is ct.Severity.QUESTION
        assert one.law is not None
        assert one.law.unconfirmed == (one.law.basis == "财库〔2014〕37号")
        assert ("an assumption" in one.message[0]) == (not facts)
        assert ("假定" in one.message[1]) == (not facts)


def test_the_service_of_several_lines_is_looked_at_together() -> None:
    years = [ct.Period.through(date(year, 1, 1), date(year, 12, 31)) for year in range(2017, 2021)]
    lines = [once(AS_OF, id=f"{i}", service=service) for i, service in enumerate(years)]
    assert "LONG_SERVICE" in codes(found(contract(*lines)))
    assert codes(found(contract(*lines[:3]))) == []
    assert codes(found(contract(once(AS_OF)))) == []


@pytest.mark.parametrize(
    ("facts", "raised"),
    [
        ({"signed": date(2017, 1, 31), "events": {"awarded": date(2017, 1, 1)}}, False),
        ({"signed": date(2017, 2, 1), "events": {"awarded": date(2017, 1, 1)}}, True),
        ({"signed": date(2002, 12, 31), "events": {"awarded": date(2002, 1, 1)}}, False),
        ({"events": {"awarded": date(2017, 1, 1)}}, False),
        ({"signed": date(2017, 2, 1)}, False),
    ],
)
def test_signed_later_than_thirty_days_after_the_award(facts: dict[str, Any], raised: bool) -> None:
    late = found(contract(once(AS_OF), **facts))
    assert codes(late) == ["SIGNED_LATE"] * raised
    assert all(one.law is not None and one.law.unconfirmed for one in late)


def test_the_same_title_twice() -> None:
    titled = [
        contract(once(AS_OF), id=name, title=title)
        for name, title in zip("ABCD", ("运维", "运 维", "运  维", None), strict=True)
    ]
    (one,) = found(*titled)
    assert (one.code, one.contract, one.figures["contracts"]) == ("SAME_TITLE", "B", "B, C")


def test_overlapping_service_of_one_title_and_vendor() -> None:
    def bought(id: str, first: date, last: date, vendor: str | None = "甲", title: str | None = "运维") -> ct.Contract:
        line = once(AS_OF, service=ct.Period.through(first, last))
        return contract(line, id=id, title=title, vendor=vendor)

    long, inside = bought("A", date(2017, 1, 1), date(2017, 12, 31)), bought("B", date(2017, 3, 1), date(2017, 3, 31))
    at_end, after = bought("C", date(2017, 12, 31), date(2018, 5, 1)), bought("D", date(2018, 5, 2), date(2018, 5, 3))
    others = [bought("E", date(2017, 1, 1), date(2017, 12, 31), "乙")]
    nobody = bought("F", date(2017, 1, 1), date(2017, 12, 31), None)
    untitled = bought("G", date(2017, 1, 1), date(2017, 12, 31), title=None)
    all_found = [one for one in found(long, inside, at_end, after, *others, nobody, untitled) if one.code == "OVERLAP"]
    assert [(one.contract, one.figures["other"], one.figures["first"], one.figures["last"]) for one in all_found] == [
        ("B", "A", date(2017, 3, 1), date(2017, 3, 31)),
        ("C", "A", date(2017, 12, 31), date(2017, 12, 31)),
    ]


def test_due_days_in_a_year_that_the_calendar_does_not_cover() -> None:
    (one,) = found(contract(once(date(2040, 1, 1), calendar="CN", beyond="weekends")))
    assert (one.code, one.line, one.figures["calendar"], one.figures["installments"]) == ("PROVISIONAL", "a", "CN", 1)


def test_every_assumption_is_told() -> None:
    all_found = found(contract(once(AS_OF), assumptions=["按日历年", "税率未载明"]))
    assert [(one.code, one.figures["assumption"]) for one in all_found] == [
        ("ASSUMPTION", "按日历年"),
        ("ASSUMPTION", "税率未载明"),
    ]


def test_the_assumptions_of_payments_that_count_are_told_with_their_contract() -> None:
    payments = [
        paid(AS_OF, "1", "P1", assumptions=["付款日未载明", "按日历年"]),
        paid(date(2018, 1, 1), "1", "P2", assumptions="以后"),
    ]
    all_found = found(contract(once(AS_OF, "2"), assumptions=["按日历年"]), payments=payments)
    told = [(one.contract, one.figures["assumption"]) for one in all_found if one.code == "ASSUMPTION"]
    assert told == [("A", "按日历年"), ("A", "付款日未载明")]


def test_payments_that_are_equal_in_day_contract_and_amount() -> None:
    """Both count: it is a warning, not a correction."""
    terms = [contract(rent(amount="24")), contract(rent(amount="24"), id="B")]
    payments = [
        *(paid(date(2017, 3, 1), "1", name) for name in ("P1", "P2")),
        paid(date(2017, 3, 2), "1", "P3"),
        paid(date(2017, 3, 1), "2", "P4"),
        paid(date(2017, 3, 1), "1", "P5", "B"),
    ]
    all_found = [one for one in found(*terms, payments=payments) if one.code == "POSSIBLE_DUPLICATE"]
    assert [one.figures["payments"] for one in all_found] == ["P1, P2"]
    voided = [evolve(payment, voided=date(2017, 4, 1)) if payment.id == "P2" else payment for payment in payments]
    assert "POSSIBLE_DUPLICATE" not in codes(found(*terms, payments=voided))
    assert "POSSIBLE_DUPLICATE" in codes(found(*terms, payments=voided, known_on=date(2017, 3, 31)))
    assert "POSSIBLE_DUPLICATE" not in codes(found(*terms, payments=payments, as_of=date(2017, 2, 28)))


def test_one_payment_over_several_contracts_is_looked_at_in_each() -> None:
    terms = [contract(once(date(2017, 6, 1)), id=name, signed=date(2017, 5, 1)) for name in "AB"]
    parts = [("A", ct.Money.of("1", "CNY")), ("B", ct.Money.of("1", "CNY"))]
    all_found = found(*terms, payments=[paid(date(2017, 4, 1), "2", contract=None, applies=parts)])
    assert [(one.code, one.contract) for one in all_found] == [("PAID_BEFORE_SIGNED", "A"), ("PAID_BEFORE_SIGNED", "B")]


def test_each_rule_has_a_code_and_says_its_source() -> None:
    assert len(rules.RULES) == len(rules.CODES) == len(set(rules.CODES))
    assert all("ource:" in (rule.__doc__ or "") for rule in rules.RULES)


# what users add and switch off


def no_vendor(facts: ct.Facts) -> Iterator[ct.Finding]:
    for one in facts.register:
        if one.vendor is None:
            yield ct.Finding(
                code="NO_VENDOR",
                severity="error",
                message=("the vendor is not known", "供应商未知"),
                clears="vendor",
                contract=one.id,
                figures={"plan": len(facts.plan)},
                law=ct.Law("合同管理办法", since=date(2017, 1, 1)),
            )


def test_a_user_s_rule_is_asked_with_the_others() -> None:
    all_found = found(
        contract(once(AS_OF), assumptions="x"), contract(once(AS_OF), id="B", vendor="甲"), rules=[no_vendor]
    )
    assert codes(all_found) == ["ASSUMPTION", "NO_VENDOR"]
    assert all_found[1].say() == "the vendor is not known: vendor"
    assert all_found[1].say(ct.Lang.ZH) == "供应商未知: vendor"
    assert all_found[-1:] == (all_found[1],)
    assert all_found.errors == (all_found[1],)


def test_a_code_is_switched_off_with_a_reason_that_stays() -> None:
    terms = contract(once(AS_OF), assumptions="x")
    all_found = found(terms, off={"ASSUMPTION": "已查明", "NO_VENDOR": "不要求"}, rules=[no_vendor])
    assert [(one.code, one.off) for one in all_found] == [("ASSUMPTION", "已查明"), ("NO_VENDOR", "不要求")]
    assert all_found.errors == ()
    with pytest.raises(ct.TermsError, match="NO_VENDOR is not one of") as caught:
        found(terms, off={"NO_VENDOR": "不要求"})
    assert caught.value.field == "off"
    with pytest.raises(ct.TermsError, match="off: the text is empty"):
        found(terms, off={"ASSUMPTION": ""})


def test_what_a_rule_gives_has_to_be_a_finding() -> None:
    with pytest.raises(ct.TermsError, match='rules: "NO" is not a Finding'):
        found(contract(once(AS_OF)), rules=[lambda _: ["NO"]])


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"severity": "bad"}, "severity: bad"),
        ({"message": ("a",)}, "message"),
        ({"code": ""}, "code: the text is empty"),
    ],
)
def test_a_finding_that_makes_no_sense_is_refused(wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(ct.TermsError, match=told):
        ct.Finding(**{"code": "X", "severity": "info", "message": "m", "clears": "c", **wrong})


def test_findings_as_a_table() -> None:
    all_found = found(contract(once(AS_OF)), rules=[no_vendor])
    record = next(all_found.sheet(ct.Lang.ZH).records())
    assert record == {
        "code": "NO_VENDOR",
        "severity": "error",
        "contract": "A",
        "line": None,
        "message": "供应商未知",
        "figures": "plan=1",
        "clears": "vendor",
        "basis": "合同管理办法",
        "since": date(2017, 1, 1),
        "until": None,
        "unconfirmed": False,
        "off": None,
    }
    frame = all_found.to_frame()
    assert list(frame.columns) == list(FINDINGS.names)
    assert str(frame["unconfirmed"].dtype) == "bool"
