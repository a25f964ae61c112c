"""What happened: which payment paid which installment."""

from contracts.payments.matching import Matching, match

__all__ = ["Matching", "match"]
