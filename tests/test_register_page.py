"""docs/register.md documents a register file: its rows are held against the schema, its examples are loaded.

A key that is new needs one row in the table of its section, and a place in an example; a table that is new needs a
section whose heading is the path at which it stands.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

import contracts as ct
from contracts.shapes.schema import schema
from tests.test_readme import fences
from tests.test_schema import plain

PAGE = (Path(__file__).parents[1] / "docs" / "register.md").read_text(encoding="utf-8")
WHOLE = schema()
KINDS: dict[str, Any] = {"FileTable": WHOLE, **WHOLE["$defs"]}
ROOT = "The file"
NEEDED = "needed"
HEADING = re.compile(r"^#{2,3} (?:`([a-z_.]+)`|(The file)) +(\S+)$", re.MULTILINE)
CHINESE = re.compile("[\u4e00-\u9fff]")

#: The plain values of the schema, by what they have besides their type.
BY_MARK = {"format": "day", "pattern": "id"}


@frozen
class Row:
    """One key of the page."""

    key: str
    chinese: str
    type: str
    unit: str
    default: str
    means: str


def sections() -> dict[str, str]:
    """The text below each heading, by the path in it."""
    found = list(HEADING.finditer(PAGE))
    ends = [heading.start() for heading in found[1:]] + [len(PAGE)]
    return {one[1] or one[2]: PAGE[one.end() : end] for one, end in zip(found, ends, strict=True)}


def rows(text: str) -> dict[str, Row]:
    """The rows of the table of keys."""
    found = [Row(*(cell.strip() for cell in line.split("|")[1:-1])) for line in text.splitlines() if line[:3] == "| `"]
    return {row.key.strip("`"): row for row in found}


def references(value: Any) -> Iterator[str]:
    """The tables that may stand where a value stands."""
    if "$ref" in value:
        yield value["$ref"].rpartition("/")[2]
    for inner in (*value.get("anyOf", ()), value.get("items"), value.get("additionalProperties")):
        if isinstance(inner, dict):
            yield from references(inner)


def paths() -> dict[str, list[str]]:
    """Where the tables of each kind stand, the shortest path first."""
    found: dict[str, list[str]] = {"FileTable": [ROOT]}
    queue = ["FileTable"]
    while queue:
        kind = queue.pop(0)
        before = "" if kind == "FileTable" else f"{found[kind][0]}."
        for key, value in KINDS[kind]["properties"].items():
            for inner in references(value):
                if inner not in found:
                    queue.append(inner)
                found.setdefault(inner, []).append(f"{before}{key}")
    return found


SECTIONS = {path: rows(text) for path, text in sections().items()}
PLACES = paths()
#: The section of each kind of table.
OF_KIND = {kind: next((path for path in places if path in SECTIONS), places[0]) for kind, places in PLACES.items()}
EXAMPLES = {fence.at: fence.text for fence in fences(PAGE) if fence.language == "toml"}
FIRST = next(iter(EXAMPLES))


def rows_of(kind: str) -> dict[str, Row]:
    """The rows of a kind of table; none where it has no section."""
    return SECTIONS.get(OF_KIND[kind], {})


def type_of(value: Any) -> str:
    """What the page calls the type of a value of the schema."""
    match value:
        case {"$ref": _}:
            return "table"
        case {"enum": words}:
            return "words: " + ", ".join(f"`{word}`" for word in words)
        case {"anyOf": [{"enum": _} as words, other]}:
            return f"{type_of(words)}; or {type_of(other)}"
        case {"anyOf": either}:
            return " or ".join(map(type_of, either))
        case {"type": "array", "items": {"$ref": _}}:
            return "list of tables"
        case {"type": "array", "items": item}:
            return f"list of {type_of(item)}"
        case {"type": "object", "additionalProperties": item}:
            return f"{type_of(item)} by name"
        case {"type": ["string", "number"]}:
            return "number"
        case {"type": "string", "pattern": pattern} if pattern.endswith("(-[0-9]{2})?$"):
            return "month or day"
        case {"type": "string", "pattern": pattern} if "month" in pattern:
            return "frequency"
        case {"type": "string"}:
            return next((name for mark, name in BY_MARK.items() if mark in value), "text")
        case _:
            return {"integer": "whole number", "boolean": "true/false"}[value["type"]]


def test_there_is_a_section_for_each_table_and_no_other() -> None:
    missing = {kind: places for kind, places in PLACES.items() if not set(places) & SECTIONS.keys()}
    assert not missing, f"docs/register.md has no section headed by one of these paths: {missing}"
    others = SECTIONS.keys() - {place for places in PLACES.values() for place in places}
    assert not others, f"docs/register.md has sections for what is no table: {sorted(others)}"


@pytest.mark.parametrize("kind", OF_KIND)
def test_there_is_a_row_for_each_key_and_no_other(kind: str) -> None:
    path, known = OF_KIND[kind], KINDS[kind]["properties"]
    listed = rows_of(kind)
    missing, others = known.keys() - listed.keys(), listed.keys() - known.keys()
    assert not missing, f"docs/register.md, `{path}`: no row for {', '.join(sorted(missing))}"
    assert not others, f"docs/register.md, `{path}`: rows for what is no key: {', '.join(sorted(others))}"


@pytest.mark.parametrize("kind", OF_KIND)
def test_types_and_needed_keys_are_those_of_the_schema(kind: str) -> None:
    path, table = OF_KIND[kind], KINDS[kind]
    for key, row in rows_of(kind).items():
        if key not in table["properties"]:
            continue  # told above
        assert row.type == type_of(table["properties"][key]), f"docs/register.md, `{path}`, {key}: type"
        assert (row.default == NEEDED) == (key in table["required"]), f"docs/register.md, `{path}`, {key}: needed"


@pytest.mark.parametrize("path", SECTIONS)
def test_rows_have_a_chinese_name_and_amounts_a_unit(path: str) -> None:
    for key, row in SECTIONS[path].items():
        assert CHINESE.search(row.chinese), f"docs/register.md, `{path}`, {key}: no Chinese name"
        assert row.unit or "number" not in row.type or "by name" in row.type, f"`{path}`, {key}: no unit"


# --- the examples -----------------------------------------------------------------------------------------------------


def tables(value: Any, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each table of a document, with its kind."""
    yield kind, value
    for key, item in value.items():
        for inner, owner in _inside(item, KINDS[kind]["properties"].get(key, {})):
            yield from tables(inner, owner)


