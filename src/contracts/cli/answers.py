"""The questions that the commands ask the library."""

from collections.abc import Sequence
from datetime import date

from attrs import evolve

from contracts.cli import chosen, pages, printing
from contracts.cli.checking import placed
from contracts.cli.delivery import say
from contracts.cli.options import Asked
from contracts.cli.program import DONE, LOOK
from contracts.dates import Per
from contracts.payments.matching import match
from contracts.reports.style import Style
from contracts.reports.verdict import reconciled, to_look_at
from contracts.reports.verdict import verdict as verdict_of
from contracts.schedules.installments import schedule as schedule_of
from contracts.schedules.sheet import Sheet
from contracts.statements import obligations as obligations_of
from contracts.statements import reconcile as reconcile_with
from contracts.statements import shares as shares_of
from contracts.tables import EXPECTED


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
    tax: bool,
    known_on: date | None,
    horizon: date | None,
) -> int:
    """What falls due and when; undated rows are left out, and told, where days are asked for."""
    if fiscal_year_start is not None and year is None:
        asked.refuse("OPTION_ALONE", field="--fiscal-year-start", value=fiscal_year_start, other="--year")
    shared = by_payer or payer is not None
    if as_of is not None and shared:
        asked.refuse("KEY_CONFLICT", field="--as-of", value=as_of, other="--by-payer" if by_payer else "--payer")
    source = chosen.loaded_of(asked, only)
    register, style = source.register, printing.style_of(asked, source, fiscal_year_start)
    days = chosen.days(asked, style, year, first, last)
    horizon = horizon or max((day for day in (days[1], as_of) if day is not None), default=None)
    with placed(source, horizon):
        paid = None if as_of is None else match(register, as_of, known_on=known_on, horizon=horizon)
        plan = schedule_of(register, known_on=known_on, horizon=horizon) if paid is None else paid.plan
    part = plan if days == chosen.ALWAYS else plan.between(*days)
    sheet = part.sheet(shared) if paid is None else paid.installments(part)
    sheet = chosen.of_payer(part.with_tax(sheet, shared) if tax else sheet, register, payer)
    if days != chosen.ALWAYS:
        chosen.tell_undated(
            asked, style, "undated left out", chosen.of_payer(plan.undated().sheet(shared), register, payer)
        )
    heading = [style.say("schedule"), *chosen.spoken(style, days), *chosen.stand(style, as_of, known_on)]
    told = chosen.going_on(style, register, known_on or as_of, horizon)
    printing.deliver_sheet(asked, register, sheet, style, heading, pages.listing, told)
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
    horizon: date | None,
) -> int:
    """What expense belongs to which period."""
    shared = chosen.shared(asked, by, payer, by_payer)
    source = chosen.loaded_of(asked, only)
    register, style = source.register, printing.style_of(asked, source, fiscal_year_start)
    days = chosen.days(asked, style, year, first, last)
    if horizon is None and days[1] is not None:
        horizon = style.fiscal.period_of(days[1], Per(per)).last
    with placed(source, horizon):
        plan = schedule_of(register, known_on=known_on, horizon=horizon)
    sheet = plan.accruals(
        Per(per), fiscal_year_start=fiscal_year_start, by=by, by_payer=shared, within=chosen.period(days)
    )
    sheet = chosen.of_payer(sheet, register, payer)
    undated = chosen.of_payer(plan.undated().sheet(payer is not None), register, payer)
    chosen.tell_undated(asked, style, "not yet earned", chosen.on_due(undated, register))
    heading = [style.say("accruals"), *chosen.spoken(style, days)]

    def body(style: Style, sheet: Sheet) -> list[str]:
        periods = [style.fiscal.name(day, Per(per)) for day in sheet.columns["period_from"]]
        return pages.pivot(style, sheet, periods)

    printing.deliver_sheet(
        asked, register, sheet, style, heading, body, chosen.going_on(style, register, known_on, horizon)
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
    horizon: date | None,
    expected: date | None,
    basis: str | None,
    translated: bool,
) -> int:
    """What falls due after a day, is open on it, or is earned after it."""
    if as_of is None:
        asked.refuse("OPTION_MISSING", field="--as-of", value="", example="2017-12-31")
    if per is not None and bands is not None:
        asked.refuse("KEY_CONFLICT", field="--bands", value=bands, other="--per")
    shared = chosen.shared(asked, by, payer, by_payer)
    if basis == "due" and (shared or by == "payer"):
        asked.refuse("KEY_CONFLICT", field="--basis", value=basis, other=_option_of_payer(by, by_payer))
    source = chosen.loaded_of(asked, only)
    register, style = source.register, printing.style_of(asked, source, fiscal_year_start)
    known_on, horizon = (known_on or as_of, horizon or as_of) if basis == "due" else (known_on, horizon)
    with placed(source, horizon):
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
            horizon=horizon,
            basis=basis,
        )
    sheet = chosen.presented(chosen.of_payer(sheet, register, payer), register, translated, as_of, known_on)
    heading = [style.say("obligations" if basis is None else f"obligations {basis}", day=as_of)]
    body = _pivot if expected is None else _apart
    printing.deliver_sheet(
        asked, register, sheet, style, heading, body, chosen.going_on(style, register, known_on, horizon)
    )
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
    horizon: date | None,
) -> int:
    """Who bears what of each period."""
    source = chosen.loaded_of(asked, only)
    register, style = source.register, printing.style_of(asked, source, fiscal_year_start)
    days = chosen.days(asked, style, year, first, last)
    horizon = horizon or days[1]
    with placed(source, horizon):
        plan = schedule_of(register, known_on=known_on, horizon=horizon)
    sheet = shares_of(plan, per=Per(per), by=by, fiscal_year_start=fiscal_year_start, within=chosen.period(days))
    sheet = chosen.of_payer(sheet, register, payer)
    if days != chosen.ALWAYS:
        undated = plan.undated().sheet(payer is not None)
        chosen.tell_undated(asked, style, "undated left out", chosen.of_payer(undated, register, payer))
    heading = [style.say("shares"), *chosen.spoken(style, days)]
    printing.deliver_sheet(
        asked, register, sheet, style, heading, _pivot, chosen.going_on(style, register, known_on, horizon)
    )
    return DONE


