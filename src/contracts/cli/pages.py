"""Tables in a terminal: installments one below another, everything else with its periods side by side."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from contracts.cli.wide import aligned
from contracts.reports.style import Style
from contracts.reports.views import Foot, Grid, View, block, by_account, listed
from contracts.schedules.sheet import Sheet
from contracts.statements.maturities import OVERDUE, UNLIKE_YEARS

#: Periods side by side; more are continued below.
ACROSS: Final = 12
#: Several years as one period.
_BAND: Final = re.compile("[0-9]{4}-[0-9]{4}")


def lines(view: View) -> list[str]:
    """A table as aligned lines."""
    return aligned(view.headings, view.rows, view.totals, right=view.right, tail=view.tail)


def listing(style: Style, sheet: Sheet, feet: Sequence[Foot] | None = None) -> list[str]:
    """A table as it stands, its rows one below another, and below them what they sum to."""
    return lines(listed(style, sheet, feet)) if len(sheet) else [style.say("nothing")]


def of_accounts(style: Style, sheet: Sheet) -> list[str]:
    """A listing with the sum of each account at the bottom."""
    return listing(style, sheet, by_account(style, sheet))


def pivot(style: Style, sheet: Sheet, periods: Sequence[str], *, order: Sequence[str] = ()) -> list[str]:
    """Periods side by side, with the sums at the right and at the bottom.

    Where there are too many for one line, they are continued below, and a last table sums them up.

    Args:
        style: of the page.
        sheet: a table with an amount in each row.
        periods: the period of each row.
        order: of all periods, where they are bands that stand beside each other however many there are.
    """
    if not len(sheet):
        return [style.say("nothing")]
    grid = Grid.of(sheet, periods, order)
    parts = {"": list(grid.periods)} if order else _parts(style, grid.periods)
    if len(parts) == 1:
        return lines(block(style, grid, grid.periods, style.say("total"), titles=True))
    found: list[str] = []
    for name, part in parts.items():
        if name not in UNLIKE_YEARS:  # a part of one column, which the summary has
            found += [*lines(block(style, grid, part, name, titles=False)), ""]
    summary = grid.joined({period: name for name, part in parts.items() for period in part})
    return found + lines(block(style, summary, summary.periods, style.say("total"), titles=True))


def _parts(style: Style, periods: Sequence[str]) -> dict[str, list[str]]:
    """The periods of each part of a table, by its name: about a dozen in each, and whole years."""
    years = [period for period in periods if period not in UNLIKE_YEARS]
    if len(periods) <= ACROSS or not years:
        return {"": list(periods)}
    parts = {
        str(first) if first == last else style.say("range", first=first, last=last): part
        for first, last, part in (_by_bands(years) if any(map(_BAND.fullmatch, years)) else _by_years(style, years))
    }
    before = {OVERDUE: [OVERDUE]} if OVERDUE in periods else {}
    return before | parts | {period: [period] for period in periods if period in UNLIKE_YEARS}


Part = tuple[int, int, list[str]]


def _by_bands(periods: Sequence[str]) -> Iterator[Part]:
    """A dozen bands at a time, with their first and last year."""
    for i in range(0, len(periods), ACROSS):
        part = list(periods[i : i + ACROSS])
        yield int(part[0][:4]), int(part[-1][-4:]), part


def _by_years(style: Style, periods: Sequence[str]) -> Iterator[Part]:
    """As many whole fiscal years at a time as have a dozen periods, with the first and the last of them."""
    years_across = {"H": 6, "Q": 3, "": 12}.get(periods[0][5:6], 1)
    first, last = _year(style, periods[0]), _year(style, periods[-1])

    def start_of(period: str) -> int:
        return first + (_year(style, period) - first) // years_across * years_across

    for start, part in groupby(periods, start_of):
        yield start, min(start + years_across - 1, last), list(part)


def _year(style: Style, period: str) -> int:
    """The fiscal year that a period is in; months have the name of their calendar year."""
    year, part = int(period[:4]), period[5:]
    return style.fiscal.year_of(date(year, int(part), 1)) if part.isdecimal() else year
