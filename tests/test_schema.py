"""The JSON Schema of a register file says of every file what the readers say, as far as a schema can."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

import contracts as ct
from contracts.cli import main
from contracts.shapes import tables
from contracts.shapes.schema import schema
from contracts.shapes.tables import Table
from contracts.testing import registers
from tests.cases import bad_files

ROOT = Path(__file__).parents[1]
VALIDATOR = Draft202012Validator(schema())
#: Faults that lie in which keys there are, or in the kind of their values.
OF_SHAPE = frozenset({"KEY_UNKNOWN", "KEY_MISSING", "CHOICE_UNKNOWN"})


def plain(value: Any) -> Any:
    """A document of TOML as JSON has it."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def faults(document: Any) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(plain(document))]


def test_it_is_a_schema_itself() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", sorted((ROOT / "examples").rglob("*.toml")), ids=lambda path: path.parent.name)
def test_it_takes_every_example(path: Path) -> None:
    assert faults(tomllib.loads(path.read_text(encoding="utf-8"))) == []


@settings(max_examples=60)
@given(registers())
def test_it_takes_every_register_that_is_written(register: ct.Register) -> None:
    assert faults(json.loads(ct.dumps(register, "json"))) == []


def documents(file: bad_files.BadFile) -> list[Any]:
    """What the files hold, as far as they are read at all."""
    found = []
    for name, content in file.files.items():
        try:
            text = content if isinstance(content, str) else content.decode("utf-8-sig")
            found.append(tomllib.loads(text) if name.endswith(".toml") else json.loads(text))
        except (ValueError, RecursionError):
            continue
    return found


@pytest.mark.parametrize("file", bad_files.BAD_FILES, ids=lambda file: file.id)
def test_of_bad_files_it_takes_none_that_is_wrong_in_its_shape(file: bad_files.BadFile) -> None:
    read = documents(file)
    if isinstance(file.outcome, int):
        assert [faults(document) for document in read] == [[] for _ in read]
    elif read and {told.code for told in file.outcome} <= OF_SHAPE:
        if all(told.field in ("billing", "total", "from") for told in file.outcome):
            return  # one of several keys is needed, which the schema leaves to the readers
        assert any(faults(document) for document in read)


def test_it_knows_every_table_and_key() -> None:
    kinds = {kind for kind in vars(tables).values() if isinstance(kind, type) and issubclass(kind, Table)}
    found = {"FileTable": schema(), **schema()["$defs"]}
    for kind in kinds - {Table}:
        assert set(found[kind.__name__]["properties"]) == set(tables.keys(kind).values())
    assert found["FileTable"]["additionalProperties"] is False


def test_the_command_prints_it(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["schema"])
    assert ended.value.code == 0
    assert json.loads(capsysbinary.readouterr().out) == schema()
