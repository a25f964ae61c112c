"""Curves of lines whose terms change: each stretch of days has the curve of the terms that are in effect then."""

from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from contracts.kernel.bent import keyed, unkeyed
from contracts.kernel.curves import Earned, months_until, share
from contracts.kernel.exact import Ints

Flags = npt.NDArray[np.bool_]


@frozen(eq=False)
class Growth:
    """Amounts that grow over the days of periods, from what was earned before them.

    Attributes:
        rest: what each comes to beside that in the end; 0 where nothing grows.
        start, end: the period.
        on: from which day on it grows, or would if that was served.
        by_months: whether calendar months are counted, partial ones by their days; else days.
    """

    rest: Ints
    start: Ints
    end: Ints
    on: Ints
    by_months: Flags

    def among(self, size: int, at: Ints) -> "Growth":
        """The same at some of so many places; nothing grows at the others."""

        def column(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
            found = np.zeros(size, dtype=values.dtype)
            found[at] = values
            return found

        return Growth(*(column(values) for values in (self.rest, self.start, self.end, self.on, self.by_months)))

    def count(self, place: Ints, day: Ints) -> Ints:
        """What is counted before each day: days, or months in units of `MONTH_UNIT`."""
        start = self.start[place]
        until = np.clip(day, start, self.end[place])
        months = months_until(until) - months_until(start)
        return np.where(self.by_months[place], months, until - start)

    def before(self, place: Ints, day: Ints) -> Ints:
        """What each has grown by before a day."""
        return share(self.rest[place], self.count(place, day), np.maximum(self.count(place, self.end[place]), 1))


@frozen(eq=False)
class ChangingEarned:
    """The earned curve of lines, each of which follows one of several versions, by the day.

    Attributes:
        versions: the curves of all versions.
        key: `keyed` line and the first day up to and including which a version says what is earned; ascending.
        version: which one.
        fixed: what the line has earned, where no version says it; -1: what the version says.
        growth: by what that grows.
        base: what the line has earned beside what a version says.
    """

    versions: Earned
    key: Ints
    version: Ints
    fixed: Ints
    growth: Growth
    base: Ints

    def before(self, line: Ints, day: Ints) -> Ints:
        """What each line has earned on the days before `day`, in minor units."""
        return self._until(self._place(line, day), day)

    def stretches(self, line: int, first: int, end: int) -> list[tuple[int, int, int]]:
        """The days from `first` on and before `end` cut where another version holds: first day, end, which stretch."""
        days = np.arange(first, end + 1)
        place = self._place(np.full(len(days), line), days)
        bounds = np.flatnonzero(np.diff(place))  # what holds for the days before one does from the day before it on
        starts = np.concatenate(([0], bounds))
        ends = np.concatenate((bounds, [len(days) - 1]))
        held = place[np.concatenate(([0], bounds + 1))]
        return [
            (first + start, first + end, stretch)
            for start, end, stretch in zip(starts.tolist(), ends.tolist(), held.tolist(), strict=True)
        ]

    def reached(self, stretch: int, day: int) -> int:
        """What the terms of a stretch have earned before a day."""
        return int(self._until(np.array([stretch]), np.array([day]))[0])

    def jumps(self) -> Flags:
        """Whether the line comes to something else where each stretch begins, but for its first one."""
        line, since = unkeyed(self.key)
        place = np.flatnonzero(line[1:] == line[:-1]) + 1
        found = np.zeros(len(line), dtype=np.bool_)
        found[place] = self._until(place - 1, since[place]) != self._until(place, since[place])
        return found

    def _place(self, line: Ints, day: Ints) -> Ints:
        return np.searchsorted(self.key, keyed(line, day), side="left") - 1

    def _until(self, place: Ints, day: Ints) -> Ints:
        fixed = self.fixed[place]
        own = fixed + self.growth.before(place, day)
        return np.where(fixed >= 0, own, self.base[place] + self.versions.before(self.version[place], day))
