"""Lines without a last day of service: what of them is looked at, up to a horizon."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import evolve

from contracts.errors import TermsError
from contracts.terms.amendment import Amendment
from contracts.terms.contract import Contract
from contracts.terms.in_force import InForce
from contracts.terms.line import Line


def horizons(contract: Contract, known: Sequence[Amendment], last: InForce, horizon: date | None) -> Mapping[str, date]:
    """Up to which day each line is looked at in states of the terms in which it has no last day.

    Where it has none in the last state, that is the horizon, or the last signing where that is later. Where it was
    ended, what came before is looked at up to its end and up to whatever an amendment concerns.

    Raises:
        TermsError: `HORIZON_REQUIRED` for a line that goes on, and no horizon.
    """
    signed = max((change.signed for change in known), default=date.min)
    reached = max([signed, *(change.effective for change in known)])
    going_on = last.open_ended
    found = {}
    for line in last.contract.lines:
        if line in going_on:
            found[line.id] = max(_needed(horizon, contract, line), signed)
        else:
            ends = [] if line.is_open_ended or line.service is None else [line.service.last]
            found[line.id] = max([reached, *ends])
    return found


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
        before = {name: _closed(ending.before, until) for name, ending in terms.endings.items()}
        contract = evolve(terms.contract, lines=[_closed(line, until) for line in lines])
    except TermsError as error:
        raise error.at(contract=terms.contract.id) from None
    return InForce(contract, {name: evolve(terms.endings[name], before=line) for name, line in before.items()})


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
