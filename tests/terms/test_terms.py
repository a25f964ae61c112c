"""What terms take, what they fill in, and how they compare."""

import copy
import pickle
from datetime import date
from decimal import Decimal, localcontext

import pytest
from attrs import evolve
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

import contracts as ct
from contracts.terms.naming import ID_SIGNS, checked_id, checked_text
from contracts.terms.price import scaled
from contracts.testing import contracts, lines, registers

DAY = date(2017, 1, 1)
YEAR = ct.Period.through(DAY, date(2017, 12, 31))
ONCE = ct.Line(id="a", price=ct.Total("1", "CNY"), billing=ct.Once(DAY))
MONTHLY = ct.Line(id="a", price=ct.Total("1", "CNY"), billing=ct.Cyclic(ct.MONTHLY), service=YEAR)


# ids and texts


@pytest.mark.parametrize("id", ["CZ-01", "a", "_-", "合同〔2017〕3号", "x.y/z:#()[]【】·+&@", "é", "a" * 128])
def test_ids_of_any_script(id: str) -> None:
    assert checked_id(id, "id") == id
    assert evolve(ONCE, id=id).id == id


def test_every_sign_of_an_id_is_taken() -> None:
    for sign in ID_SIGNS:
        assert checked_id(f"a{sign}合", "id") == f"a{sign}合"


@pytest.mark.parametrize("text", ["线路租赁", "two\nlines\tand a tab", "plain", " a ", "x" * 32767])
def test_texts_may_have_lines_and_tabs(text: str) -> None:
    assert checked_text(text, "notes") == text


# prices and quantities


def test_a_price_is_money_or_an_amount_and_its_currency() -> None:
    assert ct.Total("485180", "CNY") == ct.Total(ct.Money(48518000, "CNY"))
    assert ct.Rate(Decimal("0.5"), "CNY").amount == ct.Money(50, "CNY")
    assert ct.Rate("1", "CNY", per=relativedelta(months=3)).per == ct.QUARTERLY


def test_a_step_that_changes_nothing_is_none() -> None:
    steps = [(None, 1), (date(2017, 2, 1), "1.0"), (date(2017, 3, 1), 2), (date(2017, 4, 1), Decimal(2))]
    quantity = ct.Quantity.of(steps)
    assert quantity == ct.Quantity.of([(None, 1), ct.QuantityStep(date(2017, 3, 1), Decimal(2))])
    assert ct.Quantity.of(quantity) is quantity
    assert ct.Rate("1", "CNY") == ct.Rate("1", "CNY", quantity="1.000000")


def test_trailing_zeros_of_a_quantity_are_no_decimals() -> None:
    """1.5 written with 30 decimals is 1.5: 12 months of 1.50 are 18.00."""
    price = ct.Rate("1", "CNY", quantity="1.5" + "0" * 29)
    line = evolve(MONTHLY, price=price)
    assert ct.schedule(ct.Contract(id="A", lines=[line])).total() == ct.Money(1800, "CNY")


@pytest.mark.parametrize(
    ("value", "digits", "number"),
    [("1.5", 6, 1_500_000), ("-0.000001", 6, -1), ("1E+3", 0, 1000), ("0E+999999999", 6, 0), ("12.00", 0, 12)],
)
def test_decimals_are_scaled_exactly_in_any_context(value: str, digits: int, number: int) -> None:
    with localcontext() as context:
        context.prec = 1
        assert scaled(Decimal(value), digits) == number


@pytest.mark.parametrize("value", ["0.0000001", "1E-999999999", "1.0000001", "NaN", "Infinity"])
def test_what_cannot_be_scaled_says_so(value: str) -> None:
    with pytest.raises(ValueError, match=r"NaN|Infinity|[0-9]"):
        scaled(Decimal(value), 6)


# billing


def test_the_grid_stands_on_the_anchor_else_the_first_edge_else_the_start() -> None:
    edge, anchor = date(2017, 2, 10), date(2016, 5, 10)
    assert ct.Cyclic(ct.MONTHLY).cycle(DAY) == ct.Cycle(ct.MONTHLY, DAY)
    assert ct.Cyclic(ct.MONTHLY, first_edge=edge).cycle(DAY).anchor == edge
    assert ct.Cyclic(ct.MONTHLY, first_edge=edge, anchor=anchor).cycle(DAY).anchor == anchor
    assert ct.Cyclic(relativedelta(months=12)).every == ct.YEARLY


def test_stages_are_taken_from_any_iterable() -> None:
    parts = [ct.Stage(name=name, percent=Decimal(50), on=DAY) for name in ("首付款", "尾款")]
    assert ct.Stages(part for part in parts) == ct.Stages(tuple(parts))


def test_amounts_of_stages_sum_to_the_total() -> None:
    parts = [ct.Stage(name="a", amount=ct.Money(amount, "CNY"), on=DAY) for amount in (40, 60)]
    assert evolve(ONCE, billing=ct.Stages(parts)).currency == "CNY"


def test_weights_stand_in_the_order_written() -> None:
    allocation = ct.Allocation([("b", 0), ("a", 3)])
    assert (allocation.payers, allocation.total) == (("b", "a"), 3)
    assert allocation == ct.Allocation({"b": 0, "a": 3}) != ct.Allocation({"a": 3, "b": 0})


# lines


