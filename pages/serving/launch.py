"""What the launcher hands to Streamlit: routes and middleware, by what is configured."""

import logging
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import BaseRoute
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from pages.components.configuration import configured_settings
from pages.serving.exposure import ThisMachineOnly, refuse_exposure
from pages.serving.headers import SecurityHeaders
from pages.serving.port import NoticePort
from pages.serving.sandbox import sandbox_routes
from promo_data.errors import InputError
from promo_data.settings import Settings

_LOOPBACK_NAMES = ("127.0.0.1", "localhost")
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the pages."""

    routes: list[BaseRoute]
    middleware: list[Middleware]


def surroundings(script: Path) -> Surroundings:
    """Routes and middleware for the configured backend; the sandbox is served only where it is the backend.

    Ends the process with one sentence where a real account would be open to other machines. Streamlit is told where
    ``script`` is, because settings are read before st.App tells it, and not to look for page scripts itself: until
    some session ran ``app.py`` it would open files of ``pages`` without it. Requests are not logged: the sandbox's
    addresses name customers.
    """
    config._main_script_path = config._main_script_path or str(script)  # noqa: SLF001 - as `streamlit run` sets it
    if st.get_option("server.address") is None:  # our file says one: the settings were read before it was known where
        config.get_config_options(force_reparse=True)
    PagesManager.uses_pages_directory = False
    logging.getLogger("uvicorn.access").disabled = True
    sandbox = _sandbox_settings()
    if sandbox is None:
        refuse_exposure(st.get_option("server.address"))
    guard = [] if sandbox else [Middleware(ThisMachineOnly)]
    return Surroundings(
        routes=sandbox_routes(sandbox) if sandbox else [],
        middleware=[Middleware(SecurityHeaders), _known_hosts(), *guard, Middleware(NoticePort)],
    )


def _sandbox_settings() -> Settings | None:
    """The settings, where the sandbox is the backend.

    Wrong settings count as a real account: the pages say what is wrong, and nothing is served by accident.
    """
    try:
        settings = configured_settings()
    except InputError as error:
        _logger.warning("The settings are wrong: %s", error)
        return None
    return settings if settings.is_sandbox else None


def _known_hosts() -> Middleware:
    """A page elsewhere that rebinds its name to this machine is refused on every path (DNS rebinding)."""
    hosts = st.get_option("server.allowedHosts") or _LOOPBACK_NAMES
    return Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
