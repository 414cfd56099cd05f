"""How a write ended: from what came back to one of seven words, and to sentences for a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from promo_data.actions.heard import Heard, heard
from promo_data.actions.requests import Asked
from promo_data.actions.rules import Ruling, ruling
from promo_data.codes import READ_BACK, meaning
from promo_data.errors import InputError, NotSentError, PromoInsightError
from promo_data.models.effect import WriteIds
from promo_data.protocol.call import Answer
from promo_data.protocol.notices import Notice
from promo_data.vocabulary import TRACELESS, Action, Outcome

_NO_IDS = WriteIds()
_NO_TRACE = (
    "Nothing in the customer's data shows it, so no reading can tell. Do not repeat it: ask the vendor's support, then "
    "decide what was done."
)
DONE: Mapping[Action, str] = {
    Action.ENROL: "The customer is enrolled",
    Action.ISSUE: "The promotion was issued to the customer",
    Action.OPT_IN: "The customer is opted in",
    Action.ENROL_MILESTONES: "The customer is enrolled in the milestone",
    Action.REVOKE_ENROL: "The enrolment was taken back",
    Action.REVOKE_OPT_IN: "The opt-in was taken back",
    Action.REVOKE_ISSUE: "The issue was taken back",
}
"""What is said once it is certain, without the full stop."""

ANOTHER_TOO = (
    "The customer's figure moved by more than this action: another channel probably did the same at that moment. "
    "Compare the figures before and after."
)
"""Advice beside a confirmed action: what was done is certain, and that somebody else did it too is likely."""


@dataclass(frozen=True, slots=True)
class Told:
    """How a write ended, in words for a person.

    ``code`` is the vendor's, else the HTTP status of a failure, and ``None`` where it was done; ``vendor_message`` its
    own words, identifiers masked; ``request_id`` names the request for its support.
    """

    outcome: Outcome
    message: str
    advice: str = ""
    code: int | None = None
    vendor_message: str = ""
    ids: WriteIds = _NO_IDS
    request_id: str | None = None


def told(asked: Asked, result: Answer | PromoInsightError, *, effect: Action, evidence: str = "") -> Told:
    """The outcome of sending ``asked`` once, for one customer, to have ``effect``.

    ``evidence`` may make one of several causes likely (``codes.meaning``).
    """
    return told_all(asked, result, effect=effect, evidence=(evidence,))[0]


def told_all(
    asked: Asked, result: Answer | PromoInsightError, *, effect: Action, evidence: Sequence[str]
) -> tuple[Told, ...]:
    """The outcome for each row of ``asked``, in their order, with the ``evidence`` on each."""
    if isinstance(result, NotSentError | InputError):
        return tuple(
            Told(Outcome.NOT_SENT, str(result), "Nothing was sent, so it may be tried again.") for _ in evidence
        )
    if isinstance(result, PromoInsightError):
        return (Told(Outcome.UNKNOWN, str(result), finding_out(effect)),) * len(evidence)
    return tuple(_told(row, effect, likely) for row, likely in zip(heard(asked, result), evidence, strict=True))


def finding_out(effect: Action | None) -> str:
    """What to do about a write of that effect whose end is not known."""
    return _NO_TRACE if effect in TRACELESS else READ_BACK


def _told(answer: Heard, effect: Action, evidence: str) -> Told:
    found = ruling(answer)
    if found.outcome is Outcome.CONFIRMED:
        return _confirmed(answer, found.notice, effect)
    return _worded(answer, found, effect, evidence)


def _confirmed(answer: Heard, warning: Notice, effect: Action) -> Told:
    """A warning beside it changes nothing, so its code stands in the vendor's words only."""
    said = warning.message if warning.code is None else f"{warning.code}: {warning.message}"
    message = f"{DONE[effect]}."
    return Told(Outcome.CONFIRMED, message, vendor_message=said, ids=answer.effect.ids, request_id=answer.request_id)


def _worded(answer: Heard, found: Ruling, effect: Action, evidence: str) -> Told:
    code, said, status = found.notice.code, found.notice.message, answer.failed_status
    words = meaning(answer.endpoint, code, said, status=status, evidence=evidence)
    message, advice = (found.message, found.advice) if found.message else (words.what, words.advice)
    if found.outcome is Outcome.UNKNOWN:  # whatever the table advises for a read: this one may have been carried out
        advice = finding_out(effect)
    shown_code = status if code is None else code
    return Told(found.outcome, message, advice, shown_code, said, answer.effect.ids, answer.request_id)
