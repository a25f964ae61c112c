"""What of rows belongs to stretches of days of service, and pools in which these parts are shared."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from contracts.kernel.days import LAST, NONE, Days
from contracts.kernel.encode import COLUMNS, Segments
from contracts.kernel.exact import Bools, Ints, half_away, offsets
from contracts.kernel.expand import Rows
from contracts.terms.allocation import Allocation


def windowed(amount: Ints, start: Ints, end: Ints, day: Ints, cuts: Ints) -> Ints:
    """What of each row belongs to each stretch of days, cumulatively by days of service.

    Args:
        amount: of the rows.
        start, end: their service, half-open; `NONE` where they have none.
        day: what such a row counts by; of one that has no day either, the last stretch has all.
        cuts: the first day of each stretch but the first, ascending.

    Returns:
        (stretches, rows): those of a row sum to it.
    """
    counted, of = _counted(start, end, day, cuts)
    until = half_away(amount.astype(object)[None, :] * counted[1:-1], of.astype(object)[None, :])
    bounds = np.concatenate((np.zeros_like(amount)[None, :], until.astype(np.int64), amount[None, :]))
    parts: Ints = np.diff(bounds, axis=0)
    return parts


def touching(start: Ints, end: Ints, day: Ints, cuts: Ints) -> Bools:
    """Which rows have days in which stretch: (stretches, rows)."""
    found: Bools = np.diff(_counted(start, end, day, cuts)[0], axis=0) > 0
    return found


def _counted(start: Ints, end: Ints, day: Ints, cuts: Ints) -> tuple[Ints, Ints]:
    """The days of each row before each bound of the stretches, and all of them; one day where it has no service."""
    first = np.where(start == NONE, np.where(day == NONE, LAST, day), start).astype(np.int64)
    after = np.where(start == NONE, first + 1, end)
    bounds = np.concatenate((first.min(initial=0)[None], cuts, after.max(initial=0)[None]))
    return np.clip(bounds[:, None], first, after) - first, after - first


def scaled_parts(amount: Ints, parts: Ints, whole: Ints) -> Ints:
    """Other amounts of the same rows, divided as the rows are.

    Args:
        parts: (stretches, rows), as of `windowed`.
        whole: what these sum to; where that is 0, nothing is divided.
    """
    until = np.cumsum(parts, axis=0).astype(object) * amount.astype(object)
    of = np.where(whole == 0, 1, np.abs(whole)).astype(object)
    bounds = half_away(until * np.sign(whole).astype(object), of[None, :]).astype(np.int64)
    divided: Ints = np.diff(bounds, axis=0, prepend=0)
    return divided


def pooled(segments: Segments, line: Ints, allocations: Sequence[Allocation | None]) -> Segments:
    """Segments of lines, each with weights of its own; only these are to be asked for.

    Args:
        line: whose terms they have otherwise.
        allocations: of each; None: whoever bears what nobody shares.
    """
    distinct = list(dict.fromkeys(weights for weights in allocations if weights is not None))
    place = np.array([-1 if weights is None else distinct.index(weights) for weights in allocations], dtype=np.int64)
    taken = segments.take(line)
    data = np.array([place if name == "allocation" else taken[name] for name in COLUMNS])
    return Segments(data, *_side_tables(segments), segments.calendars, tuple(distinct))


def _side_tables(segments: Segments) -> tuple[Ints, Ints, Ints, Ints]:
    return segments.step_day, segments.step_value, segments.part_day, segments.part_size


def pool_rows(pool: Ints, amount: Ints, turn: Days, count: int) -> Rows:
    """Parts as the rows of pools, which take their turns by the day.

    Args:
        pool: ascending.
        count: how many pools there are.
    """
    nothing: Any = np.zeros(len(amount), dtype=np.int64)
    every = np.arange(count)
    starts = offsets(np.bincount(pool, minlength=count))
    return Rows(starts, amount, nothing, nothing, turn, turn, nothing, nothing, every)


__all__ = ["pool_rows", "pooled", "scaled_parts", "touching", "windowed"]
