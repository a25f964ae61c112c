"""What falls into which period: rows of a schedule summed by group, payer and period."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from attrs import frozen

from contracts.kernel.days import NONE
from contracts.kernel.exact import Amounts, Ints
from contracts.kernel.expand import OPENING, RELEASE
from contracts.kernel.gather import gathered
from contracts.schedules.groups import Key, as_written, coded, grouped_table, line_columns, line_keys
from contracts.schedules.installments import Schedule
from contracts.schedules.sheet import Sheet
from contracts.tables import PAYER, Table

#: The period of what has no due day yet.
UNDATED: Final = "undated"
#: The period of what is withheld and released after an event that has not happened.
WITHHELD: Final = "retention"
#: The periods of what had fallen due before the record of a line begins; of what is late; of what else is open of what
#: has fallen due: on the day itself, or a credit that nothing has taken up.
BEFORE: Final = "opening"
OVERDUE: Final = "overdue"
FALLEN: Final = "due"
#: Those that stand before all others, in order.
FIRST: Final = (BEFORE, OVERDUE, FALLEN)


@frozen(eq=False)
class Unpaid:
    """What is open of what has fallen due.

    Attributes:
        day: up to which it has, days since 1970.
        amount: of each row of the schedule, what is open of it.
    """

    day: int
    amount: Amounts


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
    unpaid: Unpaid | None = None,
) -> Sheet:
    """Sums of some rows by group, payer and period.

    Args:
        places: which rows of the schedule.
        index: numbers of the periods of days, ascending with them.
        name: what such a number is called.
        by_payer: one row for each payer and period; `payer_first`: with the payer before the period.
        unpaid: rows due up to a day count with what is open of them, and not by payer.

    Returns:
        A row for each combination in which something falls, in the order of the columns; what openings say, what is
        overdue and due first, undated and withheld last.
    """
    part = plan._part(places)
    payers: list[str | None] | None = None
    amount = plan._rows.amount[places]
    if by_payer or by == PAYER.name:
        places, amount, payers = part.shared()
    line = plan._rows.line[places]
    due = plan._rows.due[places].astype(np.int64)
    undated = due == NONE
    period = np.zeros(len(due), dtype=np.int64)
    period[~undated] = index(due[~undated])
    low = int(period.min(initial=0)) - len(FIRST)
    period -= low
    last = int(period.max(initial=0)) + 1
    kind = plan._rows.kind[places]
    period[undated] = np.where(kind[undated] == RELEASE, last + 1, last)
    period[kind == OPENING] = 0
    if unpaid is not None:
        fallen = ~undated & (due <= unpaid.day)
        amount = np.where(fallen, unpaid.amount[places], amount)
        period[fallen] = np.where((due < unpaid.day) & (amount > 0), 1, 2)[fallen]
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
            words = {**dict(enumerate(FIRST)), last: UNDATED, last + 1: WITHHELD}
            names = {i: words.get(i) or name(i + low) for i in set(code.tolist())}
            columns["period"] = [names[i] for i in code.tolist()]
        else:
            columns |= line_columns(plan, [key], [code])
    columns["amount"] = sums.tolist()
    layout = grouped_table(table, by)
    if own_payer and "payer" not in layout.names:
        layout = layout.also(PAYER)
    return Sheet(layout, {column: columns[column] for column in layout.names}, plan.notes)
