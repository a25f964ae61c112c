"""The facts themselves: they say where they come from, and a wrong one would be noticed."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import pytest
from attrs import evolve

from contracts.errors import TermsError
from tests.cases import conformance
from tests.cases.answers import ANSWERS
from tests.cases.facts import LATER, Answer, Fact, Given, Json, number, read, same

FILES = {name: read(name) for name in conformance.FILES}
FACTS = [fact for _, facts in FILES.values() for fact in facts]
REACHED = [fact for fact in FACTS if fact.waits is None]


def by_id(fact: Fact) -> str:
    return fact.id


def altered(value: Json, fact: Fact) -> Iterator[Json]:
    """Wrong values, one for each part of a right one: a day late, one more, something missing."""
    if isinstance(value, dict):
        for key in value:
            yield from ({**value, key: wrong} for wrong in altered(value[key], fact))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from ([*value[:index], wrong, *value[index + 1 :]] for wrong in altered(item, fact))
        yield [*value, "one too many"]
        if value:
            yield value[:-1]
    else:
        yield altered_leaf(value, fact)


def altered_leaf(value: Json, fact: Fact) -> Json:
    if isinstance(value, bool):
        return not value
    if value is None or value.__class__ is int:
        return "another" if value is None else value + 1
    try:
        return (date.fromisoformat(value) + timedelta(days=1)).isoformat()
    except ValueError:
        pass
    try:
        return str(number(value) + 2 * fact.within + Fraction(1, 1000))
    except ValueError:
        return "2030-06-15"  # no symbolic day is on it, and no code or name is called so


def remembered(fact: Fact) -> "dict[str, Answer]":
    """The answers to a fact on every day that it speaks of, by their terms."""
    answers: dict[str, Answer] = {}

    def answer(given: Given) -> Answer:
        key = json.dumps(given)
        if key not in answers:
            try:
                answers[key] = ANSWERS[fact.ask](given)
            except TermsError as error:
                answers[key] = {"refused": error.code}
        return answers[key]

    assert fact.answered_by(answer).state != "failed"
    return answers


@pytest.mark.parametrize("fact", REACHED, ids=by_id)
def test_a_wrong_expectation_is_noticed(fact: Fact) -> None:
    """The canary of every fact: any part of what is expected of us, planted wrong, fails."""
    answers = remembered(fact)
    key = "gives" if fact.ours is None else "ours"

    for wrong in altered(getattr(fact, key), fact):
        planted = evolve(fact, **{key: wrong})
        assert planted.answered_by(lambda given: answers[json.dumps(given)]).state == "failed", wrong


@pytest.mark.parametrize("fact", [fact for fact in REACHED if fact.differs is not None], ids=by_id)
def test_a_difference_that_is_none_is_noticed(fact: Fact) -> None:
    """If we came to agree one day, the reason would have to go."""
    assert fact.ours is not None
    agreeing = evolve(fact, gives=fact.ours)

    assert agreeing.answered_by(ANSWERS[fact.ask]).reason == "we agree, though a difference is stated"


def test_a_missing_answer_is_noticed() -> None:
    fact = Fact(id="f", system="s", at="here", gives={"count": 1})

    assert fact.answered_by(lambda _: {"due": []}).reason == "no answer for count: {'due': []}"


def test_the_library_may_refuse_the_terms() -> None:
    def refuse(given: Given) -> Answer:
        raise TermsError("DATE_ORDER", field="to", value=given["to"], start="2017-01-02")

    fact = Fact(id="f", system="s", at="here", given={"to": "2017-01-01"}, gives={"refused": "DATE_ORDER"})

    assert fact.answered_by(refuse).state == "passed"


def test_a_symbolic_fact_is_held_on_several_days() -> None:
    """A wrong answer on any of them fails."""
    fact = Fact(id="f", system="s", at="here", given={"from": "T"}, gives={"due": "T+30d"})

    def due(given: Given) -> Answer:
        day = date.fromisoformat(given["from"])
        return {"due": day + timedelta(days=31 if day == date(2020, 2, 29) else 30)}

    assert fact.answered_by(due).reason == "due: expected 2020-03-30, found 2020-03-31"


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        (1, True),
        ("1", None),
        (None, Fraction(0)),
        ("2017-01-01", "2017-01-02"),
        ({"a": 1}, {"a": 1, "b": 2}),
        ([1, 2], [1]),
        (["x"], 3),
        ([1], {"0": 1}),
        (1.0, Fraction(1)),
    ],
)
def test_values_of_another_kind_are_not_the_same(expected: Json, found: object) -> None:
    assert not same(expected, found)


def test_a_tolerance_is_for_numbers_only() -> None:
    assert same("0.892", Fraction(25, 28), Fraction("0.005"))
    assert not same("0.892", Fraction(24, 28), Fraction("0.005"))
    assert not same("2017-01-01", date(2017, 1, 2), Fraction(10))


@pytest.mark.parametrize("name", FILES)
def test_facts_name_their_source(name: str) -> None:
    systems, facts = FILES[name]

    assert len({fact.id for fact in facts}) == len(facts)
    assert {fact.system for fact in facts} == set(systems)
    assert all(system["source"] for system in systems.values())
    assert all(fact.at and fact.gives for fact in facts)


def test_what_is_not_passed_says_why() -> None:
    assert all(fact.waits in LATER for fact in FACTS if fact.waits is not None)
    assert all((fact.differs is None) == (fact.ours is None) for fact in FACTS)
    assert not [fact.id for fact in FACTS if fact.differs is not None and fact.waits is not None]
    assert all((fact.waits is None) == (fact.ask in ANSWERS) for fact in FACTS)


def test_what_any_right_program_answers_we_answer_or_refuse() -> None:
    """We differ from another system's convention only, by refusing what has no sense, or in how the answer is cut."""
    differing = [fact for fact in FACTS if fact.differs is not None and not fact.convention]
    ours = {fact.id: fact.ours or {} for fact in differing}

    assert [answer for answer in ours.values() if "refused" in answer] == [{"refused": "DATE_ORDER"}] * 2
    for fact in differing:
        both = set(ours[fact.id]) & set(fact.gives)
        assert both or "refused" in ours[fact.id], "the whole of an answer differs"
        assert {key: ours[fact.id][key] for key in both} == {key: fact.gives[key] for key in both}
