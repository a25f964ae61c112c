"""Days in columns: month grids, positions in them, and the moves of due days.

Days are counted from 1 January 1970. One flat table of days answers the k-th
edge of every cycle: for cycles in months it holds, for each day of the month an
anchor may have, that day (clamped) in every month; behind it stands every day
itself, for cycles in days and for days that lie off the grid. An edge is then
`TABLE[base + k * stride]` for all kinds of cycle.
"""

from datetime import date
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from contracts.calendars import SEARCHED_DAYS, Beyond, Calendar, Roll
from contracts.kernel.exact import STRETCH, Bools, Ints, stretches
from contracts.kernel.windows import copied

Days = npt.NDArray[np.int32]

EPOCH: Final = date(1970, 1, 1).toordinal()
#: The table reaches beyond the days that terms may hold by the longest cell: 100 years.
FIRST_YEAR: Final = 1796
LAST_YEAR: Final = 2304
MONTHS: Final = (LAST_YEAR - FIRST_YEAR) * 12
FIRST: Final = date(FIRST_YEAR, 1, 1).toordinal() - EPOCH
LAST: Final = date(LAST_YEAR, 1, 1).toordinal() - EPOCH
#: The last and the first day that anything may fall due on.
LAST_DUE: Final = date(2199, 12, 31).toordinal() - EPOCH
FIRST_DUE: Final = date(1900, 1, 1).toordinal() - EPOCH
#: A day that is not there.
NONE: Final = -(2**31)


def _month_starts() -> npt.NDArray[np.int64]:
    months = np.arange(MONTHS + 1) + (FIRST_YEAR - 1970) * 12
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


#: The first day of each month, counted from January of the table's first year.
MONTH_STARTS: Final = _month_starts()
#: Index, in the table, of the day `d` itself: `IDENTITY + d`.
IDENTITY: Final = 31 * MONTHS - FIRST


def _table() -> Days:
    lengths = np.diff(MONTH_STARTS)
    table = np.empty(31 * MONTHS + LAST - FIRST, dtype=np.int32)
    clamped = np.minimum(np.arange(1, 32)[:, None], lengths[None, :])
    table[: 31 * MONTHS] = (MONTH_STARTS[None, :-1] + clamped - 1).ravel()
    table[31 * MONTHS :] = np.arange(FIRST, LAST)
    return table


#: No window that begins with an edge of a grid reaches beyond it.
TABLE: Final = _table()
#: The days of the table, and behind them the day before each.
_EDGES: Final = np.concatenate((TABLE, TABLE - 1))
#: How far behind an edge of the table the day before it stands, for `table_days`.
DAY_BEFORE: Final = len(TABLE)
#: The month of each day, counted from January of the table's first year.
MONTH_OF: Final = np.repeat(np.arange(MONTHS, dtype=np.int32), np.diff(MONTH_STARTS))


def number(day: date) -> int:
    """A date as days since 1970."""
    return day.toordinal() - EPOCH


def as_date(day: int) -> date:
    """Days since 1970 as a date."""
    return date.fromordinal(day + EPOCH)


def month_index(day: Ints) -> Ints:
    """The month of each day, counted from January of the table's first year."""
    return MONTH_OF[day - FIRST].astype(np.int64)


def month_start(month: Ints) -> Ints:
    """The first day of each month."""
    return MONTH_STARTS[month]


def bases(months: Ints, anchor: Ints, month_end: Bools) -> tuple[Ints, Ints]:
    """Where the edges of each grid stand in the table.

    Args:
        months: months per cell, or 0 for a grid in days.
        anchor: the day of edge 0.
        month_end: every edge is the last day of its month.

    Returns:
        `base` and, for grids in months, `anchor month`; edge k is `TABLE[base + k * stride]`
        with a stride of the cell's months or days.
    """
    month = month_index(anchor)
    of_month = np.where(month_end, 31, anchor - MONTH_STARTS[month] + 1)
    return np.where(months > 0, (of_month - 1) * MONTHS + month, IDENTITY + anchor), month


def positions(day: Ints, base: Ints, anchor: Ints, anchor_month: Ints, months: Ints, length: Ints) -> Ints:
    """The largest k of each grid whose edge is not after the day.

    Args:
        length: months or days per cell.
    """
    guess = month_index(day) - anchor_month
    if not months.all():
        guess = np.where(months > 0, guess, day - anchor)
    if not (length == 1).all():
        guess //= length
    result: Ints = guess - (TABLE[base + guess * length] > day)
    return result


