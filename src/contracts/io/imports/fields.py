"""The cells of one row by their meaning, and where in a document each of them went."""

from collections.abc import Callable
from typing import Any, TypeVar

from attrs import define, field

from contracts.errors import TermsError
from contracts.io.imports.aliases import Meaning
from contracts.io.imports.grid import BLANK, Cell, Row
from contracts.io.imports.headings import Column, Heading
from contracts.io.imports.telling import Told
from contracts.money import currencies_of, exponent
from contracts.shapes.faults import Path
from contracts.words import Lang

T = TypeVar("T")
#: Path in a document -> the row and the column that it was made from.
Places = dict[Path, tuple[int, int]]


@define
class Fields:
    """The cells of one row.

    Attributes:
        row, heading: where they stand.
        told: where what is wrong goes.
        wrong: whether anything was.
    """

    row: Row
    heading: Heading
    told: Told
    wrong: bool = False
    places: Places = field(factory=dict)

    def column(self, meaning: Meaning) -> int:
        """The column of a meaning; the first one of the sheet where there is none."""
        found = self.heading.of(meaning)
        return self.heading.columns[0].index if found is None else found.index

    def cell(self, meaning: Meaning) -> Cell:
        """The cell of a meaning; a blank one where the sheet has no such column."""
        column = self.heading.of(meaning)
        return BLANK if column is None else self.row.cell(column.index)

    def read(self, meaning: Meaning, reader: Callable[[Cell], T], *paths: Path) -> T | None:
        """What a reader makes of a cell; None where it is blank, or wrong, which is told.

        Args:
            meaning: of the cell.
            reader: of what is not blank.
            paths: where in a document it goes.
        """
        column, cell = self.heading.of(meaning), self.cell(meaning)
        if column is None:
            return None
        for path in paths:
            self.places[path] = (self.row.number, column.index)
        if cell.is_blank:
            return None
        try:
            return reader(cell)
        except TermsError as error:
            self.refuse(column, error, cell)
            return None

    def needed(self, meaning: Meaning, reader: Callable[[Cell], T], *paths: Path) -> T | None:
        """As `read`, where a blank cell is wrong. That there is no such column has been told."""
        column = self.heading.of(meaning)
        if column is None or self.cell(meaning).is_blank:
            if column is not None:
                name = column.heading
                self.told.add("KEY_MISSING", self.row.number, column.index, field=name, wanted=name)
            self.wrong = True
            return None
        return self.read(meaning, reader, *paths)

    def refuse(self, column: Column, error: TermsError, cell: Cell) -> None:
        """Tell what is wrong with a cell."""
        value = error.value if isinstance(error.value, str) else cell
        self.told.take(error, self.row.number, column.index, column.heading, value)
        self.wrong = True


def currency(cell: Cell) -> str:
    """The code of a currency, or what it is called."""
    text = cell.text.strip()
    meant = currencies_of(text, text)
    code = meant[0] if len(meant) == 1 else text
    exponent(code)
    return code


def language(heading: Heading) -> Lang:
    """The language in which a sheet is kept."""
    return Lang.ZH if any(not column.heading.isascii() for column in heading.columns if column.meaning) else Lang.EN


def without_blanks(keys: dict[str, Any]) -> dict[str, Any]:
    """A table without what is not there."""
    return {name: value for name, value in keys.items() if value is not None and value not in ([], {})}
