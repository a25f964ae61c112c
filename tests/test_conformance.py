"""`docs/conformance.md` says how every case of every system comes out today.

With CONFORMANCE=write in the environment the page is written instead (`make conformance`).
"""

import os

from tests.cases.conformance import PAGE, all_outcomes, failures, page, repeated
from tests.cases.facts import Outcome

FOUND = all_outcomes()


def test_no_case_fails_and_none_is_there_twice() -> None:
    assert failures(FOUND) == []
    assert repeated(FOUND) == []


def test_the_page_is_the_one_that_the_outcomes_make() -> None:
    made = page(FOUND)
    if os.environ.get("CONFORMANCE") == "write":
        PAGE.write_text(made, encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == made, "run `make conformance` and read what has changed"


def test_a_case_that_comes_out_otherwise_changes_the_page() -> None:
    """The canary: one case that fails, differs, or is gone."""
    first = FOUND[0]
    failed = Outcome(first.system, first.id, "failed", "planted")

    assert page([failed, *FOUND[1:]]) != page(FOUND)
    assert "FAILED" in page([failed, *FOUND[1:]])
    assert failures([failed]) == [f"{first.system} {first.id}: planted"]
    assert page(FOUND[1:]) != page(FOUND)
    assert repeated([first, *FOUND]) == [(first.system, first.id)]


def test_the_page_does_not_depend_on_the_order_of_outcomes() -> None:
    assert page(FOUND[::-1]) == page(FOUND)
