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
from contracts.payments.matching import match
from contracts.register import Register
from contracts.schedules.installments import schedule as schedule_of
from contracts.schedules.sheet import Sheet
from contracts.statements import compare as compare_with
from contracts.statements import cutoff as cutoff_of
from contracts.statements import obligations as obligations_of
from contracts.statements import reconcile as reconcile_with
from contracts.statements import rollforward as rollforward_of
from contracts.statements import shares as shares_of
from contracts.tables import EXPECTED
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
    as_of: date | None,
    known_on: date | None,
) -> int:
    """What falls due and when; undated rows are left out, and told, where days are asked for."""
    if fiscal_year_start is not None and year is None:
        asked.refuse("OPTION_ALONE", field="--fiscal-year-start", value=fiscal_year_start, other="--year")
    shared = by_payer or payer is not None
    if as_of is not None and shared:
        asked.refuse("KEY_CONFLICT", field="--as-of", value=as_of, other="--by-payer" if by_payer else "--payer")
    source = _loaded(asked, only)
    register, style = source.register, printing.style_of(asked, source, fiscal_year_start)
    days = _days(asked, style, year, first, last)
    with placed(source):
        paid = None if as_of is None else match(register, as_of, known_on=known_on)
        plan = schedule_of(register, known_on=known_on) if paid is None else paid.plan
    part = plan if days == ALWAYS else plan.between(*days)
    sheet = _of_payer(part.sheet(shared), register, payer) if paid is None else paid.installments(part)
    if days != ALWAYS:
        _tell_undated(asked, style, "undated left out", _of_payer(plan.undated().sheet(shared), register, payer))
    heading = [style.say("schedule"), *_spoken(style, days), *_stand(style, as_of, known_on)]
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
    known_on: date | None,
) -> int:
    """What expense belongs to which period."""
    shared = _shared(asked, by, payer, by_payer)
    source = _loaded(asked, only)
    register, style = source.register, printing.style_of(asked, source, fiscal_year_start)
    days = _days(asked, style, year, first, last)
    with placed(source):
        plan = schedule_of(register, known_on=known_on)
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
    known_on: date | None,
    expected: date | None,
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
        sheet = obligations_of(
            register,
            as_of=as_of,
            per=None if per is None else Per(per),
            bands=bands,
            by=by,
            by_payer=shared,
            fiscal_year_start=fiscal_year_start,
            known_on=known_on,
            expected_until=expected,
        )
    sheet = _of_payer(sheet, register, payer)
    heading = [style.say("obligations", day=as_of)]
    body = _pivot if expected is None else _apart
    printing.deliver_sheet(asked, register, sheet, style, heading, body)
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
    known_on: date | None,
) -> int:
    """Who bears what of each period."""
    source = _loaded(asked, only)
    register, style = source.register, printing.style_of(asked, source, fiscal_year_start)
    days = _days(asked, style, year, first, last)
    with placed(source):
        plan = schedule_of(register, known_on=known_on)
    sheet = shares_of(plan, per=Per(per), by=by, fiscal_year_start=fiscal_year_start, within=_period(days))
    sheet = _of_payer(sheet, register, payer)
    if days != ALWAYS:
        undated = plan.undated().sheet(payer is not None)
        _tell_undated(asked, style, "undated left out", _of_payer(undated, register, payer))
    heading = [style.say("shares"), *_spoken(style, days)]
    printing.deliver_sheet(asked, register, sheet, style, heading, _pivot)
    return DONE


def payments(asked: Asked, *, as_of: date | None, known_on: date | None, only: Sequence[str]) -> int:
    """What each payment pays, as of a day."""
    if as_of is None:
        asked.refuse("OPTION_MISSING", field="--as-of", value="", example="2017-12-31")
    source = _loaded(asked, only)
    register, style = source.register, printing.style_of(asked, source)
    with placed(source):
        sheet = match(register, as_of, known_on=known_on).payments()
    heading = [style.say("payments"), *_stand(style, as_of, known_on)]
    printing.deliver_sheet(asked, register, sheet, style, heading, pages.listing)
    return DONE


