"""From the tables of files to one register, with everything that is wrong with them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any, Final, TypeVar

from attrs import Factory, evolve, frozen

from contracts.calendars import Calendar
from contracts.dates import FiscalCalendar
from contracts.errors import TermsError
from contracts.exchange import ExchangeRate
from contracts.money import Money, exponent, unit_digits
from contracts.payment import Payment, check_against
from contracts.register import Register, Reported, ReportedFigure, joined_name
from contracts.shapes.contracts import check_once, contract, right_tables
from contracts.shapes.escalations import index
from contracts.shapes.exchange import exchange_rate
from contracts.shapes.faults import Faults, Wrong
from contracts.shapes.lines import Basis, Place, known
from contracts.shapes.payments import payment
from contracts.shapes.tables import (
    CalendarTable,
    ContractTable,
    FigureTable,
    FileTable,
    HeadTable,
    ReportedTable,
    Table,
    collect,
    keys,
    table,
)
from contracts.shapes.values import Given
from contracts.terms.contract import Contract
from contracts.terms.index import Index

TableT = TypeVar("TableT", bound=Table)
NamedT = TypeVar("NamedT", Calendar, Index)

#: Ids by which lines name calendars that the library knows: two capitals are a country.
RESERVED: Final = re.compile("weekends|[A-Z]{2}")

_CURRENCY: Final = "CNY"
_FIRST_MONTH: Final = 1


@frozen
class File:
    """One file as its format's parser gives it.

    Attributes:
        name: as the user gave it, or what problems call a text.
        document: its tables.
        faults: what is wrong with it; reading adds to it.
    """

    name: str
    document: dict[str, Any]
    faults: Faults = Factory(Faults)


@frozen
class _Part:
    """A file's tables, and where its faults go."""

    file: File
    tables: FileTable
    place: Place
    first_month: int

    @property
    def head(self) -> HeadTable:
        """What it says of itself."""
        return known(self.tables.register) or HeadTable()


def read(files: Iterable[File]) -> Register | None:
    """The register that files say together; None where anything is wrong, which their faults then tell.

    Args:
        files: in any order; the register is the same.
    """
    parts = [_part(file) for file in files]
    _check_alike(parts)
    check_once([(item.id, place.at("id")) for part in parts for item, place in _contract_tables(part)])
    check_once([(item.year, place.at("year")) for part in parts for item, place in _reported_tables(part)])
    calendars, indices = (
        _listed(parts, "calendars", _calendar, "CALENDAR_DIFFERS"),
        _listed(parts, "indices", index, "INDEX_DIFFERS"),
    )
    contracts: list[Contract | None] = []
    reported: list[Reported | None] = []
    for part in parts:
        basis = evolve(part.place.basis, calendars=calendars, indices=indices)
        contracts += [contract(item, evolve(place, basis=basis)) for item, place in _contract_tables(part)]
        reported += [_reported(item, place, part.first_month) for item, place in _reported_tables(part)]
    payments = _payments(parts, contracts)
    if not parts or any(len(part.file.faults) for part in parts):
        return None
    make = partial(
        Register,
        [contract for contract in contracts if contract is not None],
        name=joined_name(known(part.head.name) for part in parts),
        currency=parts[0].place.basis.currency,
        fiscal_year_start=parts[0].first_month,
        payer=next((known(part.head.payer) for part in parts if part.head.payer is not None), None),
        reported=[year for year in reported if year is not None],
        payments=payments,
        rates=_rates(parts),
    )
    return known(parts[-1].place.at("register", "name").attempt(make))


