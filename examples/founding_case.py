"""The founding case: 35 contract lines of 2017, what fell due and was paid, and whether the report agrees with itself.

Run `python examples/founding_case.py`.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import contracts as ct

FOLDER = Path(__file__).parent / "chenzhou-2017"
REGISTER, PAYMENTS = FOLDER / "register.toml", FOLDER / "payments.toml"
YEAR = 2017


def wan(amount: Decimal) -> str:
    """An amount in 万元, exactly."""
    return f"{ct.format_amount(ct.parse_amount(amount, 'CNY'), 'CNY', '万元')} 万元"


def main() -> None:
    """Schedule and reconcile, and say what comes of it."""
    register = ct.load(REGISTER)
    plan = ct.schedule(register)
    print(register.name)
    print("all that follows from the terms:", plan)
    print(f"of it due in {YEAR}:", plan[ct.FiscalCalendar(register.fiscal_year_start).year(YEAR)])

    reconciliation = ct.reconcile(register, YEAR)
    found = {row["contract"]: row for row in reconciliation.records()}
    total, footing = found["*sum*"], found["*footing*"]
    print(f"the lines sum to {wan(total['scheduled'])}, and so do the figures reported for them: {total['finding']}")
    print(f"the report states {wan(footing['reported'])}")
    print(f"{wan(footing['difference'])} are {footing['finding']}")
    print(f"rounding explains at most {wan(footing['bound'])}")

    tracked = ct.load(REGISTER, PAYMENTS)
    for day in (date(YEAR - 1, 12, 31), date(YEAR, 12, 31)):
        stood = ct.cutoff(tracked, day)
        rows = list(stood.records())
        paid, payable, left = (
            sum((row[name] for row in rows), Decimal(0)) for name in ("paid", "payable", "commitment")
        )
        print(f"on {day}: {wan(paid)} paid, {wan(payable)} payable, {wan(left)} still to be earned")
    print(f"the figures rest on {len(stood.notes)} assumptions, the last of which is")
    print(" ", stood.notes[-1])


if __name__ == "__main__":
    main()
