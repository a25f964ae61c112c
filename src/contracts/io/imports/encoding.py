"""Bytes that become text: UTF-8 first, then what is declared, then GB18030; never Latin-1, which fits everything.

The two overlap: of texts of two Chinese characters in GB2312 one in thirty is also valid UTF-8, of eight almost none.
So a file without a mark that is valid as both, and that has fewer than `FEWEST` characters beyond ASCII, has to say
which it is. (UTF-8 is seldom valid GB2312, the part of GB18030 in which nearly all is written: only that is asked.)
A file that begins as UTF-8 with at least as many characters, and does not go on so, is damaged or mixed, and is not
taken for GB18030.
"""

import codecs
from typing import Final

from contracts.errors import RegisterError, TermsError
from contracts.io.imports.opening import refusal

#: With fewer characters beyond ASCII than this, what fits two encodings is not told apart.
FEWEST: Final = 12
#: What may be declared.
ENCODINGS: Final = ("utf-8", "gb18030", "gbk", "gb2312", "big5", "utf-16")


def decoded(data: bytes, file: str, declared: str | None = None) -> tuple[str, str]:
    """The text of a file and its encoding.

    Args:
        data: the whole file.
        file: its name, for errors.
        declared: an encoding out of `ENCODINGS`, for what is not plainly UTF-8.

    Raises:
        RegisterError: `ENCODING_INVALID` with the line and the offset of the first byte that does not fit,
            `ENCODING_AMBIGUOUS`.
        TermsError: `CHOICE_UNKNOWN` for another encoding.
    """
    if declared is not None and declared.lower() not in ENCODINGS:
        raise TermsError("CHOICE_UNKNOWN", field="encoding", value=declared, choices=", ".join(ENCODINGS))
    name = None if declared is None else declared.lower()
    if name == "utf-16":
        return _strictly(data, file, name), name
    marked = data.startswith(codecs.BOM_UTF8)
    wrong = _first_wrong(data, "utf-8")
    if wrong is None:
        text = data.decode("utf-8").removeprefix("\ufeff")
        if marked or text.isascii() or name == "utf-8" or not _either(text, data):
            return _without_nul(text, data, file), "utf-8"
        if name is None:
            raise refusal(file, "ENCODING_AMBIGUOUS", fewest=FEWEST)
    elif marked or name == "utf-8" or (name is None and _beyond_ascii(data[:wrong].decode("utf-8")) >= FEWEST):
        raise _invalid(data, file, wrong)
    name = name or "gb18030"
    return _strictly(data, file, name), name


def _either(text: str, data: bytes) -> bool:
    """Whether a text in UTF-8 might as well be one in GB2312."""
    return _beyond_ascii(text) < FEWEST and _first_wrong(data, "gb2312") is None


def _strictly(data: bytes, file: str, name: str) -> str:
    wrong = _first_wrong(data, name)
    if wrong is not None:
        raise _invalid(data, file, wrong)
    text = data.decode(name)
    return text if name == "utf-16" else _without_nul(text, data, file)


def _without_nul(text: str, data: bytes, file: str) -> str:
    if "\0" in text:
        raise _invalid(data, file, data.find(b"\0"))
    return text


def _first_wrong(data: bytes, encoding: str) -> int | None:
    """The offset of the first byte that does not fit."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return None


def _beyond_ascii(text: str) -> int:
    return sum(1 for sign in text if sign > "\x7f")


def _invalid(data: bytes, file: str, offset: int) -> RegisterError:
    before = data[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    row = before.count(b"\n") + 1
    byte = f"0x{data[offset]:02x}"
    return refusal(file, "ENCODING_INVALID", row=row, value=byte, offset=offset)
