"""A cost-share statement: what each payer bears of the shared lines, year by year, footing both ways.

Run `python examples/cost_share.py`.
"""

from datetime import date
from pathlib import Path

import pandas as pd

import contracts as ct

FILES = sorted((Path(__file__).parent / "fictional").glob("*.toml"))
UNTIL = date(2034, 12, 31)  # up to which lines without a last day are looked at


def shared(register: ct.Register, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of lines that several payers bear."""
    lines = [(contract.id, line.id) for contract in register for line in contract.lines if line.allocation is not None]
    return frame[pd.MultiIndex.from_frame(frame[["contract", "line"]]).isin(lines)]


def main() -> None:
    """Print payers down and years across, and hold the sums against the schedule of the same lines."""
    register = ct.load(*FILES)
    shares = shared(register, ct.shares(register, per=ct.YEAR, horizon=UNTIL).to_frame(money="minor"))
    table = shares.groupby(["payer", "period"], sort=False)["amount"].sum().unstack(fill_value=0)
    table = table.sort_index(axis="columns")
    table["total"] = table.sum(axis="columns")
    table.loc["total"] = table.sum()

    schedule = shared(register, ct.schedule(register, horizon=UNTIL).to_frame(money="minor"))
    for year, due in schedule.groupby(schedule["due"].dt.strftime("%Y"))["amount"].sum().items():
        assert table.loc["total", str(year)] == due, f"the shares of {year} do not foot"
    assert table.loc["total", "total"] == schedule["amount"].sum(), "the shares do not foot"

    pd.set_option("display.unicode.east_asian_width", True)
    print(f"{register.name}, in {register.currency}")
    print(table.map(lambda minor: ct.format_amount(int(minor), register.currency, grouping=True)).to_string())
    print("Each year and the whole are those of the schedule of", ", ".join(schedule["contract"].unique()))


if __name__ == "__main__":
    main()
