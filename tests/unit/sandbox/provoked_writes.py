"""Every error and warning of a write: by the sandbox's rules where a document says what it is for, else by a fault.

Each stands under the path it is provoked at, and at `v3/promotions/enrol` and bulk under the action it was asked with.
"""

from collections.abc import Iterator

from promo_data.codes import SHARED
from promo_data.sandbox.customers import customer_id
from promo_data.sandbox.faults import Fault, FaultPlan, planned
from promo_data.sandbox.faults.kinds import Refuse
from tests.unit.sandbox.benefits import DIRECT_EARN, ENROL_AND_EARN, REVOKE, REVOKE_DIRECT_EARN, REVOKE_ENROL_AND_EARN
from tests.unit.sandbox.calls import ENROL, ISSUE
from tests.unit.sandbox.provoked import TABLE
from tests.unit.sandbox.provoked_row import Provoked
from tests.unit.sandbox.provoking import (
    DIRECT,
    SHOP,
    Request,
    bulk_of_fraud,
    bulk_row,
    bulk_to,
    enrol,
    enrol_customer,
    in_turn,
    issue,
    revoke,
    used_up,
    while_acted_for,
    without_promotion,
)

MILESTONES, SILENT, UPCOMING, ENDED, BROKEN, SWITCHED_OFF = (
    "Tier booster",
    "Members' preview evening",
    "Gear swap day",
    "Anniversary raffle",
    "Engine under repair",
    "Till receipt survey",
)
A_RULE, CLOSED_RULE = {"targetRuleId": 151359}, {"targetRuleId": 151370}
ACTIONS = ("ENROL", "OPT_IN", "ENROL_MILESTONES")
BULK = (
    (DIRECT_EARN, DIRECT, None),
    (ENROL_AND_EARN, SHOP, "ENROL"),
    (ENROL_AND_EARN, SHOP, "EARN"),
    (REVOKE_DIRECT_EARN, DIRECT, None),
    (REVOKE_ENROL_AND_EARN, SHOP, "REVOKE_ENROL"),
    (REVOKE_ENROL_AND_EARN, SHOP, "REVOKE_EARN"),
)
USUAL: dict[str, Request] = {
    ISSUE: issue(),
    ENROL: enrol(),
    DIRECT_EARN: bulk_to(DIRECT_EARN, DIRECT),
    ENROL_AND_EARN: bulk_to(ENROL_AND_EARN, SHOP, "ENROL"),
    REVOKE_DIRECT_EARN: bulk_to(REVOKE_DIRECT_EARN, DIRECT),
    REVOKE_ENROL_AND_EARN: bulk_to(REVOKE_ENROL_AND_EARN, SHOP, "REVOKE_ENROL"),
    REVOKE: revoke("REVOKE_ENROLL"),
}


def by_fault(path: str, code: int, message: str, status: int = 200) -> Provoked:
    """A code whose cause no document gives, answered to what would otherwise go through."""
    refusal = Refuse(status=status, code=code, message=message)
    faults = FaultPlan(faults=(Fault(name=f"code {code}", does=refusal),))
    return Provoked(code, path, "by fault", USUAL[path], message, faults=faults, is_stopped=True)


def _issue() -> Iterator[Provoked]:
    yield Provoked(8003, ISSUE, "issue", issue(source="WECHAT"))
    yield Provoked(618, ISSUE, "issue", issue(title="Marked as fraud"))
    for code, message in (
        (8881, "insufficient parameters passed"),
        (8892, "promotion is inactive"),
        (8896, "Error occurred while issuing promotion to the customer"),
        (8899, "Cannot enrol/issue to the user group"),
        (8901, "invalid entity type passed"),
        (8902, "bulk action passed not supported for loyalty/generic promotion type"),
    ):
        yield by_fault(ISSUE, code, message)


