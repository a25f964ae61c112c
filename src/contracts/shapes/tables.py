"""The tables of a register file: which keys each has, and what reads the value of each.

One class for each table, one attribute for each key. A value that is refused does not hide its neighbours: `Wrong`
takes its place, and unknown keys are listed beside the known ones. Amounts stay text here, since their unit and
currency stand elsewhere in the file.
"""

from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache, partial
from typing import Annotated, Any, Final, TypeVar, get_origin

from attrs import evolve, fields, frozen

from contracts.calendars import Beyond, Roll
from contracts.dates import Frequency, Stub
from contracts.shapes import values as read
from contracts.shapes.faults import MOST_FAULTS, Faults, Path, Wrong
from contracts.shapes.values import Given
from contracts.terms.adjustment import AdjustmentKind
from contracts.terms.billing import When
from contracts.terms.contract import Subject
from contracts.terms.escalation import Compounding, Missing
from contracts.terms.line import Proration, Recognition, Remainder
from contracts.terms.renewal import RenewedBy
from contracts.terms.tax import TaxBy, TaxRounding

#: A name that is longer is not compared with others.
_LONGEST_KEY: Final = 40


@frozen(kw_only=True)
class Table:
    """A table of the file.

    Attributes:
        unknown: keys that it should not have, in the order written.
    """

    unknown: tuple[str, ...] = ()


TableT = TypeVar("TableT", bound=Table)


def table(kind: type[TableT], value: object) -> TableT:
    """A table of a kind, with whatever it gets wrong inside it.

    Raises:
        TermsError: `TYPE_WRONG` where it is no table.
    """
    if not isinstance(value, dict):
        raise read.refusal(value, "table")
    from cattrs.errors import ForbiddenExtraKeysError

    structure = _STRUCTURES.get(kind) or _structure(kind)
    made: TableT
    try:
        made = structure(value, kind)
    except ForbiddenExtraKeysError as error:
        known = {name: item for name, item in value.items() if name not in error.extra_fields}
        made = structure(known, kind)
        made = evolve(made, unknown=tuple(name for name in value if name not in known))
    return made


def keys(kind: type[Table]) -> dict[str, str]:
    """Attribute -> key, for the keys of a table."""
    if kind not in _KEYS:
        _KEYS[kind] = {name: key for name, (_, key) in readers(kind).items()}
    return _KEYS[kind]


_KEYS: Final[dict[type[Table], dict[str, str]]] = {}


#: What makes a table of a kind out of a mapping; made with the first table of it, for cattrs takes time to load.
_STRUCTURES: Final[dict[type[Table], Callable[[Mapping[str, Any], Any], Any]]] = {}


