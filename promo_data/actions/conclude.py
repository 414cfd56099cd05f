"""Writing down how an intent ended."""

from dataclasses import replace

from anyio import to_thread

from promo_data.actions.intent import Intent
from promo_data.actions.means import Means
from promo_data.actions.outcomes import Told
from promo_data.actions.shown import without_names
from promo_data.actions.wish import Wish


async def conclude(intent: Intent, wish: Wish, means: Means, end: Told) -> Intent:
    """The outcome on record; the vendor's words may repeat whom it was about, the record must not.

    Raises ``StoreError`` where it cannot be recorded.
    """
    message, vendor_message = without_names(end.message, wish), without_names(end.vendor_message, wish)
    nameless = replace(end, message=message, vendor_message=vendor_message)
    return await to_thread.run_sync(means.journal.conclude, intent.id, nameless)
