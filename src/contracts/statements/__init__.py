"""What to tell: obligations, shares, and whether it agrees with what was reported."""

from contracts.statements.obligations import Bands, obligations
from contracts.statements.reconciliation import Finding, reconcile
from contracts.statements.shares import shares

__all__ = ["Bands", "Finding", "obligations", "reconcile", "shares"]
