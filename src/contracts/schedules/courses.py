"""What lines earn of which nothing, or something, changes: one stretch of days after another."""

from collections.abc import Mapping, Sequence

import numpy as np

from contracts.kernel.bent import keyed
from contracts.kernel.changing import ChangingEarned
from contracts.kernel.days import FIRST, LAST, NONE
from contracts.kernel.exact import Ints, offsets
from contracts.kernel.grid import flat
from contracts.schedules.remeasured import Stretch, growth_of
from contracts.schedules.versions import Versions


def earned(
    versions: Versions, last: Ints, courses: Mapping[int, Sequence[Stretch]]
) -> tuple[ChangingEarned, Ints, Ints]:
    """What lines earn, and the first and the last day on which each may earn; `NONE` where there is none.

    Args:
        last: the version of each line that nothing changes.
        courses: those of the others, by line.
    """
    counts = np.ones_like(last)
    counts[list(courses)] = [len(course) for course in courses.values()]
    begins = offsets(counts)
    line, _ = flat(counts)
    course = [stretch for each in courses.values() for stretch in each]
    own, place = flat(counts[list(courses)])
    at = begins[list(courses)][own] + place

    def column(values: Sequence[int] | Ints, others: Ints | int) -> Ints:
        found = np.zeros(len(line), dtype=np.int64) + others
        found[at] = values
        return found

    since = column([stretch.since for stretch in course], FIRST)
    version = column([stretch.version for stretch in course], last[line])
    fixed = column([-1 if stretch.fixed is None else stretch.fixed for stretch in course], -1)
    base = column([stretch.before for stretch in course], 0)
    growth = growth_of(course).among(len(line), at)
    curve = ChangingEarned(versions.curves, keyed(line, since), version, fixed, growth, base)
    until = np.append(since[1:] - 1, LAST)
    until[begins[1:] - 1] = LAST
    touched_first, touched_last = versions.touched
    first, final = np.maximum(touched_first[version], since), np.minimum(touched_last[version], until)
    first[(fixed >= 0) | (touched_first[version] == NONE)] = LAST + 1
    grows = growth.rest != 0
    first[grows] = np.maximum(growth.start, since)[grows]
    final[grows] = np.minimum(growth.end - 1, until)[grows]
    jumps = curve.jumps()
    first, final = np.where(jumps, since, first), np.where(jumps & (first > final), since, final)
    never = first > final
    first[never], final[never] = LAST + 1, NONE
    earliest, latest = np.minimum.reduceat(first, begins[:-1]), np.maximum.reduceat(final, begins[:-1])
    return curve, np.where(latest == NONE, NONE, earliest), latest


__all__ = ["earned"]
