"""Registers as the tables that a schedule can be made of: one row a line, steps and stages in long tables."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
from attrs import evolve, frozen

import contracts as ct
from contracts.testing import PAYERS

Record = dict[str, Any]
#: What tables may be made of.
LIBRARIES = ("pandas", "polars", "pyarrow")
#: Keys of a contract that stand in tables of their own.
_APART = frozenset(("id", "currency", "events", "lines", "notes", "assumptions"))


@frozen
class Tables:
    """The rows of the three tables, each a dictionary of what it states."""

    lines: list[Record]
    quantities: list[Record]
    stages: list[Record]

    def shuffled(self, random: Random) -> "Tables":
        """The same with rows in any order, but for the entries of one line, whose order is part of the terms."""
        return Tables(random.sample(self.lines, len(self.lines)), *(_mixed(t, random) for t in self.long))

    @property
    def long(self) -> tuple[list[Record], list[Record]]:
        """The long tables."""
        return self.quantities, self.stages

    def frames(self, library: str) -> tuple[Any, Any, Any]:
        """The tables of a library; None in place of a long one without rows."""
        return frame(self.lines, library), *(frame(rows, library) if rows else None for rows in self.long)

    def schedule(self, library: str, **options: Any) -> ct.Schedule:
        """The schedule that is made of them."""
        lines, quantities, stages = self.frames(library)
        return ct.schedule(lines, quantities=quantities, stages=stages, **options)


def _mixed(rows: Sequence[Record], random: Random) -> list[Record]:
    order = [(row["contract"], row["line"]) for row in rows]
    entries = {ids: iter([row for row in rows if (row["contract"], row["line"]) == ids]) for ids in order}
    return [next(entries[ids]) for ids in random.sample(order, len(order))]


def in_columns(register: ct.Register) -> ct.Register:
    """The register with the payers of every line in one order, as the columns of a table are."""

    def line(given: ct.Line) -> ct.Line:
        if given.allocation is None:
            return given
        weights = sorted(given.allocation.weights, key=lambda pair: PAYERS.index(pair[0]))
        return evolve(given, allocation=ct.Allocation(weights))

    return evolve(register, contracts=[evolve(each, lines=[line(one) for one in each.lines]) for each in register])


def tables(contracts: Iterable[Mapping[str, Any]]) -> Tables:
    """The tables of the contracts of a file."""
    made = Tables([], [], [])
    for contract in contracts:
        facts = {key: value for key, value in contract.items() if key not in _APART}
        facts |= {f"event:{name}": day for name, day in contract.get("events", {}).items()}
        for line in contract["lines"]:
            ids = {"contract": contract["id"], "line": line["id"]}
            row = ids | facts | {key: value for key, value in line.items() if not isinstance(value, dict | list)}
            row |= line.get("billing", {})
            row |= {
                f"share:{payer}": line["allocation"][payer] for payer in PAYERS if payer in line.get("allocation", {})
            }
            del row["id"]
            made.lines.append(row)
            steps = line.get("quantity")
            made.quantities.extend(ids | step for step in (steps if isinstance(steps, list) else ()))
            made.stages.extend(ids | stage for stage in line.get("stages", ()))
    return made


def frame(rows: Sequence[Record], library: str) -> Any:
    """A table of rows; days stand as days, or as text where any of the column does, numbers of two kinds as text."""
    names = sorted({name for row in rows for name in row}, key=_order)
    columns = {name: _alike([row.get(name) for row in rows]) for name in names}
    match library:
        case "polars":
            return pl.DataFrame(columns, strict=False)
        case "pyarrow":
            return pa.table(columns)
        case _:
            return pd.DataFrame({name: _pandas(name, values) for name, values in columns.items()})


def _order(name: str) -> tuple[int, str]:
    payer = name.removeprefix("share:")
    return (PAYERS.index(payer), name) if payer in PAYERS else (-1, name)


def _alike(values: list[Any]) -> list[Any]:
    kinds = {type(value) for value in values if value is not None}
    return values if len(kinds) < 2 else [value if value is None else str(value) for value in values]


def _pandas(name: str, values: list[Any]) -> Any:
    """Days as pandas has them; whole numbers beside gaps become floats, which a quantity may not be."""
    if any(isinstance(value, date) for value in values):
        return pd.Series(values, dtype="datetime64[us]")
    return pd.Series(values, dtype="Int64" if name in ("quantity", "is") and _whole(values) else None)


def _whole(values: list[Any]) -> bool:
    return all(value is None or isinstance(value, int) for value in values)
