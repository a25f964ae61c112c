"""From the table of a renewal to the renewal, with everything that is wrong with it."""

from contracts.errors import TermsError
from contracts.shapes.faults import Wrong
from contracts.shapes.lines import Place
from contracts.shapes.tables import RenewalTable, keys
from contracts.terms.renewal import Renewal


def renewal_of(item: RenewalTable | Wrong, place: Place) -> Renewal | Wrong:
    """The renewal of a table."""
    if isinstance(item, Wrong):
        return item
    given = {name: getattr(item, name) for name in keys(RenewalTable)}
    if item.term is None:
        given["term"] = place.missing("term")
    wrong = [value for value in given.values() if isinstance(value, Wrong)]
    if wrong:
        return wrong[0]
    try:
        return Renewal(**{name: value for name, value in given.items() if value is not None})
    except TermsError as error:
        return place.at(*error.field.split(".")[1:]).take(error)
