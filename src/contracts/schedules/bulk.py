"""Schedules of tables with one row a line, without an object for each.

Most rows of a large table are plain: a total or a rate billed in cycles. They are checked and
encoded in columns. A row that is anything else (stages, steps of a quantity, explicit edges) or
that looks wrong in any way goes through the same readers as a line of a register file, which
make a line of it or say what is wrong.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
from attrs import evolve, frozen

from contracts.calendars import Beyond, Calendar, Roll, calendar_named
from contracts.dates import LAST_DAY, Frequency, Stub
from contracts.errors import Problem, RegisterError, TermsError
from contracts.kernel.days import NONE, TABLE, bases, number
from contracts.kernel.encode import (
    COLUMNS,
    ON_A_DAY,
    PRORATIONS,
    RATE,
    RECOGNITIONS,
    REMAINDERS,
    TOTAL,
    WHENS,
    Segments,
    encode,
)
from contracts.kernel.exact import Bools, Ints
from contracts.money import LIMIT_MINOR, parse_amount, unit_digits
from contracts.schedules.columns import Column, columns_of
from contracts.shapes import values as read
from contracts.shapes.contracts import contract as read_contract
from contracts.shapes.faults import MOST_FAULTS, Fault, Faults, Path, problem, shown
from contracts.shapes.lines import Basis, Place
from contracts.shapes.tables import ContractTable, collect, nearest_names, table
from contracts.terms.allocation import Allocation
from contracts.terms.billing import PERCENT_DECIMALS, SHIFT_LIMIT, Stages, When, checked_percent
from contracts.terms.contract import Contract, Subject
from contracts.terms.line import Line, Proration, Recognition, Remainder
from contracts.terms.naming import items
from contracts.terms.price import QUANTITY_DECIMALS, Quantity, scaled

#: Contract and line.
Ids = tuple[str, str]

ID_KEYS: Final = ("contract", "line")
#: Columns by the table of a register file in which their key stands.
LINE_KEYS: Final[tuple[str, ...]] = (
    "total", "rate", "per", "quantity", "from", "to", "proration", "recognition", "calendar", "roll", "beyond",
    "remainder", "due",
)  # fmt: skip
BILLING_KEYS: Final[tuple[str, ...]] = (
    "every", "when", "anchor", "month_end", "first_edge", "last_edge", "stub", "net_days", "pay_day",
)  # fmt: skip
CONTRACT_KEYS: Final[tuple[str, ...]] = (
    "title", "vendor", "buyer", "signed", "category", "recurring", "kind", "sme", "late_interest", "performance_bond",
    "source",
)  # fmt: skip
#: Those of an escalation that one value says.
ESCALATION_KEYS: Final[tuple[str, ...]] = ("percent", "every", "anchor", "cap", "floor", "compounding", "quantum")
#: Columns of whole numbers, beside weights.
COUNT_KEYS: Final = ("net_days", "pay_day", "months", "days")
#: What precedes the name of a payer, and of an event, in the name of a column.
SHARE: Final = "share:"
EVENT: Final = "event:"
#: What precedes a key of the escalation of a rate.
ESCALATION: Final = "escalation:"
#: Columns of which no plain row has a value.
_ODD: Final = frozenset(("due", "first_edge", "last_edge", *(f"{ESCALATION}{key}" for key in ESCALATION_KEYS)))
#: The columns of each table, as a problem lists them.
KEYS: Final[dict[str, tuple[str, ...]]] = {
    "lines": (
        *ID_KEYS,
        f"{SHARE}<payer>",
        f"{EVENT}<name>",
        *sorted((*LINE_KEYS, *BILLING_KEYS, *CONTRACT_KEYS)),
        *(f"{ESCALATION}{key}" for key in ESCALATION_KEYS),
    ),
    "quantities": (*ID_KEYS, "from", "is"),
    "stages": (*ID_KEYS, "name", "percent", "amount", "on", "after", "months", "days"),
}
#: What a table calls the ids that the readers of files find there.
_ID_PATHS: Final[dict[Path, str]] = {
    ("contracts", 0, "id"): "contract",
    ("contracts", 0, "lines", 0, "id"): "line",
}

#: A rate and its quantity come to less than this by a wide margin; else the row is looked at by itself.
_SURE: Final = LIMIT_MINOR / 4


@frozen(eq=False)
class Read:
    """The lines of a table, in order of contract and line.

    Attributes:
        segments: their terms.
        contract, line: their ids.
        groups: `vendor`, `category` and `recurring` of each.
        stages: the names of the parts of each.
    """

    segments: Segments
    contract: list[str]
    line: list[str]
    groups: Mapping[str, Sequence[Any]]
    stages: list[tuple[str, ...]]


def read_table(
    lines: Any, quantities: Any, stages: Any, currency: str, unit: str | None, calendars: Sequence[Calendar]
) -> Read:
    """The lines of a table, all checked; for the arguments see `installments.schedule`.

    Raises:
        RegisterError: everything that is wrong with it, each problem with the number of its row, from 1.
        TermsError: something else than a table, a currency, a unit or calendars is given.
        NotThereError: an Arrow or polars table is given and pyarrow is not installed.
    """
    unit_digits(unit, currency)
    basis = Basis(currency, unit, calendars=_by_id(calendars), open_ended=False)
    given = {"lines": lines, "quantities": quantities, "stages": stages}
    pairs = {name: columns_of(table, name) for name, table in given.items() if table is not None}
    problems = [problem for name, columns in pairs.items() for problem in _wrong_columns(name, columns)]
    if any(problem.code != "KEY_UNKNOWN" for problem in problems):
        raise RegisterError(tuple(problems))
    tables = {name: {key: _column(key, values) for key, values in columns} for name, columns in pairs.items()}
    columns = tables.pop("lines")
    said = {name: _said(name, columns, problems) for name, columns in tables.items()}
    rows = _Rows.of(columns, said, basis)
    spoken = _spoken(rows, problems)
    plain, data, allocations, rolls = _plain_rows(rows, spoken)
    odd = np.flatnonzero(~plain)
    contracts, terms = _odd_rows(rows, odd, problems)
    return _merged(rows, np.flatnonzero(plain), data, allocations, rolls, odd, contracts, terms)


def _by_id(calendars: Sequence[Calendar]) -> dict[str, Calendar]:
    found = {}
    for calendar in items(calendars, "calendars"):
        if not isinstance(calendar, Calendar):
            raise TermsError("TYPE_WRONG", field="calendars", value=calendar, wanted="Calendar")
        found[calendar.id] = calendar
    return found


# --- the tables -------------------------------------------------------------------------------------------------------


def _column(name: str, values: Any) -> Column:
    """A column; of counts and weights, whole floats are what pandas makes of whole numbers beside gaps."""
    column = Column.of(values)
    return column.whole() if name in COUNT_KEYS or name.startswith(SHARE) else column


def _wrong_columns(name: str, columns: Sequence[tuple[str, Any]]) -> list[Problem]:
    """Columns that a table should not have, has twice, or has not."""
    prefix = "" if name == "lines" else f"{name}."
    known = KEYS[name]
    counts = Counter(key for key, _ in columns)
    problems = [
        Problem(code="KEY_UNKNOWN", field=prefix + key, value=shown(key), data={"nearest": nearest_names(key, known)})
        for key in counts
        if key not in known and (prefix or not key.startswith((SHARE, EVENT)))
    ]
    problems += [
        Problem(code="DUPLICATE_KEY", field=prefix + key, value=shown(key))
        for key, count in counts.items()
        if count > 1
    ]
    return problems + [
        Problem(code="KEY_MISSING", field=prefix + key, data={"wanted": key}) for key in ID_KEYS if key not in counts
    ]


@frozen(eq=False)
class _Said:
    """What a long table says of one line: its entries in their order, and the row of the first, from 1."""

    row: int
    items: list[dict[str, Any]]


def _said(name: str, columns: Mapping[str, Column], problems: list[Problem]) -> dict[Ids, _Said]:
    """The entries of a long table by line; what is wrong with their ids is noted."""
    keys = [key for key in columns if key in KEYS[name] and key not in ID_KEYS]
    found: dict[Ids, _Said] = {}
    for row in range(len(columns["contract"].code)):
        contract, line = (_id(name, key, columns[key].value(row), row + 1, problems) for key in ID_KEYS)
        if contract is not None and line is not None:
            item = {key: columns[key].value(row) for key in keys if columns[key].code[row] >= 0}
            found.setdefault((contract, line), _Said(row + 1, [])).items.append(item)
    return found


def _id(name: str, key: str, value: Any, row: int, problems: list[Problem]) -> str | None:
    """The id in a long table; None where it is missing or wrong, which is noted."""
    field = f"{name}.{key}"
    if value is None:
        problems.append(Problem(code="KEY_MISSING", field=field, line_number=row, data={"wanted": key}))
        return None
    try:
        return read.identifier(value)
    except TermsError as error:
        problems.append(Problem(code=error.code, field=field, value=shown(value), line_number=row, data=error.data))
        return None


def _pairs(contract: Ints, line: Ints, width: int) -> Ints:
    """One number for two places, -1 where one of them is none; the second are below `width`."""
    return np.where((contract < 0) | (line < 0), -1, contract * width + line)


def _places(column: Column, ids: Iterable[str]) -> Ints:
    """Where some ids stand among the distinct values of a column; -1 for one that is not there."""
    places = {value: i for i, value in enumerate(column.distinct) if isinstance(value, str)}
    return np.array([places.get(each, -1) for each in ids], dtype=np.int64)


def _spoken(rows: "_Rows", problems: list[Problem]) -> Bools:
    """The rows that the long tables speak of; entries whose line is not there are noted."""
    contract, line = (rows.columns[name] for name in ID_KEYS)
    spoken = np.zeros(rows.count, dtype=np.bool_)
    for name, said in rows.said.items():
        places = _places(contract, (ids[0] for ids in said)), _places(line, (ids[1] for ids in said))
        pairs = _pairs(*places, len(line.distinct))
        spoken |= np.isin(rows.pairs, pairs) & (rows.pairs >= 0)
        there = np.isin(pairs, rows.pairs) & (pairs >= 0)
        for ((of, own), each), is_there in zip(said.items(), there.tolist(), strict=True):
            if not is_there:
                problems.append(
                    Problem(
                        code="LINE_OF_TABLE", contract=of, line=own, field=name, value=shown(own), line_number=each.row
                    )
                )
    return spoken


# --- plain rows -------------------------------------------------------------------------------------------------------


@frozen(eq=False)
class _Rows:
    """The rows of a table, with what the long tables say of them.

    Attributes:
        columns: by name.
        pairs: a number for each row, the same where contract and line are; -1 where one is missing.
        said: `quantities` and `stages`: what they say of a line, by the ids of contract and line.
        basis: what holds for all of it.
    """

    columns: Mapping[str, Column]
    pairs: Ints
    said: Mapping[str, Mapping[Ids, _Said]]
    basis: Basis

    @classmethod
    def of(cls, columns: Mapping[str, Column], said: Mapping[str, Mapping[Ids, _Said]], basis: Basis) -> "_Rows":
        """The rows of some columns."""
        contract, line = (columns[name] for name in ID_KEYS)
        return cls(columns, _pairs(contract.code, line.code, len(line.distinct)), said, basis)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.pairs)

    def value(self, name: str, row: int) -> Any:
        """What stands in a column; None where there is nothing."""
        column = self.columns.get(name)
        return None if column is None else column.value(row)

    def ids(self, row: int) -> Ids | None:
        """The ids of the line of a row, where both are text."""
        contract, line = (self.value(name, row) for name in ID_KEYS)
        return (contract, line) if isinstance(contract, str) and isinstance(line, str) else None

    def said_of(self, name: str, row: int) -> list[dict[str, Any]]:
        """What a long table says of the line of a row."""
        ids, said = self.ids(row), self.said.get(name, {})
        return said[ids].items if ids is not None and ids in said else []

    def has(self, name: str) -> Bools:
        """Where a column has a value."""
        column = self.columns.get(name)
        return np.zeros(self.count, dtype=np.bool_) if column is None else ~column.missing

    def parsed(self, name: str, reader: Callable[[Any], Any], default: int) -> tuple[Ints, Bools]:
        """A column as numbers, and where it is wrong."""
        column = self.columns.get(name)
        if column is None:
            return np.full(self.count, default, dtype=np.int64), np.zeros(self.count, dtype=np.bool_)
        return column.parsed(reader, default)


def _day(value: Any) -> int:
    return number(read.day(value))


def _plain_rows(
    rows: _Rows, spoken: Bools
) -> tuple[Bools, Ints, tuple[Allocation, ...], tuple[tuple[Calendar, Roll, Beyond], ...]]:
    """Which rows are plain, and their columns of `encode.COLUMNS` (of all rows; those of others mean nothing)."""
    odd = spoken.copy()
    data = {name: np.zeros(rows.count, dtype=np.int64) for name in COLUMNS}

    def take(column: str, key: str, reader: Callable[[Any], Any], default: int) -> Ints:
        data[column], wrong = rows.parsed(key, reader, default)
        odd[wrong] = True
        return data[column]

    for key in rows.columns:
        if key in _ODD or key.startswith(EVENT):
            odd |= rows.has(key)
    basis = rows.basis

    def minor(value: Any) -> int:
        return parse_amount(read.number(value), basis.currency, basis.unit)

    _check_facts(rows, odd, minor)
    total, wrong = rows.parsed("total", minor, -1)
    odd |= wrong
    rate, wrong = rows.parsed("rate", minor, -1)
    odd |= wrong | (rows.has("total") == rows.has("rate")) | (np.maximum(total, rate) < 0)
    data["form"] = np.where(rate >= 0, RATE, TOTAL)
    data["amount"] = amount = np.maximum(total, rate)

    start, end = take("start", "from", _day, NONE), take("end", "to", _day, NONE) + 1
    data["end"] = end
    odd |= (start == NONE) | (end == NONE + 1) | (end <= start)

    months = take("months", "every", lambda value: read.frequency(value).months, -1)
    length = take("length", "every", lambda value: _length(read.frequency(value)), 1)
    odd |= months < 0
    per_months = take("per_months", "per", lambda value: read.frequency(value).months, -1)
    per_length = take("per_length", "per", lambda value: _length(read.frequency(value)), -1)
    odd |= rows.has("per") & (rate < 0)
    data["per_months"] = per_months = np.where(per_months < 0, months, per_months)
    data["per_length"] = per_length = np.where(per_length < 0, length, per_length)
    anchor = take("anchor", "anchor", _day, NONE)
    data["anchor"] = anchor = np.where(anchor == NONE, start, anchor)
    month_end = take("month_end", "month_end", read.flag, 0)
    _check_month_ends(odd, anchor, month_end, (months > 0) & (per_months > 0))
    data["first_edge"][:] = data["last_edge"][:] = NONE
    take("stub", "stub", lambda value: {Stub.SHORT: 0, Stub.LONG: 1}[read.word(Stub, value)], 0)
    take("when", "when", lambda value: WHENS[read.word(When, value)], 0)
    net = take("net_days", "net_days", read.whole, 0)
    pay = take("pay_day", "pay_day", read.whole, 0)
    odd |= (net < 0) | (net > SHIFT_LIMIT) | (pay < 0) | (pay > 31) | ((net != 0) & (pay != 0))
    odd |= rows.has("pay_day") & (pay == 0)
    odd |= end + np.maximum(net, 62) > number(LAST_DAY)

    proration = take("proration", "proration", lambda value: PRORATIONS[read.word(Proration, value)], 0)
    weighed = np.where((per_months > 0) & (months > 0), 1, np.where(rate >= 0, per_months * months, months))
    odd |= ((proration == 1) | (proration == 2)) & (weighed == 0)
    _recognitions(rows, data, odd, rate)
    take("remainder", "remainder", lambda value: REMAINDERS[read.word(Remainder, value)], 0)

    shortest = np.maximum(
        np.minimum(np.where(months > 0, length * 28, length), np.where(per_months > 0, per_length * 28, per_length)), 1
    )
    cells = (end - start) // shortest + 2
    quantity, wrong = rows.parsed("quantity", _quantity, 10**QUANTITY_DECIMALS)
    odd |= wrong | (rows.has("quantity") & (rate < 0))
    odd |= (rate >= 0) & (amount * (quantity / 10.0**QUANTITY_DECIMALS) * cells >= _SURE)
    data["scale"][:] = 10**QUANTITY_DECIMALS
    calendars = _calendars(rows, data, odd)
    allocations = _allocations(rows, data, odd)
    data["quantity"] = quantity
    matrix = np.array([data[name] for name in (*COLUMNS, "quantity")], dtype=np.int64)
    return ~odd, matrix, allocations, calendars


def _length(every: Frequency) -> int:
    return every.months or every.days


def _quantity(value: Any) -> int:
    steps = Quantity.of(read.number(value)).steps
    return scaled(steps[0].value, QUANTITY_DECIMALS)


def _interest(value: Any) -> int:
    found = Quantity.of(read.number(value)).steps[0].value
    return scaled(checked_percent(found, "late_interest"), PERCENT_DECIMALS)


def _check_facts(rows: _Rows, odd: Bools, minor: Callable[[Any], int]) -> None:
    """Mark rows whose ids are missing or wrong, lines that are there twice, and wrong facts of a contract."""
    for name in ID_KEYS:
        odd |= rows.parsed(name, lambda value: bool(read.identifier(value)), 0)[1] | rows.columns[name].missing
    _, first, counts = np.unique(rows.pairs, return_inverse=True, return_counts=True)
    odd |= counts[first] > 1
    readers: dict[str, Callable[[Any], Any]] = {
        "signed": _day,
        "recurring": read.flag,
        "kind": lambda value: bool(read.word(Subject, value)),
        "sme": read.flag,
        "late_interest": _interest,
        "performance_bond": minor,
    }
    for name in CONTRACT_KEYS:
        values, wrong = rows.parsed(name, readers.get(name, lambda value: bool(read.text(value))), 0)
        odd |= wrong | ((values < 0) & (name == "performance_bond"))


def _check_month_ends(odd: Bools, anchor: Ints, month_end: Ints, in_months: Bools) -> None:
    ends = np.flatnonzero((month_end > 0) & ~odd)
    if len(ends):
        base, _ = bases(np.ones(len(ends), dtype=np.int64), anchor[ends], np.ones(len(ends), dtype=np.bool_))
        odd[ends] |= (TABLE[base] != anchor[ends]) | ~in_months[ends]


def _recognitions(rows: _Rows, data: dict[str, Ints], odd: Bools, rate: Ints) -> None:
    def code(value: Any) -> int:
        made = read.recognition(value)
        return RECOGNITIONS[made] if isinstance(made, Recognition) else ON_A_DAY

    def day(value: Any) -> int:
        made = read.recognition(value)
        return NONE if isinstance(made, Recognition) else number(made)

    data["recognition"], wrong = rows.parsed("recognition", code, 0)
    data["recognized"], _ = rows.parsed("recognition", day, NONE)
    odd |= wrong | ((data["recognition"] == RECOGNITIONS[Recognition.EVEN]) & (rate >= 0))


def _calendars(rows: _Rows, data: dict[str, Ints], odd: Bools) -> tuple[tuple[Calendar, Roll, Beyond], ...]:
    own = rows.basis.calendars
    rolls, beyonds = list(Roll), list(Beyond)
    named: list[Calendar] = []

    def calendar(value: Any) -> int:
        found = own.get(read.text(value)) or calendar_named(value)
        named.append(found)
        return len(named) - 1

    which, wrong = rows.parsed("calendar", calendar, -1)
    odd |= wrong
    roll, wrong = rows.parsed("roll", lambda value: rolls.index(read.word(Roll, value)), 0)
    odd |= wrong | (rows.has("roll") & (which < 0))
    beyond, wrong = rows.parsed("beyond", lambda value: beyonds.index(read.word(Beyond, value)), 0)
    odd |= wrong | (rows.has("beyond") & (which < 0))
    key = (which * len(rolls) + roll) * len(beyonds) + beyond
    used, place = np.unique(np.where((which < 0) | odd, -1, key), return_inverse=True)
    skipped = int((used < 0).any())
    data["calendar"] = place - skipped
    return tuple(
        (
            named[k // (len(rolls) * len(beyonds))],
            rolls[k // len(beyonds) % len(rolls)],
            beyonds[k % len(beyonds)],
        )
        for k in used[skipped:].tolist()
    )


def _allocations(rows: _Rows, data: dict[str, Ints], odd: Bools) -> tuple[Allocation, ...]:
    names = [name for name in rows.columns if name.startswith(SHARE)]
    data["allocation"][:] = -1
    if not names:
        return ()
    weights = np.empty((len(names), rows.count), dtype=np.int64)
    for i, name in enumerate(names):
        weights[i], wrong = rows.parsed(name, read.weight, -1)
        odd |= wrong
    some = (weights >= 0).any(axis=0)
    odd |= some & (np.maximum(weights, 0).sum(axis=0) == 0)
    usable = np.flatnonzero(some & ~odd)
    if not len(usable):
        return ()
    found, place = np.unique(weights[:, usable], axis=1, return_inverse=True)
    data["allocation"][usable] = place.ravel()
    payers = [name.removeprefix(SHARE) for name in names]
    made = []
    for k, column in enumerate(found.T.tolist()):
        try:
            made.append(Allocation([(p, w) for p, w in zip(payers, column, strict=True) if w >= 0]))
        except TermsError:  # the name of a payer: each of its rows will say so
            made.append(Allocation({"-": 1}))
            odd[usable[place.ravel() == k]] = True
    return tuple(made)


# --- other rows -------------------------------------------------------------------------------------------------------


def _odd_rows(rows: _Rows, odd: Ints, problems: list[Problem]) -> tuple[list[Contract], list[Line]]:
    """A contract of one line for each row, by the readers of register files.

    Raises:
        RegisterError: what is wrong with any of them, and what is known to be.
    """
    contracts: list[Contract] = []
    lines: list[Line] = []
    seen: set[Ids] = set()
    for row in odd.tolist():
        if len(problems) >= MOST_FAULTS:
            problems.append(Problem(code="PROBLEMS_LIMIT", data={"limit": MOST_FAULTS}))
            break
        item = _document(rows, row)
        place = Place(Faults(), rows.basis, ("contracts", 0))
        shape = table(ContractTable, item)
        collect(shape, place.path, place.faults)
        made = read_contract(shape, place)
        _check_alone(rows, row, seen, place)
        problems += [problem(_renamed(fault), None, {"contracts": [item]}, row + 1) for fault in place.faults]
        if made is not None:
            contracts.append(made)
            lines.append(made.lines[0])
    if problems:
        raise RegisterError(tuple(problems))
    return contracts, lines


def _check_alone(rows: _Rows, row: int, seen: set[Ids], place: Place) -> None:
    """Refuse a line that is there again, and a quantity beside steps of it."""
    at, ids = place.at("lines", 0), rows.ids(row)
    if ids is not None and not any(fault.path in _ID_PATHS for fault in place.faults):
        if ids in seen:
            at.at("id").refuse("DUPLICATE_ID", ids[1])
        seen.add(ids)
    quantity = rows.value("quantity", row)
    if quantity is not None and rows.said_of("quantities", row):
        at.at("quantity").refuse("KEY_CONFLICT", quantity, other="quantities")


def _renamed(fault: Fault) -> Fault:
    """A fault of an id by the name of its column."""
    name = _ID_PATHS.get(fault.path)
    if name is None:
        return fault
    return evolve(fault, field=name, data={**fault.data, **({"wanted": name} if fault.code == "KEY_MISSING" else {})})


def _document(rows: _Rows, row: int) -> dict[str, Any]:
    """A row as a contract of one line of a register file."""
    given = {name: column.value(row) for name, column in rows.columns.items() if column.code[row] >= 0}
    line: dict[str, Any] = {key: given[key] for key in LINE_KEYS if key in given}
    billing = {key: given[key] for key in BILLING_KEYS if key in given}
    shares = {name.removeprefix(SHARE): value for name, value in given.items() if name.startswith(SHARE)}
    events = {name.removeprefix(EVENT): value for name, value in given.items() if name.startswith(EVENT)}
    steps = {key: given[f"{ESCALATION}{key}"] for key in ESCALATION_KEYS if f"{ESCALATION}{key}" in given}
    item: dict[str, Any] = {key: given[key] for key in CONTRACT_KEYS if key in given}
    line |= {
        "id": given.get("line"),
        "billing": billing or None,
        "allocation": shares or None,
        "escalation": steps or None,
        "quantity": rows.said_of("quantities", row) or line.get("quantity"),
        "stages": rows.said_of("stages", row) or None,
    }
    item |= {"id": given.get("contract"), "events": events or None}
    return {**_stated(item), "lines": [_stated(line)]}


def _stated(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: fact for name, fact in facts.items() if fact is not None}


def _merged(
    rows: _Rows,
    plain: Ints,
    data: Ints,
    allocations: tuple[Allocation, ...],
    calendars: tuple[tuple[Calendar, Roll, Beyond], ...],
    odd: Ints,
    contracts: list[Contract],
    lines: list[Line],
) -> Read:
    """Both kinds of rows together, in order of contract and line."""
    other = encode(zip(contracts, lines, strict=True))
    place = {name: i for i, name in enumerate(COLUMNS)}
    mine, theirs = data[:-1, plain].copy(), other.data.copy()
    shift = len(plain)
    mine[place["steps_from"]] = np.arange(shift)
    mine[place["steps_to"]] = np.arange(shift) + (mine[place["form"]] == RATE)
    for name in ("steps_from", "steps_to"):
        theirs[place[name]] += shift
    for name, size in (("calendar", len(calendars)), ("allocation", len(allocations))):
        theirs[place[name]] += np.where(theirs[place[name]] < 0, 0, size)
    matrix = np.concatenate((mine, theirs), axis=1)
    row = np.concatenate((plain, odd))
    contract, line = rows.columns["contract"], rows.columns["line"]
    order = np.lexsort((_ranks(line)[line.code[row]], _ranks(contract)[contract.code[row]]))
    row = row[order]
    segments = Segments(
        np.take(matrix, order, axis=1),
        np.concatenate((data[place["start"], plain], other.step_day)),
        np.concatenate((data[-1, plain], other.step_value)),
        other.part_day,
        other.part_size,
        calendars + other.calendars,
        allocations + other.allocations,
    )
    stages: list[tuple[str, ...]] = [()] * len(plain)
    stages += [
        tuple(part.name for part in each.billing.parts) if isinstance(each.billing, Stages) else () for each in lines
    ]
    return Read(
        segments,
        [contract.distinct[code] for code in contract.code[row]],
        [line.distinct[code] for code in line.code[row]],
        {
            "vendor": _values(rows, "vendor", row, None),
            "category": _values(rows, "category", row, None),
            "recurring": _values(rows, "recurring", row, False),
        },
        [stages[i] for i in order.tolist()],
    )


def _ranks(column: Column) -> Ints:
    """The place of each distinct value in order of text."""
    order = sorted(range(len(column.distinct)), key=lambda i: str(column.distinct[i]))
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


def _values(rows: _Rows, name: str, row: Ints, default: Any) -> list[Any]:
    column = rows.columns.get(name)
    if column is None:
        return [default] * len(row)
    distinct = [*column.distinct, default]
    return [distinct[code] for code in column.code[row].tolist()]
