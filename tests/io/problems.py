"""What the tests of files share: a small register, and what is wrong with a text."""

import pytest

from contracts.errors import Problem, RegisterError
from contracts.io import loads
from contracts.words import QUOTED, Lang

#: A contract with one line, to be changed in one place.
LINE = """\
[[contracts]]
id = "A"

[[contracts.lines]]
id = "a"
total = "100"
from = 2017-01-01
to = 2017-12-31
billing = { every = "1 month" }
"""


def problems(text: str, format: str = "toml") -> list[Problem]:
    """All that is wrong with a text; each can be told in both languages."""
    with pytest.raises(RegisterError) as caught:
        loads(text, format, name="register")
    found = list(caught.value.problems)
    assert str(caught.value) == "\n".join(map(str, found))
    for problem in found:
        assert problem.file == "register"
        assert problem.value is None or (len(problem.value) <= QUOTED and problem.value.isprintable())
        for lang in Lang:
            assert problem.message(lang).isprintable()
            assert problem.remedy(lang)
    rows = [problem.line_number or 0 for problem in found if problem.code != "PROBLEMS_LIMIT"]
    assert rows == sorted(rows)
    return found


def told(found: list[Problem]) -> list[tuple[str, str | None, int | None]]:
    """Code, field and line number of each."""
    return [(problem.code, problem.field, problem.line_number) for problem in found]
