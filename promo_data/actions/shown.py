"""A request as it may be shown and recorded: the same, with whatever names the customer masked."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from promo_data.actions.wish import Wish
from promo_data.models.customer import masked, nameless
from promo_data.protocol.call import Call, Pairs


@dataclass(frozen=True, slots=True)
class ShownRequest:
    """What would travel, without host and credentials; ``body`` is JSON text."""

    method: str
    path: str
    query: Pairs
    body: str

    @property
    def digest(self) -> str:
        """SHA-256 of the shown request: of the masked one, because a bare number is found by trying all."""
        return hashlib.sha256(repr((self.method, self.path, self.query, self.body)).encode()).hexdigest()


def shown(call: Call, wish: Wish) -> ShownRequest:
    """``call`` as it may be shown: every value that is the wish's identifier or account is masked."""
    names = _names(wish)
    query = tuple((name, masked(value) if value in names else value) for name, value in call.query)
    body = _masked_in(orjson.loads(call.body or b"null"), names)
    return ShownRequest(call.method, call.path, query, orjson.dumps(body).decode())


def without_names(text: str, wish: Wish) -> str:
    """``text`` with the wish's identifier and account masked wherever they stand in it as a word."""
    return nameless(text, _names(wish))


def _names(wish: Wish) -> set[str]:
    return {value for value in (wish.identifier.value, wish.account_id) if value}


def _masked_in(value: object, names: set[str]) -> object:
    if isinstance(value, Mapping):
        return {key: _masked_in(part, names) for key, part in value.items()}
    if isinstance(value, list):
        return [_masked_in(part, names) for part in value]
    return masked(value) if isinstance(value, str) and value in names else value
