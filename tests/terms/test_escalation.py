"""Escalation of a rate: what it says, what it refuses, and what amendments make of it."""

import pickle
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

import contracts as ct
from contracts.terms.escalated_lines import provisional_days, stepped_until, steps_during

SERVICE = ct.Period.through(date(2024, 1, 1), date(2026, 12, 31))
CPI = ct.Index(id="CPI", values=[("2023-12", "100"), ("2024-12", "104"), ("2025-12", "110")])
EARLY = date(2023, 1, 1)


def line(price: ct.Rate | ct.Total | None = None, **terms: Any) -> ct.Line:
    price = price or ct.Rate("1000", "CNY", escalation=ct.Escalation(**terms))
    return ct.Line(id="a", price=price, service=SERVICE, billing=ct.Cyclic(ct.MONTHLY))


def rates(of: ct.Line) -> list[tuple[str, str]]:
    assert isinstance(of.price, ct.Rate)
    return [(step.start.isoformat(), str(step.amount.amount)) for step in of.price.then]


def following(**terms: Any) -> ct.Line:
    """A line that follows the index, with values of the month before."""
    given: dict[str, Any] = {"index": CPI, "base_on": "2023-12", "lag": ct.MONTHLY}
    return line(**(given | terms))


def lease(of: ct.Line, *amendments: ct.Amendment) -> ct.Contract:
    return ct.Contract(id="C", lines=[of], amendments=amendments)


def amended(of: ct.Line, **facts: Any) -> ct.Line:
    """The line once it is amended on 2024-06-01."""
    given: dict[str, Any] = {"id": "A1", "signed": date(2024, 6, 1), **facts}
    amendment = ct.Amendment(**given)
    (found,) = ct.in_force(lease(of, amendment)).contract.lines
    return found


RATES: dict[str, tuple[ct.Line, list[str]]] = {
    "a percentage": (line(percent="3"), ["1030.00", "1060.90"]),
    "of the base": (line(percent="3", compounding="simple"), ["1030.00", "1060.00"]),
    "rounded to a quantum": (line(percent="3", quantum=1000), ["1030.00", "1060.00"]),
    "a half goes up": (line(percent="0.5", quantum=1000, on=[date(2025, 1, 1)]), ["1010.00"]),
    "with a cap": (line(percent="3", cap="2.5"), ["1025.00", "1050.63"]),
    "with a floor": (line(percent="-3", floor="0"), ["1000.00", "1000.00"]),
    "steps": (line(steps=[(date(2025, 7, 1), "3"), (date(2026, 7, 1), "-2")]), ["1030.00", "1009.40"]),
    "simple steps": (
        line(steps=[(date(2025, 7, 1), "3"), (date(2026, 7, 1), "-2")], compounding="simple"),
        ["1030.00", "1010.00"],
    ),
    "an index": (following(), ["1040.00", "1100.00"]),
    "an index with a base of its own": (following(base_on=None, base="80"), ["1300.00", "1375.00"]),
    "a share of it": (following(share="60"), ["1024.00", "1060.00"]),
    "an index, catching up with a cap": (following(cap="5"), ["1040.00", "1092.00"]),
    "a day that is not in service": (
        line(percent="3", on=[date(2024, 1, 1), date(2025, 1, 1), date(2027, 1, 1)]),
        ["1030.00"],
    ),
}


@pytest.mark.parametrize("name", RATES)
def test_each_new_rate_is_computed_from_the_base_and_rounded_once(name: str) -> None:
    of, expected = RATES[name]
    assert [amount for _, amount in rates(of)] == expected


@pytest.mark.parametrize(
    ("terms", "days"),
    [
        ({}, ["2025-01-01", "2026-01-01"]),
        ({"every": ct.YEARLY, "anchor": date(2020, 7, 1)}, ["2024-07-01", "2025-07-01", "2026-07-01"]),
        ({"every": ct.Frequency.parse("18 months")}, ["2025-07-01"]),
        ({"on": [date(2024, 1, 2), date(2026, 12, 31)]}, ["2024-01-02", "2026-12-31"]),
    ],
)
def test_new_rates_begin_on_anniversaries_or_on_given_days(terms: dict[str, Any], days: list[str]) -> None:
    assert [day for day, _ in rates(line(percent="1", **terms))] == days


