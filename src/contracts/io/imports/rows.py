"""The rows of a sheet below its heading: which are taken, and which are left out and why."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from attrs import define

from contracts.io.imports.aliases import Meaning
from contracts.io.imports.grid import Area, Cell, Kind, Row, Sheet, letters
from contracts.io.imports.headings import Column, Heading, unit_in
from contracts.io.imports.sums import Sums, kind_of_sum
from contracts.io.imports.telling import Told

#: What a line of words below or between the rows begins with.
_WORDS: Final = re.compile(
    r"(?:注|备注|说明|附注|制表|填表|审核|复核|编制|负责|经办|单位负责|财务|日期|note|prepared|checked|approved)"
    r"[^:：]{0,8}[:：].*",
    re.IGNORECASE | re.DOTALL,
)
#: What a line that parts groups of rows begins with.
_GROUP: Final = re.compile(r"(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十]+[）)]).*", re.DOTALL)


@define
class Rows:
    """The rows of a sheet, one after another, with what is told of them.

    Attributes:
        sheet, heading: the sheet.
        problems: what keeps it from being imported.
        notes: what was left out.
        sums: of the columns that are summed, by column.
    """

    sheet: Sheet
    heading: Heading
    problems: Told
    notes: Told
    sums: dict[int, Sums]

    def taken(self) -> Iterator[Row]:
        """The rows to be read."""
        start = self.heading.rows[-1]
        heading = [row.cells for row in self.sheet.rows if row.number in self.heading.rows]
        width = max(map(len, heading))
        nameless: dict[int, int] = {}
        taken = list[int]()
        for row in self.sheet.rows:
            if row.number <= start or not row.filled() or self._is_left_out(row, heading, width):
                continue
            for column, _ in row.filled():
                nameless.setdefault(column, row.number)
            taken.append(row.number)
            yield row
            if self.problems.enough:
                return
        self._check_merged(taken)
        for column in nameless.keys() - {column.index for column in self.heading.columns}:
            self.notes.add("CELL_LEFT_OUT", nameless[column], column, field="column")
        for sums in self.sums.values():
            sums.end(self.notes)

    def _is_left_out(self, row: Row, heading: list[tuple[Cell, ...]], width: int) -> bool:
        """Whether a row is no row of the table, or none that could be read; that is told."""
        if row.cells in heading:
            self.notes.add("ROW_HEADING", row.number, field="row")
            return True
        if self._is_words(row):
            return True
        if self.sheet.even and not self._fits(row, width):
            return True
        return self._is_sum(row) or self._is_empty(row)

    def _check_merged(self, taken: list[int]) -> None:
        """Refuse areas of merged cells in which a row stands that was read."""
        rows = {row.number: row for row in self.sheet.rows} if self.sheet.merged else {}
        for area in self.sheet.merged:
            first = bisect_left(taken, area.top)
            if first < len(taken) and taken[first] <= area.bottom:
                text = rows[area.top].cell(area.left).text if area.top in rows else ""
                self.problems.add("MERGED_CELL", area.top, area.left, text, field="merged", until=_end(area))

    def _fits(self, row: Row, width: int) -> bool:
        """Whether a row has as many fields as the heading; blank ones may stand beyond."""
        count = len(row.cells)
        if count == width or (count > width and not any(column >= width for column, _ in row.filled())):
            return True
        first = row.filled()[0][1]
        self.problems.add("ROW_SHAPE", row.number, None, first, field="row", expected=width, found=count)
        return False

    def _is_words(self, row: Row) -> bool:
        """Whether a row holds words about the sheet, or names the group of rows that follows."""
        filled = row.filled()
        text = filled[0][1].text
        words = all(cell.kind is Kind.TEXT and _WORDS.fullmatch(cell.text.strip()) for _, cell in filled)
        group = len(filled) == 1 and filled[0][1].kind is Kind.TEXT and _GROUP.fullmatch(text.strip())
        if words or group:
            self.notes.add("ROW_OF_WORDS", row.number, filled[0][0], text, field="row")
            self._check_unit(row)
        return bool(words or group)

    def _check_unit(self, row: Row) -> None:
        """Refuse words that state another unit than amounts were taken in."""
        for column, cell in row.filled():
            unit = unit_in(cell.text)
            if unit is not None and any((sums.unit or "1") != unit for sums in self.sums.values()):
                self.problems.add("UNIT_BELOW", row.number, column, cell, field="unit")

    def _is_sum(self, row: Row) -> bool:
        """Whether a row is a sum: named so in its first text, and without an id of its own."""
        first = next(((column, cell) for column, cell in row.filled() if cell.kind is Kind.TEXT), None)
        kind = None if first is None else kind_of_sum(first[1].text)
        if first is None or kind is None:
            return False
        column = self.heading.of(Meaning.ID) or self.heading.of(Meaning.CONTRACT)
        if column is not None and column.index != first[0] and not row.cell(column.index).is_blank:
            return False
        self.notes.add("ROW_SUM", row.number, first[0], first[1], field="row")
        for sums in self.sums.values():
            sums.state(row, kind, self.notes)
        return True

    def _is_empty(self, row: Row) -> bool:
        """Whether nothing that is read stands in a row, but for its number."""
        read = [one for one in self.heading.columns if one.meaning not in (None, Meaning.NUMBER)]
        if any(not row.cell(column.index).is_blank for column in read):
            return False
        self.notes.add("ROW_EMPTY", row.number, row.filled()[0][0], row.filled()[0][1], field="row")
        return True


def _end(area: Area) -> str:
    return f"{letters(area.right)}{area.bottom}"


def left_out(heading: Heading, notes: Told) -> None:
    """Tell which columns are not taken."""
    for column in heading.columns:
        if column.meaning is None:
            notes.add("COLUMN_LEFT_OUT", heading.rows[-1], column.index, column.heading, field="column")


def hidden(sheet: Sheet, heading: Heading, notes: Told) -> None:
    """Tell what a reader of the sheet does not see, and what was read all the same."""
    if sheet.hidden:
        notes.add("HIDDEN", field="sheet")
    rows = {row.number for row in sheet.rows if row.filled()} & sheet.hidden_rows
    for number in sorted(rows):
        notes.add("HIDDEN", number, field="row")
    for column in _meant(heading):
        if column.index in sheet.hidden_columns:
            notes.add("HIDDEN", heading.rows[-1], column.index, field=column.heading)


def _meant(heading: Heading) -> list[Column]:
    return [column for column in heading.columns if column.meaning not in (None, Meaning.NUMBER)]
