"""What falls into which period: rows of a schedule summed by group, payer and period."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from contracts.kernel.days import NONE
from contracts.kernel.exact import Amounts, Ints
from contracts.kernel.expand import OPENING
from contracts.kernel.gather import gathered
from contracts.schedules.groups import Key, as_written, coded, grouped_table, line_columns, line_keys
from contracts.schedules.installments import Schedule
from contracts.schedules.sheet import Sheet
from contracts.tables import PAYER, Table

#: The period of what has no due day yet.
UNDATED: Final = "undated"
#: The period of what had fallen due before the record of a line begins.
BEFORE: Final = "opening"


def falling(
    plan: Schedule,
    table: Table,
    places: Ints,
    index: Callable[[Ints], Ints],
    name: Callable[[int], str],
    *,
    by: str | None,
    by_payer: bool,
    payer_first: bool = False,
) -> Sheet:
    """Sums of some rows by group, payer and period.

    Args:
        places: which rows of the schedule.
        index: numbers of the periods of days, ascending with them.
        name: what such a number is called.
        by_payer: one row for each payer and period; `payer_first`: with the payer before the period.

    Returns:
        A row for each combination in which something falls, in the order of the columns; undated last.
    """
    part = plan._part(places)
    payers: list[str | None] | None = None
    amount = plan._rows.amount[places]
    if by_payer or by == PAYER.name:
        places, amount, payers = part.shared()
    due = plan._rows.due[places].astype(np.int64)
    undated = due == NONE
    period = np.zeros(len(due), dtype=np.int64)
    period[~undated] = index(due[~undated])
    low = int(period.min(initial=0)) - 1
    last = int(period.max(initial=0)) + 1
    period[undated] = last
    period[plan._rows.kind[places] == OPENING] = low
    words = {low: BEFORE, last: UNDATED}
    names = {i: words.get(i) or name(i) for i in set(period.tolist())}
    given = plan._rows.line[places], period - low, amount, payers
    return summed_up(
        plan, table, *given, {i - low: called for i, called in names.items()}, by, by_payer, payer_first=payer_first
    )


def summed_up(
    plan: Schedule,
    table: Table,
    line: Ints,
    period: Ints,
    amount: Amounts,
    payers: list[str | None] | None,
    names: Mapping[int, str],
    by: str | None,
    by_payer: bool,
    *,
    payer_first: bool = False,
) -> Sheet:
    """Sums of some amounts by group, payer and period.

    Args:
        line, period, amount: of each; periods are numbers from 0, in the order in which they stand.
        payers: of each, where the table has payers.
        names: what the numbers of periods are called.
    """
    currencies, currency = coded(plan._lines.currency)
    keys = line_keys(plan, by, line, payers)
    own_payer = by_payer and by != PAYER.name and payers is not None
    if own_payer:
        keys.append(as_written(payers or []))
    keys.append(Key("period", [], period))
    keys.append(Key("currency", currencies, currency[line]))
    if own_payer and not payer_first:
        keys[-3], keys[-2] = keys[-2], keys[-3]
    codes, sums = gathered([key.code for key in keys], amount)
    columns: dict[str, list[Any]] = {}
    for key, code in zip(keys, codes, strict=True):
        if key.name == "period":
            columns["period"] = [names[i] for i in code.tolist()]
        else:
            columns |= line_columns(plan, [key], [code])
    columns["amount"] = sums.tolist()
    layout = grouped_table(table, by)
    if own_payer and "payer" not in layout.names:
        layout = layout.also(PAYER)
    return Sheet(layout, {column: columns[column] for column in layout.names}, plan.notes)
