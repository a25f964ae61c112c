"""What falls due in each of the ten fiscal years after a day, line by line, as CSV.

`python examples/project_obligations.py` prints it; `… --as-of 2026-06-30 ahead.csv` writes it to a file.
"""

import argparse
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

import contracts as ct

FILES = sorted((Path(__file__).parent / "fictional").glob("*.toml"))
YEARS = 10


def projection(register: ct.Register, as_of: date) -> pd.DataFrame:
    """A row a line, a column a year; what lies beyond, what has no day yet, and the sum stand last.

    What is known on the day counts; lines without a last day are looked at up to the end of the last year.
    """
    fiscal = ct.FiscalCalendar(register.fiscal_year_start)
    first = fiscal.year_of(as_of + timedelta(days=1))
    years = [str(year) for year in range(first, first + YEARS)]
    until = fiscal.year(first + YEARS - 1).last
    ahead = ct.obligations(register, as_of=as_of, per=ct.YEAR, known_on=as_of, horizon=until).to_frame()
    ahead["period"] = ahead["period"].where(ahead["period"].isin([*years, "undated"]), "later")
    line = ["contract", "line", "currency"]
    by_period = ahead.groupby([*line, "period"])["amount"].sum()
    table: pd.DataFrame = by_period.unstack().reindex(columns=[*years, "later", "undated"])
    table["total"] = ahead.groupby(line)["amount"].sum()
    return table.reset_index()


def main() -> None:
    """Read the options, project, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("csv", nargs="?", type=Path, help="the file to write; default: the screen")
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2025, 12, 31), metavar="DAY")
    options = parser.parse_args()
    table = projection(ct.load(*FILES), options.as_of)
    if options.csv is None:
        print(table.to_csv(index=False), end="")
    else:
        table.to_csv(options.csv, index=False, encoding="utf-8")
        print(f"{options.csv}: {len(table)} lines, {YEARS} years after {options.as_of}")


if __name__ == "__main__":
    main()
