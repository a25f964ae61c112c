"""The same work as others would do it: DuckDB, polars, objects with Decimal, QuantLib, dateutil.

Each is written as one who knows the tool well would write it, and gives what its users get
from it: an Arrow table, a data frame, a list. Days off the grid count from the anchor:
`generate_series` of DuckDB and `DateOffset` of pandas drift from the 29th to the 31st, and
`rrule` of dateutil skips short months, so none of them is used.
"""

import warnings
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate
from typing import Any, Final

import attrs
import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
from dateutil.relativedelta import relativedelta

from benchmarks.portfolios import WEIGHTS, Monthly
from contracts.kernel.days import as_date

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # what SWIG generates names no module
    import QuantLib as ql  # noqa: N813  # as its own examples do

_UNTIL: Final = tuple(accumulate(WEIGHTS))


def arrow_lines(lines: Monthly) -> pa.Table:
    """The lines as a table that any of them reads."""
    days = {
        name: pa.array(getattr(lines, name).astype(np.int32)).cast(pa.date32()) for name in ("start", "end", "anchor")
    }
    number = pa.array(np.arange(len(lines), dtype=np.int32))
    return pa.table({"line": number, **days, "amount": pa.array(lines.amount)})


# --- DuckDB -----------------------------------------------------------------------------------------------------------

#: The bills of each line: number k of n, first day and the day after the last.
_BILLS: Final = """
counted AS (
    SELECT *, 1 + date_diff('month', anchor, "end")
              - (anchor + to_months(date_diff('month', anchor, "end")::INT) >= "end")::INT AS n
    FROM lines),
numbered AS (SELECT *, unnest(range(n))::INT AS k FROM counted),
bills AS (
    SELECT *,
           CASE WHEN k = 0 THEN "start" ELSE (anchor + to_months(k))::DATE END AS first_day,
           CASE WHEN k = n - 1 THEN "end" ELSE (anchor + to_months(k + 1))::DATE END AS end_day
    FROM numbered)
"""

#: Largest remainders over day-weighted stubs, then cumulative shares.
_AMOUNTS: Final = """
cells AS (
    SELECT *,
           (anchor + INTERVAL 1 MONTH)::DATE - anchor AS first_of,
           (anchor + to_months(n::INT))::DATE - (anchor + to_months(n::INT - 1))::DATE AS last_of
    FROM bills),
weighed AS (
    SELECT line, end_day - 1 AS due, amount AS total, k,
           CASE WHEN n = 1 THEN 1
                WHEN k = 0 THEN (end_day - first_day) * last_of
                WHEN k = n - 1 THEN (end_day - first_day) * first_of
                ELSE first_of * last_of END AS weight
    FROM cells),
summed AS (SELECT *, sum(weight) OVER (PARTITION BY line)::BIGINT AS weights FROM weighed),
floored AS (SELECT *, total * weight // weights AS part, total * weight % weights AS rest FROM summed),
ranked AS (
    SELECT line, due, k, part,
           total - sum(part) OVER (PARTITION BY line)::BIGINT AS odd,
           row_number() OVER (PARTITION BY line ORDER BY rest DESC, k) AS place
    FROM floored),
rounded AS (SELECT line, due, k, part + (place <= odd)::INT AS amount FROM ranked),
cumulated AS (
    SELECT line, due, amount,
           sum(amount) OVER (PARTITION BY line ORDER BY k ROWS UNBOUNDED PRECEDING)::BIGINT AS until
    FROM rounded)
"""

