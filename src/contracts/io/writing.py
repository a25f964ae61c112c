"""From a register to the document that a file of it holds: keys in fixed order, defaults left out."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, assert_never

from attrs import frozen

from contracts.calendars import Beyond, Calendar, Roll, calendar_named
from contracts.dates import Stub
from contracts.errors import TermsError
from contracts.exchange import ExchangeRate
from contracts.io.reading import RESERVED
from contracts.money import Money, exponent, format_amount, unit_digits
from contracts.payment import Payment
from contracts.register import Register, Reported, ReportedFigure
from contracts.terms.adjustment import Adjustment
from contracts.terms.amendment import Amendment, Change, Rebilling
from contracts.terms.billing import Cyclic, Once, Stage, Stages, When
from contracts.terms.contract import Contract
from contracts.terms.escalation import Compounding, Escalation, Missing
from contracts.terms.index import Index, first_day, is_month
from contracts.terms.line import Line, Proration, Recognition, Remainder
from contracts.terms.naming import checked_id
from contracts.terms.opening import Opening
from contracts.terms.price import ONE, Quantity, Rate, Total, plain
from contracts.terms.renewal import Renewal, RenewedBy
from contracts.terms.retention import Retention
from contracts.terms.tax import Tax, TaxBy, TaxRate, TaxRounding

#: Days that every calendar has closed unless it says otherwise.
_WEEKEND: Final = frozenset({5, 6})
#: What an escalation says in numbers.
_NUMBERS: Final = ("percent", "base", "share", "cap", "floor")


def document(register: Register, unit: str | None = None) -> dict[str, Any]:
    """The tables of a register: text, whole numbers, booleans, days, lists and tables.

    Args:
        register: what is written.
        unit: in which amounts of its currency are written, those of others in their major unit; None: that of all.

    Raises:
        TermsError: as `dumps`.
    """
    unit_digits(unit, register.currency)
    write = _Writer(register.currency, unit)
    head = {
        "name": register.name,
        "currency": register.currency,
        "unit": unit,
        "fiscal_year_start": None if register.fiscal_year_start == 1 else register.fiscal_year_start,
        "payer": register.payer,
    }
    tables = {
        "register": _stated(head),
        "contracts": [write.contract(contract) for contract in register],
        "calendars": [_calendar(calendar) for calendar in register.calendars if _is_listed(calendar)],
        "indices": [_index(index) for index in register.indices],
        "payments": [write.payment(payment) for payment in register.payments],
        "rates": [_rate(rate) for rate in register.rates],
        "reported": [write.reported(year) for year in register.reported],
    }
    return {name: table for name, table in tables.items() if table}


def _stated(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that there are: neither None nor empty nor false."""
    return {name: fact for name, fact in facts.items() if fact is not None and fact is not False and fact != []}


def _unless(value: Any, default: Any) -> Any:
    return None if value == default else value


def _is_listed(calendar: Calendar) -> bool:
    """Whether a file has to list a calendar, since no name stands for it."""
    if not RESERVED.fullmatch(checked_id(calendar.id, "calendar")):
        return True
    if calendar_named(calendar.id) != calendar:
        raise TermsError("CALENDAR_RESERVED", field="calendar", value=calendar.id)
    return False


def _calendar(calendar: Calendar) -> dict[str, Any]:
    weekend = None if calendar.weekend == _WEEKEND else sorted(calendar.weekend)
    return {
        "id": calendar.id,
        **({} if weekend is None else {"weekend": weekend}),
        **_stated(
            {
                "holidays": sorted(calendar.holidays),
                "working": sorted(calendar.working),
                "first_year": calendar.first_year,
                "last_year": calendar.last_year,
            }
        ),
    }


def _index(index: Index) -> dict[str, Any]:
    """The table of an index."""
    values = [
        _stated({"on": _period(value.on), "is": plain(value.value), "recorded": value.recorded})
        for value in index.values
    ]
    return {"id": index.id, **_stated({"source": index.source}), "values": values}


