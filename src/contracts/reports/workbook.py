"""A report as a workbook: a sheet for each statement, with live totals.

Amounts are numbers in one unit, exact to the 15 figures that spreadsheets hold. Texts are written as texts, so none of
them is a formula, whatever it begins with. Totals are formulas that carry their value, so that a reader which computes
nothing shows it too. The same report gives the same bytes.
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from contracts.errors import NotThereError
from contracts.money import exponent, unit_digits
from contracts.reports.footnotes import noted
from contracts.reports.style import Style
from contracts.reports.verdict import SUMS, verdicts
from contracts.reports.views import Grid, rows_of
from contracts.schedules.sheet import Sheet, major
from contracts.statements.falling import UNDATED
from contracts.tables import Column, Kind

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from contracts.reports.contents import Report

#: The row of the headings of a table; what it is and its unit stand above.
HEADINGS: Final = 3
#: Widths of columns, in characters.
_WIDE, _NARROW, _FIGURE = 36, 14, 18


def workbook(report: "Report", style: Style) -> bytes:
    """The report as the bytes of an .xlsx file.

    Raises:
        NotThereError: `EXTRA_MISSING`: XlsxWriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise NotThereError("EXTRA_MISSING", field="report", value="XlsxWriter", extra="report") from error
    register = report.register
    bytes_of = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(bytes_of, options) as file:
        created = datetime.combine(report.as_of, time(), UTC).replace(tzinfo=None)
        file.set_properties({"title": register.name or style.say("report"), "created": created})
        _Book(file, report, style).write()
    return bytes_of.getvalue()


@frozen
class _Formats:
    """How cells look."""

    title: "Format"
    soft: "Format"
    head: "Format"
    text: "Format"
    day: "Format"
    late: "Format"
    late_day: "Format"
    total: "Format"

    @classmethod
    def of(cls, file: "Workbook") -> "_Formats":
        head = {"bold": True, "bg_color": "#F4F6F8", "bottom": 1, "text_wrap": True, "valign": "top"}
        late = {"font_color": "#9C0006", "bg_color": "#FFE3E3"}
        return cls(
            file.add_format({"bold": True, "font_size": 14}),
            file.add_format({"font_color": "#52606D"}),
            file.add_format(head),
            file.add_format({"text_wrap": True, "valign": "top"}),
            file.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            file.add_format(late),
            file.add_format({**late, "num_format": "yyyy-mm-dd", "align": "left"}),
            file.add_format({"bold": True, "top": 1}),
        )


