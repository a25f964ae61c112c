"""Who bears what, in columns: shares of many lines with their own payers, small and wide."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.kernel.encode import encode
from contracts.kernel.exact import NEAR
from contracts.kernel.expand import expand
from contracts.kernel.sharing import boundaries, row_blocks, shared_rows
from contracts.testing import allocations, lines
from tests import oracle

DAY = date(2017, 1, 1)
CUMULATIVE = st.integers(-(10**15), 10**15) | st.integers(-1000, 1000) | st.sampled_from((0, 1, -1, 2**50, 10**15))
#: Amounts and weights on both sides of where floats, and int64, stop to be exact.
EDGES = st.sampled_from([2**n + d for n in (47, 48, 49, 51, 52, 53, 59) for d in (-1, 0, 1)])


@given(st.lists(CUMULATIVE, max_size=12), st.integers(0, 10**9), st.integers(1, 10**12))
def test_boundaries_are_rounded_half_away_from_zero(cumulative: list[int], weight: int, weights: int) -> None:
    weight = min(weight, weights)
    for chosen in (cumulative, [value for value in cumulative if 0 <= value < 1000]):
        found = boundaries(np.array(chosen, dtype=np.int64), np.array(weight), np.array(weights))
        assert [int(value) for value in found] == [
            oracle.half_away(Fraction(value * weight, weights)) for value in chosen
        ]


def test_boundaries_of_nothing() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    assert boundaries(nothing, np.array(1), np.array(2)) is nothing


def shared(batch: list[ct.Line]) -> list[list[int]]:
    """The shares of each row of a batch, in order of line and number."""
    segments = encode([(ct.Contract(id="A", lines=[line]), line) for line in batch])
    rows = expand(segments)
    found = shared_rows(segments, rows)
    shares: list[list[int]] = [[] for _ in range(len(rows))]
    for item, amount in zip(found.item.tolist(), found.amount.tolist(), strict=True):
        shares[item].append(amount)
    return shares


@given(st.lists(lines(max_rows=20), min_size=1, max_size=6))
def test_shares_of_a_batch_are_those_of_each_line(batch: list[ct.Line]) -> None:
    """Lines with one payer, with several, and with none of their own stand beside each other."""
    assert shared(batch) == [share for line in batch for share in oracle.LineOracle(line).row_shares]


@given(st.lists(st.tuples(EDGES | st.integers(0, 10**15), allocations()), min_size=1, max_size=4), st.integers(1, 40))
def test_shares_are_exact_on_both_sides_of_what_floats_hold(
    batch: list[tuple[int, ct.Allocation]], months: int
) -> None:
    service = ct.Period(DAY, ct.Cycle(ct.MONTHLY, DAY).edge(months))
    made = [
        ct.Line(
            id="a",
            price=ct.Total(ct.Money(min(amount, 10**15), "CNY")),
            billing=ct.Cyclic(ct.MONTHLY),
            service=service,
            allocation=allocation,
        )
        for amount, allocation in batch
    ]
    assert shared(made) == [share for line in made for share in oracle.LineOracle(line).row_shares]


@given(st.integers(0, 2**20), st.lists(st.integers(1, 97), min_size=2, max_size=4), st.integers(0, 3))
def test_ties_of_shares_go_away_from_zero_near_the_limit_of_multiplication(
    below: int, weights: list[int], shift: int
) -> None:
    """Amounts just below `NEAR / 2W`, where a float's error is largest, and that fall on a half."""
    total = sum(weights)
    amount = int(NEAR / (2 * total)) - below
    amount -= (amount * weights[0] * 2 - total) % total + shift
    line = ct.Line(
        id="a",
        price=ct.Total(ct.Money(max(amount, 0), "CNY")),
        billing=ct.Once(DAY),
        allocation=ct.Allocation({f"p{i}": weight for i, weight in enumerate(weights)}),
    )
    assert shared([line]) == oracle.LineOracle(line).row_shares


