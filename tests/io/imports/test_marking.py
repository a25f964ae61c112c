"""Copies in which every faulty cell is coloured and says what is wrong with it."""

import builtins
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from contracts.errors import NotThereError, Problem
from contracts.io.imports import marked_copy
from contracts.words import Lang
from tests.io.imports.sheets import refused, written
from tests.io.imports.test_workbook import HEAD, book


def marks(path: Path) -> dict[str, str]:
    """The comment of each coloured cell of the first sheet."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == "FFFFC7CE"]
    return {cell.coordinate: cell.comment.text if cell.comment else "" for cell in cells}


def copied(path: Path, target: Path, **asked: Any) -> dict[str, str]:
    found = refused(path, **asked)
    content = marked_copy(path, found, encoding=asked.get("encoding"))
    assert content is not None
    assert content == marked_copy(path, found, encoding=asked.get("encoding")), "the same bytes"
    target.write_bytes(content)
    return marks(target)


def test_a_workbook_is_copied_with_its_faults(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("B2:B3")
        sheet["C3"] = "=1+1"

    path = book(tmp_path / "a.xlsx", HEAD, ("C 1", "a", "x", None), ("C1", "a", 1, None), change=change)
    before = path.read_bytes()
    found = copied(path, tmp_path / "marked.xlsx")

    assert list(found) == ["A2", "B2", "C2", "C3"]
    assert found["C2"].startswith("合同金额（万元）: x is not an amount: write digits")
    assert openpyxl.load_workbook(tmp_path / "marked.xlsx")["台账"]["C3"].value == "=1+1"
    assert path.read_bytes() == before


def test_two_faults_of_a_merged_cell_stand_together(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", HEAD, ("C1", "a", "x", "y"), change=lambda sheet: sheet.merge_cells("A2:B2"))
    again = Problem(code="TEXT_EMPTY", file=str(path), sheet="台账", line_number=2, column="B", field="b")
    content = marked_copy(path, [*refused(path), again], lang=Lang.ZH)
    assert content is not None
    (tmp_path / "marked.xlsx").write_bytes(content)

    assert len(marks(tmp_path / "marked.xlsx")["A2"].split("\n")) == 2


def test_a_csv_file_becomes_a_workbook(tmp_path: Path) -> None:
    text = "合同编号,合同名称,合同金额（元）\n\nC1,=1+1,x\nC2,a\x07b,1\nC3\n"
    path = written(tmp_path, text.encode("gb18030"))
    found = copied(path, tmp_path / "marked.xlsx", encoding="gb18030")

    assert list(found) == ["C3", "B4", "A5"]
    sheet = openpyxl.load_workbook(tmp_path / "marked.xlsx").worksheets[0]
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("=1+1", "s")
    assert sheet["B4"].value == "a\ufffdb"


def test_what_has_no_place_is_not_marked(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", HEAD, ("C1", "a", 1, None))
    other = Problem(code="TEXT_EMPTY", file="other.toml", line_number=1)

    assert marked_copy(path, [other, Problem(code="FILE_SIZE", file=str(path))]) is None
    far = Problem(code="SHEET_SIZE", file=str(path), sheet="台账", line_number=2**40, data={"columns": 1, "rows": 1})
    content = marked_copy(path, [far])
    assert content is not None
    (tmp_path / "marked.xlsx").write_bytes(content)
    assert marks(tmp_path / "marked.xlsx") == {}


def test_without_openpyxl_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "openpyxl":
            raise ImportError(name)
        return real(name, *rest, **more)

    path = written(tmp_path, "contract_id,amount\nC1,x\n")
    found = refused(path)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NotThereError, match="vendor-contracts\\[excel\\]"):
        marked_copy(path, found)
