"""What to tell: obligations, shares, and whether it agrees with what was reported."""

from contracts.statements.maturities import Bands, obligations
from contracts.statements.reconciliation import Finding, reconcile
from contracts.statements.cost_shares import shares

__all__ = ["Bands", "Finding", "obligations", "reconcile", "shares"]
