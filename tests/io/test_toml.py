"""Registers in TOML: what may be written, exactly what it means, and what is refused before it can hurt."""

import re
import time
import tomllib
from datetime import date
from decimal import Decimal

import pytest

from contracts.calendars import CHINA, Beyond, Calendar, Roll
from contracts.dates import MONTHLY, QUARTERLY, Frequency, Period, Stub
from contracts.io import dumps, loads
from contracts.io.source import MOST_BYTES, MOST_DEEP
from contracts.money import Money
from contracts.register import Register, Reported, ReportedFigure
from contracts.terms.allocation import Allocation
from contracts.terms.billing import Cyclic, Once, Stage, Stages, When
from contracts.terms.contract import Contract
from contracts.terms.line import Line, Proration, Recognition, Remainder
from contracts.terms.price import Quantity, Rate, Total
from tests.io.problems import LINE, problems, told

SAMPLE = """\
[register]
name = "示例中心 2017"
currency = "CNY"
unit = "万元"                 # of the amounts in this file; default: the currency's major unit
fiscal_year_start = 7         # month
payer = "市本级"              # bears every line that has no allocation

[[contracts]]
id = "DEMO-1"
title = "示例网络线路租赁"
vendor = "示例公司"           # optional, like every fact that a source may not state
buyer = "示例中心"
signed = 2016-12-20
events = { accepted = 2017-03-01 }
category = "租赁"             # free word, to group by
recurring = true              # 历年延续性: expected to come again, not committed
source = "合同第 3 条"
notes = ["付款方式: 按季支付"]
assumptions = ["合同起止日未载明, 按日历年处理"]

[[contracts.lines]]
id = "rent"
rate = "0.4"                  # owed for each cell of `per`; or total = "4.8", owed for the whole service
per = "1 month"               # default: billing.every
quantity = [{ from = 2017-01-01, is = 10 }, { from = 2017-07-01, is = "12.5" }]
from = 2017-01-01
to = 2017-12-31               # inclusive, as contracts are written
proration = "actual-30"       # actual | thirty | none
recognition = 2017-12-31      # daily | even | on-due | a date
calendar = "CN"               # "weekends", another country's code (extra), or the id of a [[calendars]] table
roll = "modified-following"   # following | preceding
beyond = "weekends"           # refuse
remainder = "last"            # earliest | spread; where a total or a price cell is split
allocation = { "市本级" = 4, "北湖区" = 3, "苏仙区" = 2, "出口加工区" = 1 }

[contracts.lines.billing]     # on one line: billing = { every = "1 month", when = "arrears" }
every = "3 months"            # "1 month", "1 year", "2 weeks", "10 days"
when = "advance"              # arrears
anchor = 2017-01-01
month_end = false
first_edge = 2017-04-01
last_edge = 2017-10-01
stub = "long"                 # short | forbid
net_days = 30                 # or pay_day = 15: that day (clamped) of the month after

[[contracts.lines]]
id = "build"
total = "30"
recognition = "on-due"
stages = [                    # the parts of a total, by amount or percent; instead of billing
    { name = "首付款", percent = "30", on = 2017-02-01 },
    { name = "尾款", percent = 69.5, after = "accepted", months = 12 },     # or days = 30; `signed` is an event too
    { name = "质保金", percent = "0.5", after = "signed", days = 30 },
]

[[contracts.lines]]
id = "study"
total = "2"
from = 2017-03-01
to = 2017-03-31
recognition = "even"
due = 2017-04-30              # a total paid once; instead of billing or stages
calendar = "office"

[[calendars]]
id = "office"
holidays = [ 2017-10-02, 2017-10-03 ]     # closed beside weekends
working = [ 2017-09-30 ]                  # open though on a weekend

[[reported]]                  # what a report states, to be reconciled against
year = 2017
quantum = "0.01"              # what its figures are rounded to, in the file's unit
total = "14.6"
contracts = { "DEMO-1" = "14.605" }
"""

OFFICE = Calendar("office", holidays={date(2017, 10, 2), date(2017, 10, 3)}, working={date(2017, 9, 30)})

