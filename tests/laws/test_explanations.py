"""Every figure says how it came about, and what it says recomputes to it."""

import json
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import contracts as ct
from contracts.schedules.explain import Explanation, explain_accrual, explain_installment, explain_total
from contracts.testing import contracts, days_around
from tests.laws.figures import row_shares

ONE_DAY = timedelta(days=1)
ALONE = "whoever pays what is not shared"


def half_away(value: Fraction) -> int:
    return floor(abs(value) + Fraction(1, 2)) * (-1 if value < 0 else 1)


def minor(text: str, currency: str) -> int:
    return ct.parse_amount(text, currency)


def replayed(data: dict[str, Any], currency: str) -> int:
    """What the plain data of a working comes to, by a reader that knows nothing but it."""

    def again(inner: dict[str, Any]) -> int:
        return replayed(inner, currency)

    match data["kind"]:
        case "stated":
            return minor(data["amount"], currency)
        case "weighed":
            exact = minor(data["rate"], currency) * Fraction(data["portion"]) * weighed(data["weights"])
            return int(data["count"]) * half_away(exact)
        case "split":
            weights = [Fraction(weight) for weight, count in data["runs"] for _ in range(count)]
            return split(again(data["whole"]), weights, data["remainder"])[int(data["place"])]
        case "growth":
            whole, of = again(data["whole"]), Fraction(data["of"])
            after, before = (half_away(whole * Fraction(data[name]) / of) for name in ("after", "before"))
            return after - before
        case "listed":
            return minor(data["each"], currency) * int(data["last_number"] - data["first_number"] + 1)
        case "sum":
            return sum(map(again, data["parts"]))
        case "on-day":
            return again(data["whole"]) if data["first"] <= data["day"] <= data["last"] else 0
        case "step":
            return again(data["after"]) - again(data["before"])
        case _:
            cumulative = minor(data["before"], currency)
            shares = []
            for sum_so_far in (cumulative + again(data["amount"]), cumulative):
                upto, less = (
                    half_away(Fraction(sum_so_far * data[name], data["weights"]))
                    for name in ("weight_after", "weight_before")
                )
                shares.append(upto - less)
            return shares[0] - shares[1]


def weighed(weights: list[dict[str, Any]]) -> Fraction:
    """Σ cells × weight × mean quantity, all of it from the days and numbers stated."""
    total = Fraction(0)
    for weight in weights:
        days = [(date.fromisoformat(s["last"]) - date.fromisoformat(s["first"])).days + 1 for s in weight["quantities"]]
        sums = sum(Fraction(s["quantity"]) * n for s, n in zip(weight["quantities"], days, strict=True))
        whole = (weight["cell_first"], weight["cell_last"]) == (weight["first"], weight["last"])
        owed_whole = whole or weight["proration"] == "none"
        part = Fraction(1) if owed_whole else min(Fraction(1), Fraction(weight["days"], weight["of"]))
        assert part == Fraction(weight["weight"])
        total += weight["count"] * part * Fraction(weight["part"]) * sums / sum(days)
    return total


def split(amount: int, weights: list[Fraction], remainder: str) -> list[int]:
    """An amount by weights, with the odd units where the policy has them."""
    whole = sum(weights)
    if not whole:
        return [amount, *(0 for _ in weights[1:])]
    if remainder == "spread":
        bounds = [half_away(amount * sum(weights[:i], Fraction(0)) / whole) for i in range(len(weights) + 1)]
        return [after - before for before, after in pairwise(bounds)]
    exact = [amount * weight / whole for weight in weights]
    parts = [floor(value) for value in exact]
    odd = amount - sum(parts)
    if remainder == "last":
        return [*parts[:-1], parts[-1] + odd]
    for place in sorted(range(len(exact)), key=lambda i: (parts[i] - exact[i], i))[:odd]:
        parts[place] += 1
    return parts


