"""Schedules of tables with one row a line, without an object for each.

Most rows of a large table are plain: a total or a rate billed in cycles. They are checked and
encoded in columns. A row that is anything else (stages, steps of a quantity, explicit edges) or
that looks wrong in any way goes through the same readers as a line of a register file, which
make a line of it or say what is wrong.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

import numpy as np
from attrs import Factory, frozen

from contracts.calendars import Beyond, Calendar, Roll, calendar_named
from contracts.dates import FIRST_DAY, LAST_DAY, Frequency, Stub
from contracts.errors import NotThereError, Problem, RegisterError, TermsError
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
from contracts.money import LIMIT_MINOR, parse_amount
from contracts.shapes import values as read
from contracts.shapes.contracts import contract as read_contract
from contracts.shapes.faults import Faults, problem
from contracts.shapes.lines import Basis, Place
from contracts.shapes.tables import ContractTable, collect, nearest_names, table
from contracts.terms.allocation import Allocation
from contracts.terms.billing import SHIFT_LIMIT, When
from contracts.terms.contract import Contract
from contracts.terms.line import ROWS_LIMIT, Line, Proration, Recognition, Remainder
from contracts.terms.price import QUANTITY_DECIMALS, Quantity, scaled

#: Columns by the table of a register file in which their key stands.
LINE_KEYS: Final[tuple[str, ...]] = (
    "total", "rate", "per", "quantity", "from", "to", "proration", "recognition", "calendar", "roll", "beyond",
    "remainder", "due",
)  # fmt: skip
BILLING_KEYS: Final[tuple[str, ...]] = (
    "every", "when", "anchor", "month_end", "first_edge", "last_edge", "stub", "net_days", "pay_day",
)  # fmt: skip
CONTRACT_KEYS: Final[tuple[str, ...]] = ("title", "vendor", "buyer", "signed", "category", "recurring", "source")
#: Columns of whole numbers, beside weights.
COUNT_KEYS: Final = ("net_days", "pay_day", "months", "days")
#: What precedes the name of a payer, and of an event, in the name of a column.
SHARE: Final = "share:"
EVENT: Final = "event:"
#: Columns of the two long tables, beside `contract` and `line`.
QUANTITY_KEYS: Final = ("from", "is")
STAGE_KEYS: Final = ("name", "percent", "amount", "on", "after", "months", "days")

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


@frozen
class _Tables:
    """What is read, and what holds for all of it."""

    lines: Any
    quantities: Any
    stages: Any
    currency: str
    unit: str | None
    calendars: Sequence[Calendar]


def read_table(
    lines: Any, quantities: Any, stages: Any, currency: str, unit: str | None, calendars: Sequence[Calendar]
) -> Read:
    """The lines of a table, all checked; for the arguments see `installments.schedule`.

    Raises:
        RegisterError: everything that is wrong with it, each problem with the number of its row, from 1.
        NotThereError: an Arrow or polars table is given and pyarrow is not installed.
    """
    tables = _Tables(lines, quantities, stages, currency, unit, calendars)
    columns = _read_columns(lines)
    problems = _unknown_columns(columns)
    if problems:
        raise RegisterError(tuple(problems))
    count = max((len(column.code) for column in columns.values()), default=0)
    rows = _Rows(tables, columns, count)
    plain, data, allocations, rolls = _plain_rows(rows)
    odd = np.flatnonzero(~plain)
    contracts, terms = _odd_rows(rows, odd)
    return _merged(rows, np.flatnonzero(plain), data, allocations, rolls, odd, contracts, terms)


# --- columns ----------------------------------------------------------------------------------------------------------


def _read_columns(table: Any) -> dict[str, "_Column"]:
    """The columns of a table; counts that stand as floats, as pandas makes them beside gaps, as whole numbers."""
    found = {name: _Column.of(values) for name, values in _columns(table).items()}
    for name, column in found.items():
        if name in COUNT_KEYS or name.startswith(SHARE):
            column.distinct[:] = [
                int(value) if isinstance(value, float) and value.is_integer() else value for value in column.distinct
            ]
    return found


def _columns(table: Any) -> dict[str, Sequence[Any]]:
    """The columns of a table as arrays or lists of Python values."""
    if type(table).__module__.partition(".")[0] == "pandas":
        return {str(name): table[name].array for name in table.columns}
    try:
        import pyarrow as pa
    except ImportError as error:
        raise NotThereError("ARROW_MISSING", field="arrow", value="pyarrow") from error
    arrow = pa.table(table)
    return {name: _from_arrow(arrow[name]) for name in arrow.column_names}


def _from_arrow(column: Any) -> Sequence[Any]:
    import pyarrow as pa

    kind = column.type
    if pa.types.is_date32(kind) and not column.null_count:
        days: Any = np.asarray(column.cast(pa.int32())).astype("datetime64[D]")
        return days  # type: ignore[no-any-return]
    if pa.types.is_integer(kind) and not column.null_count:
        numbers: Any = np.asarray(column)
        return numbers  # type: ignore[no-any-return]
    values: list[Any] = column.to_pylist()
    return values


@frozen(eq=False)
class _Column:
    """A column by its distinct values; -1 where there is nothing."""

    distinct: list[Any]
    code: Ints

    @classmethod
    def of(cls, values: Sequence[Any]) -> "_Column":
        kind = getattr(values, "dtype", None)
        if isinstance(kind, np.dtype) and kind.kind in "iuM":
            found, code = np.unique(np.asarray(values), return_inverse=True)
            code = code.astype(np.int64)
            nothing = np.isnat(found) if kind.kind == "M" else np.zeros(len(found), dtype=np.bool_)
            return cls([_plain(value) for value in found], np.where(nothing[code], -1, code))
        places: dict[tuple[type, Any], int] = {}
        distinct: list[Any] = []
        code = np.empty(len(values), dtype=np.int64)
        for i, value in enumerate(values):
            if _is_nothing(value):
                code[i] = -1
                continue
            key = (type(value), value if value.__hash__ is not None else id(value))
            place = places.setdefault(key, len(distinct))
            if place == len(distinct):
                distinct.append(_plain(value))
            code[i] = place
        return cls(distinct, code)

    @property
    def missing(self) -> Bools:
        """Where there is nothing."""
        return self.code < 0

    def parsed(self, reader: Callable[[Any], Any], default: int) -> tuple[Ints, Bools]:
        """Numbers made of the values, the default where there is nothing; and where there was no making one."""
        made, wrong = [], []
        for value in self.distinct:
            try:
                made.append(int(reader(value)))
                wrong.append(False)
            except (TermsError, KeyError):
                made.append(0)
                wrong.append(True)
        values = np.array([*made, default], dtype=np.int64)
        return values[self.code], np.array([*wrong, False], dtype=np.bool_)[self.code]

    def value(self, row: int) -> Any:
        """The value of a row; None where there is nothing."""
        return None if self.code[row] < 0 else self.distinct[self.code[row]]


def _is_nothing(value: Any) -> bool:
    """None, NaN, NaT and the like: what is not equal to itself, or says so."""
    if value is None:
        return True
    try:
        return bool(value != value)
    except (TypeError, ValueError):
        return type(value).__name__ == "NAType"


def _plain(value: Any) -> Any:
    """A value as a register file could hold it: numpy scalars and midnights as Python's own."""
    if isinstance(value, np.datetime64):
        day = value.astype("datetime64[D]")
        return day.item() if day == value else str(value)
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Decimal):
        return f"{value:f}" if value.is_finite() else str(value)
    if isinstance(value, date) and hasattr(value, "hour") and hasattr(value, "to_pydatetime"):
        whole = value.to_pydatetime()
        return whole.date() if whole.time() == whole.time().min and whole.tzinfo is None else whole
    return value


