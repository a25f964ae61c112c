"""The second computation against figures worked out by hand; the arithmetic stands beside each."""

import ast
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import contracts as ct
from tests import oracle
from tests.oracle import Grid, LineOracle, Row, half_away

YEAR_2017 = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))


def line(price: Any, billing: Any, service: ct.Period | None = YEAR_2017, **terms: Any) -> LineOracle:
    """The computation of one line, without events."""
    return LineOracle(ct.Line(id="line", price=price, billing=billing, service=service, **terms))


def amounts(rows: list[Row]) -> list[int]:
    return [row.amount for row in rows]


def test_halves_are_rounded_away_from_zero() -> None:
    assert [half_away(Fraction(n, 2)) for n in (-3, -1, 0, 1, 3)] == [-2, -1, 0, 1, 2]


def test_the_chenzhou_lease_puts_eight_odd_fen_in_the_first_eight_months() -> None:
    """48 518 000 / 12 = 4 043 166 and 8 left over: eight months of 40 431.67, four of 40 431.66."""
    lease = line(ct.Total("485180", "CNY"), ct.Cyclic(ct.MONTHLY))
    assert amounts(lease.rows) == [4043167] * 8 + [4043166] * 4
    assert lease.rows[1] == Row(
        2, "cyclic", None, date(2017, 2, 1), date(2017, 3, 1), date(2017, 2, 28), date(2017, 2, 28), False, 4043167
    )


def test_the_last_month_takes_the_rest_where_the_line_says_so() -> None:
    """48 518 000 - 11 × 4 043 166 = 4 043 174."""
    lease = line(ct.Total("485180", "CNY"), ct.Cyclic(ct.MONTHLY), remainder="last")
    assert amounts(lease.rows) == [4043166] * 11 + [4043174]


def test_spread_rounds_the_running_sum() -> None:
    """Running sums 4 043 166.67, 8 086 333.33, 12 129 500: 4 043 167, then 8 086 333, then 12 129 500."""
    lease = line(ct.Total("485180", "CNY"), ct.Cyclic(ct.MONTHLY), remainder="spread")
    assert amounts(lease.rows)[:3] == [4043167, 4043166, 4043167]


def test_edges_are_counted_from_the_31st() -> None:
    """31 January, 28 February, 31 March, 30 April; 31 December before."""
    grid = Grid(1, 0, date(2025, 1, 31))
    assert [grid.edge(k) for k in range(-1, 4)] == [
        date(2024, 12, 31),
        date(2025, 1, 31),
        date(2025, 2, 28),
        date(2025, 3, 31),
        date(2025, 4, 30),
    ]


def test_29_february_returns_every_leap_year() -> None:
    grid = Grid(12, 0, date(2024, 2, 29))
    assert [grid.edge(k) for k in (-4, 0, 1, 2, 4)] == [
        date(2020, 2, 29),
        date(2024, 2, 29),
        date(2025, 2, 28),
        date(2026, 2, 28),
        date(2028, 2, 29),
    ]


def test_month_end_is_said_and_then_holds() -> None:
    """Said, 28 February leads to 31 March; not said, to 28 March."""
    assert Grid(1, 0, date(2025, 2, 28), month_end=True).edge(1) == date(2025, 3, 31)
    assert Grid(1, 0, date(2025, 2, 28)).edge(1) == date(2025, 3, 28)


@pytest.mark.parametrize("days", [1, 10, 14])
def test_the_cell_of_a_day_holds_it(days: int) -> None:
    grid = Grid(0, days, date(2020, 2, 29))
    for day in (date(2019, 1, 1), date(2020, 2, 28), date(2020, 2, 29), date(2031, 12, 31)):
        k = grid.position(day)
        assert grid.edge(k) <= day < grid.edge(k + 1)


def test_a_long_first_row_weighs_the_cells_that_it_covers() -> None:
    """15 January to 28 February weighs 17/31 + 1 = 48/31, March 1 = 31/31: 48 and 31 parts of 79."""
    service = ct.Period.through(date(2025, 1, 15), date(2025, 3, 31))
    billing = ct.Cyclic(ct.MONTHLY, anchor=date(2025, 1, 1), stub="long")
    assert amounts(line(ct.Total("7900", "CNY"), billing, service).rows) == [480000, 310000]
    assert amounts(line(ct.Rate("3100", "CNY"), billing, service).rows) == [170000 + 310000, 310000]


