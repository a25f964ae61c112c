"""What a register file may say, and what is told about one that says something else."""

from datetime import date

import pytest

from contracts.io import loads
from contracts.shapes.faults import MOST_FAULTS
from contracts.shapes.values import MOST_WRONG
from tests.io.problems import LINE, problems, told

CONTRACT = '[[contracts]]\nid = "A"\n'


def line(*keys: str) -> str:
    """A register of one line with some keys, each on a line of its own from the fifth on."""
    return "\n".join([CONTRACT, "[[contracts.lines]]", *keys]) + "\n"


CYCLIC = ('id = "a"', "from = 2017-01-01", "to = 2017-12-31")
TOTAL = ('id = "a"', 'total = "100"', "due = 2017-01-01")

LINES = [
    # what must be there
    ((*TOTAL[1:],), [("KEY_MISSING", "id", 4)]),
    ((CYCLIC[0], TOTAL[2]), [("KEY_MISSING", "total", 4)]),
    (TOTAL[:2], [("KEY_MISSING", "billing", 4)]),
    ((*CYCLIC, 'total = "1"', "billing = {}"), [("KEY_MISSING", "billing.every", 9)]),
    ((*TOTAL[:2], "stages = [{ percent = 100, on = 2017-01-01 }]"), [("KEY_MISSING", "stages.name", 7)]),
    ((*CYCLIC, 'rate = "1"', 'billing = {every = "1 day"}', "quantity = [{}]"), [("KEY_MISSING", "quantity.is", 10)]),
    # what excludes each other
    ((*TOTAL, 'rate = "1"'), [("KEY_CONFLICT", "total", 6)]),
    ((*TOTAL, 'billing = { every = "1 month" }'), [("KEY_CONFLICT", "due", 7)]),
    ((*TOTAL, "stages = []"), [("STAGES_EMPTY", "stages", 8), ("KEY_CONFLICT", "due", 7)]),
    ((*TOTAL, 'per = "1 month"', "quantity = 2"), [("KEY_CONFLICT", "per", 8), ("KEY_CONFLICT", "quantity", 9)]),
    ((*TOTAL, "quantity = [{ is = 1 }]"), [("KEY_CONFLICT", "quantity", 8)]),
    ((CYCLIC[0], 'rate = "1"', TOTAL[2]), [("RATE_NEEDS_CYCLE", "rate", 6)]),
    # the service
    ((*TOTAL, "from = 2017-01-01"), [("HORIZON_REQUIRED", "to", 4)]),
    ((*TOTAL, "to = 2017-01-01"), [("KEY_MISSING", "from", 4)]),
    ((*TOTAL, "from = 2017-02-01", "to = 2017-01-31"), [("DATE_ORDER", "to", 9)]),
    ((*TOTAL, 'from = "x"', "to = 2017-01-31"), [("DATE_SYNTAX", "from", 8)]),
    ((*TOTAL, "from = 2017-01-01", "to = 12:00:00"), [("DATE_HAS_TIME", "to", 9)]),
    ((*TOTAL[:2], 'billing = { every = "1 month" }'), [("SERVICE_MISSING", "from", 4)]),
    # billing
    ((*CYCLIC, 'total = "1"', "billing = 3"), [("TYPE_WRONG", "billing", 9)]),
    ((*CYCLIC, 'total = "1"', 'billing = { every = "1 fortnight" }'), [("FREQUENCY", "billing.every", 9)]),
    (
        (*CYCLIC, 'total = "1"', 'billing = { every = "1 month", net_days = -1, pay_day = 32 }'),
        [("NUMBER_RANGE", "billing.net_days", 9), ("NUMBER_RANGE", "billing.pay_day", 9)],
    ),
    (
        (*CYCLIC, 'total = "1"', 'billing = { every = "1 month", month_end = true }'),
        [("EDGE_MONTH_END", "billing.anchor", 9)],
    ),
    (
        (*CYCLIC, 'total = "1"', 'billing = { every = "1 month", month_end = true, anchor = 2017-01-30 }'),
        [("EDGE_MONTH_END", "billing.anchor", 9)],
    ),
    (
        (*CYCLIC, 'total = "1"', 'billing = { every = "1 month", first_edge = 2017-02-02, anchor = 2017-01-01 }'),
        [("EDGE_OFF_GRID", "billing.first_edge", 9)],
    ),
    (
        (*CYCLIC[:2], "to = 2017-12-30", 'total = "1"', 'billing = { every = "1 month", stub = "forbid" }'),
        [("STUB_FORBIDDEN", "billing.stub", 9)],
    ),
    # stages
    ((*TOTAL[:2], "stages = 3"), [("TYPE_WRONG", "stages", 7)]),
    ((*TOTAL[:2], "stages = [3]"), [("TYPE_WRONG", "stages", 7)]),
    ((*TOTAL[:2], 'stages = [{ name = "x", on = 2017-01-01 }]'), [("STAGE_SIZE", "stages.percent", 7)]),
    ((*TOTAL[:2], 'stages = [{ name = "x", percent = 100 }]'), [("STAGE_DAY", "stages.on", 7)]),
    ((*TOTAL[:2], 'stages = [{ name = "x", percent = 99, after = "y" }]'), [("SUM_MISMATCH", "stages", 7)]),
    (
        (*TOTAL[:2], 'stages = [{ name = "x", amount = "99.99", after = "y" }]'),
        [("SUM_MISMATCH", "stages.amount", 7)],
    ),
    (
        (*TOTAL[:2], "stages = [", ' { name = "x", percent = 101, amount = 1, after = "y", on = 2017-01-01 },', "]"),
        [("STAGE_SIZE", "stages.percent", 8), ("STAGE_DAY", "stages.on", 8)],
    ),
    (
        (*TOTAL[:2], "stages = [", ' { name = "x", percent = 101, after = "y", months = -1, days = 1.5 },', "]"),
        [
            ("TYPE_WRONG", "stages.days", 8),
            ("NUMBER_RANGE", "stages.percent", 8),
            ("NUMBER_RANGE", "stages.months", 8),
        ],
    ),
    (
        (*TOTAL[:2], "stages = [", ' { name = "x", percent = "1e2", after = "y", months = 1, days = 1 },', "]"),
        [("QUANTITY_SYNTAX", "stages.percent", 8), ("KEY_CONFLICT", "stages.days", 8)],
    ),
    # quantities
    ((*CYCLIC, 'rate = "1"', 'billing = {every = "1 day"}', "quantity = -1"), [("QUANTITY_NEGATIVE", "quantity", 10)]),
    ((*CYCLIC, 'rate = "1"', 'billing = {every = "1 day"}', 'quantity = "1e3"'), [("QUANTITY_SYNTAX", "quantity", 10)]),
    ((*CYCLIC, 'rate = "1"', 'billing = {every = "1 day"}', "quantity = []"), [("QUANTITY_EMPTY", "quantity", 10)]),
    ((*CYCLIC, 'rate = "1"', 'billing = {every = "1 day"}', "quantity = true"), [("TYPE_WRONG", "quantity", 10)]),
    (
        (*CYCLIC, 'rate = "1"', 'billing = {every = "1 day"}', "quantity = [", "{ is = 1.1234567 },", "3,", "]"),
        [("QUANTITY_PRECISION", "quantity.is", 11), ("TYPE_WRONG", "quantity", 12)],
    ),
    (
        (*CYCLIC, 'rate = "1"', 'billing = {every = "1 day"}', "quantity = [{ from = 2017-01-02, is = 1 }]"),
        [("QUANTITY_LATE", "quantity.from", 10)],
    ),
    (
        (*CYCLIC, 'rate = "1"', 'billing = {every = "1 day"}', "quantity = [{ from = 1, is = 1 }, {is = true}]"),
        [("TYPE_WRONG", "quantity.from", 10), ("TYPE_WRONG", "quantity.is", 10)],
    ),
    # prices
    ((TOTAL[0], 'total = "-1"', TOTAL[2]), [("PRICE_NEGATIVE", "total", 6)]),
    ((*CYCLIC, 'rate = "-1"', 'billing = {every = "1 day"}'), [("PRICE_NEGATIVE", "rate", 8)]),
    ((*CYCLIC, 'rate = "x"', 'billing = {every = "1 day"}'), [("AMOUNT_SYNTAX", "rate", 8)]),
    (
        (*CYCLIC, 'rate = "1"', 'per = "1 day"', "billing = {every = '1 day'}", 'proration = "thirty"'),
        [("THIRTY_NEEDS_MONTHS", "proration", 11)],
    ),
    (
        (*CYCLIC, 'rate = "1"', 'per = "x"', "billing = {every = '1 day'}", 'proration = "thirty"'),
        [("FREQUENCY", "per", 9), ("THIRTY_NEEDS_MONTHS", "proration", 11)],
    ),
    ((*CYCLIC, 'rate = "10000000000000"', "billing = {every = '1 day'}"), [("VALUE_RANGE", "rate", 8)]),
    # the rest of a line
    ((*TOTAL, 'recognition = "even"'), [("SERVICE_MISSING", "recognition", 8)]),
    ((*TOTAL, 'recognition = "dayly"'), [("CHOICE_UNKNOWN", "recognition", 8)]),
    ((*TOTAL, 'recognition = "2017-02-30"'), [("DATE_SYNTAX", "recognition", 8)]),
    ((*TOTAL, "recognition = 2017-02-30"), [("DATE_SYNTAX", "recognition", 8)]),
    ((*TOTAL, "recognition = true"), [("TYPE_WRONG", "recognition", 8)]),
    ((*TOTAL, "recognition = 1.5"), [("DATE_SYNTAX", "recognition", 8)]),
    ((*TOTAL, "remainder = 1"), [("TYPE_WRONG", "remainder", 8)]),
    ((*TOTAL, 'calendar = "XX"', 'roll = "following"'), [("CALENDAR_UNKNOWN", "calendar", 8)]),
    ((*TOTAL, "calendar = []", 'roll = "following"'), [("TYPE_WRONG", "calendar", 8)]),
    (
        (*TOTAL, 'roll = "following"', 'beyond = "weekends"'),
        [("ROLL_WITHOUT_CALENDAR", "roll", 8), ("ROLL_WITHOUT_CALENDAR", "beyond", 9)],
    ),
    ((*TOTAL, "allocation = {}"), [("ALLOCATION_SIZE", "allocation", 8)]),
    ((*TOTAL, "allocation = { A = 0 }"), [("WEIGHT_NONE", "allocation", 8)]),
    ((*TOTAL, "allocation = { A = 1.5, B = -1, C = true }"), [("WEIGHT", f"allocation.{x}", 8) for x in "ABC"]),
    ((*TOTAL, 'allocation = { "" = 1 }'), [("TEXT_EMPTY", "allocation.", 8)]),
    ((*TOTAL, "allocation = [1]"), [("TYPE_WRONG", "allocation", 8)]),
]


