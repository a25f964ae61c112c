"""Sheets as they were found: rows of cells, each with its place, before anybody asks what they mean.

A workbook and a CSV file give the same; what stands in a cell is kept as text from the start, so that no amount ever
is a float. A number of a workbook is the shortest decimal that its float stands for, which is what a spreadsheet shows.
"""

from enum import StrEnum
from typing import Final, NamedTuple

from attrs import frozen


class Kind(StrEnum):
    """What a cell holds."""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    FLAG = "flag"
    ERROR = "error"
    UNCOMPUTED = "uncomputed"


class Cell(NamedTuple):
    """One cell.

    Attributes:
        kind: what it holds.
        text: as text: a number in plain decimals, a day as YYYY-MM-DD, a formula that nobody computed as it stands.
        shown: how a number or a day is shown, as `formats` says it; nothing where it is shown as it is.
    """

    kind: Kind
    text: str
    shown: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it, or blanks alone."""
        return self.kind is Kind.BLANK or (self.kind is Kind.TEXT and not self.text.strip())


BLANK: Final = Cell(Kind.BLANK, "")


class Row(NamedTuple):
    """One row.

    Attributes:
        number: of the row in its sheet, or of the line on which it begins in its file; counted from 1.
        cells: from the first column on; what is beyond them is blank.
    """

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """The cell of a column, counted from 0."""
        return self.cells[column] if column < len(self.cells) else BLANK

    def filled(self) -> list[tuple[int, Cell]]:
        """The cells that are not blank, with their columns."""
        return [(column, cell) for column, cell in enumerate(self.cells) if not cell.is_blank]


class Area(NamedTuple):
    """Cells that are merged into one: rows counted from 1, columns from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@frozen(kw_only=True)
class Sheet:
    """A sheet of a workbook, or a CSV file.

    Attributes:
        file: as it was given.
        name: of the sheet; None for CSV.
        rows: in order; rows that are blank may be left out.
        merged: areas of cells that are one.
        hidden_rows, hidden_columns: what a reader of the sheet does not see.
        hidden: whether the sheet itself is not seen.
        epoch: the year from which numbers count days, 1900 or 1904; None where nobody says it.
        encoding: of a CSV file.
        even: whether all rows have to have as many fields as the heading.
    """

    file: str
    name: str | None = None
    rows: tuple[Row, ...]
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    epoch: int | None = None
    encoding: str | None = None
    even: bool = False


def letters(column: int) -> str:
    """What a column is called, counted from 0.

    >>> letters(0), letters(25), letters(26), letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
