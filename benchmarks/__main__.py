"""`python -m benchmarks [--full] [--only NAME]`: measure, and print the figures beside the goals."""

import argparse
import os
import platform
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Final

#: Read by numpy, polars and others when they are first imported.
ONE_THREAD: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS")
_PACKAGES: Final = ("numpy", "pyarrow", "duckdb", "polars", "QuantLib", "attrs", "python-dateutil")


def machine() -> str:
    """Where this runs, for whoever reads the figures later."""
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text().splitlines() if facts.exists() else []
    models = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    model = models[0] if models else platform.machine()
    return f"{os.cpu_count()} cores ({model}), Python {platform.python_version()}, {packages}"


def main() -> int:
    """Compare, measure, print; 2 where a peer comes to something else. A goal that is missed is shown, not more."""
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    from benchmarks.comparing import DifferenceError
    from benchmarks.report import table
    from benchmarks.works import works

    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--full", action="store_true", help="ten million lines to totals, not four")
    parser.add_argument("--only", metavar="NAME", choices=sorted(works(full=False)), help="one work: %(choices)s")
    options = parser.parse_args()
    begin = time.perf_counter()
    print(f"{machine()}; one thread\n", flush=True)
    reports = []
    for name, make in works(full=options.full).items():
        if options.only not in (None, name):
            continue
        work = make()
        try:
            work.compare()
        except DifferenceError as difference:
            print(f"{name}: {difference}", file=sys.stderr)
            return 2
        reports.append(work.measure())
        print("\n  ".join([f"{name}: {reports[-1].title}", *reports[-1].notes]), flush=True)
        del work
    if any(report.figures for report in reports):
        print(f"\n{table(reports)}")
    print(f"\n{time.perf_counter() - begin:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
