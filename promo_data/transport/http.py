"""The bottom of the stack: bytes over HTTP, and the only file that knows httpx and aiohttp."""

import asyncio
import logging
from collections.abc import Collection
from contextlib import aclosing, suppress
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

from promo_data import __version__
from promo_data.errors import AnswerLostError, InputError, NotSentError, TransportError, UnreadableAnswerError
from promo_data.protocol.call import Answer, Call
from promo_data.transport.hosts import check_host

# Both types are the vendor's (api-facts §1, header on calls); a body without one would go out as a stream of bytes.
_HEADERS = {
    "accept": "application/json",
    "accept-encoding": "gzip",
    "content-type": "application/json",
    "user-agent": f"promotion-insight/{__version__}",
}

# What aiohttp raises before a byte of the request is written (aiohttp 3.14, connector.py), the narrowest kind first.
_IN_DOUBT = ": it is not known whether the request was carried out."
_NEVER_LEFT: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (aiohttp.ClientConnectorDNSError, "The vendor's server was not found: its name leads nowhere."),
    (aiohttp.ClientSSLError, "The vendor's server was reached but could not prove who it is: nothing was sent."),
    (aiohttp.ClientConnectorError, "The vendor's server refused the connection or cannot be reached."),
    (aiohttp.ConnectionTimeoutError, "The vendor's server did not take the connection in time."),
    ((aiohttp.InvalidURL, httpx.InvalidURL), "The request has an address that cannot be called: nothing was sent."),
)

# httpx logs every URL, and the vendor's URLs name customers; transport/log.py writes what may be known.
logging.getLogger("httpx").addFilter(lambda _record: False)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long one sending may take, in seconds, and how large its decoded body may be, in bytes."""

    connect_seconds: float = 3.0
    read_seconds: float = 10.0
    total_seconds: float = 20.0
    body_bytes: int = 8 * 1024 * 1024


def checked_base_url(base_url: str, allowed_hosts: Collection[str] = ()) -> str:
    """The address as the HTTP client understands it, without a trailing slash.

    It is parsed by the client's own parser and put together again from the parts that were checked, so that no
    other reading of the same text can lead elsewhere. Raises ``InputError`` where ``check_host`` does.
    """
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL:
        raise InputError("PROMO_BASE_URL is no address, such as https://eu.api.capillarytech.com.") from None
    if url.userinfo or url.query or url.fragment:
        raise InputError("PROMO_BASE_URL must hold no user name, no password, no ? and no #.")
    check_host(url.scheme, url.host, url.port, allowed_hosts)
    return str(httpx.URL(scheme=url.scheme, host=url.host, port=url.port, path=url.path)).rstrip("/")


class Http:
    """Sends a call once, without following redirects, keeping cookies or asking the environment for proxies."""

    def __init__(
        self, base_url: str, *, allowed_hosts: Collection[str] = (), connections: int = 16, bounds: Bounds = Bounds()
    ) -> None:
        self._base_url = checked_base_url(base_url, allowed_hosts)
        self._bounds = bounds
        self._connections = connections
        self._transport = AiohttpTransport(client=self._session, trust_env=False)
        self._client = httpx.AsyncClient(
            transport=self._transport,
            timeout=httpx.Timeout(bounds.read_seconds, connect=bounds.connect_seconds, pool=bounds.connect_seconds),
            trust_env=False,
        )

    def __repr__(self) -> str:
        return f"Http({httpx.URL(self._base_url).host}, {self._bounds})"

    async def __call__(self, call: Call) -> Answer:
        """The answer with its whole decoded body.

        Raises ``NotSentError`` only where the request provably never left; any other failure of the wire is an
        ``AnswerLostError``, and a body that is too large or wrongly packed an ``UnreadableAnswerError``.
        """
        try:
            async with asyncio.timeout(self._bounds.total_seconds):
                return await self._exchange(call)
        except (httpx.HTTPError, httpx.InvalidURL, aiohttp.ClientError, OSError, ValueError) as error:
            failure = self._failure(call, error)
        raise failure  # outside the except block: the errors of both libraries hold the URL

    async def aclose(self) -> None:
        """Closes every connection."""
        await self._client.aclose()

    def _session(self) -> aiohttp.ClientSession:
        """Made at the first call, because it belongs to the event loop that runs then."""
        connector = aiohttp.TCPConnector(limit=self._connections, ssl=self._transport.ssl_context)
        session = aiohttp.ClientSession(
            connector=connector, cookie_jar=aiohttp.DummyCookieJar(), trust_env=False, auto_decompress=False
        )
        # aiohttp repeats a GET whose connection dropped: past our limit of calls, and on top of our own tries.
        session._retry_connection = False  # noqa: SLF001 - as aiohttp's own test client does; there is no public switch
        return session

    async def _exchange(self, call: Call) -> Answer:
        # Built here and not by the client, which would merge addresses, headers and cookies for half of its time.
        url = f"{self._base_url}{call.path}?{urlencode(call.query)}"
        headers = _HEADERS | {name.lower(): value for name, value in call.headers}
        request = httpx.Request(call.method, url, headers=headers, content=call.body)
        async with aclosing(await self._client.send(request, stream=True)) as response:
            return Answer(response.status_code, _plain(response.headers.raw), await self._body(response))

    async def _body(self, response: httpx.Response) -> bytes:
        # Codings can be nested (RFC 9110, section 8.4), and each level multiplies: only one is undone.
        if response.headers.get("content-encoding", "identity") not in {"identity", "gzip"}:
            raise UnreadableAnswerError(
                "The answer is packed in a way we did not ask for.", status=response.status_code
            )
        body = bytearray()
        with suppress(httpx.DecodingError):
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > self._bounds.body_bytes:
                    raise UnreadableAnswerError("The answer is too large to be true.", status=response.status_code)
            return bytes(body)
        raise UnreadableAnswerError("The answer cannot be unpacked.", status=response.status_code)

    def _failure(self, call: Call, error: Exception) -> TransportError:
        """Our error in place of the libraries'.

        httpx_aiohttp turns a connection lost *after* sending (aiohttp's ``ServerDisconnectedError``,
        ``ClientOSError``) into ``httpx.ConnectTimeout``, so the error that caused it decides.
        """
        for kind, sentence in _NEVER_LEFT:
            if isinstance(error.__cause__ or error, kind):
                return NotSentError(sentence)
        return AnswerLostError(f"{self._loss(error)}{'.' if call.repeatable else _IN_DOUBT}")

    def _loss(self, error: Exception) -> str:
        if isinstance(error, httpx.ReadTimeout):
            return f"No answer within {self._bounds.read_seconds:g} seconds"
        if isinstance(error, TimeoutError):
            return f"No answer within {self._bounds.total_seconds:g} seconds"
        return "The connection broke before the whole answer had arrived"


def _plain(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Names in lower case; bytes beyond ASCII as HTTP/1.1 has them (RFC 9110, section 5.5)."""
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}
