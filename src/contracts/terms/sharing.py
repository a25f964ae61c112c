"""Who bears a line whose weights change, by the day of service."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import evolve, frozen

from contracts.dates import LAST_DAY
from contracts.terms.allocation import Allocation
from contracts.terms.amendment import Amendment
from contracts.terms.line import Line

if TYPE_CHECKING:
    from contracts.terms.contract import Contract

_ONE_DAY: Final = timedelta(days=1)

#: Weights, None for the register's payer, and how many stretches of days have had them before.
Pool: TypeAlias = tuple[Allocation | None, int]


@frozen
class Sharing:
    """The weights of a line, by the day of service.

    Attributes:
        first: those agreed at first; None: the register's payer bears it.
        then: others and the days from which they hold, ascending, each other than those before.
    """

    first: Allocation | None
    then: tuple[tuple[date, Allocation | None], ...] = ()

    @property
    def last(self) -> Allocation | None:
        """Those that hold in the end."""
        return self.then[-1][1] if self.then else self.first

    @property
    def pools(self) -> tuple[Pool, ...]:
        """One for each stretch of days with weights of their own; sharing starts anew in each."""
        found: list[Pool] = []
        for weights in (self.first, *(weights for _, weights in self.then)):
            found.append((weights, sum(weights == other for other, _ in found)))
        return tuple(found)

    def changed(self, weights: Allocation, on: date, until: date | None = None) -> "Sharing":
        """With others from a day on, in place of all that was said for later days, or up to a last day.

        >>> first = Sharing(Allocation({"a": 1, "b": 1}))
        >>> until = first.changed(Allocation({"a": 1}), date(2025, 3, 1), date(2025, 5, 31))
        >>> [(day.isoformat(), weights.payers) for day, weights in until.then]
        [('2025-03-01', ('a',)), ('2025-06-01', ('a', 'b'))]
        """
        steps: list[tuple[date, Allocation | None]] = [step for step in self.then if step[0] < on]
        steps.append((on, weights))
        if until is not None and until < LAST_DAY:
            again = until + _ONE_DAY
            steps += [(again, self._at(again)), *(step for step in self.then if step[0] > again)]
        found, held = list[tuple[date, Allocation | None]](), self.first
        for day, each in steps:
            if each != held:
                found.append((day, each))
            held = each
        return evolve(self, then=tuple(found))

    def _at(self, day: date) -> Allocation | None:
        return next((weights for since, weights in reversed(self.then) if since <= day), self.first)


@frozen
class SharingKnown:
    """The weights of a line as they are known from a day on.

    Attributes:
        signed: the day; None: at first.
        amendment: id of the amendment that was signed then; None: at first.
        sharing: the weights.
    """

    signed: date | None
    amendment: str | None
    sharing: Sharing


def sharing_known(lines: Iterable[Line], amendments: Sequence[Amendment]) -> dict[str, tuple[SharingKnown, ...]]:
    """The weights of those lines whose weights change, as they became known; by id.

    Args:
        lines: as they were agreed at first.
        amendments: in any order; they apply in order of signing and id. Of those signed on one day that change the
            weights of a line, the last one gives its name.
    """
    agreed = {line.id: line for line in (*lines, *(line for change in amendments for line in change.add))}
    found: dict[str, list[SharingKnown]] = {}
    for amendment in sorted(amendments, key=lambda one: (one.signed, one.id)):
        for change in amendment.change:
            if change.allocation is None:
                continue
            known = found.setdefault(change.line, [SharingKnown(None, None, Sharing(agreed[change.line].allocation))])
            sharing = known[-1].sharing.changed(change.allocation, amendment.effective, change.until)
            if known[-1].signed == amendment.signed:
                known.pop()
            if sharing != known[-1].sharing:
                known.append(SharingKnown(amendment.signed, amendment.id, sharing))
    return {name: tuple(known) for name, known in found.items() if len(known) > 1}


def with_last_weights(lines: Iterable[Line], agreed: Iterable[Line], amendments: Sequence[Amendment]) -> list[Line]:
    """Lines with the weights that hold in the end.

    Args:
        lines: as amendments have made them, but for their weights.
        agreed: as they were at first.
        amendments: in any order.
    """
    known = sharing_known(agreed, amendments)
    return [evolve(line, allocation=known[line.id][-1].sharing.last) if line.id in known else line for line in lines]


def payers_of(contract: "Contract", line: Line, payer: str | None) -> list[str]:
    """All who may bear a line, at first or by an amendment, in the order in which the terms name them.

    Args:
        payer: who bears lines without an allocation.
    """
    changes = [change for amendment in contract.amendments for change in amendment.change if change.line == line.id]
    agreed = [line.allocation, *(change.allocation for change in changes if change.allocation is not None)]
    names = [name for weights in agreed for name in ((payer,) if weights is None else weights.payers)]
    return list(dict.fromkeys(name for name in names if name is not None))


__all__ = ["Pool", "Sharing", "SharingKnown", "payers_of", "sharing_known", "with_last_weights"]
