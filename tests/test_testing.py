"""The strategies keep to their options, and reach the days on which schedules go wrong."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample
from hypothesis.vendor import pretty

import contracts as ct
from contracts import testing

#: How many examples are enough to see whether options hold.
FEW = settings(max_examples=min(60, settings().max_examples))

FIRST, LAST = date(2016, 2, 1), date(2017, 3, 31)


@FEW
@given(testing.periods(first=FIRST, last=LAST, min_days=3, max_days=40))
def test_periods_keep_to_their_bounds(period: ct.Period) -> None:
    assert period.first >= FIRST
    assert period.last <= LAST
    assert 3 <= period.days <= 40


@FEW
@given(testing.periods(min_days=2))
def test_periods_without_bounds_have_at_least_so_many_days(period: ct.Period) -> None:
    assert period.days >= 2


@FEW
@given(testing.lines(kinds=("cyclic",), first=FIRST, last=LAST, min_days=2, max_rows=12, payers=(), max_steps=2))
def test_lines_keep_to_their_options(line: ct.Line) -> None:
    assert line.service is not None
    assert line.service.first >= FIRST
    assert line.service.last <= LAST
    assert line.service.days >= 2
    assert line.allocation is None
    assert len(ct.schedule(ct.Contract(id="A", lines=[line]))) <= 12


@FEW
@given(testing.contracts(currency="JPY"))
def test_contracts_have_one_currency_and_few_rows(contract: ct.Contract) -> None:
    assert contract.currency == "JPY"
    schedule = ct.schedule(contract)
    for line in contract.lines:
        rows = [row for row in schedule if row.line == line.id]
        assert 1 <= len(rows) <= testing.MAX_ROWS


@FEW
@given(testing.contracts(known=True, events=()), testing.contracts(known=False))
def test_what_is_known_is_said(all_known: ct.Contract, none_known: ct.Contract) -> None:
    assert len(ct.schedule(all_known).undated()) == 0
    assert not none_known.events
    assert none_known.signed is None


@FEW
@given(testing.registers(), testing.registers(reports=False))
def test_registers_report_or_do_not(register: ct.Register, silent: ct.Register) -> None:
    assert len(register) == len({contract.id for contract in register})
    assert silent.reported == ()


@FEW
@given(testing.cycles(every=ct.MONTHLY), testing.cycles())
def test_cycles_may_be_of_one_frequency(monthly: ct.Cycle, any_cycle: ct.Cycle) -> None:
    assert monthly.every == ct.MONTHLY
    assert any_cycle.is_edge(any_cycle.anchor)


@FEW
@given(testing.frequencies(days=False, max_months=6), testing.frequencies(months=False))
def test_frequencies_are_of_months_or_of_days(in_months: ct.Frequency, in_days: ct.Frequency) -> None:
    assert 1 <= in_months.months <= 6
    assert in_days.days >= 1


@FEW
@given(testing.amounts(max_minor=100))
def test_amounts_are_no_larger_than_said(minor: int) -> None:
    assert 0 <= minor <= 100


@FEW
@given(testing.billings(service=ct.Period(FIRST, LAST), max_rows=10))
def test_billings_have_few_rows(billing: ct.Cyclic) -> None:
    line = ct.Line(id="a", price=ct.Total("1", "CNY"), billing=billing, service=ct.Period(FIRST, LAST))
    assert len(ct.schedule(ct.Contract(id="A", lines=[line]))) <= 10


@FEW
@given(testing.billings(service=ct.Period(LAST, LAST + timedelta(days=1)), every=ct.YEARLY))
def test_a_service_without_edges_has_no_explicit_one_but_its_own_days(billing: ct.Cyclic) -> None:
    assert {billing.first_edge, billing.last_edge} <= {None, LAST, LAST + timedelta(days=1)}


@FEW
@given(testing.billings(service=ct.Period.through(date(2199, 1, 1), date(2199, 12, 31))))
def test_nothing_falls_due_after_the_last_day_that_there_is(billing: ct.Cyclic) -> None:
    assert billing.net_days == 0
    assert billing.pay_day is None


@FEW
@given(testing.quantities(service=ct.Period(FIRST, LAST)))
def test_quantities_are_never_too_late(quantity: ct.Quantity) -> None:
    assert quantity.steps[0].start is None or quantity.steps[0].start <= FIRST
    assert len(quantity.steps) <= 5


@FEW
@given(testing.lines(), st.data())
def test_days_around_a_line_are_days_to_ask_about(line: ct.Line, data: st.DataObject) -> None:
    day = data.draw(testing.days_around(line))
    assert date(1900, 1, 2) <= day <= date(2199, 12, 31)


@FEW
@given(testing.registers(max_payments=4, max_rows=12), testing.registers(max_rows=12), st.data())
def test_registers_have_payments_where_they_are_asked_for(
    paid: ct.Register, bare: ct.Register, data: st.DataObject
) -> None:
    assert len(paid.payments) <= 4
    assert bare.payments == ()
    some = data.draw(testing.payments(bare, min_payments=2, max_payments=3, refunds=False))
    assert len(some) in (2, 3)
    assert all(payment.amount.minor > 0 for payment in some)
    assert data.draw(testing.payments([], min_payments=1)) == ()


@pytest.mark.parametrize(
    "wanted",
    [
        lambda payment: len(payment.applies) > 1,
        lambda payment: payment.line is not None and payment.number is None and payment.stage is None,
        lambda payment: payment.number is not None and payment.line is None,
        lambda payment: payment.stage is not None,
        lambda payment: payment.refund_of is not None,
        lambda payment: payment.refund_of is not None and len(payment.applies) > 1,
        lambda payment: payment.amount.minor < 0 and payment.refund_of is None,
        lambda payment: payment.recorded is not None and payment.recorded > payment.on,
        lambda payment: payment.voided is not None,
        lambda payment: payment.settles is not None,
        lambda payment: payment.paid_for is not None,
        lambda payment: payment.payer is not None and payment.paid_for is None,
    ],
)
def test_every_kind_of_payment_comes(wanted: Callable[[ct.Payment], bool]) -> None:
    registers = testing.registers(max_contracts=3, max_rows=12, max_payments=6, reports=False)
    reached(registers, lambda register: any(map(wanted, register.payments)))


def test_a_failing_example_shows_a_calendar_without_its_days() -> None:
    assert pretty.pretty(ct.CHINA) == "CHINA"
    assert pretty.pretty(ct.Calendar("office", holidays={FIRST})) == repr(ct.Calendar("office", holidays={FIRST}))


@pytest.mark.parametrize(
    "wanted",
    [
        lambda day: (day.month, day.day) == (2, 29),
        lambda day: day.day == 31,
        lambda day: day.month == 2 and (day + timedelta(days=1)).day == 1,
        lambda day: (day.month, day.day) == (12, 31),
        lambda day: day.year < 1950,
        lambda day: day.year > 2150,
    ],
)
def test_awkward_days_come_often(wanted: object) -> None:
    reached(testing.days(), wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        lambda line: isinstance(line.price, ct.Rate) and len(line.price.quantity.steps) > 3,
        lambda line: isinstance(line.price, ct.Rate) and line.price.per and not line.price.per.fits(line.billing.every),
        lambda line: isinstance(line.billing, ct.Cyclic) and line.billing.stub is ct.Stub.FORBID,
        lambda line: isinstance(line.billing, ct.Cyclic) and line.billing.first_edge and line.billing.last_edge,
        lambda line: isinstance(line.billing, ct.Cyclic) and line.billing.month_end,
        lambda line: isinstance(line.billing, ct.Cyclic) and line.billing.pay_day,
        lambda line: isinstance(line.billing, ct.Stages) and any(part.after for part in line.billing.parts),
        lambda line: line.allocation and 0 in dict(line.allocation.weights).values(),
        lambda line: line.calendar == ct.CHINA and line.beyond == "refuse",
        lambda line: line.price.amount.minor == 0,
        lambda line: line.price.amount.minor >= 10**14,
        lambda line: isinstance(line.recognition, date),
        lambda line: line.proration == "thirty",
    ],
)
def test_every_kind_of_line_comes(wanted: object) -> None:
    reached(testing.lines(), wanted)


def test_indices_have_gaps_and_values_that_are_known_later() -> None:
    year = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))
    reached(testing.indices(service=year), lambda index: len(index.values) < 48)
    reached(testing.indices(service=year), lambda index: any(value.recorded is not None for value in index.values))


def changed(contract: ct.Contract, name: str) -> bool:
    """Whether an amendment changes an aspect of a line."""
    return any(getattr(change, name) is not None for one in contract.amendments for change in one.change)


AMENDED = testing.contracts(amended=True, adjusted=True, retained=True, max_rows=20, max_lines=2)


KINDS_OF_AMENDED: dict[str, Callable[[ct.Contract], bool]] = {
    "a rate for a time": lambda one: changed(one, "rate") and changed(one, "until"),
    "a quantity": lambda one: changed(one, "quantity"),
    "a total": lambda one: changed(one, "total"),
    "bills": lambda one: changed(one, "billing"),
    "other price cells": lambda one: changed(one, "per"),
    "an added line": lambda one: any(each.add for each in one.amendments),
    "an end": lambda one: any(each.end and not each.final for each in one.amendments),
    "a final value": lambda one: any(each.final for each in one.amendments),
    "another end of the service": lambda one: any(each.to is not None for each in one.amendments),
    "a suspension": lambda one: any(each.suspend is not None for each in one.amendments),
    "an event": lambda one: any(each.events for each in one.amendments),
    "two signings": lambda one: len({each.signed for each in one.amendments}) > 1,
    "an adjustment": lambda one: any(line.adjustments for line in one.lines),
    "a release after an event": lambda one: any(line.retention and line.retention.release.after for line in one.lines),
    "a release on a day": lambda one: any(line.retention and line.retention.release.on for line in one.lines),
}


def test_every_kind_of_amended_contract_comes() -> None:
    seen: set[str] = set()

    @settings(max_examples=400, derandomize=True, database=None, phases=[Phase.generate])
    @given(AMENDED)
    def draw(contract: ct.Contract) -> None:
        seen.update(name for name, holds in KINDS_OF_AMENDED.items() if name not in seen and holds(contract))

    draw()
    assert seen == KINDS_OF_AMENDED.keys()


def reached(strategy: st.SearchStrategy[object], wanted: object) -> None:
    """Some example is found that is wanted, in 2000 tries."""
    assert callable(wanted)
    tries = settings(
        max_examples=2000,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    try:
        find(strategy, lambda value: bool(wanted(value)), settings=tries)
    except NoSuchExample:
        pytest.fail("never drawn")


@pytest.mark.parametrize(
    ("strategy", "reached"),
    [
        (
            testing.contracts(open_ended=True),
            lambda contract: any(line.is_open_ended for line in contract.lines),
        ),
        (
            testing.contracts(open_ended=True, amended=True),
            lambda contract: contract.amendments and any(line.is_open_ended for line in contract.lines),
        ),
        (
            testing.contracts(renewed=True, amended=True),
            lambda contract: contract.renewal is not None and "notice" in contract.events and contract.amendments,
        ),
        (
            testing.contracts(taxed=True, amended=True),
            lambda contract: changed(contract, "tax") and changed(contract, "until"),
        ),
        (
            testing.contracts(taxed=True, amended=True),
            lambda contract: changed(contract, "tax") and changed(contract, "rate"),
        ),
    ],
)
def test_contracts_that_go_on_are_drawn(
    strategy: st.SearchStrategy[ct.Contract], reached: Callable[[ct.Contract], bool]
) -> None:
    find(strategy, reached, settings=settings(max_examples=3000, phases=[Phase.generate]))


YEARS = ct.Period.through(date(2017, 1, 1), date(2019, 12, 31))


def test_a_line_goes_on_where_its_terms_allow_that() -> None:
    months = ct.Cyclic(ct.MONTHLY)
    rate = ct.Line(id="a", price=ct.Rate("1", "CNY"), service=YEARS, billing=months)
    assert testing.without_end(rate).is_open_ended
    total = ct.Line(id="a", price=ct.Total("1", "CNY"), service=YEARS, billing=months)
    dated = ct.Line(id="a", price=ct.Rate("1", "CNY"), service=YEARS, billing=months, recognition=date(2018, 1, 1))
    for line in (total, dated):
        assert testing.without_end(line) == line


def test_a_line_is_escalated_where_that_leads_to_rates() -> None:
    line = ct.Line(id="a", price=ct.Rate("1", "CNY"), service=YEARS, billing=ct.Cyclic(ct.MONTHLY))
    found = testing.with_escalation(line, ct.Escalation(percent="-50"))
    assert found is not None
    assert isinstance(found.price, ct.Rate)
    assert found.price.escalation is not None
    assert testing.with_escalation(line, ct.Escalation(percent="-60", compounding="simple")) is None


@FEW
@given(st.data())
def test_days_around_a_line_that_goes_on_are_those_of_its_first_years(data: st.DataObject) -> None:
    line = ct.Line(id="a", price=ct.Rate("1", "CNY"), service=ct.Period.since(FIRST), billing=ct.Cyclic(ct.MONTHLY))
    assert FIRST - timedelta(days=2) <= data.draw(testing.days_around(line)) <= FIRST + timedelta(days=1500)


@FEW
@given(
    testing.escalated_lines(indexed=True, gaps=False, late=False, max_rows=12), testing.escalated_lines(indexed=False)
)
def test_escalated_lines_keep_to_their_options(indexed: ct.Line, other: ct.Line) -> None:
    assert isinstance(indexed.price, ct.Rate)
    assert isinstance(other.price, ct.Rate)
    assert indexed.price.escalation is not None
    assert other.price.escalation is not None
    assert other.price.escalation.index is None
    index = indexed.price.escalation.index
    assert index is not None
    assert all(value.recorded is None for value in index.values)
    months = [12 * int(value.on[:4]) + int(value.on[5:]) for value in index.values]
    assert months == list(range(months[0], months[-1] + 1))


def _changes(contract: ct.Contract) -> list[ct.Change]:
    return [change for amendment in contract.amendments for change in amendment.change]


def _taxes(contract: ct.Contract, *, with_price: bool) -> bool:
    return any(change.tax is not None and change.is_of_price is with_price for change in _changes(contract))


def test_what_is_asked_for_comes() -> None:
    """`find` fails where nothing does."""
    any_of = settings(max_examples=2000, phases=(Phase.generate,), database=None, derandomize=True)
    escalated = testing.escalations(service=ct.Period.through(FIRST, LAST), indexed=False)
    held = find(escalated, lambda one: one.percent is not None and one.cap == one.percent + 1, settings=any_of)
    assert held.cap is not None
    opened = testing.contracts(opened=True, adjusted=True, max_rows=12)
    assert len(find(opened, lambda one: any(line.opening for line in one.lines), settings=any_of).lines) > 0
    taxed = testing.contracts(amended=True, taxed=True, max_rows=12)
    assert len(find(taxed, lambda one: _taxes(one, with_price=True), settings=any_of).amendments) > 0
    assert len(find(taxed, lambda one: _taxes(one, with_price=False), settings=any_of).amendments) > 0
    reshared = testing.contracts(amended=True, reshared=True, max_rows=12)
    changed = find(reshared, lambda one: any(each.allocation is not None for each in _changes(one)), settings=any_of)
    assert len(changed.amendments) > 0
