"""Canaries: each planted fault is found by the law that is named for it; without a fault the laws hold.

A fault is planted in a copy of the package, and the law runs on the copy in an interpreter of its own.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.canaries.faults import FAULTS, Fault

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "contracts"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package."""
    shutil.copytree(PACKAGE, tmp_path / "contracts", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def plant(copy: Path, fault: Fault) -> None:
    """Make the mistake in the copy."""
    path = copy / "contracts" / fault.module
    text = path.read_text(encoding="utf-8")
    for old, new in fault.changes:
        assert text.count(old) == 1, f"{fault.module} no longer says, exactly once: {old}"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def python(copy: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A new interpreter that finds the copy first, and its output."""
    paths = os.pathsep.join((str(copy), str(ROOT)))
    environment = {
        **os.environ,
        "PYTHONPATH": paths,
        "HYPOTHESIS_PROFILE": "canary",
        "PYTHONUTF8": "1",
        "COLUMNS": "200",
        **variables,
    }
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def run(copy: Path, *laws: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The laws on the copy."""
    options = (
        "-p",
        "tests.canaries.quick",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-q",
        "--tb=line",
        "--no-header",
    )
    return python(copy, "-m", "pytest", *options, *laws, **variables)


def test_the_laws_hold_without_a_fault(copy: Path) -> None:
    """And it is the copy that they run on."""
    where = python(copy, "-c", "import contracts; print(contracts.__file__)")
    assert where.stdout.strip() == str(copy / "contracts" / "__init__.py"), where.stderr
    laws = sorted({fault.law for fault in FAULTS})
    result = run(copy, *laws, CANARY_EXAMPLES="60")
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"{len(laws)} passed" in result.stdout


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault.name))
def test_a_planted_fault_is_found_by_its_law(copy: Path, fault: Fault) -> None:
    plant(copy, fault)
    result = run(copy, fault.law)
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"FAILED {fault.law}" in result.stdout, result.stdout
    assert "1 failed" in result.stdout


def test_there_are_enough_of_them_and_no_two_are_the_same() -> None:
    assert len(FAULTS) >= 14
    assert (
        len({fault.name for fault in FAULTS}) == len({(fault.module, fault.changes) for fault in FAULTS}) == len(FAULTS)
    )
