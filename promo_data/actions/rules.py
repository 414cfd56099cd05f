"""The rules by which an answer to a write is judged; the first that applies decides.

A benefit is money. So "done" needs the vendor's ids for exactly what was asked, "not done" needs the vendor's word for
it, and everything else is UNKNOWN. The whole table stands in ``tests/spec/test_write_outcomes.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from promo_data.actions.heard import Heard
from promo_data.codes import is_documented
from promo_data.models.effect import Proof
from promo_data.protocol.notices import Notice
from promo_data.vocabulary import Outcome

_REFUSING_STATUSES = frozenset({401, 403, 404, 405, 415, 498})
"""Said before anything is carried out, whatever the body (api-facts §6, HTTP list)."""

_TURNED_AWAY = frozenset({429, 461, 521})
"""Statuses, and codes in bodies, of a request turned away before it was carried out (api-facts §3.5, §6; inferred)."""

_RIGHTS_UNCHECKED = 4001
_NOTHING_SAID = Notice(None, "")
_NO_MILESTONES = "The customer was not enrolled in the milestone. The vendor does not say why."
_SEE_THE_MILESTONES = "Check the milestone's target rule id, and whether the promotion still has that milestone."


@dataclass(frozen=True, slots=True)
class Ruling:
    """An outcome and what it rests on; without a ``message`` and its ``advice`` the code table words it."""

    outcome: Outcome
    notice: Notice = _NOTHING_SAID
    message: str = ""
    advice: str = ""


def ruling(answer: Heard) -> Ruling:
    """How the write ended that ``answer`` came back from."""
    return next(found for rule in _RULES if (found := rule(answer)))


def _refused_by_status(answer: Heard) -> Ruling | None:
    if answer.status not in _REFUSING_STATUSES or answer.effect.proof is not Proof.NOTHING:
        return None
    return Ruling(Outcome.REFUSED, answer.error or _NOTHING_SAID)


def _unreadable(answer: Heard) -> Ruling | None:
    return _unknown(answer.unreadable) if answer.unreadable else None


def _in_doubt(answer: Heard) -> Ruling | None:
    return Ruling(Outcome.UNKNOWN, answer.in_doubt) if answer.in_doubt else None


def _contradictory(answer: Heard) -> Ruling | None:
    """Something seems done, and something else in the answer says otherwise."""
    if answer.effect.proof is Proof.NOTHING:
        return None
    if answer.effect.proof is Proof.DOUBTFUL or answer.error or answer.declined or not answer.succeeded:
        return _unknown("The vendor's answer does not fit what was asked.", answer.error or answer.declined)
    return None


def _turned_away(answer: Heard) -> Ruling | None:
    """Only in words of the vendor's: a bare status may come from a gateway in front of one that carried it out."""
    said, codes = answer.complaint, {*_TURNED_AWAY, _RIGHTS_UNCHECKED}
    if said is None or not (said.message or said.code in codes):
        return None
    by_status = answer.status in _TURNED_AWAY
    rights_unchecked = answer.status == HTTPStatus.SERVICE_UNAVAILABLE and said.code == _RIGHTS_UNCHECKED
    is_worded = answer.succeeded or answer.status == HTTPStatus.BAD_REQUEST
    in_body = is_worded and bool(answer.error_codes & codes)
    return Ruling(Outcome.NOT_APPLIED, said) if by_status or rights_unchecked or in_body else None


def _refused(answer: Heard) -> Ruling | None:
    """With status 400 only for a reason that the documents list: another may come from a gateway (design §6)."""
    said = answer.error
    if said is None:
        return None
    is_known = answer.status == HTTPStatus.BAD_REQUEST and is_documented(answer.endpoint, said.code, said.message)
    return Ruling(Outcome.REFUSED, said) if answer.succeeded or is_known else None


def _declined(answer: Heard) -> Ruling | None:
    if not (answer.succeeded and answer.declined):
        return None
    words = (_NO_MILESTONES, _SEE_THE_MILESTONES) if answer.is_of_milestones else ("", "")
    return Ruling(Outcome.REFUSED, answer.declined, *words)


def _partly_done(answer: Heard) -> Ruling | None:
    if answer.effect.proof is Proof.NOTHING or not (answer.milestones_failed or answer.effect.proof is Proof.PART):
        return None
    if answer.milestones_failed:
        return Ruling(Outcome.PARTIAL, answer.milestones_failed)
    return Ruling(
        Outcome.PARTIAL,
        message="The vendor confirmed a part of it only.",
        advice="Compare the customer's figures before and after, and see to what is missing.",
    )


def _done(answer: Heard) -> Ruling | None:
    if answer.effect.proof is not Proof.WHOLE:
        return None
    warning = next(iter(answer.notices.warnings), _NOTHING_SAID)
    return Ruling(Outcome.CONFIRMED, warning)


def _undecided(answer: Heard) -> Ruling:
    said = next(iter((*answer.notices.errors, *answer.notices.warnings)), None)
    return _unknown("The vendor's answer neither confirms nor refuses it.", said)


def _unknown(sentence: str, notice: Notice | None = None) -> Ruling:
    return Ruling(Outcome.UNKNOWN, notice or _NOTHING_SAID, f"{sentence} It is not known what was done.")


_RULES: tuple[Callable[[Heard], Ruling | None], ...] = (
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
