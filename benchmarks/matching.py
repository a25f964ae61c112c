"""Payments to installments, first in, first out, beside a plain loop over the same integers."""

import tracemalloc
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from attrs import frozen

from benchmarks.clock import Task, interleaved
from benchmarks.comparing import same_values
from benchmarks.report import AtLeast, AtMost, Figure, Report
from contracts.kernel.exact import Ints
from contracts.kernel.merging import Pairs, merged, settled

#: Of each contract.
INSTALLMENTS: Final = 100
PAYMENTS: Final = 10
#: Contracts at a time, and how few the plain loop gets, which is as fast with all of them.
BATCH: Final = 1000
_PART: Final = 20


@frozen(eq=False)
class Paid:
    """Installments and payments of some contracts, in the order in which they count.

    Attributes:
        due_of, due: the contract and the minor units of each installment.
        paid_of, paid: those of each payment.
        target: the place of the installment that a payment names; -1 where it names none.
    """

    due_of: Ints
    due: Ints
    paid_of: Ints
    paid: Ints
    target: Ints

    def batches(self, size: int) -> Iterator["Paid"]:
        """Some contracts at a time; places are those in the batch."""
        rows, payments = size * INSTALLMENTS, size * PAYMENTS
        for i in range(-(-len(self.paid) // payments)):
            owed, paid = slice(i * rows, (i + 1) * rows), slice(i * payments, (i + 1) * payments)
            target = self.target[paid]
            own = np.where(target >= 0, target - i * rows, -1)
            yield Paid(self.due_of[owed], self.due[owed], self.paid_of[paid], self.paid[paid], own)


def made_up(contracts: int, seed: int = 4) -> Paid:
    """Contracts that have paid for about a half of their installments; one in ten payments names one of them."""
    random = np.random.default_rng(seed)
    owner: Any = np.arange(contracts, dtype=np.int32)
    paid_of = np.repeat(owner, PAYMENTS)
    target = paid_of.astype(np.int64) * INSTALLMENTS + random.integers(0, INSTALLMENTS, len(paid_of))
    named = random.random(len(paid_of)) < 0.1
    return Paid(
        np.repeat(owner, INSTALLMENTS),
        random.integers(10**5, 10**7, contracts * INSTALLMENTS),
        paid_of,
        random.integers(10**5, 10**8, len(paid_of)),
        np.where(named, target, -1),
    )


def in_order(paid: Paid, out: Ints) -> tuple[Ints, Ints]:
    """What of each installment is paid, and what each payment pays, targets aside."""
    return settled(paid.due_of, paid.due, paid.paid_of, paid.paid, out[: len(paid.due)])


def by_target(paid: Paid, out: Ints) -> tuple[Ints, Ints]:
    """The same, installments that are named first."""
    named = np.flatnonzero(paid.target >= 0)
    named = named[np.argsort(paid.target[named], kind="stable")]
    target = paid.target[named]
    rows = np.unique(target)
    first, used = settled(rows, paid.due[rows], target, paid.paid[named])
    due, rest = out[len(paid.due) : 2 * len(paid.due)], paid.paid.copy()
    due[:] = paid.due
    due[rows] -= first
    rest[named] -= used
    then, more = settled(paid.due_of, due, paid.paid_of, rest, out[: len(due)])
    then[rows] += first
    more[named] += used
    return then, more


def plain(paid: Paid, named: bool) -> tuple[list[int], list[int]]:
    """The same in a loop over Python integers."""
    left, rest, target = paid.due.tolist(), paid.paid.tolist(), paid.target.tolist()
    if named:
        for i, at in enumerate(target):
            if at >= 0:
                part = min(rest[i], left[at])
                left[at] -= part
                rest[i] -= part
    for contract in range(len(rest) // PAYMENTS):
        at, end = contract * INSTALLMENTS, (contract + 1) * INSTALLMENTS
        for i in range(contract * PAYMENTS, (contract + 1) * PAYMENTS):
            while rest[i] and at < end:
                part = min(rest[i], left[at])
                left[at] -= part
                rest[i] -= part
                if not left[at]:
                    at += 1
    return left, rest


class MatchedPayments:
    """A payment for every ten installments, by contract."""

    name = "matching"

    def __init__(self, contracts: int = 100_000) -> None:
        self._all = made_up(contracts)
        self._part = next(self._all.batches(max(contracts // _PART, 1)))
        self._out = np.zeros(2 * max(BATCH * INSTALLMENTS, len(self._part.due)), dtype=np.int64)
        self._room = Pairs.of(BATCH * (INSTALLMENTS + PAYMENTS))

    def compare(self) -> None:
        """The plain loop leaves the same open, and the pairs sum to it."""
        for named, ours in ((False, in_order), (True, by_target)):
            left, rest = plain(self._part, named)
            applied, used = ours(self._part, self._out)
            same_values((self._part.due - applied).tolist(), left, "a plain loop over installments")
            same_values((self._part.paid - used).tolist(), rest, "a plain loop over payments")
        pairs = merged(self._part.due_of, self._part.due, self._part.paid_of, self._part.paid)
        sums = np.zeros_like(self._part.due)
        np.add.at(sums, pairs.debit, pairs.amount)
        same_values(in_order(self._part, self._out)[0].tolist(), sums.tolist(), "the sum of pairs")

    def measure(self, repetitions: int = 5) -> Report:
        """In turns, by the installment; the loop on a twentieth of them."""
        rows, part = len(self._all.due), len(self._part.due)
        times = interleaved(
            {
                "ours": Task(lambda: [None for each in self._batches() if in_order(each, self._out) is None], rows),
                "named": Task(lambda: [None for each in self._batches() if by_target(each, self._out) is None], rows),
                "pairs": Task(self._pair, rows),
                "loop": Task(lambda: plain(self._part, named=False), part),
                "named loop": Task(lambda: plain(self._part, named=True), part),
            },
            repetitions,
        )
        quarter = self._peak(len(self._all.paid) // PAYMENTS // 4)
        figures = (
            Figure(
                work="matching payments, faster than a plain loop", value=times.ratio("loop", "ours"), must=AtLeast(50)
            ),
            Figure(
                work="… with one in ten naming its target",
                value=times.ratio("named loop", "named"),
                must=AtLeast(15),
            ),
            Figure(work="… with every pair of payment and installment", value=times.ratio("loop", "pairs")),
            Figure(
                work="… memory, to that of a quarter of them (flat)",
                value=self._peak(len(self._all.paid) // PAYMENTS) / quarter,
                must=AtMost(1.1),
            ),
        )
        notes = (
            f"the plain loop is measured on {part} installments, ours on all of them",
            f"{rows} installments: " + ", ".join(f"{name} {times.of(name) * rows:.3f} s" for name in times.each),
            f"batches need {quarter / 1e6:.1f} MB",
        )
        title = f"{len(self._all.paid)} payments to {rows} installments"
        return Report(title=title, figures=figures, notes=notes)

    def _batches(self) -> Iterator[Paid]:
        return self._all.batches(BATCH)

    def _pair(self) -> int:
        return sum(
            len(merged(each.due_of, each.due, each.paid_of, each.paid, self._room).amount) for each in self._batches()
        )

    def _peak(self, contracts: int) -> int:
        """The most memory that matching some contracts takes beside them, in bytes."""
        some = next(self._all.batches(contracts))
        tracemalloc.start()
        for each in some.batches(BATCH):
            by_target(each, self._out)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak
