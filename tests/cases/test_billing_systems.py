"""Odoo, Kill Bill, Business Central, ERPNext, hledger and others: their own tests, answered by ours."""

import pytest

from tests.cases.answers import ANSWERS
from tests.cases.facts import Fact, outcomes, read

SYSTEMS, FACTS = read("billing_systems")
REACHED = [fact for fact in FACTS if fact.waits is None]


@pytest.mark.parametrize("fact", REACHED, ids=lambda fact: str(fact.id))
def test_the_answer_is_theirs_or_differs_as_stated(fact: Fact) -> None:
    outcome = fact.answered_by(ANSWERS[fact.ask])

    assert outcome.state != "failed", outcome.reason


def test_no_fact_is_lost() -> None:
    """Every fact of the file has an outcome; what waits needs a part of the library that is still to come."""
    states = [outcome.state for outcome in outcomes(FACTS, ANSWERS)]

    assert len(states) == 311
    assert states.count("waits") == len(FACTS) - len(REACHED) == 0
    assert "failed" not in states
