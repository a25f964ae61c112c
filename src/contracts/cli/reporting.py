"""Reports for people, in files."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from contracts.cli import chosen, printing
from contracts.cli.checking import placed
from contracts.cli.options import Asked
from contracts.cli.program import DONE
from contracts.reports import Report
from contracts.reports import report as reported

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
    if target.exists() and not force:
        asked.refuse("OUTPUT_EXISTS", field="-o", value=target)
    source = chosen.loaded_of(asked, ())
    with placed(source):
        found = reported(source.register, day, known_on=known_on, lang=asked.lang)
    unit = asked.unit or source.unit
    printing.deliver(asked, WRITTEN[target.suffix](found, unit))
    return DONE
