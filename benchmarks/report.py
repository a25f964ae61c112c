"""What a run prints: a table of ratios beside the goals, and notes below it."""

from collections.abc import Iterable

from attrs import frozen


@frozen
class AtMost:
    """A goal that larger figures miss."""

    limit: float

    def __str__(self) -> str:
        return f"≤ {self.limit:g}"

    def met(self, value: float) -> bool:
        """Whether a figure reaches the goal."""
        return value <= self.limit


@frozen
class AtLeast:
    """A goal that smaller figures miss."""

    limit: float

    def __str__(self) -> str:
        return f"≥ {self.limit:g}"

    def met(self, value: float) -> bool:
        """Whether a figure reaches the goal."""
        return value >= self.limit


Goal = AtMost | AtLeast


@frozen(kw_only=True)
class Figure:
    """One measurement.

    Attributes:
        work: what was done, and beside what.
        value: in `unit`; `×` is a ratio.
        must, aim: None where nothing was asked, and the figure is for information.
    """

    work: str
    value: float
    unit: str = "×"
    must: Goal | None = None
    aim: Goal | None = None


@frozen(kw_only=True)
class Report:
    """What one work came to."""

    title: str
    figures: tuple[Figure, ...]
    notes: tuple[str, ...] = ()


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _goal(goal: Goal | None, value: float) -> str:
    return "" if goal is None else f"{goal} {'✓' if goal.met(value) else '✗'}"


def table(reports: Iterable[Report]) -> str:
    """The figures of some works as a table in Markdown, which people can read too."""
    cells = [["work", "measured", "must", "aim"]]
    for report in reports:
        for figure in report.figures:
            measured = f"{_number(figure.value)} {figure.unit}"
            cells.append([figure.work, measured, _goal(figure.must, figure.value), _goal(figure.aim, figure.value)])
    widths = [max(len(row[i]) for row in cells) for i in range(4)]
    lines = []
    for row in cells:
        padded = [row[0].ljust(widths[0])] + [
            cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)
        ]
        lines.append("| " + " | ".join(padded) + " |")
    rule = ["-" * widths[0]] + ["-" * (width - 1) + ":" for width in widths[1:]]
    lines.insert(1, "| " + " | ".join(rule) + " |")
    return "\n".join(lines)
