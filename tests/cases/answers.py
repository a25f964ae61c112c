"""What the library answers to the questions of facts: one function for each, through public names only.

A function gets the terms (`given`, read by `terms_of.py`) and says all that it can see;
a fact names what it compares. Nothing here knows a fact, or what it expects.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final, TypeVar

from attrs import evolve, frozen
from dateutil.relativedelta import relativedelta

import contracts as ct
from contracts.dates import Cycle, FiscalCalendar, Frequency, Per, Period
from contracts.terms.allocation import Allocation
from contracts.terms.billing import Once, Stage, Stages, When
from contracts.terms.contract import Contract
from contracts.terms.line import Line
from contracts.terms.price import Total
from tests.cases.facts import Answer, Answerer, Given
from tests.cases.terms_of import CURRENCIES, contract_of, cycle_of, day, line_of, service_of

T = TypeVar("T")

_ONE_DAY = timedelta(days=1)
_CALENDAR = FiscalCalendar()


@frozen(kw_only=True)
class Row:
    """One installment: its service, the day on which it falls due, its amount in major units, its weight."""

    service: Period
    due: date
    amount: Fraction
    weight: Fraction | None = None

    @property
    def ends(self) -> tuple[date, date, date]:
        """Its first and last day of service, and the day on which it falls due."""
        return self.service.first, self.service.last, self.due


def rows_of(contract: Contract) -> list[Row]:
    """The installments of a contract all of which have a service and a day."""
    return [
        Row(service=_known(row.service), due=_known(row.due), amount=Fraction(row.amount.amount))
        for row in ct.schedule(contract)
    ]


def _known(value: T | None) -> T:
    """A value that every row asked for here has."""
    if value is None:
        raise LookupError("a row without service or day")
    return value


def weighed_rows(given: Given) -> list[Row]:
    """The installments, in the order of their days, each with the weight that its service has in the grid.

    The weight is read from the amount under a rate that every part of a cell divides.
    """
    rows = rows_of(contract_of(given))
    if "total" in given:
        return rows
    bare = {key: value for key, value in given.items() if key not in ("rate", "quantity", "discount", "decimals")}
    whole = Fraction(line_of(bare).price.amount.amount)
    return [evolve(row, weight=unit.amount / whole) for row, unit in zip(rows, rows_of(contract_of(bare)), strict=True)]


def bills(given: Given) -> Answer:
    """The bills that fall due up to a target day, or the first few of them, and where they stand in the grid."""
    cycle = cycle_of(given)
    start = service_of(given, cycle).start
    rows = weighed_rows(given)
    if "target" in given:
        rows = [row for row in rows if row.due <= day(given["target"])]
    rows = rows[: given.get("count")]
    answer = _amounts(rows) | _weights(rows, Fraction(given.get("rate", 1))) | _edges(rows, cycle, start)
    return answer | {
        "periods": [(row.service.first, row.service.last) for row in rows],
        "due": [row.due for row in rows],
        "days": [row.service.days for row in rows],
        "total_days": sum(row.service.days for row in rows),
        "last_days": rows[-1].service.days if rows else None,
        "count": len(rows),
        "count_again": len(rows_of(contract_of(given))),
        "anything": bool(rows),
    }


def _amounts(rows: list[Row]) -> dict[str, object]:
    amounts = [row.amount for row in rows]
    return {
        "amounts": amounts,
        "each": amounts[0] if len(set(amounts)) == 1 else None,
        "last_amount": amounts[-1] if amounts else None,
        "total": sum(amounts, Fraction(0)),
    }


def _weights(rows: list[Row], rate: Fraction) -> dict[str, object]:
    weights = [row.weight for row in rows if row.weight is not None]
    return {
        "cycles": sum(weights, Fraction(0)),
        "exact": rate * sum(weights, Fraction(0)),
        "whole_cells": weights.count(Fraction(1)),
        "last_weight": weights[-1] if weights else None,
    }


def _edges(rows: list[Row], cycle: Cycle, start: date) -> dict[str, object]:
    """Where the bills begin and end, and the edges of the grid around that; a grid knows no first or last."""
    answer: dict[str, object] = {
        "first_edge": cycle.edge(cycle.position(start - _ONE_DAY) + 1),
        "next_edge": cycle.edge(cycle.position(start) + 1),
        "billed_through": None,
    }
    if not rows:
        return answer
    end = rows[-1].service.end
    return answer | {
        "first": rows[0].ends,
        "second": rows[1].ends if len(rows) > 1 else None,
        "last": rows[-1].ends,
        "first_due": rows[0].due,
        "last_due": rows[-1].due,
        "billed_through": rows[-1].service.last,
        "last_edge": cycle.edge(cycle.position(end)),
        "next_edge": cycle.edge(cycle.position(end) + 1),
    }


def hand_set_bill(given: Given) -> Answer:
    """What is billed on a day that someone has set by hand, and what after it.

    What is not billed yet is our service, and the day that was set fixes our grid: the
    bill is all that falls due by that day.
    """
    through = given.get("billed_through")
    start = day(through) + _ONE_DAY if through else day(given["from"])
    next_due = day(given["next_due"])
    terms = {**given, "from": start.isoformat(), "anchor": _edge_set(given, next_due).isoformat()}
    rows = weighed_rows({**terms, "target": given["next_due"]})
    now = [row for row in rows if row.due <= next_due]
    later = [row for row in rows if row.due > next_due]
    return {
        "due": now[-1].due,
        "period": (now[0].service.first, now[-1].service.last),
        "billed_through": now[-1].service.last,
        "ratio": sum((row.weight or 0 for row in now), Fraction(0)),
        "next_due": later[0].due if later else None,
    }


def _edge_set(given: Given, next_due: date) -> date:
    """The edge of the grid that a bill on this day begins with, in advance, or ends before, in arrears."""
    in_advance = given["when"] == When.ADVANCE
    edge = next_due if in_advance else next_due + (1 - given.get("net_days", 0)) * _ONE_DAY
    if "cells_begin" not in given or edge.day == 1:
        return edge
    months = _CALENDAR.period_of(edge, Per.MONTH)
    return months.start if in_advance else months.end


def occurrences(given: Given) -> Answer:
    """The days in each window on which a cell of the grid begins: the same whichever windows are looked at."""
    found = []
    for first, last in given["windows"]:
        terms = {**given, "from": first, "to": last, "anchor": given.get("anchor", first), "when": When.ADVANCE}
        cycle = cycle_of(terms)
        found.append([row.due for row in rows_of(contract_of(terms)) if cycle.is_edge(row.due)])
    return {"dates": found}


def grid(given: Given) -> Answer:
    """How long the first cell is, and how many whole cells there are up to a day."""
    start = day(given["from"])
    cycle = Cycle(Frequency.parse(given["every"]), start)
    return {
        "first_cell_days": Period(start, cycle.edge(1)).days,
        "whole_periods": cycle.position(day(given["day"])) if "day" in given else None,
    }


def fixed_month(given: Given) -> Answer:
    """The days of a service where every month counts as 30: what a rate of 30 a month comes to."""
    terms = {**given, "every": "1 month", "proration": "thirty", "rate": "30", "decimals": 0}
    return {"days": _amounts(rows_of(contract_of(terms)))["total"]}


def month_end_loop(given: Given) -> Answer:
    """For which distances from a month's end, so many cells later, the distance is the same, or the day is."""
    every = Frequency.parse(given["every"])
    first, last = (_CALENDAR.year(year) for year in given["years"])
    months = _CALENDAR.periods(Period(first.start, last.end), Per.MONTH)
    same_distance, same_day = [], []
    for distance in given["distances"]:
        starts = [month.last - distance * _ONE_DAY for month in months]
        ends = [Cycle(every, start, month_end=distance == 0).edge(given["steps"]) for start in starts]
        if all((_CALENDAR.period_of(end, Per.MONTH).last - end).days == distance for end in ends):
            same_distance.append(distance)
        if all((end.month, end.day) == (start.month, start.day) for start, end in zip(starts, ends, strict=True)):
            same_day.append(distance)
    return {"same_distance": same_distance, "same_day": same_day}


