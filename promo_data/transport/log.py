"""One structured line a sending: enough to find a call with the vendor's support, nothing about a person."""

import json
import logging
import time
from collections.abc import Callable

from promo_data.errors import PromoInsightError
from promo_data.protocol.call import Answer, Call
from promo_data.transport.first_code import first_code
from promo_data.transport.retry import current_try
from promo_data.transport.sender import Sender

logger = logging.getLogger(__name__)


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
