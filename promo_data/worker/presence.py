"""Whether a job process is at work already."""

from datetime import UTC, datetime
from functools import partial

from promo_data.acting import store_place
from promo_data.actions.duty import lease_on
from promo_data.settings import Settings
from promo_data.store import open_store, store_exists


def is_at_work(settings: Settings) -> bool:
    """Whether some living process has the duty for the backend of these resolved ``settings``.

    Raises ``StoreError`` where that cannot be told.
    """
    place = store_place(settings)
    if not store_exists(place):
        return False
    engine = open_store(place, checked=False)
    try:
        return lease_on(engine, settings.base_url or "", partial(datetime.now, UTC)).is_taken()
    finally:
        engine.dispose()
