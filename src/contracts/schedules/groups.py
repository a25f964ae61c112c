"""Grouping: by line, or by contract, vendor, category, payer or recurring in place of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen

from contracts.errors import NotThereError
from contracts.kernel.exact import Ints
from contracts.tables import GROUPS, PAYER, Table

if TYPE_CHECKING:
    from contracts.schedules.installments import Schedule


def coded(values: Sequence[Any]) -> tuple[list[Any], Ints]:
    """The distinct values in order of their text, nothing last; and the place of each among them."""
    distinct = sorted(set(values), key=lambda value: (value is None, value))
    place = {value: i for i, value in enumerate(distinct)}
    return distinct, np.array([place[value] for value in values], dtype=np.int64)


@frozen(eq=False)
class Key:
    """One key column of a grouped table: its values, and the place of each item's among them."""

    name: str
    values: Sequence[Any]
    code: Ints

    def named(self, code: Ints) -> list[Any]:
        """The values at some places."""
        return [self.values[i] for i in code.tolist()]


def as_written(payers: Sequence[str | None]) -> Key:
    """Payers in the order in which the terms name them, over the lines in their order."""
    distinct = list(dict.fromkeys(payers))
    place = {payer: i for i, payer in enumerate(distinct)}
    return Key("payer", distinct, np.array([place[payer] for payer in payers], dtype=np.int64))


def line_keys(schedule: "Schedule", by: str | None, line: Ints, payers: list[str | None] | None) -> list[Key]:
    """The key columns that stand for the line of each item.

    Args:
        by: None for contract and line, else one of `tables.GROUPS`.
        line: the line of each item.
        payers: the payer of each item; needed by `payer`.

    Raises:
        NotThereError: there is no such group.
    """
    names = schedule._lines
    if by is None:
        order = np.arange(len(names))
        return [Key("line", order.tolist(), line)]
    if by not in GROUPS:
        raise NotThereError("GROUP_UNKNOWN", field="by", value=by, choices=", ".join(GROUPS))
    if by == PAYER.name:
        values, code = coded(payers or [])
        return [Key(by, values, code)]
    values, code = coded(names.contract if by == "contract" else names.groups[by])
    return [Key(by, values, code[line])]


def line_columns(schedule: "Schedule", keys: Sequence[Key], codes: Sequence[Ints]) -> dict[str, list[Any]]:
    """The key columns of the rows of a grouped table."""
    columns: dict[str, list[Any]] = {}
    for key, code in zip(keys, codes, strict=True):
        if key.name == "line":
            columns["contract"] = [schedule._lines.contract[i] for i in code.tolist()]
            columns["line"] = [schedule._lines.line[i] for i in code.tolist()]
        else:
            columns[key.name] = key.named(code)
    return columns


def grouped_table(table: Table, by: str | None) -> Table:
    """The table with the group in place of contract and line."""
    return table if by is None else table.grouped(GROUPS[by])
