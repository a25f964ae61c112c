"""The founding case with what was paid: figures of the report, and what follows from them on two days."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import contracts as ct
from contracts.cli import main

FOLDER = Path(__file__).parents[1] / "examples" / "chenzhou-2017"
REGISTER, PAYMENTS = FOLDER / "register.toml", FOLDER / "payments.toml"
BEFORE, AFTER = date(2016, 12, 31), date(2017, 12, 31)
MONTHLY = ("CZ-01", "CZ-02", "CZ-03")


@pytest.fixture(scope="module")
def tracked() -> ct.Register:
    return ct.load(REGISTER, PAYMENTS)


def stand(register: ct.Register, day: date) -> dict[str, dict[str, Any]]:
    """The cut-off by contract, in exact units of currency."""
    return {row["contract"]: row for row in ct.cutoff(register, day).records()}


def test_each_reported_figure_was_paid(tracked: ct.Register) -> None:
    paid: dict[str, int] = {}
    for payment in tracked.payments:
        assert payment.contract is not None
        assert payment.on.year == 2017
        paid[payment.contract] = paid.get(payment.contract, 0) + payment.amount.minor
    (reported,) = tracked.reported

    assert paid == {name: figure.amount.minor for name, figure in reported.contracts.items()}
    assert sum(paid.values()) == 2_416_448_000


def test_lines_1_to_3_are_paid_by_the_month_and_the_others_once(tracked: ct.Register) -> None:
    counts = {contract.id: 0 for contract in tracked}
    for payment in tracked.payments:
        counts[payment.contract or ""] += 1

    assert counts == {name: 12 if name in MONTHLY else 1 for name in counts}


def test_line_8_is_payable_at_the_end_of_2016(tracked: ct.Register) -> None:
    row = stand(tracked, BEFORE)["CZ-08"]

    assert (row["earned"], row["due"], row["paid"], row["payable"]) == (Decimal("97400.00"), 0, 0, Decimal("97400.00"))


def test_all_is_settled_at_the_end_of_2017_but_the_years_of_line_4(tracked: ct.Register) -> None:
    rows = stand(tracked, AFTER)

    assert sum(row["paid"] for row in rows.values()) == Decimal("24164480.00")
    assert {name for name, row in rows.items() if row["payable"] or row["prepaid"] or row["overdue"]} == set()
    assert {name: row["commitment"] for name, row in rows.items() if row["commitment"]} == {
        "CZ-04": Decimal("6300000.00")
    }


def test_each_payment_pays_what_falls_due_on_its_day(tracked: ct.Register) -> None:
    for payment in tracked.payments:
        found = ct.match(tracked, payment.on)
        assert not found.unapplied.any()
    assert set(ct.match(tracked, AFTER).states) == {"paid", "not due"}


def test_each_day_of_payment_is_an_assumption_that_is_listed(
    tracked: ct.Register, capsys: pytest.CaptureFixture[str]
) -> None:
    assert all(payment.assumptions for payment in tracked.payments)
    with pytest.raises(SystemExit):
        main(["cutoff", str(REGISTER), str(PAYMENTS), "--as-of", "2017-12-31"])
    out = capsys.readouterr().out

    assert "未写各月付款的日期和金额;假定每月最后一日付清当月到期的一期 [CZ-01 to CZ-03]" in out
    assert "未写付款日;假定于2017-12-31一次付清 [CZ-04 to CZ-35]" in out