MEANT = Register(
    [
        Contract(
            id="DEMO-1",
            title="示例网络线路租赁",
            vendor="示例公司",
            buyer="示例中心",
            signed=date(2016, 12, 20),
            events={"accepted": date(2017, 3, 1)},
            category="租赁",
            recurring=True,
            source="合同第 3 条",
            notes=["付款方式: 按季支付"],
            assumptions=["合同起止日未载明, 按日历年处理"],
            lines=[
                Line(
                    id="rent",
                    price=Rate(
                        Money.of("4000", "CNY"),
                        per=MONTHLY,
                        quantity=Quantity.of([(date(2017, 1, 1), 10), (date(2017, 7, 1), Decimal("12.5"))]),
                    ),
                    service=Period.through(date(2017, 1, 1), date(2017, 12, 31)),
                    proration=Proration.ACTUAL_30,
                    recognition=date(2017, 12, 31),
                    calendar=CHINA,
                    roll=Roll.MODIFIED_FOLLOWING,
                    beyond=Beyond.WEEKENDS,
                    remainder=Remainder.LAST,
                    allocation=Allocation({"市本级": 4, "北湖区": 3, "苏仙区": 2, "出口加工区": 1}),
                    billing=Cyclic(
                        QUARTERLY,
                        when=When.ADVANCE,
                        anchor=date(2017, 1, 1),
                        first_edge=date(2017, 4, 1),
                        last_edge=date(2017, 10, 1),
                        stub=Stub.LONG,
                        net_days=30,
                    ),
                ),
                Line(
                    id="build",
                    price=Total("300000", "CNY"),
                    recognition=Recognition.ON_DUE,
                    billing=Stages(
                        [
                            Stage(name="首付款", percent=Decimal(30), on=date(2017, 2, 1)),
                            Stage(name="尾款", percent=Decimal("69.5"), after="accepted", months=12),
                            Stage(name="质保金", percent=Decimal("0.5"), after="signed", days=30),
                        ]
                    ),
                ),
                Line(
                    id="study",
                    price=Total("20000", "CNY"),
                    service=Period.through(date(2017, 3, 1), date(2017, 3, 31)),
                    recognition=Recognition.EVEN,
                    billing=Once(date(2017, 4, 30)),
                    calendar=OFFICE,
                ),
            ],
        )
    ],
    name="示例中心 2017",
    fiscal_year_start=7,
    payer="市本级",
    reported=[
        Reported(
            2017,
            {"DEMO-1": ReportedFigure(Money.of("146050", "CNY"), 1000)},
            ReportedFigure(Money.of("146000", "CNY"), 10_000),
        )
    ],
)


def test_every_key_means_what_it_says() -> None:
    assert loads(SAMPLE) == MEANT


def test_what_is_not_said_has_its_default() -> None:
    (contract,) = loads(LINE)

    assert contract == Contract(
        id="A",
        lines=[
            Line(
                id="a",
                price=Total("100", "CNY"),
                service=Period.through(date(2017, 1, 1), date(2017, 12, 31)),
                billing=Cyclic(MONTHLY),
            )
        ],
    )
    assert loads("") == Register([])


def test_the_first_step_of_a_quantity_may_hold_from_the_start_of_service() -> None:
    steps = "quantity = [{ is = 1 }, { from = 2017-07-01, is = 2 }]"
    (contract,) = loads(LINE.replace('total = "100"', f'rate = "1"\n{steps}'))

    assert contract.lines[0].price == Rate(Money.of(1, "CNY"), quantity=Quantity.of([(None, 1), (date(2017, 7, 1), 2)]))


# Numbers


@pytest.mark.parametrize(
    ("written", "minor"),
    [
        ('"0.1"', 10),
        ("0.1", 10),
        ("0.10", 10),
        ("12", 1200),
        ("+12", 1200),
        ("0.30", 30),
        ('"1,234.50"', 123450),
        ('"１２．３"', 1230),
        ("10000000000000.00", 10**15),
        ("0", 0),
        ("-0.0", 0),
    ],
)
def test_an_amount_is_read_from_its_source(written: str, minor: int) -> None:
    (contract,) = loads(LINE.replace('"100"', written))

    assert contract.lines[0].price.amount == Money(minor, "CNY")