def check(explanation: Explanation, figure: int) -> None:
    """An explanation has the schedule's figure, recomputes to it, and can be told."""
    assert explanation.figure.minor == figure
    assert explanation.recompute() == figure
    assert sum(part.recompute() for part in explanation.parts) == figure
    data = json.loads(json.dumps(explanation.to_dict(), allow_nan=False))
    assert replayed(data["working"], data["currency"]) == figure
    for lang in ct.Lang:
        told = explanation.say(lang)
        assert ct.format_amount(figure, explanation.figure.currency) in told
        assert "None" not in told
        assert "{" not in told


def payers_of(line: ct.Line) -> tuple[str, ...]:
    return (ALONE,) if line.allocation is None else line.allocation.payers


@given(contracts(max_lines=2), st.data())
def test_installments_and_their_shares_recompute_from_their_explanations(
    contract: ct.Contract, data: DataObject
) -> None:
    """Of every line the first, the last and some other installments, whole and payer by payer."""
    schedule = ct.schedule(contract)
    shares = row_shares(schedule)
    for line in contract.lines:
        own = [row for row in schedule if row.line == line.id]
        numbers = {1, len(own)} | data.draw(st.sets(st.integers(1, len(own)), max_size=3))
        for row in own:
            if row.number not in numbers:
                continue
            explanation = explain_installment(contract, line, row.number)
            check(explanation, row.amount.minor)
            assert explanation.due is not None
            assert (explanation.due.unadjusted, explanation.due.due) == (row.due_unadjusted, row.due)
            borne = [share for _, share in shares[contract.id, line.id, row.number]]
            for payer, share in zip(payers_of(line), borne, strict=True):
                check(explain_installment(contract, line, row.number, payer, default_payer=ALONE), share)


@given(contracts(max_lines=2), st.data())
def test_accruals_and_their_shares_recompute_from_their_explanations(contract: ct.Contract, data: DataObject) -> None:
    for line in contract.lines:
        schedule = ct.schedule(ct.Contract(id="C", lines=[line], signed=contract.signed, events=contract.events))
        first, last = sorted((data.draw(days_around(line)), data.draw(days_around(line))))
        period = ct.Period.through(first, last)
        figure = (schedule.earned(last) - schedule.earned(first - ONE_DAY)).minor
        check(explain_accrual(contract, line, period), figure)
        shares = [explain_accrual(contract, line, period, payer, default_payer=ALONE) for payer in payers_of(line)]
        for share in shares:
            check(share, share.figure.minor)
        assert sum(share.figure.minor for share in shares) == figure


@given(contracts(max_lines=2), st.sampled_from(ct.Per), st.integers(1, 12), st.data())
def test_fiscal_accruals_are_those_of_the_schedule(
    contract: ct.Contract, per: ct.Per, month: int, data: DataObject
) -> None:
    columns = ct.schedule(contract).accruals(per=per, fiscal_year_start=month, by_payer=True).columns
    names = ("line", "period_from", "period_to", "amount", "payer")
    rows = list(zip(*(columns[name] for name in names), strict=True))
    if not rows:
        return
    lines = {line.id: line for line in contract.lines}
    for name, first, last, amount, payer in data.draw(st.lists(st.sampled_from(rows), min_size=1, max_size=4)):
        check(explain_accrual(contract, lines[name], ct.Period.through(first, last), payer), amount)


@given(contracts(max_lines=1, max_rows=12))
def test_a_total_lists_the_rows_that_sum_to_it(contract: ct.Contract) -> None:
    schedule = ct.schedule(contract)
    (line,) = contract.lines
    parts = [explain_installment(contract, line, row.number) for row in schedule]
    total = explain_total(parts)
    assert total.figure == schedule.total()
    assert total.recompute() == schedule.total().minor
    assert total.parts == tuple(parts)
    assert len(total.to_dict()["working"]["parts"]) == len(schedule)


@pytest.mark.parametrize(("value", "rounded"), [("5/2", 3), ("-5/2", -3), ("1/3", 0)])
def test_the_reader_rounds_half_away_from_zero(value: str, rounded: int) -> None:
    assert half_away(Fraction(value)) == rounded
