"""Rows of a register, each a contract of one line, as the tables of a register file."""

import re
import unicodedata
from datetime import date
from functools import partial
from typing import Any, Final

from attrs import define, field

from contracts import words as texts
from contracts.errors import TermsError
from contracts.io.imports import cells
from contracts.io.imports.aliases import Meaning
from contracts.io.imports.fields import Fields, Places, currency, language, without_blanks
from contracts.io.imports.grid import Cell, Kind, Row, Sheet
from contracts.io.imports.headings import Heading
from contracts.io.imports.mapping import SheetMap
from contracts.io.imports.phrases import Terms, terms_of, undated
from contracts.io.imports.sums import Sums
from contracts.io.imports.telling import Told
from contracts.money import Money, format_amount, units
from contracts.words import quoted

#: The id of the one line of a contract.
LINE: Final = "price"
#: The event after which what is retained is released.
RELEASE: Final = "warranty"
_SHARE: Final = re.compile(r"(?P<payer>[^\d:]*?)\s*(?P<weight>\d{1,10})")
_IN_YUAN: Final = re.compile("[千万亿]元")
_LONGEST_SHARES: Final = 2000
_YES_NO: Final = {
    **dict.fromkeys(("是", "yes", "true", "√"), True),
    **dict.fromkeys(("否", "no", "false", "×"), False),
}


