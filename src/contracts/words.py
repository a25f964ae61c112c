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
    "ADJUSTMENT_ZERO": (
        "{field}: an adjustment of {value} changes nothing",
        "give the amount, below 0 for what is taken off, or leave the adjustment out",
        "{field}: {value} 的调整没有变化",
        "请给出金额, 扣减为负数, 或删去该项调整",
    ),
    "OPENING_ADJUSTMENT": (
        "{field}: the adjustment {id} of {value} lies before {on}, with which the record of the line begins",
        "count it in the figures of the opening, or give it a day from {on} on",
        "{field}: {value} 的调整 {id} 早于该明细的期初日 {on}",
        "请计入期初数, 或改为 {on} 及以后的日期",
    ),
    "OPENING_UNKNOWN": (
        "{field}: {value} asks for what was before {on}, when the record of {of} begins; it is unknown",
        "ask for periods from {on} on, or as of the day before it or later; or leave the contract out",
        "{field}: {value} 涉及 {of} 期初日 {on} 以前, 其数不明",
        "请查询 {on} 及以后的期间 (截止日可为其前一日), 或不选该合同",
    ),
    "OPENING_WITHIN": (
        "{field}: the record of {of} begins on {on}, inside the period from {value}",
        "ask for shorter periods, for lines in place of groups, or for days after that period",
        "{field}: {of} 的期初日 {on} 在自 {value} 起的期间之内",
        "请改用更短的期间, 按明细列示, 或查询该期间以后",
    ),
    "PAYMENT_BEFORE_OPENING": (
        "{field}: the payment of {value} lies before {on}, when the record of {name} begins",
        "count it in what the opening says was paid, or name the line that it was for",
        "{field}: {value} 的付款早于明细 {name} 的期初日 {on}",
        "请计入期初已付数, 或写明所付的明细",
    ),
    "SCHEDULE_MADE": (
        "{field}: {value} cannot be asked of a schedule or a table, which know one state of the terms",
        "give the contracts or the register, or make the schedule with it",
        "{field}: 付款计划或明细表只有一种条款状态, 不能按 {value} 所知计算",
        "请给出合同或登记册, 或在生成付款计划时指定",
    ),
    "AMENDMENT_TOTAL": (
        "{field}: line {value} is a total, or has no days of service, and cannot be changed in this way",
        "change its total, or end the line with its final value, and add one for the rest",
        "{field}: 明细 {value} 为总价或无服务期, 不能如此变更",
        "请变更其总价, 或以最终金额终止该明细, 并为其余部分另加明细",
    ),
    "AMENDMENT_RATE": (
        "{field}: line {value} has a rate, and so no total to change",
        "change its rate or its quantity",
        "{field}: 明细 {value} 按单价计, 无总价可变更",
        "请变更其单价或数量",
    ),
    "AMENDMENT_TAX": (
        "{field}: line {value} states no tax that could change",
        "state in the line the tax that it has until then",
        "{field}: 明细 {value} 未约定税率, 无从变更",
        "请在该明细中写明变更前的税率",
    ),
    "TAX_UNKNOWN": (
        "{field}: the terms of line {value} state no tax",
        "state the tax in the line, 0 where there is none, or ask without it",
        "{field}: 明细 {value} 的条款未约定税率",
        "请在该明细中写明税率, 免税则写 0, 或不问税额",
    ),
    "TAX_EMPTY": (
        "{field}: there is no rate",
        "give a percentage, or steps of a first day and a percentage",
        "{field}: 没有税率",
        "请给出税率, 或起始日与税率的列表",
    ),
    "TAX_ORDER": (
        "{field}: the rate from {value} does not follow the one before it",
        "give each step a later day than the one before",
        "{field}: 自 {value} 起的税率不在前一项之后",
        "每一项的起始日须晚于前一项",
    ),
    "BILLING_PRICE": (
        "{field}: billed every {every} from {on} on, line {value} would come to another price for each {per}",
        "let it take effect on the first day of a price cell, with cells that fit, or state rate and per anew",
        "{field}: 明细 {value} 自 {on} 起每 {every} 结算, 会改变每 {per} 的价格",
        "请自计价期首日起生效并采用相合的周期, 或重新约定 rate 与 per",
    ),
    "VALUE_BELOW_EARNED": (
        "{field}: {value} is less than the {earned} that are earned before {on}",
        "end the line with this as its final value, or give a total of at least what is earned",
        "{field}: {value} 低于 {on} 之前已计的 {earned}",
        "请以此金额为最终金额终止该明细, 或给出不低于已计金额的总价",
    ),
    "SUSPENSION_WHOLE": (
        "{field}: no day until {end} is left to serve line {value}, which is a total",
        "extend the line, shorten the suspension, or end the line with its final value",
        "{field}: 总价明细 {value} 至 {end} 已无服务日",
        "请顺延该明细, 缩短中止期, 或以最终金额终止该明细",
    ),
    "RESUME_NOTHING": (
        "{field}: line {value} was not suspended without a last day",
        "name the lines that were, or state the last day of the suspension in it",
        "{field}: 明细 {value} 未曾无限期中止",
        "请写明已中止的明细, 或在中止条款中写明止日",
    ),
    "LINE_ENDED": (
        "{field}: line {value} has ended by amendment {amendment_before}",
        "add a new line for what goes on",
        "{field}: 明细 {value} 已由补充协议 {amendment_before} 终止",
        "请为后续部分另加明细",
    ),
    "FINAL_OF_ENDED": (
        "{field}: {value} is not ended by this amendment",
        "name it in end, or leave its final value out",
        "{field}: 本补充协议并未终止 {value}",
        "请在 end 中列出, 或删去其最终金额",
    ),
    "EVENT_LATER": (
        "{field}: {value} lies after {signed}, when it is known from",
        "record an event no earlier than it happens",
        "{field}: {value} 晚于记录日 {signed}",
        "请勿在事件发生前记录",
    ),
    "AGE_BANDS": (
        "{field}: {value} are no bands of days overdue",
        "give days or years, or whole numbers of days from 1 to {most}, each more than the one before: 30,60,90",
        "{field}: {value} 不是逾期天数的分段",
        "请给出 days 或 years, 或 1 至 {most} 的递增整天数: 30,60,90",
    ),
    "SWITCHED_OFF": (
        "{field}: {value} does not say which code is switched off, and why",
        "give the code and the reason, such as {field} 'SAME_TITLE=bought in parts'",
        "{field}: {value} 未写明停用的代码及理由",
        "请给出代码和理由, 如 {field} SAME_TITLE=分期采购",
    ),
    "FILE_CHANGED": (
        "{field}: {value} was changed while it was read",
        "import it again once nothing writes to it",
        "{field}: 读取期间 {value} 被改动",
        "请待写入结束后重新导入",
    ),
    "FILE_CORRUPT": (
        "{field}: {value} is damaged ({reason})",
        "open it in a spreadsheet and save it again, or get another copy",
        "{field}: {value} 已损坏 ({reason})",
        "请用电子表格打开后重新保存, 或另取一份",
    ),
    "ARCHIVE_LIMIT": (
        "{field}: the packed parts of the workbook are beyond what is read: {value}",
        "save the sheet alone in a new workbook",
        "{field}: 工作簿内的部件超出可读范围: {value}",
        "请将该表单独存为新的工作簿",
    ),
    "XML_DTD": (
        "{field}: the part {value} of the workbook declares a document type",
        "save the sheet in a new workbook with a spreadsheet",
        "{field}: 工作簿的部件 {value} 含文档类型声明",
        "请用电子表格将该表另存为新的工作簿",
    ),
    "SHEET_AMBIGUOUS": (
        "{field}: the workbook has several sheets: {sheets}",
        "name one with --sheet",
        "{field}: 工作簿有多个表: {sheets}",
        "请用 --sheet 指明",
    ),
    "SHEET_UNKNOWN": (
        "{field}: the workbook has no sheet {value}",
        "name one of {sheets}",
        "{field}: 工作簿中没有 {value} 表",
        "请指明 {sheets} 之一",
    ),
    "LINE_TOO_LONG": (
        "{field}: a line of more than {limit} bytes begins with {value}",
        "give a file with one row a line",
        "{field}: 以 {value} 开头的一行超过 {limit} 字节",
        "请给出一行一条记录的文件",
    ),
    "FIELD_TOO_LONG": (
        "{field}: a cell holds more than {limit} characters",
        "shorten it, or look for a quotation mark that is not closed",
        "{field}: 单元格超过 {limit} 个字符",
        "请缩短, 或查找未闭合的引号",
    ),
    "QUOTE_UNCLOSED": (
        "{field}: a quotation mark of the row that begins here is not closed, or more follows it in its field",
        "close it, and double the quotation marks inside a field",
        "{field}: 此行起的引号未闭合, 或其后另有内容",
        "请补上引号; 字段内的引号写两次",
    ),
    "ENCODING_AMBIGUOUS": (
        "{field}: it fits UTF-8 as well as GB18030, and fewer than {fewest} characters tell them apart",
        "say which with --encoding utf-8 or --encoding gb18030",
        "{field}: 既符合 UTF-8 也符合 GB18030, 可供区分的字符不足 {fewest} 个",
        "请用 --encoding utf-8 或 --encoding gb18030 指明",
    ),
    "SHEET_SIZE": (
        "{field}: more than {columns} columns or {rows} rows are filled",
        "take out what does not belong to the table, or split it",
        "{field}: 超过 {columns} 列或 {rows} 行",
        "请删去表外内容, 或拆分",
    ),
    "HEADER_MISSING": (
        "{field}: none of the first {rows} rows names at least two known columns",
        "name the columns as docs/import.md lists them, or say which row it is and what its columns mean with --map",
        "{field}: 前 {rows} 行中没有至少两列可识别的表头",
        "请按 docs/import.md 所列命名各列, 或用 --map 指明表头行和各列含义",
    ),
    "HEADER_ROWS": (
        "{field}: {value} names no row, or no two rows one after the other",
        "give the number of the row of the heading, or both in a list: [3, 4]",
        "{field}: {value} 不是一行或相邻两行的行号",
        "请给出表头的行号, 两行时写成列表: [3, 4]",
    ),
    "HEADER_DUPLICATE": (
        "{field}: column {other} holds {meaning} as well",
        "rename one of them, or leave one out in the map: {letters} = ''",
        "{field}: {other} 列也是 {meaning}",
        "请改名其一, 或在映射文件中略去其一: {letters} = ''",
    ),
    "COLUMN_MISSING": (
        "{field}: no column holds it",
        "name one as {names}, or say in the map which one it is",
        "{field}: 没有对应的列",
        "请命名为 {names} 之一, 或在映射文件中指明",
    ),
    "COLUMN_UNKNOWN": (
        "{field}: the sheet has no column {value}",
        "the columns are {names}",
        "{field}: 表中没有 {value} 列",
        "各列为 {names}",
    ),
    "COLUMN_LEFT_OUT": (
        "{field}: {value} is not known and was left out",
        "say in the map what it holds",
        "{field}: {value} 不可识别, 未导入",
        "请在映射文件中指明其含义",
    ),
    "CELL_LEFT_OUT": (
        "{field}: it has no heading and was left out, from this row on",
        "give it a heading",
        "{field}: 该列无表头, 自此行起未导入",
        "请补上表头",
    ),
    "UNIT_LINES": (
        "{field}: {value} and {first} both stand above the heading",
        "keep one of them, or write the unit in the heading of each column",
        "{field}: 表头上方既有 {first} 又有 {value}",
        "请只保留其一, 或在各列表头写明单位",
    ),
    "UNIT_BELOW": (
        "{field}: {value} states a unit that the heading does not",
        "write the unit in the heading, or on a line above it",
        "{field}: {value} 所写的单位与表头不符",
        "请在表头或表头上方注明单位",
    ),
    "UNIT_UNREAD": (
        "{field}: {value} says a unit or a currency in a way that is not read",
        "write the unit by itself; or say in the map both unit and currency",
        "{field}: {value} 所写的单位或币种无法识别",
        "请单独注明 元, 千元, 万元, 百万元 或 亿元; 或在映射文件中写明 unit 和 currency",
    ),
    "PERIOD_DIFFERS": (
        "{field}: {value} is not what a column of its own says: {other}",
        "correct one of them, or leave one of the columns out by the map",
        "{field}: {value} 与单独一列所写的 {other} 不符",
        "请更正其一, 或在映射文件中略去其中一列",
    ),
    "CELL_FORMAT": (
        "{field}: {value} is not what the cell shows, since its format is {format}",
        "give the cell a plain format, or write what it shows as text",
        "{field}: 单元格的格式为 {format}, 所显示的不是其值 {value}",
        "请改用普通格式, 或将所显示的内容写成文本",
    ),
    "UNIT_ASSUMED": (
        "{field}: no unit is stated; the amounts were taken as {currency} in its major unit",
        "write the unit in the heading, or on a line above it",
        "{field}: 未注明单位, 按 {currency} 的主单位导入",
        "请在表头或 单位：万元 一行注明",
    ),
    "UNIT_MISSING": (
        "{field}: no unit is stated here, while {other} has one",
        "write the unit in this heading too, or on a line above for all of them",
        "{field}: 未注明单位, 而 {other} 已注明",
        "请在此表头也注明单位, 或用 单位：万元 一行统一注明",
    ),
    "ROWS_MISSING": (
        "{field}: nothing stands below the heading",
        "give at least one row",
        "{field}: 表头下没有内容",
        "请至少给出一行",
    ),
    "ROW_SHAPE": (
        "{field}: {found} fields stand where the heading has {expected}",
        "give every row as many fields as the heading, and quote those that hold a comma: {value}",
        "{field}: 有 {found} 个字段, 表头为 {expected} 个",
        "请使各行字段数与表头一致, 含逗号的字段加引号: {value}",
    ),
    "ROW_HEADING": (
        "{field}: the heading stands here again; it was left out",
        "nothing has to be done",
        "{field}: 重复的表头, 未导入",
        "无需处理",
    ),
    "ROW_OF_WORDS": (
        "{field}: {value} is no row of the table; it was left out",
        "nothing has to be done, unless it should be one",
        "{field}: {value} 不是表内的行, 未导入",
        "若非表内的行, 无需处理",
    ),
    "ROW_SUM": (
        "{field}: {value} is a sum; it was left out, and held against the rows above",
        "nothing has to be done",
        "{field}: {value} 是合计行, 未导入, 已与明细核对",
        "无需处理",
    ),
    "ROW_EMPTY": (
        "{field}: nothing but {value} stands here; it was left out",
        "nothing has to be done",
        "{field}: 仅有 {value}, 未导入",
        "无需处理",
    ),
    "SUM_DIFFERS": (
        "{field}: {value} is stated, and the rows sum to {expected} (difference {difference})",
        "find the row that is missing or wrong, or correct the sum",
        "{field}: 所列合计为 {value}, 各行之和为 {expected} (相差 {difference})",
        "请查找遗漏或有误的行, 或更正合计",
    ),
    "HIDDEN": (
        "{field}: it is hidden, and was read all the same",
        "show it, and take it out if it does not belong to the register",
        "{field}: 已隐藏, 仍照常读取",
        "请取消隐藏; 不属于登记册的请删去",
    ),
    "MERGED_CELL": (
        "{field}: {value} stands in cells that are merged up to {until}",
        "unmerge them, and write in each cell what it holds",
        "{field}: {value} 所在单元格合并至 {until}",
        "请取消合并, 并在每个单元格中填写内容",
    ),
    "FORMULA_UNCOMPUTED": (
        "{field}: the formula {value} has no computed value in the file",
        "open the workbook in a spreadsheet, save it, and import it again",
        "{field}: 文件中没有公式 {value} 的计算结果",
        "请用电子表格打开并保存后重新导入",
    ),
    "DATE_NUMBER": (
        "{field}: {value} may count days, but not certainly from which one",
        "write it as YYYY-MM-DD, or format the cell as a date",
        "{field}: {value} 可能是日期序号, 但无法确定",
        "请按 YYYY-MM-DD 填写, 或设为日期格式",
    ),
    "PERIOD_SYNTAX": (
        "{field}: {value} is no period",
        "write the first and the last day, as in 2017-01-01 to 2017-12-31",
        "{field}: {value} 不是起止日期",
        "请写明首日和末日, 如 2017-01-01至2017-12-31",
    ),
    "SHARES_SYNTAX": (
        "{field}: {value} are no shares",
        "write whole weights, as in 4:3:2:1, as text, or each after its payer, once",
        "{field}: {value} 不是分摊比例",
        "请写成整数比例, 如 4:3:2:1 (文本格式), 或逐一写在各承担方之后",
    ),
    "SHARES_PAYERS": (
        "{field}: {value} does not say who bears each part; known are {payers}",
        "name the payers in their order, in brackets in the heading, or as payers in the map",
        "{field}: {value} 未写明由谁负担; 已知 {payers}",
        "请按次序写明承担方: 在表头写 分摊比例（甲:乙）, 或在映射文件中写 payers",
    ),
    "PAID_DAY": (
        "{field}: by which day {value} was paid is not stated",
        "state it in the heading, or in a column of its own, as docs/import.md shows, or as paid_on in the map",
        "{field}: 未写明 {value} 截至哪一天支付",
        "请在表头写 截至2017-12-31已付金额, 或另设 已付截止日期 一列, 或在映射文件中写 paid_on",
    ),
    "REGISTER_NEEDED": (
        "{field}: a list of payments is imported for a register",
        "name the register with --register",
        "{field}: 付款清单须对应登记册导入",
        "请用 --register 指明登记册",
    ),
    "PAYMENT_ZERO": (
        "{field}: {value} pays nothing",
        "give what was paid; a refund is negative",
        "{field}: {value} 没有支付任何金额",
        "请给出实付金额; 退款为负数",
    ),
    "EXCHANGE_RATE": (
        "{field}: {value} is no rate of exchange",
        "give a positive number with at most 6 decimals, in quotation marks: what one unit of the currency is worth",
        "{field}: {value} 不是有效的汇率",
        "请给出正数, 最多 6 位小数: 一单位该货币折合多少",
    ),
    "RATE_OF_OWN": (
        "{field}: a rate of {value}, which is the currency of the register itself",
        "give rates of other currencies",
        "{field}: {value} 是登记簿自身的货币, 无需汇率",
        "只给出其他货币的汇率",
    ),
    "RATE_MISSING": (
        "{field}: no rate of {value} is known for {on} or before",
        "add it under [[rates]], with its day and source",
        "{field}: 没有 {on} 或之前的 {value} 汇率",
        "请在 [[rates]] 下补充, 注明日期和来源",
    ),
    "APPLIES_SUM": (
        "{field}: {value} is not what the payment comes to, {total}",
        "correct the parts, so that they sum to it and have its sign",
        "{field}: {value} 与付款金额 {total} 不符",
        "请更正各部分, 使其合计及正负号与付款一致",
    ),
    "SETTLES_ALIKE": (
        "{field}: {value} stands beside an amount that is in {currency} too",
        "leave it out; it is for payments in another currency than the contract's",
        "{field}: {value} 旁边的金额也是 {currency}",
        "请删去; 仅在付款货币与合同货币不同时使用",
    ),
    "REFUND_SIGN": (
        "{field}: {value} cannot be given back by a positive amount",
        "make the amount negative, or leave {field} out",
        "{field}: 正数金额不是对 {value} 的退款",
        "请将金额改为负数, 或删去 {field}",
    ),
    "PAYMENT_CONTRACT": (
        "{field}: the register holds no contract {value}",
        "correct the id, or add the contract",
        "{field}: 登记册中没有合同 {value}",
        "请更正编号, 或补充该合同",
    ),
    "PAYMENT_STAGE": (
        "{field}: there is no stage {value}",
        "use one of {choices}",
        "{field}: 没有阶段 {value}",
        "请改用 {choices} 之一",
    ),
    "PAYMENT_PAYER": (
        "{field}: {value} bears none of what is paid",
        "use one of {choices}; whoever pays for another names that one in paid_for",
        "{field}: {value} 不承担所付款项",
        "请改用 {choices} 之一; 代付时请在 paid_for 中写明被代付方",
    ),
    "PAYMENT_REFUND": (
        "{field}: there is no payment {value} for the same contract to give back",
        "correct the id, or leave {field} out",
        "{field}: 同一合同没有可退的付款 {value}",
        "请更正编号, 或删去 {field}",
    ),
    "PAYMENT_NUMBER": (
        "{field}: the line has no installment {value}",
        "give a number from 1 to {most}, or leave it out",
        "{field}: 该明细没有第 {value} 期",
        "请给出 1 至 {most} 的期次, 或删去",
    ),
    "PAYMENT_DIFFERS": (
        "{field}: there is another payment {value}, with another {key}",
        "make them alike, or give one of them another id",
        "{field}: 另有付款 {value}, 其 {key} 不同",
        "请改为一致, 或改用其他编号",
    ),
    "QUANTUM_MULTIPLE": (
        "{field}: {amount} is no multiple of {value}, in minor units",
        "give what the figure was rounded to",
        "{field}: {amount} 不是 {value} 的倍数 (以最小货币单位计)",
        "请给出该数字实际的舍入单位",
    ),
    "TABLE_ONLY": (
        "{field} is for tables of lines, and {value} is none",
        "leave it out; a Register says the payer and the fiscal year of its contracts",
        "{field} 仅用于明细表, 而 {value} 不是",
        "请去掉; 合同的承担方与财年由 Register 给出",
    ),
    "LINE_OF_TABLE": (
        "{field}: the table of lines has no line {value} of this contract",
        "add the line, or remove its entries",
        "{field}: 明细表中没有该合同的明细 {value}",
        "请补充该明细, 或删去其条目",
    ),
    "EXTRA_MISSING": (
        "{field}: {value} is not installed",
        "install the extra: pip install 'vendor-contracts[{extra}]'",
        "{field}: 未安装 {value}",
        "请安装附加项: pip install 'vendor-contracts[{extra}]'",
    ),
    "ACCOUNTS_ALIKE": (
        "{field}: {value} is the account of {other} too",
        "give an account of its own to each kind of posting",
        "{field}: {value} 同时是 {other} 的科目",
        "请为每类分录给出各自的科目",
    ),
    "TAX_OF_PAYERS": (
        "{field}: the payers of {value} change, and what each bears of the tax is not told apart then",
        "leave out the tax, or the payers",
        "{field}: {value} 的分摊比例有变更, 此时不分列各承担方的税额",
        "请不列税额, 或不分承担方",
    ),
    "ARROW_MISSING": (
        "{field}: {value} is not installed",
        "install the extra: pip install 'vendor-contracts[arrow]'",
        "{field}: 未安装 {value}",
        "请安装附加项: pip install 'vendor-contracts[arrow]'",
    ),
    "REGISTERS_DIFFER": (
        "{field}: one register says {value}, another {other}",
        "make them alike, or use them apart",
        "{field}: 一个登记册为 {value}, 另一个为 {other}",
        "请改为一致, 或分别使用",
    ),
    "PROBLEMS_LIMIT": (
        "there are more than {limit} problems, and the rest is not listed",
        "correct these first",
        "问题超过 {limit} 个, 其余未列出",
        "请先更正以上各项",
    ),
    "ID_UNKNOWN": (
        "{field}: the register holds no {value}",
        "the nearest that it holds: {nearest}",
        "{field}: 登记册中没有 {value}",
        "其中最相近的: {nearest}",
    ),
    "KEY_MISSING": (
        "{field} is missing",
        "give {wanted}",
        "缺少 {field}",
        "请给出 {wanted}",
    ),
    "KEY_UNKNOWN": (
        "{field}: there is no such key here",
        "use {nearest}, or leave it out",
        "{field}: 此处没有这一项",
        "请改用 {nearest}, 或删去",
    ),
    "CHOICE_UNKNOWN": (
        "{field}: {value} is not one of the words that may stand here",
        "write one of {choices}",
        "{field}: {value} 不是此处可用的词",
        "请写下列之一: {choices}",
    ),
    "HORIZON_REQUIRED": (
        "{field}: the service from {value} has no last day",
        "give the last day of service (to), or the last day to look at (horizon)",
        "{field}: 自 {value} 起的服务没有最后一日",
        "请给出服务的最后一日 (to), 或所查看的最后一日 (horizon)",
    ),
    "RENEWAL_NOTHING": (
        "{field}: no rate and no total ends with the contract, so nothing is there to be renewed for {value}",
        "leave the renewal out, or give the lines that go on their last day of service",
        "{field}: 没有随合同到期的单价或总价, 没有可续期 {value} 的内容",
        "请删去 renewal, 或为可续期的明细给出服务的最后一日",
    ),
    "RENEWAL_TOTAL": (
        "{field}: the total of line {value} is not for {term}, so nobody knows what one more term costs",
        "state it as a rate, or let its service be as long as a term",
        "{field}: 明细 {value} 的总价对应的服务期不是 {term}, 无法得知续期一次的价款",
        "请改用单价 (rate), 或使其服务期与续期的期限一致",
    ),
    "OPEN_ENDED": (
        "{field}: {value} does not go with a service without a last day",
        "give the last day of service (to), or a rate with bills and price cells that end together",
        "{field}: {value} 不能用于没有最后一日的服务",
        "请给出服务的最后一日 (to), 或使用付款周期与计价周期能对齐的单价 (rate)",
    ),
    "QUANTUM": (
        "{field}: {value} is no step that figures can be rounded to",
        "give a positive amount of at least one minor unit",
        "{field}: {value} 不能作为舍入的单位",
        "请给出正数, 且不小于最小货币单位",
    ),
    "FILES_DIFFER": (
        "{field}: {value} stands here, but {other} in {where}",
        "make them alike, or read them as registers of their own",
        "{field}: 此处为 {value}, 而 {where} 中为 {other}",
        "请改为一致, 或分别读取",
    ),
    "CALENDAR_DIFFERS": (
        "{field}: there is another calendar {value} with other days",
        "give it the same days, or another id",
        "{field}: 另有日历 {value}, 其日期不同",
        "请改为相同的日期, 或改用其他编号",
    ),
    "AMENDMENT_RESERVED": (
        "{field}: {value} is what a renewal of the contract is called",
        "give the amendment another id",
        "{field}: {value} 是合同续期的名称",
        "请为补充协议改用其他编号",
    ),
    "CALENDAR_RESERVED": (
        "{field}: {value} is the name of a calendar that is known already",
        "give a calendar of your own another id; two capitals are a country",
        "{field}: {value} 是已有日历的名称",
        "自列的日历请用其他编号; 两个大写字母表示国家",
    ),
    "TOML_SYNTAX": (
        "this is not TOML: {reason}",
        "correct the line: {value}",
        "不是合格的 TOML: {reason}",
        "请更正此行: {value}",
    ),
    "JSON_SYNTAX": (
        "this is not JSON: {reason}, column {column}",
        "correct the line: {value}",
        "不是合格的 JSON: {reason}, 第 {column} 列",
        "请更正此行: {value}",
    ),
    "NESTING": (
        "tables and lists stand more than {limit} deep in each other",
        "a register needs no more than five levels",
        "表与列表的嵌套超过 {limit} 层",
        "登记册的嵌套不超过五层",
    ),
    "ENCODING_INVALID": (
        "the byte {value} at offset {offset} is not UTF-8 text",
        "save the file as UTF-8",
        "偏移 {offset} 处的字节 {value} 不是 UTF-8 文本",
        "请将文件存为 UTF-8",
    ),
    "FILE_SIZE": (
        "the file is larger than {limit} MiB",
        "split it: several files can be one register",
        "文件大于 {limit} MiB",
        "请拆分: 多个文件可合为一个登记册",
    ),
    "FILE_TYPE": (
        "{field}: {value} is of no format that can be read here ({detected})",
        "give a register as .toml or .json; import .csv, or .xlsx without macros and password, named for what it is",
        "{field}: {value} 不是此处可读的格式 ({detected})",
        "登记册请给出 .toml 或 .json; 导入请给出 .csv 或不含宏和密码的 .xlsx, 且名称与内容相符",
    ),
    "FILE_MISSING": (
        "{field}: there is no {value}",
        "check the name and the folder",
        "{field}: 没有 {value}",
        "请核对文件名和所在文件夹",
    ),
    "FILE_UNREADABLE": (
        "{field}: {value} cannot be read: {reason}",
        "give a file that you may read",
        "{field}: 无法读取 {value}: {reason}",
        "请给出可以读取的文件",
    ),
    "OPTION_OF_TABLES": (
        "{field}: {value} has every amount in the currency's major unit",
        "leave {field} out, or use --format table",
        "{field}: {value} 的金额一律以货币的主单位计",
        "请去掉 {field}, 或用 --format table",
    ),
    "OPTION_OF_CSV": (
        "{field}: {value} is no file for a spreadsheet",
        "leave {field} out, or use --format csv",
        "{field}: {value} 不是供电子表格用的文件",
        "请去掉 {field}, 或用 --format csv",
    ),
    "OPTION_MISSING": (
        "{field} is missing, and nothing here knows today",
        "give it, such as {field} {example}",
        "缺少 {field}: 此处不取当天的日期",
        "请给出, 如 {field} {example}",
    ),
    "OPTION_ALONE": (
        "{field} {value} has nothing to work on",
        "leave it out, or give {other} too",
        "{field} {value} 没有作用的对象",
        "请去掉, 或同时给出 {other}",
    ),
    "PATH_SYNTAX": (
        "{field}: {value} cannot be the name of a file",
        "give a name without control characters",
        "{field}: {value} 不能作文件名",
        "请给出不含控制字符的文件名",
    ),
    "OUTPUT_IS_INPUT": (
        "{field}: {value} is a file of the register itself",
        "give another file to write to",
        "{field}: {value} 就是登记册文件本身",
        "请写到另一个文件",
    ),
    "OUTPUT_MISSING": (
        "{field} is missing, and this is written to a file",
        "give the file to write, such as {field} report.html",
        "缺少 {field}: 结果须写入文件",
        "请给出要写入的文件, 如 {field} report.html",
    ),
    "OUTPUT_TYPE": (
        "{field}: {value} has the name of no format that can be written",
        "give a file that ends in {choices}",
        "{field}: 从 {value} 的名称看不出可写的格式",
        "请给出以 {choices} 结尾的文件",
    ),
    "OUTPUT_EXISTS": (
        "{field}: {value} is there already",
        "give another file, or --force to replace it",
        "{field}: {value} 已存在",
        "请写到另一个文件, 或用 --force 覆盖",
    ),
    "OUTPUT_FOLDER": (
        "{field}: there is no folder {value}",
        "make it, or give a file in a folder that is there",
        "{field}: 没有文件夹 {value}",
        "请先建立, 或写到已有的文件夹中",
    ),
    "OUTPUT_IS_FOLDER": (
        "{field}: {value} is a folder",
        "give the name of a file",
        "{field}: {value} 是文件夹",
        "请给出文件名",
    ),
    "WRITE_FAILED": (
        "{field}: {value} could not be written ({reason})",
        "make room or give another place; nothing was changed",
        "{field}: 无法写入 {value} ({reason})",
        "请腾出空间或换一个位置; 原有内容未改动",
    ),
    "LINE_MISSING": (
        "{field} is missing, and contract {value} has several lines",
        "name one of: {choices}",
        "缺少 {field}: 合同 {value} 有多条明细",
        "请给出以下之一: {choices}",
    ),
    "LINE_UNKNOWN": (
        "{field}: the contract has no line {value}",
        "name one of: {choices}",
        "{field}: 该合同没有明细 {value}",
        "请给出以下之一: {choices}",
    ),
    "PAYER_UNKNOWN": (
        "{field}: {value} bears nothing here",
        "give one of: {choices}",
        "{field}: {value} 在此不承担任何款项",
        "请给出以下之一: {choices}",
    ),
    "NUMBER_UNKNOWN": (
        "{field}: there is no installment {value}",
        "give a number from 1 to {last}",
        "{field}: 没有第 {value} 期",
        "请给出 1 至 {last} 的期次",
    ),
    "PARTS_MISSING": (
        "{field}: there is nothing to sum",
        "give at least one part",
        "{field}: 没有可合计的项目",
        "至少给出一项",
    ),
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
    "PERCENT_RANGE": (
        "{field}: {value} is not a percentage above {above} and up to {most}",
        "give a percentage above {above} and up to {most}",
        "{field}: {value} 不是大于 {above} 且不超过 {most} 的百分数",
        "请给出大于 {above} 且不超过 {most} 的百分数",
    ),
    "ESCALATION_BOUNDS": (
        "{field}: {value} is above the cap of {cap}",
        "give a floor that is not above the cap",
        "{field}: {value} 高于上限 {cap}",
        "下限不得高于上限",
    ),
    "FREQUENCY_MONTHS": (
        "{field}: {value} is not a number of whole months",
        "give months or years, or the days themselves in on",
        "{field}: {value} 不是整月数",
        "请给出月数或年数, 或在 on 中列出日期",
    ),
    "INDEX_PERIOD": (
        "{field}: {value} is neither a month nor a day",
        "write a month as 2024-03, or a day as 2024-03-15",
        "{field}: {value} 既不是月份, 也不是日期",
        "月份写作 2024-03, 日期写作 2024-03-15",
    ),
    "INDEX_MIXED": (
        "{field}: {value} stands beside {other}, and an index is either by month or by day",
        "write all as months, or all as days",
        "{field}: {value} 与 {other} 并存, 指数须全部按月或全部按日",
        "请全部写成月份, 或全部写成日期",
    ),
    "INDEX_POSITIVE": (
        "{field}: an index of {value} cannot be divided by",
        "give a value above 0",
        "{field}: 指数 {value} 不能作为除数",
        "请给出大于 0 的数值",
    ),
    "INDEX_UNKNOWN": (
        "{field}: there is no index {value}",
        "list it in [[indices]], or name one of {choices}",
        "{field}: 没有指数 {value}",
        "请在 [[indices]] 中列出, 或改用 {choices}",
    ),
    "INDEX_DIFFERS": (
        "{field}: there is another index {value} with other values",
        "give it the same values, or another id",
        "{field}: 另有指数 {value}, 其数值不同",
        "请改为相同的数值, 或改用其他编号",
    ),
    "INDEX_MISSING": (
        "{field}: the index {index} has no value for {value}, which the rate from {day} needs; the last is {last}",
        'add the value, or say missing = "last" to go by the last known one',
        "{field}: 指数 {index} 没有 {value} 的数值, 而自 {day} 起的单价需要它; 最近的是 {last}",
        '请补充该数值, 或写 missing = "last" 暂按最近已知数值',
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
        "use letters, ASCII digits and -_./:#()[]〔〕【】·+&@, at most {limit}, no blanks or full-width forms, as text",
        "{field}: {value} 不是合格的编号",
        "只用文字, 半角数字和 -_./:#()[]〔〕【】·+&@, 至多 {limit} 个, 不含空格和全角字符, 表格中为文本",
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
        "{field}: {value} is given twice",
        "keep one of them, or give each its own {field}",
        "{field}: {value} 重复给出",
        "只保留一个, 或各用不同的 {field}",
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
        "{field}: {value} is a spreadsheet's error, not a value",
        "correct the formula in the spreadsheet, or write the value",
        "{field}: {value} 是电子表格的错误值, 不是有效的值",
        "请在表格中更正公式, 或直接写明其值",
    ),
    "CURRENCY_MISMATCH": (
        "{field}: {value} is not in {currency}",
        "give the amount in {currency}; nothing here converts currencies",
        "{field}: {value} 的货币不是 {currency}",
        "请以 {currency} 给出; 此处不换算货币",
    ),
    "DUE_RANGE": (
        "{field}: a due day moves past {value}",
        "end the service earlier, or pay sooner",
        "{field}: 付款日移至 {value} 之后",
        "请提前结束服务, 或提前付款",
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
    "YEAR_RANGE": (
        "{field}: {value} is a year without a day from 1900-01-01 to 2199-12-31",
        "give the fiscal year by the calendar year in which it ends, such as 2024",
        "{field}: {value} 年没有 1900-01-01 至 2199-12-31 之间的日期",
        "请以财年结束时的公历年份表示, 如 2024",
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
    "CALENDAR_DAY": (
        "{field}: {value} lies outside the years of {calendar}, {first} to {last}",
        "move first_year or last_year, or leave the day out",
        "{field}: {value} 不在 {calendar} 的年份 {first} 至 {last} 之内",
        "请调整 first_year 或 last_year, 或删去该日",
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
    "financial": "财务会计",
    "budget": "预算会计",
    "opening": "期初",
    "accrual": "计提",
    "cash": "收付",
    "contract": "合同",
    "line": "明细",
    "weekend": "周末",
    "holiday": "节假日",
    "cyclic": "周期",
    "step": "增减",
    "stage": "阶段",
    "once": "一次",
    "catch-up": "补差",
    "adjustment": "调整",
    "retention": "质保金扣留",
    "release": "质保金返还",
    "undated": "未定日",
    "later": "以后",
    "<=1y": "1年以内",
    "1-5y": "1至5年",
    ">5y": "5年以上",
    "not due": "未到期",
    "due": "到期",
    "part paid": "部分支付",
    "paid": "已付清",
    "overdue": "逾期",
    "agrees": "相符",
    "within rounding": "舍入之内",
    "unexplained": "无法解释",
    "not scheduled": "未在计划中",
    "not reported": "报告未列",
    "payable": "应付",
    "prepaid": "预付",
    "commitment": "未履行承诺",
    "*offset*": "轧差",
    "current": "未逾期",
    "1-2y": "1至2年",
    "2-3y": "2至3年",
    ">3y": "3年以上",
    "not begun": "未开始",
    "running": "履行中",
    "ended": "已到期",
    "settled": "已结清",
    "end": "服务到期",
    "waiting": "等待事件",
    "notice": "通知截止",
    "renewed end": "续期到期 (未生效)",
    "payment": "法定付款",
    "info": "提示",
    "question": "待核",
    "warning": "警告",
    "error": "错误",
}

#: code, or code and form -> (English finding, English way to clear it, Chinese finding, Chinese way to clear it).
FINDINGS: Final[dict[str, tuple[str, str, str, str]]] = {
    "TOTAL_MISMATCH": (
        "the figures reported for {year} sum to {lines}, the total is {total}; rounding cannot explain {difference}",
        "correct a figure or the total, or get the report corrected",
        "{year} 年度报告各项合计 {lines}, 所列总计 {total}; 差额 {difference} 无法以舍入解释",
        "请更正某项或总计, 或请报告方更正",
    ),
    "PAID_BEFORE_SIGNED": (
        "payment {payment} of {amount} on {on} lies before the signing on {signed}",
        "correct a day, or record on what the payment rested",
        "付款 {payment} ({amount}, {on}) 早于 {signed} 签订",
        "请更正日期, 或注明付款依据",
    ),
    "PAID_BEFORE_SIGNED due": (
        "installment {number} of {amount} falls due on {on}, before the signing on {signed}",
        "correct a day, or record why it falls due before the contract is signed",
        "第 {number} 期 {amount} 应付日 {on} 早于 {signed} 签订",
        "请更正日期, 或注明先于签订到期的原因",
    ),
    "PAID_BEFORE_SERVICE": (
        (
            "payment {payment} on {on} pays installment {number} before its service begins on {begins}, and before it"
            " falls due"
        ),
        "correct a day, or write the advance into the terms",
        "付款 {payment} ({on}) 支付第 {number} 期, 早于其服务开始日 {begins} 及应付日",
        "请更正日期, 或在条款中写明预付",
    ),
    "PAID_BEFORE_ACCEPTANCE": (
        "payment {payment} on {on} pays the stage {stage} before its event {event} on {happened}",
        "correct a day, or record who agreed to pay before the event",
        "付款 {payment} ({on}) 支付阶段 {stage}, 早于事件 {event} 发生日 {happened}",
        "请更正日期, 或注明提前支付的批准",
    ),
    "PAID_BEFORE_ACCEPTANCE waiting": (
        "payment {payment} on {on} is for the stage {stage}, whose event {event} has not happened",
        "record the day of the event, or what the payment is for",
        "付款 {payment} ({on}) 用于阶段 {stage}, 其事件 {event} 尚未发生",
        "请登记事件日期, 或更正付款用途",
    ),
    "OVERPAID": (
        "{paid} were paid and {due} are due: {unapplied} pay nothing yet",
        "record a refund, correct a payment, or wait until the rest falls due",
        "已付 {paid}, 已到期 {due}: {unapplied} 未核销",
        "请登记退款, 更正付款, 或待其余到期",
    ),
    "OVERPAID value": (
        "{paid} were paid for a contract worth {value}: {unapplied} pay nothing",
        "record a refund, correct a payment, or record what raised the value",
        "合同金额 {value}, 已付 {paid}: {unapplied} 无可核销",
        "请登记退款, 更正付款, 或登记增加金额的依据",
    ),
    "LONG_SERVICE": (
        "the service from {first} to {last} is longer than three years; judged by {judged_on}, the day of signing",
        "confirm that it is no bought service, or that its term was approved",
        "服务期 {first} 至 {last} 超过三年 (以签订日 {judged_on} 为准)",
        "请确认不属于政府购买服务, 或期限已获批准",
    ),
    "LONG_SERVICE assumed": (
        (
            "the service from {first} to {last} is longer than three years; judged by {judged_on}, the start of"
            " service, since the day of signing is not known: an assumption"
        ),
        "record the day of signing, or confirm that it is no bought service, or that its term was approved",
        "服务期 {first} 至 {last} 超过三年 (签订日未知, 假定以服务开始日 {judged_on} 为准)",
        "请登记签订日, 或确认不属于政府购买服务, 或期限已获批准",
    ),
    "SIGNED_LATE": (
        "signed on {signed}, {days} days after the award on {awarded}; at most {most} are allowed",
        "correct a day, or record why it was signed later",
        "{signed} 签订, 距 {awarded} 中标通知 {days} 天, 超过 {most} 天",
        "请更正日期, 或注明延迟签订的原因",
    ),
    "SAME_TITLE": (
        "the contracts {contracts} have the same title, {title}",
        "confirm that they are different purchases, or remove one",
        "合同 {contracts} 标题相同: {title}",
        "请确认为不同采购, 或删去其一",
    ),
    "OVERLAP": (
        (
            "the service overlaps that of contract {other} of the same title and vendor, {title}, {vendor}, from"
            " {first} to {last}"
        ),
        "confirm that both are wanted, or correct the days",
        "与合同 {other} 标题及供应商相同 ({title}, {vendor}), 服务期 {first} 至 {last} 重叠",
        "请确认两者均需, 或更正日期",
    ),
    "PROVISIONAL": (
        "the calendar {calendar} does not cover the year of some due days yet; installments: {installments}",
        "run again with a calendar that covers it",
        "应付日落在日历 {calendar} 尚未覆盖的年度, 期数: {installments}",
        "请在日历覆盖该年度后重新计算",
    ),
    "PROVISIONAL_RATE": (
        "the rate waits for the index {index}, whose last known value stands in; installments: {installments}",
        "record the value once it is published",
        "单价待指数 {index} 公布, 暂按最近已知数值, 期数: {installments}",
        "指数公布后请登记",
    ),
    "ASSUMPTION": (
        "it is assumed: {assumption}",
        "find the source, then remove the assumption",
        "假定: {assumption}",
        "请查明依据后删去该假定",
    ),
    "UNDATED": (
        "the stage {stage} of {amount} has no day, since its event {event} has not happened",
        "record the day of the event once it has happened",
        "阶段 {stage} ({amount}) 未定日: 事件 {event} 尚未发生",
        "事件发生后请登记日期",
    ),
    "UNDATED suspended": (
        "{amount} has no day, since the line is suspended until it is resumed",
        "record the amendment that resumes the line once it is signed",
        "{amount} 未定日: 本明细中止, 尚未恢复",
        "签订恢复履行的补充协议后请登记",
    ),
    "UNDATED release": (
        "the release of {amount} of retention has no day, since its event {event} has not happened",
        "record the day of the event once it has happened",
        "质保金 {amount} 的返还未定日: 事件 {event} 尚未发生",
        "事件发生后请登记日期",
    ),
    "OPENING_DIFFERS": (
        "the opening on {on} says {due} was due, {earned} earned; the terms {due_by_terms} and {earned_by_terms}",
        "state the terms as they were, or correct the opening; what differs falls due, and is earned, on that day",
        "期初 {on} 载明此前到期 {due}, 已确认 {earned}; 按条款应为 {due_by_terms} 和 {earned_by_terms}",
        "请补足此前的条款或更正期初数; 差额于该日到期并确认",
    ),
    "POSSIBLE_DUPLICATE": (
        "the payments {payments} are equal in day, contract and amount: {on}, {amount}",
        "confirm that both were made, or void one",
        "付款 {payments} 日期, 合同, 金额均相同: {on}, {amount}",
        "请确认均已支付, 或作废其一",
    ),
    "SME_PAID_LATE": (
        (
            "{amount} of installment {number}, delivered on {delivered}, were paid to an SME after {last}, the last day"
            " for it; up to {days} days late, interest {interest}"
        ),
        "pay the interest, or record what was agreed on delivery and acceptance",
        (
            "中小企业第 {number} 期 ({delivered} 交付) 有 {amount} 在法定期限 {last} 之后支付, 最多逾期 {days} 天,"
            " 利息 {interest}"
        ),
        "请支付利息, 或注明交付及验收的约定",
    ),
    "SME_PAID_LATE waiting": (
        (
            "{amount} of installment {number}, delivered on {delivered}, were not paid to an SME by {last}, the last"
            " day for it; {days} days late, interest {interest} so far"
        ),
        "pay it with the interest, or record what was agreed on delivery and acceptance",
        (
            "中小企业第 {number} 期 ({delivered} 交付) 有 {amount} 在法定期限 {last} 前未支付, 已逾期 {days} 天,"
            " 至今利息 {interest}"
        ),
        "请连同利息支付, 或注明交付及验收的约定",
    ),
    "SME_TERM_LONG": (
        "installment {number} of an SME falls due {days} days after delivery; at most {most} may be agreed",
        "shorten the term, or record from which day it counts",
        "中小企业第 {number} 期约定交付后 {days} 天付款, 超过 {most} 天",
        "请缩短付款期限, 或注明起算日",
    ),
    "PERFORMANCE_BOND_LARGE": (
        "the performance bond of {bond} is above {most} % of the contract's {value}",
        "give back what is above it, or correct the amount",
        "履约保证金 {bond} 超过合同金额 {value} 的 {most}%",
        "请退还超出部分, 或更正金额",
    ),
    "RETENTION_LARGE": (
        "{retained} of works worth {value} are retained, above {most} %",
        "retain less, or confirm that it is no works",
        "工程价款 {value} 预留质保金 {retained}, 超过 {most}%",
        "请减少预留, 或确认不属于工程",
    ),
    "SUPPLEMENTS_LARGE": (
        "supplements add {added} to a contract of {original}, all together above {most} %",
        "record the procedure by which they were bought, or confirm that they are not more of the same",
        "补充协议共追加 {added}, 超过原合同金额 {original} 的 {most}%",
        "请注明采购程序, 或确认并非追加同一标的",
    ),
    "PUBLISHED_LATE": (
        "signed on {signed}, published on {done}; the last day for it was {last}, {most} working days later",
        "correct a day, or record why it was published later",
        "{signed} 签订, {done} 公告, 超过 {most} 个工作日 ({last})",
        "请更正日期, 或注明延迟公告的原因",
    ),
    "FILED_LATE": (
        "signed on {signed}, filed on {done}; the last day for it was {last}, {most} working days later",
        "correct a day, or record why it was filed later",
        "{signed} 签订, {done} 备案, 超过 {most} 个工作日 ({last})",
        "请更正日期, 或注明延迟备案的原因",
    ),
}

#: key -> (English, Chinese): what tables for people say besides their headings and cells.
SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "import cycle": (
        "{text} is read as a bill every {every}, due on the last day of its service",
        "“{text}”按每 {every}结算、于服务期末到期理解",
    ),
    "import stages": (
        "{text} is read as parts of the total, each due on the day of its event",
        "“{text}”按总价的各期款项、于各自事件之日到期理解",
    ),
    "import undated": (
        "the sheet does not say when the price falls due; it stands without a date",
        "表中未写明何时到期; 全额列为无日期的承诺",
    ),
    "import unread": (
        "{text} fits no form that is read; the price stands without a date",
        "“{text}”不属于可识别的付款方式; 全额列为无日期的承诺",
    ),
    "import no service": (
        "the sheet states no days of service; the price is earned as it falls due",
        "表中未写明服务起止日; 按到期确认",
    ),
    "import no shares": (
        "the sheet states no shares; the register's payer bears it",
        "表中未写明分摊比例; 由登记册的承担方负担",
    ),
    "import retention": (
        "{text} is withheld of each payment and released after the event warranty, whose day the sheet does not state",
        "每次付款扣留 {text}, 于 warranty 事件后退还, 表中未写明其日期",
    ),
    "import retention unread": (
        "{text} is kept as a note; nothing is withheld",
        "“{text}”仅作备注; 未作扣留",
    ),
    "import paid": (
        "the sheet states what was paid by {day}, and not when; it stands as one payment of that day",
        "表中只写明截至 {day} 的已付金额, 未写明各次日期; 作为该日的一笔付款",
    ),
    "import payment id": (
        "the list gives no id; {id} counts the payments of the day in their order",
        "清单未给出编号; {id} 按当日付款的次序编排",
    ),
    "import assumed": ("assumed: {text}", "假定: {text}"),
    "imported contracts": (
        "{count} contracts imported from {place}{encoding}.",
        "自 {place}{encoding} 导入 {count} 份合同。",
    ),
    "imported payments": (
        "{count} payments imported from {place}{encoding}.",
        "自 {place}{encoding} 导入 {count} 笔付款。",
    ),
    "schedule": ("Payment schedule", "付款计划"),
    "accruals": ("Accruals by period", "各期费用 (权责发生制)"),
    "obligations": ("Obligations falling due after {day}", "{day} 之后到期的承诺"),
    "obligations due": ("Obligations open on {day}", "{day} 未付的承诺"),
    "obligations earned": ("To be earned after {day}", "{day} 之后确认的承诺"),
    "shares": ("Shares by payer", "各方分摊"),
    "payments": ("Payments and what they pay", "付款及其核销"),
    "as of": ("as of {day}", "截至 {day}"),
    "known on": ("as known on {day}", "按 {day} 所知"),
    "reconcile": ("Reconciliation of {year}", "{year} 年度核对"),
    "expected": ("Expected to come again, and not committed", "预期延续, 并非承诺"),
    "compare": ("What changed from {first} to {last}", "{first} 至 {last} 所知的变化"),
    "cutoff": ("Cut-off on {day}", "{day} 截止余额"),
    "rollforward": ("Roll-forward", "余额变动"),
    "ageing": ("Open amounts by days overdue on {day}", "{day} 账龄"),
    "calendar": ("Payment calendar", "付款日历"),
    "overdue before": ("overdue before", "期初逾期"),
    "ledger": ("Contract ledger as of {day}", "{day} 合同台账"),
    "deadlines": ("Deadlines", "期限"),
    "findings": ("Findings as of {day}", "{day} 核查发现"),
    "findings counted": ("Found: {counts}.", "共发现: {counts}。"),
    "finding law": ("{basis}, in force {since} to {until}", "{basis}, 施行期 {since} 至 {until}"),
    "unconfirmed": ("days of force not confirmed", "施行日未核实"),
    "switched off": ("switched off: {reason}", "已停用: {reason}"),
    "advance": ("advance", "期初付"),
    "arrears": ("arrears", "期末付"),
    "condition cycle": ("{service} service, {when}", "{service} 服务, {when}"),
    "condition step": ("{service} service, step in quantity, {when}", "{service} 服务, 数量增减, {when}"),
    "condition amendment": ("amendment {name}", "补充协议 {name}"),
    "condition retention": ("retention", "质保金扣留"),
    "condition adjustment": ("adjustment {name}", "调整 {name}"),
    "condition opening": ("due before the opening", "期初以前到期"),
    "condition day": ("on {day}", "{day} 约定日"),
    "condition month": (" + {count} month", " + {count} 个月"),
    "condition months": (" + {count} months", " + {count} 个月"),
    "condition one day": (" + {count} day", " + {count} 天"),
    "condition days": (" + {count} days", " + {count} 天"),
    "condition pay day": (", day {count} of the month after", ", 次月 {count} 日"),
    "record begins": (
        "record begins on {on} with an opening, what was before is unknown: {line}",
        "自 {on} 期初起记录, 此前不明: {line}",
    ),
    "looked at": (
        "no last day of service, looked at up to {horizon}: {lines}",
        "没有服务的最后一日, 计算至 {horizon}: {lines}",
    ),
    "deadline payment": (
        "the last day by law to pay installment {number} of {amount}, delivered on {delivered}",
        "第 {number} 期 ({delivered} 交付, {amount}) 法定最后付款日",
    ),
    "deadline end": ("service since {first} ends", "自 {first} 起的服务到期"),
    "deadline release": ("{amount} of retention is released", "返还质保金 {amount}"),
    "deadline suspended": ("{amount} waits until the line is resumed", "{amount} 待本明细恢复履行"),
    "deadline release waiting": ("the release of retention waits for {event}", "质保金返还等待 {event}"),
    "deadline notice automatic": (
        "last day of notice; without it renewed from {first} to {last}",
        "通知终止的最后一日; 未通知则自 {first} 至 {last} 自动续期",
    ),
    "deadline notice consent": (
        "last day of notice; renewed from {first} to {last} where both agree",
        "通知的最后一日; 双方同意则自 {first} 至 {last} 续期",
    ),
    "deadline renewed end": (
        "the term from {first} to {last} would end; nobody is bound to it yet",
        "自 {first} 至 {last} 的续期到期; 该续期尚未生效",
    ),
    "deadline waiting": ("{stage} waits for {event}", "{stage} 等待 {event}"),
    "deadline waiting since": (
        "{stage} waits for {event}, since the signing on {signed}",
        "{stage} 自 {signed} 签订起等待 {event}",
    ),
    "report": ("Report on contracts", "合同报告"),
    "journal": ("Journal", "记账凭证"),
    "sections": ("Sections", "目录"),
    "tab cover": ("Cover", "封面"),
    "tab ledger": ("Ledger", "合同台账"),
    "tab calendar": ("Payment calendar", "付款计划"),
    "tab cutoff": ("Payable and prepaid", "应付与预付"),
    "tab rollforward": ("Roll-forward", "余额变动"),
    "tab obligations": ("Obligations", "承诺到期"),
    "tab shares": ("Shares", "分摊"),
    "tab ageing": ("Ageing", "账龄"),
    "tab reconcile": ("Reconciliation", "核对"),
    "tab deadlines": ("Deadlines", "期限"),
    "tab findings": ("Findings", "核查发现"),
    "key value": ("value of all contracts", "合同总额"),
    "key paid": ("paid to date", "累计已付"),
    "key payable": ("payable", "应付"),
    "key prepaid": ("prepaid", "预付"),
    "key overdue": ("overdue", "逾期未付"),
    "key month": ("to be paid until the end of the month", "本月待付"),
    "key quarter": ("to be paid until the end of the quarter", "本季待付"),
    "key year": ("to be paid until the end of the year", "本年待付"),
    "key commitment": ("open commitment", "未履行承诺"),
    "why balance": (
        (
            "earned {earned} − paid {paid} = payable {payable} − prepaid {prepaid}; "
            "earned + commitment {commitment} = value {value}"
        ),
        (
            "已确认 {earned} − 已付 {paid} = 应付 {payable} − 预付 {prepaid}; "
            "已确认 + 未履行承诺 {commitment} = 合同金额 {value}"
        ),
    ),
    "why part": ("{line}, installment {number}, due {due}: {amount}", "{line} 第 {number} 期, 应付日 {due}: {amount}"),
    "why more": ("and {count} more", "另有 {count} 期"),
    "rows left out": (
        "{count} more rows are not shown here; the totals count them. csv and the workbook have all.",
        "此处另有 {count} 行未列出, 合计已计入; csv 与工作簿中有全部。",
    ),
    "amounts": ("amounts in {unit}", "金额单位: {unit}"),
    "range": ("{first} to {last}", "{first} 至 {last}"),
    "from": ("from {first} on", "自 {first} 起"),
    "until": ("up to {last}", "至 {last} 止"),
    "total": ("total", "合计"),
    "title": ("title", "标题"),
    "part": ("part", "组成"),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
    "not stated": ("(not stated)", "(未载明)"),
    "nothing": ("nothing", "无"),
    "assumptions": ("Assumptions", "假定"),
    "notes": ("Notes", "备注"),
    "source": ("Source", "依据"),
    "place": ("contract {contract}", "合同 {contract}"),
    "place of line alone": ("line {line}", "明细 {line}"),
    "place of line": ("contract {contract}, line {line}", "合同 {contract}, 明细 {line}"),
    "checked": (
        "no problems; contracts: {contracts}, lines: {lines}, installments: {installments}, in all {amount}",
        "没有问题; 合同 {contracts} 份, 明细 {lines} 条, 应付 {installments} 期, 合计 {amount}",
    ),
    "one installment": ("1 installment", "1 期"),
    "installments": ("{count} installments", "{count} 期"),
    "undated left out": (
        "left out, because they have no due day yet: {installments}, {amount}",
        "因尚无应付日而未列入: {installments}, {amount}",
    ),
    "not yet earned": (
        "in no period, because they fall due and are earned on a day not yet known: {installments}, {amount}",
        "因到期日与确认日未定而未列入任何期间: {installments}, {amount}",
    ),
    "*sum*": ("all that is scheduled, against the sum of the reported lines", "计划合计对报告各项合计"),
    "*footing*": ("the sum of the reported lines, against the total that is stated", "报告各项合计对报告所列总计"),
    "*total*": ("all that is scheduled, against the total that is stated", "计划合计对报告所列总计"),
    "basis scheduled": ("scheduled", "计划"),
    "basis due": ("due", "到期"),
    "basis earned": ("earned", "应计"),
    "basis paid": ("paid", "实付"),
    "compared": ("Lines of {year} compared: {findings}.", "{year} 年度逐项核对: {findings}。"),
    "differs": (
        "{contract} {finding}: {what} {scheduled}, reported {reported}, difference {difference}.",
        "{contract} {finding}: {what} {scheduled}, 报告 {reported}, 差额 {difference}。",
    ),
    "*sum* agrees": (
        "What is {what} sums to {scheduled}, as do the reported lines.",
        "{what}合计 {scheduled}, 与报告各项合计相同。",
    ),
    "*sum* within rounding": (
        (
            "What is {what} sums to {scheduled}, the reported lines to {reported}; "
            "rounding can explain the difference of {difference} (it explains {bound} at most)."
        ),
        "{what}合计 {scheduled}, 报告各项合计 {reported}; 差额 {difference} 在舍入之内 (舍入至多解释 {bound})。",
    ),
    "*sum* unexplained": (
        (
            "What is {what} sums to {scheduled}, the reported lines to {reported}; "
            "{difference} are unexplained, rounding explains {bound} at most."
        ),
        "{what}合计 {scheduled}, 报告各项合计 {reported}; 差额 {difference}无法解释, 舍入至多解释 {bound}。",
    ),
    "*footing* agrees": (
        "The reported lines sum to {scheduled}, as the report states.",
        "报告各项合计 {scheduled}, 与报告所列总计相同。",
    ),
    "*footing* within rounding": (
        (
            "The reported lines sum to {scheduled}, the report states {reported}; "
            "rounding can explain the difference of {difference} (it explains {bound} at most)."
        ),
        "报告各项合计 {scheduled}, 报告所列总计 {reported}; 差额 {difference} 在舍入之内 (舍入至多解释 {bound})。",
    ),
    "*footing* unexplained": (
        (
            "The reported lines sum to {scheduled}, the report states {reported}; "
            "{difference} are unexplained, rounding explains {bound} at most."
        ),
        "报告各项合计 {scheduled}, 报告所列总计 {reported}; 差额 {difference}无法解释, 舍入至多解释 {bound}。",
    ),
    "*footing* not reported": (
        "The reported lines sum to {scheduled}; the report states no total.",
        "报告各项合计 {scheduled}; 报告未列总计。",
    ),
    "*total* unexplained": (
        (
            "What is {what} sums to {scheduled}, the report states {reported} as its total; "
            "{difference} are unexplained, rounding explains {bound} at most."
        ),
        "{what}合计 {scheduled}, 报告所列总计 {reported}; 差额 {difference}无法解释, 舍入至多解释 {bound}。",
    ),
}

#: Parts of explanations, English and Chinese, found by what they say; `schedules/sentences.py` puts them together.
EXPLANATIONS: Final[dict[str, tuple[str, str]]] = {
    "caught_up": (
        "by the terms in effect from then on it comes to {after}, of which {before} had been reached",
        "按此后生效的条款共 {after}, 此前已计 {before}",
    ),
    "caught_up_by": (
        "by the terms as amended by {amendment} it comes to {after}, of which {before} had been reached",
        "按 {amendment} 变更后的条款共 {after}, 此前已计 {before}",
    ),
    "caught_up_value": (
        "by the terms with the index {amendment} known it comes to {after}, of which {before} had been reached",
        "按指数 {amendment} 公布后的条款共 {after}, 此前已计 {before}",
    ),
    "taken_over": (
        "the opening on {on} says that it had fallen due; by the terms it would be {by_terms}",
        "期初 {on} 所载此前到期数；按条款为 {by_terms}",
    ),
    "taken_over_besides": (
        "by the terms it came to {by_terms} before {on}, of which the opening says {stated}",
        "按条款 {on} 以前共 {by_terms}，期初所载为 {stated}",
    ),
    "basis_opening": ("with the opening of the line", "期初"),
    "basis_index": ("the day on which the index {event} became known", "指数 {event} 公布之日"),
    # escalated rates
    "rate": ("From {day} the rate is {amount} because {why}.", "自 {day} 起单价为 {amount}：{why}。"),
    "rate_cap": (
        "{product} is above the cap of {percent} % on the last rate, {held}",
        "{product}，超过上一单价 {percent} % 的上限，故为 {held}",
    ),
    "rate_floor": (
        "{product} is below the floor of {percent} % on the last rate, {held}",
        "{product}，低于上一单价 {percent} % 的下限，故为 {held}",
    ),
    "rate_unknown": (
        "nothing is known of the index {index} for {wanted}, so it stays as it was",
        "指数 {index} {wanted} 的数值未知，单价不变",
    ),
    "rate_quantum": (" (a multiple of {quantum})", "（取 {quantum} 的整数倍）"),
    "rate_index": ("; {index} is that of {on}", "；{index} 取 {on} 的数值"),
    "rate_waits": (
        "; it is provisional, since that of {wanted} is not known",
        "；{wanted} 的数值未知，故为暂定",
    ),
    "rate_provisional": (
        "; it is provisional until the value that it needs is known",
        "；所需数值公布前为暂定",
    ),
    "left_due": (
        "of {value} from {on} on, by {amendment}, {before} had fallen due before, which leaves {amount}",
        "按 {amendment}, 自 {on} 起总价为 {value}, 此前已到期 {before}, 余 {amount}",
    ),
    "left_earned": (
        "of {value} from {on} on, {before} had been earned before, which leaves {amount}",
        "自 {on} 起总价为 {value}, 此前已计 {before}, 余 {amount}",
    ),
    "portion": (
        "{since} to {to} are {days} of {of} days of service: {upto}, less {less} for the days before",
        "{since} 至 {to} 为 {of} 个服务日中的 {days} 日：{upto}，减此前各日的 {less}",
    ),
    "portion_first": (
        "{since} to {to} are {days} of {of} days of service: {upto}",
        "{since} 至 {to} 为 {of} 个服务日中的 {days} 日：{upto}",
    ),
    "moved_in": (
        "by {amendment}, {amount} of what had fallen due is shared by the weights {weights}",
        "按 {amendment}, 已到期款项中 {amount} 改按 {weights} 分摊",
    ),
    "moved_out": (
        "by {amendment}, the weights {weights} no longer share what had fallen due: {amount}",
        "按 {amendment}, 已到期款项中 {amount} 不再按 {weights} 分摊",
    ),
    "moved_released": (
        "{amount} of what was withheld is shared by the weights {weights}",
        "所扣款项中 {amount} 按 {weights} 分摊",
    ),
    "basis_effective": ("the day from which amendment {event} holds", "补充协议 {event} 生效之日"),
    "basis_amendment": ("the day on which amendment {event} was signed", "补充协议 {event} 签订之日"),
    "adjusted": ("{kind} {name} is {amount}", "{kind} {name} 为 {amount}"),
    "reason": (" ({reason})", "（{reason}）"),
    "adjustment_deduction": ("the deduction after assessment", "考核扣款"),
    "adjustment_penalty": ("the penalty", "违约金"),
    "adjustment_settlement": ("the settlement of the price", "决算调整"),
    "adjustment_waiver": ("the waiver", "减免"),
    "withheld": (
        "{percent} % of what falls due is withheld: {withheld_after} of {after}, {withheld_before} of {before} before",
        "扣留应付款的 {percent}%：{after} 中扣 {withheld_after}，此前 {before} 中扣 {withheld_before}",
    ),
    "released": ("what was withheld is released: {percent} % of {after}", "返还所扣质保金：{after} 的 {percent}%"),
    "basis_withheld": ("as what it is withheld of", "与所扣款项同日"),
    "basis_known": ("the day on which the event “{event}” became known", "事件“{event}”记录日"),
    "basis_adjustment": ("the day of the adjustment", "调整日"),
    "basis_recorded": ("the day on which the adjustment became known", "调整记录日"),
    # what is explained
    "heading_installment": (
        "{contract} {line}, installment {number} of {count}",
        "{contract} {line} 第 {number}/{count} 期",
    ),
    "heading_step": (
        "{contract} {line}, installment {number} of {count}, a change of quantity",
        "{contract} {line} 第 {number}/{count} 期（数量变动）",
    ),
    "heading_catch-up": (
        "{contract} {line}, installment {number} of {count}, a catch-up of {name}",
        "{contract} {line} 第 {number}/{count} 期（{name} 补差）",
    ),
    "heading_adjustment": (
        "{contract} {line}, installment {number} of {count}, adjustment {name}",
        "{contract} {line} 第 {number}/{count} 期（调整 {name}）",
    ),
    "heading_opening": (
        "{contract} {line}, installment {number} of {count}, the opening",
        "{contract} {line} 第 {number}/{count} 期（期初）",
    ),
    "heading_retention": (
        "{contract} {line}, installment {number} of {count}, a retention",
        "{contract} {line} 第 {number}/{count} 期（质保金扣留）",
    ),
    "heading_release": (
        "{contract} {line}, installment {number} of {count}, the release of the retention",
        "{contract} {line} 第 {number}/{count} 期（质保金返还）",
    ),
    "heading_stage": (
        "{contract} {line}, stage {number} of {count} ({name})",
        "{contract} {line} 第 {number}/{count} 阶段“{name}”",
    ),
    "heading_once": ("{contract} {line}, a single payment", "{contract} {line} 一次性付款"),
    "heading_tax": (
        "{contract} {line}, installment {number} of {count}, the tax in it",
        "{contract} {line} 第 {number}/{count} 期所含税额",
    ),
    "tax_part": ("{amount} includes tax at {percent} %: {product}", "{amount} 按税率 {percent}% 含税：{product}"),
    "tax_part_days": (
        "{amount} of it, for {first} to {last}, includes tax at {percent} %: {product}",
        "其中 {first} 至 {last} 的 {amount} 按税率 {percent}% 含税：{product}",
    ),
    "tax_before": (
        "up to it {after} has this rate, with tax of {product_after}; before it {before}, with tax of {product_before}",
        "至本期按此税率累计 {after}，税额 {product_after}；此前累计 {before}，税额 {product_before}",
    ),
    "heading_accrual": (
        "{contract} {line}, earned from {first} to {last}",
        "{contract} {line} {first} 至 {last} 应计费用",
    ),
    "heading_total": ("total of {count} figures", "{count} 项合计"),
    "heading_share": ("share of {payer} in {of}", "{of}中{payer}应承担的部分"),
    "service": (", for {first} to {last}", "（服务期 {first} 至 {last}）"),
    "because": ("{heading}: {figure} because {why}.", "{heading}：{why}，得 {figure}。"),
    "of_which": ("The amount shared: {amount} because {why}.", "其中待分摊金额 {amount}：{why}。"),
    "bears_all": (
        "The line has no allocation, so {payer} bears all of it.",
        "本明细没有分摊约定，全部由{payer}承担。",
    ),
    # numbers
    "figure": ("{amount} {currency}", "{amount} {currency}"),
    "figure_CNY": ("{amount} {currency}", "{amount} 元"),
    "minor_CNY": ("{count} fen", "{count} 分"),
    "minor": ("{count} minor unit", "{count} 个最小货币单位"),
    "minors": ("{count} minor units", "{count} 个最小货币单位"),
    "rounded": (", rounded to {amount}", "，四舍五入为 {amount}"),
    "range": ("{first} to {last}", "{first} 至 {last}"),
    "comma": (", ", "、"),
    "and": ("{some} and {last}", "{some}、{last}"),
    "between": ("; ", "；"),
    "part": ("({number}) {text}", "（{number}）{text}"),
    "more": ("and {count} more", "另有 {count} 项"),
    # what it is computed from
    "stated": ("the contract states {amount}", "合同约定 {amount}"),
    "nothing": ("nothing falls into these days", "此期间没有发生额"),
    "together": ("{parts}; together {amount}", "{parts}；合计 {amount}"),
    "difference": ("the difference is {amount}", "两者之差为 {amount}"),
    "labelled": ("{label}: {amount}", "{label} {amount}"),
    "total": ("it is the sum of {parts}", "各项为 {parts}"),
    "weight_whole": ("{first} to {last} is one whole period", "{first} 至 {last} 为 1 个整期"),
    "weight_wholes": ("{first} to {last} are {count} whole periods", "{first} 至 {last} 为 {count} 个整期"),
    "weight_actual": (
        "{first} to {last} is {days} of the {of} days of its period",
        "{first} 至 {last} 服务 {days} 天，该期共 {of} 天",
    ),
    "weight_thirty": (
        "{first} to {last} is {days} of {of} days by 30E/360",
        "{first} 至 {last} 按 30E/360 计 {days} 天，该期计 {of} 天",
    ),
    "weight_actual_30": (
        "{first} to {last} is {days} days, of {of} in a period of months of 30 days",
        "{first} 至 {last} 服务 {days} 天，每月按 30 天计，该期计 {of} 天",
    ),
    "weight_none": (
        "{first} to {last} starts a period, which is owed whole",
        "{first} 至 {last} 已开始的一期按整期计",
    ),
    "at_most_whole": (", which count as no more than one whole period", "，至多计 1 个整期"),
    "weight_part": (", of whose days served {part} belong to this bill", "，其服务天数的 {part} 属于本期账单"),
    "quantity": (" with quantity {quantity}", "，数量 {quantity}"),
    "quantities": (" with the quantities {each} ({mean} on average)", "，数量为 {each}（平均 {mean}）"),
    "quantity_for": ("{quantity} for {days} days", "{quantity}（{days} 天）"),
    "weighed": ("{weights}: {product}", "{weights}：{product}"),
    "weighed_each": (
        "{first} to {last} are {count} whole price periods at {product} each: {amount}",
        "{first} 至 {last} 为 {count} 个完整计价期，每期 {product}，共 {amount}",
    ),
    "price_cell": (
        "the price period served from {first} to {last} comes to {amount} ({why})",
        "{first} 至 {last} 计价期应付 {amount}（{why}）",
    ),
    "step": (
        (
            "on {day} the quantity goes from {quantity_before} to {quantity_after}, which takes the bill for {first} to"
            " {last} from {before} to {after} (before: {why_before}) (after: {why_after})"
        ),
        (
            "{day} 起数量由 {quantity_before} 变为 {quantity_after}，{first} 至 {last} 的账单由 {before} 变为 {after}"
            "（变动前：{why_before}）（变动后：{why_after}）"
        ),
    ),
    "on_day_inside": (
        "all of the line, {amount}, is earned on {day}, one of these days",
        "全部 {amount} 于 {day} 确认，该日在此期间内",
    ),
    "on_day_outside": (
        "all of the line, {amount}, is earned on {day}, not one of these days",
        "全部 {amount} 于 {day} 确认，该日不在此期间内",
    ),
    "listed_one": ("installment {first} of {amount}", "第 {first} 期 {amount}"),
    "listed": (
        "installments {first} to {last} of {each} each, {amount} in all",
        "第 {first} 至 {last} 期各 {each}，共 {amount}",
    ),
    "listed_day": (", due on {first} before any calendar", "，应付日（未调整）{first}"),
    "listed_days": (", due from {first} to {last} before any calendar", "，应付日（未调整）{first} 至 {last}"),
    # splits, and where the odd minor units go
    "installments_of": ("{count} installments", "{count} 期"),
    "stages_of": ("{count} stages", "{count} 个阶段"),
    "bills_of": ("{count} bills of this price period", "{count} 期（该计价期内）"),
    "equally": ("{amount} × 1/{count} = {exact}", "{money}按 {parts}等分，每期 {exact}"),
    "percent": ("{percent}% of {amount} is {exact}", "{money}的 {percent}% 为 {exact}"),
    "by_weight": (
        "{weights}: a weight of {weight} among {all} in all; {product}",
        "{weights}：权重 {weight}，权重合计 {all}；{product}",
    ),
    "no_weight": (
        "none of the {parts} weighs anything, so the first takes all of {amount}",
        "{parts}的权重均为 0，{money}全部计入首期",
    ),
    "earliest": (
        (
            "{odd} were left over after rounding down and went to {receivers}"
            " (largest remainder, ties to the earliest), {this}"
        ),
        "向下取整后余 {odd}，按最大余数（相同者取最早）分给{receivers}，{this}",
    ),
    "earliest_one": (
        (
            "{odd} was left over after rounding down and went to {receivers}"
            " (largest remainder, ties to the earliest), {this}"
        ),
        "向下取整后余 {odd}，按最大余数（相同者取最早）分给{receivers}，{this}",
    ),
    "among_them": ("this one among them", "本期在内"),
    "this_very_one": ("this one", "即本期"),
    "not_this_one": ("not to this one", "本期不在内"),
    "installments_first": ("the first {left} of {count} installments", "第 1 至 {left} 期"),
    "installments_these": ("installments {numbers} of {count}", "第 {numbers} 期"),
    "installments_this": ("installment {numbers} of {count}", "第 {numbers} 期"),
    "installments_largest": (
        "the {left} of {count} installments with the largest remainders",
        "余数最大的 {left} 期（共 {count} 期）",
    ),
    "stages_first": ("the first {left} of {count} stages", "第 1 至 {left} 阶段"),
    "stages_these": ("stages {numbers} of {count}", "第 {numbers} 阶段"),
    "stages_this": ("stage {numbers} of {count}", "第 {numbers} 阶段"),
    "stages_largest": (
        "the {left} of {count} stages with the largest remainders",
        "余数最大的 {left} 个阶段（共 {count} 个）",
    ),
    "bills_first": ("the first {left} of {count} bills of this price period", "该计价期的第 1 至 {left} 期"),
    "bills_these": ("bills {numbers} of the {count} of this price period", "该计价期的第 {numbers} 期"),
    "bills_this": ("bill {numbers} of the {count} of this price period", "该计价期的第 {numbers} 期"),
    "bills_largest": (
        "the {left} of the {count} bills of this price period with the largest remainders",
        "该计价期余数最大的 {left} 期（共 {count} 期）",
    ),
    "last_here": (
        (
            "the others are rounded down to the minor unit, and the {odd} left over come to this one, the last of the"
            " {parts}"
        ),
        "其余各期向下取整，尾差 {odd}计入最后一期（共 {parts}），即本期",
    ),
    "last_there": (
        "rounded down to {floor}; the {odd} left over come to the last of the {parts}",
        "向下取整为 {floor}，尾差 {odd}计入最后一期（共 {parts}）",
    ),
    "spread": (
        "rounded cumulatively, {after} up to and with this one, less {before} before it",
        "按累计数舍入，累计至本期 {after}，减去此前累计 {before}",
    ),
    "spread_first": ("rounded cumulatively, {after} up to and with this one", "按累计数舍入，累计至本期 {after}"),
    # what grows with time
    "measure_days": ("days", "天"),
    "measure_quantity-days": ("days × quantity", "天×数量"),
    "measure_months": ("calendar months", "个日历月"),
    "growth": (
        "{counted} of {of} {measure} up to {day}: {product}",
        "截至 {day} 累计 {counted}/{of} {measure}：{product}",
    ),
    # shares
    "brings_weights": (
        "{amount} takes what these weights share of the line from {before} to {after}",
        "本次 {amount} 使本明细按此权重分摊的累计数由 {before} 变为 {after}",
    ),
    "brings": (
        "{amount} takes the line from {before} to {after}",
        "本次 {amount} 使本明细累计数由 {before} 变为 {after}",
    ),
    "share_after": ("of {cumulative}, {share}", "累计 {cumulative} 中，{share}"),
    "share_before": ("of {cumulative} before, {share}", "此前累计 {cumulative} 中，{share}"),
    "share": (
        "{payer} bears {amount}, which is what the payers up to it bear ({upto}) less those before it ({less})",
        "{payer}承担 {amount}，即截至该方的累计分摊（{upto}）减去此前各方（{less}）",
    ),
    "share_first": ("{payer}, the first to share, bears {upto}", "{payer}（首个承担方）承担 {upto}"),
    # due days
    "basis_first-day": ("the first day of its service", "服务期首日"),
    "basis_last-day": ("the last day of its service", "服务期末日"),
    "basis_stated": ("as the contract states", "合同约定日"),
    "basis_event": ("the day of the event “{event}”", "事件“{event}”发生日"),
    "due": ("Due on {day}, {basis}.", "应付日 {day}，为{basis}。"),
    "due_after": ("Due on {day}, {shift} {base}, {basis}.", "应付日 {day}，为{basis} {base} {shift}。"),
    "undated_suspended": (
        "It has no day yet: amendment {amendment} suspends the line until it is resumed.",
        "尚无应付日：补充协议 {amendment} 中止本明细，恢复后方可确定。",
    ),
    "undated_withheld": (
        "It has no day yet: neither has what it is withheld of.",
        "尚无应付日：所扣款项亦无应付日。",
    ),
    "undated": (
        "It has no day yet: it falls due {shift} the event “{event}”, which has not happened.",
        "尚无应付日：待事件“{event}”发生{shift}应付，该事件尚未发生。",
    ),
    "shift_none": ("on the day of", "当日"),
    "shift_month": ("1 month after", "后 1 个月"),
    "shift_months": ("{count} months after", "后 {count} 个月"),
    "shift_day": ("1 day after", "后 1 天"),
    "shift_days": ("{count} days after", "后 {count} 天"),
    "shift_pay_day_clamped": (
        "the last day, as there is no day {count}, of the month after",
        "次月末日（该月无 {count} 日）",
    ),
    "shift_pay_day": ("day {count} of the month after", "次月 {count} 日"),
    "moved": (
        "{unadjusted} is not a working day ({reasons}), so the due day moves to {due} (calendar {calendar}, {roll}).",
        "{unadjusted} 非工作日（{reasons}），应付日调整为 {due}（日历 {calendar}，{roll}）。",
    ),
    "closed_day": ("{reason} {first}", "{first} {reason}"),
    "closed_days": ("{reason} {first} to {last}", "{first} 至 {last} {reason}"),
    "closed_weekend": ("weekend", "周末"),
    "closed_holiday": ("holiday", "节假日"),
    "roll_following": ("the next working day", "顺延至下一工作日"),
    "roll_modified-following": ("the next working day of the month, else the one before", "顺延，但不跨月"),
    "roll_preceding": ("the working day before", "提前至上一工作日"),
    "roll_modified-preceding": ("the working day before in the month, else the next", "提前，但不跨月"),
    "provisional": (
        "The calendar {calendar} does not cover these days yet; only weekends are counted, and the day is provisional.",
        "日历 {calendar} 尚未覆盖相关日期，仅按周末推算，应付日为暂定。",
    ),
}

#: The most of an offending value that a message quotes.
QUOTED: Final = 80
#: Messages on a value of the wrong kind, which show text in quotes: `"30"` is not a whole number, and 30 is one.
_OF_A_KIND: Final = frozenset({"TYPE_WRONG", "WEIGHT", "FISCAL_MONTH", "CALENDAR_WEEKDAY", "CALENDAR_YEAR"})


def quoted(value: object) -> str:
    """The value as a message shows it: escaped, and at most 80 characters long."""
    try:
        text = value if isinstance(value, str) else str(value)
    except ValueError:  # an int of more digits than Python prints
        text = f"<{type(value).__name__}>"
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text[: QUOTED + 1])
    return shown if len(shown) <= QUOTED else shown[: QUOTED - 1] + "…"


