"""What is outstanding on a day: what is open and when it falls due, or what is still to be earned and when."""

from collections.abc import Callable
from typing import Final

import numpy as np

from contracts.kernel.days import LAST_DUE, NONE, number
from contracts.kernel.exact import Amounts, Ints
from contracts.kernel.expand import RELEASE
from contracts.kernel.gather import changes, summed
from contracts.payments.matching import Matching
from contracts.schedules.bearing import borne_curve
from contracts.schedules.installments import Schedule
from contracts.schedules.sheet import Sheet
from contracts.statements.falling import UNDATED, summed_up
from contracts.tables import OBLIGATIONS, PAYER

#: The period of what fell due before the day, and that of what is withheld until it is released.
OVERDUE: Final = "overdue"
RETAINED: Final = "retention"

Index = Callable[[Ints], Ints]
Name = Callable[[int], str]


def open_by_period(found: Matching, index: Index, name: Name, by: str | None) -> Sheet:
    """What of a matching is open: overdue, by period, undated, and what is withheld and not released by the day.

    Args:
        index, name: number and name of the periods of days.
        by: a group that is no payer.

    Returns:
        Columns of `tables.OBLIGATIONS`; the sum is what is open of all installments.
    """
    plan, day = found.plan, number(found.as_of)
    places = np.flatnonzero(found.open != 0)
    due = plan._rows.due[places].astype(np.int64)
    withheld = (plan._rows.kind[places] == RELEASE) & ((due == NONE) | (due > day))
    undated = (due == NONE) & ~withheld
    later = (due >= day) & ~withheld
    period = np.zeros(len(places), dtype=np.int64)
    period[later] = index(due[later])
    low = int(period[later].min(initial=0)) - 1
    period -= low
    last = int(period[later].max(initial=0)) + 1
    period[~later], period[undated], period[withheld] = 0, last, last + 1
    names = {i: name(i + low) for i in set(period[later].tolist())}
    names |= {0: OVERDUE, last: UNDATED, last + 1: RETAINED}
    return summed_up(plan, OBLIGATIONS, plan._rows.line[places], period, found.open[places], None, names, by, False)


def unearned_by_period(plan: Schedule, starts: Ints, index: Index, name: Name, by: str | None, by_payer: bool) -> Sheet:
    """What is earned from a day on, by period, and as undated what no day earns yet.

    Args:
        starts: the first day that counts and those on which further periods begin, ascending.
        index, name: number and name of the periods of days.

    Returns:
        Columns of `tables.OBLIGATIONS`; no row where nothing is earned; the sum is value − earned.
    """
    lines, rows = plan._line_ids, plan._rows
    days = np.append(starts, LAST_DUE + 1)
    line = np.repeat(lines, len(days) + 1)
    value = summed(rows.line, rows.amount, len(plan._lines))
    curve = [plan._earned.before(lines, np.full(len(lines), day)) for day in days.tolist()]
    reached: Amounts = np.stack([*curve, value[lines]], axis=1).reshape(-1)
    place = np.tile(np.arange(len(days) + 1), len(lines))
    payers: list[str | None] | None = None
    amount = changes(reached, line)
    if by_payer or by == PAYER.name:
        later = np.flatnonzero(place > 0)
        day = np.tile(np.append(days, LAST_DUE + 1), len(lines))
        item, until, payers = borne_curve(plan, line[later], day[later], reached[later])
        _, before, _ = borne_curve(plan, line[later], day[later - 1], reached[later - 1])
        line, place, amount = line[later][item], place[later][item], until - before
    periods = index(starts)
    numbers = np.append(periods - periods[0], periods[-1] - periods[0] + 1)
    names = {int(i - periods[0]): name(int(i)) for i in periods.tolist()} | {int(numbers[-1]): UNDATED}
    some = (place > 0) & (amount != 0)
    chosen = None if payers is None else [payer for payer, there in zip(payers, some.tolist(), strict=True) if there]
    return summed_up(plan, OBLIGATIONS, line[some], numbers[place[some] - 1], amount[some], chosen, names, by, by_payer)


__all__ = ["OVERDUE", "RETAINED", "open_by_period", "unearned_by_period"]
