"""The columns of data frames and Arrow tables, by their distinct values.

A value is made into what a register file could hold, and read, once for all rows that have it.
"""

import sys
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

import numpy as np
from attrs import frozen

from contracts.errors import NotThereError, TermsError
from contracts.kernel.exact import Bools, Ints

#: Decimals with more digits before or behind the point are not written out.
MOST_DIGITS: Final = 100


def columns_of(table: Any, name: str) -> list[tuple[str, Any]]:
    """The names of the columns of a table, with what stands in each."""
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(table, pandas.DataFrame):
        return [(str(key), table.iloc[:, i]) for i, key in enumerate(table.columns)]
    try:
        import pyarrow as pa
    except ImportError as error:
        raise NotThereError("ARROW_MISSING", field="arrow", value="pyarrow") from error
    try:
        arrow = pa.table(table)
    except (TypeError, ValueError) as error:
        raise TermsError("TYPE_WRONG", field=name, value=table, wanted="table") from error
    return list(zip(arrow.column_names, arrow.columns, strict=True))


@frozen(eq=False)
class Column:
    """A column by its distinct values; -1 where there is nothing."""

    distinct: list[Any]
    code: Ints

    @classmethod
    def of(cls, values: Any) -> "Column":
        """A column of pandas or of Arrow."""
        if hasattr(values, "combine_chunks"):
            return cls._of_arrow(values)
        if isinstance(values.dtype, np.dtype) and values.dtype.kind in "iuM":
            found, code = np.unique(values.to_numpy(), return_inverse=True)
            return cls._of_values(found)._taken(code.astype(np.int64))
        return cls._of_values(values.array)

    @classmethod
    def _of_arrow(cls, values: Any) -> "Column":
        import pyarrow as pa

        try:
            encoded = values.combine_chunks().dictionary_encode()
        except pa.ArrowNotImplementedError:  # lists and the like
            return cls._of_values(values.to_pylist())
        code = encoded.indices.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)
        return cls._of_values(encoded.dictionary.to_pylist())._taken(code)

    @classmethod
    def _of_values(cls, values: Any) -> "Column":
        """A column of Python or numpy values, one after the other."""
        places: dict[tuple[type, Any], int] = {}
        distinct: list[Any] = []
        code = np.empty(len(values), dtype=np.int64)
        for i, value in enumerate(values):
            key = (type(value), value)
            try:
                place = places.get(key)
            except TypeError:  # no value of its kind can be told from another
                code[i] = len(distinct)
                distinct.append(_plain(value))
                continue
            if place is None:
                place = -1
                if not _is_nothing(value):
                    plain = _plain(value)
                    place = places[key] = places.setdefault((type(plain), plain), len(distinct))
                    distinct += [plain] * (place == len(distinct))
            code[i] = place
        return cls(distinct, code)

    def whole(self) -> "Column":
        """The same with floats that are whole numbers as whole numbers."""
        whole = [int(value) if isinstance(value, float) and value.is_integer() else value for value in self.distinct]
        return Column(whole, self.code)

    def _taken(self, code: Ints) -> "Column":
        """The column that has these rows of this one; -1 where it has nothing."""
        return Column(self.distinct, np.append(self.code, -1)[code])

    @property
    def missing(self) -> Bools:
        """Where there is nothing."""
        return self.code < 0

    def parsed(self, reader: Callable[[Any], Any], default: int) -> tuple[Ints, Bools]:
        """Numbers made of the values, the default where there is nothing; and where there was no making one."""
        made = np.full(len(self.distinct) + 1, default, dtype=np.int64)
        wrong = np.zeros(len(self.distinct) + 1, dtype=np.bool_)
        for i, value in enumerate(self.distinct):
            try:
                made[i] = int(reader(value))
            except (TermsError, KeyError, OverflowError):
                made[i], wrong[i] = 0, True
        return made[self.code], wrong[self.code]

    def value(self, row: int) -> Any:
        """The value of a row; None where there is nothing."""
        return None if self.code[row] < 0 else self.distinct[self.code[row]]


def _is_nothing(value: Any) -> bool:
    """None, NaN, NaT and NA. A decimal that is no number is a wrong one."""
    if value is None:
        return True
    if isinstance(value, Decimal):
        return False
    try:
        return bool(value != value)
    except TypeError:  # pandas' NA does not say whether it is another
        return True


def _plain(value: Any) -> Any:
    """A value as a register file could hold it: numpy's and pandas' own as Python's, midnights as their day."""
    if isinstance(value, np.datetime64):
        day = value.astype("datetime64[D]").item()
        return day if isinstance(day, date) and value == np.datetime64(day) else str(value)
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Decimal):
        return f"{value:f}" if value.is_finite() and abs(value.adjusted()) < MOST_DIGITS else str(value)
    if isinstance(value, datetime):
        midnight = datetime.combine(value.date(), time.min)
        return value.date() if value.tzinfo is None and value == midnight else value
    return value
