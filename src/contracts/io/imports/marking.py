"""A copy of a workbook in which every faulty cell is coloured, and says in a comment what is wrong with it.

It is for reading, and for correcting the original by: openpyxl does not carry over pictures and charts. A CSV file
becomes a workbook whose rows have the numbers of their lines. The same file and problems give the same bytes.
"""

import io
import os
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from contracts.errors import NotThereError, Problem
from contracts.io.imports.archive import corrupt
from contracts.io.imports.delimited import sheet_in
from contracts.io.imports.encoding import decoded
from contracts.io.imports.limits import ImportLimits
from contracts.io.imports.markup import index_of
from contracts.io.imports.opening import content, is_workbook
from contracts.words import Lang

if TYPE_CHECKING:
    from openpyxl import Workbook

_COLOUR: Final = "FFFFC7CE"
_AUTHOR: Final = "contracts"
#: When a file was made or changed is not part of what it says.
_TIMES: Final = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


def marked_copy(
    path: "str | os.PathLike[str]",
    problems: Iterable[Problem],
    *,
    lang: Lang = Lang.EN,
    encoding: str | None = None,
    limits: ImportLimits | None = None,
) -> bytes | None:
    """The content of a workbook that shows where a file is wrong.

    Args:
        path: the file, a workbook or CSV.
        problems: what an import told of it; those of other files, and those without a cell or a row, are passed over.
        lang: of the comments.
        encoding, limits: as for `import_register`.

    Returns:
        The bytes of an .xlsx file; None where no problem has a place in it.

    Raises:
        RegisterError: the file cannot be read, or not all of what is in it.
        NotThereError: `EXTRA_MISSING` where openpyxl is not installed.
    """
    file = os.fspath(path)
    bounds = limits or ImportLimits()
    texts: dict[tuple[str | None, int, int], list[str]] = {}
    for problem in problems:
        if problem.file == file and problem.line_number is not None:
            column = 0 if problem.column is None else index_of(problem.column.encode())
            place = (problem.sheet, problem.line_number, min(column, bounds.columns))
            texts.setdefault(place, []).append(f"{problem.message(lang)}: {problem.remedy(lang)}")
    if not texts:
        return None
    try:
        import openpyxl
    except ImportError:
        raise NotThereError("EXTRA_MISSING", field="file", value="openpyxl", extra="excel") from None
    data = content(file, bounds)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what is not carried over
        packed = is_workbook(data, file)
        book = _whole(openpyxl.load_workbook, data, file) if packed else _book_of(data, file, encoding, bounds)
        for (sheet, row, column), sentences in texts.items():
            if row <= bounds.rows:
                _mark(book[book.sheetnames[0] if sheet is None else sheet], row, column + 1, "\n".join(sentences))
        target = io.BytesIO()
        book.save(target)
    return _timeless(target.getvalue())


def _whole(load: Callable[..., "Workbook"], data: bytes, file: str) -> "Workbook":
    """A workbook with all that openpyxl carries over, of which an import reads little."""
    try:
        return load(io.BytesIO(data), keep_links=False)
    except Exception as error:  # noqa: BLE001  it raises whatever a damaged part leads to
        raise corrupt(file, error) from None


def _book_of(data: bytes, file: str, encoding: str | None, limits: ImportLimits) -> "Workbook":
    """A CSV file as a workbook, in which everything is text."""
    import openpyxl

    text, _ = decoded(data, file, encoding)
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in sheet_in(text, file, limits).rows:
        for column, cell in row.filled():
            made = sheet.cell(row.number, column + 1, _writable(cell.text))
            made.data_type = "s"  # else what looks like a formula would be one
    return book


def _writable(text: str) -> str:
    """A text without the control characters that no workbook may hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", text)


def _mark(sheet: Any, row: int, column: int, text: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            row, column = area.min_row, area.min_col
            break
    cell = sheet.cell(row, column)
    before = "" if cell.comment is None else f"{cell.comment.text}\n"
    cell.comment = Comment(before + text, _AUTHOR)
    cell.fill = PatternFill("solid", fgColor=_COLOUR)


def _timeless(data: bytes) -> bytes:
    """The same workbook without the time at which it was written."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as given,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for entry in given.infolist():
            part = given.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _TIMES.sub(b"", part)
            kept = zipfile.ZipInfo(entry.filename, _NO_TIME)
            kept.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(kept, part)
    return target.getvalue()
