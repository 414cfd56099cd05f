"""Asking for a customer's promotions, and reading the answer whatever it holds (003)."""

import orjson
import pytest

from promo_data.errors import InputError, RefusedError, UnreadableAnswerError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import Problem
from promo_data.protocol.customer_promotions import decode_page, page_call
from promo_data.scope import SELF, DataScope
from promo_data.vocabulary import CustomerStatus, Endpoint, IdentifierKind, ScopeKind, Source
from tests.factories import ABSENT, Json, answer, decoded_page, page_json, promotion_json

MOBILE = CustomerIdentifier(IdentifierKind.MOBILE, "917406400033")


def test_a_page_is_asked_for_as_the_document_has_it() -> None:
    call = page_call(MOBILE, SELF, offset=200)

    assert (call.endpoint, call.method, call.path) == (
        Endpoint.CUSTOMER_PROMOTIONS,
        "GET",
        "/v2.1/customers/lookup/promotionData",
    )
    assert call.query == (
        ("identifierName", "mobile"),
        ("identifierValue", "917406400033"),
        ("source", "INSTORE"),
        ("limit", "100"),
        ("offset", "200"),
    )
    assert (call.headers, call.body) == ((("DATA-SCOPE", "SELF"),), None)


@pytest.mark.parametrize(
    ("kind", "spelled"),
    [
        (IdentifierKind.MOBILE, "mobile"),
        (IdentifierKind.EMAIL, "email"),
        (IdentifierKind.EXTERNAL_ID, "externalid"),
        (IdentifierKind.CUSTOMER_ID, "id"),
    ],
)
def test_the_kind_of_identifier_is_spelled_as_this_endpoint_does(kind: IdentifierKind, spelled: str) -> None:
    assert page_call(CustomerIdentifier(kind, "0033"), SELF, offset=0).query[:2] == (
        ("identifierName", spelled),
        ("identifierValue", "0033"),
    )


def test_a_status_and_alternate_currency_are_asked_for_only_when_wanted() -> None:
    call = page_call(MOBILE, SELF, offset=0, status=CustomerStatus.EXPIRED, alternate_currency=True)

    assert set(call.query) >= {("promotionStatusForCustomer", "EXPIRED"), ("includeAlternateCurrencyUsage", "true")}
    assert len(call.query) == len(page_call(MOBILE, SELF, offset=0).query) + 2


def test_the_orgs_travel_in_the_configured_header() -> None:
    call = page_call(MOBILE, DataScope(ScopeKind.OTHER, (50405,)), offset=0, scope_header="DATA-SCOPE-ORGS")

    assert call.headers == (("DATA-SCOPE", "OTHER"), ("DATA-SCOPE-ORGS", "50405"))


def test_a_source_that_cannot_be_read_with_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(InputError, match="MOBILE_APP"):
        page_call(CustomerIdentifier(IdentifierKind.MOBILE, "917406400033", Source.MOBILE_APP), SELF, offset=0)


@pytest.mark.parametrize("source", sorted(set(Source) - {Source.MOBILE_APP}))
def test_every_other_source_can_be_read_with(source: Source) -> None:
    call = page_call(CustomerIdentifier(IdentifierKind.MOBILE, "917406400033", source), SELF, offset=0)

    assert ("source", source.value) in call.query


def test_the_identifier_does_not_show_in_the_repr_of_a_call() -> None:
    assert "917406400033" not in repr(page_call(MOBILE, SELF, offset=0))


def test_a_page_keeps_the_order_and_the_count_of_its_records() -> None:
    page = decoded_page(*(promotion_json(promotionId=number) for number in (9, 3, 7)))

    assert ([one.promotion_id for one in page.promotions], page.arrived, page.total) == ([9, 3, 7], 3, 3)


@pytest.mark.parametrize("extra", [{}, {"pageDetails": {"totalEntries": "many"}}], ids=["as documented", "odd total"])
def test_null_promotions_are_none_however_the_rest_is_written(extra: Json) -> None:
    page = decode_page(answer(page_json(**{"promotions": None, **extra})), 0)

    assert (page.promotions, page.arrived, page.problems) == ((), 0, ())