def test_explicit_edges_make_stubs_and_stay() -> None:
    """No edge between 1 January and 1 April, nor between 1 October and the end."""
    billing = ct.Cyclic(
        ct.MONTHLY, anchor=date(2017, 1, 1), first_edge=date(2017, 4, 1), last_edge=date(2017, 10, 1), stub="long"
    )
    rows = line(ct.Rate("100", "CNY"), billing).rows
    assert [row.start.month for row in rows if row.start] == [1, 4, 5, 6, 7, 8, 9, 10]
    assert amounts(rows) == [30000, *[10000] * 6, 30000]


def test_a_monthly_price_billed_by_quarter() -> None:
    """4 000 a month: 12 000 a whole quarter. From 10 February: 19 of 28 days, 2 714.2857 -> 2 714.29, and March."""
    service = ct.Period.through(date(2017, 2, 10), date(2017, 6, 30))
    billing = ct.Cyclic(ct.QUARTERLY, anchor=date(2017, 1, 1))
    assert amounts(line(ct.Rate("4000", "CNY", per=ct.MONTHLY), billing, service).rows) == [271429 + 400000, 1200000]


def test_a_yearly_price_billed_by_month() -> None:
    """12 000 a year is 1 000 a bill; 10 000 a year is 833.33 and four odd fen."""
    monthly = ct.Cyclic(ct.MONTHLY)
    assert amounts(line(ct.Rate("12000", "CNY", per=ct.YEARLY), monthly).rows) == [100000] * 12
    assert amounts(line(ct.Rate("10000", "CNY", per=ct.YEARLY), monthly).rows) == [83334] * 4 + [83333] * 8


def test_a_partial_bill_has_its_part_of_a_twelfth() -> None:
    """From 17 January: 15/31 of a twelfth of 12 000 and eleven whole ones, 1 148 387 fen in all.

    1 000 × 15/31 = 483.87097, eleven of 1 000: the cell comes to 11 483.87.
    """
    service = ct.Period.through(date(2017, 1, 17), date(2017, 12, 31))
    bills = line(ct.Rate("12000", "CNY", per=ct.YEARLY), ct.Cyclic(ct.MONTHLY, anchor=date(2017, 1, 1)), service)
    assert bills.value == 1148387
    assert amounts(bills.rows) == [48387] + [100000] * 11


def test_grids_that_do_not_fit_share_by_days() -> None:
    """31.00 for January, 28.00 for February, in two weeks: 14, 14, 3 + 11, 14, 3."""
    service = ct.Period.through(date(2017, 1, 1), date(2017, 2, 28))
    price = ct.Rate("31", "CNY", per=ct.MONTHLY)
    fortnights = ct.Cyclic(ct.Frequency.parse("2 weeks"), anchor=date(2017, 1, 1))
    february = [Fraction(3100 * n, 28) for n in (11, 25, 28)]
    upto = [half_away(part) for part in february]
    assert amounts(line(price, fortnights, service).rows) == [
        1400,
        1400,
        300 + upto[0],
        upto[1] - upto[0],
        upto[2] - upto[1],
    ]


APRIL = ct.Period.through(date(2017, 4, 1), date(2017, 4, 30))
STEPS = [(date(2017, 1, 1), 10), (date(2017, 4, 16), 12), (date(2017, 4, 21), 7)]


def test_in_arrears_a_bill_carries_all_its_quantities() -> None:
    """15 days of 10, 5 of 12 and 10 of 7 are 280/30 = 9.3333: 933.33."""
    rows = line(ct.Rate("100", "CNY", quantity=STEPS), ct.Cyclic(ct.MONTHLY), APRIL).rows
    assert amounts(rows) == [93333]


def test_in_advance_each_step_is_a_row_for_what_remains() -> None:
    """1 000 on the 1st; 15 of 10 and 15 of 12: 1 100, so 100 on the 16th; 933.33 in all, so -166.67 on the 21st."""
    rows = line(ct.Rate("100", "CNY", quantity=STEPS), ct.Cyclic(ct.MONTHLY, when="advance"), APRIL).rows
    assert [(row.number, row.kind, row.due, row.amount) for row in rows] == [
        (1, "cyclic", date(2017, 4, 1), 100000),
        (2, "step", date(2017, 4, 16), 10000),
        (3, "step", date(2017, 4, 21), -16667),
    ]
    assert [(row.start, row.end) for row in rows][1] == (date(2017, 4, 16), date(2017, 5, 1))


