"""The bills of many lines in columns are the tiles of each line's cycle."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import contracts as ct
from contracts.kernel.days import as_date, number
from contracts.kernel.encode import PRORATIONS, encode
from contracts.kernel.exact import WideError
from contracts.kernel.grid import billing_grid, bills, flat, grouped, price_grid, relation, weights
from contracts.testing import cycles, lines
from tests.oracle import prorated

CYCLIC = lines(kinds=("cyclic",))


def tiles_of(line: ct.Line) -> tuple[ct.Period, ...]:
    """The tiles that `dates` cuts a service into."""
    billing = line.billing
    assert isinstance(billing, ct.Cyclic)
    assert line.service is not None
    return billing.cycle(line.service.start).tiles(
        line.service, first_edge=billing.first_edge, last_edge=billing.last_edge, stub=billing.stub
    )


def check_bills(batch: list[ct.Line]) -> None:
    """Hold the bills of all lines at once against the tiles of each."""
    contract = ct.Contract(id="A", lines=[batch[0]])
    segments = encode([(contract, line) for line in batch])
    own = bills(segments, billing_grid(segments))
    line, row = flat(own.count)
    start = own.start(line, row, segments["start"][line])
    end = own.end(line, row, segments["end"][line])
    found = [ct.Period(as_date(a), as_date(b)) for a, b in zip(start.tolist(), end.tolist(), strict=True)]
    assert found == [tile for one in batch for tile in tiles_of(one)]


@given(st.lists(CYCLIC, min_size=1, max_size=8))
def test_bills_in_columns_are_the_tiles_of_cycles(batch: list[ct.Line]) -> None:
    check_bills(batch)


def services_of_a_few_months() -> Iterator[ct.Line]:
    """Monthly bills with and without stubs at either end, and every explicit edge that there may be."""
    firsts = [date(2017, month, 1) for month in range(1, 6)]
    starts, ends = (
        (date(2017, 1, 1), date(2017, 1, 15)),
        (*firsts[1:], date(2017, 1, 31), date(2017, 2, 20), date(2017, 4, 9)),
    )
    for start, end, first_edge, last_edge, stub in product(starts, ends, [None, *firsts], [None, *firsts], ct.Stub):
        try:
            yield ct.Line(
                id="a",
                price=ct.Total("12", "CNY"),
                billing=ct.Cyclic(ct.MONTHLY, anchor=firsts[0], first_edge=first_edge, last_edge=last_edge, stub=stub),
                service=ct.Period(start, end),
            )
        except ct.TermsError:  # such an edge or a stub may not be
            continue


def test_bills_of_services_with_few_edges_are_the_tiles_of_cycles() -> None:
    """A long stub joins the only other bill too; an explicit edge at either end is none."""
    batch = list(services_of_a_few_months())
    assert {len(tiles_of(line)) for line in batch} == {1, 2, 3, 4}
    check_bills(batch)


CUTS = st.tuples(cycles(), st.integers(0, 12), st.integers(0, 400), st.integers(0, 400), st.sampled_from(ct.Proration))


@given(st.lists(CUTS, min_size=1, max_size=12))
def test_cells_weigh_what_the_second_computation_says(cuts: list[tuple[ct.Cycle, int, int, int, ct.Proration]]) -> None:
    """Cells of any length, whole and cut at either end, each by its own rule."""
    batch = []
    for cycle, k, early, late, proration in cuts:
        cell = (cycle.edge(k - 6), cycle.edge(k - 5))
        served = (number(cell[0]) + early, number(cell[1]) - late)
        whole = served[0] >= served[1]
        days = cell if whole else (as_date(served[0]), as_date(served[1]))
        thirty = proration in (ct.Proration.THIRTY, ct.Proration.ACTUAL_30) and not cycle.every.months
        batch.append((days, cell, cycle.every.months, ct.Proration.ACTUAL if thirty else proration))
    first, end, cell_first, cell_end = np.array(
        [[number(day) for day in (*days, *cell)] for days, cell, _, _ in batch]
    ).T
    months = np.array([row[2] for row in batch])
    rules = np.array([PRORATIONS[row[3]] for row in batch])
    numerator, denominator = weights(first, end, cell_first, cell_end, months, rules)
    found = [Fraction(n, d) for n, d in zip(numerator.tolist(), denominator.tolist(), strict=True)]
    assert found == [prorated(cell, days, count, str(rule)) for days, cell, count, rule in batch]


@given(st.lists(CYCLIC, min_size=1, max_size=8))
def test_grids_fit_as_frequencies_do(batch: list[ct.Line]) -> None:
    rates = [line for line in batch if isinstance(line.price, ct.Rate)]
    assume(rates)
    segments = encode([(ct.Contract(id="A", lines=[line]), line) for line in rates])
    coarser, finer = relation(segments)
    cells = price_grid(segments)
    for i, line in enumerate(rates):
        assert isinstance(line.price, ct.Rate)
        assert isinstance(line.billing, ct.Cyclic)
        every, per = line.billing.every, line.price.per or line.billing.every
        longer = (per.months, per.days) > (every.months, every.days)
        assert bool(coarser[i]) == (every.fits(per) and not longer)
        assert bool(finer[i]) == (every.fits(per) and longer)
        assert cells.edge(cells.first)[i] <= segments["start"][i] < cells.edge(cells.first + 1)[i]
        assert cells.edge(cells.last)[i] < segments["end"][i] <= cells.edge(cells.last + 1)[i]


def test_sums_of_groups_that_could_overflow_are_refused() -> None:
    """Twice 2^60 is 2^61; three times in Python integers is summed."""
    values, starts = np.full(3, 2**60), np.array([0])
    for count in (2, 3):
        with pytest.raises(WideError):
            grouped(values[:count], starts)
    assert grouped(values.astype(object), starts).tolist() == [3 * 2**60]
    assert grouped(np.array([1, -2, 3]), np.array([0, 2])).tolist() == [-1, 3]
