"""Escalated rates: each is what a second computation with fractions says, and the schedule is that of these rates.

Escalation is monotone in the index, changes nothing at 0 %, keeps to its bounds, scales with the unit, and an index
value that becomes known leaves what has fallen due as it was.
"""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import evolve
from dateutil.relativedelta import relativedelta
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import contracts as ct
from contracts.testing import days_around, escalated_lines
from tests.laws.figures import HISTORIES, ROW, rows_of

ONE_DAY = timedelta(days=1)
NUMBER, UNADJUSTED, DUE, AMOUNT = (ROW.index(name) for name in ("number", "due_unadjusted", "due", "amount"))


def contract(*lines: ct.Line) -> ct.Contract:
    return ct.Contract(id="C", lines=lines)


def rate_of(line: ct.Line) -> ct.Rate:
    assert isinstance(line.price, ct.Rate)
    return line.price


def terms_of(line: ct.Line) -> ct.Escalation:
    terms = rate_of(line).escalation
    assert terms is not None
    return terms


def with_terms(line: ct.Line, **facts: Any) -> ct.Line:
    """The same line with other terms of its escalation."""
    return evolve(line, price=evolve(rate_of(line), then=(), escalation=evolve(terms_of(line), **facts)))


def days_of(terms: ct.Escalation, service: ct.Period) -> list[date]:
    """The days of new rates, counted one by one."""
    if terms.on or terms.steps:
        given = list(terms.on) or [step.start for step in terms.steps]
    else:
        anchor, months = terms.anchor or service.start, 12 if terms.every is None else terms.every.months
        given = [anchor + relativedelta(months=k * months) for k in range(-400, 400) if abs(k * months) < 12 * 30]
    return sorted(day for day in given if service.start < day <= service.last)


def value_of(index: ct.Index, period: str) -> Fraction:
    """The value of a month, or else of the last month before it that has one."""
    return Fraction(max((value for value in index.values if value.on <= period), key=lambda value: value.on).value)


def factor_of(terms: ct.Escalation, day: date, count: int) -> Fraction:
    """What the base is multiplied by on a day, which is the so many-th."""
    if terms.index is None:
        percents = (
            [terms.percent] * count
            if terms.percent is not None
            else [step.percent for step in terms.steps if step.start <= day]
        )
        parts = [Fraction(percent or 0) / 100 for percent in percents]
        if terms.compounding is ct.Compounding.SIMPLE:
            return 1 + sum(parts, Fraction(0))
        found = Fraction(1)
        for part in parts:
            found += found * part
        return found
    before = day if terms.lag is None else day - relativedelta(months=terms.lag.months, days=terms.lag.days)
    base = Fraction(terms.base) if terms.base is not None else value_of(terms.index, str(terms.base_on))
    share = Fraction(terms.share) / 100
    return share * value_of(terms.index, before.isoformat()[:7]) / base + (1 - share)


def second(line: ct.Line) -> list[tuple[date, int]]:
    """The rates of an escalated line by day, in minor units."""
    assert line.service is not None
    terms, base = terms_of(line), rate_of(line).amount.minor
    last, found = Fraction(base), []
    for count, day in enumerate(days_of(terms, line.service), start=1):
        exact = base * factor_of(terms, day, count)
        if terms.cap is not None:
            exact = min(exact, last * (100 + Fraction(terms.cap)) / 100)
        if terms.floor is not None:
            exact = max(exact, last * (100 + Fraction(terms.floor)) / 100)
        whole, rest = divmod(exact, terms.quantum)
        last = Fraction((whole + (2 * rest >= terms.quantum)) * terms.quantum)
        found.append((day, int(last)))
    return found


def steps(line: ct.Line) -> list[tuple[date, int]]:
    return [(step.start, step.amount.minor) for step in rate_of(line).then]


def stated(line: ct.Line) -> ct.Line:
    """The same line with its rates written out as steps, and nothing said of why."""
    rate = rate_of(line)
    then = [(step.start, step.amount) for step in rate.then]
    return evolve(line, price=ct.Rate(rate.amount, per=rate.per, quantity=rate.quantity, then=then))


@given(escalated_lines())
def test_each_rate_is_that_of_the_second_computation(line: ct.Line) -> None:
    assert steps(line) == second(line)


@HISTORIES
@given(escalated_lines(late=False, gaps=False))
def test_the_schedule_is_that_of_the_same_rates_as_steps(line: ct.Line) -> None:
    """Values that are known when they are needed are known before anything of them falls due."""
    known = evolve(terms_of(line), **early(line))
    line = evolve(line, price=evolve(rate_of(line), then=(), escalation=known))
    of, other = ct.schedule(contract(line)), ct.schedule(contract(stated(line)))
    assert rows_of(of) == rows_of(other)
    assert list(of.accruals().records()) == list(other.accruals().records())


def early(line: ct.Line) -> dict[str, Any]:
    """The index with all of its values known long before."""
    index = terms_of(line).index
    if index is None:
        return {}
    return {"index": evolve(index, values=[evolve(value, recorded=date(1900, 1, 1)) for value in index.values])}


