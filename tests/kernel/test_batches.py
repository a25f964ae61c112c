"""Batches written into columns of the caller: the same rows, days and accruals as the schedule's."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.kernel import batches, exact, sharing, windows
from contracts.kernel import days as table
from contracts.kernel.days import NONE, month_index, number
from contracts.kernel.encode import Segments, encode
from contracts.kernel.expand import PlaceError, expand
from contracts.kernel.sharing import shared_rows
from contracts.testing import contracts, lines
from tests.kernel.test_wide import SMALL, WIDE
from tests.oracle import LineOracle, events_of

CONTRACT = ct.Contract(id="A", lines=[SMALL[0]])


@given(st.lists(lines(max_rows=20), min_size=1, max_size=6), st.integers(0, 3), st.integers(0, 5), st.integers(0, 1))
def test_rows_are_written_where_they_are_wanted(batch: list[ct.Line], at: int, first_line: int, more: int) -> None:
    """Lines, due days, amounts and shares; fewer payers leave the rest 0, and nothing else is touched."""
    segments = encode([(CONTRACT, line) for line in batch])
    rows = expand(segments)
    most = more + max([1, *(len(line.allocation.weights) for line in batch if line.allocation)])
    out = batches.Buffers.of(at + len(rows) + 2, most)
    for column in (out.line, out.due, out.amount, out.share):
        column[:] = -7
    assert batches.fill(segments, out, at, first_line) == at + len(rows)
    place = slice(at, at + len(rows))
    assert (out.line[place] - first_line).tolist() == rows.line.tolist()
    assert out.due[place].tolist() == rows.due.tolist()
    assert out.amount[place].tolist() == rows.amount.tolist()
    expected = np.zeros((len(rows), most), dtype=np.int64)
    shared = shared_rows(segments, rows)
    expected[shared.item, shared.payer] = shared.amount
    assert out.share[:, place].T.tolist() == expected.tolist()
    for column in (out.line, out.due, out.amount, *out.share):
        assert set(column[:at].tolist()) | set(column[at + len(rows) :].tolist()) == {-7}


def test_shares_are_written_straight_to_columns_for_as_many_payers() -> None:
    """Wide and small lines that all have four payers, and columns for four."""
    batch = [evolve(line, allocation=WIDE[0].allocation) for line in (*SMALL, *WIDE[:3])]
    segments = encode([(CONTRACT, line) for line in batch])
    shares = [share for line in batch for share in LineOracle(line).row_shares]
    out = batches.Buffers.of(len(shares), 4)
    batches.fill(segments, out)
    assert out.share.T.tolist() == shares


@given(st.lists(lines(max_rows=20), min_size=1, max_size=6), st.integers(0, 3))
def test_due_days_alone_are_those_of_the_rows(batch: list[ct.Line], at: int) -> None:
    segments = encode([(CONTRACT, line) for line in batch])
    due = expand(segments).due
    out = np.zeros(at + len(due), dtype=np.int32)
    assert batches.due_days(segments, out, at) == at + len(due)
    assert out[at:].tolist() == due.tolist()


def test_due_days_that_nothing_moves_are_written_where_they_are_wanted() -> None:
    months = ct.Period.through(date(2017, 1, 1), date(2017, 3, 31))
    line = ct.Line(id="a", price=ct.Total("1", "CNY"), billing=ct.Cyclic(ct.MONTHLY), service=months)
    out = np.zeros(3, dtype=np.int32)
    assert batches.due_days(encode([(CONTRACT, line)]), out) == 3
    assert out.tolist() == [number(date(2017, 1, 31)), number(date(2017, 2, 28)), number(date(2017, 3, 31))]


def months_of(contract: ct.Contract, batch: list[ct.Line]) -> list[tuple[int, int, int]]:
    """Line, month and amount of each month that each line's service touches."""
    found = []
    for i, line in enumerate(batch):
        for first, _, amount, _ in LineOracle(line, events_of(contract)).accruals("month"):
            found.append((i, int(month_index(np.array([number(first)]))[0]), amount))
    return found


def check_accruals(contract: ct.Contract, batch: list[ct.Line]) -> None:
    """Hold what is written against the second computation."""
    segments = encode([(contract, line) for line in batch])
    expected = months_of(contract, batch)
    out = batches.Buffers.of(2 + len(expected) + 1, 1)
    assert batches.accruals(segments, out, 2, 5) == 2 + len(expected)
    place = slice(2, 2 + len(expected))
    found = zip(out.line[place].tolist(), out.due[place].tolist(), out.amount[place].tolist(), strict=True)
    assert [(line - 5, month, amount) for line, month, amount in found] == expected


