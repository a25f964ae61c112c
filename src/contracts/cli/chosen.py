"""What commands are asked to look at: which files, days and payers; and how that is told."""

from collections.abc import Sequence
from datetime import date

from attrs import evolve

from contracts import words
from contracts.cli.delivery import say
from contracts.cli.options import Asked
from contracts.dates import FIRST_DAY, LAST_DAY, Period
from contracts.errors import NotThereError
from contracts.io.files import Loaded, loaded
from contracts.register import Register
from contracts.reports.style import Style
from contracts.schedules.sheet import Sheet
from contracts.statements import present
from contracts.terms.in_force import in_force
from contracts.terms.line import Recognition
from contracts.terms.sharing import payers_of

#: The first and the last day that are asked for; None where an end is open.
Days = tuple[date | None, date | None]
ALWAYS: Days = (None, None)


def loaded_of(asked: Asked, only: Sequence[str]) -> Loaded:
    """The register of all files, with only some of its contracts where some are named.

    Raises:
        RegisterError: with everything that is wrong with the files.
        NotThereError: a contract of that id is not there.
    """
    source = loaded(*asked.files)
    if not only:
        return source
    return evolve(source, register=source.register.of(only))


def days(asked: Asked, style: Style, year: int | None, first: date | None, last: date | None) -> Days:
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


def period(days: Days) -> Period | None:
    """The same as a period; None where nothing is asked for."""
    return None if days == ALWAYS else closed(days)


def closed(days: Days) -> Period:
    """The same as a period, open ends closed."""
    return Period.through(days[0] or FIRST_DAY, days[1] or LAST_DAY)


def shared(asked: Asked, by: str | None, payer: str | None, by_payer: bool) -> bool:
    """Whether there are rows by payer, beside or instead of a group."""
    if by == "payer" and by_payer:
        asked.refuse("KEY_CONFLICT", field="--by", value="payer", other="--by-payer")
    return by_payer or (payer is not None and by != "payer")


def of_payer(sheet: Sheet, register: Register, payer: str | None) -> Sheet:
    """The rows of one payer, where one is asked for.

    Raises:
        NotThereError: that payer bears no line of the register.
    """
    if payer is None:
        return sheet
    payers = dict.fromkeys(
        name
        for contract in register
        for line in contract.all_lines
        for name in payers_of(contract, line, register.payer)
    )
    if payer not in payers:
        raise NotThereError("PAYER_UNKNOWN", field="--payer", value=payer, choices=", ".join(payers) or "-")
    return sheet.kept([name == payer for name in sheet.columns["payer"]])


def presented(sheet: Sheet, register: Register, translated: bool, day: date, known_on: date | None) -> Sheet:
    """The sheet, in the register's currency where that is asked for."""
    return present(sheet, register, day, known_on=known_on) if translated else sheet


def on_due(sheet: Sheet, register: Register) -> Sheet:
    """The rows of lines that are earned when they fall due."""
    lines = {
        (contract.id, line.id)
        for contract in register
        for line in contract.all_lines
        if line.recognition is Recognition.ON_DUE
    }
    return sheet.kept([row in lines for row in zip(sheet.columns["contract"], sheet.columns["line"], strict=True)])


def spoken(style: Style, days: Days) -> list[str]:
    """The days that are asked for, in words."""
    first, last = days
    if days == ALWAYS:
        return []
    key = "range" if first and last else "from" if first else "until"
    return [style.say(key, first=first, last=last)]


def stand(style: Style, as_of: date | None, known_on: date | None) -> list[str]:
    """The day up to which payments count, and the one up to which they are known, in words."""
    days = (("as of", as_of), ("known on", known_on))
    return [style.say(key, day=day) for key, day in days if day is not None]


def going_on(style: Style, register: Register, known_on: date | None, horizon: date | None) -> list[str]:
    """Which lines have no last day of service, and up to when they are looked at; nothing where all have one."""
    if horizon is None:
        return []
    names = [
        f"{contract.id} {line.id}"
        for contract in register
        if any(line.is_open_ended for line in contract.all_lines)
        for line in in_force(contract, known_on).open_ended
    ]
    return [style.say("looked at", horizon=horizon, lines=", ".join(names))] if names else []


def tell_undated(asked: Asked, style: Style, key: str, undated: Sheet) -> None:
    """Say how many undated installments are left out, and what they come to."""
    count = len(set(zip(*(undated.columns[name] for name in ("contract", "line", "number")), strict=True)))
    if count:
        installments = style.say("one installment" if count == 1 else "installments", count=count)
        say(words.sentence(key, asked.lang, installments=installments, amount=style.sums(undated)))


def needed(asked: Asked, option: str, day: date | None, example: str = "2017-12-31") -> date:
    """A day that has to be asked for, since nothing here knows today."""
    if day is None:
        asked.refuse("OPTION_MISSING", field=option, value="", example=example)
    return day
