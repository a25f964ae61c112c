"""Every message, label and sentence in both languages, and errors that carry what they say."""

import ast
import pickle
import re
import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import contracts as ct
from contracts import tables, words
from contracts.errors import ContractsError, NotThereError, Problem, RegisterError, TermsError
from contracts.statements.rules import CODES
from contracts.words import EXPLANATIONS, FINDINGS, LABELS, MESSAGES, QUOTED, SENTENCES, Lang, quoted

PACKAGE = Path(ct.__file__).parent
TABLES = tuple(table for table in vars(tables).values() if isinstance(table, tables.Table))
CHINESE = re.compile("[\u4e00-\u9fff]")
#: Texts without a word, that are the same in both languages.
SIGNS = re.compile(r"[^A-Za-z]*")


def placeholders(*texts: str) -> set[str]:
    """What is filled into some texts."""
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def bare(text: str) -> str:
    """A text without what is filled in."""
    return re.sub(r"\{[a-z_]+\}", "", text)


# messages


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_every_message_and_remedy_is_there_in_both_languages(code: str) -> None:
    english, english_remedy, chinese, chinese_remedy = MESSAGES[code]
    for text in MESSAGES[code]:
        assert text.strip() == text != ""
        assert not text.endswith((".", "。"))
    assert not CHINESE.search(bare(english) + re.sub("〔〕【】", "", bare(english_remedy)))
    assert CHINESE.search(chinese)
    assert (
        CHINESE.search(chinese_remedy) or chinese_remedy == english_remedy == "pip install 'vendor-contracts[calendar]'"
    )
    data: dict[str, Any] = dict.fromkeys(placeholders(*MESSAGES[code]), "‹value›")
    for lang in Lang:
        text = words.message(code, lang, **data) + words.remedy(code, lang, **data)
        assert "{" not in text
        assert "}" not in text
    assert words.message(code, **data) == words.message(code, Lang.EN, **data)
    assert words.remedy(code, **data) == words.remedy(code, Lang.EN, **data)


def test_what_is_filled_in_has_to_be_given() -> None:
    with pytest.raises(KeyError, match="start"):
        words.message("DATE_ORDER", field="to", value="2017-01-01")
    with pytest.raises(KeyError, match="NO_SUCH_CODE"):
        words.message("NO_SUCH_CODE")


