"""Schedules of tables: every kind of column, and everything that a table is refused for."""

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import contracts as ct
from contracts.schedules import bulk, installments
from contracts.shapes import tables as shapes
from contracts.shapes.faults import MOST_FAULTS

ROW = {
    "contract": "A",
    "line": "a",
    "total": "12",
    "from": date(2017, 1, 1),
    "to": date(2017, 12, 31),
    "every": "1 month",
}
#: Instead of the total by month.
RATE = {"total": None, "rate": "1"}
ONCE = {"from": None, "to": None, "every": None, "due": date(2017, 5, 1)}
STAGED = {"from": None, "to": None, "every": None}
STAGES = [
    {"contract": "A", "line": "a", "name": "首付款", "percent": "30", "on": date(2017, 2, 1)},
    {"contract": "A", "line": "a", "name": "尾款", "percent": "70", "after": "accepted", "months": 12},
]
STEPS = [
    {"contract": "A", "line": "a", "from": date(2017, 1, 1), "is": 10},
    {"contract": "A", "line": "a", "from": date(2017, 7, 1), "is": 12},
]
Frame = Callable[[Any], Any]


def arrow(given: list[dict[str, Any]]) -> pa.Table:
    """A table of rows, of which each may have columns of its own."""
    names = dict.fromkeys(name for row in given for name in row)
    return pa.table({name: [row.get(name) for row in given] for name in names})


FRAMES: tuple[Frame, ...] = (pd.DataFrame, pl.DataFrame, arrow)


def rows(*changes: dict[str, Any]) -> list[dict[str, Any]]:
    """A row for each change of the usual one; None leaves a cell blank."""
    return [{**ROW, **change} for change in changes]


def table(*changes: dict[str, Any]) -> pd.DataFrame:
    """The same as a frame."""
    return pd.DataFrame(rows(*changes))


def contract(*lines: ct.Line, id: str = "A", **facts: Any) -> ct.Contract:
    """What a row stands for."""
    return ct.Contract(id=id, lines=lines, **facts)


def line(**terms: Any) -> ct.Line:
    """The line of the usual row, but for what is said."""
    usual: dict[str, Any] = {
        "id": "a",
        "price": ct.Total("12", "CNY"),
        "billing": ct.Cyclic(ct.MONTHLY),
        "service": ct.Period.through(date(2017, 1, 1), date(2017, 12, 31)),
    }
    return ct.Line(**usual | terms)


def cyclic(**terms: Any) -> dict[str, Any]:
    """Billing by month."""
    return {"billing": ct.Cyclic(ct.MONTHLY, **terms)}


def printed(schedule: ct.Schedule) -> list[Any]:
    """The figures of a schedule by every path: rows, shares of rows and accruals."""
    tables = schedule.sheet(), schedule.sheet(by_payer=True), schedule.accruals(by_payer=True)
    return [sheet.columns for sheet in tables]


def problems(lines: Any, **options: Any) -> list[ct.Problem]:
    """What a table is refused for; every problem can be told in both languages."""
    with pytest.raises(ct.RegisterError) as caught:
        ct.schedule(lines, **options)
    found = list(caught.value.problems)
    assert all(problem.file is None and problem.message(lang) and problem.remedy(lang) for problem in found
               for lang in ct.Lang)  # fmt: skip
    return found


def told(lines: Any, **options: Any) -> list[tuple[str, str | None, str | None, int | None]]:
    """Code, field, value and row of each."""
    return [(problem.code, problem.field, problem.value, problem.line_number) for problem in problems(lines, **options)]


# columns


HOLIDAY = ct.Calendar(id="own", holidays=frozenset({date(2017, 1, 31)}))

COLUMNS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {}),
    ({"total": 12}, {}),
    ({"total": Decimal("12.00")}, {}),
    ({"total": Decimal("1.2E+1")}, {}),
    ({"total": "１２.00"}, {}),
    (RATE, {"price": ct.Rate("1", "CNY")}),
    ({**RATE, "per": "3 months"}, {"price": ct.Rate("1", "CNY", per=ct.QUARTERLY)}),
    ({**RATE, "per": "2 weeks"}, {"price": ct.Rate("1", "CNY", per=ct.Frequency.parse("2 weeks"))}),
    ({**RATE, "quantity": 3}, {"price": ct.Rate("1", "CNY", quantity=3)}),
    ({**RATE, "quantity": "2.5"}, {"price": ct.Rate("1", "CNY", quantity="2.5")}),
    ({**RATE, "quantity": Decimal("0.000001")}, {"price": ct.Rate("1", "CNY", quantity="0.000001")}),
    ({**RATE, "rate": "500000000000"}, {"price": ct.Rate("500000000000", "CNY")}),
    ({"every": "2 weeks"}, {"billing": ct.Cyclic(ct.Frequency.parse("2 weeks"))}),
    ({"when": "advance"}, cyclic(when=ct.ADVANCE)),
    ({"anchor": date(2016, 12, 15)}, cyclic(anchor=date(2016, 12, 15))),
    ({"anchor": date(2016, 2, 29), "month_end": True}, cyclic(anchor=date(2016, 2, 29), month_end=True)),
    ({"month_end": False}, {}),
    ({"first_edge": date(2017, 2, 15)}, cyclic(first_edge=date(2017, 2, 15))),
    ({"last_edge": date(2017, 12, 1)}, cyclic(last_edge=date(2017, 12, 1))),
    ({"anchor": date(2016, 12, 15), "stub": "long"}, cyclic(anchor=date(2016, 12, 15), stub="long")),
    ({"stub": "forbid"}, cyclic(stub="forbid")),
    ({"net_days": 30}, cyclic(net_days=30)),
    ({"net_days": 30.0}, cyclic(net_days=30)),
    ({"pay_day": 31}, cyclic(pay_day=31)),
    ({"anchor": date(2016, 12, 15), "proration": "thirty"},
        {"proration": "thirty"} | cyclic(anchor=date(2016, 12, 15))),
    ({**RATE, "proration": "none", "to": date(2017, 12, 30)}, {"price": ct.Rate("1", "CNY"), "proration": "none",
        "service": ct.Period.through(date(2017, 1, 1), date(2017, 12, 30))}),
    ({"recognition": "even"}, {"recognition": "even"}),
    ({"recognition": "on-due"}, {"recognition": "on-due"}),
    ({"recognition": date(2017, 5, 1)}, {"recognition": date(2017, 5, 1)}),
    ({"remainder": "last"}, {"remainder": "last"}),
    ({"calendar": "CN"}, {"calendar": "CN"}),
    ({"calendar": "CN", "roll": "preceding", "beyond": "weekends"}, {"calendar": "CN", "roll": ct.Roll("preceding"),
        "beyond": "weekends"}),
    ({"calendar": "own"}, {"calendar": HOLIDAY}),
    ({"share:甲": 4, "share:乙": 3}, {"allocation": ct.Allocation({"甲": 4, "乙": 3})}),
    ({"share:乙": 0.0, "share:甲": 4.0}, {"allocation": ct.Allocation({"乙": 0, "甲": 4})}),
    (ONCE, {"billing": ct.Once(date(2017, 5, 1)), "service": None}),
    ({"every": None, "due": date(2017, 5, 1)}, {"billing": ct.Once(date(2017, 5, 1))}),
    ({"to": date(2199, 12, 31), "from": date(2199, 1, 1), "when": "advance"},
        {"service": ct.Period(date(2199, 1, 1), date(2200, 1, 1))} | cyclic(when="advance")),
]  # fmt: skip


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("change", "terms"), COLUMNS, ids=lambda given: ",".join(map(str, given)))
def test_a_column_says_what_the_key_of_a_file_says(frame: Frame, change: dict[str, Any], terms: dict[str, Any]) -> None:
    found = ct.schedule(frame(rows(change)), calendars=[HOLIDAY])
    assert printed(found) == printed(ct.schedule(contract(line(**terms))))


