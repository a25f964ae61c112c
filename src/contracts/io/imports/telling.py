"""What is told of a file that is imported: problems, each at its cell, and what was left out or taken for granted."""

from typing import Any, Final

from contracts.errors import Problem, RegisterError, TermsError
from contracts.io.imports.grid import Cell, letters
from contracts.shapes.faults import MOST_FAULTS, shown
from contracts.words import quoted

_NOTHING: Final = object()


class Told:
    """Things to tell of one file, in any order.

    Attributes:
        file, sheet: where they were found.
    """

    def __init__(self, file: str, sheet: str | None = None) -> None:
        self.file, self.sheet = file, sheet
        self.found: list[Problem] = []

    @property
    def enough(self) -> bool:
        """Whether there is no point in looking for more."""
        return len(self.found) >= MOST_FAULTS

    def add(
        self,
        code: str,
        row: int | None = None,
        column: int | None = None,
        value: object = _NOTHING,
        *,
        field: str | None = None,
        contract: str | None = None,
        **data: Any,
    ) -> None:
        """Tell a thing; rows are counted from 1, columns from 0."""
        given = None if value is _NOTHING else quoted(value.text) if isinstance(value, Cell) else shown(value)
        self.found.append(
            Problem(
                code=code,
                file=self.file,
                sheet=self.sheet,
                line_number=row,
                column=None if column is None else letters(column),
                value=given,
                field=field,
                contract=contract,
                data=data,
                text=type(value) is str,
            )
        )

    def take(self, error: TermsError, row: int, column: int, field: str, value: object = _NOTHING) -> None:
        """Tell an error that the value of a cell raised."""
        self.add(error.code, row, column, error.value if value is _NOTHING else value, field=field, **error.data)

    def in_order(self) -> tuple[Problem, ...]:
        """All of them, by row and column; no more than anybody reads."""
        found = sorted(self.found, key=_place)
        if self.enough:
            found = found[:MOST_FAULTS]
            found.append(Problem(code="PROBLEMS_LIMIT", file=self.file, data={"limit": MOST_FAULTS}))
        return tuple(found)

    def refuse(self) -> None:
        """Refuse the file, where there is anything.

        Raises:
            RegisterError: with all of it.
        """
        if self.found:
            raise RegisterError(self.in_order())


def _place(problem: Problem) -> tuple[int, int, str]:
    column = problem.column or ""
    return problem.line_number or 0, len(column), column
