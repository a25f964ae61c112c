"""Law 4: tiles cover the service period, touch, and do not overlap; a whole cell has weight exactly 1."""

from datetime import date
from itertools import pairwise

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

import contracts as ct
from contracts.testing import amounts, days, frequencies, lines
from tests.oracle import LineOracle

CYCLIC = ("cyclic",)


def bills_of(line: ct.Line) -> list[ct.Installment]:
    """The bills of a line, without the steps inside them."""
    return [row for row in ct.schedule(ct.Contract(id="A", lines=[line])) if row.kind == "cyclic"]


@given(lines(kinds=CYCLIC))
def test_bills_cover_the_service_and_touch(line: ct.Line) -> None:
    tiles = [row.service for row in bills_of(line) if row.service is not None]
    assert line.service is not None
    assert tiles[0].start == line.service.start
    assert tiles[-1].end == line.service.end
    for one, other in pairwise(tiles):
        assert one.end == other.start


@given(lines(kinds=CYCLIC))
def test_bills_are_the_tiles_of_the_cycle_and_of_the_second_computation(line: ct.Line) -> None:
    billing = line.billing
    assert isinstance(billing, ct.Cyclic)
    assert line.service is not None
    tiles = billing.cycle(line.service.start).tiles(
        line.service, first_edge=billing.first_edge, last_edge=billing.last_edge, stub=billing.stub
    )
    assert tuple(row.service for row in bills_of(line)) == tiles
    assert [(tile.start, tile.end) for tile in tiles] == LineOracle(line).bill_spans


@given(lines(kinds=CYCLIC))
def test_a_step_lies_strictly_inside_its_bill_and_lasts_to_its_end(line: ct.Line) -> None:
    bill: ct.Period | None = None
    for row in ct.schedule(ct.Contract(id="A", lines=[line])):
        assert row.service is not None
        if row.kind == "cyclic":
            bill = row.service
        else:
            assert bill is not None
            assert bill.start < row.service.start < row.service.end == bill.end


@given(frequencies(), days(), st.integers(1, 8), amounts(max_minor=10**9), st.sampled_from(ct.Proration))
def test_a_whole_cell_weighs_exactly_one(
    every: ct.Frequency, start: date, cells: int, rate: int, proration: ct.Proration
) -> None:
    """A service of whole cells owes the rate for each, under every proration, also in February."""
    assume(start < date(2150, 1, 1))
    assume(every.months or proration in (ct.Proration.ACTUAL, ct.Proration.NONE))
    service = ct.Period(start, ct.Cycle(every, start).edge(cells))
    line = ct.Line(
        id="a",
        price=ct.Rate(ct.Money(rate, "CNY")),
        billing=ct.Cyclic(every),
        service=service,
        proration=proration,
    )
    assert [row.amount.minor for row in bills_of(line)] == [rate] * cells


@given(lines(kinds=CYCLIC))
def test_a_cell_weighs_at_most_one(line: ct.Line) -> None:
    """Whatever is served of a cell, never more than the rate is owed for it: a bill is at most its cells."""
    assume(isinstance(line.price, ct.Rate))
    assert isinstance(line.price, ct.Rate)
    once = evolve(line, price=ct.Rate(line.price.amount, per=line.price.per))
    most = line.price.amount.minor * len(LineOracle(once).price_cells)
    assert ct.schedule(ct.Contract(id="A", lines=[once])).total().minor <= most
