"""Where the heading of a sheet is, and what its columns mean.

A heading is looked for in the first `LOOKED_AT` rows: the row, or the two rows, in which most columns are known, and at
least two. Above it may stand a title, a line with the unit, the day by which something was paid.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from attrs import field, frozen

from contracts.errors import TermsError
from contracts.io.imports.aliases import CONTRACTS, PAYMENTS, Meaning
from contracts.io.imports.cells import UNITS, day
from contracts.io.imports.grid import Cell, Kind, Row, Sheet, letters
from contracts.io.imports.mapping import SheetMap
from contracts.io.imports.stated import speaks_of_amounts, stated_in
from contracts.io.imports.telling import Told
from contracts.money import CURRENCIES
from contracts.words import quoted

#: Rows among which the heading has to be.
LOOKED_AT: Final = 30
#: Without these columns a sheet is no register, and no list of payments.
NEEDED: Final = {
    "contracts": (Meaning.ID, Meaning.TOTAL),
    "payments": (Meaning.CONTRACT, Meaning.ON, Meaning.AMOUNT),
}
_AMOUNTS: Final = frozenset({Meaning.TOTAL, Meaning.PAID, Meaning.AMOUNT})
#: The most columns of a merged cell of a heading, and the most cells that are looked at for it.
_WIDEST: Final = 256
_MOST_HEADS: Final = 20_000
_ALIASES: Final = {"contracts": CONTRACTS, "payments": PAYMENTS}
_UNIT_WORDS: Final = "|".join(sorted(UNITS, key=len, reverse=True))
#: A unit ends where its word does: 单位：万美元 is not in 万元.
_UNIT_LINE: Final = re.compile(
    rf"(?:(?:金额)?(?:单位|unit)\s*:|amounts in)\s*({_UNIT_WORDS})(?:人民币)?(?![^\s,;、。()])", re.IGNORECASE
)
#: The same in the words of a line below it.
_UNIT_WORDS_IN: Final = re.compile(rf"(?:单位|unit)\s*(?:均?[为是以]|:)\s*({_UNIT_WORDS})(?![a-z])", re.IGNORECASE)
_UNIT_AT_END: Final = re.compile(rf"(?:\((?:单位:)?({_UNIT_WORDS})\)|[/:]({_UNIT_WORDS}))$", re.IGNORECASE)
_IN_BRACKETS: Final = re.compile(r"\(([^()]*)\)$")
_BY_DAY: Final = re.compile(r"截至\s*(\d{4}(?:-\d{1,2}-\d{1,2}|\.\d{1,2}\.\d{1,2}|年\d{1,2}月\d{1,2}日))")


@frozen
class Column:
    """A column of the heading.

    Attributes:
        index: counted from 0.
        heading: as it stands, that of two rows with a blank between.
        meaning: None where it is left out.
        unit: that its heading states.
        payers: that its heading names, in order.
        by: the day up to which its heading says that it counts.
        bracket: what stands in brackets in its heading, and is no unit.
    """

    index: int
    heading: str
    meaning: Meaning | None = None
    unit: str | None = None
    payers: tuple[str, ...] = ()
    by: date | None = None
    bracket: str = ""


@frozen
class Heading:
    """The heading of a sheet.

    Attributes:
        kind: `contracts` or `payments`.
        rows: numbers of its one or two rows.
        columns: those that have a heading, in order.
        unit: that a line above states.
        by: the day up to which a line above says that something was paid.
        unit_text: the line that states the unit.
    """

    kind: str
    rows: tuple[int, ...]
    columns: tuple[Column, ...]
    unit: str | None = None
    by: date | None = None
    unit_text: str | None = None
    _by_meaning: dict[Meaning, Column] = field(init=False, repr=False, eq=False)

    @_by_meaning.default
    def _found(self) -> dict[Meaning, Column]:
        return {column.meaning: column for column in reversed(self.columns) if column.meaning is not None}

    def of(self, meaning: Meaning) -> Column | None:
        """The column of a meaning."""
        return self._by_meaning.get(meaning)


def heading(sheet: Sheet, given: SheetMap, told: Told) -> Heading | None:
    """The heading of a sheet; None where there is none, which is told."""
    texts = _Texts(sheet)
    rows = sheet.rows[:LOOKED_AT]
    best: tuple[tuple[int, int], str, tuple[Row, ...], list[Column]] | None = None
    for kind in (given.kind,) if given.kind else tuple(_ALIASES):
        for found in _candidates(rows, given):
            columns = list(_columns(texts, found, kind, given))
            count = len({column.meaning for column in columns if column.meaning})
            score = (count, -len(found))  # of a row and a pair that say as much, the row
            if (best is None or score > best[0]) and (given.header or count > 1):
                best = (score, kind, found, columns)
    if best is None:
        told.add("HEADER_MISSING", rows[0].number if rows else 1, field="heading", rows=LOOKED_AT)
        return None
    _, kind, found, columns = best
    own = any(column.meaning is Meaning.CURRENCY for column in columns)
    unit, by, text = _above(sheet, found, given, told, own_currencies=own)
    made = Heading(kind, tuple(row.number for row in found), tuple(columns), unit, by, text)
    _check(made, given, told)
    return made


def _candidates(rows: tuple[Row, ...], given: SheetMap) -> Iterator[tuple[Row, ...]]:
    """The rows, and the pairs of neighbours, that may be a heading; a single one before the pair that it begins."""
    for index, row in enumerate(rows):
        pair = rows[index : index + 2]
        if given.header is None or given.header == (row.number,):
            yield (row,)
        if len(pair) == 2 and (given.header is None or given.header == tuple(one.number for one in pair)):
            second = pair[1].filled()
            if given.header or (second and all(cell.kind is Kind.TEXT for _, cell in second)):
                yield pair


class _Texts:
    """The texts of the rows of a heading, where merged cells are as if each of them held the text."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._rows = {row.number: row for row in sheet.rows[: LOOKED_AT + 1]}
        self._heads: dict[tuple[int, int], tuple[int, int]] = {}
        for area in sheet.merged:
            for row in range(area.top, min(area.bottom, area.top + 1) + 1) if area.top in self._rows else ():
                for column in range(area.left, min(area.right, area.left + _WIDEST) + 1):
                    self._heads[row, column] = (area.top, area.left)
            if len(self._heads) > _MOST_HEADS:
                break

    def at(self, row: int, column: int) -> str:
        row, column = self._heads.get((row, column), (row, column))
        found = self._rows.get(row)
        return "" if found is None else " ".join(found.cell(column).text.split())