def test_a_value_by_day_counts_for_its_day() -> None:
    lpr = ct.Index(id="LPR", values=[("2023-12-20", "3"), ("2024-12-20", "3.3")])
    found = line(index=lpr, base_on="2023-12-20", lag=ct.Frequency.parse("12 days"), on=[date(2025, 1, 1)])
    assert rates(found) == [("2025-01-01", "1100.00")]


def test_a_revised_value_counts_once_it_is_known() -> None:
    index = ct.Index(id="CPI", values=[*CPI.values, ("2024-12", "105", date(2025, 6, 1))])
    of = lease(following(index=index))
    assert rates(ct.in_force(of).contract.lines[0])[0] == ("2025-01-01", "1050.00")
    assert rates(ct.in_force(of, date(2025, 5, 31)).contract.lines[0])[0] == ("2025-01-01", "1040.00")
    (catch_up,) = [row for row in ct.schedule(of) if row.kind == "catch-up"][:1]
    assert (catch_up.name, catch_up.due, str(catch_up.amount)) == ("CPI 2024-12", date(2025, 6, 1), "10.00 CNY")


def test_the_last_known_value_stands_in_and_marks_rows() -> None:
    index = ct.Index(id="CPI", values=CPI.values[:2])
    of = lease(following(index=index, missing="last"))
    assert rates(of.lines[0]) == [("2025-01-01", "1040.00"), ("2026-01-01", "1040.00")]
    rows = list(ct.schedule(of))
    assert {row.provisional for row in rows[:24]} == {False}
    assert {row.provisional for row in rows[24:]} == {True}
    (one,) = ct.findings(ct.Register([of]), date(2026, 12, 31))
    assert (one.code, one.line, one.figures) == ("PROVISIONAL_RATE", "a", {"index": "CPI", "installments": 12})


def test_where_nothing_is_known_the_rate_stays() -> None:
    found = following(index=ct.Index(id="CPI"), missing="last")
    assert rates(found) == [("2025-01-01", "1000.00"), ("2026-01-01", "1000.00")]
    assert [str(period) for period in provisional_days(found)] == [
        "2025-01-01 to 2025-12-31",
        "2026-01-01 to 2026-12-31",
    ]
    text = ct.schedule(lease(found)).explain(12).say()
    assert "nothing is known of the index CPI for 2024-12-01, so it stays as it was" in text


def test_what_follows_an_unsure_rate_is_unsure_where_it_is_bounded() -> None:
    gap = ct.Index(id="CPI", values=[CPI.values[0], CPI.values[2]])
    free, held = following(index=gap, missing="last"), following(index=gap, missing="last", cap="50")
    assert [str(period) for period in provisional_days(free)] == ["2025-01-01 to 2025-12-31"]
    assert len(provisional_days(held)) == 2


def test_a_base_that_is_missing_is_told_too() -> None:
    with pytest.raises(ct.TermsError) as caught:
        following(base_on="2022-12")
    assert (caught.value.code, caught.value.field, caught.value.value) == (
        "INDEX_MISSING",
        "escalation.base_on",
        "2022-12",
    )
    assert len(provisional_days(following(base_on="2024-06", missing="last"))) == 2


def test_rates_of_a_line_are_found_by_day() -> None:
    of = line(percent="3")
    assert [step.start for step in steps_during(of, date(2024, 12, 31), date(2025, 1, 1))] == [date(2025, 1, 1)]
    assert [step.start for step in steps_during(of, date(2025, 2, 1), date(2026, 1, 1))] == [
        date(2025, 1, 1),
        date(2026, 1, 1),
    ]
    total = line(ct.Total("1", "CNY"))
    assert steps_during(total, EARLY, EARLY) == ()
    assert provisional_days(total) == []
    assert stepped_until(total, date(2027, 1, 1)) == total


