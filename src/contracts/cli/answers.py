"""The questions that the commands ask the library."""

from collections.abc import Sequence
from datetime import date
from itertools import compress

from attrs import evolve

from contracts import words
from contracts.cli import pages, printing, reconciling
from contracts.cli.checking import placed
from contracts.cli.delivery import say
from contracts.cli.options import Asked
from contracts.cli.program import DONE, LOOK
from contracts.cli.style import Style
from contracts.dates import FIRST_DAY, LAST_DAY, Per, Period
from contracts.errors import NotThereError
from contracts.io.files import Loaded, loaded
from contracts.register import Register
from contracts.schedules.installments import schedule as schedule_of
from contracts.schedules.sheet import Sheet
from contracts.statements import obligations as obligations_of
from contracts.statements import reconcile as reconcile_with
from contracts.statements import shares as shares_of
from contracts.terms.line import Recognition

#: The first and the last day that are asked for; None where an end is open.
Days = tuple[date | None, date | None]
ALWAYS: Days = (None, None)


def schedule(
    asked: Asked,
    *,
    year: int | None,
    first: date | None,
    last: date | None,
    only: Sequence[str],
    payer: str | None,
    by_payer: bool,
    fiscal_year_start: int | None,
) -> int:
    """What falls due and when; undated rows are left out, and told, where days are asked for."""
    if fiscal_year_start is not None and year is None:
        asked.refuse("OPTION_ALONE", field="--fiscal-year-start", value=fiscal_year_start, other="--year")
    source = _loaded(asked, only)
    register, style = source.register, printing.style_of(asked, source, fiscal_year_start)
    days = _days(asked, style, year, first, last)
    with placed(source):
        plan = schedule_of(register)
    shared = by_payer or payer is not None
    part = plan if days == ALWAYS else plan.between(*days)
    sheet = _of_payer(part.sheet(shared), register, payer)
    if days != ALWAYS:
        _tell_undated(asked, style, "undated left out", _of_payer(plan.undated().sheet(shared), register, payer))
    heading = [style.say("schedule"), *_spoken(style, days)]
    printing.deliver_sheet(asked, register, sheet, style, heading, pages.listing)
    return DONE


def accruals(
    asked: Asked,
    *,
    per: str,
    year: int | None,
    first: date | None,
    last: date | None,
    only: Sequence[str],
    by: str | None,
    payer: str | None,
    by_payer: bool,
    fiscal_year_start: int | None,
) -> int:
    """What expense belongs to which period."""
    shared = _shared(asked, by, payer, by_payer)
    source = _loaded(asked, only)
    register, style = source.register, printing.style_of(asked, source, fiscal_year_start)
    days = _days(asked, style, year, first, last)
    with placed(source):
        plan = schedule_of(register)
    sheet = plan.accruals(Per(per), fiscal_year_start=fiscal_year_start, by=by, by_payer=shared, within=_period(days))
    sheet = _of_payer(sheet, register, payer)
    undated = _of_payer(plan.undated().sheet(payer is not None), register, payer)
    _tell_undated(asked, style, "not yet earned", _on_due(undated, register))
    periods = [style.fiscal.name(day, Per(per)) for day in sheet.columns["period_from"]]
    heading = [style.say("accruals"), *_spoken(style, days)]
    printing.deliver_sheet(
        asked, register, sheet, style, heading, lambda style, sheet: pages.pivot(style, sheet, periods)
    )
    return DONE


def obligations(
    asked: Asked,
    *,
    as_of: date | None,
    per: str | None,
    bands: str | None,
    only: Sequence[str],
    by: str | None,
    payer: str | None,
    by_payer: bool,
    fiscal_year_start: int | None,
) -> int:
    """What falls due after a day."""
    if as_of is None:
        asked.refuse("OPTION_MISSING", field="--as-of", value="", example="2017-12-31")
    if per is not None and bands is not None:
        asked.refuse("KEY_CONFLICT", field="--bands", value=bands, other="--per")
    shared = _shared(asked, by, payer, by_payer)
    source = _loaded(asked, only)
    register, style = source.register, printing.style_of(asked, source, fiscal_year_start)
    with placed(source):
        plan = schedule_of(register)
    sheet = obligations_of(
        plan,
        as_of=as_of,
        per=None if per is None else Per(per),
        bands=bands,
        by=by,
        by_payer=shared,
        fiscal_year_start=fiscal_year_start,
    )
    sheet = _of_payer(sheet, register, payer)
    heading = [style.say("obligations", day=as_of)]
    printing.deliver_sheet(asked, register, sheet, style, heading, _pivot)
    return DONE


def shares(
    asked: Asked,
    *,
    per: str,
    year: int | None,
    first: date | None,
    last: date | None,
    only: Sequence[str],
    by: str | None,
    payer: str | None,
    fiscal_year_start: int | None,
) -> int:
    """Who bears what of each period."""
    source = _loaded(asked, only)
    register, style = source.register, printing.style_of(asked, source, fiscal_year_start)
    days = _days(asked, style, year, first, last)
    with placed(source):
        plan = schedule_of(register)
    sheet = shares_of(plan, per=Per(per), by=by, fiscal_year_start=fiscal_year_start, within=_period(days))
    sheet = _of_payer(sheet, register, payer)
    if days != ALWAYS:
        undated = plan.undated().sheet(payer is not None)
        _tell_undated(asked, style, "undated left out", _of_payer(undated, register, payer))
    heading = [style.say("shares"), *_spoken(style, days)]
    printing.deliver_sheet(asked, register, sheet, style, heading, _pivot)
    return DONE


