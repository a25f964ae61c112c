"""What stands below a table: the assumptions that its figures rest on, and the notes of their contracts."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from contracts import words
from contracts.reports.style import one_line
from contracts.terms.contract import Contract
from contracts.words import Lang

#: How a note begins that says up to when a line is looked at: pages say that in a sentence of their own.
_LOOKED_AT: Final = words.SENTENCES["looked at"][0].partition("{")[0]
#: The same of one that says with which day a record begins.
_BEGINS: Final = words.SENTENCES["record begins"][0].partition("{")[0]
#: From so many neighbours on, ids are written as a range.
_RANGE: Final = 3


def footnotes(contracts: Sequence[Contract], shown: Iterable[str], lang: Lang, told: Iterable[str] = ()) -> list[str]:
    """Numbered lists of assumptions and notes, as `noted` has them.

    Returns:
        Lines, a blank one before each heading; none where there is nothing to say.
    """
    lines: list[str] = []
    for heading, texts in noted(contracts, shown, lang, told):
        numbered = (f"{number:3}. {text} [{ids}]" for number, (text, ids) in enumerate(texts, start=1))
        lines += ["", heading, *numbered]
    return lines


def noted(
    contracts: Sequence[Contract], shown: Iterable[str], lang: Lang, told: Iterable[str] = ()
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Assumptions and notes; equal texts stand once, with the contracts that they concern.

    Args:
        contracts: all of a register, in its order.
        shown: ids of those whose figures are shown.
        lang: of the headings.
        told: what the figures rest on besides, as `Sheet.notes` has it: each an id, a colon and the text.

    Returns:
        Each heading that has texts, with them and the ids of their contracts.
    """
    wanted, ids = set(shown), [contract.id for contract in contracts]
    besides: dict[str, list[str]] = {}
    for name, _, text in (note.partition(": ") for note in told):
        if not text.startswith((_LOOKED_AT, _BEGINS)):
            besides.setdefault(name, []).append(text)
    found = []
    for heading in ("assumptions", "notes"):
        places: dict[str, list[int]] = {}
        for place, contract in enumerate(contracts):
            texts = getattr(contract, heading) if contract.id in wanted else ()
            more = besides.get(contract.id, ()) if contract.id in wanted and heading == "assumptions" else ()
            if contract.id in wanted and heading == "notes":
                more = _begun(contract, lang)
            for text in (*texts, *more):
                places.setdefault(one_line(text), []).append(place)
        if places:
            listed = [(text, ranges(ids, list(dict.fromkeys(of)), lang)) for text, of in places.items()]
            found.append((words.sentence(heading, lang), listed))
    return found


def _begun(contract: Contract, lang: Lang) -> list[str]:
    """With which day the records of lines begin that are taken over."""
    return [
        words.sentence("record begins", lang, line=line.id, on=line.opening.on)
        for line in contract.all_lines
        if line.opening is not None
    ]


def ranges(ids: Sequence[str], places: Sequence[int], lang: Lang) -> str:
    """The ids at some places, neighbours as a range.

    >>> ranges(["A", "B", "C", "D", "E"], [0, 1, 2, 4], Lang.EN)
    'A to C, E'
    """
    parts: list[str] = []
    for _, group in groupby(enumerate(places), key=lambda item: item[1] - item[0]):
        run = [ids[place] for _, place in group]
        if len(run) < _RANGE:
            parts += run
        else:
            parts.append(words.sentence("range", lang, first=run[0], last=run[-1]))
    return ", ".join(parts)
