"""The tax of each line of a contract, as it became known from signing to signing."""

from datetime import date

from contracts.terms.changes import taxed
from contracts.terms.contract import Contract
from contracts.terms.renewing import known_amendments
from contracts.terms.tax import Tax

#: From when on a tax is known, and the tax; the first from the beginning.
History = list[tuple[date, Tax]]


def taxes_known(contract: Contract, known_on: date | None) -> dict[str, History]:
    """By line, the tax of its first terms, then what each signing made of it; lines without a tax are not there.

    Args:
        known_on: what was signed later does not count; None: all counts.
    """
    # A loop, since every contract of a schedule is asked.
    if not any(line.tax is not None for line in contract.all_lines):
        return {}
    found: dict[str, History] = {line.id: [(date.min, line.tax)] for line in contract.lines if line.tax is not None}
    for amendment in known_amendments(contract, known_on):
        found |= {line.id: [(date.min, line.tax)] for line in amendment.add if line.tax is not None}
        for change in amendment.change:
            if change.tax is not None:
                _, held = found[change.line][-1]
                now = taxed(change.line, held, change.tax, amendment.effective, change.until)
                found[change.line].append((amendment.signed, now))
    return found


__all__ = ["History", "taxes_known"]
