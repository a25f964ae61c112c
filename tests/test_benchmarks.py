"""The benchmarks' peers come to what the library comes to: nothing here depends on a time."""

from collections.abc import Callable

import numpy as np
import pytest

from benchmarks.accruals import MonthlyAccruals
from benchmarks.amended import AmendedContracts
from benchmarks.batch_sizes import BatchSizes
from benchmarks.clock import Task, interleaved
from benchmarks.command_line import CommandLine
from benchmarks.comparing import DifferenceError, same, same_values, sorted_columns
from benchmarks.due_days import MonthlyDueDays
from benchmarks.fiscal_totals import FiscalTotals
from benchmarks.imports import Imports
from benchmarks.many_lines import ManyLines
from benchmarks.matching import MatchedPayments
from benchmarks.mixed_rows import MixedRows
from benchmarks.monthly_rows import MonthlyRows
from benchmarks.one_contract import OneContract
from benchmarks.portfolios import MIX, mixed_terms, monthly
from benchmarks.report import AtLeast, AtMost, Figure, Report, table
from benchmarks.standings import Standings
from benchmarks.works import Work, works
from contracts.kernel.days import NONE, number
from tests.oracle import LineOracle

WORKS: dict[str, Callable[[], Work]] = {
    "monthly": lambda: MonthlyRows(120),
    "due": lambda: MonthlyDueDays(120),
    "mixed": lambda: MixedRows(100),
    "totals": lambda: FiscalTotals(120),
    "accruals": lambda: MonthlyAccruals(120),
    "millions": lambda: ManyLines(piece=120),
    "matching": lambda: MatchedPayments(40),
    "cutoff": lambda: Standings(120),
    "amended": lambda: AmendedContracts(20),
    "one": OneContract,
    "import": Imports,
    "cli": CommandLine,
    "batch": lambda: BatchSizes(600),
}


@pytest.mark.parametrize("name", WORKS)
def test_peers_come_to_the_same(name: str) -> None:
    WORKS[name]().compare()


def test_every_work_is_compared() -> None:
    assert list(WORKS) == list(works(full=False))


def test_mixed_rows_are_those_of_the_oracle() -> None:
    """The only peer of the mixed portfolio is filling memory, so its rows are held against plain fractions."""
    work = MixedRows(100)
    work.ours.write()
    columns = work.ours.columns()
    expected = []
    for i, (_, line) in enumerate(mixed_terms(100)):
        oracle = LineOracle(line)
        for row, shares in zip(oracle.rows, oracle.row_shares, strict=True):
            expected.append((i, NONE if row.due is None else number(row.due), row.amount, *shares))

    assert list(zip(*(column.tolist() for column in columns.values()), strict=True)) == expected


def test_the_portfolios_hold_what_they_say() -> None:
    lines = monthly(500)
    days_of_month = lines.anchor.astype("datetime64[D]") - lines.anchor.astype("datetime64[D]").astype("datetime64[M]")

    assert {28, 29, 30} <= set(days_of_month.astype(int).tolist())  # counted from 0: the 29th to the 31st
    assert (lines.start > lines.anchor).mean() > 0.9
    assert [MIX.count(kind) for kind in ("cycle", "stub", "stages", "steps", "per", "plain")] == [3, 2, 1, 1, 1, 2]


def test_a_difference_is_found() -> None:
    ours = {"line": np.array([0, 0, 1]), "amount": np.array([1, 2, 3])}

    same(ours, sorted_columns({"line": np.array([1, 0, 0]), "amount": np.array([3, 2, 1])}, "line", "amount"), "peer")
    with pytest.raises(DifferenceError, match="peer has 4 in row 2 of amount where the library has 3"):
        same(ours, {"amount": np.array([1, 2, 4])}, "peer")
    with pytest.raises(DifferenceError, match="peer has 1 rows where the library has 3"):
        same(ours, {"amount": np.array([1])}, "peer")
    with pytest.raises(DifferenceError, match="peer has 3 in place 1 where the library has 2"):
        same_values([1, 2], [1, 3], "peer")
    with pytest.raises(DifferenceError, match="peer has 1 values where the library has 2"):
        same_values([1, 2], [1], "peer")


def test_the_table_marks_goals() -> None:
    figures = (
        Figure(work="rows", value=5.0, must=AtMost(6), aim=AtMost(3)),
        Figure(work="peer", value=150.0, must=AtLeast(100)),
    )

    assert table([Report(title="", figures=figures)]).splitlines() == [
        "| work | measured |    must |   aim |",
        "| ---- | -------: | ------: | ----: |",
        "| rows |   5.00 × |   ≤ 6 ✓ | ≤ 3 ✗ |",
        "| peer |    150 × | ≥ 100 ✓ |       |",
    ]


def test_tasks_take_turns() -> None:
    turns: list[str] = []
    tasks = {name: Task(lambda name=name: turns.append(name), 1) for name in ("one", "other")}  # type: ignore[misc]
    times = interleaved(tasks, 2)

    assert turns == ["one", "other"] * 3
    assert [len(each) for each in times.each.values()] == [2, 2]
