"""Looking the cache over, for ``promo-insight doctor``."""

from enum import StrEnum

from promo_data.cache.database import Database, Opened
from promo_data.cache.trouble import Trouble

_TRIAL = "trial"
_TRIAL_BYTES = 256 * 1024
"""More than a few free pages of the database can take, so that a full disk shows."""


class Health(StrEnum):
    """How a look at the cache ended."""

    WELL = "well"
    MADE_ANEW = "made anew"
    FULL = "full"
    IN_USE = "in use"
    UNWRITABLE = "unwritable"


_ENDINGS = {
    Trouble.DAMAGED: Health.UNWRITABLE,
    Trouble.FULL: Health.FULL,
    Trouble.IN_USE: Health.IN_USE,
    Trouble.UNWRITABLE: Health.UNWRITABLE,
}


def examined(database: Database) -> Health:
    """How it is after all of it was read and an entry kept for a trial; what was damaged is removed and made anew."""
    _result, trouble = database.mended(_read_and_written)
    if trouble is not None:
        return _ENDINGS[trouble]
    return Health.MADE_ANEW if database.was_damaged else Health.WELL


def _read_and_written(opened: Opened) -> None:
    """Raises ``ValueError`` where the database is damaged, and what the disk raises where nothing can be kept."""
    if not opened.entries.is_whole():
        raise ValueError("The cache is damaged.")
    opened.entries.set(_TRIAL, bytes(_TRIAL_BYTES), expire=0)
    opened.entries.delete(_TRIAL)