def message(code: str, lang: Lang = Lang.EN, /, *, text: bool = False, **data: Any) -> str:
    """What is wrong, in one sentence.

    Args:
        code: of the message.
        lang: its language.
        text: whether the value stood as text.
        data: what the message quotes; tuples are words of the library's own, of which none is cut off.
    """
    shown = {name: _filled(name, value) for name, value in data.items()}
    if text and code in _OF_A_KIND:
        shown["value"] = f'"{shown["value"]}"'
    return MESSAGES[code][0 if lang is Lang.EN else 2].format_map(shown)


def remedy(code: str, lang: Lang = Lang.EN, /, **data: Any) -> str:
    """What to do about it, in one sentence."""
    shown = {name: _filled(name, value) for name, value in data.items()}
    return MESSAGES[code][1 if lang is Lang.EN else 3].format_map(shown)


def _filled(name: str, value: object) -> str:
    """What a message says for something that it quotes."""
    if name != "value" and isinstance(value, tuple):
        return (" / " if name == "nearest" else ", ").join(value)
    return quoted(value)


def label(word: str, lang: Lang = Lang.EN) -> str:
    """The heading for a column or a group; the word itself where it has no other."""
    return LABELS.get(word, word) if lang is Lang.ZH else word.replace("_", " ")


def sentence(key: str, lang: Lang = Lang.EN, /, **data: object) -> str:
    """What a table for people says; values stand in it as they are."""
    return SENTENCES[key][lang is Lang.ZH].format_map(data)


def found(key: str, lang: Lang = Lang.EN, /, **data: object) -> str:
    """What a rule found, by its code and form; values stand in it as they are."""
    return FINDINGS[key][0 if lang is Lang.EN else 2].format_map(data)


def clears(key: str, lang: Lang = Lang.EN, /, **data: object) -> str:
    """What would clear a finding."""
    return FINDINGS[key][1 if lang is Lang.EN else 3].format_map(data)


def explanation(part: str, lang: Lang = Lang.EN, /, **data: object) -> str:
    """A part of an explanation; values stand in it as they are."""
    return EXPLANATIONS[part][lang is Lang.ZH].format_map(data)
