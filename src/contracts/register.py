"""A portfolio: contracts, what a report states about them, and whose they are.

Data only: schedules, statements and files are made of it on the floors above.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from math import gcd
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve, field, frozen

from contracts.calendars import Calendar
from contracts.dates import FiscalCalendar
from contracts.errors import NotThereError, TermsError
from contracts.exchange import ExchangeRate
from contracts.money import LIMIT_MINOR, Money, checked_money, exponent, parse_amount, unit_digits
from contracts.payment import Payment, check_against
from contracts.terms.contract import Contract
from contracts.terms.in_force import index_of
from contracts.terms.index import Index
from contracts.terms.naming import checked_id, checked_text

#: The fiscal years that touch the days 1900-01-01 to 2199-12-31.
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200


@frozen
class ReportedFigure:
    """An amount that a report states, and how it was rounded.

    Attributes:
        amount: as stated; negative where the report says so.
        quantum: what it was rounded to a multiple of, in whole minor units; None where it was not rounded.

    Raises:
        TermsError: `QUANTUM` for what is no positive whole number; `QUANTUM_MULTIPLE` where the amount is no multiple
            of it; `NUMBER_RANGE`, `AMOUNT_RANGE`, `TYPE_WRONG`.

    >>> ReportedFigure.of("48.518", "CNY", "万元", quantum="0.01")
    ReportedFigure(amount=Money(minor=48518000, currency='CNY'), quantum=1000)
    """

    amount: Money
    quantum: int | None = None

    def __attrs_post_init__(self) -> None:
        checked_money(self.amount, "amount")
        if self.quantum is None:
            return
        if type(self.quantum) is not int or self.quantum < 1:
            raise TermsError("QUANTUM", field="quantum", value=self.quantum)
        if self.quantum > LIMIT_MINOR:
            raise TermsError("NUMBER_RANGE", field="quantum", value=self.quantum, least=1, most=LIMIT_MINOR)
        if self.amount.minor % self.quantum:
            raise TermsError("QUANTUM_MULTIPLE", field="quantum", value=self.quantum, amount=self.amount.minor)

    @classmethod
    def of(
        cls,
        amount: str | int | Decimal,
        currency: str,
        unit: str | None = None,
        *,
        quantum: str | int | Decimal | None = None,
    ) -> "ReportedFigure":
        """A figure as a report writes it.

        A figure that is written finer than the quantum (`48.518` beside a quantum of `0.01`), or is no multiple of
        it, has its own last digit as quantum, though never less than a minor unit nor more than the quantum given.

        Args:
            amount: in `unit`s, as `parse_amount` takes it.
            currency: ISO 4217 code.
            unit: a name out of `money.units(currency)`; None is the major unit.
            quantum: what the report rounds to, in `unit`s; None: it does not round.

        Raises:
            TermsError: as `parse_amount`, with field `quantum` where that is at fault; `QUANTUM`.
        """
        money = Money(parse_amount(amount, currency, unit), currency)
        if quantum is None:
            return cls(money)
        step = parse_amount(quantum, currency, unit, "quantum")
        if step < 1:
            raise TermsError("QUANTUM", field="quantum", value=quantum)
        if money.minor % step == 0 and _decimals(amount) <= _decimals(quantum):
            return cls(money, step)
        last_digit = 10 ** max(exponent(currency) + unit_digits(unit, currency) - _decimals(amount), 0)
        return cls(money, last_digit if last_digit <= step else gcd(step, money.minor))

    @property
    def bound_halves(self) -> int:
        """The most that rounding can have changed, half a quantum, in halves of a minor unit."""
        return self.quantum or 0


def _decimals(amount: str | int | Decimal) -> int:
    """How many decimals an amount is written with."""
    if isinstance(amount, Decimal):
        amount = f"{amount:f}"
    return len(amount.replace("．", ".").partition(".")[2]) if isinstance(amount, str) else 0


def _figures_by_id(figures: Mapping[str, ReportedFigure]) -> Any:
    """A read-only copy in order of ids; what is no mapping is left to be refused."""
    return MappingProxyType(dict(sorted(figures.items()))) if isinstance(figures, Mapping) else figures


@frozen
class Reported:
    """What a report states for one fiscal year.

    The contracts that it names need not be in the register, nor the other way round: that is a finding of the
    reconciliation, not a fault.

    Attributes:
        year: the fiscal year, named by the calendar year in which it ends.
        contracts: figure by contract id, in order of ids; read-only.
        total: the total that the report states, whether or not the figures sum to it.

    Raises:
        TermsError: `YEAR_RANGE` for a year outside 1900 to 2200; `CURRENCY_MISMATCH` among the figures; `ID_SYNTAX`,
            `TYPE_WRONG`.
    """

    year: int
    contracts: Mapping[str, ReportedFigure] = field(factory=dict, converter=_figures_by_id, hash=False)
    total: ReportedFigure | None = None

    def __attrs_post_init__(self) -> None:
        if type(self.year) is not int:
            raise TermsError("TYPE_WRONG", field="year", value=self.year, wanted="whole number")
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise TermsError("YEAR_RANGE", field="year", value=self.year)
        if not isinstance(self.contracts, Mapping):
            raise TermsError("TYPE_WRONG", field="contracts", value=self.contracts, wanted="mapping")
        for name, figure in self.contracts.items():
            checked_id(name, "contracts")
            if not isinstance(figure, ReportedFigure):
                raise TermsError("TYPE_WRONG", field=f"contracts.{name}", value=figure, wanted="ReportedFigure")
        if not isinstance(self.total, ReportedFigure | None):
            raise TermsError("TYPE_WRONG", field="total", value=self.total, wanted="ReportedFigure")
        figures = self.figures
        for figure in figures[1:]:
            if figure.amount.currency != figures[0].amount.currency:
                currency = figures[0].amount.currency
                raise TermsError("CURRENCY_MISMATCH", field="reported", value=figure.amount, currency=currency)

    @property
    def figures(self) -> tuple[ReportedFigure, ...]:
        """All figures, the total last."""
        return (*self.contracts.values(), *([] if self.total is None else [self.total]))

    def __reduce__(self) -> tuple[Any, ...]:
        """A read-only mapping cannot be pickled, so a copy is made from the figures again."""
        return Reported, (self.year, dict(self.contracts), self.total)


def _sorted_contracts(contracts: Iterable[Contract]) -> tuple[Contract, ...]:
    given = tuple(contracts)
    for contract in given:
        if not isinstance(contract, Contract):
            raise TermsError("TYPE_WRONG", field="contracts", value=contract, wanted="Contract")
    return tuple(sorted(given, key=lambda contract: contract.id))


def _sorted_years(reported: Iterable[Reported]) -> tuple[Reported, ...]:
    given = tuple(reported)
    for year in given:
        if not isinstance(year, Reported):
            raise TermsError("TYPE_WRONG", field="reported", value=year, wanted="Reported")
    return tuple(sorted(given, key=lambda year: year.year))


def _sorted_payments(payments: Iterable[Payment]) -> tuple[Payment, ...]:
    given = tuple(payments)
    for payment in given:
        if not isinstance(payment, Payment):
            raise TermsError("TYPE_WRONG", field="payments", value=payment, wanted="Payment")
    return tuple(sorted(given, key=lambda payment: payment.id))


def _sorted_rates(rates: Iterable[ExchangeRate]) -> tuple[ExchangeRate, ...]:
    given = tuple(rates)
    for rate in given:
        if not isinstance(rate, ExchangeRate):
            raise TermsError("TYPE_WRONG", field="rates", value=rate, wanted="ExchangeRate")
    return tuple(sorted(given, key=lambda rate: (rate.currency, rate.on)))


@frozen(repr=False)
class Register:
    """Contracts of one body, in order of id, whatever the order given.

    It is sized, iterates over its contracts, and gives one by its id.

    Attributes:
        contracts: in text order of ids, which are unique.
        name: what the register is called.
        currency: ISO 4217 code of the reported figures, and of a file of it. Contracts may have others.
        fiscal_year_start: the first month of a fiscal year, 1 to 12.
        payer: who bears every line without an allocation.
        reported: what reports state, in order of years, each at most once.
        payments: what was paid, in text order of ids, which are unique.
        rates: what other currencies are worth in its own, in order of currency and day, each at most once.

    Raises:
        TermsError: `DUPLICATE_ID` for a contract, a reported year, a payment or a rate that is there twice; those of
            `payment.check_against` for a payment of what is not there; `CALENDAR_DIFFERS` where two
            lines name calendars of one id with different days; `INDEX_DIFFERS` where indices of one id differ;
            `CURRENCY_MISMATCH` for figures in another currency; `CURRENCY_UNKNOWN`, `FISCAL_MONTH`, `TYPE_WRONG` and
            those of texts.

    >>> Register([], name="2017")
    <Register '2017': 0 contracts, CNY>
    """

    contracts: tuple[Contract, ...] = field(converter=_sorted_contracts)
    name: str | None = field(default=None, kw_only=True)
    currency: str = field(default="CNY", kw_only=True)
    fiscal_year_start: int = field(default=1, kw_only=True)
    payer: str | None = field(default=None, kw_only=True)
    reported: tuple[Reported, ...] = field(default=(), converter=_sorted_years, kw_only=True)
    payments: tuple[Payment, ...] = field(default=(), converter=_sorted_payments, kw_only=True)
    rates: tuple[ExchangeRate, ...] = field(default=(), converter=_sorted_rates, kw_only=True)
    _by_id: Mapping[str, Contract] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        for name, text in (("name", self.name), ("payer", self.payer)):
            if text is not None:
                checked_text(text, name)
        exponent(self.currency)
        FiscalCalendar(self.fiscal_year_start)
        object.__setattr__(self, "_by_id", {contract.id: contract for contract in self.contracts})
        _check_once("id", [contract.id for contract in self.contracts])
        _check_once("reported.year", [year.year for year in self.reported])
        for year in self.reported:
            self._check_reported(year)
        _check_calendars(self.contracts)
        _indices(self.contracts)
        self._check_payments()
        self._check_rates()

    @classmethod
    def merged(cls, registers: Iterable["Register"]) -> "Register":
        """One register out of several; their order changes nothing.

        Currency and fiscal year must be alike, and so must the payers of those that name one. The names are joined
        where they differ. A payment, or a rate, that several of them have is one.

        Raises:
            TermsError: `REGISTERS_DIFFER` where they are not alike; `PAYMENT_DIFFERS` where two have another payment
                with the same id; `DUPLICATE_ID` and `CALENDAR_DIFFERS` as for one register; `TYPE_WRONG`.

        >>> Register.merged([Register([], payer="市本级"), Register([], name="2017")]).payer
        '市本级'
        """
        parts = tuple(registers)
        for part in parts:
            if not isinstance(part, Register):
                raise TermsError("TYPE_WRONG", field="registers", value=part, wanted="Register")
        common: dict[str, Any] = {}
        for name in ("currency", "fiscal_year_start", "payer"):
            for part in parts:
                value = getattr(part, name)
                if value is not None and value != common.setdefault(name, value):
                    raise TermsError("REGISTERS_DIFFER", field=name, value=value, other=common[name])
        return cls(
            [contract for part in parts for contract in part.contracts],
            name=joined_name(part.name for part in parts),
            reported=[year for part in parts for year in part.reported],
            payments=same_once(payment for part in parts for payment in part.payments),
            rates={rate: None for part in parts for rate in part.rates},
            **common,
        )

    @property
    def calendars(self) -> tuple[Calendar, ...]:
        """The calendars that its lines go by, in order of id."""
        return tuple(sorted(_calendars(self.contracts).values(), key=lambda calendar: calendar.id))

    @property
    def indices(self) -> tuple[Index, ...]:
        """The indices that its rates follow, in order of id."""
        return tuple(sorted(_indices(self.contracts).values(), key=lambda index: index.id))

    def __len__(self) -> int:
        return len(self.contracts)

    def __iter__(self) -> Iterator[Contract]:
        return iter(self.contracts)

    def __contains__(self, item: object) -> bool:
        """Whether a contract, or one of an id, is there."""
        if isinstance(item, Contract):
            return self._by_id.get(item.id) == item
        return item in self._by_id if isinstance(item, str) else False

    def __getitem__(self, id: str) -> Contract:
        """The contract of an id.

        Raises:
            NotThereError: `ID_UNKNOWN`, which quotes the ids nearest to it.
        """
        if id in self:
            return self._by_id[id]
        from difflib import get_close_matches

        nearest = get_close_matches(str(id), self._by_id, n=3) or list(self._by_id)[:3] or ["nothing"]
        raise NotThereError("ID_UNKNOWN", field="contract", value=id, nearest=", ".join(nearest))

    def __repr__(self) -> str:
        name = "" if self.name is None else f" {self.name!r}"
        contracts = "1 contract" if len(self) == 1 else f"{len(self)} contracts"
        paid = len(self.payments)
        payments = "" if not paid else ", 1 payment" if paid == 1 else f", {paid} payments"
        return f"<Register{name}: {contracts}{payments}, {self.currency}>"

    def of(self, ids: Iterable[str]) -> "Register":
        """The part of it with some contracts, and what was paid for them; reported figures are left out.

        Of a payment for several contracts, the part that is for these remains.

        Raises:
            NotThereError: `ID_UNKNOWN`, as for one contract.
        """
        contracts = [self[name] for name in dict.fromkeys(ids)]
        chosen = {contract.id for contract in contracts}
        payments = [part for payment in self.payments if (part := payment.restricted(chosen)) is not None]
        return evolve(self, contracts=contracts, payments=payments, reported=())

    def _check_payments(self) -> None:
        _check_once("payments.id", [payment.id for payment in self.payments])
        paid = {payment.id: payment for payment in self.payments}
        for payment in self.payments:
            try:
                check_against(payment, self._by_id, self.payer, paid)
            except TermsError as error:
                field = f"payments.{payment.id}.{error.field}"
                raise TermsError(error.code, field=field, value=error.value, **error.data) from None

    def _check_rates(self) -> None:
        _check_once("rates.on", [f"{rate.currency} {rate.on}" for rate in self.rates])
        for rate in self.rates:
            if rate.currency == self.currency:
                raise TermsError("RATE_OF_OWN", field="rates.currency", value=rate.currency)

    def _check_reported(self, year: Reported) -> None:
        FiscalCalendar(self.fiscal_year_start).year(year.year)
        for figure in year.figures[:1]:
            if figure.amount.currency != self.currency:
                raise TermsError("CURRENCY_MISMATCH", field="reported", value=figure.amount, currency=self.currency)


def same_once(payments: Iterable[Payment]) -> list[Payment]:
    """Payments of several registers; one that several have once.

    Raises:
        TermsError: `PAYMENT_DIFFERS` where two of one id are not equal.
    """
    found: dict[str, Payment] = {}
    for payment in payments:
        differs = found.setdefault(payment.id, payment).difference(payment)
        if differs is not None:
            raise TermsError("PAYMENT_DIFFERS", field=f"payments.{differs}", value=payment.id, key=differs)
    return list(found.values())


def joined_name(names: Iterable[str | None]) -> str | None:
    """The name of several registers as one: theirs in text order, each once."""
    return " + ".join(sorted({name for name in names if name is not None})) or None


def _check_once(name: str, ids: list[Any]) -> None:
    for before, after in itertools.pairwise(ids):
        if before == after:
            raise TermsError("DUPLICATE_ID", field=name, value=after)


def _calendars(contracts: Iterable[Contract]) -> dict[str, Calendar]:
    """The calendars of lines by id; refuses two of one id that are not equal."""
    found: dict[str, Calendar] = {}
    for contract in contracts:
        for line in contract.all_lines:
            calendar = line.calendar
            # Nearly always it is the very same object; comparing days is dear.
            if calendar is None or found.setdefault(calendar.id, calendar) is calendar:
                continue
            if found[calendar.id] != calendar:
                raise TermsError(
                    "CALENDAR_DIFFERS", field="calendar", value=calendar.id, contract=contract.id, line=line.id
                )
    return found


def _check_calendars(contracts: Iterable[Contract]) -> None:
    _calendars(contracts)


def _indices(contracts: Iterable[Contract]) -> dict[str, Index]:
    """The indices of lines by id; refuses two of one id that are not equal."""
    found: dict[str, Index] = {}
    for contract in contracts:
        for line in contract.all_lines:
            index = index_of(line)
            if index is None or found.setdefault(index.id, index) == index:
                continue
            raise TermsError(
                "INDEX_DIFFERS", field="escalation.index", value=index.id, contract=contract.id, line=line.id
            )
    return found