def _enrol(action: str) -> Iterator[Provoked]:
    def row(code: int | None, request: Request, words: str = "", faults: FaultPlan | None = None) -> Provoked:
        return Provoked(code, ENROL, action, request, words, faults=faults)

    def asked(promotion: str = SHOP, **changed: object) -> Request:
        milestone = A_RULE if action == "ENROL_MILESTONES" else None
        return enrol(promotion, action, milestone=milestone, **changed)

    yield row(310003, without_promotion(action))
    yield row(310004, enrol(SHOP, action, customer=None))
    yield row(310005, asked(programId=None))
    for code, name in ((310006, "identifierName"), (310007, "identifierValue"), (310008, "source")):
        yield row(code, enrol_customer(action, **{name: ""}))
    yield row(400, asked(promotion_sent={"id": "0" * 24, "promotionId": 1}), "Promotion not found or inactive")
    yield row(400, asked(ENDED), "ensure it is in LIVE or UPCOMING status")
    yield row(400, asked(programId=1), "Program not found")
    yield row(400, enrol_customer(action, identifierValue="1", milestone=A_RULE), "Customer not found")
    yield row(400, asked("Happy hour"), "GENERIC promotions are not eligible")
    yield row(500, asked(BROKEN), "internal error occurred in the promotion engine")
    yield row(521, while_acted_for(asked()))
    yield row(None, asked(), "Something went wrong", planned("F36_something_went_wrong"))


def _enrol_only() -> Iterator[Provoked]:
    def row(
        action: str, code: int | None, request: Request, words: str = "", faults: FaultPlan | None = None
    ) -> Provoked:
        return Provoked(code, ENROL, f"{action} alone", request, words, faults=faults)

    limit, failed, unconfirmed = (
        "already enrolled or limit reached",
        "failed to enrol into milestones",
        "No Response from EMF service",
    )
    enrolled, opt_in, into_milestones = ACTIONS
    yield row("none", 310002, enrol(action=""))
    yield row(enrolled, None, used_up(enrol(MILESTONES), 3), limit)
    yield row(enrolled, None, enrol(MILESTONES), failed)
    yield row(enrolled, None, enrol(), "Milestone enrollment failed", planned("F37_partial_success"))
    yield row(enrolled, None, enrol(SILENT), unconfirmed)
    yield row(opt_in, None, enrol(MILESTONES, opt_in), limit)
    yield row(opt_in, None, in_turn(enrol(), enrol(action=opt_in)), unconfirmed, planned("F36_emf_no_response"))
    yield row(opt_in, 400, enrol(DIRECT, opt_in), "OPT_IN action not supported")
    yield row(opt_in, 310229, enrol(UPCOMING, opt_in))
    yield row(opt_in, 310230, enrol(SILENT, opt_in))
    yield row(opt_in, 310238, enrol(action=opt_in, optinDate="2126-03-10T10:30:00Z"))
    yield row(into_milestones, 310009, enrol(MILESTONES, into_milestones))
    yield row(into_milestones, None, enrol(MILESTONES, into_milestones, milestone=CLOSED_RULE), failed)


def _bulk(path: str, promotion: str, action: str | None) -> Iterator[Provoked]:
    def row(code: int, request: Request) -> Provoked:
        return Provoked(code, path, action or "bulk", request)

    programme, of_another_type = 1144, SHOP if promotion == DIRECT else "Happy hour"
    yield row(618, bulk_of_fraud(path, promotion, action))
    yield row(1060, bulk_to(path, promotion, action, count=101))
    yield row(1101, bulk_to(path, promotion, action, promotionDetails={"programId": 1, "promotionId": 1122005}))
    yield row(8015, bulk_row(path, promotion, action, identifierValue="1"))
    yield row(8874, bulk_to(path, promotion, action, promotionDetails={"programId": programme, "promotionId": 1}))
    yield row(8881, bulk_to(path, promotion, action, promotionDetails={"programId": programme}))
    yield row(8892, bulk_to(path, SWITCHED_OFF, action))
    yield row(8896, bulk_row(path, promotion, action, name="id", identifierValue="12"))
    yield row(8899, bulk_to(path, promotion, action, type="USERGROUP2"))
    yield row(8901, bulk_to(path, promotion, action, type="CARD"))
    yield row(8902, bulk_to(path, of_another_type, action))
    yield row(11013, bulk_row(path, promotion, action, source=""))
    yield row(521, while_acted_for(bulk_to(path, promotion, action)))


