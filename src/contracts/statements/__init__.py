"""What to tell: obligations, shares, and whether it agrees with what was reported."""

from contracts.statements.cost_shares import shares
from contracts.statements.maturities import Bands, obligations
from contracts.statements.reconciliation import Finding, reconcile

__all__ = ["Bands", "Finding", "obligations", "reconcile", "shares"]
