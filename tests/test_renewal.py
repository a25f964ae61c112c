"""Renewal: when it is committed, what it makes of lines, and what is told of it."""

from datetime import date
from itertools import islice
from typing import Any

import pytest
from attrs import evolve

import contracts as ct
from contracts.terms.renewing import NOTICE, Renewals
from contracts.words import Lang

YEAR = ct.Period.through(date(2024, 1, 1), date(2024, 12, 31))
RENT = ct.Line(id="rent", price=ct.Rate("300", "CNY"), service=YEAR, billing=ct.Cyclic(ct.QUARTERLY))
FEE = ct.Line(id="fee", price=ct.Total("1200", "CNY"), service=YEAR, billing=ct.Once(date(2024, 1, 31)))
SIXTY = ct.Frequency.parse("60 days")
#: The last day that leaves sixty whole days before the end.
NOTICE_BY = date(2024, 11, 1)


def lease(*lines: ct.Line, **terms: Any) -> ct.Contract:
    """A lease that goes on by a year where nobody gives notice sixty days before, but for what is said."""
    facts = {name: terms.pop(name) for name in ("events", "amendments", "recurring") if name in terms}
    renewal = ct.Renewal(**{"term": ct.YEARLY, "notice": SIXTY, **terms})
    return ct.Contract(id="C", lines=lines or (RENT,), renewal=renewal, **facts)


def years(contract: ct.Contract, known_on: date | None) -> int:
    """The year in which its rent ends, as known on a day."""
    (line,) = (line for line in ct.in_force(contract, known_on).contract.lines if line.id == "rent")
    assert line.service is not None
    return line.service.last.year


def extended(id: str, signed: date, to: date) -> ct.Amendment:
    return ct.Amendment(id=id, signed=signed, effective=date(2025, 1, 1), to=to)


def test_it_is_committed_once_the_last_day_of_notice_has_passed() -> None:
    assert years(lease(), NOTICE_BY) == 2024
    assert years(lease(), date(2024, 11, 2)) == 2025
    assert years(lease(), date(2025, 11, 2)) == 2026
    assert years(lease(), None) == 2024


def test_without_notice_agreed_it_may_be_given_up_to_the_last_day() -> None:
    assert years(lease(notice=None), date(2024, 12, 31)) == 2024
    assert years(lease(notice=None), date(2025, 1, 1)) == 2025


def test_it_comes_so_often_and_until_a_day() -> None:
    assert years(lease(times=2), date(2040, 1, 1)) == 2026
    assert years(lease(until=date(2027, 12, 31)), date(2040, 1, 1)) == 2027
    assert years(lease(until=date(2027, 12, 30)), date(2040, 1, 1)) == 2026
    assert years(lease(), date(2199, 12, 31)) == 2198  # one more would end after all days


def test_notice_in_time_ends_it() -> None:
    assert years(lease(events={NOTICE: NOTICE_BY}), date(2040, 1, 1)) == 2024
    assert years(lease(events={NOTICE: date(2024, 11, 2)}), date(2040, 1, 1)) == 2025
    told = ct.Amendment(id="N", signed=date(2024, 10, 1), events={NOTICE: date(2024, 9, 30)})
    assert years(lease(amendments=[told]), date(2040, 1, 1)) == 2024
    assert years(lease(amendments=[evolve(told, signed=date(2025, 10, 1))]), date(2040, 1, 1)) == 2025


def test_one_by_consent_waits_for_an_amendment() -> None:
    assert years(lease(by="consent"), date(2040, 1, 1)) == 2024
    agreed = lease(by="consent", amendments=[extended("S", date(2024, 12, 1), date(2025, 12, 31))])
    assert years(agreed, date(2040, 1, 1)) == 2025
    assert [term.service.first for term in Renewals(agreed, None).ahead()][:2] == [date(2026, 1, 1), date(2027, 1, 1)]


def test_a_later_amendment_proves_that_the_day_has_passed() -> None:
    dearer = ct.Change(line="rent", rate=ct.Money.of("400", "CNY"))
    changed = lease(
        amendments=[ct.Amendment(id="S", signed=date(2025, 3, 1), effective=date(2025, 4, 1), change=[dearer])]
    )
    assert years(changed, None) == 2025
    assert ct.schedule(changed).total() == ct.Money.of("2700", "CNY")
    assert years(changed, date(2024, 6, 1)) == 2024


