"""Explanations in words: one readable sentence or a few, in English and in Chinese.

The words themselves stand in `words.EXPLANATIONS`; here they are chosen and filled.
Figures are computed by the workings, never here.
"""

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Final, assert_never

from contracts.money import Money
from contracts.schedules.phrases import NAMED, Speaker
from contracts.schedules.rates import rate
from contracts.schedules.weights import Weight
from contracts.schedules.workings import (
    Adjusted,
    Among,
    Borne,
    BorneByWeights,
    CaughtUp,
    Growth,
    Left,
    Listed,
    Moved,
    OnDay,
    Portion,
    Split,
    Stated,
    Step,
    Sum,
    TakenOver,
    Taxed,
    TaxPart,
    Totalled,
    Weighed,
    Withheld,
    Working,
)
from contracts.terms.in_force import is_of_index
from contracts.terms.line import Proration, Remainder
from contracts.words import Lang, explanation, quoted

if TYPE_CHECKING:
    from contracts.schedules.explain import Closed, Due, Explanation

_ONE_DAY: Final = timedelta(days=1)


def heading(of: "Explanation", lang: Lang) -> str:
    """What is explained: `CZ-01 rent, installment 1 of 12`."""
    kind = of.what if of.kind in (None, "cyclic") else of.kind
    text = explanation(
        f"heading_{kind}",
        lang,
        contract=of.contract,
        line=of.line,
        number=of.number,
        count=of.count or len(of.parts),
        name=quoted(of.name),
        first=of.first,
        last=of.last,
    )
    return text if of.payer is None else explanation("heading_share", lang, payer=quoted(of.payer), of=text)


def say(of: "Explanation", lang: Lang) -> str:
    """Why a figure is what it is."""
    teller, working = _Teller(lang), of.working
    title, figure, why = heading(of, lang), teller.figure(of.figure), teller.why(working)
    if of.what == "installment" and of.first is not None:
        title += teller.word("service", first=of.first, last=of.last)
    found = [teller.word("because", heading=title, figure=figure, why=why)]
    borne = [part for part in of.parts if isinstance(part, Borne)]
    for part in borne[:NAMED]:
        amount = teller.money(part.amount.figure)
        found.append(teller.word("of_which", amount=amount, why=teller.why(part.amount)))
    if of.payer is not None and not borne and of.parts:
        found.append(teller.word("bears_all", payer=quoted(of.payer)))
    if of.due is not None:
        found += teller.due(of.due)
    found += [rate(teller, step) for step in of.rates[:NAMED]]
    return ("" if lang is Lang.ZH else " ").join(found)


