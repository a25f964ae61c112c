"""CSV files, as people and programs write them."""

import os
from datetime import date
from decimal import Decimal
from io import BufferedReader
from pathlib import Path

import pytest

import contracts as ct
from contracts.errors import RegisterError, TermsError
from contracts.io.imports import ImportLimits, opening
from tests.io.imports.sheets import HEADING, ROWS, as_csv, noted, refused, taken, told, written

SMALL = "contract_id,amount\nC1,100\nC2,200\n"


def test_a_register_as_people_keep_it(tmp_path: Path) -> None:
    found = taken(written(tmp_path, as_csv(HEADING, *ROWS)))
    first, second, third = found.register["CZ-01"], found.register["007"], found.register["CZ-03"]

    assert found.kind == "contracts"
    assert found.ids == ("CZ-01", "007", "CZ-03")
    assert found.unit == "万元"
    assert found.notes == ()
    assert (first.title, first.vendor, first.buyer) == ("线路租赁", "电信公司", "信息中心")
    assert {contract.signed for contract in found.register} == {date(2017, 1, 5)}
    assert (first.category, first.recurring, third.recurring) == ("租赁", True, False)
    assert first.notes == ("见附件", "付款方式: 逐月支付")
    (line,) = first.lines
    assert line.price == ct.Total("485180", "CNY")
    assert line.service == ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))
    assert line.billing == ct.Cyclic(ct.MONTHLY)
    assert line.allocation == ct.Allocation({"市": 4, "区": 3})
    (line,) = second.lines
    assert line.price == ct.Total("10005000", "CNY")
    assert line.billing == ct.Stages(
        [
            ct.Stage(name="首付", percent=Decimal(30), after="signed"),
            ct.Stage(name="验收后", percent=Decimal(70), after="accepted"),
        ]
    )
    assert line.retention == ct.Retention(percent=Decimal(5), release=ct.Release(after="warranty"))
    (line,) = third.lines
    assert line.price == ct.Total("30000", "CNY")
    assert line.service == ct.Period.through(date(2017, 2, 1), date(2017, 3, 31))
    assert [row.due for row in ct.schedule(third)] == [None]
    (payment,) = found.register.payments
    assert (payment.id, payment.on, payment.amount) == ("CZ-01-paid", date(2017, 6, 30), ct.Money.of("120000", "CNY"))
    assert payment.assumptions


def test_what_is_taken_for_granted_is_listed(tmp_path: Path) -> None:
    found = taken(written(tmp_path, as_csv(HEADING, *ROWS)))

    assert "“逐月支付”按每 1 个月结算、于服务期末到期理解" in found.register["CZ-01"].assumptions
    assert len(found.register["007"].assumptions) == 3
    assert len(found.register["CZ-03"].assumptions) == 2
    assert len(found.assumptions) == 7


def test_an_english_sheet_has_english_assumptions(tmp_path: Path) -> None:
    found = taken(written(tmp_path, SMALL))

    assert found.assumptions == ("the sheet does not say when the price falls due; it stands without a date",)
    assert noted(found) == [("UNIT_ASSUMED", 1, "B")]
    assert found.register["C1"].lines[0].price == ct.Total("100", "CNY")


def test_importing_again_gives_the_same(tmp_path: Path) -> None:
    path = written(tmp_path, as_csv(HEADING, *ROWS))

    assert taken(path).register == taken(path).register
    assert taken(path).written() == taken(path).written()


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_lines_may_end_in_any_way(end: str, last: str, tmp_path: Path) -> None:
    text = f"contract_id,amount{end}C1,100\r\nC2,200{last}"

    assert taken(written(tmp_path, text)).register == taken(written(tmp_path, SMALL)).register
    assert told(refused(written(tmp_path, f"contract_id,amount{end}C1,100{end}C2,x{last}"))) == [
        ("AMOUNT_SYNTAX", 3, "B")
    ]


@pytest.mark.parametrize("sign", ["\t", ";"])
def test_fields_may_stand_between_other_signs(sign: str, tmp_path: Path) -> None:
    assert taken(written(tmp_path, SMALL.replace(",", sign))).ids == ("C1", "C2")


def test_rows_are_counted_by_the_line_on_which_they_begin(tmp_path: Path) -> None:
    text = 'contract_id,amount,notes\n\nC1,100,"two\nlines"\n\nC2,x,\n'

    assert told(refused(written(tmp_path, text))) == [("AMOUNT_SYNTAX", 6, "B")]