def test_it_is_a_value() -> None:
    of = following(cap="5")
    assert pickle.loads(pickle.dumps(of)) == of
    assert len({of, following(cap="5")}) == 1


# Amendments


def test_another_rate_takes_the_place_of_all_later_ones() -> None:
    change = ct.Change(line="a", rate=ct.Money.of("500", "CNY"))
    found = amended(line(percent="3"), effective=date(2025, 7, 1), change=[change])
    assert rates(found) == [("2025-01-01", "1030.00"), ("2025-07-01", "500.00")]


def test_another_rate_for_a_time_leaves_those_after_it_also_in_a_longer_service() -> None:
    change = ct.Change(line="a", rate=ct.Money.of("500", "CNY"), until=date(2025, 12, 31))
    longer: dict[str, Any] = {"effective": date(2025, 7, 1), "change": [change], "to": date(2027, 12, 31)}
    later = [("2025-07-01", "500.00"), ("2026-01-01", "1060.90"), ("2027-01-01", "1092.73")]
    assert rates(amended(line(percent="3"), **longer)) == [("2025-01-01", "1030.00"), *later]
    found = amended(following(), **longer)
    assert rates(found)[-2:] == [("2026-01-01", "1100.00"), ("2027-01-01", "1100.00")]
    assert [str(period) for period in provisional_days(found)] == ["2027-01-01 to 2027-12-31"]


def test_a_longer_service_goes_on_with_its_escalation() -> None:
    assert rates(amended(line(percent="3"), to=date(2027, 12, 31)))[-1] == ("2027-01-01", "1092.73")
    pause = ct.Suspension(date(2025, 1, 1), date(2025, 12, 31), extend=True)
    assert rates(amended(line(percent="3"), suspend=pause))[-1] == ("2027-01-01", "1092.73")
    with pytest.raises(ct.TermsError) as caught:
        amended(following(), to=date(2027, 12, 31))
    assert (caught.value.code, caught.value.field) == ("INDEX_MISSING", "amendments.A1.escalation.index")


def test_another_quantity_leaves_the_rates() -> None:
    change = ct.Change(line="a", quantity=ct.Quantity.of(2))
    found = amended(line(percent="3"), change=[change])
    assert rates(found) == rates(line(percent="3"))
    assert str(ct.schedule(lease(found)).total()) == "69181.60 CNY"


def test_an_ended_line_needs_no_later_value() -> None:
    of = following(missing="last", index=ct.Index(id="CPI", values=CPI.values[:2]))
    found = ct.schedule(lease(of, ct.Amendment(id="A1", signed=date(2025, 6, 1), end=["a"])))
    assert str(found.total()) == "17200.00 CNY"
    assert not any(row.provisional for row in found)
    final = ct.Amendment(id="A1", signed=date(2025, 6, 1), end=["a"], final={"a": ct.Money.of("17000", "CNY")})
    assert str(ct.schedule(lease(of, final)).total()) == "17000.00 CNY"


def test_an_added_line_follows_its_index() -> None:
    added = ct.Line(id="b", price=following().price, service=SERVICE, billing=ct.Cyclic(ct.YEARLY))
    plain = ct.Line(id="a", price=ct.Rate("1", "CNY"), service=SERVICE, billing=ct.Cyclic(ct.YEARLY))
    of = lease(plain, ct.Amendment(id="A1", signed=EARLY, add=[added]))
    assert [str(row.amount) for row in ct.schedule(of) if row.line == "b"][:2] == ["1000.00 CNY", "1040.00 CNY"]
    known = ct.in_force(of, date(2024, 6, 1)).contract.lines[1]
    assert rates(known) == [("2025-01-01", "1000.00"), ("2026-01-01", "1000.00")]


def test_a_comparison_names_the_value_that_became_known() -> None:
    compared = ct.compare(lease(following()), known_on=(date(2025, 1, 1), date(2026, 1, 1)))
    assert {row["amendment"] for row in compared.records()} == {"CPI 2025-12"}


# Words


