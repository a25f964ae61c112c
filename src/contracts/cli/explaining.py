"""Why a figure is what it is."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from contracts.cli import chosen, machine, printing
from contracts.cli.checking import placed
from contracts.cli.delivery import say
from contracts.cli.options import Asked
from contracts.cli.program import DONE
from contracts.cli.wide import aligned
from contracts.dates import Per
from contracts.errors import NotThereError
from contracts.io.files import loaded
from contracts.payments.matching import match
from contracts.reports.footnotes import footnotes
from contracts.reports.style import Style, one_line
from contracts.schedules.explain import Explanation, explain_total
from contracts.schedules.installments import Schedule, schedule
from contracts.schedules.workings import Labelled
from contracts.tables import AMOUNT
from contracts.terms.contract import Contract


def explain(
    asked: Asked,
    *,
    contract: str,
    line: str | None,
    number: int | None,
    on: date | None,
    per: str | None,
    payer: str | None,
    tax: bool,
    fiscal_year_start: int | None,
    known_on: date | None,
    horizon: date | None,
    as_of: date | None,
) -> int:
    """Why an installment, what is earned in the period that holds a day, or all installments are what they are."""
    _refuse_beside(asked, number=number, on=on, tax=tax)
    _refuse_beside_open(asked, as_of=as_of, number=number, tax=tax, payer=payer)
    for name, value in (("--per", per), ("--fiscal-year-start", fiscal_year_start)):
        if value is not None and on is None:
            asked.refuse("OPTION_ALONE", field=name, value=value, other="--on")
    source = loaded(*asked.files)
    register, style = source.register, printing.style_of(asked, source, fiscal_year_start)
    terms = register[contract]
    period = None if on is None else style.fiscal.period_of(on, Per(per or "month"))
    if horizon is None and period is not None:
        horizon = period.last
    with placed(source, horizon or as_of):
        whole = register.of([contract])
        paid = None if as_of is None else match(whole, as_of, known_on=known_on, horizon=horizon)
        plan = schedule(whole, known_on=known_on, horizon=horizon) if paid is None else paid.plan
        if number is not None:
            name = _line(terms, plan, line)
            rows = [row for row, each in enumerate(plan) if each.line == name]
            if number > len(rows):
                raise NotThereError("NUMBER_UNKNOWN", field="number", value=number, last=len(rows))
            row = rows[number - 1]
            found = (plan.explain_tax if tax else plan.explain)(row, payer) if paid is None else paid.explain(row)
        elif period is not None:
            found = plan.explain_accrual(contract, _line(terms, plan, line), period, payer)
        else:
            wanted = None if line is None else _line(terms, plan, line)
            rows = [row for row, each in enumerate(plan) if wanted in (None, each.line)]
            found = explain_total([plan.explain(row, payer) for row in rows])
    told = chosen.going_on(style, register.of([contract]), known_on or as_of, horizon or as_of)
    if asked.format == "csv":
        pairs = ({"key": key, "value": value} for key, value in flat(found.to_dict()))
        printing.deliver(asked, machine.as_csv(("key", "value"), pairs, excel=asked.excel))
    elif asked.format == "json":
        printing.deliver(asked, machine.as_json([found.to_dict()]))
    else:
        basis = [] if terms.source is None else ["", f"{style.say('source')}: {one_line(terms.source)}"]
        notes = footnotes([terms], [terms.id], asked.lang)
        below = ["", *told] if told else []
        printing.deliver(asked, printing.page([*_told(style, found), *basis, *below, *notes]))
    if told and asked.format != "table":
        say("\n".join(told))
    return DONE


def _refuse_beside(asked: Asked, *, number: int | None, on: date | None, tax: bool) -> None:
    """Refuse what is not one figure."""
    if number is not None and on is not None:
        asked.refuse("KEY_CONFLICT", field="--number", value=number, other="--on")
    if tax and number is None:
        asked.refuse("OPTION_ALONE", field="--tax", value="true", other="--number")


def _refuse_beside_open(asked: Asked, *, as_of: date | None, number: int | None, tax: bool, payer: str | None) -> None:
    """Refuse to say what is open of anything but a whole installment."""
    if as_of is not None and number is None:
        asked.refuse("OPTION_ALONE", field="--as-of", value=as_of, other="--number")
    for name, there in (("--tax", tax), ("--payer", payer is not None)):
        if as_of is not None and there:
            asked.refuse("KEY_CONFLICT", field="--as-of", value=as_of, other=name)


def _told(style: Style, found: Explanation) -> list[str]:
    """A figure and why it is what it is; of a total, its parts below one another."""
    heading = [f"{found.heading(style.lang)}: {style.amount(found.figure.minor)}", ""]
    if found.what != "total":
        return [*heading, found.say(style.lang)]
    parts = [part for part in found.parts if isinstance(part, Explanation | Labelled)]
    *amounts, total = style.figures.column(part.figure.minor for part in (*parts, found))
    names = [part.label if isinstance(part, Labelled) else part.heading(style.lang) for part in parts]
    rows = [[one_line(name), amount] for name, amount in zip(names, amounts, strict=True)]
    headings = [style.say("part"), style.heading(AMOUNT)]
    return heading + aligned(headings, rows, [[style.say("total"), total]], right=[False, True])


def _line(contract: Contract, plan: Schedule, id: str | None) -> str:
    """The id of a line; where there is but one, it needs not be named.

    Raises:
        NotThereError: there is no such line, or several and none is named.
    """
    lines = list(dict.fromkeys([*(line.id for line in contract.lines), *(each.line for each in plan)]))
    if id is None and len(lines) == 1:
        return lines[0]
    if id is None:
        raise NotThereError("LINE_MISSING", field="--line", value=contract.id, choices=", ".join(lines))
    if id not in lines:
        raise NotThereError("LINE_UNKNOWN", field="--line", value=id, choices=", ".join(lines))
    return id


def flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Data as pairs of a path and a value.

    >>> list(flat({"working": {"parts": ["1.00", "2.00"]}, "payer": None}))
    [('working.parts.0', '1.00'), ('working.parts.1', '2.00'), ('payer', None)]
    """
    if isinstance(value, Mapping):
        items: list[tuple[str, Any]] = list(value.items())
    elif isinstance(value, list):
        items = [(str(i), inner) for i, inner in enumerate(value)]
    else:
        yield path, value
        return
    for key, inner in items:
        yield from flat(inner, f"{path}.{key}" if path else key)
