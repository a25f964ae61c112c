"""What totals in cycles are worth when their service ends early: the weights of the cells up to then."""

from contracts.kernel.encode import Segments
from contracts.kernel.exact import Amounts, Ints, half_away
from contracts.kernel.grid import billing_grid, weights


def worth(segments: Segments, until: Ints) -> Amounts:
    """`total × weight up to a day ÷ weight of all`, half away from zero.

    Args:
        segments: totals billed in cycles.
        until: the day before which the service of each ends, inside of it.

    Returns:
        Python integers: such ends are rare, and so never too large.
    """
    part, of = _weight(segments)
    kept, of_kept = _weight(segments.ending(until))
    none = part == 0
    part[none], kept[none] = 1, 1  # where nothing weighs anything the first row takes all
    return half_away(segments["amount"].astype(object) * kept * of, part * of_kept)


def _weight(segments: Segments) -> tuple[Amounts, Amounts]:
    """What the whole service of each line weighs, as numerator and denominator."""
    cells = billing_grid(segments)
    start, end, months, proration = (segments[name] for name in ("start", "end", "months", "proration"))
    several = cells.last > cells.first
    found = []
    for cell in (cells.first, cells.last):
        c0, c1 = cells.edge(cell), cells.edge(cell + 1)
        first, last = c0.copy(), c1.copy()
        first[c0 < start], last[c1 > end] = start[c0 < start], end[c1 > end]
        found += [part.astype(object) for part in weights(first, last, c0, c1, months, proration)]
    one, of_one, other, of_other = found
    between = (cells.last - cells.first - 1).astype(object)
    both = one * of_other + other * of_one + between * of_one * of_other
    both[~several] = one[~several]
    of_both = of_one * of_other
    of_both[~several] = of_one[~several]
    return both, of_both