@pytest.mark.parametrize("frame", FRAMES)
def test_rows_that_say_nothing_alike_stand_in_one_table(frame: Frame) -> None:
    """What is blank for one is not there for it: pandas makes NaN, NaT and floats of it."""
    given = rows(
        {"contract": "B", "net_days": 30, "share:甲": 4, "share:乙": 3, "recurring": True, "calendar": "CN"},
        {**RATE, "line": "b", "quantity": "3"},
        {"line": "a", "share:乙": 1, "recurring": False, "calendar": "weekends", "roll": "preceding"},
        {**ONCE, "line": "c"},
    )
    weekends = line(allocation=ct.Allocation({"乙": 1}), calendar="weekends", roll=ct.Roll("preceding"))
    other = contract(
        line(allocation=ct.Allocation({"甲": 4, "乙": 3}), calendar="CN", **cyclic(net_days=30)), id="B", recurring=True
    )
    lines = (
        weekends,
        line(id="b", price=ct.Rate("1", "CNY", quantity=3)),
        line(id="c", billing=ct.Once(date(2017, 5, 1)), service=None),
    )
    assert printed(ct.schedule(frame(given))) == printed(ct.schedule([contract(*lines), other]))


@pytest.mark.parametrize("frame", FRAMES)
def test_stages_stand_in_a_table_of_their_own(frame: Frame) -> None:
    """In the order in which they stand there; an event is a column of the lines."""
    for event in ({}, {"event:accepted": date(2017, 3, 1)}):
        found = ct.schedule(frame(rows({"line": "b"}, {**STAGED, **event})), stages=frame(STAGES))
        assert {row.name for row in found if row.line == "b"} == {None}
        assert [(row.kind, row.name, row.due, row.amount.minor) for row in found if row.line == "a"] == [
            ("stage", "首付款", date(2017, 2, 1), 360),
            ("stage", "尾款", date(2018, 3, 1) if event else None, 840),
        ]


@pytest.mark.parametrize("frame", FRAMES)
def test_stages_by_amount_after_days_or_the_signature(frame: Frame) -> None:
    parts = [
        {"contract": "A", "line": "a", "name": "x", "amount": "0.0005", "after": "signed", "days": 10},
        {"contract": "A", "line": "a", "name": "y", "amount": "0.0007", "after": "signed"},
    ]
    given = frame(rows({**STAGED, "total": "0.0012", "signed": date(2017, 1, 1)}))
    found = ct.schedule(given, stages=frame(parts), unit="万元")
    assert [(row.name, row.due, row.amount.minor) for row in found] == [
        ("x", date(2017, 1, 11), 500),
        ("y", date(2017, 1, 1), 700),
    ]


@pytest.mark.parametrize("frame", FRAMES)
def test_steps_of_a_quantity_stand_in_a_table_of_their_own(frame: Frame) -> None:
    """The first may have no day; the other lines keep their own quantity."""
    first = [{**STEPS[0], "from": None}, STEPS[1]]
    expected = contract(
        line(price=ct.Rate("1", "CNY", quantity=[(None, 10), (date(2017, 7, 1), 12)])),
        line(id="b", price=ct.Rate("1", "CNY", quantity=2)),
    )
    for steps in (STEPS, first):
        given = frame(rows(RATE, {**RATE, "line": "b", "quantity": "2"}))
        assert printed(ct.schedule(given, quantities=frame(steps))) == printed(ct.schedule(expected))


def test_long_tables_without_rows_say_nothing() -> None:
    quantities = pd.DataFrame(columns=["contract", "line", "from", "is"])
    stages = pl.DataFrame(schema={"contract": pl.String, "line": pl.String, "name": pl.String})
    found = ct.schedule(table({}), quantities=quantities, stages=stages)
    assert printed(found) == printed(ct.schedule(contract(line())))


