"""Totals by fiscal year and payer without rows, beside writing the rows, and DuckDB."""

import numpy as np

from benchmarks import peers
from benchmarks.clock import Task, interleaved
from benchmarks.comparing import same_values
from benchmarks.ours import FISCAL_START, Rows, row_count, totals
from benchmarks.portfolios import monthly
from benchmarks.report import AtLeast, AtMost, Figure, Report
from contracts.dates import FiscalCalendar
from contracts.kernel.days import as_date, fiscal_start
from contracts.kernel.totals import Totals

#: Totals of the payers in the order of their weights, by the name of the fiscal year.
ByYear = dict[int, list[int]]


def by_year(found: Totals) -> ByYear:
    """The library's totals, years named for the calendar year in which they end."""
    numbers = np.arange(found.first, found.first + len(found.amount))
    starts = [as_date(day) for day in fiscal_start(numbers, 12, FISCAL_START).tolist()]
    years = [FiscalCalendar(FISCAL_START).year_of(day) for day in starts]
    return dict(zip(years, found.amount.tolist(), strict=True))


def theirs_by_year(duckdb: peers.DuckDB) -> ByYear:
    """The totals that DuckDB comes to."""
    columns = duckdb.table(peers.DuckDB.TOTALS, FISCAL_START).columns
    year, *amounts = (column.to_pylist() for column in columns)
    return {name: list(row) for name, *row in zip(year, *amounts, strict=True)}


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
        ours = by_year(totals(self._segments))
        same_values(ours.items(), theirs_by_year(self._duckdb).items(), "DuckDB")
        self._rows.write()
        due = self._rows.out.due.astype("datetime64[D]").astype("datetime64[M]")
        year = (due + (13 - FISCAL_START) % 12).astype("datetime64[Y]").astype(np.int64) + 1970
        sums = {int(y): self._rows.out.share[:, year == y].sum(axis=1).tolist() for y in np.unique(year)}
        same_values(ours.items(), sums.items(), "the sum of the rows")

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
        return Report(title=f"totals of {lines} monthly lines, without rows", figures=figures, notes=(note,))
