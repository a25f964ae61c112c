"""Registers in a folder, and the program run inside the process and outside of it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contracts.cli import main
from tests.cli.registers import BEYOND, SMALL, WRONG

Run = Callable[..., Result]
Outside = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def small(tmp_path: Path) -> str:
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return str(path)


@pytest.fixture
def wrong(tmp_path: Path) -> str:
    path = tmp_path / "wrong.toml"
    path.write_text(WRONG, encoding="utf-8")
    return str(path)


@pytest.fixture
def beyond(tmp_path: Path) -> str:
    path = tmp_path / "beyond.toml"
    path.write_text(BEYOND, encoding="utf-8")
    return str(path)


@pytest.fixture
def run() -> Run:
    """Run the program inside the process."""

    def invoke(*arguments: str) -> Result:
        result = CliRunner().invoke(main, arguments)
        assert "Traceback" not in result.stderr
        return result

    return invoke


@pytest.fixture
def outside(tmp_path: Path) -> Outside:
    """Run `python -m contracts` in a process of its own."""

    def invoke(*arguments: str | bytes, **options: object) -> "subprocess.CompletedProcess[bytes]":
        environment = {**os.environ, **options.pop("env", {})}  # type: ignore[dict-item]
        done: subprocess.CompletedProcess[bytes] = subprocess.run(  # type: ignore[call-overload]
            [sys.executable, "-W", "error", "-m", "contracts", *arguments],
            **({"cwd": tmp_path, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options),
            env=environment,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert b"Traceback" not in (done.stderr or b"")
        return done

    return invoke
