"""The job process beside the dashboard: started with it unless one runs by itself, and ended with it."""

import sys

from pages.components.configuration import configured_settings, connection_section
from pages.serving.port import known_sandbox_url
from promo_data.backend import resolved
from promo_data.errors import InputError, StoreError
from promo_data.settings import Settings
from promo_data.worker import Companion, Greeting, is_at_work

_COMMAND = (sys.executable, "-m", "promo_data", "worker", "--attached")


def companion() -> Companion:
    """Not started yet."""
    return Companion(_COMMAND, greeting)


def greeting() -> Greeting | None:
    """What a job process started now is told; ``None`` where it would have nothing to talk to, or one is at work."""
    try:
        settings = configured_settings()
    except InputError:  # the pages say what is wrong
        return None
    sandbox_url = known_sandbox_url()
    if settings.is_sandbox and sandbox_url is None:
        return None
    address = sandbox_url or ""
    return Greeting(connection_section(), address) if _is_wanted(settings, address) else None


def _is_wanted(settings: Settings, address: str) -> bool:
    try:
        return not is_at_work(resolved(settings, address))
    except InputError:  # the pages say what is wrong
        return False
    except StoreError:
        return True  # the job process says what is wrong, each time after a longer pause
