"""Rows of a bank's or finance office's list, each a payment, as the tables of a register file.

A list without ids gets them from what it says: the day, and a number among the payments of the day, so that the same
list gives the same ids. That is an assumption of each payment.
"""

from functools import partial
from typing import Any

from attrs import define, field

from contracts import words as texts
from contracts.io.imports import cells
from contracts.io.imports.aliases import Meaning
from contracts.io.imports.fields import Fields, Places, currency, language, without_blanks
from contracts.io.imports.grid import Row, Sheet
from contracts.io.imports.headings import Heading
from contracts.io.imports.mapping import SheetMap
from contracts.io.imports.sums import Sums
from contracts.io.imports.telling import Told
from contracts.money import format_amount


@define
class PaymentRows:
    """Makes the tables of payments out of rows.

    Attributes:
        sheet, heading, given, told, sums, document, places: as those of `ContractRows`.
        currency: of the register that they were paid for.
    """

    sheet: Sheet
    heading: Heading
    given: SheetMap
    told: Told
    sums: dict[int, Sums]
    currency: str
    document: dict[str, list[dict[str, Any]]] = field(factory=lambda: {"payments": []})
    places: Places = field(factory=dict)
    _rows: dict[str, int] = field(factory=dict)
    _days: dict[str, int] = field(factory=dict)

    def take(self, row: Row) -> None:
        """Make a payment of a row; what is wrong is told, and the payment left out."""
        fields = Fields(row, self.heading, self.told)
        at = ("payments", len(self.document["payments"]))
        epoch = self.given.epoch or self.sheet.epoch
        code = fields.read(Meaning.CURRENCY, currency, (*at, "currency")) or self.given.currency or self.currency
        column = self.heading.of(Meaning.AMOUNT)
        unit = (column.unit if column else None) or self.heading.unit or self.given.unit
        reader = partial(cells.amount, currency=code, unit=unit)
        amount = fields.needed(Meaning.AMOUNT, reader, (*at, "amount"))
        for sums in self.sums.values():
            sums.add(amount.minor if amount is not None and code == sums.currency else None)
        on = fields.needed(Meaning.ON, partial(cells.day, epoch=epoch), (*at, "on"))
        contract = fields.needed(Meaning.CONTRACT, cells.identifier, (*at, "contract"))
        facts = {
            "line": fields.read(Meaning.LINE, cells.identifier, (*at, "line")),
            "payer": fields.read(Meaning.PAYER, cells.words, (*at, "payer")),
            "reference": fields.read(Meaning.REFERENCE, cells.words, (*at, "reference")),
        }
        assumptions = list[str]()
        name = fields.read(Meaning.PAYMENT, cells.identifier, (*at, "id"))
        if name is None and not fields.wrong and on is not None:
            number = self._days[on.isoformat()] = self._days.get(on.isoformat(), 0) + 1
            name = f"{on.isoformat()}-{number}"
            assumptions.append(texts.sentence("import payment id", language(self.heading), id=name))
        if name is not None:
            self._once(name, fields)
        if fields.wrong or amount is None or on is None:
            return
        own = None if code == self.currency else code
        keys = {"id": name, "on": on, "contract": contract, "amount": format_amount(amount.minor, code)}
        keys |= {"currency": own, **facts}
        self.document["payments"].append(without_blanks(keys | {"assumptions": assumptions}))
        self.places |= fields.places

    def _once(self, id: str, fields: Fields) -> None:
        """Refuse an id that another row has."""
        first = self._rows.setdefault(id, fields.row.number)
        if first != fields.row.number:
            column = self.heading.of(Meaning.PAYMENT) or self.heading.columns[0]
            self.told.add("DUPLICATE_ID", fields.row.number, column.index, id, field=column.heading, first_row=first)
            fields.wrong = True
