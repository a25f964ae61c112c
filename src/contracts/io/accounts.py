"""The map of accounts of a journal, as a file in TOML or JSON."""

import os
from typing import Any, Final

from attrs import fields

from contracts.errors import RegisterError, TermsError
from contracts.io.files import Opened, opened, problems_of
from contracts.statements.accounts import Accounts

#: The accounts of categories, in a table of their own.
_OF_CATEGORY: Final = "expense_of"


def load_accounts(path: "str | os.PathLike[str]") -> Accounts:
    """The accounts in a file: keys of `Accounts` with a text each, and `[expense_of]` by category; others by default.

    Raises:
        RegisterError: with everything that is wrong with the file.
    """
    file = opened(os.fspath(path))
    found = None if len(file.file.faults) else _read(file)
    if found is None:
        raise RegisterError(tuple(problems_of(file)))
    return found


def _read(file: Opened) -> Accounts | None:
    """The accounts of a file, or nothing and what is wrong noted beside it."""
    document: dict[str, Any] = file.file.document
    noted = file.file.faults
    keys = [attribute.name for attribute in fields(Accounts)]
    for key, value in document.items():
        if key not in keys:
            noted.add("KEY_UNKNOWN", (key,), nearest=", ".join(keys))
        elif isinstance(value, dict) is not (key == _OF_CATEGORY):
            noted.add("TYPE_WRONG", (key,), value, wanted="table" if key == _OF_CATEGORY else "text")
    if len(noted):
        return None
    try:
        return Accounts(**document)
    except TermsError as error:
        noted.take(error, tuple(error.field.split(".", 1)))
        return None