def test_texts_are_kept_as_they_are(tmp_path: Path) -> None:
    names = ("NA", "None", "null", "nan", "True", "00123", "1e5", "=1+1", "-")
    rows = [(f"0{i}", name, "1") for i, name in enumerate(names)]
    found = taken(written(tmp_path, as_csv(("contract_id", "vendor", "amount"), *rows)))

    assert tuple(contract.vendor for contract in found.register) == names
    assert found.ids[0] == "00"


def test_a_field_beyond_the_heading_may_be_blank(tmp_path: Path) -> None:
    assert taken(written(tmp_path, "contract_id,amount\nC1,100,,\n")).ids == ("C1",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("contract_id,amount\nC1,100\nC2\n", [("ROW_SHAPE", 3, None)]),
        ("contract_id,amount\nC1,100,x\n", [("ROW_SHAPE", 2, None)]),
        ("contract_id,amount,amount\nC1,1,2\n", [("HEADER_DUPLICATE", 1, "C")]),
        ('contract_id,amount\n"C1,100\nC2,200\n', [("QUOTE_UNCLOSED", 2, None)]),
        ('contract_id,amount\n"C1"x,100\n', [("QUOTE_UNCLOSED", 2, None)]),
        (f"contract_id,amount\nC1,{'1' * 200_000}\n", [("FIELD_TOO_LONG", 2, None)]),
        (f"contract_id,amount\nC1,{'1' * 40_000}\n", [("FIELD_TOO_LONG", 2, "B")]),
        ('contract_id,amount\n"C1,100\n' + "C2,200\n" * 30_000, [("QUOTE_UNCLOSED", 2, None)]),
        (f"contract_id,amount\nC1,1{',' * 300}x\n", [("SHEET_SIZE", 2, "IW")]),
        ("", [("HEADER_MISSING", 1, None)]),
        ("a,b\n1,2\n", [("HEADER_MISSING", 1, None)]),
        ("contract_id,amount\n", [("ROWS_MISSING", 1, None)]),
        ("contract_id,vendor\nC1,a\n", [("COLUMN_MISSING", 1, None)]),
        ("contract_id,amount\nC1,\n,5\n", [("KEY_MISSING", 2, "B"), ("KEY_MISSING", 3, "A")]),
        ("contract_id,amount\nC1,1\nC2,2\nC1,1\n", [("DUPLICATE_ID", 4, "A")]),
        ("contract_id,amount\nC1,-1\n", [("PRICE_NEGATIVE", 2, "B")]),
        ("contract_id,amount\nC1,0.001\n", [("AMOUNT_PRECISION", 2, "B")]),
        ("contract_id,amount\nC1,#REF!\n", [("CELL_ERROR", 2, "B")]),
        ("contract_id,amount,from,to\nC1,1,2017-02-01,2017-01-01\n", [("DATE_ORDER", 2, "D")]),
        ("contract_id,amount,from,to\nC1,1,2017-02-01,\n", [("HORIZON_REQUIRED", 2, "D")]),
        ("contract_id,amount,signed\nC1,1,01/02/2017\n", [("DATE_AMBIGUOUS", 2, "C")]),
        ("contract_id,amount,signed\nC1,1,42740\n", [("DATE_NUMBER", 2, "C")]),
        ("contract_id,amount,signed\nC1,1,2017-02-30\n", [("DATE_SYNTAX", 2, "C")]),
        ("contract_id,amount,signed\nC1,1,1817年2月3日\n", [("DATE_RANGE", 2, "C")]),
        ("contract_id,amount,signed\nC1,1,2017-02-03 12:00\n", [("DATE_HAS_TIME", 2, "C")]),
        ("contract_id,amount,period\nC1,1,2017全年\n", [("PERIOD_SYNTAX", 2, "C")]),
        (
            "contract_id,amount,period,from,to\nC1,1,2017-02-01至2017-02-28,2017-02-01,2018-02-28\n",
            [("PERIOD_DIFFERS", 2, "C")],
        ),
        ("contract_id,amount,period,from\nC1,1,2017-02-01至2017-02-28,x\n", [("DATE_SYNTAX", 2, "D")]),
        ("contract_id,amount,period\nC1,1,2017-02-01至2017-01-31\n", [("DATE_ORDER", 2, "C")]),
        ("contract_id,amount,shares\nC1,1,4:3\n", [("SHARES_PAYERS", 2, "C")]),
        ("contract_id,amount,shares\nC1,1,市4:市3\n", [("SHARES_SYNTAX", 2, "C")]),
        ("contract_id,amount,shares\nC1,1,市9999999999:区1\n", [("WEIGHT", 2, "C")]),
        ("contract_id,amount,shares\nC1,1,市:区\n", [("SHARES_PAYERS", 2, "C")]),
        ("contract_id,amount,shares\nC1,1,市0:区0\n", [("WEIGHT_NONE", 2, "C")]),
        ("contract_id,amount,paid\nC1,1,1\n", [("PAID_DAY", 2, "C")]),
        ("contract_id,amount,recurring\nC1,1,maybe\n", [("CHOICE_UNKNOWN", 2, "C")]),
        ("contract_id,amount,currency\nC1,1,金币\n", [("CURRENCY_UNKNOWN", 2, "C")]),
        ("contract_id,amount,terms,due\nC1,1,首付30%，验收后70%,2017-01-01\n", [("KEY_CONFLICT", 2, "D")]),
        ("单位：元,\n单位：万元,\n合同编号,合同金额\nC1,1\n", [("UNIT_LINES", 2, "A")]),
        *(
            (f"合同编号,{heading}\nC1,1\n{words},\nC2,1\n", [("UNIT_BELOW", 3, "A")])
            for heading, words in (("合同金额", "注：金额单位为万元"), ("合同金额（万元）", "二、单位：元"))
        ),
        *(
            (f"{line},\n合同编号,合同金额\nC1,1\n", [("UNIT_UNREAD", 1, "A")])
            for line in (
                "单位：万美元",
                "单位：十万元",
                "单位：万元 币种：美元",
                "币种：USD",
                "单位：元/月",
                "unit: k USD",
            )
        ),
        *(
            (f"合同编号,{heading}\nC1,1\n", [("UNIT_UNREAD", 1, "B")])
            for heading in (
                "合同金额（万元；含税）",
                "合同金额（万美元）",
                "合同金额（USD）（万）",
                "Amount (million USD)",
            )
        ),
        *(
            (f"contract_id,amount\n{name},1\nC01,1\n", [("ID_SYNTAX", 2, "A")])
            for name in ("C\u200b01", "C01 ", " C01", "C 01", "Ｃ01")
        ),
        *(
            (f"contract_id,amount,notes\nC1,1,a{sign}b\n", [("CONTROL_CHAR", 2, "C")])
            for sign in "\u202e\u2066\u2067\u2068\u2069"
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(
    text: str, expected: list[tuple[str, int | None, str | None]], tmp_path: Path
) -> None:
    assert told(refused(written(tmp_path, text))) == expected


def test_everything_is_told_at_once_and_nothing_imported(tmp_path: Path) -> None:
    text = "合同编号,合同金额（元）,签订日期\nC 1,x,?\nC2,1,2017-01-05\nC2,2,2017/13/1\n"
    found = refused(written(tmp_path, text))

    assert told(found) == [
        ("ID_SYNTAX", 2, "A"),
        ("AMOUNT_SYNTAX", 2, "B"),
        ("DATE_SYNTAX", 2, "C"),
        ("DUPLICATE_ID", 4, "A"),
        ("DATE_SYNTAX", 4, "C"),
    ]
    assert found[1].field == "合同金额（元）"
    assert found[1].value == "x"
    assert found[3].data["first_row"] == 3
    assert str(found[1]).startswith(f"{tmp_path / '台账.csv'}:2:B: 合同金额（元）: x is not an amount")


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("48.518", "485180"),
        ("48.518万元", "485180"),
        ("485180元", "485180"),
        ("485,180.00 元整", "485180"),
        ("0.0048518亿元", "485180"),
        ("４８．５１８", "485180"),
        (" 48.518 ", "485180"),
    ],
)
def test_a_cell_may_state_its_unit(cell: str, amount: str, tmp_path: Path) -> None:
    found = taken(written(tmp_path, as_csv(("合同编号", "合同金额/万元"), ("C1", cell))))

    assert found.register["C1"].lines[0].price == ct.Total(amount, "CNY")


