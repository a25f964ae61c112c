"""What stands on a day, in closed form, is what the rows and the curves say."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

import contracts as ct
from contracts.kernel.curves import Earned
from contracts.kernel.days import NONE, number
from contracts.kernel.encode import Segments, encode
from contracts.kernel.expand import PlaceError, expand
from contracts.kernel.standing import standing
from contracts.testing import calendars, days_around, lines, portfolios
from tests.kernel.test_totals import DELAY, RENT, WAITING, segments_of
from tests.kernel.test_wide import SMALL, WIDE


def check(segments: Segments, day: date) -> None:
    """Hold every figure against the rows, summed one by one."""
    last, ahead = number(day), number(day) + 365
    found = standing(segments, last, ahead)
    rows, own = expand(segments), np.arange(len(segments))
    sums = np.zeros((4, len(segments)), dtype=object)
    for line, due, amount in zip(rows.line.tolist(), rows.due.tolist(), rows.amount.tolist(), strict=True):
        for i, counts in enumerate((True, NONE != due <= last, NONE != due < last, due == NONE)):
            sums[i, line] += amount * counts
    earned, later = (
        Earned(segments, rows).before(own, np.full(len(segments), end + 1)).tolist() for end in (last, ahead)
    )

    assert [column.tolist() for column in (found.value, found.due, found.late, found.undated)] == sums.tolist()
    assert found.earned.tolist() == earned
    assert found.ahead.tolist() == [two - one for one, two in zip(earned, later, strict=True)]


@given(portfolios(), st.data())
def test_it_is_that_of_the_rows_of_any_portfolio(portfolio: tuple[ct.Contract, ...], data: st.DataObject) -> None:
    every = [line for contract in portfolio for line in contract.lines]
    day = data.draw(days_around(data.draw(st.sampled_from(every))))
    check(encode([(contract, line) for contract in portfolio for line in contract.lines]), day)


@given(
    st.lists(st.tuples(lines(kinds=("cyclic",), first=date(2005, 1, 1), last=date(2020, 1, 1)), DELAY), min_size=1),
    calendars(first=date(2005, 1, 1), last=date(2022, 1, 1)),
    st.sampled_from((None, *ct.Roll)),
    st.data(),
)
def test_it_is_that_of_shifted_and_moved_due_days(
    batch: list[tuple[ct.Line, dict[str, int]]], calendar: ct.Calendar, roll: ct.Roll | None, data: st.DataObject
) -> None:
    made = []
    for line, delay in batch:
        assert isinstance(line.billing, ct.Cyclic)
        shifts: dict[str, Any] = {"net_days": 0, "pay_day": None, **delay}
        terms: dict[str, Any] = {"billing": evolve(line.billing, **shifts)}
        if roll is not None:
            terms |= {"calendar": calendar, "roll": roll, "beyond": ct.Beyond.WEEKENDS}
        made.append(evolve(line, **terms))
    dues = sorted(set(expand(segments_of(made)).due.tolist()))
    day = date(1970, 1, 1).toordinal() + data.draw(st.sampled_from(dues)) + data.draw(st.integers(-1, 1))
    check(segments_of(made), date.fromordinal(day))


@given(st.integers(-40, 400))
@example(0)
@example(-1)
@example(364)
@example(365)
def test_days_beside_the_ends_of_a_year_in_advance_and_in_arrears(shift: int) -> None:
    batch = [evolve(RENT, billing=ct.Cyclic(ct.MONTHLY, when=when)) for when in ("advance", "arrears")]
    check(
        segments_of([*batch, WAITING, evolve(RENT, recognition=ct.Recognition.ON_DUE)]),
        date.fromordinal(date(2017, 1, 1).toordinal() + shift),
    )


def test_wide_lines_and_none_at_all() -> None:
    check(segments_of([*WIDE, *SMALL]), date(2017, 6, 30))
    check(segments_of([]), date(2017, 6, 30))


@pytest.mark.parametrize("remainder", ["earliest", "spread"])
@pytest.mark.parametrize("when", ["advance", "arrears"])
def test_an_error_names_its_line_in_the_batch(remainder: str, when: str) -> None:
    late = ct.Period.through(date(2027, 1, 1), date(2027, 12, 31))
    terms = evolve(RENT, service=late, billing=ct.Cyclic(ct.YEARLY, when=when), calendar="CN", remainder=remainder)
    with pytest.raises(PlaceError) as caught:
        standing(segments_of([RENT, RENT, terms, RENT]), number(date(2017, 1, 1)), number(date(2018, 1, 1)))
    assert (caught.value.line, caught.value.error.code) == (2, "CALENDAR_RANGE")
