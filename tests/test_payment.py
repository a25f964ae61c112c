"""Payments as objects: what is refused, what remains of one for some contracts, and registers that hold them."""

import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import contracts as ct
from contracts.errors import NotThereError, TermsError
from contracts.words import Lang

DAY = date(2017, 6, 30)


def cny(minor: int) -> ct.Money:
    return ct.Money(minor, "CNY")


def payment(**terms: Any) -> ct.Payment:
    """A payment of 1.00 for contract A, but for what is said."""
    given: dict[str, Any] = {"id": "P-1", "on": DAY, "amount": cny(100), "contract": "A"}
    return ct.Payment(**given | terms)


def several(*parts: tuple[str, int], **terms: Any) -> ct.Payment:
    """A payment for several contracts."""
    amount = cny(sum(minor for _, minor in parts))
    applies = [(name, cny(minor)) for name, minor in parts]
    return payment(**{"contract": None, "amount": amount, "applies": applies} | terms)


def contract(name: str, currency: str = "CNY", *more: str) -> ct.Contract:
    """A contract with a line of two stages, and others of one payment; Y and Z share line `build`."""
    first = ct.Stage(name="first", percent=Decimal(50), on=DAY)
    stages = ct.Stages([first, ct.Stage(name="second", percent=Decimal(50), after="accepted")])
    lines = [
        ct.Line(id="build", price=ct.Total("2", currency), billing=stages, allocation=ct.Allocation({"Y": 1, "Z": 1})),
        *(ct.Line(id=line, price=ct.Total("1", currency), billing=ct.Once(DAY)) for line in more),
    ]
    return ct.Contract(id=name, lines=lines)


