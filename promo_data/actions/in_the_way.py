"""Intents of the same kind as a wish: the open one is found, and settled by reading where its end is not known."""

from contextlib import suppress
from datetime import timedelta

from anyio import to_thread

from promo_data.actions.intent import Intent, State
from promo_data.actions.journal import Journal
from promo_data.actions.means import Means
from promo_data.actions.settle import settle
from promo_data.actions.standing import Missing, Standing, standing
from promo_data.actions.wish import Wish
from promo_data.errors import StoreError
from promo_data.insight.customer import CustomerView

RECENT = timedelta(minutes=15)
"""So long after an action was carried out whoever wants the same is told of it."""


def open_intent_for(journal: Journal, wish: Wish, view: CustomerView) -> Intent | None:
    """The intent on record that would stand in the way of ``wish``, as of ``view``; raises ``StoreError``."""
    now = standing(view, wish)
    return None if isinstance(now, Missing) else journal.open_like(wish, now)


def done_before(journal: Journal, wish: Wish, view: CustomerView) -> Intent | None:
    """The last intent of the same kind, where it was carried out in the last ``RECENT``; raises ``StoreError``."""
    now = standing(view, wish)
    return None if isinstance(now, Missing) else journal.done_like(wish, now, journal.now() - RECENT)


async def settle_in_the_way(wish: Wish, now: Standing, means: Means) -> None:
    """Read what became of an UNKNOWN intent before it stands in the way of its like."""
    blocker = await to_thread.run_sync(means.journal.open_like, wish, now)
    if blocker is not None and blocker.state is State.UNKNOWN:
        with suppress(StoreError):  # another process settled it first; a record that is broken stops the claim
            await settle(blocker, means, final_after=means.final_after)
