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
@click.option("--as-of", callback=opt.day, metavar="DAY", help="Say what is paid of each installment by this day.")
@click.option("--tax", is_flag=True, help="Show net and tax (增值税) of each installment, and the rate in percent.")
@opt.known_on("default: nothing")
@opt.horizon("default: --to, or --as-of")
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
@opt.known_on("default: nothing")
@opt.horizon("default: the last period of --to")
def accruals(asked: Asked, **given: Any) -> int:
    """What expense belongs to which period (权责发生制)."""
    return _answer("accruals", asked, **given)


@main.command()
@opt.asked
@click.option("--as-of", callback=opt.day, metavar="DAY", help="Payments up to this day, against what is due. Needed.")
@opt.known_on("default: --as-of")
@opt.contracts
@opt.translated
def payments(asked: Asked, **given: Any) -> int:
    """What each payment pays: which installments, and what of it is applied to none.

    The installment that a payment names comes first, then the oldest that is due. A refund is negative.
    """
    return _answer("payments", asked, **given)


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
@opt.known_on("default: nothing; with --basis due: --as-of")
@opt.horizon("they need one")
@click.option(
    "--basis",
    type=click.Choice(["due", "earned"]),
    help="due: what is open with what was paid: overdue, by period, undated, and retention that is not released; "
    "earned: what is earned after this day.",
)
@click.option(
    "--expected",
    callback=opt.day,
    metavar="DAY",
    help="Show apart what renewals that nobody is bound to, and recurring contracts (历年延续性), would come to up to "
    "this day, at their last price.",
)
@opt.translated
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
@opt.known_on("default: nothing")
@opt.horizon("default: --to")
def shares(asked: Asked, **given: Any) -> int:
    """Who bears what of what falls due in each period."""
    return _answer("shares", asked, **given)


@main.command()
@opt.asked
@click.option("--as-of", callback=opt.day, metavar="DAY", help="The last day that counts. Needed.")
@opt.known_on("default: --as-of")
@opt.horizon("default: --as-of")
@opt.contracts
@click.option("--by", type=click.Choice(["line", "payer"]), help="A row for each line, or payer, of a contract.")
@opt.translated
def cutoff(asked: Asked, **given: Any) -> int:
    """What is earned, due, paid, payable, prepaid, overdue and committed on a day (截止日).

    With --by, a row *offset* has what the figures of a contract differ by from the sum of its lines or payers.
    """
    return _answer("cutoff", asked, **given)


@main.command()
@opt.asked
@opt.span("Movements in", "Movements from", "Movements up to")
@opt.known_on("default: at each end its own day")
@opt.contracts
def rollforward(asked: Asked, **given: Any) -> int:
    """How payables, prepaid and commitments moved in a period: opening, movements, closing.

    Needs --year, or --from and --to.
    """
    return _answer("rollforward", asked, **given)


@main.command()
@opt.asked
@click.option("--year", callback=opt.YEAR, metavar="YEAR", help="The fiscal year that was reported. Needed.")
@click.option(
    "--basis",
    type=click.Choice(["due", "earned", "paid"]),
    help="What the report counts; each difference is then taken apart: timing, unpaid, prepaid, unmatched, rounding, "
    "not in the register, unexplained. Default: what falls due, not taken apart.",
)
def reconcile(asked: Asked, **given: Any) -> int:
    """Whether what falls due in a year is what was reported.

    Ends with 1 where a difference is not explained by rounding, or a line is not scheduled or not reported.
    """
    return _answer("reconcile", asked, **given)


@main.command()
@opt.asked
@click.option(
    "--known-on",
    nargs=2,
    callback=opt.two_days,
    metavar="EARLIER LATER",
    help="The two days up to which things are known. Needed.",
)
@opt.contracts
@opt.by_payer
def compare(asked: Asked, **given: Any) -> int:
    """What changed between two days on which things were known, and the amendment that did it."""
    return _answer("compare", asked, **given)


@main.command("import")
@click.argument("file", metavar="FILE")
@click.option("--sheet", metavar="NAME", help="Of a workbook that has several sheets.")
@click.option("--map", "map", metavar="FILE", help="A TOML file that says what the sheet does not say by itself.")
@click.option("--draft-map", "draft", is_flag=True, help="Write such a file for the sheet, and import nothing.")
@click.option("--encoding", metavar="NAME", help="Of a CSV file that is not plainly UTF-8, such as gb18030.")
@click.option(
    "--register", "registers", multiple=True, metavar="FILE", help="For which a list was paid; may be repeated."
)
@click.option("--mark", metavar="FILE", help="Where something is wrong, write a workbook that shows it in each cell.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
@click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    default="en",
    show_default=True,
    is_eager=True,
    help="Of messages.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE (.toml or .json), instead of printing.")
def import_(file: str, lang: str, **given: Any) -> int:
    """Make a register of a workbook (.xlsx) or a CSV file as people keep it, or payments of a bank's list.

    Where anything is wrong, nothing is written: each problem is told with its cell, and the command ends with 2. What
    was left out and taken for granted is told on standard error; it ends with 1 where a stated sum is not that of its
    rows, or something in the sheet is hidden.
    """
    from contracts.cli.importing import ImportAsked, imported
    from contracts.words import Lang

    return imported(ImportAsked(file=file, lang=Lang(lang), **given))


