"""Law 6: an amendment changes no row due before it was signed and no accrual before it takes effect.

One that changes nothing changes no row. All rows come to what the last terms come to, and what really fell due stays
what it was, whatever is signed later.
"""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from attrs import evolve
from hypothesis import assume, given, reject
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import contracts as ct
from contracts.testing import contracts, days_around, lines, portfolios
from tests.laws.figures import HISTORIES, Row, accruals_of, row_shares, rows_of, sums
from tests.oracle import LineOracle, events_of

ONE_DAY = timedelta(days=1)
AMENDED = contracts(amended=True, max_rows=30).filter(lambda contract: bool(contract.amendments))
#: Days by which everything is earned, and nothing.
END, START = date(2199, 12, 31), date(1900, 1, 1)
LINE, NUMBER, KIND, NAME, UNADJUSTED, DUE, AMOUNT = 1, 2, 3, 4, 7, 8, 10


def days_of(contract: ct.Contract) -> st.SearchStrategy[date]:
    """Days on which something may change, and the days beside them."""
    near = [day for change in contract.amendments for day in (change.signed, change.effective)]
    beside = st.builds(lambda day, shift: day + shift * ONE_DAY, st.sampled_from(near), st.integers(-1, 1))
    return beside | st.sampled_from(contract.lines).flatmap(days_around)


def known(contract: ct.Contract, on: date) -> list[ct.Amendment]:
    return [change for change in contract.amendments if change.signed <= on]


def is_past(row: Row, day: date) -> bool:
    return row[DUE] is not None and min(row[DUE], row[UNADJUSTED]) < day


def without(contract: ct.Contract, amendment: ct.Amendment) -> ct.Contract:
    return evolve(contract, amendments=[other for other in contract.amendments if other != amendment])


def parts_of(terms: ct.InForce) -> dict[str, tuple[ct.Line, ...]]:
    """The lines as they are billed, by their ids: one that is billed otherwise from a day on, part by part."""
    lines = terms.contract.lines
    return {line.id: terms.rebilled[line.id].parts if line.id in terms.rebilled else (line,) for line in lines}


@HISTORIES
@given(AMENDED)
def test_rows_come_to_the_value_of_the_last_terms(contract: ct.Contract) -> None:
    """Where a line ended with a value of its own, what it has earned at last says it."""
    schedule, terms = ct.schedule(contract), ct.in_force(contract)
    parts = parts_of(terms)
    found = sums(schedule)
    for line in terms.contract.lines:
        key = (contract.id, line.id)
        ending = terms.endings.get(line.id)
        if ending is None:
            plain = [ct.schedule(evolve(terms.contract, lines=[part])).total().minor for part in parts[line.id]]
            assert found.get(key, 0) == sum(plain)
        elif ending.value is not None:
            assert found.get(key, 0) == ending.value.minor


@HISTORIES
@given(AMENDED, st.data())
def test_rows_that_fell_due_before_anything_was_signed_stay(contract: ct.Contract, data: DataObject) -> None:
    first, second = sorted(data.draw(st.tuples(days_of(contract), days_of(contract))))
    signings = [change.signed for change in contract.amendments if first < change.signed <= second]
    events = [day for day in contract.events.values() if first < day]
    before, after = (rows_of(ct.schedule(contract, known_on=day)) for day in (first, second))
    until = min([second + ONE_DAY, *signings, *events])
    for row in before:
        if is_past(row, until):
            assert row in after
    if not events:
        kept = {row[:3]: row for row in after}
        assert [row for row in before if is_past(row, until)] == [
            kept[row[:3]] for row in before if is_past(row, until)
        ]


@HISTORIES
@given(AMENDED, st.data())
def test_what_fell_due_on_a_day_stays_whatever_becomes_known(contract: ct.Contract, data: DataObject) -> None:
    on, first, second = sorted(data.draw(st.tuples(*[days_of(contract)] * 3)))
    contract = evolve(contract, events={name: day for name, day in contract.events.items() if day <= on})

    assert ct.schedule(contract, known_on=first).due(on) == ct.schedule(contract, known_on=second).due(on)
    assert ct.schedule(contract, known_on=first).due(on) == ct.schedule(contract).due(on)


