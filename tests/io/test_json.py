"""Registers in JSON: the shape of those in TOML, with days as text."""

import json
import time
import tomllib
from datetime import date
from typing import Any

import pytest

from contracts.io import dumps, loads
from contracts.io.source import MOST_DEEP
from contracts.money import Money
from contracts.shapes.faults import MOST_FAULTS
from tests.io.problems import problems, told
from tests.io.test_toml import MEANT, SAMPLE


def as_json(text: str, **options: Any) -> str:
    """A TOML text as JSON."""
    return json.dumps(tomllib.loads(text), default=date.isoformat, **options)


def line(total: str) -> str:
    """A register of one line with a total as written; the total stands on line 2."""
    return f'{{"contracts": [{{"id": "A", "lines": [{{"id": "a",\n"total": {total},\n"due": "2017-01-01"}}]}}]}}'


@pytest.mark.parametrize("options", [{}, {"ensure_ascii": False, "indent": 2}, {"sort_keys": True}])
def test_the_shape_is_that_of_toml(options: dict[str, Any]) -> None:
    text = as_json(SAMPLE, **options)
    register = loads(text, "json")

    if not options.get("sort_keys"):
        assert register == MEANT
    assert register["DEMO-1"].lines[1] == MEANT["DEMO-1"].lines[1]


def test_the_order_of_payers_is_kept() -> None:
    """It is part of the terms."""
    text = as_json(SAMPLE).replace('"\\u5e02\\u672c\\u7ea7": 4, ', "")

    assert loads(text, "json")["DEMO-1"].lines[0].allocation != MEANT["DEMO-1"].lines[0].allocation
    assert loads(dumps(MEANT, "json"), "json")["DEMO-1"].lines[0].allocation == MEANT["DEMO-1"].lines[0].allocation


@pytest.mark.parametrize("unit", [None, "万元", "亿"])
def test_what_was_written_reads_back(unit: str | None) -> None:
    text = dumps(MEANT, "json", unit)

    assert loads(text, "json") == MEANT
    assert text.endswith("}\n")
    assert "示例公司" in text


@pytest.mark.parametrize(
    ("written", "minor"),
    [("0.1", 10), ("12", 1200), ('"1,234.5"', 123450), ("-0", 0), ("-0.0", 0), ("10000000000000.00", 10**15)],
)
def test_an_amount_is_read_from_its_source(written: str, minor: int) -> None:
    assert loads(line(written), "json")["A"].lines[0].price.amount == Money(minor, "CNY")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("NaN", "AMOUNT_SYNTAX"),
        ("Infinity", "AMOUNT_SYNTAX"),
        ("-Infinity", "AMOUNT_SYNTAX"),
        ("1e400", "AMOUNT_SYNTAX"),
        ("1E5", "AMOUNT_SYNTAX"),
        ("1" * 5000, "AMOUNT_RANGE"),
        ("0.001", "AMOUNT_PRECISION"),
        ("true", "TYPE_WRONG"),
        ("null", "TYPE_WRONG"),
        ("[]", "TYPE_WRONG"),
        ("{}", "TYPE_WRONG"),
        ('{"a": 1, "b": [NaN]}', "TYPE_WRONG"),
        ('"\\ud800"', "AMOUNT_SYNTAX"),
    ],
)
def test_what_is_no_amount_is_refused(written: str, code: str) -> None:
    (found,) = problems(line(written), "json")

    assert (found.code, found.field, found.line_number, found.contract, found.line) == (code, "total", 2, "A", "a")


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("", 1),
        ("{", 1),
        ('{"a": 1,}', 1),
        ('{"register": {}} {}', 1),
        ('{"register": {}}\n\ntrailing', 3),
        ('{"register": {}\n// no comment\n}', 2),
        ("{'a': 1}", 1),
        ('{"a": 01}', 1),
        ('{"a": "\n"}', 1),
        ('{"a": .5}', 1),
        ('{"a": "' + "\\" * 3, 1),
    ],
)
def test_text_that_is_no_json_is_refused_with_its_line(text: str, row: int) -> None:
    (found,) = problems(text, "json")

    assert (found.code, found.line_number) == ("JSON_SYNTAX", row)
    assert "column" in found.data


@pytest.mark.parametrize("text", ["[]", "3", '"a"', "null", "NaN", "[{}]"])
def test_a_document_is_one_object(text: str) -> None:
    (found,) = problems(text, "json")

    assert (found.code, found.field, found.line_number) == ("TYPE_WRONG", "file", 1)


def test_keys_that_are_there_twice_are_all_told() -> None:
    heads = '"register": {"name": "a",\n"name": "b"},\n"register": {"unit": "万元",\n"unit": "元"}'
    text = f'{{{heads},\n"contracts": [{{"id": "A",\n"id": "B", "x": 1}}]}}'

    assert told(problems(text, "json")) == [
        ("DUPLICATE_KEY", "register", 3),
        ("DUPLICATE_KEY", "register.unit", 4),
        ("LINES_MISSING", "lines", 5),
        ("DUPLICATE_KEY", "id", 6),
        ("KEY_UNKNOWN", "x", 6),
    ]


def test_very_many_keys_that_are_there_twice_are_not_all_told() -> None:
    text = "{" + ",".join(f'"k{i}": 1, "k{i}": 2' for i in range(MOST_FAULTS + 10)) + "}"

    assert len(problems(text, "json")) == MOST_FAULTS + 1


def test_lines_are_found_through_escapes_and_constants() -> None:
    text = '{"reported": [{"year": 2017,\n"contracts": {"\\u0041": NaN,\n"B\\\\": "x",\n"C": -Infinity}}]}'

    assert [(found.line_number, found.value) for found in problems(text, "json")] == [
        (2, "NaN"),
        (3, "B\\"),
        (4, "-Infinity"),
    ]


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, '{"a": ' + "[" * 40 + "]" * 40 + "}"])
def test_what_stands_too_deep_is_refused_before_it_is_parsed(text: str) -> None:
    started = time.process_time()
    (found,) = problems("\n" + text, "json")

    assert (found.code, found.line_number) == ("NESTING", 2)
    assert time.process_time() - started < 1


def test_texts_may_hold_brackets() -> None:
    title = "[{" * 50 + '\\"' + "[{" * 50
    text = line('"1"').replace('"id": "A"', f'"id": "A", "title": "{title}"')

    assert loads(text, "json")["A"].title == json.loads(f'"{title}"')
    assert [
        found.code for found in problems('{"a":' + "[" * (MOST_DEEP - 1) + "]" * (MOST_DEEP - 1) + "}", "json")
    ] == ["KEY_UNKNOWN"]
