"""Every amount of the collection becomes its minor units or its refusal, by each way in."""

from collections.abc import Callable
from typing import Any

import pytest

from contracts.errors import TermsError
from contracts.money import Money, parse_amount
from contracts.words import Lang
from tests.cases.amounts import BAD_INPUT, FURTHER, Case, outcomes

CASES = (*BAD_INPUT, *FURTHER)


def parsed(amount: Any, case: Case) -> int:
    return parse_amount(amount, case.currency, case.unit, "total")


def made(amount: Any, case: Case) -> int:
    return Money.of(amount, case.currency, case.unit).minor


@pytest.mark.parametrize("way", [parsed, made])
@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_amount(case: Case, way: Callable[[Any, Case], int]) -> None:
    """An amount is read exactly or refused by name, in both languages, quoting little of it."""
    if isinstance(case.outcome, int):
        assert way(case.given, case) == case.outcome
        return
    with pytest.raises(TermsError) as caught:
        way(case.given, case)

    error = caught.value
    assert error.code == case.outcome
    assert error.value is case.given
    assert error.field == ("total" if way is parsed else "amount")
    for lang in Lang:
        assert error.field in error.message(lang)
        assert len(error.message(lang)) < 200
        assert error.message(lang).isprintable()
        assert error.remedy(lang)


def test_case_ids_are_unique() -> None:
    assert len({case.id for case in CASES}) == len(CASES)


def test_the_whole_collection_is_counted() -> None:
    found = list(outcomes())
    assert [outcome.id for outcome in found] == [case.id for case in BAD_INPUT]
    assert {outcome.state for outcome in found} == {"passed"}