def calendar_months(given: Given) -> Answer:
    """The calendar months that a service touches."""
    months = _CALENDAR.periods(service_of(given, cycle_of({**given, "every": "1 month"})), Per.MONTH)
    return {"month_starts": [month.start for month in months], "last_day": months[-1].last}


def spread(given: Given) -> Answer:
    """What is earned in each cell: differences of the earned curve between edges; cells of nothing are left out."""
    cycle = cycle_of(given)
    tiles = cycle.tiles(service_of(given, cycle))
    schedule = ct.schedule(contract_of(given))
    curve = [Fraction(0), *(_earned(schedule, tile.last) for tile in tiles)]
    amounts = [after - before for before, after in pairwise(curve)]
    return {
        "lines": [(tile.start, amount) for tile, amount in zip(tiles, amounts, strict=True) if amount],
        "count": len(tiles),
        "each": amounts[0] if len(set(amounts)) == 1 else None,
        "last_day": tiles[-1].start,
        "sum": curve[-1],
    }


def _earned(schedule: ct.Schedule, on: date) -> Fraction:
    """What is earned up to the end of a day, in major units."""
    return Fraction(schedule.earned(on).amount)


def posted_at_month_ends(given: Given) -> Answer:
    """The bills of a total, each at the end of the calendar month in which it falls due."""
    rows = rows_of(contract_of(given))
    amounts = [row.amount for row in rows]
    posted = sum(amounts[: given.get("posted")], Fraction(0))
    return {
        "lines": [(_CALENDAR.period_of(row.due, Per.MONTH).last, row.amount) for row in rows],
        "count": len(rows),
        "inner": amounts[1:-1],
        "ends": amounts[0] + amounts[-1],
        "sum": sum(amounts, Fraction(0)),
        "posted": posted,
        "rest": sum(amounts, Fraction(0)) - posted,
    }


