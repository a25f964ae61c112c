"""What can be asked for: the options, and how their values are read."""

import functools
import re
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, NoReturn, TypeVar

import click

from contracts import words
from contracts.words import Lang

Command = TypeVar("Command", bound=Callable[..., Any])
#: What `--by` groups by, and the lengths of periods.
GROUPS = ("contract", "vendor", "category", "payer", "recurring")
PERIODS = ("month", "quarter", "half", "year")
#: The presets of an ageing, and the most days of a band.
AGE_BANDS = ("days", "years")
MOST_DAYS = 109_573


class Asked(NamedTuple):
    """What every command is asked: which files, and how to print.

    Attributes:
        files: of the register.
        format: `table`, `csv` or `json`.
        unit: of the amounts in tables; None: the register's own.
        lang: of tables and messages.
        output: the file to write; None: standard output.
        excel: whether csv is for a spreadsheet.
    """

    files: tuple[str, ...]
    format: str
    unit: str | None
    lang: Lang
    output: str | None
    excel: bool

    def refuse(self, code: str, /, **data: Any) -> NoReturn:
        """End with a usage error, in the language asked for."""
        raise usage(code, self.lang, **data)


def usage(code: str, lang: Lang, /, **data: Any) -> click.UsageError:
    """A usage error with the message and the remedy of a code."""
    return click.UsageError(f"{words.message(code, lang, **data)}: {words.remedy(code, lang, **data)}")


def _lang(context: click.Context) -> Lang:
    """The language asked for: it is read before all other options."""
    return Lang(context.params.get("lang", Lang.EN))


def day(context: click.Context, parameter: click.Parameter, text: str | None) -> date | None:
    """The day that a text of the form YYYY-MM-DD names."""
    if text is None:
        return None
    from contracts.dates import parse_day
    from contracts.errors import TermsError

    try:
        return parse_day(text, parameter.opts[0])
    except TermsError as error:
        raise usage(error.code, _lang(context), field=error.field, value=error.value, **error.data) from None


def whole(least: int, most: int) -> Callable[[click.Context, click.Parameter, str | None], int | None]:
    """Reads a whole number in ASCII digits, from the least to the most."""

    def read(context: click.Context, parameter: click.Parameter, text: str | None) -> int | None:
        if text is None:
            return None
        if re.fullmatch("[0-9]{1,9}", text) and least <= int(text) <= most:
            return int(text)
        raise usage("NUMBER_RANGE", _lang(context), field=parameter.opts[0], value=text, least=least, most=most)

    return read


def bands(context: click.Context, parameter: click.Parameter, text: str | None) -> str | tuple[int, ...] | None:
    """The bands of an ageing: the name of a preset, or days between commas."""
    if text is None or text in AGE_BANDS:
        return text
    if re.fullmatch("[0-9]{1,9}(,[0-9]{1,9})*", text):
        return tuple(map(int, text.split(",")))
    raise usage("AGE_BANDS", _lang(context), field=parameter.opts[0], value=text, most=MOST_DAYS)


