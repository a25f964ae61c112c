"""Forty layouts of one register, as offices keep it: each gives the same contracts."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import contracts as ct
from contracts.io.imports import SheetMap, import_register
from tests.io.imports.sheets import as_csv, written

HEAD: Final = ("合同编号", "合同名称", "供应商", "起止日期", "合同金额（万元）")
FIRST: Final = ("HT-01", "线路租赁", "通信公司", "2017-01-01至2017-12-31", "48.518")
SECOND: Final = ("007", "网站维护", "软件公司", "2017.4.1-2018.3.31", "3.6")
PLAIN: Final = (HEAD, FIRST, SECOND)


class Layout(NamedTuple):
    """Some rows, and what is merged in them, or said of them."""

    id: str
    rows: Iterable[Iterable[Any]]
    merged: tuple[str, ...] = ()
    given: SheetMap | None = None


def with_head(*names: str) -> tuple[tuple[str, ...], ...]:
    return (names, FIRST, SECOND)


def last(*values: Any, head: str = "合同金额（万元）") -> tuple[tuple[Any, ...], ...]:
    """The register with other amounts."""
    rows = zip((FIRST, SECOND), values, strict=True)
    return ((*HEAD[:-1], head), *((*row[:-1], value) for row, value in rows))


def periods(first: tuple[Any, ...], second: tuple[Any, ...], *names: str) -> tuple[tuple[Any, ...], ...]:
    """The register with its days written otherwise."""
    head = (*HEAD[:3], *(names or ("开始日期", "结束日期")), HEAD[4])
    return (head, (*FIRST[:3], *first, FIRST[4]), (*SECOND[:3], *second, SECOND[4]))


TWO = (("2017-01-01", "2017-12-31"), ("2017-04-01", "2018-03-31"))
DAYS = ((date(2017, 1, 1), date(2017, 12, 31)), (date(2017, 4, 1), date(2018, 3, 31)))
TITLE = ("某单位2017年合同台账",)
UNIT = ("", "", "", "", "单位：万元")
UNITLESS = (*HEAD[:4], "合同金额")

LAYOUTS: Final = (
    Layout("plain", PLAIN),
    Layout("title", (TITLE, *PLAIN), ("A1:E1",)),
    Layout("title not merged", (TITLE, *PLAIN)),
    Layout("title and unit", (TITLE, UNIT, UNITLESS, FIRST, SECOND), ("A1:E1",)),
    Layout("unit in the first cell", (("金额单位：万元",), UNITLESS, FIRST, SECOND)),
    Layout("unit beside the title", (("合同台账（单位：万元）",), UNITLESS, FIRST, SECOND)),
    Layout("unit after a stroke", with_head(*HEAD[:4], "合同金额/万元")),
    Layout("unit with its word", with_head(*HEAD[:4], "合同金额（单位：万元）")),
    Layout("unit in 元", last("485,180.00", "36000", head="合同金额（元）")),
    Layout("unit in 千元", last("485.18", "36", head="合同金额(千元)")),
    Layout("unit in 亿元", last("0.0048518", "0.00036", head="合同金额(亿元)")),
    Layout("unit in each cell", last("48.518万元", "36000元", head="合同金额")),
    Layout("unit of the map", (UNITLESS, FIRST, SECOND), given=SheetMap(unit="万")),
    Layout("numbers", last(48.518, 3.6)),
    Layout("grouped numbers", last("485,180", "36,000.0", head="合同价款（元）")),
    Layout("other words", with_head("编号", "项目名称", "乙方", "服务期限", "合同总价（含税）（万元）")),
    Layout("English", with_head("Contract ID", "Title", "Vendor", "Period", "Amount (万元)")),
    Layout(
        "blanks in the heading", with_head("合同\n编号", " 合同名称 ", "供 应 商", "起止日期", "合同金额\n（万元）")
    ),
    Layout("marks in the heading", with_head("*合同编号", "*合同名称：", "供应商*", "起止日期", "合同金额（万元）")),
    Layout("numbered", [(str(i) if i else "序号", *row) for i, row in enumerate(PLAIN)]),
    Layout("numbered in numbers", [(i or "序号", *row) for i, row in enumerate(PLAIN)]),
    Layout("two columns of days", periods(*TWO)),
    Layout("two columns of real days", periods(*DAYS)),
    Layout("days with points", periods(("2017.1.1", "2017.12.31"), ("2017.04.01", "2018.3.31"))),
    Layout("Chinese days", periods(("2017年1月1日", "2017年12月31日"), ("2017年4月1日", "2018年3月31日"))),
    Layout("mixed days", periods(("20170101", "2017/12/31"), ("2017-4-1", "2018年03月31日"), "起始日期", "到期日")),
    Layout(
        "two rows merged",
        (
            ("合同编号", "合同名称", "供应商", "起止日期", "", "合同金额（万元）"),
            ("", "", "", "开始", "结束", ""),
            *periods(*TWO)[1:],
        ),
        ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"),
    ),
    Layout(
        "two rows not merged",
        (
            ("合同编号", "合同名称", "供应商", "起止日期", "", "合同金额"),
            ("", "", "", "起", "止", "（万元）"),
            *periods(*TWO)[1:],
        ),
    ),
    Layout(
        "two rows under a title",
        (
            TITLE,
            (),
            ("合同编号", "合同名称", "供应商", "起止日期", "", "合同金额（万元）"),
            ("", "", "", "开始日期", "结束日期", ""),
            *periods(*TWO)[1:],
        ),
        ("A1:F1", "D3:E3"),
    ),
    Layout("a sum", (*PLAIN, ("合计", "", "", "", "52.118"))),
    Layout("a sum with blanks", (*PLAIN, ("", "合　计", "", "", "52.118")), ()),
    Layout("a sum merged", (*PLAIN, ("总计：", "", "", "", "52.118")), ("A4:D4",)),
    Layout("sums of parts", (HEAD, FIRST, ("小计", "", "", "", "48.518"), SECOND, ("合计", "", "", "", "52.118"))),
    Layout("groups", (HEAD, ("一、租赁",), FIRST, ("二、运维",), SECOND), ("A2:E2", "A4:E4")),
    Layout("words below", (*PLAIN, ("注：金额含税。",), ("填表人：张三", "", "审核人：李四"))),
    Layout("blank rows", (HEAD, (), FIRST, (), (), SECOND, ())),
    Layout("blank columns", [("", *row[:2], "", *row[2:]) for row in PLAIN]),
    Layout("a heading that stands again", (HEAD, FIRST, HEAD, SECOND)),
    Layout("columns of one's own", [(*row, extra) for row, extra in zip(PLAIN, ("经办人", "张", "李"), strict=True)]),
    Layout(
        "names of one's own",
        with_head("号", "名", "方", "期", "价"),
        given=SheetMap(
            header=(1,),
            unit="万",
            columns={"号": "id", "名": "title", "方": "vendor", "期": "period", "价": "total"},
        ),
    ),
)


def expected() -> list[tuple[Any, ...]]:
    services = [ct.Period.through(*days) for days in DAYS]
    return [
        ("HT-01", "线路租赁", "通信公司", services[0], ct.Total("485180", "CNY")),
        ("007", "网站维护", "软件公司", services[1], ct.Total("36000", "CNY")),
    ]


def said(path: Path, layout: Layout) -> list[tuple[Any, ...]]:
    """What the contracts of a file are, in the order of its rows."""
    found = import_register(path, map=layout.given)
    assert [note for note in found.to_look_at if note.code != "HIDDEN"] == []
    return [
        (one.id, one.title, one.vendor, one.lines[0].service, one.lines[0].price)
        for one in (found.register[name] for name in found.ids)
    ]


def test_there_are_forty() -> None:
    assert len({layout.id for layout in LAYOUTS}) == len(LAYOUTS) == 40


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.id for layout in LAYOUTS])
def test_a_workbook_of_any_layout(layout: Layout, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in layout.rows:
        sheet.append([None if value == "" else value for value in row])
    for area in layout.merged:
        sheet.merge_cells(area)
    path = tmp_path / "台账.xlsx"
    book.save(path)

    assert said(path, layout) == expected()


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.id for layout in LAYOUTS])
def test_a_csv_file_of_any_layout(layout: Layout, tmp_path: Path) -> None:
    texts = [[value if isinstance(value, str) else f"{value}" for value in row] for row in layout.rows]
    width = max(map(len, texts))
    path = written(tmp_path, as_csv(*((*row, *[""] * (width - len(row))) for row in texts)))

    assert said(path, layout) == expected()
