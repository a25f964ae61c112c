"""Retention in register files: what is wrong with it, and where."""

import pytest

import contracts as ct
from tests.io.problems import LINE, problems, told

WRONG = [
    ("3", [("TYPE_WRONG", "retention", 10)]),
    ("{ }", [("KEY_MISSING", "retention.percent", 10), ("KEY_MISSING", "retention.release", 10)]),
    (
        "{ percent = 'x', release = 3 }",
        [("QUANTITY_SYNTAX", "retention.percent", 10), ("TYPE_WRONG", "retention.release", 10)],
    ),
    ("{ percent = '101', release = { on = 2018-01-01 } }", [("NUMBER_RANGE", "retention.percent", 10)]),
    ("{ percent = 5, release = { on = 'x' } }", [("DATE_SYNTAX", "retention.release.on", 10)]),
    ("{ percent = 5, release = { } }", [("STAGE_DAY", "retention.release.on", 10)]),
    (
        "{ percent = 5, release = { after = 'accepted', month = 1 } }",
        [("KEY_UNKNOWN", "retention.release.month", 10)],
    ),
    (
        "{ percent = 5, release = { on = 2018-01-01, days = 1 } }",
        [("KEY_CONFLICT", "retention.release.days", 10)],
    ),
]


@pytest.mark.parametrize(("value", "expected"), WRONG)
def test_what_is_wrong_with_a_retention(value: str, expected: list[tuple[str, str, int]]) -> None:
    assert sorted(told(problems(f"{LINE}retention = {value}\n"))) == sorted(expected)


@pytest.mark.parametrize(
    "release", ["{ after = 'accepted', months = 12 }", "{ after = 'accepted', days = 3 }", "{ on = 2018-01-01 }"]
)
def test_all_that_a_retention_can_say_is_read_and_written(release: str) -> None:
    register = ct.loads(f"{LINE}retention = {{ percent = '2.50', release = {release} }}\n")
    found = register["A"].lines[0].retention
    assert found is not None
    assert (found.percent, found.release.after is None) == (ct.Quantity.of("2.5").steps[0].value, "on =" in release)
    for name in ("toml", "json"):
        assert ct.loads(ct.dumps(register, name), name) == register
