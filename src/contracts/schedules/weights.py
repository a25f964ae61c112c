"""What cells of a cycle weigh, with the days and quantities that make it."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from attrs import frozen

from contracts.terms.line import Proration


@frozen(kw_only=True)
class Stretch:
    """Days on which the quantity stays the same, both included."""

    first: date
    last: date
    quantity: Fraction

    @property
    def days(self) -> int:
        """How many days."""
        return self.last.toordinal() - self.first.toordinal() + 1


@frozen(kw_only=True)
class Weight:
    """What one cell of a cycle weighs, or several equal ones that follow one another.

    Attributes:
        cell_first, cell_last: the days of the cells, by the cycle alone.
        first, last: the days of service in them.
        count: how many cells; more than one only where each is whole.
        days, of: days served of the cell's days; under the thirties the counts that
            proration compares, of a partly served cell.
        proration: the rule that made them a weight.
        weight: of one cell.
        quantities: the quantity in the days served; under `NONE` that of the first of them.
        part: of the days served, the part that a bill has which begins or ends inside the
            cell; `quantities` are then those of that part.
    """

    cell_first: date
    cell_last: date
    first: date
    last: date
    count: int
    days: int
    of: int
    proration: Proration
    weight: Fraction
    quantities: tuple[Stretch, ...]
    part: Fraction = Fraction(1)

    @property
    def is_whole(self) -> bool:
        """Whether all days of the cell are served."""
        return (self.cell_first, self.cell_last) == (self.first, self.last)

    @property
    def quantity(self) -> Fraction:
        """The mean quantity of the days served."""
        days = sum(stretch.days for stretch in self.quantities)
        return sum((stretch.quantity * stretch.days for stretch in self.quantities), Fraction(0)) / days

    @property
    def comes_to(self) -> Fraction:
        """Number of cells × weight × part × quantity."""
        return self.count * self.weight * self.part * self.quantity


def weigh_all(weights: Sequence[Weight]) -> Fraction:
    """What some cells come to together."""
    return sum((weight.comes_to for weight in weights), Fraction(0))
