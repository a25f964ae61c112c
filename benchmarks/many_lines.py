"""Totals of millions of lines from Arrow columns, in batches: time and memory of a fresh process."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks import peers
from benchmarks.comparing import same_values
from benchmarks.fiscal_totals import by_year, theirs_by_year
from benchmarks.portfolios import monthly
from benchmarks.report import AtMost, Figure, Report
from benchmarks.stream import summed, write

MILLION: Final = 10**6
#: So many different lines fill the files, over and over.
_PIECE: Final = 200_000


class ManyLines:
    """An Arrow stream of 20 bytes a line goes through one set of columns of a batch."""

    name = "millions"

    def __init__(self, sizes: tuple[int, ...] = (MILLION, 2 * MILLION, 4 * MILLION), piece: int = _PIECE) -> None:
        self._sizes = sizes
        self._piece = monthly(piece)

    def compare(self) -> None:
        """The totals of the piece are those that DuckDB has."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "lines.arrow")
            write(file, len(self._piece), self._piece)
            lines, found = summed(file)
        theirs = theirs_by_year(peers.DuckDB(self._piece))
        same_values([lines, *by_year(found).items()], [len(self._piece), *theirs.items()], "DuckDB")

    def measure(self, repetitions: int = 2) -> Report:
        """Each size in turns; the sum of totals must be the sum of prices."""
        runs: dict[int, list[dict[str, Any]]] = {size: [] for size in self._sizes}
        with tempfile.TemporaryDirectory() as folder:
            files = {size: Path(folder, f"{size}.arrow") for size in self._sizes}
            prices = {size: write(file, size, self._piece) for size, file in files.items()}
            for _ in range(repetitions):
                for size, file in files.items():
                    runs[size].append(_measured(file))
                    same_values(
                        [(size, prices[size])], [(runs[size][-1]["lines"], runs[size][-1]["total"])], "a stream"
                    )
        seconds = {size: median(run["seconds"] for run in of) for size, of in runs.items()}
        peaks = {size: median(run["megabytes"] for run in of) for size, of in runs.items()}
        small, large = self._sizes[0], self._sizes[-1]
        slope = seconds[large] / seconds[small] / (large / small)
        return Report(
            title=f"totals of {large} lines from an Arrow stream",
            figures=(
                Figure(
                    work=f"{large / MILLION:g} million lines to totals: peak memory",
                    value=peaks[large],
                    unit="MB",
                    must=AtMost(400),
                ),
                Figure(
                    work=f"… to that of {small / MILLION:g} million (flat)",
                    value=peaks[large] / peaks[small],
                    must=AtMost(1.1),
                ),
                Figure(work="… time a line, to the same (linear)", value=slope, must=AtMost(1.25)),
                Figure(
                    work="… 10 million lines" + ("" if large == 10 * MILLION else " at that speed"),
                    value=seconds[large] / large * 10 * MILLION,
                    unit="s",
                    aim=AtMost(10),
                ),
            ),
            notes=tuple(
                f"{size / MILLION:g} million lines: {seconds[size]:.2f} s, {peaks[size]:.0f} MB" for size in self._sizes
            ),
        )


def _measured(file: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.stream", str(file)],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
