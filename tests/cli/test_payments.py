"""What is paid, on the command line: `payments`, and the columns that `schedule --as-of` adds."""

from pathlib import Path

import pytest

from contracts import tables
from tests.cli.conftest import Run
from tests.cli.registers import SMALL, rows


def test_payments(run: Run, small: str) -> None:
    """P-2 is recorded in 2018: at the end of 2017, its refund has nothing to give back yet."""
    result = run("payments", small, "--as-of", "2017-12-31", "--format", "csv")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout == (
        "payment,contract,on,line,number,applied,unapplied,currency\n"
        "P-1,A,2017-10-31,rent,1,2500.00,0.00,CNY\n"
        "P-1,A,2017-10-31,rent,2,1500.00,0.00,CNY\n"
        "P-3,B,2017-12-20,,,0.00,-1000.00,CNY\n"
    )


def test_payments_as_known_later(run: Run, small: str) -> None:
    known = ("--known-on", "2018-01-15", "--format", "csv")
    found = rows(run("payments", small, "--as-of", "2017-12-31", *known).stdout)
    assert [(row[0], row[1], row[3] + row[4], row[5], row[6]) for row in found[1:]] == [
        ("P-1", "A", "rent1", "2500.00", "0.00"),
        ("P-1", "A", "rent2", "1500.00", "0.00"),
        ("P-2", "A", "rent2", "1000.00", "0.00"),
        ("P-2", "A", "rent3", "2500.00", "0.00"),
        ("P-2", "A", "", "0.00", "1500.00"),
        ("P-2", "B", "build1", "300000.00", "0.00"),
        ("P-2", "B", "", "1000.00", "0.00"),
        ("P-2", "B", "", "0.00", "4000.00"),
        ("P-3", "B", "", "-1000.00", "0.00"),
    ]
    of_a = rows(run("payments", small, "--as-of", "2017-12-31", *known, "--contract", "A").stdout)
    assert of_a == [row for row in found if row[1] in ("contract", "A")]
    assert rows(run("payments", small, "--as-of", "2017-01-01", "--format", "csv").stdout) == [[*tables.PAYMENTS.names]]


def test_payments_for_people(run: Run, small: str) -> None:
    options = ("--as-of", "2017-12-31", "--known-on", "2018-01-15", "--contract", "A", "--lang", "zh", "--unit", "元")
    assert (
        run("payments", small, *options).stdout
        == """\
付款及其核销: 小册
截至 2017-12-31, 按 2018-01-15 所知, 金额单位: 元

付款  合同  付款日      明细  期次    已核销    未核销  标题
----  ----  ----------  ----  ----  --------  --------  --------
P-1   A     2017-10-31  rent     1  2,500.00      0.00  线路租赁
P-1   A     2017-10-31  rent     2  1,500.00      0.00
P-2   A     2017-11-15  rent     2  1,000.00      0.00
P-2   A     2017-11-15  rent     3  2,500.00      0.00
P-2   A     2017-11-15                  0.00  1,500.00
----  ----  ----------  ----  ----  --------  --------  --------
合计                                7,500.00  1,500.00

假定
  1. 按日历年处理 [A]

备注
  1. 另有增加线路 [A]
"""
    )
    english = run("payments", small, "--as-of", "2017-10-31").stdout.splitlines()
    assert english[:2] == ["Payments and what they pay: 小册", "as of 2017-10-31, amounts in 万元"]
    nothing = run("payments", small, "--as-of", "2017-10-30")
    assert (nothing.exit_code, nothing.stdout.splitlines()[-1]) == (0, "nothing")


def test_a_schedule_as_of_a_day_says_what_is_paid(run: Run, small: str) -> None:
    result = run("schedule", small, "--as-of", "2017-10-31", "--format", "csv")
    found = rows(result.stdout)
    assert result.exit_code == 0
    assert found[0] == [*tables.SCHEDULE.names, "paid", "open", "state"]
    assert [(row[0] + row[2], *row[-3:]) for row in found[1:]] == [
        ("-C1", "0.00", "0.01", "not due"),
        ("A1", "2500.00", "0.00", "paid"),
        ("A2", "1500.00", "1000.00", "part paid"),
        ("A3", "0.00", "2500.00", "not due"),
        ("A4", "0.00", "2500.00", "not due"),
        ("B1", "0.00", "300000.00", "overdue"),
        ("B2", "0.00", "200000.00", "not due"),
        ("B3", "0.00", "450000.00", "undated"),
        ("B4", "0.00", "50000.00", "undated"),
        ("B1", "0.00", "0.00", "not due"),
    ]
    part = rows(run("schedule", small, "--as-of", "2017-10-31", "--to", "2017-10-31", "--format", "csv").stdout)
    assert [row[0] + row[2] for row in part[1:]] == ["A1", "A2", "B1"]
    only = rows(run("schedule", small, "--as-of", "2017-10-31", "--contract", "A", "--format", "csv").stdout)
    assert only == [row for row in found if row[0] in ("contract", "A")]


