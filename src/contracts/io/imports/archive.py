"""The parts of a workbook, looked at before anything reads them: how many, how large, how named, and what is in them.

Nothing is unpacked to disk. A part with a document type is refused, since its entities can grow without bound; so is
one in another encoding than UTF-8, in which a document type would not be seen.
"""

import io
import re
import stat
import zipfile
import zlib
from collections import Counter
from typing import Final

from contracts.errors import RegisterError
from contracts.io.imports.limits import MIB, ImportLimits
from contracts.io.imports.opening import refusal
from contracts.words import quoted

#: Parts that are larger than this are held against how small they were packed.
_LARGE: Final = 20 * MIB
_ENCODED: Final = re.compile(rb"""^<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)""")
_PLAIN: Final = frozenset({b"utf-8", b"us-ascii", b"ascii"})
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
_TYPES: Final = "[Content_Types].xml"
#: What else is packed in this way, by a part that it has.
_OTHERS: Final = (
    ("mimetype", "an OpenDocument file"),
    ("xl/workbook.bin", ".xlsb"),
    ("word/document.xml", ".docx"),
    ("ppt/presentation.xml", ".pptx"),
)


class Archive:
    """A workbook whose parts may be read.

    Attributes:
        file: its name.
    """

    def __init__(self, data: bytes, file: str, limits: ImportLimits) -> None:
        self.file = file
        try:
            self._packed = zipfile.ZipFile(io.BytesIO(data))
            self._entries = self._packed.infolist()
        except _BROKEN as error:
            raise self._corrupt(error) from None
        self._check_entries(limits)
        self._check_kind()
        for entry in self._entries:
            if entry.filename.endswith((".xml", ".rels", ".vml")):
                self._check_markup(entry.filename)

    def part(self, name: str) -> bytes:
        """The content of a part.

        Raises:
            RegisterError: `FILE_CORRUPT`.
        """
        try:
            return self._packed.read(name)
        except (KeyError, *_BROKEN) as error:
            raise self._corrupt(error) from None

    def _corrupt(self, reason: object) -> RegisterError:
        return corrupt(self.file, reason)

    def _check_entries(self, limits: ImportLimits) -> None:
        if len(self._entries) > limits.parts:
            raise self._beyond(f"{len(self._entries)} parts")
        names = Counter(entry.filename.lower() for entry in self._entries)
        for entry in self._entries:
            path = entry.filename.replace("\\", "/")
            linked = stat.S_ISLNK(entry.external_attr >> 16)
            if path.startswith("/") or ".." in path.split("/") or ":" in path or linked:
                raise self._beyond(entry.filename)
            if names[entry.filename.lower()] > 1:
                raise self._beyond(entry.filename)
            if entry.flag_bits & 1:
                raise self._kind("a workbook with a password")
            if entry.file_size > _LARGE and entry.file_size > limits.ratio * max(entry.compress_size, 1):
                raise self._beyond(entry.filename)
        if sum(entry.file_size for entry in self._entries) > limits.unpacked:
            raise self._beyond(f"{sum(entry.file_size for entry in self._entries) // MIB} MiB")

    def _beyond(self, what: str) -> RegisterError:
        return refusal(self.file, "ARCHIVE_LIMIT", value=quoted(what))

    def _kind(self, detected: str) -> RegisterError:
        return refusal(self.file, "FILE_TYPE", value=quoted(self.file), detected=detected)

    def _check_kind(self) -> None:
        names = {entry.filename for entry in self._entries}
        for name, kind in _OTHERS:
            if name in names:
                raise self._kind(kind)
        if _TYPES not in names or "xl/workbook.xml" not in names:
            raise self._kind("a packed file, and no workbook")
        if b"macroEnabled" in self.part(_TYPES) or any(name.endswith("vbaProject.bin") for name in names):
            raise self._kind("a workbook with macros")

    def _check_markup(self, name: str) -> None:
        content = self.part(name)
        start = content[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
        encoding = _ENCODED.match(start)
        if b"\0" in start or (encoding and encoding[1].lower() not in _PLAIN):
            raise self._corrupt(f"{name} is not UTF-8")
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise refusal(self.file, "XML_DTD", value=quoted(name), part=name)


def corrupt(file: str, reason: object) -> RegisterError:
    """The error of a file that cannot be read though it seems to be a workbook."""
    text = f"{type(reason).__name__}: {reason}" if isinstance(reason, Exception) else str(reason)
    return refusal(file, "FILE_CORRUPT", value=quoted(file), reason=quoted(text))
