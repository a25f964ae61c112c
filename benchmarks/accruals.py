"""Accruals by month, beside filling the same bytes, and DuckDB."""

from benchmarks import peers
from benchmarks.clock import Task, interleaved
from benchmarks.comparing import same, sorted_columns
from benchmarks.ours import Accruals
from benchmarks.portfolios import monthly
from benchmarks.report import AtMost, Figure, Report


class MonthlyAccruals:
    """What each line earns day by day in each calendar month: line, month, amount, 16 bytes a row."""

    name = "accruals"

    def __init__(self, lines: int = 20_000) -> None:
        self._lines = monthly(lines)
        self._ours = Accruals(self._lines.segments())
        self._duckdb = peers.DuckDB(self._lines)

    def compare(self) -> None:
        """DuckDB has the same rows."""
        self._ours.write()
        table = self._duckdb.table(peers.DuckDB.ACCRUALS)
        theirs = sorted_columns({name: table[name].to_numpy() for name in table.column_names}, "line", "month")
        same(self._ours.columns(), theirs, "DuckDB")

    def measure(self, repetitions: int = 9) -> Report:
        """In turns."""
        rows = self._ours.rows
        times = interleaved(
            {
                "fill": Task(self._ours.fill, rows),
                "ours": Task(self._ours.write, rows),
                "DuckDB": Task(lambda: self._duckdb.table(peers.DuckDB.ACCRUALS), rows),
            },
            repetitions,
        )
        figures = (
            Figure(
                work="accruals by month, to filling the same bytes",
                value=times.ratio("ours", "fill"),
                must=AtMost(10),
                aim=AtMost(6),
            ),
            Figure(work="… faster than DuckDB", value=times.ratio("DuckDB", "ours")),
        )
        note = f"million rows a second: {1e-6 / times.of('ours'):,.1f}"
        return Report(title=f"accruals of {len(self._lines)} monthly lines", figures=figures, notes=(note,))
