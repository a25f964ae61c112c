"""Each command for machines: its columns, its rows, and what it tells beside them."""

import json
from pathlib import Path

import pytest

from contracts import tables
from tests.cli.conftest import Run
from tests.cli.registers import CHENZHOU, COMMANDS, SMALL, rows


def test_schedule(run: Run, small: str) -> None:
    result = run("schedule", small, "--format", "csv")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout == (
        "contract,line,number,kind,name,service_from,service_to,due_unadjusted,due,provisional,amount,currency\n"
        "-C,study,1,once,,,,2018-06-30,2018-06-30,false,0.01,CNY\n"
        "A,rent,1,cyclic,,2017-09-01,2017-09-30,2017-09-30,2017-09-30,false,2500.00,CNY\n"
        "A,rent,2,cyclic,,2017-10-01,2017-10-31,2017-10-31,2017-10-31,false,2500.00,CNY\n"
        "A,rent,3,cyclic,,2017-11-01,2017-11-30,2017-11-30,2017-11-30,false,2500.00,CNY\n"
        "A,rent,4,cyclic,,2017-12-01,2017-12-31,2017-12-31,2018-01-02,false,2500.00,CNY\n"
        "B,build,1,stage,首付款,,,2017-10-10,2017-10-10,false,300000.00,CNY\n"
        "B,build,2,stage,进度款,,,2018-03-01,2018-03-01,false,200000.00,CNY\n"
        "B,build,3,stage,尾款,,,,,false,450000.00,CNY\n"
        "B,build,4,stage,质保金,,,,,false,50000.00,CNY\n"
        "B,spare,1,once,,,,2017-11-11,2017-11-11,false,0.00,CNY\n"
    )


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        (["--year", "2017"], ["A1", "A2", "A3", "B1", "B1"]),
        (["--year", "2018"], ["-C1", "A4", "B2"]),
        (["--year", "2018", "--fiscal-year-start", "10"], ["-C1", "A2", "A3", "A4", "B1", "B2", "B1"]),
        (["--from", "2018-01-02"], ["-C1", "A4", "B2"]),
        (["--from", "2018-01-03"], ["-C1", "B2"]),
        (["--to", "2017-10-10"], ["A1", "B1"]),
        (["--from", "2017-10-31", "--to", "2017-11-11"], ["A2", "B1"]),
        (["--contract", "A"], ["A1", "A2", "A3", "A4"]),
        (["--contract", "B", "--contract", "-C", "--year", "2018"], ["-C1", "B2"]),
    ],
)
def test_a_schedule_is_chosen_by_the_day_it_falls_due(
    run: Run, small: str, options: list[str], numbers: list[str]
) -> None:
    result = run("schedule", small, "--format", "csv", *options)
    assert result.exit_code == 0
    assert [row[0] + row[2] for row in rows(result.stdout)[1:]] == numbers


def test_what_has_no_day_yet_is_told_where_days_are_asked_for(run: Run, small: str) -> None:
    english = run("schedule", small, "--year", "2017", "--format", "csv")
    chinese = run("schedule", small, "--to", "2017-12-31", "--lang", "zh", "--by-payer")
    assert english.stderr == "left out, because they have no due day yet: 2 installments, 50 万元\n"
    assert chinese.stderr == "因尚无应付日而未列入: 2 期, 50 万元\n"
    assert run("schedule", small, "--from", "2017-01-01", "--contract", "A").stderr == ""
    assert run("schedule", small, "--year", "2017", "--payer", "北湖区").stderr == ""


def test_schedule_by_payer(run: Run, small: str) -> None:
    found = rows(run("schedule", small, "--by-payer", "--contract", "A", "--format", "csv").stdout)
    assert found[0] == [*tables.SCHEDULE.names, "payer"]
    assert [row[-3:] for row in found[1:5]] == [
        ["1666.67", "CNY", "北湖区"],
        ["833.33", "CNY", "市本级"],
        ["1666.66", "CNY", "北湖区"],
        ["833.34", "CNY", "市本级"],
    ]


def test_a_payer_s_schedule_has_that_payer_s_shares(run: Run, small: str) -> None:
    found = rows(run("schedule", small, "--payer", "北湖区", "--format", "csv").stdout)
    assert [row[-3:] for row in found] == [
        ["amount", "currency", "payer"],
        *([amount, "CNY", "北湖区"] for amount in ("1666.67", "1666.66", "1666.67", "1666.67")),
    ]


