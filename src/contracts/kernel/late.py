"""Interest for delay: what was open on each day of it, added up, times the rate of a day, rounded once."""

from typing import Final

import numpy as np

from contracts.kernel.exact import Amounts, Ints, half_away

#: A rate of 1 is so many parts; a percentage with 6 decimals is whole in them.
RATE_PARTS: Final = 10**8


def balance_days(still: Amounts, since: Ints, until: int, row: Ints, day: Ints, amount: Amounts) -> Amounts:
    """The sum, over the days after each row's day up to another, of what of the row was open when the day began.

    Args:
        still: minor units that are open at the end, 0 or more.
        since: of each row, the day after whose end it is late.
        until: the last day.
        row: place of the row that each payment pays.
        day: of the payment, at most `until`.
        amount: what it pays of the row.

    Returns:
        Minor units times days, Python integers.
    """
    found: Amounts = still.astype(object) * np.maximum(until - since, 0)
    np.add.at(found, row, amount.astype(object) * np.maximum(day - since[row], 0))
    return found


def interest(balances: Amounts, rate: Ints) -> Amounts:
    """What balances times days come to, half away from zero.

    Args:
        balances: Python integers.
        rate: of a day, in `RATE_PARTS`.
    """
    return half_away(balances * rate.astype(object), np.full(len(rate), RATE_PARTS, dtype=object))


__all__ = ["RATE_PARTS", "balance_days", "interest"]
