"""What to tell: what falls due, stands open and has moved, whether it agrees with reports, and what to look at."""

from contracts.statements.accounts import Accounts
from contracts.statements.age import AgeBands, ageing
from contracts.statements.balances import cutoff
from contracts.statements.comparison import compare
from contracts.statements.contract_ledger import ledger
from contracts.statements.cost_shares import shares
from contracts.statements.evidence import Facts
from contracts.statements.expectation import expected
from contracts.statements.found import Finding, Findings, Law, Severity
from contracts.statements.judging import findings
from contracts.statements.maturities import Bands, obligations
from contracts.statements.movements import rollforward
from contracts.statements.pay_days import payment_calendar
from contracts.statements.posting import journal
from contracts.statements.presenting import present
from contracts.statements.reconciliation import Basis, Verdict, reconcile
from contracts.statements.time_limits import deadlines

__all__ = [
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
]
