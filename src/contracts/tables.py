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

    def split(self, by: Column, after: str) -> "Table":
        """The same with a column more, behind another."""
        place = self.names.index(after) + 1
        return evolve(self, columns=(*self.columns[:place], by, *self.columns[place:]))

    def also(self, *more: Column) -> "Table":
        """The same with more columns at the end."""
        return evolve(self, columns=self.columns + more)


CONTRACT: Final = Column("contract", Kind.TEXT, "合同", "id of the contract")
LINE: Final = Column("line", Kind.TEXT, "明细", "id of the line in its contract")
VENDOR: Final = Column("vendor", Kind.TEXT, "供应商", "who is paid; nothing where the source does not say")
CATEGORY: Final = Column("category", Kind.TEXT, "类别", "the contract's free word to group by")
RECURRING: Final = Column("recurring", Kind.FLAG, "历年延续性", "expected to come again, not committed")
PAYER: Final = Column("payer", Kind.TEXT, "承担方", "who bears it; nothing where nobody is named")
PERIOD: Final = Column(
    "period", Kind.TEXT, "期间", "2018, 2018-H1, 2018-Q1, 2018-03, a band; opening, overdue, undated or retention"
)
AMOUNT: Final = Column("amount", Kind.AMOUNT, "金额", "what falls due or is earned")
CURRENCY: Final = Column("currency", Kind.TEXT, "货币", "ISO 4217 code of the row's amounts")

EXPECTED: Final = Column("expected", Kind.FLAG, "预期", "expected to come again, and not committed")

NUMBER: Final = Column("number", Kind.COUNT, "期次", "place of the installment in its line, from 1")
NAME: Final = Column("name", Kind.TEXT, "名称", "name of the stage; id of the amendment or the adjustment")
SERVICE_FROM: Final = Column("service_from", Kind.DAY, "服务起", "first day of the service it pays for")
SERVICE_TO: Final = Column("service_to", Kind.DAY, "服务止", "last day of the service it pays for")
DUE: Final = Column("due", Kind.DAY, "应付日", "due day after the calendar; nothing while undated")

#: The groups that statements know, besides contract and line.
GROUPS: Final = {column.name: column for column in (CONTRACT, VENDOR, CATEGORY, PAYER, RECURRING)}

