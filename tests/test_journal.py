"""The journal: entries by hand, accounts of one's own, and what programs for bookkeeping make of it."""

import shutil
import subprocess
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from beancount import loader
from beancount.core.data import Transaction
from click.testing import CliRunner

import contracts as ct
from contracts.cli import main
from tests.reports.registers import founding, monthly

YEAR = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))
FIRST_HALF = ct.Period.through(date(2017, 1, 1), date(2017, 6, 15))
FOLDER = Path(__file__).parents[1] / "examples" / "chenzhou-2017"
FILES = [str(FOLDER / name) for name in ("register.toml", "payments.toml")]


def paid(name: str, contract: str, on: date, minor: int) -> ct.Payment:
    return ct.Payment(id=name, contract=contract, on=on, amount=ct.Money(minor, "CNY"))


def postings(sheet: ct.Sheet) -> list[tuple[date, str, str, str, int]]:
    """Day, event, book, account's code and amount of each posting, credits below 0."""
    columns = sheet.columns
    accounts = [account.partition(" ")[0] for account in columns["account"]]
    amounts = [debit - credit for debit, credit in zip(columns["debit"], columns["credit"], strict=True)]
    return list(zip(columns["day"], columns["event"], columns["book"], accounts, amounts, strict=True))


def test_an_advance_becomes_an_expense_month_by_month() -> None:
    """365 days of 10.00 a day; 40 days are paid on 10 January, so that 9 of them are left at the end of January."""
    register = ct.Register([monthly("A", "3650")], payments=[paid("P", "A", date(2017, 1, 10), 400_00)])
    assert postings(ct.journal(register, ct.Period.through(date(2017, 1, 1), date(2017, 2, 28)))) == [
        (date(2017, 1, 10), "cash", "financial", "1214", 400_00),
        (date(2017, 1, 10), "cash", "financial", "1011", -400_00),
        (date(2017, 1, 10), "cash", "budget", "7201", 400_00),
        (date(2017, 1, 10), "cash", "budget", "8001", -400_00),
        (date(2017, 1, 31), "accrual", "financial", "5001", 310_00),
        (date(2017, 1, 31), "accrual", "financial", "1214", -310_00),
        (date(2017, 2, 28), "accrual", "financial", "5001", 280_00),
        (date(2017, 2, 28), "accrual", "financial", "2302", -190_00),
        (date(2017, 2, 28), "accrual", "financial", "1214", -90_00),
    ]


def test_what_stands_before_the_period_is_its_first_entry() -> None:
    register = ct.Register([monthly("A", "3650")], payments=[paid("P", "A", date(2017, 2, 28), 590_00)])
    assert postings(ct.journal(register, ct.Period.through(date(2017, 2, 1), date(2017, 2, 28)))) == [
        (date(2017, 2, 1), "opening", "financial", "3001", 310_00),
        (date(2017, 2, 1), "opening", "financial", "2302", -310_00),
        (date(2017, 2, 28), "accrual", "financial", "5001", 280_00),
        (date(2017, 2, 28), "accrual", "financial", "2302", -280_00),
        (date(2017, 2, 28), "cash", "financial", "2302", 590_00),
        (date(2017, 2, 28), "cash", "financial", "1011", -590_00),
        (date(2017, 2, 28), "cash", "budget", "7201", 590_00),
        (date(2017, 2, 28), "cash", "budget", "8001", -590_00),
    ]


def test_a_period_that_ends_within_a_month_earns_up_to_its_last_day() -> None:
    sheet = ct.journal(ct.Register([monthly("A", "3650")]), FIRST_HALF)
    assert [row[:2] for row in postings(sheet)][-1] == (date(2017, 6, 15), "accrual")
    assert sum(amount for _, _, _, account, amount in postings(sheet) if account == "2302") == -1660_00


def test_the_founding_case_settles_line_8() -> None:
    sheet = ct.journal(founding().register, YEAR)
    of_line = [row for row, name in zip(postings(sheet), sheet.columns["contract"], strict=True) if name == "CZ-08"]
    assert of_line[:2] == [
        (date(2017, 1, 1), "opening", "financial", "3001", 97400_00),
        (date(2017, 1, 1), "opening", "financial", "2302", -97400_00),
    ]
    assert sum(amount for _, _, _, account, amount in of_line if account == "2302") == 0


