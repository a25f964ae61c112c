"""What the format of a cell shows beside its number: a unit, a sign, a thousandth of it; or a month without its day.

A number that is shown otherwise than it is held says two things, and the one that people read is what is shown.
"""

import re
from functools import lru_cache
from typing import Final

#: Literal texts, and what only takes room or gives a colour or a language.
_TOKEN: Final = re.compile(r'"([^"]*)"|[\\!](.)|\[\$([^\]-]*)[^\]]*\]|[_*].|\[[^\]]*\]|([$€£¥￥%])')
#: Digits that end in commas are thousandths.
_SCALED: Final = re.compile(r"[0#?],+(?![0#?,])")
_PADDED: Final = re.compile("0{2,}")
#: Built-in formats that show year and month alone where Chinese is the language; openpyxl knows none of them.
_MONTHS: Final = frozenset({27, 50, 52, 57})
_MONTH: Final = 'yyyy"年"m"月"'
#: Formats below are built in, and show the sign of the currency of whoever looks.
_BUILT_IN: Final = 164


@lru_cache(1024)
def shown(format: str, number: int = _BUILT_IN) -> str:
    """What a reader of a number has to know of its format.

    Args:
        format: as the workbook has it.
        number: of the format.

    Returns:
        `%` where it counts hundredths, zeros where it is padded to so many digits, nothing where it is plain; else
        the format.

    >>> shown("0.00%"), shown("0000"), shown('#,##0.00_);(#,##0.00)'), shown('0.0,"万"')
    ('%', '0000', '', '0.0,"万"')
    """
    if number in _MONTHS:
        return _MONTH
    if "%" in _digits(format):
        return "%"
    if _PADDED.fullmatch(format):
        return format
    return format if number >= _BUILT_IN and (is_scaled(format) or beside(format)) else ""


@lru_cache(1024)
def day_shown(format: str) -> str:
    """Nothing where a format of dates shows the day, else the format.

    >>> day_shown("yyyy-mm-dd"), day_shown('yyyy"年"m"月"')
    ('', 'yyyy"年"m"月"')
    """
    return "" if "d" in _digits(format).lower() else format


def is_scaled(format: str) -> bool:
    """Whether a format shows a part of a number, such as thousands."""
    return _SCALED.search(_digits(format)) is not None


def beside(format: str) -> str:
    """What a format shows beside the digits of a number above 0.

    >>> beside('_ * "¥"#,##0.00_ ;@'), beside('[$€-2] 0.00"/月"'), beside("000-00")
    ('¥', '€/月', '-')
    """
    first = format.partition(";")[0]
    texts = "".join("".join(filter(None, match.groups())) for match in _TOKEN.finditer(first) if match[4] != "%")
    return (texts + "".join(re.findall("[0#]([-/:])[0#]", _TOKEN.sub("", first)))).replace(".", "").strip()


def is_month(shown: str) -> bool:
    """Whether a number is shown as a month."""
    return shown == _MONTH


def _digits(format: str) -> str:
    """A format without its literal texts; an unquoted `%` is none of them."""
    return _TOKEN.sub(lambda match: match[4] or "", format)
