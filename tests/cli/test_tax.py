"""Net, tax and gross on the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.registers import rows

TAXED = """\
[[contracts]]
id = "T"

[[contracts.lines]]
id = "a"
rate = "1170"
from = 2018-03-01
to = 2018-05-31
billing = { every = "1 month" }
tax = [{ is = 17 }, { from = 2018-05-01, is = 16 }]

[[contracts.lines]]
id = "b"
total = "50"
due = 2018-06-30
"""


@pytest.fixture
def taxed(tmp_path: Path) -> str:
    path = tmp_path / "taxed.toml"
    path.write_text(TAXED, encoding="utf-8")
    return str(path)


def test_columns_of_tax_stand_at_the_end(run: Run, taxed: str) -> None:
    plain, more = (rows(run("schedule", taxed, *tax, "--format", "csv").stdout) for tax in ((), ("--tax",)))
    assert [row[:-3] for row in more] == plain
    assert [row[-3:] for row in more] == [
        ["net", "tax", "tax_rate"],
        ["1000.00", "170.00", "17"],
        ["1000.00", "170.00", "17"],
        ["1008.62", "161.38", "16"],
        ["", "", ""],
    ]
    tracked = rows(run("schedule", taxed, "--tax", "--as-of", "2018-04-30", "--format", "csv").stdout)
    assert tracked[0][-6:] == ["paid", "open", "state", "net", "tax", "tax_rate"]
    assert tracked[1][-3:] == more[1][-3:]
    (first, *_) = json.loads(run("schedule", taxed, "--tax", "--format", "json").stdout)
    assert (first["net"], first["tax"], first["tax_rate"]) == ("1000.00", "170.00", "17")


def test_a_page_foots(run: Run, taxed: str) -> None:
    page = run("schedule", taxed, "--tax").stdout
    assert page.splitlines()[-1].split()[-3:] == ["3,560.00", "3,008.62", "501.38"]
    chinese = run("schedule", taxed, "--tax", "--lang", "zh").stdout
    assert all(word in chinese for word in ("不含税金额", "税额", "税率(%)"))
    some = run("schedule", taxed, "--tax", "--from", "2018-05-01", "--format", "csv").stdout
    assert [row[-2] for row in rows(some)] == ["tax", "161.38", ""]


def test_a_tax_is_explained(run: Run, taxed: str) -> None:
    told = run("explain", taxed, "T", "--line", "a", "--number", "3", "--tax").stdout
    assert told.startswith("T a, installment 3 of 3, the tax in it: 161.38")
    assert "1170.00 × 16/116" in told
    (data,) = json.loads(run("explain", taxed, "T", "--line", "a", "--number", "3", "--tax", "--format", "json").stdout)
    assert (data["what"], data["working"]["kind"], data["working"]["comes_to"]) == ("tax", "tax", "161.38")


def test_a_payer_s_share_has_its_tax(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "shared.toml"
    path.write_text(TAXED.replace("due = 2018", "tax = 6\nallocation = { A = 1, B = 1 }\ndue = 2018"), encoding="utf-8")
    found = rows(run("schedule", str(path), "--tax", "--payer", "B", "--format", "csv").stdout)
    assert found[0][-5:] == ["currency", "payer", "net", "tax", "tax_rate"]
    assert [row[-5:] for row in found[1:]] == [["CNY", "B", "23.59", "1.41", "6"]]
    page = run("schedule", str(path), "--tax", "--by-payer").stdout
    assert page.splitlines()[-1].split()[-3:] == ["3,560.00", "3,055.79", "504.21"]
    told = run("explain", str(path), "T", "--line", "b", "--number", "1", "--tax", "--payer", "B").stdout
    assert "1.41" in told.splitlines()[0]


@pytest.mark.parametrize(
    ("command", "options", "told"),
    [
        ("schedule", ["--tax", "--by-payer", "--as-of", "2018-05-01"], "--as-of: 2018-05-01 stands beside --by-payer"),
        ("schedule", ["--tax", "--payer", "x"], "--payer: x bears nothing here"),
        ("explain", ["T", "--line", "a", "--tax"], "--tax true has nothing to work on: leave it out, or give --number"),
        (
            "explain",
            ["T", "--line", "a", "--number", "1", "--tax", "--payer", "x"],
            "payer: x bears nothing here",
        ),
        ("explain", ["T", "--line", "b", "--number", "1", "--tax"], "tax: the terms of line b state no tax"),
    ],
)
def test_what_cannot_be_asked_of_a_tax(run: Run, taxed: str, command: str, options: list[str], told: str) -> None:
    result = run(command, taxed, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
