"""What travels: a ``Call`` out and an ``Answer`` back, both plain values that know nothing of HTTP clients."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from promo_data.vocabulary import Endpoint

Pairs = tuple[tuple[str, str], ...]
LastLook = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Call:
    """One request to the vendor, without host and credentials.

    ``query`` and ``body`` may name a customer and ``headers`` come to hold credentials, so none shows in ``repr``.
    ``last_look`` is awaited once a connection is there, as the last thing before the first byte is written to it; what
    it raises keeps the request from leaving.
    """

    endpoint: Endpoint
    method: Literal["GET", "POST"]
    path: str
    query: Pairs = field(default=(), repr=False)
    headers: Pairs = field(default=(), repr=False)
    body: bytes | None = field(default=None, repr=False)
    last_look: LastLook | None = field(default=None, repr=False, compare=False)

    @property
    def repeatable(self) -> bool:
        """Whether sending it twice does no harm: reads, and asking for a token."""
        return self.method == "GET" or self.endpoint is Endpoint.TOKEN


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the HTTP status, the headers with lower-case names, and the whole decoded body."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def request_id(self) -> str | None:
        """The vendor's id of this request, for its support (api-facts §6, response headers)."""
        return self.headers.get("x-cap-requestid")
