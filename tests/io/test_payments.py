"""Payments in register files: what is wrong with them, each with its place, and files of payments alone."""

from pathlib import Path

import pytest

from contracts.errors import RegisterError
from contracts.io import load, loads
from contracts.money import Money
from tests.io.problems import LINE, problems, told

#: Its last line has number 10; a payment starts on the next.
TWO = LINE + '[[contracts]]\nid = "B"\n[[contracts.lines]]\nid = "b"\ntotal = "1"\ndue = 2017-01-01\n'
START = TWO.count("\n") + 1


def paid(*keys: str, id: str = "P-1") -> str:
    """A payment; its own keys stand from the fourth line on."""
    return "\n".join(("[[payments]]", f'id = "{id}"', "on = 2017-02-01", *keys)) + "\n"


A = ('contract = "A"', 'amount = "1"')


@pytest.mark.parametrize(
    ("keys", "code", "field", "row"),
    [
        (('contract = "A"',), "KEY_MISSING", "amount", 0),
        (('amount = "1"',), "KEY_MISSING", "contract", 0),
        (('contract = "A"', 'amount = "0"'), "PAYMENT_ZERO", "amount", 4),
        (('contract = "A"', 'amount = "x"'), "AMOUNT_SYNTAX", "amount", 4),
        (('contract = "A"', "amount = 0.001"), "AMOUNT_PRECISION", "amount", 4),
        (('contract = "C"', 'amount = "1"'), "PAYMENT_CONTRACT", "contract", 3),
        ((*A, 'line = "x"'), "LINE_UNKNOWN", "line", 5),
        ((*A, "number = 0"), "NUMBER_RANGE", "number", 5),
        ((*A, 'number = "1"'), "TYPE_WRONG", "number", 5),
        ((*A, 'stage = "x"'), "PAYMENT_STAGE", "stage", 5),
        ((*A, "number = 1", 'stage = "x"'), "KEY_CONFLICT", "stage", 6),
        ((*A, 'payer = "x"'), "PAYMENT_PAYER", "payer", 5),
        ((*A, 'paid_for = "x"'), "PAYMENT_PAYER", "paid_for", 5),
        ((*A, 'reference = ""'), "TEXT_EMPTY", "reference", 5),
        ((*A, "assumptions = 1"), "TYPE_WRONG", "assumptions", 5),
        ((*A, 'assumptions = ["x", 1]'), "TYPE_WRONG", "assumptions", 5),
        ((*A, 'refund_of = "P-1"'), "REFUND_SIGN", "refund_of", 5),
        (('contract = "A"', 'amount = "-1"', 'refund_of = "P-9"'), "PAYMENT_REFUND", "refund_of", 5),
        ((*A, 'recorded = "x"'), "DATE_SYNTAX", "recorded", 5),
        ((*A, "voided = 1"), "TYPE_WRONG", "voided", 5),
        ((*A, 'currency = "XXX"'), "CURRENCY_UNKNOWN", "amount", 4),
        ((*A, 'currency = "USD"'), "CURRENCY_MISMATCH", "amount", 4),
        ((*A, 'settles = "1"'), "SETTLES_ALIKE", "settles", 5),
        ((*A, 'currency = "USD"', 'settles = "-1"'), "APPLIES_SUM", "settles", 6),
        ((*A, 'currency = "USD"', 'settles = "x"'), "AMOUNT_SYNTAX", "settles", 6),
        ((*A, 'applies = [{ contract = "B", amount = "1" }]'), "KEY_CONFLICT", "applies", 5),
        (('amount = "1"', 'applies = [{ contract = "B", amount = "2" }]'), "APPLIES_SUM", "applies", 4),
        (('amount = "1"', 'applies = [{ contract = "C", amount = "1" }]'), "PAYMENT_CONTRACT", "applies", 4),
        (('amount = "1"', 'applies = [{ amount = "1" }]'), "KEY_MISSING", "applies.contract", 4),
        (('amount = "1"', 'applies = [{ contract = "B" }]'), "KEY_MISSING", "applies.amount", 4),
        (('amount = "1"', 'applies = [{ contract = "B", amount = "x" }]'), "AMOUNT_SYNTAX", "applies.amount", 4),
        (('amount = "1"', 'applies = [{ contract = "B", amount = "0" }]'), "PAYMENT_ZERO", "applies.amount", 4),
        (('amount = "1"', "applies = 1"), "TYPE_WRONG", "applies", 4),
        (('amount = "1"', "applies = [1]"), "TYPE_WRONG", "applies", 4),
        ((*A, "colour = 1"), "KEY_UNKNOWN", "colour", 5),
    ],
)
def test_what_is_wrong_with_a_payment_is_told_with_its_place(
    keys: tuple[str, ...], code: str, field: str, row: int
) -> None:
    """The field names the payment; what is missing has the line of its table."""
    assert told(problems(TWO + paid(*keys))) == [(code, f"payments.P-1.{field}", START + row)]


def test_a_payment_without_its_id_and_day_is_told() -> None:
    found = problems(TWO + "[[payments]]\n" + "\n".join(A) + "\n")

    assert told(found) == [("KEY_MISSING", "payments.id", START), ("KEY_MISSING", "payments.on", START)]
    assert told(problems(TWO + paid(*A, id="P 1"))) == [("ID_SYNTAX", "payments.P 1.id", START + 1)]
    assert told(problems("payments = 1\n")) == [("TYPE_WRONG", "payments", 1)]


def test_what_is_wrong_with_a_currency_or_a_contract_is_told_once() -> None:
    """An amount whose currency is no text cannot be judged; nor can a payment for a contract that is wrong itself."""
    assert told(problems(TWO + paid(*A, "currency = 1"))) == [("TYPE_WRONG", "payments.P-1.currency", START + 5)]
    empty = '[[contracts]]\nid = "A"\nlines = []\n'
    assert [problem.code for problem in problems(empty + paid(*A, 'line = "x"'))] == ["LINES_MISSING"]


def test_a_payment_is_read_with_all_that_it_says() -> None:
    text = TWO + paid('amount = "10"', 'currency = "USD"', 'settles = "70"', 'contract = "A"', "recorded = 2017-03-01")
    (found,) = loads(text).payments

    assert (found.amount, found.settled, found.known_from.month) == (Money(1000, "USD"), Money(7000, "CNY"), 3)


def test_the_same_payment_twice_in_one_file_is_refused() -> None:
    for second in (paid(*A), paid('contract = "A"', 'amount = "2"')):
        assert told(problems(TWO + paid(*A) + second)) == [("DUPLICATE_ID", "payments.P-1.id", START + 6)]


def files(folder: Path, *texts: str) -> list[Path]:
    paths = [folder / f"{i}.toml" for i in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_payments_stand_in_files_of_their_own(tmp_path: Path) -> None:
    """What two files say alike is one payment."""
    paths = files(tmp_path, TWO, paid(*A), paid(*A) + paid('contract = "B"', 'amount = "2"', id="P-2"))

    for order in (paths, paths[::-1]):
        assert [payment.id for payment in load(*order).payments] == ["P-1", "P-2"]


def test_another_payment_of_the_same_id_in_another_file_is_refused(tmp_path: Path) -> None:
    paths = files(tmp_path, TWO, paid(*A), paid('contract = "A"', 'amount = "2"'))
    with pytest.raises(RegisterError) as caught:
        load(*paths)

    (found,) = caught.value.problems
    assert (found.code, found.file, found.field, found.line_number) == (
        "PAYMENT_DIFFERS",
        str(paths[2]),
        "payments.P-1.amount",
        5,
    )
    assert found.data["key"] == "amount"