def test_accruals(run: Run, small: str) -> None:
    result = run("accruals", small, "--per", "quarter", "--format", "csv")
    assert result.exit_code == 0
    assert result.stdout == (
        "contract,line,period_from,period_to,amount,cumulative,currency\n"
        "-C,study,2018-04-01,2018-06-30,0.01,0.01,CNY\n"
        "A,rent,2017-07-01,2017-09-30,2459.02,2459.02,CNY\n"
        "A,rent,2017-10-01,2017-12-31,7540.98,10000.00,CNY\n"
        "B,build,2017-10-01,2017-12-31,300000.00,300000.00,CNY\n"
        "B,build,2018-01-01,2018-03-31,200000.00,500000.00,CNY\n"
        "B,spare,2017-10-01,2017-12-31,0.00,0.00,CNY\n"
    )
    assert result.stderr == (
        "in no period, because they fall due and are earned on a day not yet known: 2 installments, 50 万元\n"
    )


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], 4 + 1 + 6 + 1),
        (["--per", "month"], 4 + 1 + 6 + 1),
        (["--per", "half"], 1 + 1 + 2 + 1),
        (["--per", "year"], 1 + 1 + 2 + 1),
        (["--per", "year", "--fiscal-year-start", "10"], 2 + 1 + 1 + 1),
        (["--year", "2018"], 3 + 1),
        (["--from", "2017-12-31", "--to", "2017-12-31"], 2),
        (["--contract", "A"], 4),
        (["--payer", "北湖区"], 4),
        (["--by-payer", "--contract", "A"], 8),
    ],
)
def test_accruals_of_what_is_asked_for(run: Run, small: str, options: list[str], found: int) -> None:
    result = run("accruals", small, "--format", "csv", *options)
    assert result.exit_code == 0
    assert len(rows(result.stdout)) == 1 + found


def test_accruals_tell_only_the_undated_of_the_payer(run: Run, small: str) -> None:
    assert run("accruals", small, "--payer", "北湖区").stderr == ""
    assert "2 installments, 50 万元" in run("accruals", small, "--payer", "市本级").stderr


def test_obligations(run: Run, small: str) -> None:
    result = run("obligations", small, "--as-of", "2017-12-31", "--format", "csv")
    assert result.exit_code == 0
    assert result.stdout == (
        "contract,line,period,amount,currency\n"
        "-C,study,2018,0.01,CNY\n"
        "A,rent,2018,2500.00,CNY\n"
        "B,build,2018,200000.00,CNY\n"
        "B,build,undated,500000.00,CNY\n"
    )


@pytest.mark.parametrize(
    ("options", "periods"),
    [
        (["--per", "month"], ["2018-06", "2018-01", "2018-03", "undated"]),
        (["--per", "quarter"], ["2018-Q2", "2018-Q1", "2018-Q1", "undated"]),
        (["--per", "half", "--fiscal-year-start", "7"], ["2018-H2", "2018-H2", "2018-H2", "undated"]),
        (["--bands", "ias17"], ["<=1y", "<=1y", "<=1y", "undated"]),
        (["--bands", "gasb"], ["2018", "2018", "2018", "undated"]),
        (["--bands", "cn3"], ["2018", "2018", "2018", "undated"]),
        (["--contract", "A"], ["2018"]),
        (["--payer", "北湖区"], ["2018"]),
    ],
)
def test_obligations_by_period_or_band(run: Run, small: str, options: list[str], periods: list[str]) -> None:
    result = run("obligations", small, "--as-of", "2017-12-31", "--format", "csv", *options)
    assert result.exit_code == 0
    assert [row[2] for row in rows(result.stdout)[1:]] == periods


def test_obligations_by_payer_have_the_payer_last(run: Run, small: str) -> None:
    result = run("obligations", small, "--as-of", "2017-12-31", "--by-payer", "--contract", "A", "--format", "csv")
    assert result.stdout == (
        "contract,line,period,amount,currency,payer\nA,rent,2018,1666.67,CNY,北湖区\nA,rent,2018,833.33,CNY,市本级\n"
    )


def test_shares(run: Run, small: str) -> None:
    result = run("shares", small, "--contract", "A", "--format", "csv")
    assert result.exit_code == 0
    assert result.stdout == (
        "contract,line,payer,period,amount,currency\n"
        "A,rent,北湖区,2017,5000.00,CNY\n"
        "A,rent,北湖区,2018,1666.67,CNY\n"
        "A,rent,市本级,2017,2500.00,CNY\n"
        "A,rent,市本级,2018,833.33,CNY\n"
    )


