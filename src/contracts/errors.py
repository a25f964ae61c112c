"""The error tree, and problems as values.

Objects refuse at construction by raising `TermsError`, which knows the field,
the offending value and the remedy. Readers turn each into a `Problem` with its
place and raise one `RegisterError` that carries all of them.
"""

from typing import TYPE_CHECKING, Any

from attrs import Factory, frozen

if TYPE_CHECKING:
    from contracts.words import Lang


class ContractsError(Exception):
    """Root of every error that this library raises on purpose.

    Attributes:
        code: stable name of the kind of fault, such as `DATE_ORDER`.
    """

    code: str = "ERROR"


def _sentences(code: str, lang: "Lang | None", text: bool, data: dict[str, Any]) -> tuple[str, str]:
    """What is wrong, and what to do; English where no language is asked for."""
    from contracts import words  # texts are loaded only once something is wrong

    asked = words.Lang.EN if lang is None else lang
    return words.message(code, asked, text=text, **data), words.remedy(code, asked, **data)


class _RefusalError(ContractsError):
    """What terms and look-ups have in common: a field, its value, and words for it."""

    def __init__(self, code: str, *, field: str, value: object, **data: Any) -> None:
        self.code = code
        self.field = field
        self.value = value
        self.data = data
        super().__init__(code, field, value)

    def message(self, lang: "Lang | None" = None) -> str:
        """What is wrong, in English or in the language asked for."""
        return self._said(lang)[0]

    def remedy(self, lang: "Lang | None" = None) -> str:
        """What to do, in English or in the language asked for."""
        return self._said(lang)[1]

    def _said(self, lang: "Lang | None") -> tuple[str, str]:
        # What a file has without quotes is a subclass of str.
        text = type(self.value) is str
        return _sentences(self.code, lang, text, {"field": self.field, "value": self.value, **self.data})

    def __str__(self) -> str:
        return f"{self.message()}: {self.remedy()}"

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.code, {"field": self.field, "value": self.value, **self.data})


def _again(kind: type[_RefusalError], code: str, data: dict[str, Any]) -> _RefusalError:
    return kind(code, **data)


class TermsError(_RefusalError, ValueError):
    """A value that makes no sense, refused where it was given.

    Attributes:
        code: stable name of the fault.
        field: the field that holds it, as files call it (`total`, `from`).
        value: the offending value itself.
        data: what the message quotes besides: limits, the other value.
        contract, line: the ids of where it stands, as far as known.

    >>> raise TermsError("DATE_ORDER", field="to", value="2017-01-01", start="2017-02-01")
    Traceback (most recent call last):
    contracts.errors.TermsError: to: 2017-01-01 lies before 2017-02-01: give a last day that is not before the first
    """

    def __init__(
        self,
        code: str,
        *,
        field: str,
        value: object,
        contract: str | None = None,
        line: str | None = None,
        **data: Any,
    ) -> None:
        super().__init__(code, field=field, value=value, **data)
        self.contract = contract
        self.line = line

    def at(self, *, contract: str | None = None, line: str | None = None) -> "TermsError":
        """The same error with a more exact place; a place already known stays."""
        return type(self)(
            self.code,
            field=self.field,
            value=self.value,
            contract=self.contract or contract,
            line=self.line or line,
            **self.data,
        )

    def __str__(self) -> str:
        place = _ids(self.contract, self.line, " ")
        return f"{place + ': ' if place else ''}{super().__str__()}"

    def __reduce__(self) -> tuple[Any, ...]:
        again, (kind, code, data) = super().__reduce__()
        return again, (kind, code, {**data, "contract": self.contract, "line": self.line})


class NotThereError(_RefusalError, LookupError):
    """Something asked for by name or day that the data does not hold.

    Attributes:
        code, field, value, data: as in `TermsError`.
    """


def _ids(contract: str | None, line: str | None, between: str) -> str:
    named = (("contract", contract), ("line", line))
    return between.join(f"{word} {name}" for word, name in named if name is not None)


@frozen(kw_only=True)
class Problem:
    """One thing wrong with a file, with its place and its remedy.

    Attributes:
        code: stable name of the fault.
        file: the file as it was given, or what a text is called; None for a table in memory.
        contract, line: ids of the contract and the line item, where known.
        field: the key, as a path from the contract or line (`billing.every`).
        value: the offending text, at most 80 characters, escaped.
        line_number: the line in the file, counted from 1; or the row of a table.
        data: what the message quotes besides.
        text: whether the value stood as text, as `"30"` where a number is wanted.
        sheet: the sheet of a workbook that it was found in.
        column: the letters of the column of a sheet or of a CSV file (`F`).
    """

    code: str
    file: str | None = None
    contract: str | None = None
    line: str | None = None
    field: str | None = None
    value: str | None = None
    line_number: int | None = None
    data: dict[str, Any] = Factory(dict)
    text: bool = False
    sheet: str | None = None
    column: str | None = None

    def message(self, lang: "Lang | None" = None) -> str:
        """What is wrong, in English or in the language asked for."""
        return self._said(lang)[0]

    def remedy(self, lang: "Lang | None" = None) -> str:
        """What to do, in English or in the language asked for."""
        return self._said(lang)[1]

    def _said(self, lang: "Lang | None") -> tuple[str, str]:
        data = {"field": self.field or "", "value": self.value or "", **self.data}
        return _sentences(self.code, lang, self.text, data)

    def place(self) -> str:
        """Where it is: `register.toml:12: contract A, line rent`, or `row 12: …`, as far as known."""
        spot = (self.file or "") + self.spot()
        return ": ".join(part for part in (spot, _ids(self.contract, self.line, ", ")) if part)

    def spot(self) -> str:
        """Where in its file it is: `:12` a line, `:12:F` a field of CSV, `:Sheet1!F12` a cell; or `row 12` alone."""
        row = "" if self.line_number is None else str(self.line_number)
        if self.sheet is not None:
            cell = (self.column or "") + row
            return f":{self.sheet}!{cell}" if cell else f":{self.sheet}"
        if row and self.file is None:
            return f"row {row}"
        return "".join(f":{part}" for part in (row, self.column) if part)

    def __str__(self) -> str:
        return ": ".join(part for part in (self.place(), self.message(), self.remedy()) if part)


class RegisterError(ContractsError, ValueError):
    """A file, or several, with everything that is wrong with them; nothing was loaded.

    Attributes:
        problems: in the order of files and of lines in them; never empty.
    """

    code = "REGISTER"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)
