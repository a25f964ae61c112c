"""Reports to look at: the founding case, and registers made for one question."""

from datetime import date
from functools import cache
from pathlib import Path

import contracts as ct
from contracts.reports import Report, report

FOUNDING = Path(__file__).parents[2] / "examples" / "chenzhou-2017"


@cache
def founding(lang: ct.Lang = ct.Lang.EN, as_of: date = date(2017, 12, 31)) -> Report:
    """The founding case on a day."""
    return report(ct.load(FOUNDING / "register.toml", FOUNDING / "payments.toml"), as_of, lang=lang)


def monthly(name: str, total: str, currency: str = "CNY", title: str | None = None) -> ct.Contract:
    """A contract of one line, billed by month over 2017."""
    line = ct.Line(
        id="rent",
        price=ct.Total(total, currency),
        service=ct.Period.through(date(2017, 1, 1), date(2017, 12, 31)),
        billing=ct.Cyclic(ct.MONTHLY),
    )
    return ct.Contract(id=name, title=title, lines=[line])
