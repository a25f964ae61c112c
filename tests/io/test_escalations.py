"""Escalations and indices in register files: what they say, and what is wrong with them and where."""

from pathlib import Path

import pytest

import contracts as ct
from tests.io.problems import problems, told

HEAD = """\
[[contracts]]
id = "A"
[[contracts.lines]]
id = "rent"
rate = "1000"
from = 2024-01-01
to = 2025-12-31
billing = { every = "1 month" }
"""
#: The same with an index, to be said more of.
INDEXED = HEAD + "escalation = { index = 'CPI', base = '100' }\n"
AT = "escalation"


def line(escalation: str) -> str:
    return f"{HEAD}escalation = {escalation}\n"


WRONG = [
    (line("3"), [("TYPE_WRONG", AT, 9)]),
    (line("{ percent = 'x' }"), [("QUANTITY_SYNTAX", f"{AT}.percent", 9)]),
    (line("{ percent = '3', unknown = 1 }"), [("KEY_UNKNOWN", f"{AT}.unknown", 9)]),
    (line("{ cap = '3' }"), [("KEY_MISSING", f"{AT}.percent", 9)]),
    (line("{ percent = '3', every = '2 weeks' }"), [("FREQUENCY_MONTHS", f"{AT}.every", 9)]),
    (line("{ percent = '3', every = '2' }"), [("FREQUENCY", f"{AT}.every", 9)]),
    (line("{ percent = '3', quantum = 'x' }"), [("AMOUNT_SYNTAX", f"{AT}.quantum", 9)]),
    (line("{ percent = '3', quantum = '0' }"), [("QUANTUM", f"{AT}.quantum", 9)]),
    (line("{ percent = '3', on = [3] }"), [("TYPE_WRONG", f"{AT}.on", 9)]),
    (line("{ percent = '3', compounding = 'x' }"), [("CHOICE_UNKNOWN", f"{AT}.compounding", 9)]),
    (
        line("{ steps = [{ percent = '3' }, { from = 2025-01-01 }, 3] }"),
        [
            ("KEY_MISSING", f"{AT}.steps.from", 9),
            ("KEY_MISSING", f"{AT}.steps.percent", 9),
            ("TYPE_WRONG", f"{AT}.steps", 9),
        ],
    ),
    (
        line("{ steps = [{ from = 2025-01-01, percent = '-100' }] }"),
        [("PERCENT_RANGE", f"{AT}.steps.percent", 9)],
    ),
    (line("{ index = 3, base = '1' }"), [("TYPE_WRONG", f"{AT}.index", 9)]),
    (line("{ index = 'PPI', base = '1' }"), [("INDEX_UNKNOWN", f"{AT}.index", 9)]),
    (
        line("{ index = 'CPI', base_on = 2024 }"),
        [("INDEX_UNKNOWN", f"{AT}.index", 9), ("TYPE_WRONG", f"{AT}.base_on", 9)],
    ),
    (line("{ percent = '3', base_on = 2024.5 }"), [("TYPE_WRONG", f"{AT}.base_on", 9)]),
    (line("{ percent = '3', base_on = 10:00:00 }"), [("DATE_HAS_TIME", f"{AT}.base_on", 9)]),
    (HEAD.replace("rate", "total") + "escalation = { percent = '3' }\n", [("KEY_CONFLICT", AT, 9)]),
    (
        HEAD.replace('"1000"', '[{ is = "1" }, { from = 2025-01-01, is = "2" }]') + "escalation = { percent = '3' }\n",
        [("KEY_CONFLICT", AT, 9)],
    ),
    (
        HEAD.replace('"1000"', '"1000"\nquantity = "x"') + "escalation = { percent = 'x' }\n",
        [("QUANTITY_SYNTAX", "quantity", 6), ("QUANTITY_SYNTAX", f"{AT}.percent", 10)],
    ),
    (INDEXED + "[[indices]]\nid = 'CPI'\nvalues = []\n", [("INDEX_MISSING", f"{AT}.index", 9)]),
    (INDEXED + "[[indices]]\nid = 'CPI'\n", [("KEY_MISSING", "indices.values", 10)]),
    (INDEXED + "[[indices]]\nvalues = []\n", [("INDEX_UNKNOWN", f"{AT}.index", 9), ("KEY_MISSING", "indices.id", 10)]),
    (
        INDEXED + "[[indices]]\nid = 'CPI'\nvalues = [{ on = '2024-1', is = '1' }, { recorded = 3 }, 3]\n",
        [
            ("DATE_SYNTAX", "indices.values.on", 12),
            ("KEY_MISSING", "indices.values.is", 12),
            ("KEY_MISSING", "indices.values.on", 12),
            ("TYPE_WRONG", "indices.values", 12),
            ("TYPE_WRONG", "indices.values.recorded", 12),
        ],
    ),
    (
        INDEXED + "[[indices]]\nid = 'CPI'\nvalues = [{ on = '2025-01', is = '0' }]\n",
        [("INDEX_POSITIVE", "indices.values.is", 12)],
    ),
    (
        INDEXED
        + "[[indices]]\nid = 'CPI'\nvalues = [{ on = '2025-01', is = '1' }]\n"
        + "[[indices]]\nid = 'CPI'\nvalues = []\n",
        [("DUPLICATE_ID", "indices.id", 14)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_what_is_wrong_with_an_escalation(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert sorted(told(problems(text))) == sorted(expected)


FULL = """\
[register]
currency = "CNY"

[[contracts]]
id = "A"

[[contracts.lines]]
id = "rent"
rate = "1000.00"
from = 2024-01-01
to = 2025-12-31

[contracts.lines.escalation]
index = "LPR"
base_on = 2023-12-20
lag = "12 days"
share = "62.5"
on = [
    2025-01-01,
]
cap = "5"
floor = "-1.5"
quantum = "0.1"
missing = "last"

[contracts.lines.billing]
every = "1 month"

[[contracts.lines]]
id = "steps"
rate = "1000.00"
from = 2024-01-01
to = 2025-12-31

[contracts.lines.escalation]
steps = [
    { from = 2024-07-01, percent = "3" },
    { from = 2025-01-01, percent = "-2.5" },
]
compounding = "simple"

[contracts.lines.billing]
every = "1 month"

[[contracts.lines]]
id = "yearly"
rate = "1000.00"
from = 2024-01-01
to = 2025-12-31

[contracts.lines.escalation]
percent = "3"
every = "6 months"
anchor = 2023-03-01

[contracts.lines.billing]
every = "1 month"

[[indices]]
id = "LPR"
source = "人民银行"
values = [
    { on = 2023-12-20, is = "3.45" },
    { on = 2024-12-20, is = "3.1", recorded = 2024-12-21 },
]
"""


def test_what_is_written_is_what_was_read() -> None:
    register = ct.loads(FULL)
    assert ct.dumps(register) == FULL
    assert ct.loads(ct.dumps(register, "json"), "json") == register
    assert [index.id for index in register.indices] == ["LPR"]


def test_an_index_of_one_file_serves_the_others(tmp_path: Path) -> None:
    def file(name: str, text: str) -> Path:
        path = tmp_path / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        return path

    cpi = "[[indices]]\nid = 'CPI'\nvalues = [{ on = '2025-01', is = '110' }]\n"
    one, other, differs = file("one", INDEXED), file("other", cpi), file("differs", cpi.replace("110", "111"))
    (line,) = ct.load(one, other)["A"].lines
    assert isinstance(line.price, ct.Rate)
    assert [str(step.amount) for step in line.price.then] == ["1100.00 CNY"]
    with pytest.raises(ct.RegisterError) as caught:
        ct.load(one, other, differs)
    assert told(list(caught.value.problems)) == [("INDEX_DIFFERS", "indices.id", 2)]
