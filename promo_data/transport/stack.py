"""Puts the senders together for one set of credentials."""

import hashlib
import json
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from math import inf
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from promo_data.errors import InputError
from promo_data.protocol.call import Answer, Call, Pairs
from promo_data.settings import Credentials, Settings
from promo_data.transport.authorise import BasicAuthorise
from promo_data.transport.breaker import Breaker
from promo_data.transport.circuit import Circuit
from promo_data.transport.concurrency import ConcurrencyCap
from promo_data.transport.deadline import Deadline
from promo_data.transport.hosts import checked_base_url
from promo_data.transport.http import Bounds, Http
from promo_data.transport.log import Log
from promo_data.transport.oauth import OAuthAuthorise, Token, TokenSource
from promo_data.transport.rate_limit import RateLimit
from promo_data.transport.retry import Retry
from promo_data.transport.retry_budget import RetryBudget
from promo_data.transport.sender import Sender
from promo_data.transport.shared_book import SharedBook
from promo_data.transport.vendor_clock import VendorClock

_GRANTS_FOLDER = "rate"
_BOUNDS = Bounds()

TokenCall = Callable[[str, str], Call]
"""Key and secret to the call that asks for a token."""

DecodeToken = Callable[[Answer], Token]
"""The answer to that call to the token; raises ``RefusedError`` or ``UnreadableAnswerError``."""


class AuthorisedSender:
    """The whole stack for one host and one set of credentials; used on one event loop."""

    def __init__(self, top: Sender, bottom: Http, grants: SharedBook) -> None:
        self._top = top
        self._bottom = bottom
        self._grants = grants
        self._vendor_clock = VendorClock()

    def __repr__(self) -> str:
        return repr(self._top)

    async def __call__(self, call: Call) -> Answer:
        """The vendor's answer, whatever its status; raises as ``Sender`` says, and ``RefusedError`` for a token."""
        answer = await self._top(call)
        self._vendor_clock.hear(answer)
        return answer

    def vendor_time(self) -> datetime | None:
        """What time it is at the vendor, as far as its answers to this sender told."""
        return self._vendor_clock.now()

    async def aclose(self) -> None:
        """Closes every connection, and the file that the rate is shared through."""
        await self._bottom.aclose()
        self._grants.close()


def open_sender(  # noqa: PLR0913 - one place decides how a stack is put together
    settings: Settings,
    token_call: TokenCall,
    decode_token: DecodeToken,
    *,
    credentials: Credentials | None = None,
    background: bool = False,
    longest_wait: float | None = None,
    bounds: Bounds = _BOUNDS,
    clock: Callable[[], float] = time.monotonic,
) -> AuthorisedSender:
    """A stack for ``settings.base_url`` with the settings' credentials, or with another org's own.

    ``token_call`` and ``decode_token`` are the protocol's. ``background`` is for work that nobody waits for: it leaves
    a part of the rate to people and waits for its turn as long as it takes. ``longest_wait`` is how many seconds a
    call may be held back to keep to the calls a minute, by default as many as a read may take in all, which is
    ``bounds.total_seconds``. Nothing is sent yet. Raises ``InputError`` where the address may not be talked to.
    """
    used = credentials or settings.credentials
    if settings.base_url is None or used is None:
        raise InputError("PROMO_BASE_URL and credentials must be set to talk to the vendor.")
    bottom = _http(settings, settings.base_url, bounds)
    grants = SharedBook(_grants_file(settings, used), per_period=settings.rate_per_minute, clock=clock)
    if longest_wait is None:
        longest_wait = inf if background else bounds.total_seconds

    logged = Log(bottom, scope_headers=frozenset({"DATA-SCOPE", settings.scope_header}), clock=clock)
    paced = RateLimit(logged, grants, background=background, longest_wait=longest_wait, clock=clock)
    guarded = Breaker(paced, Circuit(clock=clock), zone=ZoneInfo(settings.timezone))
    retried: Sender = Retry(guarded, RetryBudget(clock=clock), background=background)
    # Nobody waits for background work: neither its place nor its turn are on the time that a read is given.
    timed = Deadline(retried, seconds=bounds.total_seconds) if background else retried
    authorised = _authorised(timed, settings, used, (token_call, decode_token), clock)
    capped = ConcurrencyCap(authorised, at_once=settings.concurrency)
    top = capped if background else Deadline(capped, seconds=bounds.total_seconds)
    return AuthorisedSender(top, bottom, grants)


def fingerprint(settings: Settings, credentials: Credentials | None = None) -> str:
    """A stable text that differs for every host, credentials and attribution: a part of cache keys.

    It is a digest, so that it can be compared but not read; it is for the cache's HMAC alone and never logged.
    """
    host = checked_base_url(settings.base_url or "", settings.allowed_hosts)
    used = credentials or settings.credentials
    parts = [host, [] if used is None else _revealed(used), *_attribution(settings)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _grants_file(settings: Settings, used: Credentials) -> Path:
    """The file that shares the rate, which the vendor allows per host and key, whoever calls (api-facts §6).

    Its name is a digest of the two, without the secret.
    """
    host = checked_base_url(settings.base_url or "", settings.allowed_hosts)
    parts = [host, used.auth, used.username if used.auth == "basic" else used.oauth_key]
    digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    return settings.data_dir / _GRANTS_FOLDER / f"{digest[:32]}.sqlite"


def _http(settings: Settings, base_url: str, bounds: Bounds) -> Http:
    proxy = settings.proxy.get_secret_value() if settings.proxy else None
    hosts, connections = settings.allowed_hosts, settings.concurrency
    return Http(base_url, allowed_hosts=hosts, connections=connections, bounds=bounds, proxy=proxy)


def _authorised(
    inner: Sender,
    settings: Settings,
    used: Credentials,
    tokens: tuple[TokenCall, DecodeToken],
    clock: Callable[[], float],
) -> Sender:
    if used.auth == "basic":
        username, password = _pair(used.username, used.password)
        return BasicAuthorise(inner, username=username, password=password)
    token_call, decode_token = tokens
    source = TokenSource(partial(token_call, *_pair(used.oauth_key, used.oauth_secret)), decode_token)
    header, attribution = settings.token_header, _attribution(settings)
    return OAuthAuthorise(inner, tokens=source, header=header, attribution=attribution, clock=clock)


def _pair(name: str | None, secret: SecretStr | None) -> tuple[str, str]:
    if name is None or secret is None:
        raise InputError("The credentials are incomplete.")
    return name, secret.get_secret_value()


def _revealed(credentials: Credentials) -> list[str | None]:
    return [value.get_secret_value() if isinstance(value, SecretStr) else value for _name, value in credentials]


def _attribution(settings: Settings) -> Pairs:
    """Which till or store a call is counted for (api-facts §1, attribution; OAuth only)."""
    given = (
        ("X-CAP-API-ATTRIBUTION-ENTITY-TYPE", settings.attribution_entity_type),
        ("X-CAP-API-ATTRIBUTION-ENTITY-CODE", settings.attribution_entity_code),
    )
    return tuple((name, value) for name, value in given if value is not None)