def test_an_amendment_that_moves_the_end_moves_the_day_of_notice() -> None:
    longer = lease(amendments=[extended("S", date(2024, 10, 1), date(2025, 3, 31))])
    assert years(longer, date(2025, 1, 30)) == 2025
    assert years(longer, date(2025, 1, 31)) == 2026
    (term, *_) = Renewals(longer, date(2024, 12, 1)).ahead()
    assert (term.notice_by, term.service) == (
        date(2025, 1, 30),
        ct.Period.through(date(2025, 4, 1), date(2026, 3, 31)),
    )


def test_an_end_that_is_agreed_once_its_day_of_notice_has_passed_is_not_renewed_by_itself() -> None:
    def ending(signed: date) -> ct.Contract:
        return lease(amendments=[ct.Amendment(id="S", signed=signed, effective=signed, to=date(2024, 9, 30))])

    in_time, too_late = ending(date(2024, 8, 1)), ending(date(2024, 8, 2))
    assert years(in_time, date(2024, 8, 2)) == 2025
    assert years(too_late, date(2024, 8, 2)) == years(too_late, date(2040, 1, 1)) == 2024
    assert ct.in_force(too_late, date(2040, 1, 1)).contract.lines[0].service == ct.Period.through(
        YEAR.first, date(2024, 9, 30)
    )
    assert ct.expected(too_late, until=date(2030, 12, 31)) == ()


def test_by_consent_it_may_go_on_from_such_an_end() -> None:
    ended = ct.Amendment(id="S", signed=date(2024, 9, 30), effective=date(2024, 9, 30), to=date(2024, 9, 30))
    (again,) = ct.expected(lease(by="consent", amendments=[ended]), until=date(2026, 12, 31))
    assert [line.service for line in again.lines] == [ct.Period.through(date(2024, 10, 1), date(2026, 12, 31))]
    late = evolve(ended, signed=date(2030, 1, 1))  # all terms up to then come after it, in their order
    months = lease(by="consent", term=ct.MONTHLY, amendments=[late])
    terms = list(islice(Renewals(months, None).ahead(), 12))
    assert [term.service.first.month for term in terms] == [10, 11, 12, *range(1, 10)]
    assert not list(Renewals(lease(by="consent", amendments=[evolve(ended, signed=date(2199, 12, 31))]), None).ahead())


def test_a_line_that_was_ended_is_not_renewed() -> None:
    ended = ct.Amendment(id="S", signed=date(2024, 6, 1), effective=date(2024, 7, 1), end=["rent"])
    assert years(lease(amendments=[ended]), date(2040, 1, 1)) == 2024
    assert not list(Renewals(lease(amendments=[ended]), None).ahead())
    assert not ct.expected(lease(amendments=[ended]), until=date(2030, 1, 1))
    recurring = evolve(lease(amendments=[ended]), renewal=None, recurring=True)
    assert not ct.expected(recurring, until=date(2030, 1, 1))


def test_ends_are_counted_from_the_first() -> None:
    """31 January, 28 February, 31 March, as in every cycle."""
    line = evolve(RENT, service=ct.Period(date(2024, 1, 1), date(2024, 1, 31)))
    ahead = Renewals(lease(line, term=ct.MONTHLY, times=3), None).ahead()
    assert [term.service.end for term in ahead] == [date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)]


def test_a_total_comes_again_a_term_later() -> None:
    cyclic = evolve(FEE, id="care", billing=ct.Cyclic(ct.HALF_YEARLY), recognition=date(2024, 3, 1))
    plan = ct.schedule(lease(RENT, FEE, cyclic), known_on=date(2025, 11, 2))
    assert [(row.line, row.due) for row in plan if row.line.startswith("fee")] == [
        ("fee", date(2024, 1, 31)),
        ("fee+1", date(2025, 1, 31)),
        ("fee+2", date(2026, 1, 31)),
    ]
    assert plan.earned(date(2025, 3, 1)) - plan.earned(date(2025, 2, 28)) > ct.Money.of("1200", "CNY")
    assert {row.line for row in plan} == {"rent", "fee", "fee+1", "fee+2", "care", "care+1", "care+2"}


def test_a_total_whose_end_an_amendment_moved_is_not_renewed_by_guesswork() -> None:
    moved = lease(RENT, FEE, amendments=[extended("S", date(2024, 10, 1), date(2025, 3, 31))])
    with pytest.raises(ct.TermsError) as caught:
        ct.schedule(moved, known_on=date(2025, 3, 1))
    assert (caught.value.code, caught.value.contract, caught.value.line) == ("RENEWAL_TOTAL", "C", "fee")


