"""Findings as values: what was found, by which rule, and what would clear it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, overload

from attrs import evolve, field, frozen

from contracts.errors import TermsError
from contracts.schedules.sheet import MoneyAs, Sheet
from contracts.tables import FINDINGS
from contracts.terms.naming import checked_text, choice
from contracts.words import Lang, clears, found

if TYPE_CHECKING:
    import pandas as pd


class Severity(StrEnum):
    """How much a finding asks for.

    INFO: to know. QUESTION: to ask, since it may well be in order. WARNING: unusual, to be explained. ERROR: figures
    that contradict each other.
    """

    INFO = "info"
    QUESTION = "question"
    WARNING = "warning"
    ERROR = "error"


@frozen
class Law:
    """A rule of law, and the days between which it is in force.

    Attributes:
        basis: as it is cited.
        since, until: the first and the last day; None where there is none, or it is not known.
        unconfirmed: the days could not be confirmed from a source.
    """

    basis: str
    since: date | None = None
    until: date | None = None
    unconfirmed: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def _severity(value: str) -> Severity:
    return choice(Severity, value, "severity")


def _both(texts: Any) -> tuple[str, str]:
    both = tuple(texts) if isinstance(texts, tuple | list) else (texts, texts)
    if len(both) != 2:
        raise TermsError("TYPE_WRONG", field="message", value=texts, wanted="(English, Chinese)")
    return checked_text(both[0], "message"), checked_text(both[1], "message")


def _figures(figures: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(figures))


@frozen(kw_only=True)
class Finding:
    """One fact to look at.

    Attributes:
        code: stable name of the rule, such as `OVERPAID`.
        severity: how much it asks for.
        message: what was found, in English and in Chinese; one text stands for both.
        clears: what would clear it, likewise.
        contract, line: where it is; None where it is of the whole register, or of the whole contract.
        figures: what it rests on, by name: amounts, days, numbers, ids; read-only.
        law: the rule of law that it goes by, where there is one.
        off: the reason for which its code is switched off.

    Raises:
        TermsError: `CHOICE_UNKNOWN` for another severity; `TYPE_WRONG` and those of texts.

    >>> Finding(code="NO_VENDOR", severity="question", message="vendor unknown", clears="name it").say()
    'vendor unknown: name it'
    """

    code: str
    severity: Severity = field(converter=_severity)
    message: tuple[str, str] = field(converter=_both)
    clears: tuple[str, str] = field(converter=_both)
    contract: str | None = None
    line: str | None = None
    figures: Mapping[str, Any] = field(factory=dict, converter=_figures, hash=False)
    law: Law | None = None
    off: str | None = None

    def __attrs_post_init__(self) -> None:
        checked_text(self.code, "code")

    def say(self, lang: Lang = Lang.EN) -> str:
        """What was found, and what would clear it."""
        return f"{self.message[lang is Lang.ZH]}: {self.clears[lang is Lang.ZH]}"


def worded(
    code: str,
    severity: Severity,
    contract: str | None = None,
    line: str | None = None,
    law: Law | None = None,
    form: str = "",
    **figures: Any,
) -> Finding:
    """A finding in the words of its code, or of one of its forms."""
    key = f"{code} {form}" if form else code
    return Finding(
        code=code,
        severity=severity,
        message=tuple(found(key, lang, **figures) for lang in Lang),
        clears=tuple(clears(key, lang, **figures) for lang in Lang),
        contract=contract,
        line=line,
        figures=figures,
        law=law,
    )


@frozen
class Findings(Sequence[Finding]):
    """Findings in order of contract and line, those of the whole register first.

    Attributes:
        found: all of them, those included whose code is switched off.
    """

    found: tuple[Finding, ...]

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.found)

    @overload
    def __getitem__(self, key: int) -> Finding: ...
    @overload
    def __getitem__(self, key: slice) -> Sequence[Finding]: ...
    def __getitem__(self, key: int | slice) -> Finding | Sequence[Finding]:
        return self.found[key]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Those of severity `error` that are not switched off."""
        return tuple(one for one in self.found if one.severity is Severity.ERROR and one.off is None)

    def sheet(self, lang: Lang = Lang.EN) -> Sheet:
        """A row for each, with the columns of `tables.FINDINGS`; texts in the language asked for."""
        rows = [_row(one, lang) for one in self.found]
        return Sheet(FINDINGS, {name: [row[i] for row in rows] for i, name in enumerate(FINDINGS.names)})

    def to_frame(self, money: MoneyAs = "decimal") -> "pd.DataFrame":
        """The rows as a data frame; see `Sheet.to_frame`."""
        return self.sheet().to_frame(money)


def _row(one: Finding, lang: Lang) -> tuple[Any, ...]:
    law = one.law or Law("")
    return (
        one.code,
        one.severity.value,
        one.contract,
        one.line,
        one.message[lang is Lang.ZH],
        "; ".join(f"{name}={value}" for name, value in one.figures.items()),
        one.clears[lang is Lang.ZH],
        law.basis or None,
        law.since,
        law.until,
        law.unconfirmed,
        one.off,
    )


def switched_off(one: Finding, reason: str | None) -> Finding:
    """The same with the reason for which its code is switched off, if it is."""
    return one if reason is None else evolve(one, off=reason)


__all__ = ["Finding", "Findings", "Law", "Severity", "switched_off", "worded"]
