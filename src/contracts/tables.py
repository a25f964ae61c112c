"""Every table that is handed out: its columns, what they mean, and how they are called in Chinese.

Column names and their order are stable; files for machines and data frames use
them as they stand here.
"""

from enum import StrEnum
from typing import Final

from attrs import evolve, frozen


class Kind(StrEnum):
    """What a column holds.

    TEXT: words or ids. DAY: a date or nothing. FLAG: true or false. COUNT: a whole
    number. AMOUNT: minor units of the row's `currency`. BOUND: half minor units of it.
    """

    TEXT = "text"
    DAY = "day"
    FLAG = "flag"
    COUNT = "count"
    AMOUNT = "amount"
    BOUND = "bound"


@frozen
class Column:
    """One column: its stable English name, kind, Chinese heading, what it means, and whether it may be empty."""

    name: str
    kind: Kind
    zh: str
    meaning: str
    optional: bool = False


@frozen
class Table:
    """A table that the library hands out.

    Attributes:
        name: of the command that prints it.
        columns: in their order.
    """

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def kind(self, name: str) -> Kind:
        """What a column holds."""
        return next(column.kind for column in self.columns if column.name == name)

    def grouped(self, by: Column) -> "Table":
        """The same with a group in place of contract and line."""
        rest = tuple(column for column in self.columns if column.name not in ("contract", "line", by.name))
        return evolve(self, columns=(by, *rest))

    def also(self, *more: Column) -> "Table":
        """The same with more columns at the end."""
        return evolve(self, columns=self.columns + more)


CONTRACT: Final = Column("contract", Kind.TEXT, "合同", "id of the contract")
LINE: Final = Column("line", Kind.TEXT, "明细", "id of the line in its contract")
VENDOR: Final = Column("vendor", Kind.TEXT, "供应商", "who is paid; nothing where the source does not say")
CATEGORY: Final = Column("category", Kind.TEXT, "类别", "the contract's free word to group by")
RECURRING: Final = Column("recurring", Kind.FLAG, "历年延续性", "expected to come again, not committed")
PAYER: Final = Column("payer", Kind.TEXT, "承担方", "who bears it; nothing where nobody is named")
PERIOD: Final = Column("period", Kind.TEXT, "期间", "2018, 2018-H1, 2018-Q1, 2018-03, the name of a band, or undated")
AMOUNT: Final = Column("amount", Kind.AMOUNT, "金额", "what falls due or is earned")
CURRENCY: Final = Column("currency", Kind.TEXT, "货币", "ISO 4217 code of the row's amounts")

#: The groups that statements know, besides contract and line.
GROUPS: Final = {column.name: column for column in (CONTRACT, VENDOR, CATEGORY, PAYER, RECURRING)}

SCHEDULE: Final = Table(
    "schedule",
    (
        CONTRACT,
        LINE,
        Column("number", Kind.COUNT, "期次", "place of the installment in its line, from 1"),
        Column("kind", Kind.TEXT, "类型", "cyclic, step (of a quantity), stage or once"),
        Column("name", Kind.TEXT, "名称", "name of the stage"),
        Column("service_from", Kind.DAY, "服务起", "first day of the service it pays for"),
        Column("service_to", Kind.DAY, "服务止", "last day of the service it pays for"),
        Column("due_unadjusted", Kind.DAY, "应付日(未调整)", "due day before the calendar; nothing while undated"),
        Column("due", Kind.DAY, "应付日", "due day after the calendar; nothing while undated"),
        Column("provisional", Kind.FLAG, "暂定", "the calendar does not cover the due day"),
        AMOUNT,
        CURRENCY,
    ),
)
ACCRUALS: Final = Table(
    "accruals",
    (
        CONTRACT,
        LINE,
        Column("period_from", Kind.DAY, "期间起", "first day of the period, not clipped to the service"),
        Column("period_to", Kind.DAY, "期间止", "last day of the period"),
        Column("amount", Kind.AMOUNT, "费用", "earned in the period (权责发生制)"),
        Column("cumulative", Kind.AMOUNT, "累计", "earned up to the end of the period"),
        CURRENCY,
    ),
)
OBLIGATIONS: Final = Table("obligations", (CONTRACT, LINE, PERIOD, AMOUNT, CURRENCY))
SHARES: Final = Table("shares", (CONTRACT, LINE, PAYER, PERIOD, AMOUNT, CURRENCY))
RECONCILIATION: Final = Table(
    "reconcile",
    (
        CONTRACT,
        Column(
            "scheduled", Kind.AMOUNT, "计划", "due in the year by the terms; in *footing*, the sum of the lines", True
        ),
        Column("reported", Kind.AMOUNT, "报告", "what the report states", True),
        Column("difference", Kind.AMOUNT, "差额", "scheduled less reported; a missing figure counts as nothing"),
        Column("bound", Kind.BOUND, "舍入上限", "the most that the rounding of the figures can explain"),
        Column("within_rounding", Kind.FLAG, "舍入可解释", "the difference is not above the bound"),
        Column("finding", Kind.TEXT, "结论", "agrees, within rounding, unexplained, not scheduled or not reported"),
        CURRENCY,
    ),
)
