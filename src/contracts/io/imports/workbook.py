"""Workbooks (.xlsx): values as openpyxl reads them, within bounds, and nothing executed, followed or made up.

A number is taken as the shortest decimal that its float stands for (`repr`), which has at most 15 digits where somebody
typed it. A date has the day that its workbook's epoch gives it. Of a formula the value that was last computed counts.
"""

import io
import re
import warnings
from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from contracts.errors import NotThereError, RegisterError
from contracts.io.imports.archive import Archive, corrupt
from contracts.io.imports.formats import day_shown, shown
from contracts.io.imports.grid import BLANK, Cell, Kind, Row, Sheet
from contracts.io.imports.limits import ImportLimits
from contracts.io.imports.markup import Markup, markup
from contracts.io.imports.opening import refusal
from contracts.io.imports.telling import Told
from contracts.words import quoted

if TYPE_CHECKING:
    from openpyxl import Workbook

_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
#: No program makes more; they are looked through one by one.
_MOST_MERGED: Final = 100_000
_RECOMPUTED: Final = re.compile(rb"""<(?:\w+:)?calcPr\b[^>]*\bfullCalcOnLoad=["'](?:1|true)""")


def sheet_of(data: bytes, file: str, name: str | None, limits: ImportLimits) -> Sheet:
    """A sheet of a workbook.

    Args:
        data: the whole file.
        file: its name.
        name: of the sheet; needed where there are several.
        limits: of parts, sizes, rows and columns.

    Raises:
        RegisterError: `ARCHIVE_LIMIT`, `XML_DTD`, `FILE_TYPE`, `FILE_CORRUPT`, `SHEET_AMBIGUOUS`, `SHEET_UNKNOWN`,
            `SHEET_SIZE`.
        NotThereError: `EXTRA_MISSING` where openpyxl is not installed.
    """
    archive = Archive(data, file, limits)
    try:
        import openpyxl
    except ImportError:
        raise NotThereError("EXTRA_MISSING", field="file", value="openpyxl", extra="excel") from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what is not read: charts, validations
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            return _sheet(book, archive, name, limits)
        except RegisterError:
            raise
        except Exception as error:  # noqa: BLE001  it raises whatever a damaged part leads to
            raise corrupt(file, error) from None


def _sheet(book: "Workbook", archive: Archive, name: str | None, limits: ImportLimits) -> Sheet:
    sheets: list[Any] = list(book.worksheets)
    chosen = _chosen([one.title for one in sheets], name, archive.file)
    found = next(one for one in sheets if one.title == chosen)
    main = archive.part("xl/workbook.xml")
    recomputed = _RECOMPUTED.search(main) is not None
    marked = markup(archive.part(_part_of(chosen, main, archive)), limits.columns, recomputed=recomputed)
    _check_size(marked, archive.file, chosen, limits)
    found.reset_dimensions()
    return Sheet(
        file=archive.file,
        name=chosen,
        rows=tuple(_rows(found, marked, archive.file, limits)),
        merged=marked.merged,
        hidden_rows=marked.hidden_rows,
        hidden_columns=marked.hidden_columns,
        hidden=found.sheet_state != "visible",
        epoch=1904 if book.epoch.year == 1904 else 1900,
    )


def _chosen(names: list[str], name: str | None, file: str) -> str:
    listed = ", ".join(names)
    if not names:
        raise corrupt(file, "no sheet")
    if name is None and len(names) == 1:
        return names[0]
    if name is None:
        raise refusal(file, "SHEET_AMBIGUOUS", sheets=listed)
    if name not in names:
        raise refusal(file, "SHEET_UNKNOWN", value=quoted(name), sheets=listed)
    return name


def _part_of(name: str, main: bytes, archive: Archive) -> str:
    """The part of a sheet, by way of the relations of the workbook."""
    relations = ET.fromstring(archive.part("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    sheets = (one for one in ET.fromstring(main).iter() if one.tag.endswith("}sheet"))
    found = next(one for one in sheets if one.get("name") == name)
    target = targets[found.get(_RELATION) or found.get(_STRICT)]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _check_size(marked: Markup, file: str, name: str, limits: ImportLimits) -> None:
    told = Told(file, name)
    far: list[tuple[int, int | None]] = [] if marked.far is None else [marked.far]
    if 0 in marked.uncomputed or len(marked.merged) > _MOST_MERGED:
        raise corrupt(file, f"the markup of {name}")
    if marked.last_row > limits.rows:
        far.append((marked.last_row, None))
    for row, column in far:
        told.add("SHEET_SIZE", row, column, field="file", columns=limits.columns, rows=limits.rows)
    told.refuse()


def _rows(found: Any, marked: Markup, file: str, limits: ImportLimits) -> Iterator[Row]:
    """The rows that hold anything."""
    for number, cells in enumerate(found.iter_rows(max_row=limits.rows), start=1):
        made = [_cell(cell) for cell in cells]
        for column, formula in marked.uncomputed.get(number, {}).items():
            made += [BLANK] * (column + 1 - len(made))
            made[column] = Cell(Kind.UNCOMPUTED, formula)
        while made and made[-1].is_blank:
            made.pop()
        if len(made) > limits.columns:
            told = Told(file, found.title)
            told.add("SHEET_SIZE", number, limits.columns, field="file", columns=limits.columns, rows=limits.rows)
            told.refuse()
        if made:
            yield Row(number, tuple(made))


def _cell(cell: Any) -> Cell:
    """A cell with what it holds as text."""
    value = cell.value
    match value:
        case None:
            return BLANK
        case bool():
            return Cell(Kind.FLAG, str(value).upper())
        case int() | float():
            return Cell(Kind.NUMBER, f"{Decimal(repr(value)):f}", shown(cell.number_format, cell.style_array.numFmtId))
        case datetime():
            midnight = value.time() == time()
            if midnight:
                return Cell(Kind.DAY, value.date().isoformat(), day_shown(cell.number_format))
            return Cell(Kind.MOMENT, value.isoformat(" "))
        case str():
            return Cell(Kind.ERROR if cell.data_type == "e" else Kind.TEXT, value)
        case _:
            return Cell(Kind.MOMENT, str(value))
