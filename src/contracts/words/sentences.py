"""What tables for people say besides their headings and cells."""

from typing import Final

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
