"""Registers, what reports state about them, and how several become one."""

import pickle
import subprocess
import sys
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.calendars import Calendar
from contracts.errors import NotThereError, TermsError
from contracts.money import Money
from contracts.register import Register, Reported, ReportedFigure
from contracts.terms.billing import Once
from contracts.terms.contract import Contract
from contracts.terms.line import Line
from contracts.terms.price import Total
from contracts.testing import portfolios


def contract(name: str, currency: str = "CNY", calendar: Calendar | None = None) -> Contract:
    """A contract of one line."""
    line = Line(id="a", price=Total("1", currency), billing=Once(date(2017, 1, 1)), calendar=calendar)
    return Contract(id=name, lines=[line])


def figure(minor: int, currency: str = "CNY") -> ReportedFigure:
    return ReportedFigure(Money(minor, currency))


def refusal(make: Any, *arguments: Any, **options: Any) -> TermsError:
    """The error with which a construction is refused."""
    with pytest.raises(TermsError) as caught:
        make(*arguments, **options)
    assert str(caught.value)
    return caught.value


# The register


def test_contracts_stand_in_order_of_their_ids_whatever_the_order_given() -> None:
    one = Register([contract("B"), contract("C-10"), contract("A"), contract("C-2")])
    other = Register([contract("C-2"), contract("A"), contract("B"), contract("C-10")])

    assert [each.id for each in one] == ["A", "B", "C-10", "C-2"]
    assert one == other
    assert hash(one) == hash(other)
    assert len(one) == 4


@given(portfolios(), st.randoms(use_true_random=False))
def test_order_changes_nothing(contracts: tuple[Contract, ...], random: Any) -> None:
    shuffled = list(contracts)
    random.shuffle(shuffled)

    assert Register(shuffled) == Register(contracts)


def test_a_contract_is_found_by_its_id() -> None:
    register = Register([contract("CZ-01"), contract("CZ-02")])

    assert register["CZ-02"] is register.contracts[1]
    assert "CZ-01" in register
    assert "CZ-03" not in register
    assert contract("CZ-01") in register
    assert contract("CZ-01", "USD") not in register
    assert 1 not in register


@pytest.mark.parametrize(
    ("ids", "asked", "nearest"),
    [
        (["CZ-01", "CZ-02", "X"], "CZ01", "CZ-01"),
        (["CZ-01", "CZ-02", "X"], "…", "CZ-01, CZ-02, X"),
        ([], "A", "nothing"),
    ],
)
def test_an_id_that_is_not_there_is_told_with_the_nearest(ids: list[str], asked: str, nearest: str) -> None:
    with pytest.raises(NotThereError) as caught:
        Register([contract(name) for name in ids])[asked]

    assert isinstance(caught.value, LookupError)
    assert caught.value.code == "ID_UNKNOWN"
    assert caught.value.value == asked
    assert nearest in str(caught.value)


def test_its_repr_is_short() -> None:
    assert repr(Register([contract("A")])) == "<Register: 1 contract, CNY>"


@pytest.mark.parametrize(
    ("options", "code", "field"),
    [
        ({"contracts": [contract("A"), contract("B"), contract("A")]}, "DUPLICATE_ID", "id"),
        ({"contracts": ["A"]}, "TYPE_WRONG", "contracts"),
        ({"currency": "RMB"}, "CURRENCY_UNKNOWN", "currency"),
        ({"fiscal_year_start": 13}, "FISCAL_MONTH", "fiscal_year_start"),
        ({"name": " "}, "TEXT_EMPTY", "name"),
        ({"payer": "\u202e"}, "CONTROL_CHAR", "payer"),
        ({"reported": [2017]}, "TYPE_WRONG", "reported"),
        ({"reported": [Reported(2017), Reported(2018), Reported(2017)]}, "DUPLICATE_ID", "reported.year"),
        ({"reported": [Reported(2017, {"A": figure(1, "USD")})]}, "CURRENCY_MISMATCH", "reported"),
        ({"reported": [Reported(2017, {}, figure(1, "USD"))]}, "CURRENCY_MISMATCH", "reported"),
        ({"reported": [Reported(2200)]}, "YEAR_RANGE", "year"),
    ],
)
def test_a_register_that_makes_no_sense_is_refused(options: dict[str, Any], code: str, field: str) -> None:
    error = refusal(Register, **{"contracts": [], **options})

    assert (error.code, error.field) == (code, field)