def by_day(given: Given) -> Answer:
    """What falls due on each day of a window, all lines together; None on days without a bill."""
    due: dict[date, Fraction] = {}
    for row in rows_of(_lines(given)):
        due[row.due] = due.get(row.due, Fraction(0)) + row.amount
    window = Period.through(*(day(text) for text in given["window"]))
    days = [window.start + k * _ONE_DAY for k in range(window.days)]
    return {"by_day": {on.isoformat(): due.get(on) for on in days}}


def _lines(given: Given) -> Contract:
    """A contract of several lines; what they share is said once."""
    shared = {"every": "1 month"} | {key: value for key, value in given.items() if key != "lines"}
    return contract_of(*({**shared, **line} for line in given["lines"]))


def accruals_by(per: Per, contract: Contract) -> dict[Period, Fraction]:
    """What is earned in each calendar period, all lines together."""
    found: dict[Period, Fraction] = {}
    for accrual in ct.schedule(contract).accruals(per).records():
        period = Period.through(accrual["period_from"], accrual["period_to"])
        found[period] = found.get(period, Fraction(0)) + Fraction(accrual["amount"])
    return found


def deferral(given: Given) -> Answer:
    """What is earned by the end of the month of an invoice, what is left, and in which month that is earned."""
    contract = _lines(given)
    month_end = _CALENDAR.period_of(day(given["on"]), Per.MONTH).last
    until_then = _earned(ct.schedule(contract), month_end)
    value = sum((Fraction(line.price.amount.amount) for line in contract.lines), Fraction(0))
    return {
        "until_then": until_then,
        "deferred": value - until_then,
        "later": {
            _CALENDAR.name(month.start, Per.MONTH): amount
            for month, amount in accruals_by(Per.MONTH, contract).items()
            if month.start > month_end and amount
        },
    }


def accruals(given: Given) -> Answer:
    """What is earned in each month up to a day, at the end of the month."""
    months = accruals_by(Per.MONTH, contract_of({"every": "1 month", **given}))
    lines = [(month.last, amount) for month, amount in months.items() if month.last <= day(given["through"])]
    return {"lines": lines, "sum": sum((amount for _, amount in lines), Fraction(0))}


def prepaid(given: Given) -> Answer:
    """What is left, at the end of a day, of a total paid up front: its value less what is earned."""
    contract = contract_of({"every": "1 month", **given})
    earned = _earned(ct.schedule(contract), day(given["on"]))
    amounts = set(accruals_by(Per.MONTH, contract).values())
    return {
        "prepaid": Fraction(given["total"]) - earned,
        "earned": earned,
        "each_month": amounts.pop() if len(amounts) == 1 else None,
    }


