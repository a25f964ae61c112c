"""What a report tells: the statements of a register as of a day, each as its own function gives it."""

from collections.abc import Sequence
from datetime import date, timedelta

from attrs import frozen

from contracts.dates import FiscalCalendar, Per, Period, checked_day
from contracts.errors import TermsError
from contracts.money import unit_digits
from contracts.register import Register
from contracts.reports.figures import Figures
from contracts.reports.style import Style
from contracts.schedules.installments import Schedule, schedule
from contracts.schedules.sheet import Sheet
from contracts.statements import (
    Findings,
    ageing,
    cutoff,
    deadlines,
    findings,
    ledger,
    obligations,
    payment_calendar,
    reconcile,
    rollforward,
    shares,
)
from contracts.words import Lang

_ONE_DAY = timedelta(days=1)


@frozen(eq=False, kw_only=True)
class Report:
    """What a register comes to on a day.

    Attributes:
        register: that is reported on.
        as_of: the last day that counts.
        known_on: the day up to which things are known.
        lang: of conditions, notes and findings.
        year: the fiscal year that holds `as_of`.
        ahead: from the day after it to the end of that day's fiscal year.
        plan: all installments; lines without a last day are looked at up to the end of `ahead`.
        reconciliation: of the year with what was reported for it; None where nothing was.
        calendar: what is to be paid ahead (付款计划).
        obligations: what falls due after `as_of`, by fiscal year (承诺到期).
        shares: who bears what of what falls due in each fiscal year (分摊).
        cutoff: payable, prepaid and commitment (应付与预付).
        rollforward: how they moved in the year, up to `as_of`.
        ageing: what is open, by days overdue (账龄).
        ledger: one row a contract (合同台账).
        deadlines: what ends or may be given notice of ahead.
        findings: facts to look at.
    """

    register: Register
    as_of: date
    known_on: date
    lang: Lang
    year: int
    ahead: Period
    plan: Schedule
    reconciliation: Sheet | None
    calendar: Sheet
    obligations: Sheet
    shares: Sheet
    cutoff: Sheet
    rollforward: Sheet
    ageing: Sheet
    ledger: Sheet
    deadlines: Sheet
    findings: Findings

    @property
    def fiscal(self) -> FiscalCalendar:
        """The fiscal years of the register."""
        return FiscalCalendar(self.register.fiscal_year_start)

    def due_ahead(self, per: Per) -> dict[str, int]:
        """What is to be paid to the end of the period of the day after `as_of`, by currency.

        What falls due on `as_of` itself is counted, since it is not overdue; what is overdue is not.
        """
        last = self.fiscal.period_of(self.ahead.first, per).last
        return _by_currency(self.calendar, "open", [self.as_of <= due <= last for due in self.calendar.columns["due"]])

    @property
    def key_figures(self) -> dict[str, dict[str, int]]:
        """What a reader wants to know first: the key of its name in `words`, and the amount in each currency."""
        return {
            "key value": _by_currency(self.ledger, "amended"),
            "key paid": _by_currency(self.ledger, "paid"),
            "key payable": _by_currency(self.cutoff, "payable"),
            "key prepaid": _by_currency(self.cutoff, "prepaid"),
            "key overdue": _by_currency(self.cutoff, "overdue"),
            "key month": self.due_ahead(Per.MONTH),
            "key quarter": self.due_ahead(Per.QUARTER),
            "key year": self.due_ahead(Per.YEAR),
            "key commitment": _by_currency(self.cutoff, "commitment"),
        }

    def style(self, unit: str | None = None) -> Style:
        """How its figures are written.

        Raises:
            TermsError: the currency has no such unit.
        """
        register = self.register
        unit_digits(unit, register.currency)
        titles = {contract.id: contract.title for contract in register}
        return Style(self.lang, Figures(register.currency, unit), titles, self.fiscal)

    def to_html(self, *, unit: str | None = None) -> str:
        """The report as one page that asks nothing of the network; needs the extra `report`.

        Args:
            unit: of amounts in the register's currency, such as 万元; None is the major unit.

        Raises:
            TermsError: the currency has no such unit.
            NotThereError: `EXTRA_MISSING`: jinja2 is not installed.
        """
        from contracts.reports.html import page

        return page(self, self.style(unit))

    def to_xlsx(self, *, unit: str | None = None) -> bytes:
        """The report as a workbook; needs the extra `report`.

        Args:
            unit: as for `to_html`.

        Raises:
            TermsError: the currency has no such unit.
            NotThereError: `EXTRA_MISSING`: XlsxWriter is not installed.
        """
        from contracts.reports.workbook import workbook

        return workbook(self, self.style(unit))

    def to_ics(self, *, unit: str | None = None) -> bytes:
        """The days ahead as whole-day events: due days, ends, notice, releases; needs the extra `report`.

        Args:
            unit: as for `to_html`.

        Raises:
            TermsError: the currency has no such unit.
            NotThereError: `EXTRA_MISSING`: icalendar is not installed.
        """
        from contracts.reports.events import events

        return events(self, self.style(unit))


def report(
    register: Register,
    as_of: date,
    *,
    known_on: date | None = None,
    lang: Lang = Lang.EN,
) -> Report:
    """What a register comes to on a day, in all its statements.

    Args:
        register: contracts, payments and reported figures.
        as_of: the last day that counts.
        known_on: what is signed or recorded later does not count, but in the reconciliation, which is of its whole year
            as all is known; default: `as_of`.
        lang: of conditions, notes and findings.

    Raises:
        TermsError: `TYPE_WRONG` for what is no register; those of the statements.
    """
    if not isinstance(register, Register):
        raise TermsError("TYPE_WRONG", field="register", value=register, wanted="Register")
    day = checked_day(as_of, "as_of")
    known = day if known_on is None else checked_day(known_on, "known_on")
    fiscal = FiscalCalendar(register.fiscal_year_start)
    year, tomorrow = fiscal.year_of(day), day + _ONE_DAY
    ahead = Period.through(tomorrow, fiscal.period_of(tomorrow, Per.YEAR).last)
    plan = schedule(register, known_on=known, horizon=ahead.last)
    return Report(
        register=register,
        as_of=day,
        known_on=known,
        lang=lang,
        year=year,
        ahead=ahead,
        plan=plan,
        reconciliation=reconcile(register, year) if any(one.year == year for one in register.reported) else None,
        calendar=payment_calendar(register, ahead, known_on=known, lang=lang),
        obligations=obligations(plan, as_of=day),
        shares=shares(plan),
        cutoff=cutoff(register, day, known_on=known),
        rollforward=rollforward(register, Period.through(fiscal.year(year).first, day), known_on=known),
        ageing=ageing(register, day, known_on=known),
        ledger=ledger(register, day, known_on=known),
        deadlines=deadlines(register, ahead, known_on=known, lang=lang),
        findings=findings(register, day, known_on=known),
    )


def _by_currency(sheet: Sheet, column: str, counts: Sequence[bool] | None = None) -> dict[str, int]:
    """The sums of a column of amounts, in order of currency; of all rows, or of those that count."""
    found: dict[str, int] = dict.fromkeys(sheet.columns["currency"], 0)
    part = sheet if counts is None else sheet.kept(counts)
    for currency, amount in zip(part.columns["currency"], part.columns[column], strict=True):
        found[currency] = found.get(currency, 0) + amount
    return dict(sorted(found.items()))
