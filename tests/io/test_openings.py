"""Openings in register files: what is wrong with one, and where."""

import pytest

import contracts as ct
from tests.io.problems import LINE, problems, told

FIGURES = "earned = '50', due = '50', paid = '40'"
WRONG = [
    ("3", [("TYPE_WRONG", "opening", 10)]),
    ("{ }", [("KEY_MISSING", f"opening.{name}", 10) for name in ("on", "earned", "due", "paid")]),
    ("{ on = 2017-07-01, earned = 'x', due = '50', paid = '40' }", [("AMOUNT_SYNTAX", "opening.earned", 10)]),
    (
        "{ on = 'x', earned = '50', due = '50', paid = 0.001 }",
        [("DATE_SYNTAX", "opening.on", 10), ("AMOUNT_PRECISION", "opening.paid", 10)],
    ),
    ("{ on = 2017-07-01, earned = '50', due = '-50', paid = '40' }", [("PRICE_NEGATIVE", "opening.due", 10)]),
    (f"{{ on = 1900-01-01, {FIGURES} }}", [("DATE_RANGE", "opening.on", 10)]),
    (f"{{ on = 2017-07-01, {FIGURES}, open = 1 }}", [("KEY_UNKNOWN", "opening.open", 10)]),
]


@pytest.mark.parametrize(("value", "expected"), WRONG)
def test_what_is_wrong_with_an_opening(value: str, expected: list[tuple[str, str, int]]) -> None:
    assert sorted(told(problems(f"{LINE}opening = {value}\n"))) == sorted(expected)


def test_an_opening_is_read_and_written() -> None:
    register = ct.loads(f"{LINE}opening = {{ on = 2017-07-01, {FIGURES} }}\n")
    found = register["A"].lines[0].opening
    assert found == ct.Opening(
        on=ct.loads(LINE)["A"].lines[0].service.start.replace(month=7),  # type: ignore[union-attr]
        earned=ct.Money.of("50", "CNY"),
        due=ct.Money.of("50", "CNY"),
        paid=ct.Money.of("40", "CNY"),
    )
    for name in ("toml", "json"):
        assert ct.loads(ct.dumps(register, name), name) == register


def test_what_lies_before_it_is_told_with_its_place() -> None:
    opened = f"{LINE}opening = {{ on = 2017-07-01, {FIGURES} }}\n"
    adjusted = f'{opened}adjustments = [{{ id = "K", on = 2017-06-30, amount = "-1", kind = "penalty" }}]\n'
    assert told(problems(adjusted)) == [("OPENING_ADJUSTMENT", "adjustments.on", 11)]
    paid = f'{opened}\n[[payments]]\nid = "P"\non = 2017-06-30\namount = "1"\ncontract = "A"\n'
    assert [problem.code for problem in problems(paid)] == ["PAYMENT_BEFORE_OPENING"]
