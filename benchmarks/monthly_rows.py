"""All rows of many monthly lines, beside filling the same bytes, DuckDB, polars and objects."""

import numpy as np
import pyarrow as pa

from benchmarks import peers
from benchmarks.clock import Task, interleaved
from benchmarks.comparing import Columns, same, sorted_columns
from benchmarks.ours import Rows, row_count
from benchmarks.portfolios import monthly
from benchmarks.report import AtLeast, AtMost, Figure, Report
from contracts.kernel.days import number


class MonthlyRows:
    """Line, due day, exact amount and four exact shares: 48 bytes a row, stubs at most ends."""

    name = "monthly"

    def __init__(self, lines: int = 20_000) -> None:
        self._lines = monthly(lines)
        segments = self._lines.segments()
        self._ours = Rows(segments, row_count(segments))
        self._duckdb = peers.DuckDB(self._lines)
        self._frame = peers.polars_lines(self._lines)
        self._some = self._lines.first(lines // 4)
        self._duckdb_of_some = peers.DuckDB(self._some)
        self._objects = peers.plain_lines(self._lines.first(max(lines // 50, 1)))

    def compare(self) -> None:
        """Every peer has the same rows."""
        self._ours.write()
        ours = self._ours.columns()
        frame = peers.polars_rows(self._frame)
        theirs: dict[str, Columns] = {
            "DuckDB": _columns(self._duckdb.table(peers.DuckDB.ROWS)),
            "DuckDB with windows": _columns(self._duckdb_of_some.table(peers.DuckDB.WINDOW_ROWS)),
            "polars": {name: frame[name].to_numpy() for name in frame.columns},
            "objects": _of_objects(peers.object_rows(self._objects)),
        }
        for peer, columns in theirs.items():
            rows = len(columns["line"])
            same({name: column[:rows] for name, column in ours.items()}, sorted_columns(columns, "line", "due"), peer)

    def measure(self, repetitions: int = 5) -> Report:
        """In turns; the slowest of them on the first lines, by the row."""
        rows = self._ours.rows
        times = interleaved(
            {
                "fill": Task(self._ours.fill, rows),
                "ours": Task(self._ours.write, rows),
                "DuckDB": Task(lambda: self._duckdb.table(peers.DuckDB.ROWS), rows),
                "polars": Task(lambda: peers.polars_rows(self._frame), rows),
                "windows": Task(
                    lambda: self._duckdb_of_some.table(peers.DuckDB.WINDOW_ROWS), row_count(self._some.segments())
                ),
                "objects": Task(lambda: peers.object_rows(self._objects), len(peers.object_rows(self._objects))),
            },
            repetitions,
        )
        figures = (
            Figure(
                work="monthly rows, to filling the same bytes",
                value=times.ratio("ours", "fill"),
                must=AtMost(6),
                aim=AtMost(3),
            ),
            Figure(work="… faster than DuckDB", value=times.ratio("DuckDB", "ours"), must=AtLeast(20)),
            Figure(work="… faster than polars", value=times.ratio("polars", "ours"), must=AtLeast(20)),
            Figure(work="… faster than objects with Decimal", value=times.ratio("objects", "ours"), must=AtLeast(300)),
            Figure(work="… faster than DuckDB with window functions", value=times.ratio("windows", "ours")),
        )
        speeds = ", ".join(f"{name} {1e-6 / times.of(name):,.2f}" for name in times.each)
        return Report(
            title=f"{len(self._lines)} monthly lines, {rows} rows",
            figures=figures,
            notes=(
                f"million rows a second: {speeds}",
                "DuckDB and polars are given the library's closed form; the last figure is the usual SQL",
            ),
        )


def _columns(table: pa.Table) -> Columns:
    return {name: table[name].to_numpy() for name in table.column_names}


def _of_objects(rows: list[peers.PlainRow]) -> Columns:
    columns = {
        "line": [row.line for row in rows],
        "due": [number(row.due) for row in rows],
        "amount": [int(row.amount.scaleb(2)) for row in rows],
        **{f"share_{j}": [int(row.shares[j].scaleb(2)) for row in rows] for j in range(len(rows[0].shares))},
    }
    return {name: np.array(values) for name, values in columns.items()}
