"""Register files in JSON, of the same shape as those in TOML; days are text."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, Final

from contracts.io import places
from contracts.io.source import check_depth
from contracts.shapes.faults import MOST_FAULTS, Fault, NotReadError, Path, shown
from contracts.shapes.values import Literal
from contracts.words import quoted

SUFFIX: Final = ".json"

#: Strings as a whole, and brackets.
_TOKENS: Final = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
#: Whole numbers of more digits than this stay text: Python may refuse to convert them.
_MOST_DIGITS: Final = 600


class _Doubled(dict[str, Any]):
    """An object some of whose keys were there more than once; the last value counts."""

    __slots__ = ("twice",)

    def __init__(self, pairs: list[tuple[str, Any]], twice: list[str]) -> None:
        super().__init__(pairs)
        self.twice = twice


def parsed(text: str) -> tuple[dict[str, Any], list[Fault]]:
    """The document that a text stands for; numbers with a point, odd ones and `NaN` as `Literal`s.

    Returns:
        The document, and the keys in it that are there twice.

    Raises:
        NotReadError: `NESTING`, `JSON_SYNTAX`, `TYPE_WRONG` where it is no object.
    """
    check_depth(text, _TOKENS)
    try:
        document = json.loads(
            text, parse_float=Literal, parse_int=_whole, parse_constant=Literal, object_pairs_hook=_object
        )
    except json.JSONDecodeError as error:
        line = text.split("\n")[error.lineno - 1].strip()
        data = {"reason": error.msg, "column": error.colno}
        raise NotReadError(Fault("JSON_SYNTAX", value=quoted(line), line_number=error.lineno, data=data)) from None
    if not isinstance(document, dict):
        raise NotReadError(
            Fault("TYPE_WRONG", field="file", value=shown(document), line_number=1, data={"wanted": "table"})
        )
    return document, list(islice(_doubled(document), MOST_FAULTS))


def written(document: Mapping[str, Any]) -> str:
    """The text of a document."""
    return json.dumps(document, ensure_ascii=False, indent=2, default=date.isoformat) + "\n"


def line_numbers(text: str, paths: set[Path]) -> dict[Path, int]:
    """The lines of the values at some paths, as far as they are there."""
    return places.in_json(text, paths)


def _whole(text: str) -> int | Literal:
    return int(text) if len(text) <= _MOST_DIGITS else Literal(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) == len(pairs):
        return table
    counts = Counter(name for name, _ in pairs)
    return _Doubled(pairs, [name for name, count in counts.items() if count > 1])


def _doubled(document: dict[str, Any]) -> Iterator[Fault]:
    open_ends: list[tuple[Path, Any]] = [((), document)]
    while open_ends:
        path, holder = open_ends.pop()
        if isinstance(holder, _Doubled):
            for name in holder.twice:
                yield Fault("DUPLICATE_KEY", (*path, name), quoted(name))
        for key, item in holder.items() if isinstance(holder, dict) else enumerate(holder):
            if isinstance(item, dict | list):
                open_ends.append(((*path, key), item))
