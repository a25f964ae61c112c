"""The bills of many lines in columns are the tiles of each line's cycle."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import contracts as ct
from contracts.kernel.days import as_date
from contracts.kernel.encode import encode
from contracts.kernel.exact import WideError
from contracts.kernel.grid import billing_grid, bills, flat, grouped, price_grid, relation
from contracts.testing import lines

CYCLIC = lines(kinds=("cyclic",))


def tiles_of(line: ct.Line) -> tuple[ct.Period, ...]:
    """The tiles that `dates` cuts a service into."""
    billing = line.billing
    assert isinstance(billing, ct.Cyclic)
    assert line.service is not None
    return billing.cycle(line.service.start).tiles(
        line.service, first_edge=billing.first_edge, last_edge=billing.last_edge, stub=billing.stub
    )


@given(st.lists(CYCLIC, min_size=1, max_size=8))
def test_bills_in_columns_are_the_tiles_of_cycles(batch: list[ct.Line]) -> None:
    contract = ct.Contract(id="A", lines=[batch[0]])
    segments = encode([(contract, line) for line in batch])
    own = bills(segments, billing_grid(segments))
    line, row = flat(own.count)
    start = own.start(line, row, segments["start"][line])
    end = own.end(line, row, segments["end"][line])
    found = [ct.Period(as_date(a), as_date(b)) for a, b in zip(start.tolist(), end.tolist(), strict=True)]
    assert found == [tile for one in batch for tile in tiles_of(one)]


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
    """Three times 2^60 is more than 2^61; the same in Python integers is summed."""
    values, starts = np.full(3, 2**60), np.array([0])
    with pytest.raises(WideError):
        grouped(values, starts)
    assert grouped(values.astype(object), starts).tolist() == [3 * 2**60]
    assert grouped(np.array([1, -2, 3]), np.array([0, 2])).tolist() == [-1, 3]