def table_days(place: Ints, length: Ints, starts: Ints, out: Days) -> None:
    """Write neighbouring edges of each grid: `TABLE[place + i * length]`, i from 0 on.

    Args:
        place: where the first edge of each grid stands in the table; `DAY_BEFORE` further for the days before them.
        length: months or days per cell.
        starts: what `offsets` gives for the number of edges of each grid; there is at least one of each.
        out: where to.
    """
    if (length == 1).all():
        copied(_EDGES, place, starts, out)
        return
    counts: Ints = np.diff(starts)
    last = place + (counts - 1) * length
    jump = place.copy()
    jump[1:] -= last[:-1]
    for grids, days in stretches(starts, STRETCH):
        at = np.repeat(length[grids], counts[grids])
        at[starts[grids] - days.start] = jump[grids]
        at[0] = place[grids.start]
        np.cumsum(at, out=at)
        np.take(_EDGES, at, out=out[days], mode="clip")


def thirty_days(start: Ints, end: Ints) -> Ints:
    """Days from `start` to `end` by the 30E/360 rule: the 31st counts as the 30th."""
    first, last = month_index(start), month_index(end)
    d1 = np.minimum(start - MONTH_STARTS[first] + 1, 30)
    d2 = np.minimum(end - MONTH_STARTS[last] + 1, 30)
    result: Ints = (last - first) * 30 + d2 - d1
    return result


def in_next_month(day: Ints, of_month: Ints) -> Ints:
    """Day `of_month` (clamped) of the month after each day's."""
    result: Ints = TABLE[(of_month - 1) * MONTHS + month_index(day) + 1].astype(np.int64)
    return result


@lru_cache(maxsize=64)
def rolled(calendar: Calendar, roll: Roll, beyond: Beyond) -> tuple[Days, npt.NDArray[np.int8]]:
    """Where a calendar moves every day of the table, and how sure that is.

    Returns:
        Columns over the table's days (index `day - FIRST`): the day moved to, and
        0 certain, 1 provisional, 2 refused by `Calendar.adjust`.
    """
    days = np.arange(FIRST, LAST)
    weekday = (days + 3) % 7
    opened = ~np.isin(weekday, sorted(calendar.weekend))
    opened[[number(day) - FIRST for day in calendar.holidays]] = False
    opened[[number(day) - FIRST for day in calendar.working]] = True
    forward = np.where(opened, days, LAST)[::-1]
    following = np.minimum.accumulate(forward)[::-1]
    preceding = np.maximum.accumulate(np.where(opened, days, FIRST - 1))
    if roll is Roll.FOLLOWING:
        moved = following
    elif roll is Roll.PRECEDING:
        moved = preceding
    else:
        one, other = (following, preceding) if roll is Roll.MODIFIED_FOLLOWING else (preceding, following)
        leaves = MONTH_OF[np.clip(one, FIRST, LAST - 1) - FIRST] != MONTH_OF
        moved = np.where(leaves, other, one)
    low = FIRST if calendar.first_year is None else number(date(calendar.first_year, 1, 1))
    high = LAST - 1 if calendar.last_year is None else number(date(calendar.last_year, 12, 31))
    covered = (days >= low) & (days <= high) & (moved >= low) & (moved <= high)
    unsure = np.where(covered, 0, 2 if beyond is Beyond.REFUSE else 1).astype(np.int8)
    unsure[(np.abs(moved - days) > SEARCHED_DAYS) | (moved < FIRST_DUE) | (moved > LAST_DUE)] = 2
    return np.clip(moved, FIRST, LAST - 1).astype(np.int32), unsure


def fiscal_index(day: Ints, length: int, first_month: int) -> Ints:
    """The number of the fiscal period that holds each day: ascending, without gaps.

    Args:
        length: months in a period: 1, 3, 6 or 12.
        first_month: the month in which the fiscal year starts, 1 to 12.
    """
    return (month_index(day) - (first_month - 1)) // length


def fiscal_start(index: Ints, length: int, first_month: int) -> Ints:
    """The first day of each fiscal period; that of the next is the day after its last."""
    return month_start(index * length + (first_month - 1))
