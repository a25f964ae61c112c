"""Aligned columns where some characters are two columns wide, as Chinese ones are in a terminal."""

from collections.abc import Iterable, Sequence
from unicodedata import category, east_asian_width

from contracts.reports.style import one_line

#: Categories of characters that take no column: marks over others, joiners.
_NO_COLUMN = frozenset(("Mn", "Me", "Cf"))
_GAP = "  "


def width(text: str) -> int:
    """How many columns a text takes in a terminal.

    >>> width("rent"), width("租赁"), width("e\u0301")
    (4, 4, 1)
    """
    if text.isascii():
        return len(text)
    return sum(0 if category(c) in _NO_COLUMN else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def padded(text: str, columns: int, *, right: bool) -> str:
    """The text filled up with blanks to a number of columns, on the left where it stands at the right."""
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks


def aligned(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    totals: Iterable[Sequence[str]] = (),
    *,
    right: Sequence[bool],
    tail: Sequence[str] = (),
) -> list[str]:
    r"""A table as lines: headings, a rule, rows, and, below another rule, totals.

    Args:
        headings: of the columns.
        rows: cells, as many as there are headings.
        totals: rows at the bottom.
        right: which columns stand at the right.
        tail: a last column, its heading first and nothing beside totals; none where it is empty.

    Returns:
        Lines without blanks at their end.

    >>> rows, totals = [["CZ-01", "1.00"], ["甲", "12.50"]], [["total", "13.50"]]
    >>> print("\n".join(aligned(["合同", "amount"], rows, totals, right=[False, True])))
    合同   amount
    -----  ------
    CZ-01    1.00
    甲      12.50
    -----  ------
    total   13.50
    """
    body, bottom = ([[one_line(cell) for cell in row] for row in part] for part in (rows, totals))
    lines = [list(headings), *body, *bottom]
    sides = list(right)
    if tail:
        sides.append(False)
        for line, cell in zip(lines, [*tail, *[""] * len(bottom)], strict=True):
            line.append(one_line(cell))
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    rule = ["-" * columns for columns in widths]
    lines[1:1] = [rule]
    if bottom:
        lines[-len(bottom) : -len(bottom)] = [rule]
    return [
        _GAP.join(
            padded(cell, columns, right=side) for cell, columns, side in zip(line, widths, sides, strict=True)
        ).rstrip()
        for line in lines
    ]
