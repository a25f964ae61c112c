"""The questions about what happened: what was paid and what is open, what changed, and what to look at."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from contracts.cli import chosen, pages, printing
from contracts.cli.checking import placed
from contracts.cli.delivery import say
from contracts.cli.options import Asked
from contracts.cli.program import DONE, LOOK
from contracts.dates import Period
from contracts.payments.matching import match
from contracts.reports.style import Style, one_line
from contracts.reports.views import Foot
from contracts.schedules.sheet import Sheet
from contracts.statements import AgeBands, Finding, Findings, Severity, payment_calendar
from contracts.statements import ageing as ageing_of
from contracts.statements import compare as compare_with
from contracts.statements import cutoff as cutoff_of
from contracts.statements import deadlines as deadlines_of
from contracts.statements import findings as findings_of
from contracts.statements import ledger as ledger_of
from contracts.statements import rollforward as rollforward_of
from contracts.statements.age import band_names
from contracts.tables import AMOUNT, Table
from contracts.words import Lang


def payments(asked: Asked, *, as_of: date | None, known_on: date | None, only: Sequence[str], translated: bool) -> int:
    """What each payment pays, as of a day."""
    day = chosen.needed(asked, "--as-of", as_of)
    source = chosen.loaded_of(asked, only)
    register, style = source.register, printing.style_of(asked, source)
    with placed(source):
        sheet = match(register, day, known_on=known_on).payments()
    sheet = chosen.presented(sheet, register, translated, day, known_on)
    heading = [style.say("payments"), *chosen.stand(style, day, known_on)]
    printing.deliver_sheet(asked, register, sheet, style, heading, pages.listing)
    return DONE


def cutoff(
    asked: Asked,
    *,
    as_of: date | None,
    known_on: date | None,
    horizon: date | None,
    only: Sequence[str],
    by: str | None,
    translated: bool,
) -> int:
    """What stands on a day."""
    day = chosen.needed(asked, "--as-of", as_of)
    source = chosen.loaded_of(asked, only)
    register, style = source.register, printing.style_of(asked, source)
    with placed(source):
        sheet = cutoff_of(register, day, known_on=known_on, by=by, horizon=horizon)
    sheet = chosen.presented(sheet, register, translated, day, known_on)
    heading = [style.say("cutoff", day=day), *chosen.stand(style, None, known_on)]
    told = chosen.going_on(style, register, known_on or day, horizon or day)
    printing.deliver_sheet(asked, register, sheet, style, heading, pages.listing, told)
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
    for name, given, example in (("--from", first, "2017-01-01"), ("--to", last, "2017-12-31")):
        if year is None:
            chosen.needed(asked, name, given, example)
    source = chosen.loaded_of(asked, only)
    register, style = source.register, printing.style_of(asked, source)
    days = chosen.days(asked, style, year, first, last)
    with placed(source):
        sheet = rollforward_of(register, chosen.closed(days), known_on=known_on)
    heading = [style.say("rollforward"), *chosen.spoken(style, days), *chosen.stand(style, None, known_on)]
    until = chosen.closed(days).last
    told = chosen.going_on(style, register, known_on or until, until)
    printing.deliver_sheet(asked, register, sheet, style, heading, pages.of_accounts, told)
    return DONE


def compare(asked: Asked, *, known_on: tuple[date, date] | None, only: Sequence[str], by_payer: bool) -> int:
    """What changed between two states of knowledge."""
    if known_on is None:
        asked.refuse("OPTION_MISSING", field="--known-on", value="", example="2017-06-30 2017-12-31")
    first, last = known_on
    if last < first:
        asked.refuse("DATE_ORDER", field="--known-on", value=last, start=first)
    source = chosen.loaded_of(asked, only)
    register, style = source.register, printing.style_of(asked, source)
    with placed(source):
        sheet = compare_with(register, known_on=known_on, by_payer=by_payer)
    heading = [style.say("compare", first=first, last=last)]
    told = chosen.going_on(style, register, last, last)
    printing.deliver_sheet(asked, register, sheet, style, heading, pages.listing, told)
    return DONE


def ageing(
    asked: Asked,
    *,
    as_of: date | None,
    known_on: date | None,
    bands: str | tuple[int, ...] | None,
    by: str | None,
    interest: bool,
    only: Sequence[str],
    translated: bool,
) -> int:
    """What is open, by how long it has been overdue."""
    day = chosen.needed(asked, "--as-of", as_of)
    source = chosen.loaded_of(asked, only)
    register, style = source.register, printing.style_of(asked, source)
    scale = AgeBands.DAYS if bands is None else bands
    with placed(source):
        sheet = ageing_of(register, day, bands=scale, known_on=known_on, by=by, interest=interest)
    sheet = chosen.presented(sheet, register, translated, day, known_on)
    names = band_names(scale)
    printing.deliver_sheet(
        asked,
        register,
        sheet,
        style,
        [style.say("ageing", day=day)],
        pages.listing
        if interest
        else lambda style, sheet: pages.pivot(style, _by_line(sheet), sheet.columns["band"], order=names),
        chosen.going_on(style, register, known_on or day, day),
    )
    return DONE


def calendar(
    asked: Asked,
    *,
    year: int | None,
    first: date | None,
    last: date | None,
    known_on: date | None,
    only: Sequence[str],
) -> int:
    """What is to be paid on which day, and what makes it due."""
    source = chosen.loaded_of(asked, only)
    register, style = source.register, printing.style_of(asked, source)
    days = _span(asked, style, year, first, last)
    lang = asked.lang if asked.format == "table" else Lang.EN
    with placed(source):
        sheet = payment_calendar(register, days, known_on=known_on, lang=lang)
    heading = [style.say("calendar"), *chosen.spoken(style, (days.first, days.last))]

    def body(style: Style, sheet: Sheet) -> list[str]:
        due = sheet.columns["due"]
        late = sheet.kept([day < days.first for day in due])
        before: list[Foot] = [((style.say("overdue before"),), late)] if len(late) else []
        return pages.listing(style, sheet, [*before, ((style.say("total"),), sheet)])

    printing.deliver_sheet(asked, register, sheet, style, heading, body)
    return DONE


def ledger(asked: Asked, *, as_of: date | None, known_on: date | None, only: Sequence[str], translated: bool) -> int:
    """Each contract with its parties, days, value, what was paid, and how it stands."""
    day = chosen.needed(asked, "--as-of", as_of)
    source = chosen.loaded_of(asked, only)
    register, style = source.register, printing.style_of(asked, source)
    with placed(source):
        sheet = ledger_of(register, day, known_on=known_on)
    sheet = chosen.presented(sheet, register, translated, day, known_on)
    heading = [style.say("ledger", day=day)]
    told = chosen.going_on(style, register, known_on or day, day)
    printing.deliver_sheet(asked, register, sheet, style, heading, pages.listing, told)
    return DONE


def deadlines(
    asked: Asked,
    *,
    year: int | None,
    first: date | None,
    last: date | None,
    known_on: date | None,
    only: Sequence[str],
) -> int:
    """What ends in a period, and what waits for an event."""
    source = chosen.loaded_of(asked, only)
    register, style = source.register, printing.style_of(asked, source)
    days = _span(asked, style, year, first, last)
    lang = asked.lang if asked.format == "table" else Lang.EN
    with placed(source):
        sheet = deadlines_of(register, days, known_on=known_on, lang=lang)
    spoken = chosen.spoken(style, (days.first, days.last))
    heading = [style.say("deadlines"), *spoken, *chosen.stand(style, None, known_on)]
    printing.deliver_sheet(asked, register, sheet, style, heading, lambda style, sheet: pages.listing(style, sheet, []))
    return DONE


def findings(
    asked: Asked,
    *,
    as_of: date | None,
    known_on: date | None,
    off: Mapping[str, str],
    only: Sequence[str],
) -> int:
    """Facts to look at; 1 where there is one of severity error."""
    day = chosen.needed(asked, "--as-of", as_of)
    source = chosen.loaded_of(asked, only)
    register, style = source.register, printing.style_of(asked, source)
    with placed(source):
        found = findings_of(register, day, known_on=known_on, off=off)
    if asked.format == "table":
        lines = printing.headed(register, style, [style.say("findings", day=day)])
        printing.deliver(asked, printing.page([*lines, *_told(style, found)]))
    else:
        printing.deliver_sheet(asked, register, found.sheet(), style, [], lambda _style, _sheet: [])
        say(_counted(style, found))
    return LOOK if found.errors else DONE


# -- what is looked at --------------------------------------------------------------------------


def _span(asked: Asked, style: Style, year: int | None, first: date | None, last: date | None) -> Period:
    """The days that are asked for; they have to be, since nothing here knows today."""
    found = chosen.period(chosen.days(asked, style, year, first, last))
    if found is None:
        asked.refuse("OPTION_MISSING", field="--year", value="", example="2017")
    return found


# -- how it is told -----------------------------------------------------------------------------


def _by_line(sheet: Sheet) -> Sheet:
    """The open amounts with the columns that name a row of a page."""
    keys = tuple(
        column for column in sheet.table.columns if column.name not in ("number", "due", "days", "band", "open")
    )
    table = Table(sheet.table.name, (*keys, AMOUNT))
    return Sheet(
        table, {column.name: sheet.columns[column.name] for column in keys} | {"amount": sheet.columns["open"]}
    )


def _told(style: Style, found: Findings) -> list[str]:
    """A paragraph for each finding, those that are switched off last, and how many there are."""
    order = sorted(found, key=lambda one: one.off is not None)
    lines = [line for one in order for line in _paragraph(style, one)]
    return [*lines, _counted(style, found)]


def _paragraph(style: Style, one: Finding) -> list[str]:
    key = "place" if one.line is None else "place of line"
    place = [] if one.contract is None else [style.say(key, contract=one.contract, line=one.line)]
    lines = [": ".join([style.word(one.severity.value), one.code, *place, one.message[style.lang is Lang.ZH]])]
    lines.append(f"    {one.clears[style.lang is Lang.ZH]}")
    if one.law is not None:
        since, until = one.law.since or "…", one.law.until or "…"
        law = style.say("finding law", basis=one.law.basis, since=since, until=until)
        lines.append("    " + ", ".join([law, *([style.say("unconfirmed")] if one.law.unconfirmed else [])]))
    if one.off is not None:
        lines.append("    " + style.say("switched off", reason=one.off))
    return [*map(_torn, lines), ""]


def _torn(line: str) -> str:
    """A line that no text of a source breaks."""
    indent = line[: len(line) - len(line.lstrip())]
    return indent + one_line(line.lstrip())


def _counted(style: Style, found: Findings) -> str:
    counts = Counter(one.severity for one in found if one.off is None)
    told = ", ".join(f"{style.word(severity.value)} {counts[severity]}" for severity in Severity if counts[severity])
    return style.say("findings counted", counts=told or style.say("nothing"))
