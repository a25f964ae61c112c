"""Each command for people: aligned, summed up, with the assumptions below."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.registers import CHENZHOU


def test_a_schedule_for_people(run: Run, small: str) -> None:
    result = run("schedule", small, "--year", "2017", "--by-payer")
    assert (
        result.stdout
        == """\
Payment schedule: 小册
2017-01-01 to 2017-12-31, amounts in 万元

contract  line   number  kind    name    service from  service to  due            amount  payer   title
--------  -----  ------  ------  ------  ------------  ----------  ----------  ---------  ------  --------
A         rent        1  cyclic          2017-09-01    2017-09-30  2017-09-30   0.166667  北湖区  线路租赁
A         rent        1  cyclic          2017-09-01    2017-09-30  2017-09-30   0.083333  市本级
A         rent        2  cyclic          2017-10-01    2017-10-31  2017-10-31   0.166666  北湖区
A         rent        2  cyclic          2017-10-01    2017-10-31  2017-10-31   0.083334  市本级
A         rent        3  cyclic          2017-11-01    2017-11-30  2017-11-30   0.166667  北湖区
A         rent        3  cyclic          2017-11-01    2017-11-30  2017-11-30   0.083333  市本级
B         build       1  stage   首付款                            2017-10-10  30.000000  市本级  平台建设
B         spare       1  once                                      2017-11-11   0.000000  市本级
--------  -----  ------  ------  ------  ------------  ----------  ----------  ---------  ------  --------
北湖区                                                                          0.500000
市本级                                                                         30.250000
total                                                                          30.750000

Assumptions
  1. 按日历年处理 [A, B]
  2. 验收日未定 [B]

Notes
  1. 另有增加线路 [A]
"""
    )


def test_a_schedule_for_people_in_chinese(run: Run, small: str) -> None:
    result = run("schedule", small, "--contract", "B", "--from", "2017-10-10", "--lang", "zh", "--unit", "元")
    assert (
        result.stdout
        == """\
付款计划: 小册
自 2017-10-10 起, 金额单位: 元

合同  明细   期次  类型  名称    应付日            金额  标题
----  -----  ----  ----  ------  ----------  ----------  --------
B     build     1  阶段  首付款  2017-10-10  300,000.00  平台建设
B     build     2  阶段  进度款  2018-03-01  200,000.00
B     spare     1  一次          2017-11-11        0.00
----  -----  ----  ----  ------  ----------  ----------  --------
合计                                         500,000.00

假定
  1. 按日历年处理 [B]
  2. 验收日未定 [B]
"""
    )


def test_moved_and_missing_days_are_shown(run: Run, small: str) -> None:
    lines = run("schedule", small, "--to", "2018-01-02").stdout.splitlines()
    assert lines[1] == "up to 2018-01-02, amounts in 万元"
    (moved,) = (line for line in lines if "2018-01-02" in line and line.startswith("A "))
    assert "2017-12-31      2018-01-02" in moved
    assert "undated" in run("schedule", small).stdout
    assert "未定日" in run("schedule", small, "--lang", "zh").stdout


def test_a_provisional_day_is_marked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "later.toml"
    path.write_text(
        '[[contracts]]\nid = "L"\n[[contracts.lines]]\nid = "a"\ntotal = "1"\nfrom = 2026-12-01\nto = 2027-01-31\n'
        'calendar = "CN"\nbeyond = "weekends"\nbilling = { every = "1 month", when = "arrears" }\n',
        encoding="utf-8",
    )
    english = run("schedule", str(path)).stdout.splitlines()
    assert english[:2] == ["Payment schedule", "amounts in CNY"]
    assert [line.split()[7:9] for line in english[5:7]] == [["2026-12-31", "0.50"], ["2027-02-01", "yes"]]
    assert "暂定" in run("schedule", str(path), "--lang", "zh").stdout


def test_periods_stand_side_by_side(run: Run, small: str) -> None:
    result = run("obligations", small, "--as-of", "2017-09-30", "--by-payer", "--lang", "zh")
    assert (
        result.stdout.partition("\n\n假定")[0]
        == """\
2017-09-30 之后到期的承诺: 小册
金额单位: 万元

