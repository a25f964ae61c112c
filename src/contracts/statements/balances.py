"""Cut-off: what is earned, due, paid, payable, prepaid and committed on a day, by contract, line or payer."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np
from attrs import frozen

from contracts.dates import LAST_DAY, after
from contracts.errors import NotThereError
from contracts.kernel.days import NONE, number
from contracts.kernel.exact import Amounts, Bools, Ints
from contracts.kernel.expand import RELEASE, RETENTION
from contracts.kernel.gather import summed
from contracts.payments.matching import Matching, match
from contracts.register import Register
from contracts.schedules.bearing import Borne, borne_amounts, borne_curve, payers_beside
from contracts.schedules.groups import as_written
from contracts.schedules.installments import Schedule, schedule
from contracts.schedules.sheet import Sheet
from contracts.tables import CUTOFF, LINE, PAYER

#: In place of a line or payer: what the parts of a contract together differ from it by.
OFFSET: Final = "*offset*"
#: The columns that hold figures, in order.
FIGURES: Final = CUTOFF.names[1:-1]


def cutoff(
    register: Register,
    as_of: date,
    *,
    known_on: date | None = None,
    by: str | None = None,
    horizon: date | None = None,
) -> Sheet:
    """What stands on a day (截止日): earned, due, paid, payable 应付, prepaid 预付, overdue, commitment, undated.

    On every day earned − paid = payable − prepaid, and earned + commitment = value. Payable and prepaid are a
    contract's: what one is owed is never set off against what another has had in advance.

    By line, paid is what is applied to its installments, and what names the line and is applied to nothing. By payer, a
    payment that names one counts for the one for whom it was paid; others are divided, cumulatively for each line, by
    the weights of the lines that they are applied to. Where a contract has one line, or one payer, all that was paid
    for it is that one's. A part may be owed what another has paid too much, so parts need not sum to their
    contract: a last row, `*offset*`, has what the contract's figures differ by, where they do.

    Args:
        register: contracts and payments.
        as_of: the last day that counts, itself included; an installment that falls due on it is not overdue.
        known_on: what is recorded later does not count; default: `as_of`.
        by: `line` or `payer`: one row for each of a contract's.
        horizon: up to which lines without a last day have a value, and so a commitment; default: `as_of`.

    Returns:
        Columns of `tables.CUTOFF`, one row a contract, in order of id; by line with `line` after the contract, by
        payer with `payer` at the end.

    Raises:
        NotThereError: `GROUP_UNKNOWN` for another `by`.
        TermsError: what `match` refuses.
    """
    if by not in (None, LINE.name, PAYER.name):
        raise NotThereError("GROUP_UNKNOWN", field="by", value=by, choices=f"{LINE.name}, {PAYER.name}")
    found = Balances.of(match(register, as_of, known_on=known_on, horizon=horizon), register)
    whole = found.by_contract()
    if by is None:
        names: dict[str, Sequence[Any]] = {"contract": found.contracts, "currency": found.currencies}
        return Sheet(CUTOFF, _columns(CUTOFF.names, names, whole), found.matching.notes)
    contract, part, figures = found.by_line() if by == LINE.name else found.by_payer()
    contract, part, figures = _with_offset(contract, part, figures, whole, len(found.contracts))
    table = CUTOFF.split(LINE, "contract") if by == LINE.name else CUTOFF.also(PAYER)
    names = {
        "contract": [found.contracts[i] for i in contract.tolist()],
        "currency": [found.currencies[i] for i in contract.tolist()],
        by: part,
    }
    return Sheet(table, _columns(table.names, names, figures), found.matching.notes)


Figures = dict[str, Amounts]
#: The contract of each part, what each is called, and its figures.
Parts = tuple[Ints, list[str | None], Figures]


@frozen(eq=False, slots=False)
class Balances:
    """What stands on a day, taken apart in any of three ways.

    Attributes:
        matching: as of that day.
        contracts, currencies: id and currency of each contract, in order of id.
        contract: number of each line's contract.
        earned, ahead: what each line has earned up to the day, and earns in the year that follows.
        curves: schedules that say so, and the days before which, of the day and of the year.
    """

    matching: Matching
    contracts: Sequence[str]
    currencies: Sequence[str]
    contract: Ints
    earned: Ints
    ahead: Ints
    curves: tuple[tuple[Schedule, int], ...]

    @classmethod
    def of(cls, matching: Matching, register: Register) -> "Balances":
        """Those of a matching's day, and of the register that was matched."""
        plan, as_of = matching.plan, matching.as_of
        currencies = dict(zip(plan._lines.contract, plan._lines.currency, strict=True))
        place = {name: i for i, name in enumerate(currencies)}
        lines = np.arange(len(plan._lines))
        # A year that would end after the last day there is ends with it.
        year = LAST_DAY if as_of.year == LAST_DAY.year else after(as_of, months=12)
        # What is prepaid is earned in the year ahead, whether or not the rest looks as far.
        ahead = schedule(register, known_on=matching.known_on, horizon=year) if plan._open_ended else plan
        curves = ((plan, number(as_of) + 1), (ahead, number(year) + 1))
        earned, later = (each._earned.before(lines, np.full(len(lines), day)) for each, day in curves)
        contract = np.array([place[name] for name in plan._lines.contract], dtype=np.int64)
        return cls(matching, list(currencies), list(currencies.values()), contract, earned, later - earned, curves)

    def by_contract(self) -> Figures:
        """One figure a contract."""
        parts, size = self.matching._parts, len(self.contracts)
        flows = {name: summed(self.contract, amount, size) for name, amount in self._of_lines.items()}
        return _figures(flows | {"paid": summed(parts.place, parts.amount, size)})

    def by_line(self) -> Parts:
        """One figure a line."""
        lines, parts = self.matching.plan._lines, self.matching._parts
        size = len(lines)
        paid = summed(self._line, self.matching.applied, size)
        line = np.where(self._alone[parts.place], self._first[parts.place], parts.line)
        for_it = line >= 0
        paid = paid + summed(line[for_it], self.matching.unapplied[for_it], size)
        return self.contract, list(lines.line), _figures(self._of_lines | {"paid": paid})

    def by_payer(self) -> Parts:
        """One figure a payer of a contract, in the order in which the terms name them."""
        plan, parts = self.matching.plan, self.matching._parts
        row, share, names = plan.shared()
        beside, more = payers_beside(plan)
        key = as_written([*names, *more])
        place = {name: i for i, name in enumerate(key.values)}
        count = max(len(place), 1)
        of_pair = self.contract[np.concatenate((self._line[row], beside))] * count + key.code
        pairs, pair = np.unique(of_pair, return_inverse=True)
        size, pair = len(pairs), pair[: len(row)]

        def gathered(borne: Borne) -> Amounts:
            """Shares of lines by payer; a line without installments has none."""
            some = np.flatnonzero(borne[1])
            item, amount = borne[0][some], borne[1][some]
            code = np.array([place[borne[2][i]] for i in some.tolist()], dtype=np.int64)
            return summed(np.searchsorted(pairs, self.contract[item] * count + code), amount, size)

        def earned(curve: tuple[Schedule, int]) -> Amounts:
            """What lines have earned before a day, divided among their payers."""
            lines = np.arange(len(plan._lines))
            days = np.full(len(lines), curve[1])
            return gathered(borne_curve(curve[0], lines, days, curve[0]._earned.before(lines, days)))

        def chosen(rows: Bools) -> Amounts:
            """The shares of some installments."""
            return summed(pair[rows[row]], share[rows[row]], size)

        payers = [each.paid_for or each.payer for each in parts.payment]
        named = np.array([place.get(name, -1) if name else -1 for name in payers], dtype=np.int64)
        named[~np.isin(parts.place * count + named, pairs)] = -1  # who is not known to bear it yet
        alone = np.bincount(pairs // count, minlength=len(self.contracts)) == 1
        only = pairs[np.searchsorted(pairs // count, np.arange(len(self.contracts)))] % count
        named = np.where(alone[parts.place], only[parts.place], named)
        of_part = np.searchsorted(pairs, parts.place * count + named)
        applications = np.array(self.matching._applications, dtype=np.int64).reshape(-1, 3).T

        def paid(rows: Bools) -> tuple[Amounts, Amounts]:
            """What is applied to some installments: of payments that name a payer, and of all others."""
            part, at, amount = applications
            kept = (named[part] >= 0) & (at >= 0) & rows[at]
            part, at, amount = part[kept], at[kept], amount[kept]
            rest = np.where(rows, self.matching.applied, 0) - summed(at, amount, len(plan))
            return summed(of_part[part], amount, size), gathered(borne_amounts(plan, rest.astype(np.int64)))

        past = self._fallen & (self._due < number(self.matching.as_of))
        theirs, divided = paid(past)
        some = named >= 0
        flows = {
            "value": chosen(np.ones(len(self._due), dtype=np.bool_)),
            "earned": earned(self.curves[0]),
            "ahead": earned(self.curves[1]) - earned(self.curves[0]),
            "due": chosen(self._fallen),
            "paid": summed(of_part[some], parts.amount[some], size) + paid(self._always)[1],
            "overdue": np.maximum(chosen(past) - theirs - divided, 0),
            "undated": chosen(self._due == NONE),
            "retained": -chosen(self._fallen & self._kept),
        }
        return pairs // count, [key.values[i] for i in (pairs % count).tolist()], _figures(flows)

    # -- inside -------------------------------------------------------------------------------

    @cached_property
    def _line(self) -> Ints:
        return self.matching.plan._rows.line

    @cached_property
    def _due(self) -> Ints:
        due: Ints = self.matching.plan._rows.due.astype(np.int64)
        return due

    @property
    def _always(self) -> Bools:
        return np.ones(len(self.matching.plan), dtype=np.bool_)

    @cached_property
    def _fallen(self) -> Bools:
        due = self._due
        fallen: Bools = (due != NONE) & (due <= number(self.matching.as_of))
        return fallen

    @property
    def _kept(self) -> Bools:
        """Which installments withhold or release something."""
        kept: Bools = np.isin(self.matching.plan._rows.kind, (RETENTION, RELEASE))
        return kept

    @property
    def _alone(self) -> Bools:
        """Whether a contract has one line only."""
        alone: Bools = np.bincount(self.contract, minlength=len(self.contracts)) == 1
        return alone

    @property
    def _first(self) -> Ints:
        """The first line of each contract."""
        return np.searchsorted(self.contract, np.arange(len(self.contracts)))

    @property
    def _of_lines(self) -> Figures:
        """What of each line's figures does not depend on who paid for what."""
        rows, size, line, due = self.matching.plan._rows, len(self.contract), self._line, self._due
        # A credit that nothing has taken up yet is no debt that is late.
        kept = self._fallen & self._kept
        late = self._fallen & (due < number(self.matching.as_of)) & (rows.amount > 0)
        return {
            "value": summed(line, rows.amount, size),
            "earned": self.earned,
            "ahead": self.ahead,
            "due": summed(line[self._fallen], rows.amount[self._fallen], size),
            "overdue": summed(line[late], self.matching.open[late], size),
            "undated": summed(line[due == NONE], rows.amount[due == NONE], size),
            "retained": -summed(line[kept], rows.amount[kept], size),
        }


def _figures(flows: Mapping[str, Amounts]) -> Figures:
    """The columns of figures that follow from what was earned, fell due and was paid."""
    value, earned, paid = flows["value"], flows["earned"], flows["paid"]
    prepaid = np.maximum(paid - earned, 0)
    found = {
        **flows,
        "payable": np.maximum(earned - paid, 0),
        "prepaid": prepaid,
        "prepaid_within_year": np.minimum(prepaid, np.maximum(flows["ahead"], 0)),
        "commitment": value - earned,
    }
    return {name: found[name] for name in FIGURES}


def _with_offset(contract: Ints, part: list[str | None], figures: Figures, whole: Figures, size: int) -> Parts:
    """The parts of each contract, and after them what its figures differ by, where they do."""
    rest = {name: whole[name] - summed(contract, figures[name], size) for name in FIGURES}
    some = np.flatnonzero(np.any([amount != 0 for amount in rest.values()], axis=0))
    owner = np.concatenate((contract, some))
    order = np.argsort(owner, kind="stable")
    names = [*part, *[OFFSET] * len(some)]
    joined = {name: np.concatenate((figures[name], rest[name][some]))[order] for name in FIGURES}
    return owner[order], [names[i] for i in order.tolist()], joined


def _columns(
    order: Sequence[str], names: Mapping[str, Sequence[Any]], figures: Mapping[str, Amounts]
) -> dict[str, Sequence[Any]]:
    found = {**names, **{name: amount.tolist() for name, amount in figures.items()}}
    return {name: found[name] for name in order}


__all__ = ["OFFSET", "Balances", "cutoff"]