@pytest.mark.parametrize(
    ("options", "found", "told"),
    [
        ([], 9, 0),
        (["--per", "month"], 13, 0),
        (["--year", "2018"], 4, 2),
        (["--from", "2018-01-01", "--to", "2018-02-01"], 2, 2),
        (["--year", "2018", "--fiscal-year-start", "4"], 4, 2),
        (["--payer", "北湖区", "--year", "2017"], 1, 0),
        (["--payer", "市本级", "--year", "2017"], 3, 2),
    ],
)
def test_shares_of_what_is_asked_for(run: Run, small: str, options: list[str], found: int, told: int) -> None:
    result = run("shares", small, "--format", "csv", *options)
    assert result.exit_code == 0
    assert len(rows(result.stdout)) == 1 + found
    assert result.stderr == (
        f"left out, because they have no due day yet: {told} installments, 50 万元\n" if told else ""
    )


@pytest.mark.parametrize("group", ["contract", "vendor", "category", "payer", "recurring"])
def test_a_group_stands_in_place_of_contract_and_line(run: Run, small: str, group: str) -> None:
    by = ("--by", group, "--format", "csv")
    shares = (
        [group, "period", "amount", "currency"]
        if group == "payer"
        else [group, "payer", *["period", "amount", "currency"]]
    )
    assert rows(run("shares", small, *by).stdout)[0] == shares
    assert rows(run("obligations", small, "--as-of", "2017-12-31", *by).stdout)[0] == [
        *(group, "period", "amount", "currency")
    ]
    assert rows(run("accruals", small, *by).stdout)[0] == [
        *(group, "period_from", "period_to", "amount", "cumulative", "currency")
    ]


@pytest.mark.parametrize("command", ["accruals", "obligations"])
def test_a_group_by_payer_has_the_payer_last(run: Run, small: str, command: str) -> None:
    options = (*COMMANDS[command], "--by", "vendor", "--format", "csv")
    by_payer = rows(run(command, small, *options, "--by-payer").stdout)
    one = rows(run(command, small, *options, "--payer", "北湖区").stdout)
    assert by_payer[0][0] == one[0][0] == "vendor"
    assert by_payer[0][-1] == one[0][-1] == "payer"
    assert [by_payer[0], *(row for row in by_payer if row[-1] == "北湖区")] == one


@pytest.mark.parametrize("command", ["accruals", "obligations", "shares"])
def test_a_payer_is_picked_where_payers_are_the_group(run: Run, small: str, command: str) -> None:
    found = rows(
        run(command, small, *COMMANDS[command], "--by", "payer", "--payer", "北湖区", "--format", "csv").stdout
    )
    assert len(found) > 1
    assert {row[0] for row in found[1:]} == {"北湖区"}


def test_reconcile(run: Run, small: str) -> None:
    result = run("reconcile", small, "--year", "2018", "--format", "csv")
    assert result.exit_code == 1
    assert result.stdout == (
        "contract,scheduled,reported,difference,bound,within_rounding,finding,currency\n"
        "-C,0.01,,0.01,0.00,false,not reported,CNY\n"
        "A,2500.00,3000.00,-500.00,500.00,true,within rounding,CNY\n"
        "B,200000.00,200000.00,0.00,500.00,true,agrees,CNY\n"
        "D,,10000.00,-10000.00,500.00,false,not scheduled,CNY\n"
        "*sum*,202500.01,213000.00,-10499.99,1500.00,false,unexplained,CNY\n"
        "*footing*,213000.00,,213000.00,1500.00,false,not reported,CNY\n"
        "*total*,202500.01,,202500.01,0.00,false,not reported,CNY\n"
    )
    assert "D not scheduled: scheduled nothing, reported 1 万元, difference -1 万元." in result.stderr


