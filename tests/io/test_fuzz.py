"""Whatever a file holds, it is read or refused with problems that have a place; nothing else ever comes out."""

import copy
import json
import tomllib
from datetime import UTC, date, datetime, time
from typing import Any

import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.errors import Problem, RegisterError
from contracts.io import dumps, loads
from contracts.register import Register
from contracts.shapes.tables import Table, keys
from contracts.words import QUOTED, Lang
from tests.io.test_toml import SAMPLE

#: Every key of every table, and two that are none.
KEYS = sorted({key for kind in Table.__subclasses__() for key in keys(kind).values()} | {"unknown", "self"})
PLAIN = ("x", "1e5", "100", "-5", "0.0001", "10000000000000000000", "2017-01-01", "2024-02-30", "CN", "XX", "weekends")
TEXTS = (*PLAIN, "thirty", "even", "on-due", "following", "spread", "advance", "long", "forbid", "accepted", "")
VALUES = st.one_of(
    st.sampled_from((*TEXTS, "A B", "\u202e", "a" * 200, "1 month", "10 days", "100 years")),
    st.sampled_from((0, 1, -1, 7, 31, 10**8, 10**30, True, False, 1.5, -0.0, float("inf"), float("nan"))),
    st.sampled_from((date(2017, 1, 1), date(1, 1, 1), date(1900, 1, 1), date(2199, 12, 31), date(2300, 1, 1))),
    st.sampled_from((datetime(2017, 1, 1, tzinfo=UTC), time(1, 2))),
    st.sampled_from(([], {}, [{}], [[]], {"a": 1}, [1, "x"], {"every": "1 day", "month_end": True})),
    st.sampled_from(([{"from": date(2017, 1, 1), "is": 1}], [{"name": "a", "percent": 100, "on": date(2017, 1, 1)}])),
)


def spots(document: Any) -> list[tuple[Any, Any]]:
    """Every place in a document: a table or list, and a key or index of it."""
    found: list[tuple[Any, Any]] = []
    for key, item in document.items() if isinstance(document, dict) else enumerate(document):
        found.append((document, key))
        if isinstance(item, dict | list):
            found += spots(item)
    return found


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """The sample, with a few places changed: a value gone, another one, a key more, or a part of it elsewhere."""
    document = tomllib.loads(SAMPLE)
    for _ in range(draw(st.integers(1, 4))):
        places = spots(document)
        if not places:
            break
        holder, key = draw(st.sampled_from(places))
        match draw(st.sampled_from(("gone", "other", "other", "more", "moved"))):
            case "gone":
                del holder[key]
            case "other":
                holder[key] = copy.deepcopy(draw(VALUES))
            case "more" if isinstance(holder, dict):
                holder[draw(st.sampled_from(KEYS))] = copy.deepcopy(draw(VALUES))
            case _:
                other, where = draw(st.sampled_from(places))
                holder[key] = copy.deepcopy(other[where])
    return document


def outcome(text: str, format: str) -> Register | tuple[Problem, ...]:
    """The register of a text, or its problems; any other error ends the test."""
    try:
        return loads(text, format)
    except RegisterError as error:
        return error.problems


def check(text: str, format: str) -> None:
    """Read a text; it reads back once it is written, or its problems can be told."""
    found = outcome(text, format)
    if isinstance(found, Register):
        assert loads(dumps(found, format), format) == found
        return
    assert found
    for problem in found:
        assert problem.line_number is not None
        assert problem.value is None or (len(problem.value) <= QUOTED and problem.value.isprintable())
        for lang in Lang:
            assert problem.message(lang)
            assert problem.remedy(lang)


@settings(max_examples=2 * settings().max_examples)
@given(documents(), st.sampled_from((None, 1)), st.booleans())
def test_a_document_of_any_shape(document: dict[str, Any], indent: int | None, ascii: bool) -> None:
    check(tomli_w.dumps(document), "toml")
    check(json.dumps(document, default=lambda day: day.isoformat(), indent=indent, ensure_ascii=ascii), "json")


SIGNS = st.sampled_from(("", '"', '"""', "'", "[", "]]", "{", "}", "\\", "\n", "\r", "#", ",", "=", ".", "x", "0", "_"))
ODD = st.sampled_from(("\0", "\x7f", "\ud800", "\ufeff", "\ufdd0", "\u2028", "é", "0x1", "1_0", "2024-02-30", "NaN"))


@given(st.data(), st.sampled_from(("toml", "json")))
def test_a_text_with_signs_gone_and_others_there(data: st.DataObject, format: str) -> None:
    text = SAMPLE
    if format == "json":
        text = json.dumps(tomllib.loads(SAMPLE), default=date.isoformat, ensure_ascii=False, indent=1)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(SIGNS | ODD) + text[at + data.draw(st.integers(0, 2)) :]

    check(text, format)


@given(st.text(max_size=200), st.sampled_from(("toml", "json")))
def test_any_text(text: str, format: str) -> None:
    check(text, format)
