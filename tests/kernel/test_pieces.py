"""Bent lines in pieces of equal rows: the same as when they are cut at every edge, in int64 and in Python integers."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.kernel import amounts
from contracts.kernel.amounts import _dense, planned
from contracts.kernel.encode import Segments, encode
from contracts.kernel.expand import expand
from contracts.kernel.grid import billing_grid, bills
from contracts.testing import lines
from tests.kernel.test_wide import SMALL

CONTRACT = ct.Contract(id="A", lines=[SMALL[0]])
#: Bills and price cells: alike, bills of several price cells, price cells of several bills, and neither.
GRIDS = (
    *((every, every) for every in (ct.MONTHLY, ct.QUARTERLY, ct.WEEKLY)),
    *((ct.QUARTERLY, ct.MONTHLY), (ct.Frequency.parse("2 weeks"), ct.WEEKLY)),
    *((ct.MONTHLY, ct.YEARLY), (ct.WEEKLY, ct.Frequency.parse("4 weeks")), (ct.MONTHLY, ct.QUARTERLY)),
    (ct.WEEKLY, ct.MONTHLY),
)
START = date(2016, 1, 17)


@st.composite
def rates(draw: st.DrawFn) -> ct.Line:
    """A rate with or without steps, over up to three years."""
    start = START + timedelta(days=draw(st.integers(0, 60)))
    days = draw(st.integers(1, 1100))
    every, per = draw(st.sampled_from(GRIDS))
    steps = draw(st.dictionaries(st.integers(1, 400), st.sampled_from(("0", "1", "2.5", "7.000001")), max_size=4))
    quantity = [(start + timedelta(days=day), Decimal(value)) for day, value in sorted({0: "3", **steps}.items())]
    minor = draw(st.integers(0, 10**7))
    return ct.Line(
        id="a",
        price=ct.Rate(ct.Money(minor, "CNY"), per=per, quantity=quantity),
        service=ct.Period(start, start + timedelta(days=days)),
        billing=ct.Cyclic(
            every,
            when=draw(st.sampled_from(ct.When)),
            anchor=start - timedelta(days=draw(st.integers(0, 40))),
            stub=draw(st.sampled_from((ct.Stub.SHORT, ct.Stub.LONG))),
        ),
        proration=draw(st.sampled_from(ct.Proration if every.months and per.months else (ct.Proration.ACTUAL,))),
        remainder=draw(st.sampled_from(ct.Remainder)),
    )


def rows_of(segments: Segments) -> list[Any]:
    """The columns of all rows."""
    rows = expand(segments)
    columns = rows.offsets, rows.amount, rows.start, rows.end, rows.due_unadjusted, rows.due, rows.kind
    return [column.tolist() for column in columns]


@given(st.lists(rates() | lines(max_rows=20), min_size=1, max_size=6))
def test_rows_near_bends_are_those_of_lines_cut_at_every_edge(batch: list[ct.Line]) -> None:
    segments = encode([(CONTRACT, line) for line in batch])
    found = rows_of(segments)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(amounts, "stepping", _dense)
        patch.setattr(amounts, "dividing", _dense)
        assert rows_of(segments) == found


@given(rates())
def test_python_integers_come_to_the_same(line: ct.Line) -> None:
    segments = encode([(CONTRACT, line)])
    own = bills(segments, billing_grid(segments))
    for chosen, compute in amounts._kinds(segments):
        if len(chosen):
            one, other = (compute(segments, own, wide) for wide in (False, True))
            assert other.pieces.amount.dtype == other.pieces.count.dtype == np.int64
            assert [one.pieces.amount.tolist(), one.pieces.count.tolist(), one.steps.row.tolist()] == [
                other.pieces.amount.tolist(),
                other.pieces.count.tolist(),
                other.steps.row.tolist(),
            ]


def test_a_long_line_has_few_pieces() -> None:
    """Of ten years by the month with one step only the ends and the bend are computed; a yearly price repeats."""
    service = ct.Period(date(2016, 1, 1), date(2026, 1, 1))
    quantity = [(None, Decimal(1)), (date(2020, 5, 17), Decimal(2))]
    stepping = ct.Line(
        id="a", price=ct.Rate("10", "CNY", quantity=quantity), service=service, billing=ct.Cyclic(ct.MONTHLY)
    )
    dividing = ct.Line(id="b", price=ct.Rate("100", "CNY", per=ct.YEARLY), service=service, billing=stepping.billing)
    plan = planned(encode([(CONTRACT, stepping), (CONTRACT, dividing)]))
    assert np.diff(plan.offsets).tolist() == [120, 120]
    assert np.diff(plan.at).tolist() == [6, 24]
