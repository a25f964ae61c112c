"""Obligations with what has fallen due and is not paid."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

REGISTER = """
[[contracts]]
id = "A"

[[contracts.lines]]
id = "works"
rate = "100"
from = 2017-07-01
to = 2018-06-30
billing = { every = "3 months" }
retention = { percent = "10", release = { after = "accepted" } }
"""


@pytest.fixture
def works(tmp_path: Path) -> str:
    path = tmp_path / "register.toml"
    path.write_text(REGISTER, encoding="utf-8")
    return str(path)


def test_what_is_overdue_stands_first_and_what_is_withheld_last(run: Run, works: str) -> None:
    page = run("obligations", works, "--as-of", "2017-12-31", "--overdue").output
    assert page.splitlines()[3].split() == ["contract", "line", "overdue", "due", "2018", "retention", "total"]
    csv = run("obligations", works, "--as-of", "2017-12-31", "--overdue", "--format", "csv").output
    assert [row.split(",")[2:4] for row in csv.splitlines()[1:]] == [
        ["overdue", "90.00"],
        ["due", "90.00"],
        ["2018", "180.00"],
        ["retention", "40.00"],
    ]
    assert "质保金" in run("obligations", works, "--as-of", "2017-12-31", "--lang", "zh").output


@pytest.mark.parametrize("option", [["--by-payer"], ["--by", "payer"]])
def test_what_is_open_has_no_payer(run: Run, works: str, option: list[str]) -> None:
    result = run("obligations", works, "--as-of", "2017-12-31", "--overdue", *option)
    assert result.exit_code == 2
    assert "--overdue" in result.stderr
