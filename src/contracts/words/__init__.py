"""Every message and label, in English and in Chinese.

A message is found by the stable code of its problem (`DATE_ORDER`); it has a
sentence that says what is wrong and one that says what to do. A label is found
by the English word that files and columns use. A test finds any code or column
that lacks one of the languages.
"""

from enum import StrEnum
from typing import Any, Final

from contracts.words.explanations import EXPLANATIONS
from contracts.words.findings import FINDINGS
from contracts.words.labels import LABELS
from contracts.words.messages import MESSAGES
from contracts.words.sentences import SENTENCES


class Lang(StrEnum):
    """The languages in which messages, labels and explanations exist."""

    EN = "en"
    ZH = "zh"


#: The most of an offending value that a message quotes.
QUOTED: Final = 80
#: Messages on a value of the wrong kind, which show text in quotes: `"30"` is not a whole number, and 30 is one.
_OF_A_KIND: Final = frozenset({"TYPE_WRONG", "WEIGHT", "FISCAL_MONTH", "CALENDAR_WEEKDAY", "CALENDAR_YEAR"})


def quoted(value: object) -> str:
    """The value as a message shows it: escaped, and at most 80 characters long."""
    try:
        text = value if isinstance(value, str) else str(value)
    except ValueError:  # an int of more digits than Python prints
        text = f"<{type(value).__name__}>"
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text[: QUOTED + 1])
    return shown if len(shown) <= QUOTED else shown[: QUOTED - 1] + "…"


def message(code: str, lang: Lang = Lang.EN, /, *, text: bool = False, **data: Any) -> str:
    """What is wrong, in one sentence.

    Args:
        code: of the message.
        lang: its language.
        text: whether the value stood as text.
        data: what the message quotes; tuples are words of the library's own, of which none is cut off.
    """
    shown = {name: _filled(name, value) for name, value in data.items()}
    if text and code in _OF_A_KIND:
        shown["value"] = f'"{shown["value"]}"'
    return MESSAGES[code][0 if lang is Lang.EN else 2].format_map(shown)


def remedy(code: str, lang: Lang = Lang.EN, /, **data: Any) -> str:
    """What to do about it, in one sentence."""
    shown = {name: _filled(name, value) for name, value in data.items()}
    return MESSAGES[code][1 if lang is Lang.EN else 3].format_map(shown)


def _filled(name: str, value: object) -> str:
    """What a message says for something that it quotes."""
    if name != "value" and isinstance(value, tuple):
        return (" / " if name == "nearest" else ", ").join(value)
    return quoted(value)


def label(word: str, lang: Lang = Lang.EN) -> str:
    """The heading for a column or a group; the word itself where it has no other."""
    return LABELS.get(word, word) if lang is Lang.ZH else word.replace("_", " ")


def sentence(key: str, lang: Lang = Lang.EN, /, **data: object) -> str:
    """What a table for people says; values stand in it as they are."""
    return SENTENCES[key][lang is Lang.ZH].format_map(data)


def found(key: str, lang: Lang = Lang.EN, /, **data: object) -> str:
    """What a rule found, by its code and form; values stand in it as they are."""
    return FINDINGS[key][0 if lang is Lang.EN else 2].format_map(data)


def clears(key: str, lang: Lang = Lang.EN, /, **data: object) -> str:
    """What would clear a finding."""
    return FINDINGS[key][1 if lang is Lang.EN else 3].format_map(data)


def explanation(part: str, lang: Lang = Lang.EN, /, **data: object) -> str:
    """A part of an explanation; values stand in it as they are."""
    return EXPLANATIONS[part][lang is Lang.ZH].format_map(data)


__all__ = [
    "EXPLANATIONS",
    "FINDINGS",
    "LABELS",
    "MESSAGES",
    "QUOTED",
    "SENTENCES",
    "Lang",
    "clears",
    "explanation",
    "found",
    "label",
    "message",
    "quoted",
    "remedy",
    "sentence",
]