def reasons(context: click.Context, parameter: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    """The codes that are switched off, each with its reason, from texts of the form CODE=REASON."""
    found = {}
    for text in texts:
        code, _, reason = text.partition("=")
        if not code or not reason.strip():
            raise usage("SWITCHED_OFF", _lang(context), field=parameter.opts[0], value=text)
        found[code] = reason.strip()
    return found


def asked(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command its files and the options of its output; it gets them as one `Asked`."""

    @functools.wraps(command)
    def run(
        *,
        files: tuple[str, ...],
        format: str,
        unit: str | None,
        lang: str,
        output: str | None,
        excel: bool,
        **given: Any,
    ) -> int:
        request = Asked(files, format, unit, Lang(lang), None if output == "-" else output, excel)
        if unit is not None and format != "table":
            request.refuse("OPTION_OF_TABLES", field="--unit", value=format)
        if excel and format != "csv":
            request.refuse("OPTION_OF_CSV", field="--excel", value=format)
        return command(request, **given)

    for option in reversed(_COMMON):
        run = option(run)
    return run


def written(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command that writes a file for people its files and options; it gets them as one `Asked`, and `force`."""

    @functools.wraps(command)
    def run(*, files: tuple[str, ...], unit: str | None, lang: str, output: str | None, **given: Any) -> int:
        request = Asked(files, "table", unit, Lang(lang), output, excel=False)
        if output is None:
            request.refuse("OUTPUT_MISSING", field="-o", value="")
        return command(request, **given)

    for option in reversed((_FILES, _UNIT, _LANG, _OUTPUT, _FORCE)):
        run = option(run)
    return run


_FILES = click.argument("files", nargs=-1, required=True, metavar="FILE...")
_FORMAT = click.option(
    "--format",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="table is for people; csv and json are for machines: plain amounts in the currency's major unit, "
    "words in English.",
)
_UNIT = click.option(
    "--unit", metavar="UNIT", help="Of the amounts in tables, such as 元 or 万元; default: the file's own."
)
_LANG = click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    default="en",
    show_default=True,
    is_eager=True,
    help="Of tables and messages.",
)
_OUTPUT = click.option(
    "-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all, instead of printing."
)
_EXCEL = click.option(
    "--excel",
    is_flag=True,
    help="With csv: put first the mark that Excel needs for Chinese, "
    "and an apostrophe before texts that it would take for formulas.",
)
_FORCE = click.option("--force", is_flag=True, help="Replace the file where it is there.")
_COMMON = (_FILES, _FORMAT, _UNIT, _LANG, _OUTPUT, _EXCEL)


def options(*decorators: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, in the order of the help page."""

    def decorate(command: Command) -> Command:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


def span(what: str, first: str | None = None, last: str | None = None) -> Callable[[Command], Command]:
    """The options that choose days: a fiscal year, or from one day to another.

    Args:
        what: stands before `this fiscal year`, and before each of the days where these say nothing else.
        first, last: stand before `this day` where days are the ends of a period.
    """
    return options(
        click.option("--year", callback=YEAR, metavar="YEAR", help=f"{what} this fiscal year."),
        click.option(
            "--from",
            "first",
            callback=day,
            metavar="DAY",
            help=f"{first} this day on." if first else f"{what} this day or later.",
        ),
        click.option(
            "--to",
            "last",
            callback=day,
            metavar="DAY",
            help=f"{last} this day." if last else f"{what} this day or earlier.",
        ),
    )


def known_on(words: str) -> Callable[[Command], Command]:
    """The option for the day up to which things are known."""
    what = f"Leave out what was signed or recorded after this day; {words}."
    return click.option("--known-on", callback=day, metavar="DAY", help=what)


def horizon(words: str) -> Callable[[Command], Command]:
    """The option for the day up to which lines without a last day of service are looked at."""
    what = f"Look at lines without a last day of service up to this day; {words}."
    return click.option("--horizon", callback=day, metavar="DAY", help=what)


def per(default: str | None, words: str) -> Callable[[Command], Command]:
    """The option for the length of periods; without a default, the command can see whether it was given."""
    return click.option("--per", type=click.Choice(PERIODS), default=default, help=f"Length of a period; {words}.")


def two_days(
    context: click.Context, parameter: click.Parameter, texts: tuple[str, str] | None
) -> tuple[date | None, date | None] | None:
    """An earlier and a later day."""
    if texts is None:
        return None
    first, last = (day(context, parameter, text) for text in texts)
    return first, last


#: Fiscal years that touch the days from 1900 to 2199.
YEAR = whole(1900, 2200)
contracts = click.option("--contract", "only", multiple=True, metavar="ID", help="Only this contract; may be repeated.")
payer = click.option("--payer", metavar="NAME", help="Only what this payer bears.")
by_payer = click.option("--by-payer", is_flag=True, help="One row for each payer, whose share the amount then is.")
by = click.option("--by", type=click.Choice(GROUPS), help="Group by this instead of by line.")
fiscal_year_start = click.option(
    "--fiscal-year-start",
    callback=whole(1, 12),
    metavar="MONTH",
    help="First month of the fiscal year; default: the register's.",
)
translated = click.option(
    "--translated",
    is_flag=True,
    help="Amounts in other currencies at the last rate, up to the day, that the register states ([[rates]]).",
)
as_of = click.option("--as-of", callback=day, metavar="DAY", help="The last day that counts. Needed.")
