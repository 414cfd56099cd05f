"""What an action moved, and why it was refused, by the figures read since: pure, from the journal and one look-up."""

from collections.abc import Sequence

from pages.components.usage import customer_cap, issues_measure
from pages.components.wording import actions as words
from promo_data.actions import Intent
from promo_data.frames.records import Record
from promo_data.vocabulary import Measure, Outcome, Verdict


def figures_moved(intent: Intent, row: Record | None, limits: Sequence[Record]) -> list[str]:
    """``enrolled 1 → 2 of 3``: the figures before it and now, where both readings have them.

    ``row`` is the promotion in the promotions frame, ``limits`` are its rows of the allowances frame.
    """
    if intent.before is None or row is None:
        return []
    enrolments, issues = customer_cap(limits, Measure.ISSUALS), customer_cap(limits, issues_measure(row["type"]))
    moved = [
        words.moved_words("enrolled", intent.before.enrolled, row["enrolled"], enrolments),
        words.moved_words("issued", intent.before.issued, row["issued"], issues),
    ]
    return [part for part in moved if part]


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
