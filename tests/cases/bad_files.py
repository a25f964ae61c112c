"""Register files as users and attackers get them wrong, each with what must become of it.

Transcribed from the collection of bad input (areas toml, json, encoding and domain) as far as a register file can hold
it; what concerns amounts and days alone stands in `amounts.py` and `dates.py`. `outcomes()` says how each came out,
for the page that counts them.
"""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from contracts.cli.checking import placed
from contracts.errors import Problem, RegisterError
from contracts.io.files import loaded
from contracts.schedules.installments import schedule
from tests.cases.facts import Outcome

HEAD: Final = '[[contracts]]\nid = "C01"\n[[contracts.lines]]\nid = "a"\n'


def toml(*keys: str) -> str:
    """A register of one line with some keys, the first of them on line 5."""
    return HEAD + "\n".join(keys) + "\n"


def json(total: str) -> str:
    """The same in JSON with a total, on line 1, due on a day."""
    return f'{{"contracts": [{{"id": "C01", "lines": [{{"id": "a", "total": {total}, "due": "2017-01-01"}}]}}]}}'


DUE: Final = "due = 2017-01-01"
YEAR: Final = ("from = 2017-01-01", "to = 2017-12-31")


def payment(id: str, amount: str = "1", **more: str) -> str:
    """A payment for the contract, in five lines or more."""
    keys = {"id": id, "contract": "C01", "amount": amount, **more}
    return "[[payments]]\non = 2017-01-01\n" + "".join(f'{key} = "{value}"\n' for key, value in keys.items())


def amendment(id: str, *keys: str) -> str:
    """An amendment of the contract in the middle of 2017, in three lines or more."""
    return "\n".join(["[[contracts.amendments]]", f'id = "{id}"', "signed = 2017-07-01", *keys]) + "\n"


#: A contract to pay for; what comes after it starts on line 7.
PAID: Final = toml('total = "100"', DUE)


class Told(NamedTuple):
    """What a problem says: its code, what it is called, and the line."""

    code: str
    field: str | None
    row: int | None


class BadFile(NamedTuple):
    """One or more files, and what is told of them: minor units of the one price where they are fine.

    Attributes:
        id: its id in the collection, and a letter where it has several forms there.
        files: content by name.
        outcome: every problem, or the price in minor units.
        theirs: the code in the collection, where ours is another on purpose.
        differs: the reason for that.
    """

    id: str
    files: Mapping[str, str | bytes]
    outcome: tuple[Told, ...] | int
    theirs: str | None = None
    differs: str | None = None


def one(id: str, text: str | bytes, *outcome: Told, name: str = "r.toml", minor: int | None = None) -> BadFile:
    """A case of one file."""
    return BadFile(id, {name: text}, outcome if minor is None else minor)


def on(code: str, field: str | None, row: int | None = 5) -> Told:
    return Told(code, field, row)


_NO_INCLUDES = "a register file has no includes, so the key is one that it does not know"
_NO_SUCH_DAYS = "days lie from 1900 to 2199; no line of a day a cell has more rows than the limit in them"
_OWN_CODE = "a negative price has a code of its own, since its remedy is another than that of a price too large"

