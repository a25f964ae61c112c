"""The library's side: rows, due days and accruals, written batch by batch into columns that are used again."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from benchmarks.portfolios import WEIGHTS
from contracts.kernel.batches import Buffers, accruals, due_days, fill
from contracts.kernel.days import Days, month_index, month_start
from contracts.kernel.encode import Segments
from contracts.kernel.expand import expand
from contracts.kernel.totals import Totals, fiscal_totals
from contracts.schedules.installments import BATCH

#: The fiscal year of the totals starts in July.
FISCAL_START: Final = 7
#: Lines a batch where only totals are made, which need less room for each: the best of `batch`.
TOTALS_BATCH: Final = 32_000
_CODES: Final = (np.zeros(1, dtype=np.int64), np.arange(len(WEIGHTS)))


def batches(segments: Segments, size: int = BATCH) -> Iterator[tuple[int, Segments]]:
    """Slices of the lines, with the number of each one's first line."""
    for first in range(0, len(segments), size):
        yield first, segments.take(slice(first, first + size))


class Rows:
    """All rows of a portfolio: 48 bytes each for four payers."""

    def __init__(self, segments: Segments, rows: int) -> None:
        self._segments, self.rows = segments, rows
        self.out = Buffers.of(rows, len(WEIGHTS))

    def write(self, batch: int = BATCH) -> None:
        """Write them, `batch` lines at a time."""
        at = 0
        for first, segments in batches(self._segments, batch):
            at = fill(segments, self.out, at, first)

    def fill(self) -> None:
        """Write the same bytes without a thought: what no program can be faster than."""
        for column in (self.out.line, self.out.due, self.out.amount, self.out.share):
            column.fill(3)

    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """What was written."""
        shares = {f"share_{j}": share for j, share in enumerate(self.out.share)}
        return {"line": self.out.line, "due": self.out.due, "amount": self.out.amount, **shares}


def batch_totals(segments: Segments) -> Totals:
    """What falls due of a batch by fiscal year and payer."""
    return fiscal_totals(segments, 12, FISCAL_START, _CODES)


def totals(segments: Segments, batch: int = TOTALS_BATCH) -> Totals:
    """What falls due by fiscal year and payer, batch by batch."""
    parts = [batch_totals(part) for _, part in batches(segments, batch)]
    result = parts[0]
    for part in parts[1:]:
        result = result.plus(part)
    return result


def row_count(segments: Segments) -> int:
    """How many rows a portfolio has."""
    return sum(len(expand(part)) for _, part in batches(segments))


class DueDays:
    """The due days of all rows of a portfolio: 4 bytes each."""

    def __init__(self, segments: Segments, rows: int) -> None:
        self._segments, self.rows = segments, rows
        self.due: Days = np.zeros(rows, dtype=np.int32)

    def write(self) -> None:
        """Write them batch by batch."""
        at = 0
        for _, segments in batches(self._segments):
            at = due_days(segments, self.due, at)

    def fill(self) -> None:
        """Write the same bytes without a thought."""
        self.due.fill(3)


class Accruals:
    """What each line of a portfolio earns in each calendar month: 16 bytes a row."""

    def __init__(self, segments: Segments) -> None:
        self._segments = segments
        months = month_index(segments["end"] - 1) - month_index(segments["start"]) + 1
        self.rows = int(months.sum())
        self._out = Buffers.of(self.rows, payers=0)

    def write(self) -> None:
        """Write them batch by batch."""
        at = 0
        for first, segments in batches(self._segments):
            at = accruals(segments, self._out, at, first)

    def fill(self) -> None:
        """Write the same bytes without a thought."""
        for column in (self._out.line, self._out.due, self._out.amount):
            column.fill(3)

    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """What was written, months by their first days."""
        months = month_start(self._out.due.astype(np.int64))
        return {"line": self._out.line, "month": months, "amount": self._out.amount}
