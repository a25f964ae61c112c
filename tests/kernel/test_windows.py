"""Groups that are written a window at a time, beside the same one by one."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contracts.kernel import days as kernel
from contracts.kernel.exact import offsets
from contracts.kernel.windows import WINDOW, WORTHWHILE, copied, repeated

#: Groups shorter and longer than a window, and empty ones.
LENGTHS = st.lists(st.integers(0, 3) | st.integers(0, 200), max_size=12)


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 200)), min_size=1, max_size=6), st.sampled_from((1, 3)))
@example([(5, 3), (7, 2 * WINDOW)], 1)  # the last window ends with the column
def test_neighbouring_days_of_the_table_are_written_to_their_column_alone(
    slices: list[tuple[int, int]], length: int
) -> None:
    """Whole windows are copied, also where a slice is longer than one, and none of them beyond the column."""
    place = np.array([first for first, _ in slices])
    starts = offsets(np.array([size for _, size in slices]))
    memory = np.full(starts[-1] + 2 * WINDOW, -7, dtype=np.int32)
    out = memory[WINDOW:-WINDOW]
    kernel.table_days(place, np.full(len(slices), length), starts, out)
    expected = [int(kernel.TABLE[first + i * length]) for first, size in slices for i in range(size)]
    assert out.tolist() == expected
    assert (memory[:WINDOW] == -7).all()
    assert (memory[-WINDOW:] == -7).all()


@given(LENGTHS, st.integers(0, 50), st.sampled_from((np.int32, np.int64)))
@example([WINDOW, 0, 2 * WINDOW], 0, np.int32)  # the last window ends with the column
@example([200, 1], 7, np.int64)
@example([WORTHWHILE], 0, np.int64)
def test_values_are_repeated_into_their_groups_alone(counts: Sequence[int], first: int, kind: type[np.generic]) -> None:
    value = np.arange(10, 10 + len(counts)).astype(kind)
    memory = np.full(sum(counts) + 2 * WINDOW, -7, dtype=kind)
    out = memory[WINDOW : len(memory) - WINDOW]
    starts = first + offsets(np.array(counts, dtype=np.int64))
    assert repeated(value, starts, out) is out
    assert out.tolist() == np.repeat(value, np.array(counts, dtype=np.int64)).tolist()
    assert (memory[:WINDOW] == -7).all()
    assert (memory[-WINDOW:] == -7).all()


@pytest.mark.parametrize("size", [1, WINDOW - 1, WINDOW, WINDOW + 1, 3 * WINDOW + 5])
def test_slices_are_copied_from_the_places_that_are_named(size: int) -> None:
    source = np.arange(2000)
    starts = offsets(np.array([size, 2, size]))
    out = np.zeros(starts[-1], dtype=np.int64)
    copied(source, np.array([700, 5, 0]), starts, out)
    assert out.tolist() == [*range(700, 700 + size), 5, 6, *range(size)]
