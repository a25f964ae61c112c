"""Who bears the figures of a schedule: of lines that keep their weights, and of those whose weights change."""

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from contracts.kernel.days import FIRST, LAST, number
from contracts.kernel.exact import Ints
from contracts.kernel.gather import summed
from contracts.kernel.pooling import scaled_parts
from contracts.kernel.sharing import shared_curve, shared_rows
from contracts.schedules.pools import Pools, line_rows

if TYPE_CHECKING:
    from contracts.schedules.installments import Schedule

#: Which item each share is of, how much, and whose.
Borne: TypeAlias = tuple[Ints, Ints, list[str | None]]


def borne_rows(schedule: "Schedule") -> Borne:
    """Each row divided among its payers, in order of row and payer, as the terms name them."""
    shares, pools = shared_rows(schedule._segments, schedule._taking_turns), schedule._pools
    if pools is None:
        return shares.item, shares.amount, schedule.payer_names(schedule._rows.line[shares.item], shares.payer)
    own = shared_rows(pools.segments, pools.rows)
    plain = ~np.isin(schedule._rows.line[shares.item], list(pools.lines))
    line = schedule._rows.line[shares.item[plain]]
    names = schedule.payer_names(line, shares.payer[plain])
    item = pools.row[own.item]
    return _joined(
        (shares.item[plain], shares.amount[plain], names),
        (item, own.amount, _pool_names(schedule, pools, pools.rows.line[own.item], own.payer)),
    )


def borne_curve(schedule: "Schedule", line: Ints, day: Ints, cumulative: Ints) -> Borne:
    """What lines have earned before days divided among their payers; the same payers of a line whatever the day.

    Args:
        cumulative: what they have earned, and what no day earns, which is borne by the last weights.
    """
    shares, pools = shared_curve(schedule._segments, line, cumulative), schedule._pools
    if pools is None:
        return shares.item, shares.amount, schedule.payer_names(line[shares.item], shares.payer)
    plain = ~np.isin(line[shares.item], list(pools.lines))
    names = schedule.payer_names(line[shares.item[plain]], shares.payer[plain])
    item, pool, amount = _windows(schedule, pools, line, day, cumulative)
    own = shared_curve(pools.segments, pool, amount)
    return _joined(
        (shares.item[plain], shares.amount[plain], names),
        (item[own.item], own.amount, _pool_names(schedule, pools, pool[own.item], own.payer)),
    )


def borne_amounts(schedule: "Schedule", amount: Ints) -> Borne:
    """What is paid of each row divided by the weights that its line has, cumulatively over the line.

    Where weights change, what is paid of a row goes where the row goes by those that are known at last.

    Returns:
        As others, the items being lines.
    """
    pools, lines = schedule._pools, np.arange(len(schedule._lines))
    per_line = summed(schedule._rows.line, amount, len(lines)).astype(np.int64)
    shares = shared_curve(schedule._segments, lines, per_line)
    if pools is None:
        return shares.item, shares.amount, schedule.payer_names(shares.item, shares.payer)
    plain = ~np.isin(shares.item, list(pools.lines))
    names = schedule.payer_names(shares.item[plain], shares.payer[plain])
    paid = [_paid(schedule, pools, line, amount) for line in pools.lines]
    pool = np.arange(len(pools.allocations))
    own = shared_curve(pools.segments, pool, np.concatenate(paid))
    item = pools.line[own.item]
    return _joined(
        (shares.item[plain], shares.amount[plain], names),
        (item, own.amount, _pool_names(schedule, pools, own.item, own.payer)),
    )


def payers_beside(schedule: "Schedule") -> tuple[Ints, list[str | None]]:
    """The lines whose weights change, and all who bear them, whether or not of an installment."""
    pools = schedule._pools
    if pools is None:
        return np.zeros(0, dtype=np.int64), []
    found = [(line, name) for line in pools.lines for name in pools.payers(line, schedule.payer)]
    return np.array([line for line, _ in found], dtype=np.int64), [name for _, name in found]


def _paid(schedule: "Schedule", pools: Pools, line: int, amount: Ints) -> Ints:
    """What is paid of the rows of a line, by pool."""
    own, rows = pools.lines[line], line_rows(schedule, line)
    parts = own.divided(own.last, rows)
    part = slice(*schedule._rows.offsets[line : line + 2].tolist())
    found: Ints = scaled_parts(amount[part], parts, rows.amount).sum(axis=1)
    return found


def _windows(schedule: "Schedule", pools: Pools, line: Ints, day: Ints, cumulative: Ints) -> tuple[Ints, Ints, Ints]:
    """What lines whose weights change have earned before days, by item and pool."""
    item, pool, amount = list[Ints](), list[Ints](), list[Ints]()
    for one, own in pools.lines.items():
        at = np.flatnonzero(line == one)
        bounds = [FIRST, *(number(since) for since, _ in own.last.then), LAST]
        until = np.array([schedule._earned.before(line[at], np.minimum(day[at], bound)) for bound in bounds])
        until[0], until[-1] = 0, cumulative[at]
        for place, earned in zip(own.places(own.last), np.diff(until, axis=0), strict=True):
            item.append(at)
            pool.append(np.full(len(at), pools.begins[one] + place))
            amount.append(earned)
    return np.concatenate(item), np.concatenate(pool), np.concatenate(amount)


def _pool_names(schedule: "Schedule", pools: Pools, pool: Ints, place: Ints) -> list[str | None]:
    names = [(schedule.payer,) if each is None else each.payers for each in pools.allocations]
    return [names[i][j] for i, j in zip(pool.tolist(), place.tolist(), strict=True)]


def _joined(plain: Borne, parts: Borne) -> Borne:
    """Shares of plain lines and of others, in order of item; what a payer has of an item in several pools is one."""
    together: dict[tuple[int, str | None], int] = {}
    for item, amount, name in zip(parts[0].tolist(), parts[1].tolist(), parts[2], strict=True):
        together[item, name] = together.get((item, name), 0) + amount
    items = np.concatenate((plain[0], np.array([item for item, _ in together], dtype=np.int64)))
    amounts = np.concatenate((plain[1], np.array(list(together.values()), dtype=np.int64)))
    names = [*plain[2], *(name for _, name in together)]
    order = np.argsort(items, kind="stable")
    return items[order], amounts[order], [names[i] for i in order.tolist()]


__all__ = ["Borne", "borne_amounts", "borne_curve", "borne_rows", "payers_beside"]
