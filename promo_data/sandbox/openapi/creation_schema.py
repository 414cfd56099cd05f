"""The body of createPromotion as JSON Schema (004, request parameters)."""

from promo_data.sandbox.openapi.schema_parts import FLAG, INTEGER, MOMENT, TEXT, Schema, listed, record, words
from promo_data.sandbox.promotions import Stage
from promo_data.sandbox.restriction_names import CREATION_NAMES

_ANYTHING: Schema = {"type": "object"}
_CAP: Schema = {"type": "integer", "minimum": -1}


def _restriction(stage: Stage) -> Schema:
    """One limit of that stage; only `name` and `value` must be there."""
    return record(
        optional=("type", "periodType", "periodUnit"),
        name=words(*CREATION_NAMES[stage]),
        value=_CAP,
        type=words("PERIOD_BASED", "NON_PERIOD_BASED"),
        periodType=words("MOVING_WINDOW"),
        periodUnit=words("DAILY", "WEEKLY", "MONTHLY"),
    )


_EXPIRY = record(
    name=words("ISSUAL_PROMOTION_EXPIRY_BASED_ON", "EARN_PROMOTION_EXPIRY_BASED_ON"),
    value={"type": "integer", "minimum": 0},
    type=words("PROMOTION", "CUSTOM"),
)
_RESTRICTIONS = record(
    optional=("redemptionRestrictions", "issualRestrictions", "earnRestrictions", "expiryRestrictions"),
    redemptionRestrictions=listed(_restriction("redemption")),
    issualRestrictions=listed(_restriction("issual")),
    earnRestrictions=listed(_restriction("earn")),
    expiryRestrictions=listed(_EXPIRY),
)
_PROMOTION_RESTRICTIONS = record(
    optional=(
        *("loyaltyEarningType", "isStackable", "isExclusive", "isConsideredForRanking", "restrictions"),
        *("targetRuleIds", "targetGroupIds"),  # 004 marks them mandatory, which 4074 says of one source type alone
    ),
    loyaltyEarningType=words("ISSUE_AND_EARN", "DIRECT_EARN"),
    isStackable=FLAG,
    isExclusive=FLAG,
    isConsideredForRanking=FLAG,
    targetRuleIds=listed(INTEGER),
    targetGroupIds=listed(INTEGER),
    restrictions=_RESTRICTIONS,
)
_ACTION = record(actionName=TEXT, mandatoryPropertiesValues=_ANYTHING)
_RULE = record(
    optional=("id",),
    id=INTEGER,
    exp=TEXT,
    expJSON=TEXT,
    isActive=FLAG,
    caseToActions={"type": "object", "additionalProperties": listed(_ACTION)},
)
_RULESET = record(
    optional=("id", "filterInfo", "cappingInfo", "isRulesetForGlobalPromotion"),
    id=INTEGER,
    contextID=INTEGER,
    orgID=INTEGER,
    contextType=TEXT,
    endpointName=TEXT,
    name=TEXT,
    type=words("USER_CREATED"),
    startDate=INTEGER,
    endDate=INTEGER,
    active=FLAG,
    rules=listed(_RULE),
    filterInfo=listed(record(optional=("propertyToValues",), name=TEXT, propertyToValues=_ANYTHING)),
    cappingInfo={},
    isRulesetForGlobalPromotion={},  # a flag in 004's table, a text in its sample
)

CREATE_REQUEST = record(
    promotion=record(
        optional=("allocatePointsOn", "promotionType", "limits", "promotionRestrictions", "rulesetInfos"),
        id={"const": -1},
        name=TEXT,
        programId=INTEGER,
        startDate=MOMENT,
        endDate=MOMENT,
        allocatePointsOn=TEXT,
        identifier=TEXT,
        eventName=words("TRANSACTIONADD", "CUSTOMERUPDATE", "CUSTOMERREGISTRATION", "TARGETCOMPLETED"),
        pointsOfferType=words("LOYALTY", "LOYALTY_EARNING"),
        promotionType=TEXT,
        promotionSourceType=TEXT,
        limits=record(
            optional=("pointsPerCustomer", "numberOfTimesPerCustomer", "totalPointsInPromotion"),
            pointsPerCustomer=_CAP,
            numberOfTimesPerCustomer=_CAP,
            totalPointsInPromotion=_CAP,
        ),
        promotionRestrictions=_PROMOTION_RESTRICTIONS,
        rulesetInfos=listed(_RULESET),
    )
)
"""What a sound body looks like; what is refused, and with which code, is decided by the endpoint."""