def _unknown_columns(columns: Mapping[str, Any]) -> list[Problem]:
    known = {"contract", "line", *LINE_KEYS, *BILLING_KEYS, *CONTRACT_KEYS}
    unknown = [name for name in columns if name not in known and not name.startswith((SHARE, EVENT))]
    problems = [_unknown(name, name, tuple(sorted(known))) for name in unknown]
    return problems + [
        Problem(code="KEY_MISSING", field=name, data={"wanted": name})
        for name in ("contract", "line")
        if name not in columns
    ]


def _unknown(field: str, name: str, known: tuple[str, ...]) -> Problem:
    return Problem(code="KEY_UNKNOWN", field=field, value=name, data={"nearest": nearest_names(name, known)})


# --- plain rows -------------------------------------------------------------------------------------------------------


@frozen(eq=False)
class _Rows:
    """The rows of a table by column, and the long tables by the ids of their lines."""

    tables: _Tables
    columns: Mapping[str, _Column]
    count: int
    long: dict[str, dict[tuple[str, str], list[dict[str, Any]]]] = Factory(dict)

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


def _plain_rows(rows: _Rows) -> tuple[Bools, Ints, tuple[Allocation, ...], tuple[tuple[Calendar, Roll, Beyond], ...]]:
    """Which rows are plain, and their columns of `encode.COLUMNS` (of all rows; those of others mean nothing)."""
    odd = np.zeros(rows.count, dtype=np.bool_)
    data = {name: np.zeros(rows.count, dtype=np.int64) for name in COLUMNS}

    def take(column: str, key: str, reader: Callable[[Any], Any], default: int) -> Ints:
        data[column], wrong = rows.parsed(key, reader, default)
        odd[wrong] = True
        return data[column]

    for key in ("due", "first_edge", "last_edge"):
        odd |= rows.has(key)
    for name in (EVENT,):
        for key in rows.columns:
            odd |= rows.has(key) & key.startswith(name)
    _ids(rows, odd)
    basis = rows.tables

    def minor(value: Any) -> int:
        return parse_amount(read.number(value), basis.currency, basis.unit)

    total, wrong = rows.parsed("total", minor, -1)
    odd |= wrong
    rate, wrong = rows.parsed("rate", minor, -1)
    odd |= wrong | ((total < 0) == (rate < 0))
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
    odd |= cells >= ROWS_LIMIT
    quantity, wrong = rows.parsed("quantity", _quantity, 10**QUANTITY_DECIMALS)
    odd |= wrong | (rows.has("quantity") & (rate < 0))
    odd |= (rate >= 0) & (amount * (quantity / 10.0**QUANTITY_DECIMALS) * cells >= _SURE)
    data["scale"][:] = 10**QUANTITY_DECIMALS
    data["steps_from"], data["steps_to"] = np.arange(rows.count), np.arange(rows.count) + (rate >= 0)
    calendars = _calendars(rows, data, odd)
    allocations = _allocations(rows, data, odd)
    for name in ("quantities", "stages"):
        _mark_long(rows, name, odd)
    data["quantity"] = quantity
    matrix = np.array([data[name] for name in (*COLUMNS, "quantity")], dtype=np.int64)
    return ~odd, matrix, allocations, calendars


