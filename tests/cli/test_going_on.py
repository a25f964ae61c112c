"""Contracts that go on: a horizon is asked for, used and said; what is expected stands apart."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

RENEWED = str(Path(__file__).parents[2] / "examples" / "renewed.toml")
SAID = "no last day of service, looked at up to {}: HT-2024-07 cloud\n"


@pytest.mark.parametrize(
    ("arguments", "day"),
    [
        (["schedule", "--to", "2024-12-31"], "2024-12-31"),
        (["schedule", "--horizon", "2024-12-31"], "2024-12-31"),
        (["schedule", "--as-of", "2024-09-30"], "2024-09-30"),
        (["accruals", "--to", "2024-12-15"], "2024-12-31"),
        (["accruals", "--horizon", "2024-12-15"], "2024-12-15"),
        (["shares", "--year", "2024"], "2024-12-31"),
        (["obligations", "--as-of", "2024-12-31", "--horizon", "2025-12-31"], "2025-12-31"),
        (["cutoff", "--as-of", "2024-12-31"], "2024-12-31"),
        (["cutoff", "--as-of", "2024-12-31", "--horizon", "2025-12-31"], "2025-12-31"),
        (["rollforward", "--year", "2024"], "2024-12-31"),
        (["ageing", "--as-of", "2024-12-31"], "2024-12-31"),
        (["ledger", "--as-of", "2024-12-31"], "2024-12-31"),
        (["compare", "--known-on", "2024-06-30", "2024-12-31"], "2024-12-31"),
    ],
)
def test_a_horizon_is_said_below_a_table_and_beside_csv(run: Run, arguments: list[str], day: str) -> None:
    command, *options = arguments
    page, csv = (run(command, RENEWED, *options, "--format", kind) for kind in ("table", "csv"))
    assert page.exit_code == csv.exit_code == 0, page.output
    assert page.stdout.endswith(f"\n\n{SAID.format(day)}")
    assert csv.stderr == SAID.format(day)


def test_explanations_say_it(run: Run) -> None:
    on = ["explain", RENEWED, "HT-2024-07", "--on", "2024-09-10"]
    assert run(*on).stdout.endswith(f"\n\n{SAID.format('2024-09-30')}")
    assert run(*on, "--format", "csv").stderr == SAID.format("2024-09-30")
    of = ["explain", RENEWED, "HT-2024-07", "--number", "2", "--horizon", "2024-12-31"]
    assert SAID.format("2024-12-31") in run(*of).stdout


@pytest.mark.parametrize(
    "arguments", [["schedule"], ["accruals"], ["shares"], ["obligations", "--as-of", "2024-12-31"]]
)
def test_without_one_the_line_is_named_with_its_place(run: Run, arguments: list[str]) -> None:
    command, *options = arguments
    result = run(command, RENEWED, *options)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{RENEWED}:20: contract HT-2024-07, line cloud: to: the service from 2024-07-15")
    assert "(horizon)" in result.stderr


def test_a_register_is_checked_without_one(run: Run) -> None:
    assert run("check", RENEWED).exit_code == 0


def test_what_is_wrong_with_a_payment_is_told_beside_a_line_without_an_end(run: Run, tmp_path: Path) -> None:
    paid = '[[payments]]\nid = "P"\ncontract = "OLD"\non = 2024-05-01\namount = "1"\nnumber = 9\n'
    old = '[[contracts]]\nid = "OLD"\n[[contracts.lines]]\nid = "a"\ntotal = "1"\ndue = 2024-05-01\n'
    path = tmp_path / "paid.toml"
    path.write_text(Path(RENEWED).read_text(encoding="utf-8") + old + paid, encoding="utf-8")
    for arguments in (["check"], ["payments", "--as-of", "2024-12-31"]):
        command, *options = arguments
        result = run(command, str(path), *options)
        assert result.exit_code == 2
        assert "payments.P.number" in result.stdout + result.stderr


def test_a_calendar_that_ends_is_told_without_asking_for_a_horizon(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "beyond.toml"
    cloud = 'id = "cloud"\ncalendar = "CN"'
    path.write_text(Path(RENEWED).read_text(encoding="utf-8").replace('id = "cloud"', cloud), encoding="utf-8")
    result = run("cutoff", str(path), "--as-of", "2027-12-31")
    assert result.exit_code == 2
    assert "HORIZON" not in result.stderr
    assert "2027" in result.stderr


def test_deadlines_know_what_is_committed(run: Run) -> None:
    result = run("deadlines", RENEWED, "--year", "2025", "--format", "csv")
    assert result.stdout.splitlines()[1:] == [
        "2025-01-30,HT-2024-03,,notice,last day of notice; without it renewed from 2025-04-01 to 2026-03-31",
        "2025-03-31,HT-2024-03,line,end,service since 2024-04-01 ends",
    ]
    known = run("deadlines", RENEWED, "--year", "2025", "--known-on", "2025-01-31", "--format", "csv")
    assert [line.split(",")[3] for line in known.stdout.splitlines()[1:]] == ["notice"]
    assert "通知截止" in run("deadlines", RENEWED, "--year", "2025", "--lang", "zh").stdout


def test_what_is_expected_is_never_committed(run: Run) -> None:
    asked = ["--as-of", "2025-02-28", "--horizon", "2025-02-28", "--expected", "2026-12-31", "--format", "csv"]
    known = run("obligations", RENEWED, *asked, "--known-on", "2025-02-28").stdout.splitlines()[1:]
    assert known == [
        "HT-2024-03,line,2025,12000.00,CNY,false",
        "HT-2024-03,line,2026,3000.00,CNY,false",
        "HT-2024-03,line+1,2026,9000.00,CNY,true",
    ]
    # The day that is asked for says which days of notice have passed.
    assert run("obligations", RENEWED, *asked).stdout.splitlines()[1:] == known
    asked[1] = "2025-01-15"
    assert [row for row in run("obligations", RENEWED, *asked).stdout.splitlines() if "HT-2024-03" in row] == [
        "HT-2024-03,line,2025,3000.00,CNY,false",
        "HT-2024-03,line+1,2025,9000.00,CNY,true",
        "HT-2024-03,line+1,2026,12000.00,CNY,true",
    ]
