"""Ageing (账龄): what is open, by how long it has been overdue."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final

import numpy as np
from attrs import frozen

from contracts.dates import LAST_DAY, after
from contracts.errors import NotThereError, TermsError
from contracts.kernel.days import NONE, as_date, number
from contracts.kernel.exact import Amounts, Ints
from contracts.kernel.gather import gathered
from contracts.payments.matching import Matching, match
from contracts.register import Register
from contracts.schedules.groups import Key, coded, line_columns, line_keys
from contracts.schedules.sheet import Sheet
from contracts.statements.delay import interest_for_delay
from contracts.statements.maturities import UNDATED
from contracts.statements.statute import late_interest
from contracts.tables import AGEING, BAND, CURRENCY, DELAY, GROUPS, INTEREST, OPEN, PAYER, Table
from contracts.terms.price import plain

#: The band of what is not overdue.
CURRENT: Final = "current"
#: The most days at which a band may end: 300 years, all that there are.
MOST_DAYS: Final = 109_573
_OF_DAYS: Final = (30, 60, 90, 180, 365)
_OF_YEARS: Final = ("<=1y", "1-2y", "2-3y", ">3y")
#: What open amounts can be grouped by: a payment need not say for which payer it is, so they belong to none.
_GROUPS: Final = tuple(name for name in GROUPS if name != PAYER.name)


class AgeBands(StrEnum):
    """Bands of age that are usual.

    DAYS: up to 30, 60, 90, 180 and 365 days overdue, and longer. YEARS: up to one, two and three years, and longer,
    by the anniversaries of the due day (应付账款账龄).
    """

    DAYS = "days"
    YEARS = "years"


def ageing(
    register: Register,
    as_of: date,
    *,
    bands: AgeBands | str | Sequence[int] = AgeBands.DAYS,
    known_on: date | None = None,
    by: str | None = None,
    interest: bool = False,
) -> Sheet:
    """What is open on a day, by how long it has been overdue.

    What falls due on the day or later is in the band `current`, what has no day in `undated`. All rows together, less
    what payments have left unapplied, are value less paid; those that have fallen due are due less paid.

    Args:
        register: contracts and payments.
        as_of: the day; what falls due on it is not overdue.
        bands: a preset, or the most days of each band, ascending; the last band is what is longer.
        known_on: what is recorded later does not count; default: `as_of`.
        by: `contract`, `vendor`, `category` or `recurring`: sums by group and band in place of installments.
        interest: show SMEs (中小企业) and the interest for delay on what is still open, up to the day: of each day
            after the due day, what was open when it began, parts that were paid since included, times the rate, rounded
            once. The rate is the contract's `late_interest`; for an SME that has agreed none, that of the law.

    Returns:
        Columns of `tables.AGEING`, a row for each installment of which something is open, below 0 for one that gives
        back; with `by`: the group, `band`, `open` and `currency`. With interest `sme`, `rate` and `interest` follow,
        by group `interest` alone.

    Raises:
        TermsError: `AGE_BANDS` for bands that are none; those of `match`.
        NotThereError: `GROUP_UNKNOWN`.
    """
    scale = _scale(bands)
    if by is not None and by not in _GROUPS:
        raise NotThereError("GROUP_UNKNOWN", field="by", value=by, choices=", ".join(_GROUPS))
    found = match(register, as_of, known_on=known_on)
    plan, day = found.plan, number(as_of)
    places = np.flatnonzero(found.open != 0)
    due = plan._rows.due[places].astype(np.int64)
    dated = due != NONE
    band = np.full(len(places), len(scale.names) - 1, dtype=np.int64)
    band[dated] = scale.bands(due[dated], day)
    borne = _interest(found, register)[places] if interest else None
    if by is None:
        days = np.where(dated, np.maximum(day - due, 0), 0)
        rows = plan._part(places).sheet().columns
        columns = {name: rows[name] for name in ("contract", "line", "number", "due", "currency")} | {
            "days": [count if known else None for count, known in zip(days.tolist(), dated.tolist(), strict=True)],
            "band": [scale.names[i] for i in band.tolist()],
            "open": found.open[places].tolist(),
        }
        table = AGEING
        if borne is not None:
            of_row = [register[name] for name in rows["contract"]]
            rates = [late_interest(contract) for contract in of_row]
            columns["sme"] = [contract.sme for contract in of_row]
            columns["rate"] = [None if rate is None else plain(rate) for rate in rates]
            columns["interest"] = borne.tolist()
            table = AGEING.also(*DELAY)
        return Sheet(table, {name: columns[name] for name in table.names}, found.notes)
    line = plan._rows.line[places]
    currencies, currency = coded(plan._lines.currency)
    keys = [
        *line_keys(plan, by, line, None),
        Key("band", scale.names, band),
        Key("currency", currencies, currency[line]),
    ]
    codes, sums = gathered([key.code for key in keys], found.open[places])
    table = Table(AGEING.name, (GROUPS[by], BAND, OPEN, CURRENCY))
    columns = line_columns(plan, keys, codes) | {"open": sums.tolist()}
    if borne is not None:
        table = table.also(INTEREST)
        columns["interest"] = gathered([key.code for key in keys], borne)[1].tolist()
    return Sheet(table, {name: columns[name] for name in table.names}, found.notes)


def _interest(found: Matching, register: Register) -> Amounts:
    """The interest for delay of each installment, late from its due day on."""
    plan = found.plan
    rates = np.array([late_interest(register[name]) for name in plan._lines.contract], dtype=object)
    return interest_for_delay(found, plan._rows.due.astype(np.int64), rates[plan._rows.line].tolist())


def band_names(bands: AgeBands | str | Sequence[int]) -> tuple[str, ...]:
    """The names of all bands, in order.

    >>> band_names((30, 60))
    ('current', '1-30', '31-60', '>60', 'undated')

    Raises:
        TermsError: `AGE_BANDS`.
    """
    return _scale(bands).names


@frozen
class _Scale:
    """Bands: their names in order, and the most days of each; no days where they go by years."""

    names: tuple[str, ...]
    most: tuple[int, ...]

    def bands(self, due: Ints, day: int) -> Ints:
        """The place of the band of each due day."""
        found = np.zeros(len(due), dtype=np.int64)
        late = due < day
        if self.most:
            found[late] = 1 + np.searchsorted(self.most, day - due[late], side="left")
            return found
        days, place = np.unique(due[late], return_inverse=True)
        found[late] = np.array([1 + _years(as_date(due_on), day) for due_on in days.tolist()], dtype=np.int64)[place]
        return found


def _years(due: date, day: int) -> int:
    """How many of the first three anniversaries of a due day lie before a day."""
    passed = 0
    while passed < len(_OF_YEARS) - 1 and due.year + passed + 1 <= LAST_DAY.year:
        if number(after(due, months=12 * (passed + 1))) >= day:
            break
        passed += 1
    return passed


def _scale(bands: Any) -> _Scale:
    if bands == AgeBands.YEARS:
        return _Scale((CURRENT, *_OF_YEARS, UNDATED), ())
    most = _OF_DAYS if bands == AgeBands.DAYS else bands
    if isinstance(most, str) or not isinstance(most, Sequence) or not _ascend(most):
        raise TermsError("AGE_BANDS", field="bands", value=bands, most=MOST_DAYS)
    starts = [1, *(days + 1 for days in most)]
    names = [f"{first}-{last}" if first < last else f"{last}" for first, last in zip(starts, most, strict=False)]
    return _Scale((CURRENT, *names, f">{most[-1]}", UNDATED), tuple(most))


def _ascend(most: Sequence[Any]) -> bool:
    """Whether there are some whole numbers of days, each more than the one before."""
    whole = all(type(days) is int and 0 < days <= MOST_DAYS for days in most)
    return bool(most) and whole and all(a < b for a, b in pairwise(most))


__all__ = ["CURRENT", "AgeBands", "ageing", "band_names"]
