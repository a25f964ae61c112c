"""From a command to its answer: paths are looked at first, and what the library refuses is told in a line each."""

from collections.abc import Callable
from typing import Any, Final

from contracts.cli import answers, checking, explaining, reporting, tracking
from contracts.cli.options import Asked
from contracts.cli.program import Refused
from contracts.cli.targets import check_names, check_target
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
    check_names(asked.lang, (*(("FILE", file) for file in asked.files), ("-o", asked.output)))
    if asked.output is not None:
        check_target(asked.lang, "-o", asked.output, asked.files)
    try:
        return QUESTIONS[question](asked, **given)
    except RegisterError as error:
        raise Refused("\n".join(checking.told(problem, asked.lang) for problem in error.problems)) from None
    except (TermsError, NotThereError) as error:
        raise Refused(f"{error.message(asked.lang)}: {error.remedy(asked.lang)}") from None