@HISTORIES
@given(AMENDED, st.data())
def test_nothing_is_earned_otherwise_before_an_amendment_takes_effect(contract: ct.Contract, data: DataObject) -> None:
    """But that a line which ends has earned all that it is worth on its last day."""
    amendment = data.draw(st.sampled_from(contract.amendments))
    on = min(data.draw(days_of(contract)), amendment.effective - 2 * ONE_DAY)
    try:
        other = without(contract, amendment)
    except ct.TermsError:
        return
    assert ct.schedule(contract).earned(on) == ct.schedule(other).earned(on)
    if not amendment.end and amendment.to is None:
        day = amendment.effective - ONE_DAY
        mine, others = ct.schedule(contract), ct.schedule(other)
        ended = {line.service.end for line in ct.in_force(contract).contract.lines if line.service is not None}
        if amendment.effective not in ended and not ct.in_force(contract).endings:
            assert mine.earned(day) == others.earned(day)


@st.composite
def adding(draw: st.DrawFn) -> tuple[ct.Contract, ct.Contract]:
    """A contract, and the same with a line that is added on a day of its own service, or near it."""
    contract = draw(contracts(max_lines=1, max_rows=12))
    added = draw(lines(id="added", max_rows=12, events=()))
    effective = min(max(draw(days_around(added)), START + 900 * ONE_DAY), END - 900 * ONE_DAY)
    signed = effective + draw(st.integers(-60, 60)) * ONE_DAY
    return contract, evolve(
        contract, amendments=[ct.Amendment(id="S1", signed=signed, effective=effective, add=[added])]
    )


@HISTORIES
@given(adding(), st.integers(1, 100))
def test_a_line_that_is_added_earns_nothing_before(drawn: tuple[ct.Contract, ct.Contract], days: int) -> None:
    before, after = drawn
    (amendment,) = after.amendments
    plain, schedule = ct.schedule(before), ct.schedule(after)
    day = amendment.effective - days * ONE_DAY
    assert schedule.earned(day) == plain.earned(day)
    alone = ct.schedule(evolve(before, lines=amendment.add))
    assert schedule.total() == plain.total() + alone.total()
    assert schedule.earned(END) == plain.earned(END) + alone.earned(END)


@HISTORIES
@given(AMENDED)
def test_all_is_earned_in_the_end(contract: ct.Contract) -> None:
    schedule = ct.schedule(contract)
    undated = [row for row in rows_of(schedule) if row[DUE] is None]
    on_due = {line.id for line in ct.in_force(contract).contract.lines if line.recognition is ct.Recognition.ON_DUE}
    late = sum(row[AMOUNT] for row in undated if row[LINE] in on_due)
    assert schedule.earned(END).minor == schedule.total().minor - late
    first = [row[DUE] for row in rows_of(schedule)] + [line.recognition for line in contract.all_lines]
    first += [line.service.start for line in contract.all_lines if line.service is not None]
    assert schedule.earned(START).minor == 0 or START in first


@HISTORIES
@given(AMENDED, st.sampled_from(ct.Per))
def test_accruals_sum_to_what_is_earned(contract: ct.Contract, per: ct.Per) -> None:
    schedule = ct.schedule(contract)
    found = accruals_of(schedule, per)
    assert sum(amount for rows in found.values() for _, _, amount, _ in rows) == schedule.earned(END).minor
    for rows in found.values():
        so_far = 0
        for i, (first, last, amount, cumulative) in enumerate(rows):
            so_far += amount
            assert so_far == cumulative
            assert i == 0 or rows[i - 1][1] + ONE_DAY == first <= last


@HISTORIES
@given(contracts(max_rows=30), st.data())
def test_an_amendment_that_changes_nothing_changes_nothing(contract: ct.Contract, data: DataObject) -> None:
    line = data.draw(st.sampled_from(contract.lines))
    effective, signed = data.draw(days_around(line)), data.draw(days_around(line))
    facts: dict[str, Any] = {}
    if isinstance(line.price, ct.Rate):
        quantity = [(max(step.start or effective, effective), step.value) for step in line.price.quantity.steps]
        held = [pair for i, pair in enumerate(quantity) if i + 1 == len(quantity) or quantity[i + 1][0] > effective]
        change = ct.Change(line=line.id, rate=line.price.amount, quantity=held if data.draw(st.booleans()) else None)
        facts["change"] = [change]
        if line.service is not None and data.draw(st.booleans()):
            facts |= {"to": line.service.last, "lines": [line.id]}
    amended = evolve(contract, amendments=[ct.Amendment(id="S1", signed=signed, effective=effective, **facts)])

    schedule, plain = ct.schedule(amended), ct.schedule(contract)
    assert rows_of(schedule) == rows_of(plain)
    assert row_shares(schedule) == row_shares(plain)
    for per in (ct.Per.MONTH, ct.Per.YEAR):
        assert accruals_of(schedule, per) == accruals_of(plain, per)


