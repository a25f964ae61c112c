"""Obligations: what falls due after a day, by fiscal period or by the bands of a standard."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Final

import numpy as np
from attrs import evolve, frozen

from contracts.dates import LAST_DAY, FiscalCalendar, Per, after, checked_day
from contracts.errors import TermsError
from contracts.kernel.days import NONE, as_date, fiscal_index, fiscal_start, number
from contracts.kernel.exact import Ints
from contracts.payments.matching import checked_horizon, match
from contracts.register import Register
from contracts.schedules.accruals import MONTHS_IN
from contracts.schedules.installments import Schedule, is_table, schedule
from contracts.schedules.opened import refuse_before
from contracts.schedules.sheet import Sheet
from contracts.statements.differences import Basis
from contracts.statements.expectation import expected
from contracts.statements.falling import BEFORE, UNDATED, falling
from contracts.statements.outstanding import OVERDUE, RETAINED, open_by_period, unearned_by_period
from contracts.tables import EXPECTED, OBLIGATIONS, PAYER
from contracts.terms.contract import Contract
from contracts.terms.naming import choice


class Bands(StrEnum):
    """Maturity bands of a standard.

    GASB: five single fiscal years, then five at a time (GASB 62, 87 and 96 notes).
    IAS17: not later than a year, one to five years, later (IAS 17.31(b), 17.35(a)); days
    are counted from the day asked for. CN3: the three fiscal years of the rolling plan
    (中期规划, 国发〔2015〕3号), then later.
    """

    GASB = "gasb"
    IAS17 = "ias17"
    CN3 = "cn3"


_OF_IAS_17: Final = ("<=1y", "1-5y", ">5y")
#: What comes after the plan of `CN3`.
_LATER: Final = "later"
#: Periods that stand before all others, in order.
FIRST: Final = (BEFORE, OVERDUE)
#: Periods that are not called by their years, in order; what is overdue stands before those that are, others after.
UNLIKE_YEARS: Final = (BEFORE, OVERDUE, *_OF_IAS_17, _LATER, UNDATED, RETAINED)


def obligations(
    x: Schedule | Contract | Iterable[Contract],
    *,
    as_of: date,
    per: Per | None = None,
    bands: Bands | str | None = None,
    by: str | None = None,
    by_payer: bool = False,
    fiscal_year_start: int | None = None,
    known_on: date | None = None,
    expected_until: date | None = None,
    horizon: date | None = None,
    basis: Basis | str | None = None,
) -> Sheet:
    """What falls due after a day; with undated commitments in rows of their own.

    The rows sum to what is open: value less what has fallen due by `as_of`. On the basis `due` they are what is open
    with what was paid: overdue, by period, undated, and what is withheld until it is released; on the basis `earned`
    what is still to be earned, which is the open commitment.

    Args:
        x: a schedule, or anything that `schedule` takes.
        as_of: the last day that is not looked at.
        per: fiscal periods; default: years. The first is that of the day after `as_of`, with
            what is left of it.
        bands: instead of `per`.
        by: `contract`, `vendor`, `category`, `payer` or `recurring` in place of the line.
        by_payer: one row for each payer, whose share it is.
        fiscal_year_start: first month of the fiscal year; default: the register's.
        known_on: the day up to which things are known; default: everything that is, and of automatic renewals those
            whose last day of notice has passed by `as_of`.
        horizon: the day up to which lines without a last day are looked at, not before `as_of`; they need one.
        expected_until: show apart what is expected up to this day though nobody has committed to it (see `expected`).
        basis: `due`, of a register and its payments, by default as known on `as_of`; or `earned`.

    Returns:
        Columns of `tables.OBLIGATIONS`; no row where nothing falls. With `expected_until` a last column `expected`
        says of each row whether it is that; those rows stand last.

    Raises:
        TermsError: both `per` and `bands`; `as_of` is not a date; `CHOICE_UNKNOWN` for another basis; on the basis
            `due` `TYPE_WRONG` for what is no register, `KEY_CONFLICT` by payer, and those of `match`;
            `OPENING_UNKNOWN`.
    """
    day = number(checked_day(as_of, "as_of"))
    if horizon is not None:
        checked_horizon(horizon, as_of)
    # A schedule says itself which renewals are committed.
    passed = None if is_table(x) else as_of
    held = None if basis is None else choice(Basis, basis, "basis")
    if held is Basis.PAID:
        raise TermsError("CHOICE_UNKNOWN", field="basis", value=basis, choices=f"{Basis.DUE}, {Basis.EARNED}")
    asked = _Asked(day, as_of, per, bands, by, by_payer, held)
    if held is Basis.DUE:
        if by_payer or by == PAYER.name:
            raise TermsError("KEY_CONFLICT", field="basis", value=held.value, other="by payer")
        if not isinstance(x, Register):
            raise TermsError("TYPE_WRONG", field="x", value=x, wanted="Register")
        found = match(x, as_of, known_on=known_on, horizon=horizon)
        plan, known_on = found.plan, found.known_on
    else:
        plan, found = schedule(x, known_on=known_on, horizon=horizon, renewed_on=passed), None
        refuse_before(plan, as_of, "as_of")
    start = plan.fiscal_year_start if fiscal_year_start is None else FiscalCalendar(fiscal_year_start).start_month
    if bands is not None and per is not None:
        raise TermsError("KEY_CONFLICT", field="bands", value=bands, other="per")
    if found is None:
        own = asked.of(plan, start)
    else:
        own = evolve(open_by_period(found, *asked.periods(start), by), notes=found.notes)
    if expected_until is None:
        return own
    again = evolve(
        schedule(expected(_contracts(x), until=expected_until, known_on=known_on, renewed_on=passed)),
        payer=plan.payer,
        fiscal_year_start=plan.fiscal_year_start,
    )
    parts = [own, asked.of(again, start)]
    names = parts[0].table.names
    columns = {name: [*parts[0].columns[name], *parts[1].columns[name]] for name in names}
    flags = [False] * len(parts[0]) + [True] * len(parts[1])
    return Sheet(parts[0].table.also(EXPECTED), {**columns, EXPECTED.name: flags}, own.notes)


def _contracts(x: Schedule | Contract | Iterable[Contract]) -> Contract | Iterable[Contract]:
    """The contracts that were given; a schedule holds only what is committed."""
    if isinstance(x, Schedule):
        raise TermsError("SCHEDULE_MADE", field="expected_until", value=type(x).__name__)
    return x


@frozen
class _Asked:
    """What obligations are asked for."""

    day: int
    as_of: date
    per: Per | None
    bands: Bands | str | None
    by: str | None
    by_payer: bool
    basis: Basis | None

    def periods(self, start: int) -> "tuple[Index, Name]":
        """Number and name of the periods, or bands, that hold days."""
        if self.bands is None:
            return by_period(choice(Per, self.per or Per.YEAR, "per"), start)
        return _by_band(choice(Bands, self.bands, "bands"), self.as_of, start)

    def of(self, plan: Schedule, start: int) -> Sheet:
        """What falls due of a schedule, or is earned of it, after the day."""
        index, name = self.periods(start)
        if self.basis is Basis.EARNED:
            return unearned_by_period(plan, self._starts(plan, start), index, name, self.by, self.by_payer)
        due = plan._rows.due[plan._places]
        open_rows = plan._places[(due == NONE) | (due > self.day)]
        return falling(plan, OBLIGATIONS, open_rows, index, name, by=self.by, by_payer=self.by_payer)

    def _starts(self, plan: Schedule, start: int) -> Ints:
        """The day after, and the days on which further periods begin, as far as anything is earned."""
        first, last = self.day + 1, max(int(plan._touched[1].max(initial=NONE)), self.day + 1)
        if self.bands is not None and choice(Bands, self.bands, "bands") is Bands.IAS17:
            return np.array(sorted({first, *(end + 1 for end in _a_year_and_five(self.as_of))}))
        length = 12 if self.bands is not None else MONTHS_IN[choice(Per, self.per or Per.YEAR, "per")]
        index = fiscal_index(np.array([first, last]), length, start)
        return np.append(first, fiscal_start(np.arange(index[0] + 1, index[1] + 1), length, start))


Index = Callable[[Ints], Ints]
Name = Callable[[int], str]


def by_period(per: Per, start_month: int) -> tuple[Index, Name]:
    """Number and name of the fiscal periods that hold days."""
    length = MONTHS_IN[per]
    calendar = FiscalCalendar(start_month)

    def name(index: int) -> str:
        return calendar.name(as_date(int(fiscal_start(np.array([index]), length, start_month)[0])), per)

    return lambda days: fiscal_index(days, length, start_month), name


def _by_band(bands: Bands, as_of: date, start_month: int) -> tuple[Index, Name]:
    if bands is Bands.IAS17:
        ends = _a_year_and_five(as_of)
        return lambda days: np.searchsorted(ends, days, side="left"), lambda index: _OF_IAS_17[index]
    first = int(fiscal_index(np.array([number(as_of) + 1]), 12, start_month)[0])
    year = FiscalCalendar(start_month).year_of(as_date(number(as_of) + 1))

    def years(days: Ints) -> Ints:
        return fiscal_index(days, 12, start_month) - first

    if bands is Bands.CN3:
        return (
            lambda days: np.minimum(years(days), 3),
            lambda index: str(year + index) if index < 3 else _LATER,
        )
    return (
        lambda days: np.where(years(days) < 5, years(days), 4 + years(days) // 5),
        lambda index: str(year + index) if index < 5 else _five(year + (index - 4) * 5),
    )


def _a_year_and_five(as_of: date) -> list[int]:
    """The days one year and five years later; what would end after the last day there is ends with it."""
    return [number(LAST_DAY if as_of.year + n > LAST_DAY.year else after(as_of, months=12 * n)) for n in (1, 5)]


def _five(year: int) -> str:
    return f"{year}-{year + 4}"


__all__ = ["OVERDUE", "UNDATED", "Bands", "by_period", "obligations"]
