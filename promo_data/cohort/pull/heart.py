"""Signs of life of a pull under way: its lease is kept, its progress put on record, and a person's wish noticed."""

import logging
from threading import Event, Thread
from typing import Self
from uuid import UUID

from promo_data.cohort.pull.jobs import Jobs
from promo_data.cohort.pull.progress import Progress
from promo_data.errors import StoreError
from promo_data.store import Lease, LeaseLostError

_log = logging.getLogger(__name__)

BEAT_SECONDS = 2.0
"""How old a progress on screen is at most, and how late a wish is noticed."""


class Heart:
    """Beats while it is entered, in a thread of its own: the store may be slow, and the reading must not wait for it.

    ``is_over``: it is not to run any more, because a person said so or another process has taken it over.
    """

    def __init__(self, jobs: Jobs, lease: Lease, job_id: UUID, *, beat: float = BEAT_SECONDS) -> None:
        self._jobs = jobs
        self._lease = lease
        self._job_id = job_id
        self._beat = beat
        self._progress: Progress | None = None
        self._stop = Event()
        self._thread = Thread(target=self._live, name="promo-data-pull-heart", daemon=True)
        self.is_over = False

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def hear(self, progress: Progress) -> None:
        """Put on record at the next beat."""
        self._progress = progress

    def _live(self) -> None:
        while not self._stop.wait(self._beat) and not self.is_over:
            self._once()
        self._once()

    def _once(self) -> None:
        try:
            self._lease.renew()
            progress = self._progress
            if progress is not None and not self._jobs.report(self._lease, self._job_id, progress):
                self.is_over = True
        except LeaseLostError:
            self.is_over = True
        except StoreError as error:  # the next beat may succeed; until then the lease lives on
            _log.warning("The progress of pull %s could not be put on record. %s", self._job_id, error)
