"""What is wrong with a register."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

from attrs import evolve

from contracts import words
from contracts.cli import machine, printing
from contracts.cli.delivery import say
from contracts.cli.options import Asked
from contracts.cli.program import BAD_INPUT, DONE
from contracts.errors import Problem, RegisterError, TermsError
from contracts.io.files import Loaded, loaded
from contracts.payments.matching import unknown_numbers
from contracts.register import Register
from contracts.schedules.installments import schedule
from contracts.words import Lang

#: What a problem is made of, in csv and json.
COLUMNS: Final = ("code", "file", "contract", "line", "field", "value", "message", "remedy", "line_number")


def check(asked: Asked) -> int:
    """Everything that is wrong with a register; 2 where there is something."""
    try:
        source = loaded(*asked.files)
        with placed(source):
            plan = schedule(source.register, horizon=_first_days(source.register))
            for error in unknown_numbers(source.register.payments, plan):
                raise error
    except RegisterError as error:
        problems = error.problems
    else:
        problems = ()
    if asked.format == "csv":
        printing.deliver(asked, machine.as_csv(COLUMNS, map(_record, problems), excel=asked.excel))
    elif asked.format == "json":
        printing.deliver(asked, machine.as_json(map(_record, problems)))
    else:
        printing.deliver(asked, "".join(f"{told(problem, asked.lang)}\n" for problem in problems))
    if problems:
        return BAD_INPUT
    amount = printing.style_of(asked, source).sums(plan.sheet())
    lines = sum(len(contract.lines) for contract in source.register)
    counts = {"contracts": len(source.register), "lines": lines, "installments": len(plan)}
    say(words.sentence("checked", asked.lang, **counts, amount=amount))
    return DONE


def _first_days(register: Register) -> date | None:
    """A day on which all lines without a last day have begun; None where there are none."""
    lines = (line for contract in register for line in contract.all_lines if line.is_open_ended)
    return max((line.service.first for line in lines if line.service is not None), default=None)


def _unscheduled(source: Loaded, horizon: date | None) -> tuple[Problem, ...]:
    """What keeps lines from being scheduled, each by itself, though each of their terms is well formed."""
    found = []
    for contract in source.register:
        for line in contract.lines:
            try:
                schedule(evolve(contract, lines=[line]), horizon=horizon)
            except TermsError as error:
                found.append(error)
    return source.problems(found)


@contextmanager
def placed(source: Loaded, horizon: date | None = None) -> Iterator[None]:
    """Lets what keeps lines from being scheduled, or payments from being matched, be told with its place in the files.

    Args:
        horizon: up to which lines without a last day are looked at, where it was asked for.

    Raises:
        RegisterError: in place of the error of the first such line or payment, with those of all.
    """
    try:
        yield
    except TermsError as error:
        if error.code == "PAYMENT_NUMBER":
            register = source.register
            plan = schedule(register, horizon=_first_days(register))
            raise RegisterError(source.problems(unknown_numbers(register.payments, plan))) from None
        if error.line is None:  # what was asked for is wrong, not the files
            raise
        if horizon is None and error.code != "HORIZON_REQUIRED":
            horizon = _first_days(source.register)
        raise RegisterError(_unscheduled(source, horizon) or source.problems([error])) from None


def told(problem: Problem, lang: Lang) -> str:
    """A problem as a line: file and line in it, contract and line item, what is wrong, what to do."""
    given = (problem.file or "") + problem.spot()
    spot = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in given)
    place = ""
    if problem.contract is not None or problem.line is not None:
        key = "place" if problem.line is None else "place of line" if problem.contract else "place of line alone"
        place = words.sentence(key, lang, contract=problem.contract, line=problem.line)
    return ": ".join(part for part in (spot, place, problem.message(lang), problem.remedy(lang)) if part)


def _record(problem: Problem) -> dict[str, str | int | None]:
    """A problem for machines, whose words are English."""
    return {
        "code": problem.code,
        "file": problem.file,
        "contract": problem.contract,
        "line": problem.line,
        "field": problem.field,
        "value": problem.value,
        "message": problem.message(),
        "remedy": problem.remedy(),
        "line_number": problem.line_number,
    }