@pytest.mark.parametrize(("keys", "expected"), LINES)
def test_what_is_wrong_with_a_line(keys: tuple[str, ...], expected: list[tuple[str, str, int]]) -> None:
    found = problems(line(*keys))

    assert sorted(told(found)) == sorted(expected)
    assert {problem.contract for problem in found} == {"A"}
    assert {problem.line for problem in found} == {"a" if 'id = "a"' in keys else None}


CONTRACTS = [
    ("[[contracts]]\n" + LINE[13:].replace('id = "A"', "", 1), [("KEY_MISSING", "id", 1)]),
    (CONTRACT, [("LINES_MISSING", "lines", 1)]),
    (CONTRACT + "lines = []", [("LINES_MISSING", "lines", 3)]),
    (CONTRACT + "lines = [3]", [("TYPE_WRONG", "lines", 3)]),
    (CONTRACT + "lines = {}", [("TYPE_WRONG", "lines", 3)]),
    ('contracts = "x"', [("TYPE_WRONG", "contracts", 1)]),
    (
        "contracts = [1, [], {}]",
        [("TYPE_WRONG", "contracts", 1)] * 2 + [("KEY_MISSING", "id", 1), ("LINES_MISSING", "lines", 1)],
    ),
    (
        LINE.replace('id = "A"', 'id = "A"\ntitle = ""\nvendor = 3\nnotes = ["a", 1]'),
        [("TEXT_EMPTY", "title", 3), ("TYPE_WRONG", "vendor", 4), ("TYPE_WRONG", "notes", 5)],
    ),
    (
        LINE.replace('id = "A"', 'id = "A"\nnotes = "a"\nrecurring = 1'),
        [("TYPE_WRONG", "notes", 3), ("TYPE_WRONG", "recurring", 4)],
    ),
    (
        LINE.replace('id = "A"', 'id = "A"\nevents = { signed = 2017-01-01 , b = 3 }'),
        [("EVENT_SIGNED", "events.signed", 3), ("TYPE_WRONG", "events.b", 3)],
    ),
    (
        LINE.replace('id = "A"', 'id = "A"\nevents = { "x.y" = 2017-01-01T00:00:00 }'),
        [("DATE_HAS_TIME", "events.x.y", 3)],
    ),
    (LINE + '[[contracts.lines]]\nid = "a"\ntotal = "1"\ndue = 2017-01-01', [("DUPLICATE_ID", "id", 11)]),
    (LINE + LINE, [("DUPLICATE_ID", "id", 11)]),
    (LINE.replace('id = "A"', 'id = "A"\nadjustments = []'), [("KEY_UNKNOWN", "adjustments", 3)]),
]


