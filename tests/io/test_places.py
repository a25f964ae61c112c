"""The line of a problem is that of its value, or of the table where something is missing, whatever the layout."""

import json

import pytest

from contracts.io import toml
from contracts.io.places import in_json, in_toml
from tests.io.problems import problems, told

TOML = """\
# a comment
top = [ # one
    1, # two

    { a = 1, "b c" = [
        2, [3,
        4] ] },
]
dotted.'d e'."f\\u0041" = 1

[[list]] # three
id = "x"
[list.table]
key = \"\"\"
# no comment
[[list]]
\"\"\"
[[list.inner]]
[[list.inner]]
a.b = { c = 1 }
[[list]]
[list.table.deep]
key = 2
[plain.nested]
key = 3
[[list.inner]]
key = 4
"""

LINES = {
    ("top",): 2,
    ("top", 0): 3,
    ("top", 1): 5,
    ("top", 1, "a"): 5,
    ("top", 1, "b c"): 5,
    ("top", 1, "b c", 0): 6,
    ("top", 1, "b c", 1, 1): 7,
    ("dotted",): 9,
    ("dotted", "d e"): 9,
    ("dotted", "d e", "fA"): 9,
    ("list",): 11,
    ("list", 0): 11,
    ("list", 0, "id"): 12,
    ("list", 0, "table"): 13,
    ("list", 0, "table", "key"): 14,
    ("list", 0, "inner"): 18,
    ("list", 0, "inner", 1): 19,
    ("list", 0, "inner", 1, "a", "b", "c"): 20,
    ("list", 1): 21,
    ("list", 1, "table", "deep"): 22,
    ("list", 1, "table", "deep", "key"): 23,
    ("plain", "nested", "key"): 25,
    ("list", 1, "inner", 0, "key"): 27,
}


@pytest.mark.parametrize("path", LINES, ids=lambda path: ".".join(map(str, path)))
def test_lines_in_toml(path: tuple[str | int, ...]) -> None:
    assert in_toml(TOML, {path})[path] == LINES[path]
    assert in_toml(TOML.replace("\n", "\r\n"), {path})[path] == LINES[path]


def test_many_lines_at_once() -> None:
    found = in_toml(TOML, set(LINES))

    assert {path: found[path] for path in LINES} == LINES


def test_what_is_not_there_has_no_line() -> None:
    paths = {("top", 9), ("list", 2, "id"), ("dotted", "x", "y"), ("list", 0, "id", "deeper"), ("no",)}

    assert not paths & in_toml(TOML, paths).keys()
    assert not paths & in_json('{"top": [1], "list": [{"id": "x"}], "dotted": {}}', paths).keys()


def test_days_that_no_calendar_has_do_not_move_lines() -> None:
    text = "[[a]]\nx = 2024-13-45\ny = [2024-02-30,\n2024-99-99]\nz = 1\n"

    assert toml.line_numbers(text, {("a", 0, "y", 1), ("a", 0, "z")}) == {
        ("a", 0): 1,
        ("a",): 1,
        ("a", 0, "y"): 3,
        ("a", 0, "y", 1): 4,
        ("a", 0, "z"): 5,
    }


def test_lines_in_json() -> None:
    document = {"a": [1, {'b "c\\': [True, None], "d": "x"}], "e": {"f": {}}}
    text = json.dumps(document, indent=1).replace("null", "NaN")
    paths: set[tuple[str | int, ...]] = {("a", 1, 'b "c\\', 1), ("a", 1, "d"), ("e", "f")}

    assert in_json(text, paths) == {
        (): 1,
        ("a",): 2,
        ("a", 1): 4,
        ("a", 1, 'b "c\\'): 5,
        ("a", 1, 'b "c\\', 1): 7,
        ("a", 1, "d"): 9,
        ("e",): 12,
        ("e", "f"): 13,
    }


def test_what_is_missing_has_the_line_of_its_table() -> None:
    text = "\n[[contracts]]\n[[contracts.lines]]\n[contracts.lines.billing]\n"

    assert told(problems(text)) == [
        ("KEY_MISSING", "id", 2),
        ("KEY_MISSING", "id", 3),
        ("KEY_MISSING", "total", 3),
        ("SERVICE_MISSING", "from", 3),
        ("KEY_MISSING", "billing.every", 4),
    ]
