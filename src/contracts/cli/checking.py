"""What is wrong with a register."""

from typing import Final

from contracts import words
from contracts.cli import machine, printing
from contracts.cli.delivery import say
from contracts.cli.options import Asked
from contracts.cli.program import BAD_INPUT, DONE
from contracts.errors import Problem, RegisterError, TermsError
from contracts.io import load
from contracts.register import Register
from contracts.schedules.installments import schedule
from contracts.words import Lang

#: What a problem is made of, in csv and json.
COLUMNS: Final = ("code", "file", "contract", "line", "field", "value", "message", "remedy", "line_number")


def check(asked: Asked) -> int:
    """Everything that is wrong with a register; 2 where there is something."""
    try:
        register = load(*asked.files)
        problems = _unscheduled(asked, register)
    except RegisterError as error:
        problems = error.problems
    if asked.format == "csv":
        printing.deliver(asked, machine.as_csv(COLUMNS, map(_record, problems), excel=asked.excel))
    elif asked.format == "json":
        printing.deliver(asked, machine.as_json(map(_record, problems)))
    else:
        printing.deliver(asked, "".join(f"{told(problem, asked.lang)}\n" for problem in problems))
    if problems:
        return BAD_INPUT
    plan = schedule(register)
    amount = printing.style_of(asked, register).amount(plan.total().minor)
    lines = sum(len(contract.lines) for contract in register)
    counts = {"contracts": len(register), "lines": lines, "installments": len(plan)}
    say(words.sentence("checked", asked.lang, **counts, amount=amount))
    return DONE


def _unscheduled(asked: Asked, register: Register) -> tuple[Problem, ...]:
    """What keeps contracts from being scheduled, though each of their terms is well formed."""
    found = []
    for contract in register:
        try:
            schedule(contract)
        except TermsError as error:
            file = next(file for file in asked.files if contract.id in load(file))
            found.append(problem_of(error, file))
    return tuple(found)


def problem_of(error: TermsError, file: str | None = None) -> Problem:
    """An error that the terms of a register lead to, as a problem of it."""
    return Problem(
        code=error.code,
        file=file,
        contract=error.contract,
        line=error.line,
        field=error.field,
        value=words.quoted(error.value),
        data=error.data,
    )


def told(problem: Problem, lang: Lang) -> str:
    """A problem as a line: file and line in it, contract and line item, what is wrong, what to do."""
    spot = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in problem.file or "")
    if problem.line_number is not None:
        spot += f":{problem.line_number}"
    key = "place" if problem.line is None else "place of line"
    place = words.sentence(key, lang, contract=problem.contract, line=problem.line) if problem.contract else ""
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
