"""Explanations as data that any format can hold."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from attrs import fields, has

from contracts.money import Money
from contracts.schedules.workings import Formula

#: Metadata of a field that is left out where it is empty.
UNLESS_EMPTY: Final = "unless empty"


def plain(value: Any) -> Any:
    """Data that any format can hold: dicts, lists, text, whole numbers, true, false, nothing.

    Amounts are text in major units, fractions text in lowest terms, days ISO dates. A working
    says its `kind`, and beside its data what follows from them on the way to its `comes_to`.

    >>> from contracts.schedules.workings import Stated
    >>> plain(Stated(amount=Money.of("485180", "CNY")))
    {'kind': 'stated', 'amount': '485180.00', 'comes_to': '485180.00'}
    """
    if isinstance(value, Money):
        return f"{value.amount:f}"
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Fraction | date):
        return str(value)
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if not has(type(value)):
        return value
    return plain_fields(value)


def plain_fields(value: Any) -> dict[str, Any]:
    """The fields of an object as plain data; of a working with its kind and what it comes to."""
    own = {
        field.name: plain(getattr(value, field.name))
        for field in fields(type(value))
        if getattr(value, field.name) != () or not field.metadata.get(UNLESS_EMPTY)
    }
    if isinstance(value, Formula):
        shown = {name: plain(getattr(value, name)) for name in value.SHOWN}
        return {"kind": value.KIND, **own, **shown, "comes_to": plain(value.figure)}
    return own