def reconcile(asked: Asked, *, year: int | None, basis: str | None) -> int:
    """Whether what falls due in a year agrees with what was reported; 1 where there is something to look at."""
    if year is None:
        asked.refuse("OPTION_MISSING", field="--year", value="", example="2017")
    source = chosen.loaded_of(asked, ())
    register, style = source.register, printing.style_of(asked, source)
    horizon = style.fiscal.year(year).last
    with placed(source, horizon):
        sheet = reconcile_with(register, year, basis=basis)
    undated = schedule_of(register, horizon=horizon, renewed_on=horizon).undated().sheet()
    chosen.tell_undated(asked, style, "undated left out", undated)
    verdict = verdict_of(style, sheet, year, basis)
    printing.deliver_sheet(
        asked,
        register,
        sheet,
        style,
        [style.say("reconcile", year=year), *([] if basis is None else [style.say(f"basis {basis}")])],
        lambda style, sheet: [*pages.lines(reconciled(style, sheet)), "", *verdict],
    )
    if not to_look_at(sheet):
        return DONE
    if asked.format != "table":
        say("\n".join(verdict))
    return LOOK


def _option_of_payer(by: str | None, by_payer: bool) -> str:
    """The option that asks for payers."""
    return "--by-payer" if by_payer else "--by payer" if by == "payer" else "--payer"


# -- how it is told -----------------------------------------------------------------------------


def _pivot(style: Style, sheet: Sheet) -> list[str]:
    return pages.pivot(style, sheet, sheet.columns["period"])


def _apart(style: Style, sheet: Sheet) -> list[str]:
    """What is committed, and below it what is expected: they are never summed up together."""
    flags = sheet.columns[EXPECTED.name]
    table = evolve(sheet.table, columns=tuple(column for column in sheet.table.columns if column != EXPECTED))
    committed, expected = (
        evolve(sheet.kept([flag is wanted for flag in flags]), table=table) for wanted in (False, True)
    )
    return [*_pivot(style, committed), "", style.say("expected"), "", *_pivot(style, expected)]
