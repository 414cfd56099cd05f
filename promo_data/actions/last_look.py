"""The moment before a request leaves: it is put on record as SENT, unless somebody has ended it meanwhile."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from anyio import to_thread

from promo_data.actions.intent import Intent
from promo_data.actions.means import Means
from promo_data.errors import StoreError
from promo_data.transport.held_back import HeldBackError

LONGEST_STANDSTILL = timedelta(seconds=5)
"""How long the step from the record to the wire may take: so long after ``sent_at`` nothing leaves any more."""

SHORTEST_WINDOW = timedelta(seconds=300)
"""How long after ``sent_at`` nobody may take an absent trace for proof, whatever is set.

It holds a standstill, and what the vendor carries out late: how late that may be, no document says (design §6).
"""

_UNRECORDED = "It cannot be recorded, so it was not sent."
_STOOD_STILL = "Not sent: the program stood still for too long just before sending."


class LastLook:
    """Puts intents on record as SENT, in the one step that finds out whether they still may be: then it leaves at once.

    To be awaited after all that a sender waits for. Whoever found a process dead or standing still has moved its row on
    from PREPARED, so that this raises ``StoreError``; one that stood still after the step is told so by
    ``HeldBackError``, by the steady clock or the time of day, whichever saw more go by. What remains is to stand still
    between this look and the socket, which is one turn of the event loop, for longer than the whole window of settling.
    """

    def __init__(self, intent_ids: Sequence[UUID], means: Means) -> None:
        self._intent_ids = intent_ids
        self._means = means
        self.is_past = False

    async def __call__(self) -> None:
        """Return where the request may leave; ``is_past`` from then on."""
        began = self._means.steady()
        sent = await self._marked()
        by_day = [self._means.journal.now() - intent.sent_at for intent in sent if intent.sent_at is not None]
        if max(timedelta(seconds=self._means.steady() - began), *by_day) > LONGEST_STANDSTILL:
            raise HeldBackError(_STOOD_STILL)
        self.is_past = True

    async def _marked(self) -> Sequence[Intent]:
        journal, vendor_time = self._means.journal, self._means.vendor_time()
        try:
            return await to_thread.run_sync(journal.mark_all_sent, self._intent_ids, vendor_time)
        except StoreError as error:
            raise StoreError(f"{_UNRECORDED} {error}") from None
