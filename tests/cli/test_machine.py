"""csv and json for machines: exact, stable, and inert in a spreadsheet where that is asked for."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest

from contracts.cli.machine import as_csv, as_json, plain

RECORD = {
    "contract": "CZ-01",
    "number": 1,
    "name": None,
    "due": date(2017, 1, 31),
    "provisional": False,
    "amount": Decimal("485180.00"),
}


def test_json_is_a_list_of_objects_one_a_line() -> None:
    line = (
        '{"contract": "CZ-01", "number": 1, "name": null, "due": "2017-01-31", "provisional": false, '
        '"amount": "485180.00"}'
    )
    assert as_json([RECORD, RECORD]) == f"[\n{line},\n{line}\n]\n"
    assert as_json([]) == "[]\n"


def test_json_keeps_chinese_and_reads_back() -> None:
    text = as_json([{"payer": "市本级", "nested": [{"on": date(2017, 1, 1)}, (1, None)]}])
    assert "市本级" in text
    assert json.loads(text) == [{"payer": "市本级", "nested": [{"on": "2017-01-01"}, [1, None]]}]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("0.00"), "0.00"),
        (Decimal("-0.000001"), "-0.000001"),
        (Decimal("0E-10"), "0.0000000000"),
        (Decimal((0, (1,), 3)), "1000"),
        (Decimal((0, (1, 2, 3) * 15, -2)), "1231231231231231231231231231231231231231231.23"),
    ],
)
def test_an_amount_is_a_plain_decimal(value: Decimal, text: str) -> None:
    assert plain(value) == text


def test_csv_has_its_header_always_and_lines_that_end_alike() -> None:
    assert as_csv(list(RECORD), []) == "contract,number,name,due,provisional,amount\n"
    assert as_csv(list(RECORD), [RECORD]) == (
        "contract,number,name,due,provisional,amount\nCZ-01,1,,2017-01-31,false,485180.00\n"
    )


def test_csv_quotes_what_would_tear_it_apart() -> None:
    text = as_csv(["a", "b"], [{"a": 'x,"y"\nz', "b": True}])
    assert text == 'a,b\n"x,""y""\nz",true\n'
    assert list(csv.reader(io.StringIO(text))) == [["a", "b"], ['x,"y"\nz', "true"]]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"])
def test_for_a_spreadsheet_a_text_is_never_a_formula(sign: str) -> None:
    (_, (cell,)) = csv.reader(io.StringIO(as_csv(["a"], [{"a": f"{sign}1+1"}], excel=True)))
    assert cell == f"'{sign}1+1"
    assert as_csv(["a"], [{"a": f"{sign}1"}]) == f"a\n{sign}1\n"


def test_for_a_spreadsheet_the_mark_stands_first_and_numbers_stay_numbers() -> None:
    record = {"a": "甲", "b": Decimal("-1.00"), "c": -1, "d": date(2017, 1, 1), "e": None, "f": False}
    assert as_csv(list(record), [record], excel=True) == "\ufeffa,b,c,d,e,f\n甲,-1.00,-1,2017-01-01,,false\n"
