"""Interest for delay, and the terms of a contract that it goes by."""

import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

import contracts as ct
from contracts.statements.statute import late_interest

AS_OF = date(2021, 4, 15)


def money(amount: str) -> ct.Money:
    return ct.Money.of(amount, "CNY")


def once(on: date, amount: str, id: str = "a", **terms: Any) -> ct.Line:
    return ct.Line(id=id, price=ct.Total(amount, "CNY"), billing=ct.Once(on), **terms)


def contract(*lines: ct.Line, id: str = "A", **facts: Any) -> ct.Contract:
    return ct.Contract(id=id, lines=lines or [once(date(2021, 3, 1), "100")], **facts)


def paid(on: date, amount: str, id: str = "P", **how: Any) -> ct.Payment:
    return ct.Payment(id=id, on=on, amount=money(amount), contract="A", **how)


def interest(*contracts: ct.Contract, payments: Any = (), as_of: date = AS_OF) -> list[int]:
    sheet = ct.ageing(ct.Register(contracts, payments=payments), as_of, interest=True)
    assert sheet.table.names[:8] == ct.ageing(ct.Register(contracts, payments=payments), as_of).table.names
    return list(sheet.columns["interest"])


def test_each_balance_bears_its_days_and_the_whole_is_rounded_once() -> None:
    """100 from 1 March: 30 for 10 days, 25 for 31, and 45 for all 45 at 0.05 % come to 1.55."""
    agreed = contract(late_interest=Decimal("0.05"))
    payments = [paid(date(2021, 3, 11), "30"), paid(date(2021, 4, 1), "25", "Q")]
    assert interest(agreed, payments=payments) == [155]
    assert interest(agreed, payments=payments, as_of=date(2021, 3, 1)) == [0]
    assert interest(agreed, as_of=date(2021, 3, 2)) == [5]
    assert interest(contract(once(date(2021, 3, 1), "10"), late_interest=Decimal("0.05")), as_of=date(2021, 3, 2)) == [
        1
    ]
    assert interest(
        contract(once(date(2021, 3, 1), "9.99"), late_interest=Decimal("0.05")), as_of=date(2021, 3, 2)
    ) == [0]


def test_what_was_paid_before_it_fell_due_bears_nothing() -> None:
    agreed = contract(late_interest=Decimal("1"))
    assert interest(agreed, payments=[paid(date(2021, 2, 1), "99")]) == [45]


def test_a_credit_pays_from_the_day_on_which_it_falls_due() -> None:
    """A unit less from 11 March on gives 2000 of January's 3100 back: 2000 were late for 10 days, and 1100 for 45."""
    year = ct.Period.through(date(2021, 3, 1), date(2021, 3, 31))
    line = ct.Line(
        id="a",
        price=ct.Rate("3100", "CNY", per=ct.MONTHLY, quantity=[(date(2021, 3, 1), 1), (date(2021, 3, 12), "0")]),
        billing=ct.Cyclic(ct.MONTHLY, when=ct.ADVANCE),
        service=year,
    )
    rows = [(row.due, row.amount.minor) for row in ct.schedule(contract(line))]
    assert rows == [(date(2021, 3, 1), 310_000), (date(2021, 3, 12), -200_000)]
    assert interest(contract(line, late_interest=Decimal("0.1"))) == [2_200 + 4_950]


def test_what_gives_back_and_what_has_no_day_bears_nothing() -> None:
    stage = ct.Stage(name="rest", percent=Decimal(100), after="accepted")
    waiting = ct.Line(id="b", price=ct.Total("9", "CNY"), billing=ct.Stages([stage]))
    service = ct.Period.through(date(2021, 3, 1), date(2021, 3, 31))
    less = ct.Line(
        id="c",
        price=ct.Rate("31", "CNY", per=ct.MONTHLY, quantity=[(date(2021, 3, 1), 1), (date(2021, 3, 12), "0")]),
        billing=ct.Cyclic(ct.MONTHLY, when=ct.ADVANCE),
        service=service,
    )
    agreed = contract(waiting, less, late_interest=Decimal("1"))
    columns = ct.ageing(ct.Register([agreed], payments=[paid(AS_OF, "31", line="c", number=1)]), AS_OF, interest=True)
    found = list(zip(columns.columns["line"], columns.columns["open"], columns.columns["interest"], strict=True))
    assert found == [("b", 900, 0), ("c", -2000, 0)]


