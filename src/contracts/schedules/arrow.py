"""The rows of a schedule as Arrow columns, for polars, DuckDB and others; needs the extra `arrow`."""

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from contracts.errors import NotThereError
from contracts.kernel.days import NONE
from contracts.kernel.exact import NARROW, Ints, largest, widened
from contracts.money import exponent
from contracts.tables import SCHEDULE, Kind

if TYPE_CHECKING:
    import pyarrow as pa

#: Digits of the decimals: 10^15 minor units, and 4 more where a currency without decimals stands beside one with 4.
PRECISION: Final = 20
#: What fits into the low half of a decimal.
_LOW: Final = 2**64 - 1


def stream(columns: dict[str, Any], requested_schema: object | None) -> object:
    """A capsule of the Arrow C stream of some columns of `tables.SCHEDULE`."""
    return table(columns).__arrow_c_stream__(requested_schema)


def table(columns: dict[str, Any]) -> "pa.Table":
    """Columns as an Arrow table: amounts `decimal128` of the major unit, days `date32`, ids dictionaries.

    Amounts have as many decimals as the currency with the most needs.

    Raises:
        NotThereError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        raise NotThereError("ARROW_MISSING", field="arrow", value="pyarrow") from error
    arrays = {}
    for column in SCHEDULE.columns:
        values = columns[column.name]
        if column.kind is Kind.AMOUNT:
            arrays[column.name] = _decimals(values, columns["currency"])
        elif column.kind is Kind.DAY:
            days = np.asarray(values, dtype=np.int32)
            arrays[column.name] = pa.array(days, mask=days == NONE).view(pa.date32())
        elif column.kind is Kind.TEXT and column.name != "name":
            arrays[column.name] = pa.array(values, pa.string()).dictionary_encode()
        elif column.kind is Kind.TEXT:
            arrays[column.name] = pa.array(values, pa.string())
        else:
            arrays[column.name] = pa.array(values)
    return pa.table(arrays)


def _decimals(minor: Ints, currencies: Any) -> "pa.Array":
    """Minor units as decimals: the low half of each 128 bits is the number, the high half its sign."""
    import pyarrow as pa

    digits = {currency: exponent(currency) for currency in set(currencies)}
    most = max(digits.values(), default=2)
    factor = np.array([10 ** (most - digits[currency]) for currency in currencies], dtype=np.int64)
    narrow = np.asarray(minor, dtype=np.int64)
    whole = widened(narrow, largest(narrow) * largest(factor) >= NARROW) * factor
    halves = np.empty((len(whole), 2), dtype="<i8")
    halves.view("<u8")[:, 0] = whole & _LOW if whole.dtype == object else whole.view(np.uint64)
    halves[:, 1] = whole >> 64 if whole.dtype == object else whole >> 63
    return pa.Array.from_buffers(pa.decimal128(PRECISION, most), len(whole), [None, pa.py_buffer(halves)])
