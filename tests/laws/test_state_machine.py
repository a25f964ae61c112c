"""A contract as it is lived: signed, amended, paid, voided, suspended, accepted and ended in any order.

A plain model goes along: a clock, a list of payments, and what statements said on the days before. After each step
what stands has to balance, to agree with the model, and to leave what was said before as it was.
"""

from datetime import date, timedelta
from typing import Any

from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import contracts as ct
from contracts.errors import TermsError
from contracts.testing import amendments, contracts, days_around
from tests.laws.figures import HISTORIES, oracles
from tests.payments_oracle import PlainRow, matched

ONE_DAY = timedelta(days=1)
FIRST, LAST = date(2015, 1, 1), date(2018, 12, 31)
TERMS = contracts(id="C", max_lines=2, max_rows=12, known=False, max_steps=1, first=FIRST, last=LAST)
DAYS = st.one_of(st.integers(0, 3), st.integers(0, 200))
#: Columns of a schedule's rows that say what may be paid.
ROW = ("contract", "line", "number", "name", "due", "amount")


class Life(RuleBasedStateMachine):
    """One contract, and what happens to it, each thing not before the one that happened last."""

    @initialize(contract=TERMS, start=st.dates(FIRST, LAST), advance=st.integers(1, 10**7))
    def sign(self, contract: ct.Contract, start: date, advance: int) -> None:
        self.contract, self.today = contract, start
        self.payments = [ct.Payment(id="P0", contract="C", on=start, amount=ct.Money(advance, "CNY"))]
        self.told: dict[date, dict[str, Any]] = {}

    @property
    def register(self) -> ct.Register:
        return ct.Register([self.contract], payments=self.payments)

    def cutoff(self, day: date) -> dict[str, Any]:
        """What is said of a day on that day."""
        columns = ct.cutoff(self.register, day).columns
        return {name: values[0] for name, values in columns.items()}

    def wait(self, days: int) -> None:
        """Some days go by, and on the last evening somebody asks how things stand."""
        self.today += days * ONE_DAY
        yesterday = self.today - ONE_DAY
        if yesterday not in self.told and days:
            self.told[yesterday] = self.cutoff(yesterday)

    def agree(self, amendment: ct.Amendment) -> None:
        """The contract is amended, where that leads to terms."""
        try:
            self.contract = evolve(self.contract, amendments=[*self.contract.amendments, amendment])
        except TermsError:
            return

    def signed(self, **facts: Any) -> ct.Amendment:
        """Another amendment, signed today."""
        return ct.Amendment(id=f"S{len(self.contract.amendments)}", signed=self.today, **facts)

    @rule(data=st.data(), days=DAYS)
    def amend(self, data: st.DataObject, days: int) -> None:
        self.wait(days)
        drawn = data.draw(amendments(self.contract, id=f"S{len(self.contract.amendments)}"))
        self.agree(evolve(drawn, signed=self.today, events={}))

    @rule(data=st.data(), days=DAYS)
    def end(self, data: st.DataObject, days: int) -> None:
        self.wait(days)
        line = data.draw(st.sampled_from(self.contract.lines))
        self.agree(self.signed(effective=data.draw(days_around(line)), end=[line.id]))

    @rule(days=DAYS, ahead=st.integers(-30, 60), length=st.integers(0, 60), extend=st.booleans())
    def suspend(self, days: int, ahead: int, length: int, extend: bool) -> None:
        self.wait(days)
        first = self.today + ahead * ONE_DAY
        self.agree(self.signed(suspend=ct.Suspension(first, first + length * ONE_DAY, extend)))

    @rule(days=DAYS, event=st.sampled_from(("accepted", "delivered")), ago=st.integers(0, 60))
    def accept(self, days: int, event: str, ago: int) -> None:
        self.wait(days)
        self.agree(self.signed(events={event: self.today - ago * ONE_DAY}))

    @rule(data=st.data(), days=DAYS, ago=st.integers(0, 30), minor=st.integers(1, 10**7))
    def pay(self, data: st.DataObject, days: int, ago: int, minor: int) -> None:
        self.wait(days)
        line = data.draw(st.sampled_from((None, *(line.id for line in self.contract.lines))))
        open_now = ct.match(self.register, self.today).installments().columns["open"]
        amount = data.draw(st.sampled_from((minor, *(some for some in open_now if some > 0))))
        self.payments.append(
            ct.Payment(
                id=f"P{len(self.payments)}",
                contract="C",
                line=line,
                on=self.today - ago * ONE_DAY,
                recorded=self.today,
                amount=ct.Money(min(amount, 10**15), "CNY"),
            )
        )

    @rule(data=st.data(), days=DAYS)
    def give_back(self, data: st.DataObject, days: int) -> None:
        self.wait(days)
        of = data.draw(st.sampled_from([payment for payment in self.payments if payment.amount.minor > 0]))
        back = ct.Payment(
            id=f"P{len(self.payments)}",
            contract="C",
            refund_of=of.id,
            on=self.today,
            amount=ct.Money(-data.draw(st.integers(1, of.amount.minor)), "CNY"),
        )
        self.payments.append(back)

    @precondition(lambda self: any(payment.voided is None for payment in self.payments))
    @rule(data=st.data(), days=st.integers(1, 60))
    def void(self, data: st.DataObject, days: int) -> None:
        self.wait(days)
        place = data.draw(st.sampled_from([i for i, payment in enumerate(self.payments) if payment.voided is None]))
        self.payments[place] = evolve(self.payments[place], voided=self.today)

    @invariant()
    def what_stands_balances(self) -> None:
        now = self.cutoff(self.today)
        assert now["earned"] - now["paid"] == now["payable"] - now["prepaid"]
        assert min(now["payable"], now["prepaid"]) == 0 <= max(now["payable"], now["prepaid"])
        assert now["earned"] + now["commitment"] == now["value"]
        plan = ct.schedule(self.contract, known_on=self.today)
        assert now["value"] == plan.total().minor
        assert now["due"] == plan.due(self.today).minor
        ahead = ct.obligations(self.register, as_of=self.today).columns["amount"]
        assert sum(ahead) == now["value"] - now["due"]

    @invariant()
    def it_agrees_with_the_plain_model(self) -> None:
        now = self.cutoff(self.today)
        counted = [payment for payment in self.payments if payment.voided is None]
        assert now["paid"] == sum(payment.amount.minor for payment in counted)
        columns = ct.schedule(self.contract, known_on=self.today).sheet().columns
        rows = [PlainRow(*row) for row in zip(*(columns[name] for name in ROW), strict=True)]
        expected = matched(rows, self.payments, self.today, self.today)
        found = ct.match(self.register, self.today)
        sheet = found.installments().columns
        assert sheet["paid"] == [expected.applied[row.key] for row in rows]
        fallen = [rest for due, rest in zip(sheet["due"], sheet["open"], strict=True) if due and due <= self.today]
        unapplied = sum(found.payments().columns["unapplied"])
        assert sum(fallen) - unapplied == now["due"] - now["paid"]
        if not self.contract.amendments:
            plain = oracles([self.contract]).values()
            assert now["earned"] == sum(one.earned(self.today) for one in plain)
            assert now["due"] == sum(one.due(self.today) for one in plain)

    @invariant()
    def what_was_said_before_stays(self) -> None:
        for day, said in self.told.items():
            assert self.cutoff(day) == said
            assert ct.schedule(self.contract, known_on=self.today).due(day).minor == said["due"]

    @precondition(lambda self: self.told)
    @invariant()
    def movements_lead_to_what_stands(self) -> None:
        first = min(self.told) + ONE_DAY
        rows = ct.rollforward(self.register, ct.Period.through(first, self.today), known_on=self.today).columns
        now = self.cutoff(self.today)
        for i, account in enumerate(rows["account"]):
            moved = sum(rows[name][i] for name in ("added", "released", "amended", "transfer"))
            assert rows["opening"][i] + moved == rows["closing"][i] == now[account]


TestLife = Life.TestCase
TestLife.settings = settings(HISTORIES, max_examples=max(settings().max_examples // 10, 20), stateful_step_count=8)
