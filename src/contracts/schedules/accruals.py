"""Accruals: what expense belongs to which month, quarter, half or fiscal year (权责发生制)."""

from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np

from contracts.dates import Per, Period
from contracts.kernel.days import FIRST_DUE, LAST_DUE, NONE, as_date, fiscal_index, fiscal_start, number
from contracts.kernel.exact import Amounts, Ints
from contracts.kernel.gather import changes, filled
from contracts.kernel.grid import flat
from contracts.schedules.bearing import borne_curve
from contracts.schedules.groups import Key, as_written, coded, grouped_table, line_columns, line_keys
from contracts.schedules.opened import refuse_accruals
from contracts.schedules.sheet import Sheet
from contracts.tables import ACCRUALS, PAYER

if TYPE_CHECKING:
    from contracts.schedules.installments import Schedule

#: Months in a period.
MONTHS_IN: Final = {Per.MONTH: 1, Per.QUARTER: 3, Per.HALF: 6, Per.YEAR: 12}


def accruals(
    schedule: "Schedule", per: Per, start_month: int, *, by: str | None, by_payer: bool, within: Period | None
) -> Sheet:
    """The table behind `Schedule.accruals`."""
    length = MONTHS_IN[per]
    lines = schedule._line_ids
    first, last = (days[lines] for days in schedule._touched)
    lines, first, last = lines[first != NONE], first[first != NONE], last[first != NONE]
    low, high = (fiscal_index(days, length, start_month) for days in (first, last))
    of, place = flat(high - low + 1)
    line, period = lines[of], low[of] + place
    cumulative = schedule._earned.before(line, fiscal_start(period + 1, length, start_month))
    amount: Amounts = changes(cumulative, of)
    opened = schedule._openings
    if opened is not None:
        refuse_accruals(schedule, by, within, lambda day: _start_of(day, length, start_month))
        amount = amount - np.where(place == 0, opened.curve.amount[line], 0)
    payers: list[str | None] | None = None
    if by_payer or by == PAYER.name:
        begin, end = (fiscal_start(period + i, length, start_month) for i in (0, 1))
        _, before, _ = borne_curve(schedule, line, begin, cumulative - amount)
        item, cumulative, payers = borne_curve(schedule, line, end, cumulative)
        line, period, place, amount = line[item], period[item], place[item], cumulative - before
    keys = line_keys(schedule, by, line, payers)
    currencies, currency = coded(schedule._lines.currency)
    keys.append(Key("currency", currencies, currency[line]))
    if by_payer and by != PAYER.name and payers is not None:
        keys.append(as_written(payers))
    begins = np.full(len(line), NONE, dtype=np.int64) if by or opened is None else opened.curve.since[line]
    codes = [key.code for key in keys]
    if by is not None:
        if opened is not None:
            *_, cumulative = filled(codes, period, np.where(place == 0, cumulative, amount))
        codes, period, amount, until_then = filled(codes, period, amount)
        cumulative = until_then if opened is None else cumulative
        begins = np.full(len(period), NONE, dtype=np.int64)
    return _sheet(schedule, by, keys, codes, period, begins, amount, cumulative, length, start_month, within)


def _start_of(day: date, length: int, start_month: int) -> date:
    """The first day of the period that holds a day."""
    index = fiscal_index(np.array([number(day)]), length, start_month)
    return as_date(max(int(fiscal_start(index, length, start_month)[0]), FIRST_DUE))


def _sheet(
    schedule: "Schedule",
    by: str | None,
    keys: list[Key],
    codes: list[Ints],
    period: Ints,
    begins: Ints,
    amount: Amounts,
    cumulative: Amounts,
    length: int,
    start_month: int,
    within: Period | None,
) -> Sheet:
    first = np.maximum(np.maximum(fiscal_start(period, length, start_month), FIRST_DUE), begins)
    last = np.minimum(fiscal_start(period + 1, length, start_month) - 1, LAST_DUE)
    if within is not None:
        keep = (first < number(within.last) + 1) & (last >= number(within.first))
        codes = [code[keep] for code in codes]
        first, last, amount, cumulative = first[keep], last[keep], amount[keep], cumulative[keep]
    if by is not None:  # by group, then by day
        order = np.lexsort((codes[-1], first, *reversed(codes[:-1]))) if len(keys) > 2 else np.arange(len(first))
        codes = [code[order] for code in codes]
        first, last, amount, cumulative = first[order], last[order], amount[order], cumulative[order]
    columns = line_columns(schedule, keys, codes) | {
        "period_from": [as_date(day) for day in first.tolist()],
        "period_to": [as_date(day) for day in last.tolist()],
        "amount": amount.tolist(),
        "cumulative": cumulative.tolist(),
    }
    table = grouped_table(ACCRUALS, by)
    if "payer" in columns and by != PAYER.name:
        table = table.also(PAYER)
    return Sheet(table, {name: columns[name] for name in table.names}, schedule.notes)
