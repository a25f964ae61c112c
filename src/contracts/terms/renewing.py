"""The terms by which a contract is renewed, one after another: those that are committed, and those ahead."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from contracts.dates import FIRST_DAY, LAST_DAY, Frequency, Period, after
from contracts.errors import TermsError
from contracts.terms.amendment import Amendment
from contracts.terms.billing import Cyclic, Once
from contracts.terms.changes import changed
from contracts.terms.escalated_lines import as_known
from contracts.terms.line import Line, Recognition
from contracts.terms.price import Rate
from contracts.terms.renewal import Renewal, RenewedBy
from contracts.terms.sharing import with_last_weights

if TYPE_CHECKING:
    from contracts.terms.contract import Contract

#: The event that nobody wants to go on.
NOTICE: Final = "notice"
#: How the amendments are called that renewals make; a number follows.
RENEWAL_ID: Final = "renewal:"
_ONE_DAY: Final = timedelta(days=1)


@frozen
class Renewed:
    """One term by which a contract goes on.

    Attributes:
        number: which renewal it is, from 1.
        notice_by: the last day on which notice may be given so that it does not come.
        service: its days.
        lines: those that end before it and go on, or come again, in it.
        amendment: what it makes of the terms; signed on the day after `notice_by`, when nobody can give notice any
            more.
    """

    number: int
    notice_by: date
    service: Period
    lines: tuple[Line, ...]
    amendment: Amendment


def check_renewal(contract: "Contract", renewal: Renewal) -> None:
    """Refuse a renewal of what cannot be renewed.

    Raises:
        TermsError: `OPEN_ENDED` where a line goes on anyhow; `RENEWAL_NOTHING` where no rate and no total ends with the
            contract; `RENEWAL_TOTAL` for a total that is not for one term; what its first term would make of its lines.
    """
    given = contract.lines
    for line in given:
        if line.is_open_ended:
            raise TermsError("OPEN_ENDED", field="renewal", value=renewal.term)
    last = max((line.service.last for line in given if line.service is not None), default=None)
    ending = [line for line in given if line.service is not None and line.service.last == last and _is_renewed(line)]
    if not ending:
        raise TermsError("RENEWAL_NOTHING", field="renewal", value=renewal.term)
    for line in ending:
        _check_total(line, renewal.term)
    for _ in islice(Renewals(contract, FIRST_DAY).ahead(), 2):  # the second is asked of what the first makes of them
        pass


class Renewals:
    """How a contract with a renewal goes on, as it is known on a day.

    An automatic renewal is committed once the last day of notice has passed and no event `notice` up to that day is
    known by then; one by consent is committed by an amendment only.

    Attributes:
        committed: in order; empty where it is by consent.
    """

    def __init__(
        self,
        contract: "Contract",
        known_on: date | None,
        *,
        passed: date | None = None,
        amendments: Sequence[Amendment] | None = None,
    ) -> None:
        """What is committed.

        Args:
            known_on: the day up to which things are known, the day itself included. None: all amendments are known, and
                only those days of notice have passed after which one was signed, or that lie before `passed`.
            passed: the day before which days of notice have passed, where `known_on` does not say it.
            amendments: in place of all of the contract's, in order.
        """
        assert contract.renewal is not None
        self._contract, self._renewal = contract, contract.renewal
        self._events = {name: day for name, day in contract.events.items() if known_on is None or day <= known_on}
        self._known_on = LAST_DAY if known_on is None else known_on
        self._lines = [as_known(line, self._known_on) for line in contract.lines]
        self._origins: dict[str, tuple[Line, int]] = {}
        self._base: date | None = None
        self._count = 0
        self._end: date | None = None
        self._known: list[Amendment] = []
        self.committed: list[Renewed] = []
        agreed = contract.amendments if amendments is None else amendments
        pending = [change for change in agreed if known_on is None or change.signed <= known_on]
        passed = passed if known_on is None else known_on
        while True:
            ahead = self._next(self.committed)
            decided = None if ahead is None or self._renewal.by is RenewedBy.CONSENT else ahead.amendment.signed
            if pending and (decided is None or pending[0].signed < decided):
                self._known.append(pending.pop(0))
            elif ahead is None or decided is None or not (pending or (passed is not None and decided <= passed)):
                return
            else:
                self._take(ahead)
                self.committed.append(ahead)

    def ahead(self) -> Iterator[Renewed]:
        """The terms that may come and that nobody is bound to, in order; as many as there may be. To be asked once."""
        found = list(self.committed)
        while (term := self._next(found)) is not None:
            yield term
            self._take(term)
            found.append(term)

    def _next(self, done: Sequence[Renewed]) -> Renewed | None:
        """The term after those; None where none may come."""
        renewal, amendments = self._renewal, [*self._known, *(term.amendment for term in done)]
        try:
            state = changed(self._lines, self._events, [self._as_known(change) for change in amendments])
        except TermsError as error:
            raise self._of_renewal(error) from None
        ended = {name for change in amendments for name in change.end} | set(state.endings)
        going = [line for line in state.lines if line.service is not None and line.id not in ended]
        end = max((line.service.end for line in going if line.service is not None), default=None)
        ending = [line for line in going if line.service is not None and line.service.end == end and _is_renewed(line)]
        ending = with_last_weights(ending, self._lines, amendments)
        if end is None or not ending or (renewal.times is not None and len(done) >= renewal.times):
            return None
        if end != self._end:  # the first end, or one that an amendment moved
            self._base, self._count, self._end = end, 0, end
        assert self._base is not None
        try:
            later = _after(self._base, renewal.term, self._count + 1)
            notice_by = (end if renewal.notice is None else _after(end, renewal.notice, -1)) - _ONE_DAY
        except TermsError:  # beyond the days that there are
            return None
        noticed = state.events.get(NOTICE)
        if noticed is not None and noticed <= notice_by:
            return None
        if renewal.until is not None and later - _ONE_DAY > renewal.until:
            return None
        agreed = max((change.signed for change in self._known), default=FIRST_DAY)
        if renewal.by is RenewedBy.AUTOMATIC and agreed > notice_by:  # nobody could give notice of this end
            return None
        before = max([notice_by, agreed, *(term.amendment.signed for term in done)])
        if before == LAST_DAY:  # it would be signed after all days
            return None
        return self._renewed(len(done) + 1, ending, notice_by, before + _ONE_DAY, Period(end, later))

    def _as_known(self, change: Amendment) -> Amendment:
        return evolve(change, add=[as_known(line, self._known_on) for line in change.add]) if change.add else change

    def _of_renewal(self, error: TermsError) -> TermsError:
        """What a renewal leads to, such as a stub that is forbidden, as an error of the renewal."""
        data = {name: value for name, value in error.data.items() if name != "amendment"}
        return TermsError(error.code, field="renewal", value=error.value, contract=self._contract.id, **data)

    def _renewed(self, number: int, ending: Sequence[Line], notice_by: date, signed: date, service: Period) -> Renewed:
        rates = [line.id for line in ending if isinstance(line.price, Rate)]
        amendment = Amendment(
            id=f"{RENEWAL_ID}{number}",
            signed=signed,
            effective=service.start,
            to=service.last if rates else None,
            lines=rates,
            add=[self._again(line, service) for line in ending if not isinstance(line.price, Rate)],
        )
        return Renewed(number, notice_by, service, tuple(ending), amendment)

    def _again(self, line: Line, service: Period) -> Line:
        """A total that comes again, named after the first: `fee` once more is `fee+1`."""
        origin, generation = self._origins.get(line.id, (line, 0))
        if not generation:
            try:
                _check_total(line, self._renewal.term)
            except TermsError as error:
                raise error.at(contract=self._contract.id, line=line.id) from None
        return _shifted(origin, self._renewal.term, generation + 1, service)

    def _take(self, term: Renewed) -> None:
        """Count on from a term that came."""
        self._count, self._end = self._count + 1, term.service.end
        totals = [line for line in term.lines if not isinstance(line.price, Rate)]
        for line, again in zip(totals, term.amendment.add, strict=True):
            origin, generation = self._origins.get(line.id, (line, 0))
            self._origins[again.id] = origin, generation + 1


def known_amendments(contract: "Contract", known_on: date | None, *, passed: date | None = None) -> list[Amendment]:
    """The amendments of a contract that are known on a day, and the renewals that are committed by then.

    Args:
        passed: where there is no such day, the one before which days of notice have passed.
    """
    known = [change for change in contract.amendments if known_on is None or change.signed <= known_on]
    if contract.renewal is None:
        return known
    known += [term.amendment for term in Renewals(contract, known_on, passed=passed).committed]
    return sorted(known, key=lambda change: (change.signed, change.id))


def origin_of(contract: "Contract", name: str) -> Line | None:
    """The line of a contract that comes again in a renewal as a line of another name; None where none does.

    What is renewed by consent does not come again by itself, nor what was given notice of.
    """
    origin, _, count = name.rpartition("+")
    given = {line.id: line for line in contract.all_lines}
    renewal = contract.renewal
    if renewal is None or renewal.by is RenewedBy.CONSENT or origin not in given or not count.isdecimal():
        return None
    renewals = Renewals(contract, None)
    terms = [*renewals.committed, *islice(renewals.ahead(), max(int(count) - len(renewals.committed), 0))]
    return given[origin] if any(line.id == name for term in terms for line in term.amendment.add) else None


def _is_renewed(line: Line) -> bool:
    """Whether a line goes on, or comes again, where its contract is renewed: parts of a total are for once."""
    return isinstance(line.price, Rate) or isinstance(line.billing, Cyclic | Once)


def _check_total(line: Line, term: Frequency) -> None:
    assert line.service is not None
    if not isinstance(line.price, Rate) and _after(line.service.start, term, 1) != line.service.end:
        raise TermsError("RENEWAL_TOTAL", field="renewal.term", value=line.id, term=term)


def _after(day: date, term: Frequency, times: int) -> date:
    return after(day, months=term.months * times, days=term.days * times, field="renewal.term")


def _shifted(line: Line, term: Frequency, times: int, service: Period) -> Line:
    """A total so many terms later."""
    assert line.service is not None
    billing, recognition = line.billing, line.recognition
    if isinstance(billing, Once):
        billing = Once(_after(billing.on, term, times))
    else:
        assert isinstance(billing, Cyclic)  # stages do not come again
        billing = billing.continued(line.service.start)
    if not isinstance(recognition, Recognition):
        recognition = _after(recognition, term, times)
    name = f"{line.id}+{times}"
    return evolve(
        line, id=name, billing=billing, service=service, recognition=recognition, adjustments=(), opening=None
    )


__all__ = ["NOTICE", "RENEWAL_ID", "Renewals", "Renewed", "check_renewal", "known_amendments", "origin_of"]
