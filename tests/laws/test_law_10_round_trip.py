"""Law 10: writing and reading back gives an equal register, in every format.

With it: reading is the only meaning that a text has, so writing what was read gives the same text again; and how a
register is spread over files changes nothing.
"""

import json
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from contracts.exchange import ExchangeRate
from contracts.io import dump, dumps, load, loads
from contracts.money import Money
from contracts.register import Register, Reported, ReportedFigure
from contracts.testing import contracts, payments, registers

FORMATS = st.sampled_from(("toml", "json"))
UNITS = st.sampled_from((None, "元", "万元", "亿元", "thousand", "million"))
QUANTA = (1, 2, 5, 10, 100, 1_000, 10_000, 50_000, 1_000_000, 3)


@st.composite
def figures(draw: st.DrawFn, currency: str = "CNY") -> ReportedFigure:
    """Figures of either sign that were rounded, or not, to anything."""
    quantum = draw(st.none() | st.sampled_from(QUANTA) | st.integers(1, 10**9))
    minor = draw(st.integers(0, 10**15) | st.integers(0, 100))
    minor = minor // (quantum or 1) * (quantum or 1)
    return ReportedFigure(Money(draw(st.sampled_from((1, -1))) * minor, currency), quantum)


reported_years = st.builds(
    Reported,
    st.integers(1900, 2199),
    st.dictionaries(st.sampled_from(("A", "B", "合同〔2017〕3", "x.y", "1_0", "not-there")), figures()),
    st.none() | figures(),
)


@given(
    registers()
    | registers(amended=True, adjusted=True, retained=True, opened=True, max_contracts=2)
    | registers(amended=True, reshared=True, max_contracts=2, max_rows=12)
    | registers(amended=True, taxed=True, max_contracts=2, max_rows=12)
    | registers(amended=True, max_contracts=2, open_ended=True, max_rows=12)
    | registers(amended=True, max_contracts=2, renewed=True, max_rows=12)
    | registers(max_contracts=3, max_payments=4, max_rows=12),
    FORMATS,
    UNITS,
)
def test_a_register_reads_back(register: Register, format: str, unit: str | None) -> None:
    text = dumps(register, format, unit)

    assert loads(text, format) == register
    assert dumps(loads(text, format), format, unit) == text


@given(
    registers(currency="JPY", reports=False, max_payments=3) | registers(currency="KWD"),
    FORMATS,
    st.sampled_from((None, "million")),
)
def test_a_register_of_any_currency_reads_back(register: Register, format: str, unit: str | None) -> None:
    assert loads(dumps(register, format, unit), format) == register


rates = st.builds(
    ExchangeRate,
    currency=st.sampled_from(("USD", "JPY")),
    on=st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    rate=st.integers(1, 10**15).map(lambda millionths: Decimal(millionths).scaleb(-6)),
    source=st.none() | st.just("中国人民银行"),
    recorded=st.none() | st.dates(date(2000, 1, 1), date(2030, 1, 1)),
)


@st.composite
def mixed(draw: st.DrawFn) -> Register:
    """Registers of which each contract has a currency of its own, with payments."""
    currencies = draw(st.lists(st.sampled_from(("CNY", "USD", "JPY", "KWD")), min_size=1, max_size=3))
    register = Register(
        [draw(contracts(id=f"C-{i}", currency=name, max_lines=2, max_rows=12)) for i, name in enumerate(currencies)],
        currency="CNY",
        rates=draw(st.lists(rates, max_size=3, unique_by=lambda rate: (rate.currency, rate.on))),
    )
    return evolve(register, payments=draw(payments(register, max_payments=4)))


@given(mixed(), FORMATS, UNITS)
def test_a_register_of_several_currencies_reads_back(register: Register, format: str, unit: str | None) -> None:
    """Amounts in another currency than the register's stand in its major unit, whatever the unit of the file."""
    assert loads(dumps(register, format, unit), format) == register


@given(registers(max_contracts=3, max_payments=6, max_rows=12), st.data())
def test_payments_may_stand_in_files_of_their_own(register: Register, data: st.DataObject) -> None:
    """In any order, and one in several of them."""
    document = json.loads(dumps(register, "json"))
    paid = document.pop("payments", [])
    files = [document]
    for _ in range(data.draw(st.integers(1, 2))):
        some = data.draw(st.lists(st.sampled_from(paid), unique_by=lambda payment: payment["id"])) if paid else []
        files.append({"register": document.get("register", {}), "payments": some})
    told = {payment["id"] for file in files[1:] for payment in file["payments"]}
    files[0]["payments"] = [payment for payment in paid if payment["id"] not in told]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{i}.json") for i in range(len(files))]
        for path, file in zip(paths, files, strict=True):
            path.write_text(json.dumps(file), encoding="utf-8")
        assert load(*data.draw(st.permutations(paths))) == register


@given(st.lists(reported_years, max_size=3, unique_by=lambda year: year.year), FORMATS, UNITS)
def test_reported_figures_keep_what_they_were_rounded_to(years: list[Reported], format: str, unit: str | None) -> None:
    register = Register([], reported=years)

    assert loads(dumps(register, format, unit), format) == register


@given(registers(max_contracts=6), st.integers(1, 4), st.data(), st.randoms(use_true_random=False))
def test_how_a_register_is_spread_over_files_changes_nothing(
    register: Register, count: int, data: st.DataObject, random: Random
) -> None:
    """Each file has its own unit and format; the reported years stand in any of them."""
    parts: list[Register] = []
    for i in range(count):
        rest = evolve(register, contracts=register.contracts[i::count], reported=register.reported[i::count])
        parts.append(evolve(rest, payer=None) if i else rest)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{i}.{data.draw(FORMATS)}") for i in range(count)]
        for path, part in zip(paths, parts, strict=True):
            dump(part, path, data.draw(UNITS))
        random.shuffle(paths)
        assert load(*paths) == register
    assert Register.merged(parts) == register
