"""CSV files and workbooks as users, programs and attackers get them wrong, each with what must become of it.

Transcribed from the collection of bad input (areas csv and xlsx, and encoding as far as it concerns CSV). `outcomes()`
says how each came out, for the page that counts them.
"""

import csv
import io
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import Final, NamedTuple

import openpyxl

from contracts.errors import Problem, RegisterError
from contracts.io.imports import ImportLimits, import_register, opening
from tests.cases.facts import Outcome

_HEAD: Final = ("contract_id", "vendor", "amount", "signed")
_MANY: Final = "合同编号,供应商,合同金额,备注\n"


class Told(NamedTuple):
    """What a problem says: its code, and the row and the column of its cell."""

    code: str
    row: int | None = None
    column: str | None = None


class BadImport(NamedTuple):
    """A file, and what is told of it.

    Attributes:
        id: its id in the collection, and a letter where it has several forms there.
        make: writes the file into a folder and gives its path.
        outcome: every problem; or, of what is accepted, the ids of the contracts.
        notes: codes of what is told of a file that is accepted.
    """

    id: str
    make: Callable[[Path], Path]
    outcome: tuple[Told, ...] | tuple[str, ...]
    notes: tuple[str, ...] = ()


def of_bytes(content: bytes, name: str = "a.csv") -> Callable[[Path], Path]:
    """Writes a file with a content."""

    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def of_text(text: str) -> Callable[[Path], Path]:
    """Writes a CSV file."""
    return of_bytes(text.encode())


