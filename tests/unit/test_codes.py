from collections import Counter

import pytest

from promo_data.codes import SHARED, TABLE, Row, meaning
from promo_data.vocabulary import Endpoint

ISSUE_CODES = (618, 1101, 1212, 8003, 8015, 8874, 8881, 8890, 8892, 8896, 8899, 8901, 8902, 11013)
ENROL_CODES = (310002, 310003, 310004, 310005, 310006, 310007, 310008, 310009, 310229, 310230, 310238)
READ_CODES = (
    *(8001, 8002, 8003, 8011, 8012, 8013, 8015, 8065, 8069, 8089, 8100, 8101, 8102, 8103, 8104, 8105, 8110, 8111),
    *(8121, 8125, 8126, 8127, 618, 91009),
)
BULK_CODES = (618, 1060, 1101, 1212, 8015, 8874, 8881, 8890, 8892, 8896, 8899, 8901, 8902, 11013)
REVOKE_CODES = (558, 618, 3901, 8892, 8893)
CREATE_CODES = (4003, 4007, 4011, 4012, 4074, 4075, 4078, 4079, 4080)
SHARED_CODES = (400, 401, 403, 404, 405, 415, 429, 461, 498, 500, 503, 521, 4000, 4001, 310141, 310144)
CAUSES_OF_400 = (
    "Promotion not found or inactive. Use a valid promotionId/identifier and ensure it is in LIVE or UPCOMING status.",
    "Program not found. Verify that the programId provided exists in the system.",
    "Customer not found. Ensure the customer exists for the given organization and identifiers.",
    (
        "GENERIC promotions are not eligible for enrollment. "
        "Enrollment is only supported for LOYALTY and LOYALTY_EARNING types."
    ),
    (
        "OPT_IN action not supported. The specified promotion type does not support the OPT_IN action "
        "(e.g., use ENROL instead)."
    ),
)
WARNINGS_WITHOUT_CODE = (
    "Unable to enroll in promotions. Customer already enrolled or limit reached.",
    "failed to enrol into milestones",
    "Unable to enroll in promotions. No Response from EMF service.",
)
CAUSES_OF_4076 = (
    "Invalid UCC Promotions Ruleset check for ruleSetName, ContextId, OrgId, ContextType and start & End is not null",
    "Invalid UCC Promotions Rules passed check for expression , expressionJson and name is not null",
)
ALL_ROWS = [(endpoint, row) for endpoint, rows in TABLE.items() for row in (*rows, *SHARED)]


@pytest.mark.parametrize(
    ("endpoint", "codes"),
    [
        (Endpoint.ISSUE, ISSUE_CODES),
        (Endpoint.ENROL, (*ENROL_CODES, 618)),
        (Endpoint.ENROL_AND_EARN, BULK_CODES),
        (Endpoint.DIRECT_EARN, BULK_CODES),
        (Endpoint.REVOKE_ENROL_AND_EARN, (*BULK_CODES, 8903)),
        (Endpoint.REVOKE_DIRECT_EARN, (*BULK_CODES, 8903)),
        (Endpoint.REVOKE, REVOKE_CODES),
        (Endpoint.CUSTOMER_PROMOTIONS, READ_CODES),
        (Endpoint.CREATE, CREATE_CODES),
        (Endpoint.FIND_PROMOTIONS, (300003, 300004, 300005)),
        (Endpoint.BENEFITS, (3013, 8116, 9001, 9002)),
        *[(endpoint, SHARED_CODES) for endpoint in Endpoint],
    ],
)
def test_every_code_of_the_documents_has_a_row(endpoint: Endpoint, codes: tuple[int, ...]) -> None:
    assert [code for code in codes if meaning(endpoint, code).source == "not documented"] == []


@pytest.mark.parametrize(
    ("endpoint", "code", "messages"),
    [
        (Endpoint.ENROL, 400, CAUSES_OF_400),
        (Endpoint.ENROL, None, WARNINGS_WITHOUT_CODE),
        (Endpoint.CREATE, 4076, CAUSES_OF_4076),
    ],
)
def test_causes_with_one_code_are_told_apart_by_the_message(
    endpoint: Endpoint, code: int | None, messages: tuple[str, ...]
) -> None:
    found = [meaning(endpoint, code, message) for message in messages]
    assert len({one.what for one in found}) == len(messages)
    assert all(one.source.startswith(("002", "004")) for one in found)


@pytest.mark.parametrize(("endpoint", "row"), ALL_ROWS)
def test_no_row_hides_another(endpoint: Endpoint, row: Row) -> None:
    assert meaning(endpoint, row.code, row.fragment) == row.meaning()


@pytest.mark.parametrize("endpoint", Endpoint)
def test_no_cause_stands_twice(endpoint: Endpoint) -> None:
    causes = Counter((row.code, row.fragment) for row in (*TABLE[endpoint], *SHARED))
    assert [cause for cause, times in causes.items() if times > 1] == []


