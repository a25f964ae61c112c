"""What is taken off the price of a line, or added to it, for a reason of its own."""

from datetime import date
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from contracts.dates import checked_day
from contracts.errors import TermsError
from contracts.money import Money, checked_money
from contracts.terms.naming import checked_id, checked_text, choice


class AdjustmentKind(StrEnum):
    """Why a line is adjusted.

    DEDUCTION: after an assessment (考核扣款). PENALTY: for a breach (违约金). SETTLEMENT: what the price settled in the
    end differs by (决算价). WAIVER: of a rest that is not asked for (减免).
    """

    DEDUCTION = "deduction"
    PENALTY = "penalty"
    SETTLEMENT = "settlement"
    WAIVER = "waiver"


def _kind(value: Any) -> AdjustmentKind:
    return choice(AdjustmentKind, value, "adjustments.kind")


@frozen(kw_only=True)
class Adjustment:
    """An amount by which a line comes to less, or to more, than its price.

    It is earned on its day, falls due on it, or, where it is recorded later, on the day from which it is known, and no
    calendar moves it.

    Attributes:
        id: unique in its line.
        on: the day from which it counts.
        amount: negative where it is taken off; not 0.
        kind: why.
        reason: in words.
        recorded: the day from which it is known; default: `on`.

    Raises:
        TermsError: `ADJUSTMENT_ZERO`; those of ids, days, amounts, texts and choices.

    >>> deduction = Adjustment(id="K1", on=date(2017, 7, 5), amount=Money.of("-500", "CNY"), kind="deduction")
    >>> deduction.kind, deduction.due
    (<AdjustmentKind.DEDUCTION: 'deduction'>, datetime.date(2017, 7, 5))
    """

    id: str
    on: date
    amount: Money
    kind: AdjustmentKind = field(converter=_kind)
    reason: str | None = None
    recorded: date = None  # type: ignore[assignment]  # settled below, from `on`

    def __attrs_post_init__(self) -> None:
        checked_id(self.id, "adjustments.id")
        checked_day(self.on, "adjustments.on")
        if not checked_money(self.amount, "adjustments.amount").minor:
            raise TermsError("ADJUSTMENT_ZERO", field="adjustments.amount", value=self.amount)
        if self.reason is not None:
            checked_text(self.reason, "adjustments.reason")
        if self.recorded is None:
            object.__setattr__(self, "recorded", self.on)
        checked_day(self.recorded, "adjustments.recorded")

    @property
    def due(self) -> date:
        """The day on which it falls due: its own, or the later one from which it is known."""
        return max(self.on, self.recorded)


__all__ = ["Adjustment", "AdjustmentKind"]
