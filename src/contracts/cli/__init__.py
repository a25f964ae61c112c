"""The command line, `contracts`: one command for each thing to tell.

Standard output holds the result and nothing else, in UTF-8 whatever the locale; words go
to standard error. Exit codes: 0 done; 1 done, and there is something to look at; 2 bad
input or usage; 4 the machine failed.
"""

from contracts.cli.commands import main

__all__ = ["main"]
