"""Parts of explanations, by what they say; `schedules/sentences.py` puts them together."""

from typing import Final

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