def test_what_nobody_is_bound_to_is_expected() -> None:
    contract = lease(RENT, FEE, times=2)
    (again,) = ct.expected(contract, until=date(2030, 1, 1), known_on=date(2024, 12, 1))
    assert [(line.id, str(line.service)) for line in again.lines] == [
        ("rent+1", "2026-01-01 to 2026-12-31"),
        ("fee+2", "2026-01-01 to 2026-12-31"),
    ]
    assert not ct.expected(contract, until=date(2025, 12, 31), known_on=date(2024, 12, 1))
    (again,) = ct.expected(contract, until=date(2025, 6, 30))
    assert str(again.lines[0].service) == "2025-01-01 to 2025-06-30"
    sheet = ct.obligations(
        contract, as_of=date(2024, 12, 31), known_on=date(2024, 12, 31), expected_until=date(2030, 1, 1)
    )
    assert list(zip(sheet.columns["period"], sheet.columns["expected"], sheet.columns["amount"], strict=True)) == [
        ("2025", False, 120_000),
        ("2025", False, 120_000),
        ("2026", True, 120_000),
        ("2026", True, 120_000),
    ]


def test_deadlines_have_days_of_notice_and_ends_of_terms() -> None:
    register = ct.Register([lease(times=2), evolve(lease(by="consent"), id="D")])
    sheet = ct.deadlines(register, ct.Period.through(date(2024, 11, 1), date(2025, 12, 31)), known_on=date(2024, 12, 1))
    assert list(zip(*(sheet.columns[name] for name in ("day", "contract", "line", "what")), strict=True)) == [
        (date(2024, 11, 1), "C", None, "notice"),
        (date(2024, 11, 1), "D", None, "notice"),
        (date(2024, 12, 31), "D", "rent", "end"),
        (date(2025, 11, 1), "C", None, "notice"),
        (date(2025, 11, 1), "D", None, "notice"),
        (date(2025, 12, 31), "C", "rent", "end"),
        (date(2025, 12, 31), "D", None, "renewed end"),
    ]
    assert "nobody is bound to it yet" in sheet.columns["note"][-1]
    early = ct.deadlines(register, ct.Period.through(date(2024, 1, 1), date(2024, 6, 30)), known_on=date(2025, 1, 1))
    assert len(early) == 0
    chinese = ct.deadlines(register, YEAR, lang=Lang.ZH)
    assert "自动续期" in chinese.columns["note"][0]


def test_the_ledger_and_the_comparison_know_it() -> None:
    register = ct.Register([lease()])
    row = next(ct.ledger(register, date(2024, 12, 1)).records())
    assert (row["value"], row["amended"], row["to"]) == (1200, 2400, date(2025, 12, 31))
    sheet = ct.compare(register, known_on=(date(2024, 6, 1), date(2024, 12, 1)))
    assert sheet.columns["amendment"] == ["renewal:1"] * 4


def test_a_reconciliation_has_what_was_renewed_by_the_end_of_its_year() -> None:
    """And what became known later, whether or not anything was renewed by then."""
    late = ct.Adjustment(
        id="x", on=date(2025, 3, 1), amount=ct.Money.of("-50", "CNY"), kind="deduction", recorded=date(2026, 2, 1)
    )
    for contract, earned in ((lease(), 1200), (lease(evolve(RENT, adjustments=[late])), 1150)):
        register = ct.Register([contract], reported=[ct.Reported(2025)])
        found = {basis: next(ct.reconcile(register, 2025, basis=basis).records()) for basis in (None, *ct.Basis)}
        assert [row["scheduled"] for row in found.values()] == [1200] * 4
        assert [found[basis]["on_basis"] for basis in ct.Basis] == [1200, earned, 0]


def test_payments_may_name_installments_of_renewed_terms() -> None:
    paid = ct.Payment(
        id="P", contract="C", line="rent", number=5, on=date(2025, 3, 31), amount=ct.Money.of("300", "CNY")
    )
    register = ct.Register([lease()], payments=[paid])
    sheet = ct.match(register, date(2025, 4, 1)).payments()
    assert sheet.columns["number"] == [5]


def code_of(make: Any) -> str:
    with pytest.raises(ct.TermsError) as caught:
        make()
    return caught.value.code


