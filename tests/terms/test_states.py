"""The terms that a contract was checked by are those that it is asked for."""

import pickle
from datetime import date, timedelta

import contracts as ct
from contracts.terms.in_force import terms_of
from contracts.terms.states import applied

ONE_DAY = timedelta(days=1)
YEAR = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))
RENT = ct.Line(id="rent", price=ct.Rate("4000", "CNY"), service=YEAR, billing=ct.Cyclic(ct.MONTHLY))


def dearer(name: str, signed: date, effective: date, rate: str) -> ct.Amendment:
    change = ct.Change(line="rent", rate=ct.Money.of(rate, "CNY"))
    return ct.Amendment(id=name, signed=signed, effective=effective, change=[change])


FIRST = dearer("A1", date(2017, 3, 1), date(2017, 8, 1), "4500")
SECOND = dearer("A2", date(2017, 4, 1), date(2017, 5, 1), "5000")
LONGER = ct.Amendment(id="A3", signed=date(2017, 6, 1), effective=date(2018, 1, 1), to=date(2018, 6, 30))


def test_a_contract_has_a_state_for_each_amendment_and_one_before() -> None:
    lease = ct.Contract(id="C", lines=[RENT], amendments=[LONGER, SECOND, FIRST])
    every = [terms_of(lease, lease.amendments[:count]) for count in range(4)]
    assert list(lease.signed_states) == every
    assert [len(state.contract.amendments) for state in lease.signed_states] == [0] * 4
    assert ct.Contract(id="C", lines=[RENT]).signed_states == ()


def test_states_are_no_part_of_what_a_contract_is() -> None:
    lease = ct.Contract(id="C", lines=[RENT], amendments=[FIRST])
    again = pickle.loads(pickle.dumps(lease))
    assert (again, hash(again), again.signed_states) == (lease, hash(lease), lease.signed_states)
    assert "_states" not in repr(lease)


def test_only_the_first_amendments_alone_are_a_state() -> None:
    """The second takes effect before the first; a longer service is seen before it begins."""
    assert applied([FIRST], FIRST.effective - ONE_DAY) == 0
    assert applied([FIRST, SECOND], SECOND.effective) is None
    assert applied([FIRST, SECOND], FIRST.effective) == 2
    assert applied([SECOND, LONGER], SECOND.effective) is None
    assert applied([SECOND, LONGER], LONGER.effective) == 2
    assert applied([SECOND], SECOND.effective - ONE_DAY) == 0


def test_terms_that_take_effect_in_another_order_than_they_are_signed() -> None:
    """What is signed later holds for good, from May on, and the step in August that was signed before is gone."""
    plan = ct.schedule(ct.Contract(id="C", lines=[RENT], amendments=[FIRST, SECOND]))
    months = plan.accruals(ct.Per.MONTH).columns["amount"]
    assert months == [400000] * 4 + [500000] * 8


def test_contracts_beside_an_amended_one_have_the_rows_that_they_have_alone() -> None:
    """Some of them before it, some behind; of one, the lines stand in another order, one of another has no last day."""
    fee = ct.Line(id="fee", price=ct.Total("1200", "CNY"), service=YEAR, billing=ct.Cyclic(ct.MONTHLY))
    open_ended = ct.Line(
        id="a", price=RENT.price, service=ct.Period.since(date(2017, 1, 1)), billing=ct.Cyclic(ct.MONTHLY)
    )
    each = [
        ct.Contract(id="A", lines=[RENT, fee]),
        ct.Contract(id="B", lines=[RENT], amendments=[FIRST]),
        ct.Contract(id="C", lines=[open_ended]),
        ct.Contract(id="D", lines=[RENT]),
    ]
    horizon = date(2018, 3, 31)
    alone = [row for contract in each for row in ct.schedule(contract, horizon=horizon)]
    assert list(ct.schedule(each, horizon=horizon)) == alone
