"""Bodies of ``POST /v3/promotions/revoke`` (api-facts §4.3, revoke v3)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from promo_data.models.base import Answered, Asked, ListedOrAlone, VendorId


class RevokeAction(StrEnum):
    """What is taken back; this endpoint alone writes ENROLL with two L."""

    REVOKE_ENROLL = "REVOKE_ENROLL"
    REVOKE_OPTIN = "REVOKE_OPTIN"


class RevokedPromotion(Asked):
    """The promotion by its number: exactly one of number and identifier is taken."""

    promotion_id: int


class RevokeCustomer(Asked):
    """Whose enrolments or opt-ins, by their ids: at most ten, and here always some."""

    identifier_name: str
    identifier_value: str = Field(repr=False)
    source: str
    enrollment_ids: tuple[int | str, ...] | None = None
    opt_in_ids: tuple[int | str, ...] | None = None


class RevokeBody(Asked):
    """What is sent; ``request_id`` has at most 50 characters and is never used twice in an org (558)."""

    request_id: str
    action: RevokeAction
    program_id: int
    promotion: RevokedPromotion
    customers: tuple[RevokeCustomer]


class RevokeResult(Answered):
    """What was taken back from one customer."""

    customer_id: VendorId = None
    revoked_enrollment_ids: Annotated[tuple[VendorId, ...], ListedOrAlone] = ()
    revoked_opt_in_ids: Annotated[tuple[VendorId, ...], ListedOrAlone] = ()
    status: str | None = None


class RevokeData(Answered):
    """``data``."""

    request_id: str | None = None
    promotion_id: int | None = None
    customer_results: Annotated[tuple[RevokeResult, ...], ListedOrAlone] = ()
    status: str | None = None


class RevokeAnswer(Answered):
    """What comes back, errors and warnings aside."""

    data: RevokeData | None = None