def test_one_promotion_where_the_list_is_due_is_a_list_of_one() -> None:
    page = decode_page(answer(page_json(promotions=promotion_json(promotionId=9))), 0)

    assert ([one.promotion_id for one in page.promotions], page.arrived) == ([9], 1)


@pytest.mark.parametrize("extra", [{}, {"customerId": "x"}], ids=["as documented", "read record by record"])
def test_null_promotions_where_some_are_announced_are_a_loss(extra: Json) -> None:
    body = page_json(promotions=None, pageDetails={"totalEntries": 5}, **extra)

    problem = decode_page(answer(body), 0).problems[-1]

    assert (problem.where, problem.is_loss) == ("page 0", True)
    assert problem.what == "The list is missing, though 5 promotions are announced."


def test_null_promotions_behind_the_last_page_are_no_loss() -> None:
    body = page_json(promotions=None, pageDetails={"totalEntries": 100})

    assert decode_page(answer(body), 1).problems == ()


@pytest.mark.parametrize(
    ("page_details", "told"),
    [
        ({"pageSize": 10, "pageCount": 25, "totalEntries": 250}, (10, 25, 250)),
        ({"pageSize": "10", "pageCount": "25"}, (10, 25, None)),
        ({"pageSize": "ten", "pageCount": -1, "totalEntries": 250}, (None, None, 250)),
        ({"pageSize": 10, "totalEntries": "many"}, (10, None, None)),
        (None, (None, None, None)),
    ],
)
def test_what_the_server_says_of_its_pages_is_read_figure_by_figure(
    page_details: object, told: tuple[int | None, ...]
) -> None:
    page = decoded_page(promotion_json(), pageDetails=page_details)

    assert (page.page_size, page.page_count, page.total) == told


@pytest.mark.parametrize("body", [{}, {"warnings": []}, {"customerId": 1}, {"promotions": "none"}, {"promotions": {}}])
def test_an_answer_without_a_list_of_promotions_is_not_an_empty_list(body: Json) -> None:
    with pytest.raises(UnreadableAnswerError, match="no list of promotions"):
        decode_page(answer(body), 0)


@pytest.mark.parametrize(
    ("page_details", "total"),
    [
        ({"totalEntries": 169}, 169),
        ({"totalEntries": "169"}, 169),
        ({"totalEntries": -1}, None),
        ({"totalEntries": 1.5}, None),
        ({"totalEntries": "many"}, None),
        ({"totalEntries": "nan"}, None),
        ({}, None),
        (None, None),
        ("odd", None),
        (ABSENT, None),
    ],
)
def test_a_total_that_makes_no_sense_is_not_given(page_details: object, total: int | None) -> None:
    page = decoded_page(promotion_json(), pageDetails=page_details)

    assert (page.total, page.customer_id, len(page.promotions)) == (total, 347297848, 1)


@pytest.mark.parametrize(("given", "customer_id"), [("347297848", 347297848), (ABSENT, None), (None, None)])
def test_the_customers_number_may_come_as_text_or_not_at_all(given: object, customer_id: int | None) -> None:
    page = decoded_page(promotion_json(), customerId=given)

    assert (page.customer_id, page.problems) == (customer_id, ())


@pytest.mark.parametrize("given", ["somebody", 1.5, [], 2**63])
def test_a_customers_number_that_cannot_be_read_is_reported(given: object) -> None:
    page = decoded_page(promotion_json(), customerId=given)

    assert (page.customer_id, len(page.promotions)) == (None, 1)
    assert [problem.where for problem in page.problems] == ["customerId of page 0"]


@pytest.mark.parametrize("spelled", ["orgId", "orgID"])
@pytest.mark.parametrize("extra", [{}, {"pageDetails": "odd"}], ids=["as documented", "read record by record"])
def test_an_org_at_the_top_serves_the_rows_that_have_none(spelled: str, extra: Json) -> None:
    page = decoded_page(promotion_json(orgId=ABSENT), promotion_json(orgId=7), **{spelled: 50405}, **extra)

    assert [one.org_id for one in page.promotions] == [50405, 7]


