"""Every message and label, in English and in Chinese.

A message is found by the stable code of its problem (`DATE_ORDER`); it has a
sentence that says what is wrong and one that says what to do. A label is found
by the English word that files and columns use. A test finds any code or column
that lacks one of the languages.
"""

from enum import StrEnum
from typing import Any, Final


class Lang(StrEnum):
    """The languages in which messages, labels and explanations exist."""

    EN = "en"
    ZH = "zh"


#: code -> (English message, English remedy, Chinese message, Chinese remedy).
MESSAGES: Final[dict[str, tuple[str, str, str, str]]] = {
    "CONTRACT_UNKNOWN": (
        "{field}: there is no contract {value}",
        "name one that is there; ids are case-sensitive",
        "{field}: 没有合同 {value}",
        "请给出已有的合同编号, 区分大小写",
    ),
    "CURRENCIES": (
        "{field}: {value} stand side by side, and no sum joins two currencies",
        "choose contracts of one currency, or use totals() or to_frame()",
        "{field}: {value} 并存, 不同货币不能相加",
        "请只选一种货币的合同, 或用 totals() 或 to_frame()",
    ),
    "TERMS_UNKNOWN": (
        "{field}: row {value} comes from a table, which holds no terms to explain",
        "make the schedule of contracts",
        "{field}: 第 {value} 行来自表格, 没有可说明的条款",
        "请由合同生成付款计划",
    ),
    "GROUP_UNKNOWN": (
        "{field}: there is no group {value}",
        "group by one of: {choices}",
        "{field}: 不能按 {value} 分组",
        "可按以下之一分组: {choices}",
    ),
    "YEAR_NOT_REPORTED": (
        "{field}: nothing was reported for {value}",
        "give a year that is reported ({years}), or add it under [[reported]]",
        "{field}: 没有 {value} 年的报告数",
        "请给出有报告数的年度 ({years}), 或在 [[reported]] 中添加",
    ),
    "TYPE_WRONG": (
        "{field}: {value} is not a {wanted}",
        "give a {wanted}",
        "{field}: {value} 不是 {wanted}",
        "请给出 {wanted}",
    ),
    "PRICE_NEGATIVE": (
        "{field}: {value} is a negative price",
        "give an amount of 0 or more; what comes back is an adjustment, not a price",
        "{field}: {value} 为负价格",
        "价格须为 0 或以上; 扣减不是价格",
    ),
    "FLOAT_FORBIDDEN": (
        "{field}: {value} is a float, which is not exact",
        "give text, an int or a Decimal",
        "{field}: {value} 是浮点数, 不精确",
        "请用文本, 整数或 Decimal",
    ),
    "QUANTITY_SYNTAX": (
        "{field}: {value} is not a plain decimal number",
        "write digits with at most one point: 12 or 1.5",
        "{field}: {value} 不是普通的十进制数",
        "只写数字, 最多一个小数点: 12 或 1.5",
    ),
    "QUANTITY_RANGE": (
        "{field}: {value} is more than {limit}",
        "give at most {limit}",
        "{field}: {value} 超过 {limit}",
        "不得超过 {limit}",
    ),
    "QUANTITY_NEGATIVE": (
        "{field}: {value} is a negative quantity",
        "give 0 or more; lines removed are a later, smaller quantity",
        "{field}: {value} 为负数量",
        "数量须为 0 或以上; 减少线路请写后来的较小数量",
    ),
    "QUANTITY_PRECISION": (
        "{field}: {value} has more than {limit} decimals",
        "give at most {limit} decimals",
        "{field}: {value} 的小数超过 {limit} 位",
        "小数不得超过 {limit} 位",
    ),
    "QUANTITY_EMPTY": (
        "{field}: there is no quantity",
        "give a number, or steps of a first day and a number",
        "{field}: 没有数量",
        "请给出数量, 或起始日与数量的列表",
    ),
    "QUANTITY_ORDER": (
        "{field}: the step from {value} does not follow the one before it",
        "give each step a later day than the one before",
        "{field}: 自 {value} 起的数量不在前一项之后",
        "每一项的起始日须晚于前一项",
    ),
    "QUANTITY_LATE": (
        "{field}: the first quantity holds from {value}, after the service starts on {start}",
        "say the quantity from the first day of service on",
        "{field}: 首个数量自 {value} 起, 晚于服务开始日 {start}",
        "请自服务首日起写明数量",
    ),
    "NUMBER_RANGE": (
        "{field}: {value} is not between {least} and {most}",
        "give a number from {least} to {most}",
        "{field}: {value} 不在 {least} 与 {most} 之间",
        "请给出 {least} 至 {most} 的数",
    ),
    "KEY_CONFLICT": (
        "{field}: {value} stands beside {other}, and only one of them can hold",
        "keep one of {field} and {other}",
        "{field}: {value} 与 {other} 同时出现, 只能取其一",
        "{field} 与 {other} 只保留一个",
    ),
    "STAGE_SIZE": (
        "{field}: stage {value} needs either a percent or an amount",
        "give exactly one of percent and amount",
        "{field}: 阶段 {value} 须给出比例或金额之一",
        "percent 与 amount 只写一个",
    ),
    "STAGE_DAY": (
        "{field}: stage {value} needs either a day or an event after which it falls due",
        "give exactly one of on and after",
        "{field}: 阶段 {value} 须给出日期或事件之一",
        "on 与 after 只写一个",
    ),
    "STAGES_EMPTY": (
        "{field}: there is no stage",
        "give at least one stage",
        "{field}: 没有阶段",
        "至少写一个阶段",
    ),
    "STAGES_MIXED": (
        "{field}: some stages give a percent and some an amount",
        "give all of them percents, or all of them amounts",
        "{field}: 阶段有的按比例, 有的按金额",
        "全部按比例或全部按金额",
    ),
    "SUM_MISMATCH": (
        "{field}: the parts sum to {value}, not to {expected} (difference {difference})",
        "correct the parts so that they sum to {expected}",
        "{field}: 各部分合计 {value}, 不等于 {expected} (相差 {difference})",
        "请更正各部分, 使合计为 {expected}",
    ),
    "ALLOCATION_SIZE": (
        "{field}: {value} payers",
        "give from 1 to {limit} payers with their weights",
        "{field}: {value} 个承担方",
        "请给出 1 至 {limit} 个承担方及其权重",
    ),
    "DUPLICATE_KEY": (
        "{field}: {value} is given twice",
        "keep one of them",
        "{field}: {value} 重复给出",
        "只保留一个",
    ),
    "WEIGHT": (
        "{field}: {value} is not a weight",
        "give a whole number from 0 to {limit}",
        "{field}: {value} 不是权重",
        "请给出 0 至 {limit} 的整数",
    ),
    "WEIGHT_NONE": (
        "{field}: all weights are 0",
        "give at least one payer a weight above 0",
        "{field}: 所有权重为 0",
        "至少一个承担方的权重须大于 0",
    ),
    "ID_SYNTAX": (
        "{field}: {value} is not an id",
        "use letters, ASCII digits and -_./:#()[]〔〕【】·+&@, at most {limit}, without blanks or full-width forms",
        "{field}: {value} 不是合格的编号",
        "只用文字, 半角数字和 -_./:#()[]〔〕【】·+&@, 至多 {limit} 个, 不含空格和全角字符",
    ),
    "TEXT_EMPTY": (
        "{field}: the text is empty",
        "write the text, or leave the key out",
        "{field}: 文本为空",
        "请写明, 或删去该项",
    ),
    "TEXT_LONG": (
        "{field}: the text is longer than {limit} characters: {value}",
        "give at most {limit} characters",
        "{field}: 文本超过 {limit} 个字符: {value}",
        "至多 {limit} 个字符",
    ),
    "CONTROL_CHAR": (
        "{field}: {value} holds the control character {sign}",
        "remove it: it changes what a reader sees",
        "{field}: {value} 含控制字符 {sign}",
        "请删除: 它会改变显示的内容",
    ),
    "EVEN_NEEDS_TOTAL": (
        "{field}: {value} is for totals, and this line has a rate",
        "use daily, on-due or a day, or give a total",
        "{field}: {value} 只用于总价, 而本明细按费率计价",
        "改用 daily, on-due 或某日, 或给出 total",
    ),
    "SERVICE_MISSING": (
        "{field}: {value} needs a period of service, and there is none",
        "give from and to",
        "{field}: {value} 需要服务期, 但没有给出",
        "请给出 from 和 to",
    ),
    "ROLL_WITHOUT_CALENDAR": (
        "{field}: {value} has no calendar to go by",
        "name a calendar, or leave {field} out",
        "{field}: {value} 没有可依据的日历",
        "请指定 calendar, 或删去 {field}",
    ),
    "SCHEDULE_LIMIT": (
        "{field}: {value} leads to {rows} rows, more than {limit}",
        "use longer cells or a shorter service",
        "{field}: {value} 会产生 {rows} 行, 超过 {limit}",
        "请用更长的周期或更短的服务期",
    ),
    "THIRTY_NEEDS_MONTHS": (
        "{field}: {value} counts months of 30 days, and the cells are {cells} long",
        "use actual, or a cycle in months",
        "{field}: {value} 按每月 30 天计, 而周期为 {cells}",
        "改用 actual, 或按月的周期",
    ),
    "VALUE_RANGE": (
        "{field}: {value} could come to more than {limit} minor units over the service",
        "check the amount, the quantity and the dates",
        "{field}: {value} 在服务期内可能超过 {limit} 个最小货币单位",
        "请核对金额, 数量和日期",
    ),
    "RATE_NEEDS_CYCLE": (
        "{field}: {value} is owed for each cell, but the line is not billed by cycle",
        "give billing, or a total instead of a rate",
        "{field}: {value} 按周期计价, 但本明细未按周期付款",
        "请给出 billing, 或用 total 代替 rate",
    ),
    "EVENT_SIGNED": (
        "{field}: {value} is the day of signature",
        "write it as `signed` of the contract",
        "{field}: {value} 是签订日",
        "请写为合同的 signed",
    ),
    "LINES_MISSING": (
        "{field}: the contract has no line",
        "give at least one line",
        "{field}: 合同没有明细",
        "至少给出一个明细",
    ),
    "DUPLICATE_ID": (
        "{field}: the id {value} is given twice",
        "give each its own id",
        "{field}: 编号 {value} 重复",
        "请使用不同的编号",
    ),
    "AMOUNT_MISSING": (
        "{field}: there is no amount",
        "write the amount; 0 where nothing is owed",
        "{field}: 没有金额",
        "请写明金额; 无应付款写 0",
    ),
    "AMOUNT_SYNTAX": (
        "{field}: {value} is not an amount",
        "write digits with at most one point, and commas between all groups of three or none: 1,234.50 or 1234.5",
        "{field}: {value} 不是金额",
        "只写数字, 最多一个小数点, 千分位逗号须全写或不写: 1,234.50 或 1234.5",
    ),
    "AMOUNT_RANGE": (
        "{field}: {value} is more than {limit}",
        "give an amount from -{limit} to {limit}; check the unit",
        "{field}: {value} 超过 {limit}",
        "金额须在 -{limit} 与 {limit} 之间; 请核对单位",
    ),
    "AMOUNT_PRECISION": (
        "{field}: {value} is finer than the minor unit of {currency}",
        "give at most {decimals} decimals, or round it first",
        "{field}: {value} 小于 {currency} 的最小单位",
        "小数至多 {decimals} 位, 或先行舍入",
    ),
    "CURRENCY_UNKNOWN": (
        "{field}: {value} is not a currency of ISO 4217 with a minor unit",
        "give its code in capitals: CNY",
        "{field}: {value} 不是 ISO 4217 中有最小单位的货币",
        "请写大写代码: CNY",
    ),
    "UNIT_IN_CELL": (
        "{field}: {value} states a unit beside the number",
        "write the number alone; the unit is said once, for the whole file",
        "{field}: {value} 的数字旁写有单位",
        "只写数字; 单位在文件中统一写明",
    ),
    "UNIT_UNKNOWN": (
        "{field}: {value} is not a unit of {currency}",
        "give one of {units}",
        "{field}: {value} 不是 {currency} 的单位",
        "请用下列之一: {units}",
    ),
    "CELL_ERROR": (
        "{field}: {value} is a spreadsheet's error, not an amount",
        "correct the formula in the spreadsheet, or write the amount",
        "{field}: {value} 是电子表格的错误值, 不是金额",
        "请在表格中更正公式, 或直接写明金额",
    ),
    "CURRENCY_MISMATCH": (
        "{field}: {value} is not in {currency}",
        "give the amount in {currency}; nothing here converts currencies",
        "{field}: {value} 的货币不是 {currency}",
        "请以 {currency} 给出; 此处不换算货币",
    ),
    "DUE_RANGE": (
        "{field}: a due day moves past {value}",
        "end the service earlier, or shorten net_days",
        "{field}: 付款日移至 {value} 之后",
        "请提前结束服务, 或缩短 net_days",
    ),
    "DATE_SYNTAX": (
        "{field}: {value} is no day of the form YYYY-MM-DD",
        "write a day that exists as year-month-day, such as 2024-01-05",
        "{field}: {value} 不是 YYYY-MM-DD 形式的日期",
        "请按 年-月-日 写一个存在的日期, 如 2024-01-05",
    ),
    "DATE_MISSING": (
        "{field}: a day is missing",
        "write it as YYYY-MM-DD",
        "{field}: 缺少日期",
        "请按 YYYY-MM-DD 填写",
    ),
    "DATE_HAS_TIME": (
        "{field}: {value} has a time of day",
        "give the day alone, as YYYY-MM-DD",
        "{field}: {value} 带有时刻",
        "只写日期, 如 YYYY-MM-DD",
    ),
    "DATE_AMBIGUOUS": (
        "{field}: {value} does not say which number is the month",
        "write it as YYYY-MM-DD",
        "{field}: {value} 分不清月和日",
        "请按 YYYY-MM-DD 填写",
    ),
    "DATE_RANGE": (
        "{field}: {value} lies outside 1900-01-01 to 2199-12-31",
        "give a day between these two",
        "{field}: {value} 不在 1900-01-01 至 2199-12-31 之间",
        "请给出此范围内的日期",
    ),
    "FREQUENCY": (
        "{field}: {value} is no frequency",
        "give a number of whole months or of whole days, up to 100 years: 1 month, 1 year, 2 weeks, 10 days",
        "{field}: {value} 不是有效的周期",
        "请给出整月数或整天数, 不超过 100 年: 1 month, 1 year, 2 weeks, 10 days",
    ),
    "EDGE_OFF_GRID": (
        "{field}: {value} is no edge of a cycle of {every} from {anchor}",
        "give a day on which a cell of the cycle starts, or another anchor",
        "{field}: {value} 不是自 {anchor} 起每 {every} 的分界日",
        "请给出周期的分界日, 或改变 anchor",
    ),
    "EDGE_OUTSIDE": (
        "{field}: {value} does not lie from {start} to {end}",
        "give an edge within the service period",
        "{field}: {value} 不在 {start} 至 {end} 之间",
        "分界日须在服务期内",
    ),
    "EDGE_MONTH_END": (
        "{field}: {value} is not the last day of its month, but month_end is set",
        "give the last day of a month, or leave month_end out; cells that end with the month have an anchor on the 1st",
        "{field}: {value} 不是月末, 但设了 month_end",
        "请给出月末日, 或去掉 month_end; 到月末为止的周期, anchor 取 1 日",
    ),
    "MONTH_END_DAYS": (
        "{field}: a cycle of {value} does not end with months",
        "use a frequency in months or years, or leave month_end out",
        "{field}: 每 {value} 的周期不随月末",
        "请用月或年为单位的周期, 或去掉 month_end",
    ),
    "STUB_FORBIDDEN": (
        "{field}: {value} is not one whole cell of the cycle, and stubs are forbidden",
        "move the start, the end or the anchor, or choose stub short or long",
        "{field}: {value} 不是一个完整的周期, 而约定不允许零头期",
        "请调整起止日或 anchor, 或选 stub short 或 long",
    ),
    "FISCAL_MONTH": (
        "{field}: {value} is no month",
        "give the first month of the fiscal year as a number from 1 to 12",
        "{field}: {value} 不是月份",
        "请以 1 至 12 的数字给出财政年度的首月",
    ),
    "CALENDAR_UNKNOWN": (
        "{field}: {value} is no calendar",
        "name CN, weekends, a two-letter country code such as DE, or a calendar that the register lists",
        "{field}: 没有名为 {value} 的日历",
        "请写 CN, weekends, 两字母国家代码 (如 DE), 或登记册中列出的日历",
    ),
    "CALENDAR_EXTRA": (
        "{field}: {value} needs the package `holidays`, which is not installed",
        "pip install 'vendor-contracts[calendar]'",
        "{field}: {value} 需要 holidays 包, 但未安装",
        "pip install 'vendor-contracts[calendar]'",
    ),
    "CALENDAR_ESTIMATED": (
        "{field}: every year of {value} has holidays whose days are only estimated",
        "list the closed days in a calendar of your own",
        "{field}: {value} 各年的节假日都只是推定",
        "请自行列出休息日作为日历",
    ),
    "CALENDAR_RANGE": (
        "{field}: {calendar} covers {first} to {last}, not {value}",
        "set beyond to weekends, which marks such days provisional, or name a calendar that covers them",
        "{field}: {calendar} 覆盖 {first} 至 {last} 年, 不含 {value}",
        "请设 beyond 为 weekends (所得日期为暂定), 或改用覆盖该日的日历",
    ),
    "CALENDAR_CLOSED": (
        "{field}: {calendar} has no open day within {limit} days of {value}",
        "correct the weekend or the holidays of the calendar",
        "{field}: {calendar} 在 {value} 前后 {limit} 天内没有工作日",
        "请更正该日历的周末或节假日",
    ),
    "CALENDAR_WEEKDAY": (
        "{field}: {value} is no weekday",
        "give whole numbers from 0 for Monday to 6 for Sunday",
        "{field}: {value} 不是星期",
        "请给出 0 (星期一) 至 6 (星期日) 的整数",
    ),
    "CALENDAR_YEAR": (
        "{field}: {value} is no year that {calendar} can cover",
        "give whole years from 1900 to 2199, the first not after the last",
        "{field}: {value} 不能作为 {calendar} 覆盖的年份",
        "请给出 1900 至 2199 的整年, 首年不得晚于末年",
    ),
    "DATE_ORDER": (
        "{field}: {value} lies before {start}",
        "give a last day that is not before the first",
        "{field}: {value} 早于 {start}",
        "结束日不得早于开始日",
    ),
}