@pytest.mark.parametrize(
    "lines",
    [
        pd.DataFrame(columns=["contract", "line"]),
        pd.DataFrame({"contract": [], "line": []}),
        pl.DataFrame(schema=["contract", "line", "total"]),
        pa.schema([("contract", pa.string()), ("line", pa.string())]).empty_table(),
    ],
    ids=lambda lines: type(lines).__module__,
)
def test_a_table_without_rows_has_no_installments(lines: Any) -> None:
    found = ct.schedule(lines, currency="USD")
    assert len(found) == 0
    assert found.total() == ct.Money(0, "USD" if found._lines.currency else "CNY")


def test_currency_unit_payer_and_fiscal_year_are_of_the_whole_table() -> None:
    """12 thousand yen from July to June."""
    found = ct.schedule(table({}), currency="JPY", unit="thousand", payer="市本级", fiscal_year_start=7)
    assert found.total() == ct.Money(12_000, "JPY")
    assert set(found.sheet(by_payer=True).columns["payer"]) == {"市本级"}
    assert found.accruals(per=ct.YEAR).columns["period_from"] == [date(2016, 7, 1), date(2017, 7, 1)]


def test_what_is_of_the_contract_groups_its_lines() -> None:
    given = table(
        {"vendor": "甲公司", "category": "网络", "recurring": True},
        {"contract": "B", "vendor": "乙公司"},
        {"contract": "C"},
    )
    found = ct.schedule(given)
    for by, groups in {
        "vendor": ["乙公司", "甲公司", None],
        "category": ["网络", None],
        "recurring": [False, True],
        "contract": ["A", "B", "C"],
    }.items():
        assert found.accruals(per=ct.YEAR, by=by).columns[by] == groups


# kinds of columns


DAYS = [date(2017, 1, 1), None]
BEGINNINGS: list[Any] = [
    pd.Series(DAYS, dtype="datetime64[ns]"),
    pd.Series(DAYS, dtype="datetime64[s]"),
    pd.Series(DAYS, dtype=object),
    pd.Series(["2017-01-01", None], dtype=object),
    pd.Series(["2017-01-01", None], dtype="category"),
    pd.Series([np.datetime64("2017-01-01"), pd.NaT], dtype=object),
    pd.Series([pd.Timestamp("2017-01-01"), pd.NA], dtype=object),
    pd.Series([datetime.fromisoformat("2017-01-01"), float("nan")], dtype=object),
    pd.Series(["2017-01-01", None], dtype="datetime64[s]").astype(pd.ArrowDtype(pa.date32())),
    pl.Series(DAYS),
    pl.Series([datetime.fromisoformat("2017-01-01"), None]),
    pl.Series(["2017-01-01", None]).cast(pl.Categorical),
    pa.array(DAYS, pa.date32()).cast(pa.date64()),
    pa.array(DAYS, pa.date32()).cast(pa.timestamp("ns")),
    pa.array(["2017-01-01", None]).dictionary_encode(),
    pa.array(["2017-01-01", None], pa.string_view()),
    pa.chunked_array([pa.array(DAYS[:1], pa.date32()), pa.array(DAYS[1:], pa.date32())]),
    pa.DictionaryArray.from_arrays(pa.array([0, 1]), pa.array(["2017-01-01", None])),
]


@pytest.mark.parametrize("beginning", BEGINNINGS, ids=lambda series: f"{type(series).__module__}-{series.dtype}"
                         if hasattr(series, "dtype") else str(series.type))  # fmt: skip
def test_days_come_in_many_kinds(beginning: Any) -> None:
    """A midnight without a zone is its day, since frames often have no other days. The second row has none."""
    others = {
        "contract": ["A", "A"],
        "line": ["a", "b"],
        "total": ["12", "12"],
        "to": [date(2017, 12, 31), None],
        "every": ["1 month", None],
        "due": [None, date(2017, 5, 1)],
    }
    kind = type(beginning).__module__.partition(".")[0]
    made = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.table}[kind]
    found = ct.schedule(made({**others, "from": beginning}))
    second = line(id="b", billing=ct.Once(date(2017, 5, 1)), service=None)
    assert printed(found) == printed(ct.schedule(contract(line(), second)))


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("contract", np.array(["A"], dtype=object)),
        ("contract", [np.str_("A")]),
        ("total", pd.Series([12], dtype="int16")),
        ("total", pd.Series([12], dtype="Int64")),
        ("total", pd.Series([np.int64(12)], dtype=object)),
        ("total", pd.Series([12], dtype="uint64")),
        ("total", pd.Series([Decimal(12)], dtype=pd.ArrowDtype(pa.decimal128(10, 2)))),
        ("net_days", pd.Series([0.0])),
        ("month_end", pd.Series([False], dtype="boolean")),
        ("month_end", [np.False_]),
        ("share:x", pd.Series([1.0, None]).head(1)),
        ("vendor", pd.Series(["x"], dtype="string")),
        ("source", pd.Series([float("nan")])),
    ],
)
def test_values_of_numpy_and_pandas_are_read_as_pythons_own(name: str, column: Any) -> None:
    given = table({}).assign(**{name: column})
    assert printed(ct.schedule(given))[0] == printed(ct.schedule(contract(line())))[0]


def test_chunks_whose_dictionaries_differ() -> None:
    lines = pa.chunked_array([pa.array(["a"]).dictionary_encode(), pa.array(["b", "c"]).dictionary_encode()])
    given = pa.table({"contract": ["A"] * 3, "line": lines, "total": [1, 2, 3], "due": [date(2017, 5, 1)] * 3})
    assert [(row.line, row.amount.minor) for row in ct.schedule(given)] == [("a", 100), ("b", 200), ("c", 300)]


def test_whatever_has_an_arrow_stream_is_a_table() -> None:
    """A relation of DuckDB, a reader of batches, and another schedule, which comes back as it is."""
    given = arrow(rows({}, {"line": "b"}))
    found = ct.schedule(duckdb.sql("select * from given"))
    assert printed(found) == printed(ct.schedule(given.to_reader())) == printed(ct.schedule(given))
    assert ct.schedule(found) is found


