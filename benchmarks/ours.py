"""The library's side: rows, due days and accruals, written batch by batch into columns that are used again."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from benchmarks.portfolios import WEIGHTS
from contracts.kernel.batches import Buffers, fill
from contracts.kernel.encode import Segments
from contracts.kernel.exact import Ints
from contracts.kernel.totals import Totals, fiscal_totals
from contracts.schedules.installments import BATCH

#: The fiscal year of the totals starts in July.
FISCAL_START: Final = 7
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

    def columns(self) -> dict[str, Ints]:
        """What was written."""
        shares = {f"share_{j}": share for j, share in enumerate(self.out.share)}
        return {"line": self.out.line, "due": self.out.due, "amount": self.out.amount, **shares}


def totals(segments: Segments, batch: int = BATCH) -> Totals:
    """What falls due by fiscal year and payer, batch by batch."""
    parts = [fiscal_totals(part, 12, FISCAL_START, _CODES) for _, part in batches(segments, batch)]
    result = parts[0]
    for part in parts[1:]:
        result = result.plus(part)
    return result
