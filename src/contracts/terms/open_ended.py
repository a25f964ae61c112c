"""Lines without a last day of service: what of them is looked at, up to a horizon."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import evolve

from contracts.dates import Period
from contracts.errors import TermsError
from contracts.terms.amendment import Amendment
from contracts.terms.contract import Contract
from contracts.terms.line import Line
from contracts.terms.rebilling import Rebilled
from contracts.terms.states import InForce


def horizons(
    contract: Contract, known: Sequence[Amendment], states: Sequence[InForce], horizon: date | None
) -> Mapping[str, date]:
    """Up to which day each line is looked at in states of the terms in which it has no last day.

    Where it has none in the last state, that is the horizon, or the last signing where that is later. Where it was
    ended, what came before is looked at up to its end and up to whatever an amendment concerns. Where it is billed
    otherwise, it is looked at up to the end of what was billed before.

    Args:
        states: the terms as they were known, one after another.

    Raises:
        TermsError: `HORIZON_REQUIRED` for a line that goes on, and no horizon.
    """
    signed = max((change.signed for change in known), default=date.min)
    reached = max([signed, *(change.effective for change in known)])
    last = states[-1]
    going_on = last.open_ended
    found = {}
    for line in last.contract.lines:
        if line in going_on:
            found[line.id] = max(_needed(horizon, contract, line), signed)
            if line.id in last.rebilled:
                found[line.id] = max(found[line.id], *_billed(line.id, states, signed))
        else:
            ends = [] if line.is_open_ended or line.service is None else [line.service.last]
            found[line.id] = max([reached, *ends])
    return found


def _billed(name: str, states: Iterable[InForce], signed: date) -> Iterator[date]:
    """Where the bills of a line without a last day end that begin by the last signing, in each state of its terms."""
    for state in states:
        for line in state.open_ended:
            if line.id == name:
                service = line.looked_at(signed).service
                assert service is not None
                yield service.last


def _needed(horizon: date | None, contract: Contract, line: Line) -> date:
    if horizon is None:
        assert line.service is not None
        raise TermsError("HORIZON_REQUIRED", field="to", value=line.service.start, contract=contract.id, line=line.id)
    return horizon


def closed(terms: InForce, until: Mapping[str, date]) -> InForce:
    """Terms with all their lines as far as they are looked at."""
    lines = terms.contract.lines
    if not any(line.is_open_ended for line in lines):
        return terms
    try:
        rebilled = {name: _closed_parts(one, until[name]) for name, one in terms.rebilled.items()}
        given = {name: one.line for name, one in rebilled.items()}
        before = {name: given.get(name) or _closed(ending.before, until) for name, ending in terms.endings.items()}
        contract = evolve(terms.contract, lines=[given.get(line.id) or _closed(line, until) for line in lines])
    except TermsError as error:
        raise error.at(contract=terms.contract.id) from None
    endings = {name: evolve(terms.endings[name], before=line) for name, line in before.items()}
    return InForce(contract, endings, terms.remeasured, rebilled)


def _closed_parts(one: Rebilled, until: date) -> Rebilled:
    """A line that is billed otherwise, of which the last part is looked at up to a day."""
    if not one.line.is_open_ended:
        return one
    last = one.parts[-1].looked_at(until)
    assert last.service is not None
    assert one.line.service is not None
    service = Period(one.line.service.start, last.service.end)
    return Rebilled(evolve(one.line, service=service), (*one.parts[:-1], last))


def _closed(line: Line, until: Mapping[str, date]) -> Line:
    return line.looked_at(until[line.id]) if line.is_open_ended else line


def closed_lines(
    terms: Iterable[tuple[Contract, Line]], horizon: date | None
) -> tuple[list[tuple[Contract, Line]], tuple[tuple[str, str], ...]]:
    """Lines that nothing changed, as far as they are looked at; and which of them have no last day.

    Raises:
        TermsError: `HORIZON_REQUIRED`; those of a line that is looked at so far.
    """
    found, names = [], []
    for contract, line in terms:
        if line.is_open_ended:
            names.append((contract.id, line.id))
            try:
                found.append((contract, line.looked_at(_needed(horizon, contract, line))))
            except TermsError as error:
                raise error.at(contract=contract.id) from None
        else:
            found.append((contract, line))
    return found, tuple(names)


__all__ = ["closed", "closed_lines", "horizons"]