def test_without_proration_a_step_counts_from_the_next_cell() -> None:
    """A quarter in advance, priced by month: 3 × 10 on 1 April; from May 7: 10 + 7 + 7 = 24, so -6 on 1 May."""
    service = ct.Period.through(date(2017, 4, 1), date(2017, 6, 30))
    price = ct.Rate("1", "CNY", per=ct.MONTHLY, quantity=STEPS)
    rows = line(price, ct.Cyclic(ct.QUARTERLY, when="advance"), service, proration="none").rows
    assert [(row.due, row.amount) for row in rows] == [(date(2017, 4, 1), 3000), (date(2017, 5, 1), -600)]


@pytest.mark.parametrize(
    ("proration", "weight"),
    [
        ("actual", Fraction(1, 28)),
        # From 28 February to 1 March: 30 + 1 - 28 = 3 days of a month of 30.
        ("thirty", Fraction(3, 30)),
        ("actual-30", Fraction(1, 30)),
        ("none", Fraction(1)),
    ],
)
def test_the_last_day_of_february(proration: str, weight: Fraction) -> None:
    service = ct.Period.through(date(2017, 2, 28), date(2017, 3, 31))
    billing = ct.Cyclic(ct.MONTHLY, anchor=date(2017, 2, 1))
    rows = line(ct.Rate("3000", "CNY"), billing, service, proration=proration).rows
    assert amounts(rows) == [half_away(300000 * weight), 300000]


def test_the_thirties_give_at_most_the_whole_cell() -> None:
    """31 January days but one: 30/30 under both; the whole of February: 1, though it has 28 days."""
    service = ct.Period.through(date(2017, 1, 2), date(2017, 2, 28))
    for proration in ("thirty", "actual-30"):
        rows = line(ct.Rate("1", "CNY"), ct.Cyclic(ct.MONTHLY, anchor=date(2017, 1, 1)), service, proration=proration)
        expected = Fraction(29 if proration == "thirty" else 30, 30)
        assert amounts(rows.rows) == [half_away(100 * expected), 100]


def test_stages_of_30_and_70_percent() -> None:
    """30 % of 100.01 is 30.003, 70 % 70.007: floors 30.00 and 70.00, the odd fen to the larger remainder."""
    stages = ct.Stages(
        (
            ct.Stage(name="首付款", percent=Decimal("30"), on=date(2017, 2, 1)),
            ct.Stage(name="尾款", percent=Decimal("70"), after="accepted", months=12),
        )
    )
    build = ct.Line(id="build", price=ct.Total("100.01", "CNY"), billing=stages)
    waiting, known = LineOracle(build), LineOracle(build, {"accepted": date(2016, 2, 29)})
    assert amounts(waiting.rows) == [3000, 7001]
    assert [row.due for row in waiting.rows] == [date(2017, 2, 1), None]
    assert [row.due for row in known.rows] == [date(2017, 2, 1), date(2017, 2, 28)]
    assert waiting.earned(date(2199, 12, 31)) == 3000
    assert waiting.obligations(date(2016, 12, 31)) == {"2017": 3000, "undated": 7001}
    assert known.obligations(date(2017, 2, 1)) == {"2017": 7001}


def test_shares_of_four_three_two_one() -> None:
    """1.01: 40.4 -> 40, 70.7 -> 71, 90.9 -> 91, 101: so 40, 31, 20, 10. Two of them, 2.02: 80.8, 141.4, 181.8."""
    billing = ct.Cyclic(ct.HALF_YEARLY)
    allocation = ct.Allocation({"市本级": 4, "北湖区": 3, "苏仙区": 2, "出口加工区": 1})
    shared = line(ct.Rate("1.01", "CNY"), billing, allocation=allocation)
    assert shared.row_shares == [[40, 31, 20, 10], [81 - 40, 60 - 31, 41 - 20, 20 - 10]]
    assert shared.totals()["2017", "北湖区"] == 60


