"""Rates that are billed otherwise from a day on: the price, and what is earned, stay as they were."""

from datetime import date, timedelta
from itertools import pairwise

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, DrawFn

import contracts as ct
from contracts.dates import Cycle, Frequency
from contracts.testing import days_around, lines
from tests.laws.figures import HISTORIES, accruals_of, rows_of
from tests.oracle import LineOracle

ONE_DAY = timedelta(days=1)
FIRST, END = date(1900, 1, 1), date(2199, 12, 31)
RATES = lines(kinds=("cyclic",), max_rows=30, first=date(2015, 1, 1), last=date(2025, 12, 31), min_days=40).filter(
    lambda line: isinstance(line.price, ct.Rate)
)
EVERY = st.sampled_from(("1 month", "2 months", "3 months", "1 year", "1 week", "2 weeks", "10 days"))


@st.composite
def rebilled(draw: DrawFn) -> tuple[ct.Contract, ct.Contract]:
    """A contract before and after its bills change on the first day of a price cell."""
    line = draw(RATES)
    assert isinstance(line.price, ct.Rate)
    assert isinstance(line.billing, ct.Cyclic)
    assert line.service is not None
    billing = line.billing
    cells = Cycle(line.price.per or billing.every, billing.cycle(line.service.start).anchor, billing.month_end)
    edges = cells.edges(line.service)
    assume(edges)
    every = draw(EVERY.map(Frequency.parse) | st.just(billing.every))
    change = ct.Change(line=line.id, billing=ct.Rebilling(every=every, when=draw(st.sampled_from(ct.When)), net_days=3))
    amendment = ct.Amendment(id="S1", signed=FIRST, effective=draw(st.sampled_from(edges)), change=[change])
    contract = ct.Contract(id="C", lines=[line])
    try:
        return contract, evolve(contract, amendments=[amendment])
    except ct.TermsError as error:
        assume(error.code not in ("BILLING_PRICE", "SCHEDULE_LIMIT", "THIRTY_NEEDS_MONTHS"))
        raise


@HISTORIES
@given(rebilled(), st.data())
def test_other_bills_change_no_price(drawn: tuple[ct.Contract, ct.Contract], data: DataObject) -> None:
    before, after = map(ct.schedule, drawn)
    assert after.total() == before.total()
    (line,) = drawn[0].lines
    if line.recognition is not ct.Recognition.ON_DUE:
        on = data.draw(days_around(line))
        assert after.earned(on) == before.earned(on)
        months = [accruals_of(schedule, ct.Per.MONTH) for schedule in (before, after)]
        assert months[0] == months[1]


@HISTORIES
@given(rebilled())
def test_rows_are_those_of_the_parts_by_the_second_computation(drawn: tuple[ct.Contract, ct.Contract]) -> None:
    terms = ct.in_force(drawn[1])
    parts = [part for one in terms.rebilled.values() for part in one.parts] or list(terms.contract.lines)
    assert [row[5:9] + row[10:11] for row in rows_of(ct.schedule(drawn[1]))] == [
        (row.start, row.end and row.end - ONE_DAY, row.due_unadjusted, row.due, row.amount)
        for part in parts
        for row in LineOracle(part).rows
    ]
    ends = [part.service for part in parts]
    assert all(one and other and one.end == other.start for one, other in pairwise(ends))


@HISTORIES
@given(rebilled(), st.data())
def test_what_is_billed_otherwise_is_explained(drawn: tuple[ct.Contract, ct.Contract], data: DataObject) -> None:
    schedule = ct.schedule(drawn[1])
    for place, row in enumerate(rows_of(schedule)):
        assert schedule.explain(place).recompute() == row[10]
    first = data.draw(days_around(drawn[0].lines[0]))
    period = ct.Period(first, first + data.draw(st.integers(1, 400)) * ONE_DAY)
    accrual = schedule.explain_accrual("C", drawn[0].lines[0].id, period)
    assert accrual.recompute() == accrual.figure.minor
