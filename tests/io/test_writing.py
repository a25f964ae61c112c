"""How reported figures are written, so that each keeps what it was rounded to."""

import json

import pytest

from contracts.io import dumps, loads
from contracts.money import Money
from contracts.register import Register, Reported, ReportedFigure

#: In minor units of CNY: the hundredth of 万元, and its tenth.
HUNDREDTH, THOUSANDTH = 10_000, 1_000


def reported(*figures: tuple[int, int | None], total: tuple[int, int | None] | None = None) -> Register:
    """A register of nothing but figures: minor units, and what they are rounded to, if to anything."""
    made = {f"F{i}": ReportedFigure(Money(minor, "CNY"), step) for i, (minor, step) in enumerate(figures)}
    return Register([], reported=[Reported(2017, made, total and ReportedFigure(Money(total[0], "CNY"), total[1]))])


def written(register: Register, unit: str | None = "万元") -> dict[str, object]:
    """The table of the reported year, once it has read back as the same."""
    for name in ("toml", "json"):
        assert loads(dumps(register, name, unit), name) == register
    (table,) = json.loads(dumps(register, "json", unit))["reported"]
    assert isinstance(table, dict)
    return table


def test_a_figure_written_finer_stays_finer() -> None:
    table = written(reported((48_518_000, THOUSANDTH), (26_880_000, HUNDREDTH), (70_000_000, HUNDREDTH)))

    assert table == {"year": 2017, "quantum": "0.01", "contracts": {"F0": "48.518", "F1": "26.88", "F2": "70"}}


def test_zeros_say_that_a_figure_is_finer() -> None:
    table = written(reported((48_510_000, THOUSANDTH), (0, 1), (5_000_000, HUNDREDTH), (-1, None)), "万元")

    assert table["contracts"] == {
        "F0": "48.510",
        "F1": "0.000000",
        "F2": "5",
        "F3": {"amount": "-0.000001"},
    }


def test_a_figure_that_digits_cannot_say_is_a_table() -> None:
    """Coarser than its neighbours, or rounded to what is no power of ten."""
    table = written(reported((50, 5), (100, None), (200, None), total=(1000, 1000)), None)

    assert table == {
        "year": 2017,
        "contracts": {"F0": {"amount": "0.5", "quantum": "0.05"}, "F1": "1.00", "F2": "2.00"},
        "total": {"amount": "10", "quantum": "10"},
    }


def test_a_year_without_figures_is_written_too() -> None:
    assert written(reported()) == {"year": 2017}


def test_of_two_quanta_as_frequent_the_larger_is_written_once() -> None:
    assert written(reported((100, 1), (100, 100)), None) == {
        "year": 2017,
        "quantum": "1",
        "contracts": {"F0": "1.00", "F1": "1"},
    }


def test_figures_of_whole_units_are_written_without_decimals() -> None:
    table = written(reported((100, 100), (-12_300, 100), (12_345, 1), (12_340, 10), total=(0, 100)), None)

    assert table["quantum"] == "1"
    assert table["contracts"] == {"F0": "1", "F1": "-123", "F2": "123.45", "F3": "123.4"}
    assert table["total"] == "0"


@pytest.mark.parametrize("unit", [None, "万元", "亿", "million"])
def test_a_figure_without_rounding_is_plain_in_every_unit(unit: str | None) -> None:
    table = written(reported((12_345, None), (-5, None), total=(12_340, None)), unit)

    assert "quantum" not in table
    assert all(isinstance(text, str) for text in [*dict(table["contracts"]).values(), table["total"]])  # type: ignore[call-overload]
