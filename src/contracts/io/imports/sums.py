"""Rows of sums, 小计 and 合计: recognised, and held against what they sum.

A 小计 sums the rows since the sum before it; a 合计 those since the 合计 before it, or all; a 总计 all. One that stands
before the first row sums all that follow.
"""

import re
from decimal import Context, Decimal
from typing import Final

from attrs import define, field, frozen

from contracts.errors import TermsError
from contracts.io.imports.cells import DIGITS, amount
from contracts.io.imports.grid import Cell, Kind, Row
from contracts.io.imports.telling import Told
from contracts.money import format_amount

_SUM: Final = re.compile(
    r"(?:.{0,20})(?P<part>小计|本页合计|subtotal)|(?:.{0,20})(?P<all>总计|累计|grandtotal)|(?:.{0,20})(?P<sum>合计|total|sum)",
    re.IGNORECASE,
)
_SHOWN: Final = Context(prec=DIGITS)


def kind_of_sum(text: str) -> str | None:
    """Whether a text names a sum: `part`, `sum` or `all`.

    >>> kind_of_sum("合 计："), kind_of_sum("信息化小计"), kind_of_sum("总计"), kind_of_sum("合计表")
    ('sum', 'part', 'all', None)
    """
    match = _SUM.fullmatch(re.sub(r"[\s:：]", "", text)) if len(text) <= 60 else None
    return None if match is None else match.lastgroup


def named(unit: str | None, currency: str) -> str | None:
    """A unit as registers in a currency call it; None for the major one.

    >>> named("万", "CNY"), named("万", "USD"), named("1", "USD")
    ('万元', '万', None)
    """
    if unit == "1":
        return None
    return f"{unit}元" if currency == "CNY" and unit in ("万", "亿") else unit


@frozen
class _Stated:
    """A sum that a sheet states."""

    row: int
    column: int
    heading: str
    cell: Cell
    unit: str | None


@define
class Sums:
    """The sums of one column.

    Attributes:
        column, heading: which.
        currency, unit: of its amounts.
    """

    column: int
    heading: str
    currency: str
    unit: str | None
    _totals: list[int] = field(factory=lambda: [0])
    _wrong: list[int] = field(factory=lambda: [0])
    _since_any: int = 0
    _since_sum: int = 0
    _ahead: list[_Stated] = field(factory=list)

    def add(self, minor: int | None) -> None:
        """Take in a row; None for one that is wrong, or in another currency: no sum can be held against it."""
        self._totals.append(self._totals[-1] + (minor or 0))
        self._wrong.append(self._wrong[-1] + (minor is None))

    @property
    def _count(self) -> int:
        """How many rows there were."""
        return len(self._totals) - 1

    def state(self, row: Row, kind: str, told: Told) -> None:
        """Hold a stated sum against the rows before it."""
        cell = row.cell(self.column)
        stated = _Stated(row.number, self.column, self.heading, cell, self.unit)
        if not cell.is_blank:
            if not self._count:
                self._ahead.append(stated)
            else:
                starts = {"part": (self._since_any,), "sum": (self._since_sum, 0), "all": (0,)}[kind]
                self._hold(stated, starts, told)
        self._since_any = self._count
        if kind != "part":
            self._since_sum = self._count

    def end(self, told: Told) -> None:
        """Hold the sums that stood before all rows against all of them."""
        for stated in self._ahead:
            self._hold(stated, (0,), told)

    def _hold(self, stated: _Stated, starts: tuple[int, ...], told: Told) -> None:
        # Sums of other currencies stand below one another: of no row nothing is said.
        starts = tuple(start for start in starts if start < self._count or not self._wrong[-1])
        whole = [start for start in starts if self._wrong[start] == self._wrong[-1]]
        found = [self._totals[-1] - self._totals[start] for start in whole]
        if not found:
            return
        try:
            minor = amount(_shown(stated.cell), self.currency, stated.unit).minor
        except TermsError as error:
            told.take(error, stated.row, stated.column, stated.heading)
            return
        if minor not in found:
            told.add(
                "SUM_DIFFERS",
                stated.row,
                stated.column,
                stated.cell,
                field=stated.heading,
                expected=self._written(found[0]),
                difference=self._written(minor - found[0]),
            )

    def _written(self, minor: int) -> str:
        unit = named(self.unit, self.currency)
        return f"{format_amount(minor, self.currency, self.unit)} {unit or self.currency}"


def _shown(cell: Cell) -> Cell:
    """A sum as a spreadsheet shows it: what it computed in floats ends after 15 digits."""
    return cell._replace(text=f"{_SHOWN.plus(Decimal(cell.text)):f}") if cell.kind is Kind.NUMBER else cell
