"""A register out of a workbook or a CSV file, with what was left out and taken for granted on standard error."""

from pathlib import Path
from typing import NamedTuple

from contracts import words
from contracts.cli.checking import told
from contracts.cli.delivery import say
from contracts.cli.program import DONE, LOOK, Refused
from contracts.cli.targets import check_names, check_new, check_target, write
from contracts.errors import NotThereError, RegisterError, TermsError
from contracts.io.files import FORMATS, load
from contracts.io.imports import drafted_map, import_register, marked_copy
from contracts.io.imports.mapping import mapping_in
from contracts.words import Lang


class ImportAsked(NamedTuple):
    """What an import is asked.

    Attributes:
        file: the workbook or CSV file.
        sheet, map, encoding: what it does not say by itself.
        registers: files of the register for which a list of payments was paid.
        draft: whether a map is to be drafted instead.
        mark: the workbook to write where something is wrong; None: none.
        output: the file to write; None: standard output.
        force: whether files that are there are replaced.
        lang: of messages.
    """

    file: str
    sheet: str | None
    map: str | None
    encoding: str | None
    registers: tuple[str, ...]
    draft: bool
    mark: str | None
    output: str | None
    force: bool
    lang: Lang


def imported(asked: ImportAsked) -> int:
    """Import, and give the exit code."""
    written_as = _check_outputs(asked)
    try:
        if asked.draft:
            write(asked.lang, drafted_map(asked.file, sheet=asked.sheet, encoding=asked.encoding), asked.output)
            return DONE
        register = load(*asked.registers) if asked.registers else None
        found = import_register(
            asked.file, sheet=asked.sheet, map=asked.map, encoding=asked.encoding, register=register
        )
    except RegisterError as error:
        wrong = [told(problem, asked.lang) for problem in error.problems]
        raise Refused("\n".join([*wrong, *_mark(asked, error)])) from None
    except (TermsError, NotThereError) as error:
        raise Refused(f"{error.message(asked.lang)}: {error.remedy(asked.lang)}") from None
    write(asked.lang, found.written(written_as), asked.output)
    for note in found.notes:
        say(told(note, asked.lang))
    for text in found.assumptions:
        say(words.sentence("import assumed", asked.lang, text=text))
    place = found.file if found.sheet is None else f"{found.file}:{found.sheet}"
    encoding = "" if found.encoding in (None, "utf-8") else f" ({found.encoding})"
    key = f"imported {found.kind}"
    say(words.sentence(key, asked.lang, count=len(found.ids), place=place, encoding=encoding))
    return LOOK if found.to_look_at else DONE


def _check_outputs(asked: ImportAsked) -> str:
    """The format to write; refuses to write over what is there, or over what is read."""
    targets = (("-o", asked.output), ("--mark", asked.mark))
    check_names(asked.lang, (("FILE", asked.file), *targets))
    for option, path in targets:
        if path is not None:
            check_target(asked.lang, option, path, [asked.file])
            check_new(asked.lang, option, path, force=asked.force)
    suffix = "" if asked.output is None else Path(asked.output).suffix.lower().removeprefix(".")
    return suffix if suffix in FORMATS else "toml"


def _mark(asked: ImportAsked, error: RegisterError) -> list[str]:
    """Write the copy with the faulty cells marked, where it is asked for and any has a place; tells what hinders it."""
    if asked.mark is None:
        return []
    try:
        encoding = asked.encoding if asked.map is None else asked.encoding or mapping_in(asked.map).encoding
        copy = marked_copy(asked.file, error.problems, lang=asked.lang, encoding=encoding)
    except RegisterError as other:
        return [told(problem, asked.lang) for problem in other.problems if problem not in error.problems]
    except NotThereError as other:
        return [f"{other.message(asked.lang)}: {other.remedy(asked.lang)}"]
    if copy is not None:
        write(asked.lang, copy, asked.mark, "--mark")
    return []