def test_what_a_line_fills_in() -> None:
    assert ONCE.recognition is ct.Recognition.ON_DUE
    assert MONTHLY.recognition is ct.Recognition.DAILY
    assert (MONTHLY.roll, evolve(MONTHLY, calendar="CN").roll) == (None, ct.Roll.FOLLOWING)
    assert evolve(MONTHLY, calendar="weekends", roll="preceding").roll is ct.Roll.PRECEDING  # type: ignore[arg-type]
    assert evolve(ONCE, recognition="on-due").recognition is ct.Recognition.ON_DUE  # type: ignore[arg-type]
    assert evolve(ONCE, recognition=DAY).recognition == DAY


def test_words_of_the_register_file_name_options() -> None:
    line = ct.Line(
        id="a",
        price=ct.Total("1", "CNY"),
        billing=ct.Cyclic(ct.MONTHLY, when="advance", stub="long"),
        service=YEAR,
        proration="actual-30",
        remainder="last",
        calendar=ct.CHINA,
        beyond="weekends",
    )
    assert isinstance(line.billing, ct.Cyclic)
    assert (line.billing.when, line.billing.stub) == (ct.ADVANCE, ct.Stub.LONG)
    assert (line.proration, line.remainder) == (ct.Proration.ACTUAL_30, ct.Remainder.LAST)
    assert line.beyond is ct.Beyond.WEEKENDS


@pytest.mark.parametrize("proration", [ct.Proration.THIRTY, ct.Proration.ACTUAL_30])
def test_the_thirties_look_at_the_cells_that_are_weighed(proration: ct.Proration) -> None:
    """A price by year billed by month is weighed by month; one by month billed by week is weighed by month too."""
    for per, every in ((ct.YEARLY, ct.MONTHLY), (ct.MONTHLY, ct.WEEKLY), (None, ct.MONTHLY)):
        line = evolve(MONTHLY, price=ct.Rate("1", "CNY", per=per), billing=ct.Cyclic(every), proration=proration)
        assert line.proration is proration


def test_the_last_due_day_may_be_the_last_day_that_there_is() -> None:
    """In advance the bill of December 2199 is due on its first day, and so may have 30 net days; in arrears none."""
    last_year = ct.Period(date(2199, 1, 1), date(2200, 1, 1))
    for billing in (
        ct.Cyclic(ct.MONTHLY, when="advance", net_days=30),
        ct.Cyclic(ct.MONTHLY),
        ct.Cyclic(ct.QUARTERLY, when="advance", pay_day=31),
    ):
        line = evolve(MONTHLY, service=last_year, billing=billing)
        dues = [row.due for row in ct.schedule(ct.Contract(id="A", lines=[line]))]
        assert dues[-1] is not None
        assert dues[-1] <= date(2199, 12, 31)
    with pytest.raises(ct.TermsError) as caught:
        evolve(MONTHLY, service=last_year, billing=ct.Cyclic(ct.MONTHLY, when="advance", net_days=31))
    assert (caught.value.code, caught.value.line) == ("DATE_RANGE", "a")


@given(lines())
def test_a_line_comes_back_from_its_own_fields(line: ct.Line) -> None:
    assert evolve(line) == line
    assert pickle.loads(pickle.dumps(line)) == line
    assert hash(evolve(line)) == hash(line)


# contracts


def test_a_contract_knows_its_events() -> None:
    contract = ct.Contract(id="A", lines=[ONCE], signed=DAY, events={"b": DAY, "a": date(2017, 2, 1)})
    assert list(contract.events) == ["a", "b"]
    assert (contract.event("signed"), contract.event("a"), contract.event("c")) == (DAY, date(2017, 2, 1), None)
    later = contract.with_event("c", date(2017, 3, 1)).with_event("signed", date(2017, 3, 2))
    assert (later.event("c"), later.event("signed")) == (date(2017, 3, 1), date(2017, 3, 2))
    assert contract.currency == "CNY"
    assert ct.Contract(id="A", lines=[ONCE], notes="one", assumptions=("two",)).notes == ("one",)


def test_the_day_of_a_stage_follows_its_event() -> None:
    """A month after 31 January is the last of February; 30 days after it are 2 March."""
    contract = ct.Contract(id="A", lines=[ONCE], events={"accepted": date(2017, 1, 31)})

    def day(**when: object) -> date | None:
        return contract.stage_day(ct.Stage(name="尾款", percent=Decimal(100), **when))  # type: ignore[arg-type]

    assert day(on=DAY) == DAY
    assert day(after="accepted") == date(2017, 1, 31)
    assert day(after="accepted", months=1) == date(2017, 2, 28)
    assert day(after="accepted", days=30) == date(2017, 3, 2)
    assert day(after="delivered") is None


@given(contracts(), st.booleans())
def test_a_contract_can_be_copied_and_sent(contract: ct.Contract, deep: bool) -> None:
    """Pickling is how lines travel to other processes; read-only mappings stand in the way."""
    again = copy.deepcopy(contract) if deep else pickle.loads(pickle.dumps(contract))
    assert again == contract
    assert hash(again) == hash(contract)
    assert ct.schedule(again).sheet().columns == ct.schedule(contract).sheet().columns


@given(registers())
def test_a_register_can_be_copied_and_sent(register: ct.Register) -> None:
    assert pickle.loads(pickle.dumps(register)) == register