def test_reconcile_on_a_basis_takes_each_difference_apart(run: Run, small: str) -> None:
    """B was due for 20 万元 in 2018, of which 0.4 万元 were paid ahead in 2017, and nothing in the year."""
    plain = run("reconcile", small, "--year", "2018", "--format", "csv")
    due = run("reconcile", small, "--year", "2018", "--format", "csv", "--basis", "due")
    paid = run("reconcile", small, "--year", "2018", "--format", "csv", "--basis", "paid")
    more = ",on_basis,timing,unpaid,prepaid,unmatched,rounding,not_in_register,unexplained"
    assert due.exit_code == paid.exit_code == 1
    assert due.stdout.splitlines()[0] == paid.stdout.splitlines()[0] == plain.stdout.splitlines()[0] + more
    for before, after in zip(rows(plain.stdout), rows(due.stdout), strict=True):
        assert after[:8] == before
    assert rows(due.stdout)[4][8:] == ["", "0.00", "0.00", "0.00", "0.00", "0.00", "-10000.00", "0.00"]
    assert rows(paid.stdout)[3][1:4] == ["200000.00", "200000.00", "0.00"]
    assert rows(paid.stdout)[3][8:] == ["0.00", "4000.00", "196000.00", "0.00", "0.00", "0.00", "0.00", "-200000.00"]
    assert "B unexplained: paid 0 万元, reported 20 万元, difference -20 万元." in paid.stderr


def test_a_page_of_a_reconciliation_on_a_basis_shows_the_parts_that_there_are(run: Run) -> None:
    """Line 8 was earned in 2016."""
    english = run("reconcile", CHENZHOU, "--year", "2017", "--basis", "earned")
    chinese = run("reconcile", CHENZHOU, "--year", "2017", "--basis", "earned", "--lang", "zh")
    assert english.exit_code == chinese.exit_code == 1
    lines = english.stdout.splitlines()
    assert lines[1] == "earned, amounts in 万元"
    assert lines[3].split() == [
        *("contract", "scheduled", "on", "basis", "reported", "difference", "timing", "unexplained", "finding", "title")
    ]
    assert "*total*    2,416.448  2,406.708  2,261.130     155.318   9.740      145.578  unexplained" in english.stdout
    assert (
        "\nWhat is earned sums to 2406.708 万元, the reported lines to 2416.448 万元; 9.74 万元 are" in english.stdout
    )
    assert "\n应计合计 2406.708 万元, 报告各项合计 2416.448 万元; 差额 9.74 万元无法解释" in chinese.stdout
    assert "CZ-08 无法解释: 应计 0 万元, 报告 9.74 万元, 差额 -9.74 万元。" in chinese.stdout


