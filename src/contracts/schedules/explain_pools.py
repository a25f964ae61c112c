"""Why a payer's share of a figure of a line whose weights change is what it is."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve

from contracts.dates import FIRST_DAY, LAST_DAY, Period
from contracts.errors import NotThereError
from contracts.kernel.days import NONE, as_date
from contracts.kernel.days import number as day_number
from contracts.money import Money
from contracts.schedules import derive
from contracts.schedules.explain import Explanation
from contracts.schedules.pools import Pools, line_rows, moving
from contracts.schedules.workings import BorneByWeights, Moved, Portion, Sum, Working
from contracts.terms.sharing import Sharing

if TYPE_CHECKING:
    from contracts.schedules.installments import Schedule

_ONE_DAY: Final = timedelta(days=1)


def explain_share(schedule: "Schedule", pools: Pools, place: int, line: int, payer: str) -> Explanation:
    """Why the share of a payer of an installment is what it is: its share of each part that some weights share.

    Args:
        place: of the installment among all rows of the schedule.

    Raises:
        NotThereError: the payer bears nothing of the line.
    """
    _check(pools, line, payer, schedule.payer)
    whole = schedule._part(np.array([place])).explain(0)
    shares = []
    for part in pools.of_row(place):
        pool = int(pools.rows.line[part])
        own = _Share(pools, pool, payer, schedule.payer)
        if own.bears:
            own_part = _part(schedule, pools, place, line, part, whole.working)
            shares.append(own.of(own_part, _before(pools, pool, part)))
    return _explained(whole, payer, shares)


def explain_accrual_share(schedule: "Schedule", pools: Pools, line: int, period: Period, payer: str) -> Explanation:
    """Why the share of a payer of what a line earns in a period is what it is.

    Raises:
        NotThereError: the payer bears nothing of the line.
    """
    _check(pools, line, payer, schedule.payer)
    (contract, terms), own = schedule._terms(line), pools.lines[line]
    shares, bounds = [], _bounds(own.last)
    for (first, end), place in zip(bounds, own.places(own.last), strict=True):
        since, until = max(first, period.start), min(end, period.end)
        share = _Share(pools, pools.begins[line] + place, payer, schedule.payer)
        if since < until and share.bears:
            days = np.array([day_number(first), day_number(since)])
            earned = schedule._earned.before(np.full(2, line), days).tolist()
            before = earned[1] - (earned[0] if first != bounds[0][0] else 0)
            working = schedule.explain_accrual(contract.id, terms.id, Period(since, until)).working
            shares.append(share.of(working, before))
    return _explained(schedule.explain_accrual(contract.id, terms.id, period), payer, shares)


class _Share:
    """What a payer bears of a pool."""

    def __init__(self, pools: Pools, pool: int, payer: str, default_payer: str | None) -> None:
        self._weights = pools.allocations[pool]
        self._payer = payer
        self.bears = payer in ((default_payer,) if self._weights is None else self._weights.payers)

    def of(self, amount: Working, before: int) -> Working:
        """Its share of an amount that follows what the pool came to before."""
        if self._weights is None:
            return amount
        place, weights = self._weights.payers.index(self._payer), [weight for _, weight in self._weights.weights]
        return BorneByWeights(
            payer=self._payer,
            before=Money(before, amount.currency),
            amount=amount,
            weight_before=sum(weights[:place]),
            weight_after=sum(weights[: place + 1]),
            weights=sum(weights),
        )


def _part(schedule: "Schedule", pools: Pools, place: int, line: int, part: int, whole: Working) -> Working:
    """How what some weights share of a row came about."""
    own, rows, at = pools.lines[line], line_rows(schedule, line), place - int(schedule._rows.offsets[line])
    pool = int(pools.rows.line[part]) - pools.begins[line]
    amount, move = Money(int(pools.rows.amount[part]), whole.currency), moving(schedule, line).get(at)
    if move is not None or rows.released[at]:
        amendment = None if move is None else move.amendment
        return Moved(amendment=amendment, weights=own.weights(pool), amount=amount)
    sharing = own.known[int(own.issued(rows)[at])].sharing
    first, end = _bounds(sharing)[own.places(sharing).index(pool)]
    start, after = int(rows.start[at]), int(rows.end[at])
    since, until = max(day_number(first), start), min(day_number(end), after)
    if start == NONE or until - since == after - start:
        return whole
    return Portion(
        whole=whole,
        since=as_date(since),
        to=as_date(until - 1),
        before=since - start,
        after=until - start,
        of=after - start,
    )


def _bounds(sharing: Sharing) -> list[tuple[date, date]]:
    """The first day of each stretch of days with weights of their own, and the day after its last one."""
    days = [day for day, _ in sharing.then]
    return list(zip([FIRST_DAY, *days], [*days, LAST_DAY + _ONE_DAY], strict=True))


def _before(pools: Pools, pool: int, part: int) -> int:
    """What a pool came to before a part takes its turn."""
    parts = np.arange(*pools.rows.offsets[pool : pool + 2].tolist())
    return sum(pools.rows.amount[derive.before_in(pools.rows, parts, part)].tolist())


def _check(pools: Pools, line: int, payer: str, default_payer: str | None) -> None:
    payers = pools.payers(line, default_payer)
    if payer not in payers:
        choices = ", ".join(name for name in payers if name is not None)
        raise NotThereError("PAYER_UNKNOWN", field="payer", value=payer, choices=choices)


def _explained(whole: Explanation, payer: str, shares: list[Working]) -> Explanation:
    currency = whole.figure.currency
    working = shares[0] if len(shares) == 1 else Sum(currency=currency, parts=tuple(shares))
    return evolve(whole, figure=working.figure, payer=payer, working=working)


__all__ = ["explain_accrual_share", "explain_share"]
