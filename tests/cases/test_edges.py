"""The edges of QuantLib's and of Strata's own schedules, and where business days move them."""

import pytest

from tests.cases.dates import (
    QUANTLIB,
    STRATA,
    Case,
    outcomes,
    quantlib_answer,
    quantlib_expects,
    strata_answer,
    strata_expects,
)


def by_id(case: Case) -> str:
    return str(case["id"])


@pytest.mark.parametrize("case", QUANTLIB["cases"], ids=by_id)
def test_edges_and_moves_are_those_of_quantlib(case: Case) -> None:
    assert quantlib_answer(case) == quantlib_expects(case)


@pytest.mark.parametrize("case", [case for case in STRATA["cases"] if "differs" not in case], ids=by_id)
def test_bounds_and_moves_are_those_of_strata(case: Case) -> None:
    assert strata_answer(case) == strata_expects(case)


@pytest.mark.parametrize("case", [case for case in STRATA["cases"] if "differs" in case], ids=by_id)
def test_where_strata_infers_we_have_to_be_told(case: Case) -> None:
    """We differ on purpose, and agree as soon as it is said what Strata infers."""
    assert strata_answer(case) != strata_expects(case)
    assert strata_answer(case | case["said"]) == strata_expects(case)


def test_no_case_is_lost() -> None:
    """All cases of both files are here, once each, and none fails."""
    counted = [(o.system, o.id) for o in outcomes() if o.system in (QUANTLIB["system"], STRATA["system"])]

    assert len(set(counted)) == len(counted) == 413 + 30
    assert [o for o in outcomes() if o.state == "failed"] == []
    assert [o.id for o in outcomes() if o.state == "differs"] == ["strata-0112", "DAT-102"]


@pytest.mark.parametrize("data", [QUANTLIB, STRATA], ids=lambda data: str(data["system"]))
def test_data_name_their_source_and_licence(data: Case) -> None:
    assert data["source"]
    assert data["licence"]
    assert all(case.get("differs", "a reason") for case in data["cases"])
