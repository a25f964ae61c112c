"""The founding case: 35 contract lines of 2017, what fell due, and whether the report agrees with itself.

Run `python examples/founding_case.py`.
"""

from decimal import Decimal
from pathlib import Path

import contracts as ct

REGISTER = Path(__file__).parent / "chenzhou-2017" / "register.toml"
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
    rows = {row["contract"]: row for row in reconciliation.records()}
    total, footing = rows["*sum*"], rows["*footing*"]
    print(f"the lines sum to {wan(total['scheduled'])}, and so do the figures reported for them: {total['finding']}")
    print(f"the report states {wan(footing['reported'])}")
    print(f"{wan(footing['difference'])} are {footing['finding']}")
    print(f"rounding explains at most {wan(footing['bound'])}")
    print(f"the figures rest on {len(reconciliation.notes)} assumptions, the first of which is")
    print(" ", reconciliation.notes[0])


if __name__ == "__main__":
    main()