def reconcile(asked: Asked, *, year: int | None) -> int:
    """Whether what falls due in a year agrees with what was reported; 1 where there is something to look at."""
    if year is None:
        asked.refuse("OPTION_MISSING", field="--year", value="", example="2017")
    source = _loaded(asked, ())
    register, style = source.register, printing.style_of(asked, source)
    with placed(source):
        sheet = reconcile_with(register, year)
    _tell_undated(asked, style, "undated left out", schedule_of(register).undated().sheet())
    verdict = reconciling.verdict(style, sheet, year)
    printing.deliver_sheet(
        asked,
        register,
        sheet,
        style,
        [style.say("reconcile", year=year)],
        lambda style, sheet: [*reconciling.table(style, sheet), "", *verdict],
    )
    if not reconciling.to_look_at(sheet):
        return DONE
    if asked.format != "table":
        say("\n".join(verdict))
    return LOOK


# -- what is looked at --------------------------------------------------------------------------


def _loaded(asked: Asked, only: Sequence[str]) -> Loaded:
    """The register of all files, with only some of its contracts where some are named.

    Raises:
        RegisterError: with everything that is wrong with the files.
        NotThereError: a contract of that id is not there.
    """
    source = loaded(*asked.files)
    if not only:
        return source
    contracts = [source.register[name] for name in dict.fromkeys(only)]
    return evolve(source, register=evolve(source.register, contracts=contracts, reported=()))


def _days(asked: Asked, style: Style, year: int | None, first: date | None, last: date | None) -> Days:
    """The first and the last day that are asked for: those of a fiscal year, or one by one."""
    for name, day in (("--from", first), ("--to", last)):
        if year is not None and day is not None:
            asked.refuse("KEY_CONFLICT", field="--year", value=year, other=name)
    if first is not None and last is not None and last < first:
        asked.refuse("DATE_ORDER", field="--to", value=last, start=first)
    if year is None:
        return first, last
    days = style.fiscal.year(year)
    return days.first, days.last


def _period(days: Days) -> Period | None:
    """The same as a period, open ends closed; None where nothing is asked for."""
    return None if days == ALWAYS else Period.through(days[0] or FIRST_DAY, days[1] or LAST_DAY)


def _shared(asked: Asked, by: str | None, payer: str | None, by_payer: bool) -> bool:
    """Whether there are rows by payer, beside or instead of a group."""
    if by == "payer" and by_payer:
        asked.refuse("KEY_CONFLICT", field="--by", value="payer", other="--by-payer")
    return by_payer or (payer is not None and by != "payer")


def _of_payer(sheet: Sheet, register: Register, payer: str | None) -> Sheet:
    """The rows of one payer, where one is asked for.

    Raises:
        NotThereError: that payer bears no line of the register.
    """
    if payer is None:
        return sheet
    payers = dict.fromkeys(
        name
        for contract in register
        for line in contract.lines
        for name in ((register.payer,) if line.allocation is None else line.allocation.payers)
        if name is not None
    )
    if payer not in payers:
        raise NotThereError("PAYER_UNKNOWN", field="--payer", value=payer, choices=", ".join(payers) or "-")
    return _kept(sheet, [name == payer for name in sheet.columns["payer"]])


def _on_due(sheet: Sheet, register: Register) -> Sheet:
    """The rows of lines that are earned when they fall due."""
    lines = {
        (contract.id, line.id)
        for contract in register
        for line in contract.lines
        if line.recognition is Recognition.ON_DUE
    }
    return _kept(sheet, [row in lines for row in zip(sheet.columns["contract"], sheet.columns["line"], strict=True)])


def _kept(sheet: Sheet, keep: Sequence[bool]) -> Sheet:
    return evolve(sheet, columns={name: list(compress(values, keep)) for name, values in sheet.columns.items()})


# -- how it is told -----------------------------------------------------------------------------


def _pivot(style: Style, sheet: Sheet) -> list[str]:
    return pages.pivot(style, sheet, sheet.columns["period"])


def _spoken(style: Style, days: Days) -> list[str]:
    """The days that are asked for, in words."""
    first, last = days
    if days == ALWAYS:
        return []
    key = "range" if first and last else "from" if first else "until"
    return [style.say(key, first=first, last=last)]


def _tell_undated(asked: Asked, style: Style, key: str, undated: Sheet) -> None:
    """Say how many undated installments are left out, and what they come to."""
    count = len(set(zip(*(undated.columns[name] for name in ("contract", "line", "number")), strict=True)))
    if count:
        installments = style.say("one installment" if count == 1 else "installments", count=count)
        amount = style.amount(sum(undated.columns["amount"]))
        say(words.sentence(key, asked.lang, installments=installments, amount=amount))