def _part(file: File) -> _Part:
    """A file's tables, with what is wrong with their shape and with what it says of itself."""
    tables = table(FileTable, file.document)
    collect(tables, (), file.faults)
    head, place = known(tables.register) or HeadTable(), Place(file.faults)
    at = place.at("register")
    currency = _currency(head.currency, at.at("currency"))
    unit: Given[str] = head.unit
    if isinstance(currency, str) and isinstance(unit, str):
        named, of = unit, currency
        digits = at.at("unit").attempt(lambda: unit_digits(named, of))
        unit = digits if isinstance(digits, Wrong) else unit
    months = at.at("fiscal_year_start").attempt(lambda: FiscalCalendar(_or(head.fiscal_year_start, _FIRST_MONTH)))
    sure = not isinstance(currency, Wrong) and not isinstance(unit, Wrong)
    basis = Basis(known(currency) or _CURRENCY, known(unit) if sure else None, sure)
    first_month = _FIRST_MONTH if isinstance(months, Wrong) else months.start_month
    return _Part(file, tables, Place(file.faults, basis), first_month)


def _currency(given: Given[str], place: Place) -> str | Wrong:
    if not isinstance(given, str):
        return given or _CURRENCY
    decimals = place.attempt(lambda: exponent(given))
    return decimals if isinstance(decimals, Wrong) else given


def _contract_tables(part: _Part) -> Iterator[tuple[ContractTable, Place]]:
    return right_tables(part.tables.contracts, part.place.at("contracts"))


def _reported_tables(part: _Part) -> Iterator[tuple[ReportedTable, Place]]:
    return right_tables(part.tables.reported, part.place.at("reported"))


# --- what several tables or files must not say twice, or must say alike -----------------------------------------------


def _check_alike(parts: Sequence[_Part]) -> None:
    """Refuse files of which each says something else for the whole register."""
    defaults = {"currency": _CURRENCY, "fiscal_year_start": _FIRST_MONTH, "payer": None}
    for name, default in defaults.items():
        first: tuple[_Part, Any] | None = None
        for part in parts:
            value = getattr(part.head, name)
            value = default if value is None else value
            if value is None or isinstance(value, Wrong) or isinstance(part.tables.register, Wrong):
                continue
            first = first or (part, value)
            if value != first[1]:
                place = part.place.at("register", name)
                place.refuse("FILES_DIFFER", value, other=first[1], where=first[0].file.name)


def _listed(
    parts: Sequence[_Part], name: str, make: Callable[[Any, Place], NamedT | None], differs: str
) -> dict[str, NamedT | None]:
    """What files list in tables of one name, by id; None for one that is wrong itself.

    Args:
        name: of the tables, each with an `id`; several files may have the same one.
        make: one of a table.
        differs: the code where another file has another one of the same id.
    """
    found: dict[str, tuple[NamedT | None, Faults]] = {}
    for part in parts:
        items = list(right_tables(getattr(part.tables, name), part.place.at(name)))
        check_once([(item.id, place.at("id")) for item, place in items])
        for item, place in items:
            one = make(item, place)
            if isinstance(item.id, str):
                other, faults = found.setdefault(item.id, (one, place.faults))
                if one is not None and other is not None and one != other and faults is not place.faults:
                    place.at("id").refuse(differs, item.id)
    return {key: one for key, (one, _) in found.items()}


def _payments(parts: Sequence[_Part], contracts: Iterable[Contract | None]) -> list[Payment]:
    """The payments of all files; one that several have is one."""
    made = {contract.id: contract for contract in contracts if contract is not None}
    currencies = {name: contract.currency for name, contract in made.items()}
    named = {item.id for part in parts for item, _ in _contract_tables(part)}
    payer = next((known(part.head.payer) for part in parts if part.head.payer is not None), None)
    found: dict[str, Payment] = {}
    first: dict[str, Faults] = {}
    places: list[tuple[Payment, Place]] = []
    for part in parts:
        tables = list(right_tables(part.tables.payments, part.place.at("payments")))
        check_once([(item.id, place.at("id")) for item, place in tables])
        for item, place in tables:
            one = payment(item, place, currencies)
            if one is None:
                continue
            differs = found.setdefault(one.id, one).difference(one)
            # What is there twice in one file has been told.
            if first.setdefault(one.id, place.faults) is not place.faults and differs is not None:
                place.at(differs).refuse("PAYMENT_DIFFERS", one.id, key=differs)
            places.append((one, place))
    for one, place in places:
        # What is wrong with a contract is told there.
        if all(part.contract in made or part.contract not in named for part in one.parts):
            try:
                check_against(one, made, payer, found)
            except TermsError as error:
                place.at(*error.field.split(".")).take(error)
    return list(found.values())


