"""How long a user waits for the command line."""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.comparing import same_values
from benchmarks.report import AtMost, Figure, Report

_ROOT: Final = Path(__file__).parents[1]
_CASE: Final = "examples/chenzhou-2017/register.toml"


def _run(*arguments: str) -> str:
    program = Path(sys.executable).with_name("contracts")
    command = [str(program)] if program.exists() else [sys.executable, "-m", "contracts"]
    return subprocess.run([*command, *arguments], cwd=_ROOT, capture_output=True, check=True, encoding="utf-8").stdout


def _waited(*arguments: str) -> float:
    begin = time.perf_counter()
    _run(*arguments)
    return 1e3 * (time.perf_counter() - begin)


class CommandLine:
    """By the clock on the wall, the interpreter's start included."""

    name = "cli"

    def compare(self) -> None:
        """Both commands answer: the schedule of the founding case has a row for each of its 35 contracts, or more."""
        rows = _run("schedule", _CASE, "--format", "csv").splitlines()[1:]
        contracts = sorted({row.split(",")[0] for row in rows})
        same_values([f"CZ-{i:02}" for i in range(1, 36)], contracts, "the schedule")
        same_values([True], ["schedule" in _run("--help")], "the help")

    def measure(self, repetitions: int = 5) -> Report:
        """The median over rounds, the first of which does not count."""
        rounds = [(_waited("--help"), _waited("schedule", _CASE)) for _ in range(repetitions + 1)][1:]
        helped, scheduled = (median(column) for column in zip(*rounds, strict=True))
        return Report(
            title="the command line, by the clock on the wall",
            figures=(
                Figure(work="contracts --help", value=helped, unit="ms", must=AtMost(250)),
                Figure(work="contracts schedule, 35 lines", value=scheduled, unit="ms", must=AtMost(1000)),
            ),
        )
