"""Renewal: what nobody is bound to never enters what is committed, and what is known later changes nothing before."""

from datetime import date, timedelta
from functools import partial

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import contracts as ct
from contracts.dates import LAST_DAY
from contracts.terms.renewing import NOTICE, Renewals
from contracts.testing import contracts, days_around
from tests.laws.figures import HISTORIES, rows_of
from tests.laws.test_open_ended import looked

ONE_DAY = timedelta(days=1)
DUE = 8
EARLY = date(2040, 1, 1)

RENEWED = contracts(renewed=True, max_lines=2, max_rows=12, last=EARLY).filter(
    lambda contract: contract.renewal is not None
)
AMENDED = contracts(renewed=True, amended=True, max_lines=2, max_rows=12, last=EARLY).filter(
    lambda contract: contract.renewal is not None
)


def days_of(contract: ct.Contract) -> st.SearchStrategy[date]:
    """Days around its lines, and days on which a term may be decided."""
    decided = [term.notice_by for term in [*Renewals(contract, LAST_DAY).committed, *Renewals(contract, None).ahead()]]
    beside = st.builds(
        lambda day, shift: day + shift * ONE_DAY, st.sampled_from(decided or [EARLY]), st.integers(-1, 2)
    )
    return beside | st.sampled_from(contract.lines).flatmap(days_around)


@HISTORIES
@given(RENEWED, st.data())
def test_committed_never_contains_what_is_expected(contract: ct.Contract, data: DataObject) -> None:
    """Every term is either: committed by a day, or expected as known on it; none is both, and none is lost."""
    known_on = data.draw(days_of(contract))
    renewals = Renewals(contract, known_on)
    committed, ahead = renewals.committed, list(renewals.ahead())
    assert contract.renewal is not None
    every = list(Renewals(evolve(contract, renewal=evolve(contract.renewal, by="consent")), known_on).ahead())
    assert [term.service for term in (*committed, *ahead)] == [term.service for term in every]
    assert all(term.notice_by < known_on for term in committed)
    if contract.renewal.by is ct.RenewedBy.CONSENT:
        assert not committed
    else:
        assert all(term.notice_by >= known_on for term in ahead)
    as_of = data.draw(days_of(contract))
    plain = looked(lambda: ct.obligations(contract, as_of=as_of, known_on=known_on))
    both = looked(lambda: ct.obligations(contract, as_of=as_of, known_on=known_on, expected_until=date(2045, 1, 1)))
    flags = both.columns["expected"]
    assert both.kept([not flag for flag in flags]).columns["amount"] == plain.columns["amount"]


@HISTORIES
@given(AMENDED, st.data())
def test_what_is_decided_later_changes_nothing_that_was_due(contract: ct.Contract, data: DataObject) -> None:
    first, second = sorted(data.draw(st.tuples(days_of(contract), days_of(contract))))
    before, after = (looked(partial(ct.schedule, contract, known_on=day)) for day in (first, second))
    events = [day for day in contract.events.values() if first < day]
    assume(not events)
    until = [row for row in rows_of(before) if row[DUE] is not None and row[DUE] <= first]
    day = min([first, *(change.effective - ONE_DAY for change in contract.amendments if change.signed > first)])
    assert before.due(first) == after.due(first)
    assert sum(row[10] for row in until) == before.due(first).minor
    assert before.earned(day) == after.earned(day)


@HISTORIES
@given(RENEWED, st.data())
def test_a_renewal_is_the_contract_with_another_last_day(contract: ct.Contract, data: DataObject) -> None:
    """Where only rates end with it: an amendment that was signed on the day on which it was committed says the same."""
    known_on = data.draw(days_of(contract))
    terms = Renewals(contract, known_on).committed
    assume(all(isinstance(line.price, ct.Rate) for term in terms for line in term.lines))
    signed = [
        ct.Amendment(
            id=f"S{term.number}",
            signed=term.amendment.signed,
            effective=term.service.first,
            to=term.service.last,
            lines=[line.id for line in term.lines],
        )
        for term in terms
    ]
    by_hand = evolve(contract, renewal=None, amendments=signed)
    found, said = (looked(partial(ct.schedule, each, known_on=known_on)) for each in (contract, by_hand))
    assert [row[:4] + row[5:] for row in rows_of(found)] == [row[:4] + row[5:] for row in rows_of(said)]


@HISTORIES
@given(RENEWED, st.data())
def test_notice_in_time_ends_it_and_notice_too_late_does_not(contract: ct.Contract, data: DataObject) -> None:
    silent = evolve(contract, events={name: day for name, day in contract.events.items() if name != NOTICE})
    terms = looked(lambda: Renewals(silent, LAST_DAY).committed)
    assume(terms)
    term = data.draw(st.sampled_from(terms))
    before = [each for each in terms if each.number < term.number]
    in_time = evolve(silent, events={**silent.events, NOTICE: term.notice_by})
    too_late = evolve(silent, events={**silent.events, NOTICE: term.notice_by + ONE_DAY})
    assert Renewals(in_time, LAST_DAY).committed == [each for each in before if each.notice_by < term.notice_by]
    assert term in looked(lambda: Renewals(too_late, LAST_DAY).committed)
    assert not list(Renewals(in_time, LAST_DAY).ahead())
