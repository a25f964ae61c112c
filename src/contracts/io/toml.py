"""Register files in TOML."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from typing import Any, Final

from contracts.io import places
from contracts.io.source import MOST_DEEP, check_depth, too_deep
from contracts.shapes.faults import Fault, NotReadError, Path
from contracts.shapes.values import Literal
from contracts.words import quoted

SUFFIX: Final = ".toml"

#: Lists of tables that have a header each, however short they are.
_LISTS: Final = frozenset(
    {"contracts", "contracts.lines", "contracts.amendments", "calendars", "payments", "rates", "reported"}
)

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
#: Whole numbers whose source tomllib does not keep, or that it does not convert, where a value may stand; not in keys.
_ODD_WHOLE: Final = re.compile(
    r"(?<=[=\[,\s])[+-]?(?:0[xob][0-9A-Fa-f_]++|[0-9]++_[0-9_]++|[0-9]{600,}+)(?![\w.+-])(?![ \t]*+[=.])"
)
#: What looks like a day or a time, where a value may stand.
_DAY_OR_TIME: Final = re.compile(
    r"(?<=[=\[,\s])[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ][0-9:.]++(?:[Zz]|[+-][0-9:]++)?)?(?![\w.+-])(?![ \t]*+[=.])"
)
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
    mark = _absent(text)
    marked = _marked(text, mark, _ODD_WHOLE, lambda _: True)
    try:
        document = _load(marked)
    except NotReadError:
        # Days that no calendar has are a fault of their key, and need not keep the rest from being read.
        again = _marked(marked, mark, _DAY_OR_TIME, _is_no_day)
        if again == marked:
            raise
        marked, document = again, _load(again)
    return (document if marked is text else _unmarked(document, mark)), []


def written(document: Mapping[str, Any]) -> str:
    """The text of a document."""
    return "\n".join(_sections((), document))


def line_numbers(text: str, paths: set[Path]) -> dict[Path, int]:
    """The lines of the values at some paths, as far as they are there."""
    # The grammar does not know days that no calendar has, such as 2024-13-01; their lines are what counts.
    return places.in_toml(_marked(text, "", _DAY_OR_TIME, lambda _: True), paths)


def _sections(path: tuple[str, ...], table: Mapping[str, Any]) -> Iterator[str]:
    """The text of a table under its header, if it has one, and that of the tables below it."""
    import tomli_w

    above: dict[str, Any] = {}
    below: list[str] = []
    for key, value in table.items():
        name = (*path, key)
        if isinstance(value, dict):
            below.append(tomli_w.dumps(reduce(lambda inner, part: {part: inner}, reversed(name), value)))
        elif isinstance(value, list) and (".".join(name) in _LISTS or tomli_w.dumps({key: value}).startswith("[[")):
            below += [section for item in value for section in _sections(name, item)]
        else:
            above[key] = value
    if path:
        yield f"[[{'.'.join(path)}]]\n{tomli_w.dumps(above)}"
    yield from below


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
    outside = _Outside(text)
    for offset in found:
        if outside(offset):
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


def _is_no_day(literal: str) -> bool:
    try:
        tomllib.loads(f"x = {literal}")
    except tomllib.TOMLDecodeError:
        return True
    return False


def _absent(text: str) -> str:
    """A mark that is nowhere in a text."""
    mark = "\ufdd0"
    while mark in text:
        mark += "\ufdd0"
    return mark


def _marked(text: str, mark: str, literals: re.Pattern[str], chosen: Callable[[str], bool]) -> str:
    """The text with some of its values made strings that begin with a mark; the text itself where there are none."""
    found = [match for match in literals.finditer(text) if chosen(match[0])]
    if not found:
        return text
    outside = _Outside(text)
    parts, done = list[str](), 0
    for match in found:
        if outside(match.start()) and not _in_header(text, match.start()):
            parts += [text[done : match.start()], '"', mark, match[0], '"']
            done = match.end()
    return "".join([*parts, text[done:]]) if parts else text


def _in_header(text: str, offset: int) -> bool:
    """Whether what stands there is the name of a table, which looks like an item of a list."""
    before = text[max(0, offset - 80) : offset].rstrip(" \t")
    line = before.rstrip(" \t[")
    return line != before and (line.endswith("\n") or (not line and offset <= 80))


class _Outside:
    """Tells whether a character of a text stands outside of strings and comments."""

    def __init__(self, text: str) -> None:
        self.texts = [match.span() for match in _TOKENS.finditer(text)]

    def __call__(self, offset: int) -> bool:
        before = bisect_left(self.texts, (offset, 0)) - 1
        return before < 0 or self.texts[before][1] <= offset


def _unmarked(document: dict[str, Any], mark: str) -> dict[str, Any]:
    """The document with the marked strings made `Literal`s, in place."""
    open_ends: list[Any] = [document]
    while open_ends:
        holder = open_ends.pop()
        for key, item in holder.items() if isinstance(holder, dict) else enumerate(holder):
            if isinstance(item, dict | list):
                open_ends.append(item)
            elif isinstance(item, str) and item.startswith(mark):
                holder[key] = Literal(item.removeprefix(mark))
    return document
