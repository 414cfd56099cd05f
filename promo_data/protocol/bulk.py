"""One promotion for many customers, or taken back: the four ``POST /v2/promotion/bulk/…`` (api-facts §4.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from promo_data.errors import InputError
from promo_data.models.bulk import BulkAction, BulkBody, BulkCustomer, PromotionDetails
from promo_data.models.customer import CustomerIdentifier
from promo_data.protocol.call import Call
from promo_data.protocol.vendor_ids import as_asked
from promo_data.vocabulary import ENROL_SOURCES, Endpoint, IdentifierKind


class BulkKind(StrEnum):
    """What a bulk request does: its address and its action in one word."""

    ENROL = "enrol"
    EARN = "earn"
    DIRECT_EARN = "direct earn"
    REVOKE_ENROL = "revoke enrol"
    REVOKE_EARN = "revoke earn"
    REVOKE_DIRECT_EARN = "revoke direct earn"

    @property
    def endpoint(self) -> Endpoint:
        """Where it is asked for."""
        return _PLACES[self][0]

    @property
    def largest_batch(self) -> int:
        """How many customers one request may name."""
        return _LARGEST_BATCH[self.endpoint]

    @property
    def names_issues(self) -> bool:
        """Whether each row names the issue that is meant: all of a customer's would be taken back otherwise."""
        return self in (BulkKind.REVOKE_EARN, BulkKind.REVOKE_DIRECT_EARN)


_PLACES: Mapping[BulkKind, tuple[Endpoint, BulkAction | None]] = {
    BulkKind.ENROL: (Endpoint.ENROL_AND_EARN, BulkAction.ENROL),
    BulkKind.EARN: (Endpoint.ENROL_AND_EARN, BulkAction.EARN),
    BulkKind.DIRECT_EARN: (Endpoint.DIRECT_EARN, None),
    BulkKind.REVOKE_ENROL: (Endpoint.REVOKE_ENROL_AND_EARN, BulkAction.REVOKE_ENROL),
    BulkKind.REVOKE_EARN: (Endpoint.REVOKE_ENROL_AND_EARN, BulkAction.REVOKE_EARN),
    BulkKind.REVOKE_DIRECT_EARN: (Endpoint.REVOKE_DIRECT_EARN, None),
}
_LARGEST_BATCH: Mapping[Endpoint, int] = {
    # Its newest page says 100, an older version of it what directEarn says (api-facts §4.2, batch max, ENRB).
    Endpoint.ENROL_AND_EARN: 100,
    # No limit, or 10 where Bulk API Redirection is on, which cannot be seen from here (api-facts §4.2, BULK).
    Endpoint.DIRECT_EARN: 10,
    # api-facts §4.2, revoke: REV2 says 100, REVD what directEarn says.
    Endpoint.REVOKE_ENROL_AND_EARN: 100,
    Endpoint.REVOKE_DIRECT_EARN: 10,
}
_IDENTIFIERS = frozenset({IdentifierKind.CUSTOMER_ID, IdentifierKind.MOBILE, IdentifierKind.EMAIL})


@dataclass(frozen=True, slots=True)
class BulkRow:
    """One customer: as the request names them, by the number that the answer names them by, and what is taken back.

    Without ``customer_id`` the row can be shown, but no answer to it be believed.
    """

    identifier: CustomerIdentifier = field(repr=False)
    customer_id: int | None = None
    revoked_id: str | None = None


@dataclass(frozen=True, slots=True)
class BulkAsk:
    """What is asked for, row by row: an answer is compared with it."""

    kind: BulkKind
    program_id: int
    promotion_id: int
    rows: tuple[BulkRow, ...]


def bulk_call(asked: BulkAsk) -> Call:
    """The request.

    Raises ``InputError`` for no rows or more than one request takes, for customers named in several ways or by an
    external id, for a source it does not write with, and where what is taken back has no id.
    """
    path = f"/v2/{asked.kind.endpoint}"
    body = BulkBody(
        bulk_action=_PLACES[asked.kind][1],
        promotion_details=PromotionDetails(program_id=asked.program_id, promotion_id=asked.promotion_id),
        identifier_name=_identifier_kind(asked).value,
        customers=tuple(_customer(asked.kind, row) for row in asked.rows),
    )
    headers = (("Content-Type", "application/json"),)
    return Call(asked.kind.endpoint, "POST", path, headers=headers, body=body.wire())


def _identifier_kind(asked: BulkAsk) -> IdentifierKind:
    most = asked.kind.largest_batch
    if not 1 <= len(asked.rows) <= most:
        raise InputError(f"The vendor takes 1 to {most} customers in one such request.")
    kinds = {row.identifier.kind for row in asked.rows}
    if len(kinds) > 1:
        raise InputError("All customers of one request have to be named by the same kind of identifier.")
    if not kinds <= _IDENTIFIERS:
        raise InputError("Here the vendor knows customers by mobile, e-mail or customer id only.")
    return kinds.pop()


def _customer(kind: BulkKind, row: BulkRow) -> BulkCustomer:
    identifier = row.identifier
    if identifier.source not in ENROL_SOURCES:  # no list is given; these are what both single requests take
        raise InputError(f"This cannot be done with the source {identifier.source}: choose another.")
    return BulkCustomer(
        identifier_value=identifier.value,
        source=identifier.source.value,
        earn_ids=(_named(row.revoked_id),) if kind.names_issues else None,
    )


def _named(revoked_id: str | None) -> int | str:
    if revoked_id is None:
        raise InputError("What is taken back has to be named by its id.")
    return as_asked(revoked_id)
