"""Results for machines: csv and json, with the stable English columns and words of their table."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

#: What a spreadsheet needs to read a csv file as UTF-8.
MARK: Final = "\ufeff"
#: A text that starts with one of these is a formula to a spreadsheet, in their full-width forms too.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def plain(value: Any) -> Any:
    """A value as json has it: amounts and days as text, `true`, `false`, whole numbers and nothing as they are.

    >>> plain(Decimal("485180.00")), plain(date(2017, 1, 31)), plain(None)
    ('485180.00', '2017-01-31', None)
    """
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value


def as_json(records: Iterable[Mapping[str, Any]]) -> str:
    """A list of objects, one a line.

    >>> print(as_json([{"amount": Decimal("0.10"), "due": None}]), end="")
    [
    {"amount": "0.10", "due": null}
    ]
    """
    lines = [json.dumps(plain(record), ensure_ascii=False) for record in records]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def as_csv(names: Sequence[str], records: Iterable[Mapping[str, Any]], *, excel: bool = False) -> str:
    r"""A line of column names, then a line for each record; nothing where there is none, lines end with "\n".

    Args:
        names: the columns, in their order.
        records: with a value for each column.
        excel: for a spreadsheet: the mark first that it needs for Chinese, and an apostrophe
            before each text that it would take for a formula. Numbers and days stay as they are.

    >>> as_csv(["contract", "due"], [{"contract": "A", "due": None}])
    'contract,due\nA,\n'
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    cell = _inert if excel else _cell
    writer.writerows([cell(record[name]) for name in names] for record in records)
    return (MARK if excel else "") + text.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(plain(value))


def _inert(value: Any) -> str:
    text = _cell(value)
    return "'" + text if isinstance(value, str) and text.startswith(_FORMULA) else text
