"""Aligned tables: every column as wide as its widest cell, in the columns of a terminal."""

import pytest

from contracts.cli.wide import aligned, padded, width
from contracts.reports.style import one_line


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("rent", 4),
        ("合同", 4),
        ("ＡＢ", 4),
        ("ｱ", 1),
        ("市本级 rent", 11),
        ("é", 1),
        ("e\u0301", 1),
        ("\u200d", 0),
        ("“引号”", 6),
        ("〔2015〕3号", 11),
    ],
)
def test_a_wide_character_takes_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize("text", ["甲\n乙", "甲\t乙", "甲 \r\n 乙", "甲\u2028乙"])
def test_a_cell_never_breaks_its_line(text: str) -> None:
    assert one_line(text) == "甲 乙"


def test_other_blanks_stay() -> None:
    assert one_line("a  b\u3000c") == "a  b\u3000c"


def test_a_cell_is_filled_up_on_one_side() -> None:
    assert padded("甲", 4, right=False) == "甲  "
    assert padded("甲", 4, right=True) == "  甲"


def test_all_lines_of_a_table_end_in_the_same_column() -> None:
    lines = aligned(
        ["合同", "金额"],
        [["CZ-01", "1.00"], ["甲\n乙", "12,345.67"]],
        [["合计", "12,346.67"]],
        right=[False, True],
    )
    assert lines == [
        "合同        金额",
        "-----  ---------",
        "CZ-01       1.00",
        "甲 乙  12,345.67",
        "-----  ---------",
        "合计   12,346.67",
    ]
    assert {width(line) for line in lines} == {16}


def test_without_totals_there_is_one_rule() -> None:
    assert aligned(["a", "b"], [["1", ""]], right=[False, False]) == ["a  b", "-  -", "1"]
