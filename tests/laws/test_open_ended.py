"""Lines without a last day of service: no figure up to a horizon depends on which horizon it is."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

from attrs import evolve
from hypothesis import assume, given, reject
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import contracts as ct
from contracts.dates import LAST_DAY
from contracts.terms.in_force import in_force
from contracts.testing import contracts, days_around, registers
from tests.laws.figures import HISTORIES, expected_rows, rows_of

ONE_DAY = timedelta(days=1)
DUE, SERVICE_TO = 8, 6
#: What a line may be refused for that is looked at further than it was drawn for.
TOO_FAR = {"CALENDAR_RANGE", "CALENDAR_CLOSED", "VALUE_RANGE", "SCHEDULE_LIMIT", "DATE_RANGE", "STUB_FORBIDDEN"}

GOING_ON = contracts(open_ended=True, kinds=("cyclic",), max_lines=2, max_rows=12).filter(
    lambda contract: any(line.is_open_ended for line in contract.lines)
)
AMENDED = contracts(open_ended=True, amended=True, kinds=("cyclic",), max_lines=2, max_rows=12).filter(
    lambda contract: bool(in_force(contract).open_ended)
)

T = TypeVar("T")


def looked(ask: Callable[[], T]) -> T:
    """What is answered, unless it lies beyond what terms or calendars allow."""
    try:
        return ask()
    except ct.TermsError as error:
        if error.code not in TOO_FAR:
            raise
        reject()


def days_of(contract: ct.Contract) -> st.SearchStrategy[date]:
    return st.sampled_from(contract.all_lines).flatmap(days_around)


def ended(contract: ct.Contract, last: dict[str, date]) -> ct.Contract:
    """The contract with a last day for each line that has none."""
    return evolve(
        contract,
        lines=[
            evolve(line, service=ct.Period.through(line.service.first, last[line.id]))
            if line.is_open_ended and line.service is not None
            else line
            for line in contract.lines
        ],
    )


@HISTORIES
@given(GOING_ON, st.data())
def test_it_is_the_line_that_ends_with_its_last_cell(contract: ct.Contract, data: DataObject) -> None:
    """And the second computation, which knows of no horizon, says the same of that line."""
    horizon = data.draw(days_of(contract))
    plan = looked(lambda: ct.schedule(contract, horizon=horizon))
    rows = rows_of(plan)
    closed = ended(contract, {row[1]: row[SERVICE_TO] for row in rows})
    assert rows == rows_of(ct.schedule(closed)) == expected_rows([closed])
    day = data.draw(days_of(contract))
    assert plan.earned(day) == ct.schedule(closed).earned(day)


@HISTORIES
@given(GOING_ON, st.data())
def test_up_to_the_cell_that_holds_the_horizon_it_is_the_line_that_ends_there(
    contract: ct.Contract, data: DataObject
) -> None:
    """Rows before the price cell that an end would cut are the same; what lies behind the horizon comes whole."""
    horizon = data.draw(days_of(contract))
    assume(all(line.service is None or line.service.first <= horizon for line in contract.lines))
    assume(
        all(line.billing.stub is not ct.Stub.FORBID for line in contract.lines if isinstance(line.billing, ct.Cyclic))
    )
    going_on = looked(lambda: rows_of(ct.schedule(contract, horizon=horizon)))
    try:
        cut = rows_of(ct.schedule(ended(contract, dict.fromkeys((line.id for line in contract.lines), horizon))))
    except ct.TermsError:
        reject()
    for line in contract.lines:
        if not line.is_open_ended or not isinstance(line.price, ct.Rate) or not isinstance(line.billing, ct.Cyclic):
            continue
        assert line.service is not None
        cycle = line.billing.cycle(line.service.first)
        bill = cycle.edge(cycle.position(horizon) - 1)  # a long stub joins the cell before
        prices = ct.Cycle(line.price.per or line.billing.every, cycle.anchor, cycle.month_end)
        before = min(bill, prices.edge(prices.position(horizon)))
        first, second = (
            [row for row in rows if row[1] == line.id and row[SERVICE_TO] < before] for rows in (going_on, cut)
        )
        assert first == second


@HISTORIES
@given(GOING_ON | AMENDED, st.data())
def test_nothing_up_to_a_horizon_depends_on_it(contract: ct.Contract, data: DataObject) -> None:
    first, second = sorted(data.draw(st.tuples(days_of(contract), days_of(contract))))
    known_on = data.draw(st.none() | days_of(contract))
    near, far = (
        looked(partial(ct.schedule, contract, horizon=horizon, known_on=known_on)) for horizon in (first, second)
    )
    rows, later = ([row for row in rows_of(plan) if row[DUE] is not None and row[DUE] <= first] for plan in (near, far))
    assert rows == later
    assert near.due(first) == far.due(first)
    day = min(first, data.draw(days_of(contract)))
    assert near.earned(day) == far.earned(day)
    assert near.earned(first) == far.earned(first)


@HISTORIES
@given(AMENDED, st.data())
def test_an_amendment_ends_it(contract: ct.Contract, data: DataObject) -> None:
    """Whoever ends all lines needs no horizon any more, and what fell due before the signing stays."""
    last = max((change.signed for change in contract.amendments), default=date(1900, 1, 1))
    signed = max(last, data.draw(days_of(contract)))
    assume(signed < LAST_DAY - timedelta(days=800))
    effective = signed + data.draw(st.integers(0, 400)) * ONE_DAY
    ends = ct.Amendment(
        id="Ω", signed=signed, effective=effective, end=[line.id for line in in_force(contract).open_ended]
    )
    try:
        closed = evolve(contract, amendments=[*contract.amendments, ends])
    except ct.TermsError:
        reject()
    plan = looked(lambda: ct.schedule(closed))
    assert not any("no last day" in note for note in plan.notes)
    horizon = signed + data.draw(st.integers(0, 800)) * ONE_DAY
    assert rows_of(plan) == looked(lambda: rows_of(ct.schedule(closed, horizon=horizon)))
    before = looked(lambda: ct.schedule(contract, horizon=horizon))
    day = min(signed, effective) - ONE_DAY
    assert plan.due(day) == before.due(day)
    day -= ONE_DAY  # on its last day a line that ends has earned all that it is worth
    assert plan.earned(day) == before.earned(day)


@HISTORIES
@given(registers(max_contracts=2, open_ended=True, max_rows=12, reports=False, max_payments=4), st.data())
def test_what_is_owed_and_what_is_committed_balance(register: ct.Register, data: DataObject) -> None:
    as_of = data.draw(st.sampled_from([line for contract in register for line in contract.lines]).flatmap(days_around))
    horizon = as_of + data.draw(st.integers(0, 400)) * ONE_DAY
    near = looked(lambda: ct.cutoff(register, as_of)).columns
    far = looked(lambda: ct.cutoff(register, as_of, horizon=horizon)).columns
    for columns in (near, far):
        for value, earned, paid, payable, prepaid, commitment in zip(
            *(columns[name] for name in ("value", "earned", "paid", "payable", "prepaid", "commitment")), strict=True
        ):
            assert earned - paid == payable - prepaid
            assert earned + commitment == value
    for name in ("earned", "due", "paid", "payable", "prepaid", "prepaid_within_year", "overdue"):
        assert near[name] == far[name]
