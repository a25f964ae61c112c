"""Adjustments change the value of their line and nothing else, from the day on which they are known."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import contracts as ct
from contracts.testing import contracts, payments, portfolios
from tests.laws.figures import HISTORIES, Row, accruals_of, days_near, half_away, row_shares, rows_of

ONE_DAY = timedelta(days=1)
ADJUSTED = contracts(adjusted=True, max_lines=2, max_rows=20) | contracts(
    adjusted=True, amended=True, max_lines=2, max_rows=12
)
LINE, KIND, NAME, DUE, AMOUNT = 1, 3, 4, 8, 10


def without(contract: ct.Contract) -> ct.Contract:
    """The contract without adjustments."""
    return evolve(contract, lines=[evolve(line, adjustments=()) for line in contract.lines])


def lines_of(contract: ct.Contract) -> dict[str, ct.Line]:
    return {line.id: line for line in contract.lines}


def days_of(contract: ct.Contract) -> st.SearchStrategy[date]:
    """Days of adjustments, the days beside them, and other days of the lines."""
    places = [day for line in contract.lines for each in line.adjustments for day in (each.on, each.recorded)]
    return days_near(contract, places)


@HISTORIES
@given(ADJUSTED, st.data())
def test_rows_are_those_of_the_price_and_then_the_adjustments(contract: ct.Contract, data: DataObject) -> None:
    known = data.draw(st.none() | days_of(contract))
    expected: list[Row] = []
    by_line: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(ct.schedule(without(contract), known_on=known)):
        by_line[row[LINE]].append(row)
    for line in sorted({*by_line, *lines_of(contract)}):
        expected += by_line[line]
        given = lines_of(contract)[line].adjustments if line in lines_of(contract) else ()
        counted = [each for each in given if known is None or each.recorded <= known]
        for number, each in enumerate(sorted(counted, key=lambda each: (max(each.on, each.recorded), each.id)), 1):
            due = max(each.on, each.recorded)
            place = len(by_line[line]) + number
            days = (None, None, each.on, due)
            expected.append((contract.id, line, place, "adjustment", each.id, *days, False, each.amount.minor))

    assert rows_of(ct.schedule(contract, known_on=known)) == expected


@HISTORIES
@given(ADJUSTED, st.data())
def test_they_are_earned_on_their_day(contract: ct.Contract, data: DataObject) -> None:
    day = data.draw(days_of(contract))
    adjusted = sum(each.amount.minor for line in contract.lines for each in line.adjustments if each.on <= day)

    assert ct.schedule(contract).earned(day).minor == ct.schedule(without(contract)).earned(day).minor + adjusted


@HISTORIES
@given(contracts(adjusted=True, max_lines=2, max_rows=20, first=date(2005, 1, 1), last=date(2024, 12, 31)))
def test_accruals_come_to_what_is_earned_at_last(contract: ct.Contract) -> None:
    schedule, end = ct.schedule(contract), date(2199, 12, 31)
    found = sum(row[2] for rows in accruals_of(schedule, ct.Per.YEAR).values() for row in rows)

    assert found == schedule.earned(end).minor


@HISTORIES
@given(ADJUSTED, st.data())
def test_what_is_recorded_later_changes_nothing_before(contract: ct.Contract, data: DataObject) -> None:
    """What is due, and each share of it, on the days before is what it was."""
    day = data.draw(days_of(contract))
    now = ct.schedule(contract, known_on=day)
    lines = [
        evolve(line, adjustments=[one for one in line.adjustments if one.recorded <= day]) for line in contract.lines
    ]

    assert rows_of(now) == rows_of(ct.schedule(evolve(contract, lines=lines), known_on=day))
    later = ct.schedule(contract)
    if not contract.amendments and max(contract.events.values(), default=day) <= day:
        fallen = {row[1:3] for row in rows_of(now) if row[DUE] is not None and row[DUE] < day}
        by_due = {key: share for key, share in row_shares(now).items() if key[1:] in fallen}
        assert now.due(day) == later.due(day)
        if all(line.calendar is None for line in contract.lines):  # which a calendar moves take turns by other days
            assert by_due == {key: share for key, share in row_shares(later).items() if key in by_due}


@HISTORIES
@given(ADJUSTED)
def test_shares_are_cumulative(contract: ct.Contract) -> None:
    """The second computation: plain fractions, over rows in order of the day by which they are known to be due."""
    schedule, terms = ct.schedule(contract), lines_of(ct.in_force(contract).contract)
    shares = row_shares(schedule)
    if contract.amendments:
        assert all(sum(share for _, share in shares[row[:3]]) == row[AMOUNT] for row in rows_of(schedule))
        return
    for line in terms.values():
        allocation = line.allocation
        if allocation is None:
            continue
        own = [row for row in rows_of(schedule) if row[LINE] == line.id]
        own.sort(key=lambda row: ((row[8] if row[KIND] == "adjustment" else row[7]) or date.max, row[2]))
        before = 0
        for row in own:
            expected, until = [], 0
            for payer, weight in allocation.weights:
                parts = [
                    Fraction(total * part, sum(w for _, w in allocation.weights))
                    for total in (before + row[AMOUNT], before)
                    for part in (until + weight, until)
                ]
                rounded = [half_away(part) for part in parts]
                expected.append((payer, rounded[0] - rounded[1] - rounded[2] + rounded[3]))
                until += weight
            assert shares[row[:3]] == expected
            before += row[AMOUNT]


@HISTORIES
@given(ADJUSTED, st.data())
def test_explanations_recompute(contract: ct.Contract, data: DataObject) -> None:
    schedule = ct.schedule(contract)
    place = data.draw(st.integers(0, max(len(schedule) - 1, 0)))
    if len(schedule):
        row = schedule[place]
        found = schedule.explain(place)
        assert (found.recompute(), found.figure) == (row.amount.minor, row.amount)
        assert (found.number, found.kind) == (row.number, row.kind)
        for payer, share in row_shares(schedule)[row.contract, row.line, row.number]:
            own = schedule.explain(place, payer) if payer is not None else found
            assert own.recompute() == own.figure.minor == share
        assert all(found.say(lang) for lang in ct.Lang)
    line, day = data.draw(st.sampled_from(contract.lines)), data.draw(days_of(contract))
    period = ct.Period(day, day + data.draw(st.integers(1, 400)) * ONE_DAY) if day.year < 2190 else None
    if period is not None:
        accrual = schedule.explain_accrual(contract.id, line.id, period)
        assert accrual.recompute() == accrual.figure.minor


@HISTORIES
@given(ADJUSTED, st.data())
def test_payments_and_cut_offs_keep_their_identities(contract: ct.Contract, data: DataObject) -> None:
    register = ct.Register([contract])
    register = evolve(register, payments=data.draw(payments(register, max_payments=3)))
    day = data.draw(days_of(contract))
    found = ct.match(register, day)
    rows = rows_of(found.plan)
    due = sum(row[AMOUNT] for row in rows if row[DUE] is not None and row[DUE] <= day)
    paid = sum(found.paid().values())

    fallen = [row[DUE] is not None and row[DUE] <= day for row in rows]
    still_open = sum(amount for amount, counts in zip(found.open.tolist(), fallen, strict=True) if counts)
    assert still_open - sum(found.unapplied.tolist()) == due - paid
    (row,) = ct.cutoff(register, day).to_frame("minor").to_dict("records")
    assert row["value"] == sum(each[AMOUNT] for each in rows)
    assert (row["due"], row["paid"]) == (due, paid)
    assert row["earned"] - row["paid"] == row["payable"] - row["prepaid"]
    assert row["earned"] + row["commitment"] == row["value"]


@HISTORIES
@given(portfolios(adjusted=True, retained=True, max_contracts=3, max_lines=2, max_rows=8), st.data())
def test_contracts_change_nothing_of_each_other(portfolio: tuple[ct.Contract, ...], data: DataObject) -> None:
    """Rows, shares and what is earned of several contracts are those of each."""
    together, day = ct.schedule(portfolio), data.draw(days_of(portfolio[0]))
    alone = [ct.schedule(contract) for contract in sorted(portfolio, key=lambda contract: contract.id)]
    assert rows_of(together) == [row for each in alone for row in rows_of(each)]
    assert together.earned(day).minor == sum(each.earned(day).minor for each in alone)
    shares = row_shares(together)
    for contract, each in zip(sorted(contract.id for contract in portfolio), alone, strict=True):
        own = row_shares(each)
        assert {key: share for key, share in shares.items() if key[0] == contract} == own
        part = together[contract]
        assert [part.explain(i).recompute() for i in range(len(part))] == [row.amount.minor for row in each]
