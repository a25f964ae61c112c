"""`docs/conformance.md` says how every case of every system comes out today.

With CONFORMANCE=write in the environment the page is written instead (`make conformance`).
"""

import os
from collections.abc import Sequence

import pytest

from tests.cases.conformance import PAGE, all_outcomes, failures, page, repeated
from tests.cases.facts import Outcome


@pytest.fixture(scope="module")
def found() -> Sequence[Outcome]:
    return all_outcomes()


def test_no_case_fails_and_none_is_there_twice(found: Sequence[Outcome]) -> None:
    assert failures(found) == []
    assert repeated(found) == []


def test_the_page_is_the_one_that_the_outcomes_make(found: Sequence[Outcome]) -> None:
    made = page(found)
    if os.environ.get("CONFORMANCE") == "write":
        PAGE.write_text(made, encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == made, "run `make conformance` and read what has changed"


def test_a_case_that_comes_out_otherwise_changes_the_page(found: Sequence[Outcome]) -> None:
    """The canary: one case that fails, or is gone, or is there twice."""
    first, *others = found
    failed = Outcome(first.system, first.id, "failed", "planted")

    assert "FAILED" in page([failed, *others])
    assert "FAILED" not in page(found)
    assert failures([failed, *others]) == [f"{first.system} {first.id}: planted"]
    assert page(others) != page(found)
    assert repeated([first, *found]) == [(first.system, first.id)]


def test_the_page_does_not_depend_on_the_order_of_outcomes(found: Sequence[Outcome]) -> None:
    assert page(found[::-1]) == page(found)
