"""Schedules as Arrow streams: exact to the last digit, whoever reads them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.kernel.days import NONE
from contracts.money import CURRENCIES, LIMIT_MINOR
from contracts.schedules import arrow
from contracts.tables import SCHEDULE, Kind

DAY = date(2017, 5, 1)


def once(*amounts: tuple[int, str]) -> ct.Schedule:
    """A contract for each amount, which is minor units of a currency, due on one day."""
    return ct.schedule(
        ct.Contract(id=f"C{i}", lines=[ct.Line(id="a", price=ct.Total(ct.Money(*amount)), billing=ct.Once(DAY))])
        for i, amount in enumerate(amounts)
    )


def queried(schedule: ct.Schedule, query: str) -> list[dict[str, Any]]:
    """What DuckDB says of the table `schedule`."""
    with duckdb.connect() as connection:
        connection.register("schedule", schedule)
        found = connection.execute(query)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


READERS: dict[str, Callable[[ct.Schedule], list[dict[str, Any]]]] = {
    "pyarrow": lambda schedule: pa.table(schedule).to_pylist(),
    "batches": lambda schedule: pa.RecordBatchReader.from_stream(schedule).read_all().to_pylist(),
    "polars": lambda schedule: pl.DataFrame(schedule).to_dicts(),
    "duckdb": lambda schedule: queried(schedule, "select * from schedule"),
}


def columns(amount: list[int], currency: list[str], due: list[int] | None = None) -> dict[str, Any]:
    """The columns of as many rows, of which only these matter."""
    count = len(amount)
    found: dict[str, Any] = {name: np.zeros(count, dtype=np.int64) for name in SCHEDULE.names}
    found |= {column.name: ["x"] * count for column in SCHEDULE.columns if column.kind is Kind.TEXT}
    return found | {
        "amount": np.array(amount, dtype=np.int64),
        "currency": np.array(currency, dtype=object),
        "due": np.array(due or [0] * count, dtype=np.int64),
        "provisional": np.zeros(count, dtype=np.bool_),
    }


def exact(minor: int, currency: str) -> Decimal:
    """Minor units as a decimal of the major one."""
    return Decimal(f"{minor}E-{CURRENCIES[currency]}")


# readers


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_sees_the_same_rows(reader: str) -> None:
    """Undated stages have no due day, lines without service no service, and rows that are no stage no name."""
    year = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))
    stages = (
        ct.Stage(name="首付款", percent=Decimal(30), on=date(2017, 12, 31)),
        ct.Stage(name="尾款", percent=Decimal(70), after="accepted"),
    )
    beyond = ct.Line(
        id="c", price=ct.Total("5", "CNY"), billing=ct.Once(date(2028, 1, 1)), calendar="CN", beyond="weekends"
    )
    lines = [
        ct.Line(id="a", price=ct.Total("10", "CNY"), billing=ct.Cyclic(ct.QUARTERLY), service=year),
        ct.Line(id="b", price=ct.Total("100", "CNY"), billing=ct.Stages(stages), calendar="CN"),
        beyond,
    ]
    schedule = ct.schedule(ct.Contract(id="合同〔2017〕3", lines=lines))
    found = READERS[reader](schedule)
    assert found == list(schedule.sheet().records())
    assert [row["due"] for row in found][-3:] == [date(2018, 1, 2), None, date(2028, 1, 3)]
    assert [row["service_from"] for row in found][-3:] == [None] * 3
    assert [row["name"] for row in found][-3:] == ["首付款", "尾款", None]
    assert [row["provisional"] for row in found][-3:] == [False, False, True]
    assert READERS[reader](schedule.undated()) == found[-2:-1]
    assert READERS[reader](schedule["合同〔2017〕3"].between(None, date(2016, 12, 31))) == []


def test_a_query_sums_exactly() -> None:
    """The sum of 3 × 10^15 and 1 minor units has 16 digits, as many as a double may hold, and one too many."""
    schedule = once(*[(10**15, "CNY")] * 3, (1, "CNY"), (10**15, "USD"))
    query = "select currency, sum(amount) as amount from schedule where due <= '2017-05-01' group by 1 order by 1"
    expected = [Decimal("30000000000000.01"), Decimal("10000000000000.00")]
    assert [row["amount"] for row in queried(schedule, query)] == expected
    sums = pl.DataFrame(schedule).group_by("currency").agg(pl.col("amount").sum()).sort("currency")
    assert sums["amount"].to_list() == expected


# amounts


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("amounts", "digits"),
    [
        ([(LIMIT_MINOR, "CNY"), (LIMIT_MINOR - 1, "CNY"), (0, "CNY"), (1, "CNY")], 2),
        ([(LIMIT_MINOR, "JPY"), (1, "JPY")], 0),
        ([(LIMIT_MINOR, "KWD"), (1, "KWD")], 3),
        ([(LIMIT_MINOR, "JPY"), (LIMIT_MINOR - 1, "KWD"), (1, "CNY")], 3),
        ([(LIMIT_MINOR, "JPY"), (LIMIT_MINOR, "CLF"), (LIMIT_MINOR - 1, "CNY"), (1, "KWD")], 4),
    ],
)
def test_amounts_are_exact_up_to_the_limit_in_any_mixture(
    reader: str, amounts: list[tuple[int, str]], digits: int
) -> None:
    """10^15 yen beside a currency of four decimals are 10^19 of the last of them: more than an int64 holds."""
    schedule = once(*amounts)
    assert pa.table(schedule).schema.field("amount").type == pa.decimal128(arrow.PRECISION, digits)
    assert [row["amount"] for row in READERS[reader](schedule)] == [exact(*amount) for amount in amounts]


@given(st.lists(st.tuples(st.integers(-LIMIT_MINOR, LIMIT_MINOR), st.sampled_from(("JPY", "CNY", "KWD", "UYW")))))
def test_amounts_of_either_sign_are_exact(amounts: list[tuple[int, str]]) -> None:
    """What a step takes back is negative, in the narrow columns and in the wide ones."""
    given = columns([minor for minor, _ in amounts], [currency for _, currency in amounts])
    assert arrow.table(given)["amount"].to_pylist() == [exact(*amount) for amount in amounts]


def test_the_halves_of_a_decimal_at_the_bounds_of_an_int64() -> None:
    """10^15 and less times 10^4 lies on both sides of 2^63 and of its negative."""
    bound = 2**63 // 10**4
    amounts = [sign * (bound + step) for sign in (1, -1) for step in (-1, 0, 1)]
    table = arrow.table(columns([*amounts, 1], ["JPY"] * len(amounts) + ["CLF"]))
    assert table["amount"].to_pylist() == [*map(Decimal, amounts), Decimal("0.0001")]
    table.validate(full=True)


# kinds of columns


def test_the_kinds_of_columns_are_stable() -> None:
    """Ids and words that repeat are dictionaries; days count from 1970 in 32 bits."""
    words = pa.dictionary(pa.int32(), pa.string())
    for schedule in (once((1, "CNY")), ct.schedule([])):
        assert {field.name: field.type for field in pa.table(schedule).schema} == {
            "contract": words,
            "line": words,
            "number": pa.int64(),
            "kind": words,
            "name": pa.string(),
            "service_from": pa.date32(),
            "service_to": pa.date32(),
            "due_unadjusted": pa.date32(),
            "due": pa.date32(),
            "provisional": pa.bool_(),
            "amount": pa.decimal128(20, 2),
            "currency": words,
        }


def test_days_that_are_not_there_are_null() -> None:
    table = arrow.table(columns([1, 2, 3], ["CNY"] * 3, [NONE, -1, 84_005]))
    assert table["due"].to_pylist() == [None, date(1969, 12, 31), date(2199, 12, 31)]
    assert table["due"].null_count == 1


def test_a_consumer_may_ask_for_other_kinds() -> None:
    """Text in place of dictionaries, wider decimals, floats for plots."""
    schedule = once((10**15, "CNY"), (1, "CNY"))
    own = pa.table(schedule).schema
    kinds = {"contract": pa.large_string(), "amount": pa.decimal128(38, 2), "currency": pa.string()}
    asked = pa.schema([pa.field(field.name, kinds.get(field.name, field.type)) for field in own])
    reader = pa.RecordBatchReader.from_stream(schedule, schema=asked)
    assert reader.schema == asked
    assert reader.read_all().to_pylist() == list(schedule.sheet().records())


def test_a_stream_is_read_once_and_made_again() -> None:
    """The capsule goes to its reader; the schedule gives as many as are asked for."""
    schedule = once((1, "CNY"))
    assert pa.table(schedule) == pa.table(schedule)
    assert type(schedule.__arrow_c_stream__()).__name__ == "PyCapsule"