def test_a_line_whose_sum_goes_below_nothing_is_shared_half_away_from_zero() -> None:
    """Stages are never negative, so only steps are: 30 removed a day after the bill of 10.

    In advance by year at 3.65 a year: 10 units are 36.50 on 1 January, and none is left from the 2nd on:
    0.10 stay for the first day. By halves, 18.25 and -18.20.
    """
    line = ct.Line(
        id="a",
        price=ct.Rate("3.65", "CNY", quantity=[(DAY, 10), (date(2017, 1, 2), 0)]),
        billing=ct.Cyclic(ct.YEARLY, when="advance"),
        service=ct.Period.through(DAY, date(2017, 12, 31)),
        allocation=ct.Allocation({"a": 1, "b": 1}),
    )
    assert shared([line]) == [[1825, 1825], [-1820, -1820]] == oracle.LineOracle(line).row_shares


@pytest.mark.parametrize("weights", [(3, 7, 0), (1, 0, 0), (0, 0, 1), (0, 5)])
def test_a_payer_that_bears_nothing_gets_nothing_wherever_it_stands(weights: tuple[int, ...]) -> None:
    """Beside a line of other payers too, of 100.01 over a year."""
    line = ct.Line(
        id="a",
        price=ct.Total("100.01", "CNY"),
        billing=ct.Cyclic(ct.MONTHLY),
        service=ct.Period.through(DAY, date(2017, 12, 31)),
        allocation=ct.Allocation({f"p{i}": weight for i, weight in enumerate(weights)}),
    )
    other = evolve(line, allocation=ct.Allocation({f"q{i}": i + 1 for i in range(len(weights))}))
    for batch in ([line, line], [line, other]):
        found = shared(batch)
        assert all(row[i] == 0 for row in found[:12] for i, weight in enumerate(weights) if not weight)
        assert found == [share for each in batch for share in oracle.LineOracle(each).row_shares]


def test_rows_are_shared_in_order_of_their_due_days() -> None:
    """1.00 each by 1:2, the second stage due first: it bears 33 and 67, then the first 34 and 66, then the undated.

    Cumulative thirds of 100, 200, 300: 33, 67, 100.
    """
    third = {"percent": None, "amount": ct.Money(100, "CNY")}
    stages = ct.Stages(
        [
            ct.Stage(name="late", on=date(2017, 3, 1), **third),  # type: ignore[arg-type]
            ct.Stage(name="waits", after="accepted", **third),  # type: ignore[arg-type]
            ct.Stage(name="early", on=DAY, **third),  # type: ignore[arg-type]
        ]
    )
    allocation = ct.Allocation({"a": 1, "b": 2})
    line = ct.Line(id="a", price=ct.Total("3", "CNY"), billing=stages, allocation=allocation)
    assert shared([line]) == [[34, 66], [33, 67], [33, 67]] == oracle.LineOracle(line).row_shares
    alone = ct.Line(id="b", price=ct.Total("3", "CNY"), billing=stages)
    other = evolve(line, allocation=ct.Allocation({"a": 1, "b": 1, "c": 1}))
    batch = [line, alone, other, line]
    assert shared(batch) == [share for one in batch for share in oracle.LineOracle(one).row_shares]


def test_shares_are_written_where_they_are_wanted() -> None:
    """Where all lines have so many payers, the block is the columns that were given."""
    line = ct.Line(
        id="a",
        price=ct.Total("1", "CNY"),
        billing=ct.Cyclic(ct.MONTHLY),
        service=ct.Period(DAY, date(2018, 1, 1)),
        allocation=ct.Allocation({"a": 1, "b": 2}),
    )
    segments = encode([(ct.Contract(id="A", lines=[line]), line)])
    rows = expand(segments)
    out = np.zeros((2, len(rows)), dtype=np.int64)
    assert [block.amount is out for block in row_blocks(segments, rows, out)] == [True]
    assert out.T.tolist() == oracle.LineOracle(line).row_shares
    assert [block.amount is out for block in row_blocks(segments, rows, out[:1])] == [False]


@pytest.mark.parametrize("amount", [10**15, 10**15 - 1])
def test_the_largest_amounts_and_weights(amount: int) -> None:
    """10^15 by weights of 10^9 each: products of 2·10^24, in Python integers."""
    line = ct.Line(
        id="a",
        price=ct.Total(ct.Money(amount, "CNY")),
        billing=ct.Cyclic(ct.MONTHLY),
        service=ct.Period(DAY, date(2018, 1, 1)),
        allocation=ct.Allocation({"a": 10**9, "b": 10**9 - 1, "c": 1}),
    )
    assert shared([line]) == oracle.LineOracle(line).row_shares
