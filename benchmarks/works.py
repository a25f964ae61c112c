"""The works, in the order in which they are measured."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from benchmarks.accruals import MonthlyAccruals
from benchmarks.amended import AmendedContracts
from benchmarks.batch_sizes import BatchSizes
from benchmarks.command_line import CommandLine
from benchmarks.due_days import MonthlyDueDays
from benchmarks.fiscal_totals import FiscalTotals
from benchmarks.imports import Imports
from benchmarks.many_lines import MILLION, ManyLines
from benchmarks.matching import MatchedPayments
from benchmarks.mixed_rows import MixedRows
from benchmarks.monthly_rows import MonthlyRows
from benchmarks.one_contract import OneContract
from benchmarks.report import Report
from benchmarks.standings import Standings


class Work(Protocol):
    """Something that is measured beside peers."""

    def compare(self) -> None:
        """Refuse to go on where a peer comes to something else.

        Raises:
            DifferenceError: one does.
        """

    def measure(self) -> Report:
        """Time everything in turns."""


def works(*, full: bool) -> dict[str, Callable[[], Work]]:
    """What makes each work, by name.

    Args:
        full: ten million lines to totals, not four.
    """
    return {
        MonthlyRows.name: MonthlyRows,
        MonthlyDueDays.name: MonthlyDueDays,
        MixedRows.name: MixedRows,
        FiscalTotals.name: FiscalTotals,
        MonthlyAccruals.name: MonthlyAccruals,
        ManyLines.name: partial(ManyLines, tuple(size * MILLION for size in (1, 2, 4, 10)[: 4 if full else 3])),
        MatchedPayments.name: MatchedPayments,
        Standings.name: Standings,
        AmendedContracts.name: AmendedContracts,
        OneContract.name: OneContract,
        Imports.name: Imports,
        CommandLine.name: CommandLine,
        BatchSizes.name: BatchSizes,
    }
