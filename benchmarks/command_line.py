"""How long a user waits for the command line."""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.comparing import DifferenceError, same_values
from benchmarks.report import AtMost, Figure, Report
from contracts.cli.asking import QUESTIONS

_ROOT: Final = Path(__file__).parents[1]
_CASE: Final = "examples/chenzhou-2017/register.toml"
_PAID: Final = "examples/chenzhou-2017/payments.toml"
_DAY: Final = ("--as-of", "2017-12-31")
_YEAR: Final = ("--year", "2017")
#: What commands need besides the files.
_NEEDED: Final = {
    "obligations": _DAY,
    "payments": _DAY,
    "reconcile": _YEAR,
    "compare": ("--known-on", "2016-12-31", "2017-12-31"),
    "cutoff": _DAY,
    "rollforward": _YEAR,
    "explain": ("CZ-01", "--number", "1"),
    "ageing": _DAY,
    "calendar": _YEAR,
    "ledger": _DAY,
    "deadlines": _YEAR,
    "findings": _DAY,
    "journal": _YEAR,
}
#: Commands that write files for people, or read others than registers; they may take three seconds.
_APART: Final = ("import", "report")


def _run(*arguments: str) -> str:
    program = Path(sys.executable).with_name("contracts")
    command = [str(program)] if program.exists() else [sys.executable, "-m", "contracts"]
    done = subprocess.run([*command, *arguments], cwd=_ROOT, capture_output=True, check=False, encoding="utf-8")
    if done.returncode not in (0, 1):  # 1: done, and there is something to look at
        raise DifferenceError(f"contracts {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def _waited(*arguments: str) -> float:
    begin = time.perf_counter()
    _run(*arguments)
    return 1e3 * (time.perf_counter() - begin)


def _every() -> dict[str, float]:
    """How long each command takes on the founding case with what was paid: the better of two times."""
    waits = {}
    for name in QUESTIONS:
        if name in _APART:
            continue
        arguments = (name, _CASE, _PAID, *_NEEDED.get(name, ()))
        waits[name] = min(_waited(*arguments) for _ in range(2))
    return waits


class CommandLine:
    """By the clock on the wall, the interpreter's start included."""

    name = "cli"

    def compare(self) -> None:
        """Both commands answer: the schedule of the founding case has a row for each of its 35 contracts, or more."""
        rows = _run("schedule", _CASE, "--format", "csv").splitlines()[1:]
        contracts = sorted({row.split(",")[0] for row in rows})
        same_values([f"CZ-{i:02}" for i in range(1, 36)], contracts, "the schedule")
        same_values([True], ["schedule" in _run("--help")], "the help")
        same_values([True], [_NEEDED.keys() <= QUESTIONS.keys()], "what commands need")

    def measure(self, repetitions: int = 5) -> Report:
        """The median over rounds, the first of which does not count."""
        rounds = [(_waited("--help"), _waited("schedule", _CASE)) for _ in range(repetitions + 1)][1:]
        helped, scheduled = (median(column) for column in zip(*rounds, strict=True))
        every = _every()
        slowest = max(every, key=lambda name: every[name])
        return Report(
            title="the command line, by the clock on the wall",
            figures=(
                Figure(work="contracts --help", value=helped, unit="ms", must=AtMost(250)),
                Figure(work="contracts schedule, 35 lines", value=scheduled, unit="ms", must=AtMost(1000)),
                Figure(
                    work="the slowest of all commands on the founding case",
                    value=every[slowest],
                    unit="ms",
                    must=AtMost(1000),
                ),
            ),
            notes=("the better of two, in ms: " + ", ".join(f"{name} {wait:.0f}" for name, wait in every.items()),),
        )
