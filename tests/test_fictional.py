"""The fictional register: every key and every word of the file format appears in it, and its figures are right.

The figures that are asserted were worked out by hand, from the terms as they stand in the files.
"""

import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import contracts as ct
from contracts import tables
from contracts.shapes.schema import schema

FOLDER = Path(__file__).parents[1] / "examples" / "fictional"
FILES = sorted(FOLDER.glob("*.toml"))
REGISTER = ct.load(*FILES)
END = date(2025, 12, 31)
SCHEMA = schema()


def said(value: Any, shape: dict[str, Any], name: str) -> Iterator[str]:
    """Every key of every table that is said, after what describes its table, and every word, as `key word`."""
    shapes = [shape, *shape.get("anyOf", ())]
    shapes += [SCHEMA["$defs"][one["$ref"].rsplit("/", 1)[1]] for one in shapes if "$ref" in one]
    if isinstance(value, dict):
        for key, item in value.items():
            for one in shapes:
                if key in one.get("properties", ()):
                    yield f"{one['description']} {key}"
                    yield from said(item, one["properties"][key], key)
                elif isinstance(one.get("additionalProperties"), dict):
                    yield from said(item, one["additionalProperties"], name)
    elif isinstance(value, list):
        for item in value:
            for one in shapes:
                if "items" in one:
                    yield from said(item, one["items"], name)
    elif any(value in one.get("enum", ()) for one in shapes):
        yield f"{name} {value}"


def sayable(shape: dict[str, Any], name: str) -> Iterator[str]:
    """What there is to say, in the same words."""
    for key, item in shape.get("properties", {}).items():
        yield f"{shape['description']} {key}"
        yield from sayable(item, key)
    for word in shape.get("enum", ()):
        yield f"{name} {word}"
    for one in (*shape.get("anyOf", ()), *(shape[key] for key in ("items", "additionalProperties") if shape.get(key))):
        yield from sayable(one, name)


def test_every_key_and_every_word_appears() -> None:
    found = {each for path in FILES for each in said(tomllib.loads(path.read_text("utf-8")), SCHEMA, "")}
    every = set(sayable(SCHEMA, "")) | {each for one in SCHEMA["$defs"].values() for each in sayable(one, "")}
    assert sorted(every - found) == []
    assert len(found) > 150


def test_every_kind_and_every_state_appears() -> None:
    sheet = ct.match(REGISTER, END).installments()
    kinds = {"cyclic", "step", "stage", "once", "catch-up", "adjustment", "retention", "release", "opening"}
    assert set(sheet.columns["kind"]) == kinds
    assert set(sheet.columns["state"]) == {"not due", "due", "part paid", "paid", "overdue", "undated"}
    assert set(sheet.columns["currency"]) == {"CNY", "USD"}


# what always holds

#: Edges of what happens, and days between.
DAYS = (date(2023, 7, 15), date(2024, 12, 31), date(2025, 5, 8), date(2025, 9, 15), date(2025, 10, 20), END)


def sums(sheet: ct.Sheet, *names: str) -> dict[str, dict[str, int]]:
    """The columns of a sheet, summed by contract, in minor units."""
    found: dict[str, dict[str, int]] = {}
    for i, contract in enumerate(sheet.columns["contract"]):
        of = found.setdefault(contract, dict.fromkeys(names, 0))
        for name in names:
            of[name] += sheet.columns[name][i]
    return found


@pytest.mark.parametrize("known_on", [None, date(2025, 8, 24), date(2026, 6, 30)], ids=str)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_identities(day: date, known_on: date | None) -> None:
    """Those of the statements, contract by contract."""
    figures = tables.CUTOFF.names[1:-1]
    whole = sums(ct.cutoff(REGISTER, day, known_on=known_on), *figures)
    matching = ct.match(REGISTER, day, known_on=known_on)
    payments = sums(matching.payments(), "applied", "unapplied")
    left = sums(ct.ageing(REGISTER, day, known_on=known_on), "open")
    for contract, row in whole.items():
        assert row["earned"] - row["paid"] == row["payable"] - row["prepaid"]
        assert row["earned"] + row["commitment"] == row["value"]
        of = payments.get(contract, {"applied": 0, "unapplied": 0})
        assert of["applied"] + of["unapplied"] == row["paid"]
        assert left.get(contract, {"open": 0})["open"] - of["unapplied"] == row["value"] - row["paid"]
    for by in ("line", "payer"):
        assert sums(ct.cutoff(REGISTER, day, known_on=known_on, by=by), *figures) == whole
    known = known_on or day
    columns = {"open": sums(ct.ageing(REGISTER, day, known_on=known), "open"), "commitment": whole}
    for basis, name in (("due", "open"), ("earned", "commitment")):
        rest = sums(ct.obligations(REGISTER, as_of=day, known_on=known, horizon=day, basis=basis), "amount")
        found = {contract: row["amount"] for contract, row in rest.items() if row["amount"]}
        assert found == {contract: row[name] for contract, row in columns[name].items() if row[name]}
    ahead = ct.obligations(REGISTER, as_of=day, known_on=known_on or day, horizon=day)
    for contract, later in sums(ahead, "amount").items():
        assert later["amount"] == whole[contract]["value"] - whole[contract]["due"]


