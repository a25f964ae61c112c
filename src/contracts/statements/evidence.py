"""What rules look at: a register, what is paid of it, and the day as of which it is judged."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property

from attrs import frozen

from contracts.kernel.days import NONE
from contracts.payment import Payment
from contracts.payments.matching import Matching
from contracts.register import Register
from contracts.schedules.installments import Installment, Schedule
from contracts.statements.found import Finding
from contracts.statements.statute import own_day
from contracts.terms.billing import Stage, Stages
from contracts.terms.contract import Contract
from contracts.terms.in_force import in_force
from contracts.terms.line import Line


@frozen(eq=False, slots=False)
class Facts:
    """What a rule may look at.

    Attributes:
        register: contracts, payments and reported figures.
        as_of: the last day that counts.
        known_on: the day up to which things are known.
        matching: what the payments that count are applied to.
    """

    register: Register
    as_of: date
    known_on: date
    matching: Matching

    @property
    def plan(self) -> Schedule:
        """All installments."""
        return self.matching.plan

    @cached_property
    def terms(self) -> dict[str, Contract]:
        """The contracts by id, with their terms as they are known."""
        return {contract.id: in_force(contract, self.known_on).contract for contract in self.register}

    @cached_property
    def payments(self) -> tuple[Payment, ...]:
        """The payments that count, in order of id."""
        counted = (payment for payment in self.register.payments if payment.on <= self.as_of)
        return tuple(payment for payment in counted if payment.is_known(self.known_on))

    @cached_property
    def applied(self) -> tuple[tuple[Payment, Installment], ...]:
        """Each payment with each installment that it pays, or that it names and that has no day yet."""
        by_id = {payment.id: payment for payment in self.payments}
        columns = self.matching.payments().columns
        names = zip(*(columns[name] for name in ("payment", "contract", "line", "number")), strict=True)
        # What an opening says was paid is no payment to be judged.
        found = [(by_id[name], self.installment(*row)) for name, *row in names if row[1] is not None and name in by_id]
        parts = self.matching._parts
        named = zip(parts.payment, parts.target.tolist(), strict=True)
        for payment, place in sorted(named, key=lambda pair: pair[0].id):
            if place >= 0 and self.plan._rows.due[place] == NONE:
                found.append((payment, self.plan._installment(place)))
        return tuple(found)

    def installment(self, contract: str, line: str, number: int) -> Installment:
        """One installment of the plan."""
        return self.plan._installment(self._starts[contract, line] + number - 1)

    def stage(self, row: Installment) -> Stage | None:
        """The stage that an installment is; None for another kind."""
        return stage_of(self.terms[row.contract], row)

    def awaited(self, row: Installment) -> str | None:
        """The event that a stage without a day waits for; None where its line is suspended."""
        return awaited(self.terms[row.contract], row)

    def release_event(self, row: Installment) -> str | None:
        """The event that the release of a retention waits for."""
        line = next(line for line in self.terms[row.contract].lines if line.id == row.line)
        return None if line.retention is None else line.retention.release.after

    def own_day(self, contract: Contract) -> tuple[date | None, bool]:
        """The day by whose rules a contract is judged, and whether that is assumed."""
        return own_day(contract)

    @cached_property
    def _starts(self) -> dict[tuple[str, str], int]:
        names = zip(self.plan._lines.contract, self.plan._lines.line, strict=True)
        return dict(zip(names, self.plan._rows.offsets.tolist(), strict=False))


def stages_of(line: Line) -> tuple[Stage, ...]:
    """The stages of a line; none where it is billed otherwise."""
    return line.billing.parts if isinstance(line.billing, Stages) else ()


def stage_of(contract: Contract, row: Installment) -> Stage | None:
    """The stage that an installment of a contract is; None for another kind."""
    line = next(line for line in contract.lines if line.id == row.line)
    return next((stage for stage in stages_of(line) if row.kind == "stage" and stage.name == row.name), None)


def awaited(contract: Contract, row: Installment) -> str | None:
    """The event that an installment without a day waits for; None where its line is suspended."""
    stage = stage_of(contract, row)
    return None if stage is None or stage.after is None or contract.event(stage.after) is not None else stage.after


#: What a user adds: it is asked for its findings on the facts.
Rule = Callable[[Facts], Iterable[Finding]]

__all__ = ["Facts", "Rule", "awaited", "stage_of", "stages_of"]
