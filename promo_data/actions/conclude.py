"""Writing down how an intent ended."""

import logging
from dataclasses import fields, replace

from anyio import to_thread

from promo_data.actions.intent import Intent
from promo_data.actions.means import Means
from promo_data.actions.outcomes import Told
from promo_data.actions.shown import without_names
from promo_data.actions.standing import Standing
from promo_data.actions.unrecorded import UnrecordedError, ended_on_record, unrecorded
from promo_data.actions.wish import Wish
from promo_data.errors import StoreError
from promo_data.models.effect import WriteIds
from promo_data.vocabulary import Outcome

_log = logging.getLogger(__name__)

_LONGEST_ID = 100


async def conclude(intent: Intent, wish: Wish, means: Means, end: Told) -> Intent:
    """The outcome on record; the vendor's words may repeat whom it was about, the record must not.

    Raises ``StoreError`` where it cannot be recorded.
    """
    return await to_thread.run_sync(means.journal.conclude, intent.id, _fit_to_keep(end, wish))


async def conclude_sent(intent: Intent, wish: Wish, now: Standing, means: Means, end: Told) -> Intent:
    """As ``conclude``, after a send of which nothing may be lost: raises ``UnrecordedError``, which holds the end.

    Where another process or a person found out meanwhile how it ended, that is given back; what the answer says else is
    in the log.
    """
    told = _fit_to_keep(end, wish)
    try:
        return await to_thread.run_sync(means.journal.conclude, intent.id, told)
    except StoreError as error:
        found = await to_thread.run_sync(ended_on_record, means.journal, intent.id)
        if found is None:
            raise UnrecordedError(error, unrecorded(intent, now, told, means.journal.now())) from None
        if told.outcome not in (found.outcome, Outcome.UNKNOWN):
            _log.warning("action %s ended as %s; its late answer says %s", intent.id, found.state, told.outcome)
        return found


def _fit_to_keep(end: Told, wish: Wish) -> Told:
    """Nameless, with ids that every database takes: PostgreSQL keeps no text with a NUL in it."""
    ids = {field.name: getattr(end.ids, field.name) for field in fields(WriteIds)}
    return replace(
        end,
        message=without_names(end.message, wish),
        vendor_message=without_names(end.vendor_message, wish),
        ids=WriteIds(**{name: _printable(one) if isinstance(one, str) else one for name, one in ids.items()}),
        request_id=None if end.request_id is None else _printable(end.request_id),
    )


def _printable(identity: str) -> str | None:
    return "".join(one for one in identity[:_LONGEST_ID] if one.isprintable()) or None
