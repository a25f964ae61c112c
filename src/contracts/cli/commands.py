"""The commands: each asks the library one question, and prints the answer."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from contracts.cli import options as opt
from contracts.cli.options import Asked
from contracts.cli.program import DONE, LOOK, Program

if TYPE_CHECKING:
    from contracts.dates import Period
    from contracts.register import Register


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vendor-contracts", prog_name="contracts", message="%(prog)s %(version)s")
def main() -> None:
    """What a body's contracts come to: what falls due when, what belongs to which period, who bears it.

    Every command reads one register, in one or more TOML or JSON FILEs. Amounts are exact. Nothing knows today:
    a command that needs a day asks for it. Exit codes: 0 done; 1 done, and there is something to look at; 2 bad
    input or usage; 4 the machine failed.
    """


@main.command()
@opt.asked
def check(asked: Asked) -> int:
    """Find everything that is wrong with a register.

    One line for each problem: file and line in it, contract, what is wrong, what to do. Ends with 2 where there is
    a problem.
    """
    from contracts.cli import checking

    return checking.check(asked)