@main.command()
@opt.asked
@opt.span("What is posted in", "Post from", "Post up to")
@opt.known_on("default: --to")
@click.option("--accounts", metavar="FILE", help="The accounts to post to, in TOML; default: those of 政府会计制度.")
@click.option(
    "--books",
    type=click.Choice(["beancount", "hledger", "ledger"]),
    help="Print it as this program reads it, instead of as a table.",
)
@opt.contracts
def journal(asked: Asked, **given: Any) -> int:
    """What to post to the accrual books and to the budget's books (财务会计, 预算会计).

    What is earned is posted at the end of each month, each payment on its day, and to the budget's books too. Needs
    --year, or --from and --to.
    """
    return _answer("journal", asked, **given)


@main.command()
@opt.written
@opt.as_of
@opt.known_on("default: what --as-of says")
def report(asked: Asked, **given: Any) -> int:
    """Write a report for people, to a file that ends in .html, .xlsx or .ics.

    Key figures, the reconciliation, what is to be paid until the end of the fiscal year, what is committed, who bears
    it, payables and prepaid, overdue amounts, the ledger, deadlines, findings, assumptions.

    The page (.html) asks nothing of the network, and says behind installments, balances and differences why they are
    what they are. The workbook (.xlsx) has live totals. The calendar (.ics) has what falls due and what ends as events.
    """
    return _answer("report", asked, **given)


@main.command()
def schema() -> int:
    """Print the JSON Schema (draft 2020-12) of a register file.

    It is made from the classes that read the file. A file in TOML has the same shape as one in JSON.
    """
    import json

    from contracts.cli.delivery import print_whole
    from contracts.shapes.schema import schema as made

    print_whole(json.dumps(made(), ensure_ascii=False, indent=2) + "\n")
    return 0


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
@click.option("--tax", is_flag=True, help="Explain the tax in the installment; goes with --number.")
@click.option(
    "--as-of",
    callback=opt.day,
    metavar="DAY",
    help="Explain what of the installment is open on this day, with what was paid; goes with --number.",
)
@opt.fiscal_year_start
@opt.known_on("default: nothing, or --as-of")
@opt.horizon("default: the period of --on, or --as-of")
def explain(asked: Asked, **given: Any) -> int:
    """Why a figure is what it is.

    Without --number and --on: the sum of all installments of CONTRACT, or of one of its lines, with each of them.
    json gives the derivation as data, csv the same as pairs of a key and a value.
    """
    return _answer("explain", asked, **given)


@main.command()
@opt.asked
@opt.as_of
@opt.known_on("default: what --as-of says")
@click.option(
    "--bands",
    callback=opt.bands,
    metavar="BANDS",
    help="days (the default): up to 30, 60, 90, 180, 365 days and longer; years: up to one, two, three and longer; "
    "or days of your own, such as 30,60,90.",
)
@click.option("--by", type=click.Choice([name for name in opt.GROUPS if name != "payer"]), help="Group by this.")
@click.option(
    "--interest",
    is_flag=True,
    help="Show SMEs (中小企业), and the interest for delay as agreed, or for an SME as the law has it.",
)
@opt.contracts
@opt.translated
def ageing(asked: Asked, **given: Any) -> int:
    """What is open, by how long it has been overdue (账龄)."""
    return _answer("ageing", asked, **given)


@main.command()
@opt.asked
@opt.span("What falls due in")
@opt.known_on("default: nothing; of payments: the day before")
@opt.contracts
def calendar(asked: Asked, **given: Any) -> int:
    """What is to be paid on which day, and what makes it due (付款计划).

    What is overdue when the period begins stands before. Payments that are known on the day before the period count,
    or those that are known on the day of --known-on.
    """
    return _answer("calendar", asked, **given)


@main.command()
@opt.asked
@opt.as_of
@opt.known_on("default: what --as-of says")
@opt.contracts
@opt.translated
def ledger(asked: Asked, **given: Any) -> int:
    """Every contract with its parties, days, value, what was paid of it and how it stands (合同台账)."""
    return _answer("ledger", asked, **given)


@main.command()
@opt.asked
@opt.span("What ends in")
@opt.known_on("default: nothing")
@opt.contracts
def deadlines(asked: Asked, **given: Any) -> int:
    """What ends or is released in a period, until when notice may be given, and what waits for an event."""
    return _answer("deadlines", asked, **given)


@main.command()
@opt.asked
@opt.as_of
@opt.known_on("default: what --as-of says")
@click.option(
    "--off",
    callback=opt.reasons,
    multiple=True,
    metavar="CODE=REASON",
    help="Switch a code off; its findings stay, with the reason. May be repeated.",
)
@opt.contracts
def findings(asked: Asked, **given: Any) -> int:
    """Facts to look at, each with its rule, the legal basis, and what would clear it.

    Ends with 1 where there is one of severity error that is not switched off.
    """
    return _answer("findings", asked, **given)
