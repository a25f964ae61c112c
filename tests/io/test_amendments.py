"""Amendments in register files: what is wrong with them, and where."""

from datetime import date

import pytest

import contracts as ct
from tests.io.problems import problems, told

HEAD = """\
[[contracts]]
id = "A"
[[contracts.lines]]
id = "rent"
rate = [{ is = "40" }, { from = 2017-07-01, is = "45" }]
from = 2017-01-01
to = 2017-12-31
billing = { every = "1 month" }
[[contracts.amendments]]
id = "A1"
signed = 2017-06-20
"""

WRONG = [
    ("change = [{ line = 3, rate = '1' }]", [("TYPE_WRONG", "amendments.change.line", 12)]),
    ("change = [{ rate = '1' }]", [("KEY_MISSING", "amendments.change.line", 12)]),
    ("change = [{ line = 'rent', rate = 'x' }]", [("AMOUNT_SYNTAX", "amendments.change.rate", 12)]),
    ("change = [{ line = 'rent' }]", [("KEY_MISSING", "amendments.change.rate", 12)]),
    ("change = [3]", [("TYPE_WRONG", "amendments.change", 12)]),
    ("change = 3", [("TYPE_WRONG", "amendments.change", 12)]),
    ("change = [{ line = 'x', rate = '1' }]", [("LINE_UNKNOWN", "amendments.change.line", 12)]),
    (
        "change = [{ line = 'rent', quantity = [{ is = '-1' }] }]",
        [("QUANTITY_NEGATIVE", "amendments.change.quantity.is", 12)],
    ),
    ("change = [{ line = 'rent', allocation = { a = -1 } }]", [("WEIGHT", "amendments.change.allocation.a", 12)]),
    ("change = [{ line = 'rent', allocation = { a = 0 } }]", [("WEIGHT_NONE", "amendments.change.allocation", 12)]),
    ("resume = 2017-08-01", [("RESUME_NOTHING", "amendments.resume", 12)]),
    ("suspend = { to = 2017-08-01 }", [("KEY_MISSING", "amendments.suspend.from", 12)]),
    ("suspend = { from = 2017-08-01, to = 2017-07-01 }", [("DATE_ORDER", "amendments.suspend.to", 12)]),
    ("suspend = 3", [("TYPE_WRONG", "amendments.suspend", 12)]),
    ("final = { rent = 'x' }", [("AMOUNT_SYNTAX", "amendments.final.rent", 12)]),
    ("final = 3", [("TYPE_WRONG", "amendments.final", 12)]),
    ("final = { rent = '1' }", [("FINAL_OF_ENDED", "amendments.final", 12)]),
    ("add = [{ id = 'x', total = '1' }]", [("KEY_MISSING", "amendments.add.billing", 12)]),
    ("add = [3]", [("TYPE_WRONG", "amendments.add", 12)]),
    ("end = ['a b']", [("ID_SYNTAX", "amendments.end", 12)]),
    ("events = { accepted = 3 }", [("TYPE_WRONG", "amendments.events.accepted", 12)]),
    ("unknown = 3", [("KEY_UNKNOWN", "amendments.unknown", 12)]),
    (
        "[[contracts.amendments]]\nid = 'A1'\nsigned = 2017-07-01",
        [("DUPLICATE_ID", "amendments.id", 13)],
    ),
    ("[[contracts.amendments]]", [("KEY_MISSING", "amendments.id", 12), ("KEY_MISSING", "amendments.signed", 12)]),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_what_is_wrong_with_an_amendment(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert sorted(told(problems(HEAD + text + "\n"))) == sorted(expected)


RATES = [
    ("[]", [("QUANTITY_EMPTY", "rate", 5)]),
    ("[3]", [("TYPE_WRONG", "rate", 5)]),
    ('[{ from = 2017-02-01, is = "1" }]', [("QUANTITY_LATE", "rate.from", 5)]),
    ('[{ is = "1" }, { is = "2" }]', [("KEY_MISSING", "rate.from", 5)]),
    ("[{ from = 2017-01-01 }]", [("KEY_MISSING", "rate.is", 5)]),
    ('[{ from = "x", is = "1" }]', [("DATE_SYNTAX", "rate.from", 5)]),
    ('[{ is = "x" }]', [("AMOUNT_SYNTAX", "rate.is", 5)]),
    ('[{ is = "1" }, { from = 2017-02-01, is = "-2" }]', [("PRICE_NEGATIVE", "rate", 5)]),
]


@pytest.mark.parametrize(("rate", "expected"), RATES)
def test_what_is_wrong_with_the_steps_of_a_rate(rate: str, expected: list[tuple[str, str, int]]) -> None:
    text = HEAD.partition("[[contracts.amendments]]")[0]
    start = text.index("rate = ")
    end = text.index("\n", start)
    assert told(problems(text[:start] + f"rate = {rate}" + text[end:])) == expected


def test_all_that_an_amendment_can_say_is_read_and_written() -> None:
    text = HEAD + (
        'effective = 2017-07-01\nreason = "增租"\n'
        'add = [{ id = "more", total = "5", due = 2017-09-01 }]\n'
        'change = [{ line = "rent", rate = "50", quantity = 1, until = 2017-09-30 }]\n'
        'end = ["rent"]\nfinal = { rent = "100" }\n'
        "suspend = { from = 2017-05-01, to = 2017-05-02, extend = true }\n"
        "events = { accepted = 2017-06-01 }\n"
    )
    (amendment,) = ct.loads(text.replace('end = ["rent"]\nfinal = { rent = "100" }\n', ""))["A"].amendments
    assert (amendment.reason, [line.id for line in amendment.add], amendment.change[0].until) == (
        "增租",
        ["more"],
        ct.Period.through(amendment.effective, amendment.change[0].until or amendment.signed).last,
    )
    for name in ("toml", "json"):
        register = ct.loads(text.replace("suspend = { from = 2017-05-01, to = 2017-05-02, extend = true }\n", ""))
        assert ct.loads(ct.dumps(register, name), name) == register


@pytest.mark.parametrize("format", ["toml", "json"])
def test_a_rate_of_nothing_is_written(format: str) -> None:
    free = ct.loads(HEAD + 'change = [{ line = "rent", rate = "0" }]\n')

    assert ct.loads(ct.dumps(free, format), format) == free


def test_weights_and_suspensions_are_written_as_they_are_read() -> None:
    text = (
        HEAD
        + """\
change = [{ line = 'rent', allocation = { a = 2, b = 1 }, until = 2017-09-30 }]
[[contracts.amendments]]
id = "A2"
signed = 2017-07-01
suspend = { from = 2017-10-01 }
[[contracts.amendments]]
id = "A3"
signed = 2017-07-02
resume = 2017-11-01
"""
    )
    register = ct.loads(text, "toml")
    for name in ("toml", "json"):
        assert ct.loads(ct.dumps(register, name), name) == register
    stop, go = register.contracts[0].amendments[1:]
    assert stop.suspend is not None
    assert (stop.suspend.last, go.resume, go.effective) == (None, date(2017, 11, 1), date(2017, 11, 1))
