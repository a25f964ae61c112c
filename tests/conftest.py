"""Profiles of Hypothesis; `HYPOTHESIS_PROFILE` chooses one, `ci` where it says nothing.

No profile has a deadline: how long an example takes depends on the machine. Laws about contracts with their history
draw a third (`HISTORIES` in laws/figures.py), and whole lives of contracts a tenth, to save time.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)

settings.register_profile("ci", max_examples=150, derandomize=True, deadline=None, suppress_health_check=_SLOW)
settings.register_profile("nightly", max_examples=20_000, deadline=None, print_blob=True, suppress_health_check=_SLOW)
settings.register_profile("mutation", max_examples=50, derandomize=True, deadline=None, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

LAWS = Path(__file__).parent / "laws"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Coverage is not measured while laws run, which doubles their speed: examples reach every branch by name."""
    for item in items:
        if item.path.parent == LAWS:
            item.add_marker("no_cover")