def _rates(parts: Sequence[_Part]) -> list[ExchangeRate]:
    """The rates of exchange of all files; one that several have is one."""
    found: dict[tuple[str, date], tuple[ExchangeRate, Faults]] = {}
    for part in parts:
        for item, place in right_tables(part.tables.rates, part.place.at("rates")):
            rate = exchange_rate(item, place)
            if rate is None:
                continue
            first, faults = found.setdefault((rate.currency, rate.on), (rate, place.faults))
            if rate is not first and (rate != first or faults is place.faults):
                place.at("on").refuse("DUPLICATE_ID", rate.on)
    return [rate for rate, _ in found.values()]


# --- tables -----------------------------------------------------------------------------------------------------------


def _calendar(item: CalendarTable, place: Place) -> Calendar | None:
    if item.id is None:
        place.missing("id")
    elif isinstance(item.id, str) and RESERVED.fullmatch(item.id):
        place.at("id").refuse("CALENDAR_RESERVED", item.id)
        return None
    facts = {name: getattr(item, name) for name in keys(CalendarTable)}
    if not isinstance(item.id, str) or any(map(_is_wrong, facts.values())):
        return None
    try:
        return Calendar(**{name: value for name, value in facts.items() if value is not None})
    except TermsError as error:
        place.at(error.field).take(error)
        return None


def _is_wrong(value: object) -> bool:
    """Whether a value, or one of those in it, was refused."""
    if isinstance(value, tuple):
        return any(isinstance(item, Wrong) for item in value)
    return isinstance(value, Wrong)


def _reported(item: ReportedTable, place: Place, first_month: int) -> Reported | None:
    year = item.year if item.year is not None else place.missing("year")
    if isinstance(year, int):
        named = year
        days = place.at("year").attempt(lambda: FiscalCalendar(first_month).year(named))
        year = days if isinstance(days, Wrong) else year
    quantum = _quantum(item.quantum, place.at("quantum"))
    each = None if isinstance(quantum, Wrong) else item.quantum
    figures: dict[str, ReportedFigure | Wrong | None] = {
        name: _figure(figure, place.at("contracts", name), each)
        for name, figure in (known(item.contracts) or {}).items()
    }
    total = _figure(item.total, place.at("total"), each)
    right = {name: figure for name, figure in figures.items() if isinstance(figure, ReportedFigure)}
    return None if isinstance(year, Wrong) else Reported(year, right, known(total))


def _figure(given: Given[str | FigureTable], place: Place, quantum: Given[str]) -> Given[ReportedFigure]:
    if given is None or isinstance(given, Wrong):
        return given
    if isinstance(given, FigureTable):
        amount = place.missing("amount") if given.amount is None else given.amount
        step = _quantum(given.quantum, place.at("quantum"))
        return _rounded(amount, place.at("amount"), None if isinstance(step, Wrong) else given.quantum)
    return _rounded(given, place, quantum)


def _rounded(given: str | Wrong, place: Place, quantum: Given[str]) -> ReportedFigure | Wrong:
    if isinstance(given, Wrong):
        return given
    amount = place.money(given)
    if isinstance(amount, Wrong):
        return amount
    return ReportedFigure.of(given, place.basis.currency, place.basis.unit, quantum=known(quantum))


def _quantum(given: Given[str], place: Place) -> Given[Money]:
    if given is None:
        return None
    quantum = place.money(given)
    if isinstance(quantum, Money) and quantum.minor < 1:
        return place.refuse("QUANTUM", given)
    return quantum


def _or(given: Given[int], default: int) -> int:
    """A number, or the default where it is missing or wrong."""
    return given if isinstance(given, int) else default