SCHEDULE: Final = Table(
    "schedule",
    (
        CONTRACT,
        LINE,
        NUMBER,
        Column(
            "kind", Kind.TEXT, "类型", "cyclic, step, stage, once, catch-up, adjustment, retention, release or opening"
        ),
        NAME,
        SERVICE_FROM,
        SERVICE_TO,
        Column("due_unadjusted", Kind.DAY, "应付日(未调整)", "due day before the calendar; nothing while undated"),
        DUE,
        Column("provisional", Kind.FLAG, "暂定", "the calendar does not cover the due day, or the rate waits"),
        AMOUNT,
        CURRENCY,
    ),
)
#: With tax: what else a schedule shows, at its end.
TAXED: Final = (
    Column("net", Kind.AMOUNT, "不含税金额", "amount less its tax; nothing where the terms state no tax", True),
    Column("tax", Kind.AMOUNT, "税额", "tax in the amount (增值税)", True),
    Column("tax_rate", Kind.TEXT, "税率(%)", "percent of the net; of a row with days of several rates, each of them"),
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
#: With a basis: what the report is held against, and the parts of each difference, which sum to it.
ON_BASIS: Final = Column(
    "on_basis", Kind.AMOUNT, "对照数", "what fell due, was earned or was paid in the year, as the basis says", True
)
APART: Final = (
    Column("timing", Kind.AMOUNT, "跨期", "due in the year, and earned or paid in another; or the other way round"),
    Column("unpaid", Kind.AMOUNT, "未付", "due in the year, and not paid by its end"),
    Column("prepaid", Kind.AMOUNT, "预付", "less what was paid ahead; earned: due ahead of what is earned"),
    Column("unmatched", Kind.AMOUNT, "未核销付款", "less what was paid for nothing that is there to pay"),
    Column("rounding", Kind.AMOUNT, "舍入", "what rounding can explain of the rest"),
    Column("not_in_register", Kind.AMOUNT, "未登记", "reported of a contract that the register does not hold"),
    Column("unexplained", Kind.AMOUNT, "无法解释", "what is left"),
)
PAID: Final = Column("paid", Kind.AMOUNT, "已付", "what payments and credits are applied to it")
OPEN: Final = Column("open", Kind.AMOUNT, "未付", "what of it is not paid")
STATE: Final = Column("state", Kind.TEXT, "状态", "not due, due, part paid, paid, overdue or undated")
PAYMENTS: Final = Table(
    "payments",
    (
        Column("payment", Kind.TEXT, "付款", "id of the payment"),
        CONTRACT,
        Column("on", Kind.DAY, "付款日", "day of the payment"),
        Column("line", Kind.TEXT, "明细", "line of the installment; nothing for a refund, and for what is unapplied"),
        Column("number", Kind.COUNT, "期次", "installment that is paid", True),
        Column("applied", Kind.AMOUNT, "已核销", "what of the payment is applied to it"),
        Column("unapplied", Kind.AMOUNT, "未核销", "what of the payment is applied to nothing"),
        CURRENCY,
    ),
)
COMPARISON: Final = Table(
    "compare",
    (
        CONTRACT,
        LINE,
        SERVICE_FROM,
        SERVICE_TO,
        DUE,
        Column("before", Kind.AMOUNT, "变更前", "what it came to; nothing where it was not there", True),
        Column("after", Kind.AMOUNT, "变更后", "what it comes to; nothing where it is no more", True),
        Column(
            "amendment",
            Kind.TEXT,
            "补充协议",
            "the amendment or adjustment that changed it; nothing where an event did",
        ),
        CURRENCY,
    ),
)
CUTOFF: Final = Table(
    "cutoff",
    (
        CONTRACT,
        Column("value", Kind.AMOUNT, "合同金额", "sum of all installments, those without a day included"),
        Column("earned", Kind.AMOUNT, "已确认", "earned up to the day, itself included (权责发生制)"),
        Column("due", Kind.AMOUNT, "已到期", "fallen due up to the day, itself included"),
        Column("paid", Kind.AMOUNT, "已付", "paid up to the day, itself included, refunds off"),
        Column("payable", Kind.AMOUNT, "应付", "earned and not paid"),
        Column("retained", Kind.AMOUNT, "其中质保金", "what of payable is withheld; always 0 so far"),
        Column("prepaid", Kind.AMOUNT, "预付", "paid and not earned"),
        Column("prepaid_within_year", Kind.AMOUNT, "一年内待摊", "what of prepaid is earned in the year that follows"),
        Column("overdue", Kind.AMOUNT, "逾期", "what is open of installments that fell due before the day"),
        Column("commitment", Kind.AMOUNT, "未履行承诺", "value less what is earned"),
        Column("undated", Kind.AMOUNT, "未定日", "sum of the installments that have no due day yet"),
        CURRENCY,
    ),
)
ROLLFORWARD: Final = Table(
    "rollforward",
    (
        CONTRACT,
        Column("account", Kind.TEXT, "科目", "payable, prepaid or commitment"),
        Column("opening", Kind.AMOUNT, "期初", "what stood on the day before the period"),
        Column("added", Kind.AMOUNT, "增加", "payable: earned in the period; prepaid: paid in it"),
        Column("released", Kind.AMOUNT, "减少", "payable: paid; prepaid and commitment: earned; with its sign turned"),
        Column("amended", Kind.AMOUNT, "变更", "commitment: by how much the value changed"),
        Column("transfer", Kind.AMOUNT, "重分类", "between payable and prepaid: what the other one changed by"),
        Column("closing", Kind.AMOUNT, "期末", "what stands on the last day of the period"),
        CURRENCY,
    ),
)
TITLE: Final = Column("title", Kind.TEXT, "标题", "as the source has it")
BAND: Final = Column("band", Kind.TEXT, "账龄", "current, days overdue such as 31-60, years such as 1-2y, or undated")
AGEING: Final = Table(
    "ageing",
    (
        CONTRACT,
        LINE,
        NUMBER,
        DUE,
        Column("days", Kind.COUNT, "逾期天数", "days overdue; 0 where it is not, nothing while undated", True),
        BAND,
        OPEN,
        CURRENCY,
    ),
)
#: With interest: what else an ageing shows, at its end.
INTEREST: Final = Column("interest", Kind.AMOUNT, "逾期利息", "interest for delay up to the day, on what is still open")
DELAY: Final = (
    Column("sme", Kind.FLAG, "中小企业", "the vendor is a small or medium-sized enterprise, at signing"),
    Column(
        "rate", Kind.TEXT, "日利率(%)", "percent a day, as agreed, or as the law has it; nothing where there is none"
    ),
    INTEREST,
)
CALENDAR: Final = Table(
    "calendar",
    (
        DUE,
        CONTRACT,
        VENDOR,
        LINE,
        NUMBER,
        NAME,
        Column("condition", Kind.TEXT, "付款条件", "what makes it due"),
        OPEN,
        CURRENCY,
    ),
)
LEDGER: Final = Table(
    "ledger",
    (
        CONTRACT,
        TITLE,
        VENDOR,
        Column("buyer", Kind.TEXT, "采购方", "who buys, where the source says so"),
        Column("signed", Kind.DAY, "签订日", "day of signature, where it is known"),
        Column("from", Kind.DAY, "服务起", "first day of service; nothing where there is none"),
        Column("to", Kind.DAY, "服务止", "last day of service; nothing where there is none"),
        Column("value", Kind.AMOUNT, "合同金额", "what the contract was worth when it was signed"),
        Column("amended", Kind.AMOUNT, "变更后金额", "what it is worth with what has changed"),
        Column("paid", Kind.AMOUNT, "已付", "what was paid, refunds taken off"),
        Column("open", Kind.AMOUNT, "未付", "the amended value less what was paid; undated parts included"),
        Column("retained", Kind.AMOUNT, "质保金", "what of it is withheld"),
        Column("state", Kind.TEXT, "状态", "not begun, running, ended or settled"),
        CURRENCY,
    ),
)
DEADLINES: Final = Table(
    "deadlines",
    (
        Column("day", Kind.DAY, "日期", "the day; nothing for what waits for its event"),
        CONTRACT,
        LINE,
        Column(
            "what",
            Kind.TEXT,
            "事项",
            "end (of service), notice (its last day), renewed end (not committed), release (of retention), payment (to "
            "an SME, by law) or waiting (for an event)",
        ),
        Column("note", Kind.TEXT, "说明", "what it is about"),
    ),
)
JOURNAL: Final = Table(
    "journal",
    (
        Column("entry", Kind.TEXT, "凭证", "id of the entry: contract, a stroke, and its place among the contract's"),
        Column("day", Kind.DAY, "日期", "day of the entry"),
        CONTRACT,
        Column("book", Kind.TEXT, "账簿", "financial (财务会计, accrual) or budget (预算会计, cash)"),
        Column("event", Kind.TEXT, "事项", "opening, accrual or cash"),
        Column("payment", Kind.TEXT, "付款", "id of the payment; nothing for the others"),
        Column("account", Kind.TEXT, "科目", "account that is posted to"),
        Column("debit", Kind.AMOUNT, "借方", "what is posted on the debit side"),
        Column("credit", Kind.AMOUNT, "贷方", "what is posted on the credit side"),
        CURRENCY,
    ),
)
FINDINGS: Final = Table(
    "findings",
    (
        Column("code", Kind.TEXT, "代码", "stable name of the rule"),
        Column("severity", Kind.TEXT, "级别", "info, question, warning or error"),
        CONTRACT,
        LINE,
        Column("message", Kind.TEXT, "发现", "what was found"),
        Column("figures", Kind.TEXT, "数据", "what it rests on, as name=value"),
        Column("clears", Kind.TEXT, "如何消除", "what would clear it"),
        Column("basis", Kind.TEXT, "依据", "the legal basis of the rule, where it has one"),
        Column("since", Kind.DAY, "施行日", "first day on which the rule is in force"),
        Column("until", Kind.DAY, "失效日", "last day on which the rule is in force"),
        Column("unconfirmed", Kind.FLAG, "施行日未核实", "the days of force could not be confirmed from a source"),
        Column("off", Kind.TEXT, "停用理由", "why the code is switched off; nothing where it is not"),
    ),
)
