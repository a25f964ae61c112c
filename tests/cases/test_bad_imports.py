"""Every bad CSV file and workbook of the collection is refused with its place, or read as it should be."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from contracts.errors import Problem
from contracts.io.imports import import_register
from contracts.words import QUOTED, Lang
from tests.cases.bad_imports import BAD_IMPORTS, BadImport, answer, grown, outcomes, told, twice


@pytest.mark.parametrize("case", BAD_IMPORTS, ids=[case.id for case in BAD_IMPORTS])
def test_a_bad_file_is_told_with_its_place(case: BadImport, tmp_path: Path) -> None:
    path = case.make(tmp_path)
    started = time.process_time()
    found, notes = answer(path)

    assert (told(found), notes) == (case.outcome, case.notes)
    assert time.process_time() - started < 5
    for problem in found:
        if isinstance(problem, Problem):
            assert problem.file == str(path)
            assert problem.value is None or (len(problem.value) <= QUOTED and problem.value.isprintable())
            for lang in Lang:
                assert problem.message(lang)
                assert problem.remedy(lang)


def test_the_same_file_gives_the_same(tmp_path: Path) -> None:
    assert twice(tmp_path)


def test_a_file_that_grows_is_refused(tmp_path: Path) -> None:
    assert grown(tmp_path) == "FILE_CHANGED"


def test_texts_stay_what_they_are(tmp_path: Path) -> None:
    (case,) = (case for case in BAD_IMPORTS if case.id == "CSV-014")
    vendors = [contract.vendor for contract in import_register(case.make(tmp_path)).register]
    assert vendors == ["NA", "None", "null", "nan", "True", "00123", "1e5"]


def test_a_line_without_end_takes_little(tmp_path: Path) -> None:
    """A GiB of it, in a process of its own: well below what it would take to read it."""
    (case,) = (case for case in BAD_IMPORTS if case.id == "CSV-011")
    program = (
        "import resource, sys; from contracts.io.imports import import_register\n"
        "def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "before = peak()\n"
        "try: import_register(sys.argv[1])\n"
        "except ValueError: print(peak() - before)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(case.make(tmp_path))], capture_output=True, text=True, check=True, timeout=5
    )
    assert int(run.stdout) < 50 * 1024


def test_all_came_out_as_they_should() -> None:
    found = list(outcomes())
    assert len(found) == 21
    assert {outcome.state for outcome in found} == {"passed"}