BAD_FILES: Final = (
    one("TOM-003", toml("total = 0.1", DUE), minor=10),
    one("TOM-005a", toml("total = 1_000_000", DUE), on("AMOUNT_SYNTAX", "total")),
    one("TOM-005b", toml("total = 0x10", DUE), on("AMOUNT_SYNTAX", "total")),
    one("TOM-005c", toml("total = 0o7", DUE), on("AMOUNT_SYNTAX", "total")),
    one("TOM-005d", toml("total = 1e6", DUE), on("AMOUNT_SYNTAX", "total")),
    one("TOM-007", toml('from = "2024-02-30"', "to = 2024-12-31", 'total = "1"', DUE), on("DATE_SYNTAX", "from")),
    one("TOM-008", toml(f"total = {'9' * 5000}", DUE), on("AMOUNT_RANGE", "total")),
    one("TOM-009", toml('total = "1"', DUE, "installments = 3"), on("KEY_UNKNOWN", "installments", 7)),
    BadFile(
        "TOM-010",
        {"a.toml": toml('total = "1"', DUE), "b.toml": "# again\n" + toml('total = "1"', DUE)},
        (on("DUPLICATE_ID", "id", 2), on("DUPLICATE_ID", "id", 3)),
    ),
    BadFile(
        "TOM-011a",
        {"r.toml": 'include = "../../etc/passwd"\n'},
        (on("KEY_UNKNOWN", "include", 1),),
        "PATH_ESCAPE",
        _NO_INCLUDES,
    ),
    BadFile(
        "TOM-011b",
        {"r.toml": "\n[register]\ninclude = '/etc/passwd'\n"},
        (on("KEY_UNKNOWN", "register.include", 3),),
        "PATH_ESCAPE",
        _NO_INCLUDES,
    ),
    one("JSN-002a", json("NaN"), on("AMOUNT_SYNTAX", "total", 1), name="r.json"),
    one("JSN-002b", json("Infinity"), on("AMOUNT_SYNTAX", "total", 1), name="r.json"),
    one("JSN-002c", json("-Infinity"), on("AMOUNT_SYNTAX", "total", 1), name="r.json"),
    one("JSN-003", json("1e400"), on("AMOUNT_SYNTAX", "total", 1), name="r.json"),
    one("JSN-004", json("0.1"), minor=10, name="r.json"),
    one("JSN-006a", json("1") + "\n\ntrailing", on("JSON_SYNTAX", None, 3), name="r.json"),
    one("JSN-006b", json("1") + "\n" + json("1"), on("JSON_SYNTAX", None, 2), name="r.json"),
    one("JSN-006c", "\n// a comment\n" + json("1"), on("JSON_SYNTAX", None, 2), name="r.json"),
    one("JSN-006d", b"\xef\xbb\xbf" + json("1").encode(), minor=100, name="r.json"),
    *(
        one(f"ENC-013{form}", toml('total = "1"', DUE).replace("C01", given), on("ID_SYNTAX", "id", 2))
        for form, given in zip("abcde", ("C\u200b01", "C01 ", " C01", "C 01", "Ｃ01"), strict=True)
    ),
    *(
        one(
            f"ENC-014{form}",
            HEAD.replace("[[contracts.lines]]", f'notes = ["a{sign}b"]\n[[contracts.lines]]') + f'total = "1"\n{DUE}\n',
            on("CONTROL_CHAR", "notes", 3),
        )
        for form, sign in zip("abcde", "\u202e\u2066\u2067\u2068\u2069", strict=True)
    ),
    one("DOM-001", toml("from = 2017-02-01", "to = 2017-01-31", 'total = "1"', DUE), on("DATE_ORDER", "to", 6)),
    BadFile(
        "DOM-003", {"r.toml": toml('total = "-1"', DUE)}, (on("PRICE_NEGATIVE", "total"),), "AMOUNT_RANGE", _OWN_CODE
    ),
    BadFile(
        "DOM-006",
        {"r.toml": toml("from = 0001-01-01", "to = 9999-12-31", 'total = "1"', 'billing = { every = "1 day" }')},
        (on("DATE_RANGE", "from", 5), on("DATE_RANGE", "to", 6)),
        "SCHEDULE_LIMIT",
        _NO_SUCH_DAYS,
    ),
    one(
        "DOM-010",
        toml("from = 2017-01-01", 'rate = "1"', 'billing = { every = "1 month" }'),
        on("HORIZON_REQUIRED", "to", 3),
    ),
    one(
        "DOM-011",
        toml('total = "100.00"', "stages = [", ' { name = "x", amount = "99.99", on = 2017-01-01 },', "]"),
        on("SUM_MISMATCH", "stages.amount", 6),
    ),
    one(
        "DOM-019",
        toml('total = "1"', DUE) + amendment("S1", "end = ['a']") + amendment("S1"),
        on("DUPLICATE_ID", "amendments.id", 12),
    ),
    one(
        "DOM-020",
        toml('total = "12"', *YEAR, 'billing = { every = "1 month" }')
        + amendment("S1", "change = [{ line = 'a', total = '5' }]"),
        on("VALUE_BELOW_EARNED", "amendments.change.total", 12),
    ),
    one(
        "DOM-029",
        '[[reported]]\nyear = 2017\ntotal = "1"\n\n[[reported]]\nyear = 2017\ntotal = "2"\n',
        on("DUPLICATE_ID", "reported.year", 6),
    ),
    one("CSV-017a", PAID + payment("P-1") + payment("P-1"), on("DUPLICATE_ID", "payments.P-1.id", 14)),
    one(
        "CSV-017b",
        PAID + payment("P-1") + payment("P-1", amount="2"),
        on("DUPLICATE_ID", "payments.P-1.id", 14),
    ),
    one("DOM-023", PAID + payment("P-1", currency="USD"), on("CURRENCY_MISMATCH", "payments.P-1.amount", 11)),
)


def answer(case: BadFile, folder: Path) -> tuple[Problem, ...] | int:
    """All problems of the files or of the schedule that they lead to, or the price that they hold."""
    for name, content in case.files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    try:
        source = loaded(*(folder / name for name in case.files))
        (contract,) = source.register
        with placed(source):
            schedule(contract)
    except RegisterError as error:
        return error.problems
    return contract.lines[0].price.amount.minor


def told(found: tuple[Problem, ...] | int) -> tuple[Told, ...] | int:
    """What an answer says."""
    if isinstance(found, int):
        return found
    return tuple(Told(problem.code, problem.field, problem.line_number) for problem in found)


def outcomes() -> Iterator[Outcome]:
    """How every case of the collection came out; one that has several forms only once."""
    forms: dict[str, list[BadFile]] = {}
    for case in BAD_FILES:
        forms.setdefault(case.id[:7], []).append(case)
    for name, cases in forms.items():
        with tempfile.TemporaryDirectory() as folder:
            wrong = [case.id for case in cases if told(answer(case, Path(folder))) != case.outcome]
        first = cases[0]
        if wrong:
            yield Outcome("bad input", name, "failed", f"{', '.join(wrong)}: another answer than ours")
        elif first.differs is None or isinstance(first.outcome, int):
            yield Outcome("bad input", name, "passed")
        else:
            ours = {"code": first.outcome[0].code}
            yield Outcome("bad input", name, "differs", first.differs, {"code": first.theirs}, ours)