def _length(every: Frequency) -> int:
    return every.months or every.days


def _quantity(value: Any) -> int:
    steps = Quantity.of(read.number(value)).steps
    return scaled(steps[0].value, QUANTITY_DECIMALS)


def _ids(rows: _Rows, odd: Bools) -> None:
    """Mark rows whose ids are missing or wrong, and lines that are there twice."""
    codes = []
    for name in ("contract", "line"):
        _, wrong = rows.parsed(name, lambda value: bool(read.identifier(value)), 0)
        odd |= wrong | rows.columns[name].missing
        codes.append(rows.columns[name].code + 1)
    both = codes[0] * (int(codes[1].max(initial=0)) + 1) + codes[1]
    _, first, counts = np.unique(both, return_inverse=True, return_counts=True)
    odd |= counts[first] > 1
    for name in CONTRACT_KEYS:
        reader = {"signed": _day, "recurring": read.flag}.get(name, lambda value: bool(read.text(value)))
        odd |= rows.parsed(name, reader, 0)[1]


def _check_month_ends(odd: Bools, anchor: Ints, month_end: Ints, in_months: Bools) -> None:
    ends = np.flatnonzero((month_end > 0) & ~odd)
    if len(ends):
        base, _ = bases(np.ones(len(ends), dtype=np.int64), anchor[ends], np.ones(len(ends), dtype=np.bool_))
        odd[ends] |= (TABLE[base] != anchor[ends]) | ~in_months[ends]
    sensible = (anchor >= number(FIRST_DAY)) & (anchor <= number(LAST_DAY))
    odd |= ~sensible


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
    own = {calendar.id: calendar for calendar in rows.tables.calendars}
    rolls, beyonds = list(Roll), list(Beyond)
    named: list[Calendar] = []

    def calendar(value: Any) -> int:
        found = own.get(value) or calendar_named(read.text(value))
        named.append(found)
        return len(named) - 1

    which, wrong = rows.parsed("calendar", calendar, -1)
    odd |= wrong
    roll, wrong = rows.parsed("roll", lambda value: rolls.index(read.word(Roll, value)), 0)
    odd |= wrong | (rows.has("roll") & (which < 0))
    beyond, wrong = rows.parsed("beyond", lambda value: beyonds.index(read.word(Beyond, value)), 0)
    odd |= wrong | (rows.has("beyond") & (which < 0))
    key = (which * len(rolls) + roll) * len(beyonds) + beyond
    used, place = np.unique(np.where(which < 0, -1, key), return_inverse=True)
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


