"""Due days alone, beside QuantLib, dateutil and DuckDB."""

from benchmarks import peers
from benchmarks.clock import Task, interleaved
from benchmarks.comparing import same, same_values, sorted_columns
from benchmarks.ours import DueDays, row_count
from benchmarks.portfolios import monthly
from benchmarks.report import AtLeast, Figure, Report
from contracts.kernel.days import as_date


class MonthlyDueDays:
    """The due days of monthly lines in arrears: 4 bytes a row."""

    name = "due"

    def __init__(self, lines: int = 20_000) -> None:
        self._lines = monthly(lines)
        segments = self._lines.segments()
        self._ours = DueDays(segments, row_count(segments))
        self._duckdb = peers.DuckDB(self._lines)
        self._plain = peers.plain_lines(self._lines.first(max(lines // 10, 1)))
        self._fewer = self._plain[: max(lines // 60, 1)]
        self._quantlib = peers.QuantLib(self._plain)

    def compare(self) -> None:
        """Every peer has the same days."""
        self._ours.write()
        ours = [as_date(day) for day in self._ours.due[: self._count(len(self._plain))].tolist()]
        same_values(ours, peers.QuantLib.due(self._quantlib.edges()), "QuantLib")
        same_values(ours[: self._count(len(self._fewer))], peers.relativedelta_due(self._fewer), "relativedelta")
        table = self._duckdb.table(peers.DuckDB.DUE)
        theirs = sorted_columns({name: table[name].to_numpy() for name in table.column_names}, "line", "due")
        same({"due": self._ours.due}, {"due": theirs["due"]}, "DuckDB")

    def _count(self, lines: int) -> int:
        return row_count(self._lines.first(lines).segments())

    def measure(self, repetitions: int = 9) -> Report:
        """In turns; the slow ones on the first lines, by the row."""
        rows = self._ours.rows
        times = interleaved(
            {
                "fill": Task(self._ours.fill, rows),
                "ours": Task(self._ours.write, rows),
                "DuckDB": Task(lambda: self._duckdb.table(peers.DuckDB.DUE), rows),
                "QuantLib": Task(self._quantlib.edges, self._count(len(self._plain))),
                "relativedelta": Task(lambda: peers.relativedelta_due(self._fewer), self._count(len(self._fewer))),
            },
            repetitions,
        )
        figures = (
            Figure(
                work="due days alone, faster than QuantLib", value=times.ratio("QuantLib", "ours"), must=AtLeast(100)
            ),
            Figure(work="… faster than relativedelta", value=times.ratio("relativedelta", "ours"), must=AtLeast(1000)),
            Figure(work="… faster than DuckDB", value=times.ratio("DuckDB", "ours")),
            Figure(work="… to filling the same bytes", value=times.ratio("ours", "fill")),
        )
        speeds = ", ".join(f"{name} {1e-6 / times.of(name):,.2f}" for name in times.each)
        return Report(
            title=f"due days of {len(self._lines)} monthly lines, {rows} rows",
            figures=figures,
            notes=(f"million rows a second: {speeds}",),
        )
