"""From the table of a contract to the contract, with everything that is wrong with it and with its lines."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from attrs import evolve

from contracts.errors import TermsError
from contracts.money import exponent
from contracts.shapes.amendments import amendment
from contracts.shapes.faults import Wrong
from contracts.shapes.lines import Basis, Place, decimal_of, known, line
from contracts.shapes.renewals import renewal_of
from contracts.shapes.tables import ContractTable, Table, keys
from contracts.shapes.values import Given
from contracts.terms.contract import Contract
from contracts.terms.line import Line
from contracts.terms.renewal import Renewal

TableT = TypeVar("TableT", bound=Table)


def right_tables(given: Given[tuple[TableT | Wrong, ...]], place: Place) -> Iterator[tuple[TableT, Place]]:
    """The tables of a list that are tables, until there are faults enough."""
    for index, item in enumerate(known(given) or ()):
        if not isinstance(item, Wrong) and not place.faults.enough:
            yield item, place.at(index)


def check_once(given: Iterable[tuple[Given[str] | Given[int], Place]]) -> None:
    """Refuse what is there again; where it is in several files, in each of them."""
    places: dict[str | int, list[Place]] = {}
    for value, place in given:
        if value is not None and not isinstance(value, Wrong):
            places.setdefault(value, []).append(place)
    for value, found in places.items():
        in_one_file = all(place.faults is found[0].faults for place in found)
        if len(found) > 1:
            for place in found[in_one_file:]:
                place.refuse("DUPLICATE_ID", value)


def basis_of(item: ContractTable, place: Place) -> Basis:
    """What holds for the amounts of a contract: in a currency of its own they stand in its major unit."""
    given, basis = item.currency, place.basis
    if given is None or given == basis.currency:
        return basis
    if isinstance(given, Wrong) or isinstance(place.at("currency").attempt(lambda: exponent(given)), Wrong):
        return evolve(basis, sure=False)
    return evolve(basis, currency=given, unit=None, sure=True)


def contract(item: ContractTable, place: Place) -> Contract | None:
    """The contract of a table; where anything is wrong, one with harmless replacements, or none."""
    place = evolve(place, basis=basis_of(item, place))
    if item.id is None:
        place.missing("id")
    if not item.lines:
        place.at("lines").refuse("LINES_MISSING", [])
    tables = list(right_tables(item.lines, place.at("lines")))
    check_once([(each.id, at.at("id")) for each, at in tables])
    lines: dict[str, tuple[Line, Place]] = {}
    for each, at in tables:
        made = line(each, at)
        if made is not None:
            lines.setdefault(made.id, (made, at))
    changes = list(right_tables(item.amendments, place.at("amendments")))
    check_once([(each.id, at.at("id")) for each, at in changes])
    read = [amendment(each, at) for each, at in changes]
    amendments = [one for one in read if one is not None]
    names = [name for name in keys(ContractTable) if name not in {"id", "currency", "lines", "amendments", "renewal"}]
    given = {name: getattr(item, name) for name in names}
    if item.performance_bond is not None:
        given["performance_bond"] = place.at("performance_bond").money(item.performance_bond)
    if item.late_interest is not None:
        given["late_interest"] = decimal_of(item.late_interest, place.at("late_interest"))
    facts = {name: _right(value) for name, value in given.items() if value is not None and not isinstance(value, Wrong)}
    # Where one of them is wrong, what the others lead to cannot be told.
    if len({one.id for one in amendments}) == len(known(item.amendments) or ()):
        facts["amendments"] = amendments
    renewal = None if item.renewal is None else renewal_of(item.renewal, place.at("renewal"))
    if isinstance(renewal, Renewal):
        facts["renewal"] = renewal
    return _checked(known(item.id) or "x", lines, facts, place)


def _right(value: Any) -> Any:
    """A value, or as much of it as is not wrong."""
    match value:
        case tuple():
            return tuple(item for item in value if not isinstance(item, Wrong))
        case dict():
            return {name: item for name, item in value.items() if not isinstance(item, Wrong)}
        case _:
            return value


def _checked(id: str, lines: dict[str, tuple[Line, Place]], facts: dict[str, Any], place: Place) -> Contract | None:
    """The contract, once all that is wrong with its parts together is noted."""
    while lines:
        try:
            return Contract(id=id, lines=[made for made, _ in lines.values()], **facts)
        except TermsError as error:
            path: list[str | int] = list(error.field.split(".", 1))
            amended = error.data.get("amendment")
            if amended is not None:
                ids = [one.id for one in facts["amendments"]]
                path = [
                    "amendments",
                    ids.index(amended),
                    *error.field.removeprefix(f"amendments.{amended}.").split("."),
                ]
            if error.line in lines and amended is None:
                lines.pop(error.line)[1].at(*path).take(error)
            else:
                place.at(*path).take(error)
                del facts[str(path[0])]
                if path[0] == "renewal":  # amendments may name what comes again by it
                    facts.pop("amendments", None)
    return None
