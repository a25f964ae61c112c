"""States of terms: what amendments make of a contract, as they are signed one after another."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from contracts.errors import TermsError
from contracts.terms.amendment import Amendment
from contracts.terms.changes import Ending, changed, error_of
from contracts.terms.line import Line
from contracts.terms.rebilling import Rebilled
from contracts.terms.remeasuring import Remeasured

if TYPE_CHECKING:
    from contracts.terms.contract import Contract


@frozen
class InForce:
    """The terms as they are known.

    Attributes:
        contract: the terms, without amendments.
        endings: by line, how it ended where its service alone does not say it.
        remeasured: by line, how a total was spread anew: what it had reached before stays, which its terms do not say.
        rebilled: by line, how a rate is billed, one part of its service after another.
    """

    contract: "Contract"
    endings: Mapping[str, Ending]
    remeasured: Mapping[str, Remeasured]
    rebilled: Mapping[str, Rebilled]

    @property
    def open_ended(self) -> tuple[Line, ...]:
        """The lines that go on until an amendment ends them."""
        return tuple(line for line in self.contract.lines if line.is_open_ended and line.id not in self.endings)


def applied(amendments: Sequence[Amendment], in_effect: date) -> int | None:
    """How many of the first amendments alone make terms what they are on a day; None: it is not the first ones.

    Args:
        amendments: in order of signing and id.
    """
    count, ahead = 0, False
    for change in amendments:
        if change.effective > in_effect:
            ahead = True
            if change.is_seen_ahead:
                return None
        elif ahead:
            return None
        else:
            count += 1
    return count


def signed_states(contract: "Contract") -> tuple[InForce, ...]:
    """The terms of a contract as its amendments are signed one after another, before the first of them too.

    Raises:
        TermsError: they lead to terms which make no sense, as they are signed or as they take effect.
    """
    found = list[InForce]()
    for count in range(len(contract.amendments) + 1):
        agreed = (*_renewed_before(contract, count), *contract.amendments[:count])
        state = changed(contract.lines, contract.events, agreed)
        try:
            terms = evolve(contract, lines=state.lines, events=state.events, amendments=(), renewal=None)
        except TermsError as error:
            raise error_of(contract.amendments[count - 1], error) from None
        found.append(InForce(terms, state.endings, state.remeasured, state.rebilled))
        for day in {earlier.effective for earlier in agreed}:
            if applied(agreed, day) is None:
                changed(contract.lines, contract.events, agreed, in_effect=day)
    return tuple(found)


def _renewed_before(contract: "Contract", count: int) -> tuple[Amendment, ...]:
    """The renewals that are committed when an amendment is signed, where one up to it names a line of theirs."""
    if contract.renewal is None:
        return ()
    known = {line.id for line in contract.all_lines}
    if all(name in known for amendment in contract.amendments[:count] for name in amendment.named):
        return ()
    from contracts.terms.renewing import Renewals  # loaded once there is one

    signed, earlier = contract.amendments[count - 1].signed, contract.amendments[: count - 1]
    return tuple(term.amendment for term in Renewals(contract, signed, amendments=earlier).committed)


__all__ = ["InForce", "applied", "signed_states"]