@pytest.mark.parametrize(
    "cell",
    [
        *("2017-01-05", "2017-1-5", "2017.1.5", "2017.01.05", "2017/1/5", "2017年1月5日", "2017年01月05日"),
        *("20170105", "2017-01-05 00:00:00"),
    ],
)
def test_days_may_stand_in_any_form_that_has_the_year_first(cell: str, tmp_path: Path) -> None:
    found = taken(written(tmp_path, as_csv(("合同编号", "合同金额", "签订日期"), ("C1", "1", cell))))

    assert found.register["C1"].signed == date(2017, 1, 5)


def test_another_currency_stands_beside_the_amount(tmp_path: Path) -> None:
    text = as_csv(("合同编号", "合同金额（万）", "币种"), ("C1", "1.5", "美元"), ("C2", "1.5", ""), ("合计", "3", ""))
    found = taken(written(tmp_path, text))

    assert found.register["C1"].lines[0].price == ct.Total("15000", "USD")
    assert found.register["C2"].lines[0].price == ct.Total("15000", "CNY")
    assert noted(found) == [("ROW_SUM", 4, "A")], "no sum of two currencies is held against anything"


# encodings


def test_utf8_may_have_a_mark(tmp_path: Path) -> None:
    assert taken(written(tmp_path, b"\xef\xbb\xbf" + SMALL.encode())).encoding == "utf-8"


