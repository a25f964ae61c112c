"""Who bears a line, by integer weights."""

from collections.abc import Iterable, Mapping
from typing import Final

from attrs import frozen

from contracts.errors import TermsError
from contracts.terms.naming import checked_text, items

#: The largest weight of one payer.
WEIGHT_LIMIT: Final = 10**9
#: The most payers of one line.
PAYER_LIMIT: Final = 1000


@frozen(init=False)
class Allocation:
    """Integer weights by payer (4:3:2:1), in the order written, which is part of the terms.

    Attributes:
        weights: pairs of payer and weight; a weight of 0 bears nothing.

    >>> Allocation({"市本级": 4, "北湖区": 3}).total
    7
    """

    weights: tuple[tuple[str, int], ...]

    def __init__(self, weights: Mapping[str, int] | Iterable[tuple[str, int]]) -> None:
        pairs = items(weights.items() if isinstance(weights, Mapping) else weights, "allocation")
        for pair in pairs:
            if not isinstance(pair, tuple) or len(pair) != 2:
                raise TermsError("TYPE_WRONG", field="allocation", value=pair, wanted="(payer, weight)")
        self.__attrs_init__(pairs)

    def __attrs_post_init__(self) -> None:
        if not self.weights or len(self.weights) > PAYER_LIMIT:
            raise TermsError("ALLOCATION_SIZE", field="allocation", value=len(self.weights), limit=PAYER_LIMIT)
        seen: set[str] = set()
        for payer, weight in self.weights:
            checked_text(payer, "allocation")
            if payer in seen:
                raise TermsError("DUPLICATE_KEY", field="allocation", value=payer)
            seen.add(payer)
            if isinstance(weight, bool) or not isinstance(weight, int):
                raise TermsError("WEIGHT", field=f"allocation.{payer}", value=weight, limit=WEIGHT_LIMIT)
            if not 0 <= weight <= WEIGHT_LIMIT:
                raise TermsError("WEIGHT", field=f"allocation.{payer}", value=weight, limit=WEIGHT_LIMIT)
        if not self.total:
            raise TermsError("WEIGHT_NONE", field="allocation", value=0)

    @property
    def total(self) -> int:
        """The sum of the weights."""
        return sum(weight for _, weight in self.weights)

    @property
    def payers(self) -> tuple[str, ...]:
        """The payers in the order written."""
        return tuple(payer for payer, _ in self.weights)
