"""The schedule: every installment of any number of contracts, in columns."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import compress
from operator import index
from typing import TYPE_CHECKING, Any, Final, Protocol, SupportsIndex, overload, runtime_checkable

import numpy as np
from attrs import evolve, field, frozen

from contracts.calendars import Calendar
from contracts.dates import FiscalCalendar, Per, Period, checked_day
from contracts.errors import NotThereError, TermsError
from contracts.kernel.beside import WidenedEarned
from contracts.kernel.changing import ChangingEarned
from contracts.kernel.curves import Earned, touched
from contracts.kernel.days import NONE, number
from contracts.kernel.encode import Segments, encode
from contracts.kernel.exact import Ints, total
from contracts.kernel.expand import ADJUSTMENT, CATCH_UP, KINDS, STAGE, PlaceError, Rows, expand
from contracts.kernel.opening import OpenedEarned
from contracts.kernel.sharing import shared_rows
from contracts.money import Money
from contracts.schedules.accruals import accruals
from contracts.schedules.bearing import borne_rows
from contracts.schedules.beside import Beside, with_rows_beside
from contracts.schedules.changed import Changes, changes_with, planned
from contracts.schedules.opened import Opened, begun, refuse_before, refuse_period, with_openings, with_records
from contracts.schedules.pools import Pools
from contracts.schedules.sheet import MoneyAs, Sheet, day_or_none, framed
from contracts.schedules.versions import lines_of
from contracts.tables import PAYER, SCHEDULE, TAXED
from contracts.terms.billing import Stages
from contracts.terms.contract import Contract
from contracts.terms.line import Line
from contracts.terms.naming import checked_text, choice, items
from contracts.terms.open_ended import closed_lines
from contracts.words import Lang, sentence

if TYPE_CHECKING:
    import pandas as pd

    from contracts.schedules.explain import Explanation
    from contracts.schedules.taxes import Taxes

#: Lines expanded at a time. Measured by `make bench`: fewer pay more for calls, more gain little and take memory.
BATCH: Final = 16_000


@runtime_checkable
class Portfolio(Protocol):
    """What a schedule takes from a register besides its contracts."""

    @property
    def payer(self) -> str | None:
        """Who bears lines without an allocation."""

    @property
    def fiscal_year_start(self) -> int:
        """The month in which the fiscal year starts."""

    def __iter__(self) -> Iterator[Contract]: ...


@frozen(kw_only=True)
class Installment:
    """One row of a schedule, as an object made on request.

    Attributes:
        contract, line: ids.
        number: place in its line, from 1.
        kind: `cyclic`, `step` (of a quantity), `stage`, `once`, `catch-up` (of an amendment), `adjustment`,
            `retention` (what is withheld), `release` (of that) or `opening` (what had fallen due before the record of
            its line begins).
        name: of the stage; of a catch-up, the id of the amendment, the index and what its value stands for, or
            `opening`; of an adjustment, its id.
        service: the days that it pays for; None where the line has none.
        due_unadjusted, due: before and after the calendar; None while undated.
        provisional: the calendar does not cover the due day, or the rate waits for the value of an index.
        amount: negative only for a step that removes what was billed in advance, for a catch-up, an adjustment and a
            retention, and for the last bill of a line that ended, where those before it come to more than it is worth.
    """

    contract: str
    line: str
    number: int
    kind: str
    name: str | None
    service: Period | None
    due_unadjusted: date | None
    due: date | None
    provisional: bool
    amount: Money


@frozen(eq=False)
class Lines:
    """What the lines of a schedule are called, and how they group; in order of contract and line.

    Attributes:
        contract, line, currency: ids and currency of each line.
        groups: for each line, what stands in `vendor`, `category` and `recurring`.
        stages: the names of its parts, or nothing.
        terms: the objects themselves, where there are any.
    """

    contract: Sequence[str]
    line: Sequence[str]
    currency: Sequence[str]
    groups: Mapping[str, Sequence[Any]]
    stages: Sequence[tuple[str, ...]]
    terms: Sequence[tuple[Contract, Line]] | None
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.line)


def _named(terms: Sequence[tuple[Contract, Line]]) -> Lines:
    contracts = [contract for contract, _ in terms]
    return Lines(
        [contract.id for contract in contracts],
        [line.id for _, line in terms],
        [line.currency for _, line in terms],
        {
            "vendor": [contract.vendor for contract in contracts],
            "category": [contract.category for contract in contracts],
            "recurring": [contract.recurring for contract in contracts],
        },
        [
            tuple(part.name for part in line.billing.parts) if isinstance(line.billing, Stages) else ()
            for _, line in terms
        ],
        terms,
    )


@frozen(eq=False, repr=False, slots=False)
class Schedule:
    """Every installment of some contracts, in order of contract, line and number.

    It is sized, and iterable as `Installment` objects; `schedule["CZ-01"]` is one contract's,
    `schedule[Period(…)]` what falls due in a period, `schedule[3]` the fourth row, `schedule[:3]`
    the first three. A part chosen by due day or place holds some rows of its lines; `earned` and
    accruals are always those of the whole lines.
    """

    _lines: Lines
    _segments: Segments
    _rows: Rows
    _chosen: Ints | None = None
    payer: str | None = None
    fiscal_year_start: int = 1
    notes: tuple[str, ...] = field(default=(), kw_only=True)
    _changes: Changes | None = field(default=None, kw_only=True)
    _beside: Beside | None = field(default=None, kw_only=True)
    _opened: Opened | None = field(default=None, kw_only=True)
    _pools: Pools | None = field(default=None, kw_only=True)
    _agreed: tuple[Sequence[Contract], date | None] = field(default=((), None), kw_only=True)
    _open_ended: frozenset[tuple[str, str]] = field(default=frozenset(), kw_only=True)

    def __len__(self) -> int:
        return len(self._rows) if self._chosen is None else len(self._chosen)

    def __iter__(self) -> Iterator[Installment]:
        return (self._installment(int(row)) for row in self._places)

    @overload
    def __getitem__(self, key: SupportsIndex) -> Installment: ...
    @overload
    def __getitem__(self, key: str | Period | slice) -> "Schedule": ...
    def __getitem__(self, key: SupportsIndex | str | Period | slice) -> "Installment | Schedule":
        if isinstance(key, str):
            return self.of(key)
        if isinstance(key, Period):
            return self.between(key.first, key.last)
        try:
            if isinstance(key, slice):
                return self._part(np.sort(self._places[key]))
            place = index(key)
        except TypeError as error:
            wanted = "whole number, slice of whole numbers, contract id, Period"
            raise TermsError("TYPE_WRONG", field="schedule[…]", value=key, wanted=wanted) from error
        return self._installment(int(self._places[place]))

    def __repr__(self) -> str:
        if not len(self):
            return "<Schedule: no installments>"
        days = self._rows.due[self._places]
        dated = days[days != NONE]
        span = f", due {day_or_none(int(dated.min()))} to {day_or_none(int(dated.max()))}" if len(dated) else ""
        undated = f", {len(days) - len(dated)} undated" if len(dated) < len(days) else ""
        sums = " + ".join(str(money) for money in self.totals().values())
        count = "1 installment" if len(self) == 1 else f"{len(self)} installments"
        lines = "1 line" if len(self._line_ids) == 1 else f"{len(self._line_ids)} lines"
        return f"<Schedule: {count} of {lines}{span}{undated}, {sums}>"

    # -- choosing -----------------------------------------------------------------------------

    def of(self, contract: str) -> "Schedule":
        """The installments of one contract, lines and all.

        Raises:
            NotThereError: no contract of that id has a line here.
        """
        lines = np.flatnonzero(np.array([name == contract for name in self._lines.contract]))
        if not len(lines):
            raise NotThereError("CONTRACT_UNKNOWN", field="contract", value=contract)
        own = self._rows.offsets
        rows = np.arange(own[lines[0]], own[lines[-1] + 1])
        return self._part(rows if self._chosen is None else np.intersect1d(self._chosen, rows))

    def between(self, first: date | None, last: date | None) -> "Schedule":
        """What falls due from `first` to `last`, both included, by the adjusted day; undated rows are left out.

        Raises:
            TermsError: `OPENING_UNKNOWN` for days before the record of a line begins; without a first day, or from the
                first that there is, it is all that fell due up to the last.
        """
        refuse_period(self, first, last)
        due = self._rows.due[self._places]
        keep = due != NONE
        if first is not None:
            keep &= due >= number(checked_day(first, "from"))
        if last is not None:
            keep &= due <= number(checked_day(last, "to"))
        return self._part(self._places[keep])

    def undated(self) -> "Schedule":
        """The installments that have no due day yet."""
        return self._part(self._places[self._rows.due[self._places] == NONE])

    def _part(self, rows: Ints) -> "Schedule":
        return evolve(self, chosen=rows)

    # -- the curves ---------------------------------------------------------------------------

    def due(self, on: date) -> Money:
        """What has fallen due up to and including a day, by the adjusted day."""
        day = number(checked_day(on, "on"))
        refuse_before(self, on, "on")
        due = self._rows.due[self._places]
        return self._one_currency(self._places[(due != NONE) & (due <= day)])

    def earned(self, on: date) -> Money:
        """What the lines have earned up to and including a day (权责发生制)."""
        lines = self._line_ids
        day = number(checked_day(on, "on")) + 1
        refuse_before(self, on, "on")
        amount = self._earned.before(lines, np.full(len(lines), day, dtype=np.int64))
        return Money(total(amount), self._currency(lines))

    def total(self) -> Money:
        """The sum of the installments; for whole contracts, their value."""
        return self._one_currency(self._places)

    def totals(self) -> dict[str, Money]:
        """The sum of the installments of each currency."""
        currencies = np.array(self._lines.currency, dtype=object)[self._rows.line[self._places]]
        return {
            str(currency): Money(total(self._rows.amount[self._places[currencies == currency]]), str(currency))
            for currency in sorted(set(currencies.tolist()))
        }

    def accruals(
        self,
        per: Per = Per.MONTH,
        *,
        fiscal_year_start: int | None = None,
        by: str | None = None,
        by_payer: bool = False,
        within: Period | None = None,
    ) -> Sheet:
        """What expense belongs to which period.

        Args:
            per: calendar months, or quarters, halves and years of the fiscal year.
            fiscal_year_start: its first month; default: the register's.
            by: `contract`, `vendor`, `category`, `payer` or `recurring` instead of the line.
            by_payer: one row for each payer, whose share the amount then is.
            within: only periods that touch these days.

        Returns:
            A row for each line and each period that its service touches (on-due: from the
            first to the last due day), zeros inside included; columns of `tables.ACCRUALS`.
        """
        start = self.fiscal_year_start if fiscal_year_start is None else FiscalCalendar(fiscal_year_start).start_month
        return accruals(self, choice(Per, per, "per"), start, by=by, by_payer=by_payer, within=within)

    @cached_property
    def _earned(self) -> Earned | ChangingEarned | WidenedEarned | OpenedEarned:
        if self._beside is not None:
            return self._beside.earned
        if self._opened is not None:
            return self._opened.curve
        return Earned(self._segments, self._rows) if self._changes is None else self._changes.earned

    @cached_property
    def _touched(self) -> tuple[Ints, Ints]:
        """The first and the last day on which each line may earn."""
        changes = self._changes
        if self._beside is not None:
            return self._beside.touched
        if self._opened is not None:
            return self._opened.touched
        return touched(self._segments, self._rows) if changes is None else changes.touched

    # -- out ----------------------------------------------------------------------------------

    def sheet(self, by_payer: bool = False, *, tax: bool = False) -> Sheet:
        """The rows with the columns of `tables.SCHEDULE`.

        Args:
            by_payer: one row for each payer, whose share it is.
            tax: with net, tax and the rate of it at the end (`tables.TAXED`); nothing there where the terms of a line
                state no tax.

        Raises:
            TermsError: `TAX_OF_PAYERS` for tax by payer where the weights of a line change.
        """
        places, amount, payers = self._places, None, None
        if by_payer:
            places, amount, payers = self.shared()
        columns = {
            name: values.tolist() if isinstance(values, np.ndarray) else values
            for name, values in self._columns(places, amount).items()
        }
        for name in ("service_from", "service_to", "due_unadjusted", "due"):
            columns[name] = [day_or_none(day) for day in columns[name]]
        table = SCHEDULE
        if payers is not None:
            table, columns["payer"] = table.also(PAYER), payers
        found = Sheet(table, columns, self.notes)
        return self.with_tax(found, by_payer) if tax else found

    def with_tax(self, sheet: Sheet, by_payer: bool = False) -> Sheet:
        """A sheet of these rows, or of the payers' shares of them, with net, tax and the rate of it at the end."""
        return Sheet(sheet.table.also(*TAXED), {**sheet.columns, **self._tax_columns(by_payer)}, sheet.notes)

    def to_frame(self, money: MoneyAs = "decimal", *, tax: bool = False) -> "pd.DataFrame":
        """The rows as a tidy data frame; see `Sheet.to_frame`, and `sheet` for tax."""
        columns = self._columns(self._places, None)
        if tax:
            return framed(SCHEDULE.also(*TAXED), {**columns, **self._tax_columns(False)}, money)
        return framed(SCHEDULE, columns, money)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The rows as an Arrow stream, for polars, DuckDB and others; needs the extra `arrow`."""
        from contracts.schedules.arrow import stream

        return stream(self._columns(self._places, None), requested_schema)

    def explain(self, row: int, payer: str | None = None) -> "Explanation":
        """Why the installment at a place, or one payer's share of it, is what it is: as data, and as a sentence.

        Raises:
            IndexError: there is no such row.
            NotThereError: no such payer; or the schedule was made of a table, which holds no terms to explain.
        """
        from contracts.schedules.explain import explain_installment
        from contracts.schedules.explain_amended import explain_amended
        from contracts.schedules.explain_beside import explain_beside
        from contracts.schedules.explain_opened import explain_opened
        from contracts.schedules.explain_pools import explain_share

        place = int(self._places[row])
        line = int(np.searchsorted(self._rows.offsets, place, side="right")) - 1
        contract, terms = self._terms(line)
        if payer is not None and self._pools is not None and line in self._pools.lines:
            return explain_share(self, self._pools, place, line, payer)
        if self._changes is not None:
            return explain_amended(self, place, line, payer, self._changes)
        if self._beside is not None:
            return explain_beside(self, place, line, payer, self._beside)
        if self._opened is not None:
            return explain_opened(self, place, line, payer, self._opened)
        number = place - int(self._rows.offsets[line]) + 1
        return explain_installment(contract, terms, number, payer, default_payer=self.payer)

    def explain_tax(self, row: int, payer: str | None = None) -> "Explanation":
        """Why the tax in the installment at a place, or one payer's share of it, is what it is.

        Raises:
            IndexError: there is no such row.
            NotThereError: `TAX_UNKNOWN` where its terms state no tax; no such payer.
        """
        from contracts.schedules.explain_tax import explain_tax

        return explain_tax(self, int(self._places[row]), payer)

    def explain_accrual(self, contract: str, line: str, period: Period, payer: str | None = None) -> "Explanation":
        """Why what a line earns in a period, or one payer's share of it, is what it is.

        Where its record begins inside the period, what it earns from then on.

        Raises:
            NotThereError: no such contract, line or payer; or there are no terms to explain.
            TermsError: `OPENING_UNKNOWN` for a period before the record of the line begins.
        """
        from contracts.schedules.explain import explain_accrual
        from contracts.schedules.explain_amended import explain_amended_accrual
        from contracts.schedules.explain_beside import explain_accrual_beside
        from contracts.schedules.explain_opened import explain_accrual_opened
        from contracts.schedules.explain_pools import explain_accrual_share

        own = {self._lines.line[i]: i for i, name in enumerate(self._lines.contract) if name == contract}
        if not own:
            raise NotThereError("CONTRACT_UNKNOWN", field="contract", value=contract)
        if line not in own:
            raise NotThereError("LINE_UNKNOWN", field="line", value=line, choices=", ".join(own))
        period = begun(self, own[line], period)
        if payer is not None and self._pools is not None and own[line] in self._pools.lines:
            return explain_accrual_share(self, self._pools, own[line], period, payer)
        if self._changes is not None:
            return explain_amended_accrual(self, own[line], period, payer, self._changes)
        if self._beside is not None:
            return explain_accrual_beside(self, own[line], period, payer, self._beside)
        if self._opened is not None:
            return explain_accrual_opened(self, own[line], period, payer, self._opened)
        return explain_accrual(*self._terms(own[line]), period, payer, default_payer=self.payer)

    def explain_total(self) -> "Explanation":
        """Why the sum of these installments is what it is: the list of them.

        Raises:
            NotThereError: there is none.
            TermsError: they are in several currencies.
        """
        from contracts.schedules.explain import explain_total

        return explain_total([self.explain(row) for row in range(len(self))])

    def _terms(self, line: int) -> tuple[Contract, Line]:
        if self._lines.terms is None:
            raise NotThereError("TERMS_UNKNOWN", field="row", value=self._lines.line[line])
        return self._lines.terms[line]

    def shared(self) -> tuple[Ints, Ints, list[str | None]]:
        """Each row divided among its payers.

        Returns:
            For each row and payer, in order: the row's place, the share in minor units, the payer.
        """
        item, amount, payers = borne_rows(self)
        if self._chosen is not None:
            mark = np.zeros(len(self._rows), dtype=np.bool_)
            mark[self._chosen] = True
            keep = mark[item]
            item, amount, payers = item[keep], amount[keep], list(compress(payers, keep))
        return item, amount, payers

    def _shares(self, amount: Ints) -> Ints:
        """What payers bear of another amount of each row, in the order of `shared`, where no weights change."""
        shares = shared_rows(self._segments, evolve(self._taking_turns, amount=amount))
        if self._chosen is None:
            return shares.amount
        mark = np.zeros(len(self._rows), dtype=np.bool_)
        mark[self._chosen] = True
        chosen: Ints = shares.amount[mark[shares.item]]
        return chosen

    def payer_names(self, line: Ints, place: Ints) -> list[str | None]:
        """The names of payers by their place in the allocation of each line."""
        names: list[Sequence[str | None]] = [(self.payer,)]
        names += [allocation.payers for allocation in self._segments.allocations]
        chosen = (self._segments["allocation"][line] + 1).tolist()
        return [names[a][p] for a, p in zip(chosen, place.tolist(), strict=True)]

    # -- inside -------------------------------------------------------------------------------

    @cached_property
    def _taxes(self) -> "Taxes":
        """The tax in all rows; a schedule that was made of a table knows of none."""
        from contracts.schedules.taxes import taxes_of  # loaded once it is asked for

        return taxes_of(self, *self._agreed)

    def _tax_columns(self, by_payer: bool) -> dict[str, Any]:
        taxes = self._taxes
        if not by_payer:
            return taxes.columns(self._places, self._rows.amount[self._places], taxes.tax[self._places])
        if self._pools is not None:
            names = ", ".join(f"{self._lines.contract[i]} {self._lines.line[i]}" for i in self._pools.lines)
            raise TermsError("TAX_OF_PAYERS", field="tax", value=names)
        places, amount, _ = self.shared()
        return taxes.columns(places, amount, self._shares(taxes.tax))

    @cached_property
    def _places(self) -> Ints:
        """The places of the chosen rows among all rows."""
        return np.arange(len(self._rows)) if self._chosen is None else self._chosen

    @cached_property
    def _line_ids(self) -> Ints:
        """The lines that have a chosen row."""
        return np.arange(len(self._lines)) if self._chosen is None else np.unique(self._rows.line[self._chosen])

    @cached_property
    def _taking_turns(self) -> Rows:
        """All rows, with the days by which they take their turn in sharing."""
        own = self._beside or self._opened or self._changes
        return self._rows if own is None else evolve(self._rows, due_unadjusted=own.shared_on)

    @property
    def _openings(self) -> Opened | None:
        """The lines that are taken over, where there are any."""
        return self._opened if self._beside is None else self._beside.price._opened

    def _place_of_stage(self, line: int, index: int) -> int:
        """Where a stage stands among all rows, by its place among those of its line."""
        opened = self._openings
        return int(self._rows.offsets[line]) + (index if opened is None else opened.place_of(line, index))

    def _currency(self, lines: Ints) -> str:
        # Of nothing it is that of the lines that could have been chosen.
        names = sorted({self._lines.currency[line] for line in lines.tolist()} or set(self._lines.currency))
        if len(names) > 1:
            raise TermsError("CURRENCIES", field="currency", value=", ".join(names))
        return names[0] if names else "CNY"

    def _one_currency(self, places: Ints) -> Money:
        return Money(total(self._rows.amount[places]), self._currency(self._line_ids))

    def _columns(self, places: Ints, amount: Ints | None) -> dict[str, Any]:
        rows = self._rows
        line = rows.line[places]
        numbers = places - rows.offsets[line] + 1
        names: list[str | None] = [None] * len(places)
        for i in np.flatnonzero(np.isin(rows.kind[places], (STAGE, CATCH_UP, ADJUSTMENT))).tolist():
            names[i] = self._name(int(places[i]), int(line[i]))
        ends = rows.end[places]
        return {
            "contract": np.array(self._lines.contract, dtype=object)[line],
            "line": np.array(self._lines.line, dtype=object)[line],
            "number": numbers,
            "kind": np.array(KINDS, dtype=object)[rows.kind[places]],
            "name": names,
            "service_from": rows.start[places],
            "service_to": np.where(ends == NONE, NONE, ends - 1),
            "due_unadjusted": rows.due_unadjusted[places],
            "due": rows.due[places],
            "provisional": rows.provisional[places] > 0,
            "amount": rows.amount[places] if amount is None else amount,
            "currency": np.array(self._lines.currency, dtype=object)[line],
        }

    def _name(self, place: int, line: int) -> str | None:
        """The name of a stage; of a catch-up or an adjustment, the id of the amendment or the adjustment."""
        beside = self._beside
        if beside is not None:
            row = beside.row.get(place)
            return beside.price._name(beside.in_price(place, line), line) if row is None else row.name
        opened = self._opened
        if opened is not None:
            old = int(opened.origin[place])
            return opened.row[place].name if old < 0 else opened.terms._name(old, line)
        changes, kind = self._changes, int(self._rows.kind[place])
        if kind == CATCH_UP and changes is not None:
            return changes.name(place)
        if kind != STAGE:
            return None
        number = place - int(self._rows.offsets[line]) if changes is None else int(changes.place[place])
        return self._lines.stages[line][number]

    def _terms_of(self, place: int) -> Line:
        """The line as its terms were for the row at a place among all rows; beside the price, the last ones."""
        beside, changes = self._beside, self._changes
        line = int(np.searchsorted(self._rows.offsets, place, side="right")) - 1
        if beside is not None and place not in beside.row:
            return beside.price._terms_of(beside.in_price(place, line))
        if self._opened is not None and place not in self._opened.row:
            return self._opened.terms._terms_of(int(self._opened.origin[place]))
        if changes is not None and changes.version[place] >= 0:
            return changes.terms[int(changes.version[place])][1]
        return self._terms(line)[1]

    def _installment(self, place: int) -> Installment:
        rows = self._rows
        line = int(np.searchsorted(rows.offsets, place, side="right")) - 1
        in_line = place - int(rows.offsets[line])
        start, end = day_or_none(int(rows.start[place])), day_or_none(int(rows.end[place]))
        kind = KINDS[int(rows.kind[place])]
        return Installment(
            contract=self._lines.contract[line],
            line=self._lines.line[line],
            number=in_line + 1,
            kind=kind,
            name=self._name(place, line),
            service=None if start is None or end is None else Period(start, end),
            due_unadjusted=day_or_none(int(rows.due_unadjusted[place])),
            due=day_or_none(int(rows.due[place])),
            provisional=bool(rows.provisional[place]),
            amount=Money(int(rows.amount[place]), self._lines.currency[line]),
        )


def schedule(
    x: Any,
    *,
    quantities: Any = None,
    stages: Any = None,
    currency: str | None = None,
    unit: str | None = None,
    payer: str | None = None,
    fiscal_year_start: int | None = None,
    calendars: Sequence[Calendar] | None = None,
    known_on: date | None = None,
    horizon: date | None = None,
    renewed_on: date | None = None,
) -> Schedule:
    """All installments that follow from the terms of a contract, a register, any contracts, or a table of lines.

    Rows stand in order of contract, line and number, whatever the order of input.

    Args:
        x: a `Contract`; a register, whose `payer` and fiscal year count then; any iterable of contracts, which
            has neither; a pandas, polars or Arrow table with one row a line and the keys of a register file as
            columns (`contract`, `line`, `total` or `rate`, `per`, `quantity`, `from`, `to`, `every`, `when`, …,
            `share:<payer>` for weights, `event:<name>` for events); or a schedule, which comes back as it is.
        quantities: a long table of `contract`, `line`, `from`, `is`. This and all that follow are for a table only.
        stages: a long table of `contract`, `line`, `name`, `percent` or `amount`, `on` or `after`,
            `months` or `days`.
        currency, unit: of the table's amounts; without them CNY, in its major unit.
        payer: who bears lines that have no share.
        fiscal_year_start: first month of the fiscal year; without it 1.
        calendars: that the table may name, beside those that the library knows.
        known_on: amendments signed later, adjustments recorded later, and events that happened later, do not count;
            without it all of them do. For contracts only: a table has none, and of a schedule it was said when it was
            made.
        horizon: the day up to which lines without a last day are looked at; they need one, and for others it does not
            matter. Bills that begin on it or before come whole. For contracts only, too.
        renewed_on: where `known_on` is not given, the day up to which automatic renewals are committed whose last day
            of notice has passed; without it only those are that a later amendment follows. For contracts only, too.

    Raises:
        TermsError: two contracts of the same id, a due day beyond the years of its calendar; `HORIZON_REQUIRED` for a
            line without a last day, and no horizon; `OPENING_UNKNOWN` for what was known before the record of a line
            begins.
            A table that is none, what is for tables with something else, an unknown currency or unit.
        RegisterError: everything that is wrong with a table, each problem with its row, counted from 1.
        NotThereError: a polars or Arrow table without pyarrow.
    """
    for name, day in (("known_on", known_on), ("horizon", horizon), ("renewed_on", renewed_on)):
        if day is not None and is_table(x):  # a schedule is one as well
            raise TermsError("SCHEDULE_MADE", field=name, value=day)
    if is_table(x) and not isinstance(x, Schedule):
        return _of_table(x, quantities, stages, currency, unit, payer, fiscal_year_start, calendars)
    for_tables = {
        "quantities": quantities,
        "stages": stages,
        "currency": currency,
        "unit": unit,
        "payer": payer,
        "fiscal_year_start": fiscal_year_start,
        "calendars": calendars,
    }
    for name, day in (("known_on", known_on), ("horizon", horizon), ("renewed_on", renewed_on)):
        if day is not None:
            checked_day(day, name)
    for name, given in for_tables.items():
        if given is not None:
            raise TermsError("TABLE_ONLY", field=name, value=type(x).__name__)
    if isinstance(x, Schedule):
        return x
    return _of_contracts(x, known_on, horizon, renewed_on)


def _of_table(
    x: Any,
    quantities: Any,
    stages: Any,
    currency: str | None,
    unit: str | None,
    payer: str | None,
    fiscal_year_start: int | None,
    calendars: Sequence[Calendar] | None,
) -> Schedule:
    """The schedule of a table of lines."""
    from contracts.schedules.bulk import read_table

    currency = "CNY" if currency is None else currency
    start = FiscalCalendar(1 if fiscal_year_start is None else fiscal_year_start).start_month
    if payer is not None:
        checked_text(payer, "payer")
    read = read_table(x, quantities, stages, currency, unit, () if calendars is None else calendars)
    lines = Lines(read.contract, read.line, [currency] * len(read.line), read.groups, read.stages, None)
    return Schedule(lines, read.segments, _expanded(read.segments, lines), None, payer, start)


def _of_contracts(x: Any, known_on: date | None, horizon: date | None, renewed_on: date | None) -> Schedule:
    """The schedule of one contract or several."""
    contracts = contracts_in(x)
    horizon = with_records(contracts, horizon)
    notes = tuple(f"{contract.id}: {text}" for contract in contracts for text in contract.assumptions)
    owner: dict[str, Any] = {"notes": notes, "agreed": (contracts, known_on)}
    if isinstance(x, Portfolio):
        owner |= {"payer": x.payer, "fiscal_year_start": x.fiscal_year_start}
    if any(changes_with(contract, known_on) for contract in contracts):
        plan = planned(contracts, known_on, horizon, renewed_on)
        owner |= _going_on(plan.open_ended, notes, horizon)
        owner["open_ended"] |= frozenset(plan.renewed)
        price = Schedule(_named(plan.terms), plan.segments, plan.rows, **owner, changes=plan.changes)
        return with_rows_beside(with_openings(price, known_on), contracts, known_on)
    terms = lines_of(contracts)
    if any(line.is_open_ended for _, line in terms):
        terms, open_ended = closed_lines(terms, horizon)
        owner |= _going_on(open_ended, notes, horizon)
    lines, segments = _named(terms), encode(terms)
    price = Schedule(lines, segments, _expanded(segments, lines), **owner)
    return with_rows_beside(with_openings(price, known_on), contracts, known_on)


def _going_on(names: Sequence[tuple[str, str]], notes: tuple[str, ...], horizon: date | None) -> dict[str, Any]:
    """What a schedule says of lines that go on beyond what it looks at."""
    told = (sentence("looked at", Lang.EN, lines=line, horizon=horizon) for _, line in names)
    said = tuple(f"{contract}: {text}" for (contract, _), text in zip(names, told, strict=True))
    return {"open_ended": frozenset(names), "notes": (*notes, *said)}


def contracts_in(x: Any) -> list[Contract]:
    """One contract, or several, in order of id.

    Raises:
        TermsError: `TYPE_WRONG` for what is none; `DUPLICATE_ID`.
    """
    contracts = [x] if isinstance(x, Contract) else list(items(x, "contracts"))
    seen: set[str] = set()
    for contract in contracts:
        if not isinstance(contract, Contract):
            raise TermsError("TYPE_WRONG", field="contracts", value=contract, wanted="Contract")
        if contract.id in seen:
            raise TermsError("DUPLICATE_ID", field="contracts.id", value=contract.id, contract=contract.id)
        seen.add(contract.id)
    contracts.sort(key=lambda contract: contract.id)
    return contracts


def is_table(x: object) -> bool:
    """Whether something is a data frame or an Arrow table."""
    return hasattr(x, "__arrow_c_stream__")


def _expanded(segments: Segments, lines: Lines) -> Rows:
    """All rows, batch by batch."""
    parts = []
    for first in range(0, max(len(segments), 1), BATCH):
        try:
            parts.append(expand(segments.take(slice(first, first + BATCH)) if len(segments) > BATCH else segments))
        except PlaceError as place:
            at = first + place.line
            raise place.error.at(contract=lines.contract[at], line=lines.line[at]) from None
    return parts[0] if len(parts) == 1 else joined(parts)


def joined(parts: Sequence[Rows]) -> Rows:
    """The rows of neighbouring batches as one."""
    ends = np.cumsum([0] + [len(part) for part in parts])
    lines = np.cumsum([0] + [len(part.offsets) - 1 for part in parts])
    offsets = [part.offsets[:-1] + end for part, end in zip(parts, ends[:-1], strict=True)]

    def column(name: str) -> Any:
        return np.concatenate([getattr(part, name) for part in parts])

    return Rows.by(
        np.concatenate([*offsets, ends[-1:]]),
        column,
        np.concatenate([part.loose + first for part, first in zip(parts, lines[:-1], strict=True)]),
    )
