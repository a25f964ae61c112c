"""What every row of a batch of lines comes to: pieces of equal rows, written at once."""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
from attrs import frozen

from contracts.kernel.bent import bent_atoms
from contracts.kernel.dividing import dividing, middle
from contracts.kernel.encode import LISTED, RATE, Segments
from contracts.kernel.exact import STRETCH, Ints, WideError, offsets, stretches
from contracts.kernel.grid import Bills, billing_grid, bills, flat, relation
from contracts.kernel.pieces import Bent, Pieces, StepRows, joined
from contracts.kernel.regular import Runs, is_regular, regular_runs, total_weights
from contracts.kernel.split import split
from contracts.kernel.stepping import stepping

T = TypeVar("T")


def exactly(compute: Callable[[Segments, bool], T], segments: Segments, join: Callable[[T, T, int], T]) -> T:
    """The result for a batch in int64; only lines that could overflow go through Python integers.

    Args:
        compute: takes lines and whether to use Python integers; may raise `WideError` in int64.
        join: puts the results of two neighbouring halves together, given the size of the first.
    """
    try:
        return compute(segments, False)
    except WideError:
        if len(segments) == 1:
            return compute(segments, True)
        half = len(segments) // 2
        return join(
            exactly(compute, segments.take(slice(None, half)), join),
            exactly(compute, segments.take(slice(half, None)), join),
            half,
        )


def _bills_of(segments: Segments, known: Bills) -> Bills:
    """The bills of lines, or of some of them."""
    return known if len(segments) == len(known.count) else bills(segments, billing_grid(segments))


def runs_of(segments: Segments, own: Bills) -> Runs:
    """The runs of regular lines."""
    return exactly(
        lambda part, wide: regular_runs(part, _bills_of(part, own), wide),
        segments,
        lambda one, other, _: one.then(other),
    )


def bent_of(segments: Segments, own: Bills) -> Bent:
    """The rows of rate lines that are not regular."""

    def join(one: Bent, other: Bent, lines: int) -> Bent:
        size = lines + int(other.pieces.line[-1]) + 1
        return joined((one, other.of(np.arange(lines, size))), size)

    return exactly(lambda part, wide: _bent(part, _bills_of(part, own), wide), segments, join)


def _bent(segments: Segments, own: Bills, wide: bool) -> Bent:
    coarser, finer = relation(segments)
    alike = finer & (segments["steps_to"] - segments["steps_from"] == 1) & (segments["remainder"] != 2)
    if alike.any():
        alike &= middle(segments, own)[2]
    found = []
    for chosen, compute in ((coarser, stepping), (alike, dividing), (~coarser & ~alike, _dense)):
        lines = np.flatnonzero(chosen)
        if len(lines):
            found.append(compute(segments.take(lines), own.take(lines), wide).of(lines))
    return joined(found, len(segments))


def _dense(segments: Segments, own: Bills, wide: bool) -> Bent:
    """Every row is a piece."""
    rows = bent_atoms(segments, own, wide)[1]
    steps = np.flatnonzero(rows.step)
    line = rows.line[steps]
    starts = np.searchsorted(rows.line, line)
    return Bent(
        Pieces(rows.line, rows.amount, np.ones_like(rows.line)),
        StepRows(line, steps - starts, rows.start[steps], rows.end[steps] == segments["end"][line]),
    )


def regular_of(segments: Segments, own: Bills) -> Bent:
    """The rows of regular lines."""
    runs, counts = runs_of(segments, own), own.count
    amount, count = np.empty((len(segments), 4), dtype=np.int64), np.empty((len(segments), 4), dtype=np.int64)
    amount[:, 0], amount[:, 1], amount[:, 2], amount[:, 3] = runs.first, runs.inside + 1, runs.inside, runs.last
    several = counts > 1
    count[:, 0], count[:, 1], count[:, 2], count[:, 3] = 1, runs.more, counts - runs.more - 1 - several, several
    amount[~several, 3] = runs.first[~several]
    return Bent(Pieces(np.repeat(np.arange(len(segments)), 4), amount.ravel(), count.ravel()), StepRows.none())


def spread_of(segments: Segments, own: Bills) -> Bent:
    """The rows of totals split by `SPREAD`."""

    def compute(part: Segments, wide: bool) -> Ints:
        mine = _bills_of(part, own)
        first, whole, last = total_weights(part, mine, wide)
        line, place = flat(mine.count)
        weight = np.where(place == 0, first[line], np.where(place == mine.count[line] - 1, last[line], whole[line]))
        amount = part["amount"].astype(object) if wide else part["amount"]
        return split(amount, weight, mine.count, part["remainder"]).astype(np.int64)

    return _one_by_one(own.count, exactly(compute, segments, lambda one, other, _: np.concatenate((one, other))))


