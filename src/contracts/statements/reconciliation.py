"""Reconciliation: what the terms lead to against what a report states."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final

import numpy as np
from attrs import frozen

from contracts.dates import FiscalCalendar
from contracts.errors import NotThereError, TermsError
from contracts.kernel.exact import total
from contracts.register import Register, Reported, ReportedFigure
from contracts.schedules.installments import Schedule, schedule
from contracts.schedules.sheet import Sheet
from contracts.statements.differences import REASONS, Basis, Reasons, reasons_of
from contracts.tables import APART, ON_BASIS, RECONCILIATION
from contracts.terms.naming import choice


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


def reconcile(register: Register, year: int, *, basis: Basis | str | None = None) -> Sheet:
    """Each difference between what falls due in a fiscal year and what was reported for it.

    Difference = scheduled − reported. The bound is what rounding can explain: half a quantum
    for each rounded figure that takes part. A figure that is not there stays empty, and counts
    as nothing in differences and sums. Everything known counts, and renewals that are committed by the end of the year.

    With a basis, the report is held against what fell due, was earned or was paid in the year, and each difference
    is taken apart: timing, unpaid, prepaid, unmatched, rounding, not in the register, unexplained. The parts sum to
    the difference, in every row; those of `*sum*` are the sums of the rows above, and `*total*` is `*sum*` and
    `*footing*` together. The bound and the finding then speak of what is reported and not of the basis.

    Args:
        register: contracts, payments and reported figures.
        year: a fiscal year, named by the calendar year in which it ends.
        basis: what the report counts; None: what falls due, and nothing is taken apart.

    Returns:
        Columns of `tables.RECONCILIATION`: a row for each contract that is scheduled or
        reported, in order of id, then `*sum*`, `*footing*` and `*total*`. With a basis `on_basis` and the parts
        follow, and a contract with a figure on that basis has a row too.

    Raises:
        NotThereError: nothing was reported for that year.
        TermsError: `TYPE_WRONG` for what is no register: schedules and contracts know no reported figures; and for a
            year that is no whole number; `CHOICE_UNKNOWN` for another basis; on the basis `paid` those of `match`.
    """
    if not isinstance(register, Register):
        raise TermsError("TYPE_WRONG", field="register", value=register, wanted="Register")
    held = None if basis is None else choice(Basis, basis, "basis")
    reported = _reported(register, year)
    days = FiscalCalendar(register.fiscal_year_start).year(year)
    plan = schedule(register, horizon=days.last, renewed_on=days.last)
    part = plan[days]
    line = plan._rows.line[part._places]
    due: dict[str, int] = {}
    ids = np.array(plan._lines.contract, dtype=object)[line]
    foreign = np.array([c != register.currency for c in plan._lines.currency], dtype=bool)[line]
    for name in sorted(set(ids[~foreign].tolist())):
        due[name] = total(plan._rows.amount[part._places[(ids == name) & ~foreign]])
    if held is not None:
        own = {contract.id for contract in register if contract.currency == register.currency}
        found = {name: one for name, one in reasons_of(register, plan, days, held).items() if name in own}
        return _taken_apart(_Report(register, plan, reported, held), due, found, own)
    rows = [_row(name, due.get(name), reported.contracts.get(name)) for name in sorted({*due, *reported.contracts})]
    scheduled = sum(due.values())
    rows += _sums(scheduled, reported)
    columns: dict[str, list[Any]] = {name: [row[i] for row in rows] for i, name in enumerate(RECONCILIATION.names[:-1])}
    columns["currency"] = [register.currency] * len(rows)
    return Sheet(RECONCILIATION, columns, plan.notes)


@frozen
class _Report:
    """What is held against what: a register's report of a year, on a basis."""

    register: Register
    plan: Schedule
    reported: Reported
    basis: Basis


def _taken_apart(report: _Report, due: dict[str, int], found: dict[str, Reasons], own: set[str]) -> Sheet:
    """The table with the parts of each difference."""
    figures = report.reported.contracts
    rows, parts = list[tuple[Any, ...]](), list[tuple[int, ...]]()
    for name in sorted({*found, *figures}):
        reasons = found.get(name)
        row = _row(name, None if reasons is None else reasons.on_basis, figures.get(name))
        if report.basis is not Basis.DUE and row[1:3] == (0, None):
            row = (*row[:-1], Verdict.AGREES.value)
        rows.append(row)
        parts.append((*(reasons or Reasons(0)).reasons, *_rest(row, name in own)))
    sums = _sums(sum(one.on_basis for one in found.values()), report.reported)
    each = _summed(parts)
    footing = (*[0] * len(REASONS), *_rest(sums[1], known=True))
    rows += sums
    parts += [each, footing, _summed([each, footing])]
    scheduled = sum(due.values())
    held = [due.get(row[0]) for row in rows[: -len(sums)]] + [scheduled, sums[1][1], scheduled]
    columns: dict[str, list[Any]] = {name: [row[i] for row in rows] for i, name in enumerate(RECONCILIATION.names[:-1])}
    columns |= {
        "scheduled": held,
        "difference": [(left or 0) - (right or 0) for left, right in zip(held, columns["reported"], strict=True)],
        "currency": [report.register.currency] * len(rows),
        ON_BASIS.name: columns["scheduled"],
    }
    columns |= {column.name: [part[i] for part in parts] for i, column in enumerate(APART)}
    return Sheet(RECONCILIATION.also(ON_BASIS, *APART), columns, report.plan.notes)


def _rest(row: tuple[Any, ...], known: bool) -> tuple[int, int, int]:
    """What is left of a difference once its reasons are told: rounding, not in the register, or unexplained."""
    rest: int = row[3]
    if not known:
        return 0, rest, 0
    return (rest, 0, 0) if row[5] else (0, 0, rest)


def _summed(parts: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip([0] * len(APART), *parts, strict=True))


def _sums(scheduled: int, reported: Reported) -> list[tuple[Any, ...]]:
    """The rows below the contracts."""
    lines = sum(figure.amount.minor for figure in reported.contracts.values())
    lines_bound = sum(figure.bound_halves for figure in reported.contracts.values())
    stated = None if reported.total is None else reported.total.amount.minor
    stated_bound = 0 if reported.total is None else reported.total.bound_halves
    return [
        _compared(SUM, scheduled, lines, lines_bound),
        _compared(FOOTING, lines, stated, lines_bound + stated_bound),
        _compared(TOTAL, scheduled, stated, stated_bound),
    ]


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


__all__ = ["FOOTING", "SUM", "TOTAL", "Basis", "Verdict", "reconcile"]
