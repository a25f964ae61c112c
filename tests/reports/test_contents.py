"""What a report tells is what the statements say, each asked for itself."""

from datetime import date

import pytest

import contracts as ct
from contracts.reports import report
from tests.reports.registers import founding, monthly

MID = date(2017, 6, 15)


def test_the_statements_are_those_of_their_functions() -> None:
    found = founding()
    register, day = found.register, found.as_of
    assert found.year == 2017
    assert found.ahead == ct.Period.through(date(2018, 1, 1), date(2018, 12, 31))
    assert found.cutoff.columns == ct.cutoff(register, day).columns
    assert found.reconciliation is not None
    assert found.reconciliation.columns == ct.reconcile(register, 2017).columns
    assert found.ledger.columns == ct.ledger(register, day).columns
    assert list(found.findings) == list(ct.findings(register, day))
    assert sum(found.obligations.columns["amount"]) == sum(found.cutoff.columns["commitment"]) == 630_0000_00


def test_key_figures_are_sums_by_currency_and_by_the_period_that_goes_on() -> None:
    register = ct.Register([monthly("A", "1200"), monthly("B", "2400", "USD")])
    figures = report(register, MID).key_figures
    assert figures["key value"] == {"CNY": 1200_00, "USD": 2400_00}
    assert figures["key paid"] == {"CNY": 0, "USD": 0}
    assert figures["key month"] == {"CNY": 100_00, "USD": 200_00}
    assert figures["key quarter"] == {"CNY": 100_00, "USD": 200_00}
    assert figures["key year"] == {"CNY": 700_00, "USD": 1400_00}
    assert figures["key overdue"] == {"CNY": 500_00, "USD": 1000_00}


def test_what_falls_due_on_the_day_is_to_be_paid_and_not_overdue() -> None:
    """Of twelve months at 100, five are overdue on the last day of June, on which the sixth falls due."""
    figures = report(ct.Register([monthly("A", "1200")]), date(2017, 6, 30)).key_figures
    assert figures["key overdue"] == {"CNY": 500_00}
    assert figures["key month"] == {"CNY": 200_00}
    assert figures["key year"] == {"CNY": 700_00}


def test_a_fiscal_year_of_its_own_bounds_what_is_ahead() -> None:
    found = report(ct.Register([monthly("A", "1200")], fiscal_year_start=7), MID)
    assert found.year == 2017
    assert found.ahead == ct.Period.through(date(2017, 6, 16), date(2017, 6, 30))
    assert found.reconciliation is None
    assert found.key_figures["key year"] == {"CNY": 100_00}


def test_what_is_known_later_does_not_count() -> None:
    payment = ct.Payment(
        id="P", contract="A", on=date(2017, 2, 1), amount=ct.Money(10000, "CNY"), recorded=date(2017, 7, 1)
    )
    register = ct.Register([monthly("A", "1200")], payments=[payment])
    assert report(register, MID).key_figures["key paid"] == {"CNY": 0}
    assert report(register, MID, known_on=date(2017, 7, 1)).key_figures["key paid"] == {"CNY": 100_00}


def test_what_is_no_register_is_refused() -> None:
    with pytest.raises(ct.TermsError, match=r"^register: .*Register"):
        report([], MID)  # type: ignore[arg-type]
