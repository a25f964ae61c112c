"""Rates that are billed otherwise from a day on: other bills, and the same price, or a price for other cells."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from attrs import evolve, frozen

from contracts.dates import Cycle, Frequency, OpenPeriod, Period
from contracts.errors import TermsError
from contracts.terms.amendment import Change, Rebilling
from contracts.terms.billing import Cyclic
from contracts.terms.line import Line
from contracts.terms.price import Quantity, QuantityStep, Rate

_ONE_DAY: Final = timedelta(days=1)


@frozen
class Window:
    """How a line is billed from a day on.

    Attributes:
        on: the day.
        billing: the cycles; their grid begins there, or has an edge there.
        per: the length of a price cell.
    """

    on: date
    billing: Cyclic
    per: Frequency


@frozen
class Rebilled:
    """A rate whose bills changed.

    Attributes:
        line: the terms that hold in the end, over the whole service.
        parts: the line as it is billed by each of its terms, one after another; each ends where the next begins.
    """

    line: Line
    parts: tuple[Line, ...]


def windowed(line: Line, windows: Sequence[Window], change: Change, effective: date) -> tuple[Window, ...]:
    """How a line is billed, window by window, once it is billed otherwise from a day on.

    Args:
        line: with its billing as it was at first.
        windows: how it was billed later, ascending.

    Raises:
        TermsError: `BILLING_PRICE` where other bills alone would change the price.
    """
    earlier, first = tuple(window for window in windows if window.on < effective), _first(line)
    before, on = earlier[-1] if earlier else first, max(effective, first.on)
    per = change.per or before.per
    billing = before.billing if change.billing is None else _billing(before.billing, change.billing)
    if _plain(billing) == _plain(before.billing) and per == before.per:
        return earlier
    assert line.service is not None  # a rate has cycles, and with them a service
    after = Window(on, _begun(billing, on, per), per)
    if change.per is None and on < line.service.end:
        after = _with_same_price(line, line.service, before, after)
    return (*earlier, after)


def rebilled(line: Line, windows: Sequence[Window]) -> Rebilled | None:
    """The line cut where it is billed otherwise; None where it never is."""
    service = line.service
    if not windows or service is None:
        return None
    found = [_first(line)]
    for window in windows:
        if window.on <= service.start:
            found = [evolve(window, on=service.start)]
        elif window.on < service.end:
            found.append(window)
    return Rebilled(_priced(line, found[-1], service), tuple(_parts(line, found, service)))


def _first(line: Line) -> Window:
    assert isinstance(line.price, Rate)
    assert isinstance(line.billing, Cyclic)  # a rate has cycles, and with them a service
    assert line.service is not None
    return Window(line.service.start, line.billing, line.price.per or line.billing.every)


def _parts(line: Line, windows: Sequence[Window], service: Period) -> Iterator[Line]:
    ends = [*(window.on for window in windows[1:]), service.end]
    for window, end in zip(windows, ends, strict=True):
        billing = window.billing
        if end < service.end:
            kept = {name: day for name in ("first_edge", "last_edge") if (day := getattr(billing, name)) and day <= end}
            billing = evolve(billing.continued(window.on), **kept)
        goes_on = type(service) is OpenPeriod and end == service.end
        days = Period.since(window.on) if goes_on else Period(window.on, end)
        yield _priced(line, evolve(window, billing=billing), days)


def _priced(line: Line, window: Window, service: Period) -> Line:
    """The line on some of its days, with what it costs on them."""
    price = line.price
    assert isinstance(price, Rate)
    amount, then = price.amount, []
    for step in price.then:
        if step.start <= service.start:
            amount = step.amount
        elif step.start < service.end:
            then.append(step)
    counts: list[QuantityStep] = []
    for count in price.quantity.steps:
        if count.start is None or count.start <= service.start:
            counts = [count]
        elif count.start < service.end:
            counts.append(count)
    rate = Rate(amount, per=window.per, quantity=Quantity(counts), then=then)
    return evolve(line, price=rate, billing=window.billing, service=service)


def _billing(before: Cyclic, change: Rebilling) -> Cyclic:
    """The cycles after a change: what it does not say stays as it was."""
    said = change.net_days is not None or change.pay_day is not None
    net_days, pay_day = (change.net_days or 0, change.pay_day) if said else (before.net_days, before.pay_day)
    every, when = change.every or before.every, change.when or before.when
    month_end = before.month_end and bool(every.months)
    return evolve(before, every=every, when=when, net_days=net_days, pay_day=pay_day, month_end=month_end)


def _begun(billing: Cyclic, on: date, per: Frequency) -> Cyclic:
    """The same with a grid that begins on a day."""
    month_end = billing.month_end and bool(per.months) and (on + _ONE_DAY).day == 1
    return evolve(billing.continued(on), anchor=on, month_end=month_end)


def _plain(billing: Cyclic) -> tuple[object, ...]:
    return billing.every, billing.when, billing.net_days, billing.pay_day


def _with_same_price(line: Line, service: Period, before: Window, after: Window) -> Window:
    """The window with a grid in which the price cells stay where they are, and with them the price."""
    billing, every, on = before.billing, after.billing.every, after.on
    anchor = billing.anchor or billing.first_edge or before.on
    prices, grids = Cycle(before.per, anchor, billing.month_end), [after.billing]
    if every.months or not billing.month_end:
        grids.insert(0, evolve(after.billing, anchor=anchor, month_end=billing.month_end))
    cut = on > service.start
    same = _weighed(before) == _weighed(after) or _is_whole(line, service, prices, on)
    if same and not (cut and not prices.is_edge(on)):
        for grid in grids:
            cells = grid.cycle(on)
            own = Cycle(after.per, cells.anchor, cells.month_end)
            if not (cut and not cells.is_edge(on)) and _edges(own, on, service.end) == _edges(prices, on, service.end):
                return evolve(after, billing=grid)
    raise TermsError("BILLING_PRICE", field="change.billing", value=line.id, on=on, every=every, per=after.per)


def _is_whole(line: Line, service: Period, prices: Cycle, on: date) -> bool:
    """Whether price cells are whole from a day on, so that it does not matter in which cells they are weighed."""
    assert isinstance(line.price, Rate)
    steps = [day for day, _ in line.price.units if day is not None and on < day < service.end]
    return all(map(prices.is_edge, [on, service.end, *steps]))


def _edges(cycle: Cycle, start: date, end: date) -> tuple[date, ...]:
    return cycle.edges(Period(start, end))


def _weighed(window: Window) -> Frequency:
    """The cells in which a part of a price is weighed."""
    every, per = window.billing.every, window.per
    longer = (per.months, per.days) > (every.months, every.days)
    return every if per.fits(every) and longer else per


__all__ = ["Rebilled", "Window", "rebilled", "windowed"]
