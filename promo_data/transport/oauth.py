"""Adds an OAuth token to a call, fetched once for all who wait and renewed before it ends (api-facts §1)."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from promo_data.errors import NotSentError, PromoInsightError, RefusedError
from promo_data.protocol.call import Answer, Call, Pairs
from promo_data.single_flight import SingleFlight
from promo_data.transport.authorise import authorised
from promo_data.transport.sender import Sender

_TOKEN_ENDED = frozenset({401, 498})
_SHARE_OF_LIFE_USED = 0.9


class Token(Protocol):
    """What the vendor's token answer says."""

    @property
    def access_token(self) -> str:
        """The text that goes into the header, bare."""

    @property
    def ttl_seconds(self) -> int:
        """How long it lives, in seconds."""


@dataclass(frozen=True, slots=True)
class TokenSource:
    """How a token is asked for and read; both come from the protocol."""

    call: Callable[[], Call]
    decode: Callable[[Answer], Token]


@dataclass(frozen=True, slots=True)
class _Held:
    text: str
    renew_at: float


class OAuthAuthorise:
    """Sends every call with a token in ``header`` and with the ``attribution`` headers.

    A token that the vendor no longer takes is discarded; a repeatable call is then sent once more with a new one, a
    write never.
    """

    def __init__(
        self,
        inner: Sender,
        *,
        tokens: TokenSource,
        header: str,
        attribution: Pairs = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._inner = inner
        self._tokens = tokens
        self._header = header
        self._attribution = attribution
        self._clock = clock
        self._held: _Held | None = None
        self._flight: SingleFlight[_Held] = SingleFlight()

    def __repr__(self) -> str:
        return f"OAuthAuthorise > {self._inner!r}"

    async def __call__(self, call: Call) -> Answer:
        """The answer to the authorised call.

        Where no token can be had: ``RefusedError`` for a read that the vendor refused one, else ``NotSentError``.
        """
        token = await self._token(call)
        answer = await self._send(call, token)
        if answer.status not in _TOKEN_ENDED:
            return answer
        if self._held is token:
            self._held = None
        return await self._send(call, await self._token(call)) if call.repeatable else answer

    async def _send(self, call: Call, token: _Held) -> Answer:
        return await self._inner(authorised(call, ((self._header, token.text), *self._attribution)))

    async def _token(self, call: Call) -> _Held:
        if self._held is not None and self._clock() < self._held.renew_at:
            return self._held
        try:
            return await self._flight.once(self._header, self._fetch)
        except PromoInsightError as error:
            if isinstance(error, RefusedError) and call.repeatable:
                raise
            raise NotSentError(f"Not sent, because no access token could be had. {error}") from error

    async def _fetch(self) -> _Held:
        asked_at = self._clock()
        token = self._tokens.decode(await self._inner(self._tokens.call()))
        self._held = _Held(token.access_token, asked_at + _SHARE_OF_LIFE_USED * token.ttl_seconds)
        return self._held