def test_a_schedule_with_what_is_paid_for_people(run: Run, small: str) -> None:
    result = run("schedule", small, "--as-of", "2017-11-30", "--year", "2017", "--lang", "zh")
    assert (
        result.stdout.partition("\n\n假定")[0]
        == """\
付款计划: 小册
2017-01-01 至 2017-12-31, 截至 2017-11-30, 金额单位: 万元

合同  明细   期次  类型  名称    服务起      服务止      应付日       金额  已付   未付  状态    标题
----  -----  ----  ----  ------  ----------  ----------  ----------  -----  ----  -----  ------  --------
A     rent      1  周期          2017-09-01  2017-09-30  2017-09-30   0.25  0.25   0.00  已付清  线路租赁
A     rent      2  周期          2017-10-01  2017-10-31  2017-10-31   0.25  0.15   0.10  逾期
A     rent      3  周期          2017-11-01  2017-11-30  2017-11-30   0.25  0.00   0.25  到期
B     build     1  阶段  首付款                          2017-10-10  30.00  0.00  30.00  逾期    平台建设
B     spare     1  一次                                  2017-11-11   0.00  0.00   0.00  已付清
----  -----  ----  ----  ------  ----------  ----------  ----------  -----  ----  -----  ------  --------
合计                                                                 30.75  0.40  30.35"""
    )
    assert result.stderr == "因尚无应付日而未列入: 2 期, 50 万元\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["payments"], "--as-of is missing, and nothing here knows today"),
        (["payments", "--as-of", "2017-02-30"], "--as-of: 2017-02-30 is no day"),
        (["payments", "--as-of", "2017-12-31", "--known-on", "x"], "--known-on: x is no day"),
        (["payments", "--as-of", "2017-12-31", "--contract", "NO"], "NO"),
        (["schedule", "--as-of", "2017-12-31", "--by-payer"], "--as-of: 2017-12-31 stands beside --by-payer"),
        (["schedule", "--as-of", "2017-12-31", "--payer", "北湖区"], "--as-of: 2017-12-31 stands beside --payer"),
    ],
)
def test_what_makes_no_sense_is_refused(run: Run, small: str, arguments: list[str], told: str) -> None:
    command, *options = arguments
    result = run(command, small, *options)
    assert result.exit_code == 2
    assert told in result.stderr


def test_an_installment_that_is_not_there_is_told_with_its_place(run: Run, tmp_path: Path) -> None:
    """`check` finds it, too; and every one of them is told, in whatever file it stands."""
    path, more = tmp_path / "small.toml", tmp_path / "paid.toml"
    path.write_text(SMALL.replace('id = "P-1"', 'id = "P-1"\nnumber = 5'), encoding="utf-8")
    more.write_text(
        '[[payments]]\nid = "P.9"\non = 2017-12-31\namount = "1"\ncontract = "B"\nline = "build"\nnumber = 7\n',
        encoding="utf-8",
    )
    number = SMALL[: SMALL.index('id = "P-1"')].count("\n") + 2
    remedy = ": give a number from 1 to 4, or leave it out"
    told = [
        f"{path}:{number}: payments.P-1.number: the line has no installment 5{remedy}",
        f"{more}:7: payments.P.9.number: the line has no installment 7{remedy}",
    ]
    for command in ("payments", "schedule"):
        result = run(command, str(path), str(more), "--as-of", "2017-12-31")
        assert (result.exit_code, result.stderr.splitlines()) == (2, told)
    checked = run("check", str(path), str(more))
    assert (checked.exit_code, checked.stdout.splitlines()) == (2, told)
    assert run("schedule", str(path), str(more)).exit_code == 0
