"""Until when a suspension goes on that states no last day: until a later amendment resumes, or ends, the line."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from attrs import evolve

from contracts.terms.amendment import Amendment, Suspension
from contracts.terms.line import Line

_ONE_DAY: Final = timedelta(days=1)


def until_resumed(suspension: Suspension, line: Line, later: Iterable[Amendment]) -> Suspension | None:
    """A suspension with the last day that later amendments give it; None where these leave no day of it.

    Args:
        line: that is suspended.
        later: the amendments that apply after that of the suspension, in their order.
    """
    if suspension.last is not None:
        return suspension
    for amendment in later:
        day = None
        if amendment.resume is not None and line.id in (amendment.lines or (line.id,)):
            day = amendment.resume
        elif line.id in amendment.end and (line.service is None or amendment.effective < line.service.end):
            day = amendment.effective
        if day is not None:
            return evolve(suspension, last=day - _ONE_DAY) if day > suspension.first else None
    return suspension


def most_days(suspension: Suspension, amendments: Iterable[Amendment]) -> int:
    """By how many days a suspension may make a service longer."""
    if not suspension.extend:
        return 0
    if suspension.days is not None:
        return suspension.days.days
    return max((max((one.resume - suspension.first).days, 0) for one in amendments if one.resume), default=0)


__all__ = ["most_days", "until_resumed"]