def test_names_of_columns_need_not_be_text() -> None:
    assert told(table({}).assign(x=1).rename(columns={"x": 5})) == [("KEY_UNKNOWN", "5", "5", None)]


def test_a_subclass_of_a_frame_is_one() -> None:
    class Own(pd.DataFrame):
        pass

    assert printed(ct.schedule(Own(table({})))) == printed(ct.schedule(table({})))


# columns that are refused


@pytest.mark.parametrize("frame", FRAMES)
def test_columns_that_no_file_knows(frame: Frame) -> None:
    """With what may have been meant, beside whatever else is wrong."""
    given = frame(rows({"totl": "1", "share": 1, "to": date(2016, 1, 1)}))
    found = problems(given, quantities=frame([{**STEPS[0], "of": 1}]), stages=frame([{**STAGES[0], "share:x": 1}]))
    assert [(each.code, each.field, each.line_number) for each in found] == [
        ("KEY_UNKNOWN", "totl", None),
        ("KEY_UNKNOWN", "share", None),
        ("KEY_UNKNOWN", "quantities.of", None),
        ("KEY_UNKNOWN", "stages.share:x", None),
        ("KEY_CONFLICT", "quantity", 1),
        ("KEY_CONFLICT", "stages", 1),
        ("DATE_ORDER", "to", 1),
    ]
    assert found[0].remedy() == "use total, or leave it out"
    assert "share:<payer>" in found[1].remedy()


@pytest.mark.parametrize("frame", FRAMES)
def test_a_table_needs_the_columns_that_name_its_lines(frame: Frame) -> None:
    assert told(frame([{"total": "1"}]), quantities=frame([{"line": "a"}]), stages=frame([{"contract": "A"}])) == [
        ("KEY_MISSING", "contract", None, None),
        ("KEY_MISSING", "line", None, None),
        ("KEY_MISSING", "quantities.contract", None, None),
        ("KEY_MISSING", "stages.line", None, None),
    ]
    assert told(pd.DataFrame()) == [("KEY_MISSING", "contract", None, None), ("KEY_MISSING", "line", None, None)]


@pytest.mark.parametrize(
    "lines", [pd.DataFrame([["A", "a", "b"]], columns=["contract", "line", "line"]),
              pa.table([["A"], ["a"], ["b"]], names=["contract", "line", "line"])],
    ids=["pandas", "pyarrow"])  # fmt: skip
def test_two_columns_of_one_name(lines: Any) -> None:
    assert told(lines) == [("DUPLICATE_KEY", "line", "line", None)]


@pytest.mark.parametrize(
    "given", [pd.Series([1]), pl.Series([1]), pa.chunked_array([[1]])], ids=lambda given: type(given).__module__
)
def test_a_column_alone_is_no_table(given: Any) -> None:
    with pytest.raises(ct.TermsError) as caught:
        ct.schedule(given)
    assert (caught.value.code, caught.value.field) == ("TYPE_WRONG", "lines")


