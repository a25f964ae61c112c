"""Totals of the lines of an Arrow stream, in a process of its own: `python -m benchmarks.stream FILE`.

Prints seconds, peak memory in MB, lines and the sum of all totals as JSON.
"""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.ours import TOTALS_BATCH, batch_totals
from benchmarks.portfolios import Monthly, MonthlyColumns
from contracts.kernel.exact import total
from contracts.kernel.totals import Totals


def summed(path: Path) -> tuple[int, Totals]:
    """The number of lines, and what falls due of them by fiscal year and payer."""
    columns = MonthlyColumns(TOTALS_BATCH)
    lines, result = 0, None
    with pa.OSFile(str(path)) as file, pa.ipc.open_stream(file) as batches:
        for batch in batches:
            start, end, anchor, amount = (batch.column(i).to_numpy() for i in range(4))
            part = batch_totals(columns.filled(start, end, anchor, amount))
            result = part if result is None else result.plus(part)
            lines += len(start)
    assert result is not None
    return lines, result


def write(path: Path, lines: int, piece: Monthly) -> int:
    """Write lines to a file, as often the same piece as it takes; returns the sum of their prices."""
    days, amounts = pa.int32(), pa.int64()
    schema = pa.schema([("start", days), ("end", days), ("anchor", days), ("amount", amounts)])
    sum_of_prices = 0
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_stream(file, schema) as stream:
        written = 0
        while written < lines:
            first = written % len(piece)
            some = slice(first, first + min(TOTALS_BATCH, lines - written))
            columns = [column[some] for column in (piece.start, piece.end, piece.anchor, piece.amount)]
            arrays = [pa.array(column.astype(np.int32)) for column in columns[:3]] + [pa.array(columns[3])]
            stream.write_batch(pa.record_batch(arrays, schema=schema))
            sum_of_prices += total(columns[3])
            written += len(columns[0])
    return sum_of_prices


def peak_memory() -> float:
    """The most memory this process ever had, in MB.

    Not `ru_maxrss` where `/proc` says more: a process that is started inherits that of the one that starts it.
    """
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main() -> None:
    """Measure one file."""
    begin = time.process_time()
    lines, found = summed(Path(sys.argv[1]))
    seconds = time.process_time() - begin
    answer = {"seconds": seconds, "megabytes": peak_memory(), "lines": lines, "total": total(found.amount.ravel())}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