合同    明细   承担方       2017       2018     未定日        合计  标题
------  -----  ------  ---------  ---------  ---------  ----------  --------
-C      study  市本级              0.000001               0.000001
A       rent   市本级   0.166667   0.083333               0.250000  线路租赁
A       rent   北湖区   0.333333   0.166667               0.500000
B       build  市本级  30.000000  20.000000  50.000000  100.000000  平台建设
B       spare  市本级   0.000000                          0.000000
------  -----  ------  ---------  ---------  ---------  ----------  --------
市本级                 30.166667  20.083334  50.000000  100.250001
北湖区                  0.333333   0.166667               0.500000
合计                   30.500000  20.250001  50.000000  100.750001"""
    )


def test_bands_stand_in_their_order(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "long.toml"
    path.write_text(
        '[register]\nname = "长"\n[[contracts]]\nid = "L"\n[[contracts.lines]]\nid = "a"\ntotal = "100"\n'
        'from = 2018-01-01\nto = 2027-12-31\nbilling = { every = "1 year" }\n',
        encoding="utf-8",
    )

    def headings(bands: str, lang: str = "en") -> list[str]:
        result = run("obligations", str(path), "--as-of", "2017-12-31", "--bands", bands, "--lang", lang)
        return result.stdout.splitlines()[3].split()[2:]

    assert headings("ias17") == ["<=1y", "1-5y", ">5y", "total"]
    assert headings("ias17", "zh") == ["1年以内", "1至5年", "5年以上", "合计"]
    assert headings("gasb") == ["2018", "2019", "2020", "2021", "2022", "2023-2027", "total"]
    assert headings("cn3", "zh") == ["2018", "2019", "2020", "以后", "合计"]


def test_a_group_without_a_name_says_so(run: Run, small: str) -> None:
    lines = run("shares", small, "--by", "category").stdout.splitlines()
    assert [line.split()[0] for line in lines[5:9]] == ["建设", "租赁", "租赁", "(not"]
    english = run("accruals", small, "--by", "recurring").stdout.splitlines()
    assert [line.split()[0] for line in english[5:7]] == ["no", "yes"]


def test_many_periods_are_continued_below_and_summed_up(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "many.toml"
    stages = "".join(
        f'{{ name = "{i}", percent = "25", {due} }},'
        for i, due in enumerate(["on = 2017-11-30", "on = 2018-02-28", "on = 2018-12-01", 'after = "accepted"'])
    )
    path.write_text(
        '[[contracts]]\nid = "L"\ntitle = "长"\n[[contracts.lines]]\nid = "a"\ntotal = "24"\n'
        'from = 2017-07-01\nto = 2019-06-30\nbilling = { every = "1 month" }\n'
        f'[[contracts]]\nid = "S"\n[[contracts.lines]]\nid = "b"\ntotal = "4"\nstages = [{stages}]\n',
        encoding="utf-8",
    )
    result = run("obligations", str(path), "--as-of", "2017-10-31", "--per", "month")
    tables_of = result.stdout.split("\n\n")[1:]
    assert [table.splitlines()[0].split() for table in tables_of] == [
        ["contract", "line", "2017-11", "2017-12", "2017"],
        ["contract", "line", *(f"2018-{month:02}" for month in range(1, 13)), "2018"],
        ["contract", "line", *(f"2019-{month:02}" for month in range(1, 7)), "2019"],
        ["contract", "line", "2017", "2018", "2019", "undated", "total", "title"],
    ]
    assert [line.split() for line in tables_of[-1].splitlines()[2:]] == [
        ["L", "a", "2.00", "12.00", "6.00", "20.00", "长"],
        ["S", "b", "1.00", "2.00", "1.00", "4.00"],
        ["--------", "----", "----", "-----", "----", "-------", "-----", "-----"],
        ["total", "3.00", "14.00", "6.00", "1.00", "24.00"],
    ]
    fiscal = run("obligations", str(path), "--as-of", "2017-06-30", "--per", "month", "--fiscal-year-start", "7")
    assert [table.splitlines()[0].split()[-1] for table in fiscal.stdout.split("\n\n")[1:-1]] == ["2018", "2019"]


@pytest.mark.parametrize(
    ("per", "names"),
    [
        ("quarter", ["2016 to 2018", "2019 to 2021", "2022 to 2024", "2025 to 2026"]),
        ("half", ["2016 to 2021", "2022 to 2026"]),
    ],
)
def test_whole_years_stay_together(run: Run, per: str, names: list[str]) -> None:
    parts = run("accruals", CHENZHOU, "--per", per).stdout.split("\n\n")[1:]
    assert [re.split(r"  +", part.splitlines()[0])[-1] for part in parts[: len(names)]] == names
    assert re.split(r"  +", parts[len(names)].splitlines()[0])[2:] == [*names, "total", "title"]


def test_more_than_a_dozen_years_are_continued_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "long.toml"
    path.write_text(
        '[[contracts]]\nid = "L"\n[[contracts.lines]]\nid = "a"\ntotal = "100"\n'
        'from = 2018-01-01\nto = 2037-12-31\nbilling = { every = "1 year" }\n',
        encoding="utf-8",
    )
    lines = run("shares", str(path)).stdout.splitlines()
    assert [line.rpartition("  ")[2] for line in lines if line.startswith("contract")] == [
        *("2018 to 2029", "2030 to 2037", "total")
    ]
    (row, *_) = (line for line in lines if line.startswith("L "))
    assert row.split()[:3] == ["L", "a", "(not"]


@pytest.mark.parametrize(
    ("first", "across", "names"),
    [
        (2018, [12, 2], ["2018 to 2057", "2058 to 2067"]),
        (2040, [12, 1], ["2038 to 2097", "2098 to 2102"]),
    ],
)
def test_more_than_a_dozen_bands_are_continued_too(
    run: Run, tmp_path: Path, first: int, across: list[int], names: list[str]
) -> None:
    path = tmp_path / "long.toml"
    path.write_text(
        '[[contracts]]\nid = "L"\n[[contracts.lines]]\nid = "a"\nrate = "1"\n'
        f'from = {first}-01-01\nto = {names[-1][-4:]}-12-31\nbilling = {{ every = "1 year" }}\n'
        '[[contracts]]\nid = "U"\n[[contracts.lines]]\nid = "b"\ntotal = "2"\n'
        'stages = [{ name = "x", percent = "100", after = "accepted" }]\n',
        encoding="utf-8",
    )
    result = run("obligations", str(path), "--as-of", "2017-12-31", "--bands", "gasb")
    parts = [[re.split(r"  +", line) for line in part.splitlines()] for part in result.stdout.split("\n\n")[1:]]
    assert [part[0][-1] for part in parts] == [*names, "total"]
    assert [len(part[0]) - 3 for part in parts[:-1]] == across
    assert parts[-1][0] == ["contract", "line", *names, "undated", "total"]
    years = int(names[-1][-4:]) - first + 1
    assert parts[-1][-1][-2:] == ["2.00", f"{years + 2}.00"]


def test_nothing_is_said_in_a_word(run: Run, small: str) -> None:
    assert run("schedule", small, "--year", "2030").stdout == (
        "Payment schedule: 小册\n2030-01-01 to 2030-12-31, amounts in 万元\n\nnothing\n"
    )
    assert run("obligations", small, "--as-of", "2030-01-01", "--contract", "A", "--lang", "zh").stdout.endswith(
        "\n\n无\n"
    )


def test_the_founding_case_does_not_add_up(run: Run) -> None:
    english = run("reconcile", CHENZHOU, "--year", "2017")
    chinese = run("reconcile", CHENZHOU, "--year", "2017", "--lang", "zh")
    assert english.exit_code == chinese.exit_code == 1
    assert (
        "\nLines of 2017 compared: agrees 35.\n"
        "What is scheduled sums to 2416.448 万元, as do the reported lines.\n"
        "The reported lines sum to 2416.448 万元, the report states 2261.13 万元; "
        "155.318 万元 are unexplained, rounding explains 0.1755 万元 at most.\n"
        "What is scheduled sums to 2416.448 万元, the report states 2261.13 万元 as its total; "
        "155.318 万元 are unexplained, rounding explains 0.005 万元 at most.\n"
    ) in english.stdout
    assert (
        "\n2017 年度逐项核对: 相符 35。\n"
        "计划合计 2416.448 万元, 与报告各项合计相同。\n"
        "报告各项合计 2416.448 万元, 报告所列总计 2261.13 万元; 差额 155.318 万元无法解释, 舍入至多解释 0.1755 万元。\n"
        "计划合计 2416.448 万元, 报告所列总计 2261.13 万元; 差额 155.318 万元无法解释, 舍入至多解释 0.005 万元。\n"
    ) in chinese.stdout
    assert english.stderr == ""
    assert "*footing*  2,416.448  2,261.130     155.318  0.1755  unexplained" in english.stdout
    in_yuan = run("reconcile", CHENZHOU, "--year", "2017", "--unit", "元").stdout
    assert "1553180.00 元 are unexplained, rounding explains 1755.00 元 at most" in in_yuan


@pytest.mark.parametrize(
    ("currency", "unit", "name"),
    [
        ("USD", "million", "million USD"),
        ("USD", "1", "USD"),
        ("CNY", "万", "万 CNY"),
        ("CNY", "万元", "万元"),
        ("CNY", "元", "元"),
    ],
)
def test_a_page_names_the_currency_of_its_amounts(
    run: Run, tmp_path: Path, currency: str, unit: str, name: str
) -> None:
    path = tmp_path / "plain.toml"
    path.write_text(
        f'[register]\ncurrency = "{currency}"\n[[contracts]]\nid = "A"\n[[contracts.lines]]\nid = "a"\n'
        'total = "3000000"\ndue = 2017-05-01\n',
        encoding="utf-8",
    )
    assert run("schedule", str(path), "--unit", unit).stdout.splitlines()[1] == f"amounts in {name}"
    assert run("check", str(path), "--unit", unit).stderr.endswith(f" {name}\n")


def test_an_assumption_of_many_contracts_stands_once(run: Run) -> None:
    text = run("schedule", CHENZHOU).stdout
    assert text.count("假定这项支出全数在2017年内到期 [CZ-01 to CZ-35]") == 1
    assert "该项目已在2015年1月完成了政府采购,中标价1304万,市级需负担522万元。 [CZ-09]" in text
