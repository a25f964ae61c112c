"""Law 12: nothing depends on today, the time zone, the locale, the seed of hashes, or the decimal context."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("everything_printed.py")
USUAL = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
#: Far apart, across the date line, with half hours, and one that does not exist.
ZONES = ["Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kathmandu", "XYZ+13:37"]
LOCALES = ["C", "zh_CN.UTF-8", "de_DE.UTF-8"]


def printed(*arguments: str, **circumstances: str) -> bytes:
    """What the script prints under some circumstances."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *arguments],
        env=environment | USUAL | circumstances,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def usual() -> bytes:
    """What it prints usually."""
    found = printed()
    assert found.count(b"\n") > 15
    return found


@pytest.mark.parametrize("zone", ZONES)
def test_the_time_zone_changes_nothing(usual: bytes, zone: str) -> None:
    assert printed(TZ=zone) == usual


@pytest.mark.parametrize("locale", LOCALES)
def test_the_locale_changes_nothing(usual: bytes, locale: str) -> None:
    assert printed(LC_ALL=locale, LANG=locale) == usual


@pytest.mark.parametrize("seed", ["1", "42", "4294967295"])
def test_the_seed_of_hashes_changes_nothing(usual: bytes, seed: str) -> None:
    assert printed(PYTHONHASHSEED=seed) == usual


def test_the_decimal_context_changes_nothing(usual: bytes) -> None:
    assert printed("spoilt") == usual


def test_the_day_changes_nothing(usual: bytes, tmp_path: Path) -> None:
    """`date.today` and the clocks are replaced before anything is imported."""
    (tmp_path / "sitecustomize.py").write_text(
        "import time\ntime.time = lambda: 4e9\ntime.localtime = time.gmtime = lambda *_: 1 / 0\n", encoding="utf-8"
    )
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    assert printed(PYTHONPATH=path) == usual
