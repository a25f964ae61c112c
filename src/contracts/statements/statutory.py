"""The rules of law on what is paid, retained, lodged, supplemented and made known; each a function of the facts.

The parameters and the days of force, with their sources, stand in `statute`.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
from attrs import evolve, frozen

from contracts.calendars import Beyond, calendar_named
from contracts.dates import FIRST_DAY, LAST_DAY, Period
from contracts.errors import TermsError
from contracts.kernel.days import NONE, number
from contracts.money import Money
from contracts.payments.matching import match
from contracts.register import Register
from contracts.schedules.installments import Installment, Schedule, schedule
from contracts.statements import statute
from contracts.statements.delay import interest_for_delay
from contracts.statements.evidence import Facts, stage_of
from contracts.statements.found import Finding, Law, Severity
from contracts.statements.found import worded as _finding
from contracts.statements.statute import own_day
from contracts.terms.amendment import Amendment, Change
from contracts.terms.contract import Contract, Subject

#: Words in the name of a stage that is retained until the works are known to be sound.
RETAINED: Final = ("质保金", "质量保证金", "保修金")
#: The events of a contract on whose days it was made known.
PUBLISHED: Final = "published"
FILED: Final = "filed"


def delivered(contract: Contract, row: Installment, event: str | None) -> date | None:
    """The day from which an SME waits for an installment; None where the terms do not know one.

    It is that of the event by which a stage falls due, such as acceptance; else the last day of service; of a
    catch-up at least the day on which it was agreed. What is retained has none: it is security, not price; nor has
    what had fallen due before the record begins.

    Args:
        contract: with the events that are known.
        event: that makes a stage due, where one does.
    """
    if any(word in (row.name or "") for word in RETAINED):
        return None
    if event not in (None, "signed"):
        return contract.event(event or "")
    if row.service is None or row.kind == "opening":
        return None
    last = row.service.last
    # What catches up is owed from the signing on, on which it falls due, even where it has an earlier day of its own.
    return max(last, row.due or last) if row.kind == "catch-up" else last


@frozen
class Wait:
    """An installment that an SME waits for.

    Attributes:
        place: of the installment in the plan.
        since: the day of delivery.
        agreed: how many days later it falls due.
        last: the last day on which it is paid in time, by law; closed days move to the next open one (民法典 203).
    """

    law: Law
    place: int
    row: Installment
    since: date
    agreed: int
    last: date


def waits(terms: Iterable[Contract], plan: Schedule) -> Iterator[Wait]:
    """The installments that an SME waits for, of contracts that the law holds for.

    Args:
        terms: the contracts, with the terms that the schedule has.
    """
    for contract in terms:
        law = statute.in_force(statute.SME_PAYMENT, own_day(contract)[0]) if contract.sme else None
        if law is None:
            continue
        for place in plan.of(contract.id)._places.tolist():
            row = plan._installment(place)
            stage = stage_of(contract, row)
            since = delivered(contract, row, None if stage is None else stage.after)
            if since is not None and row.due_unadjusted is not None and row.amount.minor > 0:
                agreed = (row.due_unadjusted - since).days
                last = min(since + timedelta(days=statute.sme_days(agreed)), LAST_DAY)
                open_day, _ = calendar_named("CN").adjust(last, beyond=Beyond.WEEKENDS)
                yield Wait(law, place, row, since, agreed, open_day)


def to_pay(register: Register, terms: Iterable[Contract], plan: Schedule, days: Period) -> list[Wait]:
    """What an SME is to be paid by law on a day of a period at the latest, unless it was paid before the period.

    Args:
        terms: its contracts as they are known.
        plan: the schedule of them.

    Raises:
        TermsError: those of `match`.
    """
    if not any(contract.sme for contract in register):
        return []
    before = max(days.first - timedelta(days=1), FIRST_DAY)
    matching = match(register, days.last, known_on=before, plan=plan)
    return [one for one in waits(terms, plan) if one.last in days and matching.open[one.place]]


def sme_paid_late(facts: Facts) -> Iterator[Finding]:
    """An SME (中小企业) was paid, or waits, for longer than 30 days after delivery or acceptance, or 60 by contract.

    The interest counts from the last day that the law allows. Source: 保障中小企业款项支付条例.
    """
    found = list(waits(facts.terms.values(), facts.plan))
    if not found:
        return
    plan, matching = facts.plan, facts.matching
    since = np.full(len(plan), NONE, dtype=np.int64)
    for one in found:
        since[one.place] = number(one.last)
    rates = [statute.late_interest(facts.terms[name]) for name in plan._lines.contract]
    interest = interest_for_delay(matching, since, [rates[line] for line in plan._rows.line.tolist()]).tolist()
    still = matching.open.tolist()
    paid: dict[int, list[tuple[date, int]]] = {}
    for part, place, minor in matching._applications:
        paid.setdefault(place, []).append((matching._parts.payment[part].on, minor))
    for one in found:
        late = [(on, minor) for on, minor in paid.get(one.place, ()) if on > one.last]
        if still[one.place] and facts.as_of > one.last:
            late.append((facts.as_of, still[one.place]))
        if late:
            currency = one.row.amount.currency
            yield _finding(
                "SME_PAID_LATE",
                Severity.WARNING,
                one.row.contract,
                one.row.line,
                law=one.law,
                form="waiting" if still[one.place] else "",
                number=one.row.number,
                delivered=one.since,
                last=one.last,
                amount=Money(sum(minor for _, minor in late), currency),
                days=(max(on for on, _ in late) - one.last).days,
                interest=Money(interest[one.place], currency),
            )


def sme_term_long(facts: Facts) -> Iterator[Finding]:
    """The terms give longer than 60 days to pay an SME (中小企业). Source: 保障中小企业款项支付条例."""
    longest: dict[tuple[str, str], Wait] = {}
    for one in waits(facts.terms.values(), facts.plan):
        key = one.row.contract, one.row.line
        most = longest[key].agreed if key in longest else statute.SME_MOST_DAYS
        if one.row.kind != "catch-up" and one.agreed > most:
            longest[key] = one
    for (contract, line), one in longest.items():
        yield _finding(
            "SME_TERM_LONG",
            Severity.WARNING,
            contract,
            line,
            law=one.law,
            number=one.row.number,
            days=one.agreed,
            most=statute.SME_MOST_DAYS,
        )


def performance_bond_large(facts: Facts) -> Iterator[Finding]:
    """The performance bond is above 10 % of the price at signing. Source: 政府采购法实施条例 art. 48."""
    for contract in facts.terms.values():
        bond = contract.performance_bond
        law = statute.in_force(statute.PERFORMANCE_BOND, facts.own_day(contract)[0])
        if bond is None or law is None:
            continue
        value = _value(facts.register[contract.id], (), facts.as_of)
        if 100 * bond.minor > statute.MOST_PERCENT * value.minor:
            yield _finding(
                "PERFORMANCE_BOND_LARGE",
                Severity.WARNING,
                contract.id,
                law=law,
                bond=bond,
                value=value,
                most=statute.MOST_PERCENT,
            )


def retention_large(facts: Facts) -> Iterator[Finding]:
    """Of the price of works, more is retained than 3 %, or 5 % before July 2017: in stages called 质保金, or withheld.

    What is no works is not judged: no such rule was found for goods and services. Source: 建质〔2017〕138号 art. 7.
    """
    for contract in facts.terms.values():
        law = statute.in_force(statute.RETENTION, facts.own_day(contract)[0])
        if contract.kind is not Subject.WORKS or law is None:
            continue
        rows = facts.plan.of(contract.id)
        kept = (row for row in rows if row.kind == "release" or any(word in (row.name or "") for word in RETAINED))
        retained = sum(row.amount.minor for row in kept)
        value, most = rows.total(), statute.RETENTION[law]
        if 100 * retained > most * value.minor:
            figures: dict[str, Any] = {"retained": Money(retained, value.currency), "value": value, "most": most}
            yield _finding("RETENTION_LARGE", Severity.WARNING, contract.id, law=law, **figures)


def supplements_large(facts: Facts) -> Iterator[Finding]:
    """Supplements for more of the same are, all together, above 10 % of the original price.

    They are the lines and quantities that amendments add, less lines that the same amendment ends. Other prices and
    longer service are none: renewals and index rises are not supplements. Source: 政府采购法 art. 49.
    """
    for contract in facts.register:
        law = statute.in_force(statute.SUPPLEMENTS, facts.own_day(contract)[0])
        amendments = tuple(one for one in contract.amendments if one.signed <= facts.known_on)
        if law is None or not any(map(_adds, amendments)):
            continue
        original = _value(contract, (), facts.as_of)
        added = sum(
            max(
                _value(contract, amendments[: i + 1], facts.as_of).minor
                - _value(contract, _without(amendments, i), facts.as_of).minor,
                0,
            )
            for i, amendment in enumerate(amendments)
            if _adds(amendment)
        )
        if 100 * added > statute.MOST_PERCENT * original.minor:
            yield _finding(
                "SUPPLEMENTS_LARGE",
                Severity.WARNING,
                contract.id,
                law=law,
                added=Money(added, original.currency),
                original=original,
                most=statute.MOST_PERCENT,
            )


def _value(contract: Contract, amendments: tuple[Amendment, ...], as_of: date) -> Money:
    """What a contract comes to with some amendments, without renewals; a line without a last day up to a day.

    It is the price that was agreed: what was deducted, settled or waived since is none of it.
    """
    lines = [evolve(line, adjustments=()) for line in contract.lines]
    known = {line.id for line in contract.all_lines}
    priced = [
        evolve(_of_lines(one, known), add=[evolve(line, adjustments=()) for line in one.add]) for one in amendments
    ]
    return schedule(evolve(contract, lines=lines, amendments=priced, renewal=None), horizon=as_of).total()


def _of_lines(amendment: Amendment, known: set[str]) -> Amendment:
    """An amendment as far as it is about some lines, and not about those of a renewal."""
    if known.issuperset(amendment.named):
        return amendment
    return evolve(
        amendment,
        change=[one for one in amendment.change if one.line in known],
        end=[name for name in amendment.end if name in known],
        final={name: value for name, value in amendment.final.items() if name in known},
        **_for_lines(amendment, tuple(name for name in amendment.lines if name in known)),
    )


def _for_lines(amendment: Amendment, named: tuple[str, ...]) -> dict[str, Any]:
    """What an amendment moves, suspends or resumes, of some of the lines that it names; nothing where none is left."""
    nothing = {} if named or not amendment.lines else {"to": None, "suspend": None, "resume": None}
    return {"lines": named, **nothing}


def _adds(amendment: Amendment) -> bool:
    """Whether an amendment says that there is more, or less, of something."""
    return bool(amendment.add) or any(change.quantity is not None for change in amendment.change)


def _without(amendments: tuple[Amendment, ...], place: int) -> tuple[Amendment, ...]:
    """The amendments up to one, of which lines and quantities are left out."""
    amendment = amendments[place]
    added = {line.id for line in amendment.add}
    named = tuple(name for name in amendment.lines if name not in added)
    change = [kept for one in amendment.change if one.line not in added and (kept := _priced(one)) is not None]
    rest = evolve(amendment, add=(), change=change, end=(), final={}, **_for_lines(amendment, named))
    return (*amendments[:place], rest)


def _priced(change: Change) -> Change | None:
    """A change without its quantity; None where it says nothing else."""
    try:
        return evolve(change, quantity=None)
    except TermsError:
        return None


def published_late(facts: Facts) -> Iterator[Finding]:
    """A contract was published (event `published`) more than 2 working days after its signing.

    Working days are those of the Chinese calendar, and beyond its years all but weekends. Source: 政府采购法实施条例
    art. 50.
    """
    return _made_known(facts, PUBLISHED, "PUBLISHED_LATE", statute.PUBLICATION, statute.PUBLICATION_DAYS)


def filed_late(facts: Facts) -> Iterator[Finding]:
    """A copy was filed (备案, event `filed`) more than 7 working days after the signing. Source: 政府采购法 art. 47."""
    return _made_known(facts, FILED, "FILED_LATE", statute.FILING, statute.FILING_DAYS)


def _made_known(facts: Facts, event: str, code: str, laws: tuple[Law, ...], most: int) -> Iterator[Finding]:
    """Contracts whose event came more than so many working days after their signing."""
    for contract in facts.terms.values():
        signed, done, law = contract.signed, contract.event(event), statute.in_force(laws, contract.signed)
        if signed is None or done is None or law is None:
            continue
        last = working_day(signed, most)
        if done > last:
            figures: dict[str, Any] = {"signed": signed, "done": done, "last": last, "most": most}
            yield _finding(code, Severity.WARNING, contract.id, law=law, **figures)


def working_day(after: date, count: int) -> date:
    """The working day that is so many after a day; no later than the last day there is.

    >>> working_day(date(2017, 9, 29), 2)  # a make-up Saturday, then eight days of holidays
    datetime.date(2017, 10, 9)
    """
    china, day = calendar_named("CN"), after
    while count and day < LAST_DAY:
        day += timedelta(days=1)
        count -= china.is_open(day, Beyond.WEEKENDS)
    return day


RULES: Final = (
    sme_paid_late,
    sme_term_long,
    performance_bond_large,
    retention_large,
    supplements_large,
    published_late,
    filed_late,
)
#: Of each rule, in the same order.
CODES: Final = (
    "SME_PAID_LATE",
    "SME_TERM_LONG",
    "PERFORMANCE_BOND_LARGE",
    "RETENTION_LARGE",
    "SUPPLEMENTS_LARGE",
    "PUBLISHED_LATE",
    "FILED_LATE",
)
