"""From the table of a rate of exchange to the rate, with everything that is wrong with it."""

from typing import Any

from contracts.errors import TermsError
from contracts.exchange import ExchangeRate
from contracts.shapes.faults import Wrong
from contracts.shapes.lines import Place
from contracts.shapes.tables import RateTable, keys


def exchange_rate(item: RateTable, place: Place) -> ExchangeRate | None:
    """The rate of a table; None where anything is wrong with it."""
    for name in ("currency", "on", "rate"):
        if getattr(item, name) is None:
            place.missing(name)
    facts: dict[str, Any] = {name: getattr(item, name) for name in keys(RateTable)}
    if any(isinstance(value, Wrong) for value in facts.values()) or None in (item.currency, item.on, item.rate):
        return None
    if item.currency == place.basis.currency:
        place.at("currency").refuse("RATE_OF_OWN", item.currency)
        return None
    try:
        return ExchangeRate(**facts)
    except TermsError as error:
        place.at(error.field or "currency").take(error)
        return None
