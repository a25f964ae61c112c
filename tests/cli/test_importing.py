"""The command `import`: what it writes, tells, and refuses to write over."""

import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from contracts.io import load
from tests.cli.conftest import Run
from tests.io.imports.sheets import written
from tests.io.imports.test_payments import LIST, REGISTER

SHEET = "合同编号,合同名称,合同金额（万元）,经办人\nC1,线路租赁,48.518,张三\n合计,,48.5,\n"
MAP = '[columns]\n"经办人" = ""\n"合同名称" = "title"\n'


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    path = tmp_path / "台账.csv"
    path.write_text(SHEET, encoding="utf-8")
    return str(path)


def test_a_register_is_written_and_what_was_not_taken_is_told(run: Run, sheet: str, tmp_path: Path) -> None:
    target = tmp_path / "register.toml"
    result = run("import", sheet, "-o", str(target))

    assert result.exit_code == 1
    assert result.stdout == ""
    assert load(target)["C1"].title == "线路租赁"
    assert f"{sheet}:1:D: column: 经办人 is not known and was left out" in result.stderr
    assert f"{sheet}:3:C: 合同金额（万元）: 48.5 is stated, and the rows sum to 48.518 万元" in result.stderr
    assert "assumed: 表中未写明何时到期" in result.stderr
    assert result.stderr.endswith(f"1 contracts imported from {sheet}.\n")


def test_without_a_file_it_is_printed(run: Run, sheet: str) -> None:
    result = run("import", sheet, "--lang", "zh")

    assert result.stdout.startswith('[register]\ncurrency = "CNY"\nunit = "万元"\n')
    assert result.stderr.endswith(f"自 {sheet} 导入 1 份合同。\n")


def test_json_by_the_name(run: Run, sheet: str, tmp_path: Path) -> None:
    target = tmp_path / "register.json"

    assert run("import", sheet, "-o", str(target)).exit_code == 1
    assert load(target)["C1"].title == "线路租赁"


def test_nothing_to_look_at_ends_with_0(run: Run, sheet: str) -> None:
    Path(sheet).write_text(SHEET.replace("48.5,", "48.518,"), "gb18030")
    result = run("import", sheet)

    assert result.exit_code == 0
    assert result.stderr.endswith(f"1 contracts imported from {sheet} (gb18030).\n")


def test_a_file_that_is_there_is_replaced_only_by_force(run: Run, sheet: str, tmp_path: Path) -> None:
    target = tmp_path / "register.toml"
    target.write_text("kept", encoding="utf-8")
    result = run("import", sheet, "-o", str(target))

    assert result.exit_code == 2
    assert "-o: " in result.stderr
    assert "is there already: give another file, or --force to replace it" in result.stderr
    assert target.read_text(encoding="utf-8") == "kept"
    assert run("import", sheet, "-o", str(target), "--force").exit_code == 1
    assert len(load(target)) == 1


@pytest.mark.parametrize(
    ("target", "words"), [("", "is a folder"), ("none/r.toml", "there is no folder"), ("台账.csv", "is a file of the")]
)
def test_where_nothing_may_be_written(run: Run, sheet: str, tmp_path: Path, target: str, words: str) -> None:
    result = run("import", sheet, "-o", str(tmp_path / target))

    assert result.exit_code == 2
    assert words in result.stderr


def test_problems_are_told_and_nothing_is_written(run: Run, sheet: str, tmp_path: Path) -> None:
    Path(sheet).write_text(SHEET.replace("48.518", "x"), encoding="utf-8")
    target = tmp_path / "register.toml"
    result = run("import", sheet, "-o", str(target))

    assert result.exit_code == 2
    assert result.stderr.startswith(f"{sheet}:2:C: 合同金额（万元）: x is not an amount")
    assert not target.exists()


def test_a_map_is_drafted_and_used(run: Run, sheet: str, tmp_path: Path) -> None:
    target = tmp_path / "map.toml"

    assert run("import", sheet, "--draft-map", "-o", str(target)).exit_code == 0
    text = target.read_text(encoding="utf-8")
    assert '"经办人" = ""' in text
    assert '"合同金额（万元）" = "total"' in text
    target.write_text(text.replace('"经办人" = ""', '"经办人" = "notes"'), encoding="utf-8")
    result = run("import", sheet, "--map", str(target))
    assert "张三" in result.stdout


