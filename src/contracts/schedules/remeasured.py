"""Installments and earnings of totals that were spread anew.

What fell due before the day stays, and what is left of the value is split over the bills, or the stages, that are not
due by then; what was earned before stays, and what is left grows over the days that are left to be served.
"""

from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve, frozen

from contracts.kernel.changing import Growth
from contracts.kernel.days import FIRST, NONE, number
from contracts.kernel.exact import Ints
from contracts.kernel.expand import CATCH_UP
from contracts.kernel.remeasuring import bill_weights, rest_split
from contracts.schedules.rows import Rest, Row
from contracts.terms.billing import Cyclic, When
from contracts.terms.line import Recognition
from contracts.terms.rebilling import Rebilled
from contracts.terms.remeasuring import Remeasured, Remeasurement

if TYPE_CHECKING:
    from contracts.schedules.versions import Versions


@frozen
class Stretch:
    """From when on what says what a line has earned.

    Attributes:
        since: the first day up to and including which it says it.
        version: whose curve says it, where nothing is fixed.
        fixed: what the line has earned, whatever the day, but for what grows; None: what the version says.
        rest, start, end, on, by_months: what grows beside it, as in `Growth`.
        before: what it has earned beside what the version says.
    """

    since: int
    version: int
    fixed: int | None = None
    rest: int = 0
    start: int = 0
    end: int = 0
    on: int = 0
    by_months: bool = False
    before: int = 0


def growth_of(course: list[Stretch]) -> Growth:
    """What grows in some stretches, as columns."""

    def column(name: str) -> Ints:
        return np.array([getattr(stretch, name) for stretch in course], dtype=np.int64)

    return Growth(
        column("rest"),
        column("start"),
        column("end"),
        column("on"),
        column("by_months") > 0,
    )


# -- installments ------------------------------------------------------------------------------


def remeasured_rows(versions: "Versions", of: Remeasured, parts: list[int]) -> list[Row]:
    """The installments of a total that was spread anew.

    Args:
        parts: the versions of its terms, one after another.
    """
    rows, before = list(versions.rows(parts[0])), of.first
    for turn, part in zip(of.then, parts[1:], strict=True):
        fresh = list(versions.rows(part))
        if isinstance(turn.line.billing, Cyclic):
            kept, tail = _bills(rows, fresh, number(turn.on), in_advance=turn.line.billing.when is When.ADVANCE)
            rows = _spread(versions, turn, kept, tail)
        else:
            again = [evolve(row, start=new.start, end=new.end) for row, new in zip(rows, fresh, strict=False)]
            rows = [*again, *rows[len(fresh) :]]
            if turn.line.price != before.price:
                rows = _spread(versions, turn, [row for row in rows if row.is_before(number(turn.on))], rows)
        if turn.stopped is not None:
            rows = [_undated(row, number(turn.stopped), turn.amendment) for row in rows]
        before = turn.line
    return rows


def _undated(row: Row, day: int, amendment: str) -> Row:
    """A row once nothing falls due from a day on; but for what an amendment itself makes due."""
    if row.is_before(day) or row.effective:
        return row
    return evolve(row, due_unadjusted=NONE, due=NONE, provisional=0, name=row.name or amendment)


def _bills(rows: list[Row], fresh: list[Row], day: int, *, in_advance: bool) -> tuple[list[Row], list[Row]]:
    """The bills due before a day, up to the end of the new terms, and those of these that go on where they end."""
    until = fresh[-1].end
    kept = [evolve(row, end=until) if row.start < until < row.end else row for row in rows if row.is_before(day)]
    ends = [row.end for row in kept if row.end != NONE]
    if not ends:
        return kept, fresh
    end, place = ends[-1], max(i for i, row in enumerate(kept) if row.end != NONE)
    tail = [row for row in fresh if row.end > end]
    if tail and tail[0].start < end:
        if in_advance:
            kept[place] = evolve(kept[place], end=tail[0].end)
            tail = tail[1:]
        else:
            tail[0] = evolve(tail[0], start=end)
    return kept, tail


def _spread(versions: "Versions", turn: Remeasurement, kept: list[Row], rows: list[Row]) -> list[Row]:
    """Bills, or all parts of a list, once what is left is split over those that are not kept.

    What is less than nothing, or finds nothing to be split over, falls due on the day itself.
    """
    listed = not isinstance(turn.line.billing, Cyclic)
    before = sum(row.amount for row in kept)
    past = {id(row) for row in kept}
    open_rows = [row for row in rows if id(row) not in past]
    spans = () if listed else tuple((row.start, row.end) for row in open_rows)
    rest = Rest(turn, before, spans, _sizes(versions, open_rows) if listed else ())
    amounts = [0] * len(open_rows)
    if open_rows and rest.left >= 0:
        amounts = _amounts(versions, rest, open_rows)
    split_over = rest if rest.left >= 0 else None
    again = [
        evolve(row, amount=amount, rest=split_over, part=i, before=None if split_over else 0, name=turn.amendment)
        for i, (row, amount) in enumerate(zip(open_rows, amounts, strict=True))
    ]
    more: list[Row] = []
    if sum(amounts) != rest.left:
        place = max((row.place for row in (*kept, *rows)), default=0) + 1
        more = [_on_the_day(turn, rest, place)]
    if not listed:
        return [*kept, *more, *again]
    fresh = iter(again)
    return [*(row if id(row) in past else next(fresh) for row in rows), *more]


