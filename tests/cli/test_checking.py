"""What is wrong with a register, for people and for machines."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from contracts import obligations
from contracts.cli.checking import placed
from contracts.errors import TermsError
from contracts.io.files import loaded
from tests.cli.conftest import Run
from tests.cli.registers import COMMANDS, rows

KEYS = ["code", "file", "contract", "line", "field", "value", "message", "remedy", "line_number"]


def test_a_register_without_problems(run: Run, small: str) -> None:
    english = run("check", small)
    assert (english.exit_code, english.stdout) == (0, "")
    assert english.stderr == ("no problems; contracts: 3, lines: 4, installments: 10, in all 101.000001 万元\n")
    chinese = run("check", small, "--lang", "zh", "--unit", "亿元", "--format", "table")
    assert chinese.stderr == "没有问题; 合同 3 份, 明细 4 条, 应付 10 期, 合计 0.0101000001 亿元\n"
    assert run("check", small, "--format", "json").stdout == "[]\n"
    assert run("check", small, "--format", "csv").stdout == ",".join(KEYS) + "\n"


def test_each_problem_has_its_line(run: Run, wrong: str) -> None:
    english = run("check", wrong)
    assert (english.exit_code, english.stderr) == (2, "")
    assert english.stdout.splitlines() == [
        (
            f"{wrong}:10: contract A, line rent: to: 2016-12-31 lies before 2017-01-01: "
            "give a last day that is not before the first"
        ),
        (
            f"{wrong}:12: contract A, line rent: total: -1.00 CNY is a negative price: "
            "give an amount of 0 or more; what comes back is an adjustment, not a price"
        ),
    ]
    chinese = run("check", wrong, "--lang", "zh")
    assert chinese.stdout.splitlines()[0] == (
        f"{wrong}:10: 合同 A, 明细 rent: to: 2016-12-31 早于 2017-01-01: 结束日不得早于开始日"
    )


def test_problems_for_machines(run: Run, wrong: str) -> None:
    result = run("check", wrong, "--format", "json")
    assert result.exit_code == 2
    found = json.loads(result.stdout)
    assert [list(problem) for problem in found] == [KEYS, KEYS]
    assert found[0] == {
        "code": "DATE_ORDER",
        "file": wrong,
        "contract": "A",
        "line": "rent",
        "field": "to",
        "value": "2016-12-31",
        "message": "to: 2016-12-31 lies before 2017-01-01",
        "remedy": "give a last day that is not before the first",
        "line_number": 10,
    }
    text = rows(run("check", wrong, "--format", "csv").stdout)
    assert text[0] == KEYS
    assert text[1] == [str(value) for value in found[0].values()]
    inert = rows(run("check", wrong, "--format", "csv", "--excel").stdout)
    assert inert[2][KEYS.index("value")] == "'-1.00 CNY"


def test_a_day_beyond_the_calendar_is_a_problem_of_its_file(run: Run, small: str, beyond: str) -> None:
    result = run("check", small, beyond, "--format", "json")
    assert result.exit_code == 2
    (problem,) = json.loads(result.stdout)
    assert problem["code"] == "CALENDAR_RANGE"
    assert (problem["file"], problem["contract"], problem["line"]) == (beyond, "LATE", "rent")
    assert (problem["field"], problem["value"], problem["line_number"]) == ("calendar", "2031-01-01", 9)
    told = run("check", beyond).stdout
    assert told.startswith(f"{beyond}:9: contract LATE, line rent: calendar: ")


def test_all_days_beyond_their_calendars_are_told_in_order_of_lines(run: Run, tmp_path: Path) -> None:
    """Contracts stand in order of id, problems in order of files and lines."""
    late = '[[contracts.lines]]\nid = "a"\ntotal = "1"\ndue = 2031-01-01\ncalendar = "CN"\n'
    one, other = tmp_path / "one.toml", tmp_path / "other.json"
    one.write_text(f'[[contracts]]\nid = "Z"\n{late}[[contracts]]\nid = "B"\n{late}', encoding="utf-8")
    line = {"id": "a", "total": "1", "due": "2031-01-01", "calendar": "CN"}
    other.write_text(json.dumps({"contracts": [{"id": "A", "lines": [line]}]}, indent=1), encoding="utf-8")

    found = json.loads(run("check", str(one), str(other), "--format", "json").stdout)
    assert [(problem["file"], problem["line_number"], problem["contract"]) for problem in found] == [
        (str(one), 7, "Z"),
        (str(one), 14, "B"),
        (str(other), 10, "A"),
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_line_beyond_its_calendar_is_told_at_once(run: Run, tmp_path: Path, command: str) -> None:
    late = '[[contracts.lines]]\nid = "{}"\ntotal = "1"\ndue = 2031-01-01\ncalendar = "CN"\n'
    path = tmp_path / "late.toml"
    lines = late.format("a") + '[[contracts.lines]]\nid = "b"\ntotal = "1"\ndue = 2017-01-01\n' + late.format("c")
    reported = "[[reported]]\nyear = 2017\n"
    path.write_text(f'[[contracts]]\nid = "Z"\n{lines}[[contracts]]\nid = "B"\n{lines}{reported}', encoding="utf-8")

    result = run(command, str(path), *COMMANDS[command])
    assert result.exit_code == 2
    told = (result.stdout + result.stderr).splitlines()
    assert [line.split(": calendar")[0].removeprefix(f"{path}:") for line in told] == [
        "7: contract Z, line a",
        "16: contract Z, line c",
        "23: contract B, line a",
        "32: contract B, line c",
    ]


def test_a_line_is_named_where_its_contract_has_no_id(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "nameless.toml"
    path.write_text('[[contracts]]\n[[contracts.lines]]\nid = "a"\ntotal = "x"\ndue = 2017-01-01\n', encoding="utf-8")
    assert [line.split(": ", 3)[1:3] for line in run("check", str(path)).stdout.splitlines()] == [
        ["id is missing", "give id"],
        ["line a", "total"],
    ]
    assert f"{path}:4: 明细 a: total: " in run("check", str(path), "--lang", "zh").stdout


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "check"])
def test_other_commands_tell_problems_and_print_nothing(run: Run, wrong: str, beyond: str, command: str) -> None:
    for path, row in ((wrong, 10), (beyond, 9)):
        if path == beyond and command == "reconcile":
            with Path(path).open("a", encoding="utf-8") as file:
                file.write("[[reported]]\nyear = 2017\n")
        result = run(command, path, *COMMANDS[command])
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr.startswith(f"{path}:{row}: contract ")


@pytest.mark.parametrize("options", [(), ("--number", "1"), ("--on", "2031-01-01")])
def test_an_explanation_tells_the_place_of_what_it_cannot_compute(
    run: Run, beyond: str, options: tuple[str, ...]
) -> None:
    result = run("explain", beyond, "LATE", *options, "--lang", "zh")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{beyond}:9: 合同 LATE, 明细 rent: calendar: ")


def test_what_is_asked_wrongly_is_no_problem_of_a_file(small: str) -> None:
    week: Any = "week"
    with pytest.raises(TermsError, match="per: week"), placed(loaded(small)):
        obligations([], as_of=date(2017, 1, 1), per=week)


def test_files_that_are_not_alike_are_a_problem(run: Run, small: str, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(
        '[register]\ncurrency = "USD"\n[[contracts]]\nid = "A"\n[[contracts.lines]]\nid = "a"\n'
        'total = "1"\ndue = 2017-01-01\n',
        encoding="utf-8",
    )
    result = run("check", small, str(other))
    assert result.exit_code == 2
    assert str(other) in result.stdout


def test_several_files_are_one_register_each_with_its_unit(run: Run, small: str, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text(
        json.dumps({"contracts": [{"id": "J", "lines": [{"id": "a", "total": "7.50", "due": "2017-01-01"}]}]}),
        encoding="utf-8",
    )
    found = rows(run("schedule", small, str(other), "--format", "csv").stdout)
    assert ["J", "a", "1", "once", "", "", "", "2017-01-01", "2017-01-01", "false", "7.50", "CNY"] in found
    assert len(found) == 12
    assert "amounts in CNY" in run("schedule", small, str(other)).stdout
    other.write_text('{"register": {"unit": "万元"}}', encoding="utf-8")
    assert "amounts in 万元" in run("schedule", small, str(other)).stdout
