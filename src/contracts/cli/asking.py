"""From a command to its answer: paths are looked at first, and what the library refuses is told in a line each."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from contracts.cli import answers, checking, explaining, reporting, tracking
from contracts.cli.options import Asked
from contracts.cli.program import Refused
from contracts.errors import NotThereError, RegisterError, TermsError

QUESTIONS: Final[dict[str, Callable[..., int]]] = {
    "check": checking.check,
    "schedule": answers.schedule,
    "accruals": answers.accruals,
    "obligations": answers.obligations,
    "shares": answers.shares,
    "payments": tracking.payments,
    "reconcile": answers.reconcile,
    "compare": tracking.compare,
    "cutoff": tracking.cutoff,
    "rollforward": tracking.rollforward,
    "explain": explaining.explain,
    "ageing": tracking.ageing,
    "calendar": tracking.calendar,
    "ledger": tracking.ledger,
    "deadlines": tracking.deadlines,
    "findings": tracking.findings,
    "journal": reporting.journal,
    "report": reporting.report,
}


def answer(question: str, asked: Asked, **given: Any) -> int:
    """Ask, and give the exit code."""
    _check_paths(asked)
    try:
        return QUESTIONS[question](asked, **given)
    except RegisterError as error:
        raise Refused("\n".join(checking.told(problem, asked.lang) for problem in error.problems)) from None
    except (TermsError, NotThereError) as error:
        raise Refused(f"{error.message(asked.lang)}: {error.remedy(asked.lang)}") from None


def _check_paths(asked: Asked) -> None:
    """Refuse names that no file can have, and to write where the register is or no file can be."""
    for field, path in (*(("FILE", file) for file in asked.files), ("-o", asked.output)):
        if path is not None and not _may_be_a_file(path):
            asked.refuse("PATH_SYNTAX", field=field, value=path)
    if asked.output is None:
        return
    output = Path(asked.output)
    if output.is_dir():
        asked.refuse("OUTPUT_IS_FOLDER", field="-o", value=asked.output)
    if not output.parent.is_dir():
        asked.refuse("OUTPUT_FOLDER", field="-o", value=output.parent)
    if any(output.exists() and Path(file).exists() and output.samefile(file) for file in asked.files):
        asked.refuse("OUTPUT_IS_INPUT", field="-o", value=asked.output)


def _may_be_a_file(path: str) -> bool:
    try:
        return b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False
