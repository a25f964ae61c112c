"""What is earned when it falls due goes by the unadjusted day; what is due goes by the adjusted one."""

from datetime import date

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.testing import lines
from tests.oracle import LineOracle

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
