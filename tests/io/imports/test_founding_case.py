"""The 35 project lines of Chenzhou 2017 as a workbook, with the total that the report states: it is not their sum."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import contracts as ct
from contracts.io.imports import import_register
from contracts.money import format_amount

REGISTER = Path(__file__).parents[3] / "examples" / "chenzhou-2017" / "register.toml"


@pytest.fixture
def reported() -> ct.Reported:
    (year,) = ct.load(REGISTER).reported
    return year


def workbook(path: Path, reported: ct.Reported, *, as_numbers: bool) -> Path:
    """The list of the report, in 万元."""
    register = ct.load(REGISTER)
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["2017年度项目支出"])
    sheet.append([None, None, "单位：万元"])
    sheet.append(["项目编号", "项目名称", "金额"])
    for name, figure in reported.contracts.items():
        text = format_amount(figure.amount.minor, "CNY", "万元")
        sheet.append([name, register[name].title, float(text) if as_numbers else text])
    assert reported.total is not None
    sheet.append(["合计", None, float(format_amount(reported.total.amount.minor, "CNY", "万元"))])
    sheet.merge_cells("A1:C1")
    book.save(path)
    return path


@pytest.mark.parametrize("as_numbers", [True, False])
def test_all_lines_are_taken_and_the_total_is_told(tmp_path: Path, reported: ct.Reported, as_numbers: bool) -> None:
    found = import_register(workbook(tmp_path / "2017.xlsx", reported, as_numbers=as_numbers))

    assert len(found.ids) == 35
    prices = {one.id: one.lines[0].price.amount for one in found.register if isinstance(one.lines[0].price, ct.Total)}
    assert prices == {name: figure.amount for name, figure in reported.contracts.items()}
    (differs,) = found.to_look_at
    assert (differs.code, differs.line_number, differs.column, differs.value) == ("SUM_DIFFERS", 39, "C", "2261.13")
    assert differs.data == {"expected": "2416.448 万元", "difference": "-155.318 万元"}
    assert all(one.assumptions for one in found.register)
    assert ct.schedule(found.register).total() == ct.Money.of("2416.448", "CNY", "万元")