@given(contracts(max_lines=4))
def test_accruals_by_month_are_those_of_the_second_computation(contract: ct.Contract) -> None:
    check_accruals(contract, list(contract.lines))


@given(st.integers(0, 10**15) | st.integers(0, 2**49), st.integers(1, 800), st.integers(0, 800))
def test_evenly_earned_months_are_exact_on_both_sides_of_the_limit_of_multiplication(
    minor: int, days: int, shift: int
) -> None:
    start = date.fromordinal(date(2015, 1, 1).toordinal() + shift)
    service = ct.Period(start, date.fromordinal(start.toordinal() + days))
    plain = evolve(SMALL[0], service=service, billing=ct.Cyclic(ct.MONTHLY), allocation=None)
    near = int(2.0**49 / (2 * days))
    amounts = (minor, minor % 10**6, near - minor % 7, near + minor % 7, days * (2 * (minor % 10**4) + 1) // 2)
    batch = [evolve(plain, price=ct.Total(ct.Money(min(amount, 10**15), "CNY"))) for amount in amounts]
    check_accruals(CONTRACT, batch)


def test_accruals_of_every_kind_of_line_at_once() -> None:
    on_due = evolve(SMALL[0], recognition=ct.Recognition.ON_DUE)
    waiting = ct.Line(
        id="w",
        price=ct.Total("1", "CNY"),
        billing=ct.Stages([ct.Stage(name="a", amount=ct.Money(100, "CNY"), after="never")]),
    )
    on_a_day = evolve(SMALL[1], recognition=date(2020, 1, 1))
    check_accruals(CONTRACT, [*SMALL, on_due, waiting, on_a_day, *WIDE[:12], waiting, SMALL[0]])
    check_accruals(CONTRACT, [waiting])


@given(st.lists(lines(max_rows=20), min_size=2, max_size=8), st.sampled_from((1, 2, 7, 30)))
def test_how_much_is_worked_in_at_a_time_changes_nothing(batch: list[ct.Line], stretch: int) -> None:
    """Neighbouring lines are worked in together up to a number of rows; in practice some hundred lines."""
    segments = encode([(CONTRACT, line) for line in batch])
    whole = everything(segments)
    with pytest.MonkeyPatch.context() as patch:
        for module in (batches, exact, sharing, table, windows):
            patch.setattr(module, "STRETCH", stretch)
        parts = everything(segments)
    for one, other in zip(whole, parts, strict=True):
        assert one.tolist() == other.tolist()


def everything(segments: Segments) -> list[Any]:
    """All that is written of a batch: rows with their shares, service and due days, and months."""
    rows = expand(segments)
    size = len(rows)
    most = max([1, *(len(allocation.weights) for allocation in segments.allocations)])
    out, days = batches.Buffers.of(size, most), np.zeros(size, dtype=np.int32)
    assert batches.fill(segments, out) == batches.due_days(segments, days) == size
    months = batches.Buffers.of(30_000, 0)
    end = batches.accruals(segments, months)
    return [
        *(rows.amount, rows.start, rows.end, rows.due_unadjusted, rows.due),
        *(out.line, out.due, out.amount, out.share, days),
        *(months.line[:end], months.due[:end], months.amount[:end]),
    ]


def test_what_cannot_be_expanded_names_its_line() -> None:
    late = evolve(SMALL[4], billing=ct.Once(date(2027, 1, 1)), calendar="CN")
    segments = encode([(CONTRACT, line) for line in (SMALL[0], late)])
    out = batches.Buffers.of(100, 4)
    for work in (batches.fill, batches.accruals):
        with pytest.raises(PlaceError) as caught:
            work(segments, out)
        assert (caught.value.line, caught.value.error.code) == (1, "CALENDAR_RANGE")
    with pytest.raises(PlaceError):
        batches.due_days(segments, out.due)


def test_undated_rows_have_no_day() -> None:
    stages = ct.Stages([ct.Stage(name="a", amount=ct.Money(100, "CNY"), after="never")])
    line = ct.Line(id="w", price=ct.Total("1", "CNY"), billing=stages)
    out = batches.Buffers.of(1, 1)
    assert batches.fill(encode([(CONTRACT, line)]), out) == 1
    assert (out.due.tolist(), out.amount.tolist(), out.share.tolist()) == ([NONE], [100], [[100]])
