"""Which ids and texts may stand in terms."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, TypeVar

from contracts.errors import TermsError

Choice = TypeVar("Choice", bound=StrEnum)
Item = TypeVar("Item")

#: The most characters of an id, and of a text.
ID_LENGTH: Final = 128
TEXT_LENGTH: Final = 32767
#: What an id may hold beside letters of any script and ASCII digits.
ID_SIGNS: Final = frozenset("-_./:#()[]〔〕【】·+&@")
#: Characters that reorder what a reader sees: 100.00 could be shown as 00.001.
_BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _category(sign: str) -> str:
    """The Unicode category of a sign; the tables are loaded only for texts that are not ASCII."""
    from unicodedata import category

    return category(sign)


def _composed(text: str) -> str:
    from unicodedata import normalize

    return normalize("NFKC", text)


def _may_stand_in_id(sign: str) -> bool:
    if sign.isascii():
        return sign.isalnum() or sign in ID_SIGNS
    return sign in ID_SIGNS or _category(sign)[0] in "LM"


def checked_id(value: object, name: str) -> str:
    """An id: letters of any script, ASCII digits and `-_./:#()[]〔〕【】·+&@`; no blanks, no full-width forms.

    Raises:
        TermsError: `ID_SYNTAX`; `TYPE_WRONG` for what is not text.
    """
    if not isinstance(value, str):
        raise TermsError("TYPE_WRONG", field=name, value=value, wanted="text")
    if value.isascii() and value.replace("-", "").replace("_", "").isalnum() and len(value) <= ID_LENGTH:
        return value
    if (
        not value
        or len(value) > ID_LENGTH
        or not all(_may_stand_in_id(sign) for sign in value)
        or _composed(value) != value
    ):
        raise TermsError("ID_SYNTAX", field=name, value=value, limit=ID_LENGTH)
    return value


def checked_text(value: object, name: str) -> str:
    """A title, a name or a note: not blank, and without control or bidirectional override characters.

    Raises:
        TermsError: `CONTROL_CHAR`, `TEXT_EMPTY`, `TEXT_LONG`; `TYPE_WRONG` for what is not text.
    """
    if not isinstance(value, str):
        raise TermsError("TYPE_WRONG", field=name, value=value, wanted="text")
    if value.isascii() and value.isprintable() and value and not value.isspace() and len(value) <= TEXT_LENGTH:
        return value
    if not value or value.isspace():
        raise TermsError("TEXT_EMPTY", field=name, value=value)
    if len(value) > TEXT_LENGTH:
        raise TermsError("TEXT_LONG", field=name, value=value, limit=TEXT_LENGTH)
    for sign in value:
        if sign in _BIDI or (sign not in "\n\t" and _category(sign) in {"Cc", "Cs"}):
            raise TermsError("CONTROL_CHAR", field=name, value=value, sign=f"U+{ord(sign):04X}")
    return value


def choice(kind: type[Choice], value: object, name: str) -> Choice:
    """The option itself, or the one that a word of the register file stands for.

    Raises:
        TermsError: `CHOICE_UNKNOWN`.
    """
    if isinstance(value, str) and value in set(kind):
        return kind(value)
    raise TermsError("CHOICE_UNKNOWN", field=name, value=value, choices=", ".join(kind))


def items(values: Iterable[Item], name: str) -> tuple[Item, ...]:
    """What was given, as a tuple.

    Raises:
        TermsError: `TYPE_WRONG` for what is no collection.
    """
    if not isinstance(values, Iterable):
        raise TermsError("TYPE_WRONG", field=name, value=values, wanted="list")
    return tuple(values)
