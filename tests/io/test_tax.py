"""Tax in register files: what is wrong with it, and where; and that all it can say is read and written."""

import pytest

import contracts as ct
from tests.io.problems import LINE, problems, told

WRONG = [
    ("tax = true", [("TYPE_WRONG", "tax", 10)]),
    ("tax = 'x'", [("QUANTITY_SYNTAX", "tax", 10)]),
    ("tax = -1", [("NUMBER_RANGE", "tax", 10)]),
    ("tax = '100.5'", [("NUMBER_RANGE", "tax", 10)]),
    ("tax = '0.0000001'", [("QUANTITY_PRECISION", "tax", 10)]),
    ("tax = []", [("TAX_EMPTY", "tax", 10)]),
    (
        "tax = [17, { from = 'x' }]",
        [("TYPE_WRONG", "tax", 10), ("DATE_SYNTAX", "tax.from", 10), ("KEY_MISSING", "tax.is", 10)],
    ),
    (
        "tax = [{ is = 101 }, { from = 2017-02-01, is = true }]",
        [("NUMBER_RANGE", "tax.is", 10), ("TYPE_WRONG", "tax.is", 10)],
    ),
    ("tax = [{ is = 17 }, { is = 16 }]", [("TAX_ORDER", "tax", 10)]),
    ("tax = [{ from = 2017-02-01, is = 17 }, { from = 2017-02-01, is = 16 }]", [("TAX_ORDER", "tax", 10)]),
    ("tax_by = 'due'", [("KEY_MISSING", "tax", 4)]),
    ("tax_rounding = 'row'", [("KEY_MISSING", "tax", 4)]),
    (
        "tax = 6\ntax_by = 'paid'\ntax_rounding = 3",
        [("CHOICE_UNKNOWN", "tax_by", 11), ("TYPE_WRONG", "tax_rounding", 12)],
    ),
]
AMENDED = f"""{LINE}tax = 17
[[contracts.amendments]]
id = "S1"
signed = 2017-05-01
effective = 2017-06-01
"""
WRONG_AMENDED = [
    ("{ line = 'a', tax = 'x' }", "QUANTITY_SYNTAX"),
    ("{ line = 'a', tax = [{ from = 2017-05-31, is = 16 }] }", "DATE_ORDER"),
    ("{ line = 'a', tax = 16, until = 2017-05-31 }", "DATE_ORDER"),
    ("{ line = 'b', tax = 16 }", "LINE_UNKNOWN"),
    ("{ line = 'a', until = 2017-05-31 }", "KEY_MISSING"),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_what_is_wrong_with_a_tax(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert sorted(told(problems(f"{LINE}{text}\n"))) == sorted(expected)


@pytest.mark.parametrize(("change", "code"), WRONG_AMENDED)
def test_what_is_wrong_with_a_change_of_tax(change: str, code: str) -> None:
    (found,) = problems(f"{AMENDED}change = [{change}]\n")
    assert (found.code, found.contract) == (code, "A")


def test_a_tax_that_is_not_there_cannot_be_changed() -> None:
    (found,) = problems(AMENDED.replace("tax = 17\n", "") + "change = [{ line = 'a', tax = 16 }]\n")
    assert (found.code, found.value) == ("AMENDMENT_TAX", "a")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("tax = 17.0", 'tax = "17"\n'),
        ("tax = '0'\ntax_by = 'due'", 'tax = "0"\ntax_by = "due"\n'),
        ("tax = 6\ntax_by = 'service'\ntax_rounding = 'cumulative'", 'tax = "6"\ntax_rounding = "cumulative"\n'),
        ("tax = [{ is = 6 }, { from = 2017-02-01, is = '6.00' }]", 'tax = "6"\n'),
        ("tax = [{ from = 2017-01-01, is = 6 }]", 'tax = [\n    { from = 2017-01-01, is = "6" },\n]\n'),
    ],
)
def test_all_that_a_tax_can_say_is_read_and_written(text: str, written: str) -> None:
    register = ct.loads(f"{LINE}{text}\n")
    assert f"to = 2017-12-31\n{written}" in ct.dumps(register)
    for name in ("toml", "json"):
        assert ct.loads(ct.dumps(register, name), name) == register


def test_a_change_of_tax_is_read_and_written() -> None:
    register = ct.loads(
        f"{AMENDED}change = [{{ line = 'a', tax = [{{ from = 2017-07-01, is = 16 }}], until = 2017-08-31 }}]\n"
    )
    line = ct.in_force(register["A"]).contract.lines[0]
    assert line.tax is not None
    assert [(str(step.start), str(step.percent)) for step in line.tax.rate.steps] == [
        ("None", "17"),
        ("2017-07-01", "16"),
        ("2017-09-01", "17"),
    ]
    assert ct.loads(ct.dumps(register)) == register
