"""What stands on a day, line by line: for regular lines in closed form, without rows."""

import numpy as np
from attrs import frozen

from contracts.kernel.amounts import runs_of
from contracts.kernel.curves import Earned
from contracts.kernel.days import NONE
from contracts.kernel.encode import Segments
from contracts.kernel.exact import Ints
from contracts.kernel.expand import PlaceError, expand
from contracts.kernel.gather import summed
from contracts.kernel.grid import billing_grid, bills
from contracts.kernel.regular import is_regular
from contracts.kernel.totals import base_reach, before_moved, moved_reach


@frozen(eq=False)
class Standing:
    """What stands on a day, in minor units, one figure a line.

    Attributes:
        value: all installments, those without a day included.
        earned, due: up to the day, itself included.
        late: due before the day.
        ahead: earned after it, up to another day.
        undated: what has no day.
    """

    value: Ints
    earned: Ints
    due: Ints
    late: Ints
    ahead: Ints
    undated: Ints


def standing(segments: Segments, day: int, ahead: int) -> Standing:
    """What stands on a day, by the adjusted due day.

    Rows are made only of lines that are not regular, and of those that are earned when they fall due or on one day.

    Args:
        day: since 1970; the last that counts.
        ahead: the last day of what is looked at beyond it.

    Raises:
        PlaceError: a due day beyond 2199, or beyond the line's calendar.
    """
    closed, advance = is_regular(segments) & (segments["recognition"] < 2), segments["when"] == 1
    found = np.zeros((4, len(segments)), dtype=np.int64)
    earned = np.zeros((2, len(segments)), dtype=np.int64)
    for chosen, compute in ((closed & advance, _closed), (closed & ~advance, _closed), (~closed, _by_rows)):
        lines = np.flatnonzero(chosen)
        if len(lines):
            part = segments if len(lines) == len(segments) else segments.take(lines)
            try:
                found[:, lines], curve = compute(part, day)
            except PlaceError as place:
                raise PlaceError(int(lines[place.line]), place.error) from None
            own = np.arange(len(lines))
            for i, last in enumerate((day, ahead)):
                earned[i, lines] = curve.before(own, np.full(len(lines), last + 1))
    value, due, late, undated = found
    return Standing(value, earned[0], due, late, earned[1] - earned[0], undated)


def _closed(segments: Segments, day: int) -> tuple[Ints, Earned]:
    """Value, due, late and undated of regular lines that are all in advance or all in arrears; and what earns them."""
    own = bills(segments, billing_grid(segments))
    runs = runs_of(segments, own)
    opens, closes = base_reach(segments, own)
    moved = ((segments["net_days"] > 0) | (segments["pay_day"] > 0) | (segments["calendar"] >= 0)).any()
    if moved:
        moved_reach(segments, opens, closes, np.arange(len(segments)))
    inside: Ints = np.maximum(own.count - 2, 0)
    other: Ints = np.where(own.count > 1, runs.last, 0)
    advance = int(segments["when"][0])

    def until(limit: int) -> Ints:
        """What has fallen due before a day."""
        base = before_moved(segments, limit) if moved else np.full(len(segments), limit)
        edges = np.clip(own.grid.position(base - advance) - (own.inner - advance), 0, inside)
        fallen = runs.first * (opens < base) + edges * runs.inside + np.minimum(edges, runs.more)
        result: Ints = fallen + other * (closes < base)
        return result

    value: Ints = runs.first + inside * runs.inside + runs.more + other
    figures: Ints = np.stack((value, until(day + 1), until(day), np.zeros_like(value)))
    return figures, Earned(segments, expand(segments.take(slice(0, 0))))


def _by_rows(segments: Segments, day: int) -> tuple[Ints, Earned]:
    """The same of any lines."""
    rows = expand(segments)
    due, size = rows.due.astype(np.int64), len(segments)
    dated = due != NONE
    chosen = np.ones_like(dated), dated & (due <= day), dated & (due < day), ~dated
    sums = [summed(rows.line[some], rows.amount[some], size) for some in chosen]
    return np.stack(sums).astype(np.int64), Earned(segments, rows)
