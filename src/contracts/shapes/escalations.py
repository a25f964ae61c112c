"""From the tables of escalations and indices to what they say, with everything that is wrong with them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from contracts.errors import TermsError
from contracts.shapes.faults import Wrong
from contracts.shapes.tables import EscalationTable, IndexTable, IndexValueTable, PercentTable, keys
from contracts.shapes.values import Given
from contracts.terms.escalation import Escalation, PercentStep
from contracts.terms.index import Index, IndexValue

if TYPE_CHECKING:
    from contracts.shapes.lines import Place

T = TypeVar("T")


def escalation(item: EscalationTable, place: "Place") -> Escalation | Wrong:
    """How a rate is escalated."""
    facts = {name: getattr(item, name) for name in keys(EscalationTable)}
    facts["index"] = _index_named(item.index, place.at("index"))
    facts["steps"] = _each(item.steps, place.at("steps"), _percent_step)
    if item.quantum is not None:
        amount = place.at("quantum").money(item.quantum)
        facts["quantum"] = amount if isinstance(amount, Wrong) else amount.minor
    return _made(Escalation, facts, place)


def index(item: IndexTable, place: "Place") -> Index | None:
    """An index that a file lists; None where anything is wrong with it."""
    facts = {name: getattr(item, name) for name in keys(IndexTable)}
    if item.id is None:
        facts["id"] = place.missing("id")
    facts["values"] = _each(item.values, place.at("values"), _value)
    if item.values is None:
        facts["values"] = place.missing("values")
    made = _made(Index, facts, place)
    return None if isinstance(made, Wrong) else made


def _percent_step(item: PercentTable, place: "Place") -> PercentStep | Wrong:
    start = place.missing("from") if item.start is None else item.start
    percent = place.missing("percent") if item.percent is None else item.percent
    return _made(PercentStep, {"start": start, "percent": percent}, place)


def _value(item: IndexValueTable, place: "Place") -> IndexValue | Wrong:
    on = place.missing("on") if item.on is None else item.on
    value = place.missing("is") if item.value is None else item.value
    return _made(IndexValue, {"on": on, "value": value, "recorded": item.recorded}, place)


def _index_named(id: Given[str], place: "Place") -> Given[Index]:
    if not isinstance(id, str):
        return id
    listed = place.basis.indices
    if id not in listed:
        return place.refuse("INDEX_UNKNOWN", id, choices=", ".join(sorted(listed)) or "-")
    return listed[id] or _nothing()


def _each(given: Given[tuple[Any, ...]], place: "Place", make: "Callable[[Any, Place], Any]") -> Any:
    if given is None or isinstance(given, Wrong):
        return given
    return tuple(item if isinstance(item, Wrong) else make(item, place.at(i)) for i, item in enumerate(given))


def _made(kind: Callable[..., T], facts: dict[str, Any], place: "Place") -> T | Wrong:
    """What facts make, unless one of them is wrong; an error stands at the last part of its field."""
    if any(map(_is_wrong, facts.values())):
        return _nothing()
    try:
        return kind(**{name: value for name, value in facts.items() if value is not None})
    except TermsError as error:
        return place.at(error.field.rpartition(".")[2]).take(error)


def _is_wrong(value: object) -> bool:
    """Whether a value, or one of those in it, was refused."""
    if isinstance(value, tuple):
        return any(isinstance(item, Wrong) for item in value)
    return isinstance(value, Wrong)


def _nothing() -> Wrong:
    """In place of what cannot be made, for reasons that are noted already."""
    return Wrong(TermsError("TYPE_WRONG", field="", value="", wanted="table"))