def _mark_long(rows: _Rows, name: str, odd: Bools) -> None:
    """Read a long table, and mark the rows of the lines that it speaks of."""
    given = getattr(rows.tables, name)
    rows.long[name] = {}
    if given is None:
        return
    columns = _read_columns(given)
    keys = QUANTITY_KEYS if name == "quantities" else STAGE_KEYS
    wrong = [key for key in columns if key not in ("contract", "line", *keys)]
    missing = [key for key in ("contract", "line") if key not in columns]
    if wrong or missing:
        raise RegisterError(
            (
                *(_unknown(f"{name}.{key}", key, ("contract", "line", *keys)) for key in wrong),
                *(Problem(code="KEY_MISSING", field=f"{name}.{key}", data={"wanted": key}) for key in missing),
            )
        )
    for row in range(len(columns["contract"].code)):
        ids = (columns["contract"].value(row), columns["line"].value(row))
        item = {key: columns[key].value(row) for key in keys if key in columns and columns[key].code[row] >= 0}
        rows.long[name].setdefault(ids, []).append(item)
    spoken = rows.long[name]
    contract, line = rows.columns["contract"], rows.columns["line"]
    odd |= np.fromiter(
        ((contract.value(row), line.value(row)) in spoken for row in range(rows.count)), np.bool_, rows.count
    )


# --- other rows -------------------------------------------------------------------------------------------------------


def _odd_rows(rows: _Rows, odd: Ints) -> tuple[list[Contract], list[Line]]:
    """A contract of one line for each row, by the readers of register files.

    Raises:
        RegisterError: what is wrong with any of them.
    """
    problems: list[Problem] = list(_orphans(rows))
    contracts: list[Contract] = []
    lines: list[Line] = []
    own = {calendar.id: calendar for calendar in rows.tables.calendars}
    basis = Basis(rows.tables.currency, rows.tables.unit, calendars=own)
    seen: set[tuple[Any, Any]] = set()
    for row in odd.tolist():
        item = _document(rows, row)
        faults = Faults()
        document = {"contracts": [item]}
        shape = table(ContractTable, item)
        collect(shape, ("contracts", 0), faults)
        made = read_contract(shape, Place(faults, basis, ("contracts", 0)))
        ids = (item.get("id"), item["lines"][0].get("id"))
        if ids in seen:
            faults.add("DUPLICATE_ID", ("contracts", 0, "lines", 0, "id"), ids[1])
        seen.add(ids)
        problems += [problem(fault, None, document, row + 1) for fault in faults]
        if made is not None:
            contracts.append(made)
            lines.append(made.lines[0])
    if problems:
        raise RegisterError(tuple(sorted(problems, key=lambda each: each.line_number or 0)))
    return contracts, lines