def _period(text: str) -> str | date:
    """A month as text, a day as a day."""
    return text if is_month(text) else first_day(text)


def _rate(rate: ExchangeRate) -> dict[str, Any]:
    return _stated(
        {
            "currency": rate.currency,
            "on": rate.on,
            "rate": plain(rate.rate),
            "source": rate.source,
            "recorded": rate.recorded,
        }
    )


@frozen
class _Writer:
    """Writes amounts in the currency and the unit of a file; those of other currencies in their major unit."""

    currency: str
    unit: str | None

    def contract(self, contract: Contract) -> dict[str, Any]:
        """The table of a contract."""
        return _stated(
            {
                "id": contract.id,
                "title": contract.title,
                "vendor": contract.vendor,
                "buyer": contract.buyer,
                "currency": _unless(contract.currency, self.currency),
                "signed": contract.signed,
                "events": dict(contract.events) or None,
                "category": contract.category,
                "recurring": contract.recurring,
                "kind": contract.kind and contract.kind.value,
                "sme": contract.sme,
                "late_interest": None if contract.late_interest is None else plain(contract.late_interest),
                "performance_bond": None
                if contract.performance_bond is None
                else self.amount(contract.performance_bond),
                "source": contract.source,
                "notes": list(contract.notes),
                "assumptions": list(contract.assumptions),
                "lines": [self.line(line) for line in contract.lines],
                "amendments": [self.amendment(amendment) for amendment in contract.amendments],
                "renewal": contract.renewal and _renewal(contract.renewal),
            }
        )

    def amendment(self, amendment: Amendment) -> dict[str, Any]:
        """The table of an amendment."""
        pause = amendment.suspend
        return _stated(
            {
                "id": amendment.id,
                "signed": amendment.signed,
                "effective": _unless(amendment.effective, amendment.effective_by_default),
                "reason": amendment.reason,
                "add": [self.line(line) for line in amendment.add],
                "change": [self.change(change) for change in amendment.change],
                "end": list(amendment.end),
                "final": {name: self.amount(value) for name, value in amendment.final.items()} or None,
                "to": amendment.to,
                "lines": list(amendment.lines),
                "suspend": pause and _stated({"from": pause.first, "to": pause.last, "extend": pause.extend}),
                "resume": amendment.resume,
                "events": dict(amendment.events) or None,
            }
        )

    def change(self, change: Change) -> dict[str, Any]:
        """The table of a change."""
        quantity = change.quantity
        written = None if quantity is None else _quantity(quantity)
        return _stated(
            {
                "line": change.line,
                "rate": None if change.rate is None else self.amount(change.rate),
                "quantity": 1 if quantity is not None and written is None else written,
                "total": None if change.total is None else self.amount(change.total),
                "billing": change.billing and _rebilling(change.billing),
                "per": change.per and str(change.per),
                "allocation": change.allocation and dict(change.allocation.weights),
                "tax": change.tax and _tax_rate(change.tax),
                "until": change.until,
            }
        )

    def line(self, line: Line) -> dict[str, Any]:
        """The table of a line."""
        service = line.service
        recognition = Recognition.ON_DUE if service is None else Recognition.DAILY
        facts = {
            "id": line.id,
            **self.price(line.price),
            "from": service and service.first,
            "to": None if line.is_open_ended else service and service.last,
            "proration": _unless(line.proration, Proration.ACTUAL),
            "recognition": _unless(line.recognition, recognition),
            "calendar": line.calendar and line.calendar.id,
            "roll": _unless(line.roll, Roll.FOLLOWING),
            "beyond": _unless(line.beyond, Beyond.REFUSE),
            "remainder": _unless(line.remainder, Remainder.EARLIEST),
            "allocation": line.allocation and dict(line.allocation.weights),
            **self.billing(line.billing),
            "retention": line.retention and _retention(line.retention),
            "adjustments": [self.adjustment(each) for each in line.adjustments],
            "opening": line.opening and self.opening(line.opening),
            **({} if line.tax is None else _tax(line.tax)),
        }
        return _stated(facts)

    def opening(self, opening: Opening) -> dict[str, Any]:
        """The table of an opening."""
        figures = {name: self.amount(getattr(opening, name)) for name in ("earned", "due", "paid")}
        return {"on": opening.on, **figures}

    def adjustment(self, adjustment: Adjustment) -> dict[str, Any]:
        """The table of an adjustment."""
        return _stated(
            {
                "id": adjustment.id,
                "on": adjustment.on,
                "amount": self.amount(adjustment.amount),
                "kind": adjustment.kind.value,
                "reason": adjustment.reason,
                "recorded": _unless(adjustment.recorded, adjustment.on),
            }
        )

    def price(self, price: Rate | Total) -> dict[str, Any]:
        """The keys of a price."""
        match price:
            case Total():
                return {"total": self.amount(price.amount)}
            case Rate():
                per = None if price.per is None else str(price.per)
                rate: Any = self.amount(price.amount)
                if price.escalation is not None:
                    escalation = self.escalation(price.escalation)
                    return {"rate": rate, "per": per, "quantity": _quantity(price.quantity), "escalation": escalation}
                if price.then:
                    later = [{"from": step.start, "is": self.amount(step.amount)} for step in price.then]
                    rate = [{"is": rate}, *later]
                return {"rate": rate, "per": per, "quantity": _quantity(price.quantity)}
            case _:
                assert_never(price)

    def escalation(self, terms: Escalation) -> dict[str, Any]:
        """The table of an escalation."""
        written = {name: None if (number := getattr(terms, name)) is None else plain(number) for name in _NUMBERS}
        quantum = None if terms.quantum == 1 else self.quantum(terms.quantum)
        return _stated(
            {
                "percent": written["percent"],
                "steps": [{"from": step.start, "percent": plain(step.percent)} for step in terms.steps],
                "index": terms.index and terms.index.id,
                "base": written["base"],
                "base_on": terms.base_on and _period(terms.base_on),
                "lag": terms.lag and str(terms.lag),
                "share": _unless(written["share"], "100"),
                "every": terms.every and str(terms.every),
                "anchor": terms.anchor,
                "on": list(terms.on),
                "cap": written["cap"],
                "floor": written["floor"],
                "compounding": _unless(terms.compounding, Compounding.COMPOUND),
                "quantum": quantum,
                "missing": _unless(terms.missing, Missing.REFUSE),
            }
        )

    def billing(self, billing: Cyclic | Stages | Once) -> dict[str, Any]:
        """The key that says what makes a line due."""
        match billing:
            case Cyclic():
                return {"billing": _cyclic(billing)}
            case Stages():
                return {"stages": [self.stage(part) for part in billing.parts]}
            case Once():
                return {"due": billing.on}
            case _:
                assert_never(billing)

    def stage(self, stage: Stage) -> dict[str, Any]:
        """The table of a stage."""
        return _stated(
            {
                "name": stage.name,
                "percent": None if stage.percent is None else plain(stage.percent),
                "amount": None if stage.amount is None else self.amount(stage.amount),
                "on": stage.on,
                "after": stage.after,
                "months": stage.months or None,
                "days": stage.days or None,
            }
        )

    def payment(self, payment: Payment) -> dict[str, Any]:
        """The table of a payment."""
        return _stated(
            {
                "id": payment.id,
                "contract": payment.contract,
                "applies": [
                    {"contract": part.contract, "amount": self.amount(part.amount)} for part in payment.applies
                ],
                "on": payment.on,
                "amount": self.amount(payment.amount),
                "currency": _unless(payment.amount.currency, self.currency),
                "settles": payment.settles and self.amount(payment.settles),
                "line": payment.line,
                "number": payment.number,
                "stage": payment.stage,
                "payer": payment.payer,
                "paid_for": payment.paid_for,
                "reference": payment.reference,
                "refund_of": payment.refund_of,
                "recorded": payment.recorded,
                "voided": payment.voided,
                "assumptions": list(payment.assumptions),
            }
        )

    def reported(self, reported: Reported) -> dict[str, Any]:
        """The table of a reported year, with the quantum that most of its figures have."""
        counts = Counter(figure.quantum for figure in reported.figures)
        quantum = max(counts, key=lambda step: (counts[step], step or 0), default=None)
        step = None if quantum is None else self.quantum(quantum)
        return _stated(
            {
                "year": reported.year,
                "quantum": step,
                "total": reported.total and self.figure(reported.total, step),
                "contracts": {name: self.figure(figure, step) for name, figure in reported.contracts.items()} or None,
            }
        )

    def figure(self, figure: ReportedFigure, quantum: str | None) -> str | dict[str, str]:
        """A reported figure: as text where its own digits say how it was rounded, beside the quantum of its year."""
        amount = self.amount(figure.amount)
        for text in [amount] if quantum is None else self.spellings(amount):
            if ReportedFigure.of(text, self.currency, self.unit, quantum=quantum) == figure:
                return text
        if figure.quantum is None:
            return {"amount": amount}
        return {"amount": _trimmed(amount), "quantum": self.quantum(figure.quantum)}

    def quantum(self, quantum: int) -> str:
        """What figures are rounded to."""
        return _trimmed(format_amount(quantum, self.currency, self.unit))

    def spellings(self, amount: str) -> Iterator[str]:
        """An amount without zeros at its end, then with more and more of them."""
        text = _trimmed(amount)
        yield text
        whole, _, decimals = text.partition(".")
        for length in range(len(decimals) + 1, exponent(self.currency) + unit_digits(self.unit, self.currency) + 1):
            yield f"{whole}.{decimals.ljust(length, '0')}"

    def amount(self, amount: Money) -> str:
        """The text of an amount."""
        unit = self.unit if amount.currency == self.currency else None
        return format_amount(amount.minor, amount.currency, unit)