def _inside(item: Any, said: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """The tables in a value, with the kind that the schema says."""
    kinds = list(references(said))
    if not kinds:
        return
    if isinstance(item, list):
        yield from ((each, kinds[0]) for each in item if isinstance(each, dict))
    elif "additionalProperties" in said:
        yield from ((each, kinds[0]) for each in item.values() if isinstance(each, dict))
    elif isinstance(item, dict):
        yield item, kinds[0]


def loaded(folder: Path, at: int, text: str) -> ct.Register:
    """An example beside the first one."""
    folder.mkdir(exist_ok=True)
    (folder / "first.toml").write_text(EXAMPLES[FIRST], encoding="utf-8")
    (folder / "example.toml").write_text(text, encoding="utf-8")
    names = [folder / "first.toml"] + ([folder / "example.toml"] if at != FIRST else [])
    return ct.load(*names)


@pytest.mark.parametrize("at", EXAMPLES)
def test_each_example_is_a_register(at: int, tmp_path: Path) -> None:
    register = loaded(tmp_path, at, EXAMPLES[at])

    ct.match(register, date(2025, 12, 31))
    assert ct.loads(ct.dumps(register)) == register


@pytest.mark.parametrize("kind", OF_KIND)
def test_each_key_stands_in_an_example(kind: str) -> None:
    shown = {
        key
        for text in EXAMPLES.values()
        for owner, table in tables(tomllib.loads(text), "FileTable")
        for key in table
        if owner == kind
    }
    missing = KINDS[kind]["properties"].keys() - shown
    assert not missing, f"docs/register.md, `{OF_KIND[kind]}`: no example has {', '.join(sorted(missing))}"


def defaults() -> list[tuple[str, str, Any]]:
    """The kind, key and value of each default that is a value."""
    found = []
    for kind in OF_KIND:
        for key, row in rows_of(kind).items():
            literal = re.fullmatch("`([^`]*)`", row.default)
            if literal is not None:
                words = KINDS[kind]["properties"].get(key, {}).get("enum", ())
                value = literal[1] if literal[1] in words else tomllib.loads(f"x = {literal[1]}")["x"]
                found.append((kind, key, value))
    return found


@pytest.mark.parametrize(("kind", "key", "value"), defaults(), ids=str)
def test_a_default_that_is_written_changes_nothing(kind: str, key: str, value: Any, tmp_path: Path) -> None:
    """Wherever the key may stand in an example and does not."""
    same = 0
    for at, text in EXAMPLES.items():
        before = ct.loads(EXAMPLES[FIRST]) if at == FIRST else loaded(tmp_path, at, text)
        count = len(list(tables(tomllib.loads(text), "FileTable")))
        for i in range(count):
            document = tomllib.loads(text)
            owner, table = list(tables(document, "FileTable"))[i]
            if owner != kind or key in table:
                continue
            table[key] = value
            try:
                after = written(tmp_path, at, document)
            except ct.RegisterError:
                continue  # it may not stand beside what is there
            assert after == before, f"docs/register.md, `{OF_KIND[kind]}`, {key}: {value} is not the default"
            same += 1
    assert same, f"docs/register.md: no example shows what `{OF_KIND[kind]}`, {key} is by default"


def written(folder: Path, at: int, document: dict[str, Any]) -> ct.Register:
    """A document as a file, beside the first example."""
    (folder / "first.toml").write_text(EXAMPLES[FIRST], encoding="utf-8")
    (folder / "example.json").write_text(json.dumps(plain(document), ensure_ascii=False), encoding="utf-8")
    return ct.load(folder / "example.json", *([] if at == FIRST else [folder / "first.toml"]))
