"""The request and answer of createPromotion (004): pydantic, because people write one and read the other once.

Every spelling is the document's: ``contextID``, ``orgID`` and ``expJSON`` beside camel case. Fields the document does
not name are kept, so that what a person wrote is never lost.
"""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class Wire(BaseModel):
    """Camel case on the wire, frozen, unknown fields kept."""

    model_config = ConfigDict(frozen=True, extra="allow", alias_generator=to_camel, populate_by_name=True)


class Restriction(Wire):
    """One limit: its name, its value (-1 is no limit) and, where it resets, its period (004, restrictions)."""

    name: str
    value: int
    type: str | None = None
    period_type: str | None = None
    period_unit: str | None = None


class Restrictions(Wire):
    """The limits of each stage, and when an enrolment or issue expires."""

    redemption_restrictions: tuple[Restriction, ...] = ()
    issual_restrictions: tuple[Restriction, ...] = ()
    earn_restrictions: tuple[Restriction, ...] = ()
    expiry_restrictions: tuple[Restriction, ...] = ()


class PromotionRestrictions(Wire):
    """How the promotion is earned, for which target, and its limits; the answer adds what the server decides."""

    loyalty_earning_type: str | None = None
    is_stackable: bool | None = None
    is_exclusive: bool | None = None
    is_considered_for_ranking: bool | None = None
    is_always_apply: bool | None = None
    target_rule_ids: tuple[int, ...] | None = None
    target_group_ids: tuple[int, ...] | None = None
    restrictions: Restrictions | None = None
    scope: Any = None
    expiry_reminder: Any = None


class Limits(Wire):
    """Limits of the whole promotion; -1 is no limit. ``total_points_per_event_limit`` is in the answer only."""

    points_per_customer: int | None = None
    number_of_times_per_customer: int | None = None
    total_points_in_promotion: int | None = None
    total_points_per_event_limit: int | None = None


class PromotionAction(Wire):
    """What happens when a rule is met."""

    id: int | None = None
    action_name: str
    mandatory_properties_values: dict[str, Any]


class FilterInfo(Wire):
    """Which loyalty types or event sources a ruleset looks at."""

    id: int | None = None
    context_type: str | None = None
    name: str | None = None
    description: str | None = None
    is_include: bool | None = None
    property_to_values: dict[str, list[str]] | None = None


class Rule(Wire):
    """A condition and what follows from it."""

    id: int | None = None
    exp: str | bool
    exp_json: str = Field(alias="expJSON")
    is_active: bool
    case_to_actions: dict[str, tuple[PromotionAction, ...]]
    filter_info: tuple[FilterInfo, ...] = ()
    description: str | None = None
    exp_data_type: str | None = None
    rule_set_id: int | None = None
    updated_via_new_ui: bool | None = Field(None, alias="updatedViaNewUI")


class RulesetInfo(Wire):
    """The promotion's one ruleset; its dates are milliseconds since 1970."""

    id: int | None = None
    context_id: int = Field(alias="contextID")
    org_id: int = Field(alias="orgID")
    context_type: str
    endpoint_name: str
    name: str
    type: str
    start_date: int
    end_date: int
    active: bool
    rules: tuple[Rule, ...]
    filter_info: tuple[FilterInfo, ...] = ()
    capping_info: Any = None
    is_ruleset_for_global_promotion: str | bool | None = None
    program_ids: tuple[int, ...] = ()


class NewPromotion(Wire):
    """The ``promotion`` object of the request."""

    id: int
    name: str
    program_id: int
    start_date: datetime
    end_date: datetime
    identifier: str
    event_name: str
    allocate_points_on: str | None = None
    points_offer_type: str | None = None
    promotion_type: str | None = None
    promotion_source_type: str | None = None
    limits: Limits | None = None
    promotion_restrictions: PromotionRestrictions | None = None
    ruleset_infos: tuple[RulesetInfo, ...]


class CreateRequest(Wire):
    """The whole request body."""

    promotion: NewPromotion


class CreatedPromotion(Wire):
    """One promotion as the vendor created it; it may differ from what was sent (004, sample response)."""

    id: int
    name: str
    promotion_status: str | None = None
    program_id: int
    start_date: datetime | None = None
    end_date: datetime | None = None
    identifier: str | None = None
    is_active: bool | None = None
    event_name: str | None = None
    allocate_points_on: str | None = None
    limits: Limits | None = None
    points_offer_type: str | None = None
    promotion_restrictions: PromotionRestrictions | None = None


class Status(Wire):
    """How the vendor says it went."""

    code: int
    message: str | None = None


class CreateAnswer(Wire):
    """The whole answer."""

    status: Status
    validation_errors: Any = None
    data: tuple[CreatedPromotion, ...] | None = None