@pytest.mark.parametrize(
    ("facts", "rate"),
    [
        ({}, None),
        ({"sme": True}, None),
        ({"sme": True, "signed": date(2020, 8, 31)}, None),
        ({"sme": True, "signed": date(2020, 9, 1)}, "0.05"),
        ({"sme": True, "signed": date(2025, 5, 31)}, "0.05"),
        ({"sme": True, "signed": date(2025, 6, 1)}, "0.05"),
        ({"sme": True, "signed": date(2025, 6, 1), "late_interest": Decimal("0.010")}, "0.010"),
        ({"signed": date(2025, 6, 1)}, None),
        ({"late_interest": Decimal(0)}, "0"),
    ],
)
def test_the_rate_is_that_of_the_terms_and_for_an_sme_that_of_the_law(facts: dict[str, Any], rate: str | None) -> None:
    assert late_interest(contract(**facts)) == (None if rate is None else Decimal(rate))


def test_an_ageing_marks_smes_and_says_the_rate() -> None:
    sme = contract(sme=True, signed=date(2021, 1, 1), vendor="v", id="B")
    agreed = contract(late_interest=Decimal("0.0200"), vendor="v")
    none = contract(vendor="w", id="C")
    register = ct.Register([sme, agreed, none])
    sheet = ct.ageing(register, AS_OF, interest=True)
    assert list(zip(*(sheet.columns[name] for name in ("contract", "sme", "rate", "interest")), strict=True)) == [
        ("A", False, "0.02", 90),
        ("B", True, "0.05", 225),
        ("C", False, None, 0),
    ]
    grouped = ct.ageing(register, AS_OF, interest=True, by="vendor")
    assert grouped.table.names == ("vendor", "band", "open", "currency", "interest")
    assert list(zip(*(grouped.columns[name] for name in ("vendor", "interest")), strict=True)) == [("v", 315), ("w", 0)]
    assert ct.ageing(ct.Register([]), AS_OF, interest=True).columns["interest"] == []


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"sme": 1}, "TYPE_WRONG"),
        ({"kind": "leases"}, "CHOICE_UNKNOWN"),
        ({"late_interest": "0.05"}, "TYPE_WRONG"),
        ({"late_interest": Decimal(-1)}, "NUMBER_RANGE"),
        ({"late_interest": Decimal("0.0000001")}, "QUANTITY_PRECISION"),
        ({"performance_bond": 3}, "TYPE_WRONG"),
        ({"performance_bond": money("-3")}, "PRICE_NEGATIVE"),
        ({"performance_bond": ct.Money(10**15 + 1, "CNY")}, "AMOUNT_RANGE"),
        ({"performance_bond": ct.Money.of("3", "USD")}, "CURRENCY_MISMATCH"),
    ],
)
def test_what_makes_no_sense_is_refused_where_it_is_given(facts: dict[str, Any], code: str) -> None:
    with pytest.raises(ct.TermsError) as caught:
        contract(**facts)
    (name,) = facts
    assert (caught.value.code, caught.value.field) == (code, name)


FULL = contract(kind="works", sme=True, late_interest=Decimal("0.05"), performance_bond=money("12.5"))


def test_the_facts_of_a_contract_are_kept_by_files_and_copies() -> None:
    assert FULL.kind is ct.Subject.WORKS
    assert pickle.loads(pickle.dumps(FULL)) == FULL
    text = ct.dumps(ct.Register([FULL]), unit="万元")
    assert 'kind = "works"\nsme = true\nlate_interest = "0.05"\nperformance_bond = "0.00125"\n' in text
    assert ct.loads(text)["A"] == FULL
    without = evolve(FULL, performance_bond=money("0"))
    assert ct.loads(ct.dumps(ct.Register([without])))["A"] == without
    assert "sme" not in ct.dumps(ct.Register([evolve(FULL, sme=False)]))


def test_all_that_is_wrong_with_them_is_told_with_its_line() -> None:
    text = (
        '[[contracts]]\nid = "A"\nkind = "lease"\nsme = 1\nlate_interest = "5%"\nperformance_bond = "0.001"\n'
        '[[contracts.lines]]\nid = "a"\ntotal = "1"\ndue = 2021-01-01\n'
    )
    with pytest.raises(ct.RegisterError) as caught:
        ct.loads(text)
    assert [(each.line_number, each.field, each.code) for each in caught.value.problems] == [
        (3, "kind", "CHOICE_UNKNOWN"),
        (4, "sme", "TYPE_WRONG"),
        (5, "late_interest", "QUANTITY_SYNTAX"),
        (6, "performance_bond", "AMOUNT_PRECISION"),
    ]
    with pytest.raises(ct.RegisterError) as caught:
        ct.loads(
            text.replace('"lease"', '"works"')
            .replace("sme = 1", "sme = true")
            .replace("5%", "101")
            .replace(".001", ".01")
        )
    assert [(each.line_number, each.field, each.code) for each in caught.value.problems] == [
        (5, "late_interest", "NUMBER_RANGE")
    ]