#: English word -> Chinese word, for the headings and groups that people read.
LABELS: Final[dict[str, str]] = {
    "contract": "合同",
    "line": "明细",
    "weekend": "周末",
    "holiday": "节假日",
}

#: The most of an offending value that a message quotes.
QUOTED: Final = 80


def quoted(value: object) -> str:
    """The value as a message shows it: escaped, and at most 80 characters long."""
    try:
        text = value if isinstance(value, str) else str(value)
    except ValueError:  # an int of more digits than Python prints
        text = f"<{type(value).__name__}>"
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text[: QUOTED + 1])
    return shown if len(shown) <= QUOTED else shown[: QUOTED - 1] + "…"


def message(code: str, lang: Lang = Lang.EN, /, **data: Any) -> str:
    """What is wrong, in one sentence."""
    entry = MESSAGES[code]
    return entry[0 if lang is Lang.EN else 2].format_map({k: quoted(v) for k, v in data.items()})


def remedy(code: str, lang: Lang = Lang.EN, /, **data: Any) -> str:
    """What to do about it, in one sentence."""
    entry = MESSAGES[code]
    return entry[1 if lang is Lang.EN else 3].format_map({k: quoted(v) for k, v in data.items()})


def label(word: str, lang: Lang = Lang.EN) -> str:
    """The heading for a column or a group; the word itself where it has no other."""
    return LABELS.get(word, word) if lang is Lang.ZH else word.replace("_", " ")
