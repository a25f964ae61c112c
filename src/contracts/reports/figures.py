"""Amounts as people read them: in one unit, with thousands separators and the same decimals in a column."""

from collections.abc import Iterable

from attrs import frozen

from contracts.money import exponent, is_own_unit, unit_digits


def decimals(value: int, places: int, least: int) -> int:
    """How many decimals a whole number of `10^-places` needs, at least some.

    >>> decimals(48518000, 6, 0), decimals(50000000, 6, 0), decimals(50000000, 2, 2)
    (3, 0, 2)
    """
    needed = places
    while needed > least and value % 10 == 0:
        value //= 10
        needed -= 1
    return needed


def written(value: int, places: int, shown: int, *, grouping: bool) -> str:
    """A whole number of `10^-places` with some of its decimals; those left out have to be zeros.

    >>> written(-123451800000, 6, 3, grouping=True)
    '-123,451.800'
    """
    whole, part = divmod(abs(value), 10**places)
    tail = f"{part:0{places}d}"[:shown] if places else ""
    return f"{'-' if value < 0 else ''}{whole:{',' if grouping else ''}d}{'.' if tail else ''}{tail}"


@frozen
class Figures:
    """How the amounts of one page are written.

    Attributes:
        currency: of all of them.
        unit: a name out of `money.units`; None is the major unit.
        halves: whether they count half minor units, as the bounds of a reconciliation do.
    """

    currency: str
    unit: str | None
    halves: bool = False

    @property
    def unit_name(self) -> str:
        """What stands behind an amount: a unit of the currency's own, such as 万元, or the currency with its unit.

        >>> Figures("USD", "million").unit_name, Figures("USD", "1").unit_name, Figures("CNY", "万元").unit_name
        ('million USD', 'USD', '万元')
        """
        if self.unit is None or self.unit == "1":
            return self.currency
        return self.unit if is_own_unit(self.unit, self.currency) else f"{self.unit} {self.currency}"

    def alone(self, value: int) -> str:
        """One amount in a sentence, with no more decimals than it needs and no thousands separators.

        >>> Figures("CNY", "万元").alone(2416448000), Figures("CNY", None, halves=True).alone(1)
        ('2416.448', '0.005')
        """
        value, places, least = self._scaled(value)
        return written(value, places, decimals(value, places, least), grouping=False)

    def column(self, values: Iterable[int | None]) -> list[str]:
        """Amounts below one another, their points in line; nothing where there is none.

        >>> Figures("CNY", "万元").column([48518000, None, 1268710000000])
        ['48.518', '', '1,268,710.000']
        """
        scaled = [None if value is None else self._scaled(value) for value in values]
        shown = max((decimals(*entry) for entry in scaled if entry is not None), default=0)
        return ["" if entry is None else written(entry[0], entry[1], shown, grouping=True) for entry in scaled]

    def _scaled(self, value: int) -> tuple[int, int, int]:
        """The value, the places that it counts, and the fewest decimals to show."""
        own, beyond = exponent(self.currency), unit_digits(self.unit, self.currency)
        least = 0 if beyond else own
        return (value * 5, own + beyond + 1, least) if self.halves else (value, own + beyond, least)
