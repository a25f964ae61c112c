"""The curves of many lines, asked for at any days in any order.

What is earned when it falls due goes by the unadjusted day; what is due goes by the adjusted one.
"""

from datetime import date, timedelta

import numpy as np
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.dates import FIRST_DAY, LAST_DAY
from contracts.kernel.curves import Earned, steps_of, touched
from contracts.kernel.days import NONE, number
from contracts.kernel.encode import Segments, encode
from contracts.kernel.expand import expand
from contracts.testing import contracts, days, lines
from tests.oracle import LineOracle, line_oracles

WITHIN_CHINA = lines(kinds=("cyclic",), first=date(2005, 1, 1), last=date(2024, 12, 31), max_rows=20)


@given(WITHIN_CHINA, st.sampled_from(ct.Roll), st.data())
def test_no_roll_moves_what_is_earned_on_the_due_day(line: ct.Line, roll: ct.Roll, data: st.DataObject) -> None:
    """Asked on the day before and the day of each kind of due day, where the calendar moves it and where not."""
    moved = evolve(line, recognition=ct.Recognition.ON_DUE, calendar=ct.CHINA, roll=roll, beyond=ct.Beyond.WEEKENDS)
    rows = ct.schedule(ct.Contract(id="A", lines=[moved]))
    days = sorted({day for row in rows for day in (row.due_unadjusted, row.due) if day is not None})
    oracle = LineOracle(moved)
    for on in data.draw(st.lists(st.sampled_from(days), min_size=1, max_size=5)):
        for day in (on, date.fromordinal(on.toordinal() - 1)):
            assert rows.earned(day).minor == oracle.earned(day)
            assert rows.due(day).minor == oracle.due(day)
    assert rows.earned(days[-1]) == rows.due(days[-1]) == rows.total()


def near_the_edges(oracle: LineOracle) -> list[date]:
    """Days beside those on which something begins, ends or falls due."""
    edges = [day for row in oracle.rows for day in (row.start, row.end, row.due_unadjusted, row.due) if day is not None]
    edges += oracle.service or ()
    ordinals = {edge.toordinal() + shift for edge in edges for shift in (-400, -1, 0, 1, 400)}
    return [date.fromordinal(day) for day in sorted(ordinals) if FIRST_DAY.toordinal() <= day <= LAST_DAY.toordinal()]


@given(contracts(max_lines=6), st.data())
def test_any_lines_are_asked_on_any_days_in_any_order(contract: ct.Contract, data: st.DataObject) -> None:
    """Before, inside and after each service and beside due days; some lines more than once, some never."""
    contract = evolve(contract, lines=sorted(contract.lines, key=lambda line: line.id))
    oracles = [oracle for _, _, oracle in line_oracles([contract])]
    places = [near_the_edges(oracle) for oracle in oracles]
    asked = [
        (i, data.draw(days() | st.sampled_from(places[i] or [LAST_DAY])))
        for i in data.draw(st.lists(st.sampled_from(range(len(oracles))), max_size=12))
    ]
    segments = encode([(contract, line) for line in contract.lines])
    rows = expand(segments)
    line = np.array([i for i, _ in asked], dtype=np.int64)
    after = np.array([number(day) + 1 for _, day in asked], dtype=np.int64)

    earned = Earned(segments, rows).before(line, after)
    assert earned.dtype == np.int64
    assert earned.tolist() == [oracles[i].earned(day) for i, day in asked]

    due = steps_of(rows, rows.due).before(line, after)
    assert due.dtype == np.int64
    assert due.tolist() == [oracles[i].due(day) for i, day in asked]


def stages(*days_known: date | None) -> ct.Line:
    """A line earned when it falls due, in parts of 10.00; those without a day wait for an event."""
    parts = [
        ct.Stage(name=f"{i}", amount=ct.Money(1000, "CNY"), on=day, after=None if day else "acceptance")
        for i, day in enumerate(days_known)
    ]
    price = ct.Total(ct.Money(1000 * len(parts), "CNY"))
    return ct.Line(id="a", price=price, billing=ct.Stages(parts), recognition=ct.Recognition.ON_DUE)


