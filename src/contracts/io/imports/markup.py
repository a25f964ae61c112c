"""What the markup of a sheet says that a reader of its values does not: what is merged, hidden, far or not computed.

openpyxl reads values without this in its read-only mode. The markup is looked through as bytes; what is in a text of a
cell cannot look like it, since there `<` is written otherwise.
"""

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from contracts.io.imports.grid import Area

_MERGED: Final = re.compile(rb"""<(?:\w+:)?mergeCell\b[^<>]*?\bref=["']([A-Z]+)(\d+):([A-Z]+)(\d+)""")
_ROW: Final = re.compile(rb"""<(?:\w+:)?row\b([^<>]*)>""")
_COLUMN: Final = re.compile(rb"""<(?:\w+:)?col\b([^<>]*)>""")
_FAR: Final = re.compile(rb"""<(?:\w+:)?c\b[^<>]*?\br=["']([A-Z]{2,})(\d+)["'][^<>]*?(/?)>""")
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*?)?(?:/>|>([^<]*)<)")
_CELL_START: Final = re.compile(rb"<(?:\w+:)?c\b([^<>]*)>")
_CELL_END: Final = re.compile(rb"</(?:\w+:)?c\s*>")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*?)?(?:/>|>([^<]*)<)")
_PLACE: Final = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")
#: How far before its formula a cell may begin, and how far after it a cell may end.
_BEFORE: Final = 2000
_AFTER: Final = 200_000


@frozen
class Markup:
    """What the markup of a sheet says.

    Attributes:
        merged: areas of cells that are one.
        hidden_rows, hidden_columns: rows counted from 1, columns from 0.
        last_row: the greatest number of a row.
        far: the first cell with a value that stands in a column beyond the limit, as row and column.
        uncomputed: row -> column -> the formula, of cells whose value nobody computed; in
            row 0, where a formula does not say which cell it is of.
    """

    merged: tuple[Area, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    last_row: int
    far: tuple[int, int] | None
    uncomputed: dict[int, dict[int, str]]


def markup(content: bytes, columns: int, *, recomputed: bool) -> Markup:
    """What the markup of a sheet says.

    Args:
        content: of its part.
        columns: the most that are looked at.
        recomputed: whether the workbook is to be computed anew when it is opened. A formula whose value is 0 then was
            written by a program that computes nothing.
    """
    hidden_rows, last = set[int](), 0
    for match in _ROW.finditer(content):
        number = _attribute(match[1], b"r")
        last = max(last, int(number or b"0"))
        if number and _attribute(match[1], b"hidden") in (b"1", b"true"):
            hidden_rows.add(int(number))
    hidden_columns = set[int]()
    for match in _COLUMN.finditer(content):
        if _attribute(match[1], b"hidden") in (b"1", b"true"):
            first, until = (int(_attribute(match[1], name) or b"1") for name in (b"min", b"max"))
            hidden_columns.update(range(first - 1, min(until, columns)))
    merged = tuple(
        Area(int(match[2]), index_of(match[1]), int(match[4]), index_of(match[3]))
        for match in _MERGED.finditer(content)
    )
    far = next(
        (
            (int(match[2]), index_of(match[1]))
            for match in _FAR.finditer(content)
            if not match[3] and index_of(match[1]) >= columns
        ),
        None,
    )
    uncomputed: dict[int, dict[int, str]] = {}
    for row, column, formula in _uncomputed(content, recomputed=recomputed):
        uncomputed.setdefault(row, {})[column] = formula
    return Markup(merged, frozenset(hidden_rows), frozenset(hidden_columns), last, far, uncomputed)


def index_of(name: bytes) -> int:
    """The index of a column by its letters, counted from 0.

    >>> index_of(b"A"), index_of(b"AA")
    (0, 26)
    """
    index = 0
    for letter in name:
        index = index * 26 + letter - ord("A") + 1
    return index - 1


def _attribute(attributes: bytes, name: bytes) -> bytes | None:
    match = re.search(rb"""(?:^|\s)""" + name + rb"""\s*=\s*["']([^"']*)""", attributes)
    return None if match is None else match[1]


def _uncomputed(content: bytes, *, recomputed: bool) -> Iterator[tuple[int, int, str]]:
    for formula in _FORMULA.finditer(content):
        starts = list(_CELL_START.finditer(content, max(0, formula.start() - _BEFORE), formula.start()))
        end = _CELL_END.search(content, formula.end(), formula.end() + _AFTER)
        place = _PLACE.search(starts[-1][1]) if starts else None
        if place is None or end is None:
            yield 0, 0, ""
            continue
        value = _VALUE.search(content, formula.end(), end.start())
        found = b"" if value is None else value[1] or b""
        text = _attribute(starts[-1][1], b"t") == b"str"
        if (value is not None and text) or (found and not (recomputed and found == b"0")):
            continue
        written = (formula[1] or b"").decode("utf-8", "replace")
        yield int(place[2]), index_of(place[1]), f"={written}"
