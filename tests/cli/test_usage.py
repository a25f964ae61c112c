"""What can be asked, and what is refused."""

import re
import runpy
import sys

import click
import pytest

import contracts as ct
from contracts.cli import main, options
from contracts.cli.commands import MOST_INSTALLMENTS
from contracts.tables import GROUPS
from contracts.terms.line import ROWS_LIMIT
from tests.cli.conftest import Run
from tests.cli.registers import COMMANDS


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["schedule"], "Missing argument 'FILE...'"),
        (["schedule", "FILE", "--year", "2017", "--from", "2017-01-01"], "--year: 2017 stands beside --from"),
        (["schedule", "FILE", "--year", "2017", "--to", "2017-01-01"], "--year: 2017 stands beside --to"),
        (["schedule", "FILE", "--from", "2017-02-01", "--to", "2017-01-01"], "--to: 2017-01-01 lies before 2017-02-01"),
        (["schedule", "FILE", "--from", "2017-02-30"], "--from: 2017-02-30 is no day of the form YYYY-MM-DD"),
        (["schedule", "FILE", "--from", "1/2/2017"], "--from: 1/2/2017 does not say which number is the month"),
        (["schedule", "FILE", "--from", ""], "--from: a day is missing"),
        (["schedule", "FILE", "--year", "17"], "--year: 17 is not between 1900 and 2200"),
        (["schedule", "FILE", "--year", "２０１７"], "--year: ２０１７ is not between"),
        (["schedule", "FILE", "--year", "2_017"], "--year: 2_017 is not between"),
        (["schedule", "FILE", "--fiscal-year-start", "4"], "--fiscal-year-start 4 has nothing to work on"),
        (["schedule", "FILE", "--year", "2017", "--fiscal-year-start", "13"], "is not between 1 and 12"),
        (["accruals", "FILE", "--as-of", "2017-01-01"], "No such option"),
        (["schedule", "FILE", "--contract", "NO"], "NO"),
        (["schedule", "FILE", "--payer", "某区"], "--payer: 某区 bears nothing here: give one of: 市本级, 北湖区"),
        (["schedule", "FILE", "--unit", "斤"], "unit: 斤 is not a unit of CNY"),
        (
            ["schedule", "FILE", "--unit", "元", "--format", "csv"],
            "--unit: csv has every amount in the currency's major",
        ),
        (
            ["check", "FILE", "--unit", "元", "--format", "json"],
            "--unit: json has every amount in the currency's major",
        ),
        (["schedule", "FILE", "--excel"], "--excel: table is no file for a spreadsheet"),
        (["schedule", "FILE", "--excel", "--format", "json"], "--excel: json is no file for a spreadsheet"),
        (["schedule", "FILE", "--format", "xlsx"], "is not one of 'table', 'csv', 'json'"),
        (["schedule", "FILE", "--lang", "de"], "is not one of 'en', 'zh'"),
        (
            ["obligations", "FILE"],
            "--as-of is missing, and nothing here knows today: give it, such as --as-of 2017-12-31",
        ),
        (["obligations", "FILE", "--as-of", "today"], "--as-of: today is no day"),
        (
            ["obligations", "FILE", "--as-of", "2017-12-31", "--per", "year", "--bands", "gasb"],
            "--bands: gasb stands beside --per",
        ),
        (["accruals", "FILE", "--by", "payer", "--by-payer"], "--by: payer stands beside --by-payer, and"),
        (["accruals", "FILE", "--by", "colour"], "is not one of"),
        (["reconcile", "FILE"], "--year is missing"),
        (["reconcile", "FILE", "--year", "2016"], "2017, 2018"),
        (["frobnicate", "FILE"], "No such command"),
        (["check", "missing.toml"], "missing.toml"),
        (["check", ""], "file"),
        (["check", "FILE.txt"], "FILE.txt"),
    ],
)
def test_what_makes_no_sense_is_refused(run: Run, small: str, arguments: list[str], told: str) -> None:
    result = run(*(small if argument == "FILE" else argument for argument in arguments))
    assert result.exit_code == 2
    assert told in (result.stdout if arguments[0] == "check" and "--unit" not in arguments else result.stderr)


def test_usage_is_told_in_chinese_wherever_the_language_stands(run: Run, small: str) -> None:
    told = "缺少 --as-of: 此处不取当天的日期: 请给出, 如 --as-of 2017-12-31"
    assert told in run("obligations", small, "--lang", "zh").stderr
    late = run("schedule", small, "--from", "2017-02-30", "--lang", "zh")
    assert "--from: 2017-02-30 不是 YYYY-MM-DD 形式的日期" in late.stderr
    assert "--year: 17 不在 1900 与 2200 之间" in run("schedule", small, "--year", "17", "--lang", "zh").stderr
    assert "--payer: 某区" in run("shares", small, "--payer", "某区", "--lang", "zh").stderr


def test_python_runs_the_package_as_the_command(monkeypatch: pytest.MonkeyPatch, small: str) -> None:
    """With its exit code: 2 for an option that is missing."""
    monkeypatch.setattr(sys, "argv", ["contracts", "reconcile", small])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("contracts", run_name="__main__")
    assert ended.value.code == 2
    assert "main" in runpy.run_module("contracts.__main__", run_name="imported")


def test_choices_are_those_of_the_library() -> None:
    """They are written out for the sake of help pages, which do not wait for numpy."""
    (bands,) = (option for option in main.commands["obligations"].params if option.name == "bands")
    assert isinstance(bands.type, click.Choice)
    assert tuple(bands.type.choices) == tuple(ct.Bands)
    assert tuple(ct.Per) == options.PERIODS
    assert tuple(GROUPS) == options.GROUPS
    assert MOST_INSTALLMENTS == ROWS_LIMIT


def test_help_and_version(run: Run) -> None:
    assert run("--version").stdout == "contracts 0.1.0\n"
    page = run("--help")
    assert page.exit_code == 0
    assert re.findall(r"^  ([a-z]+)  ", page.stdout, flags=re.MULTILINE) == sorted(
        [*COMMANDS, "explain", "import", "report", "schema"]
    )
    for command in (*COMMANDS, "explain"):
        page = run(command, "-h")
        assert page.exit_code == 0
        assert {"--format", "--unit", "--lang", "--output", "--excel"} <= set(re.findall("--[a-z-]+", page.stdout))
    assert run().exit_code == 2
