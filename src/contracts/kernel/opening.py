"""Rows of lines that are taken over on a day: those that had fallen due before it are one."""

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
from attrs import frozen

from contracts.kernel.days import NONE
from contracts.kernel.exact import Amounts, Ints, offsets
from contracts.kernel.expand import Rows
from contracts.kernel.gather import summed


class Curve(Protocol):
    """A cumulative curve."""

    def before(self, line: Ints, day: Ints) -> Ints:
        """What each line has earned on the days before `day`, in minor units."""


@frozen(eq=False)
class OpenedEarned:
    """The earned curve of lines, some of which are taken over on a day with what they had earned before.

    Attributes:
        terms: the curve of the terms alone.
        since: the first day of the record of each line; `NONE` where the terms say all.
        amount: what each had earned before that day.
    """

    terms: Curve
    since: Ints
    amount: Ints

    def before(self, line: Ints, day: Ints) -> Ints:
        """What each line has earned on the days before `day`, in minor units.

        Of days before its record that is what the record begins with.
        """
        since = self.since[line]
        found: Ints = np.where((since != NONE) & (day <= since), self.amount[line], self.terms.before(line, day))
        return found


def fallen_before(rows: Rows, since: Ints) -> tuple[Ints, Amounts]:
    """The places of rows that fell due before the record of their line begins, and what they come to for each line."""
    line = rows.line
    begins = since[line]
    past = np.flatnonzero((begins != NONE) & (rows.due != NONE) & (rows.due < begins))
    return past, summed(line[past], rows.amount[past], len(rows.offsets) - 1)


def taken_over(rows: Rows, past: Ints, line: Ints, more: Mapping[str, Ints]) -> tuple[Rows, Ints]:
    """Rows without those that are past, and with others before those of their lines.

    Args:
        line: of each of the others, ascending.
        more: their columns, by the names of those of `Rows`.

    Returns:
        All rows, and where each stood before; -1 for the others.
    """
    size = len(rows.offsets) - 1
    kept = np.delete(np.arange(len(rows)), past)
    counts = np.bincount(rows.line[kept], minlength=size)
    at = offsets(counts)[:-1][line]

    def column(name: str) -> Any:
        found = getattr(rows, name)
        return np.insert(found[kept], at, more[name].astype(found.dtype))

    found = Rows.by(
        offsets(counts + np.bincount(line, minlength=size)),
        column,
        np.union1d(rows.loose, line),
    )
    return found, np.insert(kept, at, -1)


def opened_span(span: tuple[Ints, Ints], curve: OpenedEarned) -> tuple[Ints, Ints]:
    """The first and the last day on which each line may earn; none of them before its record.

    On the first day of it a line earns besides what the terms had led to and the record does not say.

    Args:
        span: those of the terms; `NONE` for the first where there is none.
        curve: what the lines earn.
    """
    first, last = (days.astype(np.int64) for days in span)
    line = np.flatnonzero(curve.since != NONE)
    since = curve.since[line]
    jumps = curve.terms.before(line, since) != curve.amount[line]
    some = (first[line] != NONE) & (last[line] >= since)
    first[line] = np.where(jumps, since, np.where(some, np.maximum(first[line], since), NONE))
    last[line] = np.where(some, last[line], np.where(jumps, since, NONE))
    return first, last


__all__ = ["OpenedEarned", "fallen_before", "opened_span", "taken_over"]
