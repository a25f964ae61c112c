"""How far a service without a last day is looked at, and what such a service cannot have."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from contracts.dates import LAST_DAY, Cycle, Stub
from contracts.errors import TermsError
from contracts.terms.billing import Billing, Cyclic
from contracts.terms.price import Price, Rate

_ONE_DAY: Final = timedelta(days=1)
_END: Final = LAST_DAY + _ONE_DAY


def refuse_ends(price: Price, billing: Billing, recognition: object) -> None:
    """Refuse what makes no sense where no last day of service is known.

    Raises:
        TermsError: `OPEN_ENDED` for a total, which would be spread over nobody knows how many days; for a last edge;
            for what is all earned on one day; and where neither the price's cells nor the bills are a whole number of
            the other, so that no bill ends with a price cell. `RATE_NEEDS_CYCLE` for a rate without cycles.
    """
    if not isinstance(price, Rate):
        raise TermsError("OPEN_ENDED", field="total", value=price.amount)
    if not isinstance(billing, Cyclic):
        raise TermsError("RATE_NEEDS_CYCLE", field="rate", value=price.amount)
    if billing.last_edge is not None:
        raise TermsError("OPEN_ENDED", field="billing.last_edge", value=billing.last_edge)
    if isinstance(recognition, date):
        raise TermsError("OPEN_ENDED", field="recognition", value=recognition)
    if price.per is not None and not price.per.fits(billing.every):
        raise TermsError("OPEN_ENDED", field="per", value=price.per)


def looked_at_until(
    start: date, billing: Cyclic, price: Price, earliest: Callable[[date], date], horizon: date
) -> date:
    """The day after the last one that is looked at of a service without a last day.

    Bills and price cells that begin on the horizon or before come whole, and so do bills that may fall due by then
    because a calendar moves them.

    Args:
        start: of the service.
        earliest: the earliest day on which a bill that begins on a day can fall due.
        horizon: where it lies before the service, the first cell is looked at.
    """
    cycle = billing.cycle(start)
    end = max(_edge_after(cycle, max(horizon, start)), _first_bill(billing, cycle, start))
    while end < _END and earliest(end) <= horizon:
        end = _edge_after(cycle, end)
    if isinstance(price, Rate) and price.per is not None:
        end = max(end, _edge_after(Cycle(price.per, cycle.anchor, cycle.month_end), end - _ONE_DAY))
    return end


def _edge_after(cycle: Cycle, day: date) -> date:
    """The next edge of a grid, or the day after all days that there are."""
    return min(cycle.edge(cycle.position(day) + 1), _END)


def _first_bill(billing: Cyclic, cycle: Cycle, start: date) -> date:
    """Where the first bill ends."""
    if billing.first_edge is not None and billing.first_edge > start:
        return billing.first_edge
    end = _edge_after(cycle, start)
    return end if billing.stub is not Stub.LONG or cycle.is_edge(start) else _edge_after(cycle, end)


__all__ = ["looked_at_until", "refuse_ends"]
