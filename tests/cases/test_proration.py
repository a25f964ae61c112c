"""Parts of a month as the manuals of billing systems print them: actual days, 30/360, days of thirty."""

import pytest

from tests.cases.answers import ANSWERS
from tests.cases.facts import Fact, outcomes, read

SYSTEMS, FACTS = read("proration")


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: str(fact.id))
def test_the_part_of_the_month_is_the_printed_one(fact: Fact) -> None:
    outcome = fact.answered_by(ANSWERS[fact.ask])

    assert outcome.state != "failed", outcome.reason


def test_no_example_is_lost() -> None:
    assert [outcome.state for outcome in outcomes(FACTS, ANSWERS)] == ["passed"] * 8
