"""Amounts, numbers and lists in words of one language."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, Final

from contracts.money import Money, exponent, format_amount
from contracts.words import Lang, explanation

#: The most parts of a sum, cells of a bill or runs of numbers that a sentence names; the data has them all.
NAMED: Final = 6
#: The most decimals after those of the minor unit with which an exact amount is written.
_MORE_DECIMALS: Final = 4


class Speaker:
    """Says things in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def word(self, key: str, **data: Any) -> str:
        """A sentence or a part of one."""
        return explanation(key, self.lang, **data)

    # -- numbers ------------------------------------------------------------------------------

    def figure(self, money: Money) -> str:
        """An amount with its currency: `485180.00 CNY`, `485180.00 元`."""
        key = "figure_CNY" if money.currency == "CNY" else "figure"
        return self.word(key, amount=self.money(money), currency=money.currency)

    def money(self, money: Money) -> str:
        """An amount without its currency."""
        return format_amount(money.minor, money.currency)

    def odd(self, count: int, currency: str) -> str:
        """So many minor units: `8 fen`."""
        key = "minor_CNY" if currency == "CNY" else "minor" if count == 1 else "minors"
        return self.word(key, count=count)

    def exact(self, value: Fraction, currency: str) -> str:
        """An exact amount, cut after a decimal more than the minor unit has where it does not end: `40431.666…`."""
        places = exponent(currency)
        for decimals in range(places, places + _MORE_DECIMALS + 1):
            if (value * 10**decimals).denominator == 1:
                return _decimal(value, decimals)
        return _decimal(value, places + 1) + "…"

    def number(self, value: Fraction) -> str:
        """A quantity, as a decimal where it has one of six places, else as a fraction."""
        for decimals in range(7):
            if (value * 10**decimals).denominator == 1:
                return _decimal(value, decimals)
        return str(value)

    def product(self, factors: Sequence[str], exact: Fraction, rounded: Money) -> str:
        """`4000.00 × 17/31 = 2193.548…, rounded to 2193.55`; the amount alone where there is nothing to do."""
        text = " × ".join(factors)
        shown = self.exact(exact, rounded.currency)
        text += "" if len(factors) == 1 and text == shown else f" = {shown}"
        return text if shown == self.money(rounded) else text + self.word("rounded", amount=self.money(rounded))

    def several(self, texts: Iterable[str], between: str = "between") -> str:
        """The first of some clauses, and how many more there are."""
        every = list(texts)
        more = [self.word("more", count=len(every) - NAMED)] if len(every) > NAMED else []
        return self.word(between).join(every[:NAMED] + more)

    def numbers(self, ranges: Sequence[tuple[int, int]]) -> str:
        """Ranges of numbers, both ends included: `1, 3 to 5 and 12`."""
        texts = [str(first) if first == last else self.word("range", first=first, last=last) for first, last in ranges]
        if len(texts) == 1:
            return texts[0]
        return self.word("and", some=self.word("comma").join(texts[:-1]), last=texts[-1])


def _decimal(value: Fraction, decimals: int) -> str:
    """A number with so many decimals, those after them cut off."""
    size = int(abs(value) * 10**decimals)
    whole, part = divmod(size, 10**decimals)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{part:0{decimals}d}" if decimals else f"{sign}{whole}"
