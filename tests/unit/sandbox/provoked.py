"""Every error and warning of the vendor's documents: the request that provokes it, or why no request can.

`source` is the document (000 to 004, or a section of api-facts) that has the code in a table or a sample.
"""

from promo_data.sandbox.organisations import HOLDING
from promo_data.sandbox.switches import Switches
from tests.unit.sandbox.benefits import DIRECT_EARN, ENROL_AND_EARN, REVOKE_DIRECT_EARN
from tests.unit.sandbox.calls import ENROL, ISSUE, LOOKUP, other
from tests.unit.sandbox.provoked_row import Provoked
from tests.unit.sandbox.provoking import (
    CREATE,
    DIRECT,
    SUMMARY_V3,
    all_of_three,
    bulk_row,
    bulk_to,
    create,
    enrol,
    enrol_customer,
    issue,
    issue_of,
    lookup,
    lookup_of_story,
    summary_v3,
    twice_created,
    used_up,
    while_acted_for,
    without_promotion,
)

CUSTOMERS = Switches(lookup_codes="customers")


RULESET = ("rulesetInfos", 0)
RULE = (*RULESET, "rules", 0)
ACTION = (*RULE, "caseToActions", "true", 0)

ISSUE_CODES = [
    (11013, issue(source=""), ""),
    (1212, issue(type="CARD"), ""),
    (8874, issue_of(1144, 1), ""),
    (1101, issue_of(1, 1122002), ""),
    (8015, issue(identifierValue="1"), ""),
    (8890, issue("Happy hour"), "promotion not issued"),
]
ENROL_CODES = [
    (310002, enrol(action="")),
    (310003, without_promotion()),
    (310004, enrol(customer=None)),
    (310005, enrol(programId=None)),
    (310006, enrol_customer(identifierName="")),
    (310007, enrol_customer(identifierValue="")),
    (310008, enrol_customer(source="")),
    (310009, enrol("Tier booster", "ENROL_MILESTONES")),
]
ENROL_WORDS = [
    (None, used_up(enrol("Tier booster"), 3), "Customer already enrolled or limit reached"),
    (None, enrol("Tier booster"), "failed to enrol into milestones"),
    (None, enrol("Members' preview evening"), "No Response from EMF service"),
    (400, enrol(promotion_sent={"id": "0" * 24, "promotionId": 1}), "Promotion not found or inactive"),
    (400, enrol("Anniversary raffle"), "ensure it is in LIVE or UPCOMING status"),
    (400, enrol(programId=1), "Program not found"),
    (400, enrol_customer(identifierValue="1"), "Customer not found"),
    (400, enrol("Happy hour"), "GENERIC promotions are not eligible"),
    (400, enrol(DIRECT, "OPT_IN"), "OPT_IN action not supported"),
    (500, enrol("Engine under repair"), "internal error occurred in the promotion engine"),
]
CREATE_CODES = [
    (4007, twice_created, ""),
    (4003, create("name", value="Happy hour"), ""),
    (4011, create("startDate", value=None), ""),
    (4012, create("endDate", value=""), ""),
    (4074, create("promotionRestrictions", "targetGroupIds", value=[]), ""),
    (4079, create("promotionSourceType", value=""), ""),
    (4075, create("rulesetInfos", value=[]), ""),
    (4076, create(*RULESET, "contextType", value=""), "Invalid UCC Promotions Ruleset check"),
    (4076, create(*RULE, "expJSON", value=None), "Invalid UCC Promotions Rules passed check"),
    (4080, create(*ACTION, "mandatoryPropertiesValues", "AwardStrategy", value=""), ""),
    (4078, create(*RULESET, "filterInfo", 0, "name", value="Nothing"), ""),
]

