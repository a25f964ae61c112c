"""The JSON Schema of a register file, made from the classes that read it."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from contracts.shapes import tables
from contracts.shapes import values as read
from contracts.shapes.tables import FileTable, Table, readers
from contracts.terms.allocation import WEIGHT_LIMIT
from contracts.terms.line import Recognition
from contracts.terms.naming import ID_LENGTH, TEXT_LENGTH

Schema = dict[str, Any]

#: The dialect in which the schema is written.
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_DAY: Final[Schema] = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_NUMBER: Final[Schema] = {"type": ["string", "number"]}

#: What stands where a value is read that is no list and no table.
_PLAIN: Final[dict[Callable[[Any], Any], Schema]] = {
    read.text: {"type": "string", "minLength": 1, "maxLength": TEXT_LENGTH},
    read.identifier: {"type": "string", "minLength": 1, "maxLength": ID_LENGTH, "pattern": r"^\S+$"},
    read.day: _DAY,
    read.period: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"},
    read.whole: {"type": "integer"},
    read.flag: {"type": "boolean"},
    read.number: _NUMBER,
    read.weight: {"type": "integer", "minimum": 0, "maximum": WEIGHT_LIMIT},
    read.frequency: {"type": "string", "pattern": "^[1-9][0-9]* *(day|week|month|year)s?$"},
    read.recognition: {"anyOf": [{"enum": [word.value for word in Recognition]}, _DAY]},
}
#: The keys without which a table says nothing.
_NEEDED: Final[dict[type[Table], tuple[str, ...]]] = {
    tables.ContractTable: ("id", "lines"),
    tables.LineTable: ("id",),
    tables.RetentionTable: ("percent", "release"),
    tables.AdjustmentTable: ("id", "on", "amount", "kind"),
    tables.OpeningTable: ("on", "earned", "due", "paid"),
    tables.BillingTable: ("every",),
    tables.StageTable: ("name",),
    tables.StepTable: ("is",),
    tables.AmendmentTable: ("id", "signed"),
    tables.RenewalTable: ("term",),
    tables.ChangeTable: ("line",),
    tables.SuspensionTable: ("from",),
    tables.PercentTable: ("from", "percent"),
    tables.IndexTable: ("id", "values"),
    tables.IndexValueTable: ("on", "is"),
    tables.CalendarTable: ("id",),
    tables.PaymentTable: ("id", "on", "amount"),
    tables.AppliedTable: ("contract", "amount"),
    tables.RateTable: ("currency", "on", "rate"),
    tables.ReportedTable: ("year",),
    tables.FigureTable: ("amount",),
}


def schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a register file in JSON; a file in TOML has the same shape.

    It says which tables and keys there are and what kind of value each has. Whether the values make sense together is
    for `load` to say.

    >>> schema()["$schema"], sorted(schema()["properties"])[:2]
    ('https://json-schema.org/draft/2020-12/schema', ['calendars', 'contracts'])
    """
    found: dict[str, Schema] = {}
    root = _table(FileTable, found)
    del found[FileTable.__name__]
    return {"$schema": DIALECT, "title": "register", **root, "$defs": dict(sorted(found.items()))}


def _table(kind: type[Table], found: dict[str, Schema]) -> Schema:
    """The object that a table is; the tables in it are added to what was found."""
    if kind.__name__ not in found:
        found[kind.__name__] = {}
        found[kind.__name__] = {
            "type": "object",
            "description": _described(kind),
            "properties": {key: _value(reader, found) for reader, key in readers(kind).values()},
            "required": list(_NEEDED.get(kind, ())),
            "additionalProperties": False,
        }
    return found[kind.__name__]


def _described(kind: type[Table]) -> str:
    return (kind.__doc__ or "").split("\n")[0].replace("`", "")


def _value(reader: Callable[[Any], Any], found: dict[str, Schema]) -> Schema:
    """What stands where a reader reads."""
    if reader in _PLAIN:
        return _PLAIN[reader]
    if reader is tables.steps:
        return {"anyOf": [_NUMBER, {"type": "array", "items": _reference(tables.StepTable, found)}]}
    if reader is tables.figure:
        return {"anyOf": [_NUMBER, _reference(tables.FigureTable, found)]}
    assert isinstance(reader, partial)  # the readers of lists, tables and words take what they read
    if reader.func is read.word:
        return {"enum": [word.value for word in reader.args[0]]}
    if reader.func is read.items:
        return {"type": "array", "items": _value(reader.args[0], found)}
    if reader.func is read.entries:
        return {"type": "object", "additionalProperties": _value(reader.args[1], found)}
    return _reference(reader.args[0], found)


def _reference(kind: type[Table], found: dict[str, Schema]) -> Schema:
    _table(kind, found)
    return {"$ref": f"#/$defs/{kind.__name__}"}