@HISTORIES
@given(contracts(max_rows=30, kinds=("cyclic",)), st.data())
def test_an_amendment_and_its_reversal_restore_every_later_row(contract: ct.Contract, data: DataObject) -> None:
    rated = [line for line in contract.lines if isinstance(line.price, ct.Rate)]
    assume(rated)
    line = data.draw(st.sampled_from(rated))
    assert isinstance(line.price, ct.Rate)
    effective = data.draw(days_around(line))
    first = data.draw(days_around(line))
    second = min(first + data.draw(st.integers(1, 100)) * ONE_DAY, END)
    rate, minor = line.price.amount, data.draw(st.integers(0, line.price.amount.minor))
    there = ct.Change(line=line.id, rate=ct.Money(minor, line.currency))
    back = ct.Change(line=line.id, rate=rate)
    amendments = [
        ct.Amendment(id="S1", signed=first, effective=effective, change=[there]),
        ct.Amendment(id="S2", signed=second, effective=effective, change=[back]),
    ]
    try:
        amended = evolve(contract, amendments=amendments)
    except ct.TermsError as error:  # in units of both rates, more than columns hold
        assert error.code == "VALUE_RANGE"  # noqa: PT017
        reject()

    later = [row for row in rows_of(ct.schedule(contract)) if not is_past(row, second)]
    found = rows_of(ct.schedule(amended))
    assert [(*row[:2], *row[3:]) for row in later] == [
        (*row[:2], *row[3:]) for row in found if not is_past(row, second) and row[KIND] != "catch-up"
    ]
    assert sums(ct.schedule(amended)) == sums(ct.schedule(contract))
    last = max(effective, START)
    assert ct.schedule(amended).earned(last) == ct.schedule(contract).earned(last)


@HISTORIES
@given(AMENDED, st.randoms(use_true_random=False))
def test_the_order_of_amendments_changes_nothing(contract: ct.Contract, random: object) -> None:
    shuffled = list(contract.amendments)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a `random.Random`
    assert evolve(contract, amendments=shuffled) == contract


@HISTORIES
@given(AMENDED, st.data())
def test_shares_sum_to_rows_and_no_payer_drifts(contract: ct.Contract, data: DataObject) -> None:
    """Nor does what is signed later change the shares of rows that fell due before."""
    on = data.draw(days_of(contract))
    early, schedule = ct.schedule(contract, known_on=on), ct.schedule(contract)
    shares, lines = row_shares(schedule), {line.id: line for line in ct.in_force(contract).contract.lines}
    turns: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(schedule):
        assert sum(share for _, share in shares[row[:3]]) == row[AMOUNT]
        turns[row[LINE]].append(row)
    for name, rows in turns.items():
        allocation = lines[name].allocation
        whole = sum(row[AMOUNT] for row in rows)
        for i, payer in enumerate(allocation.payers if allocation else ()):
            weight = allocation.weights[i][1] if allocation else 0
            borne = sum(dict(shares[row[:3]])[payer] for row in rows)
            assert allocation
            assert abs(borne - Fraction(whole * weight, allocation.total)) <= 1
    until = min([change.signed for change in contract.amendments if change.signed > on], default=END)
    until = min([until, *(day for day in contract.events.values() if day > on)])
    before = row_shares(early)
    for row in rows_of(early):
        if is_past(row, until):
            assert shares[row[:3]] == before[row[:3]]


