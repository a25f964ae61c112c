"""What the library prints and what the second computation says, as plain tuples that can be compared."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st

import contracts as ct
from contracts.testing import days_around
from tests.oracle import LineOracle, line_oracles

ONE_DAY = timedelta(days=1)
#: (contract, line)
Key = tuple[str, str]
Row = tuple[Any, ...]

ROW = (
    "contract",
    "line",
    "number",
    "kind",
    "name",
    "service_from",
    "service_to",
    "due_unadjusted",
    "due",
    "provisional",
    "amount",
)

#: A third of what other laws draw, for those that draw a contract with its history: that takes several times as long.
HISTORIES = settings(max_examples=max(settings().max_examples // 3, 50))


def rows_of(schedule: ct.Schedule) -> list[Row]:
    """The rows of a schedule, without the currency."""
    columns = schedule.sheet().columns
    return list(zip(*(columns[name] for name in ROW), strict=True))


def expected_rows(contracts: Iterable[ct.Contract]) -> list[Row]:
    """The rows that the second computation gives."""
    return [
        (
            contract,
            line,
            row.number,
            row.kind,
            row.name,
            row.start,
            row.end and row.end - ONE_DAY,
            row.due_unadjusted,
            row.due,
            row.provisional,
            row.amount,
        )
        for contract, line, oracle in line_oracles(list(contracts))
        for row in oracle.rows
    ]


def with_events_until(register: ct.Register, day: date) -> ct.Register:
    """The register as it is known on a day: what happened later has not happened yet."""
    contracts = [
        evolve(contract, events={name: on for name, on in contract.events.items() if on <= day})
        for contract in register
    ]
    return evolve(register, contracts=contracts)


def oracles(contracts: Iterable[ct.Contract]) -> dict[Key, LineOracle]:
    """The second computation of each line."""
    return {(contract, line): oracle for contract, line, oracle in line_oracles(list(contracts))}


def sums(schedule: ct.Schedule) -> dict[Key, int]:
    """The sum of the installments of each line."""
    columns = schedule.sheet().columns
    found: dict[Key, int] = defaultdict(int)
    for contract, line, amount in zip(columns["contract"], columns["line"], columns["amount"], strict=True):
        found[contract, line] += amount
    return dict(found)


def row_shares(schedule: ct.Schedule) -> dict[tuple[str, str, int], list[tuple[str | None, int]]]:
    """Payer and share of each row, in the order printed."""
    columns = schedule.sheet(by_payer=True).columns
    names = ("contract", "line", "number", "payer", "amount")
    found: dict[tuple[str, str, int], list[tuple[str | None, int]]] = defaultdict(list)
    for contract, line, number, payer, amount in zip(*(columns[name] for name in names), strict=True):
        found[contract, line, number].append((payer, amount))
    return dict(found)


def accruals_of(
    schedule: ct.Schedule, per: ct.Per, start_month: int = 1
) -> dict[Key, list[tuple[date, date, int, int]]]:
    """First day, last day, amount and cumulative amount of each period of each line."""
    columns = schedule.accruals(per=per, fiscal_year_start=start_month).columns
    names = ("contract", "line", "period_from", "period_to", "amount", "cumulative")
    found: dict[Key, list[tuple[date, date, int, int]]] = defaultdict(list)
    for contract, line, *rest in zip(*(columns[name] for name in names), strict=True):
        found[contract, line].append((rest[0], rest[1], rest[2], rest[3]))
    return dict(found)


def nonzero(figures: dict[Any, int]) -> dict[Any, int]:
    """The figures that are not 0."""
    return {key: amount for key, amount in figures.items() if amount}


def half_away(value: Fraction) -> int:
    """Rounded, a half away from zero."""
    size = int(abs(value) + Fraction(1, 2))
    return -size if value < 0 else size


def days_near(contract: ct.Contract, places: Sequence[date]) -> st.SearchStrategy[date]:
    """Some days, the days beside them, and other days of the contract's lines."""
    near = st.builds(lambda day, shift: day + shift * ONE_DAY, st.sampled_from(places), st.integers(-1, 1))
    other = st.sampled_from(contract.lines).flatmap(days_around)
    return (near | other if places else other).map(lambda day: min(max(day, date(1900, 1, 1)), date(2199, 12, 31)))