def test_roll_forwards_chain() -> None:
    quarters = [ct.FiscalCalendar(1).period_of(date(2025, month, 1), ct.QUARTER) for month in (1, 4, 7, 10)]
    parts = [ct.rollforward(REGISTER, quarter).columns for quarter in quarters]
    year = ct.rollforward(REGISTER, ct.Period(quarters[0].start, quarters[-1].end)).columns
    for i in range(len(year["contract"])):
        assert [part["closing"][i] for part in parts[:-1]] == [part["opening"][i] for part in parts[1:]]
        for name in ("added", "released", "amended", "transfer"):
            assert sum(part[name][i] for part in parts) == year[name][i]


# the figures


def due(contract: str, known_on: date = END, **of: str) -> list[tuple[str, str, str, Decimal]]:
    """The installments of a contract: line, due day, kind and amount, as known on a day."""
    plan = ct.schedule(REGISTER[contract], known_on=known_on, horizon=known_on)
    rows = plan.to_frame()
    for name, value in of.items():
        rows = rows[rows[name] == value]
    days = ["" if str(day) == "NaT" else str(day.date()) for day in rows["due"]]
    return list(zip(rows["line"], days, rows["kind"], rows["amount"], strict=True))


def amounts(contract: str, known_on: date = END, **of: str) -> list[Decimal]:
    return [amount for *_, amount in due(contract, known_on, **of)]


def wan(*figures: str) -> list[Decimal]:
    """Amounts in 万元, as they stand in the files."""
    return [Decimal(figure) * 10_000 for figure in figures]


def test_a_change_in_mid_month_that_was_signed_later() -> None:
    """Half of April at 3, half at 3.6; the bill of April was sent at 3."""
    assert amounts("FX-14", date(2025, 5, 7)) == wan(*["3"] * 12)
    assert amounts("FX-14", date(2025, 5, 8)) == wan("3", "3", "3", "3", "0.3", *["3.6"] * 8)
    assert due("FX-14", kind="catch-up") == [("rent", "2025-05-08", "catch-up", Decimal(3000))]


def test_a_suspension_that_moves_the_end() -> None:
    """October is not served; 31 days more are those of January."""
    assert amounts("FX-14")[9:] == wan("3.6", "0", "3.6", "3.6", "3.6")
    assert due("FX-14")[-1][1] == "2026-01-31"


def test_a_rate_that_follows_an_index_in_a_renewed_term() -> None:
    """2 × (40 % + 60 % × 1.03) = 2.036, to the hundred 元 2.04; 2 × (40 % + 60 % × 1.05) = 2.06, known late."""
    assert amounts("FX-15", date(2025, 5, 1)) == wan(*["6"] * 4, *["6.12"] * 4)
    assert amounts("FX-15", date(2025, 5, 2)) == wan(*["6"] * 4, *["6.12"] * 8)
    assert amounts("FX-15")[8:] == wan("6.12", "0.06", "6.18", "6.18", "6.18")
    assert due("FX-15", kind="catch-up") == [("racks", "2025-10-20", "catch-up", Decimal(600))]
    (again,) = (one for one in ct.expected(REGISTER, until=date(2027, 12, 31), known_on=END) if one.id == "FX-15")
    assert ct.schedule(again).total() == ct.Money.of(247_200, "CNY")  # a year more, and no more, at 2.06


@pytest.mark.parametrize(
    ("line", "rates"),
    [
        ("parking", ["0.3", "0.315", "0.33"]),  # 5 % of the base each January
        ("depot", ["0.8", "0.824", "0.8446"]),  # 3 %, then 2.5 % of 0.824, each March
        ("fitting", ["0.5", "0.449275", "0.449275"]),  # 0.5 × 3.1 / 3.45 = 0.44927536…
        ("store", ["1", "0.9"]),
    ],
)
def test_rates_that_change_by_themselves(line: str, rates: list[str]) -> None:
    found = amounts("FX-16", line=line)
    assert [found[place] for place in ([0, 2] if line == "store" else [0, 12, 24])] == wan(*rates)


