"""One contract, from object to schedule."""

from datetime import date
from decimal import Decimal

from benchmarks import peers
from benchmarks.clock import Task, interleaved
from benchmarks.comparing import same_values
from benchmarks.report import AtMost, Figure, Report
from contracts import ARREARS, MONTHLY, Contract, Cyclic, Line, Period, Schedule, Total, schedule

_START, _END = date(2017, 1, 1), date(2018, 1, 1)


class OneContract:
    """A lease of twelve months at 485 180 元: each bill is 40 431.67 or 40 431.66."""

    name = "one"

    def __init__(self) -> None:
        self._contract = Contract(
            id="CZ-01",
            title="市电子政务内网骨干传输网线路租赁费",
            lines=[
                Line(
                    id="rent",
                    price=Total("485180", "CNY"),
                    service=Period(_START, _END),
                    billing=Cyclic(MONTHLY, when=ARREARS),
                )
            ],
        )

    def compare(self) -> None:
        """Objects with Decimal have the same days and amounts."""
        rows = peers.object_rows([peers.PlainLine(0, _START, _END, _START, Decimal("485180.00"))])
        ours = [(row.due, row.amount.amount) for row in schedule(self._contract)]
        same_values(ours, [(row.due, row.amount) for row in rows], "objects")

    def _scheduled(self) -> list[Schedule]:
        return [schedule(self._contract) for _ in range(20)]

    def measure(self, repetitions: int = 25) -> Report:
        """Twenty times in a row, which the clock sees well."""
        times = interleaved({"ours": Task(self._scheduled, 20)}, repetitions)
        figure = Figure(
            work="one contract, from object to schedule",
            value=1e3 * times.of("ours"),
            unit="ms",
            must=AtMost(1),
            aim=AtMost(0.4),
        )
        return Report(title="one contract of twelve bills", figures=(figure,))