@pytest.mark.parametrize(
    ("written", "code", "value"),
    [
        ("1_000_000", "AMOUNT_SYNTAX", "1_000_000"),
        ("0x10", "AMOUNT_SYNTAX", "0x10"),
        ("0o7", "AMOUNT_SYNTAX", "0o7"),
        ("0b1", "AMOUNT_SYNTAX", "0b1"),
        ("+1_0", "AMOUNT_SYNTAX", "+1_0"),
        ("1_0.5", "AMOUNT_SYNTAX", "1_0.5"),
        ("1e6", "AMOUNT_SYNTAX", "1e6"),
        ("1e400", "AMOUNT_SYNTAX", "1e400"),
        ("inf", "AMOUNT_SYNTAX", "inf"),
        ("-nan", "AMOUNT_SYNTAX", "-nan"),
        ("0.001", "AMOUNT_PRECISION", "0.001"),
        ("9" * 5000, "AMOUNT_RANGE", "9" * 79 + "…"),
        ("10000000000000.01", "AMOUNT_RANGE", "10000000000000.01"),
        ('"12.3万元"', "UNIT_IN_CELL", "12.3万元"),
        ('"100 USD"', "CURRENCY_MISMATCH", "100 USD"),
        ("true", "TYPE_WRONG", "true"),
        ("[]", "TYPE_WRONG", "[]"),
        ("[1]", "TYPE_WRONG", "[…]"),
        ("{}", "TYPE_WRONG", "{}"),
        ("{ a = 1 }", "TYPE_WRONG", "{…}"),
        ("2017-01-01", "TYPE_WRONG", "2017-01-01"),
        ("12:00:00", "TYPE_WRONG", "12:00:00"),
        ("2017-02-30", "AMOUNT_SYNTAX", "2017-02-30"),
    ],
)
def test_what_is_no_amount_is_refused(written: str, code: str, value: str) -> None:
    (found,) = problems(LINE.replace('"100"', written))

    assert (found.code, found.field, found.value, found.line_number) == (code, "total", value, 6)
    assert (found.contract, found.line) == ("A", "a")


def test_odd_numbers_are_told_apart_from_texts_keys_and_comments() -> None:
    """Only a value without quotes is a number."""
    text = LINE.replace('id = "A"', 'id = "1_000"\ntitle = "= 0x10, 1_000"\nnotes = ["""\n= 1_000\n""", \'= 0x1\']')
    text += '# = 1_000\n[[reported]]\nyear = 2017\n[reported.contracts]\n1_000 = "5"\n0x10 = "6"\n1_0.amount = "1"\n'
    register = loads(text)

    assert register["1_000"].title == "= 0x10, 1_000"
    assert register["1_000"].notes == ("= 1_000\n", "= 0x1")
    assert list(register.reported[0].contracts) == ["0x10", "1_0", "1_000"]


@pytest.mark.parametrize("header", ["[1_0]", "[[1_0]]", " [ [1_0] ]", "  [ 1_0 ]"])
def test_the_name_of_a_table_is_no_number(header: str) -> None:
    header = header.replace("[ [", "[[").replace("] ]", "]]")

    assert [found.value for found in problems(f"{header}\n")] == ["1_0"]
    assert [found.value for found in problems(f"x = [\n 0x1]\n{header}\n")] == ["x", "1_0"]


def test_odd_numbers_stand_anywhere_in_lists() -> None:
    text = '[[calendars]]\nid = "a"\nweekend = [ # first\n 0x5, 1_0,\n 6]\n'

    assert [(found.value, found.line_number) for found in problems(text)] == [("0x5", 4), ("1_0", 4)]


def test_whole_numbers_are_plain_too() -> None:
    text = LINE.replace('"1 month" }', '"1 month", net_days = 1_0 }') + f"allocation = {{ A = {'1' * 5000} }}\n"

    assert told(problems(text)) == [("TYPE_WRONG", "billing.net_days", 9), ("WEIGHT", "allocation.A", 10)]


def test_a_number_is_no_title() -> None:
    text = LINE.replace('id = "A"', 'id = "A"\ntitle = 1.50')

    assert [(found.code, found.value) for found in problems(text)] == [("TYPE_WRONG", "1.50")]


def test_a_mark_of_ours_in_a_text_stays() -> None:
    text = LINE.replace('id = "A"', 'id = "A"\ntitle = "\ufdd0x"').replace("2017-12-31", "2017-12-32")

    assert told(problems(text)) == [("DATE_SYNTAX", "to", 9)]
    assert loads(LINE.replace('id = "A"', 'id = "A"\ntitle = "\ufdd0x"'))["A"].title == "\ufdd0x"


# Days


@pytest.mark.parametrize("written", ["2017-12-31", '"2017-12-31"'])
def test_a_day_is_a_local_date_or_text(written: str) -> None:
    (contract,) = loads(LINE.replace("2017-12-31", written))

    assert contract.lines[0].service == Period(date(2017, 1, 1), date(2018, 1, 1))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2024-02-30", "DATE_SYNTAX"),
        ('"2024-02-30"', "DATE_SYNTAX"),
        ("0000-01-01", "DATE_SYNTAX"),
        ("2024-13-01", "DATE_SYNTAX"),
        ("2024-02-30T00:00:00Z", "DATE_HAS_TIME"),
        ("2024-13-01 00:00:00.5+08:00", "DATE_HAS_TIME"),
        ("2300-01-01", "DATE_RANGE"),
        ("0001-01-01", "DATE_RANGE"),
        ("2017-12-31T00:00:00", "DATE_HAS_TIME"),
        ("2017-12-31 00:00:00Z", "DATE_HAS_TIME"),
        ("07:32:00", "DATE_HAS_TIME"),
        ('"2017-12-31T00:00:00"', "DATE_HAS_TIME"),
        ('"01/02/2024"', "DATE_AMBIGUOUS"),
        ('""', "DATE_MISSING"),
        ("2024", "TYPE_WRONG"),
        ("2024.5", "DATE_SYNTAX"),
        ("[]", "TYPE_WRONG"),
    ],
)
def test_what_is_no_day_is_refused(written: str, code: str) -> None:
    (found,) = problems(LINE.replace("2017-12-31", written))

    assert (found.code, found.field, found.line_number) == (code, "to", 8)


