"""Installments as they were issued: those of the first terms of a line, and what each change of them led to."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np

from contracts.kernel.catching_up import Issued, caught_up
from contracts.kernel.days import FIRST
from contracts.kernel.encode import LISTED
from contracts.schedules.versions import Versions

#: From when on a version of a line is known, and what that is called; `FIRST` for the first terms of all.
Step: TypeAlias = tuple[int, str, int]


def issued(versions: Versions, steps: Mapping[int, Sequence[Step]]) -> Issued:
    """The rows of lines that change, all lines at once: their first terms, then the first change of each, and so on.

    Args:
        steps: the versions of each line, one after another; lines ascend.

    Returns:
        Which of the rows that are then `versions.written`.
    """
    lines = list(steps.values())
    listed = versions.segments["form"][[own[-1][2] for own in lines]] == LISTED
    pending = [[*own] if own[0][0] == FIRST else [(FIRST, "", -1), *own] for own in lines]
    first = np.array([own[0][2] for own in pending], dtype=np.int64)
    rows, done = versions.issued(np.flatnonzero(first >= 0), first[first >= 0]), list[Issued]()
    count = np.array([len(own) for own in pending], dtype=np.int64)
    for turn in range(1, max(count.tolist(), default=0)):
        changing = turn < count
        goes_on = changing[rows.line]
        done.append(rows.take(~goes_on))
        day, name = np.zeros((2, len(lines)), dtype=np.int64)
        own = np.flatnonzero(changing)
        known = [pending[i][turn] for i in own.tolist()]
        day[own] = [each[0] for each in known]
        name[own] = [versions.code(each[1]) for each in known]
        after = versions.issued(own, np.array([each[2] for each in known], dtype=np.int64))
        versions.written, rows = caught_up(versions.written, rows.take(goes_on), after, day, name, listed)
    found = Issued.joined((*done, rows))
    return Issued(np.array(list(steps), dtype=np.int64)[found.line], found.row)


__all__ = ["Step", "issued"]
