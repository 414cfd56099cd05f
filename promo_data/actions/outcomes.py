"""How a write ended: from what came back to one of seven words, by rules of which the first that applies decides.

A benefit is money. So "done" needs the vendor's ids for exactly what was asked, "not done" needs the vendor's word for
it, and everything else is UNKNOWN. The whole table stands in ``tests/spec/test_write_outcomes.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from promo_data.actions.heard import Heard, heard
from promo_data.codes import meaning
from promo_data.errors import InputError, NotSentError, PromoInsightError
from promo_data.models.effect import Proof, WriteIds
from promo_data.models.enrol import EnrolBody
from promo_data.models.issue import IssueBody
from promo_data.protocol.call import Answer
from promo_data.protocol.notices import Notice
from promo_data.vocabulary import Outcome

_REFUSING_STATUSES = frozenset({401, 403, 404, 405, 415, 498})
"""Said before anything is carried out, whatever the body (api-facts §6, HTTP list)."""

_TURNED_AWAY = frozenset({429, 461, 521})
"""Statuses, and codes in bodies, of a request turned away before it was carried out (api-facts §3.5, §6; inferred)."""

_RIGHTS_UNCHECKED = 4001
_NOTHING_SAID, _NO_IDS = Notice(None, ""), WriteIds()
READ_BACK = "Do not repeat it: the customer is read again to see what became of it."


@dataclass(frozen=True, slots=True)
class Told:
    """How a write ended, in words for a person.

    ``code`` is the vendor's, else the HTTP status of a failure; ``vendor_message`` its own words, identifiers masked;
    ``request_id`` names the request for its support.
    """

    outcome: Outcome
    message: str
    advice: str = ""
    code: int | None = None
    vendor_message: str = ""
    ids: WriteIds = _NO_IDS
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Ruling:
    """An outcome and what it rests on; without a ``message`` the code table words it."""

    outcome: Outcome
    notice: Notice = _NOTHING_SAID
    message: str = ""


def told(asked: IssueBody | EnrolBody, result: Answer | PromoInsightError, *, evidence: str = "") -> Told:
    """The outcome of sending ``asked`` once; ``evidence`` may make one of several causes likely (``codes.meaning``)."""
    if isinstance(result, NotSentError | InputError):
        return Told(Outcome.NOT_SENT, str(result), "Nothing was sent, so it may be tried again.")
    if isinstance(result, PromoInsightError):
        return Told(Outcome.UNKNOWN, str(result), READ_BACK)
    answer = heard(asked, result)
    ruling = next(found for rule in _RULES if (found := rule(answer)))
    return _worded(answer, ruling, evidence)


def _worded(answer: Heard, ruling: _Ruling, evidence: str) -> Told:
    code, said, status = ruling.notice.code, ruling.notice.message, answer.failed_status
    words = meaning(answer.endpoint, code, said, status=status, evidence=evidence)
    message, advice = (ruling.message, "") if ruling.message else (words.what, words.advice)
    if ruling.outcome is Outcome.UNKNOWN:  # whatever the table advises for a read: this one may have been carried out
        advice = READ_BACK
    shown_code = status if code is None else code
    return Told(ruling.outcome, message, advice, shown_code, said, answer.effect.ids, answer.request_id)


def _refused_by_status(answer: Heard) -> _Ruling | None:
    if answer.status not in _REFUSING_STATUSES or answer.effect.proof is not Proof.NOTHING:
        return None
    return _Ruling(Outcome.REFUSED, answer.error or _NOTHING_SAID)


def _unreadable(answer: Heard) -> _Ruling | None:
    return _unknown(answer.unreadable) if answer.unreadable else None


def _in_doubt(answer: Heard) -> _Ruling | None:
    return _Ruling(Outcome.UNKNOWN, answer.in_doubt) if answer.in_doubt else None


def _contradictory(answer: Heard) -> _Ruling | None:
    """Something seems done, and something else in the answer says otherwise."""
    if answer.effect.proof is Proof.NOTHING:
        return None
    if answer.effect.proof is Proof.DOUBTFUL or answer.error or answer.declined or not answer.succeeded:
        return _unknown("The vendor's answer does not fit what was asked.", answer.error or answer.declined)
    return None


def _turned_away(answer: Heard) -> _Ruling | None:
    by_status = answer.status in _TURNED_AWAY
    rights_unchecked = answer.status == HTTPStatus.SERVICE_UNAVAILABLE and _RIGHTS_UNCHECKED in answer.error_codes
    in_body = answer.succeeded and bool(answer.error_codes & {*_TURNED_AWAY, _RIGHTS_UNCHECKED})
    if by_status or rights_unchecked or in_body:
        return _Ruling(Outcome.NOT_APPLIED, answer.error or _NOTHING_SAID)
    return None


def _refused(answer: Heard) -> _Ruling | None:
    if answer.status == HTTPStatus.BAD_REQUEST or (answer.succeeded and answer.error):
        return _Ruling(Outcome.REFUSED, answer.error or _NOTHING_SAID)
    return None


def _declined(answer: Heard) -> _Ruling | None:
    return _Ruling(Outcome.REFUSED, answer.declined) if answer.succeeded and answer.declined else None


def _partly_done(answer: Heard) -> _Ruling | None:
    if answer.effect.proof is Proof.NOTHING or not (answer.milestones_failed or answer.effect.proof is Proof.PART):
        return None
    if answer.milestones_failed:
        return _Ruling(Outcome.PARTIAL, answer.milestones_failed)
    return _Ruling(Outcome.PARTIAL, message="The vendor confirmed a part of it only: look at the customer's figures.")


def _done(answer: Heard) -> _Ruling | None:
    if answer.effect.proof is not Proof.WHOLE:
        return None
    warning = next(iter(answer.notices.warnings), _NOTHING_SAID)
    return _Ruling(Outcome.CONFIRMED, warning, "The vendor confirmed it.")


def _undecided(answer: Heard) -> _Ruling:
    said = next(iter((*answer.notices.errors, *answer.notices.warnings)), None)
    return _unknown("The vendor's answer neither confirms nor refuses it.", said)


def _unknown(sentence: str, notice: Notice | None = None) -> _Ruling:
    return _Ruling(Outcome.UNKNOWN, notice or _NOTHING_SAID, f"{sentence} It is not known what was done.")


_RULES: tuple[Callable[[Heard], _Ruling | None], ...] = (
    _refused_by_status,
    _unreadable,
    _in_doubt,
    _contradictory,
    _turned_away,
    _refused,
    _declined,
    _partly_done,
    _done,
    _undecided,
)
