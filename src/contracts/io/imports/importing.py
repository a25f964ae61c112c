"""A register out of the workbook or CSV file that people keep, or everything that is wrong with it."""

import os
from collections.abc import Iterable
from typing import Any

from attrs import evolve, frozen

from contracts.errors import Problem, RegisterError
from contracts.io.files import FORMATS, dumps
from contracts.io.imports.aliases import Meaning
from contracts.io.imports.contract_rows import ContractRows
from contracts.io.imports.delimited import sheet_in
from contracts.io.imports.encoding import decoded
from contracts.io.imports.grid import Sheet, letters
from contracts.io.imports.headings import Heading, heading
from contracts.io.imports.limits import ImportLimits
from contracts.io.imports.mapping import SheetMap, draft, mapping_in
from contracts.io.imports.opening import content, is_workbook
from contracts.io.imports.payment_rows import PaymentRows
from contracts.io.imports.rows import Rows, hidden, left_out
from contracts.io.imports.sums import Sums, named
from contracts.io.imports.telling import Told
from contracts.io.reading import File, read
from contracts.io.writing import document
from contracts.register import Register
from contracts.shapes import faults
from contracts.shapes.faults import Fault

#: Columns that sums are held against.
_SUMMED = {"contracts": (Meaning.TOTAL, Meaning.PAID), "payments": (Meaning.AMOUNT,)}


