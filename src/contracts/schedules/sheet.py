"""A table with its figures, as every statement hands it out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import compress
from typing import TYPE_CHECKING, Any, Literal, get_args

from attrs import frozen

from contracts.errors import TermsError
from contracts.kernel.days import NONE, as_date
from contracts.money import exponent
from contracts.tables import Column, Kind, Table

if TYPE_CHECKING:
    import pandas as pd

#: How amounts stand in a frame: exact `Decimal`, int64 minor units, or floats for plots.
MoneyAs = Literal["decimal", "minor", "float"]


def major(minor: int, digits: int) -> Decimal:
    """Minor units as an exact decimal of the major unit, with all its digits.

    >>> major(48518000, 2)
    Decimal('485180.00')
    """
    figures = tuple(map(int, str(abs(minor))))
    return Decimal((int(minor < 0), figures, -digits))


@frozen(eq=False)
class Sheet:
    """A table with its figures.

    Attributes:
        table: what the columns mean.
        columns: by name, in the table's order; all of one length. Amounts are whole minor
            units, bounds whole half minor units, days `date`; `None` where there is nothing.
        notes: what a reader should know besides, such as the assumptions that it rests on.
    """

    table: Table
    columns: Mapping[str, Sequence[Any]]
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.columns[self.table.names[0]])

    def kept(self, keep: Sequence[bool]) -> "Sheet":
        """The same with some of its rows: those for which it says so."""
        return Sheet(
            self.table, {name: list(compress(values, keep)) for name, values in self.columns.items()}, self.notes
        )

    def records(self) -> Iterator[dict[str, Any]]:
        """The rows as dictionaries, amounts and bounds as exact decimals of the major unit."""
        names = self.table.names
        kinds = [column.kind for column in self.table.columns]
        each = _digits(self.columns, len(self))
        for digits, *values in zip(each, *(self.columns[name] for name in names), strict=True):
            yield {name: _exact(value, kind, digits) for name, kind, value in zip(names, kinds, values, strict=True)}

    def to_frame(self, money: MoneyAs = "decimal") -> "pd.DataFrame":
        """The table as a tidy data frame.

        Args:
            money: `"decimal"`: exact `Decimal` of the major unit; `"minor"`: whole minor units
                (bounds in half minor units); `"float"`: for plots only.

        Returns:
            The stable English columns; days as `datetime64[us]`; one currency a row. Minor units
            that int64 cannot hold are Python integers, in a column of objects.

        Raises:
            TermsError: `CHOICE_UNKNOWN` for another way to give amounts.
        """
        return framed(self.table, self.columns, money)

    def __repr__(self) -> str:
        return f"<{self.table.name}: {len(self)} rows>"


def _exact(value: Any, kind: Kind, digits: int) -> Any:
    if value is None:
        return None
    if kind is Kind.AMOUNT:
        return major(int(value), digits)
    if kind is Kind.BOUND:
        return bound(int(value), digits)
    if kind is Kind.DAY:
        return value if isinstance(value, date) else day_or_none(int(value))
    if kind is Kind.FLAG:
        return bool(value)
    return int(value) if kind is Kind.COUNT else value


def bound(halves: int, digits: int) -> Decimal:
    """Half minor units as an exact decimal, with one digit more where there is an odd half.

    >>> bound(351000, 2), bound(1, 2)
    (Decimal('1755.00'), Decimal('0.005'))
    """
    return major(halves * 5, digits + 1) if halves % 2 else major(halves // 2, digits)


def day_or_none(day: int) -> date | None:
    """A day of a column, or None where there is none."""
    return None if day == NONE else as_date(day)


def framed(table: Table, columns: Mapping[str, Sequence[Any]], money: MoneyAs) -> "pd.DataFrame":
    """A data frame of columns, by the kinds of their table. Columns of days may be numpy days since 1970.

    Raises:
        TermsError: `CHOICE_UNKNOWN` for another way to give amounts.
    """
    import pandas as pd

    if money not in get_args(MoneyAs):
        raise TermsError("CHOICE_UNKNOWN", field="money", value=money, choices=", ".join(get_args(MoneyAs)))
    each = _digits(columns, len(columns[table.names[0]]))
    series = {column.name: _framed(column, columns[column.name], each, money) for column in table.columns}
    return pd.DataFrame(series, columns=list(table.names))


def _digits(columns: Mapping[str, Sequence[Any]], count: int) -> list[int]:
    """How many decimals the amounts of each row have; none where a table has no amounts."""
    currencies = columns.get("currency")
    if currencies is None:
        return [0] * count
    digits = {currency: exponent(currency) for currency in set(currencies)}
    return [digits[currency] for currency in currencies]


def _framed(column: Column, values: Sequence[Any], digits: Sequence[int], money: MoneyAs) -> Any:
    """One column of a frame; its dtype does not depend on the values, but for whole numbers beyond int64."""
    import numpy as np
    import pandas as pd

    if column.kind is Kind.DAY:
        if isinstance(values, np.ndarray):
            days = values.astype("datetime64[D]").astype("datetime64[us]")
            days[values == NONE] = np.datetime64("NaT")
            return days
        return np.array([np.datetime64("NaT") if day is None else day for day in values], "datetime64[us]")
    if column.kind in (Kind.AMOUNT, Kind.BOUND):
        if money == "minor":
            try:
                return pd.array(values, dtype="Int64") if column.optional else np.array(values, np.int64)
            except OverflowError:
                return pd.Series(list(values), dtype=object)
        exact = [_exact(value, column.kind, places) for value, places in zip(values, digits, strict=True)]
        if money == "decimal":
            return pd.Series(exact, dtype=object)
        return np.array([np.nan if value is None else float(value) for value in exact])
    if column.kind is Kind.FLAG:
        return np.array(values, dtype=bool)
    if column.kind is Kind.COUNT:
        return pd.array(values, dtype="Int64") if column.optional else np.array(values, dtype=np.int64)
    return pd.Series(list(values), dtype=pd.Series([""]).dtype)  # that which this pandas has for text
