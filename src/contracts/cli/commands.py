"""The commands: what each can be asked, and what its help page says. The answers are loaded when one is asked."""

from typing import Any

import click

from contracts.cli import options as opt
from contracts.cli.options import Asked
from contracts.cli.program import Program

#: Explanations name installments up to the most that a line may have.
MOST_INSTALLMENTS = 200_000


def _answer(question: str, asked: Asked, **given: Any) -> int:
    from contracts.cli.asking import answer

    return answer(question, asked, **given)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vendor-contracts", prog_name="contracts", message="%(prog)s %(version)s")
def main() -> None:
    """What a body's contracts come to: what falls due when, what belongs to which period, who bears it, and why.

    Every command reads one register, from one or more TOML or JSON files. Amounts are exact. Nothing knows today: a
    command that needs a day asks for it.

    Exit codes: 0 done; 1 done, and there is something to look at; 2 bad input or usage; 4 the machine failed.
    """


@main.command()
@opt.asked
def check(asked: Asked) -> int:
    """Find everything that is wrong with a register.

    Prints a line for each problem: where it is, what is wrong, what to do. Ends with 2 where there is one.
    """
    return _answer("check", asked)


@main.command()
@opt.asked
@opt.span("What falls due in")
@opt.contracts
@opt.payer
@opt.by_payer
@opt.fiscal_year_start
def schedule(asked: Asked, **given: Any) -> int:
    """What falls due and when: every installment.

    With --year, --from or --to, installments without a due day yet are left out; how many, and how much they come
    to, is told on standard error.
    """
    return _answer("schedule", asked, **given)


@main.command()
@opt.asked
@opt.per("month", "default: month")
@opt.span("Periods that touch")
@opt.contracts
@opt.by
@opt.payer
@opt.by_payer
@opt.fiscal_year_start
def accruals(asked: Asked, **given: Any) -> int:
    """What expense belongs to which period (权责发生制)."""
    return _answer("accruals", asked, **given)


@main.command()
@opt.asked
@click.option("--as-of", callback=opt.day, metavar="DAY", help="What falls due after this day. Needed.")
@opt.per(None, "default: year")
@click.option(
    "--bands",
    type=click.Choice(["gasb", "ias17", "cn3"]),
    help="Instead of --per: five years and then five at a time; up to one, up to five and more years; "
    "the three years of the rolling plan (中期规划) and later.",
)
@opt.contracts
@opt.by
@opt.payer
@opt.by_payer
@opt.fiscal_year_start
def obligations(asked: Asked, **given: Any) -> int:
    """What falls due after a day, by period.

    What has no due day yet stands apart, as undated.
    """
    return _answer("obligations", asked, **given)


@main.command()
@opt.asked
@opt.per("year", "default: year")
@opt.span("What falls due in")
@opt.contracts
@opt.by
@opt.payer
@opt.fiscal_year_start
def shares(asked: Asked, **given: Any) -> int:
    """Who bears what of what falls due in each period."""
    return _answer("shares", asked, **given)


@main.command()
@opt.asked
@click.option("--year", callback=opt.YEAR, metavar="YEAR", help="The fiscal year that was reported. Needed.")
def reconcile(asked: Asked, **given: Any) -> int:
    """Whether what falls due in a year is what was reported.

    Ends with 1 where a difference is not explained by rounding, or a line is not scheduled or not reported.
    """
    return _answer("reconcile", asked, **given)


@main.command()
@opt.asked
@click.argument("contract")
@click.option("--line", metavar="ID", help="Of the contract; a contract with one line needs none.")
@click.option(
    "--number", callback=opt.whole(1, MOST_INSTALLMENTS), metavar="N", help="Explain this installment of a line."
)
@click.option(
    "--on", callback=opt.day, metavar="DAY", help="Explain what a line earns in the period that holds this day."
)
@opt.per(None, "goes with --on; default: month")
@opt.payer
@opt.fiscal_year_start
def explain(asked: Asked, **given: Any) -> int:
    """Why a figure is what it is.

    Without --number and --on: the sum of all installments of CONTRACT, or of one of its lines, with each of them.
    json gives the derivation as data, csv the same as pairs of a key and a value.
    """
    return _answer("explain", asked, **given)