def calls_with_a_code() -> Iterator[tuple[str, ast.Call, str]]:
    """Each call of an error with a literal code: where it is, the call, the code."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("TermsError", "NotThereError"):
                for value in ast.walk(node.args[0]):
                    if isinstance(value, ast.Constant) and isinstance(value.value, str):
                        yield f"{path.name}:{node.lineno}", node, value.value


def test_every_error_that_is_raised_gives_what_its_message_quotes() -> None:
    """Or the message itself would fail, only once somebody reads it."""
    calls = list(calls_with_a_code())
    assert len(calls) > 100
    missing = {
        place: placeholders(*MESSAGES[code]) - {keyword.arg for keyword in call.keywords}
        for place, call, code in calls
        if all(keyword.arg is not None for keyword in call.keywords)
    }
    assert {place: names for place, names in missing.items() if names} == {}


# what is quoted


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain", "plain"),
        ("市本级", "市本级"),
        (5, "5"),
        (None, "None"),
        ("a\nb\t\x07", "a\\nb\\t\\x07"),
        ("\u202e1", "\\u202e1"),
        ("\ud800", "\\ud800"),
        ("x" * QUOTED, "x" * QUOTED),
        ("x" * (QUOTED + 1), "x" * (QUOTED - 1) + "…"),
        ("\n" * 100, "\\n" * 39 + "\\…"),
        pytest.param(10**5000, "<int>", id="an int too long to print"),
    ],
)
def test_values_are_quoted_short_and_without_characters_that_mislead(value: object, text: str) -> None:
    assert quoted(value) == text
    assert len(quoted(value)) <= QUOTED


# labels, sentences, explanations


def test_columns_have_a_heading_in_both_languages() -> None:
    for table in TABLES:
        for column in table.columns:
            assert words.label(column.name) == column.name.replace("_", " ")
            assert CHINESE.search(column.zh)


def test_words_that_stand_in_cells_have_a_chinese_label() -> None:
    from contracts.kernel.expand import KINDS
    from contracts.statements import age, balances, contract_ledger, movements, reconciliation, time_limits

    said = {balances.OFFSET, movements.PAYABLE, movements.PREPAID, movements.COMMITMENT}
    said |= {*KINDS, *ct.Verdict, "undated", "later", "<=1y", "1-5y", ">5y"}
    said |= {age.CURRENT, *age.band_names("years"), *ct.Severity, time_limits.END, time_limits.WAITING}
    said |= {contract_ledger.NOT_BEGUN, contract_ledger.RUNNING, contract_ledger.ENDED, contract_ledger.SETTLED}
    assert said <= LABELS.keys()
    assert {reconciliation.SUM, reconciliation.FOOTING, reconciliation.TOTAL} <= SENTENCES.keys()
    for word, chinese in LABELS.items():
        assert CHINESE.search(chinese)
        assert words.label(word, Lang.ZH) == chinese
    assert words.label("2018-Q1", Lang.ZH) == words.label("2018-Q1") == "2018-Q1"


def facts(text: str) -> set[str]:
    """What a sentence tells; Chinese may give a number with its unit (元, 期) where English has a word, or none."""
    same = {"money": "amount", "parts": "count"}
    return {same.get(name, name) for name in placeholders(text)} - {"currency", "count"}


@pytest.mark.parametrize("texts", [SENTENCES, EXPLANATIONS], ids=["sentences", "explanations"])
def test_sentences_say_the_same_in_both_languages(texts: Mapping[str, tuple[str, str]]) -> None:
    for key, (english, chinese) in texts.items():
        assert facts(english) == facts(chinese), key
        assert not CHINESE.search(bare(english)), key
        assert CHINESE.search(bare(chinese)) or SIGNS.fullmatch(bare(chinese)), key


def test_findings_say_the_same_in_both_languages() -> None:
    for key, (english, english_clears, chinese, chinese_clears) in FINDINGS.items():
        assert placeholders(english) == placeholders(chinese), key
        assert placeholders(english_clears) == placeholders(chinese_clears) == set(), key
        assert not CHINESE.search(bare(english) + english_clears), key
        assert CHINESE.search(bare(chinese)), key
        assert CHINESE.search(chinese_clears), key
    assert {key.partition(" ")[0] for key in FINDINGS} == set(CODES)


def test_sentences_are_filled_with_values_as_they_are() -> None:
    assert words.sentence("amounts", unit="万元") == "amounts in 万元"
    assert words.sentence("amounts", Lang.ZH, unit="万元") == "金额单位: 万元"
    for key, text in EXPLANATIONS.items():
        data: dict[str, Any] = dict.fromkeys(placeholders(*text), "x")
        assert words.explanation(key, **data) == words.explanation(key, Lang.EN, **data)
        assert "{" not in words.explanation(key, Lang.ZH, **data)


# errors


def test_errors_are_one_tree() -> None:
    terms = TermsError("LINES_MISSING", field="lines", value="[]")
    there = NotThereError("CONTRACT_UNKNOWN", field="contract", value="D")
    register = RegisterError((Problem(code="LINES_MISSING", field="lines"),))
    for error, kind in ((terms, ValueError), (there, LookupError), (register, ValueError)):
        assert isinstance(error, ContractsError)
        assert isinstance(error, kind)
    assert ContractsError.code == "ERROR"
    assert (terms.code, there.code, register.code) == ("LINES_MISSING", "CONTRACT_UNKNOWN", "REGISTER")


def test_what_is_not_there_says_so_in_both_languages() -> None:
    error = NotThereError("CONTRACT_UNKNOWN", field="contract", value="D")
    assert str(error) == f"{error.message()}: {error.remedy()}"
    assert "contract" in error.message(Lang.ZH)
    assert CHINESE.search(error.remedy(Lang.ZH))


def test_errors_can_be_sent_to_another_process() -> None:
    terms = TermsError("DATE_ORDER", field="to", value="x", contract="A", line="b", start="y")
    there = NotThereError("CONTRACT_UNKNOWN", field="contract", value="D")
    register = RegisterError((Problem(code="LINES_MISSING", field="lines"),))
    for error in (terms, there, register):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ({}, ""),
        ({"file": "a.toml"}, "a.toml"),
        ({"file": "a.toml", "line_number": 12}, "a.toml:12"),
        ({"line_number": 12}, "row 12"),
        ({"file": "a.toml", "contract": "A"}, "a.toml: contract A"),
        ({"contract": "A", "line": "rent"}, "contract A, line rent"),
        ({"file": "a.toml", "line_number": 12, "contract": "A", "line": "rent"}, "a.toml:12: contract A, line rent"),
    ],
)
def test_a_problem_knows_its_place(place: dict[str, Any], text: str) -> None:
    problem = Problem(code="DATE_ORDER", field="to", value="2017-01-01", data={"start": "2017-02-01"}, **place)
    assert problem.place() == text
    sentence = f"{problem.message()}: {problem.remedy()}"
    assert str(problem) == (f"{text}: {sentence}" if text else sentence)
    assert "2017-02-01" in problem.message(Lang.ZH)
    assert CHINESE.search(problem.remedy(Lang.ZH))


def test_a_problem_without_field_and_value_is_still_a_sentence() -> None:
    assert Problem(code="LINES_MISSING").message().startswith(": the contract has no line")


def test_all_problems_of_a_register_are_told_together() -> None:
    problems = tuple(Problem(code="LINES_MISSING", field="lines", contract=name) for name in "AB")
    error = RegisterError(problems)
    assert str(error).splitlines() == [str(problem) for problem in problems]
    assert error.problems == problems
