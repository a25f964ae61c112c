"""How far a figure may lie from the exact rational one: never more than a minor unit, but the last under `LAST`."""

from fractions import Fraction

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

import contracts as ct
from contracts.testing import contracts, days_around, lines
from tests.laws.figures import oracles
from tests.oracle import LineOracle


def alone(line: ct.Line) -> ct.Schedule:
    """The schedule of one line."""
    return ct.schedule(ct.Contract(id="A", lines=[line]))


def exact_installments(line: ct.Line) -> list[Fraction]:
    """What each row of a split total would be without rounding."""
    oracle = LineOracle(line)
    if oracle.kind == "stage":
        assert isinstance(line.billing, ct.Stages)
        return [oracle.amount * Fraction(part.percent or 0) / 100 for part in line.billing.parts]
    weights = [
        sum((oracle.weight(cell) for cell in oracle.weight_cells_in(bill)), Fraction(0)) for bill in oracle.bill_spans
    ]
    assume(any(weights))
    return [oracle.amount * weight / sum(weights) for weight in weights]


def splits(line: ct.Line) -> bool:
    """Whether the line is a total that is split."""
    by_amount = isinstance(line.billing, ct.Stages) and line.billing.parts[0].amount is not None
    return isinstance(line.price, ct.Total) and not isinstance(line.billing, ct.Once) and not by_amount


@given(lines(kinds=("cyclic", "stages")), st.sampled_from(ct.Remainder))
def test_installments_of_a_total_are_close_to_the_exact_ones(line: ct.Line, remainder: ct.Remainder) -> None:
    """`EARLIEST` keeps each within one minor unit, `LAST` all but the last, `SPREAD` each running sum."""
    assume(splits(line))
    found = [row.amount.minor for row in alone(evolve(line, remainder=remainder))]
    exact = exact_installments(line)
    assert len(found) == len(exact)
    if remainder is ct.Remainder.SPREAD:
        for i in range(len(found)):
            assert abs(sum(found[: i + 1]) - sum(exact[: i + 1], Fraction(0))) <= Fraction(1, 2)
        return
    kept = len(found) if remainder is ct.Remainder.EARLIEST else len(found) - 1
    for one, other in zip(found[:kept], exact[:kept], strict=True):
        assert abs(one - other) < 1


@given(lines(kinds=("cyclic", "stages")))
def test_the_last_takes_the_rest_and_the_others_are_rounded_down(line: ct.Line) -> None:
    assume(splits(line))
    found = [row.amount.minor for row in alone(evolve(line, remainder=ct.Remainder.LAST))]
    exact = exact_installments(line)
    for one, other in zip(found[:-1], exact[:-1], strict=True):
        assert 0 <= other - one < 1
    assert found[-1] >= exact[-1]


@given(contracts(), st.data())
def test_what_is_earned_is_within_a_minor_unit_of_the_exact_value_on_every_day(
    contract: ct.Contract, data: st.DataObject
) -> None:
    expected = oracles([contract])
    for line in contract.lines:
        schedule = ct.schedule(evolve(contract, lines=[line]))
        oracle = expected[contract.id, line.id]
        for on in data.draw(st.lists(days_around(line), min_size=1, max_size=5)):
            assert abs(schedule.earned(on).minor - oracle.exact_earned(on)) <= Fraction(1, 2)


@given(lines(kinds=("cyclic",)))
def test_a_rate_is_rounded_once_for_each_of_its_cells(line: ct.Line) -> None:
    """The value is within half a minor unit for each price cell of the exact one."""
    assume(isinstance(line.price, ct.Rate))
    oracle = LineOracle(line)
    part = Fraction(1, oracle.bills_in_a_price_cell or 1)
    exact = oracle.amount * part * oracle.weighed_in(oracle.span, oracle.quantities)
    assert abs(alone(line).total().minor - exact) <= Fraction(len(oracle.price_cells), 2)


@given(lines(kinds=("cyclic",)))
def test_running_sums_in_advance_are_close_to_the_bill_as_then_known(line: ct.Line) -> None:
    """After each step a bill has come to its exact value so far, within a minor unit for each price cell in it."""
    assume(isinstance(line.price, ct.Rate))
    oracle = LineOracle(line)
    rows = alone(line)
    running, bill, known = 0, oracle.span, oracle.span[0]
    for row in rows:
        assert row.service is not None
        known = row.service.start
        if row.kind == "cyclic":
            running, bill = 0, (row.service.start, row.service.end)
        running += row.amount.minor
        if any(other.kind == "step" and other.service and other.service.end == bill[1] for other in rows):
            cells = sum(cell[0] < bill[1] and bill[0] < cell[1] for cell in oracle.price_cells)
            assert abs(running - oracle.exact_bill_so_far(bill, known)) <= cells + 1
