"""All that comes before a request leaves: the customer read, what is in the way settled, the wish judged."""

from dataclasses import dataclass, replace

from anyio import to_thread

from promo_data.actions.conclude import conclude
from promo_data.actions.in_the_way import settle_in_the_way
from promo_data.actions.intent import Intent, State
from promo_data.actions.means import Means
from promo_data.actions.outcomes import Told
from promo_data.actions.requests import Request, request_of
from promo_data.actions.rivals import held_by_rival
from promo_data.actions.standing import Missing, Standing, standing
from promo_data.actions.undo import refused_by_record
from promo_data.actions.wish import Wish
from promo_data.errors import PromoInsightError, RefusedError
from promo_data.vocabulary import Outcome, Verdict

_HEX_NOT_FOUND = Told(
    Outcome.NOT_SENT,
    "Its id of 24 hex digits was not found, so it has to be given.",
    "Nothing was sent.",
)
_OTHERS_CREDENTIALS = "This promotion belongs to another org, and that org's own credentials are not configured."


@dataclass(frozen=True, slots=True)
class Ready:
    """A request that may be sent, and where the customer stood before it."""

    request: Request
    standing: Standing


async def make_ready(intent: Intent, wish: Wish, means: Means) -> Ready | Intent:
    """What may be sent now that ``intent`` is claimed for it; else the intent, ended without sending."""
    return await ready_from(intent, wish, await look(wish, means), means)


async def look(wish: Wish, means: Means) -> Standing | Missing:
    """Where the customer stands now, from a fresh read."""
    try:
        view = await means.read(wish.identifier, wish.org_id)
    except PromoInsightError as error:
        return Missing(f"The customer could not be read first. {error}", _code(error))
    return standing(view, wish)


async def ready_from(intent: Intent, wish: Wish, now: Standing | Missing, means: Means) -> Ready | Intent:
    """As ``make_ready``, with the customer read already."""
    if isinstance(now, Missing):
        return await conclude(intent, wish, means, Told(Outcome.NOT_SENT, now.message, code=now.code))
    await settle_in_the_way(wish, now, means)
    claimed = await to_thread.run_sync(means.journal.claim, intent.id, now, wish.seen_at)
    if claimed.state is not State.PREPARED:
        return claimed
    held = await refused_by_record(claimed, wish, now, means) or await held_by_rival(claimed, wish, now, means)
    found = held or _held_back(now, means, insisted=intent.insisted) or await _request(intent, wish, now, means)
    return await conclude(intent, wish, means, found) if isinstance(found, Told) else Ready(found, now)


def _held_back(now: Standing, means: Means, *, insisted: bool) -> Told | None:
    if now.verdict is Verdict.REFUSED:
        return Told(Outcome.NOT_SENT, " ".join(now.reasons))
    if now.verdict is Verdict.ALLOWED and means.own_credentials:
        return None
    may_try = insisted or (means.own_credentials and not (now.is_merged or now.must_insist))
    if may_try:
        return None
    reasons = " ".join(now.reasons) if now.verdict is Verdict.UNKNOWN else _OTHERS_CREDENTIALS
    return Told(Outcome.NOT_SENT, f"Whether it would work cannot be told. {reasons}", "Insist to send it all the same.")


async def _request(intent: Intent, wish: Wish, now: Standing, means: Means) -> Request | Told:
    """The request, the promotion's id of 24 hex digits found where the wish leaves that to us."""
    if not wish.lacks_hex:
        return request_of(wish, intent.id, customer_id=now.customer_id)
    try:
        found = None if now.name is None else await means.find_hex(wish.program_id, wish.promotion_id, now.name)
    except PromoInsightError as error:
        return Told(Outcome.NOT_SENT, f"Its id of 24 hex digits could not be looked up. {error}", code=_code(error))
    return _HEX_NOT_FOUND if found is None else request_of(replace(wish, promotion_hex=found), intent.id)


def _code(error: PromoInsightError) -> int | None:
    return error.code if isinstance(error, RefusedError) else None
