"""The questions that the commands ask the library, and how the answers are printed."""

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve

from contracts import io, words
from contracts.cli import machine, pages, reconciling
from contracts.cli.delivery import print_whole, say, write_whole
from contracts.cli.footnotes import footnotes
from contracts.cli.options import Asked
from contracts.cli.program import DONE, LOOK, MachineFailed, Refused
from contracts.cli.style import Style
from contracts.dates import FIRST_DAY, LAST_DAY, FiscalCalendar, Per, Period
from contracts.errors import NotThereError, RegisterError, TermsError
from contracts.register import Register
from contracts.schedules.sheet import Sheet
from contracts.statements import obligations as obligations_of
from contracts.statements import reconcile as reconcile_with
from contracts.statements import shares as shares_of
from contracts.terms.line import Recognition
