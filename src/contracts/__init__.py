"""Exact payment schedules, accruals, obligations and reconciliation of a public body's contracts.

>>> import contracts as ct
>>> from datetime import date
>>> lease = ct.Contract(
...     id="CZ-01",
...     lines=[
...         ct.Line(
...             id="rent",
...             price=ct.Total("485180", "CNY"),
...             service=ct.Period.through(date(2017, 1, 1), date(2017, 12, 31)),
...             billing=ct.Cyclic(ct.MONTHLY, when=ct.ARREARS),
...         )
...     ],
... )
>>> ct.schedule(lease)
<Schedule: 12 installments of 1 line, due 2017-01-31 to 2017-12-31, 485180.00 CNY>
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contracts.calendars import CHINA, WEEKENDS, Beyond, Calendar, Roll, calendar_named
    from contracts.dates import (
        DAILY,
        HALF,
        HALF_YEARLY,
        MONTH,
        MONTHLY,
        QUARTER,
        QUARTERLY,
        WEEKLY,
        YEAR,
        YEARLY,
        Cycle,
        FiscalCalendar,
        Frequency,
        Per,
        Period,
        Stub,
    )
    from contracts.errors import ContractsError, NotThereError, Problem, RegisterError, TermsError
    from contracts.exchange import ExchangeRate
    from contracts.io import dump, dumps, load, loads
    from contracts.io.accounts import load_accounts
    from contracts.io.imports import (
        Imported,
        ImportLimits,
        SheetMap,
        drafted_map,
        import_register,
        marked_copy,
    )
    from contracts.money import Money, format_amount, parse_amount
    from contracts.payment import Applied, Payment
    from contracts.payments import Matching, match
    from contracts.register import Register, Reported, ReportedFigure
    from contracts.reports import Report, report
    from contracts.reports.books import Books, booked
    from contracts.schedules.installments import Installment, Schedule, schedule
    from contracts.schedules.sheet import Sheet
    from contracts.statements import (
        Accounts,
        AgeBands,
        Bands,
        Basis,
        Facts,
        Finding,
        Findings,
        Law,
        Severity,
        Verdict,
        ageing,
        compare,
        cutoff,
        deadlines,
        expected,
        findings,
        journal,
        ledger,
        obligations,
        payment_calendar,
        present,
        reconcile,
        rollforward,
        shares,
    )
    from contracts.terms.adjustment import Adjustment, AdjustmentKind
    from contracts.terms.allocation import Allocation
    from contracts.terms.amendment import Amendment, Change, Rebilling, Suspension
    from contracts.terms.billing import Cyclic, Once, Stage, Stages, When
    from contracts.terms.contract import Contract, Subject
    from contracts.terms.escalated import Bound, EscalatedStep
    from contracts.terms.escalation import Compounding, Escalation, Missing, PercentStep
    from contracts.terms.in_force import in_force
    from contracts.terms.index import Index, IndexValue
    from contracts.terms.line import Line, Proration, Recognition, Remainder
    from contracts.terms.opening import Opening
    from contracts.terms.price import Quantity, QuantityStep, Rate, RateStep, Total
    from contracts.terms.rebilling import Rebilled
    from contracts.terms.remeasuring import Remeasured, Remeasurement
    from contracts.terms.renewal import Renewal, RenewedBy
    from contracts.terms.retention import Release, Retention
    from contracts.terms.states import InForce
    from contracts.terms.tax import Tax, TaxBy, TaxRate, TaxRounding, TaxStep
    from contracts.words import Lang

    ADVANCE = When.ADVANCE
    ARREARS = When.ARREARS

__version__ = "0.1.0"

_HOMES = {
    "calendars": ("CHINA", "WEEKENDS", "Beyond", "Calendar", "Roll", "calendar_named"),
    "dates": (
        "DAILY",
        "HALF",
        "HALF_YEARLY",
        "MONTH",
        "MONTHLY",
        "QUARTER",
        "QUARTERLY",
        "WEEKLY",
        "YEAR",
        "YEARLY",
        "Cycle",
        "FiscalCalendar",
        "Frequency",
        "Per",
        "Period",
        "Stub",
    ),
    "errors": ("ContractsError", "NotThereError", "Problem", "RegisterError", "TermsError"),
    "exchange": ("ExchangeRate",),
    "io": ("dump", "dumps", "load", "loads"),
    "io.accounts": ("load_accounts",),
    "io.imports": (
        "ImportLimits",
        "Imported",
        "SheetMap",
        "drafted_map",
        "import_register",
        "marked_copy",
    ),
    "money": ("Money", "format_amount", "parse_amount"),
    "payment": ("Applied", "Payment"),
    "payments": ("Matching", "match"),
    "register": ("Register", "Reported", "ReportedFigure"),
    "reports": ("Report", "report"),
    "reports.books": ("Books", "booked"),
    "schedules.installments": ("Installment", "Schedule", "schedule"),
    "schedules.sheet": ("Sheet",),
    "statements": (
        "Accounts",
        "AgeBands",
        "Bands",
        "Basis",
        "Facts",
        "Finding",
        "Findings",
        "Law",
        "Severity",
        "Verdict",
        "ageing",
        "compare",
        "cutoff",
        "deadlines",
        "expected",
        "findings",
        "journal",
        "ledger",
        "obligations",
        "payment_calendar",
        "present",
        "reconcile",
        "rollforward",
        "shares",
    ),
    "terms.adjustment": ("Adjustment", "AdjustmentKind"),
    "terms.allocation": ("Allocation",),
    "terms.amendment": ("Amendment", "Change", "Rebilling", "Suspension"),
    "terms.billing": ("ADVANCE", "ARREARS", "Cyclic", "Once", "Stage", "Stages", "When"),
    "terms.contract": ("Contract", "Subject"),
    "terms.escalated": ("Bound", "EscalatedStep"),
    "terms.escalation": ("Compounding", "Escalation", "Missing", "PercentStep"),
    "terms.in_force": ("in_force",),
    "terms.index": ("Index", "IndexValue"),
    "terms.line": ("Line", "Proration", "Recognition", "Remainder"),
    "terms.renewal": ("Renewal", "RenewedBy"),
    "terms.price": ("Quantity", "QuantityStep", "Rate", "RateStep", "Total"),
    "terms.rebilling": ("Rebilled",),
    "terms.remeasuring": ("Remeasured", "Remeasurement"),
    "terms.opening": ("Opening",),
    "terms.retention": ("Release", "Retention"),
    "terms.states": ("InForce",),
    "terms.tax": ("Tax", "TaxBy", "TaxRate", "TaxRounding", "TaxStep"),
    "words": ("Lang",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "ADVANCE",
    "ARREARS",
    "CHINA",
    "DAILY",
    "HALF",
    "HALF_YEARLY",
    "MONTH",
    "MONTHLY",
    "QUARTER",
    "QUARTERLY",
    "WEEKENDS",
    "WEEKLY",
    "YEAR",
    "YEARLY",
    "Accounts",
    "Adjustment",
    "AdjustmentKind",
    "AgeBands",
    "Allocation",
    "Amendment",
    "Applied",
    "Bands",
    "Basis",
    "Beyond",
    "Books",
    "Bound",
    "Calendar",
    "Change",
    "Compounding",
    "Contract",
    "ContractsError",
    "Cycle",
    "Cyclic",
    "EscalatedStep",
    "Escalation",
    "ExchangeRate",
    "Facts",
    "Finding",
    "Findings",
    "FiscalCalendar",
    "Frequency",
    "ImportLimits",
    "Imported",
    "InForce",
    "Index",
    "IndexValue",
    "Installment",
    "Lang",
    "Law",
    "Line",
    "Matching",
    "Missing",
    "Money",
    "NotThereError",
    "Once",
    "Opening",
    "Payment",
    "Per",
    "PercentStep",
    "Period",
    "Problem",
    "Proration",
    "Quantity",
    "QuantityStep",
    "Rate",
    "RateStep",
    "Rebilled",
    "Rebilling",
    "Recognition",
    "Register",
    "RegisterError",
    "Release",
    "Remainder",
    "Remeasured",
    "Remeasurement",
    "Renewal",
    "RenewedBy",
    "Report",
    "Reported",
    "ReportedFigure",
    "Retention",
    "Roll",
    "Schedule",
    "Severity",
    "Sheet",
    "SheetMap",
    "Stage",
    "Stages",
    "Stub",
    "Subject",
    "Suspension",
    "Tax",
    "TaxBy",
    "TaxRate",
    "TaxRounding",
    "TaxStep",
    "TermsError",
    "Total",
    "Verdict",
    "When",
    "ageing",
    "booked",
    "calendar_named",
    "compare",
    "cutoff",
    "deadlines",
    "drafted_map",
    "dump",
    "dumps",
    "expected",
    "findings",
    "format_amount",
    "import_register",
    "in_force",
    "journal",
    "ledger",
    "load",
    "load_accounts",
    "loads",
    "marked_copy",
    "match",
    "obligations",
    "parse_amount",
    "payment_calendar",
    "present",
    "reconcile",
    "report",
    "rollforward",
    "schedule",
    "shares",
]


def __getattr__(name: str) -> Any:
    """A public name, from its module, when it is first asked for (PEP 562)."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # importlib itself would cost a tenth of the terms' import.
    value = getattr(__import__(f"{__name__}.{_HOME_OF[name]}", fromlist=(name,)), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