#: The library's closed form for the same, in SQL: three amounts a line, and no window.
_CLOSED: Final = """
counted AS (
    SELECT *, 1 + date_diff('month', anchor, "end")
              - (anchor + to_months(date_diff('month', anchor, "end")::INT) >= "end")::INT AS n
    FROM lines),
cells AS (
    SELECT *,
           (anchor + INTERVAL 1 MONTH)::DATE - anchor AS first_of,
           (anchor + INTERVAL 1 MONTH)::DATE - "start" AS first_days,
           (anchor + to_months(n::INT))::DATE - (anchor + to_months(n::INT - 1))::DATE AS last_of,
           "end" - (anchor + to_months(n::INT - 1))::DATE AS last_days
    FROM counted),
weighed AS (
    SELECT *,
           CASE WHEN n = 1 THEN 1 ELSE first_days * last_of END AS w1,
           CASE WHEN n < 3 THEN 0 ELSE first_of * last_of END AS w2,
           CASE WHEN n = 1 THEN 0 ELSE last_days * first_of END AS w3
    FROM cells),
summed AS (SELECT *, greatest(n - 2, 0) AS inside, w1 + greatest(n - 2, 0) * w2 + w3 AS w FROM weighed),
floored AS (
    SELECT *, amount * w1 // w AS p1, amount * w2 // w AS p2, amount * w3 // w AS p3,
           amount * w1 % w AS r1, amount * w2 % w AS r2, amount * w3 % w AS r3
    FROM summed),
odd AS (SELECT *, amount - p1 - inside * p2 - p3 AS odd FROM floored),
terms AS (
    SELECT line, anchor, "end", n, inside, p2, amount AS total,
           p1 + (odd > CASE WHEN r2 > r1 THEN inside ELSE 0 END + (r3 > r1)::INT)::INT AS one,
           least(greatest(odd - (r1 >= r2)::INT - (r3 > r2)::INT, 0), inside) AS more
    FROM odd),
numbered AS (SELECT *, unnest(range(n))::INT AS k FROM terms),
cumulated AS (
    SELECT line,
           CASE WHEN k = n - 1 THEN "end" - 1 ELSE (anchor + to_months(k + 1))::DATE - 1 END AS due,
           CASE WHEN k = n - 1 THEN total ELSE one + k * p2 + least(k, more) END AS until,
           until - CASE WHEN k = 0 THEN 0 ELSE one + (k - 1) * p2 + least(k - 1, more) END AS amount
    FROM numbered)
"""


def _shares() -> str:
    """What each payer bears of a row: the difference of rounded cumulative shares."""
    whole = _UNTIL[-1]
    columns = []
    for j, weight in enumerate(_UNTIL):
        now, before = (f"(2 * {curve} * {{0}} + {whole}) // {2 * whole}" for curve in ("until", "(until - amount)"))
        earlier = _UNTIL[j - 1] if j else 0
        bounds = [now.format(weight), before.format(weight), now.format(earlier), before.format(earlier)]
        columns.append("{} - {} - ({} - {})".format(*bounds) + f" AS share_{j}")
    return ", ".join(columns)


class DuckDB:
    """The lines in a table of their own, one thread."""

    ROWS: Final = f"WITH {_CLOSED} SELECT line, due, amount, {_shares()} FROM cumulated"
    WINDOW_ROWS: Final = f"WITH {_BILLS}, {_AMOUNTS} SELECT line, due, amount, {_shares()} FROM cumulated"
    DUE: Final = f"WITH {_BILLS} SELECT line, end_day - 1 AS due FROM bills"
    TOTALS: Final = f"""
        WITH {_CLOSED}, shared AS (SELECT due, {_shares()} FROM cumulated)
        SELECT year(due) + (month(due) >= ?)::INT AS year,
               sum(share_0)::BIGINT, sum(share_1)::BIGINT, sum(share_2)::BIGINT, sum(share_3)::BIGINT
        FROM shared GROUP BY 1 ORDER BY 1"""
    ACCRUALS: Final = """
        WITH months AS (
            SELECT *, unnest(range(date_diff('month', "start", "end" - 1) + 1))::INT AS k FROM lines),
        curve AS (
            SELECT line, (date_trunc('month', "start") + to_months(k))::DATE AS month,
                   2 * ("end" - "start") AS twice,
                   (2 * amount * (greatest(month, "start") - "start") + twice // 2) // twice AS before,
                   (2 * amount * (least((month + INTERVAL 1 MONTH)::DATE, "end") - "start") + twice // 2)
                       // twice AS until
            FROM months)
        SELECT line, month, until - before AS amount FROM curve"""

    def __init__(self, lines: Monthly) -> None:
        self._connection = duckdb.connect()
        self._connection.execute("PRAGMA threads=1")
        self._connection.from_arrow(arrow_lines(lines)).create("lines")

    def table(self, query: str, *parameters: object) -> pa.Table:
        """The answer to a query as an Arrow table."""
        return self._connection.sql(query, params=list(parameters) or None).to_arrow_table()


