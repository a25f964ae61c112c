"""The terms in force: a contract as it is known on a day."""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import evolve, frozen

from contracts.dates import checked_day
from contracts.terms.amendment import Amendment
from contracts.terms.changes import Ending, changed
from contracts.terms.contract import Contract
from contracts.terms.line import Line
from contracts.terms.renewing import known_amendments


@frozen
class InForce:
    """The terms as they are known.

    Attributes:
        contract: the terms, without amendments.
        endings: by line, how it ended where its service alone does not say it.
    """

    contract: Contract
    endings: Mapping[str, Ending]

    @property
    def open_ended(self) -> tuple[Line, ...]:
        """The lines that go on until an amendment ends them."""
        return tuple(line for line in self.contract.lines if line.is_open_ended and line.id not in self.endings)


def in_force(contract: Contract, known_on: date | None = None) -> InForce:
    """The terms of a contract as they are known on a day.

    Args:
        known_on: amendments signed later, and events that happened later, do not count; None: all of them do. A
            renewal is known once the last day of notice has passed; without `known_on` nobody says that it has.

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
    return terms_of(contract, known_amendments(contract, known_on), known_on)


def terms_of(
    contract: Contract, amendments: Iterable[Amendment], known_on: date | None = None, in_effect: date | None = None
) -> InForce:
    """The terms of a contract with some of its amendments.

    Args:
        known_on: events that happened later do not count.
        in_effect: of amendments that take effect later, only the lines that they add count; None: all counts.
    """
    events = {name: day for name, day in contract.events.items() if known_on is None or day <= known_on}
    if not contract.amendments and contract.renewal is None and events == contract.events:
        return InForce(contract, {})
    found = changed(contract.lines, events, amendments, in_effect)
    return InForce(evolve(contract, lines=found.lines, events=found.events, amendments=(), renewal=None), found.endings)
