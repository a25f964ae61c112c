"""The lines that are measured: made up, the same in every run, as the kernel's columns and as plain ones."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import numpy as np
from attrs import frozen

from contracts import (
    ADVANCE,
    ARREARS,
    HALF_YEARLY,
    MONTHLY,
    QUARTERLY,
    YEARLY,
    Allocation,
    Contract,
    Cyclic,
    Frequency,
    Line,
    Money,
    Period,
    Proration,
    Rate,
    Remainder,
    Stage,
    Stages,
    Total,
)
from contracts.dates import after
from contracts.kernel.days import NONE, TABLE, bases, number
from contracts.kernel.encode import COLUMNS, TOTAL, Segments, encode
from contracts.kernel.exact import Ints

#: Four payers, as the founding case has them.
WEIGHTS: Final = (4, 3, 2, 1)
PAYERS: Final = ("city", "north", "south", "zone")
ALLOCATION: Final = Allocation(dict(zip(PAYERS, WEIGHTS, strict=True)))

_ROW: Final = {name: i for i, name in enumerate(COLUMNS)}
_DEFAULTS: Final = {
    "form": TOTAL,
    "months": 1,
    "length": 1,
    "per_months": 1,
    "per_length": 1,
    "first_edge": NONE,
    "last_edge": NONE,
    "recognized": NONE,
    "calendar": -1,
    "scale": 1,
}
_NO_STEPS: Final = np.zeros(1, dtype=np.int64)


class MonthlyColumns:
    """A matrix of segments in which only what differs from line to line is written anew for each batch."""

    def __init__(self, lines: int) -> None:
        self._data = np.zeros((len(COLUMNS), lines), dtype=np.int64)
        for name, value in _DEFAULTS.items():
            self._data[_ROW[name]] = value

    def filled(self, start: Ints, end: Ints, anchor: Ints, amount: Ints) -> Segments:
        """The segments of a batch; those of the batch before are overwritten."""
        data = self._data[:, : len(start)]
        for name, column in (("start", start), ("end", end), ("anchor", anchor), ("amount", amount)):
            data[_ROW[name]] = column
        return Segments(data, _NO_STEPS, _NO_STEPS, _NO_STEPS, _NO_STEPS, (), (ALLOCATION,))


@frozen(eq=False)
class Monthly:
    """Totals billed by the month in arrears, most with a stub at both ends, shared by four payers.

    Attributes:
        start, end: days since 1970; the end is the day after the last.
        anchor: edge 0 of the grid, less than a month before the start; any day of a month.
        amount: minor units.
    """

    start: Ints
    end: Ints
    anchor: Ints
    amount: Ints

    def __len__(self) -> int:
        return len(self.start)

    def first(self, lines: int) -> "Monthly":
        """The first lines, for peers that would take too long over all of them."""
        return Monthly(self.start[:lines], self.end[:lines], self.anchor[:lines], self.amount[:lines])

    def segments(self) -> Segments:
        """The same as the kernel's columns."""
        return MonthlyColumns(len(self)).filled(self.start, self.end, self.anchor, self.amount)


def monthly(lines: int, seed: int = 1) -> Monthly:
    """Three to eight years from a day between 2010 and 2020, with ends on any day."""
    random = np.random.default_rng(seed)
    start = random.integers(number(date(2010, 1, 1)), number(date(2020, 1, 1)), lines)
    anchor = start - random.integers(0, 28, lines)
    base, _ = bases(np.ones(lines, dtype=np.int64), anchor, np.zeros(lines, dtype=np.bool_))
    whole = random.integers(36, 97, lines)
    end = TABLE[base + whole].astype(np.int64) + random.integers(0, 28, lines)
    end[::50] = TABLE[base + whole][::50]  # some end with a whole cell,
    short = np.arange(lines) % 50 == 1  # and some have but one row, or two
    end[short] = start[short] + random.integers(1, 40, int(short.sum()))
    return Monthly(start, end, anchor, random.integers(10**6, 10**9, lines))


#: Of ten lines in a mixed portfolio: three not monthly, two with stubs, one each by stages, with
#: quantity steps, and with a price for other cells than the bills; two plain ones.
MIX: Final = ("cycle", "cycle", "cycle", "stub", "stub", "stages", "steps", "per", "plain", "plain")
_CYCLES: Final = (QUARTERLY, HALF_YEARLY, YEARLY, Frequency.parse("2 weeks"), Frequency.parse("10 days"))
#: Price cells and bills: a quarter billed of monthly prices, a month of a yearly one.
_UNLIKE: Final = ((MONTHLY, QUARTERLY), (YEARLY, MONTHLY))
_STAGES: Final = (("on signing", 30), ("on delivery", 40), ("on acceptance", 25), ("retained", 5))
_PRORATIONS: Final = tuple(Proration)
_REMAINDERS: Final = (Remainder.EARLIEST, Remainder.LAST)


def mixed_terms(lines: int, seed: int = 2) -> list[tuple[Contract, Line]]:
    """A portfolio of every kind, from three to eight years each, as objects of the library."""
    random = np.random.default_rng(seed)
    result = []
    for i in range(lines):
        start = date(2010, 1, 1) + timedelta(days=int(random.integers(3650)))
        months = int(random.integers(36, 97))
        line = _mixed_line(MIX[i % len(MIX)], i, start, months, random)
        result.append((Contract(id=f"C{i}", lines=[line]), line))
    return result


def _mixed_line(kind: str, i: int, start: date, months: int, random: np.random.Generator) -> Line:
    when = ADVANCE if i % 3 == 0 else ARREARS
    proration, remainder = _PRORATIONS[i % len(_PRORATIONS)], _REMAINDERS[i % 2]
    cents = int(random.integers(10**4, 10**7))
    rate, total = Money(cents, "CNY"), Money(100 * cents + 37, "CNY")
    price: Total | Rate = Rate(rate) if i % 20 < 10 else Total(total)
    billing: Cyclic | Stages = Cyclic(MONTHLY, when=when)
    service = Period(start, after(start, months=months))
    if kind == "cycle":
        every = _CYCLES[i // len(MIX) % len(_CYCLES)]
        cells = months // every.months if every.months else months * 30 // every.days
        service = Period(start, after(start, months=cells * every.months, days=cells * every.days))
        proration, billing = Proration.ACTUAL, Cyclic(every, when=when)
    elif kind == "stub":
        service = Period(start, service.end + timedelta(days=int(random.integers(1, 28))))
        billing = Cyclic(MONTHLY, when=when, anchor=start - timedelta(days=int(random.integers(1, 28))))
    elif kind == "stages":
        price = Total(total)
        billing = Stages(
            Stage(name=name, percent=Decimal(percent), on=after(start, months=6 * j))
            for j, (name, percent) in enumerate(_STAGES)
        )
    elif kind == "steps":
        changes = [(start + timedelta(days=200 * j + i % 30), i % 7 + 1 + j) for j in range(1, 4)]
        price = Rate(rate, quantity=[(start, i % 7 + 1), *changes])
    elif kind == "per":
        per, every = _UNLIKE[i // len(MIX) % len(_UNLIKE)]
        price, billing = Rate(rate, per=per), Cyclic(every, when=when)
    return Line(
        id="1",
        price=price,
        service=service,
        billing=billing,
        proration=proration,
        remainder=remainder,
        allocation=ALLOCATION,
    )


def mixed(lines: int) -> Segments:
    """The same as the kernel's columns."""
    return encode(mixed_terms(lines))
