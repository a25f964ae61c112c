"""What is wrong with a document, as values: each fault has its place in the document's structure."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, Final

from attrs import Factory, frozen

from contracts.errors import Problem, TermsError
from contracts.words import quoted

#: Keys and indices from the root of a document: `("contracts", 0, "lines", 1, "billing", "every")`.
Path = tuple[str | int, ...]

#: A document with more faults than this is not looked at any further: whoever made it will not read them all.
MOST_FAULTS: Final = 10_000

_NOTHING: Final = object()


@frozen
class Wrong:
    """Stands in the place of a value that was refused, with the reason."""

    error: TermsError


@frozen
class Fault:
    """One thing wrong with a document.

    Attributes:
        code: stable name of the fault.
        path: where it stands; the last parts may be missing in the document.
        value: the offending text as a problem quotes it.
        field: what it is called, where the path does not say it.
        line_number: where the reader knows it already.
        data: what the message quotes besides.
        text: whether the value stood as text.
    """

    code: str
    path: Path = ()
    value: str | None = None
    field: str | None = None
    line_number: int | None = None
    data: Mapping[str, Any] = Factory(dict)
    text: bool = False


class NotReadError(Exception):
    """Text that is no document at all; never leaves this package."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.code)


class Faults:
    """The faults of one document, in any order."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def __iter__(self) -> Iterator[Fault]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    @property
    def enough(self) -> bool:
        """Whether there is no point in looking for more."""
        return len(self.found) >= MOST_FAULTS

    def add(self, code: str, path: Path, value: object = _NOTHING, field: str | None = None, **data: Any) -> None:
        """Note a fault."""
        text = type(value) is str  # what stood without quotes is a subclass
        self.found.append(Fault(code, path, None if value is _NOTHING else shown(value), field, data=data, text=text))

    def take(self, error: TermsError, path: Path, field: str | None = None) -> None:
        """Note an error that terms raised."""
        self.add(error.code, path, error.value, field, **error.data)


def shown(value: object) -> str:
    """A value of a document as a problem quotes it; tables and lists only by their kind."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case dict():
            return "{…}" if value else "{}"
        case list() | tuple():
            return "[…]" if value else "[]"
        case date() | datetime() | time():
            return value.isoformat()
        case _:
            return quoted(value)


def problem(fault: Fault, file: str | None, document: Mapping[str, Any] | None, line_number: int | None) -> Problem:
    """A fault with the ids of its contract and line, as users read it; that of a payment stands in its field."""
    contract, rest = _named(document, fault.path, "contracts")
    line, rest = (None, rest) if rest is fault.path else _named(contract, rest, "lines")
    payment, parts = _named(document, fault.path, "payments")
    if _id(payment) is not None and parts:
        rest = ("payments", _id(payment) or "", *parts)
    keys = [key for key in rest if isinstance(key, str)] or [key for key in fault.path if isinstance(key, str)][-1:]
    return Problem(
        code=fault.code,
        file=file,
        contract=_id(contract),
        line=_id(line),
        field=fault.field or ".".join(keys) or None,
        value=fault.value,
        line_number=line_number,
        data=dict(fault.data),
        text=fault.text,
    )


def _named(owner: Any, path: Path, key: str) -> tuple[Any, Path]:
    """The item of a list that a path leads through, and the rest of the path; the same path where it does not."""
    if len(path) < 2 or path[0] != key or not isinstance(owner, Mapping):
        return None, path
    return owner[key][path[1]], path[2:]


def _id(table: Any) -> str | None:
    name = table.get("id") if isinstance(table, Mapping) else None
    return quoted(name) if isinstance(name, str) else None
