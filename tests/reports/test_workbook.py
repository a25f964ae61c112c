"""The workbook: its sheets, figures and formulas; texts are no formulas; the same report gives the same bytes."""

import io
import sys
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import contracts as ct
from contracts.reports import Report, report
from contracts.reports.workbook import HEADINGS
from tests.reports.registers import founding, monthly

Cells = list[list[Any]]


def sheets(found: Report, *, unit: str | None = None, values: bool = True) -> dict[str, Cells]:
    """The cells of each sheet; of formulas their values, or the formulas themselves."""
    book = openpyxl.load_workbook(io.BytesIO(found.to_xlsx(unit=unit)), data_only=values)
    return {page.title: [[cell.value for cell in row] for row in page.iter_rows()] for page in book.worksheets}


def table(cells: Cells) -> list[dict[str, Any]]:
    """The rows below the headings, by heading; a blank one stands before the totals."""
    names, *rows = cells[HEADINGS:]
    return [dict(zip(names, row, strict=True)) for row in rows if any(cell is not None for cell in row)]


def test_every_statement_has_a_sheet() -> None:
    assert list(sheets(founding(ct.Lang.ZH))) == [
        "封面",
        "合同台账",
        "付款计划",
        "应付与预付",
        "余额变动",
        "承诺到期",
        "分摊",
        "账龄",
        "核对",
        "期限",
        "核查发现",
    ]


def test_figures_are_those_of_the_statements() -> None:
    found = founding(as_of=date(2017, 6, 30))
    *rows, total = table(sheets(found)["Payable and prepaid"])
    assert [row["contract"] for row in rows] == found.cutoff.columns["contract"]
    for name in ("value", "earned", "payable", "commitment"):
        assert [round(row[name] * 100) for row in rows] == found.cutoff.columns[name]
        assert round(total[name] * 100) == sum(found.cutoff.columns[name])


def test_totals_are_formulas_that_carry_their_value() -> None:
    found = founding()
    formulas, values = (table(sheets(found, values=flag)["Ledger"])[-1] for flag in (False, True))
    assert formulas["paid"].startswith("=SUMIFS(")
    assert values["paid"] == 24164480


def test_days_are_days_and_amounts_numbers_of_the_unit() -> None:
    (row, _) = table(sheets(founding(), unit="万元")["Payment calendar"])
    assert row["due"].date() == date(2018, 12, 31)
    assert row["open"] == 70


def test_periods_stand_side_by_side_and_foot_both_ways() -> None:
    cells = sheets(founding(), unit="万元")["Obligations"]
    head, row, total = cells[HEADINGS : HEADINGS + 3]
    assert head[:3] == ["contract", "line", "2018"]
    assert row[2:12] == [70] * 9 + [630]
    assert total[2:12] == [70] * 9 + [630]
    formulas = sheets(founding(), values=False)["Obligations"]
    assert formulas[HEADINGS + 1][11] == "=SUM(C5:K5)"
    assert formulas[HEADINGS + 2][11] == "=SUM(L5:L5)"


def test_the_reconciliation_has_its_sums_as_formulas() -> None:
    cells = sheets(founding(), unit="万元")["Reconciliation"]
    sums = {row[0]: row for row in cells[-3:]}
    assert sums["*footing*"][1:4] == [2416.448, 2261.13, 155.318]
    formulas = {row[0]: row for row in sheets(founding(), values=False)["Reconciliation"]}
    assert formulas["CZ-01"][3] == "=B5-C5"
    assert formulas["*sum*"][1] == "=SUM(B5:B39)"


def test_texts_that_begin_like_formulas_are_texts() -> None:
    found = report(ct.Register([monthly("A", "1200", title='=HYPERLINK("http://x")')], name="+1"), date(2017, 12, 31))
    book = openpyxl.load_workbook(io.BytesIO(found.to_xlsx()))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if str(cell.value).startswith("=HYPERLINK")] == ["s"]
    assert book.worksheets[0]["A1"].value == "+1"
    assert not any(cell.hyperlink for cell in cells)


def test_currencies_are_never_summed() -> None:
    found = report(ct.Register([monthly("A", "1200"), monthly("B", "2400", "JPY")]), date(2017, 6, 30))
    *_, first, second = table(sheets(found)["Ledger"])
    assert {row["currency"]: row["value"] for row in (first, second)} == {"CNY": 1200, "JPY": 2400}
    blocks = [row for row in sheets(found)["Obligations"] if row[0] == "total"]
    assert [row[2] for row in blocks] == [600, 1200]


def test_what_is_overdue_has_a_colour() -> None:
    """Of twelve months, the five before that of the day are overdue."""
    found = report(ct.Register([monthly("A", "1200")]), date(2017, 6, 29))
    page = openpyxl.load_workbook(io.BytesIO(found.to_xlsx()))["Payment calendar"]
    fonts = [page.cell(HEADINGS + 2 + row, 1).font for row in range(12)]
    assert [font.color is not None and font.color.rgb == "FF9C0006" for font in fonts] == [True] * 5 + [False] * 7


def test_the_same_report_gives_the_same_bytes() -> None:
    register = founding().register
    first, second = (report(register, date(2017, 12, 31)).to_xlsx() for _ in range(2))
    assert first == second


def test_a_missing_package_is_named_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ct.NotThereError, match=r"XlsxWriter .*vendor-contracts\[report\]"):
        founding().to_xlsx()


def test_a_reported_total_without_lines_has_no_formula_that_sums_itself() -> None:
    reported = ct.Reported(2016, total=ct.ReportedFigure(ct.Money.of("50", "CNY"), 1))
    found = report(ct.Register([monthly("A", "1200")], reported=[reported]), date(2016, 6, 30))

    total = sheets(found, values=False)["Reconciliation"][HEADINGS + 1]
    assert total[:4] == ["*sum*", 0, 0, "=B5-C5"]


@pytest.mark.parametrize(("lang", "name"), [(ct.Lang.ZH, "合同台账"), (ct.Lang.EN, "Ledger")])
def test_the_ledger_reads_back_through_the_importer(lang: ct.Lang, name: str, tmp_path: Path) -> None:
    register = ct.Register([monthly("A", "1200"), monthly("B", "365", "JPY"), monthly("C", "7", "JPY")])
    path = tmp_path / "r.xlsx"
    path.write_bytes(report(register, date(2017, 6, 30), lang=lang).to_xlsx())
    found = ct.import_register(path, sheet=name)
    assert [one.lines[0].price for one in found.register] == [one.lines[0].price for one in register]
    assert not [note for note in found.notes if note.code == "SUM_DIFFERS"]

    register = ct.Register([monthly("A", "1200")])
    path.write_bytes(report(register, date(2017, 6, 30), lang=lang).to_xlsx(unit="万元"))
    found = ct.import_register(path, sheet=name)
    assert found.register["A"].lines[0].price == register["A"].lines[0].price
