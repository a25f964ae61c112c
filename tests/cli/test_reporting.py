"""Reports in files: the format that the name says, whole or not at all, and nothing replaced unasked."""

import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Outside, Run

AS_OF = ("--as-of", "2017-12-31")


@pytest.mark.parametrize(
    ("suffix", "begins"), [(".html", b"<!doctype html>"), (".xlsx", b"PK"), (".ics", b"BEGIN:VCALENDAR\r\n")]
)
def test_the_name_says_the_format(run: Run, small: str, tmp_path: Path, suffix: str, begins: bytes) -> None:
    target = tmp_path / f"report{suffix}"
    result = run("report", small, *AS_OF, "-o", str(target), "--lang", "zh")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert target.read_bytes().startswith(begins)
    if suffix == ".xlsx":
        assert zipfile.ZipFile(target).testzip() is None
    else:
        assert "小册" in target.read_text(encoding="utf-8")


def test_the_unit_is_that_of_the_file_or_the_one_asked_for(run: Run, small: str, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    run("report", small, *AS_OF, "-o", str(target))
    assert "amounts in 万元" in target.read_text(encoding="utf-8")
    run("report", small, *AS_OF, "-o", str(target), "--unit", "元", "--force")
    assert "amounts in 元" in target.read_text(encoding="utf-8")


def test_what_is_known_later_is_left_out(run: Run, small: str, tmp_path: Path) -> None:
    pages = []
    for day in ("2017-12-31", "2018-12-31"):
        target = tmp_path / f"{day}.html"
        assert run("report", small, *AS_OF, "--known-on", day, "-o", str(target)).exit_code == 0
        pages.append(target.read_text(encoding="utf-8"))
    assert "as known on 2018-12-31" in pages[1]
    assert pages[0] != pages[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (AS_OF, "-o is missing"),
        ((*AS_OF, "-o", "report.pdf"), "-o: report.pdf has the name of no format that can be written"),
        (("-o", "report.html"), "--as-of is missing"),
        ((*AS_OF, "-o", "nowhere/report.html"), "-o: there is no folder nowhere"),
        ((*AS_OF, "-o", "report.html", "--unit", "furlong"), "furlong"),
    ],
)
def test_what_cannot_be_written_is_told(outside: Outside, small: str, arguments: tuple[str, ...], told: str) -> None:
    done = outside("report", small, *arguments)
    assert done.returncode == 2
    assert told in done.stderr.decode()
    assert done.stdout == b""


def test_a_file_has_to_be_named_and_to_name_a_format(run: Run, small: str) -> None:
    assert "-o is missing" in run("report", small, *AS_OF).stderr
    assert "give a file that ends in .html, .xlsx, .ics" in run("report", small, *AS_OF, "-o", "report.pdf").stderr


def test_a_file_is_replaced_only_where_that_is_asked_for(run: Run, small: str, tmp_path: Path) -> None:
    target = tmp_path / "report.ics"
    target.write_text("mine", encoding="utf-8")
    refused = run("report", small, *AS_OF, "-o", str(target))
    assert refused.exit_code == 2
    assert "is there already: give another file, or --force to replace it" in refused.stderr
    assert target.read_text(encoding="utf-8") == "mine"
    assert run("report", small, *AS_OF, "-o", str(target), "--force").exit_code == 0
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_problems_of_the_register_are_told_and_nothing_is_written(run: Run, wrong: str, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    assert run("report", wrong, *AS_OF, "-o", str(target)).exit_code == 2
    assert not target.exists()