def _rows(*rows: tuple[str, ...]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def book(*row: object, merged: str = "", hidden: bool = False, empty_first: bool = False) -> Callable[[Path], Path]:
    """Writes a workbook with a row besides a sound one."""

    def make(folder: Path) -> Path:
        made = openpyxl.Workbook()
        sheet = made.create_sheet("data")
        if not empty_first:
            del made["Sheet"]
        for each in (_HEAD, ("C0", "a", 1, None), row):
            sheet.append(list(each))
        if merged:
            sheet.merge_cells(merged)
        if hidden:
            sheet.row_dimensions[3].hidden = sheet.column_dimensions["B"].hidden = True
            made.create_sheet("x")
            del made["x"]
        made.save(folder / "a.xlsx")
        return folder / "a.xlsx"

    return make


def with_part(name: str, content: bytes = b"x", *, link: bool = False) -> Callable[[Path], Path]:
    """Writes a workbook with a part more."""

    def make(folder: Path) -> Path:
        path = book("C1", "a", 1, None)(folder)
        with zipfile.ZipFile(path, "a") as packed:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o120777 << 16 if link else 0o600 << 16
            packed.writestr(entry, content)
        return path

    return make


def changed(part: str, change: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    """Writes a workbook with another content of a part."""

    def make(folder: Path) -> Path:
        path = book("C1", "a", 1, None)(folder)
        with zipfile.ZipFile(path) as packed:
            parts = [(entry.filename, packed.read(entry)) for entry in packed.infolist()]
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in parts:
                packed.writestr(name, change(content) if name.startswith(part) else content)
        return path

    return make


def crowded(folder: Path) -> Path:
    """Writes a workbook of very many parts."""
    path = book("C1", "a", 1, None)(folder)
    with zipfile.ZipFile(path, "a") as packed:
        for number in range(65_536):
            packed.writestr(f"x/{number}", b"")
    return path


def damaged(change: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    """Writes a workbook whose bytes are changed."""

    def make(folder: Path) -> Path:
        path = book("C1", "a", 1, None)(folder)
        path.write_bytes(change(path.read_bytes()))
        return path

    return make


def long_line(folder: Path) -> Path:
    """Writes a line of one GiB, of which the file system keeps nothing."""
    path = folder / "a.csv"
    with path.open("wb") as file:
        file.truncate(2**30)
    return path


def _flipped(data: bytes) -> bytes:
    """One byte of a part that is packed changed, so that its check fails."""
    place = data.index(b"xl/worksheets/sheet1.xml") + 60
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


_LAUGHS: Final = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
_WORDS: Final = ("NA", "None", "null", "nan", "True", "00123", "1e5")
_MACRO: Final = (b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
_SMALL: Final = "contract_id,amount{0}C1,1{0}C2,2{1}"

BAD_IMPORTS: Final = (
    BadImport(
        "ENC-004", of_bytes(b"contract_id,amount,vendor\nC1,1,\xc4\xbf\xc7\xb0\n"), (Told("ENCODING_AMBIGUOUS"),)
    ),
    BadImport(
        "ENC-008",
        of_bytes((_MANY + "C1,电信公司,1,\n" * 60_000).encode() + "C2,公司,1,\n".encode("gb18030")),
        (Told("ENCODING_INVALID", 60_002),),
    ),
    *(
        BadImport(f"ENC-016{form}", of_text(_SMALL.format(end, last)), ("C1", "C2"), ("UNIT_ASSUMED",))
        for form, end, last in (("a", "\r", "\r"), ("b", "\r\n", "\n"), ("c", "\n", ""))
    ),
    BadImport("CSV-003", of_text("contract_id,amount\nC1,100\nC2\n"), (Told("ROW_SHAPE", 3),)),
    BadImport("CSV-005", of_text("contract_id,amount,amount\nC1,1,2\n"), (Told("HEADER_DUPLICATE", 1, "C"),)),
    BadImport("CSV-009", of_text('contract_id,amount\n"C1,100\nC2,200\n'), (Told("QUOTE_UNCLOSED", 2),)),
    BadImport("CSV-010", of_text(f"contract_id,amount\nC1,{'1' * 200_000}\n"), (Told("FIELD_TOO_LONG", 2),)),
    BadImport("CSV-011", long_line, (Told("LINE_TOO_LONG", 1),)),
    BadImport(
        "CSV-014",
        of_text(_rows(_HEAD, *((f"C{i}", word, "1", "") for i, word in enumerate(_WORDS)))),
        tuple(f"C{i}" for i in range(len(_WORDS))),
        ("UNIT_ASSUMED",),
    ),
    BadImport("XLS-004", changed("xl/worksheets/", lambda content: _LAUGHS + content), (Told("XML_DTD"),)),
    *(
        BadImport(f"XLS-007{form}", make, (Told("ARCHIVE_LIMIT"),))
        for form, make in (
            ("a", with_part("../../x")),
            ("b", with_part("/etc/x")),
            ("c", with_part("XL/workbook.xml")),
            ("d", crowded),
            ("e", with_part("xl/link", link=True)),
        )
    ),
    *(
        BadImport(f"XLS-009{form}", book("C1", "a", error, None), (Told("CELL_ERROR", 3, "C"),))
        for form, error in zip("abc", ("#REF!", "#DIV/0!", "#N/A"), strict=True)
    ),
    BadImport(
        "XLS-010a",
        changed("xl/worksheets/", lambda content: content.replace(b"<v>1</v>", b"<v>0.30000000000000004</v>")),
        (Told("AMOUNT_PRECISION", 2, "C"), Told("AMOUNT_PRECISION", 3, "C")),
    ),
    BadImport("XLS-010b", book("C1", "a", 1234567890123456.7, None), (Told("AMOUNT_PRECISION", 3, "C"),)),
    BadImport("XLS-010c", book("C1", "a", 0.1, None), ("C0", "C1"), ("UNIT_ASSUMED",)),
    BadImport("XLS-011", book(12345678901234567890, "a", 1, None), (Told("ID_SYNTAX", 3, "A"),)),
    BadImport("XLS-012a", book("C1", "a", 1, None, merged="B2:B3"), (Told("MERGED_CELL", 2, "B"),)),
    BadImport("XLS-012b", book("C1", "a", 1, None, hidden=True), ("C0", "C1"), ("HIDDEN", "UNIT_ASSUMED", "HIDDEN")),
    *(
        BadImport(f"XLS-014{form}", of_bytes(content, "a.xlsx"), (Told("FILE_TYPE"),))
        for form, content in (
            ("a", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
            ("b", b"<html><body><table>"),
            ("c", _SMALL.format("\n", "\n").encode()),
        )
    ),
    BadImport("XLS-014d", with_part("xl/workbook.bin"), (Told("FILE_TYPE"),)),
    BadImport("XLS-014e", with_part("mimetype", b"application/vnd.oasis"), (Told("FILE_TYPE"),)),
    BadImport("XLS-015a", changed("[Content_Types]", lambda content: content.replace(*_MACRO)), (Told("FILE_TYPE"),)),
    BadImport("XLS-015b", with_part("xl/externalLinks/externalLink1.xml", b"<x/>"), ("C0", "C1"), ("UNIT_ASSUMED",)),
    BadImport("XLS-016a", of_bytes(b"PK\x03\x04" + bytes(range(256)) * 8, "a.xlsx"), (Told("FILE_CORRUPT"),)),
    BadImport("XLS-016b", damaged(lambda data: data[: len(data) // 2]), (Told("FILE_CORRUPT"),)),
    BadImport("XLS-016c", damaged(lambda data: data[:-40] + b"\xff" * 20 + data[-20:]), (Told("FILE_CORRUPT"),)),
    BadImport("XLS-016d", damaged(_flipped), (Told("FILE_CORRUPT"),)),
    BadImport("XLS-017", book("C1", "a", 1, None, empty_first=True), (Told("SHEET_AMBIGUOUS"),)),
)


def answer(path: Path) -> tuple[tuple[Problem, ...] | tuple[str, ...], tuple[str, ...]]:
    """All problems of a file, or the ids of its contracts; and the codes of what is told besides."""
    try:
        found = import_register(path)
    except RegisterError as error:
        return error.problems, ()
    return found.ids, tuple(note.code for note in found.notes)


def told(found: tuple[Problem, ...] | tuple[str, ...]) -> tuple[Told, ...] | tuple[str, ...]:
    """What an answer says."""
    if found and isinstance(found[0], Problem):
        return tuple(Told(one.code, one.line_number, one.column) for one in found if isinstance(one, Problem))
    return tuple(map(str, found))


def twice(folder: Path) -> bool:
    """CSV-015: whether the same file gives the same, however often it is imported."""
    path = of_text(_SMALL.format("\n", "\n"))(folder)
    first, second = import_register(path), import_register(path)
    return (first.register, first.written()) == (second.register, second.written())


def grown(folder: Path) -> str | None:
    """CSV-020: the code that is told of a file that grows while it is read."""
    path = of_text(_SMALL.format("\n", "\n"))(folder)

    class Growing(BufferedReader):
        def read(self, size: int | None = -1, /) -> bytes:
            read = super().read(size)
            with path.open("ab") as file:
                file.write(b"C9,9\n" if read else b"")
            os.utime(path, (0, 0))
            return read

    with Growing(path.open("rb", buffering=0)) as opened:
        try:
            opening.whole(opened, str(path), ImportLimits())
        except RegisterError as error:
            return error.problems[0].code
    return None


def outcomes() -> Iterator[Outcome]:
    """How every case of the collection came out; one that has several forms only once."""
    wrong: dict[str, list[str]] = {}
    for case in BAD_IMPORTS:
        with tempfile.TemporaryDirectory() as folder:
            found, notes = answer(case.make(Path(folder)))
        same = (told(found), notes) == (case.outcome, case.notes)
        wrong.setdefault(case.id[:7], []).extend([] if same else [case.id])
    with tempfile.TemporaryDirectory() as folder:
        wrong["CSV-015"] = [] if twice(Path(folder)) else ["CSV-015"]
        wrong["CSV-020"] = [] if grown(Path(folder)) == "FILE_CHANGED" else ["CSV-020"]
    for name, failed in sorted(wrong.items()):
        if failed:
            yield Outcome("bad input", name, "failed", f"{', '.join(failed)}: another answer than ours")
        else:
            yield Outcome("bad input", name, "passed")
