"""What one vendor and the body agreed, line by line."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, fields, frozen

from contracts.dates import after, checked_day
from contracts.errors import TermsError
from contracts.money import Money, checked_money
from contracts.terms.billing import Stage, Stages, checked_percent
from contracts.terms.line import Line
from contracts.terms.naming import checked_id, checked_text, choice, items
from contracts.terms.price import checked_price

if TYPE_CHECKING:
    from contracts.terms.amendment import Amendment
    from contracts.terms.renewal import Renewal
    from contracts.terms.retention import Release
    from contracts.terms.states import InForce


class Subject(StrEnum):
    """What is bought (采购标的): 货物, 服务 or 工程."""

    GOODS = "goods"
    SERVICES = "services"
    WORKS = "works"


def _subject(value: str | None) -> Subject | None:
    return None if value is None else choice(Subject, value, "kind")


def _notes(texts: str | Iterable[str]) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else items(texts, "notes")


def _assumptions(texts: str | Iterable[str]) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else items(texts, "assumptions")


def _amendments(amendments: "Iterable[Amendment]") -> "tuple[Amendment, ...]":
    given = items(amendments, "amendments")
    if not given:
        return ()
    from contracts.terms.amendment import Amendment  # loaded once there is one

    for amendment in given:
        if not isinstance(amendment, Amendment):
            raise TermsError("TYPE_WRONG", field="amendments", value=amendment, wanted="Amendment")
    return tuple(sorted(given, key=lambda amendment: (amendment.signed, amendment.id)))


def _lines(lines: Iterable[Line]) -> tuple[Line, ...]:
    return items(lines, "lines")


def _events(events: Mapping[str, date]) -> Mapping[str, date]:
    if not isinstance(events, Mapping):
        raise TermsError("TYPE_WRONG", field="events", value=events, wanted="mapping")
    return MappingProxyType(dict(sorted(events.items(), key=lambda event: str(event[0]))))


@frozen(kw_only=True)
class Contract:
    """A contract with its lines; only the id and one line are always known.

    Attributes:
        id: unique in a register.
        lines: at least one; all in one currency; ids unique.
        title: as the source has it.
        vendor, buyer: the parties, where the source states them.
        signed: the day of signature; it is the event `signed` too.
        events: days on which things happened that stages wait for (`accepted`).
        category: a free word to group by.
        recurring: expected to come again (历年延续性), not committed.
        kind: what is bought, where the source says so.
        sme: the vendor is a small or medium-sized enterprise (中小企业) on the day of signature.
        late_interest: the interest for delay that was agreed, in percent a day; None where none was.
        performance_bond: what the vendor has lodged or is to lodge (履约保证金).
        source: where the terms come from, or the sentence that they rest on.
        notes: what the source says besides.
        assumptions: what the source does not state and the terms take for granted.
        amendments: what was agreed later, in order of signing and id; ids unique.
        renewal: how it goes on after its end.
    """

    id: str
    lines: tuple[Line, ...] = field(converter=_lines)
    title: str | None = None
    vendor: str | None = None
    buyer: str | None = None
    signed: date | None = None
    events: Mapping[str, date] = field(factory=dict, converter=_events, hash=False)
    category: str | None = None
    recurring: bool = False
    kind: Subject | None = field(default=None, converter=_subject)
    sme: bool = False
    late_interest: Decimal | None = None
    performance_bond: Money | None = None
    source: str | None = None
    notes: tuple[str, ...] = field(default=(), converter=_notes)
    assumptions: tuple[str, ...] = field(default=(), converter=_assumptions)
    amendments: "tuple[Amendment, ...]" = field(default=(), converter=_amendments)
    renewal: "Renewal | None" = None
    _states: "tuple[InForce, ...]" = field(default=(), init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        checked_id(self.id, "id")
        try:
            self._check_facts()
            self._check_lines()
            self._check_renewal()
            self._check_bond()
            self._check_amendments()
        except TermsError as error:
            raise error.at(contract=self.id) from None

    def __reduce__(self) -> tuple[Any, ...]:
        """A read-only mapping cannot be pickled, so a copy is made from the facts again."""
        facts = {fact.name: getattr(self, fact.name) for fact in fields(Contract) if fact.init}
        return partial(Contract, **facts | {"events": dict(self.events)}), ()

    @property
    def currency(self) -> str:
        """The currency of all its lines."""
        return self.lines[0].currency

    @property
    def all_lines(self) -> tuple[Line, ...]:
        """Its lines, and those that amendments add."""
        return (*self.lines, *(line for amendment in self.amendments for line in amendment.add))

    def event(self, name: str) -> date | None:
        """The day on which an event happened; None while it has not.

        >>> from contracts import Contract, Line, Once, Total
        >>> line = Line(id="a", price=Total("1", "CNY"), billing=Once(date(2017, 1, 1)))
        >>> Contract(id="C", signed=date(2016, 12, 20), lines=[line]).event("signed")
        datetime.date(2016, 12, 20)
        """
        return self.signed if name == "signed" else self.events.get(name)

    def stage_day(self, stage: "Stage | Release") -> date | None:
        """The unadjusted day of a stage, or of the release of a retention; None while its event has not happened."""
        if stage.on is not None or stage.after is None:
            return stage.on
        happened = self.event(stage.after)
        if happened is None:
            return None
        field = "stages.after" if isinstance(stage, Stage) else "retention.release.after"
        return after(happened, months=stage.months, days=stage.days, field=field)

    def with_event(self, name: str, day: date) -> "Contract":
        """The same contract once an event is known."""
        return evolve(self, signed=day) if name == "signed" else evolve(self, events={**self.events, name: day})

    def _check_facts(self) -> None:
        for name in ("title", "vendor", "buyer", "category", "source"):
            text = getattr(self, name)
            if text is not None:
                checked_text(text, name)
        for name in ("notes", "assumptions"):
            for text in getattr(self, name):
                checked_text(text, name)
        for name in ("recurring", "sme"):
            if not isinstance(getattr(self, name), bool):
                raise TermsError("TYPE_WRONG", field=name, value=getattr(self, name), wanted="true/false")
        if self.late_interest is not None:
            checked_percent(self.late_interest, "late_interest")
        if self.performance_bond is not None:
            checked_price(checked_money(self.performance_bond, "performance_bond"), "performance_bond")
        if self.signed is not None:
            checked_day(self.signed, "signed")
        for name, day in self.events.items():
            checked_text(name, "events")
            if name == "signed":
                raise TermsError("EVENT_SIGNED", field="events.signed", value=day)
            checked_day(day, f"events.{name}")

    def _check_renewal(self) -> None:
        if self.renewal is None:
            return
        from contracts.terms.renewal import Renewal  # loaded once there is one
        from contracts.terms.renewing import check_renewal

        if not isinstance(self.renewal, Renewal):
            raise TermsError("TYPE_WRONG", field="renewal", value=self.renewal, wanted="Renewal")
        check_renewal(self, self.renewal)

    def _check_amendments(self) -> None:
        """Refuse amendments that lead to terms which make no sense, as they are signed and as they take effect."""
        if not self.amendments:
            return
        from contracts.terms.states import signed_states  # loaded once there is one

        seen: set[str] = set()
        for amendment in self.amendments:
            if amendment.id in seen:
                raise TermsError("DUPLICATE_ID", field="amendments.id", value=amendment.id)
            seen.add(amendment.id)
            self._check_name(amendment)
        object.__setattr__(self, "_states", signed_states(self))

    def _check_name(self, amendment: "Amendment") -> None:
        """Refuse an amendment that is called as a renewal is."""
        from contracts.terms.renewing import RENEWAL_ID

        if self.renewal is not None and amendment.id.startswith(RENEWAL_ID):
            raise TermsError("AMENDMENT_RESERVED", field="amendments.id", value=amendment.id)

    @property
    def signed_states(self) -> "tuple[InForce, ...]":
        """Its terms by none of its amendments, by the first, by the first two, and so on; empty where it has none."""
        return self._states

    def _check_bond(self) -> None:
        bond = self.performance_bond
        if bond is not None and bond.currency != self.currency:
            raise TermsError("CURRENCY_MISMATCH", field="performance_bond", value=bond, currency=self.currency)

    def _check_lines(self) -> None:
        if not self.lines:
            raise TermsError("LINES_MISSING", field="lines", value="[]")
        seen: set[str] = set()
        for line in self.lines:
            if not isinstance(line, Line):
                raise TermsError("TYPE_WRONG", field="lines", value=line, wanted="Line")
            if line.id in seen:
                raise TermsError("DUPLICATE_ID", field="lines.id", value=line.id, line=line.id)
            seen.add(line.id)
            if line.currency != self.currency:
                raise TermsError(
                    "CURRENCY_MISMATCH", field="lines", value=line.currency, currency=self.currency, line=line.id
                )
            waiting: list[Stage | Release] = [line.retention.release] if line.retention is not None else []
            if isinstance(line.billing, Stages):
                waiting += line.billing.parts
            for stage in waiting:
                try:
                    self.stage_day(stage)
                except TermsError as error:
                    raise error.at(line=line.id) from None
