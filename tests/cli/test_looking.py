"""The commands about what was paid: what they print for machines, and for people."""

from pathlib import Path

import pytest

import contracts as ct
from contracts.cli import options
from contracts.statements.age import MOST_DAYS
from tests.cli.conftest import Run
from tests.cli.registers import CHENZHOU, SMALL, rows

PAID = """
[[payments]]
id = "P-1"
contract = "A"
on = 2017-11-01
amount = "0.6"

[[payments]]
id = "P-2"
contract = "B"
line = "build"
stage = "尾款"
on = 2017-12-01
recorded = 2018-01-05
amount = "1"
"""


@pytest.fixture
def payments(tmp_path: Path) -> str:
    """The small register with two payments: one leaves 0.15 of November open, one comes before its event."""
    path = tmp_path / "paid.toml"
    path.write_text(SMALL.partition("\n[[payments]]")[0] + "\n" + PAID, encoding="utf-8")
    return str(path)


def test_ageing(run: Run, payments: str) -> None:
    result = run("ageing", payments, "--as-of", "2017-12-31", "--format", "csv")
    assert result.exit_code == 0
    assert result.stdout == (
        "contract,line,number,due,days,band,open,currency\n"
        "-C,study,1,2018-06-30,0,current,0.01,CNY\n"
        "A,rent,3,2017-11-30,31,31-60,1500.00,CNY\n"
        "A,rent,4,2018-01-02,0,current,2500.00,CNY\n"
        "B,build,1,2017-10-10,82,61-90,300000.00,CNY\n"
        "B,build,2,2018-03-01,0,current,200000.00,CNY\n"
        "B,build,3,,,undated,450000.00,CNY\n"
        "B,build,4,,,undated,50000.00,CNY\n"
    )


@pytest.mark.parametrize(
    ("bands", "names"),
    [("days", ["31-60", "61-90"]), ("years", ["<=1y", "<=1y"]), ("40,50", ["1-40", ">50"])],
)
def test_ageing_in_bands(run: Run, payments: str, bands: str, names: list[str]) -> None:
    found = rows(run("ageing", payments, "--as-of", "2017-12-31", "--bands", bands, "--format", "csv").stdout)
    assert [row[5] for row in found[1:] if row[5] not in ("current", "undated")] == names


def test_ageing_for_people_has_the_bands_side_by_side(run: Run, payments: str) -> None:
    page = run("ageing", payments, "--as-of", "2017-12-31", "--lang", "zh").stdout.splitlines()
    assert page[:4] == [
        "2017-12-31 账龄: 小册",
        "金额单位: 万元",
        "",
        "合同  明细      未逾期     31-60      61-90     未定日        合计  标题",
    ]
    assert page[6].split() == ["A", "rent", "0.250000", "0.150000", "0.400000", "线路租赁"]
    days = ",".join(str(10 * n) for n in range(1, 20))
    many = run("ageing", payments, "--as-of", "2017-12-31", "--bands", days, "--by", "vendor")
    assert many.exit_code == 0
    assert many.stdout.splitlines()[3].split() == ["vendor", "current", "31-40", "81-90", "undated", "total"]


def test_calendar(run: Run, payments: str) -> None:
    result = run("calendar", payments, "--from", "2017-11-01", "--to", "2018-03-31", "--format", "csv")
    assert result.exit_code == 0
    assert result.stdout == (
        "due,contract,vendor,line,number,name,condition,open,currency\n"
        '2017-09-30,A,电信公司,rent,1,,"2017-09 service, arrears",2500.00,CNY\n'
        "2017-10-10,B,软件公司,build,1,首付款,on 2017-10-10,300000.00,CNY\n"
        '2017-10-31,A,电信公司,rent,2,,"2017-10 service, arrears",2500.00,CNY\n'
        '2017-11-30,A,电信公司,rent,3,,"2017-11 service, arrears",2500.00,CNY\n'
        '2018-01-02,A,电信公司,rent,4,,"2017-12 service, arrears",2500.00,CNY\n'
        "2018-03-01,B,软件公司,build,2,进度款,on 2018-03-01,200000.00,CNY\n"
    )


def test_calendar_for_people_sums_up_what_was_overdue_before(run: Run, payments: str) -> None:
    page = run("calendar", payments, "--year", "2018", "--contract", "A", "--lang", "zh").stdout.splitlines()
    assert page[0] == "付款日历: 小册"
    assert [line.split()[:2] for line in page[5:7]] == [["2017-11-30", "A"], ["2018-01-02", "A"]]
    assert "2017-12 服务, 期末付" in page[6]
    assert [line.split() for line in page[8:10]] == [["期初逾期", "0.15"], ["合计", "0.40"]]
    later = run("calendar", payments, "--year", "2018", "--contract", "-C").stdout
    assert "overdue before" not in later
    assert run("calendar", payments, "--year", "2019", "--contract", "A", "--known-on", "2017-11-01").exit_code == 0
    nothing = run("calendar", payments, "--year", "2016", "--contract", "A").stdout
    assert "\nnothing\n" in nothing


