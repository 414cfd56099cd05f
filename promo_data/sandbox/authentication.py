"""Who is calling: Basic credentials of a till, or an OAuth token of a client (api-facts §1). They decide the org."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count

import orjson

from promo_data.sandbox.errors import Family, refused
from promo_data.sandbox.organisations import ACCESS_GROUPS, Org, credentials_of
from promo_data.sandbox.world import World

# What the header is called unless the switch `token_header` says otherwise
TOKEN_HEADER = "x-cap-api-oauth-token"  # noqa: S105 - the name of a header
_TOKEN_HEADING = b'{"alg":"HS256","typ":"JWT"}'


@dataclass(frozen=True, slots=True)
class Caller:
    """The org that calls, with what its credentials permit, and the name its requests per minute are counted under."""

    org: Org
    credentials: str


class Authentication:
    """Knows the credentials of every org and hands out tokens that hold until they expire by the world's clock."""

    def __init__(self, world: World) -> None:
        self._world = world
        known = [credentials_of(org, group) for org in world.all_orgs for group in ACCESS_GROUPS]
        self._tills = {basic_header(org.till, org.password): org for org in known}
        self._clients = {org.oauth_key: org for org in known}
        self._signing_key = f"sandbox {world.seed}".encode()
        self._token_numbers = count(1)

    def token(self, key: object, secret: object) -> str | None:
        """A new token for the client with that key and secret, or None for a wrong pair."""
        org = self._clients.get(key) if isinstance(key, str) else None
        if org is None or secret != org.oauth_secret:
            return None
        expires = int(self._world.clock().timestamp()) + self._world.token_seconds
        # Claims seen in the documents' decoded token: api-facts §1, JWT
        claims = {"client_id": org.oauth_key, "org_id": org.id, "exp": expires, "jti": next(self._token_numbers)}
        payload = f"{_encoded(_TOKEN_HEADING)}.{_encoded(orjson.dumps(claims))}"
        return f"{payload}.{self._signature(payload)}"

    def caller(self, headers: Mapping[str, str], family: Family) -> Caller:
        """Who sent these headers. A token counts before Basic. RefusedError 401, or 498 for an expired token on v3."""
        token = headers.get(self._world.switches.token_header)
        if token is not None:
            return self._token_holder(token, family)
        org = self._tills.get(headers.get("authorization", ""))
        if org is None:
            raise refused(family, 401, "Authentication failed, check username and password")
        return Caller(org, f"till {org.till}")

    def _token_holder(self, token: str, family: Family) -> Caller:
        payload, _, signature = token.rpartition(".")
        # Header values may hold any byte; only ASCII can be compared.
        if not token.isascii() or not hmac.compare_digest(signature, self._signature(payload)):
            raise refused(family, 401, "Authentication failed, invalid token")
        claims = orjson.loads(_decoded(payload.partition(".")[2]))
        if self._world.clock() >= datetime.fromtimestamp(claims["exp"], tz=self._world.today.tzinfo):
            # 498 is documented for v3 alone (api-facts §1 and §6)
            raise refused(family, 498 if family == "v3" else 401, "Token expired")
        org = self._clients[claims["client_id"]]
        return Caller(org, f"client {org.oauth_key}")

    def _signature(self, payload: str) -> str:
        return _encoded(hmac.digest(self._signing_key, payload.encode(), "sha256"))


def basic_header(till: str, password: str) -> str:
    """The Authorization header of a till: Base64 of till and MD5 hex of its password (api-facts §1)."""
    hashed = hashlib.md5(password.encode()).hexdigest()  # noqa: S324 - the vendor's rule for the password
    return f"Basic {base64.b64encode(f'{till}:{hashed}'.encode()).decode()}"


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