def listed_of(segments: Segments) -> Bent:
    """The parts of totals by stages or paid once; given amounts come back as they are."""

    def compute(part: Segments, wide: bool) -> Ints:
        counts = part["parts_to"] - part["parts_from"]
        line, place = flat(counts)
        size = part.part_size[part["parts_from"][line] + place]
        amount = part["amount"].astype(object) if wide else part["amount"]
        return split(amount, size.astype(object) if wide else size, counts, part["remainder"]).astype(np.int64)

    amount = exactly(compute, segments, lambda one, other, _: np.concatenate((one, other)))
    return _one_by_one(segments["parts_to"] - segments["parts_from"], amount)


def _one_by_one(counts: Ints, amount: Ints) -> Bent:
    """Every row is a piece."""
    return Bent(Pieces(np.repeat(np.arange(len(counts)), counts), amount, np.ones_like(amount)), StepRows.none())


@frozen(eq=False)
class Plan:
    """How many rows each line has, and what they come to, before any is written.

    Attributes:
        offsets: where each line's rows begin; one longer than the lines.
        gridded: lines whose rows are the bills of a grid, and steps in them; a slice where it is all of them.
        bills: of the gridded lines.
        listed: lines by stages, or paid once.
        steps: the rows that are no bills.
        at: where each line's pieces begin; one longer than the lines.
        amount, count: of each piece: what a row of it comes to, and how many it has.
        first, last: what the first and the last row of each line come to, whatever its pieces say.
    """

    offsets: Ints
    gridded: Ints | slice
    bills: Bills
    listed: Ints
    steps: StepRows
    at: Ints
    amount: Ints
    count: Ints
    first: Ints
    last: Ints

    def write(self, amount: Ints) -> None:
        """Write the amounts of all rows."""
        for lines, rows in stretches(self.offsets, STRETCH):
            pieces = slice(self.at[lines.start], self.at[lines.stop])
            own = np.repeat(self.amount[pieces], self.count[pieces])
            own[self.offsets[lines.start + 1 : lines.stop + 1] - rows.start - 1] = self.last[lines]
            own[self.offsets[lines] - rows.start] = self.first[lines]
            amount[rows] = own


def planned(segments: Segments) -> Plan:
    """The plan of a batch of lines."""
    form, regular = segments["form"], is_regular(segments)
    listed = np.flatnonzero(form == LISTED)
    gridded: Ints | slice = np.flatnonzero(form != LISTED) if len(listed) else slice(None)
    among = np.arange(len(segments))[gridded]
    part = segments.take(gridded)
    own = bills(part, billing_grid(part))
    rows = (segments["parts_to"] - segments["parts_from"]).copy()
    rows[gridded] = own.count
    if regular.all():
        return _of_runs(own, runs_of(segments, own))
    found = []
    if len(listed):
        found.append(listed_of(segments.take(listed)).of(listed))
    rates = form == RATE
    for chosen, compute in ((regular, regular_of), (~rates & ~regular, spread_of), (rates & ~regular, bent_of)):
        lines = np.flatnonzero(chosen[gridded])
        if len(lines):
            found.append(compute(part.take(lines), own.take(lines)).of(among[lines]))
    bent = joined(found, len(segments))
    rows += np.bincount(bent.steps.line, minlength=len(segments))
    at = offsets(np.bincount(bent.pieces.line, minlength=len(segments)))
    amount = bent.pieces.amount
    first, last = amount[at[:-1]], amount[at[1:] - 1]
    return Plan(offsets(rows), gridded, own, listed, bent.steps, at, amount, bent.pieces.count, first, last)


def _of_runs(own: Bills, runs: Runs) -> Plan:
    """The plan of regular lines alone.

    Two pieces a line: rows of a minor unit more, and the rest. The first and the last row are written
    over them: pieces of one row cost more.
    """
    size = len(own.count)
    amount, count = np.empty((size, 2), dtype=np.int64), np.empty((size, 2), dtype=np.int64)
    np.add(runs.inside, 1, out=amount[:, 0])
    amount[:, 1] = runs.inside
    np.add(runs.more, 1, out=count[:, 0])
    np.subtract(own.count, count[:, 0], out=count[:, 1])
    last = np.where(own.count > 1, runs.last, runs.first)
    at, none = np.arange(0, 2 * size + 1, 2), np.zeros(0, dtype=np.int64)
    pieces = amount.ravel(), count.ravel()
    return Plan(offsets(own.count), slice(None), own, none, StepRows.none(), at, *pieces, runs.first, last)
