"""Adds credentials to a call: a till's password (Basic); OAuth lies in ``oauth``."""

import hashlib
import re
from base64 import b64encode
from dataclasses import replace

from promo_data.protocol.call import Answer, Call, Pairs
from promo_data.transport.sender import Sender

_MD5 = re.compile(r"[0-9a-fA-F]{32}")


class BasicAuthorise:
    """Sends every call with ``Authorization: Basic`` (api-facts §1, basic user/password)."""

    def __init__(self, inner: Sender, *, username: str, password: str) -> None:
        self._inner = inner
        self._headers = (("Authorization", basic_authorization(username, password)),)

    def __repr__(self) -> str:
        return f"BasicAuthorise > {self._inner!r}"

    async def __call__(self, call: Call) -> Answer:
        """The answer to the authorised call."""
        return await self._inner(authorised(call, self._headers))


def authorised(call: Call, headers: Pairs) -> Call:
    """The call with ``headers`` added to its own."""
    return replace(call, headers=(*call.headers, *headers))


def basic_authorization(username: str, password: str) -> str:
    """The header's value: Base64 of the till's name and the MD5 hex of its password.

    A password of 32 hex digits is taken for the MD5 itself and sent as it is.
    """
    if not _MD5.fullmatch(password):
        # The vendor asks for MD5 (api-facts §1); it protects nothing here, TLS does.
        password = hashlib.md5(password.encode(), usedforsecurity=False).hexdigest()
    return f"Basic {b64encode(f'{username}:{password}'.encode()).decode()}"
