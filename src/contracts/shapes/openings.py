"""From the table of an opening to the opening, with everything that is wrong with it."""

from typing import TYPE_CHECKING, Any

from contracts.errors import TermsError
from contracts.shapes.faults import Wrong
from contracts.shapes.tables import OpeningTable, keys
from contracts.terms.opening import Opening

if TYPE_CHECKING:
    from contracts.shapes.lines import Place

_FIGURES = ("earned", "due", "paid")


def opening(table: OpeningTable, place: "Place") -> Opening | None:
    """The opening of a table; None where anything is wrong with it, which is noted."""
    facts: dict[str, Any] = {}
    for name in keys(OpeningTable):
        value = getattr(table, name)
        fact = place.missing(name) if value is None else value
        facts[name] = place.at(name).money(fact) if name in _FIGURES else fact
    if any(isinstance(fact, Wrong) for fact in facts.values()):
        return None
    try:
        return Opening(**facts)
    except TermsError as error:
        place.at(error.field.removeprefix("opening.")).take(error)
        return None


__all__ = ["opening"]