def _bulk_only() -> Iterator[Provoked]:
    for path in {path: None for path, *_ in BULK}:
        yield by_fault(path, 1212, "Entity type invalid")
    yield Provoked(8890, DIRECT_EARN, "bulk", bulk_to(DIRECT_EARN, DIRECT, count=6))
    yield Provoked(8890, ENROL_AND_EARN, "EARN", bulk_to(ENROL_AND_EARN, SHOP, "EARN"))
    yield Provoked(8890, REVOKE_ENROL_AND_EARN, "bulk", bulk_to(REVOKE_ENROL_AND_EARN, SHOP, "REVOKE_ENROL"))
    yield by_fault(REVOKE_DIRECT_EARN, 8890, "promotion not issued due to config issues or customer exhausted limits")
    yield Provoked(8903, REVOKE_DIRECT_EARN, "bulk", bulk_row(REVOKE_DIRECT_EARN, DIRECT, earnIds=[1]))
    earned = bulk_row(REVOKE_ENROL_AND_EARN, SHOP, "REVOKE_EARN", earnIds=[1])
    yield Provoked(8903, REVOKE_ENROL_AND_EARN, "bulk", earned)


STRANGER = [{"identifierName": "mobile", "identifierValue": "1", "source": "INSTORE", "enrollmentIds": [1]}]
NO_OPT_IN = [{"identifierName": "id", "identifierValue": str(customer_id(2)), "optInIds": [1]}]
NAMED_TOO = [{"identifierName": "id", "identifierValue": str(customer_id(2)), "enrollmentIds": [1]}]


def _revoke() -> Iterator[Provoked]:
    def row(code: int | None, request: Request, words: str = "") -> Provoked:
        return Provoked(code, REVOKE, "revoke", request, words)

    yield row(558, used_up(revoke("REVOKE_ENROLL"), 2))
    yield row(3901, revoke("REVOKE_ENROLL"))
    yield row(8893, revoke("REVOKE_OPTIN"))
    yield row(8892, revoke("REVOKE_OPTIN", customers=NO_OPT_IN))
    yield row(400, revoke("REVOKE_ENROLL", customers=STRANGER), "Customer not found")
    yield row(400, revoke("REVOKE_ENROLL", promotion={"promotionId": 1}), "Promotion not found")
    yield row(400, revoke("REVOKE_ENROLL", programId=1), "program was not found")
    yield row(400, revoke("REVOKE_OPTIN", DIRECT), "not applicable")
    yield row(400, revoke("REVOKE_ALL"), "action must be")
    ignored = in_turn(enrol(), revoke("REVOKE_ENROLL", everything=True, customers=NAMED_TOO))
    yield row(None, ignored, "IDS_IGNORED_DUE_TO_REVOKE_ALL")


def _shared(path: str) -> Iterator[Provoked]:
    """Those that mean the same everywhere; what is no HTTP status comes with 200."""
    for row in SHARED:
        if row.code is not None:
            yield by_fault(path, row.code, "said by the vendor's server", status=row.code if row.code < 600 else 200)


WRITES = (
    *[row for row in TABLE if row.request and row.endpoint in USUAL],
    *_issue(),
    *[row for action in ACTIONS for row in _enrol(action)],
    *_enrol_only(),
    *[row for path, promotion, action in BULK for row in _bulk(path, promotion, action)],
    *_bulk_only(),
    *_revoke(),
    *[row for path in USUAL for row in _shared(path)],
)
