import json
from typing import Any

import pytest

from promo_data.errors import InputError
from promo_data.models.customer import CustomerIdentifier
from promo_data.protocol.bulk import BulkAsk, BulkKind, BulkRow, bulk_call
from promo_data.vocabulary import ENROL_SOURCES, Endpoint, IdentifierKind, Source

JO = CustomerIdentifier(IdentifierKind.MOBILE, "18767431754")
ANN = CustomerIdentifier(IdentifierKind.MOBILE, "18767431755", Source.LINE)


def asked(kind: BulkKind, *rows: BulkRow) -> BulkAsk:
    return BulkAsk(kind, 469, 65777, rows)


def body(ask: BulkAsk) -> dict[str, Any]:
    sent: dict[str, Any] = json.loads(bulk_call(ask).body or b"")
    return sent


def test_the_request_is_that_of_the_page() -> None:
    call = bulk_call(asked(BulkKind.EARN, BulkRow(JO), BulkRow(ANN)))
    assert (call.endpoint, call.method) == (Endpoint.ENROL_AND_EARN, "POST")
    assert call.path == "/v2/promotion/bulk/enrolAndEarn"
    assert not call.repeatable
    assert json.loads(call.body or b"") == {
        "type": "CUSTOMER",
        "bulkAction": "EARN",
        "promotionDetails": {"programId": 469, "promotionId": 65777},
        "identifierName": "mobile",
        "customers": [
            {"identifierValue": "18767431754", "source": "INSTORE"},
            {"identifierValue": "18767431755", "source": "LINE"},
        ],
    }


@pytest.mark.parametrize(
    ("kind", "path", "action"),
    [
        (BulkKind.ENROL, "enrolAndEarn", "ENROL"),
        (BulkKind.EARN, "enrolAndEarn", "EARN"),
        (BulkKind.DIRECT_EARN, "directEarn", None),
        (BulkKind.REVOKE_ENROL, "revokeEnrolAndEarn", "REVOKE_ENROL"),
        (BulkKind.REVOKE_EARN, "revokeEnrolAndEarn", "REVOKE_EARN"),
        (BulkKind.REVOKE_DIRECT_EARN, "revokeDirectEarn", None),
    ],
)
def test_each_kind_has_its_address_and_action(kind: BulkKind, path: str, action: str | None) -> None:
    call = bulk_call(asked(kind, BulkRow(JO, revoked_id="764")))
    assert call.path == f"/v2/promotion/bulk/{path}"
    assert json.loads(call.body or b"").get("bulkAction") == action


@pytest.mark.parametrize("kind", [BulkKind.REVOKE_EARN, BulkKind.REVOKE_DIRECT_EARN])
def test_an_issue_is_taken_back_by_its_id(kind: BulkKind) -> None:
    rows = [BulkRow(JO, revoked_id="764"), BulkRow(ANN, revoked_id="a-765")]
    assert [row["earnIds"] for row in body(asked(kind, *rows))["customers"]] == [[764], ["a-765"]]


@pytest.mark.parametrize("kind", [BulkKind.REVOKE_EARN, BulkKind.REVOKE_DIRECT_EARN])
def test_all_issues_of_a_customer_are_never_taken_back_by_omission(kind: BulkKind) -> None:
    with pytest.raises(InputError, match="named by its id"):
        bulk_call(asked(kind, BulkRow(JO, revoked_id="764"), BulkRow(ANN)))


@pytest.mark.parametrize("kind", BulkKind)
def test_more_rows_than_the_vendor_takes_are_not_sent(kind: BulkKind) -> None:
    most = kind.largest_batch
    row = BulkRow(JO, revoked_id="764")
    assert len(body(asked(kind, *[row] * most))["customers"]) == most
    for rows in (most + 1, 0):
        with pytest.raises(InputError, match=f"1 to {most} customers"):
            bulk_call(asked(kind, *[row] * rows))


def test_the_limit_of_the_direct_issue_is_the_smaller_of_the_two_that_are_told() -> None:
    assert (BulkKind.DIRECT_EARN.largest_batch, BulkKind.EARN.largest_batch) == (10, 100)


def test_customers_named_in_several_ways_do_not_go_together() -> None:
    by_number = BulkRow(CustomerIdentifier(IdentifierKind.CUSTOMER_ID, "1"))
    with pytest.raises(InputError, match="same kind of identifier"):
        bulk_call(asked(BulkKind.EARN, BulkRow(JO), by_number))


def test_an_external_id_is_not_taken_here() -> None:
    with pytest.raises(InputError, match="mobile, e-mail or customer id only"):
        bulk_call(asked(BulkKind.EARN, BulkRow(CustomerIdentifier(IdentifierKind.EXTERNAL_ID, "000123"))))


@pytest.mark.parametrize("source", Source)
def test_only_sources_that_both_single_requests_take_are_written_with(source: Source) -> None:
    ask = asked(BulkKind.EARN, BulkRow(CustomerIdentifier(IdentifierKind.MOBILE, "18767431754", source)))
    if source in ENROL_SOURCES:
        assert source.value in str(body(ask))
    else:
        with pytest.raises(InputError, match=source):
            bulk_call(ask)


def test_no_customer_shows() -> None:
    ask = asked(BulkKind.EARN, BulkRow(JO))
    assert JO.value not in repr((ask, bulk_call(ask)))
