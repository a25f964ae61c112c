"""How a page for people is written: language, unit, headings, cells."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from contracts import words
from contracts.dates import FiscalCalendar
from contracts.reports.figures import Figures
from contracts.schedules.sheet import Sheet
from contracts.statements.balances import OFFSET
from contracts.statements.falling import UNDATED
from contracts.tables import Column
from contracts.words import Lang


def one_line(text: str) -> str:
    """A text without line breaks and tabs, which would tear a table apart."""
    return " ".join(text.split()) if any(c in text for c in "\n\t\r\v\f\x1c\x1d\x1e\x85\u2028\u2029") else text


@frozen
class Style:
    """How one page is written.

    Attributes:
        lang: of its words.
        figures: of its amounts.
        titles: of the contracts, by id.
        fiscal: the fiscal years.
    """

    lang: Lang
    figures: Figures
    titles: Mapping[str, str | None]
    fiscal: FiscalCalendar

    @property
    def bounds(self) -> Figures:
        """The same for bounds of rounding, which count half minor units."""
        return evolve(self.figures, halves=True)

    def amount(self, minor: int | None) -> str:
        """An amount with its unit, in a sentence."""
        return self.say("nothing") if minor is None else f"{self.figures.alone(minor)} {self.figures.unit_name}"

    def parts(self, sheet: Sheet) -> list[tuple["Style", Sheet]]:
        """A sheet in parts of one currency each: the page's own first, the others in their major units."""
        own, currencies = self.figures.currency, sheet.columns.get("currency", ())
        if all(currency == own for currency in currencies):
            return [(self, sheet)]
        return [
            (self.of(name), sheet.kept([currency == name for currency in currencies]))
            for name in sorted(set(currencies), key=lambda name: (name != own, name))
        ]

    def of(self, currency: str) -> "Style":
        """The same for amounts in a currency: those of another than the page's own are in its major unit."""
        return self if currency == self.figures.currency else evolve(self, figures=Figures(currency, None))

    def sums(self, sheet: Sheet) -> str:
        """What the amounts of a sheet come to, in a sentence; those of each currency by themselves."""
        return ", ".join(style.amount(sum(part.columns["amount"])) for style, part in self.parts(sheet))

    def say(self, key: str, **data: object) -> str:
        """A sentence, or a word that is no column."""
        return words.sentence(key, self.lang, **data)

    def word(self, text: str) -> str:
        """A word of a table, such as `undated`; what has no other form stays as it is."""
        return words.LABELS.get(text, text) if self.lang is Lang.ZH else text

    def heading(self, column: Column) -> str:
        """What stands over a column."""
        return column.zh if self.lang is Lang.ZH else words.label(column.name)

    def cell(self, column: Column, value: Any) -> str:
        """A cell that is no amount."""
        match column.name:
            case "kind" | "finding" | "severity" | "account" | "state" | "what" | "band" | "book" | "event":
                return self.word(value)
            case "line" | "payer" if value == OFFSET:
                return self.word(value)
            case "due" | "due_unadjusted" | "day" if value is None:
                return self.word(UNDATED)
            case "provisional":
                return self.say("yes") if value else ""
            case "vendor" | "category" | "payer" if value is None:
                return self.say("not stated")
            case "recurring" | "sme":
                return self.say("yes" if value else "no")
            case _:
                return "" if value is None else str(value)

    def titles_beside(self, contracts: Sequence[str]) -> list[str]:
        """A last column with the title of each contract where it first stands; nothing where none has a title."""
        seen: set[str] = set()
        found = []
        for contract in contracts:
            found.append("" if contract in seen else self.titles.get(contract) or "")
            seen.add(contract)
        return [self.say("title"), *found] if any(found) else []
