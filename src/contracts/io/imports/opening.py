"""The bytes of a file: opened once, read whole within bounds, and known by what is in them rather than by its name."""

import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

from contracts.errors import Problem, RegisterError
from contracts.io.imports.limits import MIB, ImportLimits
from contracts.words import quoted

#: What files begin with that are neither CSV nor a workbook of today.
_MAGIC: Final = (
    (b"\xd0\xcf\x11\xe0", "an OLE file: .xls, or a workbook with a password"),
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "RTF"),
)
#: What a page or XML begins with, in small letters, after blanks.
_TAGS: Final = ((b"<!doctype html", "HTML"), (b"<html", "HTML"), (b"<table", "HTML"), (b"<?xml", "XML"))
#: Names that say what is in a file.
_BOOKS: Final = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".et"})
_CHUNK: Final = MIB


def refusal(file: str, code: str, *, row: int | None = None, value: str | None = None, **data: object) -> RegisterError:
    """The error of a file that cannot be read at all."""
    return RegisterError((Problem(code=code, file=file, line_number=row, value=value, field="file", data=dict(data)),))


def content(file: str, limits: ImportLimits) -> bytes:
    """All bytes of a file.

    Raises:
        RegisterError: `FILE_MISSING`, `FILE_UNREADABLE`, `FILE_SIZE`, `FILE_CHANGED`, `LINE_TOO_LONG`.
    """
    try:
        with Path(file).open("rb") as opened:
            return whole(opened, file, limits)
    except RegisterError:
        raise
    except (FileNotFoundError, ValueError):  # a name with a NUL is no name
        raise refusal(file, "FILE_MISSING", value=quoted(file)) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refusal(file, "FILE_UNREADABLE", value=quoted(file), reason=reason) from None


def whole(opened: BinaryIO, file: str, limits: ImportLimits) -> bytes:
    """What an opened file holds, if nobody changes it in the meantime.

    A line that is too long ends the reading, so that what has no lines is not read to its end.
    """
    before = os.fstat(opened.fileno())
    chunks = list[bytes]()
    size = row = unbroken = 0
    packed = True
    while chunk := opened.read(_CHUNK):
        if not chunks:
            packed = chunk.startswith(b"PK") or any(chunk.startswith(magic) for magic, _ in _MAGIC)
        chunks.append(chunk)
        size += len(chunk)
        if size > before.st_size and stat.S_ISREG(before.st_mode):
            raise refusal(file, "FILE_CHANGED", value=quoted(file))
        if size > limits.file:
            raise refusal(file, "FILE_SIZE", limit=limits.file // MIB)
        ends = chunk.replace(b"\r", b"\n")
        first, last = ends.find(b"\n"), ends.rfind(b"\n")
        unbroken = unbroken + len(chunk) if first < 0 else max(unbroken + first, 0)
        if not packed and unbroken > limits.line:
            raise refusal(file, "LINE_TOO_LONG", row=row + 1, value=_start(chunk), limit=limits.line)
        if last >= 0:
            row += ends.count(b"\n")
            unbroken = len(chunk) - last - 1
    after = os.fstat(opened.fileno())
    changed = (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)
    if changed or (stat.S_ISREG(after.st_mode) and after.st_size != size):
        raise refusal(file, "FILE_CHANGED", value=quoted(file))
    return b"".join(chunks)


def _start(chunk: bytes) -> str:
    return quoted(chunk[:80].decode("ascii", "replace"))


def is_workbook(data: bytes, file: str) -> bool:
    """Whether a file is packed as workbooks are; otherwise it is text.

    Raises:
        RegisterError: `FILE_TYPE` for what is neither, or not what its name says.
    """
    found = kind_of(data)
    book = Path(file).suffix.lower() in _BOOKS
    if found == "zip" and (book or Path(file).suffix.lower() not in (".csv", ".txt", ".tsv")):
        return True
    if found is None and not book:
        return False
    detected = {"zip": "a workbook", None: "text"}.get(found, found)
    raise refusal(file, "FILE_TYPE", value=quoted(Path(file).name), detected=detected)


def kind_of(data: bytes) -> str | None:
    """What a file is by its first bytes: `zip`, something that is not read, or None for text."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((name for tag, name in _TAGS if start.startswith(tag)), None)
