"""Reconciliation: what the terms lead to against what a report states."""

from enum import StrEnum
from typing import Any, Final

import numpy as np

from contracts.dates import FiscalCalendar
from contracts.errors import NotThereError, TermsError
from contracts.kernel.exact import total
from contracts.register import Register, Reported, ReportedFigure
from contracts.schedules.installments import schedule
from contracts.schedules.sheet import Sheet
from contracts.tables import RECONCILIATION


class Verdict(StrEnum):
    """What can be said of a difference."""

    AGREES = "agrees"
    WITHIN_ROUNDING = "within rounding"
    UNEXPLAINED = "unexplained"
    NOT_SCHEDULED = "not scheduled"
    NOT_REPORTED = "not reported"


#: The rows below the contracts: all scheduled against the sum of the reported lines, that sum
#: against the stated total, and all scheduled against the stated total.
SUM: Final = "*sum*"
FOOTING: Final = "*footing*"
TOTAL: Final = "*total*"


def reconcile(register: Register, year: int) -> Sheet:
    """Each difference between what falls due in a fiscal year and what was reported for it.

    Difference = scheduled − reported. The bound is what rounding can explain: half a quantum
    for each rounded figure that takes part. A figure that is not there stays empty, and counts
    as nothing in differences and sums.

    Args:
        register: contracts and reported figures.
        year: a fiscal year, named by the calendar year in which it ends.

    Returns:
        Columns of `tables.RECONCILIATION`: a row for each contract that is scheduled or
        reported, in order of id, then `*sum*`, `*footing*` and `*total*`.

    Raises:
        NotThereError: nothing was reported for that year.
        TermsError: `TYPE_WRONG` for what is no register: schedules and contracts know no reported figures; and for a
            year that is no whole number.
    """
    if not isinstance(register, Register):
        raise TermsError("TYPE_WRONG", field="register", value=register, wanted="Register")
    reported = _reported(register, year)
    days = FiscalCalendar(register.fiscal_year_start).year(year)
    plan = schedule(register, horizon=days.last)
    part = plan[days]
    line = plan._rows.line[part._places]
    due: dict[str, int] = {}
    ids = np.array(plan._lines.contract, dtype=object)[line]
    foreign = np.array([c != register.currency for c in plan._lines.currency], dtype=bool)[line]
    for name in sorted(set(ids[~foreign].tolist())):
        due[name] = total(plan._rows.amount[part._places[(ids == name) & ~foreign]])
    rows = [_row(name, due.get(name), reported.contracts.get(name)) for name in sorted({*due, *reported.contracts})]
    scheduled = sum(due.values())
    lines = sum(figure.amount.minor for figure in reported.contracts.values())
    lines_bound = sum(figure.bound_halves for figure in reported.contracts.values())
    stated = None if reported.total is None else reported.total.amount.minor
    stated_bound = 0 if reported.total is None else reported.total.bound_halves
    rows.append(_compared(SUM, scheduled, lines, lines_bound))
    rows.append(_compared(FOOTING, lines, stated, lines_bound + stated_bound))
    rows.append(_compared(TOTAL, scheduled, stated, stated_bound))
    columns: dict[str, list[Any]] = {name: [row[i] for row in rows] for i, name in enumerate(RECONCILIATION.names[:-1])}
    columns["currency"] = [register.currency] * len(rows)
    return Sheet(RECONCILIATION, columns, plan.notes)


def _reported(register: Register, year: int) -> Reported:
    if type(year) is not int:
        raise TermsError("TYPE_WRONG", field="year", value=year, wanted="whole number")
    for reported in register.reported:
        if reported.year == year:
            return reported
    years = ", ".join(str(reported.year) for reported in register.reported)
    raise NotThereError("YEAR_NOT_REPORTED", field="year", value=year, years=years or "-")


def _row(name: str, due: int | None, figure: ReportedFigure | None) -> tuple[Any, ...]:
    if figure is None:
        return _compared(name, due, None, 0)
    return _compared(name, due, figure.amount.minor, figure.bound_halves)


def _compared(name: str, left: int | None, right: int | None, halves: int) -> tuple[Any, ...]:
    """One row: the difference, the bound in half minor units, and a word for it."""
    difference = (left or 0) - (right or 0)
    within = 2 * abs(difference) <= halves
    if left is None:
        finding = Verdict.NOT_SCHEDULED
    elif right is None:
        finding = Verdict.NOT_REPORTED
    elif difference == 0:
        finding = Verdict.AGREES
    else:
        finding = Verdict.WITHIN_ROUNDING if within else Verdict.UNEXPLAINED
    return name, left, right, difference, halves, within, finding.value


__all__ = ["FOOTING", "SUM", "TOTAL", "Verdict", "reconcile"]
