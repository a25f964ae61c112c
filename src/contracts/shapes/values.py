"""What may stand at the keys of a register file, one value at a time.

A reader gives what a value means, or raises a `TermsError` that leaves it to others to say where it stood.
"""

from collections.abc import Callable
from datetime import date, time
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, TypeAlias, TypeVar

from contracts.dates import Frequency, checked_day, parse_day
from contracts.errors import TermsError
from contracts.shapes.faults import Wrong
from contracts.terms.allocation import WEIGHT_LIMIT
from contracts.terms.index import month_or_day
from contracts.terms.line import Recognition
from contracts.terms.naming import checked_id, checked_text

T = TypeVar("T")
#: What a key holds: a value, the reason why it was refused, or nothing where the key is not there.
Given: TypeAlias = T | Wrong | None

#: Of one list, no more wrong items than this are reported.
MOST_WRONG: Final = 1000


class Literal(str):
    """The source text of a value that stood without quotes, such as `0.10` or `1e6`."""

    __slots__ = ()


def refusal(value: object, wanted: str) -> TermsError:
    """The error of a value that is of another kind than wanted."""
    return TermsError("TYPE_WRONG", field="", value=value, wanted=wanted)


def text(value: object) -> str:
    """Text for people: a title, a name, a note."""
    if isinstance(value, Literal):
        raise refusal(value, "text")
    return checked_text(value, "")


def identifier(value: object) -> str:
    """An id."""
    if isinstance(value, Literal):
        raise refusal(value, "text")
    return checked_id(value, "")


def day(value: object) -> date:
    """A day: a local date of TOML, or text `YYYY-MM-DD`."""
    if isinstance(value, time):
        raise TermsError("DATE_HAS_TIME", field="", value=value)
    return parse_day(value, "") if isinstance(value, str) else checked_day(value, "")


def period(value: object) -> str:
    """A month, as text `YYYY-MM`, or a day."""
    if isinstance(value, Literal):
        raise refusal(value, "text")
    if isinstance(value, time):
        raise TermsError("DATE_HAS_TIME", field="", value=value)
    return month_or_day(value, "")


def whole(value: object) -> int:
    """A whole number, not as text."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise refusal(value, "whole number")
    return value


def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise refusal(value, "true/false")
    return value


def number(value: object) -> str:
    """The text of an amount, a quantity or a percentage, as the file has it; what it says is judged later."""
    if isinstance(value, float):
        raise TermsError("FLOAT_FORBIDDEN", field="", value=value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise refusal(value, "number")
    return str(value)


def weight(value: object) -> int:
    """The weight of a payer."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= WEIGHT_LIMIT:
        raise TermsError("WEIGHT", field="", value=value, limit=WEIGHT_LIMIT)
    return value


def frequency(value: object) -> Frequency:
    """How often: `3 months`."""
    if isinstance(value, Literal) or not isinstance(value, str):
        raise refusal(value, "text")
    return _frequency(value)


@lru_cache(256)
def _frequency(text: str) -> Frequency:
    return Frequency.parse(text, "")


def word(words: type[StrEnum], value: object) -> Any:
    """One of the words of an enum."""
    if isinstance(value, Literal) or not isinstance(value, str):
        raise refusal(value, "text")
    try:
        return words(value)
    except ValueError:
        raise TermsError("CHOICE_UNKNOWN", field="", value=value, choices=", ".join(words)) from None


def recognition(value: object) -> Recognition | date:
    """A word for how a line is earned, or the day on which it is."""
    if isinstance(value, str) and not value[:1].isdigit():
        read: Recognition = word(Recognition, value)
        return read
    return day(value)


def items(read: Callable[[Any], T], value: object) -> tuple[T | Wrong, ...]:
    """A list, each item read by itself."""
    if not isinstance(value, list):
        raise refusal(value, "list")
    found: list[T | Wrong] = []
    wrong = 0
    for item in value:
        found.append(kept(read, item))
        wrong += isinstance(found[-1], Wrong)
        if wrong == MOST_WRONG:
            break
    return tuple(found)


def entries(read_key: Callable[[Any], str], read: Callable[[Any], T], value: object) -> dict[str, T | Wrong]:
    """A table whose keys are names of the user's own, in the order written."""
    if not isinstance(value, dict):
        raise refusal(value, "table")
    found: dict[str, T | Wrong] = {}
    for key, item in value.items():
        name = kept(read_key, key)
        found[key] = name if isinstance(name, Wrong) else kept(read, item)
    return found


def kept(read: Callable[[Any], T], value: object) -> T | Wrong:
    """What a reader gives, or the reason why it refused."""
    try:
        return read(value)
    except TermsError as error:
        return Wrong(error)