def test_the_explanation_says_how_a_rate_came_about() -> None:
    def said(of: ct.Line, lang: ct.Lang = ct.Lang.EN) -> str:
        return ct.schedule(lease(of)).explain(12).say(lang)

    known = [(value.on, value.value, EARLY) for value in CPI.values]
    index = ct.Index(id="CPI", values=known)
    assert said(following(index=index, share="60")).endswith(
        "From 2025-01-01 the rate is 1024.00 because 1000.00 × (40 % + 60 % × 104/100) = 1024.00;"
        " CPI is that of 2024-12."
    )
    assert said(following(index=index, cap="2")).endswith(
        "because 1000.00 × 104/100 = 1040.00 is above the cap of 2 % on the last rate, 1000.00 × 102 % = 1020.00;"
        " CPI is that of 2024-12."
    )
    assert said(line(percent="1", floor="2"), ct.Lang.ZH).endswith(
        "自 2025-01-01 起单价为 1020.00：1000.00 × 101 % = 1010.00，低于上一单价 2 % 的下限，"
        "故为 1000.00 × 102 % = 1020.00。"
    )
    assert "1000.00 × (100 % + 3 %) = 1030.00 (a multiple of 10.00)." in said(
        line(percent="3", compounding="simple", quantum=1000)
    )
    third = ct.schedule(lease(line(percent="3"))).explain(24)
    assert "because 1000.00 × (103 %)^2 = 1060.90." in third.say()
    simple = ct.schedule(lease(line(percent="3", compounding="simple"))).explain(24)
    assert "because 1000.00 × (100 % + 2 × 3 %) = 1060.00." in simple.say()
    data = third.to_dict()["rates"]
    assert (data[0]["percents"], data[0]["times"], data[0]["last"]) == (["3"], 2, "1030.00")
    assert "rates" not in ct.schedule(lease(line(ct.Rate("1", "CNY")))).explain(0).to_dict()


# What is refused


def escalation(**terms: Any) -> Callable[[], object]:
    return lambda: ct.Escalation(**terms)


def with_index(**terms: Any) -> Callable[[], object]:
    given: dict[str, Any] = {"index": CPI, "base": "100"}
    return escalation(**(given | terms))


def index(*values: Any, **facts: Any) -> Callable[[], object]:
    given: dict[str, Any] = {"id": "CPI", "values": values}
    return lambda: ct.Index(**(given | facts))


