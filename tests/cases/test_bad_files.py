"""Every bad file of the collection is refused with its place or read as it should be, and so is every bad value."""

import json
import resource
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from contracts.io import loads
from contracts.terms.billing import Once
from contracts.words import QUOTED, Lang
from tests.cases import amounts, dates
from tests.cases.amounts import Case
from tests.cases.bad_files import BAD_FILES, DUE, BadFile, answer, outcomes, told, toml
from tests.cases.dates import DAY_TEXTS, DayText
from tests.io.problems import problems


@pytest.mark.parametrize("case", BAD_FILES, ids=[case.id for case in BAD_FILES])
def test_a_bad_file_is_told_with_its_place(case: BadFile, tmp_path: Path) -> None:
    started = time.process_time()
    found = answer(case, tmp_path)

    assert told(found) == case.outcome
    assert time.process_time() - started < 1
    for problem in () if isinstance(found, int) else found:
        assert problem.file in {str(tmp_path / name) for name in case.files}
        assert problem.value is None or (len(problem.value) <= QUOTED and problem.value.isprintable())
        for lang in Lang:
            assert problem.message(lang)
            assert problem.remedy(lang)


def test_no_bad_file_takes_much_memory() -> None:
    """All of them together; the peak of the process is told in KiB."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    list(outcomes())

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024


def test_a_problem_names_the_nearest_key() -> None:
    (found,) = problems(toml('total = "1"', DUE, "allocations = { A = 1 }"))

    assert "allocation" in found.remedy()


TEXTS = [case for case in (*amounts.BAD_INPUT, *amounts.FURTHER) if isinstance(case.given, str)]


def in_json(case: Case) -> str:
    """A register that reports the amount, on line 2: a reported total may have either sign."""
    head = {"currency": case.currency} | ({"unit": case.unit} if case.unit else {})
    return f'{{"register": {json.dumps(head)}, "reported": [{{"year": 2017,\n"total": {json.dumps(case.given)}}}]}}'


def in_toml(case: Case) -> str:
    """The same; strings of JSON are strings of TOML, but for two characters."""
    unit = f"unit = {json.dumps(case.unit)}" if case.unit else ""
    total = json.dumps(case.given, ensure_ascii=False).replace("\x7f", "\\u007f")
    return f'[[reported]]\ntotal = {total}\nyear = 2017\n[register]\ncurrency = "{case.currency}"\n{unit}\n'


@pytest.mark.parametrize(("format", "write"), [("toml", in_toml), ("json", in_json)])
@pytest.mark.parametrize("case", TEXTS, ids=[case.id for case in TEXTS])
def test_an_amount_in_a_file_is_what_it_is_elsewhere(case: Case, format: str, write: Callable[[Case], str]) -> None:
    if isinstance(case.outcome, int):
        (reported,) = loads(write(case), format).reported
        assert reported.total is not None
        assert reported.total.amount.minor == case.outcome
        return
    (found,) = problems(write(case), format)

    if case.id == "surrogate" and format == "toml":  # which has no way to write half a character
        assert found.code == "ENCODING_INVALID"
    else:
        assert (found.code, found.field, found.line_number) == (case.outcome, "reported.total", 2)


@pytest.mark.parametrize("case", DAY_TEXTS, ids=[str(case.id) for case in DAY_TEXTS])
def test_a_day_in_a_file_is_what_it_is_elsewhere(case: DayText) -> None:
    text, says = toml('total = "1"', f"due = {json.dumps(case.text)}"), dates.text_answer(case)
    if not says.startswith("DATE_"):
        (contract,) = loads(text)
        assert contract.lines[0].billing == Once(date.fromisoformat(says))
        return
    (found,) = problems(text)

    assert (found.code, found.field, found.line_number) == (says, "due", 6)


def test_ids_are_unique_and_all_are_counted() -> None:
    assert len({case.id for case in BAD_FILES}) == len(BAD_FILES)
    found = list(outcomes())
    assert [outcome.id for outcome in found] == list(dict.fromkeys(case.id[:7] for case in BAD_FILES))
    assert {outcome.state for outcome in found} == {"passed", "differs"}
    assert sum(outcome.state == "differs" for outcome in found) == 3
