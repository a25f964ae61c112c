"""What a heading, or a line above it, says of units and currencies that is not read: then nobody knows what counts."""

import re
import unicodedata
from typing import Final

from contracts.money import CURRENCIES, currencies_of

#: What a text has in it that speaks of amounts: part of a unit, or of the name of a currency.
_LIKE: Final = re.compile(
    r"[十百千万亿元圆円镑币角$€£¥]|thousand|million|billion|(?<![a-z])(?:k|m|mn|bn|0{3}s?)(?![a-z])", re.IGNORECASE
)
_CODE: Final = re.compile("(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
#: Names that are passed over where they are those of the currency that counts.
_NAMES: Final = re.compile(r"人民币|RMB|[A-Z]{3}|¥|[美欧港日]元|英镑|港币", re.IGNORECASE)
#: A line above the heading that speaks of them; what stands behind is the first group that is there.
_LINE: Final = re.compile(
    r"(?:^|[\s(,;])(?:(?:(?:金额|货币|计量)?单位|unit|币种|货币|currency)\s*:|amounts in)\s*([^\s,;()。]+)",
    re.IGNORECASE,
)
#: Words as short as a unit, that end as one does: 单位：万达集团 names a body.
_WORD: Final = re.compile(r"\S{0,6}[元圆円镑币角分](?:/\S+)?|[\x21-\x7e\u20ac\u00a3\u00a5]{1,20}")


def speaks_of_amounts(text: str, currency: str) -> bool:
    """Whether a text, which is no unit, says a unit, or another currency than the one that counts.

    >>> speaks_of_amounts("含税", "CNY"), speaks_of_amounts("人民币", "CNY"), speaks_of_amounts("万元,含税", "CNY")
    (False, False, True)
    >>> speaks_of_amounts("USD", "CNY"), speaks_of_amounts("USD", "USD")
    (True, False)
    """
    rest = _NAMES.sub(
        lambda match: "" if currency in currencies_of(match[0], "") else match[0], unicodedata.normalize("NFKC", text)
    )
    return bool(_LIKE.search(rest)) or any(code in CURRENCIES for code in _CODE.findall(rest))


def stated_in(text: str, currency: str) -> str | None:
    """What a line above a heading says of amounts and is not read.

    >>> stated_in("单位:万美元", "CNY"), stated_in("编制单位:万元科技", "CNY"), stated_in("单位:万达集团", "CNY")
    ('万美元', None, None)
    """
    for match in _LINE.finditer(text):
        if _WORD.fullmatch(match[1]) and speaks_of_amounts(match[1], currency):
            return match[1]
    return None
