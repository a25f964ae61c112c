"""The map file: what a sheet does not say by itself, in a small TOML file that the command can draft.

Its keys are in docs/import.md. Under `[columns]` stand headings, or the letters of columns, each with what the column
holds; the empty text leaves it out.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Annotated, Any, Final

from attrs import Factory, frozen

from contracts.errors import Problem, RegisterError, TermsError
from contracts.io import toml
from contracts.io.imports.aliases import CONTRACTS, PAYMENTS, Meaning
from contracts.io.imports.cells import UNITS
from contracts.io.imports.limits import ImportLimits
from contracts.io.imports.opening import content
from contracts.io.source import decoded
from contracts.shapes import faults
from contracts.shapes import values as read
from contracts.shapes.faults import Faults, NotReadError, Wrong
from contracts.shapes.tables import Table, collect, table
from contracts.shapes.values import Given

#: Kinds of sheets.
KINDS: Final = ("contracts", "payments")
EPOCHS: Final = (1900, 1904)
LETTERS: Final = re.compile("[A-Z]{1,3}")


def _meaning(value: object) -> str:
    """A word for what a column holds; nothing for one that is left out."""
    if value == "":
        return ""
    return str(read.word(Meaning, value))


def _one_of(choices: Iterable[Any], value: object) -> Any:
    known = tuple(choices)
    if isinstance(value, bool) or value not in known:
        raise TermsError("CHOICE_UNKNOWN", field="", value=value, choices=", ".join(map(str, known)))
    return value


def _header(value: object) -> tuple[int, ...]:
    """The number of the row of the heading, or of both."""
    given = value if isinstance(value, list) else [value]
    rows = tuple(read.whole(item) for item in given)
    if len(rows) not in (1, 2) or rows[0] < 1 or list(rows) != list(range(rows[0], rows[0] + len(rows))):
        raise TermsError("HEADER_ROWS", field="", value=str(value))
    return rows


@frozen(kw_only=True)
class MapTable(Table):
    """The whole map file."""

    sheet: Annotated[Given[str], read.text] = None
    kind: Annotated[Given[str], partial(_one_of, KINDS)] = None
    header: Annotated[Given[tuple[int, ...]], _header] = None
    unit: Annotated[Given[str], partial(_one_of, UNITS)] = None
    currency: Annotated[Given[str], read.text] = None
    encoding: Annotated[Given[str], read.text] = None
    epoch: Annotated[Given[int], partial(_one_of, EPOCHS)] = None
    paid_on: Annotated[Given[date], read.day] = None
    payers: Annotated[Given[tuple[str | Wrong, ...]], partial(read.items, read.text)] = None
    columns: Annotated[Given[dict[str, str | Wrong]], partial(read.entries, read.text, _meaning)] = None


@frozen(kw_only=True)
class SheetMap:
    """What a user says of a sheet; None, or nothing, where the sheet says it itself.

    Attributes:
        sheet: its name.
        kind: `contracts` or `payments`.
        header: the row of the heading, or both.
        unit: of amounts in columns that state none.
        currency: of the register.
        encoding: of a CSV file that is not plainly UTF-8.
        epoch: the year from which numbers count days, 1900 or 1904.
        paid_on: the day by which was paid what a sheet states as paid.
        payers: in the order of the weights.
        columns: heading, or letters of a column -> meaning; the empty text: left out.
    """

    sheet: str | None = None
    kind: str | None = None
    header: tuple[int, ...] | None = None
    unit: str | None = None
    currency: str | None = None
    encoding: str | None = None
    epoch: int | None = None
    paid_on: date | None = None
    payers: tuple[str, ...] = ()
    columns: dict[str, str] = Factory(dict)


def mapping_in(file: str) -> SheetMap:
    """What a map file says.

    Raises:
        RegisterError: with everything that is wrong with it.
    """
    try:
        text = decoded(content(file, ImportLimits()))
        document, _ = toml.parsed(text)
    except NotReadError as error:
        raise RegisterError((faults.problem(error.fault, file, None, error.fault.line_number),)) from None
    found, noted = table(MapTable, document), Faults()
    collect(found, (), noted)
    if len(noted):
        raise RegisterError(tuple(_placed(noted, file, text)))
    given = {name: getattr(found, name) for name in document}
    if "unit" in given:
        given["unit"] = UNITS[given["unit"]]
    return SheetMap(**given)


def _placed(noted: Faults, file: str, text: str) -> list[Problem]:
    lines = toml.line_numbers(text, {fault.path for fault in noted})
    found = [faults.problem(fault, file, None, lines.get(fault.path, 1)) for fault in noted]
    return sorted(found, key=lambda problem: problem.line_number or 0)


def draft(
    headings: Iterable[tuple[str, str, str | None]],
    rows: tuple[int, ...],
    sheet: str | None,
    kind: str,
    unit: str | None,
) -> str:
    """The text of a map file for a sheet, to be completed by hand.

    Args:
        headings: letters, text and, where it is known, meaning of each column.
        rows: of the heading.
        sheet: its name, in a workbook.
        kind: of the sheet.
        unit: that it states.
    """
    import tomli_w

    words = ", ".join(meaning for meaning in (CONTRACTS if kind == "contracts" else PAYMENTS))
    head: dict[str, Any] = {} if sheet is None else {"sheet": sheet}
    head |= {"kind": kind, "header": list(rows) if len(rows) > 1 else rows[0]}
    if unit is not None:
        head["unit"] = unit
    columns = {
        (text if text and not LETTERS.fullmatch(text) else name): meaning or "" for name, text, meaning in headings
    }
    return f'# columns: {words}; "" is left out\n{tomli_w.dumps(head)}\n{tomli_w.dumps({"columns": columns})}'
