"""The terms in force: a contract as it is known on a day."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve

from contracts.dates import checked_day
from contracts.terms.amendment import Amendment
from contracts.terms.changes import changed
from contracts.terms.contract import Contract
from contracts.terms.line import Line
from contracts.terms.price import Rate
from contracts.terms.renewing import known_amendments
from contracts.terms.sharing import with_last_weights
from contracts.terms.states import InForce

if TYPE_CHECKING:
    from contracts.terms.index import Index


def in_force(contract: Contract, known_on: date | None = None) -> InForce:
    """The terms of a contract as they are known on a day.

    Args:
        known_on: amendments signed later, adjustments recorded later, events that happened later, and values of an
            index that became known later do not count; None: all of them do. A renewal is known once the last day of
            notice has passed; without `known_on` nobody says that it has.

    >>> from contracts import MONTHLY, Cyclic, Line, Money, Period, Rate
    >>> from contracts.terms.amendment import Change
    >>> year = Period.through(date(2017, 1, 1), date(2017, 12, 31))
    >>> line = Line(id="rent", price=Rate("4000", "CNY"), service=year, billing=Cyclic(MONTHLY))
    >>> dearer = Change(line="rent", rate=Money.of("4500", "CNY"))
    >>> lease = Contract(
    ...     id="A", lines=[line], amendments=[Amendment(id="A1", signed=date(2017, 6, 20), change=[dearer])]
    ... )
    >>> in_force(lease, date(2017, 6, 19)).contract.lines[0].price.then
    ()
    >>> in_force(lease, date(2017, 6, 20)).contract.lines[0].price.then
    (RateStep(start=datetime.date(2017, 6, 20), amount=Money(minor=450000, currency='CNY')),)
    """
    if known_on is not None:
        checked_day(known_on, "known_on")
    known = known_amendments(contract, known_on)
    terms = terms_of(contract, known, known_on, values_on=known_on)
    if not any(change.allocation is not None for amendment in known for change in amendment.change):
        return terms
    return evolve(
        terms, contract=evolve(terms.contract, lines=with_last_weights(terms.contract.lines, contract.lines, known))
    )


def terms_of(
    contract: Contract,
    amendments: Iterable[Amendment],
    known_on: date | None = None,
    in_effect: date | None = None,
    values_on: date | None = None,
) -> InForce:
    """The terms of a contract with some of its amendments; who bears its lines is as it was agreed at first.

    Args:
        known_on: events that happened later, and adjustments recorded later, do not count.
        in_effect: of amendments that take effect later, only the lines that they add count; None: all counts.
        values_on: values of an index that became known later do not count; None: all counts.
    """
    events = {name: day for name, day in contract.events.items() if known_on is None or day <= known_on}
    lines = contract.lines
    if values_on is not None and is_indexed(contract):
        from contracts.terms.escalated_lines import as_known  # loaded once there is one

        lines = tuple(as_known(line, values_on) for line in lines)
        amendments = [evolve(one, add=[as_known(line, values_on) for line in one.add]) for one in amendments]
    if not contract.amendments and contract.renewal is None and events == contract.events:
        lines = tuple(line.known(known_on) for line in lines)
        return InForce(contract if lines == contract.lines else evolve(contract, lines=lines), {}, {}, {})
    found = changed(lines, events, amendments, in_effect)
    kept = [line.known(known_on) for line in found.lines]
    endings = {name: evolve(ending, before=ending.before.known(known_on)) for name, ending in found.endings.items()}
    terms = evolve(contract, lines=kept, events=found.events, amendments=(), renewal=None)
    return InForce(terms, endings, found.remeasured, found.rebilled)


def is_all_known(contract: Contract, known_on: date | None) -> bool:
    """Whether nothing but its amendments makes the terms of a contract others than those that it was checked by."""
    if contract.renewal is not None or is_indexed(contract):
        return False
    if known_on is None:
        return True
    happened = all(day <= known_on for day in contract.events.values())
    return happened and not any(line.adjustments for line in contract.all_lines)


def is_indexed(contract: Contract) -> bool:
    """Whether a line of a contract, or one that is added, follows an index."""
    # A loop, since every contract of a schedule is asked.
    for line in contract.all_lines if contract.amendments else contract.lines:
        price = line.price
        if type(price) is Rate and price.escalation is not None and price.escalation.index is not None:
            return True
    return False


def became_known(contract: Contract) -> dict[date, str]:
    """The days on which values of the indices of a contract became known, with what the last of each day is called."""
    indices = [index for line in contract.all_lines if (index := index_of(line)) is not None]
    found = {value.known_from: f"{index.id} {value.on}" for index in indices for value in index.values}
    return dict(sorted(found.items()))


def is_of_index(name: str | None) -> bool:
    """Whether a change is called after an index value that became known; ids, as of amendments, have no blanks."""
    return name is not None and " " in name


def index_of(line: Line) -> "Index | None":
    """The index that the rate of a line follows."""
    price = line.price
    return price.escalation.index if isinstance(price, Rate) and price.escalation is not None else None