@pytest.mark.parametrize("record", [None, 5, "text", [], {}, {"promotionId": 1}, {"programId": 1, "promotionId": "x"}])
def test_a_record_that_cannot_be_named_is_reported_and_the_others_are_given(record: object) -> None:
    page = decode_page(answer(page_json(promotion_json(), record, promotion_json(promotionId=3))), 4)

    assert [one.promotion_id for one in page.promotions] == [1122938, 3]
    assert page.arrived == 3
    assert [problem.where for problem in page.problems] == ["promotion 2 of page 4"]


def test_a_field_that_cannot_be_read_is_reported_with_its_place_and_without_its_value() -> None:
    page = decoded_page(promotion_json(), promotion_json(startDate="917406400033 or so"))

    assert page.problems == (Problem("promotion 2 of page 0, startDate", "This value cannot be read."),)


@pytest.mark.parametrize("status", [200, 201, 400, 500])
def test_an_error_in_the_body_is_a_refusal_under_any_status(status: int) -> None:
    body = {"errors": [{"status": False, "code": 8015, "message": "Customer not found"}]}

    with pytest.raises(RefusedError) as refused:
        decode_page(answer(body, status), 0)

    assert (refused.value.code, refused.value.vendor_message, refused.value.status) == (
        8015,
        "Customer not found",
        status,
    )


REFUSED_IN_PART = {"errors": [{"code": 310144, "message": "no"}]}


def test_beside_promotions_of_several_orgs_an_error_is_a_loss() -> None:
    body = page_json(promotion_json(), **REFUSED_IN_PART)

    page = decode_page(answer(body), 2, of_several_orgs=True)

    (problem,) = page.problems
    assert (problem.where, problem.is_loss, len(page.promotions)) == ("page 2", True, 1)
    assert problem.what.startswith("The vendor answered for a part of the orgs only. ")
    assert "not connected" in problem.what


@pytest.mark.parametrize("promotions", [None, [], ABSENT])
def test_an_error_of_several_orgs_without_any_promotion_is_a_refusal(promotions: object) -> None:
    with pytest.raises(RefusedError):
        decode_page(answer(page_json(promotions=promotions, **REFUSED_IN_PART)), 0, of_several_orgs=True)


def test_an_error_of_several_orgs_under_a_failing_status_is_a_refusal() -> None:
    with pytest.raises(RefusedError):
        decode_page(answer(page_json(promotion_json(), **REFUSED_IN_PART), 400), 0, of_several_orgs=True)


def test_an_answer_of_several_orgs_that_is_odd_elsewhere_loses_nothing() -> None:
    page = decode_page(answer(page_json(promotion_json(), customerId="x" * 3)), 0, of_several_orgs=True)

    assert len(page.promotions) == 1


@pytest.mark.parametrize(
    "own",
    [
        {"errorCode": 8105, "errorMessage": "error fetching"},
        {"errorCode": "8105"},
        {"errorCode": 8105, "errorMessage": None},
    ],
)
@pytest.mark.parametrize("record", [promotion_json(), promotion_json(startDate="some day")], ids=["plain", "odd"])
def test_an_error_of_the_answers_own_beside_promotions_is_a_refusal(own: Json, record: Json) -> None:
    with pytest.raises(RefusedError) as refused:
        decoded_page(record, **own)

    assert refused.value.code == 8105


def test_a_message_of_the_answers_own_without_a_code_is_a_refusal() -> None:
    with pytest.raises(RefusedError):
        decoded_page(promotion_json(), errorMessage="error fetching")


@pytest.mark.parametrize("own", [{"errorCode": None, "errorMessage": None}, {"errorMessage": ""}, {"errorCode": 0}])
@pytest.mark.parametrize("record", [promotion_json(), "no record"], ids=["plain", "loose"])
def test_an_answers_own_error_that_is_empty_is_no_refusal(own: Json, record: object) -> None:
    assert decoded_page(record, **own).arrived == 1


@pytest.mark.parametrize("code", [8069, 91009])
def test_a_merge_that_refuses_does_not_claim_that_anything_is_shown(code: int) -> None:
    with pytest.raises(RefusedError) as refused:
        decode_page(answer({"errors": [{"code": code, "message": "merged"}]}, 400), 0)

    assert "merged into another" in str(refused.value)
    assert "shown" not in str(refused.value)


