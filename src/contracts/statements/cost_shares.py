"""Shares: who bears what of each period, footing both ways."""

from collections.abc import Iterable
from datetime import date

from contracts.dates import FiscalCalendar, Per, Period
from contracts.schedules.installments import Schedule, is_table, schedule
from contracts.schedules.sheet import Sheet
from contracts.statements.falling import falling
from contracts.statements.maturities import by_period
from contracts.tables import SHARES
from contracts.terms.contract import Contract
from contracts.terms.naming import choice


def shares(
    x: Schedule | Contract | Iterable[Contract],
    *,
    per: Per = Per.YEAR,
    by: str | None = None,
    fiscal_year_start: int | None = None,
    within: Period | None = None,
    known_on: date | None = None,
    horizon: date | None = None,
) -> Sheet:
    """What each payer bears of what falls due in each period.

    Every installment is divided cumulatively over its line, so the payers of a period sum to
    what falls due in it, and the periods of a payer to that payer's share of the whole.

    Args:
        x: a schedule, or anything that `schedule` takes.
        per: fiscal periods.
        by: `contract`, `vendor`, `category`, `payer` or `recurring` in place of the line.
        fiscal_year_start: first month of the fiscal year; default: the register's.
        within: only what falls due on these days; undated rows are left out then.
        known_on: the day up to which things are known; default: everything that is.
        horizon: up to which lines without a last day are looked at; default: the last day of `within`.

    Returns:
        Columns of `tables.SHARES`; a line without an allocation is borne by the register's payer.
    """
    if horizon is None and within is not None and not is_table(x):
        horizon = within.last
    plan = schedule(x, known_on=known_on, horizon=horizon)
    start = plan.fiscal_year_start if fiscal_year_start is None else FiscalCalendar(fiscal_year_start).start_month
    part = plan if within is None else plan.between(within.first, within.last)
    index, name = by_period(choice(Per, per, "per"), start)
    return falling(part, SHARES, part._places, index, name, by=by, by_payer=True, payer_first=True)
