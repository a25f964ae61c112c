"""From the tables of adjustments to the adjustments, with everything that is wrong with them."""

from typing import TYPE_CHECKING, Any

from contracts.errors import TermsError
from contracts.shapes.faults import Wrong
from contracts.shapes.tables import AdjustmentTable, keys
from contracts.shapes.values import Given
from contracts.terms.adjustment import Adjustment

if TYPE_CHECKING:
    from contracts.shapes.lines import Place

#: What an adjustment cannot do without.
NEEDED = ("id", "on", "amount", "kind")


def adjustments(given: Given[tuple[AdjustmentTable | Wrong, ...]], place: "Place") -> tuple[Adjustment, ...]:
    """Those of a line that nothing is wrong with; the faults of the others are noted."""
    if given is None or isinstance(given, Wrong):
        return ()
    found: dict[str, Adjustment] = {}
    for index, item in enumerate(given):
        made = None if isinstance(item, Wrong) else _adjustment(item, place.at(index))
        if made is not None and made.id in found:
            place.at(index, "id").refuse("DUPLICATE_ID", made.id)
        elif made is not None:
            found[made.id] = made
    return tuple(found.values())


def _adjustment(item: AdjustmentTable, place: "Place") -> Adjustment | None:
    facts: dict[str, Any] = {name: getattr(item, name) for name in keys(AdjustmentTable)}
    for name in NEEDED:
        if facts[name] is None:
            facts[name] = place.missing(name)
    if not isinstance(facts["amount"], Wrong):
        facts["amount"] = place.at("amount").money(facts["amount"])
    if any(isinstance(fact, Wrong) for fact in facts.values()):
        return None
    try:
        return Adjustment(**facts)
    except TermsError as error:
        place.at(error.field.removeprefix("adjustments.")).take(error)
        return None


__all__ = ["adjustments"]
