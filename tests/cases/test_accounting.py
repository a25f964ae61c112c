"""Accruals, prepayments and maturities as accounting examples print them."""

import pytest

from tests.cases.answers import ANSWERS
from tests.cases.facts import Fact, outcomes, read

SYSTEMS, FACTS = read("accounting")
REACHED = [fact for fact in FACTS if fact.waits is None]


@pytest.mark.parametrize("fact", REACHED, ids=lambda fact: str(fact.id))
def test_the_figure_is_the_printed_one(fact: Fact) -> None:
    outcome = fact.answered_by(ANSWERS[fact.ask])

    assert outcome.state != "failed", outcome.reason


def test_no_example_is_lost() -> None:
    """Ten need present values; three parameters of law are of budgets, and one of files."""
    states = [outcome.state for outcome in outcomes(FACTS, ANSWERS)]
    later = [fact.waits for fact in FACTS if fact.waits is not None]

    assert (states.count("passed"), states.count("waits")) == (17, 14)
    assert [later.count(part) for part in ("present values", "budgets", "records")] == [10, 3, 1]
