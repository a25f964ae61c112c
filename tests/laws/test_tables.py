"""A table is another way to write a register: what follows from it, and what is wrong with it, are the same.

Steps and stages stand in long tables. The payers of a table have one order, that of its columns.
"""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from random import Random
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.errors import Problem, RegisterError
from contracts.io.writing import document
from contracts.tables import GROUPS
from contracts.testing import registers
from tests.laws.tabular import LIBRARIES, Record, Tables, in_columns, tables

UNITS = {"CNY": (None, "万元", "亿元"), "JPY": (None, "thousand"), "KWD": (None, "million")}


def everything(schedule: ct.Schedule, per: ct.Per, by: str | None) -> Iterator[Any]:
    """All that is printed of a schedule."""
    yield schedule.sheet().columns
    yield schedule.sheet(by_payer=True).columns
    yield schedule.accruals(per=per, by_payer=True).columns
    yield schedule.accruals(per=per, by=by).columns
    yield ct.shares(schedule, by=by).columns
    yield ct.obligations(schedule, as_of=date(2016, 6, 30), per=per).columns
    yield schedule.total(), schedule.due(date(2017, 1, 31)), schedule.earned(date(2017, 2, 28))
    yield repr(schedule)


@given(st.data(), st.randoms(use_true_random=False))
def test_a_table_has_the_schedule_of_its_contracts(data: st.DataObject, random: Random) -> None:
    """In any order of rows, in any unit, for every kind of table."""
    currency = data.draw(st.sampled_from(sorted(UNITS)))
    register = in_columns(
        data.draw(registers(currency=currency, reports=False, max_contracts=3, max_lines=2, max_rows=30))
    )
    unit, library = data.draw(st.sampled_from(UNITS[currency])), data.draw(st.sampled_from(LIBRARIES))
    made = tables(document(register, unit)["contracts"]).shuffled(random)
    found = made.schedule(
        library,
        currency=currency,
        unit=unit,
        payer=register.payer,
        fiscal_year_start=register.fiscal_year_start,
        calendars=register.calendars,
    )
    per, by = data.draw(st.sampled_from(ct.Per)), data.draw(st.sampled_from((None, *GROUPS)))
    assert list(everything(found, per, by)) == list(everything(ct.schedule(register), per, by))


# what is wrong


#: By where it stands: what is put there.
FAULTS: dict[str, tuple[tuple[str, Any], ...]] = {
    "line": (
        ("total", "-1"),
        ("total", "1e3"),
        ("total", "0.001"),
        ("total", "10000000000000.01"),
        ("rate", "12.3万元"),
        ("rate", "1,00"),
        ("rate", "9999999999999"),
        ("per", "1 moon"),
        ("per", "2 weeks"),
        ("from", "2017-02-29"),
        ("from", "1899-12-31"),
        ("to", "2000-01-01"),
        ("to", None),
        ("from", None),
        ("due", "2017-1-1"),
        ("due", "2017-01-01"),
        ("proration", "thirty"),
        ("proration", "some"),
        ("recognition", "even"),
        ("recognition", "later"),
        ("recognition", "2017-13-01"),
        ("recognition", "daily"),
        ("calendar", "XX"),
        ("calendar", "nowhere"),
        ("roll", "preceding"),
        ("roll", "back"),
        ("beyond", "weekends"),
        ("remainder", "first"),
        ("allocation", {"A": 0}),
        ("allocation", {"A": -1, "B": 1}),
        ("allocation", {"A": 10**9 + 1}),
        ("billing", None),
        ("stages", [{"name": "x", "percent": "99", "on": "2017-01-01"}]),
        ("stages", [{"percent": "100", "on": "2017-01-01"}]),
        ("stages", [{"name": "x", "percent": "100"}]),
        ("stages", [{"name": "x", "percent": "101", "after": "y", "months": 1201}]),
        ("stages", [{"name": "x", "percent": "50", "on": "2017-01-01"}, {"name": "y", "amount": "1", "after": "z"}]),
        ("quantity", "-1"),
        ("quantity", "0.0000001"),
        ("quantity", "10000000000"),
        ("quantity", [{"from": "2199-12-31", "is": 3}]),
        ("quantity", [{"is": 3}, {"from": "2017-05-01", "is": 4}, {"from": "2017-05-01", "is": 5}]),
        ("quantity", [{"from": "2017-05-01"}]),
    ),
    "billing": (
        ("every", "1 fortnight"),
        ("every", "5 days"),
        ("every", None),
        ("when", "afterwards"),
        ("anchor", "2017-06-31"),
        ("month_end", True),
        ("first_edge", "2017-01-02"),
        ("last_edge", "2005-05-05"),
        ("stub", "forbid"),
        ("stub", "none"),
        ("net_days", -1),
        ("net_days", 40_000),
        ("pay_day", 0),
        ("pay_day", 32),
    ),
    "contract": (
        ("title", "\u202e001"),
        ("vendor", " "),
        ("signed", "2017-00-01"),
        ("category", ""),
        ("events", {"accepted": "2200-01-01"}),
    ),
}  # fmt: skip