def test_gb18030_is_read_and_named(tmp_path: Path) -> None:
    text = as_csv(HEADING, *ROWS)
    found = taken(written(tmp_path, text.encode("gb18030")))

    assert found.encoding == "gb18030"
    assert found.register == taken(written(tmp_path, text)).register


@pytest.mark.parametrize("name", ["gbk", "GB18030", "big5", "utf-16", "utf-8"])
def test_an_encoding_may_be_declared(name: str, tmp_path: Path) -> None:
    path = written(tmp_path, "contract_id,amount,vendor\nC1,1,目前\n".encode(name))
    found = taken(path, encoding=name)

    assert found.register["C1"].vendor == "目前"
    assert found.encoding == name.lower()


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (b"contract_id,amount,vendor\nC1,1," + bytes.fromhex("c4bfc7b0"), "ENCODING_AMBIGUOUS", None),
        (as_csv(HEADING, *ROWS).encode() + "4,合同\n".encode("gb18030"), "ENCODING_INVALID", 5),
        (b"contract_id,amount\nC1,\xff1\n", "ENCODING_INVALID", 2),
        (b"contract_id,amount\nC1,\x001\n", "ENCODING_INVALID", 2),
        ("contract_id,amount\r\nC1,1\r\n".encode("utf-16"), "ENCODING_INVALID", 1),
        (b"\xef\xbb\xbfcontract_id,amount\nC1,\xc4\xbf\xc7\n", "ENCODING_INVALID", 2),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, code: str, row: int | None, tmp_path: Path) -> None:
    (problem,) = refused(written(tmp_path, content))

    assert (problem.code, problem.line_number) == (code, row)


def test_latin_1_is_never_read(tmp_path: Path) -> None:
    with pytest.raises(TermsError) as caught:
        taken(written(tmp_path, SMALL), encoding="latin-1")
    assert caught.value.code == "CHOICE_UNKNOWN"


# files


def test_a_file_has_to_be_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.csv")[0].code == "FILE_MISSING"
    assert refused(tmp_path / "no\0name.csv")[0].code == "FILE_MISSING"
    assert refused(tmp_path)[0].code == "FILE_UNREADABLE"


def test_a_file_has_bounds_that_may_be_moved(tmp_path: Path) -> None:
    path = written(tmp_path, SMALL * 100)

    assert refused(path, limits=ImportLimits(file=100))[0].code == "FILE_SIZE"
    assert told(refused(path, limits=ImportLimits(rows=2)))[0] == ("SHEET_SIZE", 3, None)
    with pytest.raises(TermsError, match="columns"):
        ImportLimits(columns=0)
    with pytest.raises(TermsError, match="columns"):
        ImportLimits(columns=True)


def test_a_file_without_lines_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = written(tmp_path, SMALL.encode() + b"1" * (2 * 2**20))
    (problem,) = refused(path)

    assert (problem.code, problem.line_number) == ("LINE_TOO_LONG", 4)
    long = b"1" * (2**20 - 10) + b"\n"
    assert refused(written(tmp_path, long * 3))[0].code == "FIELD_TOO_LONG"


def test_a_file_that_changes_is_refused(tmp_path: Path) -> None:
    """It grows after it was opened; what is read by then is no whole."""
    path = written(tmp_path, SMALL)
    with path.open("rb") as opened:
        assert isinstance(opened, BufferedReader)
        assert opening.whole(opened, str(path), ImportLimits()) == SMALL.encode()
    os.utime(path, (0, 0))

    class Growing(BufferedReader):
        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            with path.open("ab") as file:
                file.write(b"C3,300\n")
            return b""

    with Growing(path.open("rb", buffering=0)) as opened, pytest.raises(RegisterError) as caught:
        opening.whole(opened, str(path), ImportLimits())
    assert caught.value.problems[0].code == "FILE_CHANGED"