_35 = "api-facts §3.5"
LOOKUP_CODES = [
    Provoked(8001, LOOKUP, _35, lookup(source=""), switches=CUSTOMERS),
    Provoked(8002, LOOKUP, _35, lookup(identifierValue=""), switches=CUSTOMERS),
    Provoked(8003, LOOKUP, _35, lookup(source="SHOP")),
    Provoked(8011, LOOKUP, _35, lookup(source="SHOP"), switches=CUSTOMERS),
    Provoked(
        8012,
        "v2/customers",
        _35,
        reason="a code of getting a customer, an API that the sandbox does not have",
    ),
    Provoked(8013, LOOKUP, _35, lookup(identifierName="")),
    Provoked(8015, LOOKUP, _35, lookup(identifierValue="1")),
    Provoked(8065, LOOKUP, _35, lookup(source="LINE"), switches=CUSTOMERS),
    Provoked(8089, LOOKUP, _35, lookup_of_story("Not registered for loyalty")),
    Provoked(8121, LOOKUP, _35, lookup_of_story("Non-loyalty")),
    Provoked(8100, LOOKUP, _35, lookup(offset=-1)),
    Provoked(8101, LOOKUP, _35, lookup(limit=0)),
    Provoked(8102, LOOKUP, _35, lookup(limit=101)),
    Provoked(8103, LOOKUP, _35, lookup(sourceType="SHOP")),
    Provoked(
        8104,
        LOOKUP,
        _35,
        lookup(programs="1144", promotionIdentifier="freshfriday2"),
    ),
    Provoked(
        8105,
        LOOKUP,
        _35,
        reason="an error of the vendor's own while fetching: no request is told to cause it; a fault may answer it",
    ),
    Provoked(8110, LOOKUP, _35, lookup(promotionType="LOYALTY")),
    Provoked(
        8111,
        LOOKUP,
        _35,
        reason="its text names a parameter `scope` that no page describes, so what is wrong with it is not known",
    ),
    Provoked(
        8125,
        LOOKUP,
        _35,
        lookup(promotionStatusForCustomer="ENDED"),
    ),
    Provoked(
        8126,
        "v2/customers",
        _35,
        reason="a code of v2/customers without a child org, an API that the sandbox does not have",
    ),
    Provoked(
        8127,
        LOOKUP,
        _35,
        reason="accounts of a source have ids only where it has several, and no page says how they are given out",
    ),
    Provoked(
        8069,
        LOOKUP,
        _35,
        lookup("Merged with another customer"),
        words="Merged customer found",
    ),
    Provoked(
        91009,
        LOOKUP,
        _35,
        lookup("Merged with another customer"),
        switches=Switches(merged_warning=91009),
    ),
    Provoked(521, ISSUE, _35, while_acted_for(issue())),
    Provoked(618, ISSUE, _35, issue(title="Marked as fraud")),
    Provoked(310144, LOOKUP, _35, lookup(headers={"DATA-SCOPE": "OTHER"})),
    Provoked(310141, LOOKUP, _35, all_of_three),
    Provoked(1101, ISSUE, _35, issue_of(1, 1122002)),
    Provoked(
        8892,
        ENROL_AND_EARN,
        _35,
        bulk_to(ENROL_AND_EARN, "Till receipt survey", "ENROL"),
    ),
]

BULK_CODES = [
    (1101, DIRECT_EARN, bulk_to(DIRECT_EARN, DIRECT, promotionDetails={"programId": 1, "promotionId": 1122005})),
    (8874, DIRECT_EARN, bulk_to(DIRECT_EARN, DIRECT, promotionDetails={"programId": 1144, "promotionId": 1})),
    (8881, DIRECT_EARN, bulk_to(DIRECT_EARN, DIRECT, promotionDetails={"programId": 1144})),
    (8890, DIRECT_EARN, bulk_to(DIRECT_EARN, DIRECT, count=6)),
    (8892, ENROL_AND_EARN, bulk_to(ENROL_AND_EARN, "Till receipt survey", "ENROL")),
    (8896, DIRECT_EARN, bulk_row(DIRECT_EARN, DIRECT, name="id", identifierValue="12")),
    (8899, DIRECT_EARN, bulk_to(DIRECT_EARN, DIRECT, type="USERGROUP2")),
    (8901, DIRECT_EARN, bulk_to(DIRECT_EARN, DIRECT, type="CARD")),
    (8902, ENROL_AND_EARN, bulk_to(ENROL_AND_EARN, DIRECT, "ENROL")),
    (8903, REVOKE_DIRECT_EARN, bulk_row(REVOKE_DIRECT_EARN, DIRECT, earnIds=[1])),
    (11013, DIRECT_EARN, bulk_row(DIRECT_EARN, DIRECT, source="")),
    (1212, ISSUE, issue(type="CARD")),
    (8015, DIRECT_EARN, bulk_row(DIRECT_EARN, DIRECT, identifierValue="1")),
    (1060, DIRECT_EARN, bulk_to(DIRECT_EARN, DIRECT, count=11)),
]

SUMMARY_CODES = [
    (8116, SUMMARY_V3, summary_v3("Welcome to the group")),
    (9001, SUMMARY_V3, summary_v3("Travel miles", programId=1)),
    (9002, SUMMARY_V3, summary_v3("Travel miles", customer_id="1")),
    (3013, SUMMARY_V3, summary_v3("Travel miles", promotionId=1)),
]

TABLE: list[Provoked] = [
    *(
        Provoked(code, ISSUE, source, request, words)
        for source in ("000", "001")
        for code, request, words in ISSUE_CODES
    ),
    *(Provoked(code, ENROL, "002", request) for code, request in ENROL_CODES),
    *(Provoked(code, ENROL, "002", request, words) for code, request, words in ENROL_WORDS),
    Provoked(8013, LOOKUP, "003", lookup(identifierName="phone")),
    Provoked(8015, LOOKUP, "003", lookup(identifierValue="")),
    Provoked(8003, LOOKUP, "003", lookup(source="")),
    Provoked(310144, LOOKUP, "003", lookup(headers=other(HOLDING))),
    *(Provoked(code, CREATE, "004", request, words) for code, request, words in CREATE_CODES),
    *LOOKUP_CODES,
    *(Provoked(code, path, "api-facts §3.6", request) for code, path, request in SUMMARY_CODES),
    *(Provoked(code, path, "api-facts §4.2", request) for code, path, request in BULK_CODES),
]
