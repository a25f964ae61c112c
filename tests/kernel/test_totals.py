"""Totals by fiscal period and payer, in closed form, are the sums of the shared rows."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.kernel.days import NONE, fiscal_index
from contracts.kernel.encode import Segments, encode
from contracts.kernel.exact import Ints
from contracts.kernel.expand import PlaceError, expand
from contracts.kernel.sharing import shared_rows
from contracts.kernel.totals import Totals, fiscal_totals
from contracts.testing import PAYERS, calendars, lines, portfolios
from tests.kernel.test_wide import SMALL, WIDE

LENGTH = st.sampled_from((1, 3, 6, 12))
START_MONTH = st.integers(1, 12)
YEAR = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))
RENT = ct.Line(id="a", price=ct.Total("12", "CNY"), billing=ct.Cyclic(ct.MONTHLY), service=YEAR)


def segments_of(batch: list[ct.Line], contract: ct.Contract | None = None) -> Segments:
    """Lines as columns; their events are those of a contract."""
    home = contract or ct.Contract(id="A", lines=[RENT])
    return encode([(home, line) for line in batch])


def codes_of(segments: Segments) -> list[Ints]:
    """A code for each payer; 0 for lines without an allocation."""
    place = {payer: i + 1 for i, payer in enumerate(PAYERS)}
    return [
        np.array([0]),
        *(np.array([place.get(payer, 0) for payer, _ in terms.weights]) for terms in segments.allocations),
    ]


def by_rows(segments: Segments, length: int, first_month: int) -> dict[tuple[int | None, int], int]:
    """Period (None: undated) and code of the payer -> the sum of the shares of rows."""
    rows, codes = expand(segments), codes_of(segments)
    shared = shared_rows(segments, rows)
    sums: dict[tuple[int | None, int], int] = defaultdict(int)
    for item, payer, amount in zip(shared.item.tolist(), shared.payer.tolist(), shared.amount.tolist(), strict=True):
        due = int(rows.due[item])
        period = None if due == NONE else int(fiscal_index(np.array([due]), length, first_month)[0])
        code = int(codes[int(segments["allocation"][rows.line[item]]) + 1][payer])
        sums[period, code] += amount
    return {key: amount for key, amount in sums.items() if amount}


def closed(totals: Totals) -> dict[tuple[int | None, int], int]:
    """The same from totals."""
    found: dict[tuple[int | None, int], int] = {}
    for period, sums in enumerate(totals.amount.tolist()):
        found |= {(totals.first + period, code): amount for code, amount in enumerate(sums) if amount}
    return found | {(None, code): amount for code, amount in enumerate(totals.undated.tolist()) if amount}


def check(segments: Segments, length: int, first_month: int) -> None:
    """Hold one against the other."""
    assert closed(fiscal_totals(segments, length, first_month, codes_of(segments))) == by_rows(
        segments, length, first_month
    )


@given(portfolios(), LENGTH, START_MONTH)
def test_totals_of_any_portfolio_are_sums_of_shared_rows(
    portfolio: tuple[ct.Contract, ...], length: int, first_month: int
) -> None:
    check(encode([(contract, line) for contract in portfolio for line in contract.lines]), length, first_month)


DELAY = st.sampled_from(
    [{}, *({"net_days": n} for n in (1, 29, 30, 31, 45, 400)), *({"pay_day": n} for n in (1, 15, 28, 29, 30, 31))]
)


@given(
    st.lists(st.tuples(lines(kinds=("cyclic",), first=date(2005, 1, 1), last=date(2020, 1, 1)), DELAY), min_size=1),
    calendars(first=date(2005, 1, 1), last=date(2022, 1, 1)),
    st.sampled_from((None, *ct.Roll)),
    LENGTH,
    START_MONTH,
)
def test_totals_of_shifted_and_moved_due_days_are_sums_of_shared_rows(
    batch: list[tuple[ct.Line, dict[str, int]]],
    calendar: ct.Calendar,
    roll: ct.Roll | None,
    length: int,
    first_month: int,
) -> None:
    """Net days, pay days and calendars at once, in advance and in arrears: due days at the ends of periods move."""
    made = []
    for line, delay in batch:
        assert isinstance(line.billing, ct.Cyclic)
        shifts: dict[str, Any] = {"net_days": 0, "pay_day": None, **delay}
        terms: dict[str, Any] = {"billing": evolve(line.billing, **shifts)}
        if roll is not None:
            terms |= {"calendar": calendar, "roll": roll, "beyond": ct.Beyond.WEEKENDS}
        made.append(evolve(line, **terms))
    check(segments_of(made), length, first_month)


def test_totals_of_wide_lines_and_of_sums_beyond_int64() -> None:
    check(segments_of([*WIDE, *SMALL]), 12, 7)
    line = evolve(WIDE[0], allocation=ct.Allocation({"A": 10**9, "B": 1}))
    segments = segments_of([line])
    many = segments.take(np.zeros(10_000, dtype=np.int64))
    one, all_of_them = (fiscal_totals(part, 12, 1, codes_of(part)) for part in (segments, many))
    assert all_of_them.amount.dtype == object
    assert all_of_them.amount.tolist() == [[10_000 * amount for amount in row] for row in one.amount.tolist()]


def stage(name: str, **when: Any) -> ct.Stage:
    """A half of a total."""
    return ct.Stage(name=name, percent=Decimal(50), **when)


WAITING = ct.Line(
    id="w", price=ct.Total("1.01", "CNY"), billing=ct.Stages([stage("a", after="x"), stage("b", after="y")])
)


@pytest.mark.parametrize(
    "batch",
    [
        [WAITING],
        [WAITING, RENT],
        [RENT, WAITING],
        [WAITING, evolve(WAITING, allocation=ct.Allocation({"A": 1, "B": 2}))],
        [evolve(WAITING, billing=ct.Stages([stage("a", on=date(2010, 1, 1)), stage("b", after="y")])), RENT],
        [RENT, evolve(RENT, service=ct.Period.through(date(2021, 1, 1), date(2021, 12, 31)), remainder="spread")],
        [evolve(RENT, billing=ct.Cyclic(ct.YEARLY, when="advance")), evolve(RENT, billing=ct.Cyclic(ct.YEARLY))],
        [evolve(RENT, allocation=ct.Allocation({"A": 0, "B": 1, "市本级": 0})), RENT],
    ],
)
def test_totals_with_undated_rows_and_of_parts_that_lie_apart(batch: list[ct.Line]) -> None:
    for length in (1, 12):
        check(segments_of(batch), length, 4)


@pytest.mark.parametrize("when", ["advance", "arrears"])
@pytest.mark.parametrize("anchor", [date(2016, 12, 1), date(2016, 12, 2), date(2016, 12, 31), date(2018, 7, 1)])
def test_monthly_totals_at_the_edges_of_periods(when: str, anchor: date) -> None:
    """Lines all by the month count edges by months alone: on the first day of a period, next to it, clamped."""
    billing = ct.Cyclic(ct.MONTHLY, when=when, anchor=anchor)
    starts = [date(2016, 12, 31), date(2017, 1, 1), date(2017, 1, 2), date(2017, 6, 30)]
    ends = [date(2017, 7, 1), date(2017, 7, 2), date(2018, 6, 30), date(2018, 7, 1)]
    batch = [evolve(RENT, billing=billing, service=ct.Period(start, end)) for start in starts for end in ends]
    month_ends = evolve(RENT, billing=ct.Cyclic(ct.MONTHLY, when=when, anchor=date(2017, 1, 31), month_end=True))
    for length in (1, 3, 12):
        check(segments_of([*batch, month_ends]), length, 7)


def test_an_empty_batch_has_no_totals() -> None:
    segments = segments_of([])
    found = fiscal_totals(segments, 12, 1, [np.array([0])])
    assert (found.amount.shape, found.undated.tolist()) == ((0, 1), [0])


def test_an_error_names_its_line_in_the_batch() -> None:
    """The Chinese calendar ends with 2026: what is due on 31 December 2027 is refused, closed form or not."""
    late = ct.Period.through(date(2027, 1, 1), date(2027, 12, 31))
    for remainder in ("earliest", "spread"):
        for when in ("advance", "arrears"):
            billing = ct.Cyclic(ct.YEARLY, when=when)
            bad = evolve(RENT, service=late, billing=billing, calendar="CN", remainder=remainder)
            with pytest.raises(PlaceError) as caught:
                fiscal_totals(segments_of([RENT, RENT, bad, RENT]), 12, 1, [np.array([0])])
            assert (caught.value.line, caught.value.error.code) == (2, "CALENDAR_RANGE")


def test_the_whole_calendar_of_days_has_totals() -> None:
    """From 1900-01-01 to 2199-12-31, where the fiscal year of the ends lies outside of the days."""
    whole = evolve(RENT, service=ct.Period(date(1900, 1, 1), date(2200, 1, 1)))
    for when in ("advance", "arrears"):
        check(segments_of([evolve(whole, billing=ct.Cyclic(ct.YEARLY, when=when))]), 12, 7)
