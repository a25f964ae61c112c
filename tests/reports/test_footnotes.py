"""Assumptions and notes below a table: each text once, with the contracts that it concerns."""

from datetime import date

from contracts import Contract, Line, Once, Total
from contracts.reports.footnotes import footnotes, ranges
from contracts.words import Lang


def contract(name: str, *assumptions: str, notes: tuple[str, ...] = ()) -> Contract:
    line = Line(id="a", price=Total("1", "CNY"), billing=Once(date(2017, 1, 1)))
    return Contract(id=name, lines=[line], assumptions=assumptions, notes=notes)


CONTRACTS = [
    contract("A", "due in 2017"),
    contract("B", "due in 2017", "one\npayer"),
    contract("C", "due in 2017", "due in 2017", notes=("lines added later",)),
    contract("D", "one\npayer"),
]


def test_equal_texts_stand_once() -> None:
    assert footnotes(CONTRACTS, "ABCD", Lang.EN) == [
        "",
        "Assumptions",
        "  1. due in 2017 [A to C]",
        "  2. one payer [B, D]",
        "",
        "Notes",
        "  1. lines added later [C]",
    ]


def test_only_the_contracts_of_the_table_count() -> None:
    assert footnotes(CONTRACTS, ["D", "*sum*"], Lang.ZH) == ["", "假定", "  1. one payer [D]"]
    assert footnotes(CONTRACTS, [], Lang.EN) == []


def test_what_a_table_rests_on_besides_is_told_once_with_its_contracts() -> None:
    told = ("A: due in 2017", "A: paid when due: 1", "D: paid when due: 1", "E: elsewhere")

    assert footnotes(CONTRACTS, "AD", Lang.EN, told) == [
        "",
        "Assumptions",
        "  1. due in 2017 [A]",
        "  2. paid when due: 1 [A, D]",
        "  3. one payer [D]",
    ]
    assert footnotes(CONTRACTS, "D", Lang.EN, ("A: paid when due",)) == ["", "Assumptions", "  1. one payer [D]"]


def test_neighbours_become_a_range_from_three_on() -> None:
    ids = list("ABCDEFGH")
    assert ranges(ids, [0, 1, 3, 5, 6, 7], Lang.EN) == "A, B, D, F to H"
    assert ranges(ids, [0, 1, 2], Lang.ZH) == "A 至 C"
