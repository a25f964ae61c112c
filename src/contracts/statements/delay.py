"""Interest for delay (逾期利息) on installments, from what payments pay of them and when."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from contracts.kernel.days import NONE, number
from contracts.kernel.exact import Amounts, Ints
from contracts.kernel.late import balance_days, interest
from contracts.payments.matching import Matching
from contracts.terms.billing import PERCENT_DECIMALS
from contracts.terms.price import scaled


def interest_for_delay(found: Matching, since: Ints, rates: Sequence[Decimal | None]) -> Amounts:
    """What each installment of a matching bears up to its day.

    What was open when a day began bears that day, the day of a payment included. A payment counts from its own day; a
    credit, from that on which it fell due.

    Args:
        since: of each installment, the day after whose end it is late; `NONE` where it never is.
        rates: of each, in percent a day; None: none.

    Returns:
        Minor units; 0 where there is no rate, and for what gives back.
    """
    rows, day = found.plan._rows, number(found.as_of)
    part, row, amount = np.array([one for one in found._applications if one[1] >= 0], dtype=np.int64).reshape(-1, 3).T
    credit, to_row, credited = np.array(found._credited, dtype=np.int64).reshape(-1, 3).T
    paid_on = np.array([number(payment.on) for payment in found._parts.payment], dtype=np.int64)
    owed = rows.amount > 0
    late = np.where(owed & (since != NONE), since, day)
    balances = balance_days(
        np.where(owed, found.open, 0),
        late,
        day,
        np.concatenate((row, to_row)),
        np.concatenate((paid_on[part], rows.due[credit].astype(np.int64))),
        np.concatenate((amount, credited)),
    )
    scale = [0 if rate is None else scaled(rate, PERCENT_DECIMALS) for rate in rates]
    return interest(balances, np.array(scale, dtype=np.int64))


__all__ = ["interest_for_delay"]
