"""Tax foots: net and tax are the amount, row by row; what it comes to is what a plain loop with fractions says."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import contracts as ct
from contracts.schedules.workings import Taxed
from contracts.testing import amendments, contracts
from tests.laws.figures import HISTORIES, half_away, rows_of

ONE_DAY = timedelta(days=1)
KEPT = ("retention", "release")
PLAIN = contracts(taxed=True, max_lines=2, max_rows=12) | contracts(
    taxed=True, adjusted=True, retained=True, max_lines=2, max_rows=12
)
AMENDED = contracts(taxed=True, amended=True, max_lines=2, max_rows=12) | contracts(
    taxed=True, amended=True, adjusted=True, retained=True, max_lines=2, max_rows=12
)
ANY = PLAIN | AMENDED

Figures = list[tuple[int | None, int | None, str | None]]


def figures(schedule: ct.Schedule) -> Figures:
    """Net, tax and rate of each row."""
    columns = schedule.sheet(tax=True).columns
    return list(zip(columns["net"], columns["tax"], columns["tax_rate"], strict=True))


def untaxed(contract: ct.Contract) -> ct.Contract:
    """The contract whose terms say nothing of tax."""
    amended = []
    for one in contract.amendments:
        kept = [evolve(change, tax=None) for change in one.change if change.is_of_price]
        amended.append(evolve(one, change=kept))
    lines = [evolve(line, tax=None) for line in contract.lines]
    return evolve(contract, lines=lines, amendments=amended)


def tax_in(amount: Fraction | int, percent: Fraction) -> Fraction:
    return amount * percent / (100 + percent)


def parts_of(row: ct.Installment, tax: ct.Tax) -> list[tuple[Fraction, int]]:
    """Rate and amount of each part of a row, from one change of the rate to the next."""
    day = (row.due if tax.by is ct.TaxBy.DUE else row.due_unadjusted) or date(2199, 12, 31)
    first, end = day, day + ONE_DAY
    if row.service is not None and tax.by is ct.TaxBy.SERVICE:
        first, end = row.service.start, row.service.end
    inner = [step.start for step in tax.rate.steps[1:] if step.start is not None and first < step.start < end]
    found, before = [], 0
    for since, until in pairwise([first, *inner, end]):
        after = half_away(Fraction(row.amount.minor * (until - first).days, (end - first).days))
        found.append((Fraction(tax.rate.on(since)), after - before))
        before = after
    return found


def turn(row: ct.Installment, place: int) -> tuple[date, int]:
    return (row.due_unadjusted or date.max, place)


@HISTORIES
@given(PLAIN)
def test_tax_is_what_a_plain_loop_says(contract: ct.Contract) -> None:
    schedule = ct.schedule(contract)
    found = figures(schedule)
    for line in contract.lines:
        assert line.tax is not None
        own = [(place, row) for place, row in enumerate(schedule) if row.line == line.id]
        together: dict[tuple[bool, Fraction], int] = defaultdict(int)
        for place, row in sorted(own, key=lambda one: turn(*one[::-1])):
            if row.kind == "release":
                continue
            expected = 0
            for percent, amount in parts_of(row, line.tax):
                before = 0
                if line.tax.rounding is ct.TaxRounding.CUMULATIVE or row.kind in KEPT:
                    before = together[row.kind in KEPT, percent]
                    together[row.kind in KEPT, percent] += amount
                expected += half_away(tax_in(before + amount, percent)) - half_away(tax_in(before, percent))
            tax = found[place][1]
            assert tax is not None
            alone = line.tax.rounding is ct.TaxRounding.ROW and row.kind not in KEPT
            if alone or (not line.adjustments and line.retention is None):
                assert tax == expected
            else:
                assert abs(tax - expected) <= 2 * len(parts_of(row, line.tax))


@HISTORIES
@given(contracts(taxed=True, max_lines=2, max_rows=12))
def test_cumulative_tax_stays_within_half_a_minor_unit_of_the_exact_one(contract: ct.Contract) -> None:
    """At each rate, up to each row in the order in which rows are shared."""
    lines = [evolve(line, tax=evolve(line.tax, rounding="cumulative")) for line in contract.lines if line.tax]
    schedule = ct.schedule(evolve(contract, lines=lines))
    found = figures(schedule)
    for line in lines:
        assert line.tax is not None
        own = sorted(
            ((place, row) for place, row in enumerate(schedule) if row.line == line.id),
            key=lambda one: turn(*one[::-1]),
        )
        exact, taxed, rates = Fraction(0), 0, set()
        for place, row in own:
            parts = parts_of(row, line.tax)
            rates |= {percent for percent, _ in parts}
            exact += sum((tax_in(amount, percent) for percent, amount in parts), Fraction(0))
            taxed += found[place][1] or 0
            assert abs(taxed - exact) <= Fraction(len(rates), 2)


@HISTORIES
@given(ANY)
def test_tax_foots_and_changes_nothing_else(contract: ct.Contract) -> None:
    schedule, plain = ct.schedule(contract), ct.schedule(untaxed(contract))
    assert rows_of(schedule) == rows_of(plain)
    known = {line.id: line.tax is not None for line in contract.all_lines}
    assert all(net is None for net, _, _ in figures(plain))
    for row, (net, tax, rate) in zip(schedule, figures(schedule), strict=True):
        assert (net is not None) == (tax is not None) == (rate is not None) == known[row.line]
        assert net is None or tax is None or net + tax == row.amount.minor
        assert (
            not tax
            or (tax > 0) == (row.amount.minor > 0)
            or row.kind in KEPT
            or "/" in str(rate)
            or _cumulates(contract, row.line)
        )
    earned = date(2017, 6, 30)
    assert schedule.earned(earned) == plain.earned(earned)


def _cumulates(contract: ct.Contract, name: str) -> bool:
    """Whether a line rounds cumulatively, so that one minor unit may go the other way."""
    return any(line.id == name and line.tax and line.tax.rounding == "cumulative" for line in contract.all_lines)


@HISTORIES
@given(contracts(taxed=True, retained=True, max_lines=2, max_rows=12) | AMENDED)
def test_what_is_withheld_and_released_has_no_tax_together(contract: ct.Contract) -> None:
    schedule = ct.schedule(contract)
    found = figures(schedule)
    for line in {row.line for row in schedule if row.kind == "release"}:
        kept = [found[place] for place, row in enumerate(schedule) if row.line == line and row.kind in KEPT]
        assert sum(net or 0 for net, _, _ in kept) == sum(tax or 0 for _, tax, _ in kept) == 0


def issued(row: ct.Installment) -> date | None:
    """The day from which no signing changes a row of the price."""
    if row.due is None or row.due_unadjusted is None or row.kind in ("catch-up", "adjustment"):
        return row.due
    return min(row.due, row.due_unadjusted)


@HISTORIES
@given(AMENDED)
def test_a_row_has_the_tax_that_was_known_when_it_fell_due(contract: ct.Contract) -> None:
    schedule = ct.schedule(contract)
    last = {line.id: line for line in ct.in_force(contract).contract.lines}
    for place, (row, (_, tax, rate)) in enumerate(zip(schedule, figures(schedule), strict=True)):
        if row.kind in KEPT or last[row.line].tax is None:
            continue
        day = issued(row)
        then = {} if day is None else {line.id: line for line in ct.in_force(contract, day).contract.lines}
        terms = then.get(row.line, last[row.line]).tax
        assert terms is not None
        parts = parts_of(row, terms)
        assert [Fraction(text) for text in str(rate).split(" / ")] == list(dict.fromkeys(rate for rate, _ in parts))
        if terms.rounding is ct.TaxRounding.ROW:
            assert tax == sum(half_away(tax_in(amount, percent)) for percent, amount in parts)
            assert schedule.explain_tax(place).figure.minor == tax


@HISTORIES
@given(AMENDED, st.data())
def test_a_later_signing_changes_no_tax_of_what_has_fallen_due(contract: ct.Contract, data: DataObject) -> None:
    more = data.draw(amendments(contract, id="later"))
    try:
        later = evolve(contract, amendments=[*contract.amendments, more])
    except ct.TermsError:
        return
    day = more.signed - ONE_DAY
    assert figures(ct.schedule(later, known_on=day)) == figures(ct.schedule(contract, known_on=day))
    if any(line.adjustments or line.retention for line in contract.all_lines):
        return

    def fallen(schedule: ct.Schedule) -> list[object]:
        rows = zip(schedule, figures(schedule), strict=True)
        return [(row, tax) for row, tax in rows if (on := issued(row)) is not None and on < more.signed]

    if more.signed >= max((one.signed for one in contract.amendments), default=date.min):
        assert fallen(ct.schedule(later)) == fallen(ct.schedule(contract))


@HISTORIES
@given(ANY)
def test_every_tax_recomputes_from_its_explanation(contract: ct.Contract) -> None:
    schedule = ct.schedule(contract)
    for place, (row, (_, tax, _)) in enumerate(zip(schedule, figures(schedule), strict=True)):
        if tax is None:
            continue
        found = schedule.explain_tax(place)
        assert found.recompute() == found.figure.minor == tax
        assert isinstance(found.working, Taxed)
        assert sum(part.amount.minor for part in found.working.parts) == row.amount.minor
        assert all(found.say(lang) for lang in ct.Lang)


@HISTORIES
@given(ANY)
def test_shares_of_tax_sum_to_it_and_are_explained(contract: ct.Contract) -> None:
    schedule = ct.schedule(contract)
    shared = schedule.sheet(by_payer=True, tax=True).columns
    names = ("line", "number", "payer", "amount", "net", "tax", "tax_rate")
    found: dict[tuple[str, int], list[tuple[str | None, int | None]]] = defaultdict(list)
    for line, number, payer, amount, net, tax, _ in zip(*(shared[name] for name in names), strict=True):
        assert (net is None) == (tax is None)
        assert net is None or net + tax == amount
        found[line, number].append((payer, tax))
    for place, (row, (_, tax, _)) in enumerate(zip(schedule, figures(schedule), strict=True)):
        shares = found[row.line, row.number]
        if tax is None:
            assert {share for _, share in shares} == {None}
            continue
        assert sum(share or 0 for _, share in shares) == tax
        for payer, share in shares:
            if payer is not None:
                assert schedule.explain_tax(place, payer).recompute() == share


@HISTORIES
@given(ANY, contracts(taxed=True, retained=True, max_lines=1, max_rows=12))
def test_tax_of_contracts_together_is_that_of_each(one: ct.Contract, other: ct.Contract) -> None:
    other = evolve(other, id=f"{one.id}-2")
    both = ct.schedule([other, one])
    assert figures(both) == figures(ct.schedule(one)) + figures(ct.schedule(other))
    half = both[: len(both) // 2]
    assert figures(half) == figures(both)[: len(both) // 2]


@given(st.integers(0, 10**15), st.integers(1, 100 * 10**6))
def test_a_net_price_with_tax_on_top_splits_back(net: int, micro: int) -> None:
    percent = Fraction(micro, 10**6)
    tax = ct.Tax(ct.Quantity.of(f"{micro // 10**6}.{micro % 10**6:06}").steps[0].value)
    gross = tax.on_top_of(ct.Money(net, "CNY"))
    assert gross.minor == net + half_away(net * percent / 100)
    if gross.minor <= 10**15:
        line = ct.Line(id="a", price=ct.Total(gross), billing=ct.Once(date(2017, 1, 1)), tax=tax)
        assert figures(ct.schedule(ct.Contract(id="A", lines=[line])))[0][0] == net