def test_ledger(run: Run, payments: str) -> None:
    result = run("ledger", payments, "--as-of", "2018-01-01", "--format", "csv")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:] == [
        "-C,,,,,,,0.01,0.01,0.00,0.01,0.00,not begun,CNY",
        "A,线路租赁,电信公司,,,2017-09-01,2017-12-31,10000.00,10000.00,6000.00,4000.00,0.00,ended,CNY",
        "B,平台建设,软件公司,,,,,1000000.00,1000000.00,0.00,1000000.00,0.00,running,CNY",
    ]
    known = rows(run("ledger", payments, "--as-of", "2018-01-01", "--known-on", "2018-01-05", "--format", "csv").stdout)
    assert known[3][9] == "10000.00"
    page = run("ledger", payments, "--as-of", "2018-01-01", "--lang", "zh").stdout
    assert "履行中" in page
    assert "采购方" not in page


def test_deadlines(run: Run, payments: str) -> None:
    result = run("deadlines", payments, "--from", "2017-12-01", "--to", "2017-12-31", "--format", "csv")
    assert result.stdout == (
        "day,contract,line,what,note\n"
        "2017-12-31,A,rent,end,service since 2017-09-01 ends\n"
        ",B,build,waiting,尾款 waits for accepted\n"
        ",B,build,waiting,质保金 waits for accepted\n"
    )
    page = run("deadlines", payments, "--year", "2017", "--lang", "zh").stdout
    assert "服务到期" in page
    assert "未定日" in page


def test_findings_end_with_one_where_figures_contradict_each_other(run: Run) -> None:
    result = run("findings", CHENZHOU, "--as-of", "2017-12-31", "--format", "csv")
    assert result.exit_code == 1
    errors = [row for row in rows(result.stdout)[1:] if row[1] == "error"]
    assert [row[0] for row in errors] == ["TOTAL_MISMATCH"]
    assert "difference=1553180.00 CNY" in errors[0][5]
    assert result.stderr.startswith("Found: info ")
    off = run("findings", CHENZHOU, "--as-of", "2017-12-31", "--off", "TOTAL_MISMATCH=报告原文如此", "--lang", "zh")
    assert off.exit_code == 0
    assert "    已停用: 报告原文如此\n" in off.stdout
    assert off.stdout.splitlines()[-1].startswith("共发现: 提示 ")


def test_findings_for_people(run: Run, payments: str, tmp_path: Path) -> None:
    known = run("findings", payments, "--as-of", "2017-12-31", "--known-on", "2018-01-05", "--contract", "B")
    assert known.exit_code == 0
    assert (
        "warning: PAID_BEFORE_ACCEPTANCE: contract B, line build: payment P-2 on 2017-12-01 is for the stage 尾款,"
        " whose event accepted has not happened\n    record the day of the event, or what the payment is for\n"
    ) in known.stdout
    assert known.stderr == ""
    path = tmp_path / "long.toml"
    path.write_text(
        '[[contracts]]\nid = "L"\n[[contracts.lines]]\nid = "a"\ntotal = "1"\ndue = 2017-01-01\n'
        "from = 2015-01-01\nto = 2018-01-01\n",
        encoding="utf-8",
    )
    long = run("findings", str(path), "--as-of", "2017-12-31", "--lang", "zh").stdout
    assert "    财库〔2014〕37号, 施行期 2014-04-14 至 2020-02-29, 施行日未核实\n" in long
    path.write_text(path.read_text(encoding="utf-8").replace('id = "L"', 'id = "L"\nsigned = 2020-03-01'), "utf-8")
    new = run("findings", str(path), "--as-of", "2017-12-31").stdout
    assert "in force 2020-03-01 to …\n" in new
    path.write_text('[[contracts]]\nid = "L"\n[[contracts.lines]]\nid = "a"\ntotal = "1"\ndue = 2017-01-01\n', "utf-8")
    assert run("findings", str(path), "--as-of", "2017-12-31").stdout.splitlines()[-1] == "Found: nothing."


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ageing", "FILE"], "--as-of is missing"),
        (
            ["ageing", "FILE", "--as-of", "2017-12-31", "--bands", "weeks"],
            "--bands: weeks are no bands of days overdue",
        ),
        (["ageing", "FILE", "--as-of", "2017-12-31", "--bands", "60,30"], "bands: (60, 30) are no bands"),
        (["ageing", "FILE", "--as-of", "2017-12-31", "--by", "payer"], "is not one of"),
        (["calendar", "FILE"], "--year is missing"),
        (["deadlines", "FILE"], "--year is missing"),
        (["ledger", "FILE"], "--as-of is missing"),
        (["findings", "FILE"], "--as-of is missing"),
        (
            ["findings", "FILE", "--as-of", "2017-12-31", "--off", "SAME_TITLE"],
            "--off: SAME_TITLE does not say which code",
        ),
        (["findings", "FILE", "--as-of", "2017-12-31", "--off", "NO=why"], "off: NO is not one of"),
    ],
)
def test_what_makes_no_sense_is_refused(run: Run, small: str, arguments: list[str], told: str) -> None:
    result = run(*(small if argument == "FILE" else argument for argument in arguments))
    assert result.exit_code == 2
    assert told in result.stderr


def test_some_contracts_are_chosen_with_what_was_paid_for_them(run: Run, payments: str) -> None:
    assert run("schedule", payments, "--contract", "B").exit_code == 0
    found = rows(run("ageing", payments, "--as-of", "2017-12-31", "--contract", "A", "--format", "csv").stdout)
    assert {row[0] for row in found[1:]} == {"A"}


def test_presets_are_those_of_the_library() -> None:
    assert tuple(ct.AgeBands) == options.AGE_BANDS
    assert options.MOST_DAYS == MOST_DAYS
