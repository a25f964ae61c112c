"""Texts that are no day are refused by a code that says why; nothing is guessed."""

import pytest

from contracts.dates import parse_day
from contracts.errors import TermsError
from contracts.words import Lang
from tests.cases.dates import DAY_TEXTS, DayText, outcomes, text_answer


@pytest.mark.parametrize("case", DAY_TEXTS, ids=lambda case: str(case.id))
def test_a_text_is_the_day_it_names_or_refused(case: DayText) -> None:
    assert text_answer(case) == case.says


@pytest.mark.parametrize("case", [c for c in DAY_TEXTS if c.says.startswith("DATE_")], ids=lambda case: str(case.id))
def test_a_refusal_names_the_field_and_quotes_the_text(case: DayText) -> None:
    """At most 80 characters of it, escaped, and with a remedy, in both languages."""
    with pytest.raises(TermsError) as caught:
        parse_day(case.text, "from")

    assert (caught.value.field, str(caught.value.value)) == ("from", case.text)
    for lang in Lang:
        assert caught.value.message(lang).startswith("from: ")
        assert len(caught.value.message(lang)) < 200
        assert caught.value.message(lang).isprintable()
        assert caught.value.remedy(lang)


def test_ids_are_unique() -> None:
    assert len({case.id for case in DAY_TEXTS}) == len(DAY_TEXTS)
    assert sum(outcome.system == "bad input" for outcome in outcomes()) == 20