def test_payments_may_name_a_total_that_comes_again() -> None:
    paid = ct.Payment(id="P", contract="C", line="fee+1", on=date(2025, 1, 31), amount=ct.Money.of("500", "CNY"))
    register = ct.Register([lease(RENT, FEE)], payments=[paid])
    sheet = ct.match(register, date(2025, 2, 1)).payments()
    assert (sheet.columns["line"], sheet.columns["number"]) == (["fee+1"], [1])
    early = ct.Register([lease(RENT, FEE)], payments=[evolve(paid, on=date(2024, 2, 1), number=1)])
    assert ct.match(early, date(2024, 2, 1)).payments().columns["line"] == ["fee"]
    assert not len(ct.findings(early, date(2024, 2, 1)))
    for contract, line in (
        (lease(RENT, FEE), "rent+1"),
        (lease(RENT, FEE), "fee+0"),
        (lease(RENT, FEE), "fee+x"),
        (lease(RENT, FEE, times=1), "fee+2"),
        (lease(RENT, FEE, by="consent"), "fee+1"),
        (lease(RENT, FEE, events={NOTICE: NOTICE_BY}), "fee+1"),
        (evolve(lease(RENT, FEE), renewal=None), "fee+1"),
    ):
        named = evolve(paid, line=line)
        assert code_of(lambda: ct.Register([contract], payments=[named])) == "LINE_UNKNOWN"  # noqa: B023


def test_amendments_may_name_a_total_that_comes_again() -> None:
    dearer = ct.Change(line="fee+1", total=ct.Money.of("1500", "CNY"))
    amendment = ct.Amendment(id="S", signed=date(2025, 1, 10), effective=date(2025, 1, 1), change=[dearer])
    changed = lease(RENT, FEE, amendments=[amendment])
    assert [row.amount for row in ct.schedule(changed) if row.line == "fee+1"] == [ct.Money.of("1500", "CNY")]
    ended = ct.Amendment(id="T", signed=date(2025, 3, 1), effective=date(2025, 4, 1), end=["fee+1"])
    both = lease(RENT, FEE, amendments=[amendment, ended])
    assert (
        ct.schedule(both, known_on=date(2040, 1, 1)).total() != ct.schedule(changed, known_on=date(2040, 1, 1)).total()
    )
    early = evolve(amendment, signed=NOTICE_BY)
    assert code_of(lambda: lease(RENT, FEE, amendments=[early])) == "LINE_UNKNOWN"
    assert ct.loads(ct.dumps(ct.Register([both]))) == ct.Register([both])


def test_no_amendment_is_called_as_a_renewal_is() -> None:
    dearer = ct.Change(line="rent", rate=ct.Money.of("400", "CNY"))
    called = ct.Amendment(id="renewal:1", signed=date(2024, 3, 1), change=[dearer])
    assert code_of(lambda: lease(amendments=[called])) == "AMENDMENT_RESERVED"
    assert ct.Contract(id="C", lines=[RENT], amendments=[called]).amendments


def test_what_is_asked_for_a_day_or_a_period_knows_which_days_of_notice_have_passed() -> None:
    register = ct.Register(
        [lease(RENT, FEE)], reported=[ct.Reported(2025, {"C": ct.ReportedFigure(ct.Money.of("2400", "CNY"))})]
    )
    for as_of, periods in ((NOTICE_BY, ["2024"]), (date(2024, 11, 2), ["2024", "2025", "2025"])):
        assert sorted(ct.obligations(register, as_of=as_of).columns["period"]) == periods
    assert len(ct.obligations(ct.schedule(register), as_of=date(2024, 12, 31))) == 0
    later = ct.Period.through(date(2025, 1, 1), date(2025, 6, 30))
    assert [row for row in ct.payment_calendar(register, later).columns["line"] if row == "fee+1"] == ["fee+1"]
    before = ct.Period.through(date(2024, 10, 1), date(2025, 6, 30))
    assert "fee+1" not in ct.payment_calendar(register, before).columns["line"]
    for basis in (None, "earned"):
        assert ct.reconcile(register, 2025, basis=basis).columns["difference"][0] == 0
    again = ct.obligations(register, as_of=date(2024, 12, 31), expected_until=date(2026, 12, 31)).columns
    assert set(zip(again["period"], again["expected"], strict=True)) == {("2025", False), ("2026", True)}


@pytest.mark.parametrize(
    ("terms", "code", "field"),
    [
        ({"times": 0}, "NUMBER_RANGE", "renewal.times"),
        ({"times": "2"}, "TYPE_WRONG", "renewal.times"),
        ({"until": "2024"}, "TYPE_WRONG", "renewal.until"),
        ({"term": "1 year"}, "TYPE_WRONG", "renewal.term"),
        ({"notice": "1 year"}, "TYPE_WRONG", "renewal.notice"),
        ({"by": "chance"}, "CHOICE_UNKNOWN", "renewal.by"),
    ],
)
def test_a_renewal_that_makes_no_sense_is_refused(terms: Any, code: str, field: str) -> None:
    with pytest.raises(ct.TermsError) as caught:
        lease(**terms)
    assert (caught.value.code, caught.value.field) == (code, field)