def test_contracts_may_have_other_currencies_than_the_reported_figures() -> None:
    register = Register([contract("A", "USD"), contract("B")], reported=[Reported(2017, {"A": figure(1)})])

    assert [each.currency for each in register] == ["USD", "CNY"]


def test_two_calendars_of_one_id_have_the_same_days() -> None:
    here, same = (Calendar("office", holidays={date(2017, 1, 2)}) for _ in range(2))
    other = Calendar("office", holidays={date(2017, 1, 3)})

    assert Register([contract("A", calendar=here), contract("B", calendar=same)]).calendars == (here,)
    error = refusal(Register, [contract("A", calendar=here), contract("B", calendar=other)])
    assert (error.code, error.value, error.contract, error.line) == ("CALENDAR_DIFFERS", "office", "B", "a")


# Several registers


def test_several_registers_are_one_in_any_order() -> None:
    parts = [
        Register([contract("B")], name="two", payer="市本级", reported=[Reported(2018)]),
        Register([contract("C"), contract("A")], name="one", reported=[Reported(2017)]),
        Register([], name="two"),
    ]
    merged = Register.merged(parts)

    assert merged == Register.merged(reversed(parts))
    assert merged == Register(
        [contract("A"), contract("B"), contract("C")],
        name="one + two",
        payer="市本级",
        reported=[Reported(2017), Reported(2018)],
    )


def test_no_registers_are_an_empty_one() -> None:
    assert Register.merged([]) == Register([])


@pytest.mark.parametrize(
    ("one", "other", "code", "field"),
    [
        (Register([]), Register([], currency="USD"), "REGISTERS_DIFFER", "currency"),
        (Register([], fiscal_year_start=7), Register([]), "REGISTERS_DIFFER", "fiscal_year_start"),
        (Register([], payer="A"), Register([], payer="B"), "REGISTERS_DIFFER", "payer"),
        (Register([contract("A")]), Register([contract("A")]), "DUPLICATE_ID", "id"),
        (Register([]), "register.toml", "TYPE_WRONG", "registers"),
    ],
)
def test_registers_that_do_not_agree_are_not_merged(one: Any, other: Any, code: str, field: str) -> None:
    error = refusal(Register.merged, [one, other])

    assert (error.code, error.field) == (code, field)


# Reported figures


@pytest.mark.parametrize(
    ("amount", "quantum", "minor", "applies"),
    [
        ("48.51", "0.01", 48510000, 10**4),
        ("48.5", "0.01", 48500000, 10**4),
        ("70", "0.01", 70000000, 10**4),
        ("48.518", "0.01", 48518000, 10**3),
        ("48.510", "0.01", 48510000, 10**3),
        ("４８．５１８", "0.01", 48518000, 10**3),
        ("48.51", "0.05", 48510000, 10**4),
        ("48.55", "0.05", 48550000, 5 * 10**4),
        ("20", "10", 20000000, 10**7),
        ("25", "10", 25000000, 10**6),
        (25, "10", 25000000, 10**6),
        (Decimal("48.518"), "0.01", 48518000, 10**3),
        (Decimal("4E+1"), 10, 40000000, 10**7),
        ("1.00000000", "0.01", 1000000, 1),
        ("-0.01", "0.01", -10000, 10**4),
        ("0", "0.01", 0, 10**4),
        ("0", "7", 0, 7 * 10**6),
        ("100", "0.3", 100000000, 10**5),
        ("1500", "1000", 1500000000, 10**6),
        ("1.234567", None, 1234567, None),
    ],
)
def test_a_figure_written_finer_than_the_quantum_has_its_own_last_digit(
    amount: Any, quantum: Any, minor: int, applies: int | None
) -> None:
    made = ReportedFigure.of(amount, "CNY", "万元", quantum=quantum)

    assert made == ReportedFigure(Money(minor, "CNY"), applies)