@define
class ContractRows:
    """Makes the tables of contracts, and of what was paid for them, out of rows.

    Attributes:
        sheet, heading, given: what is known of the sheet.
        told: where what is wrong goes.
        sums: of the columns that are summed.
        document: the tables, as those of a register file.
        places: where each came from.
    """

    sheet: Sheet
    heading: Heading
    given: SheetMap
    told: Told
    sums: dict[int, Sums]
    document: dict[str, list[dict[str, Any]]] = field(factory=lambda: {"contracts": [], "payments": []})
    places: Places = field(factory=dict)
    _rows: dict[str, int] = field(factory=dict)

    @property
    def epoch(self) -> int | None:
        """The year from which numbers count days."""
        return self.given.epoch or self.sheet.epoch

    def take(self, row: Row) -> None:
        """Make a contract of a row; what is wrong is told, and the contract left out."""
        fields = Fields(row, self.heading, self.told)
        at = ("contracts", len(self.document["contracts"]))
        name = fields.needed(Meaning.ID, cells.identifier, (*at, "id"))
        self._once(name, fields)
        code = fields.read(Meaning.CURRENCY, currency, (*at, "currency")) or self.given.currency or "CNY"
        total = self._money(Meaning.TOTAL, fields, code, (*at, "lines", 0, "total"))
        facts = {
            name: fields.read(meaning, reader, (*at, name))
            for name, meaning, reader in (
                ("title", Meaning.TITLE, cells.words),
                ("vendor", Meaning.VENDOR, cells.words),
                ("buyer", Meaning.BUYER, cells.words),
                ("signed", Meaning.SIGNED, self._day),
                ("category", Meaning.CATEGORY, cells.words),
                ("recurring", Meaning.RECURRING, _yes),
            )
        }
        notes, assumptions = list[str](), list[str]()
        line = self._line(fields, (*at, "lines", 0), notes, assumptions)
        note = fields.read(Meaning.NOTES, cells.words, (*at, "notes"))
        paid = self._paid(fields, code, name)
        if fields.wrong or name is None or total is None:
            return
        own = None if code == (self.given.currency or "CNY") else code
        amounts = {"id": LINE, "total": format_amount(total.minor, code)}
        contract = {"id": name, "currency": own, **facts, "notes": [*filter(None, [note]), *notes]}
        contract |= {"assumptions": assumptions, "lines": [without_blanks(amounts | line)]}
        self.document["contracts"].append(without_blanks(contract))
        if paid is not None:
            number = len(self.document["payments"])
            for key, meaning in (("amount", Meaning.PAID), ("on", Meaning.PAID_ON), ("id", Meaning.ID)):
                fields.places["payments", number, key] = (row.number, fields.column(meaning))
            self.document["payments"].append(paid)
        self.places |= fields.places

    def _once(self, id: str | None, fields: Fields) -> None:
        """Refuse an id that another row has."""
        if id is None:
            return
        first = self._rows.setdefault(id, fields.row.number)
        column = self.heading.of(Meaning.ID)
        if first != fields.row.number and column is not None:
            self.told.add("DUPLICATE_ID", fields.row.number, column.index, id, field=column.heading, first_row=first)
            fields.wrong = True

    def _day(self, cell: Cell) -> date:
        return cells.day(cell, self.epoch)

    def _unit(self, meaning: Meaning) -> str | None:
        column = self.heading.of(meaning)
        return (column.unit if column else None) or self.heading.unit or self.given.unit

    def _money(self, meaning: Meaning, fields: Fields, code: str, *paths: tuple[str | int, ...]) -> Money | None:
        """An amount, which also counts in the sums of its column."""
        reader = partial(self._amount, meaning, code)
        ask = fields.needed if meaning is Meaning.TOTAL else fields.read
        amount = ask(meaning, reader, *paths)
        sums = self.sums.get(fields.column(meaning)) if self.heading.of(meaning) else None
        if sums is not None:
            blank = meaning is not Meaning.TOTAL and fields.cell(meaning).is_blank
            right = amount is not None and code == sums.currency
            sums.add(0 if blank else amount.minor if amount is not None and right else None)
        return amount

    def _amount(self, meaning: Meaning, code: str, cell: Cell) -> Money:
        """An amount; 万元 of a heading or a line above it says nothing of what is in another currency."""
        unit, column = self._unit(meaning), self.heading.of(meaning)
        texts = (column.heading if column and column.unit else self.heading.unit_text) or ""
        if code != "CNY" and unit not in (None, "1") and _IN_YUAN.search(texts):
            raise TermsError("UNIT_UNKNOWN", field="", value=texts, currency=code, units=", ".join(units(code)))
        return cells.amount(cell, code, unit)

    def _line(
        self, fields: Fields, at: tuple[str | int, ...], notes: list[str], assumptions: list[str]
    ) -> dict[str, Any]:
        """Service, payment, shares and retention of the line."""
        first, last = self._service(fields, at)
        due = fields.read(Meaning.DUE, self._day, (*at, "due"))
        said = fields.read(Meaning.TERMS, cells.words, (*at, "billing"), (*at, "stages"))
        terms = self._terms(said, due, first is not None and last is not None, assumptions)
        if said is not None:
            notes.append(f"{self._name(Meaning.TERMS)}: {said}")
        shares = fields.read(Meaning.SHARES, self._shares, (*at, "allocation"))
        if self.heading.of(Meaning.SHARES) is not None and shares is None and not fields.wrong:
            assumptions.append(self._said("import no shares"))
        service = [self.heading.of(meaning) for meaning in (Meaning.PERIOD, Meaning.FROM)]
        if any(service) and first is None and not fields.wrong:
            assumptions.append(self._said("import no service"))
        retention = self._retention(fields, at, terms, notes, assumptions)
        return {"from": first, "to": last, **terms.keys, "due": due, "allocation": shares, "retention": retention}

    def _service(self, fields: Fields, at: tuple[str | int, ...]) -> tuple[date | None, date | None]:
        """The days of service, out of one column or two."""
        first = fields.read(Meaning.FROM, self._day, (*at, "from"))
        last = fields.read(Meaning.TO, self._day, (*at, "to"))
        column, cell = self.heading.of(Meaning.PERIOD), fields.cell(Meaning.PERIOD)
        if column is None or cell.is_blank:
            return first, last
        days = fields.read(Meaning.PERIOD, cells.days, (*at, "from"), (*at, "to"))
        if days is None:
            return None, None
        for own, other in zip(days, (first, last), strict=True):
            if other not in (None, own):
                fields.refuse(column, TermsError("PERIOD_DIFFERS", field="", value=cell.text, other=other), cell)
        return days

    def _terms(self, said: str | None, due: date | None, service: bool, assumptions: list[str]) -> Terms:
        """How the price falls due; what is taken for granted is listed."""
        found = None if said is None else terms_of(said, service=service)
        if found is None and due is not None:
            return Terms({}, "")
        found = found or undated()
        unread = said is not None and found.assumption == "import undated"
        every = self._frequency(found.keys.get("billing", {}).get("every", ""))
        key = "import unread" if unread else found.assumption
        assumptions.append(self._said(key, text=quoted(said or ""), every=every))
        return found

    def _shares(self, cell: Cell) -> dict[str, int]:
        """Weights by payer: `4:3:2:1` in the order that the heading or the map names, or each after its payer."""
        if cell.kind is not Kind.TEXT or len(cell.text) > _LONGEST_SHARES:
            raise TermsError("SHARES_SYNTAX", field="", value=cell.text)
        parts = [_SHARE.fullmatch(part.strip()) for part in unicodedata.normalize("NFKC", cell.text).split(":")]
        found = [part for part in parts if part is not None]
        column = self.heading.of(Meaning.SHARES)
        payers = (column.payers if column else ()) or self.given.payers
        names = [part["payer"].strip() for part in found]
        if not any(names):
            names = list(payers)
            if len(names) != len(found) or len(found) < len(parts):
                raise TermsError("SHARES_PAYERS", field="", value=cell.text, payers=", ".join(payers) or "-")
        if len(found) < len(parts) or not all(names) or len(set(names)) < len(names):
            raise TermsError("SHARES_SYNTAX", field="", value=cell.text)
        return {name: int(part["weight"]) for name, part in zip(names, found, strict=True)}

    def _retention(
        self, fields: Fields, at: tuple[str | int, ...], terms: Terms, notes: list[str], assumptions: list[str]
    ) -> dict[str, Any] | None:
        """What is withheld, where it is stated by percent and is no stage; else it is a note."""
        text = fields.read(Meaning.RETENTION, cells.words, (*at, "retention"))
        if text is None:
            return None
        percent = fields.read(Meaning.RETENTION, cells.percent)
        stage = any(part["after"] == RELEASE for part in terms.keys.get("stages", ()))
        if percent is None or stage:
            notes.append(f"{self._name(Meaning.RETENTION)}: {text}")
            assumptions.append(self._said("import retention unread", text=quoted(text)))
            return None
        assumptions.append(self._said("import retention", text=quoted(f"{percent}%")))
        return {"percent": percent, "release": {"after": RELEASE}}

    def _paid(self, fields: Fields, code: str, id: str | None) -> dict[str, Any] | None:
        """What the row says was paid, as one payment."""
        column = self.heading.of(Meaning.PAID)
        if column is None:
            return None
        amount = self._money(Meaning.PAID, fields, code)
        on = fields.read(Meaning.PAID_ON, self._day)
        if amount is None or not amount.minor:
            return None
        on = on or column.by or self.heading.by or self.given.paid_on
        if on is None:
            self.told.add("PAID_DAY", fields.row.number, column.index, fields.cell(Meaning.PAID), field=column.heading)
            fields.wrong = True
            return None
        said = self._said("import paid", day=on.isoformat())
        own = None if code == (self.given.currency or "CNY") else code
        return without_blanks(
            {
                "id": f"{id}-paid",
                "on": on,
                "contract": id,
                "amount": format_amount(amount.minor, code),
                "currency": own,
                "assumptions": [said],
            }
        )

    def _name(self, meaning: Meaning) -> str:
        column = self.heading.of(meaning)
        return str(meaning) if column is None else column.heading

    def _frequency(self, every: str) -> str:
        """A cycle in the language of the sheet."""
        if language(self.heading) is texts.Lang.EN:
            return every
        return re.sub(" months?", " 个月", every.replace(" year", " 年"))

    def _said(self, key: str, **data: object) -> str:
        return texts.sentence(key, language(self.heading), **data)


def _yes(cell: Cell) -> bool:
    text = cell.text.strip().lower()
    if text not in _YES_NO:
        raise TermsError("CHOICE_UNKNOWN", field="", value=cell.text, choices=", ".join(_YES_NO))
    return _YES_NO[text]