def test_reconcile_ends_with_0_where_rounding_explains_everything(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "agrees.toml"
    text = SMALL.replace('total = "31"', 'total = "30.8"')
    path.write_text(text, encoding="utf-8")
    result = run("reconcile", str(path), "--year", "2017")
    assert result.exit_code == 0
    assert "rounding can explain the difference of 0.1 万元 (it explains 0.15 万元 at most)" in result.stdout
    path.write_text(text.replace('total = "30.8"', 'total = "30.7"').replace('"0.7"', '"0.75"'), encoding="utf-8")
    result = run("reconcile", str(path), "--year", "2017", "--format", "json")
    assert result.exit_code == 0
    assert result.stderr == "left out, because they have no due day yet: 2 installments, 50 万元\n"
    path.write_text(text.replace('total = "30.8"\n', "").replace('"0.7"', '"0.75"'), encoding="utf-8")
    result = run("reconcile", str(path), "--year", "2017")
    assert result.exit_code == 0
    assert "What is scheduled sums to 30.75 万元, as do the reported lines.\n" in result.stdout
    assert "The reported lines sum to 30.75 万元; the report states no total.\n" in result.stdout


def test_a_total_that_rounding_does_not_explain_has_a_sentence(run: Run, tmp_path: Path) -> None:
    """Rounding may explain both sums, and not all that is scheduled against the total."""
    path = tmp_path / "total.toml"
    path.write_text(
        '[register]\nunit = "万元"\n[[contracts]]\nid = "J"\n[[contracts.lines]]\nid = "a"\ntotal = "5.555"\n'
        'due = 2017-05-01\n[[reported]]\nyear = 2017\ntotal = { amount = "5.5", quantum = "0.1" }\n'
        'contracts = { J = { amount = "5.55", quantum = "0.05" } }\n',
        encoding="utf-8",
    )
    english = run("reconcile", str(path), "--year", "2017", "--format", "csv")
    assert english.exit_code == 1
    assert english.stderr.splitlines()[1:] == [
        (
            "What is scheduled sums to 5.555 万元, the reported lines to 5.55 万元; "
            "rounding can explain the difference of 0.005 万元 (it explains 0.025 万元 at most)."
        ),
        (
            "The reported lines sum to 5.55 万元, the report states 5.5 万元; "
            "rounding can explain the difference of 0.05 万元 (it explains 0.075 万元 at most)."
        ),
        (
            "What is scheduled sums to 5.555 万元, the report states 5.5 万元 as its total; "
            "0.055 万元 are unexplained, rounding explains 0.05 万元 at most."
        ),
    ]
    chinese = run("reconcile", str(path), "--year", "2017", "--lang", "zh").stdout
    assert (
        "\n计划合计 5.555 万元, 报告所列总计 5.5 万元; 差额 0.055 万元无法解释, 舍入至多解释 0.05 万元。\n" in chinese
    )


def test_one_installment_is_not_plural(run: Run, small: str) -> None:
    path = Path(small)
    text = path.read_text(encoding="utf-8")
    text = text.replace(
        'name = "尾款", percent = "45", after = "accepted", months = 1',
        'name = "尾款", percent = "45", on = 2018-05-01',
    )
    path.write_text(text, encoding="utf-8")
    assert run("schedule", small, "--year", "2017", "--format", "csv").stderr.endswith(": 1 installment, 5 万元\n")
    assert run("accruals", small, "--lang", "zh").stderr.endswith(": 1 期, 5 万元\n")


def cell_of(value: object) -> str:
    """How csv writes a value of json."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "check"])
def test_json_says_the_same_as_csv(run: Run, small: str, command: str) -> None:
    found = json.loads(run(command, small, *COMMANDS[command], "--format", "json").stdout)
    text = rows(run(command, small, *COMMANDS[command], "--format", "csv").stdout)
    assert [list(record) for record in found] == [text[0]] * (len(text) - 1)
    cells = [[cell_of(value) for value in record.values()] for record in found]
    assert cells == text[1:]


def test_json_has_types(run: Run, small: str) -> None:
    first = json.loads(run("schedule", small, "--format", "json", "--contract", "B").stdout)[2]
    assert first == {
        "contract": "B",
        "line": "build",
        "number": 3,
        "kind": "stage",
        "name": "尾款",
        "service_from": None,
        "service_to": None,
        "due_unadjusted": None,
        "due": None,
        "provisional": False,
        "amount": "450000.00",
        "currency": "CNY",
    }
    groups = json.loads(run("shares", small, "--format", "json", "--by", "recurring").stdout)
    assert {record["recurring"] for record in groups} == {True, False}
    vendors = json.loads(run("shares", small, "--format", "json", "--by", "vendor").stdout)
    assert {record["vendor"] for record in vendors} == {"电信公司", "软件公司", None}


def test_nothing_is_an_empty_list_and_a_lone_header(run: Run, small: str) -> None:
    assert run("schedule", small, "--year", "2030", "--format", "json").stdout == "[]\n"
    assert run("schedule", small, "--year", "2030", "--format", "csv").stdout == ",".join(tables.SCHEDULE.names) + "\n"


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize("command", list(COMMANDS))
def test_what_machines_read_does_not_depend_on_the_language(run: Run, small: str, command: str, form: str) -> None:
    options = (command, small, *COMMANDS[command], "--format", form)
    assert run(*options, "--lang", "en").stdout == run(*options, "--lang", "zh").stdout


def test_compare_needs_two_days_in_order(run: Run, small: str) -> None:
    assert "--known-on" in run("compare", small).stderr
    assert run("compare", small).exit_code == 2
    turned = run("compare", small, "--known-on", "2017-12-31", "2017-01-01")
    assert turned.exit_code == 2
    assert "2017-01-01" in turned.stderr
    assert run("compare", small, "--known-on", "2017-12-31", "x").exit_code == 2


def test_what_is_expected_stands_below_and_in_no_committed_sum(run: Run) -> None:
    asked = ("obligations", CHENZHOU, "--as-of", "2017-12-31", "--by", "category")
    committed, both = run(*asked).stdout, run(*asked, "--expected", "2018-12-31").stdout
    above, _, below = both.partition("Expected to come again, and not committed")
    assert above.splitlines() == [*committed.partition("\n\nAssumptions")[0].splitlines(), ""]
    assert "123.37" in below
    assert "expected" not in run(*asked, "--format", "csv").stdout
    header, *body = rows(run(*asked, "--expected", "2018-12-31", "--format", "csv").stdout)
    assert header[-1] == "expected"
    flags = {row[-1] for row in body}
    assert flags == {"false", "true"}
