"""The shapes of the bulk, revoke and programme endpoints as JSON Schema (api-facts §4.2 to §4.4)."""

from promo_data.sandbox.openapi.schema_parts import (
    FLAG,
    INTEGER,
    NOTHING,
    NUMBER_TEXT,
    TEXT,
    Schema,
    any_of,
    listed,
    nullable,
    record,
    reference,
    words,
)

_PROBLEM = record(status=FLAG, message=TEXT, code=INTEGER)
_ID = any_of(INTEGER, NUMBER_TEXT)
_DETAILS = record(optional=("promotionId", "promoIdentifier"), programId=INTEGER, promotionId=_ID, promoIdentifier=TEXT)
_ROW = record(optional=("earnIds",), identifierValue=TEXT, source=TEXT, earnIds=listed(INTEGER))
_RESULT = record(
    optional=("promotionId", "promoIdentifier", "issualId", "earnedId", "revokedEarnIds"),
    entityType=words("CUSTOMER"),
    entityId=INTEGER,
    promotionId=INTEGER,
    promoIdentifier=TEXT,
    programId=INTEGER,
    issualId=_ID,
    earnedId=_ID,
    revokedEarnIds=listed(INTEGER),
)
_CUSTOMER_RESULT = record(
    optional=("customerId",),
    identifierName=TEXT,
    identifierValue=TEXT,
    customerId=INTEGER,
    revokedEnrollmentIds=listed(INTEGER),
    revokedOptInIds=listed(INTEGER),
    status=words("SUCCESS", "FAILED"),
    errors=listed(record(code=INTEGER, message=TEXT)),
    warnings=listed(record(message=TEXT)),
)
_PROGRAMME_PROMOTION = record(
    id=INTEGER,
    name=TEXT,
    description=TEXT,
    promotionStatus=words("UPCOMING", "LIVE", "COMPLETED"),
    programName=TEXT,
    programId=INTEGER,
    startDate=TEXT,
    endDate=TEXT,
    identifier=TEXT,
    isActive=FLAG,
    eventName=TEXT,
    allocatePointsOn={},
    limits={"type": "object"},
    useProportions=FLAG,
    pointsOfferType=words("GENERIC", "LOYALTY", "LOYALTY_EARNING"),
    promotionRestrictions={"type": "object"},
    rulesetInfos=listed({"type": "object"}),
    lastUpdateDate=TEXT,
    lastUpdatedBy=INTEGER,
)

BENEFIT_SCHEMAS: dict[str, Schema] = {
    "BulkRequest": record(
        optional=("bulkAction",),
        type=words("CUSTOMER"),
        bulkAction=words("ENROL", "EARN", "REVOKE_ENROL", "REVOKE_EARN"),
        promotionDetails=_DETAILS,
        identifierName=words("id", "mobile", "email"),
        customers=listed(_ROW),
    ),
    "BulkAnswer": record(
        response=listed(
            record(optional=("result",), result=_RESULT, errors=listed(_PROBLEM), warnings=listed(_PROBLEM))
        ),
        totalCount=INTEGER,
        failureCount=INTEGER,
    ),
    # What is wrong with all of a request stands in its rows (api-facts §4.2), what is no request at all does not.
    "BulkRefusal": any_of(reference("BulkAnswer"), reference("LookupRefusal")),
    "RevokeRequest": record(
        optional=("requestId", "optOutDate"),
        requestId=TEXT,
        action=words("REVOKE_ENROLL", "REVOKE_OPTIN"),
        programId=INTEGER,
        promotion=record(
            optional=("promotionId", "promotionIdentifier"), promotionId=INTEGER, promotionIdentifier=TEXT
        ),
        customers=listed(
            record(
                optional=("source", "enrollmentIds", "optInIds"),
                identifierName=TEXT,
                identifierValue=TEXT,
                source=TEXT,
                enrollmentIds=listed(INTEGER),
                optInIds=listed(INTEGER),
            )
        ),
        optOutDate=TEXT,
    ),
    "RevokeAnswer": record(
        data=record(
            requestId=nullable(TEXT),
            action=TEXT,
            status=words("SUCCESS", "FAILED"),
            promotionId=INTEGER,
            promotionIdentifier=TEXT,
            customerResults=listed(_CUSTOMER_RESULT),
            totalCount=INTEGER,
            failureCount=INTEGER,
        ),
        errors=NOTHING,
        warnings=NOTHING,
    ),
    "ProgrammePromotions": record(
        status=record(code=INTEGER, message=TEXT),
        validationErrors=NOTHING,
        data=listed(_PROGRAMME_PROMOTION),
        pageDetails=record(pageNumber=INTEGER, pageSize=INTEGER, totalEntries=INTEGER, pageCount=INTEGER),
    ),
}
