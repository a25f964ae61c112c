"""A line that is taken over is what its opening says on the day before, and what its terms say from then on."""

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import contracts as ct
from contracts.dates import LAST_DAY
from contracts.testing import contracts, days_around
from tests.laws.figures import HISTORIES, Row, row_shares, rows_of

ONE_DAY = timedelta(days=1)
OPENED = contracts(opened=True, max_lines=2, max_rows=12) | contracts(
    opened=True, adjusted=True, retained=True, max_lines=2, max_rows=12
)
AMENDED = (
    OPENED
    | contracts(opened=True, adjusted=True, retained=True, amended=True, max_lines=2, max_rows=12)
    | contracts(opened=True, amended=True, reshared=True, taxed=True, max_lines=2, max_rows=12)
)
LINE, NUMBER, KIND, NAME, UNADJUSTED, DUE, AMOUNT = 1, 2, 3, 4, 7, 8, 10
KEPT = ("retention", "release")


def plain(contract: ct.Contract) -> ct.Contract:
    """The contract whose terms say all from the beginning."""
    amendments = [
        evolve(change, add=[evolve(line, opening=None) for line in change.add]) for change in contract.amendments
    ]
    return evolve(contract, lines=[evolve(line, opening=None) for line in contract.lines], amendments=amendments)


def record_of(contract: ct.Contract) -> date:
    """The first day of which all lines are recorded."""
    return max(line.opening.on for line in contract.lines if line.opening is not None)


def without_retention(contract: ct.Contract) -> ct.Contract:
    return evolve(contract, lines=[evolve(line, retention=None) for line in contract.lines])


def a_day(contract: ct.Contract, data: DataObject) -> date:
    """A day of its record."""
    day = data.draw(st.sampled_from(contract.lines).flatmap(days_around))
    return max(day, record_of(contract))


@HISTORIES
@given(AMENDED, st.data())
def test_from_its_first_day_on_the_curves_are_those_of_the_terms(contract: ct.Contract, data: DataObject) -> None:
    contract = without_retention(contract)
    day, schedule, terms = a_day(contract, data), ct.schedule(contract), ct.schedule(plain(contract))
    assert schedule.total() == terms.total()
    assert (schedule.due(day), schedule.earned(day)) == (terms.due(day), terms.earned(day))
    assert schedule.due(LAST_DAY) == terms.due(LAST_DAY)


@HISTORIES
@given(OPENED, st.data())
def test_on_the_day_before_it_is_what_the_opening_says(contract: ct.Contract, data: DataObject) -> None:
    line = data.draw(st.sampled_from(contract.lines))
    assert line.opening is not None
    alone = evolve(contract, lines=[evolve(line, retention=None)])
    on, schedule = line.opening.known_from, ct.schedule(alone)
    assert (schedule.due(on), schedule.earned(on)) == (line.opening.due, line.opening.earned)
    (paid,) = ct.cutoff(ct.Register([alone]), on).columns["paid"]
    assert paid == line.opening.paid.minor


@HISTORIES
@given(AMENDED)
def test_rows_are_those_of_the_terms_behind_what_stands_for_those_before(contract: ct.Contract) -> None:
    contract = without_retention(contract)
    found, terms = rows_of(ct.schedule(contract)), rows_of(ct.schedule(plain(contract)))
    for line in ct.in_force(contract).contract.lines:
        own, by_terms = ([row for row in rows if row[LINE] == line.id] for rows in (found, terms))
        if line.opening is None:  # an amendment added it
            assert own == by_terms
            continue
        on = line.opening.on
        past = [row for row in by_terms if row[DUE] is not None and row[DUE] < on]
        later = [row for row in by_terms if row not in past]
        differs = sum(row[AMOUNT] for row in past) - line.opening.due.minor
        before = [("opening", None, on - ONE_DAY, line.opening.due.minor), ("catch-up", "opening", on, differs)]
        first = own[: 1 + bool(differs)]
        assert [(row[KIND], row[NAME], row[DUE], row[AMOUNT]) for row in first] == before[: len(first)]
        assert [row[NUMBER] for row in own] == list(range(1, len(own) + 1))
        assert list(map(unnumbered, own[len(first) :])) == list(map(unnumbered, later))


def unnumbered(row: Row) -> Row:
    return (*row[:NUMBER], *row[NUMBER + 1 :])


@HISTORIES
@given(AMENDED)
def test_shares_sum_to_their_rows_and_over_a_line_to_what_they_would(contract: ct.Contract) -> None:
    found, shares = rows_of(ct.schedule(contract)), row_shares(ct.schedule(contract))
    terms = row_shares(ct.schedule(plain(contract)))
    assert all(sum(share for _, share in shares[row[:3]]) == row[AMOUNT] for row in found)
    if any(change.allocation is not None for one in contract.amendments for change in one.change):
        return  # an opening is divided by its own days
    for line in {row[LINE] for row in found}:
        borne, expected = (_borne(each, line) for each in (shares, terms))
        assert borne == expected


def _borne(shares: dict[Any, list[tuple[str | None, int]]], line: str) -> dict[str | None, int]:
    found: dict[str | None, int] = {}
    for key, parts in shares.items():
        for payer, share in parts if key[1] == line else ():
            found[payer] = found.get(payer, 0) + share
    return {payer: share for payer, share in found.items() if share}