@pytest.mark.parametrize(
    ("terms", "code", "field"),
    [
        ({"id": "P 1"}, "ID_SYNTAX", "id"),
        ({"on": "2017-06-30"}, "TYPE_WRONG", "on"),
        ({"amount": cny(0)}, "PAYMENT_ZERO", "amount"),
        ({"amount": 100}, "TYPE_WRONG", "amount"),
        ({"contract": "A B"}, "ID_SYNTAX", "contract"),
        ({"contract": None}, "KEY_MISSING", "contract"),
        ({"line": "a b"}, "ID_SYNTAX", "line"),
        ({"stage": " "}, "TEXT_EMPTY", "stage"),
        ({"payer": ""}, "TEXT_EMPTY", "payer"),
        ({"paid_for": "\u202e"}, "CONTROL_CHAR", "paid_for"),
        ({"reference": 7}, "TYPE_WRONG", "reference"),
        ({"assumptions": [7]}, "TYPE_WRONG", "assumptions"),
        ({"assumptions": ""}, "TEXT_EMPTY", "assumptions"),
        ({"recorded": "x"}, "TYPE_WRONG", "recorded"),
        ({"voided": date(1899, 1, 1)}, "DATE_RANGE", "voided"),
        ({"refund_of": "P-0"}, "REFUND_SIGN", "refund_of"),
        ({"settles": cny(100)}, "SETTLES_ALIKE", "settles"),
        ({"settles": ct.Money(0, "USD")}, "PAYMENT_ZERO", "settles"),
        ({"settles": ct.Money(-1, "USD")}, "APPLIES_SUM", "settles"),
        ({"applies": [("A", cny(100))]}, "KEY_CONFLICT", "applies"),
        ({"contract": None, "applies": [("A", cny(60)), ("A", cny(40))]}, "DUPLICATE_ID", "applies"),
        ({"contract": None, "applies": [("A", cny(60)), ("B", cny(50))]}, "APPLIES_SUM", "applies"),
        ({"contract": None, "applies": [("A", cny(150)), ("B", cny(-50))]}, "APPLIES_SUM", "applies"),
        ({"contract": None, "applies": [("A", ct.Money(100, "USD"))]}, "CURRENCY_MISMATCH", "applies"),
        ({"contract": None, "applies": [("A", cny(0))]}, "PAYMENT_ZERO", "applies.amount"),
        ({"contract": None, "applies": [("A B", cny(1))]}, "ID_SYNTAX", "applies.contract"),
        ({"contract": None, "applies": ["A"]}, "TYPE_WRONG", "applies"),
        ({"contract": None, "applies": [("A", cny(100))], "line": "a"}, "KEY_CONFLICT", "line"),
        ({"contract": None, "applies": [("A", cny(100))], "number": 1}, "KEY_CONFLICT", "number"),
        ({"contract": None, "applies": [("A", cny(100))], "stage": "x"}, "KEY_CONFLICT", "stage"),
        ({"number": 1, "stage": "x"}, "KEY_CONFLICT", "stage"),
        ({"number": "1"}, "TYPE_WRONG", "number"),
        ({"number": True}, "TYPE_WRONG", "number"),
        ({"number": 0}, "NUMBER_RANGE", "number"),
        ({"number": 200_001}, "NUMBER_RANGE", "number"),
    ],
)
def test_a_payment_that_makes_no_sense_is_refused(terms: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(TermsError) as caught:
        payment(**terms)

    assert (caught.value.code, caught.value.field) == (code, field)
    assert all(caught.value.message(lang) and caught.value.remedy(lang) for lang in Lang)


def test_a_payment_is_known_from_its_day_or_its_record_until_it_is_void() -> None:
    recorded, voided = date(2017, 7, 10), date(2017, 8, 1)

    assert payment().known_from == DAY
    late = payment(recorded=recorded, voided=voided)
    days = (DAY, date(2017, 7, 9), recorded, date(2017, 7, 31), voided)
    assert [late.is_known(day) for day in days] == [False, False, True, True, False]


def test_what_remains_of_a_payment_for_some_contracts() -> None:
    """Of another currency, only what it settles is known by contract."""
    given = several(("B", 30), ("A", 70), reference="bank 7")

    assert [part.contract for part in given.parts] == ["A", "B"]
    assert given.restricted({"A", "B", "C"}) is given
    assert given.restricted({"C"}) is None
    assert given.restricted({"B"}) == several(("B", 30), reference="bank 7")
    foreign = several(("A", 70), ("B", 30), amount=ct.Money(15, "USD"), settles=cny(100))
    assert foreign.settled == cny(100)
    assert foreign.restricted({"A"}) == several(("A", 70))
    assert payment().restricted({"A"}) == payment()
    assert payment().restricted({"B"}) is None


def test_payments_tell_in_what_they_differ() -> None:
    assert payment().difference(payment()) is None
    assert payment().difference(payment(reference="x")) == "reference"
    assert payment(on=date(2017, 7, 1), reference="x").difference(payment()) == "on"
    assert pickle.loads(pickle.dumps(several(("A", 1), ("B", 2)))) == several(("A", 1), ("B", 2))


@pytest.mark.parametrize(
    ("terms", "code", "field"),
    [
        ({"contract": "C"}, "PAYMENT_CONTRACT", "contract"),
        ({"contract": None, "applies": [("A", cny(60)), ("C", cny(40))]}, "PAYMENT_CONTRACT", "applies"),
        ({"amount": ct.Money(100, "USD")}, "CURRENCY_MISMATCH", "amount"),
        ({"amount": ct.Money(100, "USD"), "settles": ct.Money(100, "EUR")}, "CURRENCY_MISMATCH", "settles"),
        ({"line": "c"}, "LINE_UNKNOWN", "line"),
        ({"number": 1}, "KEY_MISSING", "line"),
        ({"stage": "first"}, "KEY_MISSING", "line"),
        ({"line": "b", "stage": "first"}, "PAYMENT_STAGE", "stage"),
        ({"line": "build", "stage": "third"}, "PAYMENT_STAGE", "stage"),
        ({"payer": "W"}, "PAYMENT_PAYER", "payer"),
        ({"line": "b", "payer": "Y"}, "PAYMENT_PAYER", "payer"),
        ({"payer": "anyone", "paid_for": "W"}, "PAYMENT_PAYER", "paid_for"),
        ({"amount": cny(-1), "refund_of": "P-9"}, "PAYMENT_REFUND", "refund_of"),
        ({"amount": cny(-1), "refund_of": "P-2"}, "PAYMENT_REFUND", "refund_of"),
        ({"amount": cny(-1), "refund_of": "P-3"}, "PAYMENT_REFUND", "refund_of"),
    ],
)
def test_a_payment_of_what_is_not_there_is_refused(terms: dict[str, Any], code: str, field: str) -> None:
    """P-2 is for another contract, P-3 is itself a refund."""
    others = [payment(id="P-2", contract="B"), payment(id="P-3", amount=cny(-5))]
    with pytest.raises(TermsError) as caught:
        ct.Register([contract("A", "CNY", "b"), contract("B")], payer="本级", payments=[*others, payment(**terms)])

    assert (caught.value.code, caught.value.field) == (code, f"payments.P-1.{field}")
    assert all(caught.value.message(lang) and caught.value.remedy(lang) for lang in Lang)


def test_who_pays_may_be_anyone_where_it_says_for_whom() -> None:
    register = ct.Register(
        [contract("A")], payments=[payment(payer="财政局", paid_for="Y"), payment(id="P-2", payer="Z")]
    )

    assert [each.payer for each in register.payments] == ["财政局", "Z"]


def test_a_register_holds_payments_in_order_of_their_ids() -> None:
    ids = ["P-2", "P-10", "P-1"]
    register = ct.Register([contract("A")], payments=[payment(id=name) for name in ids])

    assert [each.id for each in register.payments] == ["P-1", "P-10", "P-2"]
    assert repr(register) == "<Register: 1 contract, 3 payments, CNY>"
    assert repr(register.of([])) == "<Register: 0 contracts, CNY>"
    assert repr(ct.Register([contract("A")], payments=[payment()])) == "<Register: 1 contract, 1 payment, CNY>"
    for payments, code, field in (
        ([payment(), payment()], "DUPLICATE_ID", "payments.id"),
        (["P"], "TYPE_WRONG", "payments"),
    ):
        with pytest.raises(TermsError) as caught:
            ct.Register([contract("A")], payments=payments)  # type: ignore[arg-type]
        assert (caught.value.code, caught.value.field) == (code, field)


def test_a_part_of_a_register_keeps_what_was_paid_for_it() -> None:
    both = several(("A", 70), ("B", 30))
    back = several(("A", -7), ("B", -3), id="P-2", refund_of="P-1")
    register = ct.Register(
        [contract("A"), contract("B")], payments=[both, back, payment(id="P-3")], reported=[ct.Reported(2017)]
    )
    part = register.of(["B", "B"])

    assert [each.id for each in part] == ["B"]
    assert part.reported == ()
    assert [(each.id, each.amount.minor) for each in part.payments] == [("P-1", 30), ("P-2", -3)]
    with pytest.raises(NotThereError):
        register.of(["C"])


def test_a_payment_of_several_registers_is_one() -> None:
    one, other = (ct.Register([], payments=[]), ct.Register([contract("A")], payments=[payment()]))
    assert ct.Register.merged([one, other]).payments == (payment(),)

    again = ct.Register([contract("B")], payments=[payment(contract="B")])
    with pytest.raises(TermsError) as caught:
        ct.Register.merged([other, again])
    assert (caught.value.code, caught.value.field) == ("PAYMENT_DIFFERS", "payments.contract")


# what is matched


def register() -> ct.Register:
    return ct.Register(
        [contract("A", "CNY", "b")], payer="本级", payments=[payment(), payment(id="P-2", amount=cny(300))]
    )


def test_a_matching_says_what_it_is_and_gives_frames() -> None:
    found = ct.match(register(), DAY)

    assert repr(found) == f"<Matching: 2 payments against 3 installments, as of {DAY}>"
    assert repr(ct.match(register(), date(2017, 6, 29))).startswith("<Matching: 0 payments")
    frame = found.to_frame("minor")
    assert frame[["line", "number", "paid", "open", "state"]].values.tolist() == [
        ["b", 1, 100, 0, "paid"],
        ["build", 1, 100, 0, "paid"],
        ["build", 2, 0, 100, "undated"],
    ]
    paid = found.payments().to_frame("minor")
    assert str(paid["number"].dtype) == "Int64"
    assert paid[["payment", "applied", "unapplied"]].values.tolist() == [
        ["P-1", 100, 0],
        ["P-2", 100, 0],
        ["P-2", 0, 200],
    ]
    assert found.paid() == {"A": 400}
    assert found.installments(found.plan.undated()).columns["open"] == [100]


def test_a_payment_waits_for_the_installment_that_it_names() -> None:
    """And nobody else takes its place there; what it is more than that pays the oldest."""
    waits = payment(id="P-3", line="build", stage="second", amount=cny(130))
    found = ct.match(ct.Register([contract("A", "CNY", "b")], payments=[waits]), DAY)

    columns = found.installments().columns
    assert (columns["paid"], columns["state"]) == ([0, 30, 0], ["due", "part paid", "undated"])
    assert found.payments().columns["unapplied"] == [0, 100]


def test_what_makes_no_sense_is_refused_when_it_is_matched() -> None:
    with pytest.raises(TermsError) as caught:
        ct.match([contract("A")], DAY)  # type: ignore[arg-type]
    assert caught.value.code == "TYPE_WRONG"
    beyond = ct.Register([contract("A")], payments=[payment(number=3)])
    with pytest.raises(TermsError) as caught:
        ct.match(beyond, DAY)
    assert (caught.value.code, caught.value.field) == ("PAYMENT_NUMBER", "payments.P-1.number")
    assert ct.match(beyond, date(2017, 6, 29)).paid() == {}


def test_a_payment_for_an_installment_that_is_not_known_yet_counts_for_its_contract() -> None:
    longer = ct.Amendment(id="S1", signed=date(2018, 3, 1), to=date(2018, 12, 31))
    rent = ct.Line(
        id="a",
        price=ct.Rate("1", "CNY"),
        service=ct.Period.through(date(2017, 1, 1), date(2017, 12, 31)),
        billing=ct.Cyclic(ct.QUARTERLY),
    )
    of = ct.Contract(id="A", lines=[rent], amendments=[longer])
    register = ct.Register([of], payments=[payment(number=6, amount=cny(250))])
    sheet = ct.match(register, DAY).payments()
    assert (sum(sheet.columns["applied"]), sum(sheet.columns["unapplied"])) == (200, 50)


def test_what_was_paid_for_a_contract_without_installments_comes_back() -> None:
    """It ended before it began."""
    rent = ct.Line(
        id="a",
        price=ct.Rate("1", "CNY"),
        service=ct.Period.through(date(2018, 1, 1), date(2018, 12, 31)),
        billing=ct.Cyclic(ct.QUARTERLY),
    )
    ended = ct.Amendment(id="S1", signed=date(2017, 3, 1), effective=date(2017, 3, 1), end=["a"])
    of = ct.Contract(id="A", lines=[rent], amendments=[ended])
    paid = [payment(on=date(2017, 2, 1)), payment(id="P-2", amount=cny(-40), refund_of="P-1")]
    found = ct.match(ct.Register([of], payments=paid), DAY)
    assert len(found.plan) == 0
    assert sum(found.payments().columns["unapplied"]) == found.paid()["A"] == 60
