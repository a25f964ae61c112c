"""Workbooks: written by openpyxl and XlsxWriter, and damaged by hand."""

import builtins
import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

import contracts as ct
from contracts.errors import NotThereError, RegisterError
from contracts.io.imports import ImportLimits, headings, import_register
from contracts.io.imports.grid import Area, Row, Sheet
from tests.io.imports.sheets import HEADING, ROWS, as_csv, noted, refused, taken, told, written

HEAD = ("合同编号", "合同名称", "合同金额（万元）", "签订日期")


def book(path: Path, *rows: Iterable[Any], change: Callable[[Worksheet], None] | None = None) -> Path:
    """A workbook of one sheet that openpyxl writes."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "台账"
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(sheet)
    made.save(path)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "台账.xlsx"


def repacked(path: Path, change: Callable[[str, bytes], bytes | None], more: Iterable[tuple[str, bytes]] = ()) -> Path:
    """The same workbook with some parts changed, left out or added."""
    with zipfile.ZipFile(path) as packed:
        parts = [(entry.filename, packed.read(entry)) for entry in packed.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts:
            changed = change(name, content)
            if changed is not None:
                packed.writestr(name, changed)
        for name, content in more:
            packed.writestr(name, content)
    return path


def same(_: str, content: bytes) -> bytes:
    return content


def in_sheet(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    """Replaces something in the markup of the sheet."""

    def change(name: str, content: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return content
        assert old in content
        return content.replace(old, new)

    return change


def test_a_workbook_gives_what_the_same_csv_gives(path: Path, tmp_path: Path) -> None:
    text = taken(written(tmp_path, as_csv(HEADING, *ROWS)))
    found = taken(book(path, HEADING, *ROWS))

    assert found.register == text.register
    assert (found.sheet, found.encoding) == ("台账", None)


def test_numbers_and_days_are_taken_as_they_are_shown(path: Path) -> None:
    found = taken(
        book(
            path,
            HEAD,
            ("C1", "a", 48.518, date(2017, 1, 5)),
            ("C2", "b", 1e-6 * 3, datetime.combine(date(2017, 1, 5), time())),
            ("C3", 5, 70, 42740),
            (7, "d", "1,234.5", "2017年1月5日"),
        )
    )

    amounts = [contract.lines[0].price for contract in found.register]
    assert amounts == [ct.Total(text, "CNY") for text in ("12345000", "485180", "0.03", "700000")]
    assert {contract.signed for contract in found.register} == {date(2017, 1, 5)}
    assert found.register["C3"].title == "5"
    assert found.unit == "万元"


def test_ids_are_shown_as_their_format_pads_them(path: Path) -> None:
    def pad(sheet: Worksheet) -> None:
        sheet["A2"].number_format = "0000"

    assert taken(book(path, HEAD, (7, "a", 1, None), change=pad)).ids == ("0007",)


def test_days_follow_the_epoch_of_the_workbook(path: Path) -> None:
    made = openpyxl.Workbook()
    made.epoch = CALENDAR_MAC_1904
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.append(HEAD)
    sheet.append(("C1", "a", 1, 41278))
    sheet.append(("C2", "a", 1, 41278))
    sheet["D3"].number_format = "yyyy-mm-dd"
    made.save(path)

    assert {contract.signed for contract in taken(path).register} == {date(2017, 1, 5)}


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (("C1", "a", 1234567890123456.7, None), "AMOUNT_PRECISION", "C"),
        (("C1", "a", 12345678901234567890, None), "AMOUNT_PRECISION", "C"),
        ((12345678901234567890, "a", 1, None), "ID_SYNTAX", "A"),
        ((2017.1, "a", 1, None), "ID_SYNTAX", "A"),
        ((date(2017, 1, 1), "a", 1, None), "ID_SYNTAX", "A"),
        ((True, "a", 1, None), "ID_SYNTAX", "A"),
        (("C1", "#REF!", 1, None), "CELL_ERROR", "B"),
        (("C1", "a", "#DIV/0!", None), "CELL_ERROR", "C"),
        (("C1", "a", 1, "#N/A"), "CELL_ERROR", "D"),
        (("C1", "a", 1, 2017), "DATE_NUMBER", "D"),
        (("C1", "a", 1, 60), "DATE_NUMBER", "D"),
        (("C1", "a", 1, 20170105), "DATE_SYNTAX", "D"),
        (("C1", "a", 1, True), "DATE_SYNTAX", "D"),
        (("C1", "a", 1, datetime.combine(date(2017, 1, 5), time(12))), "DATE_HAS_TIME", "D"),
        (("C1", "a", 1, time(4, 3)), "DATE_HAS_TIME", "D"),
        (("C1", "a", date(2017, 1, 1), None), "AMOUNT_SYNTAX", "C"),
        (("C1", "a", True, None), "AMOUNT_SYNTAX", "C"),
        (("C1", "a", "=1+1", None), "FORMULA_UNCOMPUTED", "C"),
        (("C1", "=B1", 1, None), "FORMULA_UNCOMPUTED", "B"),
        (("C1", "a", None, None), "KEY_MISSING", "C"),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(path: Path, row: tuple[Any, ...], code: str, column: str) -> None:
    (problem,) = refused(book(path, HEAD, ("C0", "a", 1, None), row))

    assert told([problem]) == [(code, 3, column)]
    assert problem.sheet == "台账"
    assert str(problem).startswith(f"{path}:台账!{column}3: ")


def test_a_number_that_was_computed_is_refused_where_it_is_no_amount(path: Path) -> None:
    small(path)
    assert told(refused(repacked(path, in_sheet(b"<v>1</v>", b"<v>0.30000000000000004</v>")))) == [
        ("AMOUNT_PRECISION", 2, "C")
    ]
    small(path)
    found = taken(repacked(path, in_sheet(b"<v>1</v>", b"<v>48.518000000000001</v>")))
    assert found.register["C1"].lines[0].price == ct.Total("485180", "CNY"), "so Excel writes 48.518"


def test_percentages_are_no_amounts_and_may_be_retained(path: Path) -> None:
    def show(sheet: Worksheet) -> None:
        sheet["C2"].number_format = sheet["B2"].number_format = "0.00%"

    head = ("合同编号", "质保金", "合同金额")
    found = taken(
        book(path, head, ("C1", 0.055, 5), change=lambda sheet: setattr(sheet["B2"], "number_format", "0.0%"))
    )
    retention = found.register["C1"].lines[0].retention
    assert retention is not None
    assert str(retention.percent) == "5.5"
    assert told(refused(book(path, head, ("C1", 0.05, 0.05), change=show))) == [("AMOUNT_SYNTAX", 2, "C")]


def test_formulas_count_by_their_computed_values(path: Path) -> None:
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet("台账")
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ("C1", "a"))
    sheet.write_formula(1, 2, "=1+1", None, 2)
    sheet.write_formula(1, 1, '="线路"&"租赁"', None, "线路租赁")
    made.close()
    found = taken(path)
    assert found.register["C1"].lines[0].price == ct.Total("20000", "CNY")
    assert found.register["C1"].title == "线路租赁"
    blank = repacked(path, in_sheet("<v>线路租赁</v>".encode(), b"<v></v>"))
    assert taken(blank).register["C1"].title is None

    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet("台账")
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ("C1", "a"))
    sheet.write_formula(1, 2, "=1+1")
    made.close()
    assert told(refused(path)) == [("FORMULA_UNCOMPUTED", 2, "C")], "a 0 that XlsxWriter wrote is no result"


def test_a_formula_at_the_end_of_a_row_is_seen(path: Path) -> None:
    assert told(refused(book(path, HEAD, ("C1", "a", 1, "=A1")))) == [("FORMULA_UNCOMPUTED", 2, "D")]


def test_titles_units_groups_sums_and_words(path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:F1")
        sheet.merge_cells("A3:A4")
        sheet.merge_cells("B3:B4")
        sheet.merge_cells("C3:D3")
        sheet.merge_cells("E3:E4")
        sheet.merge_cells("A5:F5")

    found = taken(
        book(
            path,
            ("2017年合同台账",),
            (None, None, None, None, "单位：万元"),
            ("合同编号", "合同名称", "起止日期", None, "合同金额"),
            (None, None, "开始", "结束", None),
            ("一、信息化",),
            ("C1", "a", date(2017, 1, 1), date(2017, 12, 31), 48.518),
            (),
            ("C2", "b", "2017.1.1", "2017.12.31", 0.1),
            ("小计", None, None, None, 48.618),
            ("C3", "c", "2017-01-01", "2017-12-31", 0.2),
            ("小计", None, None, None, 0.2),
            (None, "合计", None, None, 48.818),
            ("总计", None, None, None, 48.817),
            ("制表人：张三", None, "审核人：李四"),
            change=merge,
        )
    )

    assert found.ids == ("C1", "C2", "C3")
    assert found.unit == "万元"
    service = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))
    assert {contract.lines[0].service for contract in found.register} == {service}
    assert noted(found) == [
        ("ROW_OF_WORDS", 5, "A"),
        ("ROW_SUM", 9, "A"),
        ("ROW_SUM", 11, "A"),
        ("ROW_SUM", 12, "B"),
        ("ROW_SUM", 13, "A"),
        ("SUM_DIFFERS", 13, "E"),
        ("ROW_OF_WORDS", 14, "A"),
    ]
    (differs,) = found.to_look_at
    assert differs.data == {"expected": "48.818 万元", "difference": "-0.001 万元"}


def test_merged_cells_in_data_are_refused(path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B2:B3")
        sheet.merge_cells("C4:D4")

    found = refused(book(path, HEAD, *((f"C{i}", "a", 1, None) for i in range(3)), change=merge))

    assert told(found) == [("MERGED_CELL", 2, "B"), ("MERGED_CELL", 4, "C")]
    assert [problem.data["until"] for problem in found] == ["B3", "D4"]


def test_what_is_hidden_is_read_and_told(path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True

    found = taken(book(path, HEAD, ("C1", "a", 1, None), ("C2", "b", 2, None), change=hide))

    assert found.ids == ("C1", "C2")
    assert noted(found) == [("HIDDEN", 1, "B"), ("HIDDEN", 3, None)]
    assert found.to_look_at == found.notes


def test_columns_and_cells_without_a_meaning_are_told(path: Path) -> None:
    found = taken(book(path, (*HEAD, "经办人"), ("C1", "a", 1, None, "张三", "另"), ("C2", "a", 1, None, "张三", "另")))

    assert noted(found) == [("COLUMN_LEFT_OUT", 1, "E"), ("CELL_LEFT_OUT", 2, "F")]


def test_a_heading_that_stands_again_and_numbers_alone_are_left_out(path: Path) -> None:
    head = ("序号", "合同编号", "合同金额（元）")
    found = taken(book(path, head, (1, "C1", 5), head, (2, "C2", 6), (3, None, None)))

    assert noted(found) == [("ROW_HEADING", 3, None), ("ROW_EMPTY", 5, "A")]


def test_sums_that_stand_before_their_rows(path: Path) -> None:
    head = ("合同编号", "合同金额（元）")
    found = taken(book(path, head, ("合计", 12), ("C1", 5), ("C2", 6)))

    assert noted(found) == [("ROW_SUM", 2, "A"), ("SUM_DIFFERS", 2, "B")]
    assert taken(book(path, head, ("合计", 11), ("C1", 5), ("C2", 6))).to_look_at == ()


def test_sums_that_were_computed_in_floats_agree_as_they_are_shown(path: Path) -> None:
    head = ("合同编号", "合同金额（万元）")
    found = taken(book(path, head, ("C1", 0.1), ("C2", 0.2), ("合计", 0.1 + 0.2)))

    assert found.to_look_at == ()
    bad = taken(book(path, head, ("C1", 0.1), ("合计", "约0.1"), ("合计", None)))
    assert noted(bad) == [("ROW_SUM", 3, "A"), ("AMOUNT_SYNTAX", 3, "B"), ("ROW_SUM", 4, "A")]


def test_several_sheets_have_to_be_chosen_from(path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.create_sheet("数据")
    sheet.append(HEAD)
    sheet.append(("C1", "a", 1, None))
    sheet.sheet_state = "hidden"
    made.save(path)

    (problem,) = refused(path)
    assert (problem.code, problem.data["sheets"]) == ("SHEET_AMBIGUOUS", "Sheet, 数据")
    (problem,) = refused(path, sheet="无")
    assert problem.code == "SHEET_UNKNOWN"
    found = taken(path, sheet="数据")
    assert (found.ids, noted(found)) == (("C1",), [("HIDDEN", None, None)])


def test_a_sheet_without_a_heading(path: Path) -> None:
    assert told(refused(book(path))) == [("HEADER_MISSING", 1, None)]


# damaged, and made to do harm


def small(path: Path) -> Path:
    return book(path, HEAD, ("C1", "a", 1, None))


def refused_as(path: Path, **asked: Any) -> str:
    (problem,) = refused(path, **asked)
    return problem.code


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "..\\x", "C:x", "xl/workbook.xml", "XL/workbook.xml"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_of_parts_that_lead_elsewhere_or_stand_twice(path: Path, name: str) -> None:
    assert refused_as(repacked(small(path), same, [(name, b"x")])) == "ARCHIVE_LIMIT"


def test_a_part_that_is_a_link(path: Path) -> None:
    with zipfile.ZipFile(small(path), "a") as packed:
        entry = zipfile.ZipInfo("xl/link")
        entry.external_attr = 0o120777 << 16
        packed.writestr(entry, "/etc/passwd")
    assert refused_as(path) == "ARCHIVE_LIMIT"


def test_too_many_parts(path: Path) -> None:
    repacked(small(path), same, ((f"x/{i}", b"") for i in range(65_536)))
    assert refused_as(path) == "ARCHIVE_LIMIT"


def test_parts_that_grow(path: Path) -> None:
    bomb = repacked(small(path), same, [("xl/media/x.bin", b"\0" * (21 * 2**20))])
    assert refused_as(bomb) == "ARCHIVE_LIMIT"
    assert refused_as(bomb, limits=ImportLimits(ratio=10_000, unpacked=2**20)) == "ARCHIVE_LIMIT"
    assert taken(bomb, limits=ImportLimits(ratio=10_000)).ids == ("C1",)


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_a_document_type(path: Path, part: str) -> None:
    found = repacked(small(path), lambda name, content: LAUGHS + content if name == part else content)
    (problem,) = refused(found)
    assert (problem.code, problem.data["part"]) == ("XML_DTD", part)


@pytest.mark.parametrize("encoding", ["utf-16", "cp037"])
def test_markup_in_which_a_document_type_would_not_be_seen(path: Path, encoding: str) -> None:
    def change(name: str, content: bytes) -> bytes:
        if name != "xl/styles.xml":
            return content
        head = f"<?xml version='1.0' encoding='{encoding}'?>"
        return (head + LAUGHS.decode()).encode(encoding) if encoding == "utf-16" else head.encode() + content

    assert refused_as(repacked(small(path), change)) == "FILE_CORRUPT"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (b'<row r="2"', b'<row r="99999999999"', (99_999_999_999, None)),
        (b'<c r="C2"', b'<c r="XFD2"', (2, "XFD")),
        (b'<c r="C2" t="n"', b'<c r="IW2" t="n"', (2, "IW")),
    ],
)
def test_far_cells(path: Path, old: bytes, new: bytes, place: tuple[int, str | None]) -> None:
    (problem,) = refused(repacked(small(path), in_sheet(old, new)))
    assert (problem.code, problem.line_number, problem.column) == ("SHEET_SIZE", *place)


def test_cells_that_do_not_say_where_they_are(path: Path) -> None:
    cells = b"<c><v>1</v></c>" * 300
    assert (
        refused_as(repacked(small(path), in_sheet(b"</row></sheetData>", cells + b"</row></sheetData>")))
        == "SHEET_SIZE"
    )


def test_a_formula_that_does_not_say_where_it_is(path: Path) -> None:
    book(path, HEAD, ("C1", "a", "=1+1", None))
    assert refused_as(repacked(path, in_sheet(b'<c r="C2">', b"<c>"))) == "FILE_CORRUPT"


def test_very_many_merged_cells(path: Path) -> None:
    areas = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (row, row) for row in range(10, 100_020))
    merged = b"</sheetData><mergeCells>" + areas + b"</mergeCells>"
    assert refused_as(repacked(small(path), in_sheet(b"</sheetData>", merged))) == "FILE_CORRUPT"
    wide = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:IV2"/>' * 100 + b"</mergeCells>"
    assert "HEADER_MISSING" in {one.code for one in refused(repacked(small(path), in_sheet(b"</sheetData>", wide)))}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("xl/workbook.bin", b""),
        ("word/document.xml", b"<x/>"),
        ("xl/vbaProject.bin", b""),
    ],
)
def test_other_files_that_are_packed(path: Path, name: str, content: bytes) -> None:
    assert refused_as(repacked(small(path), same, [(name, content)])) == "FILE_TYPE"


def test_macros_a_password_and_what_is_no_workbook(path: Path) -> None:
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert refused_as(repacked(small(path), lambda _, content: content.replace(plain, macro))) == "FILE_TYPE"
    assert refused_as(repacked(small(path), lambda name, it: None if name == "xl/workbook.xml" else it)) == "FILE_TYPE"
    data = bytearray(small(path).read_bytes())
    start = data.rfind(b"PK\x01\x02")
    data[start + 8] |= 1
    path.write_bytes(data)
    assert refused_as(path) == "FILE_TYPE"


def test_links_to_other_workbooks_are_not_followed(path: Path) -> None:
    found = repacked(small(path), same, [("xl/externalLinks/externalLink1.xml", b"<externalLink/>")])
    assert taken(found).ids == ("C1",)


def test_damaged_files(path: Path) -> None:
    data = small(path).read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert refused_as(path) == "FILE_CORRUPT"
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 4)
    assert refused_as(path) == "FILE_CORRUPT"
    place = data.index(b"xl/worksheets/sheet1.xml") + 100
    path.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
    assert refused_as(path) == "FILE_CORRUPT"


def codes(path: Path) -> set[str]:
    """What is told of a file; nothing where it can be imported."""
    try:
        import_register(path)
    except RegisterError as error:
        return {problem.code for problem in error.problems}
    return set()


@pytest.mark.parametrize("content", [None, b"<x/>", b"<"])
@pytest.mark.parametrize(
    "part", ["xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
)
def test_parts_that_are_not_there_or_are_no_markup(path: Path, part: str, content: bytes | None) -> None:
    found = repacked(small(path), lambda name, given: content if name == part else given)
    assert codes(found) <= {"FILE_CORRUPT", "HEADER_MISSING"}


def test_bytes_flipped_anywhere_lead_to_no_other_error(path: Path) -> None:
    data = small(path).read_bytes()
    found = set[str]()
    for place in range(0, len(data), 37):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        found |= codes(path)
    assert {"FILE_CORRUPT", "FILE_TYPE"} <= found


def test_without_openpyxl_the_extra_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "openpyxl":
            raise ImportError(name)
        return real(name, *rest, **more)

    small(path)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NotThereError, match="vendor-contracts\\[excel\\]"):
        import_register(path)


def test_a_workbook_may_be_named_without_a_suffix(tmp_path: Path) -> None:
    content = io.BytesIO(small(tmp_path / "a.xlsx").read_bytes())
    (tmp_path / "台账").write_bytes(content.getvalue())
    assert taken(tmp_path / "台账").ids == ("C1",)


def test_merged_cells_beyond_what_is_looked_at_are_cells_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headings, "_MOST_HEADS", 1)
    sheet = Sheet(file="x", name="s", rows=(Row(1, ()),), merged=(Area(1, 0, 1, 3), Area(1, 5, 1, 7)))
    assert set(headings._Texts(sheet)._heads) == {(1, column) for column in range(4)}
