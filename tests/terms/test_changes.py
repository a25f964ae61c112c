"""What amendments make of lines, and what they cannot make of them."""

import pickle
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import contracts as ct

YEAR = ct.Period.through(date(2017, 1, 1), date(2017, 12, 31))
RENT = ct.Line(id="rent", price=ct.Rate("4000", "CNY"), service=YEAR, billing=ct.Cyclic(ct.MONTHLY))
TOTAL = ct.Line(id="fee", price=ct.Total("1200", "CNY"), service=YEAR, billing=ct.Cyclic(ct.MONTHLY))
ONCE = ct.Line(id="once", price=ct.Total("50", "CNY"), billing=ct.Once(date(2017, 3, 1)))
SIGNED = date(2017, 6, 20)


def cny(amount: str) -> ct.Money:
    return ct.Money.of(amount, "CNY")


def amendment(**facts: Any) -> ct.Amendment:
    given: dict[str, Any] = {"id": "A1", "signed": SIGNED, **facts}
    return ct.Amendment(**given)


def lease(*amendments: ct.Amendment, lines: tuple[ct.Line, ...] = (RENT, TOTAL, ONCE)) -> ct.Contract:
    return ct.Contract(id="C", lines=lines, amendments=amendments)


def line(contract: ct.Contract, name: str = "rent") -> ct.Line:
    return next(each for each in ct.in_force(contract).contract.lines if each.id == name)


def rates(of: ct.Line) -> list[tuple[date | None, str]]:
    assert isinstance(of.price, ct.Rate)
    first: list[tuple[date | None, str]] = [(None, str(of.price.amount.amount))]
    return first + [(step.start, str(step.amount.amount)) for step in of.price.then]


def quantities(of: ct.Line) -> list[tuple[date | None, str]]:
    assert isinstance(of.price, ct.Rate)
    return [(step.start, str(step.value)) for step in of.price.quantity.steps]


def test_a_rate_changes_until_a_day() -> None:
    change = ct.Change(line="rent", rate=cny("4500"), until=date(2017, 9, 30))
    found = line(lease(amendment(effective=date(2017, 7, 1), change=[change])))
    assert rates(found) == [(None, "4000.00"), (date(2017, 7, 1), "4500.00"), (date(2017, 10, 1), "4000.00")]


def test_a_later_amendment_replaces_what_an_earlier_one_said() -> None:
    first = amendment(effective=date(2017, 7, 1), change=[ct.Change(line="rent", rate=cny("4500"))])
    second = amendment(
        id="A2", signed=date(2017, 6, 25), effective=date(2017, 5, 1), change=[ct.Change(line="rent", rate=cny("1"))]
    )
    assert rates(line(lease(second, first))) == [(None, "4000.00"), (date(2017, 5, 1), "1.00")]


def test_a_rate_that_changes_before_the_service_is_another_rate() -> None:
    change = ct.Change(line="rent", rate=cny("1"), until=date(2016, 12, 31))
    assert rates(line(lease(amendment(effective=date(2016, 1, 1), change=[change])))) == [(None, "4000.00")]
    change = ct.Change(line="rent", rate=cny("1"))
    assert rates(line(lease(amendment(effective=date(2016, 1, 1), change=[change])))) == [(None, "1.00")]


def test_a_quantity_changes_in_steps() -> None:
    steps = [(date(2017, 8, 1), 3), (date(2017, 9, 1), 4)]
    found = line(lease(amendment(effective=date(2017, 7, 1), change=[ct.Change(line="rent", quantity=steps)])))
    assert quantities(found) == [(None, "1"), (date(2017, 8, 1), "3"), (date(2017, 9, 1), "4")]


def test_suspended_days_count_nothing_and_are_served_later() -> None:
    pause = ct.Suspension(date(2017, 8, 1), date(2017, 8, 31), extend=True)
    found = line(lease(amendment(suspend=pause, lines=["rent"])))
    assert quantities(found) == [(None, "1"), (date(2017, 8, 1), "0"), (date(2017, 9, 1), "1")]
    assert found.service == ct.Period.through(date(2017, 1, 1), date(2018, 1, 31))
    assert pause.days == ct.Period.through(date(2017, 8, 1), date(2017, 8, 31))


def test_a_suspension_outside_of_the_service_changes_nothing() -> None:
    for year in (2016, 2018):
        pause = ct.Suspension(date(year, 8, 1), date(year, 8, 31), extend=True)
        assert line(lease(amendment(suspend=pause, lines=["rent"]))) == RENT


