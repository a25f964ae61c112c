"""Where a result goes: to standard output, or into a file that is whole or not there at all."""

import errno
import io
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import click


def speak_utf8() -> None:
    """Let both standard streams write UTF-8 whatever the locale says; what cannot be written is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str) -> None:
    """A line of words, to standard error; nobody may be listening there."""
    with suppress(OSError, ValueError):
        click.echo(text, err=True)


def silence(stream: TextIO | None) -> None:
    """Let what a stream still holds go nowhere, so that closing it at the end cannot fail."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[union-attr]


def encoded(content: str | bytes) -> bytes:
    r"""Text as UTF-8; a byte of a file name that is none comes out as `\udcff`, which is how json writes it too."""
    return content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")


def print_whole(content: str | bytes) -> None:
    """Write a result to standard output. A reader that has seen enough (`| head`) is no failure.

    Raises:
        OSError: it could not be written.
    """
    stream = sys.stdout
    if stream is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF), "stdout")
    try:
        stream.buffer.write(encoded(content))
        stream.buffer.flush()
    except BrokenPipeError:
        silence(stream)
    except OSError:
        silence(stream)
        raise


def write_whole(content: str | bytes, path: str) -> None:
    """Write a result beside its file, and move it into place when it is whole.

    What was there before stays until then, and keeps its permissions; a link stays a link.
    What is no file (`/dev/stdout`, a pipe) is written to directly.

    Raises:
        OSError: it could not be written; the file is as it was.
    """
    import tempfile  # takes longer to load than a help page may

    given = Path(path)
    before = given.stat() if given.exists() else None
    if before is not None:
        with given.open("ab") as file:  # refused where the file may not be written
            if not stat.S_ISREG(before.st_mode):
                file.write(encoded(content))
                return
    target = Path(os.path.realpath(given))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".contracts-", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(encoded(content))
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_umasked(0o666) if before is None else stat.S_IMODE(before.st_mode))
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _umasked(mode: int) -> int:
    """The permissions that a new file gets; the mask can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mode & ~mask
