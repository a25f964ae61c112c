"""What changed between two states of knowledge, and what did it."""

from datetime import date
from typing import Any

import pytest

import contracts as ct

RENT = ct.Line(
    id="rent",
    price=ct.Rate("4000", "CNY"),
    service=ct.Period.through(date(2017, 1, 1), date(2017, 12, 31)),
    billing=ct.Cyclic(ct.MONTHLY),
)
BUILD = ct.Line(
    id="build",
    price=ct.Total("300000", "CNY"),
    billing=ct.Stages((ct.Stage(name="尾款", amount=ct.Money.of("300000", "CNY"), after="accepted", months=1),)),
)


def dearer(id: str, signed: date, rate: str, effective: date | None = None) -> ct.Amendment:
    change = ct.Change(line="rent", rate=ct.Money.of(rate, "CNY"))
    if effective is None:
        return ct.Amendment(id=id, signed=signed, change=[change])
    return ct.Amendment(id=id, signed=signed, effective=effective, change=[change])


LEASE = ct.Contract(
    id="A",
    lines=[RENT, BUILD],
    events={"accepted": date(2017, 8, 15)},
    amendments=[
        dearer("A1", date(2017, 10, 1), "4500"),
        dearer("A2", date(2017, 12, 10), "4600", date(2017, 11, 1)),
    ],
)


def rows(*known_on: date, of: Any = LEASE) -> list[tuple[Any, ...]]:
    found = ct.compare(of, known_on=(known_on[0], known_on[1])).records()
    return [(row["line"], row["due"], row["before"], row["after"], row["amendment"]) for row in found]


def test_rows_that_changed_are_told_with_the_amendment_that_did_it() -> None:
    assert [
        (line, str(due), None if before is None else str(before), str(after), by)
        for line, due, before, after, by in rows(date(2017, 9, 1), date(2017, 12, 31))
    ] == [
        ("rent", "2017-10-31", "4000.00", "4500.00", "A1"),
        ("rent", "2017-11-30", "4000.00", "4500.00", "A1"),
        ("rent", "2017-12-10", None, "100.00", "A2"),  # what November costs more, known in December
        ("rent", "2017-12-31", "4000.00", "4600.00", "A2"),
    ]


def test_an_event_gives_a_day_and_no_amendment_did_it() -> None:
    (dated, undated) = rows(date(2017, 8, 14), date(2017, 8, 15))
    assert (dated[1], dated[2], str(dated[3]), dated[4]) == (date(2017, 9, 15), None, "300000.00", None)
    assert (undated[1], str(undated[2]), undated[3], undated[4]) == (None, "300000.00", None, None)


def test_between_two_days_on_which_the_same_is_known_nothing_changed() -> None:
    assert rows(date(2017, 10, 1), date(2017, 12, 9)) == []
    assert rows(date(2017, 12, 10), date(2017, 12, 10)) == []


def test_two_amendments_of_one_day_stand_together() -> None:
    twice = ct.Contract(
        id="A",
        lines=[RENT],
        amendments=[
            dearer("A1", date(2017, 10, 1), "4500"),
            dearer("A2", date(2017, 10, 1), "4600", date(2017, 11, 1)),
        ],
    )
    assert {row[4] for row in rows(date(2017, 9, 1), date(2017, 12, 31), of=ct.Register([twice]))} == {"A1, A2"}


@pytest.mark.parametrize(
    ("known_on", "code"),
    [
        ((date(2017, 2, 1), date(2017, 1, 1)), "DATE_ORDER"),
        ((date(2017, 2, 1),), "TYPE_WRONG"),
        (date(2017, 2, 1), "TYPE_WRONG"),
    ],
)
def test_what_is_no_earlier_and_later_day_is_refused(known_on: Any, code: str) -> None:
    with pytest.raises(ct.TermsError) as caught:
        ct.compare(LEASE, known_on=known_on)
    assert (caught.value.code, caught.value.field) == (code, "known_on")


def test_a_statement_knows_what_is_known_on_a_day() -> None:
    def falling(known_on: date | None) -> list[str]:
        sheet = ct.obligations([LEASE], as_of=date(2017, 9, 30), known_on=known_on)
        return [f"{row['line']} {row['period']} {row['amount']}" for row in sheet.records()]

    assert falling(date(2017, 9, 30)) == ["rent 2017 12000.00"]
    assert falling(None) == ["rent 2017 13700.00"]
    assert falling(date(2017, 8, 1)) == ["build undated 300000.00", "rent 2017 12000.00"]
    shares = ct.shares([LEASE], known_on=date(2017, 9, 30), by="contract")
    assert [str(row["amount"]) for row in shares.records()] == ["348000.00"]


def test_a_schedule_or_a_table_knows_one_state_only() -> None:
    plan = ct.schedule(LEASE)
    for made in (plan, plan.to_frame()):
        with pytest.raises(ct.TermsError) as caught:
            ct.schedule(made, known_on=date(2017, 9, 30))
        assert caught.value.code == "SCHEDULE_MADE"
