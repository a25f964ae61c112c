"""Payments out of the lists of banks and finance offices."""

from datetime import date
from pathlib import Path

import pytest

import contracts as ct
from contracts.io import loads
from contracts.io.imports import import_register
from tests.io.imports.sheets import noted, refused, taken, told, written

REGISTER = """\
[register]
name = "2017"
unit = "万元"
payer = "市本级"

[[contracts]]
id = "C1"
[[contracts.lines]]
id = "rent"
total = "12"
from = 2017-01-01
to = 2017-12-31
billing = { every = "1 month" }

[[payments]]
id = "P0"
on = 2017-01-31
contract = "C1"
amount = "1"
"""
LIST = """\
某单位付款明细,,,,,
单位：元,,,,,
流水号,交易日期,合同编号,交易金额,摘要,对方户名
P1,20170228,C1,"10,000.00",二月租金,电信公司
P2,2017/3/31,C1,10000,三月租金,电信公司
合计,,,20000,,
"""
HEAD = "流水号,交易日期,合同编号,交易金额（元）,付款单位,明细\n"


@pytest.fixture
def register() -> ct.Register:
    return loads(REGISTER)


def test_a_list_is_added_to_its_register(register: ct.Register, tmp_path: Path) -> None:
    found = taken(written(tmp_path, LIST), register=register)

    assert (found.kind, found.ids, found.unit) == ("payments", ("P1", "P2"), None)
    assert [payment.id for payment in found.register.payments] == ["P0", "P1", "P2"]
    paid = found.register.payments[1]
    assert (paid.on, paid.amount, paid.contract) == (date(2017, 2, 28), ct.Money.of("10000", "CNY"), "C1")
    assert paid.reference == "二月租金"
    assert found.register["C1"] == register["C1"]
    assert noted(found) == [("COLUMN_LEFT_OUT", 3, "F"), ("ROW_SUM", 6, "A")]


def test_what_is_written_are_the_payments_alone(register: ct.Register, tmp_path: Path) -> None:
    text = import_register(written(tmp_path, LIST), register=register).written()

    assert "[[contracts]]" not in text
    assert text.count("[[payments]]") == 2
    (tmp_path / "register.toml").write_text(REGISTER, encoding="utf-8")
    (tmp_path / "payments.toml").write_text(text, encoding="utf-8")
    both = ct.load(tmp_path / "register.toml", tmp_path / "payments.toml")
    assert both == import_register(written(tmp_path, LIST), register=register).register


def test_importing_a_list_again_changes_nothing(register: ct.Register, tmp_path: Path) -> None:
    path = written(tmp_path, LIST)
    once = taken(path, register=register).register

    assert taken(path, register=once).register == once


def test_a_list_without_ids_gets_them_from_its_days(register: ct.Register, tmp_path: Path) -> None:
    text = "付款日期,合同编号,付款金额（万元）\n2017-02-28,C1,1\n2017-03-01,C1,1\n2017-02-28,C1,1\n"
    found = taken(written(tmp_path, text), register=register)

    assert found.ids == ("2017-02-28-1", "2017-03-01-1", "2017-02-28-2")
    assert len(found.assumptions) == 3
    assert found.unit == "万元"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("P1,2017-02-28,C2,1,,", [("PAYMENT_CONTRACT", 2, "C")]),
        ("P1,2017-02-28,C1,1,乡,", [("PAYMENT_PAYER", 2, "E")]),
        ("P1,2017-02-28,C1,1,,fee", [("LINE_UNKNOWN", 2, "F")]),
        ("P1,2017-02-28,C1,0,,", [("PAYMENT_ZERO", 2, "D")]),
        ("P1,2017-02-28,C1,x,,", [("AMOUNT_SYNTAX", 2, "D")]),
        ("P1,1/2/2017,C1,1,,", [("DATE_AMBIGUOUS", 2, "B")]),
        (",1/2/2017,C1,1,,", [("DATE_AMBIGUOUS", 2, "B")]),
        ("P1,,,,,", [("KEY_MISSING", 2, "B"), ("KEY_MISSING", 2, "C"), ("KEY_MISSING", 2, "D")]),
        ("P1,2017-02-28,C1,1,,\nP1,2017-02-28,C1,1,,", [("DUPLICATE_ID", 3, "A")]),
        ("P1,2017-02-28,C1,1,,\nP1,2017-02-28,C1,2,,", [("DUPLICATE_ID", 3, "A")]),
        ("P0,2017-02-28,C1,1,,", [("PAYMENT_DIFFERS", 2, "B")]),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(
    register: ct.Register, row: str, expected: list[tuple[str, int, str]], tmp_path: Path
) -> None:
    assert told(refused(written(tmp_path, HEAD + row + "\n"), register=register)) == expected


def test_a_list_needs_its_register(tmp_path: Path) -> None:
    assert told(refused(written(tmp_path, LIST))) == [("REGISTER_NEEDED", 3, None)]


def test_payments_that_are_alike_are_kept_and_found(register: ct.Register, tmp_path: Path) -> None:
    found = taken(written(tmp_path, HEAD + "P1,2017-02-28,C1,1,,\nP2,2017-02-28,C1,1,,\n"), register=register)

    assert found.ids == ("P1", "P2")
    codes = [finding.code for finding in ct.findings(found.register, as_of=date(2017, 12, 31))]
    assert "POSSIBLE_DUPLICATE" in codes


TWO_CURRENCIES = """\
[register]
currency = "{own}"

[[contracts]]
id = "C1"
[[contracts.lines]]
id = "p"
total = "9"
due = 2017-12-31

[[contracts]]
id = "C2"
currency = "EUR"
[[contracts.lines]]
id = "p"
total = "9"
due = 2017-12-31
"""


@pytest.mark.parametrize("own", ["CNY", "USD", "JPY", "KWD"])
def test_amounts_are_in_the_currency_of_their_register_or_their_column(own: str, tmp_path: Path) -> None:
    text = "付款日期,合同编号,付款金额（元）,币种\n2017-02-28,C1,1,\n2017-02-28,C2,1.25,EUR\n合计,,2.25,\n"
    found = taken(written(tmp_path, text), register=loads(TWO_CURRENCIES.format(own=own)))

    assert [one.amount for one in found.register.payments] == [ct.Money.of("1", own), ct.Money.of("1.25", "EUR")]
    (tmp_path / "register.toml").write_text(TWO_CURRENCIES.format(own=own), encoding="utf-8")
    (tmp_path / "payments.toml").write_text(found.written(), encoding="utf-8")
    assert ct.load(tmp_path / "register.toml", tmp_path / "payments.toml") == found.register


def test_a_currency_of_the_map_is_not_passed_over(register: ct.Register, tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + "P1,2017-02-28,C1,1,,\n")

    assert told(refused(path, register=register, map=ct.SheetMap(currency="USD"))) == [("CURRENCY_MISMATCH", 2, "D")]
