"""Why a row of a report is what it is, in sentences that stand behind it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from contracts.dates import Period
from contracts.reports.style import Style

if TYPE_CHECKING:
    from contracts.reports.contents import Report

#: Installments that are listed one by one behind a sum of them.
MOST_PARTS: Final = 36

#: From a row of a table, by column, to sentences.
Why: TypeAlias = Callable[[dict[str, Any]], list[str]]


class Reasons:
    """The sentences behind the rows of one report.

    Args:
        report: whose rows they are.
        style: of the register's own currency.
    """

    def __init__(self, report: "Report", style: Style) -> None:
        self._report, self._style = report, style
        rows = report.plan.sheet()
        names = ("contract", "line", "number", "due", "amount", "currency")
        self._rows = list(zip(*(rows.columns[name] for name in names), strict=True))
        self._place = {row[:3]: place for place, row in enumerate(self._rows)}
        self._of: dict[str, list[int]] = {}
        for place, row in enumerate(self._rows):
            self._of.setdefault(row[0], []).append(place)

    def of_installment(self, row: dict[str, Any]) -> list[str]:
        """How an installment is computed, and what moved its due day."""
        place = self._place[row["contract"], row["line"], row["number"]]
        return [self._report.plan.explain(place).say(self._style.lang)]

    def of_difference(self, row: dict[str, Any]) -> list[str]:
        """What of a contract falls due in the year that was reported."""
        return self._parts(row["contract"], None, self._report.fiscal.year(self._report.year))

    def of_line(self, row: dict[str, Any]) -> list[str]:
        """What of a line falls due after the day of the report."""
        return self._parts(row["contract"], row["line"], None)

    def of_balance(self, row: dict[str, Any]) -> list[str]:
        """That earned less paid is payable less prepaid, and earned with the commitment is the value."""
        style = self._style.of(row["currency"])
        names = ("earned", "paid", "payable", "prepaid", "commitment", "value")
        return [style.say("why balance", **{name: style.amount(row[name]) for name in names})]

    def of_contract(self, row: dict[str, Any]) -> list[str]:
        """What the contract rests on, as its source says it."""
        source = self._report.register[row["contract"]].source
        return [] if source is None else [f"{self._style.say('source')}: {source}"]

    def _parts(self, contract: str, line: str | None, within: Period | None) -> list[str]:
        """The installments of a contract, or of a line, in a period or after the day of the report, one by one."""
        found = []
        for place in self._of.get(contract, ()):
            _, own, number, due, amount, currency = self._rows[place]
            if line not in (None, own) or not self._counts(due, within):
                continue
            style = self._style.of(currency)
            day = style.word("undated") if due is None else due
            found.append(style.say("why part", line=own, number=number, due=day, amount=style.amount(amount)))
        more = len(found) - MOST_PARTS
        return [*found[:MOST_PARTS], self._style.say("why more", count=more)] if more > 0 else found

    def _counts(self, due: Any, within: Period | None) -> bool:
        if within is None:
            return due is None or due > self._report.as_of
        return due is not None and within.start <= due < within.end
