"""The shapes of bodies and answers as JSON Schema (OpenAPI 3.1, components)."""

from promo_data.sandbox.openapi.creation_schema import CREATE_REQUEST
from promo_data.sandbox.openapi.schema_parts import (
    FLAG,
    INTEGER,
    MOMENT,
    NOTHING,
    NUMBER_TEXT,
    TEXT,
    Schema,
    listed,
    nullable,
    record,
    words,
)

_PROBLEM = record(status=FLAG, message=TEXT, code=INTEGER)
_V3_PROBLEM = record(optional=("code",), code=INTEGER, message=TEXT)
_LIMIT = record(
    optional=("currentCustomerUsage", "type", "periodType", "periodUnit"),
    kpi=TEXT,
    maxLimit=NUMBER_TEXT,
    currentCustomerUsage=NUMBER_TEXT,
    limitOn=words("EVENT", "CUSTOMER", "PROMOTION"),
    type=words("NON_PERIOD_BASED", "PERIOD_BASED"),
    periodType=words("MOVING_WINDOW"),
    periodUnit=words("DAILY", "WEEKLY", "MONTHLY"),
)
_ISSUED = record(
    issualId=INTEGER, issualDate=MOMENT, issualExpiryDate=MOMENT, issualEventLogId=INTEGER, redeemedCount=INTEGER
)
_TIMELINE = record(
    enrollmentDate=MOMENT,
    enrollmentExpiryDate=MOMENT,
    enrollmentId=INTEGER,
    enrollEventLogId=INTEGER,
    issuedDetails=listed(_ISSUED),
)
_PROMOTION = record(
    optional=("promotionMetadata", "customerPromotionTimelines"),
    promotionId=INTEGER,
    promotionName=TEXT,
    programId=INTEGER,
    startDate=MOMENT,
    endDate=MOMENT,
    identifier=TEXT,
    description=TEXT,
    active=FLAG,
    eventName=TEXT,
    promotionMetadata=listed(record(key=TEXT, value=TEXT, brandDefined=FLAG)),
    limits=record(
        maxPointsPerEvent=NUMBER_TEXT,
        pointsPerCustomer=NUMBER_TEXT,
        numberOFTimesPerCustomer=INTEGER,
        totalPointsInPromotion=NUMBER_TEXT,
    ),
    customerUsage=record(
        currentPointsPerCustomer=NUMBER_TEXT,
        currentNumberOfTimesPerCustomer=INTEGER,
        currentTotalPointsInPromotion=NUMBER_TEXT,
    ),
    pointsOfferType=words("GENERIC", "LOYALTY", "LOYALTY_EARNING"),
    promotionRestriction=record(
        issualRestrictions=listed(_LIMIT), earnRestrictions=listed(_LIMIT), redemptionRestrictions=listed(_LIMIT)
    ),
    customerPromotionTimelines=listed(_TIMELINE),
    orgId=INTEGER,
)
_SIDE_EFFECT = record(
    optional=("earnedId",), programId=INTEGER, issualId=INTEGER, earnedId=INTEGER, promotionId=INTEGER, type=TEXT
)
_ENROLLED = record(
    id=TEXT, identifier=TEXT, programId=INTEGER, enrollmentId=nullable(NUMBER_TEXT), optinId=nullable(NUMBER_TEXT)
)
_MILESTONES = record(
    status=words("SUCCESS", "FAILED"),
    milestones=listed(record(targetGroupId=INTEGER, targetRuleId=INTEGER, initialBalance=INTEGER)),
)
_CREATED = record(
    id=INTEGER,
    name=TEXT,
    promotionStatus=words("UPCOMING", "LIVE", "COMPLETED"),
    programId=INTEGER,
    startDate=MOMENT,
    endDate=MOMENT,
    identifier=TEXT,
    isActive=FLAG,
    eventName=TEXT,
    allocatePointsOn={},
    limits={"type": "object"},
    pointsOfferType=words("LOYALTY", "LOYALTY_EARNING"),
    promotionRestrictions={"type": "object"},
)

SCHEMAS: dict[str, Schema] = {
    "PromotionData": record(
        pageDetails=record(pageNumber=INTEGER, pageSize=INTEGER, totalEntries=INTEGER, pageCount=INTEGER),
        customerId=INTEGER,
        promotions=listed(_PROMOTION),
        warnings=listed({}),
    ),
    "LookupRefusal": record(errors=listed(_PROBLEM)),
    "IssueRequest": record(programId=INTEGER, promotionId=INTEGER),
    "IssueAnswer": record(
        optional=("sideEffects",),
        warnings=listed(_PROBLEM),
        errors=listed(_PROBLEM),
        sideEffects=listed(_SIDE_EFFECT),
    ),
    "EnrolRequest": record(
        optional=("requestId", "optinDate"),
        requestId=TEXT,
        optinDate=MOMENT,
        action=words("ENROL", "OPT_IN", "ENROL_MILESTONES"),
        promotion=record(id=TEXT, promotionId=INTEGER),
        customer=record(
            optional=("milestone",),
            identifierName=TEXT,
            identifierValue=TEXT,
            source=TEXT,
            milestone=record(targetRuleId=INTEGER),
        ),
        programId=INTEGER,
    ),
    "EnrolAnswer": record(
        data=record(
            requestId={},
            action=TEXT,
            customer=record(identifierName=TEXT, identifierValue=TEXT, customerId=INTEGER),
            enrollmentStatus=record(promotion=_ENROLLED, milestone=nullable(_MILESTONES)),
            status=words("SUCCESS", "FAILED"),
        ),
        errors=NOTHING,
        warnings=nullable(listed(_V3_PROBLEM)),
    ),
    "V3Refusal": record(data=NOTHING, errors=listed(_V3_PROBLEM), warnings=NOTHING),
    "PromotionList": record(
        data=record(
            content=listed(record(metadata={"type": "object"}, id=TEXT)),
            totalElements=INTEGER,
            totalPages=INTEGER,
            size=INTEGER,
            number=INTEGER,
            first=FLAG,
            last=FLAG,
        ),
        errors=NOTHING,
        warnings=NOTHING,
    ),
    "AccessDenied": record(errorMessage=TEXT, errorCode=INTEGER),
    "TokenRequest": record(key=TEXT, secret=TEXT),
    "TokenAnswer": record(data=record(accessToken=TEXT, ttlSeconds=INTEGER), errors=NOTHING, warnings=NOTHING),
    "CreateRequest": CREATE_REQUEST,
    "CreateAnswer": record(
        status=record(code=INTEGER, message=TEXT),
        validationErrors=nullable(listed(record(code=INTEGER, message=TEXT))),
        data=nullable(listed(_CREATED)),
    ),
}
