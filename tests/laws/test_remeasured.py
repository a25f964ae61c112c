"""Totals that amendments change, move or suspend: what was reached stays, what is left is spread over what is left."""

from datetime import date, timedelta
from typing import Any

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, DrawFn

import contracts as ct
from contracts.testing import days_around, lines
from tests.laws.figures import HISTORIES, accruals_of, row_shares, rows_of
from tests.remeasured_oracle import RemeasuredOracle, Turn

ONE_DAY = timedelta(days=1)
FIRST, END = date(1900, 1, 1), date(2199, 12, 31)


def as_total(line: ct.Line) -> ct.Line:
    """The line with a total in place of its rate."""
    if isinstance(line.price, ct.Total):
        return line
    assert isinstance(line.billing, ct.Cyclic)
    by_months = line.billing.every.months or line.proration is ct.Proration.NONE
    proration = line.proration if by_months else ct.Proration.ACTUAL
    return evolve(line, price=ct.Total(line.price.amount), proration=proration)


TOTALS = lines(max_rows=30, first=date(2015, 1, 1), last=date(2025, 12, 31)).map(as_total)


@st.composite
def turned(draw: DrawFn) -> tuple[ct.Contract, list[Turn]]:
    """A total with amendments that are known from the beginning, and what each turns."""
    line = draw(TOTALS)
    service, last = line.service, None if line.service is None else line.service.last
    effective, amendments, turns = draw(days_around(line)), list[ct.Amendment](), list[Turn]()
    value, made_up = line.price.amount.minor, set[date]()
    for name in draw(st.sampled_from(("1", "12", "123"))):
        facts: dict[str, Any] = {}
        kinds = ["total"] if service is None else ["total", "to", "suspend", "extend"]
        kind = draw(st.sampled_from(kinds))
        if kind == "total":
            value = draw(st.integers(value // 2, 2 * value + 3))
            facts["change"] = [ct.Change(line=line.id, total=ct.Money(value, "CNY"))]
            turn = Turn(effective, value=value)
        elif kind == "to":
            assert last is not None
            assert service is not None
            last = max(last + draw(st.integers(-100, 100)) * ONE_DAY, service.start)
            facts |= {"to": last, "lines": [line.id]}
            turn = Turn(effective, last=last)
        else:
            assert last is not None
            assert service is not None
            first = max(effective, service.start)
            until = first + draw(st.integers(0, 60)) * ONE_DAY
            facts |= {"suspend": ct.Suspension(effective, until, kind == "extend"), "lines": [line.id]}
            assume(first <= last)
            days = {first + k * ONE_DAY for k in range((until - first).days + 1)}
            if kind == "extend":  # days that several suspensions have are made up once
                last += len(days - made_up) * ONE_DAY
                made_up |= days
            turn = Turn(first, last=last, pause=(first, until + ONE_DAY))
            assume(effective <= until)
        amendments.append(ct.Amendment(id=f"S{name}", signed=FIRST, effective=effective, **facts))
        turns.append(turn)
        effective = max(turn.on, effective) + draw(st.integers(1, 300)) * ONE_DAY
    try:
        contract = ct.Contract(id="C", lines=[line], amendments=amendments)
    except ct.TermsError:
        assume(False)
        raise
    return contract, turns


@st.composite
def stopped(draw: DrawFn) -> tuple[ct.Contract, ct.Contract, ct.Contract]:
    """A line that is suspended without a last day, one that is resumed, and one suspended up to the day before that."""
    line = draw(lines(max_rows=30, first=date(2015, 1, 1), last=date(2025, 12, 31)))
    assume(line.service is not None)
    first, extend = draw(days_around(line)), draw(st.booleans())
    day = first + draw(st.integers(1, 200)) * ONE_DAY
    stop = ct.Amendment(id="S1", signed=FIRST, suspend=ct.Suspension(first, extend=extend), lines=[line.id])
    bounded = evolve(stop, suspend=ct.Suspension(first, day - ONE_DAY, extend))
    go = ct.Amendment(id="S2", signed=FIRST, resume=day, lines=[line.id])
    try:
        made = [ct.Contract(id="C", lines=[line], amendments=each) for each in ([stop], [stop, go], [bounded])]
    except ct.TermsError:
        assume(False)
        raise
    return made[0], made[1], made[2]


def oracle_of(contract: ct.Contract, turns: list[Turn]) -> RemeasuredOracle:
    """The second computation; for bills, what takes effect before the service was so from the beginning."""
    line, later = contract.lines[0], list[Turn]()
    for turn in turns:
        early = isinstance(line.billing, ct.Cyclic) and line.service is not None and turn.on <= line.service.start
        if not early or turn.pause is not None:
            later.append(turn)
        elif turn.value is not None:
            line = evolve(line, price=ct.Total(ct.Money(turn.value, "CNY")))
        elif turn.last is not None and line.service is not None and isinstance(line.billing, ct.Cyclic):
            billing = line.billing.anchored(line.service.start)
            line = evolve(line, service=ct.Period.through(line.service.start, turn.last), billing=billing)
    return RemeasuredOracle(line, later, dict(contract.events))


@HISTORIES
@given(turned())
def test_rows_are_what_is_left_split_over_what_is_not_due(drawn: tuple[ct.Contract, list[Turn]]) -> None:
    contract, turns = drawn
    expected = oracle_of(contract, turns)
    found = rows_of(ct.schedule(contract))
    assert [(row[5], row[6], row[7], row[10]) for row in found] == [
        (part.span and part.span[0], part.span and part.span[1] - ONE_DAY, part.due, part.amount)
        for part in expected.parts
    ]
    assert sum(row[10] for row in found) == expected.value


@HISTORIES
@given(turned(), st.data())
def test_what_is_left_is_earned_over_the_days_that_are_served(
    drawn: tuple[ct.Contract, list[Turn]], data: DataObject
) -> None:
    contract, turns = drawn
    expected, schedule = oracle_of(contract, turns), ct.schedule(contract)
    near = [turn.on for turn in turns]
    on = data.draw(days_around(contract.lines[0]) | st.sampled_from(near).map(lambda day: day - ONE_DAY))
    assert schedule.earned(on).minor == expected.earned(on)
    found = accruals_of(schedule, ct.Per.MONTH)
    assert sum(row[2] for rows in found.values() for row in rows) == schedule.earned(END).minor


@HISTORIES
@given(turned(), st.data())
def test_explanations_of_what_was_spread_anew_come_to_their_figures(
    drawn: tuple[ct.Contract, list[Turn]], data: DataObject
) -> None:
    contract, turns = drawn
    schedule = ct.schedule(contract)
    shares = row_shares(schedule)
    for place, row in enumerate(rows_of(schedule)):
        found = schedule.explain(place)
        assert found.recompute() == found.figure.minor == row[10]
        assert found.due is not None
        assert (found.due.unadjusted, found.due.due) == (row[7], row[8])
        assert found.say()
        assert found.say(ct.Lang.ZH)
        assert found.to_dict()
        assert sum(share for _, share in shares[row[:3]]) == row[10]
    first = data.draw(st.sampled_from([turn.on for turn in turns])) - data.draw(st.integers(0, 40)) * ONE_DAY
    period = ct.Period(first, first + data.draw(st.integers(1, 400)) * ONE_DAY)
    accrual = schedule.explain_accrual("C", contract.lines[0].id, period)
    assert accrual.recompute() == accrual.figure.minor
    assert accrual.say()
    assert accrual.say(ct.Lang.ZH)


@HISTORIES
@given(stopped(), st.data())
def test_a_suspension_that_was_resumed_is_one_with_a_last_day(
    drawn: tuple[ct.Contract, ct.Contract, ct.Contract], data: DataObject
) -> None:
    """From the day on which that takes effect; before, what is earned is what the terms in effect make of it."""
    _, resumed, bounded = map(ct.schedule, drawn)
    on, day = data.draw(days_around(drawn[0].lines[0])), drawn[1].amendments[1].resume
    assert day is not None
    assert rows_of(resumed) == rows_of(bounded)
    if on >= day:
        assert resumed.earned(on) == bounded.earned(on)


@HISTORIES
@given(stopped(), st.data())
def test_nothing_is_earned_or_falls_due_until_it_is_resumed(
    drawn: tuple[ct.Contract, ct.Contract, ct.Contract], data: DataObject
) -> None:
    """What was due, and earned, before stays; a total keeps its value, and what is left of it has no day."""
    contract, line = drawn[0], drawn[0].lines[0]
    pause = contract.amendments[0].suspend
    assert pause is not None
    assert line.service is not None
    schedule, plain = ct.schedule(contract), ct.schedule(evolve(contract, amendments=[]))
    day = max(pause.first, line.service.start)
    before = day - ONE_DAY
    if isinstance(line.price, ct.Total):
        assert schedule.total() == plain.total()
        if day < line.service.end:
            late = [row for row in rows_of(schedule) if row[7] is None or row[7] >= day]
            assert all(row[8] is None for row in late)
    if isinstance(line.recognition, ct.Recognition) and day < line.service.end:
        assert schedule.earned(before) == plain.earned(before)
        if isinstance(line.price, ct.Total):
            assert schedule.earned(END) == schedule.earned(before)
    for place, row in enumerate(rows_of(schedule)):
        found = schedule.explain(place)
        assert found.recompute() == found.figure.minor == row[10]
        assert found.due is not None
        assert (found.due.unadjusted, found.due.due) == (row[7], row[8])
        assert found.say()
        assert found.say(ct.Lang.ZH)
    period = ct.Period(before, before + data.draw(st.integers(1, 400)) * ONE_DAY)
    accrual = schedule.explain_accrual("C", line.id, period)
    assert accrual.recompute() == accrual.figure.minor
