"""The commands about what was paid, for people and for machines."""

from pathlib import Path

import pytest

from contracts import tables
from tests.cli.conftest import Run
from tests.cli.registers import rows

PAID = """\
[register]
name = "小册"
unit = "万元"
payer = "甲"

[[contracts]]
id = "A"
title = "线路"

[[contracts.lines]]
id = "net"
total = "100"
due = 2017-03-01

[[contracts.lines]]
id = "rent"
total = "1200"
from = 2017-01-01
to = 2017-12-31
recognition = "even"
allocation = { "甲" = 3, "乙" = 1 }
billing = { every = "1 month" }

[[contracts]]
id = "B"

[[contracts.lines]]
id = "x"
total = "100"
due = 2018-03-01

[[payments]]
id = "P1"
applies = [{ contract = "A", amount = "150" }, { contract = "B", amount = "40" }]
on = 2017-02-05
amount = "190"

[[payments]]
id = "P2"
contract = "A"
line = "rent"
payer = "乙"
on = 2017-04-05
amount = "400"
recorded = 2017-05-02
"""


@pytest.fixture
def paid(tmp_path: Path) -> str:
    path = tmp_path / "paid.toml"
    path.write_text(PAID, encoding="utf-8")
    return str(path)


def test_cutoff_for_machines(run: Run, paid: str) -> None:
    result = run("cutoff", paid, "--as-of", "2017-04-30", "--format", "csv")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "contract,value,earned,due,paid,payable,retained,prepaid,prepaid_within_year,overdue,commitment,undated,currency\n"
        "A,13000000.00,5000000.00,5000000.00,1500000.00,3500000.00,0.00,0.00,0.00,2500000.00,8000000.00,0.00,CNY\n"
        "B,1000000.00,0.00,0.00,400000.00,0.00,0.00,400000.00,400000.00,0.00,1000000.00,0.00,CNY\n"
    )
    by_line = rows(run("cutoff", paid, "--as-of", "2017-04-30", "--by", "line", "--format", "csv").stdout)
    assert by_line[0] == ["contract", "line", *tables.CUTOFF.names[1:]]
    assert [row[:2] for row in by_line[1:]] == [["A", "net"], ["A", "rent"], ["B", "x"]]
    known = ("--known-on", "2017-05-02", "--contract", "A")
    by_payer = rows(run("cutoff", paid, "--as-of", "2017-04-30", "--by", "payer", "--format", "csv", *known).stdout)
    assert by_payer[0] == [*tables.CUTOFF.names, "payer"]
    assert [[row[0], row[4], row[-1]] for row in by_payer[1:]] == [
        ["A", "1000000.00", "甲"],
        ["A", "4000000.00", "乙"],
        ["A", "500000.00", "*offset*"],
    ]


def test_cutoff_for_people(run: Run, paid: str) -> None:
    """Columns of nothing but 0 are left out."""
    page = run("cutoff", paid, "--as-of", "2017-04-30").stdout
    assert page == (
        "Cut-off on 2017-04-30: 小册\n"
        "amounts in 万元\n"
        "\n"
        "contract  value  earned  due  paid  payable  prepaid  prepaid within year  overdue  commitment  title\n"
        "--------  -----  ------  ---  ----  -------  -------  -------------------  -------  ----------  -----\n"
        "A         1,300     500  500   150      350        0                    0      250         800  线路\n"
        "B           100       0    0    40        0       40                   40        0         100\n"
        "--------  -----  ------  ---  ----  -------  -------  -------------------  -------  ----------  -----\n"
        "total     1,400     500  500   190      350       40                   40      250         900\n"
    )
    chinese = run("cutoff", paid, "--as-of", "2017-04-30", "--known-on", "2017-05-02", "--by", "payer", "--lang", "zh")
    lines = chinese.stdout.splitlines()
    assert lines[:2] == ["2017-04-30 截止余额: 小册", "按 2017-05-02 所知, 金额单位: 万元"]
    assert lines[3].split()[:5] == ["合同", "承担方", "合同金额", "已确认", "已到期"]
    assert [line.split()[:3] for line in lines[5:8]] == [["A", "甲", "1,000"], ["A", "乙", "300"], ["A", "轧差", "0"]]


def test_obligations_on_a_basis(run: Run, paid: str) -> None:
    """Of the line net all is open, of rent all but 150 of what has fallen due; what is overdue stands first."""
    due = ("obligations", paid, "--as-of", "2017-03-31", "--known-on", "2017-05-02", "--basis", "due")
    result = run(*due, "--per", "month", "--format", "csv")
    assert rows(result.stdout)[1:4] == [
        ["A", "net", "overdue", "1000000.00", "CNY"],
        ["A", "rent", "overdue", "500000.00", "CNY"],
        ["A", "rent", "2017-03", "1000000.00", "CNY"],
    ]
    page = run(*due, "--per", "month").stdout.splitlines()
    assert page[:2] == ["Obligations open on 2017-03-31: 小册", "amounts in 万元"]
    assert page[3].split()[:4] == ["contract", "line", "overdue", "2017-03"]
    wide = run("obligations", paid, "--as-of", "2017-02-04", "--basis", "due", "--per", "month").stdout.splitlines()
    assert [line.split()[2:-1] for line in wide if line.startswith("contract")][-1] == [
        "overdue",
        "2017",
        "2018",
        "total",
    ]
    earned = run("obligations", paid, "--as-of", "2017-12-31", "--basis", "earned", "--lang", "zh")
    assert earned.stdout.startswith("2017-12-31 之后确认的承诺: 小册\n")


