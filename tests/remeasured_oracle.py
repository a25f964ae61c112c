"""A second computation of totals that are spread anew: day by day, from the texts alone, with `fractions.Fraction`.

Amendments are known before anything falls due and take effect one after another, so that no row has to catch up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from attrs import evolve

from tests.oracle import LineOracle, Span, calendar_months, days, half_away, overlap, split

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Turn:
    """What changes on a day: the value, the last day of service, or days that are not served."""

    on: date
    value: int | None = None
    last: date | None = None
    pause: Span | None = None


@dataclass
class Part:
    """A row: its service, its unadjusted due day, and its amount."""

    span: Span | None
    due: date | None
    amount: int


class RemeasuredOracle:
    """A total from its first terms to its last."""

    def __init__(self, line: Any, turns: Sequence[Turn], events: dict[str, date]) -> None:
        first = LineOracle(line, events)
        self.recognition, self.remainder, self.cyclic = line.recognition, first.remainder, first.kind == "cyclic"
        self.advance = self.cyclic and str(line.billing.when) == "advance"
        self.parts = [Part(row[2], row[3], row[4]) for row in first.plain_rows]
        sizes = [getattr(stage, "percent", None) for stage in getattr(line.billing, "parts", ())]
        amounts = [getattr(stage, "amount", None) for stage in getattr(line.billing, "parts", ())]
        self.sizes = [
            Fraction(1 if size is None else size) if amount is None else Fraction(amount.minor)
            for size, amount in zip(sizes or [1], amounts or [None], strict=True)
        ]
        self.courses: list[tuple[date, int, set[date]]] = []
        value, service, pauses = first.amount, first.service, list[Span]()
        for turn in turns:
            before, on = (value, service, len(pauses)), turn.on
            value = value if turn.value is None else turn.value
            if turn.last is not None and service is not None:
                service = (service[0], turn.last + ONE_DAY)
            pauses += [turn.pause] if turn.pause else []
            if before == (value, service, len(pauses)):
                continue
            billing = line.billing
            if self.cyclic:
                billing = evolve(billing, anchor=billing.anchor or billing.first_edge or line.service.start)
            terms = LineOracle(evolve(line, billing=billing), events)
            terms.amount, terms.service = value, service
            self._spread(terms, on, pauses, value, anew=value != before[0])
            served = {day for day in _days(service) if day >= on and not _paused(day, pauses)}
            self.courses.append((on, value, served))
        self.value = value
        self.first = first

    def _spread(self, terms: LineOracle, on: date, pauses: list[Span], value: int, *, anew: bool) -> None:
        kept = [part for part in self.parts if part.due is not None and part.due < on]
        rest = value - sum(part.amount for part in kept)
        if self.cyclic:
            for part in kept:
                if part.span and terms.service and part.span[0] < terms.service[1] < part.span[1]:
                    part.span = (part.span[0], terms.service[1])
            after = [Part(span, terms.due_of_bill(span), 0) for span in terms.bill_spans]
            end = max((part.span[1] for part in kept if part.span), default=date.min)
            tail = [part for part in after if part.span and part.span[1] > end]
            if tail and tail[0].span and tail[0].span[0] < end:
                if self.advance:
                    last = next(part for part in reversed(kept) if part.span)
                    last.span = (last.span[0], tail[0].span[1]) if last.span else None
                    del tail[0]
                else:
                    tail[0].span = (end, tail[0].span[1])
            weights = [self._weight(terms, part.span, pauses) for part in tail if part.span]
            self.parts = [*kept, *tail]
        else:
            for part in self.parts[: len(self.sizes)]:
                part.span = terms.service
            if not anew:
                return
            tail = [part for part in self.parts if part not in kept]
            weights = [self.sizes[i] for i, part in enumerate(self.parts[: len(self.sizes)]) if part in tail]
        if rest >= 0 and tail:
            for part, amount in zip(tail, split(rest, weights, self.remainder), strict=True):
                part.amount = amount
        else:
            for part in tail:
                part.amount = 0
            if rest:
                more = Part(None, on, rest)
                self.parts = [*kept, more, *tail] if self.cyclic else [*self.parts, more]

    def _weight(self, terms: LineOracle, span: Span, pauses: list[Span]) -> Fraction:
        """Each cell by the part of its days of service that the bill has and serves."""
        found = Fraction(0)
        for cell in terms.weight_cells:
            served, own = overlap(cell, terms.span), overlap(cell, overlap(terms.span, span))
            if own[0] >= own[1]:
                continue
            count = sum(not _paused(served[0] if terms.proration == "none" else day, pauses) for day in _days(own))
            found += terms.weight(cell) * count / days(served)
        return found

    def earned(self, on: date) -> int:
        """What is earned up to a day, that day included."""
        if str(self.recognition) == "on-due":
            return sum(part.amount for part in self.parts if part.due is not None and part.due <= on)
        if isinstance(self.recognition, date):
            values = [self.first.amount, *(value for day, value, _ in self.courses if day <= on)]
            return values[-1] if self.recognition <= on else 0
        measure = _months if str(self.recognition) == "even" else _count
        reached, since = 0, 0
        for day, value, served in self.courses:
            if day > on:
                break
            reached = self._until(day - ONE_DAY, measure, since, reached)
            since += 1
            assert value >= reached or not served
        return self._until(on, measure, since, reached)

    def _until(self, on: date, measure: Callable[[set[date]], Fraction], since: int, reached: int) -> int:
        if not since:
            return self.first.earned(on)
        _, value, served = self.courses[since - 1]
        if not served:
            return value
        part = measure({day for day in served if day <= on})
        return reached + half_away((value - reached) * part / measure(served))


def _days(span: Span | None) -> list[date]:
    return [] if span is None else [span[0] + k * ONE_DAY for k in range(days(span))]


def _paused(day: date, pauses: list[Span]) -> bool:
    return any(first <= day < end for first, end in pauses)


def _count(of: set[date]) -> Fraction:
    return Fraction(len(of))


def _months(of: set[date]) -> Fraction:
    return sum((calendar_months((day, day + ONE_DAY)) for day in of), Fraction(0))