def _on_the_day(turn: Remeasurement, rest: Rest, place: int) -> Row:
    on = number(turn.on)
    about = (rest.left, NONE, NONE, on, on, 0, CATCH_UP, -1, place)
    return Row(*about, name=turn.amendment, before=rest.before, effective=True)


def _sizes(versions: "Versions", rows: list[Row]) -> tuple[int, ...]:
    """What the parts of a list weigh, as they were agreed at first."""
    if not rows:
        return ()
    first = int(versions.segments["parts_from"][rows[0].version])
    return tuple(versions.segments.part_size[[first + row.place for row in rows]].tolist())


def _amounts(versions: "Versions", rest: Rest, rows: list[Row]) -> list[int]:
    segment = versions.segments.take(np.array([rows[0].version]))
    weight = np.array(rest.sizes)
    if rest.spans:
        pauses = [(number(pause.start), number(pause.end)) for pause in rest.turn.pauses]
        start, end = np.array(rest.spans, dtype=np.int64).T
        weight = bill_weights(segment, start, end, pauses)
    return rest_split(rest.left, weight, int(segment["remainder"][0]))


# -- earnings ----------------------------------------------------------------------------------


def remeasured_course(versions: "Versions", of: Remeasured, parts: list[int], rows: list[Row]) -> list[Stretch]:
    """What says what a total that was spread anew has earned, from the first day on."""
    recognition = of.first.recognition
    if recognition is Recognition.ON_DUE:
        steps = [(row.due_unadjusted, row.amount) for row in rows if row.due_unadjusted != NONE]
        return _in_steps(steps, parts[0])
    if not isinstance(recognition, Recognition):
        values = [(number(turn.on), turn.line.price.amount.minor) for turn in of.then]
        on = number(recognition)
        before = [of.first.price.amount.minor, *(value for day, value in values if day <= on)][-1]
        steps, so_far = [(on, before)], before
        for day, value in values:
            if day > on:
                steps.append((day, value - so_far))
                so_far = value
        return _in_steps(steps, parts[0])
    found = [Stretch(FIRST, parts[0])]
    for turn in of.then:
        on = number(turn.on)
        reached = _reached(versions, found[-1], on)
        found = [stretch for stretch in found if stretch.since < on]
        if turn.stopped is not None:
            found.append(Stretch(on, parts[0], reached))
        else:
            found.append(_growing(turn, reached, parts[0], by_months=recognition is Recognition.EVEN))
    return found


def rebilled_course(versions: "Versions", of: Rebilled, parts: list[int], rows: list[Row]) -> list[Stretch]:
    """What says what a rate has earned that is billed otherwise from a day on: each part beside those before it."""
    recognition = of.line.recognition
    if recognition is Recognition.ON_DUE:
        return _in_steps([(row.due_unadjusted, row.amount) for row in rows], parts[0])
    if not isinstance(recognition, Recognition):
        return _in_steps([(number(recognition), sum(row.amount for row in rows))], parts[0])
    found, before = list[Stretch](), 0
    for line, part in zip(of.parts, parts, strict=True):
        assert line.service is not None  # a rate has cycles, and with them a service
        since = number(line.service.start) if found else FIRST
        found.append(Stretch(since, part, before=before))
        before += sum(row.amount for row in versions.rows(part))
    return found


def _in_steps(steps: list[tuple[int, int]], version: int) -> list[Stretch]:
    """Earnings that step on days."""
    found, so_far = [Stretch(FIRST, version, 0)], 0
    for day, amount in sorted(steps):
        so_far += amount
        found.append(Stretch(day, version, so_far))
    return found


def _reached(versions: "Versions", stretch: Stretch, day: int) -> int:
    if stretch.fixed is None:
        return int(versions.curves.before(np.array([stretch.version]), np.array([day]))[0])
    return stretch.fixed + int(growth_of([stretch]).before(np.array([0]), np.array([day]))[0])


def _growing(turn: Remeasurement, reached: int, version: int, *, by_months: bool) -> Stretch:
    """What is left to be earned, over the days that are left; on the day itself where none is."""
    on, value, served = number(turn.on), turn.line.price.amount.minor, turn.served
    if served is None:
        return Stretch(on, version, value)
    return Stretch(on, version, reached, value - reached, number(served.start), number(served.end), on, by_months)