@HISTORIES
@given(AMENDED, st.sampled_from(ct.Per), st.booleans())
def test_accruals_and_what_was_earned_before_are_what_is_earned(
    contract: ct.Contract, per: ct.Per, by_payer: bool
) -> None:
    schedule = ct.schedule(contract)
    columns = schedule.accruals(per, by_payer=by_payer).columns
    openings = {line.id: line.opening for line in contract.lines if line.opening is not None}
    starts: dict[str, date] = {}
    for line, first in zip(columns["line"], columns["period_from"], strict=True):
        starts.setdefault(line, first)
    for line, first in starts.items():
        assert line not in openings or first >= openings[line].on
    earned = sum(opening.earned.minor for opening in openings.values())
    assert sum(columns["amount"]) + earned == schedule.earned(LAST_DAY).minor


@HISTORIES
@given(AMENDED, st.data())
def test_groups_are_sums_of_lines(contract: ct.Contract, data: DataObject) -> None:
    schedule, day = ct.schedule(contract), a_day(contract, data)
    first = date(day.year + 1, 1, 1)
    assume(first.year < 2199)
    within = ct.Period.through(first, LAST_DAY)
    lines, groups = (schedule.accruals(ct.Per.YEAR, by=by, within=within).columns for by in (None, "contract"))
    assert sum(lines["amount"]) == sum(groups["amount"])
    for start, cumulative in zip(groups["period_from"], groups["cumulative"], strict=True):
        assert cumulative == schedule.earned(date(start.year, 12, 31)).minor


@HISTORIES
@given(AMENDED, st.data())
def test_explanations_recompute(contract: ct.Contract, data: DataObject) -> None:
    schedule = ct.schedule(contract)
    place = data.draw(st.integers(0, len(schedule) - 1))
    row, (_, line) = schedule[place], schedule._terms(int(schedule._rows.line[place]))
    payers = (None, *(line.allocation.payers if line.allocation else ()))
    for payer in payers:
        found = schedule.explain(place, payer)
        assert found.recompute() == found.figure.minor
        assert (found.number, found.kind) == (row.number, row.kind)
        assert found.say()
        assert found.say(ct.Lang.ZH)
    assert schedule.explain(place).figure == row.amount
    assert sum(schedule.explain(place, payer).figure.minor for payer in payers[1:]) == row.amount.minor * bool(
        payers[1:]
    )
    first, last = sorted(a_day(contract, data) for _ in range(2))
    period = ct.Period.through(first, last)
    for payer in payers:
        found = schedule.explain_accrual(contract.id, line.id, period, payer)
        assert found.recompute() == found.figure.minor
    if not contract.amendments:
        own = ct.schedule(evolve(contract, lines=[line]))
        found = schedule.explain_accrual(contract.id, line.id, period)
        assert found.figure == own.earned(last) - own.earned(first - ONE_DAY)


@HISTORIES
@given(AMENDED, st.data())
def test_what_was_before_is_refused(contract: ct.Contract, data: DataObject) -> None:
    schedule, on = ct.schedule(contract), record_of(contract)
    day = data.draw(st.dates(date(1900, 1, 2), max(on - 2 * ONE_DAY, date(1900, 1, 2))))
    assume(day < on - ONE_DAY)
    period = ct.Period.through(day, max(day, date(2180, 1, 1)))
    register = ct.Register([contract])
    for ask in (
        lambda: schedule.due(day),
        lambda: schedule.earned(day),
        lambda: schedule[period],
        lambda: schedule.between(None, day),
        lambda: schedule.accruals(within=period),
        lambda: ct.schedule(contract, known_on=day),
        lambda: ct.match(register, day),
        lambda: ct.cutoff(register, day),
        lambda: ct.rollforward(register, period),
        lambda: ct.journal(register, period),
        lambda: ct.obligations(register, as_of=day),
        lambda: ct.shares(register, within=period),
        lambda: ct.payment_calendar(register, period),
        lambda: ct.deadlines(register, period),
        lambda: ct.compare(register, known_on=(day, LAST_DAY)),
        lambda: ct.ageing(register, day),
        lambda: ct.ledger(register, day),
        lambda: ct.findings(register, day),
    ):
        with pytest.raises(ct.TermsError) as caught:
            ask()
        assert caught.value.code == "OPENING_UNKNOWN"


@HISTORIES
@given(AMENDED, st.data())
def test_what_stands_on_a_day_balances(contract: ct.Contract, data: DataObject) -> None:
    day, on = a_day(contract, data), record_of(contract)
    paid = sum(line.opening.paid.minor for line in contract.lines if line.opening is not None)
    payment = ct.Payment(id="P", on=max(day, on), amount=ct.Money(123, "CNY"), contract=contract.id)
    register = ct.Register([contract], payments=[payment])
    for by in (None, "line", "payer"):
        sheet = ct.cutoff(register, day, by=by)
        rows = [dict(zip(sheet.columns, row, strict=True)) for row in zip(*sheet.columns.values(), strict=True)]
        assert sum(row["paid"] for row in rows) == paid + 123
        for row in rows:
            assert row["earned"] - row["paid"] == row["payable"] - row["prepaid"]
            assert row["earned"] + row["commitment"] == row["value"]
    matched = ct.match(register, day)
    fallen = ct.schedule(contract, known_on=day).due(day).minor
    left = zip(*(matched.installments().columns[name] for name in ("due", "open")), strict=True)
    still = sum(amount for due, amount in left if due is not None and due <= day)
    assert still - int(matched.unapplied.sum()) == fallen - paid - 123
