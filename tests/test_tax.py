"""Tax by example: value added tax in China was 17 %, from May 2018 16 % and from April 2019 13 %."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

import contracts as ct
from contracts.schedules.workings import Taxed

VAT = ct.Tax(ct.TaxRate.of([(None, 17), (date(2018, 5, 1), 16), (date(2019, 4, 1), 13)]))
LINE = ct.Line(
    id="rent",
    price=ct.Rate("1170", "CNY"),
    service=ct.Period.through(date(2018, 1, 1), date(2018, 12, 31)),
    billing=ct.Cyclic(ct.QUARTERLY),
    tax=VAT,
)
LEASE = ct.Contract(id="A", lines=[LINE])
SPRING = date(2018, 3, 31)


def taxed(contract: ct.Contract, **options: Any) -> list[tuple[str, str, str]]:
    """Net, tax and rate of each row."""
    columns = ct.schedule(contract, **options).to_frame(tax=True)
    return [
        (str(net), str(tax), rate) for net, tax, rate in zip(columns.net, columns.tax, columns.tax_rate, strict=True)
    ]


def test_a_bill_over_a_change_of_the_rate_has_both() -> None:
    """30 of its 91 days have 17 %: 385.71 with 56.04 of tax; the rest, 784.29, has 108.18."""
    assert taxed(LEASE) == [
        ("1000.00", "170.00", "17"),
        ("1005.78", "164.22", "17 / 16"),
        ("1008.62", "161.38", "16"),
        ("1008.62", "161.38", "16"),
    ]


def test_the_due_day_says_the_rate_where_the_terms_say_so() -> None:
    calendar = ct.Calendar(id="labour", holidays=[date(2018, 4, 30)], weekend=[])
    line = evolve(LINE, billing=ct.Cyclic(ct.MONTHLY), tax=evolve(VAT, by="due"), calendar=calendar)
    rates = [rate for _, _, rate in taxed(evolve(LEASE, lines=[line]))]
    assert rates[:5] == ["17", "17", "17", "16", "16"]
    in_advance = evolve(line, billing=ct.Cyclic(ct.MONTHLY, when="advance"), calendar=None, roll=None)
    assert [rate for _, _, rate in taxed(evolve(LEASE, lines=[in_advance]))][3:5] == ["17", "16"]


def test_cumulative_tax_leaves_no_rounding_behind() -> None:
    """Of 1.00 a month at 6 %, tax is 0.0566: by itself 0.06 each month, and 0.68 of all twelve."""
    line = evolve(LINE, price=ct.Rate("1", "CNY"), billing=ct.Cyclic(ct.MONTHLY), tax=ct.Tax(6))
    each = [tax for _, tax, _ in taxed(evolve(LEASE, lines=[line]))]
    assert each == ["0.06"] * 12
    together = evolve(line, tax=ct.Tax(6, rounding="cumulative"))
    upto = [Decimal(tax) for _, tax, _ in taxed(evolve(LEASE, lines=[together]))]
    assert sum(upto) == Decimal("0.68")
    assert set(upto) == {Decimal("0.05"), Decimal("0.06")}


def test_what_has_no_service_goes_by_its_own_day() -> None:
    stages = ct.Stages(
        [
            ct.Stage(name="first", percent=Decimal(50), on=date(2018, 4, 30)),
            ct.Stage(name="last", percent=Decimal(50), after="accepted"),
        ]
    )
    line = ct.Line(id="goods", price=ct.Total("200", "CNY"), billing=stages, tax=VAT)
    contract = ct.Contract(id="A", lines=[line])
    assert [rate for _, _, rate in taxed(contract)] == ["17", "13"]
    assert [rate for _, _, rate in taxed(contract.with_event("accepted", date(2018, 6, 1)))] == ["17", "16"]


def test_adjustments_and_what_is_withheld_have_their_tax() -> None:
    penalty = ct.Adjustment(id="K1", on=date(2018, 7, 5), amount=ct.Money.of("-100", "CNY"), kind="penalty")
    kept = ct.Retention(percent=Decimal(5), release=ct.Release(on=date(2019, 12, 31)))
    line = evolve(LINE, adjustments=[penalty], retention=kept)
    rows = ct.schedule(evolve(LEASE, lines=[line])).sheet(tax=True)
    found = list(zip(*(rows.columns[name] for name in ("kind", "net", "tax", "tax_rate")), strict=True))
    assert ("adjustment", -8621, -1379, "16") in found
    assert found[4:6] == [("retention", -5000, -850, "17"), ("retention", -5029, -821, "17 / 16")]
    release = found[-1]
    withheld = [row for row in found if row[0] == "retention"]
    assert (release[0], release[3]) == ("release", "17 / 16")
    assert release[1:3] == (-sum(row[1] for row in withheld), -sum(row[2] for row in withheld))


def test_an_amendment_changes_the_tax_of_what_falls_due_from_its_signing_on() -> None:
    """It is signed in November and takes effect in August: the bill of September was issued, the last one was not."""
    late = ct.Amendment(
        id="S1", signed=date(2018, 11, 5), effective=date(2018, 8, 1), change=[ct.Change(line="rent", tax=6)]
    )
    amended = evolve(LEASE, amendments=[late])
    assert taxed(amended)[:3] == taxed(LEASE)[:3]
    assert taxed(amended)[3] == ("1103.77", "66.23", "6")
    assert taxed(amended, known_on=date(2018, 11, 4)) == taxed(LEASE)
    assert [row.amount for row in ct.schedule(amended)] == [row.amount for row in ct.schedule(LEASE)]
    assert ct.in_force(amended).contract.lines[0].tax == evolve(
        VAT, rate=[(None, 17), (date(2018, 5, 1), 16), (date(2018, 8, 1), 6)]
    )


def test_a_catch_up_has_the_rate_of_the_days_that_it_is_for() -> None:
    dearer = ct.Change(line="rent", rate=ct.Money.of("1287", "CNY"))
    late = ct.Amendment(id="S1", signed=date(2018, 8, 5), effective=date(2018, 1, 1), change=[dearer])
    (net, tax, rate) = taxed(evolve(LEASE, amendments=[late]))[2]
    assert (net, tax, rate) == ("100.00", "17.00", "17")


def test_a_line_that_ended_keeps_its_amended_tax() -> None:
    """Its end cuts a bill, and its final value brings a row to it."""
    change = ct.Amendment(id="S1", signed=date(2018, 4, 1), change=[ct.Change(line="rent", tax=6)])
    ending = ct.Amendment(
        id="S2",
        signed=date(2018, 8, 1),
        end=["rent"],
        final={"rent": ct.Money.of("2500", "CNY")},
        effective=date(2018, 8, 15),
    )
    ended = evolve(LEASE, amendments=[change, ending])
    assert [rate for _, _, rate in taxed(ended)] == ["17", "6", "6"]
    terms = ct.in_force(ended)
    assert terms.endings["rent"].before.tax == terms.contract.lines[0].tax


def test_what_is_renewed_goes_on_with_its_tax() -> None:
    fee = evolve(LINE, id="fee", price=ct.Total("1060", "CNY"))
    renewal = ct.Renewal(term=ct.YEARLY)
    change = ct.Amendment(id="S1", signed=date(2018, 6, 1), change=[ct.Change(line="fee", tax=6)])
    contract = ct.Contract(id="A", lines=[fee, LINE], renewal=renewal, amendments=[change])
    sheet = ct.schedule(contract, known_on=date(2019, 1, 1)).sheet(tax=True).columns
    again = [rate for line, rate in zip(sheet["line"], sheet["tax_rate"], strict=True) if line == "fee+1"]
    assert again == ["6"] * 4


def test_a_line_added_by_an_amendment_brings_its_tax() -> None:
    more = evolve(LINE, id="more", tax=ct.Tax(6))
    added = evolve(LEASE, amendments=[ct.Amendment(id="S1", signed=SPRING, add=[more])])
    sheet = ct.schedule(added).sheet(tax=True).columns
    assert dict(zip(sheet["line"], sheet["tax_rate"], strict=True)) == {"more": "6", "rent": "16"}


def test_without_a_tax_nothing_is_said() -> None:
    plain = evolve(LEASE, lines=[evolve(LINE, tax=None)])
    columns = ct.schedule(plain).sheet(tax=True).columns
    assert [columns[name] for name in ("net", "tax", "tax_rate")] == [[None] * 4] * 3
    frame = ct.schedule(plain).to_frame("minor", tax=True)
    assert (list(frame.columns[-3:]), str(frame.net.dtype)) == (["net", "tax", "tax_rate"], "Int64")
    assert ct.schedule(frame.iloc[:0][["contract", "line"]]).sheet(tax=True).columns["tax"] == []
    with pytest.raises(ct.NotThereError) as caught:
        ct.schedule(plain).explain_tax(0)
    assert (caught.value.code, caught.value.value) == ("TAX_UNKNOWN", "rent")


def test_a_tax_is_shared_as_its_amount_is() -> None:
    """1170.00 by 2 to 1 is 780.00 and 390.00; the tax of 170.00 is 113.33 and 56.67."""
    line = evolve(LINE, allocation=ct.Allocation({"市本级": 2, "北湖区": 1}))
    schedule = ct.schedule(evolve(LEASE, lines=[line]))
    shared = schedule.sheet(by_payer=True, tax=True)
    assert shared.table.names[-5:] == ("currency", "payer", "net", "tax", "tax_rate")
    assert [shared.columns[name][:2] for name in ("payer", "amount", "net", "tax", "tax_rate")] == [
        ["市本级", "北湖区"],
        [78000, 39000],
        [66667, 33333],
        [11333, 5667],
        ["17", "17"],
    ]
    assert str(schedule.explain_tax(1, "北湖区").figure) == "54.74 CNY"
    assert "The amount shared: 164.22 because (1) 385.71" in schedule.explain_tax(1, "北湖区").say()
    with pytest.raises(ct.NotThereError):
        schedule.explain_tax(1, "苏仙区")
    chosen = schedule[1:2].sheet(by_payer=True, tax=True)
    assert chosen.columns["tax"] == shared.columns["tax"][2:4]


def test_a_share_of_tax_is_not_explained_where_weights_change() -> None:
    line = evolve(LINE, allocation=ct.Allocation({"市本级": 2, "北湖区": 1}))
    other = ct.Change(line="rent", allocation=ct.Allocation({"市本级": 1, "北湖区": 1}))
    signed = ct.Amendment(id="S1", signed=date(2018, 5, 1), change=[other])
    schedule = ct.schedule(evolve(LEASE, lines=[line], amendments=[signed]))
    assert str(schedule.explain_tax(0).figure) == "170.00 CNY"
    with pytest.raises(ct.TermsError) as caught:
        schedule.explain_tax(0, "北湖区")
    assert (caught.value.code, caught.value.value) == ("TAX_OF_PAYERS", "A rent")


def test_the_tax_is_that_of_the_rows_that_are_chosen() -> None:
    chosen = ct.schedule(LEASE)[1:3].sheet(tax=True)
    assert chosen.columns["tax"] == [16422, 16138]
    assert chosen.table.names[-4:] == ("currency", "net", "tax", "tax_rate")


def test_a_tax_is_explained() -> None:
    found = ct.schedule(LEASE).explain_tax(1)
    assert found.say() == (
        "A rent, installment 2 of 4, the tax in it: 164.22 CNY because (1) 385.71 of it, for 2018-04-01 to 2018-04-30, "
        "includes tax at 17 %: 385.71 × 17/117 = 56.043…, rounded to 56.04; (2) 784.29 of it, for 2018-05-01 to "
        "2018-06-30, includes tax at 16 %: 784.29 × 16/116 = 108.177…, rounded to 108.18; together 164.22."
    )
    assert found.to_dict()["working"]["net"] == "1005.78"
    assert isinstance(found.working, Taxed)
    assert found.working.currency == found.working.parts[0].currency == "CNY"
    whole = evolve(LEASE, lines=[evolve(LINE, tax=ct.Tax(6, rounding="cumulative"))])
    assert ct.schedule(whole).explain_tax(1).say(ct.Lang.ZH) == (
        "A rent 第 2/4 期所含税额：1170.00 按税率 6% 含税：66.22；至本期按此税率累计 2340.00，税额 2340.00 × 6/106 = "
        "132.452…，四舍五入为 132.45；此前累计 1170.00，税额 1170.00 × 6/106 = 66.226…，四舍五入为 66.23，得 66.22 元。"
    )


def test_a_change_of_tax_and_its_reversal_leave_nothing_behind() -> None:
    on = date(2018, 8, 1)
    there = ct.Amendment(id="S1", signed=date(2018, 7, 1), effective=on, change=[ct.Change(line="rent", tax=6)])
    back = ct.Amendment(id="S2", signed=date(2018, 7, 2), effective=on, change=[ct.Change(line="rent", tax=16)])
    assert taxed(evolve(LEASE, amendments=[there])) != taxed(LEASE)
    assert taxed(evolve(LEASE, amendments=[there, back])) == taxed(LEASE)
    for_a_time = ct.Change(line="rent", tax=16, until=date(2018, 8, 31))
    nothing = ct.Amendment(id="S1", signed=date(2018, 7, 1), effective=on, change=[for_a_time])
    assert taxed(evolve(LEASE, amendments=[nothing])) == taxed(LEASE)


def test_a_line_that_goes_on_has_its_tax() -> None:
    """As far as it is looked at, before and after an amendment of its rate and its tax."""
    goes_on = evolve(LEASE, lines=[evolve(LINE, service=ct.Period.since(date(2018, 1, 1)))])
    assert [rate for _, _, rate in taxed(goes_on, horizon=date(2018, 7, 1))] == ["17", "17 / 16", "16"]
    change = ct.Change(line="rent", rate=ct.Money.of("1060", "CNY"), tax=6)
    signed = ct.Amendment(id="S1", signed=date(2018, 6, 30), effective=date(2018, 7, 1), change=[change])
    amended = evolve(goes_on, amendments=[signed])
    assert taxed(amended, horizon=date(2018, 7, 1))[2] == ("1000.00", "60.00", "6")