@pytest.mark.parametrize(
    ("options", "code", "field"),
    [
        ({"quantities": [1]}, "TYPE_WRONG", "quantities"),
        ({"stages": "x"}, "TYPE_WRONG", "stages"),
        ({"currency": "XYZ"}, "CURRENCY_UNKNOWN", "currency"),
        ({"unit": "斤"}, "UNIT_UNKNOWN", "unit"),
        ({"unit": "万元", "currency": "USD"}, "UNIT_UNKNOWN", "unit"),
        ({"calendars": 5}, "TYPE_WRONG", "calendars"),
        ({"calendars": ["CN"]}, "TYPE_WRONG", "calendars"),
        ({"payer": 5}, "TYPE_WRONG", "payer"),
        ({"payer": " "}, "TEXT_EMPTY", "payer"),
        ({"fiscal_year_start": 13}, "FISCAL_MONTH", "fiscal_year_start"),
    ],
)
def test_what_holds_for_the_whole_table_is_checked(options: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(ct.TermsError) as caught:
        ct.schedule(table({}), **options)
    assert (caught.value.code, caught.value.field) == (code, field)


# rows that are refused


LATE = {"from": date(2199, 1, 1), "to": date(2199, 12, 31)}

WRONG: list[tuple[dict[str, Any], tuple[str, str, str | None]]] = [
    ({"contract": None}, ("KEY_MISSING", "contract", None)),
    ({"line": None}, ("KEY_MISSING", "line", None)),
    ({"contract": "A b"}, ("ID_SYNTAX", "contract", "A b")),
    ({"contract": 5}, ("TYPE_WRONG", "contract", "5")),
    ({"line": 5}, ("TYPE_WRONG", "line", "5")),
    ({"total": None}, ("KEY_MISSING", "total", None)),
    ({"rate": "1"}, ("KEY_CONFLICT", "total", "12")),
    ({"total": "-5", "rate": "1"}, ("KEY_CONFLICT", "total", "-5")),
    ({"total": "-0.01"}, ("PRICE_NEGATIVE", "total", "-0.01 CNY")),
    ({**RATE, "rate": "-0.01"}, ("PRICE_NEGATIVE", "rate", "-0.01 CNY")),
    ({"total": 12.0}, ("FLOAT_FORBIDDEN", "total", "12.0")),
    ({"total": float("inf")}, ("FLOAT_FORBIDDEN", "total", "inf")),
    ({"total": float("nan")}, ("KEY_MISSING", "total", None)),
    ({"total": True}, ("TYPE_WRONG", "total", "true")),
    ({"total": ""}, ("AMOUNT_MISSING", "total", "")),
    ({"total": "12.345"}, ("AMOUNT_PRECISION", "total", "12.345")),
    ({"total": "1e3"}, ("AMOUNT_SYNTAX", "total", "1e3")),
    ({"total": "#N/A"}, ("CELL_ERROR", "total", "#N/A")),
    ({"total": Decimal("0.001")}, ("AMOUNT_PRECISION", "total", "0.001")),
    ({"total": "10000000000000.01"}, ("AMOUNT_RANGE", "total", "10000000000000.01")),
    ({**RATE, "rate": "1000000000000"}, ("VALUE_RANGE", "rate", "1000000000000.00 CNY")),
    ({**RATE, "quantity": 2.5}, ("FLOAT_FORBIDDEN", "quantity", "2.5")),
    ({**RATE, "quantity": "-1"}, ("QUANTITY_NEGATIVE", "quantity", "-1")),
    ({**RATE, "quantity": "0.0000001"}, ("QUANTITY_PRECISION", "quantity", "1E-7")),
    ({"quantity": 3}, ("KEY_CONFLICT", "quantity", "3")),
    ({"per": "1 month"}, ("KEY_CONFLICT", "per", "1 month")),
    ({**RATE, "per": "monthly"}, ("FREQUENCY", "per", "monthly")),
    ({"from": None}, ("KEY_MISSING", "from", None)),
    ({"to": None}, ("HORIZON_REQUIRED", "to", "2017-01-01")),
    ({"from": None, "to": None}, ("SERVICE_MISSING", "from", "1 month")),
    ({"to": date(2016, 12, 31)}, ("DATE_ORDER", "to", "2016-12-31")),
    ({"from": "2017-02-29"}, ("DATE_SYNTAX", "from", "2017-02-29")),
    ({"from": "1899-12-31"}, ("DATE_RANGE", "from", "1899-12-31")),
    ({"every": None}, ("KEY_MISSING", "billing", None)),
    ({"every": None, "when": "advance"}, ("KEY_MISSING", "billing.every", None)),
    ({"every": "1 moon"}, ("FREQUENCY", "billing.every", "1 moon")),
    ({"every": "1 day", "from": date(1900, 1, 1), "to": date(2199, 12, 31), **RATE, "quantity": "999999999"},
        ("VALUE_RANGE", "rate", "1.00 CNY")),
    ({"when": "late"}, ("CHOICE_UNKNOWN", "billing.when", "late")),
    ({"month_end": True}, ("EDGE_MONTH_END", "billing.anchor", "2017-01-01")),
    ({"month_end": True, "every": "4 weeks", "anchor": date(2017, 1, 31)},
        ("MONTH_END_DAYS", "billing.month_end", "4 weeks")),
    ({"month_end": "yes"}, ("TYPE_WRONG", "billing.month_end", "yes")),
    ({"first_edge": date(2018, 1, 2)}, ("EDGE_OUTSIDE", "billing.first_edge", "2018-01-02")),
    ({"stub": "forbid", "to": date(2017, 12, 30)}, ("STUB_FORBIDDEN", "billing.stub", "2017-12-01 to 2017-12-30")),
    ({"net_days": -1}, ("NUMBER_RANGE", "billing.net_days", "-1")),
    ({"net_days": 1.5}, ("TYPE_WRONG", "billing.net_days", "1.5")),
    ({"net_days": 36_526}, ("NUMBER_RANGE", "billing.net_days", "36526")),
    ({"pay_day": 0}, ("NUMBER_RANGE", "billing.pay_day", "0")),
    ({"pay_day": 32}, ("NUMBER_RANGE", "billing.pay_day", "32")),
    ({"pay_day": 5, "net_days": 5}, ("KEY_CONFLICT", "billing.pay_day", "5")),
    ({**LATE, "net_days": 1}, ("DATE_RANGE", "billing.net_days", "2200-01-01")),
    ({"proration": "thirty", "every": "4 weeks"}, ("THIRTY_NEEDS_MONTHS", "proration", "thirty")),
    ({**RATE, "recognition": "even"}, ("EVEN_NEEDS_TOTAL", "recognition", "even")),
    ({"recognition": "once"}, ("CHOICE_UNKNOWN", "recognition", "once")),
    ({"remainder": "first"}, ("CHOICE_UNKNOWN", "remainder", "first")),
    ({"calendar": "nowhere"}, ("CALENDAR_UNKNOWN", "calendar", "nowhere")),
    ({"calendar": 5}, ("TYPE_WRONG", "calendar", "5")),
    ({"roll": "preceding"}, ("ROLL_WITHOUT_CALENDAR", "roll", "preceding")),
    ({"beyond": "weekends"}, ("ROLL_WITHOUT_CALENDAR", "beyond", "weekends")),
    ({"share:甲": -1}, ("WEIGHT", "allocation.甲", "-1")),
    ({"share:甲": 0.5}, ("WEIGHT", "allocation.甲", "0.5")),
    ({"share:甲": True}, ("WEIGHT", "allocation.甲", "true")),
    ({"share:甲": 0}, ("WEIGHT_NONE", "allocation", "0")),
    ({"share:": 1}, ("TEXT_EMPTY", "allocation.", "")),
    ({"title": ""}, ("TEXT_EMPTY", "title", "")),
    ({"vendor": 5}, ("TYPE_WRONG", "vendor", "5")),
    ({"signed": "2017"}, ("DATE_SYNTAX", "signed", "2017")),
    ({"recurring": "yes"}, ("TYPE_WRONG", "recurring", "yes")),
    ({"event:accepted": "soon"}, ("DATE_SYNTAX", "events.accepted", "soon")),
    ({"due": date(2017, 5, 1)}, ("KEY_CONFLICT", "due", "2017-05-01")),
    ({**ONCE, **RATE}, ("RATE_NEEDS_CYCLE", "rate", "1.00 CNY")),
]  # fmt: skip


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("change", "expected"), WRONG, ids=lambda given: ",".join(map(str, given)))
def test_what_is_wrong_with_a_row(frame: Frame, change: dict[str, Any], expected: tuple[str, str, str | None]) -> None:
    assert told(frame(rows(change))) == [(*expected, 1)]


