"""What was really paid, and what each contract gets of it.

Data only: what a payment is applied to is the matching's to say (`contracts.payments`).
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Final

from attrs import evolve, field, fields, frozen

from contracts.dates import checked_day
from contracts.errors import TermsError
from contracts.money import Money, checked_money
from contracts.terms.billing import Stages
from contracts.terms.contract import Contract
from contracts.terms.line import ROWS_LIMIT, Line
from contracts.terms.naming import checked_id, checked_text, items
from contracts.terms.sharing import payers_of

#: What is called what the opening of a line says was paid.
OPENING_ID: Final = "opening"


@frozen
class Applied:
    """The part of a payment that one contract gets.

    Attributes:
        contract: its id.
        amount: in the contract's currency; of the payment's own sign.
    """

    contract: str
    amount: Money

    def __attrs_post_init__(self) -> None:
        checked_id(self.contract, "applies.contract")
        _checked_sum(self.amount, "applies.amount")


def _applies(parts: Iterable[Any]) -> tuple[Applied, ...]:
    given = tuple(
        Applied(*part) if isinstance(part, tuple) and len(part) == 2 else part for part in items(parts, "applies")
    )
    for part in given:
        if not isinstance(part, Applied):
            raise TermsError("TYPE_WRONG", field="applies", value=part, wanted="(contract, Money)")
    return tuple(sorted(given, key=lambda part: part.contract))


def _assumptions(texts: str | Iterable[str]) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else items(texts, "assumptions")


@frozen(kw_only=True)
class Payment:
    """One payment to a vendor, or, with a negative amount, a refund by one.

    It is for one contract, or for several by `applies`. A payment in another currency than the contract's says in
    `settles` what it comes to in the contract's.

    Attributes:
        id: unique in a register.
        on: the day on which it was made.
        amount: never 0; negative for a refund.
        contract: whose it is; None where `applies` says it.
        applies: what each of several contracts gets; in order of contract; sums to `settles`, or else `amount`.
        settles: what it comes to in the currency of the contracts, where it was made in another.
        line: the line that it is for; needed by `number` and `stage`, unless the contract has one line only.
        number: the installment that it is for.
        stage: the name of the stage that it is for.
        payer: who paid; None: the payers of what it is applied to, by their shares.
        paid_for: the payer for whom it was paid, where that is another.
        reference: what the bank or the books call it.
        refund_of: id of the payment that it gives back.
        recorded: from when it is known; None: from its own day.
        voided: the day from which it is known that it never was; it then counts on no day.
        assumptions: what the source does not state and the record takes for granted.

    Raises:
        TermsError: `KEY_MISSING`, `KEY_CONFLICT`, `PAYMENT_ZERO`, `APPLIES_SUM`, `SETTLES_ALIKE`, `CURRENCY_MISMATCH`;
            `DUPLICATE_ID` for a contract named twice; `REFUND_SIGN` for a positive amount that gives something back;
            those of ids, days and amounts.

    >>> from datetime import date
    >>> Payment(id="P-1", on=date(2017, 4, 5), amount=Money.of("12000", "CNY"), contract="CZ-01").known_from
    datetime.date(2017, 4, 5)
    """

    id: str
    on: date
    amount: Money
    contract: str | None = None
    applies: tuple[Applied, ...] = field(default=(), converter=_applies)
    settles: Money | None = None
    line: str | None = None
    number: int | None = None
    stage: str | None = None
    payer: str | None = None
    paid_for: str | None = None
    reference: str | None = None
    refund_of: str | None = None
    recorded: date | None = None
    voided: date | None = None
    assumptions: tuple[str, ...] = field(default=(), converter=_assumptions)

    def __attrs_post_init__(self) -> None:
        checked_id(self.id, "id")
        checked_day(self.on, "on")
        _checked_sum(self.amount, "amount")
        for name in ("contract", "line", "refund_of"):
            if getattr(self, name) is not None:
                checked_id(getattr(self, name), name)
        for name in ("stage", "payer", "paid_for", "reference"):
            if getattr(self, name) is not None:
                checked_text(getattr(self, name), name)
        for text in self.assumptions:
            checked_text(text, "assumptions")
        for name in ("recorded", "voided"):
            if getattr(self, name) is not None:
                checked_day(getattr(self, name), name)
        if self.refund_of is not None and self.amount.minor > 0:
            raise TermsError("REFUND_SIGN", field="refund_of", value=self.refund_of)
        self._check_settles()
        self._check_applies()
        self._check_target()

    @property
    def known_from(self) -> date:
        """The day from which it is known."""
        return self.recorded or self.on

    @property
    def parts(self) -> tuple[Applied, ...]:
        """What each contract gets."""
        if self.contract is None:
            return self.applies
        return (Applied(self.contract, self.settled),)

    @property
    def settled(self) -> Money:
        """What it comes to in the currency of its contracts."""
        return self.settles or self.amount

    def is_known(self, on: date) -> bool:
        """Whether it counts, as things are known on a day."""
        return self.known_from <= on and (self.voided is None or self.voided > on)

    def restricted(self, contracts: Collection[str]) -> "Payment | None":
        """The part of it that is for some contracts; None where there is none.

        Of a payment in another currency, only what it settles is known by contract; so it is one in theirs then.
        """
        kept = [part for part in self.parts if part.contract in contracts]
        if len(kept) == len(self.parts):
            return self
        if not kept:
            return None
        amount = Money(sum(part.amount.minor for part in kept), kept[0].amount.currency)
        return evolve(self, amount=amount, settles=None, applies=kept)

    def difference(self, other: "Payment") -> str | None:
        """The first field in which another payment differs; None where they are equal."""
        return next((f.name for f in fields(Payment) if getattr(self, f.name) != getattr(other, f.name)), None)

    def _check_settles(self) -> None:
        if self.settles is None:
            return
        _checked_sum(self.settles, "settles")
        if self.settles.currency == self.amount.currency:
            raise TermsError("SETTLES_ALIKE", field="settles", value=self.settles, currency=self.amount.currency)
        if (self.settles.minor > 0) != (self.amount.minor > 0):
            raise TermsError("APPLIES_SUM", field="settles", value=self.settles, total=self.amount)

    def _check_applies(self) -> None:
        if self.contract is not None and self.applies:
            raise TermsError("KEY_CONFLICT", field="applies", value=self.contract, other="contract")
        if self.contract is None and not self.applies:
            raise TermsError("KEY_MISSING", field="contract", value="", wanted="contract")
        seen: set[str] = set()
        for part in self.applies:
            if part.contract in seen:
                raise TermsError("DUPLICATE_ID", field="applies", value=part.contract)
            seen.add(part.contract)
            if part.amount.currency != self.settled.currency:
                currency = self.settled.currency
                raise TermsError("CURRENCY_MISMATCH", field="applies", value=part.amount, currency=currency)
            if (part.amount.minor > 0) != (self.settled.minor > 0):
                raise TermsError("APPLIES_SUM", field="applies", value=part.amount, total=self.settled)
        if self.applies and sum(part.amount.minor for part in self.applies) != self.settled.minor:
            found = Money(sum(part.amount.minor for part in self.applies), self.settled.currency)
            raise TermsError("APPLIES_SUM", field="applies", value=found, total=self.settled)

    def _check_target(self) -> None:
        if self.applies:
            for name in ("line", "number", "stage"):
                if getattr(self, name) is not None:
                    raise TermsError("KEY_CONFLICT", field=name, value=getattr(self, name), other="applies")
        if self.number is not None:
            if self.stage is not None:
                raise TermsError("KEY_CONFLICT", field="stage", value=self.stage, other="number")
            if type(self.number) is not int:
                raise TermsError("TYPE_WRONG", field="number", value=self.number, wanted="whole number")
            if not 1 <= self.number <= ROWS_LIMIT:
                raise TermsError("NUMBER_RANGE", field="number", value=self.number, least=1, most=ROWS_LIMIT)


def _checked_sum(amount: object, name: str) -> None:
    if not checked_money(amount, name).minor:
        raise TermsError("PAYMENT_ZERO", field=name, value=amount)


def check_against(
    payment: Payment, contracts: Mapping[str, Contract], payer: str | None, payments: Mapping[str, Payment]
) -> None:
    """Refuse a payment that the contracts and the other payments of its register do not know.

    Args:
        contracts: by id.
        payer: who bears lines without an allocation.
        payments: by id.

    Raises:
        TermsError: `PAYMENT_CONTRACT`, `LINE_UNKNOWN`, `PAYMENT_STAGE`, `PAYMENT_PAYER` for what is not there;
            `PAYMENT_REFUND` for what cannot be given back; `KEY_MISSING` for an installment without its line;
            `CURRENCY_MISMATCH`; `PAYMENT_BEFORE_OPENING` for what an opening counts already.
    """
    if payment.refund_of is not None:
        given = payments.get(payment.refund_of)
        paid = set() if given is None or given.amount.minor < 0 else {part.contract for part in given.parts}
        if not {part.contract for part in payment.parts} <= paid:
            raise TermsError("PAYMENT_REFUND", field="refund_of", value=payment.refund_of)
    for part in payment.parts:
        contract = contracts.get(part.contract)
        if contract is None:
            field = "applies" if payment.applies else "contract"
            raise TermsError("PAYMENT_CONTRACT", field=field, value=part.contract)
        if part.amount.currency != contract.currency:
            field = "settles" if payment.settles else "amount"
            raise TermsError("CURRENCY_MISMATCH", field=field, value=part.amount, currency=contract.currency)
        lines = _targets(payment, contract)
        _check_openings(payment, lines)
        if payment.stage is not None:
            names = [stage.name for line in lines if isinstance(line.billing, Stages) for stage in line.billing.parts]
            if payment.stage not in names:
                raise TermsError("PAYMENT_STAGE", field="stage", value=payment.stage, choices=", ".join(names) or "-")
        payers = [name for line in lines for name in payers_of(contract, line, payer)]
        for name in ("payer", "paid_for"):
            value = getattr(payment, name)
            if value is not None and value not in payers and (name == "paid_for" or payment.paid_for is None):
                choices = ", ".join(dict.fromkeys(payers)) or "-"
                raise TermsError("PAYMENT_PAYER", field=name, value=value, choices=choices)


def _check_openings(payment: Payment, lines: Iterable[Line]) -> None:
    """Refuse a payment that an opening of the lines that it can be for counts already, and one that is called so."""
    for opening, line in ((line.opening, line) for line in lines):
        if opening is None:
            continue
        if payment.id == OPENING_ID:
            raise TermsError("DUPLICATE_ID", field="id", value=payment.id)
        if payment.on < opening.on:
            raise TermsError("PAYMENT_BEFORE_OPENING", field="on", value=payment.on, on=opening.on, name=line.id)


def _targets(payment: Payment, contract: Contract) -> tuple[Line, ...]:
    """The lines that a payment can be for."""
    if payment.line is not None:
        found = tuple(line for line in contract.all_lines if line.id == payment.line)
        if not found and contract.renewal is not None:
            from contracts.terms.renewing import origin_of  # loaded once there is one

            origin = origin_of(contract, payment.line)
            found = () if origin is None else (evolve(origin, opening=None),)
        if not found:
            choices = ", ".join(line.id for line in contract.all_lines)
            raise TermsError("LINE_UNKNOWN", field="line", value=payment.line, choices=choices)
        return found
    if len(contract.all_lines) > 1 and (payment.number is not None or payment.stage is not None):
        raise TermsError("KEY_MISSING", field="line", value="", wanted="line")
    return contract.all_lines