def _structure(kind: type[Table]) -> Callable[[Mapping[str, Any], Any], Any]:
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn, override

    def hook(reader: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
        return lambda value, _: read.kept(reader, value)

    options: dict[str, Any] = {
        name: override(rename=key, struct_hook=hook(reader)) for name, (reader, key) in readers(kind).items()
    }
    options |= {"unknown": override(omit=True), "_cattrs_forbid_extra_keys": True, "_cattrs_detailed_validation": False}
    _STRUCTURES[kind] = make_dict_structure_fn(kind, Converter(), **options)
    return _STRUCTURES[kind]


_READERS: Final[dict[type[Table], dict[str, tuple[Callable[[Any], Any], str]]]] = {}


def readers(kind: type[Table]) -> dict[str, tuple[Callable[[Any], Any], str]]:
    """Attribute -> what reads its value, and its key, for the keys of a table."""
    if kind not in _READERS:
        said = {item.name: item.type.__metadata__ for item in fields(kind) if get_origin(item.type) is Annotated}
        _READERS[kind] = {name: (reader, key[0] if key else name) for name, (reader, *key) in said.items()}
    return _READERS[kind]


@frozen(kw_only=True)
class HeadTable(Table):
    """`[register]`."""

    name: Annotated[Given[str], read.text] = None
    currency: Annotated[Given[str], read.text] = None
    unit: Annotated[Given[str], read.text] = None
    fiscal_year_start: Annotated[Given[int], read.whole] = None
    payer: Annotated[Given[str], read.text] = None


@frozen(kw_only=True)
class BillingTable(Table):
    """`billing` of a line."""

    every: Annotated[Given[Frequency], read.frequency] = None
    when: Annotated[Given[When], partial(read.word, When)] = None
    anchor: Annotated[Given[date], read.day] = None
    month_end: Annotated[Given[bool], read.flag] = None
    first_edge: Annotated[Given[date], read.day] = None
    last_edge: Annotated[Given[date], read.day] = None
    stub: Annotated[Given[Stub], partial(read.word, Stub)] = None
    net_days: Annotated[Given[int], read.whole] = None
    pay_day: Annotated[Given[int], read.whole] = None


@frozen(kw_only=True)
class StageTable(Table):
    """One of the `stages` of a line."""

    name: Annotated[Given[str], read.text] = None
    percent: Annotated[Given[str], read.number] = None
    amount: Annotated[Given[str], read.number] = None
    on: Annotated[Given[date], read.day] = None
    after: Annotated[Given[str], read.text] = None
    months: Annotated[Given[int], read.whole] = None
    days: Annotated[Given[int], read.whole] = None


@frozen(kw_only=True)
class StepTable(Table):
    """One step of a `quantity` or a `rate`."""

    start: Annotated[Given[date], read.day, "from"] = None
    value: Annotated[Given[str], read.number, "is"] = None


@frozen(kw_only=True)
class FigureTable(Table):
    """A reported figure that was rounded otherwise than its neighbours."""

    amount: Annotated[Given[str], read.number] = None
    quantum: Annotated[Given[str], read.number] = None


def steps(value: object) -> str | tuple[StepTable | Wrong, ...]:
    """A number, or a list of steps."""
    return read.items(partial(table, StepTable), value) if isinstance(value, list) else read.number(value)


def figure(value: object) -> str | FigureTable:
    """A reported amount; a table where it was rounded otherwise than its neighbours."""
    return table(FigureTable, value) if isinstance(value, dict) else read.number(value)


@frozen(kw_only=True)
class PercentTable(Table):
    """One of the `steps` of an escalation."""

    start: Annotated[Given[date], read.day, "from"] = None
    percent: Annotated[Given[str], read.number] = None


@frozen(kw_only=True)
class EscalationTable(Table):
    """`escalation` of a line."""

    percent: Annotated[Given[str], read.number] = None
    steps: Annotated[Given[tuple[PercentTable | Wrong, ...]], partial(read.items, partial(table, PercentTable))] = None
    index: Annotated[Given[str], read.identifier] = None
    base: Annotated[Given[str], read.number] = None
    base_on: Annotated[Given[str], read.period] = None
    lag: Annotated[Given[Frequency], read.frequency] = None
    share: Annotated[Given[str], read.number] = None
    every: Annotated[Given[Frequency], read.frequency] = None
    anchor: Annotated[Given[date], read.day] = None
    on: Annotated[Given[tuple[date | Wrong, ...]], partial(read.items, read.day)] = None
    cap: Annotated[Given[str], read.number] = None
    floor: Annotated[Given[str], read.number] = None
    compounding: Annotated[Given[Compounding], partial(read.word, Compounding)] = None
    quantum: Annotated[Given[str], read.number] = None
    missing: Annotated[Given[Missing], partial(read.word, Missing)] = None


@frozen(kw_only=True)
class AdjustmentTable(Table):
    """`[[contracts.lines.adjustments]]`."""

    id: Annotated[Given[str], read.identifier] = None
    on: Annotated[Given[date], read.day] = None
    amount: Annotated[Given[str], read.number] = None
    kind: Annotated[Given[AdjustmentKind], partial(read.word, AdjustmentKind)] = None
    reason: Annotated[Given[str], read.text] = None
    recorded: Annotated[Given[date], read.day] = None


@frozen(kw_only=True)
class OpeningTable(Table):
    """`opening` of a line."""

    on: Annotated[Given[date], read.day] = None
    earned: Annotated[Given[str], read.number] = None
    due: Annotated[Given[str], read.number] = None
    paid: Annotated[Given[str], read.number] = None


@frozen(kw_only=True)
class ReleaseTable(Table):
    """`release` of a retention."""

    on: Annotated[Given[date], read.day] = None
    after: Annotated[Given[str], read.text] = None
    months: Annotated[Given[int], read.whole] = None
    days: Annotated[Given[int], read.whole] = None


@frozen(kw_only=True)
class RetentionTable(Table):
    """`retention` of a line."""

    percent: Annotated[Given[str], read.number] = None
    release: Annotated[Given[ReleaseTable], partial(table, ReleaseTable)] = None


@frozen(kw_only=True)
class LineTable(Table):
    """`[[contracts.lines]]`."""

    id: Annotated[Given[str], read.identifier] = None
    rate: Annotated[Given[str | tuple[StepTable | Wrong, ...]], steps] = None
    total: Annotated[Given[str], read.number] = None
    per: Annotated[Given[Frequency], read.frequency] = None
    quantity: Annotated[Given[str | tuple[StepTable | Wrong, ...]], steps] = None
    escalation: Annotated[Given[EscalationTable], partial(table, EscalationTable)] = None
    first: Annotated[Given[date], read.day, "from"] = None
    last: Annotated[Given[date], read.day, "to"] = None
    proration: Annotated[Given[Proration], partial(read.word, Proration)] = None
    recognition: Annotated[Given[Recognition | date], read.recognition] = None
    calendar: Annotated[Given[str], read.text] = None
    roll: Annotated[Given[Roll], partial(read.word, Roll)] = None
    beyond: Annotated[Given[Beyond], partial(read.word, Beyond)] = None
    remainder: Annotated[Given[Remainder], partial(read.word, Remainder)] = None
    allocation: Annotated[Given[dict[str, int | Wrong]], partial(read.entries, read.text, read.weight)] = None
    billing: Annotated[Given[BillingTable], partial(table, BillingTable)] = None
    stages: Annotated[Given[tuple[StageTable | Wrong, ...]], partial(read.items, partial(table, StageTable))] = None
    due: Annotated[Given[date], read.day] = None
    retention: Annotated[Given[RetentionTable], partial(table, RetentionTable)] = None
    adjustments: Annotated[
        Given[tuple[AdjustmentTable | Wrong, ...]], partial(read.items, partial(table, AdjustmentTable))
    ] = None
    opening: Annotated[Given[OpeningTable], partial(table, OpeningTable)] = None
    tax: Annotated[Given[str | tuple[StepTable | Wrong, ...]], steps] = None
    tax_by: Annotated[Given[TaxBy], partial(read.word, TaxBy)] = None
    tax_rounding: Annotated[Given[TaxRounding], partial(read.word, TaxRounding)] = None


@frozen(kw_only=True)
class RebillingTable(Table):
    """`billing` of a change."""

    every: Annotated[Given[Frequency], read.frequency] = None
    when: Annotated[Given[When], partial(read.word, When)] = None
    net_days: Annotated[Given[int], read.whole] = None
    pay_day: Annotated[Given[int], read.whole] = None


@frozen(kw_only=True)
class ChangeTable(Table):
    """One of the changes of an amendment."""

    line: Annotated[Given[str], read.identifier] = None
    rate: Annotated[Given[str], read.number] = None
    quantity: Annotated[Given[str | tuple[StepTable | Wrong, ...]], steps] = None
    total: Annotated[Given[str], read.number] = None
    billing: Annotated[Given[RebillingTable], partial(table, RebillingTable)] = None
    per: Annotated[Given[Frequency], read.frequency] = None
    allocation: Annotated[Given[dict[str, int | Wrong]], partial(read.entries, read.text, read.weight)] = None
    tax: Annotated[Given[str | tuple[StepTable | Wrong, ...]], steps] = None
    until: Annotated[Given[date], read.day] = None


@frozen(kw_only=True)
class SuspensionTable(Table):
    """`suspend` of an amendment."""

    first: Annotated[Given[date], read.day, "from"] = None
    last: Annotated[Given[date], read.day, "to"] = None
    extend: Annotated[Given[bool], read.flag] = None


@frozen(kw_only=True)
class AmendmentTable(Table):
    """`[[contracts.amendments]]`."""

    id: Annotated[Given[str], read.identifier] = None
    signed: Annotated[Given[date], read.day] = None
    effective: Annotated[Given[date], read.day] = None
    reason: Annotated[Given[str], read.text] = None
    add: Annotated[Given[tuple[LineTable | Wrong, ...]], partial(read.items, partial(table, LineTable))] = None
    change: Annotated[Given[tuple[ChangeTable | Wrong, ...]], partial(read.items, partial(table, ChangeTable))] = None
    end: Annotated[Given[tuple[str | Wrong, ...]], partial(read.items, read.identifier)] = None
    final: Annotated[Given[dict[str, str | Wrong]], partial(read.entries, read.identifier, read.number)] = None
    to: Annotated[Given[date], read.day] = None
    lines: Annotated[Given[tuple[str | Wrong, ...]], partial(read.items, read.identifier)] = None
    suspend: Annotated[Given[SuspensionTable], partial(table, SuspensionTable)] = None
    resume: Annotated[Given[date], read.day] = None
    events: Annotated[Given[dict[str, date | Wrong]], partial(read.entries, read.text, read.day)] = None


@frozen(kw_only=True)
class RenewalTable(Table):
    """`renewal` of a contract."""

    term: Annotated[Given[Frequency], read.frequency] = None
    by: Annotated[Given[RenewedBy], partial(read.word, RenewedBy)] = None
    notice: Annotated[Given[Frequency], read.frequency] = None
    times: Annotated[Given[int], read.whole] = None
    until: Annotated[Given[date], read.day] = None


@frozen(kw_only=True)
class ContractTable(Table):
    """`[[contracts]]`."""

    id: Annotated[Given[str], read.identifier] = None
    title: Annotated[Given[str], read.text] = None
    vendor: Annotated[Given[str], read.text] = None
    buyer: Annotated[Given[str], read.text] = None
    currency: Annotated[Given[str], read.text] = None
    signed: Annotated[Given[date], read.day] = None
    events: Annotated[Given[dict[str, date | Wrong]], partial(read.entries, read.text, read.day)] = None
    category: Annotated[Given[str], read.text] = None
    recurring: Annotated[Given[bool], read.flag] = None
    kind: Annotated[Given[Subject], partial(read.word, Subject)] = None
    sme: Annotated[Given[bool], read.flag] = None
    late_interest: Annotated[Given[str], read.number] = None
    performance_bond: Annotated[Given[str], read.number] = None
    source: Annotated[Given[str], read.text] = None
    notes: Annotated[Given[tuple[str | Wrong, ...]], partial(read.items, read.text)] = None
    assumptions: Annotated[Given[tuple[str | Wrong, ...]], partial(read.items, read.text)] = None
    lines: Annotated[Given[tuple[LineTable | Wrong, ...]], partial(read.items, partial(table, LineTable))] = None
    amendments: Annotated[
        Given[tuple[AmendmentTable | Wrong, ...]], partial(read.items, partial(table, AmendmentTable))
    ] = None
    renewal: Annotated[Given[RenewalTable], partial(table, RenewalTable)] = None


@frozen(kw_only=True)
class CalendarTable(Table):
    """`[[calendars]]`."""

    id: Annotated[Given[str], read.identifier] = None
    holidays: Annotated[Given[tuple[date | Wrong, ...]], partial(read.items, read.day)] = None
    working: Annotated[Given[tuple[date | Wrong, ...]], partial(read.items, read.day)] = None
    weekend: Annotated[Given[tuple[int | Wrong, ...]], partial(read.items, read.whole)] = None
    first_year: Annotated[Given[int], read.whole] = None
    last_year: Annotated[Given[int], read.whole] = None


@frozen(kw_only=True)
class IndexValueTable(Table):
    """One of the `values` of an index."""

    on: Annotated[Given[str], read.period] = None
    value: Annotated[Given[str], read.number, "is"] = None
    recorded: Annotated[Given[date], read.day] = None


@frozen(kw_only=True)
class IndexTable(Table):
    """`[[indices]]`."""

    id: Annotated[Given[str], read.identifier] = None
    source: Annotated[Given[str], read.text] = None
    values: Annotated[
        Given[tuple[IndexValueTable | Wrong, ...]], partial(read.items, partial(table, IndexValueTable))
    ] = None


@frozen(kw_only=True)
class ReportedTable(Table):
    """`[[reported]]`."""

    year: Annotated[Given[int], read.whole] = None
    quantum: Annotated[Given[str], read.number] = None
    contracts: Annotated[
        Given[dict[str, str | FigureTable | Wrong]], partial(read.entries, read.identifier, figure)
    ] = None
    total: Annotated[Given[str | FigureTable], figure] = None


@frozen(kw_only=True)
class AppliedTable(Table):
    """What one of several contracts gets of a payment."""

    contract: Annotated[Given[str], read.identifier] = None
    amount: Annotated[Given[str], read.number] = None


@frozen(kw_only=True)
class PaymentTable(Table):
    """`[[payments]]`."""

    id: Annotated[Given[str], read.identifier] = None
    contract: Annotated[Given[str], read.identifier] = None
    applies: Annotated[Given[tuple[AppliedTable | Wrong, ...]], partial(read.items, partial(table, AppliedTable))] = (
        None
    )
    on: Annotated[Given[date], read.day] = None
    amount: Annotated[Given[str], read.number] = None
    currency: Annotated[Given[str], read.text] = None
    settles: Annotated[Given[str], read.number] = None
    line: Annotated[Given[str], read.identifier] = None
    number: Annotated[Given[int], read.whole] = None
    stage: Annotated[Given[str], read.text] = None
    payer: Annotated[Given[str], read.text] = None
    paid_for: Annotated[Given[str], read.text] = None
    reference: Annotated[Given[str], read.text] = None
    refund_of: Annotated[Given[str], read.identifier] = None
    recorded: Annotated[Given[date], read.day] = None
    voided: Annotated[Given[date], read.day] = None
    assumptions: Annotated[Given[tuple[str | Wrong, ...]], partial(read.items, read.text)] = None


@frozen(kw_only=True)
class RateTable(Table):
    """`[[rates]]`."""

    currency: Annotated[Given[str], read.text] = None
    on: Annotated[Given[date], read.day] = None
    rate: Annotated[Given[str], read.number] = None
    source: Annotated[Given[str], read.text] = None
    recorded: Annotated[Given[date], read.day] = None


@frozen(kw_only=True)
class FileTable(Table):
    """The root of a file."""

    register: Annotated[Given[HeadTable], partial(table, HeadTable)] = None
    contracts: Annotated[
        Given[tuple[ContractTable | Wrong, ...]], partial(read.items, partial(table, ContractTable))
    ] = None
    calendars: Annotated[
        Given[tuple[CalendarTable | Wrong, ...]], partial(read.items, partial(table, CalendarTable))
    ] = None
    indices: Annotated[Given[tuple[IndexTable | Wrong, ...]], partial(read.items, partial(table, IndexTable))] = None
    payments: Annotated[Given[tuple[PaymentTable | Wrong, ...]], partial(read.items, partial(table, PaymentTable))] = (
        None
    )
    rates: Annotated[Given[tuple[RateTable | Wrong, ...]], partial(read.items, partial(table, RateTable))] = None
    reported: Annotated[
        Given[tuple[ReportedTable | Wrong, ...]], partial(read.items, partial(table, ReportedTable))
    ] = None


# --- what is wrong ----------------------------------------------------------------------------------------------------


#: What was refused, or may hold what was.
_HOLDERS: Final = (Wrong, Table, tuple, dict)


def collect(value: object, path: Path, faults: Faults) -> None:
    """Note all that was refused while a value was read, and the keys that it should not have."""
    match value:
        case _ if faults.enough:
            pass
        case Wrong():
            faults.take(value.error, path)
        case Table():
            names = keys(type(value))
            for unknown in value.unknown[:MOST_FAULTS]:
                nearest = _nearest(unknown, tuple(names.values()))
                faults.add("KEY_UNKNOWN", (*path, unknown), unknown, nearest=nearest)
            for attribute, name in names.items():
                item = getattr(value, attribute)
                if isinstance(item, _HOLDERS):
                    collect(item, (*path, name), faults)
        case tuple():
            for index, item in enumerate(value):
                collect(item, (*path, index), faults)
        case dict():
            for name, item in value.items():
                collect(item, (*path, name), faults)
        case _:
            pass


@lru_cache(1000)
def nearest_names(unknown: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that may have been meant; all that there are, where none is like it."""
    found = get_close_matches(unknown, known, n=3, cutoff=0.7) if len(unknown) <= _LONGEST_KEY else []
    return tuple(found) or known


def _nearest(unknown: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The same in a file; a key like none of its table may be that of one other."""
    near = nearest_names(unknown, known)
    elsewhere = [f"{owner}.{unknown}" for owner, kind in _OWNERS.items() if unknown in keys(kind).values()]
    return tuple(elsewhere) if near == known and len(elsewhere) == 1 else near


#: The tables of a file, by what a key of theirs is called; not those whose keys are those of many others.
_OWNERS: Final[dict[str, type[Table]]] = {
    "register": HeadTable,
    "contracts": ContractTable,
    "contracts.lines": LineTable,
    "contracts.amendments": AmendmentTable,
    "renewal": RenewalTable,
    "change": ChangeTable,
    "suspend": SuspensionTable,
    "billing": BillingTable,
    "stages": StageTable,
    "quantity": StepTable,
    "calendars": CalendarTable,
    "payments": PaymentTable,
    "applies": AppliedTable,
    "reported": ReportedTable,
}
