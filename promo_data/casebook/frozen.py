"""What a view was made of, as bytes and back, so that the same view can be made again."""

from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from zoneinfo import ZoneInfo

import msgspec

from promo_data.insight.customer import Basis
from promo_data.models.customer import CustomerIdentifier, nameless
from promo_data.models.reading import (
    CustomerRead,
    FilterCoverage,
    OrgCoverage,
    Problem,
    PromotionKey,
    PromotionRow,
    SecondOpinion,
)
from promo_data.vocabulary import CustomerStatus, IdentifierKind

_FREE_TEXT = frozenset(
    {"promotionName", "identifier", "description", "eventName", "key", "value", "message", "what", "where"}
)
"""The fields in which the vendor may say anything, as they are called in what is frozen."""


class _Frozen(msgspec.Struct, frozen=True):
    """A basis in types that JSON has: a promotion's key names nothing there, so ``listed`` is a list of pairs.

    JSON and no binary format, because the vendor's ids may be larger than those hold.
    """

    now: datetime
    near_share: float
    writable_orgs: tuple[int | None, ...]
    zone: str
    customer_id: int | None
    rows: tuple[PromotionRow, ...]
    coverage: tuple[OrgCoverage, ...]
    problems: tuple[Problem, ...]
    as_of: datetime | None
    mixed_units: bool
    filters: tuple[FilterCoverage, ...] | None
    listed: tuple[tuple[PromotionKey, dict[CustomerStatus, bool]], ...]


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(_Frozen)


def freeze(basis: Basis) -> bytes:
    """``basis`` as JSON, whole."""
    read, opinion = basis.read, basis.read.second_opinion
    listed = opinion.listed if opinion else {}
    frozen = _Frozen(
        now=basis.now,
        near_share=basis.near_share,
        writable_orgs=basis.writable_orgs,
        zone=str(basis.zone),
        customer_id=read.customer_id,
        rows=read.rows,
        coverage=read.coverage,
        problems=read.problems,
        as_of=read.as_of,
        mixed_units=read.mixed_units,
        filters=opinion.filters if opinion else None,
        listed=tuple((key, dict(lists)) for key, lists in listed.items()),
    )
    return _ENCODER.encode(frozen)


def thaw(content: bytes | msgspec.Raw) -> Basis:
    """What was frozen; raises ``ValueError`` where it is not readable, as one of another version may not be."""
    try:
        frozen = _DECODER.decode(content)
        zone = ZoneInfo(frozen.zone)
    except (msgspec.DecodeError, UnicodeError, LookupError, OSError):
        raise ValueError("This is not what was frozen.") from None
    opinion = None if frozen.filters is None else SecondOpinion(frozen.filters, dict(frozen.listed))
    read = CustomerRead(
        frozen.customer_id,
        frozen.rows,
        frozen.coverage,
        frozen.problems,
        frozen.as_of,
        frozen.mixed_units,
        opinion,
    )
    return Basis(read, frozen.now, frozen.near_share, frozen.writable_orgs, zone)


def nameless_frozen(content: bytes, identifier: CustomerIdentifier) -> bytes:
    """``content`` with the customer's name masked wherever the vendor's words repeat it; its own number stays.

    The rest can name nobody: figures, dates, ids of the vendor's, and words that every customer's answer has.
    """
    if identifier.kind is IdentifierKind.CUSTOMER_ID:
        return content
    hidden = cache(partial(nameless, names=(identifier.value,)))  # the same words come with every promotion
    return _ENCODER.encode(_masked(msgspec.json.decode(content), hidden))


def _masked(value: object, hidden: Callable[[str], str], field: str = "") -> object:
    if isinstance(value, dict):
        return {key: _masked(inner, hidden, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_masked(inner, hidden, field) for inner in value]
    return hidden(value) if isinstance(value, str) and field in _FREE_TEXT else value