def test_days_that_no_calendar_has_do_not_hide_the_rest() -> None:
    text = LINE.replace("2017-01-01", "2017-02-29").replace("2017-12-31", "2017-11-31").replace('"100"', "0x10")
    keys = '[reported.contracts]\n2024-02-30 = "x"\n'  # a name, however it looks

    assert told(problems(f"{text}[[reported]]\nyear = 2017\n{keys}")) == [
        ("AMOUNT_SYNTAX", "total", 6),
        ("DATE_SYNTAX", "from", 7),
        ("DATE_SYNTAX", "to", 8),
        ("AMOUNT_SYNTAX", "reported.contracts.2024-02-30", 13),
    ]


# Text that is no TOML


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("a = ", "TOML_SYNTAX", 1),
        ("a = 1\nb = 2,5\n", "TOML_SYNTAX", 2),
        ("a = 1\nb = 12.3万元\n", "TOML_SYNTAX", 2),
        ("a = 1\r\nb = \r\n", "TOML_SYNTAX", 2),
        ("a = 1\rb = 2", "TOML_SYNTAX", 1),
        ('a = "\n"', "TOML_SYNTAX", 1),
        ("a = 007\n", "TOML_SYNTAX", 1),
        ("a = 2017-02-30 x\n", "TOML_SYNTAX", 1),
        ("[a\nb = 1", "TOML_SYNTAX", 1),
        ("a = 1\n\na = 2\n", "DUPLICATE_KEY", 3),
        ("a = 1\na = 2", "DUPLICATE_KEY", 2),
        ("[a]\n[b]\n[a]\n", "DUPLICATE_KEY", 3),
        ("a = { b = 1, b = 2 }", "DUPLICATE_KEY", 1),
        ("[[a]]\n[a]", "DUPLICATE_KEY", 2),
        ("a = []\n[[a]]", "DUPLICATE_KEY", 2),
    ],
)
def test_text_that_is_no_toml_is_refused_with_its_line(text: str, code: str, row: int) -> None:
    (found,) = problems(text)

    assert (found.code, found.line_number, found.contract) == (code, row, None)


def test_a_key_that_is_there_twice_is_named() -> None:
    (found,) = problems('[[contracts]]\nid = "A"\n  id   = "B" # again\n')

    assert (found.field, found.line_number) == ("id", 3)
    assert problems("[a]\n[a]")[0].field == "a"
    assert problems("a = [\n1]\nb = [\n]\na = [\n]")[0].field is None


# Dangers


DEEP = {
    "lists": "a = " + "[" * (MOST_DEEP + 1) + "]" * (MOST_DEEP + 1),
    "tables": "a = " + "{ a = " * (MOST_DEEP + 1) + "1" + "}" * (MOST_DEEP + 1),
    "very many lists": "a = " + "[" * 100_000,
    "a dotted key": ".".join("a" * (MOST_DEEP + 1)) + " = 1",
    "a dotted key with blanks": " . ".join("a" * (MOST_DEEP + 1)) + " = 1",
    "a quoted key": ".".join(['"a.b"', "'c'"] * MOST_DEEP) + " = 1",
    "a header": "[" + ".".join("a" * 100_000) + "]",
    "a key in a table": "a = { " + ".".join("a" * 100_000) + " = 1 }",
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_what_stands_too_deep_is_refused_before_it_is_parsed(text: str) -> None:
    started = time.process_time()
    (found,) = problems(f"b = 1\n{text}\n")

    assert (found.code, found.line_number) == ("NESTING", 2)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * MOST_DEEP + "]" * MOST_DEEP,
        ".".join("a" * MOST_DEEP) + " = 1",
    ],
)
def test_what_stands_less_deep_is_parsed(text: str) -> None:
    assert [found.code for found in problems(text)] == ["KEY_UNKNOWN"]