def years(given: Given) -> Answer:
    """What is earned in each calendar year."""
    return {"years": list(accruals_by(Per.YEAR, contract_of(given)).values())}


def maturity(given: Given) -> Answer:
    """What falls due after a day, by year and by line, of amounts that are due on the last day of each year."""
    as_of = day(given["as_of"])
    first_year = _CALENDAR.year_of(as_of) + 1
    lines = [
        Line(
            id=name,
            price=Total(str(sum(int(amount) for amount in amounts)), "USD"),
            billing=Stages(
                Stage(name=f"{year}", amount=ct.Money.of(amount, "USD"), on=_CALENDAR.year(year).last)
                for year, amount in enumerate(amounts, first_year)
            ),
        )
        for name, amounts in given["lines"].items()
    ]
    owed = list(ct.obligations(Contract(id="C", lines=lines), as_of=as_of, per=Per.YEAR).records())
    return {
        "years": list(_sums(owed, "period").values()),
        "lines": _sums(owed, "line"),
        "total": sum((Fraction(row["amount"]) for row in owed), Fraction(0)),
    }


def fiscal_year(given: Given) -> Answer:
    """The days of the fiscal year that a day lies in."""
    days = _CALENDAR.period_of(day(given["day"]), Per.YEAR)
    return {"first": days.first, "last": days.last}


def rolling_plan(given: Given) -> Answer:
    """The bands in which the years after a day are planned."""
    owed = ct.obligations(contract_of(given), as_of=day(given["as_of"]), bands=ct.Bands.CN3).records()
    bands = [row["period"] for row in owed]
    return {"single_years": sum(band.isdigit() for band in bands), "bands": len(bands)}


def _sums(records: list[dict[str, Any]], by: str) -> dict[str, Fraction]:
    """The amounts of records, summed by a column, in its order."""
    return {
        name: sum((Fraction(row["amount"]) for row in records if row[by] == name), Fraction(0))
        for name in sorted({row[by] for row in records})
    }


def stages(given: Given) -> Answer:
    """The parts of a total by percent, each due some days after signature."""
    parts = [
        Stage(name=f"part {number}", percent=Decimal(percent), after="signed", days=days)
        for number, (percent, days) in enumerate(given["stages"])
    ]
    line = Line(id="L", price=Total(given["total"], CURRENCIES[2]), billing=Stages(parts))
    contract = Contract(id="C", lines=[line], signed=day(given["signed"]))
    return {"lines": [(row.due, Fraction(row.amount.amount)) for row in ct.schedule(contract)]}


def payments(given: Given) -> Answer:
    """What a payment, and a second one after it, leave open of installments due one day after another."""
    days = [date(2017, 1, 1) + timedelta(days=place) for place in range(len(given["installments"]))]
    currency = CURRENCIES[2]
    parts = [
        Stage(name=f"part {place}", amount=ct.Money.of(amount, currency), on=on)
        for place, (amount, on) in enumerate(zip(given["installments"], days, strict=True))
    ]
    total = str(sum(int(amount) for amount in given["installments"]))
    contract = Contract(id="C", lines=[Line(id="L", price=Total(total, currency), billing=Stages(parts))])
    paid = [
        ct.Payment(id=name, on=days[-1], amount=ct.Money.of(given[name], currency), contract="C")
        for name in ("payment", "then_credit_note")
        if name in given
    ]
    found = list(ct.match(ct.Register([contract], payments=paid), days[-1]).installments().records())
    rows = [{name: Fraction(row[name]) for name in ("amount", "paid", "open")} for row in found]
    return {
        "rows": [{"amount": row["amount"], "paid": row["paid"], "outstanding": row["open"]} for row in rows],
        "open_rows": [
            {"amount": row["amount"], "credit": row["paid"], "outstanding": row["open"]} for row in rows if row["open"]
        ],
    }


def shares(given: Given) -> Answer:
    """How a total, due on one day, is borne by payers with these percents; the weights need not sum to 100."""
    weights = [Fraction(percent) for percent in given["percents"]]
    scale = 1
    while any((weight * scale).denominator > 1 for weight in weights):
        scale *= 10
    allocation = Allocation({f"payer {number}": int(weight * scale) for number, weight in enumerate(weights)})
    line = Line(
        id="L",
        price=Total(given["total"], CURRENCIES[2]),
        billing=Once(date(2017, 1, 1)),
        allocation=allocation,
    )
    owed = list(ct.shares(Contract(id="C", lines=[line]), per=Per.YEAR).records())
    return {"shares": [_sums(owed, "payer").get(payer, Fraction(0)) for payer in allocation.payers]}


