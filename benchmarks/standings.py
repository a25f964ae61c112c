"""What stands on a day of a million contracts, without rows, beside totals by fiscal year."""

from datetime import date
from typing import Final

import numpy as np

from benchmarks.clock import Task, interleaved
from benchmarks.comparing import Columns, same
from benchmarks.ours import TOTALS_BATCH, batches, totals
from benchmarks.portfolios import monthly
from benchmarks.report import AtMost, Figure, Report
from contracts.kernel.days import number
from contracts.kernel.encode import Segments
from contracts.kernel.exact import Ints
from contracts.kernel.expand import expand
from contracts.kernel.gather import summed
from contracts.kernel.standing import standing

#: The day, and the one a year later.
DAY: Final = number(date(2017, 12, 31))
AHEAD: Final = number(date(2018, 12, 31))


def figures(segments: Segments, paid: Ints) -> Columns:
    """The columns of a cut-off, for contracts of one line whose payments name nothing."""
    found = standing(segments, DAY, AHEAD)
    prepaid = np.maximum(paid - found.earned, 0)
    return {
        "value": found.value,
        "earned": found.earned,
        "due": found.due,
        "paid": paid,
        "payable": np.maximum(found.earned - paid, 0),
        "prepaid": prepaid,
        "prepaid_within_year": np.minimum(prepaid, found.ahead),
        "overdue": np.maximum(found.late - paid, 0),
        "commitment": found.value - found.earned,
        "undated": found.undated,
    }


class Standings:
    """Each line is a contract of its own, with one sum that was paid for it."""

    name = "cutoff"

    def __init__(self, contracts: int = 1_000_000) -> None:
        lines = monthly(contracts)
        self._segments = lines.segments()
        self._paid = lines.amount * np.random.default_rng(5).integers(0, 11, contracts) // 10

    def compare(self) -> None:
        """The rows of the first batch say the same."""
        some = slice(0, TOTALS_BATCH)
        segments, paid = self._segments.take(some), self._paid[some]
        rows, size = expand(segments), len(segments)
        due = rows.due.astype(np.int64)
        sums = {
            name: summed(rows.line[kept], rows.amount[kept], size)
            for name, kept in (("value", due == due), ("due", due <= DAY), ("late", due < DAY))
        }
        late = np.maximum(sums.pop("late") - paid, 0)
        same(figures(segments, paid), {**sums, "overdue": late}, "the sum of the rows")

    def measure(self, repetitions: int = 3) -> Report:
        """In turns, by the contract."""
        size = len(self._segments)
        times = interleaved(
            {"totals": Task(lambda: totals(self._segments), size), "ours": Task(self._run, size)}, repetitions
        )
        figure = Figure(
            work="cut-off by contract without rows, to totals", value=times.ratio("ours", "totals"), must=AtMost(2)
        )
        notes = (
            f"{times.of('ours') * size:.2f} s, totals {times.of('totals') * size:.2f} s",
            "by the kernel, on columns; the command and the function `cutoff` make rows",
        )
        return Report(title=f"what stands on a day of {size} contracts", figures=(figure,), notes=notes)

    def _run(self) -> int:
        done = 0
        for first, segments in batches(self._segments, TOTALS_BATCH):
            found = figures(segments, self._paid[first : first + len(segments)])
            done += len(found["value"])
        return done