@pytest.mark.parametrize(
    "title",
    [
        '"' + "[{" * 50 + '"',
        "'" + "[{" * 50 + "'",
        '"""' + "[{\n" * 50 + '"quoted" \\""""',
        "'''" + "[{\n" * 50 + "'quoted''''",
        '"a" # ' + "[{" * 50,
        '"' + "1." * 50 + '"',
        '"' + "One sentence. " * 50 + '"',
        '"a" # ' + "1." * 50,
        '"\\\\"',
    ],
)
def test_texts_and_comments_may_hold_brackets_and_points(title: str) -> None:
    text = LINE.replace('id = "A"', f'id = "A"\ntitle = {title}')

    assert loads(text)["A"].title == tomllib.loads(text)["contracts"][0]["title"]


HOSTILE = {
    "escaped quotes": '\\"""\n' * 50_000,
    "an open text": 'a = """' + '\\"""' * 50_000,
    "an open line": '"\\' * 100_000,
    "words and points": ("a" * 3000 + ".") * 31 + "! .",
    "short words": "a.b!" * 50_000,
    "odd numbers": "a = [" + "0x1, " * 20_000 + "]",
    "days": "a = [" + "2024-02-30, " * 10_000 + "]",
    "a long number": "a = " + "1" * 1_000_000,
    "a long decimal": "a = " + "1" * 500_000 + "." + "1" * 500_000,
    "blanks": "a = 1" + " " * 500_000 + "\na = 1" + " " * 500_000 + "b",
    "marks": "a = 0x1 # " + "\ufdd0" * 1000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_no_faster_than_the_text(text: str) -> None:
    started = time.process_time()
    problems(text)

    assert time.process_time() - started < 5


def test_a_text_is_not_larger_than_the_limit() -> None:
    (found,) = problems("#" * (MOST_BYTES + 1))

    assert (found.code, found.line_number) == ("FILE_SIZE", None)


# Writing


def test_writing_leaves_out_what_goes_without_saying() -> None:
    assert dumps(loads(LINE)) == (
        '[register]\ncurrency = "CNY"\n\n'
        '[[contracts]]\nid = "A"\n\n'
        '[[contracts.lines]]\nid = "a"\ntotal = "100.00"\nfrom = 2017-01-01\nto = 2017-12-31\n\n'
        '[contracts.lines.billing]\nevery = "1 month"\n'
    )


def test_writing_keeps_the_order_of_keys() -> None:
    said = re.findall(r"(?m)^\[*[a-z_.]+", dumps(MEANT, unit="万元"))

    assert said == [
        *("[register", "name", "currency", "unit", "fiscal_year_start", "payer"),
        *("[[contracts", "id", "title", "vendor", "buyer", "signed", "category", "recurring", "source"),
        *("notes", "assumptions", "[contracts.events", "accepted"),
        *("[[contracts.lines", "id", "rate", "per", "quantity", "from", "to", "proration", "recognition"),
        *("calendar", "roll", "beyond", "remainder", "[contracts.lines.allocation"),
        *("[contracts.lines.billing", "every", "when", "anchor", "first_edge", "last_edge", "stub", "net_days"),
        *("[[contracts.lines", "id", "total", "stages"),
        *("[[contracts.lines", "id", "total", "from", "to", "recognition", "calendar", "due"),
        *("[[calendars", "id", "holidays", "working"),
        *("[[reported", "year", "quantum", "total", "[reported.contracts"),
    ]


@pytest.mark.parametrize("unit", [None, "元", "万元", "亿元", "million"])
def test_what_was_written_reads_back(unit: str | None) -> None:
    assert loads(dumps(MEANT, unit=unit)) == MEANT
    assert dumps(loads(dumps(MEANT, unit=unit)), unit=unit) == dumps(MEANT, unit=unit)


def test_frequencies_are_written_in_their_largest_unit() -> None:
    line = MEANT["DEMO-1"].lines[2]
    every = ["10 days", "2 weeks", "5 months", "1 year"]
    lines = [
        Line(id=f"l{i}", price=line.price, service=line.service, billing=Cyclic(Frequency.parse(text)))
        for i, text in enumerate(every)
    ]

    assert re.findall('every = "(.*)"', dumps(Register([Contract(id="A", lines=lines)]))) == every


def test_stages_with_long_names_have_headers_of_their_own() -> None:
    stages = Stages([Stage(name="首付款" * 40, percent=Decimal(100), on=date(2017, 1, 1))])
    line = Line(id="a", price=Total("1", "CNY"), billing=stages)
    register = Register([Contract(id="A", lines=[line])])

    assert "[[contracts.lines.stages]]" in dumps(register)
    assert loads(dumps(register)) == register