def ageing(given: Given) -> Answer:
    """What is open by supplier and by age, in amounts and in percent, of bills so many days overdue."""
    as_of = day(given["as_of"])
    bills = [
        Contract(
            id=f"{number}",
            vendor=supplier,
            lines=[Line(id="L", price=Total(str(amount), "USD"), billing=Once(as_of - overdue * _ONE_DAY))],
        )
        for number, (supplier, amount, overdue) in enumerate(given["rows"])
    ]
    found = list(ct.ageing(ct.Register(bills), as_of, bands=tuple(given["bands"]), by="vendor").records())
    rows = [{**row, "amount": row["open"]} for row in found]
    bands = _sums(rows, "band")
    total = sum(bands.values(), Fraction(0))
    percents = {f"{band} %": 100 * amount / total for band, amount in bands.items()}
    return _sums(rows, "vendor") | bands | percents | {"total": total}


def found(given: Given) -> Answer:
    """What there is to look at in a contract for one total, and what becomes of its payments."""
    line = Line(id="L", price=Total(given["total"], "CNY"), billing=Once(day(given["due"])))
    payments = [
        ct.Payment(id=name, contract="C", on=day(on), amount=ct.Money.of(amount, "CNY"))
        for name, on, amount in given["payments"]
    ]
    register = ct.Register([Contract(id="C", lines=[line], signed=day(given["signed"]))], payments=payments)
    applied = list(ct.match(register, day(given["as_of"])).payments().records())
    return {
        "findings": [one.code for one in ct.findings(register, day(given["as_of"]))],
        "kept": len({row["payment"] for row in applied}),
        "unapplied": sum((Fraction(row["unapplied"]) for row in applied), Fraction(0)),
    }


def days_to_sign(given: Given) -> Answer:
    """The most days after an award on which a contract may be signed without a finding."""
    awarded = day(given["awarded"])
    line = Line(id="L", price=Total("1", "CNY"), billing=Once(awarded + 1000 * _ONE_DAY))
    late = [
        days
        for days in range(100)
        for signed in [Contract(id="C", lines=[line], signed=awarded + days * _ONE_DAY, events={"awarded": awarded})]
        if len(ct.findings(ct.Register([signed]), awarded))
    ]
    return {"value": min(late) - 1}


def _found(code: str, contract: Contract, *payments: ct.Payment) -> list[ct.Finding]:
    """The findings of one rule in a contract, long after everything."""
    register = ct.Register([contract], payments=payments)
    return [one for one in ct.findings(register, date(2199, 12, 31)) if one.code == code]


def _owed_to_an_sme(given: Given) -> Contract:
    """A month's service of an SME."""
    last = day(given["to"])
    line = Line(
        id="L",
        price=Total(given.get("total", "1"), "CNY"),
        service=Period.through(last.replace(day=1), last),
        billing=ct.Cyclic(ct.MONTHLY, net_days=given.get("net_days", 0)),
    )
    return Contract(id="C", lines=[line], signed=day(given["signed"]), sme=True)


def _paid_after(given: Given, days: int) -> ct.Payment:
    amount = ct.Money.of(given.get("total", "1"), "CNY")
    return ct.Payment(id="P", contract="C", on=day(given["to"]) + days * _ONE_DAY, amount=amount)


def days_to_pay(given: Given) -> Answer:
    """The most days after delivery on which an SME may be paid without a finding."""
    contract = _owed_to_an_sme(given)
    late = [days for days in range(100) if _found("SME_PAID_LATE", contract, _paid_after(given, days))]
    return {"value": min(late) - 1}


def interest_of_a_day(given: Given) -> Answer:
    """The interest that an SME is found to be owed for one day more of delay, for each unit of what is late."""
    contract, total = _owed_to_an_sme(given), Fraction(given["total"])
    each = [
        Fraction(one.figures["interest"].amount)
        for days in (60, 61)
        for one in _found("SME_PAID_LATE", contract, _paid_after(given, days))
    ]
    return {"value": (each[1] - each[0]) / total}


