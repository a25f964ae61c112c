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
GROUPS = ("contract", "vendor", "category", "payer", "recurring")
PERIODS = ("month", "quarter", "half", "year")


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


def _lang(context: click.Context | None) -> Lang:
    """The language asked for: it is read before all other options."""
    return Lang((context.params if context else {}).get("lang") or Lang.EN)


def _name(parameter: click.Parameter | None) -> str:
    return parameter.opts[-1] if parameter else ""


class Day(click.ParamType):
    """A day, written YYYY-MM-DD and no other way."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that a text names."""
        from contracts.dates import parse_day
        from contracts.errors import TermsError

        try:
            return parse_day(value, _name(param))
        except TermsError as error:
            raise usage(error.code, _lang(ctx), field=error.field, value=error.value, **error.data) from None


class Whole(click.ParamType):
    """A whole number in ASCII digits, from the least to the most."""

    name = "number"

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number that a text names."""
        if re.fullmatch("[0-9]{1,9}", value) and self.least <= int(value) <= self.most:
            return int(value)
        raise usage("NUMBER_RANGE", _lang(ctx), field=_name(param), value=value, least=self.least, most=self.most)


DAY = Day()


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

    for decorate in (
        click.option("-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all, instead of printing."),
        click.option("--lang", type=click.Choice(["en", "zh"]), default="en", is_eager=True, help="Of tables and messages."),
        click.option("--unit", metavar="UNIT", help="Of amounts in tables, such as 元 or 万元; default: the file's."),
        click.option("--excel", is_flag=True, help="With csv: start with the mark that Excel needs for Chinese, "
                     "and put an apostrophe before texts that it would run as formulas."),
        click.option("--format", type=click.Choice(["table", "csv", "json"]), default="table", help="table is for people; "
                     "csv and json are for machines: plain amounts in the currency's major unit, words in English."),
        click.argument("files", nargs=-1, required=True, metavar="FILE..."),
    ):
        run = decorate(run)
    return run


def options(*decorators: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, in the order of the help page."""

    def decorate(command: Command) -> Command:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


def span(what: str) -> Callable[[Command], Command]:
    """The options that choose days: a fiscal year, or from one day to another."""
    return options(
        click.option("--year", type=Whole(1900, 2200), help=f"{what} of this fiscal year."),
        click.option("--from", "first", type=DAY, metavar="DAY", help=f"{what} from this day on."),
        click.option("--to", "last", type=DAY, metavar="DAY", help=f"{what} up to this day."),
    )


contracts = click.option("--contract", "only", multiple=True, metavar="ID", help="Only this contract; may be repeated.")
payer = click.option("--payer", metavar="NAME", help="Only what this payer bears.")
by_payer = click.option("--by-payer", is_flag=True, help="One row for each payer, whose share the amount then is.")
by = click.option("--by", type=click.Choice(GROUPS), help="Group by this instead of by line.")
fiscal_year_start = click.option(
    "--fiscal-year-start", type=Whole(1, 12), metavar="MONTH", help="First month of fiscal years; default: the register's."
)


def per(default: str | None) -> Callable[[Command], Command]:
    """The option for the length of periods."""
    text = f"Length of a period; default: {default or 'year'}."
    return click.option("--per", type=click.Choice(PERIODS), default=default, help=text)
