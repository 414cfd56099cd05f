"""What an action moved, and why it was refused, by the figures read since: pure, from the journal and one look-up."""

from collections.abc import Sequence

from pages.components.wording import actions as words
from promo_data.actions import Intent
from promo_data.frames.records import Record
from promo_data.vocabulary import LimitOn, Measure, Outcome, PromotionType, Verdict


def figures_moved(intent: Intent, row: Record | None, limits: Sequence[Record]) -> list[str]:
    """``enrolled 1 → 2 of 3``: the figures before it and now, where both readings have them.

    ``row`` is the promotion in the promotions frame, ``limits`` are its rows of the allowances frame.
    """
    if intent.before is None or row is None:
        return []
    counts_issues = Measure.EARNS if row["type"] == PromotionType.LOYALTY_EARNING else Measure.ISSUALS
    moved = [
        words.moved_words("enrolled", intent.before.enrolled, row["enrolled"], _cap(limits, Measure.ISSUALS)),
        words.moved_words("issued", intent.before.issued, row["issued"], _cap(limits, counts_issues)),
    ]
    return [part for part in moved if part]


def _cap(limits: Sequence[Record], measure: Measure) -> float | None:
    """How often this customer may have it over the whole promotion, where that is limited."""
    whole = (limit for limit in limits if limit["period"] is None and limit["window"] is None)
    caps = (limit["cap"] for limit in whole if (limit["measure"], limit["limit_on"]) == (measure, LimitOn.CUSTOMER))
    return next(caps, None)


def cause_since(intent: Intent, judged: Sequence[Record]) -> str:
    """What the rows of the availability frame, read after a refusal, say of its cause; nothing where they say nothing.

    A refusal of several causes (8890) whose likely one was named already is not doubted again.
    """
    row = next((one for one in judged if one["action"] == intent.effect and one["reasons"]), None)
    if intent.outcome is not Outcome.REFUSED or row is None:
        return ""
    if row["verdict"] == Verdict.REFUSED:
        return words.READ_SINCE.format(reason=row["reasons"][0])
    is_open = row["verdict"] == Verdict.UNKNOWN and "Likely cause" not in intent.message
    return words.NOT_TOLD_APART.format(reason=row["reasons"][0]) if is_open else ""