@frozen(kw_only=True)
class Imported:
    """What an import took, and what it did not.

    Attributes:
        register: what was read; of a list of payments, the register that they were paid for with them in it.
        kind: `contracts` or `payments`.
        file, sheet: where it stood; no sheet in CSV.
        encoding: of a CSV file.
        unit: of most amounts, as `dumps` takes it; None: the major unit.
        columns: heading -> meaning, of the columns that were taken.
        ids: of the contracts, or payments, in order of rows.
        notes: what was left out, hidden, or taken for granted, and sums that do not agree; in order of rows.
    """

    register: Register
    kind: str
    file: str
    sheet: str | None = None
    encoding: str | None = None
    unit: str | None = None
    columns: dict[str, str]
    ids: tuple[str, ...]
    notes: tuple[Problem, ...]

    @property
    def to_look_at(self) -> tuple[Problem, ...]:
        """The notes that somebody has to look at: sums that do not agree, and what nobody sees in the sheet."""
        return tuple(note for note in self.notes if note.code in ("SUM_DIFFERS", "HIDDEN"))

    def written(self, format: str = "toml") -> str:
        """The text of a register file of what was imported: of a list of payments, these alone.

        Args:
            format: `toml` or `json`.
        """
        if self.kind == "contracts":
            return dumps(self.register, format, self.unit)
        whole = document(self.register, self.unit)
        ids = set(self.ids)
        payments = [payment for payment in whole["payments"] if payment["id"] in ids]
        return FORMATS[format].written({"register": whole["register"], "payments": payments})

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What the contracts and payments that were imported take for granted, each once."""
        taken = set(self.ids)
        listed = self.kind == "payments"
        contracts = (text for one in self.register if not listed for text in one.assumptions)
        payments = (text for one in self.register.payments if not listed or one.id in taken for text in one.assumptions)
        return tuple(dict.fromkeys([*contracts, *payments]))


@frozen(kw_only=True)
class _Read:
    """A sheet that was read as far as it could be."""

    sheet: Sheet
    heading: Heading
    given: SheetMap
    problems: Told
    notes: Told


def import_register(
    path: "str | os.PathLike[str]",
    *,
    sheet: str | None = None,
    map: "str | os.PathLike[str] | SheetMap | None" = None,
    encoding: str | None = None,
    register: Register | None = None,
    limits: ImportLimits | None = None,
) -> Imported:
    """The register that a workbook (.xlsx) or a CSV file holds, or the payments of a list for a register.

    Args:
        path: the file; what it is, its content says.
        sheet: of a workbook that has several.
        map: what the sheet does not say by itself: a map file, or what it says.
        encoding: of a CSV file that is not plainly UTF-8.
        register: for which a list of payments was paid.
        limits: how much is looked at.

    Raises:
        RegisterError: with everything that is wrong, each problem at its cell; nothing is imported then.
        TermsError: `CHOICE_UNKNOWN` for an encoding that is not read.
        NotThereError: `EXTRA_MISSING` where openpyxl is not installed.
    """
    found = _opened(os.fspath(path), sheet, map, encoding, limits or ImportLimits())
    if found.heading.kind == "payments" and register is None:
        found.problems.add("REGISTER_NEEDED", found.heading.rows[-1], field="register")
    left_out(found.heading, found.notes)
    hidden(found.sheet, found.heading, found.notes)
    made = _rows(found, "CNY" if register is None else register.currency)
    found.problems.refuse()
    imported = _register(made, found, register)
    return Imported(
        register=imported,
        kind=found.heading.kind,
        file=found.sheet.file,
        sheet=found.sheet.name,
        encoding=found.sheet.encoding,
        unit=_unit(found, imported.currency),
        columns={column.heading: str(column.meaning) for column in found.heading.columns if column.meaning},
        ids=tuple(item["id"] for item in made.document[found.heading.kind]),
        notes=found.notes.in_order(),
    )


def drafted_map(
    path: "str | os.PathLike[str]",
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    limits: ImportLimits | None = None,
) -> str:
    """The text of a map file for a sheet: its columns as far as they are known, the others to be filled in.

    Args:
        path, sheet, encoding, limits: as for `import_register`.

    Raises:
        RegisterError: the file cannot be read, or has no heading.
    """
    found = _opened(os.fspath(path), sheet, None, encoding, limits or ImportLimits(), drafting=True)
    names = [(letters(one.index), one.heading, one.meaning) for one in found.heading.columns]
    return draft(names, found.heading.rows, found.sheet.name, found.heading.kind, found.heading.unit)


def _opened(
    file: str,
    name: str | None,
    map: "str | os.PathLike[str] | SheetMap | None",
    encoding: str | None,
    limits: ImportLimits,
    *,
    drafting: bool = False,
) -> _Read:
    """A sheet with its heading."""
    given = map if isinstance(map, SheetMap) else SheetMap() if map is None else mapping_in(os.fspath(map))
    data = content(file, limits)
    if is_workbook(data, file):
        from contracts.io.imports.workbook import sheet_of

        sheet = sheet_of(data, file, name or given.sheet, limits)
    else:
        text, used = decoded(data, file, encoding or given.encoding)
        sheet = sheet_in(text, file, limits, used)
    problems, notes = Told(file, sheet.name), Told(file, sheet.name)
    found = heading(sheet, given, problems)
    if found is None:
        raise RegisterError(problems.in_order())
    if drafting:
        problems.found.clear()
    return _Read(sheet=sheet, heading=found, given=given, problems=problems, notes=notes)


def _rows(found: _Read, own: str) -> ContractRows | PaymentRows:
    """All rows, with everything that is wrong with them; `own` is the currency of the register that there is."""
    head = found.heading
    currency = found.given.currency or own
    columns = [head.of(meaning) for meaning in _SUMMED[head.kind]]
    sums = {
        column.index: Sums(column.index, column.heading, currency, column.unit or head.unit or found.given.unit)
        for column in columns
        if column is not None
    }
    _check_units(sums.values(), found)
    made: ContractRows | PaymentRows
    if head.kind == "contracts":
        made = ContractRows(found.sheet, head, found.given, found.problems, sums)
    else:
        made = PaymentRows(found.sheet, head, found.given, found.problems, sums, own)
    for row in Rows(found.sheet, head, found.problems, found.notes, sums).taken():
        made.take(row)
    if not made.document[head.kind] and not found.problems.found:
        found.problems.add("ROWS_MISSING", head.rows[-1], field="rows")
    return made


def _check_units(sums: Iterable[Sums], found: _Read) -> None:
    """Tell columns without a unit; beside one that has a unit, nobody knows what they are in."""
    stated = next((one for one in sums if one.unit is not None), None)
    row = found.heading.rows[-1]
    for one in sums:
        if one.unit is None and stated is not None:
            found.problems.add("UNIT_MISSING", row, one.column, field=one.heading, other=stated.heading)
        elif one.unit is None:
            found.notes.add("UNIT_ASSUMED", row, one.column, field=one.heading, currency=one.currency)


def _register(made: ContractRows | PaymentRows, found: _Read, register: Register | None) -> Register:
    """The register of the tables; what they lead to together is told at the cells that they came from."""
    head: dict[str, Any] = {} if found.given.currency is None else {"register": {"currency": found.given.currency}}
    tables = File(found.sheet.file, head | made.document)
    files = [tables]
    if register is not None:
        known = document(register)
        tables.document.setdefault("register", {}).update(known["register"])
        files.append(File("register", known))
    imported = read(files)
    for one in files[1:]:
        _tell(one.faults, one.document, made, found)
    _tell(tables.faults, tables.document, made, found)
    found.problems.refuse()
    if imported is None:
        raise AssertionError("a register that is not there, and nothing told")
    return imported


def _tell(noted: Iterable[Fault], tables: dict[str, Any], made: ContractRows | PaymentRows, found: _Read) -> None:
    headings = {column.index: column.heading for column in found.heading.columns}
    for fault in noted:
        path = fault.path
        while path and path not in made.places:
            path = path[:-1]
        row, column = made.places.get(path, (found.heading.rows[-1], found.heading.columns[0].index))
        problem = faults.problem(fault, found.sheet.file, tables, row)
        field = headings.get(column, problem.field)
        found.problems.found.append(evolve(problem, sheet=found.sheet.name, column=letters(column), field=field))


def _unit(found: _Read, currency: str) -> str | None:
    """The unit of the amounts that a register is written in."""
    meanings = (found.heading.of(meaning) for meaning in _SUMMED[found.heading.kind])
    units = {column.unit or found.heading.unit or found.given.unit for column in meanings if column is not None}
    return named(units.pop(), currency) if len(units) == 1 else None
