"""From the table of a retention to the retention, with everything that is wrong with it."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from contracts.errors import TermsError
from contracts.shapes.faults import Wrong
from contracts.shapes.tables import ReleaseTable, RetentionTable, keys
from contracts.terms.retention import Release, Retention

if TYPE_CHECKING:
    from contracts.shapes.lines import Place


def retention(table: RetentionTable, percent: Decimal | Wrong | None, place: "Place") -> Retention | None:
    """The retention of a table; None where anything is wrong with it, which is noted.

    Args:
        percent: the number that its text stands for.
    """
    share = place.missing("percent") if percent is None else percent
    release = _release(table.release, place.at("release")) if table.release is not None else place.missing("release")
    if isinstance(share, Wrong) or isinstance(release, Wrong):
        return None
    try:
        return Retention(percent=share, release=release)
    except TermsError as error:
        place.at(error.field.removeprefix("retention.")).take(error)
        return None


def _release(table: ReleaseTable | Wrong, place: "Place") -> Release | Wrong:
    if isinstance(table, Wrong):
        return table
    given: dict[str, Any] = {name: getattr(table, name) for name in keys(ReleaseTable)}
    facts = {name: value for name, value in given.items() if value is not None}
    for value in facts.values():
        if isinstance(value, Wrong):
            return value
    try:
        return Release(**facts)
    except TermsError as error:
        return place.at(error.field.removeprefix("retention.release.")).take(error)


__all__ = ["retention"]