class _Teller(Speaker):
    """Says why figures are what they are, in one language."""

    # -- workings -----------------------------------------------------------------------------

    def why(self, working: Working) -> str:
        """How a working comes to its figure, as a clause."""
        match working:
            case Stated():
                return self.word("stated", amount=self.money(working.amount))
            case Weighed():
                return self.weighed(working)
            case Split():
                return self.split(working)
            case Growth():
                return self.growth(working)
            case Listed():
                return self.listed(working)
            case Sum():
                return self.sum(working)
            case OnDay():
                key = "on_day_inside" if working.is_inside else "on_day_outside"
                return self.word(key, amount=self.money(working.whole.figure), day=working.day)
            case Step():
                return self.step(working)
            case Borne():
                return self.borne(working)
            case CaughtUp() | Adjusted() | Withheld() | TakenOver() | Portion() | Moved() | Taxed():
                return self.amended(working)
            case Totalled():
                return self.total(working)
            case _:
                assert_never(working)

    def total(self, working: Totalled) -> str:
        """The figures that a total has."""
        parts = (
            self.word("labelled", label=part.heading(self.lang), amount=self.money(part.figure))
            for part in working.parts
        )
        return self.word("total", parts=self.several(parts))

    def amended(self, working: CaughtUp | Adjusted | Withheld | TakenOver | Portion | Moved | Taxed) -> str:
        """What brings an amount to later terms, what stands beside, is shared, or is tax."""
        if isinstance(working, Portion | Moved):
            return self.in_pool(working)
        if isinstance(working, Taxed):
            return self.taxed(working)
        if isinstance(working, TakenOver):
            return self.taken_over(working)
        if isinstance(working, Withheld):
            return self.withheld(working)
        if isinstance(working, Adjusted):
            return self.adjusted(working)
        key = "caught_up" if working.amendment is None else "caught_up_by"
        if is_of_index(working.amendment):
            key = "caught_up_value"
        before, after = self.money(working.before), self.money(working.after)
        return self.word(key, amendment=quoted(working.amendment), before=before, after=after)

    def in_pool(self, working: Portion | Moved) -> str:
        """What one set of weights shares of an amount."""
        if isinstance(working, Moved):
            way = "in" if working.amount.minor > 0 else "out"
            key = "moved_released" if working.amendment is None else f"moved_{way}"
            names = {"amendment": quoted(working.amendment), "weights": quoted(working.weights)}
            return self.word(key, amount=self.money(working.amount), **names)
        until = [
            self.product([self.money(working.whole.figure), f"{days}/{working.of}"], working.exact(days), money)
            for days, money in ((working.after, working.until_after), (working.before, working.until_before))
        ]
        text = self.word(
            "portion" if working.before else "portion_first",
            since=working.since,
            to=working.to,
            days=working.after - working.before,
            of=working.of,
            upto=until[0],
            less=until[1],
        )
        return self.several([text, self.why(working.whole)])

    def taken_over(self, working: TakenOver) -> str:
        """What a line is taken over with, or what its terms had led to besides."""
        stated, by_terms = self.money(working.stated), self.money(working.by_terms)
        key = "taken_over_besides" if working.caught_up else "taken_over"
        return self.word(key, on=working.on, stated=stated, by_terms=by_terms)

    def withheld(self, working: Withheld) -> str:
        """What is withheld, or released."""
        return self.word(
            "released" if working.released else "withheld",
            percent=self.number(working.percent),
            before=self.money(working.before),
            after=self.money(working.after),
            withheld_before=self.money(working.withheld_before),
            withheld_after=self.money(working.withheld_after),
        )

    def adjusted(self, working: Adjusted) -> str:
        """What a line is adjusted by, and why."""
        kind, name = self.word(f"adjustment_{working.reason_of}"), quoted(working.adjustment)
        text = self.word("adjusted", kind=kind, name=name, amount=self.money(working.amount))
        return text if working.reason is None else text + self.word("reason", reason=quoted(working.reason))

    def taxed(self, working: Taxed) -> str:
        """The tax in an amount, at one rate or at several."""
        texts = [self.tax_part(part) for part in working.parts]
        if len(texts) == 1:
            return texts[0]
        parts = self.several(self.word("part", number=i, text=text) for i, text in enumerate(texts, start=1))
        return self.word("together", parts=parts, amount=self.money(working.figure))

    def tax_part(self, part: TaxPart) -> str:
        """The tax in what of an amount has one rate."""
        percent = self.number(part.percent)

        def product(amount: Money) -> str:
            factor = f"{percent}/{self.number(100 + part.percent)}"
            return self.product([self.money(amount), factor], part.exact(amount), part.rounded(amount))

        text = self.word(
            "tax_part" if part.first is None else "tax_part_days",
            amount=self.money(part.amount),
            first=part.first,
            last=part.last,
            percent=percent,
            product=product(part.amount) if not part.before else self.money(part.figure),
        )
        if not part.before:
            return text
        together = self.word(
            "tax_before",
            after=self.money(part.after),
            before=self.money(part.before),
            product_after=product(part.after),
            product_before=product(part.before),
        )
        return self.several([text, together])

    def sum(self, working: Sum) -> str:
        """The parts and what they are together."""
        if not working.parts:
            return self.word("nothing")
        texts = [self.why(part) for part in working.parts]
        if len(texts) == 1:
            return texts[0]
        parts = self.several(self.word("part", number=i, text=text) for i, text in enumerate(texts, start=1))
        return self.word("together", parts=parts, amount=self.money(working.figure))

    def weight(self, weight: Weight) -> str:
        """What cells weigh and why, with their quantity."""
        if weight.is_whole:
            key = "weight_whole" if weight.count == 1 else "weight_wholes"
        else:
            key = f"weight_{weight.proration.name.lower()}"
        text = self.word(key, first=weight.first, last=weight.last, count=weight.count, days=weight.days, of=weight.of)
        if weight.days > weight.of and weight.proration is not Proration.NONE:
            text += self.word("at_most_whole")
        if weight.part != 1:
            text += self.word("weight_part", part=str(weight.part))
        if len(weight.quantities) > 1:
            each = (
                self.word("quantity_for", quantity=self.number(stretch.quantity), days=stretch.days)
                for stretch in weight.quantities
            )
            return text + self.word("quantities", each=self.several(each, "comma"), mean=self.number(weight.quantity))
        return text if weight.quantity == 1 else text + self.word("quantity", quantity=self.number(weight.quantity))

    def weighed(self, working: Weighed) -> str:
        """Rate × weights, for one or several price cells."""
        factors = [self.money(working.rate)]
        if working.portion != 1:
            factors.append(str(working.portion))
        if len(working.weights) == 1:
            own = working.weights[0]
            part = Fraction(own.days, own.of) == own.weight != 1
            sizes = (f"{own.days}/{own.of}" if part else str(own.count * own.weight), self.number(own.quantity))
        else:
            sizes = (str(sum((weight.comes_to for weight in working.weights), Fraction(0))), "1")
        factors += [size for size in sizes if size != "1"]
        product = self.product(factors, working.exact, working.each)
        if working.count == 1:
            return self.word("weighed", weights=self.several(map(self.weight, working.weights)), product=product)
        return self.word(
            "weighed_each",
            first=working.first,
            last=working.last,
            count=working.count,
            product=product,
            amount=self.money(working.figure),
        )

    def left(self, working: Left) -> str:
        """What is left of a total that was spread anew."""
        return self.word(
            f"left_{working.reached}",
            value=self.money(working.value),
            before=self.money(working.before),
            on=working.on,
            amendment=quoted(working.amendment),
            amount=self.money(working.figure),
        )

    def whole(self, whole: Stated | Weighed | Left) -> list[str]:
        """What a split or growing amount is, where the contract does not state it."""
        if isinstance(whole, Stated):
            return []
        if isinstance(whole, Left):
            return [self.left(whole)]
        amount, why = self.money(whole.figure), self.weighed(whole)
        return [self.word("price_cell", first=whole.first, last=whole.last, amount=amount, why=why)]

    def split(self, working: Split) -> str:
        """One part of an amount, and where the odd minor units went."""
        found, amount = self.whole(working.whole), self.money(working.whole.figure)
        split = {
            "amount": amount,
            "money": self.figure(working.whole.figure),
            "count": working.parts,
            "parts": self.word(f"{working.among}_of", count=working.parts),
        }
        if not working.all_weights:
            return self.several([*found, self.word("no_weight", **split)])
        part, exact = working.weight / working.all_weights, self.exact(working.exact, working.currency)
        if working.among is Among.STAGES:
            found.append(self.word("percent", percent=self.number(100 * part), exact=exact, **split))
        elif len(working.runs) == 1:
            found.append(self.word("equally", exact=exact, **split))
        else:
            weights = self.several(map(self.weight, working.weights))
            product = f"{amount} × {part} = {exact}"
            whole = {"weight": working.weight, "all": working.all_weights}
            found.append(self.word("by_weight", weights=weights, product=product, **whole))
        return self.several([*found, *self.odd_units(working)])

    def odd_units(self, working: Split) -> list[str]:
        """Where the odd minor units of a split went."""
        parts = self.word(f"{working.among}_of", count=working.parts)
        if working.remainder is Remainder.SPREAD:
            until = [working.before + working.weight, working.before]
            products = [
                self.product(
                    [self.money(working.whole.figure), str(weight / working.all_weights)],
                    working.exact_until(weight),
                    working.until(weight),
                )
                for weight in until
            ]
            if not working.before:
                return [self.word("spread_first", after=products[0])]
            return [self.word("spread", after=products[0], before=products[1])]
        if not working.left:
            return []
        odd = self.odd(working.left, working.currency)
        if working.remainder is Remainder.LAST:
            key = "last_here" if working.place == working.parts - 1 else "last_there"
            return [self.word(key, odd=odd, parts=parts, floor=self.money(working.floor))]
        alone = working.left == 1
        this = ("this_very_one" if alone else "among_them") if working.odd else "not_this_one"
        key = "earliest_one" if alone else "earliest"
        return [self.word(key, odd=odd, receivers=self.receivers(working), this=self.word(this))]

    def receivers(self, working: Split) -> str:
        """The parts that got one more minor unit."""
        ranges = [(first + 1, end) for first, end in working.receivers]
        if working.left == 1:
            key = "this"
        elif ranges == [(1, working.left)]:
            key = "first"
        else:
            key = "largest" if len(ranges) > NAMED else "these"
        numbers = self.numbers(ranges[:NAMED])
        return self.word(f"{working.among}_{key}", left=working.left, count=working.parts, numbers=numbers)

    def growth(self, working: Growth) -> str:
        """What an amount has grown to, less what it had before."""
        amount = self.money(working.whole.figure)

        def until(day: date, counted: Fraction, exact: Fraction) -> str:
            whole_numbers = counted.denominator == working.of.denominator == 1
            part = f"{counted}/{working.of}" if whole_numbers else str(counted / working.of)
            return self.word(
                "growth",
                day=day,
                counted=self.number(counted),
                of=self.number(working.of),
                measure=self.word(f"measure_{working.measure}"),
                product=self.product([amount, part], exact, working.until(counted)),
            )

        found = [*self.whole(working.whole), until(working.to, working.after, working.exact_after)]
        if working.before:
            found.append(until(working.since - _ONE_DAY, working.before, working.exact_before))
            found.append(self.word("difference", amount=self.money(working.figure)))
        return self.several(found)

    def listed(self, working: Listed) -> str:
        """Some installments of one amount."""
        one = working.first_number == working.last_number
        text = self.word(
            "listed_one" if one else "listed",
            first=working.first_number,
            last=working.last_number,
            each=self.money(working.each),
            amount=self.money(working.figure),
        )
        same = working.first_due == working.last_due
        return text + self.word("listed_day" if same else "listed_days", first=working.first_due, last=working.last_due)

    def step(self, working: Step) -> str:
        """The change of a bill by a step of its quantity."""
        return self.word(
            "step",
            day=working.day,
            quantity_before=self.number(working.quantity_before),
            quantity_after=self.number(working.quantity_after),
            first=working.first,
            last=working.last,
            before=self.money(working.before.figure),
            after=self.money(working.after.figure),
            why_before=self.why(working.before),
            why_after=self.why(working.after),
        )

    def borne(self, working: Borne) -> str:
        """A payer's share, cumulative over the line."""

        def share(cumulative: Money, own: Money) -> str:
            bounds = [
                self.product(
                    [self.money(cumulative), f"{weight}/{working.weights}"],
                    working.exact_boundary(cumulative, weight),
                    working.boundary(cumulative, weight),
                )
                for weight in (working.weight_after, working.weight_before)
            ]
            key = "share" if working.weight_before else "share_first"
            return self.word(key, payer=quoted(working.payer), upto=bounds[0], less=bounds[1], amount=self.money(own))

        found = [
            self.word(
                "brings_weights" if isinstance(working, BorneByWeights) else "brings",
                amount=self.money(working.amount.figure),
                before=self.money(working.before),
                after=self.money(working.after),
            ),
            self.word(
                "share_after", cumulative=self.money(working.after), share=share(working.after, working.share_after)
            ),
        ]
        if working.before:
            found.append(
                self.word(
                    "share_before",
                    cumulative=self.money(working.before),
                    share=share(working.before, working.share_before),
                )
            )
            found.append(self.word("difference", amount=self.money(working.figure)))
        return self.several(found)

    # -- due days -----------------------------------------------------------------------------

    def due(self, due: "Due") -> list[str]:
        """Why an installment falls due when it does."""
        found = [self.before_calendar(due)]
        if due.closed:
            found.append(
                self.word(
                    "moved",
                    unadjusted=due.unadjusted,
                    reasons=self.word("comma").join(map(self.closed, due.closed[:NAMED])),
                    due=due.due,
                    calendar=quoted(due.calendar),
                    roll=self.word(f"roll_{due.roll}"),
                )
            )
        if due.provisional:
            found.append(self.word("provisional", calendar=quoted(due.calendar)))
        return found

    def closed(self, closed: "Closed") -> str:
        """Closed days and why."""
        reason = self.word(f"closed_{closed.reason}") if closed.reason in ("weekend", "holiday") else closed.reason
        key = "closed_day" if closed.first == closed.last else "closed_days"
        return self.word(key, reason=quoted(reason), first=closed.first, last=closed.last)

    def before_calendar(self, due: "Due") -> str:
        """Why an installment falls due when it does, but for its calendar."""
        shift = self.shift(due)
        if due.basis == "suspended":
            return self.word("undated_suspended", amendment=quoted(due.event))
        if due.basis == "withheld" and due.unadjusted is None:
            return self.word("undated_withheld")
        if due.unadjusted is None:
            return self.word("undated", event=quoted(due.event), shift=shift or self.word("shift_none"))
        basis = self.word(f"basis_{due.basis}", event=quoted(due.event))
        key = "due_after" if shift else "due"
        return self.word(key, day=due.unadjusted, shift=shift, basis=basis, base=due.base)

    def shift(self, due: "Due") -> str:
        """What the terms add to the base of a due day; nothing where they add nothing."""
        if due.pay_day is not None:
            clamped = due.unadjusted is not None and due.unadjusted.day < due.pay_day
            return self.word("shift_pay_day_clamped" if clamped else "shift_pay_day", count=due.pay_day)
        for unit, count in (("month", due.months), ("day", due.days or due.net_days)):
            if count:
                return self.word(f"shift_{unit}" if count == 1 else f"shift_{unit}s", count=count)
        return ""
