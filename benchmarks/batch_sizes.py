"""How many lines a batch should have."""

from functools import partial

import numpy as np

from benchmarks.clock import Task, interleaved
from benchmarks.comparing import same_values
from benchmarks.ours import Rows, row_count, totals
from benchmarks.portfolios import monthly
from benchmarks.report import Report

_SIZES = (250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000)


class BatchSizes:
    """The rows' and the totals' time by lines in a batch, over the same portfolio."""

    name = "batch"

    def __init__(self, lines: int = 64_000) -> None:
        self._segments = monthly(lines).segments()
        self._rows = Rows(self._segments, row_count(self._segments))
        self._sizes = [size for size in _SIZES if size <= max(lines, min(_SIZES))]

    def compare(self) -> None:
        """The size of a batch changes nothing."""
        self._rows.write(self._sizes[-1])
        before = {name: column.copy() for name, column in self._rows.columns().items()}
        for size in self._sizes[:-1]:
            self._rows.write(size)
            equal = [np.array_equal(column, before[name]) for name, column in self._rows.columns().items()]
            same_values([True] * len(equal), equal, f"a batch of {size} lines")

    def measure(self, repetitions: int = 3) -> Report:
        """In turns."""
        rows, lines = self._rows.rows, len(self._segments)
        tasks = {f"rows {size}": Task(partial(self._rows.write, size), rows) for size in self._sizes}
        tasks |= {f"totals {size}": Task(partial(totals, self._segments, size), lines) for size in self._sizes}
        times = interleaved(tasks, repetitions)
        notes = [
            f"{size:>6} lines a batch: {1e9 * times.of(f'rows {size}'):6.2f} ns a row, "
            f"{1e9 * times.of(f'totals {size}'):7.0f} ns a line for totals"
            for size in self._sizes
        ]
        return Report(title=f"size of a batch, {lines} monthly lines, {rows} rows", figures=(), notes=tuple(notes))