def test_what_is_asked_wrongly_is_told(run: Run, sheet: str) -> None:
    result = run("import", sheet, "--encoding", "latin-1")

    assert result.exit_code == 2
    assert "latin-1" in result.stderr


def test_what_cannot_be_written_is_a_failure(run: Run, sheet: str) -> None:
    result = run("import", sheet, "-o", "/dev/full")

    assert result.exit_code == 4
    assert "/dev/full could not be written" in result.stderr


def test_faulty_cells_are_marked_in_a_copy(run: Run, sheet: str, tmp_path: Path) -> None:
    Path(sheet).write_text(SHEET.replace("48.518", "x"), encoding="utf-8")
    mark = tmp_path / "marked.xlsx"
    result = run("import", sheet, "--mark", str(mark), "--lang", "zh")

    assert result.exit_code == 2
    cell = openpyxl.load_workbook(mark).worksheets[0]["C2"]
    assert cell.comment is not None
    assert cell.comment.text.startswith("合同金额（万元）: x 不是金额")
    assert "已存在" in run("import", sheet, "--mark", str(mark), "--lang", "zh").stderr
    assert run("import", sheet, "--mark", str(mark), "--force").exit_code == 2


def test_a_copy_is_written_only_where_a_cell_is_wrong(run: Run, sheet: str, tmp_path: Path) -> None:
    mark, given = tmp_path / "marked.xlsx", tmp_path / "map.toml"
    given.write_text('encoding = "gb18030"\n', encoding="utf-8")

    assert run("import", sheet, "--mark", str(mark), "--map", str(given)).exit_code == 1
    assert not mark.exists()
    Path(sheet).write_text(SHEET.replace("48.518", "x"), "gb18030")
    assert run("import", sheet, "--mark", str(mark), "--map", str(given)).exit_code == 2
    assert mark.exists()
    mark.unlink()
    Path(sheet).write_bytes(b"%PDF")
    assert run("import", sheet, "--mark", str(mark)).exit_code == 2
    assert not mark.exists()


def test_payments_are_imported_for_their_register(run: Run, tmp_path: Path) -> None:
    path, known, target = written(tmp_path, LIST), tmp_path / "register.toml", tmp_path / "payments.toml"
    known.write_text(REGISTER, encoding="utf-8")
    result = run("import", str(path), "--register", str(known), "-o", str(target))

    assert result.exit_code == 0
    assert result.stderr.endswith(f"2 payments imported from {path}.\n")
    assert run("check", str(known), str(target)).exit_code == 0


def test_what_cannot_be_marked_is_told_with_what_is_wrong(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A byte that does not fit; a link to nowhere, which only the copy would carry over; a wrong map; no openpyxl."""
    text, mark = tmp_path / "台账.csv", tmp_path / "marked.xlsx"
    text.write_bytes("合同编号,合同金额\nC1,1\n".encode("utf-16"))
    result = run("import", str(text), "--mark", str(mark))
    assert result.exit_code == 2
    assert result.stderr.count("the byte 0xff at offset 0 is not UTF-8 text") == 1
    assert "internal error" not in result.stderr

    book, made = tmp_path / "台账.xlsx", openpyxl.Workbook()
    made.worksheets[0].append(("合同编号", "合同金额（元）"))
    made.worksheets[0].append(("C1", "x"))
    made.save(book)
    with zipfile.ZipFile(book) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    space = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    link = b'<hyperlinks><hyperlink ref="A1" r:id="rId9" %s/></hyperlinks><pageMargins' % space
    part = "xl/worksheets/sheet1.xml"
    parts[part] = parts[part].replace(b"<pageMargins", link)
    with zipfile.ZipFile(book, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    result = run("import", str(book), "--mark", str(mark))
    assert result.exit_code == 2
    assert "x is not an amount" in result.stderr
    assert "rId9" in result.stderr

    wrong = tmp_path / "map.toml"
    wrong.write_text("x = 1\n", encoding="utf-8")
    result = run("import", str(book), "--mark", str(mark), "--map", str(wrong))
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{wrong}:1: ")
    assert not mark.exists()

    text.write_text(SHEET.replace("48.518", "x"), encoding="utf-8")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    result = run("import", str(text), "--mark", str(mark))
    assert result.exit_code == 2
    assert "x is not an amount" in result.stderr
    assert "vendor-contracts[excel]" in result.stderr
    assert not mark.exists()


def test_a_name_that_no_file_can_have_is_refused(run: Run) -> None:
    assert run("import", "a\0.csv").exit_code == 2
