"""Adjustments in register files: what is wrong with them, and where."""

from datetime import date

import pytest

import contracts as ct
from tests.io.problems import LINE, problems, told

HEAD = LINE + "[[contracts.lines.adjustments]]\n"
RIGHT = "id = 'K1'\non = 2017-03-01\namount = '-5'\nkind = 'deduction'\n"

WRONG = [
    ("", [("KEY_MISSING", f"adjustments.{key}", 10) for key in ("amount", "id", "kind", "on")]),
    (RIGHT.replace("-5", "0"), [("ADJUSTMENT_ZERO", "adjustments.amount", 13)]),
    (RIGHT.replace("-5", "x"), [("AMOUNT_SYNTAX", "adjustments.amount", 13)]),
    (RIGHT.replace("deduction", "fine"), [("CHOICE_UNKNOWN", "adjustments.kind", 14)]),
    (RIGHT.replace("K1", "K 1"), [("ID_SYNTAX", "adjustments.id", 11)]),
    (RIGHT + "day = 2017-01-01\n", [("KEY_UNKNOWN", "adjustments.day", 15)]),
    (RIGHT + "recorded = 'x'\n", [("DATE_SYNTAX", "adjustments.recorded", 15)]),
    (RIGHT + "[[contracts.lines.adjustments]]\n" + RIGHT, [("DUPLICATE_ID", "adjustments.id", 16)]),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_what_is_wrong_with_an_adjustment(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert sorted(told(problems(HEAD + text))) == sorted(expected)


@pytest.mark.parametrize("value", ["3", "[3]"])
def test_adjustments_are_a_list_of_tables(value: str) -> None:
    assert told(problems(LINE + f"adjustments = {value}\n")) == [("TYPE_WRONG", "adjustments", 10)]


def test_what_all_adjustments_come_to_is_bounded() -> None:
    more = RIGHT.replace("K1", "K2") + "\n"
    text = (HEAD + RIGHT + "[[contracts.lines.adjustments]]\n" + more).replace("-5", "-9999999999999")
    assert told(problems(text)) == [("VALUE_RANGE", "adjustments.amount", 10)]


def test_all_that_an_adjustment_can_say_is_read_and_written() -> None:
    text = HEAD + RIGHT + "reason = '故障超时'\nrecorded = 2017-04-02\n"
    register = ct.loads(text)
    (found,) = register["A"].lines[0].adjustments
    assert (found.id, found.on, found.amount) == ("K1", date(2017, 3, 1), ct.Money.of("-5", "CNY"))
    assert (found.kind, found.reason) == (ct.AdjustmentKind.DEDUCTION, "故障超时")
    assert (found.recorded, found.due) == (date(2017, 4, 2), date(2017, 4, 2))
    for name in ("toml", "json"):
        written = ct.dumps(register, name)
        assert ct.loads(written, name) == register
    assert "[[contracts.lines.adjustments]]" in ct.dumps(register)
