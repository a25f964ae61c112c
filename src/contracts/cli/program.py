"""How the program ends: exit codes, and what a user reads when something is wrong."""

import io
import os
import sys
import traceback
from typing import IO, Any, NoReturn

import click

from contracts.cli.delivery import say, silence, speak_utf8

#: Done; done, and there is something to look at; bad input or usage; the machine failed; interrupted.
DONE = 0
LOOK = 1
BAD_INPUT = 2
FAILED = 4
INTERRUPTED = 130


class Refused(click.ClickException):
    """Bad input: its problems are printed as they are, one a line."""

    exit_code = BAD_INPUT

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the problems, without a word before them."""
        click.echo(self.message, file=file, err=True)


class MachineFailed(Refused):
    """The disk is full, or a file cannot be written."""

    exit_code = FAILED


class Program(click.Group):
    """A group of commands that ends with their exit codes, and never with a traceback."""

    def main(self, *args: Any, **options: Any) -> NoReturn:
        """Run the program and exit."""
        speak_utf8()
        code = self._code(*args, **options)
        for stream in (sys.stdout, sys.stderr):
            try:
                if stream is not None:
                    stream.flush()
            except OSError:
                silence(stream)
        sys.exit(code)

    def _code(self, *args: Any, **options: Any) -> int:
        try:
            return int(super().main(*args, **(options | {"standalone_mode": False})) or DONE)
        except SystemExit:  # so click ends when the reader of a help page has gone
            return DONE
        except click.ClickException as error:
            text = io.StringIO()
            error.show(text)
            say(text.getvalue().rstrip("\n"))
            return error.exit_code
        except (click.Abort, KeyboardInterrupt):
            return INTERRUPTED
        except OSError as error:
            say(f"{error.strerror or error}")
            return FAILED
        except Exception as error:  # noqa: BLE001  whatever it is, a user gets no traceback
            if os.environ.get("CONTRACTS_DEBUG"):
                say(traceback.format_exc())
            say(f"internal error: {type(error).__name__}: {' '.join(str(error).split())}")
            return FAILED
