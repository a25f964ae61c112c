"""Terms into columns: one segment a line, all its terms folded in.

A segment is a line of a contract; a later version of the terms would be another
segment with another window of days. Columns are the rows of one int64 matrix, so
that a batch of lines is a slice of it; each column lies in one piece of memory.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from math import gcd
from typing import Final

import numpy as np
from attrs import evolve, field, frozen

from contracts.calendars import Beyond, Calendar, Roll
from contracts.dates import Stub
from contracts.kernel.days import NONE, number
from contracts.kernel.exact import Ints
from contracts.terms.allocation import Allocation
from contracts.terms.billing import PERCENT_DECIMALS, Cyclic, Once, Stages, When
from contracts.terms.contract import Contract
from contracts.terms.line import Line, Proration, Recognition, Remainder
from contracts.terms.price import QUANTITY_DECIMALS, Rate, scaled

#: How a line falls due.
TOTAL: Final = 0
RATE: Final = 1
LISTED: Final = 2

STUBS: Final = {Stub.SHORT: 0, Stub.LONG: 1, Stub.FORBID: 2}
WHENS: Final = {When.ARREARS: 0, When.ADVANCE: 1}
PRORATIONS: Final = {Proration.ACTUAL: 0, Proration.THIRTY: 1, Proration.ACTUAL_30: 2, Proration.NONE: 3}
RECOGNITIONS: Final = {Recognition.DAILY: 0, Recognition.EVEN: 1, Recognition.ON_DUE: 2}
ON_A_DAY: Final = 3
REMAINDERS: Final = {Remainder.EARLIEST: 0, Remainder.LAST: 1, Remainder.SPREAD: 2}

#: The columns of a segment; all int64. Days count from 1970, `NONE` is a day that is not there.
COLUMNS: Final = (
    "form",  # TOTAL, RATE or LISTED
    "amount",  # the price, in minor units
    "start",  # first day of service
    "end",  # the day after the last
    "months",  # months in a billing cell; 0: the cell is in days
    "length",  # months or days in a billing cell
    "per_months",  # the same for the price grid
    "per_length",
    "anchor",
    "month_end",
    "first_edge",
    "last_edge",
    "stub",
    "when",
    "net_days",
    "pay_day",  # 0: none
    "proration",
    "recognition",
    "recognized",  # the day on which all is earned
    "remainder",
    "calendar",  # index into `calendars`; -1: none
    "allocation",  # index into `allocations`; -1: none
    "scale",  # what the quantities are multiplied by to be whole
    "steps_from",  # slice of the quantity steps
    "steps_to",
    "parts_from",  # slice of the listed parts
    "parts_to",
    "staged",  # 1: the parts are stages; 0: one payment
)
_ROW: Final = {name: i for i, name in enumerate(COLUMNS)}


@frozen(eq=False)
class Segments:
    """The columns of a batch of lines.

    Attributes:
        data: int64, one row for each of `COLUMNS`, one column for each line.
        step_day, step_value: quantity steps; each line's first stands on its first day of
            service; values are multiplied by the line's `scale`.
        part_day, part_size: stages; a day of `NONE` has not come; sizes are scaled percents or minor units.
        calendars: what `calendar` points into.
        allocations: what `allocation` points into.
        lines: which columns of the matrix are meant, where not all: each row is copied when it is asked for.
    """

    data: Ints
    step_day: Ints
    step_value: Ints
    part_day: Ints
    part_size: Ints
    calendars: tuple[tuple[Calendar, Roll, Beyond], ...]
    allocations: tuple[Allocation, ...]
    lines: Ints | None = None
    _columns: dict[str, Ints] = field(factory=dict, init=False, repr=False)

    def __len__(self) -> int:
        return int(self.data.shape[1] if self.lines is None else len(self.lines))

    def __getitem__(self, name: str) -> Ints:
        if self.lines is None:
            whole: Ints = self.data[_ROW[name]]
            return whole
        column = self._columns.get(name)
        if column is None:
            column = self._columns[name] = np.take(self.data[_ROW[name]], self.lines)
        return column

    def take(self, lines: Ints | slice) -> "Segments":
        """The same for some of the lines; all tables are shared."""
        if self.lines is not None:
            return evolve(self, lines=self.lines[lines])
        if isinstance(lines, slice):
            return evolve(self, data=self.data[:, lines])
        return evolve(self, lines=lines)

    def ending(self, until: Ints) -> "Segments":
        """The same with another end of the service of each line."""
        data = np.array([until if name == "end" else self[name] for name in COLUMNS])
        return evolve(self, data=data, lines=None)


class _Encoder:
    """Collects columns and side tables while lines are read."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, ...]] = []
        self.step_day: list[int] = []
        self.step_value: list[int] = []
        self.part_day: list[int] = []
        self.part_size: list[int] = []
        self.calendars: dict[tuple[Calendar, Roll, Beyond], int] = {}
        self.allocations: dict[Allocation, int] = {}

    def add(self, contract: Contract, line: Line) -> None:
        """One more line."""
        price, billing, service = line.price, line.billing, line.service
        start = number(service.start) if service else NONE
        end = number(service.end) if service else NONE
        steps_from, parts_from, scale, amount = len(self.step_day), len(self.part_day), 1, price.amount.minor
        form = LISTED
        months = per_months = 0
        length = per_length = 1
        anchor, month_end, first_edge, last_edge, stub, when, net_days, pay_day = start, 0, NONE, NONE, 0, 0, 0, 0
        if isinstance(billing, Cyclic):
            form = TOTAL
            months, length = billing.every.months, billing.every.months or billing.every.days
            per_months, per_length = months, length
            anchor = number(billing.anchor or billing.first_edge or service.start)  # type: ignore[union-attr]
            month_end = int(billing.month_end)
            first_edge = NONE if billing.first_edge is None else number(billing.first_edge)
            last_edge = NONE if billing.last_edge is None else number(billing.last_edge)
            stub, when = STUBS[billing.stub], WHENS[billing.when]
            net_days, pay_day = billing.net_days, billing.pay_day or 0
            if isinstance(price, Rate):
                form = RATE
                if price.per is not None:
                    per_months, per_length = price.per.months, price.per.months or price.per.days
                amount, units = price.in_units
                scale = self._add_steps(units, start, end)
        else:
            self._add_parts(contract, billing)
        recognition, recognized = ON_A_DAY, NONE
        if isinstance(line.recognition, Recognition):
            recognition = RECOGNITIONS[line.recognition]
        else:
            recognized = number(line.recognition)
        calendar = allocation = -1
        if line.calendar is not None and line.roll is not None:  # a line has both or neither
            key = (line.calendar, line.roll, line.beyond)
            calendar = self.calendars.setdefault(key, len(self.calendars))
        if line.allocation is not None:
            allocation = self.allocations.setdefault(line.allocation, len(self.allocations))
        self.rows.append(
            (
                form,
                amount,
                start,
                end,
                months,
                length,
                per_months,
                per_length,
                anchor,
                month_end,
                first_edge,
                last_edge,
                stub,
                when,
                net_days,
                pay_day,
                PRORATIONS[line.proration],
                recognition,
                recognized,
                REMAINDERS[line.remainder],
                calendar,
                allocation,
                scale,
                steps_from,
                len(self.step_day),
                parts_from,
                len(self.part_day),
                int(isinstance(billing, Stages)),
            )
        )

    def _add_steps(self, units: Sequence[tuple[date | None, int]], start: int, end: int) -> int:
        """The steps that count during the service; the scale of their values."""
        scale = 10**QUANTITY_DECIMALS // gcd(10**QUANTITY_DECIMALS, *(value for _, value in units))
        days = [start if day is None else max(number(day), start) for day, _ in units]
        first = max(i for i, day in enumerate(days) if day == start)
        for day, (_, value) in zip(days[first:], units[first:], strict=True):
            if day < end:
                self.step_day.append(day)
                self.step_value.append(value * scale // 10**QUANTITY_DECIMALS)
        return scale

    def _add_parts(self, contract: Contract, billing: Stages | Once) -> None:
        if isinstance(billing, Once):
            self.part_day.append(number(billing.on))
            self.part_size.append(1)
            return
        for stage in billing.parts:
            day = contract.stage_day(stage)
            self.part_day.append(NONE if day is None else number(day))
            if stage.percent is not None:
                self.part_size.append(scaled(stage.percent, PERCENT_DECIMALS))
            else:
                self.part_size.append(stage.amount.minor)  # type: ignore[union-attr]

    def segments(self) -> Segments:
        """What was collected, as columns."""
        return Segments(
            np.ascontiguousarray(np.array(self.rows, dtype=np.int64).reshape(-1, len(COLUMNS)).T),
            np.array(self.step_day, dtype=np.int64),
            np.array(self.step_value, dtype=np.int64),
            np.array(self.part_day, dtype=np.int64),
            np.array(self.part_size, dtype=np.int64),
            tuple(self.calendars),
            tuple(self.allocations),
        )


def encode(lines: Iterable[tuple[Contract, Line]]) -> Segments:
    """The columns of some lines, in the order given."""
    encoder = _Encoder()
    for contract, line in lines:
        encoder.add(contract, line)
    return encoder.segments()
