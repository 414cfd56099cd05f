"""Bodies of the four ``POST /v2/promotion/bulk/…``: one promotion, many customers (api-facts §4.2)."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from promo_data.models.base import Answered, Asked, ListedOrAlone, VendorId


class BulkAction(StrEnum):
    """What is asked for at an address that does more than one thing."""

    ENROL = "ENROL"
    EARN = "EARN"
    REVOKE_ENROL = "REVOKE_ENROL"
    REVOKE_EARN = "REVOKE_EARN"


class PromotionDetails(Asked):
    """The promotion by its number."""

    program_id: int
    promotion_id: int


class BulkCustomer(Asked):
    """One row; without ``earn_ids`` a revocation of issues would take all of them back, so it always has some."""

    identifier_value: str = Field(repr=False)
    source: str
    earn_ids: tuple[int | str, ...] | None = Field(default=None, min_length=1)


class BulkBody(Asked):
    """What is sent; ``type`` is written in capitals alone, and all customers are named by one kind of identifier."""

    type: Literal["CUSTOMER"] = "CUSTOMER"
    bulk_action: BulkAction | None
    promotion_details: PromotionDetails
    identifier_name: str
    customers: tuple[BulkCustomer, ...]


class BulkResult(Answered):
    """What was done for one customer; without ids where it was refused, with warning 8890."""

    entity_id: VendorId = None
    program_id: int | None = None
    promotion_id: int | None = None
    issual_id: VendorId = None
    earned_id: VendorId = None
    revoked_earn_ids: Annotated[tuple[VendorId, ...], ListedOrAlone] = ()


class BulkEntry(Answered):
    """The answer to one row, errors and warnings aside; a failed one has no result and so names no customer."""

    result: BulkResult | None = None


class BulkAnswer(Answered):
    """What comes back: entries in the order of the rows, and counts."""

    response: Annotated[tuple[BulkEntry, ...], ListedOrAlone] = ()
    total_count: int | None = None
    failure_count: int | None = None