@HISTORIES
@given(AMENDED, st.data())
def test_explanations_come_to_their_figures(contract: ct.Contract, data: DataObject) -> None:
    schedule = ct.schedule(contract, known_on=data.draw(st.none() | days_of(contract)))
    shares = row_shares(schedule)
    lines = {line.id: line for line in ct.in_force(contract).contract.lines}
    for place, row in enumerate(rows_of(schedule)):
        found = schedule.explain(place)
        assert found.recompute() == found.figure.minor == row[AMOUNT]
        assert (found.number, found.kind, found.name) == row[NUMBER : NAME + 1]
        assert found.due is not None
        assert found.due.due == row[DUE]
        assert found.say()
        assert found.say(ct.Lang.ZH)
        for payer, share in shares[row[:3]]:
            if payer is not None:
                borne = schedule.explain(place, payer)
                assert borne.recompute() == borne.figure.minor == share
    name = data.draw(st.sampled_from(sorted({row[LINE] for row in rows_of(schedule)} or {contract.lines[0].id})))
    first = data.draw(days_of(contract))
    period = ct.Period(first, first + data.draw(st.integers(1, 700)) * ONE_DAY)
    accrual = schedule.explain_accrual(contract.id, name, period)
    own = ct.schedule(evolve(contract))
    assert accrual.recompute() == accrual.figure.minor
    assert own is not None
    allocation = lines[name].allocation
    if allocation is not None:
        parts = [schedule.explain_accrual(contract.id, name, period, payer) for payer in allocation.payers]
        assert all(part.recompute() == part.figure.minor for part in parts)
        assert sum(part.figure.minor for part in parts) == accrual.figure.minor


@HISTORIES
@given(portfolios(max_contracts=3, max_rows=20), AMENDED)
def test_an_amended_neighbour_changes_nothing(portfolio: tuple[ct.Contract, ...], amended: ct.Contract) -> None:
    amended = evolve(amended, id="neighbour")
    alone, together = ct.schedule(portfolio), ct.schedule([*portfolio, amended])
    own = {contract.id for contract in portfolio}

    assert [row for row in rows_of(together) if row[0] in own] == rows_of(alone)
    assert {key: found for key, found in row_shares(together).items() if key[0] in own} == row_shares(alone)
    found = accruals_of(together, ct.Per.MONTH)
    assert {key: rows for key, rows in found.items() if key[0] in own} == accruals_of(alone, ct.Per.MONTH)
    assert [row for row in rows_of(together) if row[0] == amended.id] == rows_of(ct.schedule(amended))
    assert (
        found[amended.id, amended.lines[0].id]
        == accruals_of(ct.schedule(amended), ct.Per.MONTH)[amended.id, amended.lines[0].id]
        if (amended.id, amended.lines[0].id) in found
        else True
    )


@HISTORIES
@given(AMENDED)
def test_terms_known_before_anything_is_signed_are_those_agreed_at_first(contract: ct.Contract) -> None:
    first = contract.amendments[0].signed - ONE_DAY if contract.amendments else END
    plain = evolve(contract, amendments=[], events={n: d for n, d in contract.events.items() if d <= first})
    assert rows_of(ct.schedule(contract, known_on=first)) == rows_of(ct.schedule(plain))
    assert accruals_of(ct.schedule(contract, known_on=first), ct.Per.MONTH) == accruals_of(
        ct.schedule(plain), ct.Per.MONTH
    )


@HISTORIES
@given(AMENDED, st.data())
def test_what_fell_due_is_what_the_terms_then_known_say(contract: ct.Contract, data: DataObject) -> None:
    """Against the second computation: on each day of signing what is due comes to the new terms' rows up to then."""
    change = data.draw(st.sampled_from(contract.amendments)) if contract.amendments else None
    assume(change is not None)
    assert change is not None
    day = change.signed
    terms = ct.in_force(contract, day)
    found: dict[str, int] = defaultdict(int)
    for row in rows_of(ct.schedule(contract, known_on=day)):
        if is_past(row, day) or (row[KIND] == "catch-up" and row[DUE] == day):
            found[row[LINE]] += row[AMOUNT]
    events = events_of(terms.contract)
    for line in terms.contract.lines:
        parts = [] if line.id in terms.endings or line.id in terms.remeasured else parts_of(terms)[line.id]
        if parts and not any(isinstance(part.price, ct.Rate) and part.price.then for part in parts):
            past = [
                row
                for part in parts
                for row in LineOracle(part, events).rows
                if row.due and row.due_unadjusted and min(row.due, row.due_unadjusted) < day
            ]
            assert found[line.id] == sum(row.amount for row in past)
