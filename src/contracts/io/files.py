"""Reading registers from files and writing them, in each of the formats there are."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen

from contracts.errors import Problem, RegisterError, TermsError
from contracts.io import json, toml
from contracts.io.reading import File, read
from contracts.io.source import MOST_BYTES, decoded
from contracts.io.writing import document
from contracts.register import Register
from contracts.shapes import faults
from contracts.shapes.faults import Fault, Faults, NotReadError
from contracts.words import quoted


@frozen
class Format:
    """How registers are written as text."""

    parsed: Callable[[str], tuple[dict[str, Any], list[Fault]]]
    written: Callable[[Mapping[str, Any]], str]
    line_numbers: Callable[[str, set[faults.Path]], dict[faults.Path, int]]


#: By name; a file's suffix is a point and the name.
FORMATS: Final = {
    "toml": Format(toml.parsed, toml.written, toml.line_numbers),
    "json": Format(json.parsed, json.written, json.line_numbers),
}


@frozen
class Opened:
    """A file as far as it could be read."""

    file: File
    text: str = ""
    format: Format | None = None
    parsed: bool = False

    @property
    def unit(self) -> str | None:
        """That of its amounts; None: the major unit. Only of a file with nothing wrong."""
        named: str | None = self.file.document.get("register", {}).get("unit")
        return named

    def places(self, errors: Iterable[TermsError]) -> Iterator[tuple[TermsError, faults.Path]]:
        """Errors of lines and payments of this file, each with where its value stands; others are passed over.

        Only of a file with nothing wrong.
        """
        paths = {
            (contract["id"], line["id"]): ("contracts", i, "lines", j)
            for i, contract in enumerate(self.file.document.get("contracts", ()))
            for j, line in enumerate(contract["lines"])
        }
        paid = {f"payments.{payment['id']}": i for i, payment in enumerate(self.file.document.get("payments", ()))}
        for error in errors:
            owner, _, key = error.field.rpartition(".")
            if (error.contract, error.line) in paths:
                yield error, (*paths[error.contract, error.line], *error.field.split("."))
            elif owner in paid:
                yield error, ("payments", paid[owner], key)


@frozen
class Loaded:
    """A register with what only its files know.

    Attributes:
        register: of all of them.
    """

    register: Register
    _opened: tuple[Opened, ...]

    @property
    def unit(self) -> str | None:
        """The unit of their amounts; None where it is the major unit, or not one for all of them."""
        units = {one.unit for one in self._opened}
        return units.pop() if len(units) == 1 else None

    def problems(self, errors: Iterable[TermsError]) -> tuple[Problem, ...]:
        """What lines and payments lead to though each of their terms is well formed, in order of files and lines.

        Args:
            errors: of lines of this register, which they name, or of payments, which their fields name.
        """
        given, found = list(errors), list[Problem]()
        for one in self._opened:
            noted = Faults()
            for error, path in islice(one.places(given), faults.MOST_FAULTS):
                noted.take(error, path)
            found += problems_of(evolve(one, file=evolve(one.file, faults=noted)))
        return tuple(found)


def load(path: "str | os.PathLike[str]", *more: "str | os.PathLike[str]") -> Register:
    """The register in a file, or in several that are one register.

    Each file has its own unit. Currency, fiscal year and payer must be alike, ids differ, and a calendar that one
    file lists serves all of them. The order of files changes nothing.

    Args:
        path, more: files in TOML (`.toml`) or JSON (`.json`), in UTF-8.

    Raises:
        RegisterError: with all problems of all files, in order of files and lines; nothing is loaded then.
    """
    return loaded(path, *more).register


def loaded(*paths: "str | os.PathLike[str]") -> Loaded:
    """As `load`, with what only the files know."""
    names = [os.fspath(path) for path in paths]
    places = [Path(name).absolute() for name in names]
    return _loaded([_given_twice(name) if places[i] in places[:i] else opened(name) for i, name in enumerate(names)])


def loads(text: str, format: str = "toml", name: str = "<text>") -> Register:
    r"""The register in a text.

    Args:
        text: the content of a file.
        format: `toml` or `json`.
        name: what problems call the text, in place of a file.

    Raises:
        RegisterError: as `load`.
        TermsError: `CHOICE_UNKNOWN` for another format.

    >>> loads('[register]\nname = "2017"')
    <Register '2017': 0 contracts, CNY>
    """
    kind = _format(format)
    try:
        opened = _parsed(name, decoded(text.encode("utf-8", "surrogatepass")), kind)
    except NotReadError as error:
        opened = _refused(name, error)
    return _loaded([opened]).register


def dumps(register: Register, format: str = "toml", unit: str | None = None) -> str:
    """The canonical text of a register: keys in fixed order, defaults left out. Reading it gives an equal register.

    Args:
        register: what is written.
        format: `toml` or `json`.
        unit: in which amounts of its currency are written, a name out of `money.units(currency)`, those of others in
            their major unit; None: the major unit of all.

    Raises:
        TermsError: `CALENDAR_RESERVED` for a calendar that has
            the id of one that the library knows, and other days; `UNIT_UNKNOWN`, `CHOICE_UNKNOWN`; `TYPE_WRONG` for
            what is no register.

    >>> print(dumps(Register([], name="2017")), end="")
    [register]
    name = "2017"
    currency = "CNY"
    """
    if not isinstance(register, Register):
        raise TermsError("TYPE_WRONG", field="register", value=register, wanted="Register")
    return _format(format).written(document(register, unit))


def dump(register: Register, path: "str | os.PathLike[str]", unit: str | None = None) -> None:
    """Write the canonical text of a register to a file, which is replaced as a whole or not at all.

    Args:
        register: as for `dumps`.
        path: a file in TOML (`.toml`) or JSON (`.json`).
        unit: as for `dumps`.

    Raises:
        TermsError: as `dumps`; `FILE_TYPE` for another suffix.
        OSError: the file cannot be written.
    """
    target = Path(path)
    name = target.suffix.lower().removeprefix(".")
    if name not in FORMATS:
        raise TermsError("FILE_TYPE", field="path", value=target.name, detected=target.suffix or "-")
    text = dumps(register, name, unit)
    target = target.resolve()  # a link stays one
    beside = target.with_name(f".contracts-{secrets.token_hex(8)}")
    try:
        with beside.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise TermsError("CHOICE_UNKNOWN", field="format", value=name, choices=", ".join(FORMATS))
    return FORMATS[name]


def _given_twice(name: str) -> Opened:
    return _refused(name, NotReadError(Fault("DUPLICATE_KEY", field="file", value=quoted(Path(name).name))))


def opened(name: str) -> Opened:
    """A file by its name."""
    try:
        suffix = Path(name).suffix
        kind = FORMATS.get(suffix.lower().removeprefix("."))
        if kind is None:
            data = {"detected": quoted(suffix or "-")}
            raise NotReadError(Fault("FILE_TYPE", field="file", value=quoted(Path(name).name), data=data))
        return _parsed(name, decoded(_bytes(name)), kind)
    except NotReadError as error:
        return _refused(name, error)


def _bytes(name: str) -> bytes:
    """As much of a file as may be looked at."""
    try:
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (FileNotFoundError, ValueError):  # a name with a NUL is no name
        raise NotReadError(Fault("FILE_MISSING", field="file", value=quoted(name))) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NotReadError(
            Fault("FILE_UNREADABLE", field="file", value=quoted(name), data={"reason": reason})
        ) from None


def _parsed(name: str, text: str, format: Format) -> Opened:
    try:
        document, found = format.parsed(text)
    except NotReadError as error:
        return _refused(name, error)
    file = File(name, document)
    file.faults.found.extend(found)
    return Opened(file, text, format, parsed=True)


def _refused(name: str, error: NotReadError) -> Opened:
    file = File(name, {})
    file.faults.found.append(error.fault)
    return Opened(file)


def _loaded(opened: list[Opened]) -> Loaded:
    register = read(one.file for one in opened if one.parsed)
    problems = [problem for one in opened for problem in problems_of(one)]
    if problems or register is None:
        raise RegisterError(tuple(problems))
    return Loaded(register, tuple(opened))


def problems_of(opened: Opened) -> list[Problem]:
    """What is wrong with a file, in order of its lines."""
    found = list(opened.file.faults)
    if not found:
        return []
    paths = {fault.path for fault in found if fault.line_number is None}
    lines = opened.format.line_numbers(opened.text, paths) if opened.format and paths else {}
    problems = [_problem(fault, opened, lines) for fault in found]
    problems.sort(key=lambda problem: problem.line_number or 0)
    if opened.file.faults.enough:
        problems.append(Problem(code="PROBLEMS_LIMIT", file=opened.file.name, data={"limit": faults.MOST_FAULTS}))
    return problems


def _problem(fault: Fault, opened: Opened, lines: Mapping[faults.Path, int]) -> Problem:
    """A fault with its line; that of the table around it, where it is something that is not there."""
    row = fault.line_number
    if row is None and opened.parsed:
        path = fault.path
        while path and path not in lines:
            path = path[:-1]
        row = lines.get(path, 1)
    return faults.problem(fault, opened.file.name, opened.file.document, row)
