"""The tax in the rows of a schedule (增值税), beside their amounts, which include it.

A row follows the terms that were known on the day on which it fell due, so that no later signing changes its tax. What
is withheld has the tax of what it is withheld of, and the release of it all of that again: so both are rounded up to
each row, whatever the terms say of other rows.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import frozen

from contracts.dates import Period
from contracts.kernel.bent import keyed
from contracts.kernel.days import FIRST, LAST, LAST_DUE, NONE, as_date, number
from contracts.kernel.exact import Bools, Ints
from contracts.kernel.expand import ADJUSTMENT, CATCH_UP, OPENING, RELEASE, RETENTION
from contracts.kernel.gather import summed
from contracts.kernel.taxing import pieces, taxed
from contracts.terms.billing import PERCENT_DECIMALS
from contracts.terms.contract import Contract
from contracts.terms.price import plain, scaled
from contracts.terms.tax import WHOLE, TaxBy, TaxRounding
from contracts.terms.taxes_known import History, taxes_known

if TYPE_CHECKING:
    from contracts.schedules.installments import Schedule

#: What stands between the rates of a row that has several.
BETWEEN: Final = " / "


@frozen
class Part:
    """What of a row is taxed at one rate.

    Attributes:
        percent: of the price without tax.
        amount: minor units, tax included.
        before: what is rounded together with it and stands before it; 0 where nothing is.
        days: of the row, those that have this rate; None where the row has none, and for a release.
    """

    percent: Decimal
    amount: int
    before: int
    days: Period | None


@frozen(eq=False)
class Taxes:
    """The tax in all rows of a schedule; of rows whose terms state none, nothing is known.

    Attributes:
        known: whether the terms of each row state a tax.
        tax: in each row, minor units.
        row, amount, before, start, end, step: of each part of a row at one rate; the rows ascend. `NONE` for days where
            there are none.
        percents: of each step.
    """

    known: Bools
    tax: Ints
    row: Ints
    amount: Ints
    before: Ints
    start: Ints
    end: Ints
    step: Ints
    percents: Sequence[Decimal]

    def columns(self, places: Ints, amount: Ints, tax: Ints) -> dict[str, list[Any]]:
        """The columns of `tables.TAXED`, of rows at places with their amounts and their tax, or of shares of both."""
        known, rates = self.known[places].tolist(), self._rates()
        net = (amount - tax).tolist()
        return {
            "net": [each if sure else None for sure, each in zip(known, net, strict=True)],
            "tax": [each if sure else None for sure, each in zip(known, tax.tolist(), strict=True)],
            "tax_rate": [rates.get(place) for place in places.tolist()],
        }

    def _rates(self) -> dict[int, str]:
        """The rates of each row, in the order of its days."""
        texts = [plain(percent) for percent in self.percents]
        found: dict[int, list[str]] = {}
        for row, step in zip(self.row.tolist(), self.step.tolist(), strict=True):
            found.setdefault(row, []).append(texts[step])
        return {row: BETWEEN.join(dict.fromkeys(rates)) for row, rates in found.items()}

    def parts(self, place: int) -> list[Part]:
        """What of a row is taxed at which rate, in the order of its days."""
        own = np.flatnonzero(self.row == place).tolist()
        return [
            Part(
                self.percents[int(self.step[i])],
                int(self.amount[i]),
                int(self.before[i]),
                None if self.start[i] == NONE else Period(as_date(int(self.start[i])), as_date(int(self.end[i]))),
            )
            for i in own
        ]


def taxes_of(schedule: "Schedule", contracts: Sequence[Contract], known_on: date | None) -> Taxes:
    """The tax in all rows of a schedule.

    Args:
        contracts: of which it is.
        known_on: as the schedule was asked for.
    """
    histories = {contract.id: taxes_known(contract, known_on) for contract in contracts}
    names = zip(schedule._lines.contract, schedule._lines.line, strict=True)
    nothing: dict[str, History] = {}
    return _Taxing(schedule, [histories.get(contract, nothing).get(line, []) for contract, line in names]).taxes()


class _Taxing:
    """The rows of a schedule while their tax is computed."""

    def __init__(self, schedule: "Schedule", histories: Sequence[History]) -> None:
        self._schedule, self._rows, self._line = schedule, schedule._rows, schedule._rows.line
        self._histories = histories
        by_due = [bool(found) and found[0][1].by is TaxBy.DUE for found in histories]
        whole = [bool(found) and found[0][1].rounding is TaxRounding.CUMULATIVE for found in histories]
        self._by_due, self._cumulative = (np.array(flags, dtype=np.bool_)[self._line] for flags in (by_due, whole))
        stated = np.array([bool(found) for found in histories], dtype=np.bool_)[self._line]
        self._known = stated & (schedule._rows.kind != OPENING)  # what was invoiced before its record is unknown

    def taxes(self) -> Taxes:
        """The tax in all rows."""
        rows, percents = self._rows, self._percents()
        own = np.flatnonzero(self._known & (rows.kind != RELEASE))
        start, end = self._days()
        found = pieces(rows.amount[own], start[own], end[own], self._rate()[own], self._steps())
        back, given, of = self._released(own[found.row], found.amount, found.step)
        undated = np.full(len(back), NONE, dtype=np.int64)
        row, amount = np.concatenate((own[found.row], back)), np.concatenate((found.amount, given))
        start, end = np.concatenate((found.start, undated)), np.concatenate((found.end, undated))
        step = np.concatenate((found.step, of))
        micro = np.array([scaled(percent, PERCENT_DECIMALS) for percent in percents], dtype=np.int64)[step]
        turn = self._in_turn(row)
        before, tax = np.empty_like(amount), np.empty_like(amount)
        before[turn], tax[turn] = taxed(amount[turn], micro[turn], self._streams(row, micro)[turn])
        order = np.argsort(row, kind="stable")
        return Taxes(
            self._known,
            summed(row, tax, len(rows)).astype(np.int64),
            row[order],
            amount[order],
            before[order],
            start[order],
            end[order],
            step[order],
            percents,
        )

    # -- what the terms say --------------------------------------------------------------------

    def _percents(self) -> list[Decimal]:
        """The percentage of each step of each state of each line."""
        return [step.percent for found in self._histories for _, tax in found for step in tax.rate.steps]

    def _steps(self) -> tuple[Ints, Ints]:
        """The state and the first day of each step; the first of a state lies before all days."""
        states = [tax for found in self._histories for _, tax in found]
        state = [i for i, tax in enumerate(states) for _ in tax.rate.steps]
        since = [
            FIRST if not place or step.start is None else number(step.start)
            for tax in states
            for place, step in enumerate(tax.rate.steps)
        ]
        return np.array(state, dtype=np.int64), np.array(since, dtype=np.int64)

    def _rate(self) -> Ints:
        """The state of each row: what was known on the day on which it fell due."""
        known_from = [
            (line, FIRST if day == date.min else number(day))
            for line, found in enumerate(self._histories)
            for day, _ in found
        ]
        begins = np.array(known_from, dtype=np.int64).reshape(-1, 2)
        asked = keyed(self._line, self._issued())
        result: Ints = np.searchsorted(keyed(begins[:, 0], begins[:, 1]), asked, side="right") - 1
        return result

    def _issued(self) -> Ints:
        """The day on which each row became one that no signing changes."""
        rows, beside = self._rows, self._schedule._beside
        issued = np.minimum(rows.due, rows.due_unadjusted).astype(np.int64)
        at_once = np.isin(rows.kind, (CATCH_UP, ADJUSTMENT, RETENTION))
        issued[at_once] = rows.due[at_once]
        if beside is not None:
            kept = np.flatnonzero(rows.kind == RETENTION)
            owner = beside.owners(kept)
            issued[kept[owner >= 0]] = issued[owner[owner >= 0]]
        issued[issued == NONE] = LAST
        return issued

    def _days(self) -> tuple[Ints, Ints]:
        """The days whose rates each row has: those of its service, or one."""
        rows = self._rows
        one = np.where(self._by_due, rows.due, rows.due_unadjusted).astype(np.int64)
        one[one == NONE] = LAST_DUE
        served = (rows.start != NONE) & ~self._by_due
        return np.where(served, rows.start, one), np.where(served, rows.end, one + 1)

    # -- how it is rounded ---------------------------------------------------------------------

    def _released(self, row: Ints, amount: Ints, step: Ints) -> tuple[Ints, Ints, Ints]:
        """Row, amount and step of what releases give back, at each rate what was withheld at it."""
        percents, kept = self._percents(), self._rows.kind[row] == RETENTION
        releases = np.flatnonzero(self._known & (self._rows.kind == RELEASE)).tolist()
        found: dict[tuple[int, Decimal], list[int]] = {}
        held = zip(self._line[row[kept]].tolist(), amount[kept].tolist(), step[kept].tolist(), strict=True)
        for line, minor, place in held if releases else ():
            part = found.setdefault((line, percents[place]), [0, place])
            part[0] -= minor
        place_of = {int(self._line[place]): place for place in releases}
        back = [(place_of[line], minor, of) for (line, _), (minor, of) in found.items() if line in place_of]
        columns = np.array(back, dtype=np.int64).reshape(-1, 3)
        return columns[:, 0], columns[:, 1], columns[:, 2]

    def _in_turn(self, row: Ints) -> Ints:
        """The order in which parts are rounded together: that in which their rows are shared, a release at the end."""
        turns = self._schedule._taking_turns
        day = turns.due_unadjusted.astype(np.int64)
        day[day == NONE] = LAST
        day[~np.isin(self._line, turns.loose)] = FIRST
        result: Ints = np.lexsort((row, day[row], self._rows.kind[row] == RELEASE, self._line[row]))
        return result

    def _streams(self, row: Ints, micro: Ints) -> Ints:
        """What is rounded together: what is withheld at one rate; where the terms say so, all else of a line at one."""
        kept = np.isin(self._rows.kind[row], (RETENTION, RELEASE))
        together = (2 * self._line[row] + kept) * (WHOLE + 1) + micro
        return np.where(kept | self._cumulative[row], together, -1 - np.arange(len(row)))


__all__ = ["Part", "Taxes", "taxes_of"]