def test_works_with_retention_deductions_and_a_settlement() -> None:
    """100 less 1.5 and 2 more are 100.5, of which 3 % wait for a year after the acceptance of 10 September."""
    works = due("FX-17", line="works")
    assert sum(row[3] for row in works) == 1_005_000
    assert [row[3] for row in works if row[2] == "retention"] == wan("-0.9", "0.045", "-1.2", "-0.9", "-0.06")
    assert [row[1:] for row in works if row[2] == "release"] == [("2026-09-10", "release", Decimal(30_150))]
    assert [row[1] for row in works if row[2] == "adjustment"] == ["2025-05-20", "2025-10-10"]
    before = due("FX-17", date(2025, 9, 14), line="works")
    assert [row[1] for row in before if row[3] in wan("30", "2.955")] == ["2025-03-03", "", ""]  # 3 % of 98.5
    assert due("FX-17", line="cabling")[-1][1:] == ("2026-09-30", "release", Decimal(9_750))  # 5 % of 20 − 0.2 − 0.3
    assert due("FX-17", line="lifts")[-1][1:] == ("2025-12-09", "release", Decimal(2_000))  # 90 days after


def test_an_early_end_and_what_comes_back() -> None:
    """Of the third quarter of support, 77 of 92 days were served: 1.2 × 15/92 comes back, 0.19565217… 万元."""
    assert amounts("FX-18", line="seats") == wan("0.5", "0.5", "0.5", *["0.75"] * 4, "0.5", "0.25")
    assert due("FX-18", line="support")[-1] == ("support", "2025-08-25", "catch-up", Decimal("-1956.52"))
    assert round(Fraction(12_000 * 15, 92) * 100) == 195_652
    assert amounts("FX-18", line="training") == wan("2.5")
    (row,) = (row for row in paid_rows(END) if row["payment"] == "P-18-4")
    assert (row["applied"], row["unapplied"]) == (Decimal("-1956.52"), 0)


def test_another_total_a_later_end_and_a_line_more() -> None:
    """65 − 30 over two quarters; of the second half of it, one bill becomes two."""
    assert amounts("FX-19", date(2025, 6, 30)) == wan("15", "15", "17.5", "17.5", "2")
    assert amounts("FX-19") == wan("15", "15", "17.5", "8.75", "8.75", "2")


def test_bills_that_are_sent_otherwise() -> None:
    """The price of messages stays 0.6 a month; that of calls changes inside of its year, after 181 days of it."""
    assert amounts("FX-20", line="messages") == wan(*["0.6"] * 6, "1.8", "1.8")
    assert [row[1] for row in due("FX-20", line="messages")[6:]] == ["2025-08-15", "2025-11-15"]
    calls = due("FX-20", line="calls")
    assert calls[0][1:] == ("2025-06-30", "cyclic", Decimal(round(Fraction(4_800_000 * 181, 365))) / 100)
    assert [row[3] for row in calls[1:5]] == wan("0.42", "0.42", "0.42", "0.84")
    assert calls[1][1] == "2025-08-30"


def test_a_contract_in_dollars_paid_in_both_currencies() -> None:
    rows = [row for row in paid_rows(END) if row["contract"] == "FX-21"]
    assert [(row["applied"], row["currency"]) for row in rows] == [(Decimal("6000.25"), "USD")] * 2
    (row,) = (row for row in ct.ledger(REGISTER, END).records() if row["contract"] == "FX-21")
    assert (row["value"], row["open"]) == (Decimal("12000.50"), 0)
    shown = ct.present(ct.cutoff(REGISTER, END, known_on=date(2026, 1, 4)), REGISTER, END, known_on=date(2026, 1, 4))
    (row,) = (row for row in shown.records() if row["contract"] == "FX-21")
    assert (row["value"], row["currency"]) == (round(Decimal("12000.50") * Decimal("7.03"), 2), "CNY")


def test_renewals_and_what_goes_on() -> None:
    assert len(due("FX-22", date(2025, 11, 27))) == 12
    assert len(due("FX-22", date(2025, 11, 28))) == 24
    assert amounts("FX-23") == wan("1.2")  # notice was given in time
    assert amounts("FX-24", date(2025, 6, 30)) == wan("0.12", "0.12", "0.12")


def paid_rows(as_of: date, known_on: date | None = None) -> list[dict[str, Any]]:
    return list(ct.match(REGISTER, as_of, known_on=known_on).payments().records())