# --- polars -----------------------------------------------------------------------------------------------------------


def polars_lines(lines: Monthly) -> pl.DataFrame:
    """The lines as a data frame."""
    frame = pl.from_arrow(arrow_lines(lines))
    assert isinstance(frame, pl.DataFrame)
    return frame


def _plus_months(count: pl.Expr) -> pl.Expr:
    return pl.col("anchor").dt.offset_by(pl.format("{}mo", count))


def polars_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """All rows, by the library's closed form too: three amounts a line, and no window."""
    end, k, n, inside = (pl.col(name) for name in ("end", "k", "n", "inside"))
    amount, weights, odd, more, one, each = (pl.col(name) for name in ("amount", "w", "odd", "more", "one", "p2"))
    months = (pl.col(name).dt.year() * 12 + pl.col(name).dt.month().cast(pl.Int32) for name in ("end", "anchor"))
    rest_of = [pl.col(f"r{i}") for i in (1, 2, 3)]
    ends = k == n - 1
    whole = _UNTIL[-1]
    until, before = (
        [(2 * pl.col(curve) * weight + whole) // (2 * whole) for weight in (0, *_UNTIL)]
        for curve in ("until", "before")
    )
    return (
        frame.lazy()
        .with_columns(n=next(months) - next(months))
        .with_columns(n=1 + n - (_plus_months(n) >= end).cast(pl.Int32))
        .with_columns(first_edge=_plus_months(pl.lit(1)), last_edge=_plus_months(n - 1), after=_plus_months(n))
        .with_columns(first_of=_days("anchor", "first_edge"), last_of=_days("last_edge", "after"))
        .with_columns(
            w1=pl.when(n == 1).then(1).otherwise(_days("start", "first_edge") * pl.col("last_of")),
            w2=pl.when(n < 3).then(0).otherwise(pl.col("first_of") * pl.col("last_of")),
            w3=pl.when(n == 1).then(0).otherwise(_days("last_edge", "end") * pl.col("first_of")),
            inside=pl.max_horizontal(n - 2, 0),
        )
        .with_columns(w=pl.col("w1") + inside * pl.col("w2") + pl.col("w3"))
        .with_columns(
            **{f"p{i}": amount * pl.col(f"w{i}") // weights for i in (1, 2, 3)},
            **{f"r{i}": amount * pl.col(f"w{i}") % weights for i in (1, 2, 3)},
        )
        .with_columns(odd=amount - pl.col("p1") - inside * each - pl.col("p3"))
        .with_columns(
            one=pl.col("p1")
            + (odd > pl.when(rest_of[1] > rest_of[0]).then(inside).otherwise(0) + (rest_of[2] > rest_of[0])),
            more=(odd - (rest_of[0] >= rest_of[1]) - (rest_of[2] > rest_of[1])).clip(0, inside),
            k=pl.int_ranges(0, n, dtype=pl.Int32),
        )
        .select("line", "end", "anchor", "n", "one", "p2", "more", "amount", "k")
        .explode("k")
        .with_columns(
            day_after=pl.when(ends).then(end).otherwise(_plus_months(k + 1)),
            until=pl.when(ends).then(amount).otherwise(one + k * each + pl.min_horizontal(k, more)),
        )
        .with_columns(before=pl.when(k == 0).then(0).otherwise(pl.col("until").shift(1)))
        .select(
            "line",
            due=pl.col("day_after") - pl.duration(days=1),
            amount=pl.col("until") - pl.col("before"),
            **{f"share_{j}": until[j + 1] - before[j + 1] - (until[j] - before[j]) for j in range(len(WEIGHTS))},
        )
        .collect()
    )


def _days(earlier: str, later: str) -> pl.Expr:
    return (pl.col(later) - pl.col(earlier)).dt.total_days()


# --- objects ----------------------------------------------------------------------------------------------------------


@attrs.frozen
class PlainLine:
    """A line as an object of the standard library's days and decimals."""

    line: int
    start: date
    end: date
    anchor: date
    amount: Decimal


@attrs.frozen
class PlainRow:
    """An installment likewise."""

    line: int
    due: date
    amount: Decimal
    shares: tuple[Decimal, ...]


def plain_lines(lines: Monthly) -> list[PlainLine]:
    """The lines as objects."""
    days = [[as_date(day) for day in column.tolist()] for column in (lines.start, lines.end, lines.anchor)]
    amounts = [Decimal(minor).scaleb(-2) for minor in lines.amount.tolist()]
    return [PlainLine(i, *terms) for i, terms in enumerate(zip(*days, amounts, strict=True))]


_MONTH_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CENT: Final = Decimal("0.01")
_ONE_DAY: Final = timedelta(days=1)


def _after_months(anchor: date, months: int) -> date:
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    if anchor.day <= 28:
        return date(year, month + 1, anchor.day)
    last = 29 if month == 1 and (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)) else _MONTH_DAYS[month]
    return date(year, month + 1, min(anchor.day, last))


def object_rows(lines: Sequence[PlainLine]) -> list[PlainRow]:
    """All rows as objects: standard library dates, decimals rounded to the cent."""
    rows: list[PlainRow] = []
    for line in lines:
        edges = [line.anchor]
        while edges[-1] < line.end:
            edges.append(_after_months(line.anchor, len(edges)))
        ends = [*edges[1:-1], line.end]
        first_of, last_of = (edges[1] - edges[0]).days, (edges[-1] - edges[-2]).days
        weights = [first_of * last_of] * len(ends)
        weights[0] = (ends[0] - line.start).days * last_of
        if len(ends) > 1:
            weights[-1] = (ends[-1] - edges[-2]).days * first_of
        rows += _shared(line, ends, _split(line.amount, weights))
    return rows


def _split(amount: Decimal, weights: Sequence[int]) -> list[Decimal]:
    """By largest remainder, ties to the earliest."""
    whole, cents = sum(weights), amount * 100
    divided = [divmod(cents * weight, whole) for weight in weights]
    odd = int(cents - sum(part for part, _ in divided))
    parts = [part for part, _ in divided]
    for i in sorted(range(len(parts)), key=lambda i: -divided[i][1])[:odd]:
        parts[i] += 1
    return [part * _CENT for part in parts]


def _shared(line: PlainLine, ends: Sequence[date], amounts: Sequence[Decimal]) -> list[PlainRow]:
    """Each amount divided among the payers, cumulatively."""
    rows = []
    until = Decimal(0)
    earlier = [Decimal(0)] * len(_UNTIL)
    for end, amount in zip(ends, amounts, strict=True):
        until += amount
        bounds = [(until * weight / _UNTIL[-1]).quantize(_CENT, ROUND_HALF_UP) for weight in _UNTIL]
        changes = [now - before for now, before in zip(bounds, earlier, strict=True)]
        shares = (changes[0], changes[1] - changes[0], changes[2] - changes[1], changes[3] - changes[2])
        rows.append(PlainRow(line.line, end - _ONE_DAY, amount, shares))
        earlier = bounds
    return rows


# --- due days alone ---------------------------------------------------------------------------------------------------


def relativedelta_due(lines: Sequence[PlainLine]) -> list[date]:
    """Due days by `anchor + k months` of dateutil."""
    result = []
    for line in lines:
        k = 1
        while (edge := line.anchor + relativedelta(months=k)) < line.end:
            result.append(edge - _ONE_DAY)
            k += 1
        result.append(line.end - _ONE_DAY)
    return result


class QuantLib:
    """Schedules of QuantLib: the edges after the first, of which due days are the days before."""

    def __init__(self, lines: Sequence[PlainLine]) -> None:
        self._lines = [
            tuple(ql.Date(day.day, day.month, day.year) for day in (line.anchor, line.end)) for line in lines
        ]
        self._month, self._calendar = ql.Period(1, ql.Months), ql.NullCalendar()

    def edges(self) -> list[tuple[Any, ...]]:
        """For each line the anchor, the edges after it, and the end."""
        unadjusted, forward = ql.Unadjusted, ql.DateGeneration.Forward
        return [
            ql.Schedule(anchor, end, self._month, self._calendar, unadjusted, unadjusted, forward, False).dates()
            for anchor, end in self._lines
        ]

    @staticmethod
    def due(edges: Sequence[tuple[Any, ...]]) -> list[date]:
        """The due days of what `edges` gave, for comparison."""
        return [day.to_date() - _ONE_DAY for line in edges for day in line[1:]]