def test_its_bound_is_half_a_quantum_in_halves_of_a_minor_unit() -> None:
    figures = [ReportedFigure.of(text, "CNY", "万元", quantum="0.01") for text in ("26.88", "48.518")]

    assert [each.bound_halves for each in figures] == [10_000, 1_000]
    assert sum(each.bound_halves for each in figures) == 2 * 5_500


@pytest.mark.parametrize(
    ("quantum", "code"),
    [
        ("0", "QUANTUM"),
        ("-0.01", "QUANTUM"),
        ("0.0000001", "AMOUNT_PRECISION"),
        ("x", "AMOUNT_SYNTAX"),
        (0.1, "FLOAT_FORBIDDEN"),
    ],
)
def test_a_quantum_is_a_positive_amount_of_minor_units(quantum: Any, code: str) -> None:
    error = refusal(ReportedFigure.of, "1", "CNY", "万元", quantum=quantum)

    assert (error.code, error.field) == (code, "quantum")


def test_what_was_not_rounded_has_no_bound() -> None:
    assert ReportedFigure(Money(1, "CNY")).bound_halves == 0
    assert ReportedFigure.of("1.23", "CNY").bound_halves == 0
    assert ReportedFigure.of("1.23", "CNY", quantum="0.01").bound_halves == 1


def test_a_figure_is_a_multiple_of_its_quantum() -> None:
    error = refusal(ReportedFigure, Money(1500, "CNY"), 1000)
    assert (error.code, error.field, error.value) == ("QUANTUM_MULTIPLE", "quantum", 1000)


@pytest.mark.parametrize("quantum", [0, -1, True, "1", Decimal(1)])
def test_a_quantum_in_minor_units_is_a_positive_int(quantum: Any) -> None:
    assert refusal(ReportedFigure, Money(1, "CNY"), quantum).code == "QUANTUM"


def test_a_figure_and_its_quantum_are_within_the_limit() -> None:
    assert ReportedFigure(Money(10**15, "CNY"), 10**15).bound_halves == 10**15
    assert refusal(ReportedFigure, Money(1, "CNY"), 10**15 + 1).code == "NUMBER_RANGE"
    assert refusal(ReportedFigure, Money(10**15 + 1, "CNY")).code == "AMOUNT_RANGE"
    assert refusal(ReportedFigure, 1).code == "TYPE_WRONG"


def test_a_reported_year_holds_its_figures_in_order_of_ids() -> None:
    stated = {"B": figure(2), "A": figure(-1)}
    year = Reported(2017, stated, figure(1))
    stated.clear()

    assert list(year.contracts) == ["A", "B"]
    assert [each.amount.minor for each in year.figures] == [-1, 2, 1]
    assert year == Reported(2017, {"A": figure(-1), "B": figure(2)}, figure(1))
    assert pickle.loads(pickle.dumps(year)) == year
    assert Reported(2017).figures == ()
    with pytest.raises(TypeError):
        year.contracts["C"] = figure(1)  # type: ignore[index]


@pytest.mark.parametrize(
    ("arguments", "code", "field"),
    [
        (("2017",), "TYPE_WRONG", "year"),
        ((True,), "TYPE_WRONG", "year"),
        ((1899,), "YEAR_RANGE", "year"),
        ((2201,), "YEAR_RANGE", "year"),
        ((2017, [1]), "TYPE_WRONG", "contracts"),
        ((2017, {"A B": figure(1)}), "ID_SYNTAX", "contracts"),
        ((2017, {"A": 1}), "TYPE_WRONG", "contracts.A"),
        ((2017, {}, 1), "TYPE_WRONG", "total"),
        ((2017, {"A": figure(1)}, figure(1, "USD")), "CURRENCY_MISMATCH", "reported"),
    ],
)
def test_a_reported_year_that_makes_no_sense_is_refused(arguments: Any, code: str, field: str) -> None:
    error = refusal(Reported, *arguments)

    assert (error.code, error.field) == (code, field)


def test_a_register_loads_nothing_that_takes_time() -> None:
    heavy = ("numpy", "pandas", "cattrs", "tree_sitter", "tomllib", "tomli_w", "holidays", "difflib")
    program = f"import contracts.register, sys; print([name for name in {heavy} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert result.stdout.strip() == "[]"