def test_from_when_an_amendment_takes_effect() -> None:
    assert amendment().effective == SIGNED
    assert amendment(suspend=ct.Suspension(date(2017, 8, 1), date(2017, 8, 2))).effective == date(2017, 8, 1)


def test_a_new_last_day_moves_the_lines_that_end_with_the_contract() -> None:
    short = ct.Line(
        id="short",
        price=ct.Rate("1", "CNY"),
        service=ct.Period.through(date(2017, 1, 1), date(2017, 6, 30)),
        billing=ct.Cyclic(ct.MONTHLY),
    )
    contract = lease(amendment(to=date(2018, 2, 28)), lines=(RENT, short, ONCE))
    assert line(contract).service == ct.Period.through(date(2017, 1, 1), date(2018, 2, 28))
    assert line(contract, "short") == short
    earlier = lease(amendment(to=date(2017, 3, 31), lines=["short"]), lines=(RENT, short))
    assert line(earlier, "short").service == ct.Period.through(date(2017, 1, 1), date(2017, 3, 31))


def test_amendments_are_copied_whole() -> None:
    made = amendment(end=["rent"], final={"rent": cny("5")}, events={"accepted": date(2017, 5, 1)})
    assert pickle.loads(pickle.dumps(made)) == made


def test_what_is_known_on_a_day() -> None:
    contract = ct.Contract(
        id="C",
        lines=[RENT],
        events={"accepted": date(2017, 5, 1)},
        amendments=[amendment(events={"moved": date(2017, 6, 1)})],
    )
    assert dict(ct.in_force(contract, date(2017, 4, 30)).contract.events) == {}
    assert dict(ct.in_force(contract, date(2017, 6, 19)).contract.events) == {"accepted": date(2017, 5, 1)}
    assert sorted(ct.in_force(contract).contract.events) == ["accepted", "moved"]


def changed(**facts: Any) -> Callable[[], object]:
    return lambda: lease(amendment(**facts))


