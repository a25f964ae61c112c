"""Law 7: payments are conserved, on any day and as known on any day; and what they pay is a function of their set."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

import contracts as ct
from contracts.dates import FIRST_DAY
from contracts.testing import payments, registers
from tests.laws.figures import HISTORIES
from tests.payments_oracle import PartKey, PlainRow, RowKey, matched

ONE_DAY = timedelta(days=1)


@st.composite
def paid_registers(draw: st.DrawFn) -> ct.Register:
    """Small registers with several payments, which then compete for the same installments."""
    register = draw(registers(max_contracts=2, max_lines=2, max_rows=12, reports=False))
    return evolve(register, payments=draw(payments(register, min_payments=2, max_payments=7)))


REGISTERS = paid_registers()
FOUND = ("contract", "line", "number", "name", "due", "amount")


def rows_of(register: ct.Register, known_on: date | None = None) -> list[PlainRow]:
    """The installments of a register, as they are printed."""
    columns = ct.schedule(register, known_on=known_on).sheet().columns
    return [PlainRow(*row) for row in zip(*(columns[name] for name in FOUND), strict=True)]


def places(register: ct.Register) -> list[date]:
    """Days on which something changes."""
    found = {row.due for row in rows_of(register) if row.due is not None}
    for payment in register.payments:
        found |= {day for day in (payment.on, payment.recorded, payment.voided) if day is not None}
    return sorted(found) or [date(2017, 12, 31)]


def days_of(register: ct.Register) -> st.SearchStrategy[date]:
    """Such days, the days beside them, the last of them, by when most has happened, and any other."""
    near = st.builds(lambda day, shift: day + shift * ONE_DAY, st.sampled_from(places(register)), st.integers(-1, 1))
    inside = st.dates(date(1900, 1, 1), date(2199, 12, 31))
    last = st.just(places(register)[-1])
    return st.one_of(near, near, last, last, inside).map(
        lambda day: min(max(day, date(1900, 1, 1)), date(2199, 12, 31))
    )


def figures(found: ct.Matching) -> tuple[list[int], list[int], list[str]]:
    """Paid, open and state of each installment."""
    columns = found.installments().columns
    return list(columns["paid"]), list(columns["open"]), list(columns["state"])


def pays(found: ct.Matching) -> dict[tuple[str, str, date, str | None, int | None], int]:
    """What each payment pays."""
    columns = found.payments().columns
    names = ("payment", "contract", "on", "line", "number", "applied")
    sums: dict[tuple[str, str, date, str | None, int | None], int] = defaultdict(int)
    for *key, amount in zip(*(columns[name] for name in names), strict=True):
        sums[key[0], key[1], key[2], key[3], key[4]] += amount
    return {key: amount for key, amount in sums.items() if amount}


def replaced(register: ct.Register, payments: Iterable[ct.Payment]) -> ct.Register:
    """The same with other payments."""
    return evolve(register, payments=tuple(payments))


@HISTORIES
@given(REGISTERS, st.data())
def test_what_payments_pay_is_what_the_second_computation_says(register: ct.Register, data: st.DataObject) -> None:
    as_of, known_on = data.draw(days_of(register)), data.draw(days_of(register))
    rows = rows_of(register, known_on)
    expected = matched(rows, register.payments, as_of, known_on)
    found = ct.match(register, as_of, known_on=known_on)

    assert figures(found)[0] == [expected.applied[row.key] for row in rows]
    columns = found.payments().columns
    names = ("payment", "contract", "line", "number", "applied", "unapplied")
    applied: dict[tuple[PartKey, RowKey | None], int] = defaultdict(int)
    rest: dict[PartKey, int] = {}
    for payment, contract, line, number, amount, unapplied in zip(*(columns[name] for name in names), strict=True):
        if unapplied:
            rest[payment, contract] = unapplied
        else:
            applied[(payment, contract), None if line is None else (contract, line, number)] += amount
    assert dict(applied) == expected.pays
    assert rest == {part: amount for part, amount in expected.unapplied.items() if amount}


@HISTORIES
@given(REGISTERS, st.data())
def test_nothing_is_lost_on_any_day(register: ct.Register, data: st.DataObject) -> None:
    """Of each contract: applied + unapplied = credits, applied + open = debits, so open − unapplied = due − paid."""
    as_of, known_on = data.draw(days_of(register)), data.draw(days_of(register))
    found = ct.match(register, as_of, known_on=known_on)
    paid, still_open, states = figures(found)
    sheet = found.payments().columns
    for contract in register:
        counted = [
            part.amount.minor
            for payment in register.payments
            if payment.on <= as_of and payment.is_known(known_on)
            for part in payment.parts
            if part.contract == contract.id
        ]
        rows = [
            (row, applied, rest)
            for row, applied, rest in zip(rows_of(register, known_on), paid, still_open, strict=True)
            if row.contract == contract.id
        ]
        due = [each for each in rows if each[0].due is not None and each[0].due <= as_of]
        own = [i for i, name in enumerate(sheet["contract"]) if name == contract.id]
        applied, unapplied = (sum(sheet[name][i] for i in own) for name in ("applied", "unapplied"))
        assert applied + unapplied == sum(counted) == found.paid().get(contract.id, 0)
        assert all(
            applied == 0 and rest == row.amount for row, applied, rest in rows if (row, applied, rest) not in due
        )
        assert all(applied + rest == row.amount for row, applied, rest in rows)
        assert sum(applied for _, applied, _ in due) == applied
        assert sum(rest for *_, rest in due) - unapplied == sum(row.amount for row, *_ in due) - sum(counted)
    assert len(states) == len(paid)


@HISTORIES
@given(REGISTERS, st.data())
def test_a_payment_waits_for_the_installment_that_it_names(register: ct.Register, data: st.DataObject) -> None:
    """Until that one falls due nothing of it is applied, whatever else is open; what exceeds it waits for nothing."""
    rows = [row for row in rows_of(register) if row.due is not None and row.due > date(1900, 1, 1) and row.amount > 0]
    assume(rows)
    row = data.draw(st.sampled_from(rows))
    assert row.due is not None
    last = row.due - ONE_DAY
    first = max(last - data.draw(st.integers(0, 100)) * ONE_DAY, date(1900, 1, 1))
    amount = ct.Money(data.draw(st.integers(1, row.amount)), register.currency)
    early = ct.Payment(id="early", contract=row.contract, line=row.line, number=row.number, on=first, amount=amount)
    others = [each for each in register.payments if {each.number, each.stage, each.refund_of} == {None}]
    paid = replaced(register, [*others, early])

    found = ct.match(paid, data.draw(st.dates(first, last)), known_on=last).payments().columns
    waiting = [
        (applied, unapplied)
        for payment, applied, unapplied in zip(
            *(found[name] for name in ("payment", "applied", "unapplied")), strict=True
        )
        if payment == "early"
    ]
    assert waiting == [(0, amount.minor)]


@HISTORIES
@given(REGISTERS, st.data())
def test_an_installment_never_gets_more_than_its_amount(register: ct.Register, data: st.DataObject) -> None:
    """And how it stands follows from what is paid of it and when it fell due."""
    as_of, known_on = data.draw(days_of(register)), data.draw(days_of(register))
    paid, still_open, states = figures(ct.match(register, as_of, known_on=known_on))
    for row, applied, rest, state in zip(rows_of(register, known_on), paid, still_open, states, strict=True):
        assert 0 <= applied <= row.amount or row.amount <= applied <= 0
        if row.due is None or row.due > as_of:
            assert state == ("undated" if row.due is None else "not due")
        elif not rest:
            assert state == "paid"
        else:
            assert state == ("overdue" if row.due < as_of else "part paid" if applied else "due")


@HISTORIES
@given(REGISTERS, st.data())
def test_the_order_of_payments_changes_nothing(register: ct.Register, data: st.DataObject) -> None:
    as_of = data.draw(days_of(register))
    shuffled = data.draw(st.permutations(register.payments))
    one, other = (ct.match(each, as_of) for each in (register, replaced(register, shuffled)))

    assert figures(one) == figures(other)
    assert one.payments().columns == other.payments().columns


@HISTORIES
@given(REGISTERS, st.data())
def test_a_payment_split_in_two_pays_the_same(register: ct.Register, data: st.DataObject) -> None:
    """Of the same day, and next to each other in the order of ids."""
    splittable = [
        payment
        for payment in register.payments
        if payment.contract is not None
        and abs(payment.settled.minor) > 1
        and payment.settles is None
        and payment.id not in {other.refund_of for other in register.payments}
    ]
    assume(splittable)
    payment = data.draw(st.sampled_from(splittable))
    minor, sign = abs(payment.amount.minor), 1 if payment.amount.minor > 0 else -1
    first = data.draw(st.integers(1, minor - 1))
    halves = [
        evolve(payment, id=payment.id + suffix, amount=ct.Money(sign * part, payment.amount.currency))
        for suffix, part in (("", first), (".0", minor - first))
    ]
    split = replaced(register, [*(other for other in register.payments if other is not payment), *halves])
    as_of, known_on = data.draw(days_of(register)), data.draw(days_of(register))

    assert figures(ct.match(split, as_of, known_on=known_on)) == figures(ct.match(register, as_of, known_on=known_on))


@HISTORIES
@given(REGISTERS, st.data())
def test_a_void_restores_what_was_before_once_it_is_known(register: ct.Register, data: st.DataObject) -> None:
    """On all days, those before the payment among them; until then the payment counts as it did."""
    backed = {payment.refund_of for payment in register.payments}
    standing = [payment for payment in register.payments if payment.voided is None and payment.id not in backed]
    assume(standing)
    payment, known, as_of = (data.draw(st.sampled_from(standing)), *(data.draw(days_of(register)) for _ in range(2)))
    others = [other for other in register.payments if other is not payment]
    voided = replaced(register, [*others, evolve(payment, voided=known)])
    before = ct.match(replaced(register, others), as_of, known_on=known)
    after = ct.match(voided, as_of, known_on=known)

    assert figures(after) == figures(before)
    assert pays(after) == pays(before)
    if known > FIRST_DAY:
        earlier = known - ONE_DAY
        assert pays(ct.match(voided, as_of, known_on=earlier)) == pays(ct.match(register, as_of, known_on=earlier))


@HISTORIES
@given(REGISTERS, st.data())
def test_what_is_recorded_later_changes_nothing_that_was_known(register: ct.Register, data: st.DataObject) -> None:
    as_of, known_on = data.draw(days_of(register)), data.draw(days_of(register))
    earlier = {payment.id for payment in register.payments if payment.known_from <= known_on}
    kept = [
        payment if payment.voided is None or payment.voided <= known_on else evolve(payment, voided=None)
        for payment in register.payments
        if payment.id in earlier and payment.refund_of in {None, *earlier}
    ]
    dropped = [each.id for each in register.payments if each.id in earlier and each.refund_of not in {None, *earlier}]
    assume(not dropped)
    one, other = (ct.match(each, as_of, known_on=known_on) for each in (register, replaced(register, kept)))

    assert figures(one) == figures(other)
    assert pays(one) == pays(other)


@HISTORIES
@given(REGISTERS, st.data())
def test_a_contract_by_itself_is_paid_as_among_others(register: ct.Register, data: st.DataObject) -> None:
    as_of, known_on = data.draw(days_of(register)), data.draw(days_of(register))
    whole = pays(ct.match(register, as_of, known_on=known_on))
    for contract in register:
        alone = pays(ct.match(register.of([contract.id]), as_of, known_on=known_on))
        assert alone == {key: amount for key, amount in whole.items() if key[1] == contract.id}