def segments_of(*batch: ct.Line) -> Segments:
    """Lines of a contract in which nothing has happened."""
    contract = ct.Contract(id="A", lines=batch[:1])
    return encode([(contract, line) for line in batch])


def test_a_curve_without_any_step_stays_at_nothing() -> None:
    segments = segments_of(stages(None, None), stages(None))
    rows = expand(segments)
    line, day = np.array([1, 0]), np.array([number(LAST_DAY), number(FIRST_DAY)])
    for found in (Earned(segments, rows).before(line, day), steps_of(rows, rows.due).before(line, day)):
        assert found.tolist() == [0, 0]
        assert found.dtype == np.int64


def test_lines_without_a_step_have_nothing_wherever_they_stand() -> None:
    """Also behind the last line that has one."""
    first, second = date(2017, 3, 1), date(2017, 9, 1)
    segments = segments_of(stages(None), stages(first, None, second), stages(None), stages(None, None), stages(None))
    line = np.arange(5)
    curve = Earned(segments, expand(segments))
    for day, expected in ((first, 0), (date(2017, 3, 2), 1000), (second, 1000), (LAST_DAY, 2000)):
        assert curve.before(line, np.full(5, number(day))).tolist() == [0, expected, 0, 0, 0]


def total(minor: int, days: int, recognition: ct.Recognition) -> ct.Line:
    """A total for some days from 1 January 1990 on."""
    start = date(1990, 1, 1)
    service = ct.Period(start, start + timedelta(days=days))
    price = ct.Total(ct.Money(minor, "CNY"))
    return ct.Line(id="a", price=price, billing=ct.Cyclic(ct.YEARLY), service=service, recognition=recognition)


def test_amounts_by_days_that_overflow_stand_beside_small_ones() -> None:
    """10^15 minor units by 40 years of days, or by a few months in parts of days, overflow int64; 100 do not."""
    batch = [total(minor, days, kind) for kind in ct.Recognition for minor in (100, 10**15) for days in (90, 15_000)]
    segments = segments_of(*batch)
    curve = Earned(segments, expand(segments))
    for day in (date(1990, 2, 17), date(1990, 3, 31), date(2017, 7, 3), LAST_DAY):
        found = curve.before(np.arange(len(batch)), np.full(len(batch), number(day) + 1))
        assert found.tolist() == [LineOracle(line).earned(day) for line in batch]


def test_twice_a_product_and_the_divisor_may_be_just_beyond_int64() -> None:
    """A product just below 2^62: rounding adds it to itself and half the days."""
    minor, days = (2**62 - 1) // 4613, 4613
    assert 2 * minor * days + days >= 2**63
    line = total(minor, days, ct.Recognition.DAILY)
    segments = segments_of(line)
    asked = [number(date(1990, 1, 1)) + days - 1, number(LAST_DAY)]
    found = Earned(segments, expand(segments)).before(np.array([0, 0]), np.array(asked))
    assert found.tolist() == [LineOracle(line).earned(date(1990, 1, 1) + timedelta(days=days - 2)), minor]


def test_the_days_on_which_lines_may_earn() -> None:
    """Of a service; of one day; of due days, as far as they are known; and none."""
    first, second = date(2017, 3, 1), date(2017, 9, 1)
    year = total(100, 365, ct.Recognition.DAILY)
    batch = [year, evolve(year, recognition=second), stages(second, None, first), stages(None), stages(None, second)]
    segments = segments_of(*batch)
    expected = [
        (number(date(1990, 1, 1)), number(date(1990, 12, 31))),
        (number(second), number(second)),
        (number(first), number(second)),
        (NONE, NONE - 1),
        (number(second), number(second)),
    ]
    found = touched(segments, expand(segments))
    assert list(zip(*(column.tolist() for column in found), strict=True)) == expected
    alone = touched(segments.take(slice(2)), None)
    assert list(zip(*(column.tolist() for column in alone), strict=True)) == expected[:2]
