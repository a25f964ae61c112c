"""Law 8 with payments: what stands on a day, and how it moves."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.tables import CUTOFF, ROLLFORWARD
from tests.laws.figures import HISTORIES, nonzero, oracles, with_events_until
from tests.laws.paid_registers import a_day_of, paid_registers

FIGURES = CUTOFF.names[1:-1]
Figures = dict[str, int]
KNOWN = st.sampled_from((None, date(2000, 1, 1), date(2199, 12, 31)))


def rows_of(sheet: ct.Sheet) -> list[dict[str, Any]]:
    """The rows, each by the names of its columns."""
    return [dict(zip(sheet.columns, row, strict=True)) for row in zip(*sheet.columns.values(), strict=True)]


def by_contract(register: ct.Register, as_of: date, known_on: date | None = None) -> dict[str, dict[str, Any]]:
    return {row["contract"]: row for row in rows_of(ct.cutoff(register, as_of, known_on=known_on))}


@HISTORIES
@given(paid_registers(), st.data(), KNOWN)
def test_what_is_owed_and_what_is_committed_balance(
    register: ct.Register, data: st.DataObject, known_on: date | None
) -> None:
    as_of = data.draw(a_day_of(register))
    for by in (None, "line", "payer"):
        for row in rows_of(ct.cutoff(register, as_of, known_on=known_on, by=by)):
            assert row["earned"] - row["paid"] == row["payable"] - row["prepaid"]
            assert row["earned"] + row["commitment"] == row["value"]
            if "*offset*" not in (row.get("line"), row.get("payer")):
                assert min(row["payable"], row["prepaid"], row["overdue"], row["prepaid_within_year"]) >= 0
                assert row["prepaid_within_year"] <= row["prepaid"]
                assert not row["payable"] or not row["prepaid"]


@HISTORIES
@given(paid_registers(), st.data(), KNOWN)
def test_a_cutoff_is_that_of_the_second_computation(
    register: ct.Register, data: st.DataObject, known_on: date | None
) -> None:
    as_of = data.draw(a_day_of(register))
    known = known_on or as_of
    expected: dict[str, Figures] = defaultdict(lambda: dict.fromkeys(("value", "earned", "due", "undated", "paid"), 0))
    for (contract, _), oracle in oracles(with_events_until(register, known)).items():
        found = expected[contract]
        found["value"] += oracle.value
        found["earned"] += oracle.earned(as_of)
        found["due"] += oracle.due(as_of)
        found["undated"] += sum(row.amount for row in oracle.rows if row.due is None)
    for payment in register.payments:
        recorded = payment.recorded or payment.on
        if payment.on <= as_of and recorded <= known and (payment.voided is None or known < payment.voided):
            assert payment.contract is not None
            expected[payment.contract]["paid"] += payment.amount.minor
    rows = by_contract(register, as_of, known_on)
    assert list(rows) == sorted(expected)
    assert {name: {key: rows[name][key] for key in found} for name, found in expected.items()} == expected


@HISTORIES
@given(paid_registers(), st.data())
def test_overdue_is_what_is_open_of_what_fell_due_before(register: ct.Register, data: st.DataObject) -> None:
    as_of = data.draw(a_day_of(register))
    overdue: dict[str, int] = defaultdict(int)
    for row in rows_of(ct.match(register, as_of).installments()):
        if row["due"] is not None and row["due"] < as_of and row["open"] > 0:
            overdue[row["contract"]] += row["open"]
    assert nonzero({name: row["overdue"] for name, row in by_contract(register, as_of).items()}) == nonzero(overdue)


@HISTORIES
@given(paid_registers(), st.data())
def test_lines_and_payers_foot_to_their_contract(register: ct.Register, data: st.DataObject) -> None:
    as_of = data.draw(a_day_of(register))
    whole = {name: {key: row[key] for key in FIGURES} for name, row in by_contract(register, as_of).items()}
    for by in ("line", "payer"):
        found = {name: dict.fromkeys(FIGURES, 0) for name in whole}
        parts: dict[str, list[str | None]] = {name: [] for name in whole}
        for row in rows_of(ct.cutoff(register, as_of, by=by)):
            parts[row["contract"]].append(row[by])
            for key in FIGURES:
                found[row["contract"]][key] += row[key]
        assert found == whole
        for contract in register:
            lines = sorted(line.id for line in contract.lines)
            payers = {
                name
                for line in contract.lines
                for name in (line.allocation.payers if line.allocation else (register.payer,))
            }
            own = parts[contract.id]
            assert "*offset*" not in own[:-1]
            if by == "line":
                assert own in (lines, [*lines, "*offset*"])
            else:
                assert set(own) - {"*offset*"} == payers
            if len(lines if by == "line" else payers) == 1:
                assert len(own) == 1  # what was paid for the contract is its only part's


@HISTORIES
@given(paid_registers(), st.data())
def test_a_line_has_what_is_applied_to_it_and_what_names_it(register: ct.Register, data: st.DataObject) -> None:
    as_of = data.draw(a_day_of(register))
    matching = ct.match(register, as_of)
    paid: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows_of(matching.installments()):
        paid[row["contract"], row["line"]] += row["paid"]
    named = {payment.id: payment.line for payment in register.payments}
    alone = {contract.id: contract.lines[0].id for contract in register if len(contract.lines) == 1}
    for row in rows_of(matching.payments()):
        line = alone.get(row["contract"], named[row["payment"]])
        if line is not None:
            paid[row["contract"], line] += row["unapplied"]
    found = {(row["contract"], row["line"]): row["paid"] for row in rows_of(ct.cutoff(register, as_of, by="line"))}
    assert nonzero({key: amount for key, amount in found.items() if key[1] != "*offset*"}) == nonzero(paid)


@HISTORIES
@given(paid_registers(payers_named=False), st.data())
def test_payments_without_a_payer_are_divided_as_the_line_is(register: ct.Register, data: st.DataObject) -> None:
    as_of = data.draw(a_day_of(register))
    applied: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows_of(ct.match(register, as_of).installments()):
        applied[row["contract"], row["line"]] += row["paid"]
    paid: dict[tuple[str, str | None], int] = defaultdict(int)
    earned: dict[tuple[str, str | None], int] = defaultdict(int)
    payers: dict[str, set[str | None]] = defaultdict(set)
    for (contract, line), oracle in oracles(register).items():
        names = [name or register.payer for name in oracle.payers]
        payers[contract] |= set(names)
        shares = zip(names, oracle.shared(applied[contract, line]), oracle.shared(oracle.earned(as_of)), strict=True)
        for name, part, own in shares:
            paid[contract, name] += part
            earned[contract, name] += own
    rows = {(row["contract"], row["payer"]): row for row in rows_of(ct.cutoff(register, as_of, by="payer"))}
    for key, row in rows.items():
        if key[1] != "*offset*":
            assert row["earned"] == earned[key]
            assert row["paid"] == paid[key] or len(payers[key[0]]) == 1


@HISTORIES
@given(paid_registers(), st.data(), KNOWN)
def test_movements_lead_from_one_cutoff_to_the_other(
    register: ct.Register, data: st.DataObject, known_on: date | None
) -> None:
    first, last = sorted((data.draw(a_day_of(register)), data.draw(a_day_of(register))))
    before = first - timedelta(days=1)
    opening, closing = by_contract(register, before, known_on), by_contract(register, last, known_on)
    rows = rows_of(ct.rollforward(register, ct.Period.through(first, last), known_on=known_on))
    assert [(row["contract"], row["account"]) for row in rows] == [
        (name, account) for name in closing for account in ("payable", "prepaid", "commitment")
    ]
    for row in rows:
        name, account = row["contract"], row["account"]
        assert row["opening"] == opening[name][account]
        assert row["closing"] == closing[name][account]
        assert row["closing"] == sum(row[key] for key in ROLLFORWARD.names[2:-2])
        change = {key: closing[name][key] - opening[name][key] for key in ("earned", "paid", "payable", "prepaid")}
        assert (row["added"], row["released"], row["transfer"], row["amended"]) == {
            "payable": (change["earned"], -change["paid"], change["prepaid"], 0),
            "prepaid": (change["paid"], -change["earned"], change["payable"], 0),
            "commitment": (0, -change["earned"], 0, 0),
        }[account]


@HISTORIES
@given(paid_registers(), st.data(), KNOWN)
def test_periods_chain_and_their_movements_sum(
    register: ct.Register, data: st.DataObject, known_on: date | None
) -> None:
    first, middle, last = sorted(data.draw(a_day_of(register)) for _ in range(3))
    whole = rows_of(ct.rollforward(register, ct.Period.through(first, last), known_on=known_on))
    if middle == last:
        return
    start = rows_of(ct.rollforward(register, ct.Period.through(first, middle), known_on=known_on))
    rest = ct.Period.through(middle + timedelta(days=1), last)
    for one, other, both in zip(start, rows_of(ct.rollforward(register, rest, known_on=known_on)), whole, strict=True):
        assert one["closing"] == other["opening"]
        for key in ("added", "released", "amended", "transfer"):
            assert one[key] + other[key] == both[key]
