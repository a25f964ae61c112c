"""The rules that every register is asked: each a function of the facts, with its source.

Where a rule of law stands behind it, the days of its force say by which text a contract is judged; those that could
not be confirmed from a source are marked.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any, Final

import numpy as np

from contracts.dates import FIRST_DAY, LAST_DAY, OpenPeriod, Period, after
from contracts.kernel.days import NONE, number
from contracts.kernel.expand import KINDS, RELEASE, RETENTION
from contracts.money import Money
from contracts.register import Register
from contracts.schedules.opened import opened_by_terms
from contracts.schedules.versions import UNSURE_RATE
from contracts.statements import statutory
from contracts.statements.evidence import Facts
from contracts.statements.found import Finding, Law, Severity
from contracts.statements.found import worded as _finding
from contracts.statements.reconciliation import FOOTING, Verdict, reconcile
from contracts.terms.contract import Contract
from contracts.terms.escalated_lines import steps_during

#: How long a bought service usually runs at most.
SERVICE_MONTHS: Final = 36
LONG_SERVICE: Final = (
    Law("财库〔2014〕37号", date(2014, 4, 14), date(2020, 2, 29), unconfirmed=True),
    Law("政府购买服务管理办法 (财政部令第102号) 第二十四条", date(2020, 3, 1)),
)
#: The days after the award (中标通知书) within which a contract is signed.
SIGNING_DAYS: Final = 30
SIGNING: Final = Law("政府采购法 第四十六条", date(2003, 1, 1), unconfirmed=True)
#: The event of a contract from whose day they count.
AWARDED: Final = "awarded"


def total_mismatch(facts: Facts) -> Iterator[Finding]:
    """The figures that a report states for its lines do not sum to the total that it states.

    Source: arithmetic; rounding is granted as in a reconciliation.
    """
    for year in facts.register.reported:
        columns = reconcile(_reported_only(facts.register), year.year).columns
        row = columns["contract"].index(FOOTING)
        if columns["finding"][row] == Verdict.UNEXPLAINED:
            currency = columns["currency"][row]
            lines, total, difference = (
                Money(columns[name][row], currency) for name in ("scheduled", "reported", "difference")
            )
            yield _finding(
                "TOTAL_MISMATCH", Severity.ERROR, year=year.year, lines=lines, total=total, difference=difference
            )


def _reported_only(register: Register) -> Register:
    """What a register reports, without its contracts: footing needs none."""
    return Register(
        [],
        currency=register.currency,
        fiscal_year_start=register.fiscal_year_start,
        reported=register.reported,
    )


def paid_before_signed(facts: Facts) -> Iterator[Finding]:
    """A payment, or a part of the price that falls due, lies before the day of signature.

    Source: the order of things; the cases DOM-016 and DOM-024 of the collection of bad input.
    """
    for payment in facts.payments:
        for part in payment.parts:
            signed = facts.terms[part.contract].signed
            if signed is not None and payment.on < signed and part.amount.minor > 0:
                figures: dict[str, Any] = {
                    "payment": payment.id,
                    "on": payment.on,
                    "amount": part.amount,
                    "signed": signed,
                }
                yield _finding("PAID_BEFORE_SIGNED", Severity.WARNING, part.contract, **figures)
    contracts = [facts.terms[name] for name in facts.plan._lines.contract]
    unknown = number(FIRST_DAY)
    signed_on = np.array([unknown if one.signed is None else number(one.signed) for one in contracts], dtype=np.int64)
    rows = facts.plan._rows
    early = (rows.due_unadjusted != NONE) & (rows.kind != RETENTION) & (rows.due_unadjusted < signed_on[rows.line])
    for place in np.flatnonzero(early).tolist():
        row = facts.plan._installment(place)
        signed = facts.terms[row.contract].signed
        due: dict[str, Any] = {"number": row.number, "on": row.due_unadjusted, "amount": row.amount, "signed": signed}
        yield _finding("PAID_BEFORE_SIGNED", Severity.WARNING, row.contract, row.line, form="due", **due)


def paid_before_service(facts: Facts) -> Iterator[Finding]:
    """A payment was made before the service that it pays for began, and before it fell due.

    What the terms make due in advance is agreed, and no finding. Source: the order of things.
    """
    for payment, row in facts.applied:
        begins = row.service.first if row.service is not None else None
        early = begins is not None and payment.on < begins
        if early and row.due_unadjusted is not None and payment.on < row.due_unadjusted and payment.amount.minor > 0:
            yield _finding(
                "PAID_BEFORE_SERVICE",
                Severity.QUESTION,
                row.contract,
                row.line,
                payment=payment.id,
                on=payment.on,
                number=row.number,
                begins=begins,
            )


def paid_before_event(facts: Facts) -> Iterator[Finding]:
    """A stage was paid before the event that makes it due, such as acceptance (验收), or while it has not happened.

    Source: the terms themselves, by which the stage waits for its event.
    """
    for payment, row in facts.applied:
        stage = facts.stage(row)
        if stage is None or stage.after in (None, "signed") or payment.amount.minor < 0:
            continue
        happened = facts.terms[row.contract].event(stage.after or "")
        if happened is None or payment.on < happened:
            more: dict[str, Any] = {} if happened is None else {"happened": happened}
            yield _finding(
                "PAID_BEFORE_ACCEPTANCE",
                Severity.WARNING,
                row.contract,
                row.line,
                form="" if more else "waiting",
                payment=payment.id,
                on=payment.on,
                stage=stage.name,
                event=stage.after,
                **more,
            )


def overpaid(facts: Facts) -> Iterator[Finding]:
    """More was paid than has fallen due; an error where it is more than the contract is worth, if that has an end.

    Source: the matching of payments; the case DOM-025 of the collection of bad input.
    """
    paid = facts.matching.paid()
    columns = facts.matching.payments().columns
    going_on = {name for name, _ in facts.plan._open_ended}
    rest: dict[str, int] = {}
    for name, unapplied in zip(columns["contract"], columns["unapplied"], strict=True):
        rest[name] = rest.get(name, 0) + max(unapplied, 0)
    for name, over in rest.items():
        if over:
            currency = facts.terms[name].currency
            value = facts.plan.of(name).total()
            beyond = paid[name] > value.minor and name not in going_on
            yield _finding(
                "OVERPAID",
                Severity.ERROR if beyond else Severity.WARNING,
                name,
                form="value" if beyond else "",
                paid=Money(paid[name], currency),
                due=facts.plan.of(name).due(facts.as_of),
                value=value,
                unapplied=Money(over, currency),
            )


def long_service(facts: Facts) -> Iterator[Finding]:
    """The service of a contract runs for longer than the three years that are usual for a bought service.

    A question: nothing in the terms says whether it is a bought service (政府购买服务) or a lease or works. Source:
    财库〔2014〕37号, and from 2020-03-01 财政部令第102号 art. 24; the days of force of the former are not confirmed.
    """
    for contract in facts.terms.values():
        service = _services(contract, facts.as_of)
        day, assumed = facts.own_day(contract)
        if not service or day is None:
            continue
        first, last = min(days.first for days in service), max(days.last for days in service)
        if not _longer(first, last):
            continue
        for law in LONG_SERVICE:
            if law.holds_on(day):
                form = "assumed" if assumed else ""
                yield _finding(
                    "LONG_SERVICE",
                    Severity.QUESTION,
                    contract.id,
                    law=law,
                    form=form,
                    first=first,
                    last=last,
                    judged_on=day,
                )


def _services(contract: Contract, as_of: date) -> list[Period]:
    """The service of each line; one without a last day so far."""
    found = [line.service for line in contract.lines if line.service is not None]
    return [Period.through(days.first, max(days.first, as_of)) if type(days) is OpenPeriod else days for days in found]


def _longer(first: date, last: date) -> bool:
    """Whether a service goes on after the anniversary on which three years are over."""
    return first.year + SERVICE_MONTHS // 12 <= last.year and last >= after(first, months=SERVICE_MONTHS)


def signed_late(facts: Facts) -> Iterator[Finding]:
    """A contract was signed more than 30 days after the event `awarded`, the day of the award (中标通知书).

    Source: 政府采购法 art. 46, as the statutory parameters have it; its days of force are not confirmed.
    """
    for contract in facts.terms.values():
        awarded = contract.event(AWARDED)
        if awarded is None or contract.signed is None or not SIGNING.holds_on(contract.signed):
            continue
        days = (contract.signed - awarded).days
        if days > SIGNING_DAYS:
            yield _finding(
                "SIGNED_LATE",
                Severity.WARNING,
                contract.id,
                law=SIGNING,
                awarded=awarded,
                signed=contract.signed,
                days=days,
                most=SIGNING_DAYS,
            )


def same_title(facts: Facts) -> Iterator[Finding]:
    """Several contracts have the same title. Source: the list of checks of a register; it may well be in order."""
    titles: dict[str, list[str]] = {}
    for contract in facts.terms.values():
        if contract.title is not None:
            titles.setdefault(" ".join(contract.title.split()), []).append(contract.id)
    for title, ids in titles.items():
        if len(ids) > 1:
            yield _finding("SAME_TITLE", Severity.QUESTION, ids[0], title=title, contracts=", ".join(ids))


def overlap(facts: Facts) -> Iterator[Finding]:
    """Contracts of the same title and vendor have services that overlap: the same may be bought twice.

    Source: the list of checks of a register.
    """
    spans: dict[tuple[str, str], list[tuple[date, date, str]]] = {}
    for contract in facts.terms.values():
        service = _services(contract, facts.as_of)
        if service and contract.title is not None and contract.vendor is not None:
            key = " ".join(contract.title.split()), " ".join(contract.vendor.split())
            span = min(days.first for days in service), max(days.last for days in service), contract.id
            spans.setdefault(key, []).append(span)
    for (title, vendor), group in spans.items():
        (_, latest, other), *later = sorted(group)
        for first, last, name in later:
            if first <= latest:
                yield _finding(
                    "OVERLAP",
                    Severity.WARNING,
                    name,
                    other=other,
                    title=title,
                    vendor=vendor,
                    first=first,
                    last=min(last, latest),
                )
            if last > latest:
                latest, other = last, name


def provisional(facts: Facts) -> Iterator[Finding]:
    """Due days lie in a year that the calendar does not cover yet, so they may move.

    Source: the State Council's notices on holidays come a year at a time.
    """
    rows, lines = facts.plan._rows, facts.plan._lines
    count = np.bincount(rows.line[(rows.provisional & 1) > 0], minlength=len(lines))
    for i in np.flatnonzero(count).tolist():
        contract, line = facts.plan._terms(i)
        calendar = line.calendar.id if line.calendar is not None else ""
        yield _finding(
            "PROVISIONAL", Severity.INFO, contract.id, line.id, calendar=calendar, installments=int(count[i])
        )


def provisional_rate(facts: Facts) -> Iterator[Finding]:
    """A rate follows an index of which a value is not known yet, so it may change. Source: the terms themselves."""
    rows, lines = facts.plan._rows, facts.plan._lines
    count = np.bincount(rows.line[(rows.provisional & UNSURE_RATE) > 0], minlength=len(lines))
    for i in np.flatnonzero(count).tolist():
        contract, line = facts.plan._terms(i)
        named = {step.index for step in steps_during(line, FIRST_DAY, LAST_DAY) if step.provisional and step.index}
        yield _finding(
            "PROVISIONAL_RATE",
            Severity.INFO,
            contract.id,
            line.id,
            index=", ".join(sorted(named)),
            installments=int(count[i]),
        )


def assumption(facts: Facts) -> Iterator[Finding]:
    """Every assumption of the register and of the payments that count. Source: the register itself."""
    of_payments: dict[str, list[str]] = {}
    for payment in facts.payments:
        for part in payment.parts:
            of_payments.setdefault(part.contract, []).extend(payment.assumptions)
    for contract in facts.terms.values():
        for text in dict.fromkeys((*contract.assumptions, *of_payments.get(contract.id, ()))):
            yield _finding("ASSUMPTION", Severity.INFO, contract.id, assumption=text)


def undated(facts: Facts) -> Iterator[Finding]:
    """What waits for an event that has not happened, or for a line to be resumed, has no day. Source: the terms."""
    rows = facts.plan._rows
    for place in np.flatnonzero((rows.due == NONE) & (rows.kind != RETENTION)).tolist():
        row = facts.plan._installment(place)
        if row.kind == KINDS[RELEASE]:
            event, amount = facts.release_event(row), row.amount
            yield _finding("UNDATED", Severity.INFO, row.contract, row.line, form="release", event=event, amount=amount)
            continue
        event = facts.awaited(row)
        more: dict[str, Any] = {"form": "suspended"} if event is None else {"stage": row.name, "event": event}
        yield _finding("UNDATED", Severity.INFO, row.contract, row.line, **more, amount=row.amount)


def possible_duplicate(facts: Facts) -> Iterator[Finding]:
    """Payments of different ids are equal in day, contract and amount.

    Source: the case CSV-018 of the collection of bad input: both are kept.
    """
    parts = [
        (part.contract, payment.on, part.amount.minor, payment.id)
        for payment in facts.payments
        for part in payment.parts
    ]
    for (contract, on, minor), group in groupby(sorted(parts), key=lambda part: part[:3]):
        ids = [name for *_, name in group]
        if len(ids) > 1:
            amount = Money(minor, facts.terms[contract].currency)
            yield _finding(
                "POSSIBLE_DUPLICATE", Severity.WARNING, contract, payments=", ".join(ids), on=on, amount=amount
            )


def opening_differs(facts: Facts) -> Iterator[Finding]:
    """What a line is taken over with differs from what its terms had led to before. Source: the terms themselves."""
    opened = facts.plan._openings
    for line, opening in () if opened is None else opened.openings.items():
        contract, terms = facts.plan._terms(line)
        due, earned = opened_by_terms(facts.plan, line)
        if (due, earned) != (opening.due.minor, opening.earned.minor):
            by_terms: dict[str, Any] = {
                "due_by_terms": Money(due, terms.currency),
                "earned_by_terms": Money(earned, terms.currency),
            }
            yield _finding(
                "OPENING_DIFFERS",
                Severity.QUESTION,
                contract.id,
                terms.id,
                on=opening.on,
                due=opening.due,
                earned=opening.earned,
                **by_terms,
            )


RULES: Final = (
    total_mismatch,
    paid_before_signed,
    paid_before_service,
    paid_before_event,
    overpaid,
    long_service,
    signed_late,
    same_title,
    overlap,
    provisional,
    provisional_rate,
    assumption,
    undated,
    possible_duplicate,
    opening_differs,
    *statutory.RULES,
)
#: Of each rule, in the same order.
CODES: Final = (
    "TOTAL_MISMATCH",
    "PAID_BEFORE_SIGNED",
    "PAID_BEFORE_SERVICE",
    "PAID_BEFORE_ACCEPTANCE",
    "OVERPAID",
    "LONG_SERVICE",
    "SIGNED_LATE",
    "SAME_TITLE",
    "OVERLAP",
    "PROVISIONAL",
    "PROVISIONAL_RATE",
    "ASSUMPTION",
    "UNDATED",
    "POSSIBLE_DUPLICATE",
    "OPENING_DIFFERS",
    *statutory.CODES,
)
