"""CSV: text that becomes rows of fields, strictly.

Fields stand between commas, or between tabs or semicolons where the first lines have more of these. A field in
quotation marks may hold them, and ends of lines. Lines end with LF, CR or both. Nothing is converted: `NA`, `00123`
and `1e5` are the texts that they are.
"""

import csv
import io
from typing import Final

from contracts.io.imports.grid import BLANK, Cell, Kind, Row, Sheet
from contracts.io.imports.limits import ImportLimits
from contracts.io.imports.telling import Told
from contracts.words import quoted

#: What may stand between fields.
_DELIMITERS: Final = ",\t;"
_LOOKED_AT: Final = 20


def sheet_in(text: str, file: str, limits: ImportLimits, encoding: str | None = None) -> Sheet:
    """The rows of a text.

    Args:
        text: of the whole file, without a mark.
        file: its name.
        limits: of fields and rows.
        encoding: that it was read in.

    Raises:
        RegisterError: `QUOTE_UNCLOSED`, `FIELD_TOO_LONG`, `SHEET_SIZE`.
    """
    told = Told(file)
    lines = io.StringIO(text, newline=None)
    reader = csv.reader(lines, delimiter=_delimiter(text), strict=True)
    rows = list[Row]()
    start = 0
    while True:
        start = reader.line_num + 1
        try:
            fields = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            # A field that goes on over lines until it is too long began with a mark that nobody closed.
            long = "limit" in str(error) and reader.line_num <= start
            if long:
                told.add("FIELD_TOO_LONG", start, field="file", limit=limits.text)
            else:
                told.add("QUOTE_UNCLOSED", start, field="file")
            break
        if any(fields):
            rows.append(_row(fields, start, limits, told))
        if len(rows) > limits.rows:
            told.add("SHEET_SIZE", start, field="file", columns=limits.columns, rows=limits.rows)
            break
    told.refuse()
    return Sheet(file=file, rows=tuple(rows), encoding=encoding, even=True)


def _row(fields: list[str], number: int, limits: ImportLimits, told: Told) -> Row:
    if len(fields) > limits.columns and any(fields[limits.columns :]):
        told.add("SHEET_SIZE", number, limits.columns, field="file", columns=limits.columns, rows=limits.rows)
    for column, field in enumerate(fields):
        if len(field) > limits.text:
            told.add("FIELD_TOO_LONG", number, column, quoted(field), field="file", limit=limits.text)
    return Row(number, tuple(Cell(Kind.TEXT, field) if field else BLANK for field in fields[: limits.columns]))


def _delimiter(text: str) -> str:
    """What stands most often between fields at the beginning; a comma where nothing does."""
    start = text[:100_000].replace("\r", "\n").split("\n", _LOOKED_AT)[:_LOOKED_AT]
    return max(_DELIMITERS, key=lambda sign: sum(line.count(sign) for line in start))
