"""Bars beside each other, as whole numbers of a drawing: the totals of periods."""

from attrs import frozen

from contracts.reports.style import Style
from contracts.reports.views import Grid
from contracts.schedules.sheet import Sheet

#: The size of the drawing, the height of the bars in it, and where they stand.
WIDTH, HEIGHT, TALL, FOOT = 720, 220, 150, 185


@frozen
class Bar:
    """One bar: its place and size in the drawing, its name below it and its figure above."""

    x: int
    y: int
    width: int
    height: int
    name: str
    figure: str


@frozen
class Bars:
    """The bars of one table, by period.

    Attributes:
        bars: in the order of periods; those below 0 have no height.
    """

    bars: tuple[Bar, ...]

    @classmethod
    def of(cls, sheet: Sheet, style: Style) -> "Bars":
        """The bars of a table with an amount and a period in each row, all of one currency."""
        grid = Grid.of(sheet, sheet.columns["period"])
        sums = [sum(cells.get(period, 0) for cells in grid.rows.values()) for period in grid.periods]
        most, step = max(*sums, 1), WIDTH // len(sums)
        bars = []
        for place, (period, amount) in enumerate(zip(grid.periods, sums, strict=True)):
            height = max(amount, 0) * TALL // most
            figure = style.figures.alone(amount)
            bars.append(Bar(place * step + step // 8, FOOT - height, step * 3 // 4, height, style.word(period), figure))
        return cls(tuple(bars))
