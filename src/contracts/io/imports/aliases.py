"""What columns are called, in Chinese and in English. The list in docs/import.md is held against this one."""

from enum import StrEnum
from typing import Final


class Meaning(StrEnum):
    """What a column holds; the words that a map file uses."""

    NUMBER = "number"
    ID = "id"
    TITLE = "title"
    VENDOR = "vendor"
    BUYER = "buyer"
    SIGNED = "signed"
    PERIOD = "period"
    FROM = "from"
    TO = "to"
    TOTAL = "total"
    TERMS = "terms"
    DUE = "due"
    SHARES = "shares"
    PAID = "paid"
    PAID_ON = "paid_on"
    RETENTION = "retention"
    CATEGORY = "category"
    CURRENCY = "currency"
    RECURRING = "recurring"
    NOTES = "notes"
    PAYMENT = "payment"
    ON = "on"
    AMOUNT = "amount"
    CONTRACT = "contract"
    LINE = "line"
    PAYER = "payer"
    REFERENCE = "reference"


#: Of a register: what each column may be called.
CONTRACTS: Final[dict[Meaning, tuple[str, ...]]] = {
    Meaning.NUMBER: ("序号", "编号顺序", "No", "No."),
    Meaning.ID: (
        "合同编号",
        "合同号",
        "合同序号",
        "编号",
        "项目编号",
        "合同",
        "contract id",
        "contract",
        "contract no",
        "id",
    ),
    Meaning.TITLE: ("合同名称", "项目名称", "名称", "合同标题", "title", "contract title", "name"),
    Meaning.VENDOR: (
        *("供应商", "乙方", "乙方名称", "供应商名称", "中标供应商", "承包商", "服务商", "收款单位", "合同乙方"),
        *("vendor", "supplier", "contractor"),
    ),
    Meaning.BUYER: ("甲方", "甲方名称", "采购人", "采购单位", "合同甲方", "buyer", "purchaser"),
    Meaning.SIGNED: ("签订日期", "签订时间", "签约日期", "签署日期", "合同签订日期", "signed", "date signed"),
    Meaning.PERIOD: (
        *("起止日期", "起止时间", "合同期限", "服务期限", "服务期", "合同期", "履行期限", "合同起止日期", "租期"),
        *("period", "service period", "term"),
    ),
    Meaning.FROM: (
        *("开始日期", "起始日期", "服务开始日期", "合同开始日期", "起租日", "生效日期", "起", "开始", "起始"),
        *("起止日期开始", "起止日期起", "from", "start", "start date"),
    ),
    Meaning.TO: (
        *("结束日期", "终止日期", "截止日期", "到期日", "到期日期", "服务结束日期", "合同结束日期", "合同到期日"),
        *("止", "结束", "终止", "起止日期结束", "起止日期止", "to", "end", "end date"),
    ),
    Meaning.TOTAL: (
        *("合同金额", "合同总价", "合同价款", "合同总金额", "合同价", "签约金额", "中标金额", "金额", "总价"),
        *("total", "amount", "contract amount", "value", "contract value"),
    ),
    Meaning.TERMS: ("付款方式", "支付方式", "付款条件", "付款约定", "结算方式", "payment terms", "terms"),
    Meaning.DUE: ("应付日期", "付款期限", "应付款日", "due", "due date"),
    Meaning.SHARES: ("分摊比例", "分担比例", "负担比例", "分摊", "shares", "allocation"),
    Meaning.PAID: ("已付金额", "已付款", "已支付金额", "累计付款", "累计已付", "累计支付", "paid", "amount paid"),
    Meaning.PAID_ON: ("最近付款日期", "已付截止日期", "付款截止日期", "paid on", "paid by"),
    Meaning.RETENTION: ("质保金", "质量保证金", "质保金比例", "保留金", "retention"),
    Meaning.CATEGORY: ("类别", "合同类别", "合同类型", "项目类别", "category"),
    Meaning.CURRENCY: ("币种", "货币", "currency"),
    Meaning.RECURRING: ("历年延续性", "是否延续", "延续性", "recurring"),
    Meaning.NOTES: ("备注", "说明", "附注", "notes", "remarks", "note"),
}

#: Of a list of payments, as banks and finance offices give them.
PAYMENTS: Final[dict[Meaning, tuple[str, ...]]] = {
    Meaning.NUMBER: CONTRACTS[Meaning.NUMBER],
    Meaning.PAYMENT: (
        *("付款编号", "流水号", "交易流水号", "凭证号", "凭证编号", "支付令号", "支付凭证号", "付款单号"),
        *("payment", "payment id", "id"),
    ),
    Meaning.ON: (
        *(
            "付款日期",
            "支付日期",
            "交易日期",
            "付款时间",
            "记账日期",
            "支付时间",
            "on",
            "date",
            "payment date",
            "paid on",
        ),
    ),
    Meaning.AMOUNT: (
        *(
            "付款金额",
            "支付金额",
            "交易金额",
            "实付金额",
            "借方发生额",
            "支出金额",
            "金额",
            "amount",
            "amount paid",
            "paid",
        ),
    ),
    Meaning.CONTRACT: ("合同编号", "合同号", "合同", "contract", "contract id", "contract no"),
    Meaning.CURRENCY: CONTRACTS[Meaning.CURRENCY],
    Meaning.LINE: ("合同明细", "明细", "line"),
    Meaning.PAYER: ("付款单位", "付款人", "预算单位", "payer"),
    Meaning.REFERENCE: ("摘要", "用途", "附言", "备注", "交易摘要", "reference", "memo"),
}
