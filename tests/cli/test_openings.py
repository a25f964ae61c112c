"""Records that begin on a day: pages say so, and what was before is refused."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

REGISTER = """
[[contracts]]
id = "A"
vendor = "Vendor"
notes = ["as agreed"]

[[contracts.lines]]
id = "rent"
rate = "70"
from = 2012-01-01
to = 2021-12-31
billing = { every = "1 year" }
opening = { on = 2017-01-01, earned = "350", due = "345", paid = "340" }
"""
SAID = "record begins on 2017-01-01 with an opening, what was before is unknown: rent [A]"


@pytest.fixture
def opened(tmp_path: Path) -> str:
    path = tmp_path / "register.toml"
    path.write_text(REGISTER, encoding="utf-8")
    return str(path)


def test_pages_say_that_a_record_begins(run: Run, opened: str) -> None:
    result = run("cutoff", opened, "--as-of", "2017-12-31")
    assert result.exit_code == 0
    assert result.output.count(SAID) == 1
    assert "as agreed" in result.output
    assert "自 2017-01-01 期初起记录" in run("schedule", opened, "--lang", "zh").output


def test_shares_have_it_before_all_years(run: Run, opened: str) -> None:
    heading = run("shares", opened).output.splitlines()[3]
    assert heading.split().index("opening") < heading.split().index("2017")
    assert "期初" in run("shares", opened, "--lang", "zh").output


@pytest.mark.parametrize(
    "arguments",
    [
        ["cutoff", "--as-of", "2016-12-30"],
        ["schedule", "--year", "2016"],
        ["schedule", "--from", "2016-07-01"],
        ["accruals", "--year", "2016"],
        ["accruals", "--by", "vendor"],
        ["obligations", "--as-of", "2016-01-01"],
        ["rollforward", "--year", "2016"],
        ["explain", "A", "--on", "2016-05-05"],
    ],
)
def test_what_was_before_is_refused(run: Run, opened: str, arguments: list[str]) -> None:
    command, *rest = arguments
    result = run(command, opened, *rest)
    assert result.exit_code == 2
    assert "when the record of A rent begins; it is unknown" in result.stderr


def test_what_is_from_then_on_is_told(run: Run, opened: str) -> None:
    for arguments in (
        ["check"],
        ["cutoff", "--as-of", "2016-12-31"],
        ["schedule", "--to", "2017-12-31"],
        ["accruals", "--to", "2017-12-31"],
        ["accruals", "--by", "vendor", "--from", "2017-01-01"],
        ["rollforward", "--year", "2017"],
        ["calendar", "--year", "2017"],
        ["deadlines", "--year", "2021"],
        ["ageing", "--as-of", "2017-06-30"],
        ["ledger", "--as-of", "2017-06-30"],
        ["payments", "--as-of", "2017-06-30"],
    ):
        command, *rest = arguments
        assert run(command, opened, *rest).exit_code == 0, arguments
