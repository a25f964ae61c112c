"""Law 3: the k-th edge of a cycle is `anchor + k × every`, counted from the anchor, never from the edge before."""

from calendar import isleap, monthrange
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.testing import cycles, days, lines, periods
from tests.laws.figures import ONE_DAY
from tests.oracle import Grid, LineOracle

K = st.integers(-60, 60)


def grid_of(cycle: ct.Cycle) -> Grid:
    """The second computation of a cycle."""
    return Grid(cycle.every.months, cycle.every.days, cycle.anchor, cycle.month_end)


@given(cycles(), K)
def test_edges_are_those_of_the_second_computation(cycle: ct.Cycle, k: int) -> None:
    assert cycle.edge(k) == grid_of(cycle).edge(k)


@given(cycles(), st.integers(-2000, 2000))
def test_a_day_lies_in_the_cell_that_its_position_names(cycle: ct.Cycle, shift: int) -> None:
    """Edges themselves and the days beside them are where a `>=` for a `>` would show."""
    near = cycle.edge(shift % 13 - 6)
    for day in (near - ONE_DAY, near, near + ONE_DAY, date.fromordinal(cycle.anchor.toordinal() + shift)):
        k = cycle.position(day)
        assert k == grid_of(cycle).position(day)
        assert cycle.edge(k) <= day < cycle.edge(k + 1)
        assert cycle.is_edge(day) == (cycle.edge(k) == day)


@given(cycles(), K)
def test_an_edge_keeps_the_day_of_the_anchor_or_the_last_of_a_short_month(cycle: ct.Cycle, k: int) -> None:
    if not cycle.every.months:
        return
    edge = cycle.edge(k)
    last = monthrange(edge.year, edge.month)[1]
    assert edge.day == (last if cycle.month_end else min(cycle.anchor.day, last))


@given(days(first=date(1904, 2, 29), last=date(2196, 2, 29)), st.integers(-8, 8))
def test_29_february_returns_every_leap_year(day: date, years: int) -> None:
    leap = date(day.year // 4 * 4 if isleap(day.year // 4 * 4) else 2000, 2, 29)
    edge = ct.Cycle(ct.YEARLY, leap).edge(years)
    assert edge == date(leap.year + years, 2, 29 if isleap(leap.year + years) else 28)


@given(cycles(), periods(max_days=1500))
def test_edges_of_a_period_are_the_grid_days_strictly_inside_it(cycle: ct.Cycle, period: ct.Period) -> None:
    cells = grid_of(cycle).cells((period.start, period.end))
    assert cycle.edges(period) == tuple(cell[0] for cell in cells if period.start < cell[0])


@given(lines(kinds=("cyclic",)))
def test_bills_begin_on_edges_of_the_grid_or_with_the_service(line: ct.Line) -> None:
    assert isinstance(line.billing, ct.Cyclic)
    assert line.service is not None
    grid = LineOracle(line).grid(line.billing.every)
    for row in ct.schedule(ct.Contract(id="A", lines=[line])):
        assert row.service is not None
        start = row.service.start
        if row.kind == "cyclic" and start != line.service.start:
            assert grid.edge(grid.position(start)) == start
