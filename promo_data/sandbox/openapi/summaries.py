"""The two calls that say what a customer got from a promotion (api-facts §3.6), and the shapes of their answers."""

from promo_data.sandbox.openapi.examples import summary_parameters
from promo_data.sandbox.openapi.operation_parts import customer_named, operation, parameter
from promo_data.sandbox.openapi.schema_parts import (
    FLAG,
    INTEGER,
    MOMENT,
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
from promo_data.sandbox.world import World

_NUMBER: Schema = {"type": "number"}
_PROBLEM = record(status=FLAG, code=INTEGER, message=TEXT)
_INCENTIVE = record(
    activityId=nullable(TEXT),
    action=words("REWARD", "COUPONS", "BADGES", "ENROL", "OPTIN", "UPGRADE_TIER"),
    actionIssuedCount=INTEGER,
    actionId=TEXT,
    lastIssuedOn=INTEGER,
)
_SUMMARY = record(
    optional=("points", "alternateCurrencies"),
    orgId=INTEGER,
    programId=INTEGER,
    entityId=INTEGER,
    promotionId=INTEGER,
    incentives=listed(_INCENTIVE),
    points=listed(
        record(
            pointsCategory=words("REGULAR_POINTS", "BONUS_POINTS"),
            totalPointsIssued=NUMBER_TEXT,
            numberOfTimesIssued=INTEGER,
            lastIssuedOn=INTEGER,
        )
    ),
    alternateCurrencies=listed(
        record(currencyName=TEXT, totalCurrencyIssued=NUMBER_TEXT, numberOfTimesIssued=INTEGER, lastIssuedOn=INTEGER)
    ),
    warnings=listed(_PROBLEM),
)

SUMMARY_SCHEMAS: dict[str, Schema] = {
    "CustomerBenefits": record(
        orgId=INTEGER,
        programId=INTEGER,
        customerId=INTEGER,
        promotionId=INTEGER,
        promotionIdentifier=TEXT,
        points=listed(
            record(pointsCategory=TEXT, totalPointsIssued=_NUMBER, numberOfTimesIssued=INTEGER, lastIssuedOn=MOMENT)
        ),
        alternateCurrencies=listed(
            record(
                alternateCurrencyName=TEXT,
                alternateCurrencySubDetails=listed(
                    record(
                        alternateCurrencyType=TEXT,
                        totalIssued=_NUMBER,
                        numberOfTimesIssued=INTEGER,
                        lastIssuedOn=MOMENT,
                    )
                ),
            )
        ),
        rewards=listed(record(rewardSeriesId=TEXT, numberOfTimesIssued=INTEGER, lastIssuedOn=MOMENT)),
        badges=listed(record(badgeSeriesId=TEXT, numberOfTimesIssued=INTEGER, lastIssuedOn=MOMENT)),
        warnings=listed(_PROBLEM),
    ),
    "Summary": _SUMMARY,
    # api-facts §6, v3 envelope: the sample of an answer has none, that of an empty one has
    "ActionSummary": any_of(reference("Summary"), record(data=reference("Summary"), errors=NOTHING, warnings=NOTHING)),
}


def customer_benefits(world: World) -> Schema:
    """The call of v2, by an identifier of the customer."""
    examples = summary_parameters(world)
    parameters = [
        *customer_named(world),
        parameter("programId", INTEGER, required=True, example=examples["programId"]),
        parameter("promotionId", INTEGER, example=examples["promotionId"]),
        parameter("promotionIdentifier", TEXT),
    ]
    summary = "What a customer got from a promotion, by an identifier"
    return operation("customerBenefits", summary, "CustomerBenefits", "LookupRefusal") | {"parameters": parameters}


def action_summary(world: World) -> Schema:
    """The call of v3, by the customer's id."""
    examples = summary_parameters(world)
    parameters = [
        parameter("customerId", INTEGER, place="path", required=True, example=examples["customerId"]),
        parameter("programId", INTEGER, required=True, example=examples["programId"]),
        parameter("promotionId", INTEGER, required=True, example=examples["promotionId"]),
        parameter("activityId", TEXT),
    ]
    summary = "What a customer got from a promotion, by the customer's id"
    return operation("actionSummary", summary, "ActionSummary", "V3Refusal") | {"parameters": parameters}
