"""From what a line or a change says of tax to the tax, with everything that is wrong with it."""

from typing import TYPE_CHECKING

from contracts.errors import TermsError
from contracts.shapes.faults import Wrong
from contracts.shapes.tables import LineTable, StepTable
from contracts.terms.tax import Tax, TaxBy, TaxRate, TaxRounding, TaxStep

if TYPE_CHECKING:
    from contracts.shapes.lines import Place


def tax(table: LineTable, place: "Place") -> Tax | None:
    """The tax of a line; None where anything is wrong with it, which is noted."""
    rate = place.missing("tax") if table.tax is None else tax_rate(table.tax, place.at("tax"))
    by, rounding = table.tax_by or TaxBy.SERVICE, table.tax_rounding or TaxRounding.ROW
    if isinstance(rate, Wrong) or isinstance(by, Wrong) or isinstance(rounding, Wrong):
        return None
    return Tax(rate, by=by, rounding=rounding)


def tax_rate(given: str | tuple[StepTable | Wrong, ...] | Wrong, place: "Place") -> TaxRate | Wrong:
    """The rate that a percentage, or a list of steps, stands for."""
    if isinstance(given, Wrong):
        return given
    if isinstance(given, str):
        return place.attempt(lambda: TaxRate.of(given))
    made = [item if isinstance(item, Wrong) else _step(item, place.at(index)) for index, item in enumerate(given)]
    wrong = [step for step in made if isinstance(step, Wrong)]
    return wrong[0] if wrong else place.attempt(lambda: TaxRate(made))


def _step(table: StepTable, place: "Place") -> TaxStep | Wrong:
    start, percent = table.start, place.missing("is") if table.value is None else table.value
    if isinstance(start, Wrong) or isinstance(percent, Wrong):
        return start if isinstance(start, Wrong) else percent  # type: ignore[return-value]  # one of them is
    try:
        return TaxStep(start, percent)
    except TermsError as error:
        return place.at("is").take(error)


__all__ = ["tax", "tax_rate"]