#: name -> what is made, code, field.
REFUSED: dict[str, tuple[Callable[[], object], str, str]] = {
    "no line of that name": (changed(end=["x"]), "LINE_UNKNOWN", "amendments.A1.end"),
    "a total changed": (
        changed(change=[ct.Change(line="fee", rate=cny("1"))]),
        "AMENDMENT_TOTAL",
        "amendments.A1.change.line",
    ),
    "another tax of a line that states none": (
        changed(change=[ct.Change(line="fee", tax=6)]),
        "AMENDMENT_TAX",
        "amendments.A1.change.tax",
    ),
    "days that are not served of a line without service": (
        changed(suspend=ct.Suspension(SIGNED, SIGNED), lines=["once"]),
        "AMENDMENT_TOTAL",
        "amendments.A1.suspend",
    ),
    "a last day of a line without service": (
        changed(to=date(2018, 1, 31), lines=["once"]),
        "AMENDMENT_TOTAL",
        "amendments.A1.to",
    ),
    "another total of a rate": (
        changed(change=[ct.Change(line="rent", total=cny("1"))]),
        "AMENDMENT_RATE",
        "amendments.A1.change.total",
    ),
    "a total in another currency": (
        changed(change=[ct.Change(line="fee", total=ct.Money.of("1", "USD"))]),
        "CURRENCY_MISMATCH",
        "amendments.A1.change.total",
    ),
    "a total below what is earned": (
        changed(change=[ct.Change(line="fee", total=cny("558.90"))]),
        "VALUE_BELOW_EARNED",
        "amendments.A1.change.total",
    ),
    "a suspension of all days that are left": (
        changed(suspend=ct.Suspension(SIGNED, date(2017, 12, 31)), lines=["fee"]),
        "SUSPENSION_WHOLE",
        "amendments.A1.suspend",
    ),
    "other bills inside of a price cell": (
        changed(change=[ct.Change(line="rent", billing=ct.Rebilling(every=ct.QUARTERLY))]),
        "BILLING_PRICE",
        "amendments.A1.change.billing",
    ),
    "other bills of a total": (
        changed(change=[ct.Change(line="fee", billing=ct.Rebilling(every=ct.QUARTERLY))]),
        "AMENDMENT_TOTAL",
        "amendments.A1.change.line",
    ),
    "other bills of nothing": (ct.Rebilling, "KEY_MISSING", "change.billing.every"),
    "bills on two days": (
        lambda: ct.Rebilling(net_days=3, pay_day=4),
        "KEY_CONFLICT",
        "change.billing.pay_day",
    ),
    "other bills that are none": (
        lambda: ct.Change(line="rent", billing=3),  # type: ignore[arg-type]
        "TYPE_WRONG",
        "change.billing",
    ),
    "other bills until a day": (
        lambda: ct.Change(line="rent", billing=ct.Rebilling(net_days=3), until=SIGNED),
        "KEY_CONFLICT",
        "change.billing",
    ),
    "another price cell without a price": (
        lambda: ct.Change(line="rent", per=ct.MONTHLY),
        "KEY_MISSING",
        "change.rate",
    ),
    "a total until a day": (
        lambda: ct.Change(line="fee", total=cny("1"), until=SIGNED),
        "KEY_CONFLICT",
        "change.total",
    ),
    "a total moved back beyond its first day": (
        changed(to=date(2016, 1, 31), lines=["fee"]),
        "DATE_ORDER",
        "amendments.A1.to",
    ),
    "a line added twice": (changed(add=[RENT]), "DUPLICATE_ID", "amendments.A1.add.id"),
    "a last day before the first": (changed(to=date(2016, 1, 31), lines=["rent"]), "DATE_ORDER", "amendments.A1.to"),
    "a change that ends before it begins": (
        changed(change=[ct.Change(line="rent", rate=cny("1"), until=date(2017, 1, 1))]),
        "DATE_ORDER",
        "amendments.A1.change.until",
    ),
    "quantities from before": (
        changed(change=[ct.Change(line="rent", quantity=[(date(2017, 1, 1), 1)])]),
        "DATE_ORDER",
        "amendments.A1.change.quantity",
    ),
    "a final value in another currency": (
        changed(end=["rent"], final={"rent": ct.Money.of("1", "USD")}),
        "CURRENCY_MISMATCH",
        "amendments.A1.final",
    ),
    "two of one id": (lambda: lease(amendment(), amendment()), "DUPLICATE_ID", "amendments.id"),
    "no amendment": (lambda: lease(RENT), "TYPE_WRONG", "amendments"),  # type: ignore[arg-type]
    "a final value of what goes on": (lambda: amendment(final={"rent": cny("1")}), "FINAL_OF_ENDED", "final"),
    "lines for nothing": (lambda: amendment(lines=["rent"]), "KEY_MISSING", "to"),
    "an event that lies ahead": (
        lambda: amendment(events={"accepted": date(2017, 6, 21)}),
        "EVENT_LATER",
        "events.accepted",
    ),
    "events that are none": (lambda: amendment(events=3), "TYPE_WRONG", "events"),
    "final values that are none": (lambda: amendment(final=3), "TYPE_WRONG", "final"),
    "no line to add": (lambda: amendment(add=[3]), "TYPE_WRONG", "add"),
    "no suspension": (lambda: amendment(suspend=3), "TYPE_WRONG", "suspend"),
    "a change of nothing": (lambda: ct.Change(line="rent"), "KEY_MISSING", "change.rate"),
    "a suspension that ends before it begins": (
        lambda: ct.Suspension(SIGNED, date(2017, 1, 1)),
        "DATE_ORDER",
        "suspend.to",
    ),
    "a suspension that is extended by a word": (
        lambda: ct.Suspension(SIGNED, SIGNED, "yes"),  # type: ignore[arg-type]
        "TYPE_WRONG",
        "suspend.extend",
    ),
    "a rate that steps back": (
        lambda: ct.Rate("1", "CNY", then=[(SIGNED, cny("2")), (SIGNED, cny("3"))]),
        "QUANTITY_ORDER",
        "rate",
    ),
    "a rate that steps into another currency": (
        lambda: ct.Rate("1", "CNY", then=[(SIGNED, ct.Money.of("2", "USD"))]),
        "CURRENCY_MISMATCH",
        "rate",
    ),
    "a step that is none": (lambda: ct.Rate("1", "CNY", then=[3]), "TYPE_WRONG", "rate"),  # type: ignore[list-item]
    "a change of what has ended": (
        lambda: lease(
            amendment(end=["fee"]),
            amendment(id="A2", signed=date(2017, 7, 1), end=["fee"]),
        ),
        "LINE_ENDED",
        "amendments.A2.end",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_makes_no_sense_is_refused(name: str) -> None:
    make, code, field = REFUSED[name]
    with pytest.raises(ct.TermsError) as caught:
        make()
    assert (caught.value.code, caught.value.field) == (code, field)
    assert caught.value.remedy()