@pytest.mark.parametrize(("endpoint", "row"), ALL_ROWS)
def test_every_row_speaks_in_sentences_and_names_its_source(endpoint: Endpoint, row: Row) -> None:
    assert row.what[0].isupper()
    assert row.what.endswith(".")
    assert row.advice.endswith(".")
    assert row.source
    assert endpoint in Endpoint


def test_8890_claims_neither_of_its_causes() -> None:
    assert "does not say whether" in meaning(Endpoint.ISSUE, 8890).what


def test_8890_calls_a_cause_likely_only_with_evidence() -> None:
    assert "Likely" not in meaning(Endpoint.ISSUE, 8890).what
    said = meaning(Endpoint.ISSUE, 8890, evidence="none of its limits was used up.").what
    assert said.endswith("Likely cause, from what was read before: none of its limits was used up.")


def test_v3s_two_causes_are_told_apart_by_evidence_only() -> None:
    assert "does not say which" in meaning(Endpoint.ENROL, None, WARNINGS_WITHOUT_CODE[0]).what
    said = meaning(Endpoint.ENROL, None, WARNINGS_WITHOUT_CODE[0], evidence="no limit is used up.").what
    assert said.endswith("Likely cause, from what was read before: no limit is used up.")


def test_evidence_changes_nothing_where_the_code_is_clear() -> None:
    assert meaning(Endpoint.ISSUE, 8874, evidence="it rains.") == meaning(Endpoint.ISSUE, 8874)


def test_one_code_means_different_things_at_different_endpoints() -> None:
    assert meaning(Endpoint.ISSUE, 1101).what == "The vendor does not know this programme."
    assert meaning(Endpoint.CUSTOMER_PROMOTIONS, 1101).source == "not documented"
    assert meaning(Endpoint.DIRECT_EARN, 8892).what == "The promotion is not active."
    assert meaning(Endpoint.REVOKE, 8892).what == "The customer has no such opt-in that runs."


def test_an_unknown_code_is_shown_as_it_came() -> None:
    said = meaning(Endpoint.ISSUE, 77777, "odd thing")
    assert said.what == "The vendor refused with code 77777, which no document explains: “odd thing”."
    assert said.advice == "Give this code and message to the vendor's support."


def test_an_unknown_message_without_a_code_is_shown_as_it_came() -> None:
    assert meaning(Endpoint.ENROL, None, "odd thing").what == "The vendor refused without a code: “odd thing”."


def test_the_http_status_speaks_where_the_code_is_unknown() -> None:
    assert meaning(Endpoint.ISSUE, 77777, "odd thing", status=401).what == "The vendor did not accept our credentials."


def test_a_known_code_speaks_before_the_http_status() -> None:
    assert meaning(Endpoint.ISSUE, 8874, status=401).what == "The vendor does not know this promotion."


def test_a_message_is_recognised_although_the_document_gives_it_no_code() -> None:
    plain = meaning(Endpoint.ENROL, None, WARNINGS_WITHOUT_CODE[2])
    assert meaning(Endpoint.ENROL, 310999, WARNINGS_WITHOUT_CODE[2].upper()) == plain


@pytest.mark.parametrize(("endpoint", "row"), ALL_ROWS)
def test_advice_says_to_try_again_exactly_where_that_helps(endpoint: Endpoint, row: Row) -> None:
    advice = meaning(endpoint, row.code, row.fragment).advice.casefold()
    assert row.retry_helps is ("try again" in advice or "then read again" in advice)


@pytest.mark.parametrize("code", [429, 461, 498, 521, 4001, 503])
def test_trying_again_is_advised_where_the_vendor_was_only_busy(code: int) -> None:
    assert "ry again" in meaning(Endpoint.ISSUE, code).advice


@pytest.mark.parametrize("endpoint", [Endpoint.ISSUE, Endpoint.ENROL_AND_EARN, Endpoint.REVOKE_DIRECT_EARN])
def test_a_user_group_is_refused_in_the_same_words_by_every_v2_write(endpoint: Endpoint) -> None:
    assert meaning(endpoint, 8899).sentence == (
        "The vendor does not do this for a user group. Report this: only customers are asked for."
    )


def test_310006_is_both_a_kind_of_identifier_not_given_and_one_not_taken() -> None:
    said = meaning(Endpoint.ENROL, 310006).what
    assert said == "The kind of identifier was not given, or it is not one the vendor takes here."


def test_the_mark_of_fraud_is_told_in_one_place() -> None:
    assert [row.code for rows in (*TABLE.values(), SHARED) for row in rows].count(618) == 1


def test_an_org_that_is_not_connected_may_be_a_header_of_another_name() -> None:
    assert "PROMO_SCOPE_HEADER" in meaning(Endpoint.CUSTOMER_PROMOTIONS, 310144).advice


def test_a_bare_400_does_not_speak_for_an_unknown_code_and_a_cause_of_its_own_does() -> None:
    assert "code 8999" in meaning(Endpoint.ENROL, 8999, "odd", status=400).what
    cause = next(row for row in TABLE[Endpoint.ENROL] if row.code == 400)
    assert meaning(Endpoint.ENROL, 8999, cause.fragment, status=400).what == cause.what
