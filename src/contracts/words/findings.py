"""What findings say, and what clears them."""

from typing import Final

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
