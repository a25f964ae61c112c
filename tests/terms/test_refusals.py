"""What terms refuse, each with its field, its value and its remedy, in English and in Chinese."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

import contracts as ct
from contracts.terms.allocation import PAYER_LIMIT
from contracts.terms.contract import Contract
from contracts.terms.naming import ID_LENGTH, TEXT_LENGTH
from contracts.terms.price import QUANTITY_LIMIT
from contracts.words import MESSAGES, Lang, quoted
from tests.terms import test_changes, test_escalation

DAY = date(2017, 1, 1)
YEAR = ct.Period.through(DAY, date(2017, 12, 31))
SINCE = ct.Period.since(DAY)
ONCE = ct.Once(DAY)
MONTHS = ct.Cyclic(ct.MONTHLY)
WEEKS = ct.Cyclic(ct.WEEKLY)
TOTAL = ct.Total("100", "CNY")
RATE = ct.Rate("100", "CNY")
HALF = Decimal(50)

#: All the days that there are but the last year.
DAYS = ct.Period(date(1900, 1, 1), date(2199, 1, 1))

Make = Callable[[], object]


def allocation(weights: Any) -> ct.Allocation:
    """An allocation of what should be weights."""
    return ct.Allocation(weights)


def cyclic(**terms: Any) -> ct.Cyclic:
    """Months, and what is said of them."""
    return ct.Cyclic(ct.MONTHLY, **terms)


def made(kind: Any, value: Any) -> object:
    """Something made of the wrong thing."""
    return kind(value)


def step(value: Any) -> ct.QuantityStep:
    """A step to that quantity."""
    return ct.QuantityStep(DAY, value)


def rate(quantity: Any) -> ct.Rate:
    """A rate of that quantity."""
    return ct.Rate("1", "CNY", quantity=quantity)


def line(**terms: Any) -> ct.Line:
    """A line that is paid once, but for what is said."""
    return ct.Line(**{"id": "a", "price": TOTAL, "billing": ONCE, **terms})


def retained(**facts: Any) -> ct.Retention:
    """A retention, and what is said of it."""
    own: dict[str, Any] = {"percent": Decimal(5), "release": ct.Release(on=DAY)}
    return ct.Retention(**own | facts)


def released(**facts: Any) -> ct.Release:
    """A release, and what is said of it."""
    return ct.Release(**facts)


def adjusted(**facts: Any) -> ct.Adjustment:
    """An adjustment, and what is said of it."""
    own: dict[str, Any] = {"id": "K1", "on": DAY, "amount": ct.Money(-5, "CNY"), "kind": "penalty"}
    return ct.Adjustment(**own | facts)


def monthly(**terms: Any) -> ct.Line:
    """A total by month, but for what is said."""
    return line(**{"billing": MONTHS, "service": YEAR, **terms})


def going_on(**terms: Any) -> ct.Line:
    """A rate by month without a last day of service, but for what is said."""
    return monthly(**{"price": RATE, "service": SINCE, **terms})


def contract(**terms: Any) -> Contract:
    """A contract of one line, but for what is said."""
    return Contract(**{"id": "A", "lines": [line()], **terms})


def stage(**terms: Any) -> ct.Stage:
    """The half of a total on a day, but for what is said."""
    return ct.Stage(**{"name": "尾款", "percent": HALF, "on": DAY, **terms})


def by_amount(*minor: int, currency: str = "CNY") -> ct.Stages:
    """Stages of these amounts."""
    return ct.Stages([stage(percent=None, amount=ct.Money(part, currency)) for part in minor])


def steps(first: date, count: int) -> list[tuple[date, int]]:
    """A quantity that changes every day."""
    return [(date.fromordinal(first.toordinal() + i), i % 2) for i in range(count)]


#: What is made, the code, the field, the value, and words of the remedy.
REFUSED: dict[str, tuple[Make, str, str, object, str]] = {
    # services without a last day
    "total without a last day": (lambda: monthly(service=SINCE), "OPEN_ENDED", "total", TOTAL.amount, "(to)"),
    "total once without a last day": (lambda: line(service=SINCE), "OPEN_ENDED", "total", TOTAL.amount, "(to)"),
    "rate without cycles and last day": (
        lambda: line(service=SINCE, price=RATE),
        "RATE_NEEDS_CYCLE",
        "rate",
        RATE.amount,
        "give billing",
    ),
    "last edge without a last day": (
        lambda: going_on(billing=cyclic(last_edge=date(2018, 1, 1))),
        "OPEN_ENDED",
        "billing.last_edge",
        date(2018, 1, 1),
        "give the last day of service",
    ),
    "earned on a day without a last day": (lambda: going_on(recognition=DAY), "OPEN_ENDED", "recognition", DAY, "(to)"),
    "prices and bills that never end together": (
        lambda: going_on(price=ct.Rate("1", "CNY", per=ct.WEEKLY)),
        "OPEN_ENDED",
        "per",
        ct.WEEKLY,
        "that end together",
    ),
    "renewal of nothing": (
        lambda: contract(renewal=ct.Renewal(term=ct.YEARLY)),
        "RENEWAL_NOTHING",
        "renewal",
        ct.YEARLY,
        "leave the renewal out",
    ),
    "renewal of a total for another term": (
        lambda: contract(lines=[monthly()], renewal=ct.Renewal(term=ct.MONTHLY)),
        "RENEWAL_TOTAL",
        "renewal.term",
        "a",
        "state it as a rate",
    ),
    "no horizon": (
        lambda: ct.schedule(contract(lines=[going_on()])),
        "HORIZON_REQUIRED",
        "to",
        DAY,
        "the last day to look at (horizon)",
    ),
    "too much in the first cell": (
        lambda: going_on(price=ct.Rate("10000000000000", "CNY", quantity=2)),
        "VALUE_RANGE",
        "rate",
        ct.Money.of("10000000000000", "CNY"),
        "",
    ),
    # ids and texts
    "id no text": (lambda: line(id=5), "TYPE_WRONG", "id", 5, "give a text"),
    "id empty": (lambda: line(id=""), "ID_SYNTAX", "id", "", f"at most {ID_LENGTH}"),
    "id blank": (lambda: line(id="a b"), "ID_SYNTAX", "id", "a b", "no blanks"),
    "id full-width": (lambda: line(id="Ａ"), "ID_SYNTAX", "id", "Ａ", "full-width"),
    "id long": (lambda: line(id="线" * 129), "ID_SYNTAX", "id", "线" * 129, f"at most {ID_LENGTH}"),
    "id long in ascii": (lambda: line(id="a" * 129), "ID_SYNTAX", "id", "a" * 129, f"at most {ID_LENGTH}"),
    "id of a sign": (lambda: contract(id="合同,1"), "ID_SYNTAX", "id", "合同,1", "use letters"),
    "id of digits of another script": (lambda: contract(id="٣"), "ID_SYNTAX", "id", "٣", "ASCII digits"),
    "text no text": (lambda: contract(title=5), "TYPE_WRONG", "title", 5, "give a text"),
    "text empty": (lambda: contract(vendor=""), "TEXT_EMPTY", "vendor", "", "leave the key out"),
    "text blank": (lambda: contract(buyer=" \t"), "TEXT_EMPTY", "buyer", " \t", "leave the key out"),
    "text full-width blank": (lambda: contract(source="\u3000"), "TEXT_EMPTY", "source", "\u3000", "write the text"),
    "text long": (
        lambda: contract(category="长" * (TEXT_LENGTH + 1)),
        "TEXT_LONG",
        "category",
        "长" * (TEXT_LENGTH + 1),
        f"at most {TEXT_LENGTH}",
    ),
    "text long in ascii": (
        lambda: contract(title="x" * (TEXT_LENGTH + 1)),
        "TEXT_LONG",
        "title",
        "x" * (TEXT_LENGTH + 1),
        f"at most {TEXT_LENGTH}",
    ),
    "control": (lambda: contract(notes=["a\x07b"]), "CONTROL_CHAR", "notes", "a\x07b", "remove it"),
    "override": (lambda: contract(assumptions="1\u202e0"), "CONTROL_CHAR", "assumptions", "1\u202e0", "remove it"),
    "surrogate": (lambda: contract(title="\ud800"), "CONTROL_CHAR", "title", "\ud800", "remove it"),
    # prices
    "price without a currency": (lambda: ct.Total("1"), "TYPE_WRONG", "total", "1", "give a Money"),
    "rate without a currency": (lambda: ct.Rate(1), "TYPE_WRONG", "rate", 1, "give a Money"),
    "price negative": (
        lambda: ct.Total("-1", "CNY"),
        "PRICE_NEGATIVE",
        "total",
        ct.Money(-100, "CNY"),
        "0 or more",
    ),
    "rate negative": (
        lambda: ct.Rate("-0.01", "CNY"),
        "PRICE_NEGATIVE",
        "rate",
        ct.Money(-1, "CNY"),
        "0 or more",
    ),
    # quantities
    "quantity bool": (lambda: rate(True), "TYPE_WRONG", "quantity", True, "give a number"),
    "quantity float": (lambda: rate(0.5), "FLOAT_FORBIDDEN", "quantity", 0.5, "a Decimal"),
    "quantity nothing": (lambda: rate(None), "TYPE_WRONG", "quantity", None, "give a number"),
    "quantity large": (
        lambda: rate(QUANTITY_LIMIT + 1),
        "QUANTITY_RANGE",
        "quantity",
        QUANTITY_LIMIT + 1,
        f"at most {QUANTITY_LIMIT}",
    ),
    "quantity far too large": (lambda: rate(10**5000), "QUANTITY_RANGE", "quantity", 10**5000, "at most"),
    "quantity large and exact": (
        lambda: rate("1000000000.000001"),
        "QUANTITY_RANGE",
        "quantity",
        Decimal("1000000000.000001"),
        f"at most {QUANTITY_LIMIT}",
    ),
    "quantity words": (lambda: rate("十"), "QUANTITY_SYNTAX", "quantity", "十", "12 or 1.5"),
    "quantity empty": (lambda: rate(""), "QUANTITY_SYNTAX", "quantity", "", "write digits"),
    "quantity point first": (lambda: rate(".5"), "QUANTITY_SYNTAX", "quantity", ".5", "write digits"),
    "quantity point last": (lambda: rate("5."), "QUANTITY_SYNTAX", "quantity", "5.", "write digits"),
    "quantity signed": (lambda: rate("-5"), "QUANTITY_SYNTAX", "quantity", "-5", "write digits"),
    "quantity with an exponent": (lambda: rate("1e3"), "QUANTITY_SYNTAX", "quantity", "1e3", "write digits"),
    "quantity endless": (lambda: rate("1" * 41), "QUANTITY_SYNTAX", "quantity", "1" * 41, "write digits"),
    "quantity not a number": (
        lambda: rate(Decimal("NaN")),
        "QUANTITY_SYNTAX",
        "quantity",
        Decimal("NaN"),
        "write digits",
    ),
    "quantity infinite": (
        lambda: rate(Decimal("Infinity")),
        "QUANTITY_SYNTAX",
        "quantity",
        Decimal("Infinity"),
        "write digits",
    ),
    "quantity negative": (lambda: rate(-1), "QUANTITY_NEGATIVE", "quantity", Decimal(-1), "0 or more"),
    "quantity fine": (
        lambda: rate("0.0000001"),
        "QUANTITY_PRECISION",
        "quantity",
        Decimal("0.0000001"),
        "at most 6 decimals",
    ),
    "quantity finer than memory": (
        lambda: rate(Decimal("1E-999999999")),
        "QUANTITY_PRECISION",
        "quantity",
        Decimal("1E-999999999"),
        "at most 6 decimals",
    ),
    "step not a number": (
        lambda: step(Decimal("NaN")),
        "QUANTITY_SYNTAX",
        "quantity",
        Decimal("NaN"),
        "write digits",
    ),
    "step infinite": (
        lambda: step(Decimal("-Infinity")),
        "QUANTITY_SYNTAX",
        "quantity",
        Decimal("-Infinity"),
        "write digits",
    ),
    "step float": (lambda: step(1.0), "FLOAT_FORBIDDEN", "quantity", 1.0, "a Decimal"),
    "step bool": (lambda: step(False), "TYPE_WRONG", "quantity", False, "give a number"),
    "step of no number": (lambda: step(None), "TYPE_WRONG", "quantity", None, "give a number"),
    "step finer than memory": (
        lambda: step(Decimal("1e-1000000")),
        "QUANTITY_PRECISION",
        "quantity",
        Decimal("1e-1000000"),
        "at most 6 decimals",
    ),
    "step larger than memory": (
        lambda: step(Decimal("1e1000000")),
        "QUANTITY_RANGE",
        "quantity",
        Decimal("1e1000000"),
        f"at most {QUANTITY_LIMIT}",
    ),
    "quantity of no step": (lambda: rate([]), "QUANTITY_EMPTY", "quantity", "[]", "give a number"),
    "quantity of what is no step": (lambda: rate([5]), "TYPE_WRONG", "quantity", 5, "(day, number)"),
    "quantity of three": (lambda: rate([(DAY, 1, 2)]), "TYPE_WRONG", "quantity", (DAY, 1, 2), "(day, number)"),
    "quantity of no list": (lambda: made(ct.Quantity, 5), "TYPE_WRONG", "quantity", 5, "list"),
    "steps of the same day": (lambda: rate([(DAY, 1), (DAY, 2)]), "QUANTITY_ORDER", "quantity", DAY, "a later day"),
    "second step without a day": (
        lambda: rate([(DAY, 1), (None, 2)]),
        "QUANTITY_ORDER",
        "quantity",
        None,
        "a later day",
    ),
    "step by time": (lambda: rate([("2017-01-01", 1)]), "TYPE_WRONG", "quantity.from", "2017-01-01", "give a date"),
    "quantity that begins late": (
        lambda: monthly(price=rate([(date(2017, 1, 2), 1)])),
        "QUANTITY_LATE",
        "quantity.from",
        date(2017, 1, 2),
        "from the first day of service on",
    ),
    # billing
    "when unknown": (
        lambda: cyclic(when="never"),
        "CHOICE_UNKNOWN",
        "billing.when",
        "never",
        "arrears, advance",
    ),
    "stub unknown": (
        lambda: cyclic(stub="join"),
        "CHOICE_UNKNOWN",
        "billing.stub",
        "join",
        "short, long, forbid",
    ),
    "month end no flag": (
        lambda: cyclic(month_end=1),
        "TYPE_WRONG",
        "billing.month_end",
        1,
        "true/false",
    ),
    "net days bool": (
        lambda: cyclic(net_days=True),
        "TYPE_WRONG",
        "billing.net_days",
        True,
        "whole number",
    ),
    "net days before": (
        lambda: cyclic(net_days=-1),
        "NUMBER_RANGE",
        "billing.net_days",
        -1,
        "from 0 to 36525",
    ),
    "pay day": (lambda: cyclic(pay_day=32), "NUMBER_RANGE", "billing.pay_day", 32, "from 1 to 31"),
    "pay day and net days": (
        lambda: cyclic(pay_day=15, net_days=30),
        "KEY_CONFLICT",
        "billing.pay_day",
        15,
        "keep one of billing.pay_day and net_days",
    ),
    "anchor no day": (
        lambda: cyclic(anchor=5),
        "TYPE_WRONG",
        "billing.anchor",
        5,
        "give a date",
    ),
    "anchor that ends no month": (
        lambda: cyclic(anchor=DAY, month_end=True),
        "EDGE_MONTH_END",
        "anchor",
        DAY,
        "last day",
    ),
    # stages
    "stage name": (lambda: stage(name=""), "TEXT_EMPTY", "stages.name", "", "write the text"),
    "stage event": (lambda: stage(on=None, after=""), "TEXT_EMPTY", "stages.after", "", "write the text"),
    "stage without size": (
        lambda: stage(percent=None),
        "STAGE_SIZE",
        "stages.percent",
        "尾款",
        "exactly one of percent and amount",
    ),
    "stage of both sizes": (
        lambda: stage(amount=ct.Money(1, "CNY")),
        "STAGE_SIZE",
        "stages.percent",
        "尾款",
        "exactly one of percent and amount",
    ),
    "percent no decimal": (lambda: stage(percent=50), "TYPE_WRONG", "stages.percent", 50, "give a Decimal"),
    "percent not a number": (
        lambda: stage(percent=Decimal("NaN")),
        "TYPE_WRONG",
        "stages.percent",
        Decimal("NaN"),
        "give a Decimal",
    ),
    "percent large": (
        lambda: stage(percent=Decimal("1E+999999999")),
        "NUMBER_RANGE",
        "stages.percent",
        Decimal("1E+999999999"),
        "from 0 to 100",
    ),
    "percent fine": (
        lambda: stage(percent=Decimal("0.0000001")),
        "QUANTITY_PRECISION",
        "stages.percent",
        Decimal("0.0000001"),
        "at most 6 decimals",
    ),
    "stage amount": (lambda: stage(percent=None, amount=5), "TYPE_WRONG", "stages.amount", 5, "give a Money"),
    "stage amount negative": (
        lambda: by_amount(-1),
        "PRICE_NEGATIVE",
        "stages.amount",
        ct.Money(-1, "CNY"),
        "0 or more",
    ),
    "stage without a day": (lambda: stage(on=None), "STAGE_DAY", "stages.on", "尾款", "exactly one of on and after"),
    "stage of a day and an event": (
        lambda: stage(after="accepted"),
        "STAGE_DAY",
        "stages.on",
        "尾款",
        "exactly one of on and after",
    ),
    "stage by no day": (lambda: stage(on=5), "TYPE_WRONG", "stages.on", 5, "give a date"),
    "stage months of a day": (
        lambda: stage(months=1),
        "KEY_CONFLICT",
        "stages.months",
        1,
        "keep one of stages.months and on",
    ),
    "stage months and days": (
        lambda: stage(on=None, after="accepted", months=1, days=2),
        "KEY_CONFLICT",
        "stages.days",
        2,
        "keep one of stages.days and months",
    ),
    "stage far after": (
        lambda: stage(on=None, after="accepted", months=1201),
        "NUMBER_RANGE",
        "stages.months",
        1201,
        "from 0 to 1200",
    ),
    "no stage": (lambda: ct.Stages([]), "STAGES_EMPTY", "stages", "[]", "at least one stage"),
    "stages of what is none": (lambda: made(ct.Stages, [5]), "TYPE_WRONG", "stages", 5, "Stage"),
    "stages of no list": (lambda: made(ct.Stages, 5), "TYPE_WRONG", "stages", 5, "list"),
    "stages mixed": (
        lambda: ct.Stages([stage(), stage(percent=None, amount=ct.Money(1, "CNY"))]),
        "STAGES_MIXED",
        "stages",
        "尾款",
        "all of them",
    ),
    "percents short": (
        lambda: ct.Stages([stage(), stage(percent=Decimal("49.999999"))]),
        "SUM_MISMATCH",
        "stages.percent",
        "99.999999",
        "sum to 100",
    ),
    "amounts short": (
        lambda: line(billing=by_amount(5000, 4999)),
        "SUM_MISMATCH",
        "stages.amount",
        ct.Money(9999, "CNY"),
        "sum to 100.00 CNY",
    ),
    "amounts of another currency": (
        lambda: line(billing=by_amount(10000, currency="USD")),
        "CURRENCY_MISMATCH",
        "stages.amount",
        ct.Money(10000, "USD"),
        "in CNY",
    ),
    "once no day": (lambda: made(ct.Once, 5), "TYPE_WRONG", "due", 5, "give a date"),
    # allocations
    "no payer": (lambda: allocation({}), "ALLOCATION_SIZE", "allocation", 0, f"from 1 to {PAYER_LIMIT} payers"),
    "many payers": (
        lambda: allocation({f"p{i}": 1 for i in range(PAYER_LIMIT + 1)}),
        "ALLOCATION_SIZE",
        "allocation",
        PAYER_LIMIT + 1,
        f"from 1 to {PAYER_LIMIT} payers",
    ),
    "payer twice": (lambda: allocation([("a", 1), ("a", 2)]), "DUPLICATE_KEY", "allocation", "a", "keep one"),
    "payer of no text": (lambda: allocation({5: 1}), "TYPE_WRONG", "allocation", 5, "text"),
    "weight bool": (lambda: allocation({"a": True}), "WEIGHT", "allocation.a", True, "a whole number"),
    "weight text": (
        lambda: allocation({"a": "1"}),
        "WEIGHT",
        "allocation.a",
        "1",
        "a whole number",
    ),
    "weight negative": (lambda: allocation({"a": -1}), "WEIGHT", "allocation.a", -1, "a whole number from 0"),
    "weight large": (
        lambda: allocation({"a": 10**9 + 1}),
        "WEIGHT",
        "allocation.a",
        10**9 + 1,
        f"from 0 to {10**9}",
    ),
    "no weight": (lambda: allocation({"a": 0, "b": 0}), "WEIGHT_NONE", "allocation", 0, "a weight above 0"),
    "no pairs": (
        lambda: allocation(["a"]),
        "TYPE_WRONG",
        "allocation",
        "a",
        "(payer, weight)",
    ),
    "allocation of no list": (lambda: allocation(5), "TYPE_WRONG", "allocation", 5, "list"),
    # lines
    "line of no price": (lambda: line(price="100"), "TYPE_WRONG", "price", "100", "Rate/Total"),
    "line of no billing": (lambda: line(billing=DAY), "TYPE_WRONG", "billing", DAY, "Cyclic/Stages/Once"),
    "line of no service": (lambda: line(service=DAY), "TYPE_WRONG", "service", DAY, "Period"),
    "line of no allocation": (lambda: line(allocation={"a": 1}), "TYPE_WRONG", "allocation", {"a": 1}, "Allocation"),
    "line of no calendar": (lambda: line(calendar=5), "TYPE_WRONG", "calendar", 5, "Calendar"),
    "proration unknown": (lambda: line(proration="days"), "CHOICE_UNKNOWN", "proration", "days", "actual, thirty"),
    "remainder unknown": (lambda: line(remainder=1), "CHOICE_UNKNOWN", "remainder", 1, "earliest, last, spread"),
    "recognition unknown": (
        lambda: line(recognition="2017-01-01"),
        "CHOICE_UNKNOWN",
        "recognition",
        "2017-01-01",
        "daily, even, on-due",
    ),
    "roll unknown": (
        lambda: line(calendar="CN", roll="next"),
        "CHOICE_UNKNOWN",
        "roll",
        "next",
        "following, modified-following",
    ),
    "beyond unknown": (lambda: line(beyond="guess"), "CHOICE_UNKNOWN", "beyond", "guess", "refuse, weekends"),
    "recognition by number": (lambda: line(recognition=5), "TYPE_WRONG", "recognition", 5, "give a date"),
    "rate earned evenly": (
        lambda: monthly(price=RATE, recognition="even"),
        "EVEN_NEEDS_TOTAL",
        "recognition",
        "even",
        "daily, on-due or a day",
    ),
    "nothing to earn daily": (
        lambda: line(recognition="daily"),
        "SERVICE_MISSING",
        "recognition",
        ct.Recognition.DAILY,
        "from and to",
    ),
    "cycles of no service": (
        lambda: line(billing=MONTHS),
        "SERVICE_MISSING",
        "from",
        ct.MONTHLY,
        "from and to",
    ),
    "roll without a calendar": (
        lambda: line(roll="preceding"),
        "ROLL_WITHOUT_CALENDAR",
        "roll",
        "preceding",
        "leave roll out",
    ),
    "adjustment of nothing": (
        lambda: adjusted(amount=ct.Money(0, "CNY")),
        "ADJUSTMENT_ZERO",
        "adjustments.amount",
        ct.Money(0, "CNY"),
        "leave the adjustment out",
    ),
    "adjustment of no amount": (lambda: adjusted(amount=5), "TYPE_WRONG", "adjustments.amount", 5, "Money"),
    "adjustment beyond all amounts": (
        lambda: adjusted(amount=ct.Money(10**15 + 1, "CNY")),
        "AMOUNT_RANGE",
        "adjustments.amount",
        ct.Money(10**15 + 1, "CNY"),
        "check the unit",
    ),
    "adjustment of another kind": (
        lambda: adjusted(kind="fine"),
        "CHOICE_UNKNOWN",
        "adjustments.kind",
        "fine",
        "deduction",
    ),
    "adjustment with a blank reason": (lambda: adjusted(reason=" "), "TEXT_EMPTY", "adjustments.reason", " ", ""),
    "adjustment by time": (lambda: adjusted(on="2017-01-01"), "TYPE_WRONG", "adjustments.on", "2017-01-01", "a date"),
    "adjustment recorded by time": (lambda: adjusted(recorded=5), "TYPE_WRONG", "adjustments.recorded", 5, "a date"),
    "adjustment in another currency": (
        lambda: line(adjustments=[adjusted(amount=ct.Money(1, "USD"))]),
        "CURRENCY_MISMATCH",
        "adjustments.amount",
        ct.Money(1, "USD"),
        "CNY",
    ),
    "adjustments of one id": (
        lambda: line(adjustments=[adjusted(), adjusted()]),
        "DUPLICATE_ID",
        "adjustments.id",
        "K1",
        "keep one",
    ),
    "adjustments beyond all amounts": (
        lambda: line(adjustments=[adjusted(id=name, amount=ct.Money(10**15, "CNY")) for name in "AB"]),
        "VALUE_RANGE",
        "adjustments.amount",
        ct.Money(2 * 10**15, "CNY"),
        "check the amount",
    ),
    "adjustments that are none": (lambda: line(adjustments=[5]), "TYPE_WRONG", "adjustments", 5, "Adjustment"),
    "retention of more than all": (
        lambda: retained(percent=Decimal(101)),
        "NUMBER_RANGE",
        "retention.percent",
        Decimal(101),
        "from 0 to 100",
    ),
    "retention of no number": (lambda: retained(percent="5"), "TYPE_WRONG", "retention.percent", "5", "Decimal"),
    "retention finer than is kept": (
        lambda: retained(percent=Decimal("0.0000001")),
        "QUANTITY_PRECISION",
        "retention.percent",
        Decimal("0.0000001"),
        "at most 6",
    ),
    "retention without a release": (lambda: retained(release=5), "TYPE_WRONG", "retention.release", 5, "Release"),
    "retention that is none": (lambda: line(retention=5), "TYPE_WRONG", "retention", 5, "Retention"),
    "release without a day": (ct.Release, "STAGE_DAY", "retention.release.on", "release", "exactly one"),
    "release on a day and after an event": (
        lambda: ct.Release(on=DAY, after="x"),
        "STAGE_DAY",
        "retention.release.on",
        "release",
        "exactly one",
    ),
    "release by time": (lambda: released(on="x"), "TYPE_WRONG", "retention.release.on", "x", "a date"),
    "release after what is no event": (lambda: ct.Release(after=" "), "TEXT_EMPTY", "retention.release.after", " ", ""),
    "release months after a day": (
        lambda: ct.Release(on=DAY, months=1),
        "KEY_CONFLICT",
        "retention.release.months",
        1,
        "on",
    ),
    "release months and days after": (
        lambda: ct.Release(after="x", months=1, days=1),
        "KEY_CONFLICT",
        "retention.release.days",
        1,
        "months",
    ),
    "release beyond all days": (
        lambda: contract(
            signed=date(2199, 1, 1), lines=[line(retention=retained(release=ct.Release(after="signed", months=12)))]
        ),
        "DATE_RANGE",
        "retention.release.after",
        date(2200, 1, 1),
        "",
    ),
    "tax of no rate": (lambda: ct.Tax([]), "TAX_EMPTY", "tax", "[]", "give a percentage"),
    "tax steps on one day": (
        lambda: ct.Tax([(DAY, 17), (DAY, 16)]),
        "TAX_ORDER",
        "tax",
        DAY,
        "a later day than the one before",
    ),
    "tax that is none": (lambda: line(tax=5), "TYPE_WRONG", "tax", 5, "Tax"),
    "beyond without a calendar": (
        lambda: line(beyond="weekends"),
        "ROLL_WITHOUT_CALENDAR",
        "beyond",
        ct.Beyond.WEEKENDS,
        "leave beyond out",
    ),
    "rate once": (lambda: line(price=RATE), "RATE_NEEDS_CYCLE", "rate", ct.Money(10000, "CNY"), "a total"),
    "thirties of weeks": (
        lambda: monthly(billing=WEEKS, proration="thirty"),
        "THIRTY_NEEDS_MONTHS",
        "proration",
        ct.Proration.THIRTY,
        "a cycle in months",
    ),
    "thirties of a rate by weeks": (
        lambda: monthly(price=ct.Rate("1", "CNY", per=ct.WEEKLY), proration="actual-30"),
        "THIRTY_NEEDS_MONTHS",
        "proration",
        ct.Proration.ACTUAL_30,
        "a cycle in months",
    ),
    "many rows": (
        lambda: monthly(billing=ct.Cyclic(ct.DAILY), price=rate(steps(DAYS.start, 100_000)), service=DAYS),
        "SCHEDULE_LIMIT",
        "billing.every",
        ct.DAILY,
        "longer cells",
    ),
    "much money": (
        lambda: monthly(price=ct.Rate(ct.Money(10**15 // 12 + 1, "CNY"))),
        "VALUE_RANGE",
        "rate",
        ct.Money(10**15 // 12 + 1, "CNY"),
        "check the amount",
    ),
    "edge off the grid": (
        lambda: monthly(billing=cyclic(anchor=DAY, first_edge=date(2017, 2, 2))),
        "EDGE_OFF_GRID",
        "first_edge",
        date(2017, 2, 2),
        "",
    ),
    "stub forbidden": (
        lambda: monthly(billing=ct.Cyclic(ct.Frequency(relativedelta(months=5)), stub="forbid")),
        "STUB_FORBIDDEN",
        "stub",
        ct.Period(date(2017, 11, 1), date(2018, 1, 1)),
        "",
    ),
    "due beyond the days that there are": (
        lambda: monthly(billing=cyclic(net_days=1), service=ct.Period(date(2199, 1, 1), date(2200, 1, 1))),
        "DATE_RANGE",
        "billing.net_days",
        date(2200, 1, 1),
        "",
    ),
    "pay day beyond the days that there are": (
        lambda: monthly(billing=cyclic(pay_day=1), service=ct.Period(date(2199, 1, 1), date(2200, 1, 1))),
        "DATE_RANGE",
        "billing.pay_day",
        date(2200, 1, 1),
        "",
    ),
    # contracts
    "no line": (lambda: contract(lines=[]), "LINES_MISSING", "lines", "[]", "at least one line"),
    "lines of no list": (lambda: contract(lines=5), "TYPE_WRONG", "lines", 5, "list"),
    "lines of what is none": (lambda: contract(lines=[5]), "TYPE_WRONG", "lines", 5, "Line"),
    "line twice": (lambda: contract(lines=[line(), line()]), "DUPLICATE_ID", "lines.id", "a", "its own lines.id"),
    "lines of two currencies": (
        lambda: contract(lines=[line(), line(id="b", price=ct.Total("1", "USD"))]),
        "CURRENCY_MISMATCH",
        "lines",
        "USD",
        "in CNY",
    ),
    "recurring no flag": (lambda: contract(recurring=1), "TYPE_WRONG", "recurring", 1, "true/false"),
    "signed by time": (lambda: contract(signed="2017"), "TYPE_WRONG", "signed", "2017", "give a date"),
    "events of no mapping": (lambda: contract(events=[DAY]), "TYPE_WRONG", "events", [DAY], "mapping"),
    "event of no name": (lambda: contract(events={5: DAY, "a": DAY}), "TYPE_WRONG", "events", 5, "text"),
    "event of no day": (lambda: contract(events={"a": 5}), "TYPE_WRONG", "events.a", 5, "give a date"),
    "signature as an event": (
        lambda: contract(events={"signed": DAY}),
        "EVENT_SIGNED",
        "events.signed",
        DAY,
        "`signed` of the contract",
    ),
    "notes of no list": (lambda: contract(notes=5), "TYPE_WRONG", "notes", 5, "list"),
    "assumptions of no list": (lambda: contract(assumptions=5), "TYPE_WRONG", "assumptions", 5, "list"),
    "stage beyond the days that there are": (
        lambda: contract(
            lines=[line(billing=ct.Stages([stage(percent=Decimal(100), on=None, after="done", days=1)]))],
            events={"done": date(2199, 12, 31)},
        ),
        "DATE_RANGE",
        "stages.after",
        date(2200, 1, 1),
        "",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_makes_no_sense_is_refused_with_field_value_and_remedy(name: str) -> None:
    make, code, field, value, remedy = REFUSED[name]
    with pytest.raises(ct.TermsError) as caught:
        make()
    error = caught.value
    assert (error.code, error.field) == (code, field)
    assert error.value == value or quoted(error.value) == quoted(value)
    assert remedy in error.remedy()
    for lang, place in ((Lang.EN, 0), (Lang.ZH, 2)):
        message = error.message(lang)
        assert field in message
        if "{value}" in MESSAGES[code][place]:
            assert quoted(value) in message
    assert re.search("[\u4e00-\u9fff]", error.message(Lang.ZH))
    assert re.search("[\u4e00-\u9fff]", error.remedy(Lang.ZH))
    assert str(error).endswith(f"{error.message()}: {error.remedy()}")


def test_every_code_that_terms_raise_is_driven() -> None:
    """The codes that stand in the sources of the terms, and those of the days that they check."""
    folder = Path(ct.__file__).parent / "terms"
    sources = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    raised = set(re.findall(r'TermsError\(\s*"([A-Z_]+)"', sources))
    assert len(raised) > 30
    amended = {code for _, code, _ in [*test_changes.REFUSED.values(), *test_escalation.REFUSED.values()]}
    # These have tests of their own, beside those of what raises them.
    elsewhere = {"AMENDMENT_RESERVED", "OPENING_ADJUSTMENT", "RESUME_NOTHING"}
    assert raised <= {code for _, code, _, _, _ in REFUSED.values()} | amended | elsewhere


def test_an_error_knows_its_contract_and_line() -> None:
    with pytest.raises(ct.TermsError) as caught:
        contract(lines=[line(), line(id="b", price=ct.Total("1", "USD"))])
    assert (caught.value.contract, caught.value.line) == ("A", "b")
    assert str(caught.value).startswith("contract A line b: lines: USD is not in CNY")
    with pytest.raises(ct.TermsError) as caught:
        monthly(id="x", price=rate([(date(2017, 1, 2), 1)]))
    assert (caught.value.contract, caught.value.line) == (None, "x")


def test_a_place_that_is_known_stays() -> None:
    error = ct.TermsError("LINES_MISSING", field="lines", value="[]", contract="A")
    assert (error.at(contract="B", line="x").contract, error.at(contract="B", line="x").line) == ("A", "x")
