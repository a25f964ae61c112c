"""Prints every figure of a fixed portfolio, for `test_law_12_nothing_else.py` to run under strange circumstances.

The decimal context is spoilt first where the first argument says so: `prec=1`, all traps set.
"""

import decimal
import json
import sys
from datetime import date
from decimal import Decimal

import contracts as ct

YEAR_2017 = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))
SHARED = ct.Allocation({"市本级": 4, "北湖区": 3, "苏仙区": 2, "出口加工区": 1})


def portfolio() -> ct.Register:
    """One line of every kind."""
    rent = ct.Line(
        id="rent",
        price=ct.Total("485180", "CNY"),
        billing=ct.Cyclic(ct.MONTHLY),
        service=YEAR_2017,
        tax=ct.Tax([(None, 17), (date(2017, 7, 16), "11.333333")]),
    )
    lines = ct.Line(
        id="lines",
        price=ct.Rate(
            "333.33",
            "CNY",
            per=ct.YEARLY,
            quantity=[(date(2016, 12, 1), "10.5"), (date(2017, 4, 16), 12), (date(2017, 9, 30), "0.000001")],
        ),
        billing=ct.Cyclic(ct.QUARTERLY, when=ct.ADVANCE, anchor=date(2017, 1, 31), month_end=True, pay_day=31),
        service=ct.Period.through(date(2017, 1, 15), date(2018, 3, 3)),
        allocation=SHARED,
        calendar="CN",
        roll=ct.Roll.MODIFIED_FOLLOWING,
    )
    weeks = ct.Line(
        id="weeks",
        price=ct.Rate("1000", "CNY", per=ct.MONTHLY, quantity="2.5"),
        billing=ct.Cyclic(ct.WEEKLY, stub="long"),
        service=YEAR_2017,
        remainder="spread",
    )
    large = ct.Line(
        id="large",
        price=ct.Total("9999999999999.99", "CNY"),
        billing=ct.Cyclic(ct.MONTHLY),
        service=YEAR_2017,
        recognition=ct.Recognition.EVEN,
        allocation=ct.Allocation({"a": 999999937, "b": 0, "c": 1}),
        tax=ct.Tax("6.000001", rounding="cumulative"),
    )
    build = ct.Line(
        id="build",
        price=ct.Total("30", "CNY"),
        billing=ct.Stages(
            (
                ct.Stage(name="首付款", percent=Decimal("33.333333"), on=date(2017, 12, 31)),
                ct.Stage(name="尾款", percent=Decimal("66.666667"), after="accepted", months=12),
            )
        ),
        calendar="weekends",
        remainder="last",
    )
    return ct.Register(
        [
            ct.Contract(
                id="合同〔2017〕1", lines=[weeks, rent, lines], signed=date(2016, 12, 20), vendor="郴州电信公司"
            ),
            ct.Contract(id="B", lines=[large, build], recurring=True, late_interest=Decimal("0.012345")),
        ],
        payer="市本级",
        fiscal_year_start=7,
        reported=[ct.Reported(2018, {"B": ct.ReportedFigure.of("30", "CNY", quantum="0.1")})],
    )


def sheets(register: ct.Register) -> list[ct.Sheet]:
    """Every table that can be printed of it."""
    schedule = ct.schedule(register)
    as_of = date(2017, 6, 30)
    return [
        schedule.sheet(),
        schedule.sheet(by_payer=True),
        schedule.sheet(tax=True),
        *(schedule.accruals(per=per, by_payer=True) for per in ct.Per),
        *(ct.obligations(schedule, as_of=as_of, per=per) for per in ct.Per),
        *(ct.obligations(schedule, as_of=as_of, bands=bands) for bands in ct.Bands),
        *(ct.shares(schedule, by=group) for group in (None, "vendor", "recurring", "payer", "contract")),
        ct.reconcile(register, 2018),
        *(ct.reconcile(register, 2018, basis=basis) for basis in ct.Basis),
        *(ct.ageing(register, date(2018, 3, 31), by=group, interest=True) for group in (None, "vendor")),
        ct.findings(register, date(2018, 3, 31)).sheet(ct.Lang.ZH),
    ]


def explanations(schedule: ct.Schedule) -> list[str]:
    """Why each installment is what it is, in both languages."""
    taxed = [i for i, net in enumerate(schedule.sheet(tax=True).columns["net"]) if net is not None]
    return [*(str(schedule.explain(i)) for i in range(len(schedule))), *(str(schedule.explain_tax(i)) for i in taxed)]


def main(spoilt: bool) -> None:
    """Print one JSON line for each table."""
    if spoilt:
        decimal.setcontext(decimal.Context(prec=1, rounding=decimal.ROUND_UP, Emin=0, Emax=1, traps=[decimal.Inexact]))
    register = portfolio()
    schedule = ct.schedule(register)
    days = [date(2016, 12, 31), date(2017, 8, 1), date(2018, 12, 31)]
    figures: list[object] = [list(sheet.records()) for sheet in sheets(register)]
    figures += [explanations(schedule), repr(schedule), ct.dumps(register)]
    figures += [(str(schedule.due(on)), str(schedule.earned(on))) for on in days]
    sys.stdout.writelines(json.dumps(figure, default=str) + "\n" for figure in figures)


if __name__ == "__main__":
    main(spoilt="spoilt" in sys.argv)