def most_of_a_price(given: Given) -> Answer:
    """The most of a price of 1000, in whole per mille, that may be lodged, added or retained without a finding."""
    signed = day(given["signed"])
    found = []
    for mille in range(1, 1000):
        price = Total("1000", "CNY")
        line = Line(id="L", price=price, billing=Once(signed))
        facts: dict[str, Any] = {"signed": signed, "kind": given.get("kind")}
        amount = ct.Money.of(mille, "CNY")
        if "performance_bond" in given:
            facts["performance_bond"] = amount
        elif "supplement" in given:
            more = Line(id="more", price=Total(str(mille), "CNY"), billing=Once(signed))
            facts["amendments"] = [ct.Amendment(id="S", signed=signed, add=[more])]
        else:
            rest = Stage(name="rest", amount=ct.Money.of(1000 - mille, "CNY"), on=signed)
            parts = [rest, Stage(name=given["stage"], amount=amount, on=signed)]
            line = Line(id="L", price=price, billing=Stages(parts))
        if any(one.severity is ct.Severity.WARNING for one in _all_found(Contract(id="C", lines=[line], **facts))):
            break
        found.append(mille)
    return {"value": Fraction(max(found), 1000)}


def _all_found(contract: Contract) -> ct.Findings:
    return ct.findings(ct.Register([contract]), date(2199, 12, 31))


def working_days_to_make_known(given: Given) -> Answer:
    """The most working days after its signing on which a contract may be published or filed without a finding."""
    signed = day(given["signed"])
    line = Line(id="L", price=Total("1", "CNY"), billing=Once(signed))
    later = [signed + days * _ONE_DAY for days in range(1, 40)]
    open_days = [on for on in later if ct.calendar_named("CN").is_open(on)]
    in_time = [
        on
        for on in open_days
        if not _all_found(Contract(id="C", lines=[line], signed=signed, events={given["event"]: on}))
    ]
    return {"value": len(in_time)}


def accrued_and_paid(given: Given) -> Answer:
    """What is accrued once it is paid; and what stays, and is expense a second time, if a payment does not reach it."""
    contract = contract_of({"every": "1 month", **{key: given[key] for key in ("total", "from", "to")}})
    on, amount = given["paid"]
    payment = ct.Payment(id="P", contract=contract.id, on=day(on), amount=ct.Money.of(amount, contract.currency))
    balances = [
        next(ct.cutoff(ct.Register([contract], payments=payments), day(given["on"])).records())
        for payments in ([payment], [])
    ]
    reached, missed = ({name: Fraction(row[name]) for name in ("payable", "earned", "paid")} for row in balances)
    return {
        "accrued balance after all entries": reached["payable"],
        "stuck accrued balance if reversal missed": missed["payable"],
        "expense overstated if reversal missed": missed["earned"] + reached["paid"] - reached["earned"],
    }


def amended_bill(given: Given) -> Answer:
    """What a bill in advance comes to once its price or its period is changed, or its line ended, after it was paid."""
    billed = given["billed"]
    start, end = day(billed["start"]), day(billed["end_exclusive"])
    price = billed.get("price", billed.get("amount"))
    every = ct.MONTHLY if (end - start).days < 32 else ct.YEARLY
    line = Line(
        id="L",
        price=ct.Rate(price, "USD"),
        service=Period(start, end),
        billing=ct.Cyclic(every, when=When.ADVANCE),
    )
    on = day(given.get("change_date", given.get("end_date")))
    facts: dict[str, Any] = {"end": ["L"]}
    if "new_price" in given:
        per = Frequency.parse(f"1 {given['new_period']}") if "new_period" in given else None
        billing = None if per is None else ct.Rebilling(every=per)
        rate = ct.Money.of(given["new_price"], "USD")
        facts = {"change": [ct.Change(line="L", rate=rate, per=per, billing=billing)]}
    signed = max(on, start + _ONE_DAY)
    contract = Contract(id="C", lines=[line], amendments=[ct.Amendment(id="A", signed=signed, effective=on, **facts)])
    bill, change, *later = ct.schedule(contract)
    service = _known(change.service)
    paid = ct.Payment(id="P", contract="C", on=start, amount=bill.amount)
    register = ct.Register([contract], currency="USD", payments=[paid])
    matched = list(ct.match(register, end).installments().records())[2:3]
    return {
        "change": {
            "start": service.start,
            "end_exclusive": service.end,
            "amount": Fraction(change.amount.amount),
        },
        "net_credit": -Fraction(change.amount.amount),
        "earned": Fraction(ct.schedule(contract).total().amount),
        "next_month": {
            "due": Fraction(later[0].amount.amount) if later else None,
            "paid_from_credit": Fraction(matched[0]["paid"]) if matched else None,
        },
    }