@pytest.mark.parametrize(("text", "expected"), CONTRACTS)
def test_what_is_wrong_with_a_contract(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert sorted(told(problems(text))) == sorted(expected)


def test_a_stage_after_an_event_can_fall_beyond_the_days_that_there_are() -> None:
    stages = 'stages = [{ name = "x", percent = 100, after = "e", months = 12 }]'
    text = CONTRACT + f'events = {{ e = 2199-06-01 }}\n[[contracts.lines]]\nid = "a"\ntotal = "1"\n{stages}\n'
    (found,) = problems(text)

    assert (found.code, found.contract, found.line) == ("DATE_RANGE", "A", "a")


REST = [
    ("register = 3", [("TYPE_WRONG", "register", 1)]),
    ("[register]\nname = 3\npayer = []", [("TYPE_WRONG", "register.name", 2), ("TYPE_WRONG", "register.payer", 3)]),
    ('[register]\ncurrency = "RMB"\nunit = "万元"', [("CURRENCY_UNKNOWN", "register.currency", 2)]),
    ('[register]\nunit = "wan"', [("UNIT_UNKNOWN", "register.unit", 2)]),
    (
        "[register]\ncurrency = 1\nunit = 2",
        [("TYPE_WRONG", "register.currency", 2), ("TYPE_WRONG", "register.unit", 3)],
    ),
    ("[register]\nfiscal_year_start = 0", [("FISCAL_MONTH", "register.fiscal_year_start", 2)]),
    ('[register]\nfiscal_year_start = "4"', [("TYPE_WRONG", "register.fiscal_year_start", 2)]),
    ("[[amendments]]", [("KEY_UNKNOWN", "amendments", 1)]),
    ("[[reported]]", [("KEY_MISSING", "reported.year", 1)]),
    ("[[reported]]\nyear = 1800", [("YEAR_RANGE", "reported.year", 2)]),
    ("[[reported]]\nyear = 2200", [("YEAR_RANGE", "reported.year", 2)]),
    ('[[reported]]\nyear = "2017"', [("TYPE_WRONG", "reported.year", 2)]),
    ("[[reported]]\nyear = 2017\n[[reported]]\nyear = 2017", [("DUPLICATE_ID", "reported.year", 4)]),
    ('[[reported]]\nyear = 2017\nquantum = "0"', [("QUANTUM", "reported.quantum", 3)]),
    ("[[reported]]\nyear = 2017\nquantum = 0.001", [("AMOUNT_PRECISION", "reported.quantum", 3)]),
    ("[[reported]]\nyear = 2017\ntotal = true", [("TYPE_WRONG", "reported.total", 3)]),
    ('[[reported]]\nyear = 2017\ntotal = "x"', [("AMOUNT_SYNTAX", "reported.total", 3)]),
    (
        '[[reported]]\nyear = 2017\n[reported.contracts]\n"A B" = "1"\nC = "1 "',
        [("ID_SYNTAX", "reported.contracts.A B", 4), ("AMOUNT_SYNTAX", "reported.contracts.C", 5)],
    ),
    ("[[reported]]\nyear = 2017\ncontracts = [1]", [("TYPE_WRONG", "reported.contracts", 3)]),
    (
        "[[reported]]\nyear = 2017\n[reported.total]\nquantum = 0\namount = -0.001",
        [("QUANTUM", "reported.total.quantum", 4), ("AMOUNT_PRECISION", "reported.total.amount", 5)],
    ),
    ("[[reported]]\nyear = 2017\ntotal = { quantum = 1 }", [("KEY_MISSING", "reported.total.amount", 3)]),
    ("[[calendars]]", [("KEY_MISSING", "calendars.id", 1)]),
    ('[[calendars]]\nid = "CN"', [("CALENDAR_RESERVED", "calendars.id", 2)]),
    ('[[calendars]]\nid = "weekends"', [("CALENDAR_RESERVED", "calendars.id", 2)]),
    ('[[calendars]]\nid = "a b"', [("ID_SYNTAX", "calendars.id", 2)]),
    (
        '[[calendars]]\nid = "a"\n[[calendars]]\nid = "a"\nholidays = [2017-01-01]',
        [("DUPLICATE_ID", "calendars.id", 4)],
    ),
    ('[[calendars]]\nid = "a"\nholidays = [\n2017-01-01,\n"x",\n]', [("DATE_SYNTAX", "calendars.holidays", 5)]),
    (
        '[[calendars]]\nid = "a"\nholidays = [2017-01-02]\nworking = [2017-01-02]',
        [("KEY_CONFLICT", "calendars.working", 4)],
    ),
    ('[[calendars]]\nid = "a"\nweekend = [7]', [("CALENDAR_WEEKDAY", "calendars.weekend", 3)]),
    ('[[calendars]]\nid = "a"\nfirst_year = true', [("TYPE_WRONG", "calendars.first_year", 3)]),
]


@pytest.mark.parametrize(("text", "expected"), REST)
def test_what_is_wrong_with_the_rest_of_a_file(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert told(problems(text)) == expected


def test_a_calendar_that_is_wrong_itself_is_not_also_unknown() -> None:
    text = LINE + 'calendar = "office"\nroll = "preceding"\n[[calendars]]\nid = "office"\nholidays = [1]\n'

    assert told(problems(text)) == [("TYPE_WRONG", "calendars.holidays", 14)]


def test_a_calendar_of_the_file_serves_its_lines() -> None:
    days = "holidays = [2017-10-02, 2017-10-03]\nworking = [2017-09-30]"
    years = "weekend = [4, 5]\nfirst_year = 2017\nlast_year = 2018"
    register = loads(LINE + f'calendar = "office"\n[[calendars]]\nid = "office"\n{days}\n{years}\n')
    (calendar,) = register.calendars

    assert calendar.closed_days() == (date(2017, 10, 2), date(2017, 10, 3))
    assert calendar.working == {date(2017, 9, 30)}
    assert calendar.weekend == {4, 5}
    assert (calendar.first_year, calendar.last_year) == (2017, 2018)


def test_amounts_are_not_judged_where_their_unit_or_currency_is_wrong() -> None:
    text = '[register]\ncurrency = "RMB"\n' + LINE.replace('"100"', '"0.0001"')
    assert told(problems(text)) == [("CURRENCY_UNKNOWN", "register.currency", 2)]

    text = '[register]\nunit = "wan"\n' + LINE.replace('"100"', '"1,00"')
    assert told(problems(text)) == [("UNIT_UNKNOWN", "register.unit", 2), ("AMOUNT_SYNTAX", "total", 8)]


def test_a_wrong_value_hides_nothing_else() -> None:
    """Faults of one line, of other lines and contracts, and of every other table are told together."""
    text = """\
[register]
unit = 3
[[contracts]]
id = "A"
title = 1
[[contracts.lines]]
id = "a"
rate = "x"
per = "1 moth"
quantity = "1e3"
from = 2017-01-01
to = 2016-01-01
proration = "acutal"
recognition = "evn"
calendar = "XX"
remainder = "first"
allocation = { A = -1 }
[contracts.lines.billing]
every = "1 month"
when = "later"
net_days = "30"
pay_day = 40
[[contracts.lines]]
id = "b"
total = "y"
due = "2017"
[[contracts]]
id = "B C"
vendor = "\\u202e"
lines = 1
[[calendars]]
id = "office"
holidays = ["x"]
[[reported]]
year = 2017
total = "z"
"""
    assert [row for _, _, row in told(problems(text))] == [
        *(2, 5, 8, 9, 10, 12, 13, 14, 15, 16, 17, 20, 21, 22, 25, 26, 28, 29, 30, 33, 36),
    ]


def test_an_unknown_key_is_told_with_the_nearest() -> None:
    (found,) = problems(LINE.replace('every = "1 month"', 'every = "1 month", netdays = 3'))

    assert (found.code, found.field, found.value) == ("KEY_UNKNOWN", "billing.netdays", "netdays")
    assert found.data["nearest"] == ("net_days",)
    assert "net_days" in found.remedy()


@pytest.mark.parametrize("name", ["unknown", "x" * 100, "self"])
def test_a_key_like_no_other_is_told_with_all_that_there_are(name: str) -> None:
    (found,) = problems(f"{name} = 1\n")

    assert found.data["nearest"] == ("register", "contracts", "calendars", "indices", "payments", "rates", "reported")


def test_a_key_like_no_other_of_a_line_is_told_with_all_of_them_none_cut_off() -> None:
    (found,) = problems(LINE + "xxxxx = 1\n")

    assert found.remedy().startswith("use id / rate / total / per / quantity / escalation / from / to / proration / ")
    assert found.remedy().endswith(
        " / due / retention / adjustments / opening / tax / tax_by / tax_rounding, or leave it out"
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (LINE + "recurring = true\n", "use contracts.recurring, or"),
        (LINE + 'vendor = "x"\n', "use contracts.vendor, or"),
        (LINE + 'every = "1 month"\n', "use billing.every, or"),
        (LINE.replace('every = "1 month"', 'every = "1 month", proration = "1"'), "use contracts.lines.proration, or"),
        (LINE + 'unit = "1"\n', "use register.unit, or"),
        (LINE + 'name = "x"\n', "use id / rate / total / "),  # of a register or of a stage: nobody knows
    ],
)
def test_a_key_of_another_table_is_told_with_where_it_belongs(text: str, says: str) -> None:
    (found,) = problems(text)

    assert (found.code, found.remedy()[: len(says)]) == ("KEY_UNKNOWN", says)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            LINE.replace('every = "1 month"', 'every = "1 month", net_days = "30"'),
            'billing.net_days: "30" is not a whole number',
        ),
        (LINE + 'allocation = { a = "4" }\n', 'allocation.a: "4" is not a weight'),
        (LINE + "allocation = { a = -4 }\n", "allocation.a: -4 is not a weight"),
        (LINE + "calendar = 5\n", "calendar: 5 is not a text"),
        (LINE + 'calendar = "5"\n', "calendar: 5 is no calendar"),
        ("[[reported]]\nyear = 1", "reported.year: 1 is a year without a day from 1900-01-01 to 2199-12-31"),
        ("[[reported]]\nyear = 2017\n[[reported]]\nyear = 2017", "reported.year: 2017 is given twice"),
        (
            '[[calendars]]\nid = "office"\nholidays = [2025-01-01]\nfirst_year = 2026\n',
            "calendars.holidays: 2025-01-01 lies outside the years of office, 2026 to 2199",
        ),
    ],
)
def test_what_is_wrong_is_told_so_that_it_does_not_contradict_itself(text: str, says: str) -> None:
    (found,) = problems(text)

    assert found.message() == says
    assert '"' not in (found.value or "")


def test_very_many_problems_are_not_all_listed() -> None:
    found = problems("[[contracts]]\n" * MOST_FAULTS)

    assert MOST_FAULTS < len(found) < MOST_FAULTS + 10
    assert "PROBLEMS_LIMIT" in {problem.code for problem in found}
    assert len(problems(f"contracts = [{'1,' * 2 * MOST_WRONG}]")) == MOST_WRONG
    assert len(problems("".join(f"k{i} = 1\n" for i in range(2 * MOST_FAULTS)))) == MOST_FAULTS + 1
