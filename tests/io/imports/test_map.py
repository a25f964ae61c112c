"""Map files: what a sheet does not say by itself, and their drafts."""

from datetime import date
from pathlib import Path

import pytest

import contracts as ct
from contracts.io.imports import SheetMap, drafted_map
from tests.io.imports.sheets import refused, taken, told, written
from tests.io.imports.test_workbook import book

ODD = "甲,乙方代号,价,比例,付\nC1,x,5,4:3,1\n"
MAP = """\
header = 1
kind = "contracts"
unit = "万元"
currency = "CNY"
encoding = "utf-8"
epoch = 1904
paid_on = 2017-12-31
payers = ["市本级", "区级"]

[columns]
"甲" = "id"
"乙方代号" = ""
C = "total"
"比例" = "shares"
"付" = "paid"
"""


def mapped(folder: Path, text: str) -> Path:
    return written(folder, text, "map.toml")


def test_a_map_says_everything(tmp_path: Path) -> None:
    found = taken(written(tmp_path, ODD), map=mapped(tmp_path, MAP))
    (line,) = found.register["C1"].lines

    assert line.price == ct.Total("50000", "CNY")
    assert line.allocation == ct.Allocation({"市本级": 4, "区级": 3})
    assert found.register.payments[0].on == date(2017, 12, 31)
    assert found.columns == {"甲": "id", "价": "total", "比例": "shares", "付": "paid"}


def test_a_map_may_be_an_object(tmp_path: Path) -> None:
    given = SheetMap(header=(1,), columns={"A": "id", "C": "total"}, currency="USD", epoch=1900)

    assert taken(written(tmp_path, ODD), map=given).register["C1"].lines[0].price == ct.Total("5", "USD")


def test_a_number_counts_days_where_the_map_says_since_when(tmp_path: Path) -> None:
    text = "合同编号,合同金额（元）,签订日期\nC1,1,42740\n"

    assert taken(written(tmp_path, text), map=SheetMap(epoch=1900)).register["C1"].signed == date(2017, 1, 5)
    assert taken(written(tmp_path, text), map=SheetMap(epoch=1904)).register["C1"].signed == date(2021, 1, 6)


def test_a_heading_of_two_rows_may_be_named(tmp_path: Path) -> None:
    text = "合同,,\n号,价,注\nC1,5,x\n"
    columns = {"合同 号": "id", "合同 价": "total", "合同 注": "notes"}

    assert taken(written(tmp_path, text), map=SheetMap(header=(1, 2), columns=columns)).register["C1"].notes == ("x",)


def test_a_map_chooses_the_sheet(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ("合同编号", "合同金额"), ("C1", 1))

    assert taken(path, map=mapped(tmp_path, 'sheet = "台账"')).sheet == "台账"
    assert refused(path, map=mapped(tmp_path, 'sheet = "无"'))[0].code == "SHEET_UNKNOWN"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = ", [("TOML_SYNTAX", 1)]),
        ("[register]\n", [("KEY_UNKNOWN", 1)]),
        ('\nunit = "两"\n', [("CHOICE_UNKNOWN", 2)]),
        ("header = [1, 3]\n", [("HEADER_ROWS", 1)]),
        ("header = 0\n", [("HEADER_ROWS", 1)]),
        ('header = "1"\n', [("TYPE_WRONG", 1)]),
        ('kind = "x"\nepoch = true\n\n[columns]\na = "y"\n', [("CHOICE_UNKNOWN", n) for n in (1, 2, 5)]),
    ],
)
def test_what_is_wrong_with_a_map_is_told_at_its_line(
    text: str, expected: list[tuple[str, int]], tmp_path: Path
) -> None:
    found = refused(written(tmp_path, ODD), map=mapped(tmp_path, text))

    assert [(problem.code, problem.line_number) for problem in found] == expected
    assert {problem.file for problem in found} == {str(tmp_path / "map.toml")}


def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    found = refused(written(tmp_path, ODD), map=SheetMap(header=(1,), columns={"A": "id", "C": "total", "丙": "notes"}))

    assert told(found) == [("COLUMN_UNKNOWN", 1, None)]


def test_of_two_columns_of_one_meaning_the_map_leaves_one_out(tmp_path: Path) -> None:
    text = "合同编号,合同金额,合同金额\nC1,1,2\n"

    assert refused(written(tmp_path, text))[0].data["letters"] == "C"
    found = taken(written(tmp_path, text), map=SheetMap(columns={"C": ""}))
    assert found.register["C1"].lines[0].price == ct.Total("1", "CNY")


def test_the_draft_of_a_map_gives_what_the_sheet_gives(tmp_path: Path) -> None:
    text = "单位：万元,,,\n合同编号,合同金额,A,\nC1,5,x,\n"
    path = written(tmp_path, text)
    draft = drafted_map(path)

    assert 'unit = "万"' in draft
    assert 'C = ""' in draft
    assert taken(path, map=mapped(tmp_path, draft)).register == taken(path).register
    sheet = book(tmp_path / "a.xlsx", ("合同编号", "合同名称"), ("C1", "x"))
    assert drafted_map(sheet).startswith("# columns: number, id, title")
    assert 'sheet = "台账"' in drafted_map(sheet)
    payments = written(tmp_path, "付款日期,合同编号,付款金额\n", "b.csv")
    assert drafted_map(payments).startswith("# columns: number, payment, on, amount")
