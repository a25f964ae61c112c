"""Why a figure is what it is."""

import json

import pytest

from tests.cli.conftest import Run
from tests.cli.registers import rows


def test_an_installment_is_explained(run: Run, small: str) -> None:
    english = run("explain", small, "A", "--number", "4")
    assert english.exit_code == 0
    assert english.stdout.startswith("A rent, installment 4 of 4")
    assert ": 0.25 万元\n" in english.stdout
    assert "2018-01-02" in english.stdout
    assert "\nSource: 合同第一条\n" in english.stdout
    assert english.stdout.endswith("\nAssumptions\n  1. 按日历年处理 [A]\n\nNotes\n  1. 另有增加线路 [A]\n")
    chinese = run("explain", small, "A", "--number", "4", "--lang", "zh", "--unit", "元")
    assert "2500.00 元" in chinese.stdout
    assert "\n依据: 合同第一条\n" in chinese.stdout


def test_what_is_earned_in_the_period_of_a_day_is_explained(run: Run, small: str) -> None:
    (month,) = json.loads(run("explain", small, "A", "--on", "2017-09-15", "--format", "json").stdout)
    assert (month["what"], month["first"], month["last"], month["figure"]) == (
        "accrual",
        "2017-09-01",
        "2017-09-30",
        "2459.02",
    )
    options = ("--on", "2017-12-15", "--per", "quarter", "--fiscal-year-start", "2", "--payer", "北湖区")
    (quarter,) = json.loads(run("explain", small, "A", *options, "--format", "json").stdout)
    assert (quarter["first"], quarter["last"], quarter["payer"]) == ("2017-11-01", "2018-01-31", "北湖区")


def test_a_total_is_the_list_of_its_parts(run: Run, small: str) -> None:
    lines = run("explain", small, "B").stdout.splitlines()
    assert lines[0].endswith(": 100 万元")
    assert [line.split()[-1] for line in lines[4:9]] == ["30", "20", "45", "5", "0"]
    assert lines[10].split() == ["total", "100"]
    assert "Source" not in "".join(lines)
    (one,) = json.loads(run("explain", small, "B", "--line", "spare", "--format", "json").stdout)
    assert one["figure"] == "0.00"
    assert run("explain", small, "-C").exit_code == 2
    assert run("explain", small, "--", "-C").exit_code == 0


def test_a_derivation_as_pairs(run: Run, small: str) -> None:
    result = run("explain", small, "B", "--line", "build", "--number", "3", "--format", "csv")
    found = rows(result.stdout)
    assert found[0] == ["key", "value"]
    assert ["figure", "450000.00"] in found
    assert ["name", "尾款"] in found
    assert ["due.due", ""] in found


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["B", "--number", "1"], "--line is missing, and contract B has several lines: name one of: build, spare"),
        (["A", "--line", "x"], "--line: the contract has no line x: name one of: rent"),
        (["A", "--number", "5"], "there is no installment 5"),
        (["A", "--number", "0"], "--number: 0 is not between 1 and 200000"),
        (["A", "--number", "１"], "--number: １ is not between"),
        (["A", "--number", "1", "--on", "2017-01-01"], "--number: 1 stands beside --on"),
        (["A", "--per", "year"], "--per year has nothing to work on: leave it out, or give --on too"),
        (["A", "--number", "1", "--fiscal-year-start", "4"], "--fiscal-year-start 4 has nothing to work on"),
        (["A", "--payer", "某区"], "某区"),
        (["NO"], "NO"),
    ],
)
def test_what_cannot_be_explained_is_told(run: Run, small: str, options: list[str], told: str) -> None:
    result = run("explain", small, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
