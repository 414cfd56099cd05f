"""One structured line a sending: enough to find a call with the vendor's support, nothing about a person."""

import json
import logging
import re
import time
from collections.abc import Callable

from promo_data.errors import PromoInsightError
from promo_data.protocol.call import Answer, Call
from promo_data.transport.retry import current_try
from promo_data.transport.sender import Sender

logger = logging.getLogger(__name__)

# A list of objects or one object; 401 and 403 have a pair of their own (000 to 002, response samples; api-facts §1).
_CODE = re.compile(
    rb"""
    " (?: errors | warnings ) " \s* : \s* \[? \s* \{
        (?: [^{}"] | " (?: [^"\\] | \\. )* " )*?         # what stands before the code, whole texts at a time
        " (?: code | errorCode ) " \s* : \s* "? (\d{1,9}) [\s",}]
    | "errorCode" \s* : \s* "? (\d{1,9}) [\s",}]
    """,
    re.VERBOSE,
)
_EDGE = 1_000


class Log:
    """Writes a JSON object for each call that goes by; never its query, path, body, credentials or answer.

    ``scope_headers`` are the names of the headers that tell the orgs (003, headers); they alone are repeated.
    """

    def __init__(
        self, inner: Sender, *, scope_headers: frozenset[str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._inner = inner
        self._scope_headers = frozenset(name.lower() for name in scope_headers)
        self._clock = clock

    def __repr__(self) -> str:
        return f"Log > {self._inner!r}"

    async def __call__(self, call: Call) -> Answer:
        """The answer, unchanged."""
        started = self._clock()
        result: Answer | str = "cancelled"
        try:
            result = answer = await self._inner(call)
        except PromoInsightError as error:
            result = type(error).__name__
            raise
        finally:
            if logger.isEnabledFor(logging.INFO):
                logger.info("%s", json.dumps(self._line(call, result, self._clock() - started)))
        return answer

    def _line(self, call: Call, result: Answer | str, seconds: float) -> dict[str, object]:
        scope = {name: value for name, value in call.headers if name.lower() in self._scope_headers}
        line = {"endpoint": call.endpoint, "scope": scope, "try": current_try.get(), "seconds": round(seconds, 4)}
        if isinstance(result, str):
            return {**line, "failure": result}
        return {**line, "status": result.status, "code": first_code(result.body), "request_id": result.request_id}


def first_code(body: bytes) -> int | None:
    """The code of the first error or warning in a body, ``None`` where none is found.

    Errors come with HTTP 200 as often as not. Decoding every answer for its log line would cost more than the line, so
    it is looked for where the vendor writes it: before or after the data.
    """
    for edge in (body[:_EDGE], body[-_EDGE:]):
        if b'ode"' in edge and (found := _CODE.search(edge)):
            return int(found[1] or found[2])
    return None