def _columns(texts: _Texts, rows: tuple[Row, ...], kind: str, given: SheetMap) -> Iterator[Column]:
    above = ""
    for index in range(max(len(row.cells) for row in rows)):
        upper, lower = texts.at(rows[0].number, index), texts.at(rows[-1].number, index)
        # Without merged cells a group has its name over the first of its columns only.
        above = upper or (above if lower and not texts.sheet.merged else "")
        forms = [above + lower, lower] if lower and lower != above else [above]
        name = f"{above} {lower}".strip() if len(forms) > 1 else above
        if name:
            yield _column(index, name, forms, kind, given)


def _column(index: int, name: str, forms: Iterable[str], kind: str, given: SheetMap) -> Column:
    mapped = given.columns.get(letters(index), given.columns.get(name))
    read = [_read(form, kind) for form in forms]
    meaning, unit, payers, by, bracket = next((one for one in read if one[0] is not None), read[0])
    if mapped is not None:
        meaning = Meaning(mapped) if mapped else None
    return Column(index, name, meaning, unit, payers, by, bracket)


@lru_cache(4096)
def _read(text: str, kind: str) -> tuple[Meaning | None, str | None, tuple[str, ...], date | None, str]:
    """Meaning, unit, payers and day of a heading, and what else stands in brackets."""
    name = unicodedata.normalize("NFKC", text).strip()
    name, by = _by_day(name)
    unit = None
    match = _UNIT_AT_END.search(name)
    if match:
        unit, name = UNITS[(match[1] or match[2]).lower()], name[: match.start()]
    payers: tuple[str, ...] = ()
    found = _MEANINGS[kind].get(_plain(name))
    match = _IN_BRACKETS.search(name)
    bracket = match[1] if match else ""
    if found is None and match:
        found = _MEANINGS[kind].get(_plain(name[: match.start()]))
        payers = tuple(part.strip() for part in match[1].split(":")) if ":" in match[1] else ()
    return found, unit, payers, by, bracket