@pytest.mark.parametrize(
    ("lines", "term", "code"),
    [
        ([evolve(RENT, service=ct.Period.since(date(2024, 1, 1)))], ct.YEARLY, "OPEN_ENDED"),
        (
            [ct.Line(id="a", price=ct.Total("1", "CNY"), billing=ct.Once(date(2024, 1, 1)))],
            ct.YEARLY,
            "RENEWAL_NOTHING",
        ),
        ([FEE], ct.MONTHLY, "RENEWAL_TOTAL"),
        ([evolve(RENT, billing=ct.Cyclic(ct.QUARTERLY, stub="forbid"))], ct.MONTHLY, "STUB_FORBIDDEN"),
        ([evolve(RENT, price=ct.Rate("2000000000000", "CNY"))], ct.YEARLY, "VALUE_RANGE"),
    ],
)
def test_what_cannot_be_renewed_is_refused(lines: list[ct.Line], term: ct.Frequency, code: str) -> None:
    with pytest.raises(ct.TermsError) as caught:
        lease(*lines, term=term)
    assert (caught.value.code, caught.value.contract) == (code, "C")
    assert caught.value.remedy()


def test_what_is_no_renewal_is_refused() -> None:
    wrong: Any = "yearly"
    with pytest.raises(ct.TermsError) as caught:
        ct.Contract(id="C", lines=[RENT], renewal=wrong)
    assert (caught.value.code, caught.value.field) == ("TYPE_WRONG", "renewal")


def test_a_line_that_is_added_without_a_last_day_needs_no_renewal() -> None:
    added = evolve(RENT, id="more", service=ct.Period.since(date(2024, 6, 1)))
    contract = lease(amendments=[ct.Amendment(id="S", signed=date(2024, 6, 1), add=[added])])
    assert not list(Renewals(contract, None).ahead())
    assert years(contract, date(2040, 1, 1)) == 2024


def test_a_renewal_in_a_file() -> None:
    text = """[[contracts]]
id = "C"
renewal = { term = "1 year", by = "often", notice = "60 days", times = 0, until = 2030-12-31 }
[[contracts.lines]]
id = "rent"
rate = "1"
from = 2024-01-01
to = 2024-12-31
billing = { every = "1 month" }
"""
    good = text.replace("often", "consent").replace("times = 0", "times = 3")
    (contract,) = ct.loads(good)
    assert contract.renewal == ct.Renewal(
        term=ct.YEARLY, by=ct.RenewedBy.CONSENT, notice=SIXTY, times=3, until=date(2030, 12, 31)
    )
    assert ct.loads(ct.dumps(ct.loads(good))) == ct.loads(good)
    for wrong, code, field in (
        (text, "CHOICE_UNKNOWN", "renewal.by"),
        (text.replace("often", "consent"), "NUMBER_RANGE", "renewal.times"),
        (good.replace('term = "1 year", ', ""), "KEY_MISSING", "renewal.term"),
        (good.replace("to = 2024-12-31\n", ""), "OPEN_ENDED", "renewal"),
        (good.replace("renewal = {", "renewal = 3 #"), "TYPE_WRONG", "renewal"),
    ):
        with pytest.raises(ct.RegisterError) as caught:
            ct.loads(wrong)
        (problem,) = caught.value.problems
        assert (problem.code, problem.field, problem.line_number) == (code, field, 3), problem


def test_a_total_that_an_amendment_adds_and_no_term_fits_is_told_at_the_renewal() -> None:
    text = """[[contracts]]
id = "C"
renewal = { term = "1 year" }
lines = [{ id = "fee", total = "1", from = 2024-01-01, to = 2024-12-31, due = 2024-01-01 }]
[[contracts.amendments]]
id = "S1"
signed = 2024-02-01
add = [{ id = "more", total = "5", from = 2024-02-01, to = 2025-03-31, due = 2024-02-01 }]
[[contracts.amendments]]
id = "S2"
signed = 2025-12-31
change = [{ line = "fee+1", total = "2" }]
"""
    with pytest.raises(ct.RegisterError) as caught:
        ct.loads(text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.field, problem.line_number) == ("RENEWAL_TOTAL", "renewal.term", 3)