def _orphans(rows: _Rows) -> list[Problem]:
    """Entries of the long tables whose line is not there."""
    contract, line = rows.columns["contract"], rows.columns["line"]
    wanted = {ids: name for name, entries in rows.long.items() for ids in entries}
    if wanted:
        for row in range(rows.count):
            wanted.pop((contract.value(row), line.value(row)), None)
    return [
        Problem(code="LINE_OF_TABLE", contract=str(ids[0]), line=str(ids[1]), field=name, value=str(ids[1]))
        for ids, name in wanted.items()
    ]


def _document(rows: _Rows, row: int) -> dict[str, Any]:
    """A row as a contract of one line of a register file."""
    given = {name: column.value(row) for name, column in rows.columns.items() if column.code[row] >= 0}
    line: dict[str, Any] = {key: given[key] for key in LINE_KEYS if key in given}
    billing = {key: given[key] for key in BILLING_KEYS if key in given}
    shares = {name.removeprefix(SHARE): value for name, value in given.items() if name.startswith(SHARE)}
    events = {name.removeprefix(EVENT): value for name, value in given.items() if name.startswith(EVENT)}
    item: dict[str, Any] = {key: given[key] for key in CONTRACT_KEYS if key in given}
    ids = (given.get("contract"), given.get("line"))
    line |= {key: value for key, value in (("billing", billing), ("allocation", shares)) if value}
    for name, key in (("quantities", "quantity"), ("stages", "stages")):
        if ids in rows.long.get(name, {}):
            line[key] = rows.long[name][ids]
    if "line" in given:
        line["id"] = given["line"]
    if "contract" in given:
        item["id"] = given["contract"]
    return item | ({"events": events} if events else {}) | {"lines": [line]}


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
    mine[place["steps_from"]], mine[place["steps_to"]] = (
        np.arange(shift),
        np.arange(shift) + (mine[place["form"]] == RATE),
    )
    for name in ("steps_from", "steps_to"):
        theirs[place[name]] += shift
    for name, size in (("calendar", len(calendars)), ("allocation", len(allocations))):
        theirs[place[name]] += np.where(theirs[place[name]] < 0, 0, size)
    matrix = np.concatenate((mine, theirs), axis=1)
    row = np.concatenate((plain, odd))
    contract, line = rows.columns["contract"], rows.columns["line"]
    order = np.lexsort((_ranks(line)[line.code[row]], _ranks(contract)[contract.code[row]]))
    row = row[order]
    step_value = np.concatenate((data[-1, plain], other.step_value))
    segments = Segments(
        matrix[:, order],
        np.concatenate((data[place["start"], plain], other.step_day)),
        step_value,
        other.part_day,
        other.part_size,
        calendars + other.calendars,
        allocations + other.allocations,
    )
    stages: list[tuple[str, ...]] = [()] * len(row)
    named = {int(o): tuple(part["name"] for part in _parts(rows, int(o))) for o in odd}
    for i, r in enumerate(row.tolist()):
        if named.get(r):
            stages[i] = named[r]
    return Read(
        segments,
        [contract.distinct[code] for code in contract.code[row]],
        [line.distinct[code] for code in line.code[row]],
        {
            "vendor": _values(rows, "vendor", row, None),
            "category": _values(rows, "category", row, None),
            "recurring": _values(rows, "recurring", row, False),
        },
        stages,
    )


def _parts(rows: _Rows, row: int) -> list[dict[str, Any]]:
    ids = (rows.columns["contract"].value(row), rows.columns["line"].value(row))
    return rows.long.get("stages", {}).get(ids, [])


def _ranks(column: _Column) -> Ints:
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