ODD: list[tuple[str, Any, tuple[str, str]]] = [
    ("contract", ["A"], ("TYPE_WRONG", "[…]")),
    ("total", {"is": 1}, ("TYPE_WRONG", "{…}")),
    ("total", Decimal("NaN"), ("AMOUNT_SYNTAX", "NaN")),
    ("total", Decimal("sNaN"), ("AMOUNT_SYNTAX", "sNaN")),
    ("total", Decimal("1E+999999999"), ("AMOUNT_SYNTAX", "1E+999999999")),
    ("total", Decimal("-1E-999999999"), ("AMOUNT_SYNTAX", "-1E-999999999")),
    ("total", 10**40, ("AMOUNT_RANGE", f"1{'0' * 40}")),
    ("total", np.float32(12), ("FLOAT_FORBIDDEN", "12.0")),
    ("total", np.array([1, 2]), ("TYPE_WRONG", "[1 2]")),
    ("total", 1 + 2j, ("TYPE_WRONG", "(1+2j)")),
    ("total", pd.Timedelta(1, "D"), ("TYPE_WRONG", "1 days 00:00:00")),
    ("net_days", 10**40, ("NUMBER_RANGE", f"1{'0' * 40}")),
    ("net_days", float("inf"), ("TYPE_WRONG", "inf")),
    ("net_days", pd.Timedelta(1, "D"), ("TYPE_WRONG", "1 days 00:00:00")),
    ("calendar", ["CN"], ("TYPE_WRONG", "[…]")),
    ("from", datetime.fromisoformat("2017-01-01T08:00:00"), ("DATE_HAS_TIME", "2017-01-01T08:00:00")),
    ("from", pd.Timestamp("2017-01-01", tz="Asia/Shanghai"), ("DATE_HAS_TIME", "2017-01-01T00:00:00+08:00")),
    ("from", pd.Timestamp("2017-01-01T00:00:00.000000001"), ("DATE_HAS_TIME", "2017-01-01T00:00:00.000000001")),
    ("from", np.datetime64("2017-01-01T08:00"), ("DATE_HAS_TIME", "2017-01-01T08:00")),
    ("from", np.datetime64("20000-01-01"), ("DATE_SYNTAX", "20000-01-01")),
    ("from", 20170101, ("TYPE_WRONG", "20170101")),
]


@pytest.mark.parametrize(("name", "value", "expected"), ODD, ids=lambda given: repr(given)[:40])
def test_values_that_no_file_could_hold(name: str, value: Any, expected: tuple[str, str]) -> None:
    """An object column of pandas may hold anything at all."""
    given = table({}).astype(object)
    given[name] = pd.Series([value], dtype=object)
    (found,) = problems(given)
    assert (found.code, found.value, found.line_number) == (*expected, 1)


def test_lists_in_a_column_of_arrow() -> None:
    given = arrow(rows({"vendor": ["x"]}, {"line": "b"}))
    assert told(given) == [("TYPE_WRONG", "vendor", "[…]", 1)]


def test_times_in_a_column_of_days() -> None:
    for unit in ("s", "ms", "us", "ns"):
        given = table({}, {"line": "b"})
        given["from"] = np.array(["2017-01-01T08:00:00", "2017-01-01"], dtype=f"datetime64[{unit}]")
        assert [(each.code, each.line_number) for each in problems(given)] == [("DATE_HAS_TIME", 1)]


def test_everything_that_is_wrong_is_told_at_once_with_its_row() -> None:
    """In the order of rows, which count from 1 whatever the index says."""
    given = table(
        {"every": "1 moon", "total": "x"},
        {"line": "b"},
        {"line": "c", "to": date(2016, 1, 1), "share:甲": -1},
        {"line": "d", "vendor": ""},
    )
    given.index = pd.Index([7, 7, 8, 9])
    found = problems(given)
    assert [(each.line_number, each.contract, each.line, each.code) for each in found] == [
        (1, "A", "a", "FREQUENCY"),
        (1, "A", "a", "AMOUNT_SYNTAX"),
        (3, "A", "c", "WEIGHT"),
        (3, "A", "c", "DATE_ORDER"),
        (4, "A", None, "TEXT_EMPTY"),
    ]
    assert str(found[0]).startswith("row 1: contract A, line a: billing.every: 1 moon is no frequency")


def test_a_line_that_is_there_twice() -> None:
    """The first of them is not to blame; ids that are missing or wrong are not alike."""
    given = table({}, {"line": "b"}, {}, {}, {"contract": None}, {"contract": None}, {"contract": 5}, {"contract": 5})
    assert [(each.code, each.field, each.value, each.line_number) for each in problems(given)][:2] == [
        ("DUPLICATE_ID", "line", "a", 3),
        ("DUPLICATE_ID", "line", "a", 4),
    ]
    assert [each.code for each in problems(given)][2:] == ["KEY_MISSING"] * 2 + ["TYPE_WRONG"] * 2
    mixed = table({}, {}).assign(contract=pd.Series(["A", np.str_("A")], dtype=object))
    assert told(mixed) == [("DUPLICATE_ID", "line", "a", 2)]


def test_entries_of_lines_that_are_not_there() -> None:
    """Each with its own row in the long table, once for a line."""
    quantities = pd.DataFrame([*STEPS, *({**step, "line": "b"} for step in STEPS)])
    stages = pd.DataFrame([{**STAGES[0], "contract": "B"}, {**STAGES[1], "contract": "B"}])
    found = problems(table(RATE, {"line": None}), quantities=quantities, stages=stages)
    assert [(each.code, each.contract, each.line, each.field, each.value, each.line_number) for each in found] == [
        ("LINE_OF_TABLE", "A", "b", "quantities", "b", 3),
        ("LINE_OF_TABLE", "B", "a", "stages", "a", 1),
        ("KEY_MISSING", "A", None, "line", None, 2),
    ]


