"""What is shipped: a wheel that is complete, works by itself, and comes out the same each time."""

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import contracts

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

#: All that a wheel is made of; copied, so that a build sees no file that comes and goes.
INPUTS = ("pyproject.toml", "README.md", "LICENSE", "src")


def build(folder: Path) -> Path:
    """A wheel, built from a copy of the project in a new folder."""
    source = folder / "source"
    source.mkdir(parents=True)
    for name in INPUTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(ROOT / name, source / name)
    environment = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=source,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of the package as it is."""
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed: it comes with the extra `dev`")
    return build(tmp_path_factory.mktemp("wheel") / "first")


def test_a_wheel_built_twice_is_the_same_to_the_byte(wheel: Path, tmp_path: Path) -> None:
    assert build(tmp_path / "second").read_bytes() == wheel.read_bytes()


def test_a_wheel_holds_the_package_its_types_and_its_licence(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    in_source = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "contracts").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    metadata = {name for name in names if ".dist-info/" in name}
    assert names - metadata == in_source
    assert "contracts/py.typed" in names
    assert any(name.endswith("/licenses/LICENSE") for name in metadata)


def test_the_wheel_works_without_the_project_beside_it(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    program = "import contracts; print(contracts.__file__); [getattr(contracts, name) for name in contracts.__all__]"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).is_relative_to(tmp_path)


def test_the_version_is_the_same_wherever_it_stands() -> None:
    """In pyproject.toml, in what is installed, in the package, and over a chapter of the changelog."""
    assert importlib.metadata.version("vendor-contracts") == PROJECT["version"]
    assert contracts.__version__ == PROJECT["version"]
    assert f"## {PROJECT['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_extra_all_has_every_extra_but_that_of_developers() -> None:
    extras = PROJECT["optional-dependencies"]
    named = extras["all"][0].partition("[")[2].rstrip("]").split(",")
    assert sorted(named) == sorted(extras.keys() - {"all", "dev"})
