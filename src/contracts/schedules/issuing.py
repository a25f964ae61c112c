"""Installments as they were issued: those of the first terms of a line, and what each change of them led to."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np

from contracts.kernel.catching_up import Issued, caught_up
from contracts.kernel.days import FIRST
from contracts.schedules.versions import Versions
from contracts.terms.billing import Cyclic

#: From when on a version of a line is known, and what that is called; `FIRST` and nothing for the first of all.
Step: TypeAlias = tuple[int, str | None, int]


def issued(versions: Versions, steps: Mapping[int, Sequence[Step]]) -> Issued:
    """The rows of lines that change, all lines at once: their first terms, then the first change of each, and so on.

    Args:
        steps: the versions of each line, one after another.
    """
    named = np.array(list(steps), dtype=np.int64)
    lines = list(steps.values())
    last = [own[-1][2] for own in lines]
    listed = np.array([not isinstance(versions.terms[i][1].billing, Cyclic) for i in last], dtype=np.bool_)
    first = np.array([own[0][2] for own in lines], dtype=np.int64)
    agreed = np.array([own[0][0] == FIRST for own in lines], dtype=np.bool_)
    rows, done = versions.issued(np.flatnonzero(agreed), first[agreed]), list[Issued]()
    begin = np.where(agreed, 1, 0)
    count = np.array([len(own) for own in lines], dtype=np.int64)
    for turn in range(max((count - begin).tolist(), default=0)):
        changing = turn < count - begin
        goes_on = changing[rows["line"]]
        done.append(rows.take(~goes_on))
        own = np.flatnonzero(changing)
        step = [lines[i][at] for i, at in zip(own.tolist(), (begin[own] + turn).tolist(), strict=True)]
        day, name, version = (np.zeros(len(lines), dtype=np.int64) for _ in range(3))
        day[own] = [each[0] for each in step]
        name[own] = [-1 if each[1] is None else versions.code(each[1]) for each in step]
        version[own] = [each[2] for each in step]
        rows = caught_up(rows.take(goes_on), versions.issued(own, version[own]), day, name, listed)
    found = Issued.joined((*done, rows))
    versions.mark(found, last)
    return found.but({"line": named[found["line"]]})


__all__ = ["Step", "issued"]
