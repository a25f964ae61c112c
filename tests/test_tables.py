"""Tables: stable names in the order of the csv files, and figures by their kinds."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import contracts as ct
from contracts import tables
from contracts.schedules.sheet import Sheet, bound, day_or_none, major
from contracts.tables import Column, Kind, Table

#: As they are promised; a change here is a change for every reader of our files.
NAMES = {
    "schedule": "contract,line,number,kind,name,service_from,service_to,due_unadjusted,due,provisional,amount,currency",
    "accruals": "contract,line,period_from,period_to,amount,cumulative,currency",
    "obligations": "contract,line,period,amount,currency",
    "shares": "contract,line,payer,period,amount,currency",
    "cutoff": (
        "contract,value,earned,due,paid,payable,retained,prepaid,prepaid_within_year,overdue,commitment,undated,currency"
    ),
    "rollforward": "contract,account,opening,added,released,amended,transfer,closing,currency",
    "reconcile": "contract,scheduled,reported,difference,bound,within_rounding,finding,currency",
    "compare": "contract,line,service_from,service_to,due,before,after,amendment,currency",
    "payments": "payment,contract,on,line,number,applied,unapplied,currency",
    "ageing": "contract,line,number,due,days,band,open,currency",
    "calendar": "due,contract,vendor,line,number,name,condition,open,currency",
    "ledger": "contract,title,vendor,buyer,signed,from,to,value,amended,paid,open,retained,state,currency",
    "deadlines": "day,contract,line,what,note",
    "findings": "code,severity,contract,line,message,figures,clears,basis,since,until,unconfirmed,off",
}
CORE = (tables.SCHEDULE, tables.ACCRUALS, tables.OBLIGATIONS, tables.SHARES, tables.RECONCILIATION)
TRACKED = (
    *(tables.PAYMENTS, tables.AGEING, tables.CALENDAR, tables.LEDGER, tables.DEADLINES, tables.FINDINGS),
    *(tables.CUTOFF, tables.ROLLFORWARD, tables.COMPARISON),
)
ALL = (*CORE, *TRACKED)


@pytest.mark.parametrize("table", ALL, ids=lambda table: str(table.name))
def test_names_and_order_are_stable(table: Table) -> None:
    assert ",".join(table.names) == NAMES[table.name]
    assert len(set(table.names)) == len(table.names)


def test_every_column_says_what_it_means_in_both_languages() -> None:
    for table in ALL:
        for column in table.columns:
            assert column.meaning
            assert any("\u4e00" <= sign <= "\u9fff" for sign in column.zh), column.name
    assert len({column.zh for column in tables.SCHEDULE.columns}) == len(tables.SCHEDULE.columns)


def test_kinds_of_columns() -> None:
    kinds = {column.name: column.kind for table in CORE for column in table.columns}
    assert [name for name, kind in kinds.items() if kind is Kind.AMOUNT] == [
        "amount",
        "cumulative",
        "scheduled",
        "reported",
        "difference",
    ]
    assert [name for name, kind in kinds.items() if kind is Kind.DAY] == [
        "service_from",
        "service_to",
        "due_unadjusted",
        "due",
        "period_from",
        "period_to",
    ]
    assert tables.RECONCILIATION.kind("bound") is Kind.BOUND
    assert tables.SCHEDULE.kind("number") is Kind.COUNT
    texts = {"contract", "account", "currency"}
    for table in (tables.CUTOFF, tables.ROLLFORWARD):
        for column in table.columns:
            assert column.kind is (Kind.TEXT if column.name in texts else Kind.AMOUNT)
    with pytest.raises(StopIteration):
        tables.SCHEDULE.kind("vendor")


def test_a_group_stands_in_place_of_contract_and_line() -> None:
    assert tables.OBLIGATIONS.grouped(tables.VENDOR).names == ("vendor", "period", "amount", "currency")
    assert tables.SHARES.grouped(tables.CONTRACT).names == ("contract", "payer", "period", "amount", "currency")
    assert tables.SHARES.grouped(tables.PAYER).names == ("payer", "period", "amount", "currency")
    assert tables.SCHEDULE.also(tables.PAYER).names[-2:] == ("currency", "payer")
    assert tuple(tables.GROUPS) == ("contract", "vendor", "category", "payer", "recurring")


@pytest.mark.parametrize(
    ("minor", "digits", "text"),
    [
        (48518000, 2, "485180.00"),
        (-5, 2, "-0.05"),
        (0, 2, "0.00"),
        (7, 0, "7"),
        (1, 3, "0.001"),
        (10**20, 2, f"1{'0' * 18}.00"),
    ],
)
def test_minor_units_keep_all_their_decimals(minor: int, digits: int, text: str) -> None:
    assert f"{major(minor, digits):f}" == text


@pytest.mark.parametrize(
    ("halves", "digits", "text"),
    [(351000, 2, "1755.00"), (1, 2, "0.005"), (3, 0, "1.5"), (2, 0, "1"), (0, 2, "0.00"), (7, 3, "0.0035")],
)
def test_half_minor_units_have_one_decimal_more_where_they_need_it(halves: int, digits: int, text: str) -> None:
    assert f"{bound(halves, digits):f}" == text


def test_days_of_columns() -> None:
    assert day_or_none(17167) == date(2017, 1, 1)
    assert day_or_none(-(2**31)) is None


MIXED = Table(
    "mixed",
    (
        Column("name", Kind.TEXT, "名称", ""),
        Column("day", Kind.DAY, "日", ""),
        Column("flag", Kind.FLAG, "是否", ""),
        Column("count", Kind.COUNT, "数", ""),
        Column("amount", Kind.AMOUNT, "金额", ""),
        Column("bound", Kind.BOUND, "上限", ""),
        Column("currency", Kind.TEXT, "货币", ""),
    ),
)


def test_figures_of_every_kind_and_where_there_is_none() -> None:
    columns: dict[str, list[Any]] = {
        "name": ["a", None],
        "day": [17167, None],
        "flag": [True, None],
        "count": [3, 4],
        "amount": [100, None],
        "bound": [1, None],
        "currency": ["CNY", "JPY"],
    }
    first, second = Sheet(MIXED, columns).records()
    assert first == {
        "name": "a",
        "day": date(2017, 1, 1),
        "flag": True,
        "count": 3,
        "amount": Decimal("1.00"),
        "bound": Decimal("0.005"),
        "currency": "CNY",
    }
    assert second == {**dict.fromkeys(MIXED.names), "count": 4, "currency": "JPY"}


RECONCILED: dict[str, list[Any]] = {
    "contract": ["A", None],
    "scheduled": [100, None],
    "reported": [None, 200],
    "difference": [100, -200],
    "bound": [0, 1],
    "within_rounding": [True, False],
    "finding": ["not reported", "not scheduled"],
    "currency": ["CNY", "CNY"],
}


@pytest.mark.parametrize("money", ["decimal", "minor", "float"])
def test_dtypes_of_a_frame_do_not_depend_on_its_values(money: Any) -> None:
    some = Sheet(tables.RECONCILIATION, RECONCILED).to_frame(money)
    full = Sheet(tables.RECONCILIATION, {name: values[:1] for name, values in RECONCILED.items()}).to_frame(money)
    none = Sheet(tables.RECONCILIATION, {name: [] for name in RECONCILED}).to_frame(money)
    assert some.dtypes.to_dict() == full.dtypes.to_dict() == none.dtypes.to_dict()
    assert some["scheduled"].isna().tolist() == [False, True]
    assert some["contract"].isna().tolist() == [False, True]
    if money == "minor":
        assert some.dtypes.astype(str)[["scheduled", "reported", "difference", "bound"]].tolist() == [
            "Int64",
            "Int64",
            "int64",
            "int64",
        ]


@pytest.mark.parametrize("values", [[10**20, 5], [-(10**20), 5]])
def test_minor_units_beyond_int64_stay_exact(values: list[int]) -> None:
    columns = {**RECONCILED, "difference": values, "scheduled": [None, values[0]]}
    frame = Sheet(tables.RECONCILIATION, columns).to_frame("minor")
    assert frame["difference"].tolist() == values
    assert frame["scheduled"].tolist() == [None, values[0]]


def test_other_ways_to_give_amounts_are_refused() -> None:
    cents: Any = "cents"
    with pytest.raises(ct.TermsError, match="decimal, minor, float") as caught:
        Sheet(tables.RECONCILIATION, RECONCILED).to_frame(cents)
    assert (caught.value.code, caught.value.field) == ("CHOICE_UNKNOWN", "money")


def test_records_can_be_written_as_csv_without_a_loss() -> None:
    line = ct.Line(id="a", price=ct.Total("0.3", "CNY"), billing=ct.Once(date(2017, 1, 1)))
    sheet = ct.schedule(ct.Contract(id="A", lines=[line])).sheet()
    text = io.StringIO()
    writer = csv.DictWriter(text, sheet.table.names)
    writer.writerows(sheet.records())
    assert text.getvalue().strip() == "A,a,1,once,,,,2017-01-01,2017-01-01,False,0.30,CNY"
