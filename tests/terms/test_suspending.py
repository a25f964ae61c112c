"""By how many days a suspension may make a service longer."""

from datetime import date

import contracts as ct
from contracts.terms.suspending import most_days

FIRST, LAST = date(2025, 3, 1), date(2025, 3, 10)


def test_one_that_extends_nothing_makes_nothing_longer() -> None:
    assert most_days(ct.Suspension(FIRST, LAST), []) == 0


def test_one_with_a_last_day_makes_it_longer_by_its_days() -> None:
    assert most_days(ct.Suspension(FIRST, LAST, extend=True), []) == 10


def test_one_without_makes_it_longer_until_the_last_day_on_which_it_may_be_resumed() -> None:
    amendments = [ct.Amendment(id=f"R{day}", signed=FIRST, resume=date(2025, 3, day)) for day in (5, 21)]
    assert most_days(ct.Suspension(FIRST, None, extend=True), amendments) == 20
    assert most_days(ct.Suspension(FIRST, None, extend=True), []) == 0
