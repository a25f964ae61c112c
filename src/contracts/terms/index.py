"""A published index: what it stood at in a month or on a day, and since when that is known."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from attrs import evolve, field, frozen

from contracts.dates import checked_day, parse_day
from contracts.errors import TermsError
from contracts.terms.naming import checked_id, checked_text, items

#: The most decimals of an index value or a percentage, and the largest that either may be.
DECIMALS: Final = 6
LIMIT: Final = 10**9

_NUMBER: Final = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
_MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def exact_number(value: object, name: str) -> Decimal:
    """A number that is given as text, a whole number or a decimal, exact; it may be negative.

    Raises:
        TermsError: `FLOAT_FORBIDDEN`, `TYPE_WRONG`, `QUANTITY_SYNTAX`, `QUANTITY_RANGE`, `QUANTITY_PRECISION`.
    """
    if isinstance(value, float):
        raise TermsError("FLOAT_FORBIDDEN", field=name, value=value)
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise TermsError("TYPE_WRONG", field=name, value=value, wanted="number")
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    if _NUMBER.fullmatch(text) is None:
        raise TermsError("QUANTITY_SYNTAX", field=name, value=value)
    number = Decimal(text)
    if number.copy_abs() > LIMIT:
        raise TermsError("QUANTITY_RANGE", field=name, value=value, limit=LIMIT)
    if len(text.partition(".")[2].rstrip("0")) > DECIMALS:
        raise TermsError("QUANTITY_PRECISION", field=name, value=value, limit=DECIMALS)
    return number


def index_number(value: object, name: str) -> Decimal:
    """What an index may stand at: a number above 0.

    Raises:
        TermsError: `INDEX_POSITIVE` and those of numbers.
    """
    number = exact_number(value, name)
    if number <= 0:
        raise TermsError("INDEX_POSITIVE", field=name, value=number)
    return number


def month_or_day(value: object, name: str) -> str:
    """What an index value stands for: a month `2024-03`, or a day, as text; texts of one kind sort as their days do.

    Raises:
        TermsError: `INDEX_PERIOD` for text that is neither; those of days; `TYPE_WRONG`.
    """
    if not isinstance(value, str):
        return checked_day(value, name).isoformat()
    if _MONTH.fullmatch(value):
        checked_day(date(int(value[:4]) or 1, int(value[5:]), 1), name)
        return value
    if len(value) == len("2024-03"):
        raise TermsError("INDEX_PERIOD", field=name, value=value)
    return parse_day(value, name).isoformat()


def is_month(period: str) -> bool:
    """Whether a text that `month_or_day` gave is a month."""
    return len(period) == len("2024-03")


def first_day(period: str) -> date:
    """The day that a text of `month_or_day` stands for, or the first of the month."""
    return date.fromisoformat(f"{period}-01" if is_month(period) else period)


def _on(value: object) -> str:
    return month_or_day(value, "values.on")


def _value(value: object) -> Decimal:
    return index_number(value, "values.is")


@frozen
class IndexValue:
    """What an index stood at.

    Attributes:
        on: the month (`2024-03`) or the day that it stands for.
        value: more than 0, with at most 6 decimals.
        recorded: the day from which it is known; None: the day, or the first of the month, that it stands for.

    >>> IndexValue("2024-03", "105.65").known_from
    datetime.date(2024, 3, 1)
    """

    on: str = field(converter=_on)
    value: Decimal = field(converter=_value)
    recorded: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.recorded is not None:
            checked_day(self.recorded, "values.recorded")

    @property
    def known_from(self) -> date:
        """The first day on which it is known."""
        return first_day(self.on) if self.recorded is None else self.recorded


def _values(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(IndexValue(*given) if isinstance(given, tuple) else given for given in items(values, "values"))


@frozen(kw_only=True)
class Index:
    """A published index, by month or by day; a value that was revised stands there again, recorded later.

    Attributes:
        id: unique in a register.
        values: in order of what they stand for and of when they became known.
        source: who publishes it, or where.

    Raises:
        TermsError: `INDEX_MIXED` for values by month beside values by day; `DUPLICATE_ID` for a value twice that became
            known on one day; `ID_SYNTAX`, `TYPE_WRONG` and those of values and texts.

    >>> cpi = Index(id="CPI", values=[("2024-03", "105.65"), ("2024-03", "105.7", date(2024, 9, 1))])
    >>> cpi.at("2024-03").value, cpi.known(date(2024, 4, 1)).at("2024-03").value
    (Decimal('105.7'), Decimal('105.65'))
    """

    id: str
    values: tuple[IndexValue, ...] = field(default=(), converter=_values)
    source: str | None = None

    def __attrs_post_init__(self) -> None:
        checked_id(self.id, "id")
        if self.source is not None:
            checked_text(self.source, "source")
        for value in self.values:
            if not isinstance(value, IndexValue):
                raise TermsError("TYPE_WRONG", field="values", value=value, wanted="IndexValue")
        seen: set[tuple[str, date]] = set()
        for value in self.values:
            if is_month(value.on) != is_month(self.values[0].on):
                raise TermsError("INDEX_MIXED", field="values.on", value=value.on, other=self.values[0].on)
            if (value.on, value.known_from) in seen:
                raise TermsError("DUPLICATE_ID", field="values.on", value=value.on)
            seen.add((value.on, value.known_from))
        object.__setattr__(self, "values", tuple(sorted(self.values, key=lambda one: (one.on, one.known_from))))

    def period(self, day: date) -> str:
        """The month or the day of which the value counts on a day."""
        text = day.isoformat()
        return text[: len("2024-03")] if self.values and is_month(self.values[0].on) else text

    def at(self, period: str) -> IndexValue | None:
        """What it stood at; None where that is not known."""
        return next((value for value in reversed(self.values) if value.on == period), None)

    def last(self, period: str) -> IndexValue | None:
        """What it stood at, or at last before; None where nothing is known."""
        return next((value for value in reversed(self.values) if value.on <= period), None)

    def known(self, on: date) -> "Index":
        """The same with the values that are known on a day."""
        values = [value for value in self.values if value.known_from <= on]
        return self if len(values) == len(self.values) else evolve(self, values=values)