def _rent(service: Period, **billing: Any) -> Line:
    """A rate by month."""
    return Line(id="L", price=ct.Rate("100", "CNY"), service=service, billing=ct.Cyclic(ct.MONTHLY, **billing))


def renewed(given: Given) -> Answer:
    """Where a line starts, and how many months it lasts, once its contract was renewed for the first time."""
    start, term = day(given["from"]), Frequency.parse(given["term"])
    line = _rent(Period(start, start + term.delta))
    contract = Contract(id="C", lines=[line], renewal=ct.Renewal(term=term, times=1))
    service = _known(ct.in_force(contract, start + 2 * term.delta).contract.lines[0].service)
    months = 0
    while start + relativedelta(months=months) < service.end:
        months += 1
    return {"line_start": service.start, "months": months}


def looked_ahead(given: Given) -> Answer:
    """How many bills begin in so many months: of a line with an end, one that is renewed, and one without an end."""
    start = day(given["from"])
    month = start.replace(day=1)
    horizon = month + relativedelta(months=given["horizon_months"]) - _ONE_DAY
    ends = Period.through(start, start + relativedelta(months=given["months"]))
    cells = {"anchor": month, "when": given["when"]}
    renewal = ct.Renewal(term=Frequency.parse("12 months"), notice=Frequency.parse("2 months"))
    contracts = {
        "count_without_auto_renew": Contract(id="C", lines=[_rent(ends, **cells)]),
        "count_with_auto_renew": Contract(id="C", lines=[_rent(ends, **cells)], renewal=renewal),
        "count_open_ended": Contract(id="C", lines=[_rent(Period.since(start), **cells)]),
    }
    return {
        name: len(ct.schedule(contract, horizon=horizon, known_on=horizon).between(None, horizon))
        for name, contract in contracts.items()
    }


def suspended(given: Given) -> Answer:
    """The last day that is served before a line without a last day is suspended, and the first one after it."""
    start, first, last = (day(given[name]) for name in ("from", "suspend_from", "suspend_to"))
    line = Line(id="L", price=ct.Rate("1", "CNY"), service=Period.since(start), billing=ct.Cyclic(ct.DAILY))
    pause = ct.Suspension(first, last)
    contract = Contract(id="C", lines=[line], amendments=[ct.Amendment(id="A", signed=start, suspend=pause)])
    plan = ct.schedule(contract, horizon=last + 30 * _ONE_DAY)
    served = [row.due for row in plan if row.amount.minor]
    gap = next(i for i, (one, other) in enumerate(pairwise(served)) if _known(other) - _known(one) > _ONE_DAY)
    goes_on = ct.in_force(contract).open_ended
    return {"old_end": served[gap], "successor": {"start": served[gap + 1], "end": None if goes_on else served[-1]}}


def escalated_rates(given: Given) -> Answer:
    """The rates of a year after another, each of which follows the index; the first value is the base."""
    values = [(f"{2000 + year}-01", entry["value"]) for year, entry in enumerate(given["index"])]
    index = ct.Index(id="CPI", values=values)
    service = Period(date(2000, 1, 1), date(2000 + len(values), 1, 1))
    terms = ct.Escalation(index=index, base_on=values[0][0])
    rate = ct.Rate(given["base_amount"], "USD", escalation=terms)
    line = Line(id="L", price=rate, service=service, billing=ct.Cyclic(ct.YEARLY))
    return {"amounts": [row.amount for row in rows_of(Contract(id="C", lines=[line]))]}


