"""Why an escalated rate is what it is, in words."""

from decimal import Decimal
from fractions import Fraction

from contracts.money import Money
from contracts.schedules.phrases import Speaker
from contracts.schedules.workings import in_major
from contracts.terms.escalated import EscalatedStep, bounded
from contracts.terms.escalation import Compounding
from contracts.words import quoted


def rate(speaker: Speaker, step: EscalatedStep) -> str:
    """A sentence: base × index ÷ base index, share, cap or floor, and rounding."""
    if step.bound is not None and step.limit is not None:
        percent = speaker.number(Fraction(step.limit))
        limit = in_major(bounded(step.last, step.limit), step.amount.currency)
        held = speaker.product([speaker.money(step.last), _grown(speaker, step.limit)], limit, step.amount)
        why = speaker.word(f"rate_{step.bound}", product=_unbounded(speaker, step), percent=percent, held=held)
    elif step.index is not None and step.value is None:
        why = speaker.word("rate_unknown", index=quoted(step.index), wanted=step.wanted_on)
    else:
        exact = in_major(step.exact, step.amount.currency)
        why = speaker.product([speaker.money(step.base), *_factors(speaker, step)], exact, step.amount)
    if step.quantum != 1:
        why += speaker.word("rate_quantum", quantum=speaker.money(Money(step.quantum, step.amount.currency)))
    if step.value is not None:
        why += speaker.word("rate_index", index=quoted(step.index), on=step.value_on)
    if step.provisional:
        waits = step.value_on is not None and step.value_on != step.wanted_on
        why += speaker.word("rate_waits", wanted=step.wanted_on) if waits else speaker.word("rate_provisional")
    return speaker.word("rate", day=step.start, amount=speaker.money(step.amount), why=why)


def _unbounded(speaker: Speaker, step: EscalatedStep) -> str:
    """What the rate would be without cap and floor."""
    exact = in_major(step.base.minor * step.factor, step.amount.currency)
    factors = [speaker.money(step.base), *_factors(speaker, step)]
    return f"{' × '.join(factors)} = {speaker.exact(exact, step.amount.currency)}"


def _factors(speaker: Speaker, step: EscalatedStep) -> list[str]:
    if step.value is not None and step.base_value is not None:
        ratio = f"{speaker.number(Fraction(step.value))}/{speaker.number(Fraction(step.base_value))}"
        share = Fraction(step.share)
        return [ratio if share == 100 else f"({speaker.number(100 - share)} % + {speaker.number(share)} % × {ratio})"]
    if step.compounding is Compounding.SIMPLE:
        times = "" if step.times == 1 else f"{step.times} × "
        return [f"(100 % + {' + '.join(f'{times}{speaker.number(Fraction(one))} %' for one in step.percents)})"]
    grown = [_grown(speaker, percent) for percent in step.percents]
    return grown if step.times == 1 else [f"({one})^{step.times}" for one in grown]


def _grown(speaker: Speaker, percent: Decimal) -> str:
    """What a percentage more or less makes of a whole: `103 %`."""
    return f"{speaker.number(100 + Fraction(percent))} %"