@HISTORIES
@given(escalated_lines(indexed=False))
def test_at_0_percent_nothing_changes(line: ct.Line) -> None:
    terms = terms_of(line)
    zero: dict[str, Any] = {"quantum": 1, "cap": None, "floor": None}
    if terms.percent is not None:
        zero["percent"] = Decimal(0)
    else:
        zero["steps"] = [(step.start, Decimal(0)) for step in terms.steps]
    rate = rate_of(line)
    plain = evolve(line, price=ct.Rate(rate.amount, per=rate.per, quantity=rate.quantity))
    assert rows_of(ct.schedule(contract(with_terms(line, **zero)))) == rows_of(ct.schedule(contract(plain)))


@HISTORIES
@given(escalated_lines(indexed=True), st.data())
def test_a_higher_index_makes_no_rate_lower(line: ct.Line, data: DataObject) -> None:
    index = terms_of(line).index
    assert index is not None
    terms = evolve(terms_of(line), base_on=None, base=Decimal(100))
    line = evolve(line, price=evolve(rate_of(line), then=(), escalation=terms))
    place = data.draw(st.integers(0, len(index.values) - 1))
    more = data.draw(st.integers(1, 10**6))
    values = list(index.values)
    values[place] = evolve(values[place], value=values[place].value + Decimal(more).scaleb(-3))
    try:
        higher = with_terms(line, index=evolve(index, values=values))
    except ct.TermsError:
        assume(False)  # beyond what a rate may come to
    assert all(one[1] <= other[1] for one, other in zip(steps(line), steps(higher), strict=True))


@HISTORIES
@given(escalated_lines())
def test_cap_and_floor_bound_every_step_but_for_its_rounding(line: ct.Line) -> None:
    terms, last = terms_of(line), rate_of(line).amount.minor
    for _, minor in steps(line):
        if terms.cap is not None:
            assert minor <= last * (1 + Fraction(terms.cap) / 100) + Fraction(terms.quantum, 2)
        if terms.floor is not None:
            assert minor >= last * (1 + Fraction(terms.floor) / 100) - Fraction(terms.quantum, 2)
        last = minor


@HISTORIES
@given(escalated_lines(), st.sampled_from((10, 10_000)))
def test_rates_scale_with_the_unit(line: ct.Line, times: int) -> None:
    """A rate and a quantum that are so many times as large lead to rates that are so many times as large."""
    rate, terms = rate_of(line), terms_of(line)
    larger = evolve(
        rate,
        amount=ct.Money(rate.amount.minor * times, rate.amount.currency),
        then=(),
        escalation=evolve(terms, quantum=terms.quantum * times),
    )
    try:
        found = evolve(line, price=larger)
    except ct.TermsError:
        assume(False)  # beyond what a line may come to
    assert steps(found) == [(day, minor * times) for day, minor in steps(line)]


def known_days(line: ct.Line) -> st.SearchStrategy[date]:
    """Days on which a value becomes known, those beside them, and days of the line."""
    index = terms_of(line).index
    assert index is not None
    near = [value.known_from + shift * ONE_DAY for value in index.values for shift in (-1, 0, 1)]
    return st.sampled_from(sorted(near)) | days_around(line)


@HISTORIES
@given(escalated_lines(indexed=True, max_rows=12), st.data())
def test_what_fell_due_stays_when_a_value_becomes_known(line: ct.Line, data: DataObject) -> None:
    """Rows keep number and amount; together they come to what the rates known at last come to."""
    of = contract(line)
    first, second_day = sorted((data.draw(known_days(line)), data.draw(known_days(line))))
    before, after = (rows_of(ct.schedule(of, known_on=day)) for day in (first, second_day))
    past = [row for row in before if row[DUE] is not None and min(row[DUE], row[UNADJUSTED]) <= first]
    kept = {(row[NUMBER], row[DUE], row[AMOUNT]) for row in after}
    assert {(row[NUMBER], row[DUE], row[AMOUNT]) for row in past} <= kept
    terms = ct.in_force(of, second_day).contract.lines[0]
    assert sum(row[AMOUNT] for row in after) == ct.schedule(contract(stated(terms))).total().minor


@HISTORIES
@given(escalated_lines(indexed=True, max_rows=12), st.data())
def test_what_becomes_known_later_changes_no_figure_of_before(line: ct.Line, data: DataObject) -> None:
    day = data.draw(known_days(line))
    terms = terms_of(line)
    assert terms.index is not None
    earlier = with_terms(line, index=terms.index.known(day), missing="last")
    found = ct.schedule(contract(line), known_on=day)
    assert rows_of(found) == rows_of(ct.schedule(contract(earlier), known_on=day))


@HISTORIES
@given(escalated_lines(max_rows=12))
def test_every_explanation_recomputes_to_its_figure(line: ct.Line) -> None:
    schedule = ct.schedule(contract(line))
    for place, row in enumerate(schedule):
        of = schedule.explain(place)
        assert of.recompute() == of.figure.minor == row.amount.minor
        for step in of.rates:
            assert abs(step.exact - step.amount.minor) * 2 <= step.quantum
        assert all(of.say(lang) for lang in ct.Lang)


@HISTORIES
@given(escalated_lines(max_rows=12))
def test_a_file_of_it_reads_back(line: ct.Line) -> None:
    register = ct.Register([contract(line)])
    assert ct.loads(ct.dumps(register)) == register
    assert ct.loads(ct.dumps(register, "json"), "json") == register
