"""What is expected though not committed: renewals, and recurring contracts (历年延续性) that come again."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import takewhile

from attrs import evolve

from contracts.dates import Period, after, checked_day
from contracts.errors import TermsError
from contracts.schedules.installments import contracts_in
from contracts.terms.billing import Cyclic, Once
from contracts.terms.contract import Contract
from contracts.terms.in_force import in_force
from contracts.terms.line import Line, Recognition
from contracts.terms.price import Rate
from contracts.terms.renewing import Renewals, known_amendments


def expected(
    x: Contract | Iterable[Contract], *, until: date, known_on: date | None = None, renewed_on: date | None = None
) -> tuple[Contract, ...]:
    """Renewals that are not committed, and recurring contracts again, from the day after their service until a day.

    Nobody has agreed to them: they never enter what is committed. A rate goes on at its last price and quantity. A
    total comes again a year later, and every year after; one for a service of more than a year every so many years as
    its service touches. Lines without a service, lines by stages, and lines that were ended are not expected again.

    Of a contract with a renewal, only the terms are expected by which it may be renewed, if nobody has given notice:
    its rates at their last price up to the end of the last of them, and its totals once for each.

    Args:
        x: a contract, a register, or any contracts.
        until: the last day of service that is looked at; what begins on it or before comes whole.
        known_on: the day up to which terms are known; default: everything that is.
        renewed_on: as `schedule` takes it; what is committed by then is not expected.

    Returns:
        In order of id, contracts with the same ids and facts and a line for each time that a line comes again, named
        after it: `rent` once more is `rent+1`.
    """
    checked_day(until, "until")
    found = []
    for contract in contracts_in(x):
        if not contract.recurring and contract.renewal is None:
            continue
        terms = in_force(contract, known_on)
        if contract.renewal is not None:
            lines = [_alone(line) for line in _renewed(Renewals(contract, known_on, passed=renewed_on), until)]
        else:
            ended = {name for change in known_amendments(contract, known_on) for name in change.end}
            own = [_alone(line) for line in terms.contract.lines if line.id not in ended]
            lines = [again for line in own for again in _again(line, until)]
        if lines:
            found.append(evolve(terms.contract, lines=lines))
    return tuple(found)


def _alone(line: Line) -> Line:
    """The price of a line, without what is adjusted, withheld and taken over."""
    return evolve(line, adjustments=(), retention=None, opening=None)


def _renewed(renewals: Renewals, until: date) -> Iterator[Line]:
    """The lines of a contract in the terms by which it may be renewed and that nobody is bound to."""
    terms = list(takewhile(lambda term: term.service.first <= until, renewals.ahead()))
    for term in terms[:1]:
        days = Period.through(term.service.first, min(until, terms[-1].service.last))
        for line in term.lines:
            if isinstance(line.price, Rate) and isinstance(line.billing, Cyclic):
                yield _going_on(line, line.price, line.billing, days)
    for term in terms:
        yield from term.amendment.add


def _again(line: Line, until: date) -> Iterator[Line]:
    """A line as often as it comes again."""
    service, billing = line.service, line.billing
    if service is None or not isinstance(billing, Cyclic | Once):
        return
    if isinstance(line.price, Rate) and isinstance(billing, Cyclic):
        if service.end <= until:
            yield _going_on(line, line.price, billing, Period.through(service.end, until))
        return
    count = 1
    while (moved := _moved(line, service, billing, count)) is not None and moved.service is not None:
        if moved.service.start > until:
            return
        yield evolve(moved, id=f"{line.id}+{count}")
        count += 1


def _going_on(line: Line, price: Rate, billing: Cyclic, service: Period) -> Line:
    """A rate at its last price and quantity, on the same grid."""
    assert line.service is not None
    last = price.then[-1].amount if price.then else price.amount
    rate = Rate(last, per=price.per, quantity=price.quantity.steps[-1].value)
    return evolve(line, id=f"{line.id}+1", price=rate, billing=billing.continued(line.service.start), service=service)


def _moved(line: Line, service: Period, billing: Cyclic | Once, count: int) -> Line | None:
    """A total as many times its years later; None where that is beyond the days that there are."""
    years = service.last.year - service.start.year + 1
    while years > 1 and after(service.start, months=12 * (years - 1)) >= service.end:
        years -= 1
    months = 12 * years * count
    try:
        later = Period(after(service.start, months=months), after(service.end, months=months))
        if isinstance(billing, Cyclic):
            again: Cyclic | Once = billing.continued(service.start)
        else:
            again = Once(after(billing.on, months=months))
        recognition = line.recognition
        if not isinstance(recognition, Recognition):
            recognition = after(recognition, months=months)
    except TermsError:
        return None
    return evolve(line, billing=again, service=later, recognition=recognition)
