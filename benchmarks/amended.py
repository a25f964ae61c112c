"""Schedules of contracts, one in ten of which is amended, beside the same contracts unamended."""

from datetime import date, timedelta

import numpy as np

from benchmarks.clock import Task, interleaved
from benchmarks.comparing import same_values
from benchmarks.report import AtMost, Figure, Report
from contracts import MONTHLY, Amendment, Change, Contract, Cyclic, Line, Money, Period, Rate, schedule
from contracts.dates import after


def terms(contracts: int, one_in: int, seed: int = 6) -> list[Contract]:
    """Monthly rates over three to eight years; of every so many one is changed in the middle of a month, 0: none."""
    random = np.random.default_rng(seed)
    made = []
    for i in range(contracts):
        start = date(2010, 1, 1) + timedelta(days=int(random.integers(3650)))
        months, cents = int(random.integers(36, 97)), int(random.integers(10**4, 10**7))
        service = Period(start, after(start, months=months))
        line = Line(id="1", price=Rate(Money(cents, "CNY")), service=service, billing=Cyclic(MONTHLY))
        signed = after(start, months=months // 2, days=9)
        change = Change(line="1", rate=Money(cents + 1, "CNY"))
        amended = one_in and i % one_in == 0
        amendments = [Amendment(id="A", signed=signed, change=[change])] if amended else []
        made.append(Contract(id=f"C{i}", lines=[line], amendments=amendments))
    return made


class AmendedContracts:
    """From objects to all rows, objects made anew for each repetition, so that none has been read before."""

    name = "amended"

    def __init__(self, contracts: int = 300) -> None:
        self._size = contracts

    def compare(self) -> None:
        """What is not amended has the same rows in both."""
        amended, plain = (schedule(terms(self._size, one_in)).to_frame() for one_in in (10, 0))
        names = {f"C{i}" for i in range(self._size) if i % 10}
        ours, theirs = (frame[frame["contract"].isin(names)].itertuples(index=False) for frame in (amended, plain))
        same_values(ours, theirs, "the schedule without amendments")

    def measure(self, repetitions: int = 3) -> Report:
        """In turns, by the contract."""
        fresh = {one_in: [terms(self._size, one_in) for _ in range(repetitions + 1)] for one_in in (10, 0)}
        times = interleaved(
            {
                "amended": Task(lambda: schedule(fresh[10].pop()), self._size),
                "core": Task(lambda: schedule(fresh[0].pop()), self._size),
            },
            repetitions,
        )
        figure = Figure(
            work="one contract in ten amended, to none", value=times.ratio("amended", "core"), must=AtMost(1.5)
        )
        note = (
            f"microseconds a contract: {1e6 * times.of('amended'):.0f}, without amendments {1e6 * times.of('core'):.0f}"
        )
        return Report(title=f"schedules of {self._size} contracts", figures=(figure,), notes=(note,))
