"""The moment of sending: the one place from which a request that changes something leaves."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from promo_data.actions.last_look import LastLook
from promo_data.actions.means import Means
from promo_data.actions.outcomes import Told
from promo_data.actions.requests import Request
from promo_data.actions.standing import Standing
from promo_data.actions.wish import Route, Wish
from promo_data.errors import AnswerLostError, InputError, NotSentError, PromoInsightError, StoreError
from promo_data.protocol.call import Answer
from promo_data.vocabulary import Outcome, Verdict

_log = logging.getLogger(__name__)

STOPPED = Told(Outcome.NOT_SENT, "The program was stopped before anything was sent.", "It may be tried again.")
_FAILED_BEFORE = "The program failed before it was sent."
_FAILED_WHILE = "The program failed while it was sending. It is not known what was done."

_SET_UP = "none of its limits was used up, which points to its set-up."
_LIKELY_CAUSES: Mapping[Route, str] = {
    Route.V2_ISSUE: _SET_UP,
    Route.V2_BULK_ENROL: _SET_UP,
    Route.V2_BULK_EARN: _SET_UP,
    Route.V2_DIRECT_EARN: _SET_UP,
    Route.V3_ENROL: "none of its limits was used up, which points to the customer being enrolled already.",
    Route.V3_OPT_IN: "none of its limits was used up, which points to the customer being opted in already.",
}
"""Of the causes that each route's refusal leaves open, the one left when no limit is used up (000 and 002)."""


def evidence_on(wish: Wish, now: Standing) -> str:
    """What the reading before says about the causes of a refusal."""
    return _LIKELY_CAUSES.get(wish.route, "") if now.verdict is Verdict.ALLOWED else ""


async def answer_to(request: Request, intent_ids: Sequence[UUID], means: Means) -> Answer | PromoInsightError:
    """What came of sending it once for those intents, whatever it was.

    Raises ``StoreError`` where it could not be put on record as SENT, and so did not leave.
    """
    look = LastLook(intent_ids, means)
    try:
        return await means.send(replace(request.call, last_look=look))
    except StoreError:
        raise
    except (NotSentError, InputError) as error:
        return error
    except PromoInsightError as error:
        return error if look.is_past else NotSentError(_FAILED_BEFORE)
    except Exception as error:  # noqa: BLE001 - whatever it was, the request may have been carried out
        _log.error("sending failed with %s", type(error).__name__)
        return AnswerLostError(_FAILED_WHILE) if look.is_past else NotSentError(_FAILED_BEFORE)
