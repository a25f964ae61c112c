"""How an answer is printed: as a page with its heading and footnotes, as csv, or as json."""

from collections.abc import Callable, Sequence

from contracts.cli import machine
from contracts.cli.delivery import say
from contracts.cli.options import Asked
from contracts.cli.targets import write
from contracts.dates import FiscalCalendar
from contracts.io.files import Loaded
from contracts.money import unit_digits
from contracts.register import Register
from contracts.reports.figures import Figures
from contracts.reports.footnotes import footnotes
from contracts.reports.style import Style, one_line
from contracts.schedules.sheet import Sheet


def deliver(asked: Asked, text: str | bytes) -> None:
    """Print a result, or write it to its file."""
    write(asked.lang, text, asked.output)


def style_of(asked: Asked, source: Loaded, fiscal_year_start: int | None = None) -> Style:
    """How the figures of a register are written: in the unit asked for, else in that of its files.

    Raises:
        TermsError: the currency has no such unit.
    """
    register = source.register
    unit_digits(asked.unit, register.currency)
    return Style(
        asked.lang,
        Figures(register.currency, asked.unit or source.unit),
        {contract.id: contract.title for contract in register},
        FiscalCalendar(fiscal_year_start or register.fiscal_year_start),
    )


def deliver_sheet(
    asked: Asked,
    register: Register,
    sheet: Sheet,
    style: Style,
    heading: Sequence[str],
    body: Callable[[Style, Sheet], list[str]],
    told: Sequence[str] = (),
) -> None:
    """Print a sheet as it is asked for; on a page each currency has a table of its own.

    Args:
        heading: of a page: what it is, and what it is limited to.
        body: of a page.
        told: what has to be known of its figures; below the table of a page, else on standard error.
    """
    if asked.format == "csv":
        text = machine.as_csv(sheet.table.names, sheet.records(), excel=asked.excel)
    elif asked.format == "json":
        text = machine.as_json(sheet.records())
    else:
        (own, first), *others = style.parts(sheet)
        lines = [*headed(register, own, heading), *body(own, first)]
        for other, part in others:
            lines += ["", other.say("amounts", unit=other.figures.unit_name), "", *body(other, part)]
        shown = sheet.columns.get("contract", [contract.id for contract in register])
        below = ["", *told] if told else []
        text = page([*lines, *below, *footnotes(register.contracts, shown, asked.lang, sheet.notes)])
    deliver(asked, text)
    if told and asked.format != "table":
        say("\n".join(told))


def headed(register: Register, style: Style, heading: Sequence[str]) -> list[str]:
    """The lines at the top of a page: what it is, of which register, and in which unit."""
    what, *limits = heading
    name = f": {one_line(register.name)}" if register.name else ""
    return [what + name, ", ".join((*limits, style.say("amounts", unit=style.figures.unit_name))), ""]


def page(lines: Sequence[str]) -> str:
    """Lines as a text."""
    return "\n".join(lines) + "\n"
