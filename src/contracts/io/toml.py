"""Register files in TOML."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Callable, Mapping
from typing import Any, Final

from contracts.io import places
from contracts.io.faults import Fault, NotReadError, Path
from contracts.io.source import MOST_DEEP, Literal, check_depth, too_deep
from contracts.words import quoted

SUFFIX: Final = ".toml"

#: Strings and comments as a whole, and brackets.
_TOKENS: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+"
    r"|[\[\]{}]",
    re.DOTALL,
)
#: A line that has more points than a dotted key may have; most of these are sentences.
_MANY_POINTS: Final = re.compile(rf"^(?:[^.\n]*+\.){{{MOST_DEEP}}}[^\n]*+", re.MULTILINE)
#: The parts of a dotted key, each with the point after it.
_KEY_PARTS: Final = re.compile(
    r"""(?<![\\\w-])(?:(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\[^\n])*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+)++"""
)
_KEY_PART: Final = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\[^\n])*+"|'[^'\n]*+'""")
#: Whole numbers whose source tomllib does not keep, or does not convert; where it hits, the grammar has the last word.
_ODD_WHOLE: Final = re.compile(r"[=\[,][ \t\n]*+[+-]?(?:0[xob]|[0-9]++_|[0-9]{600})")
_ODD_WHOLE_TEXT: Final = re.compile(rb"0[xob].*|.*_.*|[+-]?[0-9]{600,}", re.DOTALL)
_DAY_OR_TIME: Final = re.compile(rb"[0-9]{4}-[0-9]{2}|[0-9]{2}:[0-9]{2}")

_PLACE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_STATED_KEY: Final = re.compile(r"\[*+([^=\]]++)[=\]]")
_TWICE: Final = re.compile(r"Cannot (?:overwrite|declare|mutate|redefine)|Duplicate")


def parsed(text: str) -> tuple[dict[str, Any], list[Fault]]:
    """The document that a text stands for; numbers with a point, and odd ones, as `Literal`s.

    Returns:
        The document, and no faults: keys that are there twice keep it from being read.

    Raises:
        NotReadError: `NESTING`, `TOML_SYNTAX`, `DUPLICATE_KEY`.
    """
    check_depth(text, _TOKENS)
    _check_keys(text)
    marked, mark = _marked(text, _is_odd) if _ODD_WHOLE.search(text) else (text, "")
    try:
        return _unmarked(_load(marked), mark), []
    except NotReadError:
        # Days that no calendar has are a fault of their key, and do not keep the rest from being read.
        marked, mark = _marked(text, lambda literal: _is_odd(literal) or _is_no_day(literal))
        return _unmarked(_load(marked), mark), []


def written(document: Mapping[str, Any]) -> str:
    """The text of a document."""
    import tomli_w

    return tomli_w.dumps(document)


def line_numbers(text: str, paths: set[Path]) -> dict[Path, int]:
    """The lines of the values at some paths, as far as they are there."""
    return places.in_toml(text, paths)


def _check_keys(text: str) -> None:
    """Refuse keys of very many parts: tomllib's time grows with their square."""
    found = [
        line.start() + parts.start()
        for line in _MANY_POINTS.finditer(text)
        for parts in _KEY_PARTS.finditer(line[0])
        if sum(1 for _ in _KEY_PART.finditer(parts[0])) >= MOST_DEEP
    ]
    if not found:
        return
    texts = [match.span() for match in _TOKENS.finditer(text)]
    for offset in found:
        before = bisect_left(texts, (offset, 0)) - 1
        if before < 0 or texts[before][1] <= offset:  # not within a string or a comment
            raise NotReadError(too_deep(text, offset))


def _load(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Literal)
    except ValueError as error:  # not only its own: Python does not convert very long numbers
        raise NotReadError(_fault(text, str(error))) from None


def _fault(text: str, message: str) -> Fault:
    """What tomllib says, with the line that it says it of."""
    place = _PLACE.search(message)
    reason = message[: place.start()] if place else message
    row = int(place[1]) if place and place[1] else text.rstrip().count("\n") + 1
    line = text.split("\n")[row - 1].strip()
    if _TWICE.search(reason):
        key = _STATED_KEY.match(line)
        return Fault(
            "DUPLICATE_KEY", value=quoted(line), field=quoted(key[1].strip()) if key else None, line_number=row
        )
    return Fault("TOML_SYNTAX", value=quoted(line), line_number=row, data={"reason": reason})


def _is_odd(literal: bytes) -> bool:
    """Whether it is a whole number of which tomllib would not keep the source."""
    return _ODD_WHOLE_TEXT.fullmatch(literal) is not None


def _is_no_day(literal: bytes) -> bool:
    """Whether it looks like a day or a time, and is none."""
    if _DAY_OR_TIME.match(literal) is None:
        return False
    try:
        tomllib.loads(f"x = {literal.decode()}")
    except tomllib.TOMLDecodeError:
        return True
    return False


def _marked(text: str, chosen: Callable[[bytes], bool]) -> tuple[str, str]:
    """The text with some of its values made strings that begin with a mark, and the mark, which is nowhere else."""
    mark = "\ufdd0"
    while mark in text:
        mark += "\ufdd0"
    data, parts, done = text.encode(), list[bytes](), 0
    for start, end in places.unquoted(data):
        literal = data[start:end]
        if chosen(literal):
            parts += [data[done:start], b'"', mark.encode(), literal, b'"']
            done = end
    return b"".join([*parts, data[done:]]).decode(), mark


def _unmarked(document: dict[str, Any], mark: str) -> dict[str, Any]:
    """The document with the marked strings made `Literal`s, in place."""
    if not mark:
        return document
    open_ends: list[Any] = [document]
    while open_ends:
        holder = open_ends.pop()
        for key, item in holder.items() if isinstance(holder, dict) else enumerate(holder):
            if isinstance(item, dict | list):
                open_ends.append(item)
            elif isinstance(item, str) and item.startswith(mark):
                holder[key] = Literal(item.removeprefix(mark))
    return document
