"""The payment calendar (付款计划): what to pay on which day, and what makes it due."""

from datetime import date, timedelta

import numpy as np

from contracts.dates import FIRST_DAY, Period, checked_period
from contracts.kernel.days import NONE, number
from contracts.payments.matching import match
from contracts.register import Register
from contracts.schedules.installments import Installment, Schedule, schedule
from contracts.schedules.opened import refuse_period
from contracts.schedules.sheet import Sheet
from contracts.tables import CALENDAR
from contracts.terms.billing import Cyclic, Stage, Stages
from contracts.terms.retention import Release
from contracts.words import Lang, sentence

_ONE_DAY = timedelta(days=1)


def payment_calendar(
    register: Register, period: Period, *, known_on: date | None = None, lang: Lang = Lang.EN
) -> Sheet:
    """What is to be paid in a period, day by day; what is overdue when it begins stands before.

    A payment that is known counts against all that falls due up to the end of the period, so what is paid in advance
    is not to be paid again. All rows together, less what payments leave unapplied then, are what is due by the end of
    the period less what was paid.

    Args:
        register: contracts and payments.
        period: the days on which something is to be paid.
        known_on: what is signed or recorded later does not count; default: all terms, and payments and committed
            renewals that are known on the day before the period, so that what was paid in it is still there.
        lang: of the condition; English is stable.

    Returns:
        Columns of `tables.CALENDAR`, in order of due day, contract, line and number: a row for each installment that
        falls due by the end of the period and is not paid. What has no due day is left out.

    Raises:
        TermsError: `TYPE_WRONG` for what is no period; those of `match`.
    """
    days = checked_period(period, "period")
    known = max(days.first - _ONE_DAY, FIRST_DAY) if known_on is None else known_on
    plan = schedule(register, known_on=known_on, horizon=days.last, renewed_on=known)
    refuse_period(plan, days.first, days.last)
    found = match(register, days.last, known_on=known, plan=plan)
    due = plan._rows.due
    places = np.flatnonzero((due != NONE) & (due <= number(days.last)) & (found.open != 0))
    places = places[np.argsort(due[places], kind="stable")]
    line = plan._rows.line[places]
    columns = plan._columns(places, None)
    vendors = plan._lines.groups["vendor"]
    values = {
        "due": [row.due for row in map(plan._installment, places.tolist())],
        "contract": columns["contract"].tolist(),
        "vendor": [vendors[i] for i in line.tolist()],
        "line": columns["line"].tolist(),
        "number": columns["number"].tolist(),
        "name": columns["name"],
        "condition": [condition(plan, place, lang) for place in places.tolist()],
        "open": found.open[places].tolist(),
        "currency": columns["currency"].tolist(),
    }
    return Sheet(CALENDAR, values, found.notes)


def condition(plan: Schedule, place: int, lang: Lang = Lang.EN) -> str:
    """What makes an installment due: its service and the end of it, a day, or an event.

    A service of whole calendar months is named by them: `2017-01 service, arrears`. What comes after that is `+` a
    number of days or months. A day is the one that the terms state, before any calendar moves it.
    """
    row = plan._installment(place)
    if row.kind == "opening" or (row.kind == "catch-up" and row.name == "opening"):
        return sentence("condition opening", lang)
    if row.kind == "catch-up":
        return sentence("condition amendment", lang, name=row.name)
    if row.kind == "adjustment":
        return sentence("condition adjustment", lang, name=row.name)
    if row.kind == "retention":
        return sentence("condition retention", lang)
    line = plan._terms_of(place)
    if row.kind == "release" and line.retention is not None:
        return _of_event(line.retention.release, lang)
    match line.billing:
        case Cyclic():
            return _of_cycle(line.billing, row, lang)
        case Stages():
            stage = next(part for part in line.billing.parts if part.name == row.name)
            return _of_event(stage, lang)
        case _:
            return sentence("condition day", lang, day=line.billing.on)


def _of_event(when: Stage | Release, lang: Lang) -> str:
    if when.after is None:
        return sentence("condition day", lang, day=when.on)
    return when.after + _shift(when.months, when.days, lang)


def _of_cycle(billing: Cyclic, row: Installment, lang: Lang) -> str:
    if row.service is None:
        raise AssertionError("a cyclic row has a service")
    when = sentence(billing.when, lang)
    shift = _shift(0, billing.net_days, lang)
    if billing.pay_day is not None:
        shift = sentence("condition pay day", lang, count=billing.pay_day)
    key = "condition step" if row.kind == "step" else "condition cycle"
    return sentence(key, lang, service=_service(row.service, lang), when=when) + shift


def _service(service: Period, lang: Lang) -> str:
    """Whole calendar months by their names, else the first and the last day."""
    first, last = service.first.isoformat(), service.last.isoformat()
    if service.first.day == 1 and (service.last + _ONE_DAY).day == 1:
        first, last = first[:7], last[:7]
    return first if first == last else sentence("range", lang, first=first, last=last)


def _shift(months: int, days: int, lang: Lang) -> str:
    """How long after its day or event it falls due; nothing where it is that very day."""
    if months:
        return sentence("condition month" if months == 1 else "condition months", lang, count=months)
    return sentence("condition one day" if days == 1 else "condition days", lang, count=days) if days else ""


__all__ = ["condition", "payment_calendar"]