def test_accounts_are_those_of_the_body_and_of_the_category() -> None:
    contract = monthly("A", "3650")
    rent = ct.Contract(id="B", category="租赁", lines=contract.lines)
    accounts = ct.Accounts(payable="2202", expense_of={"租赁": "5101 单位管理费用"})
    sheet = ct.journal(ct.Register([contract, rent]), FIRST_HALF, accounts=accounts)
    used = {(row[0], row[1]) for row in zip(sheet.columns["contract"], sheet.columns["account"], strict=True)}
    assert used == {("A", "5001 业务活动费用"), ("A", "2202"), ("B", "5101 单位管理费用"), ("B", "2202")}


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"payable": "1"}, None, None),
        ({"payable": "1", "prepaid": "1"}, "ACCOUNTS_ALIKE", "prepaid"),
        ({"expense_of": {"a": "2302 应付账款"}}, "ACCOUNTS_ALIKE", "expense_of.a"),
        ({"expense_of": {"a": "5001 业务活动费用"}}, None, None),
        ({"expense_of": []}, "TYPE_WRONG", "expense_of"),
        ({"cash": ""}, "TEXT_EMPTY", "cash"),
    ],
)
def test_accounts_that_could_not_be_told_apart_are_refused(
    given: dict[str, object], code: str | None, field: str | None
) -> None:
    if code is None:
        ct.Accounts(**given)  # type: ignore[arg-type]
        return
    with pytest.raises(ct.TermsError) as refused:
        ct.Accounts(**given)  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.field) == (code, field)


def test_what_is_no_period_is_refused() -> None:
    with pytest.raises(ct.TermsError, match="period"):
        ct.journal(ct.Register([]), date(2017, 1, 1))  # type: ignore[arg-type]


# Files of accounts


def test_accounts_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "accounts.toml"
    path.write_text('payable = "2202"\n[expense_of]\n"租赁" = "5101"\n', encoding="utf-8")
    assert ct.load_accounts(path) == ct.Accounts(payable="2202", expense_of={"租赁": "5101"})


def test_everything_wrong_with_a_file_of_accounts_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "accounts.toml"
    path.write_text('payable = 2202\npayables = "1"\nexpense_of = "x"\n[prepaid]\n', encoding="utf-8")
    with pytest.raises(ct.RegisterError) as refused:
        ct.load_accounts(path)
    assert [(problem.line_number, problem.code, problem.field) for problem in refused.value.problems] == [
        (2, "KEY_UNKNOWN", "payables"),
        (3, "TYPE_WRONG", "expense_of"),
        (4, "TYPE_WRONG", "prepaid"),
    ]


def test_accounts_that_are_alike_are_told_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "accounts.toml"
    path.write_text('payable = "1"\nprepaid = "1"\n', encoding="utf-8")
    with pytest.raises(ct.RegisterError) as refused:
        ct.load_accounts(path)
    assert [(problem.line_number, problem.code) for problem in refused.value.problems] == [(2, "ACCOUNTS_ALIKE")]
    path.write_text("payable = 1", encoding="utf-8")
    with pytest.raises(ct.RegisterError, match="payable"):
        ct.load_accounts(path)
    with pytest.raises(ct.RegisterError, match="there is no"):
        ct.load_accounts(tmp_path / "missing.toml")


# Programs for bookkeeping


def test_beancount_reads_it_and_comes_to_the_same() -> None:
    sheet = ct.journal(founding().register, YEAR)
    entries, errors, _ = loader.load_string(ct.booked(sheet, "beancount"))
    assert not errors
    sums: dict[str, int] = defaultdict(int)
    for entry in entries:
        if isinstance(entry, Transaction):
            for posting in entry.postings:
                assert posting.units is not None
                assert posting.units.number is not None
                sums[posting.account] += int(posting.units.number * 100)
    assert sums["Assets:1011-零余额账户用款额度"] == -24164480_00
    assert sums["Liabilities:2302-应付账款"] == 0
    assert sums["Expenses:Budget:7201-事业支出"] == 24164480_00


