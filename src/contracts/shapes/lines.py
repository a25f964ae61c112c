"""From the table of a line to the line, with everything that is wrong with it.

Whatever is wrong is noted and replaced by something harmless, so that the rest of the line can still be checked. Such
replacements reach nobody: where anything was noted, nothing is loaded.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import frozen

from contracts.calendars import WEEKENDS, Calendar, calendar_named
from contracts.dates import MONTHLY, Period
from contracts.errors import TermsError
from contracts.money import Money, parse_amount
from contracts.shapes.faults import Faults, Path, Wrong
from contracts.shapes.tables import BillingTable, EscalationTable, LineTable, StageTable, StepTable, keys
from contracts.shapes.values import Given
from contracts.terms.allocation import Allocation
from contracts.terms.billing import Billing, Cyclic, Once, Stage, Stages
from contracts.terms.index import Index
from contracts.terms.line import Line
from contracts.terms.price import ONE, Price, Quantity, QuantityStep, Rate, RateStep, Total

if TYPE_CHECKING:
    from contracts.terms.adjustment import Adjustment
    from contracts.terms.escalation import Escalation
    from contracts.terms.opening import Opening
    from contracts.terms.retention import Retention
    from contracts.terms.tax import Tax

T = TypeVar("T")

#: Faults that an amount has in every unit and currency.
_IN_ANY_UNIT: Final = frozenset({"AMOUNT_SYNTAX", "AMOUNT_MISSING", "CELL_ERROR", "UNIT_IN_CELL"})
#: Keys of a line that can be left out, so that what else is wrong with it shows.
_OPTIONAL: Final = frozenset({"roll", "beyond", "recognition", "proration"})
#: Keys of billing on which the grid depends.
_GRID: Final = frozenset({"every", "anchor", "month_end", "first_edge", "last_edge", "stub"})
#: Faults of a term that should not be there at all.
_TOO_MANY: Final = frozenset({"STAGE_SIZE", "STAGE_DAY", "KEY_CONFLICT"})

_NEGATIVE: Final = re.compile(r"-[0-9]{1,30}(?:\.[0-9]{1,30})?")

# Harmless values.
_DAY: Final = date(2000, 1, 1)
_YEAR: Final = Period(date(2000, 1, 1), date(2001, 1, 1))


@frozen
class Basis:
    """What a file says once for all of its amounts and lines.

    Attributes:
        currency, unit: of the amounts.
        sure: whether both are known; where not, amounts cannot be judged.
        calendars, indices: those that the files list, by id; None for one that is wrong itself.
        open_ended: whether a rate may go on without a last day.
    """

    currency: str = "CNY"
    unit: str | None = None
    sure: bool = True
    calendars: Mapping[str, Calendar | None] = {}
    indices: Mapping[str, Index | None] = {}
    open_ended: bool = True


@frozen
class Place:
    """Somewhere in a document, and where faults found there go."""

    faults: Faults
    basis: Basis = Basis()
    path: Path = ()

    def at(self, *keys: str | int) -> "Place":
        """A place further down."""
        return Place(self.faults, self.basis, (*self.path, *keys))

    def refuse(self, code: str, value: object, **data: Any) -> Wrong:
        """Note a fault of the value here."""
        return self.take(TermsError(code, field="", value=value, **data))

    def take(self, error: TermsError) -> Wrong:
        """Note an error that the terms made from the value here raised."""
        self.faults.take(error, self.path)
        return Wrong(error)

    def missing(self, key: str, wanted: str | None = None) -> Wrong:
        """Note that a key is not there."""
        self.faults.add("KEY_MISSING", (*self.path, key), wanted=wanted or key)
        return Wrong(TermsError("KEY_MISSING", field=key, value="", wanted=wanted or key))

    def attempt(self, make: Callable[[], T]) -> T | Wrong:
        """What is made, or the reason why it was refused, which is noted."""
        try:
            return make()
        except TermsError as error:
            return self.take(error)

    def money(self, text: str | Wrong) -> Money | Wrong:
        """The amount that a text stands for."""
        if isinstance(text, Wrong):
            return text
        basis = self.basis
        try:
            return Money(parse_amount(text, basis.currency, basis.unit), basis.currency)
        except TermsError as error:
            return self.take(error) if basis.sure or error.code in _IN_ANY_UNIT else Wrong(error)


def known(value: Given[T]) -> T | None:
    """The value, where there is one and it is not wrong."""
    return None if isinstance(value, Wrong) else value


def line(table: LineTable, place: Place) -> Line | None:
    """The line of a table; where anything is wrong, one with harmless replacements, or none."""
    if table.id is None:
        place.missing("id")
    calendar = _calendar(table.calendar, place.at("calendar"))
    parts: dict[str, Any] = {
        # No id of a user's is likely to be this one.
        "id": known(table.id) or f"@@@{place.path[-1]}",
        "proration": known(table.proration),
        "recognition": known(table.recognition),
        "remainder": known(table.remainder),
        "allocation": known(allocation(table.allocation, place.at("allocation"))),
        "calendar": WEEKENDS if isinstance(calendar, Wrong) else calendar,
        "roll": known(table.roll),
        "beyond": known(table.beyond),
        "retention": _retention(table, place),
        "adjustments": _adjustments(table, place) or None,
        "opening": _opening(table, place),
        "tax": _tax(table, place),
    }
    agreed = _agreed(table, place)
    return _checked(table, {name: value for name, value in parts.items() if value is not None} | agreed, place)


def _agreed(table: LineTable, place: Place) -> dict[str, Any]:
    """Price, billing and service."""
    price, billing, service = _price(table, place), _billing(table, place), _service(table, place)
    if isinstance(billing, Wrong) or isinstance(service, Wrong):
        if service is None and table.billing is not None and table.stages is None and table.due is None:
            place.at("from").refuse("SERVICE_MISSING", "billing")
        return _harmless(table, service, place)
    if isinstance(price, Wrong):
        # The amounts of stages would not sum to it.
        kept = {} if isinstance(billing, Stages) else {"billing": billing}
        return {**_harmless(table, service, place), **kept, "service": service}
    return {"price": price, "billing": billing, "service": service}


def _harmless(table: LineTable, service: Given[Period], place: Place) -> dict[str, Any]:
    """Price, billing and service that nothing is wrong with, as like to those of a line as can be."""
    zero = Money(0, place.basis.currency)
    cyclic = table.billing is not None or (table.stages is None and table.due is None)
    return {
        "price": Rate(zero) if table.rate is not None and table.total is None else Total(zero),
        "billing": Cyclic(MONTHLY) if cyclic else Once(_DAY),
        "service": _YEAR if isinstance(service, Wrong) or (cyclic and service is None) else service,
    }


def _checked(table: LineTable, parts: dict[str, Any], place: Place) -> Line | None:
    """The line, once all that is wrong with its parts together is noted."""
    relieved = False
    while True:
        try:
            return Line(**parts)
        except TermsError as error:
            spot = place.at(*_path(error.field))
            if error.field in _OPTIONAL and error.field in parts:
                spot.take(error)
                del parts[error.field]
            elif relieved:
                return None
            else:
                spot.take(error)
                relieved = True
                parts |= _harmless(table, parts["service"], place)


def _path(field: str) -> tuple[str, ...]:
    """The keys that lead from a line to what an error calls a field."""
    return ("billing", field) if field in _GRID else tuple(field.split("."))


# --- the parts of a line ----------------------------------------------------------------------------------------------


def _service(table: LineTable, place: Place) -> Given[Period]:
    first, last = table.first, table.last
    if isinstance(first, Wrong):
        return first
    if last is None:
        if first is not None and place.basis.open_ended and table.rate is not None and table.billing is not None:
            return Period.since(first)
        return None if first is None else place.at("to").refuse("HORIZON_REQUIRED", first)
    if isinstance(last, Wrong):
        return last
    if first is None:
        return place.missing("from")
    return place.at("to").attempt(lambda: Period.through(first, last))


def _price(table: LineTable, place: Place) -> Price | Wrong:
    if table.rate is not None and table.total is not None:
        return place.at("total").refuse("KEY_CONFLICT", _shown(table.total), other="rate")
    if table.rate is not None:
        return _rate(table.rate, table, place)
    if table.total is None:
        return place.missing("total", "total or rate")
    for name, value in (("per", table.per), ("quantity", table.quantity), ("escalation", table.escalation)):
        if value is not None and not isinstance(value, Wrong):
            place.at(name).refuse("KEY_CONFLICT", _shown(value), other="total")
    amount = place.at("total").money(table.total)
    return amount if isinstance(amount, Wrong) else place.at("total").attempt(lambda: Total(amount))


def _rate(given: str | tuple[StepTable | Wrong, ...] | Wrong, table: LineTable, place: Place) -> Price | Wrong:
    amounts = _rates(given, table.first, place.at("rate"))
    quantity = quantity_of(table.quantity, place.at("quantity"))
    if isinstance(amounts, Wrong):
        return amounts
    amount, then = amounts
    escalation = _escalation(table.escalation, place.at("escalation"))
    if isinstance(quantity, Wrong) or isinstance(escalation, Wrong):
        return quantity if isinstance(quantity, Wrong) else escalation  # type: ignore[return-value]  # one of them is
    rate = place.at("rate" if escalation is None else "escalation").attempt(
        lambda: Rate(amount, per=known(table.per), quantity=quantity, then=then, escalation=escalation)
    )
    return table.per if isinstance(table.per, Wrong) else rate


def _escalation(given: "Given[EscalationTable]", place: Place) -> "Given[Escalation]":
    if given is None or isinstance(given, Wrong):
        return given
    from contracts.shapes.escalations import escalation  # loaded once there is one

    return escalation(given, place)


def _rates(
    given: str | tuple[StepTable | Wrong, ...] | Wrong, start: Given[date], place: Place
) -> tuple[Money, tuple[RateStep, ...]] | Wrong:
    """The rate at first, and how it steps."""
    if isinstance(given, str | Wrong):
        amount = place.money(given)
        return amount if isinstance(amount, Wrong) else (amount, ())
    if not given:
        return place.refuse("QUANTITY_EMPTY", "[]")
    steps: list[tuple[date | None, Money]] = []
    wrong: list[Wrong] = []
    for index, item in enumerate(given):
        at = place.at(index)
        if isinstance(item, Wrong):
            wrong.append(item)
            continue
        amount = at.missing("is") if item.value is None else at.at("is").money(item.value)
        if index and item.start is None:
            wrong.append(at.missing("from"))
        elif not index and isinstance(item.start, date) and isinstance(start, date) and item.start > start:
            wrong.append(at.at("from").refuse("QUANTITY_LATE", item.start, start=start))
        wrong += [value for value in (amount, item.start) if isinstance(value, Wrong)]
        if not isinstance(amount, Wrong) and not isinstance(item.start, Wrong):
            steps.append((item.start, amount))
    if wrong:
        return wrong[0]
    days = [day for day, _ in steps if day is not None]
    if len(days) > 1 and days[1] <= days[0]:
        return place.refuse("QUANTITY_ORDER", days[1])
    later = place.attempt(lambda: tuple(RateStep(day, money) for day, money in steps[1:] if day is not None))
    return later if isinstance(later, Wrong) else (steps[0][1], later)


def quantity_of(given: Given[str | tuple[StepTable | Wrong, ...]], place: Place) -> Quantity | Wrong:
    """The quantity that a number, or a list of steps, stands for; 1 where there is none."""
    if given is None:
        return ONE
    if isinstance(given, Wrong):
        return given
    if isinstance(given, str):
        return place.attempt(lambda: Quantity.of(_number(given)))
    made = [item if isinstance(item, Wrong) else _step(item, place.at(index)) for index, item in enumerate(given)]
    wrong = [step for step in made if isinstance(step, Wrong)]
    steps = tuple(step for step in made if not isinstance(step, Wrong))
    return wrong[0] if wrong else place.attempt(lambda: Quantity(steps))


def _step(table: StepTable, place: Place) -> QuantityStep | Wrong:
    value = place.missing("is") if table.value is None else decimal_of(table.value, place.at("is"))
    if isinstance(table.start, Wrong):
        return table.start
    return value if isinstance(value, Wrong) else QuantityStep(table.start, value)


def decimal_of(text: str | Wrong, place: Place) -> Decimal | Wrong:
    """A quantity or a percentage, by the grammar of quantities."""
    if isinstance(text, Wrong):
        return text
    return place.attempt(lambda: Quantity.of(_number(text)).steps[0].value)


def _number(text: str) -> str | Decimal:
    """What quantities are made of: text, or a decimal where only its sign can be wrong with it."""
    return Decimal(text) if _NEGATIVE.fullmatch(text) else text


def _billing(table: LineTable, place: Place) -> Billing | Wrong:
    ways = {"billing": table.billing, "stages": table.stages, "due": table.due}
    given = [name for name, way in ways.items() if way is not None]
    conflicts = [place.at(name).refuse("KEY_CONFLICT", _shown(ways[name]), other=given[0]) for name in given[1:]]
    billing: Billing | Wrong
    if table.billing is not None:
        billing = _cyclic(table.billing, place.at("billing"))
    elif table.stages is not None:
        billing = _stages(table.stages, place.at("stages"))
    elif table.due is not None:
        billing = table.due if isinstance(table.due, Wrong) else Once(table.due)
    else:
        billing = place.missing("billing", "billing, stages or due")
    return conflicts[0] if conflicts else billing


def _cyclic(table: BillingTable | Wrong, place: Place) -> Cyclic | Wrong:
    if isinstance(table, Wrong):
        return table
    given = {name: getattr(table, name) for name in keys(BillingTable)}
    wrong = [value for name, value in given.items() if isinstance(value, Wrong) and name in _GRID]
    if table.every is None:
        wrong.append(place.missing("every"))
    terms = {name: value for name, value in given.items() if value is not None and not isinstance(value, Wrong)}
    billing = _relieved(Cyclic, {"every": MONTHLY, **terms}, place, wrong, {})
    return wrong[0] if wrong else billing


def _stages(tables: tuple[StageTable | Wrong, ...] | Wrong, place: Place) -> Stages | Wrong:
    if isinstance(tables, Wrong):
        return tables
    wrong = [table for table in tables if isinstance(table, Wrong)]
    parts: list[Stage] = []
    for index, table in enumerate(tables):
        if not isinstance(table, Wrong):
            stage = _stage(table, place.at(index), wrong)
            parts += [] if isinstance(stage, Wrong) else [stage]
    return wrong[0] if wrong else place.attempt(lambda: Stages(tuple(parts)))


def _stage(table: StageTable, place: Place, wrong: list[Wrong]) -> Stage | Wrong:
    """The stage of a table; what is wrong with it goes to a list."""
    given: dict[str, Any] = {name: getattr(table, name) for name in keys(StageTable)}
    if table.percent is not None:
        given["percent"] = decimal_of(table.percent, place.at("percent"))
    if table.amount is not None:
        given["amount"] = place.at("amount").money(table.amount)
    if table.name is None:
        given["name"] = place.missing("name")
    wrong += [value for value in given.values() if isinstance(value, Wrong)]
    harmless = {"name": "?", "percent": Decimal(0), "amount": Money(0, place.basis.currency), "on": _DAY, "after": "?"}
    terms = {name: harmless.get(name) if isinstance(value, Wrong) else value for name, value in given.items()}
    terms = {name: value for name, value in terms.items() if value is not None}
    return _relieved(Stage, terms, place, wrong, harmless)


def _relieved(
    make: Callable[..., T], terms: dict[str, Any], place: Place, wrong: list[Wrong], harmless: Mapping[str, Any]
) -> T | Wrong:
    """What is made of terms, once those that are refused are left out or replaced, one after the other.

    Args:
        make: refuses terms by a field that ends in their name.
        terms: by name; changed here.
        place: where the terms stand.
        wrong: where the reasons go.
        harmless: what replaces a term that may not be left out.
    """
    while True:
        try:
            return make(**terms)
        except TermsError as error:
            name = error.field.rpartition(".")[2]
            wrong.append(place.at(name).take(error))
            if name not in terms:
                return wrong[-1]
            term = terms.pop(name)
            if error.code not in _TOO_MANY and name in harmless and term != harmless[name]:
                terms[name] = harmless[name]


def _retention(table: LineTable, place: Place) -> "Retention | None":
    given = table.retention
    if given is None or isinstance(given, Wrong):
        return None
    from contracts.shapes.retention import retention  # loaded once there is one

    at = place.at("retention")
    return retention(given, None if given.percent is None else decimal_of(given.percent, at.at("percent")), at)


def _opening(table: LineTable, place: Place) -> "Opening | None":
    given = table.opening
    if given is None or isinstance(given, Wrong):
        return None
    from contracts.shapes.openings import opening  # loaded once there is one

    return opening(given, place.at("opening"))


def _adjustments(table: LineTable, place: Place) -> "tuple[Adjustment, ...]":
    if table.adjustments is None:
        return ()
    from contracts.shapes.adjustments import adjustments  # loaded once there is one

    return adjustments(table.adjustments, place.at("adjustments"))


def _tax(table: LineTable, place: Place) -> "Tax | None":
    if table.tax is None and table.tax_by is None and table.tax_rounding is None:
        return None
    from contracts.shapes.taxes import tax  # loaded once there is one

    return tax(table, place)


def allocation(weights: Given[dict[str, int | Wrong]], place: Place) -> Given[Allocation]:
    """Who bears a line."""
    if weights is None or isinstance(weights, Wrong):
        return weights
    right: dict[str, int] = {}
    for payer, weight in weights.items():
        if isinstance(weight, Wrong):
            return weight
        right[payer] = weight
    return place.attempt(lambda: Allocation(right))


def _calendar(id: Given[str], place: Place) -> Given[Calendar]:
    if not isinstance(id, str):
        return id
    listed = place.basis.calendars
    if id not in listed:
        return place.attempt(lambda: calendar_named(id))
    return listed[id] or Wrong(TermsError("CALENDAR_UNKNOWN", field="calendar", value=id))


def _shown(value: object) -> object:
    """A value that was read, as a problem quotes it."""
    return [...] if isinstance(value, tuple | BillingTable | EscalationTable) else value