@pytest.mark.parametrize(
    ("name", "content", "detected"),
    [
        ("a.xlsx", SMALL.encode(), "text"),
        ("a.csv", b"<html><table></table></html>", "HTML"),
        ("a.xls", b"<?xml version='1.0'?><Workbook/>", "XML"),
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an OLE file: .xls, or a workbook with a password"),
        ("a.csv", b"%PDF-1.4", "PDF"),
        ("a.csv", b"PK\x03\x04", "a workbook"),
    ],
)
def test_a_file_is_what_is_in_it(name: str, content: bytes, detected: str, tmp_path: Path) -> None:
    (problem,) = refused(written(tmp_path, content, name))

    assert problem.code == "FILE_TYPE"
    assert problem.data["detected"] == detected


@pytest.mark.parametrize(
    ("head", "given", "amount"),
    [
        ("单位：万美元,\n合同编号,合同金额", ct.SheetMap(unit="万", currency="USD"), 1_000_000),
        ("合同编号,合同金额（USD）", ct.SheetMap(currency="USD"), 100),
        ("合同编号,合同金额（人民币）", ct.SheetMap(), 100),
        ("编制单位：万元科技,单位：万达集团\n合同编号,合同金额（含税）", ct.SheetMap(), 100),
        ("单位：万元人民币,\n合同编号,合同金额", ct.SheetMap(), 1_000_000),
    ],
)
def test_a_unit_that_is_not_read_may_be_said_in_the_map(
    head: str, given: ct.SheetMap, amount: int, tmp_path: Path
) -> None:
    (contract,) = taken(written(tmp_path, f"{head}\nC1,1\n"), map=given).register

    assert contract.lines[0].price == ct.Total(amount=ct.Money(amount, given.currency or "CNY"))


def test_a_register_in_another_currency_is_written_in_its_unit(tmp_path: Path) -> None:
    found = taken(written(tmp_path, "合同编号,合同金额（万）\nC1,1.5\n"), map=ct.SheetMap(currency="USD"))

    assert found.unit == "万"
    assert found.register["C1"].lines[0].price == ct.Total(amount=ct.Money.of("15000", "USD"))


def test_days_of_service_may_stand_twice(tmp_path: Path) -> None:
    text = "contract_id,amount,period,from,to\nC1,1,2017-02-01至2017-02-28,2017.2.1,\nC2,1,,2017-02-01,2017-02-28\n"
    first, second = taken(written(tmp_path, text)).register

    assert first.lines[0].service == second.lines[0].service == ct.Period.through(date(2017, 2, 1), date(2017, 2, 28))


@pytest.mark.parametrize(
    "text",
    [
        "合同编号,合同金额,单位：万元\nC1,1,\n",
        "合同编号,合同金额,（金额单位：万元）\nC1,1,\n",
        "合同编号,合同金额（单位：万元）\nC1,1\n注：以上金额单位均为万元,\n注：见附件,\n",
        "单位：万元,\n合同编号,合同金额\nC1,1\n一、单位：万元,\n",
    ],
)
def test_a_unit_may_stand_beside_the_heading_and_again_below(text: str, tmp_path: Path) -> None:
    (contract,) = taken(written(tmp_path, text)).register

    assert contract.lines[0].price == ct.Total("10000", "CNY")


def test_a_line_that_names_the_currency_of_the_rows_is_their_major_unit(tmp_path: Path) -> None:
    found = taken(written(tmp_path, "金额单位: USD,,\n合同编号,合同金额,币种\nC1,1.5,USD\n"))

    assert found.register["C1"].lines[0].price == ct.Total("1.5", "USD")
    assert noted(found) == []


@pytest.mark.parametrize(
    "text",
    ["金额单位: 万元,,\n合同,合同金额,货币\nC1,1,\nC2,1,JPY\n", ",,\n合同,合同金额（万元）,货币\n,,\nC2,1,JPY\n"],
)
def test_a_unit_of_the_yuan_is_none_of_another_currency(text: str, tmp_path: Path) -> None:
    assert told(refused(written(tmp_path, text))) == [("UNIT_UNKNOWN", 4, "B")]
