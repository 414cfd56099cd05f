"""Bodies of ``POST /v2/promotion/issue`` (000 and 001, body and response parameters)."""

from typing import Annotated

from promo_data.models.base import Answered, Asked, ListedOrAlone, VendorId


class IssueBody(Asked):
    """What is sent."""

    program_id: int
    promotion_id: int


class SideEffect(Answered):
    """One thing that was done; ``issual_id`` names an enrolment, and is a dummy where ``earned_id`` is given (001)."""

    program_id: int | None = None
    promotion_id: int | None = None
    issual_id: VendorId = None
    earned_id: VendorId = None


class IssueAnswer(Answered):
    """What comes back, errors and warnings aside."""

    side_effects: Annotated[tuple[SideEffect, ...], ListedOrAlone] = ()
