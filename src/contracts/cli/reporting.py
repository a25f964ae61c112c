"""Reports for people, and journals for books."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from contracts.cli import chosen, pages, printing
from contracts.cli.checking import placed
from contracts.cli.options import Asked
from contracts.cli.program import DONE
from contracts.cli.targets import check_new
from contracts.io.accounts import load_accounts
from contracts.reports import Report
from contracts.reports import report as reported
from contracts.reports.books import booked
from contracts.statements.posting import journal as journal_of

#: What a report can be written as, by the suffix of its file: the page, the workbook, the days ahead.
WRITTEN: Final[dict[str, Callable[[Report, str | None], str | bytes]]] = {
    ".html": lambda found, unit: found.to_html(unit=unit),
    ".xlsx": lambda found, unit: found.to_xlsx(unit=unit),
    ".ics": lambda found, unit: found.to_ics(unit=unit),
}


def report(asked: Asked, *, as_of: date | None, known_on: date | None, force: bool) -> int:
    """The report as of a day, in the format that its file's name says."""
    day, target = chosen.needed(asked, "--as-of", as_of), Path(asked.output or "")
    if target.suffix not in WRITTEN:
        asked.refuse("OUTPUT_TYPE", field="-o", value=target, choices=", ".join(WRITTEN))
    check_new(asked.lang, "-o", str(target), force=force)
    source = chosen.loaded_of(asked, ())
    with placed(source):
        found = reported(source.register, day, known_on=known_on, lang=asked.lang)
    unit = asked.unit or source.unit
    printing.deliver(asked, WRITTEN[target.suffix](found, unit))
    return DONE


def journal(
    asked: Asked,
    *,
    year: int | None,
    first: date | None,
    last: date | None,
    known_on: date | None,
    accounts: str | None,
    books: str | None,
    only: Sequence[str],
) -> int:
    """What is to be posted in a period, as a table or as the text of a program for bookkeeping."""
    if books is not None and asked.format != "table":
        asked.refuse("KEY_CONFLICT", field="--books", value=books, other=f"--format {asked.format}")
    for name, given, example in (("--from", first, "2017-01-01"), ("--to", last, "2017-12-31")):
        if year is None:
            chosen.needed(asked, name, given, example)
    chart = None if accounts is None else load_accounts(accounts)
    source = chosen.loaded_of(asked, only)
    register, style = source.register, printing.style_of(asked, source)
    days = chosen.days(asked, style, year, first, last)
    with placed(source):
        sheet = journal_of(register, chosen.closed(days), known_on=known_on, accounts=chart)
    if books is not None:
        printing.deliver(asked, booked(sheet, books, chart))
        return DONE
    heading = [style.say("journal"), *chosen.spoken(style, days), *chosen.stand(style, None, known_on)]
    printing.deliver_sheet(asked, register, sheet, style, heading, pages.listing)
    return DONE
