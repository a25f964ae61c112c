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
    """Ten need present values, one payments, and the parameters of law the findings that use them."""
    states = [outcome.state for outcome in outcomes(FACTS, ANSWERS)]
    later = [fact.waits for fact in FACTS if fact.waits is not None]

    assert (states.count("passed"), states.count("waits")) == (8, 23)
    assert [later.count(part) for part in ("present values", "payments", "findings")] == [10, 1, 12]
