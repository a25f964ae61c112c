"""Every program in examples/ runs as a user would run it, and prints something."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
PROGRAMS = sorted(path.relative_to(ROOT) for path in EXAMPLES.rglob("*.py"))


def fault(program: Path, folder: Path) -> str | None:
    """Run a program in a folder; what is wrong with it, or None. A warning is wrong too."""
    done = subprocess.run(
        [sys.executable, "-W", "error", str(program)],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        return f"exit code {done.returncode}: {done.stderr}"
    return None if done.stdout.strip() else "it prints nothing"


def test_there_are_examples() -> None:
    assert PROGRAMS


@pytest.mark.parametrize("program", PROGRAMS, ids=str)
def test_an_example_runs(program: Path, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    assert fault(program, tmp_path) is None


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("raise SystemExit(3)", "exit code 3"),
        ("pass", "prints nothing"),
        ("import warnings\nwarnings.warn('old')\nprint(1)", "UserWarning"),
    ],
)
def test_a_broken_example_is_found(tmp_path: Path, text: str, wrong: str) -> None:
    (tmp_path / "broken.py").write_text(text, encoding="utf-8")
    found = fault(Path("broken.py"), tmp_path)
    assert found is not None
    assert wrong in found


def test_a_good_example_passes(tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text("print('合同')", encoding="utf-8")
    assert fault(Path("good.py"), tmp_path) is None