class _Book:
    """The sheets of one workbook, one after another."""

    def __init__(self, file: "Workbook", report: "Report", style: Style) -> None:
        self.file, self.report, self.style, self.formats = file, report, style, _Formats.of(file)
        self._figure_formats: dict[tuple[int, bool, bool], Format] = {}

    def write(self) -> None:
        """All sheets, the cover first."""
        report, say = self.report, self.style.say
        day = report.as_of
        self._cover()
        self._table("ledger", say("ledger", day=day), report.ledger)
        self._table(
            "calendar",
            f"{say('calendar')}, {say('range', first=report.ahead.first, last=report.ahead.last)}",
            report.calendar,
            late="due",
        )
        self._table("cutoff", say("cutoff", day=day), report.cutoff)
        self._table("rollforward", say("rollforward"), report.rollforward, sums=("account",))
        self._periods("obligations", say("obligations", day=day), report.obligations)
        self._periods("shares", say("shares"), report.shares)
        self._table("ageing", say("ageing", day=day), report.ageing, late="days")
        if report.reconciliation is not None:
            self._reconciled(report.reconciliation)
        self._table("deadlines", say("deadlines"), report.deadlines)
        self._table("findings", say("findings", day=day), report.findings.sheet(report.lang))

    # -- sheets --------------------------------------------------------------------------------

    def _cover(self) -> None:
        report, style, formats = self.report, self.style, self.formats
        page = self.file.add_worksheet(style.say("tab cover"))
        page.set_column(0, 0, _WIDE)
        page.set_column(1, 1, _FIGURE)
        page.set_column(2, 2, _WIDE * 2)
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.write_string(0, 0, report.register.name or style.say("report"), formats.title)
        known = style.say("known on", day=report.known_on)
        page.write_string(1, 0, f"{style.say('as of', day=report.as_of)}, {known}", formats.soft)
        row = 3
        for key, amounts in report.key_figures.items():
            for currency, minor in amounts.items():
                own = style.of(currency)
                page.write_string(row, 0, style.say(key))
                self._figure(page, row, 1, minor, own)
                page.write_string(row, 2, own.figures.unit_name)
                row += 1
        lines: list[tuple[str, Any]] = []
        if report.reconciliation is not None:
            lines.append((style.say("reconcile", year=report.year), formats.head))
            said = sorted(verdicts(style, report.reconciliation, report.year), key=lambda one: not one[1])
            lines += [(text, formats.late if odd else None) for text, odd in said]
        shown = [contract.id for contract in report.register]
        for heading, texts in noted(report.register.contracts, shown, report.lang, report.plan.notes):
            lines.append((heading, formats.head))
            lines += [(f"{text} [{ids}]", None) for text, ids in texts]
        for place, (text, look) in enumerate(lines, start=row + 1):
            page.write_string(place, 0, text, look)

    def _table(
        self, name: str, heading: str, sheet: Sheet, *, late: str | None = None, sums: Sequence[str] = ()
    ) -> None:
        """A table as it stands, with the sum of each of its amounts by currency, and by `sums`."""
        columns = sheet.table.columns
        page = self._begun(name, heading, [self.style.heading(column) for column in columns])
        for row, record in enumerate(rows_of(sheet), start=HEADINGS + 1):
            style = self.style.of(record["currency"]) if "currency" in record else self.style
            is_late = late is not None and self._is_late(record[late])
            for place, column in enumerate(columns):
                self._cell(page, row, place, column, record[column.name], style, late=is_late)
        self._ended(page, len(sheet), len(columns))
        self._totals(page, sheet, [name for name in (*sums, "currency") if name in sheet.columns])
        for place, column in enumerate(columns):
            page.set_column(place, place, _width(column))

    def _totals(self, page: "Worksheet", sheet: Sheet, keys: Sequence[str]) -> None:
        """A row for each combination of the keys, with the sums of all amounts as formulas."""
        names, first, last = sheet.table.names, HEADINGS + 2, HEADINGS + 1 + len(sheet)
        if not len(sheet) or "currency" not in keys:
            return
        groups = dict.fromkeys(zip(*(sheet.columns[key] for key in keys), strict=True))
        for row, group in enumerate(groups, start=last + 1):
            page.write_string(row, 0, self.style.say("total"), self.formats.total)
            part = sheet.kept([own == group for own in zip(*(sheet.columns[key] for key in keys), strict=True)])
            style = self.style.of(group[-1])
            for key, word in zip(keys, group, strict=True):
                page.write_string(row, names.index(key), self.style.word(word), self.formats.total)
            for place, column in enumerate(sheet.table.columns):
                if column.kind is Kind.AMOUNT:
                    own = _letter(place)
                    asked = "".join(
                        f",{_letter(names.index(key))}${first}:{_letter(names.index(key))}${last},"
                        f"{_letter(names.index(key))}{row + 1}"
                        for key in keys
                    )
                    formula = f"=SUMIFS({own}${first}:{own}${last}{asked})"
                    total = sum(value for value in part.columns[column.name] if value is not None)
                    self._figure(page, row, place, total, style, formula=formula, total=True)

    def _periods(self, name: str, heading: str, sheet: Sheet) -> None:
        """Periods side by side, with sums both ways, and a picture of them; a block for each currency."""
        parts = self.style.parts(sheet) if len(sheet) else []
        grids = [(own, Grid.of(part, part.columns["period"])) for own, part in parts]
        page = self._begun(name, heading, [])
        row = HEADINGS
        for style, grid in grids:
            row = self._grid(page, row, style, grid) + 2
        page.freeze_panes(HEADINGS + 1, 0)
        page.set_column(0, 2, _NARROW)

    def _grid(self, page: "Worksheet", row: int, style: Style, grid: Grid) -> int:
        """One block; gives the row of its totals."""
        keys, periods = len(grid.keys), grid.periods
        headings = [*map(style.heading, grid.keys), *map(style.word, periods), style.say("total")]
        page.write_string(row - 1, 0, style.say("amounts", unit=style.figures.unit_name), self.formats.soft)
        for place, heading in enumerate(headings):
            page.write_string(row, place, heading, self.formats.head)
        last = keys + len(periods)
        for at, (key, cells) in enumerate(grid.rows.items(), start=row + 1):
            for place, (column, value) in enumerate(zip(grid.keys, key, strict=True)):
                page.write_string(at, place, style.cell(column, value))
            for place, period in enumerate(periods, start=keys):
                if period in cells:
                    self._figure(page, at, place, cells[period], style)
            formula = f"=SUM({_letter(keys)}{at + 1}:{_letter(last - 1)}{at + 1})"
            self._figure(page, at, last, sum(cells.values()), style, formula=formula, total=True)
        end = row + 1 + len(grid.rows)
        page.write_string(end, 0, style.say("total"), self.formats.total)
        for place in range(keys, last + 1):
            chosen = periods[place - keys : place - keys + 1] if place < last else periods
            total = sum(cells.get(period, 0) for cells in grid.rows.values() for period in chosen)
            formula = f"=SUM({_letter(place)}{row + 2}:{_letter(place)}{end})"
            self._figure(page, end, place, total, style, formula=formula, total=True)
        page.set_column(keys, last, _FIGURE)
        chart = self.file.add_chart({"type": "column"})
        series = f"='{page.get_name()}'!"
        chart.add_series(
            {
                "name": style.figures.unit_name,
                "categories": f"{series}${_letter(keys)}${row + 1}:${_letter(last - 1)}${row + 1}",
                "values": f"{series}${_letter(keys)}${end + 1}:${_letter(last - 1)}${end + 1}",
            }
        )
        page.insert_chart(end + 2, 0, chart)
        return end + 17

    def _reconciled(self, sheet: Sheet) -> None:
        """The lines with their differences, and below them what is summed up, as formulas."""
        columns = sheet.table.columns
        style, names = self.style, list(sheet.table.names)
        page = self._begun(
            "reconcile",
            style.say("reconcile", year=self.report.year),
            [*(style.heading(column) for column in columns), style.say("title")],
        )
        scheduled, reported = (_letter(names.index(name)) for name in ("scheduled", "reported"))
        values = [sheet.columns[column.name] for column in columns]
        size, first = len(sheet) - len(SUMS), HEADINGS + 2
        last = HEADINGS + 1 + size
        for row, cells in enumerate(zip(*values, strict=True), start=HEADINGS + 1):
            name = cells[0]
            for place, (column, value) in enumerate(zip(columns, cells, strict=True)):
                formula = None
                if column.name == "difference":
                    formula = f"={scheduled}{row + 1}-{reported}{row + 1}"
                elif size and name == SUMS[0] and column.name in ("scheduled", "reported"):
                    formula = f"=SUM({_letter(place)}{first}:{_letter(place)}{last})"
                self._cell(page, row, place, column, value, style, late=False, formula=formula)
            title = style.say(name) if name in SUMS else style.titles.get(name) or ""
            page.write_string(row, len(columns), title)
        self._ended(page, size, len(columns) + 1)
        for place, column in enumerate(columns):
            page.set_column(place, place, _width(column))
        page.set_column(len(columns), len(columns), _WIDE)

    # -- cells ---------------------------------------------------------------------------------

    def _begun(self, name: str, heading: str, headings: Sequence[str]) -> "Worksheet":
        page = self.file.add_worksheet(self.style.say(f"tab {name}"))
        page.write_string(0, 0, heading, self.formats.title)
        page.write_string(1, 0, self.style.say("amounts", unit=self.style.figures.unit_name), self.formats.soft)
        for place, text in enumerate(headings):
            page.write_string(HEADINGS, place, text, self.formats.head)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        return page

    def _ended(self, page: "Worksheet", rows: int, columns: int) -> None:
        page.freeze_panes(HEADINGS + 1, 1)
        page.repeat_rows(HEADINGS)
        page.autofilter(HEADINGS, 0, HEADINGS + max(rows, 1), columns - 1)

    def _is_late(self, value: Any) -> bool:
        if isinstance(value, int):
            return value > 0
        return value is not None and value <= self.report.as_of

    def _cell(
        self,
        page: "Worksheet",
        row: int,
        place: int,
        column: Column,
        value: Any,
        style: Style,
        *,
        late: bool,
        formula: str | None = None,
    ) -> None:
        formats = self.formats
        if value is None:
            if column.name in ("due", "day"):
                page.write_string(row, place, style.word(UNDATED))
        elif column.kind in (Kind.AMOUNT, Kind.BOUND):
            self._figure(page, row, place, value, style, formula=formula, late=late, halves=column.kind is Kind.BOUND)
        elif column.kind is Kind.DAY:
            page.write_datetime(row, place, value, formats.late_day if late else formats.day)
        elif column.kind is Kind.COUNT:
            page.write_number(row, place, value, formats.late if late else None)
        else:
            text = style.say("yes" if value else "no") if column.kind is Kind.FLAG else style.cell(column, value)
            page.write_string(row, place, text, formats.late if late else None)

    def _figure(
        self,
        page: "Worksheet",
        row: int,
        place: int,
        value: int,
        style: Style,
        *,
        formula: str | None = None,
        late: bool = False,
        total: bool = False,
        halves: bool = False,
    ) -> None:
        """An amount as a number in its unit; of a formula, the value that it has."""
        figures = style.figures
        digits = exponent(figures.currency) + unit_digits(figures.unit, figures.currency)
        number: Decimal = major(value * 5, digits + 1) if halves else major(value, digits)
        shown = self._look(digits + halves, late, total)
        if formula is None:
            page.write_number(row, place, number, shown)
        else:
            page.write_formula(row, place, formula, shown, number)

    def _look(self, digits: int, late: bool, total: bool) -> "Format":
        key = (digits, late, total)
        if key not in self._figure_formats:
            fixed = min(digits, 2)
            places = f".{'0' * fixed}{'#' * (digits - fixed)}" if digits else ""
            look: dict[str, Any] = {"num_format": f"#,##0{places}"}
            if late:
                look |= {"font_color": "#9C0006", "bg_color": "#FFE3E3"}
            if total:
                look |= {"bold": True, "top": 1}
            self._figure_formats[key] = self.file.add_format(look)
        return self._figure_formats[key]


def _letter(place: int) -> str:
    """The letters of a column, counted from 0."""
    from xlsxwriter.utility import xl_col_to_name  # there is no workbook without it

    name: str = xl_col_to_name(place)
    return name


def _width(column: Column) -> int:
    if column.kind in (Kind.AMOUNT, Kind.BOUND):
        return _FIGURE
    return _WIDE if column.name in ("title", "vendor", "message", "clears", "condition", "note", "basis") else _NARROW
