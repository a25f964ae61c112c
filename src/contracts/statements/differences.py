"""What a difference is made of: why what falls due in a year is not what was earned or paid in it.

On every basis due − figure = timing + unpaid + prepaid + unmatched, to the minor unit.
"""

from enum import StrEnum
from typing import Final, assert_never

import numpy as np
from attrs import frozen

from contracts.dates import LAST_DAY, Period
from contracts.kernel.days import NONE, number
from contracts.kernel.exact import Amounts, Bools, Ints
from contracts.kernel.gather import summed
from contracts.payments.matching import match
from contracts.register import Register
from contracts.schedules.installments import Schedule


class Basis(StrEnum):
    """What a report counts: what falls due in the year, what is earned in it (权责发生制), or paid (收付实现制)."""

    DUE = "due"
    EARNED = "earned"
    PAID = "paid"


#: The columns of a year's reasons, in order.
REASONS: Final = ("timing", "unpaid", "prepaid", "unmatched")


@frozen
class Reasons:
    """Of one contract, what a report on a basis should state for a year, and why that is not what falls due.

    Attributes:
        on_basis: minor units.
        reasons: minor units by `REASONS`; they sum to what falls due less `on_basis`.
    """

    on_basis: int
    reasons: tuple[int, ...] = (0,) * len(REASONS)


def reasons_of(register: Register, plan: Schedule, year: Period, basis: Basis) -> dict[str, Reasons]:
    """The reasons of each contract that has a figure on a basis in a fiscal year, by id.

    Everything that is known counts, whenever it was known from.

    Args:
        plan: the schedule of the register.
        year: a fiscal year.

    Raises:
        TermsError: those of `match`.
    """
    contracts = _Contracts(plan, year)
    match basis:
        case Basis.DUE:
            return contracts.by_id(contracts.due, *[contracts.nothing] * len(REASONS))
        case Basis.EARNED:
            return _earned(contracts)
        case Basis.PAID:
            return _paid(contracts, register)
        case _:
            assert_never(basis)


class _Contracts:
    """The contracts of a schedule, and its rows as seen from a year."""

    def __init__(self, plan: Schedule, year: Period) -> None:
        self.plan, self.year = plan, year
        self.ids = tuple(dict.fromkeys(plan._lines.contract))
        numbers = {name: i for i, name in enumerate(self.ids)}
        self.of_line: Ints = np.array([numbers[name] for name in plan._lines.contract], dtype=np.int64)
        self.of_row: Ints = self.of_line[plan._rows.line]
        day = plan._rows.due.astype(np.int64)
        self.start, self.end = number(year.start), number(year.end)
        self.before: Bools = (day != NONE) & (day < self.start)
        self.within: Bools = (day != NONE) & (day >= self.start) & (day < self.end)
        self.nothing: Amounts = np.zeros(len(self.ids), dtype=np.int64)
        self.due = self.rows(self.within)

    def rows(self, chosen: Bools, amount: Amounts | None = None) -> Amounts:
        """What some installments come to; `amount`: in place of their own amounts."""
        amounts = self.plan._rows.amount if amount is None else amount
        return self.summed(self.of_row[chosen], amounts[chosen])

    def summed(self, contract: Ints, amount: Amounts) -> Amounts:
        """The sum of each contract."""
        return summed(contract, amount, len(self.ids))

    def by_id(self, on_basis: Amounts, *reasons: Amounts) -> dict[str, Reasons]:
        """The reasons of each contract of which something falls due in the year, or that has a figure.

        Args:
            reasons: as `REASONS` has them.
        """
        some = self.summed(self.of_row[self.within], np.ones(int(self.within.sum()), dtype=np.int64)) + (on_basis != 0)
        columns = (column.tolist() for column in reasons)
        rows = zip(self.ids, some.tolist(), on_basis.tolist(), zip(*columns, strict=True), strict=True)
        return {name: Reasons(figure, parts) for name, there, figure, parts in rows if there}


def _earned(contracts: _Contracts) -> dict[str, Reasons]:
    """What falls due before it is earned is prepaid, what is earned before it falls due is timing, as they change."""
    lines, curve = np.arange(len(contracts.of_line)), contracts.plan._earned
    earned = [
        contracts.summed(contracts.of_line, curve.before(lines, np.full(len(lines), day)))
        for day in (contracts.start, contracts.end)
    ]
    due = contracts.rows(contracts.before)
    opening, closing = due - earned[0], due + contracts.due - earned[1]
    prepaid = np.maximum(closing, 0) - np.maximum(opening, 0)
    timing = np.minimum(closing, 0) - np.minimum(opening, 0)
    return contracts.by_id(earned[1] - earned[0], timing, contracts.nothing, prepaid, contracts.nothing)


def _paid(contracts: _Contracts, register: Register) -> dict[str, Reasons]:
    """What payments of the year pay of other years, and what others pay of this one, is timing."""
    last = min(contracts.year.last, LAST_DAY)
    found = match(register, last, known_on=LAST_DAY, plan=contracts.plan)
    parts = found._parts
    now = np.array([number(payment.on) >= contracts.start for payment in parts.payment], dtype=np.bool_)
    part, row, amount = np.array(found._applications, dtype=np.int64).reshape(-1, 3).T
    ours, to_row = now[part], row >= 0

    def applied(chosen: Bools) -> Amounts:
        return contracts.summed(parts.place[part[chosen]], amount[chosen])

    def rest(chosen: Bools) -> Amounts:
        return contracts.summed(parts.place[chosen], found.unapplied[chosen])

    later = contracts.rows(~contracts.before & ~contracts.within & (contracts.plan._rows.amount > 0))
    room = np.maximum(later - np.maximum(rest(~now), 0), 0)
    ahead = np.minimum(np.maximum(rest(now), 0), room)
    return contracts.by_id(
        contracts.summed(parts.place[now], parts.amount[now]),
        contracts.rows(contracts.within, found.applied) - applied(ours & to_row),
        contracts.rows(contracts.within, found.open),
        -ahead,
        ahead - rest(now) - applied(ours & ~to_row),
    )


__all__ = ["REASONS", "Basis", "Reasons", "reasons_of"]
