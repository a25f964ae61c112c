"""Whether a peer came to the same: first of all, before anything is timed."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Columns = Mapping[str, npt.NDArray[Any]]


class DifferenceError(Exception):
    """A peer, or another way of the library's own, comes to something else: there is nothing to time."""


def sorted_columns(columns: Columns, *by: str) -> dict[str, npt.NDArray[np.int64]]:
    """Columns as int64 in order of some of them; days as days since 1970."""
    whole = {name: _integers(column) for name, column in columns.items()}
    order = np.lexsort([whole[name] for name in reversed(by)])
    return {name: column[order] for name, column in whole.items()}


def _integers(column: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    if column.dtype.kind == "M":
        column = column.astype("datetime64[D]")
    return column.astype(np.int64)


def same(ours: Columns, theirs: Columns, peer: str) -> None:
    """Refuse columns that differ; theirs may leave some out.

    Raises:
        DifferenceError: naming the peer, the column and the first row that differs.
    """
    for name, column in theirs.items():
        mine = _integers(ours[name])
        if len(mine) != len(column):
            raise DifferenceError(f"{peer} has {len(column)} rows where the library has {len(mine)}")
        other = np.flatnonzero(mine != _integers(column))
        if len(other):
            i = int(other[0])
            raise DifferenceError(f"{peer} has {column[i]} in row {i} of {name} where the library has {mine[i]}")


def same_values(ours: Iterable[object], theirs: Iterable[object], peer: str) -> None:
    """Refuse lists that differ.

    Raises:
        DifferenceError: naming the peer and the first place that differs.
    """
    mine, other = list(ours), list(theirs)
    if len(mine) != len(other):
        raise DifferenceError(f"{peer} has {len(other)} values where the library has {len(mine)}")
    for i, (one, two) in enumerate(zip(mine, other, strict=True)):
        if one != two:
            raise DifferenceError(f"{peer} has {two} in place {i} where the library has {one}")
