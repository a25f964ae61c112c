"""Totals by fiscal year and payer without rows, beside writing the rows, and DuckDB."""

import numpy as np

from benchmarks import peers
from benchmarks.clock import Task, interleaved
from benchmarks.comparing import same
from benchmarks.ours import FISCAL_START, Rows, row_count, totals
from benchmarks.portfolios import PAYERS, monthly
from benchmarks.report import AtLeast, AtMost, Figure, Report
from contracts.kernel.days import fiscal_start
from contracts.kernel.exact import Ints


class FiscalTotals:
    """What falls due in each fiscal year, for each payer, of the monthly lines."""

    name = "totals"

    def __init__(self, lines: int = 20_000) -> None:
        self._lines = monthly(lines)
        self._segments = self._lines.segments()
        self._rows = Rows(self._segments, row_count(self._segments))
        self._duckdb = peers.DuckDB(self._lines)

    def compare(self) -> None:
        """DuckDB has the same totals, and so have the rows when they are summed."""
        same(self._ours(), self._theirs(), "DuckDB")
        self._rows.write()
        rows = self._rows.columns()
        year = _fiscal_year(rows["due"])
        sums = {payer: [int(rows[f"share_{j}"][year == y].sum()) for y in np.unique(year)] for j, payer in enumerate(PAYERS)}
        same(self._ours(), {"year": np.unique(year)} | {payer: np.array(values) for payer, values in sums.items()}, "rows")

    def _ours(self) -> dict[str, Ints]:
        found = totals(self._segments)
        starts = fiscal_start(np.arange(len(found.amount)) + found.first + 1, 12, FISCAL_START) - 1
        return {"year": _year(starts), **dict(zip(PAYERS, found.amount.T, strict=True))}

    def _theirs(self) -> dict[str, Ints]:
        table = self._duckdb.table(peers.DuckDB.TOTALS, FISCAL_START)
        return {name: table.column(i).to_numpy() for i, name in enumerate(("year", *PAYERS))}

    def measure(self, repetitions: int = 9) -> Report:
        """In turns, by the line."""
        lines = len(self._lines)
        times = interleaved(
            {
                "rows": Task(self._rows.write, lines),
                "ours": Task(lambda: totals(self._segments), lines),
                "DuckDB": Task(lambda: self._duckdb.table(peers.DuckDB.TOTALS, FISCAL_START), lines),
            },
            repetitions,
        )
        figures = (
            Figure(
                work="totals by fiscal year and payer, to the rows' time",
                value=times.ratio("ours", "rows"),
                must=AtMost(0.5),
            ),
            Figure(work="… faster than DuckDB", value=times.ratio("DuckDB", "ours"), must=AtLeast(70)),
        )
        note = f"million lines a second: {1e-6 / times.of('ours'):,.2f}"
        return Report(title=f"totals of {lines} monthly lines", figures=figures, notes=(note,))


def _year(day: Ints) -> Ints:
    return day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def _fiscal_year(day: Ints) -> Ints:
    """The calendar year in which the fiscal year of each day ends."""
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12 + 1
    return _year(day) + (month >= FISCAL_START)