def test_entries_without_the_ids_of_their_line() -> None:
    stages = pd.DataFrame([{**STAGES[0], "contract": None}, {**STAGES[0], "line": 5}, {**STAGES[0], "line": ["a"]}])
    assert told(table({}), stages=stages) == [
        ("KEY_MISSING", "stages.contract", None, 1),
        ("TYPE_WRONG", "stages.line", "5", 2),
        ("TYPE_WRONG", "stages.line", "[…]", 3),
    ]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ({"stages": [{"contract": "A", "line": "a"}]},
            [("KEY_MISSING", "stages.name"), ("STAGE_SIZE", "stages.percent")]),
        ({"stages": [{"contract": "A", "line": "a", "name": "x", "percent": "100"}]}, [("STAGE_DAY", "stages.on")]),
        ({"stages": [{**STAGES[0], "percent": "29"}, STAGES[1]]}, [("SUM_MISMATCH", "stages")]),
        ({"stages": [{**STAGES[0], "percent": None, "amount": "1"}, STAGES[1]]}, [("STAGES_MIXED", "stages")]),
        ({"stages": [{**STAGES[0], "percent": 30.0}, STAGES[1]]}, [("FLOAT_FORBIDDEN", "stages.percent")]),
        ({"stages": [STAGES[0], {**STAGES[1], "months": 0.5}]}, [("TYPE_WRONG", "stages.months")]),
        ({"stages": [{**STAGES[0], "on": "soon"}, STAGES[1]]}, [("DATE_SYNTAX", "stages.on")]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_stages(entries: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """It is told at the row of their line."""
    given = {name: pd.DataFrame(long) for name, long in entries.items()}
    found = problems(table({"line": "z"}, STAGED), **given)
    assert sorted((each.code, each.field) for each in found) == sorted(expected)
    assert {(each.contract, each.line, each.line_number) for each in found} == {("A", "a", 2)}


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([{"contract": "A", "line": "a", "from": date(2017, 1, 1)}], ("KEY_MISSING", "quantity.is")),
        ([{**STEPS[0], "is": "x"}], ("QUANTITY_SYNTAX", "quantity.is")),
        ([{**STEPS[0], "is": 1.0}], ("FLOAT_FORBIDDEN", "quantity.is")),
        ([{**STEPS[0], "is": -1}], ("QUANTITY_NEGATIVE", "quantity.is")),
        ([STEPS[1], STEPS[0]], ("QUANTITY_ORDER", "quantity")),
        ([STEPS[1]], ("QUANTITY_LATE", "quantity.from")),
    ],
)
def test_what_is_wrong_with_steps(steps: list[dict[str, Any]], expected: tuple[str, str]) -> None:
    (found,) = problems(table({"line": "z"}, RATE), quantities=pd.DataFrame(steps))
    assert (found.code, found.field, found.line_number) == (*expected, 2)


def test_steps_beside_a_quantity_and_stages_beside_cycles() -> None:
    found = problems(table({**RATE, "quantity": 3}), quantities=pd.DataFrame(STEPS))
    assert [(each.code, each.field, each.value) for each in found] == [("KEY_CONFLICT", "quantity", "3")]
    assert found[0].remedy() == "keep one of quantity and quantities"
    assert told(table({}), stages=pd.DataFrame(STAGES)) == [("KEY_CONFLICT", "stages", "[…]", 1)]


def test_problems_come_to_an_end() -> None:
    given = table(*({"line": f"{i}", "total": "x", "every": "x"} for i in range(MOST_FAULTS)))
    found = problems(given)
    assert len(found) == MOST_FAULTS + 1
    assert (found[-1].code, found[-2].line_number) == ("PROBLEMS_LIMIT", MOST_FAULTS // 2)


def test_days_beyond_a_calendar_name_their_line() -> None:
    """As for contracts, they show once the days are computed."""
    given = table({}, {"contract": "B", "from": date(2027, 1, 1), "to": date(2027, 12, 31), "calendar": "CN"})
    with pytest.raises(ct.TermsError) as caught:
        ct.schedule(given)
    assert (caught.value.code, caught.value.contract, caught.value.line) == ("CALENDAR_RANGE", "B", "a")


def test_arrow_tables_need_the_extra_and_pandas_tables_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    given = arrow(rows({}))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ct.NotThereError) as caught:
        ct.schedule(given)
    assert caught.value.code == "ARROW_MISSING"
    assert len(ct.schedule(table({}))) == 12


# the schedule of a table


GIVEN = ct.schedule(
    table(
        {"share:甲": 2, "share:乙": 1},
        {"line": "b", **ONCE},
        {"contract": "B", **STAGED, "vendor": "丙"},
    ),
    stages=pd.DataFrame([{**part, "contract": "B"} for part in STAGES]),
    payer="市本级",
)


def test_it_is_sliced_and_summed_as_any_other() -> None:
    assert repr(GIVEN) == ("<Schedule: 15 installments of 3 lines, due 2017-01-31 to 2017-12-31, 1 undated, 36.00 CNY>")
    assert [row.name for row in GIVEN["B"]] == ["首付款", "尾款"]
    assert len(GIVEN[ct.Period.through(date(2017, 5, 1), date(2017, 5, 31))]) == 2
    assert GIVEN.undated().total() == ct.Money(840, "CNY")
    assert GIVEN.due(date(2017, 5, 1)) == ct.Money(400 + 1200 + 360, "CNY")
    assert GIVEN.earned(date(2017, 12, 31)) == ct.Money(1200 + 1200 + 360, "CNY")
    assert GIVEN[0].amount == ct.Money(100, "CNY")