@pytest.mark.parametrize(("program", "check"), [("hledger", ["check", "-s"]), ("ledger", ["bal"])])
def test_programs_that_are_there_read_it(program: str, check: list[str], tmp_path: Path) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not on this machine: apt-get install {program}")
    path = tmp_path / "x.journal"
    path.write_text(ct.booked(ct.journal(founding().register, YEAR), program), encoding="utf-8")
    environment = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    options = ["check"] if program == "hledger" else check
    done = subprocess.run(
        [program, "-f", str(path), *options], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    balance = subprocess.run(
        [program, "-f", str(path), "bal", "--flat", "1011"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "-24164480.00 CNY" in balance.stdout


def test_other_programs_and_tables_are_refused() -> None:
    sheet = ct.journal(ct.Register([monthly("A", "1200")]), FIRST_HALF)
    with pytest.raises(ct.TermsError, match=r"^books: "):
        ct.booked(sheet, "gnucash")
    with pytest.raises(ct.TermsError, match="journal"):
        ct.booked(ct.cutoff(ct.Register([]), date(2017, 1, 1)), "ledger")
    with pytest.raises(ct.TermsError, match="account"):
        ct.booked(sheet, "ledger", ct.Accounts(payable="1"))
    assert ct.booked(ct.journal(ct.Register([]), FIRST_HALF), "beancount") == "\n"


# The command


def test_the_command_prints_tables_and_books(tmp_path: Path) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(main, ["journal", *FILES, *arguments])
        return result.exit_code, result.stdout, result.stderr

    code, text, _ = run("--year", "2017", "--format", "csv")
    assert code == 0
    assert text.splitlines()[0] == "entry,day,contract,book,event,payment,account,debit,credit,currency"
    assert text.splitlines()[1] == "CZ-08/1,2017-01-01,CZ-08,financial,opening,,3001 累计盈余,97400.00,0.00,CNY"
    code, text, _ = run("--from", "2017-01-01", "--to", "2017-12-31", "--books", "hledger")
    assert code == 0
    assert text.startswith("2017-01-01 * CZ-08 | opening CZ-08/1\n    Equity:3001-累计盈余  97400.00 CNY\n")
    code, text, _ = run("--year", "2017", "--lang", "zh")
    assert (code, "财务会计" in text) == (0, True)
    accounts = tmp_path / "accounts.toml"
    accounts.write_text('cash = "1002 银行存款"', encoding="utf-8")
    code, text, _ = run("--year", "2017", "--accounts", str(accounts), "--format", "json")
    assert (code, "1002 银行存款" in text, "1011" in text) == (0, True, False)
    assert run("--year", "2017", "--books", "ledger", "--format", "csv")[0] == 2
    assert run()[0] == 2
    accounts.write_text("cash = 1", encoding="utf-8")
    code, _, told = run("--year", "2017", "--accounts", str(accounts))
    assert (code, "accounts.toml:1" in told) == (2, True)


@pytest.mark.parametrize("books", ct.Books)
def test_what_a_category_earns_has_its_own_account_in_every_program(books: ct.Books) -> None:
    contract = evolve(monthly("A", "3650"), category="租赁")
    accounts = ct.Accounts(expense_of={"租赁": "5101 单位管理费用"})

    text = ct.booked(ct.journal(ct.Register([contract]), YEAR, accounts=accounts), books, accounts)
    assert text.count("Expenses:5101-单位管理费用  ") == 12


@pytest.mark.parametrize(
    ("cash", "name"),
    [
        ("1002_01 银行存款（基本户）", "1002-01-银行存款-基本户"),
        ("（）", "Cash"),
        ("１０１１②", "10112"),
        ("é\u0302 ж", "É-ж"),
        ("ж", "Ж"),
    ],
)
def test_names_of_accounts_are_letters_and_digits(cash: str, name: str, tmp_path: Path) -> None:
    accounts = ct.Accounts(cash=cash)
    register = ct.Register([monthly("A", "3650")], payments=[paid("P", "A", date(2017, 2, 28), 590_00)])
    text = ct.booked(ct.journal(register, YEAR, accounts=accounts), ct.Books.BEANCOUNT, accounts)

    assert f"open Assets:{name}\n" in text
    (tmp_path / "books.beancount").write_text(text, encoding="utf-8")
    assert loader.load_file(str(tmp_path / "books.beancount"))[1] == []


def test_accounts_of_one_name_are_refused() -> None:
    accounts = ct.Accounts(cash="1 现金", prepaid="1-现金")
    sheet = ct.journal(ct.Register([monthly("A", "3650")]), YEAR, accounts=accounts)

    with pytest.raises(ct.TermsError) as caught:
        ct.booked(sheet, ct.Books.HLEDGER, accounts)
    assert (caught.value.code, caught.value.field, caught.value.data["other"]) == ("ACCOUNTS_ALIKE", "cash", "1-现金")
