"""A question answered in pandas: which three months of a year need the most cash, and for whom?

Run `python examples/ask_in_pandas.py`, or `… examples/chenzhou-2017/register.toml 2017`, with the files of a register.
"""

import sys
from datetime import date
from pathlib import Path

import pandas as pd

import contracts as ct

FICTIONAL = sorted((Path(__file__).parent / "fictional").glob("*.toml"))


def cash(register: ct.Register, year: int) -> pd.DataFrame:
    """What falls due in a calendar year, by month and vendor, in whole minor units, which add exactly.

    What is known at the end of the year counts, and lines without a last day are looked at up to it.
    """
    end = date(year, 12, 31)
    due = ct.schedule(register, known_on=end, horizon=end).to_frame(money="minor")
    due = due[due["due"].dt.year == year]  # undated stages have no due day, so they are in no year
    due = due[due["currency"] == register.currency]  # others do not add
    vendors = {contract.id: contract.vendor or "(not stated)" for contract in register}
    due = due.assign(month=due["due"].dt.strftime("%Y-%m"), vendor=due["contract"].map(vendors))
    sums: pd.DataFrame = due.groupby(["month", "vendor"])["amount"].sum().reset_index()
    return sums


def main() -> None:
    """Ask, and print the answer."""
    paths, year = (sys.argv[1:-1], int(sys.argv[-1])) if len(sys.argv) > 2 else (FICTIONAL, 2026)
    register = ct.load(*paths)
    table = cash(register, year)
    months = table.groupby("month")["amount"].sum()
    for month, total in months.nlargest(3).items():
        print(f"{month}: {ct.Money(int(total), register.currency)}")
        largest = table[table["month"] == month].nlargest(3, "amount")
        for vendor, amount in zip(largest["vendor"], largest["amount"], strict=True):
            print(f"    {vendor}: {ct.Money(int(amount), register.currency)}")


if __name__ == "__main__":
    main()