def test_its_statements_are_those_of_any_other() -> None:
    payers = ct.shares(GIVEN, by="payer")
    found = zip(payers.columns["payer"], payers.columns["period"], payers.columns["amount"], strict=True)
    assert set(found) == {
        ("甲", "2017", 800),
        ("乙", "2017", 400),
        ("市本级", "2017", 1560),
        ("市本级", "undated", 840),
    }
    ahead = ct.obligations(GIVEN, as_of=date(2017, 11, 30), by="vendor")
    assert list(zip(ahead.columns["vendor"], ahead.columns["period"], ahead.columns["amount"], strict=True)) == [
        ("丙", "undated", 840),
        (None, "2017", 100),
    ]
    assert ct.obligations(ct.schedule(table({})), as_of=date(2017, 11, 30)).columns["amount"] == [100]
    assert GIVEN.to_frame()["amount"].sum() == Decimal("36.00")
    assert pa.table(GIVEN).to_pylist() == list(GIVEN.sheet().records())


def test_it_has_no_terms_to_explain() -> None:
    month = ct.Period.through(date(2017, 1, 1), date(2017, 1, 31))
    asks: list[Callable[[], object]] = [
        lambda: GIVEN.explain(0),
        lambda: GIVEN.explain_accrual("A", "a", month),
        lambda: GIVEN.between(month.first, month.last).explain_total(),
    ]
    for ask in asks:
        with pytest.raises(ct.NotThereError) as caught:
            ask()
        assert caught.value.code == "TERMS_UNKNOWN"
    for ids, code in ((("A", "x"), "LINE_UNKNOWN"), (("X", "a"), "CONTRACT_UNKNOWN")):
        with pytest.raises(ct.NotThereError) as caught:
            GIVEN.explain_accrual(*ids, month)
        assert caught.value.code == code


def test_a_large_table_is_expanded_in_batches() -> None:
    count = installments.BATCH + 1
    given = table({}).loc[[0] * count].assign(line=[f"{i:05}" for i in range(count)])
    found = ct.schedule(given.sample(frac=1, random_state=1))
    assert (len(found), found.total()) == (count * 12, ct.Money(count * 1200, "CNY"))
    assert (found[0].line, found[-1].line) == ("00000", f"{count - 1:05}")


# the keys


FACTS = {"kind": "works", "sme": True, "late_interest": "0.05", "performance_bond": "1.20"}


@pytest.mark.parametrize("frame", FRAMES)
def test_facts_of_a_contract_that_change_no_row_are_read_and_judged(frame: Frame) -> None:
    given = rows({}, {"line": "b"} | FACTS, {"line": "c"} | ONCE | FACTS)
    plain = ct.schedule(frame(rows({}, {"line": "b"}, {"line": "c"} | ONCE)))
    assert list(ct.schedule(frame(given))) == list(plain)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("kind", "other", "CHOICE_UNKNOWN"),
        ("sme", "yes", "TYPE_WRONG"),
        ("late_interest", "101", "NUMBER_RANGE"),
        ("late_interest", "-1", "QUANTITY_NEGATIVE"),
        ("late_interest", "x", "QUANTITY_SYNTAX"),
        ("performance_bond", "-1", "PRICE_NEGATIVE"),
        ("performance_bond", "0.001", "AMOUNT_PRECISION"),
    ],
)
def test_what_is_wrong_with_them_is_told_as_for_a_file(name: str, value: str, code: str) -> None:
    with pytest.raises(ct.RegisterError) as caught:
        ct.schedule(table({name: value}))
    assert [(problem.code, problem.field, problem.line_number) for problem in caught.value.problems] == [
        (code, name, 1)
    ]


@pytest.mark.parametrize("frame", FRAMES)
def test_a_rate_is_escalated_by_columns(frame: Frame) -> None:
    escalation = {"percent": "3", "every": "6 months", "cap": "2.5", "compounding": "simple", "quantum": "0.1"}
    row = {**ROW, **RATE, "rate": "100", "to": date(2018, 12, 31)}
    given = [{**row, **{f"escalation:{key}": value for key, value in escalation.items()}}, {**row, "line": "b"}]
    keys = {key: value for key, value in row.items() if key not in ("contract", "line", "every", "total")}
    line = keys | {"id": "a", "billing": {"every": "1 month"}, "escalation": escalation}
    plain = keys | {"id": "b", "billing": {"every": "1 month"}}
    days = {key: day.isoformat() for key, day in keys.items() if isinstance(day, date)}
    document = {"contracts": [{"id": "A", "lines": [line | days, plain | days]}]}
    assert list(ct.schedule(frame(given))) == list(ct.schedule(ct.loads(json.dumps(document), "json")))


def test_what_is_wrong_with_an_escalation_is_told_as_for_a_file() -> None:
    for changes, code, field in (
        ({"escalation:percent": "x"}, "QUANTITY_SYNTAX", "escalation.percent"),
        ({"escalation:steps": "3"}, "KEY_UNKNOWN", "escalation:steps"),
        ({"retention": "3"}, "KEY_UNKNOWN", "retention"),
    ):
        with pytest.raises(ct.RegisterError) as caught:
            ct.schedule(table({**RATE, **changes}))
        assert [(problem.code, problem.field) for problem in caught.value.problems] == [(code, field)]


def test_every_key_of_a_line_and_of_its_contract_is_a_column() -> None:
    """But for what stands in tables of its own, for amendments, renewals, notes, and what has rows beside a price."""
    kinds: tuple[type[shapes.Table], ...] = (shapes.ContractTable, shapes.LineTable, shapes.BillingTable)
    keys = {key for kind in kinds for key in shapes.keys(kind).values()}
    apart = {"id", "events", "lines", "amendments", "notes", "assumptions", "billing", "stages", "allocation"}
    apart |= {"renewal", "escalation", "retention", "adjustments", "opening", "tax", "tax_by", "tax_rounding"}
    apart |= {"currency"}
    names = {name for name in bulk.KEYS["lines"] if ":" not in name}
    assert names == (keys - apart) | {"contract", "line"}
    assert set(bulk.KEYS["stages"]) == {"contract", "line", *shapes.keys(shapes.StageTable).values()}
    assert set(bulk.KEYS["quantities"]) == {"contract", "line", *shapes.keys(shapes.StepTable).values()}
