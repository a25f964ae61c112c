"""Files to read and to write: looked at before anything is done, and written whole."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from contracts import words
from contracts.cli.delivery import print_whole, write_whole
from contracts.cli.options import usage
from contracts.cli.program import MachineFailed
from contracts.words import Lang


def check_names(lang: Lang, named: Iterable[tuple[str, str | None]]) -> None:
    """Refuse names that no file can have.

    Args:
        named: options, and what they name.
    """
    for field, path in named:
        if path is not None and not _may_be_a_file(path):
            raise usage("PATH_SYNTAX", lang, field=field, value=path)


def check_target(lang: Lang, field: str, path: str, inputs: Iterable[str]) -> None:
    """Refuse to write where the input is or no file can be."""
    target = Path(path)
    if target.is_dir():
        raise usage("OUTPUT_IS_FOLDER", lang, field=field, value=path)
    if not target.parent.is_dir():
        raise usage("OUTPUT_FOLDER", lang, field=field, value=target.parent)
    if any(target.exists() and Path(file).exists() and target.samefile(file) for file in inputs):
        raise usage("OUTPUT_IS_INPUT", lang, field=field, value=path)


def check_new(lang: Lang, field: str, path: str, *, force: bool) -> None:
    """Refuse to replace a file where that is not asked for."""
    if Path(path).is_file() and not force:
        raise usage("OUTPUT_EXISTS", lang, field=field, value=path)


def write(lang: Lang, text: str | bytes, path: str | None, field: str = "-o") -> None:
    """Write a result whole into its file, or print it where none is named.

    Raises:
        MachineFailed: it could not be written.
    """
    try:
        if path is None:
            print_whole(text)
        else:
            write_whole(text, path)
    except OSError as error:
        data: dict[str, Any] = {"field": field, "value": path or "stdout", "reason": error.strerror or error}
        message = words.message("WRITE_FAILED", lang, **data)
        raise MachineFailed(f"{message}: {words.remedy('WRITE_FAILED', lang, **data)}") from None


def _may_be_a_file(path: str) -> bool:
    try:
        return b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False
