"""Registers with contracts in several currencies: nothing is ever summed over two of them."""

from pathlib import Path

import pytest

import contracts as ct
from tests.cli.conftest import Run
from tests.cli.registers import rows
from tests.io.problems import LINE, problems

MIXED = """\
[register]
name = "两种货币"
unit = "万元"

[[contracts]]
id = "A"

[[contracts.lines]]
id = "rent"
rate = "0.4"
from = 2017-01-01
to = 2017-12-31
billing = { every = "3 months" }

[[contracts]]
id = "B"
currency = "USD"

[[contracts.lines]]
id = "licence"
total = "1200.50"
stages = [
    { name = "first", percent = "50", on = 2017-02-01 },
    { name = "last", percent = "50", after = "accepted" },
]

[[payments]]
id = "P-1"
contract = "B"
on = 2017-02-03
amount = "0.415"
settles = "600.25"

[[payments]]
id = "P-2"
applies = [{ contract = "B", amount = "10" }]
on = 2017-03-03
amount = "10"
currency = "USD"
"""


@pytest.fixture
def mixed(tmp_path: Path) -> str:
    path = tmp_path / "mixed.toml"
    path.write_text(MIXED, encoding="utf-8")
    return str(path)


def test_amounts_of_another_currency_stand_in_its_major_unit(mixed: str) -> None:
    register = ct.load(mixed)

    assert ct.schedule(register).totals() == {"CNY": ct.Money(1_600_000, "CNY"), "USD": ct.Money(120_050, "USD")}
    assert [(payment.amount, payment.settled.minor) for payment in register.payments] == [
        (ct.Money(415_000, "CNY"), 60_025),
        (ct.Money(1_000, "USD"), 1_000),
    ]


@pytest.mark.parametrize(
    ("command", "sums"),
    [
        (("schedule",), ("1.6", "1,200.50")),
        (("accruals", "--per", "year"), ("1.6    1.6", "600.25  600.25")),
        (("obligations", "--as-of", "2017-03-31"), ("1.2    1.2", "600.25  600.25")),
        (("cutoff", "--as-of", "2017-12-31"), ("1.6     1.6  1.6      1.6      1.2", "1,200.50  600.25")),
        (("ledger", "--as-of", "2017-12-31"), ("1.6      1.6   1.6", "590.25")),
        (("calendar", "--year", "2017"), ("1.6", "600.25")),
    ],
)
def test_each_currency_has_a_table_of_its_own(
    run: Run, mixed: str, command: tuple[str, ...], sums: tuple[str, str]
) -> None:
    done = run(command[0], mixed, *command[1:])
    own, other = done.stdout.split("\n\namounts in USD\n\n")

    assert own.splitlines()[1].endswith("amounts in 万元")
    for text, total in zip((own, other), sums, strict=True):
        last = text.splitlines()[-1]
        assert last.startswith("total")
        assert total in last


def test_a_page_of_another_currency_alone_has_its_unit_at_the_top(run: Run, mixed: str) -> None:
    done = run("schedule", mixed, "--contract", "B")

    assert done.stdout.splitlines()[1] == "amounts in USD"
    assert done.stdout.count("amounts in") == 1


def test_what_is_told_in_sentences_is_told_for_each_currency(run: Run, mixed: str) -> None:
    assert run("check", mixed).stderr.endswith("in all 1.6 万元, 1200.50 USD\n")
    assert "1 installment, 600.25 USD" in run("schedule", mixed, "--year", "2017").stderr


def test_machines_have_the_currency_of_each_row(run: Run, mixed: str) -> None:
    _, *found = rows(run("cutoff", mixed, "--as-of", "2017-12-31", "--format", "csv").stdout)

    assert [(row[0], row[4], row[-1]) for row in found] == [
        ("A", "0.00", "CNY"),
        ("B", "610.25", "USD"),
    ]


@pytest.mark.parametrize(
    ("currency", "code"),
    [('"XXX"', "CURRENCY_UNKNOWN"), ('"usd"', "CURRENCY_UNKNOWN"), ("5", "TYPE_WRONG"), ('""', "TEXT_EMPTY")],
)
def test_a_currency_that_is_none_is_told(currency: str, code: str) -> None:
    found = problems(LINE.replace('id = "A"', f'id = "A"\ncurrency = {currency}'))

    assert [(one.code, one.field, one.line_number) for one in found] == [(code, "currency", 3)]


def test_an_amount_is_judged_in_its_currency() -> None:
    text = LINE.replace('id = "A"', 'id = "A"\ncurrency = "JPY"').replace('"100"', '"100.5"')

    assert [(one.code, one.field) for one in problems(text)] == [("AMOUNT_PRECISION", "total")]


def test_a_page_in_one_currency_shows_the_rate_and_its_day(run: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "rates.toml")
    rate = '[[rates]]\ncurrency = "USD"\non = 2017-06-30\nrate = "6.5342"\n'
    Path(path).write_text(MIXED + rate, encoding="utf-8")
    page = run("obligations", path, "--as-of", "2017-06-30", "--translated").stdout

    assert page.count("amounts in") == 1
    assert [line.split() for line in page.splitlines() if line.startswith("B")] == [
        ["B", "licence", "USD", "6.5342", "2017-06-30", "0.392215", "0.392215"]
    ]
    header, *_, last = rows(run("ledger", path, "--as-of", "2017-06-30", "--translated", "--format", "csv").stdout)
    assert header[-4:] == ["currency", "original", "rate", "rate_on"]
    assert last[-4:] == ["CNY", "USD", "6.5342", "2017-06-30"]
    for command in ("cutoff", "ageing", "payments"):
        assert "6.5342" in run(command, path, "--as-of", "2017-06-30", "--translated").stdout
    missing = run("cutoff", path, "--as-of", "2017-06-29", "--translated")
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert "USD" in missing.stderr
