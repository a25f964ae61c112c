"""A report as one page of HTML that asks nothing of the network.

Its style and its few lines of script stand in the page, and a content security policy allows these two and nothing
else, by their hashes. Without the script the page has everything but sorting and filtering.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen

from contracts.errors import NotThereError
from contracts.reports.bars import Bars
from contracts.reports.footnotes import noted
from contracts.reports.reasons import Reasons, Why
from contracts.reports.style import Style
from contracts.reports.verdict import SUMS, reconciled, verdicts
from contracts.reports.views import Grid, View, block, by_account, listed, rows_of
from contracts.schedules.sheet import Sheet
from contracts.words import Lang

if TYPE_CHECKING:
    from contracts.reports.contents import Report

#: Rows of one table; what is left out is counted, and stands in the totals.
MOST_ROWS: Final = 400
#: The files of the page beside this module.
_TEMPLATE, _CSS, _SCRIPT = "page.html.jinja", "page.css", "page.js"
_LANG: Final = {Lang.EN: "en", Lang.ZH: "zh-Hans"}


@frozen
class Part:
    """One table of a section.

    Attributes:
        view: its cells.
        why: behind each row, the sentences that explain it.
        unit: of its amounts.
        titled: whether the last column has titles.
        left_out: how many rows are not shown.
    """

    view: View
    why: Sequence[Sequence[str]]
    unit: str
    titled: bool
    left_out: int = 0


@frozen
class Section:
    """One section of the page.

    Attributes:
        name: of its anchor.
        heading: what it is.
        said: sentences above its tables, each with whether it is to be looked at.
        bars: a picture of its totals.
        parts: a table for each currency; none where there is nothing to tell.
    """

    name: str
    heading: str
    said: Sequence[tuple[str, bool]] = ()
    bars: Sequence[Bars] = ()
    parts: Sequence[Part] = ()


def page(report: "Report", style: Style) -> str:
    """The report as a page.

    Raises:
        NotThereError: `EXTRA_MISSING`: jinja2 is not installed.
    """
    try:
        import jinja2
        from markupsafe import Markup
    except ImportError as error:
        raise NotThereError("EXTRA_MISSING", field="report", value="jinja2", extra="report") from error
    register = report.register
    css, script = (_read(name) for name in (_CSS, _SCRIPT))
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_read(_TEMPLATE)).render(
        lang=_LANG[report.lang],
        say=style.say,
        title=register.name or style.say("report"),
        days=[style.say("as of", day=report.as_of), style.say("known on", day=report.known_on)],
        figures=[(style.say(key), _said(style, amounts)) for key, amounts in report.key_figures.items()],
        sections=list(_sections(report, style)),
        notes=noted(register.contracts, [contract.id for contract in register], report.lang, report.plan.notes),
        css=Markup(css),
        script=Markup(script),
        policy=f"default-src 'none'; style-src '{_hash(css)}'; script-src '{_hash(script)}'; base-uri 'none'; "
        "form-action 'none'",
    )


def _read(name: str) -> str:
    return files("contracts.reports").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _said(style: Style, amounts: dict[str, int]) -> str:
    """Amounts of one or several currencies, never summed."""
    return " · ".join(style.of(name).amount(minor) for name, minor in amounts.items()) or style.amount(0)


def _sections(report: "Report", style: Style) -> Iterator[Section]:
    """The sections in their order: what does not agree stands first."""
    reasons = Reasons(report, style)
    if report.reconciliation is not None:
        yield _reconciled(report, report.reconciliation, style, reasons)
    calendar = style.say("range", first=report.ahead.first, last=report.ahead.last)
    yield Section(
        "calendar",
        f"{style.say('calendar')}, {calendar}",
        parts=_listed(style, report.calendar, reasons.of_installment),
    )
    yield Section(
        "obligations",
        style.say("obligations", day=report.as_of),
        bars=[Bars.of(part, own) for own, part in style.parts(report.obligations) if len(part)],
        parts=_side_by_side(style, report.obligations, reasons.of_line),
    )
    yield Section("shares", style.say("shares"), parts=_side_by_side(style, report.shares, None))
    yield Section(
        "cutoff",
        style.say("cutoff", day=report.as_of),
        parts=_listed(style, report.cutoff, reasons.of_balance),
    )
    yield Section("rollforward", style.say("rollforward"), parts=_listed(style, report.rollforward, None))
    yield Section(
        "ageing",
        style.say("ageing", day=report.as_of),
        parts=_listed(style, report.ageing, reasons.of_installment),
    )
    yield Section(
        "ledger", style.say("ledger", day=report.as_of), parts=_listed(style, report.ledger, reasons.of_contract)
    )
    yield Section("deadlines", style.say("deadlines"), parts=_listed(style, report.deadlines, None))
    yield Section(
        "findings",
        style.say("findings", day=report.as_of),
        parts=_listed(style, report.findings.sheet(report.lang), None),
    )


def _reconciled(report: "Report", sheet: Sheet, style: Style, reasons: Reasons) -> Section:
    """What was reported against what falls due: first what is to be looked at, in sentences."""
    lines = sheet.kept([name not in SUMS for name in sheet.columns["contract"]])
    said = sorted(verdicts(style, sheet, report.year), key=lambda sentence: not sentence[1])
    return Section(
        "reconcile",
        style.say("reconcile", year=report.year),
        said=said,
        parts=[_part(style, reconciled(style, sheet), lines, reasons.of_difference)],
    )


def _listed(style: Style, sheet: Sheet, why: Why | None) -> list[Part]:
    found = []
    for own, part in style.parts(sheet):
        if len(part):
            feet = by_account(own, part) if "account" in part.columns else None
            found.append(_part(own, listed(own, part, feet), part, why))
    return found


def _side_by_side(style: Style, sheet: Sheet, why: Why | None) -> list[Part]:
    """Tables with a column for each period."""
    found = []
    for own, part in style.parts(sheet):
        if len(part):
            grid = Grid.of(part, part.columns["period"])
            view = block(own, grid, grid.periods, own.say("total"), titles=True)
            names = [column.name for column in grid.keys]
            rows = [dict(zip(names, key, strict=True)) for key in grid.rows]
            found.append(_cut(own, view, [] if why is None else [why(row) for row in rows[:MOST_ROWS]]))
    return found


def _part(style: Style, view: View, sheet: Sheet, why: Why | None) -> Part:
    rows: Sequence[dict[str, Any]] = rows_of(sheet)[:MOST_ROWS]
    return _cut(style, view, [] if why is None else [why(row) for row in rows])


def _cut(style: Style, view: View, why: Sequence[Sequence[str]]) -> Part:
    """A table with its first rows, and the title of each contract as a column of its own."""
    rows = [list(row) for row in view.rows[:MOST_ROWS]]
    headings, right, totals = list(view.headings), list(view.right), [list(row) for row in view.totals]
    if view.tail:
        headings.append(view.tail[0])
        right.append(False)
        for row, title in zip(rows, view.tail[1:], strict=False):
            row.append(title)
        for row in totals:
            row.append("")
    shown = evolve(view, headings=headings, right=right, rows=rows, totals=totals, tail=())
    return Part(shown, why or [[]] * len(rows), style.figures.unit_name, bool(view.tail), len(view.rows) - len(rows))