def escalated_bill(given: Given) -> Answer:
    """What one bill comes to inside of which the rate follows the index."""
    service = Period(day(given["bill_from"]), day(given["bill_to"]) + _ONE_DAY)
    changed = day(given["escalation_from"])
    index = ct.Index(id="CPI", values=[(service.start, given["index_from"]), (changed, given["index_to"])])
    terms = ct.Escalation(index=index, base_on=service.start.isoformat(), on=[changed])
    rate = ct.Rate(given["base_amount"], "USD", escalation=terms)
    line = Line(id="L", price=rate, service=service, billing=ct.Cyclic(ct.YEARLY))
    (row,) = rows_of(Contract(id="C", lines=[line]))
    return {"amount": row.amount}


def suspension(given: Given) -> Answer:
    """The days that are served of a line that is suspended and ends later by as many days."""
    service = Period.through(day(given["line_start"]), day(given["line_end"]))
    pause = ct.Suspension(day(given["suspend_from"]), day(given["suspend_to"]), extend=True)
    line = Line(id="L", price=ct.Rate("1", "USD"), service=service, billing=ct.Cyclic(Frequency.parse("1 day")))
    contract = Contract(
        id="C", lines=[line], amendments=[ct.Amendment(id="A", signed=service.start, suspend=pause, lines=["L"])]
    )
    served = [row.due for row in rows_of(contract) if row.amount]
    runs = [[served[0]]]
    for before, on in pairwise(served):
        if on == before + _ONE_DAY:
            runs[-1].append(on)
        else:
            runs.append([on])
    return {
        "old_end": runs[0][-1],
        "successor": {"start": runs[-1][0], "end": runs[-1][-1]},
        "shifted_start": served[0],
        "shifted_end": served[-1],
    }


def early_end(given: Given) -> Answer:
    """What comes back of a bill, as a part of it, where its line ends inside of it once it is due."""
    service = Period.through(day(given["line_start"]), day(given["covered_through"]))
    price = ct.Money(service.days, "CNY")
    every = Frequency.parse(f"{service.days} days")
    line = Line(id="L", price=ct.Rate(price), service=service, billing=ct.Cyclic(every))
    end = ct.Amendment(id="A", signed=service.end, effective=day(given["terminate_date"]) + _ONE_DAY, end=[line.id])
    _, back = ct.schedule(Contract(id="C", lines=[line], amendments=[end]))
    return {"error": None, "back": Fraction(back.amount.minor, price.minor)}


def net_and_tax(given: Given) -> Answer:
    """What a price that is stated net, with its tax on top, falls due as: the net, and the tax."""
    tax = ct.Tax(given["tax_percent"])
    price = Total(tax.on_top_of(ct.Money.of(given["net"], "CNY")))
    line = Line(id="L", price=price, billing=Once(date(2017, 1, 1)), tax=tax)
    (row,) = ct.schedule(Contract(id="C", lines=[line])).to_frame(tax=True).to_dict("records")
    return {"schedule": [Fraction(row["net"]), Fraction(row["tax"])]}


ANSWERS: Final[Mapping[str, Answerer]] = {
    "accruals": accruals,
    "accrued and paid": accrued_and_paid,
    "ageing": ageing,
    "amended bill": amended_bill,
    "bills": bills,
    "by day": by_day,
    "calendar months": calendar_months,
    "days of a fixed month": fixed_month,
    "days to pay": days_to_pay,
    "days to sign": days_to_sign,
    "deferral": deferral,
    "escalated bill": escalated_bill,
    "escalated rates": escalated_rates,
    "end before what is billed": early_end,
    "findings": found,
    "fiscal year": fiscal_year,
    "grid": grid,
    "hand set bill": hand_set_bill,
    "interest of a day": interest_of_a_day,
    "looked ahead": looked_ahead,
    "maturity": maturity,
    "month end loop": month_end_loop,
    "most of a price": most_of_a_price,
    "net and tax": net_and_tax,
    "occurrences": occurrences,
    "payments": payments,
    "posted at month ends": posted_at_month_ends,
    "prepaid": prepaid,
    "renewed": renewed,
    "rolling plan": rolling_plan,
    "shares": shares,
    "spread": spread,
    "stages": stages,
    "suspended": suspended,
    "working days to make known": working_days_to_make_known,
    "suspension": suspension,
    "years": years,
}