def _renewal(renewal: Renewal) -> dict[str, Any]:
    return _stated(
        {
            "term": str(renewal.term),
            "by": _unless(renewal.by, RenewedBy.AUTOMATIC),
            "notice": renewal.notice and str(renewal.notice),
            "times": renewal.times,
            "until": renewal.until,
        }
    )


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _quantity(quantity: Quantity) -> Any:
    if quantity == ONE:
        return None
    steps = quantity.steps
    if len(steps) == 1 and steps[0].start is None:
        return _number(steps[0].value)
    return [_stated({"from": step.start, "is": _number(step.value)}) for step in steps]


def _number(value: Decimal) -> int | str:
    text = plain(value)
    return int(text) if text.isdigit() else text


def _rebilling(billing: Rebilling) -> dict[str, Any]:
    facts = {"every": billing.every and str(billing.every), "when": billing.when}
    return _stated({**facts, "net_days": billing.net_days, "pay_day": billing.pay_day})


def _retention(retention: Retention) -> dict[str, Any]:
    release = retention.release
    when = {
        "on": release.on,
        "after": release.after,
        "months": release.months or None,
        "days": release.days or None,
    }
    return {"percent": plain(retention.percent), "release": _stated(when)}


def _tax(tax: Tax) -> dict[str, Any]:
    return {
        "tax": _tax_rate(tax.rate),
        "tax_by": _unless(tax.by, TaxBy.SERVICE),
        "tax_rounding": _unless(tax.rounding, TaxRounding.ROW),
    }


def _tax_rate(rate: TaxRate) -> Any:
    steps = rate.steps
    if len(steps) == 1 and steps[0].start is None:
        return plain(steps[0].percent)
    return [_stated({"from": step.start, "is": plain(step.percent)}) for step in steps]


def _cyclic(billing: Cyclic) -> dict[str, Any]:
    return _stated(
        {
            "every": str(billing.every),
            "when": _unless(billing.when, When.ARREARS),
            "anchor": billing.anchor,
            "month_end": billing.month_end,
            "first_edge": billing.first_edge,
            "last_edge": billing.last_edge,
            "stub": _unless(billing.stub, Stub.SHORT),
            "net_days": billing.net_days or None,
            "pay_day": billing.pay_day,
        }
    )
