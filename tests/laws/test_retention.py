"""Retention conserves the value: up to each day it is the percentage of what has fallen due, and then nothing."""

from datetime import date, timedelta
from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import contracts as ct
from contracts.testing import contracts, payments
from tests.laws.figures import HISTORIES, Row, days_near, half_away, row_shares, rows_of

ONE_DAY = timedelta(days=1)
RETAINED = (
    contracts(retained=True, max_lines=2, max_rows=12)
    | contracts(retained=True, adjusted=True, max_lines=2, max_rows=12)
    | contracts(retained=True, adjusted=True, amended=True, max_lines=2, max_rows=12)
)
LINE, NUMBER, KIND, UNADJUSTED, DUE, AMOUNT = 1, 2, 3, 7, 8, 10
KEPT = ("retention", "release")


def without(contract: ct.Contract) -> ct.Contract:
    """The contract of which nothing is withheld."""
    return evolve(contract, lines=[evolve(line, retention=None) for line in contract.lines])


def fallen(rows: list[Row], day: date) -> int:
    return sum(row[AMOUNT] for row in rows if row[DUE] is not None and row[DUE] <= day)


def days_of(contract: ct.Contract) -> st.SearchStrategy[date]:
    """Days on which something falls due, the days beside them, and other days of the lines."""
    places = [row[DUE] for row in rows_of(ct.schedule(contract)) if row[DUE] is not None]
    return days_near(contract, places)


@HISTORIES
@given(RETAINED, st.data())
def test_what_is_withheld_up_to_a_day(contract: ct.Contract, data: DataObject) -> None:
    day, schedule = data.draw(days_of(contract)), ct.schedule(contract)
    for line in ct.in_force(contract).contract.lines:
        own = [row for row in rows_of(schedule) if row[LINE] == line.id]
        kept, gross = ([row for row in own if (row[KIND] in KEPT) is chosen] for chosen in (True, False))
        assert sum(row[AMOUNT] for row in kept) == 0
        if line.retention is None:  # an amendment added it
            assert not kept
            continue
        release = ct.in_force(contract).contract.stage_day(line.retention.release)
        released = [row for row in kept if row[KIND] == "release"]
        assert [row[UNADJUSTED] for row in released] == [release] * len(released)
        known = released[0][DUE] if released else release
        assert known is None or (release is not None and known >= release)
        withheld = -fallen(kept, day)
        if known is None or day < known:
            assert withheld == half_away(Fraction(line.retention.percent) / 100 * fallen(gross, day))
        elif released or not contract.amendments:
            assert withheld == 0


@HISTORIES
@given(RETAINED, st.data())
def test_nothing_else_changes(contract: ct.Contract, data: DataObject) -> None:
    schedule, plain = ct.schedule(contract), ct.schedule(without(contract))
    day = data.draw(days_of(contract))

    def others(rows: list[Row]) -> list[Row]:
        return [(*row[:NUMBER], *row[NUMBER + 1 :]) for row in rows if row[KIND] not in KEPT]

    assert others(rows_of(schedule)) == others(rows_of(plain))
    numbers = [row[:3] for row in rows_of(plain) if row[KIND] not in (*KEPT, "adjustment")]
    assert numbers == [row[:3] for row in rows_of(schedule) if row[KIND] not in (*KEPT, "adjustment")]
    assert schedule.earned(day) == plain.earned(day)
    assert schedule.total() == plain.total()


@HISTORIES
@given(RETAINED)
def test_shares_of_what_is_withheld_come_back(contract: ct.Contract) -> None:
    """Shares sum to their rows, and no payer drifts: over a line each has borne what it would have without."""
    found, shares = rows_of(ct.schedule(contract)), row_shares(ct.schedule(contract))
    plain = row_shares(ct.schedule(without(contract)))
    assert all(sum(share for _, share in shares[row[:3]]) == row[AMOUNT] for row in found)
    for line in {row[LINE] for row in found}:
        borne, expected = (
            [(payer, share) for key, parts in each.items() if key[1] == line for payer, share in parts]
            for each in (shares, plain)
        )
        for payer in {name for name, _ in borne}:
            assert sum(share for name, share in borne if name == payer) == sum(
                share for name, share in expected if name == payer
            )


@HISTORIES
@given(RETAINED, st.data())
def test_explanations_recompute(contract: ct.Contract, data: DataObject) -> None:
    schedule = ct.schedule(contract)
    place = data.draw(st.integers(0, max(len(schedule) - 1, 0)))
    if len(schedule):
        row = schedule[place]
        found = schedule.explain(place)
        assert found.recompute() == found.figure.minor == row.amount.minor
        assert found.due is not None
        assert (found.due.due, found.kind) == (row.due, row.kind)
        for payer, share in row_shares(schedule)[row.contract, row.line, row.number]:
            assert payer is None or schedule.explain(place, payer).recompute() == share
        assert all(found.say(lang) for lang in ct.Lang)


@HISTORIES
@given(RETAINED, st.data())
def test_statements_show_what_is_withheld(contract: ct.Contract, data: DataObject) -> None:
    register = ct.Register([contract])
    register = evolve(register, payments=data.draw(payments(register, max_payments=3)))
    day = data.draw(days_of(contract))
    found = ct.match(register, day)
    rows = rows_of(found.plan)
    paid = sum(found.paid().values())
    counts = [row[DUE] is not None and row[DUE] <= day for row in rows]
    still_open = sum(amount for amount, is_due in zip(found.open.tolist(), counts, strict=True) if is_due)
    assert still_open - sum(found.unapplied.tolist()) == fallen(rows, day) - paid

    retained = -fallen([row for row in rows if row[KIND] in KEPT], day)
    (whole,) = ct.cutoff(register, day).to_frame("minor").to_dict("records")
    assert whole["retained"] == retained
    assert whole["earned"] - whole["paid"] == whole["payable"] - whole["prepaid"]
    for by in ("line", "payer"):
        assert sum(ct.cutoff(register, day, by=by).columns["retained"]) == retained
    assert ct.ledger(register, day).columns["retained"] == [retained]
