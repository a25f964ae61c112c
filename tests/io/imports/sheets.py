"""What the tests of imports share: files in a folder, and what is told of them."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from contracts.errors import Problem, RegisterError
from contracts.io import loads
from contracts.io.imports import Imported, import_register
from contracts.words import QUOTED, Lang

#: Rows of a small register, with every column that is read.
HEADING = (
    *("序号", "合同编号", "合同名称", "供应商", "甲方", "签订日期", "起止日期", "合同金额（万元）", "付款方式"),
    *("分摊比例（市:区）", "截至2017-06-30已付金额（万元）", "质保金", "类别", "历年延续性", "备注"),
)
ROWS = (
    *(
        (
            *("1", "CZ-01", "线路租赁", "电信公司", "信息中心", "2017-01-05", "2017-01-01至2017-12-31", "48.518"),
            *("逐月支付", "4:3", "12", "", "租赁", "是", "见附件"),
        ),
        (
            *(
                "2",
                "007",
                "软件开发",
                "软件公司",
                "信息中心",
                "2017.1.5",
                "",
                "1,000.5",
                "首付30%，验收后70%",
                "1:0",
                "",
                "5%",
            ),
            *("建设", "否", ""),
        ),
        (
            *("3", "CZ-03", "设备", "设备公司", "信息中心", "2017年1月5日", "2017.2.1-2017.3.31", "30000元", "面议"),
            *("", "0", "", "", "", ""),
        ),
    ),
)


def as_csv(*rows: tuple[str, ...]) -> str:
    """The text of some rows."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def written(folder: Path, content: str | bytes, name: str = "台账.csv") -> Path:
    """A file with a content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def taken(path: Path, **asked: Any) -> Imported:
    """What is imported; the text that is written of it reads back to the same."""
    found = import_register(path, **asked)
    if found.kind == "contracts":
        assert loads(found.written()) == found.register
        assert loads(found.written("json"), "json") == found.register
    for note in found.notes:
        check_words(note)
    return found


def refused(path: Path, **asked: Any) -> list[Problem]:
    """All that is wrong with a file."""
    with pytest.raises(RegisterError) as caught:
        import_register(path, **asked)
    for problem in caught.value.problems:
        check_words(problem)
    return list(caught.value.problems)


def check_words(problem: Problem) -> None:
    """A problem can be told in both languages, and quotes little."""
    assert problem.value is None or (len(problem.value) <= QUOTED and problem.value.isprintable())
    for lang in Lang:
        assert problem.message(lang)
        assert problem.remedy(lang)


def told(problems: list[Problem]) -> list[tuple[str, int | None, str | None]]:
    """Code, row and column of each."""
    return [(problem.code, problem.line_number, problem.column) for problem in problems]


def noted(found: Imported) -> list[tuple[str, int | None, str | None]]:
    """Code, row and column of each note."""
    return told(list(found.notes))
