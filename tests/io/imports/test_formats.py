"""Cells whose format shows something else than they hold."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles.numbers import BUILTIN_FORMATS

import contracts as ct
from tests.io.imports.sheets import refused, taken, told

HEAD = ("合同编号", "合同金额（元）", "开始日期", "结束日期", "质保金")


def sheet(folder: Path, formats: dict[str, str], retention: Any = None, id: Any = "C1") -> Path:
    """A workbook of one contract."""
    book = openpyxl.Workbook()
    book.active.append(HEAD)  # type: ignore[union-attr]
    book.active.append((id, 48.5, date(2017, 1, 1), date(2017, 12, 31), retention))  # type: ignore[union-attr]
    for place, own in formats.items():
        book.active[place].number_format = own  # type: ignore[index]
    path = folder / "台账.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("format", "minor"),
    [
        ("0.00", 4850),
        ('_ * "¥"#,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 4850),
        ("#,##0.00_);[Red](#,##0.00)", 4850),
        ("[$￥-804]#,##0.00", 4850),
        ('"人民币"0.00', 4850),
        ('0.00"元"', 4850),
        ('0.00"万元"', 48500000),
        (BUILTIN_FORMATS[44], 4850),
    ],
)
def test_amounts_are_in_the_unit_that_their_format_shows(format: str, minor: int, tmp_path: Path) -> None:
    (contract,) = taken(sheet(tmp_path, {"B2": format})).register

    assert contract.lines[0].price == ct.Total(amount=ct.Money(minor, "CNY"))


@pytest.mark.parametrize(
    "format",
    [
        *('0!.0,"万"', "#,##0,", "0.00,,", '"US$"0.00', "[$€-2] #,##0.00", '0.0"%"', '0\\.0,"万元"', '0"元/月"'),
        *("£0.00", '[>=10000]0.0,"k";0'),
    ],
)
def test_amounts_that_are_shown_otherwise_are_refused(format: str, tmp_path: Path) -> None:
    assert told(refused(sheet(tmp_path, {"B2": format}))) == [("CELL_FORMAT", 2, "B")]


@pytest.mark.parametrize("format", ['yyyy"年"m"月"', "mmm-yy", "yyyy", "h:mm"])
def test_days_that_are_not_shown_are_refused(format: str, tmp_path: Path) -> None:
    assert told(refused(sheet(tmp_path, {"D2": format}))) == [("CELL_FORMAT", 2, "D")]


@pytest.mark.parametrize("format", ['[$-804]yyyy"年"m"月"d"日";@', "D/M/YYYY", "[$-F800]dddd, mmmm dd, yyyy"])
def test_days_that_are_shown_are_taken(format: str, tmp_path: Path) -> None:
    (contract,) = taken(sheet(tmp_path, {"D2": format})).register

    assert contract.lines[0].service == ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))


def test_a_month_in_a_format_of_the_language_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEAD)
        page.write_row(1, 0, ("C1", 48.5, "2017-01-01"))
        page.write_number(1, 3, 43070, book.add_format({"num_format": 57}))

    assert told(refused(path)) == [("CELL_FORMAT", 2, "D")]


@pytest.mark.parametrize("format", ['"HT-"000', "000-00", "0%", "#,##0,"])
def test_ids_that_are_shown_otherwise_are_refused(format: str, tmp_path: Path) -> None:
    assert told(refused(sheet(tmp_path, {"A2": format}, id=7))) == [("CELL_FORMAT", 2, "A")]


@pytest.mark.parametrize(("value", "format"), [(0.05, "0%"), (5, '0"%"'), (5, "0\\%")])
def test_percentages_are_those_that_are_shown(value: float, format: str, tmp_path: Path) -> None:
    (contract,) = taken(sheet(tmp_path, {"E2": format}, retention=value)).register

    retention = contract.lines[0].retention
    assert retention is not None
    assert retention.percent == Decimal(5)
