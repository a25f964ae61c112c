"""What is read of terms of payment, retentions, units and days above a heading; each rule by an example."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import contracts as ct
from contracts.io.imports import import_register
from contracts.io.imports.phrases import CYCLES, EVENTS, terms_of
from contracts.shapes.faults import MOST_FAULTS
from tests.io.imports.sheets import as_csv, noted, refused, taken, told, written


@pytest.mark.parametrize("every", CYCLES)
@pytest.mark.parametrize("after", ["", "支付", "付款", "结算", "。"])
def test_cycles(every: str, after: str) -> None:
    for word in CYCLES[every]:
        found = terms_of(word + after, service=True)
        assert found is not None
        assert found.keys == {"billing": {"every": every}}
        assert terms_of(word + after, service=False) is None


@pytest.mark.parametrize("event", EVENTS)
def test_stages(event: str) -> None:
    for word in EVENTS[event]:
        other = "签约后" if event != "signed" else "终验后"
        found = terms_of(f" {word}支付 40.5% ；{other}59.5％。", service=False)
        assert found is not None
        first, second = found.keys["stages"]
        assert first == {"name": word, "percent": "40.5", "after": event}
        assert (second["name"], second["percent"]) == (other, "59.5")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "逐月或按季支付",
            "首付30%",
            "首付30%，验收后60%",
            "首付30%，首付70%",
            "首付30%，尾款70%",
            "首付款三成，验收后70%",
        ),
        *("验收后100%，", "按月支付，验收后付清", "首付30%验收后70%", "年", "首付0.0000001%，验收后99.9999999%"),
    ],
)
def test_anything_else_is_not_read(text: str) -> None:
    assert terms_of(text, service=True) is None


def one(folder: Path, head: tuple[str, ...], row: tuple[str, ...], **asked: Any) -> ct.Contract:
    """The contract of a sheet of one row."""
    (contract,) = taken(
        written(folder, as_csv(("合同编号", "合同金额（元）", *head), ("C1", "100", *row))), **asked
    ).register
    return contract


def test_an_english_cycle(tmp_path: Path) -> None:
    text = "contract_id,amount,from,to,terms\nC1,1,2017-01-01,2017-12-31,Monthly\n"
    (contract,) = taken(written(tmp_path, text)).register

    assert contract.assumptions == ("Monthly is read as a bill every 1 month, due on the last day of its service",)


def test_a_day_on_which_the_price_falls_due(tmp_path: Path) -> None:
    contract = one(tmp_path, ("应付日期", "付款方式"), ("2017-05-01", "一次付清"))

    assert contract.lines[0].billing == ct.Once(date(2017, 5, 1))
    assert (contract.notes, contract.assumptions) == (("付款方式: 一次付清",), ())


@pytest.mark.parametrize(
    ("retained", "terms", "percent"),
    [("5%", "", "5"), ("2.5 ％", "", "2.5"), ("5", "", None), ("5%", "验收后95%，质保金5%", None)],
)
def test_what_is_retained(retained: str, terms: str, percent: str | None, tmp_path: Path) -> None:
    contract = one(tmp_path, ("质保金", "付款方式"), (retained, terms))
    retention = contract.lines[0].retention

    assert (None if retention is None else str(retention.percent)) == percent
    assert (percent is None) == (f"质保金: {retained}" in contract.notes)
    assert any("质保" in text or retained in text or "扣留" in text for text in contract.assumptions)


@pytest.mark.parametrize(
    ("head", "cell", "shares"),
    [
        ("分摊比例（市：区）", "4：3", {"市": 4, "区": 3}),
        ("分摊比例", "市本级 4 : 区级 3", {"市本级": 4, "区级": 3}),
        ("分摊比例（市:区）", "区1:市2", {"区": 1, "市": 2}),
    ],
)
def test_shares(head: str, cell: str, shares: dict[str, int], tmp_path: Path) -> None:
    assert one(tmp_path, (head,), (cell,)).lines[0].allocation == ct.Allocation(shares)


def test_shares_that_are_too_long(tmp_path: Path) -> None:
    text = as_csv(("合同编号", "合同金额（元）", "分摊比例"), ("C1", "1", "市" + " " * 3000 + "4:区3"))
    assert told(refused(written(tmp_path, text))) == [("SHARES_SYNTAX", 2, "C")]


def test_columns_of_which_one_has_a_unit(tmp_path: Path) -> None:
    text = "合同编号,合同金额（万元）,截至2017-12-31已付金额\nC1,1,1\n"
    assert told(refused(written(tmp_path, text))) == [("UNIT_MISSING", 1, "C")]


@pytest.mark.parametrize(
    ("title", "head", "paid_on"),
    [
        ("台账（截至2017年12月31日）", "已付金额（元）", date(2017, 12, 31)),
        ("", "已付金额（截至2017.6.30）（元）", date(2017, 6, 30)),
    ],
)
def test_the_day_by_which_was_paid(title: str, head: str, paid_on: date, tmp_path: Path) -> None:
    text = as_csv((title, "", ""), ("合同编号", "合同金额（元）", head), ("C1", "5", "1"))
    assert taken(written(tmp_path, text)).register.payments[0].on == paid_on


def test_a_day_of_the_row_comes_first_and_one_that_is_none_is_no_day(tmp_path: Path) -> None:
    head = ("合同编号", "合同金额（元）", "截至2017-13-31已付金额（元）", "已付截止日期")
    found = taken(written(tmp_path, as_csv(head, ("C1", "5", "1", "2017-03-31"))))
    assert noted(found) == [("COLUMN_LEFT_OUT", 1, "C")]
    good = as_csv((*head[:2], "截至2017-12-31已付金额（元）", head[3]), ("C1", "5", "1", "2017-03-31"))
    assert taken(written(tmp_path, good)).register.payments[0].on == date(2017, 3, 31)


def test_a_title_that_ends_like_a_sum_is_no_sum_where_there_is_an_id(tmp_path: Path) -> None:
    text = as_csv(("合同名称", "合同编号", "合同金额（元）"), ("年度合计", "C1", "5"), ("年度合计", "", "5"))
    found = taken(written(tmp_path, text))

    assert found.ids == ("C1",)
    assert noted(found) == [("ROW_SUM", 3, "A")]


def test_a_sum_of_rows_that_are_wrong_is_not_held_against_them(tmp_path: Path) -> None:
    text = as_csv(("合同编号", "合同金额（元）"), ("C1", "x"), ("合计", "5"))
    assert told(refused(written(tmp_path, text))) == [("AMOUNT_SYNTAX", 2, "B")]


def test_nobody_reads_more_problems_than_there_is_a_limit(tmp_path: Path) -> None:
    text = as_csv(("合同编号", "合同金额（元）"), *((f"C{i}", "x") for i in range(MOST_FAULTS + 5)))
    found = refused(written(tmp_path, text))

    assert len(found) == MOST_FAULTS + 1
    assert found[-1].code == "PROBLEMS_LIMIT"


def test_an_id_too_long_for_its_payment_is_told_there(tmp_path: Path) -> None:
    text = as_csv(("合同编号", "合同金额（元）", "已付金额（元）", "已付截止日期"), ("C" * 128, "5", "1", "2017-03-31"))
    assert told(refused(written(tmp_path, text))) == [("ID_SYNTAX", 2, "A")]


def test_a_currency_of_which_everything_is(tmp_path: Path) -> None:
    text = "contract_id,amount,currency\nC1,5,USD\n"
    found = import_register(written(tmp_path, text))

    assert found.register["C1"].currency == "USD"
    assert found.register.currency == "CNY"
