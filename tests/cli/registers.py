"""Small registers in which each feature that a command prints stands once."""

import csv
import io
from pathlib import Path

ROOT = Path(__file__).parents[2]
CHENZHOU = str(ROOT / "examples" / "chenzhou-2017" / "register.toml")

#: The commands that answer for a whole register, with what they need.
COMMANDS = {
    "check": (),
    "schedule": (),
    "accruals": (),
    "obligations": ("--as-of", "2017-12-31"),
    "shares": (),
    "payments": ("--as-of", "2017-12-31"),
    "cutoff": ("--as-of", "2017-12-31"),
    "rollforward": ("--year", "2017"),
    "reconcile": ("--year", "2017"),
    "compare": ("--known-on", "2017-01-01", "2017-12-31"),
    "ageing": ("--as-of", "2017-12-31"),
    "calendar": ("--year", "2017"),
    "ledger": ("--as-of", "2017-12-31"),
    "deadlines": ("--year", "2017"),
    "findings": ("--as-of", "2017-12-31"),
    "journal": ("--year", "2017"),
}

#: Due days: 4 months of A in 2017, of which December moves to 2018-01-02; two dated and two undated parts of B
#: in 2017 and 2018; -C on 2018-06-30, without vendor, category and payer of its own. Paid: P-1 for A, P-2 for A and B,
#: known only in 2018, with a refund for B.
SMALL = """\
[register]
name = "小册"
currency = "CNY"
unit = "万元"
payer = "市本级"

[[contracts]]
id = "A"
title = "线路租赁"
vendor = "电信公司"
category = "租赁"
recurring = true
source = "合同第一条"
notes = ["另有增加线路"]
assumptions = ["按日历年处理"]

[[contracts.lines]]
id = "rent"
total = "1"
from = 2017-09-01
to = 2017-12-31
calendar = "CN"
allocation = { "北湖区" = 2, "市本级" = 1 }
billing = { every = "1 month", when = "arrears" }

[[contracts]]
id = "B"
title = "平台建设"
vendor = "软件公司"
category = "建设"
assumptions = ["按日历年处理", "验收日未定"]

[[contracts.lines]]
id = "build"
total = "100"
recognition = "on-due"
stages = [
    { name = "首付款", percent = "30", on = 2017-10-10 },
    { name = "进度款", percent = "20", on = 2018-03-01 },
    { name = "尾款", percent = "45", after = "accepted", months = 1 },
    { name = "质保金", percent = "5", after = "accepted", months = 24 },
]

[[contracts.lines]]
id = "spare"
total = "0"
recognition = "on-due"
due = 2017-11-11

[[contracts]]
id = "-C"

[[contracts.lines]]
id = "study"
total = "0.000001"
recognition = 2018-06-30
due = 2018-06-30

[[payments]]
id = "P-1"
on = 2017-10-31
amount = "0.4"
contract = "A"

[[payments]]
id = "P-2"
on = 2017-11-15
recorded = 2018-01-15
amount = "31"
applies = [{ contract = "A", amount = "0.5" }, { contract = "B", amount = "30.5" }]

[[payments]]
id = "P-3"
on = 2017-12-20
amount = "-0.1"
contract = "B"
refund_of = "P-2"

[[reported]]
year = 2017
quantum = "0.1"
total = "31"
contracts = { "A" = "0.7", "B" = "30" }

[[reported]]
year = 2018
quantum = "0.1"
contracts = { "A" = "0.3", "B" = "20", "D" = "1" }
"""

#: Two problems of the file itself, on lines 10 and 12.
WRONG = """\
[register]
currency = "CNY"

[[contracts]]
id = "A"

[[contracts.lines]]
id = "rent"
from = 2017-01-01
to = 2016-12-31
billing = { every = "1 month" }
total = "-1"
"""

#: Well formed, but the calendar does not reach the due day.
BEYOND = """\
[[contracts]]
id = "LATE"

[[contracts.lines]]
id = "rent"
total = "1"
recognition = "on-due"
due = 2031-01-01
calendar = "CN"
"""


def rows(text: str) -> list[list[str]]:
    """The cells of a csv text."""
    return list(csv.reader(io.StringIO(text)))
