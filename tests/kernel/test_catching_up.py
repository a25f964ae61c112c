"""Rows once terms change, many lines at once, are those of a plain loop over the rows of each."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from contracts.kernel.catching_up import COLUMNS, UNSAID, Issued, Written, caught_up
from contracts.kernel.days import NONE
from contracts.kernel.exact import Ints, offsets
from contracts.kernel.expand import CATCH_UP, CYCLIC, STAGE, Rows


@frozen
class Row:
    """A row in plain numbers, with the names of `COLUMNS`."""

    amount: int
    start: int
    end: int
    due_unadjusted: int
    due: int
    provisional: int = 0
    kind: int = CYCLIC
    version: int = 0
    place: int = 0
    name: int = -1
    before: int = UNSAID
    shared_on: int = NONE
    rest: int = -1
    part: int = 0
    effective: int = 0


#: The rows until now, those of the new terms, the day, whether they are a list.
Case = tuple[list[Row], list[Row], int, bool]
NAME = 7


def expected(case: Case) -> list[Row]:
    """The rows of one line, one after another."""
    issued, after, day, listed = case
    past = {i: row for i, row in enumerate(issued) if is_past(row, day)}
    turn = max([day, *(row.due_unadjusted for row in past.values())])
    catches: dict[str, Any] = {
        "due": day, "kind": CATCH_UP, "version": -1, "name": NAME, "shared_on": turn, "rest": -1, "effective": 0,
    }  # fmt: skip
    bills: dict[tuple[int, int], list[Row]] = {}
    for row in past.values():
        bills.setdefault(bill_of(row, bills, listed), []).append(row)
    owed = dict.fromkeys(bills, 0)
    alone, live = [], []
    for row in after:
        bill = bill_of(row, bills, listed)
        if not is_past(row, day):
            live.append(row)
        elif bill in bills:
            owed[bill] += row.amount
        else:
            alone.append(evolve(row, before=0, **catches))
    more = []
    for bill, rows in bills.items():
        fallen = sum(row.amount for row in rows)
        if owed[bill] != fallen:
            facts = {
                "amount": owed[bill] - fallen,
                "before": fallen,
                "due_unadjusted": day,
                "provisional": 0,
                "part": 0,
            }
            more.append(evolve(rows[0], **(catches | facts)))
    if not listed:
        return [*past.values(), *more, *alone, *live]
    taken, behind = dict(past), []
    for row in [*alone, *live]:
        if row.place in taken:
            behind.append(row)
        else:
            taken[row.place] = row
    for i in range(max(past, default=0)):
        nothing = {"amount": 0, "due_unadjusted": NONE, "due": NONE, "before": 0}
        taken.setdefault(i, evolve(issued[i], **(nothing | {"version": -1, "rest": -1, "effective": 0})))
    return [*(taken[i] for i in sorted(taken)), *behind, *more]


def is_past(row: Row, day: int) -> bool:
    return row.due != NONE and min(row.due, row.due_unadjusted) < day


def bill_of(row: Row, bills: dict[tuple[int, int], list[Row]], listed: bool) -> tuple[int, int]:
    if listed or row.start == NONE:
        return (NONE, row.place)
    holding = [bill for bill in bills if bill[0] != NONE and bill[0] <= row.start < bill[1]]
    return max(holding, default=(row.start, row.end))


def found(cases: Sequence[Case]) -> list[list[Row]]:
    """The rows of several lines at once; rows of a version stand among the computed ones, others behind them."""
    versions = [rows for before, after, _, _ in cases for rows in (before, after)]
    computed = [row for rows in versions for row in rows if is_computed(row)]
    made = [row for rows in versions for row in rows if not is_computed(row)]
    places, behind = iter(range(len(computed))), iter(range(len(computed), len(computed) + len(made)))
    numbers = [[next(places) if is_computed(row) else next(behind) for row in rows] for rows in versions]
    issued, later = (Issued(*numbered_lines(numbers[of::2])) for of in (0, 1))
    starts = offsets(np.array([sum(map(is_computed, rows)) for rows in versions]))
    amount, start, end, unadjusted, due, provisional, kind = (column(computed, name) for name in COLUMNS[:7])
    rows = Rows(starts, amount, start, end, unadjusted, due, provisional, kind, np.zeros(0, dtype=np.int64))
    data = np.array([[getattr(row, name) for row in made] for name in COLUMNS], dtype=np.int64)
    day, listed = np.array([case[2] for case in cases]), np.array([case[3] for case in cases])
    written, result = caught_up(Written(rows, data), issued, later, day, np.full(len(cases), NAME), listed)
    columns = [written.column(name, result.row).tolist() for name in COLUMNS]
    every = [Row(*values) for values in zip(*columns, strict=True)]
    return [
        [row for row, line in zip(every, result.line.tolist(), strict=True) if line == i] for i in range(len(cases))
    ]


def numbered_lines(numbers: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """The line and the number of each row."""
    lines = np.repeat(np.arange(len(numbers)), [len(each) for each in numbers])
    return lines, np.array([number for each in numbers for number in each], dtype=np.int64)


def is_computed(row: Row) -> bool:
    return row.version >= 0


def column(rows: Sequence[Row], name: str) -> Any:
    kind = np.int64 if name == "amount" else np.int8 if name in ("provisional", "kind") else np.int32
    return np.array([getattr(row, name) for row in rows], dtype=kind)


def numbered(rows: Sequence[Row], version: int) -> list[Row]:
    """Computed rows count their places in their version; the others stand for a place of their own."""
    count, result = 0, []
    for row in rows:
        result.append(evolve(row, version=version, place=count) if is_computed(row) else row)
        count += is_computed(row)
    return result


DAYS = st.integers(-3, 12)
PLACES = st.integers(0, 4)


@st.composite
def rows(draw: st.DrawFn, listed: bool, made: bool) -> Row:
    start = NONE if draw(st.sampled_from((False, False, False, True))) else draw(DAYS)
    due = draw(st.none() | DAYS)
    moved = 0 if due is None else draw(st.sampled_from((-1, 0, 0, 0, 2)))
    row = Row(
        amount=draw(st.integers(-3, 3) | st.just(10**15)),
        start=start,
        end=NONE if start == NONE else start + draw(st.integers(1, 4)),
        due_unadjusted=NONE if due is None else due,
        due=NONE if due is None else due + moved,
        provisional=draw(st.integers(0, 3)),
        kind=STAGE if listed else CYCLIC,
    )
    if made and draw(st.booleans()):
        facts = {"rest": draw(st.sampled_from((-1, 3))), "part": 2, "effective": 1, "shared_on": draw(DAYS)}
        row = evolve(row, version=-1, place=draw(PLACES), name=2, before=5, **facts)
    return row


@st.composite
def cases(draw: st.DrawFn, number: int) -> Case:
    listed = draw(st.booleans())
    before, after = (numbered(draw(st.lists(rows(listed, made=True), max_size=6)), 2 * number + of) for of in (0, 1))
    return before, after, draw(DAYS), listed


@given(st.data(), st.integers(1, 4))
def test_lines_together_have_the_rows_of_each_alone(data: st.DataObject, count: int) -> None:
    drawn = [data.draw(cases(i)) for i in range(count)]
    # Numbers behind the computed rows need one of these.
    anchor = ([Row(1, 0, 1, 0, 0, version=2 * count)], [Row(1, 0, 1, 0, 0, version=2 * count + 1)], 5, False)
    assert found([*drawn, anchor])[:-1] == [expected(case) for case in drawn]


def bill(start: int, end: int, amount: int, due: int, version: int, place: int) -> Row:
    return Row(amount, start, end, due, due, version=version, place=place)


def test_a_bill_that_comes_to_more_catches_up_on_the_day() -> None:
    """What it came to is said. A bill that comes to the same has no row, one ahead is that of the new terms."""
    before = [bill(0, 10, 100, 9, 0, 0), bill(10, 20, 100, 19, 0, 1), bill(20, 30, 100, 29, 0, 2)]
    after = [bill(0, 10, 100, 9, 1, 0), bill(10, 20, 120, 19, 1, 1), bill(20, 30, 120, 29, 1, 2)]
    more = Row(20, 10, 20, 25, 25, kind=CATCH_UP, version=-1, place=1, name=NAME, before=100, shared_on=25)
    assert found([(before, after, 25, False)]) == [[*before[:2], more, after[2]]]


def test_of_bills_that_overlap_the_one_that_begins_last_has_the_row() -> None:
    """Day 40 lies in both of two bills, and what begins on it belongs to the one that begins on day 30."""
    before = [bill(30, 90, 50, 1, 0, 0), bill(0, 60, 100, 2, 0, 1)]
    after = [bill(40, 45, 70, 5, 1, 0), bill(92, 94, 3, 5, 1, 1)]
    (rows,) = found([(before, after, 10, False)])
    assert [(row.start, row.before, row.amount) for row in rows[2:]] == [(30, 50, 20), (0, 100, -100), (92, 0, 3)]


def test_a_part_of_a_list_that_is_owed_no_more_keeps_its_place_with_nothing() -> None:
    """A part behind it has fallen due, and keeps its number."""
    before = [bill(NONE, NONE, 30, 50, 0, 0), bill(NONE, NONE, 70, 5, 0, 1)]
    (rows,) = found([(before, [], 10, True)])
    assert [(row.place, row.amount, row.due, row.before) for row in rows] == [
        (0, 0, NONE, 0),
        (1, 70, 5, UNSAID),
        (1, -70, 10, 70),
    ]
