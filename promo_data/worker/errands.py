"""Long work of the job process, one piece at a time beside its rounds: pulls of customers."""

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import Protocol
from uuid import UUID

from promo_data.errors import PromoInsightError

_log = logging.getLogger(__name__)


class Pulls(Protocol):
    """What is to be pulled, and how (``promo_data.pulls``)."""

    def due(self) -> UUID | None:
        """What is to be carried out now."""

    def carry_out(self, job_id: UUID, is_stopped: Callable[[], bool]) -> None:
        """Go on with it until it ends or is to stop."""

    def sweep(self) -> None:
        """Remove what is kept no longer."""


class Errands:
    """Carries out one pull after another in a thread of its own, so that readings back need not wait for hours."""

    def __init__(self, pulls: Pulls) -> None:
        self._pulls = pulls
        self._stopping = Event()
        self._thread: Thread | None = None
        self._is_swept = False

    def look(self) -> None:
        """Begin what is due, unless something is under way; returns at once. Raises ``StoreError``."""
        if self._stopping.is_set() or (self._thread is not None and self._thread.is_alive()):
            return
        if not self._is_swept:
            self._pulls.sweep()
            self._is_swept = True
        due = self._pulls.due()
        if due is not None:
            self._thread = Thread(target=self._carry_out, args=(due,), name="promo-data-pull", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Cut off what is under way, and wait until that has happened; what was written is kept."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _carry_out(self, job_id: UUID) -> None:
        _log.info("Pull %s goes on.", job_id)
        try:
            self._pulls.carry_out(job_id, self._stopping.is_set)
        except PromoInsightError as error:
            _log.warning("Pull %s was left. %s", job_id, error)
        else:
            _log.info("Pull %s is left as it is now.", job_id)