def planted(contracts: list[dict[str, Any]], data: st.DataObject) -> None:
    """Put one to four faults somewhere in the contracts of a file."""
    for _ in range(data.draw(st.integers(1, 4))):
        contract = data.draw(st.sampled_from(contracts))
        line = data.draw(st.sampled_from(contract["lines"]))
        where = data.draw(st.sampled_from(("line", "line", "line", "billing", "billing", "contract")))
        owner = {"line": line, "contract": contract, "billing": line.get("billing") or {}}[where]
        if where == "billing":
            line["billing"] = owner
        key, value = data.draw(st.sampled_from(FAULTS[where]))
        owner.update(deepcopy({key: value}))
        if value is None:
            del owner[key]
        if where == "billing" and not owner:
            del line["billing"]  # as a row without any of its columns
    # The entries of a long table for a line that is there twice are those of both.
    again = [(owner, line) for owner in contracts for line in owner["lines"] if not _is_long(line)]
    for owner, line in again[: data.draw(st.integers(0, 1))]:
        owner["lines"].append(deepcopy(line))


def _is_long(line: dict[str, Any]) -> bool:
    return any(isinstance(line.get(key), list) for key in ("quantity", "stages"))


def told(make: Callable[[], object]) -> list[Problem]:
    """What is wrong, if anything is."""
    try:
        make()
    except RegisterError as error:
        return list(error.problems)
    return []


def words(problem: Problem) -> tuple[str | None, ...]:
    """All that a problem says but for the row."""
    sentences = (problem.message(), problem.remedy(), problem.message(ct.Lang.ZH))
    return (problem.code, problem.contract, problem.line, problem.field, problem.value, *sentences)


def of_columns(problem: Problem) -> Problem:
    """A problem of a file in the words of a table, whose column for the id of a line is called `line`."""
    return evolve(problem, field="line") if problem.field == "id" else problem


@given(st.data(), st.randoms(use_true_random=False))
def test_a_table_has_the_problems_of_its_file(data: st.DataObject, random: Random) -> None:
    """Code, contract, line, field, value and remedy. What is wrong with a contract is so in each of its rows."""
    register = in_columns(data.draw(registers(reports=False, max_contracts=2, max_lines=2)))
    contents = json.loads(json.dumps(document(register), default=str))
    planted(contents["contracts"], data)
    expected = told(lambda: ct.loads(json.dumps(contents), "json"))
    made = tables(contents["contracts"]).shuffled(random)
    library = data.draw(st.sampled_from(LIBRARIES))
    found = told(lambda: made.schedule(library, calendars=register.calendars))

    assert {words(problem) for problem in found} == {words(of_columns(problem)) for problem in expected}
    assert all(row_of(problem, made)["contract"] == problem.contract for problem in found)
    rows = [problem.line_number or 0 for problem in found]
    assert rows == sorted(rows)


def row_of(problem: Problem, made: Tables) -> Record:
    """The row in which a problem stands."""
    assert problem.line_number
    row = made.lines[problem.line_number - 1]
    assert problem.line in (None, row["line"])
    return row