def _by_day(name: str) -> tuple[str, date | None]:
    """A text without the day up to which it says that it counts, and the day."""
    match = _BY_DAY.search(name)
    if match is None:
        return name, None
    try:
        by = day(Cell(Kind.TEXT, match[1]), None)
    except TermsError:
        return name, None
    return (name[: match.start()] + name[match.end() :]).replace("()", "").strip(), by


def _plain(text: str) -> str:
    """A name without what does not tell it from others: case, blanks, underscores, marks of what is required."""
    return re.sub(r"[\s_*:]", "", unicodedata.normalize("NFKC", text).lower())


_MEANINGS: Final = {
    kind: {_plain(alias): meaning for meaning, names in aliases.items() for alias in names}
    for kind, aliases in _ALIASES.items()
}


def _above(
    sheet: Sheet, rows: tuple[Row, ...], given: SheetMap, told: Told, *, own_currencies: bool
) -> tuple[str | None, date | None, str | None]:
    """The unit and the day that the rows above a heading, or its own cells, state, and the text of the unit.

    Where rows have currencies of their own, a line that names one says that amounts are in its major unit.
    """
    units: dict[str, tuple[int, int, str]] = {}
    by = None
    for row in sheet.rows:
        if row.number > rows[-1].number:
            break
        for column, cell in row.filled():
            text = unicodedata.normalize("NFKC", cell.text)
            match = _UNIT_LINE.search(text)
            if match and row.number >= rows[0].number and text[: match.start()].strip("( "):
                match = None  # it is the unit of one column
            if match:
                units.setdefault(UNITS[match[1].lower()], (row.number, column, cell.text))
            if row.number < rows[0].number:
                by = by or _by_day(text)[1]
                rest = text[: match.start()] + text[match.end() :] if match else text
                odd = None if given.unit else stated_in(rest, given.currency or "CNY")
                if odd is not None and own_currencies and odd in CURRENCIES:
                    units.setdefault("1", (row.number, column, cell.text))
                elif odd is not None:
                    told.add("UNIT_UNREAD", row.number, column, odd, field="unit")
    if len(units) > 1 and given.unit is None:
        row_number, column, text = list(units.values())[1]
        told.add("UNIT_LINES", row_number, column, text, field="unit", first=quoted(next(iter(units.values()))[2]))
    unit = next(iter(units), None)
    return unit, by, None if unit is None else units[unit][2]


def unit_in(text: str) -> str | None:
    """The unit that a line of words states: `注：金额单位为万元`."""
    match = _UNIT_WORDS_IN.search(unicodedata.normalize("NFKC", text))
    return None if match is None else UNITS[match[1].lower()]


def _check(found: Heading, given: SheetMap, told: Told) -> None:
    """Refuse columns that mean the same, what is needed and not there, and names of a map that no column has."""
    first: dict[Meaning, Column] = {}
    row = found.rows[-1]
    for column in found.columns:
        if column.meaning is None:
            continue
        other = first.setdefault(column.meaning, column)
        if other is not column:
            told.add(
                "HEADER_DUPLICATE",
                row,
                column.index,
                column.heading,
                field=column.heading,
                other=f"{letters(other.index)} {other.heading}",
                meaning=str(column.meaning),
                letters=letters(column.index),
            )
    for column in () if given.unit else found.columns:
        if column.meaning in _AMOUNTS and speaks_of_amounts(column.bracket, given.currency or "CNY"):
            told.add("UNIT_UNREAD", row, column.index, column.bracket, field=column.heading)
    for meaning in NEEDED[found.kind]:
        if meaning not in first:
            names = ", ".join(_ALIASES[found.kind][meaning][:3])
            told.add("COLUMN_MISSING", row, field=str(meaning), names=names)
    known = {column.heading for column in found.columns} | {letters(column.index) for column in found.columns}
    for name in given.columns:
        if name not in known:
            told.add(
                "COLUMN_UNKNOWN", row, None, name, field="columns", names=", ".join(c.heading for c in found.columns)
            )
