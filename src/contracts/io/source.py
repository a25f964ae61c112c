"""Bytes that become text, before any parser sees them: size, encoding and depth."""

import re
from typing import Final

from contracts.shapes.faults import Fault, NotReadError

#: The largest file, in bytes.
MOST_BYTES: Final = 50 * 2**20
#: The deepest that tables and lists may stand in each other, and the most parts of a dotted key.
MOST_DEEP: Final = 32


def decoded(data: bytes) -> str:
    """The text of a file, which is UTF-8, with or without a byte order mark.

    Raises:
        NotReadError: `FILE_SIZE`; `ENCODING_INVALID` with the offset of the first byte that is no text, NUL included.
    """
    if len(data) > MOST_BYTES:
        raise NotReadError(Fault("FILE_SIZE", data={"limit": MOST_BYTES // 2**20}))
    try:
        text = data.decode("utf-8")
        offset = data.find(b"\0")
    except UnicodeDecodeError as error:
        text, offset = "", error.start
    if offset >= 0:
        row = data.count(b"\n", 0, offset) + 1
        byte = f"0x{data[offset]:02x}"
        raise NotReadError(Fault("ENCODING_INVALID", value=byte, line_number=row, data={"offset": offset}))
    return text.removeprefix("\ufeff")


def check_depth(text: str, tokens: re.Pattern[str]) -> None:
    """Refuse brackets that stand too deep in each other.

    Args:
        text: the whole document.
        tokens: matches strings and comments as a whole, and each bracket.

    Raises:
        NotReadError: `NESTING`, with the line.
    """
    depth = 0
    for match in tokens.finditer(text):
        sign = text[match.start()]
        if sign in "[{":
            depth += 1
            if depth > MOST_DEEP:
                raise NotReadError(too_deep(text, match.start()))
        elif sign in "]}":
            depth -= 1


def too_deep(text: str, offset: int) -> Fault:
    """The fault of what stands at an offset."""
    row = text.count("\n", 0, offset) + 1
    return Fault("NESTING", line_number=row, data={"limit": MOST_DEEP})