def test_one_payment_over_three_contracts() -> None:
    paid: dict[str, Decimal] = {}
    for row in paid_rows(END):
        if row["payment"] == "P-20250704":
            paid[row["contract"]] = paid.get(row["contract"], Decimal(0)) + row["applied"] + row["unapplied"]
    assert paid == dict(zip(("FX-14", "FX-16", "FX-22"), wan("10.5", "6", "4.2"), strict=True))
    (row,) = (row for row in ct.cutoff(REGISTER, END).records() if row["contract"] == "FX-14")
    assert [row[name] for name in ("earned", "paid", "payable", "overdue")] == wan("37.5", "30.3", "7.2", "3.6")


def test_a_void_and_what_was_recorded_late() -> None:
    """P-18-3b counts for those who knew of it and not of the void; P-20-1 only once it was recorded."""
    for known_on, there in ((date(2025, 10, 7), 1), (date(2025, 10, 8), 2), (date(2025, 10, 20), 1)):
        assert len({row["payment"] for row in paid_rows(END, known_on) if row["payment"].startswith("P-18-3")}) == there
    for known_on, there in ((date(2026, 1, 5), 0), (date(2026, 1, 6), 1)):
        assert len({row["payment"] for row in paid_rows(END, known_on) if row["payment"] == "P-20-1"}) == there


def test_the_report_differs_by_two_digits_that_change_places() -> None:
    rows = {row["contract"]: row for row in ct.reconcile(REGISTER, 2025).records()}
    assert [name for name, row in rows.items() if row["finding"] == "unexplained"] == ["FX-10", "*sum*", "*footing*"]
    assert rows["FX-10"]["difference"] == 9_000
    assert rows["*total*"]["finding"] == "within rounding"


def test_tax_in_the_price_another_payer_and_days_until_resumed() -> None:
    """1.09 with 9 % are 1 and 0.09; from July on 10 900 × 6/106 = 616.98…; September is not served."""
    assert amounts("FX-25", line="network") == wan(*["1.09"] * 8, "0", *["1.09"] * 3)
    frame = ct.schedule(REGISTER["FX-25"], known_on=END).to_frame(tax=True)
    network = frame[frame["line"] == "network"]
    assert list(network["net"][:6]) == wan(*["1"] * 6)
    assert list(network["tax"][6:9]) == [Decimal("616.98"), Decimal("616.98"), Decimal("0.00")]
    borne = ct.shares(ct.schedule(REGISTER["FX-25"], known_on=END), per=ct.HALF).to_frame()
    second = borne[(borne["line"] == "network") & (borne["period"] == "2025-H2")]
    assert dict(zip(second["payer"], second["amount"], strict=True)) == dict(
        zip(("市本级", "甲区", "乙区"), wan("2.725", "1.3625", "1.3625"), strict=True)
    )


def test_a_payer_that_leaves() -> None:
    """8.75 万元 by 4:3:2:1 until the end of 2025, and by 4:4:2 after it."""
    rows = ct.shares(REGISTER["FX-19"], per=ct.QUARTER, known_on=END).records()
    shares = {(row["period"], row["payer"]): row["amount"] for row in rows if row["line"] == "integration"}
    for period, parts in (("2025-Q4", ("3.5", "2.625", "1.75", "0.875")), ("2026-Q1", ("3.5", "3.5", "1.75"))):
        assert [amount for (name, _), amount in shares.items() if name == period] == wan(*parts)


def test_tax_in_a_price() -> None:
    """Included are 7000 × 6/106 = 396.226…, then 7000 × 3/103 = 203.883…; and 486 000 × 13/113 = 55 911.504…."""
    repairs = ct.schedule(REGISTER["FX-22"], known_on=END).sheet(tax=True).columns["tax"]
    assert (repairs[11], repairs[12]) == (39_623, 20_388)
    assert sum(ct.schedule(REGISTER["FX-06"]).sheet(tax=True).columns["tax"]) == 5_591_150


def test_a_line_that_is_taken_over() -> None:
    """What had fallen due before is one row; 2 of its 48 are paid in March, the years after as they fall due."""
    assert due("FX-26")[0] == ("line", "2022-12-31", "opening", Decimal(480_000))
    assert amounts("FX-26") == wan("48", "24", "24")
    (row,) = (row for row in ct.cutoff(REGISTER, date(2023, 6, 30)).records() if row["contract"] == "FX-26")
    assert [row[name] for name in ("value", "due", "paid")] == wan("96", "48", "48")
    with pytest.raises(ct.TermsError, match="FX-26"):
        ct.cutoff(REGISTER, date(2022, 6, 30))
