"""Law 5 where weights change: by the days of service, and between the days on which they change."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import contracts as ct
from contracts.testing import contracts, days_around
from tests.laws.figures import HISTORIES, Row, accruals_of, row_shares, rows_of
from tests.oracle import half_away

ONE_DAY = timedelta(days=1)
FIRST, END = date(1900, 1, 1), date(2200, 1, 1)
LINE, KIND, NAME, FROM, TO, UNADJUSTED, DUE, AMOUNT = 1, 3, 4, 5, 6, 7, 8, 10
#: Weights by payer; one that is shared by nobody is the register's payer's, here nobody's.
Weights = tuple[tuple[str | None, int], ...]


def changed(contract: ct.Contract) -> bool:
    return any(change.allocation is not None for one in contract.amendments for change in one.change)


RESHARED = contracts(amended=True, reshared=True, max_lines=2, max_rows=20).filter(changed)
BESIDE = contracts(amended=True, reshared=True, adjusted=True, retained=True, max_lines=2, max_rows=12).filter(changed)


def weights_of(allocation: ct.Allocation | None) -> Weights:
    return ((None, 1),) if allocation is None else allocation.weights


def stretches(contract: ct.Contract, line: str, known_on: date) -> list[tuple[date, date, Weights]]:
    """First day, day after the last and weights of each run of days with the same ones: what was said last holds."""
    (agreed,) = (each for each in contract.all_lines if each.id == line)
    said = [
        (one.effective, change.until, weights_of(change.allocation))
        for one in contract.amendments
        if one.signed <= known_on
        for change in one.change
        if change.line == line and change.allocation is not None
    ]
    days = sorted({FIRST, *(on for on, _, _ in said), *(until + ONE_DAY for _, until, _ in said if until is not None)})
    found: list[tuple[date, date, Weights]] = []
    for day, after in zip(days, [*days[1:], END], strict=True):
        held = weights_of(agreed.allocation)
        for on, until, weights in said:
            held = weights if on <= day and (until is None or day <= until) else held
        if found and found[-1][2] == held:
            found[-1] = (found[-1][0], after, held)
        else:
            found.append((day, after, held))
    return found


def divided(amount: int, first: date, after: date, runs: list[tuple[date, date, Weights]]) -> list[int]:
    """An amount over runs of days, by its days of service, cumulatively."""
    until = [min(max(end, first), after) for _, end, _ in runs]
    bounds = [half_away(Fraction(amount * (day - first).days, (after - first).days)) for day in until]
    return [b - a for a, b in zip([0, *bounds], bounds, strict=False)]


def borne(pools: list[int], runs: list[tuple[date, date, Weights]]) -> dict[str | None, int]:
    """What payers bear of what each run comes to."""
    found: dict[str | None, int] = defaultdict(int)
    for amount, (_, _, weights) in zip(pools, runs, strict=True):
        whole, so_far = sum(weight for _, weight in weights), 0
        for payer, weight in weights:
            upper = half_away(Fraction(amount * (so_far + weight), whole))
            found[payer] += upper - half_away(Fraction(amount * so_far, whole))
            so_far += weight
    return found


def span(row: Row) -> tuple[date, date]:
    """The days that a row is for; of one without a service its due day, of one without any the last."""
    if row[FROM] is not None:
        return row[FROM], row[TO] + ONE_DAY
    day = row[UNADJUSTED] or END - ONE_DAY
    return day, day + ONE_DAY


def known_days(contract: ct.Contract) -> st.SearchStrategy[date]:
    near = [day for change in contract.amendments for day in (change.signed, change.effective)]
    beside = st.builds(lambda day, shift: day + shift * ONE_DAY, st.sampled_from(near), st.integers(-1, 1))
    return beside | st.sampled_from(contract.lines).flatmap(days_around)


@HISTORIES
@given(RESHARED, st.data())
def test_payers_bear_what_the_weights_known_last_make_of_all_rows(contract: ct.Contract, data: DataObject) -> None:
    """Frozen rows, and the rows that move something between payers, come to what the last weights make of them."""
    known_on = data.draw(known_days(contract))
    schedule = ct.schedule(contract, known_on=known_on)
    shares, found = row_shares(schedule), defaultdict(lambda: defaultdict(int))  # type: ignore[var-annotated]
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(schedule):
        rows[row[LINE]].append(row)
        assert sum(share for _, share in shares[row[:3]]) == row[AMOUNT]
        for payer, share in shares[row[:3]]:
            found[row[LINE]][payer] += share
    for line, own in rows.items():
        runs = stretches(contract, line, known_on)
        pools = [sum(parts) for parts in zip(*(divided(row[AMOUNT], *span(row), runs) for row in own), strict=True)]
        expected = borne(pools, runs)
        assert {payer: share for payer, share in found[line].items() if share} == {
            payer: share for payer, share in expected.items() if share
        }


@HISTORIES
@given(BESIDE, st.data())
def test_shares_of_what_fell_due_stay(contract: ct.Contract, data: DataObject) -> None:
    """Whatever is signed later; and the shares of each row sum to it, adjustments and what is withheld among them."""
    first, second = sorted(data.draw(st.tuples(known_days(contract), known_days(contract))))
    before, after = (ct.schedule(contract, known_on=day) for day in (first, second))
    signed = [change.signed for change in contract.amendments if first < change.signed <= second]
    recorded = [each.recorded for line in contract.all_lines for each in line.adjustments if first < each.recorded]
    until = min([second, *signed, *recorded, *(day for day in contract.events.values() if day > first)])
    found = []
    for schedule in (before, after):
        shares = row_shares(schedule)
        assert all(sum(share for _, share in shares[row[:3]]) == row[AMOUNT] for row in rows_of(schedule))
        past = [row for row in rows_of(schedule) if row[DUE] is not None and row[DUE] < until]
        found.append(sorted((str((*row[:2], *row[3:])), shares[row[:3]]) for row in past))
    assert found[0] == found[1]


@HISTORIES
@given(RESHARED)
def test_other_weights_change_nothing_but_shares(contract: ct.Contract) -> None:
    """The rows but those of amount 0 that move something, and all that is earned, are those without them."""
    plain = evolve(
        contract,
        amendments=[
            evolve(one, change=[change for change in one.change if change.allocation is None])
            for one in contract.amendments
        ],
    )
    mine, others = ct.schedule(contract), ct.schedule(plain)
    moved = {one.id for one in contract.amendments if any(change.allocation for change in one.change)}

    def kept(schedule: ct.Schedule) -> list[Any]:
        rows = rows_of(schedule)
        return [(*row[:2], *row[3:]) for row in rows if not (row[KIND] == "catch-up" and row[NAME] in moved)]

    assert kept(mine) == kept(others)
    assert all(row[AMOUNT] == 0 for row in rows_of(mine) if row[KIND] == "catch-up" and row[NAME] in moved)
    assert accruals_of(mine, ct.Per.MONTH) == accruals_of(others, ct.Per.MONTH)


@HISTORIES
@given(RESHARED, st.sampled_from(ct.Per))
def test_accruals_are_borne_by_the_weights_of_their_days(contract: ct.Contract, per: ct.Per) -> None:
    schedule = ct.schedule(contract)
    columns = schedule.accruals(per=per, by_payer=True).columns
    names = ("line", "period_from", "period_to", "payer", "amount", "cumulative")
    found: dict[str, dict[Any, tuple[int, int]]] = defaultdict(dict)
    for line, first, last, payer, *amounts in zip(*(columns[name] for name in names), strict=True):
        found[line][first, last, payer] = (amounts[0], amounts[1])
    for line in ct.in_force(contract).contract.lines:
        runs = stretches(contract, line.id, END)

        def earned(before: date, line: str = line.id) -> int:
            """What the line has earned before a day: its accruals, and where a period is cut, an explanation."""
            total = 0
            table = schedule.accruals(per=ct.Per.YEAR).columns
            for name, first, last, amount in zip(
                *(table[name] for name in ("line", "period_from", "period_to", "amount")), strict=True
            ):
                if name == line and last < before:
                    total += amount
                elif name == line and first < before:
                    total += schedule.explain_accrual(contract.id, line, ct.Period(first, before)).figure.minor
            return total

        for first, last, payer in found[line.id]:
            upto = [earned(min(max(last + ONE_DAY, a), b)) - (earned(a) if a > FIRST else 0) for a, b, _ in runs]
            assert found[line.id][first, last, payer][1] == borne(upto, runs).get(payer, 0)