def test_due_days_and_their_moves() -> None:
    """31 December 2017 is a Sunday, 1 January 2018 a holiday: the 2nd, or 29 December to stay in the month."""
    price = ct.Total("12", "CNY")
    for roll, day in (("following", date(2018, 1, 2)), ("modified-following", date(2017, 12, 29))):
        rows = line(price, ct.Cyclic(ct.YEARLY), calendar="CN", roll=ct.Roll(roll)).rows
        assert (rows[0].due_unadjusted, rows[0].due, rows[0].provisional) == (date(2017, 12, 31), day, False)
    assert line(price, ct.Cyclic(ct.YEARLY, net_days=30)).rows[0].due == date(2018, 1, 30)
    assert line(price, ct.Cyclic(ct.MONTHLY, pay_day=31)).rows[0].due == date(2017, 2, 28)


def test_a_make_up_weekend_is_open() -> None:
    """Saturday 30 September 2017 was worked; 1 to 8 October were closed."""
    for on, due in ((date(2017, 9, 30), date(2017, 9, 30)), (date(2017, 10, 1), date(2017, 10, 9))):
        assert line(ct.Total("1", "CNY"), ct.Once(on), None, calendar="CN").rows[0].due == due


def test_beyond_the_coverage_only_weekends_are_closed_and_the_day_is_provisional() -> None:
    """1 January 2028 is a Saturday."""
    once = line(ct.Total("1", "CNY"), ct.Once(date(2028, 1, 1)), None, calendar="CN", beyond="weekends")
    assert (once.rows[0].due, once.rows[0].provisional) == (date(2028, 1, 3), True)


def test_a_total_is_earned_by_days_or_by_months() -> None:
    """365.00 over 2017: a fen-exact 1.00 a day. Evenly, half of February is 1.5 twelfths: 45.625 -> 45.63."""
    daily = line(ct.Total("365", "CNY"), ct.Cyclic(ct.YEARLY))
    even = line(ct.Total("365", "CNY"), ct.Cyclic(ct.YEARLY), recognition="even")
    assert daily.earned(date(2017, 2, 14)) == 4500
    assert even.earned(date(2017, 2, 14)) == 4563
    assert [row[2] for row in daily.accruals("quarter")] == [9000, 9100, 9200, 9200]
    assert daily.earned(date(2016, 12, 31)) == 0
    assert daily.earned(date(2018, 6, 30)) == 36500


def test_a_rate_is_earned_cell_by_cell_each_day_weighing_its_quantity() -> None:
    """April comes to 933.33 for 15 × 10 + 5 × 12 + 10 × 7 = 280: the first 18 days have 186/280 of it, 619.998."""
    rate = line(ct.Rate("100", "CNY", quantity=STEPS), ct.Cyclic(ct.MONTHLY), APRIL)
    assert rate.earned(date(2017, 4, 18)) == half_away(Fraction(93333 * 186, 280)) == 62000


def test_earned_on_the_due_day_and_on_one_day() -> None:
    on_due = line(ct.Total("12", "CNY"), ct.Cyclic(ct.MONTHLY, net_days=10), recognition="on-due")
    assert on_due.earned(date(2017, 2, 9)) == 0
    assert on_due.earned(date(2017, 2, 10)) == 100
    delivered = line(ct.Total("12", "CNY"), ct.Cyclic(ct.MONTHLY), recognition=date(2017, 5, 4))
    assert [delivered.earned(date(2017, 5, day)) for day in (3, 4)] == [0, 1200]


def test_names_of_fiscal_periods() -> None:
    """July 2017 to June 2018 is the fiscal year 2018."""
    day = date(2017, 12, 31)
    assert [oracle.fiscal_label(day, per, 7) for per in ("year", "half", "quarter", "month")] == [
        "2018",
        "2018-H1",
        "2018-Q2",
        "2017-12",
    ]
    assert oracle.fiscal_period(day, "half", 7) == (date(2017, 7, 1), date(2018, 1, 1))


def test_it_shares_nothing_with_what_it_checks() -> None:
    """Standard library only: no module of the package is imported, by any spelling."""
    tree = ast.parse(Path(oracle.__file__).read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in imports if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in imports if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names
    assert "__import__" not in ast.dump(tree)
