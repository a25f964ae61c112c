"""What a reconciliation can be relied on for: rounding explains up to its bound, and an error is found where it is."""

from datetime import date
from decimal import Decimal
from random import Random

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

import contracts as ct
from contracts.testing import registers
from tests.laws.figures import oracles
from tests.oracle import fiscal_label

ROWS = ("contract", "scheduled", "reported", "difference", "bound", "within_rounding", "finding")
SUMS = ("*sum*", "*footing*", "*total*")
#: A figure that is reported, an error of it included, is at most 10^15 minor units.
MOST = 10**15 - 10**9
YEARS = st.integers(2003, 2030)
Row = tuple[str, int | None, int | None, int, int, bool, str]


def rows_of(register: ct.Register, year: int) -> dict[str, Row]:
    """The rows of a reconciliation by contract; the bound in halves of a minor unit."""
    columns = ct.reconcile(register, year).columns
    return {row[0]: row for row in zip(*(columns[name] for name in ROWS), strict=True)}


def due_in(register: ct.Register, year: int) -> dict[str, int]:
    """What falls due in a fiscal year by contract, by the second computation; only where something does."""
    found: dict[str, int] = {}
    for (contract, _), oracle in oracles(register).items():
        for row in oracle.rows:
            if row.due is not None and fiscal_label(row.due, "year", register.fiscal_year_start) == str(year):
                found[contract] = found.get(contract, 0) + row.amount
    assume(sum(map(abs, found.values())) < MOST)
    return found


def reporting(
    register: ct.Register, year: int, figures: dict[str, int], total: int, quantum: int | None = None
) -> ct.Register:
    """The register with these figures reported."""

    def figure(minor: int) -> ct.ReportedFigure:
        return ct.ReportedFigure(ct.Money(minor, register.currency), quantum)

    stated = ct.Reported(year, {name: figure(minor) for name, minor in figures.items()}, figure(total))
    return evolve(register, reported=[stated])


@given(registers(reports=False), YEARS)
def test_figures_from_its_own_schedule_reconcile_without_a_difference(register: ct.Register, year: int) -> None:
    due = due_in(register, year)
    found = rows_of(reporting(register, year, due, sum(due.values())), year)
    assert {name: (row[1], row[2]) for name, row in found.items() if name not in SUMS} == {
        name: (amount, amount) for name, amount in due.items()
    }
    assert all(row[3] == 0 and row[6] == "agrees" for row in found.values())


@given(registers(reports=False), YEARS, st.sampled_from((2, 5, 10, 100, 1_000, 10_000, 1_000_000)))
def test_rounding_to_any_quantum_explains_all_that_rounding_did(register: ct.Register, year: int, quantum: int) -> None:
    due = due_in(register, year)
    rounded = {name: nearest(amount, quantum) for name, amount in due.items()}
    total = nearest(sum(due.values()), quantum)
    found = rows_of(reporting(register, year, rounded, total, quantum), year)
    for name, (_, scheduled, _, difference, bound, within, finding) in found.items():
        assert within
        assert 2 * abs(difference) <= bound
        assert finding == ("within rounding" if difference else "agrees")
        if name not in SUMS:
            assert scheduled is not None
            assert difference == scheduled - rounded[name]
            assert bound == quantum
    assert found["*sum*"][4] == quantum * len(due)
    assert found["*footing*"][4] == quantum * (len(due) + 1)
    assert found["*total*"][4] == quantum


def nearest(amount: int, quantum: int) -> int:
    """The multiple of a quantum that is nearest, a half going up."""
    return (2 * amount + quantum) // (2 * quantum) * quantum


@given(registers(reports=False), YEARS, st.integers(-(10**9), 10**9).filter(bool), st.data())
def test_an_error_is_found_in_its_line_alone_and_the_sums_net_it(
    register: ct.Register, year: int, error: int, data: st.DataObject
) -> None:
    due = due_in(register, year)
    if not due:
        return
    wrong = data.draw(st.sampled_from(sorted(due)))
    figures = {**due, wrong: due[wrong] + error}
    found = rows_of(reporting(register, year, figures, sum(due.values())), year)
    differing = {name: row[3] for name, row in found.items() if row[3]}
    assert differing == {wrong: -error, "*sum*": -error, "*footing*": error}
    assert [found[name][6] for name in (wrong, "*sum*", "*footing*")] == ["unexplained"] * 3  # nothing was rounded
    assert found["*sum*"][3] + found["*footing*"][3] == found["*total*"][3] == 0


@given(registers(), st.data())
def test_differences_of_lines_sum_to_that_of_the_sum(register: ct.Register, data: st.DataObject) -> None:
    """Whatever was reported: of what is there, of what is not, with or without a total."""
    if not register.reported:
        return
    stated = data.draw(st.sampled_from(register.reported))
    found = rows_of(register, stated.year)
    due = due_in(register, stated.year)
    lines = [row for name, row in found.items() if name not in SUMS]
    assert sorted(row[0] for row in lines) == sorted({*due, *stated.contracts})
    for name, scheduled, reported, difference, bound, within, finding in lines:
        assert scheduled == due.get(name)
        assert reported == (stated.contracts[name].amount.minor if name in stated.contracts else None)
        assert difference == (scheduled or 0) - (reported or 0)
        assert bound == (stated.contracts[name].bound_halves if name in stated.contracts else 0)
        assert within == (2 * abs(difference) <= bound)
        assert (finding == "not scheduled") == (scheduled is None)
        assert (finding == "not reported") == (reported is None)
    assert sum(row[3] for row in lines) == found["*sum*"][3]
    assert found["*sum*"][1] == sum(due.values())
    assert found["*footing*"][2] == found["*total*"][2] == (stated.total and stated.total.amount.minor)


@given(registers(), st.randoms(use_true_random=False))
def test_the_order_of_contracts_changes_nothing(register: ct.Register, random: Random) -> None:
    """Splitting a register over files is the reader's law; here the parts come in any order."""
    mixed = evolve(register, contracts=random.sample(register.contracts, len(register.contracts)))
    for stated in register.reported:
        assert rows_of(mixed, stated.year) == rows_of(register, stated.year)


def test_half_a_quantum_is_still_rounding_and_more_is_not() -> None:
    """Scheduled 10.05 against 10.1 and 10.0 to a tenth: 0.05 either way; 10.2 differs by 0.15."""
    line = ct.Line(id="a", price=ct.Total("10.05", "CNY"), billing=ct.Once(date(2017, 5, 1)))
    register = ct.Register([ct.Contract(id="A", lines=[line])])
    for text, finding in (("10.1", "within rounding"), ("10.0", "within rounding"), ("10.2", "unexplained")):
        figure = ct.ReportedFigure.of(Decimal(text), "CNY", quantum=Decimal("0.1"))
        found = rows_of(evolve(register, reported=[ct.Reported(2017, {"A": figure})]), 2017)
        assert found["A"][6] == finding