@pytest.mark.parametrize("payer", ["--by payer", "--by-payer", "--payer 甲"])
def test_what_is_open_belongs_to_no_payer(run: Run, paid: str, payer: str) -> None:
    result = run("obligations", paid, "--as-of", "2017-03-31", "--basis", "due", *payer.split())
    assert result.exit_code == 2
    assert f"keep one of --basis and {payer.removesuffix(' 甲')}" in result.stderr


def test_what_is_open_is_explained(run: Run, paid: str) -> None:
    page = run("explain", paid, "A", "--line", "rent", "--number", "1", "--as-of", "2017-02-28").stdout
    assert page.startswith("total of 2 figures: 0 万元\n")
    assert "\nP1 2017-02-05" in page
    for options in (["--line", "rent"], ["--number", "1", "--tax"], ["--number", "1", "--payer", "甲"]):
        result = run("explain", paid, "A", "--as-of", "2017-02-28", *options)
        assert (result.exit_code, "--as-of" in result.stderr) == (2, True)


def test_rollforward_for_machines_and_people(run: Run, paid: str) -> None:
    days = ("--from", "2017-05-01", "--to", "2017-12-31")
    result = run("rollforward", paid, *days, "--contract", "A", "--format", "csv")
    assert result.exit_code == 0
    assert result.stdout == (
        "contract,account,opening,added,released,amended,transfer,closing,currency\n"
        "A,payable,3500000.00,8000000.00,-4000000.00,0.00,0.00,7500000.00,CNY\n"
        "A,prepaid,0.00,4000000.00,-8000000.00,0.00,4000000.00,0.00,CNY\n"
        "A,commitment,8000000.00,0.00,-8000000.00,0.00,0.00,0.00,CNY\n"
    )
    page = run("rollforward", paid, "--year", "2017", "--lang", "zh", "--known-on", "2018-01-01").stdout.splitlines()
    assert page[:2] == ["余额变动: 小册", "2017-01-01 至 2017-12-31, 按 2018-01-01 所知, 金额单位: 万元"]
    assert page[3].split()[:2] == ["合同", "科目"]
    assert [line.split() for line in page[-3:]] == [
        ["合计", "应付", "0", "1,300", "-590", "40", "750"],
        ["合计", "预付", "0", "590", "-1,300", "750", "40"],
        ["合计", "未履行承诺", "1,400", "0", "-1,300", "0", "100"],
    ]


def test_nothing_is_said_in_a_word(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.toml"
    path.write_text('[register]\nname = "空"\n', encoding="utf-8")
    assert run("cutoff", str(path), "--as-of", "2017-04-30").stdout.endswith("\n\nnothing\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("cutoff",), "--as-of is missing"),
        (("rollforward",), "--from is missing"),
        (("rollforward", "--from", "2017-01-01"), "--to is missing"),
        (("rollforward", "--year", "2017", "--to", "2017-01-01"), "--year: 2017"),
        (("rollforward", "--from", "2017-01-02", "--to", "2017-01-01"), "--to: 2017-01-01 lies before 2017-01-02"),
        (("rollforward", "--year", "1900"), "1899-12-31 lies outside"),
        (("cutoff", "--as-of", "2017-01-01", "--contract", "C"), "C"),
    ],
)
def test_what_is_missing_or_wrong_is_told(run: Run, paid: str, arguments: tuple[str, ...], message: str) -> None:
    result = run(arguments[0], paid, *arguments[1:])
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


LATE = PAID.replace('title = "线路"', 'title = "线路"\nsme = true\nsigned = 2021-01-04\nlate_interest = "0.10"', 1)


def test_an_ageing_shows_smes_and_interest_when_it_is_asked_to(run: Run, tmp_path: Path) -> None:
    """Without --interest there is no such column."""
    path = tmp_path / "late.toml"
    path.write_text(LATE.partition("[[payments]]")[0], encoding="utf-8")
    options = ("ageing", str(path), "--as-of", "2017-03-11")
    plain = rows(run(*options, "--format", "csv").stdout)
    found = rows(run(*options, "--format", "csv", "--interest").stdout)
    assert [row[:8] for row in found] == plain
    assert found[0][8:] == ["sme", "rate", "interest"]
    assert found[1][:4] + found[1][6:] == [
        "A",
        "net",
        "1",
        "2017-03-01",
        "1000000.00",
        "CNY",
        "true",
        "0.1",
        "10000.00",
    ]
    grouped = rows(run(*options, "--format", "csv", "--interest", "--by", "contract").stdout)
    assert grouped[0] == ["contract", "band", "open", "currency", "interest"]
    english, chinese = run(*options, "--interest").stdout, run(*options, "--interest", "--lang", "zh").stdout
    assert "sme  rate" in english
    assert "interest" in english
    assert "中小企业" in chinese
    assert "逾期利息" in chinese
    assert "interest" not in run(*options).stdout
    assert "interest" in run(*options, "--interest", "--by", "contract").stdout
