"""Cut-offs and roll-forwards, with the arithmetic beside."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

import contracts as ct
from contracts.tables import CUTOFF, LINE, PAYER, ROLLFORWARD

APRIL = date(2017, 4, 30)


def yuan(amount: int) -> ct.Money:
    return ct.Money(amount * 100, "CNY")


def once(on: date, amount: str, id: str = "a", **terms: Any) -> ct.Line:
    return ct.Line(id=id, price=ct.Total(amount, "CNY"), billing=ct.Once(on), **terms)


def paid(id: str, on: date, amount: int, contract: str = "A", **more: Any) -> ct.Payment:
    return ct.Payment(id=id, on=on, amount=yuan(amount), contract=contract, **more)


#: 100 a month in arrears, two thirds 甲's; 100 once in March, 甲's alone; of B 100 on 2018-03-01, and 50 without a day.
RENT = ct.Line(
    id="rent",
    price=ct.Total("1200", "CNY"),
    service=ct.Period.through(date(2017, 1, 1), date(2017, 12, 31)),
    billing=ct.Cyclic(ct.MONTHLY, when=ct.ARREARS),
    recognition=ct.Recognition.EVEN,
    allocation=ct.Allocation({"甲": 2, "乙": 1}),
)
STAGES = ct.Stages(
    [
        ct.Stage(name="首付款", amount=yuan(100), on=date(2018, 3, 1)),
        ct.Stage(name="尾款", amount=yuan(50), after="accepted"),
    ]
)
REGISTER = ct.Register(
    [
        ct.Contract(id="A", lines=[RENT, once(date(2017, 3, 1), "100", "net")]),
        ct.Contract(id="B", lines=[ct.Line(id="x", price=ct.Total("150", "CNY"), billing=STAGES)]),
    ],
    payer="甲",
    payments=[
        paid("P1", date(2017, 2, 5), 150),
        paid("P2", date(2017, 4, 5), 400, line="rent", payer="另一方", paid_for="乙"),
        paid("P3", date(2017, 4, 5), 120, "B"),
        paid("P4", date(2017, 4, 30), 30, recorded=date(2017, 5, 20)),
    ],
)


def rows(sheet: ct.Sheet, *names: str) -> list[tuple[Any, ...]]:
    """Some columns, amounts in whole yuan."""
    return [
        tuple(value // 100 if isinstance(value, int) else value for value in row)
        for row in zip(*(sheet.columns[name] for name in names), strict=True)
    ]


def test_a_cutoff_has_a_row_for_each_contract() -> None:
    """A: 4 months and 100 earned and due, 550 paid. B: nothing earned, 120 in advance, 100 of it due within a year."""
    sheet = ct.cutoff(REGISTER, APRIL)
    assert sheet.table is CUTOFF
    assert rows(sheet, *CUTOFF.names) == [
        ("A", 1300, 500, 500, 550, 0, 0, 50, 50, 0, 800, 0, "CNY"),
        ("B", 150, 0, 0, 120, 0, 0, 120, 100, 0, 150, 50, "CNY"),
    ]


def test_what_becomes_known_later_does_not_count_before() -> None:
    assert [row[0] for row in rows(ct.cutoff(REGISTER, APRIL), "paid")] == [550, 120]
    assert [row[0] for row in rows(ct.cutoff(REGISTER, APRIL, known_on=date(2017, 5, 20)), "paid")] == [580, 120]
    assert [row[0] for row in rows(ct.cutoff(REGISTER, APRIL, known_on=date(2017, 3, 1)), "paid")] == [150, 0]


def test_by_line_with_what_is_for_no_line() -> None:
    """P1 pays January of the rent (100) and 50 of the net; P2 the rent alone, of which February to April take 300.

    The other 100 of P2 name the line, so they are its prepaid; the 50 that the net lacks are payable.
    """
    sheet = ct.cutoff(REGISTER, APRIL, by="line")
    assert sheet.table.names == CUTOFF.split(LINE, "contract").names
    names = ("contract", "line", "value", "earned", "paid", "payable", "prepaid", "overdue", "commitment")
    assert rows(sheet, *names) == [
        ("A", "net", 100, 100, 100, 0, 0, 0, 0),
        ("A", "rent", 1200, 400, 400, 0, 0, 0, 800),
        ("A", "*offset*", 0, 0, 50, 0, 50, 0, 0),
        ("B", "x", 150, 0, 120, 0, 120, 0, 150),
    ]


def test_by_payer_with_what_one_owes_and_the_other_has_paid_too_much() -> None:
    """P2 is 乙's, whose third of the rent so far is 133.33; the 100 of the net, and nothing of the rent, are 甲's."""
    sheet = ct.cutoff(REGISTER, APRIL, by="payer")
    assert sheet.table.names == CUTOFF.also(PAYER).names
    found = [dict(zip(sheet.columns, row, strict=True)) for row in zip(*sheet.columns.values(), strict=True)]
    figures = ("payer", "value", "earned", "due", "paid", "payable", "prepaid", "overdue")
    assert [tuple(row[name] for name in figures) for row in found] == [
        ("甲", 90000, 36667, 36667, 10000, 26667, 0, 20000),
        ("乙", 40000, 13333, 13333, 40000, 0, 26667, 0),
        ("*offset*", 0, 0, 0, 5000, -26667, -21667, -20000),
        ("甲", 15000, 0, 0, 12000, 0, 12000, 0),
    ]


def test_a_refund_for_less_of_a_quantity_is_that_line_s() -> None:
    """In advance 10 a month for 10 until July, when there are 5: −300 on 1 July; 1200 are paid, 300 come back to 乙."""
    line = ct.Line(
        id="seats",
        price=ct.Rate("10", "CNY", per=ct.MONTHLY, quantity=[(date(2017, 1, 1), 10), (date(2017, 7, 1), 5)]),
        service=ct.Period.through(date(2017, 1, 1), date(2017, 12, 31)),
        billing=ct.Cyclic(ct.YEARLY, when=ct.ADVANCE),
        allocation=ct.Allocation({"甲": 1, "乙": 1}),
    )
    other = once(date(2018, 1, 1), "1", "other", allocation=ct.Allocation({"甲": 1, "乙": 1}))
    register = ct.Register(
        [ct.Contract(id="A", lines=[line, other])],
        payments=[
            paid("P1", date(2017, 1, 1), 1200, line="seats"),
            paid("P2", date(2017, 7, 2), -300, line="seats", payer="乙"),
        ],
    )
    by_line = ct.cutoff(register, date(2017, 12, 31), by="line")
    assert rows(by_line, "line", "due", "paid", "overdue") == [("other", 0, 0, 0), ("seats", 900, 900, 0)]
    by_payer = ct.cutoff(register, date(2017, 12, 31), by="payer")
    assert rows(by_payer, "payer", "due", "paid", "payable", "prepaid") == [
        ("甲", 450, 600, 0, 150),
        ("乙", 450, 300, 150, 0),
        ("*offset*", 0, 0, -150, -150),
    ]


def test_due_on_the_day_is_not_overdue_and_a_credit_never_is() -> None:
    register = ct.Register([ct.Contract(id="A", lines=[once(APRIL, "10")])])
    assert rows(ct.cutoff(register, APRIL), "due", "overdue", "payable") == [(10, 0, 10)]
    assert rows(ct.cutoff(register, date(2017, 5, 1)), "due", "overdue", "payable") == [(10, 10, 10)]


def test_the_year_ahead_ends_with_its_last_day() -> None:
    """Leap day included; and nothing lies beyond the last day that there is."""
    lines = [once(date(2017, 2, 28), "10", "a"), once(date(2017, 3, 1), "5", "b")]
    register = ct.Register([ct.Contract(id="A", lines=lines)], payments=[paid("P", date(2016, 1, 1), 15)])
    assert rows(ct.cutoff(register, date(2016, 2, 29)), "prepaid", "prepaid_within_year") == [(15, 10)]
    assert rows(ct.cutoff(register, date(2016, 3, 1)), "prepaid", "prepaid_within_year") == [(15, 15)]
    assert rows(ct.cutoff(register, date(2199, 12, 31)), "prepaid", "payable") == [(0, 0)]


def test_contracts_of_several_currencies_stay_apart() -> None:
    line = ct.Line(id="a", price=ct.Total("7", "JPY"), billing=ct.Once(date(2017, 3, 1)))
    sheet = ct.cutoff(ct.Register([*REGISTER, ct.Contract(id="J", lines=[line])]), APRIL)
    assert (sheet.columns["currency"][-1], sheet.columns["earned"][-1]) == ("JPY", 7)


@pytest.mark.parametrize("by", [None, "line", "payer"])
def test_nothing_stands_where_no_contract_is(by: str | None) -> None:
    assert len(ct.cutoff(ct.Register([]), APRIL, by=by)) == 0
    assert len(ct.rollforward(ct.Register([]), ct.Period.through(APRIL, APRIL))) == 0


def test_other_parts_are_refused() -> None:
    with pytest.raises(ct.NotThereError, match="line, payer") as caught:
        ct.cutoff(REGISTER, APRIL, by="vendor")
    assert (caught.value.code, caught.value.field) == ("GROUP_UNKNOWN", "by")
    contract: Any = REGISTER["A"]
    with pytest.raises(ct.TermsError, match="Register"):
        ct.cutoff(contract, APRIL)


def test_a_rollforward_leads_from_one_end_to_the_other() -> None:
    """May to December: 800 of the rent earned, P4 (30) becomes known on 20 May, and 700 are paid in June."""
    register = evolve(REGISTER, payments=[*REGISTER.payments, paid("P5", date(2017, 6, 1), 700)])
    sheet = ct.rollforward(register, ct.Period.through(date(2017, 5, 1), date(2017, 12, 31)))
    assert sheet.table is ROLLFORWARD
    assert rows(sheet, *ROLLFORWARD.names) == [
        ("A", "payable", 0, 800, -730, 0, -50, 20, "CNY"),
        ("A", "prepaid", 50, 730, -800, 0, 20, 0, "CNY"),
        ("A", "commitment", 800, 0, -800, 0, 0, 0, "CNY"),
        ("B", "payable", 0, 0, 0, 0, 0, 0, "CNY"),
        ("B", "prepaid", 120, 0, 0, 0, 0, 120, "CNY"),
        ("B", "commitment", 150, 0, 0, 0, 0, 150, "CNY"),
    ]
    known = ct.rollforward(
        register, ct.Period.through(date(2017, 5, 1), date(2017, 12, 31)), known_on=date(2017, 12, 31)
    )
    assert rows(known, "opening", "added", "closing")[1] == (80, 700, 0)


def test_a_rollforward_needs_a_period_with_a_day_before() -> None:
    year: Any = 2017
    with pytest.raises(ct.TermsError) as caught:
        ct.rollforward(REGISTER, year)
    assert (caught.value.code, caught.value.field) == ("TYPE_WRONG", "period")
    with pytest.raises(ct.TermsError) as caught:
        ct.rollforward(REGISTER, ct.Period.through(date(1900, 1, 1), date(1900, 12, 31)))
    assert (caught.value.code, caught.value.field) == ("DATE_RANGE", "period")
