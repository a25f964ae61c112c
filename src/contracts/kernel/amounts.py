"""What every row of a batch of lines comes to: pieces of equal rows, written at once."""

from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np
from attrs import frozen

from contracts.kernel.bent import bent_atoms
from contracts.kernel.dividing import divides, dividing
from contracts.kernel.encode import LISTED, TOTAL, Segments
from contracts.kernel.exact import Ints, WideError, offsets, widened
from contracts.kernel.grid import Bills, billing_grid, bills, flat, relation
from contracts.kernel.pieces import Parted, Pieces, StepRows, joined
from contracts.kernel.regular import Runs, is_regular, regular_runs, total_weights
from contracts.kernel.split import split
from contracts.kernel.stepping import stepping
from contracts.kernel.windows import repeated

T = TypeVar("T")
#: Takes cyclic lines of one kind, their bills, and whether to use Python integers; may raise `WideError` in int64.
Compute = Callable[[Segments, Bills, bool], Parted]


def exactly(compute: Callable[[Segments, bool], T], segments: Segments, join: Callable[[T, T], T]) -> T:
    """The result for a batch in int64; only lines that could overflow go through Python integers.

    Args:
        compute: takes lines and whether to use Python integers; may raise `WideError` in int64.
        join: puts the results of two neighbouring halves together.
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
        )


def _bills_of(segments: Segments, known: Bills) -> Bills:
    """The bills of lines, or of some of them."""
    return known if len(segments) == len(known.count) else bills(segments, billing_grid(segments))


def runs_of(segments: Segments, own: Bills) -> Runs:
    """The runs of regular lines."""

    def compute(part: Segments, wide: bool) -> Runs:
        return regular_runs(part, _bills_of(part, own), wide)

    return exactly(compute, segments, Runs.then)


def _parted(compute: Compute, segments: Segments, own: Bills) -> Parted:
    """The rows of cyclic lines of one kind."""

    def of_some(part: Segments, wide: bool) -> Parted:
        return compute(part, _bills_of(part, own), wide)

    return exactly(of_some, segments, Parted.then)


def _regular(segments: Segments, own: Bills, wide: bool) -> Parted:
    return Parted(regular_runs(segments, own, wide).pieces(own.count), StepRows.none())


def _spread(segments: Segments, own: Bills, wide: bool) -> Parted:
    """Totals split by `SPREAD`."""
    first, whole, last = total_weights(segments, own, wide)
    line, place = flat(own.count)
    weight = np.where(place == 0, first[line], np.where(place == own.count[line] - 1, last[line], whole[line]))
    parts = split(widened(segments["amount"], wide), weight, own.count, segments["remainder"])
    return Parted(Pieces.one_by_one(own.count, parts.astype(np.int64)), StepRows.none())


def _dense(segments: Segments, own: Bills, wide: bool) -> Parted:
    """Rates that are cut at every edge."""
    rows = bent_atoms(segments, own, wide)[1]
    steps = np.flatnonzero(rows.step)
    line = rows.line[steps]
    row = steps - np.searchsorted(rows.line, line)
    of_steps = StepRows(line, row, rows.start[steps], rows.end[steps] == segments["end"][line])
    return Parted(Pieces.one_by_one(np.bincount(rows.line), rows.amount), of_steps)


def _listed(segments: Segments) -> Parted:
    """The parts of totals by stages or paid once; given amounts come back as they are."""
    counts = segments["parts_to"] - segments["parts_from"]

    def compute(part: Segments, wide: bool) -> Ints:
        own = part["parts_to"] - part["parts_from"]
        line, place = flat(own)
        size = widened(part.part_size[part["parts_from"][line] + place], wide)
        return split(widened(part["amount"], wide), size, own, part["remainder"]).astype(np.int64)

    amount = exactly(compute, segments, lambda one, other: np.concatenate((one, other)))
    return Parted(Pieces.one_by_one(counts, amount), StepRows.none())


def _kinds(segments: Segments) -> Iterator[tuple[Ints, Compute]]:
    """The kinds of cyclic lines: which ones are of it, and what computes them."""
    totals, regular = segments["form"] == TOTAL, is_regular(segments)
    yield np.flatnonzero(totals & regular), _regular
    yield np.flatnonzero(totals & ~regular), _spread
    yield np.flatnonzero(~totals & regular), _regular
    bent = np.flatnonzero(~totals & ~regular)
    if not len(bent):
        return
    part = segments.take(bent)
    coarser, finer = relation(part)
    alike = finer & divides(part)
    yield bent[coarser], stepping
    yield bent[alike], dividing
    yield bent[~coarser & ~alike], _dense


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
        ends: what the first and the last row of each line come to, where the pieces do not say it.
        sums: what the rows of each line come to, where that is known and no row is negative.
    """

    offsets: Ints
    gridded: Ints | slice
    bills: Bills
    listed: Ints
    steps: StepRows
    at: Ints
    amount: Ints
    count: Ints
    ends: tuple[Ints, Ints] | None = None
    sums: Ints | None = None

    def write(self, amount: Ints) -> None:
        """Write the amounts of all rows."""
        repeated(self.amount, offsets(self.count), amount)
        if self.ends is not None:
            amount[self.offsets[1:] - 1] = self.ends[1]
            amount[self.offsets[:-1]] = self.ends[0]


def planned(segments: Segments) -> Plan:
    """The plan of a batch of lines."""
    listed = np.flatnonzero(segments["form"] == LISTED)
    gridded = np.flatnonzero(segments["form"] != LISTED) if len(listed) else np.arange(len(segments))
    part = segments.take(gridded) if len(listed) else segments
    own = bills(part, billing_grid(part))
    if not len(listed) and is_regular(segments).all():
        return _of_runs(own, runs_of(segments, own))
    parts = [(listed, _listed(segments.take(listed)))] if len(listed) else []
    for lines, compute in _kinds(part):
        if len(lines):
            parts.append((gridded[lines], _parted(compute, part.take(lines), own.take(lines))))
    whole = joined(parts)
    rows = np.empty_like(segments["form"])
    rows[gridded], rows[listed] = own.count, parts[0][1].pieces.of_line if len(listed) else 0
    rows += np.bincount(whole.steps.line, minlength=len(rows))
    at = offsets(whole.pieces.of_line)
    return Plan(offsets(rows), gridded, own, listed, whole.steps, at, whole.pieces.amount, whole.pieces.count)


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
    pieces, lines = (amount.ravel(), count.ravel()), slice(None)
    sums = runs.first + last * (own.count > 1) + runs.inside * np.maximum(own.count - 2, 0) + runs.more
    return Plan(offsets(own.count), lines, own, none, StepRows.none(), at, *pieces, (runs.first, last), sums)
