"""Findings: every rule asked of the facts of a register, as of a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from contracts.errors import TermsError
from contracts.payments.matching import match
from contracts.register import Register
from contracts.statements.evidence import Facts, Rule
from contracts.statements.found import Finding, Findings, switched_off
from contracts.statements.rules import CODES, RULES
from contracts.terms.naming import checked_text


def findings(
    register: Register,
    as_of: date,
    *,
    known_on: date | None = None,
    off: Mapping[str, str] | None = None,
    rules: Iterable[Rule] = (),
) -> Findings:
    """Facts to look at, with the rule of each, its legal basis, and what would clear it.

    A contract is judged by the rule in force on its own day, that of signature, or where it is unknown the first day
    of service. See `statements.rules` for what is asked.

    Args:
        register: contracts, payments and reported figures.
        as_of: the last day that counts.
        known_on: what is recorded later does not count; default: `as_of`.
        off: code -> the reason for which it is switched off; its findings stay, with the reason.
        rules: to be asked besides.

    Returns:
        The findings of the whole register first, then by contract, line and code.

    Raises:
        TermsError: `CHOICE_UNKNOWN` for a code in `off` that no rule has, where no rule is added; `TYPE_WRONG` for
            what a rule gives that is no finding; those of `match` and of texts.
    """
    reasons = {code: checked_text(reason, "off") for code, reason in (off or {}).items()}
    more = tuple(rules)
    for code in reasons:
        if code not in CODES and not more:
            raise TermsError("CHOICE_UNKNOWN", field="off", value=code, choices=", ".join(CODES))
    found = match(register, as_of, known_on=known_on)
    facts = Facts(register, as_of, found.known_on, found)
    every = [_checked(one) for rule in (*RULES, *more) for one in rule(facts)]
    every.sort(key=lambda one: (one.contract or "", one.line or "", one.code))
    return Findings(tuple(switched_off(one, reasons.get(one.code)) for one in every))


def _checked(one: Any) -> Finding:
    if not isinstance(one, Finding):
        raise TermsError("TYPE_WRONG", field="rules", value=one, wanted="Finding")
    return one


__all__ = ["findings"]