D = date(2025, 1, 1)
REFUSED: dict[str, tuple[Callable[[], object], str, str]] = {
    "nothing said": (escalation(cap="1"), "KEY_MISSING", "escalation.percent"),
    "two ways": (escalation(percent="1", steps=[(D, "1")]), "KEY_CONFLICT", "escalation.steps"),
    "a percentage and an index": (with_index(percent="1"), "KEY_CONFLICT", "escalation.index"),
    "a base without an index": (escalation(percent="1", base="1"), "KEY_CONFLICT", "escalation.base"),
    "a lag without an index": (escalation(percent="1", lag=ct.MONTHLY), "KEY_CONFLICT", "escalation.lag"),
    "missing without an index": (escalation(percent="1", missing="last"), "KEY_CONFLICT", "escalation.missing"),
    "an index without a base": (with_index(base=None), "KEY_MISSING", "escalation.base"),
    "an index with two bases": (with_index(base_on="2024-01"), "KEY_CONFLICT", "escalation.base_on"),
    "an index of simple growth": (with_index(compounding="simple"), "KEY_CONFLICT", "escalation.compounding"),
    "no index": (with_index(index="CPI"), "TYPE_WRONG", "escalation.index"),
    "days and a frequency": (escalation(percent="1", on=[D], every=ct.YEARLY), "KEY_CONFLICT", "escalation.every"),
    "days and an anchor": (escalation(percent="1", on=[D], anchor=D), "KEY_CONFLICT", "escalation.anchor"),
    "steps and days": (escalation(steps=[(D, "1")], on=[D]), "KEY_CONFLICT", "escalation.on"),
    "a frequency of days": (escalation(percent="1", every=ct.WEEKLY), "FREQUENCY_MONTHS", "escalation.every"),
    "days out of order": (escalation(percent="1", on=[D, D]), "QUANTITY_ORDER", "escalation.on"),
    "steps out of order": (escalation(steps=[(D, "1"), (D, "2")]), "QUANTITY_ORDER", "escalation.steps"),
    "no step": (escalation(steps=[D]), "TYPE_WRONG", "escalation.steps"),
    "too many steps": (
        escalation(steps=[(date.fromordinal(D.toordinal() + k), "1") for k in range(1001)]),
        "NUMBER_RANGE",
        "escalation.steps",
    ),
    "all of it less": (escalation(percent="-100"), "PERCENT_RANGE", "escalation.percent"),
    "too much": (escalation(percent="1000.1"), "PERCENT_RANGE", "escalation.percent"),
    "no share": (with_index(share="0"), "PERCENT_RANGE", "escalation.share"),
    "a share above all": (with_index(share="100.1"), "PERCENT_RANGE", "escalation.share"),
    "a floor above the cap": (escalation(percent="1", cap="1", floor="2"), "ESCALATION_BOUNDS", "escalation.floor"),
    "a base of nothing": (with_index(base="0"), "INDEX_POSITIVE", "escalation.base"),
    "no quantum": (escalation(percent="1", quantum=0), "QUANTUM", "escalation.quantum"),
    "a quantum that is no number": (escalation(percent="1", quantum=True), "QUANTUM", "escalation.quantum"),
    "a float": (escalation(percent=0.5), "FLOAT_FORBIDDEN", "escalation.percent"),
    "no number": (escalation(percent=True), "TYPE_WRONG", "escalation.percent"),
    "no decimal": (escalation(percent="3%"), "QUANTITY_SYNTAX", "escalation.percent"),
    "not a number": (escalation(percent=Decimal("NaN")), "QUANTITY_SYNTAX", "escalation.percent"),
    "a large number": (with_index(base=10**9 + 1), "QUANTITY_RANGE", "escalation.base"),
    "many decimals": (escalation(percent="0.0000001"), "QUANTITY_PRECISION", "escalation.percent"),
    "an unknown way": (escalation(percent="1", compounding="no"), "CHOICE_UNKNOWN", "escalation.compounding"),
    "a value of nothing": (index(("2024-01", "0")), "INDEX_POSITIVE", "values.is"),
    "months and days": (index(("2024-01", "1"), (D, "1")), "INDEX_MIXED", "values.on"),
    "no month": (index(("2024-13", "1")), "INDEX_PERIOD", "values.on"),
    "no day": (index(("2024-01-32", "1")), "DATE_SYNTAX", "values.on"),
    "a month before all days": (index(("0000-01", "1")), "DATE_RANGE", "values.on"),
    "a value twice": (index(("2024-01", "1"), ("2024-01", "2")), "DUPLICATE_ID", "values.on"),
    "no value": (index("x"), "TYPE_WRONG", "values"),
    "no source": (index(source=" "), "TEXT_EMPTY", "source"),
    "no escalation": (lambda: ct.Rate("1", "CNY", escalation=3), "TYPE_WRONG", "escalation"),  # type: ignore[arg-type]
    "steps beside it": (
        lambda: ct.Rate("1", "CNY", then=[(D, ct.Money(1, "CNY"))], escalation=ct.Escalation(percent="1")),
        "KEY_CONFLICT",
        "escalation",
    ),
    "a value that is not there": (lambda: following(lag=None), "INDEX_MISSING", "escalation.index"),
    "a rate beyond all bounds": (
        lambda: line(ct.Rate("1000000000000", "CNY", escalation=ct.Escalation(percent="1000"))),
        "VALUE_RANGE",
        "escalation",
    ),
    "less than nothing": (
        lambda: line(percent="-60", compounding="simple"),
        "PRICE_NEGATIVE",
        "rate",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_makes_no_sense_is_refused(name: str) -> None:
    make, code, field = REFUSED[name]
    with pytest.raises(ct.TermsError) as caught:
        make()
    assert (caught.value.code, caught.value.field) == (code, field)
    for lang in ct.Lang:
        assert caught.value.message(lang)
        assert caught.value.remedy(lang)


def test_two_indices_of_one_id_are_refused() -> None:
    other = ct.Index(id="CPI", values=[*CPI.values, ("2026-12", "1")])
    second = ct.Contract(id="D", lines=[following(index=other)])
    with pytest.raises(ct.TermsError) as caught:
        ct.Register([lease(following()), second])
    assert (caught.value.code, caught.value.contract, caught.value.line) == ("INDEX_DIFFERS", "D", "a")
    assert ct.Register([second]).indices == (other,)


def test_a_line_without_an_index_is_known_beside_one_that_has_one() -> None:
    of = ct.Contract(id="C", lines=[following(), evolve(line(percent="3"), id="b")])
    first, second = ct.in_force(of, date(2024, 6, 1)).contract.lines
    assert rates(first) == [("2025-01-01", "1000.00"), ("2026-01-01", "1000.00")]
    assert second == of.lines[1]
    assert str(ct.schedule(of).total()) == "74770.80 CNY"


def test_a_rate_of_nothing_that_stays_so_keeps_the_steps_of_its_quantity() -> None:
    """Each step in advance has a row, be it one of 0."""
    quantity = [(SERVICE.start, 0), (date(2024, 1, 2), 1)]
    plain = ct.Rate("0", "CNY", quantity=quantity)
    billing = ct.Cyclic(ct.YEARLY, when="advance")

    def rows(rate: ct.Rate) -> list[str]:
        of = ct.Line(id="a", price=rate, service=SERVICE, billing=billing)
        return [row.kind for row in ct.schedule(lease(of))]

    assert (
        rows(evolve(plain, escalation=ct.Escalation(percent="0"))) == rows(plain) == ["cyclic", "step"] + ["cyclic"] * 2
    )


def test_other_bills_leave_the_rates_as_they_are() -> None:
    """The anniversaries and the base stay those of the whole service."""
    change = ct.Change(line="a", billing=ct.Rebilling(every=ct.QUARTERLY))
    for of in (line(percent="3"), following()):
        found = ct.schedule(lease(of, ct.Amendment(id="A1", signed=date(2025, 4, 1), change=[change])))
        assert found.total() == ct.schedule(lease(of)).total()


def test_a_line_that_ends_before_its_rate_changes_has_no_provisional_days() -> None:
    change = ct.Amendment(id="A1", signed=date(2025, 1, 1), change=[ct.Change(line="a", rate=ct.Money.of("2", "CNY"))])
    end = ct.Amendment(id="A2", signed=date(2025, 2, 1), effective=date(2024, 7, 1), end=["a"])
    of = line(ct.Rate("1", "CNY"))
    (found,) = ct.in_force(lease(of, change, end)).contract.lines
    assert provisional_days(found) == []
    assert str(ct.schedule(lease(of, change, end)).total()) == "6.00 CNY"


def test_what_a_revised_value_brings_is_explained() -> None:
    index = ct.Index(id="CPI", values=[*CPI.values, ("2024-12", "105", date(2025, 6, 1))])
    plan = ct.schedule(lease(following(index=index)))
    place = [row.kind for row in plan].index("catch-up")
    found = plan.explain(place)

    assert (found.recompute(), found.due and found.due.basis) == (1000, "index")
    assert (
        "by the terms with the index CPI 2024-12 known it comes to 1050.00, of which 1040.00 had been reached"
        in found.say()
    )


def test_a_rate_that_goes_on_is_explained_by_the_steps_that_hold_then() -> None:
    of = evolve(line(percent="3"), service=ct.Period.since(SERVICE.start))
    steps = steps_during(of, date(2027, 2, 1), date(2028, 2, 1))
    assert [str(step.amount) for step in steps] == ["1092.73 CNY", "1125.51 CNY"]
    assert steps_during(line(ct.Total("1", "CNY")), SERVICE.first, SERVICE.last) == ()
