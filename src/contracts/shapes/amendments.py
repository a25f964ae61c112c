"""From the table of an amendment to the amendment, with everything that is wrong with it."""

from collections.abc import Callable
from typing import Any, TypeVar

from contracts.errors import TermsError
from contracts.money import Money
from contracts.shapes.faults import Wrong
from contracts.shapes.lines import Place, allocation, line, quantity_of
from contracts.shapes.tables import AmendmentTable, ChangeTable, RebillingTable, SuspensionTable, keys
from contracts.shapes.taxes import tax_rate
from contracts.shapes.values import Given
from contracts.terms.amendment import Amendment, Change, Rebilling, Suspension
from contracts.terms.line import Line

T = TypeVar("T")


def amendment(item: AmendmentTable, place: Place) -> Amendment | None:
    """The amendment of a table; None where anything is wrong with it."""
    before = len(place.faults)
    given = {name: getattr(item, name) for name in keys(AmendmentTable)}
    for name in ("id", "signed"):
        if given[name] is None:
            place.missing(name)
    given["add"] = _each(item.add, place.at("add"), _added)
    given["change"] = _each(item.change, place.at("change"), _change)
    given["suspend"] = None if item.suspend is None else _suspension(item.suspend, place.at("suspend"))
    given["final"] = None if item.final is None else _final(item.final, place.at("final"))
    if len(place.faults) > before or any(map(_is_wrong, given.values())):
        return None
    try:
        return Amendment(**{name: value for name, value in given.items() if value is not None})
    except TermsError as error:
        place.at(*error.field.split(".")).take(error)
        return None


def _is_wrong(value: object) -> bool:
    """Whether a value, or one of those in it, was refused."""
    if isinstance(value, tuple):
        return any(isinstance(item, Wrong) for item in value)
    if isinstance(value, dict):
        return any(isinstance(item, Wrong) for item in value.values())
    return isinstance(value, Wrong)


def _each(given: Given[tuple[Any, ...]], place: Place, make: Callable[[Any, Place], Any]) -> Any:
    if given is None or isinstance(given, Wrong):
        return given
    return tuple(item if isinstance(item, Wrong) else make(item, place.at(i)) for i, item in enumerate(given))


def _added(item: Any, place: Place) -> Line | Wrong:
    made = line(item, place)
    return _nothing() if made is None else made


def _change(item: ChangeTable, place: Place) -> Change | Wrong:
    facts: dict[str, Any] = {"line": place.missing("line") if item.line is None else item.line, "until": item.until}
    facts["rate"] = None if item.rate is None else place.at("rate").money(item.rate)
    facts["total"] = None if item.total is None else place.at("total").money(item.total)
    facts["quantity"] = None if item.quantity is None else quantity_of(item.quantity, place.at("quantity"))
    facts["billing"] = None if item.billing is None else _rebilling(item.billing, place.at("billing"))
    facts["per"] = item.per
    facts["allocation"] = allocation(item.allocation, place.at("allocation"))
    facts["tax"] = None if item.tax is None else tax_rate(item.tax, place.at("tax"))
    return _made(Change, facts, place)


def _rebilling(item: RebillingTable | Wrong, place: Place) -> Rebilling | Wrong:
    if isinstance(item, Wrong):
        return item
    facts = {name: getattr(item, name) for name in keys(RebillingTable)}
    if any(map(_is_wrong, facts.values())):
        return _nothing()
    try:
        return Rebilling(**facts)
    except TermsError as error:
        return place.at(*error.field.split(".")[2:]).take(error)


def _suspension(item: SuspensionTable | Wrong, place: Place) -> Suspension | Wrong:
    if isinstance(item, Wrong):
        return item
    facts: dict[str, Any] = {
        "first": place.missing("from") if item.first is None else item.first,
        "last": item.last,
        "extend": False if item.extend is None else item.extend,
    }
    return _made(Suspension, facts, place)


def _final(given: dict[str, str | Wrong] | Wrong, place: Place) -> dict[str, Money | Wrong] | Wrong:
    if isinstance(given, Wrong):
        return given
    return {name: place.at(name).money(text) for name, text in given.items()}


def _made(kind: type[T], facts: dict[str, Any], place: Place) -> T | Wrong:
    """What facts make, unless one of them is wrong."""
    if any(map(_is_wrong, facts.values())):
        return _nothing()
    try:
        return kind(**facts)
    except TermsError as error:
        return place.at(*error.field.split(".")[1:]).take(error)


def _nothing() -> Wrong:
    """In place of what cannot be made, for reasons that are noted already."""
    return Wrong(TermsError("TYPE_WRONG", field="", value="", wanted="table"))
