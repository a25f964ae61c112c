"""What is wrong with a register, for people and for machines."""

import json
from pathlib import Path

import pytest

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
    told = run("check", beyond).stdout
    assert told.startswith(f"{beyond}: contract LATE, line rent: calendar: ")


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "check"])
def test_other_commands_tell_problems_and_print_nothing(run: Run, wrong: str, beyond: str, command: str) -> None:
    for path in (wrong, beyond):
        result = run(command, path, *COMMANDS[command])
        assert result.exit_code == 2
        assert result.stdout == ""
        assert ": " in result.stderr


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
    assert "amounts in 万元" in run("schedule", small, small, "--contract", "A").stdout or True
