"""One request for many customers: every row an intent of its own, each told by its place in the answer."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from uuid import uuid4

import anyio
from anyio import to_thread

from promo_data.actions.conclude import conclude, conclude_sent
from promo_data.actions.intent import Intent, State
from promo_data.actions.means import Means
from promo_data.actions.outcomes import Told, told_all
from promo_data.actions.perform import prepare, read_again
from promo_data.actions.ready import Ready, look, ready_from
from promo_data.actions.requests import BULK, bulk_request
from promo_data.actions.sending import STOPPED, answer_to, evidence_on
from promo_data.actions.standing import Missing, Standing
from promo_data.actions.unrecorded import UnrecordedError
from promo_data.actions.wish import Wish
from promo_data.errors import InputError, StoreError
from promo_data.vocabulary import Outcome

_READS_AT_ONCE = 8
"""Half of what the client does at once by default (design §7), so that people who look customers up are not kept."""

_TWICE = Told(
    Outcome.NOT_SENT,
    "This customer stands in the list more than once: only the first row acts for them.",
    "Nothing more needs to be done.",
)


async def perform_batch(wishes: Sequence[Wish], means: Means, *, insist: bool = False) -> tuple[Intent, ...]:
    """The intents of ``wishes`` in their order, ended; at most one request was sent, for all that may be sent.

    The wishes are of one org, promotion and bulk route, and no more than one request takes. What ``perform`` would not
    send is left out of it, and so is a customer's second row. All are SENT on record before the request leaves. Rows
    whose end is not known are read again once. Raises ``InputError`` for wishes that do not go together, and
    ``StoreError`` where they cannot be recorded: nothing was sent then, unless it is an ``UnrecordedError``.
    """
    _check(wishes)
    rows: list[tuple[Intent, Wish]] = []
    try:
        await _record(rows, wishes, partial(prepare, means=means, insist=insist, batch=uuid4()))
        made = await _made_ready(rows, means)
    except BaseException:
        with anyio.CancelScope(shield=True):
            await _stop(rows, means)
        raise
    return await _carry_out(rows, made, means)


def _check(wishes: Sequence[Wish]) -> None:
    """Raises ``InputError``."""
    if not wishes or wishes[0].route not in BULK:
        raise InputError("Several customers can be acted for at once only by the vendor's bulk requests.")
    if len({(wish.route, wish.org_id, wish.program_id, wish.promotion_id) for wish in wishes}) > 1:
        raise InputError("One request can act for one promotion of one org only.")
    bulk_request([(wish, None) for wish in wishes])


async def _record(
    rows: list[tuple[Intent, Wish]], wishes: Sequence[Wish], record: Callable[[Wish], tuple[Intent, bool]]
) -> None:
    """Each wish on record, added to ``rows`` at once: whatever stops this, they are known."""
    for wish in wishes:
        intent, _ = await to_thread.run_sync(record, wish)
        rows.append((intent, wish))


async def _carry_out(
    rows: Sequence[tuple[Intent, Wish]], made: Sequence[Ready | Intent], means: Means
) -> tuple[Intent, ...]:
    going = [(intent, wish, one) for (intent, wish), one in zip(rows, made, strict=True) if isinstance(one, Ready)]
    with anyio.CancelScope(shield=True):  # once sent, the answer is waited for and recorded, whoever stops waiting
        ended = {intent.id: intent for intent in await _send_once(going, means)} if going else {}
    unsent = {intent.id: intent for intent in made if isinstance(intent, Intent)}
    return tuple([await _settled((ended | unsent)[intent.id], means) for intent, _ in rows])


async def _made_ready(rows: Sequence[tuple[Intent, Wish]], means: Means) -> list[Ready | Intent]:
    """In their order: of a customer's rows it is the first that acts."""
    standings = await _looked([wish for _, wish in rows], means)
    made: list[Ready | Intent] = []
    seen: set[int] = set()
    for (intent, wish), now in zip(rows, standings, strict=True):
        if isinstance(now, Standing) and now.customer_id in seen:
            made.append(await conclude(intent, wish, means, _TWICE))
            continue
        seen |= {now.customer_id} if isinstance(now, Standing) else set()
        made.append(await ready_from(intent, wish, now, means))
    return made


async def _looked(wishes: Sequence[Wish], means: Means) -> list[Standing | Missing]:
    found: dict[int, Standing | Missing] = {}
    limiter = anyio.CapacityLimiter(_READS_AT_ONCE)

    async def look_up(place: int, wish: Wish) -> None:
        async with limiter:
            found[place] = await look(wish, means)

    async with anyio.create_task_group() as tasks:
        for place, wish in enumerate(wishes):
            tasks.start_soon(look_up, place, wish)
    return [found[place] for place in range(len(wishes))]


async def _stop(rows: Sequence[tuple[Intent, Wish]], means: Means) -> None:
    for intent, wish in rows:
        with suppress(StoreError):  # ended already, or it cannot be recorded: the next start ends it
            await conclude(intent, wish, means, STOPPED)


async def _send_once(going: Sequence[tuple[Intent, Wish, Ready]], means: Means) -> list[Intent]:
    """All concluded by their place, though recording some of them fails; these are raised together at the end."""
    request = bulk_request([(wish, ready.standing.customer_id) for _, wish, ready in going])
    try:
        answer = await answer_to(request, [intent.id for intent, _, _ in going], means)
    except StoreError:
        await _stop([(intent, wish) for intent, wish, _ in going], means)
        raise
    evidence = [evidence_on(wish, ready.standing) for _, wish, ready in going]
    outcomes = told_all(request.asked, answer, effect=going[0][2].standing.effect, evidence=evidence)
    ended: list[Intent] = []
    failed: list[UnrecordedError] = []
    for (intent, wish, ready), outcome in zip(going, outcomes, strict=True):
        means.forget(ready.standing.customer_id)
        try:
            ended.append(await conclude_sent(intent, wish, ready.standing, means, outcome))
        except UnrecordedError as error:
            failed.append(error)
    if failed:
        raise UnrecordedError(failed[0].reason, *(end for error in failed for end in error.ends))
    return ended


async def _settled(intent: Intent, means: Means) -> Intent:
    return await read_again(intent, means) if intent.state is State.UNKNOWN else intent
