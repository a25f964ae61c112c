"""Lines with an escalated rate: as they are known on a day, and which rate holds on which days."""

from datetime import date

from attrs import evolve

from contracts.dates import Period
from contracts.terms.escalated import EscalatedStep, escalated
from contracts.terms.escalation import Missing
from contracts.terms.line import Line
from contracts.terms.price import Rate


def as_known(line: Line, on: date) -> Line:
    """The line with what is known of its index on a day."""
    price = line.price
    if not isinstance(price, Rate) or price.escalation is None:
        return line
    known = price.escalation.known(on)
    return line if known is price.escalation else evolve(line, price=evolve(price, then=(), escalation=known))


def stepped_until(line: Line, last: date) -> Line:
    """The line with all steps of its escalation up to a day that may lie after its service, and no escalation."""
    price, service = line.price, line.service
    if not isinstance(price, Rate) or price.escalation is None or service is None:
        return line
    # A value beyond the service is missed only once the service reaches there.
    ahead = evolve(price.escalation, missing=Missing.LAST) if price.escalation.index is not None else price.escalation
    stepped = escalated(evolve(price, escalation=ahead), Period.through(service.start, last))
    return evolve(line, price=stepped.stepped)


def steps_during(line: Line, first: date, last: date) -> tuple[EscalatedStep, ...]:
    """The escalated rates that hold on some day from a first to a last one, ascending."""
    if not isinstance(line.price, Rate):
        return ()
    if line.is_open_ended and line.price.escalation is not None:
        return steps_during(stepped_until(line, max(first, last)), first, last)
    steps = [step for step in line.price.then if step.start <= last]
    begins = max((i for i, step in enumerate(steps) if step.start <= first), default=0)
    return tuple(step for step in steps[begins:] if isinstance(step, EscalatedStep))


def provisional_days(line: Line) -> list[Period]:
    """The days of service whose rate rests on an index value that stands in for a missing one."""
    price, service = line.price, line.service
    if not isinstance(price, Rate) or service is None:
        return []
    steps = [step for step in price.then if step.start < service.end]
    ends = [*(step.start for step in steps[1:]), service.end][: len(steps)]
    return [
        Period(max(step.start, service.start), end)
        for step, end in zip(steps, ends, strict=True)
        if isinstance(step, EscalatedStep) and step.provisional and end > service.start
    ]
