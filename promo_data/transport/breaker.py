"""Costs milliseconds where a dead vendor would cost seconds."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from http import HTTPStatus

from promo_data.errors import TransportError, UnreadableAnswerError
from promo_data.protocol.call import Answer, Call
from promo_data.transport.circuit import Circuit
from promo_data.transport.held_back import HeldBackError, in_seconds
from promo_data.transport.sender import Sender

logger = logging.getLogger(__name__)

_CONCURRENT_ACTIONS = 521
_JSON_BEGINS = frozenset({b"{", b"["})
_BLANKS = b" \t\r\n\xef\xbb\xbf"


class Breaker:
    """Sends calls while the vendor answers; while it is silent only a read now and then, one at a time.

    A write never finds out whether the vendor answers again. Times are told in ``zone``.
    """

    def __init__(
        self, inner: Sender, circuit: Circuit, *, zone: tzinfo = UTC, now: Callable[[], float] = time.time
    ) -> None:
        self._inner = inner
        self._circuit = circuit
        self._zone = zone
        self._now = now

    def __repr__(self) -> str:
        return f"Breaker > {self._inner!r}"

    async def __call__(self, call: Call) -> Answer:
        """The answer; raises ``HeldBackError`` where the vendor is not to be expected to give one."""
        ticket = self._circuit.admit(may_try=call.repeatable)
        if ticket is None:
            raise HeldBackError(self._sentence())
        try:
            answer = await self._inner(call)
        except BaseException as error:
            self._note(ticket, error)
            raise
        if is_sensible(answer):
            self._circuit.succeeded(ticket)
        else:
            self._failed(ticket)
        return answer

    def _note(self, ticket: int, error: BaseException) -> None:
        is_the_vendors = isinstance(error, (TransportError, UnreadableAnswerError))
        if is_the_vendors and not isinstance(error, HeldBackError):
            self._failed(ticket)
        else:
            self._circuit.said_nothing(ticket)

    def _failed(self, ticket: int) -> None:
        was_open = self._circuit.is_open
        self._circuit.failed(ticket)
        if self._circuit.is_open and not was_open:
            logger.warning("The vendor does not answer: calls are held back until it does.")

    def _sentence(self) -> str:
        silent_since = datetime.fromtimestamp(self._now() - self._circuit.seconds_silent, self._zone)
        since = f"Not sent: the vendor has not answered since {silent_since:%H:%M:%S %Z}."
        if self._circuit.is_trying:
            return f"{since} It is being tried again now."
        seconds = self._circuit.seconds_to_next_try
        if not seconds:
            return f"{since} The next look-up tries it again."
        return f"{since} It can be tried again in {in_seconds(seconds)}."


def is_sensible(answer: Answer) -> bool:
    """Whether the vendor answered, be it with a refusal.

    A server error is none, but for 521, which is about one customer (api-facts §6, HTTP list), and neither is success
    with anything but JSON, such as the page of an edge in front of the vendor. A status of 400 to 499 always is one.
    """
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return answer.status == _CONCURRENT_ACTIONS
    if answer.status >= HTTPStatus.BAD_REQUEST:
        return True
    return answer.body[:1] in _JSON_BEGINS or answer.body[:64].lstrip(_BLANKS)[:1] in _JSON_BEGINS
