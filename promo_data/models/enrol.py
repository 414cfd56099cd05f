"""Bodies of ``POST /v3/promotions/enrol`` (002, body and response parameters)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from promo_data.models.base import Answered, Asked, ListedOrAlone, VendorId


class EnrolAction(StrEnum):
    """What is asked for; ``ENROL_MILESTONES`` is named by error 310002 alone (002, error codes)."""

    ENROL = "ENROL"
    OPT_IN = "OPT_IN"
    ENROL_MILESTONES = "ENROL_MILESTONES"


class PromotionReference(Asked):
    """A promotion by both of its names: 24 hex digits, and a number."""

    id: str
    promotion_id: int


class MilestoneReference(Asked):
    """Where a milestone's rule goes is known from error 310009 alone (002, error codes)."""

    target_rule_id: int


class EnrolCustomer(Asked):
    """Who is enrolled; ``source`` is optional in the table and required by error 310008, so it is always sent."""

    identifier_name: str
    identifier_value: str = Field(repr=False)
    source: str
    milestone: MilestoneReference | None = None


class EnrolBody(Asked):
    """What is sent."""

    request_id: str
    action: EnrolAction
    promotion: PromotionReference
    customer: EnrolCustomer
    program_id: int


class EnrolledPromotion(Answered):
    """``enrollmentStatus.promotion``."""

    id: str | None = None
    program_id: int | None = None
    enrollment_id: VendorId = None
    optin_id: VendorId = None


class EnrolledMilestone(Answered):
    """One entry of ``enrollmentStatus.milestone.milestones``."""

    target_rule_id: int | None = None


class Milestones(Answered):
    """``enrollmentStatus.milestone``."""

    status: str | None = None
    milestones: Annotated[tuple[EnrolledMilestone, ...], ListedOrAlone] = ()


class EnrollmentStatus(Answered):
    """``enrollmentStatus``."""

    promotion: EnrolledPromotion | None = None
    milestone: Milestones | None = None


class EnrolData(Answered):
    """``data``; the customer it repeats is not read."""

    request_id: str | None = None
    enrollment_status: EnrollmentStatus | None = None
    status: str | None = None


class EnrolAnswer(Answered):
    """What comes back, errors and warnings aside."""

    data: EnrolData | None = None
