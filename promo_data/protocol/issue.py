"""Enrolling in a LOYALTY_EARNING and issuing a LOYALTY promotion: ``POST /v2/promotion/issue`` (000 and 001)."""

from collections.abc import Mapping

from pydantic import ValidationError

from promo_data.errors import InputError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.effect import Effect, Proof, WriteIds
from promo_data.models.issue import IssueAnswer, IssueBody, SideEffect
from promo_data.protocol.call import Call
from promo_data.vocabulary import ISSUE_SOURCES, Endpoint

PATH = "/v2/promotion/issue"


def issue_call(identifier: CustomerIdentifier, asked: IssueBody, *, account_id: str | None = None) -> Call:
    """The request; ``type`` is left out, as in the document's example: CUSTOMER is its only value.

    Raises ``InputError`` for a source that cannot be issued with (000, query parameters).
    """
    if identifier.source not in ISSUE_SOURCES:
        raise InputError(f"Promotions cannot be issued with the source {identifier.source}: choose another.")
    account = (("accountId", account_id),) if account_id else ()
    return Call(
        Endpoint.ISSUE,
        "POST",
        PATH,
        query=(
            ("identifierName", identifier.kind.value),
            ("identifierValue", identifier.value),
            ("source", identifier.source.value),
            *account,
        ),
        headers=(("Content-Type", "application/json"),),
        body=asked.wire(),
    )


def issue_effect(body: Mapping[str, object], asked: IssueBody) -> Effect:
    """What the answer proves: exactly one side effect, of the promotion asked for, with an id (000, response)."""
    try:
        effects = IssueAnswer.model_validate(body).side_effects
    except ValidationError:
        return Effect(Proof.DOUBTFUL)
    if not effects:
        return Effect(Proof.NOTHING)
    ids = WriteIds(issual_id=effects[0].issual_id, earned_id=effects[0].earned_id)
    whole = len(effects) == 1 and ids and _is_of(effects[0], asked)
    return Effect(Proof.WHOLE if whole else Proof.DOUBTFUL, ids)


def _is_of(effect: SideEffect, asked: IssueBody) -> bool:
    return (effect.program_id, effect.promotion_id) == (asked.program_id, asked.promotion_id)
