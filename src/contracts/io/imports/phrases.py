"""What stands under 付款方式, read only where it fits a documented form exactly; anything else stays a note.

Forms: a word for a cycle (`逐月支付`, `按季支付`, `monthly`), or parts of the total by percent that sum to 100, each
named for what makes it due (`首付30%，验收后70%`). No day is ever made up: what waits for something that the sheet
does not date waits for it in the register too.
"""

import re
from decimal import Decimal
from typing import Any, Final

from attrs import frozen

#: The event after which a price falls due of which nobody says when.
UNKNOWN_DAY: Final = "falls due"
#: A cycle -> what it is called.
CYCLES: Final[dict[str, tuple[str, ...]]] = {
    "1 month": ("逐月", "按月", "每月", "月付", "monthly"),
    "3 months": ("逐季", "按季", "按季度", "每季", "每季度", "季付", "quarterly"),
    "6 months": ("按半年", "每半年", "半年付", "half-yearly"),
    "1 year": ("逐年", "按年", "按年度", "每年", "年付", "yearly", "annually"),
}
#: An event -> what a part that waits for it is called.
EVENTS: Final[dict[str, tuple[str, ...]]] = {
    "signed": ("首付", "首付款", "预付", "预付款", "签订后", "合同签订后", "签约后"),
    "delivered": ("到货后", "交货后", "货到后"),
    "accepted": ("验收后", "验收合格后", "验收款", "终验后"),
    "warranty": ("质保期满后", "质保期后", "质保金"),
}
_CYCLE_OF: Final = {word: every for every, words in CYCLES.items() for word in words}
_EVENT_OF: Final = {word: event for event, words in EVENTS.items() for word in words}
_PAY: Final = re.compile(r"(?:支付|付款|结算|付)$")
_PART: Final = re.compile(r"(?P<name>[^\d%％]+)(?P<percent>\d{1,3}(?:\.\d{1,6})?)[%％]")
_HUNDRED: Final = 100


@frozen
class Terms:
    """How a price falls due.

    Attributes:
        keys: of the line in a register file.
        assumption: the key of the sentence that says what was taken for granted.
    """

    keys: dict[str, Any]
    assumption: str


def terms_of(text: str, *, service: bool) -> Terms | None:
    """What a text says of payment; None where it fits no form.

    Args:
        text: of the cell.
        service: whether the line has days of service, without which it has no cycles.
    """
    said = re.sub(r"\s", "", text).rstrip("。.;；")
    every = _CYCLE_OF.get(said.lower()) or _CYCLE_OF.get(_PAY.sub("", said).lower())
    if every is not None:
        return Terms({"billing": {"every": every}}, "import cycle") if service else None
    stages = [_stage(part) for part in re.split("[，,；;、]", said)]
    found = [stage for stage in stages if stage is not None]
    names = {stage["name"] for stage in found}
    whole = sum(Decimal(stage["percent"]) for stage in found) == _HUNDRED
    if len(found) < len(stages) or len(names) < len(found) or not whole:
        return None
    return Terms({"stages": found}, "import stages")


def undated() -> Terms:
    """Of a price of which nobody says when it falls due: the whole of it waits."""
    stage = {"name": "合同价款", "percent": "100", "after": UNKNOWN_DAY}
    return Terms({"stages": [stage]}, "import undated")


def _stage(text: str) -> dict[str, str] | None:
    match = _PART.fullmatch(text)
    if match is None:
        return None
    for name in (match["name"], _PAY.sub("", match["name"])):
        if name in _EVENT_OF:
            return {"name": name, "percent": match["percent"], "after": _EVENT_OF[name]}
    return None