def cutoff(asked: Asked, *, as_of: date | None, known_on: date | None, only: Sequence[str], by: str | None) -> int:
    """What stands on a day."""
    if as_of is None:
        asked.refuse("OPTION_MISSING", field="--as-of", value="", example="2017-12-31")
    source = _loaded(asked, only)
    register, style = source.register, printing.style_of(asked, source)
    with placed(source):
        sheet = cutoff_of(register, as_of, known_on=known_on, by=by)
    heading = [style.say("cutoff", day=as_of), *_stand(style, None, known_on)]
    printing.deliver_sheet(asked, register, sheet, style, heading, pages.balances)
    return DONE


def rollforward(
    asked: Asked,
    *,
    year: int | None,
    first: date | None,
    last: date | None,
    known_on: date | None,
    only: Sequence[str],
) -> int:
    """How what stands on a day came to be, over a period."""
    for name, day, example in (("--from", first, "2017-01-01"), ("--to", last, "2017-12-31")):
        if year is None and day is None:
            asked.refuse("OPTION_MISSING", field=name, value="", example=example)
    source = _loaded(asked, only)
    register, style = source.register, printing.style_of(asked, source)
    days = _days(asked, style, year, first, last)
    with placed(source):
        sheet = rollforward_of(register, _closed(days), known_on=known_on)
    heading = [style.say("rollforward"), *_spoken(style, days), *_stand(style, None, known_on)]
    printing.deliver_sheet(asked, register, sheet, style, heading, pages.balances)
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


def compare(asked: Asked, *, known_on: tuple[date, date] | None, only: Sequence[str]) -> int:
    """What changed between two states of knowledge."""
    if known_on is None:
        asked.refuse("OPTION_MISSING", field="--known-on", value="", example="2017-06-30 2017-12-31")
    first, last = known_on
    if last < first:
        asked.refuse("DATE_ORDER", field="--known-on", value=last, start=first)
    source = _loaded(asked, only)
    register, style = source.register, printing.style_of(asked, source)
    with placed(source):
        sheet = compare_with(register, known_on=known_on)
    heading = [style.say("compare", first=first, last=last)]
    printing.deliver_sheet(asked, register, sheet, style, heading, pages.listing)
    return DONE


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
    return evolve(source, register=source.register.of(only))


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
    """The same as a period; None where nothing is asked for."""
    return None if days == ALWAYS else _closed(days)


def _closed(days: Days) -> Period:
    """The same as a period, open ends closed."""
    return Period.through(days[0] or FIRST_DAY, days[1] or LAST_DAY)


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


def _apart(style: Style, sheet: Sheet) -> list[str]:
    """What is committed, and below it what is expected: they are never summed up together."""
    flags = sheet.columns[EXPECTED.name]
    table = evolve(sheet.table, columns=tuple(column for column in sheet.table.columns if column != EXPECTED))
    committed, expected = (
        evolve(_kept(sheet, [flag is wanted for flag in flags]), table=table) for wanted in (False, True)
    )
    return [*_pivot(style, committed), "", style.say("expected"), "", *_pivot(style, expected)]


def _spoken(style: Style, days: Days) -> list[str]:
    """The days that are asked for, in words."""
    first, last = days
    if days == ALWAYS:
        return []
    key = "range" if first and last else "from" if first else "until"
    return [style.say(key, first=first, last=last)]


def _stand(style: Style, as_of: date | None, known_on: date | None) -> list[str]:
    """The day up to which payments count, and the one up to which they are known, in words."""
    days = (("as of", as_of), ("known on", known_on))
    return [style.say(key, day=day) for key, day in days if day is not None]


def _tell_undated(asked: Asked, style: Style, key: str, undated: Sheet) -> None:
    """Say how many undated installments are left out, and what they come to."""
    count = len(set(zip(*(undated.columns[name] for name in ("contract", "line", "number")), strict=True)))
    if count:
        installments = style.say("one installment" if count == 1 else "installments", count=count)
        amount = style.amount(sum(undated.columns["amount"]))
        say(words.sentence(key, asked.lang, installments=installments, amount=amount))
