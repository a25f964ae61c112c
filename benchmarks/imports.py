"""What it costs to import enough to write terms down, beside the libraries that this rests on."""

import os
import resource
import subprocess
import sys
from statistics import median
from typing import Final

from benchmarks.comparing import same_values
from benchmarks.report import AtMost, Figure, Report

_OURS: Final = "from contracts import Contract, Line, Total"
_THEIRS: Final = "import attrs, cattrs, dateutil.relativedelta"
_HEAVY: Final = ("numpy", "pandas")


def _run(program: str) -> str:
    """What a program prints; modules are compiled once and kept, as those of what is installed are."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8", env=environment).stdout


def _cost(program: str) -> float:
    """Seconds of processor time of an interpreter that runs a program."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(program)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Imports:
    """Interpreters that are started in turns: ours, attrs with cattrs and dateutil, a bare one."""

    name = "import"

    def compare(self) -> None:
        """Neither numpy nor pandas is loaded."""
        loaded = _run(f"{_OURS}\nimport sys\nprint(*(name for name in {_HEAVY} if name in sys.modules))").split()
        same_values([], loaded, "the import of terms")

    def measure(self, repetitions: int = 11) -> Report:
        """The median over rounds, the first of which does not count."""
        rounds = [[_cost(program) for program in (_OURS, _THEIRS, "pass")] for _ in range(repetitions + 1)][1:]
        ours, theirs, bare = (median(column) for column in zip(*rounds, strict=True))
        figure = Figure(
            work="import of the terms over a bare interpreter, to attrs + cattrs + dateutil",
            value=median((one - none) / (other - none) for one, other, none in rounds),
            must=AtMost(1.3),
        )
        note = f"ours {1e3 * ours:.0f} ms, theirs {1e3 * theirs:.0f} ms, a bare interpreter {1e3 * bare:.0f} ms"
        return Report(title=_OURS, figures=(figure,), notes=(note,))
