"""All rows of a portfolio of every kind, beside filling the same bytes."""

import numpy as np

from benchmarks.clock import Task, interleaved
from benchmarks.comparing import Columns, same
from benchmarks.ours import Rows, row_count
from benchmarks.portfolios import mixed_terms
from benchmarks.report import AtMost, Figure, Report
from contracts.kernel.encode import encode
from contracts.kernel.expand import expand
from contracts.kernel.sharing import shared_rows


class MixedRows:
    """Of ten lines three not monthly, two with stubs, one each by stages, with steps, with another price cell."""

    name = "mixed"

    def __init__(self, lines: int = 10_000) -> None:
        self.segments = encode(mixed_terms(lines))
        self.ours = Rows(self.segments, row_count(self.segments))

    def compare(self) -> None:
        """The rows are those that a schedule holds, which is computed all at once and another way."""
        self.ours.write()
        columns = self.ours.columns()
        rows = expand(self.segments)
        shares = shared_rows(self.segments, rows).amount.reshape(len(rows), -1).T
        own: Columns = {"line": rows.line, "due": rows.due, "amount": rows.amount}
        same(columns, {**own, **{f"share_{j}": share for j, share in enumerate(shares)}}, "a schedule")
        same({"sum": columns["amount"]}, {"sum": np.sum(shares, axis=0)}, "the sum of shares")

    def measure(self, repetitions: int = 9) -> Report:
        """In turns."""
        rows = self.ours.rows
        times = interleaved({"fill": Task(self.ours.fill, rows), "ours": Task(self.ours.write, rows)}, repetitions)
        figure = Figure(
            work="mixed rows, to filling the same bytes",
            value=times.ratio("ours", "fill"),
            must=AtMost(12),
            aim=AtMost(6),
        )
        note = f"million rows a second: {1e-6 / times.of('ours'):,.1f}"
        return Report(title=f"{len(self.segments)} mixed lines, {rows} rows", figures=(figure,), notes=(note,))