def test_an_error_beside_promotions_is_still_a_refusal() -> None:
    with pytest.raises(RefusedError):
        decoded_page(promotion_json(), errors=[{"code": 8105, "message": "failed"}])


@pytest.mark.parametrize("errors", [None, [], {}, "", ABSENT])
def test_no_error_in_any_spelling_is_no_refusal(errors: object) -> None:
    assert len(decoded_page(promotion_json(), errors=errors).promotions) == 1


@pytest.mark.parametrize("status", [400, 401, 404, 461, 500, 521])
def test_a_status_of_failure_without_an_error_is_a_refusal_under_the_status(status: int) -> None:
    with pytest.raises(RefusedError) as refused:
        decode_page(answer(page_json(promotion_json()), status), 0)

    assert refused.value.code == status


@pytest.mark.parametrize("status", [401, 403, 429, 498])
def test_a_clear_status_needs_no_body(status: int) -> None:
    with pytest.raises(RefusedError) as refused:
        decode_page(answer(b"<html>no</html>", status), 0)

    assert refused.value.code == status


DEEP_LIST, DEEP_OBJECT = b"[" * 1000 + b"]" * 1000, b'{"a":' * 1000 + b"1" + b"}" * 1000
UNREADABLE = {
    "nothing": b"",
    "markup": b"<html><title>Just a moment</title></html>",
    "cut off": orjson.dumps(page_json(promotion_json()))[:-9],
    "not UTF-8": b'{"promotions": ["\xff"]}',
    "byte order mark of UTF-16": b"\xff\xfe{\x00}\x00",
    "NaN": b'{"promotions": [{"promotionId": NaN}]}',
    "too large a number": b'{"promotions": [{"promotionId": 1e999}]}',
    "a list": b"[]",
    "a number": b"5",
    "null": b"null",
    "very deep": b"[" * 100_000,
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE.keys())
@pytest.mark.parametrize("status", [200, 404])
def test_an_answer_that_is_no_json_object_is_unreadable(body: bytes, status: int) -> None:
    with pytest.raises(UnreadableAnswerError) as unreadable:
        decode_page(answer(body, status), 0)

    assert unreadable.value.status == status


@pytest.mark.parametrize("deep", [DEEP_LIST, DEEP_OBJECT], ids=["lists", "objects"])
def test_a_deep_value_in_a_field_nobody_knows_does_not_harm_the_record(deep: bytes) -> None:
    record = b'{"promotionId": 1, "programId": 2, "active": "perhaps", "unknown": ' + deep + b"}"

    page = decode_page(answer(b'{"promotions": [' + record + b"]}"), 0)

    assert [one.promotion_id for one in page.promotions] == [1]


@pytest.mark.parametrize("deep", [DEEP_LIST, DEEP_OBJECT], ids=["lists", "objects"])
def test_a_deep_error_is_still_a_refusal(deep: bytes) -> None:
    with pytest.raises(RefusedError):
        decode_page(answer(b'{"errors": ' + deep + b"}"), 0)


def test_of_a_key_that_comes_twice_the_last_counts() -> None:
    body = b'{"promotions": [{"promotionId": 1, "promotionId": 2, "programId": 3}], "customerId": 4}'

    assert [one.promotion_id for one in decode_page(answer(body), 0).promotions] == [2]


@pytest.mark.parametrize(
    ("warnings", "said"),
    [
        ([{"code": 8069, "message": "merged"}], "merged into another; that one is shown"),
        ({"code": "8069"}, "merged into another; that one is shown"),
        ([{"code": 91009}], "merged into another; that one is shown"),
        (["look closer"], "look closer"),
        ([{"code": 4711, "message": "odd"}], "code 4711"),
    ],
)
def test_a_warning_is_told_and_nothing_is_lost_by_it(warnings: object, said: str) -> None:
    page = decode_page(answer(page_json(promotion_json(), warnings=warnings)), 3)

    (problem,) = page.problems
    assert said in problem.what
    assert (problem.where, problem.is_loss, len(page.promotions)) == ("page 3", False, 1)
