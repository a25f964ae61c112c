"""From the table of a payment to the payment, with everything that is wrong with it."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import evolve

from contracts.errors import TermsError
from contracts.money import Money, parse_amount
from contracts.payment import Applied, Payment
from contracts.shapes.contracts import right_tables
from contracts.shapes.faults import Wrong
from contracts.shapes.lines import Basis, Place, known
from contracts.shapes.tables import AppliedTable, PaymentTable
from contracts.shapes.values import Given

#: What a payment has besides amounts.
_PLAIN: Final = (
    "id",
    "on",
    "contract",
    "line",
    "number",
    "stage",
    "payer",
    "paid_for",
    "reference",
    "refund_of",
    "recorded",
    "voided",
    "assumptions",
)


def payment(item: PaymentTable, place: Place, currencies: Mapping[str, str]) -> Payment | None:
    """The payment of a table; None where anything is wrong with it.

    Args:
        item: the table.
        place: where it stands.
        currencies: of the contracts, by id.
    """
    for name in ("id", "on"):
        if getattr(item, name) is None:
            place.missing(name)
    settled = evolve(place, basis=_settled(item, place.basis, currencies))
    amount, settles = _amount(item, place), _settles(item.settles, settled.at("settles"))
    applied = [_applied(each, at) for each, at in right_tables(item.applies, settled.at("applies"))]
    facts: dict[str, Any] = {name: getattr(item, name) for name in _PLAIN} | {"amount": amount, "settles": settles}
    complete = not isinstance(item.applies, Wrong) and len(applied) == len(item.applies or ())
    told = known(item.assumptions) or ()
    if not complete or any(isinstance(value, Wrong) for value in (*facts.values(), *applied, *told)):
        return None
    if facts["id"] is None or facts["on"] is None:
        return None
    try:
        return Payment(**facts | {"assumptions": told}, applies=applied)
    except TermsError as error:
        place.at(*error.field.split(".")).take(error)
        return None


def _amount(item: PaymentTable, place: Place) -> Money | Wrong:
    """The amount, in the unit of the file; of another currency, in its major unit."""
    if item.amount is None:
        return place.missing("amount")
    own = place.basis.currency
    if isinstance(item.currency, Wrong) or isinstance(item.amount, Wrong):
        return Wrong(TermsError("KEY_MISSING", field="amount", value="", wanted="amount"))
    if item.currency is None or item.currency == own:
        return place.at("amount").money(item.amount)
    currency, text = item.currency, item.amount
    return place.at("amount").attempt(lambda: Money(parse_amount(text, currency, None), currency))


def _settled(item: PaymentTable, basis: Basis, currencies: Mapping[str, str]) -> Basis:
    """What holds for amounts that say what a payment comes to: in another currency than the file's its major unit."""
    named = [item.contract, *(each.contract for each in known(item.applies) or () if not isinstance(each, Wrong))]
    settled = next((currencies[name] for name in named if isinstance(name, str) and name in currencies), None)
    currency = (known(item.currency) if item.settles is None else settled) or basis.currency
    return basis if currency == basis.currency else evolve(basis, currency=currency, unit=None)


def _settles(given: Given[str], place: Place) -> Given[Money]:
    return None if given is None else place.money(given)


def _applied(item: AppliedTable, place: Place) -> Applied | Wrong:
    contract = place.missing("contract") if item.contract is None else item.contract
    amount = place.missing("amount") if item.amount is None else place.at("amount").money(item.amount)
    if isinstance(contract, Wrong):
        return contract
    if isinstance(amount, Wrong):
        return amount
    return place.at("amount").attempt(lambda: Applied(contract, amount))
