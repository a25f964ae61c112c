"""Facts from elsewhere: what another system answers to a question, read from the files of this folder.

A fact has the question (`ask`) and its terms (`given`), the other system's answer
(`gives`) and where it stands (`at`). Where we differ on purpose it has the reason
(`differs`) and our own answer (`ours`), which is held just as exactly. A fact that
waits for a part of the library that is not there yet says for which (`waits`).

Where the library refuses the terms, the answer is the code of the refusal (`refused`).
Answers are computed from `given` alone, by one function for each question (see
`answers.py`), and compared as what they are: days as days, numbers as exact numbers.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, NamedTuple

from attrs import evolve, field, frozen

from contracts.errors import TermsError

Json = Any
Given = Mapping[str, Json]
Answer = Mapping[str, object]
Answerer = Callable[[Given], Answer]
State = Literal["passed", "differs", "waits", "failed"]

#: The parts of the library that facts may wait for.
LATER = frozenset(
    {
        "amendments",
        "budgets",
        "findings",
        "imports",
        "payments",
        "present values",
        "records",
        "renewal",
        "stores",
        "suspension",
        "web",
        "workbooks",
    }
)
#: The days that a fact stands for which holds on any day T, and the years for any year Y.
ANY_DAY = (date(2017, 1, 1), date(2018, 1, 31), date(2019, 12, 31), date(2020, 2, 29))
ANY_YEAR = (2017, 2020)

_HERE = Path(__file__).parent
_SYMBOL = re.compile(r"(?:T(?:\+(?P<days>\d+)d)?|Y(?P<rest>-\d\d-\d\d)?)")


class Outcome(NamedTuple):
    """How one fact came out; the reason is why we differ, what it waits for, or what was wrong."""

    system: str
    id: str
    state: State
    reason: str | None = None
    theirs: Json = None
    ours: Json = None


@frozen(kw_only=True)
class Fact:
    """One answer of another system to one question.

    Attributes:
        id: unique in its file.
        system: whose answer it is.
        at: where it stands there: file and test, page, or thread.
        gives: what the other system answers; every key of it is compared.
        topic: the word that the facts of one kind share.
        ask: the name of the question in `answers.py`; empty where the fact waits.
        given: the terms, in our own words; days may be symbolic (T, T+30d, Y-01-01).
        within: how far a number may lie from theirs, where their own test has a tolerance.
        convention: it follows from an option or convention of that system.
        differs: why our answer is another one on purpose; then `ours` is that answer.
        waits: the part of the library that it needs and that is still to come.
        note: what a reader should know of how it was transcribed.
    """

    id: str
    system: str
    at: str
    gives: Given
    topic: str = ""
    ask: str = ""
    given: Given = field(factory=dict)
    within: Fraction = field(default=Fraction(0), converter=Fraction)
    convention: bool = False
    differs: str | None = None
    ours: Given | None = None
    waits: str | None = None
    note: str | None = None

    def answered_by(self, answerer: Answerer) -> Outcome:
        """How the fact comes out with this answer, on every day that it speaks of."""
        wrong = None
        for fact in self._on_real_days():
            wrong = wrong or fact._mismatch(answerer)
        if wrong is not None:
            return Outcome(self.system, self.id, "failed", wrong)
        if self.differs is not None:
            return Outcome(self.system, self.id, "differs", self.differs, self.gives, self.ours)
        return Outcome(self.system, self.id, "passed")

    def _mismatch(self, answerer: Answerer) -> str | None:
        """What is wrong with an answer; None where it is as expected."""
        try:
            answer = answerer(self.given)
        except TermsError as error:
            answer = {"refused": error.code}
        agrees = self._compare(self.gives, answer)
        if self.ours is None:
            return agrees
        if agrees is None:
            return "we agree, though a difference is stated"
        return self._compare(self.ours, answer)

    def _compare(self, expected: Given, answer: Answer) -> str | None:
        for key, value in expected.items():
            if key not in answer:
                return f"no answer for {key}: {dict(answer)}"
            if not same(value, answer[key], self.within):
                return f"{key}: expected {value}, found {answer[key]}"
        return None

    def _on_real_days(self) -> Iterator["Fact"]:
        text = json.dumps([self.given, self.gives])
        if not any(_SYMBOL.fullmatch(word) for word in re.findall(r'"([^"]*)"', text)):
            yield self
            return
        for start in [date(year, 1, 1) for year in ANY_YEAR] if '"Y' in text else ANY_DAY:
            given, gives = _placed(self.given, start), _placed(self.gives, start)
            yield evolve(self, given=given, gives=gives)


def _placed(value: Json, start: date) -> Json:
    """The same value with its symbolic days counted from a real one."""
    if isinstance(value, Mapping):
        return {key: _placed(item, start) for key, item in value.items()}
    if isinstance(value, list):
        return [_placed(item, start) for item in value]
    match = _SYMBOL.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return value
    if match["rest"]:
        return f"{start.year}{match['rest']}"
    return (start + timedelta(days=int(match["days"] or 0))).isoformat()


def same(expected: Json, found: object, within: Fraction = Fraction(0)) -> bool:
    """Whether a value of a file is the value found: numbers by value, days by name, lists and tables inside.

    >>> same("1+13/31", Fraction(44, 31)), same("2017-01-31", date(2017, 1, 31)), same("100", "100.00")
    (True, True, False)
    """
    if isinstance(found, Mapping):
        return (
            isinstance(expected, Mapping)
            and expected.keys() == found.keys()
            and all(same(expected[key], found[key], within) for key in expected)
        )
    if isinstance(found, list | tuple):
        return (
            isinstance(expected, list)
            and len(expected) == len(found)
            and all(same(one, other, within) for one, other in zip(expected, found, strict=True))
        )
    if isinstance(found, date):
        return bool(expected == found.isoformat())
    if found is None or isinstance(found, bool | str):
        return expected == found and type(expected) is type(found)
    if not isinstance(found, int | Fraction) or not isinstance(expected, int | str):
        return False
    return abs(number(str(expected)) - found) <= within


def number(text: str) -> Fraction:
    """The exact number of `0.892`, `14/31` or `14/31+1+12/28`."""
    return sum((Fraction(part) for part in text.split("+")), Fraction(0))


def read(name: str) -> tuple[Mapping[str, Json], tuple[Fact, ...]]:
    """The systems and the facts of a file of this folder."""
    data = json.loads((_HERE / f"{name}.json").read_text(encoding="utf-8"))
    return data["systems"], tuple(Fact(**fact) for fact in data["facts"])


def outcomes(facts: tuple[Fact, ...], answerers: Mapping[str, Answerer]) -> Iterator[Outcome]:
    """How every fact comes out, in the order of the file."""
    for fact in facts:
        if fact.waits is not None:
            yield Outcome(fact.system, fact.id, "waits", fact.waits)
        else:
            yield fact.answered_by(answerers[fact.ask])
